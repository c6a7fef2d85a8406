/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Structures and unions: tags, members (C11 6.7.2.1, chapter 01, section 7), the search for a member.
 *
 * In C a type declared inside an aggregate belongs to the scope around it; in C∀ to the aggregate (S.T).
 */
#include "CodeGen/codegen.h"
#include "Concurrency/concurrency.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"

enum { FEW_FIELDS = 12 };                               /* more are found through a table */
/* types defined inside an aggregate of a header -> it */
static Table parents;

/* ===== tags ============================================================================================= */

Agg * agg_definition( Agg * a ) {
	while ( a->owner ) a = AS( Agg, a->owner );
	return a;
}

AggInfo * agg_info( Agg * a ) {
	if ( ! a->index ) a->index = NEW( AggInfo );
	return a->index;
}

QType type_of_agg( Agg * a ) {
	a = agg_definition( a );
	if ( ! a->type.type ) a->type = type_agg( a, NULL, 0 );
	return a->type;
}

static const char * key_text( const Node * n ) {
	return n->kind == D_ENUM ? "enum" : AS( const Agg, n )->key == AGG_UNION ? "union" : "struct";
}

static bool same_kind( const Node * a, const Node * b ) {
	if ( a->kind != b->kind ) return false;
	return a->kind == D_ENUM || (AS( const Agg, a )->key == AGG_UNION)
		== (AS( const Agg, b )->key == AGG_UNION);
}

static bool is_complete( const Node * n ) {
	return n->kind == D_ENUM ? AS( const Enum, n )->complete : AS( const Agg, n )->complete;
}

static void redefinition( Node * node, Node * old, const Str * name ) {
	if ( options.c_mode ) {
		diag_error( node->loc, "redefinition of '%s %s'", key_text( node ), name->text );
		diag_note( old->loc, "originally defined here" );
	} else diag_error( node->loc, "redeclaration of %s %s with body\n\n", key_text( node ), name->text );
	node->flags |= NF_ERROR;
}

/* Let the type made for a forward declaration mean its definition. */
static void adopt_type( QType q, Node * definition ) { ((Type *)q.type)->decl = definition; }

/* Declarations of a generic type agree in number and kind of their parameters (chapter 04, 4.9.6). */
static void check_clauses( Node * node, Node * old ) {
	if ( node->kind != D_AGG || options.c_mode ) return;
	Node * a = AS( Agg, node )->forall, * b = agg_definition( AS( Agg, old ) )->forall;
	for ( ; a && b; a = a->next, b = b->next )
		if ( AS( TypeParam, a )->kind_of != AS( TypeParam, b )->kind_of ) break;
	if ( ! a && ! b ) return;
	diag_error( node->loc, "'%s' is declared with other type parameters", AS( Agg, node )->name->text );
	diag_note( old->loc, "originally declared here" );
	node->flags |= NF_ERROR;
}

/* Enter a tag. False if the node only repeats a declaration that exists. */
bool tag_enter( Str * name, Node * node ) {
	Node * old = name ? scope_lookup_tag( name, true ) : NULL;
	if ( old && ! same_kind( old, node ) ) {
		diag_error( node->loc, "'%s' defined as wrong kind of tag", name->text );
		node->flags |= NF_ERROR;
		return true;
	}
	if ( ! old ) {
		if ( name ) scope_bind_tag( name, node );
		return true;
	}
	check_clauses( node, old );
	bool enumeration = node->kind == D_ENUM;
	if ( enumeration ) AS( Enum, node )->cname = AS( Enum, old )->cname;
	else AS( Agg, node )->cname = AS( Agg, old )->cname;
	if ( ! is_complete( node ) || is_complete( old ) ) {
		if ( is_complete( node ) ) redefinition( node, old, name );
		if ( enumeration ) AS( Enum, node )->owner = old; else AS( Agg, node )->owner = old;
		return ! is_complete( node ) ? false : true;
	}
	if ( enumeration ) {
		QType q = type_of_enum( AS( Enum, old ) );
		AS( Enum, node )->type = q;
		AS( Enum, old )->owner = node;
		adopt_type( q, node );
	} else {
		QType q = type_of_agg( AS( Agg, old ) );
		AS( Agg, node )->type = q;
		if ( AS( Agg, node )->forall ) AS( Agg, node )->generic = generic_root( AS( Agg, old ) );
		AS( Agg, old )->owner = node;
		adopt_type( q, node );
	}
	scope_redefine_tag( name, old, node );
	return true;
}

/* A name that C has no other use for: types inside an aggregate, local types that hide one the block may
   still mean by .T or through an object (chapter 01, 7.4). At file scope it follows from the source alone, as
   linkage names do. */
Str * type_cname( const Agg * outer, const Str * name ) {
	static Table local;
	if ( ! outer && (scope_level() == 1 || ! (scope_lookup_type( name ) || scope_lookup( name ))) )
		return NULL;
	const Str * prefix = ! outer ? NULL : outer->cname ? outer->cname : outer->name;
	Str * own = ! outer ? (Str *)name : intern_fmt( "%s__%s", prefix ? prefix->text : "", name->text );
	if ( outer && prefix && scope_level() <= 2 ) return own;
	uintptr_t number = (uintptr_t)table_get( &local, own ) + 1;
	table_put( &local, own, (void *)number );
	return outer && number == 1 ? own : intern_fmt( "%s__%u", own->text, (unsigned)number );
}

Node * agg_parent( const Node * type ) { return table_get( &parents, type ); }

/* C: types defined among the members of a header's aggregate are known to the file. */
static void nested_tags( Agg * a ) {
	for EACH( m, a->members ) {
		if ( m->kind != D_GROUP ) continue;
		declare_tags( AS( Group, m )->spec );
		Node * def = defined_in( AS( Group, m )->spec );
		if ( def ) table_put( &parents, def, a );
	}
}

/* C∀: the names of enumerators among the members are known to the file (chapter 01, 7.4). */
static bool has_enumerators( const Agg * a, int depth ) {
	if ( depth > 100 ) return true;
	for EACH( m, a->members ) {
		Node * def = m->kind == D_GROUP ? defined_in( AS( Group, m )->spec ) : m;
		if ( def && def->kind == D_ENUM ) return true;
		if ( def && def->kind == D_AGG && has_enumerators( AS( Agg, def ), depth + 1 ) ) return true;
	}
	return false;
}

/* The descriptor of a concurrent type must be there with all that belongs to it, its destructor among it
   (chapter 06, 6.1). After a report the injected member goes, so that nothing follows. */
static void check_descriptor( Agg * a ) {
	static const struct { const char * keyword, * descriptor; } kinds[] = {
		[AGG_COROUTINE] = { "coroutine", "coroutine$" }, [AGG_MONITOR] = { "monitor", "monitor$" },
		[AGG_THREAD] = { "thread", "thread$" },
	};
	if ( a->key < AGG_COROUTINE || ! a->complete || ! a->members ) return;
	Node * n = scope_lookup_tag( intern_cstr( kinds[a->key].descriptor ), false );
	if ( n && n->kind == D_AGG && AS( Agg, n )->complete
		&& life_user( LIFE_DESTROY, type_of_agg( AS( Agg, n ) ) ) )
		return;
	const char * keyword = kinds[a->key].keyword;
	const char * message = intern_fmt( "%s keyword requires %ss to be in scope, add #include <%s.hfa>",
		keyword, keyword, keyword )->text;
	const char * definition = intern_fmt( "\n%s %s with body", keyword, a->name ? a->name->text : "" )->text;
	diag_error( a->loc, "%s", concurrency_described( message, definition ) );
	a->members = a->members->next;
}

/* A named structure inside of a generic one is parameterised like it (chapter 04, 4.9.4): as if it had a
   clause of its own without parameters. */
static bool is_like_outer( const Agg * a ) {
	return a->forall && ! a->forall->next && ! AS( const TypeParam, a->forall )->name;
}

static void be_like_outer( Agg * a ) {
	bool other = a->key > AGG_UNION && a->key < AGG_GENERATOR;
	if ( a->forall || ! a->name || other || ! generic_inside( a->outer ) ) return;
	TypeParam * none = MAKE( TypeParam, D_TYPEPARAM, a->loc );
	none->kind_of = TP_NONE;
	a->forall = (Node *)none;
}

/* A definition of a tag defined before gets a type of its own: later errors would only repeat the first. */
void declare_agg( Agg * a ) {
	if ( a->flags & NF_RESOLVED ) return;
	a->flags |= NF_RESOLVED;
	a->level = (int)scope_level();
	check_descriptor( a );
	if ( ! a->pack ) a->pack = current_pack;
	polymorphism_used |= a->forall && ! (a->flags & NF_HEADER);
	Agg * outer = scope_aggregate();
	if ( ! options.c_mode && outer ) {
		a->outer = outer;
		a->level = outer->level;
		if ( a->complete ) vec_push( &agg_info( outer )->nested, (Node *)a );
		be_like_outer( a );
	}
	if ( a->name && ! options.c_mode && ! scope_lookup_tag( a->name, true ) )
		a->cname = type_cname( outer, a->name );
	if ( ! tag_enter( a->name, (Node *)a ) ) return;
	if ( outer && a->name && options.c_source && ! options.c_mode && ! (a->flags & NF_HEADER) )
		scope_bind_tag_outside( a->name, (Node *)a );
	if ( a->flags & NF_ERROR ) a->owner = NULL;
	if ( ! a->complete ) return;
	attribute_check( a->attrs, NULL );
	if ( ! (a->flags & NF_HEADER) || scope_level() > 1 ) agg_members( a );
	else if ( options.c_mode ) nested_tags( a );
	else if ( has_enumerators( a, 0 ) ) agg_members( a );
}

/* A tag nobody has declared yet: mentioning it does. */
static Node * mention( TagSpec * t ) {
	Node * n;
	if ( t->kind == T_ENUM ) {
		Enum * e = MAKE( Enum, D_ENUM, t->loc );
		e->name = t->id;
		n = (Node *)e;
	} else {
		Agg * a = MAKE( Agg, D_AGG, t->loc );
		a->key = t->key;
		a->name = t->id;
		n = (Node *)a;
	}
	n->flags |= NF_RESOLVED | NF_IMPLICIT | (t->flags & NF_HEADER);
	scope_bind_tag_outside( t->id, n );
	int level = (int)((TypeBinding *)t->id->tags)->level;
	if ( t->kind == T_ENUM ) AS( Enum, n )->level = level; else AS( Agg, n )->level = level;
	return n;
}

static QType node_type( Node * n ) {
	return n->kind == D_ENUM ? type_of_enum( AS( Enum, n ) ) : type_of_agg( AS( Agg, n ) );
}

/* C11 6.7.2.3. `standalone`: the declaration consists of `struct S;` and declares S in this very scope. */
QType tag_type( TagSpec * t, bool standalone ) {
	if ( t->def ) {
		if ( t->def->kind == D_ENUM ) declare_enum( AS( Enum, t->def ) );
		else declare_agg( AS( Agg, t->def ) );
		t->decl = t->def;
		mark_used( t->def );
		Agg * a = t->def->kind == D_AGG ? AS( Agg, t->def ) : NULL;
		if ( a && a->forall && (t->has_args || is_like_outer( a )) )
			return generic_use( a, QT_NONE, t->args, t->has_args, t->loc );
		return node_type( t->def );
	}
	Node * n = t->decl;
	QType scope = QT_NONE;
	if ( ! n && t->parent ) {
		scope = type_tree( t->parent, QT_NONE );
		if ( type_is_error( scope ) ) return QT_ERROR;
		n = type_is_aggregate( scope ) ? agg_nested( AS( Agg, ct( scope )->decl ), t->id ) : NULL;
		if ( ! n ) {
			diag_error( t->loc, "Undefined type in qualified type %s.%s", type_text( scope ), t->id->text );
			return QT_ERROR;
		}
	}
	if ( ! n ) n = t->id ? scope_lookup_tag( t->id, standalone ) : NULL;
	if ( ! n && ! t->id ) {
		diag_error( t->loc, "'%s' needs a name or members",
			t->kind == T_ENUM ? "enum" : t->key == AGG_UNION ? "union" : "struct" );
		return QT_ERROR;
	}
	if ( ! n ) n = mention( t );
	if ( (t->kind == T_ENUM) != (n->kind == D_ENUM)
		|| (n->kind == D_AGG && (t->key == AGG_UNION) != (AS( Agg, n )->key == AGG_UNION)) ) {
		diag_error( t->loc, "'%s' defined as wrong kind of tag", t->id->text );
		return QT_ERROR;
	}
	t->decl = n;
	mark_used( n );
	if ( n->kind == D_AGG && (t->has_args || agg_definition( AS( Agg, n ) )->forall) )
		return standalone ? node_type( n ) : generic_use( AS( Agg, n ), scope, t->args, t->has_args, t->loc );
	return node_type( n );
}

/* ===== members ========================================================================================== */

static void check_width( Decl * d ) {
	const char * name = d->name ? intern_fmt( "'%s'", d->name->text )->text : "'<anonymous>'";
	if ( type_is_error( d->type ) ) return;
	if ( ! type_is_integer( d->type ) && KIND_OF( d->type ) != TY_ENUM ) {
		diag_error( d->loc, "bit-field %s has invalid type", name );
		return;
	}
	d->width = resolve_expr( d->width );
	QType q = AS( Expr, d->width )->type;
	if ( type_is_error( q ) ) return;
	Const c = constant_fold( d->width, false );
	if ( c.kind == CONST_UNKNOWN ) return;
	uint64_t size = 0;
	if ( c.kind != CONST_INT ) diag_error( d->loc, "bit-field %s width not an integer constant", name );
	else if ( c.i < 0 ) diag_error( d->loc, "negative width in bit-field %s", name );
	else if ( c.i == 0 && d->name ) diag_error( d->loc, "zero width for bit-field %s", name );
	else if ( type_size( d->type, &size )
		&& (uint64_t)c.i > (KIND_OF( d->type ) == TY_BASIC && ct( d->type )->basic == B_BOOL ? 1 : size * 8) )
		diag_error( d->loc, "width of %s exceeds its type", name );
}

static bool is_last( const Node * m, const Decl * d ) {
	if ( d->next ) return false;
	for ( m = m->next; m; m = m->next )
		if ( m->kind == D_GROUP || m->kind == D_AGG ) return false;
	return true;
}

/* Members of incomplete or function type (6.7.2.1 p3); an open array must end a structure. */
static void check_member( Agg * a, const Group * g, Decl * d ) {
	const char * name = d->name ? d->name->text : "<anonymous>";
	QType q = d->type;
	if ( type_is_error( q ) ) return;
	const Type * t = ct( q );
	if ( t->kind == TY_FUNCTION ) diag_error( d->loc, "field '%s' declared as a function", name );
	else if ( t->kind == TY_VOID ) diag_error( d->loc, "variable or field '%s' declared void", name );
	else if ( pack_misplaced( q, d->loc, d->name ) ) {
		d->type = QT_ERROR;
		return;
	} else if ( t->kind == TY_ARRAY && t->dim == DIM_NONE ) {
		if ( a->key == AGG_UNION ) diag_error( d->loc, "flexible array member in union" );
		else if ( ! is_last( (const Node *)g, d ) )
			diag_error( d->loc, "flexible array member not at end of struct" );
		else if ( ! agg_info( a )->n )
			diag_error( d->loc, "flexible array member in a struct with no named members" );
		else return;
	} else if ( t->kind == TY_AUTO || type_is_complete( q ) || type_is_vla( q ) ) return;
	else if ( ! explain_unsized( q, d->loc ) )
		diag_error( d->loc, "field '%s' has incomplete type", name );
	d->type = QT_ERROR;
}

typedef struct Fields { VEC( Decl * ) list; Table names; unsigned unnamed; } Fields;

/* Note names of unnamed members' members too; C∀: equal names need distinct types (chapter 01, 7.3). */
static void enter_field( Fields * f, Decl * d, Decl * inner ) {
	Decl * old = table_get( &f->names, inner->name );
	if ( old ) {
		if ( options.c_mode || type_key( old->type ) == type_key( inner->type ) ) {
			if ( ! type_is_error( inner->type ) )
				diag_error( d->loc, "duplicate member '%s'", inner->name->text );
		} else inner->cname = intern_fmt( "%s__%u", inner->name->text, f->list.len );
		return;
	}
	table_put( &f->names, inner->name, inner );
}

static bool is_transparent( const Decl * d ) {
	return (! d->name || d->storage & DS_INLINE_MEMBER) && ! d->width && type_is_aggregate( d->type );
}

static void enter_inner( Fields * f, Decl * d, Decl * unnamed ) {
	Agg * a = AS( Agg, ct( unnamed->type )->decl );
	agg_members( a );
	AggInfo * info = agg_info( a );
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		if ( is_transparent( info->fields[i] ) ) enter_inner( f, d, info->fields[i] );
		else if ( info->fields[i]->name ) enter_field( f, d, info->fields[i] );
	}
}

/* Members have no storage class of their own (6.7.2.1). */
static void check_storage_class( Group * g, const Decl * d ) {
	static const struct { int bit; const char * name; } classes[] =
		{ { DS_STATIC, "static" }, { DS_EXTERN, "extern" },
		{ DS_AUTO, "auto" }, { DS_REGISTER, "register" }, { DS_THREAD, "_Thread_local" } };
	for ( unsigned i = 0; i < sizeof( classes ) / sizeof( classes[0] ); i += 1 ) {
		if ( ! (g->storage & classes[i].bit) ) continue;
		diag_error( d->loc, "storage class '%s' is not allowed for member '%s'", classes[i].name,
			d->name ? d->name->text : "<anonymous>" );
		g->storage &= ~classes[i].bit;
	}
}

static void field( Agg * a, Group * g, Decl * d, QType base, Fields * f ) {
	declaring = (Declaring){ .name = d->name, .loc = d->loc };
	check_storage_class( g, d );
	d->owner = (Node *)a;
	d->storage |= g->storage;
	QType q = d->mods ? type_tree( d->mods, base ) : base;
	d->type = attribute_type( attribute_type( q, g->attrs ), d->attrs );
	attribute_check( d->attrs, d );
	for ( unsigned i = 0; d->width && a->poly && i < a->poly->n; i += 1 ) {
		if ( ! a->poly->params[i]->sized ) continue;
		diag_error( d->loc, "Cannot have bitfields inside a sized polymorphic structure." );
		break;
	}
	if ( d->width ) check_width( d ); else check_member( a, g, d );
	if ( d->storage & DS_INLINE_MEMBER && ! d->name ) d->name = intern_fmt( "__anon%u", f->unnamed++ );
	if ( d->name && ! options.c_mode ) d->cname = mangle_operator( d->name );
	if ( d->width && ! d->name ) return;
	if ( ! d->name && ! type_is_aggregate( d->type ) && ! type_is_error( d->type ) ) {
		if ( options.c_mode ) return;
		d->name = intern_fmt( "__anon%u", f->unnamed++ );
	}
	vec_push( &f->list, d );
	if ( d->storage & DS_INLINE_MEMBER || is_transparent( d ) ) {
		if ( options.c_mode || d->name == NULL ) enter_inner( f, d, d );
	} else if ( d->name ) enter_field( f, d, d );
	agg_info( a )->n = f->list.len;
}

/* struct { ... }; without declarator: an unnamed member. With a tag it only declares a type. */
static Node * unnamed_member( Group * g, QType base ) {
	Node * spec = g->spec;
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	if ( ! spec || type_is_error( base ) ) return NULL;
	if ( g->storage & DS_INLINE_MEMBER ) return node_new( D_FIELD, g->loc );
	if ( spec->kind == T_TAG ) {
		TagSpec * t = AS( TagSpec, spec );
		if ( t->def && ! AS( Agg, t->def )->name ) return node_new( D_FIELD, g->loc );
		if ( ! t->def && ! options.c_mode && type_is_complete( base ) ) {
			diag_warn( W_AGGREGATE_FORWARD_DECL, g->loc, "forward declaration of nested aggregate: %s.",
				t->id->text );
			Decl * d = MAKE( Decl, D_FIELD, g->loc );
			d->storage = DS_INLINE_MEMBER;
			return (Node *)d;
		}
	}
	return NULL;
}

/* C∀: `struct S;` in an aggregate is a member when S is complete (chapter 01, 7.2), not a new S. */
static void mention_only( Group * g ) {
	TagSpec * t = tag_in( g->spec );
	if ( t->kind != T_TAG || AS( Agg, t->def )->complete || ! t->id ) return;
	Node * known = scope_lookup_tag( t->id, false );
	if ( known && is_complete( known ) ) t->def = NULL;
}

static void nested_typedef( Agg * a, Group * g, Decl * d ) {
	d->owner = (Node *)g;
	if ( options.c_mode ) diag_error( d->loc, "typedef in a structure" );
	else d->cname = type_cname( a, d->name );
	scope_bind_type( d->name, (Node *)d );
	vec_push( &agg_info( a )->nested, (Node *)d );
	typedef_type( d );
}

static void member( Agg * a, Node ** slot, Fields * f ) {
	Node * m = *slot;
	if ( m->kind == D_AGG && ! AS( Agg, m )->name && AS( Agg, m )->complete ) {
		TagSpec * t = MAKE( TagSpec, T_TAG, m->loc );
		t->key = AS( Agg, m )->key;
		t->def = m;
		Group * g = MAKE( Group, D_GROUP, m->loc );
		g->spec = (Node *)t;
		g->next = m->next;
		m->next = NULL;
		*slot = m = (Node *)g;
	}
	switch ( m->kind ) {
	  case D_GROUP: {
		Group * g = AS( Group, m );
		declaring = (Declaring){ .loc = g->loc };
		Node * def = defined_in( g->spec );
		if ( def && a->flags & NF_HEADER ) table_put( &parents, def, a );
		if ( def && ! options.c_mode && ! g->decls ) mention_only( g );
		QType base = resolve_type( g->spec, NULL );
		mangle_unnamed( def, g->decls );
		attribute_check( g->attrs, g->decls && g->decls->kind == D_FIELD ? AS( Decl, g->decls ) : NULL );
		if ( ! g->decls ) g->decls = unnamed_member( g, base );
		for EACH( d, g->decls ) {
			if ( d->kind == D_TYPEDEF ) nested_typedef( a, g, AS( Decl, d ) );
			else field( a, g, AS( Decl, d ), base, f );
		}
		break;
	  }
	  case D_AGG: declare_agg( AS( Agg, m ) ); break;
	  case D_ENUM: declare_enum( AS( Enum, m ) ); break;
	  default: *slot = resolve_declaration( m ); (*slot)->next = m->next; break;
	}
}

/* Type the members. While that lasts the aggregate is incomplete. */
void agg_members( Agg * a ) {
	a = agg_definition( a );
	AggInfo * info = agg_info( a );
	if ( a->instance ) { generic_members( a ); return; }
	if ( info->done || info->resolving || ! a->complete ) return;
	info->resolving = true;
	a->complete = 0;
	Declaring outer = declaring;
	Suspended here = { 0 };
	bool lazy = a->level <= 1 && a->flags & NF_HEADER && ! a->outer;
	if ( lazy ) here = scope_to_file();
	if ( a->forall ) {
		scope_enter( SCOPE_PROTOTYPE );
		a->poly = generic_open( a );
	}
	/* types in an unnamed member belong to all */
	bool scope = ! options.c_mode && (a->name || ! scope_aggregate());
	if ( scope ) {
		scope_enter( SCOPE_AGG );
		scope_set_aggregate( a );
	}
	Fields f = { 0 };
	if ( ! a->members || a->members->kind != D_FIELD )
		for ( Node ** p = &a->members; *p; p = &(*p)->next ) member( a, p, &f );
	else for EACH( m, a->members ) vec_push( &f.list, AS( Decl, m ) );
	if ( scope ) scope_leave();
	if ( a->forall ) scope_leave();
	if ( lazy ) scope_back( here );
	declaring = outer;
	for ( uint32_t i = 0; i < f.list.len; i += 1 )
		info->contains |= ! f.list.at[i]->name || f.list.at[i]->storage & DS_INLINE_MEMBER;
	info->fields = f.list.at;
	info->n = f.list.len;
	a->complete = 1;
	info->done = true;
}

/* ===== search =========================================================================================== */

static Decl * direct_member( AggInfo * info, const Str * name ) {
	if ( info->n <= FEW_FIELDS ) {
		for ( unsigned i = 0; i < info->n; i += 1 )
			if ( info->fields[i]->name == name ) return info->fields[i];
		return NULL;
	}
	if ( ! info->indexed ) {
		for ( unsigned i = info->n; i > 0; i -= 1 )
			if ( info->fields[i - 1]->name )
				table_put( &info->names, info->fields[i - 1]->name, info->fields[i - 1] );
		info->indexed = true;
	}
	return table_get( &info->names, name );
}

Decl * find_member( Agg * a, Str * name, Decl ** path, unsigned * n ) {
	agg_members( a );
	AggInfo * info = agg_info( agg_definition( a ) );
	Decl * d = direct_member( info, name );
	if ( d ) return d;
	unsigned depth = *n;
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		if ( ! is_transparent( info->fields[i] ) ) continue;
		path[depth] = info->fields[i];
		*n = depth + 1;
		d = find_member( AS( Agg, ct( info->fields[i]->type )->decl ), name, path, n );
		if ( d ) return d;
	}
	*n = depth;
	return NULL;
}

Node * agg_nested( Agg * a, const Str * name ) {
	agg_members( a );
	AggInfo * info = agg_info( agg_definition( a ) );
	for ( uint32_t i = 0; i < info->nested.len; i += 1 ) {
		Node * n = info->nested.at[i];
		const Str * own = n->kind == D_AGG ? AS( Agg, n )->name
			: n->kind == D_ENUM ? AS( Enum, n )->name : AS( Decl, n )->name;
		if ( own == name ) return n;
	}
	return NULL;
}
