/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Values whose size only the running program knows (chapter 04, 4.17.2): C has objects of such structures but
 * neither parameters nor results. They are passed by address; what returns one assigns it to where its caller
 * says.
 *
 *     struct T join( struct T a, struct T b ) { return pick( b ); }            x = join( *p, *q );
 *     void join( struct T * result, struct T * a, struct T * b ) { pick( result, b ); return; }
 *     join( &x, p, q );
 */
#include "Lower/boxed.h"
#include "Resolve/declare.h"

/* of objects whose alignment is not known here (4.7.5): more is made room for */
enum { OBJECT_ALIGNMENT = 64 };

/* Decl that is a pointer and whose name stands for the object */
static Table pointers;
static Table results;                                   /* function -> Decl of the pointer to its result */
/* boxed functions whose result has another type inside */
static Table erased;
static Table places;                                    /* objects that are what *result is */
static Decl * result;                                   /* of the function at hand */
static unsigned depth;                                  /* of functions */
static Table open_functions;                            /* boxed functions */
static bool is_open;                                    /* in one of them */
/* what a boxed function returns, its type erased; else none */
static QType returned;
bool boxed_used;

void boxed_is_pointer( Decl * d ) { table_put( &pointers, d, d ); }

QType boxed_named_type( const Decl * d ) {
	return table_get( &pointers, d ) ? type_pointee( d->type ) : d->type;
}

void boxed_is_open_function( Decl * function, Decl * of ) { table_put( &open_functions, function, of ); }

void boxed_returns_to( Decl * function, Decl * pointer ) { table_put( &results, function, pointer ); }

void boxed_returns_erased( Decl * function ) { table_put( &erased, function, function ); }

bool boxed_is_variable( QType q ) {
	static Table memo;
	static char yes, no;
	if ( ! q.type ) return false;
	const Type * t = ct( q );
	if ( t->kind == TY_ARRAY ) return t->dim == DIM_VLA || boxed_is_variable( t->of );
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || ! type_is_complete( q ) ) return false;
	void * known = table_get( &memo, t );
	if ( known ) return known == &yes;
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	agg_members( a );
	AggInfo * info = agg_info( a );
	bool variable = false;
	for ( unsigned i = 0; i < info->n && ! variable; i += 1 )
		variable = boxed_is_variable( info->fields[i]->type );
	if ( info->done ) table_put( &memo, t, variable ? &yes : &no );
	return variable;
}

static bool is_value( QType q ) { return q.type && KIND_OF( q ) != TY_ARRAY && boxed_is_variable( q ); }

static bool is_variable_function( const Type * f ) {
	bool variable = is_value( f->of );
	for ( uint32_t i = 0; i < f->n; i += 1 ) variable |= is_value( f->args[i] );
	return variable;
}

/* The type in C: of functions, and what leads to them. */
static QType in_c( QType q ) {
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER || t->kind == TY_ARRAY ) {
		QType of = in_c( t->of );
		if ( ct( of ) == ct( t->of ) ) return q;
		QType made = t->kind == TY_POINTER ? type_pointer( of )
			: type_array( of, t->dim, t->length, t->dim_expr );
		return type_with_quals( made, type_canon( q ).quals );
	}
	if ( t->kind != TY_FUNCTION ) return q;
	QType args[t->n + 1], of = in_c( t->of );
	unsigned n = 0;
	bool dynamic = is_value( t->of ), changed = dynamic || ct( of ) != ct( t->of );
	if ( dynamic ) args[n++] = type_pointer( type_unqualified( t->of ) );
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		QType arg = is_value( t->args[i] ) ? type_pointer( t->args[i] ) : in_c( t->args[i] );
		changed |= ct( arg ) != ct( t->args[i] );
		args[n++] = arg;
	}
	return changed ? type_function( dynamic ? type_void() : of, args, n, t->fn_flags ) : q;
}

/* ===== expressions ====================================================================================== */

static const Node * called;                             /* what the call at hand calls */
static bool visit( Node ** slot, void * context );

static QType type_of( const Node * e ) { return AS( const Expr, e )->type; }

/* Where the object is: inside of commas and conditions. */
static Node * address( Node * e ) {
	QType type = type_pointer( type_of( e ) );
	if ( e->kind == E_UNARY && AS( Unary, e )->op == OP_DEREF ) return AS( Unary, e )->arg;
	if ( e->kind == E_CAST && is_value( AS( Cast, e )->to ) ) return address( AS( Cast, e )->arg );
	if ( e->kind == E_BINARY && AS( Binary, e )->op == OP_COMMA ) {
		AS( Binary, e )->rhs = address( AS( Binary, e )->rhs );
		AS( Expr, e )->type = type;
		return e;
	}
	if ( e->kind == E_COND ) {
		Cond * c = AS( Cond, e );
		if ( c->a ) c->a = address( c->a );
		c->b = address( c->b );
		c->type = type;
		return e;
	}
	if ( e->kind == E_ASSIGN ) {
		Node * again = address( node_copy( AS( Assign, e )->lhs ) );
		Node * both = make_binary( OP_COMMA, e, again, type );
		both->flags |= NF_PAREN;
		return both;
	}
	return make_unary( OP_ADDR, e, type );
}

/* Is it an object, or a part of one, that can be asked for its size without a call? Its type may have
   effects. */
static bool names_object( const Node * e ) {
	switch ( e->kind ) {
	  case E_NAME: return true;
	  case E_INDEX:
		return names_object( AS( const Index, e )->base ) && AS( const Index, e )->indexes->kind == E_INT;
	  case E_MEMBER: return names_object( AS( const Member, e )->object );
	  default: return false;
	}
}

/* As an operand of C: an lvalue. */
static Node * object( Node * e ) {
	bool spread = e->kind == E_COND || (e->kind == E_BINARY && AS( Binary, e )->op == OP_COMMA)
		|| e->kind == E_CAST || e->kind == E_ASSIGN;
	if ( ! spread ) return e;
	QType q = type_of( e );
	Node * next = e->next;
	e->next = NULL;
	e = make_unary( OP_DEREF, address( e ), q );
	e->next = next;
	return e;
}

/* The call in C; `to`: where its result goes. */
static Node * call( Call * c, const Type * f, Node * to ) {
	NodeList args = { 0 };
	if ( to ) list_push( &args, to );
	uint32_t i = 0;
	for ( Node * a = c->args, * next; a; a = next, i += 1 ) {
		next = a->next;
		a->next = NULL;
		bool by_address = i < f->n && is_value( f->args[i] ), constant = by_address
			&& type_canon( type_of( a ) ).quals;
		if ( by_address ) a = address( a );
		list_push( &args, constant ? make_cast( a, type_pointer( type_unqualified( f->args[i] ) ) ) : a );
	}
	c->args = args.head;
	AS( Expr, c->fn )->type = in_c( type_of( c->fn ) );
	if ( c->fn->kind == E_CAST ) AS( Cast, c->fn )->to = type_of( c->fn );
	if ( to ) c->type = type_void();
	return (Node *)c;
}

static void visit_call( Call * c, Node * to ) {
	const Type * f = type_of( c->fn ).type ? boxed_function_type( type_of( c->fn ) ) : NULL;
	called = c->fn;
	node_children( (Node *)c, visit, NULL );
	if ( f && is_variable_function( f ) ) call( c, f, to );
}

/* The value of the statement expression goes to the place. */
static void assign_last( StmtExpr * s, Node * lhs ) {
	Node * last = AS( Compound, s->body )->items;
	while ( last && last->next ) last = last->next;
	if ( ! last || last->kind != S_EXPR ) return;
	AS( ExprStmt, last )->expr = make_assign( OP_NONE, lhs, AS( ExprStmt, last )->expr );
	s->type = type_void();
}

/* object.a = e, object.b = f: what { e, f } makes of it; NULL for nothing. */
static Node * assign_list( Node * to, InitList * list ) {
	unsigned n, i = 0;
	Decl ** fields = life_fields( ct( type_of( to ) ), &n );
	Node * all = NULL;
	for EACH( it, list->items ) {
		InitItem * item = AS( InitItem, it );
		if ( item->designators && item->designators->kind == DS_FIELD )
			for ( i = 0; i < n && (Node *)fields[i] != AS( FieldDesignator, item->designators )->field; )
				i += 1;
		if ( i >= n ) break;
		Node * field = make_member( node_copy( to ), fields[i++], false );
		Node * made = item->value->kind != I_LIST ? make_assign( OP_NONE, field, item->value )
			: type_is_aggregate( type_of( field ) ) ? assign_list( field, AS( InitList, item->value ) )
				: NULL;
		if ( ! made ) continue;
		all = all ? make_binary( OP_COMMA, all, made, type_of( made ) ) : made;
		all->flags |= NF_PAREN;
	}
	return all;
}

static void visit_assign( Node ** slot ) {
	Assign * a = AS( Assign, *slot );
	if ( ! is_value( a->type ) || a->op != OP_NONE ) {
		node_children( *slot, visit, NULL );
		return;
	}
	Node * next = a->next;
	while ( a->rhs->kind == E_CAST && is_value( AS( Cast, a->rhs )->to ) ) a->rhs = AS( Cast, a->rhs )->arg;
	if ( a->rhs->kind == E_STMT ) {
		Node * e = a->rhs;
		assign_last( AS( StmtExpr, e ), a->lhs );
		visit( &e, NULL );
		*slot = e;
		e->next = next;
		return;
	}
	if ( a->rhs->kind == E_TUPLE )
		a->rhs = make_literal( make_list( AS( TupleExpr, a->rhs )->elems, a->type, a->loc ), a->type );
	if ( a->rhs->kind == E_COMPOUNDLIT && AS( CompoundLit, a->rhs )->init->kind == I_LIST ) {
		Node * e = assign_list( a->lhs, AS( InitList, AS( CompoundLit, a->rhs )->init ) );
		if ( ! e ) e = make_cast( make_int( 0, type_basic( B_INT ), a->loc ), type_void() );
		visit( &e, NULL );
		*slot = e;
		e->next = next;
		return;
	}
	visit( &a->lhs, NULL );
	if ( a->rhs->kind != E_CALL ) {
		visit( &a->rhs, NULL );
		a->lhs = object( a->lhs );
		a->rhs = object( a->rhs );
		return;
	}
	visit_call( AS( Call, a->rhs ), address( a->lhs ) );
	a->rhs->next = next;
	*slot = a->rhs;
}

static void visit_name( Node ** slot ) {
	Name * n = AS( Name, *slot );
	Decl * place = n->decl ? table_get( &places, n->decl ) : NULL;
	if ( place || (n->decl && table_get( &pointers, n->decl )) ) {
		Decl * d = place ? place : AS( Decl, n->decl );
		QType q = type_pointee( d->type );
		n->decl = (Node *)d;
		n->id = d->name;
		n->type = d->type;
		Node * next = n->next;
		n->next = NULL;
		*slot = make_unary( OP_DEREF, (Node *)n, q );
		(*slot)->next = next;
		return;
	}
	if ( ! n->type.type || KIND_OF( n->type ) != TY_FUNCTION ) return;
	QType type = in_c( n->type );
	bool value = *slot != called && ct( type ) != ct( n->type );
	n->type = type;
	if ( ! value ) return;
	Node * next = n->next;
	n->next = NULL;
	*slot = make_cast( (Node *)n, type_pointer( type ) );   /* of what takes void pointers, perhaps */
	(*slot)->next = next;
}

/* The object at hand as one of a type laid out alike. */
static Node * seen_as( Decl * object, QType type ) {
	Node * address = make_unary( OP_ADDR, make_name( object, object->loc ), type_pointer( object->type ) );
	return make_unary( OP_DEREF, make_cast( address, type_pointer( type ) ), type );
}

/* ===== functions and objects ============================================================================ */

/* Is it a function inside of a function, and none that was written there? */
static bool is_helper( const Decl * d ) {
	return depth > 0 && d->flags & (NF_IMPLICIT | NF_MANGLED) && KIND_OF( d->type ) == TY_FUNCTION;
}

static bool is_sized_pointer( QType q ) {
	if ( KIND_OF( q ) != TY_POINTER && KIND_OF( q ) != TY_REFERENCE ) return false;
	return boxed_is_variable( type_pointee( q ) ) || is_sized_pointer( type_pointee( q ) );
}

static QType without_size( QType q ) {
	return is_sized_pointer( q )
		? type_pointer( qt( type_void().type, type_canon( type_pointee( q ) ).quals ) ) : q;
}

static QType helper_type( QType q ) {
	const Type * f = ct( q );
	QType args[f->n + 1];
	for ( uint32_t i = 0; i < f->n; i += 1 ) args[i] = without_size( f->args[i] );
	return type_function( f->of, args, f->n, f->fn_flags );
}

/* void f( T * p ) { ... } becomes void f( void * p_ ) { T * p = p_; ... }: gcc neither copies nor inlines a
   function with a nested one that has parameters of types of variable size. */
static void helper_parameters( Decl * d ) {
	FunctionSpec * spec = function_declarator( d );
	NodeList params = { 0 }, items = { 0 };
	bool changed = false;
	for ( Node * p = spec->params, * next; p; p = next ) {
		next = p->next;
		p->next = NULL;
		Node * ignored;
		Decl * own = param_decl( p, &ignored );
		if ( ! own || ! is_sized_pointer( own->type ) ) { list_push( &params, p ); continue; }
		Decl * raw = make_parameter( own->name ? intern_fmt( "%s_", own->name->text ) : NULL,
			without_size( own->type ), d->loc );
		list_push( &params, (Node *)raw );
		changed = true;
		if ( ! own->name ) continue;
		own->kind = D_OBJECT;
		own->spec = own->mods = NULL;
		own->init = make_cast( make_name( raw, d->loc ), own->type );
		own->init_kind = INIT_ASSIGN;
		own->attrs = make_attribute( "unused", NULL, d->loc );
		list_push( &items, make_declaration( own ) );
	}
	if ( ! changed ) return;
	spec->params = params.head;
	d->type = helper_type( d->type );
	list_push( &items, d->body );
	d->body = make_block( items.head, d->loc );
}

/* What was passed for a requirement is known where the boxed function is inlined, if the helpers that call it
   are. */
static void helper_inlined( Decl * d ) {
	if ( ! (d->storage & DS_INLINE && d->flags & NF_IMPLICIT) ) return;
	Node * attribute = make_attribute( "always_inline", NULL, d->loc );
	attribute->next = d->attrs;
	d->attrs = attribute;
}

/* A pointer in a generic object points to another structure for a boxed function than for the others, so gcc
   would take them for different objects. */
static void set_aliasing( Decl * d ) {
	if ( ! is_open || ! d->body || attribute_find( d->attrs, "always_inline" ) ) return;
	Node * attribute = make_attribute( "optimize", make_text( intern_cstr( "no-strict-aliasing" ), d->loc ),
		d->loc );
	attribute->next = d->attrs;
	d->attrs = attribute;
}

static void visit_function( Decl * d ) {
	Decl * outer = result;
	bool was_open = is_open;
	is_open |= table_get( &open_functions, d ) != NULL;
	QType returned_outside = returned;
	const Type * f = ct( d->type );
	result = table_get( &results, d );
	returned = table_get( &erased, d ) ? f->of : QT_NONE;
	if ( result ) {
		d->type = type_function( type_void(), f->args, f->n, 0 );
		AS( FunctionSpec, d->mods )->results = NULL;
	} else if ( f->kind == TY_FUNCTION && ct( in_c( d->type ) ) != f ) {
		FunctionSpec * spec = function_declarator( d );
		uint32_t i = 0;
		NodeList params = { 0 };
		if ( is_value( f->of ) ) {
			result = make_parameter( intern_cstr( "result__" ), type_pointer( type_unqualified( f->of ) ),
				d->loc );
			list_push( &params, (Node *)result );
		}
		for ( Node * p = spec->params, * next; p; p = next, i += 1 ) {
			next = p->next;
			p->next = NULL;
			Node * ignored;
			Decl * param = param_decl( p, &ignored );
			if ( i < f->n && is_value( f->args[i] ) ) {
				param->type = type_pointer( type_unqualified( f->args[i] ) );
				param->spec = param->mods = NULL;
				boxed_is_pointer( param );
				p = (Node *)param;
			} else if ( i < f->n && param && ct( in_c( f->args[i] ) ) != ct( f->args[i] ) ) {
				param->type = in_c( f->args[i] );
				param->spec = param->mods = NULL;
				p = (Node *)param;
			}
			list_push( &params, p );
		}
		spec->params = params.head;
		d->type = in_c( d->type );
		}
	if ( d->body && is_helper( d ) ) {
		helper_parameters( d );
		helper_inlined( d );
	}
	set_aliasing( d );
	depth += 1;
	node_children( (Node *)d, visit, NULL );
	depth -= 1;
	result = outer;
	is_open = was_open;
	returned = returned_outside;
}

/* return e; is *result = e; return; and where the type that is returned has another name here, T made = e;
   return *(U *)&made; */
static void visit_return( Node ** slot ) {
	ExprStmt * r = AS( ExprStmt, *slot );
	if ( r->expr && r->expr->kind == E_NAME && table_get( &places, AS( Name, r->expr )->decl ) )
		r->expr = NULL;
	bool renamed = r->expr && returned.type && ct( returned ) != ct( type_of( r->expr ) );
	if ( ! r->expr || ! (result || renamed) ) {
		node_children( *slot, visit, NULL );
		return;
	}
	NodeList items = { 0 };
	Node * to, * value = r->expr, * next = r->next;
	r->expr = NULL;
	r->next = NULL;
	if ( result ) to = make_unary( OP_DEREF, make_name( result, r->loc ), type_pointee( result->type ) );
	else {
		Decl * made = make_object( intern_cstr( "__cfa_made" ), type_unqualified( type_of( value ) ),
			r->loc );
		list_push( &items, make_declaration( made ) );
		to = make_name( made, r->loc );
		r->expr = seen_as( made, returned );
	}
	Node * assign = make_assign( OP_NONE, to, value );
	visit( &assign, NULL );
	list_push( &items, make_expression( assign ) );
	list_push( &items, (Node *)r );
	*slot = make_block( items.head, r->loc );
	(*slot)->next = next;
}

static QType size_type( void ) { return type_basic( machine.size ); }

/* A constant; `moves`: it goes where the object goes. */
static Decl * number( const char * name, Node * value, bool moves, NodeList * before ) {
	static unsigned serial;
	Decl * d = make_object( intern_fmt( "__cfa_%s%u", name, serial++ ), size_type(), value->loc );
	d->init = value;
	d->init_kind = INIT_ASSIGN;
	if ( moves ) boxed_moves_whole( d );
	list_push( before, make_declaration( d ) );
	return d;
}

/* The array with lengths that may be mentioned twice. */
static QType counted( QType q, bool moves, NodeList * before ) {
	const Type * t = ct( q );
	if ( t->kind != TY_ARRAY ) return q;
	Node * length = t->dim_expr;
	if ( t->dim == DIM_VLA && length && length->kind != E_NAME && length->kind != E_INT ) {
		length = node_copy( length );
		visit( &length, NULL );
		length = make_name( number( "count", length, moves, before ), length->loc );
	}
	return type_array( counted( t->of, moves, before ), t->dim, t->length, length );
}

/* The function that ends an object gets the object, not its pointer: void ended( void * pointer ) { end(
   *(void **)pointer ); } */
static void end_pointed( Decl * d, NodeList * before ) {
	static unsigned serial;
	Attribute * a = attribute_find( d->attrs, "cleanup" );
	if ( ! a || ! a->args || a->args->kind != E_NAME ) return;
	QType pointer = boxed_pointer();
	Decl * param = make_parameter( intern_cstr( "pointer" ), pointer, d->loc );
	Node * object = make_unary( OP_DEREF, make_cast( make_name( param, d->loc ), type_pointer( pointer ) ),
		pointer );
	Node * call = make_call( node_copy( a->args ), object, type_void() );
	Decl * f = make_function( intern_fmt( "__cfa_ended%u", serial++ ),
		type_function( type_void(), &pointer, 1, 0 ), (Node *)param,
		make_block( make_expression( call ), d->loc ), d->loc );
	f->storage = DS_INLINE;
	list_push( before, make_declaration( f ) );
	a->args = make_name( f, d->loc );
}

/* T x; whose alignment only the running program knows: char bytes[sizeof( T ) + ( align > 64 ? align : 0 )];
   T * x = (T *)( bytes + ( -(unsigned long)bytes & ( align - 1 ) ) ); */
static void align_object( Decl * d, Node * align, NodeList * before ) {
	static unsigned serial;
	Loc at = d->loc;
	bool moves = boxed_moves( d->type );
	QType q = counted( type_unqualified( d->type ), moves, before ), size = size_type();
	Cond * more = MAKE( Cond, E_COND, at );
	more->cond = make_binary( OP_GT, align, make_int( OBJECT_ALIGNMENT, size, at ), type_basic( B_INT ) );
	more->a = node_copy( align );
	more->b = make_int( 0, size, at );
	more->type = size;
	more->flags |= NF_PAREN;
	SizeOf * s = MAKE( SizeOf, E_SIZEOF, at );
	s->of = q;
	s->type = size;
	s->op = OP_SIZEOF;
	Decl * room = number( "room", make_binary( OP_ADD, (Node *)s, (Node *)more, size ), moves, before );
	QType bytes = type_array( type_basic( B_CHAR ), DIM_VLA, 0, make_name( room, at ) ),
		byte = type_pointer( type_basic( B_CHAR ) );
	Decl * buffer = make_object( intern_fmt( "__cfa_bytes%u", serial++ ), bytes, at );
	buffer->attrs = make_attribute( "aligned", make_int( OBJECT_ALIGNMENT, type_basic( B_INT ), at ), at );
	if ( moves ) boxed_moves_whole( buffer );
	list_push( before, make_declaration( buffer ) );
	Node * address = make_unary( OP_MINUS, make_cast( make_name( buffer, at ), size ), size ),
		* mask = make_binary( OP_SUB, node_copy( align ), make_int( 1, size, at ), size ),
		* gap = make_binary( OP_BITAND, address, mask, size );
	d->type = type_pointer( q );
	d->init = make_cast( make_binary( OP_ADD, make_name( buffer, at ), gap, byte ), d->type );
	d->init_kind = INIT_ASSIGN;
	if ( moves ) boxed_moves_whole( d );
	end_pointed( d, before );
	boxed_is_pointer( d );
}

/* Objects get their alignment; what is to initialise them is assigned behind. */
static void visit_object( Decl * d, NodeList * before, NodeList * behind ) {
	QType in = in_c( d->type );
	if ( type_is_function( in ) && is_helper( d ) ) in = helper_type( in );
	/* not as its parameters were written */
	if ( type_is_function( in ) && ct( in ) != ct( d->type ) ) d->mods = NULL;
	d->type = in;
	if ( type_is_function( in ) ) return;
	if ( ! boxed_is_variable( d->type ) ) return;
	Node * init = d->init, * align = boxed_alignment( d->type, d->loc );
	bool value = is_value( d->type );
	if ( value ) d->init = NULL;
	d->type = type_unqualified( d->type );                  /* what is const is assigned, too */
	if ( align->kind == E_NAME ) align_object( d, align, before );
	else {
		Node * aligned = make_int( OBJECT_ALIGNMENT, type_basic( B_INT ), d->loc ),
			* attr = make_attribute( "aligned", aligned, d->loc );
		attr->next = d->attrs;
		d->attrs = attr;
	}
	if ( ! init || ! value ) return;
	QType type = KIND_OF( d->type ) == TY_POINTER ? type_pointee( d->type ) : d->type;
	Node * object = make_name( d, d->loc );
	AS( Expr, object )->type = type;
	Node * assign = init->kind != I_LIST ? make_assign( OP_NONE, object, init )
		: assign_list( object, AS( InitList, init ) );
	if ( ! assign ) return;
	visit( &assign, NULL );
	list_push( behind, make_expression( assign ) );
}

static Agg * defined_agg( Node * declaration ) {
	Node * n = declaration->kind == D_GROUP ? defined_in( AS( Group, declaration )->spec ) : declaration;
	return n && n->kind == D_AGG && boxed_is_variable( type_of_agg( AS( Agg, n ) ) ) ? AS( Agg, n ) : NULL;
}

/* The type that the declaration defines, alone in front of it: its objects ask for its size. */
static Node * definition_of( Group * g ) {
	TagSpec * tag = tag_in( g->spec );
	DeclStmt * s = MAKE( DeclStmt, S_DECL, g->loc );
	s->decl = tag->decl = tag->def;
	tag->def = NULL;
	g->new_style = 1;
	Node * slot = (Node *)s;
	visit( &slot, NULL );
	return slot;
}

/* { T made; construct( &made ); return made; } makes *result. */
static void construct_result( Compound * c ) {
	Node * first = c->items, * last = first;
	if ( ! result || ! first || first->kind != S_DECL || AS( DeclStmt, first )->decl->kind != D_GROUP )
		return;
	while ( last->next ) last = last->next;
	Node * object = AS( Group, AS( DeclStmt, first )->decl )->decls;
	const Node * value = last->kind == S_RETURN ? AS( ExprStmt, last )->expr : NULL;
	if ( ! value || value->kind != E_NAME || AS( const Name, value )->decl != object
		|| ! (object->flags & NF_IMPLICIT) ) return;
	Decl * d = AS( Decl, object );
	if ( d->init || d->attrs || ct( d->type ) != ct( type_pointee( result->type ) ) ) return;
	table_put( &places, d, result );
	c->items = first->next;
}

/* Types defined inside of the type come with its layout. */
static void put_layout( NodeList * items, Agg * a ) {
	for ( Node * s = boxed_layout( a ), * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		if ( s->kind == S_DECL && AS( DeclStmt, s )->decl->kind == D_AGG ) visit( &s, NULL );
		list_push( items, s );
	}
}

static void visit_block( Compound * c ) {
	NodeList items = { 0 };
	construct_result( c );
	for ( Node * s = c->items, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		NodeList behind = { 0 };
		if ( s->kind == S_DECL ) {
			Node * d = AS( DeclStmt, s )->decl;
			Agg * a = defined_agg( d );
			if ( a && boxed_needs_layout( a ) ) put_layout( &items, a );
			if ( a && d->kind == D_GROUP && AS( Group, d )->decls )
				list_push( &items, definition_of( AS( Group, d ) ) );
			if ( d->kind == D_GROUP ) for EACH( o, AS( Group, d )->decls ) if ( o->kind == D_OBJECT ) {
				QType q = AS( Decl, o )->type;
				if ( boxed_is_variable( q ) || type_is_function( q ) || ct( in_c( q ) ) != ct( q ) )
					AS( Group, d )->new_style = 1;
				visit_object( AS( Decl, o ), &items, &behind );
			}
		}
		visit( &s, NULL );
		list_push( &items, s );
		list_push( &items, behind.head );
	}
	c->items = items.head;
}

/* Pointers to boxed functions have no type in C. */
static QType without_ranks( QType q ) {
	if ( ! q.type || ! type_has_variables( q ) ) return q;
	QType c = type_canon( q );
	if ( KIND_OF( q ) == TY_POINTER && rank_of( c ) ) return boxed_pointer();
	if ( KIND_OF( q ) == TY_POINTER )
		return type_with_quals( type_pointer( without_ranks( c.type->of ) ), c.quals );
	if ( KIND_OF( q ) != TY_FUNCTION ) return q;
	QType args[c.type->n + 1];
	for ( uint32_t i = 0; i < c.type->n; i += 1 ) args[i] = without_ranks( c.type->args[i] );
	return type_function( without_ranks( c.type->of ), args, c.type->n, c.type->fn_flags );
}

static void erase_ranks( QType * q, void * context ) {
	(void)context;
	*q = without_ranks( *q );
}

/* A function that gets another type is not printed as it was written. */
static void visit_definition( Node ** slot ) {
	Group * g = (*slot)->kind == D_GROUP ? AS( Group, *slot ) : NULL;
	Decl * d = AS( Decl, g ? g->decls : *slot );
	if ( d->flags & NF_HEADER && ! (d->flags & NF_USED) ) return;
	QType before = d->type;
	visit_function( d );
	if ( ct( d->type ) == ct( before ) ) return;
	if ( g ) { g->new_style = 1; return; }
	Node * next = d->next;
	d->next = NULL;
	*slot = (Node *)make_group( d );
	(*slot)->next = next;
}

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( rank_used && n->kind != D_AGG ) node_types( n, erase_ranks, NULL );
	switch ( n->kind ) {
	  case E_NAME: visit_name( slot ); return true;
	  case E_CALL: visit_call( AS( Call, n ), NULL ); return true;
	  case E_ASSIGN: visit_assign( slot ); return true;
	  case E_UNARY: {
		/* of an object of a type that is not known */
		Unary * u = AS( Unary, n );
		if ( u->op != OP_ADDR || ! type_is_void( type_of( u->arg ) ) ) break;
		Node * next = n->next;
		*slot = address( u->arg );
		(*slot)->next = next;
		return (*slot)->kind == E_UNARY ? node_children( *slot, visit, context ) : visit( slot, context );
	  }
	  case E_CAST:
		node_children( n, visit, context );
		if ( is_value( type_of( n ) ) || ! AS( Cast, n )->to.type ) return true;
		AS( Cast, n )->to = in_c( AS( Cast, n )->to );
		return true;
	  case E_MEMBER: {
		Member * m = AS( Member, n );
		node_children( n, visit, context );
		if ( ! m->arrow && is_value( type_of( m->object ) ) ) m->object = object( m->object );
		QType type = in_c( m->type );
		if ( ct( type ) == ct( m->type ) ) return true;
		/* a pointer to a function, which the structure has as it was written */
		Node * next = n->next;
		n->next = NULL;
		*slot = make_unary( OP_DEREF, make_cast( make_unary( OP_ADDR, n, type_pointer( m->type ) ),
			type_pointer( type ) ), type );
		(*slot)->flags |= NF_PAREN;
		(*slot)->next = next;
		return true;
	  }
	  case E_SIZEOF: {
		SizeOf * s = AS( SizeOf, n );
		bool alignment = s->op == OP_ALIGNOF || s->op == OP_GNU_ALIGNOF;
		/* not evaluated */
		if ( s->arg && ! names_object( s->arg ) && boxed_is_variable( s->of ) ) s->arg = NULL;
		if ( (s->arg && ! alignment) || ! boxed_is_variable( s->of ) ) break;
		*slot = alignment ? boxed_alignment( s->of, n->loc ) : boxed_size( s->of, n->loc );
		(*slot)->next = n->next;
		return true;
	  }
	  case D_GROUP:
		if ( AS( Group, n )->decls && AS( Group, n )->decls->kind == D_PARAM
			&& AS( Decl, AS( Group, n )->decls )->poly ) {
			AS( Group, n )->forall = AS( Group, n )->spec = NULL;
			AS( Group, n )->new_style = 1;
		}
		if ( ! AS( Group, n )->decls || AS( Group, n )->decls->kind != D_FUNCTION ) break;
		visit_definition( slot );
		return true;
	  case D_PARAM: {
		Decl * d = AS( Decl, n );
		if ( ! d->poly ) break;                                  /* a boxed function's address */
		d->type = boxed_pointer();
		d->spec = d->mods = d->forall = NULL;
		break;
	  }
	  case D_FUNCTION: visit_definition( slot ); return true;
	  case S_RETURN: visit_return( slot ); return true;
	  case S_COMPOUND: visit_block( AS( Compound, n ) ); return true;
	}
	return node_children( n, visit, context );
}

/* ===== warnings ========================================================================================= */

/* What gcc does not warn of: sizes that it comes to know where it puts a function in place of its call;
   unused names. */
enum { OF_SIZES = 1, OF_NAMES = 2 };

static Table of_sizes, of_names;                        /* functions */

void boxed_is_quiet( Decl * function ) { table_put( &of_sizes, function, function ); }

void boxed_repeats( Decl * function ) { table_put( &of_names, function, function ); }

static void put_pragma( NodeList * out, const char * text ) {
	Directive * d = MAKE( Directive, D_DIRECTIVE, ((Loc){ 0 }) );
	d->text = intern_fmt( "#pragma GCC diagnostic %s", text );
	list_push( out, (Node *)d );
}

/* The first warning is about those that another gcc does not have. */
static void put_quiet( NodeList * out, int quiet ) {
	static const struct { int of; const char * name; } warnings[] = {
		{ OF_SIZES | OF_NAMES, "pragmas" }, { OF_SIZES, "dangling-pointer" },
		{ OF_SIZES, "stringop-overflow" }, { OF_SIZES, "stringop-overread" },
		{ OF_SIZES, "array-bounds" }, { OF_SIZES, "maybe-uninitialized" },
		{ OF_SIZES, "unused-value" }, { OF_NAMES, "unused-parameter" }, { OF_NAMES, "unused-variable" },
		{ OF_NAMES, "unused-but-set-variable" }, { OF_NAMES, "unused-but-set-parameter" },
		{ OF_NAMES, "unused-local-typedefs" }, { OF_NAMES, "unused-label" },
		{ OF_NAMES, "missing-field-initializers" } };
	put_pragma( out, quiet ? "push" : "pop" );
	for ( unsigned i = 0; i < sizeof( warnings ) / sizeof( *warnings ); i += 1 )
		if ( warnings[i].of & quiet )
			put_pragma( out, intern_fmt( "ignored \"-W%s\"", warnings[i].name )->text );
}

/* What gcc says of sizes in boxed functions, those with lengths known at run time, and the library's is not
   about the user's text. What it says of names it says once, of the first instance. */
static int quiet_of( const Decl * d ) {
	const Decl * boxed_of = table_get( &open_functions, d );
	bool names = table_get( &of_names, d ) || (boxed_of && instance_exists( boxed_of ));
	bool sizes = boxed_of || loc_is_system( d->loc ) || loc_is_library( d->loc ) || table_get( &of_sizes, d );
	return (sizes ? OF_SIZES : 0) | (names ? OF_NAMES : 0);
}

static void be_quiet( Unit * unit ) {
	NodeList out = { 0 };
	int is = 0;
	for ( Node * n = unit->decls, * next; n; n = next ) {
		const Node * d = n->kind == D_GROUP ? AS( Group, n )->decls : n;
		bool body = d && d->kind == D_FUNCTION && AS( const Decl, d )->body;
		int wanted = body ? quiet_of( AS( const Decl, d ) ) : is;
		next = n->next;
		n->next = NULL;
		if ( wanted != is && is ) put_quiet( &out, 0 );
		if ( wanted != is && wanted ) put_quiet( &out, wanted );
		is = wanted;
		list_push( &out, n );
	}
	if ( is ) put_quiet( &out, 0 );
	unit->decls = out.head;
}

void lower_boxes( Unit * unit ) {
	if ( ! options.c_mode && (boxed_used || rank_used || dimension_at_run_time) )
		node_children( (Node *)unit, visit, NULL );
	boxed_open_mains();
	if ( ! options.c_mode && polymorphism_used ) be_quiet( unit );
}
