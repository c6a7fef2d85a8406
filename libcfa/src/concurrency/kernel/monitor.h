/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What monitor.cfa and waitfor.cfa share.
 */
#pragma once

#include "private.h"

#ifdef __cforall
extern "C" {
#endif

/* What a thread collects while it gives up its monitors: the last thread to make ready, and the node whose
   pieces it has popped but not yet counted. */
struct __cfa_handover { struct thread$ * ready; struct __condition_node_t * node; uint32_t pieces; };

enum { TIMED_OUT = -2, UNCLAIMED = -3 };

/* How a monitor is left (monitor.cfa): by a plain store as long as nobody has ever waited for it. */
enum __cfa_sharing { ALONE, BECOMES_SHARED, SHARED };
__CFA_HIDDEN void __cfa_monitor_share( struct monitor$ * m );
static inline void __cfa_monitor_is_shared( struct monitor$ * m ) {
	if ( __CFA_UNLIKELY( m->shared != SHARED ) && __cfa_multi ) __cfa_monitor_share( m );
}

/* Room for the pieces of a thread that waits for n monitors. */
#define __CFA_PIECES( pieces, n ) \
	struct __condition_criterion_t * pieces = (struct __condition_criterion_t *)__builtin_alloca( ( n ) * sizeof( pieces[0] ) )

/* Makes t the owner. Says busy to be safe: looking into the entry queue would need the spin lock. */
static inline void __cfa_monitor_own( struct monitor$ * m, struct thread$ * t, unsigned recursion ) {
	m->owner = t;
	m->recursion = recursion;
	__atomic_store_n( &m->word, (uintptr_t)t | __CFA_BUSY, __ATOMIC_RELEASE );
}

__CFA_HIDDEN bool __cfa_monitor_same_set( struct monitor$ ** a, __lock_size_t na, struct monitor$ ** b,
	__lock_size_t nb );
/* Leaves a monitor for good; returns whom to make ready. */
__CFA_HIDDEN struct thread$ * __cfa_monitor_leave_last( struct monitor$ * m, struct thread$ * t );
__CFA_HIDDEN bool __cfa_monitor_give_way( struct thread$ * t, struct monitor$ ** m, unsigned n );
__CFA_HIDDEN void __cfa_monitor_append( struct monitor$ * m, struct thread$ * t );
__CFA_HIDDEN int __cfa_monitor_try( struct monitor$ * m, struct thread$ * t,
	struct __monitor_group_t * group );
__CFA_HIDDEN int __cfa_waitfor_claim( struct __waitfor_record_t * record, struct __monitor_group_t * group );
__CFA_HIDDEN void __cfa_waitfor_accepted( struct __waitfor_record_t * record, struct thread$ * t,
	int clause );

#ifdef __cforall
}
#endif
