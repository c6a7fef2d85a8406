/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Exceptions become structures whose first member points to their table (chapter 05, section 2); in front of
 * them stand the type of their tables and their type id.
 *
 *     exception E { int code; };      struct __cfatid_struct_E { ... };  struct __cfatid_struct_E const __cfatid_E = { ... };
 *                                     struct E_vtable { ... }; struct E { struct E_vtable const *
 *                                     virtual_table; int code; };
 */
#include <string.h>

#include "AST/make.h"
#include "Parser/parser.h"
#include "Virtual/virtual.h"

static Agg * defined_by( Node * spec ) {
	while ( spec && (spec->kind == T_QUAL || spec->kind == T_ATOMIC) )
		spec = spec->kind == T_QUAL ? AS( QualSpec, spec )->of : AS( WrapSpec, spec )->of;
	Node * def = spec && spec->kind == T_TAG ? AS( TagSpec, spec )->def : NULL;
	return def && def->kind == D_AGG ? AS( Agg, def ) : NULL;
}

static Agg * exception_of( Node * n ) {
	Agg * a = n->kind == D_AGG ? AS( Agg, n ) : n->kind == D_GROUP ? defined_by( AS( Group, n )->spec )
		: NULL;
	return a && a->key == AGG_EXCEPTION && a->complete ? a : NULL;
}

/* "forall( T, U & ) " and "( T, U )", both empty for an exception that is not generic. */
static void put_clause( const Agg * a, Buf * clause, Buf * arguments ) {
	static const char * const kinds[] =
		{ [TP_OBJECT] = "", [TP_SIZED] = " *", [TP_DATA] = " &", [TP_FTYPE] = "", [TP_PACK] = "..." };
	for EACH( n, a->forall ) {
		const TypeParam * p = AS( const TypeParam, n );
		const char * name = p->name ? p->name->text : "";
		const char * separator = n == a->forall ? "( " : ", ";
		if ( n == a->forall ) buf_puts( clause, "forall" );
		if ( p->kind_of == TP_DIMENSION ) buf_printf( clause, "%s[%s]", separator, name );
		else
			buf_printf( clause, "%s%s%s%s", separator, p->kind_of == TP_FTYPE ? "ftype " : "", name,
				kinds[p->kind_of] );
		buf_printf( arguments, "%s%s", separator, name );
	}
	if ( ! a->forall ) return;
	buf_puts( clause, " ) " );
	buf_puts( arguments, " )" );
}

/* What stands in front of the structure. `id`: storage of the type id; that of a generic exception comes with
   the tables of its instances. */
static const char * before( const Agg * a, const char * id ) {
	const char * n = a->name->text;
	Buf b = { 0 }, clause = { 0 }, arguments = { 0 };
	put_clause( a, &clause, &arguments );
	const char * f = buf_text( &clause ), * x = buf_text( &arguments );
	buf_printf( &b, "# 1 \"<%s>\" 3\n%sstruct %s;\n", n, f, n );
	buf_printf( &b, "%sstruct __cfatid_struct_%s { struct __cfatid_struct_exception_t const * parent; };\n",
		f, n );
	if ( ! a->forall )
		buf_printf( &b, "%s struct __cfatid_struct_%s const __cfatid_%s @= { &__cfatid_exception_t };\n",
			id, n, n );
	buf_printf( &b, "%sstruct %s_vtable { struct __cfatid_struct_%s%s const * __cfavir_typeid; size_t size; "
		"void (* copy)( struct %s%s *, struct %s%s * ); void (* ^?{})( struct %s%s & ); const char * (* msg)( struct %s%s * ); };\n",
		f, n, n, x, n, x, n, x, n, x, n, x );
	return buf_text( &b );
}

static Node * parsed( const char * text ) {
	Node * decls = parse_unit( text, strlen( text ) )->decls;
	for EACH( d, decls ) if ( d->kind != D_GROUP || AS( Group, d )->decls ) d->flags |= NF_HEADER;
	return decls;
}

/* The first member: E_vtable const * virtual_table. */
static void inject( Agg * a ) {
	Buf b = { 0 }, clause = { 0 }, arguments = { 0 };
	put_clause( a, &clause, &arguments );
	buf_printf( &b, "# 1 \"<%s>\" 3\n%sstruct __cfavir_member { struct %s_vtable%s const * virtual_table; };\n", a->name->text,
		buf_text( &clause ), a->name->text, buf_text( &arguments ) );
	const char * text = buf_text( &b );
	Node * member = defined_by( AS( Group, parse_unit( text, strlen( text ) )->decls )->spec )->members;
	member->next = a->members;
	a->members = member;
	a->key = AGG_STRUCT;
}

static void around( Node * n, bool statement, Node ** front, Node ** behind ) {
	(void)behind;
	Agg * a = exception_of( n );
	if ( a && ! a->name ) {
		diag_error( a->loc, "an exception needs a name" );
		a->key = AGG_STRUCT;
	} else if ( a ) {
		*front = parsed( before( a, statement ? "static" : "__attribute__((cfa_linkonce))" ) );
		inject( a );
	}
}

void virtual_exceptions( Unit * unit ) {
	if ( ! options.c_mode ) node_expand( unit, around );
}
