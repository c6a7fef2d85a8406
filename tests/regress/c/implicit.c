// What gcc lets pass with a warning: implicit functions and int, pointer and integer conversions, missing returns.
#include <stdio.h>

static counter = 4;
static bare( x ) { return x + counter; }
static void takes_pointer( char *p ) { printf( "%s\n", p ); }
static int falls_off( int x ) { if ( x ) return x; }
static int *wrong( long *p ) { return p; }

main( void ) {
	register r = 3;
	const k = 5;
	unsigned char bytes[] = "bytes";
	int *ip = 0;
	long address = (long)"address";
	char *text = address;
	printf( "%d %d %d\n", bare( 2 ), undeclared( 3, 4 ), r + k );
	takes_pointer( bytes );
	takes_pointer( text );
	void *v = bytes;
	char *c = v;
	const char *cc = c;
	char *drop = cc;
	printf( "%c %d\n", drop[ 1 ], falls_off( 6 ) );
	long l = 7;
	printf( "%d\n", (long *)wrong( &l ) == &l );
	if ( ip == 0 && v != ip ) printf( "compared\n" );
	int ( *fp )() = bare, i = &counter != 0;
	printf( "%d %d\n", fp( 1 ), i );
	static char small[ 3 ] = "abcd" "";
	printf( "%c\n", small[ 2 ] );
	return 0;
}

int undeclared( int a, int b ) { return a * b; }
