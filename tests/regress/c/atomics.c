// The __atomic and __sync builtins: every operation, on each width, pointers, structures, generic forms, flags.
#include <stdio.h>
#include <stdint.h>

struct pair { int a, b; };

int main( void ) {
	int x = 5, y, expected = 9;
	printf( "%d %d\n", __atomic_load_n( &x, __ATOMIC_RELAXED ), __atomic_exchange_n( &x, 7, __ATOMIC_SEQ_CST ) );
	__atomic_store_n( &x, 10, __ATOMIC_RELEASE );
	printf( "%d ", __atomic_compare_exchange_n( &x, &expected, 20, 0, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE ) ); printf( "%d %d\n", expected, x );
	printf( "%d ", __atomic_compare_exchange_n( &x, &expected, 20, 0, __ATOMIC_SEQ_CST, __ATOMIC_RELAXED ) ); printf( "%d\n", x );
	printf( "%d ", __atomic_fetch_add( &x, 5, __ATOMIC_SEQ_CST ) ); printf( "%d ", __atomic_add_fetch( &x, 5, __ATOMIC_SEQ_CST ) ); printf( "%d\n", x );
	printf( "%d ", __atomic_fetch_sub( &x, 1, __ATOMIC_SEQ_CST ) ); printf( "%d\n", __atomic_sub_fetch( &x, 1, __ATOMIC_SEQ_CST ) );
	printf( "%d ", __atomic_fetch_and( &x, 0x1c, __ATOMIC_SEQ_CST ) ); printf( "%d ", __atomic_or_fetch( &x, 3, __ATOMIC_SEQ_CST ) );
	printf( "%d ", __atomic_xor_fetch( &x, 1, __ATOMIC_SEQ_CST ) ); printf( "%d\n", __atomic_nand_fetch( &x, 0xf, __ATOMIC_SEQ_CST ) );
	printf( "%d ", __atomic_fetch_or( &x, 1, __ATOMIC_SEQ_CST ) ); printf( "%d ", __atomic_fetch_xor( &x, 2, __ATOMIC_SEQ_CST ) ); printf( "%d\n", __atomic_and_fetch( &x, 0xff, __ATOMIC_SEQ_CST ) );
	__atomic_load( &x, &y, __ATOMIC_SEQ_CST );
	int z = y + 1, old;
	__atomic_store( &x, &z, __ATOMIC_SEQ_CST );
	__atomic_exchange( &x, &y, &old, __ATOMIC_SEQ_CST );
	printf( "%d %d\n", old - y, x == y );
	printf( "%d\n", __atomic_compare_exchange( &x, &y, &z, 1, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST ) || 1 );
	_Bool flag = 0;
	printf( "%d ", __atomic_test_and_set( &flag, __ATOMIC_ACQUIRE ) ); printf( "%d ", __atomic_test_and_set( &flag, __ATOMIC_ACQUIRE ) );
	__atomic_clear( &flag, __ATOMIC_RELEASE );
	printf( "%d\n", flag );
	__atomic_thread_fence( __ATOMIC_SEQ_CST );
	__atomic_signal_fence( __ATOMIC_SEQ_CST );
	printf( "%d %d\n", __atomic_always_lock_free( 4, 0 ), __atomic_is_lock_free( sizeof( long ), 0 ) );

	int array[ 4 ] = { 1, 2, 3, 4 }, *p = array;
	printf( "%d ", *__atomic_fetch_add( &p, sizeof( int ), __ATOMIC_SEQ_CST ) ); printf( "%d\n", *p );
	unsigned char c = 255;
	printf( "%d ", __atomic_add_fetch( &c, 1, __ATOMIC_SEQ_CST ) );
	uint64_t w = 1ull << 40;
	printf( "%llu\n", (unsigned long long)__atomic_fetch_add( &w, 1, __ATOMIC_SEQ_CST ) );
	struct pair s = { 1, 2 }, t;
	__atomic_load( &s, &t, __ATOMIC_SEQ_CST );
	printf( "%d %d\n", t.a, t.b );

	long l = 10;
	printf( "%ld ", __sync_fetch_and_add( &l, 5 ) ); printf( "%ld ", __sync_add_and_fetch( &l, 5 ) ); printf( "%ld ", __sync_sub_and_fetch( &l, 2 ) );
	printf( "%ld ", __sync_fetch_and_sub( &l, 1 ) ); printf( "%ld ", __sync_or_and_fetch( &l, 8 ) ); printf( "%ld\n", __sync_fetch_and_and( &l, 0xf ) );
	printf( "%ld ", __sync_fetch_and_xor( &l, 1 ) ); printf( "%ld ", __sync_val_compare_and_swap( &l, 8, 100 ) ); printf( "%d ", __sync_bool_compare_and_swap( &l, l, 3 ) );
	printf( "%ld ", __sync_lock_test_and_set( &l, 1 ) );
	__sync_lock_release( &l );
	__sync_synchronize();
	printf( "%ld\n", l );
	return 0;
}
