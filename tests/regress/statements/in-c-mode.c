// The statements of C-for-all are valid in C mode, too.
#include <stdio.h>

enum color { RED, GREEN, BLUE };

int main( void ) {
	int s = 0;
	outer: for ( int i = 0; i < 5; i++ ) {
		for ( int j = 0; j < 5; j++ ) {
			if ( j == 3 ) continue outer;
			if ( i == 3 ) break outer;
			s += 1;
		}
	}
	for ( i; 10 ) s += i;
	for ( k; 1 ~= 3 ) s += 100 * k;
	switch ( s ) {
	case 1, 2: printf( "never\n" ); break;
	case 650 ... 660: printf( "%d\n", s );
	}
	while ( s > 600 ) s -= 7; printf( "%d\n", s );
	if ( int left = s % 10 ) printf( "%d\n", left );
	return 0;
}
