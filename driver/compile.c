/* SPDX-License-Identifier: BSD-3-Clause
 *
 * One source: gcc -E | cfa-cpp | gcc, concurrently. The C compiler is started when the translator's first
 * text arrives, which it does not before it knows that there are no errors; the translator's messages are
 * shown only if the preprocessor was content, so that a missing header gives one message.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "driver.h"

/* The file's name without folder and suffix. */
static const char * base_name( const char * path ) {
	const char * slash = strrchr( path, '/' );
	char * base = text_of( "%s", slash ? slash + 1 : path );
	char * dot = strrchr( base, '.' );
	if ( dot && dot != base ) *dot = '\0';
	return base;
}

static const char * without_suffix( const char * path ) {
	char * copy = text_of( "%s", path );
	char * dot = strrchr( copy, '.' ), * slash = strrchr( copy, '/' );
	if ( dot && (! slash || dot > slash + 1) && dot != copy ) *dot = '\0';
	return copy;
}

/* ===== command lines ==================================================================================== */

static void add_dialect( Args * a, const Command * c, bool c_mode ) {
	if ( ! c->std_given ) args_add( a, "-std=gnu11" );
	if ( c_mode ) return;
	if ( strcmp( c->machine, "x64" ) == 0 ) {
		if ( ! c->machine_given ) args_add( a, "-m64" );
		if ( strcmp( c->data_model, "i386" ) != 0 ) args_add( a, "-mcx16" );
	}
	if ( strcmp( c->machine, "arm64" ) == 0 ) args_add( a, "-mno-outline-atomics" );
	args_add( a, "-fexceptions" );
	args_add( a, "-fwrapv" );
	args_add( a, "-fno-builtin-free" );                                     /* the heap counts each call */
}

/* What gcc puts in front of the names of side files when it links at once: PROGRAM- or a-. */
static const char * link_prefix( const Command * c ) {
	return text_of( "%s-", c->output ? without_suffix( c->output ) : "a" );
}

/* -MD without -MF, -MQ: the names that gcc derives, since the preprocessing stage does not know the
   output. */
static void add_dependencies( Args * a, const Command * c, const Input * in ) {
	if ( ! c->deps || c->stop == STOP_PREPROCESS ) return;
	const char * base = base_name( in->name );
	if ( ! c->deps_file ) {
		args_add( a, "-MF" );
		if ( c->output ) args_add( a, text_of( "%s.d", without_suffix( c->output ) ) );
		else
			args_add( a, text_of( "%s%s.d", c->stop == STOP_LINK || c->stop == STOP_SYNTAX ? "a-" : "",
				base ) );
	}
	if ( ! c->deps_target ) {
		args_add( a, "-MQ" );
		args_add( a, c->output ? c->output : strcmp( base, "-" ) == 0 ? base : text_of( "%s.o", base ) );
	}
}

/* Names for what the compiler writes beside its output (coverage notes, stack usage, dumps), as gcc makes
   them from the source's name; it only sees a pipe and perhaps a temporary object. */
static void add_dump_names( Args * a, const Command * c, const Input * in ) {
	if ( c->stop > STOP_ASSEMBLY ) return;
	const char * slash = strrchr( in->name, '/' ), * file = slash ? slash + 1 : in->name;
	const char * dot = strrchr( file, '.' ), * suffix = dot && dot != file ? dot : "";
	const char * folder = NULL;
	if ( c->stop == STOP_LINK ) folder = link_prefix( c );
	else if ( c->output ) {
		const char * to = without_suffix( c->output );
		slash = strrchr( to, '/' );
		if ( slash ) folder = text_of( "%.*s", (int)(slash + 1 - to), to );
		file = text_of( "%s%s", slash ? slash + 1 : to, suffix );
	}
	if ( folder && ! c->dumpdir_given ) { args_add( a, "-dumpdir" ); args_add( a, folder ); }
	if ( c->dumpbase_given ) return;
	args_add( a, "-dumpbase" );
	args_add( a, file );
	if ( *suffix ) { args_add( a, "-dumpbase-ext" ); args_add( a, suffix ); }
}

static void preprocess_command( Args * a, const Command * c, const Paths * p, const Input * in ) {
	bool c_mode = in->language == LANG_C, final = c->stop == STOP_PREPROCESS;
	args_add( a, c->compiler );
	args_add( a, "-E" );
	add_dialect( a, c, c_mode );
	static const char * const always[] = { "-D__cforall=1", "-D__CFORALL__=1", "-D__CFA__=1",
		"-D__CFA_MAJOR__=1", "-D__CFA_MINOR__=0", "-D__CFA_PATCH__=0" };
	for ( unsigned i = 0; i < sizeof( always ) / sizeof( always[0] ); i += 1 ) args_add( a, always[i] );
	if ( final && ! c_mode ) args_add( a, "-D__CPP__=1" );
	if ( ! c_mode ) {
		args_add( a, "-D_GNU_SOURCE=1" );
		args_add( a, "-D__int8_t_defined=1" );
		if ( c->debug ) args_add( a, "-D__CFA_DEBUG__=1" );
		args_add( a, "-imacros" );
		args_add( a, "stdbool.h" );
		args_add( a, "-include" );
		args_add( a, text_of( "%s/defines.hfa", p->library ) );
	}
	args_add_all( a, &c->common );
	args_add_all( a, &c->cpp );
	if ( final ) {
		args_add_all( a, &c->text );
		args_add_all( a, &c->cc );
	}
	add_dependencies( a, c, in );
	if ( ! c_mode ) {
		args_add( a, text_of( "-I%s", p->include ) );
		if ( ! c->no_stdhdr ) args_add( a, text_of( "-I%s/stdhdr", p->include ) );
		args_add( a, text_of( "-I%s/concurrency", p->include ) );
		args_add( a, text_of( "-I%s/collections", p->include ) );
		args_add( a, text_of( "-idirafter%s/seed", p->include ) );      // names of former times
	} else args_add( a, text_of( "-idirafter%s", p->include ) );
	args_add( a, "-x" );
	args_add( a, "c" );
	args_add( a, in->name );
	if ( final && c->output ) { args_add( a, "-o" ); args_add( a, c->output ); }
}

/* gcc's rule for -fdiagnostics-color=auto; the translator's own messages go through a file. */
static bool color_wanted( void ) {
	const char * term = getenv( "TERM" ), * colors = getenv( "GCC_COLORS" );
	return isatty( 2 ) && term && strcmp( term, "dumb" ) != 0 && ! (colors && ! *colors);
}

static void translate_command( Args * a, const Command * c, const Paths * p, const Input * in ) {
	args_add( a, p->translator );
	args_add( a, c->stop == STOP_CFA ? "-N" : "-L" );
	if ( in->language == LANG_C ) args_add( a, "-fc-mode" );
	else {
		args_add( a, "--prelude-dir" );
		args_add( a, p->library );
		args_add( a, "--headers-dir" );
		args_add( a, p->include );
	}
	args_add( a, text_of( "-fdata-model=%s", c->data_model ) );
	if ( c->invariant ) args_add( a, "--invariant" );
	if ( ! c->color_given && color_wanted() ) args_add( a, "-fdiagnostics-color=always" );
	args_add_all( a, &c->translator );
}

static void compile_command( Args * a, const Command * c, const Paths * p, const Input * in,
	const char * input, const char * mode, const char * output ) {
	args_add( a, c->compiler );
	add_dialect( a, c, in->language == LANG_C );
	if ( in->language == LANG_C ) args_add( a, "-fexceptions" );           /* it may raise after all */
	else {
		args_add( a, "-Wno-deprecated" );
		args_add( a, "-Wno-strict-aliasing" );
		args_add( a, "-Wno-cast-function-type" );
		args_add( a, "-Wno-psabi" );                            /* calls by value are of its making */
		/* gcc poisons neighbours of what nested functions use when its block ends */
		args_add( a, "-fno-sanitize-address-use-after-scope" );
		if ( c->debug_info ) { args_add( a, "-B" ); args_add( a, p->stages ); }
	}
	add_dump_names( a, c, in );
	args_add_all( a, &c->common );
	args_add_all( a, &c->cc );
	if ( in->language != LANG_C && ! c->color_given && color_wanted() )
		args_add( a, "-fdiagnostics-color=always" );          /* it writes to a file */
	if ( c->time_report ) args_add( a, "-ftime-report" );
	args_add( a, mode );
	args_add( a, "-x" );
	args_add( a, "cpp-output" );
	args_add( a, input );
	if ( strcmp( mode, "-fsyntax-only" ) == 0 ) return;
	if ( output ) { args_add( a, "-o" ); args_add( a, output ); }
	else if ( strcmp( mode, "-S" ) == 0 ) { args_add( a, "-o" ); args_add( a, "-" ); }
}

/* ===== running ========================================================================================== */

static bool open_pipe( int ends[2] ) {
	if ( pipe2( ends, O_CLOEXEC ) == 0 ) return true;
	fprintf( stderr, "cfa: error: %s\n", strerror( errno ) );
	return false;
}

static void show( int fd ) {
	char text[4096];
	lseek( fd, 0, SEEK_SET );
	for ( ssize_t n; (n = read( fd, text, sizeof( text ) )) > 0; )
		if ( write( 2, text, (size_t)n ) < 0 ) break;
}

/* Wait until there is something to read; false at the end of the stream. */
static bool wait_for_text( int fd ) {
	struct pollfd p = { .fd = fd, .events = POLLIN };
	while ( poll( &p, 1, -1 ) < 0 ) if ( errno != EINTR ) return false;
	return p.revents & POLLIN;
}

/* Both stages before the C compiler. Their text is at *text; with `direct` it goes to that descriptor. Status
   through finish_front. */
typedef struct Front { pid_t cpp, translator; int text, messages; } Front;

static bool start_front( Front * f, const Args * cpp, const Args * translate, int direct ) {
	int source[2], translated[2] = { -1, direct };
	if ( ! open_pipe( source ) || (direct < 0 && ! open_pipe( translated )) ) return false;
	f->messages = memfd_create( "messages", MFD_CLOEXEC );
	f->cpp = process_start( cpp, -1, source[1], -1 );
	close( source[1] );
	f->translator = process_start( translate, source[0], translated[1], f->messages );
	close( source[0] );
	if ( direct < 0 ) close( translated[1] );
	f->text = translated[0];
	return true;
}

static int finish_front( Front * f ) {
	int cpp = process_wait( f->cpp ), translator = process_wait( f->translator );
	if ( cpp == 0 && f->messages >= 0 ) show( f->messages );
	if ( f->messages >= 0 ) close( f->messages );
	return cpp || translator;
}

static int run_piped( const Command * c, const Args * cpp, const Args * translate, const Args * compile,
	bool dialect ) {
	Front f;
	int messages = dialect && ! c->dry_run ? memfd_create( "messages", MFD_CLOEXEC ) : -1;
	if ( ! start_front( &f, cpp, translate, -1 ) ) return 1;
	pid_t compiler = 0;
	bool started = c->dry_run || wait_for_text( f.text );
	if ( c->dry_run ) process_start( compile, -1, -1, -1 );
	else if ( started && process_wait( f.cpp ) == 0 ) {
		f.cpp = 0;
		compiler = process_start( compile, f.text, -1, messages );
	} else if ( started ) f.cpp = -1;
	close( f.text );
	int status = finish_front( &f );
	int compiled = process_wait( compiler );
	if ( messages >= 0 ) messages_show( messages );
	return status || compiled;
}

/* -CFA: the translator's text is the result. */
static int run_translation( const Command * c, const Args * cpp, const Args * translate,
	const char * output ) {
	int out = 1;
	if ( output && strcmp( output, "-" ) != 0 )
		out = open( output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666 );
	if ( out < 0 ) {
		fprintf( stderr, "%s: error: cannot open output file %s: %s\n", c->program, output,
			strerror( errno ) );
		return 1;
	}
	Front f;
	int status = start_front( &f, cpp, translate, out ) ? finish_front( &f ) : 1;
	if ( out != 1 ) close( out );
	return status;
}

/* -save-temps: one stage after the other, with files between them. */
static int run_saved( const Command * c, const Paths * p, const Input * in, const char * output ) {
	const char * base = c->save_beside_output && output ? without_suffix( output ) : base_name( in->name );
	const char * i = text_of( "%s.i", base ), * ifa = text_of( "%s.ifa", base ),
		* s = text_of( "%s.s", base );
	Args cpp = { 0 }, translate = { 0 }, compile = { 0 }, assemble = { 0 };
	preprocess_command( &cpp, c, p, in );
	args_add( &cpp, "-o" );
	args_add( &cpp, i );
	int status = process_run( &cpp );
	if ( status ) return status;
	translate_command( &translate, c, p, in );
	args_add( &translate, i );
	args_add( &translate, ifa );
	status = process_run( &translate );
	if ( status ) return status;
	compile_command( &compile, c, p, in, ifa, "-S", s );
	status = process_run( &compile );
	if ( status || c->stop == STOP_ASSEMBLY ) return status;
	args_add( &assemble, c->compiler );
	if ( c->debug_info && in->language != LANG_C ) {
		args_add( &assemble, "-B" );
		args_add( &assemble, p->stages );
	}
	args_add_all( &assemble, &c->common );
	args_add( &assemble, "-c" );
	args_add( &assemble, s );
	args_add( &assemble, "-o" );
	args_add( &assemble, output );
	return process_run( &assemble );
}

int compile_source( const Command * c, const Paths * p, const Input * in, const char * output ) {
	if ( output && strcmp( output, "-" ) != 0 ) output_begin( output );
	if ( strcmp( in->name, "-" ) != 0 && access( in->name, R_OK ) != 0 ) {
		fprintf( stderr, "%s: error: %s: %s\n", c->program, in->name, strerror( errno ) );
		return 1;
	}
	Args cpp = { 0 }, translate = { 0 }, compile = { 0 };
	preprocess_command( &cpp, c, p, in );
	if ( c->stop == STOP_PREPROCESS ) return process_run( &cpp ) != 0;
	int status;
	if ( c->save_temps && c->stop <= STOP_ASSEMBLY ) status = run_saved( c, p, in, output );
	else {
		translate_command( &translate, c, p, in );
		if ( c->stop == STOP_CFA ) status = run_translation( c, &cpp, &translate, output );
		else {
			static const char * const modes[] = { "-c", "-c", "-S", [STOP_SYNTAX] = "-fsyntax-only" };
			compile_command( &compile, c, p, in, "-", modes[c->stop], output );
			status = run_piped( c, &cpp, &translate, &compile, in->language != LANG_C );
		}
	}
	if ( status == 0 && output ) output_done( output );
	return status;
}

int compile_other( const Command * c, const Input * in, const char * output ) {
	Args a = { 0 };
	static const char * const modes[] =
		{ [STOP_LINK] = "-c", [STOP_OBJECT] = "-c", [STOP_ASSEMBLY] = "-S", [STOP_CFA] = "-S",
		[STOP_PREPROCESS] = "-E", [STOP_SYNTAX] = "-fsyntax-only" };
	args_add( &a, c->compiler );
	add_dump_names( &a, c, in );
	args_add_all( &a, &c->common );
	args_add_all( &a, &c->cpp );
	if ( c->stop == STOP_PREPROCESS ) args_add_all( &a, &c->text );
	args_add_all( &a, &c->cc );
	if ( c->save_temps ) args_add( &a, c->save_beside_output ? "-save-temps=obj" : "-save-temps" );
	args_add( &a, modes[c->stop] );
	if ( c->stop == STOP_LINK ) add_dependencies( &a, c, in );
	if ( in->x ) { args_add( &a, "-x" ); args_add( &a, in->x ); }
	args_add( &a, in->name );
	if ( output ) { args_add( &a, "-o" ); args_add( &a, output ); }
	return process_run( &a );
}
