/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Polymorphic functions become one C function for each list of types and solutions of requirements that is
 * called (chapter 04, 4.18): the resolved body is copied, types stand for type parameters, solutions for
 * requirements. Nothing is resolved again. Lifecycle functions that do nothing vanish.
 *
 *     forall( T | { T ?+?( T, T ); } ) T twice( T x ) { return x + x; }       twice( 2.5 )
 *     static double twice__d( double x ) { return _X13_operator_addFd_dd__1( x, x ); }     twice__d( 2.5 )
 */
#include "AST/make.h"
#include "CodeGen/codegen.h"
#include "Concurrency/concurrency.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

/* A requested function, its body not walked yet. */
typedef struct Request { Decl * function; Node * group; Frame * frame; } Request;

/* The key of a function that stands in a block; while functions further out are made, the function. */
typedef struct Key { Str * key; Decl * hidden; } Key;

/* A polymorphic function of a block; the frame of the copy before that the block around was in, if any. */
typedef struct Pattern { const Poly * poly; const Frame * before; } Pattern;

/* A block of statements being walked: functions that need its names stand in it (4.18.4.2). */
typedef struct Block {
	Room room;                          /* its first member */
	NodeList declared, defined;
	VEC( Key ) keys;
	VEC( Pattern ) patterns;
	struct Block * outer;
} Block;

static Block * block;
static unsigned handlers;                               /* of exceptions around what is walked */
static VEC( Request ) queue;
static Table known;                                     /* text of the key -> Decl */
static NodeList prototypes;                             /* to stand before what is walked */
/* functions of headers that may be needed later; their prototypes, or NULL */
static VEC( Node * ) dormant;
static VEC( Decl * ) announced;
static bool visit( Node ** slot, void * context );
static void visit_made( Decl * function, Frame * );
static bool visit_plain( Node ** slot, void * context );
static const Frame no_frame;
static void adopt( Node ** slot ) { visit( slot, (void *)&no_frame ); }
static void clear_types( QType * q, void * f );

static QType substituted( const Frame * f, QType q ) { return f->poly ? type_substitute( &f->subst, q ) : q; }

QType instance_type( const Frame * f, QType q ) { return substituted( f, q ); }

/* ===== where instances stand ============================================================================ */

bool instance_in_block( void ) { return block != NULL; }

bool instance_in_handler( void ) { return handlers > 0; }

void instance_is( Str * key, Decl * made ) { table_put( &known, key, made ); }

Decl * instance_known( const Str * key ) { return table_get( &known, key ); }

/* What stands in blocks inside of the one that a function is placed in is not known to it. */
static void hide_keys( Block * inner, const Block * outer ) {
	for ( ; inner != outer; inner = inner->outer ) for ( uint32_t i = 0; i < inner->keys.len; i += 1 ) {
		Key * k = &inner->keys.at[i];
		k->hidden = instance_known( k->key );
		instance_is( k->key, NULL );
	}
}

/* What has been placed further out meanwhile stays. */
static void show_keys( Block * inner, const Block * outer ) {
	for ( ; inner != outer; inner = inner->outer ) for ( uint32_t i = 0; i < inner->keys.len; i += 1 ) {
		Key * k = &inner->keys.at[i];
		if ( ! instance_known( k->key ) ) instance_is( k->key, k->hidden );
		else k->key = NULL;
	}
}

Decl * instance_place( Decl * made, Group * g, Frame * f, Str * key, bool local, const Decl * def ) {
	instance_is( key, made );
	Decl * prototype = make_object( made->name, made->type, made->loc );
	prototype->cname = made->cname;
	prototype->storage = made->storage;
	prototype->level = 1;
	if ( ! block || ! local ) {
		vec_push( &queue, ((Request){ made, (Node *)g, f }) );
		list_push( &prototypes, (Node *)make_group( prototype ) );
		return prototype;
	}
	/* what is passed, as the main of a thread, may outlive the block at hand */
	Room * home = place_home( f, made, def ), * room = place_at( home );
	Block * here = (Block *)home, * from = block;
	hide_keys( from, here );
	block = here;
	place_name( made );
	made->storage = made->storage & DS_INLINE;
	prototype->storage = DS_AUTO;
	prototype->level = made->level = 2;
	Node * declaration = make_declaration( prototype );
	place_local( declaration );
	list_push( &here->declared, declaration );
	vec_push( &here->keys, ((Key){ .key = key }) );
	visit_made( made, f );
	DeclStmt * defined = MAKE( DeclStmt, S_DECL, made->loc );
	defined->decl = (Node *)g;
	list_push( &here->defined, (Node *)defined );
	place_at( room );
	block = from;
	show_keys( from, here );
	return NULL;
}

void instance_declare( Decl * prototype ) { list_push( &prototypes, (Node *)make_group( prototype ) ); }

/* ===== lifecycle functions ============================================================================== */

/* Which generated function of which type does the declaration stand for? False: none, or one that stays as it
   is. */
static bool is_generated( const Frame * f, const Decl * d, Life * life, QType * type, unsigned * fields ) {
	if ( d->kind != D_FUNCTION || ! (d->flags & NF_IMPLICIT) || ! f->poly ) return false;
	bool open = type_has_variables( d->type );
	const Type * subject = life_subject( d );
	if ( ! subject || (! open && ! subject->generic) ) return false;
	*type = substituted( f, qt( subject, 0 ) );
	/* no instance of a type of the copied body */
	if ( ! open && ct( *type ) == subject ) return false;
	unsigned n = ct( d->type )->n;
	*fields = 0;
	if ( d->name == life_name( LIFE_ASSIGN ) ) *life = LIFE_ASSIGN;
	else if ( d->name == life_name( LIFE_DESTROY ) ) *life = LIFE_DESTROY;
	else if ( n == 1 ) *life = LIFE_DEFAULT;
	else if ( life_is_copy( d ) ) *life = LIFE_COPY;
	else { *life = LIFE_COPY; *fields = n - 1; }
	return true;
}

/* The same of a requirement's solution. */
static bool is_provided( const Solution * s, Life * life, QType * type, unsigned * fields ) {
	if ( s->kind != SOLVED_LIFE && s->kind != SOLVED_FIELDS ) return false;
	const Type * t = ct( s->type );
	*life = s->life;
	*type = type_bare( t->args[0] );
	*fields = s->kind == SOLVED_FIELDS ? t->n - 1 : 0;
	return true;
}

static bool provided( const Frame * f, Node * fn, Life * life, QType * type, unsigned * fields ) {
	if ( fn->kind != E_NAME || ! AS( Name, fn )->decl ) return false;
	Node * decl = AS( Name, fn )->decl;
	const Solution * s = instance_solution( f, decl );
	if ( s ) return is_provided( s, life, type, fields );
	return decl->kind == D_FUNCTION && is_generated( f, AS( Decl, decl ), life, type, fields );
}

Node * instance_generated( Life life, QType q, unsigned fields, Loc at ) {
	q = lengths_erased( q );
	Decl * d = fields ? generate_field_constructor( ct( q ), fields ) : generate_function( ct( q ), life );
	return make_name( d, at );
}

/* The object behind the conversion to a reference that a parameter asks for. */
static Node * without_binding( Node * e ) {
	while ( e->kind == E_CAST && AS( Cast, e )->form == CAST_IMPLICIT
		&& KIND_OF( AS( Cast, e )->to ) == TY_REFERENCE ) {
		Node * arg = AS( Cast, e )->arg;
		arg->next = e->next;
		e = arg;
	}
	return e;
}

/* The fields' constructor of a structure that is one for all lengths takes pointers to such as this has. */
static void erase_arguments( Call * c ) {
	const Type * f = ct( AS( Decl, AS( Name, c->fn )->decl )->type );
	unsigned i = 0;
	for ( Node ** a = &c->args; *a && i < f->n; a = &(*a)->next, i += 1 ) {
		QType q = AS( Expr, *a )->type;
		if ( KIND_OF( q ) != TY_POINTER || ! lengths_lead( q ) || ct( q ) == ct( f->args[i] ) ) continue;
		Node * next = (*a)->next;
		(*a)->next = NULL;
		*a = make_cast( *a, f->args[i] );
		(*a)->next = next;
	}
}

/* A call of what the compiler provides: NULL if it does nothing, its object's effects, C's assignment, else
   the generated function's. `e` is in the copied tree, its children not walked yet. */
static bool lower_life( const Frame * f, Node ** slot ) {
	if ( ! *slot || (*slot)->kind != E_CALL ) return false;
	Call * c = AS( Call, *slot );
	Life life;
	QType q;
	unsigned fields;
	if ( f->poly ) pack_expand( c );
	if ( ! provided( f, c->fn, &life, &q, &fields ) ) return false;
	if ( f->boxed && life == LIFE_COPY && ! fields ) fields = boxed_spread( c, q );
	bool simple = ct( q )->kind != TY_STRUCT && ct( q )->kind != TY_UNION && ct( q )->kind != TY_ENUM;
	if ( fields || ! (simple || life_trivial( life, q )) ) {
		c->fn = instance_generated( life, q, fields, c->fn->loc );
		if ( fields ) erase_arguments( c );
		return false;
	}
	Node * object = without_binding( c->args ), * source = object->next;
	object->next = NULL;
	if ( life == LIFE_DEFAULT || life == LIFE_DESTROY ) {
		bool nothing = ! rexpr_has_effects( object );
		*slot = nothing ? NULL : make_cast( object, type_void() );
		if ( *slot ) (*slot)->next = c->next;
		return nothing;
	}
	Assign * a = MAKE( Assign, E_ASSIGN, c->loc );
	a->lhs = object;
	a->rhs = source;
	a->flags |= NF_IMPLICIT;
	a->type = type_bare( q );
	a->next = c->next;
	*slot = (Node *)a;
	return false;
}

/* ===== names ============================================================================================ */

static void set_instance( const Frame * f, Name * n, Lengths * lengths ) {
	Instance * closed = instance_closed( f, n->instance );
	n->instance = NULL;
	n->decl = (Node *)instance_request( f, closed, n->loc, lengths );
}

/* The dimension parameter's value for this copy. */
Node * instance_length( QType q, Loc at ) {
	int64_t value;
	QType size = type_basic( B_ULONG );
	if ( dimension_value( q, &value ) ) return make_length( (uint64_t)value, size, at );
	Decl * holder = dimension_holder( q );
	Node * e = holder ? make_name( holder, at ) : node_copy( ct( q )->dim_expr );
	return ct( AS( Expr, e )->type ) == ct( size ) ? e : make_cast( e, size );
}

static void visit_name( const Frame * f, Node ** slot, Lengths * lengths ) {
	Name * n = AS( Name, *slot );
	if ( n->instance ) { set_instance( f, n, lengths ); return; }
	if ( f->poly && boxed_routine( f, slot ) ) {
		visit( slot, (void *)f );
		return;
	}
	if ( pack_names( n ) ) {                                /* (void)p; */
		*slot = make_int( 0, type_basic( B_INT ), n->loc );
		(*slot)->next = n->next;
		return;
	}
	if ( ! n->decl || ! f->poly ) return;
	Node * object = hoisted_name( n );
	if ( object ) { *slot = object; return; }
	Life life;
	QType q;
	unsigned fields;
	const Solution * s = instance_solution( f, n->decl );
	if ( provided( f, *slot, &life, &q, &fields ) ) {
		if ( ! type_is_aggregate( q ) ) {
			diag_error( n->loc, "'%s' of '%s' has no address", n->id->text, type_text( q ) );
			return;
		}
		n->decl = AS( Name, instance_generated( life, q, fields, n->loc ) )->decl;
	} else if ( s ) {
		Decl * d = s->instance ? instance_request( f, s->instance, n->loc, lengths ) : s->decl;
		if ( ! lengths ) d = pack_wrapper( d, s->type, &prototypes, adopt );      /* a value, not called */
		n->decl = (Node *)d;
		if ( s->instance ) return;
		n->id = d->name;
		n->type = boxed_named_type( d );
	} else for ( unsigned i = 0; i < f->subst.n; i += 1 ) {
		if ( f->subst.params[i]->value != n->decl ) continue;
		Node * next = n->next;
		*slot = instance_length( f->subst.args[i], n->loc );
		(*slot)->next = next;
		return;
	}
}

/* A member of an instance of a generic type: the same one of the type it has become. */
static Node * visit_field( const Frame * f, Node * field ) {
	if ( ! field || field->kind != D_FIELD || ! (f->poly || dimension_at_run_time) ) return field;
	Agg * from = AS( Agg, AS( Decl, field )->owner );
	if ( ! from || from->kind != D_AGG || ! from->instance ) return field;
	QType q = lengths_erased( substituted( f, qt( from->instance, 0 ) ) );
	if ( ct( q ) == from->instance ) return field;
	Agg * to = AS( Agg, ct( q )->decl );
	agg_members( to );
	AggInfo * a = agg_info( from ), * b = agg_info( to );
	for ( unsigned i = 0; i < a->n && i < b->n; i += 1 )
		if ( (Node *)a->fields[i] == field ) return (Node *)b->fields[i];
	return field;
}

/* ===== statements and declarations ====================================================================== */

/* A construction that does nothing is taken out; one that is an assignment becomes the object's
   initialiser. */
static void visit_construct( const Frame * f, Decl * d ) {
	if ( d->destroyer && d->destroyer->kind == E_NAME ) {
		Life life;
		QType q;
		unsigned fields;
		bool made = provided( f, d->destroyer, &life, &q, &fields );
		if ( made && life_trivial( LIFE_DESTROY, q ) ) d->destroyer = NULL;
	}
	NodeList kept = { 0 };
	for ( Node * n = d->construct, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		visit( &n, (void *)f );
		if ( n->kind != S_NULL ) list_push( &kept, n );
	}
	d->construct = kept.head;
	Node * only = d->construct;
	if ( ! only || only->next || only->kind != S_EXPR || d->init ) return;
	Assign * a = AS( Assign, AS( ExprStmt, only )->expr );
	if ( a->kind != E_ASSIGN || a->op != OP_NONE || ! (a->flags & NF_IMPLICIT) || a->lhs->kind != E_NAME )
		return;
	if ( AS( Name, a->lhs )->decl != (Node *)d || (d->storage & DS_STATIC) || d->level <= 1 ) return;
	d->init = a->rhs;
	d->init_kind = INIT_ASSIGN;
	d->construct = NULL;
}

/* A copy or result that is made by an assignment and not destroyed is the value itself; what is mentioned
   again, which never had a destroyer, is not. */
static void visit_temporary( const Frame * f, Node ** slot ) {
	Temporary * t = AS( Temporary, *slot );
	Life life;
	QType q;
	unsigned fields;
	bool ends = t->destroyer;
	if ( ends && t->destroyer->kind == E_NAME && provided( f, t->destroyer, &life, &q, &fields )
		&& life_trivial( LIFE_DESTROY, q ) )
		t->destroyer = NULL;
	if ( t->construct && lower_life( f, &t->construct ) ) t->construct = NULL;
	node_children( *slot, visit, (void *)f );
	Assign * a = t->construct && t->construct->kind == E_ASSIGN ? AS( Assign, t->construct ) : NULL;
	if ( ! ends || t->destroyer || t->in_block || ! a || a->lhs->kind != E_NAME || ! f->poly ) return;
	Node * value = a->rhs;
	value->next = t->next;
	*slot = value;
}

static bool is_empty( const Node * n ) { return ! n || n->kind == S_NULL; }

/* The function that destroys an array's elements has nothing to do for types without destructors. */
static void drop_empty_helper( Decl * d ) {
	Node * g = d->destroyer;
	Node * f = g && g->kind == D_GROUP ? AS( Group, g )->decls : NULL;
	if ( ! f || f->kind != D_FUNCTION || ! AS( Decl, f )->body || AS( Decl, f )->body->kind != S_COMPOUND )
		return;
	for EACH( s, AS( Compound, AS( Decl, f )->body )->items ) if ( s->kind != S_NULL ) return;
	d->destroyer = NULL;
	if ( strncmp( d->name->text, "__cfa_", 6 ) || attribute_find( d->attrs, "unused" ) ) return;
	Node * unused = make_attribute( "unused", NULL, d->loc );
	unused->next = d->attrs;
	d->attrs = unused;
}

/* An object: what constructs it is visited once, in front of the rest. */
static void visit_object( const Frame * f, Decl * d ) {
	Node * before = d->init;
	visit_construct( f, d );
	Node * construct = d->construct, * init = d->init;
	d->construct = NULL;
	if ( init != before ) d->init = NULL;                   /* part of the construction */
	node_children( (Node *)d, visit, (void *)f );
	d->construct = construct;
	if ( init != before ) d->init = init;
	drop_empty_helper( d );
}

static void clear_types( QType * q, void * f ) {
	*q = lengths_erased( substituted( f, *q ) );
	/* sizeof( P ) */
	if ( q->type && KIND_OF( *q ) == TY_TUPLE ) *q = tuple_of( ct( pack_values( *q ) )->args, ct( *q )->n );
}

static bool visit_statement( const Frame * f, Node ** slot ) {
	Node * n = *slot;
	if ( n->kind == S_EXPR && AS( ExprStmt, n )->expr ) {
		Node ** e = &AS( ExprStmt, n )->expr;
		if ( lower_life( f, e ) ) { n->kind = S_NULL; return true; }
	}
	node_children( n, visit, (void *)f );
	if ( n->kind == S_FOR && n->flags & NF_IMPLICIT && is_empty( AS( For, n )->body ) ) n->kind = S_NULL;
	return true;
}

/* Does the declaration belong to no instance? Requirements, generic types and polymorphic functions leave. */
static bool is_pattern( Node * n ) {
	switch ( n->kind ) {
	  case D_TRAIT: return true;
	  case D_AGG: return AS( Agg, n )->forall != NULL;
	  case D_FUNCTION: case D_OBJECT: return AS( Decl, n )->poly != NULL || AS( Decl, n )->forall;
	  case D_GROUP: {
		Group * g = AS( Group, n );
		TagSpec * t = tag_in( g->spec );
		if ( g->forall ) {
			if ( ! t || ! t->def ) return true;
			g->forall = NULL;                               /* the type defined on the way stays */
			g->decls = NULL;
		}
		if ( t && t->def && t->def->kind == D_AGG && AS( Agg, t->def )->forall ) {
			if ( ! g->decls ) return true;
			t->def = NULL;
			g->new_style = 1;
		}
		return t && ! t->def && ! g->decls && t->decl && t->decl->kind == D_AGG
			&& agg_definition( AS( Agg, t->decl ) )->forall;
	  }
	  default: return false;
	}
}

/* The type that a declaration of initialised objects defines leaves it, to stand in front of the functions
   that the initialisers need: NULL if there is none. */
static Node * type_alone( Node * declaration ) {
	Group * g = declaration->kind == D_GROUP && ! options.c_mode ? AS( Group, declaration ) : NULL;
	if ( ! g || ! defined_in( g->spec ) || is_pattern( declaration ) ) return NULL;
	bool initialised = false;
	for EACH( d, g->decls )
		if ( d->kind == D_OBJECT && (AS( Decl, d )->init || AS( Decl, d )->construct) ) initialised = true;
	if ( ! initialised ) return NULL;
	TagSpec * tag = tag_in( g->spec );
	Node * def = tag->decl = tag->def;
	tag->def = NULL;
	g->new_style = 1;
	return def;
}

/* A type that the head of a statement defines stands in a block around it, in front of what its instances
   need. */
static bool spread_head( Node ** slot ) {
	Node * n = *slot, * head = n->kind == S_FOR ? AS( For, n )->init : n->kind == S_IF ? AS( If, n )->decls
		: n->kind == S_WHILE ? AS( While, n )->decls : AS( Switch, n )->decls;
	Node * type = head && head->kind == S_DECL ? type_alone( AS( DeclStmt, head )->decl ) : NULL;
	if ( ! type ) return false;
	Node * next = n->next;
	n->next = NULL;
	DeclStmt * s = MAKE( DeclStmt, S_DECL, type->loc );
	s->decl = type;
	s->next = n;
	*slot = make_block( (Node *)s, n->loc );
	(*slot)->next = next;
	return true;
}

/* What stays of a pattern: declarations that all its instances use. Those of a block are in each copy of its
   function. */
static void keep_shared( Node * n, NodeList * out, bool in_block ) {
	Node * def = n->kind == D_GROUP ? defined_in( AS( Group, n )->spec ) : n;
	if ( ! def || def->kind != D_AGG || ! AS( Agg, def )->forall
		|| agg_definition( AS( Agg, def ) ) != AS( Agg, def ) )
		return;
	for EACH( d, generic_shared( AS( Agg, def ) ) ) {
		Node * copy = node_copy( d );
		if ( in_block ) {
			DeclStmt * s = MAKE( DeclStmt, S_DECL, d->loc );
			s->decl = copy;
			copy = (Node *)s;
		}
		list_push( out, copy );
	}
}

/* { T result; result = e; return result; } is what constructing a result is for types without constructors:
   return e; */
static void collapse_return( Node ** slot ) {
	Node * first = AS( Compound, *slot )->items, * second = first ? first->next : NULL,
		* last = second ? second->next : NULL;
	if ( ! last || last->next || first->kind != S_DECL || last->kind != S_RETURN
		|| AS( DeclStmt, first )->decl->kind != D_GROUP )
		return;
	Node * object = AS( Group, AS( DeclStmt, first )->decl )->decls;
	if ( second->kind != S_EXPR || AS( ExprStmt, second )->expr->kind != E_ASSIGN || ! object
		|| AS( Decl, object )->destroyer )
		return;
	Assign * a = AS( Assign, AS( ExprStmt, second )->expr );
	Node * result = AS( ExprStmt, last )->expr;
	if ( ! (a->flags & NF_IMPLICIT) || a->lhs->kind != E_NAME || ! result || result->kind != E_NAME ) return;
	if ( AS( Name, a->lhs )->decl != object || AS( Name, result )->decl != object
		|| ! (object->flags & NF_IMPLICIT) )
		return;
	AS( ExprStmt, last )->expr = a->rhs;
	AS( Compound, *slot )->items = last;
}

/* ===== blocks =========================================================================================== */

static Table around;                                    /* Poly of a block's function -> Frame of its block */

static void note_pattern( const Frame * f, Node * declaration ) {
	for EACH( n, declaration->kind == D_GROUP ? AS( Group, declaration )->decls : declaration ) {
		const Decl * d = n->kind == D_FUNCTION || n->kind == D_OBJECT ? AS( const Decl, n ) : NULL;
		if ( d && d->def && d->def->kind == D_FUNCTION ) d = AS( const Decl, d->def );
		if ( ! d || ! d->poly ) continue;
		vec_push( &block->patterns, ((Pattern){ d->poly, table_get( &around, d->poly ) }) );
		table_put( &around, d->poly, (void *)f );
	}
}

const Frame * instance_around( const Decl * def, const Frame * from ) {
	const Frame * f = def->level > 1 ? table_get( &around, def->poly ) : NULL;
	return f ? f : from;
}

static Decl * entered;                                  /* function whose body comes next */

static void enter_block( Block * b, bool boxed ) {
	*b = (Block){ .outer = block };
	block = b;
	scope_enter( SCOPE_BLOCK );
	place_enter( &b->room, boxed );
	if ( entered ) place_parameters( entered );
	entered = NULL;
}

static void forget_keys( uint32_t from ) {
	for ( uint32_t i = from; i < block->keys.len; i += 1 )
		if ( block->keys.at[i].key ) instance_is( block->keys.at[i].key, NULL );
}

static void leave_block( void ) {
	forget_keys( 0 );
	for ( uint32_t i = block->patterns.len; i > 0; i -= 1 )
		table_put( &around, block->patterns.at[i - 1].poly, (void *)block->patterns.at[i - 1].before );
	place_leave();
	scope_leave();
	block = block->outer;
}

/* Functions that the statement at hand needs, in front of it. */
static void put_functions( NodeList * items ) {
	list_push( items, block->declared.head );
	list_push( items, block->defined.head );
	block->declared = block->defined = (NodeList){ 0 };
}

static void put_types( NodeList * items ) {
	list_push( items, block->room.types.head );
	block->room.types = (NodeList){ 0 };
}

/* What is generated for the block's types may need more types and functions. */
static void visit_generated( const Frame * f ) {
	for ( Node * g = place_generated( &block->room ); g; g = place_generated( &block->room ) ) {
		visit( &g, (void *)f );
		place_local( g );
	}
}

/* Functions that a statement behind a label needs stand behind the label: what is in front of one belongs to
   another clause. */
static void put_behind_label( Node * n, uint32_t keys ) {
	Node ** stmt = NULL;
	while ( n && (n->kind == S_CASE || n->kind == S_LABEL) ) {
		stmt = n->kind == S_CASE ? &AS( Case, n )->stmt : &AS( Label, n )->stmt;
		n = *stmt;
	}
	if ( ! stmt || ! n || n->kind == S_DECL || ! block->declared.head ) return;
	NodeList items = { 0 };
	put_functions( &items );
	list_push( &items, n );
	*stmt = make_block( items.head, n->loc );
	forget_keys( keys );
}

/* Functions generated here find those of the block's types by name. */
static void bind_lifecycle( const Frame * f, Node * declaration ) {
	Node * n = declaration->kind == D_GROUP ? AS( Group, declaration )->decls : declaration;
	for ( ; n; n = n->next ) {
		Decl * d = AS( Decl, n );
		if ( (n->kind != D_FUNCTION && n->kind != D_OBJECT) || n->flags & NF_IMPLICIT || ! life_subject( d ) )
			continue;
		d->type = instance_type( f, d->type );
		scope_bind( d->name, n, type_key( d->type ) );
		life_note( d );
	}
}

/* One statement of the block: false if nothing of it stays. */
static bool visit_item( const Frame * f, Node ** item, NodeList * items ) {
	if ( (*item)->kind == S_DECL ) {
		Node * declaration = AS( DeclStmt, *item )->decl;
		place_declare( *item );
		bind_lifecycle( f, declaration );
		keep_shared( declaration, items, true );
		note_pattern( f, declaration );
		if ( is_pattern( declaration ) ) return false;
	}
	if ( (*item)->kind == S_CASE ) forget_keys( 0 );        /* a clause is a block of its own */
	uint32_t keys = block->keys.len;
	visit( item, (void *)f );
	place_local( *item );
	put_behind_label( *item, keys );
	return true;
}

/* Statements one by one, types and functions of the block in front of the first that needs them. */
static void visit_block( const Frame * f, Compound * c ) {
	Block here;
	NodeList items = { 0 };
	enter_block( &here, f->boxed != NULL );
	for ( Node * n = c->items, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		Node * type = n->kind == S_DECL ? type_alone( AS( DeclStmt, n )->decl ) : NULL;
		if ( type ) {
			DeclStmt * s = MAKE( DeclStmt, S_DECL, type->loc );
			s->decl = type;
			n->next = next;
			next = n;
			n = (Node *)s;
		}
		bool stays = visit_item( f, &n, &items );
		if ( ! next ) visit_generated( f );
		put_types( &items );
		put_functions( &items );
		if ( ! next ) place_functions( &here.room, &items );
		if ( stays ) list_push( &items, n );
	}
	leave_block();
	c->items = items.head;
}

/* Is it called as what it is, not through a pointer? */
static bool is_function_name( const Frame * f, const Node * fn ) {
	if ( fn->kind != E_NAME ) return false;
	const Name * n = AS( const Name, fn );
	if ( n->instance || ! n->decl || instance_solution( f, n->decl ) ) return true;
	return n->decl->kind == D_FUNCTION
		|| (n->decl->kind == D_OBJECT && type_is_function( AS( Decl, n->decl )->type ));
}

static const Node * kept_call;                          /* its result is assigned */

/* The callee's lengths go in front of the arguments. */
static void visit_call( const Frame * f, Node ** slot ) {
	if ( (*slot)->kind != E_CALL ) { node_children( *slot, visit, (void *)f ); return; }
	Call * c = AS( Call, *slot );
	bool kept = kept_call == *slot;
	kept_call = NULL;
	if ( f->boxed ) {
		boxed_adapt( f, c, is_function_name( f, c->fn ) );
		boxed_start( f, c );
	}
	Lengths lengths = { 0 };
	Node * fn = c->fn;
	if ( fn->kind == E_NAME ) {
		if ( f->poly || dimension_at_run_time ) node_types( fn, clear_types, (void *)f );
		visit_name( f, &fn, &lengths );
		const Node * callee = f->adapts && fn->kind == E_NAME ? AS( Name, fn )->decl : NULL;
		/* parts by value */
		if ( callee && callee->kind == D_FUNCTION ) AS( Expr, fn )->type = AS( const Decl, callee )->type;
		c->fn = NULL;
	}
	node_children( (Node *)c, visit, (void *)f );
	if ( ! f->adapts && (f->boxed || dimension_at_run_time) ) boxed_copies( c );
	if ( ! c->fn ) c->fn = fn;
	NodeList args = { 0 };
	if ( lengths.len ) AS( Expr, c->fn )->type = lengths_called( &lengths, AS( Expr, c->fn )->type );
	list_push( &args, lengths_arguments( &lengths, c->loc ) );
	list_push( &args, c->args );
	c->args = args.head;
	if ( f->poly || f->adapts ) {
		*slot = pack_adapt( c, adopt, lengths.len > 0 );
		if ( *slot == (Node *)c ) instance_operator( slot );
	}
	if ( ! kept && (f->boxed || dimension_at_run_time) ) boxed_hold( slot );
}

/* The size of an empty pack; C has no type for it. */
static bool put_pack_size( const Frame * f, Node ** slot ) {
	SizeOf * s = AS( SizeOf, *slot );
	if ( s->op == OP_COUNTOF || ! s->of.type || ! type_is_pack( s->of ) ) return false;
	QType pack = pack_values( substituted( f, s->of ) );
	if ( KIND_OF( pack ) != TY_TUPLE || ct( pack )->n ) return false;
	Node * next = s->next;
	*slot = boxed_pack_size( s->op, pack, s->loc );
	(*slot)->next = next;
	return true;
}

static bool visit( Node ** slot, void * context ) {
	const Frame * f = context;
	Node * n = *slot;
	QType written = n->kind == E_NAME ? AS( Name, n )->type : QT_NONE;
	if ( f->poly && n->kind == E_SIZEOF && put_pack_size( f, slot ) ) return true;
	if ( f->poly || dimension_at_run_time ) node_types( n, clear_types, context );
	switch ( n->kind ) {
	  case T_BASIC: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: return true;
	  case T_TYPEOF: case T_INDEXOF:                          /* printed as the type that it is */
		if ( ! AS( TypeofSpec, n )->of.type || type_is_vla( AS( TypeofSpec, n )->of ) ) break;
		return true;
	  case E_NAME:
		if ( AS( Name, n )->instance && rank_of( written ) ) {
			boxed_rank( f, slot, rank_of( written ) );
			return true;
		}
		if ( ! f->boxed || ! boxed_mark( f, slot, written ) ) visit_name( f, slot, NULL );
		return true;
	  case E_CALL: {
		Node * next = n->next;
		if ( ! lower_life( f, slot ) ) {
			visit_call( f, slot );
			return true;
		}
		*slot = make_cast( make_int( 0, type_basic( B_INT ), n->loc ), type_void() );
		(*slot)->next = next;
		return true;
	  }
	  case E_ASSIGN:
		if ( (f->boxed || dimension_at_run_time) && AS( Assign, n )->op == OP_NONE
			&& AS( Assign, n )->rhs->kind == E_CALL ) {
			visit( &AS( Assign, n )->lhs, context );
			kept_call = AS( Assign, n )->rhs;
			visit( &AS( Assign, n )->rhs, context );
			return true;
		}
		break;
	  case S_RETURN:
		if ( (f->boxed || dimension_at_run_time) && AS( ExprStmt, n )->expr
			&& AS( ExprStmt, n )->expr->kind == E_CALL )
			kept_call = AS( ExprStmt, n )->expr;
		break;
	  case E_STMT: case E_COMPOUNDLIT: case E_TUPLE:
		node_children( n, visit, context );
		if ( n->kind == E_TUPLE && dimension_at_run_time ) lengths_values( n );
		if ( f->boxed || dimension_at_run_time ) boxed_hold( slot );
		return true;
	  case I_LIST:
		node_children( n, visit, context );
		if ( dimension_at_run_time ) lengths_values( n );
		return true;
	  case E_CTOR:
		if ( lower_life( f, &AS( Call, n )->fn ) ) AS( Call, n )->fn = NULL;
		return node_children( n, visit, context );
	  case E_TEMPORARY: visit_temporary( f, slot ); return true;
	  case E_MEMBER:
		AS( Member, n )->field = visit_field( f, AS( Member, n )->field );
		node_children( n, visit, context );
		lengths_member( slot );
		return true;
	  case DS_FIELD:
		AS( FieldDesignator, n )->field = visit_field( f, AS( FieldDesignator, n )->field ); break;
	  case S_IF: case S_WHILE: case S_SWITCH:
		if ( spread_head( slot ) ) return visit( slot, context );
		break;
	  case S_FOR: if ( spread_head( slot ) ) return visit( slot, context ); /* fall through */
	  case S_EXPR: return visit_statement( f, slot );
	  case S_COMPOUND:
		handlers += AS( Compound, n )->cold;
		visit_block( f, AS( Compound, n ) );
		handlers -= AS( Compound, n )->cold;
		if ( f->poly ) collapse_return( slot );
		return true;
	  case D_OBJECT:
		visit_object( f, AS( Decl, n ) );
		return true;
	  case D_FUNCTION:
		if ( AS( Decl, n )->poly ) return true;
		if ( n->flags & NF_HEADER && ! (n->flags & NF_USED) ) return true;
		entered = AS( Decl, n )->body ? AS( Decl, n ) : NULL;
		if ( f->boxed && entered && concurrency_is_generator_main( entered ) ) boxed_local_main( entered );
		break;
	  case D_AGG: if ( AS( Agg, n )->forall ) return true; break;
	}
	return node_children( n, visit, context );
}

/* The body of a function that was made. */
static void visit_made( Decl * function, Frame * f ) {
	Node * body = (Node *)function;
	if ( ! f->boxed || f->boxed->function != function ) {
		visit( &body, f );
		return;
	}
	Block front;
	NodeList functions = { 0 };
	enter_block( &front, true );
	boxed_enter( f->boxed );
	visit( &body, f );
	lengths_visit( function, visit_plain );
	visit_generated( f );
	put_functions( &functions );
	place_functions( &front.room, &functions );
	boxed_leave( f->boxed, front.room.types.head, functions.head );
	leave_block();
}

/* ===== the unit ========================================================================================= */

static bool visit_plain( Node ** slot, void * context ) {
	(void)context;
	return visit( slot, (void *)&no_frame );
}

static void place_lengths( Node * n ) {
	if ( n->kind == D_FUNCTION ) lengths_place( AS( Decl, n ), visit_plain );
	if ( n->kind == D_GROUP ) for EACH( d, AS( Group, n )->decls ) place_lengths( d );
}

static void push_needed( NodeList * out, Node * n ) {
	Node * objects = hoisted_objects();
	for ( Node * h = objects; h; h = h->next ) visit( &h, (void *)&no_frame );
	NodeList before = { 0 };
	list_push( &before, objects );
	list_push( &before, prototypes.head );
	prototypes = (NodeList){ 0 };
	for ( Node * p = before.head, * next; p; p = next ) {
		next = p->next;
		p->next = NULL;
		place_types( out, p );
		list_push( out, p );
	}
	place_types( out, n );
	list_push( out, n );
}

/* A header's function that nothing needs so far; what the functions of instances need is not known yet. */
static bool is_dormant( const Node * n ) {
	const Node * d = n->kind == D_GROUP ? AS( const Group, n )->decls : n;
	return d && ! d->next && d->kind == D_FUNCTION && AS( const Decl, d )->body && ! AS( const Decl, d )->poly
		&& ! forall_clause( AS( const Decl, d ) )
		&& d->flags & NF_HEADER && ! (d->flags & NF_USED);
}

static bool mentions_instance( QType q ) {
	const Type * t = ct( q );
	bool mentions = t->generic != NULL || (t->of.type && mentions_instance( t->of ));
	for ( uint32_t i = 0; i < t->n; i += 1 ) mentions |= mentions_instance( t->args[i] );
	return mentions;
}

static Decl * prototype_of( Node * n ) {
	const Group * g = n->kind == D_GROUP ? AS( const Group, n ) : NULL;
	Decl * d = AS( Decl, g ? g->decls : n ), * prototype = make_object( d->name, d->type, n->loc );
	prototype->cname = d->cname;
	prototype->storage = storage_of( g, d );
	prototype->flags |= d->flags & (NF_MANGLED | NF_C_LINKAGE);
	prototype->level = 1;
	return prototype;
}

/* It stays where it is as a prototype: what is generated for types behind it may call it. A type that is not
   placed yet cannot be mentioned there. */
static void put_to_sleep( Node * n, NodeList * out ) {
	const Decl * d = AS( const Decl, n->kind == D_GROUP ? AS( Group, n )->decls : n );
	Decl * prototype = NULL;
	if ( d->type.type && ! mentions_instance( d->type ) ) {
		prototype = prototype_of( n );
		prototype->flags = (uint16_t)((prototype->flags & ~NF_USED) | NF_HEADER);
		Group * g = make_group( prototype );
		g->flags |= NF_HEADER;
		list_push( out, (Node *)g );
	}
	vec_push( &dormant, n );
	vec_push( &announced, prototype );
}

/* Declarations in order; those of patterns leave. */
static void walk_list( Node ** list, NodeList * out ) {
	for ( Node * n = *list, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		Node * type = type_alone( n );
		if ( type ) {
			n->next = next;
			next = n;
			n = type;
		}
		if ( n->kind == D_LINKAGE ) {
			NodeList inside = { 0 };
			walk_list( &AS( Linkage, n )->decls, &inside );
			AS( Linkage, n )->decls = inside.head;
			list_push( out, n );
			continue;
		}
		Node * first = n->kind == D_GROUP ? AS( Group, n )->decls : n;
		bool definition = first && first->kind == D_FUNCTION && AS( Decl, first )->poly;
		keep_shared( n, out, false );
		if ( is_pattern( n ) ) {
			if ( definition ) boxed_check_export( AS( Decl, first ) );
			if ( definition && boxed_is_exported( AS( Decl, first ) ) )
				boxed_function( AS( Decl, first ), &no_frame );
			continue;
		}
		if ( is_dormant( n ) ) { put_to_sleep( n, out ); continue; }
		visit( &n, (void *)&no_frame );
		place_lengths( n );
		push_needed( out, n );
	}
}

/* A function of a header that what was made here calls, with a prototype for those in front of it; NULL:
   none. */
static Node * awoken( void ) {
	use_follow();
	for ( uint32_t i = 0; i < dormant.len; i += 1 ) {
		Node * n = dormant.at[i];
		if ( is_dormant( n ) ) continue;
		Decl * prototype = announced.at[i];
		dormant.at[i] = dormant.at[dormant.len -= 1];
		announced.at[i] = announced.at[announced.len -= 1];
		if ( prototype ) mark_used( (Node *)prototype );
		else list_push( &prototypes, (Node *)make_group( prototype_of( n ) ) );
		return n;
	}
	return NULL;
}

/* Bodies of what was asked for, which ask for more. Types are placed with the bodies and may bring generated
   functions: false when there was nothing left. */
static bool walk_requests( NodeList * out ) {
	static uint32_t i;
	NodeList bodies = { 0 };
	for ( ;; ) {
		Node * g = generated_later();
		if ( ! g && i == queue.len && ! (g = awoken()) ) break;
		if ( g ) {
			visit( &g, (void *)&no_frame );
			place_lengths( g );
			list_push( &bodies, g );
			collect_types( g );
			continue;
		}
		Request r = queue.at[i++];
		visit_made( r.function, r.frame );
		lengths_place( r.function, visit_plain );
		list_push( &bodies, identity_objects( r.function ) );
		collect_types( r.group );
		list_push( &bodies, r.group );
	}
	bool any = bodies.head != NULL;
	for ( Node * n = bodies.head, * next; n; n = next ) {
		next = n->next;
		n->next = NULL;
		push_needed( out, n );
	}
	return any;
}

void lower_instances( Unit * unit ) {
	if ( options.c_mode || ! polymorphism_used ) return;
	NodeList out = { 0 };
	limits_begin( unit );
	life_resolved = true;
	walk_list( &unit->decls, &out );
	while ( walk_requests( &out ) ) {}
	place_rest( &out );
	/* what follows may need one that has nothing polymorphic in it */
	for ( uint32_t i = 0; i < dormant.len; i += 1 ) list_push( &out, dormant.at[i] );
	merge_instances();
	unit->decls = out.head;
}
