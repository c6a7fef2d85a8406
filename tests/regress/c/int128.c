// __int128: arithmetic, conversion, shifts, comparison, in structures, arguments and results.
#include <stdio.h>

typedef __int128 i128;
typedef unsigned __int128 u128;
struct wide { char tag; i128 v; };

static void print( u128 v ) {
	char buffer[ 50 ], *p = buffer + 49;
	*p = 0;
	do *--p = '0' + (int)( v % 10 ); while ( v /= 10 );
	printf( "%s\n", p );
}
static i128 power( i128 b, int n ) { return n ? b * power( b, n - 1 ) : 1; }
static struct wide make( long v ) { return (struct wide){ 'w', (i128)v * v }; }
static i128 sum( int n, ... ) {
	__builtin_va_list args;
	i128 s = 0;
	__builtin_va_start( args, n );
	while ( n-- ) s += __builtin_va_arg( args, i128 );
	__builtin_va_end( args );
	return s;
}

int main( void ) {
	print( power( 10, 30 ) );
	print( ~(u128)0 );
	print( -power( -3, 71 ) );
	u128 x = (u128)1 << 100;
	print( x );
	print( x >> 90 );
	printf( "%d %d %d\n", x > ~0ull, (i128)-1 < 0, (u128)-1 < 0 );
	printf( "%zu %zu\n", sizeof( i128 ), _Alignof( struct wide ) );
	print( make( 1l << 40 ).v );
	print( sum( 3, (i128)1, power( 2, 70 ), (i128)3 ) );
	printf( "%g %lld\n", (double)x, (long long)( x >> 64 ) );
	unsigned __int128 y = 1e20;
	print( y );
	__uint128_t z = 7;
	__int128_t w = -7;
	z++; print( ++z );
	printf( "%d %d\n", (int)( w / 2 ), (int)( w % 4 ) );
	return 0;
}
