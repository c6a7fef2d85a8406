/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Conversions: as by assignment (C11 6.5.16.1, chapter 03, 4.2 to 4.6) and casts (6.5.4, 4.8). C mode only
 * checks: what gcc rejects is rejected in its words, what it warns about is left to gcc. C∀ makes explicit
 * what C would not convert silently (chapter 10, 14.2).
 */
#include "Resolve/candidate.h"
#include "Virtual/virtual.h"

/* ===== implicit conversions ============================================================================= */

/* Does the union have a member the value can be assigned to (`exact`: of its very type)? */
static bool fits_member( const Type * u, QType from, bool exact ) {
	agg_members( AS( Agg, u->decl ) );
	for EACH( n, AS( Agg, u->decl )->members ) {
		if ( n->kind != D_GROUP ) continue;
		for EACH( d, AS( Group, n )->decls ) {
			QType member = AS( Decl, d )->type;
			if ( d->kind != D_FIELD || ! member.type ) continue;
			if ( exact ? type_compatible( type_unqualified( member ), from )
				: convert_c( member, from, type_is_integer( from ) ) != V_ERROR ) return true;
		}
	}
	return false;
}

/* Vectors of one shape, be their integers signed or not, int or long: gcc's comparisons give "opaque"
   ones. */
static bool same_shape( const Type * a, const Type * b ) {
	if ( a->kind != TY_VECTOR || b->kind != TY_VECTOR || a->length != b->length ) return false;
	uint64_t x = 0, y = 1;
	return type_size( a->of, &x ) && type_size( b->of, &y ) && x == y
		&& type_is_floating( a->of ) == type_is_floating( b->of );
}

/* gcc knows whether a union parameter is transparent: its attribute may stand on any typedef of it. */
static Node * convert_in_c( Node * e, QType from, QType to, ConvContext context, Loc at, unsigned arg,
	const Node * f ) {
	if ( ct( from ) == ct( to ) || convert_c( to, from, false ) != V_ERROR ) return e;
	if ( same_shape( ct( from ), ct( to ) ) ) return e;
	if ( context == CONV_ARGUMENT && ct( to )->kind == TY_UNION && fits_member( ct( to ), from, false ) )
		return e;
	explain_conversion( e, to, context, at, arg, f );
	return rexpr_bad( e );
}

/* Does a constant need a cast lest gcc warns that it does not fit (-Woverflow)? */
static bool overflows( Node * e, QType to ) {
	switch ( e->kind ) {
	  case E_INT:
	  case E_FLOAT: case E_CHAR: case E_UNARY: case E_BINARY: case E_CAST: case E_COND: case E_NAME: break;
	  default: return false;
	}
	if ( ! type_is_integer( to ) || KIND_OF( to ) != TY_BASIC || ct( to )->basic == B_BOOL ) return false;
	if ( e->kind == E_NAME && AS( Name, e )->decl && AS( Name, e )->decl->kind != D_ENUMERATOR ) return false;
	Const c = constant_fold( e, false );
	if ( c.kind == CONST_FLOAT ) return true;
	int size = basic_info[ct( to )->basic].size;
	if ( c.kind != CONST_INT || size >= 16 ) return false;
	__int128 one = 1, limit = one << (8 * size);
	return type_is_unsigned( to ) ? c.i >= limit || c.i < -(limit >> 1)
		: c.i >= limit >> 1 || c.i < -(limit >> 1);
}

static Node * convert( Node *, QType to, ConvContext, Loc, unsigned arg, const Node * f );

/* A cast of an lvalue is one (3.2): a reference to a pointer in another pointer's guise refers to that. */
static Node * refer_through_cast( Node * e ) {
	if ( e->kind != E_CAST ) return e;
	Cast * c = AS( Cast, e );
	QType from = rexpr_value_type( c->arg );
	if ( c->form != CAST_PLAIN || KIND_OF( c->to ) != TY_POINTER || KIND_OF( from ) != TY_POINTER ) return e;
	if ( ! (c->arg->flags & NF_LVALUE) && KIND_OF( rexpr_type( c->arg ) ) != TY_REFERENCE ) return e;
	c->to = type_reference( c->to );
	return rexpr_typed( e, c->to, true );
}

/* Binding (4.5): the implicit cast tells Lower that the address is wanted. */
static Node * convert_to_reference( Node * e, QType to, ConvContext context, Loc at, unsigned arg,
	const Node * f ) {
	e = refer_through_cast( e );
	QType from = rexpr_type( e ), want = to;
	while ( KIND_OF( want ) == TY_REFERENCE ) want = type_pointee( want );
	if ( convert_cost( from, to, e->flags & NF_LVALUE ) == COST_INFINITE ) {
		explain_conversion( e, to, context, at, arg, f );
		return rexpr_bad( e );
	}
	bool value = KIND_OF( from ) != TY_REFERENCE && KIND_OF( from ) != TY_FUNCTION
		&& ! (e->flags & NF_LVALUE);
	// the result of a call is an object that one may change
	bool object = e->kind == E_CALL && type_is_aggregate( from );
	if ( value && ! object && ! (type_canon( want ).quals & QUAL_CONST) )
		diag_warn( W_REFERENCE_CONVERSION, e->loc, "rvalue to reference conversion of rvalue: %s",
			options.deterministic ? intern_fmt( "%s.", notation_untyped( e ) )->text : source_text( e ) );
	return rexpr_typed( rexpr_implicit( e, to ), to, true );
}

/* What a pack takes is passed by reference: an object of the very type itself, else a copy of the value
   (chapter 04, 4.12.2). */
static Node * convert_to_forward( Node * e, QType to, ConvContext context, Loc at, unsigned arg,
	const Node * f ) {
	QType value = type_unqualified( ct( to )->of ), from = rexpr_type( e );
	while ( KIND_OF( from ) == TY_REFERENCE ) from = type_pointee( from );
	Node * named = e;
	while ( named->kind == E_MEMBER && ! AS( Member, named )->arrow ) named = AS( Member, named )->object;
	bool in_register = named->kind == E_NAME && AS( Name, named )->decl
		&& AS( Name, named )->decl->kind != D_ENUMERATOR
		&& AS( Decl, AS( Name, named )->decl )->storage & DS_REGISTER;
	if ( ct( from ) != ct( value ) ) e = convert( e, value, context, at, arg, f );
	if ( ct( from ) != ct( value ) || in_register ) e = rexpr_implicit( e, value );
	return rexpr_is_error( e ) ? e : rexpr_typed( rexpr_implicit( e, to ), to, true );
}

/* C∀: allowed if it has a price; the node gets what C would not do by itself. */
static Node * convert_in_cfa( Node * e, QType from, QType to, ConvContext context, Loc at, unsigned arg,
	const Node * f ) {
	const Type * ft = ct( from ), * tt = ct( to );
	if ( type_is_forward( to ) ) return convert_to_forward( e, to, context, at, arg, f );
	if ( tt->kind == TY_REFERENCE ) return convert_to_reference( e, to, context, at, arg, f );
	if ( ft == tt || same_shape( ft, tt ) ) return e;
	if ( KIND_OF( rexpr_type( e ) ) == TY_REFERENCE ) from = rexpr_type( e );
	if ( convert_cost( from, to, e->flags & NF_LVALUE ) == COST_INFINITE ) {
		explain_conversion( e, to, context, at, arg, f );
		return rexpr_bad( e );
	}
	if ( type_is_tuple( from ) && type_is_tuple( to ) ) return tuple_convert( e, to, false );
	if ( tt->kind == TY_POINTER ) {
		bool plain = ft->kind == TY_POINTER
			&& (KIND_OF( ft->of ) == KIND_OF( tt->of ) || type_is_void( tt->of ))
			&& KIND_OF( tt->of ) != TY_FUNCTION;
		return plain ? e : rexpr_implicit( e, to );
	}
	return overflows( e, to ) ? rexpr_implicit( e, to ) : e;
}

static Node * convert( Node * e, QType to, ConvContext context, Loc at, unsigned arg, const Node * f ) {
	if ( rexpr_is_error( e ) || ! to.type || to.type->kind == TY_ERROR ) return e;
	QType from = rexpr_value_type( e );
	if ( KIND_OF( from ) == TY_VOID && KIND_OF( to ) != TY_VOID ) {
		if ( context == CONV_ARGUMENT ) diag_error( e->loc, "invalid use of void expression" );
		else diag_error( e->loc, "void value not ignored as it ought to be" );
		return rexpr_bad( e );
	}
	if ( options.c_mode ) return convert_in_c( e, from, to, context, at, arg, f );
	if ( KIND_OF( from ) == TY_OPERATORS ) {
		Node * function = intrinsic_value( e, to );
		if ( function ) {
			mark_used( AS( Name, function )->decl );
			return convert( function, to, context, at, arg, f );
		}
		explain_conversion( e, to, context, at, arg, f );
		return rexpr_bad( e );
	}
	Cost price;
	Decl * taker = context == CONV_ARGUMENT ? transparent_member( from, to, e->flags & NF_LVALUE, &price )
		: NULL;
	if ( taker ) return convert( e, taker->type, context, at, arg, f );
	Node * next = e->next, * member = contain_step( e, to );
	if ( ! member ) member = enum_step( e, to, false );
	if ( ! member ) return convert_in_cfa( e, from, to, context, at, arg, f );
	e->next = NULL;
	member->next = next;
	return convert( member, to, context, at, arg, f );
}

Node * convert_to( Node * e, QType to, ConvContext context, Loc at ) {
	return convert( e, to, context, at, 0, NULL );
}

Node * convert_argument( Node * e, QType param, unsigned arg, const Node * callee ) {
	return convert( e, param, CONV_ARGUMENT, e->loc, arg, callee );
}

/* ===== casts ============================================================================================ */

/* Errors of C's casts in gcc's words (C11 6.5.4); false if reported. */
static bool check_cast( const Cast * c, QType from, QType to ) {
	const Type * f = ct( from ), * t = ct( to );
	bool scalar = type_is_scalar( from ) || f->kind == TY_LITERAL_POINTER;
	const char * problem = NULL;
	if ( t->kind == TY_VOID || f == t ) return true;
	if ( t->kind == TY_ARRAY ) problem = "cast specifies array type";
	else if ( t->kind == TY_FUNCTION ) problem = "cast specifies function type";
	else if ( t->kind == TY_UNION ) problem = fits_member( t, from, true ) ? NULL
		: "cast to union type from type not present in union";
	else if ( t->kind == TY_STRUCT ) problem = "conversion to non-scalar type requested";
	else if ( t->kind == TY_VECTOR || f->kind == TY_VECTOR ) {
		uint64_t a = 0, b = 0;
		bool known = type_size( from, &a ) && type_size( to, &b );
		bool fits = type_is_integer( from ) || f->kind == TY_VECTOR;
		if ( (known && a != b) || ! fits || type_is_floating( to ) ) {
			diag_error( c->loc, "cannot convert a value of type '%s' to %stype '%s'%s", type_text( from ),
				t->kind == TY_VECTOR ? "vector " : "", type_text( to ),
				known && a != b ? " which has different size" : "" );
			return false;
		}
	} else if ( t->kind == TY_POINTER ) {
		if ( ! type_is_integer( from ) && f->kind != TY_POINTER && f->kind != TY_LITERAL_POINTER )
			problem = "cannot convert to a pointer type";
	} else if ( ! scalar )
		problem = type_is_integer( to ) ? "aggregate value used where an integer was expected"
			: type_is_complex( to ) ? "aggregate value used where a complex was expected"
			: "aggregate value used where a floating-point was expected";
	else if ( f->kind == TY_POINTER && type_is_floating( to ) )
		problem = "pointer value used where a floating-point was expected";
	if ( problem ) diag_error( c->loc, "%s", problem );
	return ! problem;
}

/* The forms of chapter 01, 4.4 that are reserved or need features to come. */
static const char * unsupported_form( int form ) {
	switch ( form ) {
	  case CAST_COERCE: return "coerce cast is currently unimplemented";
	  case CAST_QUALS: return "qualifier cast is currently unimplemented";
	  default: return NULL;
	}
}

static Node * cast_cfa( Cast * c ) {
	Node * function = KIND_OF( rexpr_type( c->arg ) ) == TY_OPERATORS ? intrinsic_value( c->arg, c->to )
		: NULL;
	if ( function ) {
		mark_used( AS( Name, function )->decl );
		c->arg = function;
	}
	QType from = rexpr_type( c->arg ), to = c->to;
	TypeKind kind = KIND_OF( from );
	if ( kind == TY_ARRAY || kind == TY_FUNCTION ) from = type_decay( from );
	if ( c->form == CAST_RETURN && ct( rexpr_value_type( c->arg ) ) != ct( to ) ) {
		diag_error( c->loc, "no interpretation of the operand has type '%s': it is '%s'", type_text( to ),
			type_text( from ) );
		return rexpr_bad( (Node *)c );
	}
	for ( Node * member; c->form != CAST_RETURN; ) {
		member = contain_step( c->arg, to );
		if ( ! member && ! (member = enum_step( c->arg, to, true )) ) break;
		if ( rexpr_is_error( member ) ) return rexpr_bad( (Node *)c );
		c->arg = member;
		from = rexpr_type( member );
	}
	/* 4.11.16 */
	bool one_of_many = type_is_tuple( from ) && ! type_is_tuple( to ) && c->spec && c->spec->kind != T_TUPLE;
	if ( c->form == CAST_PLAIN && type_is_tuple( from ) && ! one_of_many && KIND_OF( to ) != TY_REFERENCE
		&& ct( rexpr_value_type( c->arg ) ) != ct( to )
		&& tuple_cost( from, to, true ) != COST_INFINITE ) return tuple_convert( c->arg, to, true );
	bool vector = KIND_OF( from ) == TY_VECTOR || KIND_OF( to ) == TY_VECTOR || KIND_OF( to ) == TY_UNION;
	if ( vector && ! check_cast( c, rexpr_value_type( c->arg ), to ) ) return rexpr_bad( (Node *)c );
	if ( ! vector && ((one_of_many && KIND_OF( to ) != TY_REFERENCE)
		|| cast_cost( from, to, c->arg->flags & NF_LVALUE ) == COST_INFINITE) ) {
		if ( ! explain_unknown( (Node *)c ) )
			diag_error( c->loc, "cannot cast '%s' to '%s'", type_text( from ), type_text( to ) );
		return rexpr_bad( (Node *)c );
	}
	return rexpr_typed( (Node *)c, to, KIND_OF( to ) == TY_REFERENCE );
}

Node * rexpr_cast( Cast * c ) {
	Node * e = (Node *)c;
	if ( c->form == CAST_VIRTUAL ) return virtual_cast( c );
	const char * unsupported = unsupported_form( c->form );
	if ( unsupported ) {
		diag_error( c->loc, "%s", unsupported );
		return rexpr_bad( e );
	}
	if ( ! c->to.type ) c->to = resolve_type( c->spec, NULL );
	if ( type_is_error( c->to ) ) return rexpr_bad( e );
	mark_type_used( c->to );
	if ( rexpr_is_error( c->arg ) ) return rexpr_typed( e, type_unqualified( c->to ), false );
	QType from = rexpr_value_type( c->arg );
	if ( KIND_OF( c->to ) == TY_VOID ) return rexpr_typed( e, type_void(), false );
	if ( KIND_OF( from ) == TY_VOID ) {
		if ( options.c_mode ) diag_error( c->loc, "void value not ignored as it ought to be" );
		else diag_error( c->loc, "cannot cast 'void' to '%s'", type_text( c->to ) );
		return rexpr_bad( e );
	}
	if ( ! options.c_mode ) return cast_cfa( c );
	if ( ! check_cast( c, from, c->to ) ) return rexpr_bad( e );
	return rexpr_typed( e, type_unqualified( c->to ), false );
}
