// Floating point: matrices by VLA parameters, n-body, Mandelbrot, sieve, quadrature with callbacks, Gauss elimination.
//: flags -lm
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct body { double p[ 3 ], v[ 3 ], m; };
static void advance( int n, struct body b[ n ], double dt ) {
	for ( int i = 0; i < n; i++ )
		for ( int j = i + 1; j < n; j++ ) {
			double d[ 3 ], r2 = 0;
			for ( int k = 0; k < 3; k++ ) d[ k ] = b[ i ].p[ k ] - b[ j ].p[ k ], r2 += d[ k ] * d[ k ];
			double f = dt / ( r2 * sqrt( r2 ) );
			for ( int k = 0; k < 3; k++ ) b[ i ].v[ k ] -= d[ k ] * b[ j ].m * f, b[ j ].v[ k ] += d[ k ] * b[ i ].m * f;
		}
	for ( struct body *q = b; q < b + n; q++ ) for ( int k = 0; k < 3; k++ ) q->p[ k ] += dt * q->v[ k ];
}
static double simpson( double ( *f )( double ), double a, double b, int n ) {
	double h = ( b - a ) / n, s = f( a ) + f( b );
	for ( int i = 1; i < n; i++ ) s += f( a + i * h ) * ( i & 1 ? 4 : 2 );
	return s * h / 3;
}
static int solve( int n, double a[ n ][ n + 1 ], double x[ n ] ) {
	for ( int c = 0; c < n; c++ ) {
		int pivot = c;
		for ( int r = c + 1; r < n; r++ ) if ( fabs( a[ r ][ c ] ) > fabs( a[ pivot ][ c ] ) ) pivot = r;
		if ( a[ pivot ][ c ] == 0 ) return 0;
		double t[ n + 1 ];
		memcpy( t, a[ c ], sizeof t ); memcpy( a[ c ], a[ pivot ], sizeof t ); memcpy( a[ pivot ], t, sizeof t );
		for ( int r = c + 1; r < n; r++ ) { double f = a[ r ][ c ] / a[ c ][ c ]; for ( int k = c; k <= n; k++ ) a[ r ][ k ] -= f * a[ c ][ k ]; }
	}
	for ( int r = n - 1; r >= 0; r-- ) { x[ r ] = a[ r ][ n ]; for ( int k = r + 1; k < n; k++ ) x[ r ] -= a[ r ][ k ] * x[ k ]; x[ r ] /= a[ r ][ r ]; }
	return 1;
}
static void multiply( int n, int m, int k, double c[ n ][ k ], double a[ n ][ m ], double b[ m ][ k ] ) {
	for ( int i = 0; i < n; i++ ) for ( int j = 0; j < k; j++ ) { c[ i ][ j ] = 0; for ( int l = 0; l < m; l++ ) c[ i ][ j ] += a[ i ][ l ] * b[ l ][ j ]; }
}
static int sieve( int n ) {
	char *composite = calloc( n + 1, 1 );
	int count = 0;
	for ( int i = 2; i <= n; i++ ) if ( !composite[ i ] ) { count++; for ( long j = (long)i * i; j <= n; j += i ) composite[ j ] = 1; }
	return free( composite ), count;
}

int main( void ) {
	struct body b[] = { { { 0 }, { 0 }, 39.5 }, { { 1, 0, 0 }, { 0, 6.28, 0 }, .001 }, { { 0, 5.2, .1 }, { -2.7, 0, 0 }, .04 } };
	for ( int i = 0; i < 1000; i++ ) advance( 3, b, .001 );
	printf( "%.5f %.5f %.5f\n", b[ 1 ].p[ 0 ], b[ 1 ].p[ 1 ], b[ 2 ].p[ 2 ] );
	printf( "%.8f %.8f\n", simpson( sin, 0, M_PI, 100 ), simpson( exp, 0, 1, 20 ) );
	double a[ 3 ][ 4 ] = { { 2, 1, -1, 8 }, { -3, -1, 2, -11 }, { -2, 1, 2, -3 } }, x[ 3 ];
	printf( "%d ", solve( 3, a, x ) );
	printf( "%g %g %g\n", x[ 0 ], x[ 1 ], x[ 2 ] );
	double p[ 2 ][ 3 ] = { { 1, 2, 3 }, { 4, 5, 6 } }, q[ 3 ][ 2 ] = { { 1, 0 }, { 0, 1 }, { 1, 1 } }, r[ 2 ][ 2 ];
	multiply( 2, 3, 2, r, p, q );
	printf( "%g %g %g %g %d\n", r[ 0 ][ 0 ], r[ 0 ][ 1 ], r[ 1 ][ 0 ], r[ 1 ][ 1 ], sieve( 100000 ) );
	for ( float y = -1; y <= 1; y += .25f ) {
		for ( float c = -2; c <= .5f; c += .0625f ) {
			float re = 0, im = 0;
			int n = 0;
			while ( re * re + im * im < 4 && ++n < 30 ) { float t = re * re - im * im + c; im = 2 * re * im + y; re = t; }
			putchar( n == 30 ? '#' : n > 5 ? '+' : ' ' );
		}
		putchar( '\n' );
	}
	return 0;
}
