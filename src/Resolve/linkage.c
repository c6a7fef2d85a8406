/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What a declared name refers to: redeclaration, linkage (C11 6.2.2), C∀'s overloading by type key (chapter
 * 03, sections 1.4 and 1.5), the name in the output.
 */
#include "CodeGen/codegen.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"

const Type * declare_key( const Decl * d ) {
	return d->poly ? forall_key( d->poly, d->type ) : type_key( d->type );
}

static bool is_function_node( const Decl * d ) { return declares_function( d ); }

/* Does the declaration define its object or function? Tentative definitions (C mode) do not count. */
/* int x; int x; in a C source is one object (chapter 01, 17.1), unless it has to be constructed. */
static bool is_tentative( const Decl * d, int storage ) {
	if ( ! options.c_source || options.c_mode || d->kind != D_OBJECT || d->level != 1 || d->init
		|| storage & DS_THREAD )
		return false;
	return d->flags & NF_C_LINKAGE && ! type_is_error( d->type ) && ! life_managed( d->type );
}

static bool is_definition( const Decl * d, int storage ) {
	if ( d->kind == D_FUNCTION || d->init ) return true;
	if ( is_function_node( d ) || storage & DS_EXTERN ) return false;
	return ! options.c_mode && d->kind == D_OBJECT && ! is_tentative( d, storage );
}

static int decl_storage( const Decl * d ) {
	const Node * g = d->kind == D_PARAM ? NULL : d->owner;
	return storage_of( g && g->kind == D_GROUP ? AS( const Group, g ) : NULL, d );
}

/* Is the entity known to other scopes? */
static bool has_linkage( const Decl * d, int storage ) {
	if ( d->kind == D_PARAM ) return false;
	if ( d->level <= 1 ) return true;
	return storage & DS_EXTERN || (is_function_node( d ) && d->kind != D_FUNCTION && ! (storage & DS_AUTO));
}

static bool is_internal( const Decl * d ) {
	return d->flags & NF_INTERNAL || (d->level <= 1 && decl_storage( d ) & DS_STATIC);
}

/* ===== C mode =========================================================================================== */

static void different_kind( Decl * d, Node * old ) {
	diag_error( d->loc, "'%s' redeclared as different kind of symbol", d->name->text );
	diag_note( old->loc, "previous declaration of '%s'", d->name->text );
}

static void note_previous( const Decl * old ) {
	diag_note( old->loc, "previous %s of '%s' with type '%s'", old->def ? "definition" : "declaration",
		old->name->text, type_text( old->type ) );
}

/* A definition with names as parameters, behind a prototype: its parameters are declared later, and gcc lets
   them have the prototype's types even where arguments of old calls would have been promoted. */
static bool is_old_style( const Decl * d, const Decl * old ) {
	FunctionSpec * f = d->kind == D_FUNCTION ? function_declarator( d ) : NULL;
	if ( ! f || ! (f->fn_flags & FN_KR) || ! options.c_mode ) return false;
	const Type * a = ct( old->type ), * b = ct( d->type );
	return a->kind == TY_FUNCTION && b->kind == TY_FUNCTION && ! (a->fn_flags & FN_VARIADIC)
		&& type_compatible( a->of, b->of );
}

/* A parameter of the type of a transparent union's member is as good as the union. */
static bool is_transparent( QType u, QType q ) {
	const Type * t = ct( u );
	if ( t->kind != TY_UNION || ! attribute_find( AS( const Agg, t->decl )->attrs, "transparent_union" ) )
		return false;
	const AggInfo * info = agg_info( (Agg *)t->decl );
	for ( uint32_t i = 0; i < info->n; i += 1 )
		if ( type_compatible( type_unqualified( info->fields[i]->type ), type_unqualified( q ) ) )
			return true;
	return false;
}

/* Functions that gcc takes for the same though C does not: a result's qualifiers differ (volatile once meant
   noreturn), a parameter is a transparent union, or the definition of a void function says nothing of its
   result. */
static bool is_tolerated( const Decl * d, const Decl * old ) {
	const Type * a = ct( old->type ), * b = ct( d->type );
	if ( a->kind != TY_FUNCTION || b->kind != TY_FUNCTION || ! options.c_mode ) return false;
	const Node * spec = d->owner && d->owner->kind == D_GROUP ? AS( const Group, d->owner )->spec : NULL;
	bool no_result = type_is_void( a->of ) && d->kind == D_FUNCTION
		&& (! spec || (spec->kind == T_BASIC && ! AS( const BasicSpec, spec )->words));
	if ( ! no_result && ! type_compatible( type_unqualified( a->of ), type_unqualified( b->of ) ) )
		return false;
	if ( (a->fn_flags | b->fn_flags) & FN_UNSPECIFIED ) return true;
	if ( a->n != b->n || (a->fn_flags ^ b->fn_flags) & FN_VARIADIC ) return false;
	for ( uint32_t i = 0; i < a->n; i += 1 ) {
		QType p = type_unqualified( a->args[i] ), q = type_unqualified( b->args[i] );
		if ( ! type_compatible( p, q ) && ! is_transparent( p, q ) && ! is_transparent( q, p ) ) return false;
	}
	return true;
}

static bool conflicting( Decl * d, Decl * old ) {
	if ( type_is_error( old->type ) || type_is_error( d->type ) ) return false;
	if ( KIND_OF( d->type ) == TY_AUTO || KIND_OF( old->type ) == TY_AUTO ) return false;
	if ( is_function_node( d ) != is_function_node( old ) ) {
		different_kind( d, (Node *)old );
		return true;
	}
	if ( type_compatible( old->type, d->type ) || is_old_style( d, old ) || is_tolerated( d, old ) )
		return false;
	diag_error( d->loc, "conflicting types for '%s'; have '%s'", d->name->text, type_text( d->type ) );
	note_previous( old );
	return true;
}

/* static after extern and the reverse (6.2.2 p7), thread storage. */
static bool storage_conflict( Decl * d, int storage, Decl * old ) {
	int before = decl_storage( old );
	const char * fault = NULL;
	bool function = is_function_node( d ), internal = is_internal( old );
	bool tls = storage & DS_THREAD, old_tls = before & DS_THREAD;
	if ( storage & DS_STATIC && d->level == 1 && ! internal ) {
		if ( function && loc_is_system( old->loc ) ) return false;
		fault = "static declaration of '%s' follows non-static declaration";
	} else if ( ! (storage & (DS_STATIC | DS_EXTERN)) && ! function && internal && d->level == 1 )
		fault = "non-static declaration of '%s' follows static declaration";
	else if ( ! function && tls != old_tls && ! (old->flags & NF_ERROR) )
		fault = tls ? "thread-local declaration of '%s' follows non-thread-local declaration"
			: "non-thread-local declaration of '%s' follows thread-local declaration";
	if ( ! fault ) return false;
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
	diag_error( d->loc, fault, d->name->text );
#pragma GCC diagnostic pop
	note_previous( old );
	return true;
}

/* GNU's `extern inline` with gnu_inline may be followed by the real definition. */
static bool is_inline_only( Group * g, const Decl * d ) {
	return d->kind == D_FUNCTION && storage_of( g, d ) & DS_INLINE && storage_of( g, d ) & DS_EXTERN
		&& attribute_of( g, d, "gnu_inline" );
}

static bool redefined( Group * g, Decl * d, int storage, Decl * old ) {
	if ( ! old->def || ! is_definition( d, storage ) ) return false;
	Decl * def = AS( Decl, old->def );
	Group * def_group = def->owner && def->owner->kind == D_GROUP ? AS( Group, def->owner ) : NULL;
	if ( is_inline_only( def_group, def ) && ! is_inline_only( g, d ) ) return false;
	if ( options.c_mode ) diag_error( d->loc, "redefinition of '%s'", d->name->text );
	else diag_error( d->loc, "duplicate %s definition for %s", is_function_node( d ) ? "function" : "object",
		notation_declaration( d, storage ) );
	note_previous( def );
	return true;
}

/* A declaration joins an earlier one of the same entity. */
static void join( Decl * d, Decl * old, int storage ) {
	d->prev = (Node *)old;
	d->def = is_definition( d, storage ) ? (Node *)d : old->def;
	if ( ! type_is_error( d->type ) && ! type_is_error( old->type ) && KIND_OF( d->type ) != TY_AUTO
		&& ! d->poly ) {
		if ( is_tolerated( d, old ) && type_is_void( ct( old->type )->of ) ) d->type = old->type;
		QType composite = type_composite( old->type, d->type );
		if ( type_canon( composite ).type != type_canon( d->type ).type ) d->type = composite;
	}
	d->flags |= old->flags & NF_C_LINKAGE;
	if ( is_internal( old ) ) d->flags |= NF_INTERNAL;
}

/* C mode: something of this name exists in the same scope. */
static bool redeclare( Group * g, Decl * d, int storage, Binding * b ) {
	if ( b->decl->kind == D_ENUMERATOR ) {
		different_kind( d, b->decl );
		return false;
	}
	Decl * old = AS( Decl, b->decl );
	bool linked = has_linkage( d, storage ), old_linked = has_linkage( old, decl_storage( old ) );
	bool forward = old->level > 1 && is_function_node( old ) && is_function_node( d );
	if ( conflicting( d, old ) ) return false;
	if ( ! linked && ! old_linked && ! forward ) {
		diag_error( d->loc, old->kind == D_PARAM ? "'%s' redeclared as different kind of symbol"
			: "redeclaration of '%s' with no linkage", d->name->text );
		note_previous( old );
		return false;
	}
	if ( linked != old_linked && ! forward ) {
		diag_error( d->loc, linked ? "extern declaration of '%s' follows declaration with no linkage"
			: "declaration of '%s' with no linkage follows extern declaration", d->name->text );
		note_previous( old );
		return false;
	}
	if ( storage_conflict( d, storage, old ) || redefined( g, d, storage, old ) ) return false;
	join( d, old, storage );
	b->decl = (Node *)d;
	return true;
}

/* A declaration with `extern` in a block around. */
static Binding * outer_extern( const Str * name ) {
	Binding * b = scope_lookup( name );
	while ( b && (b->decl->kind == D_ENUMERATOR || ! (decl_storage( AS( Decl, b->decl ) ) & DS_EXTERN)) )
		b = b->outer;
	return b;
}

/* A block's `extern int x;` or `int f( int );` means the file's x or f. */
static void link_to_file( Decl * d, int storage ) {
	const Type * key = options.c_mode ? NULL : declare_key( d );
	Binding * b = scope_file_binding( d->name, key );
	if ( ! b && options.c_mode ) b = outer_extern( d->name );
	if ( ! b || b->decl->kind == D_ENUMERATOR ) return;
	Decl * old = AS( Decl, b->decl );
	if ( options.c_mode && (conflicting( d, old ) || storage_conflict( d, storage, old )) ) return;
	mark_used( (Node *)old );
	join( d, old, storage );
	d->cname = old->cname;
}

static void check_storage( Group * g, Decl * d, int storage ) {
	const char * name = d->name->text;
	bool function = is_function_node( d );
	if ( function && storage & DS_THREAD )
		diag_error( d->loc, "invalid storage class for function '%s'", name );
	if ( d->level == 1 ) {
		if ( storage & DS_AUTO )
			diag_error( d->loc, "file-scope declaration of '%s' specifies 'auto'", name );
		if ( storage & DS_REGISTER && ! d->asm_name )
			diag_error( d->loc, "register name not specified for '%s'", name );
		return;
	}
	if ( function && d->kind != D_FUNCTION && storage & DS_STATIC )
		diag_error( d->loc, "invalid storage class for function '%s'", name );
	if ( function && storage & DS_REGISTER )
		diag_error( d->loc, "invalid storage class for function '%s'", name );
	if ( d->kind == D_FUNCTION && storage & (DS_STATIC | DS_EXTERN) && options.c_mode )
		diag_error( d->loc, "invalid storage class for function '%s'", name );
	if ( ! function && storage & DS_THREAD && ! (storage & (DS_STATIC | DS_EXTERN)) )
		diag_error( d->loc, "function-scope '%s' implicitly auto and declared '%s'", name,
			storage & DS_GNU_THREAD ? "__thread" : "_Thread_local" );
	(void)g;
}

/* ===== C∀ =============================================================================================== */

static bool is_c_linkage( const Decl * d ) { return d->flags & NF_C_LINKAGE; }

/* Two C linkage entities cannot share a name (chapter 03, 1.5). */
static void check_c_overload( Decl * d ) {
	if ( ! is_c_linkage( d ) || d->level > 1 || d->flags & NF_HEADER ) return;
	for ( Binding * b = scope_lookup( d->name ); b; b = b->outer ) {
		if ( b->level != 1 || b->decl->kind == D_ENUMERATOR || ! is_c_linkage( AS( Decl, b->decl ) ) )
			continue;
		diag_error( d->loc, "conflicting overload of C function %s", notation_declaration( d, d->storage ) );
		return;
	}
}

/* Names like ?{} and ?+? (chapter 01, 18). */
static void check_operator( Decl * d ) {
	const char * name = d->name->text;
	if ( ! strchr( name, '?' ) || type_is_error( d->type ) ) return;
	const Type * t = ct( d->type );
	if ( t->kind == TY_POINTER ) t = ct( t->of );
	if ( t->kind != TY_FUNCTION ) {
		diag_error( d->loc, "operator %s is not a function or function pointer.", name );
		return;
	}
	size_t len = d->name->len;
	bool lifecycle = strcmp( name, "?{}" ) == 0 || strcmp( name, "^?{}" ) == 0;
	bool assignment = len > 2 && name[0] == '?' && name[len - 1] == '?' && name[len - 2] == '='
		&& strcmp( name, "?==?" ) && strcmp( name, "?!=?" ) && strcmp( name, "?<=?" )
		&& strcmp( name, "?>=?" );
	if ( ! lifecycle && ! assignment ) return;
	if ( t->n == 0 )
		diag_error( d->loc, "Constructors, destructors, and assignment functions require at least one parameter." );
	else if ( KIND_OF( t->args[0] ) != TY_REFERENCE )
		diag_error( d->loc, "First parameter of a constructor, destructor, or assignment function must be a reference." );
	else if ( lifecycle && ! type_is_void( t->of ) )
		diag_error( d->loc, "Constructors and destructors cannot have explicit return values." );
	else if ( strcmp( name, "?{}" ) == 0 && t->n == 2 && KIND_OF( t->args[1] ) == TY_REFERENCE
		&& ct( type_pointee( t->args[1] ) ) == ct( type_pointee( t->args[0] ) ) )
		diag_warn( W_CXX_LIKE_COPY, d->loc, "Constructor from reference is not a valid copy constructor." );
}

/* A block's prototype meant the nested function that now follows (chapter 01, 6.3.7). */
static void nested_prototype( Decl * d, Decl * old, int storage ) {
	declare_cname( d, storage );
	for ( ; old && old->level == d->level; old = AS( Decl, old->prev ) ) {
		old->storage |= DS_AUTO;
		old->cname = d->cname;
		old->flags = (uint16_t)((old->flags & ~NF_MANGLED) | (d->flags & NF_MANGLED));
		d->flags |= old->flags & NF_USED;                       /* what called it knew the prototype */
	}
	life_note( d );                                             /* its types are complete now */
}

/* Functions that every enumeration has unless the program has its own (chapter 01, 9.6): not called yet. */
static bool replaceable( const Decl * d ) {
	return d->flags & NF_HEADER && d->flags & NF_IMPLICIT && ! (d->flags & NF_USED);
}

/* Something that C could not declare: chapter 01, 17.1. */
static bool has_cfa_types( QType q ) {
	const Type * t = ct( q );
	while ( t->kind == TY_POINTER || t->kind == TY_ARRAY ) t = ct( t->of );
	if ( t->kind == TY_REFERENCE || t->kind == TY_TUPLE ) return true;
	if ( t->kind != TY_FUNCTION ) return false;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( has_cfa_types( t->args[i] ) ) return true;
	return has_cfa_types( t->of );
}

/* In C mode names are C's, except those of main, of overloads and of what has types of C∀ (chapter 01,
   17.1). */
static bool is_cfa_name( const Decl * d ) {
	if ( d->poly || strchr( d->name->text, '?' ) || strcmp( d->name->text, "main" ) == 0 ) return true;
	for ( Binding * b = scope_lookup( d->name ); b; b = b->outer )
		if ( b->level == 1 && b->decl->kind != D_ENUMERATOR ) return true;
	return ! type_is_error( d->type ) && has_cfa_types( d->type );
}

/* f( int ) and f( int & ) are one function (chapter 03, 1.2), which cannot be both. */
static bool passes_otherwise( QType a, QType b ) {
	const Type * s = ct( a ), * t = ct( b );
	if ( ( s->kind == TY_REFERENCE ) != ( t->kind == TY_REFERENCE ) ) return true;
	if ( s->kind != TY_FUNCTION || t->kind != TY_FUNCTION || s->n != t->n ) return false;
	for ( uint32_t i = 0; i < s->n; i += 1 )
		if ( ( KIND_OF( s->args[i] ) == TY_REFERENCE ) != ( KIND_OF( t->args[i] ) == TY_REFERENCE ) )
			return true;
	return ( KIND_OF( s->of ) == TY_REFERENCE ) != ( KIND_OF( t->of ) == TY_REFERENCE );
}

static bool declare_overload( Group * g, Decl * d, int storage, const Type * key ) {
	check_operator( d );
	Binding * b = scope_here( d->name, key );
	bool replaces = b && b->decl->kind == D_FUNCTION && replaceable( AS( Decl, b->decl ) );
	if ( b && b->decl->kind != D_ENUMERATOR && ! replaces ) {
		Decl * old = AS( Decl, b->decl );
		if ( d->init_kind == INIT_DELETED || old->init_kind == INIT_DELETED ) {
			if ( old->def || d->kind == D_FUNCTION || d->init_kind != old->init_kind ) {
				diag_error( d->loc, d->init_kind == INIT_DELETED ? "deletion of defined identifier"
					: "definition of deleted identifier" );
				return false;
			}
		}
		if ( (d->level > 1 && ! has_linkage( d, storage ) && ! is_function_node( d )) ) {
			diag_error( d->loc, "duplicate object definition for %s", notation_declaration( d, storage ) );
			note_previous( old );
			return false;
		}
		if ( redefined( g, d, storage, old ) ) return false;
		if ( is_function_node( d ) != is_function_node( old ) || passes_otherwise( old->type, d->type ) ) {
			diag_error( d->loc, "conflicting types for '%s'; have '%s'", d->name->text,
				type_text( d->type ) );
			note_previous( old );
			return false;
		}
		if ( is_c_linkage( old ) && ! is_c_linkage( d ) && is_function_node( d ) && d->level == 1
			&& ! (d->flags & NF_HEADER) ) {
			diag_error( d->loc, "Cforall declaration hides C function %s",
				notation_declaration( d, storage ) );
			note_previous( old );
			return false;
		}
		if ( ! d->poly && ! type_compatible( old->type, d->type ) && is_c_linkage( old ) && is_c_linkage( d )
			&& ! (d->flags & NF_HEADER) ) {
			diag_error( d->loc, "conflicting overload of C function %s", notation_declaration( d, storage ) );
			return false;
		}
		join( d, old, storage );
		if ( d->level > 1 && d->kind == D_FUNCTION ) nested_prototype( d, old, storage );
		/* instances of p */
		for ( Decl * p = old; d->poly && d->def && p && ! p->def; p = AS( Decl, p->prev ) ) p->def = d->def;
		d->cname = old->cname;
		d->flags |= old->flags & NF_MANGLED;
		b->decl = (Node *)d;
		return true;
	}
	if ( d->level > 1 && has_linkage( d, storage ) ) link_to_file( d, storage );
	/* by hand declared: what the compiler knows under C's name (chapter 01, 17.1) */
	if ( d->level == 1 && ! is_c_linkage( d ) && is_function_node( d ) ) {
		Decl * known = builtin_lookup( d->name );
		if ( known && known->type.type && type_is_function( known->type ) && type_key( known->type ) == key )
			d->flags |= NF_C_LINKAGE;
	}
	if ( options.c_source && d->level == 1 && ! (d->flags & NF_SYSTEM)
		&& (is_cfa_name( d ) || attribute_of( g, d, "cfa_linkonce" )) )
		d->flags &= (uint16_t)~NF_C_LINKAGE;
	check_c_overload( d );
	if ( ! d->def && is_definition( d, storage ) ) d->def = (Node *)d;
	declare_cname( d, storage );
	if ( replaces ) b->decl = (Node *)d; else scope_bind( d->name, (Node *)d, key );
	life_note( d );
	/* belongs to its type whether called or not: inline, so that gcc does not complain (chapter 10, 14.2) */
	if ( d->kind == D_FUNCTION && d->level == 1 && storage & DS_STATIC && life_subject( d ) )
		d->storage |= DS_INLINE;
	return true;
}

/* The start of a C∀ program: int main() with no, two or three arguments (chapter 01, 16), or void main()
   (chapter 06, 6.18). */
bool resolve_is_program_main( const Decl * d ) {
	if ( ! d->name || strcmp( d->name->text, "main" ) != 0 || ! is_function_node( d ) || d->level > 1 )
		return false;
	if ( ! d->type.type || ! type_is_function( d->type ) || is_c_linkage( d ) ) return false;
	const Type * f = ct( d->type );
	if ( KIND_OF( f->of ) == TY_VOID ) return f->n == 0;
	if ( KIND_OF( f->of ) != TY_BASIC || ct( f->of )->basic != B_INT ) return false;
	if ( f->n == 0 ) return true;
	if ( f->n > 3 || f->n < 2 || KIND_OF( f->args[0] ) != TY_BASIC || ct( f->args[0] )->basic != B_INT )
		return false;
	return KIND_OF( f->args[1] ) == TY_POINTER && KIND_OF( ct( f->args[1] )->of ) == TY_POINTER;
}

/* Names in the output: mangled with their type at file scope; locals keep theirs unless another visible
   declaration would be hidden in C though it is not in C∀ (chapter 01, 21.2). */
void declare_cname( Decl * d, int storage ) {
	static unsigned number;
	if ( options.c_mode || d->cname || ! d->name ) return;
	if ( has_linkage( d, storage ) ) {
		int level = d->level;
		if ( is_c_linkage( d ) || d->asm_name || type_is_error( d->type ) ) return;
		d->level = 1;
		d->cname = mangle( d );
		d->level = level;
		d->flags |= NF_MANGLED;
		return;
	}
	/* gcc has its own idea of main */
	bool is_main = is_function_node( d ) && strcmp( d->name->text, "main" ) == 0;
	bool operator = strchr( d->name->text, '?' ) != NULL || is_main;
	const Type * key = declare_key( d );
	for ( Binding * b = scope_lookup( d->name ); b && ! operator; b = b->outer ) {
		if ( b->with_object || b->key == key || b->decl == (Node *)d ) continue;
		const Str * other = b->decl->kind == D_ENUMERATOR ? AS( Enumerator, b->decl )->cname
			: AS( Decl, b->decl )->cname;
		if ( other && other != d->name ) continue;
		number += 1;
		d->cname = intern_fmt( "%s__%u", d->name->text, number );
		return;
	}
	const Node * hidden = operator ? NULL : scope_lookup_type( d->name );
	if ( hidden && hidden->kind == D_TYPEDEF ) {                /* types may still be printed by that name */
		number += 1;
		d->cname = intern_fmt( "%s__%u", d->name->text, number );
	}
	if ( ! operator ) return;
	d->cname = mangle( d );
	d->flags |= NF_MANGLED;
}

/* ===== both ============================================================================================= */

bool declare_entity( Group * g, Decl * d ) {
	int storage = storage_of( g, d );
	if ( ! d->name ) return true;
	check_storage( g, d, storage );
	if ( ! options.c_mode )
		return declare_overload( g, d, storage, type_is_error( d->type ) ? d->type.type : declare_key( d ) );
	Node * type = scope_type_here( d->name );
	Binding * old = scope_here( d->name, NULL );
	if ( type && ! old ) different_kind( d, type );
	if ( old ) {
		if ( redeclare( g, d, storage, old ) ) return true;
		/* later uses follow the declaration that was meant last, silently */
		d->flags |= NF_ERROR;
		if ( type_is_error( d->type ) ) return false;
		old->decl = (Node *)d;
		d->def = NULL;
		return false;
	}
	if ( d->level > 1 && has_linkage( d, storage ) ) link_to_file( d, storage );
	if ( ! d->def && is_definition( d, storage ) ) d->def = (Node *)d;
	scope_bind( d->name, (Node *)d, NULL );
	return true;
}
