/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Expressions and initialisers (chapter 01, sections 4 and 10). An expression's place is that of its first
 * token.
 */
#include <string.h>
#include "Parser/internal.h"

Node * build_name( Tok name ) {
	Name * n = MAKE( Name, E_NAME, name.loc );
	n->id = name.str;
	return (Node *)n;
}

Node * build_unary( int op, Node * arg, Loc loc ) {
	Unary * n = MAKE( Unary, E_UNARY, loc );
	n->op = op;
	n->arg = arg;
	return (Node *)n;
}

Node * build_binary( int op, Node * lhs, Node * rhs ) {
	Binary * n = MAKE( Binary, E_BINARY, lhs->loc );
	if ( op == OP_POWER ) parser_dialect = true;
	n->op = op;
	n->lhs = lhs;
	n->rhs = rhs;
	return (Node *)n;
}

Node * build_assign( int op, Node * lhs, Node * rhs ) {
	Assign * n = MAKE( Assign, E_ASSIGN, lhs->loc );
	n->op = op;
	n->lhs = lhs;
	n->rhs = rhs;
	return (Node *)n;
}

int op_of_assign( Tok op ) {
	const char * text = op.str->text;
	switch ( text[0] ) {
	case '*': return OP_MUL;
	case '/': return OP_DIV;
	case '%': return OP_MOD;
	case '+': return OP_ADD;
	case '-': return OP_SUB;
	case '<': return OP_SHL;
	case '>': return OP_SHR;
	case '&': return OP_BITAND;
	case '^': return OP_BITXOR;
	case '|': return OP_BITOR;
	}
	return OP_POWER;
}

Node * build_cond( Node * cond, Node * a, Node * b ) {
	Cond * n = MAKE( Cond, E_COND, cond->loc );
	n->cond = cond;
	n->a = a;
	n->b = b;
	return (Node *)n;
}

Node * build_call( int kind, Node * fn, Node * args ) {
	Call * n = MAKE( Call, kind, fn->loc );
	if ( kind != E_CALL ) parser_dialect = true;
	n->fn = fn;
	n->args = args;
	return (Node *)n;
}

/* In C mode a comma in a subscript is C's operator (chapter 01, 17.1). */
Node * build_index( Node * base, Node * indexes ) {
	Index * n = MAKE( Index, E_INDEX, base->loc );
	n->base = base;
	n->indexes = indexes;
	if ( options.c_source && ! ( lexer_file_flags( base->loc ) & NF_HEADER ) ) while ( n->indexes->next ) {
		Node * first = n->indexes, * second = first->next, * rest = second->next;
		first->next = second->next = NULL;
		n->indexes = build_binary( OP_COMMA, first, second );
		n->indexes->next = rest;
	}
	return (Node *)n;
}

Node * build_member( Node * object, Tok name, int arrow ) {
	Member * n = MAKE( Member, E_MEMBER, object->loc );
	n->object = object;
	n->name = name.str;
	n->arrow = arrow;
	n->tuple_index = -1;
	return (Node *)n;
}

static int index_value( Tok index ) {
	long value = 0;
	for ( const char * at = index.str->text; *at; at += 1 ) {
		if ( *at == '_' ) continue;
		if ( *at < '0' || *at > '9' || value > 1000000 ) {
			diag_syntax( index.loc, "illegal syntax, tuple index \"%s\" is not a small decimal number.",
				index.str->text );
			return 0;
		}
		value = value * 10 + ( *at - '0' );
	}
	return (int)value;
}

Node * build_tuple_member( Node * object, Tok index, int arrow ) {
	Member * n = MAKE( Member, E_MEMBER, object->loc );
	n->object = object;
	n->arrow = arrow;
	n->tuple_index = index_value( index );
	parser_dialect = true;
	return (Node *)n;
}

Node * build_member_tuple( Node * object, Node * fields, int arrow ) {
	MemberTuple * n = MAKE( MemberTuple, E_MEMBERTUPLE, object->loc );
	parser_dialect = true;
	n->object = object;
	n->fields = fields;
	n->arrow = arrow;
	return (Node *)n;
}

Node * build_keyword_member( Node * object, Tok key ) {
	KeywordMember * n = MAKE( KeywordMember, E_KEYWORDMEMBER, object->loc );
	n->object = object;
	n->key = (int)keyword_of( key.str )->arg;
	return (Node *)n;
}

/* x`f: a call of the function ?`f. */
Node * build_postfix_call( Node * arg, Tok name ) {
	Tok function = { intern_fmt( "?`%s", name.str->text ), name.loc };
	Node * call = build_call( E_POSTFIXCALL, build_name( function ), arg );
	call->loc = arg->loc;
	return call;
}

Node * build_field( Tok name, bool index ) {
	FieldPath * n = MAKE( FieldPath, E_FIELD, name.loc );
	n->tuple_index = index ? index_value( name ) : -1;
	n->name = index ? NULL : name.str;
	return (Node *)n;
}

Node * field_sub( Node * field, Node * sub, int arrow ) {
	AS( FieldPath, field )->sub = sub;
	AS( FieldPath, field )->arrow = arrow;
	return field;
}

Node * build_qualified( Node * scope, Tok name ) {
	QualName * n = MAKE( QualName, E_QUALNAME, scope->loc );
	n->scope = scope;
	n->id = name.str;
	return (Node *)n;
}

Node * build_labeladdr( Loc loc, Tok label ) {
	LabelAddr * n = MAKE( LabelAddr, E_LABELADDR, loc );
	n->label = label.str;
	return (Node *)n;
}

Node * build_cast( Loc loc, int form, Node * spec, Node * arg, int key ) {
	Cast * n = MAKE( Cast, E_CAST, loc );
	n->spec = spec;
	n->arg = arg;
	n->form = form;
	n->key = key;
	return (Node *)n;
}

/* ( thread & )e and its like: only types with a descriptor have one (chapter 01, 4.4). */
Node * build_keyword_cast( int form, Tok key, Loc at, Node * arg ) {
	int kind = (int)keyword_of( key.str )->arg;
	bool fine = kind == AGG_GENERATOR || kind == AGG_COROUTINE || kind == AGG_MONITOR || kind == AGG_THREAD;
	if ( fine ) return build_cast( key.loc, form, NULL, arg, kind );
	char sigil = form == CAST_KEYWORD_REF ? '&' : '*';
	diag_syntax( at, "syntax error, unexpected '%c', expecting the name of the %s before token \"%c\"", sigil,
		key.str->text, sigil );
	return build_bad( key.loc );
}

Node * build_compound( Loc loc, Node * spec, Node * init, int at ) {
	CompoundLit * n = MAKE( CompoundLit, E_COMPOUNDLIT, loc );
	n->spec = spec;
	n->init = init;
	n->at = at;
	return (Node *)n;
}

Node * build_sizeof( Tok key, Node * arg, Node * spec ) {
	SizeOf * n = MAKE( SizeOf, E_SIZEOF, key.loc );
	n->op = (int)keyword_of( key.str )->arg;
	n->arg = arg;
	n->spec = spec;
	return (Node *)n;
}

Node * build_offsetof( Loc loc, Node * spec, Node * path ) {
	OffsetOf * n = MAKE( OffsetOf, E_OFFSETOF, loc );
	n->spec = spec;
	n->path = path;
	return (Node *)n;
}

/* a->b in offsetof means a[0].b */
NodeList offset_arrow( NodeList path, Tok name ) {
	Tok zero = { intern_cstr( "0" ), name.loc };
	list_push( &path, designator_index( name.loc, build_int( zero ) ) );
	list_push( &path, designator_name( name ) );
	return path;
}

Node * build_vaarg( Loc loc, Node * arg, Node * spec ) {
	VaArg * n = MAKE( VaArg, E_VAARG, loc );
	n->arg = arg;
	n->spec = spec;
	return (Node *)n;
}

Node * build_generic( Loc loc, Node * control, Node * assocs ) {
	Generic * n = MAKE( Generic, E_GENERIC, loc );
	n->control = control;
	n->assocs = assocs;
	return (Node *)n;
}

Node * build_assoc( Node * spec, Node * value ) {
	Assoc * n = MAKE( Assoc, E_ASSOC, spec ? spec->loc : value->loc );
	n->spec = spec;
	n->value = value;
	return (Node *)n;
}

Node * build_type( Node * spec ) {
	TypeArg * n = MAKE( TypeArg, E_TYPE, spec->loc );
	n->spec = spec;
	return (Node *)n;
}

Node * build_stmt( Loc loc, Node * body ) {
	StmtExpr * n = MAKE( StmtExpr, E_STMT, loc );
	n->body = body;
	return (Node *)n;
}

Node * build_tuple( Loc loc, Node * elems ) {
	if ( ! elems ) { diag_error( loc, "Empty tuple is meaningless." ); return build_bad( loc ); }
	TupleExpr * n = MAKE( TupleExpr, E_TUPLE, loc );
	parser_dialect = true;
	n->elems = elems;
	return (Node *)n;
}

Node * build_elided( Loc loc ) {
	diag_error( loc, "Eliding tuple element with '@' is currently unimplemented." );
	return build_bad( loc );
}

Node * build_paren( Node * e ) {
	e->flags |= NF_PAREN;
	return e;
}

Node * build_bad( Loc loc ) {
	Node * n = node_new( E_BAD, loc );
	n->flags |= NF_ERROR;
	return n;
}

Node * build_argform( Loc loc, Str * name, Node * value ) {
	ArgForm * n = MAKE( ArgForm, E_ARGFORM, loc );
	n->name = name;
	n->value = value;
	return (Node *)n;
}

Node * build_typeid( Loc loc ) {
	diag_error( loc, "typeid is currently unimplemented." );
	return build_bad( loc );
}

Node * build_assign_init( Node * lhs, Loc loc ) {
	diag_error( loc, "Initializer assignment is currently unimplemented." );
	return build_bad( lhs->loc );
}

/* f( a, ): C∀ constructor calls tolerate the comma, calls do not. */
NodeList trailing_comma( NodeList args, Loc loc ) {
	if ( options.c_mode ) diag_syntax( loc, "expected expression after ','" );
	return args;
}

Node * range_expr( Node * lo, Node * hi ) {
	Range * n = MAKE( Range, E_RANGE, lo->loc );
	n->lo = lo;
	n->hi = hi;
	return (Node *)n;
}

/* --- initialisers --------------------------------------------------------------------------------------- */

Node * init_list( Loc loc, Node * items ) {
	InitList * n = MAKE( InitList, I_LIST, loc );
	n->items = items;
	return (Node *)n;
}

Node * init_item( Node * designators, Node * value, int gnu_colon ) {
	InitItem * n = MAKE( InitItem, I_ITEM, designators ? designators->loc : value->loc );
	n->designators = designators;
	n->value = value;
	n->gnu_colon = gnu_colon;
	return (Node *)n;
}

Node * designator_name( Tok name ) {
	FieldDesignator * n = MAKE( FieldDesignator, DS_FIELD, name.loc );
	n->name = name.str;
	return (Node *)n;
}

Node * designator_index( Loc loc, Node * range ) {
	IndexDesignator * n = MAKE( IndexDesignator, DS_INDEX, loc );
	n->lo = range;
	if ( range->kind == E_RANGE ) { n->lo = AS( Range, range )->lo; n->hi = AS( Range, range )->hi; }
	return (Node *)n;
}

Node * designator_tuple( Loc loc, Node * fields ) {
	TupleDesignator * n = MAKE( TupleDesignator, DS_TUPLE, loc );
	n->fields = fields;
	return (Node *)n;
}
