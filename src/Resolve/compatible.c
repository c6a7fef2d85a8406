/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Relations between types: equality, C's compatibility and composite types (C11 6.2.7), the identity of
 * declarations (chapter 03, 1.2), common types (4.7).
 */
#include "Resolve/resolve.h"

bool type_equal( QType a, QType b ) {
	QType x = type_canon( a ), y = type_canon( b );
	return x.type == y.type && x.quals == y.quals;
}

/* What a K&R or `()` declaration promises of a parameter: nothing that the default promotions would change.
   */
static bool survives_promotion( QType q ) {
	const Type * t = ct( q );
	if ( t->kind == TY_ENUM ) return true;
	return t->kind != TY_BASIC || (t->basic != B_FLOAT && ct( type_promoted( q, -1 ) ) == t);
}

static bool compatible_unqualified( const Type * a, const Type * b );

static bool compatible_functions( const Type * a, const Type * b ) {
	if ( ! type_compatible( a->of, b->of ) ) return false;
	if ( a->fn_flags & FN_UNSPECIFIED || b->fn_flags & FN_UNSPECIFIED ) {
		const Type * known = a->fn_flags & FN_UNSPECIFIED ? b : a;
		if ( known->fn_flags & FN_UNSPECIFIED ) return true;
		if ( known->fn_flags & FN_VARIADIC ) return false;
		for ( uint32_t i = 0; i < known->n; i += 1 )
			if ( ! survives_promotion( known->args[i] ) ) return false;
		return true;
	}
	if ( a->n != b->n || a->fn_flags != b->fn_flags ) return false;
	for ( uint32_t i = 0; i < a->n; i += 1 )
		if ( ! compatible_unqualified( a->args[i].type, b->args[i].type ) ) return false;
	return true;
}

/* An enumeration is compatible with the integer type that represents it (6.7.2.2 p4). */
static bool enum_represents( const Type * e, const Type * other ) {
	if ( ! options.c_mode && e->kind == TY_ENUM ) return false;
	QType base = AS( Enum, e->decl )->base_type;
	return base.type ? ct( base ) == other : other->kind == TY_BASIC && other->basic == B_UINT;
}

/* a, b canonical */
static bool compatible_unqualified( const Type * a, const Type * b ) {
	if ( a == b || a->kind == TY_ERROR || b->kind == TY_ERROR ) return true;
	if ( a->kind == TY_ENUM && b->kind != TY_ENUM ) return enum_represents( a, b );
	if ( b->kind == TY_ENUM && a->kind != TY_ENUM ) return enum_represents( b, a );
	if ( a->kind != b->kind ) return false;
	switch ( a->kind ) {
	  case TY_POINTER: case TY_REFERENCE: return type_compatible( a->of, b->of );
	  case TY_ARRAY:
		if ( a->dim == DIM_CONST && b->dim == DIM_CONST && a->length != b->length ) return false;
		return type_compatible( a->of, b->of );
	  case TY_FUNCTION: return compatible_functions( a, b );
	  case TY_VECTOR: return a->length == b->length && compatible_unqualified( a->of.type, b->of.type );
	  case TY_TUPLE:
		if ( a->n != b->n ) return false;
		for ( uint32_t i = 0; i < a->n; i += 1 )
			if ( ! type_compatible( a->args[i], b->args[i] ) ) return false;
		return true;
	  default: return false;
	}
}

bool type_compatible( QType a, QType b ) {
	QType x = type_canon( a ), y = type_canon( b );
	if ( x.type->kind == TY_ERROR || y.type->kind == TY_ERROR ) return true;
	return x.quals == y.quals && compatible_unqualified( x.type, y.type );
}

static QType composite_function( QType a, QType b ) {
	const Type * x = ct( a ), * y = ct( b );
	if ( x->fn_flags & FN_UNSPECIFIED ) return y->fn_flags & FN_UNSPECIFIED ? a : b;
	if ( y->fn_flags & FN_UNSPECIFIED || x->n != y->n ) return a;
	/* parameters as written, where possible: the canonical ones have lost their typedefs */
	const Type * wx = a.type, * wy = b.type;
	while ( wx->kind == TY_TYPEDEF || wx->kind == TY_ATTR ) wx = wx->of.type;
	while ( wy->kind == TY_TYPEDEF || wy->kind == TY_ATTR ) wy = wy->of.type;
	QType args[x->n + 1];
	bool changed = false;
	for ( uint32_t i = 0; i < x->n; i += 1 ) {
		args[i] = type_composite( wx->args[i], wy->args[i] );
		changed = changed || args[i].type != wx->args[i].type;
	}
	QType result = type_composite( wx->of, wy->of );
	if ( ! changed && result.type == wx->of.type ) return a;
	return type_function( result, args, x->n, x->fn_flags );
}

/* 6.2.7 p3; of two types that are equal the first, so that its spelling stays. */
QType type_composite( QType a, QType b ) {
	const Type * x = ct( a ), * y = ct( b );
	if ( x == y || x->kind != y->kind ) return a;
	unsigned quals = type_canon( a ).quals;
	switch ( x->kind ) {
	  case TY_POINTER: {
		QType of = type_composite( x->of, y->of );
		return of.type == x->of.type ? a : qt( type_pointer( of ).type, quals );
	  }
	  case TY_ARRAY: {
		QType of = type_composite( x->of, y->of );
		if ( y->dim == DIM_CONST ? x->dim != DIM_CONST : x->dim == DIM_NONE && y->dim != DIM_NONE )
			return type_array( of, y->dim, y->length, y->dim_expr );
		return of.type == x->of.type ? a : type_array( of, x->dim, x->length, x->dim_expr );
	  }
	  case TY_FUNCTION: return composite_function( a, b );
	  default: return a;
	}
}

/* ===== identity ========================================================================================= */

static QType key_of( QType q, bool top );

static QType key_function( const Type * t ) {
	QType args[t->n + 1];
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		args[i] = key_of( t->args[i], false );
		if ( KIND_OF( t->args[i] ) != TY_REFERENCE ) args[i].quals &= QUAL_MUTEX;
	}
	return type_function( key_of( t->of, false ), args, t->n, t->fn_flags );
}

/* References leave no trace (but for the qualifiers behind them), nor do array lengths, restrict, and the
   pointer of a pointer to function. */
static QType key_of( QType q, bool top ) {
	QType c = type_canon( q );
	unsigned quals = c.quals & ~(unsigned)QUAL_RESTRICT;
	const Type * t = c.type;
	switch ( t->kind ) {
	  case TY_REFERENCE: {
		QType of = key_of( t->of, false );
		return qt( of.type, of.quals | (quals & QUAL_MUTEX) );
	  }
	  case TY_POINTER:
		if ( KIND_OF( t->of ) == TY_FUNCTION ) return key_function( ct( t->of ) );
		return qt( type_pointer( key_of( t->of, false ) ).type, quals );
	  case TY_ARRAY: {
		QType of = key_of( t->of, top );
		return top
			? type_array( of, DIM_NONE, 0, NULL ) : qt( type_array( of, DIM_NONE, 0, NULL ).type, quals );
	  }
	  case TY_FUNCTION: return key_function( t );
	  case TY_TUPLE: case TY_STRUCT: case TY_UNION: {
		if ( ! t->n ) return qt( t, quals );
		QType args[t->n];
		for ( uint32_t i = 0; i < t->n; i += 1 )      /* an array as argument is a length */
			args[i] = KIND_OF( t->args[i] ) == TY_ARRAY && t->kind != TY_TUPLE ? t->args[i]
				: key_of( t->args[i], false );
		if ( t->kind == TY_TUPLE ) return qt( type_tuple( args, t->n ).type, quals );
		return qt( type_agg( AS( Agg, t->generic ), args, t->n ).type, quals );
	  }
	  default: return qt( t, quals );
	}
}

/* The key is a pointer to the normalised type, which keeps the outermost qualifiers of an object. */
const Type * type_key( QType q ) {
	if ( type_is_error( q ) ) return QT_ERROR.type;
	return type_pointer( key_of( q, true ) ).type;
}

/* ===== common types (chapter 03, 4.7) =================================================================== */

static bool safe( QType from, QType to ) {
	return convert_cost( from, to, false ) < cost_of( COST_UNSAFE, 1 );
}

static Basic complex_above( Basic a, Basic b ) {
	int rank = basic_info[a].rank > basic_info[b].rank ? basic_info[a].rank : basic_info[b].rank;
	for ( int i = 0; i < B_COUNT; i += 1 )
		if ( basic_info[i].cls & BC_COMPLEX && basic_info[i].rank >= rank ) return i;
	return B_FLOAT128X_C;
}

static QType common_basic( QType a, QType b ) {
	const Type * x = ct( a ), * y = ct( b );
	bool literal_x = basic_info[x->basic].cls & BC_LITERAL, literal_y = basic_info[y->basic].cls & BC_LITERAL;
	if ( literal_x && literal_y ) return type_basic( B_INT );
	if ( literal_x ) return type_unqualified( b );
	if ( literal_y ) return type_unqualified( a );
	if ( safe( a, b ) ) return type_unqualified( b );
	if ( safe( b, a ) ) return type_unqualified( a );
	return type_basic( complex_above( x->basic, y->basic ) );
}

static QType common_pointer( const Type * x, const Type * y ) {
	unsigned quals = x->of.quals | y->of.quals;
	const Type * a = ct( x->of ), * b = ct( y->of );
	if ( a == b || compatible_unqualified( a, b ) ) return type_pointer( type_with_quals( x->of, quals ) );
	bool objects = a->kind != TY_FUNCTION && b->kind != TY_FUNCTION;
	if ( objects && (a->kind == TY_VOID || b->kind == TY_VOID) )
		return type_pointer( type_with_quals( type_void(), quals ) );
	return QT_NONE;
}

QType type_common( QType a, QType b ) {
	QType x = type_canon( a ), y = type_canon( b );
	if ( x.type->kind == TY_ERROR || y.type->kind == TY_ERROR ) return QT_ERROR;
	if ( x.type == y.type || compatible_unqualified( x.type, y.type ) ) return type_with_quals( a, y.quals );
	TypeKind k = x.type->kind, l = y.type->kind;
	if ( k == TY_REFERENCE || l == TY_REFERENCE ) {
		QType of = type_common( k == TY_REFERENCE ? x.type->of : a, l == TY_REFERENCE ? y.type->of : b );
		return of.type && k == TY_REFERENCE ? type_reference( of ) : of;
	}
	if ( k == TY_BASIC && l == TY_BASIC ) return common_basic( a, b );
	if ( k == TY_ENUM && AS( Enum, x.type->decl )->kind_of != ENUM_PLAIN ) return QT_NONE;
	if ( l == TY_ENUM && AS( Enum, y.type->decl )->kind_of != ENUM_PLAIN ) return QT_NONE;
	bool zero_x = k == TY_BASIC && x.type->basic == B_ZERO, zero_y = l == TY_BASIC && y.type->basic == B_ZERO;
	bool literal_x = k == TY_BASIC && basic_info[x.type->basic].cls & BC_LITERAL;
	bool literal_y = l == TY_BASIC && basic_info[y.type->basic].cls & BC_LITERAL;
	if ( k == TY_ENUM && l == TY_BASIC )
		return literal_y ? type_unqualified( a ) : type_common( type_basic( B_INT ), b );
	if ( l == TY_ENUM && k == TY_BASIC )
		return literal_x ? type_unqualified( b ) : type_common( a, type_basic( B_INT ) );
	if ( k == TY_LITERAL_POINTER && l == TY_POINTER ) return type_unqualified( b );
	if ( l == TY_LITERAL_POINTER && k == TY_POINTER ) return type_unqualified( a );
	if ( k == TY_POINTER && zero_y ) return type_unqualified( a );
	if ( l == TY_POINTER && zero_x ) return type_unqualified( b );
	if ( k == TY_POINTER && l == TY_POINTER ) return common_pointer( x.type, y.type );
	return QT_NONE;
}
