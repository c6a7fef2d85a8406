/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Calls of boxed functions (chapter 04, 4.17.3, 4.17.5): a function of the instance's own type passes sizes,
 * alignments, what satisfies the requirements, and where the result goes. Requirements are passed as
 * functions of boxed signature.
 *
 *     twice( 2.5 )
 *     static double twice__d( double p0 ) {
 *         double result;
 *         twice( sizeof( double ), _Alignof( double ), ..., plus_boxed, &result, &p0 );
 *         return result;
 *     }
 *     static void plus_boxed( void * result, void * a, void * b ) {
 *         *(double *)result = *(double *)a + *(double *)b;
 *     }
 */
#include "Concurrency/concurrency.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

/* The type at the instance, in the function at hand. */
static QType closed( const Frame * from, const Instance * in, QType q ) {
	Subst s = { .params = in->poly->params, .args = in->args, .n = in->poly->n };
	return instance_type( from, type_substitute( &s, q ) );
}

Node * boxed_measure( Op op, QType of, Loc at ) {
	SizeOf * s = MAKE( SizeOf, E_SIZEOF, at );
	s->op = op;
	s->of = of;
	s->type = type_basic( machine.size );
	s->flags |= NF_IMPLICIT;
	return (Node *)s;
}

/* ===== requirements ===================================================================================== */

/* A call of what satisfies the requirement; NULL if it does nothing. */
static Node * solution_call( const Solution * s, QType type, Node * args, Loc at ) {
	const Type * f = boxed_function_type( type );
	if ( s->kind == SOLVED_DECL ) {
		Name * n = AS( Name, make_name( s->decl, at ) );
		n->instance = s->instance;
		if ( s->instance ) n->type = type;
		return make_call( (Node *)n, args, f->of );
	}
	QType q = type_bare( f->args[0] );
	unsigned fields = s->kind == SOLVED_FIELDS ? f->n - 1 : 0;
	bool simple = ct( q )->kind != TY_STRUCT && ct( q )->kind != TY_UNION && ct( q )->kind != TY_ENUM;
	if ( fields || ! (simple || life_trivial( s->life, q )) )
		return make_call( instance_generated( s->life, q, fields, at ), args, f->of );
	if ( s->life == LIFE_DEFAULT || s->life == LIFE_DESTROY ) return NULL;
	/* behind the conversion to a reference */
	Node * object = AS( Cast, args )->arg, * source = args->next;
	object->next = NULL;
	/* of 0 */
	if ( KIND_OF( q ) == TY_POINTER && KIND_OF( f->args[1] ) == TY_BASIC ) source = make_cast( source, q );
	return make_assign( OP_NONE, object, source );
}

/* A function of boxed signature that calls what satisfies the requirement. */
static Decl * wrapper( const Frame * from, const Instance * in, const Decl * requirement, const Solution * s,
	Str * key, bool local ) {
	static unsigned number;
	Loc at = requirement->loc;
	const Type * formal = boxed_function_type( requirement->type );
	QType type = closed( from, in, qt( formal, 0 ) ), boxed = boxed_signature( formal, 0, NULL );
	const Type * f = ct( type );
	NodeList params = { 0 }, args = { 0 }, items = { 0 };
	bool dynamic = boxed_is_dynamic( formal->of );
	Decl * result = make_parameter( intern_cstr( "result" ), boxed_pointer(), at );
	if ( dynamic ) list_push( &params, (Node *)result );
	bool pack = boxed_has_pack( formal );
	Decl * raw[formal->n + 1];
	for ( uint32_t i = 0; i < formal->n; i += 1 ) {
		Decl * p = raw[i] = make_parameter( intern_fmt( "p%u", i ), boxed_erased( formal->args[i] ), at );
		p->attrs = make_attribute( "unused", NULL, at );
		list_push( &params, (Node *)p );
		if ( pack && i == formal->n - 1 ) boxed_unpack( p, f->args + i, f->n - i, &items, &args );
		else list_push( &args, boxed_receive( p, formal->args[i], f->args[i] ) );
	}
	list_push( &items, boxed_answer( from, requirement, s, raw, type_result( boxed ) ) );
	Node * e = solution_call( s, type, args.head, at );
	if ( e && dynamic )
		e = make_assign( OP_NONE, boxed_at( make_name( result, at ), type_unqualified( f->of ) ), e );
	if ( ! e ) e = make_cast( make_int( 0, type_basic( B_INT ), at ), type_void() );
	if ( dynamic || KIND_OF( formal->of ) == TY_VOID ) list_push( &items, make_expression( e ) );
	else if ( KIND_OF( f->of ) == TY_REFERENCE ) {
		Node * address = make_unary( OP_ADDR, e, type_pointer( type_pointee( f->of ) ) );
		list_push( &items, make_return( boxed_cast_pointer( address ), at ) );
	} else {
		QType to = boxed_erased( formal->of );
		Decl * value = make_object( intern_cstr( "value" ), type_unqualified( f->of ), at );
		list_push( &items, make_declaration( value ) );
		list_push( &items, make_expression( make_assign( OP_NONE, make_name( value, at ), e ) ) );
		Node * address = make_unary( OP_ADDR, make_name( value, at ), type_pointer( value->type ) );
		bool same = ct( to ) == ct( value->type );
		if ( ! same && type_is_aggregate( to ) ) place_punned( to );
		Node * done = same ? make_name( value, at ) : type_is_aggregate( to ) ? boxed_at( address, to )
			: make_cast( make_name( value, at ), to );
		list_push( &items, make_return( done, at ) );
	}
	Decl * made = make_function( requirement->name, boxed, params.head, make_block( items.head, at ), at );
	made->cname = intern_fmt( "__cfa_require%u", number++ );
	made->storage = DS_STATIC | DS_INLINE;
	made->flags |= NF_MANGLED;
	Frame * inside = NEW( Frame );
	*inside = *from;
	inside->adapts = true;
	instance_place( made, make_group( made ), inside, key, local, NULL );
	return made;
}

/* Is it a requirement of the boxed function at hand, passed to it in the same manner? */
static Decl * own_requirement( const Frame * from, const Solution * s, const Type * formal ) {
	for ( const Boxed * b = from->boxed; b; b = b->outer ) for ( unsigned i = 0; i < b->poly->n_assertions;
		i += 1 ) {
		if ( b->requirements[i] != s->decl ) continue;
		const Type * own = boxed_function_type( b->poly->assertions[i]->type );
		if ( ! own ) return b->raw[i];
		bool same = boxed_signature( own, 0, NULL ).type == boxed_signature( formal, 0, NULL ).type;
		return same && boxed_has_pack( own ) == boxed_has_pack( formal ) ? b->raw[i] : NULL;
	}
	return NULL;
}

static void put_solution( Buf * b, const Solution * s ) {
	buf_printf( b, "(%d %d %p %p", s->kind, s->life, (void *)s->decl, (const void *)ct( s->type ) );
	for ( unsigned i = 0; s->instance && i < s->instance->poly->n_assertions; i += 1 )
		put_solution( b, &s->instance->solutions[i] );
	for ( unsigned i = 0; s->instance && i < s->instance->poly->n; i += 1 )
		buf_printf( b, " %p", (const void *)type_canon( s->instance->args[i] ).type );
	buf_putc( b, ')' );
}

/* What is passed for a requirement: a function, or the address of an object. */
static Node * required( const Frame * from, const Instance * in, unsigned i, Loc at ) {
	const Decl * requirement = in->poly->assertions[i];
	const Type * formal = boxed_function_type( requirement->type );
	const Solution * s = &in->solutions[i];
	Decl * own = s->kind == SOLVED_DECL ? own_requirement( from, s, formal ) : NULL;
	if ( own ) return make_name( own, at );
	if ( ! formal ) {
		Node * object = make_name( s->decl, at );
		return boxed_cast_pointer( make_unary( OP_ADDR, object,
			type_pointer( type_bare( s->decl->type ) ) ) );
	}
	if ( formal->fn_flags & FN_VARIADIC && s->kind == SOLVED_DECL ) {      /* nothing goes by address */
		Name * n = AS( Name, make_name( s->decl, at ) );
		n->instance = s->instance;
		if ( s->instance ) n->type = closed( from, in, qt( formal, 0 ) );
		return boxed_cast_pointer( (Node *)n );
	}
	QType type = closed( from, in, qt( formal, 0 ) );
	Buf key = { 0 };
	buf_printf( &key, "requirement %p %p ", (const void *)boxed_signature( formal, 0, NULL ).type,
		(const void *)type.type );
	put_solution( &key, s );
	Str * text = intern( key.at, key.len );
	Decl * made = instance_known( text );
	if ( ! made ) {
		bool local = solution_is_local( s, type ) || ! solution_lengths_known( s, type );
		made = wrapper( from, in, requirement, s, text, local );
	}
	return boxed_cast_pointer( make_name( made, at ) );
}

Node * boxed_own( const Frame * from, const Name * n, QType pattern ) {
	const Solution * s = instance_solution( from, n->decl );
	Decl * raw = s && s->kind == SOLVED_DECL ? own_requirement( from, s, ct( pattern ) ) : NULL;
	return raw ? make_name( raw, n->loc ) : NULL;
}

Node * boxed_value( const Frame * from, const Name * n, QType pattern, QType type ) {
	static Poly none;
	const Solution * own = instance_solution( from, n->decl );
	Solution s = { .kind = SOLVED_DECL, .decl = AS( Decl, n->decl ), .type = type };
	if ( own ) s = *own;
	else if ( n->instance ) s.instance = instance_closed( from, n->instance );
	Decl * raw = s.kind == SOLVED_DECL ? own_requirement( from, &s, ct( pattern ) ) : NULL;
	if ( raw ) return make_name( raw, n->loc );
	Instance in = { .decl = s.decl, .poly = &none };
	Decl * requirement = make_object( n->id, pattern, n->loc );
	Buf key = { 0 };
	buf_printf( &key, "value %p ", (const void *)type_canon( type ).type );
	put_solution( &key, &s );
	Str * text = intern( key.at, key.len );
	Decl * made = instance_known( text );
	if ( ! made ) made = wrapper( from, &in, requirement, &s, text, true );
	return boxed_cast_pointer( make_name( made, n->loc ) );
}

/* ===== calls ============================================================================================ */

static void push_hidden( NodeList * args, const Frame * from, const Instance * in, const Decl * def,
	Loc at ) {
	unsigned n;
	const Type ** adapters = boxed_adapter_types( def, &n );
	for ( unsigned i = 0; i < n; i += 1 ) list_push( args, boxed_adapter( from, in, adapters[i] ) );
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) {
		if ( ! boxed_is_sized( in->poly->params[i] ) ) continue;
		bool dimension = in->poly->params[i]->kind_of == TP_DIMENSION;
		QType q = in->args[i];
		list_push( args, dimension ? instance_length( q, at ) : boxed_pack_size( OP_SIZEOF, q, at ) );
		list_push( args, dimension ? make_int( 1, type_basic( machine.size ), at )
			: boxed_pack_size( OP_ALIGNOF, q, at ) );
	}
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) list_push( args, required( from, in, i, at ) );
}

static bool mentions_boxed( const Frame * from, const Instance * in ) {
	for ( unsigned i = 0; i < in->poly->n; i += 1 )
		if ( in->args[i].type && boxed_is_open( in->args[i] ) ) return true;
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) {
		const Solution * s = &in->solutions[i];
		if ( s->instance && mentions_boxed( from, s->instance ) ) return true;
		for ( const Boxed * b = from->boxed; b && s->kind == SOLVED_DECL; b = b->outer )
			for ( unsigned k = 0; k < b->poly->n_assertions; k += 1 )
				if ( b->requirements[k] == s->decl ) return true;
	}
	return false;
}

bool boxed_is_wanted( const Frame * from, const Instance * in, const Decl * def ) {
	if ( ! def->body || (from->boxed && mentions_boxed( from, in )) ) return true;
	return options.no_instantiate;
}

/* A function of the runtime (libcfa/src/concurrency/kernel/core.h) that takes so many pointers. */
static Decl * runtime_function( const char * name, unsigned n, Loc at ) {
	static Table known;
	Str * id = intern_cstr( name );
	Decl * made = table_get( &known, id );
	if ( made ) return made;
	QType params[] = { boxed_pointer(), boxed_pointer() };
	made = make_object( id, type_function( type_void(), params, n, 0 ), at );
	made->level = 1;
	made->flags |= NF_C_LINKAGE;
	instance_declare( made );
	table_put( &known, id, made );
	return made;
}

/* The declaration of __cfa_cancelled_table for ThreadCancelled or CoroutineCancelled of any type. */
static Decl * table_function( QType type ) {
	bool is_thread = concurrency_key( type ) == AGG_THREAD;
	const Str * wanted = intern_cstr( is_thread ? "ThreadCancelled" : "CoroutineCancelled" );
	for ( Binding * b = scope_lookup( intern_cstr( "__cfa_cancelled_table" ) ); b; b = b->outer ) {
		Decl * d = AS( Decl, b->decl );
		QType of = type_pointee( ct( d->type )->args[0] );
		if ( d->poly && AS( const Agg, ct( of )->decl )->name == wanted ) return d;
	}
	return NULL;
}

/* note( this, table( (E( C ) *)0 ) ): of a constructor whose type is known here but not to the boxed
   function. */
static Node * note_cancellation( Decl * object, Loc at ) {
	QType type = type_bare( object->type );
	Decl * table = table_function( type );
	if ( ! table ) return NULL;
	Instance * in = NEW( Instance );
	QType * args = NEW_ARRAY( QType, 1 );
	args[0] = type;
	*in = (Instance){ .decl = table, .poly = table->poly, .args = args };
	Subst s = { .params = in->poly->params, .args = args, .n = 1 };
	QType own = type_substitute( &s, table->type );
	Name * function = AS( Name, make_name( table, at ) );
	function->instance = in;
	function->type = own;
	Node * none = make_cast( make_int( 0, type_basic( B_INT ), at ), ct( own )->args[0] );
	Node * got = make_call( (Node *)function, none, type_result( own ) );
	Node * descriptor = boxed_cast_pointer( make_unary( OP_ADDR, make_name( object, at ),
		type_pointer( type ) ) );
	descriptor->next = boxed_cast_pointer( got );
	Node * note = make_name( runtime_function( "__cfa_coroutine_cancels", 2, at ), at );
	return make_expression( make_call( note, descriptor, type_void() ) );
}

static Decl * caller( const Frame * from, const Instance * wanted, Decl * def, Str * key, bool local,
	bool body ) {
	Loc at = def->loc;
	Instance here = *wanted, * in = &here;
	here.decl = def;
	here.poly = def->poly;
	const Type * formal = boxed_function_type( def->type );
	QType type = closed( from, in, qt( formal, 0 ) );
	const Type * f = ct( type );
	bool pointer = ! type_is_function( def->type );           /* a parameter of polymorphic function type */
	Decl * callee = pointer ? def : body ? boxed_body( def, from ) : boxed_function( def, from );
	bool dynamic = boxed_is_dynamic( formal->of );
	NodeList params = { 0 }, args = { 0 }, items = { 0 };
	Decl * made = make_function( def->name, type, NULL, NULL, at );
	made->cname = instance_name( def, type );
	made->flags |= NF_MANGLED;
	made->storage = DS_STATIC | DS_INLINE;
	if ( boxed_never_returns( def ) ) made->attrs = make_attribute( "noreturn", NULL, at );
	Decl * result = make_object( intern_cstr( "result" ), type_unqualified( f->of ), at );
	Frame * inside = NEW( Frame );
	*inside = *from;
	inside->depth += 1;
	push_hidden( &args, from, in, def, at );
	if ( dynamic )
		list_push( &args,
			boxed_cast_pointer( make_unary( OP_ADDR, make_name( result, at ),
			type_pointer( result->type ) ) ) );
	unsigned plain = formal->n - boxed_has_pack( formal );
	VEC( Decl * ) parts = { 0 };
	for ( uint32_t i = 0; i < f->n; i += 1 ) {
		Decl * p = make_parameter( intern_fmt( "p%u", i ), f->args[i], at );
		list_push( &params, (Node *)p );
		if ( i < plain ) list_push( &args, boxed_pass( p, formal->args[i] ) );
		else vec_push( &parts, p );
	}
	if ( plain < formal->n ) list_push( &args, boxed_pack( parts.at, parts.len, &items, at ) );
	QType boxed = boxed_signature( formal, 0, NULL ), returned = type_result( boxed );
	Node * fn = make_name( callee, at );
	VEC( QType ) types = { 0 };
	for EACH( a, args.head ) vec_push( &types, AS( Expr, a )->type );
	QType called = type_function( returned, types.at, types.len, formal->fn_flags & FN_VARIADIC );
	if ( formal->fn_flags & FN_VARIADIC ) list_push( &args, boxed_variadic_arguments( at ) );
	if ( pointer ) fn = make_cast( fn, type_pointer( called ) );
	else AS( Expr, fn )->type = called;
	Node * call = make_call( fn, args.head, returned );
	boxed_return( &items, call, f->of, dynamic ? result : NULL );
	if ( ! body && concurrency_constructs( def ) && ! mentions_boxed( from, in ) )
		list_push( &items, note_cancellation( AS( Decl, params.head ), at ) );
	AS( FunctionSpec, made->mods )->params = params.head;
	AS( FunctionSpec, made->mods )->fn_flags = (formal->fn_flags & FN_VARIADIC) | (params.head ? 0 : FN_VOID);
	if ( formal->fn_flags & FN_VARIADIC ) {
		Node * inlined = make_attribute( "always_inline", NULL, at );
		inlined->next = made->attrs;
		made->attrs = inlined;
	}
	made->body = make_block( items.head, at );
	made->type = lengths_erased( made->type );
	instance_place( made, make_group( made ), inside, key, local || pointer || callee->level > 1,
		NULL );
	return made;
}

Decl * boxed_call( const Frame * from, const Instance * wanted, Decl * def, Str * key, bool local ) {
	if ( ! boxed_is_possible( def ) ) return NULL;
	Decl * made = caller( from, wanted, def, key, local, false );
	if ( concurrency_constructs( def ) )
		concurrency_body_is( made, caller( from, wanted, def, intern_fmt( "%s body", key->text ),
			local, true ) );
	return made;
}

/* ===== mains of coroutines and threads ================================================================== */

/* The name behind the casts that make it a function for the runtime, if it is one that needs hidden
   arguments. */
static Name * hidden_main( const Frame * f, Node * e ) {
	while ( e && e->kind == E_CAST ) e = AS( Cast, e )->arg;
	Name * n = e && e->kind == E_NAME ? AS( Name, e ) : NULL;
	return n && n->instance && mentions_boxed( f, instance_closed( f, n->instance ) ) ? n : NULL;
}

/* word i of what was passed */
static Node * passed_word( Decl * passed, unsigned i, QType type ) {
	QType words = type_pointer( boxed_pointer() );
	Node * word = make_index( make_cast( make_name( passed, passed->loc ), words ),
		make_int( (int64_t)i, type_basic( B_INT ), passed->loc ), boxed_pointer() );
	AS( Index, word )->base->flags |= NF_PAREN;
	return make_cast( word, type );
}

/* static void start( void * passed ) { main( (size_t)passed[3], ..., passed[2] ); }, beside the main of a
   block. */
static Decl * starter( Decl * callee, const Node * hidden, Loc at ) {
	static Table known;
	static unsigned number;
	Decl * made = table_get( &known, callee );
	if ( made ) return made;
	QType param = boxed_pointer();
	Decl * passed = make_parameter( intern_cstr( "passed" ), param, at );
	NodeList args = { 0 };
	unsigned i = 3;
	for ( const Node * h = hidden; h; h = h->next )
		list_push( &args, passed_word( passed, i++, AS( const Expr, h )->type ) );
	list_push( &args, passed_word( passed, 2, boxed_pointer() ) );
	Node * call = make_call( make_name( callee, at ), args.head, type_void() );
	made = make_function( intern_fmt( "__cfa_start%u", number++ ), type_function( type_void(), &param, 1, 0 ),
		(Node *)passed, make_block( make_expression( call ), at ), at );
	made->storage = DS_STATIC;
	table_put( &known, callee, made );
	static const Frame no_frame;
	instance_place( made, make_group( made ), (Frame *)&no_frame,
		intern_fmt( "start %p", (void *)callee ), callee->level > 1, callee );
	return made;
}

/* start( descriptor, main, object ): start( descriptor, __cfa_run_passed, ( void *[] ){ starter, size,
   object, hidden ... } ). The runtime keeps what is passed until main runs: the function at hand may have
   returned. */
void boxed_start( const Frame * f, Call * c ) {
	static const char * const starts[] =
		{ "__cfa_resume_object", "__cfa_coroutine_prime", "__cfa_thread_start" };
	const Str * id = c->fn->kind == E_NAME ? AS( Name, c->fn )->id : NULL;
	bool known = false;
	for ( unsigned i = 0; i < sizeof( starts ) / sizeof( *starts ); i += 1 )
		known |= id == intern_cstr( starts[i] );
	Node * function = known && c->args ? c->args->next : NULL;
	Name * n = function && function->next ? hidden_main( f, function ) : NULL;
	if ( ! n ) return;
	Loc at = c->loc;
	Instance * in = instance_closed( f, n->instance );
	Decl * def = instance_definition( in->decl ), * callee = boxed_function( def, f );
	NodeList hidden = { 0 }, words = { 0 };
	Instance here = *in;
	here.decl = def;
	here.poly = def->poly;
	push_hidden( &hidden, f, &here, def, at );
	Decl * start = starter( callee, hidden.head, at );
	Node * object = function->next;
	function->next = NULL;
	unsigned count = list_length( hidden.head ) + 3;
	list_push( &words, boxed_cast_pointer( make_name( start, at ) ) );
	list_push( &words, boxed_cast_pointer( make_int( (int64_t)(count * machine.pointer),
		type_basic( machine.size ), at ) ) );
	list_push( &words, object );
	for ( Node * h = hidden.head, * next; h; h = next ) {
		next = h->next;
		h->next = NULL;
		list_push( &words, boxed_cast_pointer( h ) );
	}
	QType array = type_array( boxed_pointer(), DIM_CONST, count, NULL );
	Node * with = make_name( runtime_function( "__cfa_run_passed", 1, at ), at );
	Node * passed = make_literal( make_list( words.head, array, at ), array );
	with->next = boxed_cast_pointer( passed );
	c->args->next = with;
}
