/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Boxed mains of generators (chapter 06, 6.4): a resume jumps into their blocks past declarations. gcc does
 * that where sizes are constants; here objects and types whose size only the running program knows move to
 * the front of the body. An object whose destruction the block owes keeps something there that says whether
 * it was made: nothing, behind a jump.
 *
 *     { T x = a;  suspend;  ... }                    struct T x_0;
 *                                                    goto of the resume
 *                                                    { char made cleanup( leave ) = 1;  x_0 = a;
 *                                                      return;  __suspend1: made = 0;  ... }
 */
#include <string.h>

#include "Lower/boxed.h"
#include "Resolve/declare.h"

static VEC( Compound * ) bodies;
static Table lengths;                                   /* objects in front that hold dimensions */
/* declarations that are moved with their initialisers */
static Table whole;
static NodeList front;                                  /* of the body at hand */
static VEC( Decl * ) live;                              /* what says that objects around were made */
static unsigned number;
static bool open_blocks( Node ** slot, void * context );

void boxed_main_is( Node * body ) { vec_push( &bodies, AS( Compound, body ) ); }

static bool is_resume_label( const Node * n ) {
	return n->kind == S_LABEL && n->flags & NF_IMPLICIT
		&& strncmp( AS( const Label, n )->name->text, "__suspend", 9 ) == 0;
}

static bool find_label( Node ** slot, void * found ) {
	if ( (*slot)->kind == D_FUNCTION ) return true;
	if ( is_resume_label( *slot ) ) *(bool *)found = true;
	return ! *(bool *)found && node_children( *slot, find_label, found );
}

static bool has_label( Node * n ) {
	bool found = false;
	find_label( &n, &found );
	return found;
}

static bool any_has_label( Node * list ) {
	for ( Node * n = list; n; n = n->next ) {
		Node * next = n->next;
		n->next = NULL;
		bool has = has_label( n );
		n->next = next;
		if ( has ) return true;
	}
	return false;
}

void boxed_is_length( Decl * d ) { table_put( &lengths, d, d ); }

void boxed_moves_whole( Decl * d ) { table_put( &whole, d, d ); }

static bool find_other( Node ** slot, void * found ) {
	const Node * n = *slot;
	if ( n->kind == E_CALL || (n->kind == E_NAME && ! table_get( &lengths, AS( const Name, n )->decl )) )
		*(bool *)found = true;
	return ! *(bool *)found && node_children( *slot, find_other, found );
}

/* Is it an array whose length is something else than a dimension parameter of the function? */
static bool has_own_length( QType q ) {
	const Type * t = ct( q );
	bool other = t->kind == TY_ARRAY && t->dim == DIM_VLA && ! t->dim_expr;
	if ( t->kind == TY_ARRAY && t->dim == DIM_VLA && t->dim_expr )
		find_other( &(Node *){ t->dim_expr }, &other );
	return other || ((t->kind == TY_ARRAY || t->kind == TY_POINTER) && has_own_length( t->of ));
}

bool boxed_moves( QType q ) { return boxed_is_open( q ) && ! has_own_length( q ); }

/* ===== declarations ===================================================================================== */

static Node * taken_cleanup( Decl * d ) {
	for ( Node ** p = &d->attrs; *p; p = &(*p)->next ) {
		if ( AS( Attribute, *p )->name != intern_cstr( "cleanup" ) ) continue;
		Node * found = *p;
		*p = found->next;
		found->next = NULL;
		return AS( Attribute, found )->args;
	}
	return NULL;
}

/* void leave( char * made ) { if ( *made ) end( &object ); } char made __attribute__((cleanup( leave ))) =
   1; */
static void put_end( Decl * object, Node * end, NodeList * out ) {
	Loc at = object->loc;
	unsigned own = number++;
	QType flag = type_basic( B_CHAR ), param = type_pointer( flag );
	Decl * p = make_parameter( intern_cstr( "made" ), param, at );
	If * test = MAKE( If, S_IF, at );
	test->cond = make_unary( OP_DEREF, make_name( p, at ), flag );
	Node * address = make_unary( OP_ADDR, make_name( object, at ), type_pointer( object->type ) );
	test->then = make_expression( make_call( node_copy( end ), boxed_cast_pointer( address ), type_void() ) );
	Decl * leave = make_function( intern_fmt( "__cfa_leave%u", own ),
		type_function( type_void(), &param, 1, 0 ), (Node *)p, make_block( (Node *)test, at ), at );
	leave->storage = DS_INLINE;
	leave->level = 2;
	DeclStmt * s = MAKE( DeclStmt, S_DECL, at );
	s->decl = (Node *)make_group( leave );
	list_push( out, (Node *)s );
	Decl * made = make_object( intern_fmt( "__cfa_is_made%u", own ), flag, at );
	made->init = make_int( 1, type_basic( B_INT ), at );
	made->init_kind = INIT_ASSIGN;
	made->attrs = make_attribute( "cleanup", make_name( leave, at ), at );
	list_push( out, make_declaration( made ) );
	vec_push( &live, made );
}

/* object = init; */
static Node * initialisation( Decl * d, Node * init ) {
	if ( init->kind != I_LIST )
		return make_expression( make_assign( OP_NONE, make_name( d, d->loc ), init ) );
	Node * to = make_unary( OP_ADDR, make_name( d, d->loc ), type_pointer( d->type ) ),
		* from = make_unary( OP_ADDR, make_literal( init, d->type ), type_pointer( d->type ) );
	to->next = from;
	from->next = boxed_measure( OP_SIZEOF, d->type, d->loc );
	return make_expression( make_call( make_name( builtin_lookup( intern_cstr( "__builtin_memcpy" ) ),
		d->loc ), to, boxed_pointer() ) );
}

/* The object is declared in front; what it begins and ends with stays. */
static void move_object( Decl * d, NodeList * out ) {
	if ( boxed_is_layout( d ) ) { list_push( &front, make_declaration( d ) ); return; }
	Node * init = d->init, * end = taken_cleanup( d );
	bool with_init = table_get( &whole, d );
	d->cname = intern_fmt( "%s_%u", d->name->text, number++ );
	d->type = KIND_OF( d->type ) == TY_ARRAY ? d->type : type_unqualified( d->type );
	d->spec = d->mods = NULL;
	if ( ! with_init ) d->init = NULL;
	list_push( &front, make_declaration( d ) );
	if ( end ) put_end( d, end, out );
	if ( init && ! with_init ) list_push( out, initialisation( d, init ) );
}

static bool is_moved( const Group * g, const Decl * d ) {
	if ( d->kind != D_OBJECT || (g->storage | d->storage) & (DS_STATIC | DS_EXTERN)
		|| type_is_function( d->type ) )
		return false;
	return boxed_is_layout( d ) || table_get( &whole, d ) || (boxed_moves( d->type )
		&& (KIND_OF( d->type ) != TY_POINTER || ! attribute_find( d->attrs, "cleanup" )));
}

/* A type whose size is not known here moves with the constants that its layout is made of. */
static bool is_moved_type( Node * declaration ) {
	Node * def = declaration->kind == D_GROUP ? defined_in( AS( Group, declaration )->spec ) : declaration;
	if ( declaration->kind == D_GROUP && AS( Group, declaration )->decls
		&& AS( Group, declaration )->decls->kind == D_TYPEDEF )
		return boxed_is_open( AS( Decl, AS( Group, declaration )->decls )->type );
	return def && def->kind == D_AGG && AS( Agg, def )->complete && AS( Agg, def )->type.type
		&& boxed_is_open( AS( Agg, def )->type );
}

static void rename_type( Agg * a ) {
	if ( ! a->name ) return;
	a->cname = intern_fmt( "%s_%u", a->name->text, number++ );
	if ( a->type.type )
		agg_definition( AS( Agg, ct( a->type )->decl ) )->cname =
			AS( Agg, ct( a->type )->decl )->cname = a->cname;
}

/* A declaration that a resume jumps past. */
static void move_declaration( Node * s, NodeList * out ) {
	Node * declaration = AS( DeclStmt, s )->decl;
	if ( is_moved_type( declaration ) ) {
		Group * g = declaration->kind == D_GROUP ? AS( Group, declaration ) : NULL;
		Node * def = g ? defined_in( g->spec ) : declaration;
		if ( def ) rename_type( AS( Agg, def ) );
		if ( ! g || ! g->decls || g->decls->kind != D_OBJECT ) { list_push( &front, s ); return; }
		DeclStmt * own = MAKE( DeclStmt, S_DECL, def->loc );
		own->decl = def;
		list_push( &front, (Node *)own );
		tag_in( g->spec )->decl = def;
		tag_in( g->spec )->def = NULL;
		g->new_style = 1;
	}
	if ( declaration->kind != D_GROUP ) { list_push( out, s ); return; }
	Group * g = AS( Group, declaration );
	bool kept = ! g->decls;
	for ( Node * d = g->decls, * next; d; d = next ) {
		next = d->next;
		d->next = NULL;
		Decl * object = AS( Decl, d );
		if ( is_moved( g, object ) ) {
			NodeList attrs = { 0 };
			list_push( &attrs, object->attrs );
			list_push( &attrs, node_copy( g->attrs ) );
			object->attrs = attrs.head;
			move_object( object, out );
			continue;
		}
		if ( d->kind == D_OBJECT && attribute_find( object->attrs, "cleanup" ) ) vec_push( &live, object );
		Group * own = g;
		if ( kept ) {
			own = make_group( object );
			own->storage = g->storage;
			own->attrs = node_copy( g->attrs );
			DeclStmt * statement = MAKE( DeclStmt, S_DECL, s->loc );
			statement->decl = (Node *)own;
			list_push( out, (Node *)statement );
			continue;
		}
		g->decls = d;
		kept = true;
		list_push( out, s );
	}
	if ( ! g->decls ) list_push( out, s );
}

/* ===== blocks =========================================================================================== */

/* Behind a jump nothing around has been made. */
static void put_label( Node * label, NodeList * out ) {
	list_push( out, label );
	for ( uint32_t i = 0; i < live.len; i += 1 ) {
		Decl * d = live.at[i];
		Node * none = make_cast( make_int( 0, type_basic( B_INT ), label->loc ), d->type );
		list_push( out, make_expression( make_assign( OP_NONE, make_name( d, label->loc ), none ) ) );
	}
}

static void open_block( Compound * c ) {
	uint32_t outside = live.len;
	NodeList items = { 0 };
	for ( Node * s = c->items, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		if ( is_resume_label( s ) ) put_label( s, &items );
		else if ( s->kind == S_DECL && any_has_label( next ) ) move_declaration( s, &items );
		else {
			open_blocks( &s, NULL );
			list_push( &items, s );
		}
	}
	c->items = items.head;
	live.len = outside;
}

/* for ( T * p = a; ... ) becomes { T * p = a; for ( ; ... ) } */
static void open_for( Node ** slot ) {
	For * f = AS( For, *slot );
	Node * next = f->next;
	NodeList items = { 0 };
	list_push( &items, f->init );
	f->init = f->next = NULL;
	list_push( &items, (Node *)f );
	*slot = make_block( items.head, f->loc );
	(*slot)->next = next;
	open_block( AS( Compound, *slot ) );
}

static bool open_blocks( Node ** slot, void * context ) {
	Node * n = *slot, * next = n->next;
	n->next = NULL;
	bool has = has_label( n );
	n->next = next;
	if ( ! has ) return true;
	if ( n->kind == S_FOR && AS( For, n )->init && AS( For, n )->init->kind == S_DECL ) {
		open_for( slot );
		return true;
	}
	if ( n->kind == S_COMPOUND ) { open_block( AS( Compound, n ) ); return true; }
	return node_children( n, open_blocks, context );
}

void boxed_open_mains( void ) {
	for ( uint32_t i = 0; i < bodies.len; i += 1 ) {
		Compound * body = bodies.at[i];
		front = (NodeList){ 0 };
		live.len = 0;
		open_block( body );
		list_push( &front, body->items );
		body->items = front.head;
	}
}
