// Two units: externals of every kind defined in the other one, statics of the same name, common tags, callbacks.
//: also linkage-main.other.c
#include <stdio.h>

struct shared { int a; const char *name; };
extern int number, table[], size_of_table;
extern const struct shared constant;
extern struct shared make( int, const char * );
extern int ( *callback )( int );
int call( int ( * )( int ), int ), variadic( const char *, ... );
extern inline int inlined( int x );
static int hidden = 1;
static int helper( int x ) { return x + hidden; }
int defined_here = 99;
int weak_one( void ) { return 2; }
int old_style();

int main( void ) {
	number += 5;
	printf( "%d %d %d\n", number, table[ size_of_table - 1 ], constant.a );
	struct shared s = make( 3, "made" );
	printf( "%d %s %d\n", s.a, s.name, call( helper, 10 ) );
	printf( "%d %d\n", callback( 4 ), variadic( "iii", 1, 2, 3 ) );
	printf( "%d %d\n", weak_one(), old_style( 1, 2.5 ) );
	return 0;
}
