/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Lengths as arguments of generic types (chapter 04, 4.10): a constant is an array of nothing, anything else
 * is known by the object that holds it: a dimension parameter, a const object, or one made where the length
 * is written.
 *
 *     array( int, n + 1 ) a;        const unsigned long __cfa_length0 = n + 1;  array( int, __cfa_length0 ) a;
 */
#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/polymorph.h"

bool dimension_at_run_time;
static NodeList waiting;                                /* declarations of the objects made */

/* An array of nothing, which no type of a program is. */
QType dimension_constant( int64_t n ) { return type_array( type_void(), DIM_CONST, n, NULL ); }

bool dimension_value( QType q, int64_t * n ) {
	const Type * t = ct( q );
	if ( t->kind != TY_ARRAY || t->dim != DIM_CONST || KIND_OF( t->of ) != TY_VOID ) return false;
	*n = t->length;
	return true;
}

bool type_is_dimension( QType q ) {
	const Type * t = ct( q );
	if ( t->kind == TY_VAR ) return AS( TypeParam, t->decl )->kind_of == TP_DIMENSION;
	return t->kind == TY_ARRAY && KIND_OF( t->of ) == TY_VOID;
}

QType dimension_object( Decl * d ) {
	static Table made;
	TypeParam * p = table_get( &made, d );
	if ( p ) return type_var( p );
	dimension_at_run_time = true;
	p = MAKE( TypeParam, D_TYPEPARAM, d->loc );
	p->kind_of = TP_DIMENSION;
	p->name = d->name;
	p->value = (Node *)d;
	table_put( &made, d, p );
	return type_var( p );
}

Decl * dimension_holder( QType q ) {
	const Type * t = ct( q );
	return t->kind == TY_VAR ? AS( Decl, AS( TypeParam, t->decl )->value ) : NULL;
}

/* The object that a name stands for, if it cannot change: 4.10.3. */
static Decl * fixed_object( const Node * e ) {
	const Node * decl = e->kind == E_NAME ? AS( const Name, e )->decl : NULL;
	if ( ! decl || (decl->kind != D_OBJECT && decl->kind != D_PARAM) ) return NULL;
	QType q = AS( const Decl, decl )->type;
	return type_canon( q ).quals & QUAL_CONST && ! (type_canon( q ).quals & QUAL_VOLATILE) ? (Decl *)decl
		: NULL;
}

/* Evaluated once, where the statement that mentions it begins. */
static Decl * evaluated( Node * e ) {
	static unsigned number;
	QType size = type_basic( B_ULONG );
	Decl * d = make_object( intern_fmt( "__cfa_length%u", number++ ), qt( size.type, QUAL_CONST ), e->loc );
	d->level = (int)scope_level();
	d->init_kind = INIT_ASSIGN;
	Node * copy = node_copy( e );
	copy->next = NULL;
	d->init = convert_to( copy, size, CONV_INIT, e->loc );
	d->attrs = make_attribute( "unused", NULL, e->loc );
	list_push( &waiting, make_declaration( d ) );
	return d;
}

static QType made_object( Node * e ) {
	QType q = dimension_object( evaluated( e ) );
	AS( TypeParam, ct( q )->decl )->name = intern_cstr( source_text( e ) );
	return q;
}

QType dimension_argument( Node ** slot ) {
	*slot = resolve_value( *slot );
	Node * e = *slot;
	QType q = AS( Expr, e )->type;
	if ( type_is_error( q ) ) return q;
	Decl * fixed = fixed_object( e );
	if ( fixed && fixed->owner && fixed->owner->kind == D_TYPEPARAM )
		return type_var( AS( TypeParam, fixed->owner ) );
	Const c = constant_fold( e, false );
	if ( c.kind == CONST_INT && c.i >= 0 ) return dimension_constant( (int64_t)c.i );
	if ( c.kind == CONST_INT ) {
		diag_error( e->loc, "a length cannot be negative" );
		return QT_ERROR;
	}
	if ( ! type_is_integer( q ) && KIND_OF( q ) != TY_ENUM ) {
		diag_error( e->loc, "a length is an integer, not '%s'", type_text( q ) );
		return QT_ERROR;
	}
	if ( fixed && (! scope_aggregate() || scope_is_polymorphic()) ) return dimension_object( fixed );
	if ( scope_aggregate() && scope_is_polymorphic() ) return type_array( type_void(), DIM_VLA, 0, e );
	if ( current_function && scope_kind() != SCOPE_PROTOTYPE && ! scope_aggregate() ) return made_object( e );
	diag_error( e->loc, "a length must be a constant or a dimension parameter here" );
	return QT_ERROR;
}

/* Does the length mean something to C∀ that it does not to C? */
static bool has_meaning( Node ** slot, void * found ) {
	Node * n = *slot;
	QType q = IS_EXPR( n ) ? AS( Expr, n )->type : QT_NONE;
	bool own = n->kind == E_CALL || (n->kind == E_SIZEOF && AS( SizeOf, n )->arg);
	if ( own || (q.type && (KIND_OF( q ) == TY_REFERENCE || type_is_dynamic( q ))) ) *(bool *)found = true;
	return *(bool *)found || node_children( n, has_meaning, found );
}

Node * dimension_of_array( Node * e ) {
	bool found = false;
	if ( options.c_mode || ! current_function || scope_kind() == SCOPE_PROTOTYPE || scope_aggregate() )
		return e;
	has_meaning( &e, &found );
	return found ? make_name( evaluated( e ), e->loc ) : e;
}

Node * dimension_declarations( Node * others ) {
	Node * made = waiting.head;
	waiting = (NodeList){ 0 };
	list_push( &waiting, others );
	return made;
}
