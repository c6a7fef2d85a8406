// inline in all its forms: static inline, C99 inline with extern declaration, extern inline gnu_inline, noinline pairs.
#include <stdio.h>

static inline int one( void ) { return 1; }
inline int two( void ) { return 2; }
extern int two( void );
extern inline __attribute__(( gnu_inline, always_inline )) int three( void ) { return 3; }
int three( void ) { return 33; }
inline static __inline__ int four( int x ) { return x ? 4 + four( x - 1 ) : 0; }
extern inline int five( void );
inline int five( void ) { return 5; }
static __inline int six( int ( *f )( void ) ) { return f() * 6; }
static inline int counter( void ) { static int n; return ++n; }
_Noreturn static void leave( int code );

int main( void ) {
	int ( *p )( void ) = two, ( *q )( void ) = three;
	printf( "%d %d %d %d %d %d\n", one(), two(), p(), four( 3 ), five(), six( one ) );
	printf( "%d\n", three() == 3 || three() == 33 );
	printf( "%d\n", q() );
	counter();
	counter();
	printf( "%d\n", counter() );
	leave( 0 );
}

#include <stdlib.h>
static void leave( int code ) { exit( code ); }
