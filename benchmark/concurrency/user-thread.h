/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the benchmarks need of threads: create and start, join and destroy.
 */
#pragma once
#include <kernel/core.h>

static inline void thread_create( struct thread$ * t, void (* body)( void * ), void * object ) {
	__cfa_thread_ctor( t, "worker", 0, 0, 0 );
	__cfa_thread_start( t, body, object );
}

static inline void thread_join( struct thread$ * t ) {
	struct __cfa_monitor_guard g;
	__cfa_monitor_enter_dtor( &g, &t->self_mon, 0, false );
	__cfa_monitor_leave_dtor( &g );
	__cfa_thread_dtor( t );
}
