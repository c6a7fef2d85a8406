/* SPDX-License-Identifier: BSD-3-Clause
 *
 * How a message looks: gcc's form with the source line and a caret, or the reference form (chapter 10,
 * section 10):
 *
 *     f.c:3:9: error: 'x' undeclared           f.c:3:1 error: 'x' undeclared
 *         3 |     y = x;
 *           |         ^
 */
#include "Common/common.h"
#include "Common/diag_print.h"

#include <string.h>
#include <unistd.h>

enum { TAB = 8, WINDOW = 160 };                         /* tab stops; columns shown of a very long line */

static const char * const severity_text[] =
	{ "error", "warning", "note", "fatal error", "internal compiler error" };
static const char * const severity_color[] =
	{ "\33[01;31m", "\33[01;35m", "\33[01;36m", "\33[01;31m", "\33[01;31m" };

static bool colored( void ) {
	static int answer = -1;
	if ( answer < 0 ) answer = options.color == 1 || ( options.color == 2 && isatty( STDERR_FILENO ) );
	return answer;
}

/* FILE:LINE:1 error: TEXT; syntax errors have their column and a colon behind it. Notes have no place in
   it. */
static void print_reference( const Message * message ) {
	bool colors = colored();
	const char * bold = colors ? "\33[1m" : "", * plain = colors ? "\33[0m" : "";
	const char * color = ! colors ? "" : message->severity == SEV_WARNING ? "\33[95m" : "\33[31m";
	const char * uncolor = colors ? "\33[39m" : "";
	if ( message->at.file ) {
		fprintf( stderr, "%s%s:%u:%u%s ", bold, loc_file_name( message->at.file ), message->at.line,
			message->syntax ? message->at.col : 1, message->syntax ? ":" : "" );
	} else {
		fputs( bold, stderr );
	}
	fprintf( stderr, "%s%s:%s%s %s\n", color, severity_text[message->severity], uncolor, plain,
		message->text );
}

/* Columns a piece of text takes when its first byte stands in column `from` (counted from 0). */
static size_t display_width( const char * text, size_t len, size_t from ) {
	size_t col = from;
	for ( size_t i = 0; i < len; i += 1 ) {
		if ( text[i] == '\t' ) col += TAB - col % TAB;
		else if ( ( text[i] & 0xc0 ) != 0x80 ) col += 1;        /* UTF-8: one column for each character */
	}
	return col - from;
}

/* The source line with its tabs expanded, cut to a window around the caret when it is very long, and the
   caret line. */
static void print_caret( const Message * message, const Place * place, const char * color,
	const char * plain ) {
	size_t col = display_width( place->line, place->col, 0 );
	size_t width = display_width( place->line + place->col, place->width, col );
	size_t begin = col + width > 2 * WINDOW ? col - WINDOW / 2 : 0;
	size_t end = begin ? begin + WINDOW : 2 * WINDOW;
	if ( width == 0 ) width = 1;
	if ( col + width > end ) width = end - col;
	fprintf( stderr, "%5u | ", message->at.line );
	size_t at = 0;
	for ( size_t i = 0; i < place->len && at < end; i += 1 ) {
		if ( i == place->col ) fputs( color, stderr );
		if ( i == place->col + place->width ) fputs( plain, stderr );
		unsigned char c = (unsigned char)place->line[i];
		size_t step = display_width( place->line + i, 1, at );
		if ( at >= begin && c == '\t' ) fprintf( stderr, "%*s", (int)step, "" );
		else if ( at >= begin ) fputc( c < ' ' || c == 127 ? ' ' : c, stderr );
		at += step;
	}
	fprintf( stderr, "%s\n      | %*s%s^", plain, (int)( col - begin ), "", color );
	for ( size_t i = 1; i < width; i += 1 ) fputc( '~', stderr );
	fprintf( stderr, "%s\n", plain );
}

/* "In file included from a.h:1," ...: when it leads elsewhere than the last message's did. */
static void print_inclusions( Loc at ) {
	enum { LIMIT = 200 };
	static uint16_t last;
	if ( at.file == last ) return;
	last = at.file;
	Inclusion chain[LIMIT];
	unsigned n = place_inclusions( at, chain, LIMIT );
	for ( unsigned i = 0; i < n; i += 1 ) {
		fprintf( stderr, "%s from %s:%u%s\n", i == 0 ? "In file included" : "                ", chain[i].file,
			chain[i].line, i + 1 < n ? "," : ":" );
	}
}

/* gcc's form. */
static void print_gcc( const Message * message ) {
	const char * bold = colored() ? "\33[01m" : "", * plain = colored() ? "\33[m" : "";
	const char * color = colored() ? severity_color[message->severity] : "";
	Place place = { 0 };
	if ( message->at.file && message->at.line ) {
		place = place_find( message->at );
		size_t col = place.line ? display_width( place.line, place.col, 0 ) + 1 : message->at.col;
		if ( message->severity != SEV_NOTE ) print_inclusions( message->at );
		fprintf( stderr, "%s%s:%u:", bold, loc_file_name( message->at.file ), message->at.line );
		if ( col ) fprintf( stderr, "%zu:", col );
		fprintf( stderr, "%s ", plain );
	} else {
		fprintf( stderr, "%scfa-cpp:%s ", bold, plain );
	}
	fprintf( stderr, "%s%s:%s %s", color, severity_text[message->severity], plain, message->text );
	if ( message->option ) {
		const char * error = message->severity == SEV_ERROR ? "error=" : "";
		fprintf( stderr, " [%s-W%s%s%s]", color, error, message->option, plain );
	}
	fputc( '\n', stderr );
	if ( options.caret && place.line ) print_caret( message, &place, color, plain );
}

/* Standard error is collected for each message: its pieces are small. */
void message_print( const Message * message ) {
	static char buffer[1 << 14];
	static bool buffered;
	if ( ! buffered ) setvbuf( stderr, buffer, _IOFBF, sizeof( buffer ) );
	buffered = true;
	if ( options.deterministic ) {
		print_reference( message );
	} else {
		print_gcc( message );
		for ( const Message * note = message->notes; note; note = note->next ) print_gcc( note );
	}
	fflush( stderr );
}
