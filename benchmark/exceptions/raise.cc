// SPDX-License-Identifier: BSD-3-Clause
//
// raise.cfa in C++.
#include <stdio.h>
#include <time.h>

struct E { int n; };
static volatile int sink;
struct Guard { volatile int * p; Guard( volatile int * p ) : p( p ) {} ~Guard() { *p = *p + 1; } };
#define NOINLINE __attribute__(( noinline ))

NOINLINE void work( int n ) { sink = sink + n; }
NOINLINE int call( int n ) { work( n ); return n; }
NOINLINE int enter( int n ) { try { work( n ); } catch ( E & ) { return 1; } return n; }

NOINLINE int plain( int depth ) {
	if ( depth == 0 ) throw E{ sink };
	return plain( depth - 1 ) + 1;
}
NOINLINE int guarded( int depth ) {
	Guard g( &sink );
	if ( depth == 0 ) throw E{ sink };
	return guarded( depth - 1 ) + 1;
}

NOINLINE int catch_plain( int depth ) { try { sink = plain( depth ); } catch ( E & e ) { return e.n; } return 0; }
NOINLINE int catch_guarded( int depth ) { try { sink = guarded( depth ); } catch ( E & e ) { return e.n; } return 0; }

static double now() {
	struct timespec t;
	clock_gettime( CLOCK_PROCESS_CPUTIME_ID, &t );
	return t.tv_sec * 1e9 + t.tv_nsec;
}

static void measure( const char name[], int (* f)( int ), int argument, int times ) {
	double best = 1e30;
	for ( int round = 0; round < 7; round += 1 ) {
		double start = now();
		for ( int i = 0; i < times; i += 1 ) f( argument );
		double took = (now() - start) / times;
		if ( took < best ) best = took;
	}
	printf( "%s %.2f\n", name, best );
}

int main() {
	measure( "call", call, 1, 3000000 );
	measure( "try-catch", enter, 1, 3000000 );
	measure( "throw-0", catch_plain, 0, 20000 );
	measure( "throw-10", catch_plain, 10, 10000 );
	measure( "throw-100", catch_plain, 100, 2000 );
	measure( "throw-10-destructors", catch_guarded, 10, 5000 );
	measure( "throw-100-destructors", catch_guarded, 100, 500 );
}
