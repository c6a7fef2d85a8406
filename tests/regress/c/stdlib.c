// <stdlib.h>, <string.h>, <ctype.h>, <errno.h>, <time.h>: conversions, sorting, searching, memory, division.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <ctype.h>
#include <errno.h>
#include <time.h>
#include <limits.h>

struct record { char name[ 8 ]; int key; };
static int by_key( const void *a, const void *b ) { return ( (const struct record *)a )->key - ( (const struct record *)b )->key; }
static int by_name( const void *a, const void *b ) { return strcmp( ( (const struct record *)a )->name, ( (const struct record *)b )->name ); }
static void bye( void ) { printf( "bye\n" ); }

int main( void ) {
	atexit( bye );
	char *end;
	printf( "%ld %s ", strtol( "123abc", &end, 10 ), "" ); printf( "%s %ld %lu %g\n", end, strtol( "-0x1f", 0, 0 ), strtoul( "777", 0, 8 ), strtod( "2.5e3", 0 ) );
	errno = 0;
	long big = strtol( "99999999999999999999", 0, 10 );
	printf( "%d %d %d\n", big == LONG_MAX, errno == ERANGE, atoi( "  42x" ) );
	struct record r[] = { { "delta", 4 }, { "alpha", 3 }, { "charlie", 1 }, { "bravo", 2 } }, key = { "", 3 };
	qsort( r, 4, sizeof( *r ), by_key );
	struct record *found = bsearch( &key, r, 4, sizeof( *r ), by_key );
	printf( "%s %s\n", r[ 0 ].name, found ? found->name : "none" );
	qsort( r, sizeof r / sizeof *r, sizeof *r, by_name );
	for ( unsigned i = 0; i < 4; i++ ) printf( "%s=%d ", r[ i ].name, r[ i ].key );
	int *p = calloc( 4, sizeof( int ) ), *q = malloc( 2 * sizeof *q );
	p = realloc( p, 8 * sizeof( *p ) );
	memcpy( q, p, 8 );
	printf( "\n%d %d\n", p[ 3 ], q[ 1 ] );
	free( p );
	free( q );
	char text[] = "a,b;;c", *token = strtok( text, ",;" );
	while ( token ) { printf( "[%s]", token ); token = strtok( NULL, ",;" ); }
	printf( " %zu %zu %s %s\n", strspn( "112x", "12" ), strcspn( "abc,d", "," ), strrchr( "a/b/c", '/' ), strpbrk( "hello", "l" ) );
	div_t d = div( -17, 5 );
	ldiv_t l = ldiv( 17, -5 );
	printf( "%d %d %ld %ld %d %ld\n", d.quot, d.rem, l.quot, l.rem, abs( -3 ), labs( -4l ) );
	char s[] = "MiXed 12!";
	for ( char *c = s; *c; c++ ) *c = isupper( *c ) ? tolower( *c ) : islower( *c ) ? toupper( *c ) : isdigit( *c ) ? '#' : isspace( *c ) ? '_' : *c;
	printf( "%s %d\n", s, isalnum( 'x' ) && ispunct( '!' ) );
	time_t when = 86400 * 365;
	struct tm *tm = gmtime( &when );
	char date[ 32 ];
	strftime( date, sizeof( date ), "%Y-%m-%d %H:%M", tm );
	printf( "%s %d %s\n", date, tm->tm_yday, getenv( "SURELY_NOT_SET" ) ? "set" : "unset" );
	printf( "%s %d\n", strerror( ENOENT ), memcmp( "abc", "abd", 3 ) < 0 );
	char *copy = strdup( "copied" );
	printf( "%s %d\n", copy, strcasecmp( copy, "COPIED" ) );
	free( copy );
	exit( EXIT_SUCCESS );
}
