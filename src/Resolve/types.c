/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types: hash-consed constructors and their canonical forms (chapter 03, 11.1).
 *
 * Every constructor looks its result up first, so equal types are one pointer. `canon` is computed at
 * creation from the parts' canonical forms: comparing canonical pointers (and the qualifiers beside them)
 * compares types.
 */
#include <string.h>

#include "Resolve/resolve.h"

static const Type error_type = { .kind = TY_ERROR, .canon = { &error_type, 0 } };
const QType QT_ERROR = { &error_type, 0 };
const QType QT_NONE = { NULL, 0 };

QType qt( const Type * type, unsigned quals ) { return (QType){ type, quals }; }

/* ===== the table ======================================================================================== */

static const Type ** slots;
static uint32_t capacity, count;

static uint32_t mix( uint32_t hash, uint64_t word ) {
	uint64_t h = (hash ^ word) * 0x9E3779B97F4A7C15ull;
	return (uint32_t)(h ^ h >> 32);
}

static uint32_t hash_of( const Type * t ) {
	uint32_t h =
		mix( 17, (uint64_t)t->kind << 24 | (uint64_t)t->basic << 16 | (uint64_t)t->dim << 8 | t->fn_flags );
	h = mix( h, (uintptr_t)t->of.type );
	h = mix( h, (uint64_t)t->of.quals << 32 | t->n );
	h = mix( h, (uint64_t)t->length );
	h = mix( h, (uintptr_t)t->dim_expr ^ (uintptr_t)t->attrs << 1 ^ (uintptr_t)(t->generic ? t->generic
		: t->decl) << 2 );
	for ( uint32_t i = 0; i < t->n; i += 1 ) h = mix( h, (uintptr_t)t->args[i].type + t->args[i].quals );
	return h;
}

static bool same_parts( const Type * a, const Type * b ) {
	if ( a->hash != b->hash || a->kind != b->kind || a->basic != b->basic || a->dim != b->dim
		|| a->fn_flags != b->fn_flags
		|| a->n != b->n || a->of.type != b->of.type || a->of.quals != b->of.quals || a->length != b->length
		|| a->dim_expr != b->dim_expr || a->generic != b->generic || a->attrs != b->attrs ) return false;
	if ( ! a->generic && a->decl != b->decl ) return false;             /* an instance's is made for it */
	for ( uint32_t i = 0; i < a->n; i += 1 )
		if ( a->args[i].type != b->args[i].type || a->args[i].quals != b->args[i].quals ) return false;
	return true;
}

static void insert( const Type * t ) {
	uint32_t at = t->hash & (capacity - 1);
	while ( slots[at] ) at = (at + 1) & (capacity - 1);
	slots[at] = t;
}

static void grow( void ) {
	const Type ** old = slots;
	uint32_t n = capacity;
	capacity = n ? n * 2 : 1024;
	slots = NEW_ARRAY( const Type *, capacity );
	for ( uint32_t i = 0; i < n; i += 1 ) if ( old[i] ) insert( old[i] );
}

static QType canonical( const Type * t );

enum { HAS_VARIABLES = 1 };

/* Does a part of the type mention a type parameter? Arrays of variable length may, by their dimension. */
static uint64_t part_flags( const Type * t ) {
	uint64_t flags = t->kind == TY_VAR || (t->kind == TY_ARRAY && t->dim == DIM_VLA) ? HAS_VARIABLES : 0;
	if ( t->of.type ) flags |= t->of.type->var_flags;
	for ( uint32_t i = 0; i < t->n; i += 1 ) flags |= t->args[i].type->var_flags;
	return flags;
}

bool type_is_dynamic( QType q ) {
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	return KIND_OF( q ) == TY_VAR || (type_is_aggregate( q ) && type_has_variables( q ));
}

bool type_has_variables( QType q ) { return q.type->var_flags & HAS_VARIABLES; }

/* The one type with the parts of *like; its arguments are copied when it is new. */
static const Type * cons( Type * like ) {
	if ( count * 2 >= capacity ) grow();
	like->hash = hash_of( like );
	for ( uint32_t at = like->hash & (capacity - 1); slots[at]; at = (at + 1) & (capacity - 1) )
		if ( same_parts( slots[at], like ) ) return slots[at];
	Type * t = NEW( Type );
	*t = *like;
	t->id = ++count;
	if ( t->n ) {
		t->args = NEW_ARRAY( QType, t->n );
		memcpy( t->args, like->args, t->n * sizeof( QType ) );
	}
	t->var_flags = part_flags( t );
	insert( t );
	t->canon = canonical( t );                          /* may create types: the table is consistent again */
	if ( t->generic ) t->decl = t->canon.type == t ? (Node *)generic_instance( t ) : t->canon.type->decl;
	return t;
}

/* ===== canonical forms ================================================================================== */

QType type_canon( QType q ) {
	QType c = q.type->canon;
	if ( q.quals == 0 ) return c;
	return type_with_quals( c, q.quals );
}

static bool is_canonical( QType q ) { return q.type->canon.type == q.type; }

static QType canonical( const Type * t ) {
	Type like = *t;
	like.hash = 0;
	switch ( t->kind ) {
	  case TY_TYPEDEF: case TY_ATTR:
		return type_canon( t->of );
	  case TY_POINTER: case TY_REFERENCE: case TY_VECTOR:
		if ( is_canonical( t->of ) ) return qt( t, 0 );
		like.of = type_canon( t->of );
		break;
	  case TY_ARRAY:
		if ( is_canonical( t->of ) && (! t->dim_expr || t->dim == DIM_VLA) ) return qt( t, 0 );
		like.of = type_canon( t->of );
		if ( t->dim != DIM_VLA ) like.dim_expr = NULL;
		break;
	  case TY_FUNCTION: case TY_TUPLE: case TY_STRUCT: case TY_UNION: {
		QType args[t->n + 1];
		bool same = t->kind != TY_FUNCTION || is_canonical( t->of );
		for ( uint32_t i = 0; i < t->n; i += 1 ) {
			args[i] = type_canon( t->args[i] );
			if ( t->kind == TY_FUNCTION ) args[i].quals &= QUAL_MUTEX;
			same = same && args[i].type == t->args[i].type && args[i].quals == t->args[i].quals;
		}
		if ( same ) return qt( t, 0 );
		if ( t->kind == TY_FUNCTION ) like.of = type_canon( t->of );
		like.args = args;
		return qt( cons( &like ), 0 );
	  }
	  default:
		return qt( t, 0 );
	}
	return qt( cons( &like ), 0 );
}

/* ===== constructors ===================================================================================== */

/* gcc has one type for __float128 and _Float128, and (on x86) for __float80 and long double. */
static Basic c_basic( Basic b ) {
	if ( ! options.c_mode ) return b;
	return b == B_FLOAT128GNU ? B_FLOAT128 : b == B_FLOAT80 ? B_LDOUBLE : b;
}

QType type_basic( Basic b ) {
	static const Type * made[B_COUNT];
	b = c_basic( b );
	if ( ! made[b] ) made[b] = cons( &(Type){ .kind = TY_BASIC, .basic = b } );
	return qt( made[b], 0 );
}

static QType single( const Type ** made, TypeKind kind ) {
	if ( ! *made ) *made = cons( &(Type){ .kind = kind } );
	return qt( *made, 0 );
}

QType type_void( void ) { static const Type * made; return single( &made, TY_VOID ); }
QType type_auto( void ) { static const Type * made; return single( &made, TY_AUTO ); }
QType type_literal_pointer( void ) { static const Type * made; return single( &made, TY_LITERAL_POINTER ); }

QType type_operators( Decl * d ) {
	return qt( cons( &(Type){ .kind = TY_OPERATORS, .decl = (Node *)d } ), 0 );
}

QType type_pointer( QType to ) {
	if ( to.type->kind == TY_ERROR ) return QT_ERROR;
	if ( to.quals == 0 && to.type->pointer_to ) return qt( to.type->pointer_to, 0 );
	const Type * t = cons( &(Type){ .kind = TY_POINTER, .of = to } );
	if ( to.quals == 0 ) ((Type *)to.type)->pointer_to = t;
	return qt( t, 0 );
}

QType type_reference( QType to ) {
	return to.type->kind == TY_ERROR ? QT_ERROR : qt( cons( &(Type){ .kind = TY_REFERENCE, .of = to } ), 0 );
}

QType type_forward( QType to ) {
	return to.type->kind == TY_ERROR ? QT_ERROR
		: qt( cons( &(Type){ .kind = TY_REFERENCE, .basic = 1, .of = to } ), 0 );
}

bool type_is_forward( QType q ) { return KIND_OF( q ) == TY_REFERENCE && ct( q )->basic; }

QType type_array( QType of, DimKind dim, int64_t length, Node * expr ) {
	if ( of.type->kind == TY_ERROR ) return QT_ERROR;
	return qt( cons( &(Type){ .kind = TY_ARRAY, .dim = dim, .of = of, .length = dim == DIM_CONST
		? length : 0, .dim_expr = expr } ), 0 );
}

QType type_function( QType result, const QType * params, unsigned n, unsigned fn_flags ) {
	return qt( cons( &(Type){ .kind = TY_FUNCTION, .of = result, .args = (QType *)params, .n = n,
		.fn_flags = fn_flags & (FN_VARIADIC | FN_UNSPECIFIED) } ), 0 );
}

/* One type for each declaration, found through the node afterwards; the declaration behind a type may be
   exchanged for its definition later, therefore it takes no part in the hash unless there are arguments. */
QType type_agg( Agg * a, const QType * args, unsigned n ) {
	if ( n == 0 && a->type.type ) return a->type;
	Type like = { .kind = a->key == AGG_UNION
		? TY_UNION : TY_STRUCT, .decl = (Node *)a, .args = (QType *)args, .n = n };
	if ( n ) {
		like.generic = (Node *)a;
		return qt( cons( &like ), 0 );
	}
	Type * t = NEW( Type );
	*t = like;
	t->id = ++count;
	t->canon = qt( t, 0 );
	/* one nested in an instance of a generic type has the parameters of that */
	if ( a->outer && a->outer->type.type ) t->var_flags = a->outer->type.type->var_flags;
	return a->type = qt( t, 0 );
}

QType type_enum( Enum * e ) {
	if ( e->type.type ) return e->type;
	Type * t = NEW( Type );
	*t = (Type){ .kind = TY_ENUM, .decl = (Node *)e, .id = ++count };
	t->canon = qt( t, 0 );
	return e->type = qt( t, 0 );
}

QType type_vector( QType element, int64_t bytes ) {
	return qt( cons( &(Type){ .kind = TY_VECTOR, .of = element, .length = bytes } ), 0 );
}

QType type_tuple( const QType * elems, unsigned n ) {
	return qt( cons( &(Type){ .kind = TY_TUPLE, .args = (QType *)elems, .n = n } ), 0 );
}

QType type_var( TypeParam * p ) {
	if ( ! p->type.type ) p->type = qt( cons( &(Type){ .kind = TY_VAR, .decl = (Node *)p } ), 0 );
	return p->type;
}

QType type_typedef( Decl * d, QType target ) {
	return target.type->kind == TY_ERROR
		? target : qt( cons( &(Type){ .kind = TY_TYPEDEF, .decl = (Node *)d, .of = target } ), 0 );
}

QType type_attr( QType of, Node * attrs ) {
	return ! attrs || of.type->kind == TY_ERROR
		? of : qt( cons( &(Type){ .kind = TY_ATTR, .of = of, .attrs = attrs } ), 0 );
}

/* Qualifiers of an array belong to its elements (C11 6.7.3 p9). */
QType type_with_quals( QType q, unsigned add ) {
	if ( add == 0 || q.type->kind == TY_ERROR ) return q;
	if ( q.type->kind == TY_ARRAY ) {
		QType of = type_with_quals( q.type->of, add );
		return qt( type_array( of, q.type->dim, q.type->length, q.type->dim_expr ).type, q.quals );
	}
	return qt( q.type, q.quals | add );
}

QType type_unqualified( QType q ) {
	q.quals = 0;
	QType c = q.type->canon;
	if ( c.quals == 0 ) return q;
	return qt( c.type, 0 );
}

/* ===== kinds ============================================================================================ */

static const BasicInfo * info_of( QType q ) {
	const Type * t = ct( q );
	return t->kind == TY_BASIC ? &basic_info[t->basic] : NULL;
}

static int class_of_basic( QType q ) { const BasicInfo * b = info_of( q ); return b ? b->cls : 0; }

bool type_is_error( QType q ) { return q.type->kind == TY_ERROR || ct( q )->kind == TY_ERROR; }
bool type_is_plain_enum( QType q ) {
	return KIND_OF( q ) == TY_ENUM && AS( const Enum, ct( q )->decl )->kind_of == ENUM_PLAIN;
}
bool type_is_integer( QType q ) {
	return class_of_basic( q ) & BC_INTEGER || (KIND_OF( q ) == TY_ENUM && options.c_mode);
}

bool type_is_floating( QType q ) { return class_of_basic( q ) & (BC_FLOAT | BC_COMPLEX | BC_DECIMAL); }
bool type_is_complex( QType q ) { return class_of_basic( q ) & BC_COMPLEX; }
bool type_is_real( QType q ) {
	return type_is_integer( q ) || class_of_basic( q ) & (BC_FLOAT | BC_DECIMAL | BC_LITERAL);
}

bool type_is_arithmetic( QType q ) { return KIND_OF( q ) == TY_BASIC || type_is_integer( q ); }
bool type_is_pointer( QType q ) {
	TypeKind k = KIND_OF( q );
	return k == TY_POINTER || k == TY_LITERAL_POINTER;
}

bool type_is_scalar( QType q ) {
	return type_is_arithmetic( q ) || type_is_pointer( q ) || KIND_OF( q ) == TY_ENUM;
}

bool type_is_void( QType q ) { return KIND_OF( q ) == TY_VOID; }
bool type_is_function( QType q ) { return KIND_OF( q ) == TY_FUNCTION; }
bool type_is_array( QType q ) { return KIND_OF( q ) == TY_ARRAY; }
bool type_is_aggregate( QType q ) { TypeKind k = KIND_OF( q ); return k == TY_STRUCT || k == TY_UNION; }

bool type_is_unsigned( QType q ) {
	const Type * t = ct( q );
	if ( t->kind == TY_ENUM ) {
		QType base = AS( Enum, t->decl )->base_type;
		return base.type ? type_is_unsigned( base ) : true;
	}
	if ( machine.char_is_unsigned && type_basic( B_CHAR ).type == t ) return true;
	return class_of_basic( q ) & (BC_UNSIGNED | BC_BOOL) || t->kind == TY_POINTER;
}

bool type_is_complete( QType q ) {
	const Type * t = ct( q );
	switch ( t->kind ) {
	  case TY_VOID: return false;
	  case TY_ARRAY: return t->dim != DIM_NONE && type_is_complete( t->of );
	  case TY_STRUCT: case TY_UNION:
		if ( t->generic ) generic_complete( t );
		return AS( Agg, t->decl )->complete;
	  case TY_VAR: return AS( TypeParam, t->decl )->sized;
	  case TY_ENUM: return AS( Enum, t->decl )->complete;
	  default: return true;
	}
}

/* Does the type, at any level, have an array of variable length (6.7.6 p3)? */
bool type_is_vla( QType q ) {
	const Type * t = ct( q );
	switch ( t->kind ) {
	  case TY_ARRAY: return t->dim == DIM_VLA || t->dim == DIM_UNSPECIFIED_STAR || type_is_vla( t->of );
	  case TY_POINTER: case TY_REFERENCE: case TY_FUNCTION: return type_is_vla( t->of );
	  default: return false;
	}
}

QType type_pointee( QType q ) {
	const Type * t = ct( q );
	switch ( t->kind ) {
	  case TY_POINTER: case TY_ARRAY: case TY_REFERENCE: case TY_VECTOR: break;
	  default: return t->kind == TY_ERROR ? QT_ERROR : QT_NONE;
	}
	/* the spelling with its typedefs where it can be had, for messages and printing */
	const Type * written = q.type;
	unsigned add = 0;
	while ( written->kind == TY_TYPEDEF || written->kind == TY_ATTR ) { add |= written->of.quals;
	written = written->of.type; }
	if ( written->kind != t->kind ) return t->of;
	return t->kind == TY_ARRAY ? type_with_quals( written->of, add | q.quals ) : written->of;
}

QType type_referent( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	return q;
}

QType type_bare( QType q ) { return type_unqualified( type_referent( q ) ); }

QType type_result( QType q ) {
	const Type * written = q.type;
	while ( written->kind == TY_TYPEDEF || written->kind == TY_ATTR ) written = written->of.type;
	return written->kind == TY_FUNCTION ? written->of : KIND_OF( q ) == TY_FUNCTION ? ct( q )->of : QT_ERROR;
}

QType type_decay( QType q ) {
	TypeKind k = KIND_OF( q );
	if ( k == TY_ARRAY ) return type_pointer( type_pointee( q ) );
	if ( k == TY_FUNCTION ) return type_pointer( q );
	return q;
}

QType type_param_adjust( QType q ) {
	TypeKind k = KIND_OF( q );
	return k == TY_ARRAY || k == TY_FUNCTION ? type_decay( q ) : q;
}

/* ===== arithmetic ======================================================================================= */

/* The complex type over a real one, and back. */
static Basic complex_over( Basic b ) {
	switch ( b ) {
	  case B_FLOAT80: return B_LDOUBLE_C;
	  case B_FLOAT128GNU: return B_FLOAT128_C;
	  case B_CHAR: case B_SCHAR: case B_UCHAR: case B_BOOL: return B_CHAR_C;
	  case B_SHORT: case B_USHORT: return B_SHORT_C;
	  case B_INT: return B_INT_C;
	  case B_UINT: return B_UINT_C;
	  case B_LONG: case B_ULONG: return B_LONG_C;
	  case B_LLONG: case B_ULLONG: case B_INT128: case B_UINT128: return B_LLONG_C;
	  default: return basic_info[b].cls & BC_FLOAT ? b + 1 : b;
	}
}

static Basic real_under( Basic b ) {
	switch ( b ) {
	  case B_CHAR_C: return B_SCHAR;
	  case B_SHORT_C: return B_SHORT;
	  case B_INT_C: return B_INT;
	  case B_UINT_C: return B_UINT;
	  case B_LONG_C: return B_LONG;
	  case B_LLONG_C: return B_LLONG;
	  default: return basic_info[b].cls & BC_COMPLEX ? b - 1 : b;
	}
}

QType type_promoted( QType q, int width ) {
	const Type * t = ct( q );
	if ( t->kind == TY_ENUM ) {
		QType base = AS( Enum, t->decl )->base_type;
		return type_promoted( base.type ? base : type_basic( B_UINT ), width );
	}
	if ( t->kind != TY_BASIC || ! (basic_info[t->basic].cls & BC_INTEGER) ) return type_unqualified( q );
	const BasicInfo * b = &basic_info[t->basic];
	if ( width >= 0 && width < 32 ) return type_basic( B_INT );
	if ( width == 32 ) return type_basic( b->cls & BC_UNSIGNED ? B_UINT : B_INT );
	return b->rank < basic_info[B_INT].rank ? type_basic( B_INT ) : type_unqualified( q );
}

static Basic arithmetic( Basic a, Basic b ) {
	const BasicInfo * x = &basic_info[a], * y = &basic_info[b];
	if ( (x->cls | y->cls) & BC_DECIMAL )
		return x->cls & BC_DECIMAL && (! (y->cls & BC_DECIMAL) || x->rank >= y->rank) ? a : b;
	if ( (x->cls | y->cls) & BC_COMPLEX )
		return complex_over( arithmetic( real_under( a ), real_under( b ) ) );
	if ( (x->cls | y->cls) & BC_FLOAT ) {
		if ( ! (x->cls & BC_FLOAT) ) return b;
		if ( ! (y->cls & BC_FLOAT) ) return a;
		Basic low = x->rank < y->rank ? a : b, high = low == a ? b : a;
		if ( options.c_mode
			&& ((low == B_FLOAT32 && high == B_FLOAT) || (low == B_FLOAT64 && high == B_DOUBLE)) )
			return low;                                 /* TS 18661-3: of equal formats the _FloatN one */
		return high;
	}
	bool ux = x->cls & BC_UNSIGNED, uy = y->cls & BC_UNSIGNED;
	if ( ux == uy ) return x->rank >= y->rank ? a : b;
	/* a is the unsigned one */
	if ( ! ux ) { Basic t = a; a = b; b = t; const BasicInfo * u = x; x = y; y = u; }
	if ( x->rank >= y->rank ) return a;
	return y->size > x->size ? b : b + 1;                /* the unsigned type follows its signed one */
}

QType type_arithmetic( QType a, QType b ) {
	if ( type_is_error( a ) || type_is_error( b ) ) return QT_ERROR;
	if ( KIND_OF( a ) == TY_VECTOR ) return type_unqualified( a );
	if ( KIND_OF( b ) == TY_VECTOR ) return type_unqualified( b );
	a = type_promoted( a, -1 );
	b = type_promoted( b, -1 );
	if ( ct( a ) == ct( b ) ) return a;
	if ( KIND_OF( a ) != TY_BASIC || KIND_OF( b ) != TY_BASIC ) return QT_NONE;
	Basic result = arithmetic( ct( a )->basic, ct( b )->basic );
	return result == ct( a )->basic ? a : result == ct( b )->basic ? b : type_basic( result );
}
