/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Packs in boxed code (chapter 04, 4.12, 4.17.8): one argument, a list of the addresses of the objects it
 * stands for. The function only hands it on; what was passed for a requirement knows how many there are, and
 * of which types. A pack in front of which others are passed on is the rest of the list.
 *
 *     show( 'x', 2.5 )
 *     void * cell1[2] = { &p1, 0 }, * cell0[2] = { &p0, cell1 };
 *     show( ..., line_boxed, cell0 );
 *     void line_boxed( void * p ) {
 *         char & part0 = *(char *)*(void **)p;
 *         double & part1 = *(double *)**((void ***)p + 1);
 *         line( part0, part1 );
 *     }
 */
#include "Lower/boxed.h"
#include "Resolve/declare.h"

bool boxed_has_pack( const Type * formal ) { return formal->n && type_is_pack( formal->args[formal->n - 1] );
	}

static Table rests;                                     /* types that stand for packs in boxed functions */

void boxed_stands_for_pack( QType q ) { table_put( &rests, ct( q ), (void *)ct( q ) ); }

static bool is_rest( QType part ) { return table_get( &rests, ct( part ) ); }

static QType cells( void ) { return type_pointer( boxed_pointer() ); }

/* The word of a cell: 0 is the object's address, 1 the cell behind it. */
static Node * word( Node * cell, int64_t which ) {
	Node * words = make_cast( cell, cells() );
	if ( which )
		words = make_binary( OP_ADD, words, make_int( which, type_basic( B_INT ), cell->loc ), cells() );
	words->flags |= NF_PAREN;
	return make_unary( OP_DEREF, words, boxed_pointer() );
}

static Node * address( Decl * part ) {
	QType q = KIND_OF( part->type ) == TY_REFERENCE ? type_pointee( part->type ) : part->type;
	return boxed_cast_pointer( make_unary( OP_ADDR, make_name( part, part->loc ), type_pointer( q ) ) );
}

Node * boxed_pack( Decl ** parts, unsigned n, NodeList * items, Loc at ) {
	Node * rest = n && is_rest( parts[n - 1]->type ) ? address( parts[n -= 1] )
		: boxed_cast_pointer( make_int( 0, type_basic( B_INT ), at ) );
	while ( n > 0 ) {
		n -= 1;
		Decl * cell = make_object( intern_fmt( "cell%u", n ),
			type_array( boxed_pointer(), DIM_CONST, 2, NULL ), at );
		Node * first = address( parts[n] );
		first->next = rest;
		cell->init = make_list( first, cell->type, at );
		cell->init_kind = INIT_ASSIGN;
		list_push( items, make_declaration( cell ) );
		rest = boxed_cast_pointer( make_name( cell, at ) );
	}
	return rest;
}

void boxed_unpack( Decl * pack, const QType * types, unsigned n, NodeList * items, NodeList * args ) {
	Node * rest = make_name( pack, pack->loc );
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( is_rest( types[i] ) ) { list_push( args, boxed_at( rest, types[i] ) ); return; }
		QType q = KIND_OF( types[i] ) == TY_REFERENCE ? types[i] : type_reference( types[i] );
		Decl * part = make_object( intern_fmt( "part%u", i ), q, pack->loc );
		Cast * bound =
			AS( Cast, make_cast( boxed_at( word( node_copy( rest ), 0 ), type_pointee( q ) ), q ) );
		bound->form = CAST_IMPLICIT;
		part->init = (Node *)bound;
		part->init_kind = INIT_ASSIGN;
		part->attrs = make_attribute( "unused", NULL, pack->loc );
		pack_add_part( part );
		list_push( items, make_declaration( part ) );
		list_push( args, make_name( part, pack->loc ) );
		rest = word( rest, 1 );
	}
}

Node * boxed_pack_size( Op op, QType pack, Loc at ) {
	const Type * t = ct( pack_values( pack ) );
	if ( t->kind == TY_TUPLE && ! t->n ) return make_int( op != OP_SIZEOF, type_basic( machine.size ), at );
	return boxed_measure( op, t->kind == TY_TUPLE ? tuple_of( t->args, t->n ) : pack, at );
}
