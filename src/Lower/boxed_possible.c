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
 *   need no frame;
 * - keeps a pointer to a polymorphic function at types of its own parameters beyond its block (4.7.9): what boxed
 *   code makes for it lives as long as that.
 *
 *     forall( P ... ) void say( const char * format, P p ) { printf( format, p ); }
 *     forall( T | { void show( T ); } ) worker( box( T ) ) * start( box( T ) b ) { return new( b ); }
 */
#include "Concurrency/concurrency.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual.h"

/* Where it happens, and what. */
typedef struct Reason { Loc at; const char * what; } Reason;

/* `held`: objects of the function with pointers that live as long as its block. */
typedef struct Search { const Poly * poly; Reason * found; Table held; } Search;

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

static bool names_function( const Name * n ) {
	const Node * d = n ? n->decl : NULL;
	return d && (d->kind == D_FUNCTION
		|| (d->kind == D_OBJECT && type_is_function( AS( const Decl, d )->type )));
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

/* ===== pointers to functions ============================================================================ */

/* Does a pointer to the function at these types need what only the boxed function knows? */
static bool needs_frame( const Poly * poly, const Instance * in ) {
	bool sized = false, open = false;
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) {
		sized |= by_value( poly, in->args[i] );
		open |= is_of( poly, in->args[i] );
	}
	return sized || (open && in->poly->n_assertions);
}

/* The object that it is a part of. */
static const Node * whole( const Node * e ) {
	while ( e && (e->kind == E_CAST || (e->kind == E_MEMBER && ! AS( const Member, e )->arrow)) )
		e = e->kind == E_CAST ? AS( const Cast, e )->arg : AS( const Member, e )->object;
	return e;
}

/* The polymorphic function, or the object, whose pointer the value is. */
static const Name * held_pointer( Search * s, const Node * e ) {
	if ( ! e ) return NULL;
	switch ( e->kind ) {
	  case E_CAST: return held_pointer( s, AS( const Cast, e )->arg );
	  case E_UNARY: {
		const Unary * u = AS( const Unary, e );
		return u->op == OP_ADDR || u->op == OP_DEREF ? held_pointer( s, u->arg ) : NULL;
	  }
	  case E_COND: {
		const Name * n = held_pointer( s, AS( const Cond, e )->a );
		return n ? n : held_pointer( s, AS( const Cond, e )->b );
	  }
	  case E_BINARY: {
		const Binary * b = AS( const Binary, e );
		return b->op == OP_COMMA ? held_pointer( s, b->rhs ) : NULL;
	  }
	  case E_MEMBER: {
		QType q = AS( const Expr, e )->type;
		bool may_hold = q.type && (type_is_aggregate( q ) || boxed_function_type( q ));
		return may_hold && whole( e )->kind == E_NAME ? held_pointer( s, whole( e ) ) : NULL;
	  }
	  case E_NAME: {
		const Name * n = AS( const Name, e );
		const Name * held = n->decl ? table_get( &s->held, n->decl ) : NULL;
		if ( held ) return held;
		return n->instance && needs_frame( s->poly, n->instance ) ? n : NULL;
	  }
	  default: return NULL;
	}
}

/* The value is kept there: by an object of the function, or beyond its block? */
static const Name * kept_beyond( Search * s, const Node * value, const Node * where ) {
	const Name * n = held_pointer( s, value );
	where = whole( where );
	if ( ! n || ! is_local( where ) ) return n;
	table_put( &s->held, AS( const Name, where )->decl, (void *)n );
	return NULL;
}

static const Name * kept( Search * s, const Node * n ) {
	switch ( n->kind ) {
	  case S_RETURN: return kept_beyond( s, AS( const ExprStmt, n )->expr, NULL );
	  case E_ASSIGN: return kept_beyond( s, AS( const Assign, n )->rhs, AS( const Assign, n )->lhs );
	  case I_ITEM: return kept_beyond( s, AS( const InitItem, n )->value, NULL );
	  case D_OBJECT: {
		const Decl * d = AS( const Decl, n );
		const Name * name = held_pointer( s, d->init );
		if ( name && ! (d->storage & DS_STATIC) ) table_put( &s->held, (void *)d, (void *)name );
		return NULL;
	  }
	  case E_CALL: {
		const Call * c = AS( const Call, n );
		const Name * fn = c->fn && c->fn->kind == E_NAME ? AS( const Name, c->fn ) : NULL;
		if ( ! fn || fn->id != life_name( LIFE_DEFAULT ) ) return NULL;
		const Name * name = NULL;
		for ( const Node * a = c->args ? c->args->next : NULL; a && ! name; a = a->next )
			name = kept_beyond( s, a, c->args );
		return name;
	  }
	  default: return NULL;
	}
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

static const char * of_made( QType made ) {
	return intern_fmt( "the '%s' made here may live on, and needs functions for its type parameters",
		type_text( made ) )->text;
}

static const char * of_values( const Str * callee ) {
	if ( ! callee ) return "values of its type parameters are passed behind '...' here";
	return intern_fmt( "values of its type parameters go to '%s' here, which must know their types",
		callee->text )->text;
}

/* What a call does by itself, apart from its operands. */
static const char * what_of_call( const Search * s, const Call * c ) {
	const Node * fn = c->fn;
	const Name * n = fn && fn->kind == E_NAME ? AS( const Name, fn ) : NULL;
	const Type * f = fn && AS( const Expr, fn )->type.type ? boxed_function_type( AS( const Expr, fn )->type )
		: NULL;
	bool variadic = f && f->fn_flags & FN_VARIADIC;
	bool found = variadic && ! names_function( n ) && is_open_variadic( s->poly, AS( const Expr, fn )->type );
	const Node * a = c->args;
	for ( uint32_t i = 0; variadic && a; i += 1, a = a->next )
		found |= (i >= f->n || type_is_pack( AS( const Expr, a )->type ))
			&& by_value( s->poly, AS( const Expr, a )->type );
	if ( found ) return of_values( n ? n->id : NULL );
	QType made = n && n->id == life_name( LIFE_DEFAULT ) && n->instance && ! is_local( c->args )
		? made_by( s->poly, f, n->instance ) : QT_NONE;
	return made.type ? of_made( made ) : NULL;
}

static const char * what_of( Search * s, const Node * n ) {
	const Name * pointer = kept( s, n );
	if ( pointer )
		return intern_fmt( "the pointer to '%s' kept here would live as long as the call only",
			pointer->id->text )->text;
	if ( n->kind == E_CALL ) return what_of_call( s, AS( const Call, n ) );
	if ( n->kind == E_VAARG && by_value( s->poly, AS( const VaArg, n )->of ) ) return of_values( NULL );
	QType thrown = n->kind == D_GROUP ? table_of( s->poly, n ) : QT_NONE;
	if ( thrown.type )
		return intern_fmt( "it defines a virtual table of '%s', which has members of its type parameters",
			type_text( thrown ) )->text;
	if ( n->kind != E_NAME || ! AS( const Name, n )->instance ) return NULL;
	const Str * callee = instance_only( s->poly, AS( const Name, n )->instance );
	QType made = made_for( s->poly, AS( const Name, n )->instance );
	return made.type ? of_made( made ) : callee ? of_values( callee ) : NULL;
}

static bool find( Node ** slot, void * context ) {
	Search * s = context;
	Node * n = *slot;
	if ( s->found ) return false;
	const char * what = what_of( s, n );
	if ( what ) {
		s->found = NEW( Reason );
		*s->found = (Reason){ n->loc, what };
		return false;
	}
	if ( n->kind != E_CALL ) return node_children( n, find, context );
	Call * c = AS( Call, n );
	const Name * named = c->fn && c->fn->kind == E_NAME ? AS( const Name, c->fn ) : NULL;
	const Type * f = named && named->type.type ? boxed_function_type( named->type ) : NULL;
	/* called by name it is no value */
	bool variadic = f && f->fn_flags & FN_VARIADIC && names_function( named ) && ! named->instance;
	if ( c->fn && ! variadic && ! find( &c->fn, s ) ) return false;
	for ( Node ** p = &c->args; *p; p = &(*p)->next ) if ( ! find( p, s ) ) return false;
	return true;
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
	Search s = { .poly = def->poly };
	node_children( def->body, find, &s );
	if ( s.found ) table_put( &reasons, def, s.found );
	if ( outermost ) return s.found;
	for ( uint32_t i = 0; s.found && i < asked.len; i += 1 )
		if ( table_get( &reasons, asked.at[i] ) == &none ) table_put( &reasons, asked.at[i], NULL );
	asked.len = 0;
	return s.found;
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
	diag_note( r->at, "%s", r->what );
	return true;
}

/* One that other units know has to be defined for them, too. */
void boxed_check_export( Decl * def ) {
	bool known = def->flags & NF_C_LINKAGE;
	for ( const Node * p = def->prev; p; p = AS( const Decl, p )->prev ) known |= p->flags & NF_HEADER;
	if ( known && def->body && ! (def->flags & NF_HEADER) && ! boxed_is_internal( def ) )
		boxed_refuse( def, def->loc, "cannot be called from other units" );
}
