/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types as written: declarators, modifiers, parameter lists, the new style (chapter 01, 6.2 - 6.4).
 * A declarator is a chain of modifiers from the outside in:
 *
 *	int * a[3];        T_ARRAY( 3 ) -> T_POINTER -> (specifiers)
 *	int (* f)( int );  T_POINTER -> T_FUNCTION -> (specifiers)
 */
#include "Parser/internal.h"

static Declarator * spare;                              /* declarators to use again */

static Declarator * declarator_new( Loc loc ) {
	Declarator * d = spare;
	if ( d ) spare = d->free; else d = NEW( Declarator );
	*d = (Declarator){ .loc = loc };
	d->hole = &d->mods;
	return d;
}

void declr_done( Declarator * d ) {
	d->free = spare;
	spare = d;
}

Declarator * declr_name( Tok name ) {
	Declarator * d = declarator_new( name.loc );
	d->name = name.str;
	return d;
}

Declarator * declr_abstract( void ) { return declarator_new( (Loc){ 0 } ); }

/* The slot in which a modifier keeps what it modifies. */
static Node ** of_slot( Node * mod ) {
	switch ( mod->kind ) {
	case T_POINTER: case T_REFERENCE: return &AS( PointerSpec, mod )->of;
	case T_ARRAY: return &AS( ArraySpec, mod )->of;
	case T_FUNCTION: return &AS( FunctionSpec, mod )->of;
	case T_ATTR: return &AS( AttrSpec, mod )->of;
	}
	return NULL;
}

Declarator * declr_add( Declarator * d, Node * mod ) {
	*d->hole = mod;
	d->hole = of_slot( mod );
	if ( ! d->name && ! d->loc.file ) d->loc = mod->loc;
	return d;
}

Declarator * declr_pointers( Declarator * d, Pointers pointers ) {
	*d->hole = pointers.head;
	d->hole = pointers.hole;
	if ( ! d->name && ! d->loc.file ) d->loc = pointers.head->loc;
	return d;
}

Declarator * declr_attrs( Declarator * d, Node * attrs ) {
	NodeList list = { 0 };
	list_push( &list, d->attrs );
	list_push( &list, attrs );
	d->attrs = list.head;
	return d;
}

/* Does the declarator declare a function? */
static bool is_function( const Node * mods ) {
	while ( mods && mods->kind == T_ATTR ) mods = AS( AttrSpec, mods )->of;
	return mods && mods->kind == T_FUNCTION;
}

bool declr_is_function( const Declarator * d ) { return is_function( d->mods ); }

FunctionSpec * function_of( Node * mods ) {
	while ( mods && mods->kind == T_ATTR ) mods = AS( AttrSpec, mods )->of;
	return mods && mods->kind == T_FUNCTION ? AS( FunctionSpec, mods ) : NULL;
}

Node * attr_spec( Loc loc, Node * attrs ) {
	AttrSpec * spec = MAKE( AttrSpec, T_ATTR, loc );
	spec->attrs = attrs;
	return (Node *)spec;
}

/* The star nearest to the name is the outermost modifier. */
Pointers pointers_add( Pointers pointers, int kind, Loc loc, Quals * quals ) {
	PointerSpec * p = MAKE( PointerSpec, kind, loc );
	if ( kind == T_REFERENCE ) parser_dialect = true;
	if ( quals ) { p->quals = quals->quals; p->attrs = quals->attrs; p->mutex = quals->mutex; }
	p->of = pointers.head;
	pointers.head = (Node *)p;
	if ( ! pointers.hole ) pointers.hole = &p->of;
	return pointers;
}

/* && is a reference to a reference. */
Pointers pointers_two( Pointers pointers, Loc loc, Quals * quals ) {
	Loc second = loc;
	if ( second.col < UINT16_MAX ) second.col += 1;
	return pointers_add( pointers_add( pointers, T_REFERENCE, loc, NULL ), T_REFERENCE, second, quals );
}

Quals * quals_add( Quals * quals, Tok word ) {
	if ( ! quals ) quals = NEW( Quals );
	int bit = (int)keyword_of( word.str )->arg;
	if ( ! bit ) {
		if ( quals->mutex ) diag_error( word.loc, "mutex keyword may only appear once per argument" );
		quals->mutex = 1;
	} else {
		if ( ( quals->quals & bit ) && ! options.c_source )
			diag_error( word.loc, "duplicate %s qualifier(s)", word.str->text );
		quals->quals |= bit;
	}
	return quals;
}

Quals * quals_attr( Quals * quals, Node * attrs ) {
	if ( ! quals ) quals = NEW( Quals );
	NodeList list = { 0 };
	list_push( &list, quals->attrs );
	list_push( &list, attrs );
	quals->attrs = list.head;
	return quals;
}

Node * array_spec( Node * dim, Quals * quals, int flags ) {
	ArraySpec * spec = MAKE( ArraySpec, T_ARRAY, filter_last_loc() );
	if ( dim ) spec->loc = dim->loc;
	spec->dim = dim;
	spec->dim_flags = flags;
	if ( quals ) spec->quals = quals->quals;
	return (Node *)spec;
}

/* A parameter list ends: its scope is closed. */
Node * function_spec( Loc loc, Params params, int depth ) {
	FunctionSpec * spec = MAKE( FunctionSpec, T_FUNCTION, loc );
	spec->params = params.list;
	spec->fn_flags = params.fn_flags;
	spec->forward = params.forward;
	scope_pop_to( depth );
	return (Node *)spec;
}

/* ( void ) is the empty list. */
Params params_of( Node * list, int flags ) {
	Decl * only = AS( Decl, list );
	if ( ! flags && list && ! list->next && ! only->name && ! only->mods && only->spec
		&& only->spec->kind == T_BASIC
		&& AS( BasicSpec, only->spec )->words == WORD( WORD_BIT_VOID ) && ! only->storage && ! only->attrs
		&& ! only->init ) {
		return (Params){ NULL, FN_VOID, NULL };
	}
	return (Params){ list, flags, NULL };
}

Node * tree_on( Node * mods, Node * spec ) {
	if ( ! mods ) return spec;
	Node ** slot = of_slot( mods );
	while ( *slot ) slot = of_slot( *slot );
	*slot = spec;
	return mods;
}

Node * type_name( Specs * specs, Declarator * d ) {
	Node * attrs = specs->attrs;
	if ( specs->storage && ! options.c_mode ) diag_error( specs->loc, "storage class in a type name" );
	specs_report( specs, NULL, d ? d->mods : NULL );
	Node * tree = specs_tree( specs );
	if ( specs->forall ) {
		ForallSpec * forall = MAKE( ForallSpec, T_FORALL, specs->loc );
		forall->params = specs->forall;
		forall->of = tree;
		tree = (Node *)forall;
	}
	if ( attrs ) {
		AttrSpec * with = MAKE( AttrSpec, T_ATTR, tree->loc );
		with->attrs = attrs;
		with->of = tree;
		tree = (Node *)with;
	}
	specs_close( specs );
	if ( ! d ) return tree;
	Node * mods = d->mods;
	declr_done( d );
	return tree_on( mods, tree );
}

/* --- new style ------------------------------------------------------------------------------------------ */

Node * ns_pointer( Tok star, int kind, Node * of ) {
	PointerSpec * p = MAKE( PointerSpec, kind, star.loc );
	p->of = of;
	return (Node *)p;
}

Node * ns_mutex( Tok amp, Node * of ) {
	PointerSpec * p = MAKE( PointerSpec, T_REFERENCE, amp.loc );
	p->of = of;
	p->mutex = 1;
	return (Node *)p;
}

Node * tuple_spec( Loc loc, Node * elems ) {
	TupleSpec * spec = MAKE( TupleSpec, T_TUPLE, loc );
	parser_dialect = true;
	spec->elems = elems;
	return (Node *)spec;
}

/* The type of one result or tuple element. */
static Node * element_type( Node * param ) {
	Decl * d = AS( Decl, param );
	Node * tree = tree_on( d->mods, d->spec );
	d->mods = NULL;
	d->spec = tree;
	return tree;
}

static Node * void_spec( Loc loc ) {
	BasicSpec * spec = MAKE( BasicSpec, T_BASIC, loc );
	spec->words = WORD( WORD_BIT_VOID );
	return (Node *)spec;
}

/* What a function with the result list `tuple` returns: nothing, one type, or the tuple; `*named` gets the
   results if they have names (chapter 01, 6.5). */
Node * result_type( Node * tuple, Node ** named ) {
	Node * elems = AS( TupleSpec, tuple )->elems;
	if ( named ) *named = NULL;
	if ( ! elems ) return void_spec( tuple->loc );
	bool names = false;
	for EACH( e, elems ) names |= AS( Decl, e )->name != NULL;
	if ( names && named ) {
		NodeList copies = { 0 };
		for EACH( e, elems ) list_push( &copies, node_copy( e ) );
		*named = copies.head;
	}
	if ( ! elems->next ) return element_type( elems );
	return tuple;
}

Node * ns_function( Node * results, Loc loc, Params params, int depth ) {
	FunctionSpec * spec = AS( FunctionSpec, function_spec( loc, params, depth ) );
	Node * named;
	spec->of = result_type( results, &named );
	spec->results = named;
	return (Node *)spec;
}

/* Qualifiers in front of a new-style type belong to the type that follows (const * int). */
Node * specs_over( Specs * specs, Node * tree ) {
	if ( specs->words || specs->type )
		diag_syntax( tree->loc, "illegal syntax, two types in one declaration." );
	if ( tree->kind == T_ARRAY && specs->quals )
		diag_syntax( specs->loc, "illegal syntax, a qualifier cannot stand before an array type." );
	if ( ( tree->kind == T_POINTER || tree->kind == T_REFERENCE ) ) {
		AS( PointerSpec, tree )->quals |= specs->quals;
		return tree;
	}
	if ( ! specs->quals ) return tree;
	QualSpec * q = MAKE( QualSpec, T_QUAL, specs->loc );
	q->quals = specs->quals;
	q->of = tree;
	return (Node *)q;
}

Specs * specs_new_style( Specs * specs, Node * tree ) {
	if ( ! specs ) specs = specs_new( tree->loc );
	else tree = specs_over( specs, tree );
	specs->quals = 0;
	specs->type = tree;
	specs->new_style = true;
	return specs;
}

/* --- named and other types ------------------------------------------------------------------------------ */

Node * name_spec( Tok name ) {
	NameSpec * spec = MAKE( NameSpec, T_NAME, name.loc );
	spec->id = name.str;
	return (Node *)spec;
}

Node * name_args( Node * name, Node * args ) {
	AS( NameSpec, name )->args = args;
	AS( NameSpec, name )->has_args = 1;
	return name;
}

Node * name_qualified( Node * parent, Tok name ) {
	Node * spec = name_spec( name );
	AS( NameSpec, spec )->parent = parent;
	return spec;
}

Node * name_global( Tok name ) {
	Node * spec = name_spec( name );
	AS( NameSpec, spec )->global = 1;
	return spec;
}

Node * typeof_spec( Tok key, Node * expr, Node * type ) {
	TypeofSpec * spec = MAKE( TypeofSpec, T_TYPEOF, key.loc );
	spec->arg = expr;
	spec->spec = type;
	spec->base = (int)keyword_of( key.str )->arg;
	return (Node *)spec;
}

Node * wrap_spec( int kind, Tok key, Node * of ) {
	WrapSpec * spec = MAKE( WrapSpec, kind, key.loc );
	spec->of = of;
	return (Node *)spec;
}

/* --- attributes (chapter 01, 11) ------------------------------------------------------------------------ */

Node * attr_new( Tok name, Node * args, int has_args ) {
	Attribute * a = MAKE( Attribute, A_ATTR, name.loc );
	a->name = name.str;
	a->args = args;
	a->has_args = has_args;
	return (Node *)a;
}

Node * attr_list( Node * items, int syntax ) {
	for EACH( a, items ) AS( Attribute, a )->syntax = syntax;
	return items;
}

Node * attr_alignas( Tok key, Node * arg ) {
	Attribute * a = MAKE( Attribute, A_ATTR, key.loc );
	a->name = key.str;
	a->args = arg;
	a->has_args = 1;
	a->syntax = ATTR_ALIGNAS;
	return (Node *)a;
}

static bool word_char( char c ) {
	return ( c >= 'a' && c <= 'z' ) || ( c >= 'A' && c <= 'Z' ) || ( c >= '0' && c <= '9' )
		|| c == '_' || c == '$';
}

/* [[ a, ns::b( x ) ]] is one token: take it apart. Arguments are kept as the text between the parentheses. */
Node * attr_c23( Tok token ) {
	NodeList list = { 0 };
	Str * scope = NULL;
	for ( const char * at = token.str->text + 2; *at && *at != ']'; ) {
		if ( ! word_char( *at ) ) { at += 1; continue; }
		const char * end = at;
		while ( word_char( *end ) ) end += 1;
		Str * name = intern( at, (size_t)( end - at ) );
		at = end;
		while ( *at == ' ' || *at == '\t' ) at += 1;
		if ( at[0] == ':' && at[1] == ':' ) { scope = name; continue; }
		Attribute * a = MAKE( Attribute, A_ATTR, token.loc );
		a->name = name;
		a->scope = scope;
		a->syntax = ATTR_C23;
		scope = NULL;
		list_push( &list, (Node *)a );
		if ( *at != '(' ) continue;
		unsigned depth = 0;
		const char * open = at + 1;
		do { depth += *at == '('; depth -= *at == ')'; at += 1; } while ( depth > 0 );
		a->has_args = 1;
		const char * close = at - 1;
		while ( open < close && ( *open == ' ' || *open == '\t' ) ) open += 1;
		while ( close > open && ( close[-1] == ' ' || close[-1] == '\t' ) ) close -= 1;
		Str * text = intern( open, (size_t)( close - open ) );
		if ( ! text->len ) continue;
		Tok piece = { text, token.loc };
		a->args = text->text[0] == '"' ? string_join( string_piece( piece ) ) : build_name( piece );
	}
	return list.head;
}
