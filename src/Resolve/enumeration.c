/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Enumerations: the values and types gcc gives (C11 6.7.2.2 with GNU's wider enumerators), and the positions
 * of C∀'s opaque and typed ones (chapter 01, section 9).
 *
 *     enum E { A, B = 1ull << 40 }       underlying type unsigned long; in C A is int, B unsigned long
 */
#include "AST/make.h"
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
		{ B_SCHAR, B_UCHAR, 8 }, { B_SHORT, B_USHORT, 16 }, { B_INT, B_UINT, 32 },
		{ machine.int64, machine.uint64, 64 },
	};
	for ( unsigned i = packed ? 0 : 2; i < 4; i += 1 ) {
		__int128 one = 1;
		if ( low >= 0 && high < one << sizes[i].bits ) return sizes[i].u;
		if ( low < 0 && low >= -(one << (sizes[i].bits - 1)) && high < one << (sizes[i].bits - 1) )
			return sizes[i].s;
	}
	diag_error( e->loc, "enumeration values exceed range of largest integer" );
	return machine.int64;
}

static Enum * declaring_enum;                     /* the one whose list is being read */

/* Enumerators of a name that others have, or that is hidden, get another one in C. */
static void own_name( Enum * e, Enumerator * m ) {
	static unsigned number;
	const Str * tag = e->cname ? e->cname : e->name;
	m->cname = tag ? intern_fmt( "%s__%s", tag->text, m->name->text )
		: intern_fmt( "%s__%u", m->name->text, ++number );
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
		if ( ! options.c_mode )
			diag_error( m->loc, "Enum %s has multiple members with %s", e->name ? e->name->text : "",
				m->name->text );
		else if ( old->decl->kind == D_ENUMERATOR )
			diag_error( m->loc, "redeclaration of enumerator '%s'", m->name->text );
		else diag_error( m->loc, "'%s' redeclared as different kind of symbol", m->name->text );
		diag_note( old->decl->loc, "previous definition of '%s'", m->name->text );
		m->flags |= NF_ERROR;
		return;
	}
	if ( e->kind_of != ENUM_PLAIN || (! options.c_mode && scope_lookup( m->name )) ) own_name( e, m );
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
	m->value = enum_value( resolve_expr( m->value ) );
	*type = AS( Expr, m->value )->type;
	if ( type_is_error( *type ) ) return false;
	const Type * t = ct( *type );
	bool literal = t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL;
	Const c = { .kind = CONST_NOT };
	if ( type_is_integer( *type ) || type_is_plain_enum( *type ) || literal )
		c = constant_fold( m->value, true );
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
		m->type = ! options.c_mode ? own : fits_int( value ) ? integer
			: type_basic( value > INT64_MAX ? machine.uint64 : machine.int64 );
		attribute_check( m->attrs, NULL );
		enter( e, m );
	}
	Attribute * mode = attribute_find( e->attrs, "mode" );
	Basic base = underlying( e, low, high, attribute_find( e->attrs, "packed" ) != NULL );
	e->base_type = type_basic( base );
	if ( mode ) e->base_type = attribute_type( e->base_type, (Node *)mode );
	if ( ! options.c_mode ) return;
	for EACH( n, e->members )
		if ( n->kind == D_ENUMERATOR && ! fits_int( AS( Enumerator, n )->number ) )
			AS( Enumerator, n )->type = type_basic( base );
}

/* ===== opaque and typed enumerations ==================================================================== */

static Enum * inherited_from( Node * n ) {
	Node * type = scope_lookup_type( AS( Enumerator, n )->name );
	if ( ! type ) type = scope_lookup_tag( AS( Enumerator, n )->name, false );
	if ( type && type->kind == D_TYPEDEF ) {
		QType q = typedef_type( AS( Decl, type ) );
		type = KIND_OF( q ) == TY_ENUM ? ct( q )->decl : NULL;
	}
	if ( ! type || type->kind != D_ENUM )
		diag_error( n->loc, "Only another enum is allowed for enum inline syntax" );
	else if ( ! enum_definition( AS( Enum, type ) )->members
		|| enum_definition( AS( Enum, type ) ) == declaring_enum )
		diag_error( n->loc, "'enum %s' is not complete: it cannot be inherited",
			AS( Enumerator, n )->name->text );
	else if ( enum_definition( AS( Enum, type ) )->kind_of == ENUM_PLAIN )
		diag_error( n->loc, "only opaque and typed enumerations can be inherited, 'enum %s' is plain",
			AS( Enumerator, n )->name->text );
	else return enum_definition( AS( Enum, type ) );
	return NULL;
}

/* `inline F`: F's enumerators follow in the list, as those of this enumeration; what they are is seen to in
   turn. */
static void inherit( Enum * e, Node * n ) {
	Enum * from = inherited_from( n );
	if ( ! from ) return;
	if ( e->kind_of == ENUM_TYPED && from->kind_of != ENUM_TYPED ) {
		diag_error( n->loc, "'enum %s' has no values to inherit", AS( Enumerator, n )->name->text );
		return;
	}
	AS( Enumerator, n )->owner = (Node *)from;
	Node * rest = n->next;
	for EACH( m, from->members ) {
		if ( m->kind != D_ENUMERATOR ) continue;
		Enumerator * own = MAKE( Enumerator, D_ENUMERATOR, n->loc );
		own->name = AS( Enumerator, m )->name;
		own->flags |= NF_IMPLICIT;
		own->copied = AS( Enumerator, m );
		n->next = (Node *)own;
		n = (Node *)own;
	}
	n->next = rest;
}

static bool is_integral( QType q ) {
	return type_is_integer( q ) || KIND_OF( q ) == TY_ENUM;
}

/* One more than the value before by ?+?( v, 1 ), which for the last given one is `more` steps back (chapter
   01, 9.2). */
static Node * next_value( Enumerator * m, QType base, Enumerator * given, int more ) {
	bool number = is_integral( base ) || type_is_arithmetic( base );
	bool pointer = type_is_pointer( base ) && ! type_is_function( type_pointee( base ) );
	Node * zero = make_int( 0, type_basic( B_INT ), m->loc );
	if ( ! given ) return number || type_is_pointer( base ) ? make_cast( zero, base ) : NULL;
	if ( (! number && ! pointer) || ! given->value ) return NULL;
	Const c = is_integral( base ) ? constant_fold( given->value, false ) : (Const){ .kind = CONST_NOT };
	QType wide = type_is_unsigned( base ) ? type_basic( machine.uint64 ) : type_basic( machine.int64 );
	if ( c.kind == CONST_INT && c.i > INT64_MIN && c.i < INT64_MAX - more )
		return make_cast( make_int( (int64_t)c.i + more, fits_int( c.i + more ) ? type_basic( B_INT ) : wide,
			m->loc ), base );
	Node * sum = make_binary( OP_ADD, make_cast( node_copy( given->value ), base ),
		make_int( more, type_basic( B_INT ), m->loc ), base );
	return make_cast( sum, base );
}

/* The value of an inherited enumerator in the type of the heir's. */
static Node * inherited_value( Enumerator * m, QType base ) {
	Enumerator * of = m->copied;
	Node * value = of->value ? node_copy( of->value ) : NULL;
	QType from = AS( Enum, of->owner )->base_type;
	if ( ! value || type_is_error( from ) || ct( from ) == ct( base ) ) return value;
	if ( value->kind == I_LIST || convert_cost( from, base, false ) == COST_INFINITE ) {
		diag_error( m->loc, "the value of the inherited '%s' is of type '%s', not '%s'", m->name->text,
			type_text( from ), type_text( base ) );
		return NULL;
	}
	return make_cast( make_cast( value, from ), base );
}

/* `= Other`: the earlier enumerator that gives its value, or NULL. */
static Enumerator * copied( const Enum * e, const Enumerator * m ) {
	if ( m->value->kind != E_NAME ) return NULL;
	for EACH( n, e->members ) {
		if ( n == (const Node *)m ) return NULL;
		if ( n->kind == D_ENUMERATOR && AS( Enumerator, n )->name == AS( Name, m->value )->id )
			return AS( Enumerator, n );
	}
	return NULL;
}

/* Every expression of an initialiser must be a constant. */
static bool is_constant( Node * value ) {
	if ( value->kind != I_LIST ) {
		QType q = AS( Expr, value )->type;
		return type_is_error( q ) || value->kind == E_STRING || value->kind == E_COMPOUNDLIT
			|| constant_fold( value, false ).kind != CONST_NOT;
	}
	for EACH( item, AS( InitList, value )->items )
		if ( ! is_constant( AS( InitItem, item )->value ) ) return false;
	return true;
}

/* The value of a typed enumerator: a constant of the base type, resolved. `last`: the last one given, `more`
   places before. */
static void give_value( Enum * e, Enumerator * m, Enumerator * last, int more ) {
	QType base = e->base_type;
	if ( type_is_error( base ) ) m->value = NULL;
	else if ( m->flags & NF_IMPLICIT ) m->value = inherited_value( m, base );
	else if ( m->value ) {
		Enumerator * other = copied( e, m );
		if ( other ) m->value = other->value ? node_copy( other->value ) : NULL;
		else m->value = resolve_initialiser( m->value, &base, true, m->value->loc );
		if ( ! m->value || is_constant( m->value ) ) return;
		diag_error( m->value->loc, "the value of '%s' is not a constant", m->name->text );
		m->value = NULL;
	} else {
		m->value = next_value( m, base, last, more );
		if ( ! m->value && ! (last && ! last->value) )
			diag_error( m->loc, "'%s' needs an initializer: its type '%s' has no '+ 1'", m->name->text,
				type_text( base ) );
	}
}

/* The type of the values: complete objects that can be passed around (9.1). */
static void value_type( Enum * e ) {
	e->base_type = resolve_type( e->base, NULL );
	QType q = e->base_type;
	if ( type_is_error( q ) ) return;
	if ( q.quals )
		diag_error( e->loc, "storage-class and CV qualifiers are not meaningful for enumeration constants, which are const." );
	TypeKind kind = KIND_OF( q );
	bool object = kind != TY_VOID && kind != TY_FUNCTION && kind != TY_ARRAY && kind != TY_REFERENCE
		&& type_is_complete( q );
	if ( ! object )
		diag_error( e->loc, "the values of an enumeration cannot be of type '%s'", type_text( q ) );
	if ( ! object ) e->base_type = QT_ERROR;
	else if ( ct( q ) == ct( type_of_enum( e ) ) ) e->base_type = QT_ERROR;
	mark_type_used( e->base_type );
}

static bool hides( const Enum * e ) {
	if ( e->hidden ) return true;
	for EACH( n, e->members ) if ( n->kind == D_ENUMERATOR && AS( Enumerator, n )->hide == '!' ) return true;
	return false;
}

/* Inherited names, and those hidden, are known by E.name only: they clash among themselves. */
static void check_repeated( const Enum * e ) {
	Table names = { 0 };
	for EACH( n, e->members ) {
		Enumerator * m = AS( Enumerator, n ),
			* old = n->kind == D_ENUMERATOR ? table_get( &names, m->name ) : NULL;
		if ( n->kind == D_ENUMERATOR && ! old ) table_put( &names, m->name, m );
		if ( ! old || m->flags & NF_ERROR ) continue;
		diag_error( m->loc, "Enum %s has multiple members with %s", e->name ? e->name->text : "",
			m->name->text );
		diag_note( old->loc, "previous definition of '%s'", m->name->text );
		m->flags |= NF_ERROR;
	}
}

/* Positions and values. Inside the list every name is known, also those hidden outside. */
static void cfa_members( Enum * e ) {
	QType own = type_of_enum( e );
	bool inside = hides( e );
	Enumerator * last = NULL;
	int more = 0;
	__int128 position = 0;
	Enum * outer = declaring_enum;
	if ( e->kind_of == ENUM_TYPED ) value_type( e );
	declaring_enum = e;
	if ( inside ) scope_enter( SCOPE_BLOCK );
	for ( Node * n = e->members; n; n = n->next ) {
		Enumerator * m = AS( Enumerator, n );
		if ( n->kind == D_ENUMINLINE ) { inherit( e, n ); continue; }
		bool given = m->value || m->flags & NF_IMPLICIT;
		m->number = position++;
		m->type = own;
		if ( m->value && e->kind_of == ENUM_OPAQUE ) {
			diag_error( m->loc, "Opaque cannot have an explicit initializer value." );
			m->value = NULL;
		} else if ( e->kind_of == ENUM_TYPED ) give_value( e, m, last, ++more );
		if ( given ) { last = m; more = 0; }
		if ( ! last ) { last = m; more = 0; }
		attribute_check( m->attrs, NULL );
		if ( inside || m->flags & NF_IMPLICIT ) {
			m->owner = (Node *)e;
			m->level = (int)scope_level() - inside;
			own_name( e, m );
			if ( ! (m->flags & NF_IMPLICIT) ) scope_bind( m->name, n, type_key( own ) );
		} else enter( e, m );
	}
	if ( inside ) {
		scope_leave();
		for EACH( n, e->members )
			if ( n->kind == D_ENUMERATOR && ! (n->flags & NF_IMPLICIT) ) enter( e, AS( Enumerator, n ) );
	}
	check_repeated( e );
	declaring_enum = outer;
	enum_functions( e );
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
	if ( e->name && ! options.c_mode && ! scope_lookup_tag( e->name, true ) )
		e->cname = type_cname( outer, e->name );
	if ( ! tag_enter( e->name, (Node *)e ) ) return;
	if ( e->flags & NF_ERROR ) e->owner = NULL;
	if ( ! e->complete && ! e->members ) return;
	attribute_check( e->attrs, NULL );
	Declaring saved = declaring;
	if ( e->kind_of == ENUM_PLAIN ) plain_members( e ); else cfa_members( e );
	declaring = saved;
}
