/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Objects that belong to types (cfa_instance): the type id and table of what a cancelled coroutine or thread
 * of a type raises (chapter 05, 14). All units of a program share them. Boxed code knows no more than the
 * generic type: it has an id for all its instances, which is the parent of theirs.
 *
 *     forall( T & ) table * cancelled( E( T ) * ) { static id i = { &root }; ... }      cancelled( (E( Cor( int ) ) *)0 )
 *     id i_Cor_int = { &i_Cor_void };                           in a section of which the linker keeps one
 */
#include <string.h>

#include "CodeGen/codegen.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

static Table owned;                                     /* function -> Instance that it is */

static bool has_objects( const Instance * in ) { return in->poly->n == 1 && ! in->poly->n_assertions; }

/* The type with nothing known of its parameters (<coroutine.hfa> declares what stands for them); what stands
   for a parameter itself is void. */
static QType generic_of( QType q ) {
	const Type * t = ct( q );
	Node * any = t->generic ? scope_lookup_tag( intern_cstr( "__cfa_any" ), false ) : NULL;
	if ( ! any ) return type_void();
	mark_used( any );
	const Poly * poly = agg_definition( AS( Agg, t->generic ) )->poly;
	QType args[t->n];
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		bool dimension = poly && i < poly->n && poly->params[i]->kind_of == TP_DIMENSION;
		args[i] = dimension ? dimension_constant( 1 ) : type_of_agg( AS( Agg, any ) );
	}
	return type_agg( AS( Agg, t->generic ), args, t->n );
}

static const Instance * of_type( const Instance * in, QType q ) {
	Instance * made = NEW( Instance );
	*made = *in;
	made->args = NEW_ARRAY( QType, 1 );
	made->args[0] = q;
	return made;
}

const Instance * identity_erased( const Instance * in ) {
	return has_objects( in ) && boxed_is_open( in->args[0] ) ? of_type( in, generic_of( in->args[0] ) )
		: NULL;
}

/* Its parameter only tells the type: boxed code calls it, too. */
void identity_is( Decl * made, const Instance * in ) {
	if ( ! has_objects( in ) ) return;
	table_put( &owned, made, (void *)in );
	QType param = boxed_pointer();
	made->type = type_function( type_result( made->type ), &param, 1, 0 );
	Decl * type = make_parameter( intern_cstr( "type" ), param, made->loc );
	type->attrs = make_attribute( "unused", NULL, made->loc );
	function_declarator( made )->params = (Node *)type;
}

/* Other blocks may have a type of the same name: its objects are the unit's own and have a number. */
static unsigned number_of( const Type * t ) {
	static Table numbers;
	static uintptr_t count;
	if ( ! table_get( &numbers, t ) ) table_put( &numbers, t, (void *)(count += 1) );
	return (unsigned)(uintptr_t)table_get( &numbers, t );
}

static Str * name_of( const Decl * object, const Instance * in ) {
	Str * function = in->decl->cname ? in->decl->cname : in->decl->name;
	if ( instance_is_local( in ) )
		return intern_fmt( "__cfa_%s_%s_local%u", object->name->text, function->text,
			number_of( ct( in->args[0] ) ) );
	return intern_fmt( "__cfa_%s_%s_%s", object->name->text, function->text,
		mangle_type( in->args[0] )->text );
}

/* The object of that name of the type at hand's parent. */
static Node * parent_of( Decl * id, const Instance * in ) {
	static const Frame no_frame;
	QType above = generic_of( in->args[0] );
	const Instance * parent = of_type( in, ct( above ) == ct( in->args[0] ) ? type_void() : above );
	instance_request( &no_frame, parent, id->loc, NULL );
	Decl * d = make_object( id->name, id->type, id->loc );
	d->cname = name_of( id, parent );
	d->storage = instance_is_local( parent ) ? DS_STATIC : DS_EXTERN;
	d->level = 1;
	instance_declare( d );
	return make_unary( OP_ADDR, make_name( d, id->loc ), type_pointer( d->type ) );
}

/* object = { &first, ... } */
static void begin_with( Decl * object, Node * address ) {
	InitItem * first = object->init && object->init->kind == I_LIST
		? AS( InitItem, AS( InitList, object->init )->items ) : NULL;
	if ( first ) first->value = make_cast( address, AS( Expr, first->value )->type );
}

Node * identity_objects( Decl * made ) {
	const Instance * in = table_get( &owned, made );
	NodeList out = { 0 };
	for ( Node * s = in ? AS( Compound, made->body )->items : NULL; s; s = s->next ) {
		Node * d = s->kind == S_DECL ? AS( DeclStmt, s )->decl : NULL;
		Group * g = d && d->kind == D_GROUP ? AS( Group, d ) : NULL;
		if ( ! g || ! (g->storage & DS_STATIC) ) continue;
		Decl * object = AS( Decl, g->decls );
		bool is_id = strcmp( object->name->text, "id" ) == 0;
		if ( is_id && ! type_is_void( in->args[0] ) ) begin_with( object, parent_of( object, in ) );
		object->cname = name_of( object, in );
		object->level = 1;
		list_push( &out, d );
		s->kind = S_NULL;
		if ( instance_is_local( in ) ) continue;
		g->storage = object->storage = 0;
		Node * once = make_attribute( "cfa_linkonce", NULL, object->loc );
		once->next = g->attrs;
		g->attrs = once;
	}
	return out.head;
}
