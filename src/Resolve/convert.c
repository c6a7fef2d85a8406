/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What a conversion costs (chapter 03, section 4), and what C's assignment says to it (C11 6.5.16.1).
 *
 * A cost is eight counters of 15 bits in one word, the most significant first, so that costs compare as
 * integers: bytes would be full after a few hundred items of an output statement. The specialisation counter
 * is negative in the manual; it is kept as a bias minus the specialisation.
 */
#include "Resolve/resolve.h"

/* ===== costs ============================================================================================ */

enum { LANE = 16, LANE_MAX = 0x7fff, SPEC_BIAS = 0x4000 };

const Cost COST_ZERO = (Cost)SPEC_BIAS << COST_SPEC * LANE;

static Cost lane( int component, int units ) {
	return (Cost)(units < 0 ? 0 : units > LANE_MAX ? LANE_MAX : units) << component * LANE;
}

int cost_units( Cost c, int component ) {
	int units = (int)(c >> component * LANE & 0xffff);
	return component == COST_SPEC ? units - SPEC_BIAS : units;
}

Cost cost_above( Cost c, int component ) { return c >> component * LANE; }

Cost cost_of( int component, int units ) {
	if ( component == COST_SPEC ) return lane( COST_SPEC, SPEC_BIAS - units );
	return COST_ZERO + lane( component, units );
}

/* Lanes that overflow into their highest bit are full; the others were added all at once. */
Cost cost_add( Cost a, Cost b ) {
	static const Cost high = ((Cost)0x8000800080008000 << 64) | 0x8000800080008000;
	if ( a == COST_INFINITE || b == COST_INFINITE ) return COST_INFINITE;
	Cost sum = a + b - COST_ZERO;
	if ( ! (sum & high) ) return sum;
	sum = 0;
	for ( int i = 0; i < 8; i += 1 )
		sum |= lane( i, cost_units( a, i ) + cost_units( b, i ) + (i == COST_SPEC ? SPEC_BIAS : 0) );
	return sum;
}

static Cost safe( int steps, int sign ) {
	return cost_add( cost_of( COST_SAFE, steps ), cost_of( COST_SIGN, sign ) );
}

static Cost unsafe( int steps ) { return cost_of( COST_UNSAFE, steps ); }

/* ===== arithmetic types (4.2, 4.3) ====================================================================== */

static Cost arithmetic_cost( Basic from, Basic to ) {
	const BasicInfo * s = &basic_info[from], * d = &basic_info[to];
	int r = s->rank, q = d->rank;
	if ( from == to ) return COST_ZERO;
	if ( to == B_BOOL || (s->cls | d->cls) & BC_DECIMAL || q > 28 || r > 28 ) return unsafe( 1 );
	bool integers = s->cls & BC_INTEGER && d->cls & BC_INTEGER;
	if ( integers ) {
		/* char counts as signed */
		bool us = s->cls & BC_UNSIGNED && from != B_CHAR, ud = d->cls & BC_UNSIGNED;
		if ( to == B_CHAR && r == q ) return unsafe( 1 );
		if ( from == B_CHAR && to == B_SCHAR ) return safe( 1, 0 );
		if ( ! us && ! ud ) return q > r ? safe( q - r, 0 ) : unsafe( 1 );
		if ( ! us && ud ) return q >= r ? safe( q - r + 1, 1 ) : unsafe( 1 );
		if ( us && ud ) return q > r ? safe( q - r, 0 ) : unsafe( 1 );
		return q > r ? safe( q - r, 1 ) : unsafe( 1 );
	}
	if ( s->cls & BC_INTEGER ) return safe( 7 - r + q - 7, 0 );
	if ( s->cls & BC_FLOAT && d->cls & (BC_FLOAT | BC_COMPLEX) )
		return q > r ? safe( q - r, 0 ) : unsafe( 1 );
	if ( s->cls & BC_COMPLEX && d->cls & BC_COMPLEX ) return q > r ? safe( q - r, 0 ) : unsafe( 1 );
	return unsafe( 1 );
}

static Cost basic_cost( Basic from, Basic to ) {
	if ( from == to ) return COST_ZERO;
	if ( basic_info[to].cls & BC_LITERAL ) return COST_INFINITE;
	if ( ! (basic_info[from].cls & BC_LITERAL) ) return arithmetic_cost( from, to );
	Cost as_int = arithmetic_cost( B_INT, to );
	return as_int < unsafe( 1 ) ? cost_add( as_int, safe( 1, 0 ) ) : unsafe( 1 );
}

/* ===== enumerations (4.6) =============================================================================== */

static Cost enum_cost( const Type * from, QType to ) {
	const Enum * e = AS( const Enum, from->decl );
	const Type * t = ct( to );
	if ( t->kind == TY_ENUM ) {
		int offset, levels;
		if ( enum_inherits( AS( const Enum, t->decl ), e, &offset, &levels ) ) return safe( levels, 0 );
	}
	if ( e->kind_of == ENUM_PLAIN )
		return t->kind == TY_BASIC ? cost_add( basic_cost( B_INT, t->basic ), safe( 1, 0 ) ) : COST_INFINITE;
	if ( e->kind_of == ENUM_OPAQUE || ! e->base_type.type ) return COST_INFINITE;
	Cost value = cost_add( cost_of( COST_IMPLICIT, 1 ), cost_of( COST_SIGN, 1 ) );
	return cost_add( value, convert_cost( e->base_type, to, false ) );
}

static Cost to_enum_cost( const Type * from, const Type * to ) {
	const Enum * e = AS( const Enum, to->decl );
	if ( e->kind_of != ENUM_PLAIN || from->kind != TY_BASIC ) return COST_INFINITE;
	int cls = basic_info[from->basic].cls;
	return cls & BC_LITERAL ? safe( 2, 0 ) : cls & BC_INTEGER ? safe( 1, 0 ) : unsafe( 1 );
}

/* ===== pointers (4.4) =================================================================================== */

enum { CV = QUAL_CONST | QUAL_VOLATILE | QUAL_ATOMIC };

/* A function taking more qualified pointees serves where one taking less is wanted. */
static bool function_serves( const Type * from, const Type * to ) {
	if ( from == to ) return true;
	if ( from->n != to->n || from->fn_flags != to->fn_flags || ! type_compatible( from->of, to->of ) )
		return false;
	for ( uint32_t i = 0; i < from->n; i += 1 ) {
		const Type * f = ct( from->args[i] ), * t = ct( to->args[i] );
		if ( type_compatible( from->args[i], to->args[i] ) ) continue;
		if ( f->kind != t->kind || (f->kind != TY_POINTER && f->kind != TY_REFERENCE) ) return false;
		if ( ct( f->of ) != ct( t->of ) || t->of.quals & CV & ~f->of.quals ) return false;
	}
	return true;
}

static Cost pointer_cost( const Type * from, const Type * to ) {
	QType f = type_canon( from->of ), t = type_canon( to->of );
	unsigned lost = f.quals & CV & ~t.quals, added = t.quals & CV & ~f.quals;
	bool function = f.type->kind == TY_FUNCTION;
	if ( function != (t.type->kind == TY_FUNCTION) ) return COST_INFINITE;
	if ( function && f.type != t.type && f.type->n == t.type->n )
		for ( uint32_t i = 0; i < f.type->n; i += 1 )                /* chapter 06, 6.7.5 */
			if ( (type_canon( f.type->args[i] ).quals ^ type_canon( t.type->args[i] ).quals) & QUAL_MUTEX )
				return COST_INFINITE;
	if ( function )
		return function_serves( f.type, t.type ) || type_compatible( f, t ) ? COST_ZERO : COST_INFINITE;
	if ( lost ) return COST_INFINITE;
	if ( f.type == t.type || type_compatible( qt( f.type, 0 ), qt( t.type, 0 ) ) )
		return added ? safe( 1, 0 ) : COST_ZERO;
	if ( t.type->kind == TY_VOID && f.type->kind != TY_VOID )
		return added ? cost_add( unsafe( 1 ), safe( 1, 0 ) ) : unsafe( 1 );
	/* C mode: chapter 01, 17.1 */
	if ( options.c_source && f.type->kind == TY_VOID ) return unsafe( 1 );
	if ( f.type->kind == TY_ENUM && t.type->kind == TY_BASIC ) return safe( added ? 2 : 1, 0 );
	return COST_INFINITE;
}

/* ===== implicit conversion ============================================================================== */

static int levels( const Type * t ) {
	int n = 0;
	for ( ; t->kind == TY_REFERENCE; t = ct( t->of ) ) n += 1;
	return n;
}

/* 4.5: to a reference from a value or an object of one level less. */
static Cost bind_cost( QType from, QType to, bool lvalue ) {
	lvalue = lvalue || type_is_function( from );
	QType want = type_canon( ct( to )->of ), have = type_canon( from );
	unsigned lost = have.quals & CV & ~want.quals, added = want.quals & CV & ~have.quals;
	/* T & r = *0p: 7.5 */
	bool same = have.type == want.type || (have.type->kind == TY_LITERAL_POINTER && lvalue);
	if ( want.quals & QUAL_CONST ) {
		Cost value = same ? COST_ZERO : convert_cost( from, qt( want.type, 0 ), lvalue );
		if ( value == COST_INFINITE ) return value;
		if ( value != COST_ZERO || ! lvalue ) return cost_add( value, cost_of( COST_REF, 1 ) );
		return lost ? unsafe( 1 ) : added ? safe( 1, 0 ) : cost_of( COST_REF, 1 );
	}
	if ( ! same ) return COST_INFINITE;
	if ( ! lvalue || lost ) return unsafe( 1 );
	return added ? safe( 1, 0 ) : cost_of( COST_REF, 1 );
}

static Cost reference_cost( QType from, QType to, bool lvalue ) {
	int f = levels( ct( from ) ), t = levels( ct( to ) );
	if ( f > t ) {
		for ( int i = t; i < f; i += 1 ) from = ct( from )->of;
		return cost_add( cost_of( COST_REF, f - t ), convert_cost( from, to, true ) );
	}
	if ( f < t - 1 ) return cost_add( cost_of( COST_REF, 1 ), convert_cost( from, ct( to )->of, lvalue ) );
	if ( f < t )
		return f == 0 ? bind_cost( from, to, lvalue )
			: cost_add( cost_of( COST_REF, 1 ), convert_cost( from, ct( to )->of, lvalue ) );
	QType have = type_canon( ct( from )->of ), want = type_canon( ct( to )->of );
	if ( have.type == want.type && ! (have.quals & CV & ~want.quals) )
		return (have.quals ^ want.quals) & CV ? safe( 1, 0 ) : COST_ZERO;
	bool position = ! (want.quals & QUAL_CONST) || ! enum_value_type( have ).type;
	if ( have.type->kind == TY_ENUM && want.type->kind == TY_BASIC && position ) return safe( 1, 0 );
	if ( ! (want.quals & QUAL_CONST) ) return COST_INFINITE;
	return cost_add( convert_cost( have, qt( want.type, 0 ), true ), cost_of( COST_REF, 2 ) );
}

/* A value is discarded; a tuple is as many as it has components. */
static unsigned discarded( QType q ) {
	if ( KIND_OF( q ) != TY_STRUCT || ! type_is_tuple( q ) ) return 1;
	unsigned n = 0;
	for ( uint32_t i = 0; i < ct( q )->n; i += 1 ) n += discarded( ct( q )->args[i] );
	return n;
}

static Cost direct_cost( QType from, QType to, bool lvalue ) {
	const Type * t = ct( to );
	if ( t->kind != TY_REFERENCE ) from = type_decay( from );
	const Type * f = ct( from );
	if ( f->kind == TY_ERROR || t->kind == TY_ERROR ) return COST_ZERO;
	if ( f->kind == TY_OPERATORS ) return intrinsic_cost( from, to );
	if ( type_is_forward( to ) ) return convert_cost( type_decay( from ), type_unqualified( t->of ), lvalue );
	if ( f->kind == TY_REFERENCE || t->kind == TY_REFERENCE ) return reference_cost( from, to, lvalue );
	if ( f == t ) return COST_ZERO;
	if ( t->kind == TY_VOID ) return safe( 1 + discarded( from ), 0 );
	if ( t->kind == TY_FUNCTION ) return convert_cost( from, type_pointer( to ), lvalue );
	switch ( f->kind ) {
	  case TY_BASIC:
		if ( t->kind == TY_BASIC ) return basic_cost( f->basic, t->basic );
		if ( t->kind == TY_POINTER && f->basic == B_ZERO ) return safe( 27, 0 );
		if ( t->kind == TY_ENUM ) return to_enum_cost( f, t );
		return COST_INFINITE;
	  case TY_ENUM: return enum_cost( f, to );
	  case TY_LITERAL_POINTER:
		if ( t->kind == TY_POINTER ) return COST_ZERO;
		return t->kind == TY_BASIC && t->basic == B_BOOL ? unsafe( 2 ) : COST_INFINITE;
	  case TY_POINTER:
		if ( t->kind == TY_POINTER ) return pointer_cost( f, t );
		return t->kind == TY_BASIC && t->basic == B_BOOL ? unsafe( 2 ) : COST_INFINITE;
	  case TY_VECTOR: case TY_TUPLE: return type_compatible( qt( f, 0 ), qt( t, 0 ) )
		? COST_ZERO : COST_INFINITE;
	  case TY_STRUCT:
		return type_is_tuple( from ) && type_is_tuple( to ) ? tuple_cost( from, to, false ) : COST_INFINITE;
	  default: return COST_INFINITE;
	}
}

/* An object whose type has inline members converts by way of them, a pointer to it likewise (4.6.3). */
Cost convert_cost( QType from, QType to, bool lvalue ) {
	Cost direct = direct_cost( from, to, lvalue );
	return direct == COST_INFINITE ? contain_cost( from, to, lvalue ) : direct;
}

/* ===== casts (4.8) ====================================================================================== */

Cost cast_cost( QType from, QType to, bool lvalue ) {
	const Type * t = ct( to );
	if ( t->kind != TY_REFERENCE ) from = type_decay( from );
	const Type * f = ct( from );
	if ( f == t )
		return t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL
			? cost_of( COST_SPEC, 1 ) : COST_ZERO;
	if ( f->kind == TY_STRUCT && type_is_tuple( from ) && t->kind != TY_VOID && t->kind != TY_REFERENCE )
		return tuple_cost( from, to, true );
	Cost implicit = convert_cost( from, to, lvalue );
	if ( f->kind == TY_ENUM && t->kind == TY_BASIC && ! (basic_info[t->basic].cls & BC_LITERAL) ) {
		Cost position = cost_add( basic_cost( B_INT, t->basic ), safe( 1, 0 ) );
		return position < implicit ? position : implicit;
	}
	if ( implicit != COST_INFINITE ) return implicit;
	if ( f->kind == TY_REFERENCE ) return cost_add( cost_of( COST_REF, 1 ), cast_cost( f->of, to, true ) );
	if ( t->kind == TY_REFERENCE )
		return lvalue ? cost_add( cost_of( COST_REF, 1 ), safe( 1, 0 ) ) : COST_INFINITE;
	bool from_pointer = f->kind == TY_POINTER || f->kind == TY_LITERAL_POINTER;
	bool from_integer = f->kind == TY_BASIC && basic_info[f->basic].cls & (BC_INTEGER | BC_LITERAL);
	bool to_integer = t->kind == TY_BASIC && basic_info[t->basic].cls & BC_INTEGER;
	if ( t->kind == TY_POINTER ) {
		if ( from_integer || f->kind == TY_ENUM ) return unsafe( 1 );
		if ( ! from_pointer ) return COST_INFINITE;
		if ( f->kind == TY_LITERAL_POINTER ) return COST_ZERO;
		bool function = KIND_OF( f->of ) == TY_FUNCTION, to_function = KIND_OF( t->of ) == TY_FUNCTION;
		return function == to_function ? safe( 1, 0 ) : unsafe( 1 );
	}
	if ( from_pointer ) return to_integer || t->kind == TY_ENUM ? unsafe( 1 ) : COST_INFINITE;
	if ( f->kind == TY_ENUM && t->kind == TY_BASIC ) return unsafe( 1 );
	if ( f->kind == TY_BASIC && t->kind == TY_ENUM ) return unsafe( 1 );
	if ( f->kind == TY_ENUM && t->kind == TY_ENUM ) return safe( 1, 0 );
	/* to and between zero_t, one_t */
	if ( f->kind == TY_BASIC && t->kind == TY_BASIC ) return unsafe( 1 );
	return COST_INFINITE;
}

/* ===== C ================================================================================================ */

/* Do pointees differ only in signedness (gcc: -Wpointer-sign)? */
static bool sign_mismatch( const Type * a, const Type * b ) {
	if ( a->kind == TY_ENUM || b->kind == TY_ENUM ) return false;
	if ( a->kind != TY_BASIC || b->kind != TY_BASIC ) return false;
	const BasicInfo * x = &basic_info[a->basic], * y = &basic_info[b->basic];
	return x->cls & BC_INTEGER && y->cls & BC_INTEGER && x->rank == y->rank;
}

/* A pointee without qualifiers, also those of an array's elements; *quals gets them. _Atomic makes another
   type. */
static QType bare_pointee( const Type * pointer, unsigned * quals ) {
	QType q = type_canon( pointer->of ), inner = q;
	while ( inner.type->kind == TY_ARRAY ) inner = inner.type->of;
	*quals = inner.quals & ~(unsigned)QUAL_ATOMIC;
	if ( q.type->kind != TY_ARRAY ) return qt( q.type, q.quals & QUAL_ATOMIC );
	QType of = qt( inner.type, inner.quals & QUAL_ATOMIC );
	VEC( const Type * ) dimensions = { 0 };
	for ( const Type * t = q.type; t->kind == TY_ARRAY; t = t->of.type ) vec_push( &dimensions, t );
	for ( uint32_t i = dimensions.len; i > 0; i -= 1 )
		of = type_array( of, dimensions.at[i - 1]->dim, dimensions.at[i - 1]->length,
			dimensions.at[i - 1]->dim_expr );
	return of;
}

static Verdict pointers_c( const Type * to, const Type * from ) {
	unsigned have, want;
	QType t = bare_pointee( to, &want ), f = bare_pointee( from, &have );
	bool any = t.type->kind == TY_VOID || f.type->kind == TY_VOID || type_compatible( t, f );
	bool sign = ! any && t.quals == f.quals && sign_mismatch( t.type, f.type );
	if ( ! any && ! sign ) return V_POINTER_MISMATCH;
	if ( have & ~want && f.type->kind != TY_FUNCTION && t.type->kind != TY_FUNCTION )
		return V_DISCARDS_QUALIFIERS;
	return sign ? V_SIGN_MISMATCH : V_OK;
}

/* Not _Bool, no enumeration: the integers that gcc converts from and to pointers with a warning. */
static bool mixes_with_pointers( const Type * t ) {
	return t->kind == TY_BASIC && t->basic != B_BOOL && basic_info[t->basic].cls & BC_INTEGER;
}

Verdict convert_c( QType to, QType from, bool null_constant ) {
	from = type_decay( from );
	const Type * t = ct( to ), * f = ct( from );
	if ( t == f || t->kind == TY_ERROR || f->kind == TY_ERROR ) return V_OK;
	if ( f->kind == TY_VOID || t->kind == TY_VOID ) return V_ERROR;
	bool arithmetic = t->kind == TY_BASIC || t->kind == TY_ENUM, from_arithmetic = f->kind == TY_BASIC
		|| f->kind == TY_ENUM;
	if ( arithmetic && from_arithmetic ) return V_OK;
	if ( t->kind == TY_POINTER ) {
		if ( f->kind == TY_POINTER ) return null_constant ? V_OK : pointers_c( t, f );
		if ( f->kind == TY_LITERAL_POINTER ) return V_OK;
		if ( from_arithmetic && null_constant ) return V_OK;
		return mixes_with_pointers( f ) ? V_POINTER_FROM_INT : V_ERROR;
	}
	if ( f->kind == TY_POINTER && arithmetic ) {
		if ( t->kind == TY_BASIC && t->basic == B_BOOL ) return V_OK;
		return mixes_with_pointers( t ) ? V_INT_FROM_POINTER : V_ERROR;
	}
	return type_compatible( qt( t, 0 ), qt( f, 0 ) ) ? V_OK : V_ERROR;
}
