/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The program's main is a C∀ function; the unit that defines it also gets C's main (chapter 01, 16 and
 * 21.10).
 *
 *     int main( int argc, char * argv[] ) { ... }
 *     int _X4mainFi_iPPc__1( int argc, char * argv[] ) { ... return 0; }
 *     int main( int argc, char * argv[], char * envp[] ) { cfa_args_argc = argc; ... _X4mainFi_iPPc__1( argc,
 *     argv ) ... }
 */
#include "AST/ast.h"
#include <string.h>

#include "AST/make.h"
#include "CodeGen/codegen.h"
#include "Lower/lower.h"
#include "Resolve/resolve.h"

/* Behind main's end it returns 0; a result with a name returns that. */
static void end_with_zero( Decl * d ) {
	if ( ! d->body || d->body->kind != S_COMPOUND || type_is_void( type_result( d->type ) ) ) return;
	for ( Node * m = d->mods; m; m = m->kind == T_ATTR ? AS( AttrSpec, m )->of : NULL )
		if ( m->kind == T_FUNCTION && AS( FunctionSpec, m )->results ) return;
	Compound * body = AS( Compound, d->body );
	Node * last = body->items;
	while ( last && last->next ) last = last->next;
	if ( last && last->kind == S_RETURN ) return;
	NodeList items = { .head = body->items, .tail = last };
	list_push( &items, make_return( make_int( 0, type_basic( B_INT ), body->end ), body->end ) );
	body->items = items.head;
}

/* Linkage names of the library's objects cfa_args_argc, ..., cfa_main_returned (chapter 09, 27). */
#define ARGC "_X13cfa_args_argci_1"
#define ARGV "_X13cfa_args_argvPPc_1"
#define ENVP "_X13cfa_args_envpPPc_1"
#define RETURNED "_X17cfa_main_returnedi_1"

static Node * c_main( const Decl * d ) {
	static const char * const arguments[] =
		{ "", "argc", "argc, (void *)argv", "argc, (void *)argv, (void *)envp" };
	Directive * n = MAKE( Directive, D_DIRECTIVE, ( (Loc){ 0 } ) );
	bool nothing = type_is_void( type_result( d->type ) );
	n->text = intern_fmt( "extern int " ARGC ", " RETURNED "; extern char ** " ARGV ", ** " ENVP "; "
		"int main( int argc, char * argv[], char * envp[] ) { " ARGC " = argc; " ARGV " = argv; " ENVP " = envp; "
		"int result = %s%s( %s )%s; " RETURNED " = 1; return result; }", nothing ? "( " : "", d->cname->text,
		arguments[ ct( d->type )->n ], nothing ? ", 0 )" : "" );
	return (Node *)n;
}

static Decl * find_main( Node * list ) {
	for EACH( n, list ) {
		Decl * d = NULL;
		if ( n->kind == D_LINKAGE ) d = find_main( AS( Linkage, n )->decls );
		else if ( n->kind == D_DISTRIBUTION ) d = find_main( AS( Distribution, n )->decls );
		else if ( n->kind == D_FUNCTION ) d = AS( Decl, n );
		else if ( n->kind == D_GROUP && AS( Group, n )->decls && AS( Group, n )->decls->kind == D_FUNCTION )
			d = AS( Decl, AS( Group, n )->decls );
		if ( d && ( d->body || ! ( d->flags & NF_HEADER ) ) && resolve_is_program_main( d ) ) return d;
	}
	return NULL;
}

static bool is_exported( const Decl * d ) {
	int storage = d->storage | (d->owner && d->owner->kind == D_GROUP ? AS( const Group, d->owner )->storage
		: 0);
	if ( ! (d->flags & NF_C_LINKAGE) || d->flags & (NF_HEADER | NF_INTERNAL | NF_MANGLED) || ! d->name
		|| ! d->type.type || d->asm_name )
		return false;
	if ( storage & (DS_STATIC | DS_INLINE | DS_TYPEDEF | DS_THREAD | DS_GNU_THREAD)
		|| strcmp( d->name->text, "main" ) == 0 )
		return false;
	return d->kind == D_FUNCTION || (d->kind == D_OBJECT && d->init && ! type_is_function( d->type ));
}

/* What a .c file defines under a name of C has C∀'s name as well when the file is C∀ (chapter 01, 17.1;
   chapter 10, 2): the other units of the program may be in files of either kind. */
static void alias_names( Node * list, NodeList * out ) {
	for EACH( n, list ) {
		if ( n->kind == D_LINKAGE ) alias_names( AS( Linkage, n )->decls, out );
		if ( n->kind == D_GROUP ) alias_names( AS( Group, n )->decls, out );
		if ( (n->kind != D_FUNCTION && n->kind != D_OBJECT) || ! is_exported( AS( Decl, n ) ) ) continue;
		Directive * alias = MAKE( Directive, D_DIRECTIVE, n->loc );
		const char * name = AS( Decl, n )->name->text;
		alias->text = intern_fmt( "extern __typeof__( %s ) %s __attribute__(( weak, alias( \"%s\" ) ));",
			name, mangle( AS( Decl, n ) )->text, name );
		list_push( out, (Node *)alias );
	}
}

void lower_program( Unit * unit ) {
	if ( options.c_source && ! options.c_mode ) {
		NodeList all = { 0 }, aliases = { 0 };
		alias_names( unit->decls, &aliases );
		list_push( &all, unit->decls );
		list_push( &all, aliases.head );
		unit->decls = all.head;
	}

	Decl * d = options.c_mode ? NULL : find_main( unit->decls );
	if ( ! d || ! d->cname ) return;
	end_with_zero( d );
	NodeList all = { 0 };
	list_push( &all, unit->decls );
	list_push( &all, c_main( d ) );
	unit->decls = all.head;
}
