/* SPDX-License-Identifier: BSD-3-Clause
 *
 * CodeGen's own interface: the output with its current position, and one function for each kind of thing
 * printed.
 */
#ifndef CFA_CODEGEN_EMIT_H
#define CFA_CODEGEN_EMIT_H

#include <string.h>

#include "AST/ast.h"
#include "CodeGen/codegen.h"
#include "Resolve/resolve.h"

/* The text under construction and where gcc believes it to be. */
typedef struct Emit {
	Buf buf;
	FILE * file;
	/* index in buf of the current output line (may wrap) */
	size_t line_start;
	uint32_t line;                                      /* source line of the current output line */
	uint16_t source;                                    /* its file; 0: no mark yet */
	uint16_t indent;
	bool fresh;                                         /* nothing but blanks on the current line */
	bool glue;                                          /* the next emit_at stays on the line */
	bool marks;
	Loc next;                                           /* where the statement after the current one begins */
	unsigned anonymous;                                 /* number of __anonymousN given out */
	bool filter;                                        /* at file scope: drop what headers declare in vain */
	bool naming;                                        /* the next parameter list is that of a definition */
	/* the aggregate to come is an unnamed member: it has no tag */
	bool unnamed;
	unsigned params;                                    /* depth of parameter lists */
	unsigned objects;                                   /* number of __anonymous_objectN given out */
} Emit;
extern Emit emit;

/* --- text (emit.c) -------------------------------------------------------------------------------------- */

static inline void put( const char * text, size_t len ) {
	if ( emit.buf.len + len < emit.buf.cap ) {
		memcpy( emit.buf.at + emit.buf.len, text, len );
		emit.buf.len += len;
	} else buf_put( &emit.buf, text, len );
	emit.fresh = false;
}
static inline void put_char( char c ) { put( &c, 1 ); }
static inline void put_str( const char * text ) { put( text, strlen( text ) ); }
#define PUT( literal ) put( literal, sizeof( literal ) - 1 )
/* An interned text as it is. */
static inline void put_text( const Str * s ) { put( s->text, s->len ); }
/* An identifier: one that is a keyword of C gets another spelling. */
void emit_id( const Str * );
/* The spelling emit_id gives. */
const char * emit_id_text( const Str * );
void emit_newline( void );
/* Begin a statement or declaration that stands at `loc` in the source. */
void emit_at( Loc loc );
/* A token inside an expression stands at `loc`: follow it forward. */
void emit_token_at( Loc loc );
/* Text that must stand on a line of its own (a directive). */
void emit_directive( const Str * text, Loc loc );
/* Hand the buffer to the file if it has grown. */
void emit_flush( bool all );

/* --- expressions (expression.c, literal.c) -------------------------------------------------------------- */

/* Levels of precedence, loosest first. */
enum { P_COMMA, P_ASSIGN, P_COND, P_OROR, P_ANDAND, P_BITOR, P_BITXOR, P_BITAND, P_EQUAL, P_LESS,
	P_SHIFT, P_ADD, P_MUL, P_CAST, P_UNARY, P_POSTFIX, P_PRIMARY };
/* Print an expression that stands where one of at least precedence `level` is wanted. */
void emit_expr( Node * e, int level );
/* Expressions separated by commas. */
void emit_expr_list( Node * list );
void emit_initialiser( Node * init );
/* The name under which a declaration is emitted; `id` if it is not known. */
const Str * emit_name_of( Node * decl, const Str * id );
void emit_int( IntLit * );
void emit_float( FloatLit * );
void emit_char_constant( CharLit * );
void emit_string( StrLit * );

/* --- types (typespec.c, semantic.c) --------------------------------------------------------------------- */

/* Can the type as written be printed as C (no forms of C∀)? */
bool emit_spec_is_c( const Node * spec );
bool emit_mods_are_c( const Node * mods );
/* The specifier at the end of a chain of pointers, arrays and functions; NULL if that is missing. */
Node * emit_leaf_of( Node * spec );
/* Specifiers as written. */
void emit_spec( Node * spec );
/* A declarator around `name` (NULL: abstract). */
void emit_declarator( Node * mods, const Str * name );
/* A complete type as written, else from its meaning. */
void emit_type( Node * spec, QType meaning );
/* A declaration of `name` (may be NULL) from its meaning. */
void emit_meaning( QType type, const char * name );
void emit_quals( unsigned quals, bool before );
/* Is cfa_linkonce among the attributes? */
bool emit_link_once( const Node * attrs );
void emit_attrs( Node * attrs, bool before );
/* Struct, union or enum: definition in braces after the keyword and name. */
void emit_agg( Agg * );
void emit_enum( Enum * );
/* The tag under which an aggregate is known to C; NULL: none is needed. `force`: make one up. */
const char * emit_agg_tag( Agg *, bool force );
const char * emit_enum_tag( Enum *, bool force );

/* A tag is mentioned: a prototype must not be the first to do so (codegen.c). */
void emit_note_tag( const Str * id, Node * decl );

/* --- declarations, statements --------------------------------------------------------------------------- */

/* A declaration of file, block or member scope; `member`: inside an aggregate. */
void emit_declaration( Node * decl, bool member );
/* The same without position: the first part of a for. */
void emit_group( Group *, bool member );
void emit_params( FunctionSpec * );
/* Struct, union and enumeration definitions that a type which is not C's contains, as declarations of their
   own. */
void emit_hoisted( Node * spec );
/* The function declarator a declarator begins with, or NULL. */
FunctionSpec * emit_outer_function( Node * mods );
void emit_statement( Node * stmt );
/* `{ ... }` glued to the text before. */
/* `value`: inside ({ }), the last expression is its value. */
void emit_block( Compound *, bool value );
void emit_asm_text( Node * text );
/* Does anything emitted need one of the types that a specifier defines? */
bool emit_defines_used( Node * spec );
/* The struct, union or enumeration definition in a specifier, or NULL. */
Node * emit_definition_in( Node * spec );

#endif
