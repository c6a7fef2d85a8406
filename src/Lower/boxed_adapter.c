/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Pointers to functions in boxed code (chapter 04, 4.17.4). The pointer is what the user passed and can be
 * stored and compared; whoever knows the types passes a function that calls it. A function of boxed signature
 * that is used as a value in boxed code, a requirement for instance, is marked by a bit that no address
 * has.
 *
 *     forall( T ) T call( T (* f)( T ), T x ) { return f( x ); }                      call( tax, m )
 *     void call( void * adapter_0, ..., void * result_, void * f, void * x )
 *     call( adapt_money, ..., &r, tax, &m )
 *     static void adapt_money( void * real, void * result, void * a ) {
 *         if ( (unsigned long)real & MARK ) ((void (*)( void *, void * ))((char *)real - MARK))( result, a );
 *         else *(struct money *)result = ((struct money (*)( struct money ))real)( *(struct money *)a );
 *     }
 */
#include "Lower/boxed.h"
#include "Resolve/declare.h"

/* types that stand for parameters whose size is not passed */
static Table unsized;

void boxed_stands_for_unsized( QType q ) { table_put( &unsized, ct( q ), (void *)ct( q ) ); }

static bool mentions_variable( QType q, int depth ) {
	const Type * t = ct( q );
	if ( depth > 8 ) return false;
	if ( (t->kind == TY_STRUCT || t->kind == TY_UNION) && ! t->n && AS( Agg, t->decl )->level > 1 )
		return boxed_is_variable( q ) || table_get( &unsized, t );
	if ( t->kind == TY_ARRAY && t->dim == DIM_VLA ) return true;
	if ( t->of.type && mentions_variable( t->of, depth + 1 ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( mentions_variable( t->args[i], depth + 1 ) ) return true;
	return false;
}

bool boxed_is_open( QType q ) { return mentions_variable( q, 0 ); }

/* Does the function take or give values of sizes not known? */
static bool is_open_function( const Type * f ) {
	bool open = boxed_is_variable( f->of );
	for ( uint32_t i = 0; i < f->n; i += 1 ) open |= boxed_is_variable( f->args[i] );
	return open;
}

/* A bit that no address has. */
static Node * mark( Loc at ) {
	return make_int( machine.pointer == 8 ? (int64_t)1 << 62 : 1, type_basic( machine.size ), at );
}

Node * boxed_is_marked( Node * pointer ) {
	QType number = type_basic( machine.size );
	return make_binary( OP_BITAND, make_cast( pointer, number ), mark( pointer->loc ), number );
}

/* Of the number: gcc would say that no object lies there. */
static Node * moved( Op op, Node * pointer ) {
	QType number = type_basic( machine.size );
	return boxed_cast_pointer( make_binary( op, make_cast( pointer, number ),
		mark( pointer->loc ), number ) );
}

Node * boxed_marked( Node * pointer ) { return moved( OP_ADD, pointer ); }

Node * boxed_unmarked( Node * pointer ) { return moved( OP_SUB, pointer ); }

bool boxed_mark( const Frame * f, Node ** slot, QType pattern ) {
	const Name * n = AS( Name, *slot );
	/* of an object: what ends it is called by name */
	if ( n->id == life_name( LIFE_DESTROY ) ) return false;
	if ( ! pattern.type || KIND_OF( pattern ) != TY_FUNCTION || ! type_has_variables( pattern ) || ! n->decl )
		return false;
	QType type = instance_type( f, pattern );
	bool open = is_open_function( ct( type ) );
	Node * next = n->next, * made = open ? boxed_marked( boxed_value( f, n, pattern, type ) )
		: boxed_needs_adapter( ct( pattern ) ) ? NULL
		: boxed_own( f, n, pattern );
	if ( ! made ) return false;
	*slot = make_cast( made, type_pointer( type ) );
	(*slot)->next = next;
	return true;
}

/* ===== inside a boxed function ========================================================================== */

/* R adapter( void * real, A a, B b ): by the caller's adapter or, of a marked function, at once. */
static Decl * adapter_function( const Adapter * a, Loc at ) {
	static unsigned number;
	const Type * f = ct( a->type );
	QType pointer = boxed_pointer(), plain = boxed_signature( a->pattern, 0, NULL ),
		with = boxed_signature( a->pattern, 1, &pointer );
	bool dynamic = boxed_is_dynamic( a->pattern->of ), is_void = KIND_OF( f->of ) == TY_VOID;
	NodeList params = { 0 }, items = { 0 };
	Decl * real = make_parameter( intern_cstr( "real" ), pointer, at );
	Decl * result = make_object( intern_cstr( "result" ), is_void ? pointer : type_unqualified( f->of ), at );
	VEC( Decl * ) passed = { 0 };
	list_push( &params, (Node *)real );
	for ( uint32_t i = 0; i < f->n; i += 1 ) {
		Decl * p = make_parameter( intern_fmt( "p%u", i ), f->args[i], at );
		list_push( &params, (Node *)p );
		vec_push( &passed, p );
	}
	Node * ways[2] = { NULL, NULL };
	for ( int direct = 0; direct < 2; direct += 1 ) {
		NodeList args = { 0 };
		if ( ! direct ) list_push( &args, make_name( real, at ) );
		if ( dynamic )
			list_push( &args,
				boxed_cast_pointer( make_unary( OP_ADDR, make_name( result, at ),
				type_pointer( result->type ) ) ) );
		for ( uint32_t i = 0; i < f->n; i += 1 )
			list_push( &args, boxed_pass( passed.at[i], a->pattern->args[i] ) );
		if ( ! direct && ! a->raw ) {
			ways[0] =
				make_expression( make_call( make_name( builtin_lookup( intern_cstr( "__builtin_abort" ) ),
				at ), NULL, type_void() ) );
			continue;
		}
		Node * fn = direct ? boxed_unmarked( make_name( real, at ) ) : make_name( a->raw, at );
		Node * call = make_call( make_cast( fn, type_pointer( direct ? plain : with ) ), args.head,
			type_result( plain ) );
		if ( ! dynamic && ! is_void ) {
			Node * value = ct( type_result( plain ) ) == ct( f->of ) ? call
				: make_cast( call, type_unqualified( f->of ) );
			call = make_assign( OP_NONE, make_name( result, at ), value );
		}
		ways[direct] = make_expression( call );
	}
	if ( ! is_void ) list_push( &items, make_declaration( result ) );
	If * test = MAKE( If, S_IF, at );
	test->cond = boxed_is_marked( make_name( real, at ) );
	test->then = ways[1];
	test->els = ways[0];
	list_push( &items, (Node *)test );
	if ( ! is_void ) list_push( &items, make_return( make_name( result, at ), at ) );
	VEC( QType ) types = { 0 };
	for EACH( p, params.head ) vec_push( &types, AS( Decl, p )->type );
	QType type = type_function( f->of, types.at, types.len, 0 );
	Decl * made = make_function( intern_fmt( "__cfa_adapter%u", number++ ), type, params.head,
		make_block( items.head, at ), at );
	made->storage = DS_INLINE;
	made->level = 2;
	return made;
}

static Node * declared( Decl * function ) {
	DeclStmt * s = MAKE( DeclStmt, S_DECL, function->loc );
	s->decl = (Node *)make_group( function );
	return (Node *)s;
}

void boxed_open_adapters( Boxed * b, const Frame * f, NodeList * items ) {
	for ( uint32_t i = 0; i < b->adapters.len; i += 1 ) {
		Adapter * a = &b->adapters.at[i];
		a->type = instance_type( f, qt( a->pattern, 0 ) );
		a->function = adapter_function( a, b->function->loc );
		list_push( items, declared( a->function ) );
	}
}

/* The adapter for a type in the function at hand; one that knows marked functions only if the caller gave
   none. */
static Adapter * find_adapter( Boxed * b, const Type * pattern, QType type ) {
	for ( Boxed * at = b; at; at = at->outer ) for ( uint32_t i = 0; i < at->adapters.len; i += 1 )
		if ( ct( at->adapters.at[i].type ) == ct( type ) ) return &at->adapters.at[i];
	if ( ! pattern ) return NULL;
	Adapter made = { .pattern = pattern, .type = type };
	made.function = adapter_function( &made, b->function->loc );
	list_push( &b->late, declared( made.function ) );
	vec_push( &b->adapters, made );
	return &b->adapters.at[b->adapters.len - 1];
}

void boxed_adapt( const Frame * f, Call * c, bool is_function ) {
	if ( is_function || c->fn->kind == E_CAST ) return;
	const Type * pattern = boxed_function_type( AS( Expr, c->fn )->type );
	if ( ! pattern || pattern->fn_flags & FN_VARIADIC || ! type_has_variables( qt( pattern, 0 ) ) ) return;
	QType type = instance_type( f, qt( pattern, 0 ) );
	if ( ! is_open_function( ct( type ) ) ) return;
	Adapter * a = find_adapter( f->boxed, pattern, type );
	Node * real = boxed_cast_pointer( c->fn );
	real->next = c->args;
	c->args = real;
	c->fn = make_name( a->function, c->loc );
}

/* ===== at a call ======================================================================================== */

/* void adapter( void * real, void * result, void * a ... ): the function's own convention is known here. */
static Decl * call_adapter( const Frame * from, const Instance * in, const Type * pattern, QType type,
	Str * key ) {
	static unsigned number;
	Loc at = in->decl->loc;
	const Type * f = ct( type );
	QType pointer = boxed_pointer(), plain = boxed_signature( pattern, 0, NULL ),
		whole = boxed_signature( pattern, 1, &pointer );
	bool dynamic = boxed_is_dynamic( pattern->of ), is_void = KIND_OF( f->of ) == TY_VOID;
	NodeList params = { 0 }, args = { 0 }, direct = { 0 }, items = { 0 };
	Decl * real = make_parameter( intern_cstr( "real" ), pointer, at ),
		* result = make_parameter( intern_cstr( "result" ), pointer, at );
	list_push( &params, (Node *)real );
	if ( dynamic ) {
		list_push( &params, (Node *)result );
		list_push( &direct, make_name( result, at ) );
	}
	bool pack = boxed_has_pack( pattern );
	for ( uint32_t i = 0; i < pattern->n; i += 1 ) {
		Decl * p = make_parameter( intern_fmt( "p%u", i ), boxed_erased( pattern->args[i] ), at );
		list_push( &params, (Node *)p );
		if ( pack && i == pattern->n - 1 ) boxed_unpack( p, f->args + i, f->n - i, &items, &args );
		else list_push( &args, boxed_receive( p, pattern->args[i], f->args[i] ) );
		list_push( &direct, make_name( p, at ) );
	}
	Adapter * own = is_open_function( f ) && from->boxed ? find_adapter( from->boxed, NULL, type ) : NULL;
	Node * call;
	if ( own ) {
		Node * first = make_name( real, at );
		first->next = args.head;
		call = make_call( make_name( own->function, at ), first, f->of );
	} else call = make_call( make_cast( make_name( real, at ), type_pointer( type ) ), args.head, f->of );
	Node * marked_call = make_call( make_cast( boxed_unmarked( make_name( real, at ) ),
		type_pointer( plain ) ), direct.head, type_result( plain ) );
	bool returns = ! dynamic && ! is_void;
	if ( dynamic )
		call = make_assign( OP_NONE, boxed_at( make_name( result, at ), type_unqualified( f->of ) ), call );
	else if ( returns && ct( boxed_erased( pattern->of ) ) != ct( f->of ) )
		call = make_cast( call, boxed_erased( pattern->of ) );
	if ( ! own ) {
		If * test = MAKE( If, S_IF, at );
		test->cond = boxed_is_marked( make_name( real, at ) );
		test->then = returns ? make_return( marked_call, at ) : make_expression( marked_call );
		test->els = returns ? make_return( call, at ) : make_expression( call );
		list_push( &items, (Node *)test );
	} else list_push( &items, returns ? make_return( call, at ) : make_expression( call ) );
	Decl * made = make_function( intern_fmt( "__cfa_adapt%u", number++ ), whole, params.head,
		make_block( items.head, at ), at );
	made->storage = DS_STATIC;
	Frame * inside = NEW( Frame );
	*inside = *from;
	inside->adapts |= pack;
	bool local = own || boxed_is_open( type ) || instance_is_local( in ) || ! lengths_known( in );
	instance_place( made, make_group( made ), inside, key, local, NULL );
	return made;
}

Node * boxed_adapter( const Frame * from, const Instance * in, const Type * pattern ) {
	Subst s = { .params = in->poly->params, .args = in->args, .n = in->poly->n };
	QType type = instance_type( from, type_substitute( &s, qt( pattern, 0 ) ) );
	Adapter * own = from->boxed && is_open_function( ct( type ) ) ? find_adapter( from->boxed, NULL, type )
		: NULL;
	if ( own && own->raw
		&& boxed_signature( own->pattern, 0, NULL ).type == boxed_signature( pattern, 0, NULL ).type )
		return make_name( own->raw, in->decl->loc );
	Str * key = intern_fmt( "adapter %p %p %p", (const void *)boxed_signature( pattern, 0, NULL ).type,
		(const void *)type_canon( type ).type,
		(void *)own );
	Decl * made = instance_known( key );
	if ( ! made ) made = call_adapter( from, in, pattern, type, key );
	return boxed_cast_pointer( make_name( made, in->decl->loc ) );
}

/* ===== values =========================================================================================== */

unsigned boxed_spread( Call * c, QType q ) {
	Node * source = c->args->next;
	if ( ! source || source->kind != E_TUPLE || ! boxed_is_variable( q ) || ! type_is_tuple( q ) ) return 0;
	unsigned n = 0, fields;
	life_fields( ct( q ), &fields );
	for EACH( e, AS( TupleExpr, source )->elems ) {
		if ( KIND_OF( AS( Expr, e )->type ) == TY_REFERENCE ) return 0;
		n += 1;
	}
	if ( n != fields ) return 0;
	c->args->next = AS( TupleExpr, source )->elems;
	return n;
}

void boxed_hold( Node ** slot ) {
	Node * e = *slot, * next = e->next;
	QType q = AS( Expr, e )->type;
	if ( ! q.type || ! boxed_is_variable( q ) ) return;
	e->next = NULL;
	q = type_unqualified( q );
	Decl * object = lifetime_object( "__cfa_held", q, e->loc );
	Temporary * t = MAKE( Temporary, E_TEMPORARY, e->loc );
	t->flags |= NF_IMPLICIT;
	t->group = (Node *)make_group( object );
	t->construct = make_assign( OP_NONE, make_name( object, e->loc ), e );
	t->type = q;
	t->next = next;
	*slot = (Node *)t;
}

void boxed_copies( Call * c ) {
	for ( Node ** a = &c->args; *a; a = &(*a)->next ) {
		QType q = AS( Expr, *a )->type;
		if ( ! q.type || (*a)->kind == E_TEMPORARY || KIND_OF( q ) == TY_ARRAY || ! boxed_is_variable( q ) )
			continue;
		/* of a pack, for instance */
		bool stand_in = ! ct( q )->generic && ct( q )->decl->flags & NF_IMPLICIT;
		if ( ! stand_in && life_trivial( LIFE_COPY, type_unqualified( q ) ) ) boxed_hold( a );
	}
}
