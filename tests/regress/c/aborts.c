// A program that aborts; what it printed and flushed before stays.
//: exit abort
//: stderr about to abort
#include <stdio.h>
#include <stdlib.h>

int main( void ) {
	printf( "before\n" );
	fflush( stdout );
	fprintf( stderr, "about to abort\n" );
	abort();
}
