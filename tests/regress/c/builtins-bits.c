// Bit builtins: counting, searching, parity, byte swaps, in constants and with each suffix.
#include <stdio.h>
#include <strings.h>

static const int constant = __builtin_popcount( 0xff ) + __builtin_ctz( 8 );
static int array[ __builtin_clz( 1 ) ];

int main( void ) {
	volatile unsigned x = 0x00f0;
	volatile unsigned long y = 1ul << 40;
	volatile unsigned long long z = 0xffull << 50;
	printf( "%d %d %d\n", __builtin_popcount( x ), __builtin_popcountl( y ), __builtin_popcountll( z ) );
	printf( "%d %d %d\n", __builtin_clz( x ), __builtin_clzl( y ), __builtin_clzll( z ) );
	printf( "%d %d %d\n", __builtin_ctz( x ), __builtin_ctzl( y ), __builtin_ctzll( z ) );
	printf( "%d %d %d %d\n", __builtin_ffs( x ), __builtin_ffsl( y ), __builtin_ffsll( z ), __builtin_ffs( 0 ) );
	printf( "%d %d %d\n", __builtin_parity( x | 1 ), __builtin_parityl( y ), __builtin_parityll( z ) );
	printf( "%d %d %d\n", __builtin_clrsb( -1 ), __builtin_clrsbl( 1 ), __builtin_clrsbll( 0x7fffffffll ) );
	printf( "%x %x %lx\n", __builtin_bswap16( 0x1234 ), __builtin_bswap32( 0x12345678 ), (long)__builtin_bswap64( 0x0102030405060708 ) );
	printf( "%d %zu %d\n", constant, sizeof( array ) / sizeof( int ), ffs( 16 ) );
	return 0;
}
