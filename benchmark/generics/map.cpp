// SPDX-License-Identifier: BSD-3-Clause
// A hash map with open addressing over any key with hash and equality: 10 million insertions or lookups.
#include "timing.h"

template<typename K, typename V> struct map {
	K * keys;
	V * values;
	char * used;
	size_t mask;
	map( size_t size ) {
		keys = (K *)malloc( size * sizeof( K ) );
		values = (V *)malloc( size * sizeof( V ) );
		used = (char *)calloc( size, 1 );
		mask = size - 1;
	}
	~map() { free( keys ); free( values ); free( used ); }
};
template<typename K, typename V> static size_t place( map<K, V> & m, K key ) {
	size_t i = hash( key ) & m.mask;
	while ( m.used[i] && ! (m.keys[i] == key) ) i = (i + 1) & m.mask;
	return i;
}
template<typename K, typename V> static V * find( map<K, V> & m, K key ) {
	size_t i = place( m, key );
	return m.used[i] ? &m.values[i] : nullptr;
}
template<typename K, typename V> static void insert( map<K, V> & m, K key, V value ) {
	size_t i = place( m, key );
	m.used[i] = 1;
	m.keys[i] = key;
	m.values[i] = value;
}

struct point { int x, y; };
static size_t hash( point p ) { return (size_t)(p.x * 2654435761u) ^ (size_t)(p.y * 40503u) * 7919u; }
static int operator==( point a, point b ) { return a.x == b.x && a.y == b.y; }

int main() {
	double start = now();
	long check = 0;
	map<point, int> m( 1 << 22 );
	for ( int i = 0; i < 10000000; i += 1 ) {
		point p = { (i & 65535) * 7919 & 1023, (i >> 5) & 1023 };
		int * v = find( m, p );
		if ( v ) { *v += i & 15; check += *v; } else insert( m, p, i );
	}
	result( now() - start, check );
}
