// A .c file without any C∀ header that uses forall, references and tuples: read as C∀, with C's character constants.
#include <stdio.h>
forall( T ) void exchange( T & a, T & b ) { T old = a; a = b; b = old; }
[ int, int ] divide( int a, int b ) { return [ a / b, a % b ]; }
int with_default( int x, int y = 4 ) { return x * 10 + y; }
int main( void ) {
	int a = 17, b = 5, q, r;
	exchange( a, b );
	printf( "%d %d %d\n", a, b, sizeof( 'a' ) == sizeof( int ) );
	[ q, r ] = divide( b, a );
	printf( "%d %d %d\n", q, r, with_default( 2 ) );
	return 0;
}
