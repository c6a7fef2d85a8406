#include <stdio.h>
#include <stdlib.h>
#include <fstream.hfa>
struct point { int x, y; };
point ?+?( point a, point b ) { return (point){ a.x + b.x, a.y + b.y }; }
int twice( int x ) { return 2 * x; }
double twice( double x ) { return 2 * x; }
forall( T | { T ?+?( T, T ); } ) T sum( T a, T b ) { return a + b; }
int main() {
	int * p = malloc( sizeof( int ) );
	*p = 'x';
	printf( "%zu %d\n", sizeof( 'x' ), twice( 3 ) );
	sout | twice( 2.5 ) | sum( (point){ 1, 2 }, (point){ 3, 4 } ).y | *p;
	free( p );
}
