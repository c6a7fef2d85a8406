// __builtin_*_overflow in every form, on every width, with mixed types; the _p predicates.
#include <stdio.h>
#include <limits.h>
#include <stdint.h>

int main( void ) {
	int i;
	unsigned u;
	long l;
	long long ll;
	unsigned char c;
	short s;
	printf( "%d ", __builtin_add_overflow( INT_MAX, 1, &i ) ); printf( "%d\n", i );
	printf( "%d ", __builtin_sub_overflow( 3u, 5u, &u ) ); printf( "%u\n", u );
	printf( "%d ", __builtin_mul_overflow( 1l << 40, 1l << 40, &l ) ); printf( "%ld\n", l );
	printf( "%d ", __builtin_add_overflow( 200, 50, &c ) ); printf( "%d\n", c );
	printf( "%d ", __builtin_add_overflow( 200, 100, &c ) ); printf( "%d\n", c );
	printf( "%d ", __builtin_mul_overflow( -3, 5u, &s ) ); printf( "%d\n", s );
	printf( "%d ", __builtin_sadd_overflow( 1, 2, &i ) ); printf( "%d\n", i );
	printf( "%d ", __builtin_uadd_overflow( UINT_MAX, 2, &u ) ); printf( "%u\n", u );
	printf( "%d ", __builtin_ssubll_overflow( LLONG_MIN, 1, &ll ) ); printf( "%lld\n", ll );
	printf( "%d ", __builtin_umul_overflow( 65536, 65535, &u ) ); printf( "%u\n", u );
	printf( "%d ", __builtin_smull_overflow( 3, -7, &l ) ); printf( "%ld\n", l );
	printf( "%d %d\n", __builtin_add_overflow_p( 100, 100, (signed char)0 ), __builtin_mul_overflow_p( 10, 10, (signed char)0 ) );
	unsigned __int128 w;
	printf( "%d ", __builtin_mul_overflow( ~(unsigned __int128)0, 2, &w ) ); printf( "%d\n", w == ~(unsigned __int128)1 );
	return 0;
}
