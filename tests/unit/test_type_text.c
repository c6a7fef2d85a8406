/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types as text: what is printed of a declaration's type must declare the same to gcc.
 */
#undef NDEBUG
#include "Parser/parser.h"
#include "Resolve/resolve.h"
#include "input.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { N_RANDOM = 400 };

static const char head[] =
	"struct S { int m; }; union U { int m; }; enum E { E0 }; typedef int I; typedef const int CI; typedef int * P;\n"
	"typedef int A3[3];\n"
	"typedef int F( int ); typedef float V __attribute__((vector_size( 16 ))); typedef __builtin_va_list L;\n";

/* ===== random declarators =============================================================================== */

static uint32_t state = 12345;
static unsigned below( unsigned n ) {
	state = state * 1664525u + 1013904223u;
	return (state >> 10) % n;
}

static const char * const leaves[] = {
	"int", "const char", "volatile unsigned long", "struct S", "const union U", "enum E", "I", "CI", "P",
		"const P", "double _Complex",
	"__int128", "_Bool", "long double", "V", "const V", "_Atomic int", "void *", "const volatile short",
		"unsigned char", "L *", "F *", "A3",
};

static const char * parameters( unsigned depth );

/* `inner` declared as pointers, arrays and functions: no function returns an array or function, no array
   has functions. */
static const char * declarator( const char * inner, unsigned depth, bool may_function, bool may_array ) {
	if ( depth == 0 ) return inner;
	switch ( below( 4 ) ) {
	  case 0: case 1: {
		static const char * const quals[] = { "", "const ", "volatile ", "_Atomic const ",
			"const volatile " };
		return declarator( intern_fmt( "( * %s%s )", quals[below( 5 )], inner )->text, depth - 1, true,
			true );
	  }
	  case 2:
		if ( ! may_array ) return inner;
		return declarator( intern_fmt( "%s[%u]", inner, below( 9 ) + 1 )->text, depth - 1, false, true );
	  default:
		if ( ! may_function ) return inner;
		return declarator( intern_fmt( "%s( %s )", inner, parameters( depth - 1 ) )->text, depth - 1, false,
			false );
	}
}

static const char * declaration( const char * name, unsigned depth, bool top ) {
	const char * d = declarator( name, depth, ! top, true );
	return intern_fmt( "%s %s", leaves[below( sizeof( leaves ) / sizeof( leaves[0] ) - 1 )], d )->text;
}

static const char * parameters( unsigned depth ) {
	switch ( below( 5 ) ) {
	  case 0: return "void";
	  case 1: return "";
	  case 2: return intern_fmt( "%s, ...", declaration( "", depth, true ) )->text;
	  case 3: return declaration( "", depth, true );
	  default: return intern_fmt( "%s, %s", declaration( "", depth, true ),
		declaration( "x", depth, false ) )->text;
	}
}

/* ===== printing ========================================================================================= */

static const char * const fixed[] = {
	"int x", "char * const * x", "int ( * x( int, char ) )[3]", "int ( * ( * x[4] )( void ) )( int, ... )",
		"void ( * x( int, void ( * )( int ) ) )( int )",
	"const A3 x", "const A3 * x", "A3 * const x[2]", "F x", "F * x( void )", "int ( * x )()",
		"int x( int a[3], F f, const int c )",
	"L x", "void x( L )", "void x( __builtin_va_list * )", "int x( int n, int ( * )[*] )",
		"struct S * restrict x", "V * x[2]", "_Atomic int * x",
	"_Atomic( int * ) x", "_Atomic( int * ) ( * x )[2]", "int __attribute__((aligned( 16 ))) * x",
		"__typeof__( int * ) const x", "unsigned x[]", "const enum E * x",
};
enum { N_FIXED = sizeof( fixed ) / sizeof( fixed[0] ), N = N_FIXED + N_RANDOM };

/* `fixed` declarations under the name `name`. */
static const char * renamed( const char * text, const char * name ) {
	const char * x = NULL;
	for ( const char * p = text + 1; *p; p += 1 )
		if ( *p == 'x' && strchr( " *", p[-1] ) && ! strchr( "abcdefghijklmnopqrstuvwxyz", p[1] ) )
			x = x ? x : p;
	if ( ! x ) x = text + strlen( text ) - 1;
	return intern_fmt( "%.*s%s%s", (int)(x - text), text, name, x + 1 )->text;
}

int main( void ) {
	options.c_mode = true;
	Buf source = { 0 };
	buf_puts( &source, head );
	for ( unsigned i = 0; i < N; i += 1 ) {
		const char * name = intern_fmt( "x%u", i )->text;
		const char * text = i < N_FIXED
			? renamed( fixed[i], name ) : declaration( name, 1 + below( 6 ), false );
		buf_printf( &source, "extern %s;\n", text );
	}
	Input input = input_text( buf_text( &source ) );
	Unit * unit = parse_unit( input.text, input.len );
	resolve_unit( unit );
	diag_flush();
	assert( diag_errors() == 0 );

	TypePrinter printer = { 0 };
	FILE * gcc = popen( "gcc -std=gnu11 -w -fsyntax-only -fmax-errors=5 -x c -", "w" );
	assert( gcc );
	fprintf( gcc, "# 1 \"written\"\n%s# 1 \"printed\"\n", buf_text( &source ) );
	for ( unsigned i = 0; i < N; i += 1 ) {
		Binding * b = scope_lookup( intern_fmt( "x%u", i ) );
		assert( b );
		Buf out = { 0 };
		type_print( &printer, &out, AS( Decl, b->decl )->type, intern_fmt( "x%u", i )->text );
		fprintf( gcc, "extern %s;\n", buf_text( &out ) );
	}
	return pclose( gcc ) != 0;
}
