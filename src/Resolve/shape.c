/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The prefilter of overload sets (chapter 03, 11.3): what a look at the outermost type constructors of
 * arguments and parameters rules out is not priced. With hundreds of functions of one name (?|?, ?{}) a
 * handful are left.
 */
#include "Resolve/declare.h"
#include "Resolve/overload.h"

/* Does the aggregate have unnamed or inline members, as which it may be passed (4.6.3)? */
static bool contains_others( const Type * t ) {
	static Table known;
	static char yes, no;
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	void * answer = a->complete ? table_get( &known, a ) : NULL;
	if ( answer ) return answer == &yes;
	agg_members( a );
	AggInfo * info = agg_info( a );
	bool found = false;
	for ( unsigned i = 0; i < info->n && ! found; i += 1 )
		found = ! info->fields[i]->name || info->fields[i]->storage & DS_INLINE_MEMBER;
	if ( a->complete ) table_put( &known, a, found ? &yes : &no );
	return found;
}

Shape shape_of( const Set * arg ) {
	Shape shape = { .any = true };
	if ( ! arg->single ) return shape;
	QType q = rexpr_type( arg->single );
	if ( ! q.type ) return shape;
	const Type * t = ct( q );
	while ( t->kind == TY_REFERENCE ) t = ct( t->of );
	shape.type = t;
	switch ( t->kind ) {
	  case TY_STRUCT: case TY_UNION: shape.any = type_is_tuple( q ) || contains_others( t ); break;
	  case TY_BASIC: case TY_POINTER: case TY_ARRAY: shape.any = false; break;
	  default: break;
	}
	return shape;
}

/* Can an argument of this shape certainly not be passed to the parameter? */
static bool excludes( const Shape * shape, const Type * param ) {
	const Type * t = shape->type;
	while ( param->kind == TY_REFERENCE ) param = ct( param->of );
	if ( param->kind == TY_STRUCT && type_is_tuple( qt( param, 0 ) ) ) return false;
	if ( param->kind == TY_VAR || param->kind == TY_TUPLE || param->kind == TY_ERROR ) return false;
	switch ( t->kind ) {
	  case TY_STRUCT: case TY_UNION:
		return param->kind != t->kind || (param != t && param->decl != t->decl
			&& (! t->generic || param->generic != t->generic));
	  case TY_BASIC:
		if ( param->kind == TY_POINTER ) return t->basic != B_ZERO;
		return param->kind == TY_STRUCT || param->kind == TY_UNION || param->kind == TY_ARRAY;
	  default:                                             /* pointers */
		return param->kind == TY_STRUCT || param->kind == TY_UNION
			|| (param->kind == TY_BASIC && param->basic != B_BOOL);
	}
}

/* The function type of what is bound, also behind a pointer; NULL for objects. */
const Type * shape_callee( Binding * b ) {
	if ( b->callee_of == b->decl ) return b->callee;
	b->callee_of = b->decl;
	QType q = binding_type( b );
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	return b->callee = t->kind == TY_FUNCTION ? t : NULL;
}

bool shape_excludes( Binding * b, const Shape * shapes, unsigned n ) {
	const Type * f = shape_callee( b );
	if ( ! f ) return true;
	unsigned known = n < f->n ? n : f->n;
	for ( unsigned i = 0; i < known; i += 1 )
		if ( ! shapes[i].any && excludes( &shapes[i], ct( f->args[i] ) ) ) return true;
	return false;
}
