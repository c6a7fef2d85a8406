/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The switch between threads, in line: returns after a switch are what the processor predicts badly, so where a thread
 * blocks there is no function between the caller's and the switch (chapter 07, section 7.30).
 */
#pragma once

#include "private.h"

#ifdef __cforall
extern "C" {
#endif

/* ---- Tickets. Until a second processor, an alarm or an external event exists, only one kernel thread changes them. ---- */

static inline __attribute__(( always_inline )) int ticket_add( struct thread$ * t, int n ) {
	if ( __cfa_wakes_from_outside ) return __atomic_fetch_add( &t->ticket, n, __ATOMIC_SEQ_CST );
	int old = t->ticket;
	t->ticket = old + n;
	return old;
}

/* ---- The floating-point environment belongs to the thread (7.23). ---- */

#if defined( __x86_64__ )
/* In registers: a load that needs several stores has to wait for all of them. */
static inline uint64_t save_fp( void ) {
	uint32_t mxcsr;
	uint16_t x87;
	__asm__ volatile ( "stmxcsr %0\n\tfnstcw %1" : "=m"( mxcsr ), "=m"( x87 ) );
	return mxcsr | (uint64_t)x87 << 32;
}
static inline void load_fp( uint64_t fp ) {
	uint32_t mxcsr = (uint32_t)fp;
	uint16_t x87 = (uint16_t)( fp >> 32 );
	__asm__ volatile ( "ldmxcsr %0\n\tfldcw %1" : : "m"( mxcsr ), "m"( x87 ) );
}
static const uint64_t default_fp = 0x1f80 | 0x37ful << 32;
#else
static inline uint64_t save_fp( void ) {
	uint64_t fpcr;
	__asm__ volatile ( "mrs %0, fpcr" : "=r"( fpcr ) );
	return fpcr;
}
static inline void load_fp( uint64_t fp ) { __asm__ volatile ( "msr fpcr, %0" : : "r"( fp ) ); }
static const uint64_t default_fp = 0;
#endif

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
		if ( t ) __cfa_monitor_leave_one( &t->self_mon, t );        // its storage is the program's: only now free
		if ( s ) __cfa_stack_free( s );
	}
}

/* From one thread to another, or to the processor's own context (next is null); returns when `me` runs again. */
static inline __attribute__(( always_inline )) void switch_thread( struct __cfa_processor * p, struct thread$ * me,
		struct thread$ * next, enum __cfa_leave_reason reason ) {
	p->previous = me;
	p->reason = reason;
	me->error = *p->error;
	p->fp_control = me->fp_control = save_fp();
	__cfa_clear_pending();
	struct __stack_context_t * to = &p->context;
	if ( __CFA_LIKELY( next != 0 ) ) {
		to = &next->context;
		next->running = p;
		p->counters.runs += 1;
	}
	__cfa_set_active_thread( next );
	if ( __CFA_UNLIKELY( __cfa_tools ) ) {
		__cfa_tools_switch( &me->context, to, me->curr_cor, next ? next->curr_cor : 0, false );
	} else {
		__cfa_switch( &me->context, to );
	}
	p = __cfa_this_processor();
	finish( p );
	if ( __CFA_UNLIKELY( p->fp_control != me->fp_control ) ) load_fp( me->fp_control );
	*p->error = me->error;
}

/* The body of park and park_to: returns into the caller's caller are what a switch costs most, so it is in line. */
static inline __attribute__(( always_inline )) void park( struct thread$ * to ) {
	struct thread$ * me = __cfa_active_thread();
	struct __cfa_processor * p = __cfa_this_processor();
	if ( to && __CFA_LIKELY( ( p->slot_turns < SLOT_TURNS || __cfa_ring_empty( p ) ) && ( p->dispatches & p->tick ) != p->tick &&
			! p->stop && to->curr_cluster == p->cluster ) ) {
		__cfa_releases( &to->ticket );
		int ticket = ticket_add( to, 1 );
		if ( __CFA_UNLIKELY( ticket != -1 ) ) to = 0;      // not blocked yet: it finds the token
	} else if ( to ) {
		__cfa_unpark( to );
		to = 0;
	}
	if ( __CFA_UNLIKELY( __atomic_load_n( &me->ticket, __ATOMIC_ACQUIRE ) == 1 ) ) {
		ticket_add( me, -1 );
		__cfa_acquired( &me->ticket );
		if ( to ) __cfa_make_ready( to );
		return;
	}
	me->state = Blocked;
	if ( to ) {
		p->dispatches += 1;
		p->slot_turns += 1;
	} else {
		to = __cfa_pick( p );
	}
	switch_thread( p, me, to, LEFT_BLOCKED );
	__cfa_acquired( &me->ticket );
	me->state = Active;
	me->waits_for = 0;
}

#ifdef __cforall
}
#endif
