/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Walking, replacing and copying nodes.
 */
#undef NDEBUG
#include "AST/ast.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const Loc here = { 1, 1, 0 };

static Node * name( const char * text ) {
	Name * n = MAKE( Name, E_NAME, here );
	n->id = intern_cstr( text );
	return (Node *)n;
}

static Node * statement( Node * expr ) {
	ExprStmt * s = MAKE( ExprStmt, S_EXPR, here );
	s->expr = expr;
	return (Node *)s;
}

static bool count_names( Node ** slot, void * n ) {
	if ( (*slot)->kind == E_NAME ) *(int *)n += 1;
	return node_children( *slot, count_names, n );
}

/* Drop `b`, put two statements in the place of `c`. */
static bool edit( Node ** slot, void * context ) {
	(void)context;
	if ( (*slot)->kind != S_EXPR ) return true;
	const Str * id = AS( Name, AS( ExprStmt, *slot )->expr )->id;
	if ( id == intern_cstr( "b" ) ) *slot = NULL;
	else if ( id == intern_cstr( "c" ) ) {
		Node * first = statement( name( "x" ) );
		first->next = statement( name( "y" ) );
		*slot = first;
	}
	return true;
}

static void test_walk( void ) {
	Compound * block = MAKE( Compound, S_COMPOUND, here );
	NodeList items = { 0 };
	for ( const char * p = "abcd"; *p; p += 1 ) list_push( &items, statement( name( (char[]){ *p, 0 } ) ) );
	block->items = items.head;
	int names = 0;
	count_names( &(Node *){ (Node *)block }, &names );
	assert( names == 4 );
	node_children( (Node *)block, edit, NULL );
	char text[16] = "";
	for EACH( s, block->items ) strcat( text, AS( Name, AS( ExprStmt, s )->expr )->id->text );
	assert( strcmp( text, "axyd" ) == 0 );
}

static void test_copy( void ) {
	Decl * d = MAKE( Decl, D_OBJECT, here ), * outside = MAKE( Decl, D_OBJECT, here );
	Group * g = MAKE( Group, D_GROUP, here );
	DeclStmt * s = MAKE( DeclStmt, S_DECL, here );
	Compound * block = MAKE( Compound, S_COMPOUND, here );
	Node * inner = name( "i" ), * outer = name( "o" );
	AS( Name, inner )->decl = (Node *)d;
	AS( Name, outer )->decl = (Node *)outside;
	g->decls = (Node *)d;
	s->decl = (Node *)g;
	block->items = (Node *)s;
	s->next = statement( inner );
	s->next->next = statement( outer );
	Compound * copy = (Compound *)node_copy( (Node *)block );
	Node * decl = AS( Group, AS( DeclStmt, copy->items )->decl )->decls;
	Name * i = AS( Name, AS( ExprStmt, copy->items->next )->expr );
	Name * o = AS( Name, AS( ExprStmt, copy->items->next->next )->expr );
	assert( decl != (Node *)d && i != (Name *)inner );
	assert( i->decl == decl );                              /* the copy's own declaration */
	assert( o->decl == (Node *)outside );                   /* what was not copied */
	assert( i->id == AS( Name, inner )->id );
	node_check( (Node *)copy, "copy", false );
}

static void test_tables( void ) {
	assert( strcmp( kind_name[E_NAME], "E_NAME" ) == 0 && strcmp( kind_name[N_UNIT], "N_UNIT" ) == 0 );
	assert( strcmp( op_text[OP_SHL], "<<" ) == 0 && strcmp( op_function[OP_SHL], "?<<?" ) == 0 && ! op_function[OP_COMMA] );
	Buf b = { 0 };
	source_quote( &b, "a\"\\\n\0012\0", 7 );
	assert( strcmp( buf_text( &b ), "\"a\\\"\\\\\\n\\0012\\000\"" ) == 0 );
}

static void test_dump( void ) {
	char * text = NULL;
	size_t len;
	FILE * out = open_memstream( &text, &len );
	node_dump( out, statement( name( "abc" ) ) );
	fclose( out );
	assert( strcmp( text, "S_EXPR @1:1\n  expr: E_NAME @1:1 id=\"abc\"\n" ) == 0 );
	free( text );
}

int main( void ) {
	test_walk();
	test_copy();
	test_tables();
	test_dump();
	return 0;
}
