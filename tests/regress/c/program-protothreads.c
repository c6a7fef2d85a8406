// Coroutines by switch on __LINE__ inside loops, a scheduler over them, and an allocator with a free list.
#include <stdio.h>
#include <stddef.h>
#include <string.h>

struct task { int line, i, j; const char *name; int ( *run )( struct task * ); struct task *next; };
#define BEGIN( t ) switch ( ( t )->line ) { case 0:
#define YIELD( t ) do { ( t )->line = __LINE__; return 1; case __LINE__:; } while ( 0 )
#define END( t ) } ( t )->line = 0; return 0

static int producer( struct task *t ) {
	BEGIN( t );
	for ( t->i = 0; t->i < 3; t->i++ ) {
		printf( "%s %d\n", t->name, t->i );
		YIELD( t );
		if ( t->i == 1 ) {
			for ( t->j = 0; t->j < 2; t->j++ ) {
				printf( "%s %d.%d\n", t->name, t->i, t->j );
				YIELD( t );
			}
		}
	}
	END( t );
}
static int counter( struct task *t ) {
	BEGIN( t );
	while ( t->i < 4 ) { t->i++; YIELD( t ); }
	printf( "%s counted %d\n", t->name, t->i );
	END( t );
}

static union block { union block *next; max_align_t align; char bytes[ sizeof( struct task ) ]; } pool[ 4 ], *free_list;
static void *allocate( void ) { void *p = free_list; if ( free_list ) free_list = free_list->next; return p; }
static void release( void *p ) { ( (union block *)p )->next = free_list; free_list = p; }
static struct task *spawn( struct task **list, struct task model ) {
	struct task *t = allocate();
	if ( !t ) return NULL;
	*t = model;
	while ( *list ) list = &( *list )->next;
	return *list = t;
}

int main( void ) {
	for ( union block *b = pool; b < pool + sizeof pool / sizeof *pool; b++ ) release( b );
	struct task *list = NULL;
	spawn( &list, (struct task){ .name = "a", .run = producer } );
	spawn( &list, (struct task){ .name = "b", .run = counter } );
	spawn( &list, (struct task){ .name = "c", .run = producer } );
	int rounds = 0;
	while ( list ) {
		for ( struct task **p = &list; *p; ) {
			struct task *t = *p;
			if ( t->run( t ) ) p = &t->next;
			else { *p = t->next; release( t ); }
		}
		rounds++;
	}
	int available = 0;
	while ( allocate() ) available++;
	printf( "%d %d\n", rounds, available );
	return 0;
}
