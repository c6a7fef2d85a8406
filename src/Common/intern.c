/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Interned strings: every spelling exists once, so names compare by pointer.
 */
#include "Common/common.h"

#include <string.h>

/* The hash stands beside the pointer: a probe that misses does not touch the string. */
typedef struct Slot { Str * str; uint32_t hash, len; } Slot;

static Slot * slots;
static uint32_t capacity, count;

static inline uint64_t load8( const char * p ) { uint64_t x; memcpy( &x, p, 8 ); return x; }
static inline uint64_t load4( const char * p ) { uint32_t x; memcpy( &x, p, 4 ); return x; }

/* Multiply and fold: names are short, so nearly all of them take one or two steps. */
static inline uint64_t mix( uint64_t a, uint64_t b ) {
	unsigned __int128 product = (unsigned __int128)( a ^ 0x9e3779b97f4a7c15u ) * ( b ^ 0xd6e8feb86659fd93u );
	return (uint64_t)product ^ (uint64_t)( product >> 64 );
}

static inline uint32_t hash_text( const char * text, size_t len ) {
	uint64_t h = len, a, b;
	if ( len > 16 ) {
		size_t rest = len;
		const char * at = text;
		for ( ; rest > 16; rest -= 16, at += 16 ) h = mix( load8( at ) ^ h, load8( at + 8 ) );
		a = load8( text + len - 16 );
		b = load8( text + len - 8 );
	} else if ( len >= 8 ) {
		a = load8( text );
		b = load8( text + len - 8 );
	} else if ( len >= 4 ) {
		a = load4( text );
		b = load4( text + len - 4 );
	} else if ( len > 0 ) {
		a = (unsigned char)text[0] << 16 | (unsigned char)text[len / 2] << 8 | (unsigned char)text[len - 1];
		b = 0;
	} else {
		a = b = 0;
	}
	h = mix( a ^ h, b ^ len );
	return (uint32_t)( h ^ h >> 32 );
}

/* Twice the room: keeps the table at most half full. */
static void grow( void ) {
	Slot * old = slots;
	uint32_t n = capacity;
	capacity = n ? n * 2 : 1 << 14;
	slots = NEW_ARRAY( Slot, capacity );
	for ( uint32_t i = 0; i < n; i += 1 ) {
		if ( ! old[i].str ) continue;
		uint32_t at = old[i].hash & ( capacity - 1 );
		while ( slots[at].str ) at = ( at + 1 ) & ( capacity - 1 );
		slots[at] = old[i];
	}
}

Str * intern( const char * text, size_t len ) {
	if ( count >= capacity / 2 ) grow();
	uint32_t hash = hash_text( text, len ), at = hash & ( capacity - 1 );
	for ( ; slots[at].str; at = ( at + 1 ) & ( capacity - 1 ) ) {
		if ( slots[at].hash == hash && slots[at].len == (uint32_t)len
			&& ! memcmp( slots[at].str->text, text, len ) ) {
			return slots[at].str;
		}
	}
	Str * str = arena_alloc( sizeof( Str ) + len + 1 );
	str->len = (uint32_t)len;
	str->hash = hash;
	memcpy( str->text, text, len );
	slots[at] = (Slot){ str, hash, (uint32_t)len };
	count += 1;
	return str;
}

Str * intern_cstr( const char * text ) {
	return intern( text, strlen( text ) );
}

Str * intern_fmt( const char * fmt, ... ) {
	char small[256];
	va_list args;
	va_start( args, fmt );
	int len = vsnprintf( small, sizeof( small ), fmt, args );
	va_end( args );
	if ( len < (int)sizeof( small ) ) return intern( small, len < 0 ? 0 : (size_t)len );
	char * large = arena_alloc( (size_t)len + 1 );
	va_start( args, fmt );
	vsnprintf( large, (size_t)len + 1, fmt, args );
	va_end( args );
	return intern( large, (size_t)len );
}
