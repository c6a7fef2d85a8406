/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Lengths that are known at run time (chapter 04, 4.17.9, 4.18.1): an instance of a polymorphic function has
 * them as parameters in front of the others. Aggregates whose layout depends on a length are defined in each
 * function that needs them, behind the object that holds the length; across functions pointers to them are
 * void pointers.
 *
 *     forall( [N] ) int last( array( int, N ) & a ) { return a[N - 1]; }          array( int, n ) v;  last( v );
 *
 *     static int last( const unsigned long __cfa_n0, void * __cfa_a ) {
 *         struct arpk { int strides[__cfa_n0]; }; struct arpk * a = __cfa_a; return *index( __cfa_n0, a,
 *         __cfa_n0 - 1 ); }
 */
#include "CodeGen/codegen.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

/* ===== lengths of an instance =========================================================================== */

static void note( Lengths * found, QType length ) {
	for ( uint32_t i = 0; i < found->len; i += 1 ) if ( ct( found->at[i] ) == ct( length ) ) return;
	vec_push( found, length );
}

static void note_lengths( Lengths * found, QType q ) {
	if ( ! q.type || ! type_has_variables( q ) ) return;
	const Type * t = ct( q );
	if ( t->kind == TY_VAR && type_is_dimension( q ) ) {
		note( found, qt( t, 0 ) );
		return;
	}
	if ( t->of.type ) note_lengths( found, t->of );
	for ( uint32_t i = 0; i < t->n; i += 1 ) note_lengths( found, t->args[i] );
}

static void note_instance( Lengths * found, const Instance * in ) {
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) note_lengths( found, in->args[i] );
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) {
		note_lengths( found, in->solutions[i].type );
		if ( in->solutions[i].instance ) note_instance( found, in->solutions[i].instance );
	}
}

/* The parameters that all instances have in common. */
static Decl * parameter( unsigned i ) {
	static VEC( Decl * ) made;
	while ( made.len <= i ) {
		Decl * d = make_parameter( intern_fmt( "__cfa_n%u", made.len ),
			qt( type_basic( B_ULONG ).type, QUAL_CONST ), (Loc){ 0 } );
		d->level = 1;                                    /* known from the beginning of each function */
		vec_push( &made, d );
	}
	return made.at[i];
}

/* An argument with the lengths found replaced by parameters; constants are where they stand for a
   dimension. */
static QType renamed_type( const Lengths * found, const TypeParam * of, QType q ) {
	TypeParam * params[found->len];
	QType args[found->len];
	unsigned n = 0;
	for ( uint32_t i = 0; i < found->len; i += 1 ) {
		QType own = dimension_object( parameter( i ) );
		if ( KIND_OF( found->at[i] ) != TY_VAR ) {
			if ( of && of->kind_of == TP_DIMENSION && ct( found->at[i] ) == ct( q ) ) return own;
			continue;
		}
		params[n] = AS( TypeParam, ct( found->at[i] )->decl );
		args[n++] = own;
	}
	Subst s = { .params = params, .args = args, .n = n };
	return type_substitute( &s, q );
}

static Instance * renamed( const Lengths * found, const Instance * in ) {
	Instance * made = NEW( Instance );
	*made = *in;
	made->args = NEW_ARRAY( QType, in->poly->n + 1 );
	made->solutions = NEW_ARRAY( Solution, in->poly->n_assertions + 1 );
	for ( unsigned i = 0; i < in->poly->n; i += 1 )
		made->args[i] = renamed_type( found, in->poly->params[i], in->args[i] );
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) {
		made->solutions[i] = in->solutions[i];
		made->solutions[i].type = renamed_type( found, NULL, in->solutions[i].type );
		if ( in->solutions[i].instance )
			made->solutions[i].instance = renamed( found, in->solutions[i].instance );
	}
	return made;
}

const Instance * lengths_open( const Instance * in, Lengths * found, bool constants ) {
	int64_t value;
	for ( unsigned i = 0; constants && i < in->poly->n; i += 1 )
		if ( in->poly->params[i]->kind_of == TP_DIMENSION && dimension_value( in->args[i], &value ) )
			note( found, in->args[i] );
	if ( dimension_at_run_time ) note_instance( found, in );
	return found->len ? renamed( found, in ) : in;
}

bool lengths_known( const Instance * in ) {
	Lengths found = { 0 };
	if ( dimension_at_run_time ) note_instance( &found, in );
	return ! found.len;
}

bool solution_lengths_known( const Solution * s, QType type ) {
	Lengths found = { 0 };
	if ( dimension_at_run_time ) note_lengths( &found, type );
	return ! found.len && (! s->instance || lengths_known( s->instance ));
}

Node * lengths_arguments( const Lengths * l, Loc at ) {
	NodeList args = { 0 };
	QType size = type_basic( B_ULONG );
	for ( uint32_t i = 0; i < l->len; i += 1 ) {
		int64_t value;
		if ( dimension_value( l->at[i], &value ) ) {
			list_push( &args, make_length( (uint64_t)value, size, at ) );
			continue;
		}
		Decl * holder = dimension_holder( l->at[i] );
		Node * name = make_name( holder, at );
		list_push( &args, ct( holder->type ) == ct( size ) ? name : make_cast( name, size ) );
	}
	return args.head;
}

/* ===== layouts ========================================================================================== */

/* Does the size of an object of the type depend on a length? */
static bool is_variable( QType q ) {
	static Table memo;
	static char yes, no;
	const Type * t = ct( q );
	if ( t->kind == TY_ARRAY ) return t->dim == DIM_VLA || is_variable( t->of );
	if ( ! t->generic || ! type_has_variables( q ) ) return false;
	void * known = table_get( &memo, t );
	if ( known ) return known == &yes;
	Agg * a = AS( Agg, t->decl );
	table_put( &memo, t, &no );
	agg_members( a );
	AggInfo * info = agg_info( a );
	bool variable = false;
	for ( unsigned i = 0; i < info->n && ! variable; i += 1 )
		variable = info->fields[i]->type.type && is_variable( info->fields[i]->type );
	table_put( &memo, t, variable ? &yes : &no );
	return variable;
}

/* Do pointers lead to an aggregate of variable size, or to a function that takes or gives one? */
bool lengths_lead( QType q ) {
	TypeKind kind = KIND_OF( q );
	if ( kind != TY_POINTER && kind != TY_REFERENCE ) return false;
	while ( KIND_OF( q ) == TY_POINTER || KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_ARRAY )
		q = ct( q )->of;
	if ( KIND_OF( q ) != TY_FUNCTION ) return type_is_aggregate( q ) && is_variable( q );
	const Type * f = ct( q );
	bool leads = is_variable( f->of ) || lengths_lead( f->of );
	for ( uint32_t i = 0; i < f->n; i += 1 )
		leads |= is_variable( f->args[i] ) || lengths_lead( f->args[i] );
	return leads;
}

QType lengths_erased( QType q ) {
	if ( ! dimension_at_run_time || ! q.type || ! type_has_variables( q ) ) return q;
	QType c = type_canon( q );
	const Type * t = c.type;
	QType args[t->n + 1], made = c;
	switch ( t->kind ) {
	  case TY_POINTER: made = type_pointer( lengths_erased( t->of ) ); break;
	  case TY_REFERENCE: made = type_reference( lengths_erased( t->of ) ); break;
	  case TY_ARRAY: made = type_array( lengths_erased( t->of ), t->dim, t->length, t->dim_expr ); break;
	  case TY_FUNCTION: case TY_TUPLE:
		for ( uint32_t i = 0; i < t->n; i += 1 ) args[i] = lengths_erased( t->args[i] );
		made = t->kind == TY_TUPLE ? type_tuple( args, t->n )
			: type_function( lengths_erased( t->of ), args, t->n, t->fn_flags );
		break;
	  case TY_STRUCT: case TY_UNION: {
		if ( is_variable( q ) ) return q;
		Lengths found = { 0 };
		note_lengths( &found, q );
		QType none[found.len + 1];
		TypeParam * params[found.len + 1];
		for ( uint32_t i = 0; i < found.len; i += 1 ) {
			none[i] = dimension_constant( 0 );
			params[i] = AS( TypeParam, ct( found.at[i] )->decl );
		}
		Subst s = { .params = params, .args = none, .n = found.len };
		return type_with_quals( type_substitute( &s, c ), q.quals );
	  }
	  default: return q;
	}
	return type_with_quals( made, c.quals );
}

/* ===== signatures ======================================================================================= */

/* const stays: gcc would warn of its loss */
static QType foreign( QType q ) {
	if ( is_variable( q ) ) return boxed_pointer();
	if ( ! lengths_lead( q ) ) return q;
	unsigned quals = type_canon( ct( q )->of ).quals & (QUAL_CONST | QUAL_VOLATILE);
	return type_pointer( qt( type_void().type, quals ) );
}

/* *(T *)e, an object */
static Node * object_at( Node * e, QType of ) {
	return make_unary( OP_DEREF, make_cast( e, type_pointer( of ) ), of );
}

static Node * as_reference( Node * e, QType to ) {
	Node * cast = make_cast( e, to );
	AS( Cast, cast )->form = CAST_IMPLICIT;
	return cast;
}

void lengths_member( Node ** slot ) {
	Node * n = *slot, * field = AS( Member, n )->field;
	QType is = AS( Expr, n )->type, own = field && field->kind == D_FIELD ? AS( Decl, field )->type : is;
	QType leads = is;
	while ( KIND_OF( leads ) == TY_ARRAY ) leads = ct( leads )->of;
	if ( ct( own ) == ct( is ) || ! lengths_lead( leads ) || type_is_function( type_pointee( leads ) ) )
		return;
	/* a reference is a pointer there */
	if ( KIND_OF( own ) == TY_REFERENCE ) own = type_pointer( ct( own )->of );
	Node * next = n->next;
	n->next = NULL;
	AS( Expr, n )->type = own;
	if ( n->flags & NF_LVALUE ) *slot = object_at( make_unary( OP_ADDR, n, type_pointer( own ) ), is );
	else *slot = KIND_OF( is ) == TY_REFERENCE ? object_at( n, ct( is )->of ) : make_cast( n, is );
	(*slot)->flags |= NF_PAREN | (n->flags & NF_LVALUE);
	(*slot)->next = next;
}

/* The value of a member of such a structure as one of the structure's own type. */
static void member_value( Node ** e, QType own ) {
	QType is = IS_EXPR( *e ) ? AS( Expr, *e )->type : QT_NONE;
	if ( ! is.type || ct( own ) == ct( is ) || KIND_OF( is ) != TY_POINTER || ! lengths_lead( is ) )
		return;
	Node * next = (*e)->next;
	(*e)->next = NULL;
	*e = make_cast( *e, own );
	(*e)->next = next;
}

void lengths_values( Node * n ) {
	QType of = n->kind == E_TUPLE ? AS( TupleExpr, n )->type : AS( InitList, n )->type;
	if ( ! of.type || ! type_is_aggregate( of ) || ! ct( of )->generic ) return;
	Agg * a = AS( Agg, ct( of )->decl );
	agg_members( a );
	AggInfo * info = agg_info( a );
	Node ** at = n->kind == E_TUPLE ? &AS( TupleExpr, n )->elems : &AS( InitList, n )->items;
	for ( unsigned i = 0; *at && i < info->n; at = &(*at)->next, i += 1 ) {
		if ( ! info->fields[i]->type.type ) return;
		if ( n->kind == E_TUPLE ) { member_value( at, info->fields[i]->type ); continue; }
		if ( AS( InitItem, *at )->designators ) return;
		member_value( &AS( InitItem, *at )->value, info->fields[i]->type );
	}
}

/* The parameter becomes a variable that is set from one of type void *, or a pointer to the value
   (boxed.c). */
static Node * foreign_parameter( Decl * d, QType is, NodeList * out ) {
	Decl * made = make_parameter( intern_fmt( "__cfa_%s", d->name ? d->name->text : "unnamed" ),
		foreign( is ), d->loc );
	made->attrs = make_attribute( "unused", NULL, d->loc );
	if ( ! d->name ) return (Node *)made;
	Node * from = make_name( made, d->loc );
	if ( is_variable( is ) ) {
		d->spec = d->mods = NULL;
		d->type = type_pointer( type_unqualified( is ) );
		boxed_is_pointer( d );
	}
	d->kind = D_OBJECT;
	d->next = NULL;
	d->init_kind = INIT_ASSIGN;
	d->init = KIND_OF( d->type ) == TY_REFERENCE
		? as_reference( object_at( from, ct( d->type )->of ), d->type ) : make_cast( from, d->type );
	d->flags |= NF_RESOLVED | NF_USED;
	d->attrs = make_attribute( "unused", NULL, d->loc );
	list_push( out, make_declaration( d ) );
	return (Node *)made;
}

/* T f( ... ) becomes void f( void * result, ... ): boxed.c assigns there what it returns. */
static Node * foreign_result( Decl * f, QType is, NodeList * out ) {
	Decl * made = make_parameter( intern_cstr( "__cfa_result" ), foreign( is ), f->loc );
	Decl * d = make_object( intern_cstr( "result__" ), type_pointer( type_unqualified( is ) ), f->loc );
	d->init = make_cast( make_name( made, f->loc ), d->type );
	d->init_kind = INIT_ASSIGN;
	d->attrs = make_attribute( "unused", NULL, f->loc );
	list_push( out, make_declaration( d ) );
	boxed_returns_to( f, d );
	return (Node *)made;
}

void lengths_parameters( Decl * f, unsigned n ) {
	FunctionSpec * spec = function_declarator( f );
	const Type * t = ct( f->type );
	VEC( QType ) types = { 0 };
	NodeList params = { 0 }, front = { 0 };
	if ( is_variable( t->of ) ) {
		list_push( &params, foreign_result( f, t->of, &front ) );
		vec_push( &types, boxed_pointer() );
	}
	for ( unsigned i = 0; i < n; i += 1 ) {
		Decl * like = parameter( i );
		Decl * made = make_parameter( like->name, like->type, f->loc );
		made->attrs = make_attribute( "unused", NULL, f->loc );
		list_push( &params, (Node *)made );
		vec_push( &types, type_basic( B_ULONG ) );
	}
	Node * p = spec->params;
	for ( uint32_t i = 0; i < t->n && p; i += 1 ) {
		Node * next = p->next, * ignored;
		QType is = t->args[i];
		p->next = NULL;
		bool own = ct( foreign( is ) ) != ct( is );
		list_push( &params, own ? foreign_parameter( param_decl( p, &ignored ), is, &front ) : p );
		vec_push( &types, foreign( is ) );
		p = next;
	}
	spec->params = params.head;
	spec->fn_flags &= ~FN_VOID;
	f->type = type_function( is_variable( t->of ) ? type_void() : foreign( t->of ), types.at, types.len,
		t->fn_flags );
	if ( ! front.head ) return;
	list_push( &front, f->body );
	f->body = make_block( front.head, f->loc );
}

QType lengths_called( const Lengths * l, QType q ) {
	const Type * f = boxed_function_type( q );
	QType args[l->len + f->n + 1];
	for ( uint32_t i = 0; i < l->len; i += 1 ) args[i] = type_basic( B_ULONG );
	for ( uint32_t i = 0; i < f->n; i += 1 ) args[l->len + i] = f->args[i];
	return type_function( f->of, args, l->len + f->n, f->fn_flags );
}

/* ===== definitions ====================================================================================== */

/* A function being given the types it needs. */
typedef struct Places {
	VEC( Agg * ) types;                 /* of variable size, members' types first */
	Table known, defined, visible;
	NodeVisit visit;                    /* for functions generated for the types */
} Places;

static bool collect( Node ** slot, void * context );

/* What is generated for the types is visited once; each function gets copies. */
static void visit_generated( Places * p, Agg * a ) {
	static Table visited;
	for EACH( g, a->generated ) {
		Node * slot = g;
		if ( ! table_get( &visited, g ) ) {
			table_put( &visited, g, g );
			Node * next = g->next;
			g->next = NULL;
			p->visit( &slot, NULL );
			g->next = next;
		}
		collect( &slot, p );
	}
}

static void note_type( Places * p, QType q ) {
	if ( ! q.type || ! type_has_variables( q ) ) return;
	const Type * t = ct( q );
	if ( t->of.type ) note_type( p, t->of );
	for ( uint32_t i = 0; i < t->n; i += 1 ) note_type( p, t->args[i] );
	if ( ! t->generic || ! is_variable( q ) || table_get( &p->known, t ) ) return;
	Agg * a = AS( Agg, t->decl );
	table_put( &p->known, t, a );
	AggInfo * info = agg_info( a );
	for ( unsigned i = 0; i < info->n; i += 1 ) note_type( p, info->fields[i]->type );
	if ( ! a->cname ) a->cname = mangle_local( "_T", mangle_type( qt( t, 0 ) )->text );
	vec_push( &p->types, a );
	visit_generated( p, a );
}

static void note_slot( QType * q, void * context ) { note_type( context, *q ); }

static bool collect( Node ** slot, void * context ) {
	node_types( *slot, note_slot, context );
	return node_children( *slot, collect, context );
}

static Node * statement_of( Node * declaration ) {
	DeclStmt * s = MAKE( DeclStmt, S_DECL, declaration->loc );
	s->decl = declaration;
	return (Node *)s;
}

static bool all_visible( const Places * p, const Agg * a ) {
	Lengths lengths = { 0 };
	note_lengths( &lengths, qt( a->instance, 0 ) );
	for ( uint32_t i = 0; i < lengths.len; i += 1 ) {
		const Decl * d = dimension_holder( lengths.at[i] );
		if ( d->level > 1 && ! table_get( &p->visible, d ) ) return false;
	}
	return true;
}

/* Define what can be defined from here on. */
static void define( Places * p, NodeList * out ) {
	for ( uint32_t i = 0; i < p->types.len; i += 1 ) {
		Agg * a = p->types.at[i];
		if ( table_get( &p->defined, a ) || ! all_visible( p, a ) ) continue;
		table_put( &p->defined, a, a );
		Agg like = *a;
		like.generated = NULL;
		like.next = NULL;
		Agg * definition = AS( Agg, node_copy( (Node *)&like ) );
		definition->flags = (uint16_t)((definition->flags & ~NF_HEADER) | NF_USED);
		definition->attrs = place_may_alias( definition->attrs, definition->loc );
		list_push( out, statement_of( (Node *)definition ) );
		Table copied = { 0 };
		for ( Node * g = node_copy_list( a->generated, &copied ), * next; g; g = next ) {
			Decl * d = AS( Decl, AS( Group, g )->decls );
			next = g->next;
			g->next = NULL;
			d->storage = DS_INLINE;
			d->level = 2;
			list_push( out, statement_of( g ) );
		}
	}
}

static bool place( Node ** slot, void * context );

static void place_block( Places * p, Compound * c, bool outermost ) {
	NodeList items = { 0 };
	if ( outermost ) define( p, &items );
	for ( Node * n = c->items, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		place( &n, p );
		list_push( &items, n );
		Node * g = n->kind == S_DECL ? AS( DeclStmt, n )->decl : NULL;
		if ( ! g || g->kind != D_GROUP ) continue;
		for EACH( d, AS( Group, g )->decls ) table_put( &p->visible, d, d );
		define( p, &items );
	}
	c->items = items.head;
}

/* Calls give a void pointer where it leads to a type of the function's own. */
static bool place( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( n->kind == S_COMPOUND ) {
		place_block( context, AS( Compound, n ), false );
		return true;
	}
	node_children( n, place, context );
	if ( n->kind != E_CALL || ! lengths_lead( AS( Expr, n )->type ) ) return true;
	QType is = AS( Expr, n )->type;
	Node * next = n->next;
	n->next = NULL;
	AS( Expr, n )->type = type_pointer( type_void() );
	*slot = KIND_OF( is ) == TY_REFERENCE ? object_at( n, ct( is )->of ) : make_cast( n, is );
	(*slot)->next = next;
	return true;
}

void lengths_visit( Decl * f, NodeVisit visit ) {
	Places p = { .visit = visit };
	Node * slot = (Node *)f;
	if ( dimension_at_run_time ) collect( &slot, &p );
}

void lengths_place( Decl * f, NodeVisit visit ) {
	Places p = { .visit = visit };
	Node * slot = (Node *)f;
	if ( ! dimension_at_run_time || f->poly || ! f->body || f->body->kind != S_COMPOUND ) return;
	if ( f->flags & NF_HEADER && ! (f->flags & NF_USED) ) return;
	collect( &slot, &p );
	if ( ! p.types.len ) return;
	boxed_is_quiet( f );
	FunctionSpec * spec = function_declarator( f );
	Node * ignored;
	for EACH( param, spec ? spec->params : NULL ) {
		Decl * d = param_decl( param, &ignored );
		table_put( &p.visible, d, d );
	}
	place_block( &p, AS( Compound, f->body ), true );
}
