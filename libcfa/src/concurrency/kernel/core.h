/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The core of the concurrency runtime (chapters 06 and 07), for C and C∀: what the headers of chapter 07 and
 * generated code call. Everything uses C linkage, pointers and no overloads; doc/runtime.md tells how it
 * works.
 */
#pragma once

#include "../invoke.h"
#include "context.h"
#include "local.h"

#ifdef __cforall
extern "C" {
#endif

bool __cfa_poll_interrupts( void );
static inline void __cfa_enable_interrupts( bool poll ) {
	if ( __CFA_UNLIKELY( __cfa_enable_interrupts_pending() ) && poll ) __cfa_poll_interrupts();
}

/* ---- Messages ---- */

/* Writes a text in front of which the manual's words for run-time errors stand, names thread and coroutine,
   aborts. */
void __cfa_abort( const char format[], ... ) __attribute__(( noreturn, cold, format( printf, 1, 2 ) ));

/* ---- Coroutines (7.4) ---- */

void __cfa_coroutine_stack( struct coroutine$ * this, void * storage, size_t size );
/* A coroutine that never runs costs no more than this. */
static inline void __cfa_coroutine_ctor( struct coroutine$ * this, const char name[], void * storage,
	size_t size ) {
	this->context.SP = this->context.FP = this->context.PC = 0;
	this->stack = 0;
	this->name = name ? name : "Anonymous Coroutine";
	this->state = Start;
	this->events_enabled = false;
	this->starter = this->last = 0;
	this->cancellation = 0;
	for ( int i = 0; i < 4; i += 1 ) this->exceptions[i] = 0;
	this->events = this->fiber = 0;
	this->cancels = 0;
	if ( storage || size ) __cfa_coroutine_stack( this, storage, size );
}
void __cfa_coroutine_dtor( struct coroutine$ * this );
/* The descriptor's table for reports of its cancellation. */
void __cfa_coroutine_cancels( void * this, void * table );
/* As main: the object begins with a function that takes it, and its size. It is copied to the new stack and
   may go. */
void __cfa_run_passed( void * passed );
void __cfa_coroutine_start( struct coroutine$ * this, void (* main)( void * ), void * object );
void __cfa_coroutine_resume_error( struct coroutine$ * from,
	struct coroutine$ * to ) __attribute__(( noreturn, cold ));
void __cfa_coroutine_suspend_error( struct coroutine$ * from ) __attribute__(( noreturn, cold ));
void __cfa_coroutine_unwind( void ) __attribute__(( noreturn, cold ));
void __cfa_coroutine_prime( struct coroutine$ * this, void (* main)( void * ), void * object );
void __cfa_coroutine_switch( struct coroutine$ * from, struct coroutine$ * to );
void __cfa_cancel_stack( void * cause ) __attribute__(( noreturn, cold ));
void __cfa_forget_events( struct coroutine$ * this ) __attribute__(( cold ));
#ifdef __cforall
void __cfa_resume_at( struct coroutine$ * receiver, struct exception_t * e );
bool __cfa_poll_events( struct coroutine$ * of );
/* Of the exception library (libcfa/src/exception.h). */
struct __cfaehm_cause { struct __cfaehm_cause * next; struct __cfaehm_stack * stack; exception_t * raised;
	struct __cfaehm_stored * cause; };
exception_t * __cfaehm_cause_begin( struct __cfaehm_cause *, exception_t * raised, void ** cancellation );
void __cfaehm_cause_end( struct __cfaehm_cause * );
void __cfaehm_uncaught( void * stored ) __attribute__(( noreturn ));
void * __cfaehm_unwinding( void );
#endif
void __cfa_stack_verify( struct coroutine$ * this );

/* Where the stack of a coroutine ends: the live pointer if the calling thread executes it, else the saved
   one. */
static inline __attribute__(( always_inline )) void * __cfa_coroutine_pointer( struct coroutine$ * this ) {
	return this == __cfa_active_thread()->curr_cor ? __cfa_stack_pointer() : this->context.SP;
}

/* Control goes from one coroutine of the calling thread to another. */
static inline __attribute__(( always_inline )) void __cfa_coroutine_transfer( struct coroutine$ * from,
		struct coroutine$ * to ) {
#if defined( __CFA_TOOLS__ )
	__cfa_coroutine_switch( from, to );
#else
	__cfa_switch( &from->context, &to->context );
#endif
	if ( __CFA_UNLIKELY( from->state == Halting ) ) __cfa_coroutine_unwind();
}

/* resume of a coroutine whose stack exists. The result is null, or the coroutine that was cancelled and gave
   control back for that reason: the caller raises CoroutineCancelled. */
static inline __attribute__(( always_inline )) struct coroutine$ * __cfa_resume( struct coroutine$ * to ) {
	struct thread$ * t = __cfa_active_thread();
	struct coroutine$ * from = t->curr_cor;
	if ( __CFA_UNLIKELY( from == to ) ) return 0;
	if ( __CFA_UNLIKELY( (unsigned)to->state - Start > Ready - Start ) )
		__cfa_coroutine_resume_error( from, to );
#if defined( __CFA_DEBUG__ )
	__cfa_stack_verify( from );
#endif
	to->last = from;
	if ( ! to->starter ) to->starter = from;
	from->state = Blocked;
	to->state = Active;
	t->curr_cor = to;
	__cfa_coroutine_transfer( from, to );
	struct coroutine$ * cancelled = (struct coroutine$ *)from->cancellation;
	if ( __CFA_UNLIKELY( cancelled != 0 ) ) from->cancellation = 0;
	return cancelled;
}

static inline __attribute__(( always_inline )) void __cfa_suspend( void ) {
	struct thread$ * t = __cfa_active_thread();
	struct coroutine$ * from = t->curr_cor, * to = from->last;
	if ( __CFA_UNLIKELY( ! to || to->state == Halted ) ) __cfa_coroutine_suspend_error( from );
#if defined( __CFA_DEBUG__ )
	__cfa_stack_verify( from );
#endif
	from->state = Blocked;
	to->state = Active;
	t->curr_cor = to;
	__cfa_coroutine_transfer( from, to );
}

/* ---- Threads (7.3, 7.6) ---- */

extern struct cluster * mainCluster;
extern struct thread$ * __cfa_main_thread;

void __cfa_thread_ctor( struct thread$ * this, const char name[], struct cluster * cl, void * storage,
	size_t size );
void __cfa_thread_start( struct thread$ * this, void (* main)( void * ), void * object );
void __cfa_thread_dtor( struct thread$ * this );
void __cfa_park( void );
void __cfa_unpark( struct thread$ * t );
void __cfa_unpark_remote( struct thread$ * t );
void __cfa_yield( void );
bool __cfa_force_yield( enum __Preemption_Reason reason );
void __cfa_sleep( int64_t nanoseconds );
bool __cfa_migrate( struct thread$ * t, struct cluster * cl );
/* park( t ) that runs `to`, which is blocked, next: unpark( to ); park(); without a queue between. Null: only
   park. */
void __cfa_park_to( struct thread$ * to );
/* Functions of which the callers switch, in line, lest a return follow the switch, which is predicted badly:
   the first half returns the context to go to, or null if that is not necessary any more. In between, the
   thread is not interrupted. */
void __cfa_park_end( struct thread$ * me );

enum __cfa_wait_kind { __CFA_PARK, __CFA_MONITOR, __CFA_CONDITION, __CFA_LOCK, __CFA_SEMAPHORE, __CFA_JOIN,
	__CFA_BARRIER, __CFA_FUTURE, __CFA_INSERT, __CFA_REMOVE, __CFA_SLEEP };
/* Says what the thread is about to wait for; the high byte of an address is free. */
static inline void __cfa_waits_for( struct thread$ * t, const volatile void * what,
	enum __cfa_wait_kind kind ) {
	t->waits_for = (uintptr_t)what | (uintptr_t)kind << 56;
}

/* ---- Clusters and processors (7.2) ---- */

void __cfa_cluster_ctor( struct cluster * this, const char name[], int64_t preemption_rate );
void __cfa_cluster_entries( struct cluster * this, int n );
void __cfa_cluster_dtor( struct cluster * this );
void __cfa_processor_ctor( struct processor * this, const char name[], struct cluster * cl );
void __cfa_processor_dtor( struct processor * this );
unsigned __cfa_set_concurrency( struct cluster * cl, unsigned n );
struct cluster * __cfa_active_cluster( void );
struct processor * __cfa_active_processor( void );
int64_t __cfa_default_preemption( void );               // the program's or the library's (preemption.cfa)
int64_t __cfa_library_preemption( void );
void __cfa_print_cluster_stats( struct cluster * cl, int flags );
void __cfa_print_processor_stats( struct processor * p, int flags );
void __cfa_print_halts( struct processor * p );

/* ---- Monitors (7.5, 6.8, 6.9) ---- */

enum { __CFA_FEW = 4 };                     // there is room for so many without asking for it
// flags of monitor$.word; busy: leave takes the slow way
enum { __CFA_JOINED = 1, __CFA_BUSY = 2, __CFA_OWNER_FLAGS = 3 };

struct __cfa_monitor_guard {
	struct __monitor_group_t group, * previous;
	struct monitor$ * one;
	struct __condition_node_t node;         // of a destructor that waits
	struct __condition_criterion_t piece;
};

/* CFA_PERTURB=SEED: at a scheduling point the thread may give way, by chance. Release builds keep it out of
   line. */
extern int __cfa_perturbed;
void __cfa_perturb( void ) __attribute__(( cold ));
static inline void __cfa_perturb_point( void ) {
	if ( __CFA_UNLIKELY( __cfa_perturbed ) ) __cfa_perturb();
}
#if defined( __CFA_DEBUG__ )
#define __CFA_INLINE_PERTURB_POINT __cfa_perturb_point()
#else
#define __CFA_INLINE_PERTURB_POINT ((void)0)
#endif

void __cfa_monitor_ctor( struct monitor$ * this );
bool __cfa_monitor_enter_slow( struct monitor$ * m, struct thread$ * t, struct __monitor_group_t * group );
void __cfa_monitor_leave_slow( struct monitor$ * m, struct thread$ * t );
void __cfa_monitor_lock( struct monitor$ * m );
void __cfa_monitor_unlock( struct monitor$ * m );
void __cfa_monitor_enter_rest( struct __cfa_monitor_guard * g, struct thread$ * t, unsigned from );
void __cfa_monitor_leave_rest( struct __cfa_monitor_guard * g, struct thread$ * t, unsigned left );
__lock_size_t __cfa_monitor_sort( struct monitor$ ** m, __lock_size_t n );

/* Enters one monitor. True: a blocked waitfor accepted the call and gave the whole group. */
static inline __attribute__(( always_inline )) bool __cfa_monitor_enter_one( struct monitor$ * m,
	struct thread$ * t,
		struct __monitor_group_t * group ) {
	if ( __CFA_UNLIKELY( ! __cfa_change( &m->word, 0, (uintptr_t)t ) ) )
		return __cfa_monitor_enter_slow( m, t, group );
	m->owner = t;
	m->recursion = 1;
	return false;
}

static inline __attribute__(( always_inline )) void __cfa_monitor_leave_one( struct monitor$ * m,
	struct thread$ * t ) {
	if ( __CFA_UNLIKELY( m->recursion > 1 ) ) { m->recursion -= 1; return; }
	m->owner = 0;
	m->recursion = 0;
	if ( __CFA_UNLIKELY( ! __cfa_let_go( &m->word, (uintptr_t)t, &m->shared ) ) )
		__cfa_monitor_leave_slow( m, t );
}

/* Entry and exit of a mutex function with one monitor. */
static inline void __cfa_monitor_enter( struct __cfa_monitor_guard * g, struct monitor$ * m, fptr_t func ) {
	__CFA_INLINE_PERTURB_POINT;
	struct thread$ * t = __cfa_active_thread();
	g->group.data = &g->one;
	g->group.size = 1;
	g->group.is_dtor = false;
	g->group.func = func;
	g->one = m;
	g->previous = t->monitors;
	__cfa_monitor_enter_one( m, t, &g->group );
	t->monitors = &g->group;
}

static inline void __cfa_monitor_leave( struct __cfa_monitor_guard * g ) {
	__CFA_INLINE_PERTURB_POINT;
	struct thread$ * t = __cfa_active_thread();
	t->monitors = g->previous;
	__cfa_monitor_leave_one( g->one, t );
}

/* Puts two monitors in order. */
static inline __attribute__(( always_inline )) void __cfa_monitor_order( struct monitor$ ** m, unsigned i,
	unsigned j ) {
	struct monitor$ * a = m[i], * b = m[j];
	m[i] = a < b ? a : b;
	m[j] = a < b ? b : a;
}

/* Sorts up to four monitors by a network; false if there are more or doubles. The count is known where it is
   called. */
static inline __attribute__(( always_inline )) bool __cfa_monitor_sort_few( struct monitor$ ** m,
	__lock_size_t count ) {
	if ( count > 4 ) return false;
	if ( count == 4 ) __cfa_monitor_order( m, 2, 3 );
	if ( count >= 2 ) __cfa_monitor_order( m, 0, 1 );
	if ( count == 3 ) __cfa_monitor_order( m, 1, 2 );
	if ( count == 4 ) {
		__cfa_monitor_order( m, 0, 2 );
		__cfa_monitor_order( m, 1, 3 );
		__cfa_monitor_order( m, 1, 2 );
	}
	if ( count == 3 ) __cfa_monitor_order( m, 0, 1 );
	for ( unsigned i = 1; i < count; i += 1 ) if ( __CFA_UNLIKELY( m[i - 1] == m[i] ) ) return false;
	return true;
}

/* Entry and exit of a mutex function with several monitors: the array gets sorted. What is not simple is out
   of line. */
static inline __attribute__(( always_inline )) void __cfa_monitor_enter_group( struct __cfa_monitor_guard * g,
		struct monitor$ ** m, __lock_size_t count, fptr_t func ) {
	__CFA_INLINE_PERTURB_POINT;
	struct thread$ * t = __cfa_active_thread();
	if ( ! __cfa_monitor_sort_few( m, count ) ) count = __cfa_monitor_sort( m, count );
	g->group.data = m;
	g->group.size = count;
	g->group.is_dtor = false;
	g->group.func = func;
	g->previous = t->monitors;
	for ( unsigned i = 0; i < count; i += 1 ) {
		if ( __CFA_UNLIKELY( ! __cfa_change( &m[i]->word, 0, (uintptr_t)t ) ) ) {
			__cfa_monitor_enter_rest( g, t, i );
			break;
		}
		m[i]->owner = t;
		m[i]->recursion = 1;
	}
	t->monitors = &g->group;
}

static inline void __cfa_monitor_leave_group( struct __cfa_monitor_guard * g ) {
	__CFA_INLINE_PERTURB_POINT;
	struct thread$ * t = __cfa_active_thread();
	t->monitors = g->previous;
	for ( unsigned i = g->group.size; i > 0; i -= 1 ) {
		struct monitor$ * m = g->group.data[i - 1];
		if ( __CFA_UNLIKELY( m->recursion > 1 ) ) { __cfa_monitor_leave_rest( g, t, i ); return; }
		m->owner = 0;
		m->recursion = 0;
		if ( __CFA_UNLIKELY( ! __cfa_let_go( &m->word, (uintptr_t)t, &m->shared ) ) ) {
			__cfa_monitor_leave_rest( g, t, i );
			return;
		}
	}
}

/* Entry and exit of a destructor, or of join, of an object with a monitor. */
void __cfa_monitor_enter_dtor( struct __cfa_monitor_guard * g, struct monitor$ * m, fptr_t func, bool join );
void __cfa_monitor_leave_dtor( struct __cfa_monitor_guard * g );

struct __cfa_condition {
	struct __condition_node_t * head, ** tail;
	struct monitor$ ** monitors;            // branded with these at the first wait
	__lock_size_t count;
	struct monitor$ * few[4];
};

void __cfa_condition_ctor( struct __cfa_condition * this );
void __cfa_condition_dtor( struct __cfa_condition * this );
struct __cfa_condition_frame { struct __condition_node_t node;
	struct __condition_criterion_t few[__CFA_FEW]; };
struct __stack_context_t * __cfa_condition_wait_begin( struct __cfa_condition * this, uintptr_t user_info,
	struct __cfa_condition_frame * frame );
static inline __attribute__(( always_inline )) void __cfa_condition_wait( struct __cfa_condition * this,
	uintptr_t user_info ) {
	struct __cfa_condition_frame frame;
	struct thread$ * me = __cfa_active_thread();
	struct __stack_context_t * to = __cfa_condition_wait_begin( this, user_info, &frame );
	if ( __CFA_LIKELY( to != 0 ) ) {
		__cfa_switch( &me->context, to );
		__cfa_park_end( me );
	}
}
bool __cfa_condition_signal( struct __cfa_condition * this );
bool __cfa_condition_signal_block( struct __cfa_condition * this );
bool __cfa_condition_signal_all( struct __cfa_condition * this );
uintptr_t __cfa_condition_front( struct __cfa_condition * this );
static inline bool __cfa_condition_empty( struct __cfa_condition * this ) { return this->head == 0; }

struct __acceptable_t {                     // a clause of waitfor
	struct monitor$ ** data;
	__lock_size_t size;
	bool is_dtor;
	fptr_t func;
};
struct __waitfor_mask_t {
	short * accepted;                       // number of the clause, -1 else, -2 timeout
	struct __acceptable_t * clauses;
	__lock_size_t size;
};
/* ---- Time-outs (7.17) ---- */

enum __cfa_alarm_kind { __CFA_ALARM_THREAD, __CFA_ALARM_PROCESSOR, __CFA_ALARM_CALLBACK };
struct __cfa_alarm {
	int64_t deadline, period;               // monotonic clock, nanoseconds
	uint64_t number;                        // equal deadlines fire in the order of registration
	struct __cfa_alarm * child, * next, ** link;    // in the heap; link is null outside
	enum __cfa_alarm_kind kind;
	union { struct thread$ * thrd; struct processor * processor;
		void (* callback)( struct __cfa_alarm * ); } target;
};
int64_t __cfa_now( void );
// from now; never before it, and not beyond the end of time
int64_t __cfa_time_after( int64_t nanoseconds );
void __cfa_alarm_register( struct __cfa_alarm * this );
void __cfa_alarms_look( int64_t at );
bool __cfa_alarm_unregister( struct __cfa_alarm * this );      // true: it had not fired for the last time

/* A waitfor that blocks. Who changes `claimed` has the record for itself. */
struct __waitfor_record_t {
	struct __cfa_alarm alarm;           // first: its callback finds the record by it
	volatile int claimed;               // UNCLAIMED, TIMED_OUT or the number of the clause
	bool timed;
	struct thread$ * acceptor;
	const struct __waitfor_mask_t * mask;
	struct monitor$ ** monitors;        // of all clauses
	__lock_size_t count;
	struct __condition_node_t node;
};
struct __cfa_waitfor_frame {
	struct __waitfor_record_t record;
	struct __condition_criterion_t few[__CFA_FEW];
	struct monitor$ * all[__CFA_FEW];
};
struct __stack_context_t * __cfa_waitfor_begin( struct __cfa_waitfor_frame * frame,
	const struct __waitfor_mask_t * mask, int64_t duration );
void __cfa_waitfor_end( struct __cfa_waitfor_frame * frame );
/* duration in nanoseconds: negative for ever, 0 only a call that waits already. */
static inline __attribute__(( always_inline )) void __cfa_waitfor( const struct __waitfor_mask_t * mask,
	int64_t duration ) {
	struct __cfa_waitfor_frame frame;
	struct thread$ * me = __cfa_active_thread();
	struct __stack_context_t * to = __cfa_waitfor_begin( &frame, mask, duration );
	if ( __CFA_LIKELY( to != 0 ) ) {
		__cfa_switch( &me->context, to );
		__cfa_waitfor_end( &frame );
	}
}

/* Announces and withdraws an event that will come from outside of the runtime, by a kernel thread that calls
   unpark: while one is announced, that all threads are blocked is no deadlock. */
void __cfa_external_begin( void );
void __cfa_external_end( void );

#ifdef __cforall
}
#endif
