/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Diagnostics: errors and warnings are collected and printed sorted at the end of each phase (chapter 10,
 * section 10).
 */
#include "Common/common.h"
#include "Common/diag_print.h"

#include <stdlib.h>
#include <string.h>

static const char * const option_names[] = {
#define WARNING( id, name ) name,
#include "Common/warnings.def"
#undef WARNING
};

static Diagnostics now;                                 /* `said`: place and text of everything reported */
static Message * last;                                  /* what notes belong to; NULL if it was dropped */
static unsigned printed;                                /* errors printed */

static const char * format( const char * fmt, va_list args ) {
	Buf text = { 0 };
	buf_vprintf( &text, fmt, args );
	return buf_text( &text );
}

/* A new message unless the same was said about this place. */
static Message * message_new( Severity severity, Loc at, const char * text ) {
	Str * key = intern_fmt( "%u:%u:%u:%s", at.file, at.line, at.col, text );
	if ( table_get( &now.said, key ) ) return NULL;
	table_put( &now.said, key, key );
	Message * message = NEW( Message );
	message->severity = severity;
	message->at = at;
	message->text = text;
	return message;
}

static void collect( Message * message ) {
	last = message;
	if ( ! message ) return;
	message->order = now.pending.len;
	vec_push( &now.pending, message );
	if ( message->severity == SEV_ERROR ) now.errors += 1;
}

void diag_error( Loc at, const char * fmt, ... ) {
	va_list args;
	va_start( args, fmt );
	collect( message_new( SEV_ERROR, at, format( fmt, args ) ) );
	va_end( args );
}

void diag_syntax( Loc at, const char * fmt, ... ) {
	va_list args;
	va_start( args, fmt );
	Message * message = message_new( SEV_ERROR, at, format( fmt, args ) );
	va_end( args );
	if ( message ) message->syntax = true;
	collect( message );
}

/* Warnings of system headers are nobody's business. In the reference form they appear when found. */
void diag_warn( Warning warning, Loc at, const char * fmt, ... ) {
	last = NULL;
	if ( options.no_warnings || ! options.warning[warning] || loc_is_system( at ) ) return;
	bool error = options.warning_error[warning] || ( options.werror && ! options.warning_keep[warning] );
	va_list args;
	va_start( args, fmt );
	Message * message = message_new( error ? SEV_ERROR : SEV_WARNING, at, format( fmt, args ) );
	va_end( args );
	if ( ! message ) return;
	if ( warning != W_OTHER ) message->option = option_names[warning];
	if ( options.deterministic && ! error ) message_print( message ); else collect( message );
}

void diag_note( Loc at, const char * fmt, ... ) {
	if ( ! last ) return;
	Message * note = NEW( Message );
	note->severity = SEV_NOTE;
	note->at = at;
	va_list args;
	va_start( args, fmt );
	note->text = format( fmt, args );
	va_end( args );
	if ( last->last_note ) last->last_note->next = note; else last->notes = note;
	last->last_note = note;
}

unsigned diag_errors( void ) {
	return now.errors;
}

unsigned diag_trial( void ) { return now.trial; }

Diagnostics diag_set( Diagnostics other ) {
	static unsigned trials;
	Diagnostics before = now;
	if ( ! other.errors && ! other.pending.len && ! other.trial ) other.trial = trials += 1;
	now = other;
	last = NULL;
	return before;
}

/* Position, then text in the reference form, order of reporting in ours. */
static int compare( const void * a, const void * b ) {
	const Message * x = *(Message * const *)a, * y = *(Message * const *)b;
	Loc from = x->at, to = y->at;
	if ( options.deterministic ) from.col = to.col = 0;
	int order = loc_compare( from, to );
	if ( order == 0 && options.deterministic ) order = strcmp( x->text, y->text );
	return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

void diag_flush( void ) {
	if ( ! now.pending.len ) return;
	uint32_t n = now.pending.len;
	qsort( now.pending.at, n, sizeof( *now.pending.at ), compare );
	now.pending.len = 0;
	last = NULL;
	for ( uint32_t i = 0; i < n; i += 1 ) {
		message_print( now.pending.at[i] );
		if ( now.pending.at[i]->severity != SEV_ERROR ) continue;
		printed += 1;
		if ( options.wfatal ) {
			fputs( "compilation terminated due to -Wfatal-errors.\n", stderr );
			exit( 1 );
		}
		if ( options.max_errors && printed >= options.max_errors ) {
			fprintf( stderr, "compilation terminated due to -fmax-errors=%u.\n", options.max_errors );
			exit( 1 );
		}
	}
}

void diag_fatal( Loc at, const char * fmt, ... ) {
	diag_flush();
	va_list args;
	va_start( args, fmt );
	message_print( &(Message){ .severity = SEV_FATAL, .at = at, .text = format( fmt, args ) } );
	va_end( args );
	exit( 1 );
}

/* A bug of the translator. What was collected comes first: it may explain it. */
void diag_ice( Loc at, const char * fmt, ... ) {
	diag_flush();
	va_list args;
	va_start( args, fmt );
	message_print( &(Message){ .severity = SEV_ICE, .at = at, .text = format( fmt, args ) } );
	va_end( args );
	exit( 1 );
}
