/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Decoding of constants and strings (chapter 01, 2.4 - 2.6), and of bytes in names.
 */
#ifndef CFA_PARSER_LITERALS_H
#define CFA_PARSER_LITERALS_H

#include "Parser/internal.h"

/* Length of the longest part of the text that is valid UTF-8. */
size_t utf8_prefix( const char * text, size_t len );
/* Length of the operator identifier that begins with `?` at `text`, or 0. */
int operator_length( const char * text );

#endif
