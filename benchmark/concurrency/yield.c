/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Two threads of one processor give way to each other: the time of one switch.
 */
#include "user-thread.h"
#include "bench.h"

static void body( void * n ) { for ( long i = *(long *)n; i > 0; i -= 1 ) __cfa_yield(); }

static void run( long n ) {
	struct thread$ a, b;
	long half = n / 2;
	thread_create( &a, body, &half );
	thread_create( &b, body, &half );
	thread_join( &a );
	thread_join( &b );
}
