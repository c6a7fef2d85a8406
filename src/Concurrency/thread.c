/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Threads start when the constructor of the complete object has finished (chapter 06, 6.6.1): a constructor
 * of a thread type becomes two functions, its body and one that calls the body and starts the thread; a
 * constructor that delegates to another calls the other's body. Those of generic types, also of coroutines,
 * note there what cancelled objects raise.
 *
 *     void ?{}( T & t, int n ) { t.n = n; }      void body( T * t, int n ) { t->n = n; }
 *                                                void ctor( T * t, int n ) { body( t, n ); start( t ); }
 */
#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Concurrency/template.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual.h"

/* The type of threads, or the one of coroutines that note what they raise, that the function constructs; none
   for other functions. */
static QType constructed( const Decl * f ) {
	if ( ! f->name || f->name != intern_cstr( "?{}" ) || ! f->type.type || ! type_is_function( f->type ) )
		return QT_NONE;
	const Type * t = ct( f->type );
	QType q = t->n ? type_bare( t->args[0] ) : QT_NONE;
	int key = t->n ? concurrency_key( q ) : 0;
	return key == AGG_THREAD || (key == AGG_COROUTINE && concurrency_notes( q )) ? q : QT_NONE;
}

bool concurrency_constructs( const Decl * f ) { return constructed( f ).type; }

/* What is raised if the object is cancelled: boxed code that resumes or joins it may not know its type. */
static Node * note_cancellation( QType made, bool is_thread, Node * self ) {
	Node * nodes[] = { concurrency_descriptor( node_copy( self ) ), virtual_type_operand( made, self->loc ) };
	return template_statements( self->loc, is_thread
		? "__cfa_note_cancelled( &$0.self_cor, __cfa_cancelled_table( (ThreadCancelled( __typeof__( $1 ) ) *)0p ) );"
		: "__cfa_note_cancelled( &$0, __cfa_cancelled_table( (CoroutineCancelled( __typeof__( $1 ) ) *)0p ) );", nodes, 2 );
}

static QType main_type( QType thread ) {
	QType param = type_reference( thread );
	return type_pointer( type_function( type_void(), &param, 1, 0 ) );
}

/* The main of the thread; when scopes are gone that of a block's type is the one noted with the type. */
static Node * main_of( QType thread, Loc at ) {
	QType known_as = thread;
	Decl * noted = life_function( "main", thread, &known_as );
	Cast * chosen = MAKE( Cast, E_CAST, at );
	Name * name = MAKE( Name, E_NAME, at );
	name->id = intern_cstr( "main" );
	chosen->to = main_type( known_as );
	chosen->arg = (Node *)name;
	scope_enter( SCOPE_BLOCK );
	if ( noted ) scope_bind( name->id, (Node *)noted, type_key( noted->type ) );
	Node * e = resolve_expr( (Node *)chosen );
	scope_leave();
	for ( Node * n = e; ct( known_as ) != ct( thread ); n = AS( Cast, n )->arg ) {
		AS( Expr, n )->type = main_type( thread );
		if ( n->kind != E_CAST ) break;
		AS( Cast, n )->to = main_type( thread );
	}
	return e;
}

Node * concurrency_start( Decl * f, Node * self ) {
	if ( options.c_mode || ! concurrency_constructs( f ) ) return NULL;
	Node * header = scope_lookup_tag( intern_cstr( "thread$" ), false );
	QType made = constructed( f );
	bool is_thread = concurrency_key( made ) == AGG_THREAD;
	if ( is_thread && (! header || ! AS( Agg, header )->complete) ) return NULL;
	if ( ! concurrency_descriptor( self ) ) return NULL;
	Node * noted = concurrency_notes( made ) ? note_cancellation( made, is_thread, self ) : NULL;
	if ( ! is_thread ) {
		resolve_list_of_statements( &noted );
		return noted;
	}
	QType any = type_pointer( type_void() );
	Node * object = node_copy( self );
	Node * nodes[] = { concurrency_descriptor( self ), make_cast( main_of( type_bare( made ), f->loc ),
		type_pointer( type_function( type_void(), &any, 1, 0 ) ) ), object };
	NodeList all = { 0 };
	list_push( &all, noted );
	list_push( &all, template_statements( f->loc, "__cfa_thread_start( &$0, $1, (void *)&$2 );",
		nodes, 3 ) );
	resolve_list_of_statements( &all.head );
	return all.head;
}

/* ===== two functions =================================================================================== */

static Table bodies;                                    /* constructor -> its body's function */
static Table delegating;                                /* function made of a constructor -> its object */
/* in front of the declaration at file scope, of the block's statement */
static NodeList * before, * in_block;

static FunctionSpec * spec_of( const Decl * f ) {
	Node * m = f->mods;
	while ( m && m->kind == T_ATTR ) m = AS( AttrSpec, m )->of;
	return m && m->kind == T_FUNCTION ? AS( FunctionSpec, m ) : NULL;
}

static Decl * parameter( Node * p ) { return AS( Decl, p->kind == D_GROUP ? AS( Group, p )->decls : p ); }

/* All declarations of a constructor share the body's declaration. */
static Decl * first_of( Decl * f ) {
	while ( f->prev ) f = AS( Decl, f->prev );
	return f;
}

static Decl * body_of( Decl * f ) {
	Decl * first = first_of( f ), * known = table_get( &bodies, first );
	if ( known ) return known;
	Decl * d = (Decl *)node_new( D_OBJECT, f->loc );
	d->name = f->name;
	d->cname = intern_fmt( "%s__body", f->cname ? f->cname->text : f->name->text );
	d->type = f->type;
	d->mods = node_copy( f->mods );
	d->storage = f->storage;
	d->level = f->level;
	d->flags |= NF_RESOLVED | NF_USED | NF_MANGLED;
	table_put( &bodies, first, d );
	if ( f->level <= 1 ) list_push( before, (Node *)make_group( d ) );
	return d;
}

/* this{ args } on the object under construction. */
static bool delegate( Node ** slot, void * context ) {
	const Decl * self = context;
	Node * n = *slot;
	if ( n->kind == E_CALL && AS( Call, n )->fn->kind == E_NAME && AS( Call, n )->args ) {
		Call * c = AS( Call, n );
		Decl * f = AS( Decl, AS( Name, c->fn )->decl );
		Node * object = c->args;
		while ( object->kind == E_CAST ) object = AS( Cast, object )->arg;
		bool whole = object->kind == E_NAME && AS( Name, object )->decl == (const Node *)self;
		if ( whole && f && (f->kind == D_FUNCTION || f->kind == D_OBJECT) && concurrency_constructs( f ) ) {
			Node * next = c->fn->next;
			c->fn = make_name( body_of( f ), c->fn->loc );
			c->fn->next = next;
		}
	}
	return node_children( n, delegate, context );
}

void concurrency_delegates( Decl * function, Decl * object ) { table_put( &delegating, function, object ); }

void concurrency_body_is( Decl * constructor, Decl * body ) { table_put( &bodies, constructor, body ); }

static void split( Group * g, Decl * f ) {
	FunctionSpec * spec = spec_of( f );
	if ( ! spec || ! spec->params ) return;
	node_children( f->body, delegate, parameter( spec->params ) );
	Decl * prototype = body_of( f );
	Decl * body = (Decl *)node_new( D_FUNCTION, f->loc );
	*body = *f;
	body->next = NULL;
	body->construct = NULL;
	body->spec = body->attrs = body->asm_name = NULL;
	body->cname = prototype->cname;
	Group * own = make_group( body );
	own->spec = NULL;
	own->storage = g ? g->storage : 0;
	/* the function itself: parameters of its own, one call; it may only have been delegated to */
	Node * unused = make_attribute( "unused", NULL, f->loc );
	unused->next = f->attrs;
	f->attrs = unused;
	Node * params = node_copy( f->mods );
	f->mods = params;
	NodeList args = { 0 };
	FunctionSpec * copy = spec_of( f );
	Node * old = spec->params, * now = copy->params;
	for ( unsigned i = 0; now; now = now->next, old = old->next, i += 1 ) {
		Decl * p = parameter( now );
		if ( ! p->name ) p->name = intern_fmt( "__cfa_param%u", i );
		Node * arg = make_name( p, f->loc );
		if ( KIND_OF( p->type ) == TY_REFERENCE ) {
			Cast * c = MAKE( Cast, E_CAST, f->loc );
			c->form = CAST_IMPLICIT;
			c->arg = arg;
			c->to = c->type = p->type;
			arg = (Node *)c;
		}
		list_push( &args, arg );
	}
	Node * self = spec->params;
	NodeList items = { 0 };
	list_push( &items, make_expression( make_call( make_name( body, f->loc ), args.head, type_void() ) ) );
	/* the start speaks of the parameter of the function as it was */
	Decl * was = parameter( self ), * is = parameter( copy->params );
	was->cname = is->cname = was->cname ? was->cname : was->name;
	list_push( &items, f->construct );
	f->construct = NULL;
	f->body = make_block( items.head, f->loc );
	list_push( f->level <= 1 ? before : in_block, (Node *)own );
}

/* What nested constructors need in front of them stays in their block. */
static void find_in_block( Compound * c );

static bool find( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( n->kind == E_NAME || n->kind == T_BASIC || n->kind == T_NAME ) return true;
	if ( n->kind == D_FUNCTION && AS( Decl, n )->body && AS( Decl, n )->construct
		&& n->flags & NF_RESOLVED ) {
		Decl * f = AS( Decl, n );
		find( &f->body, NULL );
		split( f->owner && f->owner->kind == D_GROUP ? AS( Group, f->owner ) : NULL, f );
		return true;
	}
	Decl * object = n->kind == D_FUNCTION ? table_get( &delegating, n ) : NULL;
	if ( object ) node_children( AS( Decl, n )->body, delegate, object );
	if ( n->kind == S_COMPOUND ) {
		find_in_block( AS( Compound, n ) );
		return true;
	}
	return node_children( n, find, context );
}

static void find_in_block( Compound * c ) {
	NodeList items = { 0 }, * outer = in_block;
	for ( Node * n = c->items, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		NodeList front = { 0 };
		in_block = &front;
		find( &n, NULL );
		list_push( &items, make_statements( front.head ) );
		list_push( &items, n );
	}
	c->items = items.head;
	in_block = outer;
}

void lower_threads( Unit * unit ) {
	if ( options.c_mode ) return;
	NodeList all = { 0 };
	for ( Node * n = unit->decls, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		NodeList front = { 0 };
		before = &front;
		find( &n, NULL );
		list_push( &all, front.head );
		list_push( &all, n );
	}
	unit->decls = all.head;
}
