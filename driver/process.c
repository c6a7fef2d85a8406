/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Processes and files that must not outlive the command: temporary files always, outputs when something
 * fails.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "driver.h"

enum { MAX_CHILDREN = 8 };

static const Command * command;
/* signals that on_signal handles; the mask we started with */
static sigset_t caught, inherited;
/* those we have a handler for: not ignored when we started */
static bool handled[NSIG];
static volatile pid_t children[MAX_CHILDREN];
/* Names to remove; read by the signal handler, therefore only ever appended to. */
static struct { char ** volatile names; volatile size_t n; size_t cap; } temporaries, outputs;

static void remove_all( void ) {
	for ( size_t i = 0; i < temporaries.n; i += 1 ) unlink( temporaries.names[i] );
}

/* Files only: an output may be /dev/null or a pipe. */
static void remove_outputs( void ) {
	struct stat status;
	for ( size_t i = 0; i < outputs.n; i += 1 )
		if ( outputs.names[i] && stat( outputs.names[i], &status ) == 0 && S_ISREG( status.st_mode ) )
			unlink( outputs.names[i] );
}

static char * put_text( char * at, const char * text ) {
	while ( *text ) *at++ = *text++;
	return at;
}

static char * put_number( char * at, pid_t number ) {
	char digits[16];
	int n = 0;
	do digits[n++] = (char)('0' + number % 10); while ( (number /= 10) );
	while ( n ) *at++ = digits[--n];
	return at;
}

/* Add the children of the last process in the list, theirs, and so on: gcc leaves its compiler running when
   it is killed. Only calls that a signal handler may make. */
static size_t add_descendants( pid_t * list, size_t n, size_t max ) {
	char path[64], text[512];
	char * end = put_number( put_text( path, "/proc/" ), list[n - 1] );
	end = put_number( put_text( end, "/task/" ), list[n - 1] );
	*put_text( end, "/children" ) = '\0';
	int fd = open( path, O_RDONLY | O_CLOEXEC );
	ssize_t length = fd < 0 ? 0 : read( fd, text, sizeof( text ) );
	if ( fd >= 0 ) close( fd );
	pid_t pid = 0;
	for ( ssize_t i = 0; i < length; i += 1 ) {
		if ( text[i] >= '0' && text[i] <= '9' ) { pid = pid * 10 + (text[i] - '0'); continue; }
		if ( pid > 0 && n < max ) {
			list[n] = pid;
			n = add_descendants( list, n + 1, max );
		}
		pid = 0;
	}
	return n;
}

/* End the stages and let them clean up, take back what they wrote, and die of the same signal. */
static void on_signal( int signal_number ) {
	pid_t all[64];
	size_t n = 0;
	for ( int i = 0; i < MAX_CHILDREN; i += 1 ) {
		if ( children[i] <= 0 ) continue;
		all[n] = children[i];
		n = add_descendants( all, n + 1, sizeof( all ) / sizeof( all[0] ) - MAX_CHILDREN + (size_t)i );
	}
	/* parents first: they say nothing about their children */
	for ( size_t i = 0; i < n; i += 1 ) kill( all[i], SIGTERM );
	for ( int i = 0; i < MAX_CHILDREN; i += 1 ) if ( children[i] > 0 ) waitpid( children[i], NULL, 0 );
	remove_all();
	remove_outputs();
	signal( signal_number, SIG_DFL );
	sigset_t only;
	sigemptyset( &only );
	sigaddset( &only, signal_number );
	sigprocmask( SIG_UNBLOCK, &only, NULL );
	raise( signal_number );
}

void process_init( const Command * c ) {
	command = c;
	static const int fatal[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	sigemptyset( &caught );
	sigprocmask( SIG_BLOCK, NULL, &inherited );
	for ( unsigned i = 0; i < sizeof( fatal ) / sizeof( fatal[0] ); i += 1 ) {
		sigaddset( &caught, fatal[i] );
		struct sigaction old, new = { .sa_handler = on_signal };
		sigfillset( &new.sa_mask );
		if ( sigaction( fatal[i], NULL, &old ) == 0 && old.sa_handler != SIG_IGN ) {
			sigaction( fatal[i], &new, NULL );
			handled[fatal[i]] = true;
		}
	}
	signal( SIGPIPE, SIG_DFL );
}

static void print_command( const Args * a ) {
	for ( size_t i = 0; i < a->len; i += 1 ) {
		bool plain = a->at[i][0] && ! strpbrk( a->at[i], " \t\n\"'\\$`*?[](){}<>|&;#~" );
		fprintf( stderr, plain ? " %s" : " \"%s\"", a->at[i] );
	}
	fputc( '\n', stderr );
}

/* A command line too long for the system: its words in a response file. */
static Args words_in_file( const Args * a ) {
	Args brief = { 0 };
	const char * path = temp_file( ".rsp" );
	FILE * f = fopen( path, "w" );
	for ( size_t i = 1; f && i < a->len; i += 1 ) {
		for ( const char * p = a->at[i]; *p; p += 1 ) {
			if ( strchr( " \t\n\v\f\r\\'\"", *p ) ) fputc( '\\', f );
			fputc( *p, f );
		}
		if ( ! a->at[i][0] ) fputs( "\"\"", f );
		fputc( '\n', f );
	}
	if ( f ) fclose( f );
	args_add( &brief, a->at[0] );
	args_add( &brief, text_of( "@%s", path ) );
	return brief;
}

/* In the child: take the ends of pipes it is given (they are opened close-on-exec), forget the handlers, and
   become the stage. It is told to end when the driver does, however that ends (SIGKILL). */
static _Noreturn void become( const Args * a, const int fds[3], pid_t driver, volatile int * error ) {
	for ( int fd = 0; fd < 3; fd += 1 ) if ( fds[fd] >= 0 ) dup2( fds[fd], fd );
	for ( int s = 1; s < NSIG; s += 1 )
		if ( sigismember( &caught, s ) == 1 && handled[s] ) signal( s, SIG_DFL );
	sigprocmask( SIG_SETMASK, &inherited, NULL );
	prctl( PR_SET_PDEATHSIG, SIGTERM );
	if ( getppid() == driver ) execvp( a->at[0], a->at );
	*error = errno;
	_exit( 127 );
}

/* vfork: the child shares our memory until it has become the stage, and may say there why it could not. */
static pid_t spawn( const Args * a, const int fds[3], int * error ) {
	volatile int failed = 0;
	pid_t driver = getpid(), pid = vfork();
	if ( pid == 0 ) become( a, fds, driver, &failed );
	*error = pid < 0 ? errno : failed;
	if ( pid > 0 && failed ) waitpid( pid, NULL, 0 );
	return pid;
}

/* Signals wait until the child is known. */
pid_t process_start( const Args * a, int in, int out, int err ) {
	if ( command->verbose ) print_command( a );
	if ( command->dry_run ) return 0;
	const int fds[] = { in, out, err };
	int error;
	sigprocmask( SIG_BLOCK, &caught, NULL );
	pid_t pid = spawn( a, fds, &error );
	if ( error == E2BIG ) {
		Args brief = words_in_file( a );
		pid = spawn( &brief, fds, &error );
	}
	if ( ! error )
		for ( int i = 0; i < MAX_CHILDREN; i += 1 ) if ( ! children[i] ) { children[i] = pid; break; }
	sigprocmask( SIG_SETMASK, &inherited, NULL );
	if ( ! error ) return pid;
	fprintf( stderr, "%s: error: cannot execute '%s': %s\n", command->program, a->at[0], strerror( error ) );
	return -1;
}

int process_wait( pid_t pid ) {
	if ( pid == 0 ) return 0;
	if ( pid < 0 ) return 1;
	int status;
	while ( waitpid( pid, &status, 0 ) < 0 ) if ( errno != EINTR ) return 1;
	for ( int i = 0; i < MAX_CHILDREN; i += 1 ) if ( children[i] == pid ) children[i] = 0;
	if ( ! WIFSIGNALED( status ) ) return WEXITSTATUS( status );
	if ( WTERMSIG( status ) != SIGPIPE )
		fprintf( stderr, "%s: error: a stage was ended by signal %d (%s)\n", command->program,
			WTERMSIG( status ), strsignal( WTERMSIG( status ) ) );
	return 1;
}

int process_run( const Args * a ) { return process_wait( process_start( a, -1, -1, -1 ) ); }

static size_t remember( char ** volatile * names, volatile size_t * n, size_t * cap, const char * path ) {
	if ( *n == *cap ) {
		size_t wider = *cap ? *cap * 2 : 16;
		char ** copy = need( wider * sizeof( char * ) );
		if ( *n ) memcpy( copy, *names, *n * sizeof( char * ) );
		/* the old array is kept: a signal may be reading it */
		*names = copy;
		*cap = wider;
	}
	(*names)[*n] = text_of( "%s", path );
	*n += 1;
	return *n - 1;
}

const char * temp_file( const char * suffix ) {
	const char * folder = getenv( "TMPDIR" );
	if ( ! folder || ! *folder || access( folder, W_OK ) != 0 ) folder = "/tmp";
	char * path = text_of( "%s/cfaXXXXXX%s", folder, suffix );
	int fd = mkostemps( path, (int)strlen( suffix ), O_CLOEXEC );
	if ( fd < 0 ) {
		fprintf( stderr, "%s: error: cannot create a temporary file in %s: %s\n", command->program, folder,
			strerror( errno ) );
		exit( 1 );
	}
	close( fd );
	remember( &temporaries.names, &temporaries.n, &temporaries.cap, path );
	return path;
}

void output_begin( const char * path ) {
	if ( command->dry_run || strncmp( path, "/dev/", 5 ) == 0 ) return;
	remember( &outputs.names, &outputs.n, &outputs.cap, path );
}

void output_done( const char * path ) {
	for ( size_t i = 0; i < outputs.n; i += 1 )
		if ( outputs.names[i] && strcmp( outputs.names[i], path ) == 0 ) outputs.names[i] = NULL;
}

void files_cleanup( bool failed ) {
	remove_all();
	if ( failed ) remove_outputs();
}
