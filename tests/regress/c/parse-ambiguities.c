// What a parser of C confuses: casts and calls, typedef names as anything else, sizeof, unary after cast, comments.
#include <stdio.h>

typedef int T, *P, F( int );
typedef struct T { T a; P p; F *f; } S;
typedef T A[ 3 ];
static F f, *pf = f;
static T f( T x ) { return x + 1; }
static T ( g )( T ( x ), T ( * ( y ) ) ) { return ( x ) + ( *( y ) ); }
static T h( T q(T), int U ) { typedef T ( *Q )( T ); Q r = q; return r( U ) * q( 1 ); }
static int abstract( int ( int ), int ( * )[ 3 ], int ( *( *b )( void ) )[ 3 ], ... );
static int ( *returns_array( void ) )[ 3 ] { static A a = { 7, 8, 9 }; return &a; }
static int abstract( int c( int ), int ( *a )[ 3 ], int ( *( *b )( void ) )[ 3 ], ... ) { return c( ( *a )[ 1 ] ) + ( *b() )[ 2 ]; }

int main( void ) {
	T T1 = 5, *T2 = &T1;
	int x = 3, y = 2, a[] = { 1, 2, 3 }, *p = a;
	printf( "%d %d %d\n", (T)-1, (T)+x, (T)~x );
	printf( "%d %d %d\n", (T)*p, (T)( x ), (T)( x )+ 1 );
	printf( "%d %d %d\n", ( x )-1, ( f )( 3 ), ( *f )( 4 ) );
	printf( "%d %d %d\n", (int)f( 1 ), (int)( pf )( 2 ), - -( f )( 1 ) );
	printf( "%zu %zu %zu\n", sizeof( T ), sizeof( x )-1, sizeof (T)-1 );
	printf( "%zu %zu %zu\n", sizeof( T ) * 2, sizeof x * y, sizeof( A ){ 1 } );
	printf( "%d %d\n", g( 1, &x ), h( f, 6 ) );
	printf( "%d\n", abstract( f, &a, returns_array ) );
	printf( "%d %d\n", x+++y, x- -y );
	printf( "%d %d\n", y/ *p, x/*p comment*// y );
	printf( "%d %d %d\n", *&*&x, &*p == p, ( *&f )( 1 ) );
	{ T T = 4, U = T * 2; T * U; (void)( T ), (void)( U ); printf( "%d %d\n", T, U ); }
	{ T ( z ) = 9; T ( *w ) = &z, ( v[ 2 ] ) = { z, z }; printf( "%d %d\n", *w, v[ 1 ] ); }
	{ struct T T = { 1, &T.a, f }; T.p = &T.a; printf( "%d %d\n", *T.p, T.f( T.a ) ); }
	for ( T i = 0, *q = &i; *q < 2; ++*q ) printf( "%d", i );
	for ( struct T T = { 0 }; T.a < 2; T.a++ ) printf( "%d", T.a );
	printf( "\n" );
	T: if ( x-- > 0 ) goto T;
	U: V: ; x = y ? x ? 1 : 2 : 3;
	printf( "%d %s\n", x, "not // a comment" "/* nor this */" );
	if ( x ) if ( y ) x = 10; else x = 20;
	if ( 0 ) ; else if ( x ) { } else { }
	{ } ; ; { ; }
	printf( "%d %d\n", x, (P)0 == (T *)( void * )0 );
	unsigned T3 = 1, const_ = 2; const T long_ = 3;
	T const unsigned_ = 4, volatile_[ 2 ] = { 5, 6 };
	printf( "%d %d\n", (int)T3 + (int)const_ + long_, unsigned_ + volatile_[ 1 ] + *T2 );
	goto U2; U2: return 0;
	if ( 0 ) { goto U; goto V; }
}
