// SHA-256 of several strings, with rotates, big-endian packing and a context structure.
#include <stdio.h>
#include <stdint.h>
#include <string.h>

static const uint32_t K[ 64 ] = {
	0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
	0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
	0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85, 0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
	0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};
struct context { uint32_t h[ 8 ]; unsigned char block[ 64 ]; size_t used; uint64_t total; };

static inline uint32_t ror( uint32_t x, int n ) { return x >> n | x << ( 32 - n ); }
static void compress( struct context *c ) {
	uint32_t w[ 64 ], v[ 8 ];
	for ( int i = 0; i < 16; i++ ) w[ i ] = (uint32_t)c->block[ 4 * i ] << 24 | c->block[ 4 * i + 1 ] << 16 | c->block[ 4 * i + 2 ] << 8 | c->block[ 4 * i + 3 ];
	for ( int i = 16; i < 64; i++ ) {
		uint32_t a = w[ i - 15 ], b = w[ i - 2 ];
		w[ i ] = w[ i - 16 ] + ( ror( a, 7 ) ^ ror( a, 18 ) ^ a >> 3 ) + w[ i - 7 ] + ( ror( b, 17 ) ^ ror( b, 19 ) ^ b >> 10 );
	}
	memcpy( v, c->h, sizeof( v ) );
	for ( int i = 0; i < 64; i++ ) {
		uint32_t s1 = ror( v[ 4 ], 6 ) ^ ror( v[ 4 ], 11 ) ^ ror( v[ 4 ], 25 ), ch = ( v[ 4 ] & v[ 5 ] ) ^ ( ~v[ 4 ] & v[ 6 ] );
		uint32_t t1 = v[ 7 ] + s1 + ch + K[ i ] + w[ i ];
		uint32_t s0 = ror( v[ 0 ], 2 ) ^ ror( v[ 0 ], 13 ) ^ ror( v[ 0 ], 22 ), maj = ( v[ 0 ] & v[ 1 ] ) ^ ( v[ 0 ] & v[ 2 ] ) ^ ( v[ 1 ] & v[ 2 ] );
		memmove( v + 1, v, 7 * sizeof( *v ) );
		v[ 4 ] += t1;
		v[ 0 ] = t1 + s0 + maj;
	}
	for ( int i = 0; i < 8; i++ ) c->h[ i ] += v[ i ];
	c->used = 0;
}
static void update( struct context *c, const void *data, size_t n ) {
	const unsigned char *p = data;
	c->total += n;
	while ( n-- ) if ( ( c->block[ c->used++ ] = *p++, c->used ) == 64 ) compress( c );
}
static void digest( const char *text, int repeat ) {
	struct context c = { .h = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 } };
	while ( repeat-- ) update( &c, text, strlen( text ) );
	uint64_t bits = c.total * 8;
	update( &c, "\x80", 1 );
	while ( c.used != 56 ) update( &c, "", 1 );
	for ( int i = 7; i >= 0; i-- ) update( &c, &(unsigned char){ bits >> 8 * i }, 1 );
	for ( int i = 0; i < 8; i++ ) printf( "%08x", c.h[ i ] );
	printf( "\n" );
}

int main( void ) {
	digest( "", 1 );
	digest( "abc", 1 );
	digest( "The quick brown fox jumps over the lazy dog", 1 );
	digest( "a", 1000000 );
	return 0;
}
