/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Scoped classification of names: type name, generic type name, or anything else (chapter 01, section 3).
 * Str.class is the innermost entry of a name; only types, and what hides a type, have entries.
 *
 *	typedef int T;          T: type
 *	void f( int T ) { }     T: identifier inside the prototype and the body, type behind it
 */
#include "Parser/internal.h"

typedef struct Scope { uint8_t kind; Entry * entries; Entry ** nested; } Scope;
static VEC( Scope ) scopes;
static Entry * file_entries;
static Entry * body_of;                                 /* tag whose definition was entered last */

int scope_push( int kind ) {
	int depth = (int)scopes.len;
	vec_push( &scopes, ((Scope){ .kind = (uint8_t)kind }) );
	return depth;
}

void class_forget( void ) {
	for ( Entry * e = file_entries; e; e = e->in_scope ) e->name->class = NULL;
	file_entries = body_of = NULL;
}

int scope_depth( void ) { return (int)scopes.len; }

/* Close the scopes above `depth`. The token read ahead was classified inside them: again, if something
   changed. */
void scope_pop_to( int depth ) {
	bool changed = false;
	while ( (int)scopes.len > depth ) {
		Scope * scope = &scopes.at[--scopes.len];
		for ( Entry * e = scope->entries; e; e = e->in_scope ) {
			e->name->class = e->outer;
			changed = true;
		}
	}
	if ( changed ) parser_refresh();
}

/* Types inside an unnamed member of an aggregate are types of the aggregate. */
static bool is_unnamed_member( int depth ) {
	const Scope * s = &scopes.at[depth - 1];
	return s->kind == SCOPE_AGG && ! s->nested && depth > 1 && s[-1].kind == SCOPE_AGG && ! options.c_mode;
}

/* Depth of the scope that declarations go to: parameters of forall have one of their own around a
   declaration. */
static int declaration_depth( void ) {
	int depth = (int)scopes.len;
	while ( depth > 0 && (scopes.at[depth - 1].kind == SCOPE_FORALL || is_unnamed_member( depth )) )
		depth -= 1;
	return depth;
}

/* Enter a name into the scope of this depth, below the entries of deeper scopes. */
static Entry * enter( Str * name, Class cls, int depth ) {
	Entry * e = NEW( Entry );
	e->name = name;
	e->cls = (uint8_t)cls;
	e->depth = depth;
	Entry ** at = (Entry **)&name->class;
	while ( *at && (*at)->depth > depth ) at = &(*at)->outer;
	e->outer = *at;
	*at = e;
	Entry ** list = depth > 0 ? &scopes.at[depth - 1].entries : &file_entries;
	e->in_scope = *list;
	*list = e;
	return e;
}

/* A tag, and an object or function declared before it. */
bool class_is_ordinary( const Str * name ) {
	return ( name->flags & STR_ORDINARY ) && name->class && ( (Entry *)name->class )->is_tag;
}

void class_add_ident( Str * name ) {
	if ( ! name ) return;
	int depth = declaration_depth();
	if ( depth == 0 ) name->flags |= STR_ORDINARY;
	Entry * e = name->class;
	if ( ! e ) return;
	while ( e && e->depth > depth ) e = e->outer;
	if ( e && e->cls != CL_IDENT ) enter( name, CL_IDENT, depth );
}

/* Make the entry known as a type nested in the aggregate whose body is open. */
static void nest( Entry * e, int depth ) {
	if ( depth == 0 || ! scopes.at[depth - 1].nested ) return;
	Entry ** list = scopes.at[depth - 1].nested;
	Entry * copy = NEW( Entry );
	*copy = *e;
	copy->sibling = *list;
	*list = copy;
}

void class_add_type( Str * name, bool generic, const Entry * like ) {
	if ( ! name ) return;
	int depth = declaration_depth();
	Entry * e = name->class;
	Class cls = generic ? CL_GENERIC : CL_TYPE;
	if ( e && e->depth == depth && e->cls == cls && ! e->is_tag ) {
		if ( like ) e->nested = like->nested;
		return;
	}
	e = enter( name, cls, depth );
	if ( like ) e->nested = like->nested;
	nest( e, depth );
}

void class_add_parameter( Str * name, bool dimension ) {
	if ( ! name ) return;
	enter( name, dimension ? CL_IDENT : CL_TYPE, (int)scopes.len );
}

/* In C mode tags are names of their own; otherwise they are type names from here on (3.2.2). */
void class_add_tag( Str * name, bool define, bool generic ) {
	body_of = NULL;
	if ( ! name || ! lexer_cfa_words() ) return;
	int depth = declaration_depth();
	if ( options.c_mode ) while ( depth > 0 && scopes.at[depth - 1].kind == SCOPE_AGG ) depth -= 1;
	Class cls = generic ? CL_GENERIC : CL_TYPE;
	Entry * e = name->class;
	while ( e && e->depth > depth ) e = e->outer;
	if ( ! define ) for ( const Entry * o = name->class; o; o = o->outer ) if ( o->cls != CL_IDENT ) return;
	if ( e && e->depth == depth && e->cls != CL_IDENT ) {
		if ( define ) { if ( generic ) e->cls = CL_GENERIC; body_of = e; }
		return;
	}
	Entry ** nested = NULL;
	for ( Entry * o = e; o && o->depth == depth; o = o->outer ) if ( o->is_tag ) nested = o->nested;
	e = enter( name, cls, depth );
	e->is_tag = 1;
	e->nested = nested ? nested : NEW( Entry * );
	nest( e, depth );
	if ( define ) body_of = e;
}

/* The body of the aggregate whose head was entered last. */
int class_enter_aggregate( Str * tag ) {
	int depth = scope_push( SCOPE_AGG );
	if ( tag && body_of && body_of->name == tag ) scopes.at[scopes.len - 1].nested = body_of->nested;
	body_of = NULL;
	return depth;
}

void class_add_undeclared( Str * name ) {
	enter( name, CL_TYPE, 0 )->undeclared = 1;
}

const Entry * class_nested( const Entry * outer, const Str * name ) {
	if ( ! outer || ! outer->nested ) return NULL;
	for ( const Entry * e = *outer->nested; e; e = e->sibling ) if ( e->name == name ) return e;
	return NULL;
}

/* Is a forall open that belongs to the declaration at hand, or a group of forall around it? */
bool class_in_forall( void ) {
	return scopes.len > 0 && scopes.at[scopes.len - 1].kind == SCOPE_FORALL;
}
