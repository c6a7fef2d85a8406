// Labels as values: dispatch tables, differences of labels, static tables, label arithmetic, attributes on labels.
#include <stdio.h>

static int run( const unsigned char *code ) {
	static void *const table[] = { &&op_end, &&op_push, &&op_add, &&op_mul, &&op_jump };
	int stack[ 16 ], *sp = stack, steps = 0;
#define NEXT() do { steps++; goto *table[ *code++ ]; } while ( 0 )
	NEXT();
op_push: *sp++ = *code++; NEXT();
op_add: sp--; sp[ -1 ] += sp[ 0 ]; NEXT();
op_mul: sp--; sp[ -1 ] *= sp[ 0 ]; NEXT();
op_jump: code += *code; NEXT();
op_end: return sp[ -1 ] * 100 + steps;
}

static int relative( int i ) {
	static const int offsets[] = { &&zero - &&zero, &&one - &&zero, &&two - &&zero };
	goto *( &&zero + offsets[ i ] );
zero: __attribute__(( unused )) return 10;
one: return 11;
two: return 12;
}

int main( void ) {
	static const unsigned char code[] = { 1, 6, 1, 7, 3, 4, 2, 0, 1, 8, 2, 0 };
	printf( "%d\n", run( code ) );
	printf( "%d %d %d\n", relative( 0 ), relative( 1 ), relative( 2 ) );
	void *where = &&first;
	int round = 0;
again:
	goto *where;
first: printf( "first\n" ); where = &&second; goto again;
second: printf( "second\n" ); where = ++round < 2 ? &&first : &&done; goto again;
done:
	printf( "done %d\n", round );
	return 0;
}
