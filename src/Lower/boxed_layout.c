/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Structures with members of a type parameter (chapter 04, 4.9.10, 4.17.6): gcc places members whose size it
 * does not know, but it does not know their alignment: padding of computed length stands in front of them.
 *
 *     struct duo { char c; struct T a; };
 *     const unsigned long gap = -1ul & (align_T - 1), ..., align = align_T;
 *     struct duo { char c; char pad0[gap]; struct T a; char pad1[tail]; };
 */
#include "Lower/boxed.h"
#include "Resolve/declare.h"

static Table alignments;                                /* Agg -> Decl */
static Table constants;                                 /* what layouts are made of */
/* the same: of unnamed members, whose types have no name */
static Table sizes;

void boxed_set_alignment( Agg * a, Decl * d ) { table_put( &alignments, a, d ); }

static QType size_type( void ) { return type_basic( machine.size ); }

static Agg * variable_agg( QType q ) {
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	return type_is_aggregate( q ) && boxed_is_variable( q ) ? agg_definition( AS( Agg, ct( q )->decl ) )
		: NULL;
}

/* Pointers are all alike: the structures they point at may come later. */
static Node * ask( Op op, QType q, Loc at ) {
	SizeOf * s = MAKE( SizeOf, E_SIZEOF, at );
	s->op = op;
	s->of = KIND_OF( q ) == TY_REFERENCE || KIND_OF( q ) == TY_POINTER ? boxed_pointer() : q;
	s->type = size_type();
	return (Node *)s;
}

Node * boxed_alignment( QType q, Loc at ) {
	Agg * a = variable_agg( q );
	Decl * d = a ? table_get( &alignments, a ) : NULL;
	return d ? make_name( d, at ) : ask( OP_ALIGNOF, q, at );
}

Node * boxed_size( QType q, Loc at ) {
	Decl * d = type_is_aggregate( q ) ? table_get( &sizes, agg_definition( AS( Agg, ct( q )->decl ) ) )
		: NULL;
	return d ? make_name( d, at ) : ask( OP_SIZEOF, q, at );
}

static Decl * constant( NodeList * out, const char * name, Node * value, Loc at ) {
	static unsigned number;
	Decl * d = make_object( intern_fmt( "__cfa_layout_%s%u", name, number++ ), size_type(), at );
	d->init = value;
	d->init_kind = INIT_ASSIGN;
	d->attrs = make_attribute( "unused", NULL, at );
	list_push( out, make_declaration( d ) );
	table_put( &constants, d, d );
	return d;
}

bool boxed_is_layout( const Decl * d ) { return table_get( &constants, d ); }

static Node * binary( Op op, Node * a, Node * b ) { return make_binary( op, a, b, size_type() ); }

/* What is missing behind `end` to a multiple of the alignment: -end & (align - 1) */
static Node * gap( Node * end, Node * align ) {
	return binary( OP_BITAND, make_unary( OP_MINUS, end, size_type() ),
		binary( OP_SUB, align, make_int( 1, size_type(), end->loc ) ) );
}

static Node * larger( Node * a, Node * b ) {
	Cond * c = MAKE( Cond, E_COND, a->loc );
	c->cond = make_binary( OP_GT, node_copy( a ), node_copy( b ), type_basic( B_INT ) );
	c->a = a;
	c->b = b;
	c->type = size_type();
	c->flags |= NF_PAREN;
	return (Node *)c;
}

/* The alignment, or more where an attribute asks for it. */
static Node * at_least( Node * alignment, Node * attributes ) {
	enum { LARGEST = 16 };
	const Attribute * a = attribute_find( attributes, "aligned" );
	if ( ! a ) return alignment;
	Const c = a->args ? constant_fold( a->args, false ) : (Const){ .kind = CONST_INT, .i = LARGEST };
	return c.kind != CONST_INT ? alignment
		: larger( alignment, make_int( (int64_t)c.i, size_type(), alignment->loc ) );
}

static Node * padding( Decl * length ) {
	static unsigned number;
	QType bytes = type_array( type_basic( B_CHAR ), DIM_VLA, 0, make_name( length, length->loc ) );
	Decl * d = make_object( intern_fmt( "__cfa_pad%u", number++ ), bytes, length->loc );
	d->kind = D_FIELD;
	return (Node *)make_group( d );
}

/* One member behind those before: *end and *align grow. */
static void place_member( Agg * a, Decl * d, Node * group, Decl ** end, Decl ** align, NodeList * out,
	NodeList * members ) {
	Loc at = a->loc;
	bool is_union = a->key == AGG_UNION;
	if ( ! d->type.type || d->width || type_is_error( d->type ) ) {
		list_push( members, group );
		return;
	}
	/* a flexible member: padding follows */
	if ( KIND_OF( d->type ) == TY_ARRAY && ct( d->type )->dim == DIM_NONE )
		d->type = type_array( ct( d->type )->of, DIM_CONST, 0, NULL );
	Decl * own = constant( out, "align", boxed_alignment( d->type, at ), at );
	*align = constant( out, "align", larger( make_name( *align, at ), make_name( own, at ) ), at );
	Node * size = boxed_size( d->type, at );
	if ( is_union ) *end = constant( out, "end", larger( make_name( *end, at ), size ), at );
	else {
		Decl * before = constant( out, "gap", gap( make_name( *end, at ), make_name( own, at ) ), at );
		list_push( members, padding( before ) );
		Node * start = binary( OP_ADD, make_name( *end, at ), make_name( before, at ) );
		*end = constant( out, "end", binary( OP_ADD, start, size ), at );
	}
	list_push( members, group );
}

/* The aggregate that its type knows: what is printed may be a copy. */
static Agg * original( Agg * a ) {
	return a->type.type ? agg_definition( AS( Agg, ct( a->type )->decl ) ) : a;
}

bool boxed_needs_layout( Agg * a ) {
	if ( ! a->complete || table_get( &alignments, original( a ) ) ) return false;
	AggInfo * info = agg_info( original( a ) );
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		Agg * m = info->fields[i]->type.type ? variable_agg( info->fields[i]->type ) : NULL;
		if ( m && (table_get( &alignments, m ) || boxed_needs_layout( m )) ) return true;
	}
	return false;
}

/* A type defined by a member's declaration: in front of the whole, where its size can be asked; that of an
   unnamed member stays. Returns what is left of the member. */
static Node * place_nested( Node * m, NodeList * out ) {
	Group * g = m->kind == D_GROUP ? AS( Group, m ) : NULL;
	Node * def = g ? defined_in( g->spec ) : m;
	if ( ! def || def->kind != D_AGG || ! AS( Agg, def )->complete || AS( Agg, def )->forall ) return m;
	const Decl * first = g ? AS( Decl, g->decls ) : NULL;
	bool unnamed = first && ! first->mods && (! first->name || first->name->text[0] == '_')
		&& ! AS( Agg, def )->name;
	if ( unnamed || boxed_needs_layout( AS( Agg, def ) ) ) list_push( out, boxed_layout( AS( Agg, def ) ) );
	if ( unnamed ) return m;
	DeclStmt * s = MAKE( DeclStmt, S_DECL, def->loc );
	s->decl = def;
	list_push( out, (Node *)s );
	if ( ! g ) return NULL;
	tag_in( g->spec )->decl = def;
	tag_in( g->spec )->def = NULL;
	g->new_style = 1;
	return first ? m : NULL;
}

Node * boxed_layout( Agg * a ) {
	Loc at = a->loc;
	NodeList out = { 0 }, members = { 0 };
	Decl * end = constant( &out, "end", make_int( 0, size_type(), at ), at ),
		* align = constant( &out, "align", at_least( make_int( 1, size_type(), at ), a->attrs ), at );
	for ( Node * m = a->members, * next; m; m = next ) {
		next = m->next;
		m->next = NULL;
		m = place_nested( m, &out );
		if ( ! m ) continue;
		if ( m->kind != D_GROUP || ! AS( Group, m )->decls || AS( Group, m )->decls->kind != D_FIELD ) {
			list_push( &members, m );
			continue;
		}
		Group * g = AS( Group, m );
		for ( Node * d = g->decls, * after; d; d = after ) {
			after = d->next;
			d->next = NULL;
			Group * own = g;
			if ( d != g->decls || after ) {
				own = make_group( AS( Decl, d ) );
				own->attrs = g->attrs;
				if ( d == g->decls ) { own->spec = g->spec; own->new_style = g->new_style; }
			}
			if ( ! defined_in( own->spec ) ) own->new_style = 1;
			place_member( a, AS( Decl, d ), (Node *)own, &end, &align, &out, &members );
		}
	}
	Decl * tail = constant( &out, "gap", gap( make_name( end, at ), make_name( align, at ) ), at );
	if ( a->key == AGG_UNION )
		tail = constant( &out, "end", binary( OP_ADD, make_name( end, at ), make_name( tail, at ) ), at );
	list_push( &members, padding( tail ) );
	a->members = members.head;
	boxed_set_alignment( original( a ), align );
	if ( ! a->name && a->key == AGG_UNION ) table_put( &sizes, original( a ), tail );
	else if ( ! a->name ) {
		Node * size = binary( OP_ADD, make_name( end, at ), make_name( tail, at ) );
		table_put( &sizes, original( a ), constant( &out, "end", size, at ) );
	}
	return out.head;
}
