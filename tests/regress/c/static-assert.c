// _Static_assert at every place, with and without text; constant expressions of many kinds in it.
#include <stdio.h>
#include <stddef.h>
#include <limits.h>
#include <assert.h>

_Static_assert( sizeof( char ) == 1, "char" );
static_assert( CHAR_BIT == 8, "bits" );
_Static_assert( 1 );
struct s { int a; _Static_assert( sizeof( int ) >= 2, "in a struct" ); char b; };
union u { _Static_assert( 1, "in a union" ); int x; };
_Static_assert( offsetof( struct s, b ) == sizeof( int ), "offset" );
_Static_assert( (int)3.9 == 3 && 1.5 > 1 && ( 5 ? 2 : 1 / 1 ) == 2, "floats and conditionals" );
_Static_assert( ( -7 / 2 == -3 ) & ( -7 % 2 == -1 ) & ( ~0u == UINT_MAX ) & ( -1 < 0u ? 0 : 1 ), "C arithmetic" );
_Static_assert( 'a' + 1 == 'b' && sizeof( 'a' ) == sizeof( int ) && L'x' == 120, "characters" );
_Static_assert( __builtin_types_compatible_p( int, const int ) && !__builtin_types_compatible_p( int, long ), "types" );
_Static_assert( sizeof( "abc" "def" ) == 7 && _Alignof( double ) == 8, "sizes" );
enum { K = 3, L = K * 2 + ( K << 2 ), M = ( K > 2 ) ? -1 : 1 };
_Static_assert( L == 18 && M == -1, "enumerators" );
_Static_assert( _Generic( 1u + 1l, long: 1, default: 0 ), "usual conversions" );
_Static_assert( __builtin_popcount( 255 ) == 8 && __builtin_constant_p( 3 ) && __builtin_strlen( "four" ) == 4, "builtins" );
static int array[ sizeof( struct s ) > 4 ? 7 : -1 ];

int main( void ) {
	_Static_assert( sizeof( array ) == 7 * sizeof( int ), "local" );
	switch ( 1 ) { case 1: ; _Static_assert( 1, "case" ); }
	int x[ 3 ];
	_Static_assert( sizeof( x ) / sizeof( *x ) == 3, "unevaluated" );
	printf( "%d %d %zu\n", L, M, sizeof( array ) / sizeof( int ) );
	(void)x;
	return 0;
}
