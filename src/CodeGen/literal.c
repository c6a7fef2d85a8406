/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Constants: as written where C has the form, else by value with a cast (chapter 01, 2.4-2.6 and 21.8).
 *
 *     200uhh   0x1234_l8   0p        (unsigned char)200   (signed char)52   (int *)0
 */
#include <ctype.h>

#include "CodeGen/emit.h"

enum { LIT_FOREIGN = LIT_H | LIT_HH | LIT_N | LIT_Z | LIT_P | LIT_8 | LIT_16 | LIT_32 | LIT_64 | LIT_128 };

/* The C type of a constant with a suffix that C does not have. */
static const char * foreign_type( int lit ) {
	bool u = lit & LIT_U;
	if ( lit & LIT_Z ) return basic_info[machine.size].c_text;
	if ( lit & LIT_HH || lit & LIT_8 ) return u ? "unsigned char" : "signed char";
	if ( lit & LIT_H || lit & LIT_16 ) return u ? "unsigned short int" : "short int";
	if ( lit & LIT_N || lit & LIT_32 ) return u ? "unsigned int" : "int";
	if ( lit & LIT_64 ) return basic_info[u ? machine.uint64 : machine.int64].c_text;
	return "unsigned __int128";
}

static void put_number( uint64_t n, const char * suffix ) {
	char text[40];
	put( text, (size_t)snprintf( text, sizeof( text ), "%llu%s", (unsigned long long)n, suffix ) );
}

/* A constant in C's form but for the underscores. */
static void put_spelling( const Str * s ) {
	for ( const char * c = s->text; *c; c += 1 ) if ( *c != '_' ) put_char( *c );
}

void emit_int( IntLit * e ) {
	uint64_t low = (uint64_t)e->value, high = (uint64_t)( e->value >> 64 );
	if ( ! ( e->lit & LIT_FOREIGN ) && ! high ) {
		if ( ( e->lit & LIT_I ) && ! options.c_mode ) put_number( low, ".0i" );
		else put_spelling( e->spelling );
		return;
	}
	PUT( "((" );
	if ( e->lit & LIT_P && e->type.type && type_is_pointer( e->type ) ) emit_meaning( e->type, NULL );
	else if ( e->lit & LIT_P ) PUT( "void *" );
	else put_str( high ? "unsigned __int128" : foreign_type( e->lit ) );
	put_char( ')' );
	if ( high ) {
		put_number( high, "ul << 64 | " );
		put_number( low, "ul" );
	} else put_number( low, low > INT64_MAX || ( e->lit & LIT_P && low ) ? "ul" : "" );
	put_char( ')' );
}

/* gcc knows every suffix but f80 and, in strict modes, d. */
void emit_float( FloatLit * e ) {
	const char * text = e->spelling->text;
	size_t len = e->spelling->len;
	bool hex = len > 1 && text[0] == '0' && tolower( (unsigned char)text[1] ) == 'x';
	if ( len > 3 && tolower( (unsigned char)text[len - 3] ) == 'f' && strcmp( text + len - 2, "80" ) == 0 ) {
		put( text, len - 3 );
		put_char( 'w' );
	} else if ( ! hex && len > 1 && ( text[len - 1] == 'd' || text[len - 1] == 'D' ) &&
			! ( text[len - 2] == 'd' || text[len - 2] == 'D' ) ) {
		put( text, len - 1 );
	} else put_text( e->spelling );
}

void emit_char_constant( CharLit * e ) {
	const char * text = e->spelling->text;
	if ( e->prefix && text[0] == '\'' ) put_char( (char)e->prefix );
	put_text( e->spelling );
}

void emit_string( StrLit * e ) {
	if ( e->prefix == '8' ) PUT( "u8" );
	else if ( e->prefix ) put_char( (char)e->prefix );
	put_text( e->pieces );
}
