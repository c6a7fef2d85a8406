/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Concurrency's own interface.
 */
#ifndef CFA_TEMPLATE_H
#define CFA_TEMPLATE_H

#include "AST/ast.h"

/* The statements of the text with the nodes put in for $0 ... $n-1, each of which the text mentions at most
   once. */
Node * template_statements( Loc at, const char * text, Node ** nodes, unsigned n );

#endif
