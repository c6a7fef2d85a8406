// What the dialect scans as one token is several in C.
#include <stdio.h>

typedef int T;
static int twice( T T ) { return T * T + T; }

int main( void ) {
	int i = 3, j = 4, k = 5, * p = &i;
	printf( "%d %d\n", j-~i, j+~i );
	int c = i++?j:k;
	c += i?++j:k;
	c += i?--j:k;
	c += i ?*p: k;
	printf( "%d %d %d\n", c, i, j );
	switch ( i ) { case 1 ... 2: c = 1; break; case 3 ... 6: c = 2; }
	int thread = 1, with = 2, choose = 3, exception = 4;
	printf( "%d %d %d\n", c, thread + with * choose - exception, twice( 2 ) );
	T: if ( c-- > 0 ) goto T;
	for ( int T = 0; T < 2; T += 1 ) ;
	T last = -1;
	printf( "%d %d\n", c, last );
	return 0;
}
