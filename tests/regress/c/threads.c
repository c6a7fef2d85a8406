// <threads.h>: thrd_create, mutexes, conditions, call_once, thread-specific storage.
//: flags -pthread
#include <stdio.h>
#include <threads.h>

static mtx_t mutex;
static cnd_t ready;
static int available, consumed;
static once_flag once = ONCE_FLAG_INIT;
static tss_t key;
static thread_local int mine;

static void initialise( void ) { mtx_init( &mutex, mtx_plain ); cnd_init( &ready ); tss_create( &key, 0 ); printf( "once\n" ); }
static int consumer( void *arg ) {
	int n = *(int *)arg;
	call_once( &once, initialise );
	tss_set( key, arg );
	while ( n-- ) {
		mtx_lock( &mutex );
		while ( available == 0 ) cnd_wait( &ready, &mutex );
		available--;
		consumed++;
		mtx_unlock( &mutex );
		mine++;
	}
	return mine * 10 + ( tss_get( key ) == arg );
}

int main( void ) {
	call_once( &once, initialise );
	int counts[ 2 ] = { 5, 7 }, results[ 2 ];
	thrd_t t[ 2 ];
	for ( int i = 0; i < 2; i++ ) thrd_create( &t[ i ], consumer, &counts[ i ] );
	for ( int i = 0; i < 12; i++ ) {
		mtx_lock( &mutex );
		available++;
		cnd_signal( &ready );
		mtx_unlock( &mutex );
	}
	for ( int i = 0; i < 2; i++ ) thrd_join( t[ i ], &results[ i ] );
	printf( "%d %d %d %d\n", results[ 0 ], results[ 1 ], consumed, available );
	tss_delete( key );
	cnd_destroy( &ready );
	mtx_destroy( &mutex );
	return 0;
}
