// Smaller GNU extensions: arithmetic on void and function pointers, empty structures, casts to union, case ranges, ?:.
#include <stdio.h>
#include <string.h>

struct nothing { };
struct has { int before; struct nothing n[ 3 ]; int after; };
union cast { int i; double d; };
struct flexible { int n; struct { int a; int rest[]; } in; };

static int dispatch( union cast c ) { return c.i; }
static void none( void ) { }
static void returns_void( void ) { return none(); }

int main( void ) {
	char buffer[] = "pointer";
	void *p = buffer;
	p += 3;
	p++;
	printf( "%s %zu %zu\n", (char *)p, sizeof( void ), sizeof( main ) );
	printf( "%zu %zu\n", sizeof( struct nothing ), sizeof( struct has ) );
	printf( "%d\n", dispatch( (union cast)5 ) );
	returns_void();
	int a = 5, b;
	b = a ? : 7;
	struct has h = { 1, { }, 2 };
	printf( "%d %d %d\n", b, h.after, __builtin_choose_expr( 1, a, b ) );
	printf( "%s %d\n", __PRETTY_FUNCTION__, (int)strlen( __func__ ) );
	typedef int array[];
	array x = { 1, 2, 3 };
	printf( "%zu\n", sizeof( x ) / sizeof( *x ) );
	int y[ 0 ], z = a > 3 ? ( none(), 1 ) : 2;
	printf( "%zu %d\n", sizeof( y ), z );
	struct { int i, j; } s = { .j = 3, .i = 1 };
	int swapped[] = { [ 1 ... 2 ] = 4, [ 0 ] = 3 }, n = 2;
	int local[ n ][ 2 ];
	memset( local, 0, sizeof local );
	local[ 1 ][ 1 ] = swapped[ 2 ];
	printf( "%d %d %d\n", s.i, swapped[ 0 ], local[ n - 1 ][ 1 ] );
	unsigned long long ull = -1;
	printf( "%llu %d\n", ull, '\e' );
	( a > 3 ? none : returns_void )();
	a == 5 ? none() : (void)0;
	printf( "%d\n", ( { int t = a; t++; t; } ) + 1 );
	return 0;
}
