/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the files of the runtime's core share among themselves.
 */
#pragma once

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#define __CFA_TOOLS__ 1                 // the library serves programs with sanitizers, too
#include "blocking.h"
#include "core.h"

#ifdef __cforall
extern "C" {
#endif

#define __CFA_HIDDEN __attribute__(( visibility( "hidden" ) ))
#define __CFA_END ((struct thread$ *)1)         // ends an entry queue

/* ---- Processors ---- */

enum { RING = 256, CACHED_STACKS = 64, SLOT_TURNS = 16, TICK = 32, CACHE_LINE = 64 };
enum __cfa_leave_reason { LEFT_IDLE, LEFT_BLOCKED, LEFT_READY, LEFT_ENDED };

struct __cfa_counters {                 // of one processor, written by it alone
	uint64_t runs, started, ended, migrated, injected, helped, looks, stolen, tries, sleeps, cancelled, early,
		seen, preempted, delayed;
};

struct __cfa_processor {
	/* What the dispatcher of this processor touches. */
	volatile uint64_t dispatches;       // counts picks; others see from it whether the processor is stuck
	struct thread$ * volatile slot;     // runs next; others may only take from it
	unsigned slot_turns;                // picks in a row from the slot
	unsigned tick;                      // mask: at which picks to look elsewhere first
	volatile bool stop;
	enum __cfa_leave_reason reason;     // why the thread that ran before this one left
	struct thread$ * previous;
	struct __stack_t * ended;           // its stack, if it ended
	int * error;                        // errno of this kernel thread
	struct cluster * cluster;
	volatile uint32_t tail __attribute__(( aligned( 64 ) ));
	volatile uint32_t head;             // moved by compare and swap, also by thieves
	struct thread$ * volatile ring[RING];
	/* Waking others when the slot is filled: a search that found nothing makes the next one rarer. */
	volatile unsigned wake_credit, wake_penalty;
	/* Helping: what the processor looked at the last time. */
	struct __cfa_processor * looked_at;
	uint64_t looked_count;
	unsigned look_index;
	uint32_t random;
	struct __stack_t * stacks;
	unsigned n_stacks;
	struct __cfa_counters counters, before;     // before: when this processor got the place
	/* Idle and end. */
	volatile int wake __attribute__(( aligned( 64 ) ));     // futex word
	bool idle;
	struct __cfa_processor * idle_next;
	volatile bool alive;
	struct __stack_context_t context;   // of the processor itself
	struct __stack_context_t nowhere;   // of a thread that ended
	struct __stack_t * stack;           // of the main processor's context
	struct processor * face;
	struct thread$ * volatile destroyer;
	pthread_t kernel_thread;
	int kernel_id;
	uint64_t tick_dispatches;           // of the timer: count at its last look
	int64_t slice_end;
	volatile bool deferred;             // an event came where the thread could not be interrupted
	uintptr_t interrupted;              // where the thread goes on after an event, under valgrind
	void * alternate_stack;
	void * native_stack, * fiber;       // of the kernel thread, for tools
	void * dead_fiber;                  // of the context that ended before this one
	size_t native_size;
};

#if defined( __x86_64__ )
static inline __attribute__(( always_inline )) struct __cfa_processor * __cfa_this_processor( void ) {
	struct __cfa_processor * p;
	__asm__ volatile ( "movq __cfa_local@gottpoff(%%rip), %0\n\tmovq %%fs:8(%0), %0" : "=r"( p ) :
		: "memory" );
	return p;
}
static inline __attribute__(( always_inline )) void __cfa_set_active_thread( struct thread$ * t ) {
	void * offset;
	__asm__ volatile ( "movq __cfa_local@gottpoff(%%rip), %0\n\tmovq %1, %%fs:0(%0)" : "=&r"( offset )
		: "r"( t ) : "memory" );
}
static inline __attribute__(( always_inline )) void __cfa_clear_pending( void ) {
	void * offset;
	__asm__ volatile ( "movq __cfa_local@gottpoff(%%rip), %0\n\tmovl $0, %%fs:20(%0)" : "=&r"( offset ) :
		: "memory" );
}
#else
__CFA_HIDDEN struct __cfa_processor * __cfa_this_processor( void );
__CFA_HIDDEN void __cfa_set_active_thread( struct thread$ * t );
__CFA_HIDDEN void __cfa_clear_pending( void );
#endif

/* ---- Tools (tools.cfa): bits that tell which ones watch the program ---- */

enum { TOOL_ASAN = 1, TOOL_TSAN = 2, TOOL_VALGRIND = 4 };
__CFA_HIDDEN extern int __cfa_tools;
__CFA_HIDDEN void __cfa_tools_acquire( volatile void * at );
__CFA_HIDDEN void __cfa_tools_release( volatile void * at );
/* What the thread sanitizer does not see by itself: something was handed over at this address. */
static inline void __cfa_acquired( volatile void * at ) {
	if ( __CFA_UNLIKELY( __cfa_tools & TOOL_TSAN ) ) __cfa_tools_acquire( at );
}
static inline void __cfa_releases( volatile void * at ) {
	if ( __CFA_UNLIKELY( __cfa_tools & TOOL_TSAN ) ) __cfa_tools_release( at );
}

/* ---- Spin locks of the runtime: it is not interrupted, so they are short. ---- */

__CFA_HIDDEN void __cfa_spin_wait( volatile int * lock );
static inline void __cfa_spin_lock( volatile int * lock ) {
	if ( __CFA_UNLIKELY( __atomic_exchange_n( lock, 1, __ATOMIC_ACQUIRE ) ) ) __cfa_spin_wait( lock );
	__cfa_acquired( lock );
}
static inline void __cfa_spin_unlock( volatile int * lock ) {
	__cfa_releases( lock );
	__atomic_store_n( lock, 0, __ATOMIC_RELEASE );
}

/* Locks that only user threads take, not the timer: one processor has nobody to keep out. */
static inline void __cfa_user_lock( volatile int * lock ) { if ( __cfa_multi ) __cfa_spin_lock( lock ); }
static inline void __cfa_user_unlock( volatile int * lock ) { if ( __cfa_multi ) __cfa_spin_unlock( lock ); }

/* The first word of a lock (blocking.h), for a thread that is to have it. True: it has it, it was free.
   False: the busy flag is set. The lock's spin lock is held. */
static inline bool __cfa_word_take( volatile uintptr_t * at, struct thread$ * t ) {
	for ( ;; ) {
		uintptr_t word = __atomic_load_n( at, __ATOMIC_ACQUIRE );
		if ( word == 0 ) {
			if ( ! __cfa_change( at, 0, (uintptr_t)t ) ) continue;
			__cfa_acquired( at );
			return true;
		}
		if ( ( word & __CFA_LOCK_BUSY ) || __cfa_change( at, word, word | __CFA_LOCK_BUSY ) ) return false;
	}
}
/* Gives it to the next thread, or to nobody. */
static inline void __cfa_word_give( volatile uintptr_t * at, struct thread$ * next, bool more ) {
	__cfa_releases( at );
	__atomic_store_n( at, (uintptr_t)next | ( more ? __CFA_LOCK_BUSY : 0 ), __ATOMIC_RELEASE );
}
static inline struct thread$ * __cfa_word_owner( volatile uintptr_t * at ) {
	return (struct thread$ *)( __atomic_load_n( at, __ATOMIC_RELAXED ) & ~(uintptr_t)__CFA_LOCK_BUSY );
}

/* ---- Ready queues (ready.cfa) ---- */

static inline bool __cfa_ring_empty( struct __cfa_processor * p ) {
	return __atomic_load_n( &p->head, __ATOMIC_RELAXED ) == __atomic_load_n( &p->tail, __ATOMIC_ACQUIRE );
}

static inline struct thread$ * __cfa_slot_take( struct __cfa_processor * p ) {
	if ( __cfa_multi ) return __atomic_exchange_n( &p->slot, (struct thread$ *)0, __ATOMIC_ACQ_REL );
	struct thread$ * t = p->slot;
	p->slot = 0;
	return t;
}

__CFA_HIDDEN struct thread$ * __cfa_pick( struct __cfa_processor * p );
__CFA_HIDDEN struct thread$ * __cfa_search( struct __cfa_processor * p, bool patient );
__CFA_HIDDEN bool __cfa_work_visible( struct cluster * c, struct __cfa_processor * self );
__CFA_HIDDEN void __cfa_make_ready( struct thread$ * t );          // next on this processor, or injected
__CFA_HIDDEN void __cfa_make_ready_last( struct __cfa_processor * p, struct thread$ * t );
__CFA_HIDDEN void __cfa_slot_last( struct __cfa_processor * p );
__CFA_HIDDEN void __cfa_inject( struct thread$ * t );
__CFA_HIDDEN void __cfa_drain( struct __cfa_processor * p );
__CFA_HIDDEN void __cfa_perturb_init( void );
__CFA_HIDDEN uint32_t __cfa_chance( struct __cfa_processor * p );

/* ---- Idle processors (idle.cfa) ---- */

// processors that do not sleep, in all clusters
__CFA_HIDDEN extern volatile int __cfa_n_busy;
__CFA_HIDDEN void __cfa_wake_one( struct cluster * c );
__CFA_HIDDEN void __cfa_wake_processor( struct __cfa_processor * p );
__CFA_HIDDEN void __cfa_idle_loop( struct __cfa_processor * p );
__CFA_HIDDEN bool __cfa_fence_init( void );                        // does the system have that?
__CFA_HIDDEN void __cfa_fence_forked( void );                      // the child's own process is not registered
__CFA_HIDDEN void __cfa_fence_start( void );                       // another processor begins
__CFA_HIDDEN void __cfa_fence_others( void );
__CFA_HIDDEN long __cfa_futex_wait( volatile int * word, int value, const struct timespec * limit );
__CFA_HIDDEN void __cfa_futex_wake( volatile int * word );
__CFA_HIDDEN extern int __cfa_n_cpus;

/* ---- Dispatching (dispatch.cfa) ---- */

// a kernel thread that is not the one processor may unpark
__CFA_HIDDEN extern volatile int __cfa_wakes_from_outside;

__CFA_HIDDEN void __cfa_finish( struct __cfa_processor * p );
__CFA_HIDDEN struct __stack_context_t * __cfa_thread_leave( struct thread$ * late, struct __stack_t * stack,
	struct thread$ * joiner );

/* ---- Stacks (stack.cfa) ---- */

__CFA_HIDDEN struct __stack_t * __cfa_stack_new( void * storage, size_t size );
__CFA_HIDDEN void __cfa_stack_free( struct __stack_t * s );
/* The first function of a context; it returns the one to go on with. */
typedef struct __stack_context_t * (* __cfa_entry)( void * argument );
/* Makes a context that calls entry( argument ) on the stack. */
static inline void __cfa_stack_prepare( struct __stack_t * s, struct __stack_context_t * c, __cfa_entry entry,
	void * argument ) {
	void ** words = (void **)s - 2;
	words[0] = (void *)entry;
	words[1] = argument;
	c->SP = words;
	c->FP = 0;
	c->PC = (void *)__cfa_context_start;
}
/* What runs there. Passed arguments wait where the stack ends: main reads them before anything else. */
static inline void __cfa_stack_run( struct __stack_t * s, void (* main)( void * ), void * object ) {
	s->main = main;
	s->object = main == __cfa_run_passed ? __builtin_memcpy( s->limit, object, ((size_t *)object)[1] )
		: object;
}
__CFA_HIDDEN void __cfa_stack_each( void (* f)( struct __stack_t *, void * ), void * datum );
__CFA_HIDDEN void __cfa_stacks_init( void );

/* ---- Processors, timer, start ---- */

__CFA_HIDDEN extern struct cluster * volatile __cfa_clusters;
__CFA_HIDDEN extern volatile int __cfa_clusters_lock;
/* realloc and free of what the kernel keeps to the end: it is no leak of the program's. */
__CFA_HIDDEN void * __cfa_keep( void * old, size_t size );
__CFA_HIDDEN void __cfa_keep_no_more( void * p );
__CFA_HIDDEN void __cfa_processor_registered( struct __cfa_processor * p );
__CFA_HIDDEN struct __cfa_processor * __cfa_processor_slot( struct cluster * c );
__CFA_HIDDEN void __cfa_thread_adopt( struct thread$ * this, const char name[], struct cluster * c );
__CFA_HIDDEN extern volatile bool __cfa_forked;                    // a child that lost processors
__CFA_HIDDEN extern struct thread$ * volatile __cfa_exiting;       // executes exit
__CFA_HIDDEN extern volatile int __cfa_alarm_lock;
__CFA_HIDDEN void __cfa_timer_after_fork( void );
// makes the timer's kernel thread if there is none
__CFA_HIDDEN void __cfa_timer_start( void );
__CFA_HIDDEN void __cfa_timer_work( void );                        // processors have begun to run
__CFA_HIDDEN void __cfa_slices_init( void );
__CFA_HIDDEN void __cfa_preempt_processor( struct __cfa_processor * p );
__CFA_HIDDEN void __cfa_thread_cancelled( struct thread$ * t ) __attribute__(( noreturn ));
__CFA_HIDDEN void __cfa_handlers_init( void );
__CFA_HIDDEN void * __cfa_alternate_stack( void );
__CFA_HIDDEN bool __cfa_alarms_pending( void );
__CFA_HIDDEN int64_t __cfa_alarms_fire( int64_t now );
__CFA_HIDDEN extern volatile int __cfa_alarms_changed;
__CFA_HIDDEN void __cfa_deadlock_check( void );
__CFA_HIDDEN int __cfa_kernel_thread_create( pthread_t * id, const pthread_attr_t * attributes,
	void * (* main)( void * ), void * argument );
__CFA_HIDDEN int __cfa_kernel_thread_join( pthread_t id );

__CFA_HIDDEN void __cfa_monitors_init( bool has_fence );
__CFA_HIDDEN void __cfa_tools_init( void );
__CFA_HIDDEN void __cfa_tools_stack_new( struct __stack_t * s );
__CFA_HIDDEN void __cfa_tools_stack_free( struct __stack_t * s );
__CFA_HIDDEN void __cfa_tools_fiber_new( struct coroutine$ * c );
__CFA_HIDDEN void __cfa_tools_fiber_free( struct coroutine$ * c );
__CFA_HIDDEN void __cfa_tools_kernel_thread( struct __cfa_processor * p );
/* A switch with the stacks and fibers of both sides; null: those of the processor. `last`: nobody comes
   back. */
__CFA_HIDDEN void __cfa_tools_switch( struct __stack_context_t * from, struct __stack_context_t * to,
	struct coroutine$ * from_cor, struct coroutine$ * to_cor, bool last );
__CFA_HIDDEN void __cfa_tools_arrived( void );

#ifdef __cforall
}
#endif
