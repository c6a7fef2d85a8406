/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Constructed objects and temporaries become C (chapter 03, 10.2 to 10.4): an object's construction follows
 * its declaration, its destroyer is gcc's cleanup, so that every way out of the block calls it; temporaries
 * are declared in front of their statement and made inside the expression.
 *
 *     S a = 1;  f( a );      S a; S * end __attribute__((cleanup( drop ))) = 0; ctor( &a, 1 ); end = &a;
 *                            { S c; S * end __attribute__((cleanup( drop ))) = 0; f( ( copy( &c, a ), end =
 *                            &c, c ) ); }
 */
#include "Lower/boxed.h"
#include "Resolve/resolve.h"

/* Where lowering stands: declarations that go in front of the statement, those of its temporaries, of the
   block. */
typedef struct Place { NodeList * statement, * block; } Place;
static Place place;
static NodeList * top;                                  /* in front of the declaration at file scope */
static NodeList starts, ends;                           /* construction and destruction of static objects */
static Table drops;                                     /* destroyer -> function that calls it for a flag */
static unsigned serial;

static void lower_globals( Node * n );
static void lower_statement( Node * s, NodeList * out );
static bool visit( Node ** slot, void * context );

static QType type_of( const Node * e ) { return AS( const Expr, e )->type; }

static Node * cleanup( Node * function, Loc at ) { return make_attribute( "cleanup", function, at ); }

/* ===== temporaries (10.3) =============================================================================== */

/* void drop( T ** end ) { if ( *end ) destroyer( *end ); }: made once for each destroyer. */
static Node * drop_function( Node * destroyer, QType object, Loc at ) {
	Decl * d = AS( Decl, AS( Name, destroyer )->decl );
	Decl * known = table_get( &drops, d );
	if ( known ) return make_name( known, at );
	QType pointer = type_pointer( object ), param = type_pointer( pointer );
	Decl * end = make_parameter( intern_cstr( "end" ), param, at );
	Node * flag = make_unary( OP_DEREF, make_name( end, at ), pointer );
	If * test = MAKE( If, S_IF, at );
	test->cond = flag;
	test->then = make_expression( make_call( destroyer, node_copy( flag ), type_void() ) );
	Decl * f = make_function( intern_fmt( "__cfa_drop%u", serial++ ),
		type_function( type_void(), &param, 1, 0 ), (Node *)end, make_block( (Node *)test, at ), at );
	bool local = d->level > 1 || boxed_is_variable( object );
	f->storage = local ? DS_INLINE : DS_STATIC | DS_INLINE;
	if ( local ) {
		DeclStmt * s = MAKE( DeclStmt, S_DECL, at );
		s->decl = (Node *)make_group( f );
		list_push( place.block ? place.block : place.statement, (Node *)s );
	} else {
		table_put( &drops, d, f );
		list_push( top, (Node *)make_group( f ) );
	}
	return make_name( f, at );
}

static Decl * declared( Temporary * t ) { return AS( Decl, AS( Group, t->group )->decls ); }

static Node * declare( Node * group ) {
	DeclStmt * s = MAKE( DeclStmt, S_DECL, group->loc );
	s->decl = group;
	return (Node *)s;
}

static Node * comma( Node * first, Node * second ) {
	Node * e = make_binary( OP_COMMA, first, second, type_of( second ) );
	e->flags |= NF_PAREN | (second->flags & NF_LVALUE);
	return e;
}

/* ( made, end = &object, object ); what is inside `construct` has been lowered. */
static Node * place_temporary( Temporary * t ) {
	Decl * d = declared( t );
	NodeList * out = t->in_block ? place.block : place.statement;
	Loc at = t->loc;
	/* file scope: an object of its own, made at the start before that which it is for */
	if ( ! out || (d->level <= 1 && d->storage & DS_STATIC) ) {
		Place outer = place;
		place = (Place){ 0 };
		list_push( top, t->group );
		lower_globals( t->group );
		place = outer;
		return make_name( d, at );
	}
	list_push( out, declare( t->group ) );
	Node * value = make_name( d, at );
	if ( t->destroyer && t->destroyer->kind == D_GROUP ) {  /* arrays end by a helper of their own */
		Decl * helper = AS( Decl, AS( Group, t->destroyer )->decls );
		list_push( out, declare( t->destroyer ) );
		d->flags |= NF_USED;
		t->destroyer = make_name( helper, at );
	}
	if ( t->destroyer ) {
		QType pointer = type_pointer( d->type );
		Node * drop = drop_function( t->destroyer, d->type, at );
		Decl * end = make_object( intern_fmt( "__cfa_flag%u", serial++ ), pointer, at );
		end->init_kind = INIT_ASSIGN;
		end->init = make_cast( make_int( 0, type_basic( B_INT ), at ), pointer );
		end->attrs = cleanup( drop, at );
		list_push( out, make_declaration( end ) );
		Node * lives = make_assign( OP_NONE, make_name( end, at ),
			make_unary( OP_ADDR, make_name( d, at ), pointer ) );
		/* elements that are counted may end before all are made */
		if ( d->next && t->construct ) {
			t->construct = make_binary( OP_COMMA, lives, t->construct, type_void() );
			t->construct->flags |= NF_PAREN;
		} else value = comma( lives, value );
	}
	value = t->construct ? comma( t->construct, value ) : value;
	value->flags |= NF_PAREN | NF_LVALUE;
	return value;
}

/* The arguments' insides come first, then the copies in order, then the result (8.9.7). */
static void lower_call( Call * c ) {
	visit( &c->fn, NULL );
	for ( Node ** p = &c->args; *p; p = &(*p)->next ) {
		Node * next = (*p)->next;
		(*p)->next = NULL;
		if ( (*p)->kind == E_TEMPORARY && AS( Temporary, *p )->param )
			visit( &AS( Temporary, *p )->construct, NULL );
		else visit( p, NULL );
		(*p)->next = next;
	}
	for ( Node ** p = &c->args; *p; p = &(*p)->next ) {
		if ( (*p)->kind != E_TEMPORARY ) continue;
		Node * next = (*p)->next;
		*p = place_temporary( AS( Temporary, *p ) );
		(*p)->next = next;
	}
}

/* Operands that are not evaluated make nothing. */
static bool strip( Node ** slot, void * context ) {
	while ( (*slot)->kind == E_TEMPORARY ) {
		Temporary * t = AS( Temporary, *slot );
		Node * next = t->next, * made = t->construct;
		bool value = made && made->kind == E_ASSIGN;
		*slot = value ? AS( Assign, made )->rhs
			: make_unary( OP_DEREF, make_cast( make_int( 0, type_basic( B_INT ), t->loc ),
			type_pointer( t->type ) ), t->type );
		(*slot)->next = next;
	}
	return node_children( *slot, strip, context );
}

/* Lower the expression in a ({ }) of its own if it has temporaries: they end with it. */
static void lower_closed( Node ** e ) {
	if ( ! *e ) return;
	NodeList inside = { 0 };
	Place outer = place;
	place = (Place){ &inside, &inside };
	visit( e, NULL );
	place = outer;
	if ( ! inside.head ) return;
	StmtExpr * s = MAKE( StmtExpr, E_STMT, (*e)->loc );
	s->type = type_of( *e );
	while ( KIND_OF( s->type ) == TY_REFERENCE ) s->type = type_pointee( s->type );
	list_push( &inside, make_expression( *e ) );
	s->body = make_block( inside.head, (*e)->loc );
	*e = (Node *)s;
}

/* ===== objects (10.2, 10.4) ============================================================================= */

/* const objects that are constructed must be writable, in all their declarations (8.8.2). */
void lifetime_make_writable( Decl * d ) {
	for ( ; d; d = AS( Decl, d->prev ) ) {
		QType q = type_canon( d->type );
		if ( q.type->kind == TY_ARRAY ) q = qt( q.type, 0 );
		d->type = type_unqualified( q );
		if ( d->owner && d->owner->kind == D_GROUP ) AS( Group, d->owner )->new_style = 1;
	}
}

static bool exits;                                      /* atexit is called */

/* Under a name that nothing of the program hides. */
Node * lifetime_at_exit( Loc at ) {
	static Decl * f;
	if ( ! f )
		f = make_function( intern_cstr( "__cfa_at_exit" ), type_function( type_basic( B_INT ), NULL, 0, 0 ),
			NULL, NULL, at );
	exits = true;
	return make_name( f, at );
}

/* The destroyer as an expression; a function of its own goes to the list. */
static Node * destroyer_of( Decl * d, NodeList * out, int storage ) {
	Node * destroyer = d->destroyer;
	if ( destroyer->kind != D_GROUP ) return destroyer;
	Decl * helper = AS( Decl, AS( Group, destroyer )->decls );
	helper->storage |= storage;
	list_push( out, destroyer );
	return make_name( helper, d->loc );
}

static Decl * end_function( Node * destroyer, Node * object, int storage, Loc at ) {
	Node * body = make_expression( make_call( destroyer, object, type_void() ) );
	Decl * f = make_function( intern_fmt( "__cfa_atexit%u", serial++ ),
		type_function( type_void(), NULL, 0, 0 ), NULL, make_block( body, at ), at );
	f->storage = storage;
	return f;
}

/* The function atexit calls has no parameter: one of the file that knows the object by a pointer of the
   file. */
static Decl * ended_at_file( Decl * d, NodeList * items ) {
	QType pointer = type_pointer( d->type );
	Decl * holder = make_object( intern_fmt( "__cfa_once%u", serial++ ), pointer, d->loc );
	holder->storage = DS_STATIC;
	list_push( top, (Node *)make_group( holder ) );
	Node * destroyer = destroyer_of( d, top, DS_STATIC );
	Decl * f = end_function( destroyer, make_name( holder, d->loc ), DS_STATIC, d->loc );
	list_push( top, (Node *)make_group( f ) );
	list_push( items, make_expression( make_assign( OP_NONE, make_name( holder, d->loc ),
		make_unary( OP_ADDR, make_name( d, d->loc ), pointer ) ) ) );
	return f;
}

/* The block alone knows its types and their functions. Nothing is left of its objects when atexit calls. */
static Decl * ended_in_block( Decl * d, NodeList * out ) {
	NodeList functions = { 0 };
	Node * destroyer = destroyer_of( d, &functions, 0 );
	Node * object = make_unary( OP_ADDR, make_name( d, d->loc ), type_pointer( d->type ) );
	Decl * f = end_function( destroyer, object, 0, d->loc );
	f->attrs = make_attribute( "cfa_code", NULL, d->loc );
	list_push( &functions, (Node *)make_group( f ) );
	for ( Node * n = functions.head, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		DeclStmt * s = MAKE( DeclStmt, S_DECL, d->loc );
		s->decl = n;
		list_push( out, (Node *)s );
	}
	return f;
}

static bool is_of_block( QType q ) {
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	return type_is_aggregate( q ) && AS( Agg, ct( q )->decl )->level > 1;
}

/* static S x = ...; in a function: made when control first passes, ended at exit (8.8.3). */
static void lower_static_local( Decl * d, NodeList * out ) {
	Loc at = d->loc;
	Decl * ready = make_object( intern_fmt( "__cfa_ready%u", serial++ ), type_basic( B_BOOL ), at );
	ready->storage = DS_STATIC;
	list_push( out, make_declaration( ready ) );
	If * test = MAKE( If, S_IF, at );
	test->cond = make_unary( OP_NOT, make_name( ready, at ), type_basic( B_INT ) );
	NodeList items = { 0 };
	for ( Node * s = d->construct, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		lower_statement( s, &items );
	}
	list_push( &items, make_expression( make_assign( OP_NONE, make_name( ready, at ),
		make_int( 1, type_basic( B_INT ), at ) ) ) );
	if ( d->destroyer ) {
		Decl * f = is_of_block( d->type ) ? ended_in_block( d, out ) : ended_at_file( d, &items );
		list_push( &items, make_expression( make_call( lifetime_at_exit( at ), make_name( f, at ),
			type_basic( B_INT ) ) ) );
	}
	test->then = make_block( items.head, at );
	list_push( out, (Node *)test );
	d->construct = d->destroyer = NULL;
}

static bool calls( Node ** slot, void * found ) {
	if ( (*slot)->kind == E_CALL ) *(bool *)found = true;
	return ! *(bool *)found && node_children( *slot, calls, found );
}

/* Can it raise an exception? */
static bool may_raise( Node * statements ) {
	bool found = false;
	for ( Node * s = statements; s && ! found; s = s->next ) calls( &(Node *){ s }, &found );
	return found;
}

/* T * end __attribute__((cleanup( drop ))) = 0; what the result, a statement, sets behind the construction of
   the object: if that raises there is nothing to destroy. */
static Node * guard_object( Decl * d, Node * destroyer, NodeList * out ) {
	QType pointer = type_pointer( d->type );
	Node * drop = drop_function( destroyer, d->type, d->loc );
	Decl * end = make_object( intern_fmt( "__cfa_flag%u", serial++ ), pointer, d->loc );
	end->init_kind = INIT_ASSIGN;
	end->init = make_cast( make_int( 0, type_basic( B_INT ), d->loc ), pointer );
	end->attrs = cleanup( drop, d->loc );
	list_push( out, make_declaration( end ) );
	Node * address = make_unary( OP_ADDR, make_name( d, d->loc ), pointer );
	return make_expression( make_assign( OP_NONE, make_name( end, d->loc ), address ) );
}

static void lower_object( Decl * d, Node * declaration, NodeList * out ) {
	if ( d->construct || d->destroyer ) lifetime_make_writable( d );
	if ( d->storage & (DS_STATIC | DS_THREAD) || (d->owner && d->owner->kind == D_GROUP
		&& AS( Group, d->owner )->storage & (DS_STATIC | DS_THREAD)) ) {
		list_push( out, declaration );
		if ( d->construct || d->destroyer ) lower_static_local( d, out );
		return;
	}
	Node * destroyer = d->destroyer, * construct = d->construct;
	d->destroyer = d->construct = NULL;
	bool guarded = destroyer && destroyer->kind != D_GROUP && may_raise( construct );
	if ( destroyer && destroyer->kind == D_GROUP ) {
		/* the helper may need the object's own size: it is declared in front, defined behind (nested
		   functions may) */
		Decl * helper = AS( Decl, AS( Group, destroyer )->decls );
		/* the number of elements made, which the helper reads */
		if ( construct && construct->kind == S_DECL ) {
			Node * rest = construct->next;
			construct->next = NULL;
			lower_statement( construct, out );
			construct = rest;
		}
		NodeList body = { 0 };
		lower_statement( helper->body, &body );
		helper->body = body.head;
		bool variable = type_is_vla( d->type );
		if ( variable ) {
			Decl * prototype = make_object( helper->name, helper->type, helper->loc );
			prototype->mods = node_copy( helper->mods );
			prototype->storage = helper->storage = DS_AUTO;
			list_push( out, make_declaration( prototype ) );
		} else list_push( out, declare( destroyer ) );
		NodeList all = { 0 };
		list_push( &all, cleanup( make_name( helper, d->loc ), d->loc ) );
		list_push( &all, d->attrs );
		d->attrs = all.head;
		list_push( out, declaration );
		if ( variable ) list_push( out, declare( destroyer ) );
	} else {
		if ( destroyer && ! guarded ) {
			Node * attribute = cleanup( destroyer, d->loc );
			attribute->next = d->attrs;
			d->attrs = attribute;
		}
		list_push( out, declaration );
	}
	Node * done = guarded ? guard_object( d, destroyer, out ) : NULL;
	for ( Node * s = construct, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		lower_statement( s, out );
	}
	list_push( out, done );
}

/* Objects that are constructed one after another must be declared so. */
static void lower_group( Node * statement, Group * g, NodeList * out ) {
	bool lives = false;
	for EACH( n, g->decls )
		if ( n->kind == D_OBJECT ) lives |= AS( Decl, n )->construct || AS( Decl, n )->destroyer;
	if ( ! lives ) { list_push( out, statement ); return; }
	Node * rest = g->decls;
	for ( bool first = true; rest; first = false ) {
		Decl * d = AS( Decl, rest );
		rest = rest->next;
		d->next = NULL;
		Group * own = g;
		if ( ! first ) {
			own = make_group( d );
			own->storage = g->storage;
			own->attrs = node_copy( g->attrs );
		}
		own->decls = (Node *)d;
		d->owner = (Node *)own;
		Node * s = first ? statement : declare( (Node *)own );
		if ( d->kind == D_OBJECT ) lower_object( d, s, out ); else list_push( out, s );
	}
}

static void lower_declaration( DeclStmt * s, NodeList * out ) {
	Node * d = s->decl;
	if ( d->kind == D_OBJECT && (AS( Decl, d )->construct || AS( Decl, d )->destroyer) ) {
		visit( &s->decl, NULL );
		lower_object( AS( Decl, d ), (Node *)s, out );
		return;
	}
	if ( d->kind != D_GROUP ) {
		visit( &s->decl, NULL );
		list_push( out, (Node *)s );
		return;
	}
	/* what constructs an object is a statement of its own: only initialisers and types belong to the
	   declaration */
	Group * g = AS( Group, d );
	for EACH( n, g->decls ) {
		Decl * x = AS( Decl, n );
		Node * construct = x->construct, * destroyer = x->destroyer;
		x->construct = x->destroyer = NULL;
		node_children( n, visit, NULL );
		x->construct = construct;
		x->destroyer = destroyer;
	}
	if ( g->spec ) visit( &g->spec, NULL );
	lower_group( (Node *)s, g, out );
}

/* ===== statements ======================================================================================= */

static Node * lower_list( Node * list ) {
	NodeList out = { 0 };
	for ( Node * s = list, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		lower_statement( s, &out );
	}
	return out.head;
}

static void lower_body( Node ** body ) {
	if ( ! *body ) return;
	Loc at = (*body)->loc;
	NodeList out = { 0 };
	lower_statement( *body, &out );
	*body = out.head && ! out.head->next ? out.head : make_block( out.head, at );
}

/* An expression whose temporaries live to the end of the block. */
static void lower_open( Node ** e, NodeList * out ) {
	if ( ! *e ) return;
	Place outer = place;
	place = (Place){ out, out };
	visit( e, NULL );
	place = outer;
}

/* x{ a }; only makes x. */
static Node * without_value( Node * e ) {
	if ( e->kind == E_CAST && type_is_void( AS( Cast, e )->to ) && AS( Cast, e )->arg->kind == E_CTOR )
		e = AS( Cast, e )->arg;
	return e->kind == E_CTOR ? AS( Call, e )->fn : e;
}

static void lower_expression( ExprStmt * s, NodeList * out ) {
	if ( s->expr && s->expr != without_value( s->expr ) ) s->expr = without_value( s->expr );
	if ( ! s->expr ) { list_push( out, node_new( S_NULL, s->loc ) ); return; }
	NodeList inside = { 0 };
	Place outer = place;
	place = (Place){ &inside, out };
	visit( &s->expr, NULL );
	place = outer;
	if ( ! inside.head ) { list_push( out, (Node *)s ); return; }
	list_push( &inside, (Node *)s );
	list_push( out, make_block( inside.head, s->loc ) );
}

static void lower_for( For * f, NodeList * out ) {
	NodeList init = { 0 };
	for ( Node * s = f->init, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		lower_statement( s, &init );
	}
	bool simple = true;                                     /* one declaration or one expression */
	for EACH( s, init.head ) simple &= s->kind == S_DECL || (s->kind == S_EXPR && ! init.head->next);
	if ( simple && init.head && init.head->next )
		for EACH( s, init.head ) simple &= s->kind == S_DECL && ! AS( Node, s )->next;
	lower_closed( &f->cond );
	if ( f->step ) {
		if ( f->step->kind == E_CTOR && AS( Call, f->step )->fn ) f->step = AS( Call, f->step )->fn;
		lower_closed( &f->step );
	}
	lower_body( &f->body );
	f->init = simple ? init.head : NULL;
	if ( simple ) { list_push( out, (Node *)f ); return; }
	list_push( &init, (Node *)f );
	list_push( out, make_block( init.head, f->loc ) );
}

/* A statement behind a label or case: declarations it needs come behind the label too. */
static void lower_labelled( Node * s, Node ** inner, NodeList * out ) {
	NodeList inside = { 0 };
	if ( *inner ) lower_statement( *inner, &inside );
	Node * first = inside.head;
	bool labels = first && first->kind == S_DECL && first->next;
	if ( labels || ! first ) {
		*inner = node_new( S_NULL, s->loc );
		list_push( out, s );
		list_push( out, first );
		return;
	}
	Node * rest = first->next;
	first->next = NULL;
	*inner = first;
	list_push( out, s );
	list_push( out, rest );
}

static void lower_statement( Node * s, NodeList * out ) {
	switch ( s->kind ) {
	case S_COMPOUND:
		AS( Compound, s )->items = lower_list( AS( Compound, s )->items );
		list_push( out, s );
		break;
	case S_DECL: {
		Place outer = place;
		place = (Place){ out, out };
		lower_declaration( AS( DeclStmt, s ), out );
		place = outer;
		break;
	}
	case S_EXPR: lower_expression( AS( ExprStmt, s ), out ); break;
	case S_IF:
		lower_open( &AS( If, s )->cond, out );
		lower_body( &AS( If, s )->then );
		lower_body( &AS( If, s )->els );
		list_push( out, s );
		break;
	case S_WHILE: case S_DO:
		lower_closed( &AS( While, s )->cond );
		lower_body( &AS( While, s )->body );
		list_push( out, s );
		break;
	case S_FOR: lower_for( AS( For, s ), out ); break;
	case S_SWITCH:
		lower_open( &AS( Switch, s )->cond, out );
		lower_body( &AS( Switch, s )->body );
		list_push( out, s );
		break;
	case S_LABEL: lower_labelled( s, &AS( Label, s )->stmt, out ); break;
	case S_CASE: lower_labelled( s, &AS( Case, s )->stmt, out ); break;
	case S_ATTR:
		if ( AS( AttrStmt, s )->stmt ) lower_body( &AS( AttrStmt, s )->stmt );
		list_push( out, s );
		break;
	default: {
		Place outer = place;
		place = (Place){ out, out };
		node_children( s, visit, NULL );
		place = outer;
		list_push( out, s );
	}
	}
}

static void lower_function( Decl * f ) {
	if ( ! f->body || ((f->flags & NF_HEADER) && ! (f->flags & NF_USED)) ) return;
	Place outer = place;
	place = (Place){ 0 };
	lower_body( &f->body );
	if ( f->body->kind != S_COMPOUND ) f->body = make_block( f->body, f->loc );
	place = outer;
}

/* ===== the tree ========================================================================================= */

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot, * next = n->next;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC: case T_NAME: return true;
	case E_TEMPORARY:
		if ( AS( Temporary, n )->construct ) visit( &AS( Temporary, n )->construct, NULL );
		*slot = place_temporary( AS( Temporary, n ) );
		(*slot)->next = next;
		return true;
	case E_CALL: lower_call( AS( Call, n ) ); return true;
	case E_CTOR: {
		Call * c = AS( Call, n );
		if ( c->fn ) visit( &c->fn, NULL );
		visit( &c->args, NULL );
		*slot = c->fn ? comma( c->fn, c->args ) : c->args;
		(*slot)->next = next;
		return true;
	}
	case E_SIZEOF: case T_TYPEOF: node_children( n, strip, NULL ); return node_children( n, visit, context );
	case E_STMT: {
		Place outer = place;
		place = (Place){ 0 };
		Compound * body = AS( Compound, AS( StmtExpr, n )->body );
		/* the last expression is the value and stays the last */
		Node * last = body->items;
		while ( last && last->next ) last = last->next;
		NodeList out = { 0 };
		for ( Node * s = body->items, * after; s; s = after ) {
			after = s->next;
			s->next = NULL;
			if ( s != last || s->kind != S_EXPR || ! AS( ExprStmt, s )->expr ) {
				lower_statement( s, &out );
				continue;
			}
			lower_open( &AS( ExprStmt, s )->expr, &out );
			list_push( &out, s );
		}
		body->items = out.head;
		place = outer;
		return true;
	}
	case S_COMPOUND:
		AS( Compound, n )->items = lower_list( AS( Compound, n )->items );
		return true;
	case D_FUNCTION: lower_function( AS( Decl, n ) ); return true;
	default: return node_children( n, visit, context );
	}
}

/* Objects of the file: their construction goes to the start of the program, their end to its end. */
static void lower_globals( Node * n ) {
	Node * list = n->kind == D_GROUP ? AS( Group, n )->decls : n->kind == D_OBJECT ? n : NULL;
	if ( n->kind == D_LINKAGE ) for EACH( d, AS( Linkage, n )->decls ) lower_globals( d );
	for ( Node * x = list; x; x = n->kind == D_GROUP ? x->next : NULL ) {
		Decl * d = AS( Decl, x );
		if ( d->kind != D_OBJECT || (! d->construct && ! d->destroyer) ) continue;
		lifetime_make_writable( d );
		for ( Node * s = d->construct, * next; s; s = next ) {
			next = s->next;
			s->next = NULL;
			lower_statement( s, &starts );
		}
		Node * destroyer = d->destroyer;
		d->construct = d->destroyer = NULL;
		if ( ! destroyer ) continue;
		if ( destroyer->kind == D_GROUP ) {
			Decl * helper = AS( Decl, AS( Group, destroyer )->decls );
			list_push( top, destroyer );
			destroyer = make_name( helper, d->loc );
		}
		Node * call = make_expression( make_call( destroyer,
			make_unary( OP_ADDR, make_name( d, d->loc ), type_pointer( d->type ) ), type_void() ) );
		call->next = ends.head;
		ends.head = call;
	}
}

static Node * unit_function( const char * name, const char * attribute, Node * statements ) {
	Loc nowhere = { 0 };
	Decl * f = make_function( intern_cstr( name ), type_function( type_void(), NULL, 0, 0 ), NULL,
		make_block( statements, nowhere ), nowhere );
	f->storage = DS_STATIC;
	f->attrs = make_attribute( attribute, NULL, nowhere );
	return (Node *)make_group( f );
}

void lower_lifetimes( Unit * unit ) {
	if ( options.c_mode ) return;
	starts = ends = (NodeList){ 0 };
	drops = (Table){ 0 };
	serial = 0;
	NodeList all = { 0 };
	for ( Node * n = unit->decls, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		NodeList before = { 0 };
		top = &before;
		lower_globals( n );
		visit( &n, NULL );
		list_push( &all, before.head );
		list_push( &all, n );
	}
	if ( exits ) {
		Directive * n = MAKE( Directive, D_DIRECTIVE, ((Loc){ 0 }) );
		n->text = intern_cstr( "extern int __cfa_at_exit( void (*)( void ) ) __asm__( \"atexit\" );" );
		n->next = all.head;
		all.head = (Node *)n;
	}
	if ( starts.head ) list_push( &all, unit_function( "__cfa_construct", "constructor", starts.head ) );
	if ( ends.head ) list_push( &all, unit_function( "__cfa_destruct", "destructor", ends.head ) );
	unit->decls = all.head;
}
