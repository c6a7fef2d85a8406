/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A benchmark is one file, in C, C∀ or C++, that defines `run( n )`; it prints the nanoseconds of each of its operations: of
 * processor time, lest other work of the machine count. (Peers that sleep in the kernel look better so.)
 *
 * What contends has another speed as soon as all threads run, so the number of operations cannot be found by trying: with
 * BENCH_TIMED run( milliseconds ) works for a time, until `bench_stop` is set, and returns how many there were.
 */
#pragma once
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BENCH_KEEP __asm__ volatile ( "" : : : "memory" )       // what was computed has to be in storage here

static long long bench_now( void ) {
	struct timespec t;
	clock_gettime( CLOCK_PROCESS_CPUTIME_ID, &t );
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

#if defined( BENCH_TIMED )

enum { BENCH_THREADS = 4 };
static volatile bool bench_stop;
static long run( long milliseconds );

int main( void ) {
	long long start = bench_now();
	long n = run( 100 );
	printf( "%.2f\n", (double)( bench_now() - start ) / n );
	return 0;
}

#else

static void run( long n );      // performs n operations

/* Finds a number of operations that takes about 30 ms and prints the time of one. */
int main( void ) {
	long n = 100;
	for ( ;; ) {
		long long start = bench_now();
		run( n );
		long long time = bench_now() - start;
		if ( time > 30000000 ) {
			printf( "%.2f\n", (double)time / n );
			return 0;
		}
		n = time > 1000000 ? (long)( n * 40000000.0 / time ) + 1 : n * 4;
	}
}

#endif
