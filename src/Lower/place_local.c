/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Instances of generic types that mention types of a block are defined in that block (chapter 04, 4.17.7): in
 * front of its first statement in which one is met, however deep, so that everything behind knows them. Their
 * generated functions are declared there and defined in front of the block's last statement, where the
 * functions that they call are known. Types that stand for a boxed function's parameters are its front's.
 *
 *     struct item { int v; };             struct item { int v; };
 *     if ( c ) { buf( item ) b; ... }     struct buf__item { struct item v; int n; };
 *     buf( item ) d;                      if ( c ) { struct buf__item b; ... }
 *                                         struct buf__item d;
 */
#include "AST/make.h"
#include "Lower/instantiate.h"
#include "Resolve/declare.h"

static Room * innermost;
static Table homes;                                     /* what a block declares -> its Room */

void place_enter( Room * r, bool boxed ) {
	*r = (Room){ .outer = innermost };
	r->boxed = boxed || (innermost && innermost->boxed);
	r->depth = innermost ? innermost->depth + 1 : 0;
	innermost = r;
}

void place_leave( void ) {
	for ( uint32_t i = 0; i < innermost->placed.len; i += 1 )
		table_put( &homes, innermost->placed.at[i].type, NULL );
	for ( uint32_t i = 0; i < innermost->names.len; i += 1 )
		table_put( &homes, innermost->names.at[i], NULL );
	innermost = innermost->outer;
}

Room * place_at( Room * room ) {
	Room * before = innermost;
	innermost = room;
	return before;
}

bool place_is_boxed( void ) { return innermost && innermost->boxed; }

void place_name( const Decl * d ) {
	table_put( &homes, d, innermost );
	vec_push( &innermost->names, (const Node *)d );
}

void place_parameters( Decl * function ) {
	FunctionSpec * spec = function_declarator( function );
	for ( Node * p = spec ? spec->params : NULL; p; p = p->next ) {
		Node * ignored;
		Decl * d = param_decl( p, &ignored );
		if ( d ) place_name( d );
	}
}

/* Those within a generic type have left its members. */
static void note_nested( Agg * a ) {
	const AggInfo * info = agg_info( a );
	for ( uint32_t i = 0; a->forall && i < info->nested.len; i += 1 ) {
		Node * n = info->nested.at[i];
		if ( n->kind != D_AGG || table_get( &homes, n ) ) continue;
		table_put( &homes, n, innermost );
		vec_push( &innermost->names, (const Node *)n );
		note_nested( AS( Agg, n ) );
	}
}

static bool note_declared( Node ** slot, void * statement ) {
	Node * n = *slot;
	if ( n->kind == S_COMPOUND ) return true;
	if ( n->kind == D_OBJECT || n->kind == D_FUNCTION ) place_name( AS( Decl, n ) );
	if ( (n->kind == D_AGG || n->kind == D_ENUM) && ! table_get( &homes, n ) ) {
		table_put( &homes, n, innermost );
		vec_push( &innermost->placed, ((Placed){ .type = n, .definition = statement }) );
		if ( n->kind == D_AGG ) note_nested( AS( Agg, n ) );
	}
	return node_children( n, note_declared, statement );
}

void place_declare( Node * statement ) { note_declared( &statement, statement ); }

/* ===== homes ============================================================================================ */

/* Where what a type or function mentions of blocks is declared: the innermost of the places; `unknown`:
   there is more, which no statement of its own declares. `own`: what the function declares itself, NULL: a
   type; `frame`: what it is a copy for. */
typedef struct Search {
	Room * home;
	bool unknown;
	const Table * own;
	const Frame * frame;
	int depth;
} Search;

static void search_declared( Search * s, const Node * declaration ) {
	if ( s->own && table_get( s->own, declaration ) ) return;
	Room * p = table_get( &homes, declaration );
	if ( ! p ) s->unknown = true;
	else if ( ! s->home || p->depth > s->home->depth ) s->home = p;
}

static void search( Search * s, const Type * t ) {
	if ( t->generic ) {
		if ( AS( const Agg, t->generic )->level > 1 ) search_declared( s, t->generic );
	} else if ( t->kind == TY_STRUCT || t->kind == TY_UNION ) {
		Agg * a = agg_definition( AS( Agg, t->decl ) ), * around = place_around( t );
		if ( around ) search( s, around->instance );
		else if ( a->level > 1 ) search_declared( s, (Node *)a );
	} else if ( t->kind == TY_ENUM && AS( Enum, t->decl )->level > 1 ) search_declared( s, t->decl );
	if ( t->of.type ) search( s, ct( t->of ) );
	for ( uint32_t i = 0; i < t->n; i += 1 ) search( s, ct( t->args[i] ) );
}

static void search_slot( QType * q, void * context ) {
	Search * s = context;
	if ( q->type ) search( s, ct( instance_type( s->frame, *q ) ) );
}

static void search_name( Search * s, Node * n ) {
	const Node * copy = s->frame->subst.copied ? table_get( s->frame->subst.copied, n ) : NULL;
	if ( copy ) n = (Node *)copy;
	if ( n->kind == D_PARAM || ((n->kind == D_OBJECT || n->kind == D_FUNCTION) && AS( Decl, n )->level > 1) )
		search_declared( s, n );
}

static void search_instance( Search *, const Instance * );

static void search_solution( Search * s, const Solution * solution ) {
	enum { MAX_DEPTH = 40 };
	const Solution * own = solution->kind == SOLVED_DECL && ! solution->instance
		? instance_solution( s->frame, (Node *)solution->decl ) : NULL;
	if ( s->depth >= MAX_DEPTH ) return;
	s->depth += 1;
	QType type = solution->type;
	search_slot( &type, s );
	if ( own && own != solution ) search_solution( s, own );
	else if ( solution->instance ) search_instance( s, solution->instance );
	else if ( solution->kind == SOLVED_DECL ) search_name( s, (Node *)solution->decl );
	s->depth -= 1;
}

static void search_instance( Search * s, const Instance * in ) {
	search_name( s, (Node *)in->decl );
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) search_slot( &in->args[i], s );
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) search_solution( s, &in->solutions[i] );
}

static bool search_tree( Node ** slot, void * context ) {
	Search * s = context;
	Node * n = *slot;
	node_types( n, search_slot, s );
	if ( n->kind == E_NAME && AS( Name, n )->decl ) {
		const Name * name = AS( Name, n );
		const Solution * solution = instance_solution( s->frame, name->decl );
		if ( solution ) search_solution( s, solution );
		else if ( name->instance ) search_instance( s, name->instance );
		else search_name( s, name->decl );
	}
	return node_children( n, search_tree, context );
}

static bool note_own( Node ** slot, void * own ) {
	if ( (*slot)->kind >= D_OBJECT ) table_put( own, *slot, *slot );
	return node_children( *slot, note_own, own );
}

Room * place_home( const Frame * frame, Decl * made, const Decl * def ) {
	Table own = { 0 };
	Search s = { .own = &own, .frame = frame };
	Node * slot = (Node *)made;
	note_own( &slot, &own );
	if ( def ) search_declared( &s, (Node *)def );
	search_tree( &slot, &s );
	return s.home && ! s.unknown ? s.home : innermost;
}

/* The types nested in it have functions as well. */
static void add_instance( Room * home, Agg * a, Node * definition ) {
	vec_push( &home->placed, ((Placed){ .type = (Node *)a, .definition = definition, .instance = true }) );
	AggInfo * info = agg_info( a );
	for ( uint32_t i = 0; i < info->nested.len; i += 1 ) {
		Node * n = info->nested.at[i];
		if ( n->kind == D_AGG && ! AS( Agg, n )->forall ) add_instance( home, AS( Agg, n ), definition );
	}
}

void place_at_home( Agg * a, Agg * definition ) {
	Search s = { 0 };
	search( &s, a->instance );
	Room * home = s.home && ! s.unknown ? s.home : innermost;
	DeclStmt * statement = MAKE( DeclStmt, S_DECL, a->loc );
	statement->decl = (Node *)definition;
	list_push( &home->types, (Node *)statement );
	add_instance( home, a, (Node *)statement );
}

/* ===== what mentions them =============================================================================== */

static void note( const Type * t ) {
	Agg * around = place_around( t );
	if ( around ) note( around->instance );
	if ( t->generic && AS( Agg, t->decl )->level > 1 && ! type_has_variables( qt( t, 0 ) )
		&& ! instance_is_pattern( t->generic ) )
		place_instance( &innermost->types, AS( Agg, t->decl ) );
	if ( t->of.type ) note( ct( t->of ) );
	for ( uint32_t i = 0; i < t->n; i += 1 ) note( ct( t->args[i] ) );
}

static void note_slot( QType * q, void * context ) {
	(void)context;
	if ( q->type ) note( ct( *q ) );
}

/* Blocks have looked for themselves; an expression in typeof is not walked. A function's declaration has
   brought the types that its name mentions; a boxed one's are its own. */
static bool collect( Node ** slot, void * context ) {
	int kind = (*slot)->kind;
	if ( kind == S_COMPOUND ) return true;
	QType named = kind == E_NAME ? AS( Name, *slot )->type : QT_NONE;
	if ( ! named.type || ! type_is_function( named ) ) node_types( *slot, note_slot, NULL );
	return kind == T_TYPEOF || kind == T_INDEXOF || node_children( *slot, collect, context );
}

void place_local( Node * n ) { if ( innermost && generic_has_local() ) collect( &n, NULL ); }

/* ===== generated functions ============================================================================== */

/* Those made since; of a type that is no instance the others stand behind its definition. */
static void take_generated( Placed * p ) {
	if ( p->type->kind != D_AGG ) return;
	Agg * a = AS( Agg, p->type );
	list_push( &p->functions, p->instance ? a->generated : generated_local( a ) );
	if ( p->instance ) a->generated = NULL;
}

Node * place_generated( Room * r ) {
	for ( uint32_t i = 0; i < r->placed.len; i += 1 ) {
		Placed * p = &r->placed.at[i];
		take_generated( p );
		Node * g = p->walked ? p->walked->next : p->functions.head;
		if ( g ) return p->walked = g;
	}
	return NULL;
}

void place_functions( Room * r, NodeList * statements ) {
	NodeList bodies = { 0 };
	for ( uint32_t i = 0; i < r->placed.len; i += 1 ) {
		Node * behind = r->placed.at[i].definition;
		for ( Node * g = r->placed.at[i].functions.head, * next; g; g = next ) {
			next = g->next;
			g->next = NULL;
			Decl * d = AS( Decl, AS( Group, g )->decls );
			Decl * prototype = make_object( d->name, d->type, d->loc );
			prototype->cname = d->cname;
			prototype->storage = DS_AUTO;
			Node * declared = make_declaration( prototype );
			declared->next = behind->next;
			behind->next = declared;
			behind = declared;
			DeclStmt * s = MAKE( DeclStmt, S_DECL, d->loc );
			s->decl = g;
			list_push( &bodies, (Node *)s );
		}
	}
	/* the last one may be a definition */
	while ( statements->tail && statements->tail->next ) statements->tail = statements->tail->next;
	list_push( statements, bodies.head );
}
