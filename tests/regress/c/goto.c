// goto: into blocks, backwards, out of loops, past declarations, labels before }, label and variable of one name.
#include <stdio.h>

static int into_block( int x ) {
	if ( x ) goto inside;
	{
		int y;
		y = 1;
		if ( 0 ) {
inside:
			y = 2;
		}
		return y;
	}
}
static int into_loop( int i ) {
	int s = 0;
	goto middle;
	for ( ; i < 5; i++ ) {
		s += 10;
middle:
		s++;
	}
	return s;
}
static int past( int n ) {
	if ( n > 2 ) goto end;
	int local = n * 2;
	return local;
end:
	local = 99;
	return local;
}
static int irreducible( int n ) {
	int a = 0, b = 0;
	if ( n & 1 ) goto odd;
even:
	a++;
	if ( --n <= 0 ) goto done;
odd:
	b++;
	if ( --n > 0 ) goto even;
done:
	return a * 10 + b;
}
static int same( int label ) {
label:
	if ( label-- > 3 ) goto label;
	{
		int done = label;
		if ( done ) goto done;
		label = 50;
	done:
		return label;
	}
}
static int local( int n ) {
	int s = 0;
#define SKIP( c ) { __label__ skip; if ( c ) goto skip; s++; skip:; }
	SKIP( n ) SKIP( !n ) SKIP( n > 1 )
	return s;
}

int main( void ) {
	printf( "%d %d\n", into_block( 0 ), into_block( 1 ) );
	printf( "%d %d\n", into_loop( 0 ), into_loop( 4 ) );
	printf( "%d %d\n", past( 1 ), past( 3 ) );
	printf( "%d %d\n", irreducible( 7 ), irreducible( 8 ) );
	printf( "%d %d\n", same( 10 ), local( 1 ) );
	for ( int i = 0;; i++ )
		for ( int j = 0; j < 3; j++ )
			if ( i * j == 4 ) { printf( "%d %d\n", i, j ); goto leave; }
leave:
	{ goto end; end:; }
	return 0;
}
