/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Costs of conversions and casts: the check values and worked costs of chapter 03, 4.2 to 4.10; common
 * types of 4.7.
 */
#undef NDEBUG
#include "Parser/parser.h"
#include "Resolve/resolve.h"
#include "input.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

static const char program[] =
	"struct S { int m; }; struct Q { int m; }; enum E { E0, E1 }; enum F { F0 }; enum() O { O0 }; enum( double ) D { D0 };\n"
	"enum( int ) A { A0, A1 }; enum( int ) B { inline A, B0 }; enum( int ) C { inline B, C0 };\n"
	"_Bool b; char c; signed char sc; unsigned char uc; short s; unsigned short us; int i; unsigned u;\n"
	"long l; unsigned long ul;\n"
	"long long ll; unsigned long long ull; __int128 x; float f; double d; long double ld; double _Complex dc;\n"
	"float _Complex fc;\n"
	"const int ci; volatile int vi; int * p; const int * pc; int ** pp; const int ** ppc; void * v;\n"
	"const void * vc; double * pd;\n"
	"char * str; char a[4]; enum E e; enum E * pe; enum F g; enum() O o; enum( double ) D t; enum A ea;\n"
	"enum B eb; enum C ec;\n"
	"S st; Q sq; int & r; const int & rc; int && rr; volatile int & rv; const double & rd; void (* fp)( int & );\n"
	"void (* fpc)( const int & ); void fn( int & );\n";

/* The type of a variable above, of zero_t, one_t, void or of 0p. */
static QType type_named( const char * name ) {
	if ( strcmp( name, "zero" ) == 0 ) return type_basic( B_ZERO );
	if ( strcmp( name, "one" ) == 0 ) return type_basic( B_ONE );
	if ( strcmp( name, "void" ) == 0 ) return type_void();
	if ( strcmp( name, "0p" ) == 0 ) return type_literal_pointer();
	Binding * b = scope_lookup( intern_cstr( name ) );
	assert( b );
	return AS( Decl, b->decl )->type;
}

typedef Cost (*Price)( QType, QType, bool );
enum { NEVER = -1 };
static unsigned wrong;

/* Expect a cost of unsafe, implicit, safe, sign, specialisation, reference from the type of one variable to
   another's. */
static void expect( Price price, const char * from, const char * to, bool lvalue, int unsafe, int implicit,
	int safe, int sign, int ref ) {
	Cost want = COST_ZERO;
	if ( unsafe == NEVER ) want = COST_INFINITE;
	else {
		int units[] = { ref, 0, 0, sign, safe, 0, implicit, unsafe };
		for ( int k = 0; k < 8; k += 1 ) if ( units[k] ) want = cost_add( want, cost_of( k, units[k] ) );
	}
	Cost got = price( type_named( from ), type_named( to ), lvalue );
	if ( got == want ) return;
	wrong += 1;
	printf( "%s -> %s:", from, to );
	for ( int k = 7; k >= 0; k -= 1 ) printf( " %d", cost_units( got, k ) );
	printf( ", not" );
	for ( int k = 7; k >= 0; k -= 1 ) printf( " %d", cost_units( want, k ) );
	printf( "\n" );
}

static void value( const char * from, const char * to, int unsafe, int safe, int sign ) {
	expect( convert_cost, from, to, false, unsafe, 0, safe, sign, 0 );
}
static void never( const char * from, const char * to ) {
	expect( convert_cost, from, to, true, NEVER, 0, 0, 0, 0 );
}

static void bind( const char * from, const char * to, bool lvalue, int unsafe, int safe, int ref ) {
	expect( convert_cost, from, to, lvalue, unsafe, 0, safe, 0, ref );
}
static void cast( const char * from, const char * to, int unsafe, int safe, int sign ) {
	expect( cast_cost, from, to, false, unsafe, 0, safe, sign, 0 );
}

static void test_arithmetic( void ) {
	value( "b", "i", 0, 3, 0 ); value( "c", "i", 0, 2, 0 ); value( "c", "u", 0, 3, 1 );
	value( "s", "i", 0, 1, 0 );
	value( "i", "u", 0, 1, 1 ); value( "i", "l", 0, 1, 0 ); value( "i", "ul", 0, 2, 1 );
	value( "i", "f", 0, 8, 0 );
	value( "i", "d", 0, 14, 0 ); value( "u", "l", 0, 1, 1 ); value( "u", "ul", 0, 1, 0 );
	value( "l", "ul", 0, 1, 1 );
	value( "f", "d", 0, 6, 0 ); value( "d", "ld", 0, 5, 0 ); value( "c", "d", 0, 16, 0 );
	value( "c", "sc", 0, 1, 0 ); value( "sc", "c", 1, 0, 0 ); value( "uc", "c", 1, 0, 0 );
	value( "u", "i", 1, 0, 0 );
	value( "i", "c", 1, 0, 0 ); value( "d", "c", 1, 0, 0 ); value( "i", "b", 1, 0, 0 );
	value( "dc", "d", 1, 0, 0 );
	value( "f", "fc", 0, 1, 0 ); value( "i", "dc", 0, 15, 0 ); value( "l", "f", 0, 7, 0 );
	value( "d", "fc", 1, 0, 0 );
	value( "i", "ci", 0, 0, 0 ); value( "i", "void", 0, 2, 0 ); value( "void", "void", 0, 0, 0 );
	value( "l", "x", 0, 2, 0 );
}

static void test_constants( void ) {
	value( "zero", "zero", 0, 0, 0 ); value( "zero", "i", 0, 1, 0 ); value( "one", "l", 0, 2, 0 );
	value( "one", "ul", 0, 3, 1 );
	value( "zero", "c", 1, 0, 0 ); value( "zero", "d", 0, 15, 0 ); value( "zero", "p", 0, 27, 0 );
	value( "zero", "fp", 0, 27, 0 );
	value( "zero", "e", 0, 2, 0 ); value( "one", "e", 0, 2, 0 );
	never( "one", "p" ); never( "zero", "one" ); never( "i", "zero" );
	value( "0p", "p", 0, 0, 0 ); value( "0p", "fp", 0, 0, 0 );
}

static void test_pointers( void ) {
	value( "p", "p", 0, 0, 0 ); value( "p", "pc", 0, 1, 0 ); never( "pc", "p" ); value( "p", "v", 1, 0, 0 );
	value( "p", "vc", 1, 1, 0 ); never( "pc", "v" ); never( "v", "p" ); never( "p", "pd" );
	never( "pp", "ppc" );
	value( "p", "b", 2, 0, 0 ); never( "p", "i" ); never( "i", "p" ); never( "fp", "v" );
	value( "a", "str", 0, 0, 0 );
	value( "pe", "p", 0, 1, 0 ); value( "pe", "pc", 0, 2, 0 ); value( "fn", "fp", 0, 0, 0 );
	value( "fpc", "fp", 0, 0, 0 );
	never( "fp", "fpc" ); value( "v", "vc", 0, 1, 0 );
	value( "st", "st", 0, 0, 0 ); never( "st", "sq" ); never( "st", "i" );
}

static void test_references( void ) {
	bind( "i", "r", true, 0, 0, 1 ); bind( "i", "rc", true, 0, 1, 0 ); bind( "i", "rc", false, 0, 0, 1 );
	bind( "i", "r", false, 1, 0, 0 ); bind( "ci", "r", true, 1, 0, 0 ); bind( "i", "rv", true, 0, 1, 0 );
	bind( "vi", "rc", true, 1, 0, 0 ); bind( "ci", "rc", true, 0, 0, 1 ); bind( "i", "rd", true, 0, 14, 1 );
	bind( "r", "i", true, 0, 0, 1 ); bind( "rr", "i", true, 0, 0, 2 ); bind( "rr", "l", true, 0, 1, 2 );
	bind( "r", "r", true, 0, 0, 0 ); bind( "r", "rc", true, 0, 1, 0 ); never( "rc", "r" );
	bind( "r", "rd", true, 0, 14, 2 );
	bind( "r", "rr", true, 0, 0, 1 ); bind( "i", "rr", true, 0, 0, 2 ); never( "d", "r" );
	bind( "rr", "r", true, 0, 0, 1 );
}

static void test_enumerations( void ) {
	value( "e", "i", 0, 1, 0 ); value( "e", "l", 0, 2, 0 ); value( "e", "c", 1, 1, 0 );
	value( "i", "e", 0, 1, 0 );
	value( "d", "e", 1, 0, 0 ); never( "e", "g" ); never( "o", "i" ); never( "i", "o" ); never( "d", "t" );
	expect( convert_cost, "t", "d", false, 0, 1, 0, 1, 0 );
	expect( convert_cost, "t", "ld", false, 0, 1, 5, 1, 0 );
	value( "ea", "eb", 0, 1, 0 ); value( "ea", "ec", 0, 2, 0 ); never( "eb", "ea" );
}

static void test_casts( void ) {
	cast( "i", "d", 0, 14, 0 ); cast( "i", "p", 1, 0, 0 ); cast( "p", "l", 1, 0, 0 );
	cast( "v", "p", 0, 1, 0 );
	cast( "p", "p", 0, 0, 0 ); cast( "pc", "p", 0, 1, 0 ); cast( "v", "fp", 1, 0, 0 );
	cast( "fp", "fpc", 0, 1, 0 );
	cast( "e", "g", 0, 1, 0 ); cast( "i", "o", 1, 0, 0 ); cast( "o", "i", 0, 1, 0 );
	cast( "t", "i", 0, 1, 0 );
	cast( "i", "void", 0, 2, 0 ); cast( "void", "void", 0, 0, 0 );
	expect( cast_cost, "st", "i", false, NEVER, 0, 0, 0, 0 );
	expect( cast_cost, "p", "d", false, NEVER, 0, 0, 0, 0 );
	assert( cast_cost( type_named( "zero" ), type_named( "zero" ), false ) < COST_ZERO );
}

/* Common type of two variables' types: that of a third, or none. */
static void common( const char * a, const char * b, const char * result ) {
	QType got = type_common( type_named( a ), type_named( b ) );
	QType want = result ? type_named( result ) : QT_NONE;
	if ( result ? got.type && ct( got ) == ct( want ) : ! got.type ) return;
	wrong += 1;
	printf( "common( %s, %s ) = %s\n", a, b, got.type ? type_text( got ) : "none" );
}

static void test_common( void ) {
	common( "i", "d", "d" ); common( "ul", "ll", "ll" ); common( "i", "u", "u" ); common( "c", "one", "c" );
	common( "zero", "one", "i" ); common( "p", "zero", "p" ); common( "e", "l", "l" );
	common( "e", "zero", "e" );
	common( "fc", "d", "dc" ); common( "p", "pc", "pc" ); common( "p", "vc", "vc" );
	common( "p", "pd", NULL );
	common( "r", "r", "r" ); common( "r", "i", "r" ); common( "i", "r", "i" ); common( "st", "sq", NULL );
	common( "0p", "p", "p" );
	common( "o", "i", NULL );
}

static void test_costs( void ) {
	Cost many = COST_ZERO;
	for ( int k = 0; k < 300; k += 1 ) many = cost_add( many, cost_of( COST_SAFE, 1 ) );
	assert( many == cost_of( COST_SAFE, 300 ) && many < cost_of( COST_POLY, 1 ) );
	for ( int k = 0; k < 40000; k += 1 ) many = cost_add( many, cost_of( COST_SAFE, 1 ) );
	assert( many == cost_of( COST_SAFE, 50000 ) && many < cost_of( COST_POLY, 1 ) && cost_units( many, COST_POLY ) == 0 );
	for ( int k = 0; k < 40000; k += 1 ) many = cost_add( many, cost_of( COST_UNSAFE, 1 ) );
	assert( many < COST_INFINITE && cost_add( many, COST_INFINITE ) == COST_INFINITE );
	assert( cost_of( COST_SPEC, 4 ) < cost_of( COST_SPEC, 1 ) && cost_of( COST_SPEC, 1 ) < COST_ZERO );
	assert( cost_add( cost_of( COST_SPEC, 4 ), cost_of( COST_SPEC, 1 ) ) == cost_of( COST_SPEC, 5 ) );
	assert( cost_of( COST_UNSAFE, 1 ) > cost_add( cost_of( COST_SAFE, 255 ), cost_of( COST_VAR, 9 ) ) );
}

int main( void ) {
	Input input = input_text( program );
	Unit * unit = parse_unit( input.text, input.len );
	resolve_unit( unit );
	diag_flush();
	assert( diag_errors() == 0 );
	test_arithmetic();
	test_constants();
	test_pointers();
	test_references();
	test_enumerations();
	test_casts();
	test_common();
	test_costs();
	return wrong != 0;
}
