/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The tree as text for --dump=PASS: a line for each node with its place and plain fields, children indented
 * behind the name of their field. Nothing in it varies from run to run.
 */
#include "AST/ast.h"

static const char * const flag_names[] = {
	"paren", "extension", "implicit", "c", "system", "used", "resolved", "lvalue", "mangled",
	"header", "error",
	"flipped",
};

typedef struct Dump { FILE * out; int depth; const char * field; uint16_t file; } Dump;

static void dump_node( Dump * dump, const char * field, const Node * n );

static void dump_list( Dump * dump, const char * field, const Node * n ) {
	for ( ; n; n = n->next ) dump_node( dump, field, n );
}

static void dump_str( Dump * dump, const char * field, const Str * s ) {
	Buf text = { 0 };
	source_quote( &text, s->text, s->len );
	fprintf( dump->out, " %s=%s", field, buf_text( &text ) );
}

static void dump_type( Dump * dump, const char * field, QType type ) {
	if ( node_type_text ) fprintf( dump->out, " %s=<%s>", field, node_type_text( type ) );
}

static void dump_ref( Dump * dump, const char * field, const Node * n ) {
	fprintf( dump->out, " %s->%s@%u:%u", field, kind_name[n->kind], n->loc.line, n->loc.col );
}

static void dump_wide( Dump * dump, const char * field, unsigned __int128 value ) {
	if ( ! value ) return;
	unsigned long long high = (unsigned long long)( value >> 64 ), low = (unsigned long long)value;
	if ( high ) fprintf( dump->out, " %s=0x%llx%016llx", field, high, low );
	else fprintf( dump->out, " %s=%llu", field, low );
}

/* Fields of other types: numbers are shown, the rest belongs to the passes. */
static void dump_number( Dump * dump, const char * field, __int128 value ) {
	dump_wide( dump, field, (unsigned __int128)value );
}
static void dump_loc( Dump * dump, const char * field, Loc at ) {
	fprintf( dump->out, " %s=%u:%u", field, at.line, at.col );
}
static void dump_nothing( Dump * dump, const char * field, const void * p ) {
	(void)dump, (void)field, (void)p;
}
#define dump_other( x ) _Generic( ( x ), Loc: dump_loc, void *: dump_nothing, struct Decl *: dump_nothing, \
	struct Agg *: dump_nothing, struct Enum *: dump_nothing, struct Enumerator *: dump_nothing, struct Poly *: dump_nothing, \
	struct Instance *: dump_nothing, const Type *: dump_nothing, unsigned __int128: dump_wide, default: dump_number )

/* Plain fields stand in the node's line ... */
#define N( x )
#define L( x )
#define S( x ) if ( self->x ) dump_str( dump, #x, self->x );
#define I( x ) if ( self->x ) fprintf( dump->out, " " #x "=%d", self->x );
#define R( x ) if ( self->x ) dump_ref( dump, #x, self->x );
#define Q( x ) if ( self->x.type ) dump_type( dump, #x, self->x );
#define X( type, x ) dump_other( self->x )( dump, #x, self->x );
#define STRUCT( name, head, fields ) \
	static void line_##name( Dump * dump, const name * self ) { (void)dump, (void)self; fields }
#include "AST/nodes.def"
#undef N
#undef L
#undef S
#undef I
#undef R
#undef Q
#undef X

/* ... children below it. */
#define N( x ) if ( self->x ) dump_node( dump, #x, self->x );
#define L( x ) if ( self->x ) dump_list( dump, #x, self->x );
#define S( x )
#define I( x )
#define R( x )
#define Q( x )
#define X( type, x )
#define STRUCT( name, head, fields ) \
	static void below_##name( Dump * dump, const name * self ) { (void)dump, (void)self; fields }
#include "AST/nodes.def"

static void dump_node( Dump * dump, const char * field, const Node * n ) {
	fprintf( dump->out, "%*s", dump->depth * 2, "" );
	if ( field ) fprintf( dump->out, "%s: ", field );
	fprintf( dump->out, "%s @", kind_name[n->kind] );
	if ( n->loc.file != dump->file ) fprintf( dump->out, "%s:", loc_file_name( n->loc.file ) );
	dump->file = n->loc.file;
	fprintf( dump->out, "%u:%u", n->loc.line, n->loc.col );
	if ( IS_EXPR( n ) && AS( Expr, n )->type.type ) dump_type( dump, "type", AS( Expr, n )->type );
	for ( unsigned i = 0; i < sizeof( flag_names ) / sizeof( *flag_names ); i += 1 ) {
		if ( n->flags & 1u << i ) fprintf( dump->out, " +%s", flag_names[i] );
	}
	switch ( n->kind ) {
#define KIND( kind, name ) case kind: line_##name( dump, (const name *)n ); break;
#include "AST/nodes.def"
	}
	fputc( '\n', dump->out );
	dump->depth += 1;
	switch ( n->kind ) {
#define KIND( kind, name ) case kind: below_##name( dump, (const name *)n ); break;
#include "AST/nodes.def"
	}
	dump->depth -= 1;
}

void node_dump( FILE * out, const Node * n ) {
	dump_node( &(Dump){ .out = out }, NULL, n );
}
