/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Aborting, for the parts of the library (chapter 08, section 20.2).
 */
#pragma once

#include <stdarg.h>

#ifdef __cforall
extern "C" {
#endif

/* The message, the running thread, a back trace that begins at the address `from`, or where a signal came if
   it is none of the calling functions'; then __cfa_raise_abort. Only the first call speaks. */
void __cfa_vabort( void * from, const char * fmt, va_list args ) __attribute__(( __noreturn__ ));

/* The same without a message; a C program that is only linked with the library says nothing. */
void __cfa_abort_from( void * from ) __attribute__(( __noreturn__ ));

/* SIGABRT without a word. */
void __cfa_raise_abort( void ) __attribute__(( __noreturn__ ));

#ifdef __cforall
}
#endif
