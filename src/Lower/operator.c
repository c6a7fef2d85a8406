/* SPDX-License-Identifier: BSD-3-Clause
 *
 * In instances a call of the function that stands for a built-in operator is the operator; its result has the
 * function's type, not the wider one C computes in (chapter 04, 4.18.8).
 *
 *     x + y        for the ?+? that satisfies a requirement with T = char: (char)(x + y)
 */
#include "AST/make.h"
#include "Lower/instantiate.h"
#include "Resolve/declare.h"

typedef struct Operands { const Node * params[2]; Node * args[2]; unsigned n; } Operands;

static bool put_operand( Node ** slot, void * context ) {
	const Operands * o = context;
	Node * n = *slot;
	if ( n->kind != E_NAME ) return node_children( n, put_operand, context );
	for ( unsigned i = 0; i < o->n; i += 1 ) {
		if ( AS( Name, n )->decl != o->params[i] ) continue;
		*slot = o->args[i];
		(*slot)->next = n->next;
	}
	return true;
}

void instance_operator( Node ** slot ) {
	Call * c = AS( Call, *slot );
	const Decl * d = c->fn->kind == E_NAME ? AS( const Decl, AS( Name, c->fn )->decl ) : NULL;
	if ( ! d || d->kind != D_FUNCTION || ! intrinsic_is( d )
		|| KIND_OF( type_result( d->type ) ) == TY_REFERENCE )
		return;
	Operands o = { .n = ct( d->type )->n };
	Node * param = AS( FunctionSpec, d->mods )->params, * arg = c->args;
	for ( unsigned i = 0; i < o.n; i += 1, param = param->next, arg = arg->next ) {
		if ( ! arg || KIND_OF( AS( Decl, param )->type ) == TY_REFERENCE ) return;
		o.params[i] = param;
		o.args[i] = arg;
	}
	Node * body = AS( Compound, d->body )->items;
	if ( ! body || body->kind != S_RETURN ) return;
	Node * e = node_copy( AS( ExprStmt, body )->expr ), * next = c->next;
	for ( unsigned i = 0; i < o.n; i += 1 ) o.args[i]->next = NULL;
	put_operand( &e, &o );
	QType result = type_result( d->type );
	uint64_t size;
	if ( KIND_OF( result ) == TY_BASIC && type_size( result, &size ) && size < 4 ) e = make_cast( e, result );
	e->flags |= NF_PAREN;
	e->next = next;
	*slot = e;
}
