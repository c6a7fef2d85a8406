/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Looking ahead in the raw tokens: what LALR(1) cannot see (chapter 01, sections 2.8, 3 and 6.4).
 */
#include "Parser/filter.h"
#include "Parser/grammar.h"

enum { FAR = 2000 };                                    /* tokens looked at for one decision */

static Raw * queue;
static unsigned queue_head, queue_len, queue_size;
static unsigned budget;                                 /* steps left for the decision at hand */

/* One more step: false if the decision takes too long. Long text is an expression then. */
static bool step( void ) { return budget > 0 && budget--; }

void look_start( void ) { budget = FAR; }

static void queue_grow( void ) {
	unsigned size = queue_size ? queue_size * 2 : 256;
	Raw * fresh = NEW_ARRAY( Raw, size );
	for ( unsigned i = 0; i < queue_len; i += 1 ) fresh[i] = queue[( queue_head + i ) & ( queue_size - 1 )];
	queue = fresh;
	queue_head = 0;
	queue_size = size;
}

const Raw * look( unsigned i ) {
	while ( queue_len <= i ) {
		if ( queue_len == queue_size ) queue_grow();
		lexer_next( &queue[( queue_head + queue_len ) & ( queue_size - 1 )] );
		queue_len += 1;
	}
	return &queue[( queue_head + i ) & ( queue_size - 1 )];
}

int look_code( unsigned i ) { return look( i )->code; }

Raw queue_take( void ) {
	if ( queue_len == 0 ) { Raw raw; lexer_next( &raw ); return raw; }
	Raw raw = queue[queue_head];
	queue_head = ( queue_head + 1 ) & ( queue_size - 1 );
	queue_len -= 1;
	return raw;
}

void queue_put( Raw raw ) {
	if ( queue_len == queue_size ) queue_grow();
	queue_head = ( queue_head - 1 ) & ( queue_size - 1 );
	queue[queue_head] = raw;
	queue_len += 1;
}

void queue_clear( void ) { queue_len = 0; }

unsigned look_match( unsigned i ) {
	unsigned depth = 0;
	for ( ; step(); i += 1 ) {
		switch ( look_code( i ) ) {
		case '(': case '[': case '{': case ATTRAT: depth += 1; break;
		case ')': case ']': case '}':
			depth -= 1;
			if ( depth == 0 ) return i + 1;
			break;
		case 0: return 0;
		}
	}
	return 0;
}

bool code_is_attribute( int code ) {
	return code == ATTRIBUTE || code == ATTRAT || code == ATTRC23 || code == ALIGNAS;
}

unsigned look_attributes( unsigned i ) {
	for ( ;; ) {
		switch ( look_code( i ) ) {
		case ATTRC23: i += 1; continue;
		case ATTRAT: {
			unsigned next = look_match( i );
			if ( ! next ) return i;
			i = next;
			continue;
		}
		case ATTRIBUTE: case ALIGNAS: {
			unsigned next = look_code( i + 1 ) == '(' ? look_match( i + 1 ) : 0;
			if ( ! next ) return i;
			i = next;
			continue;
		}
		}
		return i;
	}
}

unsigned look_chain( const Entry * e, bool * type ) {
	unsigned n = 0;
	while ( look_code( 2 * n ) == '.' && look_code( 2 * n + 1 ) == IDENTIFIER ) {
		const Entry * inner = class_nested( e, look( 2 * n + 1 )->str );
		if ( ! inner ) {
			/* an unknown member of a type before a name can only be meant as a type */
			*type = look_code( 2 * n + 2 ) == IDENTIFIER;
			return *type ? n + 1 : n;
		}
		e = inner;
		n += 1;
	}
	*type = true;
	return n;
}

/* The type name at `i` may begin a qualified enumerator (E.A). */
static bool name_is_type( unsigned i ) {
	const Str * name = look( i )->str;
	if ( class_of( name ) == CL_IDENT ) return false;
	const Entry * e = class_entry( name );
	while ( look_code( i + 1 ) == '.' && look_code( i + 2 ) == IDENTIFIER ) {
		e = class_nested( e, look( i + 2 )->str );
		if ( ! e ) return look_code( i + 3 ) == IDENTIFIER;
		i += 2;
	}
	return true;
}

bool look_type( unsigned i ) {
	if ( ! step() ) return false;
	i = look_attributes( i );
	switch ( look_code( i ) ) {
	case TYPEWORD:
	case STORAGE: case EXTERN: case STATIC: case INLINE: case QUALIFIER: case AGGkey: case ENUM:
	case TYPEOF: case VTABLE: case FORALL: case ALIGNAS:
		return true;
	case MUTEX: return look_code( i + 1 ) == AGGkey;
	case EXTENSION: return look_type( i + 1 );
	case IDENTIFIER: return name_is_type( i );
	case '.': return ! options.c_mode && look_code( i + 1 ) == IDENTIFIER && name_is_type( i + 1 );
	}
	return false;
}

bool look_new_style( unsigned i ) {
	for ( ; step(); i += 1 ) {
		i = look_attributes( i );
		switch ( look_code( i ) ) {
		case '*': case '&': case ANDAND: case MUTEX: case QUALIFIER: continue;
		case '[': return look_bracket( i + 1 ) != 0;
		}
		return look_type( i );
	}
	return false;
}

/* Behind `[]` or `[ ... ]`: a function name with its parameters, or a function type. */
static bool look_function( unsigned i ) {
	if ( look_code( i ) == '(' ) return true;
	return look_code( i ) == IDENTIFIER && look_code( i + 1 ) == '('
		&& class_of( look( i )->str ) != CL_GENERIC;
}

int look_bracket( unsigned i ) {
	unsigned at = i;
	if ( look_code( at ) == ']' ) {
		if ( look_function( at + 1 ) ) return NTUPLE;
		return look_new_style( at + 1 ) ? NDIM : 0;
	}
	bool qualified = false, fixed = false;
	for ( ; ( look_code( at ) == QUALIFIER || look_code( at ) == STATIC ) && step(); at += 1 ) {
		qualified = true;
		fixed |= look_code( at ) == STATIC;
	}
	int code = look_code( at );
	if ( ( code == '*' && look_code( at + 1 ) == ']' ) || fixed || ( qualified && code == ']' ) ) return NDIM;
	if ( look_new_style( at ) ) {
		if ( code == IDENTIFIER && look_code( at + 1 ) == ']' && look_type( at + 2 )
			&& ! look_function( at + 2 ) )
			return NDIM;
		return NTUPLE;
	}
	if ( qualified ) return NDIM;
	unsigned end, depth = 1;
	for ( end = i; depth > 0; end += 1 ) {
		if ( ! step() ) return 0;
		switch ( look_code( end ) ) {
		case '(': case '[': case '{': case ATTRAT: depth += 1; break;
		case ')': case ']': case '}': depth -= 1; break;
		case ';': case 0: return 0;
		}
	}
	if ( look_code( end ) == '[' ) return look_bracket( end + 1 ) ? NDIM : 0;
	return look_new_style( end ) ? NDIM : 0;
}

bool look_designator( unsigned i ) {
	unsigned depth = 1;
	for ( ; step(); i += 1 ) {
		switch ( look_code( i ) ) {
		case '(': case '[': case '{': case ATTRAT: depth += 1; break;
		case ')': case ']': case '}':
			depth -= 1;
			if ( depth == 0 ) return true;
			break;
		case ',': if ( depth == 1 ) return false; break;
		case 0: return true;
		}
	}
	return true;
}

bool look_parameters( unsigned i ) {
	unsigned depth = 0;
	if ( ! look_type( i ) && ! look_new_style( i ) ) return false;
	for ( ; step(); i += 1 ) {
		switch ( look_code( i ) ) {
		case '(': case '[': depth += 1; break;
		case ')': case ']': if ( depth == 0 ) return true; depth -= 1; break;
		case '{': case '}': case 0: return false;
		}
	}
	return false;
}

bool look_block( unsigned i ) {
	unsigned depth = 1;
	for ( ; step(); i += 1 ) {
		switch ( look_code( i ) ) {
		case '{': depth += 1; break;
		case '}': depth -= 1; if ( depth == 0 ) return false; break;
		case ';': case 0: return true;
		}
	}
	return true;
}
