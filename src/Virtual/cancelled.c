/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What coroutines and threads need to report that they were cancelled (chapter 05, section 14): the type id
 * and the table of CoroutineCancelled( T ) or ThreadCancelled( T ), the latter defined in the unit of main,
 * and the functions that raise it. Types of blocks have all of it in their block; generic types and those
 * written by hand have it from the headers.
 */
#include <string.h>

#include "AST/make.h"
#include "Parser/parser.h"
#include "Virtual/virtual.h"

/* @ stands for the type, # for its exception, ! for a function's storage class. */
#define PROTOTYPES \
	"struct #_vtable( struct @ ) & get_exception_vtable( struct #( struct @ ) * );\n" \
	"! struct exception_t_vtable * __cfa_cancelled_table( struct #( struct @ ) * );\n" \
	"! void __cfa_cancelled( struct @ & );\n! void __cfa_joined( struct @ & );\n! void __cfa_ended( struct @ & );\n"
/* What generic code knows the exception by (is_coroutine, is_thread). */
#define TABLE \
	"! struct exception_t_vtable * __cfa_cancelled_table( struct #( struct @ ) * it ) {\n" \
	"\treturn (struct exception_t_vtable *)&get_exception_vtable( it );\n}\n"
static const char declarations[] =
	"struct @;\n"
	"__attribute__((cfa_linkonce)) struct __cfatid_struct_#( struct @ ) const __cfatid_# @= { &__cfatid_exception_t };\n"
	"extern struct #_vtable( struct @ ) _default_vtable_object_declaration;\n"
	"extern struct #_vtable( struct @ ) const & _default_vtable;\n"
	PROTOTYPES;
static const char definitions[] =
	"vtable( struct #( struct @ ) ) _default_vtable_object_declaration;\n"
	"struct #_vtable( struct @ ) const & _default_vtable = _default_vtable_object_declaration;\n"
	"struct #_vtable( struct @ ) & get_exception_vtable( struct #( struct @ ) * ) { return _default_vtable_object_declaration; }\n";
static const char local_declarations[] =
	"struct @;\n"
	"static struct __cfatid_struct_#( struct @ ) const __cfatid_# @= { &__cfatid_exception_t };\n"
	PROTOTYPES;
static const char local_definitions[] =
	"vtable( struct #( struct @ ) ) _default_vtable_object_declaration;\n"
	"struct #_vtable( struct @ ) & get_exception_vtable( struct #( struct @ ) * ) { return _default_vtable_object_declaration; }\n";
#define RAISING( cancellation ) \
	"\tstruct #( struct @ ) cancelled @= { &get_exception_vtable( (struct #( struct @ ) *)0p ), &this, 0p };\n" \
	"\tstruct __cfaehm_cause cause __attribute__((cleanup( __cfaehm_cause_end )));\n" \
	"\tcancelled.the_exception = __cfaehm_cause_begin( &cause, (exception_t *)&cancelled, &" cancellation " );\n"
static const char coroutine_functions[] = TABLE
	"! void __cfa_cancelled( struct @ & this ) {\n" RAISING( "get_coroutine( this )->cancellation" ) "\tthrowResume cancelled;\n}\n";
static const char thread_functions[] = TABLE
	"! void __cfa_joined( struct @ & this ) {\n"
	"\tif ( __builtin_expect( get_thread( this )->self_cor.cancellation == 0p, 1 ) ) return;\n"
	RAISING( "get_thread( this )->self_cor.cancellation" ) "\tthrowResume cancelled;\n}\n"
	"! void __cfa_ended( struct @ & this ) {\n"
	"\tif ( __builtin_expect( get_thread( this )->self_cor.cancellation == 0p, 1 ) ) return;\n"
	RAISING( "get_thread( this )->self_cor.cancellation" )
	"\tif ( ! __cfaehm_resume( (exception_t *)&cancelled ) ) __cfa_abort( \"Unhandled thread cancellation.\" );\n}\n";

/* name of a coroutine or thread type, of a reference to one -> its Agg */
static Table known, references;

static const char * exception_name( const Agg * a ) {
	return a->key == AGG_THREAD ? "ThreadCancelled" : "CoroutineCancelled";
}

static Node * expansion( const Agg * a, const char * pattern, const char * storage, bool header ) {
	Buf b = { 0 };
	buf_printf( &b, "# 1 \"<%s>\" 3\n", a->name->text );
	for ( const char * p = pattern; *p; p += 1 ) {
		if ( p[0] == '@' && p[1] != '=' ) buf_puts( &b, a->name->text );
		else if ( strncmp( p, "! void", 6 ) == 0 || strncmp( p, "! struct", 8 ) == 0 )
			buf_puts( &b, storage );
		else if ( *p == '#' ) buf_puts( &b, exception_name( a ) );
		else buf_putc( &b, *p );
	}
	const char * text = buf_text( &b );
	Node * decls = parse_unit( text, strlen( text ) )->decls;
	for EACH( d, decls ) {
		if ( header && (d->kind != D_GROUP || AS( Group, d )->decls) ) d->flags |= NF_HEADER;
		if ( ! header ) d->flags &= (uint16_t)~(NF_HEADER | NF_SYSTEM);
	}
	return decls;
}

static Agg * defined_by( Node * spec ) {
	Node * def = spec && spec->kind == T_TAG ? AS( TagSpec, spec )->def : NULL;
	return def && def->kind == D_AGG ? AS( Agg, def ) : NULL;
}

/* A coroutine or thread type of the file whose header, and so the exception, is there. */
static Agg * concurrent_of( Node * n ) {
	Agg * a = n->kind == D_AGG ? AS( Agg, n ) : n->kind == D_GROUP ? defined_by( AS( Group, n )->spec )
		: NULL;
	if ( ! a || ! a->complete || ! a->name || a->forall || (a->key != AGG_COROUTINE && a->key != AGG_THREAD) )
		return NULL;
	return intern_cstr( exception_name( a ) )->class ? a : NULL;
}

static Agg * named( const Table * names, Node * spec ) {
	const Str * name = spec->kind == T_NAME ? AS( NameSpec, spec )->id
		: spec->kind == T_TAG ? AS( TagSpec, spec )->id : NULL;
	return name ? table_get( names, name ) : NULL;
}

/* The type whose main the declaration defines: void main( T & ) { ... }. */
static Agg * main_of( Node * n ) {
	Node * f = n->kind == D_GROUP ? AS( Group, n )->decls : n;
	Decl * d = f && f->kind == D_FUNCTION ? AS( Decl, f ) : NULL;
	if ( ! d || ! d->name || d->name != intern_cstr( "main" ) || ! d->mods || d->mods->kind != T_FUNCTION )
		return NULL;
	Node * p = AS( FunctionSpec, d->mods )->params;
	if ( ! p || p->next ) return NULL;
	Node * spec = p->kind == D_GROUP ? AS( Group, p )->spec : AS( Decl, p )->spec;
	Node * mods = p->kind == D_GROUP ? AS( Decl, AS( Group, p )->decls )->mods : AS( Decl, p )->mods;
	while ( spec && spec->kind == T_REFERENCE ) { mods = spec; spec = AS( PointerSpec, spec )->of; }
	return ! spec ? NULL : ! mods ? named( &references, spec )
		: mods->kind == T_REFERENCE ? named( &known, spec ) : NULL;
}

/* typedef T Alias, & Reference; are names of the type as good as T. */
static void note_aliases( Node * n ) {
	Group * g = n->kind == D_GROUP ? AS( Group, n ) : NULL;
	if ( ! g || ! (g->storage & DS_TYPEDEF) || ! g->spec ) return;
	Agg * defined = defined_by( g->spec ), * of = named( &known, g->spec ),
		* to = named( &references, g->spec );
	if ( defined && defined->name ) of = table_get( &known, defined->name );
	for EACH( n, g->decls ) {
		Decl * d = AS( Decl, n );
		bool same = ! d->mods, reference = d->mods && d->mods->kind == T_REFERENCE
			&& ! AS( PointerSpec, d->mods )->of;
		if ( same && of ) table_put( &known, d->name, of );
		if ( same && to ) table_put( &references, d->name, to );
		if ( reference && of ) table_put( &references, d->name, of );
	}
}

static const char * functions( const Agg * a ) {
	return a->key == AGG_THREAD ? thread_functions : coroutine_functions;
}

/* behind everything: the program may have a msg of its own (06, 6.5.2) */
static NodeList tables;

static void expand( Node ** list ) {
	NodeList all = { 0 };
	for ( Node * n = *list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		if ( n->kind == D_LINKAGE ) expand( &AS( Linkage, n )->decls );
		Agg * type = concurrent_of( n ), * of = main_of( n );
		if ( type ) {
			table_put( &known, type->name, type );
			list_push( &all, expansion( type, declarations, "static inline", true ) );
		}
		note_aliases( n );
		list_push( &all, n );
		if ( type ) list_push( &all, expansion( type, functions( type ), "static inline", true ) );
		if ( of ) list_push( &tables, expansion( of, definitions, "", (n->flags & NF_HEADER) != 0 ) );
	}
	*list = all.head;
}

static void around( Node * n, bool statement, Node ** before, Node ** behind ) {
	const Agg * type = statement ? concurrent_of( n ) : NULL;
	if ( ! type ) return;
	NodeList all = { 0 };
	list_push( &all, expansion( type, local_definitions, "", true ) );
	list_push( &all, expansion( type, functions( type ), "inline", true ) );
	*before = expansion( type, local_declarations, "inline", true );
	*behind = all.head;
}

void virtual_cancellation( Unit * unit ) {
	if ( options.c_mode ) return;
	known = references = (Table){ 0 };
	tables = (NodeList){ 0 };
	expand( &unit->decls );
	node_expand( unit, around );
	NodeList all = { 0 };
	list_push( &all, unit->decls );
	list_push( &all, tables.head );
	unit->decls = all.head;
}
