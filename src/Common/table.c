/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Hash table from pointers to pointers; growing arrays; text under construction.
 */
#include "Common/common.h"

#include <string.h>

static inline uint32_t start( uintptr_t key, uint32_t capacity ) {
	return (uint32_t)( key * 0x9e3779b97f4a7c15u >> 32 ) & ( capacity - 1 );
}

void * table_get( const Table * table, const void * key ) {
	if ( ! table->count ) return NULL;
	uintptr_t k = (uintptr_t)key;
	for ( uint32_t at = start( k, table->capacity ); table->keys[at];
		at = ( at + 1 ) & ( table->capacity - 1 ) ) {
		if ( table->keys[at] == k ) return table->values[at];
	}
	return NULL;
}

static void insert( Table * table, uintptr_t key, void * value ) {
	uint32_t at = start( key, table->capacity );
	while ( table->keys[at] && table->keys[at] != key ) at = ( at + 1 ) & ( table->capacity - 1 );
	if ( ! table->keys[at] ) table->count += 1;
	table->keys[at] = key;
	table->values[at] = value;
}

void table_put( Table * table, const void * key, void * value ) {
	if ( ( table->count + 1 ) * 4ull > table->capacity * 3ull ) {
		Table old = *table;
		table->capacity = old.capacity ? old.capacity * 2 : 16;
		table->count = 0;
		table->keys = NEW_ARRAY( uintptr_t, table->capacity );
		table->values = NEW_ARRAY( void *, table->capacity );
		for ( uint32_t i = 0; i < old.capacity; i += 1 ) {
			if ( old.keys[i] ) insert( table, old.keys[i], old.values[i] );
		}
	}
	insert( table, (uintptr_t)key, value );
}

void * vec_grow( void * at, uint32_t * cap, uint32_t len, size_t item ) {
	uint32_t room = *cap;
	*cap = room < 4 ? 4 : room * 2;
	return arena_grow( at, len * item, room * item, *cap * item );
}

/* Room for `more` characters and the terminating NUL. */
static inline char * reserve( Buf * buf, size_t more ) {
	if ( buf->len + more + 1 > buf->cap ) {
		size_t wanted = buf->cap * 2 < 64 ? 64 : buf->cap * 2;
		while ( wanted < buf->len + more + 1 ) wanted *= 2;
		buf->at = arena_grow( buf->at, buf->len, buf->cap, wanted );
		buf->cap = wanted;
	}
	return buf->at + buf->len;
}

void buf_put( Buf * buf, const char * text, size_t len ) {
	if ( ! len ) return;
	memcpy( reserve( buf, len ), text, len );
	buf->len += len;
}

void buf_puts( Buf * buf, const char * text ) {
	buf_put( buf, text, strlen( text ) );
}

void buf_putc( Buf * buf, char c ) {
	*reserve( buf, 1 ) = c;
	buf->len += 1;
}

void buf_printf( Buf * buf, const char * fmt, ... ) {
	va_list args;
	va_start( args, fmt );
	buf_vprintf( buf, fmt, args );
	va_end( args );
}

void buf_vprintf( Buf * buf, const char * fmt, va_list args ) {
	va_list again;
	va_copy( again, args );
	char * to = reserve( buf, 80 );
	int len = vsnprintf( to, 80, fmt, args );
	if ( len >= 80 ) {
		to = reserve( buf, (size_t)len );
		vsnprintf( to, (size_t)len + 1, fmt, again );
	}
	if ( len > 0 ) buf->len += (size_t)len;
	va_end( again );
}

const char * buf_text( Buf * buf ) {
	*reserve( buf, 0 ) = '\0';
	return buf->at;
}
