/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Attributes as far as they concern the translator (chapter 01, section 11): those that make another type,
 * those whose arguments refer to declarations, those that keep a declaration alive. All are passed on as
 * written.
 */
#include "Resolve/declare.h"

/* Compare without regard to the underscores of __name__. */
static bool is_named( const Attribute * a, const char * name ) {
	const char * text = a->name->text;
	size_t len = a->name->len, n = strlen( name );
	if ( len == n ) return memcmp( text, name, n ) == 0;
	return len == n + 4 && memcmp( text, "__", 2 ) == 0 && memcmp( text + 2, name, n ) == 0;
}

Attribute * attribute_find( Node * attrs, const char * name ) {
	for EACH( a, attrs )
		if ( a->kind == A_ATTR && AS( Attribute, a )->name && is_named( AS( Attribute, a ), name ) )
			return AS( Attribute, a );
	return NULL;
}

Attribute * attribute_of( const Group * g, const Decl * d, const char * name ) {
	Attribute * a = attribute_find( d->attrs, name );
	return a || ! g ? a : attribute_find( g->attrs, name );
}

/* ===== types ============================================================================================ */

static const struct { const char * name; uint8_t is_signed, is_unsigned, floating, complex; } modes[] = {
	{ "QI", B_SCHAR, B_UCHAR, 0, 0 }, { "byte", B_SCHAR, B_UCHAR, 0, 0 }, { "HI", B_SHORT, B_USHORT, 0, 0 },
	{ "SI", B_INT, B_UINT, 0, 0 }, { "DI", B_LONG, B_ULONG, 0, 0 }, { "TI", B_INT128, B_UINT128, 0, 0 },
	{ "word", B_LONG, B_ULONG, 0, 0 }, { "pointer", B_LONG, B_ULONG, 0, 0 },
	{ "unwind_word", B_LONG, B_ULONG, 0, 0 }, { "libgcc_cmp_return", B_LONG, B_ULONG, 0, 0 },
	{ "libgcc_shift_count", B_INT, B_UINT, 0, 0 },
	{ "HF", 0, 0, B_FLOAT16, 0 }, { "SF", 0, 0, B_FLOAT, 0 }, { "DF", 0, 0, B_DOUBLE, 0 },
	{ "XF", 0, 0, B_LDOUBLE, 0 }, { "TF", 0, 0, B_FLOAT128GNU, 0 }, { "SD", 0, 0, B_DECIMAL32, 0 },
	{ "DD", 0, 0, B_DECIMAL64, 0 }, { "TD", 0, 0, B_DECIMAL128, 0 },
	{ "SC", 0, 0, 0, B_FLOAT_C }, { "DC", 0, 0, 0, B_DOUBLE_C }, { "XC", 0, 0, 0, B_LDOUBLE_C },
	{ "TC", 0, 0, 0, B_FLOAT128_C },
};

/* DI has eight bytes everywhere, a word those of a pointer; the table is for LP64. */
static int on_target( int basic, const char * mode ) {
	if ( basic != B_LONG && basic != B_ULONG ) return basic;
	if ( strncmp( mode, "DI", 2 ) == 0 ) return basic == B_LONG ? machine.int64 : machine.uint64;
	return basic == B_LONG ? machine.difference : machine.size;
}

/* mode( DI ) gives a type of the machine's mode, of the kind of the type declared. */
static QType mode_type( QType q, Attribute * a ) {
	if ( ! a->args || a->args->kind != E_NAME ) return q;
	const char * text = AS( Name, a->args )->id->text;
	size_t len = strlen( text );
	if ( len > 4 && memcmp( text, "__", 2 ) == 0 ) { text += 2; len -= 4; }
	TypeKind kind = KIND_OF( q );
	if ( kind == TY_ERROR || kind == TY_POINTER ) return q;
	for ( unsigned i = 0; i < sizeof( modes ) / sizeof( modes[0] ); i += 1 ) {
		if ( strlen( modes[i].name ) != len || memcmp( modes[i].name, text, len ) != 0 ) continue;
		int whole = type_is_unsigned( q ) && kind != TY_ENUM ? modes[i].is_unsigned : modes[i].is_signed;
		int basic = type_is_complex( q ) ? modes[i].complex
			: type_is_floating( q ) ? modes[i].floating : on_target( whole, text );
		if ( ! basic ) {
			diag_error( a->loc, "mode '%.*s' applied to inappropriate type", (int)len, text );
			return q;
		}
		return kind == TY_ENUM ? q : qt( type_basic( (Basic)basic ).type, q.quals );
	}
	if ( text[0] == 'V' ) return q;
	diag_error( a->loc, "unknown machine mode '%.*s'", (int)len, text );
	return q;
}

/* vector_size applies to the innermost type: int * __attribute__((vector_size( 16 ))) points to vectors. */
static QType vector_of( QType q, int64_t bytes, Loc at ) {
	const Type * t = ct( q );
	unsigned quals = type_canon( q ).quals;
	switch ( t->kind ) {
	  case TY_ERROR: return q;
	  case TY_POINTER: return qt( type_pointer( vector_of( t->of, bytes, at ) ).type, quals );
	  case TY_ARRAY: return type_array( vector_of( t->of, bytes, at ), t->dim, t->length, t->dim_expr );
	  case TY_FUNCTION: return type_function( vector_of( t->of, bytes, at ), t->args, t->n, t->fn_flags );
	  default: break;
	}
	uint64_t size;
	if ( ! type_is_integer( q ) && ! (type_is_floating( q ) && ! type_is_complex( q )) ) {
		diag_error( at, "invalid vector type for attribute 'vector_size'" );
		return QT_ERROR;
	}
	if ( ! type_size( q, &size ) || bytes <= 0 || (uint64_t)bytes % size != 0 ) {
		diag_error( at, bytes == 0 ? "zero vector size"
			: "vector size not an integral multiple of component size" );
		return QT_ERROR;
	}
	uint64_t count = (uint64_t)bytes / size;
	if ( count & (count - 1) ) {
		diag_error( at, "number of vector components %llu not a power of two", (unsigned long long)count );
		return QT_ERROR;
	}
	return qt( type_vector( type_unqualified( q ), bytes ).type, quals );
}

static bool constant_argument( Attribute * a, __int128 * value ) {
	if ( ! a->args || a->args->kind == E_TYPE ) return false;
	a->args = resolve_expr( a->args );
	if ( type_is_error( AS( Expr, a->args )->type ) ) return false;
	Const c = constant_fold( a->args, false );
	*value = c.i;
	return c.kind == CONST_INT;
}

QType attribute_type( QType q, Node * attrs ) {
	for EACH( n, attrs ) {
		Attribute * a = AS( Attribute, n );
		__int128 value;
		if ( n->kind != A_ATTR || ! a->name || ! a->args ) continue;
		if ( is_named( a, "mode" ) ) q = mode_type( q, a );
		else if ( is_named( a, "vector_size" ) && constant_argument( a, &value ) )
			q = vector_of( q, (int64_t)value, a->loc );
	}
	return q;
}

/* ===== checks =========================================================================================== */

/* C11 6.7.5, attribute aligned: a power of two. */
static void check_alignment( Attribute * a ) {
	__int128 value;
	if ( ! a->args ) return;
	if ( a->args->kind == E_TYPE ) {
		a->args = resolve_expr( a->args );
		return;
	}
	if ( ! constant_argument( a, &value ) ) {
		if ( ! type_is_error( AS( Expr, a->args )->type )
			&& constant_fold( a->args, false ).kind == CONST_NOT )
			diag_error( a->loc, "requested alignment is not an integer constant" );
		return;
	}
	if ( value == 0 && a->syntax == ATTR_ALIGNAS ) return;
	if ( value <= 0 || value & (value - 1) )
		diag_error( a->loc, "requested alignment is not a positive power of 2" );
}

/* C11 6.7.5 p2: what _Alignas does not go with. */
static void check_alignas( const Decl * on ) {
	const char * what = on->kind == D_TYPEDEF ? "typedef" : on->kind == D_PARAM ? "parameter"
		: on->kind == D_FUNCTION || ( on->type.type && type_is_function( on->type ) ) ? "function"
		: on->kind == D_FIELD && on->width ? "bit-field" : NULL;
	const Group * g = on->owner && on->owner->kind == D_GROUP ? AS( const Group, on->owner ) : NULL;
	if ( ! what && ( on->storage | ( g ? g->storage : 0 ) ) & DS_REGISTER ) what = "'register' object";
	if ( what )
		diag_error( on->loc, "alignment specified for %s '%s'", what, on->name ? on->name->text : "" );
}

/* constructor( priority ): chapter 01, section 11. gcc itself judges the programs of C mode. */
static void check_priority( Attribute * a, Loc at, const char * what ) {
	if ( options.c_mode ) return;
	if ( ! a->args ) {
		diag_warn( W_GCC_ATTRIBUTES, at, "invalid attribute: too few arguments to %s attribute", what );
		return;
	}
	__int128 value;
	if ( ! constant_argument( a, &value ) || value < 0 || value > 65535 ) {
		if ( ! type_is_error( AS( Expr, a->args )->type ) )
			diag_error( at, "%s priorities must be integers from 0 to 65535 inclusive", what );
		return;
	}
	if ( value <= 100 )
		diag_warn( W_GCC_ATTRIBUTES, at,
			"invalid attribute: %s priorities from 0 to 100 are reserved for the implementation", what );
	else if ( value <= 200 && ! options.tree )
		diag_warn( W_GCC_ATTRIBUTES, at,
			"invalid attribute: %s priorities from 101 to 200 are reserved for the implementation", what );
}

/* cleanup( f ): f is called, hence emitted. */
static void check_cleanup( Attribute * a, Decl * on ) {
	if ( ! a->args || a->args->kind != E_NAME ) {
		diag_error( a->loc, "cleanup argument not an identifier" );
		return;
	}
	if ( on && on->kind == D_TYPEDEF ) return;
	a->args = resolve_expr( a->args );
	QType q = AS( Expr, a->args )->type;
	if ( ! type_is_error( q ) && ! type_is_function( q ) )
		diag_error( a->loc, "cleanup argument not a function" );
}

void attribute_check( Node * attrs, Decl * on ) {
	for EACH( n, attrs ) {
		Attribute * a = AS( Attribute, n );
		if ( n->kind != A_ATTR ) continue;
		if ( a->syntax == ATTR_ALIGNAS || (a->name && is_named( a, "aligned" )) ) {
			check_alignment( a );
			if ( a->syntax == ATTR_ALIGNAS && on ) check_alignas( on );
		}
		else if ( ! a->name ) continue;
		else if ( is_named( a, "constructor" ) ) check_priority( a, on ? on->loc : a->loc, "constructor" );
		else if ( is_named( a, "destructor" ) ) check_priority( a, on ? on->loc : a->loc, "destructor" );
		else if ( is_named( a, "cleanup" ) ) check_cleanup( a, on );
		else if ( is_named( a, "alias" ) || is_named( a, "weakref" ) || is_named( a, "ifunc" ) ) {
			if ( a->args && a->args->kind == E_STRING ) use_note_name( AS( StrLit, a->args )->text );
		} else if ( is_named( a, "malloc" ) && a->args
			&& a->args->kind == E_NAME ) use_note_name( AS( Name, a->args )->id );
	}
}

bool attribute_keeps( Node * attrs ) {
	static const char * const names[] =
		{ "used", "retain", "constructor", "destructor", "alias", "ifunc", "symver" };
	static const Str * keep[2 * sizeof( names ) / sizeof( names[0] )];
	enum { COUNT = sizeof( names ) / sizeof( names[0] ) };
	if ( ! keep[0] ) for ( unsigned i = 0; i < COUNT; i += 1 ) {
		keep[2 * i] = intern_cstr( names[i] );
		keep[2 * i + 1] = intern_fmt( "__%s__", names[i] );
	}
	for EACH( a, attrs ) {
		if ( a->kind != A_ATTR ) continue;
		for ( unsigned i = 0; i < 2 * COUNT; i += 1 ) if ( AS( Attribute, a )->name == keep[i] ) return true;
	}
	return false;
}
