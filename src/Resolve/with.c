/* SPDX-License-Identifier: BSD-3-Clause
 *
 * with statements and clauses (chapter 02, section 11): the members of objects are names in the body.
 *
 *     with ( *next() ) count += 1;             { struct node * __with_0 = &*next(); (*__with_0).count += 1; }
 */
#include "AST/make.h"
#include "Resolve/candidate.h"
#include "Resolve/declare.h"

static Decl * variable( QType type, Node * init ) {
	static unsigned number;
	Decl * d = make_object( intern_fmt( "__with_%u", number++ ), type, init->loc );
	d->level = (int)scope_level();
	d->init_kind = INIT_ASSIGN;
	d->init = init;
	return d;
}

/* The object is evaluated once: T * tmp = &e, or T tmp = e for a value. *e becomes what stands for it. */
static Node * evaluate_once( Node ** e, QType type ) {
	bool lvalue = (*e)->flags & NF_LVALUE;
	QType held = lvalue ? type_pointer( type ) : type_unqualified( type );
	Decl * d = variable( held, lvalue ? make_unary( OP_ADDR, *e, held ) : *e );
	*e = make_name( d, d->loc );
	if ( lvalue ) *e = make_unary( OP_DEREF, *e, type );
	return make_declaration( d );
}

/* Functions behind members can satisfy requirements, which are declarations: a reference to the member. */
static Decl * alias( Node * object, Decl * field ) {
	Node * m = make_member( node_copy( object ), field, false );
	QType type = type_reference( field->type );
	Decl * d = variable( type, convert_to( m, type, CONV_INIT, m->loc ) );
	d->flags &= (uint16_t)~NF_USED;
	return d;
}

static bool points_to_function( QType q ) {
	return KIND_OF( q ) == TY_POINTER && type_is_function( type_pointee( q ) );
}

/* Members of `whole`, those of its unnamed and inline members included unless nearer ones hide them.
   Parameters hide what the function's own clause opens (chapter 02, 11.5). */
static void open_members( Opened * opened, Agg * whole, Agg * a, int level, Node * object ) {
	agg_members( a );
	AggInfo * info = agg_info( agg_definition( a ) );
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		Decl * d = info->fields[i];
		bool inside = (! d->name || d->storage & DS_INLINE_MEMBER) && type_is_aggregate( d->type );
		if ( inside )
			open_members( opened, whole, AS( Agg, ct( d->type )->decl ), level + (d->name != NULL), object );
		else if ( d->name && (level == 0 || contain_level( whole, d ) == level)
			&& ! scope_here( d->name, type_key( d->type ) ) ) {
			Binding * b = scope_bind( d->name, (Node *)d, type_key( d->type ) );
			b->with_object = object;
			if ( options.c_mode || ! points_to_function( d->type ) ) continue;
			b->with_alias = alias( object, d );
			vec_push( &opened->aliases, b->with_alias );
		}
	}
}

/* The cheapest interpretation that is a structure, union or enumeration. */
static Node * with_object( Node * e ) {
	if ( options.c_mode || e->kind == E_TYPE ) return resolve_expr( e );
	Set s = enum_value_set( cand_set( e ) );
	if ( s.single ) return s.single;
	Cand * best = NULL;
	for ( unsigned i = 0; i < s.n; i += 1 )
		if ( type_is_aggregate( type_referent( s.at[i]->type ) ) && (! best || s.at[i]->cost < best->cost) )
			best = s.at[i];
	return best ? cand_commit( e, best ) : cand_choose( e, s );
}

Opened open_with( Node * exprs ) {
	Opened opened = { 0 };
	VEC( Node * ) objects = { 0 };
	for ( Node * e = exprs, * next; e; e = next ) {
		next = e->next;
		e->next = NULL;
		Node * r = with_object( e );
		QType q = type_referent( AS( Expr, r )->type );
		if ( type_is_error( q ) ) continue;
		if ( KIND_OF( q ) == TY_ENUM && r->kind == E_TYPE ) {
			vec_push( &objects, r );
			continue;
		}
		if ( ! type_is_aggregate( q ) || r->kind == E_TYPE ) {
			diag_error( r->loc, "No reasonable alternatives for with expression expression: '%s' is no structure", type_text( q ) );
			continue;
		}
		if ( rexpr_has_effects( r ) ) list_push( &opened.objects, evaluate_once( &r, q ) );
		vec_push( &objects, r );
	}
	/* members are opened together: later expressions do not see them */
	for ( uint32_t i = 0; i < objects.len; i += 1 ) {
		Node * r = objects.at[i];
		if ( r->kind == E_TYPE ) {
			Enum * e = AS( Enum, ct( AS( TypeArg, r )->of )->decl );
			for EACH( m, e->members )
				if ( m->kind == D_ENUMERATOR )
					scope_bind( AS( Enumerator, m )->name, m, type_key( AS( Enumerator, m )->type ) );
			continue;
		}
		Agg * a = AS( Agg, ct( type_referent( AS( Expr, r )->type ) )->decl );
		open_members( &opened, a, a, 0, r );
	}
	return opened;
}

Node * opened_declarations( Opened * opened ) {
	for ( uint32_t i = 0; i < opened->aliases.len; i += 1 )
		if ( opened->aliases.at[i]->flags & NF_USED )
			list_push( &opened->objects, make_declaration( opened->aliases.at[i] ) );
	return opened->objects.head;
}

Node * with_statement( With * w ) {
	scope_enter( SCOPE_BLOCK );
	Opened opened = open_with( w->exprs );
	resolve_body( &w->body );
	scope_leave();
	NodeList items = { 0 };
	list_push( &items, opened_declarations( &opened ) );
	list_push( &items, w->body );
	return make_block( items.head, w->loc );
}
