// Declarations of many kinds in one unit, with the types headers bring along.
//: flags -w -pthread -lm
#include <stdio.h>
#include <stddef.h>
#include <signal.h>
#include <pthread.h>
#include <sys/stat.h>
#include <math.h>
#include <errno.h>
#include <ucontext.h>
typedef int T;
struct stat;
struct outer { struct inner { int a; enum { RED, GREEN = 5 } c; } in; union { int u; float f; }; struct inner * p; };
static struct inner glob = { 3, GREEN };
int f( T T ) { return T + 1; }
int g( int n, int a[ n ][ n ] ) { return a[ n - 1 ][ 0 ]; }
int tent[]; int tent[ 3 ]; extern int tent[];
static int later( void ); 
int use( void ) { return later(); }
static int later( void ) { return 7; }
int kr( a, b, c ) double b; char * c; { return a + (int)b + *c; }
void ( *signal_like( int s, void (*h)( int ) ) )( int ) { return h; }
struct flex { int n; char data[]; };
static struct flex fl = { 3, "ab" };
static struct flex fl2 = { .n = 2, .data = { 'x', 'y' } };
int arr[] = { [ 5 ] = 1, 2, [ 2 ] = 7, 8 };
struct pt { int x, y; } pts[] = { 1, 2, { 3 }, [ 4 ].y = 9, 10 };
char names[][ 4 ] = { "abc", "de", { 'f' } };
union un { int i; double d; } uns[ 2 ] = { 1, { .d = 2.5 } };
struct anon { int a; union { int b; struct { int c, d; }; }; int e; } an = { 1, { 2 }, 3 }, an2 = { .c = 4, 5, 6 }, an3 = { .d = 1, .e = 2 };
const char * msgs[] = { [ 0 ... 2 ] = "same", "last" };
enum big { SMALL = 1, BIG = 1ull << 40 }; 
enum neg { NEG = -1, POS = 1 };
enum __attribute__((packed)) pk { P1, P2 };
_Static_assert( sizeof( enum big ) == 8 && sizeof( SMALL ) == 4 && sizeof( BIG ) == 8 && sizeof( enum pk ) == 1, "enums" );
_Static_assert( (enum neg)-1 < 0, "signed" );
int vla_param( int n, int (*m)[ n ] ) { int k = sizeof *m / sizeof **m; return k; }
__thread int tls = 4; static _Thread_local int tls2;
extern inline int inl( int x ) { return x * 2; }
inline int inl2( int x ) { return x * 3; }
extern int inl2( int );
int wk( void ) __attribute__((weak, alias( "use" )));
typedef int v4 __attribute__((vector_size( 16 )));
v4 vec = { 1, 2, 3, 4 };
typedef int di __attribute__((mode( DI )));
_Static_assert( sizeof( di ) == 8, "" );
void cleaned( int * p ) { printf( "clean %d\n", *p ); }
static int count_args( int (*fp)( const char *, ... ), ... ) { return fp == printf; }
struct node { struct node * next; int v; } n1 = { &n1, 3 };
int main( int argc, char * argv[] ) {
	extern int tent[ 3 ];
	int f( int );
	static int st = sizeof( struct stat );
	struct stat sb; (void)sb;
	struct inner { char only; } local; (void)local;
	printf( "%zu %zu\n", sizeof( struct inner ), sizeof glob );
	{ struct outer; struct outer * op = 0; (void)op; struct outer { int q; } z = { 4 }; printf( "%d\n", z.q ); }
	int n = argc + 2; int m[ n ][ n ]; for ( int i = 0; i < n; i++ ) for ( int j = 0; j < n; j++ ) m[ i ][ j ] = i * 10 + j;
	printf( "%d %d %d\n", g( n, m ), vla_param( n, m ), (int)(sizeof m / sizeof m[ 0 ]) );
	printf( "%d %d %d %d\n", f( 3 ), use(), kr( 1, 2.5, "a" ), wk() );
	printf( "%d %d %zu %d\n", arr[ 2 ], arr[ 3 ], sizeof arr / sizeof *arr, pts[ 5 ].x );
	printf( "%s %s %c %s %s\n", names[ 0 ], names[ 1 ], names[ 2 ][ 0 ], msgs[ 2 ], msgs[ 3 ] );
	printf( "%d %g %d %d %d %d %d\n", uns[ 0 ].i, uns[ 1 ].d, an.b, an.e, an2.d, an2.e, an3.d );
	printf( "%s %c %d\n", fl.data, fl2.data[ 1 ], st > 0 );
	int c __attribute__((cleanup( cleaned ))) = 9;
	auto int nested( int x ); int nested( int x ) { return x + n; } printf( "%d\n", nested( 1 ) );
	__auto_type at = 2.5; typeof( at ) at2 = at * 2; printf( "%g %d\n", at2, vec[ 2 ] );
	switch ( n ) { case 1 ... 2: puts( "low" ); break; default: puts( "def" ); break; case 3: { int z; case 4: z = 1; printf( "z%d\n", z ); } }
	if ( sizeof( struct in_cond { int a, b; } ) == 8 ) { struct in_cond ic = { 1, 2 }; printf( "%d\n", ic.b ); }
	for ( struct { int i; } it = { 0 }; it.i < 2; it.i++ ) printf( "%d ", it.i );
	int (*fp)( const char *, ... ) = printf; printf( "%d\n", count_args( fp, 1, 2.0 ) );
	int arr2[] = { 1, 2, 3 }, *pp = arr2, (*pa)[ 3 ] = &arr2; printf( "%d %d\n", pp[ 1 ], (*pa)[ 2 ] );
	struct pt p2 = (struct pt){ .y = 4 }, *pptr = &(struct pt){ 7, 8 }; printf( "%d %d\n", p2.y, pptr->x );
	pthread_mutex_t mu = PTHREAD_MUTEX_INITIALIZER; pthread_mutex_lock( &mu ); pthread_mutex_unlock( &mu );
	struct sigaction sa = { .sa_flags = SA_RESTART }; sigemptyset( &sa.sa_mask ); siginfo_t si; si.si_pid = 3; printf( "%d %d\n", sa.sa_flags == SA_RESTART, si.si_pid );
	errno = 3; printf( "%d %g %s\n", errno, sqrt( 16 ), __func__ ); (void)n1; (void)tls2; (void)inl; ucontext_t uc; (void)uc;
	struct { int bits : 3; unsigned : 2; unsigned long w : 40; } bf = { -1, 5 }; printf( "%d %d\n", bf.bits, (int)bf.w );
	goto end; { end: ; }
	char s5[ 5 ] = "hello", w[] = { "braced" }; printf( "%.5s %zu\n", s5, sizeof w ); wchar_t ws[] = L"wide"; printf( "%zu\n", sizeof ws / sizeof *ws );
	return 0;
}
