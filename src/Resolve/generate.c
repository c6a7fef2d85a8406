/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Generated lifecycle functions (chapter 03, 8.2): member by member, in order, destructors in reverse. They
 * are made when something first calls them, and only where C's own copying or doing nothing would not be the
 * same.
 *
 *     struct S { M m; int k; };        static inline void ?{}( S & this, S that ) { ?{}( this.m, that.m ); this.k = that.k; }
 */
#include "AST/make.h"
#include "CodeGen/codegen.h"
#include "Concurrency/concurrency.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual.h"

/* The function under construction. */
typedef struct Body { Decl * self, * source; NodeList items; MemberGuards guards; } Body;

static void add( Body * b, Node * statement ) { list_push( &b->items, statement ); }

static Node * object_of( Decl * d ) { return make_name( d, d->loc ); }

static Node * builtin( const char * name, Loc at ) {
	return make_name( builtin_lookup( intern_cstr( name ) ), at );
}

/* The member with const cast away: it is being constructed (8.10). */
static Node * member( Decl * of, Decl * field ) {
	Node * m = make_member( object_of( of ), field, false );
	QType q = field->type;
	if ( KIND_OF( q ) == TY_REFERENCE || ! (type_canon( q ).quals & QUAL_CONST) ) return m;
	QType plain = type_unqualified( q );
	Node * address = make_cast( make_unary( OP_ADDR, m, type_pointer( q ) ), type_pointer( plain ) );
	return make_unary( OP_DEREF, address, plain );
}

/* A union without a name has none in C either that a sizeof could ask for, if its structure is generic. */
static Node * size_of( QType of, Loc at ) {
	uint64_t known;
	if ( type_is_aggregate( of ) && type_size( of, &known ) )
		return make_int( (int64_t)known, type_basic( machine.size ), at );
	SizeOf * size = MAKE( SizeOf, E_SIZEOF, at );
	size->op = OP_SIZEOF;
	size->of = of;
	size->type = type_basic( machine.size );
	return (Node *)size;
}

static Node * copy_bytes( Node * to, Node * from, QType of ) {
	Node * first = make_unary( OP_ADDR, to, type_pointer( AS( Expr, to )->type ) );
	Node * second = make_unary( OP_ADDR, from, type_pointer( AS( Expr, from )->type ) );
	first->next = second;
	second->next = size_of( of, to->loc );
	return make_expression( make_call( builtin( "__builtin_memcpy", to->loc ), first,
		type_pointer( type_void() ) ) );
}

/* Every element of an array, in order or backwards; `made` counts them. */
static Node * elements( Life life, Node * array, Node * source, Decl * made ) {
	QType element;
	Decl * index;
	Node * count = lifetime_count( array, &element );
	Node * loop = lifetime_loop( count, life == LIFE_DESTROY, &index, array->loc );
	Node * at = lifetime_element( array, element, object_of( index ) );
	Node * from = source ? lifetime_element( source, element, object_of( index ) ) : NULL;
	Node * body = make_expression( life_call( life, at, from ) );
	if ( made ) {
		Loc loc = body->loc;
		body->next = make_expression( make_assign( OP_ADD, object_of( made ),
			make_int( 1, made->type, loc ) ) );
		body = make_block( body, loc );
	}
	AS( For, loop )->body = body;
	return loop;
}

Node * generate_elements_end( Decl * self, Decl * field, Decl * made ) {
	QType element;
	Decl * index;
	Node * array = member( self, field );
	lifetime_count( array, &element );
	Node * loop = lifetime_loop( object_of( made ), true, &index, field->loc );
	AS( For, loop )->body = make_expression( life_call( LIFE_DESTROY,
		lifetime_element( array, element, object_of( index ) ), NULL ) );
	return loop;
}

static Node * bind_reference( Node * to, Node * from ) {
	Node * target = make_unary( OP_ADDR, to, rexpr_address_type( AS( Expr, to )->type, true ) );
	Node * address = make_unary( OP_ADDR, from, rexpr_address_type( AS( Expr, from )->type, true ) );
	Node * assign = make_assign( OP_NONE, target, address );
	AS( Expr, assign )->type = type_pointer( type_pointee( AS( Expr, to )->type ) );
	return make_expression( assign );
}

static void fields( Body * b, Life life, const Type * t, unsigned from );

/* One member without a name: its own members, a union's bytes. */
static void unnamed( Body * b, Life life, Decl * field ) {
	const Type * t = ct( field->type );
	if ( t->kind == TY_STRUCT ) { fields( b, life, t, 0 ); return; }
	if ( t->kind != TY_UNION || life == LIFE_DEFAULT || life == LIFE_DESTROY ) return;
	unsigned n;
	Decl ** inside = life_fields( t, &n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( ! inside[i]->name || inside[i]->width ) continue;
		add( b, copy_bytes( make_member( object_of( b->self ), inside[i], false ),
			make_member( object_of( b->source ), inside[i], false ), field->type ) );
		return;
	}
}

static void field_from( Body * b, Life life, Decl * field, Node * source ) {
	QType q = field->type;
	bool copies = life == LIFE_COPY || life == LIFE_ASSIGN;
	if ( KIND_OF( q ) == TY_REFERENCE ) {
		if ( life == LIFE_COPY )
			add( b, bind_reference( make_member( object_of( b->self ), field, false ), source ) );
		if ( life != LIFE_ASSIGN ) return;
		Node * object = make_member( object_of( b->self ), field, false );
		while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
		if ( type_canon( q ).quals & QUAL_CONST ) return;
		add( b, make_expression( life_call( LIFE_ASSIGN, object, source ) ) );
		return;
	}
	if ( life == LIFE_ASSIGN && type_canon( q ).quals & QUAL_CONST ) return;
	if ( ! copies && life_trivial( life, q ) ) return;
	if ( KIND_OF( q ) == TY_ARRAY ) {
		add( b, life_trivial( life, q ) && KIND_OF( AS( Expr, source )->type ) == TY_ARRAY
			? copy_bytes( member( b->self, field ), source, q )
			: elements( life, member( b->self, field ), source,
				life == LIFE_DEFAULT || life == LIFE_COPY ? guard_counter( &b->guards, field ) : NULL ) );
		return;
	}
	add( b, make_expression( life_call( life, member( b->self, field ), source ) ) );
}

static void fields( Body * b, Life life, const Type * t, unsigned from ) {
	unsigned n;
	Decl ** list = life_fields( t, &n );
	for ( unsigned k = from; k < n; k += 1 ) {
		Decl * field = list[life == LIFE_DESTROY ? n - 1 - k : k];
		add( b, generate_member( life, b->self, b->source, field, &b->guards ) );
		add( b, guard_made( &b->guards, field, field->loc ) );
	}
}

/* May making one member raise after others were made that need an end? */
static void guard( Body * b, const Type * t, Loc at ) {
	unsigned n, ends = 0, makes = 0;
	Decl ** list = life_fields( t, &n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( ! list[i]->type.type || type_is_error( list[i]->type )
			|| KIND_OF( list[i]->type ) == TY_REFERENCE )
			continue;
		bool array = KIND_OF( list[i]->type ) == TY_ARRAY && ! life_trivial( LIFE_DESTROY, list[i]->type );
		if ( (ends || array) && ! life_trivial( LIFE_COPY, list[i]->type ) ) makes += 1;
		if ( ! life_trivial( LIFE_DESTROY, list[i]->type ) ) ends += 1;
	}
	if ( makes || virtual_has_destructor( t ) ) add( b, guard_members( &b->guards, t, b->self, at ) );
}

Node * generate_member( Life life, Decl * self, Decl * source, Decl * field, const MemberGuards * guards ) {
	Body b = { .self = self, .source = source };
	if ( guards ) b.guards = *guards;
	if ( ! field->name ) unnamed( &b, life, field );
	else field_from( &b, life, field, source ? make_member( object_of( source ), field, false ) : NULL );
	return b.items.head;
}

static VEC( Node * ) functions_apart;                   /* of types of file scope */
static Table local_apart;                               /* Agg of a block -> Node *, a list */

Node * generated_at( unsigned number ) {
	return number < functions_apart.len ? functions_apart.at[number] : NULL;
}

Node * generated_local( const Agg * a ) {
	Node * list = table_get( &local_apart, a );
	if ( list ) table_put( &local_apart, (void *)a, NULL );
	return list;
}

static void keep( Agg * a, Node * function ) {
	bool local = a->level > 1, beside = life_resolved && ! a->instance && ! generic_inside( a->outer );
	if ( beside && ! local ) {
		vec_push( &functions_apart, function );
		return;
	}
	NodeList all = { 0 };
	list_push( &all, beside ? table_get( &local_apart, a ) : a->generated );
	list_push( &all, function );
	if ( beside ) table_put( &local_apart, a, all.head );
	else a->generated = all.head;
}

/* The function with its emitted name, in the list behind the type. */
static Decl * finish( Agg * a, Life life, Body * b, QType result, Node * params ) {
	VEC( QType ) types = { 0 };
	for EACH( p, params ) vec_push( &types, AS( Decl, p )->type );
	QType type = type_function( result, types.at, types.len, 0 );
	Decl * d = make_function( life_name( life ), type, params, make_block( b->items.head, a->loc ), a->loc );
	d->storage = a->level > 1 ? DS_INLINE : DS_STATIC | DS_INLINE;
	d->order = a->order;
	d->cname = mangle( d );
	d->level = a->level > 1 ? a->level : 1;
	d->flags |= NF_MANGLED;
	keep( a, (Node *)make_group( d ) );
	mark_used( (Node *)a );
	if ( life == LIFE_DEFAULT && a->key == AGG_THREAD ) {
		list_push( &b->items, concurrency_start( d, object_of( b->self ) ) );
		AS( Compound, d->body )->items = b->items.head;
	}
	return d;
}

/* Monitors and threads end in mutual exclusion (chapter 06, 6.3.3): the generated destructor waits like the
   user's. */
static void exclude( Body * b, const Type * t, Loc at ) {
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	if ( (a->key != AGG_MONITOR && a->key != AGG_THREAD) || ! concurrency_has_monitors() ) return;
	QType self = qt( type_reference( qt( t, 0 ) ).type, QUAL_MUTEX );
	Decl f = { .kind = D_FUNCTION, .loc = at, .name = life_name( LIFE_DESTROY ),
		.type = type_function( type_void(), &self, 1, 0 ) };
	Node * param = object_of( b->self );
	QType known_as;
	Decl * ended = life_function( "__cfa_ended", qt( t, 0 ), &known_as );
	scope_enter( SCOPE_BLOCK );
	if ( ended ) scope_bind( ended->name, (Node *)ended, type_key( ended->type ) );
	add( b, make_block( concurrency_guard( &f, &param ), at ) );
	scope_leave();
}

static Decl * self_of( const Type * t, Loc at ) {
	Decl * self = make_parameter( intern_cstr( "this" ), type_reference( qt( t, 0 ) ), at );
	self->attrs = make_attribute( "unused", NULL, at );
	return self;
}

/* what was made: type -> function, type -> number -> function */
static Table functions[4], constructors;

void generate_copied( const Type * from, const Type * to, const Table * copied ) {
	for ( unsigned life = 0; life < sizeof( functions ) / sizeof( *functions ); life += 1 ) {
		Decl * d = table_get( &functions[life], from ), * copy = d ? table_get( copied, d ) : NULL;
		if ( copy ) table_put( &functions[life], to, copy );
	}
	const Table * of = table_get( &constructors, from );
	Table * own = of ? NEW( Table ) : NULL;
	for ( uint32_t i = 0; of && i < of->capacity; i += 1 ) {
		Decl * copy = of->keys[i] ? table_get( copied, of->values[i] ) : NULL;
		if ( copy ) table_put( own, (void *)of->keys[i], copy );
	}
	if ( own ) table_put( &constructors, to, own );
}

Decl * generate_function( const Type * t, Life life ) {
	Decl * known = table_get( &functions[life], t );
	if ( known ) return known;
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	int before = life_horizon( a->order );
	Body b = { .self = self_of( t, a->loc ) };
	Node * params = (Node *)b.self;
	if ( life == LIFE_COPY || life == LIFE_ASSIGN ) {
		b.source = make_parameter( intern_cstr( "that" ), qt( t, 0 ), a->loc );
		b.source->attrs = make_attribute( "unused", NULL, a->loc );
		params->next = (Node *)b.source;
	}
	if ( life == LIFE_DESTROY ) exclude( &b, t, a->loc );
	if ( life == LIFE_DESTROY ) add( &b, virtual_dispatch( t, b.self ) );
	if ( t->kind == TY_STRUCT && (life == LIFE_DEFAULT || life == LIFE_COPY) ) guard( &b, t, a->loc );
	if ( t->kind == TY_STRUCT ) fields( &b, life, t, 0 );
	else if ( b.source )
		add( &b, make_expression( make_assign( OP_NONE, object_of( b.self ), object_of( b.source ) ) ) );
	add( &b, guard_whole( &b.guards, a->loc ) );
	QType result = life == LIFE_ASSIGN ? qt( t, 0 ) : type_void();
	if ( life == LIFE_ASSIGN )
		add( &b, lifetime_return( AS( ExprStmt, make_return( object_of( b.self ), a->loc ) ), result ) );
	Decl * d = finish( a, life, &b, result, params );
	table_put( &functions[life], t, d );
	life_horizon( before );
	return d;
}

Decl * generate_field_constructor( const Type * t, unsigned count ) {
	Table * of = table_get( &constructors, t );
	if ( ! of ) table_put( &constructors, t, of = NEW( Table ) );
	Decl * known = table_get( of, (void *)(uintptr_t)count );
	if ( known ) return known;
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	int before = life_horizon( a->order );
	Body b = { .self = self_of( t, a->loc ) };
	NodeList params = { 0 };
	list_push( &params, (Node *)b.self );
	unsigned n;
	Decl ** list = life_fields( t, &n );
	if ( t->kind == TY_STRUCT ) guard( &b, t, a->loc );
	for ( unsigned i = 0; i < count; i += 1 ) {
		Decl * p = make_parameter( intern_fmt( "member%u", i ),
			type_param_adjust( type_unqualified( list[i]->type ) ), a->loc );
		list_push( &params, (Node *)p );
		if ( list[i]->name ) field_from( &b, LIFE_COPY, list[i], object_of( p ) );
		add( &b, guard_made( &b.guards, list[i], a->loc ) );
	}
	if ( t->kind == TY_STRUCT ) fields( &b, LIFE_DEFAULT, t, count );
	add( &b, guard_whole( &b.guards, a->loc ) );
	Decl * d = finish( a, LIFE_DEFAULT, &b, type_void(), params.head );
	table_put( of, (void *)(uintptr_t)count, d );
	life_horizon( before );
	return d;
}
