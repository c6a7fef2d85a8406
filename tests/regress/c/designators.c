// Initialisers: designators, ranges, overrides, brace elision, strings, nested, inferred sizes, the old GNU forms.
#include <stdio.h>

struct point { int x, y; };
struct line { struct point from, to; const char *name; int style[ 3 ]; };

static int sparse[] = { [ 2 ] = 5, 6, [ 0 ] = 1, [ 7 ] = 9 };
static int ranges[ 10 ] = { [ 0 ... 3 ] = 1, [ 5 ... 8 ] = 2, [ 6 ] = 7 };
static struct line lines[] = {
	{ 1, 2, 3, 4, "flat", 5, 6 },
	{ { 1, 2 }, { 3 }, "nested", { [ 1 ] = 8 } },
	[ 3 ] = { .to.y = 9, .name = "dotted", .from = { .y = 4 }, .style[ 2 ] = 1 },
	[ 2 ].name = "late", [ 2 ].style = { 1, 2, 3 },
};
static struct point old = { y: 2, x: 1 };
static int older[ 3 ] = { [ 1 ] 4, [ 2 ] 5 };
static char text[ 8 ] = "abc", exact[ 3 ] = "xyz", braced[] = { "braced" }, words[][ 4 ] = { "one", "two", { 's', 'i', 'x' } };
static int matrix[ 2 ][ 3 ] = { 1, 2, 3, 4 }, partial[][ 2 ] = { { 1 }, 2, 3, { 4, 5 } };
static struct { int a; union { char c; int i; }; struct { int b[ 2 ]; } s[ 2 ]; } deep = { 1, { .i = 2 }, { { { 3 } }, { { 4, 5 } } } };

static int effects( int *n ) { return ( *n )++; }

int main( void ) {
	printf( "%zu:", sizeof( sparse ) / sizeof( int ) );
	for ( unsigned i = 0; i < sizeof( sparse ) / sizeof( int ); i++ ) printf( " %d", sparse[ i ] );
	printf( "\n" );
	for ( int i = 0; i < 10; i++ ) printf( " %d", ranges[ i ] );
	printf( "\n" );
	for ( int i = 0; i < 4; i++ ) {
		struct line *l = &lines[ i ];
		printf( "%d %d %d %d %s %d %d %d\n", l->from.x, l->from.y, l->to.x, l->to.y, l->name, l->style[ 0 ], l->style[ 1 ], l->style[ 2 ] );
	}
	printf( "%d %d %d %d %d\n", old.x, old.y, older[ 0 ], older[ 1 ], older[ 2 ] );
	printf( "%s %.3s %s %zu %s %s\n", text, exact, braced, sizeof( words ), words[ 1 ], words[ 2 ] );
	printf( "%d %d %d %zu %d\n", matrix[ 1 ][ 0 ], matrix[ 1 ][ 2 ], partial[ 1 ][ 1 ], sizeof( partial ) / sizeof( partial[ 0 ] ), partial[ 2 ][ 1 ] );
	printf( "%d %d %d %d %d\n", deep.a, deep.i, deep.s[ 0 ].b[ 0 ], deep.s[ 1 ].b[ 1 ], deep.s[ 0 ].b[ 1 ] );
	int n = 3;
	struct point p = { .y = effects( &n ), .x = n * 0 + 1 }, q[ 2 ] = { [ 1 ] = p };
	printf( "%d %d %d %d\n", p.x, p.y, q[ 1 ].y, q[ 0 ].y );
	struct line copy = { .from = p, .to = p, .to.x = 77, .name = lines[ 0 ].name };
	printf( "%d %d %s\n", copy.to.x, copy.from.y, copy.name );
	int scalar = { 4 }, *pointer = { &scalar };
	char c = { "hi"[ 1 ] };
	printf( "%d %c\n", *pointer, c );
	struct point empty = {}, *list[] = { &p, &empty, [ 3 ] = q };
	printf( "%d %d %d\n", empty.x, list[ 3 ][ 1 ].x, list[ 2 ] == 0 );
	return 0;
}
