/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the programs of both languages share: the clock, and the line that the table reads.
 */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static inline double now( void ) {
	struct timespec t;
	clock_gettime( CLOCK_PROCESS_CPUTIME_ID, &t );
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}
static inline void result( double seconds, long check ) { printf( "%.6f %ld\n", seconds, check ); }
