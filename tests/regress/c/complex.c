// _Complex: arithmetic, __real__ and __imag__, constants, conversion, comparison, as arguments and results, integers.
#include <stdio.h>
#include <complex.h>

static double complex mul( double complex a, double complex b ) { return a * b; }
static float _Complex half( float _Complex z ) { return z / 2; }
struct wave { double complex v[ 2 ]; int n; };
static struct wave shift( struct wave w ) { for ( int i = 0; i < w.n; i++ ) w.v[ i ] *= I; return w; }
static double _Complex table[] = { 1.0 + 2.0i, 3.0i, 4 };

int main( void ) {
	double complex a = 1 + 2 * I, b = mul( a, 3 - I );
	printf( "%g %g\n", creal( b ), cimag( b ) );
	printf( "%g %g\n", __real__ a, __imag__ a );
	__real__ a = 5;
	__imag a += 1;
	printf( "%g %g %d %d\n", creal( a ), cimag( a ), a == 5 + 3 * I, a != 5 );
	double complex c = ~a;
	printf( "%g %g\n", creal( c ), cimag( conj( c ) ) );
	float _Complex h = half( 3.0f + 4.0if );
	printf( "%g %g %g\n", crealf( h ), cimagf( h ), cabs( 3 + 4i ) );
	struct wave w = shift( (struct wave){ { 1, 2i }, 2 } );
	printf( "%g %g %g\n", cimag( w.v[ 0 ] ), creal( w.v[ 1 ] ), cimag( table[ 0 ] * table[ 1 ] + table[ 2 ] ) );
	int _Complex z = 3 + 4i, y = z * z;
	printf( "%d %d %zu\n", __real__ y, __imag__ y, sizeof( z ) );
	double r = (double)a;
	long double complex l = a;
	printf( "%g %Lg %d\n", r, cimagl( l ), !a );
	_Complex double d = CMPLX( 0.0, -0.0 );
	printf( "%d %g\n", __builtin_signbit( cimag( d ) ) != 0, creal( -a - 1 ) );
	a += 1;
	a *= 2;
	printf( "%g %g %g\n", creal( a ), cimag( a ), creal( cexp( I * 3.141592653589793 ) ) );
	return 0;
}
