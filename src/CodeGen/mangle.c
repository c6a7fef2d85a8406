/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Linkage names of C∀ declarations (chapter 10, section 16): `int f( const char * )` at file scope -> _X1fFi_PKc__1.
 * The demangler reads them back.
 */
#include <string.h>

#include "CodeGen/codegen.h"
#include "Resolve/resolve.h"

static const struct { const char * name, * text; } operators[] = {
	{ "?{}", "_constructor" }, { "^?{}", "_destructor" }, { "?()", "_operator_call" }, { "?[?]", "_operator_index" },
	{ "?=?", "_operator_assign" }, { "*?", "_operator_deref" }, { "+?", "_operator_unaryplus" },
	{ "-?", "_operator_unaryminus" }, { "~?", "_operator_bitnot" }, { "!?", "_operator_lognot" },
	{ "++?", "_operator_preincr" }, { "--?", "_operator_predecr" }, { "?++", "_operator_postincr" },
	{ "?--", "_operator_postdecr" }, { "?*?", "_operator_multiply" }, { "?/?", "_operator_divide" },
	{ "?%?", "_operator_modulus" }, { "?+?", "_operator_add" }, { "?-?", "_operator_subtract" },
	{ "?\\?", "_operator_exponential" }, { "?<<?", "_operator_shiftleft" }, { "?>>?", "_operator_shiftright" },
	{ "?<?", "_operator_less" }, { "?>?", "_operator_greater" }, { "?<=?", "_operator_lessequal" },
	{ "?>=?", "_operator_greaterequal" }, { "?==?", "_operator_equal" }, { "?!=?", "_operator_notequal" },
	{ "?&?", "_operator_bitand" }, { "?^?", "_operator_bitxor" }, { "?|?", "_operator_bitor" },
	{ "?*=?", "_operator_multassign" }, { "?/=?", "_operator_divassign" }, { "?%=?", "_operator_modassign" },
	{ "?+=?", "_operator_addassign" }, { "?-=?", "_operator_subassign" }, { "?\\=?", "_operator_expassign" },
	{ "?<<=?", "_operator_shiftleftassign" }, { "?>>=?", "_operator_shiftrightassign" },
	{ "?&=?", "_operator_bitandassign" }, { "?^=?", "_operator_bitxorassign" }, { "?|=?", "_operator_bitorassign" },
};

static void put_name( Buf * b, const Str * name ) {
	for ( unsigned i = 0; i < sizeof( operators ) / sizeof( operators[0] ); i += 1 )
		if ( strcmp( operators[i].name, name->text ) == 0 ) {
			buf_printf( b, "%zu%s", strlen( operators[i].text ), operators[i].text );
			return;
		}
	if ( name->text[0] == '?' && name->text[1] == '`' )
		buf_printf( b, "%zu__postfix_func_%s", strlen( "__postfix_func_" ) + name->len - 2, name->text + 2 );
	else buf_printf( b, "%u%s", name->len, name->text );
}

static const char * const codes[B_COUNT] = {
	[B_BOOL] = "b", [B_CHAR] = "c", [B_SCHAR] = "a", [B_UCHAR] = "h", [B_SHORT] = "s", [B_USHORT] = "t", [B_INT] = "i",
	[B_UINT] = "j", [B_LONG] = "l", [B_ULONG] = "m", [B_LLONG] = "x", [B_ULLONG] = "y", [B_INT128] = "n",
	[B_UINT128] = "o", [B_FLOAT16] = "DF16_", [B_FLOAT16_C] = "CDF16_", [B_FLOAT32] = "DF32_", [B_FLOAT32_C] = "CDF32_",
	[B_FLOAT] = "f", [B_FLOAT_C] = "Cf", [B_FLOAT32X] = "DF32x_", [B_FLOAT32X_C] = "CDF32x_", [B_FLOAT64] = "DF64_",
	[B_FLOAT64_C] = "CDF64_", [B_DOUBLE] = "d", [B_DOUBLE_C] = "Cd", [B_FLOAT64X] = "DF64x_", [B_FLOAT64X_C] = "CDF64x_",
	[B_FLOAT80] = "Dq", [B_LDOUBLE] = "e", [B_LDOUBLE_C] = "Ce", [B_FLOAT128GNU] = "g", [B_FLOAT128] = "DF128_",
	[B_FLOAT128_C] = "CDF128_", [B_FLOAT128X] = "DF128x_", [B_FLOAT128X_C] = "CDF128x_", [B_DECIMAL32] = "Df",
	[B_DECIMAL64] = "Dd", [B_DECIMAL128] = "De", [B_CHAR_C] = "Cc", [B_SHORT_C] = "Cs", [B_INT_C] = "Ci", [B_UINT_C] = "Cj",
	[B_LONG_C] = "Cl", [B_LLONG_C] = "Cx", [B_ZERO] = "Z", [B_ONE] = "O",
};

static void put_type( Buf *, QType, bool quals );

/* A tag; an unnamed one goes by the typedef that names it, if any. */
static void put_tag( Buf * b, const Type * t, QType as ) {
	const Agg * generic = t->generic ? AS( const Agg, t->generic ) : NULL;
	const Str * name = generic ? generic->name : t->kind == TY_ENUM ? AS( Enum, t->decl )->name : AS( Agg, t->decl )->name;
	const Str * own = generic ? generic->cname : t->kind == TY_ENUM ? AS( Enum, t->decl )->cname : AS( Agg, t->decl )->cname;
	if ( name && own ) name = own;                              /* S.T is S__T */
	if ( ! name && as.type->kind == TY_TYPEDEF ) name = AS( Decl, as.type->decl )->name;
	buf_putc( b, t->kind == TY_ENUM ? 'M' : t->kind == TY_UNION ? 'U' : 'S' );
	if ( name ) buf_printf( b, "%u%s", name->len, name->text );
	else {
		char number[24];
		int len = snprintf( number, sizeof( number ), "__anonymous%u", t->id );
		buf_printf( b, "%d%s", len, number );
	}
	if ( ! t->n ) return;
	buf_putc( b, '_' );
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		const Type * a = ct( t->args[i] );
		if ( a->kind == TY_ARRAY && a->dim == DIM_CONST ) buf_printf( b, "D%lld_", (long long)a->length );
		else put_type( b, t->args[i], true );
	}
	buf_putc( b, '_' );
}

static void put_function( Buf * b, const Type * t ) {
	buf_putc( b, 'F' );
	if ( KIND_OF( t->of ) == TY_VOID ) buf_putc( b, 'v' ); else put_type( b, t->of, true );
	buf_putc( b, '_' );
	for ( uint32_t i = 0; i < t->n; i += 1 ) put_type( b, t->args[i], false );
	buf_putc( b, '_' );
}

static void put_quals( Buf * b, unsigned quals ) {
	if ( quals & QUAL_CONST ) buf_putc( b, 'K' );
	if ( quals & QUAL_VOLATILE ) buf_putc( b, 'V' );
	if ( quals & QUAL_ATOMIC ) buf_puts( b, "DA" );
}

/* `quals`: whether const, volatile and _Atomic of the outermost type count. */
static void put_type( Buf * b, QType q, bool quals ) {
	QType c = type_canon( q );
	const Type * t = c.type;
	if ( quals ) put_quals( b, c.quals );
	if ( c.quals & QUAL_MUTEX ) buf_putc( b, 'X' );
	switch ( t->kind ) {
	  case TY_VOID: buf_putc( b, 'v' ); break;
	  case TY_BASIC: buf_puts( b, codes[t->basic] ? codes[t->basic] : "i" ); break;
	  case TY_REFERENCE: put_type( b, t->of, true ); break;
	  case TY_POINTER:
		if ( KIND_OF( t->of ) != TY_FUNCTION ) buf_putc( b, 'P' );
		put_type( b, t->of, true );
		break;
	  case TY_ARRAY: buf_puts( b, "A0" ); put_type( b, t->of, true ); break;
	  case TY_FUNCTION: put_function( b, t ); break;
	  case TY_STRUCT: case TY_UNION: case TY_ENUM: put_tag( b, t, q ); break;
	  case TY_TUPLE:
		buf_printf( b, "T%u", t->n );
		for ( uint32_t i = 0; i < t->n; i += 1 ) put_type( b, t->args[i], true );
		break;
	  case TY_VECTOR: buf_printf( b, "Dv%lld_", (long long)t->length ); put_type( b, t->of, true ); break;
	  case TY_VAR: {
		const Str * name = AS( TypeParam, t->decl )->name;
		buf_printf( b, "Y%u%s", name ? name->len : 0, name ? name->text : "" );
		break;
	  }
	  default: buf_putc( b, 'v' ); break;
	}
}

Str * mangle_type( QType q ) {
	Buf b = { 0 };
	put_type( &b, q, true );
	return intern( b.at, b.len );
}

Str * mangle( Decl * d ) {
	Buf b = { 0 };
	buf_puts( &b, "_X" );
	put_name( &b, d->name );
	put_type( &b, d->type, true );
	buf_printf( &b, "_%d", d->level > 0 ? d->level : 1 );
	return intern( b.at, b.len );
}
