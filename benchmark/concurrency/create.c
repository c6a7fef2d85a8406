/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A thread is created and joined.
 */
#include "user-thread.h"
#include "bench.h"

static void body( void * nothing ) {}

static void run( long n ) {
	struct thread$ t;
	for ( long i = 0; i < n; i += 1 ) {
		thread_create( &t, body, 0 );
		thread_join( &t );
	}
}
