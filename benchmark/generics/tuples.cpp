// SPDX-License-Identifier: BSD-3-Clause
// Loops over functions that return several values: std::tuple in a chain of templates.
#include <tuple>
#include "timing.h"

template<typename T> static std::tuple<T, T> crossed( T a, T b ) { return { a + b, a - b }; }
template<typename T> static std::tuple<T, T, T> turned( T a, T b, T c ) { return { b, c, a + b - c }; }

static long numbers( long n ) {
	unsigned long x = 1, y = 2, z = 3, sum = 0;
	for ( long i = 0; i < n; i += 1 ) {
		std::tie( x, y, z ) = turned( x, y, z );
		std::tie( x, y ) = crossed( x ^ (unsigned long)i, y );
		std::tie( z, y ) = std::make_tuple( y, z );
		std::tuple<unsigned long, unsigned long> both = crossed( y, z );
		sum += std::get<0>( both ) ^ std::get<1>( both ) << 1;
	}
	return (long)(sum ^ x);
}
static long fractions( long n ) {
	double x = 1.5, y = 2.25, z = 0.5, sum = 0;
	for ( long i = 0; i < n; i += 1 ) {
		std::tie( x, y ) = crossed( z - x, y );
		std::tie( x, y, z ) = turned( x, z, y );
		z = z * 0.25 + 1;
		x = x * 0.5;
		y = y * 0.125;
		sum += x + y;
	}
	return (long)sum;
}

int main() {
	double start = now();
	long check = numbers( 100000000 ) + fractions( 50000000 );
	result( now() - start, check );
}
