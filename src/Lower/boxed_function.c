/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The boxed version of a polymorphic function (chapter 04, 4.17): a copy of its body in which a structure of
 * the size passed stands for each type parameter, and functions that call what was passed for the
 * requirements.
 *
 *     forall( T | { T join( T, T ); } ) T twice( T x ) { return join( x, x ); }
 *     void twice( size_t size_T, size_t align_T, void * join_, void * result_, void * x_ ) {
 *         struct T { char at[size_T]; };
 *         struct T join( struct T p0, struct T p1 ) {
 *             return ((struct T (*)( void *, void * ))join_)( &p0, &p1 );
 *         }
 *         struct T * x = x_;
 *         return join( *x, *x );                             to *result_: boxed.c
 *     }
 */
#include "Concurrency/concurrency.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

static Node * statement( Node * declaration ) {
	DeclStmt * s = MAKE( DeclStmt, S_DECL, declaration->loc );
	s->decl = declaration;
	return (Node *)s;
}

static Decl * hidden( NodeList * params, Str * name, QType type, Loc at ) {
	Decl * p = make_parameter( name, type, at );
	p->attrs = make_attribute( "unused", NULL, at );
	list_push( params, (Node *)p );
	return p;
}

/* struct T { char at[size]; }, or of a type whose size is not passed struct T; */
static QType stand_in( const TypeParam * p, Decl * size, Decl * align, NodeList * items ) {
	static unsigned number;
	Agg * a = MAKE( Agg, D_AGG, p->loc );
	a->key = AGG_STRUCT;
	a->name = intern_fmt( "%s_%u", p->name->text, number++ );
	a->level = 2;
	a->complete = size != NULL;
	a->flags |= NF_RESOLVED | NF_USED | NF_IMPLICIT;
	if ( ! size ) {
		list_push( items, statement( (Node *)a ) );
		boxed_stands_for_unsized( type_of_agg( a ) );
		return type_of_agg( a );
	}
	a->attrs = place_may_alias( NULL, p->loc );
	Decl * at = make_object( intern_cstr( "at" ),
		type_array( type_basic( B_CHAR ), DIM_VLA, 0, make_name( size, p->loc ) ), p->loc );
	at->kind = D_FIELD;
	a->members = (Node *)make_group( at );
	AggInfo * info = agg_info( a );
	info->fields = NEW_ARRAY( Decl *, 1 );
	info->fields[0] = at;
	info->n = 1;
	info->done = true;
	at->owner = (Node *)a;
	boxed_set_alignment( a, align );
	list_push( items, statement( (Node *)a ) );
	return type_of_agg( a );
}

/* R name( A a, B b ) { R r; ((void (*)( void *, void *, void * ))raw)( &r, &a, &b ); return r; }  with what
   the types are here */
static Decl * requirement_function( const Decl * pattern, QType type, Decl * raw ) {
	static unsigned number;
	Loc at = pattern->loc;
	const Type * formal = boxed_function_type( pattern->type ), * f = boxed_function_type( type );
	NodeList params = { 0 }, args = { 0 }, items = { 0 };
	bool dynamic = boxed_is_dynamic( formal->of ), direct = boxed_is_variable( f->of );
	QType boxed = boxed_signature( formal, 0, NULL ), returned = type_result( boxed );
	if ( direct ) {                                         /* boxed.c adds where the result goes */
		returned = type_unqualified( f->of );
		boxed = type_function( returned, ct( boxed )->args + 1, ct( boxed )->n - 1, 0 );
	}
	Decl * result = make_object( intern_cstr( "result" ), type_unqualified( f->of ), at );
	if ( dynamic && ! direct )
		list_push( &args,
			boxed_cast_pointer( make_unary( OP_ADDR, make_name( result, at ),
			type_pointer( result->type ) ) ) );
	for ( uint32_t i = 0; i < f->n; i += 1 ) {
		Decl * p = make_parameter( intern_fmt( "p%u", i ), f->args[i], at );
		list_push( &params, (Node *)p );
		list_push( &args, boxed_pass( p, formal->args[i] ) );
	}
	if ( formal->fn_flags & FN_VARIADIC ) list_push( &args, boxed_variadic_arguments( at ) );
	Node * call = make_call( make_cast( make_name( raw, at ), type_pointer( boxed ) ), args.head, returned );
	boxed_return( &items, call, f->of, dynamic && ! direct ? result : NULL );
	Decl * made = make_function( pattern->name, qt( f, 0 ), params.head, make_block( items.head, at ), at );
	AS( FunctionSpec, made->mods )->fn_flags |= formal->fn_flags & FN_VARIADIC;
	made->cname = intern_fmt( "__cfa_required%u", number++ );
	made->storage = DS_INLINE;
	made->flags |= NF_MANGLED;
	made->level = 2;
	return made;
}

/* T & name = *(T *)raw, as a pointer */
static Decl * requirement_object( const Decl * pattern, QType type, Decl * raw, NodeList * items ) {
	while ( KIND_OF( type ) == TY_REFERENCE ) type = type_pointee( type );
	Decl * d = make_object( pattern->name, type_pointer( type ), pattern->loc );
	d->init = make_cast( make_name( raw, pattern->loc ), d->type );
	d->init_kind = INIT_ASSIGN;
	d->attrs = make_attribute( "unused", NULL, pattern->loc );
	list_push( items, make_declaration( d ) );
	boxed_is_pointer( d );
	return d;
}

/* A parameter of the body: itself if it is passed as it is, else a pointer to it or a copy of its own type.
   */
static Node * open_parameter( Decl * d, QType formal, QType type, Decl * raw ) {
	Loc at = d->loc;
	d->kind = D_OBJECT;
	d->spec = d->mods = d->init = NULL;
	d->level = 2;
	d->flags |= NF_RESOLVED | NF_USED;
	bool by_address = boxed_is_dynamic( formal ) || type_is_aggregate( type );
	Node * from = make_name( raw, at );
	if ( type_is_aggregate( type ) && ! boxed_is_dynamic( formal ) )
		from = make_unary( OP_ADDR, from, type_pointer( raw->type ) );
	QType shown = KIND_OF( type ) == TY_REFERENCE ? type_pointer( type_pointee( type ) ) : type;
	d->type = by_address ? type_pointer( type_unqualified( type ) ) : type;
	d->init = make_cast( from, by_address ? d->type : shown );
	d->init_kind = INIT_ASSIGN;
	if ( KIND_OF( type ) == TY_REFERENCE ) {
		Cast * bound = AS( Cast, make_cast( boxed_at( make_name( raw, at ), type_pointee( type ) ), type ) );
		bound->form = CAST_IMPLICIT;
		d->init = (Node *)bound;
	}
	NodeList attrs = { 0 };
	list_push( &attrs, make_attribute( "unused", NULL, at ) );
	list_push( &attrs, d->attrs );
	d->attrs = attrs.head;
	if ( by_address ) boxed_is_pointer( d );
	d->next = NULL;
	return make_declaration( d );
}

void boxed_local_main( Decl * main ) {
	Node * ignored, * p = function_declarator( main )->params;
	Decl * object = param_decl( p, &ignored );
	if ( ! object || main->body->kind != S_COMPOUND ) return;
	if ( ! object->name ) object->name = intern_cstr( "__cfa_generator" );
	concurrency_main_is( main, object, main->body );
	boxed_main_is( main->body );
}

static void open_parameters( Decl * made, Decl * copy, const Type * formal, const Frame * f,
	NodeList * params, NodeList * items ) {
	bool is_main = copy->body && copy->body->kind == S_COMPOUND && concurrency_is_generator_main( copy );
	FunctionSpec * spec = function_declarator( copy );
	unsigned i = 0;
	for ( Node * p = spec ? spec->params : NULL, * next; p && i < formal->n; p = next, i += 1 ) {
		next = p->next;
		Node * ignored;
		Decl * d = param_decl( p, &ignored );
		if ( d && ! d->name && is_main ) d->name = intern_cstr( "__cfa_generator" );
		QType erased = boxed_erased( formal->args[i] ), type = instance_type( f, formal->args[i] );
		Str * name = d && d->name ? intern_fmt( "%s_%u", d->name->text, i ) : intern_fmt( "p_%u", i );
		Decl * raw = hidden( params, name, erased, copy->loc );
		if ( d && d->name ) list_push( items, open_parameter( d, formal->args[i], type, raw ) );
		if ( d && copy->construct && i == 0 ) concurrency_delegates( made, d );
		if ( d && is_main ) {
			concurrency_main_is( made, d, copy->body );
			boxed_main_is( copy->body );
		}
	}
}

/* const size_t N = size_N: types whose layout depends on it are defined behind (length.c) */
static QType open_length( const TypeParam * p, Decl * size, NodeList * items ) {
	Decl * d = make_object( intern_fmt( "%s_", p->name->text ),
		qt( type_basic( machine.size ).type, QUAL_CONST ), p->loc );
	d->init = make_name( size, p->loc );
	d->init_kind = INIT_ASSIGN;
	d->attrs = make_attribute( "unused", NULL, p->loc );
	list_push( items, make_declaration( d ) );
	boxed_is_length( d );
	return dimension_object( d );
}

/* The parameter's name; of two in a clause that share one, which an inner group may hide, the second has its
   number. */
static const char * name_in( const Poly * poly, unsigned i ) {
	const Str * name = poly->params[i]->name;
	for ( unsigned k = 0; k < i; k += 1 )
		if ( poly->params[k]->name == name ) return intern_fmt( "%s_%u", name->text, i )->text;
	return name->text;
}

/* Sizes and alignments: the types that stand for the parameters, the objects that hold lengths. */
static QType * open_types( const Poly * poly, NodeList * params, NodeList * items, NodeList * lengths,
	Loc at ) {
	QType * args = NEW_ARRAY( QType, poly->n + 1 ), size_type = type_basic( machine.size );
	for ( unsigned i = 0; i < poly->n; i += 1 ) {
		const TypeParam * p = poly->params[i];
		if ( ! boxed_is_sized( p ) ) {
			args[i] = stand_in( p, NULL, NULL, items );
			continue;
		}
		Decl * size = hidden( params, intern_fmt( "size_%s", name_in( poly, i ) ), size_type, at );
		Decl * align = hidden( params, intern_fmt( "align_%s", name_in( poly, i ) ), size_type, at );
		if ( p->kind_of == TP_DIMENSION ) args[i] = open_length( p, size, lengths );
		else args[i] = stand_in( p, size, align, items );
		if ( p->kind_of == TP_PACK ) boxed_stands_for_pack( args[i] );
	}
	return args;
}

/* va_start names the parameter of the function, not the object of the body that it came for. */
static bool start_behind( Node ** slot, void * last ) {
	Node * n = *slot;
	const Node * fn = n->kind == E_CALL ? AS( Call, n )->fn : NULL;
	if ( ! fn || fn->kind != E_NAME || AS( const Name, fn )->id != intern_cstr( "__builtin_va_start" ) )
		return node_children( n, start_behind, last );
	if ( AS( Call, n )->args ) AS( Call, n )->args->next = make_name( AS( Decl, (Node *)last ), n->loc );
	return true;
}

/* A thread's constructor calls its body with all it got, then starts the thread (6.6.1). */
static Node * begin_thread( Decl * copy, Decl * body, const NodeList * params ) {
	NodeList args = { 0 }, items = { 0 };
	for EACH( p, params->head ) list_push( &args, make_name( AS( Decl, p ), copy->loc ) );
	list_push( &items, make_expression( make_call( make_name( body, copy->loc ), args.head, type_void() ) ) );
	list_push( &items, copy->construct );
	return make_block( items.head, copy->loc );
}

/* The function with its hidden parameters; its body is walked later. `begins`: the body of the thread's
   constructor. */
static Decl * define( Decl * def, const Frame * from, Decl * made, Decl * begins, Frame ** frame ) {
	const Poly * poly = def->poly;
	const Type * formal = ct( def->type );
	Loc at = def->loc;
	NodeList params = { 0 }, items = { 0 }, lengths = { 0 };
	Boxed * b = NEW( Boxed );
	b->function = made;
	b->poly = poly;
	b->outer = def->level > 1 ? from->boxed : NULL;
	unsigned n;
	const Type ** adapters = boxed_adapter_types( def, &n );
	for ( unsigned i = 0; i < n; i += 1 )
		vec_push( &b->adapters,
			((Adapter){ .pattern = adapters[i],
			.raw = hidden( &params, intern_fmt( "adapter_%u", i ), boxed_pointer(), at ) }) );
	Instance * in = NEW( Instance );
	*in = (Instance){ .decl = def, .poly = poly, .args = open_types( poly, &params, &items, &lengths, at ) };
	b->types = items.tail;
	in->solutions = NEW_ARRAY( Solution, poly->n_assertions + 1 );
	b->requirements = NEW_ARRAY( Decl *, poly->n_assertions + 1 );
	b->raw = NEW_ARRAY( Decl *, poly->n_assertions + 1 );
	Frame * f;
	Decl * copy = instance_copy( def, in, from, &f );
	f->boxed = b;
	*frame = f;
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		const Decl * a = poly->assertions[i];
		b->raw[i] = hidden( &params, intern_fmt( "require_%u", i ), boxed_pointer(), at );
		QType type = instance_type( f, a->type );
		bool function = boxed_function_type( a->type ) != NULL;
		Decl * own = function ? requirement_function( a, type, b->raw[i] )
			: requirement_object( a, type, b->raw[i], &items );
		if ( function ) list_push( &items, statement( (Node *)make_group( own ) ) );
		b->requirements[i] = own;
		in->solutions[i] = (Solution){ .kind = SOLVED_DECL, .decl = own, .type = type };
	}
	/* they are behind those of the outer function's frame */
	if ( def->level > 1 && from->poly )
		for ( unsigned i = 0; i < poly->n_assertions; i += 1 )
			AS( Solution, f->solutions )[i] = in->solutions[i];
	boxed_open_adapters( b, f, &items );
	list_push( &items, lengths.head );
	if ( boxed_is_dynamic( formal->of ) ) {
		Decl * raw = hidden( &params, intern_cstr( "result_" ), boxed_pointer(), at );
		QType type = type_pointer( type_unqualified( instance_type( f, formal->of ) ) );
		Decl * result = make_object( intern_cstr( "result__" ), type, at );
		result->init = make_cast( make_name( raw, at ), type );
		result->init_kind = INIT_ASSIGN;
		result->attrs = make_attribute( "unused", NULL, at );
		list_push( &items, make_declaration( result ) );
		boxed_returns_to( made, result );
	} else if ( type_is_aggregate( formal->of )
		&& ct( boxed_erased( formal->of ) ) != ct( instance_type( f, formal->of ) ) )
		boxed_returns_erased( made );
	open_parameters( made, copy, formal, f, &params, &items );
	list_push( &items, (Node *)MAKE( NullStmt, S_NULL, at ) );
	b->last = items.tail;
	list_push( &items, begins ? begin_thread( copy, begins, &params ) : copy->body );
	made->body = make_block( items.head, at );
	b->body = AS( Compound, made->body );
	AS( FunctionSpec, made->mods )->params = params.head;
	AS( FunctionSpec, made->mods )->fn_flags = (formal->fn_flags & FN_VARIADIC) | (params.head ? 0 : FN_VOID);
	if ( formal->fn_flags & FN_VARIADIC ) node_children( made->body, start_behind, params.tail );
	FunctionSpec * spec = function_declarator( copy );
	if ( spec ) AS( FunctionSpec, made->mods )->results = spec->results;
	return made;
}

void boxed_enter( Boxed * b ) {
	for ( Node * n = b->types ? b->body->items : NULL; n; n = n == b->types ? NULL : n->next )
		place_declare( n );
	for ( unsigned i = 0; i < b->poly->n_assertions; i += 1 ) {
		Decl * d = b->requirements[i];
		if ( d->kind != D_FUNCTION ) continue;
		scope_bind( d->name, (Node *)d, type_key( d->type ) );
		life_note( d );
	}
}

static void insert( Compound * body, Node * behind, Node * list ) {
	Node * last = list;
	if ( ! list ) return;
	while ( last->next ) last = last->next;
	last->next = behind ? behind->next : body->items;
	if ( behind ) behind->next = list; else body->items = list;
}

void boxed_leave( Boxed * b, Node * types, Node * functions ) {
	insert( b->body, b->last, b->late.head );
	insert( b->body, b->last, functions );
	insert( b->body, b->types, types );
}

/* Its type: the hidden parameters, then those written. */
static QType signature( const Decl * def ) {
	VEC( QType ) types = { 0 };
	unsigned n;
	boxed_adapter_types( def, &n );
	for ( unsigned i = 0; i < n; i += 1 ) vec_push( &types, boxed_pointer() );
	for ( unsigned i = 0; i < def->poly->n; i += 1 ) {
		if ( ! boxed_is_sized( def->poly->params[i] ) ) continue;
		vec_push( &types, type_basic( machine.size ) );
		vec_push( &types, type_basic( machine.size ) );
	}
	for ( unsigned i = 0; i < def->poly->n_assertions; i += 1 ) vec_push( &types, boxed_pointer() );
	return boxed_signature( boxed_function_type( def->type ), types.len, types.at );
}

static const Group * group_of( const Decl * d ) {
	return d->owner && d->owner->kind == D_GROUP ? AS( const Group, d->owner ) : NULL;
}

static int storage( const Decl * d ) { return d->storage | (group_of( d ) ? group_of( d )->storage : 0); }

bool boxed_is_internal( const Decl * def ) {
	return storage( def ) & (DS_STATIC | DS_INLINE) || def->flags & NF_INTERNAL || def->level > 1;
}

bool boxed_never_returns( const Decl * def ) {
	return storage( def ) & DS_NORETURN || attribute_of( group_of( def ), def, "noreturn" );
}

bool boxed_is_exported( Decl * def ) {
	return def->body && ! (def->flags & NF_HEADER) && ! boxed_is_internal( def ) && boxed_is_possible( def );
}

static Str * body_name( const Str * name ) { return intern_fmt( "%s__body", name->text ); }

/* A function of another unit. Some are only there to tell types, as requirements: what nobody calls need not
   exist. */
static Decl * other_unit( Decl * def, const Frame * from, bool body ) {
	static Table functions, bodies;
	Table * known = body ? &bodies : &functions;
	Decl * made = table_get( known, def );
	if ( ! made ) {
		made = make_object( def->name, signature( def ), def->loc );
		made->cname = body ? body_name( def->cname ) : def->cname;
		made->storage = storage( def ) & DS_STATIC;
		made->level = 1;
		made->flags |= def->flags & NF_C_LINKAGE;
		made->attrs = make_attribute( "weak", NULL, def->loc );
		if ( boxed_never_returns( def ) ) made->attrs->next = make_attribute( "noreturn", NULL, def->loc );
		table_put( known, def, made );
		instance_declare( made );
	}
	if ( ! from->adapts && attribute_find( made->attrs, "weak" ) ) made->attrs = made->attrs->next;
	return made;
}

typedef struct Leaf { const Decl * def; unsigned nodes; bool is; } Leaf;

static bool find_leaf( Node ** slot, void * context ) {
	Leaf * leaf = context;
	Node * n = *slot;
	leaf->nodes += 1;
	switch ( n->kind ) {
	  case S_COMPOUND: case S_RETURN: case S_EXPR: case S_DECL: case S_NULL: case S_IF: break;
	  case E_STMT: case E_LABELADDR: case E_VAARG: case D_FUNCTION: case D_AGG: case D_ENUM: leaf->is =
		false; break;
	  case E_CALL: {
		const Node * fn = AS( Call, n )->fn;
		const Node * callee = fn->kind == E_NAME ? AS( const Name, fn )->decl : NULL;
		bool known = callee && callee->kind == D_FUNCTION && callee->flags & NF_IMPLICIT;
		for ( unsigned i = 0; i < leaf->def->poly->n_assertions; i += 1 )
			known |= callee == (Node *)leaf->def->poly->assertions[i];
		leaf->is &= known;
		break;
	  }
	  default: leaf->is &= n->kind < S_COMPOUND || n->kind > S_DIRECTIVE;
	}
	return leaf->is && node_children( n, find_leaf, context );
}

/* A few expressions that call nothing but requirements: faster in place of a call, and gcc often knows what
   they call there. */
static bool is_leaf( const Decl * def ) {
	enum { MOST_NODES = 80 };
	Leaf leaf = { def, 0, true };
	node_children( def->body, find_leaf, &leaf );
	return leaf.is && leaf.nodes <= MOST_NODES;
}

/* Of threads' constructors there are two: the function and, for those that delegate to it, its body. */
static Decl * version( Decl * def, const Frame * from, bool is_body ) {
	static unsigned number;
	Str * key = intern_fmt( "boxed %d %p", is_body, (void *)def );
	Decl * made = def->body ? instance_known( key ) : other_unit( def, from, is_body );
	if ( made ) return made;
	boxed_used = true;
	from = instance_around( def, from );
	resolve_function_body( def );
	Decl * begins = def->construct && ! is_body ? version( def, from, true ) : NULL;
	Group * owner = def->owner && def->owner->kind == D_GROUP ? AS( Group, def->owner ) : NULL;
	Node * body = make_block( NULL, def->loc );
	made = make_function( def->name, signature( def ), NULL, body, def->loc );
	made->cname = def->level > 1
		|| ! def->cname ? intern_fmt( "%s__boxed%u", def->cname ? def->cname->text : "_Mlocal", number++ )
		: def->cname;
	if ( def->flags & NF_C_LINKAGE && ! def->cname ) made->cname = NULL;
	boxed_is_open_function( made, def );
	if ( is_body ) made->cname = body_name( made->cname );
	made->flags |= NF_MANGLED;
	made->storage = (boxed_is_internal( def ) ? DS_STATIC : 0) | (storage( def ) & DS_NORETURN);
	Group * g = make_group( made );
	Frame * f;
	define( def, from, made, begins, &f );
	if ( owner ) g->attrs = node_copy_list( owner->attrs, f->subst.copied );
	made->attrs = node_copy_list( def->attrs, f->subst.copied );
	if ( boxed_is_internal( def ) && ! begins && ! attribute_of( owner, def, "noinline" ) && is_leaf( def ) ) {
		Node * inlined = make_attribute( "always_inline", NULL, def->loc );
		inlined->next = made->attrs;
		made->attrs = inlined;
		made->storage |= DS_INLINE;
	}
	Decl * outer = from->subst.copied ? table_get( from->subst.copied, def ) : NULL;
	instance_place( made, g, f, key, def->level > 1, def->level <= 1 ? NULL : outer ? outer : def );
	/* until boxed.c has been there the body returns a value of the function's own result */
	if ( boxed_is_dynamic( type_result( def->type ) ) )
		made->type = type_function( instance_type( f, type_result( def->type ) ), ct( made->type )->args,
			ct( made->type )->n, 0 );
	return made;
}

Decl * boxed_function( Decl * def, const Frame * from ) { return version( def, from, false ); }

Decl * boxed_body( Decl * def, const Frame * from ) { return version( def, from, true ); }

/* A function of that clause calls the one named: its boxed version is what is passed. */
void boxed_rank( const Frame * from, Node ** slot, Poly * rank ) {
	static unsigned number;
	Name * n = AS( Name, *slot );
	Loc at = n->loc;
	QType type = n->instance->decl->type;
	if ( boxed_refuse( n->instance->decl, at, "cannot be passed as a polymorphic function" ) ) return;
	Subst s = { .params = n->instance->poly->params, .args = n->instance->args, .n = n->instance->poly->n };
	type = type_substitute( &s, qt( boxed_function_type( type ), 0 ) );
	const Type * f = ct( type );
	NodeList params = { 0 }, args = { 0 };
	for ( uint32_t i = 0; i < f->n; i += 1 ) {
		Decl * p = make_parameter( intern_fmt( "p%u", i ), f->args[i], at );
		list_push( &params, (Node *)p );
		Node * arg = make_name( p, at );
		if ( KIND_OF( p->type ) == TY_REFERENCE ) {
			arg = make_cast( arg, p->type );
			AS( Cast, arg )->form = CAST_IMPLICIT;
		}
		list_push( &args, arg );
	}
	Node * callee = node_copy( (Node *)n ), * call = make_call( callee, args.head, f->of );
	callee->next = NULL;
	AS( Expr, callee )->type = type;
	bool is_void = KIND_OF( f->of ) == TY_VOID;
	Node * body = make_block( is_void ? make_expression( call ) : make_return( call, at ), at );
	Decl * def = make_function( intern_fmt( "__cfa_rank%u", number++ ), type, params.head, body, at );
	def->cname = def->name;
	def->poly = rank;
	def->storage = DS_STATIC;
	def->level = n->instance->decl->level;
	Node * boxed = make_name( boxed_function( def, from ), at );
	/* its own mentions types of its body */
	AS( Expr, boxed )->type = type_function( type_void(), NULL, 0, 0 );
	Node * made = boxed_cast_pointer( boxed );
	made->next = n->next;
	*slot = made;
}
