/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Linkage names: equal for equal keys, different otherwise, and read back by the demangler, which takes any text.
 */
#undef NDEBUG
#include "CodeGen/codegen.h"
#include "Parser/parser.h"
#include "Resolve/polymorph.h"
#include "demangle.h"
#include "input.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char program[] =
	"struct S { struct In { int a; } m; }; union W { int i; }; enum E { A }; typedef struct { int x; } T, * PT;\n"
	"typedef T U; forall( T ) struct box { T t; }; forall( [N], T ) struct arr { T t[N]; };\n"
	"int f( const char * ); double f( S &, union W, E ); void f( T ); void f( PT ); void f( S.In & );\n"
	"void f( int, ... ); void f( int (*)( long ), int [3] ); void f( box( box( int ) ) & ); void f( arr( 3, int ) & );\n"
	"void f( arr( 4, int ) & ); void f( const S & ); void f( S & ); void f( int (*(*)( void ))( char ) );\n"
	"S ?+?( S, S ); S _operator_add( S, S ); int ?`mm( int ); void ?{}( S &, int ); void ^?{}( S & );\n"
	"forall( T ) T id( T ); forall( R & ) R & id( R & ); forall( T * ) void id( T & );\n"
	"forall( T, U | { int foo( T, U ); } ) U id( T ); forall( T, U | { int foo( U, T ); } ) U id( T );\n"
	"int (*fp)( int ); const int ci; long double _Complex z; unsigned __int128 o; int a3[3]; void f( volatile int & );\n";

static const char * const expected[] = {
	"int f( const char * )", "double f( S, W, E )", "void f( T )", "void f( T * )", "void f( S.In )",
	"void f( int, ... )", "void f( int (*)( long ), int * )", "void f( box( box( int ) ) )", "void f( arr( 3, int ) )",
	"void f( arr( 4, int ) )", "void f( const S )", "void f( S )", "S ?+?( S, S )", "S _operator_add( S, S )",
	"int ?`mm( int )", "void ?{}( S, int )", "void ^?{}( S )", "int fp( int )", "const int ci", "long double _Complex z",
	"unsigned __int128 o", "int a3[]", "void f( volatile int )",
};

static VEC( Str * ) names;

static char * read_back( const char * mangled ) {
	char * text = cforall_demangle( mangled, 0 );
	assert( text );
	return text;
}

/* All declarations of a name: the linkage names differ, and the demangler reads them. */
static void check_name( const char * name ) {
	for ( Binding * b = scope_lookup( intern_cstr( name ) ); b; b = b->outer ) {
		if ( b->level != 1 || AS( Decl, b->decl )->flags & NF_C_LINKAGE ) continue;
		Str * mangled = mangle( AS( Decl, b->decl ) );
		for ( uint32_t i = 0; i < names.len; i += 1 ) assert( names.at[i] != mangled );
		vec_push( &names, mangled );
		char * text = read_back( mangled->text );
		if ( strcmp( text, mangled->text ) == 0 ) printf( "not read: %s\n", mangled->text );
		assert( strcmp( text, mangled->text ) != 0 );
		free( text );
	}
}

static void check_texts( void ) {
	for ( unsigned i = 0; i < sizeof( expected ) / sizeof( expected[0] ); i += 1 ) {
		bool found = false;
		for ( uint32_t k = 0; k < names.len && ! found; k += 1 ) {
			char * text = read_back( names.at[k]->text );
			found = strcmp( text, expected[i] ) == 0;
			free( text );
		}
		if ( ! found ) printf( "missing: %s\n", expected[i] );
		assert( found );
	}
}

/* A type without tag is known by its typedef, whatever else the unit has. */
static void test_stable( void ) {
	bool found = false;
	for ( uint32_t i = 0; i < names.len; i += 1 ) found |= strcmp( names.at[i]->text, "_X1fFv_S01T__1" ) == 0;
	assert( found );
	assert( strcmp( mangle_type( type_reference( type_basic( B_INT ) ) )->text, "Ri" ) == 0 );
}

/* Codes of basic types are a prefix code. */
static void test_codes( void ) {
	for ( int a = 0; a < B_COUNT; a += 1 )
		for ( int b = 0; b < B_COUNT; b += 1 ) {
			const Str * x = mangle_type( type_basic( a ) ), * y = mangle_type( type_basic( b ) );
			assert( a == b || strncmp( x->text, y->text, x->len ) != 0 );
		}
}

/* Damaged names give some text, quickly. */
static void test_damage( void ) {
	static const char alphabet[] = "0123456789_PFSUMNETIABDKVXQYLrzw";
	unsigned long seed = 12345;
	for ( unsigned round = 0; round < 40000; round += 1 ) {
		char name[1024];
		const Str * from = names.at[round % names.len];
		if ( from->len >= sizeof( name ) ) continue;
		memcpy( name, from->text, from->len + 1 );
		for ( unsigned change = 0; change <= round % 3; change += 1 ) {
			seed = seed * 6364136223846793005UL + 1442695040888963407UL;
			unsigned at = (unsigned)(seed >> 33) % from->len;
			name[at] = round % 5 == 0 ? '\0' : alphabet[(seed >> 20) % (sizeof( alphabet ) - 1)];
		}
		free( read_back( name ) );
	}
	static const char * const heads[] = { "_X1f", "_X1fP", "_X1fF", "_X1fFF", "_X1fN", "_X1fT99", "_X1fQ9_9_9_9_", "_T" };
	for ( unsigned i = 0; i < sizeof( heads ) / sizeof( heads[0] ); i += 1 )
		for ( const char * c = "PFNTAQ9_LS"; *c; c += 1 ) {
			char name[5000];
			memset( name, *c, sizeof( name ) );
			memcpy( name, heads[i], strlen( heads[i] ) );
			name[sizeof( name ) - 1] = '\0';
			free( read_back( name ) );
		}
}

int main( void ) {
	Input input = input_text( program );
	Unit * unit = parse_unit( input.text, input.len );
	resolve_unit( unit );
	diag_flush();
	assert( diag_errors() == 0 );
	static const char * const checked[] = { "f", "?+?", "_operator_add", "?`mm", "?{}", "^?{}", "id", "fp", "ci", "z", "o", "a3" };
	for ( unsigned i = 0; i < sizeof( checked ) / sizeof( checked[0] ); i += 1 ) check_name( checked[i] );
	check_texts();
	test_stable();
	test_codes();
	test_damage();
	return 0;
}
