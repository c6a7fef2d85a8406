// C programs may use the keywords that C-for-all adds as ordinary names, and write its operator spellings.
#include <stdio.h>

struct thread { int monitor, coroutine; struct thread *with; };
typedef struct { int generator; } actor, exception;
enum choose { catch, catchResume, finally = 7, try };
union trait { int dtype; float otype; };

static int mutex = 1, suspend = 2, waitfor = 3, waituntil = 4, when = 5, timeout = 6;
static int throw( int throwResume ) { return throwResume * 2; }
static int forall( int ttype, int virtual ) { return ttype + virtual; }
static int resume( struct thread *this ) { return this->monitor + this->with->coroutine; }
static int vtable( int fallthrough, int fallthru ) { return fallthrough - fallthru; }
static int zero_t = 10, one_t = 11, exists = 12, disable = 13, enable = 14, corun = 15, cofor = 16;

int main( void ) {
	struct thread with = { 1, 2, &with };
	actor actor = { 3 };
	exception exception = { .generator = 4 };
	enum choose choose = finally;
	union trait trait = { .otype = 1 };
	int and = 1, or = 2, new = 3, delete = 4, class = 5, template = 6, private = 7, this = 8, typeid = 9, recover = 10, report = 11;
	printf( "%d %d %d\n", resume( &with ), throw( actor.generator ), forall( exception.generator, mutex ) );
	printf( "%d %d %d %x\n", choose, catch, try, trait.dtype );
	printf( "%d %d\n", mutex + suspend + waitfor + waituntil + when + timeout, vtable( 5, 3 ) );
	printf( "%d\n", zero_t + one_t + exists + disable + enable + corun + cofor );
	printf( "%d\n", and + or + new + delete + class + template + private + this + typeid + recover + report );
	int x = 1, y = 2, z = 3, a[ 4 ] = { 4, 5, 6, 7 }, *p = a;
	printf( "%d ", x ?++y:z ); printf( "%d ", x++?y:z ); printf( "%d ", x ?*p:z ); printf( "%d ", x?-y:+z ); printf( "%d\n", x?!y:~z );
	printf( "%d %d\n", a[ x, 1 ], x?y:z ); printf( "%d\n", x ?--y:--z );
	{ int coroutine = 1, monitor = 2; typedef int generator; generator g = coroutine * monitor; printf( "%d\n", g ); }
	goto finally;
finally:
	for ( int thread = 0; thread < 2; thread++ ) printf( "%d", thread );
	printf( "\n" );
	return 0;
}
