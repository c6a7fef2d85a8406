/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Response files: @file stands for the words in the file, with quotes and backslashes as gcc reads them.
 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>

#include "driver.h"

enum { MAX_FILES = 2000 };                              /* a file that names itself */

static char * read_all( const char * path ) {
	FILE * f = fopen( path, "r" );
	if ( ! f ) return NULL;
	size_t len = 0, cap = 4096;
	char * text = need( cap );
	for ( size_t n; (n = fread( text + len, 1, cap - len - 1, f )) > 0; ) {
		len += n;
		if ( cap - len < 2 && ! (text = realloc( text, cap *= 2 )) ) out_of_memory();
	}
	text[len] = '\0';
	fclose( f );
	return text;
}

/* The next word at *p, or NULL. */
static char * next_word( const char ** p ) {
	while ( isspace( (unsigned char)**p ) ) *p += 1;
	if ( ! **p ) return NULL;
	size_t len = 0, cap = 64;
	char * word = need( cap );
	char quote = 0;
	for ( ; **p && (quote || ! isspace( (unsigned char)**p )); *p += 1 ) {
		char ch = **p;
		if ( ch == '\\' && (*p)[1] ) ch = *++*p;
		else if ( quote && ch == quote ) { quote = 0; continue; }
		else if ( ! quote && (ch == '"' || ch == '\'') ) { quote = ch; continue; }
		if ( len + 2 > cap && ! (word = realloc( word, cap *= 2 )) ) out_of_memory();
		word[len++] = ch;
	}
	word[len] = '\0';
	return word;
}

static void expand( Args * out, char * word, unsigned * files ) {
	char * text = word[0] == '@' && word[1] && *files < MAX_FILES ? read_all( word + 1 ) : NULL;
	if ( ! text ) {
		args_add( out, word );
		return;
	}
	*files += 1;
	const char * p = text;
	for ( char * w; (w = next_word( &p )); ) expand( out, w, files );
	free( text );
}

void response_expand( int * argc, char *** argv ) {
	Args out = { 0 };
	unsigned files = 0;
	for ( int i = 0; i < *argc; i += 1 )
		if ( i == 0 ) args_add( &out, (*argv)[0] ); else expand( &out, (*argv)[i], &files );
	*argc = (int)out.len;
	*argv = out.at;
}
