/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A benchmark is one file, in C, C∀ or C++, that defines `run( n )`; it prints the nanoseconds of each of its operations: of
 * processor time, lest other work of the machine count. (Peers that sleep in the kernel look better so.)
 */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BENCH_KEEP __asm__ volatile ( "" : : : "memory" )       // what was computed has to be in storage here

static long long bench_now( void ) {
	struct timespec t;
	clock_gettime( CLOCK_PROCESS_CPUTIME_ID, &t );
	return t.tv_sec * 1000000000LL + t.tv_nsec;
}

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
