/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Statements: scopes, conditions, switch and case, return, asm (C11 6.8, chapter 02). Each is resolved in
 * place; those of the language's later chapters are reported.
 */
#include <stdlib.h>

#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Resolve/candidate.h"
#include "Resolve/declare.h"
#include "Resolve/polymorph.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual.h"

/* ===== switch =========================================================================================== */

typedef struct CaseValue { __int128 lo, hi; Loc loc; uint32_t order; } CaseValue;
typedef struct SwitchInfo {
	struct SwitchInfo * outer;
	QType control, type;                                /* type of the control, as it is and promoted */
	VEC( CaseValue ) values;
	Loc default_loc;
	bool has_default;
} SwitchInfo;
static SwitchInfo * current_switch;
static Function * switch_function;                      /* current_switch belongs to this one */

/* Convert a case value to the type of the control, as C does. */
static __int128 wrapped( __int128 v, QType type ) {
	uint64_t size;
	if ( ! type_size( type, &size ) || size >= 16 ) return v;
	__int128 range = (__int128)1 << (size * 8), r = v & (range - 1);
	return ! type_is_unsigned( type ) && r >= range / 2 ? r - range : r;
}

/* A label of a switch on an opaque or typed enumeration is one of its enumerators (chapter 01, 9.4);
   elsewhere typed ones stand for their values. */
static void case_expression( Node ** e, QType control ) {
	if ( options.c_mode || type_is_error( control ) ) { *e = resolve_expr( *e ); return; }
	if ( ! AS( Expr, *e )->type.type ) {
		Set s = cand_set( *e );
		*e = s.single ? s.single : cand_choose_as( *e, s, control, false );
	}
	bool position = KIND_OF( control ) == TY_ENUM && ! type_is_plain_enum( control );
	*e = position ? convert_to( *e, control, CONV_INIT, (*e)->loc ) : enum_value( *e );
}

static bool case_value( Node ** e, __int128 * value ) {
	case_expression( e, current_switch->control );
	QType q = AS( Expr, *e )->type;
	if ( type_is_error( q ) ) return false;
	const Type * t = ct( q );
	bool literal = t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL;
	Const c = { .kind = CONST_NOT };
	if ( type_is_integer( q ) || t->kind == TY_ENUM || literal ) c = constant_fold( *e, true );
	else if ( t->kind == TY_POINTER ) {
		diag_error( (*e)->loc, "pointers are not permitted as case values" );
		return false;
	}
	if ( c.kind == CONST_NOT || c.kind == CONST_FLOAT || c.kind == CONST_ADDRESS ) {
		diag_error( (*e)->loc, "case label does not reduce to an integer constant" );
		return false;
	}
	*value = c.i;
	return c.kind == CONST_INT;
}

static void case_values( Case * c ) {
	SwitchInfo * s = current_switch;
	for ( Node ** p = &c->values; *p; p = &(*p)->next ) {
		CaseValue v = { .loc = (*p)->loc, .order = s->values.len };
		if ( (*p)->kind == E_RANGE ) {
			Range * r = AS( Range, *p );
			r->type = s->type;
			bool lo = case_value( &r->lo, &v.lo ), hi = case_value( &r->hi, &v.hi );
			if ( ! lo || ! hi || type_is_error( s->type ) ) continue;
			v.lo = wrapped( v.lo, s->type );
			v.hi = wrapped( v.hi, s->type );
			if ( v.lo > v.hi ) continue;
		} else {
			Node * next = (*p)->next;
			bool known = case_value( p, &v.lo );
			(*p)->next = next;
			if ( ! known || type_is_error( s->type ) ) continue;
			v.lo = v.hi = wrapped( v.lo, s->type );
		}
		vec_push( &s->values, v );
	}
}

static void case_label( Case * c ) {
	bool here = current_switch && switch_function == current_function;
	if ( c->is_default ) {
		if ( ! here ) diag_error( c->loc, "'default' label not within a switch statement" );
		else if ( current_switch->has_default ) {
			diag_error( c->loc, "multiple default labels in one switch" );
			diag_note( current_switch->default_loc, "this is the first default label" );
		} else {
			current_switch->has_default = true;
			current_switch->default_loc = c->loc;
		}
	}
	if ( ! c->values ) return;
	if ( here ) { case_values( c ); return; }
	diag_error( c->loc, "case label not within a switch statement" );
}

static int by_value( const void * a, const void * b ) {
	const CaseValue * x = a, * y = b;
	if ( x->lo != y->lo ) return x->lo < y->lo ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

/* Duplicate and overlapping values (6.8.4.2 p3): sorted, each meets the one that reaches furthest. */
static void check_duplicates( SwitchInfo * s ) {
	if ( s->values.len < 2 ) return;
	qsort( s->values.at, s->values.len, sizeof( CaseValue ), by_value );
	CaseValue * reach = &s->values.at[0];
	for ( uint32_t i = 1; i < s->values.len; i += 1 ) {
		CaseValue * v = &s->values.at[i];
		if ( v->lo <= reach->hi ) {
			CaseValue * second = v->order > reach->order ? v : reach, * first = second == v ? reach : v;
			diag_error( second->loc, "duplicate %scase value", v->lo != v->hi ? "(or overlapping) " : "" );
			diag_note( first->loc, "previously used here" );
		}
		if ( v->hi > reach->hi ) reach = v;
	}
}

void resolve_body( Node ** body ) {
	if ( ! *body ) return;
	scope_enter( SCOPE_BLOCK );
	*body = resolve_statement( *body );
	scope_leave();
}

static void switch_statement( Switch * s ) {
	SwitchInfo info = { .outer = current_switch };
	Function * outer_function = switch_function;
	scope_enter( SCOPE_BLOCK );
	s->cond = resolve_integral( s->cond, options.c_mode ? "switch quantity" : "condition" );
	QType q = type_referent( AS( Expr, s->cond )->type );
	const Type * t = ct( q );
	if ( t->kind == TY_BASIC && (t->basic == B_ZERO || t->basic == B_ONE) ) q = type_basic( B_INT );
	info.control = q;
	info.type = type_is_error( q ) ? QT_ERROR : t->kind == TY_ENUM && ! options.c_mode ? type_basic( B_INT )
		: type_promoted( q, -1 );
	scope_enter( SCOPE_BLOCK );
	resolve_statements( &s->decls );
	current_switch = &info;
	switch_function = current_function;
	resolve_body( &s->body );
	current_switch = info.outer;
	switch_function = outer_function;
	scope_leave();
	scope_leave();
	check_duplicates( &info );
}

/* ===== other statements ================================================================================= */

/* return r; of the named result: nothing is constructed (chapter 03, 8.9.2). */
static bool returns_named( const ExprStmt * r, const Function * f ) {
	FunctionSpec * spec = function_declarator( f->decl );
	if ( ! spec || ! spec->results || r->expr->kind != E_NAME ) return false;
	const Decl * result = param_decl( spec->results, &(Node *){ NULL } );
	Binding * b = scope_lookup( AS( const Name, r->expr )->id );
	return result->name && b && b->decl == (const Node *)result;
}

static Node * return_statement( ExprStmt * r ) {
	Function * f = current_function;
	if ( ! f ) return (Node *)r;
	bool is_void = type_is_void( f->result );
	if ( ! r->expr ) {
		FunctionSpec * spec = function_declarator( f->decl );
		bool named = spec && spec->results && param_decl( spec->results, &(Node *){ NULL } )->name;
		if ( ! options.c_mode && ! is_void && ! named && ! type_is_error( f->result ) )
			diag_error( r->loc, "Non-void function returns no values: Return Statement, returning void" );
		return (Node *)r;
	}
	if ( r->expr->kind == I_LIST ) {
		diag_error( r->loc, "Initializer return is currently unimplemented." );
		return (Node *)r;
	}
	if ( ! is_void && ! options.c_mode && (type_is_aggregate( f->result ) || KIND_OF( f->result ) == TY_VAR)
		&& ! returns_named( r, f ) )
		return lifetime_return( r, f->result );
	if ( ! is_void ) {
		r->expr = resolve_as( r->expr, f->result, CONV_RETURN, r->expr->loc );
		return (Node *)r;
	}
	r->expr = resolve_expr( r->expr );
	if ( options.c_mode || type_is_void( AS( Expr, r->expr )->type )
		|| type_is_error( AS( Expr, r->expr )->type ) )
		return (Node *)r;
	/* the value is discarded without a word (chapter 02, 10.1) */
	Cast * discard = MAKE( Cast, E_CAST, r->loc );
	discard->arg = r->expr;
	discard->to = discard->type = type_void();
	r->expr = NULL;
	ExprStmt * value = MAKE( ExprStmt, S_EXPR, r->loc );
	value->expr = (Node *)discard;
	value->next = node_copy( (Node *)r );
	Compound * c = MAKE( Compound, S_COMPOUND, r->loc );
	c->items = (Node *)value;
	c->end = r->loc;
	return (Node *)c;
}

static void computed_goto( ExprStmt * s ) {
	if ( ! options.c_mode ) s->expr = resolve_as( s->expr, type_pointer( type_void() ), CONV_ASSIGN, s->loc );
	else {
		s->expr = resolve_value( s->expr );
		QType q = AS( Expr, s->expr )->type;
		if ( ! type_is_error( q ) && ! type_is_pointer( q ) )
			diag_error( s->loc, "computed goto must be pointer type" );
	}
}

static void asm_operands( Node * list, bool output ) {
	for EACH( n, list ) {
		AsmOperand * o = AS( AsmOperand, n );
		if ( o->constraint ) o->constraint = resolve_expr( o->constraint );
		if ( ! o->expr ) continue;
		o->expr = resolve_expr( o->expr );
		QType q = AS( Expr, o->expr )->type;
		if ( type_is_error( q ) ) continue;
		if ( output && ! (o->expr->flags & NF_LVALUE) && o->expr->kind != E_CAST )
			diag_error( o->expr->loc, "lvalue required in 'asm' statement" );
		else if ( output && type_canon( q ).quals & QUAL_CONST )
			diag_error( o->expr->loc, "read-only location used as 'asm' output" );
	}
}

static void asm_statement( Asm * a ) {
	if ( a->text ) a->text = resolve_expr( a->text );
	asm_operands( a->outputs, true );
	asm_operands( a->inputs, false );
	for ( Node ** p = &a->clobbers; *p; p = &(*p)->next ) *p = resolve_expr( *p );
}

/* "Not zero" for every object that the declarations of a condition declare (chapter 02, 3.2). */
static Node * condition_of( Node * decls ) {
	Node * cond = NULL;
	for EACH( s, decls ) {
		Node * group = s->kind == S_DECL ? AS( DeclStmt, s )->decl : NULL;
		for EACH( d, group && group->kind == D_GROUP ? AS( Group, group )->decls : group ) {
			if ( d->kind != D_OBJECT ) continue;
			Node * test = resolve_condition( make_name( AS( Decl, d ), d->loc ) );
			cond = cond ? make_binary( OP_ANDAND, cond, test, type_basic( B_INT ) ) : test;
		}
	}
	return cond;
}

/* A chain of else-ifs is one loop: it may be long. */
static void if_statement( If * s ) {
	unsigned scopes = 0;
	for ( ;; ) {
		scope_enter( SCOPE_BLOCK );
		scopes += 1;
		resolve_statements( &s->decls );
		s->cond = s->cond ? resolve_condition( s->cond ) : condition_of( s->decls );
		resolve_body( &s->then );
		if ( ! s->els ) break;
		if ( s->els->kind != S_IF ) {
			resolve_body( &s->els );
			break;
		}
		s = AS( If, s->els );
	}
	while ( scopes-- ) scope_leave();
}

static void loop_statement( While * w ) {
	scope_enter( SCOPE_BLOCK );
	resolve_statements( &w->decls );
	if ( w->kind == S_WHILE ) w->cond = w->cond ? resolve_condition( w->cond ) : condition_of( w->decls );
	resolve_body( &w->body );
	if ( w->kind == S_DO && w->cond ) w->cond = resolve_condition( w->cond );
	resolve_body( &w->els );
	scope_leave();
}

static void for_statement( For * f ) {
	scope_enter( SCOPE_BLOCK );
	resolve_statements( &f->init );
	if ( f->cond ) f->cond = resolve_condition( f->cond );
	if ( f->step ) f->step = resolve_statement_expr( f->step );
	resolve_body( &f->body );
	resolve_body( &f->els );
	scope_leave();
}

/* Does the function belong to a generator: void main( G & )? */
static bool in_generator_main( void ) {
	const Decl * f = current_function ? current_function->decl : NULL;
	if ( ! f || ! f->name || f->name != intern_cstr( "main" ) || ! type_is_function( f->type ) ) return false;
	const Type * t = ct( f->type );
	return t->n == 1 && KIND_OF( t->args[0] ) == TY_REFERENCE
		&& concurrency_key( t->args[0] ) == AGG_GENERATOR;
}

/* suspend (chapter 06, 6.4 and 6.15): src/Concurrency makes it what it means. */
static Node * suspend_statement( Suspend * s ) {
	bool generator = in_generator_main();
	if ( s->key == AGG_GENERATOR && ! generator )
		diag_error( s->loc, "\"suspend generator\" must be used inside main of generator type." );
	else if ( ! generator || s->key == AGG_COROUTINE ) {
		Node * descriptor = scope_lookup_tag( intern_cstr( "coroutine$" ), false );
		if ( ! descriptor || ! AS( Agg, descriptor )->complete )
			diag_error( s->loc, "suspend keyword applied to coroutines requires coroutines to be in scope, add #include <coroutine.hfa>." );
		else if ( s->body )
			diag_error( s->loc, "Compound statement following coroutines is not implemented." );
		else {
			Call * c = MAKE( Call, E_CALL, s->loc );
			Name * name = MAKE( Name, E_NAME, s->loc );
			name->id = intern_cstr( "__cfa_suspend" );
			c->fn = (Node *)name;
			return resolve_statement( make_expression( (Node *)c ) );
		}
	}
	if ( s->body ) s->body = resolve_statement( s->body );
	return (Node *)s;
}

static bool reject_suspend( Node ** slot, void * context ) {
	if ( (*slot)->kind == D_FUNCTION ) return true;
	if ( (*slot)->kind == S_SUSPEND && AS( Suspend, *slot )->key != AGG_COROUTINE )
		diag_error( (*slot)->loc, "generator cannot suspend inside a try statement with handlers" );
	return node_children( *slot, reject_suspend, context );
}

/* A try with handlers has a frame that a suspended generator would lose (chapter 06, 6.4.7). */
static Node * try_statement( Try * s ) {
	if ( s->handlers && in_generator_main() ) {
		unsigned errors = diag_errors();
		node_children( (Node *)s, reject_suspend, NULL );
		if ( diag_errors() != errors ) return NULL;
	}
	return virtual_try( s );
}

/* A statement that was expanded is resolved in its place; after a report it is none. */
static Node * expanded( Node * s, Node * block ) {
	return block ? resolve_statement( block ) : node_new( S_NULL, s->loc );
}

static Node * not_supported( Node * s ) {
	static const struct { uint16_t kind; const char * name; } names[] = {
		{ S_WAITUNTIL, "waituntil" },
		{ S_FORRANGE, "for over a type" },
	};
	const char * name = kind_name[s->kind];
	for ( unsigned i = 0; i < sizeof( names ) / sizeof( names[0] ); i += 1 )
		if ( names[i].kind == s->kind ) name = names[i].name;
	diag_error( s->loc, "'%s' is not supported yet", name );
	return s;
}

void resolve_statements( Node ** list ) {
	for ( Node ** p = list; *p; p = &(*p)->next ) {
		Node * next = (*p)->next;
		(*p)->next = NULL;
		*p = resolve_statement( *p );
		(*p)->next = next;
	}
}

/* Where the statement behind a label hangs; NULL: there is no label. */
static Node ** labelled( Node * s ) {
	Node ** at = NULL;
	for ( ; s && (s->kind == S_CASE || s->kind == S_LABEL); s = *at )
		at = s->kind == S_CASE ? &AS( Case, s )->stmt : &AS( Label, s )->stmt;
	return at;
}

void resolve_block( Node ** list ) {
	NodeList items = { 0 };
	Node * outer = dimension_declarations( NULL );
	for ( Node * n = *list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		n = resolve_statement( n );
		Node * lengths = dimension_declarations( NULL ), ** behind = lengths ? labelled( n ) : NULL,
			* last = n;
		if ( behind ) {
			list_push( &items, n );
			last = *behind;
			*behind = lengths;
			lengths = lengths->next;
			(*behind)->next = NULL;
		}
		list_push( &items, lengths );
		list_push( &items, last );
	}
	*list = items.head;
	dimension_declarations( outer );
}

Node * resolve_statement( Node * s ) {
	switch ( s->kind ) {
	  case S_COMPOUND:
		scope_enter( SCOPE_BLOCK );
		resolve_block( &AS( Compound, s )->items );
		scope_leave();
		break;
	  case S_DECL: AS( DeclStmt, s )->decl = resolve_declaration( AS( DeclStmt, s )->decl ); break;
	  case S_EXPR:
		if ( AS( ExprStmt, s )->expr )
			AS( ExprStmt, s )->expr = resolve_statement_expr( AS( ExprStmt, s )->expr );
		break;
	  case S_ATTR:
		attribute_check( AS( AttrStmt, s )->attrs, NULL );
		if ( AS( AttrStmt, s )->stmt ) AS( AttrStmt, s )->stmt = resolve_statement( AS( AttrStmt, s )->stmt );
		break;
	  case S_IF: if_statement( AS( If, s ) ); break;
	  case S_WHILE: case S_DO: loop_statement( AS( While, s ) ); break;
	  case S_FOR: for_statement( AS( For, s ) ); break;
	  case S_SWITCH: switch_statement( AS( Switch, s ) ); break;
	  case S_CASE: {
		/* labels may be stacked by the thousand */
		for ( Case * c = AS( Case, s );; c = AS( Case, c->stmt ) ) {
			case_label( c );
			if ( ! c->stmt ) break;
			if ( c->stmt->kind == S_CASE ) continue;
			c->stmt = resolve_statement( c->stmt );
			break;
		}
		break;
	  }
	  case S_LABEL:
		attribute_check( AS( Label, s )->attrs, NULL );
		if ( AS( Label, s )->stmt ) AS( Label, s )->stmt = resolve_statement( AS( Label, s )->stmt );
		break;
	  case S_SUSPEND: return suspend_statement( AS( Suspend, s ) );
	  case S_WAITFOR: return expanded( s, concurrency_waitfor( AS( Wait, s ) ) );
	  case S_WAITUNTIL: return expanded( s, concurrency_waituntil( AS( Wait, s ) ) );
	  case S_MUTEX: return expanded( s, concurrency_mutex_statement( AS( With, s ) ) );
	  case S_TRY: return expanded( s, try_statement( AS( Try, s ) ) );
	  case S_THROW: return expanded( s, virtual_throw( AS( Throw, s ) ) );
	  case S_GOTOEXPR:
		computed_goto( AS( ExprStmt, s ) );
		break;
	  case S_RETURN: return return_statement( AS( ExprStmt, s ) );
	  case S_WITH: return with_statement( AS( With, s ) );
	  case S_ASM: asm_statement( AS( Asm, s ) ); break;
	  case S_NULL: case S_GOTO: case S_BREAK: case S_CONTINUE: case S_FALLTHROUGH: case S_DIRECTIVE: break;
	  default: return not_supported( s );
	}
	return s;
}
