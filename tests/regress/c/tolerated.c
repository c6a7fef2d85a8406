// What gcc lets pass, with warnings: tolerated conflicts, a missing semicolon, subscripts of values, implicit int.
#include <stdio.h>
#include <stdlib.h>
two = 4, four = 3, * where = &two;
struct one { int a; int b };
union vx { short f[8]; int v; };
int sub( int vec ) { return ( (union vx) vec ).f[0]; }
int foo();
const int foo() { return 3; }
static void cb( int, int );
static int called;
void start( void ) { cb( 1, 2 ); }
cb( int a, int b ) { called = a + b; }
typedef union { const int * p; long * q; } either __attribute__(( transparent_union ));
extern int get( either );
int use( void ) { static const int four = 4; return get( &four ); }
int get( const int * p ) { return *p; }
int main( void ) {
	const int a = 5;
	static int b = a;
	struct one o = { 1, 2 };
	switch ( b = sizeof( struct tag { int i; } ) ) default: b += sizeof( struct tag { int i, j; } );
	start();
	extern char text[10];
	{ extern char text[]; b += sizeof( text ); }
	printf( "%d %d %d %d %d %d %d\n", *where + four, o.b, sub( 7 ), foo(), called, use(), b );
	return 0;
}
char text[10];
