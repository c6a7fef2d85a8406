/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Expressions and initialisers as C text. Parentheses are those the user wrote and those precedence needs, so
 * that gcc's -Wparentheses judges what the user wrote (chapter 10, 14.2); outside C mode operands that are
 * operators themselves get them always.
 *
 *     a + b * c        a + b * c  (C mode)        a + (b * c)
 */
#include "CodeGen/emit.h"

static const signed char binary_level[OP_COUNT] = {
	[OP_MUL] = P_MUL, [OP_DIV] = P_MUL, [OP_MOD] = P_MUL, [OP_ADD] = P_ADD, [OP_SUB] = P_ADD,
	[OP_SHL] = P_SHIFT, [OP_SHR] = P_SHIFT, [OP_LT] = P_LESS, [OP_GT] = P_LESS, [OP_LE] = P_LESS,
	[OP_GE] = P_LESS, [OP_EQ] = P_EQUAL, [OP_NE] = P_EQUAL, [OP_BITAND] = P_BITAND, [OP_BITXOR] = P_BITXOR,
	[OP_BITOR] = P_BITOR, [OP_ANDAND] = P_ANDAND, [OP_OROR] = P_OROR, [OP_COMMA] = P_COMMA,
};

const Str * emit_name_of( Node * decl, const Str * id ) {
	if ( ! decl ) return id;
	switch ( decl->kind ) {
	case D_OBJECT: case D_FUNCTION: case D_PARAM: case D_FIELD: case D_TYPEDEF:
		return AS( Decl, decl )->cname ? AS( Decl, decl )->cname : id;
	case D_ENUMERATOR:
		return AS( Enumerator, decl )->cname ? AS( Enumerator, decl )->cname : id;
	default:
		return id;
	}
}

/* Is this a conversion C makes itself, so that writing it would only hide gcc's warnings or add clutter? In C
   mode all are; elsewhere the arithmetic ones are written (chapter 03, 2.4). */
static bool is_silent_cast( const Node * e ) {
	if ( e->kind != E_CAST || AS( Cast, e )->form != CAST_IMPLICIT ) return false;
	if ( options.c_mode ) return true;
	QType from = AS( Expr, AS( Cast, e )->arg )->type, to = AS( Cast, e )->to;
	if ( ! from.type || ! to.type ) return true;
	if ( type_is_arithmetic( from ) && type_is_arithmetic( to ) )
		return type_equal( type_unqualified( from ), type_unqualified( to ) );
	if ( AS( Cast, e )->arg->kind == E_INT ) return true;                      /* 0 */
	bool number = KIND_OF( from ) == TY_BASIC;                              /* zero_t variables, too */
	return ! ( type_is_pointer( to ) && number );
}

static Node * without_silent( Node * e ) {
	while ( e && is_silent_cast( e ) ) e = AS( Cast, e )->arg;
	return e;
}

/* The level of precedence of an expression's outermost operator. */
static int level_of( const Node * e ) {
	if ( ( e->flags & NF_EXTENSION ) && e->kind != E_UNARY ) return P_CAST;
	switch ( e->kind ) {
	case E_UNARY: {
		int op = AS( Unary, e )->op;
		return op == OP_POSTINC || op == OP_POSTDEC ? P_POSTFIX : P_UNARY;
	}
	case E_BINARY: return binary_level[ AS( Binary, e )->op ];
	case E_ASSIGN: return P_ASSIGN;
	case E_COND: return P_COND;
	case E_CAST: return P_CAST;
	case E_SIZEOF: case E_LABELADDR: return P_UNARY;
	case E_CALL:
	case E_INDEX:
	case E_MEMBER: case E_COMPOUNDLIT: case E_TUPLE: case E_OFFSETOF: case E_VAARG: return P_POSTFIX;
	default: return P_PRIMARY;
	}
}

/* Does printing begin with this character? Only asked of prefix operators, which must not run together. */
static bool begins_with( Node * e, char c ) {
	e = without_silent( e );
	if ( ! e || e->kind != E_UNARY || ( e->flags & NF_PAREN ) )
		return e && e->kind == E_LABELADDR && c == '&';
	int op = AS( Unary, e )->op;
	return op != OP_POSTINC && op != OP_POSTDEC && op_text[op][0] == c;
}

static void put_unary( Unary * u ) {
	if ( u->op == OP_POSTINC || u->op == OP_POSTDEC ) {
		emit_expr( u->arg, P_POSTFIX );
		put_str( op_text[u->op] );
		return;
	}
	put_str( op_text[u->op] );
	if ( u->op == OP_REAL || u->op == OP_IMAG || u->op == OP_EXTENSION ) put_char( ' ' );
	else if ( begins_with( u->arg, op_text[u->op][0] ) ) put_char( ' ' );
	emit_expr( u->arg, u->op == OP_PREINC || u->op == OP_PREDEC ? P_UNARY : P_CAST );
}

/* Outside C mode operators as operands are put in parentheses, unless the two are the same associative
   one. */
static int operand_level( int op, Node * operand, bool left ) {
	int level = binary_level[op];
	if ( options.c_mode || level == P_COMMA ) return left ? level : level + 1;
	operand = without_silent( operand );
	bool same = left && operand->kind == E_BINARY && AS( Binary, operand )->op == op && level != P_LESS &&
		level != P_EQUAL && level != P_SHIFT;
	return same ? level : P_CAST;
}

static void put_binary( Binary * b ) {
	emit_expr( b->lhs, operand_level( b->op, b->lhs, true ) );
	if ( b->op != OP_COMMA ) put_char( ' ' );
	emit_token_at( b->loc );
	put_str( op_text[b->op] );
	put_char( ' ' );
	emit_expr( b->rhs, operand_level( b->op, b->rhs, false ) );
}

static void put_cond( Cond * c ) {
	emit_expr( c->cond, options.c_mode ? P_OROR : P_CAST );
	PUT( " ?" );
	if ( c->a ) {
		put_char( ' ' );
		emit_expr( c->a, options.c_mode ? P_COMMA : P_CAST );
		put_char( ' ' );
	}
	PUT( ": " );
	emit_expr( c->b, P_COND );
}

static void put_call( Call * c ) {
	emit_expr( c->fn, P_POSTFIX );
	put_char( '(' );
	emit_expr_list( c->args );
	put_char( ')' );
}

static void put_index( Index * x ) {
	if ( x->flags & NF_FLIPPED ) {
		emit_expr( x->indexes, P_POSTFIX );
		put_char( '[' );
		emit_expr( x->base, P_COMMA );
	} else {
		emit_expr( x->base, P_POSTFIX );
		put_char( '[' );
		if ( x->indexes && ! x->indexes->next ) emit_expr( x->indexes, P_COMMA );
		else emit_expr_list( x->indexes );
	}
	put_char( ']' );
}

static void put_member( Member * m ) {
	emit_expr( m->object, P_POSTFIX );
	if ( m->arrow ) PUT( "->" );
	else put_char( '.' );
	emit_id( emit_name_of( m->field, m->name ) );
}

static void put_cast( Cast * c ) {
	put_char( '(' );
	emit_type( c->form == CAST_IMPLICIT ? NULL : c->spec, c->to );
	put_char( ')' );
	emit_expr( c->arg, P_CAST );
}

static void put_sizeof( SizeOf * s ) {
	if ( s->op == OP_COUNTOF ) {
		Const count = constant_fold( AS( Node, s ), false );
		if ( count.kind == CONST_INT ) {
			char text[48];
			put( text, (size_t)snprintf( text, sizeof( text ), "((unsigned long int)%lldll)",
				(long long)count.i ) );
			return;
		}
	}
	put_str( op_text[s->op] );
	if ( s->spec || ! s->arg ) {
		put_char( '(' );
		emit_type( s->spec, s->of );
		put_char( ')' );
	} else {
		if ( ! ( s->arg->flags & NF_PAREN ) ) put_char( ' ' );
		emit_expr( s->arg, P_UNARY );
	}
}

static void put_designators( Node * list ) {
	for EACH( d, list ) {
		if ( d->kind == DS_FIELD ) {
			FieldDesignator * f = AS( FieldDesignator, d );
			put_char( '.' );
			emit_id( emit_name_of( f->field, f->name ) );
		} else if ( d->kind == DS_INDEX ) {
			IndexDesignator * x = AS( IndexDesignator, d );
			put_char( '[' );
			emit_expr( x->lo, P_COND );
			if ( x->hi ) {
				PUT( " ... " );
				emit_expr( x->hi, P_COND );
			}
			put_char( ']' );
		} else ICE( d->loc, "designator %s reached the output", kind_name[d->kind] );
	}
}

static void put_offsetof( OffsetOf * o ) {
	PUT( "__builtin_offsetof(" );
	emit_type( o->spec, o->of );
	PUT( ", " );
	size_t start = emit.buf.len;
	put_designators( o->path );
	if ( emit.buf.at[start] == '.' ) emit.buf.at[start] = ' ';
	put_char( ')' );
}

static void put_generic( Generic * g ) {
	if ( ! options.c_mode && g->chosen ) {
		Node * value = g->chosen->kind == E_ASSOC ? AS( Assoc, g->chosen )->value : g->chosen;
		put_char( '(' );
		emit_expr( value, P_COMMA );
		put_char( ')' );
		return;
	}
	PUT( "_Generic(" );
	emit_expr( g->control, P_ASSIGN );
	for EACH( a, g->assocs ) {
		PUT( ", " );
		if ( AS( Assoc, a )->spec ) emit_type( AS( Assoc, a )->spec, QT_NONE );
		else PUT( "default" );
		PUT( ": " );
		emit_expr( AS( Assoc, a )->value, P_ASSIGN );
	}
	put_char( ')' );
}

/* ({ ... }): the last statement is the value and stays as it is. */
static void put_statement_expr( StmtExpr * s ) {
	PUT( "(" );
	Loc next = emit.next;
	emit_block( AS( Compound, s->body ), true );
	emit.next = next;
	PUT( ")" );
}

/* An enumerator or object by its emitted name. */
static void put_name( Node * decl, const Str * id ) { emit_id( emit_name_of( decl, id ) ); }

static void put_bare( Node * e ) {
	switch ( e->kind ) {
	case E_NAME: put_name( AS( Name, e )->decl, AS( Name, e )->id ); break;
	case E_QUALNAME: put_name( AS( QualName, e )->decl, AS( QualName, e )->id ); break;
	case E_INT: emit_int( AS( IntLit, e ) ); break;
	case E_FLOAT: emit_float( AS( FloatLit, e ) ); break;
	case E_CHAR: emit_char_constant( AS( CharLit, e ) ); break;
	case E_STRING: emit_string( AS( StrLit, e ) ); break;
	case E_UNARY: put_unary( AS( Unary, e ) ); break;
	case E_LABELADDR: {
		LabelAddr * l = AS( LabelAddr, e );
		PUT( "&&" );
		emit_id( l->target && l->target->kind == S_LABEL && AS( Label, l->target )->cname ?
			AS( Label, l->target )->cname : l->label );
		break;
	}
	case E_BINARY: put_binary( AS( Binary, e ) ); break;
	case E_ASSIGN: {
		Assign * a = AS( Assign, e );
		emit_expr( a->lhs, P_UNARY );
		put_char( ' ' );
		emit_token_at( a->loc );
		if ( a->op != OP_AT ) put_str( op_text[a->op] );
		PUT( "= " );
		emit_expr( a->rhs, P_ASSIGN );
		break;
	}
	case E_COND: put_cond( AS( Cond, e ) ); break;
	case E_CALL: put_call( AS( Call, e ) ); break;
	case E_INDEX: put_index( AS( Index, e ) ); break;
	case E_MEMBER: put_member( AS( Member, e ) ); break;
	case E_CAST: put_cast( AS( Cast, e ) ); break;
	case E_COMPOUNDLIT: {
		CompoundLit * c = AS( CompoundLit, e );
		put_char( '(' );
		emit_type( c->spec, c->of );
		put_char( ')' );
		emit_initialiser( c->init );
		break;
	}
	case E_TUPLE:
		put_char( '(' );
		emit_meaning( AS( Expr, e )->type, NULL );
		PUT( "){ " );
		emit_expr_list( AS( TupleExpr, e )->elems );
		PUT( " }" );
		break;
	case E_SIZEOF: put_sizeof( AS( SizeOf, e ) ); break;
	case E_OFFSETOF: put_offsetof( AS( OffsetOf, e ) ); break;
	case E_VAARG:
		PUT( "__builtin_va_arg(" );
		emit_expr( AS( VaArg, e )->arg, P_ASSIGN );
		PUT( ", " );
		emit_type( AS( VaArg, e )->spec, AS( VaArg, e )->of );
		put_char( ')' );
		break;
	case E_GENERIC: put_generic( AS( Generic, e ) ); break;
	case E_STMT: put_statement_expr( AS( StmtExpr, e ) ); break;
	case E_TYPE: emit_type( AS( TypeArg, e )->spec, AS( TypeArg, e )->of ); break;
	case E_RANGE:
		emit_expr( AS( Range, e )->lo, P_COND );
		PUT( " ... " );
		emit_expr( AS( Range, e )->hi, P_COND );
		break;
	case I_LIST: emit_initialiser( e ); break;
	default: ICE( e->loc, "expression %s reached the output", kind_name[e->kind] );
	}
}

/* Is the node's position that of its first token (and not of an operator behind an operand)? */
static bool starts_at_loc( const Node * e ) {
	switch ( e->kind ) {
	case E_BINARY: case E_ASSIGN: case E_COND: case E_CALL: case E_INDEX: case E_MEMBER: return false;
	case E_UNARY: return AS( Unary, e )->op != OP_POSTINC && AS( Unary, e )->op != OP_POSTDEC;
	default: return true;
	}
}

void emit_expr( Node * e, int level ) {
	bool paren = e->flags & NF_PAREN;
	while ( is_silent_cast( e ) ) {
		e = AS( Cast, e )->arg;
		paren |= e->flags & NF_PAREN;
	}
	paren = paren || level_of( e ) < level;
	if ( paren || starts_at_loc( e ) ) emit_token_at( e->loc );
	if ( paren ) put_char( '(' );
	if ( ( e->flags & NF_EXTENSION ) && ! ( e->kind == E_UNARY && AS( Unary, e )->op == OP_EXTENSION ) )
		PUT( "__extension__ " );
	put_bare( e );
	if ( paren ) put_char( ')' );
}

void emit_expr_list( Node * list ) {
	for EACH( e, list ) {
		emit_expr( e, P_ASSIGN );
		if ( e->next ) PUT( ", " );
	}
}

/* Long lists are broken into lines; with marks the lines follow the source. */
void emit_initialiser( Node * init ) {
	if ( init->kind != I_LIST ) {
		emit_expr( init, P_ASSIGN );
		return;
	}
	emit_token_at( init->loc );
	PUT( "{ " );
	for EACH( n, AS( InitList, init )->items ) {
		InitItem * item = AS( InitItem, n );
		emit_token_at( item->loc );
		if ( item->designators ) {
			put_designators( item->designators );
			PUT( " = " );
		}
		emit_initialiser( item->value );
		if ( ! item->next ) put_char( ' ' );
		else if ( ! emit.marks && emit.buf.len - emit.line_start > 100 ) {
			put_char( ',' );
			emit_newline();
			for ( unsigned i = 0; i <= emit.indent; i += 1 ) put_char( '\t' );
		} else PUT( ", " );
	}
	put_char( '}' );
}
