/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Containment: a structure converts to what its inline members are, a pointer to it to a pointer to such a
 * member; each level has a price (chapter 01, 7.2; chapter 03, 4.6.3; chapter 04, 4.14).
 *
 *     struct B { char c; inline A; } b;        void f( A & );   f( b )   is   f( b.__anon0 )
 */
#include <limits.h>

#include "Resolve/overload.h"
#include "Resolve/declare.h"

/* Members that stand for the aggregate's own, or whose value stands for the aggregate's. */
static bool is_contained( const Decl * d ) {
	return d->type.type && ! d->width && (! d->name || d->storage & DS_INLINE_MEMBER);
}

static AggInfo * info_of( const Type * t ) {
	if ( t->kind != TY_STRUCT && t->kind != TY_UNION ) return NULL;
	agg_members( AS( Agg, t->decl ) );
	return agg_info( agg_definition( AS( Agg, t->decl ) ) );
}

static QType member_type( const Decl * d, QType whole ) {
	if ( KIND_OF( d->type ) == TY_REFERENCE ) return d->type;
	return type_with_quals( d->type, type_canon( whole ).quals & (QUAL_CONST | QUAL_VOLATILE | QUAL_ATOMIC) );
}

/* ===== conversion ======================================================================================= */

typedef struct Way {
	QType to;
	bool lvalue, pointer, tied;
	Cost cost;
	Decl * member;              /* the first step; unnamed members are no steps: C finds what is in them */
	QType type;                 /* its type with the qualifiers of the whole */
} Way;

/* The cheapest way from a structure through one of its members. */
static void search( Way * best, QType whole, int level ) {
	AggInfo * info = info_of( ct( whole ) );
	for ( unsigned i = 0; info && info->contains && i < info->n; i += 1 ) {
		Decl * d = info->fields[i];
		if ( ! is_contained( d ) ) continue;
		QType part = member_type( d, whole );
		if ( ! d->name ) {
			search( best, part, level + 1 );
			continue;
		}
		Cost cost = convert_cost( best->pointer ? type_pointer( part ) : part, best->to, best->lvalue );
		cost = cost_add( cost, cost_of( COST_UNSAFE, level ) );
		if ( cost == COST_INFINITE || cost > best->cost ) continue;
		best->tied = cost == best->cost;
		best->cost = cost;
		best->member = d;
		best->type = part;
	}
}

/* An object of another type may convert by way of a member; a pointer to it by way of a pointer to that. */
static Way find_way( QType from, QType to, bool lvalue ) {
	Way w = { .to = to, .lvalue = lvalue, .cost = COST_INFINITE };
	QType target = to;
	while ( KIND_OF( from ) == TY_REFERENCE ) { from = type_pointee( from ); w.lvalue = true; }
	while ( KIND_OF( target ) == TY_REFERENCE ) target = type_pointee( target );
	const Type * f = ct( from ), * t = ct( target );
	if ( f == t || options.c_mode || t->kind == TY_VOID ) return w;
	w.pointer = f->kind == TY_POINTER;
	if ( ! w.pointer ) search( &w, from, 1 );
	else if ( t->kind == TY_POINTER && ct( t->of ) != ct( f->of ) && ! type_is_void( t->of ) )
		search( &w, f->of, 1 );
	return w;
}

Cost contain_cost( QType from, QType to, bool lvalue ) {
	Cost member;
	return transparent_member( from, to, lvalue, &member ) ? member : find_way( from, to, lvalue ).cost;
}

static Node * member_node( Node * e, Decl * d, QType type, bool arrow ) {
	Member * m = MAKE( Member, E_MEMBER, e->loc );
	m->object = e;
	m->name = d->name;
	m->arrow = arrow;
	m->tuple_index = -1;
	m->field = (Node *)d;
	m->flags |= NF_IMPLICIT;
	return rexpr_typed( (Node *)m, type,
		arrow || e->flags & NF_LVALUE || KIND_OF( rexpr_type( e ) ) == TY_REFERENCE );
}

/* *&x is x: the object a pointer expression points to, by which its member is reached. */
static Node * pointed_member( Node * pointer, Decl * d, QType type ) {
	Node * object = NULL;
	if ( pointer->kind == E_UNARY && AS( Unary, pointer )->op == OP_ADDR ) object = AS( Unary, pointer )->arg;
	if ( object && KIND_OF( rexpr_type( object ) ) == TY_REFERENCE ) object = NULL;
	Unary * address = MAKE( Unary, E_UNARY, pointer->loc );
	address->op = OP_ADDR;
	address->arg = member_node( object ? object : pointer, d, type, ! object );
	address->flags |= NF_IMPLICIT;
	return rexpr_typed( (Node *)address, type_pointer( type ), false );
}

/* One step of the way to `to`; NULL if there is none. Two equally good ways are an error. */
Node * contain_step( Node * e, QType to ) {
	Way w = find_way( rexpr_type( e ), to, e->flags & NF_LVALUE );
	if ( ! w.member ) return NULL;
	if ( w.tied ) {
		diag_error( e->loc, "ambiguous conversion of '%s' to '%s': several inline members fit", in_text( e ),
			type_text( to ) );
		return rexpr_bad( e );
	}
	return w.pointer ? pointed_member( e, w.member, w.type ) : member_node( e, w.member, w.type, false );
}

/* ===== transparent unions =============================================================================== */

/* The member of a transparent union that an argument fits best, GNU's rule for parameters; NULL if there is
   none. */
Decl * transparent_member( QType from, QType to, bool lvalue, Cost * price ) {
	if ( KIND_OF( to ) != TY_UNION || ct( from ) == ct( to ) ) return NULL;
	Agg * u = agg_definition( AS( Agg, ct( to )->decl ) );
	if ( ! attribute_find( u->attrs, "transparent_union" ) ) return NULL;
	Decl * best = NULL;
	AggInfo * info = info_of( ct( to ) );
	*price = COST_INFINITE;
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		Cost cost = convert_cost( from, info->fields[i]->type, lvalue );
		if ( cost >= *price ) continue;
		*price = cost;
		best = info->fields[i];
	}
	return best;
}

/* ===== operands ========================================================================================= */

static unsigned count_ways( QType whole ) {
	AggInfo * info = info_of( ct( whole ) );
	unsigned n = 0;
	for ( unsigned i = 0; info && info->contains && i < info->n; i += 1 )
		if ( is_contained( info->fields[i] ) ) n += 1 + count_ways( info->fields[i]->type );
	return n;
}

/* `e` is the whole or, with `pointer`, a pointer to it. */
static void add_ways( Set * s, Node * e, QType whole, int level, bool pointer ) {
	AggInfo * info = info_of( ct( whole ) );
	for ( unsigned i = 0; info && i < info->n; i += 1 ) {
		Decl * d = info->fields[i];
		if ( ! is_contained( d ) ) continue;
		QType part = member_type( d, whole );
		Node * inner = e;
		if ( d->name ) {
			inner = pointer ? pointed_member( e, d, part ) : member_node( e, d, part, false );
			Cand * c = s->at[s->n++] = cand_new( rexpr_type( inner ), cost_of( COST_UNSAFE, level ),
				COST_ZERO, 0 );
			c->node = inner;
			c->lvalue = inner->flags & NF_LVALUE;
		}
		add_ways( s, inner, part, level + 1, pointer );
	}
}

/* An operand of a structure with inline members means these as well; with `pointers` one that points to such
   a structure means pointers to them. */
Set contain_set( Set s, bool pointers ) {
	if ( ! s.single || rexpr_is_error( s.single ) || options.c_mode ) return s;
	QType whole = rexpr_type( s.single );
	while ( KIND_OF( whole ) == TY_REFERENCE ) whole = type_pointee( whole );
	bool pointer = pointers && KIND_OF( whole ) == TY_POINTER;
	if ( pointer ) whole = type_pointee( whole );
	unsigned n = count_ways( whole );
	if ( n == 0 ) return s;
	Set all = { .at = scratch( sizeof( Cand * ) * (n + 1) ), .n = 1 };
	all.at[0] = set_list( &s, &(unsigned){ 0 } )[0];
	add_ways( &all, s.single, whole, 1, pointer );
	return all.n > 1 ? all : s;
}

/* ===== paths ============================================================================================ */

/* The members between the aggregate and a member found in it, outermost first. */
bool contain_path( Agg * agg, const Decl * member, Decl ** path, unsigned * n ) {
	agg_members( agg );
	AggInfo * info = agg_info( agg_definition( agg ) );
	for ( unsigned i = 0; i < info->n; i += 1 ) if ( info->fields[i] == member ) return true;
	unsigned depth = *n;
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		Decl * d = info->fields[i];
		if ( ! is_contained( d ) || ! type_is_aggregate( d->type ) ) continue;
		path[depth] = d;
		*n = depth + 1;
		if ( contain_path( AS( Agg, ct( d->type )->decl ), member, path, n ) ) return true;
	}
	*n = depth;
	return false;
}

/* How many inline members lie between the aggregate and its nearest member of this one's name. */
int contain_level( Agg * agg, const Decl * like ) {
	int nearest = INT_MAX;
	agg_members( agg );
	AggInfo * info = agg_info( agg_definition( agg ) );
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		Decl * d = info->fields[i];
		if ( d->name == like->name ) return 0;
		if ( ! is_contained( d ) || ! type_is_aggregate( d->type ) ) continue;
		int level = contain_level( AS( Agg, ct( d->type )->decl ), like );
		if ( level != INT_MAX && d->name ) level += 1;
		if ( level < nearest ) nearest = level;
	}
	return nearest;
}
