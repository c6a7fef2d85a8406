// _Alignas and _Alignof: objects, members, with types and expressions, over-aligned structures and their layout.
#include <stdio.h>
#include <stddef.h>
#include <stdint.h>
#include <stdalign.h>

_Alignas( 64 ) static char line[ 3 ];
static alignas( double ) char like_double;
struct over { char a; _Alignas( 16 ) int b; alignas( 0 ) char c; };
struct holds { char x; struct over o; };
static _Alignas( 8 ) _Alignas( 32 ) int twice;

int main( void ) {
	alignas( 128 ) char buffer[ 7 ];
	_Alignas( long double ) struct { char c; } s;
	printf( "%d %d %d %d\n", (int)( (uintptr_t)line % 64 ), (int)( (uintptr_t)&like_double % 8 ), (int)( (uintptr_t)buffer % 128 ), (int)( (uintptr_t)&s % 16 ) );
	printf( "%zu %zu %zu %zu\n", _Alignof( struct over ), sizeof( struct over ), offsetof( struct over, b ), offsetof( struct holds, o ) );
	printf( "%zu %zu %zu\n", __alignof__( buffer ), alignof( char ), __alignof__( twice ) );
	printf( "%zu %zu\n", __alignof( ( (struct over *)0 )->b ), _Alignof( int[ 9 ] ) );
	return 0;
}
