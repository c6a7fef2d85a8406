/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the output needs. Whatever is resolved marks the names and types it refers to; here the marks are
 * followed: all declarations of a name, the definition of a tag, the bodies of header functions. Declarations
 * of headers without a mark are not emitted.
 */
#include "Resolve/declare.h"

static VEC( Node * ) queue;
static VEC( Decl * ) definitions, inlines, statics;     /* of headers: emitted whether used or not, perhaps */
static VEC( Str * ) names;                              /* named by attributes: alias( "f" ) */

void mark_used( Node * n ) {
	if ( n->flags & NF_USED ) return;
	n->flags |= NF_USED;
	vec_push( &queue, n );
}

void mark_type_used( QType q ) {
	for ( const Type * t = q.type; t; t = t->of.type ) {
		switch ( t->kind ) {
		  case TY_TYPEDEF: case TY_STRUCT: case TY_UNION: case TY_ENUM:
			mark_used( t->decl );
			return;
		  case TY_FUNCTION: case TY_TUPLE:
			for ( uint32_t i = 0; i < t->n; i += 1 ) mark_type_used( t->args[i] );
			break;
		  case TY_POINTER: case TY_REFERENCE: case TY_ARRAY: case TY_VECTOR: case TY_ATTR: break;
		  default: return;
		}
	}
}

void use_note_name( Str * name ) { if ( name ) vec_push( &names, name ); }

/* A declaration of a header: does it define something other units may refer to? */
void use_note_definition( Group * g, Decl * d ) {
	int storage = storage_of( g, d );
	bool keep = (d->attrs && attribute_keeps( d->attrs )) || (g && g->attrs && attribute_keeps( g->attrs ));
	if ( d->forall || (g && g->forall) ) return;
	if ( keep ) { vec_push( &definitions, d ); return; }
	if ( storage & DS_STATIC ) {
		if ( ! options.c_mode && d->kind == D_OBJECT && ! function_declarator( d ) ) vec_push( &statics, d );
		return;
	}
	if ( d->kind == D_FUNCTION ) {
		if ( ! (storage & DS_INLINE) ) vec_push( &definitions, d );
		else if ( ! attribute_of( g, d, "gnu_inline" ) ) vec_push( &inlines, d );
		else if ( ! (storage & DS_EXTERN) ) vec_push( &definitions, d );
		return;
	}
	if ( d->init ) { vec_push( &definitions, d ); return; }
	if ( storage & DS_EXTERN || function_declarator( d ) ) return;
	vec_push( &definitions, d );
}

/* C11 6.7.4 p7: an inline function is an external definition as soon as one declaration lacks inline or has
   extern. */
static bool defines_inline( const Decl * d ) {
	const Binding * b = scope_file_binding( d->name,
		options.c_mode || ! d->type.type ? NULL : declare_key( d ) );
	for ( const Decl * x = b && b->decl->kind != D_ENUMERATOR ? AS( const Decl, b->decl ) : d; x;
		x = AS( const Decl, x->prev ) ) {
		int storage = storage_of( x->owner && x->owner->kind == D_GROUP ? AS( const Group, x->owner ) : NULL,
			x );
		if ( ! (storage & DS_INLINE) || storage & DS_EXTERN ) return true;
	}
	return false;
}

/* A declaration and the earlier ones of its entity. */
static void mark_chain( Decl * d ) {
	for ( ; d && ! (d->flags & NF_FOLLOWED); d = AS( Decl, d->prev ) ) {
		d->flags |= NF_FOLLOWED;
		mark_used( (Node *)d );
	}
}

/* All file-scope declarations of an object or function: attributes may stand on any of them. */
static void follow_entity( Decl * d ) {
	if ( d->level > 1 || d->kind == D_FIELD || d->kind == D_PARAM || ! d->name ) return;
	scope_lookup( d->name );
	Binding * b = d->type.type ? scope_file_binding( d->name, options.c_mode ? NULL : declare_key( d ) )
		: NULL;
	if ( b && b->decl->kind != D_ENUMERATOR ) mark_chain( AS( Decl, b->decl ) );
	mark_chain( d );
	mark_type_used( d->type );
	if ( d->kind == D_FUNCTION && d->flags & NF_HEADER ) resolve_function_body( d );
}

static void follow( Node * n ) {
	switch ( n->kind ) {
	  case D_ENUMERATOR: if ( AS( Enumerator, n )->owner ) mark_used( AS( Enumerator, n )->owner ); break;
	  case D_ENUM:
		mark_used( (Node *)enum_definition( AS( Enum, n ) ) );
		if ( agg_parent( n ) ) mark_used( agg_parent( n ) );
		break;
	  case D_AGG: {
		Agg * a = agg_definition( AS( Agg, n ) );
		mark_used( (Node *)a );
		agg_members( a );
		if ( agg_parent( n ) ) mark_used( agg_parent( n ) );
		break;
	  }
	  case D_TYPEDEF: {
		Decl * d = AS( Decl, n );
		typedef_type( d );
		mark_type_used( d->type.type->kind == TY_TYPEDEF ? d->type.type->of : d->type );
		if ( d->level > 1 ) break;
		for ( TypeBinding * t = d->name->tags; t; t = t->outer )
			if ( t->node->kind == D_TYPEDEF && t->level == 1 ) mark_used( t->node );
		break;
	  }
	  case D_OBJECT: case D_FUNCTION: follow_entity( AS( Decl, n ) ); break;
	  default: break;
	}
}

void use_follow( void ) {
	uint32_t at = 0, named = 0;
	while ( at < queue.len || named < names.len ) {
		if ( at < queue.len ) { follow( queue.at[at++] ); continue; }
		for ( Binding * b = scope_lookup( names.at[named++] ); b; b = b->outer ) mark_used( b->decl );
	}
	queue.len = names.len = 0;
}

void use_finish( void ) {
	for ( uint32_t i = 0; i < definitions.len; i += 1 ) {
		Decl * d = definitions.at[i];
		scope_lookup( d->name );
		if ( d->kind == D_FUNCTION || ! type_is_function( d->type.type ? d->type : QT_ERROR )
			|| attribute_keeps( d->attrs ) )
			mark_used( (Node *)d );
	}
	for ( uint32_t i = 0; i < inlines.len; i += 1 )
		if ( ! (inlines.at[i]->flags & NF_USED) ) {
			scope_lookup( inlines.at[i]->name );
			if ( defines_inline( inlines.at[i] ) ) mark_used( (Node *)inlines.at[i] );
		}
	/* what constructors do, the program wants (chapter 03, 8.8) */
	for ( uint32_t i = 0; i < statics.len; i += 1 ) {
		scope_lookup( statics.at[i]->name );
		if ( statics.at[i]->construct || statics.at[i]->destroyer ) mark_used( (Node *)statics.at[i] );
	}
	use_follow();
	definitions.len = inlines.len = statics.len = 0;
}
