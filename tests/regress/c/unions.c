// Unions: type punning, anonymous members, nested in structures, initialised members, as values, cast to union.
#include <stdio.h>
#include <stdint.h>

union number { uint32_t u; float f; unsigned char bytes[ 4 ]; };
struct value {
	enum { INT, REAL, TEXT } kind;
	union { long i; double d; const char *s; struct { short lo, hi; }; };
};
union tree { struct { union tree *left, *right; } node; long leaf[ 2 ]; };

static void show( struct value v ) {
	switch ( v.kind ) {
	case INT: printf( "int %ld\n", v.i ); break;
	case REAL: printf( "real %g\n", v.d ); break;
	case TEXT: printf( "text %s\n", v.s ); break;
	}
}

static union number swap( union number n ) {
	union number r;
	for ( int i = 0; i < 4; i++ ) r.bytes[ i ] = n.bytes[ 3 - i ];
	return r;
}

static union { int x; char y; } anonymous = { 66 }, other = { .y = 'C' };

int main( void ) {
	union number n = { .f = 1.5f };
	printf( "%08x\n", n.u );
	n.bytes[ 3 ] |= 0x80;
	printf( "%g\n", n.f );
	printf( "%08x\n", swap( ( union number ){ 0x12345678 } ).u );
	show( ( struct value ){ INT, { 42 } } );
	show( ( struct value ){ REAL, .d = 2.5 } );
	show( ( struct value ){ .kind = TEXT, .s = "hello" } );
	struct value v = { .lo = 1, .hi = 2 };
	printf( "%ld\n", v.i & 0xffffffff );
	union tree l = { .leaf = { 1, 2 } }, r = { .leaf = { 3, 4 } }, t = { { &l, &r } };
	printf( "%ld %ld\n", t.node.left->leaf[ 0 ], t.node.right->leaf[ 1 ] );
	printf( "%c %c\n", anonymous.y, other.y );
	n = (union number)3.0f;
	printf( "%08x\n", n.u );
	printf( "%08x\n", ( (union number)(uint32_t)7 ).u );
	union { unsigned : 4; char c[ 3 ]; short s; } odd = { "ab" };
	printf( "%s %zu %zu\n", odd.c, sizeof( odd ), _Alignof( odd ) );
	return 0;
}
