/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The unit as C text: what is used, in source order. Declarations of headers that nothing needs vanish, so a
 * tag that only they introduced may be new in a prototype; it is then declared first:
 *
 *     struct S;  typedef struct S T;  int f( struct S * );   (T unused)        struct S; int f(struct S *);
 */
#include "CodeGen/emit.h"

static Table known_tags;                                /* file-scope tags the output has mentioned */
static Buf forward;                                     /* declarations to stand before the current one */

static int tag_level( const Node * decl ) {
	return decl->kind == D_ENUM ? AS( Enum, decl )->level : AS( Agg, decl )->level;
}

/* A tag mentioned first inside a parameter list would belong to that list only: declare it in front. */
void emit_note_tag( const Str * id, Node * decl ) {
	if ( ! id || ! decl || decl->kind != D_AGG || tag_level( decl ) > 1 ) return;
	if ( table_get( &known_tags, id ) ) return;
	table_put( &known_tags, id, decl );
	if ( ! emit.params ) return;
	const char * key = AS( Agg, decl )->key == AGG_UNION ? "union" : "struct";
	buf_printf( &forward, " %s %s;", key, emit_agg_tag( AS( Agg, decl ), true ) );
}

static void put_file_scope( Node * n ) {
	if ( n->kind == D_LINKAGE ) {
		for EACH( d, AS( Linkage, n )->decls ) put_file_scope( d );
		return;
	}
	size_t start = emit.buf.len;
	emit_declaration( n, false );
	if ( forward.len ) {
		size_t behind = emit.buf.len - start;
		put( forward.at, forward.len );
		char * at = emit.buf.at + start;
		memmove( at + forward.len, at, behind );
		memcpy( at, forward.at, forward.len );
		emit.line_start += forward.len;
		forward.len = 0;
	}
	emit_flush( false );
}

void codegen_unit( FILE * file, Unit * unit ) {
	emit = (Emit){ .file = file, .fresh = true, .filter = true, .marks = options.line_marks };
	for EACH( n, unit->decls ) put_file_scope( n );
	put_char( '\n' );
	emit_flush( true );
}
