/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Operators in C mode, typed as gcc 12 does (C11 6.5.3 to 6.5.17 and GNU C: vectors, complex, void pointers),
 * and the typing of operator nodes in both modes. The built-in operators of C∀ are in rule.c.
 */
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"

/* ===== C's rules ======================================================================================== */

QType complex_component( QType q ) {
	switch ( ct( q )->basic ) {
	  case B_FLOAT16_C: return type_basic( B_FLOAT16 );
	  case B_FLOAT32_C: return type_basic( B_FLOAT32 );
	  case B_FLOAT_C: return type_basic( B_FLOAT );
	  case B_FLOAT32X_C: return type_basic( B_FLOAT32X );
	  case B_FLOAT64_C: return type_basic( B_FLOAT64 );
	  case B_DOUBLE_C: return type_basic( B_DOUBLE );
	  case B_FLOAT64X_C: return type_basic( B_FLOAT64X );
	  case B_LDOUBLE_C: return type_basic( B_LDOUBLE );
	  case B_FLOAT128_C: return type_basic( B_FLOAT128 );
	  case B_FLOAT128X_C: return type_basic( B_FLOAT128X );
	  case B_CHAR_C: return type_basic( B_SCHAR );
	  case B_SHORT_C: return type_basic( B_SHORT );
	  case B_INT_C: return type_basic( B_INT );
	  case B_UINT_C: return type_basic( B_UINT );
	  case B_LONG_C: return type_basic( B_LONG );
	  case B_LLONG_C: return type_basic( B_LLONG );
	  default: return type_unqualified( q );
	}
}

QType complex_of( QType real ) {
	switch ( ct( real )->basic ) {
	  case B_FLOAT16: return type_basic( B_FLOAT16_C );
	  case B_FLOAT32: return type_basic( B_FLOAT32_C );
	  case B_FLOAT: return type_basic( B_FLOAT_C );
	  case B_FLOAT32X: return type_basic( B_FLOAT32X_C );
	  case B_FLOAT64: return type_basic( B_FLOAT64_C );
	  case B_FLOAT64X: return type_basic( B_FLOAT64X_C );
	  case B_FLOAT80: case B_LDOUBLE: return type_basic( B_LDOUBLE_C );
	  case B_FLOAT128GNU: case B_FLOAT128: return type_basic( B_FLOAT128_C );
	  case B_FLOAT128X: return type_basic( B_FLOAT128X_C );
	  default: return type_basic( B_DOUBLE_C );
	}
}

/* Vector of signed integers shaped like `v`: what comparing vectors gives. */
static QType vector_mask( const Type * v ) {
	uint64_t size = 4;
	type_size( v->of, &size );
	Basic b = size == 1 ? B_SCHAR : size == 2 ? B_SHORT : size == 4 ? B_INT
		: size == 8 ? machine.int64 : B_INT128;
	return type_vector( type_basic( b ), v->length );
}

/* Both vectors of one shape, or vector and scalar. gcc takes the left vector's type. */
QType c_vector_binary( Op op, QType l, QType r ) {
	const Type * lt = ct( l ), * rt = ct( r );
	bool both = lt->kind == TY_VECTOR && rt->kind == TY_VECTOR;
	const Type * v = lt->kind == TY_VECTOR ? lt : rt;
	QType vq = lt->kind == TY_VECTOR ? l : r;
	bool shift = op == OP_SHL || op == OP_SHR;
	if ( both ) {
		uint64_t a = 0, b = 0;
		type_size( lt->of, &a );
		type_size( rt->of, &b );
		if ( lt->length != rt->length || a != b ) return QT_NONE;
		if ( ! shift && type_is_floating( lt->of ) != type_is_floating( rt->of ) ) return QT_NONE;
	} else if ( ! type_is_arithmetic( lt->kind == TY_VECTOR ? r : l ) ) return QT_NONE;
	switch ( op ) {
	  case OP_MOD: case OP_BITAND: case OP_BITOR: case OP_BITXOR: case OP_SHL: case OP_SHR:
		return type_is_floating( v->of ) ? QT_NONE : vq;
	  case OP_LT: case OP_GT: case OP_LE: case OP_GE: case OP_EQ: case OP_NE:
		return vector_mask( v );
	  case OP_ADD: case OP_SUB: case OP_MUL: case OP_DIV:
		return vq;
	  default:
		return QT_NONE;
	}
}

/* Type of `l op r` in C, of operands whose value types are given by the nodes; QT_NONE if invalid. */
QType c_binary( Op op, const Node * l, const Node * r ) {
	QType lq = rexpr_value_type( l ), rq = rexpr_value_type( r );
	const Type * lt = ct( lq ), * rt = ct( rq );
	if ( lt->kind == TY_ERROR || rt->kind == TY_ERROR ) return QT_ERROR;
	if ( lt->kind == TY_VECTOR || rt->kind == TY_VECTOR ) return c_vector_binary( op, lq, rq );
	bool la = type_is_arithmetic( lq ), ra = type_is_arithmetic( rq );
	bool lp = lt->kind == TY_POINTER || lt->kind == TY_LITERAL_POINTER;
	bool rp = rt->kind == TY_POINTER || rt->kind == TY_LITERAL_POINTER;
	bool li = la && type_is_integer( lq ), ri = ra && type_is_integer( rq );
	switch ( op ) {
	  case OP_ADD:
		if ( lp && ri ) return lq;
		if ( li && rp ) return rq;
		break;
	  case OP_SUB:
		if ( lp && ri ) return lq;
		if ( lp && rp ) {
			QType a = type_unqualified( type_pointee( lq ) ), b = type_unqualified( type_pointee( rq ) );
			return type_compatible( a, b ) ? type_basic( machine.difference ) : QT_NONE;
		}
		break;
	  case OP_MUL: case OP_DIV:
		break;
	  case OP_SHL: case OP_SHR:
		return li && ri ? rexpr_promoted( l ) : QT_NONE;
	  case OP_MOD: case OP_BITAND: case OP_BITOR: case OP_BITXOR:
		if ( ! li || ! ri ) return QT_NONE;
		break;
	  case OP_LT: case OP_GT: case OP_LE: case OP_GE:
		if ( la && ra && (type_is_complex( lq ) || type_is_complex( rq )) ) return QT_NONE;
		/* fall through */
	  case OP_EQ: case OP_NE:
		if ( (la && ra) || (lp && rp) || (lp && ri) || (li && rp) ) return type_basic( B_INT );
		return QT_NONE;
	  default:
		return QT_NONE;
	}
	return la && ra ? type_arithmetic( rexpr_promoted( l ), rexpr_promoted( r ) ) : QT_NONE;
}

/* C11 6.5.15: both pointers; gcc warns about other pairs than these and goes on with void *. */
static QType conditional_pointers( const Node * a, const Node * b, QType aq, QType bq ) {
	QType at = type_pointee( aq ), bt = type_pointee( bq );
	unsigned quals = type_canon( at ).quals | type_canon( bt ).quals;
	QType au = type_unqualified( at ), bu = type_unqualified( bt );
	if ( type_compatible( au, bu ) )
		return type_pointer( type_with_quals( type_composite( au, bu ), quals ) );
	if ( constant_is_null_pointer( (Node *)a ) ) return bq;
	if ( constant_is_null_pointer( (Node *)b ) ) return aq;
	return type_pointer( qt( type_void().type, quals ) );
}

/* Type of `c ? a : b` in C; QT_NONE if invalid. */
QType c_conditional( const Node * a, const Node * b ) {
	QType aq = rexpr_value_type( a ), bq = rexpr_value_type( b );
	const Type * at = ct( aq ), * bt = ct( bq );
	if ( at->kind == TY_ERROR ) return bq;
	if ( bt->kind == TY_ERROR ) return aq;
	if ( at->kind == TY_VOID || bt->kind == TY_VOID ) return type_void();
	if ( type_is_arithmetic( aq ) && type_is_arithmetic( bq ) )
		return at == bt && at->kind != TY_BASIC ? aq
			: at == bt && rexpr_bitfield( a ) < 0 && rexpr_bitfield( b ) < 0
			? type_arithmetic( aq, bq ) : type_arithmetic( rexpr_promoted( a ), rexpr_promoted( b ) );
	bool ap = type_is_pointer( aq ) || at->kind == TY_LITERAL_POINTER;
	bool bp = type_is_pointer( bq ) || bt->kind == TY_LITERAL_POINTER;
	if ( ap && at->kind == TY_LITERAL_POINTER ) return bp ? bq : QT_NONE;
	if ( bp && bt->kind == TY_LITERAL_POINTER ) return ap ? aq : QT_NONE;
	if ( ap && bp ) return conditional_pointers( a, b, aq, bq );
	if ( ap && type_is_integer( bq ) ) return aq;
	if ( bp && type_is_integer( aq ) ) return bq;
	return type_compatible( aq, bq ) ? aq : QT_NONE;
}

/* ===== lvalues ========================================================================================== */

/* Does assigning to the whole change a const member? */
static bool const_member( const Type * t, int level ) {
	if ( (t->kind != TY_STRUCT && t->kind != TY_UNION) || level > 100 ) return false;
	agg_members( AS( Agg, t->decl ) );
	for EACH( n, AS( Agg, t->decl )->members ) {
		if ( n->kind != D_GROUP ) continue;
		for EACH( d, AS( Group, n )->decls ) {
			QType q = AS( Decl, d )->type;
			if ( d->kind != D_FIELD || ! q.type ) continue;
			while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
			QType canon = type_canon( q );
			if ( canon.quals & QUAL_CONST || const_member( canon.type, level + 1 ) ) return true;
		}
	}
	return false;
}

bool type_has_const_member( QType q ) { return const_member( ct( q ), 0 ); }

static void report_const( const Node * e, char how ) {
	const char * verb = how == '=' ? "assignment" : how == '+' ? "increment" : "decrement";
	if ( ! options.c_mode ) { diag_error( e->loc, "'%s' is const", explain_name( e ) ); return; }
	if ( e->kind == E_NAME ) {
		Decl * d = AS( Decl, AS( Name, e )->decl );
		diag_error( e->loc, "%s of read-only %s '%s'", verb,
			d && d->kind == D_PARAM ? "parameter" : "variable", AS( Name, e )->id->text );
	} else if ( e->kind == E_MEMBER && AS( Member, e )->field ) {
		Decl * field = AS( Decl, AS( Member, e )->field );
		if ( type_canon( field->type ).quals & QUAL_CONST )
			diag_error( e->loc, "%s of read-only member '%s'", verb, AS( Member, e )->name->text );
		else diag_error( e->loc, "%s of member '%s' in read-only object", verb, AS( Member, e )->name->text );
	} else diag_error( e->loc, "%s of read-only location '%s'", verb, explain_name( e ) );
}

/* C11 6.3.2.1: a modifiable lvalue, else an error in gcc's words. */
bool rexpr_modifiable( const Node * e, char how ) {
	QType q = rexpr_type( e );
	const Type * t = ct( q );
	if ( t->kind == TY_ERROR ) return false;
	if ( ! (e->flags & NF_LVALUE) && t->kind != TY_REFERENCE ) {
		diag_error( e->loc, "lvalue required as %s", how == '=' ? "left operand of assignment"
			: how == '+' ? "increment operand" : "decrement operand" );
		return false;
	}
	while ( t->kind == TY_REFERENCE ) { q = t->of; t = ct( q ); }
	if ( t->kind == TY_VOID ) {
		diag_error( e->loc, "invalid use of void expression" );
		return false;
	}
	if ( t->kind == TY_ARRAY ) {
		if ( how == '=' ) diag_error( e->loc, "assignment to expression with array type" );
		else diag_error( e->loc, "wrong type argument to %s", how == '+' ? "increment" : "decrement" );
		return false;
	}
	if ( type_canon( q ).quals & QUAL_CONST || (options.c_mode && const_member( t, 0 )) ) {
		report_const( e, how );
		return false;
	}
	return true;
}

/* The register variable or bit-field whose address cannot be taken. */
static bool addressable( const Node * e ) {
	if ( rexpr_bitfield( e ) >= 0 ) {
		diag_error( e->loc, "cannot take address of bit-field '%s'", explain_name( e ) );
		return false;
	}
	while ( e->kind == E_MEMBER && ! AS( const Member, e )->arrow ) e = AS( const Member, e )->object;
	if ( e->kind != E_NAME ) return true;
	const Decl * d = AS( const Decl, AS( const Name, e )->decl );
	if ( ! d || (d->kind != D_OBJECT && d->kind != D_PARAM) || ! (d->storage & DS_REGISTER) ) return true;
	diag_error( e->loc, "address of %sregister variable '%s' requested", d->level <= 1 ? "global " : "",
		AS( const Name, e )->id->text );
	return false;
}

/* C∀: & of a conditional or comma moves inside (chapter 03, 10.1): C has no such lvalues. */
static Node * push_address( Unary * u ) {
	Node * e = u->arg;
	if ( e->kind == E_COND && AS( Cond, e )->a ) {
		Cond * c = AS( Cond, e );
		Unary * a = MAKE( Unary, E_UNARY, c->a->loc ), * b = MAKE( Unary, E_UNARY, c->b->loc );
		a->op = b->op = OP_ADDR;
		a->arg = c->a;
		b->arg = c->b;
		c->a = rexpr_unary( a );
		c->b = rexpr_unary( b );
		e->next = u->next;
		return rexpr_typed( e, rexpr_type( c->a ), false );
	}
	if ( e->kind == E_BINARY && AS( Binary, e )->op == OP_COMMA ) {
		Binary * b = AS( Binary, e );
		Unary * a = MAKE( Unary, E_UNARY, b->rhs->loc );
		a->op = OP_ADDR;
		a->arg = b->rhs;
		b->rhs = rexpr_unary( a );
		e->next = u->next;
		return rexpr_typed( e, rexpr_type( b->rhs ), false );
	}
	return NULL;
}

QType rexpr_address_type( QType q, bool by_form ) {
	int n = 0;
	for ( ; KIND_OF( q ) == TY_REFERENCE; q = type_pointee( q ) ) n += 1;
	QType pointer = type_pointer( q );
	for ( n -= ! by_form; n > 0; n -= 1 ) pointer = type_reference( pointer );
	return pointer;
}

bool rexpr_is_lvalue_form( const Node * e ) {
	switch ( e->kind ) {
	  case E_NAME: case E_MEMBER: case E_INDEX: return true;
	  case E_UNARY: return AS( const Unary, e )->op == OP_DEREF;
	  default: return false;
	}
}

/* & (C11 6.5.3.2; of references: chapter 03, 3.5) */
static Node * address_of( Unary * u ) {
	QType q = rexpr_type( u->arg );
	const Type * t = ct( q );
	bool reference = t->kind == TY_REFERENCE;
	if ( t->kind == TY_OPERATORS ) {
		u->arg->next = u->next;
		return u->arg;
	}
	if ( ! reference && t->kind != TY_FUNCTION && ! (u->arg->flags & NF_LVALUE) ) {
		diag_error( u->loc, options.c_mode ? "lvalue required as unary '&' operand"
			: "cannot take the address of a value" );
		return rexpr_bad( (Node *)u );
	}
	Node * moved = options.c_mode ? NULL : push_address( u );
	if ( moved ) return moved;
	if ( ! addressable( u->arg ) ) return rexpr_bad( (Node *)u );
	if ( ! reference ) return rexpr_typed( (Node *)u, type_pointer( q ), false );
	QType type = rexpr_address_type( q, rexpr_is_lvalue_form( u->arg ) );
	return rexpr_typed( (Node *)u, type, KIND_OF( type ) == TY_REFERENCE );
}

/* C∀: (c ? a : b) = e and (a, b) = e become *&( ... ) = e. */
static Node * object_of( Node * e ) {
	if ( options.c_mode || ! (e->flags & NF_LVALUE) ) return e;
	if ( e->kind != E_COND && ! (e->kind == E_BINARY && AS( Binary, e )->op == OP_COMMA) ) return e;
	Unary * address = MAKE( Unary, E_UNARY, e->loc ), * deref = MAKE( Unary, E_UNARY, e->loc );
	address->op = OP_ADDR;
	address->arg = e;
	deref->op = OP_DEREF;
	deref->arg = rexpr_unary( address );
	return rexpr_is_error( deref->arg ) ? e : rexpr_unary( deref );
}

/* ===== nodes ============================================================================================ */

static const char * argument_name( Op op ) {
	switch ( op ) {
	  case OP_PLUS: return "unary plus";
	  case OP_MINUS: return "unary minus";
	  case OP_COMPL: return "bit-complement";
	  case OP_NOT: return "unary exclamation mark";
	  case OP_PREINC: case OP_POSTINC: return "increment";
	  default: return "decrement";
	}
}

/* Type of a unary arithmetic operator in C; QT_NONE if invalid. */
static QType c_unary( Op op, const Node * arg, QType q ) {
	const Type * t = ct( q );
	switch ( op ) {
	  case OP_PLUS: case OP_MINUS:
		return t->kind == TY_VECTOR ? q : type_is_arithmetic( q ) ? rexpr_promoted( arg ) : QT_NONE;
	  case OP_COMPL:
		if ( t->kind == TY_VECTOR ) return type_is_floating( t->of ) ? QT_NONE : q;
		if ( type_is_complex( q ) ) return q;
		return type_is_integer( q ) ? rexpr_promoted( arg ) : QT_NONE;
	  case OP_NOT:
		return type_is_scalar( q ) || t->kind == TY_LITERAL_POINTER ? type_basic( B_INT ) : QT_NONE;
	  /* increments: gcc keeps the operand's qualifiers, except _Atomic */
	  default: {
		QType own = rexpr_type( arg );
		if ( ! type_is_scalar( q ) && t->kind != TY_VECTOR ) return QT_NONE;
		return type_canon( own ).quals & QUAL_ATOMIC ? q : own;
	  }
	}
}

/* Pointer arithmetic needs the size of what is pointed to; gcc counts void and functions as 1. */
static bool has_step( Loc at, QType pointer ) {
	if ( KIND_OF( pointer ) != TY_POINTER ) return true;
	QType of = type_pointee( pointer );
	if ( type_is_void( of ) || type_is_function( of ) || type_is_complete( of ) || type_is_vla( of ) )
		return true;
	if ( ! explain_unsized( of, at ) ) diag_error( at, "invalid use of undefined type '%s'", type_text( of ) );
	return false;
}

/* Operators that are functions in C∀: the built-in instance. */
static Node * unary_operator( Unary * u ) {
	Op op = u->op;
	QType q = rexpr_value_type( u->arg ), type;
	bool changes = op == OP_PREINC || op == OP_PREDEC || op == OP_POSTINC || op == OP_POSTDEC;
	if ( options.c_mode ) type = c_unary( op, u->arg, q );
	else {
		Rule rule;
		type = rule_unary( op, changes ? rexpr_type( u->arg ) : q, u->arg->flags & NF_LVALUE, &rule )
			? rule.type : QT_NONE;
	}
	/* ! ( x != 0 ): chapter 03, 2.2.3 */
	if ( ! type.type && op == OP_NOT && ! options.c_mode ) {
		u->arg = resolve_condition( u->arg );
		if ( rexpr_is_error( u->arg ) ) return rexpr_bad( (Node *)u );
		type = type_basic( B_INT );
	}
	if ( ! type.type ) {
		if ( options.c_mode ) diag_error( u->loc, "wrong type argument to %s", argument_name( op ) );
		else explain_operands( op, (Node *)u, q, QT_NONE );
		return rexpr_bad( (Node *)u );
	}
	if ( changes ) {
		u->arg = object_of( u->arg );
		if ( ! has_step( u->loc, q ) ) return rexpr_bad( (Node *)u );
		if ( ! rexpr_modifiable( u->arg, op == OP_PREINC || op == OP_POSTINC ? '+' : '-' ) )
			return rexpr_bad( (Node *)u );
	}
	return rexpr_typed( (Node *)u, type, false );
}

/* * (C11 6.5.3.2): gcc takes void *, functions and arrays */
static Node * dereference( Unary * u ) {
	QType q = rexpr_value_type( u->arg );
	if ( ct( q )->kind == TY_LITERAL_POINTER && ! options.c_mode ) return rexpr_typed( (Node *)u, q, true );
	if ( ct( q )->kind != TY_POINTER ) {
		if ( ! options.c_mode ) explain_operands( OP_DEREF, (Node *)u, q, QT_NONE );
		else diag_error( u->loc, "invalid type argument of unary '*' (have '%s')", type_text( q ) );
		return rexpr_bad( (Node *)u );
	}
	QType of = type_pointee( q );
	return rexpr_typed( (Node *)u, of, KIND_OF( of ) != TY_FUNCTION );
}

/* __real__, __imag__: parts of a complex lvalue are lvalues */
static Node * complex_part( Unary * u ) {
	QType q = rexpr_value_type( u->arg );
	if ( ! type_is_arithmetic( q ) ) {
		diag_error( u->loc, "wrong type argument to %s", op_text[u->op] );
		return rexpr_bad( (Node *)u );
	}
	bool lvalue = u->arg->flags & NF_LVALUE && type_is_complex( q );
	QType part = complex_component( q );
	if ( lvalue ) part = type_with_quals( part, type_canon( rexpr_type( u->arg ) ).quals );
	return rexpr_typed( (Node *)u, part, lvalue );
}

Node * rexpr_unary( Unary * u ) {
	Node * e = (Node *)u;
	if ( rexpr_is_error( u->arg ) ) return rexpr_typed( e, QT_ERROR, true );
	if ( u->op == OP_EXTENSION ) return rexpr_typed( e, rexpr_type( u->arg ), u->arg->flags & NF_LVALUE );
	if ( u->op == OP_ADDR ) return address_of( u );
	if ( ! rexpr_require_value( u->arg ) ) return rexpr_bad( e );
	switch ( u->op ) {
	  case OP_DEREF: return dereference( u );
	  case OP_REAL: case OP_IMAG: return complex_part( u );
	  default: return unary_operator( u );
	}
}

/* The operand of a C∀ operator instance: cast where C's own conversions would give another value or a warning
   (chapter 03, 2.4). */
static Node * instance_operand( Node * e, QType to, QType c_type ) {
	QType from = rexpr_value_type( e );
	const Type * f = ct( from ), * t = to.type ? ct( to ) : NULL;
	if ( ! t || f == t ) return e;
	if ( t->kind == TY_POINTER ) return f->kind == TY_POINTER ? e : rexpr_implicit( e, to );
	if ( t->kind != TY_BASIC ) return e;
	bool integers = type_is_integer( from ) && type_is_integer( to );
	if ( e->kind == E_INT || e->kind == E_CHAR ) return e;
	if ( f->kind == TY_BASIC && basic_info[f->basic].cls & BC_LITERAL ) return e;
	bool narrow = basic_info[t->basic].rank < basic_info[B_INT].rank;
	bool truncated = type_is_integer( to ) && ! type_is_integer( from ) && ! c_type.type;      /* i << 2.5 */
	bool sign = integers && type_is_unsigned( from ) != type_is_unsigned( to );
	bool differs = c_type.type && ct( c_type ) != ct( type_promoted( to, -1 ) );
	return narrow || sign || differs || truncated ? rexpr_implicit( e, to ) : e;
}

/* A C∀ operator on built-in types. */
static Node * binary_instance( Binary * b ) {
	QType l = rexpr_value_type( b->lhs ), r = rexpr_value_type( b->rhs );
	Rule rule;
	if ( ! rule_binary( b->op, l, r, &rule ) ) {
		explain_operands( b->op, (Node *)b, l, r );
		return rexpr_bad( (Node *)b );
	}
	bool literal = (KIND_OF( l ) == TY_BASIC && basic_info[ct( l )->basic].cls & BC_LITERAL)
		|| (KIND_OF( r ) == TY_BASIC && basic_info[ct( r )->basic].cls & BC_LITERAL);
	QType c_type = type_is_arithmetic( l ) && type_is_arithmetic( r ) && ! literal && b->op != OP_POWER
		? type_arithmetic( l, r ) : QT_NONE;
	if ( b->op == OP_SHL || b->op == OP_SHR ) c_type = QT_NONE;
	b->lhs = instance_operand( b->lhs, rule.left, c_type );
	b->rhs = instance_operand( b->rhs, rule.right, c_type );
	return rexpr_typed( (Node *)b, rule.type, false );
}

Node * rexpr_binary( Binary * b ) {
	Node * e = (Node *)b;
	if ( b->op == OP_COMMA ) {
		bool lvalue = ! options.c_mode && b->rhs->flags & NF_LVALUE;
		return rexpr_typed( e, lvalue ? rexpr_type( b->rhs ) : rexpr_value_type( b->rhs ), lvalue );
	}
	if ( b->op == OP_ANDAND || b->op == OP_OROR ) {
		b->lhs = resolve_condition( b->lhs );
		b->rhs = resolve_condition( b->rhs );
		return rexpr_typed( e, type_basic( B_INT ), false );
	}
	if ( rexpr_is_error( b->lhs ) || rexpr_is_error( b->rhs ) ) return rexpr_typed( e, QT_ERROR, true );
	if ( ! rexpr_require_value( b->lhs ) || ! rexpr_require_value( b->rhs ) ) return rexpr_bad( e );
	if ( ! options.c_mode ) return binary_instance( b );
	QType type = c_binary( b->op, b->lhs, b->rhs );
	if ( type.type && (b->op == OP_ADD || b->op == OP_SUB) && ! type_is_arithmetic( type )
		&& ! has_step( b->loc, type ) ) return rexpr_bad( e );
	if ( type.type ) return rexpr_typed( e, type, false );
	explain_operands( b->op, e, rexpr_value_type( b->lhs ), rexpr_value_type( b->rhs ) );
	return rexpr_bad( e );
}

/* a op= b: the operation must be valid and its result assignable (C11 6.5.16.2). */
static bool compound_fits( Assign * a, QType left ) {
	QType right = rexpr_value_type( a->rhs );
	if ( options.c_mode ) {
		QType result = c_binary( a->op, a->lhs, a->rhs );
		if ( result.type && convert_c( left, result, false ) != V_ERROR ) return true;
	} else {
		Rule rule;
		if ( rule_assign( a->op, rexpr_type( a->lhs ), a->lhs->flags & NF_LVALUE, right, &rule ) ) {
			bool whole = a->op != OP_ADD && a->op != OP_SUB && a->op != OP_MUL && a->op != OP_DIV
				&& a->op != OP_POWER;
			if ( whole && type_is_integer( left ) && type_is_floating( right ) )
				a->rhs = rexpr_implicit( a->rhs, left );
			return true;
		}
	}
	explain_operands( a->op, (Node *)a, left, right );
	return false;
}

/* The same variable, or the same members of it; casts do not matter (chapter 02, 13). */
static bool same_object( const Node * a, const Node * b ) {
	for ( ;; ) {
		while ( a->kind == E_CAST ) a = AS( const Cast, a )->arg;
		while ( b->kind == E_CAST ) b = AS( const Cast, b )->arg;
		if ( a->kind != b->kind ) return false;
		if ( a->kind == E_NAME )
			return AS( const Name, a )->decl && AS( const Name, a )->decl == AS( const Name, b )->decl;
		if ( a->kind != E_MEMBER || AS( const Member, a )->field != AS( const Member, b )->field )
			return false;
		a = AS( const Member, a )->object;
		b = AS( const Member, b )->object;
	}
}

/* Aggregates whose assignment is more than copying bits: a call of the generated function. */
static Node * assign_by_call( Assign * a, QType left ) {
	if ( options.c_mode || a->op != OP_NONE || ! type_is_aggregate( left ) ) return NULL;
	if ( life_in_body() && ! generic_fits( left ) && ! life_user( LIFE_ASSIGN, left ) ) {
		diag_error( a->loc, "No alternatives with satisfiable assertions for '?=?'" );
		generic_explain( left );
		return rexpr_bad( (Node *)a );
	}
	if ( life_trivial( LIFE_ASSIGN, left ) ) return NULL;
	if ( ! life_possible( LIFE_ASSIGN, left ) ) {
		if ( explain_deleted( (Node *)a ) ) return rexpr_bad( (Node *)a );
		diag_error( a->loc, "best candidate '?=?' is deleted" );
		explain_no_life( LIFE_ASSIGN, left, -1, a->loc );
		return rexpr_bad( (Node *)a );
	}
	Node * next = a->next, * call = life_call( LIFE_ASSIGN, a->lhs, a->rhs );
	call->next = next;
	return call;
}

Node * rexpr_assign( Assign * a ) {
	Node * e = (Node *)a;
	a->lhs = object_of( a->lhs );
	if ( rexpr_is_error( a->lhs ) || rexpr_is_error( a->rhs ) ) return rexpr_typed( e, QT_ERROR, true );
	if ( ! rexpr_modifiable( a->lhs, '=' ) || ! rexpr_require_value( a->rhs ) ) return rexpr_bad( e );
	QType left = rexpr_value_type( a->lhs );
	if ( a->op == OP_NONE || a->op == OP_AT ) {
		a->rhs = convert_to( a->rhs, left, CONV_ASSIGN, a->loc );
		if ( rexpr_is_error( a->rhs ) ) return rexpr_typed( e, QT_ERROR, true );
		Node * call = assign_by_call( a, left );
		if ( call ) return call;
		if ( ! options.c_mode && a->op == OP_NONE && same_object( a->lhs, a->rhs ) )
			diag_warn( W_SELF_ASSIGN, a->loc, "self assignment of expression: %s",
				options.deterministic ? intern_fmt( "%s.", notation_reference_cast( a->lhs ) )->text
				: source_text( a->lhs ) );
	} else if ( ! compound_fits( a, left ) ) return rexpr_bad( e );
	return rexpr_typed( e, left, false );
}

/* A reference beside an object of its type makes that one a reference, too. */
static void conditional_references( Cond * c ) {
	Node ** objects[2] = { &c->b, &c->a };
	Node * others[2] = { c->a, c->b };
	if ( ! c->a || ! type_equal( rexpr_value_type( c->a ), rexpr_value_type( c->b ) ) ) return;
	for ( int i = 0; i < 2; i += 1 ) {
		QType q = rexpr_type( others[i] );
		Node * object = *objects[i];
		if ( KIND_OF( q ) != TY_REFERENCE || KIND_OF( rexpr_type( object ) ) == TY_REFERENCE
			|| ! (object->flags & NF_LVALUE) )
			continue;
		*objects[i] = convert_to( object, type_reference( rexpr_type( object ) ), CONV_ARGUMENT,
			object->loc );
	}
}

/* C∀: both operands become the common type; lvalues of one type stay an lvalue (chapter 03, 3.2). */
static Node * conditional_common( Cond * c, Node * a ) {
	conditional_references( c );
	a = c->a ? c->a : a;
	QType aq = rexpr_value_type( a ), bq = rexpr_value_type( c->b );
	if ( c->a && a->flags & NF_LVALUE && c->b->flags & NF_LVALUE
		&& type_equal( rexpr_type( a ), rexpr_type( c->b ) ) )
		return rexpr_typed( (Node *)c, rexpr_type( a ), true );
	QType type = rule_cond( aq, bq );
	if ( ! type.type ) {
		diag_error( c->loc, "'%s' and '%s' have no common type", type_text( aq ), type_text( bq ) );
		return rexpr_bad( (Node *)c );
	}
	if ( type_is_void( type ) ) return rexpr_typed( (Node *)c, type, false );
	if ( c->a ) c->a = instance_operand( c->a, type, QT_NONE );
	c->b = instance_operand( c->b, type, QT_NONE );
	return rexpr_typed( (Node *)c, type, false );
}

Node * rexpr_cond( Cond * c ) {
	Node * e = (Node *)c;
	c->cond = resolve_condition( c->cond );
	Node * a = c->a ? c->a : c->cond;
	if ( rexpr_is_error( a ) && rexpr_is_error( c->b ) ) return rexpr_typed( e, QT_ERROR, true );
	if ( rexpr_is_error( c->cond ) ) return rexpr_typed( e, QT_ERROR, true );
	if ( ! options.c_mode ) {
		if ( rexpr_is_error( a ) || rexpr_is_error( c->b ) ) return rexpr_typed( e, QT_ERROR, true );
		return conditional_common( c, a );
	}
	QType type = c_conditional( a, c->b );
	if ( type.type ) return rexpr_typed( e, type, false );
	diag_error( c->loc, "type mismatch in conditional expression" );
	return rexpr_bad( e );
}

/* C reads a[ i, j ] as a subscript by a comma expression; in C∀ it is a tuple. */
void rexpr_index_normal( Index * i ) {
	while ( i->indexes && i->indexes->next ) {
		Node * first = i->indexes, * second = first->next, * rest = second->next;
		first->next = second->next = NULL;
		Binary * comma = rexpr_make_binary( OP_COMMA, first->loc, first, second );
		comma->next = rest;
		i->indexes = (Node *)comma;
	}
}

/* a[ i ]; i[ a ] is turned around (C11 6.5.2.1) */
Node * rexpr_index( Index * i ) {
	Node * e = (Node *)i;
	if ( rexpr_is_error( i->base ) || rexpr_is_error( i->indexes ) ) return rexpr_typed( e, QT_ERROR, true );
	QType base = rexpr_value_type( i->base ), index = rexpr_value_type( i->indexes );
	if ( KIND_OF( index ) == TY_POINTER && KIND_OF( base ) != TY_POINTER ) {
		Node * swap = i->base;
		i->base = i->indexes;
		i->indexes = swap;
		QType q = base;
		base = index;
		index = q;
		i->flags |= NF_FLIPPED;
	}
	const Type * t = ct( base );
	if ( t->kind != TY_POINTER && t->kind != TY_VECTOR ) {
		if ( options.c_mode )
			diag_error( i->loc, "subscripted value is neither array nor pointer nor vector" );
		else diag_error( i->loc, "no '?[?]' accepts ( %s, %s )", type_text( base ), type_text( index ) );
		return rexpr_bad( e );
	}
	bool literal = KIND_OF( index ) == TY_BASIC && basic_info[ct( index )->basic].cls & BC_LITERAL;
	if ( ! type_is_integer( index ) && ! type_is_plain_enum( index ) && ! literal ) {
		if ( ! explain_unfit( (Node *)i ) ) diag_error( i->loc, "array subscript is not an integer" );
		return rexpr_bad( e );
	}
	if ( t->kind == TY_VECTOR ) {
		unsigned quals = type_canon( rexpr_type( i->base ) ).quals;
		return rexpr_typed( e, type_with_quals( t->of, quals ), i->base->flags & NF_LVALUE );
	}
	QType of = type_pointee( base );
	if ( KIND_OF( of ) == TY_FUNCTION ) {
		diag_error( i->loc, "subscripted value is pointer to function" );
		return rexpr_bad( e );
	}
	if ( ! type_is_void( of ) && ! type_is_complete( of ) && ! type_is_vla( of ) ) {
		if ( ! explain_unsized( of, i->loc ) )
			diag_error( i->loc, "invalid use of undefined type '%s'", type_text( of ) );
		return rexpr_bad( e );
	}
	return rexpr_typed( e, of, true );                          /* of an array in a value, too: gcc's way */
}
