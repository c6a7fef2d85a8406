/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types for type parameters (chapter 03, 11.1): a type in which nothing changes stays the pointer it is.
 *
 *     T *, duo( T, U ), T[N]   with T = int, U = char, N = 3       int *, duo( int, char ), int[3]
 */
#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/polymorph.h"

static QType copied_length( const Subst * s, const Type * t );

/* What parameter number `i` stands for; without type: the parameter stays. */
static QType argument( const Subst * s, unsigned i ) {
	return s->open ? type_substitute( s, s->args[i] ) : s->args[i];
}

static QType parameter( const Subst * s, const Type * t ) {
	if ( s->open ) {
		unsigned slot = (unsigned)AS( TypeParam, t->decl )->slot;
		return slot > 0 && slot <= s->n && s->args[slot - 1].type ? argument( s, slot - 1 ) : qt( t, 0 );
	}
	for ( unsigned i = 0; i < s->n; i += 1 )
		if ( (const Node *)s->params[i] == t->decl ) return s->args[i].type ? s->args[i] : qt( t, 0 );
	return s->copied && AS( TypeParam, t->decl )->value ? copied_length( s, t ) : qt( t, 0 );
}

/* ===== dimensions ======================================================================================= */

static bool dimension_names( Node ** slot, void * context ) {
	const Subst * s = context;
	if ( (*slot)->kind != E_NAME ) return node_children( *slot, dimension_names, context );
	Name * name = AS( Name, *slot );
	for ( unsigned i = 0; i < s->n; i += 1 ) {
		int64_t value;
		if ( ! s->params[i]->value || s->params[i]->value != name->decl || ! s->args[i].type ) continue;
		QType length = argument( s, i );
		if ( dimension_value( length, &value ) ) *slot = make_int( value, type_basic( B_ULONG ), name->loc );
		else if ( KIND_OF( length ) == TY_VAR )
			*slot = make_name( AS( Decl, AS( TypeParam, ct( length )->decl )->value ), name->loc );
		return true;
	}
	Decl * d = s->copied ? table_get( s->copied, name->decl ) : NULL;
	if ( d ) name->decl = (Node *)d;
	return true;
}

static void dimension_types( QType * q, void * context ) { *q = type_substitute( context, *q ); }

static bool dimension_visit( Node ** slot, void * context ) {
	node_types( *slot, dimension_types, context );
	return node_children( *slot, dimension_visit, context );
}

static QType array( const Subst * s, const Type * t, QType of ) {
	if ( t->dim != DIM_VLA || ! t->dim_expr ) return type_array( of, t->dim, t->length, t->dim_expr );
	Node * e = node_copy( t->dim_expr );
	dimension_names( &e, (void *)s );
	dimension_visit( &e, (void *)s );
	Const c = constant_fold( e, false );
	if ( c.kind == CONST_INT ) return type_array( of, DIM_CONST, (int64_t)c.i, NULL );
	return type_array( of, DIM_VLA, 0, e );
}

/* A length that an object of the copied body holds: N - 1 may be a constant by now. */
static QType copied_length( const Subst * s, const Type * t ) {
	static Table known;
	Decl * d = table_get( s->copied, AS( TypeParam, t->decl )->value );
	if ( ! d ) return qt( t, 0 );
	const Type * made = table_get( &known, d );
	if ( made ) return qt( made, 0 );
	Const c = { 0 };
	if ( d->flags & NF_IMPLICIT && d->init ) {
		Node * e = node_copy( d->init );
		dimension_names( &e, (void *)s );
		dimension_visit( &e, (void *)s );
		c = constant_fold( e, false );
	}
	QType q = c.kind == CONST_INT && c.i >= 0 ? dimension_constant( (int64_t)c.i ) : dimension_object( d );
	table_put( &known, d, (void *)q.type );
	return q;
}

/* ===== the recursion ==================================================================================== */

/* A type nested in an instance of a generic one: what it is in the instance that that has become (4.9.4). */
static QType nested_type( const Subst * s, QType q, const Type * t ) {
	Agg * outer = t->kind != TY_ENUM && type_has_variables( q ) ? AS( Agg, t->decl )->outer : NULL;
	QType whole = outer ? type_substitute( s, type_of_agg( outer ) ) : QT_NONE;
	if ( ! outer || ct( whole ) == ct( outer->type ) ) return q;
	Agg * to = AS( Agg, ct( whole )->decl );
	agg_members( to );
	AggInfo * from = agg_info( outer ), * into = agg_info( to );
	for ( uint32_t i = 0; i < from->nested.len && i < into->nested.len; i += 1 )
		if ( from->nested.at[i] == t->decl )
			return type_with_quals( type_of_agg( AS( Agg, into->nested.at[i] ) ), q.quals );
	return q;
}

static QType local_type( const Subst * s, QType q, const Type * t ) {
	Node * copy = s->copied ? table_get( s->copied, t->decl ) : NULL;
	if ( ! copy ) return nested_type( s, q, t );
	QType made = copy->kind == D_ENUM ? AS( Enum, copy )->type : type_of_agg( AS( Agg, copy ) );
	return type_with_quals( made, q.quals );
}

/* The members of a list, in the place of a pack its types; `room` is for as many as the list has. */
static QType * members( const Subst * s, const Type * t, QType * room, unsigned * n ) {
	TypeList longer = { 0 };
	bool packs = false;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		room[i] = type_substitute( s, t->args[i] );
		packs |= KIND_OF( room[i] ) == TY_TUPLE && type_is_pack( t->args[i] );
	}
	*n = t->n;
	/* a generic type's argument is the pack as a whole */
	if ( ! packs || t->generic ) return room;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		const Type * list = ct( room[i] );
		if ( list->kind != TY_TUPLE || ! type_is_pack( t->args[i] ) ) vec_push( &longer, room[i] );
		else for ( uint32_t k = 0; k < list->n; k += 1 ) vec_push( &longer, list->args[k] );
	}
	*n = longer.len;
	return longer.at;
}

QType type_substitute( const Subst * s, QType q ) {
	if ( ! q.type || (! s->copied && ! type_has_variables( q )) ) return q;
	QType c = type_canon( q );
	const Type * t = c.type;
	QType made;
	switch ( t->kind ) {
	  case TY_VAR: made = parameter( s, t ); break;
	  case TY_POINTER: made = type_pointer( type_substitute( s, t->of ) ); break;
	  case TY_REFERENCE: {
		QType of = type_substitute( s, t->of );
		made = t->basic ? type_forward( of ) : type_reference( of );
		break;
	  }
	  case TY_ARRAY: {
		QType of = type_substitute( s, t->of );
		if ( of.type == t->of.type && of.quals == t->of.quals && t->dim != DIM_VLA ) return q;
		made = array( s, t, of );
		break;
	  }
	  case TY_STRUCT: case TY_UNION:
		if ( ! t->n ) return local_type( s, q, t );
		/* fall through */
	  case TY_FUNCTION: case TY_TUPLE: {
		QType room[t->n + 1];
		unsigned n;
		QType * args = members( s, t, room, &n );
		if ( t->kind == TY_TUPLE ) made = pack_of( args, n );
		else if ( t->kind != TY_FUNCTION ) {
			Node * own = s->copied ? table_get( s->copied, t->generic ) : NULL;         /* of a copied body */
			made = type_agg( AS( Agg, own ? own : t->generic ), args, n );
		}
		else made = type_function( type_substitute( s, t->of ), args, n, t->fn_flags );
		break;
	  }
	  case TY_ENUM: return local_type( s, q, t );
	  default: return q;
	}
	if ( made.type == t ) return q;
	return type_with_quals( made, c.quals );
}
