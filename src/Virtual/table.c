/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Virtual tables (chapter 05, section 3): constant objects whose functions are chosen where they are
 * declared.
 *
 *     vtable( E ) t = { .msg = m };      E_vtable t @= { .__cfavir_typeid = &__cfatid_E, .size = sizeof( E ), .copy = copy,
 *                                                        .^?{} = ^?{}, .msg = m };
 */
#include <string.h>

#include "AST/make.h"
#include "Concurrency/template.h"
#include "Resolve/candidate.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual_type.h"

/* ===== messages ========================================================================================= */

/* The type as messages name it: "Two(double, S)" (3.6). */
static void put_name( Buf * b, QType q ) {
	const Type * t = ct( q );
	if ( t->kind != TY_STRUCT && t->kind != TY_UNION ) { buf_puts( b, type_message( q ) ); return; }
	const Str * name = AS( const Agg, t->decl )->name;
	buf_puts( b, name ? name->text : "" );
	if ( ! t->n ) return;
	if ( name == intern_cstr( "ThreadCancelled" ) || name == intern_cstr( "CoroutineCancelled" ) ) {
		buf_puts( b, "(...)" );
		return;
	}
	for ( unsigned i = 0; i < t->n; i += 1 ) {
		buf_puts( b, i ? ", " : "(" );
		put_name( b, t->args[i] );
	}
	buf_putc( b, ')' );
}

/* ===== what a table needs =============================================================================== */

static QType function_type( QType result, QType exception, unsigned n ) {
	QType pointer = type_pointer( exception ), params[] = { pointer, pointer };
	return type_function( result, params, n, 0 );
}

/* Is there a function of this name and exact type? */
static bool is_declared( const char * name, QType type ) {
	for ( Binding * b = scope_lookup( intern_cstr( name ) ); b; b = b->outer )
		if ( (b->decl->kind == D_FUNCTION || b->decl->kind == D_OBJECT)
			&& ct( AS( Decl, b->decl )->type ) == ct( type ) )
			return true;
	return false;
}

/* What the compiler makes for a table: "copy", "^?{}" and "msg", and the types its text mentions. # is the
   number of the table, @ the exception's name. */
typedef struct Maker { const char * field, * file, * local; } Maker;
static const Maker makers[] = {
	{ "copy", "void copy( __typeof__( $0 ) * to, __typeof__( $1 ) * from ) { (*to){ *from }; }",
		"void __cfaehm_copy#( exception_t * to, exception_t * from ) { (*(__typeof__( $0 ) *)to){ *(__typeof__( $1 ) *)from }; }" },
	{ "^?{}", NULL, "void __cfaehm_drop#( exception_t * e ) { ^(*(__typeof__( $0 ) *)e){}; }" },
	{ "msg", "const char * msg( __typeof__( $0 ) * ) { return \"@\"; }",
		"const char * __cfaehm_msg#( exception_t * ) { return \"@\"; }" },
};
enum { MAKE_COPY, MAKE_DROP, MAKE_MSG, MAKERS };
static const char * const local_names[] = { "__cfaehm_copy", "__cfaehm_drop", "__cfaehm_msg" };
static unsigned serial;                                 /* of the table at hand */

/* The type of a table's field for the exception. */
static QType field_type( unsigned maker, QType e ) {
	QType text = type_pointer( qt( type_basic( B_CHAR ).type, QUAL_CONST ) ), reference = type_reference( e );
	if ( maker == MAKE_DROP ) return type_function( type_void(), &reference, 1, 0 );
	return function_type( maker == MAKE_MSG ? text : type_void(), e, maker == MAKE_COPY ? 2 : 1 );
}

/* Must the compiler make the function? Those of the program come first (3.5); a destructor that a block can
   use is one of the file. */
static bool is_missing( unsigned maker, QType e ) {
	if ( maker == MAKE_DROP ) return scope_level() > 1 && ! life_trivial( LIFE_DESTROY, e );
	return ! is_declared( makers[maker].field, field_type( maker, e ) );
}

/* Make it: for the file link-once, in a block as code that needs no frame. */
static void generate( NodeList * out, unsigned maker, QType e, Loc at, int flags ) {
	bool file = scope_level() == 1;
	Buf name = { 0 }, text = { 0 };
	put_name( &name, e );
	buf_puts( &text, file ? "__attribute__((cfa_linkonce)) " : "__attribute__((cfa_code)) " );
	const char * pattern = file ? makers[maker].file : makers[maker].local;
	for ( const char * p = pattern; *p; p += 1 ) {
		if ( *p == '@' ) buf_puts( &text, buf_text( &name ) );
		else if ( *p == '#' ) buf_printf( &text, "%u", serial );
		else buf_putc( &text, *p );
	}
	Node * types[] = { virtual_type_operand( e, at ), virtual_type_operand( e, at ) };
	Node * made = template_statements( at, buf_text( &text ), types, 2 );
	Node * d = AS( DeclStmt, made )->decl;
	d->flags |= (uint16_t)flags;
	if ( d->kind == D_GROUP ) AS( Group, d )->decls->flags |= (uint16_t)flags;
	list_push( out, resolve_declaration( d ) );
}

/* The type id of a generic exception's instance, if there is none yet (3.8). */
static void declare_id( NodeList * out, QType e, Loc at ) {
	QType id = virtual_id_type( e, at ), parent;
	if ( type_is_error( id ) || virtual_id_object( id ) || ! ct( e )->n ) return;
	unsigned n;
	Decl ** fields = life_fields( ct( id ), &n );
	parent = n && KIND_OF( fields[0]->type ) == TY_POINTER
		? type_unqualified( type_pointee( fields[0]->type ) ) : QT_ERROR;
	Decl * root = type_is_error( parent ) || KIND_OF( parent ) != TY_STRUCT ? NULL
		: virtual_id_object( parent );
	if ( ! root ) return;
	mark_used( (Node *)root );
	Decl * d = MAKE( Decl, D_OBJECT, at );
	d->name = virtual_id_name( id );
	d->init_kind = INIT_AT;
	d->init = make_list( make_unary( OP_ADDR, make_name( root, at ), type_pointer( root->type ) ),
		QT_NONE, at );
	Group * g = make_group( d );
	bool file = scope_level() == 1;
	if ( file ) g->attrs = make_attribute( "cfa_linkonce", NULL, at ); else g->storage = DS_STATIC;
	declare( g, d, qt( id.type, QUAL_CONST ) );
	list_push( out, (Node *)g );
}

/* ===== tables =========================================================================================== */

static Node * unresolved( const char * name, Loc at ) {
	Name * n = MAKE( Name, E_NAME, at );
	n->id = intern_cstr( name );
	return (Node *)n;
}

static bool designates( Node * items, const Str * name ) {
	for EACH( n, items ) {
		const Node * d = AS( const InitItem, n )->designators;
		if ( d && d->kind == DS_FIELD && AS( const FieldDesignator, d )->name == name ) return true;
	}
	return false;
}

static void add( NodeList * items, const char * field, Node * value ) {
	FieldDesignator * d = MAKE( FieldDesignator, DS_FIELD, value->loc );
	d->name = intern_cstr( field );
	InitItem * item = MAKE( InitItem, I_ITEM, value->loc );
	item->designators = (Node *)d;
	item->value = value;
	list_push( items, (Node *)item );
}

static Node * size_of( QType q, Loc at ) {
	SizeOf * s = MAKE( SizeOf, E_SIZEOF, at );
	s->op = OP_SIZEOF;
	s->arg = make_unary( OP_DEREF, make_cast( make_int( 0, type_basic( B_INT ), at ), type_pointer( q ) ),
		q );
	return (Node *)s;
}

static Node * as_field( Node * function, unsigned maker, QType e ) {
	return make_cast( function, type_pointer( field_type( maker, e ) ) );
}

static Node * function_named( const char * name, Loc at ) {
	Decl * d = AS( Decl, scope_lookup( intern_cstr( name ) )->decl );
	mark_used( (Node *)d );
	return make_name( d, at );
}

/* What the table refers to; the destructor of an exception that has a trivial one does nothing. */
static Node * function_of( unsigned maker, QType e, bool made, Loc at ) {
	if ( made && scope_level() > 1 )
		return as_field( function_named( intern_fmt( "%s%u", local_names[maker], serial )->text, at ),
			maker, e );
	if ( maker != MAKE_DROP ) return unresolved( makers[maker].field, at );
	Node * own = life_destroyer( e, at );
	return own ? own : as_field( function_named( "__cfaehm_nothing", at ), maker, e );
}

/* All fields of the table; those the program designates are its own. */
static void complete( NodeList * out, Decl * d, QType e, int flags ) {
	Loc at = d->loc;
	if ( d->init && d->init->kind != I_LIST ) {
		diag_error( d->init->loc, "a virtual table is initialized by a list of designated functions" );
		d->init = NULL;
		return;
	}
	InitList * list = d->init ? AS( InitList, d->init ) : MAKE( InitList, I_LIST, at );
	QType id = virtual_id_type( e, at );
	Decl * object = type_is_error( id ) ? NULL : virtual_id_object( id );
	NodeList items = { 0 };
	serial += 1;
	if ( object ) {
		mark_used( (Node *)object );
		add( &items, "__cfavir_typeid",
			make_unary( OP_ADDR, make_name( object, at ), type_pointer( object->type ) ) );
	}
	add( &items, "size", size_of( e, at ) );
	for ( unsigned i = 0; i < MAKERS; i += 1 ) {
		if ( designates( list->items, intern_cstr( makers[i].field ) ) ) continue;
		bool missing = is_missing( i, e );
		if ( missing ) generate( out, i, e, at, flags );
		add( &items, makers[i].field, function_of( i, e, missing, at ) );
	}
	list_push( &items, list->items );
	list->items = items.head;
	d->init = (Node *)list;
	d->init_kind = INIT_AT;
}

static Node * table_spec( const Node * n ) {
	Node * spec = n->kind == D_GROUP && AS( const Group, n )->decls ? AS( const Group, n )->spec : NULL;
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	return spec && spec->kind == T_VTABLE && ! (AS( const Group, n )->storage & DS_TYPEDEF) ? spec : NULL;
}

bool virtual_declares_tables( const Node * n ) { return ! options.c_mode && table_spec( n ); }

static Table defined;                                   /* declaration in a block -> type of the exception */

QType virtual_defines_tables( const Node * n ) {
	const Type * t = table_get( &defined, n );
	return t ? qt( t, 0 ) : QT_NONE;
}

Node * virtual_tables( Group * g ) {
	Node * spec = table_spec( (Node *)g );
	if ( ! spec ) return (Node *)g;
	QType e = type_unqualified( resolve_type( AS( WrapSpec, spec )->of, NULL ) );
	if ( type_is_error( e ) ) { virtual_table_type( e, g->loc ); return (Node *)g; }
	NodeList all = { 0 };
	if ( ! virtual_is_exception( e ) ) return (Node *)g;
	declare_id( &all, e, g->loc );
	for EACH( n, g->decls ) {
		Decl * d = AS( Decl, n );
		if ( d->kind != D_OBJECT || d->mods || (g->storage & DS_EXTERN && ! d->init) ) continue;
		complete( &all, d, e, (g->flags | d->flags) & NF_HEADER );
		if ( scope_level() == 1 ) continue;
		g->storage |= DS_STATIC;
		table_put( &defined, g, (void *)ct( e ) );
	}
	if ( ! all.head ) return (Node *)g;
	Linkage * l = MAKE( Linkage, D_LINKAGE, g->loc );
	l->next = g->next;
	g->next = NULL;
	list_push( &all, (Node *)g );
	l->decls = all.head;
	return (Node *)l;
}
