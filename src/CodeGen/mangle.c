/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Linkage names of C∀ declarations (chapter 03, 1.6, chapter 10, section 16): `int f( const char * )` at file
 * scope is _X1fFi_PKc__1. A name is written from the type key, so that it is the same for equal declarations
 * and for no others, in every unit. doc/mangling.md has the grammar, tools/demangle the inverse.
 */
#include <string.h>

#include "CodeGen/codegen.h"
#include "Resolve/polymorph.h"

static const struct { const char * name, * text; } operators[] = {
#define MANGLE_OPERATOR( name, text ) { name, text },
#include "CodeGen/mangle.def"
#undef MANGLE_OPERATOR
};
static const char * const codes[B_COUNT] = {
#define MANGLE_BASIC( id, code, text ) [B_##id] = code,
#include "CodeGen/mangle.def"
#undef MANGLE_BASIC
};
static const char * const params[] = {
#define MANGLE_PARAM( id, code, before, behind ) [TP_##id] = code,
#include "CodeGen/mangle.def"
#undef MANGLE_PARAM
};
static const char postfix[] = "__postfix_func_";

/* `exact`: of a type itself, not of its key: references and lengths count. */
typedef struct Mangling { Buf b; const Poly * poly; bool exact; } Mangling;

static void put_type( Mangling *, QType );

/* ===== names ============================================================================================ */

/* aggregate or enumeration without tag -> what it declares first */
static Table unnamed;

void mangle_unnamed( const Node * type, const Node * decls ) {
	if ( ! type || ! decls || table_get( &unnamed, type ) ) return;
	const Str * tag = type->kind == D_ENUM ? AS( const Enum, type )->name : AS( const Agg, type )->name;
	if ( ! tag || strncmp( tag->text, "__anonymous", strlen( "__anonymous" ) ) == 0 )
		table_put( &unnamed, type, AS( const Decl, decls )->name );
}

static void put_id( Mangling * m, const Str * name ) { buf_printf( &m->b, "%u%s", name->len, name->text ); }

Str * mangle_operator( const Str * name ) {
	char c = name->text[0];
	if ( c == '_' || c == '$' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ) return NULL;
	for ( unsigned i = 0; i < sizeof( operators ) / sizeof( operators[0] ); i += 1 )
		if ( strcmp( operators[i].name, name->text ) == 0 ) return intern_cstr( operators[i].text );
	return name->text[0] == '?' && name->text[1] == '`' ? intern_fmt( "%s%s", postfix, name->text + 2 )
		: NULL;
}

/* An identifier that could be taken for an operator's word has a zero before its length. */
static void put_name( Mangling * m, const Str * name ) {
	const Str * word = mangle_operator( name );
	bool special = ! word && strncmp( name->text, postfix, strlen( postfix ) ) == 0;
	for ( unsigned i = 0; ! word && i < sizeof( operators ) / sizeof( operators[0] ); i += 1 )
		special |= strcmp( operators[i].text, name->text ) == 0;
	if ( special ) buf_putc( &m->b, '0' );
	put_id( m, word ? word : name );
}

/* ===== types ============================================================================================ */

static void put_arguments( Mangling * m, const Type * t ) {
	buf_putc( &m->b, 'I' );
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		const Type * a = ct( t->args[i] );
		if ( a->kind != TY_ARRAY || KIND_OF( a->of ) != TY_VOID ) put_type( m, t->args[i] );
		else if ( a->dim == DIM_CONST ) buf_printf( &m->b, "D%lld_", (long long)a->length );
		else buf_puts( &m->b, "D_" );
	}
	buf_putc( &m->b, 'E' );
}

/* A tag, inside that of the aggregate that declares it; a local one tells its level. Types without a tag are
   known by what they declare, never by a number that depends on the rest of the unit (chapter 03, 1.2). */
static void put_tag( Mangling * m, const Type * t ) {
	const Node * decl = t->generic ? t->generic : t->decl;
	const Agg * a = decl->kind == D_AGG ? AS( const Agg, decl ) : NULL;
	const Str * name = a ? a->name : AS( const Enum, decl )->name;
	Agg * outer = a ? a->outer : AS( const Enum, decl )->outer;
	int level = a ? a->level : AS( const Enum, decl )->level;
	const Str * first = table_get( &unnamed, decl );
	if ( outer ) {
		buf_putc( &m->b, 'N' );
		put_tag( m, ct( type_of_agg( outer ) ) );
	} else if ( level > 1 ) buf_printf( &m->b, "L%d", level );
	buf_putc( &m->b, t->kind == TY_ENUM ? 'M' : t->kind == TY_UNION ? 'U' : 'S' );
	if ( first ) {
		buf_putc( &m->b, '0' );
		put_id( m, first );
	} else if ( name ) put_id( m, name );
	else buf_printf( &m->b, "00_%u", t->id );             /* declares nothing: no external name mentions it */
	if ( t->n ) put_arguments( m, t );
	if ( outer ) buf_putc( &m->b, 'E' );
}

static void put_function( Mangling * m, const Type * t ) {
	buf_putc( &m->b, 'F' );
	put_type( m, t->of );
	buf_putc( &m->b, '_' );
	for ( uint32_t i = 0; i < t->n; i += 1 ) put_type( m, t->args[i] );
	if ( t->fn_flags & FN_VARIADIC ) buf_putc( &m->b, 'z' );
	if ( t->fn_flags & FN_UNSPECIFIED ) buf_putc( &m->b, 'w' );
	buf_putc( &m->b, '_' );
}

/* A parameter of the declaration's own clause by position and kind, one of an enclosing clause by name. */
static void put_variable( Mangling * m, const TypeParam * p ) {
	for ( unsigned i = 0; m->poly && i < m->poly->n; i += 1 )
		if ( m->poly->params[i] == p ) {
			buf_printf( &m->b, "%s%u", params[p->kind_of], i );
			return;
		}
	buf_putc( &m->b, 'Y' );
	/* unique in the unit */
	if ( p->kind_of == TP_DIMENSION && p->value && AS( Decl, p->value )->owner != (Node *)p ) {
		buf_printf( &m->b, "D%u_", p->type.type->id );
		return;
	}
	if ( p->key || p->name ) put_id( m, p->key ? p->key : p->name ); else buf_putc( &m->b, '0' );
}

static void put_quals( Mangling * m, unsigned quals ) {
	if ( quals & QUAL_MUTEX ) buf_putc( &m->b, 'X' );
	if ( quals & QUAL_CONST ) buf_putc( &m->b, 'K' );
	if ( quals & QUAL_VOLATILE ) buf_putc( &m->b, 'V' );
	if ( quals & QUAL_ATOMIC ) buf_puts( &m->b, "DA" );
	if ( quals & QUAL_RESTRICT && m->exact ) buf_putc( &m->b, 'r' );
}

static void put_type( Mangling * m, QType q ) {
	QType c = m->exact ? type_canon( q ) : q;               /* keys have no sugar */
	const Type * t = c.type;
	put_quals( m, c.quals );
	switch ( t->kind ) {
	  case TY_BASIC: buf_puts( &m->b, codes[t->basic] ); break;
	  case TY_REFERENCE:
		if ( m->exact ) buf_putc( &m->b, 'R' );
		put_type( m, t->of );
		break;
	  case TY_POINTER: buf_putc( &m->b, 'P' ); put_type( m, t->of ); break;
	  case TY_ARRAY:
		if ( m->exact && t->dim == DIM_CONST ) buf_printf( &m->b, "A%lld_", (long long)t->length );
		else buf_puts( &m->b, "A0" );
		put_type( m, t->of );
		break;
	  case TY_FUNCTION: put_function( m, t ); break;
	  case TY_STRUCT: case TY_UNION: case TY_ENUM: put_tag( m, t ); break;
	  case TY_TUPLE:
		buf_printf( &m->b, "T%u", t->n );
		if ( ! t->n ) buf_putc( &m->b, '_' );
		for ( uint32_t i = 0; i < t->n; i += 1 ) put_type( m, t->args[i] );
		break;
	  case TY_VECTOR: buf_printf( &m->b, "Dv%lld_", (long long)t->length ); put_type( m, t->of ); break;
	  case TY_VAR: put_variable( m, AS( TypeParam, t->decl ) ); break;
	  default: buf_putc( &m->b, 'v' ); break;
	}
}

static void put_key( Mangling * m, QType q ) {
	const Type * key = type_key( q );
	put_type( m, key->kind == TY_POINTER ? key->of : q );
}

/* ===== declarations ===================================================================================== */

/* Q data _ functions _ packs _ requirements _ kinds of the parameters in order _ requirements _ */
static void put_forall( Mangling * m, const Poly * poly ) {
	unsigned functions = 0, packs = 0;
	for ( unsigned i = 0; i < poly->n; i += 1 ) {
		functions += poly->params[i]->kind_of == TP_FTYPE;
		packs += poly->params[i]->kind_of == TP_PACK;
	}
	buf_printf( &m->b, "Q%u_%u_%u_%u_", poly->n - functions - packs, functions, packs, poly->n_assertions );
	for ( unsigned i = 0; i < poly->n; i += 1 ) buf_puts( &m->b, params[poly->params[i]->kind_of] );
	buf_putc( &m->b, '_' );
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		put_name( m, poly->assertions[i]->name );
		put_key( m, poly->assertions[i]->type );
		buf_putc( &m->b, '_' );
	}
	buf_putc( &m->b, '_' );
}

Str * mangle_type( QType q ) {
	Mangling m = { .exact = true };
	put_type( &m, q );
	return intern( m.b.at, m.b.len );
}

Str * mangle( Decl * d ) {
	Mangling m = { .poly = d->poly };
	buf_puts( &m.b, "_X" );
	put_name( &m, d->name );
	if ( d->poly ) put_forall( &m, d->poly );
	put_key( &m, d->type );
	buf_printf( &m.b, "_%d", d->level > 0 ? d->level : 1 );
	return intern( m.b.at, m.b.len );
}

Str * mangle_local( const char * prefix, const char * mangled ) {
	enum { LONGEST = 400, KEPT = 200 };
	size_t len = strlen( mangled );
	if ( len <= LONGEST ) return intern_fmt( "%s%s", prefix, mangled );
	uint64_t digest = 0xcbf29ce484222325u;                    /* FNV-1a */
	for ( size_t i = 0; i < len; i += 1 ) digest = (digest ^ (unsigned char)mangled[i]) * 0x100000001b3u;
	return intern_fmt( "%s%.*s_h%016llx", prefix, KEPT, mangled, (unsigned long long)digest );
}
