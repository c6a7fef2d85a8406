/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Printing the tree as source: what is parsed from the output prints as the output again, and one-line texts.
 */
#undef NDEBUG
#include "Parser/parser.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static Unit * parse( const char * text ) {
	size_t len = strlen( text );
	char * copy = arena_alloc( len + 2 );
	memcpy( copy, text, len );
	diag_set_input( copy, len );
	return parse_unit( copy, len );
}

static char * printed( const Unit * unit ) {
	char * text = NULL;
	size_t len;
	FILE * out = open_memstream( &text, &len );
	source_print( out, (const Node *)unit );
	fclose( out );
	return text;
}

static void round_trip( const char * text ) {
	Unit * unit = parse( text );
	diag_flush();
	if ( diag_errors() ) fprintf( stderr, "in: %s\n", text );
	assert( ! diag_errors() );
	node_check( (Node *)unit, "parse", false );
	char * first = printed( unit );
	Unit * again = parse( first );
	diag_flush();
	char * second = printed( again );
	if ( diag_errors() || strcmp( first, second ) != 0 ) fprintf( stderr, "%s\n---\n%s\n---\n%s\n", text, first, second );
	assert( ! diag_errors() && strcmp( first, second ) == 0 );
	free( first );
	free( second );
}

static const char * const c_programs[] = {
	"int x, * p, a[3][4], (* q)[5], f( int, char * ), (* g)( void ), * (* h[2])( int a, ... );\n",
	"static const unsigned long int y = 3ul; extern volatile int z; typedef int T; T t = 4; _Thread_local int tl;\n",
	"struct S { int i : 3, : 4, j; struct { int k; }; union { int u; float v; } w; } s = { 1, .j = 2, .w = { .v = 1.5f } };\n",
	"struct P { struct P * next; } __attribute__((packed)); struct F; enum E { A, B = 5, C = B + 1 }; enum E e;\n",
	"int arr[] = { [0] = 1, [2 ... 4] = 3, 7 }; char str[] = \"a\\n\" \"b\"; int c = 'x', d = L'y';\n",
	"int fn( int a, char b[static 3] ) { int r = a * ( b[0] + 1 ) - -a; return r ? a : b[1]; }\n",
	"int old( a, b ) int a; char * b; { return a + *b; }\n",
	"void st( int n ) {\n"
	"	int i = 0;\n"
	"	if ( n ) i = 1; else if ( n > 2 ) i = 2; else { i = 3; }\n"
	"	if ( n ) { if ( i ) i = 1; } else i = 7;\n"
	"	while ( i < n ) i += 1;\n"
	"	do i -= 1; while ( i );\n"
	"	for ( int j = 0, k = 1; j < n; j++, k-- ) continue;\n"
	"	for ( ;; ) break;\n"
	"	switch ( n ) { case 1: i = 2; break; case 3 ... 5: default: i = 3; }\n"
	"	L: i++; goto L; ;\n"
	"	void * l = && L; goto *l;\n"
	"	asm volatile( \"nop\" ); asm( \"add %1, %0\" : \"+r\"( i ) : [n] \"r\"( n ) : \"cc\", \"memory\" );\n"
	"	return;\n"
	"}\n",
	"int ex( int a, int * p, struct S * q ) {\n"
	"	a = ( a, *p ) + q->j, p[ a ] <<= 2;\n"
	"	a = a == 1 || a != 2 && ! a | a & ~a ^ - -a;\n"
	"	a = ( a + 1 ) * 2 % 3 - ( 4 - ( 5 - 6 ) ); a = a = 3; a = a ? : 4;\n"
	"	p = (int *)&a; p = (int []){ 1, 2 }; a = sizeof( int ) + sizeof a + _Alignof( double );\n"
	"	a = __builtin_offsetof( struct S, w.u ) + ({ int t = 3; t; }) + - + a + ++a + a++ + &*p - p;\n"
	"	return _Generic( a, int: 1, default: 2 ) + ( *(struct S *)0 ).i + (char)a;\n"
	"}\n",
	"_Static_assert( sizeof( int ) == 4, \"size\" ); asm( \".globl x\" ); __extension__ typedef long long ll;\n",
	"int __attribute__((noreturn)) at( int u __attribute__((unused)) ); typeof( 1 + 2 ) to; _Atomic( int ) ai;\n",
	"void lab( void ) { { __label__ here; here: ; goto here; } int nested( int x ) { return x; } nested( 3 ); }\n",
	"inline static int v( int n, int m[n][n], int (* cb)( int [*] ) ) { return m[0][0]; }\n",
};

static const char * const cfa_programs[] = {
	"* int np; [10] * char ns; const * int nc; [ int, char ] nt; [ int ] nf( int a, * char b ); [ int r ] ng( int );\n",
	"void loops( int n ) {\n"
	"	for ( i; 10 ) n += i;\n"
	"	for ( i; 0 ~ 10 ~ 2 ) n += i;\n"
	"	for ( i; 1 ~= 10 ) n += i;\n"
	"	for ( int i; 1 -~= 10 ~ 3 ) n += i;\n"
	"	for ( -~= 5 ) n += 1;\n"
	"	for ( i; 0 ~ @ : j; 10 ) n += j;\n"
	"	L: for ( 5 ) while () { if ( n ) break L; else continue L; } else n = 1;\n"
	"	if ( int x = n; x > 3 ) n = x;\n"
	"	while ( int x = n ) break;\n"
	"	choose ( n ) { int k = 1; case 1, 3 ... 5: n = k; fallthrough; case 7: fallthrough default; default: n = 0; }\n"
	"	n = n \\ 2; [ n, n ] = [ 1, 2 ]; n = [ 1, 2 ].1;\n"
	"}\n",
	"forall( T | { T ?+?( T, T ); } ) T add( T a, T b ) { return a + b; }\n",
	"forall( T ) struct Box { T t; }; Box( int ) bi; forall( T & ) void any( T & r );\n",
	"forall( T ) trait Sum { T ?+?( T, T ); }; forall( T | Sum( T ) ) T two( T );\n",
	"enum( int ) Te { Ta = 1, Tb } ; enum() To { Oa, Ob }; enum Th ! { Ha };\n",
	"struct R { int i; }; void ?{}( R & r, int i ) { r.i = i; } void ^?{}( R & r ) {} void u() { R r{ 3 }; ^r{}; r{ 4 }; }\n",
	"int & ref( int & a, int && b ) { return a; } int opi = 5; void w( R & r ) with( r ) { i = 3; }\n",
	"int ``if = 3; static inline { int da; int db() { return ``if; } }\n",
	"exception Ex { int n; }; void tr() { try { throw (Ex){ 3 }; } catch ( Ex * e; e->n == 1 ) { throwResume; } finally { int z; } }\n",
	"extern \"C\" { int puts( const char * ); } extern \"Cforall\" int pf( int );\n",
};

/* One-line texts: parentheses as needed, bodies left out. */
static void test_text( void ) {
	Loc here = { 1, 1, 0 };
	Name * a = MAKE( Name, E_NAME, here ), * b = MAKE( Name, E_NAME, here );
	a->id = intern_cstr( "a" );
	b->id = intern_cstr( "b" );
	Binary * sum = MAKE( Binary, E_BINARY, here ), * product = MAKE( Binary, E_BINARY, here );
	sum->op = OP_ADD;
	sum->lhs = (Node *)a;
	sum->rhs = (Node *)b;
	product->op = OP_MUL;
	product->lhs = (Node *)sum;
	product->rhs = node_copy( (Node *)a );
	assert( strcmp( source_text( (Node *)product ), "(a + b) * a" ) == 0 );
	Unary * minus = MAKE( Unary, E_UNARY, here ), * twice = MAKE( Unary, E_UNARY, here );
	minus->op = twice->op = OP_MINUS;
	minus->arg = (Node *)a;
	twice->arg = (Node *)minus;
	assert( strcmp( source_text( (Node *)twice ), "- -a" ) == 0 );
	PointerSpec * p = MAKE( PointerSpec, T_POINTER, here );
	ArraySpec * array = MAKE( ArraySpec, T_ARRAY, here );
	BasicSpec * basic = MAKE( BasicSpec, T_BASIC, here );
	basic->words = WORD( WORD_BIT_UNSIGNED ) | WORD( WORD_BIT_CHAR );
	p->of = (Node *)array;
	array->of = (Node *)basic;
	assert( strcmp( source_text( (Node *)p ), "unsigned char (*)[]" ) == 0 );
}

int main( void ) {
	test_text();
	for ( size_t i = 0; i < sizeof( c_programs ) / sizeof( *c_programs ); i += 1 ) round_trip( c_programs[i] );
	for ( size_t i = 0; i < sizeof( cfa_programs ) / sizeof( *cfa_programs ); i += 1 ) round_trip( cfa_programs[i] );
	return 0;
}
