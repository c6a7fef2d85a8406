/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Function definitions: the function's name, then its parameters and body in one scope. Bodies of headers
 * wait until something emitted refers to them.
 */
#include "CodeGen/codegen.h"
#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"

Function * current_function;
bool has_vla_objects;

/* The main of a coroutine or thread (chapter 06, 6.3.2 and 6.15). */
static void check_main( const Decl * d ) {
	static const struct { const char * name, * descriptor, * header; } kinds[] = {
		[AGG_GENERATOR] = { "Generator", "generator$", "" },
		[AGG_COROUTINE] = { "Coroutine", "coroutine$", "coroutine" }, [AGG_MONITOR] = { NULL, NULL, NULL },
		[AGG_THREAD] = { "Thread", "thread$", "thread" },
	};
	const Type * t = ct( d->type );
	if ( d->name != intern_cstr( "main" ) || t->kind != TY_FUNCTION || t->n != 1
		|| KIND_OF( t->args[0] ) != TY_REFERENCE )
		return;
	int key = concurrency_key( t->args[0] );
	if ( key < AGG_GENERATOR || key > AGG_THREAD || ! kinds[key].name ) return;
	Node * descriptor = scope_lookup_tag( intern_cstr( kinds[key].descriptor ), false );
	if ( descriptor && descriptor->kind == D_AGG && ! AS( Agg, descriptor )->complete ) descriptor = NULL;
	const char * keyword = kinds[key].header;
	if ( ! descriptor ) diag_error( d->loc, "%s",
		concurrency_described( intern_fmt( "%s keyword requires %ss to be in scope, "
		"add #include <%s.hfa>", keyword, keyword, keyword )->text,
		intern_fmt( "\nmain: function\n... with parameters\n"
		"  reference to instance of struct %s with body\n... returning nothing\n with body\n  Compound Statement:",
		AS( Agg, ct( type_pointee( t->args[0] ) )->decl )->name->text )->text ) );
	else if ( ! type_is_void( t->of ) ) diag_error( d->loc, "%s main must return void.", kinds[key].name );
}

static void check_definition( Group * g, Decl * d ) {
	check_main( d );
	QType result = type_result( d->type );
	if ( type_is_error( result ) || type_is_void( result ) || type_is_complete( result )
		|| KIND_OF( result ) == TY_REFERENCE )
		return;
	if ( ! explain_unsized( result, d->loc ) ) diag_error( d->loc, "return type is an incomplete type" );
	(void)g;
}

/* Of the forms of main a program has one. */
static void check_program_main( Decl * d ) {
	static const Decl * first;
	if ( first && type_key( first->type ) != type_key( d->type ) ) {
		diag_error( d->loc, "Multiple definition of main routine" );
		diag_note( first->loc, "the other definition" );
	}
	first = d;
}

/* Type and enter a function; `base` is its specifiers' type if that is known. */
void resolve_function( Group * g, Decl * d, QType base ) {
	d->owner = (Node *)g;
	d->level = (int)scope_level();
	Declaring outer = declaring;
	declaring = (Declaring){ .name = d->name, .loc = d->loc, .defining = function_declarator( d ) };
	if ( ! options.c_mode && declaring.defining ) parameters_modernise( function_declarator( d ), d );
	Node * clause = forall_clause( d );
	if ( clause ) {
		polymorphism_used |= ! (d->flags & NF_HEADER);
		scope_enter( SCOPE_PROTOTYPE );
		d->poly = forall_open( clause );
	}
	if ( ! base.type ) {
		Node * spec = g ? g->spec : d->spec;
		base = spec ? resolve_type( spec, NULL ) : QT_NONE;
		if ( g && base.type ) base = attribute_type( base, g->attrs );
	}
	mangle_unnamed( defined_in( g ? g->spec : d->spec ), g ? g->decls : (Node *)d );
	d->type = attribute_type( d->mods ? type_tree( d->mods, base ) : base.type ? base : type_basic( B_INT ),
		d->attrs );
	if ( clause ) scope_leave();
	if ( g ) attribute_check( g->attrs, d );
	attribute_check( d->attrs, d );
	declaring = outer;
	if ( ! type_is_error( d->type ) && ! type_is_function( d->type ) ) {
		diag_error( d->loc, "'%s' is defined like a function but has another type", d->name->text );
		d->type = QT_ERROR;
	}
	if ( storage_of( g, d ) & DS_TYPEDEF ) diag_error( d->loc, "function definition declared 'typedef'" );
	declare_entity( g, d );
	if ( ! type_is_error( d->type ) && ! (d->flags & NF_HEADER) ) check_definition( g, d );
	if ( ! options.c_mode && resolve_is_program_main( d ) ) check_program_main( d );
	if ( d->flags & NF_HEADER && d->level == 1 ) return;
	if ( d->level == 1 ) mark_used( (Node *)d );
	resolve_function_body( d );
}

static bool find_value( Node ** slot, void * found ) {
	Node * n = *slot;
	if ( n->kind == D_FUNCTION ) return true;
	if ( n->kind == S_RETURN ) *(bool *)found |= AS( ExprStmt, n )->expr != NULL;
	return node_children( n, find_value, found );
}

/* Named results are constructed at entry unless the body does it (chapter 03, 8.9.2), or returns several
   others. */
static void bind_results( FunctionSpec * f, Node * body ) {
	for EACH( r, f->results ) {
		Node * spec;
		Decl * d = param_decl( r, &spec );
		if ( ! d->name ) continue;
		parameter_declare( d );
		if ( options.c_mode || ! life_managed( d->type ) || member_is_constructed( body, d->name ) ) continue;
		bool returned = false;
		if ( f->results->next ) find_value( &body, &returned );
		if ( returned ) continue;
		Node * made = construct_expression( make_name( d, d->loc ), NULL, d->loc );
		if ( made ) d->construct = make_expression( made );
	}
}

/* A parameter as an expression; it gets a name if it has none. */
static Node * parameter_name( Node * param ) {
	Node * ignored;
	Decl * p = param_decl( param, &ignored );
	static unsigned number;
	if ( ! p->name ) p->name = intern_fmt( "__cfa_unnamed%u", number++ );
	return make_name( p, p->loc );
}

/* Mutual exclusion (chapter 06, 6.7). */
static Node * guard( Decl * d, FunctionSpec * spec ) {
	if ( options.c_mode || type_is_error( d->type ) || ! spec ) return NULL;
	unsigned n = ct( d->type )->n, i = 0;
	Node * params[n + 1];
	for EACH( p, spec->params ) {
		if ( i == n ) break;
		bool mutex = type_canon( ct( d->type )->args[i] ).quals & QUAL_MUTEX;
		params[i++] = mutex ? parameter_name( p ) : NULL;
	}
	return concurrency_guard( d, params );
}

void resolve_function_body( Decl * d ) {
	if ( d->flags & NF_RESOLVED || ! d->body ) return;
	d->flags |= NF_RESOLVED;
	Function f = { .decl = d, .outer = current_function };
	f.result = type_is_error( d->type ) ? QT_ERROR : type_result( d->type );
	FunctionSpec * spec = function_declarator( d );
	bool outer_vla = has_vla_objects;
	has_vla_objects = false;
	current_function = &f;
	if ( d->poly ) {
		scope_enter( SCOPE_PROTOTYPE );
		forall_open( forall_clause( d ) );
		forall_bind( d->poly );
	}
	scope_enter( SCOPE_FUNCTION );
	mark_type_used( d->type );
	if ( spec ) {
		parameters_bind( spec, d );
		bind_results( spec, d->body );
	}
	NodeList before = { 0 };
	list_push( &before, member_lifetimes( d ) );
	list_push( &before, guard( d, spec ) );
	Node * members = before.head;
	Opened opened = open_with( d->withs );
	d->withs = NULL;                                        /* their nodes are in the body now */
	if ( d->body->kind == S_COMPOUND ) {
		Compound * body = AS( Compound, d->body );
		resolve_block( &body->items );
		NodeList items = { 0 };
		list_push( &items, members );
		list_push( &items, opened_declarations( &opened ) );
		list_push( &items, body->items );
		body->items = items.head;
	} else d->body = resolve_statement( d->body );
	pack_check( d );
	concurrency_check_main( d );
	if ( spec && spec->params && concurrency_constructs( d ) )
		d->construct = concurrency_start( d, parameter_name( spec->params ) );
	scope_leave();
	if ( d->poly ) scope_leave();
	if ( has_vla_objects ) check_jumps( d->body );
	has_vla_objects = outer_vla;
	current_function = f.outer;
}
