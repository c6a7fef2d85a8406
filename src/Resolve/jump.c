/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Jumps into the scope of variably modified declarations (C11 6.8.6.1, 6.8.4.2). Only functions that have
 * such declarations are looked at: each label and each jump remembers the innermost one in scope where it
 * stands.
 */
#include "Resolve/declare.h"

typedef struct Chain { struct Chain * outer; } Chain;   /* a declaration in scope */
typedef struct Mark { Str * label; Loc loc; Chain * scope; } Mark;
typedef struct Jumps {
	VEC( Mark ) gotos;
	Table labels;                                       /* name -> Mark */
	Chain * scope, * at_switch;
	bool in_switch;
} Jumps;

static bool visit( Node ** slot, void * context );

static bool is_variable( const Node * n ) {
	if ( n->kind != D_GROUP )
		return (n->kind == D_OBJECT || n->kind == D_TYPEDEF) && type_is_vla( AS( const Decl, n )->type );
	for EACH( d, AS( const Group, n )->decls ) if ( is_variable( d ) ) return true;
	return false;
}

static bool reaches( const Chain * target, const Chain * from ) {
	for ( ; from; from = from->outer ) if ( from == target ) return true;
	return ! target;
}

static void visit_switch( Node * n, Jumps * j ) {
	Chain * scope = j->scope, * at_switch = j->at_switch;
	bool in_switch = j->in_switch;
	j->at_switch = scope;
	j->in_switch = true;
	node_children( n, visit, j );
	j->scope = scope;
	j->at_switch = at_switch;
	j->in_switch = in_switch;
}

static bool visit( Node ** slot, void * context ) {
	Jumps * j = context;
	Node * n = *slot;
	switch ( n->kind ) {
	  case D_FUNCTION: return true;
	  case S_COMPOUND: case S_FOR: case S_IF: case S_WHILE: case S_DO: {
		Chain * scope = j->scope;
		node_children( n, visit, j );
		j->scope = scope;
		return true;
	  }
	  case S_SWITCH: visit_switch( n, j ); return true;
	  case S_DECL:
		node_children( n, visit, j );
		if ( is_variable( AS( DeclStmt, n )->decl ) ) {
			Chain * c = NEW( Chain );
			c->outer = j->scope;
			j->scope = c;
		}
		return true;
	  case S_CASE:
		if ( j->in_switch && j->scope != j->at_switch && ! reaches( j->scope, j->at_switch ) )
			diag_error( n->loc, "switch jumps into scope of identifier with variably modified type" );
		break;
	  case S_LABEL: {
		Mark * m = NEW( Mark );
		*m = (Mark){ .label = AS( Label, n )->name, .loc = n->loc, .scope = j->scope };
		table_put( &j->labels, m->label, m );
		break;
	  }
	  case S_GOTO:
		if ( AS( Jump, n )->label ) vec_push( &j->gotos, ((Mark){ AS( Jump, n )->label, n->loc, j->scope }) );
		break;
	  default: break;
	}
	node_children( n, visit, j );
	return true;
}

void check_jumps( Node * body ) {
	Jumps j = { 0 };
	visit( &body, &j );
	for ( uint32_t i = 0; i < j.gotos.len; i += 1 ) {
		const Mark * from = &j.gotos.at[i], * to = table_get( &j.labels, from->label );
		if ( to && ! reaches( to->scope, from->scope ) )
			diag_error( from->loc, "jump into scope of identifier with variably modified type" );
	}
}
