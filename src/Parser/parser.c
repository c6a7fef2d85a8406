/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A translation unit from its text: scanner, filter and grammar put together.
 */
#include <string.h>
#include "Parser/internal.h"

enum { MAX_DEPTH = 10000, MAX_CHAIN = 250000 };

Node * parse_result;
bool parser_prelude, parser_dialect;

/* Depth of the tree, asked for only if the text made one suspect (long chains of operators or else). The left
   of a chain like a + b + c, labels one after the other and else if are no nesting: they count apart. */
typedef struct Depth { unsigned depth, chain; Node ** link; bool deep; Loc at; } Depth;

static Node ** link_of( Node * n ) {
	switch ( n->kind ) {
	case E_BINARY: return &AS( Binary, n )->lhs;
	case S_CASE: return &AS( Case, n )->stmt;
	case S_LABEL: return &AS( Label, n )->stmt;
	case S_IF: return &AS( If, n )->els;
	}
	return NULL;
}

static bool measure( Node ** slot, void * context ) {
	Depth * d = context;
	bool chained = slot == d->link;
	if ( d->depth > MAX_DEPTH || d->chain > MAX_CHAIN ) {
		if ( ! d->deep ) d->at = ( *slot )->loc;
		d->deep = true;
		return false;
	}
	Node ** link = d->link;
	d->link = link_of( *slot );
	if ( chained ) d->chain += 1; else d->depth += 1;
	node_children( *slot, measure, context );
	if ( chained ) d->chain -= 1; else d->depth -= 1;
	d->link = link;
	return ! d->deep;
}

Unit * parse_unit( const char * text, size_t len ) {
	parser_prelude = strncmp( text, "# 1 \"<prelude>\"", 15 ) == 0;
	char * copy = arena_alloc( len + 2 );
	memcpy( copy, text, len );
	keyword_init();
	lexer_start( copy, len );
	filter_start();
	decl_start();
	agg_start();
	diagnose_start();
	parse_result = NULL;
	unsigned lines = lexer_lines();
	uint64_t tokens = filter_tokens();
	if ( yyparse() != 0 ) parse_result = NULL;
	scope_pop_to( 0 );
	stats_count( "lines", lexer_lines() - lines );
	stats_count( "tokens", filter_tokens() - tokens );
	Unit * unit = MAKE( Unit, N_UNIT, ((Loc){ 0 }) );
	unit->decls = parse_result;
	if ( filter_suspicious() && unit->decls ) {
		Depth depth = { 0 };
		node_children( (Node *)unit, measure, &depth );
		if ( depth.deep ) {
			diag_syntax( depth.at, "nesting too deep: more than %d levels", MAX_DEPTH );
			unit->decls = NULL;
		}
	}
	return unit;
}

void parse_forget( void ) {
	class_forget();
	parser_dialect = false;
}
