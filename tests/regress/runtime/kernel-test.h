/* What the programs of this folder need of the runtime's core: threads, processors, a check that aborts. */
#pragma once
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <kernel/sync.h>

#define CHECK( e ) do { if ( ! ( e ) ) { fprintf( stderr, "line %d: %s\n", __LINE__, #e ); abort(); } } while ( 0 )

static inline void thread_create( struct thread$ * t, const char name[], void (* body)( void * ), void * object ) {
	__cfa_thread_ctor( t, name, 0, 0, 0 );
	__cfa_thread_start( t, body, object );
}

static inline void thread_join( struct thread$ * t ) {
	struct __cfa_monitor_guard g;
	__cfa_monitor_enter_dtor( &g, &t->self_mon, 0, false );
	__cfa_monitor_leave_dtor( &g );
	__cfa_thread_dtor( t );
}

/* Runs the test with 1, 2 and 8 processors. */
static inline void with_processors( void (* test)( void ) ) {
	static const unsigned more[] = { 0, 1, 7 };
	for ( int i = 0; i < 3; i += 1 ) {
		__cfa_set_concurrency( mainCluster, more[i] );
		test();
		printf( "%u processors\n", more[i] + 1 );
	}
	__cfa_set_concurrency( mainCluster, 0 );
}
