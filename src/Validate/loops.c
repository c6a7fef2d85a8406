/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Loop ranges become C loops (chapter 02, 6).
 *
 *     for ( i; 3 ~= n ~ 2 ) s        for ( indexof( 3 ) i = 3; i <= n; i += 2 ) s
 *     for ( i; 10 : j; 5 ~ @ ) s     for ( indexof( 10 ) i = 0, indexof( 5 ) j = 5; i < 10; i += 1, j += 1 ) s
 *     for ( e; -~= E ) s             for ( E e = upperBound(); e >= (return E)lowerBound(); e = pred_unsafe( e ) ) s
 */
#include "Validate/validate.h"

/* The C loop under construction. */
typedef struct Loop { NodeList init; Node * cond, * step; bool single; } Loop;
static unsigned anonymous;

static Node * number( int value, Loc at ) {
	IntLit * e = MAKE( IntLit, E_INT, at );
	e->spelling = intern_cstr( value ? "1" : "0" );
	e->value = (unsigned)value;
	e->lit = value ? LIT_ONE : LIT_ZERO;
	return (Node *)e;
}

static Node * name_of( Str * id, Loc at ) {
	Name * e = MAKE( Name, E_NAME, at );
	e->id = id;
	return (Node *)e;
}

static Node * binary( int op, Node * lhs, Node * rhs, Loc at ) {
	Binary * e = MAKE( Binary, E_BINARY, at );
	e->op = op;
	e->lhs = lhs;
	e->rhs = rhs;
	return (Node *)e;
}

static Node * assign( int op, Node * lhs, Node * rhs, Loc at ) {
	Assign * e = MAKE( Assign, E_ASSIGN, at );
	e->op = op;
	e->lhs = lhs;
	e->rhs = rhs;
	return (Node *)e;
}

static Node * call( const char * function, Node * arg, Loc at ) {
	Call * e = MAKE( Call, E_CALL, at );
	e->fn = name_of( intern_cstr( function ), at );
	e->args = arg;
	return (Node *)e;
}

/* All conditions must hold, all advances are executed, left to right (6.3). */
static void add_condition( Loop * loop, Node * cond ) {
	if ( ! cond ) return;
	loop->cond = loop->cond ? binary( OP_ANDAND, loop->cond, cond, cond->loc ) : cond;
}

static void add_step( Loop * loop, Node * step ) {
	if ( ! step ) return;
	loop->step = loop->step ? binary( OP_COMMA, loop->step, step, step->loc ) : step;
}

static void add_declaration( Loop * loop, Node * decl ) {
	DeclStmt * s = MAKE( DeclStmt, S_DECL, decl->loc );
	s->decl = decl;
	list_push( &loop->init, (Node *)s );
}

/* One object of type `spec`. */
static Group * declare( Node * spec, Str * name, Loc at ) {
	Group * g = MAKE( Group, D_GROUP, at );
	Decl * d = MAKE( Decl, D_OBJECT, at );
	d->name = name;
	g->spec = spec;
	g->decls = (Node *)d;
	return g;
}

/* The index: as the user declared it, or of the type that `like` gives (6.2.5) or `spec` is. Returns its
   name. */
static Str * add_index( Loop * loop, Control * c, Node * like, Node * spec, Node * start ) {
	Group * g;
	if ( c->index && c->index->kind == D_GROUP ) {
		g = AS( Group, c->index );
	} else {
		Str * name = c->index && c->index->kind == E_NAME ? AS( Name, c->index )->id : NULL;
		Loc at = c->index ? c->index->loc : c->loc;
		if ( ! spec ) {
			TypeofSpec * type = MAKE( TypeofSpec, T_INDEXOF, at );
			type->arg = node_copy( like );
			spec = (Node *)type;
		}
		g = declare( spec, name ? name : intern_fmt( "__index%u", anonymous++ ), at );
		if ( ! name ) g->decls->flags |= NF_IMPLICIT;
	}
	Decl * d = AS( Decl, g->decls );
	if ( ! d->init ) {
		d->init = start;
		d->init_kind = INIT_ASSIGN;
	}
	add_declaration( loop, (Node *)g );
	return d->name;
}

/* A control in C's form among others: its first expression keeps its turn between the declarations. */
static void add_c_control( Loop * loop, Control * c ) {
	if ( c->init && c->init->kind == S_EXPR && ! loop->single ) {
		BasicSpec * spec = MAKE( BasicSpec, T_BASIC, c->loc );
		spec->words = WORD( WORD_BIT_INT );
		Group * g = declare( (Node *)spec, intern_fmt( "__index%u", anonymous++ ), c->loc );
		Decl * d = AS( Decl, g->decls );
		d->init = binary( OP_COMMA, AS( ExprStmt, c->init )->expr, number( 0, c->loc ), c->loc );
		d->init_kind = INIT_ASSIGN;
		Attribute * unused = MAKE( Attribute, A_ATTR, c->loc );
		unused->name = intern_cstr( "unused" );
		d->attrs = (Node *)unused;
		d->flags |= NF_IMPLICIT;
		add_declaration( loop, (Node *)g );
	} else {
		list_push( &loop->init, c->init );
	}
	add_condition( loop, c->cond );
	add_step( loop, c->step );
}

/* What a range operator means: which bound starts, how the loop goes on. */
typedef struct RangeForm { int op; bool down; int compare; } RangeForm;
static const RangeForm range_forms[] = {
	{ OP_NONE, false, OP_LT }, { OP_UP, false, OP_LT }, { OP_UP_EQ, false, OP_LE }, { OP_DOWN, true, OP_GT },
	{ OP_DOWN_EQ, true, OP_GE }, { OP_WHILE_EQ, false, OP_EQ }, { OP_WHILE_NE, false, OP_NE },
	{ OP_DOWN_WHILE_EQ, true, OP_EQ }, { OP_DOWN_WHILE_NE, true, OP_NE },
};

static RangeForm range_form( int op ) {
	for ( size_t i = 0; i < sizeof( range_forms ) / sizeof( *range_forms ); i += 1 ) {
		if ( range_forms[i].op == op ) return range_forms[i];
	}
	return range_forms[0];
}

/* low OP high ~ step: the start is evaluated once, the other bound and the step anew each time (6.2.3). */
static void add_range( Loop * loop, Control * c ) {
	RangeForm form = range_form( c->op );
	Loc at = c->high ? c->high->loc : c->low ? c->low->loc : c->loc;
	bool low_given = c->low != NULL;
	Node * low = low_given || c->at_flags & CONTROL_AT_LOW ? c->low : number( 0, at );
	Node * start = form.down ? c->high : low;
	Node * bound = form.down ? low : c->high;
	Node * like = low_given ? c->low : c->high;
	if ( ! start || ! like ) return;                        /* @ where the index begins: the parser said so */
	Loc index_at = c->index ? c->index->loc : c->loc;
	Str * name = add_index( loop, c, like, NULL, start );
	if ( bound ) add_condition( loop, binary( form.compare, name_of( name, index_at ), bound, at ) );
	if ( c->at_flags & CONTROL_AT_STEP ) return;
	Node * step = c->step ? c->step : number( 1, at );
	add_step( loop, assign( form.down ? OP_SUB : OP_ADD, name_of( name, index_at ), step, at ) );
}

/* ( return E )function() */
static Node * bound( const char * function, Node * spec, Loc at ) {
	Cast * cast = MAKE( Cast, E_CAST, at );
	cast->form = CAST_RETURN;
	cast->spec = spec;
	cast->arg = call( function, NULL, at );
	return (Node *)cast;
}

/* Every enumerator in order or in reverse: order and end are by position (6.4). */
static void add_enumeration( Loop * loop, Control * c ) {
	bool down = c->op == OP_DOWN_EQ;
	TypeofSpec * type = MAKE( TypeofSpec, T_INDEXOF, c->loc );
	type->spec = node_copy( c->spec );
	Str * name = add_index( loop, c, NULL, (Node *)type,
		bound( down ? "upperBound" : "lowerBound", node_copy( c->spec ), c->loc ) );
	Node * here = call( "fromInstance", name_of( name, c->loc ), c->loc );
	Node * last = call( "fromInstance", bound( down ? "lowerBound" : "upperBound", c->spec, c->loc ),
		c->loc );
	add_condition( loop, binary( down ? OP_GE : OP_LE, here, last, c->loc ) );
	Node * next = call( down ? "pred_unsafe" : "succ_unsafe", name_of( name, c->loc ), c->loc );
	add_step( loop, assign( OP_NONE, name_of( name, c->loc ), next, c->loc ) );
}

static Node * make_for( ForRange * r ) {
	Loop loop = { .single = r->controls && ! r->controls->next };
	for ( Node * n = r->controls, * next; n; n = next ) {
		next = n->next;
		Control * c = AS( Control, n );
		if ( c->form == CONTROL_RANGE ) add_range( &loop, c );
		else if ( c->form == CONTROL_ENUM ) add_enumeration( &loop, c );
		else add_c_control( &loop, c );
	}
	For * f = MAKE( For, S_FOR, r->loc );
	f->flags = r->flags;
	f->init = loop.init.head;
	f->cond = loop.cond;
	f->step = loop.step;
	f->body = r->body;
	f->els = r->els;
	return (Node *)f;
}

static bool visit( Node ** slot, void * context ) {
	Node * n = *slot;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC:
		return true;
	case S_FORRANGE: {
		Node * next = n->next;
		*slot = n = make_for( AS( ForRange, n ) );
		n->next = next;
	}
	}
	return node_children( n, visit, context );
}

/* At file scope only functions have statements. */
static bool visit_external( Node ** slot, void * context ) {
	switch ( (*slot)->kind ) {
	case D_FUNCTION: return visit( slot, context );
	case D_LINKAGE: return node_children( *slot, visit_external, context );
	}
	return true;
}

void validate_loops( Unit * unit ) {
	anonymous = 0;
	node_children( (Node *)unit, visit_external, NULL );
}
