// Long chains are no nesting: operators from left to right, labels one after the other, else if.
#include <stdio.h>

#define D1( f, n ) f( n##0 ) f( n##1 ) f( n##2 ) f( n##3 ) f( n##4 ) f( n##5 ) f( n##6 ) f( n##7 ) f( n##8 ) f( n##9 )
#define D2( f, n ) D1( f, n##0 ) D1( f, n##1 ) D1( f, n##2 ) D1( f, n##3 ) D1( f, n##4 ) D1( f, n##5 ) D1( f, n##6 ) D1( f, n##7 )
#define D3( f, n ) D2( f, n##0 ) D2( f, n##1 ) D2( f, n##2 ) D2( f, n##3 ) D2( f, n##4 ) D2( f, n##5 ) D2( f, n##6 ) D2( f, n##7 )
#define D4( f, n ) D3( f, n##0 ) D3( f, n##1 ) D3( f, n##2 ) D3( f, n##3 ) D3( f, n##4 ) D3( f, n##5 ) D3( f, n##6 ) D3( f, n##7 )
/* 20,480 numbers */
#define MANY( f ) D4( f, 1 ) D4( f, 2 ) D4( f, 3 ) D4( f, 4 )
#define PLUS( n ) + a
#define SOME( n ) + a * 2 - a - a
#define AND( n ) && b
#define COMMA( n ) , a + 1
#define ELSE( n ) else if ( a == n ) return 2;
#define CASE( n ) case n:

static int sum( int a ) { return 0 MANY( PLUS ); }
static int mixed( int a ) { return a MANY( SOME ); }
static int both( int a, int b ) { return a MANY( AND ); }
static int last( int a ) { return a MANY( COMMA ); }

static int chosen( int a ) {
	if ( a == -1 ) return 1;
	MANY( ELSE )
	return 3;
}

static int cases( int a ) {
	switch ( a ) {
	  case -1: MANY( CASE ) return 4;
	  default: return 5;
	}
}

int main( void ) {
	printf( "%d %d %d %d\n", sum( 2 ), mixed( 3 ), both( 1, 1 ), last( 7 ) );
	printf( "%d %d %d\n", chosen( -1 ), chosen( 37000 ), chosen( 100000 ) );
	printf( "%d %d %d\n", cases( -1 ), cases( 37000 ), cases( 100000 ) );
}
