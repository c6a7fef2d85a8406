/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Typed nodes for the passes that build trees.
 */
#include "AST/make.h"

#define NEW_NODE( T, kind, loc ) ((T *)implicit( node_new( (kind), (loc) ) ))

static Node * implicit( Node * n ) {
	n->flags |= NF_IMPLICIT;
	return n;
}

static QType type_of( const Node * e ) { return AS( const Expr, e )->type; }

Node * make_name( Decl * d, Loc loc ) {
	Name * n = NEW_NODE( Name, E_NAME, loc );
	n->id = d->name;
	n->decl = (Node *)d;
	n->type = d->type;
	if ( d->kind != D_FUNCTION ) n->flags |= NF_LVALUE;
	return (Node *)n;
}

Node * make_int( int64_t value, QType type, Loc loc ) {
	IntLit * n = NEW_NODE( IntLit, E_INT, loc );
	n->spelling = intern_fmt( "%lld", (long long)value );
	n->value = (unsigned __int128)value;
	n->type = type;
	return (Node *)n;
}

Node * make_length( uint64_t value, QType type, Loc loc ) {
	Node * n = make_int( (int64_t)value, type, loc );
	AS( IntLit, n )->spelling = intern_fmt( "%lluul", (unsigned long long)value );
	return n;
}

Node * make_unary( Op op, Node * arg, QType type ) {
	Unary * n = NEW_NODE( Unary, E_UNARY, arg->loc );
	n->op = op;
	n->arg = arg;
	n->type = type;
	if ( op == OP_DEREF ) n->flags |= NF_LVALUE;
	return (Node *)n;
}

Node * make_binary( Op op, Node * lhs, Node * rhs, QType type ) {
	Binary * n = NEW_NODE( Binary, E_BINARY, lhs->loc );
	n->op = op;
	n->lhs = lhs;
	n->rhs = rhs;
	n->type = type;
	return (Node *)n;
}

Node * make_assign( Op op, Node * lhs, Node * rhs ) {
	Assign * n = NEW_NODE( Assign, E_ASSIGN, lhs->loc );
	n->op = op;
	n->lhs = lhs;
	n->rhs = rhs;
	n->type = type_of( lhs );
	return (Node *)n;
}

Node * make_cast( Node * e, QType to ) {
	Cast * n = NEW_NODE( Cast, E_CAST, e->loc );
	n->form = CAST_PLAIN;
	n->arg = e;
	n->to = n->type = to;
	return (Node *)n;
}

Node * make_member( Node * object, Decl * field, bool arrow ) {
	Member * n = NEW_NODE( Member, E_MEMBER, object->loc );
	n->object = object;
	n->name = field->name;
	n->field = (Node *)field;
	n->arrow = arrow;
	n->tuple_index = -1;
	n->type = field->type;
	n->flags |= NF_LVALUE;
	return (Node *)n;
}

Node * make_index( Node * base, Node * index, QType element ) {
	Index * n = NEW_NODE( Index, E_INDEX, base->loc );
	n->base = base;
	n->indexes = index;
	n->type = element;
	n->flags |= NF_LVALUE;
	return (Node *)n;
}

Node * make_call( Node * function, Node * args, QType result ) {
	Call * n = NEW_NODE( Call, E_CALL, function->loc );
	n->fn = function;
	n->args = args;
	n->type = result;
	return (Node *)n;
}

Node * make_list( Node * values, QType type, Loc loc ) {
	InitList * n = NEW_NODE( InitList, I_LIST, loc );
	NodeList items = { 0 };
	for ( Node * v = values, * next; v; v = next ) {
		next = v->next;
		v->next = NULL;
		InitItem * item = NEW_NODE( InitItem, I_ITEM, v->loc );
		item->value = v;
		list_push( &items, (Node *)item );
	}
	n->items = items.head;
	n->type = type;
	return (Node *)n;
}

Node * make_literal( Node * list, QType type ) {
	CompoundLit * n = NEW_NODE( CompoundLit, E_COMPOUNDLIT, list->loc );
	n->init = list;
	n->of = n->type = type;
	n->flags |= NF_LVALUE;
	return (Node *)n;
}

Node * make_block( Node * items, Loc loc ) {
	Compound * n = NEW_NODE( Compound, S_COMPOUND, loc );
	n->items = items;
	n->end = loc;
	return (Node *)n;
}

Node * make_expression( Node * e ) {
	ExprStmt * n = NEW_NODE( ExprStmt, S_EXPR, e->loc );
	n->expr = e;
	return (Node *)n;
}

Node * make_return( Node * value, Loc loc ) {
	ExprStmt * n = NEW_NODE( ExprStmt, S_RETURN, loc );
	n->expr = value;
	return (Node *)n;
}

Group * make_group( Decl * d ) {
	Group * g = NEW_NODE( Group, D_GROUP, d->loc );
	g->new_style = 1;                                       /* printed from its meaning */
	g->decls = (Node *)d;
	d->owner = (Node *)g;
	return g;
}

Node * make_declaration( Decl * d ) {
	DeclStmt * s = NEW_NODE( DeclStmt, S_DECL, d->loc );
	s->decl = (Node *)make_group( d );
	return (Node *)s;
}

Decl * make_object( Str * name, QType type, Loc loc ) {
	Decl * d = NEW_NODE( Decl, D_OBJECT, loc );
	d->name = name;
	d->type = type;
	d->level = 2;
	d->flags |= NF_RESOLVED | NF_USED;
	return d;
}

Decl * make_parameter( Str * name, QType type, Loc loc ) {
	Decl * d = NEW_NODE( Decl, D_PARAM, loc );
	d->name = name;
	d->type = type;
	d->level = 2;
	return d;
}

Decl * make_function( Str * name, QType type, Node * params, Node * body, Loc loc ) {
	Decl * d = NEW_NODE( Decl, D_FUNCTION, loc );
	FunctionSpec * f = NEW_NODE( FunctionSpec, T_FUNCTION, loc );
	f->params = params;
	if ( ! params ) f->fn_flags = FN_VOID;
	d->name = name;
	d->type = type;
	d->mods = (Node *)f;
	d->body = body;
	d->level = 1;
	d->flags |= NF_RESOLVED | NF_USED;
	return d;
}

Node * make_text( const Str * s, Loc at ) {
	StrLit * n = MAKE( StrLit, E_STRING, at );
	n->text = (Str *)s;
	n->length = (int)s->len;
	n->pieces = intern_fmt( "\"%s\"", s->text );
	return (Node *)n;
}

Node * make_attribute( const char * name, Node * arg, Loc loc ) {
	Attribute * a = NEW_NODE( Attribute, A_ATTR, loc );
	a->name = intern_cstr( name );
	a->args = arg;
	a->has_args = arg != NULL;
	return (Node *)a;
}
