/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CodeGen: C-shaped AST -> readable GNU C with line marks.
 */
#ifndef CFA_CODEGEN_H
#define CFA_CODEGEN_H

#include "AST/ast.h"

/* Linkage name of a declaration of C∀ linkage, from its name, type and scope (mangle.c). */
Str * mangle( Decl * );
Str * mangle_type( QType );
/* Write the declarations marked NF_USED and everything of the main file. */
void codegen_unit( FILE *, Unit * );

#endif
