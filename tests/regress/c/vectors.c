// Vector types: arithmetic, comparison, subscripts, shuffle, convertvector, casts, arguments, unions, alignment.
#include <stdio.h>

typedef int v4si __attribute__(( vector_size( 16 ) ));
typedef float v4sf __attribute__(( __vector_size__( 4 * sizeof( float ) ) ));
typedef unsigned char v16qi __attribute__(( vector_size( 16 ), aligned( 16 ) ));
typedef double v2df __attribute__(( vector_size( 16 ) ));
typedef long long v2di __attribute__(( vector_size( 16 ) ));

static void show( const char *what, v4si v ) { printf( "%s %d %d %d %d\n", what, v[ 0 ], v[ 1 ], v[ 2 ], v[ 3 ] ); }
static v4si add( v4si a, v4si b ) { return a + b; }

int main( void ) {
	v4si a = { 1, 2, 3, 4 }, b = { 10, 20, 30, 40 }, c = a * b;
	show( "add", add( a, b ) );
	show( "mul", c );
	show( "scalar", a * 2 + 1 );
	show( "compare", a > 2 );
	show( "shift", b >> a );
	show( "not", ~a & 7 );
	show( "negate", -a );
	a[ 2 ] = 99;
	a[ 0 ] += b[ 1 ];
	show( "set", a );
	show( "shuffle", __builtin_shuffle( a, (v4si){ 3, 2, 1, 0 } ) );
	show( "shuffle2", __builtin_shuffle( a, b, (v4si){ 0, 4, 1, 5 } ) );
	show( "shufflevector", __builtin_shufflevector( a, b, 7, 6, 1, 0 ) );
	v4sf f = { 1.5f, 2.5f, -3.5f, 4 };
	show( "convert", __builtin_convertvector( f * 2, v4si ) );
	show( "bits", (v4si)(v4sf){ 1 } );
	v2df d = { 1.5, 2.5 };
	d += 1;
	v2di m = d < 3.0;
	printf( "%g %g %lld %lld\n", d[ 0 ], d[ 1 ], m[ 0 ], m[ 1 ] );
	union { v16qi v; unsigned char b[ 16 ]; } u = { .v = { 1, 2, 3 } };
	u.v += u.v;
	printf( "%d %d %d %zu %zu\n", u.b[ 0 ], u.b[ 2 ], u.b[ 15 ], sizeof( v16qi ), _Alignof( v4si ) );
	v4si *p = &a, sum = { 0 };
	for ( int i = 0; i < 4; i++ ) sum[ i ] = ( *p )[ 3 - i ];
	show( "copy", sum );
	v4si mask = ( a & ( a > b ) ) | ( b & ~( a > b ) );
	show( "select", mask );
	a++;
	show( "incr", a );
	return 0;
}
