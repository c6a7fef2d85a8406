// What the benchmarks of the paper measure with: nanoseconds for one of N executions. The examples run few of them and print no times.
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#ifndef N
#define N 1000
#endif

static inline unsigned long long int bench_time( void ) {
	struct timespec t;
	clock_gettime( CLOCK_MONOTONIC, &t );
	return t.tv_sec * 1000000000ULL + t.tv_nsec;
}
#define BENCH( statement, output ) \
	unsigned long long int output; { \
		size_t n = N; \
		unsigned long long int start = bench_time(); \
		statement \
		output = ( bench_time() - start ) / n; \
	}
static inline void show( unsigned long long int nanoseconds ) {
	if ( getenv( "BENCH_TIMES" ) ) printf( "%llu\n", nanoseconds );
	else printf( "%d times\n", N );
}
