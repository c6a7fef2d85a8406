/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Locks, condition variables, semaphores, barriers and call-once (chapter 07, sections 7.7 to 7.11): the cores of the
 * types of <locks.hfa>, <barrier.hfa> and <once.hfa>, for C and C∀.
 */
#pragma once

#include "core.h"

#ifdef __cforall
extern "C" {
#endif

/* A spin lock for short sections: while it is held the thread is not interrupted (7.24). */
struct __cfa_spinlock { volatile int held; };
void __cfa_spinlock_lock( struct __cfa_spinlock * this );
bool __cfa_spinlock_try_lock( struct __cfa_spinlock * this );
void __cfa_spinlock_unlock( struct __cfa_spinlock * this );

/* A thread, or a clause of waituntil, in the queue of a lock. Null clause_status: an ordinary blocked thread (7.14). */
struct select_node {
	int * park_counter;
	unsigned long int * clause_status;
	void * extra;
	struct thread$ * blocked_thread;
	struct select_node * next, * back;
};
/* Whether the node may be given what it waits for. In an all-or statement one clause wins; a loser is dropped. */
bool __cfa_select_win( struct select_node * node );
void __cfa_select_wake( struct select_node * node );

/* owner_lock, multiple_acquisition_lock and single_acquisition_lock. */
struct __cfa_blocking_lock {
	struct thread$ * owner;                 // first, for the deadlock report
	volatile int lock;
	bool multi_acquisition, strict_owner;
	size_t recursion, wait_count;
	struct select_node * head, ** tail;
};
void __cfa_blocking_lock_ctor( struct __cfa_blocking_lock * this, bool multi_acquisition, bool strict_owner );
void __cfa_blocking_lock_lock( struct __cfa_blocking_lock * this );
bool __cfa_blocking_lock_try_lock( struct __cfa_blocking_lock * this );
void __cfa_blocking_lock_unlock( struct __cfa_blocking_lock * this );

/* fast_block_lock: not recursive, hands over in the order of arrival. */
struct __cfa_fast_lock {
	struct thread$ * owner;                 // debug only
	volatile int lock;
	bool held;
	struct thread$ * head, ** tail;
};
void __cfa_fast_lock_ctor( struct __cfa_fast_lock * this );
void __cfa_fast_lock_lock( struct __cfa_fast_lock * this );
void __cfa_fast_lock_unlock( struct __cfa_fast_lock * this );

/* What a condition variable needs of a lock; the three functions of is_blocking_lock (7.7). */
typedef void (* __cfa_pre_park)( void * );
struct __cfa_lock_functions {
	void (* on_notify)( void * lock, struct thread$ * t );
	size_t (* on_wait)( void * lock, __cfa_pre_park pre_park, void * datum );
	void (* on_wakeup)( void * lock, size_t recursion );
};
extern const struct __cfa_lock_functions __cfa_blocking_lock_functions, __cfa_fast_lock_functions;

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
void __cfa_barrier_ctor( struct __cfa_barrier * this, ssize_t group, void (* callback)( void * ), void * argument );
/* The caller's own callback goes before the barrier's; `release` is unlocked when the caller has to wait. */
ssize_t __cfa_barrier_block( struct __cfa_barrier * this, struct __cfa_blocking_lock * release, void (* callback)( void * ),
	void * argument );

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
