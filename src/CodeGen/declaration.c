/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Declarations as C text, in source order, one after another; what nothing emitted needs is left out.
 *
 *     typedef struct { int x; } T, * P;        (P unused)        typedef struct { int x; } T;
 */
#include "CodeGen/emit.h"

/* --- what is needed ------------------------------------------------------------------------------------- */

Node * emit_definition_in( Node * spec ) {
	Node * leaf = emit_leaf_of( spec );
	while ( leaf && ( leaf->kind == T_QUAL || leaf->kind == T_ATOMIC ) )
		leaf = emit_leaf_of( leaf->kind == T_QUAL ? AS( QualSpec, leaf )->of : AS( WrapSpec, leaf )->of );
	return leaf && ( leaf->kind == T_TAG || leaf->kind == T_ENUM ) ? AS( TagSpec, leaf )->def : NULL;
}

static bool defines_used( Node * def ) {
	if ( def->flags & NF_USED ) return true;
	if ( def->kind == D_ENUM ) {
		for EACH( m, AS( Enum, def )->members ) if ( m->flags & NF_USED ) return true;
		return false;
	}
	for EACH( m, AS( Agg, def )->members ) {
		if ( m->kind == D_GROUP && emit_defines_used( AS( Group, m )->spec ) ) return true;
		if ( ( m->kind == D_AGG || m->kind == D_ENUM ) && defines_used( m ) ) return true;
	}
	return false;
}

bool emit_defines_used( Node * spec ) {
	Node * def = emit_definition_in( spec );
	return def && defines_used( def );
}

/* Is this declarator of a group wanted? Things of the main file always are. */
static bool is_wanted( const Node * group, const Node * decl ) {
	return ! emit.filter || ! ( ( group->flags | decl->flags ) & NF_HEADER ) || ( decl->flags & NF_USED );
}

/* --- aggregates ----------------------------------------------------------------------------------------- */

static void close_brace( void ) {
	emit.indent -= 1;
	if ( ! emit.marks ) emit_at( (Loc){ 0 } );
	else put_char( ' ' );
	put_char( '}' );
}

void emit_agg( Agg * agg ) {
	put_str( agg->key == AGG_UNION ? "union " : "struct " );
	emit_attrs( agg->attrs, true );
	const char * tag = emit_agg_tag( agg, ! options.c_mode && ! emit.unnamed );
	emit.unnamed = false;
	if ( tag ) put_str( tag );
	emit_note_tag( agg->name, AS( Node, agg ) );
	if ( ! agg->complete ) return;
	if ( tag ) put_char( ' ' );
	put_char( '{' );
	emit.indent += 1;
	bool filter = emit.filter;
	emit.filter = false;
	for EACH( m, agg->members ) emit_declaration( m, true );
	emit.filter = filter;
	close_brace();
}

void emit_enum( Enum * e ) {
	PUT( "enum " );
	emit_attrs( e->attrs, true );
	const char * tag = emit_enum_tag( e, ! options.c_mode );
	if ( tag ) put_str( tag );
	if ( ! e->complete ) return;
	if ( tag ) put_char( ' ' );
	put_char( '{' );
	emit.indent += 1;
	for EACH( n, e->members ) {
		if ( n->kind == D_ENUMINLINE ) continue;
		Enumerator * m = AS( Enumerator, n );
		emit_at( m->loc );
		emit_id( m->cname ? m->cname : m->name );
		emit_attrs( m->attrs, false );
		if ( e->kind_of != ENUM_PLAIN ) {
			PUT( " = " );
			char position[24];
			put( position, (size_t)snprintf( position, sizeof( position ), "%d", (int)m->number ) );
		} else if ( m->value ) {
			PUT( " = " );
			emit_expr( m->value, P_COND );
		}
		if ( m->next ) put_char( ',' );
	}
	close_brace();
}

void emit_hoisted( Node * spec ) {
	Node * def = emit_definition_in( spec );
	if ( ! def ) return;
	if ( def->kind == D_AGG ) {
		emit_agg_tag( AS( Agg, def ), true );
		emit_agg( AS( Agg, def ) );
	} else {
		emit_enum_tag( AS( Enum, def ), ! AS( Enum, def )->name );
		emit_enum( AS( Enum, def ) );
	}
	PUT( "; " );
}

/* --- declarators ---------------------------------------------------------------------------------------- */

static const struct { int bit; const char * text; } storage_words[] = {
	{ DS_TYPEDEF, "typedef " }, { DS_EXTERN, "extern " }, { DS_STATIC, "static " }, { DS_AUTO, "auto " },
	{ DS_REGISTER, "register " }, { DS_INLINE, "__inline " }, { DS_NORETURN, "_Noreturn " },
};

static void put_storage( int storage ) {
	for ( unsigned i = 0; i < sizeof( storage_words ) / sizeof( *storage_words ); i += 1 )
		if ( storage & storage_words[i].bit ) put_str( storage_words[i].text );
	if ( storage & ( DS_THREAD | DS_GNU_THREAD ) )
		put_str( storage & DS_GNU_THREAD ? "__thread " : "_Thread_local " );
}

/* Text printed by a function, taken out of the output. */
static void begin_capture( Buf * outer ) {
	*outer = emit.buf;
	emit.buf = (Buf){ 0 };
}

static const char * end_capture( Buf * outer ) {
	const char * text = buf_text( &emit.buf );
	emit.buf = *outer;
	return text;
}

/* A declarator printed from its meaning. A function keeps the names of its parameters. */
static void put_meant_declarator( Decl * d, const Str * name ) {
	FunctionSpec * f = emit_outer_function( d->mods );
	if ( ! f || ! type_is_function( d->type ) ) {
		emit_meaning( d->type, name ? emit_id_text( name ) : NULL );
		return;
	}
	Buf outer;
	size_t line_start = emit.line_start;
	bool marks = emit.marks;
	emit.marks = false;
	emit.line_start = 0;
	begin_capture( &outer );
	emit_id( name );
	emit_params( f );
	const char * text = end_capture( &outer );
	emit.marks = marks;
	emit.line_start = line_start;
	emit_meaning( type_result( d->type ), text );
}

/* A user thread may find itself on another kernel thread after any call, so gcc must not remember what these
   functions of the C library return, which are declared const (chapter 07, 7.30). */
static void drop_const( const Decl * d, Node ** attrs ) {
	if ( options.c_mode || ! d->name ) return;
	if ( strcmp( d->name->text, "__errno_location" ) != 0 && strcmp( d->name->text, "pthread_self" ) != 0 )
		return;
	for ( Node ** at = attrs; *at; ) {
		Attribute * a = AS( Attribute, *at );
		if ( a->name && strcmp( a->name->text, "__const__" ) == 0 ) *at = ( *at )->next;
		else at = &( *at )->next;
	}
}

static const Str * decl_name( const Decl * d ) { return d->cname ? d->cname : d->name; }

/* cfa_linkonce: of equal definitions in several units the linker keeps the first (chapter 04, 4.15.4). They
   are weak for link-time optimisation, which knows no sections; a table of jumps would refer into a section
   that is dropped. */
static bool put_link_once( const Decl * d, int storage, const Node * shared ) {
	if ( ! emit_link_once( d->attrs ) && ! emit_link_once( shared ) ) return false;
	PUT( " __attribute__((section(\".gnu.linkonce." );
	put_text( decl_name( d ) );
	PUT( "\"), visibility(\"default\")" );
	if ( ! (storage & (DS_STATIC | DS_EXTERN | DS_INLINE)) ) PUT( ", weak" );
	if ( d->kind == D_FUNCTION ) PUT( ", optimize(\"no-jump-tables\")" );
	PUT( "))" );
	return true;
}

/* asm name, width, attributes, initialiser: what follows a declarator. */
static void put_declarator_tail( Decl * d ) {
	if ( d->asm_name ) {
		PUT( " __asm__(" );
		emit_asm_text( d->asm_name );
		put_char( ')' );
	}
	if ( d->width ) {
		PUT( " : " );
		emit_expr( d->width, P_COND );
	}
	FunctionSpec * f = emit_outer_function( d->mods );
	if ( f && d->kind != D_PARAM ) {
		drop_const( d, &f->attrs );
		emit_attrs( f->attrs, false );
	}
	drop_const( d, &d->attrs );
	emit_attrs( d->attrs, false );
	const Group * g = d->owner && d->owner->kind == D_GROUP ? AS( const Group, d->owner ) : NULL;
	if ( d->kind == D_OBJECT ) put_link_once( d, d->storage | (g ? g->storage : 0), g ? g->attrs : NULL );
	if ( d->init && d->kind != D_PARAM && d->kind != D_FIELD && d->init_kind != INIT_DELETED ) {
		PUT( " = " );
		emit_initialiser( d->init );
	}
}

/* Is this group C as written? */
static bool group_is_c( const Group * g ) {
	if ( g->new_style || g->forall || g->spec != emit_leaf_of( g->spec ) || ! emit_spec_is_c( g->spec ) )
		return false;
	for EACH( d, g->decls ) if ( ! emit_mods_are_c( AS( Decl, d )->mods ) ) return false;
	return true;
}

/* Specifiers and declarators as written, those declarators only that are wanted. */
static void put_c_group( Group * g ) {
	bool any = false, had_decls = g->decls != NULL;
	int storage = g->storage;
	for EACH( d, g->decls ) {
		if ( ! is_wanted( AS( Node, g ), d ) ) continue;
		any = true;
		storage |= AS( Decl, d )->storage;
	}
	if ( any || ! had_decls ) {
		emit_attrs( g->attrs, true );
		put_storage( storage );
	}
	Decl * only = AS( Decl, g->decls );
	emit.unnamed = only && only->kind == D_FIELD && ! only->name && ! only->mods && ! only->width;
	emit_spec( g->spec );
	emit.unnamed = false;
	bool first = true;
	for EACH( n, g->decls ) {
		if ( ! is_wanted( AS( Node, g ), n ) ) continue;
		Decl * d = AS( Decl, n );
		if ( ! first ) put_char( ',' );
		if ( d->name || d->mods || d->width ) put_char( ' ' );
		first = false;
		emit_token_at( d->loc );
		emit_declarator( d->mods, decl_name( d ) );
		put_declarator_tail( d );
	}
}

/* Declarators printed one by one from their meanings, after the types defined in the specifiers. */
static void put_meant_group( Group * g, bool member ) {
	bool dropped = emit.filter && ( g->flags & NF_HEADER ) && ! emit_defines_used( g->spec );
	if ( ! member && ! dropped ) emit_hoisted( g->spec );
	bool first = true;
	for EACH( n, g->decls ) {
		if ( ! is_wanted( AS( Node, g ), n ) ) continue;
		Decl * d = AS( Decl, n );
		if ( ! first ) PUT( "; " );
		first = false;
		emit_attrs( g->attrs, true );
		put_storage( g->storage | d->storage );
		if ( d->kind == D_TYPEDEF && d->type.type->kind == TY_TYPEDEF )
			emit_meaning( d->type.type->of, emit_id_text( decl_name( d ) ) );
		else put_meant_declarator( d, decl_name( d ) );
		put_declarator_tail( d );
	}
}

void emit_group( Group * g, bool member ) {
	if ( g->flags & NF_EXTENSION ) PUT( "__extension__ " );
	if ( group_is_c( g ) ) put_c_group( g );
	else put_meant_group( g, member );
}

/* --- functions ------------------------------------------------------------------------------------------ */

static void put_param( Node * n, bool naming ) {
	Node * attrs = NULL, * spec;
	Decl * d;
	int storage;
	if ( n->kind == D_GROUP ) {
		Group * g = AS( Group, n );
		attrs = g->attrs;
		spec = g->spec;
		d = AS( Decl, g->decls );
		storage = g->storage;
	} else {
		d = AS( Decl, n );
		spec = d->spec;
		storage = 0;
	}
	if ( d ) storage |= d->storage;
	const Str * name = d ? decl_name( d ) : NULL;
	bool unnamed = naming && ! name && ! options.c_mode;
	if ( unnamed ) name = intern_fmt( "__anonymous_object%u", emit.objects++ );
	if ( n->flags & NF_EXTENSION ) PUT( "__extension__ " );
	emit_attrs( attrs, true );
	put_storage( storage & DS_REGISTER );
	if ( spec && emit_spec_is_c( spec ) && ( ! d || emit_mods_are_c( d->mods ) ) ) {
		emit_spec( spec );
		Node * mods = d ? d->mods : NULL;
		if ( name || mods ) {
			put_char( ' ' );
			emit_declarator( mods ? mods : spec, name );
		} else if ( spec != emit_leaf_of( spec ) ) {
			put_char( ' ' );
			emit_declarator( spec, NULL );
		}
	} else if ( d ) emit_meaning( d->type, name ? emit_id_text( name ) : NULL );
	if ( unnamed ) PUT( " __attribute__((unused))" );
	if ( d ) {
		FunctionSpec * f = emit_outer_function( d->mods );
		if ( f ) emit_attrs( f->attrs, false );
		emit_attrs( d->attrs, false );
	}
}

void emit_params( FunctionSpec * f ) {
	bool naming = emit.naming;
	emit.naming = false;
	emit.params += 1;
	put_char( '(' );
	if ( f->fn_flags & FN_KR ) {
		for EACH( p, f->params ) {
			if ( AS( Decl, p )->name ) emit_id( AS( Decl, p )->name );
			if ( p->next ) PUT( ", " );
		}
	} else if ( ! f->params ) {
		if ( ! ( f->fn_flags & FN_VARIADIC ) && ( ( f->fn_flags & FN_VOID ) || ! options.c_mode ) )
			PUT( "void" );
	} else {
		for EACH( p, f->forward ) {
			put_param( p, false );
			PUT( "; " );
		}
		for EACH( p, f->params ) {
			put_param( p, naming );
			if ( p->next || ( f->fn_flags & FN_VARIADIC ) ) PUT( ", " );
		}
		if ( f->fn_flags & FN_VARIADIC ) PUT( "..." );
	}
	put_char( ')' );
	emit.params -= 1;
}

/* A function definition. Attributes stand in front, where C allows them. */
static void put_function( Node * spec, Node * attrs, int storage, bool plain, Decl * d ) {
	FunctionSpec * f = emit_outer_function( d->mods );
	emit_attrs( attrs, true );
	if ( f ) emit_attrs( f->attrs, true );
	emit_attrs( d->attrs, true );
	if ( put_link_once( d, storage | d->storage, attrs ) ) put_char( ' ' );
	put_storage( storage | d->storage );
	emit.naming = true;
	if ( plain && spec == emit_leaf_of( spec ) && emit_spec_is_c( spec ) && emit_mods_are_c( d->mods ) ) {
		emit_spec( spec );
		Node * leaf = emit_leaf_of( spec );
		if ( leaf && ! ( options.c_mode && leaf->kind == T_BASIC && ! AS( BasicSpec, leaf )->words ) )
			put_char( ' ' );
		emit_token_at( d->loc );
		emit_declarator( d->mods, decl_name( d ) );
	} else {
		put_meant_declarator( d, decl_name( d ) );
	}
	emit.naming = false;
	bool filter = emit.filter;
	emit.filter = false;
	for EACH( k, d->kr_decls ) emit_declaration( k, false );
	if ( ! emit.marks ) put_char( ' ' );
	emit.glue = ! emit.marks;
	if ( d->body && d->body->kind == S_COMPOUND ) emit_statement( d->body );
	else PUT( "{ }" );
	emit.filter = filter;
}

/* The functions of the types a declaration defines: those of enumerations that are used (chapter 01, 9.6),
   lifecycle functions of aggregates, inner ones first (chapter 03, 8.2). */
static void put_generated( Node * def ) {
	if ( def && def->kind == D_ENUM ) {
		bool filter = emit.filter;
		emit.filter = true;
		for EACH( f, AS( Enum, def )->generated ) emit_declaration( f, false );
		emit.filter = filter;
	}
	if ( ! def || def->kind != D_AGG ) return;
	for EACH( m, AS( Agg, def )->members )
		put_generated( m->kind == D_GROUP ? emit_definition_in( AS( Group, m )->spec ) : m );
	bool filter = emit.filter;
	emit.filter = false;
	for EACH( f, AS( Agg, def )->generated ) emit_declaration( f, false );
	emit.filter = filter;
}

/* --- one declaration ------------------------------------------------------------------------------------ */

/* Does the filter leave anything of this group? A declaration of a tag alone always counts: it may open a
   scope. */
static bool group_is_wanted( Group * g ) {
	if ( ! emit.filter || ! ( g->flags & NF_HEADER ) ) return true;
	for EACH( d, g->decls ) if ( is_wanted( AS( Node, g ), d ) ) return true;
	return emit_defines_used( g->spec );
}

/* Functions generated for a type stand behind it: before the objects declared with it, which they
   construct. */
static void put_type_first( Group * g ) {
	Node * leaf = g->spec;
	while ( leaf && leaf->kind == T_QUAL ) leaf = AS( QualSpec, leaf )->of;
	Node * def = leaf && leaf->kind == T_TAG ? AS( TagSpec, leaf )->def : NULL;
	if ( ! def || def->kind != D_AGG || ! AS( Agg, def )->generated || ! g->decls
		|| g->decls->kind != D_OBJECT )
		return;
	emit_declaration( def, false );
	AS( TagSpec, leaf )->def = NULL;
	AS( TagSpec, leaf )->decl = def;
	AS( TagSpec, leaf )->attrs = NULL;
}

static void put_group_declaration( Group * g, bool member ) {
	if ( ! group_is_wanted( g ) ) return;
	if ( ! member ) put_type_first( g );
	Node * leaf = emit_leaf_of( g->spec );
	bool leaf_first = leaf && leaf->loc.file == g->loc.file && loc_compare( leaf->loc, g->loc ) < 0;
	emit_at( leaf_first ? leaf->loc : g->loc );
	if ( g->decls && g->decls->kind == D_FUNCTION ) {
		Decl * d = AS( Decl, g->decls );
		if ( g->flags & NF_EXTENSION ) PUT( "__extension__ " );
		if ( is_wanted( AS( Node, g ), AS( Node, d ) ) ) {
			put_function( g->spec, g->attrs, g->storage, ! g->new_style && ! g->forall, d );
			return;
		}
		emit_spec( g->spec );
	} else emit_group( g, member );
	put_char( ';' );
	if ( ! member ) put_generated( emit_definition_in( g->spec ) );
}

void emit_declaration( Node * n, bool member ) {
	switch ( n->kind ) {
	case D_GROUP:
		put_group_declaration( AS( Group, n ), member );
		break;
	case D_OBJECT: case D_FUNCTION: case D_PARAM: case D_FIELD: case D_TYPEDEF: {
		Group g = { .kind = D_GROUP, .flags = n->flags, .loc = n->loc, .spec = AS( Decl, n )->spec,
			.decls = n };
		Node * next = n->next;
		n->next = NULL;
		put_group_declaration( &g, member );
		n->next = next;
		break;
	}
	case D_AGG:
		if ( emit.filter && ( n->flags & NF_HEADER ) && ! defines_used( n ) ) break;
		emit_at( n->loc );
		emit_agg( AS( Agg, n ) );
		put_char( ';' );
		if ( ! member ) put_generated( n );
		break;
	case D_ENUM:
		if ( emit.filter && ( n->flags & NF_HEADER ) && ! defines_used( n ) ) break;
		emit_at( n->loc );
		emit_enum( AS( Enum, n ) );
		put_char( ';' );
		if ( ! member ) put_generated( n );
		break;
	case D_STATICASSERT: {
		if ( emit.filter && ( n->flags & NF_HEADER ) ) break;
		StaticAssert * s = AS( StaticAssert, n );
		emit_at( n->loc );
		PUT( "_Static_assert(" );
		emit_expr( s->cond, P_ASSIGN );
		if ( s->message ) {
			PUT( ", " );
			emit_expr( s->message, P_ASSIGN );
		}
		PUT( ");" );
		break;
	}
	case D_ASM:
		emit_at( n->loc );
		PUT( "__asm__(" );
		emit_asm_text( AS( FileAsm, n )->text );
		PUT( ");" );
		break;
	case D_DIRECTIVE: case S_DIRECTIVE:
		emit_directive( AS( Directive, n )->text, n->loc );
		break;
	case D_LINKAGE:
		for EACH( d, AS( Linkage, n )->decls ) emit_declaration( d, member );
		break;
	case D_TRAIT: case D_TYPEPARAM: case D_DISTRIBUTION:
		break;
	default: ICE( n->loc, "declaration %s reached the output", kind_name[n->kind] );
	}
}
