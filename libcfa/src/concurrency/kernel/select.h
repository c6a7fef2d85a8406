/* SPDX-License-Identifier: BSD-3-Clause
 *
 * waituntil (chapter 06, 6.11; chapter 07, 7.14): the node by which a clause or a blocked thread waits in the
 * queue of an object, the rules by which it is given something, and the statement itself. For C and C∀.
 */
#pragma once

#include "blocking.h"
#include "core.h"

#ifdef __cforall
extern "C" {
#endif

/* A thread, or a clause of waituntil, in a queue. Null clause_status: an ordinary blocked thread. Null
   park_counter: the statement has only `or`, its clauses share the status, which becomes the address of the
   node that wins. */
struct select_node {
	int * park_counter;
	unsigned long int * clause_status;
	void * extra;
	struct thread$ * blocked_thread;
	struct select_node * next, ** link;     // link is null outside of queues
};

enum { __SELECT_UNSAT, __SELECT_PENDING, __SELECT_SAT, __SELECT_RUN };

static inline void __cfa_queue_put( struct __cfa_select_queue * this, struct select_node * node ) {
	// zeroed storage is an empty queue, also a copy of an empty one
	if ( ! this->head ) this->tail = &this->head;
	node->next = 0;
	node->link = this->tail;
	*this->tail = node;
	this->tail = &node->next;
}

static inline void __cfa_queue_remove( struct __cfa_select_queue * this, struct select_node * node ) {
	*node->link = node->next;
	if ( node->next ) node->next->link = node->link;
	else this->tail = node->link;
	node->link = 0;
}

static inline void __cfa_node_init( struct select_node * node, struct thread$ * t, void * extra ) {
	node->park_counter = 0;
	node->clause_status = 0;
	node->extra = extra;
	node->blocked_thread = t;
	node->link = 0;
}

/* Whether the node may be given what it waits for: it is claimed then. */
bool __cfa_select_win( struct select_node * node );
/* Claims both or none: 1 both, 0 `mine` is claimed already, -1 `other` is. */
int __cfa_select_win_both( struct select_node * mine, struct select_node * other );
/* Whether what the node waits for was given to it. */
bool __cfa_select_won( struct select_node * node );
/* The thread to wake after the node was claimed, or null. Afterwards the node may be gone: the object's lock
   is held. */
struct thread$ * __cfa_select_waker( struct select_node * node );

/* ---- The statement ---- */

struct __cfa_select_clause {
	bool on;
	void * target;
	bool (* register_select)( void * target, struct select_node * node );
	bool (* unregister_select)( void * target, struct select_node * node );
	bool (* on_selected)( void * target, struct select_node * node );
	struct select_node node;
	unsigned long int status;
	bool registered;
};

/* The operators of a tree in postfix notation; other elements are numbers of clauses. */
enum { __CFA_SELECT_AND = -1, __CFA_SELECT_OR = -2 };

struct __cfa_select {
	struct __cfa_select_clause * clauses;
	short n;
	const short * tree;                     // null: only `or`
	short tree_length;
	bool with_else;
	unsigned long int status;               // of all clauses, if there is only `or`
	int park_counter;
	short stage, at, current;
};
void __cfa_select_start( struct __cfa_select * this, struct __cfa_select_clause clauses[], short n,
	const short tree[], short tree_length, bool with_else );
/* What is to be executed next: the number of a clause, -2 else, -1 nothing more. */
short __cfa_select_next( struct __cfa_select * this );
bool __cfa_select_accepts( struct __cfa_select * this, short clause );
/* A jump leaves the statement: what comes next is what had been done. */
void __cfa_select_leave( struct __cfa_select * this );
void __cfa_select_finish( struct __cfa_select * this );

#ifdef __cforall
}
#endif
