/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Statements as source.
 */
#include "AST/source.h"

void put_compound( Source * s, const Compound * c ) {
	put( s, "{" );
	s->indent += 1;
	if ( c->labels ) {
		put_newline( s );
		put( s, "__label__ " );
		put_expr_list( s, c->labels );
		put( s, ";" );
	}
	for EACH( n, c->items ) {
		put_newline( s );
		put_statement( s, n );
	}
	s->indent -= 1;
	put_newline( s );
	put( s, "}" );
}

/* Would an `else` behind this statement become its own (chapter 02, 2.1)? */
static bool takes_else( const Node * n ) {
	while ( n ) {
		switch ( n->kind ) {
		case S_IF:
			if ( ! AS( If, n )->els ) return true;
			n = AS( If, n )->els;
			break;
		case S_WHILE:
			if ( ! AS( While, n )->els ) return true;
			n = AS( While, n )->els;
			break;
		case S_FOR: case S_FORRANGE: {
			const Node * els = n->kind == S_FOR ? AS( For, n )->els : AS( ForRange, n )->els;
			if ( ! els ) return true;
			n = els;
			break;
		}
		case S_DO: n = AS( While, n )->els; break;
		case S_LABEL: n = AS( Label, n )->stmt; break;
		case S_CASE: n = AS( Case, n )->stmt; break;
		case S_ATTR: n = AS( AttrStmt, n )->stmt; break;
		case S_WITH: case S_MUTEX: n = AS( With, n )->body; break;
		case S_SWITCH: n = AS( Switch, n )->body; break;
		case S_COFOR: n = AS( ForRange, n )->body; break;
		case S_CORUN: n = AS( ExprStmt, n )->expr; break;
		case S_WAITFOR: case S_WAITUNTIL: return true;
		default: return false;
		}
	}
	return false;
}

/* A statement inside another one. */
static void put_body( Source * s, const Node * n, bool else_follows ) {
	bool braces = else_follows && takes_else( n );
	put( s, " " );
	if ( braces ) put( s, "{ " );
	if ( n ) put_statement( s, n ); else put( s, ";" );
	if ( braces ) put( s, " }" );
}

static void put_else( Source * s, const Node * n ) {
	if ( ! n ) return;
	put( s, " else" );
	put_body( s, n, false );
}

/* Declarations of a condition; the last one stands without semicolon when no expression follows. */
static void put_condition( Source * s, const Node * decls, const Node * cond ) {
	put( s, "(" );
	if ( decls || cond ) put( s, " " );
	for EACH( d, (Node *)decls ) {
		put_declaration_open( s, AS( DeclStmt, d )->decl );
		if ( d->next || cond ) put( s, "; " );
	}
	put_expr( s, cond, P_COMMA );
	put( s, decls || cond ? " )" : ")" );
}

/* init; cond; step */
static void put_c_control( Source * s, const Node * init, const Node * cond, const Node * step ) {
	for EACH( n, (Node *)init ) {
		if ( n->kind == S_DECL ) put_declaration_open( s, AS( DeclStmt, n )->decl );
		else if ( n->kind == S_EXPR ) put_expr( s, AS( ExprStmt, n )->expr, P_COMMA );
		else if ( IS_EXPR( n ) ) put_expr( s, n, P_COMMA );
		if ( n->next ) put( s, "; " );
	}
	put( s, ";" );
	if ( cond ) put( s, " " );
	put_expr( s, cond, P_COMMA );
	put( s, ";" );
	if ( step ) put( s, " " );
	put_expr( s, step, P_COMMA );
}

static void put_bound( Source * s, const Node * e, bool at ) {
	if ( at || ! e ) put( s, at ? "@" : "0" ); else put_expr( s, e, P_ASSIGN );
}

static void put_control( Source * s, const Control * c ) {
	if ( c->form == CONTROL_C ) {
		if ( c->at_flags & CONTROL_AT_INDEX ) put( s, "@" );
		put_c_control( s, c->init, c->cond, c->step );
		return;
	}
	if ( c->index ) {
		if ( IS_EXPR( c->index ) ) put_expr( s, c->index, P_COMMA ); else put_declaration_open( s, c->index );
		put( s, "; " );
	}
	const char * op = c->op ? op_text[c->op] : "";
	if ( c->form == CONTROL_ENUM ) {
		put( s, op );
		if ( c->op ) put( s, " " );
		put_type( s, c->spec );
		return;
	}
	bool low = c->low || c->at_flags & CONTROL_AT_LOW || c->has_step;
	if ( low ) {
		put_bound( s, c->low, c->at_flags & CONTROL_AT_LOW );
		put( s, " " );
		put( s, c->op ? op : "~" );
		put( s, " " );
	} else if ( c->op && c->op != OP_UP ) {
		put( s, op );
		put( s, " " );
	}
	put_bound( s, c->high, c->at_flags & CONTROL_AT_HIGH );
	if ( ! c->has_step && ! c->step && ! ( c->at_flags & CONTROL_AT_STEP ) ) return;
	put( s, " ~ " );
	put_bound( s, c->step, c->at_flags & CONTROL_AT_STEP );
}

static void put_range_loop( Source * s, const ForRange * r ) {
	put( s, r->kind == S_COFOR ? "cofor ( " : "for ( " );
	for EACH( c, r->controls ) {
		put_separator( s, c, r->controls, " : " );
		put_control( s, AS( Control, c ) );
	}
	put( s, " )" );
	put_body( s, r->body, r->els );
	put_else( s, r->els );
}

static void put_loop( Source * s, const Node * n ) {
	if ( n->kind == S_FOR ) {
		const For * f = AS( For, n );
		put( s, "for ( " );
		put_c_control( s, f->init, f->cond, f->step );
		put( s, " )" );
		put_body( s, f->body, f->els );
		put_else( s, f->els );
		return;
	}
	const While * w = AS( While, n );
	if ( n->kind == S_WHILE ) {
		put( s, "while " );
		put_condition( s, w->decls, w->cond );
		put_body( s, w->body, w->els );
		put_else( s, w->els );
	} else {
		put( s, "do" );
		put_body( s, w->body, false );
		put( s, " while " );
		put_condition( s, NULL, w->cond );
		if ( w->els ) put_else( s, w->els ); else put( s, ";" );
	}
}

static void put_switch( Source * s, const Switch * n ) {
	put( s, n->choose ? "choose ( " : "switch ( " );
	put_expr( s, n->cond, P_COMMA );
	put( s, " )" );
	if ( ! n->decls || ! n->body || n->body->kind != S_COMPOUND ) {
		put_body( s, n->body, false );
		return;
	}
	Compound body = *AS( Compound, n->body );
	put( s, " {" );
	s->indent += 1;
	for EACH( d, n->decls ) {
		put_newline( s );
		put_statement( s, d );
	}
	for EACH( c, body.items ) {
		put_newline( s );
		put_statement( s, c );
	}
	s->indent -= 1;
	put_newline( s );
	put( s, "}" );
}

/* Labels of all kinds; what they label may be missing at the end of a block. */
static void put_labelled( Source * s, const Node * n ) {
	const Node * stmt;
	if ( n->kind == S_LABEL ) {
		const Label * l = AS( Label, n );
		put_id( s, l->name );
		put( s, ":" );
		put_attrs_behind( s, l->attrs );
		stmt = l->stmt;
	} else {
		const Case * c = AS( Case, n );
		put( s, c->is_default ? "default" : "case " );
		put_expr_list( s, c->values );
		put( s, ":" );
		stmt = c->stmt;
	}
	if ( ! stmt ) return;
	put( s, " " );
	put_statement( s, stmt );
}

static void put_jump( Source * s, const Jump * j, const char * word ) {
	put( s, word );
	if ( j->to_default ) put( s, " default" );
	if ( j->label ) {
		put( s, " " );
		put_id( s, j->label );
	}
	put( s, ";" );
}

static void put_word_expr( Source * s, const char * word, const Node * e ) {
	put( s, word );
	if ( e && *word ) put( s, " " );
	put_expr( s, e, P_COMMA );
	put( s, ";" );
}

static void put_with( Source * s, const With * w ) {
	put( s, w->kind == S_WITH ? "with ( " : "mutex ( " );
	put_expr_list( s, w->exprs );
	put( s, " )" );
	put_body( s, w->body, false );
}

/* One clause of waitfor or waituntil, or a group of them between parentheses. */
static void put_wait_clause( Source * s, const WaitClause * c, bool until ) {
	if ( c->form == WAIT_AND || c->form == WAIT_OR ) {
		if ( c->form == WAIT_OR ) put( s, "( " );
		for EACH( g, c->group ) {
			put_separator( s, g, c->group, c->form == WAIT_OR ? " or " : " and " );
			put_wait_clause( s, AS( WaitClause, g ), until );
		}
		if ( c->form == WAIT_OR ) put( s, " )" );
		return;
	}
	if ( c->when ) {
		put( s, "when ( " );
		put_expr( s, c->when, P_COMMA );
		put( s, " ) " );
	}
	switch ( c->form ) {
	case WAIT_ELSE: put( s, "else" ); break;
	case WAIT_TIMEOUT: put( s, "timeout ( " ); break;
	case WAIT_UNTIL: put( s, "waituntil ( " ); break;
	default: put( s, "waitfor ( " );
	}
	if ( c->form != WAIT_ELSE ) {
		put_expr( s, c->target, c->form == WAIT_CALL ? P_CAST : P_COMMA );
		if ( c->args ) put( s, " : " );
		put_expr_list( s, c->args );
		put( s, " )" );
	}
	/* the `else` of the statement is not the body's */
	put_body( s, c->body, true );
}

static void put_wait( Source * s, const Wait * w ) {
	for EACH( c, w->clauses ) {
		put_separator( s, c, w->clauses, " or " );
		put_wait_clause( s, AS( WaitClause, c ), w->kind == S_WAITUNTIL );
	}
}

static void put_try( Source * s, const Try * t ) {
	put( s, "try " );
	put_statement( s, t->block );
	for EACH( n, t->handlers ) {
		const Handler * h = AS( Handler, n );
		put( s, h->resume ? " catchResume ( " : " catch ( " );
		put_param( s, h->param );
		if ( h->cond ) put( s, "; " );
		put_expr( s, h->cond, P_COMMA );
		put( s, " ) " );
		put_statement( s, h->body );
	}
	if ( t->finally ) {
		put( s, " finally " );
		put_statement( s, t->finally );
	}
}

static void put_throw( Source * s, const Throw * t ) {
	put( s, t->resume ? "throwResume" : "throw" );
	if ( t->expr ) put( s, " " );
	put_expr( s, t->expr, P_ASSIGN );
	if ( t->at ) put( s, " _At " );
	put_expr( s, t->at, P_ASSIGN );
	put( s, ";" );
}

static void put_suspend( Source * s, const Suspend * n ) {
	put( s, n->key == AGG_COROUTINE ? "suspend coroutine"
		: n->key == AGG_GENERATOR ? "suspend generator" : "suspend" );
	if ( n->body ) put_body( s, n->body, false ); else put( s, ";" );
}

static void put_operands( Source * s, const Node * list ) {
	for EACH( n, (Node *)list ) {
		const AsmOperand * o = AS( AsmOperand, n );
		put_separator( s, n, list, ", " );
		if ( o->name ) {
			put( s, "[" );
			put_id( s, o->name );
			put( s, "] " );
		}
		put_expr( s, o->constraint, P_PRIMARY );
		put( s, " ( " );
		put_expr( s, o->expr, P_COMMA );
		put( s, " )" );
	}
}

static void put_asm( Source * s, const Asm * a ) {
	put( s, "asm " );
	if ( a->asm_flags & ASM_VOLATILE ) put( s, "volatile " );
	if ( a->asm_flags & ASM_GOTO ) put( s, "goto " );
	if ( a->asm_flags & ASM_INLINE ) put( s, "inline " );
	put( s, "( " );
	put_expr( s, a->text, P_PRIMARY );
	if ( a->asm_flags & ASM_EXTENDED || a->outputs || a->inputs || a->clobbers || a->labels ) {
		put( s, " : " );
		put_operands( s, a->outputs );
		if ( a->inputs || a->clobbers || a->labels ) put( s, " : " );
		put_operands( s, a->inputs );
		if ( a->clobbers || a->labels ) put( s, " : " );
		put_expr_list( s, a->clobbers );
		if ( a->labels ) put( s, " : " );
		put_expr_list( s, a->labels );
	}
	put( s, " );" );
}

static void put_if( Source * s, const If * n ) {
	put( s, "if " );
	put_condition( s, n->decls, n->cond );
	put_body( s, n->then, n->els );
	put_else( s, n->els );
}

void put_statement( Source * s, const Node * n ) {
	if ( ! n ) return;
	switch ( n->kind ) {
	case S_COMPOUND:
		if ( s->brief ) put( s, "{...}" ); else put_compound( s, AS( Compound, n ) );
		break;
	case S_DECL: put_declaration( s, AS( DeclStmt, n )->decl ); break;
	case S_EXPR: put_word_expr( s, "", AS( ExprStmt, n )->expr ); break;
	case S_NULL: put( s, ";" ); break;
	case S_ATTR:
		put_attrs( s, AS( AttrStmt, n )->attrs );
		if ( AS( AttrStmt, n )->stmt ) put_statement( s, AS( AttrStmt, n )->stmt ); else put( s, ";" );
		break;
	case S_IF: put_if( s, AS( If, n ) ); break;
	case S_WHILE: case S_DO: case S_FOR: put_loop( s, n ); break;
	case S_FORRANGE: case S_COFOR: put_range_loop( s, AS( ForRange, n ) ); break;
	case S_SWITCH: put_switch( s, AS( Switch, n ) ); break;
	case S_CASE: case S_LABEL: put_labelled( s, n ); break;
	case S_GOTO: put_jump( s, AS( Jump, n ), "goto" ); break;
	case S_BREAK: put_jump( s, AS( Jump, n ), "break" ); break;
	case S_CONTINUE: put_jump( s, AS( Jump, n ), "continue" ); break;
	case S_FALLTHROUGH: put_jump( s, AS( Jump, n ), "fallthrough" ); break;
	case S_GOTOEXPR: put_word_expr( s, "goto *", AS( ExprStmt, n )->expr ); break;
	case S_RETURN: put_word_expr( s, "return", AS( ExprStmt, n )->expr ); break;
	case S_WITH: case S_MUTEX: put_with( s, AS( With, n ) ); break;
	case S_CORUN:
		put( s, "corun" );
		put_body( s, AS( ExprStmt, n )->expr, false );
		break;
	case S_WAITFOR: case S_WAITUNTIL: put_wait( s, AS( Wait, n ) ); break;
	case S_TRY: put_try( s, AS( Try, n ) ); break;
	case S_THROW: put_throw( s, AS( Throw, n ) ); break;
	case S_SUSPEND: put_suspend( s, AS( Suspend, n ) ); break;
	case S_ASM: put_asm( s, AS( Asm, n ) ); break;
	case S_DIRECTIVE: put_directive( s, AS( Directive, n ) ); break;
	}
}
