/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the checks of labels and of switch statements share.
 */
#ifndef CFA_VALIDATE_LABELS_H
#define CFA_VALIDATE_LABELS_H

#include "Validate/validate.h"

/* The clause label a statement begins with, looking through the user's labels and attributes; NULL if it is none. */
Case * clause_of( Node * stmt );
/* Statements of a switch's body: the list of its compound statement, or the clause without braces. */
Node * switch_items( const Switch * );
/* The shape of a switch's body (chapter 02, 8.5): declarations first, then clauses. */
void check_switch( Switch * );

#endif
