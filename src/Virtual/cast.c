/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Virtual types, their ids and casts to them (chapter 05, section 13).
 *
 *     (virtual E *)e      (struct E *)__cfavir_virtual_cast( (__cfavir_type_id)&__cfatid_E, (__cfavir_type_id const *)e )
 */
#include <string.h>

#include "AST/make.h"
#include "Resolve/candidate.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual_type.h"

static const char id_prefix[] = "__cfatid_", struct_prefix[] = "__cfatid_struct_";

/* The first member of a structure must have this name and point to a structure; what is wrong, or NULL. */
static const char * head_problem( QType q, const char * name, QType * pointee ) {
	unsigned n = 0;
	if ( KIND_OF( q ) != TY_STRUCT ) return "Type has no fields.";
	Decl ** fields = life_fields( ct( q ), &n );
	if ( ! n || ! fields || ! fields[0]->type.type ) return "Type has no fields.";
	QType p = fields[0]->type;
	if ( ! fields[0]->name || fields[0]->name != intern_cstr( name ) )
		return "Head field did not have expected name.";
	if ( KIND_OF( p ) != TY_POINTER ) return "First field is not a pointer type.";
	*pointee = type_unqualified( type_pointee( p ) );
	return KIND_OF( *pointee ) == TY_STRUCT ? NULL : "First field does not point to a structure type.";
}

static bool follow( QType q, const char * name, QType * pointee, Loc at ) {
	const char * problem = head_problem( q, name, pointee );
	if ( problem )
		diag_error( at, "While following head pointer of %s named \"%s\": %s", type_text( q ),
			name, problem );
	return ! problem;
}

bool virtual_is_exception( QType q ) {
	QType table, id;
	return ! head_problem( q, "virtual_table", &table ) && ! head_problem( table, "__cfavir_typeid", &id );
}

QType virtual_table_type( QType of, Loc at ) {
	QType table = QT_ERROR;
	if ( type_is_error( of ) ) return QT_ERROR;
	if ( KIND_OF( of ) == TY_VAR ) return type_void();          /* an argument of the traits of section 10 */
	return follow( of, "virtual_table", &table, at ) ? table : QT_ERROR;
}

Node * virtual_type_operand( QType q, Loc at ) {
	TypeArg * n = MAKE( TypeArg, E_TYPE, at );
	n->of = n->type = q;
	return (Node *)n;
}

/* ===== type ids ======================================================================================== */

static VEC( Str * ) noted;

void virtual_note_name( Str * name ) {
	if ( strncmp( name->text, id_prefix, sizeof( id_prefix ) - 1 ) != 0 ) return;
	for ( uint32_t i = 0; i < noted.len; i += 1 ) if ( noted.at[i] == name ) return;
	vec_push( &noted, name );
}

static Decl * id_named( const Str * name, const Type * type ) {
	for ( Binding * b = scope_lookup( name ); b; b = b->outer )
		if ( b->decl->kind == D_OBJECT && ct( AS( Decl, b->decl )->type ) == type )
			return AS( Decl, b->decl );
	return NULL;
}

Str * virtual_id_name( QType id ) {
	const Str * tag = AS( Agg, ct( id )->decl )->name;
	size_t prefix = sizeof( struct_prefix ) - 1;
	bool plain = tag && strncmp( tag->text, struct_prefix, prefix ) == 0;
	return intern_fmt( "%s%s", id_prefix, plain ? tag->text + prefix : tag ? tag->text : "" );
}

Decl * virtual_id_object( QType id ) {
	Decl * d = id_named( virtual_id_name( id ), ct( id ) );
	for ( uint32_t i = 0; ! d && i < noted.len; i += 1 ) d = id_named( noted.at[i], ct( id ) );
	return d;
}

QType virtual_id_type( QType of, Loc at ) {
	QType table, id;
	if ( type_is_error( of ) || ! follow( of, "virtual_table", &table, at )
		|| ! follow( table, "__cfavir_typeid", &id, at ) )
		return QT_ERROR;
	return id;
}

/* ===== casts ============================================================================================ */

static Node * address_of( Decl * d, Loc at ) {
	mark_used( (Node *)d );
	return make_unary( OP_ADDR, make_name( d, at ), type_pointer( d->type ) );
}

/* The id of a cancellation whose type has no table: __cfa_cancelled_table( (E *)0p )->__cfavir_typeid; NULL
   if E is none. */
static Node * cancellation_id( QType e, Loc at ) {
	const Str * name = AS( const Agg, ct( e )->decl )->name;
	if ( ! ct( e )->n || ! scope_lookup( intern_cstr( "__cfa_cancelled_table" ) ) ) return NULL;
	if ( name != intern_cstr( "ThreadCancelled" ) && name != intern_cstr( "CoroutineCancelled" ) )
		return NULL;
	Call * table = MAKE( Call, E_CALL, at );
	Name * function = MAKE( Name, E_NAME, at );
	function->id = intern_cstr( "__cfa_cancelled_table" );
	table->fn = (Node *)function;
	table->args = make_cast( make_int( 0, type_basic( B_INT ), at ), type_pointer( e ) );
	Member * id = MAKE( Member, E_MEMBER, at );
	id->object = (Node *)table;
	id->name = intern_cstr( "__cfavir_typeid" );
	id->arrow = true;
	id->tuple_index = -1;
	return resolve_expr( (Node *)id );
}

/* The operand as pointer to its first word, which must be that of a virtual type. */
static Node * operand( Cast * c, bool reference ) {
	QType from = rexpr_type( c->arg ), table, id;
	while ( KIND_OF( from ) == TY_REFERENCE ) from = type_pointee( from );
	QType object = reference ? from : KIND_OF( from ) == TY_POINTER ? type_pointee( from ) : QT_NONE;
	if ( ! object.type || (reference && ! (c->arg->flags & NF_LVALUE)) ) {
		diag_error( c->loc, "a virtual cast needs a pointer to a virtual type, not '%s'", type_text( from ) );
		return NULL;
	}
	if ( ! follow( type_unqualified( object ), "virtual_table", &table, c->loc )
		|| ! follow( table, "__cfavir_typeid", &id, c->loc ) )
		return NULL;
	return reference ? make_unary( OP_ADDR, c->arg, type_pointer( object ) ) : c->arg;
}

Node * virtual_cast( Cast * c ) {
	if ( ! c->spec && ! c->to.type ) {
		diag_error( c->loc, "virtual cast without a type is currently unimplemented" );
		return rexpr_bad( (Node *)c );
	}
	if ( ! c->to.type ) c->to = resolve_type( c->spec, NULL );
	if ( type_is_error( c->to ) || rexpr_is_error( c->arg ) ) return rexpr_bad( (Node *)c );
	bool reference = KIND_OF( c->to ) == TY_REFERENCE;
	if ( ! reference && KIND_OF( c->to ) != TY_POINTER ) {
		diag_error( c->loc, "Virtual cast target must be a pointer or reference type." );
		return rexpr_bad( (Node *)c );
	}
	QType target = type_unqualified( type_pointee( c->to ) ), id = virtual_id_type( target, c->loc );
	if ( type_is_error( id ) ) return rexpr_bad( (Node *)c );
	Decl * object = virtual_id_object( id );
	Node * which = object ? address_of( object, c->loc ) : cancellation_id( target, c->loc );
	if ( ! which ) {
		diag_error( c->loc, ct( target )->n
			? "Virtual cast does not target a type with a type id (possible missing virtual table)."
			: "Virtual cast does not target a virtual type." );
		return rexpr_bad( (Node *)c );
	}
	Node * from = operand( c, reference );
	Binding * function = scope_lookup( intern_cstr( "__cfavir_virtual_cast" ) );
	if ( ! from || ! function ) return rexpr_bad( (Node *)c );
	Decl * f = AS( Decl, function->decl );
	mark_used( (Node *)f );
	mark_type_used( c->to );
	const Type * t = ct( f->type );
	Node * wanted = make_cast( which, t->args[0] );
	wanted->next = make_cast( from, t->args[1] );
	QType pointer = type_pointer( type_pointee( c->to ) );
	Node * done = make_cast( make_call( make_name( f, c->loc ), wanted, type_result( f->type ) ), pointer );
	if ( reference ) {
		done = make_unary( OP_DEREF, done, type_pointee( c->to ) );
		done = rexpr_typed( rexpr_implicit( done, c->to ), c->to, true );
	}
	done->next = c->next;
	return done;
}
