/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the macros of <assert.h> call when a condition does not hold (chapter 08, section 20.5).
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include "abort.h"

static void frame( const char * what, const char * assertion, const char * function, const char * file, int line ) {
	fflush( stdout );
	fprintf( stderr, "Cforall Assertion %s \"%s\" from program \"%s\" in \"%s\" at line %d in file \"%s\"", what, assertion,
		program_invocation_short_name, function, line, file );
}

static void message( const char * fmt, va_list args ) {
	fputs( ": ", stderr );
	vfprintf( stderr, fmt, args );
	fputc( '\n', stderr );
}

/* Without text: fmt is NULL. */
_Noreturn void __cfaabi_assert_failed( const char * assertion, const char * function, const char * file, int line, const char * fmt, ... ) {
	frame( "error", assertion, function, file, line );
	va_list args;
	va_start( args, fmt );
	if ( fmt ) message( fmt, args ); else fputs( ".\n", stderr );
	va_end( args );
	__cfa_abort_from( __builtin_return_address( 0 ) );
}

void __cfaabi_assert_warned( const char * assertion, const char * function, const char * file, int line, const char * fmt, ... ) {
	frame( "warning", assertion, function, file, line );
	va_list args;
	va_start( args, fmt );
	message( fmt, args );
	va_end( args );
}
