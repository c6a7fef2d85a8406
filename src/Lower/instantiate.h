/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Between instantiate.c (functions), place.c (where generic types' instances are defined) and pack.c (arguments).
 */
#ifndef CFA_INSTANTIATE_H
#define CFA_INSTANTIATE_H

#include "Lower/lower.h"
#include "Resolve/polymorph.h"

/* Define in front of the declaration the instances of generic types it needs. */
void place_types( NodeList * out, Node * declaration );
/* The same at the next place where something is defined. */
void collect_types( Node * declaration );
/* A generated function of an instance, not handed out yet; NULL: none. */
Node * generated_later( void );
/* The same for instances with arguments of local types, in front of a statement; their generated functions, one by one. */
void place_local( NodeList * out, Node * statement );
Node * generated_local( bool first );
/* Define at the end what nothing before could. */
void place_rest( NodeList * out );

/* Packs (pack.c): give a copied function the parameters that its pack stands for. */
void pack_parameters( Decl * function, const Subst * );
/* The parts of packs among the arguments of a call; the arguments as the callee, known by now, takes them. `adopt` is
   called on what is new in the tree. */
typedef void (*Adopt)( Node ** slot );
void pack_expand( Call * );
/* Is it a pack's name that was not passed on? */
bool pack_names( const Name * );
Node * pack_adapt( Call *, Adopt );
/* The function as one that takes what was required, which tuples may structure otherwise; new ones go to `out`. */
Decl * pack_wrapper( Decl * function, QType required, NodeList * out, Adopt );

/* --- lengths known at run time (length.c) ------------------------------------------------------------------------- */

typedef VEC( QType ) Lengths;
/* The instance with parameters in place of the lengths that are no constants, or of all; `found`: what the call passes. */
const Instance * lengths_open( const Instance *, Lengths * found, bool constants );
/* Are all of an instance's constants? */
bool lengths_known( const Instance * );
Node * lengths_arguments( const Lengths *, Loc );
/* Give the function the parameters, one of its own types void pointers for pointers to what has a length of its own. */
void lengths_parameters( Decl * function, unsigned n );
/* The type with one structure for all that differ in a length only and do not depend on it. */
QType lengths_erased( QType );
/* Define the types of variable size in a function whose body was visited. */
void lengths_place( Decl * function, NodeVisit visit );

#endif
