#include <stdarg.h>

struct shared { int a; const char *name; };
int number = 1, table[] = { 1, 2, 3 }, size_of_table = sizeof( table ) / sizeof( table[ 0 ] );
const struct shared constant = { 42, "constant" };
extern int defined_here;
static int hidden = 1000;
static int helper( int x ) { return x * hidden + defined_here; }
int ( *callback )( int ) = helper;
struct shared make( int a, const char *name ) { return (struct shared){ a, name }; }
int call( int ( *f )( int ), int x ) { return f( x ); }
int variadic( const char *kinds, ... ) {
	va_list args;
	int s = 0;
	va_start( args, kinds );
	while ( *kinds++ ) s = s * 10 + va_arg( args, int );
	va_end( args );
	return s;
}
__attribute__(( weak )) int weak_one( void ) { return 1; }
int old_style( a, b ) int a; double b; { return a + (int)( b * 2 ); }
