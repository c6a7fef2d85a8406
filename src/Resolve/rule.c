/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The built-in operators of C∀ as rules over types (chapter 03, 2.3 and 11.2): instead of one declaration for
 * each type, the instance `T op( T, T )` follows from the operands' types, and its price from the conversions
 * to T.
 *
 *     char + char -> char      char + 1 -> int      int < unsigned -> int, compared as unsigned
 */
#include "Resolve/candidate.h"

static const BasicInfo * basic_of( QType q ) {
	const Type * t = ct( q );
	return t->kind == TY_BASIC ? &basic_info[t->basic] : NULL;
}
static bool is_literal( QType q ) { const BasicInfo * b = basic_of( q ); return b && b->cls & BC_LITERAL; }
static bool is_number( QType q ) { return basic_of( q ) || type_is_plain_enum( q ); }
static bool is_whole( QType q ) {
	const BasicInfo * b = basic_of( q );
	return type_is_plain_enum( q ) || (b && b->cls & (BC_INTEGER | BC_CHAR | BC_LITERAL));
}
static bool is_bool( QType q ) { const Type * t = ct( q ); return t->kind == TY_BASIC && t->basic == B_BOOL; }
static bool is_floating( QType q ) { return is_number( q ) && ! is_whole( q ); }

/* The instance used for types that have none of their own: the nearest above (2.3). */
static QType with_instance( QType q ) {
	switch ( ct( q )->basic ) {
	  case B_FLOAT16: case B_FLOAT32: return type_basic( B_FLOAT );
	  case B_FLOAT16_C: case B_FLOAT32_C: return type_basic( B_FLOAT_C );
	  case B_FLOAT32X: case B_FLOAT64: return type_basic( B_DOUBLE );
	  case B_FLOAT32X_C: case B_FLOAT64_C: return type_basic( B_DOUBLE_C );
	  case B_FLOAT64X: return type_basic( B_FLOAT80 );
	  case B_FLOAT64X_C: return type_basic( B_LDOUBLE_C );
	  default: return type_unqualified( q );
	}
}

/* What an operand counts as: enumerations and literals as int. */
static QType counted( QType q, QType other ) {
	if ( type_is_plain_enum( q ) ) return type_basic( B_INT );
	if ( is_literal( q ) ) return is_literal( other ) ? q : type_basic( B_INT );
	return q;
}

/* T of the instance for two arithmetic operands (11.2); QT_NONE if no common type. */
static QType instance_of( QType l, QType r ) {
	if ( is_bool( l ) && is_bool( r ) ) return type_basic( B_INT );
	QType a = counted( l, r ), b = counted( r, l );
	if ( is_literal( a ) && is_literal( b ) ) return type_basic( B_INT );
	QType common = ct( a ) == ct( b ) ? type_unqualified( a ) : type_common( a, b );
	if ( ! common.type ) return QT_NONE;
	return with_instance( is_bool( common ) ? type_basic( B_INT ) : common );
}

static Cost price( QType from, QType to ) {
	return ct( from ) == ct( to ) ? COST_ZERO : convert_cost( from, to, false );
}

static bool done( Rule * rule, QType type, QType left, QType right, QType l, QType r ) {
	rule->type = type;
	rule->left = left;
	rule->right = right;
	rule->lvalue = false;
	rule->cost = COST_ZERO;
	if ( left.type ) rule->cost = cost_add( rule->cost, price( l, left ) );
	if ( right.type ) rule->cost = cost_add( rule->cost, price( r, right ) );
	return rule->cost != COST_INFINITE;
}

static bool is_pointer( QType q ) {
	TypeKind kind = KIND_OF( q );
	return kind == TY_POINTER || kind == TY_LITERAL_POINTER;
}
static bool is_zero( QType q ) { const Type * t = ct( q ); return t->kind == TY_BASIC && t->basic == B_ZERO; }
/* What 0 becomes to be compared with a pointer. */
static QType some_pointer( QType q ) {
	return KIND_OF( q ) == TY_LITERAL_POINTER ? type_pointer( type_void() ) : q;
}

/* == and < on pointers: one type up to qualifiers, or void *, 0, 0p (2.3). */
static bool compare_pointers( QType l, QType r, Rule * rule ) {
	QType result = type_basic( B_INT );
	bool lp = is_pointer( l ), rp = is_pointer( r );
	if ( lp && KIND_OF( r ) == TY_LITERAL_POINTER ) return done( rule, result, QT_NONE, l, l, l );
	if ( rp && KIND_OF( l ) == TY_LITERAL_POINTER ) return done( rule, result, r, QT_NONE, r, r );
	if ( lp && is_zero( r ) ) return done( rule, result, QT_NONE, some_pointer( l ), l, r );
	if ( rp && is_zero( l ) ) return done( rule, result, some_pointer( r ), QT_NONE, l, r );
	if ( ! lp || ! rp ) return false;
	QType a = type_unqualified( type_pointee( l ) ), b = type_unqualified( type_pointee( r ) );
	if ( type_compatible( a, b ) ) return done( rule, result, QT_NONE, QT_NONE, l, r );
	if ( (! type_is_void( a ) && ! type_is_void( b )) || type_is_function( a ) || type_is_function( b ) )
		return false;
	done( rule, result, QT_NONE, QT_NONE, l, r );
	rule->cost = cost_of( COST_UNSAFE, 1 );
	return true;
}

/* Has the pointee a size to count in? Unsized type parameters have none (chapter 04, 4.3.2), nor have
   functions. */
static bool counts( QType pointer ) {
	const Type * t = ct( ct( pointer )->of );
	if ( t->kind == TY_FUNCTION ) return options.c_mode;
	return t->kind != TY_VAR || AS( const TypeParam, t->decl )->sized;
}

static bool pointer_binary( Op op, QType l, QType r, Rule * rule ) {
	bool lp = KIND_OF( l ) == TY_POINTER, rp = KIND_OF( r ) == TY_POINTER;
	QType offset = type_basic( machine.difference );
	if ( (op == OP_ADD || op == OP_SUB) && ! ((! lp || counts( l )) && (! rp || counts( r ))) ) return false;
	switch ( op ) {
	  case OP_ADD:
		if ( lp && is_whole( r ) ) return done( rule, l, QT_NONE, offset, l, r );
		if ( rp && is_whole( l ) ) return done( rule, r, offset, QT_NONE, l, r );
		return false;
	  case OP_SUB:
		if ( lp && is_whole( r ) ) return done( rule, l, QT_NONE, offset, l, r );
		if ( ! lp || ! rp || ! type_compatible( type_unqualified( type_pointee( l ) ),
			type_unqualified( type_pointee( r ) ) ) ) return false;
		return done( rule, offset, QT_NONE, QT_NONE, l, r );
	  case OP_LT: case OP_GT: case OP_LE: case OP_GE: case OP_EQ: case OP_NE:
		return compare_pointers( l, r, rule );
	  default:
		return false;
	}
}

/* Operators on integers only: a floating operand converts to the other's type, two are no match (11.2 c). */
static bool whole_binary( QType l, QType r, Rule * rule ) {
	if ( is_floating( l ) && is_floating( r ) ) return false;
	QType t = is_floating( l ) ? counted( r, l ) : is_floating( r ) ? counted( l, r ) : instance_of( l, r );
	if ( ! t.type ) return false;
	if ( is_bool( t ) ) t = type_basic( B_INT );
	return done( rule, t, t, t, l, r );
}

/* Power of an integer takes an unsigned exponent of the same size (library chapter). */
static bool power( QType l, QType r, Rule * rule ) {
	QType t = instance_of( instance_of( l, type_basic( B_INT ) ), is_whole( r ) ? type_basic( B_INT ) : r );
	if ( ! t.type ) return false;
	if ( ! is_whole( l ) || ! is_whole( r ) ) return done( rule, t, t, is_whole( r ) ? QT_NONE : t, l, r );
	Basic exponent = basic_of( t )->size > 4 ? machine.uint64 : B_UINT;
	return done( rule, t, t, type_basic( exponent ), l, r );
}

bool rule_binary( Op op, QType l, QType r, Rule * rule ) {
	if ( KIND_OF( l ) == TY_VECTOR || KIND_OF( r ) == TY_VECTOR ) {
		QType type = c_vector_binary( op, l, r );
		return type.type && done( rule, type, QT_NONE, QT_NONE, l, r );
	}
	if ( ! is_number( l ) || ! is_number( r ) ) return pointer_binary( op, l, r, rule );
	QType t;
	switch ( op ) {
	  case OP_MOD: case OP_BITAND: case OP_BITOR: case OP_BITXOR: case OP_SHL: case OP_SHR:
		return whole_binary( l, r, rule );
	  case OP_POWER:
		return power( l, r, rule );
	  case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV:
		t = instance_of( l, r );
		return t.type && done( rule, t, t, t, l, r );
	  case OP_LT: case OP_GT: case OP_LE: case OP_GE:
		if ( type_is_complex( l ) || type_is_complex( r ) ) return false;
		/* fall through */
	  case OP_EQ: case OP_NE:
		t = ct( l ) == ct( r ) && (is_bool( l ) || is_literal( l )) ? type_unqualified( l )
			: instance_of( l, r );
		return t.type && done( rule, type_basic( B_INT ), t, t, l, r );
	  default:
		return false;
	}
}

bool rule_unary( Op op, QType q, bool lvalue, Rule * rule ) {
	QType target = q;
	while ( KIND_OF( target ) == TY_REFERENCE ) { target = type_pointee( target ); lvalue = true; }
	QType plain = type_unqualified( target ), none = QT_NONE;
	bool vector = KIND_OF( plain ) == TY_VECTOR;
	switch ( op ) {
	  case OP_PLUS: case OP_MINUS: case OP_COMPL:
		if ( vector ) return done( rule, plain, none, none, q, q );
		if ( ! is_number( plain ) || (op == OP_COMPL && ! is_whole( plain )) ) return false;
		plain = is_bool( plain ) || is_literal( plain ) || type_is_plain_enum( plain ) ? type_basic( B_INT )
			: with_instance( plain );
		return done( rule, plain, plain, none, target, q );
	  case OP_NOT:
		return (is_number( plain ) || is_pointer( plain ))
			&& done( rule, type_basic( B_INT ), none, none, q, q );
	  case OP_PREINC: case OP_PREDEC: case OP_POSTINC: case OP_POSTDEC:
		if ( ! lvalue || (! is_number( plain ) && KIND_OF( plain ) != TY_POINTER && ! vector) ) return false;
		if ( KIND_OF( plain ) == TY_POINTER && ! counts( plain ) ) return false;
		done( rule, plain, none, none, q, q );
		rule->cost = cost_of( COST_REF, 1 );
		return true;
	  case OP_DEREF:
		if ( ! is_pointer( plain ) ) return false;
		if ( KIND_OF( plain ) == TY_LITERAL_POINTER )
			return done( rule, plain, none, none, q, q ) && (rule->lvalue = true);
		done( rule, type_pointee( plain ), none, none, q, q );
		rule->lvalue = true;
		return true;
	  default:
		return false;
	}
}

/* x op= y: the instance of the left operand's type (2.4.5). */
static bool assign_instance( Op op, QType left, bool lvalue, QType right, Rule * rule ) {
	while ( KIND_OF( left ) == TY_REFERENCE ) { left = type_pointee( left ); lvalue = true; }
	QType plain = type_unqualified( left );
	if ( ! lvalue || KIND_OF( plain ) == TY_VAR ) return false;
	if ( op == OP_NONE || op == OP_AT ) return done( rule, plain, QT_NONE, plain, plain, right );
	if ( KIND_OF( plain ) == TY_VECTOR ) {
		QType type = c_vector_binary( op, plain, right );
		return type.type && done( rule, plain, QT_NONE, QT_NONE, plain, right );
	}
	if ( KIND_OF( plain ) == TY_POINTER )
		return (op == OP_ADD || op == OP_SUB) && is_whole( right ) && counts( plain )
			&& done( rule, plain, QT_NONE, type_basic( machine.difference ), plain, right );
	if ( ! is_number( plain ) || ! is_number( right ) ) return false;
	bool whole = op == OP_MOD || op == OP_BITAND || op == OP_BITOR || op == OP_BITXOR || op == OP_SHL
		|| op == OP_SHR;
	if ( whole && ! is_whole( plain ) ) return false;
	QType to = type_is_plain_enum( plain ) ? type_basic( B_INT ) : plain;
	return done( rule, plain, QT_NONE, to, plain, right );
}

/* The left operand is passed as a reference. */
bool rule_assign( Op op, QType left, bool lvalue, QType right, Rule * rule ) {
	if ( ! assign_instance( op, left, lvalue, right, rule ) ) return false;
	rule->cost = cost_add( rule->cost, cost_of( COST_REF, 1 ) );
	return true;
}

bool rule_index( QType base, QType index, Rule * rule ) {
	bool flipped = KIND_OF( index ) == TY_POINTER;
	QType pointer = flipped ? index : base, number = flipped ? base : index;
	if ( KIND_OF( pointer ) == TY_VECTOR && is_whole( number ) ) {
		done( rule, ct( pointer )->of, QT_NONE, QT_NONE, base, index );
		return rule->lvalue = true;
	}
	if ( KIND_OF( pointer ) != TY_POINTER || ! is_whole( number ) || ! counts( pointer ) ) return false;
	if ( ! done( rule, type_pointee( pointer ), QT_NONE, type_basic( machine.difference ), pointer, number ) )
		return false;
	return rule->lvalue = true;
}

QType rule_cond( QType a, QType b ) {
	if ( type_is_void( a ) && type_is_void( b ) ) return type_void();
	if ( type_is_void( a ) || type_is_void( b ) ) return QT_NONE;
	if ( ct( a ) == ct( b ) && ! is_literal( a ) ) return type_unqualified( a );
	if ( KIND_OF( a ) == TY_LITERAL_POINTER && is_pointer( b ) ) return b;
	if ( KIND_OF( b ) == TY_LITERAL_POINTER && is_pointer( a ) ) return a;
	if ( is_literal( a ) && is_literal( b ) ) return type_basic( B_INT );
	QType common = type_common( a, b );
	return common.type ? type_unqualified( common ) : QT_NONE;
}
