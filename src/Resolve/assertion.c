/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Requirements (chapter 03, 6.4; chapter 04, 4.4.5): what is declared where the call stands must have the very type that
 * is required. Polymorphic functions serve at the instance that fits, with requirements of their own. Those whose types are
 * known go first; they may tell what the others are about.
 *
 *     forall( T | { void show( T ); } ) void show( box( T ) );       show( box( int ) ) is required: T = int, show( int )
 */
#include "Resolve/overload.h"
#include "Resolve/polymorph.h"
#include "Virtual/virtual.h"

enum { MAX_LEVELS = 8, MAX_STEPS = 20000 };            /* the latter for one expression */

/* A requirement being satisfied; those around it are its chain. */
typedef struct Need { const Decl * assertion; QType type; const struct Need * outer; unsigned level; } Need;
/* The one to blame, for messages, and those around it: the first that failed, or one around it that a function of the
   user's nearly satisfies. */
typedef struct Blamed { const Str * name; QType type; } Blamed;
typedef struct Failed { const Str * name; QType type; bool growing, deleted; unsigned level; Blamed outer[MAX_LEVELS]; } Failed;
static Failed failed;
static unsigned steps;
static bool exhausted;                  /* there were too many, and that was reported */
static Loc place;
static bool left_open;                  /* a function would have served if its types were known */
static bool growth;                     /* a requirement was given up because of its depth */

static bool solve_clause( const Poly *, QType * args, Solution *, const Need * outer );

static bool is_built_in( Loc at ) { return at.file && loc_file_name( at.file )[0] == '<'; }

/* What functions of the prelude need tells the user nothing. */
static bool is_of_prelude( const Need * need ) { return need->outer && is_built_in( need->assertion->loc ); }

static void fail( const Need * need, bool growing ) {
	if ( ! growing && (failed.name || is_of_prelude( need )) ) return;
	bool deleted = ! failed.name && failed.deleted;
	failed = (Failed){ .deleted = deleted, .name = need->assertion->name, .type = env_apply( need->type ), .growing = growing, .level = need->level };
	unsigned n = 0;
	for ( const Need * o = need->outer; o && n < MAX_LEVELS; o = o->outer )
		failed.outer[n++] = (Blamed){ o->assertion->name, env_apply( o->type ) };
}

static const Type * function_of( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	return t->kind == TY_FUNCTION ? t : NULL;
}

/* ===== what the compiler provides ========================================================================== */

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
	if ( KIND_OF( have ) != TY_REFERENCE || ! type_is_forward( wanted ) ) return is_same_or_wider( have, pack_value( wanted ) );
	QType object = ct( have )->of, from = ct( wanted )->of;
	return ct( object ) == ct( from ) && ! (type_canon( from ).quals & ~type_canon( object ).quals);
}

/* Lifecycle functions of types that no user function serves; constructors of numbers from numbers, of pointers from 0,
   assignments of 0 and 1. */
static bool solve_generated( const Str * name, QType required, Solution * s ) {
	QType type = pack_values( required );
	const Type * f = function_of( type );
	Life life;
	if ( ! f || f->n == 0 || KIND_OF( f->args[0] ) != TY_REFERENCE ) return false;
	QType q = type_bare( f->args[0] );
	const Type * t = ct( q );
	if ( t->kind == TY_VAR || t->kind == TY_VOID || t->kind == TY_FUNCTION || t->kind == TY_TUPLE ) return false;
	if ( is_life( name, f, &life ) ) {
		if ( life == LIFE_ASSIGN && type_canon( ct( f->args[0] )->of ).quals & QUAL_CONST ) return false;
		if ( life_user( life, q ) || ! type_is_complete( q ) ) return false;
		if ( ! life_possible( life, q ) ) { failed.deleted = true; return false; }
		*s = (Solution){ .kind = SOLVED_LIFE, .type = type, .life = life };
		return true;
	}
	bool number = t->kind == TY_BASIC && ! (basic_info[t->basic].cls & BC_LITERAL), assigns = name == life_name( LIFE_ASSIGN );
	if ( ! assigns && (name != life_name( LIFE_COPY ) || f->n < 2 || KIND_OF( f->of ) != TY_VOID) ) return false;
	bool null = t->kind == TY_POINTER && f->n == 2 && (KIND_OF( f->args[1] ) == TY_LITERAL_POINTER
		|| (is_literal( f->args[1] ) && ct( f->args[1] )->basic == B_ZERO) || is_same_or_wider( q, f->args[1] ));
	if ( null || (f->n == 2 && number && type_is_arithmetic( f->args[1] ) && (! assigns || is_literal( f->args[1] ))) ) {
		if ( assigns && ct( type_bare( f->of ) ) != t ) return false;
		*s = (Solution){ .kind = SOLVED_LIFE, .type = type, .life = assigns ? LIFE_ASSIGN : LIFE_COPY };
		return true;
	}
	if ( assigns ) return false;
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || (! t->n && life_has_constructor( q )) ) return false;
	unsigned n;
	Decl ** fields = life_fields( t, &n );
	if ( f->n - 1 > (t->kind == TY_UNION && n ? 1 : n) ) return false;
	for ( unsigned i = 1; i < f->n; i += 1 ) if ( ! is_field_type( fields[i - 1], function_of( required )->args[i] ) ) return false;
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
	if ( type_has_variables( type ) && env_unbound( type ) ) return solve_open_operator( name, pack_values( type ), s );
	return solve_generated( name, type, s ) || solve_operator( name, pack_values( type ), s );
}

/* ===== growth ================================================================================================= */

static unsigned size_of( QType q ) {
	const Type * t = ct( q );
	unsigned n = 1 + (t->of.type ? size_of( t->of ) : 0);
	for ( uint32_t i = 0; i < t->n; i += 1 ) n += size_of( t->args[i] );
	return n;
}

/* Is it what is left of a pack for the function that was required with more? The levels of such recursion are free. */
static bool is_shrinking( const Need * need ) {
	const Need * n = need->outer;
	const Type * f = function_of( need->assertion->type );
	while ( n && n->assertion != need->assertion ) n = n->outer;
	return n && f && pack_structured( f ) && size_of( need->type ) < size_of( n->type );
}

static bool is_growing( const Need * need ) {
	if ( need->level > MAX_LEVELS ) return true;
	unsigned above = 0;
	for ( const Need * n = need->outer; n; n = n->outer )
		if ( n->assertion == need->assertion && size_of( n->type ) < size_of( need->type ) ) above += 1;
	return above >= 3;
}

/* ===== declarations ============================================================================================= */

/* Does the declaration serve? Binds variables of the requirement and its own; fills in the solution. `fits`: it has the
   type, but something that it requires may be missing. */
static bool solve_by( const Need * need, Binding * b, bool loose, Solution * s, bool * fits ) {
	if ( b->decl->kind == D_ENUMERATOR || (b->with_object && ! b->with_alias) || ! life_visible( b ) ) return false;
	Decl * d = b->with_alias ? b->with_alias : AS( Decl, b->decl );
	if ( ! d->type.type || type_is_error( d->type ) ) return false;
	const Type * wanted = function_of( need->type );
	if ( ! d->poly ) {
		*fits = wanted ? function_of( d->type ) && unify_function( wanted, function_of( d->type ), loose )
			: unify_exact( type_unqualified( need->type ), type_unqualified( d->type ) );
		if ( ! *fits || d->init_kind == INIT_DELETED ) {
			failed.deleted |= *fits;
			return false;
		}
		*s = (Solution){ .kind = SOLVED_DECL, .decl = d, .type = need->type };
		return true;
	}
	const Type * have = function_of( d->type );
	if ( ! wanted || ! have ) return false;
	if ( have->n != wanted->n && ! pack_structured( have ) && ! pack_structured( wanted ) ) return false;
	Instance * made = NEW( Instance );
	made->decl = d;
	made->poly = d->poly;
	made->args = NEW_ARRAY( QType, d->poly->n + 1 );
	made->solutions = NEW_ARRAY( Solution, d->poly->n_assertions + 1 );
	for ( unsigned i = 0; i < d->poly->n; i += 1 ) made->args[i] = env_open( d->poly->params[i] );
	Subst open = { .params = d->poly->params, .args = made->args, .n = d->poly->n };
	QType type = type_substitute( &open, d->type );
	*fits = unify_function( wanted, function_of( type ), loose );
	if ( ! *fits ) return false;
	if ( ! solve_clause( d->poly, made->args, made->solutions, need ) ) return false;
	for ( unsigned i = 0; i < d->poly->n; i += 1 ) {
		bool unbound = env_unbound( made->args[i] );
		if ( unbound ) made->args[i] = type_void();
		if ( unify_kind( d->poly->params[i], made->args[i] ) ) continue;
		left_open |= unbound;
		return false;
	}
	*s = (Solution){ .kind = SOLVED_DECL, .decl = d, .instance = made, .type = need->type };
	return true;
}

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
static Cost price( const Binding * b, bool loose ) {
	const Decl * d = AS( const Decl, b->decl );
	Cost cost = loose ? cost_of( COST_SAFE, 1 ) : COST_ZERO;
	if ( ! d->poly ) return cost;
	int spec = (int)d->poly->n_assertions;
	const Type * f = function_of( d->type );
	for ( uint32_t i = 0; f && i < f->n; i += 1 ) spec += spec_of( f->args[i] ) > 0 ? spec_of( f->args[i] ) : 0;
	return cost_add( cost, cost_add( cost_of( COST_VAR, (int)d->poly->n ), cost_of( COST_SPEC, spec ) ) );
}

/* ===== search ===================================================================================================== */

typedef struct Goal { Need need; Solution * out; bool done; } Goal;

static bool solve_goals( Goal * goals, unsigned n );

/* The requirement's type as far as it is known. */
static QType type_now( const Goal * g ) { return env_apply( g->need.type ); }

/* Is there a function of that name for the very type, though its type is another than required? */
static bool is_nearly( const Need * need, Binding * const at[], uint32_t n ) {
	const Type * f = function_of( need->type );
	if ( ! f || f->n == 0 || env_unbound( f->args[0] ) ) return false;
	for ( uint32_t i = 0; i < n; i += 1 ) {
		const Type * have = binding_polymorphic( at[i] ) ? NULL : function_of( binding_type( at[i] ) );
		if ( have && have->n && ct( type_bare( have->args[0] ) ) == ct( type_bare( f->args[0] ) ) ) return true;
	}
	return false;
}

/* The requirement of is_exception (chapter 05, section 10) is one of the type, not of a function. */
static bool is_refused( const Need * need ) {
	const Type * f = need->assertion->name == intern_cstr( "__cfaehm_is_exception" ) ? function_of( need->type ) : NULL;
	QType q = f && f->n ? type_bare( f->args[0] ) : QT_NONE;
	return q.type && ! env_unbound( q ) && KIND_OF( q ) != TY_VAR && ! virtual_is_exception( q );
}

static void close_instance( Instance * made ) {
	for ( unsigned i = 0; i < made->poly->n; i += 1 ) made->args[i] = env_apply( made->args[i] );
	for ( unsigned i = 0; i < made->poly->n_assertions; i += 1 ) {
		made->solutions[i].type = env_apply( made->solutions[i].type );
		if ( made->solutions[i].instance ) close_instance( made->solutions[i].instance );
	}
}

/* The functions of that name, those first that are tried first; built-in ones on pointers last. */
static Binding ** by_price( const Str * name, uint32_t * n ) {
	VEC( Binding * ) order = { 0 };
	for ( Binding * b = scope_lookup( name ); b; b = b->outer ) if ( b->decl->kind != D_ENUMERATOR ) vec_push( &order, b );
	for ( uint32_t i = 1; i < order.len; i += 1 ) {
		Binding * b = order.at[i];
		uint32_t k = i;
		for ( ; k > 0 && price( order.at[k - 1], false ) > price( b, false ); k -= 1 ) order.at[k] = order.at[k - 1];
		order.at[k] = b;
	}
	const Str * on_pointers = intrinsic_on_pointers( name );
	for ( Binding * b = on_pointers ? scope_lookup( on_pointers ) : NULL; b; b = b->outer ) vec_push( &order, b );
	*n = order.len;
	return order.at;
}

/* Candidates by price; those that fail for the goals that follow, if there are any, give way to the next. */
static bool try_candidates( const Need * need, Solution * out, Goal * goals, unsigned n_goals ) {
	const Str * name = need->assertion->name;
	uint32_t n;
	Binding ** order = by_price( name, &n );
	bool met = false, * fits = scratch( n + 1 );               /* those that fit exactly do so loosely, with the same result */
	for ( int loose = 0; loose < 2; loose += 1 ) {
		bool built_in = false;
		for ( uint32_t i = 0; i <= n; i += 1 ) {
			EnvMark mark = env_mark();
			bool generated = ! loose && ! built_in && (i == n || AS( Decl, order[i]->decl )->poly);
			if ( generated ) {                                    /* like functions of the very type */
				built_in = true;
				if ( solve_built_in( name, need->type, out ) && (met = true) && solve_goals( goals, n_goals ) ) return true;
				env_undo( mark, false );
			}
			if ( i == n ) break;
			if ( fits[i] ) continue;
			if ( solve_by( need, order[i], loose, out, &fits[i] ) && (met = true) && solve_goals( goals, n_goals ) ) return true;
			env_undo( mark, false );
		}
	}
	if ( met && failed.name ) return false;                    /* others are to blame */
	if ( failed.level > need->level && is_nearly( need, order, n ) ) failed = (Failed){ 0 };
	fail( need, false );
	return false;
}

/* What has no open types has the same answer wherever it is required; `failed`: why there is none, from there inwards. */
typedef struct Memo { const Str * name; bool solved; Solution solution; Failed failed; struct Memo * next; } Memo;
static Table memos;                     /* canonical type -> Memo */
static unsigned memos_version;          /* the scope that they hold in */

static Memo * memo_of( const Need * need ) {
	Memo * m = table_get( &memos, ct( need->type ) );
	while ( m && m->name != need->assertion->name ) m = m->next;
	return m;
}

static void memorise( const Need * need, bool solved, Solution * s ) {
	Memo * m = NEW( Memo );
	*m = (Memo){ .name = need->assertion->name, .solved = solved, .failed = failed, .next = table_get( &memos, ct( need->type ) ) };
	if ( solved ) {
		s->type = env_apply( s->type );
		if ( s->instance ) close_instance( s->instance );
		m->solution = *s;
	} else if ( m->failed.level >= need->level && m->failed.level - need->level < MAX_LEVELS )
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
	for ( const Need * o = need->outer; o && n < MAX_LEVELS; o = o->outer )
		failed.outer[n++] = (Blamed){ o->assertion->name, env_apply( o->type ) };
}

/* A goal whose types are known does not depend on the others. */
static bool solve_closed( const Need * need, Solution * out ) {
	Memo * m = memo_of( need );
	if ( m ) {
		if ( m->solved ) *out = m->solution;
		else fail_again( need, m );
		return m->solved;
	}
	bool grew = growth;
	growth = false;
	bool solved = try_candidates( need, out, NULL, 0 );
	if ( solved || ! growth ) memorise( need, solved, out );
	growth |= grew;
	return solved;
}

/* Was so much tried for the expression that it is better to give up? Where that becomes true it is reported. */
static bool is_too_much( const Need * need ) {
	if ( exhausted || ++steps <= MAX_STEPS ) return exhausted;
	exhausted = true;
	diag_error( place, "requirements too complex: gave up after %u attempts to satisfy them", (unsigned)MAX_STEPS );
	for ( const Need * n = need; n; n = n->outer ) {
		Buf text = { 0 };
		type_print( NULL, &text, env_apply( n->type ), n->assertion->name->text );
		diag_note( n->assertion->loc, n == need ? "the last was for '%s'" : "which is required for '%s'", buf_text( &text ) );
	}
	return true;
}

static bool solve_goal( Goal * goals, unsigned n, Goal * g ) {
	Need now = g->need;
	now.type = type_now( g );
	bool closed = ! env_unbound( now.type ), known = closed && memo_of( &now );
	if ( is_shrinking( &now ) ) now.level -= 1;
	if ( ! known && (is_too_much( &now ) || is_growing( &now )) ) {
		growth = true;
		fail( &now, true );
		return false;
	}
	if ( is_refused( &now ) ) { fail( &now, false ); return false; }
	g->done = true;
	if ( closed ? solve_closed( &now, g->out ) && solve_goals( goals, n ) : try_candidates( &now, g->out, goals, n ) ) return true;
	g->done = false;
	return false;
}

/* How well is what it asks for known? Lifecycle functions wait for their first parameter (4.4.5d); operators on types none
   of which is known are those of any number. */
static int readiness( const Goal * g ) {
	QType q = type_now( g );
	if ( ! env_unbound( q ) ) return 2;
	const Type * f = function_of( q );
	if ( ! f || ! f->n || ! env_is_open( ct( type_bare( f->args[0] ) ) ) ) return 1;
	const Str * name = g->need.assertion->name;
	if ( is_lifecycle_name( name ) || name == life_name( LIFE_ASSIGN ) ) return 0;
	if ( ! intrinsic_family( (Str *)name ).type ) return 1;
	for ( uint32_t i = 1; i < f->n; i += 1 ) if ( ! env_is_open( ct( type_bare( f->args[i] ) ) ) ) return 1;
	return 0;
}

static bool solve_goals( Goal * goals, unsigned n ) {
	Goal * next = NULL;
	int best = -1;
	for ( unsigned i = 0; i < n && best < 2; i += 1 ) {
		if ( goals[i].done ) continue;
		int ready = readiness( &goals[i] );
		if ( ready > best ) { best = ready; next = &goals[i]; }
	}
	if ( ! next ) return true;
	return best > 0 && solve_goal( goals, n, next );
}

static bool solve_clause( const Poly * poly, QType * args, Solution * solutions, const Need * outer ) {
	Goal * goals = scratch( sizeof( Goal ) * (poly->n_assertions + 1) );
	Subst s = { .params = poly->params, .args = args, .n = poly->n };
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		const Decl * a = poly->assertions[i];
		goals[i] = (Goal){ .need = { a, type_substitute( &s, a->type ), outer, outer ? outer->level + 1 : 1 }, .out = &solutions[i] };
	}
	if ( ! solve_goals( goals, poly->n_assertions ) ) return false;
	for ( unsigned i = 0; i < poly->n; i += 1 ) args[i] = env_apply( args[i] );
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		solutions[i].type = env_apply( solutions[i].type );
		if ( solutions[i].instance ) close_instance( solutions[i].instance );
	}
	return true;
}

bool assertion_solve( const Poly * poly, QType * args, Solution * solutions ) {
	if ( ! poly->n_assertions ) return true;
	if ( exhausted ) return false;
	static unsigned depth;                  /* whether a lifecycle function serves may depend on its own requirements */
	Failed outer_failed = failed;
	bool outer_open = left_open, outer_growth = growth;
	EnvMark mark = env_mark();
	depth += 1;
	for ( unsigned i = 0; i < poly->n; i += 1 )
		if ( ! args[i].type || env_is_open( ct( args[i] ) ) ) args[i] = env_open( poly->params[i] );
	failed = (Failed){ 0 };
	left_open = growth = false;
	if ( memos_version != scope_version ) memos = (Table){ 0 };
	memos_version = scope_version;
	bool solved = solve_clause( poly, args, solutions, NULL );
	env_undo( mark, true );
	depth -= 1;
	if ( depth ) {
		failed = outer_failed;
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
	steps = 0;
	exhausted = false;
	memos = (Table){ 0 };
}

void assertion_at( Loc at ) { place = at; }

bool assertion_exhausted( void ) { return exhausted; }

bool assertion_left_open( void ) { return left_open; }

bool assertion_growing( void ) { return failed.growing; }

bool assertion_failed( void ) { return failed.name != NULL; }

/* The deeper the failure, the nearer the function was. */
unsigned assertion_nearness( const Decl * of ) { return is_built_in( of->loc ) ? 0 : failed.growing ? MAX_LEVELS + 2 : failed.level + 1; }

/* ===== messages ====================================================================================================== */

/* Constructors and destructors of other structures are no near misses. */
static bool is_of_another_type( QType have, QType wanted ) {
	const Type * h = function_of( have ), * w = function_of( wanted );
	if ( ! is_lifecycle_name( failed.name ) || ! h || ! w || ! h->n || ! w->n ) return false;
	const Type * a = ct( type_bare( h->args[0] ) ), * b = ct( type_bare( w->args[0] ) );
	return a->kind != TY_VAR && a != b && (! a->generic || a->generic != b->generic);
}

void assertion_explain( const Poly * poly, const QType * args, const Str * name ) {
	if ( ! failed.name ) return;
	Buf text = { 0 }, which = { 0 };
	type_print( NULL, &text, failed.type, failed.name->text );
	for ( unsigned i = 0; i < poly->n; i += 1 )
		if ( args[i].type && ! env_unbound( args[i] ) )
			buf_printf( &which, "%s%s = %s", which.len ? ", " : "", poly->params[i]->name->text, type_text( args[i] ) );
	diag_note( poly->clause->loc, "no function '%s' as required for %s by '%s'%s", buf_text( &text ), buf_text( &which ), name->text,
		failed.deleted ? ": it is deleted" : "" );
	for ( unsigned i = 0; i < MAX_LEVELS && failed.outer[i].name; i += 1 ) {
		Buf outer = { 0 };
		type_print( NULL, &outer, failed.outer[i].type, failed.outer[i].name->text );
		diag_note( poly->clause->loc, "which is required for '%s'", buf_text( &outer ) );
	}
	unsigned shown = 0;
	for ( Binding * b = scope_lookup( failed.name ); b && shown < 5; b = b->outer ) {
		if ( b->decl->kind == D_ENUMERATOR || ! b->decl->loc.file || is_built_in( b->decl->loc ) ) continue;
		if ( is_of_another_type( binding_type( b ), failed.type ) ) continue;
		Buf candidate = { 0 };
		type_print( NULL, &candidate, binding_type( b ), b->name->text );
		diag_note( b->decl->loc, "candidate '%s'", buf_text( &candidate ) );
		shown += 1;
	}
}
