/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Parser: preprocessed text -> AST, no semantics beyond the classification of names (chapter 01, section 3).
 */
#ifndef CFA_PARSER_H
#define CFA_PARSER_H

#include "AST/ast.h"

/* Parse `text` (NUL-terminated; len excludes the NUL) as one translation unit. Syntax errors are reported
   through diag_syntax; always returns a tree of what could be understood. May be called twice (prelude, then
   program): the classification of names persists; declarations of the first call are marked NF_HEADER. */
Unit * parse_unit( const char * text, size_t len );

/* Has the text constructs, or headers, that only C∀ has? */
extern bool parser_dialect;

/* Forget the names of all texts parsed so far. */
void parse_forget( void );

#endif
