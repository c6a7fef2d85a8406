/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Memory of the translation unit: big chunks from the system, handed out by moving a pointer. The system's
 * pages come zeroed and lazily, so nothing is cleared here and nothing is paid for what is not touched.
 */
#define _GNU_SOURCE
#include "Common/common.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum { CHUNK = 64 << 20 };

char * arena_next, * arena_end;
/* bytes handed out in earlier chunks and of large objects */
static size_t earlier;
static char * chunk;

/* Whole pages of zeroes, or the end of the translation: no part of the translator can go on without
   memory. */
static char * map_pages( size_t size ) {
	void * at = mmap( NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE,
		-1, 0 );
	if ( at == MAP_FAILED ) {
		fputs( "cfa-cpp: error: out of memory\n", stderr );
		exit( 1 );
	}
#ifdef MADV_HUGEPAGE
	madvise( at, size, MADV_HUGEPAGE );
#endif
	return at;
}

/* The rest of the chunk is too small: a chunk of its own for what is large, else the next chunk. */
void * arena_alloc_slow( size_t size ) {
	if ( size >= CHUNK / 4 ) {
		if ( size > SIZE_MAX - 4096 ) size = SIZE_MAX / 2;      /* refused by the system */
		earlier += size;
		return map_pages( ( size + 4095 ) & ~(size_t)4095 );
	}
	earlier += (size_t)( arena_next - chunk );
	chunk = map_pages( CHUNK );
	arena_next = chunk + size;
	arena_end = chunk + CHUNK;
	return chunk;
}

size_t arena_used( void ) {
	return earlier + (size_t)( arena_next - chunk );
}

void * arena_grow( void * old, size_t used, size_t size, size_t wanted ) {
	size = ( size + 15 ) & ~(size_t)15;
	wanted = ( wanted + 15 ) & ~(size_t)15;
	if ( old && (char *)old + size == arena_next && wanted - size <= (size_t)( arena_end - arena_next ) ) {
		arena_next += wanted - size;
		return old;
	}
	void * memory = arena_alloc( wanted );
	if ( used ) memcpy( memory, old, used );
	return memory;
}
