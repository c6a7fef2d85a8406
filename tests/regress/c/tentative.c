// Tentative definitions, redeclarations, linkage: static then extern, incomplete arrays completed, block-scope extern.
#include <stdio.h>

int tentative;
int tentative;
extern int tentative;
int tentative = 5;
int tentative;
static int internal;
extern int internal;
static int internal;
int array[];
extern int array[ 3 ];
int array[ 3 ] = { 1, 2, 3 };
int open[];
struct later;
extern struct later object;
struct later *pointer = &object;
struct later { int a, b; };
struct later object = { 8, 9 };
int function();
int function( int );
int function( int x ) { return x + internal; }
static int forward( void );
typedef int number;
typedef int number;
extern number tentative;

static int hidden = 1;
static int scopes( void ) {
	int hidden = 2;
	{
		int hidden = 3;
		{
			extern int tentative;
			extern int function( int );
			return hidden * 100 + tentative + function( hidden );
		}
	}
	return hidden;
}

int main( void ) {
	internal = 4;
	printf( "%d %d %d %d\n", tentative, array[ 2 ], pointer->b, open[ 0 ] );
	printf( "%d %d %d\n", function( 1 ), forward(), scopes() );
	extern int defined_below[];
	printf( "%d %d\n", defined_below[ 1 ], hidden );
	return 0;
}

int defined_below[ 2 ] = { 6, 7 };
static int forward( void ) { return 77; }
