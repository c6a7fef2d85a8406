/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Choosing constructors and destructors (chapter 03, 8.1 to 8.6): the user's functions of the type and the
 * generated ones are the candidates; a generated one that C's own initialisation can replace is no call.
 */
#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/overload.h"
#include "Resolve/polymorph.h"

/* Generated candidates: Cand.generated is 1 for the default constructor, 2 for the copy constructor, 2 + k
   for the field constructor of k members. */
enum { GENERATED_NOT, GENERATED_DEFAULT, GENERATED_COPY, GENERATED_FIELDS };

static bool same_subject( const Type * a, const Type * b ) {
	bool aggregate = b->kind == TY_STRUCT || b->kind == TY_UNION;
	if ( a && a->generic && b->generic ) return a->generic == b->generic;
	return a && (a == b || (a->kind == b->kind
		&& (aggregate ? agg_definition( AS( Agg, a->decl ) ) == agg_definition( AS( Agg, b->decl ) )
		: b->kind == TY_POINTER)));
}

/* The object as what a constructor's first parameter is bound to: without const (8.10). */
static Node * subject_of( Node * object ) {
	QType q = rexpr_type( object ), plain = type_bare( q );
	QType referred = q;
	while ( KIND_OF( referred ) == TY_REFERENCE ) referred = type_pointee( referred );
	if ( ! (type_canon( referred ).quals & (QUAL_CONST | QUAL_VOLATILE)) ) return object;
	QType to = type_reference( plain );
	return rexpr_typed( rexpr_implicit( object, to ), to, true );
}

/* ===== candidates ======================================================================================= */

typedef struct Search { const Type * subject; Set * args; unsigned n; Cand ** found; unsigned k; } Search;

static void add_generated( Search * s, int form, const QType * params, unsigned n, bool deleted ) {
	Cand * c = cand_new( type_void(), cost_of( COST_REF, 1 ), cost_of( COST_REF, 1 ), n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		Cost own = COST_ZERO;
		Cand * best = overload_argument( &s->args[i + 1], params[i], &own );
		if ( ! best ) return;
		c->sub[i] = best;
		c->own = cost_add( c->own, own );
		c->cost = cost_add( c->cost, cost_add( best->cost, own ) );
		c->deleted |= best->deleted;
	}
	if ( s->subject && s->subject->generic ) {
		Cost like = generic_cost( s->subject, form == GENERATED_COPY ? 0 : n, form == GENERATED_COPY );
		c->own = cost_add( c->own, like );
		c->cost = cost_add( c->cost, like );
	}
	c->generated = form;
	c->deleted |= deleted;
	s->found[s->k++] = c;
}

/* Is there one of the user's with the clause and the parameters of a generic type's field constructor
   (chapter 04, 4.9.7)? */
static bool replaces_fields( const Binding * b, const Type * t, const QType * params, unsigned n ) {
	const Decl * d = AS( const Decl, b->decl );
	const Type * subject = life_visible( b ) && d->poly ? life_subject( d ) : NULL;
	if ( ! subject || subject->generic != t->generic || ct( d->type )->n != n + 1 || d->poly->n != t->n )
		return false;
	if ( (int)d->poly->n_assertions != generic_requirements( t ) ) return false;
	QType args[t->n + 1];
	for ( unsigned i = 0; i < d->poly->n; i += 1 ) {
		unsigned k = 0;
		while ( k < subject->n && ct( subject->args[k] )->decl != (Node *)d->poly->params[i] ) k += 1;
		if ( k == subject->n ) return false;
		args[i] = t->args[k];
	}
	Subst s = { .params = d->poly->params, .args = args, .n = d->poly->n };
	for ( unsigned i = 0; i < n; i += 1 )
		if ( ct( type_substitute( &s, ct( d->type )->args[i + 1] ) ) != ct( params[i] ) ) return false;
	return true;
}

bool construct_replaces( const Type * t, unsigned n ) {
	unsigned count;
	Decl ** fields = life_fields( t, &count );
	if ( ! t->generic || n > count ) return false;
	QType params[n + 1];
	for ( unsigned i = 0; i < n; i += 1 )
		params[i] = type_param_adjust( type_unqualified( fields[i]->type ) );
	for ( Binding * b = scope_lookup( life_name( LIFE_COPY ) ); b; b = b->outer )
		if ( replaces_fields( b, t, params, n ) ) return true;
	return false;
}

/* The user's constructors suppress generated ones (8.3); those of generic types do not, but for concurrent
   ones, whose first member is the descriptor. */
static void generated_constructors( Search * s, QType q ) {
	const Type * t = ct( q );
	unsigned n = s->n - 1;
	bool aggregate = t->kind == TY_STRUCT || t->kind == TY_UNION;
	if ( t->kind == TY_VAR || t->kind == TY_VOID || t->kind == TY_FUNCTION ) return;
	if ( life_in_body() && ! generic_fits( q ) ) return;
	s->subject = t;
	bool concurrent = concurrency_key( q ) >= AGG_GENERATOR;
	bool suppressed = (concurrent || ! t->n) && life_has_constructor( q );
	if ( n == 0 && ! life_user( LIFE_DEFAULT, q ) )
		add_generated( s, GENERATED_DEFAULT, NULL, 0, suppressed || ! life_possible( LIFE_DEFAULT, q ) );
	if ( n == 1 && ! life_user( LIFE_COPY, q ) )
		add_generated( s, GENERATED_COPY, &q, 1, ! life_possible( LIFE_COPY, q ) );
	if ( ! aggregate || n == 0 || suppressed ) return;
	unsigned count;
	Decl ** fields = life_fields( t, &count );
	if ( n > (t->kind == TY_UNION && count ? 1 : count) || (n < count && type_is_tuple( q )) ) return;
	QType * params = scratch( sizeof( QType ) * n );
	bool deleted = false;
	for ( unsigned i = 0; i < count && t->kind == TY_STRUCT; i += 1 ) {
		QType m = fields[i]->type.type ? fields[i]->type : QT_ERROR;
		if ( type_is_array( m ) && ct( m )->dim == DIM_NONE ) return;              /* flexible array member */
		if ( KIND_OF( m ) != TY_REFERENCE ) deleted |= ! life_possible( i < n ? LIFE_COPY : LIFE_DEFAULT, m );
	}
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( fields[i]->width && ! fields[i]->name ) return;
		params[i] = type_param_adjust( type_unqualified( fields[i]->type ) );
	}
	if ( construct_replaces( t, n ) ) return;
	add_generated( s, GENERATED_COPY + (int)n, params, n, deleted );
}

static void users( Search * s, const Type * t, Str * name ) {
	for ( Binding * b = scope_lookup( name ); b; b = b->outer ) {
		if ( ! life_visible( b ) || ! same_subject( life_subject( AS( Decl, b->decl ) ), t ) ) continue;
		Cand * c = overload_match( b, s->args, s->n );
		if ( c ) s->found[s->k++] = c;
	}
}

/* Those of the types it contains (chapter 04, 4.14.3). */
static void users_of_contained( Search * s, const Type * t, Str * name ) {
	if ( t->kind != TY_STRUCT && t->kind != TY_UNION ) return;
	unsigned n;
	Decl ** fields = life_fields( t, &n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( ! (fields[i]->storage & DS_INLINE_MEMBER) || ! fields[i]->type.type ) continue;
		users( s, ct( fields[i]->type ), name );
		users_of_contained( s, ct( fields[i]->type ), name );
	}
}

static unsigned count_users( Str * name ) {
	unsigned n = 0;
	for ( Binding * b = scope_lookup( name ); b; b = b->outer ) n += 1;
	return n;
}

static bool concerns( const Binding * b, const void * type ) {
	return life_visible( b ) && same_subject( life_subject( AS( const Decl, b->decl ) ), type );
}

/* The best of those found, NULL after a report. */
static Cand * choose( Search * s, QType q, Str * name, Loc at ) {
	Cand * best = NULL;
	unsigned ties = 0;
	s->k = polymorph_satisfy( s->found, s->k );
	for ( unsigned i = 0; i < s->k; i += 1 ) {
		Cand * c = s->found[i];
		bool better = ! best || c->cost < best->cost || (c->cost == best->cost && (c->own < best->own
			|| (c->own == best->own && c->deleted < best->deleted)));
		/* the user's replaces it */
		if ( best && ! better && c->generated && ! best->generated ) continue;
		if ( best && ! better && c->cost == best->cost && c->own == best->own && c->deleted == best->deleted )
			s->found[++ties] = c;
		if ( ! better ) continue;
		ties = 0;
		best = s->found[0] = c;
	}
	if ( ! best ) {
		explain_candidates( at, name->text, s->args, s->n, scope_lookup( name ), concerns, ct( q ) );
		if ( ! generic_fits( q ) ) generic_explain( q );
	}
	else if ( ties ) explain_ambiguous( &(Node){ .loc = at }, s->found, ties + 1 );
	else if ( best->deleted ) {
		bool copies = best->binding && life_is_copy( AS( const Decl, best->binding->decl ) );
		if ( copies )
			diag_error( at, "'%s' cannot be copied: its copy constructor is deleted", type_text( q ) );
		else diag_error( at, "best candidate '%s' is deleted", name->text );
		if ( best->binding ) diag_note( best->binding->decl->loc, "deleted here" );
		else explain_no_life( best->generated == GENERATED_DEFAULT ? LIFE_DEFAULT : LIFE_COPY, q,
			best->generated >= GENERATED_FIELDS ? (int)s->n - 1 : -1, at );
	} else return best;
	return NULL;
}

/* The sets of the object and of the arguments; false if one is in error. */
static bool search_begin( Search * s, Node * object, Node ** args, Str * name ) {
	s->n = 1 + list_length( *args );
	s->args = scratch( sizeof( Set ) * s->n );
	s->found = scratch( sizeof( Cand * ) * (count_users( name ) + 4) );
	s->args[0] = set_single( object );
	unsigned i = 1;
	bool fine = ! rexpr_is_error( object );
	for ( Node ** p = args; *p; p = &(*p)->next, i += 1 ) {
		s->args[i] = cand_set( *p );
		if ( s->args[i].single ) *p = s->args[i].single;
		fine &= ! set_is_error( &s->args[i] );
	}
	return fine;
}

static Node * call_of( Str * name, Node * object, Node * args, Cand * c, Loc at ) {
	Call * call = MAKE( Call, E_CALL, at );
	Name * fn = MAKE( Name, E_NAME, at );
	fn->id = name;
	call->fn = (Node *)fn;
	object->next = args;
	call->args = object;
	return cand_commit( (Node *)call, c );
}

static Node * generated_call( Decl * function, Node * object, Node * args, Loc at ) {
	Call * call = MAKE( Call, E_CALL, at );
	call->fn = make_name( function, at );
	object->next = args;
	call->args = object;
	return rexpr_call( call );
}

/* ===== constructors ===================================================================================== */

/* Does a field constructor only what C's list does? */
static bool fields_trivial( const Type * t, unsigned given ) {
	unsigned n;
	Decl ** fields = life_fields( t, &n );
	if ( t->kind == TY_UNION ) return true;
	for ( unsigned i = 0; i < n; i += 1 ) {
		QType q = fields[i]->type;
		if ( i < given ? KIND_OF( q ) == TY_ARRAY || ! fields[i]->name : KIND_OF( q ) == TY_REFERENCE )
			return false;
		if ( KIND_OF( q ) != TY_REFERENCE && ! life_trivial( i < given ? LIFE_COPY : LIFE_DEFAULT, q ) )
			return false;
	}
	return true;
}

static Construction commit( Cand * c, Node * object, Node * args, Loc at ) {
	QType q = type_bare( rexpr_type( object ) );
	const Type * t = ct( q );
	if ( ! c->generated )
		return (Construction){ CONSTRUCT_CALL, call_of( life_name( LIFE_COPY ), object, args, c, at ) };
	unsigned i = 0;
	for ( Node ** p = &args; *p; p = &(*p)->next, i += 1 ) *p = cand_commit( *p, c->sub[i] );
	if ( c->generated == GENERATED_DEFAULT ) {
		if ( life_trivial( LIFE_DEFAULT, q ) ) return (Construction){ CONSTRUCT_NOTHING, NULL };
		return (Construction){ CONSTRUCT_CALL,
			generated_call( generate_function( t, LIFE_DEFAULT ), object, NULL, at ) };
	}
	if ( c->generated == GENERATED_COPY ) {
		args = convert_to( args, q, CONV_INIT, args->loc );
		if ( life_trivial( LIFE_COPY, q ) ) return (Construction){ CONSTRUCT_VALUE, args };
		return (Construction){ CONSTRUCT_CALL,
			generated_call( generate_function( t, LIFE_COPY ), object, args, at ) };
	}
	unsigned given = (unsigned)(c->generated - GENERATED_COPY), n;
	Decl ** fields = life_fields( t, &n );
	if ( ! fields_trivial( t, given ) )
		return (Construction){ CONSTRUCT_CALL,
			generated_call( generate_field_constructor( t, given ), object, args, at ) };
	i = 0;
	for ( Node ** p = &args; *p; p = &(*p)->next, i += 1 )
		*p = convert_to( *p, KIND_OF( fields[i]->type ) == TY_REFERENCE ? fields[i]->type
			: type_unqualified( fields[i]->type ), CONV_INIT, (*p)->loc );
	return (Construction){ CONSTRUCT_MEMBERS, args };
}

/* `called`: by an explicit call, which may be one of a contained type's constructor. */
static Construction construct_by( Node * object, Node * args, Loc at, bool called ) {
	Construction error = { CONSTRUCT_ERROR, NULL };
	if ( rexpr_is_error( object ) ) return error;
	object = subject_of( object );
	Mark mark = scratch_mark();
	Search s = { 0 };
	QType q = type_bare( rexpr_type( object ) );
	if ( search_begin( &s, object, &args, life_name( LIFE_COPY ) ) ) {
		users( &s, ct( q ), life_name( LIFE_COPY ) );
		generated_constructors( &s, q );
		if ( called && s.k == 0 && args ) users_of_contained( &s, ct( q ), life_name( LIFE_COPY ) );
		Cand * best = choose( &s, q, life_name( LIFE_COPY ), at );
		if ( best ) error = commit( best, object, args, at );
	}
	scratch_release( mark );
	return error;
}

Construction construct( Node * object, Node * args, Loc at ) {
	return construct_by( object, args, at, false );
}

/* The expression that constructs; NULL: nothing to do. `copy`: of the object. */
static Node * construction_expression( Construction c, Node * copy, Loc at ) {
	QType q = type_bare( rexpr_type( copy ) );
	switch ( c.form ) {
	  case CONSTRUCT_ERROR: return rexpr_bad( copy );
	  case CONSTRUCT_CALL: return c.e;
	  case CONSTRUCT_VALUE: return make_assign( OP_NONE, subject_of( copy ), c.e );
	  case CONSTRUCT_MEMBERS:
		return make_assign( OP_NONE, subject_of( copy ), make_literal( make_list( c.e, q, at ), q ) );
	  default: return NULL;
	}
}

Node * construct_expression( Node * object, Node * args, Loc at ) {
	Node * copy = node_copy( object );
	return construction_expression( construct( object, args, at ), copy, at );
}

Node * life_call( Life life, Node * object, Node * source ) {
	QType q = type_bare( rexpr_type( object ) );
	Loc at = object->loc;
	if ( life_trivial( life, q ) )
		return source ? make_assign( OP_NONE, subject_of( object ), source ) : NULL;
	Binding * user = life_user( life, q );
	object = subject_of( object );
	if ( ! user ) return generated_call( generate_function( ct( q ), life ), object, source, at );
	if ( binding_polymorphic( user ) ) return polymorph_call( user, object, source, at );
	Call * call = MAKE( Call, E_CALL, at );
	Name * name = MAKE( Name, E_NAME, at );
	name->id = user->name;
	call->fn = rexpr_name( name, user );
	if ( rexpr_is_error( call->fn ) ) return rexpr_bad( (Node *)call );
	object->next = source;
	call->args = object;
	return rexpr_call( call );
}

Node * life_destroyer( QType q, Loc at ) {
	q = type_bare( q );
	if ( life_trivial( LIFE_DESTROY, q ) ) return NULL;
	Binding * user = life_user( LIFE_DESTROY, q );
	if ( ! user ) return make_name( generate_function( ct( q ), LIFE_DESTROY ), at );
	if ( binding_polymorphic( user ) ) {
		Node * call = polymorph_call( user, make_name( make_object( user->name, q, at ), at ), NULL, at );
		return rexpr_is_error( call ) ? NULL : AS( Call, call )->fn;
	}
	Name * name = MAKE( Name, E_NAME, at );
	name->id = user->name;
	Node * e = rexpr_name( name, user );
	return rexpr_is_error( e ) ? NULL : e;
}

/* ===== explicit calls (8.6) ============================================================================= */

/* The object of a constructor. One whose type only the context tells, as of *malloc(), has that of the
   constructor of the program that takes the arguments best. */
static Node * constructed_object( Node * object, Node ** args ) {
	Set set = cand_set( object );
	if ( set.single || set.n != 1 || ! set.at[0]->open )
		return set.single ? set.single : cand_choose( object, set );
	Mark mark = scratch_mark();
	Search s = { 0 };
	Str * name = life_name( LIFE_COPY );
	Cand * best = NULL, * closed = NULL;
	search_begin( &s, object, args, name );
	s.args[0] = set;
	bool error = false;
	for ( unsigned i = 1; i < s.n; i += 1 ) error |= set_is_error( &s.args[i] );
	for ( Binding * b = scope_lookup( name ); b && ! error; b = b->outer ) {
		if ( ! life_visible( b ) || binding_polymorphic( b ) ) continue;
		Cand * c = overload_match( b, s.args, s.n );
		if ( c && (! best || c->cost < best->cost) ) best = c;
	}
	if ( best )
		closed = polymorph_close( set.at[0], type_pointee( ct( binding_type( best->binding ) )->args[0] ) );
	object = closed ? cand_commit( object, closed ) : cand_choose( object, set );
	scratch_release( mark );
	return object;
}

/* x{ args } resolved: fn makes the object (NULL: nothing to do), args is the object. */
static Set explicit_constructor( Call * c, Node * object, Node * args ) {
	object = constructed_object( object, &args );
	object->next = NULL;
	if ( rexpr_is_error( object ) ) {
		rexpr_list( &args );
		return set_single( rexpr_bad( (Node *)c ) );
	}
	if ( KIND_OF( rexpr_type( object ) ) != TY_REFERENCE && ! (object->flags & NF_LVALUE) ) {
		diag_error( object->loc, "only an object can be constructed" );
		return set_single( rexpr_bad( (Node *)c ) );
	}
	Node * again = lifetime_once( &object );
	c->kind = E_CTOR;
	Node * copy = node_copy( object );
	c->fn = construction_expression( construct_by( object, args, c->loc, true ), copy, c->loc );
	c->args = again;
	if ( c->fn && rexpr_is_error( c->fn ) ) return set_single( rexpr_bad( (Node *)c ) );
	return set_single( rexpr_typed( (Node *)c, rexpr_type( again ), true ) );
}

Set constructor_set( Call * c ) { return explicit_constructor( c, c->fn, c->args ); }

static Set explicit_destructor( Call * c, Node * object, Node * args ) {
	object = rexpr_one( object );
	object->next = NULL;
	if ( rexpr_is_error( object ) ) return set_single( rexpr_bad( (Node *)c ) );
	QType q = type_bare( rexpr_type( object ) );
	Str * name = life_name( LIFE_DESTROY );
	Node * next = c->next, * done = NULL;
	Mark mark = scratch_mark();
	Search s = { 0 };
	object = subject_of( object );
	if ( search_begin( &s, object, &args, name ) ) {
		users( &s, ct( q ), name );
		if ( s.n == 1 && ! life_user( LIFE_DESTROY, q ) && KIND_OF( q ) != TY_VAR )
			add_generated( &s, GENERATED_DEFAULT, NULL, 0, ! life_possible( LIFE_DESTROY, q ) );
		Cand * best = choose( &s, q, name, c->loc );
		if ( best && ! best->generated ) done = call_of( name, object, args, best, c->loc );
		else if ( best ) {
			done = life_call( LIFE_DESTROY, object, NULL );
			if ( ! done ) done = make_cast( object, type_void() );
		}
	}
	scratch_release( mark );
	if ( ! done ) done = rexpr_bad( (Node *)c );
	done->next = next;
	return set_single( done );
}

Set destructor_set( Call * c ) { return explicit_destructor( c, c->fn, c->args ); }

Set lifecycle_call_set( Call * c ) {
	Node * object = c->args, * args = object->next;
	object->next = NULL;
	if ( AS( Name, c->fn )->id == life_name( LIFE_DESTROY ) ) return explicit_destructor( c, object, args );
	Set s = explicit_constructor( c, object, args );
	if ( rexpr_is_error( s.single ) ) return s;
	return set_single( rexpr_typed( s.single, type_void(), false ) );      /* a call's result is void */
}
