/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Unification (chapter 03, 6.2): what must type variables be for a parameter to take an argument? It is laxer
 * than the conversions, which decide afterwards.
 */
#include <string.h>

#include "Resolve/polymorph.h"

enum { CV = QUAL_CONST | QUAL_VOLATILE | QUAL_ATOMIC };

static bool unify_types( QType a, QType b, bool exact );
static bool unify_parameter( QType wanted, QType have, bool loose );

/* ===== variables ======================================================================================== */

/* Parameters of the library's that are types or lengths (chapter 04, 4.10.6). */
static bool takes_dimension( const TypeParam * p ) {
	return p->kind_of == TP_DATA && p->name && strncmp( p->name->text, "__CFA_tysys_id_only_", 20 ) == 0;
}

bool unify_kind( const TypeParam * p, QType q ) {
	const Type * t = ct( q );
	if ( type_is_dimension( q ) ) return p->kind_of == TP_DIMENSION || takes_dimension( p );
	switch ( p->kind_of ) {
	  case TP_DIMENSION: return false;
	  case TP_FTYPE:
		return t->kind == TY_FUNCTION || (t->kind == TY_VAR && AS( TypeParam, t->decl )->kind_of == TP_FTYPE);
	  case TP_PACK: return t->kind == TY_TUPLE || type_is_pack( q );
	  default: break;
	}
	if ( t->kind == TY_TUPLE || type_is_pack( q ) ) return false;
	if ( t->kind == TY_FUNCTION || (t->kind == TY_VAR && AS( TypeParam, t->decl )->kind_of == TP_FTYPE) )
		return false;
	if ( p->kind_of == TP_DATA && ! p->sized ) return true;
	if ( type_is_tuple( q ) ) return false;
	return type_is_complete( q ) || t->kind == TY_REFERENCE;
}

/* One type for both: widened if it may be (4.7). */
static QType widened( QType old, QType new ) {
	const Type * a = ct( old ), * b = ct( new );
	if ( a == b ) return old;
	if ( a->kind == TY_VAR || b->kind == TY_VAR ) return QT_NONE;
	if ( type_is_aggregate( old ) || type_is_aggregate( new ) ) return QT_NONE;
	QType common = type_common( old, new );
	return common.type && KIND_OF( common ) != TY_REFERENCE ? type_unqualified( common ) : QT_NONE;
}

static bool bind( const Type * var, QType to, bool widens ) {
	while ( KIND_OF( to ) == TY_REFERENCE ) to = ct( to )->of;
	if ( widens ) to = type_unqualified( to );
	bool may_widen;
	QType old = env_bound( var, &may_widen );
	if ( ! old.type ) {
		if ( ! env_is_open( ct( to ) ) && ! unify_kind( env_param( var ), to ) ) return false;
		return env_bind( var, to, widens );
	}
	if ( env_is_open( ct( old ) ) || env_is_open( ct( to ) ) || env_unbound( old ) || env_unbound( to ) )
		return unify_types( old, to, true );
	if ( type_equal( old, to ) ) return widens || ! may_widen || env_bind( var, old, false );
	if ( widens && ct( old ) == ct( to ) ) return true;
	if ( ! may_widen && ! widens ) return false;
	/* a type fixed inside a pointer or reference stays, what is passed by value converts to it */
	QType common = widened( old, to );
	if ( ! common.type ) return false;
	if ( ! may_widen ) return ct( common ) == ct( old );
	if ( ! widens ) return ct( common ) == ct( to ) && env_bind( var, to, false );
	return env_bind( var, common, true );
}

static const Type * resolved( const Type * t ) {
	while ( env_is_open( t ) ) {
		QType to = env_bound( t, NULL );
		if ( ! to.type ) break;
		t = ct( to );
	}
	return t;
}

/* The same of a variable that is bound: the last one of the chain. */
static const Type * last_variable( const Type * t ) {
	for ( QType to; (to = env_bound( t, NULL )).type && env_is_open( ct( to ) ); ) t = ct( to );
	return t;
}

/* ===== structure ======================================================================================== */

static bool unify_dimensions( const Type * a, const Type * b ) {
	if ( a->dim == DIM_NONE || b->dim == DIM_NONE ) return true;
	if ( a->dim == DIM_CONST && b->dim == DIM_CONST ) return a->length == b->length;
	return a == b;
}

static bool unify_lists( const Type * a, const Type * b ) {
	if ( a->n != b->n ) return false;
	for ( uint32_t i = 0; i < a->n; i += 1 )
		if ( ! unify_types( a->args[i], b->args[i], true ) ) return false;
	return true;
}

/* Canonical types, qualifiers apart. What an argument passed by value was taken for may widen to the number
   that stands inside another's type (4.3.5). */
static bool unify_structure( const Type * x, const Type * y, bool exact ) {
	const Type * a = resolved( x ), * b = resolved( y );
	if ( a == b ) return true;
	if ( env_is_open( a ) ) return bind( a, qt( b, 0 ), false );
	if ( env_is_open( b ) ) return bind( b, qt( a, 0 ), false );
	if ( a->kind == TY_BASIC && b->kind == TY_BASIC ) {
		if ( env_is_open( x ) ) return bind( last_variable( x ), qt( b, 0 ), false );
		return env_is_open( y ) && bind( last_variable( y ), qt( a, 0 ), false );
	}
	if ( a->kind != b->kind ) return false;
	switch ( a->kind ) {
	  case TY_POINTER: case TY_REFERENCE: case TY_VECTOR: return unify_types( a->of, b->of, exact );
	  case TY_ARRAY: return unify_dimensions( a, b ) && unify_types( a->of, b->of, true );
	  case TY_STRUCT: case TY_UNION: return a->n && a->generic == b->generic && unify_lists( a, b );
	  case TY_TUPLE: return unify_lists( a, b );
	  case TY_FUNCTION: return unify_function( a, b, false );
	  default: return false;
	}
}

/* Qualifiers of what a variable is bound to. */
static unsigned bound_quals( const Type * t ) {
	QType bound = env_is_open( t ) ? env_bound( t, NULL ) : QT_NONE;
	return bound.type ? type_canon( bound ).quals & CV : 0;
}

/* A variable takes the qualifiers that the other side has and it has not. */
static bool unify_types( QType a, QType b, bool exact ) {
	QType x = type_canon( a ), y = type_canon( b );
	unsigned qx = x.quals & CV, qy = y.quals & CV;
	const Type * p = resolved( x.type ), * q = resolved( y.type );
	if ( env_is_open( p ) && ! (qx & ~qy) ) return bind( p, qt( q, qy & ~qx ), false );
	if ( env_is_open( q ) && ! (qy & ~qx) ) return bind( q, qt( p, qx & ~qy ), false );
	if ( exact ) {
		qx |= bound_quals( x.type );
		qy |= bound_quals( y.type );
	}
	if ( exact && qx != qy ) return false;
	return unify_structure( x.type, y.type, true );
}

bool unify_exact( QType a, QType b ) { return unify_types( a, b, true ); }

/* What a pack passes on serves a parameter passed by value and one by reference (chapter 04, 4.12.2). */
static bool unify_forwarded( QType wanted, QType have, bool loose ) {
	QType of = type_canon( ct( wanted )->of );
	if ( KIND_OF( have ) != TY_REFERENCE ) {
		if ( KIND_OF( of ) == TY_LITERAL_POINTER && KIND_OF( have ) == TY_POINTER ) return true;
		return unify_parameter( type_unqualified( of ), have, loose );
	}
	QType object = type_canon( ct( have )->of );
	if ( env_is_open( resolved( object.type ) ) ) return unify_types( object, of, true );
	return ! (of.quals & CV & ~object.quals) && unify_structure( of.type, object.type, true );
}

/* References to more qualified types serve where less is wanted (chapter 03, 4.4), and functions that acquire
   a monitor where one that does not is wanted, not the reverse (chapter 06, 6.7.5). */
static bool unify_parameter( QType wanted, QType have, bool loose ) {
	if ( type_canon( wanted ).quals & QUAL_MUTEX & ~type_canon( have ).quals ) return false;
	if ( type_is_forward( wanted ) ) return unify_forwarded( wanted, have, loose );
	EnvMark m = env_mark();
	if ( unify_structure( ct( wanted ), ct( have ), true ) ) return true;
	env_undo( m, false );
	const Type * w = ct( wanted ), * h = ct( have );
	if ( ! loose || w->kind != h->kind || (w->kind != TY_POINTER && w->kind != TY_REFERENCE) ) return false;
	QType wo = type_canon( w->of ), ho = type_canon( h->of );
	if ( wo.quals & CV & ~ho.quals ) return false;
	return unify_structure( wo.type, ho.type, true );
}

/* Is the rest of the list a pack that is not bound yet? */
static bool ends_in_pack( const TypeList * list, uint32_t i ) {
	return i + 1 == list->len && type_is_pack( list->at[i] ) && env_is_open( ct( list->at[i] ) );
}

static bool bind_rest( QType pack, const TypeList * list, uint32_t from ) {
	return bind( ct( pack ), pack_of( list->at + from, list->len - from ), false );
}

/* Lists of parameters: how they are made of tuples does not matter, a pack takes what is left (chapter 04,
   4.11.8, 4.12). */
static bool unify_parameters( const Type * wanted, const Type * have, bool loose ) {
	if ( ! pack_structured( wanted ) && ! pack_structured( have ) ) {
		if ( wanted->n != have->n ) return false;
		for ( uint32_t i = 0; i < wanted->n; i += 1 )
			if ( ! unify_parameter( wanted->args[i], have->args[i], loose ) ) return false;
		return true;
	}
	TypeList want = { 0 }, got = { 0 };
	pack_flatten( wanted->args, wanted->n, &want );
	pack_flatten( have->args, have->n, &got );
	for ( uint32_t i = 0;; i += 1 ) {
		if ( ends_in_pack( &got, i ) && i <= want.len ) return bind_rest( got.at[i], &want, i );
		if ( ends_in_pack( &want, i ) && i <= got.len ) return bind_rest( want.at[i], &got, i );
		if ( i == want.len || i == got.len ) return want.len == got.len;
		if ( ! unify_parameter( want.at[i], got.at[i], loose ) ) return false;
	}
}

bool unify_function( const Type * wanted, const Type * have, bool loose ) {
	if ( wanted->fn_flags != have->fn_flags || ! unify_parameters( wanted, have, loose ) ) return false;
	return unify_types( type_unqualified( wanted->of ), type_unqualified( have->of ), true );
}

/* ===== arguments ======================================================================================== */

static QType without_references( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = ct( q )->of;
	return q;
}

bool unify_argument( QType param, QType argument ) {
	const Type * p = ct( param );
	if ( p->kind == TY_REFERENCE ) {
		QType object = type_canon( without_references( argument ) ),
			want = type_canon( without_references( param ) );
		const Type * r = resolved( want.type );
		if ( env_is_open( r ) ) return bind( r, qt( object.type, 0 ), false );
		if ( env_is_open( want.type ) && KIND_OF( qt( r, 0 ) ) == TY_BASIC && want.quals & QUAL_CONST )
			return true;
		EnvMark m = env_mark();
		if ( unify_structure( want.type, object.type, true ) ) return true;
		env_undo( m, false );
		return ! type_has_variables( env_apply( param ) );
	}
	QType value = type_decay( without_references( argument ) );
	if ( ! type_has_variables( param ) && ! type_has_variables( value ) ) return true;
	if ( env_is_open( p ) ) return bind( p, value, true );
	const Type * v = ct( value );
	if ( env_is_open( resolved( v ) ) ) return bind( resolved( v ), param, false );
	if ( p->kind == TY_POINTER && v->kind == TY_BASIC ) return v->basic == B_ZERO;
	if ( p->kind == TY_POINTER && v->kind == TY_LITERAL_POINTER ) return true;
	if ( p->kind == TY_POINTER && v->kind == TY_POINTER ) {
		QType a = type_canon( p->of ), b = type_canon( v->of );
		const Type * open = resolved( a.type );
		if ( env_is_open( open ) ) return bind( open, qt( b.type, b.quals & CV & ~a.quals ), false );
		if ( env_is_open( resolved( b.type ) ) )
			return bind( resolved( b.type ), qt( open, a.quals & CV & ~b.quals ), false );
		if ( open->kind == TY_VOID ) return true;
		return unify_structure( a.type, b.type, true );
	}
	return unify_structure( p, v, true );
}
