// setjmp and longjmp: loops, nested handlers, volatile locals, values, sigsetjmp, __builtin_setjmp.
#include <stdio.h>
#include <setjmp.h>
#include <signal.h>

static jmp_buf top, inner;

static void fail( int code ) { longjmp( top, code ); }
static int nested( int depth ) {
	if ( depth == 0 ) fail( 42 );
	return nested( depth - 1 ) + 1;
}
static int handler( volatile int n ) {
	jmp_buf saved;
	__builtin_memcpy( saved, inner, sizeof( saved ) );
	if ( setjmp( inner ) == 0 ) {
		if ( n > 0 ) handler( n - 1 );
		n += 100;
		longjmp( inner, 1 );
	}
	__builtin_memcpy( inner, saved, sizeof( saved ) );
	return n;
}
static void *buffer[ 5 ];
static __attribute__(( noinline )) void jump( void ) { __builtin_longjmp( buffer, 1 ); }

int main( void ) {
	volatile int tries = 0;
	int code = setjmp( top );
	tries++;
	printf( "code %d tries %d\n", code, tries );
	if ( tries == 1 ) nested( 10 );
	if ( tries == 2 ) fail( 0 );
	printf( "%d\n", handler( 3 ) );
	switch ( setjmp( inner ) ) {
	case 0: longjmp( inner, 7 );
	case 7: printf( "seven\n" ); break;
	default: printf( "other\n" );
	}
	sigjmp_buf s;
	if ( !sigsetjmp( s, 1 ) ) siglongjmp( s, 3 );
	else printf( "back\n" );
	if ( __builtin_setjmp( buffer ) == 0 ) jump();
	else printf( "builtin\n" );
	return 0;
}
