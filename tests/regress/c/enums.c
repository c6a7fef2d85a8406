// Enumerations: values, negative, large, duplicates, sizes, arithmetic, forward use, trailing comma, bit masks, anonymous.
#include <stdio.h>

enum first { A, B, C = 10, D, E = -5, F, G = A, };
enum { FLAG_A = 1 << 0, FLAG_B = 1 << 1, FLAG_ALL = FLAG_A | FLAG_B };
typedef enum level { LOW = 'l', HIGH = 'h' } level;
enum big { HUGE = 0x7fffffff, NEG = -HUGE - 1 };
enum wide { WIDE = 0x1ffffffffll };
static enum first global = D;
struct s { enum { IN_STRUCT = 4 } e; };

static const char *name( enum first e ) {
	switch ( e ) {
	case A: return "A";
	case B: return "B";
	case C: return "C";
	case D: return "D";
	default: return "?";
	}
}
static level up( level l ) { return l == LOW ? HIGH : LOW; }
static int table[ D ] = { [ C ] = 4, [ B ] = 2 };

int main( void ) {
	printf( "%d %d %d %d %d %d %d\n", A, B, C, D, E, F, G );
	printf( "%d %c %c %d\n", FLAG_ALL & ~FLAG_A, up( LOW ), up( HIGH ), HUGE );
	printf( "%zu %zu %zu\n", sizeof( enum first ), sizeof( A ), sizeof( enum wide ) );
	printf( "%s %s %s\n", name( global ), name( global - 1 ), name( 3 ) );
	enum first e = B;
	e++;
	e += 8;
	printf( "%d %d %lld %d\n", e, e == C, (long long)WIDE, NEG < 0 );
	for ( e = A; e <= B; e++ ) printf( "%s", name( e ) );
	printf( " %d %d %d\n", IN_STRUCT, table[ C ] + table[ B ], (int)( sizeof( table ) / sizeof( int ) ) );
	unsigned u = FLAG_B;
	int i = C * 2.5;
	printf( "%d %d %d\n", u == FLAG_B, i, -1 < (int)A );
	enum local { X = C + 1, Y = X * 2 } l = Y;
	printf( "%d %d\n", l, ( enum local )5 );
	return 0;
}
