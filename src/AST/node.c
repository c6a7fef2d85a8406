/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Making, walking and copying nodes, generated from nodes.def.
 */
#include "AST/ast.h"

#include <string.h>

const char * const kind_name[] = {
	"K_NONE",
#define KIND( kind, name ) #kind,
#include "AST/nodes.def"
};

const char * const op_text[] = {
#define OPERATOR( id, text, name ) text,
#include "AST/operators.def"
#undef OPERATOR
};

const char * const op_function[] = {
#define OPERATOR( id, text, name ) name,
#include "AST/operators.def"
#undef OPERATOR
};

const char * (*node_type_text)( QType );

static const uint16_t size_of[] = {
	sizeof( Node ),
#define KIND( kind, name ) sizeof( name ),
#include "AST/nodes.def"
};

Node * node_new( Kind kind, Loc loc ) {
	Node * n = arena_alloc( size_of[kind] );
	n->kind = (uint16_t)kind;
	n->loc = loc;
	return n;
}

/* ===== walking ========================================================================================== */

/* Visit the members of a list. The callback may replace a member by none or several: what it leaves in the
   slot is linked to the rest of the list, new members are not visited. */
static bool visit_list( Node ** slot, NodeVisit visit, void * context ) {
	while ( *slot ) {
		Node * rest = (*slot)->next;
		if ( ! visit( slot, context ) ) return false;
		if ( ! *slot ) {
			*slot = rest;
			continue;
		}
		Node * last = *slot;
		while ( last->next && last->next != rest ) last = last->next;
		last->next = rest;
		slot = &last->next;
	}
	return true;
}

#define N( x ) if ( self->x && ! visit( &self->x, context ) ) return false;
#define L( x ) if ( self->x && ! visit_list( &self->x, visit, context ) ) return false;
#define S( x )
#define I( x )
#define R( x )
#define Q( x )
#define X( type, x )
#define STRUCT( name, head, fields ) \
	static bool children_##name( name * self, NodeVisit visit, void * context ) { \
		(void)self, (void)visit, (void)context; \
		fields \
		return true; \
	}
#include "AST/nodes.def"
#undef N
#undef L
#undef R

bool node_children( Node * n, NodeVisit visit, void * context ) {
	switch ( n->kind ) {
#define KIND( kind, name ) case kind: return children_##name( (name *)n, visit, context );
#include "AST/nodes.def"
	}
	return true;
}

/* What a copy in progress knows: references to nodes that are copied too must lead to their copies. */
typedef struct Copy { Table made; VEC( Node ** ) references; } Copy;

static Node * copy_node( Copy * copy, const Node * n );

static Node * copy_list( Copy * copy, const Node * n ) {
	NodeList list = { 0 };
	for ( ; n; n = n->next ) list_push( &list, copy_node( copy, n ) );
	return list.head;
}

/* ===== types of nodes =================================================================================== */

#define N( x )
#define L( x )
#define R( x )
#undef Q
#define Q( x ) if ( self->x.type ) visit( &self->x, context );
#undef EXPR_HEAD
#define EXPR_HEAD Q( type )
#undef NODE_HEAD
#define NODE_HEAD
#define STRUCT( name, head, fields ) \
	static void types_##name( name * self, void (*visit)( QType *, void * ), void * context ) { \
		(void)self, (void)visit, (void)context; \
		head \
		fields \
	}
#include "AST/nodes.def"
#undef N
#undef L
#undef R

void node_types( Node * n, void (*visit)( QType *, void * ), void * context ) {
	switch ( n->kind ) {
#define KIND( kind, name ) case kind: types_##name( (name *)n, visit, context ); break;
#include "AST/nodes.def"
	}
}

/* ===== copying ========================================================================================== */

#undef Q
#define Q( x )
#define N( x ) if ( self->x ) self->x = copy_node( copy, self->x );
#define L( x ) if ( self->x ) self->x = copy_list( copy, self->x );
#define R( x ) if ( self->x ) vec_push( &copy->references, &self->x );
#define STRUCT( name, head, fields ) \
	static void copy_##name( name * self, Copy * copy ) { \
		(void)self, (void)copy; \
		fields \
	}
#include "AST/nodes.def"
#undef N
#undef L
#undef S
#undef I
#undef R
#undef Q
#undef X

/* Only declarations and statements are referred to. */
static bool is_target( int kind ) {
	return kind >= D_OBJECT;
}

static Node * copy_node( Copy * copy, const Node * n ) {
	Node * to = arena_alloc( size_of[n->kind] );
	memcpy( to, n, size_of[n->kind] );
	to->next = NULL;
	if ( is_target( n->kind ) ) table_put( &copy->made, n, to );
	switch ( n->kind ) {
#define KIND( kind, name ) case kind: copy_##name( (name *)to, copy ); break;
#include "AST/nodes.def"
	}
	return to;
}

static void copy_references( Copy * copy ) {
	for ( uint32_t i = 0; copy->made.count && i < copy->references.len; i += 1 ) {
		Node * target = table_get( &copy->made, *copy->references.at[i] );
		if ( target ) *copy->references.at[i] = target;
	}
}

Node * node_copy( const Node * n ) {
	if ( ! n ) return NULL;
	Copy copy = { 0 };
	Node * to = copy_node( &copy, n );
	copy_references( &copy );
	return to;
}

Node * node_copy_list( const Node * list, Table * made ) {
	Copy copy = { .made = *made };
	Node * to = copy_list( &copy, list );
	copy_references( &copy );
	*made = copy.made;
	return to;
}
