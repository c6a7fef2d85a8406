/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Packs in the copy of a function (chapter 04, 4.12): the parameter becomes as many as the pack has parts, what it is passed
 * to gets them one by one, as values or objects, and in tuples, just as it takes them.
 *
 *     forall( T &, P ... | { void ?{}( T &, P ); } ) void remake( T & t, P p ) { t{ p }; }
 *     void remake__int_double( point & t, int & p_0, double & p_1 ) { ?{}( t, p_0, p_1 ); }
 */
#include "AST/make.h"
#include "Lower/instantiate.h"
#include "Resolve/declare.h"

static Table expanded;                                  /* parameter -> list of names of its parts, empty: &none */
static Table parts;                                     /* a part's parameter -> itself */
static Node none;

/* The parameters that take the place of a pack. */
static Node * parameters_of( Decl * pack, const Type * list ) {
	NodeList params = { 0 }, names = { 0 };
	for ( uint32_t i = 0; i < list->n; i += 1 ) {
		Decl * d = make_parameter( intern_fmt( "%s_%u", pack->name ? pack->name->text : "__cfa_pack", i ), list->args[i], pack->loc );
		d->level = pack->level;
		list_push( &params, (Node *)d );
		list_push( &names, make_name( d, pack->loc ) );
		table_put( &parts, d, d );
	}
	table_put( &expanded, pack, names.head ? names.head : &none );
	return params.head;
}

void pack_parameters( Decl * function, const Subst * subst ) {
	FunctionSpec * spec = function_declarator( function );
	for ( Node ** p = spec ? &spec->params : NULL; p && *p; ) {
		Node * ignored, * next = (*p)->next;
		Decl * d = param_decl( *p, &ignored );
		QType list = d->type.type ? type_substitute( subst, d->type ) : QT_NONE;
		if ( ! list.type || KIND_OF( list ) != TY_TUPLE ) { p = &(*p)->next; continue; }
		*p = parameters_of( d, ct( list ) );
		while ( *p ) p = &(*p)->next;
		*p = next;
	}
}

bool pack_names( const Name * n ) { return table_get( &expanded, n->decl ) != NULL; }

void pack_expand( Call * c ) {
	for ( Node ** p = &c->args; *p; ) {
		Node * names = (*p)->kind == E_NAME ? table_get( &expanded, AS( Name, *p )->decl ) : NULL;
		if ( ! names ) { p = &(*p)->next; continue; }
		Node * next = (*p)->next;
		*p = NULL;
		for ( Node * n = names; n != &none && n; n = n->next ) {
			*p = node_copy( n );
			(*p)->next = NULL;
			p = &(*p)->next;
		}
		*p = next;
	}
}

static bool is_part( const Node * e ) { return e->kind == E_NAME && table_get( &parts, AS( const Name, e )->decl ); }

static const Type * function_of( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_POINTER ) q = type_pointee( q );
	return KIND_OF( q ) == TY_FUNCTION ? ct( q ) : NULL;
}

static const Type * callee( const Node * fn ) {
	const Node * d = fn->kind == E_NAME ? AS( const Name, fn )->decl : NULL;
	return function_of( d && d->kind != D_ENUMERATOR ? AS( const Decl, d )->type : AS( const Expr, fn )->type );
}

/* A tuple passed by value? */
static bool is_structure( QType param ) { return KIND_OF( param ) == TY_STRUCT && type_is_tuple( param ); }

/* The next argument, or several as a tuple, for parameter number `i` of `fn`, or of a list if that is not given. */
static Node * take( Node ** args, const Type * f, unsigned i, const Node * fn, Adopt adopt ) {
	Node * first = *args;
	QType param = f->args[i];
	if ( ! first ) return NULL;
	if ( is_structure( param ) && ct( AS( Expr, first )->type ) != ct( param ) ) {
		NodeList elems = { 0 };
		for ( uint32_t k = 0; k < ct( param )->n; k += 1 ) list_push( &elems, take( args, ct( param ), k, NULL, adopt ) );
		TupleExpr * t = MAKE( TupleExpr, E_TUPLE, first->loc );
		t->elems = elems.head;
		t->type = type_unqualified( param );
		t->flags |= NF_IMPLICIT;
		return (Node *)t;
	}
	*args = first->next;
	first->next = NULL;
	if ( ! is_part( first ) ) return first;
	Node * made = convert_to( first, param, CONV_ARGUMENT, first->loc );
	made = fn ? rexpr_passed( made, i, f, fn ) : lifetime_argument( made, param );
	if ( made != first ) adopt( &made );
	return made;
}

void pack_adapt( Call * c, Adopt adopt ) {
	const Type * f = callee( c->fn );
	bool needed = false;
	if ( ! f ) return;
	for EACH( a, c->args ) needed |= is_part( a );
	const Node * a = c->args;
	for ( uint32_t i = 0; i < f->n && a; i += 1, a = a->next )
		needed |= is_structure( f->args[i] ) && ct( AS( const Expr, a )->type ) != ct( f->args[i] );
	if ( ! needed ) return;
	NodeList args = { 0 };
	Node * rest = c->args;
	for ( uint32_t i = 0; i < f->n; i += 1 ) list_push( &args, take( &rest, f, i, c->fn, adopt ) );
	list_push( &args, rest );
	c->args = args.head;
}
