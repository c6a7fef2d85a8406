/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Input text, output text, and the stack of the translator.
 */
#define _GNU_SOURCE
#include "input.h"
#include "Common/common.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const Loc nowhere;

/* ===== input ============================================================================================ */

/* Map a regular file privately. Its last page is filled up with NULs: enough unless the text nearly fills
   it. */
static bool map_file( int fd, Input * input ) {
	struct stat status;
	if ( fstat( fd, &status ) != 0 || ! S_ISREG( status.st_mode ) || status.st_size <= 0 ) return false;
	size_t len = (size_t)status.st_size, page = (size_t)sysconf( _SC_PAGESIZE );
	if ( len % page == 0 || len % page > page - 2 ) return false;
	void * at = mmap( NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_POPULATE, fd, 0 );
	if ( at == MAP_FAILED ) return false;
	*input = (Input){ at, len };
	return true;
}

Input input_read( void ) {
	const char * name = options.input ? options.input : "standard input";
	int fd = options.input ? open( options.input, O_RDONLY | O_CLOEXEC ) : STDIN_FILENO;
	if ( fd < 0 ) diag_fatal( nowhere, "cannot open %s: %s", name, strerror( errno ) );
	Input input;
	if ( lseek( fd, 0, SEEK_CUR ) == 0 && map_file( fd, &input ) ) return input;
	Buf buf = { 0 };
	static char piece[1 << 16];
	for ( ;; ) {
		ssize_t n = read( fd, piece, sizeof( piece ) );
		if ( n == 0 ) break;
		if ( n < 0 && errno == EINTR ) continue;
		if ( n < 0 ) diag_fatal( nowhere, "cannot read %s: %s", name, strerror( errno ) );
		buf_put( &buf, piece, (size_t)n );
	}
	size_t len = buf.len;
	buf_put( &buf, "\0", 2 );
	return (Input){ buf.at, len };
}

Input input_text( const char * text ) {
	size_t len = strlen( text );
	char * copy = arena_alloc( len + 2 );
	memcpy( copy, text, len );
	return (Input){ copy, len };
}

/* ===== output =========================================================================================== */

static FILE * memory;
static char * output_text;
static size_t output_len;

FILE * output_open( void ) {
	memory = open_memstream( &output_text, &output_len );
	if ( ! memory ) diag_fatal( nowhere, "out of memory" );
	return memory;
}

static bool write_all( int fd ) {
	for ( size_t done = 0; done < output_len; ) {
		ssize_t n = write( fd, output_text + done, output_len - done );
		if ( n < 0 && errno != EINTR ) return false;
		if ( n > 0 ) done += (size_t)n;
	}
	return true;
}

void output_close( void ) {
	if ( fclose( memory ) != 0 ) diag_fatal( nowhere, "out of memory" );
	signal( SIGPIPE, SIG_IGN );
	const char * name = options.output ? options.output : "standard output";
	int fd = options.output ? open( options.output, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666 )
		: STDOUT_FILENO;
	if ( fd < 0 ) diag_fatal( nowhere, "cannot open %s: %s", name, strerror( errno ) );
	bool good = write_all( fd );
	if ( options.output && close( fd ) != 0 ) good = false;
	if ( good ) return;
	int why = errno;
	if ( why == EPIPE ) exit( 1 );                      /* whoever was to read it has ended, and says why */
	struct stat status;
	if ( options.output && stat( name, &status ) == 0 && S_ISREG( status.st_mode ) ) unlink( name );
	diag_fatal( nowhere, "cannot write %s: %s", name, strerror( why ) );
}

/* ===== stack ============================================================================================ */

const char * running_pass = "parse";
static char * stack_begin;
static size_t stack_size;

static void say( const char * text ) {
	if ( write( STDERR_FILENO, text, strlen( text ) ) < 0 ) _exit( 1 );
}

/* Last resort: a fault just below the stack is nesting that nobody counted, any other is a bug. */
static void on_fault( int number, siginfo_t * info, void * context ) {
	(void)context;
	char * at = info->si_addr;
	if ( number == SIGSEGV && at >= stack_begin - 65536 && at < stack_begin + 65536 ) {
		say( "cfa-cpp: error: nesting too deep (in pass " );
		say( running_pass );
		say( ")\n" );
	} else {
		say( "cfa-cpp: internal compiler error: " );
		say( number == SIGSEGV ? "segmentation fault" : number == SIGFPE ? "arithmetic fault" : "fault" );
		say( " in pass " );
		say( running_pass );
		say( "\n" );
	}
	_exit( 1 );
}

static void * thread_main( void * translate ) {
	enum { SIZE = 1 << 16 };
	void * alternate = mmap( NULL, SIZE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0 );
	if ( alternate != MAP_FAILED ) sigaltstack( &(stack_t){ .ss_sp = alternate, .ss_size = SIZE }, NULL );
	struct sigaction action = { .sa_sigaction = on_fault, .sa_flags = SA_SIGINFO | SA_ONSTACK };
	sigaction( SIGSEGV, &action, NULL );
	sigaction( SIGBUS, &action, NULL );
	sigaction( SIGFPE, &action, NULL );
	sigaction( SIGILL, &action, NULL );
	( *(void (**)( void ))translate )();
	return NULL;
}

/* Address space is all a stack costs until it is used; where even that is limited a smaller one must do. */
void run_on_big_stack( void (*translate)( void ) ) {
	for ( stack_size = (size_t)1 << 30; stack_size >= (size_t)8 << 20; stack_size /= 2 ) {
		void * at = mmap( NULL, stack_size, PROT_READ | PROT_WRITE,
			MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0 );
		if ( at == MAP_FAILED ) continue;
		mprotect( at, 65536, PROT_NONE );
		stack_begin = (char *)at + 65536;
		pthread_attr_t attributes;
		pthread_t thread;
		pthread_attr_init( &attributes );
		pthread_attr_setstack( &attributes, stack_begin, stack_size - 65536 );
		if ( pthread_create( &thread, &attributes, thread_main, &translate ) == 0 ) {
			pthread_join( thread, NULL );
			return;
		}
		munmap( at, stack_size );
	}
	translate();
}
