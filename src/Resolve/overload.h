/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Between candidate.c (sets, choosing, commit) and overload.c (matching operators, calls and members).
 */
#ifndef CFA_OVERLOAD_H
#define CFA_OVERLOAD_H

#include "Resolve/candidate.h"

/* Zeroed memory until the full expression ends. */
void * scratch( size_t size );

Set set_single( Node * e );
Cand ** set_list( const Set *, unsigned * n );
bool set_is_error( const Set * );
Set set_prune( Node * e, Cand ** at, unsigned n );
Cand * cand_new( QType type, Cost cost, Cost own, unsigned subs );
QType cand_value_type( const Cand * );
Cost cand_convert_cost( const Cand *, QType to );

/* Type of what a binding binds; is it deleted (`= void`)? */
QType binding_type( const Binding * );
bool binding_deleted( const Binding * );
bool binding_polymorphic( const Binding * );

/* What is known of an argument at a glance; `any`: nothing. */
typedef struct Shape { const Type * type; bool any; } Shape;
Shape shape_of( const Set * arg );
/* Is the function (or object) certainly no candidate for arguments of these shapes? */
bool shape_excludes( Binding *, const Shape *, unsigned n );
const Type * shape_callee( Binding * );
/* The function as a candidate for `n` arguments, NULL if it does not fit. */
Cand * overload_match( Binding *, const Set * args, unsigned n );
/* The argument's best candidate for the parameter and the conversion's price; NULL if none is. */
Cand * overload_argument( const Set * arg, QType param, Cost * own );
/* Candidates of operators, their operands' sets given: the built-in instance and the user's functions. */
/* The operator expression that a call of an operator function by name means; NULL if there is none. */
Node * overload_by_name( Call * );
/* Operands whose types the other one must tell (*right may be NULL); false: it does not. */
bool overload_close( Cand ** left, Cand ** right );
/* The built-in instance of an operator expression for these operands. */
bool overload_builtin( const Node * e, const Cand * l, const Cand * r, Rule * );

Set overload_unary( Unary *, Set * arg );
Set overload_binary( Binary *, Set * operands );
Set overload_assign( Assign *, Set * operands );
Set overload_index( Index *, Set * operands );
Set overload_call( Call * );
Set overload_member( Member * );

#endif
