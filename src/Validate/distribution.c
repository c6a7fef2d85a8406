/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Distribution blocks are pushed into the declarations inside (chapter 01, 6.6).
 *
 *     static inline { int f(); int x; }          static inline int f(); static int x;
 *     forall( T ) { struct S { T t; }; }         forall( T ) struct S { T t; };
 */
#include "Validate/validate.h"

static const struct { int bit; const char * text; } classes[] = {
	{ DS_EXTERN, "extern" }, { DS_STATIC, "static" }, { DS_AUTO, "auto" }, { DS_REGISTER, "register" },
};
enum { CLASSES = sizeof( classes ) / sizeof( *classes ),
	CLASS_BITS = DS_EXTERN | DS_STATIC | DS_AUTO | DS_REGISTER };

static const char * class_text( int storage ) {
	for ( int i = 0; i < CLASSES; i += 1 ) if ( storage & classes[i].bit ) return classes[i].text;
	return "";
}

static bool is_function( const Decl * d ) {
	if ( d->kind == D_FUNCTION ) return true;
	const Node * m = d->mods;
	while ( m && m->kind == T_ATTR ) m = AS( AttrSpec, m )->of;
	return m && m->kind == T_FUNCTION;
}

/* `first` in front of `list`. */
static Node * joined( Node * first, Node * list ) {
	NodeList all = { 0 };
	list_push( &all, first );
	list_push( &all, list );
	return all.head;
}

static Node * copy_list( const Node * n ) {
	NodeList list = { 0 };
	for ( ; n; n = n->next ) list_push( &list, node_copy( n ) );
	return list.head;
}

/* A storage class of the block meets the declaration's own. */
static int merge_storage( const Distribution * block, int storage, bool function, Loc at, const Str * name ) {
	int outer = block->storage, inner = storage & CLASS_BITS;
	const char * text = name ? name->text : "";
	if ( storage & DS_TYPEDEF ) return storage;
	if ( ! function ) outer &= ~( DS_INLINE | DS_NORETURN | DS_FORTRAN );
	if ( inner & outer ) {
		diag_error( at, "duplicate %s storage class(es) in declaration of %s", class_text( inner ), text );
	} else if ( inner && outer & CLASS_BITS ) {
		diag_error( at, "conflicting %s & %s storage classes in declaration of %s", class_text( outer ),
			class_text( inner ), text );
		return storage;
	}
	return storage | outer;
}

/* A declaration with specifiers: its aggregate gets the forall, each declarator what fits it. */
static void push_into_group( const Distribution * block, Group * g ) {
	Node * spec = g->spec;
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	if ( spec && spec->kind == T_TAG && AS( TagSpec, spec )->def && block->forall ) {
		Agg * agg = AS( Agg, AS( TagSpec, spec )->def );
		agg->forall = joined( copy_list( block->forall ), agg->forall );
	}
	if ( ! g->decls ) return;
	Decl * first = AS( Decl, g->decls );
	bool function = is_function( first );
	g->storage = merge_storage( block, g->storage, function, first->loc, first->name );
	if ( function ) g->forall = joined( copy_list( block->forall ), g->forall );
	g->attrs = joined( copy_list( block->attrs ), g->attrs );
}

static void push_into( const Distribution * block, Node * n ) {
	switch ( n->kind ) {
	case D_GROUP:
		push_into_group( block, AS( Group, n ) );
		break;
	case D_FUNCTION: case D_OBJECT: {
		Decl * d = AS( Decl, n );
		bool function = is_function( d );
		d->storage = merge_storage( block, d->storage, function, d->loc, d->name );
		if ( function ) d->forall = joined( copy_list( block->forall ), d->forall );
		d->attrs = joined( copy_list( block->attrs ), d->attrs );
		break;
	}
	case D_AGG:
		AS( Agg, n )->forall = joined( copy_list( block->forall ), AS( Agg, n )->forall );
		break;
	case D_LINKAGE:
		for EACH( d, AS( Linkage, n )->decls ) push_into( block, d );
		break;
	}
}

/* The structure that a polymorphic function's declaration defines on the way is a declaration of its own, in
   front: the clause is the function's (chapter 04, 4.2). */
static Node * defined_aside( Node * n ) {
	Node * forall = n->kind == D_GROUP ? AS( Group, n )->forall
		: n->kind == D_FUNCTION ? AS( Decl, n )->forall : NULL;
	Node * spec = n->kind == D_GROUP ? AS( Group, n )->spec
		: n->kind == D_FUNCTION ? AS( Decl, n )->spec : NULL;
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	if ( ! forall || ! spec || spec->kind != T_TAG ) return NULL;
	TagSpec * tag = AS( TagSpec, spec );
	Node * def = tag->def;
	if ( ! def || ! AS( Agg, def )->name ) return NULL;
	tag->id = AS( Agg, def )->name;
	tag->decl = def;
	tag->def = NULL;
	return def;
}

/* Inner blocks first: outer forall parameters come in front of inner ones. Returns what replaces the list. */
static Node * distribute( Node * list ) {
	NodeList out = { 0 };
	for ( Node * n = list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		if ( n->kind == D_LINKAGE ) AS( Linkage, n )->decls = distribute( AS( Linkage, n )->decls );
		if ( n->kind != D_DISTRIBUTION ) {
			list_push( &out, defined_aside( n ) );
			list_push( &out, n );
			continue;
		}
		Distribution * block = AS( Distribution, n );
		Node * inside = distribute( block->decls );
		for EACH( d, inside ) push_into( block, d );
		list_push( &out, inside );
	}
	return out.head;
}

void validate_distribution( Unit * unit ) {
	unit->decls = distribute( unit->decls );
}
