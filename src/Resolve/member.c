/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Members: o.m, p->m, __builtin_offsetof( T, m[ 3 ].n ). C finds members of unnamed structs and unions
 * itself, so the tree stays as written; members of C∀'s `inline S;` get the members in between inserted.
 */
#include "Resolve/candidate.h"

enum { MAX_PATH = 20000 };
static Decl * path[MAX_PATH];

/* The member in `agg`, reported if there is none. */
static Decl * member_named( Agg * agg, QType type, Str * name, unsigned * n, Loc at ) {
	*n = 0;
	Decl * field = find_member( agg, name, path, n );
	if ( field ) return field;
	Speller speller = { .name = name };
	for EACH( m, agg->members ) {
		if ( m->kind != D_GROUP ) continue;
		for EACH( d, AS( Group, m )->decls )
			if ( d->kind == D_FIELD && AS( Decl, d )->name ) speller_offer( &speller, AS( Decl, d )->name );
	}
	diag_error( at, "'%s' has no member named '%s'%s", type_text( type ), name->text,
		speller.best ? intern_fmt( "; did you mean '%s'?", speller.best->text )->text : "" );
	return NULL;
}

/* Report what is not struct or union. */
static bool check_object( const Member * m, QType type ) {
	const Type * t = ct( type );
	if ( m->arrow && t->kind != TY_POINTER )
		diag_error( m->loc, "invalid type argument of '->' (have '%s')", type_text( type ) );
	else if ( t->kind == TY_POINTER && ! m->arrow && type_is_aggregate( t->of ) )
		diag_error( m->loc, "'%s' is a pointer; did you mean to use '->'?", explain_name( m->object ) );
	else return true;
	return false;
}

/* o.inner.m for a member found through `inline S;`: unnamed members written by C are found by C. */
static void insert_path( Member * m, unsigned n ) {
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( ! (path[i]->storage & DS_INLINE_MEMBER) ) continue;
		Member * inner = MAKE( Member, E_MEMBER, m->loc );
		inner->object = m->object;
		inner->name = path[i]->name;
		inner->arrow = m->arrow;
		inner->tuple_index = -1;
		inner->field = (Node *)path[i];
		inner->flags |= NF_IMPLICIT;
		rexpr_typed( (Node *)inner, path[i]->type, true );
		m->object = (Node *)inner;
		m->arrow = 0;
	}
}

/* Qualifiers the object and the unnamed members in between give to the member. */
static unsigned path_quals( QType object, unsigned n ) {
	unsigned quals = type_canon( object ).quals;
	for ( unsigned i = 0; i < n; i += 1 ) quals |= type_canon( path[i]->type ).quals;
	return quals & (QUAL_CONST | QUAL_VOLATILE | QUAL_ATOMIC);
}

/* C11 6.5.2.3. `field`: the member chosen among overloaded ones, else it is looked up. */
Node * rexpr_member( Member * m, Decl * field ) {
	Node * e = (Node *)m;
	if ( rexpr_is_error( m->object ) ) return rexpr_typed( e, QT_ERROR, true );
	if ( ! m->name ) {
		QType tuple = rexpr_value_type( m->object );
		if ( m->arrow && KIND_OF( tuple ) == TY_POINTER ) tuple = type_pointee( tuple );
		if ( ! tuple_index( m, tuple ) ) return rexpr_bad( e );
		if ( ! m->name ) {                              /* component 0 of what is no tuple: itself */
			Node * whole = m->object;
			if ( m->arrow ) {
				Unary * u = MAKE( Unary, E_UNARY, m->loc );
				u->op = OP_DEREF;
				u->arg = whole;
				whole = rexpr_unary( u );
			}
			whole->next = e->next;
			return whole;
		}
		Node * component = tuple_component( m, tuple );
		if ( component ) return component;
	}
	QType object = rexpr_type( m->object );
	while ( KIND_OF( object ) == TY_REFERENCE ) object = type_pointee( object );
	if ( m->arrow || KIND_OF( object ) == TY_ARRAY ) object = rexpr_value_type( m->object );
	if ( ! check_object( m, object ) ) return rexpr_bad( e );
	bool lvalue = m->arrow || m->object->flags & NF_LVALUE;
	if ( m->arrow ) object = type_pointee( object );
	const Type * t = ct( object );
	if ( t->kind == TY_ERROR ) return rexpr_typed( e, QT_ERROR, true );
	if ( t->kind != TY_STRUCT && t->kind != TY_UNION ) {
		diag_error( m->loc, "request for member '%s' in something not a structure or union", m->name->text );
		return rexpr_bad( e );
	}
	if ( ! type_is_complete( object ) ) {
		diag_error( m->loc, "invalid use of undefined type '%s'", type_text( object ) );
		return rexpr_bad( e );
	}
	unsigned n = 0;
	if ( options.deterministic && ! find_member( AS( Agg, t->decl ), m->name, path, &n )
		&& explain_unknown( (Node *)m ) )
		return rexpr_bad( (Node *)m );
	Decl * found = member_named( AS( Agg, t->decl ), object, m->name, &n, m->loc );
	if ( ! found ) return rexpr_bad( e );
	if ( field && field != found ) contain_path( AS( Agg, t->decl ), field, path, (n = 0, &n) );
	else field = found;
	mark_type_used( object );
	m->field = (Node *)field;
	QType type = field->type.type ? field->type : QT_ERROR;
	if ( KIND_OF( type ) != TY_REFERENCE ) type = type_with_quals( type, path_quals( object, n ) );
	if ( n ) insert_path( m, n );
	return rexpr_typed( e, type, lvalue );
}

/* One step of offsetof's path; returns the type reached. */
static QType offset_step( Node * step, QType type ) {
	if ( type_is_error( type ) ) return type;
	const Type * t = ct( type );
	if ( step->kind == DS_INDEX ) {
		IndexDesignator * d = AS( IndexDesignator, step );
		d->lo = resolve_integral( d->lo, "array subscript" );
		if ( t->kind == TY_ARRAY ) return t->of;
		diag_error( step->loc, t->kind == TY_POINTER ? "cannot apply 'offsetof' to a non constant address"
			: "subscripted value is neither array nor pointer nor vector" );
		return QT_ERROR;
	}
	FieldDesignator * d = AS( FieldDesignator, step );
	if ( t->kind != TY_STRUCT && t->kind != TY_UNION ) {
		diag_error( step->loc, "request for member '%s' in something not a structure or union",
			d->name->text );
		return QT_ERROR;
	}
	unsigned n;
	Decl * field = member_named( AS( Agg, t->decl ), type, d->name, &n, step->loc );
	if ( ! field ) return QT_ERROR;
	d->field = (Node *)field;
	for ( unsigned i = 0; i < n; i += 1 ) {                        /* .__anon0.m, m being the next step */
		if ( ! path[i]->name ) continue;
		FieldDesignator * rest = MAKE( FieldDesignator, DS_FIELD, d->loc );
		*rest = *d;
		d->name = path[i]->name;
		d->field = (Node *)path[i];
		d->next = (Node *)rest;
		return path[i]->type;
	}
	if ( field->width ) {
		diag_error( step->loc, "attempt to take address of bit-field structure member '%s'", d->name->text );
		return QT_ERROR;
	}
	return field->type.type ? field->type : QT_ERROR;
}

Node * rexpr_offsetof( OffsetOf * o ) {
	o->of = resolve_type( o->spec, NULL );
	if ( type_is_error( o->of ) ) return rexpr_bad( (Node *)o );
	mark_type_used( o->of );
	if ( type_is_aggregate( o->of ) && ! type_is_complete( o->of ) ) {
		diag_error( o->loc, "invalid use of undefined type '%s'", type_text( o->of ) );
		return rexpr_bad( (Node *)o );
	}
	QType type = o->of;
	for EACH( step, o->path ) type = offset_step( step, type );
	if ( type_is_error( type ) ) return rexpr_bad( (Node *)o );
	return rexpr_typed( (Node *)o, type_basic( machine.size ), false );
}
