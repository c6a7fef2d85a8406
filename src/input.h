/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What surrounds the passes: the input's text, the output, the stack they run on.
 */
#ifndef CFA_INPUT_H
#define CFA_INPUT_H

#include <stddef.h>
#include <stdio.h>

/* Text with at least two NULs behind it; may contain any bytes; may be written to. */
typedef struct Input { char * text; size_t len; } Input;
/* The file to translate, or standard input. Ends the translation when it cannot be read. */
Input input_read( void );
/* A constant text. */
Input input_text( const char * );

/* Output is collected in memory: nothing is written unless the translation succeeds. */
FILE * output_open( void );
/* Write it; an incomplete file is removed and ends the translation with an error. */
void output_close( void );

/* Run `translate` with a stack that holds the recursion over the deepest tree the parser lets through; a
   crash in it becomes an internal compiler error that names the running pass. */
void run_on_big_stack( void (*translate)( void ) );
extern const char * running_pass;

#endif
