// The game of life on a torus with two-dimensional arrays, pointers to rows, and a bit-set version that must agree.
#include <stdio.h>
#include <stdint.h>
#include <string.h>

enum { ROWS = 8, COLUMNS = 16 };
typedef char world[ ROWS ][ COLUMNS ];

static int neighbours( char ( *w )[ COLUMNS ], int r, int c ) {
	int n = 0;
	for ( int i = -1; i <= 1; i++ ) for ( int j = -1; j <= 1; j++ ) if ( i || j ) n += w[ ( r + i + ROWS ) % ROWS ][ ( c + j + COLUMNS ) % COLUMNS ];
	return n;
}
static void step( world w ) {
	world next;
	for ( int r = 0; r < ROWS; r++ ) for ( int c = 0; c < COLUMNS; c++ ) { int n = neighbours( w, r, c ); next[ r ][ c ] = n == 3 || ( n == 2 && w[ r ][ c ] ); }
	memcpy( w, next, sizeof( next ) );
}
static uint16_t turn( uint16_t row, int by ) { return by > 0 ? row << 1 | row >> 15 : row >> 1 | row << 15; }
static void step_bits( uint16_t w[ ROWS ] ) {
	uint16_t next[ ROWS ];
	for ( int r = 0; r < ROWS; r++ ) {
		uint16_t ones = 0, twos = 0, fours = 0, rows[] = { w[ ( r + ROWS - 1 ) % ROWS ], w[ r ], w[ ( r + 1 ) % ROWS ] };
		for ( int k = 0; k < 9; k++ ) {
			if ( k == 4 ) continue;
			uint16_t bit = k % 3 == 0 ? turn( rows[ k / 3 ], -1 ) : k % 3 == 1 ? rows[ k / 3 ] : turn( rows[ k / 3 ], 1 );
			uint16_t carry = ones & bit; ones ^= bit;
			uint16_t carry2 = twos & carry; twos ^= carry; fours |= carry2;
		}
		next[ r ] = twos & ~fours & ( ones | w[ r ] );
	}
	memcpy( w, next, sizeof( next ) );
}

int main( void ) {
	world w = { { 0, 1 }, { [ 2 ] = 1 }, { 1, 1, 1 }, [ 5 ] = { [ 7 ... 9 ] = 1 } };
	uint16_t bits[ ROWS ] = { 0 };
	for ( int r = 0; r < ROWS; r++ ) for ( int c = 0; c < COLUMNS; c++ ) bits[ r ] |= w[ r ][ c ] << c;
	int agree = 1;
	for ( int t = 0; t < 24; t++ ) {
		step( w );
		step_bits( bits );
		for ( int r = 0; r < ROWS; r++ ) for ( int c = 0; c < COLUMNS; c++ ) agree &= ( bits[ r ] >> c & 1 ) == w[ r ][ c ];
	}
	for ( char ( *row )[ COLUMNS ] = w; row < w + ROWS; row++ ) { for ( int c = 0; c < COLUMNS; c++ ) putchar( ".#"[ (int)( *row )[ c ] ] ); putchar( '\n' ); }
	printf( "%d\n", agree );
	return 0;
}
