/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What an enumeration of C∀ means where something else is wanted (chapter 01, 9.3 and 9.5; chapter 03, 4.6): a typed one its
 * value, a constant if it is one; one that another inlines the other's enumerator.
 *
 *     enum( int ) F { X = 10 };  int v = X;             int v = 10;
 *     enum( int ) G { A, inline F };  G g = f;          enum G g = (enum G)( (int)f + 1 );
 */
#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/overload.h"

/* The typed enumeration behind a type, or NULL. */
static const Enum * typed( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	if ( KIND_OF( q ) != TY_ENUM || options.c_mode ) return NULL;
	const Enum * e = enum_definition( AS( Enum, ct( q )->decl ) );
	return e->kind_of == ENUM_TYPED && e->base_type.type ? e : NULL;
}

QType enum_value_type( QType q ) {
	const Enum * e = typed( q );
	return e ? e->base_type : QT_NONE;
}

/* ===== values ============================================================================================= */

static Enumerator * named( const Node * e ) {
	Node * d = e->kind == E_NAME ? AS( const Name, e )->decl : e->kind == E_QUALNAME ? AS( const QualName, e )->decl : NULL;
	return d && d->kind == D_ENUMERATOR ? AS( Enumerator, d ) : NULL;
}

/* The constant of an enumerator of arithmetic type: what was written for it, or one more than the one before. */
static Node * constant_of( const Enumerator * m, const Enum * e, Loc at, int depth ) {
	if ( m->copied ) return constant_of( m->copied, enum_definition( AS( Enum, m->copied->owner ) ), at, depth );
	const Enumerator * last = NULL;
	int64_t more = 0;
	bool first = true;
	for EACH( n, e->members ) {
		if ( n->kind != D_ENUMERATOR ) continue;
		const Enumerator * x = AS( const Enumerator, n );
		if ( x->value || x->copied ) { last = x; more = 0; } else if ( ! first || last ) more += 1;
		first = false;
		if ( x == m ) break;
	}
	if ( last && last->value && last->value->kind == I_LIST ) return NULL;
	QType base = type_unqualified( e->base_type );
	if ( ! last ) return make_cast( make_int( more, type_basic( B_INT ), at ), base );
	const Enumerator * other = last->copied ? last : named( last->value );
	Node * value = other && depth < 100 ? constant_of( other, e, at, depth + 1 ) : node_copy( last->value );
	if ( ! value ) return NULL;
	value->flags |= NF_PAREN;
	if ( more ) value = make_binary( OP_ADD, value, make_int( more, type_basic( B_INT ), at ), base );
	return make_cast( value, base );
}

/* The function value( E ) that was generated with the enumeration (9.6). */
static Binding * value_function( const Type * t ) {
	for ( Binding * b = scope_lookup( intern_cstr( "value" ) ); b; b = b->outer ) {
		const Type * f = shape_callee( b );
		if ( f && f->n == 1 && ct( f->args[0] ) == t ) return b;
	}
	return NULL;
}

Node * enum_value( Node * e ) {
	QType q = rexpr_type( e );
	const Enum * of = typed( q );
	if ( ! of ) return NULL;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	Node * next = e->next, * made = NULL;
	Enumerator * m = named( e );
	if ( m && KIND_OF( of->base_type ) == TY_BASIC ) made = constant_of( m, of, e->loc, 0 );
	if ( ! made ) {
		Binding * b = value_function( ct( q ) );
		if ( ! b ) return NULL;
		Name * name = MAKE( Name, E_NAME, e->loc );
		name->id = b->name;
		e->next = NULL;
		made = rexpr_call( AS( Call, make_call( rexpr_name( name, b ), e, QT_NONE ) ) );
	}
	made->next = next;
	made->flags |= NF_IMPLICIT;
	return made;
}

/* ===== inheritance ========================================================================================= */

/* How many enumerators stand in `to` before those of `from`; -1 if it does not inline it. */
static int64_t offset_in( const Enum * from, const Enum * to, int depth ) {
	int64_t at = 0;
	if ( depth > 64 ) return -1;
	for EACH( n, to->members ) {
		if ( n->kind == D_ENUMERATOR ) { at += 1; continue; }
		if ( ! AS( Enumerator, n )->owner ) continue;
		const Enum * inlined = enum_definition( AS( Enum, AS( Enumerator, n )->owner ) );
		if ( inlined == from ) return at;
		int64_t deeper = offset_in( from, inlined, depth + 1 );
		if ( deeper >= 0 ) return at + deeper;
	}
	return -1;
}

Node * enum_widen( Node * e, QType to ) {
	QType from = rexpr_value_type( e );
	if ( KIND_OF( from ) != TY_ENUM || KIND_OF( to ) != TY_ENUM || ct( from ) == ct( to ) || options.c_mode ) return NULL;
	int64_t offset = offset_in( enum_definition( AS( Enum, ct( from )->decl ) ), enum_definition( AS( Enum, ct( to )->decl ) ), 1 );
	if ( offset < 0 ) return NULL;
	Node * next = e->next;
	e->next = NULL;
	QType integer = type_basic( B_INT );
	Node * position = make_cast( e, integer );
	if ( offset ) position = make_binary( OP_ADD, position, make_int( offset, integer, e->loc ), integer );
	Node * made = make_cast( position, type_unqualified( to ) );
	made->next = next;
	return made;
}

/* The enumerator as the conversion of an expression to `to` sees it; NULL if it stays as it is. */
Node * enum_step( Node * e, QType to ) {
	while ( KIND_OF( to ) == TY_REFERENCE ) to = type_pointee( to );
	if ( KIND_OF( to ) == TY_ENUM ) return enum_widen( e, to );
	if ( KIND_OF( to ) == TY_VOID || KIND_OF( to ) == TY_VAR ) return NULL;
	return enum_value( e );
}

/* The operand itself and its value (chapter 03, 4.6.2). */
Set enum_set( Set s ) {
	if ( ! s.single || rexpr_is_error( s.single ) || ! typed( rexpr_type( s.single ) ) ) return s;
	Node * value = enum_value( node_copy( s.single ) );
	if ( ! value || rexpr_is_error( value ) ) return s;
	Set both = { .at = scratch( sizeof( Cand * ) * 2 ), .n = 2 };
	both.at[0] = set_list( &s, &(unsigned){ 0 } )[0];
	Cand * c = both.at[1] = cand_new( rexpr_type( value ), cost_add( cost_of( COST_IMPLICIT, 1 ), cost_of( COST_SIGN, 1 ) ), COST_ZERO, 0 );
	c->node = value;
	return both;
}
