// SPDX-License-Identifier: BSD-3-Clause
// A stack that grows: 10 million pushes and as many pops of numbers and of pairs.
#include "timing.h"

template<typename T> struct stack {
	T * at;
	size_t n, room;
	stack() : at( nullptr ), n( 0 ), room( 0 ) {}
	~stack() { free( at ); }
};
template<typename T> static void push( stack<T> & s, T x ) {
	if ( s.n == s.room ) {
		s.room = s.room ? 2 * s.room : 16;
		s.at = (T *)realloc( s.at, s.room * sizeof( T ) );
	}
	s.at[s.n] = x;
	s.n += 1;
}
template<typename T> static T pop( stack<T> & s ) { s.n -= 1; return s.at[s.n]; }
template<typename T> static int empty( stack<T> & s ) { return s.n == 0; }

struct pair { long first, second; };

int main() {
	double start = now();
	long check = 0;
	for ( int round = 0; round < 5; round += 1 ) {
		stack<int> numbers;
		for ( int i = 0; i < 10000000; i += 1 ) push( numbers, i ^ round );
		while ( ! empty( numbers ) ) check = check * 3 + pop( numbers );
		stack<pair> pairs;
		for ( long i = 0; i < 2000000; i += 1 ) { pair p = { i, i + round }; push( pairs, p ); }
		while ( ! empty( pairs ) ) { pair p = pop( pairs ); check += p.first ^ p.second; }
	}
	result( now() - start, check );
}
