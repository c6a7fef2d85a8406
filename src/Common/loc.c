/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Source positions: file names as small numbers.
 */
#include "Common/common.h"

#include <string.h>

typedef struct File { Str * name; bool system; } File;
static VEC( File ) files;
static Table numbers[2];                                /* by name: user's text, system text */

/* Two numbers for one name: gcc marks what a system header's macro expands to in the user's file with flag
   3. */
uint16_t loc_file( Str * name, bool system ) {
	if ( ! files.len ) vec_push( &files, ((File){ NULL, false }) );
	uintptr_t number = (uintptr_t)table_get( &numbers[system], name );
	if ( number ) return (uint16_t)number;
	if ( files.len > UINT16_MAX ) return UINT16_MAX;
	number = files.len;
	vec_push( &files, ((File){ name, system }) );
	table_put( &numbers[system], name, (void *)number );
	return (uint16_t)number;
}

const char * loc_file_name( uint16_t file ) {
	return file && file < files.len ? files.at[file].name->text : "";
}

bool loc_is_system( Loc at ) {
	return at.file < files.len && files.at[at.file].system;
}

bool loc_is_library( Loc at ) {
	const char * name = loc_file_name( at.file ), * end = name + strlen( name );
	size_t n = options.headers_dir ? strlen( options.headers_dir ) : 0;
	return n && strncmp( name, options.headers_dir, n ) == 0 && name[n] == '/' && end - name > 4
		&& strcmp( end - 4, ".hfa" ) == 0;
}

int loc_compare( Loc a, Loc b ) {
	if ( a.file != b.file ) {
		int order = strcmp( loc_file_name( a.file ), loc_file_name( b.file ) );
		if ( order ) return order;
	}
	if ( a.line != b.line ) return a.line < b.line ? -1 : 1;
	return a.col < b.col ? -1 : a.col > b.col;
}
