/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What gcc and the linker say of C∀ programs, with declarations in place of mangled names (chapter 10, 16).
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../tools/demangle/demangle.h"
#include "driver.h"

/* ‘ or ’ in UTF-8 */
static bool is_quote( const char * at ) {
	return strncmp( at, "\xe2\x80\x98", 3 ) == 0 || strncmp( at, "\xe2\x80\x99", 3 ) == 0;
}

static bool is_part( const char * at ) {
	unsigned char c = (unsigned char)*at;
	return (isalnum( c ) || c == '_' || c == '$' || c >= 0x80) && ! is_quote( at );
}

/* The end of the name, of an escape sequence for colours, or of anything else. */
static const char * end_of( const char * at ) {
	const char * end = at + 1;
	if ( is_quote( at ) ) return at + 3;
	if ( *at == '\033' && *end == '[' ) {
		end += 1 + strspn( end + 1, "0123456789;" );
		return *end ? end + 1 : end;
	}
	if ( is_part( at ) ) while ( is_part( end ) ) end += 1;
	return end;
}

bool messages_tell( const char * line ) {
	bool function = false;
	for ( const char * at = line, * end; *at; at = end ) {
		end = end_of( at );
		bool mangled = at[0] == '_' && (at[1] == 'X' || at[1] == 'M' || at[1] == 'T');
		char * name = mangled ? strndup( at, (size_t)(end - at) ) : NULL;
		char * text = name ? cforall_demangle( name, 0 ) : NULL;
		function |= text && strcmp( text, name ) != 0 && at[1] == 'X' && strchr( text, '(' );
		if ( text ) fputs( text, stderr );
		else fwrite( at, 1, (size_t)(end - at), stderr );
		free( text );
		free( name );
	}
	return function;
}

void messages_show( int file ) {
	lseek( file, 0, SEEK_SET );
	FILE * said = fdopen( file, "r" );
	char * line = NULL;
	size_t room = 0;
	while ( said && getline( &line, &room, said ) >= 0 ) messages_tell( line );
	free( line );
	if ( said ) fclose( said );
}
