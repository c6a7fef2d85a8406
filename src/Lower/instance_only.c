/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Functions that are translated as instances only (chapter 04, 4.17.4): a C-variadic function must be given
 * values as what they are, and boxed code knows but their addresses. So there is no boxed version of a
 * function that hands its pack or a value of a type parameter to `...`, takes one from there, calls through a
 * pointer to a C-variadic function that takes or gives such values, or calls a function that does any of
 * this with types of its own parameters. Nor is there one of a function with a virtual table for an exception
 * that has members of a type parameter: tables and their functions need no frame. Those who call it need its
 * body.
 *
 *     forall( P ... ) void say( const char * format, P p ) { printf( format, p ); }
 */
#include "Lower/boxed.h"
#include "Resolve/declare.h"
#include "Virtual/virtual.h"

/* Where it happens; the name of the function called, NULL: none; whether it is a virtual table. */
typedef struct Reason { Loc at; const Str * callee; bool table; } Reason;

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

static bool is_table( const Poly * poly, const Node * declaration ) {
	QType e = virtual_defines_tables( declaration );
	return e.type && KIND_OF( e ) == TY_STRUCT && has_members( poly, e );
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
	if ( found ) {
		s->found = NEW( Reason );
		*s->found = (Reason){ c->loc, n ? n->id : NULL, false };
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
	bool table = n->kind == D_GROUP && is_table( s->poly, n );
	bool found = table || (n->kind == E_VAARG && by_value( s->poly, AS( const VaArg, n )->of ));
	const Str * callee = NULL;
	if ( n->kind == E_NAME && AS( const Name, n )->instance ) {
		callee = instance_only( s->poly, AS( const Name, n )->instance );
		found = callee != NULL;
	}
	if ( ! found ) return node_children( (Node *)n, find, context );
	s->found = NEW( Reason );
	*s->found = (Reason){ n->loc, callee, table };
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
	if ( r->table ) diag_note( r->at, "it defines a virtual table for an exception of its type parameters here" );
	else if ( r->callee )
		diag_note( r->at, "values of its type parameters go to '%s' here, which must know their types",
			r->callee->text );
	else diag_note( r->at, "values of its type parameters are passed behind '...' here" );
}

bool boxed_is_instance_only( Decl * d ) { return reason_of( d ) != NULL; }

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
