/* SPDX-License-Identifier: BSD-3-Clause
 *
 * waitfor (chapter 06, 6.9): each clause names a routine and the monitors of the call to accept; the enabled
 * clauses become a mask for the library, which says which of them was accepted.
 *
 *     waitfor( f : a ) S or else T      set = { get_monitor( a ) }; mask = { set, id of f }; call; if ( 0 ) S else T
 */
#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Concurrency/template.h"
#include "Resolve/polymorph.h"

static bool is_mutex( QType q ) { return type_canon( q ).quals & QUAL_MUTEX; }

static unsigned mutex_count( const Type * f ) {
	unsigned n = 0;
	for ( uint32_t i = 0; i < f->n; i += 1 ) n += is_mutex( f->args[i] );
	return n;
}

/* The function's type with its type parameters as open variables. */
static const Type * opened( const Type * f, const Poly * poly ) {
	QType vars[poly->n + 1];
	for ( unsigned i = 0; i < poly->n; i += 1 ) vars[i] = env_open( poly->params[i] );
	Subst s = { .params = poly->params, .args = vars, .n = poly->n };
	return ct( type_substitute( &s, qt( f, 0 ) ) );
}

/* Do the mutex parameters take the arguments, in order and without conversion? If not: why. */
static const char * mismatch( const Type * f, const QType * args, unsigned n ) {
	unsigned want = mutex_count( f ), k = 0;
	if ( want == 0 ) return "no mutex parameters";
	if ( n != want )
		return intern_fmt( "too %s mutex arguments, expected %u", n > want ? "many" : "few", want )->text;
	for ( uint32_t i = 0; i < f->n; i += 1 ) {
		if ( ! is_mutex( f->args[i] ) ) continue;
		QType param = type_bare( f->args[i] );
		if ( ct( param ) != ct( args[k] ) && ! unify_exact( param, args[k] ) )
			return intern_fmt( "no known conversion from '%s' to '%s'", type_text( args[k] ),
				type_text( param ) )->text;
		k += 1;
	}
	return NULL;
}

static const Type * function_of( const Binding * b ) {
	if ( b->decl->kind == D_ENUMERATOR ) return NULL;
	QType q = AS( const Decl, b->decl )->type;
	return q.type && type_is_function( q ) ? ct( q ) : NULL;
}

/* Why the routine is not meant; NULL: it is. The arguments bind the type parameters of a polymorphic one. */
static const char * not_viable( const Binding * b, const QType * args, unsigned n ) {
	const Type * f = function_of( b );
	const Poly * poly = AS( const Decl, b->decl )->poly;
	EnvMark mark = env_mark();
	const char * why = mismatch( poly ? opened( f, poly ) : f, args, n );
	env_undo( mark, true );
	return why;
}

/* Why no routine is meant; those with mutex parameters first, and not too many. */
static void note_candidates( Binding * first, const QType * args, unsigned n ) {
	enum { NOTES = 8 };
	unsigned total = 0;
	for ( int with = 1; with >= 0; with -= 1 ) for ( Binding * b = first; b; b = b->outer ) {
		if ( ! function_of( b ) || (mutex_count( function_of( b ) ) > 0) != with ) continue;
		total += 1;
		if ( total <= NOTES )
			diag_note( b->decl->loc, "candidate function not viable: %s", not_viable( b, args, n ) );
	}
	if ( total > NOTES ) diag_note( first->decl->loc, "and %u more candidates", total - NOTES );
}

/* The routine a clause means, NULL after a report. */
static Decl * routine_of( const WaitClause * c, const Name * name, const QType * args, unsigned n ) {
	Binding * first = scope_lookup( name->id ), * found = NULL;
	if ( ! first ) {
		diag_error( c->loc, "Use of undeclared identifier '%s' in call to waitfor", name->id->text );
		return NULL;
	}
	bool routines = false;
	for ( Binding * b = first; b; b = b->outer ) {
		if ( ! function_of( b ) ) continue;
		routines = true;
		if ( not_viable( b, args, n ) ) continue;
		if ( found ) {
			diag_error( c->loc, "Ambiguous function in call to waitfor" );
			diag_note( found->decl->loc, "candidate" );
			diag_note( b->decl->loc, "candidate" );
			return NULL;
		}
		found = b;
	}
	if ( found ) return AS( Decl, found->decl );
	diag_error( c->loc, "No alternatives for function in call to waitfor" );
	if ( ! routines ) diag_note( first->decl->loc, "'%s' is not a routine", name->id->text );
	note_candidates( first, args, n );
	return NULL;
}

static Node * monitor_of( Node * object ) {
	Call * call = MAKE( Call, E_CALL, object->loc );
	Name * getter = MAKE( Name, E_NAME, object->loc );
	getter->id = intern_cstr( "get_monitor" );
	call->fn = (Node *)getter;
	call->args = object;
	return (Node *)call;
}

/* get_monitor( argument ) resolved, or the monitor that has no such function; NULL after a report. */
static Node * monitor_argument( Node * argument ) {
	Diagnostics said = diag_set( (Diagnostics){ 0 } );
	Node * made = resolve_expr( monitor_of( node_copy( argument ) ) );
	bool fine = ! diag_errors() && made->kind == E_CALL;
	diag_set( said );
	if ( fine ) return made;
	argument = resolve_expr( argument );
	Node * own = type_is_error( AS( Expr, argument )->type ) ? NULL : concurrency_monitor( argument );
	if ( own ) return own;
	if ( ! type_is_error( AS( Expr, argument )->type ) )
		diag_error( argument->loc, "the argument of waitfor must be a monitor, not '%s'",
			type_text( type_bare( AS( Expr, argument )->type ) ) );
	return NULL;
}

/* The argument's own type: one that inherits from a monitor is not the monitor's type. */
static QType own_type( const Node * argument ) {
	Diagnostics said = diag_set( (Diagnostics){ 0 } );
	QType q = type_bare( AS( Expr, resolve_expr( node_copy( argument ) ) )->type );
	diag_set( said );
	return q;
}

static bool any_viable( const Name * name, const QType * args, unsigned n ) {
	for ( Binding * b = scope_lookup( name->id ); b; b = b->outer )
		if ( function_of( b ) && ! not_viable( b, args, n ) ) return true;
	return false;
}

/* What fills the text: nodes by number. */
typedef struct Text { Buf b; VEC( Node * ) nodes; } Text;

static unsigned node( Text * t, Node * n ) {
	vec_push( &t->nodes, n );
	return t->nodes.len - 1;
}

static void put_when( Text * t, Node * when ) {
	if ( when ) buf_printf( &t->b, "if ( $%u ) ", node( t, when ) );
}

/* One clause that names a routine; false after a report. */
static bool put_call( Text * t, WaitClause * c, unsigned number ) {
	unsigned n = list_length( c->args ), k = 0;
	if ( c->target->kind != E_NAME ) {
		diag_error( c->loc, "waitfor needs the name of a routine" );
		return false;
	}
	const Name * name = AS( const Name, c->target );
	bool destructor = name->id == intern_cstr( "^?{}" );
	if ( n == 0 ) {
		diag_error( c->loc, "Waitfor clause must have at least one mutex parameter" );
		return false;
	}
	if ( destructor && n > 1 ) {
		diag_error( c->loc, "No alternatives for function in call to waitfor" );
		diag_note( c->loc, "destructors have one mutex parameter, not %u", n );
		return false;
	}
	QType types[n], own[n];
	Node * objects[n];
	for ( Node * a = c->args, * next; a; a = next, k += 1 ) {
		next = a->next;
		a->next = NULL;
		own[k] = own_type( a );
		objects[k] = monitor_argument( a );
		if ( ! objects[k] ) return false;
		types[k] = type_bare( AS( Expr, AS( Call, objects[k] )->args )->type );
	}
	Decl * routine = destructor ? NULL : routine_of( c, name, any_viable( name, own, n ) ? own : types, n );
	if ( ! routine && ! destructor ) return false;
	buf_printf( &t->b, "struct monitor$ * __cfa_set%u[%u] = {", number, n );
	for ( k = 0; k < n; k += 1 ) buf_printf( &t->b, " $%u,", node( t, objects[k] ) );
	buf_puts( &t->b, " };\n" );
	put_when( t, c->when );
	buf_printf( &t->b, "{ __cfa_clauses[__cfa_count].data = __cfa_set%u; __cfa_clauses[__cfa_count].size = %u;\n"
		"__cfa_clauses[__cfa_count].is_dtor = (_Bool)%d; ", number, n, destructor );
	if ( routine )
		buf_printf( &t->b, "__cfa_clauses[__cfa_count].func = $%u;\n",
			node( t, concurrency_routine( routine, c->loc ) ) );
	else buf_puts( &t->b, "__cfa_clauses[__cfa_count].func = 0p;\n" );
	buf_printf( &t->b, "__cfa_number[__cfa_count] = %u; __cfa_count += 1; }\n", number );
	return true;
}

/* A Duration or a number of nanoseconds; NULL after a report. */
static Node * nanoseconds( Node * e ) {
	e = resolve_expr( e );
	QType q = type_bare( AS( Expr, e )->type );
	if ( type_is_error( q ) ) return NULL;
	bool duration = KIND_OF( q ) == TY_STRUCT && AS( Agg, ct( q )->decl )->name == intern_cstr( "Duration" );
	if ( ! duration && ! type_is_arithmetic( q ) ) {
		diag_error( e->loc, "timeout needs a Duration or a number of nanoseconds, not '%s'", type_text( q ) );
		return NULL;
	}
	if ( ! duration ) return e;
	Member * m = MAKE( Member, E_MEMBER, e->loc );
	m->object = e;
	m->name = intern_cstr( "tn" );
	m->tuple_index = -1;
	return (Node *)m;
}

Node * concurrency_waitfor( Wait * w ) {
	if ( ! concurrency_has_monitors() ) {
		diag_error( w->loc, "waitfor keyword requires monitors to be in scope, add #include <monitor.hfa>" );
		return NULL;
	}
	unsigned calls = 0, number = 0;
	bool fine = true, guarded_timeout = false;
	for EACH( n, w->clauses ) calls += AS( WaitClause, n )->form == WAIT_CALL;
	Text t = { 0 };
	buf_printf( &t.b, "{ short __cfa_got = -1; unsigned short __cfa_count = 0; long int __cfa_time = -1; int __cfa_timed = 0, __cfa_else = 0;\n"
		"struct __acceptable_t __cfa_clauses[%u]; int __cfa_number[%u];\n", calls ? calls : 1,
		calls ? calls : 1 );
	for EACH( n, w->clauses ) {
		WaitClause * c = AS( WaitClause, n );
		switch ( c->form ) {
		case WAIT_CALL: fine &= put_call( &t, c, number++ ); break;
		case WAIT_TIMEOUT: {
			guarded_timeout = c->when != NULL;
			put_when( &t, c->when );
			Node * time = nanoseconds( c->target );
			if ( ! time ) return NULL;
			buf_printf( &t.b, "{ __cfa_time = $%u; __cfa_timed = 1; }\n", node( &t, time ) );
			break;
		}
		case WAIT_ELSE:
			if ( c->when ) put_when( &t, c->when );
			else if ( guarded_timeout ) buf_puts( &t.b, "if ( ! __cfa_timed ) " );
			buf_puts( &t.b, "__cfa_else = 1;\n" );
			break;
		default: break;
		}
	}
	if ( ! fine ) return NULL;
	buf_puts( &t.b, "if ( __cfa_else ) __cfa_time = 0;\nif ( __cfa_count || __cfa_timed || __cfa_else ) {\n"
		"struct __waitfor_mask_t __cfa_mask = { &__cfa_got, __cfa_clauses, __cfa_count };\n"
		"if ( __cfa_count || ! __cfa_else ) __cfa_waitfor( &__cfa_mask, __cfa_time );\n"
		"int __cfa_which = __cfa_got >= 0 ? __cfa_number[__cfa_got] : __cfa_else ? -1 : -2;\n" );
	number = 0;
	for EACH( n, w->clauses ) {
		WaitClause * c = AS( WaitClause, n );
		int which = c->form == WAIT_CALL ? (int)number++ : c->form == WAIT_ELSE ? -1 : -2;
		buf_printf( &t.b, "%sif ( __cfa_which == %d ) { $%u; }\n", n == w->clauses ? "" : "else ", which,
			node( &t, c->body ) );
	}
	buf_puts( &t.b, "} }" );
	return template_statements( w->loc, buf_text( &t.b ), t.nodes.at, t.nodes.len );
}
