// const, volatile, restrict through typedefs, arrays, pointers, members, parameters; casts that drop them.
#include <stdio.h>

typedef int array[ 2 ];
typedef int *pointer;
typedef const struct { int x; volatile int y; } record;
static const array ca = { 1, 2 };
static const pointer cp = (pointer)ca;
static int const *const *ppc;
static volatile struct { int a; const char *s; } vs = { 3, "volatile" };
static const char *const *words = (const char *const []){ "one", "two", NULL };

static int sum( const array a, const int *const restrict b ) { return a[ 0 ] + a[ 1 ] + *b; }
static const int *least( const int *a, const int *b ) { return *a < *b ? a : b; }
static const volatile int *mix( const int *a, volatile int *b ) { return a ? a : b; }
static char *drop( const char *s ) { return (char *)s; }
static record r = { 4, 5 };

int main( void ) {
	const int one = 1, *p = &one;
	int plain = 7;
	volatile int hot = 8;
	ppc = &p;
	*cp == 1 ? (void)0 : (void)printf( "no\n" );
	printf( "%d %d %d\n", sum( ca, p ), *least( &one, &plain ), *mix( 0, &hot ) );
	printf( "%d %s %s\n", vs.a, vs.s, words[ 1 ] );
	vs.a++;
	hot += vs.a;
	( *(int *)&hot )--;
	printf( "%d %d %c %d\n", hot, **ppc, *drop( "drop" ), r.x + r.y );
	const struct { int a[ 2 ]; int *q; } k = { { 1, 2 }, &plain };
	*k.q = 9;
	const int *inside = k.a;
	int const volatile cv = *inside;
	printf( "%d %d %d\n", plain, inside[ 1 ], cv );
	for ( const char *const *w = words; *w; w++ ) printf( "%s ", *w );
	printf( "\n" );
	return 0;
}
