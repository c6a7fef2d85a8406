/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Time and memory of the passes, and counters, for -ftime-report.
 */
#include "Common/common.h"

#include <string.h>
#include <sys/resource.h>
#include <time.h>

typedef struct Phase { const char * name; double cpu, wall; size_t bytes; } Phase;
typedef struct Counter { const char * name; uint64_t n; } Counter;
static VEC( Phase ) phases;
static VEC( Counter ) counters;
static double cpu_start, wall_start;
static size_t used;

static double now( clockid_t clock ) {
	struct timespec t;
	clock_gettime( clock, &t );
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

void stats_begin( const char * pass ) {
	if ( ! options.time_report ) return;
	vec_push( &phases, ((Phase){ .name = pass }) );
	used = arena_used();
	cpu_start = now( CLOCK_PROCESS_CPUTIME_ID );
	wall_start = now( CLOCK_MONOTONIC );
}

void stats_end( void ) {
	if ( ! options.time_report || ! phases.len ) return;
	Phase * phase = &phases.at[phases.len - 1];
	phase->cpu = now( CLOCK_PROCESS_CPUTIME_ID ) - cpu_start;
	phase->wall = now( CLOCK_MONOTONIC ) - wall_start;
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
	Phase total = { .name = "total", .bytes = arena_used() };
	for ( uint32_t i = 0; i < phases.len; i += 1 ) {
		total.cpu += phases.at[i].cpu;
		total.wall += phases.at[i].wall;
	}
	vec_push( &phases, total );
	fprintf( stderr, "\n%-24s %10s %6s %10s %12s\n", "pass", "cpu ms", "%", "wall ms", "memory KB" );
	for ( uint32_t i = 0; i < phases.len; i += 1 ) {
		Phase * phase = &phases.at[i];
		fprintf( stderr, "%-24s %10.3f %6.1f %10.3f %12zu\n", phase->name, phase->cpu * 1e3,
			total.cpu > 0 ? phase->cpu / total.cpu * 100 : 0, phase->wall * 1e3, phase->bytes / 1024 );
	}
	struct rusage usage;
	getrusage( RUSAGE_SELF, &usage );
	fprintf( stderr, "%-24s %41ld\n", "resident", usage.ru_maxrss );
	for ( uint32_t i = 0; i < counters.len; i += 1 ) {
		fprintf( stderr, "%-24s %10llu\n", counters.at[i].name, (unsigned long long)counters.at[i].n );
	}
}
