/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Polymorphic candidates (chapter 03, 5.5, 6.3; chapter 04, 4.7, 4.8): the variables of a declaration are
 * opened, its parameters unified with the arguments, the conversions priced with the types found. What the
 * arguments do not determine the context may: such a candidate stays open until it is converted or passed on.
 *
 *     forall( T ) T pick( T, T );   pick( 1.5, i )        T = double; poly 2, safe 14, var 1, spec -4
 */
#include <string.h>

#include "Resolve/overload.h"
#include "Resolve/polymorph.h"

static bool unify_wanted( QType target, QType type );

static const Type * function_of( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	return t->kind == TY_FUNCTION ? t : NULL;
}

static Decl * decl_of( const Binding * b ) { return AS( Decl, b->decl ); }

/* The declaration's type with fresh variables, which args gets. */
static QType open_type( const Decl * d, QType * args ) {
	for ( unsigned i = 0; i < d->poly->n; i += 1 ) args[i] = env_open( d->poly->params[i] );
	Subst s = { .params = d->poly->params, .args = args, .n = d->poly->n };
	return type_substitute( &s, d->type );
}

static PolyCand * poly_new( Decl * d ) {
	PolyCand * p = scratch( sizeof( PolyCand ) );
	p->decl = d;
	p->poly = d->poly;
	p->args = scratch( sizeof( QType ) * (d->poly->n + 1) );
	return p;
}

Cand * polymorph_name( Binding * b ) {
	PolyCand * p = poly_new( decl_of( b ) );
	Cand * c = cand_new( open_type( p->decl, p->args ), cost_of( COST_VAR, (int)p->poly->n ), COST_ZERO, 0 );
	c->binding = b;
	c->poly = p;
	c->open = true;
	return c;
}

/* ===== specialisation (4.9) ============================================================================= */

static int minimum( int a, int b ) { return a < 0 ? b : b < 0 || a < b ? a : b; }

/* Depth of the shallowest variable of the call in the type, -1 if there is none. */
static int depth_of( QType q ) {
	if ( ! type_has_variables( q ) ) return -1;
	const Type * t = ct( q );
	if ( t->kind == TY_VAR ) return env_is_open( t ) ? 0 : -1;
	int least = t->of.type ? depth_of( t->of ) : -1;
	for ( uint32_t i = 0; i < t->n; i += 1 ) least = minimum( least, depth_of( t->args[i] ) );
	return least < 0 ? -1 : least + 1;
}

/* ===== matching ========================================================================================= */

/* The cheapest way to one type of result. */
typedef struct Way { Cand * cand; QType result, pack, bound; bool tied; } Way;

typedef struct Match {
	Binding * b;
	Decl * decl;
	const Type * fn;                    /* with fresh variables */
	QType * vars;
	const Set * args;
	unsigned n;
	const QType * want;                 /* the parameters, those of tuples one by one, without the pack */
	unsigned n_want;
	QType pack;                         /* the variable that takes the rest; without type: none */
	TypeList rest;                      /* what it is to take */
	Cand *** lists;                     /* the arguments' candidates */
	unsigned * counts;
	bool contained;                     /* some mean their inline members as well */
	Cand ** chosen;
	Way * ways;
	unsigned n_ways, room;
} Match;

static bool all_tied;                                   /* of the match made last */

/* The types that the parameters are bound to, as one. */
static QType all_bound( const Match * m ) {
	unsigned n = m->decl->poly->n;
	QType types[n + 1];
	for ( unsigned i = 0; i < n; i += 1 ) types[i] = env_apply( m->vars[i] );
	return type_tuple( types, n );
}

/* The way to this type of result found so far, else a new one. What a pack took counts where requirements are
   to tell the result from it. */
static Way * way_to( Match * m, QType result ) {
	/* requirements may refuse the whole or one member, not another (4.14.3) */
	QType bound = m->contained ? all_bound( m ) : QT_NONE;
	QType pack = m->pack.type && env_unbound( result ) ? env_apply( m->pack ) : QT_NONE;
	for ( unsigned i = 0; i < m->n_ways; i += 1 ) {
		const Way * w = &m->ways[i];
		if ( ct( w->result ) != ct( result ) || w->bound.type != bound.type || ! w->pack.type != ! pack.type )
			continue;
		if ( ! pack.type || ct( w->pack ) == ct( pack ) ) return &m->ways[i];
	}
	if ( m->n_ways == m->room ) {
		m->room = 2 * m->room + 8;
		Way * more = scratch( sizeof( Way ) * m->room );
		if ( m->n_ways ) memcpy( more, m->ways, sizeof( Way ) * m->n_ways );
		m->ways = more;
	}
	m->ways[m->n_ways] = (Way){ .result = result, .pack = pack, .bound = bound };
	return &m->ways[m->n_ways++];
}

/* Are the parameters bound to what they may be bound to? Those that nothing determines stay. */
static bool check_kinds( const Match * m ) {
	const Poly * poly = m->decl->poly;
	for ( unsigned i = 0; i < poly->n; i += 1 ) {
		QType q = env_apply( m->vars[i] );
		if ( env_is_open( ct( q ) ) ) continue;
		if ( ! unify_kind( poly->params[i], q ) ) return false;
	}
	return true;
}

static bool mentions( QType q, const Type * var ) {
	if ( ! type_has_variables( q ) ) return false;
	const Type * t = ct( q );
	if ( t == var || (t->of.type && mentions( t->of, var )) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( mentions( t->args[i], var ) ) return true;
	return false;
}

/* What stays unbound: requirements may tell (4.4.5c), the result's context (4.3.7); an unsized parameter
   without either does not matter (4.6.3). False: the call cannot be inferred. */
static bool undetermined( Match * m, PolyCand * p, QType result, bool * open ) {
	bool unknown = false;
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) unknown |= env_unbound( p->args[i] );
	if ( ! unknown ) return true;
	if ( p->poly->n_assertions && ! env_unbound( result ) ) return true;         /* when they are satisfied */
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) {
		if ( ! env_unbound( p->args[i] ) ) continue;
		if ( mentions( result, ct( m->vars[i] ) ) || env_unbound( result ) ) *open = true;
		else if ( p->poly->n_assertions ) continue;
		else if ( p->poly->params[i]->kind_of != TP_DATA || p->poly->params[i]->sized ) return false;
		else p->args[i] = type_void();
	}
	return true;
}

/* ===== open arguments =================================================================================== */

/* Is it open because types are missing, not for want of anything else? */
static bool waits( const Cand * c ) {
	if ( ! c->open ) return false;
	for ( unsigned i = 0; c->poly && i < c->poly->poly->n; i += 1 )
		if ( env_unbound( c->poly->args[i] ) ) return true;
	for ( unsigned i = 0; i < c->n_sub; i += 1 ) if ( c->sub[i] && waits( c->sub[i] ) ) return true;
	return false;
}

/* The open candidate with what is known of its variables now: bindings are undone, it stays. */
static Cand * linked( const Cand * c ) {
	Cand * made = cand_new( env_apply( c->type ), c->cost, c->own, c->n_sub );
	Cand ** sub = made->sub;
	QType type = made->type;
	*made = *c;
	made->type = type;
	made->sub = sub;
	for ( unsigned i = 0; i < c->n_sub; i += 1 )
		sub[i] = c->sub[i] && c->sub[i]->open ? linked( c->sub[i] ) : c->sub[i];
	if ( ! c->poly ) return made;
	made->poly = poly_new( c->poly->decl );
	for ( unsigned i = 0; i < made->poly->poly->n; i += 1 )
		made->poly->args[i] = env_apply( c->poly->args[i] );
	return made;
}

/* ===== parts of arguments (4.11.6) ====================================================================== */

static QType pack_bound( const Match * m ) {
	return m->pack.type ? env_bound( ct( m->pack ), NULL ) : QT_NONE;
}

/* The parameter that takes part number `at` of the arguments; without type: none, it is one too many or the
   pack's. */
static QType parameter_at( const Match * m, unsigned at ) {
	if ( at < m->n_want ) return m->want[at];
	QType bound = pack_bound( m );
	if ( bound.type && type_is_pack( bound ) && at == m->n_want ) return bound;
	bool list = bound.type && KIND_OF( bound ) == TY_TUPLE && at - m->n_want < ct( bound )->n;
	return list ? ct( bound )->args[at - m->n_want] : QT_NONE;
}

/* The parts of an argument: a tuple's components, but for a parameter that refers to the tuple. */
static const QType * parts_of( const Match * m, const Cand * a, unsigned at, unsigned * n ) {
	QType q = a->type;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = ct( q )->of;
	*n = 1;
	if ( KIND_OF( q ) != TY_STRUCT || ! type_is_tuple( q ) ) return &a->type;
	QType param = parameter_at( m, at );
	if ( param.type && KIND_OF( param ) == TY_REFERENCE && ! type_is_forward( param ) ) return &a->type;
	TypeList parts = { 0 };
	pack_flatten( &q, 1, &parts );
	*n = parts.len;
	return parts.at;
}

/* Does the next place take the part? */
static bool take_part( Match * m, unsigned at, QType part, bool lvalue ) {
	QType param = parameter_at( m, at );
	if ( param.type ) return unify_argument( pack_value( param ), part );
	if ( ! m->pack.type ) return m->fn->fn_flags & FN_VARIADIC;
	if ( pack_bound( m ).type || KIND_OF( part ) == TY_VOID || KIND_OF( part ) == TY_OPERATORS ) return false;
	vec_push( &m->rest, pack_part( part, lvalue ) );
	return ! type_is_error( m->rest.at[m->rest.len - 1] );
}

/* Are parameters without an argument there that have no default? */
static bool lacks( const Match * m, unsigned given ) {
	if ( given >= m->n_want ) return false;
	if ( m->n_want != m->fn->n ) return true;
	Name callee = { .kind = E_NAME, .id = m->b->name, .decl = m->b->decl };
	for ( unsigned i = given; i < m->fn->n; i += 1 )
		if ( ! rexpr_default_argument( (Node *)&callee, i ) ) return true;
	return false;
}

/* The price of one argument's parts, and how many of them are bound through a type variable. */
static Cost part_costs( const Match * m, const Cand * a, unsigned * at, int * poly ) {
	Cost sum = COST_ZERO;
	unsigned n;
	const QType * parts = parts_of( m, a, *at, &n );
	for ( unsigned i = 0; i < n; i += 1, *at += 1 ) {
		QType param = parameter_at( m, *at );
		if ( ! param.type ) { sum = cost_add( sum, cost_of( COST_UNSAFE, 1 ) ); continue; }
		if ( *at >= m->n_want || depth_of( param ) >= 0 ) *poly += 1;
		/* a variable of the name is meant first */
		if ( KIND_OF( parts[i] ) == TY_FUNCTION ) sum = cost_add( sum, cost_of( COST_REF, 1 ) );
		param = env_apply( param );
		if ( ! a->open )
			sum = cost_add( sum, n == 1 ? cand_convert_cost( a, param )
				: convert_cost( parts[i], param, true ) );
	}
	return sum;
}

/* All arguments are unified: the price with the types found (5.5.6). */
static void complete( Match * m ) {
	const Type * f = m->fn;
	if ( ! check_kinds( m ) ) return;
	Cost own = cost_of( COST_VAR, (int)m->decl->poly->n ), total = COST_ZERO;
	int spec = (int)m->decl->poly->n_assertions, poly = 0;
	unsigned at = 0;
	Cand ** sub = scratch( sizeof( Cand * ) * (m->n + 1) );
	bool deleted = binding_deleted( m->b ), open = false;
	for ( unsigned i = 0; i < m->n; i += 1 ) {
		Cand * a = m->chosen[i];
		QType wanted = a->open && i < f->n ? env_apply( f->args[i] ) : QT_NONE;
		Cand * closed = ! a->open ? a : rank_of( wanted ) ? polymorph_close( a, wanted )
			: polymorph_closed( a );
		/* nobody will tell more */
		if ( ! closed && (! waits( a ) || (wanted.type && ! env_unbound( wanted ))) ) return;
		open |= ! closed;
		a = closed ? closed : linked( a );
		sub[i] = a;
		total = cost_add( total, a->cost );
		deleted |= a->deleted;
		own = cost_add( own, part_costs( m, a, &at, &poly ) );
		if ( own == COST_INFINITE ) return;
	}
	for ( uint32_t i = 0; i < f->n; i += 1 ) {
		int depth = depth_of( f->args[i] );
		if ( depth > 0 ) spec += depth;
	}
	/* f( const T * ) is nearer to a const int * than f( T * ) */
	for ( unsigned i = 0; i < m->decl->poly->n; i += 1 )
		if ( type_canon( env_apply( m->vars[i] ) ).quals ) own = cost_add( own, cost_of( COST_SAFE, 1 ) );
	own = cost_add( own, cost_add( cost_of( COST_POLY, poly ), cost_of( COST_SPEC, spec ) ) );
	total = cost_add( total, own );
	QType result = env_apply( KIND_OF( f->of ) == TY_REFERENCE ? f->of : type_unqualified( f->of ) );
	Way * way = way_to( m, result );
	const Cand * best = way->cand;
	if ( best && total > best->cost ) return;
	if ( best && total == best->cost && own >= best->own ) {
		way->tied = own == best->own;
		return;
	}
	PolyCand * p = poly_new( m->decl );
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) p->args[i] = env_apply( m->vars[i] );
	if ( ! undetermined( m, p, result, &open ) ) return;
	Cand * c = cand_new( result, total, own, 0 );
	c->sub = sub;
	c->n_sub = m->n;
	c->binding = m->b;
	c->poly = p;
	c->open = open;
	c->deleted = deleted;
	c->lvalue = KIND_OF( result ) == TY_REFERENCE;
	*way = (Way){ c, result, way->pack, way->bound, false };
}

/* The pack is what was left for it. */
static void complete_pack( Match * m, unsigned given ) {
	QType bound = pack_bound( m );
	if ( lacks( m, given ) || (bound.type && KIND_OF( bound ) == TY_TUPLE
		&& given < m->n_want + ct( bound )->n) )
		return;
	EnvMark mark = env_mark();
	if ( ! m->pack.type || bound.type
		|| env_bind( ct( m->pack ), pack_of( m->rest.at, m->rest.len ), false ) )
		complete( m );
	env_undo( mark, false );
}

/* Each candidate of the next argument in turn, with what the ones before have bound. `at`: how many parts
   they had. */
static void match_from( Match * m, unsigned i, unsigned at ) {
	if ( i == m->n ) { complete_pack( m, at ); return; }
	for ( unsigned k = 0; k < m->counts[i] && ! assertion_overtried( m->decl ); k += 1 ) {
		Cand * a = m->lists[i][k];
		EnvMark mark = env_mark();
		uint32_t rest = m->rest.len;
		unsigned n;
		const QType * parts = parts_of( m, a, at, &n );
		bool fits = true;
		m->chosen[i] = a;
		for ( unsigned p = 0; p < n && fits; p += 1 )
			fits = take_part( m, at + p, parts[p], a->lvalue || n > 1 );
		if ( fits ) match_from( m, i + 1, at + n );
		m->rest.len = rest;
		env_undo( mark, false );
	}
}

/* The parameters one by one; the last may be a pack. */
static void open_parameters( Match * m ) {
	const Type * f = m->fn;
	m->want = f->args;
	m->n_want = f->n;
	if ( ! pack_structured( f ) ) return;
	TypeList want = { 0 };
	pack_flatten( f->args, f->n, &want );
	m->want = want.at;
	m->n_want = want.len;
	if ( ! want.len || ! type_is_pack( want.at[want.len - 1] )
		|| ! env_is_open( ct( want.at[want.len - 1] ) ) )
		return;
	m->pack = want.at[m->n_want -= 1];
}

Cand * polymorph_match( Binding * b, const Set * args, unsigned n ) {
	Decl * d = decl_of( b );
	const Type * f = d->poly ? function_of( d->type ) : NULL;
	if ( ! f || (n > f->n && ! (f->fn_flags & FN_VARIADIC) && ! pack_structured( f )) ) return NULL;
	EnvMark mark = env_mark();
	QType vars[d->poly->n + 1];
	Match m = { .b = b, .decl = d, .vars = vars, .args = args, .n = n };
	m.fn = function_of( open_type( d, vars ) );
	open_parameters( &m );
	m.lists = scratch( sizeof( Cand ** ) * (n + 1) );
	m.counts = scratch( sizeof( unsigned ) * (n + 1) );
	m.chosen = scratch( sizeof( Cand * ) * (n + 1) );
	for ( unsigned i = 0; i < n; i += 1 ) {
		Set s = i < f->n ? contain_set( args[i], true ) : args[i];
		m.lists[i] = set_list( &s, &m.counts[i] );
		m.contained |= s.at != args[i].at;
	}
	match_from( &m, 0, 0 );
	Cand * best = NULL;
	bool open = false;
	for ( unsigned i = 0; i < m.n_ways; i += 1 ) {
		Cand * c = m.ways[i].cand;
		if ( ! c || m.ways[i].tied ) continue;
		open |= c->open;
		Cand ** at = &best;
		while ( *at && (*at)->cost <= c->cost ) at = &(*at)->other;
		c->other = *at;
		*at = c;
	}
	env_undo( mark, ! open );
	all_tied = m.n_ways && ! best;
	return best;
}

/* ===== requirements ===================================================================================== */

static void instantiate( PolyCand * p ) {
	Instance * made = NEW( Instance );
	made->decl = p->decl;
	made->poly = p->poly;
	made->args = NEW_ARRAY( QType, p->poly->n + 1 );
	made->solutions = NEW_ARRAY( Solution, p->poly->n_assertions + 1 );
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) made->args[i] = p->args[i];
	for ( unsigned i = 0; i < p->poly->n_assertions; i += 1 ) made->solutions[i] = p->solutions[i];
	p->instance = made;
}

/* What requirements left open: unsized parameters do not matter, sized ones must be known. */
static bool all_known( PolyCand * p ) {
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) {
		if ( ! env_unbound( p->args[i] ) ) continue;
		if ( p->poly->params[i]->kind_of != TP_DATA || p->poly->params[i]->sized ) return false;
		p->args[i] = type_void();
	}
	return true;
}

static bool undecided;                  /* the last that satisfy refused failed because types were unknown */

static bool satisfy( PolyCand * p ) {
	if ( p->instance ) return true;
	p->solutions = scratch( sizeof( Solution ) * (p->poly->n_assertions + 1) );
	undecided = false;
	bool solved = assertion_solve( p->poly, p->args, p->solutions );
	undecided = solved ? ! all_known( p ) : assertion_left_open();
	if ( ! solved || undecided ) return false;
	for ( unsigned i = 0; i < p->poly->n; i += 1 )
		if ( ! unify_kind( p->poly->params[i], p->args[i] ) ) return false;
	instantiate( p );
	return true;
}

static QType literal_as_int( QType q ) {
	const Type * t = q.type ? ct( q ) : NULL;
	if ( t && t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL ) return type_basic( B_INT );
	if ( t && type_is_forward( q ) ) {
		QType value = literal_as_int( pack_value( q ) );
		return ct( value ) == ct( pack_value( q ) ) ? q : type_forward( value );
	}
	if ( ! t || t->kind != TY_TUPLE ) return q;
	QType parts[t->n + 1];
	for ( uint32_t i = 0; i < t->n; i += 1 ) parts[i] = literal_as_int( t->args[i] );
	return pack_of( parts, t->n );
}

/* No candidate fits with the types of the literals 0 and 1: try int (chapter 04, 4.3.5). */
static bool satisfy_as_int( Cand * c ) {
	PolyCand * p = c->poly;
	QType before[p->poly->n + 1];
	bool changed = false;
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) {
		before[i] = p->args[i];
		p->args[i] = literal_as_int( p->args[i] );
		changed |= p->args[i].type != before[i].type;
	}
	if ( ! changed ) return false;
	if ( ! satisfy( p ) ) {
		memcpy( p->args, before, sizeof( before ) );
		return false;
	}
	Subst s = { .params = p->poly->params, .args = p->args, .n = p->poly->n };
	QType result = type_substitute( &s, type_result( p->decl->type ) );
	c->type = KIND_OF( result ) == TY_REFERENCE ? result : type_unqualified( result );
	return true;
}

static bool same_type( const Cand * a, const Cand * b ) {
	return ct( a->type ) == ct( b->type ) && type_canon( a->type ).quals == type_canon( b->type ).quals;
}

/* Mark the parameters of the clause that the type mentions; without `marks`: are all of them marked in
   `known`? */
static bool mark_mentioned( const Poly * poly, QType q, bool * marks, const bool * known ) {
	if ( ! type_has_variables( q ) ) return true;
	const Type * t = ct( q );
	for ( unsigned i = 0; t->kind == TY_VAR && i < poly->n; i += 1 ) {
		if ( (const Node *)poly->params[i] != t->decl ) continue;
		if ( marks ) marks[i] = true;
		else if ( ! known[i] ) return false;
	}
	if ( t->of.type && ! mark_mentioned( poly, t->of, marks, known ) ) return false;
	for ( uint32_t i = 0; i < t->n; i += 1 )
		if ( ! mark_mentioned( poly, t->args[i], marks, known ) ) return false;
	return true;
}

/* Do requirements tell what the arguments of the call do not: is each unknown the result of one about known
   types (chapter 04, 4.4.5c)? Then the context has no say. */
static bool settled_by_requirements( const PolyCand * p ) {
	const Poly * poly = p->poly;
	bool known[poly->n + 1], changed = true;
	for ( unsigned i = 0; i < poly->n; i += 1 ) known[i] = ! env_unbound( p->args[i] );
	while ( changed ) {
		changed = false;
		for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
			const Type * f = function_of( poly->assertions[i]->type );
			bool ready = f != NULL, about = false, before[poly->n + 1];
			for ( uint32_t k = 0; ready && k < f->n; k += 1 ) {
				ready = mark_mentioned( poly, f->args[k], NULL, known );
				about |= type_has_variables( f->args[k] );
			}
			if ( ! ready || ! about ) continue;
			memcpy( before, known, sizeof( known ) );
			mark_mentioned( poly, f->of, known, known );
			changed |= memcmp( before, known, sizeof( known ) ) != 0;
		}
	}
	for ( unsigned i = 0; i < poly->n; i += 1 ) if ( ! known[i] ) return false;
	return true;
}

/* Close a call that is open though its requirements determine it. If they leave it open after all, nothing
   has happened. */
static void settle( Cand * c ) {
	PolyCand * p = c->poly;
	for ( unsigned i = 0; i < c->n_sub; i += 1 ) if ( c->sub[i] && c->sub[i]->open ) return;
	if ( ! c->open || ! p || ! c->n_sub || ! p->poly->n_assertions || ! settled_by_requirements( p ) ) return;
	c->open = false;
	QType args[p->poly->n + 1];
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) args[i] = p->args[i];
	EnvMark mark = env_mark();
	if ( ! satisfy( p ) ) {
		if ( ! undecided ) return;
		env_undo( mark, false );
		for ( unsigned i = 0; i < p->poly->n; i += 1 ) p->args[i] = args[i];
		c->open = true;
		return;
	}
	Subst s = { .params = p->poly->params, .args = p->args, .n = p->poly->n };
	QType result = type_substitute( &s, type_result( p->decl->type ) );
	c->type = KIND_OF( result ) == TY_REFERENCE ? result : type_unqualified( result );
}

unsigned polymorph_satisfy( Cand ** at, unsigned n ) {
	bool any = false;
	for ( unsigned i = 0; i < n; i += 1 ) settle( at[i] );
	for ( unsigned i = 0; i < n; i += 1 ) any |= at[i]->poly && ! at[i]->open && ! at[i]->poly->instance;
	if ( ! any ) return n;
	for ( unsigned i = 1; i < n; i += 1 ) {                          /* in order of cost, else as found */
		Cand * c = at[i];
		unsigned k = i;
		for ( ; k > 0 && (at[k - 1]->cost > c->cost
			|| (at[k - 1]->cost == c->cost && at[k - 1]->own > c->own)); k -= 1 )
			at[k] = at[k - 1];
		at[k] = c;
	}
	unsigned kept = 0;
	for ( unsigned i = 0; i < n; i += 1 ) {
		bool beaten = false;
		for ( unsigned k = 0; k < kept && ! beaten; k += 1 )
			beaten = same_type( at[k], at[i] ) && (at[k]->cost < at[i]->cost || at[k]->own < at[i]->own);
		if ( beaten ) continue;
		if ( at[i]->poly && ! at[i]->open && ! satisfy( at[i]->poly ) && ! (at[i]->tied = assertion_tied()) )
			continue;
		at[kept++] = at[i];
	}
	if ( kept ) return kept;
	for ( unsigned i = 0; i < n; i += 1 )
		if ( at[i]->poly && at[i]->n_sub && satisfy_as_int( at[i] ) ) at[kept++] = at[i];
	return kept;
}

/* Is a literal's type an argument of a generic type, or pointed to? */
static bool has_literal_inside( QType q, bool inside ) {
	const Type * t = ct( q );
	if ( t->kind == TY_BASIC ) return inside && basic_info[t->basic].cls & BC_LITERAL;
	if ( t->kind == TY_POINTER ) return has_literal_inside( t->of, true );
	for ( uint32_t i = 0; t->generic && i < t->n; i += 1 )
		if ( has_literal_inside( t->args[i], true ) ) return true;
	return false;
}

/* The same call with int for the types of the literals 0 and 1; it costs more. NULL: its requirements do not
   hold. */
static Cand * with_int( const Cand * c ) {
	Cand * made = cand_new( c->type, c->cost, c->own, 0 );
	*made = *c;
	made->poly = scratch( sizeof( PolyCand ) );
	*made->poly = *c->poly;
	made->poly->instance = NULL;
	made->poly->args = scratch( sizeof( QType ) * (c->poly->poly->n + 1) );
	memcpy( made->poly->args, c->poly->args, sizeof( QType ) * c->poly->poly->n );
	if ( ! satisfy_as_int( made ) ) return NULL;
	made->own = cost_add( c->own, cost_of( COST_SAFE, 1 ) );
	made->cost = cost_add( c->cost, cost_of( COST_SAFE, 1 ) );
	return made;
}

Cand ** polymorph_with_int( Cand ** at, unsigned * n ) {
	Cand ** all = NULL;
	unsigned count = *n;
	for ( unsigned i = 0; i < *n; i += 1 ) {
		if ( ! at[i]->poly || at[i]->open || ! at[i]->n_sub || at[i]->deleted
			|| ! has_literal_inside( at[i]->type, false ) )
			continue;
		Cand * made = with_int( at[i] );
		if ( ! made ) continue;
		if ( ! all ) memcpy( all = scratch( sizeof( Cand * ) * 2 * *n ), at, sizeof( Cand * ) * *n );
		all[count++] = made;
	}
	if ( ! all ) return at;
	*n = count;
	return all;
}

/* ===== open candidates ================================================================================== */

/* The arguments that wait for what the requirements tell of the function's types. */
static bool close_arguments( const Cand * c, const PolyCand * p, Cand ** sub ) {
	Subst s = { .params = p->poly->params, .args = p->args, .n = p->poly->n };
	const Type * f = function_of( type_substitute( &s, p->decl->type ) );
	TypeList want = { 0 };
	pack_flatten( f->args, f->n, &want );
	uint32_t at = 0;
	for ( unsigned i = 0; i < c->n_sub; i += 1 ) {
		TypeList parts = { 0 };
		pack_flatten( &c->sub[i]->type, 1, &parts );
		for ( uint32_t k = 0; k < parts.len && at < want.len; k += 1, at += 1 )
			if ( ! sub[i] && ! unify_argument( pack_value( want.at[at] ), parts.at[k] ) ) return false;
		if ( ! sub[i] && ! (sub[i] = polymorph_closed( c->sub[i] )) ) return false;
	}
	return true;
}

Cand * polymorph_closed( Cand * c ) {
	if ( ! c->open ) return c;
	Cand * made = cand_new( env_apply( c->type ), c->cost, c->own, 0 );
	Cand ** sub = c->n_sub ? scratch( sizeof( Cand * ) * c->n_sub ) : NULL;
	QType type = made->type;
	*made = *c;
	made->type = type;
	made->open = false;
	made->sub = sub;
	bool waiting = false;
	for ( unsigned i = 0; i < c->n_sub; i += 1 ) {
		if ( ! c->sub[i] || (sub[i] = polymorph_closed( c->sub[i] )) ) continue;
		if ( ! c->poly || ! waits( c->sub[i] ) ) return NULL;
		waiting = true;
	}
	if ( ! c->poly ) return env_unbound( type ) ? NULL : made;
	PolyCand * p = made->poly = scratch( sizeof( PolyCand ) );
	*p = *c->poly;
	p->args = scratch( sizeof( QType ) * (p->poly->n + 1) );
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) p->args[i] = env_apply( c->poly->args[i] );
	if ( ! satisfy( p ) && ! (made->n_sub && satisfy_as_int( made )) ) return NULL;
	if ( waiting && ! close_arguments( c, p, sub ) ) return NULL;
	type = made->type;
	Subst s = { .params = p->poly->params, .args = p->args, .n = p->poly->n };
	if ( env_unbound( type ) && c->n_sub == 0 ) made->type = type_substitute( &s, p->decl->type );
	else if ( env_unbound( type ) ) made->type = type_substitute( &s, type_result( p->decl->type ) );
	return made;
}

static bool unify_wanted( QType target, QType type ) {
	while ( KIND_OF( type ) == TY_REFERENCE ) type = ct( type )->of;
	while ( KIND_OF( target ) == TY_REFERENCE ) target = ct( target )->of;
	if ( KIND_OF( type ) == TY_FUNCTION || KIND_OF( target ) == TY_FUNCTION ) {
		const Type * wanted = function_of( target ), * have = function_of( type );
		return wanted && have && unify_function( wanted, have, true );
	}
	return unify_argument( type, target );
}

Cand * polymorph_close( Cand * c, QType target ) {
	if ( ! c->open ) return c;
	EnvMark mark = env_mark();
	Cand * closed = NULL;
	const Poly * rank = rank_of( target );
	if ( rank ) rank_enter( rank );
	if ( ! target.type || unify_wanted( target, c->type ) ) closed = polymorph_closed( c );
	if ( rank ) scope_leave();
	env_undo( mark, false );
	return closed;
}

static const PolyCand * first_poly( const Cand * c ) {
	if ( c->poly ) return c->poly;
	for ( unsigned i = 0; i < c->n_sub; i += 1 )
		if ( c->sub[i] && c->sub[i]->open ) return first_poly( c->sub[i] );
	return NULL;
}

/* What the context tells of the types; the reason when that leaves nothing to infer. */
static bool explain_open( const Node * at, const PolyCand * p, QType * args ) {
	const char * what = at->kind == E_CALL ? "call of" : "use of";
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) {
		args[i] = env_apply( p->args[i] );
		if ( env_unbound( args[i] ) ) {
			diag_error( at->loc, "cannot infer %s in %s '%s'", p->poly->params[i]->name->text, what,
				p->decl->name->text );
			return true;
		}
	}
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) {
		if ( unify_kind( p->poly->params[i], args[i] ) ) continue;
		diag_error( at->loc, "cannot infer %s in %s '%s': it cannot be '%s'", p->poly->params[i]->name->text,
			what, p->decl->name->text, type_text( args[i] ) );
		return true;
	}
	return false;
}

/* The requirement that nothing satisfies, of a search that failed. */
static void explain_failed( Loc at, const PolyCand * p, const QType * args ) {
	if ( assertion_tied() )
		diag_error( at, "ambiguous %s of '%s'", KIND_OF( p->decl->type ) == TY_FUNCTION ? "call" : "use",
			p->decl->name->text );
	else if ( assertion_growing() ) diag_error( at,
		"Too many recursive assertions, possible cause is circular relationship between a forall "
		"assertion and defined function prototype." );
	else diag_error( at, "No alternatives with satisfiable assertions for '%s'", p->decl->name->text );
	assertion_explain( p->poly, args, p->decl->name );
}

/* The parameter that nothing tells the type of, or NULL. */
static const TypeParam * uninferred( const PolyCand * p ) {
	for ( unsigned i = 0; i < p->poly->n; i += 1 )
		if ( ! p->args[i].type || env_unbound( p->args[i] ) ) return p->poly->params[i];
	return NULL;
}

void polymorph_undetermined( const Node * at, const Cand * c, QType target ) {
	const PolyCand * p = first_poly( c );
	if ( ! p || assertion_exhausted() ) return;
	EnvMark mark = env_mark();
	QType args[p->poly->n + 1];
	if ( target.type && ! unify_wanted( target, c->type ) ) env_undo( mark, false );
	Solution * solutions = scratch( sizeof( Solution ) * (p->poly->n_assertions + 1) );
	for ( unsigned i = 0; i < p->poly->n; i += 1 ) args[i] = env_apply( p->args[i] );
	assertion_solve( p->poly, args, solutions );
	bool explained = ! assertion_tied() && explain_open( at, p, args );
	env_undo( mark, false );
	if ( explained ) return;
	assertion_solve( p->poly, args, solutions );
	explain_failed( at->loc, p, args );
}

/* ===== commit =========================================================================================== */

/* What satisfies requirements is called by the instance: headers' functions among it are emitted. */
static void mark_solutions( const Instance * in ) {
	for ( unsigned i = 0; i < in->poly->n_assertions; i += 1 ) {
		const Solution * s = &in->solutions[i];
		if ( s->kind == SOLVED_DECL && s->decl ) mark_used( (Node *)s->decl );
		if ( s->instance ) mark_solutions( s->instance );
	}
}

Node * polymorph_commit( Node * name, Cand * c ) {
	if ( ! c->poly || name->kind != E_NAME ) return name;
	if ( ! c->poly->instance && ! satisfy( c->poly ) ) return rexpr_bad( name );
	Instance * made = c->poly->instance;
	Subst s = { .params = made->poly->params, .args = made->args, .n = made->poly->n };
	AS( Name, name )->instance = made;
	polymorphism_used = true;
	AS( Name, name )->type = type_substitute( &s, made->decl->type );
	for ( unsigned i = 0; i < made->poly->n; i += 1 ) mark_type_used( made->args[i] );
	mark_type_used( AS( Name, name )->type );
	mark_solutions( made );
	return name;
}

bool polymorph_tied( Loc at, Cand ** found, unsigned n ) {
	for ( unsigned i = 0; i < n; i += 1 ) {
		PolyCand * p = found[i]->poly;
		if ( ! found[i]->tied ) continue;
		QType args[p->poly->n + 1];
		memcpy( args, p->args, sizeof( QType ) * p->poly->n );
		assertion_solve( p->poly, args, p->solutions );
		explain_failed( at, p, args );
		return true;
	}
	return false;
}

bool polymorph_unsatisfied( Loc at, Cand ** found, unsigned n ) {
	PolyCand * best = NULL;
	unsigned nearest = 0;
	if ( assertion_exhausted() ) return true;
	for ( unsigned i = 0; i < n; i += 1 ) {
		PolyCand * p = found[i]->poly;
		if ( ! p || p->instance || found[i]->open || loc_file_name( p->decl->loc.file )[0] == '<' ) continue;
		for ( unsigned k = 0; k < p->poly->n; k += 1 ) p->args[k] = literal_as_int( p->args[k] );
		unsigned near = assertion_solve( p->poly, p->args, p->solutions ) ? 0 : assertion_nearness( p->decl );
		if ( best && near <= nearest ) continue;
		best = p;
		nearest = near;
	}
	if ( ! best ) return false;
	bool solved = assertion_solve( best->poly, best->args, best->solutions );
	const TypeParam * open = uninferred( best );
	if ( ! solved && (! open || assertion_failed()) ) {
		explain_failed( at, best, best->args );
		return true;
	}
	if ( open ) diag_error( at, "cannot infer %s in call of '%s'", open->name->text, best->decl->name->text );
	else diag_error( at, "No alternatives with satisfiable assertions for '%s'", best->decl->name->text );
	return true;
}

Node * polymorph_call( Binding * b, Node * object, Node * source, Loc at ) {
	Call * call = MAKE( Call, E_CALL, at );
	Name * name = MAKE( Name, E_NAME, at );
	Mark mark = scratch_mark();
	Set args[2] = { set_single( object ), set_single( source ) };
	name->id = b->name;
	call->fn = (Node *)name;
	call->args = object;
	object->next = source;
	Cand * c = polymorph_match( b, args, source ? 2 : 1 );
	Node * done = NULL;
	if ( c && ! c->open && satisfy( c->poly ) ) done = cand_commit( (Node *)call, c );
	scratch_release( mark );
	if ( done ) return done;
	diag_error( at, "no '%s' accepts ( %s )", b->name->text, type_text( rexpr_type( object ) ) );
	return rexpr_bad( (Node *)call );
}

bool polymorph_serves( Binding * b, QType subject ) {
	Decl * d = decl_of( b );
	const Type * f = function_of( d->type );
	if ( ! f || ! f->n ) return false;
	Mark scratched = scratch_mark();
	EnvMark mark = env_mark();
	QType args[d->poly->n + 1];
	Solution * solutions = scratch( sizeof( Solution ) * (d->poly->n_assertions + 1) );
	f = function_of( open_type( d, args ) );
	QType of = f->args[0];
	while ( KIND_OF( of ) == TY_REFERENCE ) of = ct( of )->of;
	bool serves = unify_exact( type_unqualified( of ), type_unqualified( subject ) );
	for ( unsigned i = 0; i < d->poly->n; i += 1 ) args[i] = env_apply( args[i] );
	env_undo( mark, true );
	serves = serves && assertion_solve( d->poly, args, solutions );
	scratch_release( scratched );
	return serves;
}

/* A length that another argument has fixed differently (4.16), or NULL. */
static const char * length_conflict( QType param, QType have ) {
	const Type * p = ct( param ), * h = ct( have );
	while ( p->kind == TY_REFERENCE ) p = ct( p->of );
	while ( h->kind == TY_REFERENCE ) h = ct( h->of );
	int64_t was, is;
	if ( env_is_open( p ) && dimension_value( env_apply( qt( p, 0 ) ), &was )
		&& dimension_value( qt( h, 0 ), &is ) && was != is )
		return intern_fmt( "array lengths %lld and %lld differ for parameter %s", (long long)was,
			(long long)is, env_param( p )->name->text )->text;
	if ( dimension_value( qt( p, 0 ), &was ) && dimension_value( qt( h, 0 ), &is ) && was != is )
		return intern_fmt( "array lengths %lld and %lld differ", (long long)was, (long long)is )->text;
	if ( env_is_open( p ) && type_is_dimension( env_apply( qt( p, 0 ) ) ) && type_is_dimension( qt( h, 0 ) )
		&& ct( env_apply( qt( p, 0 ) ) ) != h && ! env_unbound( qt( p, 0 ) ) )
		return intern_fmt( "two array lengths are not known to be equal for parameter %s",
			env_param( p )->name->text )->text;
	const char * found = NULL;
	if ( p->kind != h->kind || p->n != h->n || (p->kind != TY_STRUCT && p->kind != TY_POINTER) ) return NULL;
	if ( p->kind == TY_POINTER ) return length_conflict( p->of, h->of );
	for ( uint32_t i = 0; i < p->n && ! found; i += 1 ) found = length_conflict( p->args[i], h->args[i] );
	return found;
}

/* A parameter that has to be two types, or NULL. */
static const char * type_conflict( QType param, QType have ) {
	QType p = type_bare( param ), h = type_bare( have );
	if ( KIND_OF( p ) == TY_POINTER && KIND_OF( type_decay( h ) ) == TY_POINTER ) {
		p = type_bare( type_pointee( p ) );
		h = type_bare( type_pointee( type_decay( h ) ) );
	}
	const Type * t = ct( p );
	if ( env_is_open( t ) ) {
		QType old = env_apply( p );
		if ( env_unbound( old ) || ct( old ) == ct( h ) || type_is_dimension( old ) ) return NULL;
		return intern_fmt( "conflicting types '%s' and '%s' for parameter %s", type_text( old ),
			type_text( h ), env_param( t )->name->text )->text;
	}
	if ( ! t->generic || t->generic != ct( h )->generic ) return NULL;
	const char * found = NULL;
	for ( uint32_t i = 0; i < t->n && ! found; i += 1 ) found = type_conflict( t->args[i], ct( h )->args[i] );
	return found;
}

static QType bare_pointee( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_POINTER ) q = ct( q )->of;
	return type_unqualified( q );
}

/* Is the pointer one to an incomplete type, for a type parameter that has a size? */
static bool wants_complete( QType param, QType have ) {
	QType p = bare_pointee( param ), q = bare_pointee( have );
	return env_is_open( ct( p ) ) && env_param( ct( p ) )->sized && type_is_aggregate( q )
		&& ! type_is_complete( q );
}

/* The argument that does not go with those before it. */
static const char * conflict( Binding * b, const Set * args, unsigned n ) {
	Decl * d = decl_of( b );
	EnvMark mark = env_mark();
	QType vars[d->poly->n + 1];
	const Type * f = function_of( open_type( d, vars ) );
	const char * reason = "no types for its parameters make the arguments fit";
	for ( unsigned i = 0; i < n && i < f->n && ! type_is_pack( f->args[i] ); i += 1 ) {
		unsigned count;
		Cand ** list = set_list( &args[i], &count );
		QType old = env_apply( f->args[i] ), have = count ? list[0]->type : QT_ERROR;
		if ( count && unify_argument( f->args[i], have ) ) {
			if ( cand_convert_cost( list[0], env_apply( f->args[i] ) ) != COST_INFINITE
				|| env_unbound( f->args[i] ) )
				continue;
		}
		const Type * p = ct( f->args[i] );
		bool known = ! env_unbound( old ) && env_is_open( p );
		const char * lengths = length_conflict( f->args[i], have ),
			* types = type_conflict( f->args[i], have );
		if ( lengths ) reason = lengths;
		else if ( known ) reason = intern_fmt( "conflicting types '%s' and '%s' for parameter %s",
			type_text( old ), type_text( have ), env_param( p )->name->text )->text;
		else if ( types ) reason = types;
		else if ( wants_complete( f->args[i], have ) )
			reason = intern_fmt( "'%s' is incomplete", type_text( bare_pointee( have ) ) )->text;
		else reason = intern_fmt( "argument %u of type '%s' does not fit '%s'", i + 1, type_text( have ),
			type_text( function_of( d->type )->args[i] ) )->text;
		env_undo( mark, true );
		return reason;
	}
	for ( unsigned i = 0; i < n && i < f->n; i += 1 ) {
		unsigned count;
		Cand ** list = set_list( &args[i], &count );
		if ( count != 1 || ! list[0]->open || ! list[0]->poly || polymorph_closed( list[0] ) ) continue;
		reason = intern_fmt( "argument %u: the requirements of '%s' are not satisfied for it as '%s'", i + 1,
			list[0]->poly->decl->name->text, type_text( env_apply( f->args[i] ) ) )->text;
		break;
	}
	env_undo( mark, true );
	return reason;
}

static bool fits_count( Binding * b, const Type * f, unsigned n ) {
	if ( n > f->n ) return f->fn_flags & FN_VARIADIC;
	Name callee = { .kind = E_NAME, .id = b->name, .decl = b->decl };
	for ( unsigned i = n; i < f->n; i += 1 )
		if ( ! rexpr_default_argument( (Node *)&callee, i ) ) return false;
	return true;
}

const char * polymorph_reason( Binding * b, const Set * args, unsigned n ) {
	assertion_recount();
	Cand * c = polymorph_match( b, args, n );
	Decl * d = decl_of( b );
	if ( ! c && d->poly && all_tied ) return "several choices of its parameters cost the same";
	if ( ! c ) {
		const Type * f = d->poly ? function_of( d->type ) : NULL;
		if ( f && ! pack_structured( f ) && n != f->n && ! fits_count( b, f, n ) )
			return intern_fmt( "it takes %u argument%s, not %u", f->n, f->n == 1 ? "" : "s", n )->text;
		return f ? conflict( b, args, n ) : "it is not a function";
	}
	return c->open || satisfy( c->poly ) ? "it cost more or is ambiguous" : "a requirement is not satisfied";
}
