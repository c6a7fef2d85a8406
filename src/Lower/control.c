/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Control flow of C∀ that C does not have (chapter 02): jumps with labels, declarations in conditions, named
 * results. What C has stays as it is.
 *
 *     L: for ( ... ) while ( c ) break L;          L: for ( ... ) while ( c ) goto __break1;  __break1: ;
 *     if ( int x = f() ) g( x );                   { int x = f(); if ( x ) g( x ); }
 */
#include "AST/make.h"
#include "Lower/control.h"

Lowering lowering;

/* --- making nodes --------------------------------------------------------------------------------------- */

Str * lower_label_name( const char * what ) {
	lowering.serial += 1;
	return intern_fmt( "__%s%u", what, lowering.serial );
}

Node * lower_new_label( Str * name ) {
	Loc nowhere = { 0 };
	Label * l = MAKE( Label, S_LABEL, nowhere );
	l->name = name;
	l->used = 1;
	l->flags |= NF_IMPLICIT;
	l->stmt = node_new( S_NULL, nowhere );
	return (Node *)l;
}

Node * lower_new_goto( Str * name, Loc loc ) {
	Jump * j = MAKE( Jump, S_GOTO, loc );
	j->label = name;
	j->flags |= NF_IMPLICIT;
	return (Node *)j;
}

Node * lower_new_block( Node * items, Loc loc ) {
	Compound * c = MAKE( Compound, S_COMPOUND, loc );
	c->items = items;
	return (Node *)c;
}

Node * lower_in_block( Node * decls, Node * stmts, Loc loc ) {
	if ( ! decls ) return stmts;
	NodeList items = { 0 };
	list_push( &items, decls );
	list_push( &items, stmts );
	return lower_new_block( items.head, loc );
}

/* --- targets -------------------------------------------------------------------------------------------- */

void lower_target_enter( Target * t, TargetKind kind ) {
	*t = (Target){ .outer = lowering.target, .kind = kind, .labels = lowering.labels };
	lowering.labels = NULL;
	lowering.target = t;
}

void lower_target_leave( Target * t ) { lowering.target = t->outer; }

/* A label that only our jumps use would be called unused by gcc. */
static void mark_unused( Label * l ) {
	for EACH( a, l->attrs ) if ( AS( Attribute, a )->name == intern_cstr( "unused" ) ) return;
	Attribute * a = MAKE( Attribute, A_ATTR, l->loc );
	a->name = intern_cstr( "unused" );
	a->next = l->attrs;
	l->attrs = (Node *)a;
}

/* The enclosing statement that `label` names, or, without label, the innermost that the jump can leave. */
static Target * find_target( const Str * label, bool loops_only ) {
	for ( Target * t = lowering.target; t; t = t->outer ) {
		if ( ! label ) {
			if ( t->kind == TARGET_LOOP || ( t->kind == TARGET_SWITCH && ! loops_only ) ) return t;
			continue;
		}
		for ( Node * l = t->labels; l && l->kind == S_LABEL; l = AS( Label, l )->stmt ) {
			if ( AS( Label, l )->name != label ) continue;
			mark_unused( AS( Label, l ) );
			return t;
		}
	}
	return NULL;
}

/* break and continue stay where C means the same by them, else they become goto. */
static Node * lower_break( Jump * j ) {
	Target * t = find_target( j->label, false );
	if ( ! t ) return (Node *)j;
	if ( t->kind != TARGET_OTHER && ! t->has_else && t == find_target( NULL, false ) ) {
		j->label = NULL;
		return (Node *)j;
	}
	if ( ! t->at_end ) t->at_end = lower_label_name( "break" );
	return lower_new_goto( t->at_end, j->loc );
}

static Node * lower_continue( Jump * j ) {
	Target * t = find_target( j->label, true );
	if ( ! t || t->kind != TARGET_LOOP ) return (Node *)j;
	if ( t == find_target( NULL, true ) ) {
		j->label = NULL;
		return (Node *)j;
	}
	if ( ! t->at_continue ) t->at_continue = lower_label_name( "continue" );
	return lower_new_goto( t->at_continue, j->loc );
}

/* fallthrough goes to the next clause, the default clause or a label (chapter 02, 8.8-8.10). */
static Node * lower_fallthrough( Jump * j ) {
	if ( j->label ) return lower_new_goto( j->label, j->loc );
	Target * t = lowering.target;
	while ( t && t->kind != TARGET_SWITCH ) t = t->outer;
	if ( ! t ) return (Node *)j;
	Str ** name = j->to_default ? &t->at_default : &t->at_next;
	if ( ! *name ) *name = lower_label_name( j->to_default ? "default" : "clause" );
	return lower_new_goto( *name, j->loc );
}

/* --- functions ------------------------------------------------------------------------------------------ */

static Decl * result_decl( Node * r ) { return AS( Decl, r->kind == D_GROUP ? AS( Group, r )->decls : r ); }

static FunctionSpec * result_list( Decl * function ) {
	Node * m = function ? function->mods : NULL;
	while ( m && m->kind == T_ATTR ) m = AS( AttrSpec, m )->of;
	return m && m->kind == T_FUNCTION ? AS( FunctionSpec, m ) : NULL;
}

/* The results of a function of which some have names, `[ int r ] f()`, or NULL. All are objects then. */
static Node * named_results( Decl * function ) {
	FunctionSpec * spec = result_list( function );
	Node * list = spec ? spec->results : NULL;
	bool any = false;
	unsigned i = 0;
	for EACH( r, list ) any |= result_decl( r )->name != NULL;
	if ( ! any ) return NULL;
	for EACH( r, list ) {
		Decl * d = result_decl( r );
		if ( ! d->name ) {
			d->name = intern_fmt( "__cfa_result%u", i );
			d->type = ct( type_result( function->type ) )->args[i];
		}
		i += 1;
	}
	return list;
}

/* return r;  or, of several,  return [ q, r ]; */
static Node * return_named( Decl * function, Loc loc ) {
	ExprStmt * ret = MAKE( ExprStmt, S_RETURN, loc );
	Node * results = named_results( function );
	NodeList names = { 0 };
	for EACH( r, results ) list_push( &names, make_name( result_decl( r ), loc ) );
	ret->expr = names.head;
	if ( ! names.head->next ) return (Node *)ret;
	TupleExpr * t = MAKE( TupleExpr, E_TUPLE, loc );
	t->elems = names.head;
	t->type = type_result( function->type );
	ret->expr = (Node *)t;
	return (Node *)ret;
}

/* `return;` with a named result returns it; a value returned from a void function is evaluated first (chapter
   02, 10). */
static Node * lower_return( ExprStmt * s ) {
	if ( ! s->expr ) {
		return named_results( lowering.function ) ? return_named( lowering.function, s->loc ) : (Node *)s;
	}
	lower_inside( &s->expr );
	Decl * f = lowering.function;
	QType type = AS( Expr, s->expr )->type;
	if ( options.c_mode || ! f || ! f->type.type || ! type.type ) return (Node *)s;
	if ( ! type_is_function( f->type ) || ! type_is_void( type_result( f->type ) ) ) return (Node *)s;
	if ( type_is_void( type ) ) return (Node *)s;
	ExprStmt * value = MAKE( ExprStmt, S_EXPR, s->loc );
	value->expr = s->expr;
	value->next = (Node *)s;
	s->expr = NULL;
	return lower_new_block( (Node *)value, s->loc );
}

/* The named results become local objects, returned at the end as well. */
static void declare_result( Decl * function ) {
	if ( ! named_results( function ) || ! function->body ) return;
	Compound * body = AS( Compound, function->body );
	/* of a boxed function: the one written is its last statement */
	if ( body->flags & NF_IMPLICIT )
		for EACH( s, body->items ) if ( ! s->next && s->kind == S_COMPOUND ) body = AS( Compound, s );
	Node * last = return_named( function, body->end ), * next;
	NodeList items = { 0 }, left = { 0 };
	/* the objects are those that the body names */
	for ( Node * r = named_results( function ); r; r = next ) {
		next = r->next;
		r->next = NULL;
		list_push( &left, node_copy( r ) );
		Decl * object = result_decl( r );
		object->kind = D_OBJECT;
		list_push( &items, make_declaration( object ) );
	}
	result_list( function )->results = left.head;
	list_push( &items, body->items );
	list_push( &items, last );
	body->items = items.head;
}

/* Functions of headers that nothing calls were not resolved and will not be emitted. */
static void lower_function( Decl * f ) {
	if ( ! f->body || ( ( f->flags & NF_HEADER ) && ! ( f->flags & NF_USED ) ) ) return;
	Lowering outer = lowering;
	lowering = (Lowering){ .function = f, .serial = outer.serial };
	f->body = lower_body( f->body );
	declare_result( f );
	unsigned serial = lowering.serial;
	lowering = outer;
	lowering.serial = serial;
}

/* --- walking -------------------------------------------------------------------------------------------- */

/* Find statements inside expressions and declarations. */
static bool visit_inside( Node ** slot, void * context ) {
	(void)context;
	Node * n = *slot;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC: case T_NAME:
		return true;
	case S_COMPOUND:
		*slot = lower_body( n );
		return true;
	case D_FUNCTION:
		lower_function( AS( Decl, n ) );
		return true;
	default:
		return node_children( n, visit_inside, NULL );
	}
}

void lower_inside( Node ** slot ) {
	if ( *slot ) visit_inside( slot, NULL );
}

Node * lower_list( Node * list ) {
	NodeList out = { 0 };
	for ( Node * s = list, * next; s; s = next ) {
		next = s->next;
		s->next = NULL;
		list_push( &out, lower_statement( s ) );
	}
	return out.head;
}

Node * lower_body( Node * s ) {
	if ( ! s ) return NULL;
	Loc loc = s->loc;
	s = lower_statement( s );
	return s && s->next ? lower_new_block( s, loc ) : s;
}

static Node * lower_if( If * s ) {
	Node * decls = lower_list( s->decls );
	s->decls = NULL;
	lower_inside( &s->cond );
	s->then = lower_body( s->then );
	s->els = lower_body( s->els );
	return lower_in_block( decls, (Node *)s, s->loc );
}

/* Statements that are a target only when they have a label. */
static Node * lower_other( Node * s ) {
	switch ( s->kind ) {
	case S_COMPOUND:
		AS( Compound, s )->items = lower_list( AS( Compound, s )->items );
		return s;
	case S_IF: return lower_if( AS( If, s ) );
	default:
		node_children( s, visit_inside, NULL );
		return s;
	}
}

/* Labels in front of a statement are known to it. What lowering puts behind it comes behind the label. */
static Node * lower_label( Label * l ) {
	if ( ! lowering.labels ) lowering.labels = (Node *)l;
	if ( ! options.c_mode ) mark_unused( l );
	if ( ! l->stmt ) {
		lowering.labels = NULL;
		return (Node *)l;
	}
	NodeList out = { 0 };
	Node * inner = lower_statement( l->stmt );
	lowering.labels = NULL;
	Node * rest = inner->next;
	inner->next = NULL;
	l->stmt = inner;
	list_push( &out, (Node *)l );
	list_push( &out, rest );
	return out.head;
}

Node * lower_statement( Node * s ) {
	switch ( s->kind ) {
	case S_LABEL: return lower_label( AS( Label, s ) );
	case S_BREAK: return lower_break( AS( Jump, s ) );
	case S_CONTINUE: return lower_continue( AS( Jump, s ) );
	case S_FALLTHROUGH: return lower_fallthrough( AS( Jump, s ) );
	case S_WHILE: case S_DO: return lower_while( AS( While, s ) );
	case S_FOR: return lower_for( AS( For, s ) );
	case S_SWITCH: return lower_switch( AS( Switch, s ) );
	case S_CASE: {
		Case * c = AS( Case, s );
		for ( Node ** v = &c->values; *v; v = &( *v )->next ) lower_inside( v );
		c->stmt = lower_body( c->stmt );
		return s;
	}
	case S_RETURN:
		lowering.labels = NULL;
		return lower_return( AS( ExprStmt, s ) );
	case S_EXPR:
		lowering.labels = NULL;
		lower_inside( &AS( ExprStmt, s )->expr );
		return s;
	}
	if ( ! lowering.labels ) return lower_other( s );
	Target t;
	lower_target_enter( &t, TARGET_OTHER );
	s = lower_other( s );
	lower_target_leave( &t );
	if ( t.at_end ) s->next = lower_new_label( t.at_end );
	return s;
}

void lower_control( Unit * unit ) {
	lowering = (Lowering){ 0 };
	for ( Node ** slot = &unit->decls; *slot; slot = &( *slot )->next ) lower_inside( slot );
}
