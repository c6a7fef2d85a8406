/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Constant expressions (C11 6.6, and what gcc folds beyond). Works on resolved trees; never gives a wrong
 * value: what gcc may be able to fold and we cannot is CONST_UNKNOWN.
 *
 * Addresses that start from an integer (&((struct S *)0)->m) are integers here: their kind is CONST_INT and
 * their type a pointer. Other addresses are CONST_ADDRESS without value.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "Resolve/declare.h"

static Const fold( Node * e );
static Const address_of( Node * e );

static Const not_constant( QType q ) { return (Const){ .kind = CONST_NOT, .type = q }; }
static Const unknown( QType q ) { return (Const){ .kind = CONST_UNKNOWN, .type = q }; }
static Const address( QType q ) { return (Const){ .kind = CONST_ADDRESS, .type = q }; }

static QType type_of( const Node * e ) { return AS( const Expr, e )->type; }

/* The value as an object of the integer type would hold it. */
static __int128 wrap( __int128 value, QType q ) {
	const Type * t = ct( q );
	if ( t->kind == TY_BASIC && t->basic == B_BOOL ) return value != 0;
	uint64_t size;
	if ( ! type_size( q, &size ) || size >= 16 || size == 0 ) return value;
	unsigned bits = (unsigned)size * 8;
	unsigned __int128 mask = ((unsigned __int128)1 << bits) - 1;
	unsigned __int128 low = (unsigned __int128)value & mask;
	if ( ! type_is_unsigned( q ) && low >> (bits - 1) & 1 ) low |= ~mask;
	return (__int128)low;
}

static Const integer( __int128 value, QType q, bool strict ) {
	return (Const){ .kind = CONST_INT, .type = q, .i = wrap( value, q ), .strict = strict };
}

/* Types whose arithmetic long double does exactly, after rounding. */
static bool foldable_float( QType q ) {
	const Type * t = ct( q );
	if ( t->kind != TY_BASIC ) return false;
	switch ( t->basic ) {
	  case B_FLOAT: case B_DOUBLE: case B_LDOUBLE: case B_FLOAT32:
	  case B_FLOAT64: case B_FLOAT32X: return true;
	  default: return false;
	}
}

static bool is_single( QType q ) { return ct( q )->basic == B_FLOAT || ct( q )->basic == B_FLOAT32; }
static bool is_extended( QType q ) { return ct( q )->basic == B_LDOUBLE; }

static Const floating( long double value, QType q ) {
	if ( ! foldable_float( q ) ) return unknown( q );
	if ( is_single( q ) ) value = (float)value;
	else if ( ! is_extended( q ) ) value = (double)value;
	return (Const){ .kind = CONST_FLOAT, .type = q, .f = value };
}

/* An integer's nearest value of the type, rounded once. */
static Const floating_integer( Const c, QType q ) {
	if ( ! foldable_float( q ) ) return unknown( q );
	unsigned __int128 u = (unsigned __int128)c.i;
	bool is_unsigned = type_is_unsigned( c.type );
	long double value;
	if ( is_single( q ) ) value = is_unsigned ? (float)u : (float)c.i;
	else if ( is_extended( q ) ) value = is_unsigned ? (long double)u : (long double)c.i;
	else value = is_unsigned ? (double)u : (double)c.i;
	return (Const){ .kind = CONST_FLOAT, .type = q, .f = value };
}

/* The integer part, or the nearest value of the type: gcc gives that when the value does not fit. */
static Const truncated( Const c, QType q ) {
	uint64_t size;
	if ( ! type_size( q, &size ) || size == 0 || size > 8 ) {
		if ( ! (fabsl( c.f ) < 0x1p126L) || (c.f <= -1 && type_is_unsigned( q )) ) return unknown( q );
		return integer( (__int128)c.f, q, true );
	}
	if ( c.f != c.f ) return integer( 0, q, false );
	int bits = (int)size * 8 - ! type_is_unsigned( q );
	__int128 max = ((__int128)1 << bits) - 1, min = type_is_unsigned( q ) ? 0 : -max - 1;
	long double whole = truncl( c.f );
	if ( whole < (long double)min ) return integer( min, q, false );
	if ( whole >= ldexpl( 1, bits ) ) return integer( max, q, false );
	return integer( (__int128)whole, q, true );
}

static bool truth( Const c ) {
	return c.kind == CONST_FLOAT ? c.f != 0 : c.kind == CONST_INT ? c.i != 0 : true;
}

static bool has_truth( Const c ) {
	return c.kind == CONST_INT || c.kind == CONST_FLOAT || c.kind == CONST_STRING;
}

/* Does the declaration's object live as long as the program? */
static bool has_static_storage( const Decl * d ) {
	if ( d->kind == D_PARAM || d->kind == D_FIELD ) return false;
	if ( d->kind == D_FUNCTION || type_is_function( d->type ) || d->level <= 1 ) return true;
	int storage = d->storage | (d->owner && d->owner->kind == D_GROUP ? AS( Group, d->owner )->storage : 0);
	return storage & (DS_STATIC | DS_EXTERN);
}

static bool is_thread_local( const Decl * d ) {
	int storage = d->storage | (d->owner && d->owner->kind == D_GROUP ? AS( Group, d->owner )->storage : 0);
	return storage & DS_THREAD;
}

/* ===== conversions ====================================================================================== */

static Const convert( Const c, QType to ) {
	const Type * t = ct( to );
	if ( c.kind == CONST_NOT || c.kind == CONST_UNKNOWN ) { c.type = to; return c; }
	if ( t->kind == TY_BASIC && t->basic == B_BOOL )
		return has_truth( c ) ? integer( truth( c ), to, c.strict ) : unknown( to );
	if ( type_is_integer( to ) || t->kind == TY_ENUM || t->kind == TY_POINTER
		|| (t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL) ) {
		if ( c.kind == CONST_INT ) return integer( c.i, to, c.strict && t->kind != TY_POINTER );
		if ( c.kind == CONST_FLOAT ) return truncated( c, to );
		uint64_t size;
		if ( t->kind != TY_POINTER && (! type_size( to, &size ) || size < (uint64_t)machine.pointer) )
			return unknown( to );
		return address( to );
	}
	if ( t->kind == TY_BASIC && basic_info[t->basic].cls & BC_FLOAT ) {
		if ( c.kind == CONST_FLOAT ) return floating( c.f, to );
		if ( c.kind != CONST_INT ) return not_constant( to );
		return floating_integer( c, to );
	}
	if ( t->kind == TY_VOID ) return not_constant( to );
	return unknown( to );
}

/* ===== operators ======================================================================================== */

static Const fold_unary( Unary * u ) {
	QType q = u->type;
	if ( u->op == OP_ADDR ) {
		Const c = address_of( u->arg );
		c.type = q;
		return c;
	}
	Const c = fold( u->arg );
	if ( c.kind == CONST_NOT ) return not_constant( q );
	switch ( u->op ) {
	  case OP_EXTENSION: return c;
	  case OP_NOT: return has_truth( c ) ? integer( ! truth( c ), q, c.strict ) : unknown( q );
	  case OP_PLUS: case OP_MINUS: case OP_COMPL:
		if ( c.kind == CONST_FLOAT && u->op != OP_COMPL )
			return floating( u->op == OP_MINUS ? -c.f : c.f, q );
		if ( c.kind != CONST_INT ) return unknown( q );
		c = convert( c, q );
		if ( c.kind != CONST_INT ) return unknown( q );
		if ( u->op == OP_PLUS ) return c;
		return integer( u->op == OP_COMPL ? ~c.i : (__int128)-(unsigned __int128)c.i, q, c.strict );
	  case OP_DEREF:
		return type_is_array( q ) || type_is_function( q ) ? address_of( (Node *)u ) : c.kind == CONST_STRING
			? unknown( q ) : not_constant( q );
	  case OP_REAL: case OP_IMAG: return unknown( q );
	  default: return not_constant( q );
	}
}

static bool compare( int op, int order ) {
	switch ( op ) {
	  case OP_LT: return order < 0;
	  case OP_GT: return order > 0;
	  case OP_LE: return order <= 0;
	  case OP_GE: return order >= 0;
	  case OP_EQ: return order == 0;
	  default: return order != 0;
	}
}

static bool is_comparison( int op ) { return op >= OP_LT && op <= OP_NE; }

#define OPERATE( T ) \
	op == OP_ADD ? (T)a + (T)b : op == OP_SUB ? (T)a - (T)b : op == OP_MUL ? (T)a * (T)b : (T)a / (T)b

/* In the type itself: each operation rounds once. */
static Const fold_float( int op, long double a, long double b, QType q ) {
	bool known = op == OP_ADD || op == OP_SUB || op == OP_MUL || (op == OP_DIV && b != 0);
	if ( ! known || ! foldable_float( q ) ) return unknown( q );
	if ( is_single( q ) ) return floating( OPERATE( float ), q );
	if ( is_extended( q ) ) return floating( OPERATE( long double ), q );
	return floating( OPERATE( double ), q );
}

static Const fold_integers( int op, __int128 a, __int128 b, QType q, bool strict ) {
	typedef unsigned __int128 U;
	bool is_unsigned = type_is_unsigned( q );
	uint64_t size = 16;
	type_size( q, &size );
	switch ( op ) {
	  case OP_ADD: return integer( (__int128)((U)a + (U)b), q, strict );
	  case OP_SUB: return integer( (__int128)((U)a - (U)b), q, strict );
	  case OP_MUL: return integer( (__int128)((U)a * (U)b), q, strict );
	  case OP_DIV: case OP_MOD:
		if ( b == 0 ) return strict ? not_constant( q ) : unknown( q );
		if ( is_unsigned ) return integer( (__int128)(op == OP_DIV ? (U)a / (U)b : (U)a % (U)b), q, strict );
		if ( b == -1 ) return integer( op == OP_DIV ? (__int128)-(U)a : 0, q, strict );
		return integer( op == OP_DIV ? a / b : a % b, q, strict );
	  case OP_SHL: case OP_SHR:
		if ( b < 0 || b >= (__int128)size * 8 ) return unknown( q );
		if ( op == OP_SHL ) return integer( (__int128)((U)a << (int)b), q, strict );
		return integer( is_unsigned ? (__int128)((U)a >> (int)b) : a >> (int)b, q, strict );
	  case OP_BITAND: return integer( a & b, q, strict );
	  case OP_BITXOR: return integer( a ^ b, q, strict );
	  case OP_BITOR: return integer( a | b, q, strict );
	  default: return unknown( q );
	}
}

static Const fold_comparison( Binary * b, Const l, Const r ) {
	if ( (l.kind != CONST_INT && l.kind != CONST_FLOAT) || (r.kind != CONST_INT && r.kind != CONST_FLOAT) )
		return unknown( b->type );
	int order;
	if ( l.kind == CONST_FLOAT || r.kind == CONST_FLOAT ) {
		QType common = type_arithmetic( l.type, r.type );
		if ( ! common.type ) return unknown( b->type );
		l = convert( l, common );
		r = convert( r, common );
		if ( l.kind != CONST_FLOAT || r.kind != CONST_FLOAT || l.f != l.f || r.f != r.f )
			return unknown( b->type );
		order = l.f < r.f ? -1 : l.f > r.f;
	} else {
		bool is_unsigned = type_is_pointer( l.type ) || type_is_pointer( r.type );
		if ( ! is_unsigned && type_is_arithmetic( l.type ) && type_is_arithmetic( r.type ) ) {
			QType common = type_arithmetic( l.type, r.type );
			if ( ! common.type ) return unknown( b->type );
			is_unsigned = type_is_unsigned( common );
			l = convert( l, common );
			r = convert( r, common );
		}
		if ( is_unsigned )
			order = (unsigned __int128)l.i < (unsigned __int128)r.i
				? -1 : (unsigned __int128)l.i > (unsigned __int128)r.i;
		else order = l.i < r.i ? -1 : l.i > r.i;
	}
	return integer( compare( b->op, order ), b->type, l.strict && r.strict );
}

/* address + integer, integer as address + integer */
static Const fold_pointer( Binary * b, Const l, Const r ) {
	bool left = type_is_pointer( type_decay( l.type ) ), right = type_is_pointer( type_decay( r.type ) );
	if ( left && right ) {
		uint64_t size;
		if ( b->op != OP_SUB || l.kind != CONST_INT || r.kind != CONST_INT ) return unknown( b->type );
		if ( ! type_size( type_pointee( type_decay( l.type ) ), &size ) || size == 0 )
			return unknown( b->type );
		return integer( (l.i - r.i) / (__int128)size, b->type, false );
	}
	Const base = left ? l : r, offset = left ? r : l;
	uint64_t size;
	if ( offset.kind != CONST_INT ) return unknown( b->type );
	if ( base.kind != CONST_INT ) return address( b->type );
	if ( ! type_size( type_pointee( type_decay( base.type ) ), &size ) ) return unknown( b->type );
	__int128 bytes = offset.i * (__int128)size;
	return integer( b->op == OP_SUB ? base.i - bytes : base.i + bytes, b->type, false );
}

static Const fold_logical( Binary * b ) {
	Const l = fold( b->lhs );
	bool decides = b->op == OP_OROR;                     /* the value of the left side that decides */
	if ( l.kind == CONST_NOT ) return not_constant( b->type );
	if ( has_truth( l ) && truth( l ) == decides ) {
		Const r = fold( b->rhs );
		return integer( decides, b->type, l.strict && r.strict );
	}
	Const r = fold( b->rhs );
	if ( r.kind == CONST_NOT && has_truth( l ) ) return not_constant( b->type );
	if ( ! has_truth( l ) || ! has_truth( r ) ) return unknown( b->type );
	return integer( truth( r ), b->type, l.strict && r.strict );
}

static Const apply( Binary * b, Const l, Const r ) {
	QType q = b->type;
	if ( l.kind == CONST_NOT || r.kind == CONST_NOT ) return not_constant( q );
	if ( l.kind == CONST_UNKNOWN || r.kind == CONST_UNKNOWN ) return unknown( q );
	if ( b->op == OP_COMMA ) return r.kind == CONST_INT ? integer( r.i, q, false ) : unknown( q );
	if ( is_comparison( b->op ) ) return fold_comparison( b, l, r );
	if ( type_is_pointer( type_decay( l.type ) ) || type_is_pointer( type_decay( r.type ) ) )
		return fold_pointer( b, l, r );
	if ( ! type_is_real( q ) ) return unknown( q );
	if ( b->op != OP_SHL && b->op != OP_SHR ) r = convert( r, q );
	l = convert( l, q );
	if ( l.kind == CONST_FLOAT && r.kind == CONST_FLOAT ) return fold_float( b->op, l.f, r.f, q );
	if ( l.kind == CONST_INT && r.kind == CONST_INT )
		return fold_integers( b->op, l.i, r.i, q, l.strict && r.strict );
	return unknown( q );
}

/* Chains a + b + c + ... lean to the left and may be long: walk down the spine first. */
static Const fold_binary( Binary * b ) {
	if ( b->op == OP_ANDAND || b->op == OP_OROR ) return fold_logical( b );
	VEC( Binary * ) spine = { 0 };
	Node * n = (Node *)b;
	while ( n->kind == E_BINARY && AS( Binary, n )->op != OP_ANDAND && AS( Binary, n )->op != OP_OROR ) {
		vec_push( &spine, AS( Binary, n ) );
		n = AS( Binary, n )->lhs;
	}
	Const value = fold( n );
	for ( uint32_t i = spine.len; i > 0; i -= 1 ) {
		if ( value.kind == CONST_NOT && i < spine.len ) return not_constant( b->type );
		value = apply( spine.at[i - 1], value, fold( spine.at[i - 1]->rhs ) );
	}
	return value;
}

static Const fold_cond( Cond * c ) {
	Const test = fold( c->cond );
	if ( test.kind == CONST_NOT ) return not_constant( c->type );
	Const a = c->a ? fold( c->a ) : test, b = fold( c->b );
	if ( ! has_truth( test ) )
		return a.kind == CONST_NOT && b.kind == CONST_NOT ? not_constant( c->type ) : unknown( c->type );
	Const r = truth( test ) ? a : b;
	if ( r.kind == CONST_NOT ) return r;
	bool strict = test.strict && a.strict && b.strict;
	if ( type_is_real( c->type ) ) r = convert( r, c->type );
	r.type = c->type;
	r.strict = strict;
	return r;
}

/* ===== addresses ======================================================================================== */

static bool member_offset( Agg * a, Str * name, uint64_t * offset, QType * type ) {
	Decl * path[64];
	unsigned n = 0;
	agg_layout( a );
	Decl * d = find_member( a, name, path, &n );
	if ( ! d || agg_definition( a )->align == UINT32_MAX || agg_definition( a )->align == 0 ) return false;
	for ( unsigned i = 0; i < n; i += 1 ) {
		*offset += (uint64_t)path[i]->offset;
		Agg * inner = AS( Agg, ct( path[i]->type )->decl );
		agg_layout( inner );
		if ( agg_definition( inner )->align == UINT32_MAX ) return false;
	}
	*offset += (uint64_t)d->offset;
	*type = d->type;
	return true;
}

static Const address_of_member( Member * m ) {
	Const base = m->arrow ? fold( m->object ) : address_of( m->object );
	if ( base.kind == CONST_NOT || base.kind == CONST_UNKNOWN ) return base;
	QType object = type_of( m->object );
	if ( m->arrow ) object = type_pointee( type_decay( object ) );
	if ( base.kind != CONST_INT ) return address( m->type );
	uint64_t offset = 0;
	QType type;
	if ( ! object.type || ! type_is_aggregate( object )
		|| ! member_offset( AS( Agg, ct( object )->decl ), m->name, &offset, &type ) )
		return unknown( m->type );
	return integer( base.i + (__int128)offset, type_pointer( m->type ), false );
}

/* Address of the object that `e` denotes. */
static Const address_of( Node * e ) {
	QType q = type_of( e );
	switch ( e->kind ) {
	  case E_NAME: {
		Node * d = AS( Name, e )->decl;
		if ( ! d || d->kind == D_ENUMERATOR ) return not_constant( q );
		return has_static_storage( AS( Decl, d ) ) && ! is_thread_local( AS( Decl, d ) )
			? address( q ) : not_constant( q );
	  }
	  case E_STRING: return address( q );
	  case E_COMPOUNDLIT: return scope_level() <= 1 || ! current_function ? address( q ) : not_constant( q );
	  case E_MEMBER: return address_of_member( AS( Member, e ) );
	  case E_INDEX: {
		Index * x = AS( Index, e );
		Const index = fold( x->indexes ), base = type_is_array( type_of( x->base ) )
			? address_of( x->base ) : fold( x->base );
		if ( base.kind == CONST_NOT || index.kind == CONST_NOT ) return not_constant( q );
		uint64_t size;
		if ( base.kind != CONST_INT || index.kind != CONST_INT || ! type_size( q, &size ) )
			return index.kind == CONST_INT && base.kind != CONST_UNKNOWN && base.kind != CONST_INT
				? address( q ) : unknown( q );
		return integer( base.i + index.i * (__int128)size, type_pointer( q ), false );
	  }
	  case E_UNARY:
		if ( AS( Unary, e )->op == OP_DEREF ) return fold( AS( Unary, e )->arg );
		if ( AS( Unary, e )->op == OP_EXTENSION ) return address_of( AS( Unary, e )->arg );
		return unknown( q );
	  case E_GENERIC: return AS( Generic, e )->chosen ? address_of( AS( Generic, e )->chosen ) : unknown( q );
	  default: return type_is_function( q ) ? address( q ) : unknown( q );
	}
}

static Const fold_offsetof( OffsetOf * o ) {
	QType at = o->of;
	uint64_t offset = 0;
	if ( ! at.type ) return unknown( o->type );
	for EACH( p, o->path ) {
		if ( p->kind == DS_FIELD ) {
			if ( ! type_is_aggregate( at )
				|| ! member_offset( AS( Agg, ct( at )->decl ), AS( FieldDesignator, p )->name, &offset,
					&at ) )
				return unknown( o->type );
		} else if ( p->kind == DS_INDEX ) {
			uint64_t size;
			QType element = type_pointee( at );
			Const index = fold( AS( IndexDesignator, p )->lo );
			if ( index.kind == CONST_NOT ) return not_constant( o->type );
			if ( ! element.type || index.kind != CONST_INT || ! type_size( element, &size ) )
				return unknown( o->type );
			offset += (uint64_t)(index.i * (__int128)size);
			at = element;
		} else return unknown( o->type );
	}
	return integer( (__int128)offset, o->type, true );
}

/* ===== names, calls, the rest =========================================================================== */

static Const fold_name( QType q, Node * d ) {
	if ( ! d ) return not_constant( q );
	if ( d->kind == D_ENUMERATOR ) {
		Enumerator * m = AS( Enumerator, d );
		return type_is_error( q ) ? unknown( q ) : integer( m->number, q, true );
	}
	Decl * o = AS( Decl, d );
	if ( type_is_array( q ) || type_is_function( q ) )
		return has_static_storage( o ) && ! is_thread_local( o ) ? address( q ) : not_constant( q );
	return type_canon( q ).quals & QUAL_CONST && o->init && has_static_storage( o )
		? unknown( q ) : not_constant( q );
}

static Const fold_float_literal( FloatLit * f ) {
	if ( f->imaginary || ! foldable_float( f->type ) ) return unknown( f->type );
	const char * text = f->spelling->text;
	long double value = is_single( f->type ) ? strtof( text, NULL ) : is_extended( f->type )
		? strtold( text, NULL ) : strtod( text, NULL );
	return floating( value, f->type );
}

/* Functions of one integer: of int (or unsigned), and with the suffixes l and ll. */
enum { BF_POPCOUNT, BF_PARITY, BF_CLZ, BF_CTZ, BF_FFS, BF_CLRSB };
static const struct { const char * name; int function; Basic basic; } bit_functions[] = {
	{ "popcount", BF_POPCOUNT, B_UINT }, { "popcountl", BF_POPCOUNT, B_ULONG },
		{ "popcountll", BF_POPCOUNT, B_ULLONG },
	{ "parity", BF_PARITY, B_UINT }, { "parityl", BF_PARITY, B_ULONG }, { "parityll", BF_PARITY, B_ULLONG },
	{ "clz", BF_CLZ, B_UINT }, { "clzl", BF_CLZ, B_ULONG }, { "clzll", BF_CLZ, B_ULLONG },
	{ "ctz", BF_CTZ, B_UINT }, { "ctzl", BF_CTZ, B_ULONG }, { "ctzll", BF_CTZ, B_ULLONG },
	{ "ffs", BF_FFS, B_INT }, { "ffsl", BF_FFS, B_LONG }, { "ffsll", BF_FFS, B_LLONG },
	{ "clrsb", BF_CLRSB, B_INT }, { "clrsbl", BF_CLRSB, B_LONG }, { "clrsbll", BF_CLRSB, B_LLONG },
};

static Const fold_bits( int function, Const a, Basic basic, QType q ) {
	a = convert( a, type_basic( basic ) );
	if ( a.kind != CONST_INT ) return unknown( q );
	int bits = basic_info[basic].size * 8;
	unsigned long long v = (unsigned long long)a.i;
	if ( bits == 32 && function != BF_CLRSB ) v = (uint32_t)v;
	switch ( function ) {
	  case BF_POPCOUNT: return integer( __builtin_popcountll( v ), q, true );
	  case BF_PARITY: return integer( __builtin_parityll( v ), q, true );
	  case BF_CLZ: return v ? integer( __builtin_clzll( v ) - (64 - bits), q, true ) : unknown( q );
	  case BF_CTZ: return v ? integer( __builtin_ctzll( v ), q, true ) : unknown( q );
	  case BF_FFS: return integer( __builtin_ffsll( (long long)v ), q, true );
	  default: {
		unsigned long long same = (long long)v < 0 ? ~v : v;
		return integer( (same ? __builtin_clzll( same ) : 64) - (64 - bits) - 1, q, true );
	  }
	}
}

/* bswap, abs, infinities, lengths of string constants. `name` is without __builtin_. */
static Const fold_value( const char * name, Node * arg, Const a, QType q ) {
	static const struct { const char * name; Basic basic; } swaps[] = {
		{ "bswap16", B_USHORT }, { "bswap32", B_UINT }, { "bswap64", B_ULLONG }, { "abs", B_INT },
			{ "labs", B_LONG },
		{ "llabs", B_LLONG }, { "imaxabs", B_LLONG },
	};
	for ( unsigned i = 0; i < sizeof( swaps ) / sizeof( swaps[0] ); i += 1 ) {
		if ( strcmp( name, swaps[i].name ) != 0 ) continue;
		a = convert( a, type_basic( swaps[i].basic ) );
		if ( a.kind != CONST_INT ) return unknown( q );
		if ( i >= 3 ) return integer( a.i < 0 ? -a.i : a.i, q, true );
		return integer( __builtin_bswap64( (uint64_t)a.i ) >> (64 - 8 * basic_info[swaps[i].basic].size), q,
			true );
	}
	while ( arg->kind == E_CAST && arg->flags & NF_IMPLICIT ) arg = AS( Cast, arg )->arg;
	if ( strcmp( name, "strlen" ) == 0 && arg->kind == E_STRING && ! AS( StrLit, arg )->prefix )
		return integer( (__int128)strnlen( AS( StrLit, arg )->text->text,
			(size_t)AS( StrLit, arg )->length ), q, true );
	return unknown( q );
}

/* In a function gcc may know more after optimising; outside, and of pointers and aggregates, it decides at
   once. */
static Const fold_constant_p( Node * arg, QType q ) {
	Const a = fold( arg );
	if ( a.kind == CONST_INT || a.kind == CONST_FLOAT || a.kind == CONST_STRING )
		return integer( 1, q, true );
	bool decided = ! current_function || type_is_aggregate( type_of( arg ) )
		|| type_is_pointer( type_of( arg ) );
	return a.kind == CONST_NOT && decided ? integer( 0, q, true ) : unknown( q );
}

/* gcc's own functions that fold whatever their operands are, or for constants. */
static Const fold_builtin( Call * c, const char * name ) {
	QType q = c->type;
	if ( ! strncmp( name, "va_", 3 ) ) return not_constant( q );
	if ( ! strncmp( name, "inf", 3 ) || ! strncmp( name, "huge_val", 8 ) )
		return c->args ? unknown( q ) : floating( HUGE_VALL, q );
	if ( ! c->args ) return unknown( q );
	if ( ! strcmp( name, "constant_p" ) ) return fold_constant_p( c->args, q );
	if ( ! strcmp( name, "choose_expr" ) ) {
		Const test = fold( c->args );
		if ( test.kind != CONST_INT || list_length( c->args ) != 3 ) return unknown( q );
		return fold( truth( test ) ? c->args->next : c->args->next->next );
	}
	if ( ! strcmp( name, "types_compatible_p" ) ) {
		Node * x = c->args, * y = x->next;
		if ( ! y || x->kind != E_TYPE || y->kind != E_TYPE || ! AS( TypeArg, x )->of.type
			|| ! AS( TypeArg, y )->of.type ) return unknown( q );
		return integer( type_compatible( type_unqualified( AS( TypeArg, x )->of ),
			type_unqualified( AS( TypeArg, y )->of ) ), q, true );
	}
	Const a = fold( c->args );
	if ( a.kind == CONST_NOT ) return not_constant( q );
	if ( ! strcmp( name, "expect" ) || ! strcmp( name, "expect_with_probability" ) ) return convert( a, q );
	for ( unsigned i = 0; i < sizeof( bit_functions ) / sizeof( bit_functions[0] ); i += 1 )
		if ( ! strcmp( name, bit_functions[i].name ) )
			return fold_bits( bit_functions[i].function, a, bit_functions[i].basic, q );
	return fold_value( name, c->args, a, q );
}

static Const fold_call( Call * c ) {
	if ( c->fn->kind != E_NAME ) return not_constant( c->type );
	Str * id = AS( Name, c->fn )->id;
	if ( strncmp( id->text, "__builtin_", 10 ) == 0 ) return fold_builtin( c, id->text + 10 );
	return builtin_lookup( id ) ? unknown( c->type ) : not_constant( c->type );
}

/* _Alignof e: declarations may be aligned otherwise than their type. */
static bool align_of_expr( Node * e, uint64_t * n ) {
	while ( e->kind == E_UNARY && AS( Unary, e )->op == OP_EXTENSION ) e = AS( Unary, e )->arg;
	Node * d = e->kind == E_NAME ? AS( Name, e )->decl : e->kind == E_MEMBER ? AS( Member, e )->field : NULL;
	if ( d && d->kind != D_ENUMERATOR ) return declared_alignment( AS( Decl, d ), n );
	if ( e->kind == E_GENERIC || e->kind == E_STMT ) return false;
	if ( e->kind == E_UNARY && AS( Unary, e )->op == OP_DEREF && AS( Unary, e )->arg->kind == E_CAST )
		return false;
	return type_align( type_of( e ), n );
}

/* Enumerators; those of inline enumerations have been copied. */
static int count_enumerators( const Enum * e ) {
	int n = 0;
	for EACH( m, e->members ) n += m->kind == D_ENUMERATOR;
	return n;
}

/* __alignof__ knows more than _Alignof of numbers of eight bytes on i386, unless they are members. */
static uint64_t preferred_align( const Node * e, QType of, uint64_t align ) {
	while ( KIND_OF( of ) == TY_ARRAY ) of = ct( of )->of;
	if ( KIND_OF( of ) != TY_BASIC || (e && e->kind == E_MEMBER) ) return align;
	uint64_t preferred = (uint64_t)basic_preferred_align( ct( of )->basic );
	return preferred > align ? preferred : align;
}

static Const fold_sizeof( SizeOf * s ) {
	QType of = s->of.type ? s->of : s->arg ? type_of( s->arg ) : QT_ERROR;
	uint64_t n;
	if ( s->op == OP_COUNTOF )
		return KIND_OF( of ) == TY_ENUM
			? integer( count_enumerators( AS( Enum, ct( of )->decl ) ), s->type, true )
				: unknown( s->type );
	if ( s->op == OP_SIZEOF ) {
		if ( type_is_vla( of ) && type_is_array( of ) ) return not_constant( s->type );
		return type_size( of, &n ) ? integer( (__int128)n, s->type, true ) : unknown( s->type );
	}
	bool known = s->arg ? align_of_expr( s->arg, &n ) : type_align( of, &n );
	if ( known && s->op == OP_GNU_ALIGNOF ) n = preferred_align( s->arg, of, n );
	return known ? integer( (__int128)n, s->type, true ) : unknown( s->type );
}

/* A reference is the address of an object or, for a value, of a temporary. */
static Const fold_reference( Cast * c ) {
	QType from = type_of( c->arg );
	bool object = c->arg->flags & NF_LVALUE || KIND_OF( from ) == TY_FUNCTION;
	Const v = object && KIND_OF( from ) != TY_REFERENCE ? address_of( c->arg ) : fold( c->arg );
	return v.kind == CONST_NOT ? v : address( c->to );
}

static Const fold_cast( Cast * c ) {
	QType to = c->to.type ? c->to : c->type;
	if ( KIND_OF( to ) == TY_REFERENCE ) return fold_reference( c );
	Const v = fold( c->arg );
	bool literal = c->arg->kind == E_FLOAT;
	if ( type_is_array( type_of( c->arg ) ) && v.kind == CONST_STRING ) v = address( type_decay( v.type ) );
	bool strict = v.strict || literal;
	v = convert( v, to );
	v.strict = v.strict && strict;
	return v;
}

static Const fold( Node * e ) {
	QType q = type_of( e );
	if ( ! q.type || type_is_error( q ) ) return unknown( QT_ERROR );
	switch ( e->kind ) {
	  case E_INT: return type_is_real( q ) || type_is_pointer( q )
		? integer( (__int128)AS( IntLit, e )->value, q, true ) : unknown( q );
	  case E_CHAR: return integer( AS( CharLit, e )->value, q, true );
	  case E_FLOAT: return fold_float_literal( AS( FloatLit, e ) );
	  case E_STRING: return (Const){ .kind = CONST_STRING, .type = q };
	  case E_NAME: return fold_name( q, AS( Name, e )->decl );
	  case E_QUALNAME: return fold_name( q, AS( QualName, e )->decl );
	  case E_UNARY: return fold_unary( AS( Unary, e ) );
	  case E_BINARY: return fold_binary( AS( Binary, e ) );
	  case E_COND: return fold_cond( AS( Cond, e ) );
	  case E_CAST: return fold_cast( AS( Cast, e ) );
	  case E_SIZEOF: return fold_sizeof( AS( SizeOf, e ) );
	  case E_OFFSETOF: return fold_offsetof( AS( OffsetOf, e ) );
	  case E_GENERIC: return AS( Generic, e )->chosen ? fold( AS( Generic, e )->chosen ) : unknown( q );
	  case E_CALL: return fold_call( AS( Call, e ) );
	  case E_LABELADDR: return address( q );
	  case E_MEMBER: case E_INDEX:
		if ( type_is_array( q ) ) return address_of( e );
		return type_canon( q ).quals & QUAL_CONST || e->kind == E_INDEX ? unknown( q ) : not_constant( q );
	  case E_COMPOUNDLIT: return type_is_array( q ) ? address_of( e ) : unknown( q );
	  case E_ASSIGN: case E_VAARG: return not_constant( q );
	  default: return unknown( q );
	}
}

Const constant_fold( Node * e, bool complain ) {
	/* gcc sees the same expression and warns of overflow itself */
	(void)complain;
	return fold( e );
}

/* The expression that stands behind __extension__, _Generic, __builtin_choose_expr. */
static Node * meant( Node * e ) {
	for ( ;; ) {
		Node * next = NULL;
		if ( e->kind == E_UNARY && AS( Unary, e )->op == OP_EXTENSION ) next = AS( Unary, e )->arg;
		else if ( e->kind == E_GENERIC ) next = AS( Generic, e )->chosen;
		else if ( e->kind == E_CALL && AS( Call, e )->fn->kind == E_NAME
			&& list_length( AS( Call, e )->args ) == 3
			&& strcmp( AS( Name, AS( Call, e )->fn )->id->text, "__builtin_choose_expr" ) == 0 ) {
			Node * args = AS( Call, e )->args;
			Const test = fold( args );
			if ( test.kind == CONST_INT ) next = truth( test ) ? args->next : args->next->next;
		}
		if ( ! next ) return e;
		e = next;
	}
}

/* Calls that are integer constants to gcc as soon as they are read. */
static bool is_early_constant( const Call * c ) {
	return c->fn->kind == E_NAME && strcmp( AS( Name, c->fn )->id->text, "__builtin_types_compatible_p" )
		== 0;
}

bool constant_is_null_pointer( Node * e ) {
	e = meant( e );
	switch ( e->kind ) {
	  case E_INT: return AS( IntLit, e )->value == 0;
	  case E_CAST: {
		Node * arg = AS( Cast, e )->arg;
		QType to = AS( Cast, e )->to.type ? AS( Cast, e )->to : AS( Expr, e )->type;
		if ( type_is_pointer( to ) )
			return KIND_OF( type_pointee( to ) ) == TY_VOID && type_canon( type_pointee( to ) ).quals == 0
				&& type_is_integer( AS( Expr, arg )->type ) && constant_is_null_pointer( arg );
		break;
	  }
	  case E_CALL:
		if ( ! is_early_constant( AS( Call, e ) ) ) return false;
		break;
	  case E_CHAR:
	  case E_UNARY: case E_BINARY: case E_COND: case E_SIZEOF: case E_OFFSETOF: case E_NAME: break;
	  default: return false;
	}
	QType q = AS( Expr, e )->type;
	if ( ! q.type || ! (type_is_integer( q ) || KIND_OF( q ) == TY_ENUM) ) return false;
	if ( e->kind == E_NAME && (! AS( Name, e )->decl || AS( Name, e )->decl->kind != D_ENUMERATOR) )
		return false;
	Const c = fold( e );
	return c.kind == CONST_INT && c.strict && c.i == 0;
}
