/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Names visible without any #include (chapter 01, 1.6). The types are those of the system's headers, so that both may
 * declare them.
 */
#include "prelude.h"

#define TEXT( ... ) #__VA_ARGS__ "\n"

const char prelude_text[] =
	"# 1 \"<prelude>\" 3\n"
	TEXT( typedef unsigned long size_t; )
	TEXT( typedef long __ssize_t; )
	TEXT( typedef __ssize_t ssize_t; )
	TEXT( typedef long ptrdiff_t; )
	TEXT( typedef signed char __int8_t; )
	TEXT( typedef unsigned char __uint8_t; )
	TEXT( typedef short int __int16_t; )
	TEXT( typedef unsigned short int __uint16_t; )
	TEXT( typedef int __int32_t; )
	TEXT( typedef unsigned int __uint32_t; )
	TEXT( typedef long int __int64_t; )
	TEXT( typedef unsigned long int __uint64_t; )
	TEXT( typedef __int8_t int8_t; )
	TEXT( typedef __uint8_t uint8_t; )
	TEXT( typedef __int16_t int16_t; )
	TEXT( typedef __uint16_t uint16_t; )
	TEXT( typedef __int32_t int32_t; )
	TEXT( typedef __uint32_t uint32_t; )
	TEXT( typedef __int64_t int64_t; )
	TEXT( typedef __uint64_t uint64_t; )
	TEXT( typedef long int __intptr_t; )
	TEXT( typedef __intptr_t intptr_t; )
	TEXT( typedef unsigned long int uintptr_t; )
	TEXT( typedef __uint16_t __uint_least16_t; )
	TEXT( typedef __uint32_t __uint_least32_t; )
	TEXT( typedef __uint_least16_t char16_t; )
	TEXT( typedef __uint_least32_t char32_t; )
	TEXT( typedef int wchar_t; )
	TEXT( extern "C" { )
	TEXT( void * malloc( size_t size ) __attribute__((__nothrow__, __leaf__, __malloc__, __warn_unused_result__)); )
	TEXT( void free( void * address ) __attribute__((__nothrow__, __leaf__)); )
	TEXT( char * getenv( const char * name ) __attribute__((__nothrow__, __leaf__)); )
	TEXT( void exit( int status ) __attribute__((__nothrow__, __leaf__, __noreturn__)); )
	TEXT( int atexit( void (*function)( void ) ) __attribute__((__nothrow__, __leaf__)); )
	TEXT( void abort( void ) __attribute__((__nothrow__, __leaf__, __noreturn__)); )
	TEXT( int printf( const char * restrict format, ... ) __attribute__((__format__( __printf__, 1, 2 ))); )
	TEXT( size_t strlen( const char * string ) __attribute__((__nothrow__, __leaf__, __pure__)); )
	TEXT( int strcmp( const char * left, const char * right ) __attribute__((__nothrow__, __leaf__, __pure__)); )
	TEXT( int strncmp( const char * left, const char * right, size_t length ) __attribute__((__nothrow__, __leaf__, __pure__)); )
	TEXT( } )
	/* generators (chapter 06, 6.4): where main goes on; not to be copied */
	TEXT( enum generator$ { generator_start$ }; )
	TEXT( static inline void ?{}( generator$ & this ) { *(int *)&this = 0; } )
	TEXT( void ?{}( generator$ &, generator$ ) = void; )
	TEXT( generator$ ?=?( generator$ &, generator$ ) = void; )
	TEXT( void exit( int status, const char format[], ... ) __attribute__((__noreturn__, __format__( __printf__, 2, 3 ))); )
	TEXT( void abort( const char format[], ... ) __attribute__((__noreturn__, __format__( __printf__, 1, 2 ))); );
