/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Faults and interruptions of programs without threads (chapter 08, section 20.3): they say what happened and abort. With
 * the thread library its own handlers do, which know the threads.
 */
#include <signal.h>
#include <string.h>
#include <unistd.h>

_Noreturn void abort_text( const char * fmt, ... ) __asm__( "_X5abortFv_PKcz__1" ) __attribute__(( format( printf, 1, 2 ) ));
/* Set by C∀'s main: a C program that is only linked with the library ends as the system wants. */
extern int cfa_args_argc __asm__( "_X13cfa_args_argci_1" );
/* Of the thread library. */
void __cfa_describe_active( void ) __attribute__(( weak ));
/* Of sanitizers: they report by themselves. */
void __asan_init( void ) __attribute__(( weak ));
void __tsan_init( void ) __attribute__(( weak ));

static const char * computation_error( int code ) {
	switch ( code ) {
	  case FPE_INTDIV: case FPE_FLTDIV: return "divide by zero";
	  case FPE_INTOVF: case FPE_FLTOVF: return "overflow";
	  case FPE_FLTUND: return "underflow";
	  case FPE_FLTRES: return "inexact result";
	  case FPE_FLTINV: return "invalid operation";
	  default: return "unknown";
	}
}

static void fault( int sig, siginfo_t * info, void * context ) {
	(void)context;
	void * at = info->si_addr;
	if ( cfa_args_argc == 0 ) {
		signal( sig, SIG_DFL );                         // the instruction is executed again
		return;
	}
	switch ( sig ) {
	  case SIGILL: abort_text( "Executing illegal instruction at location %p.\nPossible cause is stack corruption.", at );
	  case SIGFPE: abort_text( "Computation error %s at location %p.", computation_error( info->si_code ), at );
	}
	if ( ! at ) abort_text( "Null pointer (0p) dereference." );
	abort_text( "%s at memory location %p.\nPossible cause is reading outside the address space or writing to a protected area "
		"within the address space with an invalid pointer or subscript.", sig == SIGBUS ? "Bus error" : "Segment fault", at );
}

/* Somebody else ends the program; its own abort comes by here, too, and ends without more words. */
static void interrupted( int sig, siginfo_t * info, void * context ) {
	(void)context;
	signal( sig, SIG_DFL );
	if ( sig == SIGABRT && info->si_pid == getpid() ) return;
	if ( cfa_args_argc == 0 ) {
		raise( sig );                                   // delivered when this returns
		return;
	}
	abort_text( "Application interrupted by signal: %s.", strsignal( sig ) );
}

/* What the program was told to ignore by its parent stays ignored. */
static void handle( int sig, void (* handler)( int, siginfo_t *, void * ) ) {
	struct sigaction action = { .sa_sigaction = handler, .sa_flags = SA_SIGINFO | SA_ONSTACK }, old;
	if ( sigaction( sig, NULL, &old ) == 0 && ! (old.sa_flags & SA_SIGINFO) && old.sa_handler == SIG_DFL ) sigaction( sig, &action, NULL );
}

/* On a stack of their own: the program's may be exhausted. STARTUP_PRIORITY_CORE. */
static void __attribute__(( constructor( 102 ) )) start( void ) {
	static const int faults[] = { SIGSEGV, SIGBUS, SIGILL, SIGFPE }, ends[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT };
	static char room[64 * 1024] __attribute__(( aligned( 16 ) ));
	if ( __cfa_describe_active || __asan_init || __tsan_init ) return;
	stack_t stack = { .ss_sp = room, .ss_size = sizeof( room ) };
	sigaltstack( &stack, NULL );
	for ( unsigned i = 0; i < sizeof( faults ) / sizeof( *faults ); i += 1 ) handle( faults[i], fault );
	for ( unsigned i = 0; i < sizeof( ends ) / sizeof( *ends ); i += 1 ) handle( ends[i], interrupted );
}
