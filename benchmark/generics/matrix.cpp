// SPDX-License-Identifier: BSD-3-Clause
// Product of square matrices, lengths known to the compiler and only at run time: templates, and gcc's variable arrays.
#include "timing.h"

template<size_t R, size_t M, size_t C> static void fill( double (& a)[R][M], double (& b)[M][C] ) {
	for ( size_t i = 0; i < R; i += 1 ) for ( size_t j = 0; j < M; j += 1 ) a[i][j] = (double)((i * 7 + j) % 10);
	for ( size_t i = 0; i < M; i += 1 ) for ( size_t j = 0; j < C; j += 1 ) b[i][j] = (double)((i + j * 3) % 10);
}
template<size_t R, size_t M, size_t C> static void product( double (& a)[R][M], double (& b)[M][C], double (& out)[R][C] ) {
	for ( size_t i = 0; i < R; i += 1 ) for ( size_t j = 0; j < C; j += 1 ) {
		double sum = 0;
		for ( size_t k = 0; k < M; k += 1 ) sum += a[i][k] * b[k][j];
		out[i][j] = sum;
	}
}
template<size_t R, size_t C> static long check_of( double (& m)[R][C] ) {
	long check = 0;
	for ( size_t i = 0; i < R; i += 1 ) for ( size_t j = 0; j < C; j += 1 ) check = check * 31 + (long)m[i][j];
	return check;
}

static double a[500][500], b[500][500], c[500][500];

static void multiply( size_t n, double * a, double * b, double * out ) {
	for ( size_t i = 0; i < n; i += 1 ) for ( size_t j = 0; j < n; j += 1 ) {
		double sum = 0;
		for ( size_t k = 0; k < n; k += 1 ) sum += a[i * n + k] * b[k * n + j];
		out[i * n + j] = sum;
	}
}

static long variable( const size_t n ) {
	double x[n * n], y[n * n], z[n * n];
	for ( size_t i = 0; i < n; i += 1 ) for ( size_t j = 0; j < n; j += 1 ) x[i * n + j] = (double)((i * 7 + j) % 10);
	for ( size_t i = 0; i < n; i += 1 ) for ( size_t j = 0; j < n; j += 1 ) y[i * n + j] = (double)((i + j * 3) % 10);
	multiply( n, x, y, z );
	multiply( n, z, y, x );
	long check = 0;
	for ( size_t i = 0; i < n; i += 1 ) for ( size_t j = 0; j < n; j += 1 ) check = check * 31 + (long)x[i * n + j];
	return check;
}

int main() {
	double start = now();
	fill( a, b );
	product( a, b, c );
	product( c, b, a );
	long check = check_of( a );
	volatile size_t n = 300;
	for ( int i = 0; i < 4; i += 1 ) check += variable( n );
	result( now() - start, check );
}
