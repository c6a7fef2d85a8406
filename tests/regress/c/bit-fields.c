// Bit-fields: signedness, zero width, unnamed, packing, promotion, assignment values, atomicity of neighbours.
#include <stdio.h>
#include <string.h>

struct flags { unsigned a : 1, b : 3; signed c : 4; unsigned : 0; unsigned d : 5; int : 3; _Bool e : 1; };
struct wide { unsigned long long lo : 33; long long hi : 31; };
struct __attribute__(( packed )) tight { unsigned char x : 3; unsigned short y : 11; unsigned z : 2; };
enum color { red, green, blue };
struct with_enum { enum color c : 2; unsigned char plain; enum color d : 3; };
union both { struct { unsigned low : 4, high : 4; }; unsigned char byte; };

static int count = 0;
static struct flags global = { .a = 1, .c = -3, .d = 17, .e = 5 };

static struct flags *next( void ) { count += 1; return &global; }

int main( void ) {
	struct flags f = { 1, 5, -8, 31, 1 };
	printf( "%d %d %d %d %d\n", f.a, f.b, f.c, f.d, f.e );
	printf( "%d %d %d %d %d\n", global.a, global.b, global.c, global.d, global.e );
	f.b = 9;
	f.c = 7;
	f.c++;
	printf( "%d %d\n", f.b, f.c );
	printf( "%d %d\n", ( f.b = 15 ), ( f.a += 1 ) );
	printf( "%d\n", -f.d < 0 );
	next()->b |= 2;
	next()->d <<= 1;
	++next()->a;
	printf( "%d %d %d %d\n", global.b, global.d, global.a, count );
	struct wide w = { .lo = ~0ull, .hi = -1 };
	printf( "%llu %lld %zu\n", (unsigned long long)w.lo, (long long)w.hi, sizeof( w ) );
	w.lo += 1;
	w.hi /= 2;
	printf( "%llu %lld\n", (unsigned long long)w.lo, (long long)w.hi );
	struct tight t;
	memset( &t, 0, sizeof( t ) );
	t.x = 5;
	t.y = 1234;
	t.z = 3;
	printf( "%d %d %d %zu\n", t.x, t.y, t.z, sizeof( t ) );
	struct with_enum e = { blue, 'x', green };
	printf( "%d %c %d\n", e.c, e.plain, e.d );
	union both u = { .byte = 0xa5 };
	printf( "%x %x\n", u.low, u.high );
	u.high = u.low ^ 0xf;
	printf( "%x\n", u.byte );
	printf( "%zu\n", sizeof( struct { int : 0; char c; } ) );
	return 0;
}
