/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Which constructors, destructors and assignments a type has at a point of the program, and which of them do
 * anything (chapter 03, 8.1 to 8.4). A struct's generated functions see what was declared before the struct.
 */
#include <string.h>

#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"

static Table noted;                                     /* types that have user functions somewhere */
static int limit;                                       /* 0: none */
bool life_resolved;

Str * life_name( Life life ) {
	static Str * names[4];
	if ( ! names[0] ) {
		names[LIFE_DEFAULT] = names[LIFE_COPY] = intern_cstr( "?{}" );
		names[LIFE_DESTROY] = intern_cstr( "^?{}" );
		names[LIFE_ASSIGN] = intern_cstr( "?=?" );
	}
	return names[life];
}

bool is_lifecycle_name( const Str * name ) {
	return name == life_name( LIFE_DEFAULT ) || name == life_name( LIFE_DESTROY );
}

const Type * life_subject( const Decl * d ) {
	if ( ! d->name || ! d->type.type ) return NULL;
	if ( ! is_lifecycle_name( d->name ) && d->name != life_name( LIFE_ASSIGN ) ) return NULL;
	const Type * f = ct( d->type );
	if ( f->kind == TY_POINTER ) f = ct( f->of );
	return f->kind == TY_FUNCTION && f->n && KIND_OF( f->args[0] ) == TY_REFERENCE
		? ct( type_referent( f->args[0] ) ) : NULL;
}

/* What stands for the type in tables: the declaration of aggregates, so that generic ones share it. */
static const void * identity( const Type * t ) {
	if ( t->generic ) return t->generic;
	if ( t->kind == TY_STRUCT || t->kind == TY_UNION ) return agg_definition( AS( Agg, t->decl ) );
	return t;
}

/* Functions of types of a block are found by Lower, too, when their scopes are gone. */
static Table of_locals;                                 /* type -> its functions, the last one first */

static void note_local( const Decl * d, const Type * t ) {
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || AS( Agg, t->decl )->level <= 1 ) return;
	Binding * b = NEW( Binding );
	b->decl = (Node *)d;
	b->name = d->name;
	b->outer = table_get( &of_locals, identity( t ) );
	table_put( &of_locals, identity( t ), b );
}

/* The type of threads whose main it is, or that it reports the end of. */
static const Type * started( const Decl * d ) {
	bool named = d->name == intern_cstr( "main" ) || d->name == intern_cstr( "__cfa_ended" );
	const Type * f = named && d->type.type && type_is_function( d->type ) ? ct( d->type ) : NULL;
	return f && f->n == 1 && KIND_OF( f->args[0] ) == TY_REFERENCE
		? ct( type_referent( f->args[0] ) ) : NULL;
}

void life_note( const Decl * d ) {
	const Type * t = life_subject( d ), * thread = t ? NULL : started( d );
	if ( thread ) note_local( d, thread );
	/* a destructor may be made when it is too late to use more */
	if ( thread && d->level > 1 ) ((Decl *)d)->flags |= NF_USED;
	if ( ! t ) return;
	table_put( &noted, identity( t ), (void *)identity( t ) );
	if ( ! t->generic ) note_local( d, t );
}

/* A Binding for each function, in the same order. A polymorphic one is known by its pattern. */
static Binding * copied_functions( const Binding * b, const Table * copied ) {
	if ( ! b ) return NULL;
	Binding * made = NEW( Binding );
	*made = *b;
	Decl * own = table_get( copied, b->decl );
	if ( own && ! own->poly ) made->decl = (Node *)own;
	made->outer = copied_functions( b->outer, copied );
	return made;
}

static Table patterns;                                  /* generic type of a copied body -> the one copied */

void life_copied( Agg * from, Agg * to, const Table * copied ) {
	const void * type = from, * copy = to;
	if ( from->forall ) {
		type = generic_root( from );
		copy = table_get( copied, type );
		table_put( &patterns, copy, (void *)type );
	} else {
		type = agg_definition( from );
		copy = agg_definition( to );
	}
	if ( table_get( &noted, type ) ) table_put( &noted, copy, (void *)copy );
	table_put( &of_locals, copy, copied_functions( table_get( &of_locals, type ), copied ) );
}

bool life_in_body( void ) { return ! life_resolved && scope_level() > 1; }

/* The functions of a type of a block where its scope cannot tell them. */
static Binding * local_functions( const Type * t ) {
	return life_in_body() ? NULL : table_get( &of_locals, identity( t ) );
}

Decl * life_function( const char * name, QType thread, QType * known_as ) {
	const Type * t = ct( thread );
	Binding * b = local_functions( t );
	while ( b && b->name != intern_cstr( name ) ) b = b->outer;
	Agg * pattern = t->generic ? table_get( &patterns, t->generic ) : NULL;
	*known_as = pattern ? type_agg( pattern, t->args, t->n ) : thread;
	return b && AS( Agg, t->decl )->level > 1 ? AS( Decl, b->decl ) : NULL;
}

int life_horizon( int order ) {
	int before = limit;
	limit = order;
	return before;
}

bool life_visible( const Binding * b ) {
	return b->decl->kind != D_ENUMERATOR && ( ! limit || AS( const Decl, b->decl )->order < limit );
}

/* Does the function, called with n arguments, need no more? */
static bool callable_with( const Decl * d, unsigned n ) {
	const Type * f = ct( d->type );
	Name callee = { .kind = E_NAME, .id = d->name, .decl = (Node *)d };
	for ( unsigned i = n; i < f->n; i += 1 )
		if ( ! rexpr_default_argument( (Node *)&callee, i ) ) return false;
	return f->n >= n;
}

bool life_is_copy( const Decl * d ) {
	const Type * t = life_subject( d ), * f = ct( d->type );
	return t && f->n == 2 && ct( f->args[1] ) == t;
}

static bool has_kind( Life life, const Decl * d ) {
	switch ( life ) {
	  case LIFE_DEFAULT: return callable_with( d, 1 );
	  case LIFE_DESTROY: return ct( d->type )->n == 1;
	  default: return life_is_copy( d );
	}
}

static const Type * subject( QType q ) {
	const Type * t = ct( q );
	return t->kind == TY_STRUCT || t->kind == TY_UNION || t->kind == TY_ENUM || t->kind == TY_VAR ? t : NULL;
}

Binding * life_user( Life life, QType q ) {
	const Type * t = subject( q );
	if ( options.c_mode || ! t ) return NULL;
	Binding * first = scope_lookup( life_name( life ) );
	if ( ! table_get( &noted, identity( t ) ) ) return NULL;
	for ( Binding * b = first; b; b = b->outer ) {
		if ( ! life_visible( b ) ) continue;
		const Decl * d = AS( const Decl, b->decl );
		const Type * s = life_subject( d );
		if ( ! s || identity( s ) != identity( t ) || ! has_kind( life, d ) ) continue;
		if ( ! t->generic || s == t || (d->poly && polymorph_serves( b, qt( t, 0 ) )) ) return b;
	}
	for ( Binding * b = local_functions( t ); b; b = b->outer )
		if ( b->name == life_name( life ) && has_kind( life, AS( const Decl, b->decl ) ) ) return b;
	return NULL;
}

bool life_has_constructor( QType q ) {
	const Type * t = subject( q );
	if ( options.c_mode || ! t ) return false;
	Binding * first = scope_lookup( life_name( LIFE_DEFAULT ) );
	if ( ! table_get( &noted, identity( t ) ) ) return false;
	for ( Binding * b = first; b; b = b->outer ) {
		const Type * s = life_visible( b ) ? life_subject( AS( const Decl, b->decl ) ) : NULL;
		if ( s && identity( s ) == identity( t ) ) return true;
	}
	for ( Binding * b = local_functions( t ); b; b = b->outer )
		if ( b->name == life_name( LIFE_DEFAULT ) ) return true;
	return false;
}

static QType element_of( QType q ) {
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	return q;
}

Decl ** life_fields( const Type * t, unsigned * n ) {
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	agg_members( a );
	AggInfo * info = agg_info( a );
	*n = info->n;
	return info->fields;
}

static bool is_const( QType q ) { return type_canon( element_of( q ) ).quals & QUAL_CONST; }

/* ===== trivial functions =============================================================================== */

/* Is what the members do trivial? The answer never changes once the struct is complete: remembered. */
static bool members_trivial( Life life, const Type * t ) {
	static Table memo[4];
	static char yes, no;
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	void * known = t->n ? NULL : table_get( &memo[life], a );
	if ( known ) return known == &yes;
	unsigned n;
	Decl ** fields = life_fields( t, &n );
	int before = life_horizon( a->order );
	bool trivial = true;
	for ( unsigned i = 0; i < n && trivial; i += 1 ) {
		QType q = fields[i]->type.type ? fields[i]->type : QT_ERROR;
		if ( KIND_OF( q ) == TY_REFERENCE ) trivial = life != LIFE_ASSIGN;
		else if ( life == LIFE_ASSIGN && is_const( q ) ) trivial = false;
		else trivial = life_trivial( life, q );
	}
	life_horizon( before );
	if ( a->complete && ! t->n ) table_put( &memo[life], a, trivial ? &yes : &no );
	return trivial;
}

bool life_trivial( Life life, QType q ) {
	const Type * t = subject( element_of( q ) );
	if ( options.c_mode || ! t ) return true;
	if ( life_user( life, qt( t, 0 ) ) ) return false;
	if ( life == LIFE_DEFAULT && ! t->n && life_has_constructor( qt( t, 0 ) ) ) return false;
	if ( t->kind == TY_VAR ) return false;
	if ( life == LIFE_ASSIGN && ( ! life_trivial( LIFE_COPY, qt( t, 0 ) )
		|| ! life_trivial( LIFE_DESTROY, qt( t, 0 ) )) )
		return false;
	return t->kind != TY_STRUCT || members_trivial( life, t );
}

/* ===== deleted functions ================================================================================ */

bool life_possible( Life life, QType q ) {
	const Type * t = subject( element_of( q ) );
	if ( ! t ) return true;
	Binding * user = life_user( life, qt( t, 0 ) );
	if ( user ) return AS( Decl, user->decl )->init_kind != INIT_DELETED;
	if ( life == LIFE_DEFAULT && ! t->n && life_has_constructor( qt( t, 0 ) ) ) return false;
	if ( t->kind == TY_VAR ) return false;
	if ( life != LIFE_DESTROY && life_in_body() && ! generic_fits( qt( t, 0 ) ) ) return false;
	if ( t->kind != TY_STRUCT || life_trivial( life, qt( t, 0 ) ) ) return true;
	unsigned n;
	Decl ** fields = life_fields( t, &n );
	int before = life_horizon( AS( Agg, t->decl )->order );
	bool possible = true;
	for ( unsigned i = 0; i < n && possible; i += 1 ) {
		QType m = fields[i]->type.type ? fields[i]->type : QT_ERROR;
		possible = KIND_OF( m ) == TY_REFERENCE || (life == LIFE_ASSIGN && is_const( m ))
			|| life_possible( life, m );
	}
	life_horizon( before );
	return possible;
}

bool life_constructs_basic( QType q ) {
	const Type * t = ct( q );
	if ( options.c_mode || (t->kind != TY_BASIC && t->kind != TY_POINTER) ) return false;
	Binding * first = scope_lookup( life_name( LIFE_DEFAULT ) );
	if ( ! table_get( &noted, t ) ) return false;
	for ( Binding * b = first; b; b = b->outer )
		if ( life_visible( b ) && life_subject( AS( const Decl, b->decl ) ) == t ) return true;
	return false;
}

/* ===== managed types (8.4) ============================================================================== */

bool life_managed( QType q ) {
	const Type * t = subject( element_of( q ) );
	if ( options.c_mode || ! t ) return false;
	if ( life_has_constructor( qt( t, 0 ) ) || life_user( LIFE_DESTROY, qt( t, 0 ) ) ) return true;
	if ( t->kind != TY_STRUCT ) return false;
	unsigned n;
	Decl ** fields = life_fields( t, &n );
	for ( unsigned i = 0; i < n; i += 1 )
		if ( fields[i]->type.type && KIND_OF( fields[i]->type ) != TY_REFERENCE
			&& life_managed( fields[i]->type ) )
			return true;
	return false;
}
