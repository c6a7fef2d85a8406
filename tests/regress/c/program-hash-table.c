// A generic hash table with open addressing, function pointers for keys, word counts over a text, and a sort of them.
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef unsigned ( *hash_function )( const void *key );
typedef int ( *equal_function )( const void *a, const void *b );
typedef struct entry { const void *key; union { int count; void *pointer; } value; unsigned hash; } entry;
typedef struct table { entry *entries; unsigned mask, used; hash_function hash; equal_function equal; } table;

static unsigned hash_string( const void *key ) { unsigned h = 5381; for ( const char *s = key; *s; ) h = h * 33 ^ *s++; return h; }
static int equal_string( const void *a, const void *b ) { return strcmp( a, b ) == 0; }
static table *create( hash_function hash, equal_function equal ) {
	table *t = malloc( sizeof *t );
	return *t = (table){ calloc( 4, sizeof( entry ) ), 3, 0, hash, equal }, t;
}
static entry *slot( table *t, const void *key, unsigned h ) {
	entry *e;
	for ( unsigned i = h;; i++ ) if ( e = &t->entries[ i & t->mask ], !e->key || ( e->hash == h && t->equal( e->key, key ) ) ) return e;
}
static entry *find( table *t, const void *key ) {
	if ( ( t->used + 1 ) * 4 > ( t->mask + 1 ) * 3 ) {
		table old = *t;
		t->mask = t->mask * 2 + 1;
		t->entries = calloc( t->mask + 1, sizeof( *t->entries ) );
		for ( unsigned i = 0; i <= old.mask; i++ ) if ( old.entries[ i ].key ) *slot( t, old.entries[ i ].key, old.entries[ i ].hash ) = old.entries[ i ];
		free( old.entries );
	}
	unsigned h = t->hash( key );
	entry *e = slot( t, key, h );
	if ( !e->key ) *e = (entry){ .key = key, .hash = h }, t->used++;
	return e;
}
static int by_count( const void *a, const void *b ) {
	const entry *x = *(entry *const *)a, *y = *(entry *const *)b;
	return x->value.count != y->value.count ? y->value.count - x->value.count : strcmp( x->key, y->key );
}

int main( void ) {
	static char text[] = "It was the best of times, it was the worst of times, it was the age of wisdom, it was the age of foolishness, "
		"it was the epoch of belief, it was the epoch of incredulity, it was the season of Light, it was the season of Darkness";
	table *t = create( hash_string, equal_string );
	for ( char *p = text, *word = NULL;; p++ ) {
		if ( isalpha( (unsigned char)*p ) ) { *p = tolower( *p ); if ( !word ) word = p; continue; }
		char c = *p;
		*p = '\0';
		if ( word ) find( t, word )->value.count++;
		word = NULL;
		if ( !c ) break;
	}
	entry **list = malloc( t->used * sizeof( *list ) ), **end = list;
	for ( unsigned i = 0; i <= t->mask; i++ ) if ( t->entries[ i ].key ) *end++ = t->entries + i;
	qsort( list, end - list, sizeof( *list ), by_count );
	for ( entry **e = list; e < end; e++ ) printf( "%s%s:%d", e == list ? "" : " ", (const char *)( *e )->key, ( *e )->value.count );
	printf( "\n%u\n", t->used );
	free( list ); free( t->entries ); free( t );
	return 0;
}
