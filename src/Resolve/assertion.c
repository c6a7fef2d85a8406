/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Requirements (chapter 03, 6.4; chapter 04, 4.4.5): what is declared where the call stands must have the
 * very type that is required. Polymorphic functions serve at the instance that fits, with requirements of
 * their own. Those whose types are known go first; they may tell what the others are about. All ways are
 * tried: the cheapest is the solution, several cheapest are a tie.
 *
 *     forall( T | { void show( T ); } ) void show( box( T ) );       show( box( int ) ) is required: T = int, show( int )
 */
#include <string.h>

#include "Resolve/lifecycle.h"
#include "Resolve/overload.h"
#include "Resolve/polymorph.h"
#include "Virtual/virtual.h"

/* the latter two for one expression */
enum { MAX_LEVELS = 8, MAX_STEPS = 20000, MAX_COMBINATIONS = 500000 };

/* A requirement being satisfied; those around it are its chain. */
typedef struct Need {
	const Decl * assertion;
	QType type;
	const struct Need * outer;
	unsigned level;
	const Decl * by;                    /* the polymorphic function tried */
} Need;
/* The one to blame, for messages, and those around it: the first that failed, or one around it that a
   function of the user's nearly satisfies. */
typedef struct Blamed {
	const Need * need;                  /* only to be told from others: it may be gone */
	const Str * name;
	QType type;
	const Decl * by;
} Blamed;
typedef struct Failed {
	const Str * name;
	QType type;
	bool growing, deleted;
	unsigned level;
	Blamed outer[MAX_LEVELS];
} Failed;
static Failed failed;
/* A requirement that several functions satisfy at the same price, and those around it. */
enum { MAX_TIED = 4 };
typedef struct Tie { const Str * name; QType type; const Decl * decls[MAX_TIED]; unsigned n;
	Blamed outer[MAX_LEVELS]; } Tie;
static Tie tie;                         /* of the last search; none: without name */
static unsigned steps, combinations;
static bool exhausted;                  /* there were too many, and that was reported */
static Loc place;
static bool left_open;                  /* a function would have served if its types were known */
static bool growth;                     /* a requirement was given up because of its depth */

static bool is_built_in( Loc at ) { return at.file && loc_file_name( at.file )[0] == '<'; }

/* What functions of the prelude need tells the user nothing. */
static bool is_of_prelude( const Need * need ) { return need->outer && is_built_in( need->assertion->loc ); }

static void blame_outer( Blamed * outer, unsigned n, const Need * need ) {
	for ( const Need * o = need->outer; o && n < MAX_LEVELS; o = o->outer )
		outer[n++] = (Blamed){ o, o->assertion->name, env_apply( o->type ), o->by };
}

/* Was the failure to be reported found below the requirement? */
static bool is_below( const Need * need ) {
	for ( unsigned i = 0; i < MAX_LEVELS && failed.outer[i].name; i += 1 )
		if ( failed.outer[i].need == need ) return true;
	return false;
}

/* What is missing is a better reason than what never ends. */
static void fail( const Need * need, bool growing ) {
	if ( failed.name && (growing || ! failed.growing || is_below( need )) ) return;
	if ( ! growing && is_of_prelude( need ) ) return;
	bool deleted = ! failed.name && failed.deleted;
	failed = (Failed){ .name = need->assertion->name, .type = env_apply( need->type ), .growing = growing,
		.deleted = deleted, .level = need->level };
	blame_outer( failed.outer, 0, need );
}

static const Type * function_of( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	return t->kind == TY_FUNCTION ? t : NULL;
}

/* ===== what the compiler provides ======================================================================= */

/* Which lifecycle function of its first parameter's type is it? */
static bool is_life( const Str * name, const Type * f, Life * life ) {
	if ( ! f || f->n == 0 || KIND_OF( f->args[0] ) != TY_REFERENCE ) return false;
	const Type * t = ct( type_bare( f->args[0] ) );
	bool pair = f->n == 2 && ct( f->args[1] ) == t;
	if ( name == life_name( LIFE_DESTROY ) ) *life = LIFE_DESTROY;
	else if ( name == life_name( LIFE_ASSIGN ) ) *life = LIFE_ASSIGN;
	else if ( name == life_name( LIFE_COPY ) ) *life = pair ? LIFE_COPY : LIFE_DEFAULT;
	else return false;
	if ( *life == LIFE_ASSIGN ) return pair && ct( f->of ) == t;
	if ( KIND_OF( f->of ) != TY_VOID ) return false;
	return *life == LIFE_COPY || f->n == 1;
}

static bool is_literal( QType q ) {
	const Type * t = ct( q );
	return t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL;
}

/* Does a pointer to the more qualified serve for one to the less qualified (4.4.5b)? */
static bool is_same_or_wider( QType have, QType wanted ) {
	const Type * h = ct( have ), * w = ct( wanted );
	if ( h == w ) return true;
	if ( h->kind != TY_POINTER || w->kind != TY_POINTER || ct( h->of ) != ct( w->of ) ) return false;
	return ! (type_canon( w->of ).quals & ~type_canon( h->of ).quals);
}

/* Does the field constructor take what is required for the member? */
static bool is_field_type( const Decl * field, QType wanted ) {
	if ( ! field->type.type ) return false;
	QType have = type_param_adjust( field->type );
	if ( KIND_OF( have ) != TY_REFERENCE || ! type_is_forward( wanted ) )
		return is_same_or_wider( have, pack_value( wanted ) );
	QType object = ct( have )->of, from = ct( wanted )->of;
	return ct( object ) == ct( from ) && ! (type_canon( from ).quals & ~type_canon( object ).quals);
}

/* Lifecycle functions of types that no user function serves; constructors of numbers from numbers, of
   pointers from 0, assignments of 0 and 1. */
static bool solve_generated( const Str * name, QType required, Solution * s ) {
	QType type = pack_values( required );
	const Type * f = function_of( type );
	Life life;
	if ( ! f || f->n == 0 || KIND_OF( f->args[0] ) != TY_REFERENCE ) return false;
	QType q = type_bare( f->args[0] );
	const Type * t = ct( q );
	if ( t->kind == TY_VAR || t->kind == TY_VOID || t->kind == TY_FUNCTION || t->kind == TY_TUPLE )
		return false;
	if ( is_life( name, f, &life ) ) {
		if ( life == LIFE_ASSIGN && type_canon( ct( f->args[0] )->of ).quals & QUAL_CONST ) return false;
		if ( t->kind == TY_ARRAY && f->n == 2 ) return false;   /* no function has arrays as values */
		if ( life_user( life, q ) || ! type_is_complete( q ) ) return false;
		if ( ! life_possible( life, q ) ) { failed.deleted = true; return false; }
		*s = (Solution){ .kind = SOLVED_LIFE, .type = type, .life = life };
		return true;
	}
	bool number = t->kind == TY_BASIC && ! (basic_info[t->basic].cls & BC_LITERAL),
		assigns = name == life_name( LIFE_ASSIGN );
	if ( ! assigns && (name != life_name( LIFE_COPY ) || f->n < 2 || KIND_OF( f->of ) != TY_VOID) )
		return false;
	bool null = t->kind == TY_POINTER && f->n == 2 && (KIND_OF( f->args[1] ) == TY_LITERAL_POINTER
		|| (is_literal( f->args[1] ) && ct( f->args[1] )->basic == B_ZERO)
		|| is_same_or_wider( q, f->args[1] ));
	if ( null || (f->n == 2 && number && type_is_arithmetic( f->args[1] )
		&& (! assigns || is_literal( f->args[1] ))) ) {
		if ( assigns && ct( type_bare( f->of ) ) != t ) return false;
		*s = (Solution){ .kind = SOLVED_LIFE, .type = type, .life = assigns ? LIFE_ASSIGN : LIFE_COPY };
		return true;
	}
	if ( assigns ) return false;
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || (! t->n && life_has_constructor( q )) )
		return false;
	unsigned n;
	Decl ** fields = life_fields( t, &n );
	if ( f->n - 1 > (t->kind == TY_UNION && n ? 1 : n) ) return false;
	for ( unsigned i = 1; i < f->n; i += 1 )
		if ( ! is_field_type( fields[i - 1], function_of( required )->args[i] ) ) return false;
	if ( construct_replaces( t, f->n - 1 ) ) return false;
	*s = (Solution){ .kind = SOLVED_FIELDS, .type = type };
	return true;
}

/* A built-in operator: the function that intrinsic.c defines for it. */
static bool solve_operator( const Str * name, QType type, Solution * s ) {
	QType family = intrinsic_family( (Str *)name );
	if ( ! family.type || ! function_of( type ) || type_has_variables( type ) ) return false;
	QType pointer = type_pointer( qt( function_of( type ), 0 ) );
	if ( intrinsic_cost( family, pointer ) == COST_INFINITE ) return false;
	Name * n = MAKE( Name, E_NAME, ((Loc){ 0 }) );
	n->id = (Str *)name;
	n->type = family;
	Node * e = intrinsic_value( (Node *)n, pointer );
	if ( ! e ) return false;
	*s = (Solution){ .kind = SOLVED_DECL, .decl = AS( Decl, AS( Name, e )->decl ), .type = type };
	return true;
}

/* One whose result is not known yet, nor the type of an operand beside another of the same type (4.4.5c). */
static bool solve_open_operator( const Str * name, QType type, Solution * s ) {
	QType family = intrinsic_family( (Str *)name );
	const Type * f = function_of( type );
	if ( ! family.type || ! f || f->n < 1 || f->n > 2 ) return false;
	QType a = f->args[0], b = f->args[f->n - 1];
	if ( env_is_open( ct( a ) ) && KIND_OF( b ) == TY_BASIC ? ! unify_exact( a, b ) :
		env_is_open( ct( b ) ) && KIND_OF( a ) == TY_BASIC && ! unify_exact( b, a ) ) return false;
	f = function_of( type = env_apply( type ) );
	if ( type_has_variables( f->args[0] ) || type_has_variables( f->args[f->n - 1] ) ) return false;
	QType result = intrinsic_result( family, type );
	return result.type && unify_exact( f->of, result ) && solve_operator( name, env_apply( type ), s );
}

static bool solve_built_in( const Str * name, QType type, Solution * s ) {
	if ( type_has_variables( type ) && env_unbound( type ) )
		return solve_open_operator( name, pack_values( type ), s );
	return solve_generated( name, type, s ) || solve_operator( name, pack_values( type ), s );
}

/* ===== growth =========================================================================================== */

static unsigned size_of( QType q ) {
	const Type * t = ct( q );
	unsigned n = 1 + (t->of.type ? size_of( t->of ) : 0);
	for ( uint32_t i = 0; i < t->n; i += 1 ) n += size_of( t->args[i] );
	return n;
}

/* Is it what is left of a pack for the function that was required with more? The levels of such recursion are
   free. */
static bool is_shrinking( const Need * need ) {
	const Need * n = need->outer;
	const Type * f = function_of( need->assertion->type );
	while ( n && n->assertion != need->assertion ) n = n->outer;
	return n && f && pack_structured( f ) && size_of( need->type ) < size_of( n->type );
}

/* Does satisfying it lead to itself, or to ever more? */
static bool is_growing( const Need * need ) {
	if ( need->level > MAX_LEVELS ) return true;
	unsigned above = 0;
	for ( const Need * n = need->outer; n; n = n->outer )
		if ( n->assertion->name == need->assertion->name && ct( n->type ) == ct( need->type )
			&& ! env_unbound( n->type ) )
			return true;
	for ( const Need * n = need->outer; n; n = n->outer )
		if ( n->assertion == need->assertion && size_of( n->type ) < size_of( need->type ) ) above += 1;
	return above >= 3;
}

/* ===== prices =========================================================================================== */

static int spec_of( QType q ) {
	if ( ! type_has_variables( q ) ) return -1;
	const Type * t = ct( q );
	if ( t->kind == TY_VAR ) return 0;
	int least = t->of.type ? spec_of( t->of ) : -1;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		int k = spec_of( t->args[i] );
		if ( k >= 0 && (least < 0 || k < least) ) least = k;
	}
	return least < 0 ? -1 : least + 1;
}

/* 4.4.5e: monomorphic ones first, then few variables, then many requirements and specialised parameters. */
static Cost price_of( const Binding * b ) {
	const Decl * d = AS( const Decl, b->decl );
	if ( ! d->poly ) return COST_ZERO;
	int spec = (int)d->poly->n_assertions;
	const Type * f = function_of( d->type );
	for ( uint32_t i = 0; f && i < f->n; i += 1 )
		spec += spec_of( f->args[i] ) > 0 ? spec_of( f->args[i] ) : 0;
	return cost_add( cost_of( COST_VAR, (int)d->poly->n ), cost_of( COST_SPEC, spec ) );
}

/* What the functions chosen cost, level by level from that of the requirement they are for; upper levels
   decide first. */
typedef struct Price { Cost at[MAX_LEVELS + 1]; } Price;

static Price price_none( void ) {
	Price p;
	for ( int i = 0; i <= MAX_LEVELS; i += 1 ) p.at[i] = COST_ZERO;
	return p;
}

static void price_add( Price * p, unsigned level, Cost cost ) {
	if ( level > MAX_LEVELS ) level = MAX_LEVELS;
	p->at[level] = cost_add( p->at[level], cost );
}

static int price_compare( const Price * a, const Price * b ) {
	for ( int i = 0; i <= MAX_LEVELS; i += 1 )
		if ( a->at[i] != b->at[i] ) return a->at[i] < b->at[i] ? -1 : 1;
	return 0;
}

/* ===== candidates ======================================================================================= */

typedef struct Choice { Binding * b; Cost price; bool fits; } Choice;

/* Can no types for variables make them the same? */
static bool is_excluded( QType wanted, QType have ) {
	const Type * w = ct( wanted ), * h = ct( have );
	if ( w == h || w->kind == TY_VAR || h->kind == TY_VAR || type_is_forward( wanted )
		|| type_is_forward( have ) )
		return false;
	if ( w->kind != h->kind ) return true;
	if ( w->kind == TY_POINTER || w->kind == TY_REFERENCE ) return is_excluded( w->of, h->of );
	if ( w->kind == TY_STRUCT || w->kind == TY_UNION ) return ! w->generic || w->generic != h->generic;
	return w->kind == TY_BASIC || w->kind == TY_ENUM;
}

/* May it serve, by what is seen at a glance? */
static bool is_candidate( const Type * wanted, Binding * b ) {
	if ( b->decl->kind == D_ENUMERATOR || (b->with_object && ! b->with_alias) || ! life_visible( b ) )
		return false;
	const Decl * d = b->with_alias ? b->with_alias : AS( Decl, b->decl );
	if ( ! d->type.type || type_is_error( d->type ) ) return false;
	const Type * have = function_of( d->type );
	if ( ! wanted ) return ! d->poly;
	if ( ! have ) return false;
	if ( pack_structured( have ) || pack_structured( wanted ) ) return true;
	if ( have->n != wanted->n ) return false;
	for ( uint32_t i = 0; i < have->n; i += 1 )
		if ( is_excluded( wanted->args[i], have->args[i] ) ) return false;
	return true;
}

/* The functions that may serve, cheap ones first; built-in ones on pointers last. */
static Choice * choices( const Need * need, uint32_t * n ) {
	VEC( Choice ) order = { 0 };
	const Type * wanted = function_of( need->type );
	for ( Binding * b = scope_lookup( need->assertion->name ); b; b = b->outer ) {
		if ( ! is_candidate( wanted, b ) ) continue;
		Choice c = { .b = b, .price = price_of( b ) };
		uint32_t k = order.len;
		vec_push( &order, c );
		for ( ; k > 0 && order.at[k - 1].price > c.price; k -= 1 ) order.at[k] = order.at[k - 1];
		order.at[k] = c;
	}
	const Str * on_pointers = intrinsic_on_pointers( need->assertion->name );
	for ( Binding * b = on_pointers ? scope_lookup( on_pointers ) : NULL; b; b = b->outer )
		if ( is_candidate( wanted, b ) )
			vec_push( &order, ((Choice){ b, cost_add( price_of( b ), cost_of( COST_SIGN, 1 ) ), false }) );
	*n = order.len;
	return order.at;
}

/* Is there a function of that name for the very type, though its type is another than required? */
static bool is_nearly( const Need * need ) {
	const Type * f = function_of( need->type );
	if ( ! f || f->n == 0 || env_unbound( f->args[0] ) ) return false;
	for ( Binding * b = scope_lookup( need->assertion->name ); b; b = b->outer ) {
		if ( b->decl->kind == D_ENUMERATOR || binding_polymorphic( b ) ) continue;
		const Type * have = function_of( binding_type( b ) );
		if ( have && have->n && ct( type_bare( have->args[0] ) ) == ct( type_bare( f->args[0] ) ) )
			return true;
	}
	return false;
}

/* The requirement of is_exception (chapter 05, section 10) is one of the type, not of a function. */
static bool is_refused( const Need * need ) {
	const Type * f = need->assertion->name == intern_cstr( "__cfaehm_is_exception" )
		? function_of( need->type ) : NULL;
	QType q = f && f->n ? type_bare( f->args[0] ) : QT_NONE;
	return q.type && ! env_unbound( q ) && KIND_OF( q ) != TY_VAR && ! virtual_is_exception( q );
}

/* ===== search =========================================================================================== */

/* A requirement to be satisfied; `asked`: its type when its turn came last. */
typedef struct Goal { Need need; QType asked; Solution * out; bool done; } Goal;

/* All ways to satisfy some requirements, and those of the functions chosen for them, are tried; the cheapest
   wins, several cheapest are a tie (4.4.5e). */
typedef struct Search {
	VEC( Goal * ) goals;
	unsigned level, complete;           /* of the first goals; how many ways were found */
	Price price;                        /* of the functions chosen at present */
	const Tie * part;                   /* a tie among them */
	Solution * solutions;               /* for the first goals */
	unsigned n;
	const Poly * poly;                  /* whose clause it is, NULL: none; what its parameters stand for */
	QType * args;
	Price least;                        /* of the best so far */
	Solution * best;
	QType * best_args;
	const Decl ** best_decls;           /* for each goal */
	uint32_t n_decls;
	Tie tie;
} Search;

static void search( Search * );

/* What has no open types has the same answer wherever it is required; `failed`: why there is none, from there
   inwards. */
typedef struct Memo {
	const Str * name;
	bool solved;
	Solution solution;
	Price price;
	Tie tie;
	Failed failed;
	struct Memo * next;
} Memo;
static Table memos;                     /* canonical type -> Memo */
static unsigned memos_version;          /* the scope that they hold in */

static Memo * memo_of( const Need * need ) {
	Memo * m = table_get( &memos, ct( need->type ) );
	while ( m && m->name != need->assertion->name ) m = m->next;
	return m;
}

static void memorise( const Need * need, Memo * m ) {
	m->failed = failed;
	m->next = table_get( &memos, ct( need->type ) );
	if ( m->failed.level >= need->level && m->failed.level - need->level < MAX_LEVELS )
		m->failed.outer[m->failed.level - need->level].name = NULL;
	else m->failed.name = NULL;
	table_put( &memos, ct( need->type ), m );
}

/* The answer known: what is to blame was found below another requirement. */
static void fail_again( const Need * need, const Memo * m ) {
	if ( failed.name ) return;
	if ( ! m->failed.name ) { fail( need, false ); return; }
	failed = m->failed;
	unsigned n = 0;
	while ( n < MAX_LEVELS && failed.outer[n].name ) n += 1;
	failed.level = need->level + n;
	blame_outer( failed.outer, n, need );
}

/* A copy that later choices do not change, its types known; false where parameters are bound to what they
   cannot be. */
static bool close_solution( Solution * s ) {
	s->type = env_apply( s->type );
	if ( ! s->instance || s->instance->closed ) return true;
	const Instance * in = s->instance;
	Instance * made = s->instance = NEW( Instance );
	*made = *in;
	made->closed = true;
	made->args = NEW_ARRAY( QType, in->poly->n + 1 );
	made->solutions = NEW_ARRAY( Solution, in->poly->n_assertions + 1 );
	for ( unsigned i = 0; i < in->poly->n; i += 1 ) {
		made->args[i] = env_apply( in->args[i] );
		bool unbound = env_unbound( made->args[i] );
		if ( unbound ) made->args[i] = type_void();
		if ( unify_kind( in->poly->params[i], made->args[i] ) ) continue;
		left_open |= unbound;
		return false;
	}
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) {
		made->solutions[i] = in->solutions[i];
		if ( ! close_solution( &made->solutions[i] ) ) return false;
	}
	return true;
}

/* The goal that the best way so far satisfies differently, at the same price. */
static void note_tie( Search * s ) {
	uint32_t i = 0;
	while ( i < s->goals.len && i < s->n_decls && s->goals.at[i]->out->decl == s->best_decls[i] ) i += 1;
	if ( i == s->goals.len || i == s->n_decls ) return;
	const Goal * g = s->goals.at[i];
	if ( ! s->tie.n || s->tie.name != g->need.assertion->name ) {
		s->tie = (Tie){ .name = g->need.assertion->name, .type = g->asked,
			.decls = { s->best_decls[i] }, .n = 1 };
		blame_outer( s->tie.outer, 0, &g->need );
	}
	for ( unsigned k = 0; k < s->tie.n; k += 1 ) if ( s->tie.decls[k] == g->out->decl ) return;
	if ( s->tie.n < MAX_TIED ) s->tie.decls[s->tie.n++] = g->out->decl;
}

/* All goals are reached. */
static void complete( Search * s ) {
	int order = s->best ? price_compare( &s->price, &s->least ) : -1;
	if ( order > 0 ) return;
	Solution * made = NEW_ARRAY( Solution, s->n + 1 );
	for ( unsigned i = 0; i < s->n; i += 1 ) {
		made[i] = s->solutions[i];
		if ( ! close_solution( &made[i] ) ) return;
	}
	s->complete += 1;
	if ( order == 0 ) { note_tie( s ); return; }
	s->best = made;
	s->least = s->price;
	s->tie = s->part ? *s->part : (Tie){ 0 };
	unsigned n = s->poly ? s->poly->n : 0;
	s->best_args = scratch( sizeof( QType ) * (n + 1) );
	for ( unsigned i = 0; i < n; i += 1 ) s->best_args[i] = env_apply( s->args[i] );
	s->n_decls = s->goals.len;
	s->best_decls = scratch( sizeof( Decl * ) * (s->n_decls + 1) );
	for ( uint32_t i = 0; i < s->n_decls; i += 1 ) s->best_decls[i] = s->goals.at[i]->out->decl;
}

static void add_goals( Search * s, const Poly * poly, const QType * args, Solution * solutions,
	const Need * outer ) {
	Goal * goals = scratch( sizeof( Goal ) * (poly->n_assertions + 1) );
	Subst types = { .params = poly->params, .args = args, .n = poly->n };
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		const Decl * a = poly->assertions[i];
		Need need = { .assertion = a, .type = type_substitute( &types, a->type ), .outer = outer,
			.level = outer ? outer->level + 1 : 1 };
		goals[i] = (Goal){ .need = need, .out = &solutions[i] };
		vec_push( &s->goals, &goals[i] );
	}
}

/* Take the function if it fits: variables of the requirement and its own are bound, what it requires is
   added. */
static bool take( Search * s, Need * need, Choice * c, bool loose, Solution * out ) {
	Decl * d = c->b->with_alias ? c->b->with_alias : AS( Decl, c->b->decl );
	const Type * wanted = function_of( need->type );
	if ( ! d->poly ) {
		c->fits = wanted ? unify_function( wanted, function_of( d->type ), loose )
			: unify_exact( type_unqualified( need->type ), type_unqualified( d->type ) );
		if ( c->fits && d->init_kind == INIT_DELETED ) failed.deleted = true;
		*out = (Solution){ .kind = SOLVED_DECL, .decl = d, .type = need->type };
		return c->fits && d->init_kind != INIT_DELETED;
	}
	Instance * made = NEW( Instance );
	made->decl = d;
	made->poly = d->poly;
	made->args = NEW_ARRAY( QType, d->poly->n + 1 );
	made->solutions = NEW_ARRAY( Solution, d->poly->n_assertions + 1 );
	for ( unsigned i = 0; i < d->poly->n; i += 1 ) made->args[i] = env_open( d->poly->params[i] );
	Subst open = { .params = d->poly->params, .args = made->args, .n = d->poly->n };
	c->fits = unify_function( wanted, function_of( type_substitute( &open, d->type ) ), loose );
	if ( ! c->fits ) return false;
	need->by = d;
	add_goals( s, d->poly, made->args, made->solutions, need );
	*out = (Solution){ .kind = SOLVED_DECL, .decl = d, .instance = made, .type = need->type };
	return true;
}

/* Is what is chosen dearer than the best way with this, whatever follows? What lowers prices counts less than
   variables. */
static bool is_too_dear( const Search * s, const Need * need, Cost more ) {
	if ( ! s->best ) return false;
	for ( unsigned i = 0; i <= MAX_LEVELS; i += 1 ) {
		Cost cost = i == need->level - s->level ? cost_add( s->price.at[i], more ) : s->price.at[i];
		Cost have = cost_above( cost, COST_VAR ), least = cost_above( s->least.at[i], COST_VAR );
		if ( have != least ) return have > least;
	}
	return false;
}

/* Go on with what the compiler provides if that serves. */
static bool try_built_in( Search * s, const Need * need, Solution * out ) {
	EnvMark mark = env_mark();
	bool serves = solve_built_in( need->assertion->name, need->type, out );
	if ( serves ) search( s );
	env_undo( mark, false );
	return serves;
}

static bool is_polymorphic( const Choice * c ) { return AS( Decl, c->b->decl )->poly; }

/* Go on with each function that fits, those that take more qualified references if no other will do; what the
   compiler provides is like a function of the very type, which the user's hides. */
static bool try_choices( Search * s, Need * need, Choice * at, uint32_t n, bool loose, Solution * out ) {
	bool built_in = loose, any = false;
	uint32_t goals = s->goals.len;
	Price before = s->price;
	for ( uint32_t i = 0; i <= n; i += 1 ) {
		if ( ! built_in && (i == n || is_polymorphic( &at[i] )) ) {
			built_in = true;
			any |= (! any || env_unbound( need->type )) && try_built_in( s, need, out );
		}
		if ( i == n ) break;
		Cost cost = loose ? cost_add( at[i].price, cost_of( COST_SAFE, 1 ) ) : at[i].price;
		/* exactly: hence loosely, with the same result */
		if ( at[i].fits ) continue;
		if ( is_too_dear( s, need, cost ) ) continue;
		EnvMark mark = env_mark();
		if ( take( s, need, &at[i], loose, out ) ) {
			price_add( &s->price, need->level - s->level, cost );
			search( s );
		}
		any |= at[i].fits;
		s->goals.len = goals;
		s->price = before;
		env_undo( mark, false );
	}
	return any;
}

static void try_candidates( Search * s, Need * need, Solution * out ) {
	uint32_t n;
	Choice * at = choices( need, &n );
	unsigned before = s->complete;
	bool met = try_choices( s, need, at, n, false, out );
	if ( s->complete == before ) met |= try_choices( s, need, at, n, true, out );
	/* others are to blame */
	if ( s->complete != before || (met && failed.name && ! is_below( need )) ) return;
	if ( failed.level > need->level && is_nearly( need ) ) failed = (Failed){ 0 };
	fail( need, false );
}

/* A goal whose types are known does not depend on the others. */
static const Memo * solve_closed( Need * need ) {
	Memo * m = memo_of( need );
	if ( m ) {
		if ( ! m->solved ) fail_again( need, m );
		return m;
	}
	m = NEW( Memo );
	bool grew = growth;
	growth = false;
	Search s = { .level = need->level, .price = price_none(), .solutions = &m->solution, .n = 1 };
	Goal goal = { .need = *need, .asked = need->type, .out = &m->solution, .done = true };
	vec_push( &s.goals, &goal );
	try_candidates( &s, need, &m->solution );
	m->name = need->assertion->name;
	m->solved = s.best != NULL;
	if ( m->solved ) m->solution = s.best[0];
	m->price = s.least;
	m->tie = s.tie;
	/* of the requirements around the tie those that are below this one */
	unsigned kept = MAX_LEVELS;
	while ( kept > 0 && m->tie.outer[kept - 1].need != need ) kept -= 1;
	if ( kept < MAX_LEVELS ) m->tie.outer[kept].name = NULL;
	if ( m->solved || ! growth ) memorise( need, m );
	growth |= grew;
	return m;
}

/* "void f(int)", the declaration of a name */
static const char * declaration_text( QType type, const Str * name ) {
	Buf text = { 0 };
	type_print( NULL, &text, type, name->text );
	return buf_text( &text );
}

/* Was so much tried for the expression that it is better to give up? Where that becomes true it is
   reported. */
static bool is_too_much( const Need * need ) {
	if ( exhausted || ++steps <= MAX_STEPS ) return exhausted;
	exhausted = true;
	diag_error( place, "requirements too complex: gave up after %u attempts to satisfy them",
		(unsigned)MAX_STEPS );
	for ( const Need * n = need; n; n = n->outer )
		diag_note( n->assertion->loc, n == need ? "the last was for '%s'" : "which is required for '%s'",
			declaration_text( env_apply( n->type ), n->assertion->name ) );
	return true;
}

bool assertion_overtried( const Decl * callee ) {
	if ( exhausted || ++combinations <= MAX_COMBINATIONS ) return exhausted;
	exhausted = true;
	diag_error( place, "arguments too ambiguous: gave up after %u combinations of what they may be",
		(unsigned)MAX_COMBINATIONS );
	diag_note( callee->loc, "the last were tried for '%s'", declaration_text( callee->type, callee->name ) );
	return true;
}

void assertion_recount( void ) { combinations = 0; }

/* The tie of a requirement that is known, with what is around the requirement here. */
static const Tie * tie_below( const Need * need, const Memo * m ) {
	Tie * t = scratch( sizeof( Tie ) );
	unsigned n = 0;
	*t = m->tie;
	while ( n < MAX_LEVELS && t->outer[n].name ) n += 1;
	blame_outer( t->outer, n, need );
	return t;
}

static void solve_goal( Search * s, Goal * g ) {
	Need now = g->need;
	g->asked = now.type = env_apply( now.type );
	bool closed = ! env_unbound( now.type ), known = closed && memo_of( &now );
	if ( is_shrinking( &now ) ) now.level -= 1;
	if ( ! known && (is_too_much( &now ) || is_growing( &now )) ) {
		growth = true;
		fail( &now, true );
		return;
	}
	if ( is_refused( &now ) ) { fail( &now, false ); return; }
	g->done = true;
	if ( closed ) {
		const Memo * m = solve_closed( &now );
		const Tie * part = s->part;
		Price before = s->price;
		*g->out = m->solution;
		if ( m->tie.n && ! part ) s->part = tie_below( &now, m );
		for ( unsigned i = 0; i <= MAX_LEVELS; i += 1 )
			price_add( &s->price, now.level - s->level + i, m->price.at[i] );
		if ( m->solved ) search( s );
		s->part = part;
		s->price = before;
	} else try_candidates( s, &now, g->out );
	g->done = false;
}

/* How well is what it asks for known? Lifecycle functions wait for their first parameter (4.4.5d); operators
   on types none of which is known are those of any number. */
static int readiness( const Goal * g ) {
	QType q = env_apply( g->need.type );
	if ( ! env_unbound( q ) ) return 2;
	const Type * f = function_of( q );
	if ( ! f || ! f->n || ! env_is_open( ct( type_bare( f->args[0] ) ) ) ) return 1;
	const Str * name = g->need.assertion->name;
	if ( is_lifecycle_name( name ) || name == life_name( LIFE_ASSIGN ) ) return 0;
	if ( ! intrinsic_family( (Str *)name ).type ) return 1;
	for ( uint32_t i = 1; i < f->n; i += 1 ) if ( ! env_is_open( ct( type_bare( f->args[i] ) ) ) ) return 1;
	return 0;
}

/* Go on with the goal that is known best. */
static void search( Search * s ) {
	Goal * next = NULL;
	int best = -1;
	for ( uint32_t i = 0; i < s->goals.len && best < 2; i += 1 ) {
		if ( s->goals.at[i]->done ) continue;
		int ready = readiness( s->goals.at[i] );
		if ( ready > best ) { best = ready; next = s->goals.at[i]; }
	}
	if ( ! next ) complete( s );
	else if ( best > 0 ) solve_goal( s, next );
}

bool assertion_solve( const Poly * poly, QType * args, Solution * solutions ) {
	if ( ! poly->n_assertions ) return true;
	if ( exhausted ) return false;
	/* whether a lifecycle function serves may depend on its own requirements */
	static unsigned depth;
	Failed outer_failed = failed;
	Tie outer_tie = tie;
	bool outer_open = left_open, outer_growth = growth;
	EnvMark mark = env_mark();
	depth += 1;
	bool unknown = false;
	for ( unsigned i = 0; i < poly->n; i += 1 ) {
		if ( ! args[i].type || env_is_open( ct( args[i] ) ) ) args[i] = env_open( poly->params[i] );
		unknown |= env_unbound( args[i] );
	}
	failed = (Failed){ 0 };
	tie = (Tie){ 0 };
	left_open = growth = false;
	if ( memos_version != scope_version ) memos = (Table){ 0 };
	memos_version = scope_version;
	Search s = { .level = 1, .price = price_none(), .solutions = solutions, .n = poly->n_assertions,
		.poly = poly, .args = args };
	add_goals( &s, poly, args, solutions, NULL );
	search( &s );
	bool solved = s.best && ! s.tie.n;
	if ( solved ) {
		memcpy( args, s.best_args, sizeof( QType ) * poly->n );
		memcpy( solutions, s.best, sizeof( Solution ) * poly->n_assertions );
	} else if ( s.best ) {
		tie = s.tie;
		left_open = unknown;
	}
	env_undo( mark, true );
	depth -= 1;
	if ( depth ) {
		failed = outer_failed;
		tie = outer_tie;
		left_open = outer_open;
		growth = outer_growth;
	}
	return solved;
}

bool assertion_holds( const Poly * poly, const QType * args ) {
	Failed before = failed;
	bool left = left_open, grew = growth;
	Mark mark = scratch_mark();
	QType * own = scratch( sizeof( QType ) * (poly->n + 1) );
	for ( unsigned i = 0; i < poly->n; i += 1 ) own[i] = args[i];
	bool holds = assertion_solve( poly, own, scratch( sizeof( Solution ) * (poly->n_assertions + 1) ) );
	scratch_release( mark );
	failed = before;
	left_open = left;
	growth = grew;
	return holds;
}

void assertion_renew( void ) {
	steps = combinations = 0;
	exhausted = false;
	memos = (Table){ 0 };
}

void assertion_at( Loc at ) { place = at; }

bool assertion_exhausted( void ) { return exhausted; }

bool assertion_tied( void ) { return tie.n > 0; }

bool assertion_left_open( void ) { return left_open; }

bool assertion_growing( void ) { return failed.growing; }

bool assertion_failed( void ) { return failed.name != NULL; }

/* The deeper the failure, the nearer the function was. */
unsigned assertion_nearness( const Decl * of ) {
	return is_built_in( of->loc ) ? 0 : failed.growing ? MAX_LEVELS + 2 : failed.level + 1;
}

/* ===== messages ========================================================================================= */

/* Constructors and destructors of other structures are no near misses. */
static bool is_of_another_type( QType have, QType wanted ) {
	const Type * h = function_of( have ), * w = function_of( wanted );
	if ( ! is_lifecycle_name( failed.name ) || ! h || ! w || ! h->n || ! w->n ) return false;
	const Type * a = ct( type_bare( h->args[0] ) ), * b = ct( type_bare( w->args[0] ) );
	return a->kind != TY_VAR && a != b && (! a->generic || a->generic != b->generic);
}

/* The functions whose requirements need what is missing or tied, up to that of the function called. */
static void explain_outer( const Poly * poly, const Blamed * outer ) {
	for ( unsigned i = 0; i < MAX_LEVELS && outer[i].name; i += 1 ) {
		const char * served = declaration_text( outer[i].type, outer[i].name );
		if ( outer[i].by && ! is_built_in( outer[i].by->loc ) )
			diag_note( outer[i].by->loc, "which is required by '%s', to serve for '%s'",
				declaration_text( outer[i].by->type, outer[i].by->name ), served );
		else diag_note( poly->clause->loc, "which is required for '%s'", served );
	}
}

/* "T = int, U = char", what is known of it. */
static const char * arguments_text( const Poly * poly, const QType * args ) {
	Buf text = { 0 };
	for ( unsigned i = 0; i < poly->n; i += 1 )
		if ( args[i].type && ! env_unbound( args[i] ) )
			buf_printf( &text, "%s%s = %s", text.len ? ", " : "", poly->params[i]->name->text,
				type_text( args[i] ) );
	return buf_text( &text );
}

/* Structures hold links where functions of this name are declared for them (chapter 09, 13.1). */
static bool is_link( const Str * name ) { return name == intern_cstr( "?`inner" ); }

/* Functions of libraries that no program calls by name: what they are required for is what failed. */
static bool explain_internal( const Poly * poly, const char * known, const Str * name ) {
	const Type * f = function_of( failed.type );
	if ( is_link( failed.name ) && f && f->n ) {
		diag_note( poly->clause->loc, "'%s' holds no link that '%s' could use",
			type_text( type_bare( f->args[0] ) ), name->text );
		diag_note( poly->clause->loc,
			"a structure that holds a link declares that: P9_EMBEDDED( structure, link )" );
		return true;
	}
	if ( strncmp( failed.name->text, "__cfa", 5 ) ) return false;
	diag_note( poly->clause->loc, "'%s' does not take%s%s", name->text, *known ? " " : " these arguments",
		known );
	return true;
}

/* Several functions do equally well. */
static void explain_tie( const Poly * poly, const QType * args, const Str * name ) {
	const char * known = arguments_text( poly, args );
	const char * what = function_of( tie.type ) ? "functions" : "objects";
	diag_note( poly->clause->loc, "several %s satisfy '%s' as required%s%s by '%s' equally well", what,
		declaration_text( tie.type, tie.name ), *known ? " for " : "", known, name->text );
	explain_outer( poly, tie.outer );
	for ( unsigned i = tie.n; i > 0; i -= 1 ) {
		const Decl * d = tie.decls[i - 1];
		if ( d && d->loc.file ) diag_note( d->loc, "candidate '%s'", declaration_text( d->type, tie.name ) );
	}
	if ( is_link( tie.name ) )
		diag_note( poly->clause->loc, "ambiguous link; use DLINK_VIA or EMBEDDED_VIA" );
}

/* ": 'struct pin' cannot be copied, its copy constructor is deleted" */
static const char * deleted_text( void ) {
	Life life;
	const Type * f = function_of( failed.type );
	if ( ! is_life( failed.name, f, &life ) ) return ": it is deleted";
	const char * type = type_text( type_bare( f->args[0] ) );
	return intern_fmt( ": '%s' cannot be %s, its %s is deleted", type,
		explain_life_verb( life ), explain_life_name( life ) )->text;
}

/* How many parameters are of the types wanted, or of any? */
static unsigned likeness( QType have ) {
	const Type * h = function_of( have ), * w = function_of( failed.type );
	unsigned n = 0;
	for ( uint32_t i = 0; h && w && i < h->n && i < w->n; i += 1 )
		n += ! is_excluded( type_bare( w->args[i] ), type_bare( h->args[i] ) );
	return n;
}

/* What of the name is most like what is missing; of headers nothing that is not like it at all. */
static void note_nearest( void ) {
	enum { SHOWN = 5 };
	const Binding * best[SHOWN];
	unsigned like[SHOWN], n = 0;
	for ( Binding * b = scope_lookup( failed.name ); b; b = b->outer ) {
		if ( b->decl->kind == D_ENUMERATOR || ! b->decl->loc.file || is_built_in( b->decl->loc ) ) continue;
		if ( is_of_another_type( binding_type( b ), failed.type ) ) continue;
		unsigned k = likeness( binding_type( b ) ), at = n;
		if ( k == 0 && b->decl->flags & NF_HEADER ) continue;
		while ( at > 0 && like[at - 1] < k ) at -= 1;
		if ( at == SHOWN ) continue;
		if ( n < SHOWN ) n += 1;
		for ( unsigned i = n - 1; i > at; i -= 1 ) {
			best[i] = best[i - 1];
			like[i] = like[i - 1];
		}
		best[at] = b;
		like[at] = k;
	}
	for ( unsigned i = 0; i < n; i += 1 )
		diag_note( best[i]->decl->loc, "candidate '%s'",
			declaration_text( binding_type( best[i] ), best[i]->name ) );
}

void assertion_explain( const Poly * poly, const QType * args, const Str * name ) {
	if ( tie.n ) { explain_tie( poly, args, name ); return; }
	if ( ! failed.name ) return;
	const char * known = arguments_text( poly, args );
	if ( explain_internal( poly, known, name ) ) return;
	const char * text = declaration_text( failed.type, failed.name ), * of = *known ? " for " : "";
	if ( failed.growing )
		diag_note( poly->clause->loc, "'%s' is required%s%s by '%s', and so on", text, of, known,
			name->text );
	else diag_note( poly->clause->loc, "no %s '%s' as required%s%s by '%s'%s",
		function_of( failed.type ) ? "function" : "object", text, of, known, name->text,
		failed.deleted ? deleted_text() : "" );
	explain_outer( poly, failed.outer );
	if ( failed.growing ) return;
	const Type * f = function_of( failed.type );
	const Type * first = f && f->n ? ct( type_bare( f->args[0] ) ) : NULL;
	const TypeParam * own = first && first->kind == TY_VAR && ! env_is_open( first )
		? AS( const TypeParam, first->decl ) : NULL;
	if ( own && own->loc.file ) diag_note( own->loc, "add it to the requirements of %s", own->name->text );
	else note_nearest();
}
