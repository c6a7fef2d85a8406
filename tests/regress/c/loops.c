// Loops: for with every part missing, declarations, comma steps, do while with continue, nested breaks, empty bodies.
#include <stdio.h>

int main( void ) {
	int i, s = 0;
	for ( ;; ) if ( s++ > 4 ) break;
	for ( i = 0; i < 3; ) i++;
	for ( int j = 0, k = 10; j < k; j += 3, k-- ) s += k - j;
	printf( "%d %d\n", s, i );
	do { s--; if ( s % 3 ) continue; s -= 2; } while ( s > 5 );
	printf( "%d\n", s );
	while ( i --> 0 ) { if ( i == 1 ) continue; printf( "%d ", i ); }
	printf( "\n" );
	for ( i = 0; i < 3; i++ )
		for ( int j = 0; ; j++ ) {
			if ( j == 2 ) break;
			if ( i == j ) continue;
			printf( "(%d,%d) ", i, j );
		}
	printf( "\n" );
	for ( struct { int a; char c; } x = { 0, 'a' }; x.a < 3; x.a++, x.c++ ) printf( "%c", x.c );
	for ( char *p = "xyz"; *p; p++ ) printf( "%c", *p );
	for ( i = 0; i < 5; i++ ) ;
	printf( " %d\n", i );
	do printf( "once\n" ); while ( 0 );
	if ( i ) if ( i > 9 ) printf( "big\n" ); else printf( "small\n" );
	if ( i > 9 ) { } else if ( i > 4 ) printf( "five\n" ); else ;
	while ( 1 ) { switch ( i ) { case 5: i++; break; case 6: i++; continue; default: goto out; } }
out:
	printf( "%d\n", i );
	unsigned u = 3;
	while ( u-- ) printf( "%u", u );
	printf( "\n" );
	for ( double d = 0; d < 1; d += .25 ) printf( "%g ", d );
	for ( int a[ 2 ] = { 0, 5 }; a[ 0 ] < a[ 1 ]; ++*a ) printf( "%d", *a );
	printf( "\n" );
	return 0;
}
