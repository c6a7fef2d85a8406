// The other floating types: _Float128, _Float64x, _Float32, __float128, long double; constants with their suffixes.
#include <stdio.h>
#include <float.h>

static _Float128 root( _Float128 x ) {
	_Float128 r = x;
	for ( int i = 0; i < 20; i++ ) r = ( r + x / r ) / 2;
	return r;
}
static void digits( _Float128 x, int n ) {
	printf( "%d.", (int)x );
	for ( x -= (int)x; n--; x -= (int)x ) { x *= 10; printf( "%d", (int)x ); }
	printf( "\n" );
}

int main( void ) {
	digits( root( 2.0f128 ), 30 );
	digits( 1.0f128 / 3, 33 );
	__float128 q = 1e-30q;
	printf( "%d %d\n", q > 0, 1 + q != 1 );
	_Float32 a = 1.5f32;
	_Float64 b = 2.5f64;
	_Float32x c = 3.5f32x;
	_Float64x d = 4.5f64x;
	long double e = 5.5l;
	printf( "%g %g %g %Lg %Lg\n", (double)a, (double)b, (double)c, (long double)d, e );
	printf( "%zu %zu %zu %zu\n", sizeof( a ), sizeof( b ), sizeof( _Float128 ), sizeof( a + b ) );
	printf( "%d\n", _Generic( a * 2, _Float32: 1, float: 2, default: 3 ) );
	printf( "%d %d\n", (int)( 1e3f128 ), (int)( d * e ) );
	return 0;
}
