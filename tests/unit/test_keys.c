/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Identity of declarations: which types have the same key (chapter 03, 1.2), and the notation of types in
 * messages (chapter 10, 13.3).
 */
#undef NDEBUG
#include "Parser/parser.h"
#include "Resolve/resolve.h"
#include "input.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

static const char program[] =
	"struct S { int m; }; typedef int I; typedef int * P;\n"
	"int i; const int ci; I ti; long l; int * p; P tp; const int * pc; int * restrict pr; int * const cp;\n"
	"int & r; int a3[3]; int a4[4];\n"
	"void f( int ); void fc( const int ); void fr( int & ); void frc( const int & ); void (* fp)( int );\n"
	"int fi( int );\n"
	"void fs( S & ); void fsc( const S & ); void fsm( S & mutex ); void fp1( int * ); void fpc( const int * );\n"
	"void fpr( int * restrict );\n"
	"void fa( int x[5] ); void fv( int, ... ); void ft( I ); void ff( void g( int ) ); void ffp( void (* g)( int ) );\n";

static QType type_named( const char * name ) {
	Binding * b = scope_lookup( intern_cstr( name ) );
	assert( b );
	return AS( Decl, b->decl )->type;
}

static bool same( const char * a, const char * b ) {
	return type_key( type_named( a ) ) == type_key( type_named( b ) );
}

static void test_keys( void ) {
	assert( same( "i", "ti" ) && ! same( "i", "ci" ) && ! same( "i", "l" ) && same( "i", "r" ) );
	assert( same( "p", "tp" ) && ! same( "p", "pc" ) && same( "p", "pr" ) && ! same( "p", "cp" ) );
	assert( same( "a3", "a4" ) && ! same( "a3", "p" ) );
	assert( same( "f", "fc" ) && same( "f", "fr" ) && ! same( "fr", "frc" ) && same( "f", "fp" )
		&& same( "f", "ft" ) );
	assert( ! same( "f", "fi" ) && ! same( "f", "fv" ) && ! same( "fs", "fsc" ) && ! same( "fs", "fsm" ) );
	assert( ! same( "fp1", "fpc" ) && same( "fp1", "fpr" ) && same( "fp1", "fa" ) && same( "ff", "ffp" ) );
}

static void expect( const char * name, const char * text ) {
	const char * got = type_message( type_named( name ) );
	if ( strcmp( got, text ) == 0 ) return;
	printf( "%s: %s\n", name, got );
	assert( false );
}

static void test_messages( void ) {
	expect( "i", "signed int" );
	expect( "pc", "pointer to const signed int" );
	expect( "cp", "const pointer to signed int" );
	expect( "r", "reference to signed int" );
	expect( "fs",
		"function\n... with parameters\n  reference to instance of struct S with body\n... returning nothing\n" );
	expect( "fi", "function\n... with parameters\n  signed int\n... returning\n  signed int\n" );
	expect( "fv",
		"function\n... with parameters\n  signed int\n  and a variable number of other arguments\n... returning nothing\n" );
}

int main( void ) {
	Input input = input_text( program );
	Unit * unit = parse_unit( input.text, input.len );
	resolve_unit( unit );
	diag_flush();
	assert( diag_errors() == 0 );
	test_keys();
	test_messages();
	return 0;
}
