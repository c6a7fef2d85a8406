/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A thread accepts calls of another one, with N monitors: the time of one call accepted.
 */
#include "user-thread.h"
#include "bench.h"

#ifndef N
#define N 1
#endif

static struct monitor$ m[4];
static long calls;
static volatile int ready;

static void fill( struct monitor$ ** set ) { for ( int i = 0; i < N; i += 1 ) set[i] = &m[i]; }

static void enter( struct __cfa_monitor_guard * g, struct monitor$ ** set, fptr_t func ) {
	fill( set );
	if ( N == 1 ) __cfa_monitor_enter( g, set[0], func );
	else __cfa_monitor_enter_group( g, set, N, func );
}

static void leave( struct __cfa_monitor_guard * g ) {
	if ( N == 1 ) __cfa_monitor_leave( g );
	else __cfa_monitor_leave_group( g );
}

static __attribute__(( noinline )) void call( void ) {
	struct monitor$ * set[4];
	struct __cfa_monitor_guard g;
	enter( &g, set, (fptr_t)call );
	leave( &g );
}

static void caller( void * nothing ) {
	while ( ! ready ) __cfa_yield();
	for ( long i = 0; i < calls; i += 1 ) call();
}

static void acceptor( void * nothing ) {
	struct monitor$ * held[4];
	struct __cfa_monitor_guard g;
	enter( &g, held, (fptr_t)acceptor );
	ready = 1;
	for ( long i = 0; i < calls; i += 1 ) {
		struct monitor$ * set[4];
		short accepted = -1;
		fill( set );
		struct __acceptable_t clause = { set, N, false, (fptr_t)call };
		struct __waitfor_mask_t mask = { &accepted, &clause, 1 };
		__cfa_waitfor( &mask, -1 );
	}
	leave( &g );
}

static void run( long n ) {
	struct thread$ a, b;
	for ( int i = 0; i < 4; i += 1 ) __cfa_monitor_ctor( &m[i] );
	ready = 0;
	calls = n;
	thread_create( &a, acceptor, 0 );
	thread_create( &b, caller, 0 );
	thread_join( &a );
	thread_join( &b );
}
