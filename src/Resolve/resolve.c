/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The pass: names get declarations, expressions types.
 *
 *     #include <math.h>                       double sin( double );      entered, typed when f's body names it; marked
 *     double f( int i ) { return sin( i ); }  sin( (double)i )
 *
 * Declarations of the main file are resolved in order; those of headers when they are looked up.
 */
#include "Resolve/candidate.h"
#include "Resolve/declare.h"
#include "Virtual/virtual.h"

/* Is it of a header? Groups may carry the mark themselves or on their declarators. */
static bool is_header( const Node * n ) {
	if ( n->flags & NF_HEADER ) return true;
	if ( n->kind != D_GROUP ) return false;
	const Group * g = AS( const Group, n );
	return g->decls && g->decls->flags & NF_HEADER;
}

static void resolve_list( Node ** list ) {
	for ( Node ** p = list; *p; p = &(*p)->next ) {
		if ( (*p)->kind == D_LINKAGE ) resolve_list( &AS( Linkage, *p )->decls );
		else if ( (*p)->kind == D_DISTRIBUTION ) resolve_list( &AS( Distribution, *p )->decls );
		else if ( is_header( *p ) && ! virtual_declares_tables( *p ) ) declare_header( *p );
		else {
			Node * next = (*p)->next;
			*p = resolve_declaration( *p );
			(*p)->next = next;
		}
	}
}

static NodeList in_front;

void resolve_add_in_front( Node * decl ) { list_push( &in_front, decl ); }
void resolve_list_of_statements( Node ** list ) { resolve_statements( list ); }

void resolve_unit( Unit * unit ) {
	if ( ! scope_level() ) scope_enter( SCOPE_FILE );
	resolve_list( &unit->decls );
	declare_finish();
	use_finish();
	parameters_finish();
	intrinsic_finish( unit );
	list_push( &in_front, unit->decls );
	unit->decls = in_front.head;
	in_front = (NodeList){ 0 };
}
