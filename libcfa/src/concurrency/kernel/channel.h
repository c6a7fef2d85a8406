/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Values that go from thread to thread (chapter 07, sections 7.12 and 7.13): the cores of the futures that
 * many may wait for and of channels, for C and C∀. The values themselves are moved bitwise.
 */
#pragma once

#include "select.h"

#ifdef __cforall
extern "C" {
#endif

/* ---- Futures ---- */

struct __cfa_promise {
	volatile int lock;
	volatile bool fulfilled;
	void * raised;                          // an exception, delivered instead of a value
	struct __cfa_select_queue waiters;
};
/* Where a reader gets what was delivered: a value, or its own copy of the exception. */
struct __cfa_promise_slot { void * value; void * raised; };

void __cfa_promise_ctor( struct __cfa_promise * this );
void __cfa_promise_dtor( struct __cfa_promise * this );
/* The value, or the exception, is copied. True: somebody waited. */
bool __cfa_promise_fulfil( struct __cfa_promise * this, void * result, const void * value, void * raised,
	size_t size );
/* True if it was empty at the call; if it does not `wait` the slot is left as it is then. */
bool __cfa_promise_get( struct __cfa_promise * this, const void * result,
	struct __cfa_promise_slot * slot, size_t size, bool wait );
void __cfa_promise_reset( struct __cfa_promise * this );
void __cfa_promise_drop( void * raised );               // a copy that a reader got
bool __cfa_promise_register( struct __cfa_promise * this, struct select_node * node );
bool __cfa_promise_unregister( struct __cfa_promise * this, struct select_node * node );

/* ---- Channels ---- */

struct __cfa_channel {
	volatile int lock;
	volatile bool closed;
	// capacity, elements in the buffer, where they are, their size in bytes
	size_t size, count, front, back, element;
	char * buffer;
	struct __cfa_select_queue producers, consumers;
};
// retry: although it is closed
enum __cfa_channel_way { __CFA_CHANNEL_BLOCK, __CFA_CHANNEL_TRY, __CFA_CHANNEL_RETRY };
enum __cfa_channel_result { __CFA_CHANNEL_DONE, __CFA_CHANNEL_NOT, __CFA_CHANNEL_CLOSED, __CFA_CHANNEL_LOST };

void __cfa_channel_ctor( struct __cfa_channel * this, size_t size, size_t element );
void __cfa_channel_dtor( struct __cfa_channel * this );
enum __cfa_channel_result __cfa_channel_insert( struct __cfa_channel * this, void * element,
	enum __cfa_channel_way way );
/* A null element: what is removed is dropped. */
enum __cfa_channel_result __cfa_channel_remove( struct __cfa_channel * this, void * element,
	enum __cfa_channel_way way );
void __cfa_channel_close( struct __cfa_channel * this );
void __cfa_channel_flush( struct __cfa_channel * this, void * element );
size_t __cfa_channel_count( struct __cfa_channel * this );
bool __cfa_channel_waits( struct __cfa_channel * this, bool producers, bool consumers );

/* An operation as a clause of waituntil; done: its outcome, once it is selected. */
struct __cfa_channel_clause { struct __cfa_channel * channel; void * element; bool closed; };
static inline void __cfa_channel_clause_init( struct __cfa_channel_clause * this,
	struct __cfa_channel * channel,
		void * element ) {
	this->channel = channel;
	this->element = element;
	this->closed = false;
}
bool __cfa_channel_register( struct __cfa_channel_clause * this, struct select_node * node, bool insert );
bool __cfa_channel_unregister( struct __cfa_channel_clause * this, struct select_node * node, bool insert );
/* True if it was done; false if the channel was closed. */
bool __cfa_channel_selected( struct __cfa_channel_clause * this );

#ifdef __cforall
}
#endif
