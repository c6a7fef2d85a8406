/* SPDX-License-Identifier: BSD-3-Clause
 *
 * waituntil (chapter 06, 6.11): each clause becomes a record with its target and the functions of the target's type; the
 * library registers them, and says again and again which statement is to be executed next.
 *
 *     waituntil( a ) S or waituntil( b ) T      bind records to a, b; start; next = ...; if ( next == 0 ) S else T
 */
#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Concurrency/template.h"
#include "Resolve/resolve.h"

/* The statement: what evaluates targets and conditions, the tree in postfix notation, the clauses' statements. */
typedef struct Text { Buf objects, tree, bodies; VEC( Node * ) nodes; unsigned clauses, elements; bool all; } Text;

static unsigned node( Text * t, Node * n ) {
	vec_push( &t->nodes, n );
	return t->nodes.len - 1;
}

static Node * call( const char * name, Node * argument ) {
	Name * n = MAKE( Name, E_NAME, argument->loc );
	n->id = intern_cstr( name );
	Call * c = MAKE( Call, E_CALL, argument->loc );
	c->fn = (Node *)n;
	c->args = argument;
	return (Node *)c;
}

/* The target as argument of __CFA_select_get_type, which selects it among operations of the same name; NULL after a
   report. */
static Node * target_of( Node * e ) {
	Diagnostics said = diag_set( (Diagnostics){ 0 } );
	Node * trial = resolve_expr( call( "__CFA_select_get_type", node_copy( e ) ) );
	bool fine = ! diag_errors() && trial->kind == E_CALL;
	diag_set( said );
	if ( fine ) return AS( Call, trial )->args;
	e = resolve_expr( e );
	if ( ! type_is_error( AS( Expr, e )->type ) )
		diag_error( e->loc, "waituntil cannot wait for a '%s': no candidate for 'register_select$', 'unregister_select$', "
			"'on_selected$' and '__CFA_select_get_type' accepts it", type_text( AS( Expr, e )->type ) );
	return NULL;
}

static bool put_clause( Text * t, WaitClause * c ) {
	Node * target = target_of( c->target );
	if ( ! target ) return false;
	Node * value = target->kind == E_CAST ? AS( Cast, target )->arg : target;
	if ( value->flags & NF_LVALUE && value->kind != E_COMPOUNDLIT && value->kind != E_TEMPORARY ) {
		buf_printf( &t->objects, "__cfa_select_bind( __cfa_clauses[%u], $%u );\n", t->clauses, node( t, target ) );
	} else {                                                    /* a value lives until the end of the statement */
		unsigned type = node( t, node_copy( value ) );
		buf_printf( &t->objects, "typeof( $%u ) __cfa_target%u = $%u;\n__cfa_select_bind( __cfa_clauses[%u], __cfa_target%u );\n",
			type, t->clauses, node( t, value ), t->clauses, t->clauses );
	}
	if ( c->when ) buf_printf( &t->objects, "if ( ! ($%u) ) __cfa_clauses[%u].on = (_Bool)0;\n", node( t, c->when ), t->clauses );
	buf_printf( &t->tree, " %u,", t->clauses );
	buf_printf( &t->bodies, "%sif ( __cfa_next == %u ) { $%u; }\n", t->clauses ? "else " : "", t->clauses, node( t, c->body ) );
	t->clauses += 1;
	t->elements += 1;
	return true;
}

/* A clause or a group of them; false after a report. */
static bool put_tree( Text * t, WaitClause * c ) {
	if ( c->form == WAIT_UNTIL ) return put_clause( t, c );
	unsigned n = 0;
	for EACH( g, c->group ) {
		if ( ! put_tree( t, AS( WaitClause, g ) ) ) return false;
		if ( n++ == 0 ) continue;
		buf_printf( &t->tree, " %s,", c->form == WAIT_AND ? "__CFA_SELECT_AND" : "__CFA_SELECT_OR" );
		t->elements += 1;
	}
	if ( c->form == WAIT_AND ) t->all = true;
	return true;
}

Node * concurrency_waituntil( Wait * w ) {
	static unsigned serial;
	Node * header = scope_lookup_tag( intern_cstr( "__cfa_select_clause" ), false );
	if ( ! header || ! AS( Agg, header )->complete ) {
		diag_error( w->loc, "waituntil statement requires #include <select.hfa>" );
		return NULL;
	}
	Text t = { 0 };
	WaitClause * otherwise = w->clauses->next ? AS( WaitClause, w->clauses->next ) : NULL;
	if ( ! put_tree( &t, AS( WaitClause, w->clauses ) ) ) return NULL;
	buf_printf( &t.objects, "_Bool __cfa_with_else = (_Bool)%d;\n", otherwise != NULL );
	if ( otherwise && otherwise->when )
		buf_printf( &t.objects, "if ( ! ($%u) ) __cfa_with_else = (_Bool)0;\n", node( &t, otherwise->when ) );
	if ( otherwise ) buf_printf( &t.bodies, "else if ( __cfa_next == -2 ) { $%u; }\n", node( &t, otherwise->body ) );
	Buf text = { 0 };
	buf_printf( &text, "{ struct __cfa_select_clause __cfa_clauses[%u] @= {};\n%s", t.clauses, buf_text( &t.objects ) );
	if ( t.all ) buf_printf( &text, "static const short __cfa_tree[] = {%s };\n", buf_text( &t.tree ) );
	buf_printf( &text, "struct __cfa_select __cfa_select __attribute__((cleanup( __cfa_select_finish )));\n"
		"short __cfa_next;\n__cfa_select_start( &__cfa_select, __cfa_clauses, (short)%u, %s, (short)%u, __cfa_with_else );\n",
		t.clauses, t.all ? "__cfa_tree" : "0p", t.elements );
	if ( t.all ) buf_printf( &text, "__cfa_again%u: ;\n", serial );
	buf_printf( &text, "__cfa_next = __cfa_select_next( &__cfa_select );\n"
		"if ( __cfa_next < 0 || __cfa_select_accepts( &__cfa_select, __cfa_next ) ) {\n%s}\n", buf_text( &t.bodies ) );
	if ( t.all ) buf_printf( &text, "if ( __cfa_next != -1 ) goto __cfa_again%u;\n", serial++ );
	buf_puts( &text, "}" );
	return template_statements( w->loc, buf_text( &text ), t.nodes.at, t.nodes.len );
}
