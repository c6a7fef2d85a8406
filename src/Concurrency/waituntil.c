/* SPDX-License-Identifier: BSD-3-Clause
 *
 * waituntil (chapter 06, 6.11): each clause becomes a record with its target and the functions of the
 * target's type; the library registers them, and says again and again which statement is to be executed next.
 *
 *     waituntil( a ) S or waituntil( b ) T      bind records to a, b; start; next = ...; if ( next == 0 ) S else T
 */
#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Concurrency/template.h"
#include "Resolve/lifecycle.h"
#include "Resolve/resolve.h"
#include "Virtual/virtual_type.h"

/* The statement: what evaluates targets and conditions, the tree in postfix notation, the clauses'
   statements. */
typedef struct Text { Buf objects, tree, bodies; VEC( Node * ) nodes; unsigned clauses, elements;
	bool all; } Text;

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

/* The target as argument of __CFA_select_get_type, which selects it among operations of the same name; NULL
   after a report. */
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
		buf_printf( &t->objects, "__cfa_select_bind( __cfa_clauses[%u], $%u );\n", t->clauses,
			node( t, target ) );
	/* a value lives until the end of the statement */
	} else {
		unsigned type = node( t, node_copy( value ) );
		buf_printf( &t->objects, "typeof( $%u ) __cfa_target%u = $%u;\n__cfa_select_bind( __cfa_clauses[%u], __cfa_target%u );\n",
			type, t->clauses, node( t, value ), t->clauses, t->clauses );
	}
	if ( c->when )
		buf_printf( &t->objects, "if ( ! ($%u) ) __cfa_clauses[%u].on = (_Bool)0;\n", node( t, c->when ),
			t->clauses );
	buf_printf( &t->tree, " %u,", t->clauses );
	buf_printf( &t->bodies, "%sif ( __cfa_next == %u ) { $%u; }\n", t->clauses ? "else " : "", t->clauses,
		node( t, c->body ) );
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

/* ===== jumps out of a statement ========================================================================= */

/* A jump that leaves a tree with `and` waits until what has been done has had its statement (6.11.3): it
   stands behind the tree, and its number says that it is to be taken. */
typedef struct Leaving { unsigned serial, n, loops, switches; bool label_pass, keeps_result; Table labels;
	VEC( Node * ) jumps; } Leaving;

static bool find_jumps( Node ** slot, void * context );

/* Does the jump leave the statements looked at? */
static bool leaves( const Leaving * l, const Node * n ) {
	if ( n->kind == S_RETURN ) return true;
	const Str * label = AS( const Jump, n )->label;
	if ( label ) return ! table_get( &l->labels, label );
	return ! l->loops && ( n->kind == S_CONTINUE || ! l->switches );
}

/* Values of types without constructors are kept until then; others are returned at once. */
static bool can_wait( const Node * n ) {
	if ( n->kind != S_RETURN || ! AS( const ExprStmt, n )->expr ) return true;
	QType q = current_function ? current_function->result : QT_ERROR;
	return ! type_is_error( q ) && ! type_is_void( q ) && KIND_OF( q ) != TY_REFERENCE
		&& KIND_OF( q ) != TY_VAR
		&& life_trivial( LIFE_COPY, q ) && life_trivial( LIFE_DESTROY, q );
}

/* { number = k; goto rest; } in its place. */
static void postpone( Leaving * l, Node ** slot ) {
	Node * n = *slot, * next = n->next;
	n->next = NULL;
	l->n += 1;
	Node * value = n->kind == S_RETURN ? AS( ExprStmt, n )->expr : NULL;
	const char * result = value ? intern_fmt( "__cfa_result%u[0] = $0; ", l->serial )->text : "";
	const char * text = intern_fmt( "{ %s__cfa_leave%u = %u; goto __cfa_rest%u; }", result, l->serial, l->n,
		l->serial )->text;
	*slot = template_statements( n->loc, text, &value, value != NULL );
	(*slot)->next = next;
	if ( value ) {
		l->keeps_result = true;
		n = template_statements( n->loc, intern_fmt( "return __cfa_result%u[0];", l->serial )->text,
			NULL, 0 );
	}
	vec_push( &l->jumps, n );
}

static bool find_jumps( Node ** slot, void * context ) {
	Leaving * l = context;
	Node * n = *slot;
	if ( IS_EXPR( n ) && n->kind != E_STMT ) return node_children( n, find_jumps, context );
	switch ( n->kind ) {
	case D_FUNCTION: return true;
	case S_LABEL:
		if ( l->label_pass && AS( Label, n )->name ) table_put( &l->labels, AS( Label, n )->name, n );
		break;
	case S_GOTO: case S_BREAK: case S_CONTINUE: case S_RETURN:
		if ( ! l->label_pass && leaves( l, n ) && can_wait( n ) ) postpone( l, slot );
		return true;
	case S_FOR: case S_FORRANGE: case S_WHILE: case S_DO:
		l->loops += 1;
		node_children( n, find_jumps, context );
		l->loops -= 1;
		return true;
	case S_SWITCH:
		l->switches += 1;
		node_children( n, find_jumps, context );
		l->switches -= 1;
		return true;
	}
	return node_children( n, find_jumps, context );
}

static void find_in_tree( Leaving * l, WaitClause * c ) {
	if ( c->form != WAIT_UNTIL && c->form != WAIT_ELSE ) {
		for EACH( g, c->group ) find_in_tree( l, AS( WaitClause, g ) );
		return;
	}
	if ( c->body ) find_jumps( &c->body, l );
}

static void find_leaving( Leaving * l, Wait * w ) {
	for ( unsigned pass = 0; pass < 2; pass += 1 ) {
		l->label_pass = pass == 0;
		for EACH( c, w->clauses ) find_in_tree( l, AS( WaitClause, c ) );
	}
}

/* In front of the tree: which jump is to be taken, and the value it returns. */
static void put_leaving( const Leaving * l, Buf * text, Text * t, Loc at ) {
	if ( ! l->n ) return;
	buf_printf( text, "int __cfa_leave%u = 0;\n", l->serial );
	if ( ! l->keeps_result ) return;
	Node * type = virtual_type_operand( type_unqualified( current_function->result ), at );
	buf_printf( text, "__typeof__( $%u ) __cfa_result%u[1] @= {};\n", node( t, type ), l->serial );
}

static bool has_and( const WaitClause * c ) {
	if ( c->form == WAIT_UNTIL ) return false;
	if ( c->form == WAIT_AND && c->group && c->group->next ) return true;
	for EACH( g, c->group ) if ( has_and( AS( const WaitClause, g ) ) ) return true;
	return false;
}

Node * concurrency_waituntil( Wait * w ) {
	static unsigned serial;
	Node * header = scope_lookup_tag( intern_cstr( "__cfa_select_clause" ), false );
	if ( ! header || ! AS( Agg, header )->complete ) {
		diag_error( w->loc, "waituntil statement requires #include <select.hfa>" );
		return NULL;
	}
	Text t = { 0 };
	Leaving leaving = { .serial = serial };
	if ( has_and( AS( WaitClause, w->clauses ) ) ) find_leaving( &leaving, w );
	WaitClause * otherwise = w->clauses->next ? AS( WaitClause, w->clauses->next ) : NULL;
	if ( ! put_tree( &t, AS( WaitClause, w->clauses ) ) ) return NULL;
	buf_printf( &t.objects, "_Bool __cfa_with_else = (_Bool)%d;\n", otherwise != NULL );
	if ( otherwise && otherwise->when )
		buf_printf( &t.objects, "if ( ! ($%u) ) __cfa_with_else = (_Bool)0;\n", node( &t, otherwise->when ) );
	if ( otherwise )
		buf_printf( &t.bodies, "else if ( __cfa_next == -2 ) { $%u; }\n", node( &t, otherwise->body ) );
	Buf text = { 0 };
	buf_puts( &text, "{ " );
	put_leaving( &leaving, &text, &t, w->loc );
	buf_printf( &text, "{ struct __cfa_select_clause __cfa_clauses[%u] @= {};\n%s", t.clauses,
		buf_text( &t.objects ) );
	if ( t.all ) buf_printf( &text, "static const short __cfa_tree[] = {%s };\n", buf_text( &t.tree ) );
	buf_printf( &text, "struct __cfa_select __cfa_select __attribute__((cleanup( __cfa_select_finish )));\n"
		"short __cfa_next;\n__cfa_select_start( &__cfa_select, __cfa_clauses, (short)%u, %s, (short)%u, __cfa_with_else );\n",
		t.clauses, t.all ? "__cfa_tree" : "0p", t.elements );
	if ( t.all ) buf_printf( &text, "__cfa_again%u: ;\n", serial );
	buf_printf( &text, "__cfa_next = __cfa_select_next( &__cfa_select );\n"
		"if ( __cfa_next < 0 || __cfa_select_accepts( &__cfa_select, __cfa_next ) ) {\n%s}\n",
		buf_text( &t.bodies ) );
	if ( t.all ) buf_printf( &text, "if ( __cfa_next != -1 ) goto __cfa_again%u;\n", serial );
	if ( leaving.n )
		buf_printf( &text, "if ( 0 ) { __cfa_rest%u: ; __cfa_select_leave( &__cfa_select ); goto __cfa_again%u; }\n", serial, serial );
	buf_puts( &text, "}\n" );
	for ( unsigned i = 0; i < leaving.n; i += 1 )
		buf_printf( &text, "if ( __cfa_leave%u == %u ) $%u;\n", serial, i + 1,
			node( &t, leaving.jumps.at[i] ) );
	buf_puts( &text, "}" );
	serial += t.all;
	return template_statements( w->loc, buf_text( &text ), t.nodes.at, t.nodes.len );
}
