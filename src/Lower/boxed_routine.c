/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Which routine satisfies a requirement (chapter 06, 6.7.10): waitfor of a required routine accepts calls of
 * what satisfies it. An instance knows; boxed code asks the function that was passed, by a monitor whose
 * address has a bit that no address has.
 *
 *     forall( M & | { void take( M & mutex ); } ) void serve( M & mutex m ) { waitfor( take : m ); }
 *     void serve( void * take, void * m ) { ... id = ({ void * id; take( &id | MARK ); id; }) ... }
 *     void take_passed( void * m ) { if ( m & MARK ) { *(m - MARK) = &routine_take; return; }  take( m ); }
 */
#include "Concurrency/concurrency.h"
#include "Lower/boxed.h"
#include "Resolve/lifecycle.h"

static bool is_mutex( QType q ) { return type_canon( q ).quals & QUAL_MUTEX; }

static int first_mutex( const Type * f ) {
	for ( uint32_t i = 0; i < f->n; i += 1 ) if ( is_mutex( f->args[i] ) ) return (int)i;
	return -1;
}

/* The id of the routine, as a pointer. */
static Node * routine_id( const Decl * routine, Loc at ) {
	bool is_new;
	Decl * d = concurrency_routine_object( routine, at, &is_new );
	if ( is_new ) instance_declare( d );
	return boxed_cast_pointer( make_unary( OP_ADDR, make_name( d, at ), type_pointer( d->type ) ) );
}

/* ({ void * id; T none ...; raw( ..., &id + MARK, none ... ); id; }) */
static Node * ask( Decl * raw, const Type * formal, Loc at ) {
	QType boxed = boxed_signature( formal, 0, NULL );
	const Type * f = ct( boxed );
	/* a result's address may be in front */
	uint32_t mutex = (uint32_t)first_mutex( formal ) + f->n - formal->n;
	NodeList items = { 0 }, args = { 0 };
	Decl * id = make_object( intern_cstr( "__cfa_id" ), boxed_pointer(), at );
	list_push( &items, make_declaration( id ) );
	for ( uint32_t i = 0; i < f->n; i += 1 ) {
		if ( i == mutex ) {
			list_push( &args, boxed_marked( make_unary( OP_ADDR, make_name( id, at ),
				type_pointer( id->type ) ) ) );
			continue;
		}
		Decl * none = make_object( intern_fmt( "__cfa_none%u", i ), type_unqualified( f->args[i] ), at );
		none->storage = DS_STATIC;
		list_push( &items, make_declaration( none ) );
		list_push( &args, make_name( none, at ) );
	}
	Node * call = make_call( make_cast( make_name( raw, at ), type_pointer( boxed ) ), args.head, f->of );
	list_push( &items, make_expression( make_cast( call, type_void() ) ) );
	list_push( &items, make_expression( make_name( id, at ) ) );
	StmtExpr * s = MAKE( StmtExpr, E_STMT, at );
	s->body = make_block( items.head, at );
	s->type = id->type;
	return (Node *)s;
}

/* The id of what the solution is in the function at hand. */
static Node * solution_id( const Frame * from, const Solution * s, Loc at ) {
	for ( const Boxed * b = from->boxed; b; b = b->outer )
		for ( unsigned i = 0; i < b->poly->n_assertions; i += 1 )
			if ( b->requirements[i] == s->decl )
				return ask( b->raw[i], boxed_function_type( b->poly->assertions[i]->type ), at );
	return routine_id( s->instance ? instance_definition( s->decl ) : s->decl, at );
}

bool boxed_routine( const Frame * f, Node ** slot ) {
	const Node * requirement = concurrency_required_routine( AS( Name, *slot )->decl );
	const Solution * s = requirement ? instance_solution( f, requirement ) : NULL;
	if ( ! s || s->kind != SOLVED_DECL ) return false;
	Loc at = (*slot)->loc;
	Node * next = (*slot)->next, * id = solution_id( f, s, at );
	QType byte = qt( type_basic( B_CHAR ).type, QUAL_CONST );
	*slot = make_unary( OP_DEREF, make_cast( id, type_pointer( byte ) ), byte );
	(*slot)->next = next;
	return true;
}

Node * boxed_answer( const Frame * from, const Decl * requirement, const Solution * s, Decl * const * params,
	QType returned ) {
	const Type * formal = boxed_function_type( requirement->type );
	int mutex = first_mutex( formal );
	if ( mutex < 0 || s->kind != SOLVED_DECL || requirement->name == life_name( LIFE_DESTROY ) ) return NULL;
	Loc at = requirement->loc;
	Decl * p = params[mutex];
	NodeList items = { 0 };
	Node * place = make_cast( boxed_unmarked( make_name( p, at ) ), type_pointer( boxed_pointer() ) );
	Node * asked = make_unary( OP_DEREF, place, boxed_pointer() );
	list_push( &items, make_expression( make_assign( OP_NONE, asked, solution_id( from, s, at ) ) ) );
	Decl * none = type_is_void( returned ) ? NULL
		: make_object( intern_cstr( "none" ), type_unqualified( returned ), at );
	if ( none ) {
		none->storage = DS_STATIC;
		list_push( &items, make_declaration( none ) );
	}
	list_push( &items, make_return( none ? make_name( none, at ) : NULL, at ) );
	If * test = MAKE( If, S_IF, at );
	test->cond = boxed_is_marked( make_name( p, at ) );
	test->then = make_block( items.head, at );
	return (Node *)test;
}
