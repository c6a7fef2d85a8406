/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Instances of generic types are C structures (chapter 04, 4.17.7), each defined once, before the first
 * declaration that mentions it and behind those its members need. Their generated functions are declared
 * there and defined at the end.
 *
 *     duo( int, tag( char ) ) d;        struct tag__c { ... };  struct duo__iS3tag_c_ { int first; struct tag__c second; };
 */
#include "CodeGen/codegen.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

typedef VEC( Agg * ) Aggs;

static Table seen;                                      /* types looked at */
static Table placed;                                    /* aggregates that are defined */
static Table definitions;                               /* instance -> its definition at file scope */
static Aggs waiting;                                    /* instances mentioned and not defined */
/* plain structures declared in front of a prototype */
static Table forwarded;
static Aggs all;                                        /* instances defined at file scope */
/* prototypes of generated functions that were handed out */
static NodeList late;

static void note_type( QType q );

static void name_instance( Agg * a ) {
	if ( a->cname ) return;
	a->cname = mangle_local( "_T", mangle_type( qt( a->instance, 0 ) )->text );
}

Agg * place_around( const Type * t ) {
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || t->generic ) return NULL;
	Agg * a = AS( Agg, t->decl )->outer;
	while ( a && ! a->instance ) a = a->outer;
	return a;
}

static void note( const Type * t ) {
	if ( table_get( &seen, t ) ) return;
	table_put( &seen, t, (void *)t );
	Agg * around = place_around( t );
	if ( around ) note( around->instance );
	if ( t->generic && ! type_has_variables( qt( t, 0 ) ) && AS( Agg, t->decl )->level <= 1 ) {
		name_instance( AS( Agg, t->decl ) );
		vec_push( &waiting, AS( Agg, t->decl ) );
	}
	if ( t->of.type ) note_type( t->of );
	for ( uint32_t i = 0; i < t->n; i += 1 ) note_type( t->args[i] );
}

static void note_type( QType q ) { if ( q.type ) note( ct( q ) ); }

static void note_slot( QType * q, void * context ) { (void)context; note_type( *q ); }

static bool collect( Node ** slot, void * context ) {
	Node * n = *slot;
	node_types( n, note_slot, NULL );
	if ( (n->kind == D_FUNCTION || n->kind == D_OBJECT || n->kind == D_TYPEDEF) && n->flags & NF_HEADER
		&& ! (n->flags & NF_USED) )
		return true;
	if ( n->kind == D_AGG && AS( Agg, n )->complete ) table_put( &placed, n, n );
	return node_children( n, collect, context );
}

/* ===== definitions ====================================================================================== */

static bool members_ready( NodeList * out, Agg * a );
static void forward_once( NodeList * out, Agg * a );

/* Is the type's definition, if it has one, in front of what is being placed? */
static bool is_ready( NodeList * out, QType q ) {
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	const Type * t = ct( q );
	if ( t->kind != TY_STRUCT && t->kind != TY_UNION ) return true;
	Agg * a = AS( Agg, t->decl );
	if ( t->generic ) return place_instance( out, a );
	Agg * around = place_around( t );
	if ( around && ! around->sem ) return place_instance( out, around );
	/* defined inside of an instance */
	if ( generic_inside( a->outer ) ) return members_ready( out, a );
	return a->level > 1 || table_get( &placed, agg_definition( a ) ) != NULL;
}

static bool members_ready( NodeList * out, Agg * a ) {
	AggInfo * info = agg_info( a );
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		QType q = info->fields[i]->type;
		if ( ! q.type ) continue;
		note_type( q );
		if ( ! is_ready( out, q ) ) return false;
	}
	return true;
}

/* Do other functions know objects of the type by another one? Boxed ones do, where stand-ins are its
   arguments, and those that do not tell unsized arguments apart. */
static bool has_other_names( const Agg * a ) {
	if ( a->level > 1 && place_is_boxed() ) return true;
	const Poly * poly = agg_definition( AS( Agg, a->instance->generic ) )->poly;
	for ( uint32_t i = 0; poly && i < a->instance->n && i < poly->n; i += 1 )
		if ( KIND_OF( a->instance->args[i] ) == TY_VOID && ! boxed_is_sized( poly->params[i] ) ) return true;
	return false;
}

Node * place_may_alias( Node * attributes, Loc at ) {
	Node * a = make_attribute( "may_alias", NULL, at );
	a->next = attributes;
	return a;
}

void place_punned( QType q ) {
	q = lengths_erased( q );
	Agg * a = ct( q )->generic ? AS( Agg, ct( q )->decl ) : NULL,
		* definition = a ? table_get( &definitions, a ) : NULL;
	if ( ! a ) return;
	/* they bring the attributes of the generic type */
	agg_members( a );
	if ( attribute_find( a->attrs, "may_alias" ) ) return;
	a->attrs = place_may_alias( a->attrs, a->loc );
	if ( definition ) definition->attrs = a->attrs;
}

/* The types nested in it have functions as well. */
static void add_defined( Agg * a ) {
	vec_push( &all, a );
	AggInfo * info = agg_info( a );
	for ( uint32_t i = 0; i < info->nested.len; i += 1 ) {
		Node * n = info->nested.at[i];
		if ( n->kind == D_AGG && ! AS( Agg, n )->forall ) add_defined( AS( Agg, n ) );
	}
}

bool place_instance( NodeList * out, Agg * a ) {
	if ( table_get( &placed, a ) ) return true;
	name_instance( a );
	generic_complete( a->instance );
	if ( ! a->complete || a->sem ) return false;
	a->sem = 1;
	agg_members( a );
	uint32_t before = waiting.len;
	bool ready = members_ready( out, a );
	a->sem = 0;
	if ( ! ready ) return false;
	/* its members' functions */
	for ( uint32_t i = before; i < waiting.len; i += 1 ) forward_once( out, waiting.at[i] );
	table_put( &placed, a, a );
	a->flags = (uint16_t)((a->flags & ~NF_HEADER) | NF_USED);
	if ( has_other_names( a ) && ! attribute_find( a->attrs, "may_alias" ) )
		a->attrs = place_may_alias( a->attrs, a->loc );
	Agg * definition = MAKE( Agg, D_AGG, a->loc );
	*definition = *a;
	definition->generated = NULL;
	if ( a->level > 1 ) {
		place_at_home( a, definition );
		return true;
	}
	table_put( &definitions, a, definition );
	list_push( out, (Node *)definition );
	add_defined( a );
	return true;
}

static void forward( NodeList * out, Agg * a ) {
	Agg * f = MAKE( Agg, D_AGG, a->loc );
	f->key = a->key;
	f->name = a->name;
	f->cname = a->cname;
	f->flags = NF_RESOLVED | NF_USED;
	f->level = 1;
	list_push( out, (Node *)f );
}

static void forward_once( NodeList * out, Agg * a ) {
	if ( table_get( &forwarded, a ) || table_get( &placed, a ) ) return;
	table_put( &forwarded, a, a );
	forward( out, a );
}

/* What waits is defined if it can be; at least its tag is known from here on. */
static void place_waiting( NodeList * out ) {
	for ( uint32_t i = 0; i < waiting.len; i += 1 ) forward_once( out, waiting.at[i] );
	VEC( Agg * ) kept = { 0 };
	/* grows meanwhile: members mention others */
	for ( uint32_t i = 0; i < waiting.len; i += 1 ) {
		Agg * a = waiting.at[i];
		bool done = place_instance( out, a );
		if ( ! done ) vec_push( &kept, a );
	}
	waiting.len = 0;
	for ( uint32_t i = 0; i < kept.len; i += 1 ) vec_push( &waiting, kept.at[i] );
}

static void declare_function( NodeList * out, const Decl * d ) {
	Decl * prototype = make_object( d->name, d->type, d->loc );
	prototype->cname = d->cname;
	prototype->storage = DS_STATIC | DS_INLINE;
	prototype->level = 1;
	list_push( out, (Node *)make_group( prototype ) );
}

/* Generated functions of what is defined so far: a prototype now, the definition at the end. */
static void declare_generated( NodeList * out ) {
	static Table declared;
	static unsigned apart;
	list_push( out, late.head );
	late = (NodeList){ 0 };
	for ( Node * g; (g = generated_at( apart )); apart += 1 )
		declare_function( out, AS( Decl, AS( Group, g )->decls ) );
	for ( uint32_t i = 0; i < all.len; i += 1 ) for EACH( g, all.at[i]->generated ) {
		if ( table_get( &declared, g ) ) continue;
		table_put( &declared, g, g );
		declare_function( out, AS( Decl, AS( Group, g )->decls ) );
	}
}

/* A tag that a prototype is the first to mention would be its own. */
static void forward_plain( NodeList * out, QType q ) {
	while ( KIND_OF( q ) == TY_POINTER || KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_ARRAY )
		q = ct( q )->of;
	const Type * t = ct( q );
	if ( t->kind == TY_FUNCTION ) {
		forward_plain( out, t->of );
		for ( uint32_t i = 0; i < t->n; i += 1 ) forward_plain( out, t->args[i] );
	}
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || t->generic ) return;
	Agg * a = AS( Agg, t->decl );
	if ( a->level > 1 || ! (a->name || a->cname) || table_get( &placed, agg_definition( a ) ) ) return;
	forward_once( out, a );
}

void place_types( NodeList * out, Node * n ) {
	Node * first = n->kind == D_GROUP ? AS( Group, n )->decls : NULL;
	if ( first && first->kind == D_OBJECT && AS( Group, n )->flags & NF_IMPLICIT
		&& type_is_function( AS( Decl, first )->type ) )
		forward_plain( out, AS( Decl, first )->type );
	collect( &n, NULL );
	place_waiting( out );
	declare_generated( out );
}

void collect_types( Node * n ) { collect( &n, NULL ); }

Node * generated_later( void ) {
	static unsigned apart;
	Node * own = generated_at( apart );
	if ( own ) {
		apart += 1;
		return own;
	}
	for ( uint32_t i = 0; i < all.len; i += 1 ) {
		Node * g = all.at[i]->generated;
		if ( ! g ) continue;
		NodeList now = { 0 };
		declare_generated( &now );
		list_push( &now, late.head );
		late = now;
		all.at[i]->generated = g->next;
		g->next = NULL;
		return g;
	}
	return NULL;
}

void place_rest( NodeList * out ) {
	place_waiting( out );
	declare_generated( out );
}
