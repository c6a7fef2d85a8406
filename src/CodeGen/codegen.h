/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CodeGen: C-shaped AST -> readable GNU C with line marks.
 */
#ifndef CFA_CODEGEN_H
#define CFA_CODEGEN_H

#include "AST/ast.h"

/* Linkage name of a declaration of C∀ linkage, from its name, type and scope (mangle.c). */
Str * mangle( Decl * );
/* The same for a type that is not the key of a declaration: references and array lengths count. */
Str * mangle_type( QType );
/* A name inside the unit made of a prefix and a mangled one; the end of a very long one is a digest. */
Str * mangle_local( const char * prefix, const char * mangled );
/* What C calls a member that is named like an operator; NULL for other names. */
Str * mangle_operator( const Str * name );
/* A type without tag goes by the first of the names that its declaration declares. */
void mangle_unnamed( const Node * type, const Node * decls );
/* Write the declarations marked NF_USED and everything of the main file. */
void codegen_unit( FILE *, Unit * );

#endif
