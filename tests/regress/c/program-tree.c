// A left-leaning red-black tree with an iterator, a visitor and removal of everything.
#include <stdio.h>
#include <stdlib.h>
#include <stdbool.h>

typedef struct node node;
struct node { node *child[ 2 ]; int key; enum { BLACK, RED } color : 1; unsigned size : 31; };
static unsigned live;

static bool red( const node *n ) { return n && n->color == RED; }
static unsigned size( const node *n ) { return n ? n->size : 0; }
static node *make( int key ) { node *n = malloc( sizeof( *n ) ); *n = (node){ .key = key, .color = RED, .size = 1 }; live++; return n; }
static node *rotate( node *n, int side ) {
	node *up = n->child[ !side ];
	n->child[ !side ] = up->child[ side ];
	up->child[ side ] = n;
	up->color = n->color;
	n->color = RED;
	up->size = n->size;
	n->size = 1 + size( n->child[ 0 ] ) + size( n->child[ 1 ] );
	return up;
}
static node *insert( node *n, int key ) {
	if ( !n ) return make( key );
	if ( key == n->key ) return n;
	int side = key > n->key;
	n->child[ side ] = insert( n->child[ side ], key );
	n->size = 1 + size( n->child[ 0 ] ) + size( n->child[ 1 ] );
	if ( red( n->child[ 1 ] ) && !red( n->child[ 0 ] ) ) n = rotate( n, 0 );
	if ( red( n->child[ 0 ] ) && red( n->child[ 0 ]->child[ 0 ] ) ) n = rotate( n, 1 );
	if ( red( n->child[ 0 ] ) && red( n->child[ 1 ] ) ) {
		n->color = !n->color;
		for ( int i = 0; i < 2; i++ ) n->child[ i ]->color ^= 1;
	}
	return n;
}
static int height( const node *n ) { if ( !n ) return 0; int l = height( n->child[ 0 ] ), r = height( n->child[ 1 ] ); return ( l > r ? l : r ) + 1; }
static int black( const node *n ) {
	if ( !n ) return 1;
	int l = black( n->child[ 0 ] ), r = black( n->child[ 1 ] );
	return l != r || l == 0 || ( red( n ) && ( red( n->child[ 0 ] ) || red( n->child[ 1 ] ) ) ) ? 0 : l + !red( n );
}
static const node *nth( const node *n, unsigned i ) {
	while ( n ) {
		unsigned l = size( n->child[ 0 ] );
		if ( i == l ) break;
		i < l ? ( n = n->child[ 0 ] ) : ( i -= l + 1, n = n->child[ 1 ] );
	}
	return n;
}
struct iterator { const node *stack[ 64 ]; int top; };
static void dive( struct iterator *i, const node *n ) { for ( ; n; n = n->child[ 0 ] ) i->stack[ i->top++ ] = n; }
static bool step( struct iterator *i, int *key ) {
	if ( i->top == 0 ) return false;
	const node *n = i->stack[ --i->top ];
	*key = n->key;
	dive( i, n->child[ 1 ] );
	return true;
}
static void release( node **n ) { if ( !*n ) return; release( &( *n )->child[ 0 ] ); release( &( *n )->child[ 1 ] ); free( *n ); *n = NULL; live--; }

int main( void ) {
	node *root = NULL;
	unsigned x = 1;
	for ( int i = 0; i < 1000; i++, x = x * 1103515245 + 12345 ) { root = insert( root, x >> 16 & 1023 ); root->color = BLACK; }
	printf( "%u %u %d %d\n", root->size, live, height( root ) < 24, black( root ) > 0 );
	struct iterator i = { .top = 0 };
	dive( &i, root );
	int key, last = -1, sorted = 1, count = 0;
	while ( step( &i, &key ) ) { sorted &= key > last; last = key; count++; }
	printf( "%d %d %d %d\n", sorted, count == (int)root->size, nth( root, 0 )->key, nth( root, 100 )->key );
	release( &root );
	printf( "%u %d\n", live, root == NULL );
	return 0;
}
