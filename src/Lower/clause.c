/* SPDX-License-Identifier: BSD-3-Clause
 *
 * switch and choose (chapter 02, 8): choose gets its breaks, fallthrough its targets, clauses their scopes,
 * leading declarations a block. A switch of C stays as it is.
 *
 *     choose ( x ) { case 1: f(); case 2: int i; g(); }      switch ( x ) { case 1: f(); break; case 2: { int i; g(); } }
 */
#include "Lower/control.h"

/* The clauses of the statement being lowered. */
typedef struct Clauses { Target * target; NodeList out; bool choose; } Clauses;

/* The clause label a statement begins with, behind labels of the user; NULL if there is none. */
static Case * clause_of( Node * s ) {
	while ( s && ( s->kind == S_LABEL || s->kind == S_ATTR ) )
		s = s->kind == S_LABEL ? AS( Label, s )->stmt : AS( AttrStmt, s )->stmt;
	return s && s->kind == S_CASE ? AS( Case, s ) : NULL;
}

static bool is_jump( const Node * s ) {
	return s && ( s->kind == S_BREAK || s->kind == S_GOTO || s->kind == S_RETURN || s->kind == S_CONTINUE ||
		s->kind == S_GOTOEXPR );
}

/* `fallthrough;` as the last statement of a clause that is followed by another. */
static bool is_plain_fallthrough( const Node * s ) {
	return s->kind == S_FALLTHROUGH && ! AS( Jump, s )->label && ! AS( Jump, s )->to_default;
}

/* Lower one clause: its labels `head`, the statements behind them, whether more clauses follow. */
static void lower_clause( Clauses * c, Node * head, Node * rest, bool last ) {
	Str * entry = c->target->at_next, * dflt = NULL;
	c->target->at_next = NULL;
	Case * inner = NULL;
	for ( Case * next = clause_of( head ); next; next = clause_of( inner->stmt ) ) {
		inner = next;
		if ( inner->is_default ) dflt = c->target->at_default;
		for ( Node ** v = &inner->values; *v; v = &( *v )->next ) lower_inside( v );
	}
	NodeList stmts = { 0 };
	list_push( &stmts, inner->stmt );
	list_push( &stmts, rest );
	bool falls = false, scope = false;
	Node * marker = NULL;
	NodeList done = { 0 };
	for ( Node * s = stmts.head, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		scope |= ! options.c_mode && s->kind == S_DECL;
		if ( ! next && ! last && is_plain_fallthrough( s ) ) {
			falls = true;
			marker = s;
		} else list_push( &done, lower_statement( s ) );
	}
	if ( scope ) done.head = done.tail = lower_new_block( done.head, head->loc );
	if ( ! falls && c->choose && ! last && ! is_jump( done.tail ) ) {
		marker = node_new( S_BREAK, head->loc );
		marker->flags |= NF_IMPLICIT;
	}
	NodeList all = { 0 };
	if ( dflt ) list_push( &all, lower_new_label( dflt ) );
	if ( entry ) list_push( &all, lower_new_label( entry ) );
	list_push( &all, done.head );
	list_push( &all, marker );
	inner->stmt = all.head;
	Node * behind = NULL;
	if ( inner->stmt ) {
		behind = inner->stmt->next;
		inner->stmt->next = NULL;
	}
	list_push( &c->out, head );
	list_push( &c->out, behind );
}

static Node * lower_clauses( Clauses * c, Node * items ) {
	Node * s = items;
	while ( s && ! clause_of( s ) ) {
		Node * next = s->next;
		s->next = NULL;
		list_push( &c->out, lower_statement( s ) );
		s = next;
	}
	while ( s ) {
		Node * head = s, * rest = s->next, ** end = &rest;
		while ( *end && ! clause_of( *end ) ) end = &( *end )->next;
		s = *end;
		*end = NULL;
		head->next = NULL;
		lower_clause( c, head, rest, s == NULL );
	}
	if ( c->target->at_next ) list_push( &c->out, lower_new_label( c->target->at_next ) );
	return c->out.head;
}

Node * lower_switch( Switch * s ) {
	Target t;
	lower_target_enter( &t, TARGET_SWITCH );
	Node * decls = lower_list( s->decls );
	s->decls = NULL;
	lower_inside( &s->cond );
	Clauses c = { .target = &t, .choose = s->choose };
	s->choose = 0;
	if ( s->body && s->body->kind == S_COMPOUND ) {
		Compound * body = AS( Compound, s->body );
		body->items = lower_clauses( &c, body->items );
	} else if ( s->body ) {
		Node * body = lower_clauses( &c, s->body );
		s->body = body && body->next ? lower_new_block( body, s->loc ) : body;
	}
	lower_target_leave( &t );
	Node * out = lower_in_block( decls, (Node *)s, s->loc );
	if ( t.at_end ) out->next = lower_new_label( t.at_end );
	return out;
}
