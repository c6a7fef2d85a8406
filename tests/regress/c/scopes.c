// Scopes and name spaces: tags, members, labels, ordinary names; shadowing of typedefs; prototype scope; for scopes.
#include <stdio.h>

typedef int word;
struct word { char word[ 10 ]; };
enum { size = 10 };
int x = 1;

static int word_of( struct word w, word n ) { return w.word[ n ]; }
static int shadow( word word ) { return word * 2; }
static int inner_tag( void ) {
	struct word { int value; } w = { 3 };
	{
		struct word;
		struct word { double d; };
		struct word v = { 2.5 };
		w.value += (int)( v.d * 2 );
	}
	return w.value + (int)sizeof( struct word );
}
static int typedef_hidden( void ) {
	word a = 5;
	{
		int word = 7;
		a += word;
		word * a;
		{ typedef char word; a += sizeof( word ); }
	}
	word b = 1;
	return a * 10 + b;
}
static int prototype( int x, int ( *f )( int x ), int y[ x ] ) { return f( x ) + y[ x - 1 ]; }
static int twice( int y ) { return y + y; }
static int self( void ) { int x = sizeof( x ); return x; }

struct list { struct list *list; int x; };
struct outer { struct nested { int deep; enum { RED, GREEN } color; } n; };
static struct nested visible = { 4, GREEN };
typedef struct anonymous { int a; } anonymous, *anonymous_p;

int main( void ) {
	struct word w = { "scopes" };
	printf( "%c %d %d %d\n", word_of( w, 1 ), shadow( 4 ), inner_tag(), typedef_hidden() );
	printf( "%d %d %d\n", prototype( 2, twice, (int []){ 3, 4 } ), self() == sizeof( int ), size );
	int x = x = 2;
	for ( int x = 0; x < 1; x++ ) { int x = 9; printf( "%d ", x ); }
	for ( int x = 5; x < 6; x++ ) printf( "%d ", x );
	if ( x ) { extern int x; printf( "%d ", x ); }
	printf( "%d\n", x );
	struct list list = { &list, 6 };
	list: if ( list.list->x-- > 4 ) goto list;
	printf( "%d %d %d\n", list.x, visible.deep, visible.color );
	anonymous a = { 7 };
	anonymous_p anonymous = &a;
	printf( "%d\n", anonymous->a );
	{ enum { size = 20 }; printf( "%d ", size ); }
	printf( "%d\n", size );
	int y = sizeof( enum { inside = 5 } ) + inside;
	printf( "%d\n", y );
	return 0;
}
