/* SPDX-License-Identifier: BSD-3-Clause
 *
 * corun and cofor (chapter 06, 6.12): the statement becomes the body of a nested function, which threads of
 * <cofor.hfa> execute. They are joined at the end of the block, by the destructor of the object that stands
 * for them. The nested functions are passed without trampolines (src/Lower/exception.c): `where` tells the
 * library which frame they belong to.
 *
 *     corun S          char place; void * where( void ) { return &place; } void body( void * ) { S }
 *                      struct runner_block run = { &place, where, body };
 *     cofor( i; n ) S { char place; void * where( void ) { return &place; } struct cofor_runners all = {
 *     &place, where };
 *                      for ( i; n ) { void body( void * at ) { int i = *(int *)at; S } send_work( all, body,
 *                      &i, sizeof( i ) ); } }
 */
#include "Concurrency/concurrency.h"
#include "Concurrency/template.h"

static bool has_header;
static unsigned number;
static bool visit( Node ** slot, void * context );

/* The header's type is defined at file scope. */
static bool find_header( Node * decls ) {
	const Str * wanted = intern_cstr( "runner_block" );
	for EACH( n, decls ) {
		Node * spec = n->kind == D_GROUP ? AS( Group, n )->spec : NULL;
		Node * def = spec && spec->kind == T_TAG ? AS( TagSpec, spec )->def : n;
		if ( def && def->kind == D_AGG && AS( Agg, def )->name == wanted && AS( Agg, def )->complete )
			return true;
		if ( n->kind == D_LINKAGE && find_header( AS( Linkage, n )->decls ) ) return true;
	}
	return false;
}

static bool needs_header( const char * statement, Loc at ) {
	if ( ! has_header ) diag_error( at, "To use %s statements add #include <cofor.hfa>", statement );
	return has_header;
}

/* break, continue and goto have no target outside of the function that the statement becomes; return would
   have one. */
static bool find_return( Node ** slot, void * statement ) {
	Node * n = *slot;
	if ( n->kind == S_RETURN )
		diag_error( n->loc, "\"return\" cannot leave the body of a %s statement", (const char *)statement );
	return n->kind == D_FUNCTION || node_children( n, find_return, statement );
}

static void body_of( Node ** body, const char * statement ) {
	visit( body, NULL );
	find_return( body, (void *)statement );
}

/* The frame of the function at hand, as two arguments. */
static const char * frame_text( void ) {
	return intern_fmt( "char __cfa_place%u;\n"
		"__attribute__((cfa_code)) void * __cfa_where%u( void ) { return (void *)&__cfa_place%u; }\n", number,
		number, number )->text;
}

/* ===== corun ============================================================================================ */

static Node * corun_statements( ExprStmt * s ) {
	body_of( &s->expr, "corun" );
	number += 1;
	const char * text = intern_fmt( "%s__attribute__((cfa_code)) void __cfa_corun_body%u( void * __cfa_none __attribute__((unused)) ) { $0; }\n"
		"struct runner_block __cfa_corun%u = { (void *)&__cfa_place%u, (void (*)( void ))__cfa_where%u, __cfa_corun_body%u };",
		frame_text(), number, number, number, number, number )->text;
	return needs_header( "corun", s->loc ) ? template_statements( s->loc, text, &s->expr, 1 )
		: node_new( S_NULL, s->loc );
}

/* ===== cofor ============================================================================================ */

/* The one index that the control declares, NULL after a report. */
static const Str * index_of( const ForRange * s ) {
	Control * c = s->controls && ! s->controls->next ? AS( Control, s->controls ) : NULL;
	Node * index = ! c ? NULL : c->form != CONTROL_C ? c->index
		: c->init && c->init->kind == S_DECL ? AS( DeclStmt, c->init )->decl : NULL;
	if ( index && index->kind == E_NAME ) return AS( Name, index )->id;
	Node * d = index && index->kind == D_GROUP ? AS( Group, index )->decls : NULL;
	if ( d && d->kind == D_OBJECT && ! d->next && AS( Decl, d )->name ) return AS( Decl, d )->name;
	diag_error( s->loc, "Cofor statements must have a single initializer in the loop control" );
	return NULL;
}

static Node * block_of( Node * statements, Loc at ) {
	Compound * block = MAKE( Compound, S_COMPOUND, at );
	block->items = statements;
	block->end = at;
	return (Node *)block;
}

/* Every execution has a copy of the index of its own. */
static Node * cofor_statement( ForRange * s ) {
	const Str * index = index_of( s );
	body_of( &s->body, "cofor" );
	if ( ! index || ! needs_header( "cofor", s->loc ) ) return node_new( S_NULL, s->loc );
	number += 1;
	const char * i = index->text;
	const char * text = intern_fmt( "__attribute__((cfa_code)) void __cfa_cofor_body( void * __cfa_at ) {\n"
		"typeof( %s ) * __cfa_copy = (typeof( %s ) *)__cfa_at;\n"
		"typeof( *__cfa_copy ) %s __attribute__(( unused )) = *__cfa_copy;\n{ $0; }\n}\n"
		"send_work( __cfa_runners%u, __cfa_cofor_body, (void *)&%s, sizeof( %s ) );", i, i, i, number,
		i, i )->text;
	ForRange * loop = MAKE( ForRange, S_FORRANGE, s->loc );
	loop->controls = s->controls;
	loop->body = block_of( template_statements( s->loc, text, &s->body, 1 ), s->loc );
	Control * c = AS( Control, s->controls );
	Node * made = (Node *)loop;
	if ( c->form == CONTROL_C ) {
		For * f = MAKE( For, S_FOR, s->loc );
		f->init = c->init;
		f->cond = c->cond;
		f->step = c->step;
		f->body = loop->body;
		made = (Node *)f;
	}
	text = intern_fmt( "%sstruct cofor_runners __cfa_runners%u = { (void *)&__cfa_place%u, (void (*)( void ))__cfa_where%u };\n$0;",
		frame_text(), number, number, number )->text;
	return block_of( template_statements( s->loc, text, &made, 1 ), s->loc );
}

/* ===== the unit ========================================================================================= */

/* A corun in the list of a block becomes statements of the block, to whose end it runs; its labels stay in
   front. */
static void visit_list( Node ** list ) {
	NodeList all = { 0 };
	for ( Node * n = *list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		Node ** last = &n;
		while ( (*last)->kind == S_LABEL && AS( Label, *last )->stmt ) last = &AS( Label, *last )->stmt;
		if ( (*last)->kind != S_CORUN ) {
			visit( &n, NULL );
			list_push( &all, n );
			continue;
		}
		ExprStmt * s = AS( ExprStmt, *last );
		if ( *last != n ) {
			*last = node_new( S_NULL, s->loc );
			list_push( &all, n );
		}
		list_push( &all, corun_statements( s ) );
	}
	*list = all.head;
}

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot, * next = n->next;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC: case T_NAME: return true;
	case S_COMPOUND: visit_list( &AS( Compound, n )->items ); return true;
	/* no declarations between clauses: blocks of their own */
	case S_SWITCH:
		if ( AS( Switch, n )->body && AS( Switch, n )->body->kind == S_COMPOUND )
			return node_children( AS( Switch, n )->body, visit, context );
		break;
	case S_CORUN: *slot = block_of( corun_statements( AS( ExprStmt, n ) ), n->loc ); break;
	case S_COFOR: *slot = cofor_statement( AS( ForRange, n ) ); break;
	default: return node_children( n, visit, context );
	}
	if ( *slot != n ) (*slot)->next = next;
	else return node_children( n, visit, context );
	return true;
}

void concurrent_statements( Unit * unit ) {
	if ( options.c_mode ) return;
	has_header = find_header( unit->decls );
	number = 0;
	for EACH( n, unit->decls ) {
		if ( n->flags & NF_HEADER && n->kind != D_FUNCTION && n->kind != D_LINKAGE ) continue;
		Node * slot = n;
		visit( &slot, NULL );
	}
}
