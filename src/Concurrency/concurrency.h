/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Concurrency: generators, coroutines, monitors and threads (chapter 06) in terms of structures and
 * functions.
 */
#ifndef CFA_CONCURRENCY_H
#define CFA_CONCURRENCY_H

#include "AST/ast.h"

/* The keyword that declared the struct, behind references: AGG_STRUCT, AGG_GENERATOR ...; 0 for other
   types. */
int concurrency_key( QType );
/* The descriptor in an object of such a type, NULL for others. */
Node * concurrency_descriptor( Node * object );
/* The monitor of a resolved object of such a type, its own or its thread's: types of blocks and of other
   types are known where their functions are not. NULL for other types. */
Node * concurrency_monitor( Node * object );
/* Does the descriptor of such objects note what is raised when they are cancelled? Types of files and blocks
   have functions for that. */
bool concurrency_notes( QType );
/* The message, in the reference form followed by a description of the declaration (6.15). */
const char * concurrency_described( const char * message, const char * description );
/* Before resolution: the injected field and the functions of concurrent aggregates (6.3.1). */
void concurrent_aggregates( Unit * );
/* corun and cofor. */
void concurrent_statements( Unit * );
/* While functions are resolved: the guard of a function with mutex parameters, statements in front of its
   body, resolved; NULL if it needs none. `params`: names of its parameters. */
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
/* The object whose address that is; `is_new`: it is to be declared. */
Decl * concurrency_routine_object( const Decl * function, Loc, bool * is_new );
/* The requirement, a routine, whose own object that stands for, or NULL. */
Node * concurrency_required_routine( const Node * object );
/* Is <monitor.hfa> included? */
bool concurrency_has_monitors( void );
/* Does the function construct a thread, or a coroutine of a generic type? */
bool concurrency_constructs( const Decl * function );
/* What stands at the end of such a constructor, and starts the thread: resolved statements, NULL for other
   functions. */
Node * concurrency_start( Decl * constructor, Node * self );
/* A function made of a thread's constructor that constructs the object of that name: it calls bodies when it
   delegates. */
void concurrency_delegates( Decl * function, Decl * object );
/* The body of a constructor made in two parts. */
void concurrency_body_is( Decl * constructor, Decl * body );
/* After it: constructors of threads, in two parts. */
void lower_threads( Unit * );
/* Is it the main of a generator? */
bool concurrency_is_generator_main( const Decl * function );
/* It has a copy of another type that has the object under that name, and the body. */
void concurrency_main_is( Decl * copy, Decl * object, Node * body );
/* After it: the mains of generators become state machines (6.4). */
void lower_generators( Unit * );

#endif
