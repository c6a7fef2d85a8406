/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Raising (chapter 05, sections 6, 7, 11). A search goes along the statements that are entered, with the stack untouched;
 * then the system's unwinder removes the frames up to the one whose handler was found: its cleanup leaves for the handler.
 * Functions that only have destructors take no part until they are unwound.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "exception.h"

_Noreturn void __cfaehm_abort( const char * format, ... ) __asm__( "_X5abortFv_PKcz__1" );

/* ---- The stack ---- */

struct __cfaehm_stack * __cfaehm_only;
static __thread struct __cfaehm_stack own;              // of a kernel thread

static void __attribute__(( constructor( 200 ) )) begin( void ) { if ( ! __cfa_exception_stack ) __cfaehm_only = &own; }

struct __cfaehm_stack * __cfaehm_stack( void ) { return __cfa_exception_stack ? __cfa_exception_stack() : &own; }

/* The frame of the function in which a nested one is defined, from the node that lies in it: `where` tells the node's
   place in a frame that lies somewhere (not at 0: sanitizers would find a null pointer). */
static void * frame_of( void * node, __cfaehm_code where ) {
	char * const somewhere = (char *)4096;
	char * there = (char *)__builtin_call_with_static_chain( ((void * (*)( void ))where)(), somewhere );
	return (char *)node - (there - somewhere);
}

static int call( void * node, __cfaehm_code where, __cfaehm_code code, exception_t * e ) {
	return __builtin_call_with_static_chain( ((int (*)( exception_t * ))code)( e ), frame_of( node, where ) );
}

/* ---- Stored exceptions ---- */

static const _Unwind_Exception_Class class = 0x43464145484d0000;        // "CFAEHM"

static struct __cfaehm_stored * store( exception_t * e ) {
	struct exception_t_vtable const * table = e->virtual_table;
	struct __cfaehm_stored * s = malloc( sizeof( struct __cfaehm_stored ) + table->size );
	if ( ! s ) __cfaehm_abort( "no memory to raise exception %s.", table->msg( e ) );
	memset( s, 0, sizeof( *s ) );
	s->unwind.exception_class = class;
	table->copy( (exception_t *)s->object, e );
	return s;
}

exception_t * __cfaehm_object( struct __cfaehm_stored * s ) { return (exception_t *)s->object; }

static void forget( struct __cfaehm_stored ** s ) { free( *s ); }

static void drop( struct __cfaehm_stored * s ) {
	struct __cfaehm_stored * storage __attribute__(( cleanup( forget ) )) = s;
	exception_t * e = (exception_t *)storage->object;
	if ( s->cause ) drop( s->cause );
	e->virtual_table->free( e );
}

void __cfaehm_nothing( exception_t * e ) { (void)e; }

/* At the end of a handler, or after a default handler. */
void __cfaehm_release( struct __cfaehm_stored ** s ) { if ( *s ) drop( *s ); }

/* ---- Termination ---- */

static _Unwind_Reason_Code pass( int version, _Unwind_Action actions, _Unwind_Exception_Class c,
		struct _Unwind_Exception * e, struct _Unwind_Context * context, void * stored ) {
	(void)version, (void)c, (void)e, (void)context;
	if ( ! ( actions & _UA_END_OF_STACK ) ) return _URC_NO_REASON;
	if ( ((struct __cfaehm_stored *)stored)->target ) return _URC_END_OF_STACK;
	__cfaehm_uncaught( stored );
}

/* Of the address sanitizer, if the program has it: frames go without their ends. */
void __asan_handle_no_return( void ) __attribute__(( weak ));

static _Noreturn void cannot_unwind( struct __cfaehm_stored * s ) {
	exception_t * e = (exception_t *)s->object;
	__cfaehm_abort( "The stack cannot be unwound for exception %s.", e->virtual_table->msg( e ) );
}

static _Noreturn void unwind( struct __cfaehm_stored * s ) {
	if ( __asan_handle_no_return ) __asan_handle_no_return();
	_Unwind_ForcedUnwind( &s->unwind, pass, s );
	cannot_unwind( s );
}

static void take_off( struct __cfaehm_stack * stack, struct __cfaehm_stored * s ) {
	s->outer = stack->flying;
	s->limit = stack->tries;
	stack->flying = s;
}

/* Go along the tries entered; none outside of a destructor or finally that runs while the stack is being unwound. If a
   handler matches, control does not come back. */
static void search( struct __cfaehm_stored * s ) {
	struct __cfaehm_stack * stack = __cfaehm_stack();
	struct __cfaehm_try * limit = stack->flying ? stack->flying->limit : NULL;
	for ( struct __cfaehm_try * t = stack->tries; t && t != limit; t = t->next ) {
		int handler = call( t, t->where, t->match, (exception_t *)s->object );
		if ( ! handler ) continue;
		s->target = t;
		s->handler = handler;
		take_off( stack, s );
		unwind( s );
	}
}

/* The frame of a try's body is being unwound: if this is as far as the exception flies, on to its handlers. */
void __cfaehm_land( struct __cfaehm_try * t ) {
	struct __cfaehm_stack * stack = t->stack;
	struct __cfaehm_stored * s = stack->flying;
	stack->tries = t->next;
	if ( ! s ) return;
	if ( s->limit == t ) s->limit = t->next;
	if ( s->target != t ) return;
	stack->flying = s->outer;
	t->caught = s;
	t->handler = s->handler;
	__builtin_longjmp( t->landing, 1 );
}

/* throw e: returns the copy if no handler matches. */
struct __cfaehm_stored * __cfaehm_throw( exception_t * e ) {
	struct __cfaehm_stored * s = store( e );
	for ( struct __cfaehm_cause * c = __cfaehm_stack()->causes; c; c = c->next ) {
		if ( c->raised != e ) continue;
		s->cause = c->cause;
		c->cause = NULL;
	}
	search( s );
	return s;
}

/* Unwinds the whole stack; destructors run, no handler does. */
static _Noreturn void cancel( struct __cfaehm_stored * s ) {
	struct __cfaehm_stack * stack = __cfaehm_stack();
	if ( stack->flying ) {
		exception_t * e = (exception_t *)s->object;
		fflush( stdout );
		__cfaehm_abort( "Exception %s leaves a destructor or finally clause that runs while the stack is being unwound.\n",
			e->virtual_table->msg( e ) );
	}
	s->target = NULL;
	take_off( stack, s );
	if ( __cfa_cancel_stack ) __cfa_cancel_stack( s );
	unwind( s );
}

void __cfaehm_cancel( exception_t * e ) { cancel( store( e ) ); }

/* throw: the same object again, which the handler that is left does not release. */
void __cfaehm_rethrow( struct __cfaehm_stored ** caught ) {
	struct __cfaehm_stored * s = *caught;
	*caught = NULL;
	search( s );
	cancel( s );
}

/* ---- Resumption ---- */

struct search { struct __cfaehm_stack * stack; struct __cfaehm_fixup * all; };

static void restore( struct search * s ) { s->stack->fixups = s->all; }

/* throwResume e: while a handler runs, only the statements outside of its own are active. */
_Bool __cfaehm_resume( exception_t * e ) {
	struct __cfaehm_stack * stack = __cfaehm_stack();
	struct search s __attribute__(( cleanup( restore ) )) = { stack, stack->fixups };
	for ( struct __cfaehm_fixup * f = s.all; f; f = f->next ) {
		stack->fixups = f->next;
		if ( call( f, f->where, f->handle, e ) ) return 1;
	}
	return 0;
}

/* The initial stack has been unwound. */
void __cfaehm_uncaught( struct __cfaehm_stored * s ) {
	exception_t * e = (exception_t *)s->object;
	fflush( stdout );
	__cfaehm_abort( "Propagation failed to find a matching handler.\n"
		"Possible cause is a missing try block with appropriate catch clause for the specified or derived exception type.\n"
		"Last exception name or message: %s.\n", e->virtual_table->msg( e ) );
}

struct __cfaehm_stored * __cfaehm_unwinding( void ) {
	struct __cfaehm_stored * s = malloc( sizeof( struct __cfaehm_stored ) );
	if ( ! s ) __cfaehm_abort( "no memory to unwind a stack." );
	memset( s, 0, sizeof( *s ) );
	s->unwind.exception_class = class;
	take_off( __cfaehm_stack(), s );
	return s;
}

/* ---- Reports of cancellation ---- */

/* The exception `raised` reports a cancellation, whose cause must live until the report has been handled. */
exception_t * __cfaehm_cause_begin( struct __cfaehm_cause * c, exception_t * raised, void ** cancellation ) {
	struct __cfaehm_stack * stack = __cfaehm_stack();
	*c = (struct __cfaehm_cause){ stack->causes, stack, raised, *cancellation };
	*cancellation = NULL;
	stack->causes = c;
	return c->cause ? (exception_t *)c->cause->object : NULL;
}

void __cfaehm_cause_end( struct __cfaehm_cause * c ) {
	c->stack->causes = c->next;
	__cfaehm_release( &c->cause );
}
