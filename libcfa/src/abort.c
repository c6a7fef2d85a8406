/* SPDX-License-Identifier: BSD-3-Clause
 *
 * How a program fails: a message, the thread that runs, a back trace, SIGABRT (chapter 08, section 20.2). The functions of
 * C∀ are overloads of C's, whose linkage names are those of
 *
 *     void abort( const char fmt[], ... );        void abort( bool signalAbort, const char fmt[], ... );
 */
#include <dlfcn.h>
#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <unwind.h>
#include "abort.h"

enum { FRAMES = 50, DEPTH = 128 };

/* Set by C∀'s main: a C program that is only linked with the library ends as the system wants. */
extern int cfa_args_argc __asm__( "_X13cfa_args_argci_1" );
/* Of the thread library. */
void __cfa_describe_active( void ) __attribute__(( weak ));
void __cfa_slices_off( void ) __attribute__(( weak ));

/* The end by SIGABRT, which a handler of the program's sees first. */
_Noreturn void __cfa_raise_abort( void ) {
	sigset_t only;
	sigemptyset( &only );
	sigaddset( &only, SIGABRT );
	sigprocmask( SIG_UNBLOCK, &only, NULL );
	raise( SIGABRT );
	signal( SIGABRT, SIG_DFL );
	raise( SIGABRT );
	_exit( 127 );
}

/* ---- Writing: needs no storage, the heap may be what is broken, or full ---- */

/* What does not fit, long texts of the program's, the C library writes, which allocates. Only one thread comes here. */
static void vsay( const char * fmt, va_list args ) {
	static char text[2048];
	va_list again;
	va_copy( again, args );
	int size = vsnprintf( text, sizeof( text ), fmt, args );
	if ( size >= (int)sizeof( text ) ) {
		vdprintf( STDERR_FILENO, fmt, again );
		size = 0;
	}
	va_end( again );
	for ( int at = 0; at < size; ) {
		ssize_t done = write( STDERR_FILENO, text + at, (size_t)( size - at ) );
		if ( done < 0 && errno != EINTR ) return;
		if ( done > 0 ) at += (int)done;
	}
}

static void say( const char * fmt, ... ) __attribute__(( format( printf, 1, 2 ) ));
static void say( const char * fmt, ... ) {
	va_list args;
	va_start( args, fmt );
	vsay( fmt, args );
	va_end( args );
}

/* ---- The back trace ---- */

typedef struct Trace { void * at[DEPTH]; int n, start; void * from; } Trace;

static _Unwind_Reason_Code note_frame( struct _Unwind_Context * context, void * datum ) {
	Trace * t = datum;
	int interrupted = 0;
	void * at = (void *)_Unwind_GetIPInfo( context, &interrupted );
	if ( ! at ) return _URC_END_OF_STACK;
	if ( interrupted || ( t->from && at == t->from ) ) t->start = t->n;
	t->at[t->n++] = at;
	return t->n < DEPTH ? _URC_NO_REASON : _URC_NORMAL_STOP;
}

/* From the function that failed to the program's main. */
static void back_trace( void * from ) {
	Trace t = { .from = from };
	_Unwind_Backtrace( note_frame, &t );
	say( "Stack back trace for: %s\n", program_invocation_name );
	for ( int i = t.start; i < t.n && i - t.start < FRAMES; i += 1 ) {
		Dl_info info;
		bool known = dladdr( t.at[i], &info ) && info.dli_fname;
		if ( ! known ) say( "(%d) %p\n", i - t.start, t.at[i] );
		else if ( ! info.dli_sname ) {
			say( "(%d) %s(+%#tx) %p\n", i - t.start, info.dli_fname, (char *)t.at[i] - (char *)info.dli_fbase, t.at[i] );
		} else {
			if ( strcmp( info.dli_sname, "main" ) == 0 || strcmp( info.dli_sname, "__libc_start_main" ) == 0 ) break;
			say( "(%d) %s : %s + %#tx %p\n", i - t.start, info.dli_fname, info.dli_sname,
				(char *)t.at[i] - (char *)info.dli_saddr, t.at[i] );
		}
	}
}

/* ---- Messages ---- */

_Noreturn void __cfa_vabort( void * from, const char * fmt, va_list args ) {
	static volatile bool aborting;
	if ( __cfa_slices_off ) __cfa_slices_off();
	if ( __atomic_exchange_n( &aborting, true, __ATOMIC_SEQ_CST ) ) __cfa_raise_abort();
	say( "Cforall Runtime error (UNIX pid:%ld): ", (long)getpid() );
	vsay( fmt, args );
	size_t len = strlen( fmt );
	if ( len == 0 || fmt[len - 1] != '\n' ) say( "\n" );
	if ( __cfa_describe_active ) __cfa_describe_active();
	back_trace( from );
	__cfa_raise_abort();
}

#define ABORT( last ) \
	va_list args; \
	va_start( args, last ); \
	__cfa_vabort( __builtin_return_address( 0 ), fmt, args )

_Noreturn void abort_text( const char * fmt, ... ) __asm__( "_X5abortFv_PKcz__1" ) __attribute__(( format( printf, 1, 2 ) ));
_Noreturn void abort_signal_text( _Bool by_signal, const char * fmt, ... ) __asm__( "_X5abortFv_bPKcz__1" )
	__attribute__(( format( printf, 2, 3 ) ));
_Noreturn void __cabi_abort( const char * fmt, ... ) __attribute__(( format( printf, 1, 2 ) ));

void abort_text( const char * fmt, ... ) { ABORT( fmt ); }
void abort_signal_text( _Bool by_signal, const char * fmt, ... ) { (void)by_signal; ABORT( fmt ); }
void __cabi_abort( const char * fmt, ... ) { ABORT( fmt ); }

static _Noreturn void without_message( void * from, ... ) {
	va_list args;
	va_start( args, from );
	__cfa_vabort( from, "", args );
}

_Noreturn void __cfa_abort_from( void * from ) {
	if ( cfa_args_argc == 0 ) __cfa_raise_abort();
	without_message( from );
}

/* C's, in programs of C∀. */
void abort( void ) { __cfa_abort_from( __builtin_return_address( 0 ) ); }
