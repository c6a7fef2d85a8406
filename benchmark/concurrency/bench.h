/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A benchmark is one C file that defines `run( n )`; it prints nanoseconds for each of its operations.
 */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long bench_now( void ) {
	struct timespec t;
	clock_gettime( CLOCK_MONOTONIC, &t );
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
