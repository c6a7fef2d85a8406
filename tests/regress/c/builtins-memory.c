// Memory and string builtins: the memcpy family, object sizes, alloca, prefetch, alignment, checking variants.
#include <stdio.h>
#include <stdint.h>
#include <string.h>
#include <alloca.h>

struct s { char a[ 4 ]; char b[ 12 ]; };

static size_t object( struct s *p ) { (void)p; return __builtin_object_size( p->a, 1 ) == 4 || __builtin_object_size( p->a, 1 ) == (size_t)-1; }
static int *aligned( void *p ) { return __builtin_assume_aligned( p, 16 ); }

int main( void ) {
	char a[ 16 ], b[ 16 ];
	__builtin_memset( a, 'x', sizeof( a ) );
	__builtin_strcpy( b, "builtin" );
	__builtin_memcpy( a, b, 8 );
	__builtin_memmove( a + 2, a, 8 );
	printf( "%.10s %d %zu\n", a, __builtin_memcmp( a, "bu", 2 ), __builtin_strlen( b ) );
	printf( "%s %s\n", __builtin_strchr( b, 't' ), __builtin_strstr( b, "il" ) );
	printf( "%d %d\n", __builtin_strcmp( "a", "b" ) < 0, __builtin_strncmp( "abc", "abd", 2 ) );
	printf( "%s\n", (char *)__builtin_strncat( b, "-more", 3 ) );
	printf( "%zu %zu\n", __builtin_object_size( a, 0 ), __builtin_object_size( a + 4, 0 ) );
	printf( "%zu %d\n", object( &(struct s){ "", "" } ), (char *)__builtin_memchr( a, 'l', 16 ) - a >= 0 );
	char *stack = __builtin_alloca( 32 ), *other = alloca( 8 );
	__builtin_sprintf( stack, "%s", "stack" );
	strcpy( other, "other" );
	printf( "%s %s\n", stack, other );
	int *p = aligned( __builtin_alloca_with_align( 64, 256 ) );
	*p = 3;
	printf( "%d %d\n", *p, (int)( (uintptr_t)p % 16 ) );
	__builtin_prefetch( a );
	__builtin_prefetch( a, 1, 3 );
	__builtin___memcpy_chk( a, "checked", 8, __builtin_object_size( a, 0 ) );
	printf( "%s %d\n", a, (int)( (char *)__builtin_mempcpy( b, a, 8 ) - b ) );
	__builtin___clear_cache( a, a + 16 );
	printf( "%s", "" );
	__builtin_puts( "puts" );
	__builtin_printf( "%d\n", __builtin_abs( -4 ) );
	struct s x = { "abc", "def" }, y;
	__builtin_bcopy( &x, &y, sizeof( x ) );
	printf( "%s %zu\n", y.b, __builtin_offsetof( struct s, b[ 3 ] ) );
	return 0;
}
