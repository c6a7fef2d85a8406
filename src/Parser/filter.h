/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Inside of the filter: the queue of raw tokens and the questions asked ahead of the parser (lookahead.c),
 * and the stack of brackets with what the filter knows about each (filter.c).
 */
#ifndef CFA_PARSER_FILTER_H
#define CFA_PARSER_FILTER_H

#include "Parser/internal.h"

/* The token `i` places ahead of the one being decided. */
const Raw * look( unsigned i );
int look_code( unsigned i );
Raw queue_take( void );
/* Put a token back in front. */
void queue_put( Raw );
void queue_clear( void );

/* A new decision: the number of tokens it may look at is limited. */
void look_start( void );

/* Index behind the bracket that closes the one at `i`; 0 if it is too far away. */
unsigned look_match( unsigned i );
/* Index behind the attributes that begin at `i`. */
unsigned look_attributes( unsigned i );
/* Does a type, storage class or qualifier begin at `i`? */
bool look_type( unsigned i );
/* Do modifiers of the new style (* & [...]) followed by a type begin at `i`? */
bool look_new_style( unsigned i );
/* What the `[` in front of `i` begins: NDIM, NTUPLE, or 0 for anything else. */
int look_bracket( unsigned i );
/* Is the bracket in front of `i` a designator (no comma inside)? */
bool look_designator( unsigned i );
/* Do parameters stand at `i`, as far as the bracket that closes their list? */
bool look_parameters( unsigned i );
/* Do statements stand between the `{` in front of `i` and its end? */
bool look_block( unsigned i );
/* The number of names of a qualified name behind the type just taken (`.` at 0) that are types; `*type` tells
   if the whole is one. */
unsigned look_chain( const struct Entry * first, bool * type );

bool code_is_attribute( int code );

#endif
