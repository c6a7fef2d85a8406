/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Between the files that make diagnostics: what one message is, and where in the user's file it points.
 */
#ifndef CFA_DIAG_PRINT_H
#define CFA_DIAG_PRINT_H

#include "Common/common.h"

typedef enum Severity { SEV_ERROR, SEV_WARNING, SEV_NOTE, SEV_FATAL, SEV_ICE } Severity;

struct Message {
	Loc at;
	Severity severity;
	/* syntax error: the reference form shows its column */
	bool syntax;
	const char * text;
	const char * option;                                /* "-Wname", or NULL */
	struct Message * notes, * last_note;                /* through ->next */
	struct Message * next;
	uint32_t order;                                     /* of reporting */
};

/* Print a message and its notes on standard error. */
void message_print( const Message * );

/* A place in the user's file. */
typedef struct Place {
	/* text of the source line, not terminated; NULL if unknown */
	const char * line;
	size_t len;
	size_t col;                                         /* byte in the line, from 0 */
	size_t width;                                       /* bytes of the token there, at least 1 */
} Place;
/* Map a position of the preprocessed text to the user's file. */
Place place_find( Loc );
/* Positions of the #include lines that lead to the file of `at`, innermost first. Returns their number. */
typedef struct Inclusion { const char * file; uint32_t line; } Inclusion;
unsigned place_inclusions( Loc at, Inclusion * into, unsigned limit );

#endif
