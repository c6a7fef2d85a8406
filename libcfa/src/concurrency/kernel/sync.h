/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Events, locks, condition variables, semaphores, barriers and call-once (chapter 07, sections 7.6 to 7.11):
 * the cores of the types of <kernel/fwd.hfa>, <locks.hfa>, <barrier.hfa> and <once.hfa>, for C and C∀.
 */
#pragma once

#include "blocking.h"
#include "core.h"
#include "select.h"

#ifdef __cforall
extern "C" {
#endif

/* An event for one waiting thread: armed, fulfilled, or the thread. A future may also be in progress of being
   fulfilled, or abandoned by those who wanted it. */
enum { __CFA_EVENT_ARMED, __CFA_EVENT_FULFILLED, __CFA_EVENT_PROGRESS, __CFA_EVENT_ABANDONED };
struct __cfa_event { volatile uintptr_t word; };
/* True if it blocked; `again`: the event is armed again when it has been seen. */
bool __cfa_event_wait( struct __cfa_event * this, bool again );
// the caller wakes the result, if any
struct thread$ * __cfa_event_post( struct __cfa_event * this, bool again );

/* An event for one thread that may wait for several: the word is a state or the event that the thread waits
   with. */
struct __cfa_future { volatile uintptr_t word; };
bool __cfa_future_available( struct __cfa_future * this );
bool __cfa_future_setup( struct __cfa_future * this, struct __cfa_event * context );
bool __cfa_future_retract( struct __cfa_future * this, struct __cfa_event * context );
bool __cfa_future_wait( struct __cfa_future * this );
// the caller wakes the result, if any
struct thread$ * __cfa_future_fulfil( struct __cfa_future * this );
void __cfa_future_reset( struct __cfa_future * this );
bool __cfa_future_abandon( struct __cfa_future * this );

/* A spin lock for short sections: while it is held the thread is not interrupted (7.24). */
struct __cfa_spinlock { volatile int held; };
void __cfa_spinlock_lock( struct __cfa_spinlock * this );
bool __cfa_spinlock_try_lock( struct __cfa_spinlock * this );
void __cfa_spinlock_unlock( struct __cfa_spinlock * this );

/* fast_block_lock: not recursive, hands over in the order of arrival. */
struct __cfa_fast_lock {
	volatile uintptr_t word;
	volatile int lock;
	struct thread$ * head, ** tail;
};
void __cfa_fast_lock_ctor( struct __cfa_fast_lock * this );
void __cfa_fast_lock_lock( struct __cfa_fast_lock * this );
void __cfa_fast_lock_unlock( struct __cfa_fast_lock * this );
static inline void __cfa_fast_acquire( struct __cfa_fast_lock * this ) {
	if ( __CFA_UNLIKELY( ! __cfa_change( &this->word, 0, (uintptr_t)__cfa_active_thread() ) ) )
		__cfa_fast_lock_lock( this );
}
static inline void __cfa_fast_release( struct __cfa_fast_lock * this ) {
	if ( __CFA_UNLIKELY( ! __cfa_change( &this->word, (uintptr_t)__cfa_active_thread(), 0 ) ) )
		__cfa_fast_lock_unlock( this );
}

/* Locks whose waiters spin or stop their processor for a while. The queues consist of the waiters' own
   nodes. */
struct __cfa_mcs_node { struct __cfa_mcs_node * volatile next; struct thread$ * thrd;
	volatile uintptr_t waits; };
// tail: the last node; owner: for the deadlock report
struct __cfa_mcs_lock { volatile uintptr_t owner, tail; };
// blocks the thread
void __cfa_mcs_lock( struct __cfa_mcs_lock * this, struct __cfa_mcs_node * node );
void __cfa_mcs_unlock( struct __cfa_mcs_lock * this, struct __cfa_mcs_node * node );
void __cfa_mcs_spin_lock( struct __cfa_mcs_lock * this, struct __cfa_mcs_node * node );         // spins
void __cfa_mcs_spin_unlock( struct __cfa_mcs_lock * this, struct __cfa_mcs_node * node );
void __cfa_wait_released( volatile uintptr_t * held );  // spins until it is 0, gives way now and then
/* Enters the queue if it is empty; leaves it if nobody came meanwhile. */
static inline bool __cfa_mcs_first( struct __cfa_mcs_lock * this, struct __cfa_mcs_node * node ) {
	node->next = 0;
	return __cfa_change( &this->tail, 0, (uintptr_t)node );
}
static inline bool __cfa_mcs_last( struct __cfa_mcs_lock * this, struct __cfa_mcs_node * node ) {
	return ! __atomic_load_n( &node->next, __ATOMIC_RELAXED )
		&& __cfa_change( &this->tail, (uintptr_t)node, 0 );
}

struct __cfa_backoff_lock {             // exp_backoff_then_block_lock
	volatile uintptr_t word;
	volatile int lock;
	struct thread$ * head, ** tail;
};
void __cfa_backoff_lock_ctor( struct __cfa_backoff_lock * this );
void __cfa_backoff_lock_lock( struct __cfa_backoff_lock * this );
void __cfa_backoff_lock_unlock( struct __cfa_backoff_lock * this );
static inline bool __cfa_backoff_try( struct __cfa_backoff_lock * this ) {
	return __cfa_change( &this->word, 0, (uintptr_t)__cfa_active_thread() );
}
static inline void __cfa_backoff_release( struct __cfa_backoff_lock * this ) {
	if ( __CFA_UNLIKELY( ! __cfa_change( &this->word, (uintptr_t)__cfa_active_thread(), 0 ) ) )
		__cfa_backoff_lock_unlock( this );
}

/* futex_mutex and go_mutex: 0 free, 1 held, 2 held with sleepers. Before sleeping it tries so many times,
   after pauses that grow by the factor. Kernel threads outside of the runtime use them, too. */
void __cfa_futex_lock( volatile int * word, unsigned pauses, unsigned factor, unsigned tries );
void __cfa_futex_unlock( volatile int * word );
static inline bool __cfa_futex_try( volatile int * word ) {
	int none = 0;
	return __atomic_compare_exchange_n( word, &none, 1, false, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED );
}
static inline void __cfa_futex_release( volatile int * word ) {
	if ( __CFA_UNLIKELY( __atomic_exchange_n( word, 0, __ATOMIC_RELEASE ) == 2 ) ) __cfa_futex_unlock( word );
}

extern const struct __cfa_lock_functions __cfa_fast_lock_functions;

struct __cfa_condition_waiter {
	struct __cfa_alarm alarm;               // first: the time-out finds the waiter by it
	struct __cfa_condition_waiter * next, ** link;
	struct __cfa_condition_variable * condition;
	struct thread$ * thrd;
	void * lock;
	const struct __cfa_lock_functions * functions;
	uintptr_t info;
	bool signalled;
};
struct __cfa_condition_variable {
	volatile int lock;
	int count;
	struct __cfa_condition_waiter * head, ** tail;
};
void __cfa_condition_variable_ctor( struct __cfa_condition_variable * this );
/* lock may be null. deadline on the monotonic clock, negative: none. True: notified, false: too late. */
bool __cfa_condition_variable_wait( struct __cfa_condition_variable * this, void * lock,
	const struct __cfa_lock_functions * functions, uintptr_t info, int64_t deadline );
bool __cfa_condition_variable_notify_one( struct __cfa_condition_variable * this );
bool __cfa_condition_variable_notify_all( struct __cfa_condition_variable * this );
uintptr_t __cfa_condition_variable_front( struct __cfa_condition_variable * this );    // 0 if nobody waits

struct __cfa_semaphore {
	volatile int lock;
	ssize_t count;
	struct thread$ * head, ** tail;
};
void __cfa_semaphore_ctor( struct __cfa_semaphore * this, ssize_t count );
bool __cfa_semaphore_P( struct __cfa_semaphore * this );
bool __cfa_semaphore_P_and_V( struct __cfa_semaphore * this, struct __cfa_semaphore * other );
bool __cfa_semaphore_try_P( struct __cfa_semaphore * this );
size_t __cfa_semaphore_V( struct __cfa_semaphore * this, size_t n );
uintptr_t __cfa_semaphore_front( struct __cfa_semaphore * this );

struct __cfa_barrier {
	volatile int lock;
	ssize_t group, arrived;
	void (* callback)( void * );
	void * argument;
	struct thread$ * head, ** tail;
};
void __cfa_barrier_ctor( struct __cfa_barrier * this, ssize_t group, void (* callback)( void * ),
	void * argument );
/* The caller's own callback goes before the barrier's; `release` is unlocked when the caller has to wait. */
ssize_t __cfa_barrier_block( struct __cfa_barrier * this, struct __cfa_blocking_lock * release,
	void (* callback)( void * ), void * argument );

enum __cfa_once_state { __CFA_ONCE_ARMED, __CFA_ONCE_IN_PROGRESS, __CFA_ONCE_READY };
struct __cfa_once {
	volatile int lock;
	volatile enum __cfa_once_state state;
	struct thread$ * head;
};
bool __cfa_once_call( struct __cfa_once * this, void (* f)( void ) );

#ifdef __cforall
}
#endif
