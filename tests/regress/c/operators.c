// Every operator: precedence, sequencing, comma, conditional with omitted operand, compound assignment, pointers.
#include <stdio.h>

static int trace( int v ) { printf( "%d ", v ); return v; }
static int *where( int *p ) { printf( "w " ); return p; }

int main( void ) {
	int a = 7, b = 3, *p = &a, v[] = { 10, 20, 30, 40 }, *q = v + 1;
	printf( "%d %d %d %d %d\n", a + b * 2, ( a + b ) * 2, a - b - 1, a / b * b, a % b );
	printf( "%d %d %d %d\n", a & b | 8, a ^ b & 1, ~a & 0xf, a << 1 + 1 );
	printf( "%d %d %d\n", a > b == 1, a && b || 0, !a == 0 );
	trace( 1 ) && trace( 0 ) && trace( 2 );
	trace( 0 ) || trace( 3 ) || trace( 4 );
	trace( 0 ) ? trace( 5 ) : trace( 6 );
	printf( "| %d ", trace( 0 ) ?: 9 ); printf( "%d\n", trace( 8 ) ?: 9 );
	printf( "%d ", ( a++, b++, a + b ) ); printf( "%d\n", ( a--, --b ) );
	*where( v ) += trace( 1 );
	where( v )[ 1 ]++;
	printf( "%d %d\n", v[ 0 ], v[ 1 ] );
	printf( "%d ", *q++ ); printf( "%d ", *++q ); printf( "%d ", ( *q )++ ); printf( "%d ", ++*q ); printf( "%d\n", *--q );
	printf( "%d %d %d\n", q[ -1 ], *( q - 2 ), 1[ v ] );
	printf( "%d %d %d\n", q > v, (int)( q - v ), &v[ 4 ] - q > 1 );
	a = b = 5;
	a += b -= 2;
	a *= 2; a /= 3; a %= 4; a <<= 3; a >>= 1; a |= 1; a ^= 3; a &= 0xe;
	printf( "%d %d\n", a, b );
	double d = 5;
	d /= 2; d -= .5; d *= d; d += 1;
	printf( "%g ", d ); printf( "%g ", d++ ); printf( "%g\n", --d );
	p = &v[ 2 ];
	p -= 1; p += 2;
	printf( "%d %d %d %d\n", *p, -*p, !*p, - -*p );
	printf( "%d %d\n", a ? b ? 1 : 2 : 3, 0 ? 1 : 0 ? 2 : 3 );
	int x = 1, y = 2;
	x = y, y = x + 1;
	printf( "%d %d ", x, y ); printf( "%d\n", x+++y );
	printf( "%d %d\n", x - -y, x- - -y );
	char *s = "abc", *t = s;
	while ( *t++ ) ;
	printf( "%td %d\n", t - s, s[ 1 ] == *"b" );
	const char *c = a ? "yes" : 0;
	printf( "%s %d %d\n", c, ( c && *c ) , 1 ? 2, 3 : 4 );
	return ( void )0, 0;
}
