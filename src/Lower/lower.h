/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Lower: resolved AST -> AST that only has C in it.
 */
#ifndef CFA_LOWER_H
#define CFA_LOWER_H

#include "AST/ast.h"

/* Polymorphic functions and generic types become C functions and structures, one for each use (chapter 04,
   4.18). */
void lower_instances( Unit * );
/* Jumps and clauses: labelled break/continue, fallthrough, choose, loop else, declarations in conditions
   (chapter 02). */
void lower_control( Unit * );
/* Construction, destruction, temporaries (chapter 03, section 8). */
void lower_lifetimes( Unit * );
/* C's atexit. */
Node * lifetime_at_exit( Loc );
/* An object that is constructed cannot be const. */
void lifetime_make_writable( Decl * );
/* References become pointers (chapter 03, section 7). */
void lower_references( Unit * );
/* Nested functions that the exception runtime calls. */
void lower_exceptions( Unit * );
/* Values whose size only the running program knows are passed by address (chapter 04, 4.17). */
void lower_boxes( Unit * );
/* C's main for the program's. */
void lower_program( Unit * );
/* Types defined inside aggregates move out of them (chapter 01, 7.4). */
void lower_nested( Unit * );
/* Expressions C does not have: power, exact casts of literals, comparisons of mixed sign, qualified
   enumerators ... */
void lower_expressions( Unit * );

#endif
