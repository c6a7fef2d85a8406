// Variable arguments: every type, va_copy, forwarding, structures, va_list as parameter and member, __VA_ARGS__ macros.
#include <stdio.h>
#include <stdarg.h>
#include <string.h>

struct small { char c; short s; };
struct big { double d[ 4 ]; int n; };

static double mixed( const char *kinds, ... ) {
	va_list args;
	double s = 0;
	va_start( args, kinds );
	for ( ; *kinds; kinds++ )
		switch ( *kinds ) {
		case 'i': s += va_arg( args, int ); break;
		case 'l': s += va_arg( args, long long ); break;
		case 'd': s += va_arg( args, double ); break;
		case 'L': s += (double)va_arg( args, long double ); break;
		case 's': s += (double)strlen( va_arg( args, char * ) ); break;
		case 'p': s += *va_arg( args, int * ); break;
		case 'S': s += va_arg( args, struct small ).s; break;
		case 'B': { struct big b = va_arg( args, struct big ); s += b.d[ 3 ] * b.n; break; }
		case 'f': s += va_arg( args, int ( * )( int ) )( 3 ); break;
		}
	va_end( args );
	return s;
}
static int sum_list( int n, va_list args ) { int s = 0; while ( n-- ) s += va_arg( args, int ); return s; }
static int twice( int n, ... ) {
	va_list a, b;
	va_start( a, n );
	va_copy( b, a );
	int s = sum_list( n, a ) * 1000 + sum_list( n, b );
	va_end( a );
	va_end( b );
	return s;
}
static int advance( va_list *p ) { return va_arg( *p, int ); }
static int through_pointer( int n, ... ) {
	struct { va_list args; int count; } state = { .count = 0 };
	va_start( state.args, n );
	while ( n-- ) state.count = state.count * 10 + advance( &state.args );
	va_end( state.args );
	return state.count;
}
static int format( char *to, size_t size, const char *f, ... ) {
	va_list args;
	va_start( args, f );
	int n = vsnprintf( to, size, f, args );
	va_end( args );
	return n;
}
static int square( int x ) { return x * x; }

#define log( f, ... ) printf( "[" f "]\n", ##__VA_ARGS__ )
#define pick( a, b, c, ... ) c
#define count( ... ) pick( 0, ##__VA_ARGS__, 1, 0 )
#define named( args... ) printf( args )
#define text( ... ) #__VA_ARGS__

int main( void ) {
	int v = 11;
	printf( "%g\n", mixed( "ildLsp", 'a', 5ll, 1.5f, 2.25l, "four", &v ) );
	printf( "%g\n", mixed( "SBf", (struct small){ 'x', (short)-3 }, (struct big){ { 0, 1, 2, 3 }, 4 }, square ) );
	printf( "%d %d\n", twice( 3, 1, 2, 3 ), through_pointer( 4, 4, 3, 2, 1 ) );
	char buffer[ 32 ];
	int n = format( buffer, sizeof( buffer ), "%s-%d-%c", "x", 5, 'y' );
	printf( "%s %d\n", buffer, n );
	log( "plain" );
	log( "%d %d", 1, 2 );
	named( "%s|%d\n", text( a, "b\n", c + 1 ), count( 5 ) );
	printf( "%g\n", mixed( "iiiiiiiidddddddddd", 1, 2, 3, 4, 5, 6, 7, 8, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1. ) );
	return 0;
}
