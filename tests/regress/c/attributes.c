// Attributes in all positions: declarations, types, members, parameters, labels, statements, enumerators, both spellings.
#include <stdio.h>
#include <stdint.h>
#include <string.h>

__attribute__(( noinline, const )) static int square( int x ) { return x * x; }
static int __attribute__(( __unused__ )) unused( void ) { return 0; }
static void say( const char *, ... ) __attribute__(( format( printf, 1, 2 ), nonnull( 1 ) ));
static int old( void ) __attribute__(( deprecated( "use new" ) ));
int alias_of( int ) __attribute__(( alias( "target" ) ));
int target( int x ) { return x + 100; }
extern int missing( void ) __attribute__(( weak ));
static int order[ 4 ], steps;
static void __attribute__(( constructor( 200 ) )) second( void ) { order[ steps++ ] = 2; }
__attribute__(( constructor( 150 ) )) static void first( void ) { order[ steps++ ] = 1; }
static void done( void ) __attribute__(( destructor ));
static void done( void ) { printf( "destructor\n" ); }

struct __attribute__(( packed )) small { char c; int i; };
struct late { char c; int i; } __attribute__(( packed, aligned( 2 ) ));
struct member { char c; int i __attribute__(( packed )); short s __attribute__(( aligned( 8 ) )), t; };
typedef int aligned_int __attribute__(( aligned( 16 ) ));
typedef int __attribute__(( mode( DI ) )) long_mode;
typedef union { int *i; float *f; } either __attribute__(( transparent_union ));
enum __attribute__(( packed )) tiny { T0, T1 __attribute__(( unused )), T2 };
static int *__attribute__(( aligned( 32 ) )) pointer, plain __attribute__(( section( ".data.mine" ) )) = 4;
static char __attribute__(( nonstring )) raw[ 3 ] = "abc";

static int deref( either e ) { return *e.i; }
static void say( const char *format, ... ) {
	__builtin_va_list args;
	__builtin_va_start( args, format );
	vprintf( format, args );
	__builtin_va_end( args );
}
static inline __attribute__(( always_inline )) int inlined( int a __attribute__(( unused )), __attribute__(( unused )) int b ) { return 3; }
static void cleanup( int *p ) { printf( "cleanup %d\n", *p ); }
static int ( __attribute__(( noinline )) * function )( int ) = square;

static int classify( int x ) {
	switch ( x ) {
	case 0: x = 10; __attribute__(( fallthrough ));
	case 1: x++; break;
	default: goto out;
	}
	return x;
out: __attribute__(( cold ));
	return -1;
}

int main( void ) {
	int value = 5;
	float real = 0;
	memcpy( &real, &value, sizeof( real ) );
	say( "%d %d %d\n", square( 7 ), alias_of( 1 ), missing == 0 );
	say( "%d %d\n", order[ 0 ], order[ 1 ] );
	say( "%zu %zu %zu %zu\n", sizeof( struct small ), sizeof( struct late ), sizeof( struct member ), _Alignof( struct late ) );
	say( "%zu %zu %zu\n", _Alignof( aligned_int ), sizeof( long_mode ), sizeof( enum tiny ) );
	say( "%d %d %d\n", deref( &value ), deref( &real ), ( (uintptr_t)&pointer & 31 ) == 0 );
	say( "%d %.3s %d\n", plain, raw, inlined( 1, 2 ) + function( 2 ) );
	say( "%d %d %d\n", classify( 0 ), classify( 1 ), classify( 2 ) );
	for ( int i = 0; i < 2; i++ ) {
		int x __attribute__(( cleanup( cleanup ) )) = i, y __attribute__(( __cleanup__( cleanup ), unused )) = i + 10;
		if ( i ) break;
	}
	int z __attribute__(( vector_size( 8 ) )) = { 1, 2 };
	say( "%d\n", z[ 1 ] );
	return 0;
}
