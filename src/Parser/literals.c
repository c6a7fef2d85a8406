/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Constants and strings (chapter 01, 2.4 - 2.6): values, kinds, and the text that C gets.
 */
#include <string.h>
#include <strings.h>
#include "AST/type.h"
#include "Parser/literals.h"

/* --- bytes ---------------------------------------------------------------------------------------------- */

/* Length of the UTF-8 character at `at`, or 0 if it is none; `*code` is its value. */
static unsigned utf8_char( const unsigned char * at, size_t len, uint32_t * code ) {
	unsigned n = at[0] < 0x80 ? 1 : at[0] >= 0xc2 && at[0] < 0xe0 ? 2 : at[0] >= 0xe0 && at[0] < 0xf0 ? 3
		: at[0] >= 0xf0 && at[0] < 0xf5 ? 4 : 0;
	if ( n == 0 || n > len ) return 0;
	uint32_t value = n == 1 ? at[0] : at[0] & ( 0x7fu >> n );
	for ( unsigned i = 1; i < n; i += 1 ) {
		if ( ( at[i] & 0xc0 ) != 0x80 ) return 0;
		value = value << 6 | ( at[i] & 0x3f );
	}
	*code = value;
	return n;
}

size_t utf8_prefix( const char * text, size_t len ) {
	size_t i = 0;
	uint32_t code;
	for ( unsigned n; i < len && ( n = utf8_char( (const unsigned char *)text + i, len - i, &code ) ); )
		i += n;
	return i;
}

/* A universal character as UTF-8. */
static void put_utf8( Buf * out, uint32_t c ) {
	if ( c < 0x80 ) { buf_putc( out, (char)c ); return; }
	if ( c < 0x800 ) buf_putc( out, (char)( 0xc0 | c >> 6 ) );
	else {
		if ( c < 0x10000 ) buf_putc( out, (char)( 0xe0 | c >> 12 ) );
		else {
			buf_putc( out, (char)( 0xf0 | c >> 18 ) );
			buf_putc( out, (char)( 0x80 | ( c >> 12 & 0x3f ) ) );
		}
		buf_putc( out, (char)( 0x80 | ( c >> 6 & 0x3f ) ) );
	}
	buf_putc( out, (char)( 0x80 | ( c & 0x3f ) ) );
}

int operator_length( const char * text ) {
	static const char * const operators[] = {
		"?<<=?", "?>>=?", "?\\=?", "?*=?", "?/=?", "?%=?", "?+=?", "?-=?", "?&=?", "?^=?", "?|=?", "?<<?",
		"?>>?", "?<=?",
		"?>=?", "?==?", "?!=?", "?\\?", "?*?", "?/?", "?%?", "?+?", "?-?", "?<?", "?>?", "?&?", "?^?",
		"?|?", "?=?",
		"?[?]", "?{}", "?()", "?++", "?--",
	};
	for ( unsigned i = 0; i < sizeof( operators ) / sizeof( *operators ); i += 1 ) {
		size_t len = strlen( operators[i] );
		if ( strncmp( text, operators[i], len ) == 0 ) return (int)len;
	}
	return 0;
}

/* --- integers ------------------------------------------------------------------------------------------- */

static int digit_of( char c ) {
	if ( c >= '0' && c <= '9' ) return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

/* The suffix: each of sign, length and i at most once, in any order; or z, or p alone. */
static bool integer_suffix( const char * at, int * lit ) {
	while ( *at == '_' ) at += 1;
	while ( *at ) {
		int bit = 0;
		char c = at[0] | 0x20;
		switch ( c ) {
		case 'u': bit = LIT_U; break;
		case 'i': case 'j': bit = LIT_I; break;
		case 'z': bit = LIT_Z; break;
		case 'p': bit = LIT_P; break;
		case 'n': bit = LIT_N; break;
		case 'h': bit = LIT_H; if ( at[1] == at[0] ) { bit = LIT_HH; at += 1; } break;
		case 'l':
			if ( at[1] == at[0] ) { bit = LIT_LL; at += 1; break; }
			if ( strncmp( at + 1, "128", 3 ) == 0 ) { bit = LIT_128; at += 3; }
			else if ( strncmp( at + 1, "16", 2 ) == 0 ) { bit = LIT_16; at += 2; }
			else if ( strncmp( at + 1, "32", 2 ) == 0 ) { bit = LIT_32; at += 2; }
			else if ( strncmp( at + 1, "64", 2 ) == 0 ) { bit = LIT_64; at += 2; }
			else if ( at[1] == '8' ) { bit = LIT_8; at += 1; }
			else bit = LIT_L;
			break;
		default: return false;
		}
		int lengths = LIT_L | LIT_LL | LIT_H | LIT_HH | LIT_N | LIT_8 | LIT_16 | LIT_32 | LIT_64 | LIT_128;
		if ( ( *lit & bit ) || ( ( bit & lengths ) && ( *lit & lengths ) ) ) return false;
		*lit |= bit;
		at += 1;
	}
	return ! ( *lit & ( LIT_Z | LIT_P ) ) || ! ( *lit & ~( LIT_Z | LIT_P | LIT_OTHER_RADIX ) );
}

/* An integer constant (2.4). 128-bit ones are checked for their size; one with 64 low zero bits is its high
   half. */
Node * build_int( Tok token ) {
	IntLit * n = MAKE( IntLit, E_INT, token.loc );
	const char * at = token.str->text;
	n->spelling = token.str;
	if ( ! at[1] ) {
		n->value = (unsigned)( at[0] - '0' );
		n->lit = at[0] == '0' ? LIT_ZERO : at[0] == '1' ? LIT_ONE : 0;
		return (Node *)n;
	}
	unsigned radix = 10;
	const char * name = "decimal";
	if ( at[0] == '0' && ( at[1] | 0x20 ) == 'x' ) { radix = 16; at += 2; name = "hexadecimal"; }
	else if ( at[0] == '0' && ( at[1] | 0x20 ) == 'b' ) { radix = 2; at += 2; name = "binary"; }
	else if ( at[0] == '0' && ( digit_of( at[1] ) < 10 || at[1] == '_' ) ) { radix = 8; name = "octal"; }
	unsigned __int128 value = 0, limit = ~(unsigned __int128)0 / radix;
	bool overflow = false;
	for ( ; *at; at += 1 ) {
		if ( *at == '_' ) continue;
		int d = digit_of( *at );
		if ( d >= (int)radix ) {
			if ( radix != 8 || d > 9 ) break;
			diag_syntax( token.loc, "invalid digit \"%c\" in octal constant", *at );
			break;
		}
		if ( value > limit || ( value == limit
			&& (unsigned)d > (unsigned)( ~(unsigned __int128)0 % radix ) ) )
			overflow = true;
		value = value * radix + (unsigned)d;
	}
	n->lit = radix == 10 ? LIT_DECIMAL : LIT_OTHER_RADIX;
	if ( *at && digit_of( *at ) > 9 && ! integer_suffix( at, &n->lit ) ) {
		diag_syntax( token.loc, "invalid suffix \"%s\" on integer constant", at );
	}
	if ( n->lit & LIT_128 ) {
		if ( radix == 10 && ! ( n->lit & LIT_U ) && value >> 127 ) overflow = true;
		if ( overflow )
			diag_error( token.loc, "128-bit %s constant to large \"%s\"%s", name, token.str->text,
				radix == 16 ? "" : "." );
		if ( value >> 64 && ! (uint64_t)value ) value >>= 64;
	} else if ( overflow || value >> 64 ) {
		diag_warn( W_OTHER, token.loc, "integer constant is too large for its type" );
	}
	n->value = value;
	return (Node *)n;
}

/* --- floating constants --------------------------------------------------------------------------------- */

/* The type that a suffix without its i says; `*c_suffix` is what C calls it. -1: no such suffix. */
static int float_suffix( const char * suffix, const char ** c_suffix ) {
	static const struct { const char * text; int basic; const char * c; } suffixes[] = {
		{ "", B_DOUBLE, "" }, { "d", B_DOUBLE, "" }, { "f", B_FLOAT, "f" }, { "l", B_LDOUBLE, "l" },
		{ "w", B_FLOAT80, "w" },
		{ "q", B_FLOAT128GNU, "q" }, { "f16", B_FLOAT16, "f16" }, { "f32", B_FLOAT32, "f32" },
		{ "f32x", B_FLOAT32X, "f32x" },
		{ "f64", B_FLOAT64, "f64" }, { "f64x", B_FLOAT64X, "f64x" }, { "f80", B_FLOAT80, "w" },
		{ "f128", B_FLOAT128, "f128" }, { "f128x", B_FLOAT128X, "f128x" },
		{ "df", B_DECIMAL32, "df" }, { "dd", B_DECIMAL64, "dd" }, { "dl", B_DECIMAL128, "dl" },
	};
	for ( unsigned i = 0; i < sizeof( suffixes ) / sizeof( *suffixes ); i += 1 ) {
		if ( strcasecmp( suffix, suffixes[i].text ) ) continue;
		*c_suffix = suffixes[i].c;
		return suffixes[i].basic;
	}
	return -1;
}

/* A floating constant (2.5), passed to C without the underscores. */
Node * build_float( Tok token ) {
	FloatLit * n = MAKE( FloatLit, E_FLOAT, token.loc );
	Buf text = { 0 };
	const char * at = token.str->text;
	bool hex = at[0] == '0' && ( at[1] | 0x20 ) == 'x', exponent = false;
	for ( ; *at; at += 1 ) {
		char c = *at | 0x20;
		if ( *at == '_' ) continue;
		if ( hex && ! exponent ? c == 'p' : ! hex && ! exponent && c == 'e' ) exponent = true;
		else if ( *at == '+' || *at == '-' || *at == '.' || ( *at >= '0' && *at <= '9' ) ) { }
		else if ( hex && ! exponent ) { }
		else break;
		buf_putc( &text, *at );
	}
	Buf suffix = { 0 };
	for ( ; *at; at += 1 ) {
		char c = *at | 0x20;
		if ( *at == '_' ) continue;
		if ( ( c == 'i' || c == 'j' ) && ! n->imaginary ) n->imaginary = 1; else buf_putc( &suffix, *at );
	}
	const char * c_suffix = "";
	n->basic = float_suffix( buf_text( &suffix ), &c_suffix );
	if ( n->basic < 0 ) {
		diag_syntax( token.loc, "invalid suffix \"%s\" on floating constant", buf_text( &suffix ) );
		n->basic = B_DOUBLE;
	}
	buf_puts( &text, c_suffix );
	if ( n->imaginary ) buf_putc( &text, 'i' );
	if ( ! options.c_mode ) {
		if ( n->basic == B_DECIMAL32 ) n->basic = B_FLOAT;
		else if ( n->basic == B_DECIMAL64 ) n->basic = B_DOUBLE;
		else if ( n->basic == B_DECIMAL128 ) n->basic = B_LDOUBLE;
	}
	n->spelling = intern( buf_text( &text ), text.len );
	return (Node *)n;
}

/* --- characters and strings ----------------------------------------------------------------------------- */

/* One escape sequence at the backslash: its value, and its text for C. `*raw`: a byte, not a character. */
static const char * escape( const char * at, const char * end, uint32_t * value, bool * raw, Buf * c, Loc loc,
	bool string ) {
	static const char letters[] = "abefnrtvE\\'\"?", values[] = "\a\b\033\f\n\r\t\v\033\\'\"?";
	*raw = false;
	at += 1;
	const char * found = at < end && *at ? strchr( letters, *at ) : NULL;
	buf_putc( c, '\\' );
	if ( found ) {
		*value = (unsigned char)values[found - letters];
		buf_putc( c, *at );
		return at + 1;
	}
	uint32_t v = 0;
	if ( at < end && ( *at == 'x' || *at == 'u' || *at == 'U' ) ) {
		char kind = *at;
		unsigned most = kind == 'x' ? ~0u : kind == 'u' ? 4 : 8, n = 0;
		buf_putc( c, *at );
		for ( at += 1; at < end && n < most && ( *at == '_' || digit_of( *at ) < 16 ); at += 1 ) {
			if ( *at == '_' ) { if ( at + 1 < end && digit_of( at[1] ) < 16 ) continue; break; }
			v = v * 16 + (uint32_t)digit_of( *at );
			buf_putc( c, *at );
			n += 1;
		}
		if ( n == 0 ) diag_syntax( loc, "\\%c used with no following hex digits", kind );
		*raw = kind == 'x';
		*value = v;
		return at;
	}
	if ( at < end && *at >= '0' && *at <= '7' ) {
		for ( unsigned n = 0; at < end && n < 3 && ( *at == '_' || ( *at >= '0' && *at <= '7' ) ); at += 1 ) {
			if ( *at == '_' ) { if ( at + 1 < end && at[1] >= '0' && at[1] <= '7' ) continue; break; }
			v = v * 8 + (uint32_t)( *at - '0' );
			buf_putc( c, *at );
			n += 1;
		}
		*raw = true;
		*value = v;
		return at;
	}
	if ( at < end && *at == '\n' ) { c->len -= 1; *value = UINT32_MAX; *raw = false; return at + 1; }
	if ( at >= end ) { *value = '\\'; return at; }
	if ( ! options.c_mode && string ) diag_error( loc, "Unknown escape sequence \"\\%c\"", *at );
	*value = (unsigned char)*at;
	buf_putc( c, *at );
	return at + 1;
}

/* The prefix of a constant and the place of its opening quote. */
static int prefix_of( const char ** at, char quote ) {
	int prefix = 0;
	if ( **at != quote ) {
		prefix = (unsigned char)**at;
		if ( prefix == 'u' && ( *at )[1] == '8' ) prefix = '8';
		while ( **at != quote ) *at += 1;
	}
	return prefix;
}

Node * build_char( Tok token ) {
	CharLit * n = MAKE( CharLit, E_CHAR, token.loc );
	const char * at = token.str->text, * end = at + token.str->len - 1;
	n->prefix = prefix_of( &at, '\'' );
	Buf c = { 0 };
	buf_putc( &c, '\'' );
	unsigned count = 0;
	uint64_t value = 0;
	for ( at += 1; at < end; ) {
		uint32_t v = (unsigned char)*at;
		bool raw = true;
		if ( *at == '\\' ) at = escape( at, end, &v, &raw, &c, token.loc, false );
		else if ( n->prefix && (unsigned char)*at >= 0x80 ) {
			unsigned len = utf8_char( (const unsigned char *)at, (size_t)( end - at ), &v );
			buf_put( &c, at, len ? len : 1 );
			at += len ? len : 1;
		} else {
			buf_putc( &c, *at );
			at += 1;
		}
		if ( v == UINT32_MAX && ! raw ) continue;
		if ( n->prefix ) { value = v; count += 1; continue; }
		Buf bytes = { 0 };
		if ( ! raw && v >= 0x80 ) put_utf8( &bytes, v ); else buf_putc( &bytes, (char)v );
		for ( size_t i = 0; i < bytes.len; i += 1 ) {
			value = value << 8 | (unsigned char)bytes.at[i];
			count += 1;
		}
	}
	buf_putc( &c, '\'' );
	if ( count == 0 ) diag_syntax( token.loc, "empty character constant" );
	if ( count > 1 && ! options.c_mode )
		diag_warn( W_MULTICHAR, token.loc, "multi-character character constant" );
	n->value = n->prefix ? ( n->prefix == 'L' && machine.wide != B_UINT ? (int64_t)(int32_t)value
		: (int64_t)value )
		: count > 1 ? (int64_t)(int32_t)value : machine.char_is_unsigned ? (int64_t)(unsigned char)value
		: (int64_t)(signed char)value;
	n->spelling = intern( buf_text( &c ), c.len );
	return (Node *)n;
}

/* One of several adjacent strings: prefix and text are taken apart when all are there. */
Node * string_piece( Tok token ) {
	StrLit * n = MAKE( StrLit, E_STRING, token.loc );
	n->pieces = token.str;
	return (Node *)n;
}

/* Characters of one piece, and its text for C behind what is in `c` already. Returns the count of
   elements. */
static unsigned decode( const char * at, const char * end, int prefix, Buf * text, Buf * c, Loc loc ) {
	unsigned count = 0;
	buf_putc( c, '"' );
	for ( at += 1; at < end; ) {
		uint32_t v = (unsigned char)*at;
		bool raw = true;
		if ( *at == '\\' ) at = escape( at, end, &v, &raw, c, loc, true );
		else {
			unsigned len = 1;
			if ( v >= 0x80 && prefix && prefix != '8' ) {
				len = utf8_char( (const unsigned char *)at, (size_t)( end - at ), &v );
				if ( ! len ) len = 1;
			}
			buf_put( c, at, len );
			at += len;
		}
		if ( v == UINT32_MAX && ! raw ) continue;
		if ( prefix && prefix != '8' ) { count += prefix == 'u' && v >= 0x10000 && ! raw ? 2 : 1; continue; }
		size_t before = text->len;
		if ( raw ) buf_putc( text, (char)v ); else put_utf8( text, v );
		count += (unsigned)( text->len - before );
	}
	buf_putc( c, '"' );
	return count;
}

/* Adjacent strings become one; a prefix of any of them is that of the whole (2.6). */
Node * string_join( Node * pieces ) {
	StrLit * n = AS( StrLit, pieces );
	int prefix = 0;
	for EACH( p, pieces ) {
		const char * at = AS( StrLit, p )->pieces->text;
		int own = prefix_of( &at, '"' );
		if ( own && prefix && own != prefix ) {
			diag_syntax( p->loc, "non-matching string encodings for string-literal concatenation before token \"%s\"", AS( StrLit, p )->pieces->text );
		} else if ( own ) prefix = own;
	}
	Buf text = { 0 }, c = { 0 };
	unsigned count = 0;
	for EACH( p, pieces ) {
		const Str * piece = AS( StrLit, p )->pieces;
		const char * at = piece->text;
		prefix_of( &at, '"' );
		if ( c.len ) buf_putc( &c, ' ' );
		count += decode( at, piece->text + piece->len - 1, prefix, &text, &c, p->loc );
	}
	n->next = NULL;
	n->prefix = prefix;
	n->length = (int)count;
	n->text = intern( buf_text( &text ), text.len );
	n->pieces = intern( buf_text( &c ), c.len );
	return (Node *)n;
}
