/* SPDX-License-Identifier: BSD-3-Clause
 *
 * C's assignment (6.5.16.1) between all pairs of a list of types: the verdicts are compared with gcc's own.
 */
#undef NDEBUG
#include "Parser/parser.h"
#include "Resolve/resolve.h"
#include "input.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* One declaration of each type: `a` stands for the name. */
static const char head[] =
	"struct S { int m; }; struct I; union U { int i; float f; }; enum E { E0 }; enum N { N0 = -1 };\n"
	"typedef union { int * p; const char * q; } T __attribute__((transparent_union));\n"
	"typedef int V4 __attribute__((vector_size( 16 ))); typedef float F4 __attribute__((vector_size( 16 )));\n"
	"typedef unsigned W4 __attribute__((vector_size( 16 ))); typedef int * P;\n";
static const char * const types[] = {
	"_Bool a", "char a", "unsigned char a", "short a", "int a", "unsigned a", "long a", "unsigned long a",
		"__int128 a",
	"float a", "double a", "long double a", "_Complex double a", "enum E a", "enum N a", "struct S a",
		"union U a", "T a",
	"V4 a", "W4 a", "F4 a",
	"void * a", "const void * a", "volatile void * a", "char * a", "const char * a", "signed char * a",
		"unsigned char * a",
	"int * a", "const int * a", "volatile int * a", "int * restrict a", "P a", "const P * a", "unsigned * a",
		"long * a",
	"unsigned long * a", "long long * a", "enum E * a", "enum N * a", "double * a", "_Bool * a",
		"struct S * a",
	"const struct S * a", "struct I * a", "union U * a", "int ** a", "const int ** a", "int * const * a",
		"void ** a",
	"char ** a", "const char * const * a", "int ( * a )( void )", "int ( * a )()", "int ( * a )( int )",
		"void ( * a )( void )",
	"int ( * a )( char )", "int ( * a )( const int )", "int ( * a )( int, ... )", "int ( * a )( float )",
		"int ( * a )( enum E )",
	"int ( * a )[3]", "int ( * a )[4]", "int ( * a )[]", "const int ( * a )[3]", "int ( ** a )( void )",
	"int * ( * a )( void )", "V4 * a", "W4 * a", "_Atomic int * a", "struct { int x; } * a",
};
enum { N_TYPES = sizeof( types ) / sizeof( types[0] ) };

/* types[i] with another name in the place of `a`, the last word a. */
static void declare( Buf * out, unsigned i, const char * name ) {
	const char * t = types[i], * a = NULL;
	for ( const char * p = t + 1; *p; p += 1 )
		if ( *p == 'a' && strchr( " *", p[-1] ) && strchr( " )[(", p[1] ) ) a = p;
	assert( a );
	buf_printf( out, "extern %.*s%s%s;\n", (int)(a - t), t, name, a + 1 );
}

static QType type_named( unsigned i ) {
	Binding * b = scope_lookup( intern_fmt( "a%u", i ) );
	assert( b );
	return AS( Decl, b->decl )->type;
}

static Verdict verdict_of( const char * message ) {
	static const struct { const char * text; Verdict verdict; } known[] = {
		{ "discards", V_DISCARDS_QUALIFIERS }, { "differ in signedness", V_SIGN_MISMATCH },
			{ "pointer from integer", V_POINTER_FROM_INT },
		{ "integer from pointer", V_INT_FROM_POINTER }, { "incompatible pointer type", V_POINTER_MISMATCH },
			{ "error:", V_ERROR },
	};
	for ( unsigned i = 0; i < sizeof( known ) / sizeof( known[0] ); i += 1 )
		if ( strstr( message, known[i].text ) ) return known[i].verdict;
	return V_OK;
}

int main( void ) {
	options.c_mode = true;
	Buf declarations = { 0 };
	buf_puts( &declarations, head );
	for ( unsigned i = 0; i < N_TYPES; i += 1 ) declare( &declarations, i, intern_fmt( "a%u", i )->text );
	Input input = input_text( buf_text( &declarations ) );
	Unit * unit = parse_unit( input.text, input.len );
	resolve_unit( unit );
	assert( diag_errors() == 0 );

	/* line 1000 * i + j + base: a<i> = a<j> */
	char name[] = "/tmp/assignment-XXXXXX.c";
	FILE * file = fdopen( mkstemps( name, 2 ), "w" );
	assert( file );
	fprintf( file, "%svoid f( void ) {\n", buf_text( &declarations ) );
	for ( unsigned i = 0; i < N_TYPES; i += 1 )
		for ( unsigned j = 0; j < N_TYPES; j += 1 )
			fprintf( file, "# %u \"pair\"\na%u = a%u;\n", 1000 * i + j + 1, i, j );
	fprintf( file, "}\n" );
	fclose( file );

	static Verdict expected[N_TYPES][N_TYPES];
	FILE * gcc = popen( intern_fmt( "LC_ALL=C gcc -std=gnu11 -Wpointer-sign -fmax-errors=0 -fsyntax-only"
		" -fno-diagnostics-show-caret %s 2>&1", name )->text, "r" );
	assert( gcc );
	char line[1000];
	while ( fgets( line, sizeof( line ), gcc ) ) {
		unsigned number;
		Verdict v = verdict_of( line );
		if ( sscanf( line, "pair:%u:", &number ) != 1 || v == V_OK ) continue;
		expected[(number - 1) / 1000][(number - 1) % 1000] = v;
	}
	pclose( gcc );
	unlink( name );

	unsigned wrong = 0;
	for ( unsigned i = 0; i < N_TYPES; i += 1 )
		for ( unsigned j = 0; j < N_TYPES; j += 1 ) {
			Verdict v = convert_c( type_named( i ), type_named( j ), false );
			if ( v == expected[i][j] ) continue;
			wrong += 1;
			printf( "(%s) = (%s): %d, gcc says %d\n", types[i], types[j], v, expected[i][j] );
		}
	printf( "%u pairs, %u wrong\n", N_TYPES * N_TYPES, wrong );
	return wrong != 0;
}
