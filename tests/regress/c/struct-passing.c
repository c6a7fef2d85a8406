// Structures as values: every size class, mixed registers, nested calls, arrays inside, returned and indexed, chained.
#include <stdio.h>
#include <string.h>

struct c1 { char c; };
struct c3 { char c[ 3 ]; };
struct mixed { int i; double d; };
struct floats { float x, y, z; };
struct large { long v[ 10 ]; };
struct nested { struct c3 a; struct mixed m[ 2 ]; };
struct empty { };
struct ptr { struct ptr *self; int n; };

static struct c1 one( struct c1 a ) { a.c++; return a; }
static struct c3 three( struct c3 a, struct c1 b ) { a.c[ 1 ] = b.c; return a; }
static struct mixed mix( struct mixed a, struct mixed b ) { return (struct mixed){ a.i + b.i, a.d * b.d }; }
static struct floats cross( struct floats a, struct floats b ) {
	struct floats r = { a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x };
	return r;
}
static struct large fill( int n ) { struct large l; for ( int i = 0; i < 10; i++ ) l.v[ i ] = n * i; return l; }
static long total( int before, struct large l, int after ) { long s = before + after; for ( int i = 0; i < 10; i++ ) s += l.v[ i ]; return s; }
static struct nested wrap( struct c3 a, struct mixed m ) { return (struct nested){ a, { m, { 7, 8 } } }; }
static int many( struct c1 a, double b, struct mixed c, int d, struct floats e, struct large f, struct empty g, char h ) {
	(void)g;
	return a.c + (int)b + c.i + d + (int)e.y + (int)f.v[ 9 ] + h;
}
static void change( struct large l ) { l.v[ 0 ] = -1; }

int main( void ) {
	printf( "%c %s\n", one( (struct c1){ 'a' } ).c, three( (struct c3){ "x.\0" }, one( one( (struct c1){ 'b' } ) ) ).c );
	struct mixed m = mix( mix( (struct mixed){ 1, 2 }, (struct mixed){ 3, 4 } ), (struct mixed){ 5, .5 } );
	printf( "%d %g\n", m.i, m.d );
	struct floats f = cross( (struct floats){ 1, 0, 0 }, (struct floats){ 0, 1, 0 } );
	printf( "%g %g %g\n", f.x, f.y, f.z );
	printf( "%ld %ld\n", total( 1, fill( 2 ), 3 ), fill( 3 ).v[ 9 ] );
	struct nested n = wrap( (struct c3){ "ab" }, m ), k = n;
	k.m[ 1 ].i = 70;
	printf( "%s %d %d %g\n", k.a.c, n.m[ 1 ].i, k.m[ 1 ].i, wrap( n.a, m ).m[ 0 ].d );
	printf( "%d\n", many( (struct c1){ 1 }, 2.5, m, 4, (struct floats){ .y = 5 }, fill( 1 ), (struct empty){}, 6 ) );
	struct large l = fill( 5 ), *p = &l, a[ 2 ] = { l, [ 1 ] = fill( 6 ) };
	change( l );
	printf( "%ld %ld %ld\n", l.v[ 1 ], p->v[ 2 ], a[ 1 ].v[ 3 ] );
	a[ 0 ] = a[ 1 ] = *p;
	printf( "%ld %d\n", a[ 1 ].v[ 3 ], memcmp( a, a + 1, sizeof( *a ) ) );
	struct mixed q = n.m[ 0 ].i > 3 ? n.m[ 1 ] : m;
	printf( "%d %d\n", q.i, ( m.i++, m ).i );
	struct ptr r = { &r, 5 };
	struct ptr copy = *r.self->self;
	printf( "%d %d\n", copy.self == &r, copy.n );
	return 0;
}
