// The alternate spellings with underscores, __extension__, qualifiers everywhere, restrict, register, volatile.
#include <stdio.h>

__extension__ typedef long long __signed__ big;
static __const__ int one = 1;
static __volatile__ int vol;
static __const char *__restrict__ pointer = "restricted";
__inline__ static int f( const int *__restrict a, int *restrict b, int n ) { while ( n-- ) b[ n ] = a[ n ] * 2; return b[ 0 ]; }
static int g( int a[ restrict ], int b[ const volatile 2 ], int c[ static restrict const 1 ] ) { return a[ 0 ] + b[ 1 ] + c[ 0 ]; }
static __attribute__(( __noreturn__ )) void stop( void );
_Noreturn void also_stops( void );
static int const volatile *const volatile *volatile deep;
__extension__ struct e { struct { int x; }; __extension__ union { int y; float z; }; };
typedef const int cint;
static cint *const list[] = { &one, (cint *)&vol };
static __typeof__( int ) __attribute__(( __aligned__( 8 ) )) t = 5;

int main( void ) {
	register int i __attribute__(( unused )) = 5;
	int a[] = { 1, 2, 3 }, b[ 3 ];
	auto int automatic = 6;
	volatile int *vp = &vol;
	*vp = 3;
	*vp += *vp;
	printf( "%d %s %d\n", one, pointer, vol );
	printf( "%d %d\n", f( a, b, 3 ), g( a, b, b ) );
	const int *cp = &one;
	deep = &cp;
	struct e e = { { 1 }, { 2 } };
	printf( "%d %d %d %d\n", **deep, e.x + e.y, automatic, *list[ 1 ] );
	printf( "%lld %d %d\n", __extension__ (big)1ll, __extension__ ({ 3; }), t );
	printf( "%zu %zu\n", __alignof__( double ), __alignof( t ) );
	printf( "%g %g\n", __real__( 1.0 + 2.0i ), __imag__ 3.0i );
	const struct { int x; } k = { 4 }, *kp = &k;
	printf( "%d\n", kp->x );
	int $dollar = 1, a$b = 2, été = 3, \u00fc = 4;
	printf( "%d\n", $dollar + a$b + été + ü );
	stop();
}

#include <stdlib.h>
void stop( void ) { also_stops(); }
void also_stops( void ) { exit( 0 ); }
