/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Parameters of polymorphic function type (chapter 04, 4.7.11): pointers to boxed functions. Types of equal
 * clauses are one, over parameters of their own; a function converts to it if it does for those, with the
 * clause's requirements at hand.
 *
 *     int use( forall( T ) T (* f)( T ) ) { return f( 3 ); }         use( same )
 */
#include "CodeGen/codegen.h"
#include "Resolve/declare.h"
#include "Resolve/polymorph.h"

bool rank_used;
static Table by_text, by_type;                          /* mangled text, pointer type -> Poly of its own */

/* The clause over parameters that stand for themselves. */
static Poly * own_clause( const Poly * poly, const Str * text, QType * args ) {
	Poly * own = NEW( Poly );
	*own = *poly;
	own->params = NEW_ARRAY( TypeParam *, poly->n + 1 );
	own->assertions = NEW_ARRAY( Decl *, poly->n_assertions + 1 );
	for ( unsigned i = 0; i < poly->n; i += 1 ) {
		own->params[i] = MAKE( TypeParam, D_TYPEPARAM, poly->params[i]->loc );
		*own->params[i] = *poly->params[i];
		own->params[i]->key = intern_fmt( "%s_%u", text->text, i );
		own->params[i]->type = QT_NONE;
		args[i] = type_var( own->params[i] );
	}
	Subst s = { .params = poly->params, .args = args, .n = poly->n };
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		Decl * d = own->assertions[i] = MAKE( Decl, D_OBJECT, poly->assertions[i]->loc );
		*d = *poly->assertions[i];
		d->type = type_substitute( &s, d->type );
		d->next = NULL;
	}
	return own;
}

QType rank_parameter( Decl * d, Node * clause, Node * spec ) {
	scope_enter( SCOPE_PROTOTYPE );
	Poly * poly = forall_open( clause );
	QType q = resolve_type( spec, d->mods );
	scope_leave();
	if ( type_is_error( q ) ) return q;
	if ( KIND_OF( q ) == TY_FUNCTION ) q = type_pointer( q );
	if ( KIND_OF( q ) != TY_POINTER || KIND_OF( ct( q )->of ) != TY_FUNCTION ) {
		diag_error( d->loc, "only a pointer to a function can be polymorphic" );
		return QT_ERROR;
	}
	Decl like = { .kind = D_OBJECT, .loc = d->loc, .name = intern_cstr( "rank" ), .type = ct( q )->of,
		.poly = poly, .level = 1 };
	Str * text = mangle( &like );
	Poly * own = table_get( &by_text, text );
	QType args[poly->n + 1];
	if ( ! own ) table_put( &by_text, text, own = own_clause( poly, text, args ) );
	for ( unsigned i = 0; i < poly->n; i += 1 ) args[i] = type_var( own->params[i] );
	Subst s = { .params = poly->params, .args = args, .n = poly->n };
	q = type_substitute( &s, type_unqualified( q ) );
	table_put( &by_type, ct( q ), own );
	rank_used = true;
	d->poly = own;
	return q;
}

Poly * rank_of( QType q ) {
	if ( ! rank_used || ! q.type ) return NULL;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	if ( KIND_OF( q ) == TY_FUNCTION ) q = type_pointer( q );
	return table_get( &by_type, ct( q ) );
}

void rank_enter( const Poly * rank ) {
	scope_enter( SCOPE_BLOCK );
	forall_bind( rank );
}
