/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The assembler as gcc finds it with -B (chapter 10, section 4): marks the unit's debug information as C∀'s
 * and becomes the real one. The mark is the language attribute of the first entry:
 *
 *     .Ldebug_info0:                       .Ldebug_info0:
 *         ...                                  ...
 *         .uleb128 0x1             ->          .uleb128 0x1
 *         .long .LASF2                         .long .LASF2
 *         .byte 0x1d                           .byte 0x25
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Behind the next `word` at the beginning of a line, or NULL. */
static char * behind_line( char * text, const char * word ) {
	for ( size_t len = strlen( word ); text; text = strchr( text, '\n' ), text = text ? text + 1 : NULL )
		if ( strncmp( text, word, len ) == 0 ) return text + len;
	return NULL;
}

/* The number of gcc's language for C at its place, or NULL when the text looks otherwise. Its length is that
   of "0x25" or one less. */
static char * language( char * text ) {
	char * at = behind_line( text, ".Ldebug_info0:" );
	if ( at ) at = behind_line( at, "\t.uleb128 " );
	for ( int lines = 0; at && lines < 2; lines += 1 ) {
		at = strchr( at, '\n' );
		if ( at ) at += 1;
	}
	if ( ! at || strncmp( at, "\t.byte\t0x", 9 ) != 0 ) return NULL;
	size_t len = strspn( at + 9, "0123456789abcdef" );
	return len == 1 || len == 2 ? at + 7 : NULL;
}

/* The text keeps its length, so that a file that gcc keeps (-save-temps) is the one that is assembled. */
static void mark( const char * path ) {
	int fd = open( path, O_RDWR | O_CLOEXEC );
	struct stat status;
	if ( fd < 0 ) return;
	char * text = fstat( fd, &status ) == 0 && S_ISREG( status.st_mode )
		? malloc( (size_t)status.st_size + 1 ) : NULL;
	ssize_t len = text ? pread( fd, text, (size_t)status.st_size, 0 ) : 0;
	if ( len > 0 ) {
		text[len] = '\0';
		char * at = language( text );
		const char * code = at && at[3] == '\n' ? " 37" : "0x25";
		if ( at && pwrite( fd, code, strlen( code ), at - text ) < 0 ) perror( path );
	}
	free( text );
	close( fd );
}

int main( int argc, char * argv[] ) {
	size_t len = strlen( argv[argc - 1] );
	if ( argc > 1 && len > 2 && strcmp( argv[argc - 1] + len - 2, ".s" ) == 0 ) mark( argv[argc - 1] );
	/* set by the driver for another machine */
	const char * cross = getenv( "CFA_AS" );
	if ( cross ) execvp( cross, argv );
	execvp( CFA_AS, argv );
	if ( strcmp( CFA_AS, "as" ) != 0 ) execvp( "as", argv );
	fprintf( stderr, "cfa: error: cannot execute '%s': %s\n", CFA_AS, strerror( errno ) );
	return 1;
}
