/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Concurrency: generators, coroutines, monitors and threads (chapter 06) in terms of structures and functions.
 */
#ifndef CFA_CONCURRENCY_H
#define CFA_CONCURRENCY_H

#include "AST/ast.h"

/* The keyword that declared the struct, behind references: AGG_STRUCT, AGG_GENERATOR ...; 0 for other types. */
int concurrency_key( QType );
/* The message, in the reference form followed by a description of the declaration (6.15). */
const char * concurrency_described( const char * message, const char * description );
/* Before resolution: the injected field and the functions of concurrent aggregates (6.3.1). */
void concurrent_aggregates( Unit * );
/* corun and cofor. */
void concurrent_statements( Unit * );
/* While functions are resolved: the guard of a function with mutex parameters, statements in front of its body, resolved;
   NULL if it needs none. `params`: names of its parameters. */
Node * concurrency_guard( Decl * function, Node * const * params );
/* mutex( e, ... ) s as a block, not resolved (its operands are); NULL after a report. */
Node * concurrency_mutex_statement( With * );
/* waitfor as a block, not resolved; NULL after a report. */
Node * concurrency_waitfor( Wait * );
/* waituntil as a block, not resolved (its targets are); NULL after a report. */
Node * concurrency_waituntil( Wait * );
/* Where the main of a generator, if it is one, cannot suspend (6.4.7). */
void concurrency_check_main( Decl * function );
/* What identifies the function for waitfor (6.7.10). */
Node * concurrency_routine( const Decl * function, Loc );
/* Is <monitor.hfa> included? */
bool concurrency_has_monitors( void );
/* Does the function construct a thread? */
bool concurrency_constructs( const Decl * function );
/* What starts the thread at the end of a constructor of a thread type: a resolved statement, NULL for other functions. */
Node * concurrency_start( Decl * constructor, Node * self );
/* After it: constructors of threads, in two parts. */
void lower_threads( Unit * );
/* After it: the mains of generators become state machines (6.4). */
void lower_generators( Unit * );

#endif
