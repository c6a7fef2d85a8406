// Floating point: rounding, comparisons with NaN, infinities, conversion to and from integers, float versus double.
//: flags -lm
#include <stdio.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

static uint32_t bits( float f ) { uint32_t u; memcpy( &u, &f, sizeof( u ) ); return u; }
static float sum( const float *v, int n ) { float s = 0, c = 0; for ( ; n--; v++ ) { float y = *v - c, t = s + y; c = ( t - s ) - y; s = t; } return s; }

int main( void ) {
	volatile double zero = 0, nan = zero / zero, inf = 1 / zero, third = 1. / 3;
	volatile float f = 0.1f;
	printf( "%d %d %d %d %d %d\n", nan == nan, nan != nan, nan < 1, !( nan >= 1 ), nan > nan, nan <= inf );
	printf( "%d %d %d\n", inf > DBL_MAX, -inf < -DBL_MAX, inf == inf + 1 );
	printf( "%d %d %.17g\n", f == 0.1, f == 0.1f, (double)f );
	printf( "%.17g %.9g %.21Lg\n", third, (float)third, (long double)1 / 3 );
	printf( "%d %d %d %d\n", (int)2.999, (int)-2.999, (int)1e9f, (unsigned char)255.9 );
	printf( "%lld %llu\n", (long long)-9.2e18, (unsigned long long)1.8e19 );
	printf( "%g %g %g\n", (double)-1, (double)~0u, (float)INT64_MIN );
	printf( "%08x %08x %08x %08x\n", bits( 1 ), bits( -0.f ), bits( FLT_MIN ), bits( 1e-45f ) );
	printf( "%d %d\n", 0.0 == -0.0, 1 / -zero < 0 );
	printf( "%g %g %g %g\n", fmod( 5.5, 2 ), 5.5 - 2 * (int)( 5.5 / 2 ), floor( -0.5 ), round( 2.5 ) );
	float v[ 1000 ];
	for ( int i = 0; i < 1000; i++ ) v[ i ] = 0.1f;
	printf( "%.6f\n", sum( v, 1000 ) );
	double d = 1;
	d += f;
	d *= 2;
	d -= 1;
	d /= 3;
	printf( "%.6f %d %d\n", d, d > 0 && d < 1, !d );
	float g = d++;
	g--;
	printf( "%.6f %.6f %.6f\n", d, g, -g + +d );
	printf( "%d %d %d\n", zero ? 1 : 2, !f, f && third );
	int i = 7;
	i /= 2.0;
	i *= 1.9f;
	printf( "%d %g\n", i, i + .5 );
	printf( "%g %g %g\n", 1e308 * 10, 1e-320, (double)FLT_MAX );
	printf( "%a %a\n", 0.1, 0x1.8p-3 );
	return 0;
}
