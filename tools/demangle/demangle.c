/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The inverse of the translator's mangle.c (chapter 10, section 16; grammar in doc/mangling.md). A type is
 * read around the text it declares, as C writes it: in two parts, what stands before the name and what stands
 * behind it. Whatever does not follow the grammar ends the reading; size and depth are bounded, so that no
 * input does harm.
 *
 *     _X1fFi_PKc__1     int f( const char * )
 */
#define _GNU_SOURCE
#include "demangle.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DEPTH = 200, MAX_TEXT = 1 << 16, MAX_PARAMS = 64 };

static const struct { const char * name, * text; } operators[] = {
#define MANGLE_OPERATOR( name, text ) { name, text },
#include "CodeGen/mangle.def"
#undef MANGLE_OPERATOR
};
static const struct { const char * code, * text; } basics[] = {
#define MANGLE_BASIC( id, code, text ) { code, text },
#include "CodeGen/mangle.def"
#undef MANGLE_BASIC
	{ "v", "void" },
};
static const struct { const char * code, * before, * behind; } params[] = {
#define MANGLE_PARAM( id, code, before, behind ) { code, before, behind },
#include "CodeGen/mangle.def"
#undef MANGLE_PARAM
};
static const char postfix[] = "__postfix_func_";

/* `total` counts the characters ever made; all texts are freed at the end. */
typedef struct Reader {
	const char * at;
	bool failed;
	bool exact;                 /* a type itself, not of a key: pointers to functions are written */
	unsigned depth;
	size_t total;
	char ** texts;
	unsigned n_texts, room;
} Reader;

static char empty[] = "";

static char * fail( Reader * r ) {
	r->failed = true;
	return empty;
}

/* A formatted text that lives as long as the reader. */
__attribute__(( format( printf, 2, 3 ) ))
static char * text( Reader * r, const char * format, ... ) {
	if ( r->failed ) return empty;
	if ( r->n_texts == r->room ) {
		unsigned room = r->room * 2 + 16;
		char ** more = realloc( r->texts, room * sizeof( *more ) );
		if ( ! more ) return fail( r );
		r->texts = more;
		r->room = room;
	}
	char * made;
	va_list args;
	va_start( args, format );
	int len = vasprintf( &made, format, args );
	va_end( args );
	if ( len < 0 ) return fail( r );
	r->texts[r->n_texts++] = made;
	r->total += (size_t)len;
	return r->total > 64 * MAX_TEXT ? fail( r ) : made;
}

static bool take( Reader * r, const char * code ) {
	size_t len = strlen( code );
	if ( r->failed || strncmp( r->at, code, len ) != 0 ) return false;
	r->at += len;
	return true;
}

static void need( Reader * r, const char * code ) { if ( ! take( r, code ) ) r->failed = true; }

static unsigned long number( Reader * r ) {
	if ( r->failed || ! isdigit( (unsigned char)*r->at ) ) { r->failed = true; return 0; }
	unsigned long n = 0;
	for ( ; isdigit( (unsigned char)*r->at ); r->at += 1 ) {
		if ( n > 100000000000000000 ) { r->failed = true; return 0; }
		n = n * 10 + (unsigned long)(*r->at - '0');
	}
	return n;
}

/* LEN NAME */
static char * identifier( Reader * r ) {
	unsigned long len = number( r );
	if ( r->failed || len > MAX_TEXT || strnlen( r->at, len ) < len ) return fail( r );
	r->at += len;
	return text( r, "%.*s", (int)len, r->at - len );
}

/* The name of a declaration: words of operators, with a zero in front just that word. */
static char * declared( Reader * r ) {
	bool plain = r->at[0] == '0' && isdigit( (unsigned char)r->at[1] );
	char * name = identifier( r );
	if ( plain ) return name;
	for ( unsigned i = 0; i < sizeof( operators ) / sizeof( operators[0] ); i += 1 )
		if ( strcmp( operators[i].text, name ) == 0 ) return text( r, "%s", operators[i].name );
	size_t len = strlen( postfix );
	return strncmp( name, postfix, len ) == 0 && name[len] ? text( r, "?`%s", name + len ) : name;
}

/* ===== types ============================================================================================ */

/* A type around what it declares: `int (*` and `)( char )`. `suffixed`: an array or function, that binds
   stronger than a pointer. */
typedef struct Spec { char * before, * behind; bool suffixed, function; } Spec;

static Spec type( Reader * r );

static Spec spec( char * before, char * behind, bool suffixed ) {
	return (Spec){ before, behind, suffixed, false };
}

static char * declare( Reader * r, Spec s, const char * name ) {
	bool tight = ! *name || s.before[strlen( s.before ) - ! ! *s.before] == '(';
	return text( r, "%s%s%s%s", s.before, tight ? "" : " ", name, s.behind );
}

/* A part of another type: in keys a function there is always a pointer to it. */
static Spec part( Reader * r ) {
	Spec s = type( r );
	if ( ! s.function || r->exact ) return s;
	return spec( text( r, "%s (*", s.before ), text( r, ")%s", s.behind ), false );
}

/* A mark of a pointer or reference, with the qualifiers of the pointer itself. */
static Spec pointer( Reader * r, const char * mark, const char * quals ) {
	Spec s = part( r );
	const char * blank = *quals ? " " : "";
	if ( s.suffixed )
		return spec( text( r, "%s (%s%s%s", s.before, mark, blank, quals ),
			text( r, ")%s", s.behind ), false );
	return spec( text( r, "%s %s%s%s", s.before, mark, blank, quals ), s.behind, false );
}

/* F result _ parameters _ */
static Spec function( Reader * r ) {
	Spec result = part( r );
	need( r, "_" );
	char * list = empty;
	bool unspecified = false;
	while ( ! r->failed && ! take( r, "_" ) ) {
		if ( take( r, "w" ) ) { unspecified = true; continue; }
		char * p = take( r, "z" ) ? text( r, "..." ) : declare( r, part( r ), "" );
		list = text( r, "%s%s%s", list, *list ? ", " : "", p );
	}
	char * params_text = *list ? text( r, "( %s )", list )
		: unspecified ? text( r, "()" ) : text( r, "( void )" );
	Spec s = spec( result.before, text( r, "%s%s", params_text, result.behind ), true );
	s.function = true;
	return s;
}

/* arguments E, of a generic type; D n _ is a length */
static char * arguments( Reader * r ) {
	char * list = empty;
	while ( ! r->failed && ! take( r, "E" ) ) {
		char * a;
		if ( r->at[0] == 'D' && (isdigit( (unsigned char)r->at[1] ) || r->at[1] == '_') ) {
			r->at += 1;
			a = *r->at == '_' ? text( r, "*" ) : text( r, "%lu", number( r ) );
			need( r, "_" );
		} else a = declare( r, part( r ), "" );
		list = text( r, "%s%s%s", list, *list ? ", " : "", a );
	}
	return text( r, "( %s )", list );
}

/* A tag behind its letter. A type without tag goes by another name, behind a zero, or by a number.
   Enumerations and plain aggregates alike are types by their name alone. */
static char * tag( Reader * r ) {
	char * name = take( r, "00_" ) ? text( r, "__anonymous%lu", number( r ) ) : identifier( r );
	return take( r, "I" ) ? text( r, "%s%s", name, arguments( r ) ) : name;
}

/* N outer inner E, L level tag, tag */
static char * qualified( Reader * r ) {
	char letter = *r->at;
	if ( letter == 'N' && r->depth < MAX_DEPTH ) {
		r->at += 1;
		r->depth += 1;
		char * outer = qualified( r );
		char * inner = qualified( r );
		need( r, "E" );
		r->depth -= 1;
		return text( r, "%s.%s", outer, inner );
	}
	if ( letter == 'L' ) {
		r->at += 1;
		number( r );
		letter = *r->at;
	}
	if ( letter != 'S' && letter != 'U' && letter != 'M' ) return fail( r );
	r->at += 1;
	return tag( r );
}

/* T n types: T0_ is the empty tuple */
static char * tuple( Reader * r ) {
	unsigned long n = number( r );
	if ( n == 0 ) need( r, "_" );
	char * list = empty;
	for ( unsigned long i = 0; i < n && ! r->failed; i += 1 )
		list = text( r, "%s%s%s", list, *list ? ", " : "", declare( r, part( r ), "" ) );
	return text( r, "[%s%s%s]", *list ? " " : "", list, *list ? " " : "" );
}

/* A0 type, A n _ type */
static Spec array( Reader * r ) {
	unsigned long n = number( r );
	bool known = take( r, "_" );
	Spec of = part( r );
	return spec( of.before, known ? text( r, "[%lu]%s", n, of.behind ) : text( r, "[]%s", of.behind ), true );
}

static char * parameter_name( Reader * r, unsigned long i ) {
	return i < 26 ? text( r, "%c", "TUVWXYZABCDEFGHIJKLMNOPQRS"[i] ) : text( r, "T%lu", i );
}

static char * word( Reader * r ) {
	for ( unsigned i = 0; i < sizeof( basics ) / sizeof( basics[0] ); i += 1 )
		if ( take( r, basics[i].code ) ) return text( r, "%s", basics[i].text );
	for ( unsigned i = 0; i < sizeof( params ) / sizeof( params[0] ); i += 1 )
		if ( take( r, params[i].code ) ) return parameter_name( r, number( r ) );
	return take( r, "Y" ) ? identifier( r ) : take( r, "T" ) ? tuple( r ) : qualified( r );
}

static Spec bare( Reader * r, const char * quals ) {
	if ( take( r, "P" ) ) return pointer( r, "*", quals );
	if ( take( r, "R" ) ) return pointer( r, "&", quals );
	const char * blank = *quals ? " " : "";
	Spec s;
	if ( take( r, "F" ) ) s = function( r );
	else if ( take( r, "A" ) ) s = array( r );
	else if ( take( r, "Dv" ) ) {
		unsigned long bytes = number( r );
		need( r, "_" );
		Spec of = part( r );
		s = spec( text( r, "__attribute__(( vector_size( %lu ) )) %s", bytes, of.before ), of.behind,
			of.suffixed );
	} else s = spec( word( r ), empty, false );
	s.before = text( r, "%s%s%s", quals, blank, s.before );
	return s;
}

static Spec type( Reader * r ) {
	static const struct { const char * code, * text; } all[] = {
		{ "X", "mutex" }, { "K", "const" }, { "V", "volatile" }, { "DA", "_Atomic" }, { "r", "restrict" } };
	if ( r->failed || r->depth >= MAX_DEPTH ) return spec( fail( r ), empty, false );
	r->depth += 1;
	char * quals = empty;
	for ( unsigned i = 0; i < sizeof( all ) / sizeof( all[0] ); i += 1 )
		if ( take( r, all[i].code ) ) quals = text( r, "%s%s%s", quals, *quals ? " " : "", all[i].text );
	Spec s = bare( r, quals );
	r->depth -= 1;
	return s;
}

/* ===== declarations ===================================================================================== */

/* Four counts, the kinds of the parameters, requirements */
static char * forall( Reader * r ) {
	unsigned long assertions = 0;
	for ( unsigned i = 0; i < 4; i += 1 ) {
		assertions = number( r );
		need( r, "_" );
	}
	char * list = empty;
	for ( unsigned long n = 0; ! r->failed && ! take( r, "_" ); n += 1 ) {
		unsigned i = 0, all = sizeof( params ) / sizeof( params[0] );
		while ( i < all && ! take( r, params[i].code ) ) i += 1;
		if ( i == all || n >= MAX_PARAMS ) return fail( r );
		char * name = parameter_name( r, n );
		list = text( r, "%s%s%s%s%s", list, *list ? ", " : "", params[i].before, name, params[i].behind );
	}
	char * all = empty;
	for ( unsigned long i = 0; i < assertions && ! r->failed; i += 1 ) {
		char * name = declared( r );
		all = text( r, "%s %s;", all, declare( r, type( r ), name ) );
		need( r, "_" );
	}
	need( r, "_" );
	return *all ? text( r, "forall( %s | {%s } ) ", list, all ) : text( r, "forall( %s ) ", list );
}

/* Name, clause, type, what made it, level */
static char * symbol( Reader * r, int options ) {
	char * name = declared( r );
	char * clause = take( r, "Q" ) ? forall( r ) : empty;
	char * whole = declare( r, type( r ), name );
	if ( ! take( r, "autogen__" ) ) take( r, "intrinsic__" );
	need( r, "_" );
	number( r );
	return options & DEMANGLE_NAME_ONLY ? name : text( r, "%s%s", clause, whole );
}

/* _X a declaration, __cfa_X a built-in operation as a function, _M an instance of a polymorphic function
   (which may have a number or a digest), _T an instance of a generic type. */
static char * whole( Reader * r, int options ) {
	r->exact = take( r, "_T" );
	if ( r->exact ) return declare( r, type( r ), "" );
	bool instance = take( r, "_M" );
	if ( ! instance && ! take( r, "__cfa_X" ) && ! take( r, "_X" ) ) return fail( r );
	char * made = symbol( r, options );
	if ( instance && take( r, "_h" ) ) r->at += strspn( r->at, "0123456789abcdef" );
	else if ( instance && take( r, "_" ) ) number( r );
	return made;
}

char * cforall_demangle( const char * mangled, int options ) {
	Reader r = { .at = mangled };
	char * made = whole( &r, options );
	char * result = strdup( r.failed || *r.at ? mangled : made );
	for ( unsigned i = 0; i < r.n_texts; i += 1 ) free( r.texts[i] );
	free( r.texts );
	return result;
}
