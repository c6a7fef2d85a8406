// __auto_type and typeof: values, arrays, qualifiers, expressions without evaluation, in casts, sizeof, parameters.
#include <stdio.h>

struct node { struct node *next; int v; };
static int effects = 0;
static double bump( void ) { effects++; return 1; }
static typeof( int * ) pointer( typeof( int ) *p ) { return p; }
typedef __typeof__( struct node * ) link;
extern __typeof( bump ) bump;

#define container_of( p, type, member ) ({ const __typeof__( ( (type *)0 )->member ) *m_ = ( p ); \
	(type *)( (char *)m_ - __builtin_offsetof( type, member ) ); })

int main( void ) {
	__auto_type i = 3;
	__auto_type d = 2.5f;
	const __auto_type k = 4l;
	__auto_type s = "text";
	__auto_type f = bump;
	printf( "%zu %zu %zu %s %g\n", sizeof( i ), sizeof( d ), sizeof( k ), s, f() );
	typeof( bump() ) x = 5;
	typeof( x ) *px = &x, ax[ 3 ] = { 1, 2, 3 };
	printf( "%g %g %d\n", *px, ax[ 2 ], effects );
	typeof( ax ) copy = { 7 };
	typeof( copy[ 0 ] ) first = copy[ 0 ];
	printf( "%zu %g\n", sizeof( copy ), first );
	typeof( const int ) c = 6;
	typeof( int ( * )( int ) ) g = 0;
	typeof( "abc" ) text = "xyz";
	printf( "%d %d %s %zu\n", c, g == 0, text, sizeof( text ) );
	struct node n = { 0, 42 };
	int *v = pointer( &n.v );
	link l = container_of( v, struct node, v );
	printf( "%d %d\n", l->v, l == &n );
	typeof( *( &n ) ) m = n;
	typeof( struct { int a, b; } ) anon = { 1, 2 };
	printf( "%d %d %g\n", m.v, anon.b, (typeof( 1.0 ))7 / 2 );
	{ typeof( i ) i = 10; printf( "%d\n", i ); }
	return 0;
}
