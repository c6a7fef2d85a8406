/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Expressions and initialisers as source: parentheses where the user wrote them and where the tree needs
 * them.
 */
#include "AST/source.h"

#include <string.h>

static Prec binary_prec( int op ) {
	switch ( op ) {
	case OP_POWER: return P_POWER;
	case OP_MUL: case OP_DIV: case OP_MOD: return P_MUL;
	case OP_ADD: case OP_SUB: return P_ADD;
	case OP_SHL: case OP_SHR: return P_SHIFT;
	case OP_LT: case OP_GT: case OP_LE: case OP_GE: return P_RELATION;
	case OP_EQ: case OP_NE: return P_EQUAL;
	case OP_BITAND: return P_BITAND;
	case OP_BITXOR: return P_BITXOR;
	case OP_BITOR: return P_BITOR;
	case OP_ANDAND: return P_ANDAND;
	case OP_OROR: return P_OROR;
	default: return P_COMMA;
	}
}

static Prec prec_of( const Node * n ) {
	switch ( n->kind ) {
	case E_UNARY:
		return AS( Unary, n )->op == OP_POSTINC || AS( Unary, n )->op == OP_POSTDEC ? P_POSTFIX : P_UNARY;
	case E_LABELADDR: case E_SIZEOF: return P_UNARY;
	case E_BINARY: return binary_prec( AS( Binary, n )->op );
	case E_ASSIGN: return P_ASSIGN;
	case E_COND: return P_COND;
	case E_CAST: return P_CAST;
	case E_CALL:
	case E_CTOR: case E_DTOR: case E_POSTFIXCALL: case E_INDEX: case E_MEMBER: case E_MEMBERTUPLE:
	case E_KEYWORDMEMBER: case E_COMPOUNDLIT:
		return P_POSTFIX;
	case E_RANGE: return P_COND;
	default: return P_PRIMARY;
	}
}

void put_expr_list( Source * s, const Node * list ) {
	for EACH( e, (Node *)list ) {
		put_separator( s, e, list, ", " );
		put_expr( s, e, P_ASSIGN );
	}
}

/* Arguments between brackets of some kind. */
static void put_args( Source * s, const char * open, const Node * args, const char * close ) {
	put( s, open );
	if ( args ) {
		put( s, " " );
		put_expr_list( s, args );
		put( s, " " );
	}
	put( s, close );
}

/* Prefix operators do not run together. */
static void put_prefix( Source * s, const Unary * u ) {
	const char * op = op_text[u->op];
	put( s, op );
	if ( ! u->arg ) return;
	size_t at = s->out.len;
	bool word = op[0] == '_';
	if ( word ) put( s, " " );
	put_expr( s, u->arg, u->op == OP_PREINC || u->op == OP_PREDEC ? P_UNARY : P_CAST );
	char first = at < s->out.len ? s->out.at[at] : '\0';
	if ( word || ! first || ! strchr( "+-&~*!?", first ) ) return;
	buf_putc( &s->out, ' ' );                               /* move the operand by one */
	memmove( s->out.at + at + 1, s->out.at + at, s->out.len - at - 1 );
	s->out.at[at] = ' ';
}

/* A type as written, or the resolver's when nobody wrote one. */
static void put_written( Source * s, const Node * spec, QType type ) {
	if ( spec ) put_type( s, spec );
	else if ( type.type && node_type_text ) put( s, node_type_text( type ) );
}

static void put_cast( Source * s, const Cast * c ) {
	switch ( c->form ) {
	case CAST_IMPLICIT:
		put_expr( s, c->arg, P_CAST );
		return;
	case CAST_RETURN: put( s, "(return " ); break;
	case CAST_VIRTUAL: put( s, c->spec ? "(virtual " : "(virtual" ); break;
	case CAST_COERCE: put( s, "(coerce " ); break;
	case CAST_KEYWORD_REF: case CAST_KEYWORD_PTR:
		put( s, "(" );
		put( s, source_key_word[c->key] );
		put( s, c->form == CAST_KEYWORD_REF ? " &" : " *" );
		break;
	default: put( s, "(" );
	}
	put_written( s, c->spec, c->to );
	put( s, ")" );
	put_expr( s, c->arg, P_CAST );
}

static void put_field( Source * s, const FieldPath * f ) {
	if ( f->name ) put_id( s, f->name ); else buf_printf( &s->out, "%d", f->tuple_index );
	if ( ! f->sub ) return;
	put( s, f->arrow ? "->" : "." );
	if ( f->sub->next ) put_args( s, "[", f->sub, "]" ); else put_expr( s, f->sub, P_ASSIGN );
}

static void put_member( Source * s, const Member * m ) {
	put_expr( s, m->object, P_POSTFIX );
	put( s, m->arrow ? "->" : "." );
	/* a component may have got the name of its field */
	bool component = ! m->name || (m->tuple_index >= 0 && strncmp( m->name->text, "field_", 6 ) == 0);
	if ( component ) buf_printf( &s->out, "%d", m->tuple_index ); else put_id( s, m->name );
}

static void put_generic( Source * s, const Generic * g ) {
	put( s, "_Generic( " );
	put_expr( s, g->control, P_ASSIGN );
	for EACH( a, g->assocs ) {
		put( s, ", " );
		if ( AS( Assoc, a )->spec ) put_type( s, AS( Assoc, a )->spec ); else put( s, "default" );
		put( s, " : " );
		put_expr( s, AS( Assoc, a )->value, P_ASSIGN );
	}
	put( s, " )" );
}

static void put_offsetof( Source * s, const OffsetOf * o ) {
	put( s, "__builtin_offsetof( " );
	put_type( s, o->spec );
	put( s, ", " );
	for EACH( d, o->path ) {
		if ( d->kind == DS_FIELD ) {
			put_separator( s, d, o->path, "." );
			put_id( s, AS( FieldDesignator, d )->name );
		} else if ( d->kind == DS_INDEX ) {
			put_args( s, "[", AS( IndexDesignator, d )->lo, "]" );
		}
	}
	put( s, " )" );
}

static void put_sizeof( Source * s, const SizeOf * e ) {
	bool parens = ! e->arg || ! ( e->arg->flags & NF_PAREN );
	put( s, op_text[e->op] );
	if ( parens ) put( s, "(" );
	if ( e->arg ) put_expr( s, e->arg, P_COMMA ); else put_written( s, e->spec, e->of );
	if ( parens ) put( s, ")" );
}

/* x`f: the function is named ?`f. */
static void put_postfix_call( Source * s, const Call * c ) {
	put_expr( s, c->args, P_POSTFIX );
	put( s, "`" );
	const Str * name = c->fn->kind == E_NAME ? AS( Name, c->fn )->id : NULL;
	if ( ! name ) put_expr( s, c->fn, P_PRIMARY );
	else put( s, strncmp( name->text, "?`", 2 ) == 0 ? name->text + 2 : name->text );
}

static void put_literal( Source * s, const Node * n ) {
	switch ( n->kind ) {
	case E_INT: put_str( s, AS( IntLit, n )->spelling ); break;
	case E_FLOAT: put_str( s, AS( FloatLit, n )->spelling ); break;
	case E_CHAR: {
		const CharLit * c = AS( CharLit, n );
		if ( c->prefix && c->spelling->text[0] == '\'' ) buf_putc( &s->out, (char)c->prefix );
		put_str( s, c->spelling );
		break;
	}
	case E_STRING: {
		const StrLit * l = AS( StrLit, n );
		if ( l->prefix == '8' ) put( s, "u8" ); else if ( l->prefix ) buf_putc( &s->out, (char)l->prefix );
		put_str( s, l->pieces );
		break;
	}
	}
}

static void put_operation( Source * s, const Node * n ) {
	switch ( n->kind ) {
	case E_UNARY:
		if ( prec_of( n ) == P_UNARY ) {
			put_prefix( s, AS( Unary, n ) );
		} else {
			put_expr( s, AS( Unary, n )->arg, P_POSTFIX );
			put( s, op_text[AS( Unary, n )->op] );
		}
		break;
	case E_LABELADDR:
		put( s, "&&" );
		put_id( s, AS( LabelAddr, n )->label );
		break;
	case E_BINARY: {
		const Binary * b = AS( Binary, n );
		Prec prec = binary_prec( b->op );
		put_expr( s, b->lhs, prec );
		put( s, b->op == OP_COMMA ? "" : " " );
		put( s, op_text[b->op] );
		put( s, " " );
		put_expr( s, b->rhs, prec + 1 );
		break;
	}
	case E_ASSIGN: {
		const Assign * a = AS( Assign, n );
		put_expr( s, a->lhs, P_UNARY );
		buf_printf( &s->out, " %s= ", op_text[a->op] );
		put_expr( s, a->rhs, P_ASSIGN );
		break;
	}
	case E_COND: {
		const Cond * c = AS( Cond, n );
		put_expr( s, c->cond, P_OROR );
		put( s, c->a ? " ? " : " ?" );
		if ( c->a ) put_expr( s, c->a, P_COMMA );
		put( s, c->a ? " : " : ": " );
		put_expr( s, c->b, P_COND );
		break;
	}
	}
}

static void put_postfix( Source * s, const Node * n ) {
	switch ( n->kind ) {
	case E_CALL:
		put_expr( s, AS( Call, n )->fn, P_POSTFIX );
		put_args( s, "(", AS( Call, n )->args, ")" );
		break;
	case E_CTOR:
		put_expr( s, AS( Call, n )->fn, P_POSTFIX );
		put_args( s, "{", AS( Call, n )->args, "}" );
		break;
	case E_DTOR:
		put( s, "^" );
		put_expr( s, AS( Call, n )->fn, P_PRIMARY );
		put_args( s, "{", AS( Call, n )->args, "}" );
		break;
	case E_POSTFIXCALL: put_postfix_call( s, AS( Call, n ) ); break;
	case E_INDEX:
		if ( n->flags & NF_FLIPPED ) {
			put_expr( s, AS( Index, n )->indexes, P_POSTFIX );
			put_args( s, "[", AS( Index, n )->base, "]" );
		} else {
			put_expr( s, AS( Index, n )->base, P_POSTFIX );
			put_args( s, "[", AS( Index, n )->indexes, "]" );
		}
		break;
	case E_MEMBER: put_member( s, AS( Member, n ) ); break;
	case E_MEMBERTUPLE:
		put_expr( s, AS( MemberTuple, n )->object, P_POSTFIX );
		put( s, AS( MemberTuple, n )->arrow ? "->" : "." );
		put_args( s, "[", AS( MemberTuple, n )->fields, "]" );
		break;
	case E_KEYWORDMEMBER:
		put_expr( s, AS( KeywordMember, n )->object, P_POSTFIX );
		put( s, "." );
		put( s, source_key_word[AS( KeywordMember, n )->key] );
		break;
	case E_COMPOUNDLIT:
		put( s, "(" );
		put_written( s, AS( CompoundLit, n )->spec, AS( CompoundLit, n )->of );
		put( s, AS( CompoundLit, n )->at ? ")@" : ")" );
		put_init( s, AS( CompoundLit, n )->init );
		break;
	}
}

static void put_primary( Source * s, const Node * n ) {
	switch ( n->kind ) {
	case E_NAME: put_id( s, AS( Name, n )->id ); break;
	case E_TUPLE:
		put( s, "[ " );
		put_expr_list( s, AS( TupleExpr, n )->elems );
		put( s, AS( TupleExpr, n )->elems && ! AS( TupleExpr, n )->elems->next ? ",]" : " ]" );
		break;
	case E_FIELD: put_field( s, AS( FieldPath, n ) ); break;
	case E_QUALNAME:
		put_type( s, AS( QualName, n )->scope );
		put( s, "." );
		put_id( s, AS( QualName, n )->id );
		break;
	case E_SIZEOF: put_sizeof( s, AS( SizeOf, n ) ); break;
	case E_OFFSETOF: put_offsetof( s, AS( OffsetOf, n ) ); break;
	case E_VAARG:
		put( s, "__builtin_va_arg( " );
		put_expr( s, AS( VaArg, n )->arg, P_ASSIGN );
		put( s, ", " );
		put_written( s, AS( VaArg, n )->spec, AS( VaArg, n )->of );
		put( s, " )" );
		break;
	case E_GENERIC: put_generic( s, AS( Generic, n ) ); break;
	case E_STMT:
		put( s, "(" );
		if ( s->brief ) put( s, "{...}" ); else put_compound( s, AS( Compound, AS( StmtExpr, n )->body ) );
		put( s, ")" );
		break;
	case E_TYPE: put_written( s, AS( TypeArg, n )->spec, AS( TypeArg, n )->of ); break;
	case E_RANGE:
		put_expr( s, AS( Range, n )->lo, P_COND );
		put( s, " ... " );
		put_expr( s, AS( Range, n )->hi, P_COND );
		break;
	case E_ARGFORM:
		put( s, "?" );
		if ( ! AS( ArgForm, n )->name ) break;
		put( s, " " );
		put_id( s, AS( ArgForm, n )->name );
		put( s, " = " );
		put_expr( s, AS( ArgForm, n )->value, P_ASSIGN );
		break;
	case E_BAD: put( s, "<error>" ); break;
	case I_LIST: put_init( s, n ); break;
	}
}

void put_expr( Source * s, const Node * n, Prec prec ) {
	if ( ! n ) return;
	Prec own = prec_of( n );
	bool parens = n->flags & NF_PAREN || own < prec;
	if ( n->flags & NF_EXTENSION && n->kind != E_UNARY ) put( s, "__extension__ " );
	if ( parens ) put( s, "(" );
	switch ( n->kind ) {
	case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: put_literal( s, n ); break;
	case E_UNARY: case E_LABELADDR: case E_BINARY: case E_ASSIGN: case E_COND: put_operation( s, n ); break;
	case E_CAST: put_cast( s, AS( Cast, n ) ); break;
	default:
		if ( own == P_POSTFIX ) put_postfix( s, n ); else put_primary( s, n );
	}
	if ( parens ) put( s, ")" );
}

void put_designators( Source * s, const Node * list ) {
	for EACH( d, (Node *)list ) {
		switch ( d->kind ) {
		case DS_FIELD:
			put( s, "." );
			put_id( s, AS( FieldDesignator, d )->name );
			break;
		case DS_INDEX:
			put( s, "[" );
			put_expr( s, AS( IndexDesignator, d )->lo, P_COND );
			if ( AS( IndexDesignator, d )->hi ) {
				put( s, " ... " );
				put_expr( s, AS( IndexDesignator, d )->hi, P_COND );
			}
			put( s, "]" );
			break;
		case DS_TUPLE:
			put( s, "." );
			put_args( s, "[", AS( TupleDesignator, d )->fields, "]" );
			break;
		}
	}
}

void put_init( Source * s, const Node * init ) {
	if ( ! init ) return;
	if ( init->kind != I_LIST ) {
		put_expr( s, init, P_ASSIGN );
		return;
	}
	put( s, "{ " );
	for EACH( n, AS( InitList, init )->items ) {
		put_separator( s, n, AS( InitList, init )->items, ", " );
		if ( n->kind != I_ITEM ) {
			put_init( s, n );
			continue;
		}
		const InitItem * item = AS( InitItem, n );
		if ( item->gnu_colon && item->designators && item->designators->kind == DS_FIELD ) {
			put_id( s, AS( FieldDesignator, item->designators )->name );
			put( s, " : " );
		} else if ( item->designators ) {
			put_designators( s, item->designators );
			put( s, " = " );
		}
		put_init( s, item->value );
	}
	put( s, " }" );
}
