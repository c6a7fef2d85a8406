/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Matching: which functions, built-in operators and members of a name fit the candidates of the operands, and
 * at what price (chapter 03, 5.5). The price of a function's arguments is a sum, so each argument's best
 * candidate is found on its own; only the built-in operators, whose instance depends on all operands, look at
 * pairs.
 */
#include <string.h>

#include "Resolve/lifecycle.h"
#include "Resolve/overload.h"
#include "Resolve/polymorph.h"

enum { MAX_ANONYMOUS = 100 };

QType binding_type( const Binding * b ) {
	QType q = b->decl->kind == D_ENUMERATOR ? AS( const Enumerator, b->decl )->type
		: AS( const Decl, b->decl )->type;
	return q.type ? q : QT_ERROR;
}

bool binding_deleted( const Binding * b ) {
	return b->decl->kind != D_ENUMERATOR && AS( const Decl, b->decl )->init_kind == INIT_DELETED;
}

/* A function with forall, its own or its group's. */
bool binding_polymorphic( const Binding * b ) {
	if ( b->decl->kind == D_ENUMERATOR ) return false;
	const Decl * d = AS( const Decl, b->decl );
	return d->poly != NULL;
}

static Str * operator_name( Op op ) {
	static Str * names[OP_COUNT];
	if ( ! names[op] && op_function[op] ) names[op] = intern_cstr( op_function[op] );
	return names[op];
}

static Str * assign_name( Op op ) {
	static Str * names[OP_COUNT];
	if ( ! names[op] ) names[op] = intern_fmt( "?%s=?", op_text[op] );
	return names[op];
}

static Str * index_name( void ) {
	static Str * name;
	return name ? name : (name = intern_cstr( "?[?]" ));
}

bool cand_user_operator( Op op ) { return operator_name( op ) && scope_lookup( operator_name( op ) ); }

/* ===== functions ======================================================================================== */

static const Type * function_of( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	return t->kind == TY_FUNCTION ? t : NULL;
}

/* The argument's candidate that is cheapest for the parameter; NULL if none or the best is not unique. */
static Cand * best_argument( const Set * arg, const QType * param, Cost * own ) {
	unsigned n;
	Cand ** at = set_list( arg, &n ), * best = NULL;
	Cost best_cost = COST_INFINITE;
	bool tied = false;
	for ( unsigned i = 0; i < n; i += 1 ) {
		Cost conversion = param ? cand_convert_cost( at[i], *param )
			/* a variable hides functions here */
			: cost_of( COST_UNSAFE, KIND_OF( at[i]->type ) == TY_FUNCTION ? 2 : 1 );
		if ( conversion == COST_INFINITE ) continue;
		Cost cost = cost_add( at[i]->cost, conversion );
		if ( best && cost == best_cost && conversion == *own ) tied = true;
		if ( best && (cost > best_cost || (cost == best_cost && conversion >= *own)) ) continue;
		tied = false;
		best = at[i];
		best_cost = cost;
		*own = conversion;
	}
	return tied ? NULL : best && best->open && param ? polymorph_close( best, *param ) : best;
}

/* The same where arguments or parameters are tuples: they are compared part by part; the call spreads
   them. */
static Cand * match_tuples( Binding * b, const Type * f, const Set * args, unsigned n, bool open ) {
	QType result = KIND_OF( f->of ) == TY_REFERENCE ? f->of : type_unqualified( f->of );
	Cand * c = cand_new( result, COST_ZERO, COST_ZERO, n );
	c->cost = c->own = tuple_arguments( args, n, f, open, c->sub );
	if ( c->cost == COST_INFINITE ) return NULL;
	c->binding = b;
	c->deleted = binding_deleted( b );
	c->lvalue = KIND_OF( result ) == TY_REFERENCE;
	return c;
}

/* The function as a candidate for these arguments, NULL if it does not fit (5.5.5, 5.5.6); several by
   `other`. */
static Cand * match_function( Binding * b, const Set * args, unsigned n ) {
	const Type * f = shape_callee( b );
	if ( ! f ) return NULL;
	if ( binding_polymorphic( b ) ) return polymorph_match( b, args, n );
	bool open = f->fn_flags & (FN_VARIADIC | FN_UNSPECIFIED);
	if ( tuple_involved( args, n, f ) ) return match_tuples( b, f, args, n, open );
	if ( n > f->n && ! open ) return NULL;
	if ( n < f->n && ! (f->fn_flags & FN_UNSPECIFIED) ) {
		Name callee = { .kind = E_NAME, .id = b->name, .decl = b->decl };
		for ( unsigned i = n; i < f->n; i += 1 )
			if ( ! rexpr_default_argument( (Node *)&callee, i ) ) return NULL;
	}
	QType result = KIND_OF( f->of ) == TY_REFERENCE ? f->of : type_unqualified( f->of );
	Cand * c = cand_new( result, COST_ZERO, COST_ZERO, n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		Cost own = COST_ZERO;
		Cand * best = best_argument( &args[i], i < f->n ? &f->args[i] : NULL, &own );
		if ( ! best ) return NULL;
		c->sub[i] = best;
		c->own = cost_add( c->own, own );
		c->cost = cost_add( c->cost, best->cost );
		c->deleted |= best->deleted;
	}
	c->cost = cost_add( c->cost, c->own );
	c->binding = b;
	c->deleted |= binding_deleted( b );
	c->lvalue = KIND_OF( result ) == TY_REFERENCE;
	return c;
}

Cand * overload_match( Binding * b, const Set * args, unsigned n ) {
	return match_function( b, args, n );
}
Cand * overload_argument( const Set * arg, QType param, Cost * own ) {
	return best_argument( arg, &param, own );
}

/* Candidates being collected, the linked ones of a polymorphic function one by one. */
typedef struct Collected { Cand ** at; unsigned n, room; } Collected;

static void collect_ways( Collected * f, Cand * c ) {
	for ( ; c; c = c->other ) {
		if ( f->n == f->room ) {
			f->room = 2 * f->room + 16;
			Cand ** more = scratch( sizeof( Cand * ) * f->room );
			if ( f->n ) memcpy( more, f->at, sizeof( Cand * ) * f->n );
			f->at = more;
		}
		f->at[f->n++] = c;
	}
}

/* ===== operators ======================================================================================== */

static Node ** operand_slot( Node * e, unsigned i ) {
	switch ( e->kind ) {
	  case E_UNARY: return &AS( Unary, e )->arg;
	  case E_BINARY: return i ? &AS( Binary, e )->rhs : &AS( Binary, e )->lhs;
	  case E_ASSIGN: return i ? &AS( Assign, e )->rhs : &AS( Assign, e )->lhs;
	  default: return i ? &AS( Index, e )->indexes : &AS( Index, e )->base;
	}
}

static Node * type_node( Node * e ) {
	switch ( e->kind ) {
	  case E_UNARY: return rexpr_unary( AS( Unary, e ) );
	  case E_BINARY: return rexpr_binary( AS( Binary, e ) );
	  case E_ASSIGN: return rexpr_assign( AS( Assign, e ) );
	  default: return rexpr_index( AS( Index, e ) );
	}
}

/* Price and type of the built-in instance for one choice of operands. */
static bool builtin_rule( const Node * e, Op op, const Cand * l, const Cand * r, Rule * rule ) {
	switch ( e->kind ) {
	  case E_UNARY:
		return rule_unary( op, op == OP_DEREF || op == OP_NOT ? cand_value_type( l ) : type_decay( l->type ),
		l->lvalue, rule );
	  case E_BINARY: return rule_binary( op, cand_value_type( l ), cand_value_type( r ), rule );
	  case E_ASSIGN: return rule_assign( op, l->type, l->lvalue, cand_value_type( r ), rule );
	  default: return rule_index( cand_value_type( l ), cand_value_type( r ), rule );
	}
}

bool overload_builtin( const Node * e, const Cand * l, const Cand * r, Rule * rule ) {
	int op = e->kind == E_UNARY ? AS( const Unary, e )->op : e->kind == E_BINARY ? AS( const Binary, e )->op
		: e->kind == E_ASSIGN ? AS( const Assign, e )->op : (int)OP_NONE;
	return builtin_rule( e, op, l, r, rule );
}

/* An operand that its context must determine becomes what the other one is. */
bool overload_close( Cand ** left, Cand ** right ) {
	Cand * l = *left, * r = *right;
	if ( r && r->open && ! l->open ) *right = polymorph_close( r, cand_value_type( l ) );
	else if ( r && l->open && ! r->open ) *left = polymorph_close( l, cand_value_type( r ) );
	else {
		*left = polymorph_close( l, QT_NONE );
		if ( r ) *right = polymorph_close( r, QT_NONE );
	}
	return *left && (! r || *right);
}

/* Built-in interpretations of minimal cost (5.5.7). Returns how many. */
static unsigned match_builtin( Node * e, Op op, Set * operands, unsigned n, Cand ** found ) {
	unsigned ln, rn = 1, count = 0;
	Cand ** l = set_list( &operands[0], &ln ), ** r = n == 2 ? set_list( &operands[1], &rn ) : NULL;
	Cost best = COST_INFINITE;
	for ( unsigned i = 0; i < ln; i += 1 ) for ( unsigned j = 0; j < rn; j += 1 ) {
		Rule rule;
		Cand * left = l[i], * right = r ? r[j] : NULL;
		/* the context may tell what *new( x ) is */
		bool open = e->kind == E_UNARY && op == OP_DEREF && left->open;
		if ( ! open && (l[i]->open || (right && right->open)) ) {
			if ( ! overload_close( &left, &right ) ) continue;
		}
		if ( ! builtin_rule( e, op, left, right, &rule ) ) continue;
		bool function = KIND_OF( l[i]->type ) == TY_FUNCTION
			|| (right && KIND_OF( right->type ) == TY_FUNCTION);
		/* a variable of the name is meant first */
		if ( function ) rule.cost = cost_add( rule.cost, cost_of( COST_REF, 1 ) );
		Cost cost = cost_add( rule.cost, right ? cost_add( left->cost, right->cost ) : left->cost );
		if ( cost > best ) continue;
		if ( cost < best ) count = 0;
		best = cost;
		Cand * c = cand_new( rule.type, cost, rule.cost, n );
		c->sub[0] = left;
		if ( right ) c->sub[1] = right;
		c->lvalue = rule.lvalue;
		c->open = open;
		c->deleted = left->deleted || (right && right->deleted);
		found[count++] = c;
	}
	return count;
}

static QType operand_type( const Set * s ) {
	if ( s->single ) return rexpr_value_type( s->single );
	for ( unsigned i = 0; i < s->n; i += 1 )
		if ( KIND_OF( s->at[i]->type ) != TY_VOID ) return cand_value_type( s->at[i] );
	return QT_ERROR;
}

/* Assignments are told apart by what they assign to. */
static bool assigns_to( const Binding * b, const void * type ) {
	return life_subject( AS( const Decl, b->decl ) ) == type;
}

/* Does it denote no object in any interpretation? */
static bool is_value( const Set * s ) {
	if ( s->single )
		return ! (s->single->flags & NF_LVALUE) && KIND_OF( rexpr_type( s->single ) ) != TY_REFERENCE;
	for ( unsigned i = 0; i < s->n; i += 1 )
		if ( s->at[i]->lvalue || KIND_OF( s->at[i]->type ) == TY_REFERENCE ) return false;
	return true;
}

/* Do so many polymorphic functions fit but for what they require that it says nothing to tell it of one? */
static bool many_unsatisfied( Cand ** found, unsigned n ) {
	unsigned count = 0;
	for ( unsigned i = 0; i < n; i += 1 ) count += found[i]->poly && ! found[i]->open;
	return count > 2 && ! options.deterministic;
}

/* Can only the context tell what it is? */
static bool is_open( const Set * operand ) {
	if ( operand->single || ! operand->n ) return false;
	for ( unsigned k = 0; k < operand->n; k += 1 ) if ( ! operand->at[k]->open ) return false;
	return true;
}

/* An operand whose types nothing tells, not even what it is assigned to, is to blame itself. */
static bool explain_open_operand( Node * e, const Set * operands, unsigned n ) {
	bool assigned = e->kind == E_ASSIGN && operands[0].single;
	if ( ! is_open( &operands[n - 1] ) || (n == 2 && ! assigned && ! is_open( &operands[0] )) ) return false;
	polymorph_undetermined( *operand_slot( e, assigned ), operands[assigned].at[0],
		assigned ? rexpr_value_type( operands[0].single ) : QT_NONE );
	return true;
}

/* No interpretation: say which operators there are. */
static Set no_operator( Node * e, Op op, Set * operands, unsigned n, Binding * users ) {
	if ( op == OP_NOT && operands[0].single ) return set_single( type_node( e ) );
	if ( explain_unfit( e ) ) return set_single( rexpr_bad( e ) );
	if ( explain_open_operand( e, operands, n ) ) return set_single( rexpr_bad( e ) );
	if ( e->kind == E_ASSIGN && is_value( &operands[0] ) )
		diag_error( AS( Assign, e )->lhs->loc, "lvalue required as left operand of assignment" );
	else if ( users || e->kind == E_INDEX )
		explain_candidates( e->loc, e->kind == E_INDEX ? "?[?]" : explain_operator( e ), operands, n, users,
			e->kind == E_ASSIGN ? assigns_to : NULL, ct( operand_type( &operands[0] ) ) );
	else
		explain_operands( op, e, operand_type( &operands[0] ),
			n == 2 ? operand_type( &operands[1] ) : QT_NONE );
	return set_single( rexpr_bad( e ) );
}

static Cost least_cost( const Set * s ) {
	Cost least = s->single ? COST_ZERO : COST_INFINITE;
	for ( unsigned i = 0; ! s->single && i < s->n; i += 1 )
		if ( s->at[i]->cost < least ) least = s->at[i]->cost;
	return least;
}

/* forall( S & ) S & ?|?( S &, T ): its result is its first operand's type, or void. Is there a function
   without forall that gives the same, needs no conversion dearer than a type variable, and takes the operands
   at their cheapest? */
static bool is_beaten( const Binding * b, Cand ** found, unsigned k, const Set * operands, unsigned n ) {
	const Type * f = function_of( binding_type( b ) );
	if ( ! f || ! f->n || KIND_OF( f->args[0] ) != TY_REFERENCE || KIND_OF( ct( f->args[0] )->of ) != TY_VAR )
		return false;
	bool same = ct( f->of ) == ct( f->args[0] );
	if ( ! same && KIND_OF( f->of ) != TY_VOID ) return false;
	Cost least = COST_ZERO;
	for ( unsigned i = 0; i < n; i += 1 ) least = cost_add( least, least_cost( &operands[i] ) );
	for ( unsigned i = 0; i < k; i += 1 ) {
		const Cand * c = found[i];
		if ( c->own >= cost_of( COST_POLY, 1 ) || c->deleted || c->poly
			|| c->cost != cost_add( least, c->own ) )
			continue;
		if ( ! same && KIND_OF( c->type ) == TY_VOID ) return true;
		if ( ! same || KIND_OF( c->type ) != TY_REFERENCE ) continue;
		unsigned count;
		Cand ** first = set_list( &operands[0], &count );
		/* whatever the operand is taken as: its type is the result's */
		bool only = true;
		for ( unsigned j = 0; j < count && only; j += 1 ) {
			QType q = first[j]->type;
			while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
			only = KIND_OF( q ) == TY_VOID || ct( q ) == ct( ct( c->type )->of );
		}
		if ( only ) return true;
	}
	return false;
}

static Set match_operator( Node * e, Op op, Binding * users, Set * operands, unsigned n ) {
	unsigned pairs = 1;
	for ( unsigned i = 0; i < n; i += 1 ) pairs *= operands[i].single ? 1 : operands[i].n;
	Collected found = { scratch( sizeof( Cand * ) * pairs ), 0, pairs };
	unsigned built_in = found.n = match_builtin( e, op, operands, n, found.at );
	Shape shapes[2] = { shape_of( &operands[0] ),
		n == 2 ? shape_of( &operands[1] ) : (Shape){ .any = true } };
	assertion_at( e->loc );
	for ( int polymorphic = 0; polymorphic < 2; polymorphic += 1 )
	for ( Binding * b = users; b; b = b->outer ) {
		if ( binding_polymorphic( b ) != polymorphic || shape_excludes( b, shapes, n ) ) continue;
		if ( polymorphic && is_beaten( b, found.at + built_in, found.n - built_in, operands, n ) ) continue;
		Cand * c = match_function( b, operands, n );
		if ( ! c ) continue;
		bool alike = built_in && (! type_is_aggregate( c->type ) || type_is_aggregate( found.at[0]->type ));
		/* the user's hides it (1.3.5) */
		if ( alike && c->cost == found.at[0]->cost && c->own == found.at[0]->own ) {
			found.n -= built_in;
			memmove( found.at, found.at + built_in, found.n * sizeof( Cand * ) );
			built_in = 0;
		}
		collect_ways( &found, c );
	}
	Set s = set_prune( e, found.at, found.n );
	if ( s.single || s.n ) return s;
	if ( many_unsatisfied( found.at, found.n ) ) {
		explain_operands( op, e, operand_type( &operands[0] ),
			n == 2 ? operand_type( &operands[1] ) : QT_NONE );
		return set_single( rexpr_bad( e ) );
	}
	if ( polymorph_unsatisfied( e->loc, found.at, found.n ) ) return set_single( rexpr_bad( e ) );
	return no_operator( e, op, operands, n, users );
}

/* Does the built-in operator fit without a loss where all else is polymorphic, hence dearer? A subscript of
   other types may still be what the context wants. */
static bool is_plain( Node * e, Op op, Set * operands, unsigned n, Binding * users ) {
	Shape shapes[2] = { { .any = true }, { .any = true } };
	for ( unsigned i = 0; i < n && e->kind == E_INDEX; i += 1 ) shapes[i] = shape_of( &operands[i] );
	for ( Binding * b = users; b; b = b->outer ) {
		if ( ! binding_polymorphic( b ) ) return false;
		if ( e->kind == E_INDEX && ! shape_excludes( b, shapes, n ) ) return false;
	}
	Cand left = { .type = rexpr_type( operands[0].single ), .lvalue = operands[0].single->flags & NF_LVALUE },
		right = { 0 };
	if ( n == 2 )
		right = (Cand){ .type = rexpr_type( operands[1].single ),
			.lvalue = operands[1].single->flags & NF_LVALUE };
	Rule rule;
	if ( type_has_variables( left.type ) || (n == 2 && type_has_variables( right.type )) ) return false;
	return builtin_rule( e, op, &left, n == 2 ? &right : NULL, &rule ) && rule.cost < cost_of( COST_POLY, 1 );
}

static Set overload_operator( Node * e, Op op, Str * name, Set * operands, unsigned n ) {
	bool single = true, error = false;
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( operands[i].single ) *operand_slot( e, i ) = operands[i].single;
		operands[i] = contain_set( enum_value_set( operands[i] ), false );
		if ( ! operands[i].single ) single = false;
		error |= set_is_error( &operands[i] );
	}
	if ( error ) {
		for ( unsigned i = 0; i < n; i += 1 )
			if ( ! operands[i].single ) *operand_slot( e, i ) = rexpr_bad( *operand_slot( e, i ) );
		return set_single( type_node( e ) );
	}
	Binding * users = name ? scope_lookup( name ) : NULL;
	if ( single && (! users || is_plain( e, op, operands, n, users )) ) return set_single( type_node( e ) );
	return match_operator( e, op, users, operands, n );
}

Set overload_unary( Unary * u, Set * arg ) {
	return overload_operator( (Node *)u, u->op, operator_name( u->op ), arg, 1 );
}
Set overload_binary( Binary * b, Set * operands ) {
	return overload_operator( (Node *)b, b->op, operator_name( b->op ), operands, 2 );
}
Set overload_assign( Assign * a, Set * operands ) {
	return overload_operator( (Node *)a, a->op, a->op == OP_AT ? NULL : assign_name( a->op ), operands, 2 );
}
Set overload_index( Index * i, Set * operands ) {
	return overload_operator( (Node *)i, OP_NONE, index_name(), operands, 2 );
}

/* ===== calls ============================================================================================ */

/* Has the operator an assigning form? */
static bool is_assigning( int op ) {
	return op == OP_NONE || (op >= OP_POWER && op <= OP_BITOR && ! (op >= OP_LT && op <= OP_NE));
}

/* The operator expression that a call of an operator function by name means: ?+?( a, b ) is a + b; NULL if
   the name is none of a built-in operator. */
Node * overload_by_name( Call * c ) {
	Str * id = AS( Name, c->fn )->id;
	if ( ! memchr( id->text, '?', id->len ) ) return NULL;
	unsigned n = list_length( c->args );
	Node * first = c->args, * second = first ? first->next : NULL, * made = NULL;
	if ( n == 2 && id == index_name() ) {
		Index * i = MAKE( Index, E_INDEX, c->loc );
		i->base = first;
		i->indexes = second;
		made = (Node *)i;
	}
	for ( int op = OP_NONE; op < OP_COMMA && ! made; op += 1 ) {
		if ( n == 1 && op <= OP_POSTDEC && op_function[op] && operator_name( op ) == id ) {
			Unary * u = MAKE( Unary, E_UNARY, c->loc );
			u->op = op;
			u->arg = first;
			made = (Node *)u;
		} else if ( n == 2 && op >= OP_POWER && op_function[op] && operator_name( op ) == id )
			made = (Node *)rexpr_make_binary( op, c->loc, first, second );
		else if ( n == 2 && is_assigning( op ) && assign_name( op ) == id ) {
			Assign * a = MAKE( Assign, E_ASSIGN, c->loc );
			a->op = op;
			a->lhs = first;
			a->rhs = second;
			made = (Node *)a;
		}
	}
	if ( ! made ) return NULL;
	if ( second ) first->next = NULL;
	made->next = c->next;
	made->flags |= NF_PAREN;
	return made;
}

/* ?+=?( i, 2.7 ) is a call: its argument becomes the parameter's type first (2.4.5). */
static void convert_by_name( Node * e ) {
	Assign * a = AS( Assign, e );
	if ( e->kind != E_ASSIGN || scope_lookup( assign_name( a->op ) ) ) return;
	a->lhs = rexpr_one( a->lhs );
	a->rhs = rexpr_one( a->rhs );
	QType to = rexpr_value_type( a->lhs ), from = rexpr_value_type( a->rhs );
	if ( type_is_arithmetic( to ) && type_is_arithmetic( from ) && ct( to ) != ct( from ) )
		a->rhs = rexpr_implicit( a->rhs, to );
}

/* The callee is known: its parameters choose among the arguments' candidates. */
static Set known_call( Call * c, const Set * args ) {
	const Type * f = rexpr_is_error( c->fn ) ? NULL : function_of( rexpr_type( c->fn ) );
	unsigned i = 0;
	for ( Node ** p = &c->args; *p; p = &(*p)->next, i += 1 ) {
		Set s = args ? args[i] : cand_set( *p );
		*p = s.single ? s.single : f && i < f->n ? cand_choose_as( *p, s, f->args[i], false )
			: cand_choose( *p, s );
	}
	return set_single( rexpr_call( c ) );
}

/* What passing the arguments to a function of this type costs. */
static Cost passing_cost( const Type * f, const Set * args, unsigned n ) {
	if ( ! f || (n != f->n && ! (n > f->n && f->fn_flags & FN_VARIADIC)) ) return COST_INFINITE;
	Cost sum = COST_ZERO;
	for ( unsigned i = 0; i < n; i += 1 ) {
		Cost own = COST_ZERO;
		Cand * best = best_argument( &args[i], i < f->n ? &f->args[i] : NULL, &own );
		if ( ! best ) return COST_INFINITE;
		sum = cost_add( sum, cost_add( best->cost, own ) );
	}
	return sum;
}

/* table.put( x ): where several members or objects are called that, the arguments tell which is meant
   (5.5). */
static Set member_call( Call * c, Set callee ) {
	unsigned n = list_length( c->args ), k = 0, i = 0;
	Set * args = scratch( sizeof( Set ) * (n + 1) );
	for ( Node ** p = &c->args; *p; p = &(*p)->next, i += 1 ) {
		args[i] = cand_set( *p );
		if ( args[i].single ) *p = args[i].single;
	}
	Cand ** best = scratch( sizeof( Cand * ) * callee.n );
	Cost least = COST_INFINITE;
	for ( i = 0; i < callee.n; i += 1 ) {
		Cost passing = passing_cost( function_of( callee.at[i]->type ), args, n );
		Cost cost = passing == COST_INFINITE ? COST_INFINITE : cost_add( callee.at[i]->cost, passing );
		if ( cost == COST_INFINITE || cost > least ) continue;
		if ( cost < least ) k = 0;
		least = cost;
		best[k++] = callee.at[i];
	}
	c->fn = cand_choose( c->fn, k ? (Set){ .at = best, .n = k } : callee );
	return known_call( c, args );
}

/* Candidates of a call by an overloaded name. */
static Set overloaded_call( Call * c, Binding * first ) {
	unsigned n = list_length( c->args ), i = 0;
	Set * args = scratch( sizeof( Set ) * (n + 1) );
	bool error = false;
	for ( Node ** p = &c->args; *p; p = &(*p)->next, i += 1 ) {
		args[i] = cand_set( *p );
		if ( args[i].single ) *p = args[i].single;
		error |= set_is_error( &args[i] );
	}
	Collected found = { 0 };
	Shape * shapes = scratch( sizeof( Shape ) * (n + 1) );
	for ( unsigned k = 0; k < n; k += 1 ) shapes[k] = shape_of( &args[k] );
	assertion_at( c->loc );
	for ( Binding * b = first; b && ! error; b = b->outer ) {
		if ( shape_excludes( b, shapes, n ) ) continue;
		collect_ways( &found, match_function( b, args, n ) );
	}
	if ( error ) return set_single( rexpr_bad( (Node *)c ) );
	Set s = set_prune( (Node *)c, found.at, found.n );
	if ( s.single || s.n ) return s;
	if ( polymorph_unsatisfied( c->loc, found.at, found.n ) ) return set_single( rexpr_bad( (Node *)c ) );
	if ( ! explain_unfit( (Node *)c ) )
		explain_candidates( c->loc, explain_name( c->fn ), args, n, first, NULL, NULL );
	return set_single( rexpr_bad( (Node *)c ) );
}

/* x( a ) on an object is ?()( x, a ). */
static bool apply_object( Call * c ) {
	static Str * name;
	if ( ! name ) name = intern_cstr( "?()" );
	if ( rexpr_is_error( c->fn ) || function_of( rexpr_type( c->fn ) ) || ! scope_lookup( name ) )
		return false;
	Name * n = MAKE( Name, E_NAME, c->fn->loc );
	n->id = name;
	c->fn->next = c->args;
	c->args = c->fn;
	c->fn = (Node *)n;
	return true;
}

Set overload_call( Call * c ) {
	if ( c->fn->kind == E_NAME && ! rexpr_type( c->fn ).type ) {
		Binding * first = scope_lookup( AS( Name, c->fn )->id );
		if ( is_lifecycle_name( AS( Name, c->fn )->id ) && c->args ) return lifecycle_call_set( c );
		Node * operator = overload_by_name( c );
		if ( operator ) {
			convert_by_name( operator );
			return set_single( cand_choose( operator, cand_set( operator ) ) );
		}
		if ( first && (first->outer || binding_polymorphic( first )) ) return overloaded_call( c, first );
	}
	if ( c->fn->kind == E_MEMBER && ! rexpr_type( c->fn ).type ) {
		Set callee = cand_set( c->fn );
		if ( ! callee.single && callee.n ) return member_call( c, callee );
		c->fn = cand_choose( c->fn, callee );
	}
	rexpr_callee( c );
	c->fn = enum_value( c->fn );
	if ( apply_object( c ) ) return overload_call( c );
	return known_call( c, NULL );
}

/* ===== members ========================================================================================== */

typedef struct Found { Decl * field; int level; } Found;
typedef VEC( Found ) Fields;

/* A member of the aggregate itself hides those that its inline members have of that name (chapter 04,
   4.14.1). */
static void add_field( Fields * fields, Decl * field, int level ) {
	if ( fields->len && fields->at[0].level < level ) return;
	if ( fields->len && fields->at[0].level > level ) fields->len = 0;
	vec_push( fields, ((Found){ field, level }) );
}

/* Members called `name`, those of unnamed and inline members included. */
static void collect( const Type * t, const Str * name, Fields * fields, int level ) {
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || level > MAX_ANONYMOUS ) return;
	agg_members( AS( Agg, t->decl ) );
	for EACH( n, AS( Agg, t->decl )->members ) {
		if ( n->kind != D_GROUP ) continue;
		for EACH( d, AS( Group, n )->decls ) {
			Decl * field = AS( Decl, d );
			if ( d->kind != D_FIELD || ! field->type.type ) continue;
			if ( field->name == name ) add_field( fields, field, level );
			else if ( ! field->name ) collect( ct( field->type ), name, fields, level );
			else if ( field->storage & DS_INLINE_MEMBER )
				collect( ct( field->type ), name, fields, level + 1 );
		}
	}
}

/* The aggregate a candidate's member would be of, NULL if none. */
static const Type * object_type( const Member * m, const Cand * c ) {
	QType q = cand_value_type( c );
	if ( m->arrow ) {
		if ( KIND_OF( q ) != TY_POINTER ) return NULL;
		q = type_pointee( q );
	}
	const Type * t = ct( q );
	return t->kind == TY_STRUCT || t->kind == TY_UNION ? t : NULL;
}

/* p->m calls the user's *? when p is no pointer (2.1). */
static void apply_dereference( Member * m, Set * object ) {
	if ( ! m->arrow || ! object->single || rexpr_is_error( object->single )
		|| ! cand_user_operator( OP_DEREF ) )
		return;
	if ( KIND_OF( rexpr_value_type( object->single ) ) == TY_POINTER ) return;
	Unary * u = MAKE( Unary, E_UNARY, m->loc );
	u->op = OP_DEREF;
	u->arg = object->single;
	m->object = (Node *)u;
	m->arrow = 0;
	*object = cand_set( m->object );
}

/* t.1 means a tuple if a tuple is among the interpretations. */
static Set tuples_among( const Member * m, Set s ) {
	Set tuples = { .at = scratch( sizeof( Cand * ) * (s.n + 1) ) };
	for ( unsigned i = 0; i < s.n && ! s.single; i += 1 ) {
		QType q = cand_value_type( s.at[i] );
		if ( m->arrow && KIND_OF( q ) == TY_POINTER ) q = type_pointee( q );
		else if ( m->arrow ) continue;
		if ( type_is_tuple( q ) ) tuples.at[tuples.n++] = s.at[i];
	}
	return tuples.n ? tuples : s;
}

Set overload_member( Member * m ) {
	Set object = cand_set( m->object );
	if ( object.single ) m->object = object.single;
	apply_dereference( m, &object );
	object = enum_value_set( object );
	if ( object.single ) m->object = object.single;
	if ( ! m->name ) object = tuples_among( m, object );
	if ( set_is_error( &object ) || ! m->name ) {
		m->object = cand_choose( m->object, object );
		return set_single( rexpr_member( m, NULL ) );
	}
	unsigned n, k = 0;
	Cand ** at = set_list( &object, &n );
	Fields * fields = scratch( sizeof( Fields ) * n );
	for ( unsigned i = 0; i < n; i += 1 ) {
		const Type * t = object_type( m, at[i] );
		if ( t ) collect( t, m->name, &fields[i], 0 );
		k += fields[i].len;
	}
	if ( object.single && k <= 1 ) return set_single( rexpr_member( m, NULL ) );
	Cand ** found = scratch( sizeof( Cand * ) * (k + 1) );
	k = 0;
	for ( unsigned i = 0; i < n; i += 1 ) for ( unsigned j = 0; j < fields[i].len; j += 1 ) {
		QType q = cand_value_type( at[i] );
		unsigned quals = type_canon( m->arrow ? type_pointee( q ) : at[i]->type ).quals;
		Decl * field = fields[i].at[j].field;
		Cand * c = cand_new( type_with_quals( field->type, quals & (QUAL_CONST | QUAL_VOLATILE) ),
			at[i]->cost, COST_ZERO, 1 );
		c->sub[0] = at[i];
		c->field = field;
		c->lvalue = m->arrow || at[i]->lvalue;
		found[k++] = c;
	}
	Set s = set_prune( (Node *)m, found, k );
	if ( s.single || s.n ) return s;
	m->object = cand_choose( m->object, object );
	return set_single( rexpr_member( m, NULL ) );
}
