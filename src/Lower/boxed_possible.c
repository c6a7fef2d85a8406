/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Functions that are translated as instances only: those who call them need their bodies. There is no boxed
 * version of a function that, or that calls one with types of its own parameters which,
 *
 * - hands its pack or a value of a type parameter to `...`, takes one from there, or calls through a pointer
 *   to a C-variadic function that takes or gives such values (chapter 04, 4.17.4): these must be given as what
 *   they are, and boxed code knows but their addresses;
 * - makes a coroutine or thread that may live on when it has returned, and whose main needs functions for
 *   requirements that boxed code makes of what it was passed itself: they live as long as its block (4.17.5);
 * - defines a virtual table for an exception that has members of a type parameter: tables and their functions
 *   need no frame.
 *
 *     forall( P ... ) void say( const char * format, P p ) { printf( format, p ); }
 *     forall( T | { void show( T ); } ) worker( box( T ) ) * start( box( T ) b ) { return new( b ); }
 */
#include "Concurrency/concurrency.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual.h"

/* Where it happens; the name of the function called, NULL: none; the coroutine or thread made there, or the
   exception. */
typedef struct Reason { Loc at; const Str * callee; QType made, thrown; } Reason;

typedef struct Search { const Poly * poly; Reason * found; } Search;

static Table reasons;                                   /* Decl -> Reason, or &none */
static Reason none;
static VEC( Decl * ) asked;                             /* by the question at hand */

/* Is the type made of parameters of the clause? */
static bool is_of( const Poly * poly, QType q ) {
	if ( ! q.type || ! type_has_variables( q ) ) return false;
	const Type * t = ct( q );
	if ( t->kind == TY_VAR )
		for ( unsigned i = 0; i < poly->n; i += 1 ) if ( (Node *)poly->params[i] == t->decl ) return true;
	if ( t->of.type && is_of( poly, t->of ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( is_of( poly, t->args[i] ) ) return true;
	return false;
}

static bool by_value( const Poly * poly, QType q ) {
	if ( ! q.type ) return false;
	q = pack_values( q );
	return boxed_is_dynamic( q ) && is_of( poly, q );
}

/* A C-variadic function, or a pointer to one, that takes or gives values of the clause's types. */
static bool is_open_variadic( const Poly * poly, QType q ) {
	const Type * f = q.type ? boxed_function_type( q ) : NULL;
	if ( ! f || ! (f->fn_flags & FN_VARIADIC) ) return false;
	bool open = by_value( poly, f->of );
	for ( uint32_t i = 0; i < f->n; i += 1 ) open |= by_value( poly, f->args[i] );
	return open;
}

static Reason * reason_of( Decl * );

/* ===== coroutines and threads =========================================================================== */

/* Is it made of other functions for types of the clause, not passed on? */
static bool is_derived( const Poly * poly, const Solution * s ) {
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) if ( s->decl == poly->assertions[i] ) return false;
	return is_of( poly, s->type ) && (s->instance || s->kind != SOLVED_DECL);
}

/* The coroutine or thread that a function of that type constructs whose main needs what is derived. */
static QType made_by( const Poly * poly, const Type * f, const Instance * in ) {
	QType q = f && f->n && KIND_OF( f->args[0] ) == TY_REFERENCE ? type_bare( f->args[0] ) : QT_NONE;
	if ( ! q.type || ! ct( q )->generic ) return QT_NONE;
	int key = concurrency_key( q );
	if ( key != AGG_COROUTINE && key != AGG_THREAD ) return QT_NONE;
	bool derived = false;
	for ( uint32_t i = 0; i < ct( q )->n; i += 1 )
		derived |= KIND_OF( ct( q )->args[i] ) != TY_VAR && is_of( poly, ct( q )->args[i] );
	for ( unsigned i = 0; in && i < in->poly->n_assertions; i += 1 )
		derived |= is_derived( poly, &in->solutions[i] );
	return derived ? q : QT_NONE;
}

/* The same of a constructor that is passed to the function called. */
static QType made_for( const Poly * poly, const Instance * in ) {
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) {
		const Solution * s = &in->solutions[i];
		QType made = QT_NONE;
		if ( in->poly->assertions[i]->name == life_name( LIFE_DEFAULT ) )
			made = made_by( poly, boxed_function_type( s->type ), s->instance );
		if ( ! made.type && s->instance ) made = made_for( poly, s->instance );
		if ( made.type ) return made;
	}
	return QT_NONE;
}

/* An object of the function ends before it returns. */
static bool is_local( const Node * e ) {
	while ( e && e->kind == E_CAST ) e = AS( const Cast, e )->arg;
	const Node * d = e && e->kind == E_NAME ? AS( const Name, e )->decl : NULL;
	const Decl * object = d && d->kind == D_OBJECT ? AS( const Decl, d ) : NULL;
	return object && object->level > 1 && ! (object->storage & DS_STATIC)
		&& KIND_OF( object->type ) != TY_REFERENCE;
}

/* ===== virtual tables =================================================================================== */

/* Has the structure members of the clause's types? */
static bool has_members( const Poly * poly, QType q ) {
	unsigned n;
	Decl ** fields = life_fields( ct( q ), &n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		QType member = fields[i]->type;
		while ( KIND_OF( member ) == TY_ARRAY ) member = ct( member )->of;
		if ( by_value( poly, member ) || (KIND_OF( member ) == TY_STRUCT && has_members( poly, member )) )
			return true;
	}
	return false;
}

/* The exception, if its tables are defined here. */
static QType table_of( const Poly * poly, const Node * declaration ) {
	QType e = virtual_defines_tables( declaration );
	return e.type && KIND_OF( e ) == TY_STRUCT && has_members( poly, e ) ? e : QT_NONE;
}

/* ===== what the body does =============================================================================== */

/* A function that has a reason, at values of the clause's types; what satisfies its requirements counts. */
static const Str * instance_only( const Poly * poly, const Instance * in ) {
	bool open = false;
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) open |= by_value( poly, in->args[i] );
	if ( open && reason_of( in->decl ) ) return in->decl->name;
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) {
		const Instance * inner = in->solutions[i].instance;
		const Str * name = inner ? instance_only( poly, inner ) : NULL;
		if ( name ) return name;
	}
	return NULL;
}

static bool find( Node ** slot, void * context );

static bool find_in_call( Call * c, Search * s ) {
	Node * fn = c->fn;
	const Name * n = fn && fn->kind == E_NAME ? AS( const Name, fn ) : NULL;
	const Type * f = fn && AS( const Expr, fn )->type.type ? boxed_function_type( AS( const Expr, fn )->type )
		: NULL;
	bool variadic = f && f->fn_flags & FN_VARIADIC, named = n && n->decl && n->decl->kind == D_FUNCTION;
	named |= n && n->decl && n->decl->kind == D_OBJECT && type_is_function( AS( Decl, n->decl )->type );
	bool found = variadic && ! named && is_open_variadic( s->poly, AS( const Expr, fn )->type );
	const Node * a = c->args;
	for ( uint32_t i = 0; variadic && a; i += 1, a = a->next )
		found |= (i >= f->n || type_is_pack( AS( const Expr, a )->type ))
			&& by_value( s->poly, AS( const Expr, a )->type );
	QType made = n && n->id == life_name( LIFE_DEFAULT ) && n->instance && ! is_local( c->args )
		? made_by( s->poly, f, n->instance ) : QT_NONE;
	if ( found || made.type ) {
		s->found = NEW( Reason );
		*s->found = (Reason){ c->loc, n ? n->id : NULL, made, QT_NONE };
		return false;
	}
	/* called by name it is no value */
	if ( ! (named && variadic && ! n->instance) && fn && ! find( &c->fn, s ) ) return false;
	for ( Node ** p = &c->args; *p; p = &(*p)->next ) if ( ! find( p, s ) ) return false;
	return true;
}

static bool find( Node ** slot, void * context ) {
	Search * s = context;
	const Node * n = *slot;
	if ( s->found ) return false;
	if ( n->kind == E_CALL ) return find_in_call( AS( Call, (Node *)n ), s );
	QType thrown = n->kind == D_GROUP ? table_of( s->poly, n ) : QT_NONE;
	bool found = thrown.type || (n->kind == E_VAARG && by_value( s->poly, AS( const VaArg, n )->of ));
	const Str * callee = NULL;
	QType made = QT_NONE;
	if ( n->kind == E_NAME && AS( const Name, n )->instance ) {
		callee = instance_only( s->poly, AS( const Name, n )->instance );
		made = made_for( s->poly, AS( const Name, n )->instance );
		found = callee || made.type;
	}
	if ( ! found ) return node_children( (Node *)n, find, context );
	s->found = NEW( Reason );
	*s->found = (Reason){ n->loc, callee, made, thrown };
	return false;
}

/* Functions that call each other wait for one answer: without a reason found none of those asked has one. */
static Reason * reason_of( Decl * named ) {
	Decl * def = instance_definition( named );
	if ( ! def->body || ! def->poly || def->kind != D_FUNCTION ) return NULL;
	Reason * known = table_get( &reasons, def );
	if ( known ) return known == &none ? NULL : known;
	uint32_t outermost = asked.len;
	vec_push( &asked, def );
	table_put( &reasons, def, &none );
	resolve_function_body( def );
	Search s = { def->poly, NULL };
	node_children( def->body, find, &s );
	if ( s.found ) table_put( &reasons, def, s.found );
	if ( outermost ) return s.found;
	for ( uint32_t i = 0; s.found && i < asked.len; i += 1 )
		if ( table_get( &reasons, asked.at[i] ) == &none ) table_put( &reasons, asked.at[i], NULL );
	asked.len = 0;
	return s.found;
}

static void explain( const Reason * r ) {
	if ( r->made.type )
		diag_note( r->at, "the '%s' made here may live on, and needs functions for its type parameters",
			type_text( r->made ) );
	else if ( r->thrown.type )
		diag_note( r->at, "it defines a virtual table of '%s', which has members of its type parameters",
			type_text( r->thrown ) );
	else if ( r->callee )
		diag_note( r->at, "values of its type parameters go to '%s' here, which must know their types",
			r->callee->text );
	else diag_note( r->at, "values of its type parameters are passed behind '...' here" );
}

bool boxed_is_possible( Decl * d ) {
	const Type * f = boxed_function_type( d->type );
	if ( ! f || ! d->poly || reason_of( d ) ) return false;
	for ( unsigned i = 0; i < d->poly->n; i += 1 ) if ( d->poly->params[i]->enum_name ) return false;
	return true;
}

bool boxed_refuse( Decl * d, Loc at, const char * use ) {
	const Reason * r = reason_of( d );
	if ( ! r ) return false;
	diag_error( at, "'%s' %s: it is translated for each list of types, where its definition is visible",
		d->name->text, use );
	explain( r );
	return true;
}

/* One that other units know has to be defined for them, too. */
void boxed_check_export( Decl * def ) {
	bool known = def->flags & NF_C_LINKAGE;
	for ( const Node * p = def->prev; p; p = AS( const Decl, p )->prev ) known |= p->flags & NF_HEADER;
	if ( known && def->body && ! (def->flags & NF_HEADER) && ! boxed_is_internal( def ) )
		boxed_refuse( def, def->loc, "cannot be called from other units" );
}
