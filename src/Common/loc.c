/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Source positions: file names as small numbers.
 */
#include "Common/common.h"

#include <string.h>

typedef struct File { Str * name; bool system; } File;
static VEC( File ) files;
static Table numbers;

uint16_t loc_file( Str * name, bool system ) {
	if ( ! files.len ) vec_push( &files, ((File){ NULL, false }) );
	uintptr_t number = (uintptr_t)table_get( &numbers, name );
	if ( ! number ) {
		if ( files.len > UINT16_MAX ) return UINT16_MAX;
		number = files.len;
		vec_push( &files, ((File){ name, system }) );
		table_put( &numbers, name, (void *)number );
	}
	if ( system ) files.at[number].system = true;
	return (uint16_t)number;
}

const char * loc_file_name( uint16_t file ) {
	return file && file < files.len ? files.at[file].name->text : "";
}

bool loc_is_system( Loc at ) {
	return at.file < files.len && files.at[at.file].system;
}

int loc_compare( Loc a, Loc b ) {
	if ( a.file != b.file ) return strcmp( loc_file_name( a.file ), loc_file_name( b.file ) );
	if ( a.line != b.line ) return a.line < b.line ? -1 : 1;
	return a.col < b.col ? -1 : a.col > b.col;
}
