// Variable-length arrays: multi-dimensional, parameters, sizeof with effects, typedefs, pointers to them, goto out.
#include <stdio.h>
#include <stddef.h>

static void fill( int n, int m, int a[ n ][ m ] ) {
	for ( int i = 0; i < n; i++ )
		for ( int j = 0; j < m; j++ ) a[ i ][ j ] = i * m + j;
}
static int trace( int n, int ( *a )[ n ] ) {
	int s = 0;
	for ( int i = 0; i < n; i++ ) s += a[ i ][ i ];
	return s;
}
static size_t size_of_row( int n, int m, double a[ static n ][ m + 1 ] ) { return sizeof( a[ 0 ] ); }
static int star( int n, int a[ * ][ * ] );
static int star( int n, int a[ n ][ n ] ) { return a[ n - 1 ][ n - 1 ]; }
static int old( a, n ) int n; int a[ n ][ 2 ]; { return a[ n - 1 ][ 1 ]; }

static int calls = 0;
static int next( void ) { return ++calls; }

int main( void ) {
	int n = 3, m = 4;
	int a[ n ][ m ];
	fill( n, m, a );
	printf( "%d %d %zu\n", a[ 1 ][ 2 ], a[ 2 ][ 3 ], sizeof( a ) / sizeof( a[ 0 ] ) );
	int square[ n ][ n ];
	fill( n, n, square );
	printf( "%d %d %d\n", trace( n, square ), star( n, square ), old( (int ( * )[ 2 ])a, 2 ) );
	double d[ 2 ][ m + 1 ];
	printf( "%zu %zu\n", size_of_row( 2, m, d ), sizeof( int[ n++ ] ) );
	printf( "%d %zu\n", n, sizeof( a ) );
	typedef char buffer[ n ];
	n = 100;
	buffer b;
	printf( "%zu %zu\n", sizeof( buffer ), sizeof( b ) );
	int ( *p )[ m ] = a;
	p++;
	printf( "%d %td\n", ( *p )[ 1 ], (char *)p - (char *)a );
	for ( int i = 1; i < 4; i++ ) {
		int v[ i ];
		for ( int j = 0; j < i; j++ ) v[ j ] = j + i;
		printf( "%zu %d\n", sizeof( v ), v[ i - 1 ] );
		if ( i == 3 ) goto out;
	}
out:;
	size_t s = sizeof( int[ next() ][ next() ] );
	printf( "%zu %d\n", s, calls );
	__typeof__( int[ next() ] ) w;
	printf( "%zu %d\n", sizeof( w ), calls );
	return 0;
}
