/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Concurrent aggregates (chapter 06, 6.3.1): the descriptor becomes the first field, main is declared in front of the
 * type, the function that gets the descriptor stands behind it. The functions count as declarations of a header: they are
 * emitted only if they are used.
 *
 *     generator G { int n; };      struct G; void main( G & ); struct G { generator$ __generator_state; int n; };
 *                                  static inline generator$ * get_generator( G & this ) { return &this.__generator_state; } ...
 */
#include <string.h>

#include "Concurrency/concurrency.h"
#include "Parser/parser.h"

/* What a keyword adds. `main`: there is one. `more`: further functions, @ for the name, ! for the storage class. */
typedef struct Concurrent { const char * descriptor, * field, * getter; bool main; const char * more; } Concurrent;
static const Concurrent kinds[] = {
	[AGG_GENERATOR] = { "generator$", "__generator_state", "get_generator", true,
		"! struct @ & resume( struct @ & this ) { main( this ); return this; }\n" },
	[AGG_COROUTINE] = { "coroutine$", "__cor", "get_coroutine", true,
		"! struct @ & resume( struct @ & this ) {\n"
		"\t__cfa_resume_object( get_coroutine( this ), (void (*)( void * ))(void (*)( struct @ & ))main, (void *)&this ); return this; }\n"
		"! void prime( struct @ & this ) {\n"
		"\t__cfa_coroutine_prime( get_coroutine( this ), (void (*)( void * ))(void (*)( struct @ & ))main, (void *)&this ); }\n" },
	[AGG_MONITOR] = { "monitor$", "__mon", "get_monitor", false,
		"! void lock( struct @ & this ) { lock( get_monitor( this ) ); }\n"
		"! void unlock( struct @ & this ) { unlock( get_monitor( this ) ); }\n" },
	[AGG_THREAD] = { "thread$", "__thrd", "get_thread", true,
		"! struct coroutine$ * get_coroutine( struct @ & this ) { return &get_thread( this )->self_cor; }\n"
		"! struct monitor$ * get_monitor( struct @ & this ) { return &get_thread( this )->self_mon; }\n"
		"! struct @ & join( struct @ & this ) {\n"
		"\tstruct __cfa_monitor_guard guard; __cfa_monitor_enter_dtor( &guard, get_monitor( this ), 0p, (_Bool)1 );\n"
		"\t__cfa_monitor_leave_dtor( &guard ); return this; }\n"
		"! void unpark( struct @ & this ) { unpark( get_thread( this ) ); }\n" },
};

static const Concurrent * kind_of( int key ) {
	return key >= AGG_GENERATOR && key <= AGG_THREAD ? &kinds[key] : NULL;
}

/* The aggregate with a body that specifiers define, or NULL. */
static Agg * defined_by( Node * spec ) {
	while ( spec && (spec->kind == T_QUAL || spec->kind == T_ATOMIC) )
		spec = spec->kind == T_QUAL ? AS( QualSpec, spec )->of : AS( WrapSpec, spec )->of;
	Node * def = spec && spec->kind == T_TAG ? AS( TagSpec, spec )->def : NULL;
	return def && def->kind == D_AGG && AS( Agg, def )->complete ? AS( Agg, def ) : NULL;
}

static Agg * concurrent_of( Node * n ) {
	Agg * a = n->kind == D_AGG ? AS( Agg, n ) : n->kind == D_GROUP ? defined_by( AS( Group, n )->spec ) : NULL;
	return a && a->name && kind_of( a->key ) ? a : NULL;
}

static Node * parsed( const char * text ) {
	Node * decls = parse_unit( text, strlen( text ) )->decls;
	for EACH( d, decls ) if ( d->kind != D_GROUP || AS( Group, d )->decls ) d->flags |= NF_HEADER;
	return decls;
}

/* The descriptor as the first member. */
static void inject( Agg * a, const Concurrent * k ) {
	TagSpec * spec = MAKE( TagSpec, T_TAG, a->loc );
	spec->kind = a->key == AGG_GENERATOR ? T_ENUM : T_TAG;
	spec->key = AGG_STRUCT;
	spec->id = intern_cstr( k->descriptor );
	Decl * field = MAKE( Decl, D_FIELD, a->loc );
	field->name = intern_cstr( k->field );
	Group * g = MAKE( Group, D_GROUP, a->loc );
	g->spec = (Node *)spec;
	g->decls = (Node *)field;
	g->next = a->members;
	a->members = (Node *)g;
}

static const char * before( const Agg * a, const Concurrent * k, const char * storage ) {
	const char * name = a->name->text;
	Buf b = { 0 };
	buf_printf( &b, "# 1 \"<%s>\" 3\nstruct %s;\n", name, name );
	if ( k->main ) buf_printf( &b, "void main( struct %s & );\n", name );
	buf_printf( &b, "%s %s %s * %s( struct %s & );\n", storage, a->key == AGG_GENERATOR ? "enum" : "struct", k->descriptor, k->getter, name );
	if ( a->key == AGG_THREAD ) buf_printf( &b, "%s struct monitor$ * get_monitor( struct %s & );\n", storage, name );
	return buf_text( &b );
}

/* `storage`: nested functions are not static. */
static const char * behind( const Agg * a, const Concurrent * k, const char * storage ) {
	const char * name = a->name->text;
	Buf b = { 0 };
	buf_printf( &b, "# 1 \"<%s>\" 3\n%s %s %s * %s( struct %s & this ) { return &this.%s; }\n", name, storage,
		a->key == AGG_GENERATOR ? "enum" : "struct", k->descriptor, k->getter, name, k->field );
	for ( const char * p = k->more; *p; p += 1 ) {
		if ( *p == '@' ) buf_puts( &b, name );
		else if ( *p == '!' ) buf_puts( &b, storage );
		else buf_putc( &b, *p );
	}
	return buf_text( &b );
}

/* Declarations as statements of a block. */
static Node * as_statements( Node * decls ) {
	NodeList list = { 0 };
	for ( Node * d = decls, * next; d; d = next ) {
		next = d->next;
		d->next = NULL;
		d->flags &= (uint16_t)~NF_HEADER;
		DeclStmt * s = MAKE( DeclStmt, S_DECL, d->loc );
		s->decl = d;
		list_push( &list, (Node *)s );
	}
	return list.head;
}

static void expand( Node ** list );

static bool in_body( Node ** slot, void * context ) {
	Node * n = *slot;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case T_BASIC: case T_NAME: return true;
	case S_COMPOUND: expand( &AS( Compound, n )->items ); break;
	}
	return node_children( n, in_body, context );
}

/* Put what belongs to the aggregates of a list of declarations or statements around them. */
static void expand( Node ** list ) {
	NodeList all = { 0 };
	for ( Node * n = *list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		bool statement = n->kind == S_DECL;
		Agg * a = concurrent_of( statement ? AS( DeclStmt, n )->decl : n );
		if ( n->kind == D_LINKAGE ) expand( &AS( Linkage, n )->decls );
		if ( ! a ) { list_push( &all, n ); continue; }
		const Concurrent * k = kind_of( a->key );
		inject( a, k );
		const char * storage = statement ? "inline" : "static inline";
		Node * first = parsed( before( a, k, storage ) ), * last = parsed( behind( a, k, storage ) );
		list_push( &all, statement ? as_statements( first ) : first );
		list_push( &all, n );
		list_push( &all, statement ? as_statements( last ) : last );
	}
	*list = all.head;
}

void concurrent_aggregates( Unit * unit ) {
	if ( options.c_mode ) return;
	expand( &unit->decls );
	node_children( (Node *)unit, in_body, NULL );
}
