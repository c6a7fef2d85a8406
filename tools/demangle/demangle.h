/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Linkage names of C∀ back to declarations (chapter 10, section 16).
 */
#ifndef CFA_DEMANGLE_H
#define CFA_DEMANGLE_H

enum { DEMANGLE_NAME_ONLY = 1 };

/* The declaration, to be freed; a copy of the name if it is not one of C∀. NULL: no memory. */
char * cforall_demangle( const char * mangled, int options );

#endif
