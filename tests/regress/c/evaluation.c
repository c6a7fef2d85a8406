// What is evaluated, how often, in which order where the language says so: short circuits, commas, sizeof, calls.
#include <stdio.h>

static char log_[ 64 ], *end = log_;
static int e( char c, int v ) { *end++ = c; *end = '\0'; return v; }
static int *l( char c ) { static int cells[ 4 ]; e( c, 0 ); return cells; }
static void show( const char *what ) { printf( "%s: %s\n", what, log_ ); end = log_; *end = 0; }
static int two( int a, int b ) { return a * 10 + b; }
static void nothing( int unused ) { (void)unused; }

int main( void ) {
	(void)( e( 'a', 0 ) && e( 'b', 1 ) ); show( "and" );
	(void)( e( 'a', 1 ) || e( 'b', 1 ) ); show( "or" );
	(void)( e( 'a', 0 ) || e( 'b', 1 ) && e( 'c', 0 ) || e( 'd', 0 ) ); show( "mixed" );
	(void)( e( 'a', 1 ) ? e( 'b', 1 ) : e( 'c', 1 ) ); show( "conditional" );
	(void)( e( 'a', 0 ) ?: e( 'b', 1 ) ); show( "elvis" );
	(void)( e( 'a', 5 ) ?: e( 'b', 1 ) ); show( "elvis short" );
	(void)( e( 'a', 1 ), e( 'b', 2 ), e( 'c', 3 ) ); show( "comma" );
	(void)sizeof( e( 'a', 1 ) ); (void)_Alignof( __typeof__( e( 'b', 1 ) ) ); show( "unevaluated" );
	l( 'a' )[ 1 ] += 1; ++*l( 'b' ); ( *l( 'c' ) )++; show( "once" );

	if ( !e( 'a', 0 ) && !( e( 'b', 0 ) || e( 'c', 0 ) ) ) e( 'd', 0 ); else e( 'e', 0 ); show( "if" );
	for ( e( 'i', 0 ); e( 'c', end - log_ < 8 ); e( 's', 0 ) ) e( 'b', 0 ); show( "for" );
	do e( 'b', 0 ); while ( e( 'w', end - log_ < 5 ) ); show( "do" );
	switch ( e( 's', 2 ) ) { case 1: e( '1', 0 ); case 2: e( '2', 0 ); case 3: e( '3', 0 ); break; default: e( 'd', 0 ); } show( "switch" );
	nothing( ( e( 'x', 0 ), e( 'y', 1 ) ) ); show( "argument" );
	int v[] = { e( 'a', 1 ), e( 'b', 2 ), e( 'c', 3 ) }; show( "initialiser" );
	printf( "%d %d\n", two( v[ 0 ], v[ 2 ] ), two( two( 1, 2 ), 3 ) );
	int i = 0, j = ( i++, i++, i );
	j += i;
	printf( "%d %d\n", i, j );
	return 0;
}
