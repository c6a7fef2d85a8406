/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Mutual exclusion (chapter 06, 6.7 and 6.10): functions with mutex parameters begin with a guard that holds
 * the monitors to the end of the body; a mutex statement is a block with a guard.
 *
 *     int get( A & mutex a ) { return a.v; }      int get( A & a ) { struct __cfa_monitor_guard guard ...; enter; return a.v; }
 */
#include <string.h>

#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Concurrency/template.h"
#include "Resolve/lifecycle.h"
#include "Resolve/resolve.h"

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

/* name( operand ) resolved, if that is possible: a call, else NULL. */
static Call * attempt( const char * name, Node * operand ) {
	Diagnostics said = diag_set( (Diagnostics){ 0 } );
	Node * made = resolve_expr( call( name, node_copy( operand ) ) );
	bool fine = ! diag_errors() && made->kind == E_CALL;
	diag_set( said );
	return fine ? AS( Call, made ) : NULL;
}

static bool is_defined( const char * tag ) {
	Node * n = scope_lookup_tag( intern_cstr( tag ), false );
	return n && n->kind == D_AGG && AS( Agg, n )->complete;
}

bool concurrency_has_monitors( void ) { return is_defined( "__cfa_monitor_guard" ); }

/* The descriptor alone is no thread library: it has no destructor there (6.1). */
static bool has_threads( void ) {
	return is_defined( "thread$" ) && life_user( LIFE_DESTROY,
		type_of_agg( AS( Agg, scope_lookup_tag( intern_cstr( "thread$" ), false ) ) ) );
}

/* Is it declared by a forall clause (forall.c)? */
static bool is_requirement( const Decl * f ) {
	return f->kind == D_OBJECT && f->flags & NF_IMPLICIT && f->level > 1;
}

/* object -> the required routine that it stands for */
static Table required;

/* Routines of other blocks may have the same name: what tells those of blocks apart is the place of their
   first declaration, which copies of the function around have, too. */
static Str * routine_name( const Decl * f ) {
	static Table locals;
	static uintptr_t number;
	if ( f->level <= 1 ) return intern_fmt( "__cfa_routine_%s", f->cname ? f->cname->text : f->name->text );
	while ( f->prev && AS( const Decl, f->prev )->level > 1 ) f = AS( const Decl, f->prev );
	Str * key = intern_fmt( "%s %u %u %u", f->name->text, f->loc.file, f->loc.line, f->loc.col );
	if ( ! table_get( &locals, key ) ) table_put( &locals, key, (void *)(number += 1) );
	return intern_fmt( "__cfa_routine%u", (unsigned)(uintptr_t)table_get( &locals, key ) );
}

Decl * concurrency_routine_object( const Decl * f, Loc at, bool * is_new ) {
	static Table made;
	Str * name = routine_name( f );
	Decl * d = table_get( &made, name );
	*is_new = ! d;
	if ( d ) return d;
	d = make_object( name, qt( type_basic( B_CHAR ).type, QUAL_CONST ), at );
	d->level = 1;
	d->flags |= NF_C_LINKAGE;
	d->init_kind = INIT_ASSIGN;
	d->init = make_int( 0, type_basic( B_INT ), at );
	if ( f->level > 1 ) d->storage = DS_STATIC;
	d->attrs = make_attribute( f->level > 1 ? "unused" : "weak", NULL, at );
	table_put( &made, name, d );
	return d;
}

Node * concurrency_required_routine( const Node * object ) {
	return object ? table_get( &required, object ) : NULL;
}

/* A requirement's own is not known before the function is called. */
static Decl * required_object( const Decl * f, Loc at ) {
	Decl * d = make_object( intern_fmt( "__cfa_required_%s", f->name->text ),
		qt( type_basic( B_CHAR ).type, QUAL_CONST ), at );
	d->level = 1;
	table_put( &required, d, (void *)f );
	return d;
}

Node * concurrency_routine( const Decl * f, Loc at ) {
	bool is_new = false;
	Decl * d = is_requirement( f ) ? required_object( f, at ) : concurrency_routine_object( f, at, &is_new );
	if ( is_new ) resolve_add_in_front( (Node *)make_group( d ) );
	Node * address = make_unary( OP_ADDR, make_name( d, at ), type_pointer( d->type ) );
	QType function = type_pointer( type_function( type_void(), NULL, 0, 0 ) );
	return make_cast( make_cast( address, type_pointer( type_void() ) ), function );
}

/* ===== functions ======================================================================================== */

static bool is_mutex( QType q ) { return type_canon( q ).quals & QUAL_MUTEX; }

Node * concurrency_monitor( Node * object ) {
	Node * descriptor = concurrency_descriptor( object );
	int key = concurrency_key( AS( Expr, object )->type );
	if ( ! descriptor || (key != AGG_MONITOR && key != AGG_THREAD) ) return NULL;
	if ( key == AGG_THREAD ) {
		Agg * thread = AS( Agg, ct( AS( Expr, descriptor )->type )->decl );
		Decl * path[1], * own = find_member( thread, intern_cstr( "self_mon" ), path, &(unsigned){ 0 } );
		if ( ! own ) return NULL;
		descriptor = make_member( descriptor, own, false );
	}
	QType monitor = AS( Expr, descriptor )->type;
	return make_unary( OP_ADDR, descriptor, type_pointer( monitor ) );
}

/* Is the aggregate one whose destructor must exclude others? */
static bool needs_exclusion( QType q ) {
	int key = concurrency_key( q );
	return key == AGG_MONITOR || key == AGG_THREAD;
}

/* A type of the keyword or one written by hand. */
static bool is_thread( QType q, Node * object ) {
	int key = concurrency_key( q );
	return key == AGG_THREAD || (key == AGG_STRUCT && is_defined( "thread$" )
		&& attempt( "get_thread", object ));
}

/* What reports that the thread was cancelled: its descriptor where that notes what to raise. */
static Node * reported( Node * object ) {
	bool noted = concurrency_notes( AS( Expr, object )->type );
	return noted ? concurrency_descriptor( node_copy( object ) ) : node_copy( object );
}

/* The constructor in the notation of the reference form. */
static const char * description( const Decl * f ) {
	const Type * t = ct( f->type );
	Buf b = { 0 };
	buf_puts( &b, " ?{}: function\n... with parameters\n" );
	const Node * m = f->mods;
	while ( m && m->kind != T_FUNCTION ) m = AS( const AttrSpec, m )->of;
	const Node * p = m ? AS( const FunctionSpec, m )->params : NULL;
	for ( uint32_t i = 0; i < t->n; i += 1, p = p ? p->next : NULL ) {
		const Decl * d = ! p ? NULL : AS( const Decl, p->kind == D_GROUP ? AS( const Group, p )->decls : p );
		buf_puts( &b, "  " );
		if ( d && d->name ) buf_printf( &b, "%s: ", d->name->text );
		if ( is_mutex( t->args[i] ) ) buf_puts( &b, "mutex " );
		type_message_at( &b, qt( type_canon( t->args[i] ).type, 0 ), 1 );
		buf_puts( &b, "\n" );
	}
	buf_puts( &b, "... returning nothing\n with body\n  Compound Statement:" );
	return buf_text( &b );
}

/* The rules of 6.15 for the parameters; false after a report. */
static bool check( const Decl * f, unsigned count ) {
	const Type * t = ct( f->type );
	bool constructor = f->name == intern_cstr( "?{}" ), destructor = f->name == intern_cstr( "^?{}" );
	if ( destructor && t->n && needs_exclusion( t->args[0] ) && ! is_mutex( t->args[0] ) ) {
		diag_error( f->loc, "destructors for structures declared as \"monitor\" must use mutex parameters" );
		return false;
	}
	if ( ! count ) return false;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		if ( ! is_mutex( t->args[i] ) ) continue;
		const char * problem = KIND_OF( t->args[i] ) != TY_REFERENCE
			? "Mutex argument must be of reference type"
			: KIND_OF( type_pointee( t->args[i] ) ) == TY_REFERENCE
			|| KIND_OF( type_pointee( t->args[i] ) ) == TY_POINTER
			? "Mutex argument have exactly one level of indirection" : NULL;
		if ( ! problem ) continue;
		diag_error( f->loc, "%s", problem );
		return false;
	}
	const char * problem = constructor && is_mutex( t->args[0] ) ? "constructors cannot have mutex parameters"
		: destructor && count > 1 ? "destructors can only have 1 mutex argument"
		: destructor && concurrency_key( t->args[0] ) == AGG_THREAD && ! has_threads()
		? "thread destructor requires threads to be in scope, add #include <thread.hfa>."
		: ! concurrency_has_monitors() ? "mutex keyword requires monitors to be in scope, add #include <monitor.hfa>." : NULL;
	if ( ! problem ) return true;
	bool described = constructor && is_mutex( t->args[0] );
	diag_error( f->loc, "%s", described ? concurrency_described( problem, description( f ) ) : problem );
	return false;
}

Node * concurrency_guard( Decl * f, Node * const * params ) {
	const Type * t = ct( f->type );
	if ( options.c_mode || t->kind != TY_FUNCTION ) return NULL;
	unsigned count = 0;
	for ( uint32_t i = 0; i < t->n; i += 1 ) count += is_mutex( t->args[i] );
	if ( ! check( f, count ) ) return NULL;
	Loc at = f->loc;
	Node * nodes[count + 3], * joined = NULL;
	unsigned n = 0;
	Buf text = { 0 };
	bool destructor = f->name == intern_cstr( "^?{}" );
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( is_mutex( t->args[i] ) ) {
		QType object = type_bare( t->args[i] );
		Node * address = make_unary( OP_ADDR, params[i], type_pointer( type_pointee( t->args[i] ) ) );
		/* const monitors are entered, too */
		Node * writable = make_unary( OP_DEREF, make_cast( address, type_pointer( object ) ), object );
		if ( destructor && is_thread( t->args[i], writable ) ) joined = reported( writable );
		Node * got = concurrency_monitor( node_copy( writable ) );
		if ( ! got ) got = (Node *)attempt( "get_monitor", writable );
		if ( ! got ) {
			const char * name = AS( Name, params[i] )->id->text;
			bool unnamed = strncmp( name, "__cfa_", 6 ) == 0;
			diag_error( at, "type %s of mutex parameter%s%s is not a monitor",
				type_text( type_bare( t->args[i] ) ), unnamed ? "" : " ", unnamed ? "" : name );
			return NULL;
		}
		nodes[n] = got;
		n += 1;
	}
	nodes[n] = destructor ? NULL : concurrency_routine( f, at );
	if ( count == 1 ) {
		buf_printf( &text, "struct __cfa_monitor_guard __cfa_guard __attribute__((cleanup( %s )));\n%s( &__cfa_guard, $0, %s );",
			destructor ? "__cfa_monitor_leave_dtor" : "__cfa_monitor_leave",
			destructor ? "__cfa_monitor_enter_dtor" : "__cfa_monitor_enter",
			destructor ? "0p, (_Bool)0" : "$1" );
	} else {
		buf_printf( &text, "struct monitor$ * __cfa_monitors[%u] = {", count );
		for ( unsigned i = 0; i < count; i += 1 ) buf_printf( &text, " $%u,", i );
		buf_printf( &text, " };\nstruct __cfa_monitor_guard __cfa_guard __attribute__((cleanup( __cfa_monitor_leave_group )));\n"
			"__cfa_monitor_enter_group( &__cfa_guard, __cfa_monitors, %u, $%u );", count, n );
	}
	/* cancelled threads are reported (chapter 05, 11.5) */
	nodes[n + 1] = joined;
	if ( joined ) buf_printf( &text, "\n__cfa_ended( $%u );", n + 1 );
	Node * statements = template_statements( at, buf_text( &text ), nodes, n + 2 );
	resolve_list_of_statements( &statements );
	return statements;
}

/* ===== the mutex statement ============================================================================== */

/* ( void (*)( void * ) )( void (*)( L & ) )name */
static Node * lock_function( const char * name, QType lock, Loc at ) {
	QType param = type_reference( lock ), any = type_pointer( type_void() );
	Cast * chosen = MAKE( Cast, E_CAST, at );
	chosen->to = type_pointer( type_function( type_void(), &param, 1, 0 ) );
	chosen->arg = unresolved( name, at );
	return make_cast( resolve_expr( (Node *)chosen ),
		type_pointer( type_function( type_void(), &any, 1, 0 ) ) );
}

/* What becomes of a mutex statement: the text of the block, its nodes, the lists of what to enter. */
typedef struct Operands { Buf objects, group, items; VEC( Node * ) nodes;
	unsigned monitors, locks; } Operands;

static unsigned node( Operands * o, Node * n ) {
	vec_push( &o->nodes, n );
	return o->nodes.len - 1;
}

/* Monitors are entered as one group. */
static void put_monitor( Operands * o, Node * monitor ) {
	buf_printf( &o->objects, "struct monitor$ * __cfa_monitor%u = $%u;\n", o->monitors, node( o, monitor ) );
	buf_printf( &o->group, " __cfa_monitor%u,", o->monitors );
	o->monitors += 1;
}

/* The object is what lock takes: its own part of that type. */
static bool put_lock( Operands * o, Node * object ) {
	QType q = AS( Expr, object )->type;
	if ( KIND_OF( q ) != TY_REFERENCE && ! (object->flags & NF_LVALUE) ) {
		diag_error( object->loc, "the operand of mutex must be an object" );
		return false;
	}
	QType lock = type_bare( q );
	if ( ! attempt( "unlock", object ) ) {
		diag_error( object->loc, "no 'unlock' for operand of type '%s' of a mutex statement",
			type_text( lock ) );
		return false;
	}
	Node * address = make_cast( make_unary( OP_ADDR, object, type_pointer( lock ) ),
		type_pointer( type_void() ) );
	Node * enter = lock_function( "lock", lock, object->loc ),
		* leave = lock_function( "unlock", lock, object->loc );
	if ( type_is_error( AS( Expr, AS( Cast, enter )->arg )->type )
		|| type_is_error( AS( Expr, AS( Cast, leave )->arg )->type ) )
		return false;
	buf_printf( &o->objects, "void * __cfa_lock%u = $%u;\n", o->locks, node( o, address ) );
	buf_printf( &o->items, " { __cfa_lock%u, $%u,", o->locks, node( o, enter ) );
	buf_printf( &o->items, " $%u },", node( o, leave ) );
	o->locks += 1;
	return true;
}

/* An operand as argument of lock, which selects it, or of get_monitor; a tuple is its components. False after
   a report. */
static bool put_operand( Operands * o, Node * e ) {
	if ( e->kind == E_TUPLE ) {
		bool fine = true;
		for ( Node * c = AS( TupleExpr, e )->elems, * next; c && fine; c = next ) {
			next = c->next;
			c->next = NULL;
			fine = put_operand( o, c );
		}
		return fine;
	}
	Call * locked = attempt( "lock", e );
	QType q = locked ? AS( Expr, locked->args )->type : QT_ERROR;
	if ( ! locked || needs_exclusion( q ) ) {
		Call * got = concurrency_has_monitors() ? attempt( "get_monitor", e ) : NULL;
		if ( got ) { put_monitor( o, (Node *)got ); return true; }
	}
	if ( locked ) return put_lock( o, locked->args );
	e = resolve_expr( e );
	Node * own = type_is_error( AS( Expr, e )->type ) ? NULL : concurrency_monitor( e );
	if ( own ) { put_monitor( o, own ); return true; }
	if ( ! type_is_error( AS( Expr, e )->type ) )
		diag_error( e->loc, "no 'lock' and 'unlock' for operand of type '%s' of a mutex statement",
			type_text( type_bare( AS( Expr, e )->type ) ) );
	return false;
}

Node * concurrency_mutex_statement( With * s ) {
	if ( ! is_defined( "__cfa_mutex_item" ) ) {
		if ( s->exprs ) diag_error( s->loc, "mutex stmt requires a header, add #include <mutex_stmt.hfa>." );
		return NULL;
	}
	Operands o = { 0 };
	for ( Node * e = s->exprs, * next; e; e = next ) {
		next = e->next;
		e->next = NULL;
		if ( ! put_operand( &o, e ) ) return NULL;
	}
	Buf text = { 0 };
	buf_printf( &text, "{ %s", buf_text( &o.objects ) );
	if ( o.monitors )
		buf_printf( &text, "struct monitor$ * __cfa_monitors[%u] = {%s };\n"
			"struct __cfa_monitor_guard __cfa_guard __attribute__((cleanup( __cfa_monitor_leave_group )));\n"
			"__cfa_monitor_enter_group( &__cfa_guard, __cfa_monitors, %u, 0p );\n", o.monitors,
			buf_text( &o.group ), o.monitors );
	if ( o.locks )
		buf_printf( &text, "struct __cfa_mutex_item __cfa_items[%u] = {%s };\n"
			"struct __cfa_mutex_set __cfa_set __attribute__((cleanup( __cfa_mutex_leave )));\n"
			"__cfa_mutex_enter( &__cfa_set, __cfa_items, %u );\n", o.locks, buf_text( &o.items ), o.locks );
	buf_printf( &text, "$%u; }", node( &o, s->body ) );
	return template_statements( s->loc, buf_text( &text ), o.nodes.at, o.nodes.len );
}
