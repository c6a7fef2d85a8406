/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Aggregates, enumerations, traits, forall clauses (chapter 01, 7, 9, 14; chapter 04, 4.2).
 */
#include "Parser/internal.h"

static int member_kind = D_FIELD;                       /* what declarators of the body at hand are */
static VEC( int ) kinds;

/* A body opens: struct members are fields, those of traits and assertions are objects. */
static void body_begin( int kind ) {
	vec_push( &kinds, member_kind );
	member_kind = kind;
}

static void body_end( void ) {
	if ( kinds.len ) member_kind = kinds.at[--kinds.len];
}

void agg_start( void ) { member_kind = D_FIELD; kinds.len = 0; }

/* The key and tag of an aggregate. Attributes behind the tag belong to it only if a body follows. */
Node * agg_begin( Tok key, Node * attrs, Tok * tag, Node * more ) {
	TagSpec * spec = MAKE( TagSpec, T_TAG, key.loc );
	spec->key = (int)keyword_of( key.str )->arg;
	spec->attrs = attrs;
	spec->args = more;
	spec->has_args = more ? -1 : 0;
	if ( ! tag ) return (Node *)spec;
	spec->id = tag->str;
	return (Node *)spec;
}

Node * agg_mutex( Node * head, Loc loc ) {
	static const char * const keys[] =
		{ [AGG_GENERATOR] = "generator", [AGG_COROUTINE] = "coroutine", [AGG_THREAD] = "thread" };
	TagSpec * spec = AS( TagSpec, head );
	if ( spec->key == AGG_GENERATOR || spec->key == AGG_COROUTINE || spec->key == AGG_THREAD ) {
		diag_error( loc, "monitor %s is currently unimplemented.", keys[spec->key] );
	} else {
		if ( spec->key != AGG_STRUCT ) illegal( loc, "only a struct can be mutex." );
		spec->key = AGG_MONITOR;
	}
	spec->loc = loc;
	return head;
}

/* The types that come with an exception (chapter 05, 3.2) are known from here on. */
static void exception_tags( const TagSpec * spec ) {
	if ( spec->key != AGG_EXCEPTION || ! spec->id ) return;
	class_add_tag( intern_fmt( "%s_vtable", spec->id->text ), false, class_in_forall() );
	class_add_tag( intern_fmt( "__cfatid_struct_%s", spec->id->text ), false, class_in_forall() );
}

int agg_body( Node * head ) {
	TagSpec * spec = AS( TagSpec, head );
	exception_tags( spec );
	class_add_tag( spec->id, true, class_in_forall() );
	body_begin( D_FIELD );
	return class_enter_aggregate( spec->id );
}

static Node * join( Node * a, Node * b ) {
	NodeList list = { 0 };
	list_push( &list, a );
	list_push( &list, b );
	return list.head;
}

static Agg * agg_def( TagSpec * spec, Loc loc ) {
	Agg * agg = MAKE( Agg, D_AGG, loc );
	agg->order = parser_order();
	agg->key = spec->key;
	agg->name = spec->id;
	agg->attrs = spec->attrs;
	agg->flags |= decl_flags( loc );
	spec->attrs = NULL;
	spec->def = (Node *)agg;
	return agg;
}

Node * agg_end( Node * head, int depth, Node * members, Node * attrs ) {
	TagSpec * spec = AS( TagSpec, head );
	body_end();
	scope_pop_to( depth );
	if ( spec->has_args < 0 ) {
		spec->attrs = join( spec->attrs, spec->args );
		spec->args = NULL;
		spec->has_args = 0;
	}
	Agg * agg = agg_def( spec, spec->loc );
	agg->attrs = join( agg->attrs, attrs );
	agg->members = members;
	agg->complete = 1;
	return head;
}

Node * agg_args( Node * head, Node * args ) {
	AS( TagSpec, head )->args = args;
	AS( TagSpec, head )->has_args = 1;
	return head;
}

/* An aggregate without body: its first mention declares the tag. */
Node * agg_use( Node * head ) {
	TagSpec * spec = AS( TagSpec, head );
	if ( spec->id ) class_add_tag( spec->id, false, class_in_forall() );
	return head;
}

Node * agg_instance( Tok key, Node * attrs, Tok tag, Node * args ) {
	return agg_args( agg_begin( key, attrs, &tag, NULL ), args );
}

/* `struct S;`: a forward declaration; `exception E;` is complete (chapter 05, 2.1). */
void tag_forward( TagSpec * spec ) {
	if ( spec->kind == T_ENUM ) {
		Enum * e = MAKE( Enum, D_ENUM, spec->loc );
		e->name = spec->id;
		e->attrs = spec->attrs;
		e->flags |= decl_flags( spec->loc );
		spec->attrs = NULL;
		spec->def = (Node *)e;
		return;
	}
	class_add_tag( spec->id, true, class_in_forall() );
	exception_tags( spec );
	Agg * agg = agg_def( spec, spec->loc );
	agg->complete = spec->key == AGG_EXCEPTION;
}

/* --- members -------------------------------------------------------------------------------------------- */

Node * member_new( Declarator * d, Node * width, Node * attrs ) {
	declr_attrs( d, attrs );
	Loc at = d->loc.file ? d->loc : width ? width->loc : filter_last_loc();
	d->loc = at;
	Decl * decl = AS( Decl, decl_new( member_kind, NULL, d ) );
	if ( decl->name && decl->name->text[0] == '@' ) decl->name = NULL;
	decl->width = width;
	return (Node *)decl;
}

Node * member_init( Node * member, Init init ) {
	AS( Decl, member )->init = init.value;
	AS( Decl, member )->init_kind = init.kind;
	return member;
}

Node * member_attrs( Node * member, Node * attrs ) {
	AS( Decl, member )->attrs = join( attrs, AS( Decl, member )->attrs );
	return member;
}

/* A declaration with its members (`inline S;`, `int a, b : 3;`, nested typedefs). */
Node * member_group( Specs * specs, Node * members ) {
	for EACH( m, members ) {
		Decl * decl = AS( Decl, m );
		if ( specs->storage & DS_TYPEDEF ) decl->kind = D_TYPEDEF;
		if ( member_kind == D_FIELD && ( specs->storage & DS_INLINE ) ) {
			decl->storage = DS_INLINE_MEMBER;
			if ( decl->name ) diag_error( decl->loc, "invalid function specifier for %s", decl->name->text );
		}
		finish_member( specs, decl );
	}
	DeclList list = { .specs = specs, .list = { members, members } };
	if ( member_kind == D_FIELD ) specs->storage &= ~DS_INLINE;
	if ( specs->forall && specs->has_def && ! specs->forall_late ) give_forall( specs );
	return decl_group( &list );
}

Node * member_only( Specs * specs ) {
	if ( member_kind == D_FIELD && ( specs->storage & DS_INLINE ) ) {
		Declarator * d = declr_abstract();
		d->loc = specs->type ? specs->type->loc : specs->loc;
		return member_group( specs, member_new( d, NULL, NULL ) );
	}
	Node * type = specs->type;
	bool tag = type && type->kind == T_TAG;
	if ( tag && ! AS( TagSpec, type )->id && AS( TagSpec, type )->def ) {
		/* an unnamed member: struct { ... }; */
		Declarator * d = declr_abstract();
		d->loc = type->loc;
		return member_group( specs, member_new( d, NULL, NULL ) );
	}
	return decl_only( specs );
}

/* --- enumerations (chapter 01, section 9) --------------------------------------------------------------- */

Node * enum_begin( Tok key, int kind, Node * base, Node * attrs, Tok * tag, Node * more ) {
	TagSpec * spec = AS( TagSpec, agg_begin( key, attrs, tag, more ) );
	spec->kind = T_ENUM;
	spec->key = AGG_ENUM;
	if ( kind != ENUM_PLAIN ) {
		Enum * e = MAKE( Enum, D_ENUM, key.loc );
		e->kind_of = kind;
		e->base = base;
		spec->def = (Node *)e;
	}
	return (Node *)spec;
}

Node * enum_end( Node * head, int hidden, Node * members, Node * attrs ) {
	TagSpec * spec = AS( TagSpec, head );
	if ( spec->has_args < 0 ) {
		spec->attrs = join( spec->attrs, spec->args );
		spec->args = NULL;
		spec->has_args = 0;
	}
	Enum * e = spec->def ? AS( Enum, spec->def ) : MAKE( Enum, D_ENUM, spec->loc );
	e->name = spec->id;
	e->attrs = join( spec->attrs, attrs );
	e->hidden = hidden;
	e->members = members;
	e->complete = 1;
	e->flags |= decl_flags( spec->loc );
	spec->attrs = NULL;
	spec->def = (Node *)e;
	class_add_tag( spec->id, true, false );
	if ( hidden && ! spec->id ) {
		illegal( spec->loc, "hiding ('!') the enumerator names of an anonymous enumeration means the names are inaccessible." );
	}
	if ( ! members ) diag_error( spec->loc, "enumeration must have a minimum of one enumerator, empty enumerator list is meaningless." );
	return head;
}

Node * enum_use( Node * head ) {
	TagSpec * spec = AS( TagSpec, head );
	if ( spec->def ) AS( Enum, spec->def )->name = spec->id;
	if ( spec->id ) class_add_tag( spec->id, false, false );
	return head;
}

Node * enumerator( Tok name, Node * attrs, Node * value, int hide ) {
	Enumerator * e = MAKE( Enumerator, D_ENUMERATOR, name.loc );
	e->name = name.str;
	e->attrs = attrs;
	e->value = value;
	e->hide = hide;
	e->flags |= decl_flags( name.loc );
	class_add_ident( name.str );
	return (Node *)e;
}

Node * enumerator_inline( Tok name ) {
	Enumerator * e = MAKE( Enumerator, D_ENUMINLINE, name.loc );
	e->name = name.str;
	return (Node *)e;
}

/* --- forall and traits ---------------------------------------------------------------------------------- */

Node * forall_param( Tok name, int kind, Tok * enum_name ) {
	TypeParam * p = MAKE( TypeParam, D_TYPEPARAM, name.loc );
	p->kind_of = kind;
	p->name = name.str;
	if ( enum_name ) { p->enum_name = enum_name->str; class_add_parameter( enum_name->str, false ); }
	class_add_parameter( name.str, kind == TP_DIMENSION );
	return (Node *)p;
}

/* otype T, dtype T, ttype T: the seed forms (chapter 04, 4.19). */
Node * forall_old( Tok word, Tok name, int sigil ) {
	static const int kinds_of[] = { ['o'] = TP_OBJECT, ['d'] = TP_DATA, ['t'] = TP_PACK };
	int kind = kinds_of[(unsigned char)word.str->text[0]];
	return forall_param( name, sigil == TP_OBJECT ? kind : sigil, NULL );
}

/* `dtype T | sized( T )` means T *. */
Node * forall_end( Node * param, Node * init, Node * assertions ) {
	TypeParam * p = param ? AS( TypeParam, param ) : MAKE( TypeParam, D_TYPEPARAM, assertions->loc );
	if ( ! param ) p->kind_of = TP_NONE;
	p->init = init;
	p->assertions = assertions;
	return (Node *)p;
}

Node * assertion_trait( Tok name, Node * args ) {
	Assertion * a = MAKE( Assertion, A_TRAIT, name.loc );
	a->trait = name.str;
	a->args = args;
	return (Node *)a;
}

int trait_body( void ) {
	body_begin( D_OBJECT );
	return scope_push( SCOPE_PROTO );
}

Node * assertion_decls( Loc loc, Node * members, int depth ) {
	Assertion * a = MAKE( Assertion, A_DECLS, loc );
	a->decls = members;
	body_end();
	scope_pop_to( depth );
	return (Node *)a;
}

Node * trait_new( Specs * specs, Tok key, Tok name, Node * params, Node * members, int body, int depth ) {
	Trait * t = MAKE( Trait, D_TRAIT, name.loc );
	t->name = name.str;
	t->members = members;
	t->forall = specs ? specs->forall : params;
	t->old_form = ! specs;
	t->flags |= decl_flags( key.loc );
	body_end();
	scope_pop_to( body );
	scope_pop_to( depth );
	if ( specs ) specs_close( specs );
	else diag_warn( W_DEPRECIATED_TRAIT_SYNTAX, name.loc,
		"trait type-parameters, trait name(T,U), now specified using forall clause, forall(T,U) trait name." );
	return (Node *)t;
}
