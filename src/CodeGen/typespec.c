/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types as C text: as the user wrote them where that is C, else from their meaning. Text as written keeps
 * typedefs, attributes, variable lengths and gcc's view of everything; the meaning knows the names C needs
 * (chapter 01, 21).
 *
 *     const * int p        (new style)        int *const p
 */
#include "CodeGen/emit.h"

/* --- can it be printed as written? ---------------------------------------------------------------------- */

static bool params_are_c( Node * params ) {
	for EACH( p, params ) {
		if ( p->kind == D_GROUP ) {
			Group * g = AS( Group, p );
			if ( g->new_style || g->forall || ! emit_spec_is_c( g->spec ) ) return false;
			for EACH( d, g->decls ) if ( ! emit_mods_are_c( AS( Decl, d )->mods ) ) return false;
			continue;
		}
		if ( p->kind != D_PARAM ) return false;
		Decl * d = AS( Decl, p );
		if ( d->forall || ! emit_spec_is_c( d->spec ) || ! emit_mods_are_c( d->mods ) ) return false;
	}
	return true;
}

static bool tag_is_c( const TagSpec * t ) {
	if ( t->has_args || t->parent ) return false;
	if ( t->kind == T_ENUM ) return ! t->def || AS( Enum, t->def )->kind_of == ENUM_PLAIN;
	if ( t->key != AGG_STRUCT && t->key != AGG_UNION ) return false;
	return ! t->def || ! AS( Agg, t->def )->forall;
}

bool emit_spec_is_c( const Node * spec ) {
	if ( ! spec ) return true;
	switch ( spec->kind ) {
	case T_BASIC:
		return ! ( AS( BasicSpec, spec )->words & ( WORD( WORD_BIT_ZERO_T ) | WORD( WORD_BIT_ONE_T ) ) );
	case T_NAME: {
		NameSpec * n = AS( NameSpec, spec );
		return ! n->has_args && ! n->parent && ! n->global && ( ! n->decl || n->decl->kind == D_TYPEDEF );
	}
	case T_TAG: case T_ENUM: return tag_is_c( AS( TagSpec, spec ) );
	/* types of expressions are others in C: 'x', c + c, *p (chapter 03, 2.4) */
	case T_TYPEOF: {
		const TypeofSpec * t = AS( const TypeofSpec, spec );
		if ( ! options.c_mode && t->of.type && ! type_is_vla( t->of ) ) return false;
		return ! t->base && emit_spec_is_c( t->spec );
	}
	case T_ATOMIC: return emit_spec_is_c( AS( WrapSpec, spec )->of );
	case T_QUAL: {
		QualSpec * q = AS( QualSpec, spec );
		if ( q->quals & QUAL_MUTEX ) return false;
		int of = q->of ? q->of->kind : K_NONE;
		return of != T_ARRAY && of != T_FUNCTION && of != T_REFERENCE && emit_spec_is_c( q->of );
	}
	default: return emit_mods_are_c( spec );
	}
}

bool emit_mods_are_c( const Node * m ) {
	if ( ! m ) return true;
	switch ( m->kind ) {
	case T_POINTER: return ! AS( PointerSpec, m )->mutex && emit_spec_is_c( AS( PointerSpec, m )->of );
	case T_ARRAY: return emit_spec_is_c( AS( ArraySpec, m )->of );
	case T_FUNCTION: {
		FunctionSpec * f = AS( FunctionSpec, m );
		return ! f->results && emit_spec_is_c( f->of ) && params_are_c( f->params );
	}
	case T_ATTR: return emit_spec_is_c( AS( AttrSpec, m )->of );
	default: return false;
	}
}

/* --- specifiers ----------------------------------------------------------------------------------------- */

static const struct { uint64_t word; const char * text; } basic_words[] = {
	{ WORD( WORD_BIT_SIGNED ), "signed" }, { WORD( WORD_BIT_UNSIGNED ), "unsigned" },
	{ WORD( WORD_BIT_COMPLEX ), "_Complex" }, { WORD( WORD_BIT_IMAGINARY ), "_Imaginary" },
	{ WORD( WORD_BIT_SHORT ), "short" }, { WORD( WORD_BIT_LONG ), "long" },
	{ WORD( WORD_BIT_LONGLONG ), "long long" },
	{ WORD( WORD_BIT_VOID ), "void" }, { WORD( WORD_BIT_BOOL ), "_Bool" }, { WORD( WORD_BIT_CHAR ), "char" },
	{ WORD( WORD_BIT_INT ), "int" }, { WORD( WORD_BIT_FLOAT ), "float" },
	{ WORD( WORD_BIT_DOUBLE ), "double" },
	{ WORD( WORD_BIT_INT128 ), "__int128" }, { WORD( WORD_BIT_FLOAT80 ), "__float80" },
	{ WORD( WORD_BIT_FLOAT128GNU ), "__float128" }, { WORD( WORD_BIT_FLOAT16 ), "_Float16" },
	{ WORD( WORD_BIT_FLOAT32 ), "_Float32" }, { WORD( WORD_BIT_FLOAT32X ), "_Float32x" },
	{ WORD( WORD_BIT_FLOAT64 ), "_Float64" }, { WORD( WORD_BIT_FLOAT64X ), "_Float64x" },
	{ WORD( WORD_BIT_FLOAT128 ), "_Float128" }, { WORD( WORD_BIT_FLOAT128X ), "_Float128x" },
	{ WORD( WORD_BIT_DECIMAL32 ), "_Decimal32" }, { WORD( WORD_BIT_DECIMAL64 ), "_Decimal64" },
	{ WORD( WORD_BIT_DECIMAL128 ), "_Decimal128" }, { WORD( WORD_BIT_AUTO_TYPE ), "__auto_type" },
	{ WORD( WORD_BIT_VA_LIST ), "__builtin_va_list" },
};

static void put_basic( uint64_t words ) {
	bool first = true;
	if ( words == 0 && ! options.c_mode ) PUT( "int" );                    /* f() { } */
	for ( unsigned i = 0; i < sizeof( basic_words ) / sizeof( *basic_words ); i += 1 ) {
		if ( ! ( words & basic_words[i].word ) ) continue;
		if ( ! first ) put_char( ' ' );
		first = false;
		put_str( basic_words[i].text );
	}
}

/* Qualifiers with a blank behind (before a type) or in front (behind a star). */
void emit_quals( unsigned quals, bool before ) {
	static const struct { unsigned bit; const char * text; } names[] = {
		{ QUAL_CONST, "const" }, { QUAL_VOLATILE, "volatile" }, { QUAL_RESTRICT, "__restrict" },
		{ QUAL_ATOMIC, "_Atomic" },
	};
	for ( unsigned i = 0; i < sizeof( names ) / sizeof( *names ); i += 1 ) {
		if ( ! ( quals & names[i].bit ) ) continue;
		if ( ! before ) put_char( ' ' );
		put_str( names[i].text );
		if ( before ) put_char( ' ' );
	}
}

/* GNU's name of an attribute where that of C23 is another; NULL: GNU has none, or none that means the
   same. */
static const Str * gnu_name( const Attribute * a ) {
	static const char * const names[][2] = { { "maybe_unused", "unused" }, { "_Noreturn", "noreturn" },
		{ "nodiscard", NULL }, { "reproducible", NULL }, { "unsequenced", NULL } };
	if ( a->syntax != ATTR_C23 || a->scope || ! a->name ) return a->name;
	for ( unsigned i = 0; i < sizeof( names ) / sizeof( *names ); i += 1 )
		if ( strcmp( a->name->text, names[i][0] ) == 0 )
			return names[i][1] ? intern_cstr( names[i][1] ) : NULL;
	return a->name;
}

bool emit_link_once( const Node * attrs ) {
	for ( const Node * n = attrs; n; n = n->next ) {
		const Str * name = AS( const Attribute, n )->name;
		if ( name && ( strcmp( name->text, "cfa_linkonce" ) == 0
			|| strcmp( name->text, "__cfa_linkonce__" ) == 0 ) )
			return true;
	}
	return false;
}

/* Attributes of every spelling in GNU's, alignment apart; a blank behind or in front of each. */
void emit_attrs( Node * attrs, bool before ) {
	bool once = emit_link_once( attrs );
	for EACH( n, attrs ) {
		Attribute * a = AS( Attribute, n );
		/* printed with the declaration's name; its section counts (chapter 04, 4.15.4) */
		if ( once && a->name && ( strstr( a->name->text, "cfa_linkonce" )
			|| strstr( a->name->text, "section" ) ) )
			continue;
		if ( a->name && ( ! gnu_name( a ) || strcmp( a->name->text, "cfa_instance" ) == 0 ) ) continue;
		if ( ! before ) put_char( ' ' );
		if ( a->syntax == ATTR_ALIGNAS ) {
			PUT( "_Alignas(" );
			emit_expr( a->args, P_COND );
			PUT( ")" );
		} else {
			PUT( "__attribute__((" );
			if ( a->name ) put_text( gnu_name( a ) );
			if ( a->has_args || a->args ) {
				put_char( '(' );
				emit_expr_list( a->args );
				put_char( ')' );
			}
			PUT( "))" );
		}
		if ( before ) put_char( ' ' );
	}
}

static void put_tag( TagSpec * t ) {
	if ( t->def ) {
		if ( t->def->kind == D_ENUM ) emit_enum( AS( Enum, t->def ) );
		else emit_agg( AS( Agg, t->def ) );
		return;
	}
	put_str( t->kind == T_ENUM ? "enum " : t->key == AGG_UNION ? "union " : "struct " );
	emit_attrs( t->attrs, true );
	const char * tag = NULL;
	if ( t->decl && t->decl->kind == D_ENUM ) tag = emit_enum_tag( AS( Enum, t->decl ), true );
	else if ( t->decl ) tag = emit_agg_tag( AS( Agg, t->decl ), true );
	put_str( tag ? tag : emit_id_text( t->id ) );
	emit_note_tag( t->id, t->decl );
}

Node * emit_leaf_of( Node * spec ) {
	while ( spec ) {
		switch ( spec->kind ) {
		case T_POINTER: case T_REFERENCE: spec = AS( PointerSpec, spec )->of; break;
		case T_ARRAY: spec = AS( ArraySpec, spec )->of; break;
		case T_FUNCTION: spec = AS( FunctionSpec, spec )->of; break;
		case T_ATTR: spec = AS( AttrSpec, spec )->of; break;
		case T_QUAL: {
			Node * of = AS( QualSpec, spec )->of;
			if ( ! of || ! ( of->kind == T_POINTER || of->kind == T_ATTR ) ) return spec;
			spec = of;
			break;
		}
		default: return spec;
		}
	}
	return NULL;
}

void emit_spec( Node * spec ) {
	spec = emit_leaf_of( spec );
	if ( ! spec ) return;
	emit_token_at( spec->loc );
	switch ( spec->kind ) {
	case T_BASIC: put_basic( AS( BasicSpec, spec )->words ); break;
	case T_NAME: emit_id( emit_name_of( AS( NameSpec, spec )->decl, AS( NameSpec, spec )->id ) ); break;
	case T_TAG: case T_ENUM: put_tag( AS( TagSpec, spec ) ); break;
	case T_TYPEOF: {
		TypeofSpec * t = AS( TypeofSpec, spec );
		PUT( "__typeof__(" );
		if ( t->arg ) emit_expr( t->arg, P_COMMA );
		else emit_type( t->spec, QT_NONE );
		put_char( ')' );
		break;
	}
	case T_ATOMIC:
		PUT( "_Atomic(" );
		emit_type( AS( WrapSpec, spec )->of, QT_NONE );
		put_char( ')' );
		break;
	case T_QUAL: {
		QualSpec * q = AS( QualSpec, spec );
		emit_attrs( q->attrs, true );
		emit_quals( (unsigned)q->quals, true );
		emit_spec( q->of );
		break;
	}
	default: ICE( spec->loc, "type %s reached the output", kind_name[spec->kind] );
	}
}

/* --- declarators ---------------------------------------------------------------------------------------- */

static Node * inner( Node * m ) {
	switch ( m->kind ) {
	case T_POINTER: case T_REFERENCE: return AS( PointerSpec, m )->of;
	case T_ARRAY: return AS( ArraySpec, m )->of;
	case T_FUNCTION: return AS( FunctionSpec, m )->of;
	case T_ATTR: return AS( AttrSpec, m )->of;
	case T_QUAL: {
		Node * of = AS( QualSpec, m )->of;
		return of && ( of->kind == T_POINTER || of->kind == T_ATTR ) ? of : NULL;
	}
	default: return NULL;
	}
}

static bool is_mod( const Node * m ) {
	if ( ! m ) return false;
	if ( m->kind == T_QUAL ) return inner( AS( Node, m ) ) != NULL;
	return m->kind == T_POINTER || m->kind == T_REFERENCE || m->kind == T_ARRAY || m->kind == T_FUNCTION ||
		m->kind == T_ATTR;
}

/* A pointer to an array or function needs parentheses. */
static bool needs_paren( const Node * m ) {
	const Node * of = inner( AS( Node, m ) );
	return of && ( of->kind == T_ARRAY || of->kind == T_FUNCTION );
}

/* Attributes right behind the specifiers, as in a type name, must not be in parentheses: vector_size would be
   lost. */
static bool attrs_in_paren( const Node * m ) {
	const Node * of = inner( AS( Node, m ) );
	return ! of || is_mod( of );
}

/* What stands before the name: from the innermost modifier outwards. */
static void put_before( Node * m ) {
	if ( ! is_mod( m ) ) return;
	put_before( inner( m ) );
	switch ( m->kind ) {
	case T_POINTER: {
		PointerSpec * p = AS( PointerSpec, m );
		if ( needs_paren( m ) ) put_char( '(' );
		put_char( '*' );
		emit_attrs( p->attrs, false );
		emit_quals( (unsigned)p->quals, false );
		if ( p->attrs || p->quals ) put_char( ' ' );
		break;
	}
	case T_QUAL:
		emit_quals( (unsigned)AS( QualSpec, m )->quals, false );
		put_char( ' ' );
		break;
	case T_ATTR:
		if ( attrs_in_paren( m ) ) put_char( '(' );
		emit_attrs( AS( AttrSpec, m )->attrs, true );
		break;
	default: break;
	}
}

/* What stands behind the name: from the outermost modifier inwards. The declaration prints the attributes of
   the function it declares itself. */
static void put_behind( Node * m ) {
	Node * outer = AS( Node, emit_outer_function( m ) );
	for ( ; is_mod( m ); m = inner( m ) ) {
		switch ( m->kind ) {
		case T_POINTER:
			if ( needs_paren( m ) ) put_char( ')' );
			break;
		case T_ATTR:
			if ( attrs_in_paren( m ) ) put_char( ')' );
			break;
		case T_ARRAY: {
			ArraySpec * a = AS( ArraySpec, m );
			put_char( '[' );
			if ( a->dim_flags & DIM_STATIC ) PUT( "static " );
			emit_quals( (unsigned)a->quals, true );
			if ( a->dim_flags & DIM_STAR ) put_char( '*' );
			if ( a->dim ) emit_expr( a->dim, P_ASSIGN );
			put_char( ']' );
			break;
		}
		case T_FUNCTION:
			emit_params( AS( FunctionSpec, m ) );
			if ( m != outer ) emit_attrs( AS( FunctionSpec, m )->attrs, false );
			break;
		default: break;
		}
	}
}

FunctionSpec * emit_outer_function( Node * mods ) {
	while ( mods && mods->kind == T_ATTR ) mods = AS( AttrSpec, mods )->of;
	return mods && mods->kind == T_FUNCTION ? AS( FunctionSpec, mods ) : NULL;
}

void emit_declarator( Node * mods, const Str * name ) {
	put_before( mods );
	if ( name ) emit_id( name );
	put_behind( mods );
}

void emit_type( Node * spec, QType meaning ) {
	if ( ! spec || ( ! emit_spec_is_c( spec ) && meaning.type ) ) {
		emit_meaning( meaning, NULL );
		return;
	}
	emit_spec( spec );
	if ( is_mod( spec ) ) {
		put_char( ' ' );
		emit_declarator( spec, NULL );
	}
}
