/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Statements as C text. In C mode they keep the shape the user gave them, since gcc judges it
 * (-Wdangling-else,
 * -Wempty-body); elsewhere the bodies of if and loops stand in braces (chapter 10, 14.2).
 *
 *     if ( c ) f();        if (c) f();  (C mode)        if (c) { ((void)f()); }
 */
#include "CodeGen/emit.h"

/* --- bodies --------------------------------------------------------------------------------------------- */

/* Would an `else` behind this statement be taken by an if inside it? */
static bool ends_in_open_if( const Node * s ) {
	for ( ;; ) {
		switch ( s ? s->kind : K_NONE ) {
		case S_IF:
			if ( ! AS( If, s )->els ) return true;
			s = AS( If, s )->els;
			break;
		case S_WHILE: s = AS( While, s )->body; break;
		case S_FOR: s = AS( For, s )->body; break;
		case S_SWITCH: s = AS( Switch, s )->body; break;
		case S_LABEL: s = AS( Label, s )->stmt; break;
		case S_CASE: s = AS( Case, s )->stmt; break;
		case S_ATTR: s = AS( AttrStmt, s )->stmt; break;
		default: return false;
		}
	}
}

/* A body without braces needs them when gcc could take the layout for misleading: the next statement comes
   from the same line (as macros make them), or outside C mode. */
static bool wants_braces( const Node * body, bool before_else ) {
	if ( ! options.c_mode ) return true;
	if ( body->kind == S_DECL ) return true;
	if ( before_else ) return ends_in_open_if( body );
	return body->kind != S_NULL && body->loc.line == emit.next.line && body->loc.file == emit.next.file;
}

static void put_body( Node * body, bool before_else ) {
	Loc next = emit.next;
	if ( ! body ) {
		PUT( " ;" );
	} else if ( body->kind == S_COMPOUND ) {
		if ( ! emit.marks ) put_char( ' ' );
		emit.glue = ! emit.marks;
		emit_statement( body );
	} else if ( wants_braces( body, before_else ) ) {
		PUT( " {" );
		emit.indent += 1;
		emit.next = (Loc){ 0 };
		emit_statement( body );
		emit.indent -= 1;
		if ( emit.marks ) put_char( ' ' );
		else emit_at( body->loc );
		put_char( '}' );
	} else {
		emit.indent += 1;
		if ( before_else ) emit.next = (Loc){ 0 };
		emit_statement( body );
		emit.indent -= 1;
	}
	emit.next = next;
}

/* `else`, on the line of the closing brace or one of its own. */
static void put_else( Node * then, Node * els, Loc loc ) {
	if ( emit.marks || ! then || then->kind == S_COMPOUND || wants_braces( then, true ) ) PUT( " else" );
	else {
		emit_at( loc );
		PUT( "else" );
	}
	if ( els->kind == S_IF && ! AS( If, els )->decls ) {
		if ( ! emit.marks ) put_char( ' ' );
		emit.glue = ! emit.marks;
		emit_statement( els );
	} else put_body( els, false );
}

/* A condition in parentheses; an assignment gets a second pair where the language allows it silently. */
static void put_condition( Node * cond ) {
	PUT( " (" );
	if ( ! options.c_mode && cond->kind == E_ASSIGN && ! ( cond->flags & NF_PAREN ) )
		emit_expr( cond, P_PRIMARY );
	else emit_expr( cond, P_COMMA );
	put_char( ')' );
}

/* its expression is the value of the enclosing ({ }) */
static const Node * value_statement;

/* The expression statement that gives ({ ... }) its value: the last one, behind labels. */
static const Node * value_of_block( const Node * last ) {
	while ( last && last->kind == S_LABEL ) last = AS( Label, last )->stmt;
	return last;
}

/* --- blocks --------------------------------------------------------------------------------------------- */

/* An expression as a statement: its value is dropped visibly, so that gcc does not ask (chapter 10, 14.2). */
static void put_expression_statement( Node * e, bool value ) {
	while ( ! options.c_mode && ! value && e->kind == E_UNARY && AS( Unary, e )->op == OP_DEREF
		&& type_is_void( AS( Unary, e )->type ) )
		e = AS( Unary, e )->arg;                    /* *p; of a void * p */
	bool dropped = e->kind == E_CAST && AS( Cast, e )->form != CAST_IMPLICIT && AS( Cast, e )->to.type
		&& type_is_void( AS( Cast, e )->to );
	if ( options.c_mode || value || dropped ) emit_expr( e, P_COMMA );
	else {
		PUT( "((void)" );
		emit_expr( e, P_CAST );
		PUT( ")" );
	}
	put_char( ';' );
}

void emit_block( Compound * c, bool value ) {
	bool inherited = emit.filter;
	emit.filter = false;
	put_char( '{' );
	emit.indent += 1;
	if ( c->labels ) {
		emit_at( c->labels->loc );
		PUT( "__label__ " );
		for EACH( l, c->labels ) {
			emit_id( AS( Name, l )->id );
			if ( l->next ) PUT( ", " );
		}
		put_char( ';' );
	}
	for EACH( item, c->items ) {
		emit.next = item->next ? item->next->loc : (Loc){ 0 };
		if ( value && ! item->next && item->kind == S_LABEL ) value_statement = value_of_block( item );
		if ( value && ! item->next && item->kind == S_EXPR ) {
			emit_at( item->loc );
			if ( item->flags & NF_EXTENSION ) PUT( "__extension__ " );
			put_expression_statement( AS( ExprStmt, item )->expr, true );
		} else emit_statement( item );
	}
	emit.indent -= 1;
	emit_at( c->end );
	put_char( '}' );
	emit.filter = inherited;
}

/* --- assembler ------------------------------------------------------------------------------------------ */

void emit_asm_text( Node * text ) { emit_expr( text, P_ASSIGN ); }

static void put_operands( Node * list ) {
	for EACH( n, list ) {
		AsmOperand * o = AS( AsmOperand, n );
		put_char( ' ' );
		emit_token_at( o->loc );
		if ( o->name ) {
			put_char( '[' );
			put_text( o->name );
			PUT( "] " );
		}
		emit_asm_text( o->constraint );
		PUT( " (" );
		emit_expr( o->expr, P_COMMA );
		put_char( ')' );
		if ( o->next ) put_char( ',' );
	}
}

static void put_asm( Asm * a ) {
	PUT( "__asm__ " );
	if ( a->asm_flags & ASM_VOLATILE ) PUT( "volatile " );
	if ( a->asm_flags & ASM_INLINE ) PUT( "__inline " );
	if ( a->asm_flags & ASM_GOTO ) PUT( "goto " );
	put_char( '(' );
	emit_asm_text( a->text );
	if ( ( a->asm_flags & ASM_EXTENDED ) || a->outputs || a->inputs || a->clobbers || a->labels ) {
		PUT( " :" );
		put_operands( a->outputs );
		PUT( " :" );
		put_operands( a->inputs );
		if ( a->clobbers || a->labels ) {
			PUT( " : " );
			emit_expr_list( a->clobbers );
		}
		if ( a->labels ) {
			PUT( " : " );
			for EACH( l, a->labels ) {
				emit_id( AS( Name, l )->id );
				if ( l->next ) PUT( ", " );
			}
		}
	}
	PUT( ");" );
}

/* --- statements ----------------------------------------------------------------------------------------- */

static void put_if( If * s ) {
	PUT( "if" );
	put_condition( s->cond );
	put_body( s->then, s->els != NULL );
	if ( s->els ) put_else( s->then, s->els, s->loc );
}

static void put_do( While * s ) {
	PUT( "do" );
	put_body( s->body, true );
	PUT( " while" );
	if ( s->cond ) put_condition( s->cond );
	else PUT( " (1)" );
	put_char( ';' );
}

static void put_for( For * s ) {
	PUT( "for (" );
	if ( s->init && s->init->kind == S_DECL ) {
		Node * d = AS( DeclStmt, s->init )->decl;
		emit_token_at( d->loc );
		if ( d->kind == D_GROUP ) emit_group( AS( Group, d ), false );
		else {
			emit.glue = true;
			emit_declaration( d, false );
			emit.buf.len -= emit.buf.at[emit.buf.len - 1] == ';';
		}
	} else if ( s->init ) {
		Node * e = s->init->kind == S_EXPR ? AS( ExprStmt, s->init )->expr : s->init;
		if ( e && e->kind != S_NULL ) emit_expr( e, P_COMMA );
	}
	PUT( "; " );
	if ( s->cond ) emit_expr( s->cond, ! options.c_mode && s->cond->kind == E_ASSIGN ? P_PRIMARY : P_COMMA );
	PUT( "; " );
	if ( s->step ) {
		if ( ! options.c_mode ) PUT( "((void)" );
		emit_expr( s->step, options.c_mode ? P_COMMA : P_CAST );
		if ( ! options.c_mode ) PUT( ")" );
	}
	put_char( ')' );
	put_body( s->body, false );
}

/* The statement a label or case stands before. */
static void put_labelled( Node * stmt ) {
	if ( ! stmt || ( stmt->kind == S_NULL && ! emit.marks ) ) PUT( " ;" );
	else emit_statement( stmt );
}

static void put_case( Case * s ) {
	if ( s->is_default ) PUT( "default:" );
	for EACH( v, s->values ) {
		emit_token_at( v->loc );
		PUT( "case " );
		emit_expr( v, P_COND );
		put_char( ':' );
		if ( v->next ) put_char( ' ' );
	}
	put_labelled( s->stmt );
}

/* Names of labels are the user's or, where two jumps need different ones, those Lower chose. */
static void put_label_name( const Jump * j ) {
	const Str * name = j->cname;
	if ( ! name && j->target && j->target->kind == S_LABEL ) name = AS( Label, j->target )->cname;
	emit_id( name ? name : j->label );
}

static void put_simple_statement( Node * s ) {
	switch ( s->kind ) {
	case S_GOTO:
		PUT( "goto " );
		put_label_name( AS( Jump, s ) );
		put_char( ';' );
		break;
	case S_GOTOEXPR:
		PUT( "goto *" );
		emit_expr( AS( ExprStmt, s )->expr, P_CAST );
		put_char( ';' );
		break;
	case S_BREAK: PUT( "break;" ); break;
	case S_CONTINUE: PUT( "continue;" ); break;
	case S_FALLTHROUGH: PUT( "__attribute__((fallthrough));" ); break;
	case S_RETURN:
		PUT( "return" );
		if ( AS( ExprStmt, s )->expr ) {
			put_char( ' ' );
			emit_expr( AS( ExprStmt, s )->expr, P_COMMA );
		}
		put_char( ';' );
		break;
	case S_ASM: put_asm( AS( Asm, s ) ); break;
	default: ICE( s->loc, "statement %s reached the output", kind_name[s->kind] );
	}
}

static void put_label( Label * l ) {
	emit_id( l->cname ? l->cname : l->name );
	put_char( ':' );
	emit_attrs( l->attrs, false );
	if ( l->attrs && l->stmt && l->stmt->kind == S_DECL ) PUT( " ;" );
	put_labelled( l->stmt );
}

void emit_statement( Node * s ) {
	if ( s->kind == S_DECL ) {
		emit_declaration( AS( DeclStmt, s )->decl, false );
		return;
	}
	if ( s->kind == S_DIRECTIVE || s->kind == D_DIRECTIVE ) {
		emit_directive( AS( Directive, s )->text, s->loc );
		return;
	}
	bool label = s->kind == S_CASE || s->kind == S_LABEL;
	emit.indent -= label;
	emit_at( s->loc );
	emit.indent += label;
	if ( s->flags & NF_EXTENSION ) PUT( "__extension__ " );
	switch ( s->kind ) {
	case S_COMPOUND: emit_block( AS( Compound, s ), false ); break;
	case S_EXPR:
		if ( AS( ExprStmt, s )->expr )
			put_expression_statement( AS( ExprStmt, s )->expr, s == value_statement );
		else put_char( ';' );
		break;
	case S_NULL: put_char( ';' ); break;
	case S_ATTR: {
		AttrStmt * a = AS( AttrStmt, s );
		if ( ! a->stmt || options.c_mode ) emit_attrs( a->attrs, true );
		if ( ! a->stmt ) put_char( ';' );
		else {
			emit.glue = true;
			emit_statement( a->stmt );
		}
		break;
	}
	case S_IF: put_if( AS( If, s ) ); break;
	case S_WHILE:
		PUT( "while" );
		if ( AS( While, s )->cond ) put_condition( AS( While, s )->cond );
		else PUT( " (1)" );
		put_body( AS( While, s )->body, false );
		break;
	case S_DO: put_do( AS( While, s ) ); break;
	case S_FOR: put_for( AS( For, s ) ); break;
	case S_SWITCH:
		PUT( "switch" );
		put_condition( AS( Switch, s )->cond );
		put_body( AS( Switch, s )->body, true );
		break;
	case S_CASE: put_case( AS( Case, s ) ); break;
	case S_LABEL: put_label( AS( Label, s ) ); break;
	default: put_simple_statement( s );
	}
}
