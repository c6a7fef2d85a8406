/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Declarations, aggregates and enumerations as source.
 */
#include "AST/source.h"

static void put_storage( Source * s, int storage ) {
	if ( storage & DS_TYPEDEF ) put( s, "typedef " );
	if ( storage & DS_EXTERN ) put( s, "extern " );
	if ( storage & DS_STATIC ) put( s, "static " );
	if ( storage & DS_AUTO ) put( s, "auto " );
	if ( storage & DS_REGISTER ) put( s, "register " );
	if ( storage & DS_THREAD ) put( s, storage & DS_GNU_THREAD ? "__thread " : "_Thread_local " );
	if ( storage & ( DS_INLINE | DS_INLINE_MEMBER ) ) put( s, "inline " );
	if ( storage & DS_NORETURN ) put( s, "_Noreturn " );
	if ( storage & DS_FORTRAN ) put( s, "fortran " );
}

/* Declarations between braces, one a line. */
static void put_block( Source * s, const Node * decls ) {
	put( s, "{" );
	s->indent += 1;
	for EACH( d, (Node *)decls ) {
		put_newline( s );
		put_declaration( s, d );
	}
	s->indent -= 1;
	put_newline( s );
	put( s, "}" );
}

void put_aggregate( Source * s, const Agg * a ) {
	put( s, source_key_word[a->key] );
	put( s, " " );
	put_attrs( s, a->attrs );
	put_id( s, a->name );
	if ( ! a->complete ) return;
	if ( a->name ) put( s, " " );
	put_block( s, a->members );
}

static void put_enumerator( Source * s, const Enumerator * e ) {
	if ( e->kind == D_ENUMINLINE ) put( s, "inline " );
	else if ( e->hide ) put( s, e->hide == '^' ? "^" : "!" );
	put_id( s, e->name );
	put_attrs_behind( s, e->attrs );
	if ( e->value ) {
		put( s, " = " );
		put_init( s, e->value );
	}
}

void put_enumeration( Source * s, const Enum * e ) {
	put( s, "enum" );
	if ( e->kind_of == ENUM_OPAQUE ) put( s, "()" );
	if ( e->kind_of == ENUM_TYPED ) {
		put( s, "( " );
		put_type( s, e->base );
		put( s, " )" );
	}
	put( s, " " );
	put_attrs( s, e->attrs );
	put_id( s, e->name );
	if ( e->hidden ) put( s, " !" );
	if ( ! e->complete ) return;
	put( s, e->name || e->hidden ? " { " : "{ " );
	for EACH( n, e->members ) {
		put_separator( s, n, e->members, ", " );
		if ( n->kind == D_DIRECTIVE ) put_directive( s, AS( Directive, n ) );
		else put_enumerator( s, AS( Enumerator, n ) );
	}
	put( s, " }" );
}

static void put_initialiser( Source * s, const Decl * d ) {
	switch ( d->init_kind ) {
	case INIT_DELETED: put( s, " = void" ); return;
	case INIT_AT: put( s, " @= " ); break;
	case INIT_CTOR: break;
	default:
		if ( ! d->init ) return;
		put( s, " = " );
	}
	put_init( s, d->init );
}

/* What follows the shared specifiers. */
static void put_one( Source * s, const Decl * d ) {
	put_declarator( s, d->mods, d->name );
	if ( d->width ) {
		put( s, " : " );
		put_expr( s, d->width, P_COND );
	}
	if ( d->asm_name ) {
		put( s, " asm( " );
		put_expr( s, d->asm_name, P_PRIMARY );
		put( s, " )" );
	}
	put_attrs_behind( s, d->attrs );
	put_initialiser( s, d );
}

/* The specifiers of a declarator: named results stand in the place of the type (chapter 01, 6.5). */
static void put_specifiers_of( Source * s, const Node * spec, const Decl * d ) {
	const Node * m = d ? d->mods : NULL;
	while ( m && m->kind == T_ATTR ) m = AS( AttrSpec, m )->of;
	if ( m && m->kind == T_FUNCTION && AS( FunctionSpec, m )->results )
		put_results( s, AS( FunctionSpec, m ) );
	else put_specifiers( s, spec );
}

/* Type parameters of an aggregate defined among the specifiers. */
static const Node * forall_of( const Node * spec ) {
	while ( spec && spec->kind == T_QUAL ) spec = AS( QualSpec, spec )->of;
	return spec && spec->kind == T_TAG && AS( TagSpec, spec )->def
		? AS( Agg, AS( TagSpec, spec )->def )->forall : NULL;
}

static void put_group( Source * s, const Group * g ) {
	put_attrs( s, g->attrs );
	put_forall( s, g->forall ? g->forall : forall_of( g->spec ) );
	int storage = g->storage;
	if ( g->decls && g->decls->kind == D_FIELD ) storage |= AS( Decl, g->decls )->storage & DS_INLINE_MEMBER;
	put_storage( s, storage );
	put_specifiers_of( s, g->spec, AS( Decl, g->decls ) );
	for EACH( n, g->decls ) {
		const Decl * d = AS( Decl, n );
		put( s, n == g->decls ? " " : ", " );
		bool unnamed = n->kind == D_FIELD && ! d->name && ! d->mods && ! d->width
			&& ! ( storage & DS_INLINE_MEMBER );
		/* storage without a name */
		if ( unnamed && g->spec && g->spec->kind == T_BASIC ) put( s, "@" );
		put_one( s, d );
	}
}

/* A declaration that has its specifiers itself. */
static void put_single( Source * s, const Decl * d ) {
	put_forall( s, d->forall );
	put_storage( s, d->storage );
	bool definition = d->kind == D_FUNCTION;
	if ( definition ) put_attrs( s, d->attrs );
	size_t before = s->out.len;
	put_specifiers_of( s, d->spec, d );
	if ( s->out.len > before && ( d->name || d->mods || d->width ) ) put( s, " " );
	if ( ! definition ) {
		put_one( s, d );
		return;
	}
	put_declarator( s, d->mods, d->name );
	if ( d->asm_name ) {
		put( s, " asm( " );
		put_expr( s, d->asm_name, P_PRIMARY );
		put( s, " )" );
	}
	for EACH( k, d->kr_decls ) {
		put_newline( s );
		put_declaration( s, k );
	}
	if ( d->withs ) {
		put( s, " with( " );
		put_expr_list( s, d->withs );
		put( s, " )" );
	}
	put( s, " " );
	if ( s->brief ) put( s, "{...}" ); else if ( d->body ) put_compound( s, AS( Compound, d->body ) );
}

void put_param( Source * s, const Node * n ) {
	if ( IS_EXPR( n ) ) {
		put_expr( s, n, P_ASSIGN );
	} else if ( n->kind == D_GROUP ) {
		put_group( s, AS( Group, n ) );
	} else if ( n->kind >= T_BASIC && n->kind <= T_FORALL ) {
		put_type( s, n );
	} else {
		put_single( s, AS( Decl, n ) );
	}
}

static void put_linkage( Source * s, const Linkage * l ) {
	put( s, l->c ? "extern \"C\" " : "extern \"Cforall\" " );
	if ( l->braces ) put_block( s, l->decls ); else if ( l->decls ) put_declaration( s, l->decls );
}

static void put_trait( Source * s, const Trait * t ) {
	if ( ! t->old_form ) put_forall( s, t->forall );
	put( s, "trait " );
	put_id( s, t->name );
	if ( t->old_form ) {
		Source params = { .brief = s->brief };
		put_forall( &params, t->forall );
		put( s, params.out.len > 6 ? buf_text( &params.out ) + 6 : "()" );
	}
	put( s, " " );
	put_block( s, t->members );
}

static void put_static_assert( Source * s, const StaticAssert * a ) {
	put( s, "_Static_assert( " );
	put_expr( s, a->cond, P_ASSIGN );
	if ( a->message ) {
		put( s, ", " );
		put_expr( s, a->message, P_ASSIGN );
	}
	put( s, " )" );
}

void put_declaration_open( Source * s, const Node * n ) {
	if ( n->flags & NF_EXTENSION ) put( s, "__extension__ " );
	switch ( n->kind ) {
	case D_GROUP: put_group( s, AS( Group, n ) ); break;
	case D_AGG:
		put_forall( s, AS( Agg, n )->forall );
		put_aggregate( s, AS( Agg, n ) );
		break;
	case D_ENUM: put_enumeration( s, AS( Enum, n ) ); break;
	case D_STATICASSERT: put_static_assert( s, AS( StaticAssert, n ) ); break;
	case D_ASM:
		put( s, "asm( " );
		put_expr( s, AS( FileAsm, n )->text, P_PRIMARY );
		put( s, " )" );
		break;
	case D_TRAIT: put_trait( s, AS( Trait, n ) ); break;
	case D_LINKAGE: put_linkage( s, AS( Linkage, n ) ); break;
	case D_DIRECTIVE: put_directive( s, AS( Directive, n ) ); break;
	case D_DISTRIBUTION: {
		const Distribution * d = AS( Distribution, n );
		put_attrs( s, d->attrs );
		put_forall( s, d->forall );
		put_storage( s, d->storage );
		put_quals( s, d->quals );
		put_block( s, d->decls );
		break;
	}
	case D_TYPEPARAM: put_id( s, AS( TypeParam, n )->name ); break;
	case D_ENUMERATOR: case D_ENUMINLINE: put_enumerator( s, AS( Enumerator, n ) ); break;
	default:
		put_single( s, AS( Decl, n ) );
	}
}

void put_declaration( Source * s, const Node * n ) {
	put_declaration_open( s, n );
	switch ( n->kind ) {
	case D_FUNCTION: case D_LINKAGE: case D_DIRECTIVE: case D_DISTRIBUTION: break;
	default: put( s, ";" );
	}
}
