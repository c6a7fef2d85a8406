/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Linking: objects and libraries in the order of the command line, then the runtime (chapter 10, section 7).
 * What the linker says goes by here: linkage names of C∀ become declarations, and what a beginner may not
 * know is added.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver.h"

/* Requirements that only a block can satisfy are passed as nested functions: that the stack is executable
   then is no news. */
static void add_stack( Args * a, const Command * c ) {
	bool other = strcmp( c->compiler, CFA_GCC ) != 0 || ! CFA_SILENT_STACK[0];
	for ( size_t i = 0; i < c->link.len; i += 1 )
		other = other || strncmp( c->link.at[i], "-fuse-ld=", 9 ) == 0;
	if ( ! other ) args_add( a, CFA_SILENT_STACK );
}

static void add_runtime( Args * a, const Command * c, const Paths * p ) {
	if ( c->no_runtime || c->nolib || ! p->has_library ) return;
	args_add( a, text_of( "-L%s", p->library ) );
	args_add( a, text_of( "-Wl,-rpath,%s", p->library ) );
	if ( p->has_threads ) {
		args_add( a, "-Wl,--push-state,--as-needed" );
		args_add( a, "-lcfathread" );
		args_add( a, "-Wl,--pop-state" );
	}
	args_add( a, "-Wl,--push-state,--no-as-needed" );
	args_add( a, "-lcfa" );
	args_add( a, "-Wl,--pop-state" );
	static const char * const system[] =
		{ "-Wl,--push-state,--as-needed", "-pthread", "-latomic", "-ldl", "-lm", "-Wl,--pop-state" };
	for ( unsigned i = 0; i < sizeof( system ) / sizeof( system[0] ); i += 1 ) args_add( a, system[i] );
}

/* Libraries named in front of a file that needs them are searched once more (section 2, -l), unless options
   of the linker among them may depend on the order. */
static void repeat_libraries( Args * a, const Command * c ) {
	size_t files = 0;
	for ( size_t i = 0; i < c->n_inputs; i += 1 ) {
		if ( ! c->inputs[i].option ) files = i;
		else if ( c->inputs[i].name[0] != '-' || c->inputs[i].name[1] != 'l' ) return;
	}
	for ( size_t i = 0; i < files; i += 1 ) if ( c->inputs[i].option ) args_add( a, c->inputs[i].name );
}

/* What the messages of one link complained of. */
typedef struct Complaints { bool no_main, undefined; } Complaints;

/* A line, and what it complains of. */
static void tell( const char * line, Complaints * seen ) {
	bool undefined = strstr( line, "undefined reference" ) != NULL;
	if ( undefined && ( strstr( line, "`main'" ) || strstr( line, "‘main’" ) ) ) seen->no_main = true;
	if ( messages_tell( line ) && undefined ) seen->undefined = true;
}

static void advise( const Command * c, const Complaints * seen ) {
	if ( seen->no_main )
		fprintf( stderr, "%s: note: the program has no 'int main()' or 'int main( int, char * [] )', where it begins; 'void main( T & )' "
			"is the main routine of a coroutine, generator or thread type\n", c->program );
	if ( seen->undefined )
		fprintf( stderr, "%s: note: a function that is defined in C is declared within 'extern \"C\" { ... }'\n", c->program );
}

/* Runs the linker behind a pipe. */
static int run_linker( const Command * c, const Args * a, bool dialect ) {
	int ends[2];
	if ( c->dry_run || pipe2( ends, O_CLOEXEC ) != 0 ) return process_run( a );
	pid_t pid = process_start( a, -1, -1, ends[1] );
	close( ends[1] );
	FILE * said = fdopen( ends[0], "r" );
	Complaints seen = { false, false };
	char * line = NULL;
	size_t room = 0;
	while ( said && getline( &line, &room, said ) >= 0 ) tell( line, &seen );
	free( line );
	if ( said ) fclose( said );
	int status = process_wait( pid );
	if ( status != 0 && dialect ) advise( c, &seen );
	return status;
}

int link_program( const Command * c, const Paths * p, const char ** objects ) {
	Args a = { 0 };
	bool dialect = false;
	args_add( &a, c->compiler );
	args_add_all( &a, &c->common );
	args_add_all( &a, &c->cc );
	args_add_all( &a, &c->link );
	for ( size_t i = 0; i < c->n_inputs; i += 1 ) {
		args_add( &a, objects[i] ? objects[i] : c->inputs[i].name );
		dialect = dialect || c->inputs[i].language == LANG_CFA;
	}
	repeat_libraries( &a, c );
	if ( dialect ) { args_add( &a, "-Xlinker" ); args_add( &a, "-export-dynamic" ); add_stack( &a, c ); }
	add_runtime( &a, c, p );
	if ( c->output ) { args_add( &a, "-o" ); args_add( &a, c->output ); }
	return run_linker( c, &a, dialect );
}
