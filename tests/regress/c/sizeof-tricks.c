// sizeof, _Alignof, offsetof in expressions, on types and objects, with casts that look alike, unevaluated operands.
#include <stdio.h>
#include <stddef.h>

struct s { char c; double d; short h[ 3 ]; };
typedef int t;
static int calls;
static int f( void ) { calls++; return 1; }
#define FIELD_SIZE( type, member ) sizeof( ( (type *)0 )->member )
#define FIELD_END( type, member ) ( offsetof( type, member ) + FIELD_SIZE( type, member ) )

int main( void ) {
	int x = 3, a[ 5 ], *p = a;
	char t_[ sizeof( t ) ];
	printf( "%zu %zu %zu\n", sizeof( struct s ), sizeof x, sizeof a );
	printf( "%zu %zu %zu\n", sizeof *p, sizeof( t ) * 2, sizeof( a ) / sizeof *a );
	printf( "%zu %zu %zu\n", sizeof( char ) + 1, sizeof -x, sizeof( x ) - 1 );
	printf( "%zu %zu\n", sizeof f(), sizeof( f )() );
	printf( "%d %zu\n", calls, sizeof( x++ ) );
	printf( "%d %zu %zu\n", x, sizeof &a, sizeof( &a[ 0 ] ) );
	printf( "%zu %zu %zu\n", FIELD_SIZE( struct s, h ), FIELD_END( struct s, d ), FIELD_SIZE( struct s, h[ 1 ] ) );
	printf( "%zu %zu %zu\n", sizeof( int ( * )( void ) ), sizeof( int * [ 3 ] ), sizeof( int ( * )[ 3 ] ) );
	printf( "%zu %zu %zu\n", sizeof "string", sizeof( "str" "ing" ), sizeof( "string" + 0 ) );
	printf( "%zu %zu %zu\n", sizeof( 1.0f * 1 ), sizeof( 'x' * 1ll ), sizeof( (char)1 ) );
	printf( "%zu %zu\n", sizeof( struct { int i; char c[ 0 ]; } ), sizeof( union { char c; long l; } ) );
	printf( "%zu %zu %zu\n", sizeof( struct s[ 2 ] ), sizeof( (struct s){ 0 } ), sizeof( ( (struct s *)0 )->h ) );
	printf( "%d %zu %zu\n", (t)-1, sizeof( t_ ), sizeof( void ) );
	printf( "%zu %zu\n", sizeof( 1 ? (char)1 : (short)2 ), sizeof( (void)1, (char)2 ) );
	printf( "%d\n", sizeof( int ) > -1 );
	printf( "%td %td\n", &a[ 4 ] - &a[ 1 ], (char *)&a[ 1 ] - (char *)a );
	printf( "%zu\n", (size_t)&( (struct s *)0 )->d );
	return 0;
}
