/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Two threads in a monitor of N objects: one signals and waits, the other too. The time of a round: both have waited
 * and were signalled once.
 */
#include "user-thread.h"
#include "bench.h"

#ifndef N
#define N 1
#endif

static struct monitor$ m[4];
static struct __cfa_condition turn[2];
static long rounds;

static void enter( struct __cfa_monitor_guard * g, struct monitor$ ** set, fptr_t func ) {
	for ( int i = 0; i < N; i += 1 ) set[i] = &m[i];
	if ( N == 1 ) __cfa_monitor_enter( g, set[0], func );
	else __cfa_monitor_enter_group( g, set, N, func );
}

static void leave( struct __cfa_monitor_guard * g ) {
	if ( N == 1 ) __cfa_monitor_leave( g );
	else __cfa_monitor_leave_group( g );
}

static void body( void * which ) {
	int me = *(int *)which;
	struct monitor$ * set[4];
	struct __cfa_monitor_guard g;
	enter( &g, set, (fptr_t)body );
	for ( long i = 0; i < rounds; i += 1 ) {
		__cfa_condition_signal( &turn[! me] );
		__cfa_condition_wait( &turn[me], 0 );
	}
	__cfa_condition_signal( &turn[! me] );
	leave( &g );
}

static void run( long n ) {
	struct thread$ a, b;
	int first = 0, second = 1;
	for ( int i = 0; i < 4; i += 1 ) __cfa_monitor_ctor( &m[i] );
	__cfa_condition_ctor( &turn[0] );
	__cfa_condition_ctor( &turn[1] );
	rounds = n;
	thread_create( &a, body, &first );
	thread_create( &b, body, &second );
	thread_join( &a );
	thread_join( &b );
}
