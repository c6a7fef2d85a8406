// SPDX-License-Identifier: BSD-3-Clause
// A linked list with nodes from a pool: 10 million insertions, walks with a predicate and a fold, removal.
#include "timing.h"

static long add( long a, int b ) { return a + b; }

template<typename T> struct node { T value; node<T> * next; };
template<typename T> struct list {
	node<T> * head, * pool;
	size_t used;
	list( size_t room ) : head( nullptr ), used( 0 ) { pool = (node<T> *)malloc( room * sizeof( node<T> ) ); }
	~list() { free( pool ); }
};
template<typename T> static void insert( list<T> & l, T x ) {
	node<T> * n = &l.pool[l.used];
	l.used += 1;
	n->value = x;
	n->next = l.head;
	l.head = n;
}
template<typename T, typename R> static R fold( list<T> & l, R start ) {
	R sum = start;
	for ( node<T> * n = l.head; n; n = n->next ) sum = add( sum, n->value );
	return sum;
}
template<typename T> static long remove_if( list<T> & l, int (* wanted)( T ) ) {
	long count = 0;
	for ( node<T> ** p = &l.head; *p; ) {
		if ( wanted( (*p)->value ) ) { *p = (*p)->next; count += 1; } else p = &(*p)->next;
	}
	return count;
}

static int is_third( int x ) { return x % 3 == 0; }

int main() {
	double start = now();
	long check = 0;
	for ( int round = 0; round < 4; round += 1 ) {
		list<int> l( 10000000 );
		for ( int i = 0; i < 10000000; i += 1 ) insert( l, i ^ round );
		long zero = round;
		check += fold( l, zero );
		check = check * 7 + remove_if( l, is_third );
		check = check * 7 + fold( l, zero );
	}
	result( now() - start, check );
}
