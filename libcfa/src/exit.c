/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The start and the end of a program: the arguments of C's main, which the translator makes; exit with a text,
 * an overload of C's function in C∀ with the linkage name of
 *
 *     void exit( int status, const char fmt[], ... );
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Objects of C∀: their linkage names carry the type. */
int cfa_args_argc __asm__( "_X13cfa_args_argci_1" ), cfa_main_returned __asm__( "_X17cfa_main_returnedi_1" );
char ** cfa_args_argv __asm__( "_X13cfa_args_argvPPc_1" ), ** cfa_args_envp __asm__( "_X13cfa_args_envpPPc_1" );

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
