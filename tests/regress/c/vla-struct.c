// GNU: structures with members of variable size inside functions, and nested functions that use them.
#include <stdio.h>
#include <string.h>

static int use( int n ) {
	struct local { int head; char text[ n ]; } s, *p = &s;
	strcpy( p->text, "abc" );
	s.head = (int)sizeof( s.text );
	return p->head * 10 + (int)strlen( s.text );
}

int main( void ) {
	printf( "%d %d\n", use( 8 ), use( 20 ) );
	return 0;
}
