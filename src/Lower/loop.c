/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Loops: else parts, declarations in front, jumps to the next turn (chapter 02, 5-7 and 14).
 *
 *     for ( int i = 0; c; s ) { if ( x ) break; } else f();
 *     { int i = 0; for ( ; c; s ) { if ( x ) goto __break1; } f(); __break1: ; }
 */
#include "Lower/control.h"

/* The body, with the label that `continue` of an inner loop jumps to. */
static Node * loop_body( Node * body, Target * t ) {
	body = lower_body( body );
	if ( ! t->at_continue ) return body;
	if ( body->kind == S_COMPOUND ) {
		NodeList items = { 0 };
		list_push( &items, AS( Compound, body )->items );
		list_push( &items, lower_new_label( t->at_continue ) );
		AS( Compound, body )->items = items.head;
		return body;
	}
	Loc loc = body->loc;
	NodeList items = { 0 };
	list_push( &items, body );
	list_push( &items, lower_new_label( t->at_continue ) );
	return lower_new_block( items.head, loc );
}

/* The loop, its else part and the label behind both. */
static Node * loop_end( Node * loop, Node * els, Node * decls, Target * t ) {
	NodeList out = { 0 };
	list_push( &out, loop );
	list_push( &out, lower_body( els ) );
	Node * block = lower_in_block( decls, out.head, loop->loc );
	if ( t->at_end ) {
		out = (NodeList){ 0 };
		list_push( &out, block );
		list_push( &out, lower_new_label( t->at_end ) );
		block = out.head;
	}
	return block;
}

Node * lower_while( While * s ) {
	Node * els = s->cond || s->decls ? s->els : NULL;
	s->els = NULL;
	Target t;
	lower_target_enter( &t, TARGET_LOOP );
	t.has_else = els != NULL;
	Node * decls = lower_list( s->decls );
	s->decls = NULL;
	lower_inside( &s->cond );
	s->body = loop_body( s->body, &t );
	lower_target_leave( &t );
	return loop_end( (Node *)s, els, decls, &t );
}

/* Can the declarations stand in the head of C's for? One declaration, and outside C mode of one object, as
   its text may need several declarations. */
static bool fits_head( const Node * init ) {
	if ( init->next ) return false;
	if ( options.c_mode || init->kind != S_DECL ) return true;
	const Node * d = AS( DeclStmt, init )->decl;
	if ( d->kind != D_GROUP ) return d->kind == D_OBJECT;
	const Group * g = AS( Group, d );
	if ( ! g->decls || g->decls->next ) return false;
	return ! g->spec || ! ( ( g->spec->kind == T_TAG || g->spec->kind == T_ENUM )
		&& AS( TagSpec, g->spec )->def );
}

Node * lower_for( For * s ) {
	Node * els = s->cond ? s->els : NULL;
	s->els = NULL;
	Target t;
	lower_target_enter( &t, TARGET_LOOP );
	t.has_else = els != NULL;
	s->init = lower_list( s->init );
	lower_inside( &s->cond );
	lower_inside( &s->step );
	Node * decls = NULL;
	if ( s->init && ( ! fits_head( s->init ) || ( els && s->init->kind == S_DECL ) ) ) {
		decls = s->init;
		s->init = NULL;
	}
	s->body = loop_body( s->body, &t );
	lower_target_leave( &t );
	return loop_end( (Node *)s, els, decls, &t );
}
