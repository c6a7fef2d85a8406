/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The output text and its position: line marks, indentation, identifiers that C reserves (chapter 10, 14.1).
 *
 *     # 12 "prog.c"
 *     int main( void ) {
 */
#include <stdlib.h>

#include "CodeGen/emit.h"

Emit emit;

/* Words of GNU C that cannot be identifiers, sorted. */
static const char * const c_words[] = {
	"_Alignas", "_Alignof", "_Atomic", "_Bool", "_Complex", "_Decimal128", "_Decimal32",
	"_Decimal64", "_Float128",
	"_Float128x", "_Float16", "_Float32", "_Float32x", "_Float64", "_Float64x", "_Generic", "_Imaginary",
	"_Noreturn", "_Static_assert", "_Thread_local", "__alignof", "__alignof__", "__asm", "__asm__",
	"__attribute",
	"__attribute__", "__auto_type", "__builtin_offsetof", "__builtin_va_arg", "__complex__", "__const",
	"__extension__", "__float128", "__float80", "__imag__", "__inline", "__inline__", "__int128", "__label__",
	"__real__", "__restrict", "__restrict__", "__signed", "__signed__", "__thread", "__typeof", "__typeof__",
	"__volatile", "__volatile__", "asm", "auto", "break", "case", "char", "const", "continue",
	"default", "do",
	"double", "else", "enum", "extern", "float", "for", "goto", "if", "inline", "int", "long", "register",
	"restrict", "return", "short", "signed", "sizeof", "static", "struct", "switch", "typedef",
	"typeof", "union",
	"unsigned", "void", "volatile", "while",
};

static int word_compare( const void * a, const void * b ) { return strcmp( a, *(const char * const *)b ); }

/* Is the spelling reserved by C? Only what the scanner knows as a keyword can be. */
static bool is_c_word( const Str * s ) {
	if ( ! s->keyword ) return false;
	return bsearch( s->text, c_words, sizeof( c_words ) / sizeof( *c_words ), sizeof( *c_words ),
		word_compare );
}

/* A quoted identifier (chapter 01, 2.2) that C reserves is emitted with a prefix. */
void emit_id( const Str * s ) {
	if ( is_c_word( s ) ) PUT( "__cfa_" );
	put_text( s );
}

const char * emit_id_text( const Str * s ) {
	return is_c_word( s ) ? intern_fmt( "__cfa_%s", s->text )->text : s->text;
}

void emit_newline( void ) {
	put_char( '\n' );
	emit.line_start = emit.buf.len;
	emit.line += 1;
	emit.fresh = true;
}

/* Blanks up to the column of the source, so that gcc's checks of the layout see what the user wrote. */
static void pad_to( unsigned col ) {
	static const char blanks[] = "                                                                ";
	size_t have = emit.buf.len - emit.line_start + 1;
	bool fresh = emit.fresh;
	while ( have < col ) {
		size_t n = col - have < sizeof( blanks ) - 1 ? col - have : sizeof( blanks ) - 1;
		put( blanks, n );
		have += n;
	}
	emit.fresh = fresh;
}

/* Tell gcc where the following text comes from. */
static void put_mark( Loc loc ) {
	if ( ! emit.fresh || emit.buf.len != emit.line_start ) put_char( '\n' );
	char number[32];
	put( number, (size_t)snprintf( number, sizeof( number ), "# %u \"", loc.line ) );
	for ( const char * s = loc_file_name( loc.file ); *s; s += 1 ) {
		if ( *s == '"' || *s == '\\' ) put_char( '\\' );
		put_char( *s );
	}
	/* gcc has nothing to say about either */
	if ( loc_is_system( loc ) || loc_is_library( loc ) ) PUT( "\" 3\n" );
	else PUT( "\"\n" );
	emit.line = loc.line;
	emit.source = loc.file;
	emit.line_start = emit.buf.len;
	emit.fresh = true;
}

/* Move to the line of `loc`. Returns whether a new output line was begun. */
static bool go_to( Loc loc ) {
	if ( loc.file == emit.source && loc.line >= emit.line && loc.line - emit.line <= 2 ) {
		if ( loc.line == emit.line ) return false;
		while ( emit.line < loc.line ) emit_newline();
	} else put_mark( loc );
	return true;
}

void emit_at( Loc loc ) {
	if ( emit.glue ) {
		emit.glue = false;
	} else if ( ! emit.marks ) {
		if ( ! emit.fresh ) emit_newline();
		for ( unsigned i = 0; i < emit.indent; i += 1 ) put_char( '\t' );
		emit.fresh = true;
	} else if ( loc.file && go_to( loc ) ) {
		pad_to( loc.col );
	} else if ( ! emit.fresh ) put_char( ' ' );
}

void emit_token_at( Loc loc ) {
	if ( ! emit.marks || ! loc.file || ( loc.file == emit.source && loc.line <= emit.line ) ) return;
	if ( go_to( loc ) ) pad_to( loc.col );
}

void emit_directive( const Str * text, Loc loc ) {
	if ( emit.marks && loc.file && go_to( loc ) ) { /* at the start of a line */ }
	else if ( ! emit.fresh || emit.buf.len != emit.line_start ) emit_newline();
	put_text( text );
	emit_newline();
}

void emit_flush( bool all ) {
	if ( ! all && emit.buf.len < 1 << 18 ) return;
	fwrite( emit.buf.at, 1, emit.buf.len, emit.file );
	emit.line_start -= emit.buf.len;
	emit.buf.len = 0;
}
