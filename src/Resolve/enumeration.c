/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Enumerations: the values and types gcc gives (C11 6.7.2.2 with GNU's wider enumerators), and the positions of C∀'s
 * opaque and typed ones (chapter 01, section 9).
 *
 *     enum E { A, B = 1ull << 40 }       underlying type unsigned long; in C A is int, B unsigned long
 */
#include "Resolve/declare.h"

Enum * enum_definition( Enum * e ) {
	while ( e->owner ) e = AS( Enum, e->owner );
	return e;
}

QType type_of_enum( Enum * e ) {
	e = enum_definition( e );
	if ( ! e->type.type ) e->type = type_enum( e );
	return e->type;
}

static bool fits_int( __int128 v ) { return v >= INT32_MIN && v <= INT32_MAX; }

/* A value outside every integer type is an error; the type of the enumeration follows from the extremes. */
static Basic underlying( Enum * e, __int128 low, __int128 high, bool packed ) {
	const struct { Basic s, u; int bits; } sizes[] = {
		{ B_SCHAR, B_UCHAR, 8 }, { B_SHORT, B_USHORT, 16 }, { B_INT, B_UINT, 32 }, { machine.int64, machine.uint64, 64 },
	};
	for ( unsigned i = packed ? 0 : 2; i < 4; i += 1 ) {
		__int128 one = 1;
		if ( low >= 0 && high < one << sizes[i].bits ) return sizes[i].u;
		if ( low < 0 && low >= -(one << (sizes[i].bits - 1)) && high < one << (sizes[i].bits - 1) ) return sizes[i].s;
	}
	diag_error( e->loc, "enumeration values exceed range of largest integer" );
	return machine.int64;
}

/* Enumerators of a name that others have, or that is hidden, get another one in C. */
static void own_name( Enum * e, Enumerator * m ) {
	static unsigned number;
	m->cname = e->name ? intern_fmt( "%s__%s", e->name->text, m->name->text ) : intern_fmt( "%s__%u", m->name->text, ++number );
}

static void enter_enumerator( Enum * e, Enumerator * m ) {
	m->owner = (Node *)e;
	m->level = (int)scope_level();
	const Type * key = options.c_mode ? NULL : type_key( m->type );
	Binding * old = scope_here( m->name, key );
	if ( ! old && options.c_mode && scope_type_here( m->name ) ) {
		diag_error( m->loc, "'%s' redeclared as different kind of symbol", m->name->text );
		return;
	}
	if ( old ) {
		if ( ! options.c_mode ) diag_error( m->loc, "Enum %s has multiple members with %s", e->name ? e->name->text : "", m->name->text );
		else if ( old->decl->kind == D_ENUMERATOR ) diag_error( m->loc, "redeclaration of enumerator '%s'", m->name->text );
		else diag_error( m->loc, "'%s' redeclared as different kind of symbol", m->name->text );
		diag_note( old->decl->loc, "previous definition of '%s'", m->name->text );
		return;
	}
	if ( ! options.c_mode && scope_lookup( m->name ) ) own_name( e, m );
	scope_bind( m->name, (Node *)m, key );
}

/* `!` hides a name, `^` exposes it where all are hidden (chapter 01, 9.4). */
static void enter( Enum * e, Enumerator * m ) {
	bool hidden = m->hide == '!' || (e->hidden && m->hide != '^');
	if ( ! hidden ) {
		enter_enumerator( e, m );
		return;
	}
	m->owner = (Node *)e;
	m->level = (int)scope_level();
	own_name( e, m );
}

/* The value of one enumerator of a plain enumeration. False after an error. */
static bool value_of( Enumerator * m, __int128 * value, QType * type ) {
	m->value = resolve_expr( m->value );
	*type = AS( Expr, m->value )->type;
	if ( type_is_error( *type ) ) return false;
	const Type * t = ct( *type );
	bool literal = t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL;
	Const c = { .kind = CONST_NOT };
	if ( type_is_integer( *type ) || t->kind == TY_ENUM || literal ) c = constant_fold( m->value, true );
	if ( c.kind == CONST_INT ) { *value = c.i; return true; }
	diag_error( m->value->loc, "enumerator value for '%s' is not an integer constant%s", m->name->text,
		type_is_integer( *type ) ? "" : " expression" );
	return false;
}

static void plain_members( Enum * e ) {
	__int128 next = 0, low = 0, high = 0;
	QType own = type_of_enum( e ), integer = type_basic( B_INT );
	bool overflow = false;
	for EACH( n, e->members ) {
		Enumerator * m = AS( Enumerator, n );
		__int128 value = next;
		QType type = integer;
		if ( n->kind == D_ENUMINLINE ) {
			diag_error( n->loc, "'inline' is not allowed in a plain enumeration" );
			continue;
		}
		if ( ! m->value && overflow ) {
			diag_error( m->loc, "overflow in enumeration values" );
			value = 0;
		}
		if ( m->value && ! value_of( m, &value, &type ) ) value = next;
		m->number = value;
		if ( value < low ) low = value;
		if ( value > high ) high = value;
		next = value + 1;
		overflow = value == (__int128)UINT64_MAX || (value == INT64_MAX && low < 0);
		/* inside the list an enumerator has the type of its value */
		m->type = ! options.c_mode ? own : fits_int( value ) ? integer : type_basic( value > INT64_MAX ? machine.uint64 : machine.int64 );
		attribute_check( m->attrs, NULL );
		enter( e, m );
	}
	Attribute * mode = attribute_find( e->attrs, "mode" );
	Basic base = underlying( e, low, high, attribute_find( e->attrs, "packed" ) != NULL );
	e->base_type = type_basic( base );
	if ( mode ) e->base_type = attribute_type( e->base_type, (Node *)mode );
	if ( ! options.c_mode ) return;
	for EACH( n, e->members )
		if ( n->kind == D_ENUMERATOR && ! fits_int( AS( Enumerator, n )->number ) ) AS( Enumerator, n )->type = type_basic( base );
}

/* `inline F`: F's enumerators come here with new positions, as names of this enumeration (9.5). Returns the last node. */
static Node * inherit( Enum * e, Node * n, __int128 * position ) {
	Node * type = scope_lookup_type( AS( Enumerator, n )->name );
	if ( ! type ) type = scope_lookup_tag( AS( Enumerator, n )->name, false );
	if ( type && type->kind == D_TYPEDEF ) {
		QType q = typedef_type( AS( Decl, type ) );
		type = KIND_OF( q ) == TY_ENUM ? ct( q )->decl : NULL;
	}
	if ( ! type || type->kind != D_ENUM ) {
		diag_error( n->loc, "Only another enum is allowed for enum inline syntax" );
		return n;
	}
	Enum * from = enum_definition( AS( Enum, type ) );
	AS( Enumerator, n )->owner = (Node *)from;
	if ( from == e ) return n;
	for EACH( x, from->members ) {
		if ( x->kind != D_ENUMERATOR ) continue;
		Enumerator * copy = MAKE( Enumerator, D_ENUMERATOR, n->loc );
		copy->name = AS( Enumerator, x )->name;
		copy->copied = AS( Enumerator, x );
		copy->owner = (Node *)e;
		copy->type = type_of_enum( e );
		copy->level = (int)scope_level();
		copy->number = (*position)++;
		copy->flags |= NF_IMPLICIT;
		own_name( e, copy );
		copy->next = n->next;
		n->next = (Node *)copy;
		n = (Node *)copy;
	}
	return n;
}

/* Opaque and typed enumerations: positions; values are constants of the base type. */
static void cfa_members( Enum * e ) {
	__int128 position = 0;
	QType own = type_of_enum( e );
	if ( e->kind_of == ENUM_TYPED ) {
		e->base_type = resolve_type( e->base, NULL );
		if ( e->base_type.quals )
			diag_error( e->loc, "storage-class and CV qualifiers are not meaningful for enumeration constants, which are const." );
	}
	for EACH( n, e->members ) {
		Enumerator * m = AS( Enumerator, n );
		if ( n->kind == D_ENUMINLINE ) {
			n = inherit( e, n, &position );
			continue;
		}
		m->number = position++;
		m->type = own;
		if ( m->value && e->kind_of == ENUM_OPAQUE ) {
			diag_error( m->loc, "Opaque cannot have an explicit initializer value." );
			m->value = NULL;
		} else if ( m->value && ! type_is_error( e->base_type ) ) {
			QType type = e->base_type;
			m->value = resolve_initialiser( m->value, &type, true, m->value->loc );
		}
		enter( e, m );
	}
}

void declare_enum( Enum * e ) {
	if ( e->flags & NF_RESOLVED ) return;
	e->flags |= NF_RESOLVED;
	e->level = (int)scope_level();
	Agg * outer = scope_aggregate();
	if ( ! options.c_mode && outer ) {
		e->outer = outer;
		if ( e->complete ) vec_push( &agg_info( outer )->nested, (Node *)e );
	}
	if ( e->name && ! options.c_mode && ! scope_lookup_tag( e->name, true ) ) e->cname = type_cname( outer, e->name );
	if ( ! tag_enter( e->name, (Node *)e ) ) return;
	if ( e->flags & NF_ERROR ) e->owner = NULL;
	if ( ! e->complete && ! e->members ) return;
	attribute_check( e->attrs, NULL );
	Declaring saved = declaring;
	if ( e->kind_of == ENUM_PLAIN ) plain_members( e ); else cfa_members( e );
	declaring = saved;
}
