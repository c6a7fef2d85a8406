/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the files that lower control flow share: the statements around the current one.
 */
#ifndef CFA_LOWER_CONTROL_H
#define CFA_LOWER_CONTROL_H

#include "AST/ast.h"
#include "Lower/lower.h"
#include "Resolve/resolve.h"

typedef enum TargetKind { TARGET_LOOP, TARGET_SWITCH, TARGET_OTHER } TargetKind;

/* A statement that jumps may name. Labels are made when a jump needs them. */
typedef struct Target {
	struct Target * outer;
	TargetKind kind;
	Node * labels;                                      /* the user's, outermost first, or NULL */
	/* behind the statement; before the loop's next turn */
	Str * at_end, * at_continue;
	Str * at_next, * at_default;                        /* next clause, default clause of a switch */
	bool has_else;                                      /* break must jump over the else part */
} Target;

/* Where lowering stands. */
typedef struct Lowering {
	Target * target;                                    /* innermost */
	Node * labels;                                      /* labels in front of the statement to come */
	Decl * function;
	unsigned serial;                                    /* number of labels made in this unit */
} Lowering;
extern Lowering lowering;

/* Lower one statement; the result may be a list. */
Node * lower_statement( Node * s );
/* Lower a list of statements. */
Node * lower_list( Node * list );
/* Lower a statement that must stay one: a list gets braces. */
Node * lower_body( Node * s );
/* Lower statements inside an expression or declaration. */
void lower_inside( Node ** slot );
/* A new name for a label. */
Str * lower_label_name( const char * what );
/* `NAME: ;`, which stands wherever the text before it ends. */
Node * lower_new_label( Str * name );
Node * lower_new_goto( Str * name, Loc loc );
Node * lower_new_block( Node * items, Loc loc );
/* Enter, leave a statement that can be a target; takes the labels in front of it. */
void lower_target_enter( Target *, TargetKind );
void lower_target_leave( Target * );
/* Statement lists of switch and choose (clause.c). */
Node * lower_switch( Switch * s );
/* Loops (loop.c). */
Node * lower_while( While * s );
Node * lower_for( For * s );
/* Declarations of a condition, then the statement, in one block. */
Node * lower_in_block( Node * decls, Node * stmts, Loc loc );

#endif
