// Static initialisers: addresses with offsets, casts, conditionals, sizeof, self references, floats, long tables, strings.
#include <stdio.h>
#include <stddef.h>
#include <stdint.h>

struct s { int a; struct { char c; double d[ 3 ]; } in; struct s *self; };
static struct s object = { 1, { 'c', { 1, 2, 3 } }, &object }, *pointer = &object, **pp = &pointer;
static int array[ 10 ] = { [ 9 ] = 9 }, *last = &array[ 9 ], *middle = array + 10 / 2, *back = &array[ 5 ] - 2;
static double *inside = &object.in.d[ 1 ], *other = object.in.d + 2;
static char *text = "literal" + 3, letters[][ 3 ] = { "ab", "cd" }, *second = letters[ 1 ];
static uintptr_t address = (uintptr_t)&array[ 2 ];
static const int chosen = sizeof( long ) > 4 ? 64 : 32, negative = -5 / 2, logical = 1 && 0 || !0;
static float f = 1, g = 1.0 / 3, h = (int)2.9 + 'a';
static long long big = 1ll << 40 | 0xff, folded = ( 3 + 4 ) * 5 % 6 ^ 2;
static unsigned char truncated = 0x1ff & 0xff, wrapped = -1;
static int ( *functions[ 2 ] )( const char * ) = { puts, &puts };
static ptrdiff_t distance = &array[ 7 ] - &array[ 3 ];
static _Bool flag = 5 > 3, from_pointer = (_Bool)&array;
static struct { const char *key; int ( *get )( void ); } empty_table[] = { { "one", 0 }, { 0 } };
static const struct s constant = { .in.d = { [ 1 ] = 2.5 }, .in.c = 'z' };
static int *const *const chain = &(int *const){ &array[ 1 ] };

int main( void ) {
	array[ 1 ] = 11; array[ 3 ] = 33; array[ 5 ] = 55;
	printf( "%d %d %g %g\n", ( *pp )->self->self->a, *last, *inside, *other );
	printf( "%d %d %s %s %d\n", *middle, *back, text, second, address == (uintptr_t)( array + 2 ) );
	printf( "%d %d %d %g %g %g\n", chosen, negative, logical, f, g, h );
	printf( "%lld %lld %d %d %td\n", big, folded, truncated, wrapped, distance );
	printf( "%d %d %s %d\n", flag, from_pointer, empty_table[ 0 ].key, empty_table[ 1 ].key == 0 );
	printf( "%g %c %d\n", constant.in.d[ 1 ], constant.in.c, **chain );
	functions[ 1 ]( "through the table" );
	static int counter = 5;
	static int *where = &counter;
	printf( "%d\n", ++*where );
	return 0;
}
