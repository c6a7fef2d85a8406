// Anonymous structures and unions in structures: access, initialisation, offsets, several levels, -fms-extensions not.
#include <stdio.h>
#include <stddef.h>

struct vec { union { struct { float x, y, z; }; struct { float r, g, b; }; float v[ 3 ]; }; };
struct node {
	int kind;
	union {
		struct { struct node *left, *right; };
		struct { int value; const char *name; };
		struct { struct { int deep; union { char c; int deepest; }; }; };
	};
	struct { int a : 4, b : 4; };
};

static int sum( const struct node *n ) { return n->kind == 0 ? n->value : sum( n->left ) + sum( n->right ); }

int main( void ) {
	struct vec v = { .x = 1, .y = 2, .z = 3 }, w = { { { 4, 5, 6 } } }, u = { .v = { 7, 8 } };
	printf( "%g %g %g\n", v.v[ 1 ], w.b, u.g + u.z );
	struct node a = { .value = 3, .name = "a" }, b = { .kind = 0, .value = 4 }, c = { 1, { { &a, &b } }, { 5, -3 } };
	printf( "%d %s %d %d\n", sum( &c ), c.left->name, c.a, c.b );
	printf( "%d %d\n", offsetof( struct vec, g ) == sizeof( float ), offsetof( struct node, left ) == offsetof( struct node, value ) );
	struct node d = { .deepest = 'x' };
	d.b = 7;
	printf( "%c %d %d\n", d.c, d.deep, d.b );
	float *p = &v.r;
	printf( "%g %zu\n", p[ 2 ], sizeof( struct vec ) / sizeof( float ) );
	return 0;
}
