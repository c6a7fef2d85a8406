// Lvalues and addresses: members of members, arrays in structures in arrays, through calls, compound assignment once.
#include <stdio.h>

struct inner { int v[ 3 ]; struct { short s; char c; } t; };
struct outer { struct inner in[ 2 ]; struct inner *p; int ( *q )[ 3 ]; };
static struct outer o, *po = &o;
static int order;
static int next( void ) { return order++; }
static struct outer *get( void ) { order += 10; return &o; }
static struct inner value( int n ) { return (struct inner){ { n, n + 1, n + 2 }, { n, 'v' } }; }
static int *select( int n, int *a, int *b ) { return n ? a : b; }

int main( void ) {
	o.p = &o.in[ 1 ];
	o.q = &o.in[ 0 ].v;
	po->in[ 1 ].v[ 2 ] = 5;
	( *po ).p->v[ 1 ] = 6;
	( *o.q )[ 0 ] = 7;
	( *po->q )[ 1 ] += 8;
	printf( "%d %d %d %d\n", o.p->v[ 2 ], o.in[ 1 ].v[ 1 ], o.in->v[ 0 ], o.in[ 0 ].v[ 1 ] );
	get()->in[ next() & 1 ].v[ 0 ] += 100;
	printf( "%d %d\n", order, o.in[ 0 ].v[ 0 ] );
	get()->p->t.s = get()->p->t.c = 'x';
	printf( "%d %c\n", o.in[ 1 ].t.s, o.in[ 1 ].t.c );
	*select( 1, &o.in[ 0 ].v[ 2 ], 0 ) = 9;
	++*select( 0, 0, o.in[ 0 ].v + 2 );
	( *select( 1, o.p->v, 0 ) )--;
	printf( "%d %d\n", o.in[ 0 ].v[ 2 ], o.in[ 1 ].v[ 0 ] );
	printf( "%d %d %d\n", value( 3 ).v[ 1 ], value( 4 ).t.s, value( 5 ).v[ value( 1 ).v[ 0 ] ] );
	int a[ 2 ][ 2 ] = { { 1, 2 }, { 3, 4 } }, ( *r )[ 2 ] = a, *e = *r, i = 0;
	a[ i ][ i + 1 ] = 50, i++;
	( *++r )[ 1 ] = *( *a + 1 ) + e[ 2 ];
	printf( "%d %d %d\n", a[ 1 ][ 1 ], i, ( *( a + 1 ) )[ 0 ] );
	int x = 1, y = 2, *z = &x;
	*( x ? &x : &y ) = 10;
	( x > 5 ? z : &y )[ 0 ] += 5;
	*( z = &y, z ) *= 3;
	printf( "%d %d\n", x, y );
	o.in[ 0 ] = o.in[ 1 ], *o.p = value( 20 );
	printf( "%d %d\n", o.in[ 0 ].t.c, o.in[ 1 ].t.s );
	char s[] = "abc", *t = s;
	*t++ = 'X', *t++ -= 32, *t = *( t - 1 ) + 1;
	printf( "%s %td\n", s, t - s );
	int n = 5;
	n = 3;
	n += ( n + 2 );
	printf( "%d\n", n );
	return 0;
}
