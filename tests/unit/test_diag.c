/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Columns of the preprocessed text mapped to the user's file; order and form of messages.
 */
#undef NDEBUG
#include "Common/common.h"
#include "Common/diag_print.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char folder[] = "/tmp/cfa-test-XXXXXX";
static char name[64];

static const char user[] =
	"#define MAX( a, b ) ((a) > (b) ? (a) : (b))\n"
	"int f( int a ) {\n"
	"\treturn   a  +\tfoo /* foo */ + foo;\n"
	"\treturn MAX( a, 1 ) + a;\n"
	"}\n";

/* As gcc -E gives it: blanks collapsed, macros expanded. */
static const char made[] =
	"int f( int a ) {\n"
	" return a + foo + foo;\n"
	" return ((a) > (1) ? (a) : (1)) + a;\n"
	"}\n";

static Loc at( uint32_t line, const char * text, const char * token, int occurrence ) {
	const char * p = strstr( text, token );
	while ( occurrence-- > 0 ) p = strstr( p + 1, token );
	return (Loc){ line, (uint16_t)( p - text + 1 ), loc_file( intern_cstr( name ), false ) };
}

static void test_places( void ) {
	Buf text = { 0 };
	buf_printf( &text, "# 1 \"%s\"\n# 1 \"<built-in>\"\n# 2 \"%s\"\n%s", name, name, made );
	diag_set_input( text.at, text.len );
	const char * line3 = " return a + foo + foo;", * line4 = " return ((a) > (1) ? (a) : (1)) + a;";
	Place p = place_find( at( 3, line3, "foo", 0 ) );
	assert( p.line && p.col == (size_t)( strstr( p.line, "foo" ) - p.line ) && p.width == 3 );
	p = place_find( at( 3, line3, "foo", 1 ) );
	assert( strncmp( p.line + p.col, "foo;", 4 ) == 0 );
	p = place_find( at( 4, line4, "a", 2 ) );                                               /* behind the macro */
	assert( strncmp( p.line + p.col, "a;", 2 ) == 0 );
	p = place_find( at( 4, line4, ">", 0 ) );                                               /* made by the macro */
	assert( strncmp( p.line + p.col, "MAX", 3 ) == 0 && p.width == 3 );
	p = place_find( (Loc){ 99, 1, loc_file( intern_cstr( name ), false ) } );
	assert( ! p.line );
	p = place_find( (Loc){ 1, 1, loc_file( intern_cstr( "/nonexistent.c" ), false ) } );
	assert( ! p.line );
}

/* Run `report` with standard error in a file and give back what it wrote. */
static const char * captured( void (*report)( void ) ) {
	static char text[4096];
	FILE * file = tmpfile();
	int saved = dup( STDERR_FILENO );
	assert( file && saved >= 0 );
	fflush( stderr );
	dup2( fileno( file ), STDERR_FILENO );
	report();
	fflush( stderr );
	dup2( saved, STDERR_FILENO );
	close( saved );
	rewind( file );
	text[fread( text, 1, sizeof( text ) - 1, file )] = '\0';
	fclose( file );
	return text;
}

static Loc place( uint32_t line, uint16_t col ) { return (Loc){ line, col, loc_file( intern_cstr( "other.c" ), false ) }; }

static void report_some( void ) {
	diag_error( place( 9, 4 ), "second" );
	diag_note( place( 2, 1 ), "about the second" );
	diag_error( place( 3, 7 ), "first" );
	diag_error( place( 3, 7 ), "first" );                   /* said already about this place */
	diag_note( place( 3, 7 ), "of the suppressed one" );
	diag_warn( W_SELF_ASSIGN, place( 5, 1 ), "self assignment" );
	diag_flush();
}

static void report_reference( void ) {
	options.deterministic = true;
	diag_error( place( 20, 4 ), "later" );
	diag_syntax( place( 12, 6 ), "syntax error, unexpected X before token \"y\"" );
	diag_error( place( 20, 2 ), "again" );
	diag_flush();
	options.deterministic = false;
}

static void report_promoted( void ) {
	options.warning_error[W_SELF_ASSIGN] = true;
	diag_warn( W_SELF_ASSIGN, place( 30, 1 ), "promoted" );
	options.no_warnings = true;
	diag_warn( W_SELF_ASSIGN, place( 31, 1 ), "silent" );
	diag_flush();
}

static void test_messages( void ) {
	options.color = 0;
	const char * text = captured( report_some );
	assert( strcmp( text, "other.c:3:7: error: first\nother.c:5:1: warning: self assignment [-Wself-assign]\n"
		"other.c:9:4: error: second\nother.c:2:1: note: about the second\n" ) == 0 );
	assert( diag_errors() == 2 );
	text = captured( report_reference );
	assert( strcmp( text, "other.c:12:6: error: syntax error, unexpected X before token \"y\"\n"
		"other.c:20:1 error: again\nother.c:20:1 error: later\n" ) == 0 );
	text = captured( report_promoted );
	assert( strcmp( text, "other.c:30:1: error: promoted [-Werror=self-assign]\n" ) == 0 );
	assert( diag_errors() == 6 );
}

static void report_caret( void ) {
	const char * line3 = " return a + foo + foo;";
	diag_error( at( 3, line3, "foo", 1 ), "no foo" );
	diag_flush();
}

static void test_caret( void ) {
	const char * text = captured( report_caret );
	const char * line = strchr( text, '\n' ) + 1;
	assert( strstr( text, ":3:41: error: no foo\n" ) );
	assert( strcmp( line, "    3 |         return   a  +   foo /* foo */ + foo;\n      |                                         ^~~\n" ) == 0 );
}

int main( void ) {
	assert( mkdtemp( folder ) );
	snprintf( name, sizeof( name ), "%s/user.c", folder );
	FILE * file = fopen( name, "w" );
	assert( file && fputs( user, file ) >= 0 && fclose( file ) == 0 );
	test_places();
	test_messages();
	test_caret();
	unlink( name );
	rmdir( folder );
	return 0;
}
