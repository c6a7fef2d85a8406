/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The same operations with what the C library offers: compiled once for each, with PEER_name defined.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <ucontext.h>
#include <unistd.h>
#if defined( PEER_contend )
#define BENCH_TIMED
#endif
#include "bench.h"

/* Kernel threads that take turns on one cpu, unless they are to have two. */
static inline void one_cpu( void ) {
#if PROCESSORS != 2
	cpu_set_t one;
	CPU_ZERO( &one );
	CPU_SET( sched_getcpu(), &one );
	sched_setaffinity( 0, sizeof( one ), &one );
#endif
}

#if defined( PEER_coroutine )

static ucontext_t here, there;
static char stack[65536];
static void body( void ) { for ( ;; ) swapcontext( &there, &here ); }

static void run( long n ) {
	getcontext( &there );
	there.uc_stack.ss_sp = stack;
	there.uc_stack.ss_size = sizeof( stack );
	makecontext( &there, body, 0 );
	for ( long i = 0; i < n; i += 1 ) swapcontext( &here, &there );
}

#elif defined( PEER_make )

/* A context with its stack is made and thrown away. */
static ucontext_t there;
static void body( void ) {}

static void run( long n ) {
	for ( long i = 0; i < n; i += 1 ) {
		getcontext( &there );
		there.uc_stack.ss_size = 256000;
		there.uc_stack.ss_sp = malloc( there.uc_stack.ss_size );
		makecontext( &there, body, 0 );
		BENCH_KEEP;
		free( there.uc_stack.ss_sp );
	}
}

#elif defined( PEER_yield )

static void * body( void * n ) {
	for ( long i = *(long *)n; i > 0; i -= 1 ) sched_yield();
	return 0;
}

static void run( long n ) {
	pthread_t t[THREADS];
	long share = n / THREADS;
	one_cpu();
	for ( int i = 0; i < THREADS; i += 1 ) pthread_create( &t[i], 0, body, &share );
	for ( int i = 0; i < THREADS; i += 1 ) pthread_join( t[i], 0 );
}

#elif defined( PEER_alone )

static void run( long n ) { for ( long i = 0; i < n; i += 1 ) sched_yield(); }

#elif defined( PEER_create )

static void * body( void * nothing ) { return nothing; }

static void run( long n ) {
	pthread_t t;
	for ( long i = 0; i < n; i += 1 ) {
		pthread_create( &t, 0, body, 0 );
		pthread_join( t, 0 );
	}
}

#elif defined( PEER_mutex )

static pthread_mutex_t m[4] = { PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
	PTHREAD_MUTEX_INITIALIZER };

static __attribute__(( noinline )) void call( void ) {
	for ( int i = 0; i < N; i += 1 ) pthread_mutex_lock( &m[i] );
	BENCH_KEEP;
	for ( int i = N; i-- > 0; ) pthread_mutex_unlock( &m[i] );
}

/* Unless it is to be ALONE there is another kernel thread, as in every program that needs a mutex: without one the C library
   leaves the atomic instructions out. */
static void * sleeps( void * nothing ) {
	pause();
	return nothing;
}

static void run( long n ) {
#if ! defined( ALONE )
	static pthread_t other;
	if ( ! other ) pthread_create( &other, 0, sleeps, 0 );
#endif
	for ( long i = 0; i < n; i += 1 ) call();
}

#elif defined( PEER_contend )

/* Four kernel threads for one mutex, or with an OWN one each. */
struct worker { pthread_mutex_t own; volatile long count; long done; } __attribute__(( aligned( 64 ) ));
static struct worker workers[BENCH_THREADS];

static void * body( void * which ) {
	struct worker * w = (struct worker *)which;
#if defined( OWN )
	struct worker * used = w;
#else
	struct worker * used = &workers[0];
#endif
	long n = 0;
	for ( ; ! bench_stop; n += 1 ) {
		pthread_mutex_lock( &used->own );
		used->count += 1;
		pthread_mutex_unlock( &used->own );
	}
	w->done = n;
	return 0;
}

static long run( long milliseconds ) {
	pthread_t t[BENCH_THREADS];
	long sum = 0;
	for ( int i = 0; i < BENCH_THREADS; i += 1 ) pthread_mutex_init( &workers[i].own, 0 );
	for ( int i = 0; i < BENCH_THREADS; i += 1 ) pthread_create( &t[i], 0, body, &workers[i] );
	usleep( (useconds_t)milliseconds * 1000 );
	bench_stop = true;
	for ( int i = 0; i < BENCH_THREADS; i += 1 ) {
		pthread_join( t[i], 0 );
		sum += workers[i].done;
	}
	return sum;
}

#elif defined( PEER_channel )

/* A ring of 128 places under a mutex and two conditions. */
enum { PLACES = 128 };
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER, not_empty = PTHREAD_COND_INITIALIZER;
static long ring[PLACES], used, first;

static void * sends( void * numbers ) {
	for ( long i = 0; i < *(long *)numbers; i += 1 ) {
		pthread_mutex_lock( &m );
		while ( used == PLACES ) pthread_cond_wait( &not_full, &m );
		ring[( first + used ) % PLACES] = i;
		used += 1;
		pthread_cond_signal( &not_empty );
		pthread_mutex_unlock( &m );
	}
	return 0;
}

static void * receives( void * numbers ) {
	for ( long i = 0; i < *(long *)numbers; i += 1 ) {
		pthread_mutex_lock( &m );
		while ( used == 0 ) pthread_cond_wait( &not_empty, &m );
		if ( ring[first] != i ) abort();
		first = ( first + 1 ) % PLACES;
		used -= 1;
		pthread_cond_signal( &not_full );
		pthread_mutex_unlock( &m );
	}
	return 0;
}

static void run( long n ) {
	pthread_t a, b;
	one_cpu();
	pthread_create( &a, 0, sends, &n );
	pthread_create( &b, 0, receives, &n );
	pthread_join( a, 0 );
	pthread_join( b, 0 );
}

#else

/* Two kernel threads that take turns under a mutex and two conditions. */
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turn[2] = { PTHREAD_COND_INITIALIZER, PTHREAD_COND_INITIALIZER };
static int whose;
static long rounds;

static void * body( void * which ) {
	int me = *(int *)which;
	pthread_mutex_lock( &m );
	for ( long i = 0; i < rounds; i += 1 ) {
		while ( whose != me ) pthread_cond_wait( &turn[me], &m );
		whose = ! me;
		pthread_cond_signal( &turn[! me] );
	}
	pthread_mutex_unlock( &m );
	return 0;
}

static void run( long n ) {
	pthread_t a, b;
	int first = 0, second = 1;
	rounds = n;
	pthread_create( &a, 0, body, &first );
	pthread_create( &b, 0, body, &second );
	pthread_join( a, 0 );
	pthread_join( b, 0 );
}

#endif
