// Integer promotions and conversions: usual arithmetic, sign extension, truncation, comparisons, char signedness, bool.
#include <stdio.h>
#include <limits.h>
#include <stdint.h>

static long long widen( int x ) { return x; }
static unsigned char narrow( long x ) { return x; }
static int truth( double d ) { return d ? 1 : 0; }
static _Bool as_bool( long long x ) { return x; }

int main( void ) {
	unsigned char uc = 200, ud = 100;
	signed char sc = -1;
	unsigned short us = 65535;
	short ss = -32768;
	unsigned u = 1;
	int i = -1;
	long l = -1;
	printf( "%d %d %d\n", uc + ud, (unsigned char)( uc + ud ), uc << 4 );
	printf( "%d %d %d\n", sc == 255, (unsigned char)sc == 255, sc >> 1 );
	printf( "%d %d %d %d\n", i < u, l < u, us + 1, -ss );
	printf( "%d %d %d\n", ~uc, -uc, !uc );
	printf( "%lld %d %d\n", widen( -5 ), narrow( 0x1ff ), narrow( -1 ) );
	printf( "%llu %lld\n", (unsigned long long)i, (long long)(unsigned)i );
	printf( "%d %d %d\n", truth( 0.1 ), (int)0.9, (int)-1.9 );
	printf( "%d %d %d %d\n", as_bool( 256 ), (_Bool)0.5, (_Bool)"", as_bool( 0 ) );
	printf( "%u %lu %ld\n", -1, -1ul, (long)(int)0x80000000u );
	printf( "%zu %zu %zu %zu\n", sizeof( uc + ud ), sizeof( uc ), sizeof( 1 ? uc : 1l ), sizeof( +sc ) );
	printf( "%g %g %g\n", (double)( 1 / 2 ), 1 / 2., (float)16777217 );
	printf( "%g %d\n", (double)UINT64_MAX, (int)(unsigned char)-56.0f == 200 || 1 );
	uc += 100;
	us++;
	ss--;
	printf( "%d %d %d\n", uc, us, ss );
	uc = 5;
	uc -= 10;
	uc *= 2;
	printf( "%d\n", uc );
	char c = 'x';
	c <<= 1;
	c >>= 1;
	printf( "%d %d\n", (signed char)c, ( uc >> 1 ) + ( sc << 1 & 7 ) );
	int64_t big = INT32_MAX + 1ll;
	printf( "%ld %d %d\n", (long)big, (int)big == INT_MIN, (uint8_t)big );
	printf( "%d %d\n", 1 ? -1 : 0u, ( 1 ? -1 : 0u ) > 0 );
	i = 5;
	i += 2.7;
	i *= 1.5f;
	printf( "%d %d\n", i, ( i /= 0.3 ) );
	long long x = 1u << 31;
	x += -1u;
	printf( "%lld\n", x );
	return 0;
}
