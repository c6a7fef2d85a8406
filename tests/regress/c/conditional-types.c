// The type of ?: and of other operators, read through _Generic: null pointers, void *, qualifiers, arithmetic.
#include <stdio.h>

#define type( e ) _Generic( ( e ), int: "int", unsigned: "unsigned", long: "long", unsigned long: "ulong", double: "double", float: "float", \
	char: "char", char *: "char*", const char *: "const char*", void *: "void*", const void *: "const void*", int *: "int*", const int *: "const int*", \
	volatile int *: "volatile int*", const volatile int *: "cv int*", int ( * )[ 3 ]: "int[3]*", default: "other" )

struct s { int x; const int c; int a[ 3 ]; };
static struct s get( void ) { return (struct s){ 1, 2, { 3 } }; }
static int a[ 3 ];

int main( void ) {
	int i = 1, *ip = &i;
	const int *cip = ip;
	volatile int *vip = ip;
	const char *cs = "x";
	void *v = 0;
	const void *cv = 0;
	unsigned u = 1;
	short h = 1;
	char c = 1;
	float f = 1;
	const struct s cst = { 0 };
	printf( "%s %s %s\n", type( i ? ip : 0 ), type( i ? 0 : ip ), type( i ? (void *)0 : ip ) );
	printf( "%s %s %s\n", type( i ? ip : v ), type( i ? cip : v ), type( i ? cip : ip ) );
	printf( "%s %s %s\n", type( i ? vip : cip ), type( i ? cs : "lit" ), type( i ? cv : cs ) );
	printf( "%s %s %s\n", type( i ? i : u ), type( i ? h : c ), type( i ? 1 : 2.0 ) );
	printf( "%s %s %s\n", type( c + c ), type( h << 1l ), type( u * -1l ) );
	printf( "%s %s %s\n", type( f * 2 ), type( f + 1.0 ), type( -c ) );
	printf( "%s %s %s\n", type( !f ), type( i < f ), type( &a ) );
	printf( "%s %s %s\n", type( a + 1 ), type( &a[ 1 ] - a ), type( sizeof( a ) ) );
	printf( "%s %s %s\n", type( cst.a + 0 ), type( &cst.x ), type( get().a + 0 ) );
	printf( "%s %s %s\n", type( ( (void)0, c ) ), type( c ), type( (char)i ) );
	printf( "%s %s %s\n", type( c++ ), type( c += 1 ), type( i = 2.5 ) );
	printf( "%s %s\n", type( "str" ), type( *"str" ) );
	printf( "%s %s\n", type( i ? a : ip ), type( &*cip ) );
	printf( "%s %s %s\n", type( 2147483647 + 1u ), type( 1 ? 1 : 1ul ), type( 0xffffffff ) );
	return 0;
}
