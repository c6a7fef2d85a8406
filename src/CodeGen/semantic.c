/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types printed from their meaning, for what was not written in C's way, and the C tags of aggregates.
 */
#include "CodeGen/emit.h"

/* Names of aggregates: nested and unnamed ones get one that is unique (chapter 01, 21.1). */
const char * emit_agg_tag( Agg * agg, bool force ) {
	if ( agg->cname ) return agg->cname->text;
	if ( agg->name ) return emit_id_text( agg->name );
	if ( ! force ) return NULL;
	agg->cname = intern_fmt( "__anonymous%u", emit.anonymous++ );
	return agg->cname->text;
}

const char * emit_enum_tag( Enum * e, bool force ) {
	if ( e->cname ) return e->cname->text;
	if ( e->name ) return emit_id_text( e->name );
	if ( ! force ) return NULL;
	e->cname = intern_fmt( "__anonymous%u", emit.anonymous++ );
	return e->cname->text;
}

/* The specifier at the end of a type: tags and typedefs under their emitted names. */
static bool put_leaf( TypePrinter * p, Buf * out, const Type * t ) {
	(void)p;
	switch ( t->kind ) {
	case TY_STRUCT: case TY_UNION:
		buf_puts( out, t->kind == TY_UNION ? "union " : "struct " );
		buf_puts( out, emit_agg_tag( AS( Agg, t->decl ), true ) );
		return true;
	case TY_ENUM:
		buf_puts( out, "enum " );
		buf_puts( out, emit_enum_tag( AS( Enum, t->decl ), true ) );
		return true;
	case TY_BASIC:
		buf_puts( out, basic_info[t->basic].c_text );
		return true;
	case TY_TYPEDEF: {
		Decl * d = AS( Decl, t->decl );
		buf_puts( out, d->cname ? d->cname->text : emit_id_text( d->name ) );
		return true;
	}
	default: return false;
	}
}

/* Expressions and attributes inside a type go where the type goes. */
static void put_inside( Buf * out, Node * n, void (*print)( Node * ) ) {
	if ( out == &emit.buf ) {
		print( n );
		return;
	}
	Buf outer = emit.buf;
	bool marks = emit.marks;
	emit.marks = false;
	emit.buf = *out;
	print( n );
	*out = emit.buf;
	emit.buf = outer;
	emit.marks = marks;
}

static void print_dimension( Node * e ) { emit_expr( e, P_ASSIGN ); }
static void print_attrs( Node * attrs ) { emit_attrs( attrs, true ); }

static void put_dimension( TypePrinter * p, Buf * out, Node * e ) {
	(void)p;
	put_inside( out, e, print_dimension );
}

static void put_type_attrs( TypePrinter * p, Buf * out, Node * attrs ) {
	(void)p;
	put_inside( out, attrs, print_attrs );
}

void emit_meaning( QType type, const char * name ) {
	static TypePrinter printer = { put_leaf, put_dimension, put_type_attrs, NULL };
	if ( ! type.type ) ICE( (Loc){ 0 }, "a type without meaning reached the output" );
	type_print( &printer, &emit.buf, type, name );
	emit.fresh = false;
}
