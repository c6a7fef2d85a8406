/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Checks of declarations that need no types and no other declarations (chapter 01, 6.1, 6.7 and 18). What is
 * wrong with a run of specifiers the parser says, what needs types the resolver.
 *
 *     struct { int i; } s;     extern anonymous aggregate is currently unimplemented.
 */
#include "AST/make.h"
#include "Validate/validate.h"

static const Node * unqualified( const Node * spec ) {
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	return spec;
}

/* A type name may stand for a function type. */
static bool may_be_function( const Decl * d, const Node * spec ) {
	const Node * m = d->mods;
	while ( m && m->kind == T_ATTR ) m = AS( AttrSpec, m )->of;
	if ( m ) return m->kind == T_FUNCTION;
	spec = unqualified( spec );
	return spec && ( spec->kind == T_NAME || spec->kind == T_TYPEOF || spec->kind == T_FUNCTION );
}

/* Function specifiers of an object, in C mode; of C∀ the parser takes care. */
static void check_specifiers( const Group * g ) {
	if ( ! options.c_mode || ! ( g->storage & ( DS_INLINE | DS_NORETURN ) ) || g->storage & DS_TYPEDEF )
		return;
	for EACH( n, g->decls ) {
		const Decl * d = AS( Decl, n );
		if ( n->kind != D_OBJECT || ! d->name || may_be_function( d, g->spec ) ) continue;
		const char * word = g->storage & DS_INLINE ? "inline" : "_Noreturn";
		diag_warn( W_OTHER, d->loc, "variable '%s' declared '%s'", d->name->text, word );
	}
}

/* An object of unnamed type has no name to be known by in other units (chapter 01, 6.7.5). */
static void check_anonymous( const Group * g ) {
	if ( options.c_mode || g->flags & NF_C_LINKAGE || g->storage & ( DS_STATIC | DS_TYPEDEF | DS_EXTERN ) )
		return;
	const Node * spec = unqualified( g->spec );
	if ( ! spec || spec->kind != T_TAG || AS( TagSpec, spec )->id || ! AS( TagSpec, spec )->def ) return;
	for EACH( n, g->decls ) {
		if ( n->kind != D_OBJECT || n->flags & NF_C_LINKAGE || may_be_function( AS( Decl, n ), g->spec ) )
			continue;
		diag_error( n->loc, "extern anonymous aggregate is currently unimplemented." );
		return;
	}
}

static bool visit( Node ** slot, void * in_function ) {
	Node * n = *slot;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC:
		return true;
	case D_GROUP:
		if ( ! *(bool *)in_function ) check_anonymous( AS( Group, n ) );
		check_specifiers( AS( Group, n ) );
		return *(bool *)in_function ? node_children( n, visit, in_function ) : true;
	case D_FUNCTION: {
		bool inside = true;
		return node_children( n, visit, &inside );
	}
	}
	return node_children( n, visit, in_function );
}

/* struct S { ... } a[2]; becomes struct S { ... }; struct S a[2]; functions for the objects need the type in
   front of them. */
static void separate( Node * n, bool statement, Node ** before, Node ** behind ) {
	(void)before;
	Group * g = n->kind == D_GROUP && ! statement ? AS( Group, n ) : NULL;
	if ( ! g || ! g->decls || g->storage & DS_TYPEDEF ) return;
	const Node * spec = unqualified( g->spec );
	TagSpec * tag = spec && spec->kind == T_TAG ? AS( TagSpec, (Node *)spec ) : NULL;
	if ( ! tag || ! tag->id || ! tag->def || tag->def->kind != D_AGG ) return;
	bool arrays = false;
	for EACH( d, g->decls )
		arrays |= d->kind == D_OBJECT && AS( Decl, d )->mods && AS( Decl, d )->mods->kind == T_ARRAY;
	if ( ! arrays ) return;
	Node * def = tag->def, * next = n->next;
	tag->def = NULL;
	n->next = NULL;
	Group * objects = MAKE( Group, D_GROUP, g->loc );
	*objects = *g;
	objects->spec = node_copy( g->spec );
	tag->def = def;
	n->next = next;
	g->decls = g->attrs = NULL;
	g->storage = 0;
	g->spec = (Node *)tag;
	*behind = (Node *)objects;
}

void validate_declarations( Unit * unit ) {
	bool in_function = false;
	if ( ! options.c_mode ) node_expand( unit, separate );
	node_children( (Node *)unit, visit, &in_function );
}
