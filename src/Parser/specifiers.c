/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Declaration specifiers: what may stand together (chapter 01, 6.1 and 18). Findings are collected while the
 * specifiers are read and reported when the declared name is known.
 *
 *	static static const volatile short int volatile x;      duplicate static storage class(es), duplicate volatile ...
 */
#include "Parser/internal.h"

Specs * specs_new( Loc loc ) {
	Specs * s = NEW( Specs );
	s->loc = loc;
	s->scope = -1;
	return s;
}

static void finding( Specs * s, const char * fmt, const char * a, const char * b ) {
	if ( options.c_mode ) return;
	if ( s->findings.len ) buf_puts( &s->findings, ", " );
	buf_printf( &s->findings, fmt, a, b );
}

static const char * const storage_names[] =
	{ "typedef", "extern", "static", "auto", "register", "_Thread_local" };

static const char * storage_name( int bit ) {
	for ( int i = 0; i < 6; i += 1 ) if ( bit & ( 1 << i ) ) return storage_names[i];
	return bit & DS_INLINE ? "inline" : bit & DS_NORETURN ? "_Noreturn" : "fortran";
}

enum { CLASSES = DS_TYPEDEF | DS_EXTERN | DS_STATIC | DS_AUTO | DS_REGISTER,
	FUNCTION = DS_INLINE | DS_NORETURN | DS_FORTRAN };

/* gcc's rules, for C mode: one class, _Thread_local with extern or static. */
static void storage_c( Specs * s, int bit, Loc loc, const char * text ) {
	int classes = s->storage & CLASSES;
	if ( bit & FUNCTION ) return;
	if ( bit & DS_THREAD ) {
		if ( s->storage & DS_THREAD ) diag_error( loc, "duplicate '%s'", text );
		else if ( classes & ~( DS_EXTERN | DS_STATIC ) )
			diag_error( loc, "'%s' used with '%s'", text, storage_name( classes ) );
		return;
	}
	if ( classes & bit ) diag_error( loc, "duplicate '%s'", text );
	else if ( classes ) diag_error( loc, "multiple storage classes in declaration specifiers" );
	else if ( ( s->storage & DS_THREAD ) && ! ( bit & ( DS_EXTERN | DS_STATIC ) ) ) {
		diag_error( loc, "'_Thread_local' used with '%s'", text );
	}
}

Specs * specs_storage( Specs * s, Tok word ) {
	if ( ! s ) s = specs_new( word.loc );
	int bit = (int)keyword_of( word.str )->arg;
	if ( options.c_mode ) storage_c( s, bit, word.loc, word.str->text );
	else if ( bit & FUNCTION ) {
		if ( s->storage & bit ) finding( s, "duplicate %s function specifier(s)", storage_name( bit ), NULL );
	} else if ( s->storage & bit & ( CLASSES | DS_THREAD ) ) {
		finding( s, "duplicate %s storage class(es)", storage_name( bit & ( CLASSES | DS_THREAD ) ), NULL );
		return s;
	} else {
		int classes = s->storage & ( CLASSES | DS_THREAD );
		bool pair = ( bit & DS_THREAD ) ? ! ( classes & ~( DS_EXTERN | DS_STATIC ) )
			: ( bit & ( DS_EXTERN | DS_STATIC ) ) && ! ( classes & ~DS_THREAD );
		if ( classes && ! pair ) {
			finding( s, "conflicting %s & %s storage classes", storage_name( classes ), storage_name( bit ) );
			return s;
		}
	}
	if ( ( bit & DS_TYPEDEF ) && ( s->words || s->type || s->quals ) ) s->late_typedef = true;
	s->storage |= bit;
	s->run = 0;
	return s;
}

static const struct { int bit; const char * name; } qual_names[] = {
	{ QUAL_CONST, "const" }, { QUAL_RESTRICT, "restrict" }, { QUAL_VOLATILE, "volatile" },
	{ QUAL_ATOMIC, "_Atomic" },
};

/* A run of adjacent qualifiers is compared as a whole with those before it (chapter 01, 18.1.5). */
static void end_run( Specs * s ) {
	if ( s->twice ) {
		Buf names = { 0 };
		for ( int i = 0; i < 4; i += 1 ) {
			if ( ! ( s->twice & qual_names[i].bit ) ) continue;
			if ( names.len ) buf_putc( &names, ' ' );
			buf_puts( &names, qual_names[i].name );
		}
		if ( ! options.c_source ) finding( s, "duplicate %s qualifier(s)", buf_text( &names ), NULL );
		s->twice = 0;
	}
	s->run = 0;
}

Specs * specs_qual( Specs * s, Tok word ) {
	if ( ! s ) s = specs_new( word.loc );
	int bit = (int)keyword_of( word.str )->arg;
	if ( ! s->run ) end_run( s );
	s->run = 1;
	if ( s->quals & bit ) s->twice |= bit;
	s->quals |= bit;
	return s;
}

static const char * const word_names[] = {
	"void", "_Bool", "char", "short", "int", "long", "long long", "float", "double", "signed",
	"unsigned", "_Complex",
	"_Imaginary", "__int128", "__float80", "__float128", "_Float16", "_Float32", "_Float32x",
	"_Float64", "_Float64x",
	"_Float128", "_Float128x", "_Decimal32", "_Decimal64", "_Decimal128", "__auto_type", "__builtin_va_list",
	"zero_t", "one_t",
};

static const char * word_name( uint64_t words ) {
	for ( unsigned i = 0; i < sizeof( word_names ) / sizeof( *word_names ); i += 1 )
		if ( words & WORD( i ) ) return word_names[i];
	return "?";
}

#define W( x ) WORD( WORD_BIT_##x )
/* words that change another one, and base words */
#define LENGTHS ( W( SHORT ) | W( LONG ) | W( LONGLONG ) )
#define SIGNS ( W( SIGNED ) | W( UNSIGNED ) )
#define COMPLEXES ( W( COMPLEX ) | W( IMAGINARY ) )
#define MODIFIERS ( LENGTHS | SIGNS | COMPLEXES )

/* May `word` join `words`? In C mode GNU's integer complex types are allowed. */
static bool words_fit( uint64_t words, uint64_t word ) {
	uint64_t all = words | word;
	uint64_t base = all & ~( MODIFIERS );
	if ( base & ( base - 1 ) ) return false;
	if ( ( all & SIGNS ) == SIGNS || ( all & COMPLEXES ) == COMPLEXES ) return false;
	if ( ( all & W( SHORT ) ) && ( all & ( W( LONG ) | W( LONGLONG ) ) ) ) return false;
	if ( ( all & SIGNS ) && ( base & ~( W( CHAR ) | W( INT ) | W( INT128 ) ) ) ) return false;
	if ( ( all & W( SHORT ) ) && ( base & ~W( INT ) ) ) return false;
	if ( ( all & W( LONG ) ) && ( base & ~( W( INT ) | W( DOUBLE ) ) ) ) return false;
	if ( ( all & W( LONGLONG ) ) && ( base & ~W( INT ) ) ) return false;
	if ( ( all & COMPLEXES ) && ( base & ( W( VOID ) | W( BOOL ) | W( AUTO_TYPE ) | W( VA_LIST ) | W( ZERO_T )
		| W( ONE_T ) ) ) )
		return false;
	if ( ( all & COMPLEXES ) && ! options.c_mode
		&& ( all & ( W( CHAR ) | W( INT ) | W( SHORT ) | W( LONGLONG ) | SIGNS ) ) )
		return false;
	return true;
}

Specs * specs_word( Specs * s, Tok word ) {
	if ( ! s ) s = specs_new( word.loc );
	end_run( s );
	uint64_t bits = keyword_of( word.str )->arg;
	if ( ! s->words && ! s->type ) s->type_loc = word.loc;
	const char * text = word_name( bits );
	if ( s->type ) {
		missing_semicolon( s, word.loc );
		if ( ! s->bad )
			diag_error( word.loc, "multiple declaration types \"%s\" and \"%s\".",
				source_text( s->type ), text );
		s->bad = true;
		return s;
	}
	if ( bits == W( LONG ) && ( s->words & W( LONG ) ) ) bits = W( LONGLONG );
	uint64_t old = s->words;
	if ( bits == W( LONGLONG ) ) old &= ~W( LONG );
	if ( ( old & bits ) || ! words_fit( old, bits ) ) {
		if ( s->bad ) return s;
		s->bad = true;
		uint64_t base = s->words & ~( MODIFIERS );
		if ( ( s->words & bits ) && ! ( bits & ( MODIFIERS ) ) ) {
			diag_error( word.loc, "multiple declaration types \"%s\" and \"%s\".", text, text );
		} else if ( base && ( bits & ( MODIFIERS ) ) ) {
			diag_error( word.loc, "invalid type specifier \"%s\" for type \"%s\".", text, word_name( base ) );
		} else if ( bits & ( MODIFIERS ) ) {
			diag_error( word.loc, "conflicting type specifier \"%s\" and \"%s\".",
				word_name( s->words ), text );
		} else if ( base ) {
			diag_error( word.loc, "multiple declaration types \"%s\" and \"%s\".", word_name( base ), text );
		} else {
			diag_error( word.loc, "invalid type specifier \"%s\" for type \"%s\".",
				word_name( s->words ), text );
		}
		return s;
	}
	s->words = old | bits;
	return s;
}

Specs * specs_type( Specs * s, Node * type ) {
	if ( ! s ) s = specs_new( type->loc );
	end_run( s );
	Node * attrs = NULL;
	if ( ( type->kind == T_TAG || type->kind == T_ENUM ) && AS( TagSpec, type )->has_args < 0 ) {
		attrs = AS( TagSpec, type )->args;
		AS( TagSpec, type )->args = NULL;
		AS( TagSpec, type )->has_args = 0;
	}
	if ( s->type || s->words ) {
		missing_semicolon( s, type->loc );
		if ( ! s->bad ) {
			diag_error( type->loc, "multiple declaration types \"%s\" and \"%s\".",
				s->type ? source_text( s->type ) : word_name( s->words ), source_text( type ) );
		}
		s->bad = true;
		s->words = 0;
	} else s->type_loc = type->loc;
	s->type = type;
	if ( ( type->kind == T_TAG || type->kind == T_ENUM ) && AS( TagSpec, type )->def ) s->has_def = true;
	return attrs ? specs_attr( s, attrs ) : s;
}

Specs * specs_attr( Specs * s, Node * attrs ) {
	if ( ! s ) s = specs_new( attrs ? attrs->loc : filter_last_loc() );
	NodeList list = { 0 };
	list_push( &list, s->attrs );
	list_push( &list, attrs );
	s->attrs = list.head;
	return s;
}

Specs * specs_forall( Specs * s, Node * params, int depth ) {
	if ( ! s ) s = specs_new( params ? params->loc : filter_last_loc() );
	if ( s->scope < 0 ) s->scope = depth;
	if ( s->type ) s->forall_late = true;
	NodeList list = { 0 };
	list_push( &list, s->forall );
	list_push( &list, params );
	s->forall = list.head;
	s->has_forall = true;
	return s;
}

Node * specs_tree( Specs * s ) {
	Node * tree = s->type;
	if ( ! tree ) {
		BasicSpec * basic = MAKE( BasicSpec, T_BASIC, s->words ? s->type_loc : s->loc );
		basic->words = s->words;
		tree = (Node *)basic;
	}
	if ( ! s->quals ) return tree;
	QualSpec * q = MAKE( QualSpec, T_QUAL, s->loc );
	q->quals = s->quals;
	q->of = tree;
	return (Node *)q;
}

void specs_close( Specs * s ) {
	if ( s->scope >= 0 ) scope_pop_to( s->scope );
	s->scope = -1;
}

/* A definition of an aggregate followed by another type: the semicolon is missing (chapter 01, 7.5). */
void missing_semicolon( Specs * s, Loc at ) {
	if ( s->bad || ! s->has_def || ! s->type ) return;
	TagSpec * tag = AS( TagSpec, s->type );
	static const char * const keys[] =
		{ "", "struct", "union", "enum", "exception", "generator", "coroutine", "monitor", "thread" };
	illegal( at, "expecting ';' at end of \"%s\" declaration.", keys[tag->key] );
	s->bad = true;
}

/* --- printing a declaration for messages (chapter 01, 18.1.4) ------------------------------------------- */

static void print_words( Buf * out, uint64_t words ) {
	static const int order[] = { WORD_BIT_SIGNED, WORD_BIT_UNSIGNED, WORD_BIT_SHORT, WORD_BIT_LONG,
		WORD_BIT_LONGLONG };
	for ( int i = 0; i < 5; i += 1 )
		if ( words & WORD( order[i] ) ) buf_printf( out, "%s ", word_names[order[i]] );
	words &= ~( LENGTHS | SIGNS );
	for ( int i = 0; i < 30; i += 1 ) if ( words & WORD( i ) ) buf_printf( out, "%s ", word_names[i] );
}

static void print_type( Buf * out, Specs * s ) {
	for ( int i = 0; i < 4; i += 1 )
		if ( s->quals & qual_names[i].bit ) buf_printf( out, "%s ", qual_names[i].name );
	if ( s->type ) buf_printf( out, "%s ", source_text( s->type ) ); else print_words( out, s->words );
}

static void print_storage( Buf * out, Specs * s ) {
	for ( int i = 0; i < 6; i += 1 )
		if ( s->storage & ( 1 << i ) ) buf_printf( out, "%s ", storage_names[i] );
	for ( int bit = DS_INLINE; bit <= DS_FORTRAN; bit <<= 1 )
		if ( s->storage & bit ) buf_printf( out, "%s ", storage_name( bit ) );
}

void specs_report( Specs * s, Decl * decl, Node * mods ) {
	end_run( s );
	if ( options.c_mode ) return;
	Loc at = decl ? decl->loc : s->loc;
	bool function = function_of( mods ) != NULL;
	const char * name = decl && decl->name ? decl->name->text : "";
	if ( s->late_typedef && ! options.c_source )
		diag_error( at, "Type qualifiers/specifiers before TYPEDEF is deprecated, move after TYPEDEF." );
	if ( s->findings.len && ! s->reported ) {
		Buf text = { 0 };
		print_storage( &text, s );
		if ( function ) {
			buf_puts( &text, "function\n  with parameters \n    void \n  returning " );
			print_type( &text, s );
			buf_puts( &text, "\n\n" );
		}
		else { print_type( &text, s ); buf_putc( &text, '\n' ); }
		diag_error( at, "%s in declaration of %s: %s", buf_text( &s->findings ), name, buf_text( &text ) );
		s->reported = true;
	}
	if ( decl && ( s->storage & ( DS_INLINE | DS_NORETURN ) ) && ! function && decl->kind == D_OBJECT
		&& ! ( s->type && ! mods ) ) diag_error( at, "invalid function specifier for %s", name );
	if ( decl && s->forall && ! function && decl->kind == D_OBJECT && ! s->has_def && ! mods ) {
		diag_error( at, "invalid type qualifier for %s", name );
	}
}
