// C mode: names that are C∀ keywords, and what of C∀ does not collide with C.
#include <stdio.h>
struct thread { int with, choose; } monitor = { 1, 2 };
static int exception( int try ) { return try + 1; }
typedef int generator;
enum trait { forall = 3, mutex };
int twice( int n );
int twice( int n ) { return 2 * n; }
int shared; int shared;
int open_list();
int main( void ) {
	generator virtual = exception( forall );
	int coroutine[] = { [0 ... 2] = mutex, virtual };
	for ( int when = 0; when < 4; when++ ) printf( "%d ", coroutine[when] );
	printf( "%zu %zu\n", sizeof 'x', sizeof( enum trait ) );
	switch ( monitor.with ) { case 0: do { puts( "zero" ); case 1: puts( "one" ); } while ( --monitor.choose ); }
	shared += open_list( 3, 4 ), shared++;
	return printf( "%d %d\n", shared, twice( 4 ) ) == 0;
}
int open_list( a, b ) int a; int b; { return a * b; }
