/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types as written -> types as meant. A declaration's type is its specifiers' type wrapped by the modifiers
 * of its declarator, which hang together outermost first:
 *
 *     const char * names[3]       T_ARRAY( T_POINTER( . ) ) on T_QUAL( char )        array of 3 pointers to const char
 */
#include "Resolve/declare.h"
#include "Resolve/polymorph.h"
#include "Virtual/virtual.h"

Declaring declaring;

/* ===== basic types (C11 6.7.2, chapter 01, 6.1) ========================================================= */

static const struct { uint64_t words; uint8_t basic; } word_table[] = {
#define W( n ) WORD( WORD_BIT_##n )
	{ W( BOOL ), B_BOOL }, { W( CHAR ), B_CHAR }, { W( CHAR ) | W( SIGNED ), B_SCHAR },
	{ W( CHAR ) | W( UNSIGNED ), B_UCHAR }, { W( SHORT ), B_SHORT }, { W( SHORT ) | W( UNSIGNED ), B_USHORT },
	{ 0, B_INT }, { W( UNSIGNED ), B_UINT }, { W( LONG ), B_LONG }, { W( LONG ) | W( UNSIGNED ), B_ULONG },
	{ W( LONGLONG ), B_LLONG }, { W( LONGLONG ) | W( UNSIGNED ), B_ULLONG },
	{ W( INT128 ), B_INT128 }, { W( INT128 ) | W( UNSIGNED ), B_UINT128 },
	{ W( FLOAT ), B_FLOAT }, { W( DOUBLE ), B_DOUBLE }, { W( LONG ) | W( DOUBLE ), B_LDOUBLE },
	{ W( FLOAT ) | W( COMPLEX ), B_FLOAT_C }, { W( DOUBLE ) | W( COMPLEX ), B_DOUBLE_C },
	{ W( COMPLEX ), B_DOUBLE_C },
	{ W( LONG ) | W( DOUBLE ) | W( COMPLEX ), B_LDOUBLE_C },
	{ W( FLOAT80 ), B_FLOAT80 }, { W( FLOAT80 ) | W( COMPLEX ), B_LDOUBLE_C },
	{ W( FLOAT128GNU ), B_FLOAT128GNU }, { W( FLOAT128GNU ) | W( COMPLEX ), B_FLOAT128_C },
	{ W( FLOAT16 ), B_FLOAT16 }, { W( FLOAT16 ) | W( COMPLEX ), B_FLOAT16_C },
	{ W( FLOAT32 ), B_FLOAT32 }, { W( FLOAT32 ) | W( COMPLEX ), B_FLOAT32_C },
	{ W( FLOAT32X ), B_FLOAT32X }, { W( FLOAT32X ) | W( COMPLEX ), B_FLOAT32X_C },
	{ W( FLOAT64 ), B_FLOAT64 }, { W( FLOAT64 ) | W( COMPLEX ), B_FLOAT64_C },
	{ W( FLOAT64X ), B_FLOAT64X }, { W( FLOAT64X ) | W( COMPLEX ), B_FLOAT64X_C },
	{ W( FLOAT128 ), B_FLOAT128 }, { W( FLOAT128 ) | W( COMPLEX ), B_FLOAT128_C },
	{ W( FLOAT128X ), B_FLOAT128X }, { W( FLOAT128X ) | W( COMPLEX ), B_FLOAT128X_C },
	{ W( DECIMAL32 ), B_DECIMAL32 }, { W( DECIMAL64 ), B_DECIMAL64 }, { W( DECIMAL128 ), B_DECIMAL128 },
	{ W( CHAR ) | W( COMPLEX ), B_CHAR_C }, { W( CHAR ) | W( SIGNED ) | W( COMPLEX ), B_CHAR_C },
	{ W( CHAR ) | W( UNSIGNED ) | W( COMPLEX ), B_CHAR_C },
	{ W( SHORT ) | W( COMPLEX ), B_SHORT_C }, { W( SHORT ) | W( UNSIGNED ) | W( COMPLEX ), B_SHORT_C },
	{ W( INT ) | W( COMPLEX ), B_INT_C }, { W( UNSIGNED ) | W( COMPLEX ), B_UINT_C },
	{ W( LONG ) | W( COMPLEX ), B_LONG_C }, { W( LONG ) | W( UNSIGNED ) | W( COMPLEX ), B_LONG_C },
	{ W( LONGLONG ) | W( COMPLEX ), B_LLONG_C }, { W( LONGLONG ) | W( UNSIGNED ) | W( COMPLEX ), B_LLONG_C },
	{ W( ZERO_T ), B_ZERO }, { W( ONE_T ), B_ONE },
#undef W
};

static QType basic_type( BasicSpec * b ) {
	uint64_t words = b->words;
	if ( words & WORD( WORD_BIT_VOID ) ) return type_void();
	if ( words & WORD( WORD_BIT_AUTO_TYPE ) ) return type_auto();
	if ( words & WORD( WORD_BIT_VA_LIST ) ) return type_va_list();
	if ( words & WORD( WORD_BIT_IMAGINARY ) )
		words = (words & ~WORD( WORD_BIT_IMAGINARY )) | WORD( WORD_BIT_COMPLEX );
	if ( words & WORD( WORD_BIT_INT128 ) && machine.va_list_is_pointer ) {
		diag_error( b->loc, "'__int128' is not supported on this target" );
		return QT_ERROR;
	}
	for ( int pass = 0; pass < 2; pass += 1 ) {
		for ( unsigned i = 0; i < sizeof( word_table ) / sizeof( word_table[0] ); i += 1 )
			if ( word_table[i].words == words ) return type_basic( word_table[i].basic );
		/* `int` and `signed` add nothing where they may stand */
		words &= ~(WORD( WORD_BIT_INT ) | (words & WORD( WORD_BIT_CHAR ) ? 0 : WORD( WORD_BIT_SIGNED )));
	}
	diag_error( b->loc, "both type words of the declaration specifiers do not go together" );
	return QT_ERROR;
}

/* ===== names ============================================================================================ */

static QType unknown_type( Loc at, const Str * name, bool global ) {
	if ( name->flags & STR_DOUBTFUL ) return QT_ERROR;
	if ( options.c_mode ) {
		const Str * near = scope_suggest( name, true );
		if ( near ) diag_error( at, "unknown type name '%s'; did you mean '%s'?", name->text, near->text );
		else diag_error( at, "unknown type name '%s'", name->text );
	} else diag_error( at, "Use of undefined %stype %s.", global ? "global " : "", name->text );
	return QT_ERROR;
}

static QType type_of_node( Node * n ) {
	switch ( n->kind ) {
	  case D_AGG: return type_of_agg( AS( Agg, n ) );
	  case D_ENUM: return type_of_enum( AS( Enum, n ) );
	  case D_TYPEDEF: return typedef_type( AS( Decl, n ) );
	  case D_TYPEPARAM: return type_var( AS( TypeParam, n ) );
	  default: ICE( n->loc, "%s is no type", kind_name[n->kind] );
	}
}

/* S.T: chapter 01, 7.4. */
static Node * qualified_node( NameSpec * s, QType scope ) {
	if ( type_is_error( scope ) ) return NULL;
	if ( ! type_is_aggregate( scope ) ) {
		diag_error( s->loc, "Qualified type requires an aggregate on the left, but has %s.",
			type_message( scope ) );
		return NULL;
	}
	Node * n = agg_nested( AS( Agg, ct( scope )->decl ), s->id );
	if ( ! n ) diag_error( s->loc, "Undefined type in qualified type Qualified Type:\n  %s\n  instance of type %s "
		"(not function type)\n", type_message( scope ), s->id->text );
	return n;
}

static QType name_type( NameSpec * s ) {
	Node * n;
	QType scope = s->parent ? type_tree( s->parent, QT_NONE ) : QT_NONE;
	if ( s->parent ) {
		n = qualified_node( s, scope );
		if ( ! n ) return QT_ERROR;
	} else if ( s->global ) {
		Suspended here = scope_to_file();
		n = scope_lookup_type( s->id );
		scope_back( here );
		if ( ! n ) return unknown_type( s->loc, s->id, true );
	} else {
		n = scope_lookup_type( s->id );
		if ( ! n ) return unknown_type( s->loc, s->id, false );
	}
	s->decl = n;
	mark_used( n );
	if ( n->kind == D_AGG && agg_definition( AS( Agg, n ) )->forall )
		return generic_use( AS( Agg, n ), scope, s->args, s->has_args, s->loc );
	if ( s->has_args ) {
		diag_error( s->loc, "'%s' is not a generic type", s->id->text );
		return QT_ERROR;
	}
	return type_of_node( n );
}

/* ===== typeof =========================================================================================== */

/* The index of a range loop: chapter 02, 6.2.5. */
static QType index_type( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	bool plain = t->kind == TY_BASIC && (t->basic == B_ZERO || t->basic == B_ONE);
	if ( t->kind == TY_ENUM && ! AS( Enum, t->decl )->name && AS( Enum, t->decl )->kind_of == ENUM_PLAIN )
		plain = true;
	if ( plain ) return type_basic( B_INT );
	return type_unqualified( type_decay( q ) );
}

/* The built-in *? and ?[?] return references (2.3). */
static bool returns_reference( const Node * e ) {
	if ( options.c_mode || KIND_OF( AS( const Expr, e )->type ) == TY_FUNCTION ) return false;
	if ( e->kind == E_UNARY ) return AS( const Unary, e )->op == OP_DEREF;
	return e->kind == E_INDEX && KIND_OF( AS( const Expr, AS( const Index, e )->base )->type ) != TY_VECTOR;
}

static QType typeof_meaning( TypeofSpec * s ) {
	QType q;
	if ( s->arg ) {
		s->arg = resolve_expr( s->arg );
		rexpr_not_evaluated( s->arg );
		q = AS( Expr, s->arg )->type;
		if ( s->arg->kind == E_MEMBER && AS( Member, s->arg )->field
			&& AS( Decl, AS( Member, s->arg )->field )->width
			&& s->kind == T_TYPEOF ) {
			diag_error( s->loc, "'typeof' applied to a bit-field" );
			return QT_ERROR;
		}
	} else q = resolve_type( s->spec, NULL );
	if ( type_is_error( q ) ) return QT_ERROR;
	if ( s->kind == T_INDEXOF && ! s->arg ) {
		enum_iterable( q );
		return type_unqualified( q );
	}
	if ( s->kind == T_INDEXOF ) return index_type( q );
	if ( ! s->base )
		return s->arg && KIND_OF( q ) != TY_REFERENCE && returns_reference( s->arg ) ? type_reference( q )
			: q;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	return type_unqualified( q );
}

static QType typeof_type( TypeofSpec * s ) { return s->of = typeof_meaning( s ); }

/* ===== derived types ==================================================================================== */

static const char * quoted_name( void ) {
	return declaring.name ? intern_fmt( "'%s'", declaring.name->text )->text : "type name";
}

static QType pointer_type( PointerSpec * p, QType base ) {
	QType of = type_tree( p->of, base );
	if ( type_is_error( of ) ) return QT_ERROR;
	if ( p->attrs ) attribute_check( p->attrs, NULL );
	if ( p->mutex && p->kind != T_REFERENCE ) {
		diag_error( p->loc, "Mutex argument must be of reference type" );
		return QT_ERROR;
	}
	if ( p->mutex && declaring.parameter != (const Node *)p ) {
		diag_error( p->loc, "mutex qualifier in non-parameter declarator" );
		return QT_ERROR;
	}
	if ( p->kind == T_REFERENCE )
		return qt( type_reference( of ).type, (unsigned)p->quals | (p->mutex ? QUAL_MUTEX : 0) );
	if ( KIND_OF( of ) == TY_REFERENCE && options.c_mode ) return QT_ERROR;
	while ( KIND_OF( of ) == TY_REFERENCE ) of = type_pointee( of );               /* typeof( *p ) * q */
	QType q = qt( type_pointer( of ).type, (unsigned)p->quals );
	return p->attrs ? type_attr( q, p->attrs ) : q;
}

/* C11 6.7.3: restrict belongs to pointers; qualifiers of an array belong to its elements. */
static QType qualified_type( QualSpec * s, QType base ) {
	QType of = type_tree( s->of, base );
	if ( s->attrs ) {
		attribute_check( s->attrs, NULL );
		of = attribute_type( of, s->attrs );
	}
	if ( type_is_error( of ) ) return of;
	QType inner = of;
	while ( type_is_array( inner ) ) inner = type_pointee( inner );
	TypeKind kind = KIND_OF( inner );
	if ( s->quals & QUAL_RESTRICT && kind != TY_POINTER && kind != TY_REFERENCE && kind != TY_VAR
		&& kind != TY_AUTO ) {
		diag_error( s->loc, "invalid use of 'restrict'" );
		s->quals &= ~QUAL_RESTRICT;
	}
	return type_with_quals( of, (unsigned)s->quals );
}

static QType atomic_type( WrapSpec * w, QType base ) {
	QType of = type_tree( w->of, base );
	if ( type_is_error( of ) ) return of;
	const char * what = type_is_array( of ) ? "an array" : type_is_function( of ) ? "a function"
		: of.quals & ~(unsigned)QUAL_ATOMIC ? "a qualified" : NULL;
	if ( ! what ) return type_with_quals( of, QUAL_ATOMIC );
	diag_error( w->loc, "'_Atomic' applied to %s type", what );
	return QT_ERROR;
}

/* The dimension as a value: a constant, or VLA. False if it was reported. */
static bool dimension( ArraySpec * a, DimKind * kind, int64_t * length ) {
	if ( a->dim->kind == E_TYPE || a->dim->kind == E_NAME || a->dim->kind == E_QUALNAME ) {
		/* int a[E]: the number of an enumeration's values (chapter 01, 9.6) */
		if ( a->dim->kind == E_TYPE && ! options.c_mode ) {
			QType of = resolve_type( AS( TypeArg, a->dim )->spec, NULL );
			if ( KIND_OF( of ) == TY_ENUM ) {
				SizeOf * count = MAKE( SizeOf, E_SIZEOF, a->dim->loc );
				count->spec = AS( TypeArg, a->dim )->spec;
				count->op = OP_COUNTOF;
				a->dim = (Node *)count;
			}
		}
	}
	a->dim = enum_value( resolve_expr( a->dim ) );
	QType q = AS( Expr, a->dim )->type;
	if ( type_is_error( q ) ) return false;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	bool literal = t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL;
	if ( ! type_is_integer( q ) && ! type_is_plain_enum( q ) && ! literal ) {
		diag_error( a->loc, "size of array %s has non-integer type", quoted_name() );
		return false;
	}
	Const c = constant_fold( a->dim, false );
	if ( c.kind != CONST_INT ) {
		*kind = DIM_VLA;
		a->dim = dimension_of_array( a->dim );
		if ( c.kind == CONST_UNKNOWN || scope_kind() == SCOPE_PROTOTYPE || current_function
			|| scope_is_polymorphic() )
			return true;
		diag_error( a->loc, "variably modified %s at file scope", quoted_name() );
		return false;
	}
	if ( c.i < 0 ) {
		diag_error( a->loc, "size of array %s is negative", quoted_name() );
		return false;
	}
	if ( c.i > INT64_MAX ) {
		diag_error( a->loc, "size of array %s is too large", quoted_name() );
		return false;
	}
	*kind = DIM_CONST;
	*length = (int64_t)c.i;
	return true;
}

/* C11 6.7.6.2: element types that cannot be. */
static bool element_type( ArraySpec * a, QType of ) {
	if ( type_is_function( of ) )
		diag_error( a->loc, "declaration of %s as array of functions", quoted_name() );
	else if ( type_is_void( of ) ) diag_error( a->loc, "declaration of %s as array of voids", quoted_name() );
	else if ( KIND_OF( of ) == TY_ARRAY && ct( of )->dim == DIM_NONE )
		diag_error( a->loc, "array type has incomplete element type '%s'", type_text( of ) );
	else if ( type_is_aggregate( of ) && ! type_is_complete( of ) )
		diag_error( a->loc, "array type has incomplete element type '%s'", type_text( of ) );
	else return true;
	return false;
}

static QType array_type( ArraySpec * a, QType of ) {
	DimKind kind = DIM_NONE;
	int64_t length = 0;
	Loc outer = a->loc;
	if ( ! a->loc.file ) a->loc = declaring.loc;
	bool fine = type_is_error( of ) ? false : element_type( a, of );
	if ( ( a->dim_flags & DIM_STATIC || a->quals ) && declaring.parameter != (const Node *)a ) {
		diag_error( a->loc, "static or type qualifiers in non-parameter array declarator" );
		fine = false;
	}
	if ( a->dim ) fine &= dimension( a, &kind, &length );
	else if ( a->dim_flags & DIM_STAR ) {
		kind = DIM_UNSPECIFIED_STAR;
		if ( scope_kind() != SCOPE_PROTOTYPE || declaring.definition ) {
			diag_error( a->loc, "'[*]' not allowed in other than function prototype scope" );
			fine = false;
		}
	}
	a->loc = outer;
	if ( ! fine ) return QT_ERROR;
	return type_array( of, kind, length, a->dim );
}

static QType tuple_type( TupleSpec * t ) {
	VEC( QType ) elems = { 0 };
	for EACH( p, t->elems ) {
		Node * spec;
		Decl * d = param_decl( p, &spec );
		d->type = type_param_adjust( resolve_type( spec, d->mods ) );
		if ( type_is_error( d->type ) ) return QT_ERROR;
		if ( type_is_void( d->type ) && ! t->elems->next ) return type_void();
		vec_push( &elems, d->type );
	}
	return elems.len == 0 ? type_void() : tuple_of( elems.at, elems.len );
}

static QType not_supported( Node * n, const char * what ) {
	diag_error( n->loc, "%s not supported yet", what );
	return QT_ERROR;
}

/* ===== the recursion ==================================================================================== */

/* Type of a T_ tree; `base` stands where the innermost `of` is empty. */
QType type_tree( Node * t, QType base ) {
	if ( ! t ) return base.type ? base : type_basic( B_INT );
	switch ( t->kind ) {
	  case T_BASIC: return basic_type( AS( BasicSpec, t ) );
	  case T_NAME: return name_type( AS( NameSpec, t ) );
	  case T_TAG: case T_ENUM: return tag_type( AS( TagSpec, t ), false );
	  case T_TYPEOF: case T_INDEXOF: return typeof_type( AS( TypeofSpec, t ) );
	  case T_POINTER: case T_REFERENCE: return pointer_type( AS( PointerSpec, t ), base );
	  case T_ARRAY: return array_type( AS( ArraySpec, t ), type_tree( AS( ArraySpec, t )->of, base ) );
	  case T_FUNCTION: return type_of_function( AS( FunctionSpec, t ), base );
	  case T_ATTR: {
		QType of = type_tree( AS( AttrSpec, t )->of, base );
		attribute_check( AS( AttrSpec, t )->attrs, NULL );
		return attribute_type( of, AS( AttrSpec, t )->attrs );
	  }
	  case T_TUPLE: return tuple_type( AS( TupleSpec, t ) );
	  case T_QUAL: return qualified_type( AS( QualSpec, t ), base );
	  case T_ATOMIC: return atomic_type( AS( WrapSpec, t ), base );
	  case T_VTABLE:
		return virtual_table_type( type_unqualified( type_tree( AS( WrapSpec, t )->of, base ) ), t->loc );
	  case T_FORALL: return not_supported( t, "polymorphic types are" );
	  default: ICE( t->loc, "%s where a type is expected", kind_name[t->kind] );
	}
}

QType resolve_type( Node * spec, Node * mods ) {
	QType base = spec ? type_tree( spec, QT_NONE ) : QT_NONE;
	return mods ? type_tree( mods, base ) : base.type ? base : type_basic( B_INT );
}
