/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types defined inside aggregates move out in front of the declaration or statement around them, under the
 * unique names Resolve gave them (chapter 01, 7.4 and 21.1). Unnamed members stay: C finds their members.
 *
 *     struct Out { struct In { int v; } m; typedef In I; union { int i; I c; }; };
 *     struct Out__In { int v; };   typedef struct Out__In Out__I;
 *     struct Out { struct Out__In m; union { int i; Out__I c; }; };
 */
#include "AST/make.h"
#include "Lower/lower.h"
#include "Resolve/resolve.h"

/* wait for the declaration or statement they go in front of */
static NodeList moved;
static bool visit( Node ** slot, void * context );

static Node * specified( Node * spec ) {
	while ( spec && (spec->kind == T_QUAL || spec->kind == T_ATOMIC) )
		spec = spec->kind == T_QUAL ? AS( QualSpec, spec )->of : AS( WrapSpec, spec )->of;
	return spec;
}

/* struct { ... }; */
static Agg * unnamed_member( const Group * g ) {
	Node * spec = specified( g->spec );
	const Decl * d = AS( const Decl, g->decls );
	if ( ! d || d->kind != D_FIELD || d->name || d->mods || d->width ) return NULL;
	if ( ! spec || spec->kind != T_TAG || ! AS( TagSpec, spec )->def ) return NULL;
	return AS( Agg, AS( TagSpec, spec )->def );
}

/* --- forward declarations ------------------------------------------------------------------------------- */

typedef struct Search { const Agg * agg; bool found; } Search;

static bool refers( Node ** slot, void * context ) {
	Search * s = context;
	const Node * decl = (*slot)->kind == T_NAME ? AS( NameSpec, *slot )->decl
		: (*slot)->kind == T_TAG ? AS( TagSpec, *slot )->decl : NULL;
	if ( decl == (const Node *)s->agg ) s->found = true;
	return ! s->found && node_children( *slot, refers, context );
}

/* A type that moves out of the aggregate it refers to must not be the first to mention its tag. */
static void declare_forward( const Agg * agg, Node * nested ) {
	Search s = { .agg = agg };
	if ( ! agg->name || ! nested ) return;
	node_children( nested, refers, &s );
	if ( ! s.found ) return;
	Agg * forward = MAKE( Agg, D_AGG, agg->loc );
	*forward = *agg;
	forward->next = forward->members = forward->generated = forward->attrs = NULL;
	forward->complete = 0;
	forward->loc = nested->loc;
	NodeList list = { 0 };
	list_push( &list, (Node *)forward );
	list_push( &list, moved.head );
	moved = list;
}

/* --- moving --------------------------------------------------------------------------------------------- */

static void move( Node * declaration ) {
	declaration->next = NULL;
	list_push( &moved, declaration );
}

static bool find_main( Node ** slot, void * found ) {
	const Node * n = *slot;
	if ( n->kind == E_NAME && AS( const Name, n )->id == intern_cstr( "main" ) )
		*(Node **)found = AS( const Name, n )->decl;
	return ! *(Node **)found && node_children( *slot, find_main, found );
}

/* A thread's generated constructors start its main, which is declared behind the outermost type (chapter 06,
   6.6.1): they stand behind a prototype. */
static Node * thread_functions( Node * type ) {
	Agg * agg = type->kind == D_AGG ? AS( Agg, type ) : NULL;
	Node * generated = agg && agg->key == AGG_THREAD && agg->outer ? agg->generated : NULL, * found = NULL;
	for ( Node * g = generated; g && ! found; g = g->next ) node_children( g, find_main, &found );
	if ( ! found ) return NULL;
	Decl * main = AS( Decl, found ), * prototype = make_object( main->name, main->type, agg->loc );
	agg->generated = NULL;
	prototype->cname = main->cname;
	prototype->storage = agg->level > 1 ? DS_AUTO : 0;
	Node * first = (Node *)make_group( prototype );
	first->next = generated;
	return first;
}

static void move_type( Node * type ) {
	Node * functions = thread_functions( type );
	move( type );
	list_push( &moved, functions );
}

/* struct { ... } a, b[ 2 ]; has no name that could be in the way. */
static Agg * stays( const Group * g ) {
	Node * spec = specified( g->spec );
	if ( g->new_style || ! spec || spec->kind != T_TAG || ! AS( TagSpec, spec )->def ) return NULL;
	Agg * agg = AS( Agg, AS( TagSpec, spec )->def );
	for EACH( d, g->decls ) {
		const Node * mods = AS( const Decl, d )->mods;
		if ( d->kind != D_FIELD || (mods && (mods->kind != T_ARRAY || AS( const ArraySpec, mods )->of)) )
			return NULL;
	}
	return agg->name || ! g->decls ? NULL : agg;
}

/* Definitions inside a member's type. */
static bool visit_member( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( n->kind != T_TAG && n->kind != T_ENUM ) return node_children( n, visit_member, context );
	TagSpec * t = AS( TagSpec, n );
	if ( ! t->def ) return visit( slot, context );
	/* its instances stand elsewhere */
	bool generic = t->def->kind == D_AGG && AS( Agg, t->def )->forall;
	if ( ! generic ) visit( slot, context );
	t->decl = t->def;
	t->attrs = NULL;
	t->id = t->def->kind == D_ENUM ? AS( Enum, t->def )->name : AS( Agg, t->def )->name;
	if ( ! generic ) move_type( t->def );
	t->def = NULL;
	return true;
}

/* Take the definitions out of the members; those of an unnamed member are members of the same aggregate. */
static void visit_members( Agg * agg ) {
	NodeList rest = { 0 };
	for ( Node * m = agg->members, * next; m; m = next ) {
		next = m->next;
		m->next = NULL;
		Group * g = m->kind == D_GROUP ? AS( Group, m ) : NULL;
		Agg * inner = g ? unnamed_member( g ) ? unnamed_member( g ) : stays( g ) : NULL;
		if ( inner ) visit_members( inner );
		else if ( m->kind == D_AGG || m->kind == D_ENUM ) {
			if ( m->kind == D_AGG ) visit_members( AS( Agg, m ) );
			move_type( m );
			continue;
		} else if ( g ) {
			bool has_members = g->decls && g->decls->kind == D_FIELD;
			node_children( m, visit_member, NULL );
			if ( g->decls && ! has_members ) move( m );
			if ( ! has_members ) continue;
		}
		list_push( &rest, m );
	}
	agg->members = rest.head;
}

static void visit_definition( Agg * agg ) {
	NodeList outer = moved;
	moved = (NodeList){ 0 };
	visit_members( agg );
	declare_forward( agg, moved.head );
	list_push( &outer, moved.head );
	moved = outer;
}

/* --- where they go -------------------------------------------------------------------------------------- */

static void put_all( NodeList * out, Node * list, bool statements ) {
	for ( Node * m = list, * after; m; m = after ) {
		after = m->next;
		m->next = NULL;
		if ( statements ) {
			DeclStmt * s = MAKE( DeclStmt, S_DECL, m->loc );
			s->decl = m;
			m = (Node *)s;
		}
		list_push( out, m );
	}
}

/* Declarations or statements one by one, what moves out of each in front of it. */
static void visit_list( Node ** list, bool statements ) {
	NodeList outer = moved;
	for ( Node ** p = list; *p; p = &(*p)->next ) {
		moved = (NodeList){ 0 };
		Node * n = *p, * next = n->next;
		n->next = NULL;
		visit( p, NULL );
		NodeList all = { 0 };
		put_all( &all, moved.head, statements );
		list_push( &all, *p );
		put_all( &all, n->kind == S_DECL ? thread_functions( AS( DeclStmt, n )->decl ) : NULL, statements );
		*p = all.head;
		while ( (*p)->next ) p = &(*p)->next;
		(*p)->next = next;
	}
	moved = outer;
}

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC: case T_NAME: return true;
	case N_UNIT: visit_list( &AS( Unit, n )->decls, false ); return true;
	case D_LINKAGE: visit_list( &AS( Linkage, n )->decls, false ); return true;
	case S_COMPOUND: visit_list( &AS( Compound, n )->items, true ); return true;
	case D_AGG:
		visit_definition( AS( Agg, n ) );
		return true;
	case D_FUNCTION: case D_OBJECT: case D_TYPEDEF:
		if ( (n->flags & NF_HEADER) && ! (n->flags & NF_USED) ) return true;
		break;
	}
	return node_children( n, visit, context );
}

void lower_nested( Unit * unit ) {
	Node * root = (Node *)unit;
	if ( ! options.c_mode ) visit( &root, NULL );
}
