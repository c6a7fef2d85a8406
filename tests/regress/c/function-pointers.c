// Function pointers: tables, members, comparison, conditional, casts, returned, arrays of them, null tests, typedefs.
#include <stdio.h>
#include <stdlib.h>

typedef double operation( double, double );
static operation add, sub, mul;
static double add( double a, double b ) { return a + b; }
static double sub( double a, double b ) { return a - b; }
static double mul( double a, double b ) { return a * b; }

struct entry { const char *name; operation *run; };
static const struct entry entries[] = { { "add", add }, { "sub", &sub }, { .run = *mul, .name = "mul" }, { 0, 0 } };

struct object;
struct table { int ( *get )( const struct object * ); void ( *set )( struct object *, int ); };
struct object { const struct table *table; int value; };
static int get( const struct object *o ) { return o->value; }
static void set( struct object *o, int v ) { o->value = v; }
static const struct table methods = { get, set };

static int compare( const void *a, const void *b ) { return *(const int *)a - *(const int *)b; }
static int ( *const choose[] )( const void *, const void * ) = { compare };
static void visit( int n, void f( int, void * ), void *arg ) { while ( n-- ) f( n, arg ); }
static void accumulate( int i, void *arg ) { *(int *)arg += i; }
static void nothing( void ) { }
typedef void ( *plain )( void );
static plain self( void ) { return (plain)self; }

int main( void ) {
	for ( const struct entry *e = entries; e->name; e++ ) printf( "%s %g\n", e->name, e->run( 6, 3 ) );
	struct object o = { &methods, 1 };
	o.table->set( &o, 5 );
	( *o.table->set )( &o, o.table->get( &o ) + 1 );
	printf( "%d\n", o.value );
	int v[] = { 3, 1, 2 };
	qsort( v, 3, sizeof( *v ), choose[ 0 ] );
	printf( "%d %d %d\n", v[ 0 ], v[ 1 ], v[ 2 ] );
	int s = 0;
	visit( 5, accumulate, &s );
	visit( 2, &accumulate, &s );
	printf( "%d\n", s );
	operation *f = s > 5 ? add : sub, *g = 0;
	printf( "%d %d %d %g\n", f == add, g == NULL, !f, ( s ? mul : add )( 2, 3 ) );
	printf( "%d\n", ( (plain ( * )( void ))self() )() == (plain)self );
	plain p = nothing;
	p();
	( *p )();
	( ***p )();
	printf( "%zu\n", sizeof( p ) );
	return 0;
}
