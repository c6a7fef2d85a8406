/* SPDX-License-Identifier: BSD-3-Clause
 *
 * _Generic: C11 6.5.1.1. The controlling expression undergoes lvalue conversion and is compared with each
 * association's type; only the chosen association matters afterwards, but all are resolved, as gcc does.
 *
 *     _Generic( c, char: f, default: g )( c )        chosen: f
 */
#include "Resolve/candidate.h"

/* Errors of one association's type: function or incomplete types, VLAs. */
static bool check_type( const Assoc * a, QType type ) {
	if ( type_is_error( type ) ) return false;
	if ( type_is_function( type ) ) diag_error( a->loc, "'_Generic' association has function type" );
	else if ( ! type_is_complete( type ) ) diag_error( a->loc, "'_Generic' association has incomplete type" );
	else return true;
	return false;
}

/* Report associations of compatible types and second defaults. */
static bool check_unique( Node * assocs, const Assoc * a, QType type ) {
	for EACH( n, assocs ) {
		Assoc * b = AS( Assoc, n );
		if ( b == a ) return true;
		if ( ! b->spec != ! a->spec ) continue;
		if ( ! a->spec ) {
			diag_error( a->loc, "duplicate 'default' case in '_Generic'" );
			diag_note( b->loc, "original 'default' is here" );
			return false;
		}
		if ( type_is_error( b->type ) || ! type_compatible( b->type, type ) ) continue;
		diag_error( a->loc, "'_Generic' specifies two compatible types" );
		diag_note( b->loc, "compatible type is here" );
		return false;
	}
	return true;
}

/* 0, 1 and, in C sources, enumerators serve as the int they are in C when nothing asks for their own type. */
static bool is_int_in_c( const Node * control ) {
	const Type * t = ct( rexpr_value_type( control ) );
	if ( options.c_mode ) return false;
	if ( t->kind == TY_BASIC ) return basic_info[t->basic].cls & BC_LITERAL;
	return options.c_source && t->kind == TY_ENUM && control->kind == E_NAME
		&& AS( const Name, control )->decl->kind == D_ENUMERATOR
		&& AS( const Enum, t->decl )->kind_of == ENUM_PLAIN;
}

static Assoc * association( Node * assocs, QType type ) {
	for EACH( n, assocs )
		if ( AS( Assoc, n )->spec && type_compatible( AS( Assoc, n )->type, type ) ) return AS( Assoc, n );
	return NULL;
}

/* Resolve a generic selection; its type and lvalue-ness are those of the chosen expression. */
Node * rexpr_generic( Generic * g ) {
	g->control = rexpr_one( g->control );
	QType control = rexpr_value_type( g->control );
	bool wrong = false, unknown = rexpr_is_error( g->control );
	Assoc * chosen = NULL, * other = NULL;
	for EACH( n, g->assocs ) {
		Assoc * a = AS( Assoc, n );
		a->value = rexpr_one( a->value );
		if ( a->spec ) {
			a->type = resolve_type( a->spec, NULL );
			mark_type_used( a->type );
			if ( ! check_type( a, a->type ) || ! check_unique( g->assocs, a, a->type ) ) wrong = true;
			else if ( ! chosen && ! unknown && type_compatible( a->type, control ) ) chosen = a;
		} else {
			a->type = type_void();
			if ( ! check_unique( g->assocs, a, a->type ) ) wrong = true;
			else other = a;
		}
	}
	if ( ! chosen && is_int_in_c( g->control ) ) chosen = association( g->assocs, type_basic( B_INT ) );
	if ( ! chosen ) chosen = other;
	if ( wrong ) return rexpr_bad( (Node *)g );
	if ( unknown ) return rexpr_typed( (Node *)g, QT_ERROR, true );
	if ( ! chosen ) {
		diag_error( g->control->loc, "'_Generic' selector of type '%s' is not compatible with any association",
			type_text( control ) );
		return rexpr_bad( (Node *)g );
	}
	g->chosen = chosen->value;
	return rexpr_typed( (Node *)g, rexpr_type( chosen->value ), chosen->value->flags & NF_LVALUE );
}
