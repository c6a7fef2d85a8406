/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Static objects of polymorphic functions exist once for all instances (chapter 04, 4.7.6, 4.18.4): they move
 * in front of the function. What runs when control first passes stays in the body. One of a type that only
 * the body knows is storage at file scope, which the body takes for an object of that type.
 *
 *     forall( T ) T * last( T & x ) { static T * p = &x; ... }
 *
 *     static char p__static0[8];  static _Bool __cfa_made1;
 *     ... { if ( ! __cfa_made1 ) { *(T **)&p__static0 = &x; __cfa_made1 = 1; } ... }
 */
#include "AST/make.h"
#include "Lower/instantiate.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"

static NodeList hoisted;
static Table stored;                                    /* objects that are storage now */
static unsigned number;

/* ===== what only the body knows ========================================================================= */

static bool is_of_body( QType q ) {
	if ( ! q.type ) return false;
	if ( type_has_variables( q ) ) return true;
	const Type * t = ct( q );
	if ( (t->kind == TY_STRUCT || t->kind == TY_UNION) && AS( Agg, t->decl )->level > 1 ) return true;
	if ( t->kind == TY_ENUM && AS( Enum, t->decl )->level > 1 ) return true;
	if ( t->of.type && is_of_body( t->of ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( is_of_body( t->args[i] ) ) return true;
	return false;
}

static void note_type( QType * q, void * found ) { if ( is_of_body( *q ) ) *(bool *)found = true; }

static bool names_body( Node ** slot, void * found ) {
	Node * n = *slot, * d = n->kind == E_NAME ? AS( Name, n )->decl : NULL;
	if ( d && d->kind == D_ENUMERATOR && AS( Enumerator, d )->level > 1 ) *(bool *)found = true;
	if ( d && (d->kind == D_FUNCTION || d->kind == D_OBJECT) && AS( Decl, d )->level > 1 )
		*(bool *)found = true;
	node_types( n, note_type, found );
	return ! *(bool *)found && node_children( n, names_body, found );
}

static bool names_label( Node ** slot, void * found ) {
	if ( (*slot)->kind == E_LABELADDR ) *(bool *)found = true;
	return node_children( *slot, names_label, found );
}

/* Tables of labels stay: their function is boxed, hence one. */
static bool may_move( const Group * g, Decl * o ) {
	if ( o->kind != D_OBJECT || ! ((o->storage | g->storage) & DS_STATIC) || type_is_function( o->type ) )
		return false;
	bool label = false;
	if ( o->init ) names_label( &o->init, &label );
	return ! label;
}

/* ===== moving =========================================================================================== */

static Decl * move( Decl * o, int storage ) {
	o->storage |= DS_STATIC | (storage & (DS_THREAD | DS_GNU_THREAD));
	o->level = 1;
	list_push( &hoisted, (Node *)make_group( o ) );
	return o;
}

/* Storage in the place of the object. */
static void store( Decl * o ) {
	uint64_t size = 0, align = 1;
	if ( KIND_OF( o->type ) == TY_REFERENCE ) o->type = type_pointer( type_void() );
	if ( ! type_size( o->type, &size ) || ! type_align( o->type, &align ) ) {
		diag_error( o->loc, "static object of type parameter type" );
		return;
	}
	o->type = type_array( type_basic( B_CHAR ), DIM_CONST, (int64_t)size, NULL );
	Node * alignment = make_attribute( "aligned", make_int( (int64_t)align, type_basic( B_INT ), o->loc ),
		o->loc );
	alignment->next = o->attrs;
	o->attrs = alignment;
	table_put( &stored, o, o );
}

/* static void __cfa_end2( void ) { destroyer( &object ); } */
static Node * end_function( Decl * o, Node * destroyer ) {
	if ( destroyer->kind == D_GROUP ) {
		Decl * helper = AS( Decl, AS( Group, destroyer )->decls );
		helper->storage = DS_STATIC;
		helper->level = 1;
		list_push( &hoisted, destroyer );
		destroyer = make_name( helper, o->loc );
	}
	Node * object = make_unary( OP_ADDR, make_name( o, o->loc ), type_pointer( o->type ) );
	Node * body = make_expression( make_call( destroyer, object, type_void() ) );
	Decl * f = make_function( intern_fmt( "__cfa_end%u", number++ ),
		type_function( type_void(), NULL, 0, 0 ), NULL, make_block( body, o->loc ), o->loc );
	f->storage = DS_STATIC;
	f->level = 1;
	list_push( &hoisted, (Node *)make_group( f ) );
	return make_name( f, o->loc );
}

/* if ( ! made ) { construct; made = 1; at_exit( end ); } */
static Node * first_pass( Decl * o, Node * construct, Node * destroyer ) {
	Loc at = o->loc;
	Decl * made = make_object( intern_fmt( "__cfa_made%u", number++ ), type_basic( B_BOOL ), at );
	move( made, o->storage );
	NodeList items = { 0 };
	list_push( &items, construct );
	list_push( &items, make_expression( make_assign( OP_NONE, make_name( made, at ),
		make_int( 1, type_basic( B_INT ), at ) ) ) );
	if ( destroyer )
		list_push( &items, make_expression( make_call( lifetime_at_exit( at ), end_function( o, destroyer ),
			type_basic( B_INT ) ) ) );
	If * test = MAKE( If, S_IF, at );
	test->cond = make_unary( OP_NOT, make_name( made, at ), type_basic( B_INT ) );
	test->then = make_block( items.head, at );
	return (Node *)test;
}

/* Move one object; the statement that stays for it, or NULL. */
static Node * hoist_object( Decl * o, int storage ) {
	bool own = is_of_body( o->type ), dynamic = own;
	if ( o->init && ! dynamic ) names_body( &o->init, &dynamic );
	if ( o->init && dynamic ) lifetime_dynamic( o );
	Node * construct = o->construct, * destroyer = o->destroyer;
	o->construct = o->destroyer = NULL;
	if ( construct || destroyer ) lifetime_make_writable( o );
	o->cname = intern_fmt( "%s__static%u", o->name ? o->name->text : "", number++ );
	o->storage |= storage;
	move( o, storage );
	if ( own && destroyer ) {
		diag_error( o->loc, "the destructor of static '%s' depends on the function around", o->name->text );
		destroyer = NULL;
	}
	if ( own ) store( o );
	return construct || destroyer ? first_pass( o, construct, destroyer ) : NULL;
}

static bool hoist( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( n->kind != S_DECL || AS( DeclStmt, n )->decl->kind != D_GROUP )
		return node_children( n, hoist, context );
	Group * g = AS( Group, AS( DeclStmt, n )->decl );
	Node * keep = NULL, ** end = &keep;
	NodeList stays = { 0 };
	for ( Node * d = g->decls, * next; d; d = next ) {
		next = d->next;
		d->next = NULL;
		if ( may_move( g, AS( Decl, d ) ) ) list_push( &stays, hoist_object( AS( Decl, d ), g->storage ) );
		else { *end = d; end = &d->next; }
	}
	bool empty = g->decls && ! keep;
	g->decls = keep;
	TagSpec * tag = tag_in( g->spec );
	if ( empty && tag && tag->def ) g->storage = 0;         /* the type's definition */
	else if ( empty ) n->kind = S_NULL;
	list_push( &stays, n->next );
	n->next = stays.head;
	return true;
}

void hoist_statics( Decl * def ) { node_children( (Node *)def, hoist, NULL ); }

Node * hoisted_objects( void ) {
	Node * all = hoisted.head;
	hoisted = (NodeList){ 0 };
	return all;
}

Node * hoisted_name( Name * n ) {
	QType q = n->type;
	if ( ! n->decl || ! table_get( &stored, n->decl ) || ct( q ) == ct( AS( Decl, n->decl )->type ) )
		return NULL;
	n->type = AS( Decl, n->decl )->type;
	Node * next = n->next;
	n->next = NULL;
	Node * object = make_unary( OP_DEREF,
		make_cast( make_unary( OP_ADDR, (Node *)n, type_pointer( n->type ) ), type_pointer( q ) ), q );
	object->flags |= NF_PAREN;
	object->next = next;
	return object;
}
