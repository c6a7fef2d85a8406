/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Time and memory of the passes, and counters, for -ftime-report.
 */
#include "Common/common.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct Phase { const char * name; double seconds; size_t bytes; } Phase;
typedef struct Counter { const char * name; uint64_t n; } Counter;
static VEC( Phase ) phases;
static VEC( Counter ) counters;
static double started;
static size_t used;

static double now( void ) {
	struct timespec t;
	clock_gettime( CLOCK_MONOTONIC, &t );
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void stats_begin( const char * pass ) {
	if ( ! options.time_report ) return;
	vec_push( &phases, ((Phase){ .name = pass }) );
	used = arena_used();
	started = now();
}

void stats_end( void ) {
	if ( ! options.time_report || ! phases.len ) return;
	Phase * phase = &phases.at[phases.len - 1];
	phase->seconds = now() - started;
	phase->bytes = arena_used() - used;
}

void stats_count( const char * name, uint64_t n ) {
	if ( ! options.time_report ) return;
	for ( uint32_t i = 0; i < counters.len; i += 1 ) {
		if ( strcmp( counters.at[i].name, name ) == 0 ) {
			counters.at[i].n += n;
			return;
		}
	}
	vec_push( &counters, ((Counter){ name, n }) );
}

void stats_report( void ) {
	if ( ! options.time_report ) return;
	double seconds = 0;
	for ( uint32_t i = 0; i < phases.len; i += 1 ) seconds += phases.at[i].seconds;
	fprintf( stderr, "\n%-28s %12s %6s %12s\n", "pass", "ms", "%", "KB" );
	for ( uint32_t i = 0; i < phases.len; i += 1 ) {
		Phase * phase = &phases.at[i];
		fprintf( stderr, "%-28s %12.3f %6.1f %12zu\n", phase->name, phase->seconds * 1e3,
			seconds > 0 ? phase->seconds / seconds * 100 : 0, phase->bytes / 1024 );
	}
	struct rusage usage;
	getrusage( RUSAGE_SELF, &usage );
	fprintf( stderr, "%-28s %12.3f %6.1f %12zu\n", "total", seconds * 1e3, 100.0, arena_used() / 1024 );
	fprintf( stderr, "%-28s %32ld\n", "resident", usage.ru_maxrss );
	for ( uint32_t i = 0; i < counters.len; i += 1 ) {
		fprintf( stderr, "%-28s %12llu\n", counters.at[i].name, (unsigned long long)counters.at[i].n );
	}
}
