/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Common: what every part of the translator may use: arenas, interned strings, pointer tables, growing
 * arrays, diagnostics, options, statistics.
 */
#ifndef CFA_COMMON_H
#define CFA_COMMON_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* --- memory: one arena per translation unit, never freed piecemeal -------------------------------------- */

extern char * arena_next, * arena_end;                  /* the free rest of the current chunk */
void * arena_alloc_slow( size_t size );
/* Zeroed memory of `size` bytes, aligned for any object, that lives as long as the translation unit. */
static inline void * arena_alloc( size_t size ) {
	size = ( size + 15 ) & ~(size_t)15;
	if ( size > (size_t)( arena_end - arena_next ) ) return arena_alloc_slow( size );
	void * memory = arena_next;
	arena_next += size;
	return memory;
}
/* Enlarge the array `old` of `used` bytes and `size` bytes of room to `wanted`: in place if it was the last
   one. */
void * arena_grow( void * old, size_t used, size_t size, size_t wanted );
/* Bytes handed out so far. */
size_t arena_used( void );

#define NEW( T ) ((T *)arena_alloc( sizeof( T ) ))
#define NEW_ARRAY( T, n ) ((T *)arena_alloc( sizeof( T ) * (n) ))

/* --- interned strings: names compare by pointer --------------------------------------------------------- */

/* An interned string. `aux` is a slot for the front end: the scanner's classification, the scope's
   declarations. */
typedef struct Str {
	uint32_t len;
	uint32_t hash;
	uint16_t keyword;                                   /* token code if the spelling is a keyword, else 0 */
	uint16_t flags;
	/* Parser: innermost classification (type name, ...) */
	void * class;
	/* Resolve: innermost declarations of this identifier */
	void * decls;
	/* Resolve: innermost struct/union/enum/typedef of this name */
	void * tags;
	/* Resolve: entry of the table of built-in functions */
	void * builtin;
	char text[];                                        /* NUL-terminated */
} Str;

/* Str.flags: a syntax error may have hidden the name's declaration, nothing is said about its absence; some
   object of that name is declared, so that &&name may be a reference's address (chapter 03, 7.3); Parser: the
   name of an object, function or enumerator of the file. */
enum { STR_DOUBTFUL = 1, STR_OBJECT = 2, STR_ORDINARY = 4 };

/* The one Str with this text. */
Str * intern( const char * text, size_t len );
Str * intern_cstr( const char * text );
/* The Str for printf-like text: generated names. */
Str * intern_fmt( const char * fmt, ... ) __attribute__((format( printf, 1, 2 )));

/* --- hash table from pointer-sized keys to pointers ----------------------------------------------------- */

typedef struct Table { uintptr_t * keys; void ** values; uint32_t count, capacity; } Table;
/* Value stored for `key` (which must not be 0), or NULL. */
void * table_get( const Table *, const void * key );
void table_put( Table *, const void * key, void * value );

/* --- growing arrays ------------------------------------------------------------------------------------- */

/* VEC( T ) v = { 0 };  vec_push( &v, x );  v.at[i], v.len. Memory comes from the arena. */
#define VEC( T ) struct { T * at; uint32_t len, cap; }
#define vec_push( v, x ) \
	( (v)->len == (v)->cap ? (void)( (v)->at = vec_grow( (v)->at, &(v)->cap, (v)->len, sizeof( *(v)->at ) ) ) : (void)0, \
	  (v)->at[(v)->len++] = (x) )
void * vec_grow( void * at, uint32_t * cap, uint32_t len, size_t item );

/* Text under construction. */
typedef struct Buf { char * at; size_t len, cap; } Buf;
void buf_put( Buf *, const char * text, size_t len );
void buf_puts( Buf *, const char * text );
void buf_putc( Buf *, char c );
void buf_printf( Buf *, const char * fmt, ... ) __attribute__((format( printf, 2, 3 )));
void buf_vprintf( Buf *, const char * fmt, va_list );
/* The text, NUL-terminated. */
const char * buf_text( Buf * );

/* --- source positions ----------------------------------------------------------------------------------- */

/* Position in the user's source. File 0 means "no position". Columns are those of the preprocessed line; the
   diagnostics map them back to the source line when they print a caret. */
typedef struct Loc { uint32_t line; uint16_t col; uint16_t file; } Loc;

/* Index of a file name as it appears in line marks: the same text and flag give the same index. `system`:
   flag 3 was given (also for macros of system headers expanded in a user's file: compare names to know the
   main file). */
uint16_t loc_file( Str * name, bool system );
const char * loc_file_name( uint16_t file );
bool loc_is_system( Loc );
/* Is it in a header of the library (--headers-dir)? */
bool loc_is_library( Loc );
/* Total order of positions: by file name, line, column. */
int loc_compare( Loc, Loc );

/* --- diagnostics ---------------------------------------------------------------------------------------- */

/* Switchable warnings (chapter 10, section 11) and those that follow gcc's names. */
typedef enum Warning {
#define WARNING( id, name ) W_##id,
#include "Common/warnings.def"
#undef WARNING
	W_COUNT
} Warning;

/* An error at `at`. Text is printf-like and ends without newline or period unless the manual fixes it.
   Errors are collected and printed sorted by position by diag_flush. Equal messages at one line are printed
   once. */
void diag_error( Loc at, const char * fmt, ... ) __attribute__((format( printf, 2, 3 )));
/* A warning, if enabled; printed at once, or collected as error under -Werror. */
void diag_warn( Warning, Loc at, const char * fmt, ... ) __attribute__((format( printf, 3, 4 )));
/* A note that belongs to the error or warning reported last (dropped when that one was suppressed). */
void diag_note( Loc at, const char * fmt, ... ) __attribute__((format( printf, 2, 3 )));
/* A syntax or lexical error: column printed also in the reference form ("FILE:LINE:COL: error: ..."). */
void diag_syntax( Loc at, const char * fmt, ... ) __attribute__((format( printf, 2, 3 )));
/* Number of errors so far. */
unsigned diag_errors( void );
/* Print what was collected, sorted. Called after each phase. */
void diag_flush( void );
/* Everything reported and not yet printed. Sets it, returns what it was: for a second reading of the same
   text. */
typedef struct Message Message;
typedef struct Diagnostics { VEC( Message * ) pending; Table said; unsigned errors, trial; } Diagnostics;
Diagnostics diag_set( Diagnostics );
/* Number of the set in force: 0 for the one that is printed, growing for those that may be forgotten. */
unsigned diag_trial( void );
/* A limit of the machine or a bug: print "internal compiler error: ..." resp. a plain error and exit with
   status 1. */
_Noreturn void diag_fatal( Loc at, const char * fmt, ... ) __attribute__((format( printf, 2, 3 )));
_Noreturn void diag_ice( Loc at, const char * fmt, ... ) __attribute__((format( printf, 2, 3 )));
#define ICE( at, ... ) diag_ice( at, __VA_ARGS__ )
/* Hand the preprocessed text to the diagnostics: they find the caret column with it. */
void diag_set_input( const char * text, size_t len );
/* The candidate closest in spelling to `name`, or NULL: feed names, then ask. */
typedef struct Speller { const Str * name; const Str * best; unsigned distance; } Speller;
void speller_offer( Speller *, const Str * candidate );

/* --- options -------------------------------------------------------------------------------------------- */

typedef struct Options {
	const char * input, * output;                       /* NULL: standard input, output */
	bool c_source;                                      /* C mode: chapter 01, 17.1 */
	/* ... and nothing of C∀ in it: typed in place, as C */
	bool c_mode;
	/* every polymorphic call is boxed: chapter 04, 4.17 */
	bool no_instantiate;
	/* -fmono-limit=: instances of one function (4.18.6) */
	bool mono_limit_given;
	unsigned mono_limit;
	int merge;                                          /* -fmono-merge 1, -fno-mono-merge -1 (4.18.7) */
	char optimize;                                      /* -O: 0 1 2 3 s */
	bool line_marks;
	bool syntax_only;
	bool deterministic;                                 /* reference form of messages: column 1 */
	bool check;                                         /* verify the tree after each pass */
	bool time_report;
	bool tree;                                          /* compiling the library */
	bool no_main, no_prelude, no_prelude_text;
	bool caret;
	bool werror, wfatal, no_warnings;
	unsigned max_errors;                                /* 0: no limit */
	int color;                                          /* 0 never, 1 always, 2 auto */
	int fall_through;                                   /* -Wimplicit-fallthrough=N; -1: as -Wextra says */
	bool extra;                                         /* -Wextra */
	const char * prelude_dir, * headers_dir;
	const char * data_model;                            /* -fdata-model=: name for machine_set, or NULL */
	const char * dump;                                  /* name of the pass to dump after, or NULL */
	bool warning[W_COUNT];
	bool warning_error[W_COUNT];                        /* -Werror=NAME */
	bool warning_keep[W_COUNT];                         /* -Wno-error=NAME */
} Options;
extern Options options;
/* Parse the command line of cfa-cpp (chapter 10, section 9); exits on misuse. */
void options_parse( int argc, char * argv[] );

/* --- statistics ----------------------------------------------------------------------------------------- */

/* Time and memory of each pass; stats_report prints them on stderr for -ftime-report. */
void stats_begin( const char * pass );
void stats_end( void );
void stats_report( void );
/* A counter shown in the report ("tokens", "lines", "types", ...). */
void stats_count( const char * name, uint64_t n );

#endif
