/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Checks of declarations that need no types (chapter 01, 6.1 and 18). What is wrong with a run of specifiers the parser
 * has said; here is what depends on what they declare.
 *
 *     int f( int a, int a ) {}     duplicate parameter name "a".
 */
#include "Validate/validate.h"

#include <string.h>

static const char * text_of( const Str * name ) { return name ? name->text : "anonymous"; }

/* The outermost modifier that is a type. */
static Node * outermost( Node * mods ) {
	while ( mods && mods->kind == T_ATTR ) mods = AS( AttrSpec, mods )->of;
	return mods;
}

static FunctionSpec * function_of( const Decl * d ) {
	Node * m = outermost( d->mods ? d->mods : d->spec );
	return m && m->kind == T_FUNCTION ? AS( FunctionSpec, m ) : NULL;
}

/* A type name may stand for a function type. */
static bool may_be_function( const Decl * d, const Node * spec ) {
	Node * m = outermost( d->mods );
	if ( m ) return m->kind == T_FUNCTION;
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	return spec && ( spec->kind == T_NAME || spec->kind == T_TYPEOF || spec->kind == T_FUNCTION );
}

/* Is it the pointer to function an operator may also be? */
static bool is_function_pointer( const Decl * d ) {
	Node * m = outermost( d->mods );
	while ( m && ( m->kind == T_POINTER || m->kind == T_REFERENCE || m->kind == T_ATTR ) ) {
		m = m->kind == T_ATTR ? AS( AttrSpec, m )->of : AS( PointerSpec, m )->of;
	}
	return m && m->kind == T_FUNCTION;
}

static bool is_plain_void( const Decl * p ) {
	return p->kind == D_PARAM && ! p->mods && p->spec && p->spec->kind == T_BASIC
		&& AS( BasicSpec, p->spec )->words == WORD( WORD_BIT_VOID );
}

/* void among other parameters; default values of a pointer to function; the parts of the parameters. */
static void check_parameters( const FunctionSpec * f, bool pointer ) {
	bool several = f->params && ( f->params->next || f->fn_flags & FN_VARIADIC );
	for EACH( n, f->params ) {
		if ( n->kind != D_PARAM ) continue;
		Decl * p = AS( Decl, n );
		if ( several && is_plain_void( p ) ) {
			diag_error( p->loc, options.c_mode ? "'void' must be the only parameter" : "invalid type void in function type" );
		}
		if ( pointer && p->init ) {
			diag_error( p->loc, "default initialization for parameter %s is unsupport for a function-pointer declaration.",
				text_of( p->name ) );
		}
	}
}

/* Two parameters of one name (6.7.6.3). */
static void check_names( const Node * params ) {
	Table seen = { 0 };
	for EACH( n, (Node *)params ) {
		Str * name = n->kind == D_PARAM ? AS( Decl, n )->name : n->kind == E_NAME ? AS( Name, n )->id : NULL;
		if ( ! name ) continue;
		if ( table_get( &seen, name ) ) diag_error( n->loc, "duplicate parameter name \"%s\".", name->text );
		table_put( &seen, name, name );
	}
}

/* Parameters declared behind the parentheses belong to names between them, once each. */
static void check_kr( const Decl * d, const FunctionSpec * f ) {
	Table names = { 0 }, declared = { 0 };
	for EACH( n, f->params ) {
		Str * name = n->kind == D_PARAM ? AS( Decl, n )->name : n->kind == E_NAME ? AS( Name, n )->id : NULL;
		if ( name ) table_put( &names, name, name );
	}
	for EACH( g, d->kr_decls ) {
		for EACH( n, g->kind == D_GROUP ? AS( Group, g )->decls : NULL ) {
			Str * name = AS( Decl, n )->name;
			if ( ! name ) continue;
			if ( table_get( &declared, name ) ) diag_error( n->loc, "duplicate declaration name \"%s\".", name->text );
			else if ( ! table_get( &names, name ) ) diag_error( n->loc, "missing name in parameter list %s", name->text );
			table_put( &declared, name, name );
		}
	}
}

/* ?{}, ^?{} and the assignments: they take the object as a reference; constructors return nothing (chapter 04). */
static void check_special( const Decl * d, const FunctionSpec * f, const Node * spec ) {
	const char * name = d->name->text;
	bool constructor = strcmp( name, "?{}" ) == 0 || strcmp( name, "^?{}" ) == 0;
	size_t len = strlen( name );
	bool assignment = len >= 3 && name[0] == '?' && name[len - 2] == '=' && name[len - 1] == '?'
		&& ! strchr( "=!<>", name[len - 3] );
	if ( strcmp( name, "?=?" ) == 0 || strcmp( name, "?<<=?" ) == 0 || strcmp( name, "?>>=?" ) == 0 ) assignment = true;
	if ( ! constructor && ! assignment ) return;
	Decl * first = f->params && f->params->kind == D_PARAM ? AS( Decl, f->params ) : NULL;
	if ( ! first || is_plain_void( first ) ) {
		diag_error( d->loc, "Constructors, destructors, and assignment functions require at least one parameter." );
		return;
	}
	Node * type = outermost( first->mods ? first->mods : first->spec );
	while ( type && type->kind == T_QUAL ) type = AS( QualSpec, type )->of;
	if ( type && type->kind != T_REFERENCE && type->kind != T_NAME && type->kind != T_TYPEOF ) {
		diag_error( d->loc, "First parameter of a constructor, destructor, or assignment function must be a reference." );
	}
	bool returns = f->of || ! spec || spec->kind != T_BASIC || AS( BasicSpec, spec )->words != WORD( WORD_BIT_VOID );
	if ( f->of && f->of->kind == T_TUPLE && ! AS( TupleSpec, f->of )->elems ) returns = false;
	if ( f->of && f->of->kind == T_BASIC && AS( BasicSpec, f->of )->words == WORD( WORD_BIT_VOID ) ) returns = false;
	if ( constructor && returns && ( f->of || ( spec && spec->kind == T_BASIC ) ) ) {
		diag_error( d->loc, "Constructors and destructors cannot have explicit return values." );
	}
}

/* One declarator with the specifiers it shares. */
static void check_declarator( const Decl * d, const Node * spec, int storage ) {
	const FunctionSpec * f = function_of( d );
	if ( d->kind == D_OBJECT && ! may_be_function( d, spec ) && ! ( storage & DS_TYPEDEF ) ) {
		if ( options.c_mode && storage & ( DS_INLINE | DS_NORETURN ) ) {
			diag_error( d->loc, "variable '%s' declared '%s'", text_of( d->name ), storage & DS_INLINE ? "inline" : "_Noreturn" );
		}
		if ( d->name && strchr( d->name->text, '?' ) && ! is_function_pointer( d ) ) {
			diag_error( d->loc, "operator %s is not a function or function pointer.", d->name->text );
		}
	}
	if ( f && d->kind == D_FUNCTION ) check_names( f->params );
	if ( f && d->kr_decls ) check_kr( d, f );
	if ( f && d->name && d->name->text[0] != '\0' && strchr( d->name->text, '?' ) ) check_special( d, f, spec );
}

/* An object of unnamed type has no name to be known by in other units (chapter 01, 6.7.5). */
static void check_anonymous( const Group * g ) {
	const Node * spec = g->spec;
	if ( options.c_mode || g->flags & NF_C_LINKAGE || g->storage & ( DS_STATIC | DS_TYPEDEF | DS_EXTERN ) ) return;
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	if ( ! spec || spec->kind != T_TAG || AS( TagSpec, spec )->id || ! AS( TagSpec, spec )->def ) return;
	for EACH( n, g->decls ) {
		if ( n->kind != D_OBJECT || n->flags & NF_C_LINKAGE || function_of( AS( Decl, n ) ) ) continue;
		diag_error( n->loc, "extern anonymous aggregate is currently unimplemented." );
	}
}

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot;
	int * depth = context;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC:
		return true;
	case D_GROUP: {
		Group * g = AS( Group, n );
		if ( ! *depth ) check_anonymous( g );
		for EACH( d, g->decls ) if ( d->kind == D_OBJECT ) check_declarator( AS( Decl, d ), g->spec, g->storage );
		break;
	}
	case D_FUNCTION: {
		check_declarator( AS( Decl, n ), AS( Decl, n )->spec, AS( Decl, n )->storage );
		int inside = 1;
		return node_children( n, visit, &inside );
	}
	case T_POINTER: {
		Node * of = outermost( AS( PointerSpec, n )->of );
		if ( of && of->kind == T_FUNCTION ) check_parameters( AS( FunctionSpec, of ), true );
		break;
	}
	case T_FUNCTION:
		check_parameters( AS( FunctionSpec, n ), false );
		break;
	case D_LINKAGE: case D_DISTRIBUTION:
		return node_children( n, visit, context );
	}
	int inside = 1;
	return node_children( n, visit, n->kind == D_GROUP ? &inside : context );
}

void validate_declarations( Unit * unit ) {
	int depth = 0;
	node_children( (Node *)unit, visit, &depth );
}
