// <stdatomic.h>: _Atomic in all its spellings, operators on atomics, generic functions, flags, threads that count.
//: flags -pthread
#include <stdio.h>
#include <stdatomic.h>
#include <pthread.h>

struct pair { int a, b; };
static atomic_int counter = 0;
static _Atomic long total = ATOMIC_VAR_INIT( 5 );
static _Atomic( unsigned char ) small = 250;
static _Atomic( int * ) pointer;
static int _Atomic qualified;
static atomic_flag lock = ATOMIC_FLAG_INIT;
static _Atomic struct pair both;
static int plain;

static void *work( void *arg ) {
	for ( int i = 0; i < 1000; i++ ) {
		counter++;
		atomic_fetch_add_explicit( &total, 2, memory_order_relaxed );
		while ( atomic_flag_test_and_set( &lock ) ) ;
		plain += 1;
		atomic_flag_clear( &lock );
		qualified += 3;
	}
	return arg;
}

int main( void ) {
	pthread_t t[ 2 ];
	for ( int i = 0; i < 2; i++ ) pthread_create( &t[ i ], 0, work, 0 );
	for ( int i = 0; i < 2; i++ ) pthread_join( t[ i ], 0 );
	printf( "%d %ld %d %d\n", counter, total, plain, qualified );
	small += 10;
	printf( "%d\n", small );
	int array[ 3 ] = { 1, 2, 3 };
	pointer = array;
	pointer++;
	atomic_fetch_add( &pointer, 1 );
	printf( "%d %d\n", *pointer, *atomic_load( &pointer ) );
	int expected = 2000;
	printf( "%d ", atomic_compare_exchange_strong( &counter, &expected, 1 ) ); printf( "%d\n", counter );
	printf( "%d ", atomic_compare_exchange_strong( &counter, &expected, 2 ) ); printf( "%d\n", expected );
	printf( "%d ", atomic_exchange( &counter, 9 ) ); printf( "%d\n", atomic_fetch_or( &qualified, 1 ) & 1 );
	atomic_store( &both, ( (struct pair){ 3, 4 } ) );
	struct pair p = both;
	both = (struct pair){ p.b, p.a };
	p = atomic_load( &both );
	printf( "%d %d %d\n", p.a, p.b, atomic_is_lock_free( &counter ) );
	atomic_init( &total, 7 );
	total <<= 2;
	total ^= 1;
	printf( "%ld ", total-- ); printf( "%ld %d\n", ~total, -counter );
	atomic_thread_fence( memory_order_seq_cst );
	return 0;
}
