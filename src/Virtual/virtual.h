/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Virtual: exceptions, virtual types and their tables (chapter 05) in terms of structures and constant
 * objects.
 */
#ifndef CFA_VIRTUAL_H
#define CFA_VIRTUAL_H

#include "AST/ast.h"

/* Before resolution: exceptions become structures with a table type and a type id (section 2). */
void virtual_exceptions( Unit * );
/* Before concurrent aggregates are expanded: what reports their cancellation (section 14). */
void virtual_cancellation( Unit * );
/* Types with virtual destructors (section 15): what belongs to them; at the end of a constructor's body, at
   the start of a destructor's: resolved statements, NULL for other types. */
void virtual_destructors( Unit * );
bool virtual_has_destructor( const Type * );
Node * virtual_constructed( const Type *, Decl * self );
Node * virtual_dispatch( const Type *, Decl * self );
/* vtable( T ): the structure of T's tables; QT_ERROR after a report. */
QType virtual_table_type( QType of, Loc );
/* A declaration `vtable( E ) name ...;`: the table with what it needs in front. `g` itself if it is something
   else. */
Node * virtual_tables( Group * g );
/* Is it a declaration of tables? Those of headers are made when they are met: handlers need their type
   ids. */
bool virtual_declares_tables( const Node * );
/* The exception whose tables a resolved declaration of a block defines; no type: it is something else. */
QType virtual_defines_tables( const Node * );
/* (virtual T *)e, its operand resolved. */
Node * virtual_cast( Cast * );
/* try and throw as blocks, not resolved; NULL after a report. */
Node * virtual_try( Try * );
Node * virtual_throw( Throw * );
/* An operand of typeof that means the type. */
Node * virtual_type_operand( QType, Loc );
/* Remember the name of an object that may be a type id (13.3). */
void virtual_note_name( Str * );
/* Is it an exception: the first member points to a table (4.1)? */
bool virtual_is_exception( QType );

#endif
