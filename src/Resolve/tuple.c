/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Tuples (chapter 04, 4.11): a tuple of n components is an instance of a hidden generic structure of n
 * fields, so that it is laid out, copied, passed and emitted like any structure. What is a tuple's own is
 * here: expressions, components, their flattening and structuring, assignment.
 *
 *     [ a, b ] = [ b, a ];      ({ int t0 = b, t1 = a; a = t0; b = t1; })
 */
#include <string.h>

#include "AST/make.h"
#include "Parser/parser.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/overload.h"
#include "Resolve/polymorph.h"

enum { MAX_ARITY = 200, MAX_PARTS = 1000 };

/* ===== types ============================================================================================ */

static Table arities;                                   /* the generic aggregates of tuples */

/* forall( T0, T1 ) struct __cfa_tuple2 { T0 field_0; T1 field_1; }; */
static Agg * family( unsigned n ) {
	static Agg * made[MAX_ARITY + 1];
	if ( made[n] ) return made[n];
	Buf params = { 0 }, fields = { 0 };
	for ( unsigned i = 0; i < n; i += 1 ) {
		buf_printf( &params, "%sT%u", i ? ", " : " ", i );
		buf_printf( &fields, " T%u field_%u;", i, i );
	}
	const char * text = intern_fmt( "# 1 \"<tuple>\" 3\nforall(%s ) struct __cfa_tuple%u {%s };\n",
		buf_text( &params ), n, buf_text( &fields ) )->text;
	Node * group = parse_unit( text, strlen( text ) )->decls;
	Suspended here = scope_to_file();
	resolve_declaration( group );
	scope_back( here );
	Node * def = group->kind == D_AGG ? group : defined_in( AS( Group, group )->spec );
	made[n] = generic_root( AS( Agg, def ) );
	table_put( &arities, made[n], made[n] );
	return made[n];
}

QType tuple_of( const QType * elems, unsigned n ) {
	if ( n == 0 ) return type_void();
	if ( n == 1 ) return elems[0];
	if ( n > MAX_ARITY ) return QT_ERROR;
	return type_agg( family( n ), elems, n );
}

bool type_is_tuple( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	return t->kind == TY_STRUCT && t->generic && table_get( &arities, t->generic );
}

static QType component( QType q, unsigned i ) { return ct( type_bare( q ) )->args[i]; }
static unsigned arity( QType q ) { return ct( type_bare( q ) )->n; }

/* The types of all components, those of nested tuples in place. Returns their number. */
unsigned tuple_parts( QType q, QType * out ) {
	if ( ! type_is_tuple( q ) ) {
		*out = q;
		return 1;
	}
	unsigned n = 0;
	for ( unsigned i = 0; i < arity( q ) && n < MAX_PARTS / 2; i += 1 )
		n += tuple_parts( component( q, i ), out + n );
	return n;
}

/* Component by component; the nesting does not matter (4.11, structuring). `cast`: components may be left
   out. */
Cost tuple_cost( QType from, QType to, bool cast ) {
	QType have[MAX_PARTS], want[MAX_PARTS];
	if ( ! type_is_tuple( from ) ) return COST_INFINITE;
	unsigned n = tuple_parts( from, have ), k = tuple_parts( to, want );
	if ( cast ? k > n : k != n ) return COST_INFINITE;
	Cost sum = COST_ZERO;
	for ( unsigned i = 0; i < k; i += 1 )
		sum = cost_add( sum, cast ? cast_cost( have[i], want[i], true )
			: convert_cost( have[i], want[i], true ) );
	for ( unsigned i = k; i < n; i += 1 ) sum = cost_add( sum, cost_of( COST_SAFE, 1 ) );
	return sum;
}

/* ===== expressions ====================================================================================== */

static Node * make_tuple( Node * elems, QType type, Loc at ) {
	TupleExpr * t = MAKE( TupleExpr, E_TUPLE, at );
	t->elems = elems;
	t->flags |= NF_IMPLICIT;
	return rexpr_typed( (Node *)t, type, false );
}

/* Component `i` of an expression that may be written again. */
static Node * select_component( Node * base, unsigned i ) {
	QType q = type_bare( rexpr_type( base ) );
	unsigned n;
	Decl ** fields = life_fields( ct( q ), &n );
	Node * m = make_member( node_copy( base ), fields[i], false );
	AS( Member, m )->tuple_index = (int)i;
	QType type = fields[i]->type, whole = rexpr_type( base );
	while ( KIND_OF( whole ) == TY_REFERENCE ) whole = type_pointee( whole );
	if ( KIND_OF( type ) != TY_REFERENCE ) type = type_with_quals( type, type_canon( whole ).quals );
	return rexpr_typed( m, type,
		base->flags & NF_LVALUE || KIND_OF( rexpr_type( base ) ) == TY_REFERENCE );
}

/* The evaluation of what lifetime_once remembered: its object lives to the end of the block, others mention
   it again. */
static Node * evaluation( Node * e ) {
	Node * t = e->kind == E_UNARY ? AS( Unary, e )->arg : e;
	if ( t->kind != E_TEMPORARY ) return NULL;
	AS( Temporary, t )->in_block = 1;
	return t;
}

/* Evaluate the expression for its effects behind what is evaluated already. */
static void evaluate_first( Node ** prefix, Node * e ) {
	if ( KIND_OF( rexpr_type( e ) ) != TY_VOID ) e = make_cast( e, type_void() );
	*prefix = *prefix ? make_binary( OP_COMMA, *prefix, e, type_void() ) : e;
}

/* The parts of an expression, flattened; what must be evaluated before them is added to *prefix. */
void tuple_flatten( Node * e, NodeList * parts, Node ** prefix ) {
	e->next = NULL;
	if ( e->kind == E_BINARY && AS( Binary, e )->op == OP_COMMA && type_is_tuple( rexpr_type( e ) ) ) {
		evaluate_first( prefix, AS( Binary, e )->lhs );
		tuple_flatten( AS( Binary, e )->rhs, parts, prefix );
		return;
	}
	if ( e->kind == E_TUPLE ) {
		for ( Node * x = AS( TupleExpr, e )->elems, * next; x; x = next ) {
			next = x->next;
			tuple_flatten( x, parts, prefix );
		}
		return;
	}
	if ( ! type_is_tuple( rexpr_type( e ) ) ) { list_push( parts, e ); return; }
	Node * base = e;
	if ( rexpr_has_effects( e ) ) {
		base = lifetime_once( &e );
		evaluate_first( prefix, evaluation( e ) );
	}
	unsigned n = arity( rexpr_type( base ) );
	for ( unsigned i = 0; i < n; i += 1 ) tuple_flatten( select_component( base, i ), parts, prefix );
}

Node * tuple_behind( Node * prefix, Node * e ) {
	if ( ! prefix ) return e;
	Node * both = make_binary( OP_COMMA, prefix, e, rexpr_type( e ) );
	both->flags |= NF_PAREN | (e->flags & NF_LVALUE);
	return both;
}

static Node * take( Node ** list ) {
	Node * first = *list;
	*list = first->next;
	first->next = NULL;
	return first;
}

/* A value of the type from parts in order, each converted or cast. */
static Node * structure( QType type, Node ** parts, bool cast, Loc at ) {
	if ( ! type_is_tuple( type ) ) {
		Node * e = take( parts );
		if ( ! cast ) return convert_to( e, type, CONV_INIT, e->loc );
		Cast * c = MAKE( Cast, E_CAST, e->loc );
		c->arg = e;
		c->to = type;
		return rexpr_cast( c );
	}
	NodeList elems = { 0 };
	for ( unsigned i = 0; i < arity( type ); i += 1 )
		list_push( &elems, structure( component( type, i ), parts, cast, at ) );
	return make_tuple( elems.head, type_unqualified( type ), at );
}

/* A cast leaves out what follows the first `n` parts, but not its effects, which come last (4.11.16). */
static void leave_out( NodeList * parts, unsigned n, Node ** prefix ) {
	bool effects = false;
	unsigned i = 0;
	for EACH( p, parts->head ) effects |= i++ >= n && rexpr_has_effects( p );
	if ( ! effects ) return;
	NodeList kept = { 0 };
	i = 0;
	for ( Node * p = parts->head, * next; p; p = next, i += 1 ) {
		next = p->next;
		p->next = NULL;
		if ( i >= n ) evaluate_first( prefix, p );
		else if ( rexpr_has_effects( p ) ) {
			Node * again = lifetime_once( &p );
			evaluate_first( prefix, evaluation( p ) );
			list_push( &kept, again );
		} else list_push( &kept, p );
	}
	*parts = kept;
}

Node * tuple_convert( Node * e, QType to, bool cast ) {
	Node * next = e->next, * prefix = NULL;
	QType target = type_bare( to );
	if ( ct( type_bare( rexpr_type( e ) ) ) == ct( target ) && e->kind != E_TUPLE ) return e;
	NodeList parts = { 0 };
	tuple_flatten( e, &parts, &prefix );
	QType ignored[MAX_PARTS];
	if ( cast ) leave_out( &parts, type_is_tuple( target ) ? tuple_parts( target, ignored ) : 1, &prefix );
	Node * rest = parts.head, * made = tuple_behind( prefix, structure( target, &rest, cast, e->loc ) );
	made->next = next;
	return made;
}

/* [ a, b ] of resolved elements. */
static Node * typed( TupleExpr * t ) {
	QType types[MAX_ARITY];
	unsigned n = 0;
	bool lvalue = true;
	for EACH( e, t->elems ) {
		if ( rexpr_is_error( e ) ) return rexpr_bad( (Node *)t );
		if ( n == MAX_ARITY ) {
			diag_error( t->loc, "a tuple of more than %d components", MAX_ARITY );
			return rexpr_bad( (Node *)t );
		}
		QType q = rexpr_type( e );
		lvalue &= e->flags & NF_LVALUE || KIND_OF( q ) == TY_REFERENCE;
		types[n++] = rexpr_value_type( e );
		if ( ! rexpr_require_value( e ) ) return rexpr_bad( (Node *)t );
	}
	if ( n == 0 ) {
		diag_error( t->loc, "a tuple expression needs a component" );
		return rexpr_bad( (Node *)t );
	}
	if ( n == 1 ) {
		t->elems->next = t->next;
		return t->elems;
	}
	return rexpr_typed( (Node *)t, tuple_of( types, n ), lvalue );
}

Set tuple_set( TupleExpr * t ) {
	unsigned n = list_length( t->elems ), total = 1, i = 0;
	Set * sets = scratch( sizeof( Set ) * (n + 1) );
	bool single = true;
	for ( Node ** p = &t->elems; *p; p = &(*p)->next, i += 1 ) {
		sets[i] = cand_set( *p );
		if ( sets[i].single ) *p = sets[i].single; else single = false;
		unsigned k = sets[i].single ? 1 : sets[i].n;
		total = total * k > MAX_PARTS ? MAX_PARTS + 1 : total * k;
	}
	if ( single ) return set_single( typed( t ) );
	if ( total > MAX_PARTS || n > MAX_ARITY ) {
		i = 0;
		for ( Node ** p = &t->elems; *p; p = &(*p)->next, i += 1 ) *p = cand_choose( *p, sets[i] );
		return set_single( typed( t ) );
	}
	Cand ** found = scratch( sizeof( Cand * ) * (total + 1) );
	QType * types = scratch( sizeof( QType ) * (n + 1) );
	unsigned count = 0;
	for ( unsigned number = 0; number < total; number += 1 ) {
		Cand * c = cand_new( QT_ERROR, COST_ZERO, COST_ZERO, n );
		unsigned rest = number;
		for ( i = 0; i < n; i += 1 ) {
			unsigned k;
			Cand ** list = set_list( &sets[i], &k );
			c->sub[i] = list[rest % k];
			rest /= k;
			types[i] = cand_value_type( c->sub[i] );
			c->cost = cost_add( c->cost, c->sub[i]->cost );
			c->deleted |= c->sub[i]->deleted;
		}
		c->type = tuple_of( types, n );
		found[count++] = c;
	}
	return set_prune( (Node *)t, found, count );
}

Node * tuple_commit( TupleExpr * t, Cand * c ) {
	unsigned i = 0;
	for ( Node ** p = &t->elems; *p; p = &(*p)->next, i += 1 ) *p = cand_commit( *p, c->sub[i] );
	return typed( t );
}

/* ===== components ======================================================================================= */

/* t.1, p->1: gives the member its name. False after a report. */
bool tuple_index( Member * m, QType object ) {
	if ( ! type_is_tuple( object ) && m->tuple_index == 0 ) return true;     /* [ T ] is T */
	if ( ! type_is_tuple( object ) ) {
		diag_error( m->loc, "'%s' is no tuple: it has no component %d", type_text( object ), m->tuple_index );
		return false;
	}
	if ( m->tuple_index < 0 || (unsigned)m->tuple_index >= arity( object ) ) {
		diag_error( m->loc, "'%s' has no component %d", type_text( object ), m->tuple_index );
		return false;
	}
	m->name = intern_fmt( "field_%d", m->tuple_index );
	return true;
}

/* The elements of a tuple written out, behind what is evaluated before it; NULL: it is none. */
static TupleExpr * written_out( Node * e, Node ** prefix ) {
	Node * last = e;
	while ( last->kind == E_BINARY && AS( Binary, last )->op == OP_COMMA ) last = AS( Binary, last )->rhs;
	if ( last->kind != E_TUPLE ) return NULL;
	for ( ; e != last; e = AS( Binary, e )->rhs ) evaluate_first( prefix, AS( Binary, e )->lhs );
	return AS( TupleExpr, last );
}

/* Elements that may be written again, what they do done once and in order (4.11.14). */
static void evaluate_elements( TupleExpr * t, Node ** prefix ) {
	NodeList elems = { 0 };
	bool effects = false;
	for EACH( e, t->elems ) effects |= rexpr_has_effects( e );
	if ( ! effects ) return;
	for ( Node * e = t->elems, * next; e; e = next ) {
		next = e->next;
		e->next = NULL;
		Node * again = lifetime_once( &e );
		if ( rexpr_has_effects( e ) ) evaluate_first( prefix, evaluation( e ) );
		list_push( &elems, again );
	}
	t->elems = elems.head;
}

Node * tuple_component( Member * m, QType object ) {
	Node * prefix = NULL, * next = m->next;
	TupleExpr * t = m->arrow || ! type_is_tuple( object ) ? NULL : written_out( m->object, &prefix );
	if ( ! t ) return NULL;
	evaluate_elements( t, &prefix );
	Node * e = t->elems;
	for ( int i = 0; i < m->tuple_index; i += 1 ) e = e->next;
	e->next = NULL;
	e = tuple_behind( prefix, e );
	e->next = next;
	return e;
}

static Node * field_of( Node * object, FieldPath * f, bool arrow );

/* The tuple of several members of one object. */
static Node * fields_of( Node * object, Node * fields, bool arrow, Loc at ) {
	TupleExpr * t = MAKE( TupleExpr, E_TUPLE, at );
	NodeList elems = { 0 };
	for ( Node * f = fields, * next; f; f = next ) {
		next = f->next;
		f->next = NULL;
		list_push( &elems, field_of( node_copy( object ), AS( FieldPath, f ), arrow ) );
	}
	t->elems = elems.head;
	return typed( t );
}

static Node * field_of( Node * object, FieldPath * f, bool arrow ) {
	Node * made = object;
	if ( f->name || f->tuple_index >= 0 ) {
		Member * m = MAKE( Member, E_MEMBER, f->loc );
		m->object = object;
		m->name = f->name;
		m->tuple_index = f->name ? -1 : f->tuple_index;
		m->arrow = arrow;
		made = rexpr_one( (Node *)m );
		arrow = false;
	}
	if ( ! f->sub || rexpr_is_error( made ) ) return made;
	arrow = f->arrow;
	if ( ! f->sub->next ) return field_of( made, AS( FieldPath, f->sub ), arrow );
	return fields_of( made, f->sub, arrow, f->loc );
}

Node * tuple_members( MemberTuple * m ) {
	Node * object = rexpr_one( m->object );
	if ( rexpr_is_error( object ) ) return rexpr_bad( (Node *)m );
	Node * prefix = NULL, * next = m->next;
	TupleExpr * t = m->arrow ? NULL : written_out( object, &prefix );
	if ( t ) {
		evaluate_elements( t, &prefix );
		object = (Node *)t;
	} else if ( rexpr_has_effects( object ) ) {
		Node * again = lifetime_once( &object );
		prefix = evaluation( object );
		object = again;
	}
	Node * made = tuple_behind( prefix, fields_of( object, m->fields, m->arrow, m->loc ) );
	made->next = next;
	return made;
}

/* ===== assignment ======================================================================================= */

static bool is_literal( const Node * e ) {
	return e->kind == E_INT || e->kind == E_FLOAT || e->kind == E_CHAR || e->kind == E_STRING;
}

/* A name for the value of `e`, declared by a statement. */
static Node * named_value( Node * e, NodeList * statements ) {
	if ( is_literal( e ) ) return e;
	Decl * d = lifetime_object( "__cfa_part", rexpr_value_type( e ), e->loc );
	d->init_kind = INIT_ASSIGN;
	d->init = KIND_OF( rexpr_type( e ) ) == TY_REFERENCE || KIND_OF( rexpr_type( e ) ) == TY_ARRAY
		? rexpr_implicit( e, d->type ) : e;
	list_push( statements, make_declaration( d ) );
	return make_name( d, e->loc );
}

/* A variable or a member of one: nothing that is assigned changes where it is. */
static bool is_fixed( const Node * e ) {
	while ( e->kind == E_MEMBER && ! AS( const Member, e )->arrow ) e = AS( const Member, e )->object;
	return e->kind == E_NAME && KIND_OF( rexpr_type( e ) ) != TY_REFERENCE;
}

/* The place assigned to, found before anything is stored; the result denotes it again. */
static Node * located( Node ** target, Node ** prefix ) {
	Node * t = *target;
	bool object = t->flags & NF_LVALUE || KIND_OF( rexpr_type( t ) ) == TY_REFERENCE;
	if ( rexpr_bitfield( t ) >= 0 && t->kind == E_MEMBER ) {
		Member * m = AS( Member, t );
		Node * owner = m->arrow ? lifetime_once( &m->object ) : located( &m->object, prefix );
		if ( m->arrow ) evaluate_first( prefix, m->object );
		m->object = owner;
		return node_copy( t );
	}
	QType q = rexpr_type( t );
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	bool constant = type_canon( q ).quals & QUAL_CONST;     /* to be reported */
	if ( is_fixed( t ) || ((constant || ! object) && ! rexpr_has_effects( t )) ) return node_copy( t );
	Node * again = object ? lifetime_place( &t ) : lifetime_once( &t );
	evaluate_first( prefix, evaluation( t ) );
	*target = again;
	return node_copy( again );
}

/* The parts as components of the tuple. */
static Node * composed( QType type, Node ** parts, Loc at ) {
	if ( ! type_is_tuple( type ) ) return take( parts );
	NodeList elems = { 0 };
	for ( unsigned i = 0; i < arity( type ); i += 1 )
		list_push( &elems, composed( component( type, i ), parts, at ) );
	Node * made = make_tuple( elems.head, type_unqualified( type ), at );
	made->flags |= NF_LVALUE;
	return made;
}

/* Does the assignment go component by component? */
bool tuple_assigns( const Assign * a, const Node * l ) {
	(void)a;
	return ! rexpr_is_error( l ) && type_is_tuple( rexpr_type( l ) );
}

/* What is assigned by parts lives as long as they are needed, and so does what it was copied from. */
static void keep( Node * prefix ) {
	for ( Node * e = prefix; e; e = e->kind == E_BINARY ? AS( Binary, e )->lhs : NULL ) {
		Node * last = e->kind == E_BINARY ? AS( Binary, e )->rhs : e;
		if ( last->kind == E_CAST ) last = AS( Cast, last )->arg;
		Node * assign = last->kind == E_TEMPORARY ? AS( Temporary, last )->construct : NULL;
		Node * value = assign && assign->kind == E_ASSIGN ? AS( Assign, assign )->rhs : NULL;
		if ( value && value->kind == E_TEMPORARY ) AS( Temporary, value )->in_block = 1;
	}
}

Node * tuple_assign( Assign * a ) {
	Node * next = a->next, * places = NULL, * prefix = NULL;
	bool same = ct( type_bare( rexpr_type( a->lhs ) ) ) == ct( type_bare( rexpr_type( a->rhs ) ) );
	if ( a->lhs->kind != E_TUPLE && a->lhs->kind != E_BINARY && same && a->op == OP_NONE ) return NULL;
	NodeList targets = { 0 }, values = { 0 }, statements = { 0 };
	Loc at = a->loc;
	bool multiple = type_is_tuple( rexpr_type( a->rhs ) );
	QType type = rexpr_type( a->lhs );
	tuple_flatten( a->lhs, &targets, &places );
	tuple_flatten( a->rhs, &values, &prefix );
	unsigned n = list_length( targets.head ), k = list_length( values.head );
	if ( multiple && n != k ) {
		diag_error( at, "%u values cannot be assigned to %u components", k, n );
		return rexpr_bad( (Node *)a );
	}
	keep( prefix );
	if ( prefix ) list_push( &statements, make_expression( make_cast( prefix, type_void() ) ) );
	NodeList again = { 0 }, now = { 0 }, kept = { 0 };
	for ( Node * t = targets.head, * after; t; t = after ) {
		after = t->next;
		t->next = NULL;
		Node * second = located( &t, &places );
		list_push( &again, second );
		list_push( &now, t );
	}
	for ( Node * v = values.head, * after; v; v = after ) {
		after = v->next;
		v->next = NULL;
		list_push( &kept, named_value( v, &statements ) );
	}
	Node * value = kept.head;
	for ( Node * t = now.head, * after; t; t = after ) {
		after = t->next;
		t->next = NULL;
		Assign * one = MAKE( Assign, E_ASSIGN, at );
		one->op = a->op;
		one->lhs = t;
		one->rhs = multiple ? take( &value ) : node_copy( value );
		list_push( &statements, make_expression( rexpr_one( (Node *)one ) ) );
	}
	StmtExpr * s = MAKE( StmtExpr, E_STMT, at );
	s->body = make_block( statements.head, at );
	evaluate_first( &places, rexpr_typed( (Node *)s, type_void(), false ) );
	Node * parts = again.head, * made = tuple_behind( places, composed( type_bare( type ), &parts, at ) );
	made->next = next;
	return made;
}

Node * tuple_discarded( Node * e ) {
	if ( e->kind != E_BINARY || AS( Binary, e )->op != OP_COMMA ) return e;
	Node * value = AS( Binary, e )->rhs;
	if ( value->kind != E_TUPLE || ! (value->flags & NF_IMPLICIT) || rexpr_has_effects( value ) ) return e;
	Node * effects = AS( Binary, e )->lhs;
	effects->next = e->next;
	return effects;
}

/* ===== arguments ======================================================================================== */

bool tuple_involved( const Set * args, unsigned n, const Type * f ) {
	for ( unsigned i = 0; i < n; i += 1 )
		if ( args[i].single && ! rexpr_is_error( args[i].single )
			&& type_is_tuple( rexpr_type( args[i].single ) ) )
			return true;
	for ( uint32_t i = 0; i < f->n; i += 1 ) if ( type_is_tuple( f->args[i] ) ) return true;
	return false;
}

/* The price of the arguments for the function's parameters when both are flattened (03, 5.5.5); the
   candidates chosen go to `sub`. */
Cost tuple_arguments( const Set * args, unsigned n, const Type * f, bool open, Cand ** sub ) {
	QType want[MAX_PARTS];
	unsigned k = 0, at = 0;
	for ( uint32_t i = 0; i < f->n && k < MAX_PARTS / 2; i += 1 ) k += tuple_parts( f->args[i], want + k );
	Cost sum = COST_ZERO;
	for ( unsigned i = 0; i < n; i += 1 ) {
		QType have[MAX_PARTS];
		unsigned parts = 1;
		bool tuple = args[i].single && ! rexpr_is_error( args[i].single )
			&& type_is_tuple( rexpr_type( args[i].single ) );
		if ( tuple ) parts = tuple_parts( rexpr_type( args[i].single ), have );
		sub[i] = set_list( &args[i], &(unsigned){ 0 } )[0];
		for ( unsigned p = 0; p < parts; p += 1, at += 1 ) {
			Cost own = cost_of( COST_UNSAFE, 1 );
			if ( at >= k && ! open ) return COST_INFINITE;
			if ( at < k && tuple ) own = convert_cost( have[p], want[at], true );
			else if ( at < k ) {
				own = COST_ZERO;
				sub[i] = overload_argument( &args[i], want[at], &own );
				if ( ! sub[i] ) return COST_INFINITE;
				own = cost_add( own, sub[i]->cost );
			}
			sum = cost_add( sum, own );
		}
	}
	return at >= k ? sum : COST_INFINITE;
}

/* Is the argument passed as it is? Constructors' objects are. */
static bool stays( const Node * a, QType param ) {
	if ( ct( type_bare( rexpr_type( a ) ) ) == ct( type_bare( param ) ) ) return true;
	return ! type_is_tuple( rexpr_type( a ) )
		&& (KIND_OF( param ) == TY_REFERENCE || ! type_is_tuple( param ));
}

/* The arguments of a call as its parameters want them; what must be evaluated first goes to *prefix. */
void tuple_spread( Call * c, const Type * f, Node ** prefix ) {
	bool any = false;
	for EACH( a, c->args ) any |= ! rexpr_is_error( a ) && type_is_tuple( rexpr_type( a ) );
	for ( uint32_t i = 0; i < f->n; i += 1 ) any |= type_is_tuple( f->args[i] );
	if ( ! any ) return;
	for EACH( a, c->args ) if ( rexpr_is_error( a ) ) return;
	NodeList args = { 0 };
	Node * a = c->args, * parts = NULL;
	for ( uint32_t i = 0; i < f->n && (a || parts); i += 1 ) {
		QType want[MAX_PARTS];
		bool structured = KIND_OF( f->args[i] ) != TY_REFERENCE && type_is_tuple( f->args[i] );
		unsigned need = structured ? tuple_parts( f->args[i], want ) : 1;
		if ( ! parts && a && stays( a, f->args[i] ) ) { list_push( &args, take( &a ) ); continue; }
		while ( a && list_length( parts ) < need ) {
			NodeList more = { .head = parts, .tail = NULL };
			for ( Node * p = parts; p; p = p->next ) more.tail = p;
			tuple_flatten( take( &a ), &more, prefix );
			parts = more.head;
		}
		if ( list_length( parts ) < need ) break;
		list_push( &args, structured ? structure( f->args[i], &parts, false, parts->loc ) : take( &parts ) );
	}
	NodeList rest = { 0 };
	list_push( &rest, parts );
	while ( a ) tuple_flatten( take( &a ), &rest, prefix );
	list_push( &args, rest.head );
	c->args = args.head;
}
