/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The translator: the list of its passes.
 */
#define _GNU_SOURCE
#include "AST/ast.h"
#include "CodeGen/codegen.h"
#include "Concurrency/concurrency.h"
#include "Lower/lower.h"
#include "Parser/parser.h"
#include "Resolve/resolve.h"
#include "Validate/validate.h"
#include "Virtual/virtual.h"
#include "input.h"
#include "prelude.h"

#include <stdlib.h>
#include <string.h>

typedef struct Pass { const char * phase, * name; void (*run)( Unit * ); bool typed; } Pass;

/* From the tree of the parser to one that only has C in it. A phase with errors ends the translation. */
static const Pass passes[] = {
	{ "validate", "distribution", validate_distribution, false },
	{ "validate", "destructors", virtual_destructors, false },
	{ "validate", "cancellation", virtual_cancellation, false },
	{ "validate", "exceptions", virtual_exceptions, false },
	{ "validate", "concurrency", concurrent_aggregates, false },
	{ "validate", "corun", concurrent_statements, false },
	{ "validate", "declarations", validate_declarations, false },
	{ "validate", "loops", validate_loops, false },
	{ "validate", "labels", validate_labels, false },
	{ "resolve", "resolve", resolve_unit, true },
	{ "resolve", "sealed", validate_sealed, true },
	{ "lower", "instances", lower_instances, true },
	{ "lower", "threads", lower_threads, true },
	{ "lower", "generators", lower_generators, true },
	{ "lower", "control", lower_control, true },
	{ "lower", "lifetimes", lower_lifetimes, true },
	{ "lower", "references", lower_references, true },
	{ "lower", "boxes", lower_boxes, true },
	{ "lower", "expressions", lower_expressions, true },
	{ "lower", "nested", lower_nested, true },
	{ "lower", "code", lower_exceptions, true },
	{ "lower", "program", lower_program, true },
};
enum { PASSES = sizeof( passes ) / sizeof( *passes ) };

/* Messages of a phase appear sorted when it ends; none follows one with errors. */
static void phase_end( void ) {
	diag_flush();
	if ( diag_errors() ) {
		stats_report();
		exit( 1 );
	}
}

static bool ends_phase( const Pass * pass ) {
	return pass + 1 == passes + PASSES || strcmp( pass[1].phase, pass->phase ) != 0;
}

/* Wrong syntax, labels and loops do not confuse the resolver: outside of the reference form, which has them
   alone (chapter 01, 18.1.2), they are reported with its own mistakes. */
static bool stops( const Pass * pass ) {
	return ends_phase( pass ) && ( options.deterministic || strcmp( pass->phase, "validate" ) != 0 );
}

static void dump( const Node * unit ) {
	phase_end();
	FILE * out = output_open();
	if ( strcmp( options.dump, "source" ) == 0 ) source_print( out, unit ); else node_dump( out, unit );
	output_close();
	stats_report();
	exit( 0 );
}

static bool dump_wanted( const char * name ) {
	return options.dump && strcmp( options.dump, name ) == 0;
}

static Unit * parse( const char * pass, Input input ) {
	stats_begin( pass );
	diag_set_input( input.text, input.len );
	Unit * unit = parse_unit( input.text, input.len );
	stats_end();
	return unit;
}

/* The input's first line mark, which names the user's file: gcc takes from there what debug information and
   symbol tables call the unit. */
static Input main_mark;

static void find_main_mark( Input input ) {
	const char * end = memchr( input.text, '\n', input.len );
	const char * quote = end && input.text[0] == '#' ? memchr( input.text, '"', (size_t)( end - input.text ) )
		: NULL;
	if ( quote ) main_mark = (Input){ (char *)quote, (size_t)( end - quote ) };
}

static FILE * text_open( void ) {
	FILE * out = output_open();
	if ( options.line_marks && main_mark.len )
		fprintf( out, "# 1 %.*s\n", (int)main_mark.len, main_mark.text );
	return out;
}

/* A unit in C mode that is not C: everything of C∀ that does not collide stays available (chapter 01, 17.1).
   It is read again with all of C∀'s words; unless that is an error and nothing spoke for C∀, what was said of
   it as C is forgotten. */
static Unit * parse_dialect( Input input, Unit * as_c, Unit ** prelude ) {
	bool evidence = parser_dialect;
	Diagnostics said = diag_set( (Diagnostics){ 0 } );
	parse_forget();
	options.c_mode = false;
	*prelude = options.no_prelude ? NULL : parse( "prelude", input_text( prelude_text() ) );
	Unit * unit = parse( "parse", input );
	if ( ! diag_errors() || evidence ) return unit;
	diag_set( said );
	options.c_mode = true;
	*prelude = NULL;
	return as_c;
}

/* The prelude's declarations and the program's as one unit. */
static Unit * parse_all( void ) {
	bool with_prelude = ! options.c_mode && ! options.no_prelude;
	Unit * prelude = with_prelude ? parse( "prelude", input_text( prelude_text() ) ) : NULL;
	stats_begin( "read" );
	Input input = input_read();
	stats_end();
	find_main_mark( input );
	Unit * unit = parse( "parse", input );
	if ( options.c_mode && ( parser_dialect || diag_errors() ) )
		unit = parse_dialect( input, unit, &prelude );
	if ( options.deterministic ) phase_end();
	if ( options.check && ! diag_errors() ) node_check( (Node *)unit, "parse", false );
	if ( dump_wanted( "parse" ) || dump_wanted( "source" ) ) dump( (Node *)unit );
	NodeList all = { 0 };
	if ( prelude ) list_push( &all, prelude->decls );
	list_push( &all, unit->decls );
	unit->decls = all.head;
	return unit;
}

static void translate( void ) {
	node_type_text = type_text;
	Unit * unit = parse_all();
	for ( const Pass * pass = passes; pass < passes + PASSES; pass += 1 ) {
		running_pass = pass->name;
		stats_begin( pass->name );
		pass->run( unit );
		stats_end();
		if ( stops( pass ) ) phase_end();
		if ( options.check && ! diag_errors() ) node_check( (Node *)unit, pass->name, pass->typed );
		if ( dump_wanted( pass->name ) || ( ends_phase( pass ) && dump_wanted( pass->phase ) ) )
			dump( (Node *)unit );
	}
	if ( ! options.syntax_only ) {
		running_pass = "codegen";
		stats_begin( "codegen" );
		codegen_unit( text_open(), unit );
		stats_end();
		phase_end();
		output_close();
	}
	stats_report();
}

int main( int argc, char * argv[] ) {
	options_parse( argc, argv );
	if ( options.data_model && ! machine_set( options.data_model ) )
		diag_fatal( (Loc){ 0 }, "unknown data model '%s'", options.data_model );
	run_on_big_stack( translate );
	return 0;
}
