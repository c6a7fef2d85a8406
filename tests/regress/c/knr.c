// K&R definitions: promotions of the arguments, order of declarations, pointers, functions, defaulted int, f().
#include <stdio.h>

int add();
add( a, b ) int a, b; { return a + b; }
double scale( x, by, n ) float x; char by; short n; { return x * by + n; }
static char *pick( which, left, right ) char *left, *right; { return which ? right : left; }
int apply( f, a ) int ( *f )( ), a[]; { return f( a[ 0 ], a[ 1 ] ); }
void nothing() { }
struct pair { int l, r; };
struct pair make( l, r ) int r; int l; { struct pair p; p.l = l; p.r = r; return p; }
int late();

static int through( f ) int f( int, int ); { return ( *f )( 3, 4 ); }

main( argc, argv ) int argc; char **argv; {
	int v[ 2 ] = { 20, 22 };
	printf( "%d %g\n", add( 1, 2 ), scale( 2.5, 2, 3 ) );
	printf( "%s %s\n", pick( 0, "left", "right" ), pick( 1, "left", "right" ) );
	nothing();
	printf( "%d %d %d\n", apply( add, v ), make( 5, 6 ).r, through( add ) );
	printf( "%d %d\n", argc, argv[ argc ] == 0 );
	printf( "%d\n", late( 1, 2, 3 ) );
	return 0;
}

int late( a, b, c ) { return a * 100 + b * 10 + c; }
