// Constants: bases, suffixes, types by value, hexadecimal floats, binary, limits, character values, expressions.
#include <stdio.h>
#include <sys/types.h>
#include <limits.h>
#include <float.h>
#include <stdint.h>
#include <inttypes.h>

#define type( x ) _Generic( x, int: "i", unsigned: "u", long: "l", unsigned long: "ul", long long: "ll", \
	unsigned long long: "ull", float: "f", double: "d", long double: "ld" )

static const double values[] = { 1e3, .5, 5., 0x1p4, 0x.8p1, 0xA.8p-1, 1e-2, 0x1.fffffep+127, 12345678901234567890. };

int main( void ) {
	printf( "%s %s %s %s\n", type( 1 ), type( 1u ), type( 1L ), type( 1uL ) );
	printf( "%s %s %s %s\n", type( 1ll ), type( 1LLU ), type( 2147483648 ), type( 0x80000000 ) );
	printf( "%s %s %s %s\n", type( 0xffffffffffffffff ), type( 037777777777 ), type( 4294967296 ), type( 0b1010 ) );
	printf( "%s %s %s %s\n", type( 1.f ), type( 1. ), type( 1.L ), type( 0x1p3f ) );
	for ( unsigned i = 0; i < sizeof( values ) / sizeof( *values ); i++ ) printf( "%.9g ", values[ i ] );
	printf( "\n%d %d %d %d %d\n", 0777, 0xFf, 0b1101, 0B11, 0 );
	printf( "%d %d %u %ld %lu\n", INT_MAX, INT_MIN, UINT_MAX, LONG_MIN, ULONG_MAX );
	printf( "%" PRId64 " %" PRIu8 " %" PRIxMAX "\n", INT64_C( -5 ), UINT8_C( 200 ), UINTMAX_MAX );
	printf( "%d %d %g\n", DBL_DIG, FLT_MANT_DIG, (double)FLT_EPSILON );
	printf( "%a %a %La\n", 1.0, -0.15625, 3.0l );
	printf( "%d %d\n", 1 + 2 * 3 - 4 / 2 % 3 << 1, 1 | 2 ^ 3 & 4 );
	printf( "%d %d %d\n", 0 == 0 != 1 < 2, 5 & 1 == 1, !0 + ~0 );
	printf( "%g %g %d\n", 1e400 > 0 ? 1. : 0., 0x1p-1074, __builtin_isnan( 0. / 0. ) );
	printf( "%ju %zd\n", (uintmax_t)18446744073709551615ull, (ssize_t)-1 );
	enum { big = 1ull << 40 ? 3 : 4 };
	printf( "%d %c%c%c\n", big, 0x41, 0102, 67 );
	return 0;
}
