// Declarators of every shape: pointers to arrays, functions returning pointers to functions, parentheses, qualifiers.
#include <stdio.h>

static int add( int a, int b ) { return a + b; }
static int sub( int a, int b ) { return a - b; }

typedef int ( * binary )( int, int );

static int ( *select_op( char c ) )( int, int ) { return c == '+' ? add : sub; }
static binary select_two( int i ) { return i ? sub : add; }

static int table[ 3 ][ 4 ] = { { 1, 2, 3, 4 }, { 5, 6, 7, 8 }, { 9, 10, 11, 12 } };
static int ( *row( int i ) )[ 4 ] { return &table[ i ]; }
static int ( *( *rows )( int ) )[ 4 ] = row;

static int ( *ops[ 2 ] )( int, int ) = { add, sub };
static int ( *( *pops )[ 2 ] )( int, int ) = &ops;

static char const * const * const names( void ) {
	static char const * const list[] = { "alpha", "beta", "gamma" };
	return list;
}

static int apply( int f( int, int ), int x, int y ) { return f( x, y ) + ( *f )( x, y ) + ( **f )( x, y ); }
static int sum( int n, int const a[ const static 3 ] ) {
	int s = 0;
	for ( int i = 0; i < n; i++ ) s += a[ i ];
	return s;
}

int ( x ), *( y ), ( *( z ) )[ 4 ], ( f( int ( a ) ) );
int ( f( int ( a ) ) ) { return ( a ) * 2; }

unsigned volatile static long const int counter = 7ul;
long unsigned int long static big = 1ull << 40;

int main( void ) {
	y = &x;
	*y = 5;
	z = table + 2;
	printf( "%d %d %d\n", select_op( '+' )( 3, 4 ), select_op( '-' )( 3, 4 ), select_two( 1 )( 10, 4 ) );
	printf( "%d %d\n", ( *row( 1 ) )[ 2 ], ( *rows( 2 ) )[ 3 ] );
	printf( "%d %d\n", ( *pops )[ 0 ]( 8, 2 ), ( *( *pops )[ 1 ] )( 8, 2 ) );
	printf( "%s %s\n", names()[ 1 ], *( names() + 2 ) );
	printf( "%d %d\n", apply( add, 2, 3 ), apply( &sub, 2, 3 ) );
	printf( "%d %d %d %d\n", sum( 4, table[ 0 ] ), x, ( *z )[ 1 ], f( 21 ) );
	printf( "%lu %llu\n", counter, big );
	int *p[ 3 ] = { &x, y, table[ 1 ] }, ( *q )[ 3 ][ 4 ] = &table, **pp = p;
	printf( "%d %d %d %zu\n", *p[ 2 ], ( *q )[ 2 ][ 0 ], **( pp + 1 ), sizeof( *q ) );
	int ( *( *chain[ 2 ] )( char ) )( int, int ) = { select_op, select_op };
	printf( "%d\n", chain[ 1 ]( '-' )( 1, 2 ) );
	return 0;
}
