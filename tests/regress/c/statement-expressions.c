// Statement expressions: values, nesting, declarations, control flow inside, as macro bodies, void ones, structures.
#include <stdio.h>

#define max( a, b ) ({ __typeof__( a ) a_ = ( a ); __typeof__( b ) b_ = ( b ); a_ > b_ ? a_ : b_; })
#define swap( a, b ) ({ __auto_type t_ = ( a ); ( a ) = ( b ); ( b ) = t_; (void)0; })

struct pair { int a, b; };

static int find( const int *v, int n, int x ) {
	return ({ int i; for ( i = 0; i < n; i++ ) if ( v[ i ] == x ) break; i; });
}
static int early( int x ) {
	int y = ({ if ( x < 0 ) return -1; x * 2; });
	return y + 1;
}

int main( void ) {
	int i = 1, j = 7;
	printf( "%d %g\n", max( i++, j ), max( 2.5, max( 1, 2 ) ) );
	printf( "%d\n", i );
	swap( i, j );
	printf( "%d %d\n", i, j );
	int v[] = { 3, 1, 4, 1, 5 };
	printf( "%d %d\n", find( v, 5, 4 ), find( v, 5, 9 ) );
	printf( "%d %d\n", early( -5 ), early( 5 ) );
	struct pair p = ({ struct pair q = { 1, 2 }; q.a += 10; q; });
	printf( "%d %d %d\n", p.a, p.b, ({ p; }).a );
	int s = 0;
	for ( int k = 0; k < 10; k++ ) s += ({ if ( k == 3 ) continue; if ( k == 6 ) break; k; });
	printf( "%d\n", s );
	({ int hidden = 3; s += hidden; });
	int n = ({ int a = ({ int b = 2; b + 1; }); a * ({ a; }); });
	printf( "%d %d %zu\n", s, n, sizeof( ({ (char)1; }) ) );
	const char *word = ({ const char *w; switch ( n ) { case 9: w = "nine"; break; default: w = "other"; } w; });
	printf( "%s\n", word );
	if ( ({ int t = n; t > 5; }) && ({ goto skip; 1; }) ) printf( "never\n" );
skip:
	while ( ({ n--; n > 4; }) ) printf( "%d ", n );
	printf( "\n" );
	return 0;
}
