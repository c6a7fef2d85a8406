// Flexible array members, zero-length arrays, initialised ones at file scope.
#include <stdio.h>
#include <stdlib.h>
#include <stddef.h>
#include <string.h>

struct text { size_t length; char data[]; };
struct zero { int n; int items[ 0 ]; };
struct outer { int tag; struct { short count; int values[]; } inner; };

static struct text greeting = { 5, "hello" };
static struct { int n; int a[]; } squares = { 4, { 0, 1, 4, 9 } };
static struct text *const pointer = &greeting;

static struct text *make( const char *s ) {
	struct text *t = malloc( sizeof( struct text ) + strlen( s ) + 1 );
	t->length = strlen( s );
	strcpy( t->data, s );
	return t;
}

int main( void ) {
	struct text *t = make( "flexible" );
	printf( "%zu %s %zu\n", t->length, t->data, sizeof( *t ) );
	free( t );
	printf( "%s %d\n", pointer->data, squares.a[ 3 ] );
	struct zero *z = malloc( offsetof( struct zero, items[ 3 ] ) );
	z->n = 3;
	for ( int i = 0; i < z->n; i++ ) z->items[ i ] = i * 10;
	printf( "%d %zu %zu\n", z->items[ 2 ], sizeof( *z ), offsetof( struct zero, items ) );
	free( z );
	struct outer *o = malloc( sizeof( struct outer ) + 2 * sizeof( int ) );
	o->inner.values[ 1 ] = 7;
	printf( "%d %zu\n", o->inner.values[ 1 ], offsetof( struct outer, inner.values ) );
	free( o );
	return 0;
}
