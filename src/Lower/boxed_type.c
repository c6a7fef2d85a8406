/* SPDX-License-Identifier: BSD-3-Clause
 *
 * How types are passed to boxed functions (chapter 04, 4.17.1, 4.17.2): what depends on the size of a type
 * parameter by its address, pointers and references as void *, everything else as it is.
 *
 *     forall( T ) T f( T x, T * p, int n )
 *     void f( size, align, requirements ..., void * result, void * x, void * p, int n )
 */
#include "Lower/boxed.h"
#include "Resolve/declare.h"

enum { MAX_DEPTH = 8 };

QType boxed_pointer( void ) { return type_pointer( type_void() ); }

bool boxed_is_sized( const TypeParam * p ) {
	switch ( p->kind_of ) {
	  case TP_OBJECT: case TP_SIZED: case TP_DIMENSION: case TP_PACK: return true;
	  default: return p->kind_of == TP_DATA && p->sized;
	}
}

bool boxed_is_dynamic( QType q ) {
	if ( ! type_has_variables( q ) ) return false;
	const Type * t = ct( q );
	switch ( t->kind ) {
	  case TY_VAR: return boxed_is_sized( AS( TypeParam, t->decl ) );
	  case TY_ARRAY: return t->dim == DIM_VLA || boxed_is_dynamic( t->of );
	  case TY_STRUCT: case TY_UNION: case TY_TUPLE: {
		const Poly * poly = t->generic ? agg_definition( AS( Agg, t->generic ) )->poly : NULL;
		for ( uint32_t i = 0; i < t->n; i += 1 )
			if ( (! poly || i >= poly->n || boxed_is_sized( poly->params[i] ))
				&& boxed_is_dynamic( t->args[i] ) ) return true;
		return false;
	  }
	  default: return false;
	}
}

/* Arguments for unsized parameters do not count: void stands for them. */
static QType without_variables( QType q ) {
	const Type * t = ct( q );
	if ( ! type_has_variables( q ) ) return q;
	if ( t->kind == TY_VAR ) return type_void();
	if ( t->kind == TY_POINTER || t->kind == TY_REFERENCE || t->kind == TY_FUNCTION ) return boxed_pointer();
	if ( ! t->n || t->kind == TY_TUPLE ) return q;
	QType args[t->n];
	const Poly * poly = t->generic ? agg_definition( AS( Agg, t->generic ) )->poly : NULL;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		bool ignored = poly && i < poly->n && ! boxed_is_sized( poly->params[i] )
			&& type_has_variables( t->args[i] );
		args[i] = ignored ? type_void() : without_variables( t->args[i] );
	}
	return type_agg( AS( Agg, t->generic ), args, t->n );
}

QType boxed_erased( QType q ) {
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER && ! type_has_variables( q ) ) return type_unqualified( q );
	/* const stays: gcc would warn of its loss */
	if ( t->kind == TY_POINTER || t->kind == TY_REFERENCE )
		return type_pointer( qt( type_void().type,
			type_canon( t->of ).quals & (QUAL_CONST | QUAL_VOLATILE) ) );
	if ( t->kind == TY_FUNCTION || t->kind == TY_ARRAY ) return boxed_pointer();
	return boxed_is_dynamic( q ) ? boxed_pointer() : type_unqualified( without_variables( q ) );
}

const Type * boxed_function_type( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	return t->kind == TY_FUNCTION ? t : NULL;
}

QType boxed_signature( const Type * formal, unsigned hidden, const QType * types ) {
	QType args[hidden + formal->n + 1];
	unsigned n = 0;
	for ( unsigned i = 0; i < hidden; i += 1 ) args[n++] = types[i];
	bool dynamic = boxed_is_dynamic( formal->of );
	if ( dynamic ) args[n++] = boxed_pointer();
	for ( uint32_t i = 0; i < formal->n; i += 1 ) args[n++] = boxed_erased( formal->args[i] );
	unsigned flags = formal->fn_flags & FN_VARIADIC;
	return type_function( dynamic || KIND_OF( formal->of ) == TY_VOID ? type_void()
		: boxed_erased( formal->of ), args, n, flags );
}

/* ===== adapters ========================================================================================= */

typedef struct Found { const Type ** at; unsigned n; } Found;

bool boxed_needs_adapter( const Type * f ) {
	if ( f->fn_flags & FN_VARIADIC ) return false;
	bool needs = boxed_is_dynamic( f->of );
	for ( uint32_t i = 0; i < f->n; i += 1 ) needs |= boxed_is_dynamic( f->args[i] );
	return needs;
}

static void find( Found * found, QType q, int depth ) {
	if ( ! q.type || ! type_has_variables( q ) || depth > MAX_DEPTH || rank_of( q ) ) return;
	const Type * t = ct( q );
	if ( t->kind == TY_FUNCTION && boxed_needs_adapter( t ) ) {
		bool known = false;
		for ( unsigned i = 0; i < found->n; i += 1 ) known |= found->at[i] == t;
		if ( ! known ) {
			const Type ** more = NEW_ARRAY( const Type *, found->n + 1 );
			for ( unsigned i = 0; i < found->n; i += 1 ) more[i] = found->at[i];
			more[found->n++] = t;
			found->at = more;
		}
	}
	if ( t->kind == TY_STRUCT || t->kind == TY_UNION ) {
		Agg * a = agg_definition( AS( Agg, t->decl ) );
		agg_members( a );
		AggInfo * info = agg_info( a );
		for ( unsigned i = 0; i < info->n; i += 1 ) find( found, info->fields[i]->type, depth + 1 );
		return;
	}
	if ( t->kind != TY_FUNCTION && t->of.type ) find( found, t->of, depth + 1 );
}

const Type ** boxed_adapter_types( const Decl * d, unsigned * n ) {
	Found found = { 0 };
	const Type * f = boxed_function_type( d->type );
	for ( uint32_t i = 0; i < f->n; i += 1 ) find( &found, f->args[i], 0 );
	*n = found.n;
	return found.at;
}

/* ===== values =========================================================================================== */

Node * boxed_cast_pointer( Node * e ) { return make_cast( e, boxed_pointer() ); }

Node * boxed_at( Node * address, QType q ) {
	return make_unary( OP_DEREF, make_cast( address, type_pointer( q ) ), q );
}

static Node * address_of( Decl * d ) {
	return make_unary( OP_ADDR, make_name( d, d->loc ), type_pointer( d->type ) );
}

/* The object as one of a type that is told apart by unsized arguments only. */
static Node * seen_as( Decl * object, QType q ) {
	place_punned( q );
	return boxed_at( address_of( object ), type_unqualified( q ) );
}

Node * boxed_pass( Decl * d, QType formal ) {
	Node * e = make_name( d, d->loc );
	if ( KIND_OF( d->type ) == TY_REFERENCE )
		return boxed_cast_pointer( make_unary( OP_ADDR, e, type_pointer( type_pointee( d->type ) ) ) );
	if ( boxed_is_dynamic( formal ) ) return boxed_cast_pointer( address_of( d ) );
	QType to = boxed_erased( formal );
	if ( ct( to ) == ct( d->type ) ) return e;
	return type_is_aggregate( to ) ? seen_as( d, to ) : make_cast( e, to );
}

Node * boxed_receive( Decl * raw, QType formal, QType want ) {
	Node * e = make_name( raw, raw->loc );
	if ( KIND_OF( want ) == TY_REFERENCE ) {
		Node * object = boxed_at( e, type_pointee( want ) );
		Cast * bound = AS( Cast, make_cast( object, want ) );
		bound->form = CAST_IMPLICIT;
		return (Node *)bound;
	}
	if ( boxed_is_dynamic( formal ) ) return boxed_at( e, type_unqualified( want ) );
	if ( ct( raw->type ) == ct( want ) ) return e;
	return type_is_aggregate( want ) ? seen_as( raw, want )
		: make_cast( e, type_unqualified( want ) );
}

void boxed_return( NodeList * items, Node * call, QType of, Decl * result ) {
	Loc at = call->loc;
	QType have = AS( Expr, call )->type;
	if ( result ) {
		list_push( items, make_declaration( result ) );
		list_push( items, make_expression( call ) );
		list_push( items, make_return( make_name( result, at ), at ) );
	} else if ( KIND_OF( of ) == TY_VOID ) list_push( items, make_expression( call ) );
	else if ( KIND_OF( of ) == TY_REFERENCE ) {
		Cast * bound = AS( Cast, make_cast( boxed_at( call, type_pointee( of ) ), of ) );
		bound->form = CAST_IMPLICIT;
		list_push( items, make_return( (Node *)bound, at ) );
	} else if ( ct( have ) == ct( of ) ) list_push( items, make_return( call, at ) );
	else if ( ! type_is_aggregate( have ) )
		list_push( items, make_return( make_cast( call, type_unqualified( of ) ), at ) );
	else {
		Decl * value = make_object( intern_cstr( "value" ), have, at );
		list_push( items, make_declaration( value ) );
		list_push( items, make_expression( make_assign( OP_NONE, make_name( value, at ), call ) ) );
		list_push( items, make_return( seen_as( value, of ), at ) );
	}
}

Node * boxed_variadic_arguments( Loc at ) {
	Node * fn = make_name( builtin_lookup( intern_cstr( "__builtin_va_arg_pack" ) ), at );
	return make_call( fn, NULL, type_basic( B_INT ) );
}
