// Shifts and wrapping: widths, signs, rotations, unsigned overflow, carry chains, division of negatives, bit tricks.
#include <stdio.h>
#include <stdint.h>

static uint32_t rotl( uint32_t x, int n ) { return x << n | x >> ( -n & 31 ); }
static unsigned reverse( unsigned x ) {
	unsigned r = 0;
	for ( int i = 0; i < 32; i++, x >>= 1 ) r = r << 1 | ( x & 1 );
	return r;
}
static uint64_t hash( const char *s ) {
	uint64_t h = 14695981039346656037u;
	while ( *s ) h = ( h ^ (unsigned char)*s++ ) * 1099511628211u;
	return h;
}
static int bits( unsigned x ) { int n = 0; for ( ; x; x &= x - 1 ) n++; return n; }
static unsigned isqrt( unsigned n ) {
	unsigned r = 0, b = 1u << 30;
	while ( b > n ) b >>= 2;
	for ( ; b; b >>= 2 )
		if ( n >= r + b ) { n -= r + b; r = ( r >> 1 ) + b; }
		else r >>= 1;
	return r;
}

int main( void ) {
	printf( "%x %x %x\n", rotl( 0x80000001, 4 ), rotl( 1, 31 ), rotl( 5, 0 ) );
	printf( "%x %d %u\n", reverse( 0x12345678 ), bits( 0xff00ff ), isqrt( 1000000 ) );
	printf( "%llx\n", (unsigned long long)hash( "wrapping" ) );
	printf( "%d %d %d %d\n", -7 / 2, -7 % 2, 7 / -2, 7 % -2 );
	printf( "%d %d %u\n", -16 >> 2, ( -16 & 0xff ) >> 2, -16u >> 28 );
	unsigned u = 0;
	u--;
	printf( "%u %u %u\n", u, u + 2, u * u );
	unsigned char c = 255;
	++c;
	printf( "%d\n", c );
	--c;
	printf( "%d\n", c );
	uint16_t h = 0xffff;
	printf( "%u %d\n", (unsigned)h * h, (uint16_t)( h + 1 ) );
	long long s = 1;
	s <<= 62;
	printf( "%lld %llx\n", s, (unsigned long long)s << 1 );
	printf( "%d %d\n", 1 << 3 << 2, 1024 >> 3 >> 2 );
	int x = 6, y = 9;
	x ^= y, y ^= x, x ^= y, x |= 0x10;
	printf( "%d %d\n", x, y );
	printf( "%llu %llu\n", ~0ull / 3, ~0ull % 1000 );
	return 0;
}
