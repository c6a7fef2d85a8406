// Text: a pattern matcher, run-length and LZ packing with round trips, base64, CRC, UTF-8, Roman numbers, sorting words.
#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static int here( const char *p, const char *t );
static int star( int c, const char *p, const char *t ) { do if ( here( p, t ) ) return 1; while ( *t && ( *t++ == c || c == '.' ) ); return 0; }
static int here( const char *p, const char *t ) {
	if ( !*p ) return 1;
	if ( p[ 1 ] == '*' ) return star( *p, p + 2, t );
	if ( *p == '$' && !p[ 1 ] ) return !*t;
	return *t && ( *p == '.' || *p == *t ) ? here( p + 1, t + 1 ) : 0;
}
static int match( const char *p, const char *t ) { if ( *p == '^' ) return here( p + 1, t ); do if ( here( p, t ) ) return 1; while ( *t++ ); return 0; }

static uint32_t crc( const void *data, size_t n ) {
	static uint32_t table[ 256 ];
	if ( !table[ 1 ] ) for ( uint32_t i = 0; i < 256; i++ ) { uint32_t c = i; for ( int k = 8; k--; ) c = c & 1 ? 0xedb88320 ^ c >> 1 : c >> 1; table[ i ] = c; }
	uint32_t c = ~0u;
	for ( const uint8_t *p = data; n--; ) c = table[ ( c ^ *p++ ) & 255 ] ^ c >> 8;
	return ~c;
}
static char *base64( const char *text, char *to ) {
	static const char digits[ 64 ] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	char *start = to;
	size_t n = strlen( text );
	for ( size_t i = 0; i < n; i += 3 ) {
		uint32_t v = (uint8_t)text[ i ] << 16 | ( i + 1 < n ? (uint8_t)text[ i + 1 ] << 8 : 0 ) | ( i + 2 < n ? (uint8_t)text[ i + 2 ] : 0 );
		for ( int k = 0; k < 4; k++ ) *to++ = i + k > n ? '=' : digits[ v >> ( 18 - 6 * k ) & 63 ];
	}
	*to = 0;
	return start;
}
static size_t pack( const char *in, size_t n, unsigned char *out ) {
	unsigned char *o = out;
	for ( size_t i = 0; i < n; ) {
		size_t best = 0, at = 0;
		for ( size_t j = i > 255 ? i - 255 : 0; j < i; j++ ) {
			size_t l = 0;
			while ( i + l < n && l < 127 && in[ j + l ] == in[ i + l ] ) l++;
			if ( l > best ) best = l, at = i - j;
		}
		if ( best > 2 ) *o++ = 128 | best, *o++ = at, i += best;
		else *o++ = in[ i++ ];
	}
	return o - out;
}
static size_t unpack( const unsigned char *in, size_t n, char *out ) {
	char *o = out;
	for ( const unsigned char *end = in + n; in < end; ) if ( *in & 128 ) { int l = *in++ & 127, d = *in++; for ( ; l--; o++ ) *o = o[ -d ]; } else *o++ = *in++;
	*o = '\0';
	return o - out;
}
static int encode( uint32_t c, char *o ) {
	if ( c < 0x80 ) return *o = c, 1;
	if ( c < 0x800 ) return o[ 0 ] = 0xc0 | c >> 6, o[ 1 ] = 0x80 | ( c & 63 ), 2;
	if ( c < 0x10000 ) return o[ 0 ] = 0xe0 | c >> 12, o[ 1 ] = 0x80 | ( c >> 6 & 63 ), o[ 2 ] = 0x80 | ( c & 63 ), 3;
	return o[ 0 ] = 0xf0 | c >> 18, o[ 1 ] = 0x80 | ( c >> 12 & 63 ), o[ 2 ] = 0x80 | ( c >> 6 & 63 ), o[ 3 ] = 0x80 | ( c & 63 ), 4;
}
static const char *roman( int n ) {
	static char buffer[ 20 ];
	static const struct { int v; char s[ 3 ]; } parts[] = { { 1000, "M" }, { 900, "CM" }, { 500, "D" }, { 400, "CD" }, { 100, "C" }, { 90, "XC" }, { 50, "L" }, { 40, "XL" }, { 10, "X" }, { 9, "IX" }, { 5, "V" }, { 4, "IV" }, { 1, "I" } };
	*buffer = 0;
	for ( unsigned i = 0; i < sizeof parts / sizeof *parts; i++ ) while ( n >= parts[ i ].v ) strcat( buffer, parts[ i ].s ), n -= parts[ i ].v;
	return buffer;
}

int main( void ) {
	printf( "%d%d%d%d%d\n", match( "^ab*c$", "abbbc" ), match( "b.d", "abcde" ), match( "^b", "ab" ), match( "x*", "" ), match( "a.*z$", "abc" ) );
	printf( "%08x\n", crc( "123456789", 9 ) );
	char buffer[ 400 ];
	printf( "%s ", base64( "any carnal pleas", buffer ) ); printf( "%s\n", base64( "sure.", buffer ) );
	static const char text[] = "how much wood would a woodchuck chuck if a woodchuck could chuck wood, how much wood would a woodchuck chuck";
	unsigned char packed[ 200 ];
	size_t n = pack( text, sizeof text - 1, packed );
	printf( "%zu %d\n", n, unpack( packed, n, buffer ) == sizeof( text ) - 1 && !strcmp( buffer, text ) );
	char *o = buffer;
	for ( const uint32_t *c = (uint32_t []){ 'x', 0xe9, 0x20ac, 0x1f600, 0 }; *c; c++ ) o += encode( *c, o );
	*o = 0;
	printf( "%s %td\n", buffer, o - buffer );
	for ( int i = 1990; i < 2000; i += 4 ) printf( "%s ", roman( i ) );
	printf( "\n" );
	return 0;
}
