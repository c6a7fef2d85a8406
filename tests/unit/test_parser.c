/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The parser: trees of declarations, constants, places, recovery from mistakes.
 */
#undef NDEBUG
#include "Parser/parser.h"

#include <assert.h>
#include <string.h>

static Node * parse( const char * text, bool c_mode ) {
	options.c_mode = c_mode;
	return parse_unit( text, strlen( text ) )->decls;
}

static Decl * first( Node * group ) {
	assert( group && group->kind == D_GROUP );
	return AS( Decl, AS( Group, group )->decls );
}

/* The kinds of a chain of modifiers. */
static bool mods_are( Node * mods, const int * kinds ) {
	for ( ; *kinds; kinds += 1 ) {
		if ( ! mods || mods->kind != *kinds ) return false;
		switch ( mods->kind ) {
		case T_POINTER: case T_REFERENCE: mods = AS( PointerSpec, mods )->of; break;
		case T_ARRAY: mods = AS( ArraySpec, mods )->of; break;
		case T_FUNCTION: mods = AS( FunctionSpec, mods )->of; break;
		}
	}
	return ! mods;
}
#define MODS( ... ) ( (const int []){ __VA_ARGS__, 0 } )

static void declarators( void ) {
	assert( mods_are( first( parse( "int * a[3];", true ) )->mods, MODS( T_ARRAY, T_POINTER ) ) );
	assert( mods_are( first( parse( "int (* f)( int );", true ) )->mods, MODS( T_POINTER, T_FUNCTION ) ) );
	assert( mods_are( first( parse( "int (* (* f)( void ))[2];", true ) )->mods, MODS( T_POINTER, T_FUNCTION, T_POINTER, T_ARRAY ) ) );
	assert( mods_are( first( parse( "int && rr;", false ) )->mods, MODS( T_REFERENCE, T_REFERENCE ) ) );
	/* new style: the type is a tree of its own */
	Node * group = parse( "[10] * char names;", false );
	assert( ! first( group )->mods && AS( Group, group )->new_style );
	Node * spec = AS( Group, group )->spec;
	assert( spec->kind == T_ARRAY && AS( ArraySpec, spec )->of->kind == T_POINTER );
	group = parse( "[ int q, double r ] both( int );", false );
	assert( AS( Group, group )->spec->kind == T_TUPLE && first( group )->mods->kind == T_FUNCTION );
	assert( list_length( AS( FunctionSpec, first( group )->mods )->results ) == 2 );
}

static void names( void ) {
	/* T is a type, then a parameter, then a type again */
	Node * n = parse( "typedef int T; int f( int T ) { return T * T; } T x; int g( T ), (T2);", true );
	assert( list_length( n ) == 4 );
	assert( n->next->kind == D_FUNCTION && n->next->next->kind == D_GROUP );
	/* a scope closed behind the token read ahead */
	n = parse( "typedef double L; void f( void ) { for ( int L = 0; L < 1; L += 1 ) ; L z; }", true );
	Node * items = AS( Compound, AS( Decl, n->next )->body )->items;
	assert( items->kind == S_FOR && items->next->kind == S_DECL );
	/* a tag is a type name in the dialect only */
	n = parse( "struct S { struct In { int v; } m; }; S s; S.In i;", false );
	assert( list_length( n ) == 3 && AS( Group, n->next->next )->spec->kind == T_NAME );
	n = parse( "struct P { int a; }; int P; int q( void ) { return P * P; }", true );
	assert( list_length( n ) == 3 );
	assert( diag_errors() == 0 );
}

static Node * value( const char * text ) {
	static char unit[200];
	int len = snprintf( unit, sizeof( unit ), "int x = %s;", text );
	return AS( Decl, AS( Group, parse_unit( unit, (size_t)len )->decls )->decls )->init;
}

static void constants( void ) {
	options.c_mode = false;
	assert( AS( IntLit, value( "1_000_000" ) )->value == 1000000 );
	assert( AS( IntLit, value( "0x_ff_ul" ) )->lit == ( LIT_OTHER_RADIX | LIT_U | LIT_L ) );
	assert( AS( IntLit, value( "0" ) )->lit == LIT_ZERO && AS( IntLit, value( "01" ) )->lit == LIT_OTHER_RADIX );
	assert( AS( IntLit, value( "5_l16u" ) )->lit == ( LIT_16 | LIT_U ) );
	FloatLit * f = AS( FloatLit, value( "3_E_-11_f32x" ) );
	assert( f->basic == B_FLOAT32X && strcmp( f->spelling->text, "3E-11f32x" ) == 0 );
	StrLit * s = AS( StrLit, value( "\"\\x_12\" u8_\"3\"" ) );
	assert( s->prefix == '8' && s->length == 2 && memcmp( s->text->text, "\x12" "3", 2 ) == 0 );
	assert( strcmp( s->pieces->text, "\"\\x12\" \"3\"" ) == 0 );
	assert( AS( CharLit, value( "'\\3_7_7'" ) )->value == -1 && AS( CharLit, value( "L_'x'" ) )->prefix == 'L' );
}

static void places( void ) {
	Node * n = parse( "# 7 \"a.c\"\nint a,\n  b;\n# 3 \"h.h\" 1 3\nint c;\n# 10 \"a.c\" 2\nint d;", true );
	Decl * a = first( n );
	assert( a->loc.line == 7 && a->loc.col == 5 && a->next->loc.line == 8 && a->next->loc.col == 3 );
	assert( strcmp( loc_file_name( first( n->next )->loc.file ), "h.h" ) == 0 && first( n->next )->loc.line == 3 );
	assert( ( first( n->next )->flags & NF_HEADER ) && ( first( n->next )->flags & NF_SYSTEM ) );
	assert( ! ( first( n->next->next )->flags & NF_HEADER ) );
}

/* Each mistake is one error, and what follows is understood. */
static void recovery( void ) {
	unsigned before = diag_errors();
	Node * n = parse(
		"int f( void ) {\n"
		"	int x = 3 + ;\n"
		"	if ( x > 3 { x = 1; }\n"
		"	x = ( x + 2;\n"
		"	Unknown u; Unknown v;\n"
		"	return x\n"
		"}\n"
		"int good;\n", true );
	assert( diag_errors() - before == 5 );
	assert( list_length( n ) == 2 && first( n->next )->name == intern_cstr( "good" ) );
	before = diag_errors();
	parse( "struct S { int a; }\nint y;\nstruct T { int a int b; };", true );
	assert( diag_errors() - before == 2 );
	before = diag_errors();
	parse( "char * s = \"abc\nint z; /* abc", true );
	assert( diag_errors() > before );
}

/* Every construct of the dialect, in dialect.txt beside this file, is understood. */
static void dialect( void ) {
	FILE * in = fopen( "dialect.txt", "r" );
	if ( ! in ) return;
	static char text[1 << 16];
	size_t len = fread( text, 1, sizeof( text ) - 1, in );
	fclose( in );
	text[len] = '\0';
	unsigned before = diag_errors();
	Node * n = parse( text, false );
	assert( diag_errors() == before && list_length( n ) > 100 );
}

int main( void ) {
	dialect();
	declarators();
	names();
	constants();
	places();
	recovery();
}
