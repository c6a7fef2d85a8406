/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Expressions: the recursion over the tree, and the questions the rest of Resolve asks (resolve_expr ...).
 *
 * C mode types the tree in place, children first, and changes nothing else: the C that comes out mirrors the
 * source. C∀ mode asks for the set of candidates (candidate.c) and commits the cheapest (chapter 03, 5 and
 * 11).
 */
#include <string.h>

#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"

enum { MAX_DEPTH = 20000 };
static unsigned depth;

/* ===== helpers ========================================================================================== */

Node * rexpr_bad( Node * e ) {
	if ( ! diag_errors() ) diag_error( e->loc, "the type of this expression is not known" );
	Node * bad = node_new( E_BAD, e->loc );
	AS( Expr, bad )->type = QT_ERROR;
	bad->flags |= NF_ERROR | NF_LVALUE;
	bad->next = e->next;
	return bad;
}

Node * rexpr_typed( Node * e, QType type, bool lvalue ) {
	AS( Expr, e )->type = type.type ? type : QT_ERROR;
	if ( lvalue ) e->flags |= NF_LVALUE; else e->flags &= (uint16_t)~NF_LVALUE;
	return e;
}

/* C11 6.3.2.1: the type an expression has as a value. */
QType rexpr_value_type( const Node * e ) {
	QType q = rexpr_type( e );
	if ( ! q.type ) return QT_ERROR;
	const Type * t = ct( q );
	while ( t->kind == TY_REFERENCE ) { q = t->of; t = ct( q ); }
	if ( t->kind == TY_ARRAY || t->kind == TY_FUNCTION ) return type_decay( q );
	return type_unqualified( q );
}

bool rexpr_require_value( const Node * e ) {
	if ( KIND_OF( rexpr_type( e ) ) != TY_VOID ) return true;
	diag_error( e->loc, "void value not ignored as it ought to be" );
	return false;
}

Node * rexpr_implicit( Node * e, QType to ) {
	Cast * c = MAKE( Cast, E_CAST, e->loc );
	c->form = CAST_IMPLICIT;
	c->flags |= NF_IMPLICIT;
	c->next = e->next;
	e->next = NULL;
	c->arg = e;
	c->to = c->type = to;
	return (Node *)c;
}

/* gcc promotes a bit-field by its width; parentheses do not matter, commas do. */
int rexpr_bitfield( const Node * e ) {
	while ( e->kind == E_GENERIC || (e->kind == E_UNARY && AS( const Unary, e )->op == OP_EXTENSION) ) {
		e = e->kind == E_GENERIC ? AS( const Generic, e )->chosen : AS( const Unary, e )->arg;
		if ( ! e ) return -1;
	}
	if ( e->kind != E_MEMBER ) return -1;
	const Decl * field = AS( const Decl, AS( const Member, e )->field );
	if ( ! field || ! field->width ) return -1;
	Const width = constant_fold( field->width, false );
	return width.kind == CONST_INT ? (int)width.i : -1;
}

QType rexpr_promoted( const Node * e ) {
	return type_promoted( rexpr_value_type( e ),
		e->kind == E_MEMBER || e->kind == E_GENERIC || e->kind == E_UNARY
		? rexpr_bitfield( e ) : -1 );
}

Binary * rexpr_make_binary( Op op, Loc loc, Node * lhs, Node * rhs ) {
	Binary * b = MAKE( Binary, E_BINARY, loc );
	b->op = op;
	b->lhs = lhs;
	b->rhs = rhs;
	return b;
}

void rexpr_list( Node ** list ) {
	for ( Node ** p = list; *p; p = &(*p)->next ) *p = rexpr_one( *p );
}

/* ===== names ============================================================================================ */

/* The names a function body knows without declaration: __func__ and its relatives (chapter 01, 2.3). NULL for
   others. C would give the linkage name: outside C mode they become constants. */
static Node * function_name( Name * n ) {
	static const Str * names[3];
	if ( ! names[0] ) {
		names[0] = intern_cstr( "__func__" );
		names[1] = intern_cstr( "__FUNCTION__" );
		names[2] = intern_cstr( "__PRETTY_FUNCTION__" );
	}
	if ( n->id != names[0] && n->id != names[1] && n->id != names[2] ) return NULL;
	if ( ! options.c_mode && current_function && current_function->decl->name ) {
		StrLit * s = MAKE( StrLit, E_STRING, n->loc );
		s->text = current_function->decl->name;
		s->pieces = intern_fmt( "\"%s\"", s->text->text );
		s->length = s->text->len;
		s->next = n->next;
		return rexpr_typed( (Node *)s, type_array( qt( type_basic( B_CHAR ).type, QUAL_CONST ), DIM_CONST,
			(int64_t)s->length + 1, NULL ), true );
	}
	int64_t length = current_function && current_function->decl->name ? current_function->decl->name->len
		: n->id == names[2] ? (int64_t)strlen( "top level" ) : 0;
	rexpr_typed( (Node *)n, type_array( qt( type_basic( B_CHAR ).type, QUAL_CONST ), DIM_CONST, length + 1,
		NULL ), true );
	return (Node *)n;
}

bool rexpr_is_typedef( const Str * id ) {
	Node * type = scope_lookup_type( id );
	return type && type->kind == D_TYPEDEF;
}

/* A name nobody declared, reported once in each function, as gcc does; what is reported on trial may be
   forgotten. */
Node * rexpr_undeclared( Name * n ) {
	static Table reported, trials;
	const void * where = current_function ? (const void *)current_function->decl : (const void *)&reported;
	bool known = table_get( &reported, n->id ) == where
		&& (uintptr_t)table_get( &trials, n->id ) <= diag_trial();
	if ( n->id->flags & STR_DOUBTFUL || known ) return rexpr_bad( (Node *)n );
	table_put( &reported, n->id, (void *)where );
	table_put( &trials, n->id, (void *)(uintptr_t)diag_trial() );
	const Str * near = scope_suggest( n->id, false );
	const char * help = near ? intern_fmt( "; did you mean '%s'?", near->text )->text : "";
	if ( explain_unknown( (Node *)n ) ) return rexpr_bad( (Node *)n );
	if ( ! options.c_mode ) diag_error( n->loc, "no declaration of '%s' is visible%s", n->id->text, help );
	else if ( rexpr_is_typedef( n->id ) )
		diag_error( n->loc, "expected expression before '%s'", n->id->text );
	else diag_error( n->loc, "'%s' undeclared %s%s", n->id->text,
		current_function ? "(first use in this function)" : "here (not in a function)", help );
	return rexpr_bad( (Node *)n );
}

/* A member opened by `with`: object.member (chapter 02, section 11). */
static Node * with_member( Name * n, Binding * b ) {
	Member * m = MAKE( Member, E_MEMBER, n->loc );
	m->object = rexpr_one( node_copy( b->with_object ) );
	m->name = n->id;
	m->tuple_index = -1;
	m->next = n->next;
	m->flags |= n->flags & NF_PAREN;
	return rexpr_member( m, AS( Decl, b->decl ) );
}

/* Bind a name to the declaration chosen, or to the innermost one. */
Node * rexpr_name( Name * n, Binding * b ) {
	if ( ! b ) b = scope_lookup( n->id );
	if ( b && b->with_object ) return with_member( n, b );
	Node * decl = b ? b->decl : NULL;
	if ( ! decl ) {
		Node * function = function_name( n );
		if ( function ) return function;
		decl = (Node *)builtin_lookup( n->id );
		if ( ! decl || (! options.c_mode && strncmp( n->id->text, "__", 2 ) != 0) )
			return rexpr_undeclared( n );
		n->decl = decl;
		return rexpr_typed( (Node *)n, AS( Decl, decl )->type, false );
	}
	n->decl = decl;
	mark_used( decl );
	if ( b && decl->kind != D_ENUMERATOR && AS( Decl, decl )->init_kind == INIT_DELETED ) {
		if ( explain_deleted( (Node *)n ) ) return rexpr_bad( (Node *)n );
		diag_error( n->loc, "best candidate '%s' is deleted", n->id->text );
		diag_note( decl->loc, "deleted here" );
		return rexpr_bad( (Node *)n );
	}
	if ( decl->kind == D_ENUMERATOR ) return rexpr_typed( (Node *)n, AS( Enumerator, decl )->type, false );
	QType type = AS( Decl, decl )->type;
	if ( ! type.type ) type = QT_ERROR;
	return rexpr_typed( (Node *)n, type, KIND_OF( type ) != TY_FUNCTION );
}

/* E.name: an enumerator by its enumeration (chapter 01, 9.4). */
static Node * qualified_name( QualName * q ) {
	QType scope = resolve_type( q->scope, NULL );
	if ( type_is_error( scope ) ) return rexpr_bad( (Node *)q );
	const Type * t = ct( scope );
	if ( t->kind != TY_ENUM ) {
		diag_error( q->loc, "'%s' is not an enumeration: it has no '%s'", type_text( scope ), q->id->text );
		return rexpr_bad( (Node *)q );
	}
	Enum * owner = AS( Enum, t->decl );
	for EACH( n, owner->members ) {
		Enumerator * m = AS( Enumerator, n );
		if ( n->kind != D_ENUMERATOR || m->name != q->id ) continue;
		q->decl = n;
		mark_used( n );
		return rexpr_typed( (Node *)q, m->type, false );
	}
	diag_error( q->loc, "'%s' has no enumerator '%s'", type_text( scope ), q->id->text );
	return rexpr_bad( (Node *)q );
}

/* ===== forms of one interpretation ====================================================================== */

static bool is_unevaluated_member( const Node * e ) {
	return e->kind == E_MEMBER && rexpr_bitfield( e ) >= 0;
}

/* sizeof, _Alignof, countof (chapter 01, 4.3): the operand's own type counts, not that of its value. */
/* Objects in an operand that is not evaluated are used, though gcc may see no more of it than its type. */
static bool use_object( Node ** slot, void * context ) {
	Node * n = *slot, * named = n->kind == E_NAME ? AS( Name, n )->decl : NULL;
	if ( named && (named->kind == D_OBJECT || named->kind == D_PARAM) && AS( Decl, named )->level > 1
		&& ! attribute_find( AS( Decl, named )->attrs, "unused" ) ) {
		Decl * d = AS( Decl, named );
		Node * unused = make_attribute( "unused", NULL, d->loc );
		unused->next = d->attrs;
		d->attrs = unused;
	}
	return node_children( n, use_object, context );
}

void rexpr_not_evaluated( Node * e ) { if ( ! options.c_mode ) use_object( &e, NULL ); }

static Node * size_of( SizeOf * s ) {
	const char * op = op_text[s->op];
	if ( s->arg ) {
		s->arg = rexpr_one( s->arg );
		rexpr_not_evaluated( s->arg );
		s->of = rexpr_type( s->arg );
		if ( s->op == OP_SIZEOF && ! options.c_mode && KIND_OF( s->of ) == TY_BASIC
			&& ! (s->arg->flags & NF_LVALUE) )
			/* C would promote: sizeof( 'x' ) is 1 (chapter 03, 2.4) */
			s->arg = NULL;
		else if ( is_unevaluated_member( s->arg ) ) {
			diag_error( s->loc, "'%s' applied to a bit-field", op );
			return rexpr_bad( (Node *)s );
		}
	} else {
		s->of = resolve_type( s->spec, NULL );
		mark_type_used( s->of );
	}
	if ( type_is_error( s->of ) ) return rexpr_typed( (Node *)s, type_basic( machine.size ), false );
	while ( KIND_OF( s->of ) == TY_REFERENCE ) s->of = type_pointee( s->of );
	QType of = s->of;
	if ( s->op == OP_COUNTOF && KIND_OF( of ) != TY_ENUM && KIND_OF( of ) != TY_ARRAY ) {
		diag_error( s->loc, "countof needs an enumeration or array, not '%s'", type_text( of ) );
		return rexpr_bad( (Node *)s );
	}
	/* the alignment of an array is that of its elements, whatever their number */
	if ( s->op != OP_SIZEOF && s->op != OP_COUNTOF ) while ( KIND_OF( of ) == TY_ARRAY ) of = ct( of )->of;
	if ( ! type_is_void( of ) && ! type_is_function( of ) && ! type_is_complete( of )
		&& ! type_is_vla( of ) ) {
		if ( ! explain_unsized( of, s->loc ) )
			diag_error( s->loc, "invalid application of '%s' to incomplete type '%s'", op, type_text( of ) );
		return rexpr_bad( (Node *)s );
	}
	return rexpr_typed( (Node *)s, type_basic( machine.size ), false );
}

/* The expression statement a statement expression ends in, or NULL. */
static ExprStmt * last_expression( Node * body ) {
	Node * last = AS( Compound, body )->items;
	while ( last && last->next ) last = last->next;
	while ( last && (last->kind == S_LABEL || last->kind == S_ATTR) )
		last = last->kind == S_LABEL ? AS( Label, last )->stmt : AS( AttrStmt, last )->stmt;
	return last && last->kind == S_EXPR ? AS( ExprStmt, last ) : NULL;
}

/* ({ ... }): the last expression statement gives value and type (chapter 01, 4.2.6). */
static Node * statement_expression( StmtExpr * s ) {
	if ( ! current_function && scope_level() <= 1 ) {
		diag_error( s->loc, "braced-group within expression allowed only inside a function" );
		return rexpr_bad( (Node *)s );
	}
	s->body = resolve_statement( s->body );
	ExprStmt * last = s->body && s->body->kind == S_COMPOUND ? last_expression( s->body ) : NULL;
	if ( ! last || ! last->expr ) return rexpr_typed( (Node *)s, type_void(), false );
	Cast * discard = AS( Cast, last->expr );
	if ( discard->kind == E_CAST && discard->form == CAST_IMPLICIT && type_is_void( discard->to ) )
		last->expr = discard->arg;
	QType type = rexpr_value_type( last->expr );
	if ( lifetime_copied( type ) ) return lifetime_statement_expression( s, last );
	if ( KIND_OF( rexpr_type( last->expr ) ) == TY_REFERENCE )
		last->expr = rexpr_implicit( last->expr, type );
	return rexpr_typed( (Node *)s, type, false );
}

/* ( T ){ ... }: an unnamed object (C11 6.5.2.5). */
static Node * compound_literal( CompoundLit * c ) {
	c->of = resolve_type( c->spec, NULL );
	if ( type_is_error( c->of ) ) return rexpr_bad( (Node *)c );
	mark_type_used( c->of );
	const Type * t = ct( c->of );
	if ( t->kind == TY_FUNCTION || t->kind == TY_VOID ) {
		diag_error( c->loc, "compound literal has %s type", t->kind == TY_VOID ? "incomplete" : "function" );
		return rexpr_bad( (Node *)c );
	}
	if ( t->kind == TY_ARRAY && t->dim == DIM_VLA ) {
		diag_error( c->loc, "compound literal has variable size" );
		return rexpr_bad( (Node *)c );
	}
	Node * object = lifetime_literal( c );
	if ( object ) return object;
	c->init = resolve_initialiser( c->init, &c->of, ! current_function, c->loc );
	return rexpr_typed( (Node *)c, c->of, true );
}

static bool is_va_list( QType q ) {
	const Type * t = ct( q );
	if ( machine.va_list_is_pointer ) return t->kind == TY_ERROR || t == ct( type_va_list() );
	if ( t->kind == TY_ARRAY || t->kind == TY_POINTER ) t = ct( t->of );
	return t->kind == TY_STRUCT || t->kind == TY_ERROR;
}

/* __builtin_va_arg( list, T ) */
static Node * va_arg_expr( VaArg * v ) {
	v->arg = rexpr_one( v->arg );
	v->of = resolve_type( v->spec, NULL );
	mark_type_used( v->of );
	if ( rexpr_is_error( v->arg ) || type_is_error( v->of ) ) return rexpr_typed( (Node *)v, v->of, false );
	if ( ! is_va_list( rexpr_type( v->arg ) ) ) {
		diag_error( v->loc, "first argument to 'va_arg' not of type 'va_list'" );
		return rexpr_bad( (Node *)v );
	}
	if ( ! type_is_complete( v->of ) ) {
		diag_error( v->loc, "second argument to 'va_arg' is of incomplete type '%s'", type_text( v->of ) );
		return rexpr_bad( (Node *)v );
	}
	return rexpr_typed( (Node *)v, type_unqualified( v->of ), false );
}

/* &&r of a reference to a reference, not of a label (chapter 03, 7.3). */
static Node * address_twice( LabelAddr * l ) {
	Name * name = MAKE( Name, E_NAME, l->loc );
	name->id = l->label;
	Node * e = (Node *)name;
	for ( int i = 0; i < 2; i += 1 ) {
		Unary * u = MAKE( Unary, E_UNARY, l->loc );
		u->op = OP_ADDR;
		u->arg = e;
		e = (Node *)u;
	}
	e->next = l->next;
	return rexpr_one( e );
}

static Node * not_supported( Node * e, const char * what ) {
	diag_error( e->loc, "%s not supported yet", what );
	return rexpr_bad( e );
}

Node * rexpr_simple( Node * e ) {
	switch ( e->kind ) {
	  case E_INT: case E_FLOAT: case E_CHAR: case E_STRING:
		return rexpr_literal( e );
	  case E_LABELADDR:
		if ( ! AS( LabelAddr, e )->target && ! options.c_mode ) return address_twice( AS( LabelAddr, e ) );
		return rexpr_typed( e, type_pointer( type_void() ), false );
	  case E_SIZEOF: return size_of( AS( SizeOf, e ) );
	  case E_OFFSETOF: return rexpr_offsetof( AS( OffsetOf, e ) );
	  case E_VAARG: return va_arg_expr( AS( VaArg, e ) );
	  case E_GENERIC: return rexpr_generic( AS( Generic, e ) );
	  case E_STMT: return statement_expression( AS( StmtExpr, e ) );
	  case E_COMPOUNDLIT: return compound_literal( AS( CompoundLit, e ) );
	  case E_QUALNAME: return qualified_name( AS( QualName, e ) );
	  case E_TYPE: {
		TypeArg * a = AS( TypeArg, e );
		a->of = a->type = resolve_type( a->spec, NULL );
		mark_type_used( a->of );
		return e;
	  }
	  case E_RANGE: {
		Range * r = AS( Range, e );
		r->lo = rexpr_one( r->lo );
		r->hi = rexpr_one( r->hi );
		return rexpr_typed( e, rexpr_type( r->lo ), false );
	  }
	  case E_BAD:
		return rexpr_typed( e, QT_ERROR, true );
	  case I_LIST:
		diag_error( e->loc, "an initialiser list is no expression" );
		return rexpr_bad( e );
	  case E_MEMBERTUPLE: return tuple_members( AS( MemberTuple, e ) );
	  case E_CTOR: return not_supported( e, "explicit constructor calls are" );
	  case E_DTOR: return not_supported( e, "explicit destructor calls are" );
	  case E_KEYWORDMEMBER: return not_supported( e, "keyword members are" );
	  case E_ARGFORM: return not_supported( e, "keyword arguments are" );
	  default: ICE( e->loc, "%s where an expression is expected", kind_name[e->kind] );
	}
}

/* ===== the recursion ==================================================================================== */

/* A chain a + b + c ... leans left and may be long: go down its spine with a loop. The inner nodes' `next` is
   free (they are no list members) and remembers the way up. */
static Node * binary_spine( Binary * top ) {
	Binary * b = top;
	while ( b->lhs->kind == E_BINARY && ! rexpr_type( b->lhs ).type ) {
		b->lhs->next = (Node *)b;
		b = AS( Binary, b->lhs );
	}
	b->lhs = rexpr_one( b->lhs );
	for ( ;; ) {
		b->rhs = rexpr_one( b->rhs );
		Binary * outer = b == top ? NULL : AS( Binary, b->next );
		if ( outer ) b->next = NULL;
		Node * done = rexpr_binary( b );
		if ( ! outer ) return done;
		outer->lhs = done;
		b = outer;
	}
}

/* C mode: one interpretation each, typed in place. */
static Node * resolve_c( Node * e ) {
	switch ( e->kind ) {
	  case E_NAME:
		return rexpr_name( AS( Name, e ), NULL );
	  case E_UNARY: {
		Unary * u = AS( Unary, e );
		u->arg = rexpr_one( u->arg );
		return rexpr_unary( u );
	  }
	  case E_BINARY:
		return binary_spine( AS( Binary, e ) );
	  case E_ASSIGN: {
		Assign * a = AS( Assign, e );
		a->lhs = rexpr_one( a->lhs );
		a->rhs = rexpr_one( a->rhs );
		return rexpr_assign( a );
	  }
	  case E_COND: {
		Cond * c = AS( Cond, e );
		c->cond = rexpr_one( c->cond );
		if ( c->a ) c->a = rexpr_one( c->a );
		c->b = rexpr_one( c->b );
		return rexpr_cond( c );
	  }
	  case E_CALL: case E_POSTFIXCALL: {
		Call * c = AS( Call, e );
		rexpr_callee( c );
		rexpr_list( &c->args );
		return rexpr_call( c );
	  }
	  case E_INDEX: {
		Index * i = AS( Index, e );
		rexpr_index_normal( i );
		i->base = rexpr_one( i->base );
		i->indexes = rexpr_one( i->indexes );
		return rexpr_index( i );
	  }
	  case E_MEMBER: {
		Member * m = AS( Member, e );
		m->object = rexpr_one( m->object );
		return rexpr_member( m, NULL );
	  }
	  case E_CAST: {
		Cast * c = AS( Cast, e );
		c->arg = rexpr_one( c->arg );
		return rexpr_cast( c );
	  }
	  default:
		return rexpr_simple( e );
	}
}

void rexpr_enter( const Node * e ) { if ( ++depth > MAX_DEPTH ) diag_fatal( e->loc, "nesting too deep" ); }
void rexpr_leave( void ) { depth -= 1; }

/* Resolve with C∀'s rules, the set's winner chosen by `choose`. */
static Node * resolve_cfa( Node * e, Node * (*choose)( Node *, Set ) ) {
	Mark mark = scratch_mark();
	Set s = cand_set( e );
	Node * done = s.single ? s.single : choose( e, s );
	scratch_release( mark );
	return done;
}

static Node * resolve_by( Node * e, Node * (*choose)( Node *, Set ) ) {
	if ( ! IS_EXPR( e ) ) ICE( e->loc, "%s where an expression is expected", kind_name[e->kind] );
	if ( rexpr_type( e ).type ) return e;
	if ( ! options.c_mode ) return resolve_cfa( e, choose );       /* counts depth itself */
	rexpr_enter( e );
	Node * done = resolve_c( e );
	rexpr_leave();
	return done;
}

/* Resolve one expression; what is resolved already (shared by a loop's parts, copied defaults) is left
   alone. */
Node * rexpr_one( Node * e ) { return resolve_by( e, cand_choose ); }

/* ===== questions from outside =========================================================================== */

Node * resolve_expr( Node * e ) { return rexpr_one( e ); }

Node * resolve_value( Node * e ) {
	e = rexpr_one( e );
	if ( ! rexpr_is_error( e ) && ! rexpr_require_value( e ) ) return rexpr_bad( e );
	TypeKind kind = KIND_OF( rexpr_type( e ) );
	return kind == TY_ARRAY || kind == TY_FUNCTION ? rexpr_implicit( e, rexpr_value_type( e ) ) : e;
}

/* Statement context: the value is discarded (chapter 03, 5.4). */
Node * resolve_statement_expr( Node * e ) {
	return tuple_discarded( resolve_by( e, cand_choose_statement ) );
}

/* C∀: a condition is e != 0 (chapter 03, 2.2); for built-in types C's own test of the value is the same. */
static Node * condition_cfa( Node * e ) {
	const Type * t = ct( rexpr_value_type( e ) );
	if ( type_is_plain_enum( rexpr_value_type( e ) ) || t->kind == TY_BASIC || t->kind == TY_POINTER
		|| t->kind == TY_LITERAL_POINTER )
		return e;
	IntLit * zero = MAKE( IntLit, E_INT, e->loc );
	zero->spelling = intern_cstr( "0" );
	zero->lit = LIT_ZERO;
	Node * next = e->next;
	e->next = NULL;
	unsigned errors = diag_errors();
	Node * test = cand_user_operator( OP_NE ) || contain_set( (Set){ .single = e }, false ).single != e
		? rexpr_one( (Node *)rexpr_make_binary( OP_NE, e->loc, e, (Node *)zero ) ) : NULL;
	if ( test && ! rexpr_is_error( test ) ) { test->next = next; return test; }
	e->next = next;
	if ( errors == diag_errors() )
		diag_error( e->loc, "'%s' cannot be compared with 0: declare int ?!=?( %s, zero_t )", in_text( e ),
			in_text( e ) );
	return rexpr_bad( e );
}

Node * resolve_condition( Node * e ) {
	e = resolve_by( e, cand_choose_condition );
	if ( rexpr_is_error( e ) ) return e;
	if ( ! rexpr_require_value( e ) ) return rexpr_bad( e );
	if ( ! options.c_mode ) return condition_cfa( e );
	const Type * t = ct( rexpr_value_type( e ) );
	if ( t->kind == TY_STRUCT || t->kind == TY_UNION || t->kind == TY_VECTOR ) {
		diag_error( e->loc, "used %s type value where scalar is required", t->kind == TY_STRUCT ? "struct"
			: t->kind == TY_UNION ? "union" : "vector" );
		return rexpr_bad( e );
	}
	return e;
}

Node * resolve_integral( Node * e, const char * what ) {
	e = resolve_by( e, cand_choose_integral );
	if ( rexpr_is_error( e ) ) return e;
	QType type = rexpr_value_type( e );
	TypeKind kind = KIND_OF( type );
	bool literal = kind == TY_BASIC && basic_info[ct( type )->basic].cls & BC_LITERAL;
	if ( type_is_integer( type ) || kind == TY_ENUM || literal ) return e;
	if ( options.c_mode ) diag_error( e->loc, "%s not an integer", what );
	else
		diag_error( e->loc, "No reasonable alternatives for %s expression: '%s' is no integer", what,
			in_text( e ) );
	return rexpr_bad( e );
}

Node * resolve_as( Node * e, QType target, ConvContext context, Loc at ) {
	if ( ! options.c_mode && ! rexpr_type( e ).type && ! type_is_error( target ) ) {
		Mark mark = scratch_mark();
		Set s = cand_set( e );
		e = s.single ? s.single : cand_choose_as( e, s, target, false );
		scratch_release( mark );
	} else e = rexpr_one( e );
	return convert_to( e, target, context, at );
}

bool resolve_constant_int( Node ** e, __int128 * value, const char * what ) {
	*e = enum_value( resolve_by( *e, cand_choose_integral ) );
	if ( rexpr_is_error( *e ) ) return false;
	QType type = rexpr_value_type( *e );
	bool literal = KIND_OF( type ) == TY_BASIC && basic_info[ct( type )->basic].cls & BC_LITERAL;
	if ( ! type_is_integer( type ) && ! type_is_plain_enum( type ) && ! literal ) {
		diag_error( (*e)->loc, "%s not an integer constant", what );
		*e = rexpr_bad( *e );
		return false;
	}
	Const c = constant_fold( *e, true );
	if ( c.kind == CONST_INT ) { *value = c.i; return true; }
	if ( c.kind == CONST_UNKNOWN ) return false;
	diag_error( (*e)->loc, "%s not an integer constant", what );
	*e = rexpr_bad( *e );
	return false;
}

static bool effect_in( Node ** slot, void * found ) {
	if ( rexpr_has_effects( *slot ) ) *(bool *)found = true;
	return ! *(bool *)found;
}
bool rexpr_has_effects( const Node * e ) {
	bool found = false;
	switch ( e->kind ) {
	  case E_CALL:
	  case E_POSTFIXCALL:
	  case E_CTOR: case E_DTOR: case E_ASSIGN: case E_STMT: case E_VAARG: case E_COMPOUNDLIT:
	  case E_TEMPORARY:
		return true;
	  case E_UNARY: {
		int op = AS( const Unary, e )->op;
		if ( op == OP_PREINC || op == OP_PREDEC || op == OP_POSTINC || op == OP_POSTDEC ) return true;
		break;
	  }
	  default: break;
	}
	node_children( (Node *)e, effect_in, &found );
	return found;
}
