// <tgmath.h> and <math.h>: type-generic calls choose by argument type; classification macros; complex through them.
//: flags -lm
#include <stdio.h>
#include <tgmath.h>

#define type( x ) _Generic( x, float: "f", double: "d", long double: "ld", float _Complex: "cf", double _Complex: "cd", default: "?" )

int main( void ) {
	float f = 2;
	double d = 2;
	long double l = 2;
	int i = 4;
	double complex z = 3 + 4 * I;
	printf( "%s %s %s %s %s\n", type( sqrt( f ) ), type( sqrt( d ) ), type( sqrt( l ) ), type( sqrt( i ) ), type( sqrt( z ) ) );
	printf( "%g %g %Lg %g\n", sqrt( f ), pow( d, 10 ), fabs( -l ), sqrt( i ) );
	printf( "%g %g %s\n", fabs( z ), creal( exp( z - z ) ), type( pow( f, f ) ) );
	printf( "%s %s %ld %g\n", type( fmax( f, d ) ), type( fma( f, f, l ) ), lround( 2.5 ), fmod( 7.5, i ) );
	printf( "%d %d %d %d\n", isnan( NAN ) != 0, isinf( INFINITY ) != 0, signbit( -0.0 ) != 0, isfinite( f ) != 0 );
	printf( "%d %d %d\n", isless( 1.0, 2.0 ), isunordered( 1.0, NAN ), fpclassify( 0.0 ) == FP_ZERO );
	int e;
	double m = frexp( 48.0, &e );
	printf( "%g %d %g %g\n", m, e, ldexp( m, 3 ), floor( -1.5 ) + ceil( 1.2 ) + trunc( -2.7 ) );
	printf( "%.6f %.6f %.6f\n", sin( 1.0 ), atan2( 1.0, 2.0 ), log( 10.0f ) );
	return 0;
}
