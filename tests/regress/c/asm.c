// asm: basic, operands, named operands, clobbers, several outputs, matching, goto, register variables, symbol names.
#include <stdio.h>

asm( ".globl from_asm\n\t.data\nfrom_asm:\t.long 1234\n\t.text" );
extern int from_asm;
extern int renamed asm( "from_asm" );
static int local_name( int ) __asm__( "some_symbol" ) __attribute__(( used ));
static int local_name( int x ) { return x + 1; }

#if defined( __x86_64__ )
static unsigned add( unsigned a, unsigned b ) { asm( "addl %1, %0" : "+r" ( a ) : "r" ( b ) : "cc" ); return a; }
static unsigned named( unsigned a ) {
	unsigned r;
	__asm__ volatile( "movl %[from], %[to]\n\t" "imull $3, %[to], %[to]" : [ to ] "=&r" ( r ) : [ from ] "rm" ( a ) : "cc", "memory" );
	return r;
}
static void divide( unsigned a, unsigned b, unsigned *q, unsigned *r ) { asm( "divl %4" : "=a" ( *q ), "=d" ( *r ) : "0" ( a ), "1" ( 0 ), "r" ( b ) : "cc" ); }
static int jump( int x ) {
	asm goto( "testl %0, %0\n\tjz %l[zero]\n\tjs %l2" : : "r" ( x ) : "cc" : zero, negative );
	return 1;
zero: return 0;
negative: return -1;
}
static long reg( long x ) { register long r asm( "r11" ) = x; asm volatile( "addq $5, %0" : "+r" ( r ) ); return r; }
static int flag( int a, int b ) { int f; asm( "cmpl %2, %1" : "=@ccg" ( f ) : "r" ( a ), "r" ( b ) ); return f; }
#else
static unsigned add( unsigned a, unsigned b ) { return a + b; }
static unsigned named( unsigned a ) { return a * 3; }
static void divide( unsigned a, unsigned b, unsigned *q, unsigned *r ) { *q = a / b; *r = a % b; }
static int jump( int x ) { return ( x > 0 ) - ( x < 0 ); }
static long reg( long x ) { return x + 5; }
static int flag( int a, int b ) { return a > b; }
#endif

int main( void ) {
	asm volatile( "" );
	__asm__ __volatile__ ( "" ::: "memory" );
	asm( "# %% %0" :: "i" ( sizeof( int ) ) );
	printf( "%d %d %d\n", from_asm, renamed, local_name( 41 ) );
	unsigned q, r;
	divide( 47, 5, &q, &r );
	printf( "%u %u %u %u\n", add( 40, 2 ), named( 14 ), q, r );
	printf( "%d %d %d\n", jump( 5 ), jump( 0 ), jump( -5 ) );
	printf( "%ld %d %d\n", reg( 37 ), flag( 3, 2 ), flag( 2, 3 ) );
	int hidden = 5;
	asm( "" : "+r" ( hidden ) );
	asm( "" : "=m" ( hidden ) : "m" ( hidden ) );
	printf( "%d\n", hidden );
	return 0;
}
