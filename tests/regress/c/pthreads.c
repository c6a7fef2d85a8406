// <pthread.h>: mutexes with static initialisers, conditions, rwlocks, barriers, once, cleanup handlers, keys, results.
//: flags -pthread
#include <stdio.h>
#include <stdlib.h>
#include <pthread.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_barrier_t barrier;
static pthread_key_t key;
static int shared, initialised, cleaned, destroyed;

static void init( void ) { initialised++; }
static void clean( void *arg ) { *(int *)arg += 1; }
static void destroy( void *arg ) { pthread_mutex_lock( &mutex ); destroyed++; pthread_mutex_unlock( &mutex ); free( arg ); }

static void *body( void *arg ) {
	long id = (long)arg;
	pthread_once( &once, init );
	pthread_setspecific( key, malloc( 1 ) );
	for ( int i = 0; i < 500; i++ ) {
		pthread_mutex_lock( &mutex );
		shared++;
		pthread_mutex_unlock( &mutex );
	}
	pthread_barrier_wait( &barrier );
	pthread_rwlock_rdlock( &rw );
	long r = shared + id;
	pthread_rwlock_unlock( &rw );
	if ( id == 1 ) {
		int local = 0;
		pthread_cleanup_push( clean, &cleaned );
		pthread_cleanup_push( clean, &local );
		pthread_cleanup_pop( 1 );
		r += local;
		pthread_cleanup_pop( 1 );
	}
	return (void *)r;
}

int main( void ) {
	pthread_t t[ 3 ];
	long sum = 0;
	pthread_barrier_init( &barrier, 0, 3 );
	pthread_key_create( &key, destroy );
	for ( long i = 0; i < 3; i++ ) pthread_create( &t[ i ], NULL, body, (void *)i );
	for ( int i = 0; i < 3; i++ ) { void *r; pthread_join( t[ i ], &r ); sum += (long)r; }
	printf( "%ld %d %d %d\n", sum, initialised, cleaned, destroyed );
	printf( "%d\n", pthread_equal( pthread_self(), pthread_self() ) != 0 );
	return 0;
}
