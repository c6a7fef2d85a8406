// Vector types in type names, built-in functions whose type depends on their arguments, va_list through pointers.
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

typedef float V4 __attribute__((vector_size( 16 )));
typedef int I4 __attribute__((vector_size( 16 )));
typedef double D4 __attribute__((vector_size( 32 )));

static V4 rotate( V4 a, V4 b ) {
	return __builtin_shuffle( a, b, __extension__ (__attribute__((__vector_size__( 16 ))) int){ 4, 1, 2, 3 } );
}

static int next( va_list * list ) { return va_arg( *list, int ); }
static int last( va_list list ) { va_list copy; va_copy( copy, list ); int x = next( &copy ); va_end( copy ); return x; }
static int sum( int n, ... ) {
	va_list list;
	va_start( list, n );
	int total = 0;
	for ( int i = 0; i < n; i += 1 ) total = total * 10 + next( &list );
	total = total * 10 + last( list );
	va_end( list );
	return total;
}

static int counter;
static _Atomic long atomic_counter;
char sized[__builtin_choose_expr( sizeof( long ) == 8, 3, 5 )];
char counted[__builtin_popcount( 0xff ) + __builtin_strlen( "four" )];
_Static_assert( __builtin_types_compatible_p( __typeof__( (I4){ 0 } == (I4){ 0 } ), I4 ), "comparison of vectors" );
_Static_assert( sizeof( int __attribute__((vector_size( 32 ))) ) == 32, "vector in a type name" );
_Static_assert( _Generic( __builtin_complex( 1.0f, 2.0f ), float _Complex: 1, default: 0 ), "__builtin_complex" );
_Static_assert( _Generic( __atomic_load_n( &counter, __ATOMIC_SEQ_CST ), int: 1, default: 0 ), "__atomic_load_n" );

int main( void ) {
	V4 v = rotate( (V4){ 1, 2, 3, 4 }, (V4){ 5, 6, 7, 8 } );
	D4 d = __builtin_convertvector( v, D4 );
	I4 less = v < (V4){ 3, 3, 3, 3 };
	printf( "%g %g %g %g, %g, %d %d\n", v[0], v[1], v[2], v[3], d[3], less[0], less[1] );
	v += d[0] > 4 ? 1.5f : 0.5f;
	v = -v * (V4){ 1, 1, 1, 2 };
	printf( "%g %g\n", v[0], v[3] );
	int small;
	unsigned char byte;
	int wrapped = __builtin_add_overflow( 2000000000, 2000000000, &small ), fits = ! __builtin_mul_overflow( 15, 17, &byte );
	printf( "%d %d %d %d\n", wrapped, small, fits, byte );
	printf( "%d", __sync_fetch_and_add( &counter, 5 ) );
	printf( " %d\n", __atomic_add_fetch( &counter, 7, __ATOMIC_RELAXED ) );
	long expected = 0;
	printf( "%d", __atomic_compare_exchange_n( &atomic_counter, &expected, 9L, 0, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST ) );
	printf( " %ld\n", (long)atomic_counter );
	printf( "%d\n", sum( 3, 1, 2, 3, 4 ) );
	printf( "%d %d %zu %zu\n", __builtin_isnan( __builtin_nan( "" ) ), __builtin_isinf( __builtin_inf() ) != 0, sizeof( sized ), sizeof( counted ) );
	printf( "%d %d\n", __builtin_constant_p( 3 ), __builtin_classify_type( 1.0 ) );
	printf( "%lu\n", (unsigned long)__builtin_object_size( sized, 0 ) );
	return __builtin_expect( strcmp( "a", "a" ), 0 ) != 0;
}
