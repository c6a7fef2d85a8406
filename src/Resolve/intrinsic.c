/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Built-in operators as values (chapter 03, 2.3 and 11.2). The name means a family of functions until a
 * function type is wanted; the one of that type gets a small definition, made when it is needed first.
 *
 *     int (*op)( int, int ) = ?+?;
 *     static inline int __cfa_X13_operator_addFi_ii__1( int a, int b ) { return a + b; }
 */
#include "AST/make.h"
#include "CodeGen/codegen.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/overload.h"

static Table defined;                                   /* the functions */
static NodeList made;                                   /* functions without a type of the program */

/* ===== families ========================================================================================= */

/* The function a type is, points or refers to; NULL: none. */
static const Type * function_in( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_POINTER ) q = type_pointee( q );
	return KIND_OF( q ) == TY_FUNCTION ? ct( q ) : NULL;
}

static Node * operand( QType q ) {
	Node * e = make_name( make_parameter( intern_cstr( "operand" ), q, (Loc){ 0 } ), (Loc){ 0 } );
	e->flags &= ~NF_LVALUE;
	return e;
}

/* name( a, b ) as the operator expression it means, or NULL. */
static Node * operation( Str * name, Node * first, Node * second ) {
	Name * fn = MAKE( Name, E_NAME, first->loc );
	fn->id = name;
	Call * c = MAKE( Call, E_CALL, first->loc );
	c->fn = (Node *)fn;
	c->args = first;
	first->next = second;
	return overload_by_name( c );
}

QType intrinsic_family( Str * name ) {
	static Table families;
	if ( options.c_mode || ! memchr( name->text, '?', name->len ) ) return QT_NONE;
	const Type * known = table_get( &families, name );
	if ( known ) return qt( known, 0 );
	QType i = type_basic( B_INT );
	if ( ! operation( name, operand( i ), NULL ) && ! operation( name, operand( i ), operand( i ) ) )
		return QT_NONE;
	Decl * d = MAKE( Decl, D_FUNCTION, ((Loc){ 0 }) );
	d->name = name;
	QType family = type_operators( d );
	table_put( &families, name, (void *)family.type );
	return family;
}

static Str * family_name( QType family ) { return AS( Decl, ct( family )->decl )->name; }

/* ===== members of a family ============================================================================== */

/* What the instance that takes just these operands gives (2.3), an object as a reference; QT_NONE: there is
   none. */
static QType result_of( Node * e, const Type * fn ) {
	QType left = type_canon( fn->args[0] ), right = fn->n > 1 ? type_canon( fn->args[1] ) : QT_NONE;
	bool changes = e->kind == E_ASSIGN
		|| (e->kind == E_UNARY && AS( Unary, e )->op >= OP_PREINC && AS( Unary, e )->op <= OP_POSTDEC);
	if ( (left.type->kind == TY_REFERENCE) != changes || (right.type && right.type->kind == TY_REFERENCE) )
		return QT_NONE;
	if ( changes && type_canon( left.type->of ).quals & QUAL_CONST ) return QT_NONE;
	QType changed = changes ? type_unqualified( left.type->of ) : QT_NONE;
	if ( changes && type_is_aggregate( changed )
		&& (life_user( LIFE_ASSIGN, changed ) || ! life_possible( LIFE_ASSIGN, changed )) )
		return QT_NONE;
	Rule rule;
	Cand l = { .type = left, .lvalue = changes }, r = { .type = right };
	if ( ! overload_builtin( e, &l, right.type ? &r : NULL, &rule ) ) return QT_NONE;
	if ( rule.cost != COST_ZERO && rule.cost != cost_of( COST_REF, 1 ) ) return QT_NONE;
	return rule.lvalue ? type_reference( rule.type ) : type_unqualified( rule.type );
}

/* Of the operator of that name with the operands of a function type. */
static QType result_by_name( Str * name, const Type * fn ) {
	if ( fn->n < 1 || fn->n > 2 || fn->fn_flags || KIND_OF( fn->of ) == TY_VOID ) return QT_NONE;
	Node * e = operation( name, operand( fn->args[0] ), fn->n > 1 ? operand( fn->args[1] ) : NULL );
	return e ? result_of( e, fn ) : QT_NONE;
}

QType intrinsic_result( QType family, QType to ) {
	const Type * fn = function_in( to );
	return fn ? result_by_name( family_name( family ), fn ) : QT_NONE;
}

/* What stands for the operators on pointers where the type pointed to is not known (chapter 09, 1.2):
   functions of the prelude. */
Str * intrinsic_on_pointers( const Str * name ) {
	static const char * const names[][2] = {
		{ "?==?", "pointer_equal$" }, { "?!=?", "pointer_unequal$" }, { "?<?", "pointer_less$" },
		{ "?<=?", "pointer_at_most$" },
		{ "?>?", "pointer_greater$" }, { "?>=?", "pointer_at_least$" }, { "!?", "pointer_not$" },
		{ "*?", "pointer_object$" },
		{ "++?", "pointer_increase$" }, { "--?", "pointer_decrease$" }, { "?++", "pointer_next$" },
		{ "?--", "pointer_previous$" },
		{ "?[?]", "pointer_element$" }, { "?+?", "pointer_add$" }, { "?-?", "pointer_subtract$" },
		{ "?+=?", "pointer_advance$" },
		{ "?-=?", "pointer_recede$" },
	};
	static Table known;
	if ( ! known.capacity )
		for ( unsigned i = 0; i < sizeof( names ) / sizeof( *names ); i += 1 )
			table_put( &known, intern_cstr( names[i][0] ), intern_cstr( names[i][1] ) );
	return table_get( &known, name );
}

static bool has_member( Str * name, const Type * fn ) {
	for ( Binding * b = scope_lookup( name ); b; b = b->outer )            /* the user's hides it (1.3.5) */
		if ( b->key == type_key( qt( fn, 0 ) ) ) return false;
	QType result = result_by_name( name, fn );
	if ( ! result.type || KIND_OF( result ) != TY_REFERENCE )
		return result.type && ct( result ) == ct( fn->of );
	return KIND_OF( fn->of ) == TY_REFERENCE && type_equal( ct( result )->of, ct( fn->of )->of );
}

Cost intrinsic_cost( QType family, QType to ) {
	const Type * fn = function_in( to );
	return fn && has_member( family_name( family ), fn ) ? COST_ZERO : COST_INFINITE;
}

/* The aggregate behind which the function must stand; NULL: none. */
static Agg * aggregate_in( const Type * fn ) {
	for ( uint32_t i = 0; i < fn->n; i += 1 ) {
		QType q = fn->args[i];
		while ( KIND_OF( q ) == TY_POINTER || KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_ARRAY )
			q = type_pointee( q );
		if ( type_is_aggregate( q ) ) return agg_definition( AS( Agg, ct( q )->decl ) );
	}
	return NULL;
}

static Decl * define( Str * name, const Type * fn, Loc at ) {
	Decl * first = make_parameter( intern_cstr( "a" ), fn->args[0], at );
	Decl * second = fn->n > 1 ? make_parameter( intern_cstr( "b" ), fn->args[1], at ) : NULL;
	first->next = (Node *)second;
	Node * e = operation( name, make_name( first, at ), second ? make_name( second, at ) : NULL );
	Node * value = convert_to( rexpr_one( e ), fn->of, CONV_RETURN, at );
	Decl * d = make_function( name, qt( fn, 0 ), (Node *)first,
		make_block( make_return( value, at ), at ), at );
	Agg * agg = aggregate_in( fn );
	int level = agg && agg->level > 1 ? agg->level : 1;
	d->storage = level > 1 ? DS_INLINE : DS_STATIC | DS_INLINE;
	d->cname = intern_fmt( "__cfa%s", mangle( d )->text );
	d->level = level;
	/* used when something refers to it */
	d->flags = (uint16_t)((d->flags & ~NF_USED) | NF_MANGLED | NF_HEADER);
	table_put( &defined, d, d );
	NodeList * list = agg ? &(NodeList){ 0 } : &made;
	if ( agg ) list_push( list, agg->generated );
	list_push( list, (Node *)make_group( d ) );
	if ( agg ) agg->generated = list->head;
	return d;
}

Node * intrinsic_value( Node * e, QType to ) {
	static Table functions;
	const Type * fn = function_in( to );
	Str * name = family_name( rexpr_type( e ) );
	if ( ! fn || ! has_member( name, fn ) ) return NULL;
	Table * own = table_get( &functions, fn );
	if ( ! own ) table_put( &functions, fn, own = NEW( Table ) );
	Decl * d = table_get( own, name );
	if ( ! d ) table_put( own, name, d = define( name, fn, e->loc ) );
	Node * n = make_name( d, e->loc );
	n->flags = (uint16_t)((n->flags & ~NF_LVALUE) | (e->flags & NF_PAREN));
	n->next = e->next;
	return n;
}

bool intrinsic_is( const Decl * d ) { return table_get( &defined, d ) != NULL; }

void intrinsic_finish( Unit * unit ) {
	if ( ! made.head ) return;
	list_push( &made, unit->decls );
	unit->decls = made.head;
	made = (NodeList){ 0 };
}
