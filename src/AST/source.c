/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The tree as C∀ source (--dump=source) and as text in messages. Printing what was parsed from the output
 * gives the output again.
 */
#include "AST/source.h"

const char * const source_key_word[] = {
	"", "struct", "union", "enum", "exception", "generator", "coroutine", "monitor", "thread",
};

void put( Source * s, const char * text ) {
	buf_puts( &s->out, text );
}

void put_str( Source * s, const Str * text ) {
	if ( text ) buf_put( &s->out, text->text, text->len );
}

void put_id( Source * s, const Str * name ) {
	if ( name && name->keyword && ! options.c_mode && ! s->brief ) put( s, "``" );
	put_str( s, name );
}

void put_newline( Source * s ) {
	if ( s->brief ) {
		put( s, " " );
		return;
	}
	enum { DEEPEST = 40 };
	put( s, "\n" );
	for ( int i = 0; i < s->indent && i < DEEPEST; i += 1 ) put( s, "\t" );
}

void put_separator( Source * s, const Node * item, const Node * first, const char * text ) {
	if ( item != first ) put( s, text );
}

void put_directive( Source * s, const Directive * d ) {
	while ( s->out.len && ( s->out.at[s->out.len - 1] == '\t' || s->out.at[s->out.len - 1] == ' ' ) )
		s->out.len -= 1;
	if ( s->out.len && s->out.at[s->out.len - 1] != '\n' ) put( s, "\n" );
	put_str( s, d->text );
}

void source_print( FILE * out, const Node * unit ) {
	Source s = { 0 };
	for EACH( d, AS( Unit, unit )->decls ) {
		s.out.len = 0;
		put_declaration( &s, d );
		put( &s, "\n" );
		fwrite( s.out.at, 1, s.out.len, out );
	}
}

const char * source_text( const Node * n ) {
	Source s = { .brief = true };
	if ( ! n ) return "";
	if ( IS_EXPR( n ) ) put_expr( &s, n, P_COMMA );
	else if ( n->kind >= T_BASIC && n->kind <= T_FORALL ) put_type( &s, n );
	else if ( n->kind == D_PARAM ) put_param( &s, n );
	else if ( n->kind >= D_OBJECT && n->kind <= D_TYPEPARAM ) put_declaration( &s, n );
	else if ( n->kind >= S_COMPOUND && n->kind <= S_DIRECTIVE ) put_statement( &s, n );
	else put( &s, kind_name[n->kind] );
	return buf_text( &s.out );
}

/* Bytes outside of ASCII stay as they are; octal escapes have three digits, so that none swallows what
   follows. */
void source_quote( Buf * out, const char * text, size_t len ) {
	static const char escapes[] = "\a\b\t\n\v\f\r\"\\", letters[] = "abtnvfr\"\\";
	buf_putc( out, '"' );
	for ( size_t i = 0; i < len; i += 1 ) {
		unsigned char c = (unsigned char)text[i];
		int k = 0;
		while ( escapes[k] && escapes[k] != (char)c ) k += 1;
		if ( c && escapes[k] ) buf_printf( out, "\\%c", letters[k] );
		else if ( c < ' ' || c == 127 ) buf_printf( out, "\\%03o", c );
		else if ( c == '?' && i + 1 < len && text[i + 1] == '?' ) buf_puts( out, "\\?" );
		else buf_putc( out, (char)c );
	}
	buf_putc( out, '"' );
}
