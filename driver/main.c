/* SPDX-License-Identifier: BSD-3-Clause
 *
 * cfa: banner, help, questions; then every input through its stages, then the link (chapter 10, section 1).
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "driver.h"

static void print_help( const char * program ) {
	fprintf( stderr, "%s [cfa or gcc options] [C∀ or C sources] [assembler, object, library files]\n",
		program );
	static const char * const lines[][2] = {
		{ "-debug", "use the debug library (default); -nodebug: the optimised one" },
		{ "-help", "print this text; -nohelp: do not (default)" },
		{ "-quiet", "print no banner; -noquiet: print it (default)" },
		{ "-nolib", "use no library" },
		{ "-CFA", "print the C text that the translator makes" },
		{ "-XCFA -cfa-cpp-flag", "pass the flag to the translator" },
	};
	for ( unsigned i = 0; i < sizeof( lines ) / sizeof( lines[0] ); i += 1 )
		fprintf( stderr, "  %s\t: %s\n", lines[i][0], lines[i][1] );
	fprintf( stderr, "  ...\t: options of gcc\n" );
}

/* C programs are built in silence, as by gcc; the banner greets C∀ sources. */
static bool wants_banner( const Command * c ) {
	if ( c->quiet ) return false;
	if ( c->n_files == 0 ) return ! c->is_query;
	for ( size_t i = 0; i < c->n_inputs; i += 1 ) if ( c->inputs[i].language == LANG_CFA ) return true;
	return false;
}

static int ask_gcc( const Command * c ) {
	Args a = { 0 };
	args_add( &a, c->compiler );
	args_add_all( &a, &c->query );
	execvp( a.at[0], a.at );
	fprintf( stderr, "%s: error: cannot execute '%s': %s\n", c->program, a.at[0], strerror( errno ) );
	return 1;
}

/* gcc's name for the result of one input: base name with another suffix, in the current folder. */
static const char * default_output( const Input * in, const char * suffix ) {
	const char * slash = strrchr( in->name, '/' );
	char * base = text_of( "%s", slash ? slash + 1 : in->name );
	char * dot = strrchr( base, '.' );
	if ( dot && dot != base ) *dot = '\0';
	return text_of( "%s%s", base, suffix );
}

static const char * output_of( const Command * c, const Input * in ) {
	if ( is_header( in ) && c->stop == STOP_OBJECT && ! c->output ) return text_of( "%s.gch", in->name );
	switch ( c->stop ) {
	  case STOP_LINK: return c->save_temps ? default_output( in, ".o" ) : temp_file( ".o" );
	  case STOP_OBJECT: return c->output ? c->output : default_output( in, ".o" );
	  case STOP_ASSEMBLY:
		return c->output ? (strcmp( c->output, "-" ) == 0 ? NULL : c->output) : default_output( in, ".s" );
	  default: return c->output;
	}
}

static bool check( const Command * c ) {
	if ( c->output && c->stop != STOP_LINK && c->n_files > 1 ) {
		size_t compiled = 0;
		for ( size_t i = 0; i < c->n_inputs; i += 1 ) compiled += c->inputs[i].language != LANG_LINK;
		if ( compiled > 1 ) {
			fprintf( stderr, "%s: fatal error: cannot specify '-o' with '-c', '-S' or '-E' with multiple files\ncompilation terminated.\n", c->program );
			return false;
		}
	}
	struct stat in, out;
	if ( ! c->output || stat( c->output, &out ) != 0 || ! S_ISREG( out.st_mode ) ) return true;
	for ( size_t i = 0; i < c->n_inputs; i += 1 )
		if ( ! c->inputs[i].option && stat( c->inputs[i].name, &in ) == 0 && in.st_dev == out.st_dev
			&& in.st_ino == out.st_ino ) {
			fprintf( stderr, "%s: fatal error: input file '%s' is the same as output file\ncompilation terminated.\n", c->program, c->output );
			return false;
		}
	return true;
}

/* An input for the linker that does not exist, or for nobody: standard input of no language. */
static bool missing( const Command * c, const Input * in ) {
	if ( in->language == LANG_LINK && strcmp( in->name, "-" ) == 0 ) {
		fprintf( stderr, "%s: fatal error: '-E' or '-x' required when input is from standard input\ncompilation terminated.\n", c->program );
		return true;
	}
	if ( in->option || strcmp( in->name, "-" ) == 0 || access( in->name, F_OK ) == 0 ) return false;
	fprintf( stderr, "%s: error: %s: %s\n", c->program, in->name, strerror( errno ) );
	return true;
}

static int run( const Command * c, const Paths * p ) {
	const char ** objects = need( (c->n_inputs + 1) * sizeof( char * ) );
	int status = 0;
	for ( size_t i = 0; i < c->n_inputs; i += 1 ) {
		const Input * in = &c->inputs[i];
		if ( in->language == LANG_LINK ) {
			if ( missing( c, in ) ) status = 1;
			else if ( c->stop != STOP_LINK && ! in->option )
				fprintf( stderr, "%s: warning: %s: linker input file unused because linking not done\n",
					c->program, in->name );
			continue;
		}
		objects[i] = output_of( c, in );
		int s = is_translated( in ) ? compile_source( c, p, in, objects[i] )
			: missing( c, in ) ? 1 : compile_other( c, in, objects[i] );
		if ( s ) status = s == 1 || is_translated( in ) ? 1 : s;
	}
	if ( c->stop != STOP_LINK ) return status;
	output_begin( c->output ? c->output : "a.out" );
	if ( status == 0 ) status = link_program( c, p, objects );
	return status;
}

int main( int argc, char * argv[] ) {
	Command c;
	Paths p = { 0 };
	response_expand( &argc, &argv );
	command_parse( &c, argc, argv );
	if ( wants_banner( &c ) )
		fprintf( stderr, "CFA Version %s (%s)\n", CFA_VERSION, c.debug ? "debug" : "no debug" );
	if ( c.help ) print_help( c.program );
	if ( c.is_query ) return ask_gcc( &c );
	if ( c.n_files == 0 ) {
		if ( c.verbose ) return ask_gcc( &c );
		if ( c.help ) return 0;
		fprintf( stderr, "%s error, no input files\n", c.program );
		return 1;
	}
	process_init( &c );
	if ( ! check( &c ) || ! paths_find( &p, &c ) ) return 1;
	int status = run( &c, &p );
	files_cleanup( status != 0 );
	return status;
}
