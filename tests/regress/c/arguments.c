// main with arguments, a status, and output to both streams.
//: args one "two words" -3
//: exit 3
//: stderr on stderr
#include <stdio.h>
#include <stdlib.h>

int main( int argc, char *argv[], char *envp[] ) {
	for ( int i = 1; i < argc; i++ ) printf( "%d %s\n", i, argv[ i ] );
	fprintf( stderr, "on stderr\n" );
	return envp[ 0 ] != NULL ? abs( atoi( argv[ argc - 1 ] ) ) : 1;
}
