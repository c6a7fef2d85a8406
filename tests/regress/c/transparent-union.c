// Transparent unions: arguments of each member type, null, the union itself, through prototypes and pointers.
#include <stdio.h>

union item { int *i; const char *s; void *p; } __attribute__(( transparent_union ));
typedef union item item;

static int tag( item x, int kind ) { return kind == 0 ? *x.i : kind == 1 ? x.s[ 0 ] : x.p == 0; }
static int ( *indirect )( union item, int ) = tag;

int main( void ) {
	int i = 7;
	union item u = { .s = "zed" };
	printf( "%d %c %d\n", tag( &i, 0 ), tag( "abc", 1 ), tag( 0, 2 ) );
	printf( "%c %d %d\n", tag( u, 1 ), indirect( &i, 0 ), indirect( (void *)0, 2 ) );
	return 0;
}
