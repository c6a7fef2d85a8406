// Nested functions: captured variables, recursion, passed as arguments, forward auto declarations, non-local goto.
#include <stdio.h>
#include <stdlib.h>

static int apply( int ( *f )( int ), int x ) { return f( x ); }
static void each( int n, const int *a, void ( *f )( int ) ) { for ( int i = 0; i < n; i++ ) f( a[ i ] ); }

static int outer( int k ) {
	int calls = 0;
	int twice( int x ) { calls++; return 2 * x + k; }
	int fib( int n ) { calls++; return n < 2 ? n : fib( n - 1 ) + fib( n - 2 ); }
	int r = apply( twice, 10 ) + twice( 1 ) + fib( 7 );
	printf( "calls %d\n", calls );
	return r;
}

static int search( int n, const int *a, int wanted ) {
	__label__ found;
	int at = -1, i = 0;
	void look( int v ) {
		if ( v == wanted ) { at = i; goto found; }
		i++;
	}
	each( n, a, look );
	return -1;
found:
	return at;
}

static int deep( int a ) {
	int level1( int b ) {
		int level2( int c ) { return a * 100 + b * 10 + c; }
		a++;
		return level2( b + 1 );
	}
	return level1( 2 );
}

int main( void ) {
	printf( "%d\n", outer( 5 ) );
	int data[] = { 4, 8, 15, 16, 23, 42 };
	printf( "%d %d\n", search( 6, data, 16 ), search( 6, data, 99 ) );
	printf( "%d\n", deep( 1 ) );
	auto int even( int n );
	int odd( int n ) { return n == 0 ? 0 : even( n - 1 ); }
	int even( int n ) { return n == 0 ? 1 : odd( n - 1 ); }
	printf( "%d %d\n", even( 10 ), odd( 10 ) );
	int descending( const void *a, const void *b ) { return *(const int *)b - *(const int *)a; }
	qsort( data, 6, sizeof( int ), descending );
	printf( "%d %d\n", data[ 0 ], data[ 5 ] );
	int n = 3, vla[ n ];
	void fill( void ) { for ( int i = 0; i < n; i++ ) vla[ i ] = i + n; }
	fill();
	printf( "%d %zu\n", vla[ 2 ], sizeof( vla ) );
	return 0;
}
