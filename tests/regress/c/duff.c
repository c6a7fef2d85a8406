// Duff's device and other odd switches: cases in loops and blocks, ranges, default in the middle, no body, declarations.
#include <stdio.h>

static void copy( char *to, const char *from, int count ) {
	int n = ( count + 7 ) / 8;
	switch ( count % 8 ) {
	case 0: do { *to++ = *from++;
	case 7: *to++ = *from++;
	case 6: *to++ = *from++;
	case 5: *to++ = *from++;
	case 4: *to++ = *from++;
	case 3: *to++ = *from++;
	case 2: *to++ = *from++;
	case 1: *to++ = *from++;
		} while ( --n > 0 );
	}
}
static const char *kind( int c ) {
	switch ( c ) {
	case 'a' ... 'z': return "lower";
	case 'A' ... 'Z': return "upper";
	default: return "other";
	case '0' ... '9': return "digit";
	case '_': case '$': return "word";
	}
}
static int middle( int x ) {
	int r = 0;
	switch ( x ) {
		int hidden;
	case 1: r += 1;
	default: hidden = 5; r += hidden; break;
	case 2: { r += 100; if ( 0 ) case 3: r += 1000; }
		r += 3;
	}
	return r;
}
static int big( unsigned long long x ) {
	switch ( x ) {
	case 0x100000000ull: return 1;
	case ~0ull: return 2;
	case 1: return 3;
	}
	return 0;
}
static int in_loop( void ) {
	int s = 0;
	for ( int i = 0; i < 10; i++ ) {
		switch ( i ) {
		case 3: continue;
		case 5: goto out;
		case 1: s += 100; break;
		}
		s++;
	}
out:
	return s;
}

int main( void ) {
	char buffer[ 24 ] = "";
	copy( buffer, "duff's device works", 20 );
	printf( "%s\n", buffer );
	printf( "%s %s %s %s %s\n", kind( 'q' ), kind( 'Q' ), kind( '5' ), kind( '_' ), kind( '+' ) );
	printf( "%d %d %d %d\n", middle( 1 ), middle( 2 ), middle( 3 ), middle( 4 ) );
	printf( "%d %d %d %d\n", big( 1ull << 32 ), big( -1ull ), big( 1 ), big( 2 ) );
	printf( "%d\n", in_loop() );
	switch ( 1 ) ;
	switch ( 2 ) case 2: printf( "bare\n" );
	switch ( buffer[ 0 ] ) default: printf( "default\n" );
	enum e { A = -1, B, C } e = A;
	switch ( e ) { case A: printf( "A\n" ); break; case B: case C: printf( "BC\n" ); }
	switch ( (unsigned char)300 ) { case 44: printf( "44\n" ); }
	int i = 0;
	switch ( i++ ) { case 0: switch ( i ) { case 1: printf( "inner\n" ); } break; case 1: printf( "outer\n" ); }
	return 0;
}
