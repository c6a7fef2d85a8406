/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Command line of cfa-cpp (chapter 10, section 9). The driver passes on gcc's -W and -f options: those that
 * are not ours are ignored.
 */
#define _GNU_SOURCE
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif
#include "Common/common.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

Options options = {
	.line_marks = true,
	.caret = true,
	.color = 2,
	.fall_through = -1,
#ifdef CFA_DEBUG_CHECKS
	.check = true,
#endif
	.warning = { [0 ... W_COUNT - 1] = true },
};

static const char * const warning_names[] = {
#define WARNING( id, name ) name,
#include "Common/warnings.def"
#undef WARNING
};

static const char usage_text[] =
	"Usage: cfa-cpp [options] [input-file (default stdin)] [output-file (default stdout)]\n"
	"  -c, --colors WHEN        colour diagnostics: never, always, auto\n"
	"  -g, --gdb                stop until a debugger attaches\n"
	"  -h, --help               print this help\n"
	"  -i, --invariant          check the tree after every pass (also --check)\n"
	"  -l, --libcfa             compile the library's own sources\n"
	"  -L, --linemarks          write line marks\n"
	"  -N, --no-linemarks       write none\n"
	"  -m, --no-main            leave main alone\n"
	"  -n, --no-prelude         do not read the prelude\n"
	"  -p, --prototypes         do not print the prelude's declarations\n"
	"  -d, --deterministic-out  diagnostics in the reference form\n"
	"  -P, --print STAGE        print the program after a stage and stop\n"
	"      --dump=PASS          the same by the name of the pass, `source` or `parse`\n"
	"      --prelude-dir DIR    where the prelude is\n"
	"      --headers-dir DIR    where the library's headers are\n"
	"  -S, --statistics LIST    counters, heap, time, all, none\n"
	"  -t, --tree               compile the library\n"
	"  -fc-mode, -fno-c-mode    the program is plain C, is C-for-all\n"
	"  -fno-instantiate         polymorphic functions are translated once for all types; also -fno-mono\n"
	"  -fmono-limit=N           after N instances of a function its calls go to the one for all types\n"
	"  -f[no-]mono-merge        the linker keeps one of equal instances of several units: all, none; else big ones\n"
	"  -OLEVEL                  limits of instances are those for this level of optimisation\n"
	"  -fdata-model=NAME        sizes of the types: lp64 (default), aarch64, i386, x32\n"
	"  -fsyntax-only            check, write nothing\n"
	"  -ftime-report            time and memory of each pass\n"
	"  -fdiagnostics-color=WHEN, -f[no-]diagnostics-show-caret, -fmax-errors=N\n"
	"  -w, -Wall, -Wextra, -Werror[=NAME], -WNAME, -Wno-NAME, -Wfatal-errors\n";

static _Noreturn void misuse( const char * what, const char * option ) {
	fprintf( stderr, "%s %s\n%s", what, option, usage_text );
	exit( 1 );
}

/* The rest of `text` behind `prefix`, or NULL. */
static const char * after( const char * text, const char * prefix ) {
	size_t len = strlen( prefix );
	return strncmp( text, prefix, len ) == 0 ? text + len : NULL;
}

static void set_color( const char * when, const char * option ) {
	if ( strcmp( when, "never" ) == 0 ) options.color = 0;
	else if ( strcmp( when, "always" ) == 0 ) options.color = 1;
	else if ( strcmp( when, "auto" ) == 0 ) options.color = 2;
	else misuse( "Invalid argument for", option );
}

/* Names of the original's stages and the pass of ours that comes nearest; words that are no stage are
   ignored. */
static void set_print( const char * stage ) {
	static const char * const stages[][2] = {
		{ "parse", "parse" }, { "ast", "parse" }, { "excpdecl", "validate" }, { "validecl", "validate" },
		{ "bresolver", "validate" }, { "expranl", "resolve" }, { "ctordtor", "lower" }, { "tuple", "lower" },
		{ "instgen", "lower" }, { "bbox", "lower" }, { "bcodegen", "lower" }, { "ascodegen", "source" },
	};
	for ( size_t i = 0; i < sizeof( stages ) / sizeof( *stages ); i += 1 ) {
		if ( strcmp( stage, stages[i][0] ) == 0 ) options.dump = stages[i][1];
	}
}

static void set_statistics( const char * list ) {
	options.time_report = strstr( list, "time" ) || strstr( list, "all" ) || strstr( list, "heap" )
		|| strstr( list, "counters" );
}

static int find_warning( const char * name ) {
	for ( int i = 0; i < W_COUNT; i += 1 ) {
		if ( strcmp( name, warning_names[i] ) == 0 ) return i;
	}
	return -1;
}

/* gcc's warning about clauses that are left: the translator reads the comments that forbid it
   (Parser/comment.c). */
static void set_fall_through( const char * name ) {
	const char * level = after( name, "error=implicit-fallthrough" );
	if ( ! level ) level = after( name, "implicit-fallthrough" );
	if ( ! *name || strcmp( name, "extra" ) == 0 ) options.extra = true;
	else if ( strcmp( name, "no-extra" ) == 0 ) options.extra = false;
	else if ( strcmp( name, "no-implicit-fallthrough" ) == 0 ) options.fall_through = 0;
	else if ( level && ! *level ) options.fall_through = 3;
	else if ( level && *level == '=' ) options.fall_through = (int)strtoul( level + 1, NULL, 10 );
}

/* -W...: our warnings, -Werror; the rest is for gcc. -Wall changes nothing: all of ours are on, and what
   -Wno-NAME turns off stays off wherever it stands (chapter 10, section 11). */
static void set_warning( const char * name ) {
	const char * rest;
	int w;
	set_fall_through( name );
	if ( strcmp( name, "error" ) == 0 ) {
		options.werror = true;
	} else if ( strcmp( name, "no-error" ) == 0 ) {
		options.werror = false;
	} else if ( strcmp( name, "fatal-errors" ) == 0 ) {
		options.wfatal = true;
	} else if ( strcmp( name, "no-fatal-errors" ) == 0 ) {
		options.wfatal = false;
	} else if ( ( rest = after( name, "error=" ) ) ) {
		if ( ( w = find_warning( rest ) ) >= 0 ) options.warning[w] = options.warning_error[w] = true;
	} else if ( ( rest = after( name, "no-error=" ) ) ) {
		if ( ( w = find_warning( rest ) ) >= 0 ) options.warning_keep[w] = true;
	} else if ( ( rest = after( name, "no-" ) ) ) {
		if ( ( w = find_warning( rest ) ) >= 0 ) options.warning[w] = false;
	} else if ( ( w = find_warning( name ) ) >= 0 ) {
		options.warning[w] = true;
	}
}

/* -f...: ours among gcc's. */
static void set_flag( const char * name ) {
	const char * rest;
	if ( strcmp( name, "c-mode" ) == 0 ) options.c_mode = options.c_source = true;
	else if ( strcmp( name, "no-c-mode" ) == 0 ) options.c_mode = options.c_source = false;
	else if ( strcmp( name, "instantiate" ) == 0 || strcmp( name, "mono" ) == 0 )
		options.no_instantiate = false;
	else if ( strcmp( name, "no-instantiate" ) == 0 || strcmp( name, "no-mono" ) == 0 )
		options.no_instantiate = true;
	else if ( strcmp( name, "mono-merge" ) == 0 ) options.merge = 1;
	else if ( strcmp( name, "no-mono-merge" ) == 0 ) options.merge = -1;
	else if ( strcmp( name, "time-report" ) == 0 ) options.time_report = true;
	else if ( strcmp( name, "syntax-only" ) == 0 ) options.syntax_only = true;
	else if ( strcmp( name, "diagnostics-show-caret" ) == 0 ) options.caret = true;
	else if ( strcmp( name, "no-diagnostics-show-caret" ) == 0 ) options.caret = false;
	else if ( strcmp( name, "diagnostics-color" ) == 0 ) options.color = 1;
	else if ( strcmp( name, "no-diagnostics-color" ) == 0 ) options.color = 0;
	else if ( strcmp( name, "diagnostics-plain-output" ) == 0 ) options.color = options.caret = 0;
	else if ( ( rest = after( name, "diagnostics-color=" ) ) ) set_color( rest, "-fdiagnostics-color" );
	else if ( ( rest = after( name, "mono-limit=" ) ) ) {
		options.mono_limit_given = true;
		options.mono_limit = (unsigned)strtoul( rest, NULL, 10 );
	}
	else if ( ( rest = after( name, "data-model=" ) ) ) options.data_model = rest;
	else if ( ( rest = after( name, "max-errors=" ) ) )
		options.max_errors = (unsigned)strtoul( rest, NULL, 10 );
}

/* -OLEVEL as gcc reads it: bare -O and -Og are -O1, -Ofast and numbers above 3 are -O3, -Oz is -Os. */
static void set_optimize( const char * level ) {
	if ( strcmp( level, "fast" ) == 0 || *level > '3' ) options.optimize = '3';
	if ( *level == 's' || *level == 'z' ) options.optimize = 's';
	else if ( ! *level || *level == 'g' ) options.optimize = '1';
	else if ( *level <= '3' ) options.optimize = *level;
}

/* One option given by its letter; `argument` is NULL when it takes none. */
static void set_letter( char letter, const char * argument ) {
	switch ( letter ) {
	case 'c': set_color( argument, "-c" ); break;
	case 'g': raise( SIGSTOP ); break;
	case 'h': fputs( usage_text, stdout ); exit( 1 );
	case 'i': options.check = true; break;
	case 'l': options.tree = true; break;
	case 'L': options.line_marks = true; break;
	case 'N': options.line_marks = false; break;
	case 'm': options.no_main = true; break;
	case 'n': options.no_prelude = true; break;
	case 'p': options.no_prelude_text = true; break;
	case 'd': options.deterministic = true; break;
	case 'P': set_print( argument ); break;
	case 'S': set_statistics( argument ); break;
	case 't': options.tree = true; break;
	case 'w': options.no_warnings = true; break;
	case 'D': break;
	}
}

typedef struct Long { const char * name; char letter; } Long;
static const Long long_options[] = {
	{ "colors", 'c' }, { "gdb", 'g' }, { "help", 'h' }, { "invariant", 'i' }, { "libcfa", 'l' },
	{ "linemarks", 'L' },
	{ "no-linemarks", 'N' }, { "no-main", 'm' }, { "no-prelude", 'n' }, { "prototypes", 'p' },
	{ "deterministic-out", 'd' }, { "print", 'P' }, { "prelude-dir", 'X' },
	{ "headers-dir", 'H' }, { "statistics", 'S' },
	{ "tree", 't' },
	{ "check", 'i' }, { "dump", 'Y' },
};

/* --name, --name VALUE, --name=VALUE. Returns how many arguments it took. */
static int parse_long( char * argv[] ) {
	const char * text = argv[0] + 2;
	size_t len = strcspn( text, "=" );
	for ( size_t i = 0; i < sizeof( long_options ) / sizeof( *long_options ); i += 1 ) {
		const Long * l = &long_options[i];
		if ( strlen( l->name ) != len || strncmp( l->name, text, len ) != 0 ) continue;
		if ( ! strchr( "cPXHSY", l->letter ) ) {
			set_letter( l->letter, NULL );
			return 1;
		}
		const char * value = text[len] ? text + len + 1 : argv[1];
		if ( ! value ) misuse( "Missing option for", argv[0] );
		if ( l->letter == 'X' ) options.prelude_dir = value;
		else if ( l->letter == 'H' ) options.headers_dir = value;
		else if ( l->letter == 'Y' ) options.dump = value;
		else set_letter( l->letter, value );
		return text[len] ? 1 : 2;
	}
	misuse( "Unknown option", argv[0] );
}

/* -a, -ab, -cVALUE, -c VALUE. Returns how many arguments it took. */
static int parse_short( char * argv[] ) {
	for ( const char * at = argv[0] + 1; *at; at += 1 ) {
		char name[] = { '-', *at, '\0' };
		if ( ! strchr( "cghilLNmnpdPStwD", *at ) ) misuse( "Unknown option", name );
		if ( ! strchr( "cPSD", *at ) ) {
			set_letter( *at, NULL );
			continue;
		}
		const char * value = at[1] ? at + 1 : argv[1];
		if ( ! value ) misuse( "Missing option for", name );
		set_letter( *at, value );
		return at[1] ? 1 : 2;
	}
	return 1;
}

void options_parse( int argc, char * argv[] ) {
	int files = 0;
	for ( int i = 1; i < argc; ) {
		char * arg = argv[i];
		if ( arg[0] != '-' || arg[1] == '\0' ) {
			const char * name = arg[1] == '\0' && arg[0] == '-' ? NULL : arg;
			if ( files == 0 ) options.input = name;
			else if ( files == 1 ) options.output = name;
			else misuse( "Too many files:", arg );
			files += 1;
			i += 1;
		} else if ( arg[1] == '-' ) {
			i += parse_long( argv + i );
		} else if ( arg[1] == 'W' ) {
			set_warning( arg + 2 );
			i += 1;
		} else if ( arg[1] == 'O' ) {
			set_optimize( arg + 2 );
			i += 1;
		} else if ( arg[1] == 'f' ) {
			set_flag( arg + 2 );
			i += 1;
		} else {
			i += parse_short( argv + i );
		}
	}
	if ( options.no_warnings ) options.fall_through = 0;
	else if ( options.fall_through < 0 ) options.fall_through = options.extra ? 3 : 0;
}
