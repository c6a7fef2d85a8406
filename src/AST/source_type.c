/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types, declarators, attributes and type parameters as source.
 */
#include "AST/source.h"

#include <string.h>

static const struct { int bit; const char * text; } words[] = {
	{ WORD_BIT_SIGNED, "signed" }, { WORD_BIT_UNSIGNED, "unsigned" }, { WORD_BIT_SHORT, "short" },
	{ WORD_BIT_LONG, "long" }, { WORD_BIT_LONGLONG, "long long" }, { WORD_BIT_VOID, "void" },
	{ WORD_BIT_BOOL, "_Bool" },
	{ WORD_BIT_CHAR, "char" }, { WORD_BIT_INT, "int" }, { WORD_BIT_FLOAT, "float" },
	{ WORD_BIT_DOUBLE, "double" },
	{ WORD_BIT_INT128, "__int128" }, { WORD_BIT_FLOAT80, "__float80" },
	{ WORD_BIT_FLOAT128GNU, "__float128" },
	{ WORD_BIT_FLOAT16, "_Float16" }, { WORD_BIT_FLOAT32, "_Float32" }, { WORD_BIT_FLOAT32X, "_Float32x" },
	{ WORD_BIT_FLOAT64, "_Float64" }, { WORD_BIT_FLOAT64X, "_Float64x" }, { WORD_BIT_FLOAT128, "_Float128" },
	{ WORD_BIT_FLOAT128X, "_Float128x" }, { WORD_BIT_DECIMAL32, "_Decimal32" },
	{ WORD_BIT_DECIMAL64, "_Decimal64" },
	{ WORD_BIT_DECIMAL128, "_Decimal128" }, { WORD_BIT_AUTO_TYPE, "__auto_type" },
	{ WORD_BIT_VA_LIST, "__builtin_va_list" },
	{ WORD_BIT_ZERO_T, "zero_t" }, { WORD_BIT_ONE_T, "one_t" }, { WORD_BIT_COMPLEX, "_Complex" },
	{ WORD_BIT_IMAGINARY, "_Imaginary" },
};

void put_quals( Source * s, int quals ) {
	if ( quals & QUAL_CONST ) put( s, "const " );
	if ( quals & QUAL_RESTRICT ) put( s, "restrict " );
	if ( quals & QUAL_VOLATILE ) put( s, "volatile " );
	if ( quals & QUAL_MUTEX ) put( s, "mutex " );
	if ( quals & QUAL_ATOMIC ) put( s, "_Atomic " );
}

static void put_attr( Source * s, const Attribute * a ) {
	static const char * const open[] = { "__attribute__((", "@[", "[[", "_Alignas( " };
	static const char * const close[] = { "))", "]", "]]", " )" };
	put( s, open[a->syntax] );
	if ( a->syntax == ATTR_ALIGNAS ) {
		put_expr_list( s, a->args );
	} else {
		if ( a->scope ) {
			put_str( s, a->scope );
			put( s, "::" );
		}
		put_str( s, a->name );
		if ( a->has_args ) {
			put( s, "( " );
			put_expr_list( s, a->args );
			put( s, " )" );
		}
	}
	put( s, close[a->syntax] );
}

void put_attrs( Source * s, const Node * attrs ) {
	for EACH( a, (Node *)attrs ) {
		put_attr( s, AS( Attribute, a ) );
		put( s, " " );
	}
}

void put_attrs_behind( Source * s, const Node * attrs ) {
	for EACH( a, (Node *)attrs ) {
		put( s, " " );
		put_attr( s, AS( Attribute, a ) );
	}
}

/* ===== specifiers ======================================================================================= */

static void put_words( Source * s, uint64_t set ) {
	bool first = true;
	for ( size_t i = 0; i < sizeof( words ) / sizeof( *words ); i += 1 ) {
		if ( ! ( set & WORD( words[i].bit ) ) ) continue;
		if ( ! first ) put( s, " " );
		put( s, words[i].text );
		first = false;
	}
}

static void put_type_args( Source * s, const Node * args ) {
	put( s, "(" );
	if ( args ) {
		put( s, " " );
		put_expr_list( s, args );
		put( s, " " );
	}
	put( s, ")" );
}

static void put_tag( Source * s, const TagSpec * t ) {
	if ( t->def && ! s->brief && t->kind == T_TAG ) {
		put_aggregate( s, AS( Agg, t->def ) );
	} else if ( t->def && ! s->brief ) {
		put_enumeration( s, AS( Enum, t->def ) );
	} else {
		put( s, source_key_word[t->kind == T_ENUM ? AGG_ENUM : t->key] );
		put( s, " " );
		if ( ! s->brief ) put_attrs( s, t->attrs );
		if ( t->parent ) {
			put_type( s, t->parent );
			put( s, "." );
		}
		if ( t->id ) put_id( s, t->id ); else put( s, "{...}" );
	}
	if ( t->has_args ) put_type_args( s, t->args );
}

static void put_dimension( Source * s, const ArraySpec * a ) {
	put( s, "[" );
	if ( a->dim_flags & DIM_STATIC ) put( s, "static " );
	put_quals( s, a->quals );
	if ( a->dim_flags & DIM_STAR ) put( s, "*" );
	put_expr( s, a->dim, P_ASSIGN );
	put( s, "]" );
}

/* [ int q, int r ]: what a function of the new style returns. */
void put_results( Source * s, const FunctionSpec * f ) {
	const Node * list = f->results;
	if ( ! list && f->of && f->of->kind == T_TUPLE ) list = AS( TupleSpec, f->of )->elems;
	put( s, "[ " );
	for EACH( r, (Node *)list ) {
		put_separator( s, r, list, ", " );
		put_param( s, r );
	}
	if ( ! list && f->of && f->of->kind != T_TUPLE ) put_type( s, f->of );
	put( s, " ]" );
}

/* Modifiers to the left of their type: what specifiers of the new style are (chapter 01, 6.4). */
static void put_new_style( Source * s, const Node * n ) {
	switch ( n->kind ) {
	case T_POINTER: case T_REFERENCE: {
		const PointerSpec * p = AS( PointerSpec, n );
		put_quals( s, p->quals );
		put( s, n->kind == T_POINTER ? "* " : p->mutex ? "& mutex " : "& " );
		put_attrs( s, p->attrs );
		if ( p->of ) put_new_style( s, p->of );
		break;
	}
	case T_ARRAY:
		put_dimension( s, AS( ArraySpec, n ) );
		put( s, " " );
		if ( AS( ArraySpec, n )->of ) put_new_style( s, AS( ArraySpec, n )->of );
		break;
	case T_FUNCTION:
		put_results( s, AS( FunctionSpec, n ) );
		put_params( s, AS( FunctionSpec, n ) );
		put_attrs_behind( s, AS( FunctionSpec, n )->attrs );
		break;
	case T_ATTR:
		put_attrs( s, AS( AttrSpec, n )->attrs );
		if ( AS( AttrSpec, n )->of ) put_new_style( s, AS( AttrSpec, n )->of );
		break;
	default:
		put_specifiers( s, n );
	}
}

void put_specifiers( Source * s, const Node * n ) {
	if ( ! n ) return;
	switch ( n->kind ) {
	case T_BASIC: put_words( s, AS( BasicSpec, n )->words ); break;
	case T_NAME: {
		const NameSpec * t = AS( NameSpec, n );
		if ( t->global ) put( s, "." );
		if ( t->parent ) {
			put_specifiers( s, t->parent );
			put( s, "." );
		}
		put_id( s, t->id );
		if ( t->has_args ) put_type_args( s, t->args );
		break;
	}
	case T_TAG: case T_ENUM: put_tag( s, AS( TagSpec, n ) ); break;
	case T_TYPEOF: case T_INDEXOF:
		put( s, n->kind == T_INDEXOF || AS( TypeofSpec, n )->base ? "basetypeof( " : "typeof( " );
		if ( AS( TypeofSpec, n )->arg ) put_expr( s, AS( TypeofSpec, n )->arg, P_COMMA );
		else put_type( s, AS( TypeofSpec, n )->spec );
		put( s, " )" );
		break;
	case T_TUPLE:
		put( s, "[ " );
		for EACH( e, AS( TupleSpec, n )->elems ) {
			put_separator( s, e, AS( TupleSpec, n )->elems, ", " );
			put_param( s, e );
		}
		put( s, " ]" );
		break;
	case T_QUAL:
		put_attrs( s, AS( QualSpec, n )->attrs );
		put_quals( s, AS( QualSpec, n )->quals );
		put_specifiers( s, AS( QualSpec, n )->of );
		break;
	case T_VTABLE: case T_ATOMIC:
		put( s, n->kind == T_VTABLE ? "vtable( " : "_Atomic( " );
		put_type( s, AS( WrapSpec, n )->of );
		put( s, " )" );
		break;
	case T_FORALL:
		put_forall( s, AS( ForallSpec, n )->params );
		put_type( s, AS( ForallSpec, n )->of );
		break;
	default:
		put_new_style( s, n );
	}
}

/* ===== declarators ====================================================================================== */

/* Text that grows at both ends: a declarator is written from the name outwards. */
typedef struct Ends { const char * left; Buf right; } Ends;

static void add_left( Ends * e, Source * piece ) {
	buf_puts( &piece->out, e->left );
	e->left = buf_text( &piece->out );
}

static void add_modifier( Ends * e, const Source * s, const Node * n, bool * pointer ) {
	Source left = { .indent = s->indent, .brief = s->brief };
	Source right = { .out = e->right, .indent = s->indent, .brief = s->brief };
	bool suffix = n->kind == T_ARRAY || n->kind == T_FUNCTION;
	if ( n->kind == T_ATTR || ( suffix && *pointer ) ) {
		put( &left, "(" );
		if ( n->kind == T_ATTR ) put_attrs( &left, AS( AttrSpec, n )->attrs );
		put( &right, ")" );
		add_left( e, &left );
	}
	*pointer = n->kind == T_POINTER || n->kind == T_REFERENCE;
	if ( *pointer ) {
		const PointerSpec * p = AS( PointerSpec, n );
		left.out = (Buf){ 0 };
		put( &left, n->kind == T_POINTER ? "*" : p->mutex ? "& mutex " : "&" );
		if ( p->quals ) put( &left, " " );
		put_quals( &left, p->quals );
		if ( p->attrs ) put( &left, " " );
		put_attrs( &left, p->attrs );
		if ( p->of && p->of->kind == T_REFERENCE && n->kind == T_REFERENCE ) put( &left, " " );
		add_left( e, &left );
	} else if ( n->kind == T_ARRAY ) {
		put_dimension( &right, AS( ArraySpec, n ) );
	} else if ( n->kind == T_FUNCTION ) {
		put_params( &right, AS( FunctionSpec, n ) );
		put_attrs_behind( &right, AS( FunctionSpec, n )->attrs );
	}
	e->right = right.out;
}

static const Node * modified( const Node * n ) {
	switch ( n->kind ) {
	case T_POINTER: case T_REFERENCE: return AS( PointerSpec, n )->of;
	case T_ARRAY: return AS( ArraySpec, n )->of;
	case T_FUNCTION: return AS( FunctionSpec, n )->of;
	case T_ATTR: return AS( AttrSpec, n )->of;
	}
	return NULL;
}

/* Attributes directly in front of specifiers are theirs, not a declarator's. */
static bool is_modifier( const Node * n ) {
	switch ( n->kind ) {
	case T_POINTER: case T_REFERENCE: case T_ARRAY: case T_FUNCTION: return true;
	case T_ATTR: return ! AS( AttrSpec, n )->of || is_modifier( AS( AttrSpec, n )->of );
	}
	return false;
}

/* The declarator made of the modifiers from `mods` to the first node that is none, which is returned. */
static const Node * put_modifiers( Source * s, const Node * mods, const Str * name ) {
	Source id = { .brief = s->brief };
	put_id( &id, name );
	Ends e = { .left = buf_text( &id.out ) };
	bool pointer = false;
	const Node * n = mods;
	for ( ; n && is_modifier( n ); n = modified( n ) ) add_modifier( &e, s, n, &pointer );
	put( s, e.left );
	put( s, buf_text( &e.right ) );
	return n;
}

void put_declarator( Source * s, const Node * mods, const Str * name ) {
	put_modifiers( s, mods, name );
}

/* C's form, unless the type under the modifiers can only be written in the new style. */
void put_type( Source * s, const Node * type ) {
	if ( ! type ) return;
	const Node * leaf = type;
	bool new_style = false;
	for ( ; leaf && is_modifier( leaf ); leaf = modified( leaf ) ) {
		if ( leaf->kind == T_FUNCTION && AS( FunctionSpec, leaf )->results ) new_style = true;
	}
	if ( leaf == type ) {
		put_specifiers( s, type );
	} else if ( new_style || ( leaf && leaf->kind == T_TUPLE ) ) {
		put_new_style( s, type );
	} else {
		put_specifiers( s, leaf );
		put( s, " " );
		put_modifiers( s, type, NULL );
	}
}

void put_params( Source * s, const FunctionSpec * f ) {
	if ( ! f->params && ! ( f->fn_flags & FN_VARIADIC ) ) {
		put( s, f->fn_flags & FN_VOID ? "( void )" : "()" );
		return;
	}
	put( s, "( " );
	for EACH( p, f->forward ) {
		put_param( s, p );
		put( s, "; " );
	}
	for EACH( p, f->params ) {
		put_separator( s, p, f->params, ", " );
		put_param( s, p );
	}
	if ( f->fn_flags & FN_VARIADIC ) put( s, f->params ? ", ..." : "..." );
	put( s, " )" );
}

/* ===== type parameters ================================================================================== */

static void put_assertions( Source * s, const Node * list ) {
	for EACH( n, (Node *)list ) {
		const Assertion * a = AS( Assertion, n );
		put( s, " | " );
		if ( n->kind == A_TRAIT ) {
			put_id( s, a->trait );
			put_type_args( s, a->args );
		} else {
			put( s, "{ " );
			for EACH( d, a->decls ) {
				put_declaration( s, d );
				put( s, " " );
			}
			put( s, "}" );
		}
	}
}

static void put_type_param( Source * s, const TypeParam * p ) {
	if ( p->enum_name ) {
		put( s, "enum( " );
		put_id( s, p->enum_name );
		put( s, " ) " );
	}
	if ( p->kind_of == TP_FTYPE ) put( s, "ftype " );
	if ( p->kind_of == TP_DIMENSION ) put( s, "[" );
	put_id( s, p->name );
	switch ( p->kind_of ) {
	case TP_DIMENSION: put( s, "]" ); break;
	case TP_SIZED: put( s, " *" ); break;
	case TP_DATA: put( s, " &" ); break;
	case TP_PACK: put( s, " ..." ); break;
	}
	if ( p->init ) {
		put( s, " = " );
		put_type( s, p->init );
	}
	put_assertions( s, p->assertions );
}

void put_forall( Source * s, const Node * params ) {
	if ( ! params ) return;
	put( s, "forall( " );
	for EACH( n, (Node *)params ) {
		put_separator( s, n, params, ", " );
		if ( n->kind == D_TYPEPARAM ) put_type_param( s, AS( TypeParam, n ) ); else put_assertions( s, n );
	}
	put( s, " ) " );
}
