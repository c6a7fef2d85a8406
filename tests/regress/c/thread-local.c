// _Thread_local and __thread: static, extern, block scope, initialised; each thread has its own.
#include <stdio.h>
#include <pthread.h>

_Thread_local int counter = 5;
static __thread const char *name = "main";
extern _Thread_local int later;
static _Thread_local struct { int a, b; } pair = { 1, 2 };

static int next( void ) { static _Thread_local int n = 10; return n++; }

static void *body( void *arg ) {
	counter += *(int *)arg;
	name = "worker";
	next();
	next();
	pair.b = counter;
	*(int *)arg = counter * 100 + next() + later;
	return &counter == 0 ? 0 : (void *)name;
}

int main( void ) {
	int arg = 3;
	pthread_t t;
	void *r;
	counter = 50;
	pthread_create( &t, 0, body, &arg );
	pthread_join( t, &r );
	printf( "%d %s %s %d %d %d\n", arg, (char *)r, name, counter, next(), pair.b );
	return 0;
}

_Thread_local int later = 1000;
