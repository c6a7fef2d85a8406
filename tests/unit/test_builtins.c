/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Built-in functions: the type read for each name must be compatible with the one gcc has, and the table
 * sorted.
 */
#undef NDEBUG
#include "Resolve/resolve.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#ifdef __x86_64__
#define BUILTIN_X86 BUILTIN
#else
#define BUILTIN_X86( name, type, library )
#endif
static const char * const names[] = {
#define BUILTIN( name, type, library ) name,
#include "Resolve/builtins.def"
#undef BUILTIN
};
enum { N = sizeof( names ) / sizeof( names[0] ) };

/* Functions that exist only with target options, and what looks like a function only, are nothing to
   typeof. */
static bool gcc_has_type( const char * name, const Decl * d ) {
	return d->sem == BUILTIN_PLAIN && strncmp( name, "__builtin_ia32_", 15 ) != 0
		&& strcmp( name, "__builtin_clzs" ) != 0 && strcmp( name, "__builtin_ctzs" ) != 0;
}

int main( void ) {
	options.c_mode = true;
	for ( unsigned i = 1; i < N; i += 1 ) assert( strcmp( names[i - 1], names[i] ) < 0 );
	FILE * gcc = popen( "gcc -std=gnu11 -w -fsyntax-only -fmax-errors=5 -x c -", "w" );
	assert( gcc );
	TypePrinter printer = { 0 };
	unsigned generic = 0;
	for ( unsigned i = 0; i < N; i += 1 ) {
		Decl * d = builtin_lookup( intern_cstr( names[i] ) );
		assert( d && d->type.type && type_is_function( d->type ) );
		generic += d->sem == BUILTIN_GENERIC;
		if ( ! gcc_has_type( names[i], d ) ) continue;
		Buf out = { 0 };
		type_print( &printer, &out, d->type, "T" );
		fprintf( gcc,
			"void f%u( void ) { typedef %s; _Static_assert( __builtin_types_compatible_p( T, __typeof__( %s ) ), \"%s\" ); }\n",
			i, buf_text( &out ), names[i], names[i] );
	}
	int status = pclose( gcc );
	assert( generic > 40 && generic < 80 );
	assert( builtin_lookup( intern_cstr( "memcpy" ) ) && builtin_lookup( intern_cstr( "printf" ) ) );
	assert( ! builtin_lookup( intern_cstr( "expect" ) )
		&& ! builtin_lookup( intern_cstr( "__builtin_no_such_function" ) ) );
	return status != 0;
}
