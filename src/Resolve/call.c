/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Calls of functions of known type: C11 6.5.2.2, GNU C's extensions, C∀'s default arguments. Callees are
 * names, pointers or any expression.
 *
 *     f( 1 )     with void f( int, int = 2 );        f( 1, 2 )
 */
#include <string.h>

#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"

/* Names that can only be gcc's: when we have no entry for one, gcc judges the call. */
static bool is_reserved_builtin( const Str * id ) {
	return strncmp( id->text, "__builtin_", 10 ) == 0 || strncmp( id->text, "__sync_", 7 ) == 0
		|| strncmp( id->text, "__atomic_", 9 ) == 0;
}

/* C90's implicit declaration `int f();`: gcc 12 warns, and sees the same call. */
static Node * implicit_function( const Name * n ) {
	Decl * d = MAKE( Decl, D_OBJECT, n->loc );
	d->name = d->cname = n->id;
	d->storage = DS_EXTERN;
	d->flags |= NF_IMPLICIT | NF_C_LINKAGE;
	d->type = type_function( type_basic( B_INT ), NULL, 0, FN_UNSPECIFIED );
	return (Node *)d;
}

void rexpr_callee( Call * c ) {
	Name * n = AS( Name, c->fn );
	if ( c->fn->kind != E_NAME || n->type.type || scope_lookup( n->id ) ) {
		c->fn = rexpr_one( c->fn );
		return;
	}
	Decl * builtin = builtin_lookup( n->id );
	if ( builtin && (options.c_mode || is_reserved_builtin( n->id )
		|| strncmp( n->id->text, "__", 2 ) == 0) ) {
		n->decl = (Node *)builtin;
		rexpr_typed( c->fn, builtin->type, false );
	} else if ( is_reserved_builtin( n->id ) ) {
		rexpr_typed( c->fn, QT_ERROR, false );
	} else if ( options.c_mode && ! rexpr_is_typedef( n->id ) ) {
		n->decl = implicit_function( n );
		rexpr_typed( c->fn, AS( Decl, n->decl )->type, false );
	} else c->fn = rexpr_undeclared( n );
}

FunctionSpec * rexpr_function_spec( const Decl * d ) {
	Node * t = d->mods ? d->mods : d->spec;
	while ( t && t->kind == T_ATTR ) t = AS( AttrSpec, t )->of;
	return t && t->kind == T_FUNCTION ? AS( FunctionSpec, t ) : NULL;
}

/* Default of parameter `i`: the expression in the declaration or an earlier one (chapter 03, 5.5.5). */
Node * rexpr_default_argument( const Node * callee, unsigned i ) {
	if ( callee->kind != E_NAME ) return NULL;
	for ( const Node * n = AS( const Name, callee )->decl; n; n = AS( const Decl, n )->prev ) {
		if ( n->kind != D_OBJECT && n->kind != D_FUNCTION ) return NULL;
		FunctionSpec * spec = rexpr_function_spec( AS( const Decl, n ) );
		Node * param = spec ? spec->params : NULL;
		for ( unsigned k = 0; param && k < i; k += 1 ) param = param->next;
		if ( param && param->kind == D_GROUP ) param = AS( Group, param )->decls;
		if ( param && param->kind == D_PARAM && AS( Decl, param )->init ) return AS( Decl, param )->init;
	}
	return NULL;
}

static void note_declared( const Node * callee ) {
	if ( callee->kind != E_NAME || ! AS( const Name, callee )->decl ) return;
	Node * decl = AS( const Name, callee )->decl;
	if ( decl->loc.file ) diag_note( decl->loc, "declared here" );
}

/* Text "function 'f'" or "function" for messages about the count of arguments. */
static const char * callee_text( const Node * callee ) {
	return intern_fmt( "function '%s'", explain_name( callee ) )->text;
}

/* By-value arguments are copies (chapter 03, 8.9.1), except the source of a copy constructor, what
   destructors take and what the compiler's own functions take. */
Node * rexpr_passed( Node * e, unsigned i, const Type * f, const Node * callee ) {
	if ( options.c_mode ) return e;
	const Decl * d = callee->kind == E_NAME ? AS( const Decl, AS( const Name, callee )->decl ) : NULL;
	if ( d && d->kind != D_ENUMERATOR && d->name ) {
		if ( d->name == life_name( LIFE_DESTROY )
			|| (d->name == life_name( LIFE_COPY ) && i == 1 && life_is_copy( d )) )
			return e;
		if ( d == builtin_lookup( d->name ) ) return e;
	}
	return lifetime_argument( e, f->args[i] );
}

/* Do number and types of the arguments fit? Asked in the reference form, which rejects the call as a
   whole. */
static bool arguments_fit( const Call * c, const Type * f ) {
	unsigned i = 0;
	for EACH( a, c->args ) {
		QType q = AS( Expr, a )->type;
		if ( ! q.type || rexpr_is_error( a ) ) return true;
		if ( i < f->n && convert_cost( rexpr_type( a ), f->args[i], a->flags & NF_LVALUE ) == COST_INFINITE )
			return false;
		i += 1;
	}
	if ( f->fn_flags & (FN_VARIADIC | FN_UNSPECIFIED) ) return true;
	return i == f->n || (i < f->n && rexpr_default_argument( c->fn, i ));
}

/* A default argument for this call. Its names mean what they mean where a function of the file's scope is
   declared. */
static Node * default_value( const Node * init, const Node * callee ) {
	const Decl * f = AS( const Decl, AS( const Name, callee )->decl );
	Node * value = node_copy( init );
	value->next = NULL;
	if ( f->level > 1 ) return rexpr_one( value );
	Suspended here = scope_to_file();
	current_function = here.function;
	value = rexpr_one( value );
	scope_back( here );
	return value;
}

/* Arguments of a call with prototype: convert each as if by assignment. False after an error. */
static bool check_arguments( Call * c, const Type * f ) {
	unsigned i = 0;
	bool fine = true;
	Node ** p = &c->args;
	if ( options.deterministic && ! arguments_fit( c, f ) && explain_unfit( (Node *)c ) ) return false;
	for ( ; *p; p = &(*p)->next, i += 1 ) {
		if ( (*p)->kind == E_TYPE && ! type_is_error( rexpr_type( *p ) )
			&& strncmp( explain_name( c->fn ), "__builtin_", 10 ) != 0 ) {
			diag_error( (*p)->loc, "expected expression before '%s'", type_text( AS( TypeArg, *p )->of ) );
			*p = rexpr_bad( *p );
			fine = false;
		}
		if ( i < f->n ) *p = rexpr_passed( convert_argument( *p, f->args[i], i + 1, c->fn ), i, f, c->fn );
		else if ( ! (f->fn_flags & (FN_VARIADIC | FN_UNSPECIFIED)) ) {
			diag_error( (*p)->loc, "too many arguments to %s", callee_text( c->fn ) );
			note_declared( c->fn );
			return false;
		} else if ( KIND_OF( rexpr_type( *p ) ) == TY_VOID ) {
			diag_error( (*p)->loc, "invalid use of void expression" );
			fine = false;
		} else if ( ! options.c_mode && KIND_OF( rexpr_type( *p ) ) == TY_LITERAL_POINTER )
			*p = rexpr_implicit( *p, type_pointer( type_void() ) );
		if ( rexpr_is_error( *p ) && (*p)->flags & NF_ERROR ) fine = false;
	}
	if ( f->fn_flags & FN_UNSPECIFIED ) return fine;
	for ( ; i < f->n && ! options.c_mode; i += 1, p = &(*p)->next ) {
		Node * init = rexpr_default_argument( c->fn, i );
		if ( ! init ) break;
		*p = default_value( init, c->fn );
		*p = rexpr_passed( convert_argument( *p, f->args[i], i + 1, c->fn ), i, f, c->fn );
	}
	if ( i >= f->n ) return fine;
	diag_error( c->loc, "too few arguments to %s", callee_text( c->fn ) );
	note_declared( c->fn );
	return false;
}

Node * rexpr_call( Call * c ) {
	Node * e = (Node *)c;
	c->kind = E_CALL;                       /* x`f is the call ?`f( x ) */
	Decl * builtin = c->fn->kind == E_NAME ? AS( Decl, AS( Name, c->fn )->decl ) : NULL;
	if ( builtin && rexpr_is_generic( builtin ) ) return rexpr_builtin( c, builtin );
	if ( rexpr_is_error( c->fn ) ) return rexpr_typed( e, QT_ERROR, true );
	const Type * f = ct( rexpr_value_type( c->fn ) );
	f = f->kind == TY_POINTER ? ct( f->of ) : f;
	if ( f->kind != TY_FUNCTION ) {
		if ( f->kind == TY_ERROR ) return rexpr_typed( e, QT_ERROR, true );
		if ( c->fn->kind == E_NAME )
			diag_error( c->loc, "called object '%s' is not a function or function pointer",
				explain_name( c->fn ) );
		else diag_error( c->loc, "called object is not a function or function pointer" );
		return rexpr_bad( e );
	}
	Node * prefix = NULL;
	if ( ! options.c_mode ) tuple_spread( c, f, &prefix );
	if ( ! check_arguments( c, f ) ) return rexpr_bad( e );
	QType result = type_unqualified( f->of );
	if ( ! type_is_void( result ) && ! type_is_complete( result ) && KIND_OF( result ) != TY_REFERENCE
		&& ! type_is_error( result ) ) {
		diag_error( c->loc, "invalid use of undefined type '%s'", type_text( result ) );
		return rexpr_bad( e );
	}
	Node * next = e->next, * made =
		lifetime_result( rexpr_typed( e, result, KIND_OF( result ) == TY_REFERENCE ) );
	if ( ! prefix ) return made;
	made->next = NULL;                      /* tuples among the arguments are evaluated first */
	made = make_binary( OP_COMMA, make_cast( prefix, type_void() ), made, rexpr_type( made ) );
	made->flags |= NF_PAREN | (AS( Binary, made )->rhs->flags & NF_LVALUE);
	made->next = next;
	return made;
}
