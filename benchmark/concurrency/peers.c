/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The same operations with what the C library offers: compiled once for each, with PEER_name defined.
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <ucontext.h>
#include "bench.h"

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

/* Both kernel threads on one cpu. */
static void * body( void * n ) {
	for ( long i = *(long *)n; i > 0; i -= 1 ) sched_yield();
	return 0;
}

static void run( long n ) {
	pthread_t a, b;
	long half = n / 2;
	cpu_set_t one;
	CPU_ZERO( &one );
	CPU_SET( sched_getcpu(), &one );
	sched_setaffinity( 0, sizeof( one ), &one );
	pthread_create( &a, 0, body, &half );
	pthread_create( &b, 0, body, &half );
	pthread_join( a, 0 );
	pthread_join( b, 0 );
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

static void run( long n ) { for ( long i = 0; i < n; i += 1 ) call(); }

#elif defined( PEER_contend )

/* Four kernel threads for one mutex. */
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static volatile long count;

static void * body( void * share ) {
	for ( long i = *(long *)share; i > 0; i -= 1 ) {
		pthread_mutex_lock( &m );
		count += 1;
		pthread_mutex_unlock( &m );
	}
	return 0;
}

static void run( long n ) {
	pthread_t t[4];
	long share = n / 4;
	for ( int i = 0; i < 4; i += 1 ) pthread_create( &t[i], 0, body, &share );
	for ( int i = 0; i < 4; i += 1 ) pthread_join( t[i], 0 );
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
