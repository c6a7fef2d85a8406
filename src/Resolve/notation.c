/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Expressions and declarations in the tree notation of chapter 10, 13: a walk that keeps a level of
 * indentation.
 *
 *     f( x + 1 )      Applying untyped:
 *                       Name: f
 *                     ...to:
 *                       Applying untyped:
 *                         Name: ?+?
 *                       ...to:
 *                         Name: x
 *                         Constant Expression (1: one_t)
 *                         ... with resolved type:
 *                           one_t
 *
 * An expression without a meaning is shown as written: what the resolver added to it by then is left out.
 */
#include "Resolve/declare.h"
#include "Resolve/overload.h"

/* `typed`: the tree has been resolved, names are variables and every expression says its type. */
typedef struct Notation { Buf out; int level; bool typed; } Notation;

static void expr( Notation * n, const Node * e );
static void statement( Notation * n, const Node * s );

static void text( Notation * n, const char * t ) { buf_puts( &n->out, t ); }
static void indent( Notation * n, int level ) { buf_printf( &n->out, "%*s", 2 * level, "" ); }

/* The text on a line of its own: `less` is 1 for those that stand one level further out. */
static void line( Notation * n, int less, const char * t ) {
	indent( n, n->level - less );
	text( n, t );
	buf_putc( &n->out, '\n' );
}

static void type( Notation * n, QType q ) { type_message_at( &n->out, q, n->level ); }

static void child( Notation * n, const Node * e ) {
	indent( n, n->level );
	expr( n, e );
	buf_putc( &n->out, '\n' );
}

static void children( Notation * n, const Node * list ) { for EACH( e, (Node *)list ) child( n, e ); }

/* A type as written: the same walk over its meaning. */
static QType meaning( const Node * spec, QType known ) {
	return known.type || ! spec ? known : resolve_type( node_copy( spec ), NULL );
}

/* What ends an expression of the kinds marked P. */
static void post( Notation * n, QType q, const Node * e ) {
	if ( q.type ) {
		buf_putc( &n->out, '\n' );
		line( n, 0, "... with resolved type:" );
		n->level += 1;
		indent( n, n->level );
		type( n, q );
		n->level -= 1;
	}
	if ( e->flags & NF_EXTENSION ) {
		buf_putc( &n->out, '\n' );
		indent( n, n->level );
		text( n, "... with extension" );
	}
}

static QType resolved( const Notation * n, const Node * e ) {
	return n->typed ? AS( const Expr, e )->type : QT_NONE;
}

static void name( Notation * n, const char * t ) { buf_printf( &n->out, "Name: %s", t ); }

/* A call by the name of its function, or by an expression; the arguments are `args`, the last of them a
   list. */
static void call( Notation * n, const char * by_name, const Node * fn, const Node * const args[],
	unsigned lists, const Node * e ) {
	n->level += 1;
	text( n, n->typed ? "Application of\n" : "Applying untyped:\n" );
	indent( n, n->level );
	if ( fn ) expr( n, fn ); else name( n, by_name );
	buf_putc( &n->out, '\n' );
	if ( n->typed ) line( n, 0, "... to arguments" ); else line( n, 1, "...to:" );
	for ( unsigned i = 0; i < lists; i += 1 ) {
		if ( i + 1 < lists ) child( n, args[i] ); else children( n, args[i] );
	}
	n->level -= 1;
	post( n, resolved( n, e ), e );
}

#define CALL( by_name, e, ... ) \
	call( n, by_name, NULL, (const Node *[]){ __VA_ARGS__ }, \
		sizeof( (const Node *[]){ __VA_ARGS__ } ) / sizeof( Node * ), e )

static void apply( Notation * n, const Call * c ) {
	const char * by_name = c->kind == E_CTOR ? "?{}" : c->kind == E_DTOR ? "^?{}" : NULL;
	const Node * args[] = { c->fn, c->args };
	if ( by_name ) call( n, by_name, NULL, args, 2, (const Node *)c );
	else if ( c->kind == E_POSTFIXCALL && c->fn->kind == E_NAME )
		call( n, intern_fmt( "?`%s", AS( Name, c->fn )->id->text )->text, NULL,
			(const Node *[]){ c->args, NULL }, 2, (const Node *)c );
	else call( n, NULL, c->fn, (const Node *[]){ c->args }, 1, (const Node *)c );
}

/* A name of the function, then lines of what follows: the shape that casts, addresses and members share. */
static void cast( Notation * n, const char * title, const Node * e, QType to, const Node * whole ) {
	n->level += 1;
	text( n, title );
	child( n, e );
	indent( n, n->level - 1 );
	text( n, "... to:" );
	if ( to.type && KIND_OF( to ) == TY_VOID ) text( n, " nothing" );
	else if ( to.type ) {
		buf_putc( &n->out, '\n' );
		indent( n, n->level );
		type( n, to );
	}
	n->level -= 1;
	post( n, resolved( n, whole ), whole );
}

static void cast_expr( Notation * n, const Cast * c ) {
	if ( ! n->typed && c->flags & NF_IMPLICIT ) { expr( n, c->arg ); return; }
	QType to = meaning( c->spec, c->to );
	if ( c->form == CAST_VIRTUAL ) cast( n, "Virtual Cast of:\n", c->arg, to, (const Node *)c );
	else
		cast( n, c->flags & NF_IMPLICIT ? "Generated Cast of:\n" : "Explicit Cast of:\n", c->arg, to,
			(const Node *)c );
}

static void declared( Notation * n, const char * id, QType q ) {
	if ( id ) buf_printf( &n->out, "%s: ", id );
	type( n, q );
}

static void name_expr( Notation * n, const Name * e ) {
	if ( ! n->typed || ! e->decl ) { name( n, e->id->text ); return; }
	QType q = e->decl->kind == D_ENUMERATOR ? AS( Enumerator, e->decl )->type : AS( Decl, e->decl )->type;
	text( n, "Variable Expression: " );
	declared( n, e->id->text, q );
	post( n, q, (const Node *)e );
}

static void member( Notation * n, const Member * m ) {
	n->level += 1;
	text( n, n->typed ? "Member Expression, with field:\n" : "Untyped Member Expression, with field: \n" );
	indent( n, n->level );
	if ( n->typed && m->field ) {
		declared( n, m->name ? m->name->text : NULL, AS( Decl, m->field )->type );
		buf_putc( &n->out, '\n' );
	} else name( n, m->name ? m->name->text : intern_fmt( "%d", m->tuple_index )->text );
	line( n, 1, "... from aggregate:" );
	indent( n, n->level );
	if ( m->arrow && ! n->typed ) CALL( "*?", m->object, m->object, NULL ); else expr( n, m->object );
	n->level -= 1;
	post( n, resolved( n, (const Node *)m ), (const Node *)m );
}

/* Constants have their type from the beginning. */
static void constant( Notation * n, const Node * e ) {
	Expr * typed = AS( Expr, rexpr_literal( node_copy( e ) ) );
	text( n, "Constant Expression (" );
	text( n, source_text( e ) );
	if ( typed->type.type ) { text( n, ": " ); type( n, typed->type ); }
	buf_putc( &n->out, ')' );
	post( n, typed->type, e );
}

static void measure( Notation * n, const SizeOf * s ) {
	text( n, s->op == OP_SIZEOF ? "Sizeof Expression on: "
		: s->op == OP_COUNTOF ? "Count Expression on: " : "Alignof Expression on: " );
	n->level += 1;
	if ( s->arg ) { text( n, "type-of expression " ); expr( n, s->arg );
		} else type( n, meaning( s->spec, s->of ) );
	n->level -= 1;
	post( n, resolved( n, (const Node *)s ), (const Node *)s );
}

static void conditional( Notation * n, const Cond * c ) {
	n->level += 1;
	text( n, "Conditional expression on:\n" );
	child( n, c->cond );
	line( n, 1, "First alternative:" );
	child( n, c->a ? c->a : c->cond );
	line( n, 1, "Second alternative:" );
	child( n, c->b );
	n->level -= 1;
	post( n, resolved( n, (const Node *)c ), (const Node *)c );
}

static void binary( Notation * n, const Binary * b ) {
	if ( b->op == OP_ANDAND || b->op == OP_OROR ) {
		buf_printf( &n->out, "Short-circuited operation (%s) on: ", b->op == OP_ANDAND ? "and" : "or" );
		expr( n, b->lhs );
		text( n, " and " );
		expr( n, b->rhs );
	} else if ( b->op == OP_COMMA ) {
		n->level += 1;
		text( n, "Comma Expression:\n" );
		child( n, b->lhs );
		child( n, b->rhs );
		n->level -= 1;
	} else { CALL( op_function[b->op], (const Node *)b, b->lhs, b->rhs, NULL ); return; }
	post( n, resolved( n, (const Node *)b ), (const Node *)b );
}

static void unary( Notation * n, const Unary * u ) {
	if ( u->op == OP_EXTENSION || (! op_function[u->op] && u->op != OP_ADDR) ) {
		if ( u->op != OP_EXTENSION ) name( n, op_text[u->op] ); else expr( n, u->arg );
		if ( u->op == OP_EXTENSION ) text( n, "\n" ), indent( n, n->level ), text( n, "... with extension" );
		return;
	}
	if ( u->op != OP_ADDR ) { CALL( op_function[u->op], (const Node *)u, u->arg, NULL ); return; }
	text( n, "Address of:\n" );
	n->level += 1;
	indent( n, n->level );
	expr( n, u->arg );
	n->level -= 1;
}

static void initialiser( Notation * n, const Node * i ) {
	if ( i->kind != I_LIST ) { text( n, "Simple Initializer: " ); expr( n, i ); return; }
	text( n, "Compound initializer: \n" );
	n->level += 1;
	for EACH( item, AS( const InitList, i )->items ) {
		indent( n, n->level );
		initialiser( n, AS( InitItem, item )->value );
		buf_putc( &n->out, '\n' );
	}
	n->level -= 1;
}

static void expr( Notation * n, const Node * e ) {
	switch ( e->kind ) {
	  case E_NAME: name_expr( n, AS( const Name, e ) ); return;
	  case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: constant( n, e ); return;
	  case E_CALL: case E_CTOR: case E_DTOR: case E_POSTFIXCALL: apply( n, AS( const Call, e ) ); return;
	  case E_UNARY: unary( n, AS( const Unary, e ) ); return;
	  case E_BINARY: binary( n, AS( const Binary, e ) ); return;
	  case E_ASSIGN: {
		const Assign * a = AS( const Assign, e );
		CALL( a->op == OP_AT ? "?@=?" : explain_operator( e ), e, a->lhs, a->rhs, NULL );
		return;
	  }
	  case E_INDEX: CALL( "?[?]", e, AS( const Index, e )->base, AS( const Index, e )->indexes ); return;
	  case E_MEMBER: member( n, AS( const Member, e ) ); return;
	  case E_CAST: cast_expr( n, AS( const Cast, e ) ); return;
	  case E_COND: conditional( n, AS( const Cond, e ) ); return;
	  case E_SIZEOF: measure( n, AS( const SizeOf, e ) ); return;
	  case E_TYPE: type( n, meaning( AS( const TypeArg, e )->spec, AS( const TypeArg, e )->of ) ); break;
	  case E_TUPLE:
		text( n, n->typed ? "Tuple:\n" : "Untyped Tuple:\n" );
		n->level += 1;
		children( n, AS( const TupleExpr, e )->elems );
		n->level -= 1;
		break;
	  case E_STMT:
		text( n, "Statement Expression:\n" );
		n->level += 1;
		indent( n, n->level );
		statement( n, AS( const StmtExpr, e )->body );
		n->level -= 1;
		break;
	  case E_COMPOUNDLIT:
		text( n, "Compound Literal Expression: \n" );
		n->level += 1;
		indent( n, n->level );
		type( n, meaning( AS( const CompoundLit, e )->spec, AS( const CompoundLit, e )->of ) );
		indent( n, n->level );
		initialiser( n, AS( const CompoundLit, e )->init );
		n->level -= 1;
		break;
	  case E_RANGE:
		text( n, "Range Expression: " );
		expr( n, AS( const Range, e )->lo );
		text( n, " ... " );
		expr( n, AS( const Range, e )->hi );
		return;
	  case E_LABELADDR:
		buf_printf( &n->out, "Address of label:%s", AS( const LabelAddr, e )->label->text ); return;
	  case E_QUALNAME:
		text( n, "QualifiedNameExpr: \n" );
		n->level += 1;
		indent( n, n->level );
		text( n, "Type: " );
		text( n, source_text( AS( const QualName, e )->scope ) );
		buf_putc( &n->out, '\n' );
		line( n, 0, intern_fmt( "Name: %s", AS( const QualName, e )->id->text )->text );
		n->level -= 1;
		break;
	  case E_TEMPORARY:
		if ( AS( const Temporary, e )->construct ) expr( n, AS( const Temporary, e )->construct );
		return;
	  case I_LIST: initialiser( n, e ); return;
	  /* builtin forms that the notation has no word for */
	  default: name( n, source_text( e ) ); return;
	}
	post( n, resolved( n, e ), e );
}

/* Statements inside of expressions. */
static void statement( Notation * n, const Node * s ) {
	switch ( s->kind ) {
	  case S_COMPOUND:
		text( n, "Compound Statement:\n" );
		n->level += 1;
		for EACH( item, AS( const Compound, s )->items ) {
			indent( n, n->level );
			statement( n, item );
			buf_putc( &n->out, '\n' );
		}
		n->level -= 1;
		return;
	  case S_EXPR:
		text( n, "Expression Statement:\n" );
		n->level += 1;
		indent( n, n->level );
		expr( n, AS( const ExprStmt, s )->expr );
		n->level -= 1;
		return;
	  case S_RETURN: {
		const Node * e = AS( const ExprStmt, s )->expr;
		text( n, e ? "Return Statement, returning:\n" : "Return Statement, returning void" );
		n->level += 1;
		if ( e ) { indent( n, n->level ); expr( n, e ); }
		n->level -= 1;
		buf_putc( &n->out, '\n' );
		return;
	  }
	  case S_NULL: text( n, "Null Statement\n" ); return;
	  case S_DECL:
		buf_printf( &n->out, "Declaration of %s", source_text( AS( const DeclStmt, s )->decl ) ); return;
	  default: text( n, source_text( s ) ); return;
	}
}

const char * notation_untyped( const Node * e ) {
	Notation n = { 0 };
	expr( &n, e );
	return buf_text( &n.out );
}

const char * notation_reference_cast( const Node * e ) {
	Notation n = { .typed = true };
	QType q = AS( const Expr, e )->type;
	while ( q.type && KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	QType to = type_reference( q );
	Cast whole = { .kind = E_CAST, .loc = e->loc, .type = to };
	cast( &n, "Generated Cast of:\n", e, to, (const Node *)&whole );
	return buf_text( &n.out );
}

const char * notation_declaration( const Decl * d, int storage ) {
	static const struct { int bit; const char * text; } words[] = {
		{ DS_EXTERN, "extern " }, { DS_STATIC, "static " }, { DS_AUTO, "auto " },
		{ DS_REGISTER, "register " },
		{ DS_GNU_THREAD, "__thread " }, { DS_THREAD, "_Thread_local " }, { DS_INLINE, "inline " },
		{ DS_NORETURN, "_Noreturn " }, { DS_FORTRAN, "fortran " },
	};
	Notation n = { 0 };
	if ( d->name ) buf_printf( &n.out, "%s: ", d->name->text );
	if ( d->flags & NF_C_LINKAGE && d->level <= 1 ) text( &n, "C " );
	for ( unsigned i = 0; i < sizeof( words ) / sizeof( words[0] ); i += 1 ) {
		if ( words[i].bit == DS_THREAD && storage & DS_GNU_THREAD ) continue;
		if ( storage & words[i].bit ) text( &n, words[i].text );
	}
	type( &n, d->type );
	return buf_text( &n.out );
}
