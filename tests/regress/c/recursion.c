// Recursion: Ackermann, mutual, permutations, Hanoi, queens, with static state, through pointers, deep.
#include <stdio.h>

static int ackermann( int m, int n ) { return m == 0 ? n + 1 : n == 0 ? ackermann( m - 1, 1 ) : ackermann( m - 1, ackermann( m, n - 1 ) ); }
static int female( int n );
static int male( int n ) { return n == 0 ? 0 : n - female( male( n - 1 ) ); }
static int female( int n ) { return n == 0 ? 1 : n - male( female( n - 1 ) ); }
static int moves;
static void hanoi( int n, char from, char to, char over ) {
	if ( n == 0 ) return;
	hanoi( n - 1, from, over, to );
	moves++;
	hanoi( n - 1, over, to, from );
}
static void permute( char *s, int at, int n ) {
	if ( at == n ) { printf( "%s ", s ); return; }
	for ( int i = at; i < n; i++ ) {
		char c = s[ at ]; s[ at ] = s[ i ]; s[ i ] = c;
		permute( s, at + 1, n );
		c = s[ at ]; s[ at ] = s[ i ]; s[ i ] = c;
	}
}
static int queens( int n, int row, unsigned columns, unsigned left, unsigned right ) {
	if ( row == n ) return 1;
	int count = 0;
	for ( unsigned free = ~( columns | left | right ) & ( ( 1u << n ) - 1 ); free; free &= free - 1 ) {
		unsigned bit = free & -free;
		count += queens( n, row + 1, columns | bit, ( left | bit ) << 1, ( right | bit ) >> 1 );
	}
	return count;
}
static int depth( int n ) { return n == 0 ? 0 : 1 + depth( n - 1 ); }
static unsigned gcd( unsigned a, unsigned b ) { return b ? gcd( b, a % b ) : a; }
static double power( double x, int n ) { return n == 0 ? 1 : n % 2 ? x * power( x, n - 1 ) : power( x * x, n / 2 ); }
typedef struct step { struct step ( *next )( int ); int value; } step;
static step odd( int ), even( int );
static step even( int n ) { return (step){ n ? odd : 0, n }; }
static step odd( int n ) { return (step){ n ? even : 0, -n }; }

int main( void ) {
	printf( "%d %d %d\n", ackermann( 2, 3 ), male( 20 ), female( 20 ) );
	hanoi( 10, 'a', 'b', 'c' );
	printf( "%d\n", moves );
	char s[] = "abc";
	permute( s, 0, 3 );
	printf( "\n%d %d %u %g\n", queens( 8, 0, 0, 0, 0 ), depth( 10000 ), gcd( 1071, 462 ), power( 2, 30 ) );
	int n = 4;
	for ( step t = { even, 0 }; t.next && n >= 0; ) { t = t.next( n-- ); printf( "%d ", t.value ); }
	printf( "\n" );
	return 0;
}
