/* SPDX-License-Identifier: BSD-3-Clause
 *
 * AST: constructors of typed nodes, so that code which builds trees reads like the C it produces. The results
 * are marked NF_IMPLICIT; expressions have their types.
 */
#ifndef CFA_MAKE_H
#define CFA_MAKE_H

#include "AST/ast.h"

/* The object, parameter or function declared. */
Node * make_name( Decl *, Loc );
Node * make_int( int64_t value, QType type, Loc );
/* An unsigned long constant. */
Node * make_length( uint64_t value, QType type, Loc );
Node * make_unary( Op, Node * arg, QType type );
Node * make_binary( Op, Node * lhs, Node * rhs, QType type );
/* lhs op= rhs; OP_NONE: lhs = rhs */
Node * make_assign( Op, Node * lhs, Node * rhs );
/* ( to )e that C needs */
Node * make_cast( Node * e, QType to );
/* o.m resp., for an object that is a pointer, p->m */
Node * make_member( Node * object, Decl * field, bool arrow );
Node * make_index( Node * base, Node * index, QType element );
Node * make_call( Node * function, Node * args, QType result );
/* { a, b } of the list of expressions, and ( type ){ a, b } */
Node * make_list( Node * values, QType type, Loc );
Node * make_literal( Node * list, QType type );
Node * make_block( Node * items, Loc );
Node * make_expression( Node * e );                     /* e; */
Node * make_return( Node * value, Loc );
/* A declaration of its own, a statement that declares. */
Group * make_group( Decl * );
Node * make_declaration( Decl * );
/* Declarations as statements of a block, no longer those of a header. */
Node * make_statements( Node * decls );

/* What belongs in front of a declaration and behind it; it may be changed itself. `statement`: it stands in a
   block. */
typedef void (* Around)( Node * decl, bool statement, Node ** before, Node ** behind );
/* Put it there, for every declaration of the unit and of all blocks (expand.c). */
void node_expand( Unit *, Around );
Decl * make_object( Str * name, QType type, Loc );
Decl * make_parameter( Str * name, QType type, Loc );
/* A function definition with these parameters (a list of D_PARAM); the type is given. */
Decl * make_function( Str * name, QType type, Node * params, Node * body, Loc );
/* name( arg ) or the bare name as attribute. */
Node * make_attribute( const char * name, Node * arg, Loc );
/* A string literal without escapes. */
Node * make_text( const Str * text, Loc );

#endif
