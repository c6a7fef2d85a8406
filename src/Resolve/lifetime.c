/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The lives of declared objects, arguments and results (chapter 03, 8.4, 8.5, 8.8, 8.9): each gets the calls
 * that make and end it. Lower puts them where they belong.
 *
 *     S a, b[2] = { { 1 } };      a: construct ?{}( a ), destroyer ^?{};  b: ?{}( b[0], 1 ), a loop over the rest, a helper
 */
#include <string.h>

#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"

Decl * lifetime_object( const char * name, QType type, Loc at ) {
	static unsigned number;
	return make_object( intern_fmt( "%s%u", name, number++ ), type, at );
}

/* ===== arrays =========================================================================================== */

Node * lifetime_loop( Node * count, bool down, Decl ** index, Loc at ) {
	QType size = type_basic( machine.size );
	Decl * i = *index = lifetime_object( "__cfa_index", size, at );
	For * loop = MAKE( For, S_FOR, at );
	loop->flags |= NF_IMPLICIT;
	i->init_kind = INIT_ASSIGN;
	i->init = down ? count : make_int( 0, size, at );
	loop->init = make_declaration( i );
	Node * zero = make_int( 0, size, at ), * one = make_int( 1, size, at );
	if ( down )
		loop->cond = make_binary( OP_GT, make_unary( OP_POSTDEC, make_name( i, at ), size ), zero,
			type_basic( B_INT ) );
	else {
		loop->cond = make_binary( OP_LT, make_name( i, at ), count, type_basic( B_INT ) );
		loop->step = make_assign( OP_ADD, make_name( i, at ), one );
	}
	return (Node *)loop;
}

static QType innermost( QType q ) {
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	return q;
}

Node * lifetime_element( Node * array, QType element, Node * index ) {
	QType plain = type_unqualified( element );
	return make_index( make_cast( array, type_pointer( plain ) ), index, plain );
}

static Node * size_of( Node * e, QType of ) {
	SizeOf * s = MAKE( SizeOf, E_SIZEOF, e->loc );
	s->op = OP_SIZEOF;
	s->of = of;
	s->arg = type_is_vla( of ) ? e : NULL;
	s->type = type_basic( machine.size );
	return (Node *)s;
}

Node * lifetime_count( Node * array, QType * element ) {
	QType q = rexpr_type( array );
	*element = innermost( q );
	if ( type_is_vla( q ) )
		return make_binary( OP_DIV, size_of( node_copy( array ), q ), size_of( array, *element ),
			type_basic( machine.size ) );
	int64_t n = 1;
	for ( ; KIND_OF( q ) == TY_ARRAY; q = ct( q )->of ) n *= ct( q )->length;
	return make_int( n, type_basic( machine.size ), array->loc );
}

/* Default construction of the elements from number `from`. */
static void default_elements( NodeList * out, Node * array, int64_t from ) {
	QType element;
	Decl * index;
	Node * count = lifetime_count( node_copy( array ), &element );
	if ( from && count->kind == E_INT && (int64_t)AS( IntLit, count )->value <= from ) return;
	Node * loop = lifetime_loop( count, false, &index, array->loc );
	if ( from ) index->init = make_int( from, index->type, array->loc );
	Node * made = construct_expression( lifetime_element( array, element, make_name( index, array->loc ) ),
		NULL, array->loc );
	if ( ! made ) return;
	AS( For, loop )->body = make_expression( made );
	list_push( out, loop );
}

/* The arguments of a constructor in an initialiser (8.5); false after a report. */
static bool arguments_in( Node * init, Node ** args ) {
	if ( init->kind != I_LIST ) { *args = init; return true; }
	NodeList list = { 0 };
	for EACH( n, AS( InitList, init )->items ) {
		InitItem * item = AS( InitItem, n );
		if ( item->designators ) {
			diag_error( item->loc, "Cannot include designations in the initializer for a managed Object. "
				"If this is really what you want, initialize with @=." );
			return false;
		}
		if ( item->value->kind == I_LIST ) {
			diag_error( item->value->loc, "Managed object's initializer is too deep" );
			return false;
		}
		item->value->next = NULL;
		list_push( &list, item->value );
	}
	*args = list.head;
	return true;
}

static void make_element( NodeList * out, Node * object, Node * init ) {
	Node * args;
	if ( ! arguments_in( init, &args ) ) return;
	Node * made = construct_expression( object, args, init->loc );
	if ( made ) list_push( out, make_expression( made ) );
}

/* Where an item of an array's list goes: behind the one before, or where its designator says. */
static bool item_position( InitItem * item, int64_t * at ) {
	if ( ! item->designators ) return true;
	IndexDesignator * d = AS( IndexDesignator, item->designators );
	__int128 value;
	if ( item->designators->kind != DS_INDEX || item->designators->next || d->hi ) {
		diag_error( item->loc, "Cannot include designations in the initializer for a managed Object. "
			"If this is really what you want, initialize with @=." );
		return false;
	}
	if ( ! resolve_constant_int( &d->lo, &value, "array index" ) ) return false;
	*at = (int64_t)value;
	return true;
}

/* Elements from a list that follows the dimensions. */
static void array_from_list( NodeList * out, Node * array, InitList * list ) {
	const Type * t = ct( rexpr_type( array ) );
	int64_t at = 0, inner = 1;
	VEC( NodeList ) made = { 0 };                                   /* what constructs each element */
	VEC( bool ) given = { 0 };
	for EACH( n, list->items ) {
		InitItem * item = AS( InitItem, n );
		if ( ! item_position( item, &at ) ) return;
		if ( at < 0 || at >= t->length ) {
			diag_warn( W_OTHER, item->loc, "excess elements in array initializer" );
			break;
		}
		for ( ; given.len <= at; vec_push( &given, false ) ) vec_push( &made, (NodeList){ 0 } );
		given.at[at] = true;
		NodeList * own = &made.at[at];
		Node * element = make_index( node_copy( array ),
			make_int( at, type_basic( machine.difference ), item->loc ), t->of );
		if ( KIND_OF( t->of ) != TY_ARRAY ) make_element( own, element, item->value );
		else if ( item->value->kind == I_LIST ) array_from_list( own, element, AS( InitList, item->value ) );
		else diag_error( item->value->loc, "a list is needed to initialize an array" );
		at += 1;
	}
	for ( QType q = t->of; KIND_OF( q ) == TY_ARRAY; q = ct( q )->of ) inner *= ct( q )->length;
	for ( uint32_t k = 0; k < made.len; k += 1 ) {
		list_push( out, made.at[k].head );
		if ( given.at[k] ) continue;                            /* else a hole that designators left */
		Node * element = make_index( node_copy( array ),
			make_int( k, type_basic( machine.difference ), list->loc ), t->of );
		if ( KIND_OF( t->of ) == TY_ARRAY ) { default_elements( out, element, 0 ); continue; }
		Node * e = construct_expression( element, NULL, list->loc );
		if ( e ) list_push( out, make_expression( e ) );
	}
	default_elements( out, array, made.len * inner );
}

/* Elements are counted as they are made: if a constructor raises, those made so far are destroyed (chapter
   05, 6.7). The counter's declaration comes first; NULL if no constructor is called or none is destroyed. */
static Decl * count_elements( Node ** construct, QType array, Loc at ) {
	QType element = innermost( array );
	if ( ! *construct || life_trivial( LIFE_DESTROY, element ) || life_trivial( LIFE_DEFAULT, element ) )
		return NULL;
	Decl * made = lifetime_object( "__cfa_made", type_basic( machine.size ), at );
	made->init_kind = INIT_ASSIGN;
	made->init = make_int( 0, made->type, at );
	NodeList out = { 0 };
	list_push( &out, make_declaration( made ) );
	for ( Node * s = *construct, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		Node * one = make_expression( make_assign( OP_ADD, make_name( made, at ),
			make_int( 1, made->type, at ) ) );
		list_push( &out, s );
		if ( s->kind != S_FOR ) { list_push( &out, one ); continue; }
		For * loop = AS( For, s );
		loop->body->next = one;
		loop->body = make_block( loop->body, at );
	}
	*construct = out.head;
	return made;
}

/* void helper( void * object ) { every element backwards: ^?{}( ((T *)object)[ i ] ) } */
static Node * array_destroyer( Decl * d, Decl * made, int storage ) {
	QType element, pointer = type_pointer( type_void() );
	Decl * param = make_parameter( intern_cstr( "object" ), pointer, d->loc ), * index;
	Node * count = lifetime_count( make_name( d, d->loc ), &element );
	if ( life_trivial( LIFE_DESTROY, element ) ) return NULL;
	if ( made ) count = make_name( made, d->loc );
	Node * loop = lifetime_loop( count, true, &index, d->loc );
	Node * at = lifetime_element( make_name( param, d->loc ), element, make_name( index, d->loc ) );
	AS( For, loop )->body = make_expression( life_call( LIFE_DESTROY, at, NULL ) );
	return lifetime_helper( param, loop, storage );
}

Node * lifetime_helper( Decl * param, Node * statements, int storage ) {
	static unsigned number;
	/* what ends may be nothing for an instance's types */
	param->attrs = make_attribute( "unused", NULL, param->loc );
	QType type = type_function( type_void(), &param->type, 1, 0 );
	/* of instances whose destructors do nothing */
	param->attrs = make_attribute( "unused", NULL, param->loc );
	Decl * f = make_function( intern_fmt( "__cfa_end%u", number++ ), type, (Node *)param,
		make_block( statements, param->loc ), param->loc );
	f->storage = storage | DS_INLINE;
	return (Node *)make_group( f );
}

static void declare_array( Decl * d, bool is_static ) {
	NodeList out = { 0 };
	Node * init = d->init;
	d->init = NULL;
	const Type * t = ct( d->type );
	if ( init && init->kind != I_LIST ) {
		diag_error( init->loc, "a list is needed to initialize an array" );
		return;
	}
	if ( t->dim == DIM_NONE && init ) {
		int64_t count = 0, at = 0;
		for EACH( n, AS( InitList, init )->items ) {
			if ( ! item_position( AS( InitItem, n ), &at ) ) return;
			at += 1;
			if ( at > count ) count = at;
		}
		d->type = type_array( t->of, DIM_CONST, count, NULL );
	}
	Node * array = make_name( d, d->loc );
	if ( init && ct( d->type )->dim == DIM_CONST ) array_from_list( &out, array, AS( InitList, init ) );
	else default_elements( &out, array, 0 );
	d->construct = out.head;
	bool counted = ! is_static && ! (d->storage & (DS_STATIC | DS_THREAD));
	Decl * made = counted ? count_elements( &d->construct, d->type, d->loc ) : NULL;
	d->destroyer = array_destroyer( d, made, is_static ? DS_STATIC : 0 );
}

/* ===== declared objects ================================================================================= */

bool lifetime_declare( Decl * d, int storage ) {
	QType q = d->type;
	if ( options.c_mode || d->kind != D_OBJECT || d->init_kind == INIT_AT || d->init_kind == INIT_DELETED )
		return false;
	if ( type_is_error( q ) || type_is_function( q ) || KIND_OF( q ) == TY_REFERENCE ) return false;
	if ( storage & DS_EXTERN && ! d->init ) return false;
	if ( ! (life_managed( q ) || (d->init && life_constructs_basic( q )))
		|| ! type_is_complete( innermost( q ) ) )
		return false;
	bool is_static = d->level <= 1 || storage & (DS_STATIC | DS_THREAD);
	if ( KIND_OF( q ) == TY_ARRAY ) { declare_array( d, is_static && d->level <= 1 ); return true; }
	Node * args = NULL, * init = d->init;
	d->init = NULL;
	if ( init && ! arguments_in( init, &args ) ) return true;
	Construction c = construct( make_name( d, d->loc ), args, init ? init->loc : d->loc );
	switch ( c.form ) {
	  case CONSTRUCT_CALL: d->construct = make_expression( c.e ); break;
	  case CONSTRUCT_VALUE: d->init = c.e; break;
	  case CONSTRUCT_MEMBERS: d->init = make_list( c.e, type_unqualified( q ), d->loc ); break;
	  default: break;
	}
	if ( d->init ) {
		d->init_kind = INIT_ASSIGN;
		if ( is_static && ! lifetime_is_constant( d->init ) ) lifetime_dynamic( d );
	}
	if ( c.form != CONSTRUCT_ERROR ) d->destroyer = life_destroyer( q, d->loc );
	return true;
}

/* Calls of functions that gcc knows may be constants for it, but only by their reserved names are they meant
   so. */
static bool calls_function( Node ** slot, void * found ) {
	Node * e = *slot;
	if ( e->kind == E_CALL ) {
		const Node * fn = AS( Call, e )->fn;
		if ( fn->kind != E_NAME || strncmp( AS( const Name, fn )->id->text, "__builtin_", 10 ) != 0 )
			*(bool *)found = true;
	}
	return ! *(bool *)found && node_children( e, calls_function, found );
}

bool lifetime_is_constant( Node * init ) {
	if ( init->kind != I_LIST ) {
		ConstKind kind = constant_fold( init, false ).kind;
		bool called = false;
		if ( kind == CONST_UNKNOWN ) calls_function( &init, &called );
		return kind != CONST_NOT && ! called;
	}
	for EACH( n, AS( InitList, init )->items )
		if ( ! lifetime_is_constant( AS( InitItem, n )->value ) ) return false;
	return true;
}

/* An object whose const is cast away. */
static Node * writable( Decl * d ) {
	Node * object = make_name( d, d->loc );
	QType plain = type_bare( d->type );
	if ( ! (type_canon( innermost( d->type ) ).quals & QUAL_CONST) ) return object;
	return make_unary( OP_DEREF, make_cast( make_unary( OP_ADDR, object, type_pointer( d->type ) ),
		type_pointer( plain ) ), plain );
}

void lifetime_dynamic( Decl * d ) {
	Node * init = d->init, * made;
	QType q = d->type;
	d->init = NULL;
	if ( KIND_OF( q ) == TY_REFERENCE ) {
		Node * target = make_name( d, d->loc );
		/* &&r = ... binds r of type T && */
		for ( QType r = q; KIND_OF( r ) == TY_REFERENCE; r = type_pointee( r ) )
			target = make_unary( OP_ADDR, target, rexpr_address_type( AS( Expr, target )->type, true ) );
		made = make_assign( OP_NONE, target, init );
		AS( Expr, made )->type = type_pointer( type_pointee( q ) );
	} else if ( init->kind != I_LIST && KIND_OF( q ) != TY_ARRAY ) made = make_assign( OP_NONE,
		writable( d ), init );
	else {
		QType plain = KIND_OF( q ) == TY_ARRAY ? q : type_bare( q );
		Node * literal = make_literal( init, plain ), * object = writable( d );
		if ( KIND_OF( q ) != TY_ARRAY ) made = make_assign( OP_NONE, object, literal );
		else {
			Node * size = size_of( object, plain );
			object->next = literal;
			literal->next = size;
			made = make_call( make_name( builtin_lookup( intern_cstr( "__builtin_memcpy" ) ), d->loc ),
				object, type_pointer( type_void() ) );
		}
	}
	d->construct = make_expression( made );
}

/* ===== temporaries (8.9) ================================================================================ */

static Temporary * temporary( Decl * object, Node * made, QType type, Loc at ) {
	Temporary * t = MAKE( Temporary, E_TEMPORARY, at );
	t->flags |= NF_IMPLICIT;
	t->group = (Node *)make_group( object );
	t->construct = made;
	t->type = type;
	return t;
}

static bool is_copied_by_calls( QType q ) {
	return ! options.c_mode && (! life_trivial( LIFE_COPY, q ) || ! life_trivial( LIFE_DESTROY, q ));
}

/* A new object made of the value; it is destroyed at the end of the statement. */
static Temporary * copy_of( const char * name, Node * e, QType q ) {
	q = type_bare( q );
	Decl * object = lifetime_object( name, q, e->loc );
	/* constructors of blocks are gone */
	bool lowering = ! life_in_body() && ct( type_bare( rexpr_type( e ) ) ) == ct( q );
	Node * to = make_name( object, e->loc ),
		* made = lowering ? life_call( LIFE_COPY, to, e ) : construct_expression( to, e, e->loc );
	if ( rexpr_is_error( made ) ) return NULL;
	Temporary * t = temporary( object, made, q, e->loc );
	t->destroyer = life_destroyer( q, e->loc );
	return t;
}

Node * lifetime_argument( Node * argument, QType parameter ) {
	if ( rexpr_is_error( argument ) || KIND_OF( parameter ) == TY_REFERENCE || type_is_pack( parameter )
		|| ! is_copied_by_calls( parameter ) ) return argument;
	Node * next = argument->next;
	argument->next = NULL;
	Temporary * t = copy_of( "__cfa_copy", argument, parameter );
	Node * done = t ? (Node *)t : rexpr_bad( argument );
	if ( t ) t->param = 1;
	done->next = next;
	return done;
}

Node * lifetime_result( Node * call ) {
	QType q = rexpr_type( call );
	if ( options.c_mode || type_is_error( q ) || KIND_OF( q ) == TY_REFERENCE
		|| life_trivial( LIFE_DESTROY, q ) )
		return call;
	Node * next = call->next;
	call->next = NULL;
	Decl * object = lifetime_object( "__cfa_value", type_unqualified( q ), call->loc );
	Temporary * t = temporary( object, make_assign( OP_NONE, make_name( object, call->loc ), call ),
		type_unqualified( q ), call->loc );
	t->destroyer = life_destroyer( q, call->loc );
	t->flags |= call->flags & NF_PAREN;
	t->next = next;
	return (Node *)t;
}

Node * lifetime_statement_expression( StmtExpr * s, ExprStmt * last ) {
	QType q = type_bare( rexpr_type( last->expr ) );
	Decl * object = lifetime_object( "__cfa_value", q, s->loc );
	last->expr = construct_expression( make_name( object, s->loc ), last->expr, s->loc );
	s->type = type_void();
	Temporary * t = temporary( object, (Node *)s, q, s->loc );
	t->destroyer = life_destroyer( q, s->loc );
	return (Node *)t;
}

Node * lifetime_once( Node ** e ) {
	if ( ! rexpr_has_effects( *e ) ) return node_copy( *e );
	QType q = rexpr_type( *e );
	Loc at = (*e)->loc;
	if ( KIND_OF( q ) != TY_REFERENCE && ! ((*e)->flags & NF_LVALUE) ) {
		Decl * object = lifetime_object( "__cfa_once", type_unqualified( q ), at );
		*e = (Node *)temporary( object, make_assign( OP_NONE, make_name( object, at ), *e ),
			object->type, at );
		return make_name( object, at );
	}
	return lifetime_place( e );
}

Node * lifetime_place( Node ** e ) {
	Loc at = (*e)->loc;
	QType q = rexpr_type( *e );
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	QType pointer = type_pointer( q );
	Decl * object = lifetime_object( "__cfa_object", pointer, at );
	Node * address = make_assign( OP_NONE, make_name( object, at ), make_unary( OP_ADDR, *e, pointer ) );
	*e = make_unary( OP_DEREF, (Node *)temporary( object, address, pointer, at ), q );
	return make_unary( OP_DEREF, make_name( object, at ), q );
}

bool lifetime_copied( QType q ) { return is_copied_by_calls( q ); }

/* The construction of a declared object as one expression. */
static Node * as_expression( Decl * d ) {
	Node * init = d->init, * statements = d->construct;
	d->init = d->construct = NULL;
	if ( init ) {
		Node * value = init->kind == I_LIST ? make_literal( init, type_bare( d->type ) ) : init;
		return make_assign( OP_NONE, make_name( d, d->loc ), value );
	}
	if ( ! statements ) return NULL;
	if ( ! statements->next && statements->kind == S_EXPR ) return AS( ExprStmt, statements )->expr;
	StmtExpr * s = MAKE( StmtExpr, E_STMT, d->loc );
	s->body = make_block( statements, d->loc );
	s->type = type_void();
	return (Node *)s;
}

/* The counter of an array's elements is declared with the array, for its helper to see; making the elements
   resets it. */
static void share_counter( Decl * array ) {
	Node * helper = array->destroyer, * first = array->construct;
	if ( ! helper || helper->kind != D_GROUP ) return;
	AS( Decl, AS( Group, helper )->decls )->level = (int)scope_level();
	if ( ! first || first->kind != S_DECL ) return;
	Decl * made = AS( Decl, AS( Group, AS( DeclStmt, first )->decl )->decls );
	Node * reset = make_expression( make_assign( OP_NONE, make_name( made, array->loc ),
		make_int( 0, made->type, array->loc ) ) );
	reset->next = first->next;
	array->construct = reset;
	array->next = (Node *)made;
}

Node * lifetime_literal( CompoundLit * c ) {
	if ( options.c_mode || c->at || ! life_managed( c->of ) ) return NULL;
	Decl * object = lifetime_object( "__cfa_literal", c->of, c->loc );
	if ( ! current_function ) { object->level = 1; object->storage = DS_STATIC; }
	object->init = c->init;
	object->init_kind = INIT_ASSIGN;
	lifetime_declare( object, object->storage );
	object->type = KIND_OF( object->type ) == TY_ARRAY ? object->type : type_bare( object->type );
	if ( current_function ) share_counter( object );
	Temporary * t = temporary( object, current_function ? as_expression( object ) : NULL,
		object->type, c->loc );
	t->destroyer = object->destroyer;
	object->destroyer = NULL;
	if ( ! current_function ) { object->destroyer = t->destroyer; t->destroyer = NULL; }
	t->in_block = 1;
	t->flags |= NF_LVALUE;
	t->next = c->next;
	return (Node *)t;
}

/* The counts of values of a tuple agree (chapter 04, 4.11.9), unlike those of a structure's members. */
static bool too_few( const Node * values, QType tuple ) {
	unsigned n;
	return type_is_tuple( tuple ) && ( life_fields( ct( tuple ), &n ), list_length( values ) < n );
}

Node * lifetime_return( ExprStmt * r, QType result ) {
	QType q = type_bare( result );
	Decl * object = lifetime_object( "__cfa_result", q, r->loc );
	Construction c = construct( make_name( object, r->loc ), r->expr, r->expr->loc );
	switch ( c.form ) {
	  case CONSTRUCT_VALUE: r->expr = c.e; return (Node *)r;
	  case CONSTRUCT_MEMBERS:
		if ( too_few( c.e, q ) ) {
			diag_error( r->expr->loc, "too few values for the result '%s'", type_text( q ) );
			r->expr = rexpr_bad( r->expr );
			return (Node *)r;
		}
		r->expr = make_literal( make_list( c.e, q, r->loc ), q ); return (Node *)r;
	  case CONSTRUCT_CALL: break;
	  default: r->expr = rexpr_bad( r->expr ); return (Node *)r;
	}
	NodeList items = { 0 };
	list_push( &items, make_declaration( object ) );
	list_push( &items, make_expression( c.e ) );
	list_push( &items, make_return( make_name( object, r->loc ), r->loc ) );
	return make_block( items.head, r->loc );
}
