// _Generic: every kind of type, qualifiers, promotion of arrays and functions, default, nesting, controlling not evaluated.
#include <stdio.h>
#include <stddef.h>

#define name( x ) _Generic( ( x ), \
	_Bool: "bool", char: "char", signed char: "schar", unsigned char: "uchar", short: "short", unsigned short: "ushort", \
	int: "int", unsigned: "unsigned", long: "long", unsigned long: "ulong", long long: "llong", unsigned long long: "ullong", \
	float: "float", double: "double", long double: "ldouble", float _Complex: "cfloat", double _Complex: "cdouble", \
	char *: "char *", const char *: "const char *", void *: "void *", int *: "int *", int ( * )( int ): "function", \
	struct s: "struct s", default: "other" )
#define cube( x ) _Generic( ( x ), float: cubef, default: cubei )( x )

struct s { int x; };
enum e { A };
static int f( int x ) { return x; }
static float cubef( float x ) { return x * x * x; }
static int cubei( int x ) { return x * x * x; }

int main( void ) {
	int i = 0, a[ 3 ];
	struct s s = { 0 };
	const int ci = 1;
	char c = 'c';
	short h = 1;
	printf( "%s %s %s %s\n", name( (_Bool)1 ), name( c ), name( (signed char)1 ), name( (unsigned char)1 ) );
	printf( "%s %s %s %s\n", name( h ), name( h + h ), name( 'c' ), name( 1u ) );
	printf( "%s %s %s %s\n", name( 1l ), name( 1ul ), name( 1ll ), name( sizeof( int ) ) );
	printf( "%s %s %s %s %s\n", name( 1.f ), name( 1. ), name( 1.l ), name( 1.if ), name( 1.i ) );
	printf( "%s %s %s %s\n", name( "text" ), name( (const char *)0 ), name( (void *)0 ), name( a ) );
	printf( "%s %s %s %s\n", name( f ), name( &f ), name( s ), name( ci ) );
	printf( "%s %s %s\n", name( &s ), name( A ), name( i ? 1 : 2.0 ) );
	printf( "%d %g\n", cube( 3 ), cube( 1.5f ) );
	int r = _Generic( i++, int: 5, default: 6 );
	printf( "%d %d\n", i, r );
	printf( "%d\n", _Generic( 1, int: _Generic( 1.0, double: 7, default: 8 ), default: 9 ) );
	_Generic( 0, default: i ) = 12;
	printf( "%d %zu\n", i, sizeof( _Generic( 0, int: (char)1, default: 1 ) ) );
	return 0;
}
