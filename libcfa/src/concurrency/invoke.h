/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The descriptors of coroutines, monitors, threads, processors and clusters (chapter 07, sections 7.2 to
 * 7.5), for C and C∀ alike. Fields a program may read are named as the manual names them.
 */
#pragma once

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cforall
#include <time_t.hfa>
extern "C" {
#endif

typedef void (* fptr_t)( void );
typedef uint16_t __lock_size_t;

enum { DEFAULT_STACK_SIZE = 256000 };

enum __Coroutine_State { Halted, Start, Primed, Blocked, Ready, Active, Cancelled, Halting };
enum __Preemption_Reason { __NO_PREEMPTION, __ALARM_PREEMPTION, __POLL_PREEMPTION, __MANUAL_PREEMPTION };

struct thread$;
struct coroutine$;
struct monitor$;
struct cluster;
struct __cfa_processor;

/* What a context is when it does not run (7.30): everything else was saved by the code around the switch. */
struct __stack_context_t { void * SP, * FP, * PC; };

/* A stack; the record lies in its highest words. Usable is limit to this record. */
struct __stack_t {
	void * limit;                           // lowest usable address
	// thread that was created on it, for the reports; null for coroutines
	struct thread$ * owner;
	void (* main)( void * );                // what runs on it
	void * object;
	struct __stack_t * next, ** link;       // in a cache; in the list of stacks of other sizes
	size_t size;                            // of the mapping; 0: storage of the program
	uint64_t tool;                          // number by which valgrind knows it
};

struct coroutine$ {
	struct __stack_context_t context;       // SP is null until the stack is made
	struct __stack_t * stack;
	const char * name;
	enum __Coroutine_State state;
	bool events_enabled;                    // non-local exceptions may be delivered
	struct coroutine$ * starter, * last;    // first and latest resumer
	// exception that ended it, or coroutine that ended while this one waited for it
	void * cancellation;
	// of the exception library: the handlers of this stack, what flies and why
	void * exceptions[4];
	void * events;                          // of the exception library: pending non-local exceptions
	void * fiber;                           // of the thread sanitizer
	struct exception_t_vtable * cancels;    // of a generic type: table of what reports its cancellation
};

/* One piece of a thread that waits on several monitors; the signal stack of a monitor links them (6.8). */
struct __condition_criterion_t {
	struct __condition_node_t * node;
	struct __condition_criterion_t * next;
	unsigned recursion;                     // of the monitor when the thread gets it
};

struct __condition_node_t {
	struct thread$ * thrd;
	struct __condition_node_t * next;
	struct __condition_criterion_t * criteria;
	__lock_size_t count;
	volatile uint32_t missing;              // pieces that still lie on signal stacks
	uintptr_t user_info;
	bool signalled;                         // it waits for a condition, or was signalled
};

struct __thread_queue_t { struct thread$ * head, ** tail; };    // empty: head is 1p, tail is never null

struct monitor$ {
	// owner and the flags below: the one atomic word of enter and leave
	volatile uintptr_t word;
	struct thread$ * owner;                 // the same for programs: null when free, low bit: joined
	unsigned recursion;
	volatile int lock;                      // protects the entry queue, the mask and setting of the busy flag
	struct __thread_queue_t entry_queue;
	struct __condition_criterion_t * signal_stack;          // belongs to the owner
	struct __waitfor_record_t * mask;                       // of an owner that is blocked in waitfor
	struct __condition_node_t * dtor_node;
	volatile int shared;                    // others have waited: enum __cfa_sharing
};

/* The monitors that a thread holds by its innermost mutex call, in address order, without doubles. */
struct __monitor_group_t {
	struct monitor$ ** data;
	__lock_size_t size;
	bool is_dtor;
	fptr_t func;
};

struct __cfa_random_t { uint64_t s0, s1, s2, s3; };

/* The floating-point environment of a thread that does not run. */
#if defined( __x86_64__ )
struct __cfa_fp_t { uint32_t mxcsr; uint16_t x87; };
#else
struct __cfa_fp_t { uint64_t fpcr; };
#endif

struct thread$ {
	struct coroutine$ self_cor;             // first: the descriptor of a null object is null
	struct __stack_context_t context;       // of the thread, whichever coroutine it executes
	volatile int ticket;                    // -1 blocked, 0 running or ready, 1 woken ahead of time
	volatile enum __Coroutine_State state;
	struct __cfa_fp_t fp_control;
	int error;                              // errno while it does not run
	// the waitfor that took it out of an entry queue gave it all monitors
	bool accepted;
	bool started;
	struct coroutine$ * curr_cor;
	struct cluster * curr_cluster;
	struct __cfa_processor * volatile running;              // where it runs or ran last
	struct thread$ * next;                  // in a ready queue, entry queue or queue of a lock
	struct __monitor_group_t * monitors;    // current group
	// group of the call that it is blocked in; null for mutex statements
	struct __monitor_group_t * entering;
	volatile uintptr_t waits_for;           // what blocks it: address and kind, for the deadlock report
	struct monitor$ self_mon;
	struct monitor$ * self_mon_p;
	struct __monitor_group_t self_group;
	struct { void * innermost, * outermost; } strings;      // contexts of strings, theirs (string_heap.cfa)
	struct __cfa_random_t random_state;
	uintptr_t shadow$;
	void * link_node;
	struct { struct thread$ * next, * back; } user_link;
};

struct processor {
	struct cluster * cltr;
	const char * name;
	pthread_t kernel_thread;
	unsigned unique_id;
	bool print_halts;
	int print_stats;
	struct __cfa_processor * core;
};

struct cluster {
	const char * name;
#ifdef __cforall
	Duration preemption_rate;               // slice; 0: no time slicing
#else
	struct { int64_t tn; } preemption_rate;
#endif
	size_t nthreads;                        // started and not ended
	int print_stats, io_entries;
	unsigned n_managed;                     // processors made by set_concurrency
	struct processor ** managed;
	volatile int inject_lock;               // injection queue: threads made ready from elsewhere
	volatile unsigned inject_count;
	uint64_t outside;                       // threads made ready by kernel threads that are no processors
	struct __thread_queue_t inject;
	struct __cfa_processor ** processors;   // slots, never reused by another cluster: see ready.cfa
	volatile unsigned n_slots;
	volatile unsigned n_processors;         // constructed and not being destroyed
	volatile int idle_lock;
	struct __cfa_processor * idle;          // stack of sleeping processors
	volatile unsigned n_idle, n_searching;
	struct cluster * next, ** link;         // all clusters
};

#ifdef __cforall
}
#endif
