// Macros that real programs use: X-macros, deferred pasting, counting arguments, do-while, foreach, container_of, assert.
#include <stdio.h>
#include <stddef.h>
#include <assert.h>

#define COLORS( X ) X( RED, "red" ) X( GREEN, "green" ) X( BLUE, "blue" )
#define AS_ENUM( name, text ) name,
#define AS_CASE( name, text ) case name: return text;
enum color { COLORS( AS_ENUM ) COLOR_COUNT };
static const char *color_name( enum color c ) { switch ( c ) { COLORS( AS_CASE ) default: return "?"; } }

#define NARGS( ... ) NARGS_( __VA_ARGS__, 5, 4, 3, 2, 1 )
#define NARGS_( a, b, c, d, e, n, ... ) n
#define CAT( a, b ) CAT_( a, b )
#define CAT_( a, b ) a##b
#define SUM( ... ) CAT( SUM, NARGS( __VA_ARGS__ ) )( __VA_ARGS__ )
#define SUM1( a ) ( a )
#define SUM2( a, b ) ( ( a ) + ( b ) )
#define SUM3( a, b, c ) ( SUM2( a, b ) + ( c ) )

struct list { struct list *next, *prev; };
struct item { int v; struct list link; };
#define container_of( p, t, m ) ( (t *)( (char *)( p ) - offsetof( t, m ) ) )
#define for_each( i, head ) for ( struct list *l_ = ( head )->next; l_ != ( head ) && ( i = container_of( l_, struct item, link ), 1 ); l_ = l_->next )
#define LIST( name ) struct list name = { &name, &name }
#define push( head, l ) do { ( l )->next = ( head )->next; ( l )->prev = ( head ); ( head )->next->prev = ( l ); ( head )->next = ( l ); } while ( 0 )
#define with_counter( n ) for ( int once_ = 1, counter = ( n ); once_; once_ = 0 )
#define DEFINE_STACK( type ) \
	typedef struct { type items[ 8 ]; int top; } type##_stack; \
	static inline void type##_push( type##_stack *s, type v ) { s->items[ s->top++ ] = v; } \
	static inline type type##_pop( type##_stack *s ) { return s->items[ --s->top ]; }
DEFINE_STACK( int )
DEFINE_STACK( double )
#define EMPTY
#define f( x ) x * g
#define g( x ) x - f

int main( void ) {
	for ( enum color c = RED; c < COLOR_COUNT; c++ ) printf( "%s ", color_name( c ) );
	printf( "%d\n", SUM( 1 ) + SUM( 2, 3 ) + SUM( 4, 5, 6 ) );
	LIST( head );
	struct item items[ 3 ] = { { .v = 1 }, { .v = 2 }, { .v = 3 } }, *i;
	for ( int k = 0; k < 3; k++ ) push( &head, &items[ k ].link );
	for_each( i, &head ) printf( "%d ", i->v );
	with_counter( 42 ) printf( "%d\n", counter );
	int_stack s = { .top = 0 };
	double_stack d = { 0 };
	int_push( &s, 4 );
	int_push( &s, 5 );
	double_push( &d, 1.5 );
	printf( "%d %g\n", int_pop( &s ) EMPTY * int_pop( &s ), double_pop( &d ) );
	int g = 2, f = 3;
	printf( "%d\n", f( 5 )( 7 ) + 0 );
	assert( g == 2 );
	if ( g ) push( &head, &items[ 0 ].link ); else printf( "not here\n" );
	printf( "%s\n", CAT( "concatenated ", ) "strings" );
	return 0;
}
