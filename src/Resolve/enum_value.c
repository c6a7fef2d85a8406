/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Typed enumerations where a value is wanted: the value stands for the enumerator at a price (chapter 01,
 * 9.3; chapter 03, 4.6.2). An enumerator's own value is a constant, that of an object is looked up by
 * `value`.
 *
 *     enum( int ) E { A = 7 } e;       int i = A + 1, j = e;       int i = 7 + 1, j = value( e );
 */
#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/overload.h"

enum { MAX_LEVELS = 64 };

static Enum * enum_of( QType q ) {
	const Type * t = ct( type_referent( q ) );
	return t->kind == TY_ENUM ? enum_definition( AS( Enum, t->decl ) ) : NULL;
}

QType enum_value_type( QType q ) {
	if ( options.c_mode || ! q.type ) return QT_NONE;
	Enum * e = enum_of( q );
	return e && e->kind_of == ENUM_TYPED && e->base_type.type && ! type_is_error( e->base_type )
		? e->base_type : QT_NONE;
}

/* The enumerator an expression names, or NULL. */
static Enumerator * enumerator_of( const Node * e ) {
	Node * d = e->kind == E_NAME ? AS( const Name, e )->decl
		: e->kind == E_QUALNAME ? AS( const QualName, e )->decl : NULL;
	return d && d->kind == D_ENUMERATOR ? AS( Enumerator, d ) : NULL;
}

static Node * value_call( Node * e, Decl * function ) {
	Call * call = MAKE( Call, E_CALL, e->loc );
	call->fn = make_name( function, e->loc );
	call->fn->flags &= (uint16_t)~NF_LVALUE;
	call->args = e;
	mark_used( (Node *)function );
	return rexpr_call( call );
}

Node * enum_value( Node * e ) {
	QType base = enum_value_type( rexpr_type( e ) );
	if ( ! base.type || rexpr_is_error( e ) ) return e;
	Node * next = e->next, * value;
	e->next = NULL;
	Enumerator * m = enumerator_of( e );
	Decl * function = enum_of( rexpr_type( e ) )->value;
	if ( m && m->value && m->value->kind != I_LIST && type_is_scalar( base ) )
		value = make_cast( node_copy( m->value ), base );
	else if ( function ) value = value_call( e, function );
	else {
		diag_error( e->loc, "the values of '%s' are not known yet", in_text( e ) );
		value = rexpr_bad( e );
	}
	value->next = next;
	return value;
}

/* ===== inheritance (chapter 01, 9.5) ==================================================================== */

static bool find_inherited( const Enum * to, const Enum * from, int depth, int * offset, int * levels ) {
	int before = 0;
	bool found = false;
	for EACH( n, to->members ) {
		Node * part = AS( Enumerator, n )->owner;
		int inside = 0, deeper = 0;
		if ( n->kind == D_ENUMERATOR ) before += 1;
		if ( n->kind != D_ENUMINLINE || ! part ) continue;
		bool here = part == (const Node *)from;
		if ( ! here && (depth == MAX_LEVELS
			|| ! find_inherited( AS( Enum, part ), from, depth + 1, &inside, &deeper )) )
			continue;
		if ( found && deeper + 1 >= *levels ) continue;
		found = true;
		*offset = before + inside;
		*levels = deeper + 1;
	}
	return found;
}

bool enum_inherits( const Enum * to, const Enum * from, int * offset, int * levels ) {
	return to != from && find_inherited( to, from, 0, offset, levels );
}

/* The position in the heir: that of its own shifted by what stands before. */
static Node * shifted( Node * e, QType to, int offset ) {
	Node * next = e->next;
	e->next = NULL;
	if ( KIND_OF( rexpr_type( e ) ) == TY_REFERENCE ) e = rexpr_implicit( e, rexpr_value_type( e ) );
	Node * position = make_cast( e, type_basic( B_INT ) );
	if ( offset )
		position = make_binary( OP_ADD, position, make_int( offset, type_basic( B_INT ), e->loc ),
			type_basic( B_INT ) );
	Node * heir = make_cast( position, to );
	heir->next = next;
	return heir;
}

/* ===== conversion ======================================================================================= */

/* A cast to a number gives the position unless the value is cheaper (chapter 03, 4.8). */
static bool casts_position( const Type * from, QType value, QType to ) {
	if ( KIND_OF( to ) != TY_BASIC ) return KIND_OF( to ) == TY_ENUM;
	return cast_cost( qt( from, 0 ), to, false )
		< cost_add( cast_cost( value, to, false ), cost_of( COST_IMPLICIT, 1 ) );
}

Node * enum_step( Node * e, QType to, bool cast ) {
	QType own = rexpr_type( e ), target = type_referent( to );
	Enum * from = options.c_mode ? NULL : enum_of( own ), * heir = enum_of( target );
	int offset, levels;
	if ( ! from || from == heir || type_is_void( target ) ) return NULL;
	/* no binding to the enumerator itself */
	bool free = ct( to ) == ct( target ) || type_canon( target ).quals & QUAL_CONST;
	if ( heir && free && enum_inherits( heir, from, &offset, &levels ) )
		return shifted( e, type_unqualified( target ), offset );
	QType value = enum_value_type( own );
	if ( ! value.type || ! free ) return NULL;
	if ( cast ? casts_position( ct( type_referent( own ) ), value, target )
		: convert_cost( own, to, false ) == COST_INFINITE )
		return NULL;
	return enum_value( e );
}

/* ===== operands ========================================================================================= */

static Cand * value_cand( Cand * of, QType base ) {
	Cost price = cost_add( cost_of( COST_IMPLICIT, 1 ), cost_of( COST_SIGN, 1 ) );
	Cand * c = cand_new( type_unqualified( base ), cost_add( of->cost, price ), COST_ZERO, 0 );
	c->valued = of;
	c->deleted = of->deleted;
	return c;
}

Set enum_value_set( Set s ) {
	unsigned n, valued = 0;
	if ( options.c_mode || (s.single && ! enum_value_type( rexpr_type( s.single ) ).type) ) return s;
	Cand ** at = set_list( &s, &n );
	for ( unsigned i = 0; i < n; i += 1 ) if ( enum_value_type( at[i]->type ).type ) valued += 1;
	if ( ! valued ) return s;
	Set all = { .at = scratch( sizeof( Cand * ) * (n + valued) ) };
	for ( unsigned i = 0; i < n; i += 1 ) {
		QType base = enum_value_type( at[i]->type );
		all.at[all.n++] = at[i];
		if ( base.type ) all.at[all.n++] = value_cand( at[i], base );
	}
	return all;
}
