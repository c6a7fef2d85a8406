/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Generators (chapter 06, 6.4): a suspend in the text of a generator's main saves its number in the object
 * and returns; main begins with a jump to behind the one the number says.
 *
 *     suspend { S }        { g.__generator_state = 1; S; return; } __suspend1: ;
 */
#include <string.h>

#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Lower/boxed.h"
#include "Resolve/resolve.h"

/* The main being rewritten, or checked if it has no state. `live`: an object in scope that jumping past would
   skip, or NULL. `copy`: types stand for those of the generator's parameters, sizes are not known
   (src/Lower/boxed_main.c). */
typedef struct Main { Decl * self, * state; unsigned suspends; Decl * live; bool copy, in_expression; } Main;

/* A main of another type than a generator's. */
typedef struct Copy { Decl * object; Compound * body; } Copy;
static Table copies;

static bool walk( Node ** slot, void * context );

static Agg * agg_of( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	return KIND_OF( q ) == TY_STRUCT ? AS( Agg, ct( q )->decl ) : NULL;
}

bool concurrency_is_generator_main( const Decl * f ) {
	if ( ! f->name || f->name != intern_cstr( "main" ) || ! f->type.type || ! type_is_function( f->type ) )
		return false;
	const Type * t = ct( f->type );
	if ( t->n != 1 || KIND_OF( t->args[0] ) != TY_REFERENCE ) return false;
	return concurrency_key( t->args[0] ) == AGG_GENERATOR;
}

static Str * label_name( unsigned number ) { return intern_fmt( "__suspend%u", number ); }

static Node * new_label( unsigned number ) {
	Label * l = MAKE( Label, S_LABEL, ( (Loc){ 0 } ) );
	l->name = label_name( number );
	l->used = 1;
	l->flags |= NF_IMPLICIT;
	l->stmt = node_new( S_NULL, l->loc );
	return (Node *)l;
}

static Node * state_of( Main * m, Loc at ) {
	return make_member( make_name( m->self, at ), m->state, false );
}

/* Statements that became blocks with an object: the object's name tells which. NULL: an object of the
   program. */
static const char * statement_of( const Decl * object ) {
	static const struct { const char * prefix, * statement; } known[] = {
		{ "__cfa_guard", "a mutex statement" }, { "__cfa_set", "a mutex statement" },
		{ "__cfa_corun", "a block with a corun statement" },
	};
	for ( unsigned i = 0; i < sizeof( known ) / sizeof( *known ); i += 1 )
		if ( strncmp( object->name->text, known[i].prefix, strlen( known[i].prefix ) ) == 0 )
			return known[i].statement;
	return NULL;
}

static void report( const Main * m, Loc at ) {
	if ( m->in_expression ) {
		diag_error( at, "generator cannot suspend inside an expression" );
		return;
	}
	const char * statement = statement_of( m->live );
	if ( strncmp( m->live->name->text, "__cfa_literal", 13 ) == 0 )
		diag_error( at, "generator cannot suspend inside the scope of a compound literal of type '%s', "
			"which has a destructor", type_text( m->live->type ) );
	else if ( statement ) diag_error( at, "generator cannot suspend inside %s", statement );
	else diag_error( at, "generator cannot suspend inside the scope of object %s, which %s",
		m->live->name->text, type_is_vla( m->live->type ) ? "is an array of variable length"
		: "has a destructor" );
}

/* Save the position, run the statement, return; the label behind is where the next resume continues. */
static void lower_suspend( Main * m, Node ** slot ) {
	Suspend * s = AS( Suspend, *slot );
	bool bad = m->live || m->in_expression;
	if ( bad ) report( m, s->loc );
	if ( ! bad ) m->suspends += 1;
	unsigned own = m->suspends;
	if ( s->body ) walk( &s->body, m );
	if ( bad || ! m->state ) return;
	Node * next = s->next;
	Node * number = make_int( (int64_t)own, type_basic( B_INT ), s->loc );
	NodeList items = { 0 };
	list_push( &items, make_expression( make_assign( OP_NONE, state_of( m, s->loc ),
		make_cast( number, m->state->type ) ) ) );
	list_push( &items, s->body );
	list_push( &items, make_return( NULL, s->loc ) );
	NodeList both = { 0 };
	list_push( &both, make_block( items.head, s->loc ) );
	list_push( &both, new_label( own ) );
	*slot = make_block( both.head, s->loc );
	(*slot)->next = next;
}

/* A compound literal lives as long as the block (chapter 03, 8.9). */
static void note_literal( Main * m, const Temporary * t ) {
	Decl * d = t->in_block && t->destroyer ? AS( Decl, AS( Group, t->group )->decls ) : NULL;
	if ( d && ! (m->copy && boxed_moves( d->type )) ) m->live = d;
}

static void note_live( Main * m, Node * decl ) {
	if ( decl->kind == D_GROUP && AS( Group, decl )->storage & (DS_STATIC | DS_EXTERN) ) return;
	for EACH( d, decl->kind == D_GROUP ? AS( Group, decl )->decls : decl ) {
		Decl * x = AS( Decl, d );
		if ( d->kind != D_OBJECT || ! x->name || (m->copy && boxed_moves( x->type ))
			|| x->storage & (DS_STATIC | DS_EXTERN) )
			continue;
		if ( x->destroyer || (x->type.type && type_is_vla( x->type )) || statement_of( x ) ) m->live = x;
	}
}

static bool walk( Node ** slot, void * context ) {
	Main * m = context;
	Node * n = *slot;
	Decl * outer = m->live;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case T_BASIC: case T_NAME: case D_FUNCTION: return true;
	case S_SUSPEND:
		if ( AS( Suspend, n )->key == AGG_COROUTINE ) return true;
		lower_suspend( m, slot );
		return true;
	case S_DECL:
		node_children( n, walk, context );
		note_live( m, AS( DeclStmt, n )->decl );
		return true;
	case E_TEMPORARY:
		node_children( n, walk, context );
		note_literal( m, AS( Temporary, n ) );
		return true;
	case E_STMT: {
		bool around = m->in_expression;
		m->in_expression = true;
		node_children( n, walk, context );
		m->in_expression = around;
		return true;
	  }
	case S_COMPOUND: case S_FOR: case S_WHILE: case S_DO: case S_IF: case S_SWITCH:
		node_children( n, walk, context );
		m->live = outer;
		return true;
	default: return node_children( n, walk, context );
	}
}

/* goto label; of a copy goto *&&label, by which gcc jumps past pointers to types of unknown size, too. */
static Node * jump( const Main * m, Str * label, Loc at ) {
	if ( ! m->copy ) {
		Jump * direct = MAKE( Jump, S_GOTO, at );
		direct->label = label;
		direct->flags |= NF_IMPLICIT;
		return (Node *)direct;
	}
	LabelAddr * address = MAKE( LabelAddr, E_LABELADDR, at );
	address->label = label;
	address->type = type_pointer( type_void() );
	ExprStmt * computed = MAKE( ExprStmt, S_GOTOEXPR, at );
	computed->expr = (Node *)address;
	return (Node *)computed;
}

/* switch ( state ) { case 1: goto __suspend1; ... }: unlike a jump through a table of labels it lets gcc put
   main in line. */
static Node * dispatch( Main * m, Loc at ) {
	NodeList cases = { 0 };
	for ( unsigned i = 1; i <= m->suspends; i += 1 ) {
		Case * c = MAKE( Case, S_CASE, at );
		c->values = make_int( (int64_t)i, type_basic( B_INT ), at );
		c->stmt = jump( m, label_name( i ), at );
		list_push( &cases, (Node *)c );
	}
	Switch * choice = MAKE( Switch, S_SWITCH, at );
	choice->cond = make_cast( state_of( m, at ), type_basic( B_INT ) );
	choice->body = make_block( cases.head, at );
	return (Node *)choice;
}

static Decl * first_parameter( Decl * f ) {
	Node * m = f->mods;
	while ( m && m->kind == T_ATTR ) m = AS( AttrSpec, m )->of;
	Node * p = m && m->kind == T_FUNCTION ? AS( FunctionSpec, m )->params : NULL;
	if ( p && p->kind == D_GROUP ) p = AS( Group, p )->decls;
	if ( p && ! AS( Decl, p )->name ) AS( Decl, p )->name = intern_cstr( "__cfa_generator" );
	return p ? AS( Decl, p ) : NULL;
}

/* The injected field is the first. */
static Decl * state_field( QType generator ) {
	Node * first = agg_of( generator )->members;
	return first && first->kind == D_GROUP ? AS( Decl, AS( Group, first )->decls ) : NULL;
}

void concurrency_check_main( Decl * f ) {
	Main m = { .self = NULL };
	/* whether objects of a type parameter end in its scope is known later */
	if ( ! options.c_mode && ! f->poly && f->level <= 1 && concurrency_is_generator_main( f ) )
		node_children( f->body, walk, &m );
}

static void lower_body( Main * m, Compound * body ) {
	node_children( (Node *)body, walk, m );
	if ( ! m->suspends ) return;
	NodeList items = { 0 };
	list_push( &items, dispatch( m, body->loc ) );
	list_push( &items, body->items );
	body->items = items.head;
}

static void lower_main( Decl * f ) {
	Main m = { .self = first_parameter( f ), .state = state_field( ct( f->type )->args[0] ) };
	if ( ! m.self || ! m.state || f->body->kind != S_COMPOUND ) return;
	if ( type_is_void( type_result( f->type ) ) ) lower_body( &m, AS( Compound, f->body ) );
	else diag_error( f->loc, "Generator main must return void." );
}

void concurrency_main_is( Decl * f, Decl * object, Node * body ) {
	Copy * copy = NEW( Copy );
	*copy = (Copy){ object, AS( Compound, body ) };
	table_put( &copies, f, copy );
}

static void lower_copy( const Copy * c ) {
	Main m = { .self = c->object, .state = state_field( c->object->type ), .copy = true };
	lower_body( &m, c->body );
}

static bool find_mains( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( n->kind == E_NAME || n->kind == T_BASIC || n->kind == T_NAME ) return true;
	const Copy * copy = n->kind == D_FUNCTION ? table_get( &copies, n ) : NULL;
	if ( copy ) lower_copy( copy );
	else if ( n->kind == D_FUNCTION && AS( Decl, n )->body && n->flags & NF_RESOLVED
		&& concurrency_is_generator_main( AS( Decl, n ) ) )
		lower_main( AS( Decl, n ) );
	return node_children( n, find_mains, context );
}

void lower_generators( Unit * unit ) {
	if ( ! options.c_mode ) node_children( (Node *)unit, find_mains, NULL );
}
