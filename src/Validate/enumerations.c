/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The functions of opaque and typed enumerations (chapter 01, 9.6), written as C∀ text behind each definition at file
 * scope. They count as declarations of a header: resolved and emitted only if they are used.
 *
 *     enum() E { A, B };       static inline int posn( E e ) { return (int)e; }  ...
 */
#include <string.h>

#include "Parser/parser.h"
#include "Validate/validate.h"

static Table enumerations;                              /* name -> Enum, those seen so far */

/* The enumerators in order, those of inherited enumerations in place. False if one of these is unknown. */
typedef VEC( Enumerator * ) Members;
static bool collect( const Enum * e, Members * all, unsigned depth ) {
	if ( depth > 100 ) return false;
	for EACH( n, e->members ) {
		if ( n->kind == D_ENUMERATOR ) {
			vec_push( all, AS( Enumerator, n ) );
			continue;
		}
		const Enum * from = table_get( &enumerations, AS( Enumerator, n )->name );
		if ( ! from || ! collect( from, all, depth + 1 ) ) return false;
	}
	return true;
}

/* The value of enumerator i: as written, that of another one, or one more than the one before. */
static void put_value( Buf * b, const Members * all, unsigned i ) {
	unsigned more = 0;
	while ( ! all->at[i]->value && i > 0 ) {
		i -= 1;
		more += 1;
	}
	const Node * value = all->at[i]->value;
	if ( value && value->kind == E_NAME )
		for ( unsigned k = 0; k < i; k += 1 ) if ( all->at[k]->name == AS( const Name, value )->id ) {
			buf_putc( b, '(' );
			put_value( b, all, k );
			buf_putc( b, ')' );
			value = NULL;
			break;
		}
	if ( value ) buf_puts( b, value->kind == I_LIST ? source_text( value ) : intern_fmt( "(%s)", source_text( value ) )->text );
	else if ( ! all->at[i]->value ) buf_puts( b, "0" );
	if ( more ) buf_printf( b, " + %u", more );
}

/* The functions that check the range, and the increments. */
static void put_checked( Buf * b, const char * name, unsigned last ) {
	buf_printf( b, "static inline %s fromInt( int i ) {\n\tif ( i < 0 || i > %u ) "
		"abort( \"call to fromInt has index %%d outside of enumeration range 0-%u.\", i );\n\treturn (%s)i;\n}\n", name, last, last, name );
	buf_printf( b, "static inline %s succ( %s e ) {\n\tif ( (int)e >= %u ) "
		"abort( \"call to succ() exceeds enumeration upper bound of %u.\" );\n\treturn (%s)( (int)e + 1 );\n}\n", name, name, last, last, name );
	buf_printf( b, "static inline %s pred( %s e ) {\n\tif ( (int)e <= 0 ) "
		"abort( \"call to pred() exceeds enumeration lower bound of 0.\" );\n\treturn (%s)( (int)e - 1 );\n}\n", name, name, name );
	buf_printf( b, "static inline int Countof( %s e __attribute__((unused)) ) { return %u; }\n", name, last + 1 );
	for ( const char * op = "+-"; *op; op += 1 ) {
		buf_printf( b, "static inline %s %c%c?( %s & e ) { e = (%s)( (int)e %c 1 ); return e; }\n", name, *op, *op, name, name, *op );
		buf_printf( b, "static inline %s ?%c%c( %s & e ) { %s old = e; e = (%s)( (int)e %c 1 ); return old; }\n", name, *op, *op, name,
			name, name, *op );
	}
}

static const char * const comparisons[] = { "==", "!=", "<", "<=", ">", ">=" };

/* The text of the functions of one enumeration; `name` is its type. */
static const char * functions_of( const Enum * e, const Members * all, const char * name ) {
	Buf b = { 0 };
	unsigned last = all->len - 1;
	buf_puts( &b, "# 1 \"<enumeration>\" 3\n" );
	buf_printf( &b, "static inline int posn( %s e ) { return (int)e; }\n", name );
	buf_printf( &b, "static inline int fromInstance( %s e ) { return (int)e; }\n", name );
	buf_printf( &b, "static inline const char * type_name( %s e __attribute__((unused)) ) { return \"%s\"; }\n", name, e->name->text );
	buf_printf( &b, "static inline %s lowerBound( void ) { return (%s)0; }\n", name, name );
	buf_printf( &b, "static inline %s upperBound( void ) { return (%s)%u; }\n", name, name, last );
	buf_printf( &b, "static inline %s fromInt_unsafe( int i ) { return (%s)i; }\n", name, name );
	buf_printf( &b, "static inline %s succ_unsafe( %s e ) { return (%s)( (int)e + 1 ); }\n", name, name, name );
	buf_printf( &b, "static inline %s pred_unsafe( %s e ) { return (%s)( (int)e - 1 ); }\n", name, name, name );
	for ( unsigned i = 0; i < sizeof( comparisons ) / sizeof( *comparisons ); i += 1 )
		buf_printf( &b, "static inline int ?%s?( %s a, %s b ) { return (int)a %s (int)b; }\n", comparisons[i], name, name, comparisons[i] );
	for ( const char * op = "+-"; *op; op += 1 ) for ( int one = 0; one < 2; one += 1 )
		buf_printf( &b, "static inline %s ?%c=?( %s & e, %s ) { e = (%s)( (int)e %c %s ); return e; }\n", name, *op, name,
			one ? "one_t" : "int i", name, *op, one ? "1" : "i" );
	put_checked( &b, name, last );
	buf_printf( &b, "static inline const char * label( %s e ) {\n\tstatic const char * const labels[%u] = {", name, last + 1 );
	for ( unsigned i = 0; i <= last; i += 1 ) buf_printf( &b, " \"%s\",", all->at[i]->name->text );
	buf_puts( &b, " };\n\treturn labels[(int)e];\n}\n" );
	if ( e->kind_of != ENUM_TYPED || ! e->base ) return buf_text( &b );
	const char * base = source_text( e->base );
	buf_printf( &b, "static inline typeof( %s ) value( %s e ) {\n\tstatic typeof( %s ) values[%u] = {", base, name, base, last + 1 );
	for ( unsigned i = 0; i <= last; i += 1 ) {
		buf_putc( &b, ' ' );
		put_value( &b, all, i );
		buf_putc( &b, ',' );
	}
	buf_puts( &b, " };\n\treturn values[(int)e];\n}\n" );
	return buf_text( &b );
}

static Node * definition_in( const Node * spec ) {
	while ( spec && spec->kind == T_QUAL ) spec = AS( const QualSpec, spec )->of;
	return spec && (spec->kind == T_ENUM || spec->kind == T_TAG) ? AS( const TagSpec, spec )->def : NULL;
}

/* The functions of one enumeration, as declarations. One without a name gets one: value( Pi ) must work. */
static Node * functions( Enum * e, const char * prefix ) {
	static unsigned number;
	if ( e->kind_of == ENUM_PLAIN || ! e->members || (! e->name && e->hidden) ) return NULL;
	if ( ! e->name ) e->name = intern_fmt( "__anonymous_enum%u", number++ );
	table_put( &enumerations, e->name, e );
	Members all = { 0 };
	if ( ! collect( e, &all, 0 ) || ! all.len ) return NULL;
	const char * text;
	if ( ! *prefix ) text = functions_of( e, &all, intern_fmt( "enum %s", e->name->text )->text );
	else {
		const char * name = intern_fmt( "__cfa_enum%u", number++ )->text;
		text = intern_fmt( "# 1 \"<enumeration>\" 3\ntypedef %s%s %s;\n%s", prefix, e->name->text, name, functions_of( e, &all, name ) )->text;
	}
	return parse_unit( text, strlen( text ) )->decls;
}

/* The functions of the enumerations that a definition defines or has inside. `prefix`: "Outer." */
static void functions_in( Node * def, const char * prefix, NodeList * out ) {
	if ( ! def ) return;
	if ( def->kind == D_ENUM ) { list_push( out, functions( AS( Enum, def ), prefix ) ); return; }
	if ( def->kind != D_AGG || ! AS( Agg, def )->name || AS( Agg, def )->forall ) return;
	const char * inside = intern_fmt( "%s%s.", prefix, AS( Agg, def )->name->text )->text;
	for EACH( m, AS( Agg, def )->members )
		functions_in( m->kind == D_GROUP ? definition_in( AS( Group, m )->spec ) : m, inside, out );
}

static Node * definition( Node * n ) {
	return n->kind == D_GROUP ? definition_in( AS( Group, n )->spec ) : n->kind == D_ENUM || n->kind == D_AGG ? n : NULL;
}

static void add_functions( Node * list ) {
	for ( Node * n = list, * next; n; n = next ) {
		next = n->next;
		if ( n->kind == D_LINKAGE ) add_functions( AS( Linkage, n )->decls );
		NodeList made = { 0 };
		functions_in( definition( n ), "", &made );
		if ( ! made.head ) continue;
		for EACH( f, made.head ) f->flags |= NF_HEADER;
		n->next = made.head;
		made.tail->next = next;
	}
}

/* In a block they are nested functions, which are not static. */
static void add_nested_functions( Compound * block ) {
	for ( Node * s = block->items, * next; s; s = next ) {
		next = s->next;
		Node * def = s->kind == S_DECL ? definition( AS( DeclStmt, s )->decl ) : NULL;
		Node * made = def && def->kind == D_ENUM ? functions( AS( Enum, def ), "" ) : NULL;
		NodeList statements = { 0 };
		for ( Node * f = made, * after; f; f = after ) {
			after = f->next;
			f->next = NULL;
			Decl * d = AS( Decl, f->kind == D_GROUP ? AS( Group, f )->decls : f );
			if ( f->kind == D_GROUP ) AS( Group, f )->storage = DS_INLINE;
			d->storage &= ~DS_STATIC;
			DeclStmt * statement = MAKE( DeclStmt, S_DECL, s->loc );
			statement->decl = f;
			list_push( &statements, (Node *)statement );
		}
		if ( ! statements.head ) continue;
		s->next = statements.head;
		statements.tail->next = next;
	}
}

static bool in_blocks( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( n->kind == E_NAME || n->kind == T_BASIC || n->kind == T_NAME ) return true;
	if ( n->kind == S_COMPOUND ) add_nested_functions( AS( Compound, n ) );
	return node_children( n, in_blocks, context );
}

void validate_enumerations( Unit * unit ) {
	if ( options.c_mode ) return;
	node_children( (Node *)unit, in_blocks, NULL );
	add_functions( unit->decls );
}
