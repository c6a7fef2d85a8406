/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Labels and jumps, loop ranges, distribution blocks, declarations.
 */
#undef NDEBUG
#include "Parser/parser.h"
#include "Validate/validate.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static Unit * unit;

/* Parse, validate; what was said on standard error in the reference form. */
static const char * validated( const char * text ) {
	static char said[1 << 14];
	FILE * file = tmpfile();
	int saved = dup( STDERR_FILENO );
	assert( file && saved >= 0 );
	dup2( fileno( file ), STDERR_FILENO );
	Buf input = { 0 };
	buf_printf( &input, "# 1 \"t.cfa\"\n%s", text );
	buf_put( &input, "\0", 2 );
	unit = parse_unit( input.at, input.len - 2 );
	diag_flush();
	validate_distribution( unit );
	validate_declarations( unit );
	validate_loops( unit );
	validate_labels( unit );
	diag_flush();
	dup2( saved, STDERR_FILENO );
	close( saved );
	rewind( file );
	said[fread( said, 1, sizeof( said ) - 1, file )] = '\0';
	fclose( file );
	node_check( (Node *)unit, "validate", false );
	return said;
}

static void expect( const char * text, const char * messages ) {
	const char * said = validated( text );
	if ( strcmp( said, messages ) != 0 ) fprintf( stderr, "%s\nexpected:\n%s\ngot:\n%s\n", text, messages, said );
	assert( strcmp( said, messages ) == 0 );
}

static void expect_source( const char * text, const char * result ) {
	assert( strcmp( validated( text ), "" ) == 0 );
	char * out = NULL;
	size_t len;
	FILE * file = open_memstream( &out, &len );
	source_print( file, (Node *)unit );
	fclose( file );
	if ( strcmp( out, result ) != 0 ) fprintf( stderr, "expected:\n%s\ngot:\n%s\n", result, out );
	assert( strcmp( out, result ) == 0 );
	free( out );
}

static void test_jumps( void ) {
	expect( "void f() {\n break;\n continue;\n goto L1;\n while ( 1 ) {\n  continue L2;\n  break L3;\n }\n L2: ;\n L3: ;\n}\n",
		"t.cfa:2:1 error: \"break\" outside a loop or \"switch\"\n"
		"t.cfa:3:1 error: \"continue\" outside a loop\n"
		"t.cfa:4:1 error: Use of undefined label L1.\n"
		"t.cfa:6:1 error: \"continue\" target must be an enclosing loop: L2\n"
		"t.cfa:7:1 error: \"break\" target must be an enclosing control structure: L3\n" );
	expect( "void f() {\n L: while ( 1 ) {\n  M: { continue L; break M; break L; }\n  continue M;\n } else { break L; }\n L: ;\n}\n",
		"t.cfa:4:1 error: \"continue\" target must be an enclosing loop: M\n"
		"t.cfa:5:1 error: \"break\" target must be an enclosing control structure: L\n"
		"t.cfa:6:1 error: Duplicate definition of label: L\n" );
	expect( "void f( int i ) {\n while ( i ) { void g() {\n break; } g(); }\n switch ( i ) { case 1: break;\n case 2: continue; }\n}\n",
		"t.cfa:3:1 error: \"break\" outside a loop or \"switch\"\n"
		"t.cfa:5:1 error: \"continue\" outside a loop\n" );
	expect( "void f() {\n goto L;\n int x = 1;\n int y = 2;\n L: ;\n { int z; M: ; }\n goto M;\n back: ;\n int w;\n goto back;\n}\n",
		"t.cfa:2:1 error: jump to label \"L\" crosses initialization of \"x\".\n"
		"t.cfa:7:1 error: jump to label \"M\" crosses initialization of \"z\".\n" );
	expect( "void f() {\n { __label__ L; goto L; L: ; }\n { __label__ L; L: ; goto L; }\n goto L;\n}\n",
		"t.cfa:4:1 error: Use of undefined label L.\n" );
	expect( "void f() {\n void * p = && A;\n goto *p;\n A: ;\n p = && B;\n}\n", "t.cfa:5:1 error: Use of undefined label B.\n" );
}

static void test_fallthrough( void ) {
	expect( "void f( int i ) {\n fallthrough;\n choose ( i ) {\n case 1: if ( i ) fallthrough;\n case 2: fallthrough default;\n"
		" default: fallthrough default;\n }\n switch ( i ) { case 3: fallthrough default; }\n}\n",
		"t.cfa:2:1 error: \"fallthrough\" must be enclosed in a \"switch\" or \"choose\"\n"
		"t.cfa:6:1 error: \"fallthrough default\" must precede the \"default\" clause\n"
		"t.cfa:8:1 error: \"fallthrough default\" must be enclosed in a \"switch\" or \"choose\"control structure with a"
		" \"default\" clause\n" );
	expect( "void f( int i ) {\n choose ( i ) {\n case 1: fallthrough L;\n case 2: ; L: i = 1; { M: ; }\n case 3: choose ( i )\n"
		" { case 7: fallthrough N; }\n fallthrough L;\n fallthrough M;\n fallthrough O;\n case 4: N: ;\n }\n}\n",
		"t.cfa:7:1 error: \"fallthrough\" target must be a later case statement: L\n"
		"t.cfa:8:1 error: \"fallthrough\" target must be a later case statement: M\n"
		"t.cfa:9:1 error: Use of undefined label O.\n" );
	expect( "void f( int i ) {\n switch ( i ) { default: ;\n case 1: ;\n default: ; }\n case 2: ;\n}\n",
		"t.cfa:4:1 error: multiple default labels in one switch\n"
		"t.cfa:5:1 error: case label not within a switch statement\n" );
}

static void test_loops( void ) {
	expect_source( "void f( int n ) { for ( i; n ) ; for ( unsigned u; 1 -~= n ~ 2 ) ; for ( 3 : j; 5 ~ @ ~ @ ) ; }\n",
		"void f( int n ) {\n"
		"	for ( basetypeof( n ) i = 0; i < n; i += 1 ) ;\n"
		"	for ( unsigned u = n; u >= 1; u -= 2 ) ;\n"
		"	for ( basetypeof( 3 ) __index0 = 0; basetypeof( 5 ) j = 5; __index0 < 3; __index0 += 1 ) ;\n"
		"}\n" );
	expect_source( "void f() { for ( i; 0 ~!= 5 : @; i < 9; i += 2 ) ; cofor ( i; 3 ) ; }\n",
		"void f() {\n"
		"	for ( basetypeof( 0 ) i = 0; i != 5 && i < 9; i += 1, i += 2 ) ;\n"
		"	cofor ( i; 3 ) ;\n"
		"}\n" );
}

static void test_declarations( void ) {
	expect_source( "static inline { int x; int f(); extern \"C\" { int y; } }\nforall( T ) { forall( U ) { struct P { T t; U u; }; void g( T, U ); } }\n",
		"static int x;\n"
		"static inline int f();\n"
		"extern \"C\" {\n	static int y;\n}\n"
		"forall( T, U ) struct P {\n	T t;\n	U u;\n};\n"
		"forall( T, U ) void g( T, U );\n" );
	expect( "static {\n static int x;\n extern int y;\n}\n",
		"t.cfa:2:1 error: duplicate static storage class(es) in declaration of x\n"
		"t.cfa:3:1 error: conflicting static & extern storage classes in declaration of y\n" );
	expect( "struct { int i; } s, * p;\nstatic struct { int i; } t;\nextern \"C\" { struct { int i; } u; }\nstruct { int i; } f();\n",
		"t.cfa:1:1 error: extern anonymous aggregate is currently unimplemented.\n" );
	options.c_mode = true;
	expect( "inline int f();\ninline int x;\ntypedef int F( int );\ninline F g;\nvoid h() { _Noreturn int y; }\n",
		"t.cfa:2:1 warning: variable 'x' declared 'inline'\n"
		"t.cfa:5:1 warning: variable 'y' declared '_Noreturn'\n" );
	options.c_mode = false;
}

int main( void ) {
	options.deterministic = true;
	test_jumps();
	test_fallthrough();
	test_loops();
	test_declarations();
	return 0;
}
