/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Linking: objects and libraries in the order of the command line, then the runtime (chapter 10, section 7).
 */
#include "driver.h"

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
	static const char * const system[] = { "-Wl,--push-state,--as-needed", "-pthread", "-latomic", "-ldl", "-lm", "-Wl,--pop-state" };
	for ( unsigned i = 0; i < sizeof( system ) / sizeof( system[0] ); i += 1 ) args_add( a, system[i] );
}

/* Libraries named in front of a file that needs them are searched once more (section 2, -l), unless options of the
   linker among them may depend on the order. */
static void repeat_libraries( Args * a, const Command * c ) {
	size_t files = 0;
	for ( size_t i = 0; i < c->n_inputs; i += 1 ) {
		if ( ! c->inputs[i].option ) files = i;
		else if ( c->inputs[i].name[0] != '-' || c->inputs[i].name[1] != 'l' ) return;
	}
	for ( size_t i = 0; i < files; i += 1 ) if ( c->inputs[i].option ) args_add( a, c->inputs[i].name );
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
	if ( dialect ) { args_add( &a, "-Xlinker" ); args_add( &a, "-export-dynamic" ); }
	add_runtime( &a, c, p );
	if ( c->output ) { args_add( &a, "-o" ); args_add( &a, c->output ); }
	return process_run( &a );
}
