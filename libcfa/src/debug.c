/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Output of <bits/debug.hfa>: formatted on the stack, written by system calls; a spin lock of the thread library keeps lines
 * of several threads apart.
 */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>
#include "bits/debug.hfa"

enum { LINE = 8192 };

/* Of the thread library: without it there is nobody else. */
struct __cfa_spinlock { volatile int held; };
void __cfa_spinlock_lock( struct __cfa_spinlock * this ) __attribute__(( weak ));
void __cfa_spinlock_unlock( struct __cfa_spinlock * this ) __attribute__(( weak ));

static struct __cfa_spinlock output;

void __cfaabi_bits_write( int fd, const char * buffer, int length ) {
	while ( length > 0 ) {
		ssize_t done = write( fd, buffer, (size_t)length );
		if ( done < 0 && errno != EINTR ) return;
		if ( done < 0 ) continue;
		buffer += done;
		length -= (int)done;
	}
}

void __cfaabi_bits_acquire( void ) { if ( __cfa_spinlock_lock ) __cfa_spinlock_lock( &output ); }
void __cfaabi_bits_release( void ) { if ( __cfa_spinlock_unlock ) __cfa_spinlock_unlock( &output ); }

static void print( int fd, char buffer[], int size, const char fmt[], va_list args ) {
	int length = vsnprintf( buffer, (size_t)size, fmt, args );
	if ( length > 0 ) __cfaabi_bits_write( fd, buffer, length < size ? length : size - 1 );
}

void __cfaabi_bits_print_vararg( int fd, const char fmt[], va_list args ) {
	char line[LINE];
	print( fd, line, LINE, fmt, args );
}

void __cfaabi_bits_print_nolock( int fd, const char fmt[], ... ) {
	va_list args;
	va_start( args, fmt );
	__cfaabi_bits_print_vararg( fd, fmt, args );
	va_end( args );
}

void __cfaabi_bits_print_safe( int fd, const char fmt[], ... ) {
	va_list args;
	va_start( args, fmt );
	__cfaabi_bits_acquire();
	__cfaabi_bits_print_vararg( fd, fmt, args );
	__cfaabi_bits_release();
	va_end( args );
}

void __cfaabi_bits_print_buffer( int fd, char buffer[], int size, const char fmt[], ... ) {
	va_list args;
	va_start( args, fmt );
	print( fd, buffer, size, fmt, args );
	va_end( args );
}
