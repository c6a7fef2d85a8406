/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Initialisers (C11 6.7.9): every expression is matched with the subobject it initialises and converted to
 * its type. The shape of the list stays as it was written.
 *
 *     struct { int a[2]; char * s; } x[] = { 1, 2, "one", [2] = { { 3 }, .s = "two" } };      x has 3 elements
 */
#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/overload.h"

/* A braced list being read: the next item. Lists of subobjects without braces share it. */
typedef struct Reader { Node * item; bool constant; } Reader;

static Node * list_init( InitList * l, QType * type, bool constant );

/* ===== expressions ====================================================================================== */

/* gcc takes the name of a const object for its constant initialiser. */
static bool is_const_object( const Node * e ) {
	const Node * d = e->kind == E_NAME ? AS( const Name, e )->decl : NULL;
	if ( ! d || d->kind != D_OBJECT ) return false;
	const Decl * o = AS( const Decl, d );
	return type_canon( o->type ).quals & QUAL_CONST && o->init && o->init->kind != I_LIST
		&& constant_fold( o->init, false ).kind != CONST_NOT;
}

/* Static objects need constants; what may be one for gcc is left to it. */
static void require_constant( Node * e, QType target ) {
	QType q = AS( Expr, e )->type;
	if ( type_is_error( q ) ) return;
	ConstKind kind = constant_fold( e, false ).kind;
	if ( kind == CONST_ADDRESS || kind == CONST_STRING ) {
		uint64_t size;
		const Type * t = ct( target );
		if ( ! type_is_integer( target ) || ! type_size( target, &size ) || size >= 8 ) return;
		if ( t->kind == TY_BASIC && t->basic == B_BOOL ) return;
		diag_error( e->loc, "initializer element is not computable at load time" );
		return;
	}
	if ( kind != CONST_NOT || is_const_object( e ) ) return;
	/* C∀ computes it at start-up */
	if ( options.c_mode ) diag_error( e->loc, "initializer element is not constant" );
}

static Node * leaf( Node * e, QType type, bool constant ) {
	if ( type_is_error( type ) ) return resolve_expr( e );
	e = resolve_as( e, type, CONV_INIT, e->loc );
	if ( constant ) require_constant( e, type );
	return e;
}

/* The string literal an expression is, or NULL. */
static Node * string_in( Node * e ) {
	for ( ;; ) {
		if ( e->kind == E_STRING ) return e;
		if ( e->kind == E_UNARY && AS( Unary, e )->op == OP_EXTENSION ) e = AS( Unary, e )->arg;
		else if ( e->kind == E_GENERIC && AS( Generic, e )->chosen ) e = AS( Generic, e )->chosen;
		else return NULL;
	}
}

static bool is_character( QType q, int size ) {
	const Type * t = ct( q );
	if ( t->kind != TY_BASIC ) return false;
	return size == 1 ? (basic_info[t->basic].cls & BC_CHAR) != 0
		: (basic_info[t->basic].cls & BC_INTEGER) != 0 && basic_info[t->basic].size == size;
}

/* An array of characters from a string: 6.7.9 p14, p15. Completes the length. False if it is something
   else. */
static bool string_init( Node ** e, QType * type ) {
	const Type * t = ct( *type );
	if ( t->kind != TY_ARRAY ) return false;
	Node * s = string_in( *e );
	if ( ! s ) return false;
	*e = resolve_expr( *e );
	s = string_in( *e );
	const Type * from = s ? ct( AS( Expr, s )->type ) : NULL;
	if ( ! from || from->kind != TY_ARRAY ) return false;
	int size = ct( from->of )->kind == TY_BASIC ? basic_info[ct( from->of )->basic].size : 0;
	if ( ! is_character( t->of, 1 ) && ! is_character( t->of, 2 ) && ! is_character( t->of, 4 ) )
		return false;
	if ( size == 1 ? ! is_character( t->of, 1 ) : ct( t->of ) != ct( from->of ) ) {
		if ( size == 1 && ! is_character( t->of, 2 ) && ! is_character( t->of, 4 ) ) return false;
		diag_error( (*e)->loc, "cannot initialize array of '%s' from a string literal with type array of '%s'",
			type_text( t->of ), type_text( from->of ) );
		*type = QT_ERROR;
		return true;
	}
	if ( t->dim == DIM_NONE ) *type = type_array( t->of, DIM_CONST, from->length, NULL );
	return true;
}

/* ===== subobjects ======================================================================================= */

typedef struct Place { const Type * t; QType type; uint64_t limit; } Place;

static Agg * agg_of( const Type * t ) { return agg_definition( AS( Agg, t->decl ) ); }

static Place place_of( QType type ) {
	Place p = { .t = ct( type ), .type = type };
	uint64_t size, element;
	switch ( p.t->kind ) {
	  case TY_ARRAY: p.limit = p.t->dim == DIM_CONST ? (uint64_t)p.t->length : UINT64_MAX; break;
	  case TY_VECTOR:
		p.limit = type_size( type, &size ) && type_size( p.t->of, &element ) && element ? size / element : 0;
		break;
	  case TY_STRUCT: case TY_UNION:
		agg_members( agg_of( p.t ) );
		p.limit = agg_info( agg_of( p.t ) )->n;
		break;
	  default: p.limit = 1; break;
	}
	return p;
}

static QType subobject( const Place * p, uint64_t at ) {
	if ( p->t->kind == TY_ARRAY || p->t->kind == TY_VECTOR ) return p->t->of;
	return agg_info( agg_of( p->t ) )->fields[at]->type;
}

static bool is_composite( const Type * t ) {
	return t->kind == TY_ARRAY || t->kind == TY_STRUCT || t->kind == TY_UNION || t->kind == TY_VECTOR;
}

/* ===== designators ====================================================================================== */

/* .m inside an inline member is .__anon0.m to C. */
static void step_inside( FieldDesignator * d, Decl * member ) {
	FieldDesignator * rest = MAKE( FieldDesignator, DS_FIELD, d->loc );
	*rest = *d;
	d->name = member->name;
	d->field = (Node *)member;
	d->next = (Node *)rest;
}

/* Which direct member leads to the name; *inside: through an unnamed one. */
static bool field_position( const Place * p, FieldDesignator * d, uint64_t * at, bool * inside ) {
	if ( p->t->kind != TY_STRUCT && p->t->kind != TY_UNION ) {
		diag_error( d->loc, "field name not in record or union initializer" );
		return false;
	}
	Agg * a = agg_of( p->t );
	Decl * path[64];
	unsigned n = 0;
	AggInfo * info = agg_info( a );
	Decl * found = NULL;
	for ( uint64_t i = 0; i < info->n && ! found; i += 1 )
		if ( info->fields[i]->name == d->name ) { found = info->fields[i]; *at = i; }
	if ( ! found && ( found = find_member( a, d->name, path, &n ) ) && n )
		for ( uint64_t i = 0; i < info->n; i += 1 ) if ( info->fields[i] == path[0] ) *at = i;
	if ( ! found ) {
		diag_error( d->loc, "'%s' has no member named '%s'", type_text( p->type ), d->name->text );
		return false;
	}
	d->field = (Node *)found;
	*inside = n > 0;
	if ( n == 0 || ! path[0]->name ) return true;
	step_inside( d, path[0] );
	*inside = false;
	return true;
}

static bool index_value( Node ** e, __int128 * value ) {
	*e = enum_value( resolve_expr( *e ) );
	QType q = AS( Expr, *e )->type;
	if ( type_is_error( q ) ) return false;
	const Type * t = ct( q );
	bool literal = t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL;
	if ( ! type_is_integer( q ) && ! type_is_plain_enum( q ) && ! literal ) {
		diag_error( (*e)->loc, "array index in initializer not of integer type" );
		return false;
	}
	Const c = constant_fold( *e, true );
	if ( c.kind != CONST_INT && c.kind != CONST_UNKNOWN )
		diag_error( (*e)->loc, "nonconstant array index in initializer" );
	*value = c.i;
	return c.kind == CONST_INT;
}

static bool index_position( const Place * p, IndexDesignator * d, uint64_t * at, uint64_t * last ) {
	if ( p->t->kind != TY_ARRAY && p->t->kind != TY_VECTOR ) {
		diag_error( d->loc, "array index in non-array initializer" );
		return false;
	}
	__int128 lo = 0, hi;
	bool fine = index_value( &d->lo, &lo );
	hi = lo;
	if ( d->hi ) fine &= index_value( &d->hi, &hi );
	if ( ! fine ) return false;
	if ( lo < 0 || hi < 0 || (unsigned __int128)lo >= p->limit || (unsigned __int128)hi >= p->limit )
		diag_error( d->loc, "array index %sin initializer exceeds array bounds", d->hi ? "range " : "" );
	else if ( hi < lo ) diag_error( d->loc, "empty index range in initializer" );
	else {
		*at = (uint64_t)lo;
		*last = (uint64_t)hi;
		return true;
	}
	return false;
}

/* The place the first designator names; *rest: the designators for what is inside. */
static bool designate( const Place * p, Node * d, uint64_t * at, uint64_t * last, Node ** rest ) {
	bool inside = false;
	switch ( d->kind ) {
	  case DS_FIELD:
		if ( ! field_position( p, AS( FieldDesignator, d ), at, &inside ) ) return false;
		*last = *at;
		break;
	  case DS_INDEX:
		if ( ! index_position( p, AS( IndexDesignator, d ), at, last ) ) return false;
		break;
	  default:
		diag_error( d->loc, "tuple designators are not supported yet" );
		return false;
	}
	*rest = inside ? d : d->next;
	return true;
}

/* ===== matching ========================================================================================= */

static void fill( Reader * in, QType type, Node * designators, bool top, uint64_t * count );

/* An item nothing corresponds to: gcc warns, the expression is resolved for itself. */
static void excess( Reader * in ) {
	InitItem * it = AS( InitItem, in->item );
	if ( it->value->kind == I_LIST ) {
		QType type = QT_ERROR;
		it->value = list_init( AS( InitList, it->value ), &type, false );
	} else it->value = resolve_expr( it->value );
	in->item = in->item->next;
}

/* A name of several functions: the member it initialises, which may be within the composite, tells which is
   meant. */
static bool names_functions( const Node * e ) {
	if ( options.c_mode || e->kind != E_NAME || AS( const Expr, e )->type.type ) return false;
	Binding * b = scope_lookup( AS( const Name, e )->id );
	bool several = b && b->outer;
	for ( ; b; b = b->outer )
		if ( KIND_OF( binding_type( b ) ) != TY_FUNCTION ) return false;
	return several;
}

/* Is the value of composite type as a whole? */
static bool whole_value( Reader * in, InitItem * it, QType type ) {
	const Type * t = ct( type );
	int kind = it->value->kind;
	if ( ! options.c_mode && (kind == E_INT || kind == E_FLOAT || kind == E_CHAR) ) return false;
	if ( names_functions( it->value ) ) return false;
	it->value = resolve_expr( it->value );
	QType from = AS( Expr, it->value )->type;
	while ( KIND_OF( from ) == TY_REFERENCE ) from = type_pointee( from );
	if ( type_is_error( from ) ) return true;
	if ( t->kind == TY_ARRAY )
		return it->value->kind == E_COMPOUNDLIT
			&& type_compatible( type_unqualified( type ), type_unqualified( from ) );
	bool fits = t->kind == TY_VECTOR ? KIND_OF( from ) == TY_VECTOR : ct( from ) == t;
	/* by way of an inline member */
	if ( ! fits && t->kind == TY_STRUCT && type_is_aggregate( from ) )
		fits = contain_cost( from, type, it->value->flags & NF_LVALUE ) != COST_INFINITE;
	if ( enum_value_type( from ).type ) fits = convert_cost( from, type, false ) != COST_INFINITE;
	if ( ! fits && type_is_tuple( from ) && type_is_tuple( type ) )
		fits = tuple_cost( from, type, false ) != COST_INFINITE;
	if ( ! fits ) return false;
	it->value = leaf( it->value, type, in->constant );
	return true;
}

/* The next item initialises the subobject, or, without braces around it, several items do. */
static void place( Reader * in, QType type ) {
	InitItem * it = AS( InitItem, in->item );
	const Type * t = ct( type );
	if ( t->kind == TY_ARRAY && t->dim == DIM_NONE && ! in->constant ) {
		diag_error( it->loc, "non-static initialization of a flexible array member" );
		excess( in );
		return;
	}
	if ( it->value->kind == I_LIST ) it->value = list_init( AS( InitList, it->value ), &type, in->constant );
	else if ( ! is_composite( t ) ) it->value = leaf( it->value, type, in->constant );
	else if ( string_init( &it->value, &type ) || whole_value( in, it, type ) ) ;
	else {
		fill( in, type, NULL, false, NULL );
		return;
	}
	in->item = in->item->next;
}

/* Read items for the parts of an object in order; `designators` say where to begin. A list in braces is read
   to its end, otherwise the first designator after the beginning belongs to the list around. */
static void fill( Reader * in, QType type, Node * designators, bool top, uint64_t * count ) {
	Place p = place_of( type );
	uint64_t at = 0;
	for ( ;; ) {
		Node * rest = NULL, * begin = in->item;
		uint64_t last = at;
		if ( designators && ! designate( &p, designators, &at, &last, &rest ) ) excess( in );
		else if ( at >= p.limit ) {
			if ( ! top ) return;
			/* its constructors take no more (chapter 04, 4.9.8) */
			if ( p.t->generic ) {
				diag_error( in->item->loc, "excess elements in initializer of '%s'", type_text( type ) );
				while ( in->item ) excess( in );
				return;
			}
			excess( in );
		} else {
			QType part = subobject( &p, at );
			if ( rest ) fill( in, part, rest, false, NULL ); else place( in, part );
			if ( in->item == begin && p.t->kind != TY_STRUCT ) excess( in );
			at = p.t->kind == TY_UNION ? p.limit : last + 1;
			if ( count && at > *count ) *count = at;
		}
		if ( ! in->item ) return;
		designators = AS( InitItem, in->item )->designators;
		if ( ! top && (designators || at >= p.limit) ) return;
	}
}

/* ===== lists ============================================================================================ */

static void scalar_list( InitList * l, QType type, bool constant ) {
	if ( ! l->items ) {
		if ( type_is_error( type ) ) return;
		if ( options.c_mode ) diag_error( l->loc, "empty scalar initializer" );
		else
			l->items = AS( InitList, make_list( make_int( 0, type_basic( B_INT ), l->loc ), type,
				l->loc ) )->items;
		return;
	}
	Reader in = { .item = l->items, .constant = constant };
	InitItem * first = AS( InitItem, in.item );
	if ( first->designators && ! type_is_error( type ) ) {
		diag_error( l->loc, first->designators->kind == DS_FIELD
			? "field name not in record or union initializer"
			: "array index in non-array initializer" );
		type = QT_ERROR;
	}
	if ( type_is_error( type ) ) { while ( in.item ) excess( &in ); return; }
	place( &in, type );
	while ( in.item ) excess( &in );
}

static Node * list_init( InitList * l, QType * type, bool constant ) {
	const Type * t = ct( *type );
	if ( ! is_composite( t ) ) scalar_list( l, *type, constant );
	else if ( t->kind != TY_ARRAY && ! type_is_complete( *type ) ) {
		diag_error( l->loc, "initializer for an object of incomplete type '%s'", type_text( *type ) );
		scalar_list( l, QT_ERROR, false );
	} else {
		InitItem * first = l->items ? AS( InitItem, l->items ) : NULL;
		bool string = first && ! first->next && ! first->designators && first->value->kind != I_LIST
			&& string_init( &first->value, type );
		uint64_t count = 0;
		Reader in = { .item = l->items, .constant = constant };
		if ( ! string && first && first->next && ! first->designators && first->value->kind == E_STRING
			&& string_init( &first->value, &(QType){ t, 0 } ) && t->kind == TY_ARRAY
			&& is_character( t->of, 1 ) )
			diag_error( first->next->loc, "excess elements in '%s' array initializer", type_text( t->of ) );
		else if ( ! string && first ) fill( &in, *type, first->designators, true, &count );
		if ( ! string && t->kind == TY_ARRAY && t->dim == DIM_NONE )
			*type = type_array( t->of, DIM_CONST, (int64_t)count, NULL );
	}
	l->type = *type;
	return (Node *)l;
}

/* An array from an expression: a string, or (GNU) a compound literal of that type. */
static Node * array_init( Node * e, QType * type, bool constant, Loc at ) {
	e = resolve_expr( e );
	if ( string_init( &e, type ) ) return e;
	QType from = AS( Expr, e )->type;
	if ( type_is_error( from ) ) return e;
	if ( e->kind == E_COMPOUNDLIT && type_compatible( type_unqualified( *type ),
		type_unqualified( from ) ) ) {
		if ( ct( *type )->dim == DIM_NONE ) *type = from;
		if ( constant ) require_constant( e, *type );
		return e;
	}
	diag_error( at, type_is_array( from ) && e->kind != E_STRING
		? "array initialized from non-constant array expression"
		: "invalid initializer" );
	*type = QT_ERROR;
	return e;
}

Node * resolve_initialiser( Node * init, QType * type, bool constant_required, Loc at ) {
	Node * next = init->next;
	if ( init->kind == I_LIST ) init = list_init( AS( InitList, init ), type, constant_required );
	else if ( KIND_OF( *type ) == TY_ARRAY ) init = array_init( init, type, constant_required, at );
	else init = leaf( init, *type, constant_required );
	init->next = next;
	return init;
}
