// Mistakes of syntax do not hide mistakes of meaning, and nothing follows from a declaration that was not understood.
#include <stdio.h>
struct point { int x, y; };
int area( void ) {
	struct point p = { 1, 2 };
	int count = 0;
	printf( "%d\n", p.z ); // error
	cuont = 3; // error
	Foo bar; // error
	p = 5; // error
	return count + bar;
}
int unfinished( int a ) { return a } // error
int nothing( void ) { int x = ; return x; } // error
int main( void ) { return area() + unfinished( 1 ) + nothing(); }
