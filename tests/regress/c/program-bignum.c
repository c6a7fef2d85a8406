// Arbitrary precision: factorials, Fibonacci numbers and digits of e with arrays of 32-bit limbs.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { uint32_t *limb; size_t n, room; } number;

static void grow( number *a, size_t n ) {
	if ( n <= a->room ) return;
	a->limb = realloc( a->limb, n * 2 * sizeof( *a->limb ) );
	memset( a->limb + a->room, 0, ( n * 2 - a->room ) * sizeof( *a->limb ) );
	a->room = n * 2;
}
static void set( number *a, uint32_t v ) { grow( a, 1 ); a->limb[ 0 ] = v; a->n = 1; }
static void multiply( number *a, uint32_t by ) {
	uint64_t carry = 0;
	for ( size_t i = 0; i < a->n; i++, carry >>= 32 ) a->limb[ i ] = (uint32_t)( carry += (uint64_t)a->limb[ i ] * by );
	if ( carry ) { grow( a, a->n + 1 ); a->limb[ a->n++ ] = (uint32_t)carry; }
}
static void add( number *a, const number *b ) {
	grow( a, ( a->n > b->n ? a->n : b->n ) + 1 );
	uint64_t carry = 0;
	size_t i;
	for ( i = 0; i < b->n || carry || i < a->n; i++ ) {
		carry += ( i < a->n ? a->limb[ i ] : 0ull ) + ( i < b->n ? b->limb[ i ] : 0ull );
		a->limb[ i ] = (uint32_t)carry;
		carry >>= 32;
	}
	a->n = i;
}
static uint32_t divide( number *a, uint32_t by ) {
	uint64_t r = 0;
	for ( size_t i = a->n; i-- > 0; ) { r = r << 32 | a->limb[ i ]; a->limb[ i ] = (uint32_t)( r / by ); r %= by; }
	while ( a->n > 1 && !a->limb[ a->n - 1 ] ) a->n--;
	return (uint32_t)r;
}
static void print( const number *a ) {
	number t = { 0 };
	grow( &t, a->n );
	memcpy( t.limb, a->limb, a->n * sizeof( *a->limb ) );
	t.n = a->n;
	char *digits = malloc( a->n * 10 + 2 ), *p = digits + a->n * 10 + 1;
	*p = '\0';
	do *--p = '0' + divide( &t, 10 ); while ( t.n > 1 || t.limb[ 0 ] );
	puts( p );
	free( digits );
	free( t.limb );
}

int main( void ) {
	number a = { 0 }, b = { 0 };
	set( &a, 1 );
	for ( uint32_t i = 2; i <= 50; i++ ) multiply( &a, i );
	print( &a );
	set( &a, 0 );
	set( &b, 1 );
	for ( int i = 0; i < 300; i++ ) { add( &a, &b ); number t = a; a = b; b = t; }
	print( &a );
	set( &a, 1 );
	for ( int i = 0; i < 40; i++ ) multiply( &a, 10 );
	number e = { 0 };
	set( &e, 0 );
	for ( uint32_t i = 1; a.n > 1 || a.limb[ 0 ]; i++ ) { add( &e, &a ); divide( &a, i ); }
	print( &e );
	free( a.limb ); free( b.limb ); free( e.limb );
	return 0;
}
