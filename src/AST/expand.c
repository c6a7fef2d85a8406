/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Declarations put around declarations, wherever they stand: in the unit, in linkage blocks, in blocks of
 * functions.
 *
 *     monitor m { ... };        struct m; static inline ... ; struct m { ... }; static inline ... ;
 */
#include "AST/make.h"

Node * make_statements( Node * decls ) {
	NodeList list = { 0 };
	for ( Node * d = decls, * next; d; d = next ) {
		next = d->next;
		d->next = NULL;
		d->flags &= (uint16_t)~NF_HEADER;
		DeclStmt * s = MAKE( DeclStmt, S_DECL, d->loc );
		s->decl = d;
		list_push( &list, (Node *)s );
	}
	return list.head;
}

/* A function pointer as the context of a walk. */
typedef struct Expansion { Around around; } Expansion;

static void expand( Node ** list, const Expansion * e ) {
	NodeList all = { 0 };
	for ( Node * n = *list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		if ( n->kind == D_LINKAGE ) expand( &AS( Linkage, n )->decls, e );
		bool statement = n->kind == S_DECL;
		Node * before = NULL, * behind = NULL;
		e->around( statement ? AS( DeclStmt, n )->decl : n, statement, &before, &behind );
		list_push( &all, statement ? make_statements( before ) : before );
		list_push( &all, n );
		list_push( &all, statement ? make_statements( behind ) : behind );
	}
	*list = all.head;
}

static bool in_body( Node ** slot, void * context ) {
	Node * n = *slot;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case T_BASIC: case T_NAME: return true;
	case S_COMPOUND: expand( &AS( Compound, n )->items, context ); break;
	}
	return node_children( n, in_body, context );
}

void node_expand( Unit * unit, Around around ) {
	Expansion e = { around };
	expand( &unit->decls, &e );
	node_children( (Node *)unit, in_body, &e );
}
