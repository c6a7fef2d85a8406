/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What instances may cost (chapter 04, 4.18.6). Calls beyond a limit go to the boxed function:
 *
 *     forall( T ) int deep( T x, int n ) { duo( T, T ) d = { x, x }; return n ? deep( d, n - 1 ) : sizeof( T
 *     ); }
 *
 * has an instance for each type it is called with from outside; the call inside, whose types grow, is boxed.
 */
#include "Lower/boxed.h"
#include "Resolve/declare.h"

enum {
	MAX_DEPTH = 16,                     /* of an instance requested by an instance ... */
	MAX_NESTING = 8,                    /* of a type argument */
	MAX_INSTANCES = 64,                 /* of one function, unless -fmono-limit= says otherwise */
	MAX_FEW = 4,                        /* so many instances of a function of any size at -O3 */
	BODY_NODES = 600, BODY_NODES_SMALL = 150,           /* of a function that is not inline; -Os */
	/* of all instances: times the nodes of the unit's own functions */
	UNIT_NODES = 50000, UNIT_FACTOR = 16
};

/* What a function costs; `never`: it is cold, or keeps addresses of its labels. */
typedef struct Expense { unsigned nodes, instances; bool never, is_inline; } Expense;

static unsigned long own, made;                         /* nodes of the unit's functions, of the instances */

static bool count( Node ** slot, void * context ) {
	Expense * c = context;
	c->nodes += 1;
	if ( (*slot)->kind == E_LABELADDR || ((*slot)->kind == S_ASM && AS( Asm, *slot )->labels) )
		c->never = true;
	return node_children( *slot, count, context );
}

static Expense * expense_of( Decl * def ) {
	static Table costs;
	Expense * c = table_get( &costs, def );
	if ( c ) return c;
	c = NEW( Expense );
	table_put( &costs, def, c );
	resolve_function_body( def );
	Node * slot = def->body;
	if ( slot ) count( &slot, c );
	Group * g = def->owner && def->owner->kind == D_GROUP ? AS( Group, def->owner ) : NULL;
	/* one for all units */
	c->never |= attribute_of( g, def, "cold" ) || attribute_of( g, def, "cfa_linkonce" );
	c->is_inline = (def->storage | (g ? g->storage : 0)) & DS_INLINE;
	return c;
}

void limits_begin( Unit * unit ) {
	Expense all = { 0 };
	for ( Node * n = unit->decls; n; n = n->next ) {
		Node * d = n->kind == D_GROUP ? AS( Group, n )->decls : n, * slot = n;
		if ( d && d->kind == D_FUNCTION && ! (d->flags & NF_HEADER) ) count( &slot, &all );
	}
	own = all.nodes;
}

static unsigned nesting( QType q ) {
	const Type * t = ct( q );
	unsigned most = t->of.type ? nesting( t->of ) : 0;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		unsigned n = nesting( t->args[i] );
		if ( n > most ) most = n;
	}
	return most + 1;
}

/* Is the second type a part of the first? */
static bool contains( QType q, const Type * part ) {
	const Type * t = ct( q );
	if ( t->of.type && (ct( t->of ) == part || contains( t->of, part )) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 )
		if ( ct( t->args[i] ) == part || contains( t->args[i], part ) ) return true;
	return false;
}

bool limit_growth( const Frame * from, const Instance * in, unsigned depth, unsigned most ) {
	if ( from->depth > depth ) return true;
	for ( unsigned i = 0; i < in->poly->n; i += 1 )
		if ( in->args[i].type && nesting( in->args[i] ) > most ) return true;
	return false;
}

/* Does a function call itself with a type that has its own one as a part? */
static bool grows( const Frame * from, const Instance * in, const Decl * def ) {
	if ( from->poly != def->poly ) return false;
	for ( unsigned i = 0; i < in->poly->n; i += 1 )
		if ( in->args[i].type && from->subst.args[i].type
			&& contains( in->args[i], ct( from->subst.args[i] ) ) )
			return true;
	return false;
}

bool limit_forbids( const Frame * from, const Instance * in, Decl * def ) {
	return expense_of( def )->never || limit_growth( from, in, MAX_DEPTH, MAX_NESTING )
		|| grows( from, in, def );
}

bool limit_reached( Decl * def ) {
	const Expense * c = expense_of( def );
	unsigned most = options.optimize == 's' ? BODY_NODES_SMALL : BODY_NODES;
	bool few = options.optimize == '3' && c->instances < MAX_FEW;
	if ( c->instances >= (options.mono_limit_given ? options.mono_limit : MAX_INSTANCES) ) return true;
	if ( c->nodes > most && ! c->is_inline && ! few ) return true;
	unsigned long all = UNIT_FACTOR * own;
	return made + c->nodes > (all > UNIT_NODES ? all : UNIT_NODES);
}

unsigned limit_count( Decl * def ) {
	Expense * c = expense_of( def );
	c->instances += 1;
	made += c->nodes;
	return c->nodes;
}
