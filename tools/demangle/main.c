/* SPDX-License-Identifier: BSD-3-Clause
 *
 * cfa-demangle: linkage names of C∀ in arguments, or anywhere in standard input, become declarations. As
 * `demangler`, or with -l, it reads a file of one name a line and writes NAME => declaration (chapter 10,
 * section 16).
 */
#define _GNU_SOURCE
#include <ctype.h>
#include <getopt.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "demangle.h"

static const char usage[] =
	"usage: cfa-demangle [-s] [NAME...]     filter standard input, or translate the names\n"
	"       cfa-demangle -l [-s] [FILE]     one name a line, in-demangle.txt by default, - for standard input\n"
	"  -l, --lines    write NAME => declaration for each line\n"
	"  -s, --short    names only, without types\n"
	"  -h, --help     show this\n"
	"      --version  show the version\n";

static char * demangle( const char * name, int options ) {
	char * text = cforall_demangle( name, options );
	if ( text ) return text;
	fputs( "cfa-demangle: out of memory\n", stderr );
	exit( 1 );
}

static bool is_part( unsigned char c ) { return isalnum( c ) || c == '_' || c == '$' || c >= 0x80; }

/* Every identifier of the text that is a name of ours. */
static void filter_line( const char * at, size_t len, int options ) {
	for ( size_t i = 0, end; i < len; i = end ) {
		end = i + 1;
		if ( ! is_part( (unsigned char)at[i] ) ) {
			putchar( at[i] );
			continue;
		}
		while ( end < len && is_part( (unsigned char)at[end] ) ) end += 1;
		char * name = strndup( at + i, end - i ), * text = name ? demangle( name, options ) : NULL;
		fputs( text ? text : "", stdout );
		free( text );
		free( name );
	}
}

static int filter( int options ) {
	char * line = NULL;
	size_t room = 0;
	for ( ssize_t len; (len = getline( &line, &room, stdin )) >= 0; ) {
		filter_line( line, (size_t)len, options );
		fflush( stdout );                               /* in a pipe behind a running program */
	}
	free( line );
	return ferror( stdin ) || ferror( stdout );
}

/* Empty lines become 33 `=`, lines with # are skipped. */
static int lines( const char * file, int options ) {
	FILE * in = strcmp( file, "-" ) == 0 ? stdin : fopen( file, "r" );
	if ( ! in ) {
		fprintf( stderr, "cfa-demangle: cannot open %s\n", file );
		return 1;
	}
	char * line = NULL;
	size_t room = 0;
	while ( getline( &line, &room, in ) >= 0 ) {
		line[strcspn( line, "\r\n" )] = '\0';
		if ( strchr( line, '#' ) ) continue;
		if ( ! *line ) {
			puts( "=================================" );
			continue;
		}
		char * text = demangle( line, options );
		printf( "%s => %s\n", line, text );
		free( text );
	}
	free( line );
	bool bad = ferror( in );
	if ( in != stdin ) fclose( in );
	return bad || ferror( stdout );
}

int main( int argc, char * argv[] ) {
	static const struct option long_options[] = {
		{ "lines", no_argument, NULL, 'l' }, { "short", no_argument, NULL, 's' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'v' }, { NULL, 0, NULL, 0 } };
	const char * slash = strrchr( argv[0], '/' );
	bool by_line = strcmp( slash ? slash + 1 : argv[0], "demangler" ) == 0;
	int options = 0;
	for ( int c; (c = getopt_long( argc, argv, "lsh", long_options, NULL )) != -1; )
		switch ( c ) {
		  case 'l': by_line = true; break;
		  case 's': options |= DEMANGLE_NAME_ONLY; break;
		  case 'h': fputs( usage, stdout ); return 0;
		  case 'v': puts( "cfa-demangle " CFA_VERSION ); return 0;
		  default: fputs( usage, stderr ); return 2;
		}
	if ( by_line && argc - optind > 1 ) {
		fputs( usage, stderr );
		return 2;
	}
	if ( by_line ) return lines( optind < argc ? argv[optind] : "in-demangle.txt", options );
	if ( optind == argc ) return filter( options );
	for ( ; optind < argc; optind += 1 ) {
		char * text = demangle( argv[optind], options );
		puts( text );
		free( text );
	}
	return 0;
}
