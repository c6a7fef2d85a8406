// Compound literals: lvalues, arrays, static storage, address, in calls and initialisers, nested, of scalar type.
#include <stdio.h>

struct point { int x, y; };
struct list { int value; struct list *next; };

static int *global = (int []){ 1, 2, 3 };
static struct point origin = (struct point){ 3, 4 };
static struct list *chain = &(struct list){ 1, &(struct list){ 2, &(struct list){ 3, 0 } } };
static const char *const *names = (const char *const []){ "a", "b", 0 };

static int area( const struct point *p ) { return p->x * p->y; }
static struct point add( struct point a, struct point b ) { return (struct point){ a.x + b.x, a.y + b.y }; }

int main( void ) {
	printf( "%d %d\n", global[ 2 ], origin.y );
	int s = 0;
	for ( struct list *l = chain; l; l = l->next ) s = s * 10 + l->value;
	printf( "%d %s\n", s, names[ 1 ] );
	printf( "%d\n", area( &(struct point){ 6, 7 } ) );
	struct point p = add( (struct point){ 1, 2 }, (struct point){ .y = 10 } );
	printf( "%d %d\n", p.x, p.y );
	int *q = &(int){ 5 };
	*q += 2;
	( (struct point){ 1, 2 } ).x = 3;
	printf( "%d %d\n", *q, (struct point){ 8, 9 }.y );
	printf( "%zu %s\n", sizeof( (char []){ "hello" } ), (char []){ "hello" } );
	int last = 0;
	for ( int i = 0; i < 3; i++ ) {
		int *r = (int []){ i, i * i };
		last += r[ 1 ]++;
	}
	printf( "%d %d\n", last, ( (int [ 4 ]){ [ 2 ] = 6 } )[ 2 ] );
	printf( "%d\n", *(int *)&(float){ 0 } + (int){ 3 }++ + (const int){ 4 } );
	p = (struct point){ p.y, p.x };
	printf( "%d %d\n", p.x, p.y );
	return 0;
}
