/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types of constants: chapter 01, sections 2.4 to 2.6; C mode gives them the types C gives them (17.1).
 *
 *     10u    unsigned int          'x'    char (C mode: int)          0      zero_t (C mode: int)
 */
#include "Resolve/candidate.h"

/* Largest value of an integer type of n bytes. */
static unsigned __int128 max_of( int bytes, bool is_signed ) {
	return (unsigned __int128)-1 >> (128 - 8 * bytes + is_signed);
}

/* First type of C's list that holds the value. */
static Basic first_fit( int lit, unsigned __int128 value ) {
	static const Basic signed_types[] = { B_INT, B_LONG, B_LLONG, B_INT128 };
	static const Basic unsigned_types[] = { B_UINT, B_ULONG, B_ULLONG, B_UINT128 };
	bool decimal = ! (lit & LIT_OTHER_RADIX), u = lit & LIT_U;
	int from = lit & LIT_LL ? 2 : lit & LIT_L ? 1 : 0;
	int types = machine.pointer < 8 ? 3 : 4;             /* no __int128 on 32 bits */
	for ( int i = from; i < types; i += 1 ) {
		int bytes = basic_info[signed_types[i]].size;
		if ( ! u && value <= max_of( bytes, true ) ) return signed_types[i];
		if ( u || ! decimal || (! options.c_mode && i == 1) ) {
			if ( value <= max_of( bytes, false ) ) return unsigned_types[i];
		}
	}
	return types == 4 ? B_UINT128 : B_ULLONG;
}

/* Type of an integer constant from its suffix, radix and value (chapter 01, 2.4). */
static QType int_type( const IntLit * l ) {
	int lit = l->lit;
	bool u = lit & LIT_U;
	if ( lit & LIT_P ) return type_literal_pointer();
	if ( lit & LIT_I ) {
		if ( ! options.c_mode ) return type_basic( B_DOUBLE_C );
		switch ( first_fit( lit & ~LIT_I, l->value ) ) {
		  case B_INT: return type_basic( B_INT_C );
		  case B_UINT: return type_basic( B_UINT_C );
		  case B_LLONG: return type_basic( B_LLONG_C );
		  default: return type_basic( B_LONG_C );
		}
	}
	if ( ! options.c_mode && lit & LIT_ZERO ) return type_basic( B_ZERO );
	if ( ! options.c_mode && lit & LIT_ONE ) return type_basic( B_ONE );
	if ( lit & LIT_Z ) return type_basic( machine.size );
	if ( lit & (LIT_HH | LIT_8) ) return type_basic( u ? B_UCHAR : B_SCHAR );
	if ( lit & (LIT_H | LIT_16) ) return type_basic( u ? B_USHORT : B_SHORT );
	if ( lit & (LIT_N | LIT_32) ) return type_basic( u ? B_UINT : B_INT );
	if ( lit & LIT_64 ) return type_basic( u ? machine.uint64 : machine.int64 );
	if ( lit & LIT_128 ) return type_basic( B_UINT128 );
	return type_basic( first_fit( lit, l->value ) );
}

static QType float_type( const FloatLit * l ) {
	Basic b = l->basic;
	if ( ! options.c_mode ) {               /* decimal constants count as binary ones (chapter 01, 2.5) */
		if ( b == B_DECIMAL32 ) b = B_FLOAT;
		if ( b == B_DECIMAL64 ) b = B_DOUBLE;
		if ( b == B_DECIMAL128 ) b = B_LDOUBLE;
	}
	return l->imaginary ? complex_of( type_basic( b ) ) : type_basic( b );
}

static QType char_type( int prefix ) {
	switch ( prefix ) {
	  case 'L': return type_basic( machine.wide );
	  case 'u': return type_basic( B_USHORT );
	  case 'U': return type_basic( B_UINT );
	  default: return type_basic( B_CHAR );
	}
}

/* Type a constant. String constants are lvalues: arrays of unqualified characters. */
Node * rexpr_literal( Node * e ) {
	switch ( e->kind ) {
	  case E_INT:
		AS( Expr, e )->type = int_type( AS( IntLit, e ) );
		break;
	  case E_FLOAT:
		AS( Expr, e )->type = float_type( AS( FloatLit, e ) );
		break;
	  case E_CHAR: {
		int prefix = AS( CharLit, e )->prefix;
		AS( Expr, e )->type = options.c_source && ! prefix ? type_basic( B_INT ) : char_type( prefix );
		break;
	  }
	  default: {
		StrLit * s = AS( StrLit, e );
		s->type = type_array( char_type( s->prefix ), DIM_CONST, (int64_t)s->length + 1, NULL );
		s->flags |= NF_LVALUE;
	  }
	}
	return e;
}
