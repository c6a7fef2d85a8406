/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Expansions written as C∀ text: $0, $1 ... stand for nodes. What comes out is not resolved.
 *
 *     template_statements( "if ( $0 ) $1;", when, call )
 */
#include <stdlib.h>
#include <string.h>

#include "Concurrency/template.h"
#include "Parser/parser.h"

typedef struct Filling { Node ** nodes; unsigned n; Loc at; } Filling;

/* The node that $K stands for; NULL for other names. */
static Node * filler( const Filling * f, const Str * id ) {
	if ( id->text[0] != '$' || id->len < 2 ) return NULL;
	unsigned k = (unsigned)strtoul( id->text + 1, NULL, 10 );
	return k < f->n ? f->nodes[k] : NULL;
}

static bool fill( Node ** slot, void * context ) {
	Filling * f = context;
	Node * n = *slot;
	n->loc = f->at;
	Node * with = NULL;
	if ( n->kind == E_NAME ) with = filler( f, AS( Name, n )->id );
	if ( n->kind == S_EXPR && AS( ExprStmt, n )->expr && AS( ExprStmt, n )->expr->kind == E_NAME ) {
		with = filler( f, AS( Name, AS( ExprStmt, n )->expr )->id );
		if ( with && IS_EXPR( with ) ) with = NULL;             /* the expression itself is replaced below */
	}
	if ( ! with ) return node_children( n, fill, context );
	*slot = with;
	Node * last = with;
	while ( last->next ) last = last->next;
	last->next = n->next;
	return true;
}

Node * template_statements( Loc at, const char * text, Node ** nodes, unsigned n ) {
	Filling f = { nodes, n, at };
	const char * unit = intern_fmt( "# 1 \"<expansion>\" 3\nstatic void __cfa_expansion( void ) {\n%s\n}\n",
		text )->text;
	Node * group = parse_unit( unit, strlen( unit ) )->decls;
	Decl * d = ! group ? NULL : AS( Decl, group->kind == D_GROUP ? AS( Group, group )->decls : group );
	/* a name in it was taken for a type after an error */
	if ( ! d || d->kind != D_FUNCTION ) return node_new( S_NULL, at );
	Node * body = d->body;
	fill( &body, &f );
	return AS( Compound, body )->items;
}
