/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Messages about syntax (chapter 01, 18; chapter 10, 10.3 and 12).
 */
#include <ctype.h>
#include <string.h>
#include "Parser/internal.h"
#include "Parser/grammar.h"

static Loc last_error;                                  /* place of the last syntax error */

void diagnose_start( void ) { last_error = (Loc){ 0 }; }

/* Quiet about a line that has a syntax error: the text was mended there. */
void illegal( Loc loc, const char * fmt, ... ) {
	if ( loc.line == last_error.line && loc.file == last_error.file ) return;
	va_list args;
	va_start( args, fmt );
	char text[1024];
	vsnprintf( text, sizeof( text ), fmt, args );
	va_end( args );
	diag_syntax( loc, "illegal syntax, %s", text );
}

/* How messages call a token: keywords by their spelling in capitals, the filter's variants by what they
   are. */
static const char * token_name( const char * name, const char * text, int len, Buf * out ) {
	static const char * const variants[][2] = {
		{ "INITLBRACE", "'{'" }, { "AGGLBRACE", "'{'" }, { "DECLLPAREN", "'('" }, { "NLPAREN", "'('" },
		{ "ARGSLPAREN", "'('" },
		{ "ENUMLPAREN", "'('" }, { "NSTAR", "'*'" }, { "NAMP", "'&'" }, { "NANDAND", "&&" },
		{ "NDIM", "'['" }, { "NTUPLE", "'['" },
		{ "TAGname", "IDENTIFIER" }, { "TAGGENname", "IDENTIFIER" }, { "LABELname", "IDENTIFIER" },
		{ "QUALEXPRname", "TYPEDEFname" },
		{ "GLOBALDOT", "'.'" }, { "MUTEXSTMT", "MUTEX" }, { "MUTEXAGG", "MUTEX" },
		{ "DIRECTIVEprefix", "DIRECTIVE" },
		{ "ATTRSTMT", "ATTRIBUTE" },
	};
	for ( unsigned i = 0; i < sizeof( variants ) / sizeof( *variants ); i += 1 ) {
		if ( strcmp( name, variants[i][0] ) == 0 ) return variants[i][1];
	}
	if ( len > 0 && isalpha( (unsigned char)text[0] ) && islower( (unsigned char)name[0] ) ) {
		for ( int i = 0; i < len; i += 1 ) buf_putc( out, (char)toupper( (unsigned char)text[i] ) );
		return buf_text( out );
	}
	return name;
}

/* Two names side by side: most likely an unknown type (chapter 01, 3.5). */
static bool adjacent( int code, const char * text, int len ) {
	const Raw * before = filter_before();
	if ( before->code != IDENTIFIER || ! before->str || before->str->text[0] == '?' ) return false;
	switch ( code ) {
	case IDENTIFIER: case TYPEDEFname: case TYPEGENname:
		illegal( before->loc, "adjacent identifiers \"%s\" and \"%.*s\" are not meaningful in an expression.\n"
			"Possible cause is misspelled storage/CV qualifier, misspelled typename, or missing generic parameter.",
			before->str->text, len, text );
		return true;
	case TYPEWORD: case AGGkey: case ENUM:
		illegal( before->loc, "identifier \"%s\" cannot appear before a type.\n"
			"Possible cause is misspelled storage/CV qualifier, misspelled typename, or missing generic parameter.", before->str->text );
		return true;
	case STORAGE: case STATIC: case EXTERN: case INLINE: case QUALIFIER:
		illegal( before->loc, "identifier \"%s\" cannot appear before a %s.\n"
			"Possible cause is misspelled type name or missing generic parameter.", before->str->text,
			code == QUALIFIER ? "type qualifier" : "storage class" );
		return true;
	}
	return false;
}

/* [ int x, int y ] = f(); (chapter 04, 4.11.18): what stands in front of = is a type. */
static bool tuple_variables( int code ) {
	if ( code != '=' || filter_before()->code != ']' ) return false;
	diag_syntax( filter_last_loc(), "tuple variable declaration is currently unimplemented." );
	return true;
}

/* A case label without its colon. */
static bool case_error( void ) {
	if ( ! filter_in_case() ) return false;
	illegal( filter_last_loc(), filter_before()->code == DEFAULT ? "colon missing after default."
		: "colon missing after case list." );
	return true;
}

static bool begins_declaration( int code ) {
	switch ( code ) {
	case TYPEWORD:
	case AGGkey:
	case ENUM: case STORAGE: case STATIC: case EXTERN: case INLINE: case QUALIFIER: case TYPEDEFname:
	case TYPEGENname: case TYPEOF:
		return true;
	}
	return false;
}

/* The parser cannot go on at the token handed over last. */
void syntax_error( int code, const char * unexpected, const char * expected ) {
	int len;
	const char * text = filter_last_text( &len );
	Loc at = filter_last_loc();
	if ( ! filter_stopped() && ! filter_said() ) {
		if ( filter_after_member() && begins_declaration( code ) ) {
			illegal( filter_before()->loc, "expecting ';' at end of previous declaration." );
		} else if ( ! adjacent( code, text, len ) && ! tuple_variables( code ) && ! case_error() ) {
			Buf name = { 0 }, other = { 0 };
			const char * got = token_name( unexpected, text, code == 0 ? 0 : len, &name );
			const char * want = expected ? token_name( expected, "", 0, &other ) : NULL;
			diag_syntax( at, "syntax error, unexpected %s%s%s before token \"%.*s\"", got,
				want ? ", expecting " : "", want ? want : "", len > 60 ? 60 : len, text );
		}
	}
	if ( text ) lexer_doubt( text );
	last_error = at;
	filter_panic( code );
}

void parse_error( const char * text ) {
	if ( ! filter_stopped() ) diag_syntax( filter_last_loc(), "nesting too deep (%s)", text );
}

/* A name used as a type was never declared: said once. */
void undeclared_type( const Raw * name, const Raw * next ) {
	if ( options.c_mode ) diag_syntax( name->loc, "unknown type name '%s'", name->str->text );
	else if ( next->code == IDENTIFIER ) {
		illegal( name->loc, "adjacent identifiers \"%s\" and \"%s\" are not meaningful in a declaration.\n"
			"Possible cause is misspelled storage/CV qualifier, misspelled typename, or missing generic parameter.",
			name->str->text, next->str->text );
	} else {
		illegal( name->loc, "identifier \"%s\" is not a type.\n"
			"Possible cause is misspelled type name or missing generic parameter.", name->str->text );
	}
	name->str->flags |= STR_DOUBTFUL;
	/* an object stays one */
	if ( ! ( name->str->flags & STR_OBJECT ) ) class_add_undeclared( name->str );
}
