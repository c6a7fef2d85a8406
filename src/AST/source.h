/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Printing the tree as C∀ source: what the files for types, declarations, expressions and statements share.
 */
#ifndef CFA_SOURCE_H
#define CFA_SOURCE_H

#include "AST/ast.h"

/* Text under construction. `brief`: for messages, everything on one line and without bodies. */
typedef struct Source { Buf out; int indent; bool brief; } Source;

/* Precedence of expressions, chapter 01, 4.1, loosest first. */
typedef enum Prec {
	P_COMMA, P_ASSIGN, P_COND, P_OROR, P_ANDAND, P_BITOR, P_BITXOR, P_BITAND, P_EQUAL, P_RELATION,
	P_SHIFT, P_ADD, P_MUL, P_POWER, P_CAST, P_UNARY, P_POSTFIX, P_PRIMARY,
} Prec;

/* Words of AGG_... */
extern const char * const source_key_word[];

void put( Source *, const char * text );
void put_str( Source *, const Str * );
/* A name, quoted when it is spelled like a keyword. */
void put_id( Source *, const Str * );
void put_newline( Source * );
/* One of these stands in front of a further item of a list. */
void put_separator( Source *, const Node * item, const Node * first, const char * text );

void put_expr( Source *, const Node *, Prec );
void put_expr_list( Source *, const Node * );           /* with commas */
void put_init( Source *, const Node * );
void put_designators( Source *, const Node * );
/* A type as written: one T_ tree. */
void put_type( Source *, const Node * );
/* Specifiers and declarator; `name` may be NULL, `attrs` and `asm_name` go behind the declarator. */
void put_specifiers( Source *, const Node * spec );
void put_declarator( Source *, const Node * mods, const Str * name );
void put_quals( Source *, int quals );
void put_attrs( Source *, const Node * attrs );         /* a blank behind each */
void put_attrs_behind( Source *, const Node * attrs );  /* a blank in front of each */
void put_params( Source *, const FunctionSpec * );
void put_results( Source *, const FunctionSpec * );
void put_forall( Source *, const Node * params );       /* nothing for NULL */
void put_aggregate( Source *, const Agg * );
void put_enumeration( Source *, const Enum * );
/* A declaration with its semicolon; in a condition or parameter list without. */
void put_declaration( Source *, const Node * );
void put_declaration_open( Source *, const Node * );
void put_param( Source *, const Node * );
void put_statement( Source *, const Node * );
void put_compound( Source *, const Compound * );
void put_directive( Source *, const Directive * );

#endif
