/* SPDX-License-Identifier: BSD-3-Clause
 *
 * gcc's built-in functions whose type depends on their arguments: overflow checks, atomics, vectors, type
 * questions, <tgmath.h>. Each name has a rule for its result; gcc checks the rest of the arguments when it
 * sees the same call.
 *
 *     __builtin_add_overflow( a, b, &r )     _Bool             __atomic_fetch_add( p, 1, order )     type of *p
 */
#include <string.h>

#include "Resolve/candidate.h"

typedef enum Result {
	R_NONE, R_VOID, R_INT, R_BOOL, R_SIZE, R_POINTER, R_FIRST, R_POINTEE, R_CHOOSE, R_SHUFFLEVECTOR,
	R_CONVERT, R_COMPLEX, R_TGMATH, R_PROMOTED,
} Result;

/* By name; a name ending in * is a prefix. The first that fits counts. `args`: fewest arguments. */
static const struct { const char * name; uint8_t result, args; } rules[] = {
	{ "__builtin_add_overflow_p", R_BOOL, 3 }, { "__builtin_sub_overflow_p", R_BOOL, 3 },
	{ "__builtin_mul_overflow_p", R_BOOL, 3 }, { "__builtin_add_overflow", R_BOOL, 3 },
	{ "__builtin_sub_overflow", R_BOOL, 3 }, { "__builtin_mul_overflow", R_BOOL, 3 },
	{ "__builtin_choose_expr", R_CHOOSE, 3 }, { "__builtin_types_compatible_p", R_INT, 2 },
	{ "__builtin_shufflevector", R_SHUFFLEVECTOR, 2 }, { "__builtin_shuffle", R_FIRST, 2 },
	{ "__builtin_convertvector", R_CONVERT, 2 }, { "__builtin_complex", R_COMPLEX, 2 },
	{ "__builtin_tgmath", R_TGMATH, 2 }, { "__builtin_classify_type", R_INT, 1 },
	{ "__builtin_constant_p", R_INT, 1 }, { "__builtin_has_attribute", R_BOOL, 2 },
	{ "__builtin_sysv_va_start", R_VOID, 1 }, { "__builtin_sysv_va_end", R_VOID, 1 },
	{ "__builtin_sysv_va_copy", R_VOID, 2 },
	{ "__builtin_va_start", R_VOID, 1 }, { "__builtin_va_end", R_VOID, 1 },
	{ "__builtin_va_copy", R_VOID, 2 },
	{ "__builtin_va_arg_pack*", R_INT, 0 }, { "__builtin_next_arg", R_POINTER, 0 },
	{ "__builtin_call_with_static_chain", R_FIRST, 2 }, { "__builtin_speculation_safe_value", R_FIRST, 1 },
	{ "__builtin_assoc_barrier", R_FIRST, 1 }, { "__builtin_clear_padding", R_VOID, 1 },
	{ "__builtin_isgreater*", R_INT, 2 }, { "__builtin_isless*", R_INT, 2 },
	{ "__builtin_isunordered", R_INT, 2 },
	{ "__builtin_fpclassify", R_INT, 6 }, { "__builtin_is*", R_INT, 1 }, { "__builtin_signbit", R_INT, 1 },
	{ "__builtin_object_size", R_SIZE, 2 }, { "__builtin_dynamic_object_size", R_SIZE, 2 },
	{ "__builtin_alloca*", R_POINTER, 1 }, { "__builtin_expect*", R_PROMOTED, 2 },
	{ "__atomic_load_n", R_POINTEE, 2 }, { "__atomic_load", R_VOID, 3 },
	{ "__atomic_store_n", R_VOID, 3 }, { "__atomic_store", R_VOID, 3 },
	{ "__atomic_exchange_n", R_POINTEE, 3 }, { "__atomic_exchange", R_VOID, 4 },
	{ "__atomic_compare_exchange", R_BOOL, 6 }, { "__atomic_compare_exchange_n", R_BOOL, 6 },
	{ "__atomic_compare_exchange*", R_BOOL, 6 }, { "__atomic_test_and_set", R_BOOL, 2 },
	{ "__atomic_clear", R_VOID, 2 }, { "__atomic_always_lock_free", R_BOOL, 2 },
	{ "__atomic_is_lock_free", R_BOOL, 2 },
	{ "__atomic_thread_fence", R_VOID, 1 }, { "__atomic_signal_fence", R_VOID, 1 },
	{ "__atomic_*", R_POINTEE, 3 },
	{ "__sync_synchronize", R_VOID, 0 }, { "__sync_lock_release*", R_VOID, 1 },
	{ "__sync_bool_compare_and_swap*", R_BOOL, 3 }, { "__sync_val_compare_and_swap*", R_POINTEE, 3 },
	{ "__sync_*", R_POINTEE, 2 },
};
enum { RULES = sizeof( rules ) / sizeof( rules[0] ) };

/* Row of the table for a name, or -1. */
static int rule_of( const Str * name ) {
	static Table memo;
	uintptr_t known = (uintptr_t)table_get( &memo, name );
	if ( known ) return (int)known - 2;
	int found = -1;
	for ( int i = 0; i < RULES && found < 0; i += 1 ) {
		size_t len = strlen( rules[i].name );
		bool prefix = rules[i].name[len - 1] == '*';
		if ( prefix ? strncmp( name->text, rules[i].name, len - 1 ) == 0
			: strcmp( name->text, rules[i].name ) == 0 )
			found = i;
	}
	table_put( &memo, name, (void *)(uintptr_t)(found + 2) );
	return found;
}

bool rexpr_is_generic( const Decl * d ) {
	if ( (d->kind != D_OBJECT && d->kind != D_FUNCTION)
		|| (d->sem != BUILTIN_GENERIC && d->sem != BUILTIN_PLAIN) )
		return false;
	if ( ! d->name || builtin_lookup( d->name ) != d ) return false;
	if ( d->sem == BUILTIN_GENERIC ) return true;
	int row = rule_of( d->name );
	return row >= 0 && strcmp( rules[row].name, d->name->text ) == 0;
}

static Node * argument( const Call * c, unsigned i ) {
	Node * a = c->args;
	for ( ; a && i; a = a->next ) i -= 1;
	return a;
}

/* The type a pointer argument points to, as a value. */
static QType pointee_of( const Node * arg ) {
	QType q = rexpr_value_type( arg );
	if ( KIND_OF( q ) != TY_POINTER ) return QT_NONE;
	return type_unqualified( type_pointee( q ) );
}

/* __builtin_choose_expr( constant, a, b ): the operand's own type and lvalue-ness. */
static Node * choose( Call * c ) {
	Node * test = argument( c, 0 );
	Const value = constant_fold( test, true );
	if ( value.kind == CONST_UNKNOWN ) return rexpr_typed( (Node *)c, QT_ERROR, true );
	if ( value.kind != CONST_INT ) {
		diag_error( test->loc, "first argument to '__builtin_choose_expr' not a constant" );
		return rexpr_bad( (Node *)c );
	}
	Node * chosen = argument( c, value.i ? 1 : 2 );
	return rexpr_typed( (Node *)c, rexpr_type( chosen ), chosen->flags & NF_LVALUE );
}

/* Vector of as many elements as there are indexes. */
static QType shuffled( const Call * c ) {
	QType v = rexpr_value_type( c->args );
	uint64_t size = 0;
	if ( KIND_OF( v ) != TY_VECTOR || ! type_size( ct( v )->of, &size ) ) return QT_NONE;
	return type_vector( ct( v )->of, (int64_t)( (list_length( c->args ) - 2) * size ) );
}

/* __builtin_convertvector( v, T ) */
static QType converted( const Call * c ) {
	Node * type = argument( c, 1 );
	return type->kind == E_TYPE ? AS( TypeArg, type )->of : QT_NONE;
}

static const Type * function_type( const Node * f ) {
	const Type * t = ct( rexpr_value_type( f ) );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	return t->kind == TY_FUNCTION ? t : NULL;
}

/* Is parameter i one that differs between the functions? */
static bool is_generic( const Call * c, unsigned functions, unsigned i ) {
	const Type * first = function_type( c->args );
	Node * f = c->args->next;
	for ( unsigned k = 1; k < functions; k += 1, f = f->next ) {
		const Type * t = function_type( f );
		if ( ! t || i >= t->n || ct( t->args[i] ) != ct( first->args[i] ) ) return true;
	}
	return false;
}

/* __builtin_tgmath( f1, ..., fn, arguments ): the function for the arguments' common type (integers count as
   double) gives the result. */
static QType type_generic( const Call * c ) {
	const Type * first = function_type( c->args );
	unsigned total = list_length( c->args );
	if ( ! first || first->n == 0 || total <= first->n ) return QT_NONE;
	unsigned functions = total - first->n, generic = 0;
	QType common = QT_NONE;
	for ( unsigned i = 0; i < first->n; i += 1 ) {
		if ( ! is_generic( c, functions, i ) ) continue;
		if ( ! common.type ) generic = i;
		QType q = rexpr_value_type( argument( c, functions + i ) );
		if ( ! type_is_arithmetic( q ) ) return QT_NONE;
		if ( ! type_is_floating( q ) ) q = type_basic( B_DOUBLE );
		common = common.type ? type_arithmetic( common, q ) : q;
	}
	Node * f = c->args;
	const Type * best = NULL;
	for ( unsigned k = 0; k < functions; k += 1, f = f->next ) {
		const Type * t = function_type( f );
		if ( ! t || t->n != first->n ) return QT_NONE;
		if ( ! common.type || ct( t->args[generic] ) == ct( common ) ) return type_unqualified( t->of );
		if ( ! best && type_is_arithmetic( t->args[generic] )
			&& ct( type_arithmetic( t->args[generic], common ) ) == ct( t->args[generic] ) )
			best = t;
	}
	return best ? type_unqualified( best->of ) : QT_NONE;
}

static QType result_type( Result result, const Call * c, const Decl * d ) {
	switch ( result ) {
	  case R_VOID: return type_void();
	  case R_INT: return type_basic( B_INT );
	  case R_BOOL: return type_basic( B_BOOL );
	  case R_SIZE: return type_basic( machine.size );
	  case R_POINTER: return type_pointer( type_void() );
	  case R_PROMOTED: return type_basic( B_LONG );
	  case R_FIRST: return rexpr_value_type( c->args );
	  case R_POINTEE: return pointee_of( c->args );
	  case R_SHUFFLEVECTOR: return shuffled( c );
	  case R_CONVERT: return converted( c );
	  case R_COMPLEX: return complex_of( rexpr_value_type( c->args ) );
	  case R_TGMATH: return type_generic( c );
	  default:
		return d->type.type && KIND_OF( d->type ) == TY_FUNCTION ? type_result( d->type ) : QT_ERROR;
	}
}

/* Type a call of a generic built-in; arguments are resolved. */
Node * rexpr_builtin( Call * c, Decl * d ) {
	int row = rule_of( d->name );
	Result result = row < 0 ? R_NONE : rules[row].result;
	unsigned n = list_length( c->args );
	if ( row >= 0 && n < rules[row].args ) {
		diag_error( c->loc, "too few arguments to function '%s'", d->name->text );
		return rexpr_bad( (Node *)c );
	}
	for EACH( a, c->args ) if ( rexpr_is_error( a ) ) return rexpr_typed( (Node *)c, QT_ERROR, true );
	if ( result == R_CHOOSE ) return choose( c );
	QType type = result_type( result, c, d );
	if ( type.type ) return rexpr_typed( (Node *)c, type, false );
	diag_error( c->loc, "invalid arguments of '%s'", d->name->text );
	return rexpr_bad( (Node *)c );
}
