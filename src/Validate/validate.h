/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Validate: AST -> AST before resolution.
 */
#ifndef CFA_VALIDATE_H
#define CFA_VALIDATE_H

#include "AST/ast.h"

/* Checks of specifiers and declarations that need no types (chapter 01, 18: duplicate storage classes,
   ...). */
void validate_declarations( Unit * );
/* Distribution blocks: prefix { ... } is pushed into its declarations (chapter 01, 6.6). */
void validate_distribution( Unit * );
/* Loop ranges become C loops with an index of type T_INDEXOF (chapter 02, 6). */
void validate_loops( Unit * );
/* Labels: undefined, duplicate, targets of break/continue/fallthrough (chapter 02, 9 and 13). */
void validate_labels( Unit * );
/* Jumps that leave parts of try statements (chapter 05, 9.2): after resolution, because they hide behind
   other errors. */
void validate_sealed( Unit * );

#endif
