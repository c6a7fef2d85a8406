/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The table of basic types, and how it differs on machines that are not LP64 (chapter 10, section 2: -m32).
 */
#include "AST/type.h"

#include <string.h>

BasicInfo basic_info[] = {
#define BASIC( id, c_text, message_text, rank, cls, size, align ) { c_text, message_text, rank, cls, size, align },
#include "AST/basic.def"
#undef BASIC
};

Machine machine = { 8, B_ULONG, B_LONG, B_INT, B_LONG, B_ULONG, false, false };

static void resize( const uint8_t * types, size_t n, int size, int align ) {
	for ( size_t i = 0; i < n; i += 1 ) {
		basic_info[types[i]].size = size;
		basic_info[types[i]].align = align;
	}
}
#define RESIZE( size, align, ... ) \
	resize( (const uint8_t []){ __VA_ARGS__ }, sizeof( (const uint8_t []){ __VA_ARGS__ } ), size, align )

/* aarch64: wchar_t and char are unsigned. Else pointers and long have 32 bits; the i386 System V ABI aligns
   members of eight bytes at four. */
bool machine_set( const char * name ) {
	if ( strcmp( name, "aarch64" ) == 0 ) {
		machine.wide = B_UINT;
		machine.char_is_unsigned = true;
		return true;
	}
	bool i386 = strcmp( name, "i386" ) == 0;
	if ( ! i386 && strcmp( name, "x32" ) != 0 ) return strcmp( name, "lp64" ) == 0;
	machine = (Machine){ 4, B_UINT, B_INT, i386 ? B_LONG : B_INT, B_LLONG, B_ULLONG, i386, false };
	RESIZE( 4, 4, B_LONG, B_ULONG, B_ZERO, B_ONE );
	RESIZE( 8, 4, B_LONG_C );
	if ( ! i386 ) return true;
	RESIZE( 8, 4, B_LLONG, B_ULLONG, B_DOUBLE, B_FLOAT64, B_FLOAT32X );
	RESIZE( 16, 4, B_LLONG_C, B_DOUBLE_C, B_FLOAT64_C, B_FLOAT32X_C );
	RESIZE( 12, 4, B_LDOUBLE, B_FLOAT80, B_FLOAT64X );
	RESIZE( 24, 4, B_LDOUBLE_C, B_FLOAT64X_C );
	return true;
}

int basic_preferred_align( Basic b ) {
	int align = basic_info[b].align,
		part = basic_info[b].cls & BC_COMPLEX ? basic_info[b].size / 2 : basic_info[b].size;
	return part == 8 && align == 4 ? 8 : align;
}
