/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Virtual destructors (chapter 05, section 15). Behind a structure that inlines virtual_dtor stand a function
 * that destroys it, which its constructors record, and a delete that frees the whole object.
 *
 *     ^?{}( S & s ) { B }      ^?{}( S & s ) { if ( s.__virtual_dtor_ptr ) { p = ..., it = 0p; p( start ); return; } B }
 */
#include <string.h>

#include "AST/make.h"
#include "Concurrency/template.h"
#include "Parser/parser.h"
#include "Resolve/declare.h"
#include "Virtual/virtual.h"

/* ===== what is declared for such a type ================================================================ */

static const char prototypes[] =
	"struct @;\n"
	"static inline void __virtual_end( struct @ & );\n"
	"static inline void delete( struct @ * );\n";
/* at the end, behind the destructors that the program defines */
static const char functions[] =
	"static inline void __virtual_end( struct @ & this ) { ^this{}; }\n"
	"static inline void delete( struct @ * this ) {\n"
	"\tif ( ! this ) return;\n"
	"\tvoid * start = __virtual_start( *this );\n"
	"\t^(*this){};\n"
	"\tfree( start );\n"
	"}\n";

static Table known;                                     /* names of the types */
static NodeList ends;

static Node * expansion( const Agg * a, const char * pattern ) {
	Buf b = { 0 };
	buf_printf( &b, "# 1 \"<%s>\" 3\n", a->name->text );
	for ( const char * p = pattern; *p; p += 1 )
		if ( *p == '@' ) buf_puts( &b, a->name->text );
		else buf_putc( &b, *p );
	const char * text = buf_text( &b );
	Node * decls = parse_unit( text, strlen( text ) )->decls;
	for EACH( d, decls ) if ( d->kind != D_GROUP || AS( Group, d )->decls ) d->flags |= NF_HEADER;
	return decls;
}

static Agg * defined_by( Node * n ) {
	if ( n->kind == D_AGG ) return AS( Agg, n );
	Node * spec = n->kind == D_GROUP ? AS( Group, n )->spec : NULL;
	Node * def = spec && spec->kind == T_TAG ? AS( TagSpec, spec )->def : NULL;
	return def && def->kind == D_AGG ? AS( Agg, def ) : NULL;
}

/* Does it inline virtual_dtor or a type that does? */
static bool inlines( const Agg * a ) {
	for EACH( m, a->members ) {
		if ( m->kind != D_GROUP || ! AS( Group, m )->decls
			|| ! (AS( Decl, AS( Group, m )->decls )->storage & DS_INLINE_MEMBER) )
			continue;
		const Node * spec = AS( Group, m )->spec;
		const Str * name = spec->kind == T_NAME ? AS( const NameSpec, spec )->id
			: spec->kind == T_TAG ? AS( const TagSpec, spec )->id : NULL;
		if ( name && table_get( &known, name ) ) return true;
	}
	return false;
}

static void expand( Node ** list ) {
	NodeList all = { 0 };
	for ( Node * n = *list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		if ( n->kind == D_LINKAGE ) expand( &AS( Linkage, n )->decls );
		Agg * a = defined_by( n );
		bool root = a && a->complete && a->name && strcmp( a->name->text, "virtual_dtor" ) == 0;
		bool derived = a && a->complete && a->name && ! a->forall && ! root && inlines( a );
		if ( root || derived ) table_put( &known, a->name, a );
		if ( derived ) list_push( &all, expansion( a, prototypes ) );
		list_push( &all, n );
		if ( ! derived ) continue;
		list_push( &ends, expansion( a, functions ) );
	}
	*list = all.head;
}

void virtual_destructors( Unit * unit ) {
	known = (Table){ 0 };
	ends = (NodeList){ 0 };
	if ( options.c_mode || ! intern_cstr( "virtual_dtor" )->class ) return;
	expand( &unit->decls );
	NodeList all = { 0 };
	list_push( &all, unit->decls );
	list_push( &all, ends.head );
	unit->decls = all.head;
}

/* ===== constructors and destructors ===================================================================== */

bool virtual_has_destructor( const Type * t ) {
	Node * root = scope_lookup_tag( intern_cstr( "virtual_dtor" ), false );
	if ( ! root || t->kind != TY_STRUCT || t->decl == root
		|| agg_definition( AS( Agg, t->decl ) ) == agg_definition( AS( Agg, root ) ) )
		return false;
	return inlines( agg_definition( AS( Agg, t->decl ) ) );
}

static Node * statements( const char * text, Node ** nodes, unsigned n, Loc at ) {
	Node * s = template_statements( at, text, nodes, n );
	resolve_list_of_statements( &s );
	return s;
}

Node * virtual_constructed( const Type * t, Decl * self ) {
	if ( ! virtual_has_destructor( t ) ) return NULL;
	Loc at = self->loc;
	QType object = qt( t, 0 ), reference = type_reference( object );
	Cast * end = MAKE( Cast, E_CAST, at );
	Name * name = MAKE( Name, E_NAME, at );
	name->id = intern_cstr( "__virtual_end" );
	end->to = type_pointer( type_function( type_void(), &reference, 1, 0 ) );
	end->arg = (Node *)name;
	Node * nodes[] = { make_name( self, at ), resolve_expr( (Node *)end ), make_name( self, at ),
		make_name( self, at ), make_name( self, at ) };
	return statements( "$0.__virtual_dtor_ptr = (void (*)( virtual_dtor & ))$1; "
		"$2.__virtual_obj_start = (void *)((char *)&$3.__virtual_dtor_ptr - (char *)&$4);", nodes, 5, at );
}

Node * virtual_dispatch( const Type * t, Decl * self ) {
	if ( ! virtual_has_destructor( t ) ) return NULL;
	Loc at = self->loc;
	Node * nodes[] = { make_name( self, at ), make_name( self, at ), make_name( self, at ),
		make_name( self, at ) };
	Node * test = statements( "if ( $0.__virtual_dtor_ptr ) { void (* __cfa_end)( virtual_dtor & ) = $1.__virtual_dtor_ptr; "
		"$2.__virtual_dtor_ptr = 0p; __cfa_end( *(virtual_dtor *)__virtual_start( $3 ) ); }", nodes, 4, at );
	Compound * body = AS( Compound, AS( If, test )->then );
	NodeList items = { 0 };
	list_push( &items, body->items );
	list_push( &items, make_return( NULL, at ) );
	body->items = items.head;
	return test;
}
