/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Which function a call of a polymorphic function goes to (chapter 04, 4.18.1-4.18.3): the instance made
 * before for the same types and solutions of requirements, a new copy of the resolved body, or the boxed
 * function where limit.c says so.
 */
#include "CodeGen/codegen.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

enum { MAX_DEPTH = 400, MAX_NESTING = 24, MAX_LENGTHS = 12 };

/* ===== solutions ======================================================================================== */

const Solution * instance_solution( const Frame * f, const Node * decl ) {
	for ( unsigned i = 0; f->poly && i < f->poly->n_assertions; i += 1 )
		if ( (const Node *)f->poly->assertions[i] == decl ) return &f->solutions[i];
	return NULL;
}

/* What a solution found inside a polymorphic body is for this copy of it. */
static Solution closed_solution( const Frame * f, const Solution * s ) {
	const Solution * own = s->kind == SOLVED_DECL ? instance_solution( f, (const Node *)s->decl ) : NULL;
	if ( own ) return *own;
	Solution made = *s;
	made.type = instance_type( f, s->type );
	Decl * copy = s->kind == SOLVED_DECL && ! s->instance && f->subst.copied
		? table_get( f->subst.copied, s->decl ) : NULL;
	if ( copy ) made.decl = copy;                           /* a function of the copied body */
	if ( s->instance ) made.instance = instance_closed( f, s->instance );
	return made;
}

Instance * instance_closed( const Frame * f, const Instance * in ) {
	Instance * made = NEW( Instance );
	*made = *in;
	Decl * copy = in->decl->kind == D_PARAM && f->subst.copied ? table_get( f->subst.copied, in->decl )
		: NULL;
	if ( copy ) made->decl = copy;
	made->args = NEW_ARRAY( QType, in->poly->n + 1 );
	made->solutions = NEW_ARRAY( Solution, in->poly->n_assertions + 1 );
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) made->args[i] = instance_type( f, in->args[i] );
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 )
		made->solutions[i] = closed_solution( f, &in->solutions[i] );
	return made;
}

/* ===== requests ========================================================================================= */

/* Declarations of one function agree in the order of parameters and requirements; the definition is
   wanted. */
Decl * instance_definition( Decl * d ) {
	if ( d->body || d->kind == D_PARAM ) return d;
	if ( d->def ) return AS( Decl, d->def );
	Binding * b = scope_file_binding( d->name, declare_key( d ) );
	if ( ! b || b->decl->kind == D_ENUMERATOR ) return d;
	Decl * last = AS( Decl, b->decl );
	return last->def ? AS( Decl, last->def ) : last;
}

static void put_key( Buf * b, const Instance * in, int depth ) {
	buf_printf( b, "%p", (void *)instance_definition( in->decl ) );
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) {
		QType q = type_canon( in->args[i] );
		buf_printf( b, " %p.%u", (const void *)q.type, q.quals );
	}
	for ( unsigned i = 0; i < in->poly->n_assertions && depth < 40; i += 1 ) {
		const Solution * s = &in->solutions[i];
		if ( s->kind != SOLVED_DECL ) { buf_printf( b, "(%d)", s->kind ); continue; }
		buf_printf( b, "(%p", (void *)s->decl );
		if ( s->instance ) put_key( b, s->instance, depth + 1 );
		buf_putc( b, ')' );
	}
}

/* cfa_instance: every instance has static objects of its own. */
bool instance_keeps_objects( const Decl * f ) {
	Node * owner = f->owner && f->owner->kind == D_GROUP ? AS( Group, f->owner )->attrs : NULL;
	for EACH( a, f->attrs )
		if ( AS( const Attribute, a )->name == intern_cstr( "cfa_instance" ) ) return true;
	for EACH( a, owner ) if ( AS( const Attribute, a )->name == intern_cstr( "cfa_instance" ) ) return true;
	return false;
}

static Table patterns;                                  /* generic types declared in a body that was copied */

bool instance_is_pattern( const Node * generic ) { return table_get( &patterns, generic ) != NULL; }

/* Generic types within generic types of the body have left the members (instance.c). */
static void copy_nested_types( Table * copied ) {
	VEC( Node * ) types = { 0 };
	for ( uint32_t i = 0; i < copied->capacity; i += 1 ) {
		Node * n = (Node *)copied->keys[i];
		if ( n && n->kind == D_AGG && AS( Agg, n )->forall ) vec_push( &types, n );
	}
	for ( uint32_t i = 0; i < types.len; i += 1 ) {
		const AggInfo * info = agg_info( AS( Agg, types.at[i] ) );
		for ( uint32_t k = 0; k < info->nested.len; k += 1 ) {
			Node * n = info->nested.at[k], * next = n->next;
			if ( n->kind != D_AGG || ! AS( Agg, n )->forall || table_get( copied, n ) ) continue;
			n->next = NULL;
			node_copy_list( n, copied );
			n->next = next;
			vec_push( &types, n );
		}
	}
}

/* Types declared in a copied body are its own. */
static void copy_local_types( const Subst * s, const Table * outer ) {
	const Table * made = s->copied;
	for ( uint32_t i = 0; i < made->capacity; i += 1 ) {
		Node * from = (Node *)made->keys[i], * to = from ? made->values[i] : NULL;
		if ( ! to || (to->kind != D_AGG && to->kind != D_ENUM) || (outer && table_get( outer, from )) )
			continue;
		if ( to->kind == D_ENUM ) { AS( Enum, to )->type = QT_NONE; type_enum( AS( Enum, to ) ); continue; }
		AS( Agg, to )->type = QT_NONE;
		generate_copied( ct( type_of_agg( AS( Agg, from ) ) ), ct( type_of_agg( AS( Agg, to ) ) ), made );
		life_copied( AS( Agg, from ), AS( Agg, to ), made );
		agg_info_copy( AS( Agg, from ), AS( Agg, to ), s->copied );
	}
	for ( uint32_t i = 0; i < made->capacity; i += 1 ) {
		Node * from = (Node *)made->keys[i], * to = from ? made->values[i] : NULL;
		if ( ! to || to->kind != D_AGG || ! AS( Agg, to )->forall || (outer && table_get( outer, from )) )
			continue;
		table_put( &patterns, from, from );
		generic_substitute( AS( Agg, to ), s );
	}
}

Str * instance_base_name( const Decl * def, QType type ) {
	Decl like = *def;
	like.type = type;
	like.poly = NULL;
	like.cname = NULL;
	return mangle_local( "_M", mangle( &like )->text + 2 );
}

Str * instance_name( const Decl * def, QType type ) {
	static Table used;
	Str * name = instance_base_name( def, type );
	uintptr_t number = (uintptr_t)table_get( &used, name );
	table_put( &used, name, (void *)(number + 1) );
	return number ? intern_fmt( "%s_%u", name->text, (unsigned)number ) : name;
}

/* A function of another unit: there is no body to copy. What is C-variadic can be called there, not passed
   on. */
static Decl * external( Decl * d, Loc at ) {
	if ( ct( d->type )->fn_flags & FN_VARIADIC )
		diag_error( at, "the C-variadic polymorphic function '%s' is a value only where its definition is "
			"visible", d->name->text );
	else diag_error( at, "polymorphic function '%s' is used but not defined in this unit", d->name->text );
	return d;
}

static bool local_type( QType q ) {
	const Type * t = q.type ? ct( q ) : NULL;
	if ( ! t ) return false;
	if ( (t->kind == TY_STRUCT || t->kind == TY_UNION)
		&& AS( Agg, t->generic ? t->generic : t->decl )->level > 1 )
		return true;
	if ( t->kind == TY_ENUM && AS( Enum, t->decl )->level > 1 ) return true;
	if ( t->of.type && local_type( t->of ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( local_type( t->args[i] ) ) return true;
	return false;
}

bool solution_is_local( const Solution * s, QType type ) {
	if ( local_type( type ) ) return true;
	if ( s->instance ) return instance_is_local( s->instance );
	return s->kind == SOLVED_DECL && s->decl->level > 1 && ! (s->decl->storage & DS_EXTERN);
}

bool instance_is_local( const Instance * in ) {
	for ( unsigned i = 0; i < in->poly->n; i += 1 )
		if ( in->args[i].type && local_type( in->args[i] ) ) return true;
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 )
		if ( solution_is_local( &in->solutions[i], in->solutions[i].type ) ) return true;
	return in->decl->level > 1;
}

/* A polymorphic function inside a polymorphic function knows the parameters and requirements of both. */
static void enclose( Frame * f, const Frame * outer ) {
	const Poly * a = f->poly, * b = outer->poly;
	Poly * both = NEW( Poly );
	*both = *a;
	both->n = a->n + b->n;
	both->n_assertions = a->n_assertions + b->n_assertions;
	both->params = NEW_ARRAY( TypeParam *, both->n + 1 );
	both->assertions = NEW_ARRAY( Decl *, both->n_assertions + 1 );
	QType * args = NEW_ARRAY( QType, both->n + 1 );
	Solution * solutions = NEW_ARRAY( Solution, both->n_assertions + 1 );
	for ( unsigned i = 0; i < both->n; i += 1 ) {
		both->params[i] = i < a->n ? a->params[i] : b->params[i - a->n];
		args[i] = i < a->n ? f->subst.args[i] : outer->subst.args[i - a->n];
	}
	for ( unsigned i = 0; i < both->n_assertions; i += 1 ) {
		both->assertions[i] = i < a->n_assertions ? a->assertions[i] : b->assertions[i - a->n_assertions];
		solutions[i] = i < a->n_assertions ? f->solutions[i] : outer->solutions[i - a->n_assertions];
	}
	f->poly = both;
	f->solutions = solutions;
	f->subst.params = both->params;
	f->subst.args = args;
	f->subst.n = both->n;
}

/* A copy of the definition with a frame that knows its types and solutions. Inside a copied function it knows
   the outer ones. */
Decl * instance_copy( Decl * def, const Instance * in, const Frame * from, Frame ** frame ) {
	resolve_function_body( def );
	if ( ! def->sem && ! instance_keeps_objects( def ) ) {
		def->sem = 1;
		hoist_statics( def );
	}
	Table * copied = NEW( Table );
	bool nested = def->level > 1 && from->poly;
	for ( uint32_t i = 0; nested && i < from->subst.copied->capacity; i += 1 )
		if ( from->subst.copied->keys[i] )
			table_put( copied, (void *)from->subst.copied->keys[i], from->subst.copied->values[i] );
	Node * next = def->next;
	def->next = NULL;
	Decl * made = AS( Decl, node_copy_list( (Node *)def, copied ) );
	def->next = next;
	copy_nested_types( copied );
	Frame * f = *frame = NEW( Frame );
	*f = (Frame){ .subst = { .params = def->poly->params, .args = in->args, .n = def->poly->n,
		.copied = copied }, .poly = def->poly, .solutions = in->solutions, .depth = from->depth + 1,
		.boxed = nested ? from->boxed : NULL };
	if ( nested ) enclose( f, from );
	copy_local_types( &f->subst, nested ? from->subst.copied : NULL );
	pack_parameters( made, &f->subst );
	made->poly = NULL;
	made->forall = NULL;
	made->prev = made->def = NULL;
	return made;
}

static Table made_before;                               /* functions with an instance */

bool instance_exists( const Decl * def ) { return table_get( &made_before, def ) != NULL; }

/* A copy of the function for the instance. `passed`: how many lengths its calls pass. */
static Decl * instance( const Frame * from, const Instance * in, Decl * def, unsigned passed, Str * key,
	bool local ) {
	Group * owner = def->owner && def->owner->kind == D_GROUP ? AS( Group, def->owner ) : NULL;
	Frame * f;
	int depth = from->depth + 1;
	from = instance_around( def, from );
	Decl * made = instance_copy( def, in, from, &f );
	f->depth = depth;
	made->type = type_substitute( &f->subst, def->type );
	QType result = type_result( made->type );
	if ( passed ) lengths_parameters( made, passed );
	made->type = lengths_erased( made->type );
	made->cname = instance_name( def, made->type );
	made->flags = (uint16_t)((made->flags & ~(NF_HEADER | NF_C_LINKAGE)) | NF_MANGLED | NF_USED);
	made->storage = DS_STATIC | ((made->storage | (owner ? owner->storage : 0)) & (DS_INLINE | DS_NORETURN));
	if ( instance_keeps_objects( def ) ) identity_is( made, in );
	Group * g = make_group( made );
	g->loc = def->loc;
	if ( owner ) g->attrs = node_copy_list( owner->attrs, f->subst.copied );
	Decl * outer = from->subst.copied ? table_get( from->subst.copied, def ) : NULL;
	Decl * prototype = instance_place( made, g, f, key, local, def->level <= 1 ? NULL : outer ? outer : def );
	if ( instance_exists( def ) ) boxed_repeats( made );
	table_put( &made_before, def, def );
	merge_offer( made, prototype, def, limit_count( def ) );
	/* until boxed.c has been there the body returns a value */
	const Type * type = ct( made->type );
	if ( passed && boxed_is_variable( result ) )
		made->type = type_function( result, type->args, type->n, type->fn_flags );
	return made;
}

static Str * key_of( const char * kind, const Instance * in ) {
	Buf key = { 0 };
	buf_puts( &key, kind );
	put_key( &key, in, 0 );
	return intern( key.at, key.len );
}

/* A function of the instance's own type that calls the boxed one; NULL: there is none. */
static Decl * boxed( const Frame * from, const Instance * in, Decl * def, Lengths * lengths ) {
	bool local = instance_in_block() && (instance_is_local( in ) || ! lengths_known( in ));
	if ( ! local && lengths ) in = lengths_open( in, lengths, false );
	Str * key = key_of( "boxed ", in );
	Decl * made = instance_known( key );
	return made ? made : boxed_call( from, in, def, key, local );
}

Decl * instance_request( const Frame * from, const Instance * in, Loc at, Lengths * lengths ) {
	Decl * def = instance_definition( in->decl );
	const Instance * erased = instance_keeps_objects( def ) ? identity_erased( in ) : NULL;
	if ( erased ) {
		static const Frame no_frame;
		return instance_request( &no_frame, erased, at, lengths );
	}
	/* what is behind ... goes from call to call only */
	bool copied = instance_keeps_objects( def ) || (! lengths && ct( def->type )->fn_flags & FN_VARIADIC);
	bool box = ! copied && (boxed_is_wanted( from, in, def ) || limit_forbids( from, in, def ));
	Decl * made = box ? boxed( from, in, def, lengths ) : NULL;
	if ( made ) return made;
	if ( lengths ) lengths->len = 0;
	bool local = instance_in_block() && ! instance_keeps_objects( def )
		&& (instance_is_local( in ) || (! lengths && ! lengths_known( in )));
	const Instance * given = in;
	if ( ! local && lengths ) in = lengths_open( in, lengths, from->depth > MAX_LENGTHS );
	Str * key = key_of( "", in );
	made = instance_known( key );
	if ( made ) return made;
	if ( ! box && ! copied && (instance_in_handler() || limit_reached( def )) ) {
		Lengths others = { 0 };
		made = boxed( from, given, def, lengths ? &others : NULL );
		if ( made && lengths ) *lengths = others;
		if ( made ) return made;
	}
	if ( limit_growth( from, in, MAX_DEPTH, MAX_NESTING ) )
		diag_fatal( at, "'%s' is called with types that grow without end", def->name->text );
	if ( ! def->body ) {
		instance_is( key, def );
		return external( def, at );
	}
	return instance( from, in, def, lengths ? lengths->len : 0, key, local );
}
