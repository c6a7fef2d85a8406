/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Packs (chapter 04, 4.12): what a parameter `P ...` stands for is a list of types, which takes the pack's
 * place in lists of parameters that mention it. Each is a forwarding reference to an argument: whatever the
 * argument is passed on to takes it by value or by reference.
 *
 *     forall( T &, P ... | { void ?{}( T &, P ); } ) void remake( T &, P );      remake( p, 2, d )
 *     P = [ int, double ]     requires ?{}( point &, int, double ), each of the two by value or by reference
 */
#include "Resolve/polymorph.h"

bool type_is_pack( QType q ) {
	return KIND_OF( q ) == TY_VAR && AS( TypeParam, ct( q )->decl )->kind_of == TP_PACK;
}

QType pack_of( const QType * types, unsigned n ) {
	return n == 1 && type_is_pack( types[0] ) ? types[0] : type_tuple( types, n );
}

QType pack_value( QType q ) { return type_is_forward( q ) ? type_unqualified( ct( q )->of ) : q; }

QType pack_part( QType q, bool lvalue ) {
	if ( type_is_pack( q ) ) return q;
	lvalue |= KIND_OF( q ) == TY_REFERENCE;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	if ( KIND_OF( q ) == TY_ARRAY || KIND_OF( q ) == TY_FUNCTION ) q = type_decay( q );
	else if ( ! lvalue ) q = type_unqualified( q );
	return type_forward( q );
}

QType pack_values( QType q ) {
	const Type * t = ct( q );
	if ( t->kind != TY_FUNCTION && t->kind != TY_TUPLE ) return q;
	QType args[t->n + 1];
	for ( uint32_t i = 0; i < t->n; i += 1 ) args[i] = pack_value( t->args[i] );
	return t->kind == TY_FUNCTION ? type_function( t->of, args, t->n, t->fn_flags )
		: type_tuple( args, t->n );
}

/* A tuple passed by value is its components, a pack what it stands for. */
static void flatten( QType q, TypeList * out ) {
	const Type * t = ct( q );
	while ( type_is_pack( qt( t, 0 ) ) && env_is_open( t ) ) {
		QType bound = env_bound( t, NULL );
		if ( ! bound.type ) break;
		t = ct( bound );
	}
	if ( t->kind == TY_TUPLE || (t->kind == TY_STRUCT && type_is_tuple( q )) )
		for ( uint32_t i = 0; i < t->n; i += 1 ) flatten( t->args[i], out );
	else vec_push( out, t == ct( q ) ? q : qt( t, 0 ) );
}

bool pack_misplaced( QType q, Loc at, const Str * name ) {
	for ( TypeKind k = KIND_OF( q ); k == TY_POINTER || k == TY_REFERENCE || k == TY_ARRAY; k = KIND_OF( q ) )
		q = type_pointee( q );
	if ( ! type_is_pack( q ) ) return false;
	diag_error( at, "'%s' cannot be declared with the pack %s: only a parameter takes it, the last one, by value",
		name ? name->text : "<unnamed>", type_text( q ) );
	return true;
}

/* A parameter that is a pack, other than as an argument. */
static bool check_uses( Node ** slot, void * context ) {
	Node * n = *slot;
	switch ( n->kind ) {
	  case E_CAST:                                          /* (void)p; */
		if ( type_is_void( AS( Cast, n )->to ) && AS( Cast, n )->arg->kind == E_NAME ) return true;
		return node_children( n, check_uses, context );
	  case E_NAME: {
		Name * name = AS( Name, n );
		if ( name->type.type && type_is_pack( name->type ) )
			diag_error( n->loc, "the pack '%s' can only be passed on, as an argument", name->id->text );
		return true;
	  }
	  case E_CALL:
		check_uses( &AS( Call, n )->fn, context );
		for ( Node ** a = &AS( Call, n )->args; *a; a = &(*a)->next )
			if ( (*a)->kind != E_NAME ) check_uses( a, context );
		return true;
	  default: return node_children( n, check_uses, context );
	}
}

void pack_check( Decl * function ) {
	for ( unsigned i = 0; function->poly && i < function->poly->n; i += 1 )
		if ( function->poly->params[i]->kind_of == TP_PACK )
			node_children( function->body, check_uses, NULL );
}

void pack_flatten( const QType * types, unsigned n, TypeList * out ) {
	for ( unsigned i = 0; i < n; i += 1 ) flatten( types[i], out );
}

bool pack_structured( const Type * list ) {
	for ( uint32_t i = 0; i < list->n; i += 1 ) {
		QType q = list->args[i];
		if ( type_is_pack( q ) || (KIND_OF( q ) == TY_STRUCT && type_is_tuple( q )) ) return true;
	}
	return false;
}
