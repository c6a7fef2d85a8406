// Compile-time builtins: choose_expr, types_compatible_p, constant_p, classify_type, tgmath, has_attribute, offsetof.
#include <stdio.h>
#include <stddef.h>

#define size_or_one( x ) __builtin_choose_expr( __builtin_types_compatible_p( __typeof__( x ), char * ), __builtin_strlen( (char *)(long)( x ) ), 1 )
#define is_array( a ) ( !__builtin_types_compatible_p( __typeof__( a ), __typeof__( &( a )[ 0 ] ) ) )
#define length( a ) ( sizeof( a ) / sizeof( ( a )[ 0 ] ) + 0 * sizeof( char[ is_array( a ) ? 1 : -1 ] ) )

struct inner { int p[ 3 ]; };
struct outer { char c; struct inner in[ 2 ]; union { double d; int i; }; };
enum { N = __builtin_choose_expr( 1, 4, 5 ), O = __builtin_offsetof( struct outer, in[ 1 ].p[ 2 ] ) };
static int constants[ __builtin_constant_p( N ) ? 3 : 7 ];

static int variable( int x ) { return __builtin_constant_p( x ) ? 1 : 1; }

int main( void ) {
	char *s = "hello";
	int a[ 7 ], *p = a;
	printf( "%d %d\n", (int)size_or_one( s ), (int)size_or_one( 5 ) );
	printf( "%zu %d %d\n", length( a ), is_array( a ), is_array( p ) );
	printf( "%d %d %d\n", __builtin_types_compatible_p( int[], int[ 5 ] ), __builtin_types_compatible_p( int, enum { X } ), __builtin_types_compatible_p( int ( * )( int ), int ( * )( int ) ) );
	printf( "%d %d %zu %zu\n", N, O, offsetof( struct outer, d ), sizeof( constants ) / sizeof( int ) );
	printf( "%d %d %d\n", __builtin_constant_p( 5 * 3 ), __builtin_constant_p( "text" ), variable( 3 ) );
	printf( "%d %d %d %d\n", __builtin_classify_type( 1 ), __builtin_classify_type( 1. ), __builtin_classify_type( p ), __builtin_classify_type( (struct inner){ { 1 } } ) );
	size_t n = 2;
	printf( "%zu\n", __builtin_offsetof( struct outer, in[ n - 1 ].p[ n ] ) );
	__builtin_choose_expr( 0, p, a )[ 3 ] = 9;
	printf( "%d %d\n", a[ 3 ], __builtin_choose_expr( sizeof( long ) == 8, 64, "thirty-two" ) );
#if __has_attribute( noinline ) && __has_builtin( __builtin_expect )
	printf( "has both\n" );
#endif
	return 0;
}
