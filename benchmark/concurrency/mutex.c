/* SPDX-License-Identifier: BSD-3-Clause
 *
 * An uncontended call of a mutex function with N monitors.
 */
#include <kernel/core.h>
#include "bench.h"

#ifndef N
#define N 1
#endif

static struct monitor$ m[4];

static __attribute__(( noinline )) void call( struct monitor$ * a, struct monitor$ * b, struct monitor$ * c, struct monitor$ * d ) {
	struct __cfa_monitor_guard g;
#if N == 1
	__cfa_monitor_enter( &g, a, (fptr_t)call );
	__asm__ volatile ( "" : : : "memory" );
	__cfa_monitor_leave( &g );
#else
	struct monitor$ * set[4] = { a, b, c, d };
	__cfa_monitor_enter_group( &g, set, N, (fptr_t)call );
	__asm__ volatile ( "" : : : "memory" );
	__cfa_monitor_leave_group( &g );
#endif
}

static void run( long n ) {
	for ( int i = 0; i < 4; i += 1 ) __cfa_monitor_ctor( &m[i] );
	for ( long i = 0; i < n; i += 1 ) call( &m[0], &m[1], &m[2], &m[3] );
}
