/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Operators that C lacks become calls and quotients (chapter 01, 4 and 21.7).
 *
 *     double d = x \ 2.5;   i \= 3;   countof( a )
 *     double d = __builtin_pow( x, 2.5 );   i = __cfa_power_int( i, 3 );   sizeof( a ) / sizeof( a[0] )
 */
#include "AST/make.h"
#include "Lower/lower.h"
#include "Resolve/resolve.h"

/* text of power functions needed, before everything else */
static NodeList helpers;
static Table helper_names;

static Node * name_node( Str * id, QType type, Loc loc ) {
	Name * n = MAKE( Name, E_NAME, loc );
	n->id = id;
	n->type = type;
	return (Node *)n;
}

static Node * call( const char * function, Node * a, Node * b, QType type, Loc loc ) {
	Call * c = MAKE( Call, E_CALL, loc );
	c->fn = name_node( intern_cstr( function ), QT_NONE, loc );
	c->args = a;
	a->next = b;
	c->type = type;
	return (Node *)c;
}

/* Power of integers: a small function of the base's type, defined when first needed (chapter 09, 1.4). */
static const char * integer_power( QType base ) {
	const char * type = basic_info[ ct( base )->basic ].c_text;
	char words[32];
	size_t len = 0;
	for ( ; type[len] && len < sizeof( words ) - 1; len += 1 )
		words[len] = type[len] == ' ' ? '_' : type[len];
	words[len] = '\0';
	Str * name = intern_fmt( "__cfa_power_%s", words );
	if ( table_get( &helper_names, name ) ) return name->text;
	table_put( &helper_names, name, name );
	Directive * d = MAKE( Directive, D_DIRECTIVE, ( (Loc){ 0 } ) );
	d->text = intern_fmt( "static inline %s %s( %s x, unsigned long int y ) { %s r = 1; "
		"if ( y == 0 || x == 1 ) return 1; if ( x == 2 && y < 8 * sizeof( x ) ) return (%s)2 << ( y - 1 ); "
		"if ( y >= 8 * sizeof( x ) ) return 0; for ( ; y > 1; y >>= 1 ) { if ( y & 1 ) r *= x; x *= x; } return r * x; }",
		type, name->text, type, type, type );
	list_push( &helpers, (Node *)d );
	return name->text;
}

static Node * power_call( Node * x, Node * y, QType type, Loc loc ) {
	if ( ! type.type ) type = AS( Expr, x )->type;
	if ( type_is_integer( type ) ) {
		if ( KIND_OF( type ) != TY_BASIC ) type = type_basic( B_INT );
		return call( integer_power( type ), x, y, type, loc );
	}
	Basic b = ct( type )->basic;
	bool complex = type_is_complex( type );
	const char * function = complex ? "__builtin_cpow" : "__builtin_pow";
	if ( b == B_FLOAT || b == B_FLOAT_C ) function = complex ? "__builtin_cpowf" : "__builtin_powf";
	if ( b == B_LDOUBLE || b == B_LDOUBLE_C ) function = complex ? "__builtin_cpowl" : "__builtin_powl";
	return call( function, x, y, type, loc );
}

/* May the expression be written twice? */
static bool is_pure( const Node * e ) {
	switch ( e->kind ) {
	case E_NAME: case E_INT: return true;
	case E_MEMBER: return is_pure( AS( Member, e )->object );
	case E_INDEX: return is_pure( AS( Index, e )->base ) && is_pure( AS( Index, e )->indexes );
	case E_UNARY: return AS( Unary, e )->op == OP_DEREF && is_pure( AS( Unary, e )->arg );
	case E_CAST: return is_pure( AS( Cast, e )->arg );
	default: return false;
	}
}

static Node * assign( Node * to, Node * value, QType type, Loc loc ) {
	Assign * a = MAKE( Assign, E_ASSIGN, loc );
	a->lhs = to;
	a->rhs = value;
	a->type = type;
	return (Node *)a;
}

static Node * unary( int op, Node * arg, QType type, Loc loc ) {
	Unary * u = MAKE( Unary, E_UNARY, loc );
	u->op = op;
	u->arg = arg;
	u->type = type;
	return (Node *)u;
}

/* x \= y: x = x \ y; an x with effects is evaluated once, its address kept in a temporary. */
/* A structure with const members is constructed by x = y, which C refuses:
   *(T *)__builtin_memcpy( &x, (T [1]){ y }, sizeof( T ) ). */
static Node * copy_bits( Assign * a ) {
	QType q = type_unqualified( AS( Expr, a->lhs )->type ), array = type_array( q, DIM_CONST, 1, NULL ),
		pointer = type_pointer( q );
	SizeOf * size = MAKE( SizeOf, E_SIZEOF, a->loc );
	size->op = OP_SIZEOF;
	size->of = q;
	size->type = type_basic( B_ULONG );
	Node * source = make_literal( make_list( a->rhs, array, a->loc ), array );
	Node * copied = call( "__builtin_memcpy", make_unary( OP_ADDR, a->lhs, pointer ), source,
		type_pointer( type_void() ), a->loc );
	source->next = (Node *)size;
	return make_unary( OP_DEREF, make_cast( copied, pointer ), q );
}

static Node * lower_power_assign( Assign * a ) {
	QType type = AS( Expr, a->lhs )->type;
	if ( is_pure( a->lhs ) ) {
		Node * value = power_call( node_copy( a->lhs ), a->rhs, type, a->loc );
		return assign( a->lhs, value, a->type, a->loc );
	}
	QType pointer = type_pointer( type );
	Decl * temporary = MAKE( Decl, D_OBJECT, a->loc );
	temporary->name = intern_cstr( "__cfa_lhs" );
	temporary->type = pointer;
	temporary->init_kind = INIT_ASSIGN;
	temporary->init = unary( OP_ADDR, a->lhs, pointer, a->loc );
	Group * g = MAKE( Group, D_GROUP, a->loc );
	g->new_style = 1;
	g->decls = (Node *)temporary;
	DeclStmt * s = MAKE( DeclStmt, S_DECL, a->loc );
	s->decl = (Node *)g;
	Node * target = unary( OP_DEREF, name_node( temporary->name, pointer, a->loc ), type, a->loc );
	ExprStmt * e = MAKE( ExprStmt, S_EXPR, a->loc );
	e->expr = assign( target, power_call( node_copy( target ), a->rhs, type, a->loc ), a->type, a->loc );
	s->next = (Node *)e;
	Compound * block = MAKE( Compound, S_COMPOUND, a->loc );
	block->items = (Node *)s;
	block->end = a->loc;
	StmtExpr * out = MAKE( StmtExpr, E_STMT, a->loc );
	out->body = (Node *)block;
	out->type = a->type;
	return (Node *)out;
}

static Node * size_of( QType of, Loc loc ) {
	SizeOf * s = MAKE( SizeOf, E_SIZEOF, loc );
	s->op = OP_SIZEOF;
	s->of = of;
	s->type = type_basic( machine.size );
	return (Node *)s;
}

/* countof( a ): the size of the array over that of an element. */
static Node * lower_countof( SizeOf * s ) {
	QType of = s->of.type ? s->of : s->arg ? AS( Expr, s->arg )->type : s->of;
	if ( ! of.type || ! type_is_array( of ) ) return (Node *)s;
	Binary * b = MAKE( Binary, E_BINARY, s->loc );
	b->op = OP_DIV;
	b->lhs = size_of( of, s->loc );
	b->rhs = size_of( type_pointee( of ), s->loc );
	if ( s->arg ) {
		AS( SizeOf, b->lhs )->arg = s->arg;
		AS( SizeOf, b->rhs )->arg = unary( OP_DEREF, node_copy( s->arg ), type_pointee( of ), s->loc );
	}
	b->type = s->type;
	b->flags |= NF_PAREN;
	return (Node *)b;
}

/* ( made = f(), made ), g(): gcc would say that the user's code has no effect. */
static void discard( Node ** e ) {
	const Binary * b = (*e)->kind == E_BINARY ? AS( const Binary, *e ) : NULL;
	if ( b && b->op == OP_COMMA && b->flags & NF_IMPLICIT ) *e = make_cast( *e, type_void() );
}

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot, * old = n;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC: case T_NAME:
		return true;
	case D_FUNCTION:
		if ( ( n->flags & NF_HEADER ) && ! ( n->flags & NF_USED ) ) return true;
		return node_children( n, visit, context );
	case E_BINARY:
		if ( ! node_children( n, visit, context ) ) return false;
		if ( AS( Binary, n )->op == OP_POWER )
			n = power_call( AS( Binary, n )->lhs, AS( Binary, n )->rhs, AS( Binary, n )->type, n->loc );
		else if ( AS( Binary, n )->op == OP_COMMA ) discard( &AS( Binary, n )->lhs );
		break;
	case E_ASSIGN:
		if ( ! node_children( n, visit, context ) ) return false;
		if ( AS( Assign, n )->op == OP_POWER ) n = lower_power_assign( AS( Assign, n ) );
		else if ( AS( Assign, n )->op == OP_NONE && type_has_const_member( AS( Expr, n )->type ) )
			n = copy_bits( AS( Assign, n ) );
		break;
	case E_SIZEOF:
		if ( ! node_children( n, visit, context ) ) return false;
		if ( AS( SizeOf, n )->op == OP_COUNTOF ) n = lower_countof( AS( SizeOf, n ) );
		break;
	default:
		return node_children( n, visit, context );
	}
	if ( n != old ) {
		n->next = old->next;
		n->flags |= old->flags & NF_PAREN;
		*slot = n;
	}
	return true;
}

void lower_expressions( Unit * unit ) {
	helpers = (NodeList){ 0 };
	helper_names = (Table){ 0 };
	node_children( (Node *)unit, visit, NULL );
	if ( ! helpers.head ) return;
	helpers.tail->next = unit->decls;
	unit->decls = helpers.head;
}
