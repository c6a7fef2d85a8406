/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Sets of candidates (chapter 03, section 5): what an expression of C∀ may mean, bottom up; one meaning for
 * each result type at most. A set of one is committed at once, so only ambiguity costs anything: its
 * candidates live in scratch memory that the end of the full expression takes back, and the tree is rewritten
 * for the winner alone.
 */
#include "Resolve/candidate.h"
#include "Resolve/lifecycle.h"
#include "Resolve/overload.h"
#include "Resolve/polymorph.h"

/* ===== scratch memory: a stack ========================================================================== */

enum { CHUNKS = 40, FIRST_CHUNK = 1 << 14 };
static struct { char * at; size_t size; } chunks[CHUNKS];
static unsigned chunk;
static size_t used;

void * scratch( size_t size ) {
	size = (size + 15) & ~(size_t)15;
	while ( ! chunks[chunk].at || used + size > chunks[chunk].size ) {
		if ( chunks[chunk].at ) { chunk += 1; used = 0; }
		if ( chunk == CHUNKS ) diag_fatal( (Loc){ 0 }, "expression too complex" );
		if ( chunks[chunk].at ) continue;
		size_t want = (size_t)FIRST_CHUNK << (chunk < 16 ? chunk : 16);
		chunks[chunk].size = size > want ? size : want;
		chunks[chunk].at = arena_alloc( chunks[chunk].size );
	}
	void * memory = chunks[chunk].at + used;
	used += size;
	return __builtin_memset( memory, 0, size );
}

static unsigned marks;                  /* expressions around */

Mark scratch_mark( void ) {
	if ( marks++ == 0 ) assertion_renew();
	return (Mark){ chunk, used, env_mark().slots };
}
void scratch_release( Mark m ) {
	marks -= 1;
	env_forget( m.variables );
	chunk = m.chunk;
	used = m.used;
}

/* ===== sets ============================================================================================= */

Set set_single( Node * e ) { return (Set){ .single = e }; }

/* Type of a candidate as a value. */
QType cand_value_type( const Cand * c ) {
	QType q = c->type;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	TypeKind kind = KIND_OF( q );
	return kind == TY_ARRAY || kind == TY_FUNCTION ? type_decay( q ) : type_unqualified( q );
}

/* The candidates of a set, also of a single one. */
Cand ** set_list( const Set * s, unsigned * n ) {
	if ( ! s->single ) { *n = s->n; return s->at; }
	Cand * c = scratch( sizeof( Cand ) );
	c->type = rexpr_type( s->single );
	c->cost = c->own = COST_ZERO;
	c->node = s->single;
	c->lvalue = s->single->flags & NF_LVALUE;
	Cand ** at = scratch( sizeof( Cand * ) );
	at[0] = c;
	*n = 1;
	return at;
}

bool set_is_error( const Set * s ) { return s->single && rexpr_is_error( s->single ); }

Cand * cand_new( QType type, Cost cost, Cost own, unsigned subs ) {
	Cand * c = scratch( sizeof( Cand ) );
	c->type = type;
	c->cost = cost;
	c->own = own;
	c->sub = subs ? scratch( sizeof( Cand * ) * subs ) : NULL;
	c->n_sub = subs;
	return c;
}

/* Is a better than b? Total cost, then own cost, then deletion (chapter 03, 5.3.2): <0, 0, >0. */
static int compare( const Cand * a, const Cand * b ) {
	if ( a->cost != b->cost ) return a->cost < b->cost ? -1 : 1;
	if ( a->own != b->own ) return a->own < b->own ? -1 : 1;
	return a->deleted - b->deleted;
}

/* Keep the best of each result type; groups without a unique best vanish (5.3). Commits if one is left. */
Set set_prune( Node * e, Cand ** at, unsigned n ) {
	unsigned k = 0, ambiguous = 0;
	assertion_at( e->loc );
	n = polymorph_satisfy( at, n );
	at = polymorph_with_int( at, &n );
	Cand ** kept = scratch( sizeof( Cand * ) * (n ? n : 1) );
	for ( unsigned i = 0; i < n; i += 1 ) {
		bool best = true, tied = at[i]->tied;
		const Type * t = ct( at[i]->type );
		unsigned quals = type_canon( at[i]->type ).quals;
		for ( unsigned j = 0; j < n && best; j += 1 ) {
			if ( j == i || ct( at[j]->type ) != t || type_canon( at[j]->type ).quals != quals ) continue;
			/* their packs differ */
			if ( at[i]->open && at[j]->open && at[i]->binding == at[j]->binding ) continue;
			int order = compare( at[j], at[i] );
			if ( order < 0 ) best = false;
			if ( order == 0 ) tied = true;
		}
		if ( ! best ) continue;
		if ( tied ) ambiguous += 1; else kept[k++] = at[i];
	}
	if ( k == 1 && ! kept[0]->deleted && ! kept[0]->open ) return set_single( cand_commit( e, kept[0] ) );
	if ( k ) return (Set){ .at = kept, .n = k };
	if ( ambiguous ) {
		explain_ambiguous( e, at, n );
		return set_single( rexpr_bad( e ) );
	}
	return (Set){ 0 };
}

/* ===== choosing ========================================================================================= */

/* A variable that has its name in common with functions only is what C programmers mean by it. */
static Cand * only_object( Cand ** tied, unsigned ties ) {
	Cand * object = NULL;
	for ( unsigned i = 0; i < ties; i += 1 ) {
		if ( KIND_OF( tied[i]->type ) == TY_FUNCTION ) continue;
		if ( object ) return NULL;
		object = tied[i];
	}
	return object;
}

/* The one cheapest by `cost` (parallel to the candidates), or an error. */
static Node * choose_by( Node * e, Cand ** at, const Cost * cost, const Cost * own, unsigned n ) {
	unsigned best = 0, ties = 0;
	for ( unsigned i = 1; i < n; i += 1 ) if ( cost[i] < cost[best] ) best = i;
	Cand ** tied = scratch( sizeof( Cand * ) * n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( cost[i] != cost[best] || at[i]->deleted > at[best]->deleted ) continue;
		if ( own[i] > own[best] ) continue;
		if ( own[i] < own[best] || at[i]->own < at[best]->own || at[i]->deleted < at[best]->deleted ) {
			ties = 0;
			best = i;
		}
		if ( at[i]->own == at[best]->own ) tied[ties++] = at[i];
	}
	if ( ties > 1 ) {
		Cand * object = only_object( tied, ties );
		if ( object ) return cand_commit( e, object );
		explain_ambiguous( e, tied, ties );
		return rexpr_bad( e );
	}
	return cand_commit( e, at[best] );
}

static Node * choose_cost( Node * e, Set s, Cost (*extra)( const Cand *, const void * ),
	const void * context ) {
	if ( s.single ) return s.single;
	if ( ! s.n ) return rexpr_bad( e );
	Cost * cost = scratch( sizeof( Cost ) * s.n ), * own = scratch( sizeof( Cost ) * s.n );
	unsigned possible = 0;
	const Cand * open = NULL;
	assertion_at( e->loc );
	for ( unsigned i = 0; i < s.n; i += 1 ) {
		if ( s.at[i]->open ) {
			Cand * closed = polymorph_close( s.at[i], context ? *(const QType *)context : QT_NONE );
			if ( ! closed ) {
				open = s.at[i];
				cost[i] = COST_INFINITE;
				continue;
			}
			s.at[i] = closed;
		}
		if ( ! context && KIND_OF( s.at[i]->type ) == TY_OPERATORS ) {      /* which one, nobody says */
			cost[i] = COST_INFINITE;
			continue;
		}
		Cost conversion = extra ? extra( s.at[i], context ) : COST_ZERO;
		/* deeper conversions are preferred (5.3.2) */
		own[i] = context ? conversion : COST_ZERO;
		cost[i] = cost_add( s.at[i]->cost, conversion );
		possible += cost[i] != COST_INFINITE;
	}
	if ( ! possible && open && (! context || s.n == 1) ) {
		polymorph_undetermined( e, open, context ? *(const QType *)context : QT_NONE );
		return rexpr_bad( e );
	}
	if ( ! possible ) return NULL;
	return choose_by( e, s.at, cost, own, s.n );
}

/* A value without a type it should have: nothing but the name of a built-in operator has no cheapest one. */
static Node * one_of( Node * e, Node * chosen ) {
	if ( chosen ) return chosen;
	diag_error( e->loc, "an operator is many functions: only where one of a certain type is wanted can its name be a value" );
	return rexpr_bad( e );
}

Node * cand_choose( Node * e, Set s ) { return one_of( e, choose_cost( e, s, NULL, NULL ) ); }

/* Statement context: void is free, other values are discarded (5.4). */
static Cost discard( const Cand * c, const void * context ) {
	(void)context;
	return KIND_OF( c->type ) == TY_VOID ? COST_ZERO
		: convert_cost( type_bare( c->type ), type_void(), false );
}
Node * cand_choose_statement( Node * e, Set s ) { return one_of( e, choose_cost( e, s, discard, NULL ) ); }

/* What has a truth value by itself, at the price of its comparison with 0 (chapter 03, 2.2). */
static Cost truth( const Cand * c, const void * context ) {
	(void)context;
	QType q = cand_value_type( c );
	Rule rule;
	if ( rule_binary( OP_NE, q, type_basic( B_ZERO ), &rule ) ) return rule.cost;
	return KIND_OF( q ) == TY_BASIC || KIND_OF( q ) == TY_POINTER || KIND_OF( q ) == TY_ENUM
		? cost_of( COST_UNSAFE, 1 )
		: KIND_OF( q ) == TY_LITERAL_POINTER ? COST_ZERO : COST_INFINITE;
}
Node * cand_choose_condition( Node * e, Set s ) {
	Node * done = choose_cost( e, s, truth, NULL );
	return done ? done : cand_choose( e, s );
}

static Cost integral( const Cand * c, const void * context ) {
	(void)context;
	QType q = cand_value_type( c );
	bool literal = KIND_OF( q ) == TY_BASIC && basic_info[ct( q )->basic].cls & BC_LITERAL;
	return type_is_integer( q ) || KIND_OF( q ) == TY_ENUM || literal ? COST_ZERO : COST_INFINITE;
}
Node * cand_choose_integral( Node * e, Set s ) {
	Node * done = choose_cost( e, s, integral, NULL );
	return done ? done : cand_choose( e, s );
}

Cost cand_convert_cost( const Cand * c, QType to ) {
	if ( c->open && ! (c = polymorph_close( (Cand *)c, to )) ) return COST_INFINITE;
	QType from = KIND_OF( to ) == TY_REFERENCE ? c->type : type_decay( c->type );
	if ( ct( from ) == ct( to ) && KIND_OF( to ) != TY_REFERENCE ) return COST_ZERO;
	return convert_cost( from, to, c->lvalue );
}
static Cost by_assignment( const Cand * c, const void * to ) {
	return cand_convert_cost( c, *(const QType *)to );
}
static Cost by_cast( const Cand * c, const void * to ) {
	QType target = *(const QType *)to;
	return cast_cost( KIND_OF( target ) == TY_REFERENCE ? c->type : type_decay( c->type ),
		target, c->lvalue );
}
/* The return cast: the very type and no conversion (4.8). */
static Cost by_type( const Cand * c, const void * to ) {
	return ct( cand_value_type( c ) ) == ct( *(const QType *)to ) ? COST_ZERO : COST_INFINITE;
}

Node * cand_choose_as( Node * e, Set s, QType target, bool cast ) {
	Node * done = choose_cost( e, s, cast ? by_cast : by_assignment, &target );
	if ( done ) return done;
	explain_none( e, &s, target, cast );
	return rexpr_bad( e );
}

static Node * choose_exactly( Node * e, Set s, QType target ) {
	Node * done = choose_cost( e, s, by_type, &target );
	if ( done ) return done;
	explain_none( e, &s, target, true );
	return rexpr_bad( e );
}

/* ===== sets of the forms ================================================================================ */

/* The body of a header's function is resolved where it is needed first, behind variables of the program that
   it cannot mean when it has one of the name itself. */
static bool is_foreign( const Binding * b, const Binding * first ) {
	return first->level > 1 && b->level == 1 && b->decl->kind == D_OBJECT && ! (b->decl->flags & NF_HEADER)
		&& current_function && current_function->decl->flags & NF_HEADER;
}

static Set name_set( Name * n ) {
	Binding * first = scope_lookup( n->id );
	QType family = intrinsic_family( n->id );
	if ( ! family.type && (! first || (! first->outer && ! binding_polymorphic( first ))) )
		return set_single( rexpr_name( n, first ) );
	unsigned count = 1;
	for ( Binding * b = first; b; b = b->outer ) count += 1;
	Set s = { .at = scratch( sizeof( Cand * ) * count ) };
	for ( Binding * b = first; b; b = b->outer ) {
		if ( is_foreign( b, first ) ) continue;
		QType type = binding_type( b );
		if ( type_is_error( type ) ) continue;
		Cand * c = binding_polymorphic( b ) ? polymorph_name( b ) : cand_new( type, COST_ZERO, COST_ZERO, 0 );
		c->binding = b;
		c->lvalue = b->decl->kind != D_ENUMERATOR && KIND_OF( type ) != TY_FUNCTION;
		c->deleted = binding_deleted( b );
		s.at[s.n++] = c;
	}
	if ( family.type ) s.at[s.n++] = cand_new( family, COST_ZERO, COST_ZERO, 0 );
	return s.n ? s : set_single( rexpr_bad( (Node *)n ) );
}

/* & and __extension__ take the candidates of their operand over. */
static Set pass_set( Unary * u, Set arg ) {
	if ( arg.single ) { u->arg = arg.single; return set_single( rexpr_unary( u ) ); }
	Set s = { .at = scratch( sizeof( Cand * ) * arg.n ) };
	for ( unsigned i = 0; i < arg.n; i += 1 ) {
		Cand * a = arg.at[i];
		bool reference = KIND_OF( a->type ) == TY_REFERENCE, address = u->op == OP_ADDR;
		if ( KIND_OF( a->type ) == TY_OPERATORS ) address = false;
		if ( address && ! a->lvalue && ! reference && KIND_OF( a->type ) != TY_FUNCTION ) continue;
		bool form = ! (a->binding && u->arg->kind != E_NAME)
			&& rexpr_is_lvalue_form( a->node ? a->node : u->arg );
		QType type = address ? rexpr_address_type( a->type, form ) : a->type;
		Cand * c = cand_new( type, a->cost, COST_ZERO, 1 );
		c->sub[0] = a;
		c->deleted = a->deleted;
		c->open = a->open;
		c->lvalue = address ? KIND_OF( type ) == TY_REFERENCE : a->lvalue;
		s.at[s.n++] = c;
	}
	if ( s.n ) return s;
	diag_error( u->loc, "cannot take the address of a value" );
	return set_single( rexpr_bad( (Node *)u ) );
}

static Set unary_set( Unary * u ) {
	if ( u->op == OP_REAL || u->op == OP_IMAG ) {
		u->arg = rexpr_one( u->arg );
		return set_single( rexpr_unary( u ) );
	}
	Set arg = cand_set( u->arg );
	if ( u->op == OP_ADDR || u->op == OP_EXTENSION ) return pass_set( u, arg );
	return overload_unary( u, &arg );
}

/* One binary operator, its operands' sets known. */
static Set binary_set( Binary * b, Set l ) {
	if ( b->op == OP_ANDAND || b->op == OP_OROR ) {
		b->lhs = resolve_condition( cand_choose_condition( b->lhs, l ) );
		b->rhs = resolve_condition( b->rhs );
		return set_single( rexpr_binary( b ) );
	}
	if ( b->op == OP_COMMA ) {
		b->lhs = cand_choose_statement( b->lhs, l );
		Set r = cand_set( b->rhs );
		if ( r.single ) { b->rhs = r.single; return set_single( rexpr_binary( b ) ); }
		Set s = { .at = scratch( sizeof( Cand * ) * r.n ), .n = r.n };
		for ( unsigned i = 0; i < r.n; i += 1 ) {
			s.at[i] = cand_new( r.at[i]->type, r.at[i]->cost, COST_ZERO, 1 );
			s.at[i]->sub[0] = r.at[i];
			s.at[i]->open = r.at[i]->open;
			s.at[i]->lvalue = r.at[i]->lvalue;
			s.at[i]->deleted = r.at[i]->deleted;
		}
		return s;
	}
	Set operands[2] = { l, cand_set( b->rhs ) };
	return overload_binary( b, operands );
}

/* A chain a | b | c ... leans left: its spine is walked with a loop, as in C mode. */
static Set spine_set( Binary * top ) {
	Binary * b = top;
	while ( b->lhs->kind == E_BINARY && ! rexpr_type( b->lhs ).type ) {
		b->lhs->next = (Node *)b;
		b = AS( Binary, b->lhs );
	}
	Set s = cand_set( b->lhs );
	for ( ;; ) {
		Binary * outer = b == top ? NULL : AS( Binary, b->next );
		if ( outer ) b->next = NULL;
		s = binary_set( b, s );
		if ( ! outer ) return s;
		if ( s.single ) outer->lhs = s.single;
		b = outer;
	}
}

/* x ?: z of what needs a test by call: x is evaluated once (chapter 03, 2.2.2). */
static void split_omitted( Cond * c ) {
	c->cond = rexpr_one( c->cond );
	TypeKind kind = KIND_OF( rexpr_value_type( c->cond ) );
	if ( rexpr_is_error( c->cond ) || kind == TY_BASIC || kind == TY_POINTER || kind == TY_ENUM
		|| kind == TY_LITERAL_POINTER )
		return;
	c->a = lifetime_once( &c->cond );
}

static Set cond_set( Cond * c ) {
	if ( ! c->a ) split_omitted( c );
	c->cond = resolve_condition( c->cond );
	Set a = c->a ? cand_set( c->a ) : set_single( c->cond ), b = cand_set( c->b );
	if ( c->a && a.single && b.single && ct( rexpr_type( a.single ) ) != ct( rexpr_type( b.single ) ) ) {
		c->a = a.single;
		c->b = b.single;
		a = enum_value_set( a );
		b = enum_value_set( b );
	}
	if ( (a.single && b.single) || ! c->a || set_is_error( &a ) || set_is_error( &b ) ) {
		if ( c->a ) c->a = cand_choose( c->a, a );
		c->b = cand_choose( c->b, b );
		return set_single( rexpr_cond( c ) );
	}
	unsigned an, bn, n = 0;
	Cand ** al = set_list( &a, &an ), ** bl = set_list( &b, &bn );
	Cand ** found = scratch( sizeof( Cand * ) * an * bn );
	for ( unsigned i = 0; i < an; i += 1 ) for ( unsigned j = 0; j < bn; j += 1 ) {
		Cand * x = al[i], * y = bl[j];
		if ( (x->open || y->open) && ! overload_close( &x, &y ) ) continue;
		QType type = rule_cond( cand_value_type( x ), cand_value_type( y ) );
		if ( ! type.type ) continue;
		Cost own = COST_ZERO;
		if ( ! type_is_void( type ) )
			own = cost_add( cand_convert_cost( x, type ), cand_convert_cost( y, type ) );
		if ( own == COST_INFINITE ) continue;
		Cand * both = cand_new( type, cost_add( own, cost_add( x->cost, y->cost ) ), own, 2 );
		both->sub[0] = x;
		both->sub[1] = y;
		both->deleted = x->deleted || y->deleted;
		found[n++] = both;
	}
	Set s = set_prune( (Node *)c, found, n );
	if ( s.single || s.n ) return s;
	diag_error( c->loc, "the alternatives have no common type" );
	return set_single( rexpr_bad( (Node *)c ) );
}

/* ( thread & )e is the descriptor: the injected member, else *get_thread( e ) (chapter 06, 6.3.5). */
static Set keyword_cast_set( Cast * c ) {
	static const struct { const char * keyword, * descriptor, * field, * getter; } kinds[] = {
		[AGG_GENERATOR] = { "generator", "generator$", "__generator_state", "get_generator" },
		[AGG_COROUTINE] = { "coroutine", "coroutine$", "__cor", "get_coroutine" },
		[AGG_MONITOR] = { "monitor", "monitor$", "__mon", "get_monitor" },
		[AGG_THREAD] = { "thread", "thread$", "__thrd", "get_thread" },
	};
	Loc at = c->loc;
	Node * next = c->next;
	const char * keyword = kinds[c->key].keyword;
	Node * descriptor = scope_lookup_tag( intern_cstr( kinds[c->key].descriptor ), false );
	if ( ! descriptor || (descriptor->kind == D_AGG && ! AS( Agg, descriptor )->complete) ) {
		diag_error( at, "%s keyword requires %ss to be in scope, add #include <%s.hfa>", keyword,
			keyword, keyword );
		return set_single( rexpr_bad( (Node *)c ) );
	}
	Node * object = rexpr_one( c->arg ), * made;
	if ( rexpr_is_error( object ) ) return set_single( rexpr_bad( (Node *)c ) );
	QType q = rexpr_type( object );
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	Str * field = intern_cstr( kinds[c->key].field );
	Decl * path[64];
	unsigned depth = 0;
	if ( type_is_aggregate( q ) && find_member( AS( Agg, ct( q )->decl ), field, path, &depth ) ) {
		Member * m = MAKE( Member, E_MEMBER, at );
		m->object = object;
		m->name = field;
		m->tuple_index = -1;
		made = (Node *)m;
	} else {
		Call * call = MAKE( Call, E_CALL, at );
		Name * getter = MAKE( Name, E_NAME, at );
		Unary * deref = MAKE( Unary, E_UNARY, at );
		getter->id = intern_cstr( kinds[c->key].getter );
		call->fn = (Node *)getter;
		call->args = object;
		deref->op = OP_DEREF;
		deref->arg = (Node *)call;
		made = (Node *)deref;
	}
	made->next = next;
	made->flags |= NF_PAREN;
	return cand_set( made );
}

static Set cast_set( Cast * c ) {
	if ( c->form == CAST_KEYWORD_REF || c->form == CAST_KEYWORD_PTR ) return keyword_cast_set( c );
	bool known = c->form == CAST_PLAIN || c->form == CAST_RETURN || c->form == CAST_IMPLICIT;
	if ( known && ! c->to.type ) c->to = resolve_type( c->spec, NULL );
	Set arg = cand_set( c->arg );
	if ( arg.single ) c->arg = arg.single;
	else if ( ! known || type_is_error( c->to ) || type_is_void( c->to ) )
		c->arg = cand_choose_statement( c->arg, arg );
	else if ( c->form == CAST_RETURN ) c->arg = choose_exactly( c->arg, arg, c->to );
	else c->arg = cand_choose_as( c->arg, arg, c->to, true );
	return set_single( rexpr_cast( c ) );
}

_Static_assert( sizeof( Index ) == sizeof( Call ), "a subscript may become a call" );

/* a[ x, y ] is a[ [ x, y ] ] (chapter 03, 2.1), that is ?[?]( a, x, y ): only functions take several
   indexes. */
static Set indexes_set( Index * i, Node * indexes, Str * name ) {
	Name * fn = MAKE( Name, E_NAME, i->loc );
	Call * c = AS( Call, i );
	fn->id = name;
	i->base->next = indexes;
	*c = (Call){ .kind = E_CALL, .flags = c->flags, .loc = c->loc, .next = c->next, .fn = (Node *)fn,
		.args = i->base };
	return overload_call( c );
}

static Set index_set( Index * i ) {
	Str * name = intern_cstr( "?[?]" );
	Node * one = i->indexes, * several = one && ! one->next && one->kind == E_TUPLE
		? AS( TupleExpr, one )->elems : one;
	if ( several && several->next && scope_lookup( name ) ) return indexes_set( i, several, name );
	if ( one && one->next ) {
		TupleExpr * t = MAKE( TupleExpr, E_TUPLE, one->loc );
		t->elems = one;
		i->indexes = (Node *)t;
	}
	Set operands[2] = { cand_set( i->base ), cand_set( i->indexes ) };
	return overload_index( i, operands );
}

/* A function for the assignment of something else to a tuple: ?=?( [int, int] &, fraction ). */
static Set tuple_function_set( Assign * a, Set * operands ) {
	unsigned n = 0, k = 0;
	Binding * first = a->op == OP_NONE ? scope_lookup( life_name( LIFE_ASSIGN ) ) : NULL;
	bool whole = operands[1].single && type_is_tuple( rexpr_value_type( operands[1].single ) );
	for ( Binding * b = first; b && ! whole; b = b->outer ) n += 1;
	Cand ** found = scratch( sizeof( Cand * ) * (n + 1) );
	for ( Binding * b = first; b && ! whole; b = b->outer ) {
		const Type * t = b->decl->kind == D_ENUMERATOR ? NULL : life_subject( AS( Decl, b->decl ) );
		Cand * c = t && type_is_tuple( qt( t, 0 ) ) ? overload_match( b, operands, 2 ) : NULL;
		if ( c ) found[k++] = c;
	}
	return k ? set_prune( (Node *)a, found, k ) : (Set){ 0 };
}

/* What it costs to assign to the components, one by one: each must be an object, whatever else has its name
   (04, 4.9). */
static Cost assigned_by_parts( const Cand * target, const void * right ) {
	Set values = *(const Set *)right;
	unsigned n, parts = ct( target->type )->n;
	Cand ** list = set_list( &values, &n );
	Cost least = COST_INFINITE;
	for ( unsigned j = 0; j < n; j += 1 ) {
		QType from = type_bare( list[j]->type );
		bool multiple = type_is_tuple( from ) && ct( from )->n == parts;
		Cost cost = list[j]->cost;
		for ( unsigned i = 0; i < parts && cost != COST_INFINITE; i += 1 ) {
			const Cand * part = target->sub[i];
			QType to = ct( target->type )->args[i];
			bool object = (part->lvalue || KIND_OF( part->type ) == TY_REFERENCE)
				&& ! type_is_function( type_bare( part->type ) );
			Cost one = object ? convert_cost( type_bare( multiple ? ct( from )->args[i] : from ), to, true )
				: COST_INFINITE;
			cost = one == COST_INFINITE ? one : cost_add( cost, one );
		}
		if ( cost < least ) least = cost;
	}
	return least;
}

static Set assign_set( Assign * a ) {
	Set operands[2] = { cand_set( a->lhs ), cand_set( a->rhs ) };
	if ( a->lhs->kind == E_TUPLE && ! operands[0].single && operands[0].n ) {
		Node * chosen = choose_cost( a->lhs, operands[0], assigned_by_parts, &operands[1] );
		if ( chosen ) operands[0] = set_single( chosen );
	}
	if ( operands[0].single && tuple_assigns( a, operands[0].single ) ) {
		a->lhs = operands[0].single;
		Set s = tuple_function_set( a, operands );
		if ( s.single || s.n ) return s;
		bool fits = false;                              /* else one value for all components, or an error */
		QType to = rexpr_value_type( a->lhs );
		for ( unsigned i = 0; i < operands[1].n && ! operands[1].single; i += 1 )
			fits |= cand_convert_cost( operands[1].at[i], to ) != COST_INFINITE;
		a->rhs = fits ? cand_choose_as( a->rhs, operands[1], to, false ) : cand_choose( a->rhs, operands[1] );
		if ( rexpr_is_error( a->rhs ) ) return set_single( rexpr_bad( (Node *)a ) );
		Node * made = tuple_assign( a );
		if ( made ) return set_single( made );
		operands[1] = set_single( a->rhs );
	}
	return overload_assign( a, operands );
}

Set cand_set( Node * e ) {
	if ( rexpr_type( e ).type ) return set_single( e );
	rexpr_enter( e );
	Set s;
	switch ( e->kind ) {
	  case E_NAME: s = name_set( AS( Name, e ) ); break;
	  case E_UNARY: s = unary_set( AS( Unary, e ) ); break;
	  case E_BINARY: s = spine_set( AS( Binary, e ) ); break;
	  case E_ASSIGN: s = assign_set( AS( Assign, e ) ); break;
	  case E_COND: s = cond_set( AS( Cond, e ) ); break;
	  case E_TUPLE: s = tuple_set( AS( TupleExpr, e ) ); break;
	  case E_CTOR: s = constructor_set( AS( Call, e ) ); break;
	  case E_DTOR: s = destructor_set( AS( Call, e ) ); break;
	  case E_CALL: case E_POSTFIXCALL: s = overload_call( AS( Call, e ) ); break;
	  case E_INDEX: s = index_set( AS( Index, e ) ); break;
	  case E_MEMBER: s = overload_member( AS( Member, e ) ); break;
	  case E_CAST: s = cast_set( AS( Cast, e ) ); break;
	  default: s = set_single( rexpr_simple( e ) );
	}
	rexpr_leave();
	return s;
}

/* ===== commit =========================================================================================== */

/* A user's operator function: a call of it by name. */
static Node * commit_operator( Node * e, Cand * c, Node * first, Node * second ) {
	Call * call = MAKE( Call, E_CALL, e->loc );
	Name * name = MAKE( Name, E_NAME, e->loc );
	name->id = c->binding->name;
	call->fn = polymorph_commit( rexpr_name( name, c->binding ), c );
	call->next = e->next;
	call->flags |= e->flags & NF_PAREN;
	call->args = cand_commit( first, c->sub[0] );
	call->args->next = second ? cand_commit( second, c->sub[1] ) : NULL;
	if ( second ) call->args->next->next = NULL;
	return rexpr_call( call );
}

static Node * commit_call( Call * call, Cand * c ) {
	if ( c->binding ) call->fn = polymorph_commit( rexpr_name( AS( Name, call->fn ), c->binding ), c );
	unsigned i = 0;
	for ( Node ** p = &call->args; *p; p = &(*p)->next, i += 1 ) *p = cand_commit( *p, c->sub[i] );
	return rexpr_call( call );
}

Node * cand_commit( Node * e, Cand * c ) {
	if ( c->valued ) return enum_value( cand_commit( e, c->valued ) );
	if ( c->node ) {
		if ( c->node == e ) return e;
		Node * next = e->next;
		/* it may be a part of the node: an inline member's object */
		e->next = NULL;
		c->node->next = next;
		return c->node;
	}
	switch ( e->kind ) {
	  case E_NAME:
		if ( KIND_OF( c->type ) == TY_OPERATORS ) return rexpr_typed( e, c->type, false );
		return polymorph_commit( rexpr_name( AS( Name, e ), c->binding ), c );
	  case E_UNARY: {
		Unary * u = AS( Unary, e );
		if ( c->binding ) return commit_operator( e, c, u->arg, NULL );
		u->arg = cand_commit( u->arg, c->sub[0] );
		return rexpr_unary( u );
	  }
	  case E_BINARY: {
		Binary * b = AS( Binary, e );
		if ( c->binding ) return commit_operator( e, c, b->lhs, b->rhs );
		if ( b->op == OP_COMMA ) b->rhs = cand_commit( b->rhs, c->sub[0] );
		else {
			b->lhs = cand_commit( b->lhs, c->sub[0] );
			b->rhs = cand_commit( b->rhs, c->sub[1] );
		}
		return rexpr_binary( b );
	  }
	  case E_ASSIGN: {
		Assign * a = AS( Assign, e );
		if ( c->binding ) return commit_operator( e, c, a->lhs, a->rhs );
		a->lhs = cand_commit( a->lhs, c->sub[0] );
		a->rhs = cand_commit( a->rhs, c->sub[1] );
		return rexpr_assign( a );
	  }
	  case E_COND: {
		Cond * q = AS( Cond, e );
		q->a = cand_commit( q->a, c->sub[0] );
		q->b = cand_commit( q->b, c->sub[1] );
		return rexpr_cond( q );
	  }
	  case E_INDEX: {
		Index * i = AS( Index, e );
		if ( c->binding ) return commit_operator( e, c, i->base, i->indexes );
		i->base = cand_commit( i->base, c->sub[0] );
		i->indexes = cand_commit( i->indexes, c->sub[1] );
		return rexpr_index( i );
	  }
	  case E_TUPLE: return tuple_commit( AS( TupleExpr, e ), c );
	  case E_MEMBER: {
		Member * m = AS( Member, e );
		m->object = cand_commit( m->object, c->sub[0] );
		return rexpr_member( m, c->field );
	  }
	  default:
		return commit_call( AS( Call, e ), c );
	}
}
