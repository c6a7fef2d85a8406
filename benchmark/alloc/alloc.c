/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Allocation patterns for benchmark/alloc/run: prints the nanoseconds that a pair of allocation and release takes.
 *
 * usage: alloc PATTERN
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LIVE = 4096, ROUNDS = 20000000, CHUNK = 1000 };
static void * live[4][LIVE];
static unsigned threads = 1;

static double now( void ) {
	struct timespec t;
	clock_gettime( CLOCK_MONOTONIC, &t );
	return 1e9 * t.tv_sec + t.tv_nsec;
}
static unsigned step( unsigned * seed ) { return *seed = *seed * 1664525 + 1013904223, *seed >> 8; }

/* The same size again and again. */
static long same( unsigned id ) {
	for ( int i = 0; i < ROUNDS; i += 1 ) {
		void ** p = malloc( 48 );
		*p = p;
		live[id][0] = p;
		free( live[id][0] );
	}
	return ROUNDS;
}
/* Blocks of random sizes that live for random times. */
static long mixed( unsigned id ) {
	unsigned seed = id + 1;
	for ( int i = 0; i < ROUNDS / 4; i += 1 ) {
		unsigned at = step( &seed ) % LIVE, size = 8 + step( &seed ) % (at % 16 ? 256 : 8192);
		free( live[id][at] );
		live[id][at] = malloc( size );
		*(char *)live[id][at] = 1;
	}
	return ROUNDS / 4;
}
/* Many are made, then all released: as by a program that builds a list. */
static long batch( unsigned id ) {
	for ( int i = 0; i < ROUNDS / 4 / LIVE; i += 1 ) {
		for ( int k = 0; k < LIVE; k += 1 ) live[id][k] = malloc( 16 + k % 64 );
		for ( int k = 0; k < LIVE; k += 1 ) free( live[id][k] );
	}
	for ( int k = 0; k < LIVE; k += 1 ) live[id][k] = NULL;
	return ROUNDS / 4 / LIVE * LIVE;
}
static long zeroed( unsigned id ) {
	for ( int i = 0; i < ROUNDS / 4; i += 1 ) {
		live[id][0] = calloc( 4, 32 );
		free( live[id][0] );
	}
	return ROUNDS / 4;
}
static long grow( unsigned id ) {
	for ( int i = 0; i < ROUNDS / 2000; i += 1 ) {
		char * p = NULL;
		for ( int k = 1; k <= CHUNK; k += 1 ) p = realloc( p, 16 * k );
		live[id][0] = p;
		free( live[id][0] );
	}
	return ROUNDS / 2000 * (long)CHUNK;
}

/* What one thread makes the other releases. */
static pthread_barrier_t turn;
static long handed( unsigned id ) {
	for ( int i = 0; i < ROUNDS / 8 / LIVE; i += 1 ) {
		for ( int k = 0; k < LIVE; k += 1 ) live[id][k] = malloc( 64 );
		pthread_barrier_wait( &turn );
		for ( int k = 0; k < LIVE; k += 1 ) free( live[1 - id][k] );
		pthread_barrier_wait( &turn );
	}
	return ROUNDS / 8 / LIVE * LIVE;
}

static const struct { const char * name; long (* run)( unsigned ); unsigned threads; } patterns[] = {
	{ "same", same, 1 }, { "mixed", mixed, 1 }, { "batch", batch, 1 }, { "zeroed", zeroed, 1 }, { "grow", grow, 1 },
	{ "mixed-2", mixed, 2 }, { "handed", handed, 2 },
};
static long (* chosen)( unsigned );

static void * thread_main( void * id ) {
	return (void *)chosen( (unsigned)(size_t)id );
}

int main( int argc, char * argv[] ) {
	for ( unsigned i = 0; argc == 2 && i < sizeof( patterns ) / sizeof( *patterns ); i += 1 ) {
		if ( strcmp( patterns[i].name, argv[1] ) != 0 ) continue;
		chosen = patterns[i].run;
		threads = patterns[i].threads;
	}
	if ( ! chosen ) return fprintf( stderr, "usage: alloc PATTERN\n" ), 1;
	pthread_barrier_init( &turn, NULL, 2 );
	pthread_t other;
	double start = now();
	if ( threads > 1 ) pthread_create( &other, NULL, thread_main, (void *)1 );
	long count = chosen( 0 );
	if ( threads > 1 ) pthread_join( other, NULL );
	printf( "%.2f\n", (now() - start) / count );
	return 0;
}
