/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Members in user constructors and destructors (chapter 03, 8.7.4 to 8.7.6): those the body does not
 * construct itself are constructed before it, those it does not destroy are destroyed after it.
 *
 *     void ?{}( Out & o ) { (o.b){ 'b' }; }      ?{}( o.a ); ?{}( o.c ); ?{}( o.b, 'b' );
 */
#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Virtual/virtual.h"

/* What is known of the body being looked at. */
typedef struct Mentions {
	const Str * self;                                   /* the object's parameter */
	Str * call;                                         /* ?{} or ^?{} */
	int kind;                                           /* E_CTOR or E_DTOR */
	bool opened;                                        /* members may stand alone: with( self ) */
	bool whole;                                         /* the body calls it for the whole object */
	Decl ** fields;
	unsigned n;
	bool * handled;
	bool * done;                                        /* second walk: constructed so far */
	bool check;
} Mentions;

static int field_named( const Mentions * m, const Str * name ) {
	for ( unsigned i = 0; i < m->n; i += 1 ) if ( m->fields[i]->name == name ) return (int)i;
	return -1;
}

/* ( Base & )this: the member that inlines Base; -1: none. */
static int inlined( const Mentions * m, const Cast * c ) {
	if ( ! c->spec || c->spec->kind != T_REFERENCE || c->arg->kind != E_NAME
		|| AS( const Name, c->arg )->id != m->self )
		return -1;
	Diagnostics said = diag_set( (Diagnostics){ 0 } );
	QType to = resolve_type( node_copy( c->spec ), NULL );
	diag_set( said );
	if ( type_is_error( to ) || KIND_OF( to ) != TY_REFERENCE ) return -1;
	QType base = type_unqualified( type_pointee( to ) );
	for ( unsigned i = 0; i < m->n; i += 1 ) {
		const Decl * field = m->fields[i];
		if ( field->storage & DS_INLINE_MEMBER && field->type.type
			&& ct( type_unqualified( field->type ) ) == ct( base ) )
			return (int)i;
	}
	return -1;
}

/* The number of the member an expression denotes, -2 for the whole object, -1 for anything else. */
static int denoted( const Mentions * m, const Node * e ) {
	if ( e->kind == E_NAME ) {
		const Str * id = AS( const Name, e )->id;
		return id == m->self ? -2 : m->opened ? field_named( m, id ) : -1;
	}
	/* ( thread & )this is the injected field, the first */
	if ( e->kind == E_CAST && AS( const Cast, e )->key ) {
		const Node * object = AS( const Cast, e )->arg;
		return object->kind == E_NAME && AS( const Name, object )->id == m->self && m->n ? 0 : -1;
	}
	if ( e->kind == E_CAST ) return inlined( m, AS( const Cast, e ) );
	if ( e->kind != E_MEMBER || AS( const Member, e )->arrow || ! AS( const Member, e )->name ) return -1;
	const Node * object = AS( const Member, e )->object;
	bool self = object->kind == E_NAME && AS( const Name, object )->id == m->self;
	return self ? field_named( m, AS( const Member, e )->name ) : -1;
}

static bool walk( Node ** slot, void * context );

static void mention( Mentions * m, const Node * e ) {
	int i = denoted( m, e );
	if ( ! m->check || i < 0 || ! m->handled[i] || m->done[i] ) return;
	diag_error( e->loc, "in %s, field %s used before being constructed", m->call->text,
		m->fields[i]->name ? m->fields[i]->name->text : "" );
	m->done[i] = true;
}

/* A call of the function for `object`: later mentions are of a constructed member. */
static bool note_call( Mentions * m, Node ** object, Node ** args ) {
	int i = denoted( m, *object );
	if ( i == -1 ) return false;
	for ( Node ** a = args; *a; a = &(*a)->next ) walk( a, m );
	if ( i == -2 ) m->whole = true;
	else { m->handled[i] = true; if ( m->check ) m->done[i] = true; }
	return true;
}

static bool walk( Node ** slot, void * context ) {
	Mentions * m = context;
	Node * n = *slot;
	switch ( n->kind ) {
	  case E_CTOR: case E_DTOR:
		if ( n->kind == m->kind && note_call( m, &AS( Call, n )->fn, &AS( Call, n )->args ) ) return true;
		break;
	  case E_CALL: {
		Call * c = AS( Call, n );
		if ( c->fn->kind == E_NAME && AS( Name, c->fn )->id == m->call && c->args
			&& note_call( m, &c->args, &c->args->next ) ) return true;
		break;
	  }
	  case E_MEMBER: mention( m, n ); break;
	  case E_NAME: mention( m, n ); return true;
	  case S_WITH: {
		bool outer = m->opened;
		for EACH( e, AS( With, n )->exprs )
			if ( e->kind == E_NAME && AS( Name, e )->id == m->self ) m->opened = true;
		node_children( n, walk, context );
		m->opened = outer;
		return true;
	  }
	  case D_FUNCTION: case T_BASIC: case T_NAME: return true;
	}
	return node_children( n, walk, context );
}

static void look( Mentions * m, Decl * f, bool check ) {
	m->check = check;
	m->opened = false;
	for EACH( e, f->withs ) if ( e->kind == E_NAME && AS( Name, e )->id == m->self ) m->opened = true;
	walk( &f->body, m );
}

/* A parameter by which the members are reached, with a name. */
static Decl * parameter( Decl * f, unsigned number ) {
	FunctionSpec * spec = function_declarator( f );
	Node * p = spec ? spec->params : NULL, * ignored;
	for ( unsigned i = 0; p && i < number; i += 1 ) p = p->next;
	if ( ! p ) return NULL;
	Decl * d = param_decl( p, &ignored );
	if ( d->name ) return d;
	d->name = intern_fmt( "__cfa_param%u", number );
	Node * unused = make_attribute( "unused", NULL, d->loc );
	unused->next = d->attrs;
	d->attrs = unused;
	return d;
}

/* ===== constructors that raise (chapter 05, 6.7) ======================================================== */

static bool needs_guard( const Decl * field ) {
	return field->type.type && KIND_OF( field->type ) != TY_REFERENCE && ! type_is_error( field->type )
		&& ! life_trivial( LIFE_DESTROY, field->type );
}

static Node * assign_flag( Decl * flag, int value, Loc at ) {
	return make_expression( make_assign( OP_NONE, make_name( flag, at ),
		make_int( value, type_basic( B_INT ), at ) ) );
}

static Decl * declare_flag( NodeList * out, const char * name, QType type, Loc at ) {
	Decl * d = lifetime_object( name, type, at );
	d->init_kind = INIT_ASSIGN;
	d->init = make_int( 0, type_basic( B_INT ), at );
	list_push( out, make_declaration( d ) );
	return d;
}

static Node * if_flag( Decl * flag, bool value, Node * then, Loc at ) {
	If * test = MAKE( If, S_IF, at );
	test->cond = make_name( flag, at );
	if ( ! value ) test->cond = make_unary( OP_NOT, test->cond, type_basic( B_INT ) );
	test->then = then;
	return (Node *)test;
}

Node * guard_members( MemberGuards * g, const Type * t, Decl * self, Loc at ) {
	NodeList out = { 0 }, ends = { 0 };
	g->fields = life_fields( t, &g->n );
	g->made = NEW_ARRAY( Decl *, g->n + 1 );
	g->type = t;
	g->self = self;
	bool any = false;
	for ( unsigned i = 0; i < g->n; i += 1 ) any |= needs_guard( g->fields[i] );
	if ( ! any ) return NULL;
	g->whole = declare_flag( &out, "__cfa_whole", type_basic( B_BOOL ), at );
	Decl * object = make_parameter( intern_cstr( "object" ),
		type_reference( type_reference( qt( t, 0 ) ) ), at );
	object->attrs = make_attribute( "unused", NULL, at );
	for ( unsigned i = g->n; i > 0; i -= 1 ) {
		Decl * field = g->fields[i - 1];
		if ( ! needs_guard( field ) ) continue;
		bool array = KIND_OF( field->type ) == TY_ARRAY;
		Decl * made = declare_flag( &out, "__cfa_made", type_basic( array ? machine.size : B_BOOL ), at );
		g->made[i - 1] = made;
		Node * end = array ? generate_elements_end( object, field, made )
			: if_flag( made, true, make_block( generate_member( LIFE_DESTROY, object, NULL, field, NULL ),
				at ), at );
		list_push( &ends, end );
	}
	QType pointer = type_pointer( qt( t, 0 ) );
	Decl * record = lifetime_object( "__cfa_members", pointer, at );
	record->attrs = make_attribute( "unused", NULL, at );
	record->init_kind = INIT_ASSIGN;
	record->init = make_unary( OP_ADDR, make_name( self, at ), pointer );
	record->destroyer = lifetime_helper( object, if_flag( g->whole, false, make_block( ends.head, at ), at ),
		0 );
	list_push( &out, make_declaration( record ) );
	return out.head;
}

static Decl * made_flag( const MemberGuards * g, const Decl * field ) {
	for ( unsigned i = 0; i < g->n; i += 1 ) if ( g->fields[i] == field ) return g->made[i];
	return NULL;
}

Node * guard_made( const MemberGuards * g, Decl * field, Loc at ) {
	Decl * made = made_flag( g, field );
	if ( ! made ) return NULL;
	if ( KIND_OF( field->type ) != TY_ARRAY ) return assign_flag( made, 1, at );
	QType element;
	Node * all = lifetime_count( make_member( make_name( g->self, at ), field, false ), &element );
	return make_expression( make_assign( OP_NONE, make_name( made, at ), all ) );
}

Decl * guard_counter( const MemberGuards * g, const Decl * field ) {
	return KIND_OF( field->type ) == TY_ARRAY ? made_flag( g, field ) : NULL;
}

Node * guard_whole( const MemberGuards * g, Loc at ) {
	if ( ! g->whole ) return NULL;
	NodeList out = { 0 };
	list_push( &out, virtual_constructed( g->type, g->self ) );
	list_push( &out, assign_flag( g->whole, 1, at ) );
	return out.head;
}

/* The member an expression statement constructs. */
static int constructed( const Mentions * m, const Node * s ) {
	const Node * e = s->kind == S_EXPR ? AS( const ExprStmt, s )->expr : NULL;
	if ( ! e ) return -1;
	if ( e->kind == E_CTOR && AS( const Call, e )->fn ) return denoted( m, AS( const Call, e )->fn );
	if ( e->kind != E_CALL || ! AS( const Call, e )->args || AS( const Call, e )->fn->kind != E_NAME )
		return -1;
	return AS( const Name, AS( const Call, e )->fn )->id == m->call ? denoted( m, AS( const Call, e )->args )
		: -1;
}

typedef struct Marking { Mentions * m; MemberGuards * g; } Marking;

/* What stands behind or in front of a statement of the body: members that are constructed, the end of it
   all. */
static bool mark( Node ** slot, void * context ) {
	Marking * k = context;
	Node * s = *slot, * next = s->next;
	if ( s->kind == D_FUNCTION || s->kind == T_BASIC || s->kind == T_NAME || s->kind == E_NAME ) return true;
	int i = constructed( k->m, s );
	Node * made = i >= 0 ? guard_made( k->g, k->m->fields[i], s->loc ) : NULL;
	bool opened = k->m->opened;
	if ( s->kind == S_WITH )
		for EACH( e, AS( With, s )->exprs )
			if ( e->kind == E_NAME && AS( Name, e )->id == k->m->self ) k->m->opened = true;
	if ( s->kind == S_COMPOUND ) {
		NodeList items = { 0 };
		for ( Node * n = AS( Compound, s )->items, * after; n; n = after ) {
			after = n->next;
			n->next = NULL;
			int member = constructed( k->m, n );
			Node * behind = member >= 0 ? guard_made( k->g, k->m->fields[member], n->loc ) : NULL;
			if ( ! behind ) mark( &n, context );
			list_push( &items, n );
			list_push( &items, behind );
		}
		AS( Compound, s )->items = items.head;
	} else if ( made || s->kind == S_RETURN ) {
		NodeList items = { 0 };
		s->next = NULL;
		if ( made ) list_push( &items, s );
		list_push( &items, made ? made : guard_whole( k->g, s->loc ) );
		if ( ! made ) list_push( &items, s );
		*slot = make_block( items.head, s->loc );
		(*slot)->next = next;
	} else node_children( s, mark, context );
	k->m->opened = opened;
	return true;
}

/* Note in the body which members exist; its end completes the object. */
static void mark_body( Mentions * m, MemberGuards * g, Decl * f ) {
	if ( ! g->whole || f->body->kind != S_COMPOUND ) return;
	m->opened = false;
	for EACH( e, f->withs ) if ( e->kind == E_NAME && AS( Name, e )->id == m->self ) m->opened = true;
	mark( &f->body, &(Marking){ m, g } );
	Compound * body = AS( Compound, f->body );
	NodeList items = { 0 };
	list_push( &items, body->items );
	list_push( &items, guard_whole( g, body->end ) );
	body->items = items.head;
}

static Node * construct_members( Mentions * m, Decl * f, Decl * self ) {
	bool copies = life_is_copy( f );
	Decl * source = copies ? parameter( f, 1 ) : NULL;
	NodeList out = { 0 };
	MemberGuards g = { 0 };
	list_push( &out, guard_members( &g, life_subject( f ), self, f->loc ) );
	for ( unsigned i = 0; i < m->n; i += 1 ) {
		Decl * field = m->fields[i];
		QType q = field->type.type ? field->type : QT_ERROR;
		if ( m->handled[i] || KIND_OF( q ) == TY_REFERENCE || type_is_error( q ) ) continue;
		if ( ! life_possible( copies ? LIFE_COPY : LIFE_DEFAULT, q ) ) {
			diag_error( f->loc, "in %s, field %s not explicitly constructed and no %s constructor found",
				m->call->text, field->name ? field->name->text : "", copies ? "copy" : "default" );
			continue;
		}
		list_push( &out, generate_member( copies ? LIFE_COPY : LIFE_DEFAULT, self, source, field, &g ) );
		list_push( &out, guard_made( &g, field, f->loc ) );
	}
	mark_body( m, &g, f );
	return out.head;
}

/* A record whose end destroys the members: declared first, it ends last, on every way out. */
static Node * destroy_members( Mentions * m, Decl * f, Decl * self ) {
	const Type * t = life_subject( f );
	Decl * object = make_parameter( intern_cstr( "object" ),
		type_reference( type_reference( qt( t, 0 ) ) ), f->loc );
	NodeList out = { 0 };
	for ( unsigned i = m->n; i > 0; i -= 1 ) {
		Decl * field = m->fields[i - 1];
		if ( m->handled[i - 1] || ! field->type.type || KIND_OF( field->type ) == TY_REFERENCE ) continue;
		if ( ! life_trivial( LIFE_DESTROY, field->type ) )
			list_push( &out, generate_member( LIFE_DESTROY, object, NULL, field, NULL ) );
	}
	Node * dispatch = virtual_dispatch( t, self );
	if ( ! out.head ) return dispatch;
	QType pointer = type_pointer( qt( t, 0 ) );
	Decl * record = lifetime_object( "__cfa_members", pointer, f->loc );
	record->attrs = make_attribute( "unused", NULL, f->loc );
	record->init_kind = INIT_ASSIGN;
	record->init = make_unary( OP_ADDR, make_name( self, f->loc ), pointer );
	record->destroyer = lifetime_helper( object, out.head, 0 );
	NodeList items = { 0 };
	list_push( &items, dispatch );
	list_push( &items, make_declaration( record ) );
	return items.head;
}

/* A definition behind uses of the function that was generated in its place would be a second one. */
static void check_unused( const Decl * f, const Type * t ) {
	for EACH( g, agg_definition( AS( Agg, t->decl ) )->generated ) {
		const Decl * made = g->kind == D_GROUP ? AS( Decl, AS( Group, g )->decls ) : NULL;
		if ( ! made || f->poly || made->name != f->name || ct( made->type ) != ct( f->type )
			|| f->level > made->level )
			continue;
		diag_error( f->loc, "'%s' of '%s' is defined behind uses of the generated one", f->name->text,
			type_text( qt( t, 0 ) ) );
		diag_note( made->loc, "a declaration in front of the first use is needed" );
		return;
	}
}

bool member_is_constructed( Node * body, const Str * object ) {
	Mentions m = { .self = object, .call = life_name( LIFE_COPY ), .kind = E_CTOR };
	walk( &body, &m );
	return m.whole;
}

Node * member_lifetimes( Decl * f ) {
	const Type * t = options.c_mode || ! f->name || ! is_lifecycle_name( f->name ) ? NULL : life_subject( f );
	if ( t && t->kind == TY_STRUCT && f->body ) check_unused( f, t );
	if ( ! t || t->kind != TY_STRUCT || ! f->body || ! type_is_complete( qt( t, 0 ) ) ) return NULL;
	Decl * self = parameter( f, 0 );
	if ( ! self ) return NULL;
	Mentions m = { .self = self->name, .call = f->name,
		.kind = f->name == life_name( LIFE_DESTROY ) ? E_DTOR : E_CTOR };
	m.fields = life_fields( t, &m.n );
	m.handled = NEW_ARRAY( bool, m.n + 1 );
	m.done = NEW_ARRAY( bool, m.n + 1 );
	look( &m, f, false );
	if ( m.whole ) return NULL;
	if ( m.kind == E_DTOR ) return destroy_members( &m, f, self );
	look( &m, f, true );
	return construct_members( &m, f, self );
}
