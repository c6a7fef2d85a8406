// GNU C: parameters declared forward, so that dimensions in front of them can use them.
#include <stdio.h>
#include <stdlib.h>
static int sum( int n; int a[n], int n ) { int s = 0; for ( int i = 0; i < n; i += 1 ) s += a[i]; return s; }
static double total( int rows, int cols; double m[rows][cols], int rows, int cols ) {
	double s = 0;
	for ( int i = 0; i < rows; i += 1 ) for ( int j = 0; j < cols; j += 1 ) s += m[i][j];
	return s + sizeof( m[0] );
}
int late( int n; int k; char a[n][k], int k, int n );
int late( int n; int k; char a[n][k], int k, int n ) { return (int)sizeof( *a ) * n + a[1][1]; }
typedef int name;
int shadow( int name; int a[name], int name ) { return a[name - 1]; }
int var( int n; int a[n], int n, ... ) { return a[n - 1]; }
int main( void ) {
	int a[] = { 1, 2, 3 };
	double m[2][3] = { { 1, 2, 3 }, { 4, 5, 6 } };
	char c[2][4] = { "abc", "def" };
	printf( "%d %g %d %d %d\n", sum( a, 3 ), total( m, 2, 3 ), late( c, 4, 2 ), shadow( a, 2 ), var( a, 3, 4 ) );
	int (*fp)( int n; int a[n], int n ) = sum;
	printf( "%d\n", fp( a, 2 ) );
	return 0;
}
