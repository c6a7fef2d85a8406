// SPDX-License-Identifier: BSD-3-Clause
// Sorting 10 million numbers with the program's comparison, by a template.
#include "timing.h"

struct item { int key; };
static bool operator<( item a, item b ) { return a.key < b.key; }

template<typename T> static void insert( T * a, long n ) {
	for ( long i = 1; i < n; i += 1 ) {
		T x = a[i];
		long k = i;
		for ( ; k > 0 && x < a[k - 1]; k -= 1 ) a[k] = a[k - 1];
		a[k] = x;
	}
}
template<typename T> static void sort( T * a, long n ) {
	while ( n > 16 ) {
		if ( a[n / 2] < a[0] ) { T t = a[n / 2]; a[n / 2] = a[0]; a[0] = t; }
		if ( a[n - 1] < a[n / 2] ) { T t = a[n - 1]; a[n - 1] = a[n / 2]; a[n / 2] = t; }
		if ( a[n / 2] < a[0] ) { T t = a[n / 2]; a[n / 2] = a[0]; a[0] = t; }
		T pivot = a[n / 2];
		long i = 0, k = n - 1;
		while ( i <= k ) {
			while ( a[i] < pivot ) i += 1;
			while ( pivot < a[k] ) k -= 1;
			if ( i <= k ) {
				T t = a[i];
				a[i] = a[k];
				a[k] = t;
				i += 1;
				k -= 1;
			}
		}
		sort( a + i, n - i );
		n = k + 1;
	}
	insert( a, n );
}

int main() {
	long n = 10000000;
	item * a = (item *)malloc( n * sizeof( item ) );
	unsigned x = 12345;
	for ( long i = 0; i < n; i += 1 ) { x = x * 1664525u + 1013904223u; a[i].key = (int)(x >> 4); }
	double start = now();
	sort( a, n );
	double end = now();
	long check = 0;
	for ( long i = 0; i < n; i += 1 ) check = check * 31 + a[i].key;
	result( end - start, check );
}
