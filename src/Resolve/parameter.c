/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Function types and parameters: prototypes, K&R definitions, the entry of parameters in the scope of a body.
 */
#include <string.h>

#include "Resolve/candidate.h"
#include "Resolve/declare.h"
#include "Resolve/polymorph.h"

/* FunctionSpec -> TypeBinding list of tags declared in it */
static Table prototype_types;
/* FunctionSpec -> Binding list of its names, some of them enumerators */
static Table prototype_names;
static unsigned inside_parameters;
static VEC( Decl * ) defaults;                          /* parameters with default values */

Decl * param_decl( Node * param, Node ** spec ) {
	if ( param->kind != D_GROUP ) {
		*spec = AS( Decl, param )->spec;
		return AS( Decl, param );
	}
	Group * g = AS( Group, param );
	*spec = g->spec;
	if ( ! g->decls ) g->decls = node_new( D_PARAM, g->loc );
	AS( Decl, g->decls )->owner = param;
	return AS( Decl, g->decls );
}

FunctionSpec * function_declarator( const Decl * d ) {
	Node * m = d->mods ? d->mods : d->spec;
	while ( m && m->kind == T_ATTR ) m = AS( AttrSpec, m )->of;
	return m && m->kind == T_FUNCTION ? AS( FunctionSpec, m ) : NULL;
}

static const Node * outermost( const Node * written ) {
	while ( written && written->kind == T_ATTR ) written = AS( const AttrSpec, written )->of;
	return written;
}

/* C11 6.7.6.3 p7: an array is a pointer, qualified as the brackets say. */
static QType adjusted( QType q, const Node * written ) {
	bool array = type_is_array( q );
	q = type_param_adjust( q );
	written = outermost( written );
	if ( array && written && written->kind == T_ARRAY )
		q = type_with_quals( q, (unsigned)AS( const ArraySpec, written )->quals );
	return q;
}

static bool is_void_list( FunctionSpec * f ) {
	if ( f->fn_flags & FN_VOID || ! f->params ) return true;
	Node * spec;
	if ( f->params->next ) return false;
	Decl * d = param_decl( f->params, &spec );
	if ( d->name || d->mods || ! spec ) return false;
	if ( spec->kind == T_NAME && ! AS( NameSpec, spec )->parent )
		return type_is_void( resolve_type( spec, NULL ) );
	return spec->kind == T_BASIC && AS( BasicSpec, spec )->words == WORD( WORD_BIT_VOID );
}

void parameter_declare( Decl * d ) {
	if ( ! d->name ) return;
	const Type * key = options.c_mode ? NULL
		: type_key( qt( d->type.type, d->type.quals & ~(unsigned)QUAL_MUTEX ) );
	Binding * here = scope_here( d->name, key );
	if ( here ) {
		if ( here->decl != (Node *)d )
			diag_error( d->loc, options.c_mode ? "redefinition of parameter '%s'"
				: "duplicate parameter name \"%s\".", d->name->text );
		return;
	}
	d->level = (int)scope_level();
	scope_bind( d->name, (Node *)d, key );
}

/* register is the only storage class a parameter may have (C11 6.7.6.3 p2). */
static void check_storage( Decl * d, int storage ) {
	if ( ! ((storage | d->storage) & (DS_TYPEDEF | DS_EXTERN | DS_STATIC | DS_AUTO | DS_THREAD)) ) return;
	if ( d->name ) diag_error( d->loc, "storage class specified for parameter '%s'", d->name->text );
	else diag_error( d->loc, "storage class specified for unnamed parameter" );
}

/* The type as written. */
static QType written_type( Node * p, Decl * d, Node * spec ) {
	Node * def = options.c_mode ? NULL : defined_in( spec );
	if ( def && (def->kind == D_AGG ? AS( Agg, def )->complete : AS( Enum, def )->complete) )
		diag_error( def->loc, "a type cannot be defined in a parameter list" );
	declaring.parameter = outermost( d->mods ? d->mods : spec );
	Node * clause = d->forall ? d->forall : p->kind == D_GROUP ? AS( Group, p )->forall : NULL;
	QType q = clause ? rank_parameter( d, clause, spec ) : resolve_type( spec, d->mods );
	q = attribute_type( attribute_type( q, p->kind == D_GROUP ? AS( Group, p )->attrs : NULL ), d->attrs );
	return adjusted( q, d->mods ? d->mods : spec );
}

/* What a forward declaration said of this parameter, if there is one and the parameter itself comes now. */
static QType promised_type( FunctionSpec * f, Decl * d ) {
	Node * spec;
	for EACH( p, f ? f->forward : NULL ) {
		Decl * promise = param_decl( p, &spec );
		if ( promise->name == d->name && promise->def == (Node *)d ) {
			promise->def = NULL;
			return promise->type;
		}
	}
	return QT_NONE;
}

/* The value itself is resolved at each call; what its names cannot mean is said where it is written (chapter
   01, 6.3.5). */
static bool default_names( Node ** slot, void * param ) {
	const Node * e = *slot;
	if ( e->kind == E_STMT ) return true;
	if ( e->kind != E_NAME ) return node_children( *slot, default_names, param );
	Str * id = AS( const Name, e )->id;
	const Binding * b = scope_lookup( id );
	bool undeclared = ! b && ! builtin_lookup( id ) && ! strchr( id->text, '?' );
	if ( undeclared ) *slot = AS( Decl, param )->init = rexpr_undeclared( AS( Name, *slot ) );
	if ( ! b || b->outer || b->decl->kind != D_PARAM || b->level != scope_level() ) return ! undeclared;
	diag_error( e->loc, "the default value of a parameter cannot refer to parameter '%s'", id->text );
	*slot = AS( Decl, param )->init = node_new( E_BAD, e->loc );
	return false;
}

/* The type of a parameter of `f` (NULL: of a result), which is entered in the scope. */
static QType parameter_type( FunctionSpec * f, Node * p ) {
	Node * spec;
	Decl * d = param_decl( p, &spec );
	Node * shared = p->kind == D_GROUP ? AS( Group, p )->attrs : NULL;
	declaring.name = d->name;
	declaring.loc = d->loc;
	QType promised = promised_type( f, d );
	if ( promised.type || ! d->type.type || d->type.type->kind == TY_ERROR )
		d->type = written_type( p, d, spec );
	if ( promised.type && ! type_compatible( promised, d->type ) && ! type_is_error( promised )
		&& ! type_is_error( d->type ) )
		diag_error( d->loc, "parameter '%s' has another type in its forward declaration", d->name->text );
	attribute_check( shared, d );
	attribute_check( d->attrs, d );
	check_storage( d, p->kind == D_GROUP ? AS( Group, p )->storage : 0 );
	if ( type_is_void( d->type ) ) {
		if ( ! options.c_mode ) diag_error( d->loc, "invalid type void in function type" );
		else if ( d->name ) return d->type;
		else diag_error( d->loc, "'void' must be the only parameter" );
		d->type = QT_ERROR;
	}
	if ( ! type_is_pack( d->type ) && pack_misplaced( d->type, d->loc, d->name ) ) d->type = QT_ERROR;
	if ( d->init && inside_parameters > 1 && ! options.c_mode ) {
		diag_error( d->init->loc, "default initialization for parameter %s is unsupport for a function-pointer declaration.",
			d->name ? d->name->text : "anonymous" );
		d->init = NULL;
	}
	if ( d->init ) vec_push( &defaults, d );
	if ( d->init ) default_names( &d->init, d );
	parameter_declare( d );
	return type_is_error( d->type ) ? type_basic( B_INT ) : d->type;
}

/* GNU C: f( int n; int a[n], int n ). A parameter declared forward is known to those in front of it. */
static void promise_parameter( FunctionSpec * f, Node * p ) {
	Node * spec;
	Decl * promise = param_decl( p, &spec ), * param = NULL;
	if ( promise->type.type ) return;
	for EACH( q, f->params ) {
		Decl * d = param_decl( q, &spec );
		if ( d->name && d->name == promise->name ) param = d;
	}
	if ( ! param ) {
		if ( promise->name )
			diag_error( promise->loc, "parameter '%s' has just a forward declaration", promise->name->text );
		else diag_error( promise->loc, "forward declaration of a parameter without name" );
		parameter_type( NULL, p );
		return;
	}
	if ( promise->init ) diag_error( promise->init->loc, "default value in a forward declaration" );
	declaring.name = promise->name;
	declaring.loc = promise->loc;
	param_decl( p, &spec );
	promise->type = param->type = written_type( p, promise, spec );
	promise->def = (Node *)param;
	parameter_declare( param );
}

/* Results that C does not allow (6.7.6.3 p1). */
static bool result_type( FunctionSpec * f, QType result ) {
	const char * what = type_is_function( result ) ? "a function"
		: type_is_array( result ) ? "an array" : NULL;
	if ( ! what ) return ! type_is_error( result );
	Loc at = declaring.loc.file ? declaring.loc : f->loc;
	if ( declaring.name )
		diag_error( at, "'%s' declared as function returning %s", declaring.name->text, what );
	else diag_error( at, "type name declared as function returning %s", what );
	return false;
}

QType type_of_function( FunctionSpec * f, QType base ) {
	bool fine = true;
	VEC( QType ) params = { 0 };
	Declaring outer = declaring;
	QType result = type_tree( f->of, base );
	fine = result_type( f, result );
	unsigned flags = (unsigned)f->fn_flags & FN_VARIADIC;
	scope_enter( SCOPE_PROTOTYPE );
	inside_parameters += 1;
	declaring.definition = outer.defining == f;
	declaring.defining = NULL;
	if ( f->fn_flags & FN_KR ) flags = FN_UNSPECIFIED;
	else if ( f->fn_flags & FN_UNSPECIFIED ) flags = options.c_mode ? FN_UNSPECIFIED : 0;
	for EACH( p, f->forward ) promise_parameter( f, p );
	if ( ! (flags & FN_UNSPECIFIED) && ! is_void_list( f ) )
		for EACH( p, f->params ) vec_push( &params, parameter_type( f, p ) );
	for ( uint32_t i = 0; i + 1 < params.len; i += 1 )
		if ( type_is_pack( params.at[i] ) ) {
			diag_error( f->loc, "pack parameter must be last" );
			fine = false;
			break;
		}
	if ( pack_misplaced( result, f->loc, outer.name ) ) fine = false;
	for EACH( r, f->results ) parameter_type( NULL, r );
	inside_parameters -= 1;
	if ( scope_types() ) table_put( &prototype_types, f, scope_types() );
	for ( Binding * b = scope_names(); b; b = b->sibling )
		if ( b->decl->kind == D_ENUMERATOR ) { table_put( &prototype_names, f, scope_names() ); break; }
	scope_leave();
	declaring = outer;
	attribute_check( f->attrs, NULL );
	return fine ? type_function( result, params.at, params.len, flags ) : QT_ERROR;
}

/* Default values stand in the calls now. */
void parameters_finish( void ) {
	for ( uint32_t i = 0; i < defaults.len; i += 1 ) defaults.at[i]->init = NULL;
	defaults.len = 0;
}

/* ===== definitions ====================================================================================== */

static void bind_parameter( Decl * d ) {
	d->level = (int)scope_level();
	const Type * key = options.c_mode ? NULL
		: type_key( qt( d->type.type, d->type.quals & ~(unsigned)QUAL_MUTEX ) );
	if ( scope_here( d->name, key ) ) return;
	scope_bind( d->name, (Node *)d, key );
	declare_cname( d, 0 );
}

static void check_kr_names( const FunctionSpec * f ) {
	for EACH( p, f->params )
		for EACH( q, p->next )
			if ( AS( Decl, p )->name && AS( Decl, p )->name == AS( Decl, q )->name )
				diag_error( q->loc, options.c_mode ? "multiple parameters named '%s'"
					: "duplicate parameter name \"%s\".", AS( Decl, q )->name->text );
}

/* The parameter gets the type written for it; specifiers several names share are copied. */
static void declare_kr( FunctionSpec * f, Group * g, Decl * d ) {
	Decl * param = NULL;
	for EACH( p, f->params ) if ( AS( Decl, p )->name == d->name ) param = AS( Decl, p );
	check_storage( d, g->storage );
	if ( ! param ) diag_error( d->loc, "missing name in parameter list %s", d->name->text );
	else if ( param->spec ) diag_error( d->loc, "duplicate declaration name \"%s\".", d->name->text );
	else {
		param->spec = (Node *)d == g->decls ? g->spec : node_copy( g->spec );
		param->mods = d->mods;
		param->attrs = d->attrs;
		param->storage |= g->storage & DS_REGISTER;
	}
}

void parameters_modernise( FunctionSpec * f, Decl * function ) {
	if ( ! (f->fn_flags & FN_KR) ) return;
	check_kr_names( f );
	for EACH( n, function->kr_decls )
		if ( n->kind == D_GROUP )
			for EACH( d, AS( Group, n )->decls ) declare_kr( f, AS( Group, n ), AS( Decl, d ) );
	for EACH( p, f->params )
		if ( ! AS( Decl, p )->spec )
			AS( BasicSpec, AS( Decl, p )->spec = node_new( T_BASIC, p->loc ) )->words = WORD( WORD_BIT_INT );
	f->fn_flags &= ~FN_KR;
	function->kr_decls = NULL;
}

/* int f( a, b ) int a; { ... }: find the declaration of each name (chapter 01, 6.3.3). */
static void bind_kr( FunctionSpec * f, Decl * function ) {
	check_kr_names( f );
	for EACH( n, function->kr_decls ) {
		if ( n->kind != D_GROUP ) continue;
		Group * g = AS( Group, n );
		QType base = resolve_type( g->spec, NULL );
		for EACH( m, g->decls ) {
			Decl * d = AS( Decl, m ), * param = NULL;
			for EACH( p, f->params ) {
				Node * spec;
				Decl * candidate = param_decl( p, &spec );
				if ( candidate->name == d->name ) param = candidate;
			}
			declaring = (Declaring){ .name = d->name, .loc = d->loc,
				.parameter = outermost( d->mods ? d->mods : g->spec ) };
			QType q = type_is_error( base ) ? base
				: attribute_type( d->mods ? type_tree( d->mods, base ) : base, g->attrs );
			d->type = adjusted( q, d->mods ? d->mods : g->spec );
			d->owner = n;
			check_storage( d, g->storage );
			if ( ! param ) {
				if ( options.c_mode )
					diag_error( d->loc, "declaration for parameter '%s' but no such parameter",
						d->name->text );
				else diag_error( d->loc, "missing name in parameter list %s", d->name->text );
			} else if ( param->type.type ) {
				if ( options.c_mode ) diag_error( d->loc, "redeclaration of parameter '%s'", d->name->text );
				else diag_error( d->loc, "duplicate declaration name \"%s\".", d->name->text );
			} else {
				param->type = d->type;
				param->storage |= g->storage & DS_REGISTER;
				param->def = m;
				d->def = (Node *)param;
				bind_parameter( param );
			}
		}
	}
	for EACH( p, f->params ) {
		Node * spec;
		Decl * d = param_decl( p, &spec );
		if ( ! d->type.type ) d->type = type_basic( B_INT );
	}
}

void parameters_bind( FunctionSpec * f, Decl * function ) {
	for ( TypeBinding * t = table_get( &prototype_types, f ); t; t = t->sibling ) {
		if ( t->node->kind == D_TYPEDEF ) scope_bind_type( t->name, t->node );
		else scope_bind_tag( t->name, t->node );
	}
	for ( Binding * b = table_get( &prototype_names, f ); b; b = b->sibling )
		if ( b->decl->kind == D_ENUMERATOR ) scope_bind( b->name, b->decl, b->key );
	if ( f->fn_flags & FN_KR ) bind_kr( f, function );
	if ( ! (f->fn_flags & FN_KR) && is_void_list( f ) ) return;
	unsigned number = 0;
	for EACH( p, f->params ) {
		Node * spec;
		Decl * d = param_decl( p, &spec );
		number += 1;
		if ( ! type_is_error( d->type ) && ! type_is_complete( d->type ) && ! type_is_vla( d->type ) ) {
			if ( ! explain_unsized( d->type, d->loc ) )
				diag_error( d->loc, d->name ? "parameter %u ('%s') has incomplete type"
					: "parameter %u has incomplete type", number, d->name ? d->name->text : "" );
			d->type = QT_ERROR;
		}
		if ( d->name ) bind_parameter( d );
		for EACH( q, f->forward ) {
			Decl * promise = param_decl( q, &spec );
			if ( promise->name == d->name ) promise->cname = d->cname;
		}
	}
}
