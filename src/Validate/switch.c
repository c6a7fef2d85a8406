/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The shape of switch and choose in C∀: declarations first, which are executed before the control expression, then
 * clauses without declarations of their own (chapter 02, 8.5, 8.6). C mode allows what C allows.
 *
 *     switch ( e ) { int i = 3; case 1: f( i ); }      decls: int i = 3;  body: { case 1: f( i ); }
 */
#include "Validate/labels.h"

Case * clause_of( Node * stmt ) {
	while ( stmt ) {
		if ( stmt->kind == S_CASE ) return AS( Case, stmt );
		if ( stmt->kind == S_LABEL ) stmt = AS( Label, stmt )->stmt;
		else if ( stmt->kind == S_ATTR ) stmt = AS( AttrStmt, stmt )->stmt;
		else return NULL;
	}
	return NULL;
}

Node * switch_items( const Switch * s ) {
	return s->body && s->body->kind == S_COMPOUND ? AS( Compound, s->body )->items : s->body;
}

/* The first statement behind the labels of a clause. */
static Node * clause_statement( Case * c ) {
	Node * stmt = c->stmt;
	while ( stmt && stmt->kind == S_CASE ) stmt = AS( Case, stmt )->stmt;
	return stmt;
}

static void check_declaration( Node * stmt ) {
	if ( ! stmt || stmt->kind != S_DECL || stmt->flags & NF_ERROR ) return;
	stmt->flags |= NF_ERROR;
	diag_error( stmt->loc, "illegal syntax, declarations only allowed at the start of the switch body, i.e., after the '{'." );
}

void check_switch( Switch * s ) {
	if ( options.c_mode || ! s->body ) return;
	NodeList decls = { 0 };
	list_push( &decls, s->decls );
	Node ** slot = s->body->kind == S_COMPOUND ? &AS( Compound, s->body )->items : &s->body;
	Node * item = *slot;
	while ( item && ( item->kind == S_DECL || item->kind == S_DIRECTIVE ) && ! clause_of( item ) ) {
		Node * next = item->next;
		item->next = NULL;
		list_push( &decls, item );
		item = next;
	}
	*slot = item;
	s->decls = decls.head;
	for ( ; item && ! clause_of( item ); item = item->next ) {
		if ( item->kind == S_NULL || item->flags & NF_ERROR ) continue;
		item->flags |= NF_ERROR;
		diag_error( item->loc, "illegal syntax, declarations can only appear before the list of case clauses." );
		break;
	}
	for ( ; item; item = item->next ) {
		Case * c = clause_of( item );
		check_declaration( c ? clause_statement( c ) : item );
	}
}
