/* SPDX-License-Identifier: BSD-3-Clause
 *
 * try and throw (chapter 05, sections 4 to 9) become blocks of C∀: the body stays where it is and leaves by
 * jumps as any block; what a raise calls while the body runs are nested functions, whose code Lower passes
 * without trampolines.
 *
 *     try B catch ( E * e ) H finally F      { cleanup F; node; if ( ! __builtin_setjmp( node.landing ) ) { cleanup land; B }
 *                                              else if ( node.handler == 1 ) { E * e = caught; H } }
 */
#include "AST/make.h"
#include "Concurrency/template.h"
#include "Resolve/candidate.h"
#include "Resolve/declare.h"
#include "Virtual/virtual_type.h"

/* The text of an expansion and the nodes it mentions. */
typedef struct Text { Buf text; VEC( Node * ) nodes; Loc at; } Text;

static Node * expand( Text * t ) {
	return template_statements( t->at, buf_text( &t->text ), t->nodes.at, t->nodes.len );
}

/* "$3" of a node. */
static const char * put_node( Text * t, Node * n ) {
	vec_push( &t->nodes, n );
	return intern_fmt( "$%u", t->nodes.len - 1 )->text;
}

static Node * unresolved( const char * name, Loc at ) {
	Name * n = MAKE( Name, E_NAME, at );
	n->id = intern_cstr( name );
	return (Node *)n;
}

/* ===== handlers ========================================================================================= */

static Decl * parameter( const Handler * h, Node ** spec ) { return param_decl( h->param, spec ); }

static const char * parameter_name( const Handler * h ) {
	Node * spec;
	const Str * name = parameter( h, &spec )->name;
	return name ? name->text : "__cfaehm_parameter";
}

/* The type of the parameter; QT_ERROR after a report (17). */
static QType handler_type( const Handler * h ) {
	Node * spec;
	Decl * d = parameter( h, &spec );
	QType q = resolve_type( spec, d->mods );
	if ( type_is_error( q ) || KIND_OF( q ) == TY_POINTER ) return q;
	diag_error( d->loc.file ? d->loc : h->loc, "%s must have pointer to an exception type",
		h->resume ? "catchResume" : "catch" );
	return QT_ERROR;
}

/* { T * name = (virtual T *)object; if ( name ) if ( condition ) ... */
static void put_test( Text * t, const Handler * h, QType q, Node * condition ) {
	Cast * c = MAKE( Cast, E_CAST, h->loc );
	c->form = CAST_VIRTUAL;
	c->to = type_unqualified( q );
	c->arg = unresolved( "__cfaehm_object", h->loc );
	const char * name = parameter_name( h );
	const char * type = put_node( t, virtual_type_operand( type_unqualified( q ), h->loc ) );
	buf_printf( &t->text, "{ __typeof__( %s ) %s __attribute__((unused)) = %s; if ( %s ) ", type, name,
		put_node( t, (Node *)c ), name );
	if ( condition ) buf_printf( &t->text, "if ( %s ) ", put_node( t, condition ) );
}

static bool has_handlers( const Try * s, bool resume ) {
	for EACH( n, s->handlers ) if ( (AS( const Handler, n )->resume != 0) == resume ) return true;
	return false;
}

/* The node, and the function that tells where it lies. */
static void put_node_object( Text * t, const char * kind ) {
	buf_printf( &t->text, "{ struct __cfaehm_%s __cfaehm_%s_node;\n"
		"__attribute__((cfa_code)) void * __cfaehm_where( void ) { return (void *)&__cfaehm_%s_node; }\n",
		kind, kind, kind );
}

/* The body of a handler: what it calls is not worth instances (chapter 04, 4.18.6). */
static Node * handler_body( const Handler * h ) {
	if ( h->body->kind == S_COMPOUND ) AS( Compound, h->body )->cold = 1;
	return h->body;
}

/* int function( exception_t * object ) { which handler takes it }: resumption handlers run in it. */
static void put_function( Text * t, const Try * s, bool resume, const QType * types ) {
	buf_printf( &t->text, "__attribute__((cfa_code)) int __cfaehm_%s( exception_t * __cfaehm_object ) {\n",
		resume ? "handle" : "match" );
	unsigned i = 0, number = 0;
	for ( Node * n = s->handlers; n; n = n->next, i += 1 ) {
		Handler * h = AS( Handler, n );
		if ( (h->resume != 0) != resume ) continue;
		number += 1;
		if ( type_is_error( types[i] ) ) continue;
		put_test( t, h, types[i], h->cond );
		h->cond = NULL;
		if ( resume ) buf_printf( &t->text, "{ %s; return 1; } }\n", put_node( t, handler_body( h ) ) );
		else buf_printf( &t->text, "return %u; }\n", number );
	}
	buf_puts( &t->text, "return 0; }\n" );
}

/* Resumption handlers around the body. */
static void put_resumption( Text * t, const Try * s, const QType * types ) {
	put_node_object( t, "fixup" );
	put_function( t, s, true, types );
	buf_printf( &t->text, "__cfaehm_enter_fixup( &__cfaehm_fixup_node, (void (*)( void ))__cfaehm_where, (void (*)( void ))__cfaehm_handle );\n"
		"struct __cfaehm_fixup * __cfaehm_fixup_guard __attribute__((cleanup( __cfaehm_leave_fixup ))) = &__cfaehm_fixup_node;\n" );
}

/* The handlers of a landing, tried by number. */
static void put_landing( Text * t, const Try * s, const QType * types ) {
	buf_puts( &t->text, "struct __cfaehm_stored * __cfaehm_caught __attribute__((cleanup( __cfaehm_release ))) = __cfaehm_try_node.caught;\n" );
	unsigned i = 0, number = 0;
	for ( Node * n = s->handlers; n; n = n->next, i += 1 ) {
		Handler * h = AS( Handler, n );
		if ( h->resume ) continue;
		number += 1;
		if ( type_is_error( types[i] ) ) continue;
		const char * first = put_node( t, virtual_type_operand( type_unqualified( types[i] ), h->loc ) );
		const char * second = put_node( t, virtual_type_operand( type_unqualified( types[i] ), h->loc ) );
		buf_printf( &t->text, "if ( __cfaehm_try_node.handler == %u ) { __typeof__( %s ) %s __attribute__((unused)) = "
			"(__typeof__( %s ))__cfaehm_object( __cfaehm_caught ); %s; } else ", number, first,
			parameter_name( h ), second, put_node( t, handler_body( h ) ) );
	}
	buf_puts( &t->text, ";" );
}

/* The nesting is: finally, termination handlers, resumption handlers, body (5.3). */
Node * virtual_try( Try * s ) {
	Text t = { .at = s->loc };
	unsigned n = list_length( s->handlers ), i = 0;
	QType types[n + 1];
	for EACH( h, s->handlers ) types[i++] = handler_type( AS( Handler, h ) );
	bool terminates = has_handlers( s, false ), resumes = has_handlers( s, true );
	buf_puts( &t.text, "{ " );
	if ( s->finally ) buf_printf( &t.text, "inline void __cfaehm_finally( char * ) { %s; }\n"
		"char __cfaehm_end __attribute__((cleanup( __cfaehm_finally ), unused));\n",
		put_node( &t, s->finally ) );
	if ( terminates ) {
		put_node_object( &t, "try" );
		put_function( &t, s, false, types );
		buf_puts( &t.text, "if ( ! __builtin_setjmp( __cfaehm_try_node.landing ) ) {\n"
			"__cfaehm_enter( &__cfaehm_try_node, (void (*)( void ))__cfaehm_where, (void (*)( void ))__cfaehm_match );\n"
			"struct __cfaehm_try * __cfaehm_try_guard __attribute__((cleanup( __cfaehm_leave ))) = &__cfaehm_try_node;\n" );
	}
	if ( resumes ) put_resumption( &t, s, types );
	buf_printf( &t.text, "%s;\n", put_node( &t, s->block ) );
	if ( resumes ) buf_puts( &t.text, "}\n" );
	if ( terminates ) {
		buf_puts( &t.text, "__cfaehm_try_node.stack->tries = __cfaehm_try_node.next;\n__cfaehm_try_guard = 0p;\n} else {\n" );
		put_landing( &t, s, types );
		buf_puts( &t.text, "}\n}\n" );
	}
	buf_puts( &t.text, "}" );
	return expand( &t );
}

/* ===== raises =========================================================================================== */

/* The raised object as an lvalue, evaluated once. */
static Node * raised_object( Throw * s, NodeList * before ) {
	Node * e = resolve_expr( s->expr );
	QType q = rexpr_type( e );
	if ( type_is_error( q ) ) return NULL;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	if ( KIND_OF( q ) != TY_VAR && ! virtual_is_exception( type_unqualified( q ) ) ) {
		diag_error( s->loc, "cannot throw an object of non-exception type %s", type_text( q ) );
		return NULL;
	}
	bool object = KIND_OF( rexpr_type( e ) ) == TY_REFERENCE || e->flags & NF_LVALUE;
	Text t = { .at = s->loc };
	const char * type = put_node( &t, virtual_type_operand( type_unqualified( q ), s->loc ) );
	if ( object )
		buf_printf( &t.text, "__typeof__( %s ) & __cfaehm_raised = %s;", type,
			put_node( &t, make_cast( e, type_reference( type_unqualified( q ) ) ) ) );
	else buf_printf( &t.text, "__typeof__( %s ) __cfaehm_raised = %s;", type, put_node( &t, e ) );
	list_push( before, expand( &t ) );
	return virtual_type_operand( type_unqualified( q ), s->loc );
}

/* throw e: the default handler is chosen here and called here if no other is found (8.1). */
Node * virtual_throw( Throw * s ) {
	Text t = { .at = s->loc };
	/* reported */
	if ( ! s->expr && ! scope_lookup( intern_cstr( s->resume ? "__cfaehm_object" : "__cfaehm_caught" ) ) )
		return NULL;
	if ( ! s->expr ) {
		buf_puts( &t.text, s->resume ? "return 0;" : "__cfaehm_rethrow( &__cfaehm_caught );" );
		return expand( &t );
	}
	NodeList items = { 0 };
	Node * type = raised_object( s, &items );
	if ( ! type ) return NULL;
	if ( s->resume ) buf_puts( &t.text, "if ( ! __cfaehm_resume( (exception_t *)&__cfaehm_raised ) ) defaultResumptionHandler( __cfaehm_raised );" );
	else buf_printf( &t.text, "struct __cfaehm_stored * __cfaehm_stored __attribute__((cleanup( __cfaehm_release ))) = "
		"__cfaehm_throw( (exception_t *)&__cfaehm_raised );\n"
		"defaultTerminationHandler( *(__typeof__( %s ) *)__cfaehm_object( __cfaehm_stored ) );",
		put_node( &t, type ) );
	list_push( &items, expand( &t ) );
	return make_block( items.head, s->loc );
}
