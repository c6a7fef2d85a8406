/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the parts of the exception runtime share (chapter 05). The translator's prelude declares the same for
 * programs.
 */
#pragma once

#include <stddef.h>
#include <unwind.h>

/* ---- Virtual types ---- */

struct __cfavir_type_info { struct __cfavir_type_info const * const parent; };
typedef struct __cfavir_type_info const * __cfavir_type_id;
extern const struct __cfavir_type_info __cfatid_exception_t;
int __cfavir_is_parent( __cfavir_type_id parent, __cfavir_type_id child );
void * __cfavir_virtual_cast( __cfavir_type_id parent, __cfavir_type_id const * object );

typedef struct exception_t { struct exception_t_vtable const * virtual_table; } exception_t;
struct exception_t_vtable {
	__cfavir_type_id __cfavir_typeid;
	size_t size;
	void (* copy)( exception_t * to, exception_t * from );
	void (* free)( exception_t * );
	const char * (* msg)( exception_t * );
};

/* ---- Statements. Code of nested functions is called with the frame of the function around them: `where`,
   called without one, tells how far from it the node lies. ---- */

typedef void (* __cfaehm_code)( void );

/* A try with termination handlers whose body runs. `match`: int ( exception_t * ), the number of the handler
   or 0. */
struct __cfaehm_try {
	struct __cfaehm_try * next;
	struct __cfaehm_stack * stack;
	__cfaehm_code where, match;
	struct __cfaehm_stored * caught;        // when control comes to `landing`
	int handler;
	void * landing[5];
};

/* A try with resumption handlers. `handle`: int ( exception_t * ), whether one of them took it. */
struct __cfaehm_fixup {
	struct __cfaehm_fixup * next;
	struct __cfaehm_stack * stack;
	__cfaehm_code where, handle;
};

/* Of each stack: the statements whose bodies run, innermost first; the exceptions for which it is being
   unwound. */
struct __cfaehm_stack {
	struct __cfaehm_try * tries;
	struct __cfaehm_fixup * fixups;
	struct __cfaehm_stored * flying;
	struct __cfaehm_cause * causes;         // of exceptions that report a cancellation and are being raised
};

/* The copy of an exception that was thrown. */
struct __cfaehm_stored {
	struct _Unwind_Exception unwind;
	struct __cfaehm_stored * outer;         // what flew when this one began
	struct __cfaehm_try * target, * limit;  // where to; the innermost statement entered before it flew
	// what a cancelled stack ended with: lives as long as the report of it
	struct __cfaehm_stored * cause;
	int handler;
	_Alignas( 16 ) char object[];
};

/* CoroutineCancelled or ThreadCancelled while it is raised, and its cause unless a copy has taken that
   over. */
struct __cfaehm_cause { struct __cfaehm_cause * next; struct __cfaehm_stack * stack; exception_t * raised;
	struct __cfaehm_stored * cause; };

/* The lists of the active stack; __cfaehm_only: those of the initial thread, null with the thread library.
   Code of programs looks there first while the process has one kernel thread. */
extern struct __cfaehm_stack * __cfaehm_only;
struct __cfaehm_stack * __cfaehm_stack( void ) __attribute__(( const, nothrow, leaf ));
void __cfaehm_land( struct __cfaehm_try * );
struct __cfaehm_stored * __cfaehm_throw( exception_t * );
void __cfaehm_rethrow( struct __cfaehm_stored ** );
void __cfaehm_release( struct __cfaehm_stored ** );
exception_t * __cfaehm_object( struct __cfaehm_stored * );
_Bool __cfaehm_resume( exception_t * );
void __cfaehm_nothing( exception_t * );    // the destructor of exceptions that need none
void __cfaehm_cancel( exception_t * ) __attribute__(( noreturn ));

exception_t * __cfaehm_cause_begin( struct __cfaehm_cause *, exception_t * raised, void ** cancellation );
void __cfaehm_cause_end( struct __cfaehm_cause * );

/* ---- Between this library and that of threads ---- */

/* The lists of the active coroutine; unwinds the active stack and ends it. Both are missing without
   threads. */
struct __cfaehm_stack * __cfa_exception_stack( void ) __attribute__(( weak ));
void __cfa_cancel_stack( struct __cfaehm_stored * ) __attribute__(( weak, noreturn ));
/* The initial stack has been unwound. */
void __cfaehm_uncaught( struct __cfaehm_stored * ) __attribute__(( noreturn ));
/* A record for unwinding the active stack without an exception. */
struct __cfaehm_stored * __cfaehm_unwinding( void );
