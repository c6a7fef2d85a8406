// Comments that say that a clause is left on purpose keep gcc's warning away.
//: flags -Wextra
#include <stdio.h>

static int g( int c ) { return c == '"' || c == '\''; }

static int f( int x ) {
	switch ( x ) {
	  case 1: x += 1; /* fall through */ case 100: x += 1; // fallthru
	  case 4: if ( x ) x += 1; // FALL-THROUGH - because
	  case 5: { x += 1; } /* Falls through. */
	  case 6: x -= 1; /* INTENTIONAL FALLTHRU */
	  L: case 9: x -= 1; /*-fallthrough*/
	  case 10: x -= g( '"' ); g( '\'' ); /*@fallthrough@*/
	  case 12: x -= 1; /*lint -fallthrough */ /* other */ // more
	  default: break; /* fall through */
	  case 13: if ( x == 13 ) { x = 1; goto L; } else x += 1; /* FALLTHROUGH */
	  M: x += 1; /* fall through */
	  case 14: for ( ;; ) { if ( x-- ) break; } /* fall thru!!! */
	  case 15:
		x += 1;
		/* Else, fall through */

		/* something else */
	  case 16:
		x += 2; __attribute__((fallthrough)); /* fall through */
	  case 17: if ( x == -1000 ) goto M; x += 1; /* falls on */ // warning
	  case 18: x += 1;
	  case 19: while ( x++ < 30 ) switch ( x & 1 ) { case 0: x += 1; /* fall through */ case 1: x += 1; } /* fall through */
	  case 20: ;
	}
	return x;
}

int main( void ) {
	for ( int i = 0; i < 21; i += 1 ) printf( "%d ", f( i ) );
	printf( "%d\n", f( 100 ) );
}
