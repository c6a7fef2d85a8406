/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The core of owner_lock and its like (chapter 07, section 7.7), for C and C∀. It stands by itself, so that
 * streams can have such a lock without the descriptors of threads.
 */
#pragma once

#include "local.h"

#ifdef __cforall
extern "C" {
#endif

struct select_node;
struct __cfa_select_queue { struct select_node * head, ** tail; };      // zeroed: empty

/* What a condition variable needs of a lock; the three functions of is_blocking_lock (7.7). */
typedef void (* __cfa_pre_park)( void * );
struct __cfa_lock_functions {
	void (* on_notify)( void * lock, struct thread$ * t );
	size_t (* on_wait)( void * lock, __cfa_pre_park pre_park, void * datum );
	void (* on_wakeup)( void * lock, size_t recursion );
};

/* The first word of a lock is 0, or its owner with the flag busy: somebody waits, so unlock takes the long
   way. Only under the spin lock is the flag set, and the word changed while it is set. The deadlock report
   finds the owner there. */
enum { __CFA_LOCK_BUSY = 2 };

/* owner_lock, multiple_acquisition_lock and single_acquisition_lock. */
struct __cfa_blocking_lock {
	volatile uintptr_t word;
	volatile int lock;
	bool multi_acquisition, strict_owner;
	unsigned recursion, wait_count;
	struct __cfa_select_queue waiters;
};
static inline void __cfa_blocking_lock_ctor( struct __cfa_blocking_lock * this, bool multi_acquisition,
	bool strict_owner ) {
	this->word = 0;
	this->lock = 0;
	this->multi_acquisition = multi_acquisition;
	this->strict_owner = strict_owner;
	this->recursion = this->wait_count = 0;
	this->waiters.head = 0;
	this->waiters.tail = 0;
}
/* Null in a program without the thread library, which streams and their like do not bring. */
void __cfa_blocking_lock_lock( struct __cfa_blocking_lock * this ) __attribute__(( weak ));
bool __cfa_blocking_lock_try_lock( struct __cfa_blocking_lock * this ) __attribute__(( weak ));
void __cfa_blocking_lock_unlock( struct __cfa_blocking_lock * this ) __attribute__(( weak ));
/* The same in line as long as nobody else is concerned. */
static inline void __cfa_blocking_acquire( struct __cfa_blocking_lock * this ) {
	if ( __CFA_LIKELY( __cfa_change( &this->word, 0, (uintptr_t)__cfa_active_thread() ) ) )
		this->recursion = 1;
	else __cfa_blocking_lock_lock( this );
}
static inline void __cfa_blocking_release( struct __cfa_blocking_lock * this ) {
	if ( __CFA_UNLIKELY( this->recursion != 1
		|| ! __cfa_change( &this->word, (uintptr_t)__cfa_active_thread(), 0 ) ) ) {
		__cfa_blocking_lock_unlock( this );
	}
}
/* Nothing without the thread library. */
static inline void __cfa_optional_acquire( struct __cfa_blocking_lock * this ) {
	if ( __cfa_blocking_lock_lock ) __cfa_blocking_lock_lock( this );
}
static inline void __cfa_optional_release( struct __cfa_blocking_lock * this ) {
	if ( __cfa_blocking_lock_unlock ) __cfa_blocking_lock_unlock( this );
}
bool __cfa_blocking_lock_register( struct __cfa_blocking_lock * this, struct select_node * node );
bool __cfa_blocking_lock_unregister( struct __cfa_blocking_lock * this, struct select_node * node );
extern const struct __cfa_lock_functions __cfa_blocking_lock_functions;

#ifdef __cforall
}
#endif
