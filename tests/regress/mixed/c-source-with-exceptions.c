#include <stdio.h>
// A C source with exceptions, references and forall keeps what C means: tentative definitions, Duff, jumps, void *, int constants.
int total; extern int total; int total;
struct node { int v; struct node * next; } * head; struct node * head;
enum colour { RED, GREEN = 4 } ; enum colour c0; enum colour c0 = GREEN;
int typedef late; const const int twice = 2; struct Outer { struct Inner { int q; } in; }; struct Inner inner = { 6 };
char text[]; char text[] = "hello";
static void add( int & r, int by = 2 ) { r += by; }
exception Bad { int why; }; vtable( Bad ) bad_vt;
forall( T ) T max( T a, T b ) { return sizeof( a ) > 4 ? a : b; }
int copy( char * to, const char * from, int n ) {
	int i = ( n + 3 ) / 4;
	switch ( n % 4 ) { case 0: do { *to++ = *from++; case 3: *to++ = *from++; case 2: *to++ = *from++; case 1: *to++ = *from++; } while ( --i > 0 ); }
	return n;
}
int classify( int k ) {
	choose ( k ) { case 1 ~ 3: return 1; case 'a' ~ 'z': return 2; default: return 0; }
}
int main( void ) {
	char buf[8] = ""; copy( buf, "abcdefg", 5 ); printf( "%s\n", buf );
	add( total ); add( total, 5 ); printf( "%d %s %d\n", total, text, c0 );
	try { if ( total ) throw (Bad){ &bad_vt, total }; } catch ( Bad * b ) { printf( "bad %d\n", b->why ); }
	for ( i; 0 ~= 4 ~ 2 ) printf( "%d ", i ); printf( "\n" );
	printf( "%d %d %g\n", classify( 'q' ), classify( 2 ), max( 1.5, 2.5 ) );
	switch ( total ) { int q; case 7: q = 3; printf( "q %d\n", q ); break; default: ; int z = 1; printf( "%d\n", z ); }
	if ( total == 8 ) goto in; else { total = 8; goto out; }
	{ int y; in: y = 4; printf( "y %d\n", y ); }
	out: printf( "%d\n", total );
	void * p = &total; int * ip = p; printf( "%d %zu\n", *ip, sizeof( 'c' ) );
	[ int, int ] pair = [ 3, 4 ]; printf( "%d\n", pair.1 );
	int a[3] = { 1, 2, 3 }; late l = a[0, twice];
	printf( "%d %d\n", l, inner.q );
	printf( "%d %d %d\n", _Generic( GREEN, int: 1, default: 2 ), _Generic( 1, int: 1, default: 2 ), _Generic( 'a', int: 1, default: 2 ) );
	return 0;
}
