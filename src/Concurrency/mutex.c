/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Mutual exclusion (chapter 06, 6.7 and 6.10): functions with mutex parameters begin with a guard that holds the monitors
 * to the end of the body; a mutex statement is a block with a guard.
 *
 *     int get( A & mutex a ) { return a.v; }      int get( A & a ) { struct __cfa_monitor_guard guard ...; enter; return a.v; }
 */
#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Concurrency/template.h"
#include "Resolve/resolve.h"

static QType bare( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	return type_unqualified( q );
}

static Node * unresolved( const char * name, Loc at ) {
	Name * n = MAKE( Name, E_NAME, at );
	n->id = intern_cstr( name );
	return (Node *)n;
}

static Node * call( const char * name, Node * argument ) {
	Call * c = MAKE( Call, E_CALL, argument->loc );
	c->fn = unresolved( name, argument->loc );
	c->args = argument;
	return (Node *)c;
}

bool concurrency_has_monitors( void ) {
	Node * n = scope_lookup_tag( intern_cstr( "__cfa_monitor_guard" ), false );
	return n && n->kind == D_AGG && AS( Agg, n )->complete;
}

Node * concurrency_routine( const Decl * f, Loc at ) {
	Str * name = intern_fmt( "__cfa_routine_%s", f->cname ? f->cname->text : f->name->text );
	static Table made;
	Decl * d = table_get( &made, name );
	if ( ! d ) {
		d = make_object( name, qt( type_basic( B_CHAR ).type, QUAL_CONST ), at );
		d->level = 1;
		d->flags |= NF_C_LINKAGE;
		d->init_kind = INIT_ASSIGN;
		d->init = make_int( 0, type_basic( B_INT ), at );
		d->attrs = make_attribute( "weak", NULL, at );
		resolve_add_in_front( (Node *)make_group( d ) );
		table_put( &made, name, d );
	}
	Node * address = make_unary( OP_ADDR, make_name( d, at ), type_pointer( d->type ) );
	QType function = type_pointer( type_function( type_void(), NULL, 0, 0 ) );
	return make_cast( make_cast( address, type_pointer( type_void() ) ), function );
}

/* ===== functions ======================================================================================== */

static bool is_mutex( QType q ) { return type_canon( q ).quals & QUAL_MUTEX; }

/* Is the aggregate one whose destructor must exclude others? */
static bool needs_exclusion( const Type * t ) {
	int key = t->kind == TY_STRUCT ? AS( Agg, t->decl )->key : 0;
	return key == AGG_MONITOR || key == AGG_THREAD;
}

/* The rules of 6.15 for the parameters; false after a report. */
static bool check( const Decl * f, unsigned count ) {
	const Type * t = ct( f->type );
	bool constructor = f->name == intern_cstr( "?{}" ), destructor = f->name == intern_cstr( "^?{}" );
	if ( destructor && t->n && needs_exclusion( ct( bare( t->args[0] ) ) ) && ! is_mutex( t->args[0] ) ) {
		diag_error( f->loc, "destructors for structures declared as \"monitor\" must use mutex parameters" );
		return false;
	}
	if ( ! count ) return false;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		if ( ! is_mutex( t->args[i] ) ) continue;
		const char * problem = KIND_OF( t->args[i] ) != TY_REFERENCE ? "Mutex argument must be of reference type"
			: KIND_OF( type_pointee( t->args[i] ) ) == TY_REFERENCE || KIND_OF( type_pointee( t->args[i] ) ) == TY_POINTER
			? "Mutex argument have exactly one level of indirection" : NULL;
		if ( ! problem ) continue;
		diag_error( f->loc, "%s", problem );
		return false;
	}
	const char * problem = constructor && is_mutex( t->args[0] ) ? "constructors cannot have mutex parameters"
		: destructor && count > 1 ? "destructors can only have 1 mutex argument"
		: ! concurrency_has_monitors() ? "mutex keyword requires monitors to be in scope, add #include <monitor.hfa>." : NULL;
	if ( problem ) diag_error( f->loc, "%s", problem );
	return ! problem;
}

Node * concurrency_guard( Decl * f, Node * const * params ) {
	const Type * t = ct( f->type );
	if ( options.c_mode || t->kind != TY_FUNCTION ) return NULL;
	unsigned count = 0;
	for ( uint32_t i = 0; i < t->n; i += 1 ) count += is_mutex( t->args[i] );
	if ( ! check( f, count ) ) return NULL;
	Loc at = f->loc;
	Node * nodes[count + 2];
	unsigned n = 0;
	Buf text = { 0 };
	bool destructor = f->name == intern_cstr( "^?{}" );
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( is_mutex( t->args[i] ) ) {
		Cast * writable = MAKE( Cast, E_CAST, at );              /* const monitors are entered, too */
		writable->form = CAST_IMPLICIT;
		writable->arg = params[i];
		writable->to = writable->type = type_reference( bare( t->args[i] ) );
		writable->flags |= NF_LVALUE;
		nodes[n] = resolve_expr( call( "get_monitor", (Node *)writable ) );
		if ( type_is_error( AS( Expr, nodes[n] )->type ) ) return NULL;
		n += 1;
	}
	nodes[n] = destructor ? NULL : concurrency_routine( f, at );
	if ( count == 1 ) {
		buf_printf( &text, "struct __cfa_monitor_guard __cfa_guard __attribute__((cleanup( %s )));\n%s( &__cfa_guard, $0, %s );",
			destructor ? "__cfa_monitor_leave_dtor" : "__cfa_monitor_leave",
			destructor ? "__cfa_monitor_enter_dtor" : "__cfa_monitor_enter", destructor ? "0p, (_Bool)0" : "$1" );
	} else {
		buf_printf( &text, "struct monitor$ * __cfa_monitors[%u] = {", count );
		for ( unsigned i = 0; i < count; i += 1 ) buf_printf( &text, " $%u,", i );
		buf_printf( &text, " };\nstruct __cfa_monitor_guard __cfa_guard __attribute__((cleanup( __cfa_monitor_leave_group )));\n"
			"__cfa_monitor_enter_group( &__cfa_guard, __cfa_monitors, %u, $%u );", count, n );
	}
	Node * statements = template_statements( at, buf_text( &text ), nodes, n + 1 );
	resolve_list_of_statements( &statements );
	return statements;
}

/* ===== the mutex statement ==================================================================================== */

/* ( void (*)( void * ) )( void (*)( L & ) )name */
static Node * lock_function( const char * name, QType lock, Loc at ) {
	QType param = type_reference( lock ), any = type_pointer( type_void() );
	Cast * chosen = MAKE( Cast, E_CAST, at );
	chosen->to = type_pointer( type_function( type_void(), &param, 1, 0 ) );
	chosen->arg = unresolved( name, at );
	return make_cast( resolve_expr( (Node *)chosen ), type_pointer( type_function( type_void(), &any, 1, 0 ) ) );
}

Node * concurrency_mutex_statement( With * s ) {
	Node * header = scope_lookup_tag( intern_cstr( "__cfa_mutex_item" ), false );
	if ( ! header || ! AS( Agg, header )->complete ) {
		diag_error( s->loc, "mutex stmt requires a header, add #include <mutex_stmt.hfa>." );
		return NULL;
	}
	unsigned n = list_length( s->exprs ), k = 0, monitors = 0, locks = 0;
	Node * nodes[3 * n + 1];
	Buf text = { 0 }, group = { 0 }, items = { 0 };
	for ( Node * e = s->exprs, * next; e; e = next ) {
		next = e->next;
		e->next = NULL;
		Loc at = e->loc;
		Node * object = resolve_expr( e );
		QType q = AS( Expr, object )->type;
		if ( type_is_error( q ) ) return NULL;
		if ( KIND_OF( q ) != TY_REFERENCE && ! (object->flags & NF_LVALUE) ) {
			diag_error( at, "the operand of mutex must be an object" );
			return NULL;
		}
		QType lock = bare( q );
		if ( needs_exclusion( ct( lock ) ) && concurrency_has_monitors() ) {
			nodes[k] = call( "get_monitor", object );
			buf_printf( &group, " $%u,", k );
			k += 1;
			monitors += 1;
			continue;
		}
		nodes[k] = make_cast( make_unary( OP_ADDR, object, type_pointer( lock ) ), type_pointer( type_void() ) );
		nodes[k + 1] = lock_function( "lock", lock, at );
		nodes[k + 2] = lock_function( "unlock", lock, at );
		if ( type_is_error( AS( Expr, AS( Cast, nodes[k + 1] )->arg )->type ) ) return NULL;
		if ( type_is_error( AS( Expr, AS( Cast, nodes[k + 2] )->arg )->type ) ) return NULL;
		buf_printf( &items, " { $%u, $%u, $%u },", k, k + 1, k + 2 );
		k += 3;
		locks += 1;
	}
	buf_puts( &text, "{ " );
	if ( monitors )
		buf_printf( &text, "struct monitor$ * __cfa_monitors[%u] = {%s };\n"
			"struct __cfa_monitor_guard __cfa_guard __attribute__((cleanup( __cfa_monitor_leave_group )));\n"
			"__cfa_monitor_enter_group( &__cfa_guard, __cfa_monitors, %u, 0p );\n", monitors, buf_text( &group ), monitors );
	if ( locks )
		buf_printf( &text, "struct __cfa_mutex_item __cfa_items[%u] = {%s };\n"
			"struct __cfa_mutex_set __cfa_set __attribute__((cleanup( __cfa_mutex_leave )));\n"
			"__cfa_mutex_enter( &__cfa_set, __cfa_items, %u );\n", locks, buf_text( &items ), locks );
	nodes[k] = s->body;
	buf_printf( &text, "$%u; }", k );
	Node * statements = template_statements( s->loc, buf_text( &text ), nodes, k + 1 );
	return statements;
}
