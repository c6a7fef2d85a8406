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
void pack_adapt( Call *, Adopt );

#endif
