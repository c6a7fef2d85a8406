/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Nested functions with the attribute cfa_code are passed as addresses of their code alone: the runtime gives
 * them the frame they belong to (libcfa/src/exception.c). gcc would make trampolines, which need a stack that
 * can be executed.
 *
 *     int match( exception_t * );      auto int match( exception_t * ) __asm__( "__cfa_code1" );
 *     enter( match );                  static int __cfa_alias1( exception_t * ) __attribute__((alias( "__cfa_code1" )));
 *                                      enter( __cfa_alias1 );
 */
#include "AST/make.h"
#include "Lower/lower.h"

static Table aliases;                                   /* nested function -> the alias of its code */
static NodeList * top;                                  /* in front of the declaration at file scope */
static unsigned serial;

static bool has_code( Decl * f ) {
	for EACH( a, f->attrs ) if ( AS( Attribute, a )->name == intern_cstr( "cfa_code" ) ) return true;
	Node * owner = f->owner && f->owner->kind == D_GROUP ? AS( Group, f->owner )->attrs : NULL;
	for EACH( a, owner ) if ( AS( Attribute, a )->name == intern_cstr( "cfa_code" ) ) return true;
	return false;
}

/* The declaration that names the code, in front of the function; the alias, in front of everything. */
static Node * name_code( Decl * f ) {
	Str * symbol = intern_fmt( "__cfa_code%u", serial );
	Decl * alias = make_object( intern_fmt( "__cfa_alias%u", serial++ ), f->type, f->loc );
	alias->level = 1;
	alias->mods = node_copy( f->mods );
	alias->storage = DS_STATIC;
	alias->attrs = make_attribute( "alias", make_text( symbol, f->loc ), f->loc );
	list_push( top, (Node *)make_group( alias ) );
	table_put( &aliases, f, alias );
	Decl * prototype = make_object( f->name, f->type, f->loc );
	prototype->cname = f->cname;
	prototype->mods = node_copy( f->mods );
	prototype->storage = DS_AUTO;
	prototype->asm_name = make_text( symbol, f->loc );
	/* gcc sees no call, and must not merge equal ones */
	f->attrs = make_attribute( "used", NULL, f->loc );
	f->attrs->next = make_attribute( "no_icf", NULL, f->loc );
	if ( f->name == intern_cstr( "__cfaehm_where" ) )       /* it is called without a frame, too */
		f->attrs->next->next = make_attribute( "no_sanitize_undefined", NULL, f->loc );
	if ( f->owner && f->owner->kind == D_GROUP ) AS( Group, f->owner )->attrs = NULL;
	return make_declaration( prototype );
}

static bool catches;                                    /* the function around catches exceptions */
static bool raises;                                     /* the unit raises some */
static bool visit( Node ** slot, void * context );

/* gcc 12 puts vectors of addresses that are used behind __builtin_setjmp where control never comes; without
   optimisation it fails over cleanups that only end the lifetimes of variables. */
static void visit_function( Decl * f, void * context ) {
	bool outer = catches;
	catches = false;
	node_children( (Node *)f, visit, context );
	if ( catches ) {
		Node * off = make_text( intern_cstr( "no-tree-slp-vectorize" ), f->loc );
		off->next = make_text( intern_cstr( "stack-reuse=none" ), f->loc );
		Node * a = make_attribute( "optimize", off, f->loc );
		a->next = f->attrs;
		f->attrs = a;
	}
	catches = outer;
}

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot, * next = n->next;
	switch ( n->kind ) {
	case E_NAME: {
		Decl * alias = table_get( &aliases, AS( Name, n )->decl );
		catches |= AS( Name, n )->id == intern_cstr( "__builtin_setjmp" );
		raises |= AS( Name, n )->id == intern_cstr( "__cfaehm_throw" );
		if ( ! alias ) return true;
		*slot = make_name( alias, n->loc );
		(*slot)->next = next;
		return true;
	}
	case E_INT: case T_BASIC: case T_NAME: return true;
	case D_FUNCTION: visit_function( AS( Decl, n ), context ); return true;
	case D_LINKAGE: {
		NodeList out = { 0 };
		for ( Node * d = AS( Linkage, n )->decls, * after; d; d = after ) {
			after = d->next;
			d->next = NULL;
			Node * f = d->kind == D_GROUP ? AS( Group, d )->decls : d;
			if ( f && f->kind == D_FUNCTION && has_code( AS( Decl, f ) ) )
				list_push( &out, AS( DeclStmt, name_code( AS( Decl, f ) ) )->decl );
			list_push( &out, d );
		}
		AS( Linkage, n )->decls = out.head;
		break;
	}
	case S_DECL: {
		Node * d = AS( DeclStmt, n )->decl;
		if ( d->kind == D_GROUP ) d = AS( Group, d )->decls;
		if ( ! d || d->kind != D_FUNCTION || ! has_code( AS( Decl, d ) ) ) break;
		*slot = name_code( AS( Decl, d ) );
		(*slot)->next = n;
		return node_children( n, visit, context );
	}
	}
	return node_children( n, visit, context );
}

void lower_exceptions( Unit * unit ) {
	if ( options.c_mode ) return;
	NodeList all = { 0 };
	serial = 0;
	raises = false;
	for ( Node * n = unit->decls, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		NodeList before = { 0 };
		top = &before;
		visit( &n, NULL );
		list_push( &all, before.head );
		list_push( &all, n );
	}
	if ( raises ) {                                         /* a function may end its recursion by raising */
		Directive * d = MAKE( Directive, D_DIRECTIVE, (Loc){ 0 } );
		d->text = intern_cstr( "#pragma GCC diagnostic ignored \"-Winfinite-recursion\"" );
		d->next = all.head;
		all.head = (Node *)d;
	}
	unit->decls = all.head;
}
