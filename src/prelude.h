/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Names visible without any #include (chapter 01, 1.6).
 */
#ifndef CFA_PRELUDE_H
#define CFA_PRELUDE_H

/* C∀ text, parsed before the program except in C mode. */
const char * prelude_text( void );

#endif
