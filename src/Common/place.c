/* SPDX-License-Identifier: BSD-3-Clause
 *
 * From a column of the preprocessed text to a column of the user's file: the preprocessor collapses blanks
 * and expands macros, so the tokens of both lines are aligned. Nothing here runs unless a diagnostic is
 * printed.
 */
#include "Common/common.h"
#include "Common/diag_print.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* A stretch of preprocessed text between two line marks. */
typedef struct Segment {
	const char * file;
	uint32_t line;                                      /* of its first line */
	int parent;                                         /* segment that included this file, -1 for none */
	const char * begin, * end;
} Segment;

typedef struct Input { const char * text; size_t len; } Input;
static VEC( Input ) inputs;
static uint32_t indexed;                                /* inputs cut into segments */
static VEC( Segment ) segments;

/* May be called for several texts (prelude, program). */
void diag_set_input( const char * text, size_t len ) {
	vec_push( &inputs, ((Input){ text, len }) );
}

/* ===== index of the preprocessed text =================================================================== */

/* A line mark: # LINE "FILE" FLAGS, also spelled #line. `flag` is 1 when a file is entered, 2 when one is
   left. */
typedef struct Mark { uint32_t line; const char * file; int flag; } Mark;

static bool read_mark( const char * at, const char * end, Mark * mark ) {
	while ( at < end && ( *at == ' ' || *at == '\t' ) ) at += 1;
	if ( at == end || *at != '#' ) return false;
	at += 1;
	while ( at < end && ( *at == ' ' || *at == '\t' ) ) at += 1;
	if ( end - at > 4 && memcmp( at, "line", 4 ) == 0 ) at += 4;
	while ( at < end && ( *at == ' ' || *at == '\t' ) ) at += 1;
	if ( at == end || ! isdigit( (unsigned char)*at ) ) return false;
	mark->line = 0;
	for ( ; at < end && isdigit( (unsigned char)*at ); at += 1 )
		mark->line = mark->line * 10 + (unsigned)( *at - '0' );
	while ( at < end && ( *at == ' ' || *at == '\t' ) ) at += 1;
	mark->file = NULL;
	mark->flag = 0;
	if ( at == end || *at != '"' ) return true;
	Buf name = { 0 };
	for ( at += 1; at < end && *at != '"'; at += 1 ) {
		if ( *at == '\\' && at + 1 < end ) at += 1;
		buf_putc( &name, *at );
	}
	mark->file = intern_cstr( buf_text( &name ) )->text;
	for ( at += 1; at < end; at += 1 ) {
		if ( *at == '1' || *at == '2' ) mark->flag = *at - '0';
		if ( isdigit( (unsigned char)*at ) && *at > '2' ) break;
	}
	return true;
}

/* Cut one text into segments at its line marks. */
static void index_input( const Input * input ) {
	const char * text = input->text, * end = text + input->len;
	const char * file = options.input ? options.input : "<stdin>";
	vec_push( &segments, ((Segment){ file, 1, -1, text, end }) );
	for ( const char * at = text; at < end; ) {
		const char * eol = memchr( at, '\n', (size_t)( end - at ) );
		if ( ! eol ) eol = end;
		Mark mark;
		if ( ( *at == '#' || *at == ' ' || *at == '\t' ) && read_mark( at, eol, &mark ) ) {
			Segment * before = &segments.at[segments.len - 1];
			int parent = before->parent;
			if ( mark.flag == 1 ) parent = (int)segments.len - 1;
			if ( mark.flag == 2 && parent >= 0 ) parent = segments.at[parent].parent;
			before->end = at;
			const char * name = mark.file ? mark.file : before->file;
			const char * begin = eol < end ? eol + 1 : end;
			vec_push( &segments, ((Segment){ name, mark.line, parent, begin, end }) );
		}
		at = eol < end ? eol + 1 : end;
	}
}

static void index_all( void ) {
	while ( indexed < inputs.len ) index_input( &inputs.at[indexed++] );
}

/* ===== the user's files ================================================================================= */

typedef struct Source { const char * name, * text; size_t len; } Source;

/* The text of a file, read when first asked for; NULL if there is none. */
static const Source * source_read( const char * name ) {
	static VEC( Source ) sources;
	for ( uint32_t i = 0; i < sources.len; i += 1 ) {
		if ( strcmp( sources.at[i].name, name ) == 0 ) return &sources.at[i];
	}
	Source source = { .name = name };
	FILE * file = fopen( name, "rb" );
	if ( file ) {
		Buf buf = { 0 };
		char piece[16384];
		size_t n;
		while ( ( n = fread( piece, 1, sizeof( piece ), file ) ) > 0 ) buf_put( &buf, piece, n );
		fclose( file );
		source.text = buf_text( &buf );
		source.len = buf.len;
	}
	vec_push( &sources, source );
	return &sources.at[sources.len - 1];
}

static bool source_line( const char * name, uint32_t line, Place * place ) {
	const Source * source = source_read( name );
	if ( ! source->text ) return false;
	const char * at = source->text, * end = at + source->len;
	for ( ; line > 1; line -= 1 ) {
		at = memchr( at, '\n', (size_t)( end - at ) );
		if ( ! at ) return false;
		at += 1;
	}
	if ( at >= end ) return false;
	const char * eol = memchr( at, '\n', (size_t)( end - at ) );
	place->line = at;
	place->len = (size_t)( ( eol ? eol : end ) - at );
	if ( place->len && at[place->len - 1] == '\r' ) place->len -= 1;
	return true;
}

/* ===== alignment ======================================================================================== */

typedef struct Token { const char * at; uint32_t len; bool word; } Token;
typedef VEC( Token ) Tokens;

static bool is_word( char c ) {
	return isalnum( (unsigned char)c ) || c == '_' || c == '$' || (unsigned char)c >= 0x80;
}

/* Length of the token at `at`: words and numbers, literals, single punctuators. */
static uint32_t token_length( const char * at, const char * end ) {
	const char * p = at;
	if ( is_word( *p ) ) {
		while ( p < end && is_word( *p ) ) p += 1;
	} else if ( *p == '"' || *p == '\'' ) {
		char quote = *p;
		for ( p += 1; p < end && *p != quote; p += 1 ) if ( *p == '\\' && p + 1 < end ) p += 1;
		if ( p < end ) p += 1;
	} else {
		p += 1;
	}
	return (uint32_t)( p - at );
}

/* Tokens of a line without its comments. */
static void tokenise( const char * at, size_t len, Tokens * tokens ) {
	for ( const char * end = at + len; at < end && tokens->len < 4096; ) {
		if ( isspace( (unsigned char)*at ) || *at == '\0' ) {
			at += 1;
		} else if ( end - at > 1 && at[0] == '/' && at[1] == '/' ) {
			break;
		} else if ( end - at > 1 && at[0] == '/' && at[1] == '*' ) {
			for ( at += 2; at < end && ! ( end - at > 1 && at[0] == '*' && at[1] == '/' ); ) at += 1;
			at = end - at > 2 ? at + 2 : end;
		} else {
			uint32_t n = token_length( at, end );
			vec_push( tokens, ((Token){ at, n, is_word( *at ) }) );
			at += n;
		}
	}
}

static bool same( const Token * a, const Token * b ) {
	return a->len == b->len && memcmp( a->at, b->at, a->len ) == 0;
}

static bool all_same( const Tokens * made, const Tokens * user ) {
	uint32_t i = 0;
	while ( i < made->len && same( &made->at[i], &user->at[i] ) ) i += 1;
	return i == made->len;
}

/* Lengths of the longest common subsequences of the rests of both lines: row i, column j of n + 1 by m +
   1. */
static uint16_t * common_lengths( const Tokens * made, const Tokens * user ) {
	uint32_t n = made->len, m = user->len;
	uint16_t * best = NEW_ARRAY( uint16_t, ( n + 1 ) * ( m + 1 ) );
	for ( uint32_t i = n; i-- > 0; ) {
		for ( uint32_t j = m; j-- > 0; ) {
			uint16_t * cell = &best[i * ( m + 1 ) + j];
			if ( same( &made->at[i], &user->at[j] ) ) *cell = (uint16_t)( cell[m + 2] + 1 );
			else *cell = cell[1] > cell[m + 1] ? cell[1] : cell[m + 1];
		}
	}
	return best;
}

/* The name of the macro that made a token: a word of the user's line that nothing stands for, directly behind
   the last common token before it, else the nearest one in front of that. */
static int macro_name( const Tokens * user, const bool * matched, int before ) {
	for ( int j = before + 1; j >= 0; j -= 1 ) {
		if ( j >= (int)user->len || matched[j] ) continue;
		if ( user->at[j].word && ! isdigit( (unsigned char)*user->at[j].at ) ) return j;
	}
	return -1;
}

/* The token of `user` that stands for token `which` of `made`: that of a longest common subsequence of both
   lines, or the macro that made it; -1 if there is none. */
static int align( const Tokens * made, const Tokens * user, uint32_t which ) {
	uint32_t n = made->len, m = user->len;
	if ( n == m && all_same( made, user ) ) return (int)which;
	if ( (uint64_t)n * m > 1u << 20 )
		return which < m && same( &made->at[which], &user->at[which] ) ? (int)which : -1;
	uint16_t * best = common_lengths( made, user );
	bool * matched = NEW_ARRAY( bool, m + 1 );
	int before = -1;
	for ( uint32_t i = 0, j = 0; i < n && j < m; ) {
		if ( same( &made->at[i], &user->at[j] ) ) {
			if ( i == which ) return (int)j;
			if ( i < which ) before = (int)j;
			matched[j] = true;
			i += 1;
			j += 1;
		} else if ( best[i * ( m + 1 ) + j + 1] >= best[( i + 1 ) * ( m + 1 ) + j] ) {
			j += 1;
		} else {
			i += 1;
		}
	}
	return macro_name( user, matched, before );
}

/* ===== answers ========================================================================================== */

/* The line numbered `line` of a segment, or NULL when the segment does not reach it. */
static const char * segment_line( const Segment * segment, uint32_t line, size_t * len ) {
	const char * at = segment->begin, * end = segment->end;
	if ( line < segment->line || line - segment->line > (size_t)( end - at ) ) return NULL;
	for ( uint32_t n = segment->line; n < line; n += 1 ) {
		at = memchr( at, '\n', (size_t)( end - at ) );
		if ( ! at ) return NULL;
		at += 1;
	}
	if ( at >= end ) return NULL;
	const char * eol = memchr( at, '\n', (size_t)( end - at ) );
	*len = (size_t)( ( eol ? eol : end ) - at );
	return at;
}

/* The piece of preprocessed text that has something at this position: a line may come in several pieces. */
static const Segment * find_segment( Loc at, const char ** line, size_t * len ) {
	const char * name = loc_file_name( at.file );
	const Segment * any = NULL;
	index_all();
	for ( uint32_t i = 0; i < segments.len; i += 1 ) {
		const Segment * segment = &segments.at[i];
		if ( strcmp( segment->file, name ) != 0 ) continue;
		size_t n;
		const char * text = segment_line( segment, at.line, &n );
		if ( ! text ) continue;
		bool here = at.col > 0 && at.col <= n && ! isspace( (unsigned char)text[at.col - 1] );
		if ( any && ! here ) continue;
		any = segment;
		*line = text;
		*len = n;
		if ( here ) break;
	}
	return any;
}

Place place_find( Loc at ) {
	Place place = { 0 };
	const char * made;
	size_t len;
	if ( ! find_segment( at, &made, &len ) || ! source_line( loc_file_name( at.file ), at.line, &place ) )
		return place;
	Tokens left = { 0 }, right = { 0 };
	tokenise( made, len, &left );
	tokenise( place.line, place.len, &right );
	size_t col = at.col ? (size_t)at.col - 1 : 0;
	uint32_t which = 0;
	while ( which + 1 < left.len && (size_t)( left.at[which + 1].at - made ) <= col ) which += 1;
	int found = left.len ? align( &left, &right, which ) : -1;
	if ( found < 0 && right.len ) found = 0;
	place.width = 1;
	if ( found >= 0 ) {
		place.col = (size_t)( right.at[found].at - place.line );
		place.width = right.at[found].len;
	}
	return place;
}

unsigned place_inclusions( Loc at, Inclusion * into, unsigned limit ) {
	const char * text;
	size_t len;
	const Segment * segment = find_segment( at, &text, &len );
	unsigned n = 0;
	while ( segment && segment->parent >= 0 && n < limit ) {
		const Segment * includer = &segments.at[segment->parent];
		uint32_t line = includer->line;
		for ( const char * p = includer->begin; p < includer->end; p += 1 ) line += *p == '\n';
		into[n++] = (Inclusion){ includer->file, line };
		segment = includer;
	}
	return n;
}
