/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Declarations: groups of declarators, typedefs, objects with their initialisers, assertions (C11 6.7). Those
 * of headers are only entered; declare_lazy does the rest when a name is looked up for the first time.
 */
#include "AST/make.h"
#include "CodeGen/codegen.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"
#include "Virtual/virtual.h"

int current_pack;
static VEC( int ) pack_stack;
static VEC( Decl * ) tentative;

/* ===== pragmas ========================================================================================== */

/* #pragma pack( push | pop | n ): layout must see what gcc will see. */
void pragma_pack( const Str * text ) {
	const char * p = strstr( text->text, "pragma" );
	if ( ! p || (p = p + 6, p += strspn( p, " \t" ), strncmp( p, "pack", 4 ) != 0) ) return;
	p = strchr( p, '(' );
	if ( ! p ) return;
	bool value = false;
	int n = 0;
	for ( p += 1; *p && *p != ')'; ) {
		if ( strncmp( p, "push", 4 ) == 0 ) {
			vec_push( &pack_stack, current_pack );
			p += 4;
			value = true;
			n = current_pack;
		} else if ( strncmp( p, "pop", 3 ) == 0 ) {
			if ( pack_stack.len ) n = pack_stack.at[pack_stack.len -= 1];
			p += 3;
			value = true;
		} else if ( *p >= '0' && *p <= '9' ) {
			for ( n = 0; *p >= '0' && *p <= '9'; p += 1 ) n = n < 1000 ? n * 10 + (*p - '0') : n;
			value = true;
		} else p += 1;
	}
	current_pack = value ? n : 0;
}

/* ===== typedefs ========================================================================================= */

/* Attributes of a typedef that its users' layout or calls depend on. */
static QType keep_attributes( QType q, Node * attrs ) {
	static const char * const names[] = { "aligned", "transparent_union", "may_alias", "packed" };
	for ( unsigned i = 0; i < 4; i += 1 )
		if ( attribute_find( attrs, names[i] ) ) return type_attr( q, attrs );
	return q;
}

/* Type of one declarator. */
static QType declarator_type( Group * g, Decl * d, QType base ) {
	if ( ! base.type ) {
		base = resolve_type( g ? g->spec : d->spec, NULL );
		if ( g ) base = attribute_type( base, g->attrs );
	}
	mangle_unnamed( defined_in( g ? g->spec : d->spec ), g ? g->decls : (Node *)d );
	QType q = d->mods ? type_tree( d->mods, base ) : base;
	return attribute_type( q, d->attrs );
}

/* transparent_union on a typedef belongs to the union (chapter 01, section 11). */
static void move_transparent( QType q, Attribute * a ) {
	if ( ! a || KIND_OF( q ) != TY_UNION ) return;
	Agg * u = AS( Agg, ct( q )->decl );
	if ( attribute_find( u->attrs, "transparent_union" ) ) return;
	Node * copy = node_copy( (Node *)a );
	copy->next = u->attrs;
	u->attrs = copy;
}

static void typedef_define( Group * g, Decl * d, QType base ) {
	Declaring outer = declaring;
	declaring = (Declaring){ .name = d->name, .loc = d->loc };
	d->type = QT_ERROR;
	bool polymorphic = g && g->forall;
	if ( polymorphic ) diag_error( g->loc, "forall qualifier in typedef is currently unimplemented." );
	QType q = polymorphic ? QT_ERROR : declarator_type( g, d, base );
	move_transparent( q, attribute_of( g, d, "transparent_union" ) );
	q = keep_attributes( q, d->attrs );
	if ( g ) q = keep_attributes( q, g->attrs );
	d->type = type_is_error( q ) ? QT_ERROR : type_typedef( d, q );
	declaring = outer;
}

QType typedef_type( Decl * d ) {
	if ( d->type.type ) return d->type;
	Group * g = AS( Group, d->owner );
	bool lazy = d->flags & NF_HEADER && d->level == 1;
	Suspended here = { 0 };
	if ( lazy ) here = scope_to_file();
	typedef_define( g, d, QT_NONE );
	if ( lazy ) scope_back( here );
	return d->type;
}

/* C11 6.7 p3: repeated with the same type only. */
static void redefine_typedef( Decl * old, Decl * d ) {
	QType a = typedef_type( old ), b = d->type;
	if ( type_is_error( a ) || type_is_error( b ) ) return;
	bool same = type_equal( a, b );
	if ( same && ! type_is_vla( b ) ) return;
	if ( ! options.c_mode ) diag_error( d->loc, "Cannot redefine typedef %s", d->name->text );
	else {
		diag_error( d->loc, same ? "redefinition of typedef '%s' with variably modified type"
			: "conflicting types for '%s'; have '%s'", d->name->text,
			type_text( ct( b ) == b.type ? b : b.type->of ) );
		diag_note( old->loc, "previous declaration of '%s'", d->name->text );
	}
}

static void declare_typedef( Group * g, Decl * d, QType base ) {
	if ( d->init ) {
		diag_error( d->loc, "typedef '%s' is initialized (use '__typeof__' instead)", d->name->text );
		d->init = NULL;
	}
	typedef_define( g, d, base );
	if ( g && d == AS( Decl, g->decls ) ) attribute_check( g->attrs, d );
	attribute_check( d->attrs, d );
	if ( type_is_vla( d->type ) ) has_vla_objects = true;
	Node * old = scope_type_here( d->name );
	if ( old && old->kind == D_TYPEDEF ) redefine_typedef( AS( Decl, old ), d );
	else if ( options.c_mode && scope_here( d->name, NULL ) )
		diag_error( d->loc, "'%s' redeclared as different kind of symbol", d->name->text );
	d->level = (int)scope_level();
	if ( ! options.c_mode && d->level > 1 )
		d->cname = old ? AS( Decl, old )->cname : type_cname( NULL, d->name );
	scope_bind_type( d->name, (Node *)d );
	if ( ! (d->flags & NF_HEADER) ) mark_used( (Node *)d );
}

/* ===== objects ========================================================================================== */

static bool has_static_storage( const Decl * d, int storage ) {
	return d->level == 1 || storage & (DS_STATIC | DS_EXTERN | DS_THREAD);
}

/* __auto_type x = e: chapter 01, 6.1.9. */
static void deduce( Decl * d ) {
	if ( ! d->init || d->init->kind == I_LIST ) {
		diag_error( d->loc, "'__auto_type' requires an initialized data declaration" );
		d->type = QT_ERROR;
		return;
	}
	d->init = resolve_value( d->init );
	QType q = AS( Expr, d->init )->type;
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	d->type = type_is_error( q ) ? QT_ERROR : type_with_quals( type_unqualified( q ), d->type.quals );
}

/* Definitions need a complete type of known size (6.7 p7). */
static void check_object_type( Decl * d, int storage ) {
	QType q = d->type;
	if ( type_is_error( q ) || ! d->name ) return;
	const Type * t = ct( q );
	const char * name = d->name->text;
	if ( d->level == 1 && type_is_dynamic( q ) && ! d->poly ) {
		diag_error( d->loc, "the length of '%s' must be a constant: it lives at file scope", name );
		d->type = QT_ERROR;
		return;
	}
	if ( storage & DS_STATIC && d->level > 1 && type_is_dynamic( q ) ) {
		diag_error( d->loc, "static object of type parameter type" );
		d->type = QT_ERROR;
		return;
	}
	bool copies = d->init && d->init->kind != I_LIST,
		constructed = d->init && (d->init_kind == INIT_AT || ! copies);
	if ( t->kind == TY_VAR && (! type_is_complete( q )
		|| (! constructed && ! life_has_constructor( q )
		&& ! life_user( copies ? LIFE_COPY : LIFE_DEFAULT, q ))) ) {
		diag_error( d->loc, "no constructor for '%s'", type_text( q ) );
		d->type = QT_ERROR;
		return;
	}
	QType element = q;
	while ( KIND_OF( element ) == TY_ARRAY ) element = ct( element )->of;
	if ( ! (storage & DS_EXTERN) && ! life_managed( element ) && ! generic_fits( element ) ) {
		diag_error( d->loc, "No alternatives with satisfiable assertions for '%s'", type_text( element ) );
		generic_explain( element );
		return;
	}
	if ( t->kind == TY_VOID ) {
		/* gcc lets C programs name a place of no type */
		if ( options.c_mode && (d->level == 1 || storage & DS_EXTERN) ) return;
		diag_error( d->loc, "variable or field '%s' declared void", name );
	} else if ( storage & DS_EXTERN && ! d->init ) {
		if ( ! type_is_vla( q ) ) return;
		diag_error( d->loc, "object with variably modified type must have no linkage" );
	} else if ( t->kind == TY_ARRAY && t->dim == DIM_VLA && storage & (DS_STATIC | DS_THREAD) )
		diag_error( d->loc, "storage size of '%s' isn't constant", name );
	else if ( type_is_complete( q ) || type_is_vla( q ) ) return;
	else if ( d->level == 1 && options.c_source && ! d->init && ( options.c_mode || type_is_array( q ) ) ) {
		vec_push( &tentative, d );
		return;
	} else if ( t->kind == TY_ARRAY && t->dim == DIM_NONE ) diag_error( d->loc,
		"array size missing in '%s'", name );
	else if ( ! options.c_mode && type_is_aggregate( q ) ) {
		/* most often a nested type used without its aggregate: its uses tell more */
		vec_push( &tentative, d );
		return;
	}
	else if ( ! explain_unsized( q, d->loc ) ) diag_error( d->loc, "storage size of '%s' isn't known", name );
	d->type = QT_ERROR;
}

void declare_finish( void ) {
	for ( uint32_t i = 0; i < tentative.len; i += 1 ) {
		Decl * d = tentative.at[i];
		Binding * b = options.c_mode ? scope_file_binding( d->name, NULL ) : NULL;
		if ( ! options.c_mode && diag_errors() ) continue;
		QType q = b && b->decl->kind == D_OBJECT ? AS( Decl, b->decl )->type : d->type;
		if ( type_is_error( q ) || type_is_complete( q ) || type_is_array( q ) ) continue;
		diag_error( d->loc, "storage size of '%s' isn't known", d->name->text );
	}
}

static void initialise( Decl * d, int storage ) {
	if ( ! d->init || d->init_kind == INIT_DELETED ) return;
	QType q = d->type;
	if ( type_is_error( q ) ) { d->init = resolve_initialiser( d->init, &q, false, d->loc ); return; }
	if ( declares_function( d ) ) {
		diag_error( d->loc, "function '%s' is initialized like a variable", d->name->text );
		return;
	}
	if ( storage & DS_EXTERN && d->level > 1 )
		diag_error( d->loc, "'%s' has both 'extern' and initializer", d->name->text );
	if ( KIND_OF( q ) == TY_ARRAY && ct( q )->dim == DIM_VLA ) {
		diag_error( d->loc, "variable-sized object may not be initialized" );
		return;
	}
	bool is_static = has_static_storage( d, storage );
	d->init = resolve_initialiser( d->init, &d->type, is_static, d->loc );
	if ( is_static && ! options.c_mode && ! type_is_error( d->type ) && ! lifetime_is_constant( d->init ) )
		lifetime_dynamic( d );
}

static bool has_operator( Node ** slot, void * found ) {
	switch ( (*slot)->kind ) {
	  case E_UNARY: case E_BINARY: case E_CALL: case E_COND: case E_ASSIGN: *(bool *)found = true; break;
	  default: break;
	}
	return ! *(bool *)found && node_children( *slot, has_operator, found );
}

/* Objects that C∀ sets up by code when they are not used either (chapter 10, 14): gcc shall not call them
   unused. */
static void quiet_unused( Decl * d, int storage ) {
	if ( options.c_mode || d->kind != D_OBJECT || ! d->init || type_is_error( d->type ) ) return;
	const Node * array = d->mods && d->mods->kind == T_ARRAY ? AS( const ArraySpec, d->mods )->dim : NULL;
	bool quiet = d->init->kind == I_LIST && array && array->kind != E_INT;
	if ( ! quiet && (storage & DS_STATIC || type_canon( d->type ).quals & QUAL_CONST) )
		has_operator( &d->init, &quiet );
	if ( ! quiet || attribute_find( d->attrs, "unused" ) ) return;
	Node * unused = make_attribute( "unused", NULL, d->loc );
	unused->next = d->attrs;
	d->attrs = unused;
}

void declare( Group * g, Decl * d, QType base ) {
	d->owner = (Node *)g;
	if ( d->kind == D_TYPEDEF ) {
		declare_typedef( g, d, base );
		return;
	}
	Declaring outer = declaring;
	declaring = (Declaring){ .name = d->name, .loc = d->loc };
	int storage = d->storage = storage_of( g, d );
	d->level = (int)scope_level();
	Node * clause = forall_clause( d );
	if ( clause ) {
		polymorphism_used |= ! (d->flags & NF_HEADER);
		scope_enter( SCOPE_PROTOTYPE );
		d->poly = forall_open( clause );
	}
	d->type = declarator_type( g, d, base );
	if ( pack_misplaced( d->type, d->loc, d->name ) ) d->type = QT_ERROR;
	if ( clause ) scope_leave();
	if ( g && d == AS( Decl, g->decls ) ) attribute_check( g->attrs, d );
	attribute_check( d->attrs, d );
	if ( KIND_OF( d->type ) == TY_AUTO ) deduce( d );
	else if ( type_is_vla( d->type ) ) has_vla_objects = true;
	declare_entity( g, d );
	if ( d->name && ! options.c_mode ) virtual_note_name( d->name );
	if ( ! lifetime_declare( d, storage ) ) initialise( d, storage );
	quiet_unused( d, storage );
	if ( ! declares_function( d ) ) check_object_type( d, storage );
	if ( d->level == 1 && ! (d->flags & NF_HEADER) ) mark_used( (Node *)d );
	else if ( d->level > 1 ) mark_type_used( d->type );
	declaring = outer;
}

void declare_lazy( Decl * d ) {
	Group * g = AS( Group, d->owner );
	if ( d->kind == D_FUNCTION ) resolve_function( g, d, QT_NONE ); else declare( g, d, QT_NONE );
}

/* ===== headers ========================================================================================== */

TagSpec * tag_in( Node * spec ) {
	while ( spec && (spec->kind == T_QUAL || spec->kind == T_ATOMIC) )
		spec = spec->kind == T_QUAL ? AS( QualSpec, spec )->of : AS( WrapSpec, spec )->of;
	return spec && (spec->kind == T_TAG || spec->kind == T_ENUM) ? AS( TagSpec, spec ) : NULL;
}

Node * defined_in( Node * spec ) {
	TagSpec * t = tag_in( spec );
	return t ? t->def : NULL;
}

void declare_tags( Node * spec ) {
	TagSpec * t = tag_in( spec );
	if ( ! t || t->parent ) return;
	if ( t->def ) {
		t->def->flags |= NF_HEADER;
		t->decl = t->def;
		if ( t->def->kind == D_ENUM ) declare_enum( AS( Enum, t->def ) );
		else declare_agg( AS( Agg, t->def ) );
	} else if ( ! t->has_args && t->id && ! scope_lookup_tag( t->id, false ) ) tag_type( t, false );
}

static void header_group( Group * g ) {
	TagSpec * t = tag_in( g->spec );
	if ( t && ! g->decls && ! t->def && ! t->parent ) tag_type( t, true );
	else if ( t ) declare_tags( g->spec );
	for EACH( n, g->decls ) {
		Decl * d = AS( Decl, n );
		if ( ! d->name ) continue;
		d->owner = (Node *)g;
		d->flags |= NF_HEADER | (g->flags & (NF_C_LINKAGE | NF_SYSTEM));
		d->level = 1;
		if ( n->kind == D_TYPEDEF ) { scope_bind_type( d->name, n ); continue; }
		if ( ! options.c_mode ) virtual_note_name( d->name );
		scope_bind_lazy( d->name, d );
		use_note_definition( g, d );
	}
}

/* A declaration of a header at file scope: names only. */
void declare_header( Node * n ) {
	switch ( n->kind ) {
	  case D_GROUP: header_group( AS( Group, n ) ); break;
	  case D_OBJECT: case D_FUNCTION: case D_TYPEDEF: {
		Decl * d = AS( Decl, n );
		declare_tags( d->spec );
		d->flags |= NF_HEADER;
		d->level = 1;
		if ( n->kind == D_TYPEDEF ) { scope_bind_type( d->name, n ); break; }
		scope_bind_lazy( d->name, d );
		use_note_definition( NULL, d );
		break;
	  }
	  case D_AGG: n->flags |= NF_HEADER; declare_agg( AS( Agg, n ) ); break;
	  case D_ENUM: n->flags |= NF_HEADER; declare_enum( AS( Enum, n ) ); break;
	  case D_STATICASSERT:
		if ( ! (n->flags & NF_SYSTEM) && ! loc_is_system( n->loc ) ) resolve_declaration( n );
		break;
	  case D_LINKAGE: for EACH( d, AS( Linkage, n )->decls ) declare_header( d ); break;
	  case D_DISTRIBUTION: for EACH( d, AS( Distribution, n )->decls ) declare_header( d ); break;
	  case D_DIRECTIVE: pragma_pack( AS( Directive, n )->text ); break;
	  case D_TRAIT: n->flags |= NF_HEADER; declare_trait( AS( Trait, n ) ); break;
	  default: break;
	}
}

/* ===== the pass over declarations ======================================================================= */

static void declare_group( Group * g ) {
	TagSpec * t = tag_in( g->spec );
	declaring = (Declaring){ .loc = g->loc };
	if ( g->decls ) declaring.name = AS( Decl, g->decls )->name;
	if ( g->forall && t && t->def ) tag_type( t, false );
	if ( t && ! g->decls && ! t->def && ! t->parent ) {
		tag_type( t, true );
		return;
	}
	QType base = g->spec && ! g->forall ? resolve_type( g->spec, NULL ) : QT_NONE;
	if ( base.type ) base = attribute_type( base, g->attrs );
	if ( ! g->decls ) attribute_check( g->attrs, NULL );
	if ( ! g->decls && t ) mark_type_used( base );
	for EACH( n, g->decls ) {
		Decl * d = AS( Decl, n );
		d->flags |= g->flags & (NF_C_LINKAGE | NF_SYSTEM);
		if ( n->kind == D_FUNCTION ) resolve_function( g, d, base ); else declare( g, d, base );
	}
}

/* C11 6.7.10; what only gcc can fold is left to it. */
static void static_assertion( StaticAssert * s ) {
	__int128 value;
	unsigned errors = diag_errors();
	s->cond = resolve_value( s->cond );
	QType q = AS( Expr, s->cond )->type;
	if ( type_is_error( q ) || diag_errors() != errors ) return;
	const Type * t = ct( q );
	bool literal = t->kind == TY_BASIC && basic_info[t->basic].cls & BC_LITERAL;
	if ( options.c_mode && ! type_is_integer( q ) && t->kind != TY_ENUM && ! literal ) {
		diag_error( s->loc, "expression in static assertion is not an integer" );
		return;
	}
	Const c = constant_fold( s->cond, true );
	value = c.i;
	if ( c.kind == CONST_NOT && options.c_mode )
		diag_error( s->loc, "expression in static assertion is not constant" );
	if ( c.kind != CONST_INT || value != 0 ) return;
	const StrLit * text = s->message && s->message->kind == E_STRING ? AS( StrLit, s->message ) : NULL;
	if ( ! text ) { diag_error( s->loc, "static assertion failed" ); return; }
	Buf b = { 0 };
	source_quote( &b, text->text->text, text->text->len );
	const char * quoted = buf_text( &b );
	diag_error( s->loc, "static assertion failed: %s%s%s", quoted[0] == '"' ? "" : "\"", quoted,
		quoted[0] == '"' ? "" : "\"" );
}

Node * resolve_declaration( Node * n ) {
	switch ( n->kind ) {
	  case D_GROUP: {
		Group * g = AS( Group, n );
		if ( ! options.c_mode ) n = virtual_tables( g );
		declare_group( g );
		break;
	  }
	  case D_OBJECT: case D_TYPEDEF: declare( NULL, AS( Decl, n ), QT_NONE ); break;
	  case D_FUNCTION: resolve_function( NULL, AS( Decl, n ), QT_NONE ); break;
	  case D_AGG: declare_agg( AS( Agg, n ) ); mark_used( n ); break;
	  case D_ENUM: declare_enum( AS( Enum, n ) ); mark_used( n ); break;
	  case D_STATICASSERT: static_assertion( AS( StaticAssert, n ) ); break;
	  case D_LINKAGE:
		for ( Node ** p = &AS( Linkage, n )->decls; *p; p = &(*p)->next ) *p = resolve_declaration( *p );
		break;
	  case D_DISTRIBUTION:
		for ( Node ** p = &AS( Distribution, n )->decls; *p; p = &(*p)->next ) *p = resolve_declaration( *p );
		break;
	  case D_DIRECTIVE: pragma_pack( AS( Directive, n )->text ); break;
	  case D_TRAIT: declare_trait( AS( Trait, n ) ); break;
	  default: break;
	}
	return n;
}
