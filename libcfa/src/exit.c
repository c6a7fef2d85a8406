/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The start and the end of a program: the arguments of C's main, which the translator makes; C's exit and dl_iterate_phdr
 * without preemption; exit with a text, an overload of C's function in C∀ with the linkage name of
 *
 *     void exit( int status, const char fmt[], ... );
 */
#include <dlfcn.h>
#include <link.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Objects of C∀: their linkage names carry the type. */
int cfa_args_argc __asm__( "_X13cfa_args_argci_1" ), cfa_main_returned __asm__( "_X17cfa_main_returnedi_1" );
char ** cfa_args_argv __asm__( "_X13cfa_args_argvPPc_1" ), ** cfa_args_envp __asm__( "_X13cfa_args_envpPPc_1" );

/* Of the thread library, if the program is linked with it. */
void __cfa_exit_begins( void ) __attribute__(( weak ));
void __cfa_slices_off( void ) __attribute__(( weak ));
void __cfa_slices_on( void ) __attribute__(( weak ));

/* C's: one call runs the handlers, on the thread that it came from, and is not preempted (chapter 08, section 20.7). */
_Noreturn void exit( int status ) {
	static void (* c_exit)( int ) __attribute__(( noreturn ));
	if ( __cfa_exit_begins ) __cfa_exit_begins();
	if ( ! c_exit ) c_exit = dlsym( RTLD_NEXT, "exit" );
	c_exit( status );
}

/* C's: its lock belongs to the kernel thread, so the thread that calls back stays there, whosever function the callback is. */
int dl_iterate_phdr( int (* callback)( struct dl_phdr_info *, size_t, void * ), void * data ) {
	static int (* c_iterate)( int (*)( struct dl_phdr_info *, size_t, void * ), void * );
	if ( __cfa_slices_off ) __cfa_slices_off();
	if ( ! c_iterate ) c_iterate = dlsym( RTLD_NEXT, "dl_iterate_phdr" );
	int result = c_iterate( callback, data );
	if ( __cfa_slices_on ) __cfa_slices_on();
	return result;
}

_Noreturn void exit_text( int status, const char * fmt, ... ) __asm__( "_X4exitFv_iPKcz__1" )
	__attribute__(( format( printf, 2, 3 ) ));

void exit_text( int status, const char * fmt, ... ) {
	va_list args;
	va_start( args, fmt );
	vfprintf( stderr, fmt, args );
	va_end( args );
	exit( status );
}

/* Of the thread library, if the program is linked with it: names the thread and coroutine that run. */
void __cfa_describe_active( void ) __attribute__(( weak ));

/* bool threading_enabled(): is the program linked with the thread library? Here, so that asking does not bring it. */
_Bool threading_enabled( void ) __asm__( "_X17threading_enabledFb___1" );
_Bool threading_enabled( void ) { return __cfa_describe_active != NULL; }
