// Builtins about flow and frames: expect, unreachable, trap (not reached), return and frame address, apply-free uses.
#include <stdio.h>
#include <stdlib.h>

static int even( int x ) {
	switch ( x % 2 ) {
	case 0: return 1;
	case 1: case -1: return 0;
	}
	__builtin_unreachable();
}
static __attribute__(( noinline )) int frames( void *outer ) { return __builtin_frame_address( 0 ) != outer && __builtin_return_address( 0 ) != 0; }
static int sign( int x ) {
	if ( __builtin_expect( x < 0, 0 ) ) return -1;
	if ( __builtin_expect( !!( x > 0 ), 1 ) ) return 1;
	return __builtin_expect_with_probability( x, 0, 0.9 );
}
static int checked( int x ) {
	if ( x > 100 ) __builtin_trap();
	if ( x < -100 ) abort();
	return x;
}
static const char *where( int line, const char *function ) { static char buffer[ 40 ]; sprintf( buffer, "%s:%d", function, line ); return buffer; }
static const char *caller( void ) { return where( __builtin_LINE() > 0, __builtin_FUNCTION() ); }

int main( void ) {
	printf( "%d %d %d\n", even( 4 ), even( 7 ), even( -3 ) );
	printf( "%d\n", frames( __builtin_frame_address( 0 ) ) );
	printf( "%d %d %d %d\n", sign( -9 ), sign( 9 ), sign( 0 ), checked( 50 ) );
	printf( "%s\n", caller() );
	printf( "%d %d %d\n", __builtin_isnan( __builtin_nan( "" ) ), __builtin_isinf_sign( -__builtin_inf() ), __builtin_isfinite( 1.0 ) );
	printf( "%g %g %d\n", __builtin_fabs( -2.5 ), __builtin_copysign( 3.0, -0.0 ), __builtin_signbit( -1.f ) != 0 );
	printf( "%d %d %d\n", __builtin_isgreater( 2., 1. ), __builtin_isunordered( 1., __builtin_nan( "" ) ), __builtin_fpclassify( 0, 1, 2, 3, 4, 0.0 ) );
	printf( "%g %Lg %d\n", __builtin_huge_val(), __builtin_sqrtl( 16 ), __builtin_powi( 2.0, 5 ) == 32 );
	printf( "%g %g\n", __builtin_complex( 1.0, 2.0 ) == 1 + 2i ? 1. : 0., __builtin_cimag( 3i ) );
	return __builtin_constant_p( even ) ? 0 : 0;
}
