/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Concurrency: generators, coroutines, monitors and threads (chapter 06) in terms of structures and functions.
 */
#ifndef CFA_CONCURRENCY_H
#define CFA_CONCURRENCY_H

#include "AST/ast.h"

/* Before resolution: the injected field and the functions of concurrent aggregates (6.3.1). */
void concurrent_aggregates( Unit * );
/* After it: the mains of generators become state machines (6.4). */
void lower_generators( Unit * );

#endif
