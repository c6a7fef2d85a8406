/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Packs in the copy of a function (chapter 04, 4.12): the parameter becomes as many as the pack has parts.
 * What they are passed on to gets them one by one, as values or objects, and in tuples, just as it takes
 * them.
 *
 *     forall( T &, P ... | { void ?{}( T &, P ); } ) void remake( T & t, P p ) { t{ p }; }
 *     void remake__int_double( point & t, int & p_0, double & p_1 ) { ?{}( t, p_0, p_1 ); }
 */
#include "AST/make.h"
#include "Lower/instantiate.h"
#include "Resolve/declare.h"

/* parameter -> names of its parts, &none: it has none */
static Table expanded;
static Table parts;                                     /* a part's parameter -> itself */
static Node none;
static bool in_wrapper;                                 /* what it takes by value it hands on */

/* The parameters that take the place of a pack. */
static Node * parameters_of( Decl * pack, const Type * list ) {
	NodeList params = { 0 }, names = { 0 };
	for ( uint32_t i = 0; i < list->n; i += 1 ) {
		Str * name = intern_fmt( "%s_%u", pack->name ? pack->name->text : "__cfa_pack", i );
		Decl * d = make_parameter( name, list->args[i], pack->loc );
		d->attrs = make_attribute( "unused", NULL, pack->loc );
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

void pack_add_part( Decl * part ) { table_put( &parts, part, part ); }

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

static bool is_part( const Node * e ) {
	return e->kind == E_NAME && table_get( &parts, AS( const Name, e )->decl );
}

static const Type * function_of( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_POINTER ) q = type_pointee( q );
	return KIND_OF( q ) == TY_FUNCTION ? ct( q ) : NULL;
}

static const Type * callee( const Node * fn ) {
	const Node * d = fn->kind == E_NAME ? AS( const Name, fn )->decl : NULL;
	return function_of( d && d->kind != D_ENUMERATOR ? AS( const Decl, d )->type
		: AS( const Expr, fn )->type );
}

/* A tuple passed by value? */
static bool is_structure( QType param ) { return KIND_OF( param ) == TY_STRUCT && type_is_tuple( param ); }

/* The type of what a parameter receives: a reference only if it takes one. */
static QType passed_type( const Node * arg, QType param ) {
	QType q = AS( const Expr, arg )->type;
	while ( KIND_OF( param ) != TY_REFERENCE && KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	return q;
}

/* Are the argument and the parameter, passed by value, not made of tuples in the same way? */
static bool is_restructured( const Node * arg, QType param ) {
	QType q = passed_type( arg, param );
	return (is_structure( param ) || is_structure( q )) && ct( q ) != ct( param );
}

typedef struct Adoption { Adopt adopt; Node * prefix; } Adoption;

/* The next argument, or several as a tuple, for parameter number `i` of `fn`, or of a list if that is not
   given. */
static Node * take( Node ** args, const Type * f, unsigned i, const Node * fn, Adoption * to ) {
	Node * first = *args;
	QType param = f->args[i];
	if ( ! first ) return NULL;
	if ( is_restructured( first, param ) && is_structure( passed_type( first, param ) )
		&& KIND_OF( param ) != TY_REFERENCE ) {
		NodeList flat = { 0 };
		Node * rest = first->next;
		first->next = NULL;
		tuple_flatten( first, &flat, &to->prefix );
		list_push( &flat, rest );
		first = *args = flat.head;
	}
	if ( is_structure( param ) && ct( passed_type( first, param ) ) != ct( param ) ) {
		NodeList elems = { 0 };
		for ( uint32_t k = 0; k < ct( param )->n; k += 1 )
			list_push( &elems, take( args, ct( param ), k, NULL, to ) );
		TupleExpr * t = MAKE( TupleExpr, E_TUPLE, first->loc );
		t->elems = elems.head;
		t->type = type_unqualified( param );
		t->flags |= NF_IMPLICIT;
		return (Node *)t;
	}
	*args = first->next;
	first->next = NULL;
	bool moves = in_wrapper && KIND_OF( AS( Expr, first )->type ) != TY_REFERENCE;
	if ( ! is_part( first ) || moves ) return first;
	Node * made = convert_to( first, param, CONV_ARGUMENT, first->loc );
	made = fn ? rexpr_passed( made, i, f, fn ) : lifetime_argument( made, param );
	if ( made != first ) to->adopt( &made );
	return made;
}

Node * pack_adapt( Call * c, Adopt adopt, bool typed ) {
	const Type * f = callee( c->fn ), * written = function_of( AS( Expr, c->fn )->type );
	Adoption to = { adopt, NULL };
	bool needed = false;
	if ( ! f ) return (Node *)c;
	for ( uint32_t i = 0; written && i < written->n; i += 1 )
		needed |= KIND_OF( written->args[i] ) == TY_TUPLE;
	for EACH( a, c->args ) needed |= is_part( a );
	const Node * a = c->args;
	for ( uint32_t i = 0; i < f->n && a; i += 1, a = a->next ) needed |= is_restructured( a, f->args[i] );
	if ( ! needed ) return (Node *)c;
	/* it may take what the pack holds by value */
	if ( ! typed && c->fn->kind == E_NAME ) AS( Expr, c->fn )->type = qt( f, 0 );
	NodeList args = { 0 };
	Node * rest = c->args;
	for ( uint32_t i = 0; i < f->n; i += 1 ) list_push( &args, take( &rest, f, i, c->fn, &to ) );
	list_push( &args, rest );
	c->args = args.head;
	Node * next = c->next;
	c->next = NULL;
	Node * made = tuple_behind( to.prefix, (Node *)c );
	made->next = next;
	return made;
}

/* ===== requirements as values =========================================================================== */

static bool same_structure( const Type * wanted, const Type * have ) {
	if ( wanted->n != have->n ) return false;
	for ( uint32_t i = 0; i < have->n; i += 1 ) {
		QType w = wanted->args[i], h = have->args[i];
		if ( is_structure( w ) != is_structure( h ) ) return false;
		if ( (KIND_OF( w ) == TY_REFERENCE) != (KIND_OF( h ) == TY_REFERENCE) ) return false;
	}
	return true;
}

/* Like the function, but it takes the parameters of the type that was required (4.11.8); itself if it does
   anyway. */
Decl * pack_wrapper( Decl * function, QType required, NodeList * out, Adopt adopt ) {
	static Table made;
	const Type * wanted = function_of( required ), * have = function_of( function->type );
	if ( ! wanted || ! have || same_structure( wanted, have ) ) return function;
	if ( function->level > 1 ) {
		diag_error( function->loc, "the nested function '%s' is required with its parameters structured otherwise: "
			"it can be called, but is no value of type '%s'", function->name->text, type_text( required ) );
		return function;
	}
	Table * own = table_get( &made, function );
	if ( ! own ) table_put( &made, function, own = NEW( Table ) );
	Decl * known = table_get( own, wanted );
	if ( known ) return known;
	Decl like = { .kind = D_PARAM, .loc = function->loc };
	Node * params = parameters_of( &like, ct( type_tuple( wanted->args, wanted->n ) ) );
	NodeList args = { 0 };
	for EACH( p, params ) list_push( &args, make_name( AS( Decl, p ), p->loc ) );
	Node * call = make_call( make_name( function, function->loc ), args.head, wanted->of );
	in_wrapper = true;
	call = pack_adapt( AS( Call, call ), adopt, false );
	in_wrapper = false;
	Node * body = type_is_void( wanted->of ) ? make_expression( call ) : make_return( call, function->loc );
	static unsigned number;
	body = make_block( body, function->loc );
	Decl * d = make_function( function->name, qt( wanted, 0 ), params, body, function->loc );
	d->cname = intern_fmt( "__cfa_wrapper%u", number++ );
	d->storage = DS_STATIC;
	d->level = 1;
	d->flags |= NF_MANGLED | NF_USED;
	list_push( out, (Node *)make_group( d ) );
	table_put( own, (void *)wanted, d );
	return d;
}
