// #line, __LINE__, __FILE__, __COUNTER__, _Pragma, #pragma inside functions, stringising, null directives.
#include <stdio.h>
#include <string.h>
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wunused-variable"
#define STRING( x ) #x
#define EXPAND( x ) STRING( x )
#define JOIN( a, b ) a ## b
#define UNIQUE( name ) JOIN_( name, __COUNTER__ )
#define JOIN_( a, b ) JOIN( a, b )
#

static int UNIQUE( v ) = 10, UNIQUE( v ) = 20;
#pragma pack( push, 1 )
struct packed { char c; int i; };
#pragma pack( pop )
struct normal { char c; int i; };
_Pragma( "GCC diagnostic pop" )

static int line( int n ) { return n; }

int main( void ) {
	printf( "%d %d\n", v0, v1 );
#line 100 "virtual.c"
	printf( "%d %s\n", __LINE__, __FILE__ );
	printf( "%d %d\n", line(
		__LINE__ ), __LINE__ );
#line 7
	printf( "%s %s\n", EXPAND( __LINE__ ), __FILE__ );
# 50 "marker.h"
	printf( "%d %s %d\n", __LINE__, __FILE__, __INCLUDE_LEVEL__ );
	printf( "%zu %zu\n", sizeof( struct packed ), sizeof( struct normal ) );
	int s = 0;
#pragma GCC unroll 4
	for ( int i = 0; i < 10; i++ ) s += i;
	_Pragma( "GCC ivdep" ) for ( int i = 0; i < 3; i++ ) s++;
	printf( "%d %s\n", s, STRING( a   +  "b\n" /* c */ 'd' ) );
#ifdef __STDC__
	printf( "%ld\n", __STDC_VERSION__ );
#endif
#if defined( JOIN ) && !defined( UNDEFINED ) && ( 1 ? 2 : 3 ) == 2 && __has_include( <stdio.h> )
	printf( "%s %s\n", __func__, __FUNCTION__ );
#elif 1
#error "not here"
#endif
	return 0;
}
