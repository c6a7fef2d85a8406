// Signal handlers: signal, sigaction with SA_SIGINFO, sig_atomic_t, raise, the handler type, masks.
#include <stdio.h>
#include <signal.h>
#include <string.h>

static volatile sig_atomic_t caught, last;
static void simple( int s ) { caught++; last = s; }
static void full( int s, siginfo_t *info, void *context ) { caught += 10; last = s == info->si_signo && context ? info->si_signo : -1; }
static void ( *previous )( int );

int main( void ) {
	previous = signal( SIGUSR1, simple );
	printf( "%d\n", previous == SIG_DFL );
	raise( SIGUSR1 );
	printf( "%d %d\n", caught, last == SIGUSR1 );
	struct sigaction action = { .sa_flags = SA_SIGINFO, .sa_sigaction = full }, old;
	sigemptyset( &action.sa_mask );
	sigaction( SIGUSR1, &action, &old );
	printf( "%d\n", old.sa_handler == simple );
	raise( SIGUSR1 );
	printf( "%d %d\n", caught, last == SIGUSR1 );
	sigset_t set;
	sigemptyset( &set );
	sigaddset( &set, SIGUSR1 );
	sigprocmask( SIG_BLOCK, &set, 0 );
	raise( SIGUSR1 );
	printf( "%d\n", caught );
	sigprocmask( SIG_UNBLOCK, &set, 0 );
	printf( "%d\n", caught );
	signal( SIGUSR1, SIG_IGN );
	raise( SIGUSR1 );
	printf( "%d %d\n", caught, signal( SIGUSR1, previous ) == SIG_IGN );
	return 0;
}
