/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Comments in front of labels that tell gcc's -Wimplicit-fallthrough that a clause is left on purpose.
 * Preprocessed text has no comments, and to keep them there would change what a directive is: the source is
 * looked at, where a label follows a statement.
 */
#include <regex.h>
#include <stdio.h>
#include <string.h>
#include "Parser/internal.h"

typedef struct Source { bool read; const char * text, * end; VEC( uint32_t ) lines; } Source;
static VEC( Source ) sources;

/* What the comments look like, by level: -Wimplicit-fallthrough=1 to 4. */
static const char * const patterns[] = {
	[1] = "",
	[2] = "[Ff][Aa][Ll][Ll][Ss]?[ \t-]*[Tt][Hh][Rr]([Oo][Uu][Gg][Hh]|[Uu])",
	[3] = "^(-fallthrough|@fallthrough@|lint -fallthrough[ \t]*|[ \t.!]*("
		"(ELSE,? |INTENTIONAL(LY)? )?FALL(S | |-)?THR(OUGH|U)|"
		"(Else,? |Intentional(ly)? )?Fall((s | |-)[Tt]|t)hr(ough|u)|"
		"([Ee]lse,? |[Ii]ntentional(ly)? )?fall(s | |-)?thr(ough|u))[ \t.!]*(-[^\n\r]*)?)$",
	[4] = "^(-fallthrough|@fallthrough@|lint -fallthrough[ \t]*|[ \t]*FALLTHR(OUGH|U)[ \t]*)$",
};

static bool excuses( const char * text, size_t len ) {
	static regex_t regex;
	static bool compiled;
	if ( options.fall_through < 1 || options.fall_through > 4 ) return false;
	if ( ! compiled )
		compiled = regcomp( &regex, patterns[options.fall_through], REG_EXTENDED | REG_NOSUB ) == 0;
	Buf copy = { 0 };
	buf_put( &copy, text, len );
	return compiled && regexec( &regex, buf_text( &copy ), 0, NULL, 0 ) == 0;
}

static void read_source( Source * s, const char * name ) {
	s->read = true;
	FILE * in = fopen( name, "r" );
	if ( ! in ) return;
	Buf text = { 0 };
	char part[65536];
	for ( size_t n; ( n = fread( part, 1, sizeof( part ), in ) ) > 0; ) buf_put( &text, part, n );
	fclose( in );
	s->text = buf_text( &text );
	s->end = s->text + text.len;
	vec_push( &s->lines, 0 );
	for ( const char * at = s->text; ( at = memchr( at, '\n', (size_t)( s->end - at ) ) ); ) {
		at += 1;
		vec_push( &s->lines, (uint32_t)( at - s->text ) );
	}
}

static Source * source_of( uint16_t file ) {
	while ( sources.len <= file ) vec_push( &sources, (Source){ 0 } );
	Source * s = &sources.at[file];
	if ( ! s->read ) read_source( s, loc_file_name( file ) );
	return s;
}

static bool in_name( char c ) {
	return c == '_' || ( c >= '0' && c <= '9' ) || ( c >= 'a' && c <= 'z' ) || ( c >= 'A' && c <= 'Z' );
}

/* How often the word stands between the begin of its line and `word` in the preprocessed text. */
static unsigned occurrences( const Raw * word ) {
	const char * line = word->text - ( word->loc.col - 1 );
	unsigned n = 0;
	for ( const char * at = line; at + word->len <= word->text; at += 1 ) {
		if ( memcmp( at, word->text, word->len ) != 0 || in_name( at[word->len] ) ) continue;
		n += at == line || ! in_name( at[-1] );
	}
	return n;
}

/* Behind a literal that begins at `at`; one that is not closed ends with its line. */
static const char * skip_literal( const char * at, const char * end ) {
	char quote = *at;
	for ( at += 1; at < end && *at != quote && *at != '\n'; at += 1 )
		if ( *at == '\\' && at + 1 < end ) at += 1;
	return at < end && *at == quote ? at + 1 : at;
}

/* Behind the comment that begins at `at`; *excuse: does it say so? */
static const char * skip_comment( const char * at, const char * end, bool * excuse ) {
	const char * begin = at + 2, * close = begin;
	if ( at[1] == '/' ) {
		while ( close < end && *close != '\n' ) close += 1;
		if ( excuses( begin, (size_t)( close - begin ) ) ) *excuse = true;
		return close;
	}
	while ( close + 1 < end && ! ( close[0] == '*' && close[1] == '/' ) ) close += 1;
	if ( excuses( begin, (size_t)( close - begin ) ) ) *excuse = true;
	return close + 2 < end ? close + 2 : end;
}

/* Does such a comment stand in the source directly before the label `word`? `from`: line of the token
   before. */
bool comment_excuses( Raw word, Loc from ) {
	if ( from.file != word.loc.file || from.line > word.loc.line || from.line == 0
		|| word.loc.col == UINT16_MAX )
		return false;
	Source * s = source_of( word.loc.file );
	if ( word.loc.line > s->lines.len ) return false;
	unsigned before = occurrences( &word );
	const char * line = s->text + s->lines.at[word.loc.line - 1];
	bool excuse = false;
	for ( const char * at = s->text + s->lines.at[from.line - 1]; at < s->end; ) {
		if ( *at == '/' && at + 1 < s->end && ( at[1] == '*' || at[1] == '/' ) ) {
			at = skip_comment( at, s->end, &excuse );
			continue;
		}
		if ( *at == ' ' || *at == '\t' || *at == '\n' || *at == '\r' || *at == '\f' || *at == '\v' ) {
			at += 1;
			continue;
		}
		const char * begin = at;
		if ( *at == '"' || *at == '\'' ) at = skip_literal( at, s->end );
		else {
			at += 1;
			if ( in_name( *begin ) ) while ( at < s->end && in_name( *at ) ) at += 1;
		}
		if ( begin >= line && (size_t)( at - begin ) == word.len
			&& memcmp( begin, word.text, word.len ) == 0 ) {
			if ( before == 0 ) return excuse;
			before -= 1;
		}
		if ( begin > line && memchr( line, '\n', (size_t)( begin - line ) ) ) return false;
		excuse = false;
	}
	return false;
}
