/* SPDX-License-Identifier: BSD-3-Clause
 *
 * References become pointers (chapter 03, sections 7 and 10.1). An expression of type T &...& is, in C, a
 * pointer with as many stars; where a value is wanted it is dereferenced. Resolve says where a reference is
 * wanted: there stands an implicit cast to a reference type.
 *
 *     int & r = x;  r = 3;  &r = &y;  int && rr = r;      int * r = &x;  *r = 3;  r = &y;  int ** rr = &r;
 *     const double & d = i;                               const double * d = &(double){ i };
 */
#include "AST/ast.h"
#include "Lower/lower.h"
#include "Resolve/resolve.h"

static Node * value( Node * e );
static Node * raw( Node * e );
static bool visit( Node ** slot, void * context );

static QType type_of( const Node * e ) { return AS( const Expr, e )->type; }

static int levels( QType q ) {
	int n = 0;
	for ( ; q.type && KIND_OF( q ) == TY_REFERENCE; q = type_pointee( q ) ) n += 1;
	return n;
}

/* The type behind the references. */
static QType referred( QType q ) {
	while ( q.type && KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	return q;
}

/* T &...& as C has it: T *...* */
static QType erased( QType q ) {
	int n = levels( q );
	if ( n == 0 ) return q;
	q = referred( q );
	for ( ; n > 0; n -= 1 ) q = type_pointer( q );
	return q;
}

/* ===== making nodes ==================================================================================== */

static Node * unary( Op op, Node * arg, QType type ) {
	Unary * u = MAKE( Unary, E_UNARY, arg->loc );
	u->op = op;
	u->arg = arg;
	u->type = type;
	u->flags |= NF_IMPLICIT | (op == OP_DEREF ? NF_LVALUE : 0);
	u->next = arg->next;
	arg->next = NULL;
	return (Node *)u;
}

static bool is_unary( const Node * e, Op op ) {
	return e->kind == E_UNARY && AS( const Unary, e )->op == (int)op;
}

/* *e; *&x is x */
static Node * deref( Node * e ) {
	if ( is_unary( e, OP_ADDR ) ) {
		Node * object = AS( Unary, e )->arg;
		object->next = e->next;
		return object;
	}
	return unary( OP_DEREF, e, type_pointee( type_of( e ) ) );
}

/* &e of a lowered lvalue; & of a conditional or a comma moves inside, &*p is p (10.1) */
static Node * address( Node * e ) {
	QType type = type_pointer( type_of( e ) );
	if ( is_unary( e, OP_DEREF ) && KIND_OF( type_of( AS( Unary, e )->arg ) ) == TY_POINTER ) {
		Node * pointer = AS( Unary, e )->arg;
		pointer->next = e->next;
		return pointer;
	}
	if ( is_unary( e, OP_EXTENSION ) ) {
		Unary * u = AS( Unary, e );
		u->arg = address( u->arg );
		u->type = type;
		return e;
	}
	if ( e->kind == E_COND && AS( Cond, e )->a ) {
		Cond * c = AS( Cond, e );
		c->a = address( c->a );
		c->b = address( c->b );
		c->type = type;
		return e;
	}
	if ( e->kind == E_BINARY && AS( Binary, e )->op == OP_COMMA ) {
		Binary * b = AS( Binary, e );
		b->rhs = address( b->rhs );
		b->type = type;
		return e;
	}
	return unary( OP_ADDR, e, type );
}

/* Address of a temporary that holds the value to the end of the block (7.9): a compound literal. A
   structure's would take the value for its first member's, an array of one does not. */
static Node * temporary( Node * e, QType type ) {
	Node * next = e->next;
	e->next = NULL;
	InitItem * item = MAKE( InitItem, I_ITEM, e->loc );
	item->value = e;
	InitList * list = MAKE( InitList, I_LIST, e->loc );
	list->items = (Node *)item;
	CompoundLit * c = MAKE( CompoundLit, E_COMPOUNDLIT, e->loc );
	c->init = (Node *)list;
	c->flags |= NF_IMPLICIT | NF_LVALUE;
	QType object = type_unqualified( type );
	bool composite = type_is_aggregate( object );
	c->of = c->type = list->type = composite ? type_array( object, DIM_CONST, 1, NULL ) : object;
	c->next = next;
	if ( ! composite ) return address( (Node *)c );
	Cast * decay = MAKE( Cast, E_CAST, e->loc );
	decay->form = CAST_IMPLICIT;
	decay->arg = (Node *)c;
	decay->to = decay->type = type_pointer( object );
	decay->next = next;
	c->next = NULL;
	return (Node *)decay;
}

/* A pointer as one of another type. */
static Node * pointer_cast( Node * e, QType to ) {
	Cast * c = MAKE( Cast, E_CAST, e->loc );
	c->form = CAST_PLAIN;
	c->arg = e;
	c->to = c->type = to;
	c->flags |= NF_IMPLICIT;
	c->next = e->next;
	e->next = NULL;
	return (Node *)c;
}

/* ===== conversions to references (4.5) ================================================================== */

/* Does the lowered expression denote a C object? */
static bool has_address( const Node * e ) {
	switch ( e->kind ) {
	case E_NAME: case E_MEMBER: case E_INDEX: return true;
	case E_UNARY: return AS( const Unary, e )->op == OP_DEREF;
	default: return false;
	}
}

static bool is_bitfield( const Node * e ) {
	return e->kind == E_MEMBER && AS( const Member, e )->field
		&& AS( const Decl, AS( const Member, e )->field )->width;
}

/* An object of the very type binds, also to a reference with other qualifiers; an enumeration as what it is
   made of. */
static bool same_object_type( QType from, QType to ) {
	from = referred( from );
	to = referred( to );
	return ct( from ) == ct( to ) || type_compatible( type_unqualified( from ), type_unqualified( to ) )
		|| (KIND_OF( from ) == TY_ENUM && KIND_OF( to ) == TY_BASIC);
}

/* A pointer of as many stars as `to` has levels for what the cast's operand denotes. */
static Node * bind( Cast * c ) {
	Node * e = c->arg;
	QType from = type_of( e ), to = erased( c->to );
	int have = levels( from ), want = levels( c->to );
	bool null = is_unary( e, OP_DEREF ) && KIND_OF( type_of( AS( Unary, e )->arg ) ) == TY_LITERAL_POINTER;
	if ( null ) return pointer_cast( value( AS( Unary, e )->arg ), to );
	bool converts = c->form == CAST_IMPLICIT && ! same_object_type( from, c->to );
	bool object = have > 0 || KIND_OF( from ) == TY_FUNCTION || (e->flags & NF_LVALUE && ! is_bitfield( e ));
	Node * r;
	if ( converts || ! object ) {
		r = temporary( value( e ), referred( c->to ) );
		have = 1;
	} else if ( have == 0 ) {
		r = address( value( e ) );
		have = 1;
	} else r = raw( e );
	for ( ; have > want; have -= 1 ) r = deref( r );
	for ( ; have < want; have += 1 ) r = has_address( r ) ? address( r ) : temporary( r, type_of( r ) );
	QType is = type_of( r );
	if ( ct( is ) == ct( to ) ) return r;
	bool widens = ct( type_unqualified( type_pointee( is ) ) ) == ct( type_unqualified( type_pointee( to ) ) )
		&& ! (type_canon( type_pointee( is ) ).quals & ~type_canon( type_pointee( to ) ).quals);
	return widens ? r : pointer_cast( r, to );
}

/* & takes levels away: T * from a reference that is no lvalue by form, else one more star (3.5). */
static Node * lower_address( Unary * u ) {
	int have = levels( type_of( u->arg ) ), result = levels( u->type );
	if ( result == have ) {
		Node * object = have ? raw( u->arg ) : value( u->arg );
		if ( have ) {
			Node * a = address( object );
			AS( Expr, a )->type = erased( u->type );
			return a;
		}
		if ( object->kind == E_COND || (object->kind == E_BINARY && AS( Binary, object )->op == OP_COMMA) )
			return address( object );
		u->arg = object;
		return (Node *)u;
	}
	Node * pointer = raw( u->arg );
	pointer->flags |= u->flags & NF_PAREN;
	return pointer;
}

/* ===== expressions ====================================================================================== */

static void visit_list( Node ** list ) {
	for ( Node ** p = list; *p; p = &(*p)->next ) {
		Node * next = (*p)->next;
		(*p)->next = NULL;
		visit( p, NULL );
		(*p)->next = next;
	}
}

/* The object of a member: (*r).m is r->m */
static void lower_object( Member * m ) {
	m->object = value( m->object );
	if ( m->arrow || ! is_unary( m->object, OP_DEREF ) || ! (m->object->flags & NF_IMPLICIT) ) return;
	m->object = AS( Unary, m->object )->arg;
	m->arrow = 1;
}

/* A chain a + b + c leans left and may be long. */
static void lower_spine( Binary * top ) {
	Binary * b = top;
	while ( b->lhs->kind == E_BINARY && levels( type_of( b->lhs ) ) == 0
		&& AS( Binary, b->lhs )->op != OP_COMMA ) {
		visit( &b->rhs, NULL );
		b = AS( Binary, b->lhs );
	}
	visit( &b->lhs, NULL );
	visit( &b->rhs, NULL );
}

/* The expression as C has it: of type T *...* if it is of type T &...&. */
static Node * raw( Node * e ) {
	bool reference = levels( type_of( e ) ) > 0;
	Node * next = e->next, * made = e;
	e->next = NULL;
	switch ( e->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: break;
	case E_CAST: {
		Cast * c = AS( Cast, e );
		if ( levels( c->to ) > 0 ) made = bind( c );
		else c->arg = type_is_void( c->to ) ? raw( c->arg ) : value( c->arg );
		break;
	}
	case E_UNARY:
		if ( AS( Unary, e )->op == OP_ADDR ) made = lower_address( AS( Unary, e ) );
		else if ( AS( Unary, e )->op == OP_EXTENSION ) AS( Unary, e )->arg = raw( AS( Unary, e )->arg );
		else AS( Unary, e )->arg = value( AS( Unary, e )->arg );
		break;
	case E_BINARY: {
		Binary * b = AS( Binary, e );
		if ( b->op != OP_COMMA ) lower_spine( b );
		else {
			b->lhs = raw( b->lhs );
			b->rhs = reference ? raw( b->rhs ) : value( b->rhs );
		}
		break;
	}
	case E_COND: {
		Cond * c = AS( Cond, e );
		c->cond = value( c->cond );
		if ( c->a ) c->a = reference ? raw( c->a ) : value( c->a );
		c->b = reference ? raw( c->b ) : value( c->b );
		break;
	}
	case E_CALL: {
		Call * c = AS( Call, e );
		c->fn = value( c->fn );
		visit_list( &c->args );
		break;
	}
	case E_MEMBER: lower_object( AS( Member, e ) ); break;
	case E_GENERIC: {
		Node * chosen = AS( Generic, e )->chosen;
		if ( ! chosen ) break;
		if ( chosen->kind == E_ASSOC ) chosen = AS( Assoc, chosen )->value;
		made = raw( chosen );
		made->flags |= NF_PAREN;
		break;
	}
	default: node_children( e, visit, NULL ); break;
	}
	if ( made == e ) AS( Expr, made )->type = erased( type_of( e ) );
	else made->flags |= e->flags & NF_PAREN;
	made->next = next;
	return made;
}

/* The value: what references lead to. Where Resolve wants a reference the pointer is the value. */
static Node * value( Node * e ) {
	bool wanted = e->kind == E_CAST && AS( Cast, e )->form == CAST_IMPLICIT
		&& levels( AS( Cast, e )->to ) > 0;
	int n = wanted ? 0 : levels( type_of( e ) );
	Node * next = e->next, * r = raw( e );
	for ( ; n > 0; n -= 1 ) r = deref( r );
	r->next = next;
	return r;
}

/* ===== the tree ========================================================================================= */

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot;
	if ( IS_EXPR( n ) ) {
		/* in a header's declaration that nobody used */
		if ( ! type_of( n ).type ) return true;
		*slot = value( n );
		return true;
	}
	switch ( n->kind ) {
	case T_BASIC: case T_NAME: return true;
	case T_TYPEOF:
		if ( ! AS( TypeofSpec, n )->arg ) break;
		AS( TypeofSpec, n )->arg = raw( AS( TypeofSpec, n )->arg );
		return true;
	case S_EXPR:
		if ( ! AS( ExprStmt, n )->expr ) return true;
		AS( ExprStmt, n )->expr = raw( AS( ExprStmt, n )->expr );
		return true;
	case D_FUNCTION:
		if ( (n->flags & NF_HEADER) && ! (n->flags & NF_USED) ) return true;
		break;
	}
	return node_children( n, visit, context );
}

void lower_references( Unit * unit ) {
	if ( ! options.c_mode ) node_children( (Node *)unit, visit, NULL );
}
