/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The switch between threads, in line: returns after a switch are what the processor predicts badly, so where
 * a thread blocks there is no function between the caller's and the switch (chapter 07, section 7.30).
 */
#pragma once

#include "private.h"

#ifdef __cforall
extern "C" {
#endif

/* --- Tickets. Until a second processor, an alarm or an external event exists, only one kernel thread changes them.  */

static inline __attribute__(( always_inline )) int ticket_add( struct thread$ * t, int n ) {
	if ( __cfa_wakes_from_outside ) return __atomic_fetch_add( &t->ticket, n, __ATOMIC_SEQ_CST );
	int old = t->ticket;
	t->ticket = old + n;
	return old;
}

/* ---- The floating-point environment belongs to the thread (7.23). It is loaded at each switch: to compare
   it with what the processor has would have to wait for the stores of the thread that left. ---- */

#if defined( __x86_64__ )
static inline __attribute__(( always_inline )) void save_fp( struct __cfa_fp_t * fp ) {
	__asm__ volatile ( "stmxcsr %0\n\tfnstcw %1" : "=m"( fp->mxcsr ), "=m"( fp->x87 ) );
}
static inline __attribute__(( always_inline )) void load_fp( const struct __cfa_fp_t * fp ) {
	__asm__ volatile ( "ldmxcsr %0\n\tfldcw %1" : : "m"( fp->mxcsr ), "m"( fp->x87 ) );
}
static const struct __cfa_fp_t default_fp = { 0x1f80, 0x37f };
#else
static inline __attribute__(( always_inline )) void save_fp( struct __cfa_fp_t * fp ) {
	__asm__ volatile ( "mrs %0, fpcr" : "=r"( fp->fpcr ) );
}
static inline __attribute__(( always_inline )) void load_fp( const struct __cfa_fp_t * fp ) {
	__asm__ volatile ( "msr fpcr, %0" : : "r"( fp->fpcr ) );
}
static const struct __cfa_fp_t default_fp = { 0 };
#endif

static inline __attribute__(( always_inline )) void stack_free( struct __cfa_processor * p,
	struct __stack_t * s ) {
	if ( __CFA_UNLIKELY( __cfa_tools || s->link || p->n_stacks == CACHED_STACKS ) ) {
		__cfa_stack_free( s );
		return;
	}
	s->next = p->stacks;
	p->stacks = s;
	p->n_stacks += 1;
}

/* Completes what the thread that ran before on this processor began: its context is saved now. */
static inline __attribute__(( always_inline )) void finish( struct __cfa_processor * p ) {
	struct thread$ * t = p->previous;
	enum __cfa_leave_reason reason = p->reason;
	p->reason = LEFT_IDLE;
	if ( __CFA_LIKELY( reason == LEFT_BLOCKED ) ) {
		if ( __CFA_UNLIKELY( ticket_add( t, -1 ) == 1 ) ) __cfa_make_ready( t );
	} else if ( reason == LEFT_READY ) {
		__cfa_make_ready_last( p, t );
	} else if ( reason == LEFT_ENDED ) {
		struct __stack_t * s = p->ended;
		// its storage is the program's: only now free
		if ( t ) __cfa_monitor_leave_one( &t->self_mon, t );
		if ( s ) stack_free( p, s );
	}
}

/* Leaves for another thread, or for the processor's own context (next is null), which is the result. */
static inline __attribute__(( always_inline )) struct __stack_context_t * leave( struct __cfa_processor * p,
	struct thread$ * me,
		struct thread$ * next, enum __cfa_leave_reason reason ) {
	p->previous = me;
	p->reason = reason;
	me->error = *p->error;
	save_fp( &me->fp_control );
	__cfa_clear_pending();
	__cfa_set_active_thread( next );
	if ( __CFA_UNLIKELY( ! next ) ) return &p->context;
	next->running = p;
	p->counters.runs += 1;
	return &next->context;
}

static inline __attribute__(( always_inline )) void go( struct thread$ * me, struct __stack_context_t * to ) {
	if ( __CFA_LIKELY( ! __cfa_tools ) ) { __cfa_switch( &me->context, to ); return; }
	struct thread$ * next = __cfa_active_thread();
	__cfa_tools_switch( &me->context, to, me->curr_cor, next ? next->curr_cor : 0, false );
}

static inline __attribute__(( always_inline )) void arrive( struct thread$ * me ) {
	struct __cfa_processor * p = __cfa_this_processor();
	finish( p );
	load_fp( &me->fp_control );
	*p->error = me->error;
}

/* __cfa_pick, of which the usual case is in line: the thread in the slot. */
static inline __attribute__(( always_inline )) struct thread$ * pick( struct __cfa_processor * p ) {
	uint64_t count = p->dispatches + 1;
	if ( __CFA_LIKELY( p->slot != 0 && ( count & p->tick ) != 0 && ! p->stop
			&& ( p->slot_turns < SLOT_TURNS || __cfa_ring_empty( p ) ) ) ) {
		struct thread$ * t = __cfa_slot_take( p );
		if ( __CFA_LIKELY( t != 0 ) ) {
			p->dispatches = count;
			p->slot_turns += 1;
			return t;
		}
	}
	return __cfa_pick( p );
}

/* Wakes a blocked thread. If it may run next on this processor it is the result, else it is queued like
   others. */
static inline __attribute__(( always_inline )) struct thread$ * wake_next( struct __cfa_processor * p,
	struct thread$ * to ) {
	if ( __CFA_LIKELY( ( p->slot_turns < SLOT_TURNS || __cfa_ring_empty( p ) )
		&& ( p->dispatches & p->tick ) != p->tick
			&& ! p->stop && to->curr_cluster == p->cluster ) ) {
		__cfa_releases( &to->ticket );
		// else not blocked yet: it finds the token
		return __CFA_LIKELY( ticket_add( to, 1 ) == -1 ) ? to : 0;
	}
	__cfa_unpark( to );
	return 0;
}

/* The halves of park and park_to: where to go, null if a token was there; and what to do behind the switch.
   Returns into the caller's caller are what a switch costs most, so all of it is in line. */
static inline __attribute__(( always_inline )) struct __stack_context_t * park_begin( struct thread$ * me,
	struct thread$ * to ) {
	struct __cfa_processor * p = __cfa_this_processor();
	if ( to ) to = wake_next( p, to );
	if ( __CFA_UNLIKELY( __atomic_load_n( &me->ticket, __ATOMIC_ACQUIRE ) == 1 ) ) {
		ticket_add( me, -1 );
		__cfa_acquired( &me->ticket );
		if ( to ) __cfa_make_ready( to );
		return 0;
	}
	me->state = Blocked;
	if ( to ) {
		p->dispatches += 1;
		p->slot_turns += 1;
	} else {
		to = pick( p );
	}
	return leave( p, me, to, LEFT_BLOCKED );
}

static inline __attribute__(( always_inline )) void park_end( struct thread$ * me ) {
	arrive( me );
	__cfa_acquired( &me->ticket );
	me->state = Active;
	me->waits_for = 0;
}

static inline __attribute__(( always_inline )) void park( struct thread$ * to ) {
	struct thread$ * me = __cfa_active_thread();
	struct __stack_context_t * context = park_begin( me, to );
	if ( __CFA_UNLIKELY( ! context ) ) return;
	go( me, context );
	park_end( me );
}

#ifdef __cforall
}
#endif
