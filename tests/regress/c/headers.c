// All standard and many POSIX headers in one unit, twice, and a use of each other one.
//: flags -pthread -lm
#define ALL_HEADERS
#include <assert.h>
#include <complex.h>
#include <ctype.h>
#include <errno.h>
#include <fenv.h>
#include <float.h>
#include <inttypes.h>
#include <iso646.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <signal.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <stdnoreturn.h>
#include <string.h>
#include <tgmath.h>
#include <threads.h>
#include <time.h>
#include <uchar.h>
#include <wchar.h>
#include <wctype.h>
#include <arpa/inet.h>
#include <dirent.h>
#include <dlfcn.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <getopt.h>
#include <glob.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <pthread.h>
#include <pwd.h>
#include <regex.h>
#include <sched.h>
#include <semaphore.h>
#include <spawn.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/utsname.h>
#include <sys/wait.h>
#include <syslog.h>
#include <termios.h>
#include <ucontext.h>
#include <unistd.h>
#include <utime.h>
#include <math.h>
#include <stdio.h>
#include <assert.h>

static bool has( const char *pattern, const char *text ) {
	regex_t r;
	if ( regcomp( &r, pattern, REG_EXTENDED | REG_NOSUB ) ) return false;
	bool yes = regexec( &r, text, 0, NULL, 0 ) == 0;
	regfree( &r );
	return yes;
}

int main( void ) {
	assert( 1 + 1 == 2 );
	printf( "%d %d\n", has( "^a+b$", "aaab" ), has( "^a+b$", "ba" ) );
	printf( "%d %d\n", fnmatch( "*.c", "x.c", 0 ), htons( 1 ) == 256 or htons( 1 ) == 1 );
	fd_set set;
	FD_ZERO( &set );
	FD_SET( 3, &set );
	printf( "%d %d\n", FD_ISSET( 3, &set ) != 0, FD_ISSET( 4, &set ) != 0 );
	struct stat st;
	printf( "%d %d\n", stat( "/", &st ), S_ISDIR( st.st_mode ) );
	struct timeval a = { 1, 5 }, b = { 1, 6 };
	printf( "%d %ld\n", timercmp( &a, &b, < ), (long)offsetof( struct timeval, tv_usec ) );
	pid_t child = fork();
	if ( child == 0 ) _exit( 7 );
	int status;
	waitpid( child, &status, 0 );
	printf( "%d %d\n", WIFEXITED( status ), WEXITSTATUS( status ) );
	void *m = mmap( NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0 );
	printf( "%d %d\n", m != MAP_FAILED, munmap( m, 4096 ) );
	printf( "%d %g %g\n", iswalpha( L'x' ) != 0, sqrt( 2.25f ), cimag( I * 2 ) );
	union { struct in_addr in; unsigned char b[ 4 ]; } u = { { inet_addr( "127.0.0.1" ) } };
	printf( "%d.%d %zu\n", u.b[ 0 ], u.b[ 3 ], strlen( setlocale( LC_ALL, "C" ) ) );
	return 0;
}
