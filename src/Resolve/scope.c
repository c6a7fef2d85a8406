/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Scopes (chapter 03, section 1.3). A name's visible declarations hang on its Str, innermost first; each
 * scope keeps the list of what it declared and takes it off again when it is left. In C mode the head is the
 * meaning of the name; in C∀ the list is the overload set, from which a declaration unlinks the outer one of
 * the same type key.
 */
#include "Resolve/declare.h"

typedef struct Scope {
	int kind;
	uint32_t level, detour;
	Binding * bindings;
	TypeBinding * types;
	struct Scope * outer;
	Agg * agg;
} Scope;

static Scope * current, * file_scope;
/* bindings that a detour to the file scope would meet */
static unsigned local_types, local_hiding;
/* level of the scope that a detour to the file left, or 0 */
static uint32_t detour;
unsigned scope_version;
const Type lazy_key;

void scope_enter( int kind ) {
	Scope * s = NEW( Scope );
	s->kind = kind;
	s->outer = current;
	s->detour = detour;
	s->level = ! current ? 1 : current->level > detour ? current->level + 1 : detour + 1;
	s->agg = kind == SCOPE_AGG && current ? current->agg : NULL;
	current = s;
	if ( ! file_scope ) file_scope = s;
}

/* Take a binding off its name and show again what it hid. */
static void unlink_binding( Binding * b ) {
	if ( b->shadows ) local_hiding -= 1;
	Binding ** p = (Binding **)&b->name->decls;
	while ( *p && *p != b ) p = &(*p)->outer;
	if ( *p ) *p = b->outer;
	if ( ! b->hidden ) return;
	/* the hidden one goes back before the first that is further out than itself */
	for ( p = (Binding **)&b->name->decls; *p && (*p)->level > b->hidden->level; ) p = &(*p)->outer;
	b->hidden->outer = *p;
	*p = b->hidden;
}

static void unlink_type( TypeBinding * b ) {
	TypeBinding ** p = (TypeBinding **)&b->name->tags;
	while ( *p && *p != b ) p = &(*p)->outer;
	if ( *p ) *p = b->outer;
	if ( b->level > 1 ) local_types -= 1;
}

void scope_leave( void ) {
	for ( Binding * b = current->bindings; b; b = b->sibling ) unlink_binding( b );
	for ( TypeBinding * t = current->types; t; t = t->sibling ) unlink_type( t );
	scope_version += current->bindings || current->types;
	current = current->outer;
}

unsigned scope_level( void ) { return current ? current->level : 0; }
bool scope_is_file( void ) { return current == file_scope; }
int scope_kind( void ) { return current->kind; }
TypeBinding * scope_types( void ) { return current->types; }
Binding * scope_names( void ) { return current->bindings; }

bool scope_is_polymorphic( void ) {
	for ( const Scope * s = current; s; s = s->outer )
		for ( const Binding * b = s->bindings; b && s != file_scope; b = b->sibling )
			if ( b->decl->kind == D_OBJECT && AS( const Decl, b->decl )->owner
				&& AS( const Decl, b->decl )->owner->kind == D_TYPEPARAM )
				return true;
	return false;
}

Agg * scope_aggregate( void ) { return current->agg; }
void scope_set_aggregate( Agg * agg ) { current->agg = agg; }

/* ===== identifiers ====================================================================================== */

static Binding * push( Scope * s, Str * name, Node * decl, const Type * key ) {
	Binding * b = NEW( Binding );
	b->decl = decl;
	b->name = name;
	b->key = key;
	b->level = s->level;
	b->outer = name->decls;
	b->sibling = s->bindings;
	name->decls = s->bindings = b;
	scope_version += 1;
	return b;
}

void scope_bind_lazy( Str * name, Decl * decl ) { push( file_scope, name, (Node *)decl, &lazy_key ); }

/* Give the lazy bindings at the head of the list their types, oldest first. Each is taken out and comes back
   by way of declare_lazy; a lookup of the same name on the way sees those that are ready. */
static void normalise( Str * name ) {
	VEC( Binding * ) found = { 0 };
	Binding * b = name->decls;
	for ( ; b && b->key == &lazy_key; b = b->outer ) vec_push( &found, b );
	name->decls = b;
	Suspended s = scope_to_file();
	for ( uint32_t i = found.len; i > 0; i -= 1 ) declare_lazy( AS( Decl, found.at[i - 1]->decl ) );
	scope_back( s );
}

static inline void make_ready( const Str * name ) {
	const Binding * b = name->decls;
	if ( b && b->key == &lazy_key ) normalise( (Str *)name );
}

Binding * scope_lookup( const Str * name ) {
	make_ready( name );
	return name->decls;
}

/* Where identifiers go: enumerators declared in an aggregate belong to the scope around it and its clause. */
static Scope * identifier_scope( void ) {
	Scope * s = current;
	while ( s->kind == SCOPE_AGG )
		s = s->agg->forall && s->outer->kind == SCOPE_PROTOTYPE ? s->outer->outer : s->outer;
	return s;
}

/* Enter a declaration. C∀: hides the outer one of the same key (chapter 03, 1.3). */
Binding * scope_bind( Str * name, Node * decl, const Type * key ) {
	make_ready( name );
	Scope * s = identifier_scope();
	Binding * hidden = NULL;
	if ( ! options.c_mode && key ) {
		for ( Binding ** p = (Binding **)&name->decls; *p; p = &(*p)->outer ) {
			if ( (*p)->key != key || ((*p)->level == s->level
				&& (! (*p)->with_object || (*p)->decl->kind == decl->kind)) )
				continue;
			hidden = *p;
			*p = hidden->outer;
			break;
		}
	}
	bool shadows = s->level > 1 && (hidden || name->decls);
	Binding * b = push( s, name, decl, key );
	b->hidden = hidden;
	b->shadows = shadows;
	if ( shadows ) local_hiding += 1;
	return b;
}

Binding * scope_here( const Str * name, const Type * key ) {
	make_ready( name );
	uint32_t level = identifier_scope()->level;
	for ( Binding * b = name->decls; b && b->level >= level; b = b->outer ) {
		if ( b->level != level || b->with_object ) continue;
		if ( options.c_mode || b->key == key ) return b;
	}
	return NULL;
}

Binding * scope_file_binding( const Str * name, const Type * key ) {
	make_ready( name );
	for ( Binding * b = name->decls; b; b = b->outer ) {
		if ( b->level == 1 && (options.c_mode || b->key == key) ) return b;
		for ( Binding * h = b->hidden; h; h = h->hidden )
			if ( h->level == 1 && h->key == key ) return h;
	}
	return NULL;
}

/* ===== types ============================================================================================ */

static void push_type( Scope * s, Str * name, Node * node ) {
	TypeBinding * t = NEW( TypeBinding );
	t->node = node;
	t->name = name;
	t->level = s->level;
	t->outer = name->tags;
	t->sibling = s->types;
	name->tags = s->types = t;
	if ( s->level > 1 ) local_types += 1;
	scope_version += 1;
}

void scope_bind_tag( Str * name, Node * node ) { push_type( current, name, node ); }
void scope_bind_type( Str * name, Node * node ) { push_type( current, name, node ); }

void scope_bind_tag_outside( Str * name, Node * node ) {
	Scope * s = current;
	while ( s->kind == SCOPE_AGG ) s = s->outer;
	push_type( s, name, node );
}

static bool is_tag( const Node * n ) { return n->kind == D_AGG || n->kind == D_ENUM; }

Node * scope_lookup_tag( const Str * name, bool current_only ) {
	for ( TypeBinding * t = name->tags; t; t = t->outer ) {
		if ( current_only && t->level < current->level ) return NULL;
		if ( is_tag( t->node ) ) return t->node;
	}
	return NULL;
}

void scope_redefine_tag( const Str * name, Node * old, Node * node ) {
	for ( TypeBinding * t = name->tags; t; t = t->outer )
		if ( t->node == old ) { t->node = node; scope_version += 1; return; }
}

Node * scope_type_here( const Str * name ) {
	for ( TypeBinding * t = name->tags; t && t->level == current->level; t = t->outer )
		if ( ! is_tag( t->node ) ) return t->node;
	return NULL;
}

/* A typedef or type parameter. C∀: else a tag; of two scopes the inner one counts (chapter 03, 1.1), unless
   the tag is only mentioned there. */
Node * scope_lookup_type( const Str * name ) {
	Node * tag = NULL;
	uint32_t level = 0;
	for ( TypeBinding * t = name->tags; t; t = t->outer ) {
		if ( ! is_tag( t->node ) ) {
			bool hidden = tag && ! options.c_mode && t->level < level && ! (tag->flags & NF_IMPLICIT);
			return hidden ? tag : t->node;
		}
		if ( tag ) continue;
		tag = t->node;
		level = t->level;
	}
	return tag && (! options.c_mode || ! name->decls) ? tag : NULL;
}

/* ===== suggestions ====================================================================================== */

const Str * scope_suggest( const Str * name, bool types ) {
	Speller speller = { .name = name };
	for ( const Scope * s = current; s; s = s->outer ) {
		if ( types )
			for ( const TypeBinding * t = s->types; t; t = t->sibling ) speller_offer( &speller, t->name );
		else for ( const Binding * b = s->bindings; b; b = b->sibling ) speller_offer( &speller, b->name );
	}
	return speller.best;
}

/* ===== detours to the file scope ======================================================================== */

/* Take the bindings of inner scopes away, or put them back: only when some of them may be in the way. */
static void hide_locals( Scope * innermost ) {
	for ( Scope * s = innermost; s != file_scope; s = s->outer ) {
		for ( Binding * b = s->bindings; b; b = b->sibling ) unlink_binding( b );
		for ( TypeBinding * t = s->types; t; t = t->sibling ) unlink_type( t );
	}
}

static void show_bindings( Binding * b ) {
	if ( ! b ) return;
	show_bindings( b->sibling );
	if ( b->hidden ) {
		Binding ** p = (Binding **)&b->name->decls;
		while ( *p && *p != b->hidden ) p = &(*p)->outer;
		if ( *p ) *p = b->hidden->outer;
	}
	b->outer = b->name->decls;
	b->name->decls = b;
	if ( b->shadows ) local_hiding += 1;
}

static void show_types( TypeBinding * t ) {
	if ( ! t ) return;
	show_types( t->sibling );
	t->outer = t->name->tags;
	t->name->tags = t;
	if ( t->level > 1 ) local_types += 1;
}

static void show_locals( Scope * s ) {
	if ( s == file_scope ) return;
	show_locals( s->outer );
	show_bindings( s->bindings );
	show_types( s->types );
}

Suspended scope_to_file( void ) {
	Suspended s = { .scope = current, .function = current_function };
	if ( current == file_scope ) return s;
	s.moved = true;
	if ( local_types || local_hiding ) {
		hide_locals( current );
		s.unlinked = true;
		scope_version += 1;
	}
	if ( current->level > detour ) detour = current->level;
	current = file_scope;
	current_function = NULL;
	return s;
}

void scope_back( Suspended s ) {
	if ( ! s.moved ) return;
	current = s.scope;
	detour = s.scope->detour;
	current_function = s.function;
	if ( ! s.unlinked ) return;
	show_locals( s.scope );
	scope_version += 1;
}
