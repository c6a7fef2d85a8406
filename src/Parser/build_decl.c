/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Declarations: groups of declarators, parameters, function definitions, linkage and distribution blocks
 * (chapter 01, section 6). Names are entered as soon as their declarator is complete.
 */
#include <string.h>

#include "AST/make.h"
#include "Parser/internal.h"

/* of the innermost extern "...": -1 none, 1 C, 0 Cforall */
static int linkage = -1;
/* scopes around the file-scope declarations: groups of forall */
static int file_depth;
static VEC( int ) blocks;                               /* scopes inside each open block */

void decl_start( void ) {
	linkage = -1;
	file_depth = 0;
	blocks.len = 0;
	scope_pop_to( 0 );
}

/* Flags of a declaration at a place. */
int decl_flags( Loc at ) {
	int flags = lexer_file_flags( at );
	if ( linkage >= 0 ) flags = linkage ? flags | NF_C_LINKAGE : flags & ~NF_C_LINKAGE;
	return flags;
}

/* --- blocks and recovery -------------------------------------------------------------------------------- */

int block_begin( void ) {
	int depth = scope_push( SCOPE_BLOCK );
	vec_push( &blocks, scope_depth() );
	return depth;
}

static void block_close( int depth ) {
	while ( blocks.len > 0 && blocks.at[blocks.len - 1] > depth ) blocks.len -= 1;
	scope_pop_to( depth );
}

Node * block_end( Loc loc, int depth, Node * labels, Node * items, Loc end ) {
	block_close( depth );
	return stmt_compound( loc, labels, items, end );
}

void decl_recover( int at_file ) {
	if ( at_file ) blocks.len = 0;
	scope_pop_to( blocks.len > 0 ? blocks.at[blocks.len - 1] : file_depth );
}

/* --- declarators ---------------------------------------------------------------------------------------- */

/* The node of a complete declarator. */
int parser_order( void ) {
	static int number;
	return number += 1;
}

Node * decl_new( int kind, Specs * specs, Declarator * d ) {
	Decl * decl = MAKE( Decl, kind, d->loc.file ? d->loc : specs->loc );
	decl->order = parser_order();
	decl->name = d->name;
	decl->mods = d->mods;
	decl->attrs = d->attrs;
	decl->asm_name = d->asm_name;
	decl->flags |= decl_flags( decl->loc );
	declr_done( d );
	return (Node *)decl;
}

/* The entry that a typedef's name shares with the aggregate it stands for: `typedef struct S SS;` makes SS.T
   S.T. */
static const Entry * alias_of( const Node * spec, bool * generic ) {
	*generic = false;
	if ( ! spec ) return NULL;
	const Str * id = NULL;
	bool args = false;
	if ( spec->kind == T_NAME ) { id = AS( NameSpec, spec )->id; args = AS( NameSpec, spec )->has_args; }
	if ( spec->kind == T_TAG || spec->kind == T_ENUM ) {
		id = AS( TagSpec, spec )->id;
		args = AS( TagSpec, spec )->has_args;
	}
	if ( ! id ) return NULL;
	for ( const Entry * e = class_entry( id ); e; e = e->outer ) {
		if ( e->cls == CL_IDENT ) continue;
		*generic = e->cls == CL_GENERIC && ! args;
		return e;
	}
	return NULL;
}

/* Enter the name of a declaration: types are classified from here on. */
static void enter_name( Specs * specs, Decl * decl ) {
	if ( ! decl->name ) return;
	if ( specs->storage & DS_TYPEDEF ) {
		bool generic;
		const Entry * like = alias_of( specs->type, &generic );
		if ( decl->mods ) like = NULL;
		class_add_type( decl->name, generic && ! decl->mods, like );
	} else if ( decl->name->text[0] != '@' ) {
		class_add_ident( decl->name );
	}
}

/* Functions in new style: the tuple in front is the list of results. */
static void new_style_function( Specs * specs, Decl * decl ) {
	FunctionSpec * fn = function_of( decl->mods );
	if ( ! fn ) return;
	if ( specs->type && specs->type->kind == T_TUPLE && ! specs->is_result ) {
		specs->type = result_type( specs->type, &specs->results );
		specs->is_result = true;
		fn->results = specs->results;
		return;
	}
	if ( ! specs->results ) return;
	NodeList copies = { 0 };
	for EACH( r, specs->results ) list_push( &copies, node_copy( r ) );
	fn->results = copies.head;
}

/* An object called @ is one that nothing refers to, in its own unit (chapter 01, 6.2). */
static void unnamed( const Specs * specs, Decl * decl ) {
	static unsigned number;
	if ( decl->kind != D_OBJECT || function_of( decl->mods ) ) return;
	decl->name = intern_fmt( "__cfa_nameless%u", number++ );
	if ( blocks.len == 0 && ! ( specs->storage & DS_EXTERN ) ) decl->storage |= DS_STATIC;
	NodeList attrs = { 0 };
	list_push( &attrs, make_attribute( "unused", NULL, decl->loc ) );
	list_push( &attrs, decl->attrs );
	decl->attrs = attrs.head;
}

static Decl * add_decl( DeclList * list, Declarator * d ) {
	Specs * specs = list->specs;
	Decl * decl = AS( Decl, decl_new( specs->storage & DS_TYPEDEF ? D_TYPEDEF : D_OBJECT, specs, d ) );
	if ( decl->name ) decl->name->flags |= STR_OBJECT;
	if ( ! decl->name ) unnamed( specs, decl );
	if ( specs->new_style ) new_style_function( specs, decl );
	specs_report( specs, decl, decl->mods );
	enter_name( specs, decl );
	list_push( &list->list, (Node *)decl );
	list->last = (Node *)decl;
	return decl;
}

DeclList * decl_first( Specs * specs, Declarator * d ) {
	DeclList * list = NEW( DeclList );
	if ( ! specs ) { specs = specs_new( d->loc ); specs->implicit_int = true; }
	if ( ! specs->words && ! specs->type && ! declr_is_function( d ) && ! options.c_mode ) {
		diag_syntax( d->loc, "illegal syntax, missing type in the declaration of %s.",
			d->name ? d->name->text : "" );
	}
	list->specs = specs;
	if ( specs->forall && specs->has_def && ! specs->forall_late && ! declr_is_function( d ) )
		give_forall( specs );
	add_decl( list, d );
	return list;
}

/* The clause in front of an aggregate's definition is the aggregate's unless a function follows (chapter 04,
   4.2). */
void give_forall( Specs * specs ) {
	Node * def = specs->type && specs->type->kind == T_TAG ? AS( TagSpec, specs->type )->def : NULL;
	if ( ! def || def->kind != D_AGG ) return;
	AS( Agg, def )->forall = specs->forall;
	specs->forall = NULL;
}

DeclList * decl_next( DeclList * list, Node * attrs, Declarator * d ) {
	NodeList all = { 0 };
	list_push( &all, attrs );
	list_push( &all, d->attrs );
	d->attrs = all.head;
	add_decl( list, d );
	return list;
}

DeclList * decl_init( DeclList * list, Init init ) {
	Decl * decl = AS( Decl, list->last );
	decl->init = init.value;
	decl->init_kind = init.kind;
	if ( init.kind == INIT_AT || init.kind == INIT_CTOR ) parser_dialect = true;
	return list;
}

/* A member's specifiers are known. */
void finish_member( Specs * specs, Decl * decl ) {
	if ( specs->new_style ) new_style_function( specs, decl );
	specs_report( specs, decl, decl->mods );
	if ( specs->storage & DS_TYPEDEF ) enter_name( specs, decl );
}

/* The node of a whole declaration. */
Node * decl_group( DeclList * list ) {
	Specs * specs = list->specs;
	Group * group = MAKE( Group, D_GROUP, specs->loc );
	group->spec = specs_tree( specs );
	group->decls = list->list.head;
	group->attrs = specs->attrs;
	group->forall = specs->forall;
	group->storage = specs->storage;
	group->new_style = specs->new_style;
	group->flags |= decl_flags( specs->loc );
	specs_close( specs );
	return (Node *)group;
}

/* A declaration without declarators: a tag, or nothing (chapter 01, 6.1.11 - 12). */
Node * decl_only( Specs * specs ) {
	DeclList list = { .specs = specs };
	Node * type = specs->type;
	specs_report( specs, NULL, NULL );
	bool tag = type && ( type->kind == T_TAG || type->kind == T_ENUM );
	if ( tag ) {
		TagSpec * spec = AS( TagSpec, type );
		if ( ! spec->def && spec->id && ! spec->has_args ) tag_forward( spec );
		int lost = specs->storage & ( DS_STATIC | DS_EXTERN | DS_AUTO | DS_REGISTER | DS_THREAD );
		if ( lost && ! options.c_source )
			illegal( specs->loc, "useless storage qualifier(s) in empty aggregate declaration." );
		else if ( specs->quals && ! options.c_mode )
			illegal( specs->loc, "useless type qualifier(s) in empty declaration." );
		if ( specs->forall && spec->def && ! specs->forall_late ) give_forall( specs );
		if ( specs->attrs && spec->def ) give_attributes( specs );
	} else if ( ! ( specs->attrs && ! specs->words && ! type && ! specs->storage ) ) {
		diag_warn( W_SUPERFLUOUS_DECL, specs->loc, "declaration does not declare anything." );
	}
	return decl_group( &list );
}

/* Attributes in front of a mere definition are the aggregate's (chapter 01, section 11). */
void give_attributes( Specs * specs ) {
	Node * def = AS( TagSpec, specs->type )->def;
	NodeList all = { 0 };
	list_push( &all, specs->attrs );
	if ( def->kind == D_AGG ) { list_push( &all, AS( Agg, def )->attrs ); AS( Agg, def )->attrs = all.head; }
	else { list_push( &all, AS( Enum, def )->attrs ); AS( Enum, def )->attrs = all.head; }
	specs->attrs = NULL;
}

Init init_deleted( Tok word ) {
	if ( keyword_of( word.str )->arg != WORD( WORD_BIT_VOID ) )
		diag_syntax( word.loc, "syntax error, unexpected type before token \"%s\"", word.str->text );
	return (Init){ NULL, INIT_DELETED };
}

Node * static_assert_new( Loc loc, Node * cond, Node * message ) {
	StaticAssert * n = MAKE( StaticAssert, D_STATICASSERT, loc );
	n->cond = cond;
	n->message = message;
	n->flags |= decl_flags( loc );
	return (Node *)n;
}

Node * directive_new( int kind, Tok text ) {
	Directive * n = MAKE( Directive, kind, text.loc );
	n->text = text.str;
	n->flags |= decl_flags( text.loc );
	return (Node *)n;
}

Node * file_asm( Loc loc, Node * text ) {
	FileAsm * n = MAKE( FileAsm, D_ASM, loc );
	n->text = text;
	n->flags |= decl_flags( loc );
	return (Node *)n;
}

/* --- parameters ----------------------------------------------------------------------------------------- */

Node * make_param( Specs * specs, Declarator * d, Init init ) {
	if ( ! d ) d = declr_abstract();
	Decl * decl = AS( Decl, decl_new( D_PARAM, specs, d ) );
	if ( decl->name && decl->name->text[0] == '@' ) decl->name = NULL;
	if ( specs->new_style ) new_style_function( specs, decl );
	specs_report( specs, decl, decl->mods );
	decl->spec = specs_tree( specs );
	decl->storage = specs->storage;
	decl->forall = specs->forall;
	NodeList attrs = { 0 };
	list_push( &attrs, specs->attrs );
	list_push( &attrs, decl->attrs );
	decl->attrs = attrs.head;
	if ( init.value ) parser_dialect = true;
	decl->init = init.value;
	decl->init_kind = init.kind;
	specs_close( specs );
	class_add_ident( decl->name );
	return (Node *)decl;
}

Node * param_default( Node * param, Init init ) {
	AS( Decl, param )->init = init.value;
	if ( init.value ) parser_dialect = true;
	AS( Decl, param )->init_kind = init.kind;
	return param;
}

/* A name of an old-style parameter list. */
Node * kr_name( Tok name ) {
	Decl * decl = MAKE( Decl, D_PARAM, name.loc );
	decl->name = name.str;
	return (Node *)decl;
}

/* A declaration of old-style parameters. */
Node * kr_decl( Node * group ) {
	if ( group->kind == D_GROUP ) for EACH( d, AS( Group, group )->decls ) d->kind = D_PARAM;
	return group;
}

/* --- functions ------------------------------------------------------------------------------------------ */

int function_begin( DeclList * list ) {
	Decl * decl = AS( Decl, list->last );
	FunctionSpec * fn = function_of( decl->mods );
	int depth = block_begin();
	if ( ! fn )
		diag_syntax( decl->loc, "illegal syntax, %s has a body but is not a function.",
			decl->name ? decl->name->text : "it" );
	else for EACH( p, fn->params ) if ( p->kind == D_PARAM ) class_add_ident( AS( Decl, p )->name );
	if ( fn ) for EACH( r, fn->results ) class_add_ident( AS( Decl, r )->name );
	return depth;
}

/* A definition; declarators before it in the same list stay a group of their own. */
Node * function_end( DeclList * list, Node * kr, Node * withs, Node * body, int depth ) {
	Specs * specs = list->specs;
	Decl * decl = AS( Decl, list->last );
	block_close( depth );
	NodeList before = { 0 };
	for ( Node * d = list->list.head, * next; d; d = next ) {
		next = d->next;
		if ( d != (Node *)decl ) { d->next = NULL; list_push( &before, d ); }
	}
	decl->next = NULL;
	decl->kind = D_FUNCTION;
	decl->spec = specs_tree( specs );
	decl->storage = specs->storage;
	decl->forall = specs->forall;
	NodeList attrs = { 0 };
	list_push( &attrs, specs->attrs );
	list_push( &attrs, decl->attrs );
	decl->attrs = attrs.head;
	decl->kr_decls = kr;
	decl->withs = withs;
	decl->body = body;
	specs_close( specs );
	if ( ! before.head ) return (Node *)decl;
	Group * group = MAKE( Group, D_GROUP, specs->loc );
	group->spec = node_copy( decl->spec );
	group->decls = before.head;
	group->storage = specs->storage;
	group->new_style = specs->new_style;
	group->flags |= decl_flags( specs->loc );
	group->next = (Node *)decl;
	return (Node *)group;
}

/* --- blocks of declarations ----------------------------------------------------------------------------- */

int linkage_begin( Tok text ) {
	int saved = linkage;
	if ( strcmp( text.str->text, "\"C\"" ) == 0 ) linkage = 1;
	else if ( strcmp( text.str->text, "\"Cforall\"" ) == 0 ) linkage = 0;
	else diag_error( text.loc, "Invalid linkage specifier %s", text.str->text );
	return saved;
}

Node * linkage_end( Tok key, int saved, Node * decls, int braces ) {
	Linkage * n = MAKE( Linkage, D_LINKAGE, key.loc );
	n->c = linkage == 1;
	n->decls = decls;
	n->braces = braces;
	n->flags |= decl_flags( key.loc );
	linkage = saved;
	return (Node *)n;
}

int group_begin( Specs * specs ) {
	int saved = file_depth;
	file_depth = scope_depth();
	if ( specs->quals ) illegal( specs->loc, "CV qualifiers cannot be distributed; only storage-class and forall qualifiers." );
	if ( specs->words || specs->type )
		illegal( specs->loc, "a type cannot be distributed; only storage-class and forall qualifiers." );
	return saved;
}

Node * group_end( Specs * specs, int saved, Node * decls ) {
	file_depth = saved;
	specs_close( specs );
	Distribution * n = MAKE( Distribution, D_DISTRIBUTION, specs->loc );
	n->storage = specs->storage;
	n->attrs = specs->attrs;
	n->forall = specs->forall;
	n->quals = specs->quals;
	n->decls = decls;
	n->flags |= decl_flags( specs->loc );
	return (Node *)n;
}
