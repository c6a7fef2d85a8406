/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Arenas, interned strings, tables, growing arrays, text, positions, spelling.
 */
#undef NDEBUG
#include "Common/common.h"

#include <assert.h>
#include <string.h>

static void test_arena( void ) {
	for ( size_t size = 1; size < 200; size += 7 ) {
		char * p = arena_alloc( size );
		assert( (uintptr_t)p % 16 == 0 );
		for ( size_t i = 0; i < size; i += 1 ) assert( p[i] == 0 );
		memset( p, 0xff, size );
	}
	size_t before = arena_used();
	char * big = arena_alloc( (size_t)40 << 20 );
	assert( big[0] == 0 && big[( 40 << 20 ) - 1] == 0 );
	assert( arena_used() - before == (size_t)40 << 20 );
	for ( int i = 0; i < 100; i += 1 ) memset( arena_alloc( 3 << 20 ), 1, 3 << 20 );     /* over chunk borders */
	char * again = arena_alloc( 64 );
	for ( int i = 0; i < 64; i += 1 ) assert( again[i] == 0 );
}

static void test_intern( void ) {
	Str * a = intern( "alpha", 5 );
	assert( a == intern_cstr( "alpha" ) && a == intern_fmt( "al%s", "pha" ) );
	assert( a->len == 5 && strcmp( a->text, "alpha" ) == 0 );
	assert( intern( "alp", 3 ) != a && intern( "", 0 ) == intern_cstr( "" ) );
	assert( intern( "a\0b", 3 ) != intern( "a\0c", 3 ) );
	static Str * many[100000];
	for ( int i = 0; i < 100000; i += 1 ) many[i] = intern_fmt( "name_%d_of_many", i );
	for ( int i = 0; i < 100000; i += 1 ) assert( many[i] == intern_fmt( "name_%d_of_many", i ) );
	char text[100];
	for ( size_t len = 0; len < sizeof( text ); len += 1 ) {                              /* every length differs */
		memset( text, 'x', sizeof( text ) );
		Str * s = intern( text, len );
		assert( s->len == len && s == intern( text, len ) );
		if ( ! len ) continue;
		text[len / 2] = 'y';
		assert( intern( text, len ) != s );
	}
	Str * big = intern_fmt( "%1000d", 1 );
	assert( big->len == 1000 );
}

static void test_table( void ) {
	Table t = { 0 };
	static int keys[5000];
	assert( ! table_get( &t, keys ) );
	for ( int i = 0; i < 5000; i += 1 ) table_put( &t, &keys[i], (void *)(uintptr_t)( i + 1 ) );
	for ( int i = 0; i < 5000; i += 1 ) assert( table_get( &t, &keys[i] ) == (void *)(uintptr_t)( i + 1 ) );
	table_put( &t, &keys[7], NULL );
	assert( ! table_get( &t, &keys[7] ) && t.count == 5000 );
}

static void test_growing( void ) {
	VEC( int ) v = { 0 }, w = { 0 };
	for ( int i = 0; i < 1000; i += 1 ) {
		vec_push( &v, i );
		vec_push( &w, -i );
	}
	for ( int i = 0; i < 1000; i += 1 ) assert( v.at[i] == i && w.at[i] == -i );
	Buf b = { 0 };
	assert( strcmp( buf_text( &b ), "" ) == 0 );
	for ( int i = 0; i < 100; i += 1 ) {
		buf_puts( &b, "ab" );
		buf_putc( &b, 'c' );
		buf_printf( &b, "%d,%s", i % 10, "d" );
	}
	assert( b.len == 600 && strncmp( buf_text( &b ), "abc0,dabc1,d", 12 ) == 0 );
	buf_printf( &b, "%500s", "" );
	assert( b.len == 1100 && strlen( buf_text( &b ) ) == 1100 );
}

static void test_loc( void ) {
	uint16_t a = loc_file( intern_cstr( "b.c" ), false ), b = loc_file( intern_cstr( "a.h" ), true );
	assert( a && b && a != b && loc_file( intern_cstr( "b.c" ), false ) == a );
	assert( strcmp( loc_file_name( b ), "a.h" ) == 0 && strcmp( loc_file_name( 0 ), "" ) == 0 );
	assert( loc_is_system( (Loc){ 1, 1, b } ) && ! loc_is_system( (Loc){ 1, 1, a } ) );
	assert( loc_compare( (Loc){ 9, 9, b }, (Loc){ 1, 1, a } ) < 0 );                        /* by name */
	assert( loc_compare( (Loc){ 2, 1, a }, (Loc){ 1, 9, a } ) > 0 );
	assert( loc_compare( (Loc){ 2, 1, a }, (Loc){ 2, 3, a } ) < 0 && ! loc_compare( (Loc){ 2, 3, a }, (Loc){ 2, 3, a } ) );
}

static const char * suggest( const char * name, const char * const * candidates ) {
	Speller s = { .name = intern_cstr( name ) };
	for ( ; *candidates; candidates += 1 ) speller_offer( &s, intern_cstr( *candidates ) );
	return s.best ? s.best->text : "";
}

static void test_speller( void ) {
	const char * const names[] = { "printf", "print", "counter", "x", "begin", NULL };
	assert( strcmp( suggest( "pritnf", names ), "printf" ) == 0 );
	assert( strcmp( suggest( "pirnt", names ), "print" ) == 0 );
	assert( strcmp( suggest( "countr", names ), "counter" ) == 0 );
	assert( strcmp( suggest( "y", names ), "" ) == 0 );
	assert( strcmp( suggest( "elephant", names ), "" ) == 0 );
}

int main( void ) {
	test_arena();
	test_intern();
	test_table();
	test_growing();
	test_loc();
	test_speller();
	return 0;
}
