/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Clauses and traits (chapter 04, 4.2 to 4.5): type parameters become types of a scope around the
 * declaration, requirements one list of declarations, in which traits are written out.
 *
 *     forall( T | ranked( T ) )         params: T
 *                                       assertions: T ?=?( T &, T ), ?{}( T & ), ?{}( T &, T ), ^?{}( T & ),
 *                                       int ?<?( T, T )
 */
#include "AST/make.h"
#include "Resolve/declare.h"
#include "Resolve/polymorph.h"

bool polymorphism_used;
static Table clauses;                                   /* first node of a clause -> Poly */
static Table traits;                                    /* Trait -> Poly */

typedef struct Reading { VEC( TypeParam * ) params; VEC( Decl * ) assertions; } Reading;

Node * forall_clause( const Decl * d ) {
	if ( d->forall ) return d->forall;
	return d->owner && d->owner->kind == D_GROUP ? AS( const Group, d->owner )->forall : NULL;
}

/* ===== parameters ======================================================================================= */

static void declare_parameter( TypeParam * p ) {
	if ( ! p->name ) return;
	if ( p->kind_of == TP_DIMENSION ) {
		if ( ! p->value ) {
			Decl * d = make_object( p->name, qt( type_basic( B_ULONG ).type, QUAL_CONST ), p->loc );
			d->owner = (Node *)p;
			p->value = (Node *)d;
		}
		AS( Decl, p->value )->level = (int)scope_level();
		scope_bind( p->name, p->value, type_key( AS( Decl, p->value )->type ) );
		return;
	}
	p->sized = p->kind_of == TP_OBJECT || p->kind_of == TP_SIZED || p->kind_of == TP_PACK || p->sized;
	scope_bind_type( p->name, (Node *)p );
}

/* ===== requirements ===================================================================================== */

static void add( Reading * r, Str * name, QType type, Loc at ) {
	if ( type_is_error( type ) ) return;
	const Type * key = type_key( type );
	for ( uint32_t i = 0; i < r->assertions.len; i += 1 )
		if ( r->assertions.at[i]->name == name && type_key( r->assertions.at[i]->type ) == key ) return;
	Decl * d = make_object( name, type, at );
	d->storage = DS_EXTERN;
	d->sem = 1;
	vec_push( &r->assertions, d );
}

static void add_implied( Reading * r, TypeParam * p ) {
	QType t = type_var( p ), both[2] = { type_reference( t ), t };
	add( r, life_name( LIFE_ASSIGN ), type_function( t, both, 2, 0 ), p->loc );
	add( r, life_name( LIFE_DEFAULT ), type_function( type_void(), both, 1, 0 ), p->loc );
	add( r, life_name( LIFE_COPY ), type_function( type_void(), both, 2, 0 ), p->loc );
	add( r, life_name( LIFE_DESTROY ), type_function( type_void(), both, 1, 0 ), p->loc );
}

static bool is_step( const Str * name ) {
	static const char * const names[] = { "++?", "?++", "--?", "?--" };
	for ( unsigned i = 0; i < 4; i += 1 ) if ( name == intern_cstr( names[i] ) ) return true;
	return false;
}

/* The seed's `?{}( T *, int )`, `?+=?( T *, T )`, `++?( T * )` mean references (4.19). */
static QType modern( const Str * name, QType q ) {
	const Type * f = ct( q );
	bool assigns = name->len > 2 && name->text[0] == '?' && strcmp( name->text + name->len - 2, "=?" ) == 0
		&& strcmp( name->text, "?==?" ) && strcmp( name->text, "?!=?" ) && strcmp( name->text, "?<=?" )
		&& strcmp( name->text, "?>=?" );
	if ( ! assigns && ! is_lifecycle_name( name ) && ! is_step( name ) ) return q;
	if ( f->kind != TY_FUNCTION || ! f->n || KIND_OF( f->args[0] ) != TY_POINTER ) return q;
	QType args[f->n];
	for ( uint32_t i = 0; i < f->n; i += 1 ) args[i] = f->args[i];
	args[0] = type_reference( type_pointee( args[0] ) );
	return type_function( f->of, args, f->n, f->fn_flags );
}

static bool check_requirement( const Decl * d, QType q ) {
	const Type * t = ct( q );
	if ( t->kind == TY_VOID ) {
		diag_error( d->loc, "requirement of type void" );
		return false;
	}
	const Type * f = t->kind == TY_POINTER ? ct( t->of ) : t;
	if ( f->kind != TY_FUNCTION ) {
		if ( ! strchr( d->name->text, '?' ) ) return true;
		diag_error( d->loc, "operator %s is not a function or function pointer.", d->name->text );
		return false;
	}
	if ( ! (f->fn_flags & FN_VARIADIC) ) return true;
	bool dynamic = type_is_dynamic( f->of );
	for ( uint32_t i = 0; i < f->n; i += 1 ) dynamic |= type_is_dynamic( f->args[i] );
	if ( dynamic ) diag_error( d->loc,
		"Cannot assert a function that both has by-value polymorphic parameters or return values, "
		"and also takes variadic (...) parameters." );
	return ! dynamic;
}

static void read_member( Reading * r, Node * n ) {
	Node * one[1] = { n };
	Node * list = n->kind == D_GROUP ? AS( Group, n )->decls : one[0];
	Node * spec = n->kind == D_GROUP ? AS( Group, n )->spec : NULL;
	if ( n->kind == D_GROUP && defined_in( spec ) ) {
		diag_error( n->loc, "only functions and objects can be declared in a trait" );
		return;
	}
	if ( n->kind != D_GROUP && n->kind != D_OBJECT && n->kind != D_FUNCTION ) {
		if ( n->kind == D_AGG || n->kind == D_ENUM || n->kind == D_TYPEDEF )
			diag_error( n->loc, "only functions and objects can be declared in a trait" );
		return;
	}
	QType base = spec ? resolve_type( spec, NULL ) : QT_NONE;
	for ( Node * m = list; m; m = n->kind == D_GROUP ? m->next : NULL ) {
		Decl * d = AS( Decl, m );
		if ( m->kind == D_TYPEDEF ) {
			diag_error( m->loc, "only functions and objects can be declared in a trait" );
			continue;
		}
		if ( ! d->name ) continue;
		if ( ! spec && n->kind != D_GROUP ) base = d->spec ? resolve_type( d->spec, NULL ) : QT_NONE;
		Declaring outer = declaring;
		declaring = (Declaring){ .name = d->name, .loc = d->loc };
		d->type = d->mods ? type_tree( d->mods, base ) : base;
		declaring = outer;
		if ( type_is_error( d->type ) || ! check_requirement( d, d->type ) ) continue;
		add( r, d->name, modern( d->name, d->type ), d->loc );
	}
}

/* ===== traits =========================================================================================== */

static Str * trait_key( const Str * name ) { return intern_fmt( "trait %s", name->text ); }

/* Requirements of a trait over its own parameters, in its own scope. */
static Poly * trait_poly( Trait * t );

static bool is_sized( const Str * name ) { return strcmp( name->text, "sized" ) == 0; }

/* | sized( T ): T is complete (4.3.1). */
static void expand_sized( Assertion * a ) {
	for EACH( n, a->args ) {
		if ( n->kind != E_TYPE ) continue;
		QType q = resolve_type( AS( TypeArg, n )->spec, NULL );
		if ( KIND_OF( q ) == TY_VAR ) AS( TypeParam, ct( q )->decl )->sized = 1;
	}
}

static void expand_trait( Reading * r, Assertion * a ) {
	TypeBinding * b = trait_key( a->trait )->tags;
	if ( ! b ) {
		if ( is_sized( a->trait ) ) expand_sized( a );
		else diag_error( a->loc, "use of undeclared trait %s", a->trait->text );
		return;
	}
	Poly * poly = trait_poly( AS( Trait, b->node ) );
	unsigned n = 0;
	QType args[poly->n + 1];
	bool fine = true;
	if ( list_length( a->args ) != poly->n ) {
		diag_error( a->loc, "incorrect number of trait parameters: '%s' takes %u argument%s", a->trait->text,
			poly->n, poly->n == 1 ? "" : "s" );
		return;
	}
	for EACH( arg, a->args ) {
		if ( arg->kind != E_TYPE ) {
			diag_error( arg->loc, "trait arguments must be types" );
			return;
		}
		args[n] = type_unqualified( resolve_type( AS( TypeArg, arg )->spec, NULL ) );
		if ( KIND_OF( args[n] ) == TY_VAR && poly->params[n]->sized )
			AS( TypeParam, ct( args[n] )->decl )->sized = 1;
		fine &= ! type_is_error( args[n] );
		n += 1;
	}
	if ( ! fine ) return;
	Subst s = { .params = poly->params, .args = args, .n = n };
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		Decl * d = poly->assertions[i];
		add( r, d->name, type_substitute( &s, d->type ), a->loc );
	}
}

static void read_assertions( Reading * r, Node * list ) {
	for EACH( n, list ) {
		Assertion * a = AS( Assertion, n );
		if ( n->kind == A_TRAIT ) expand_trait( r, a );
		else for EACH( d, a->decls ) read_member( r, d );
	}
}

static Poly * finished( Reading * r, Node * clause ) {
	Poly * poly = NEW( Poly );
	poly->params = r->params.at;
	poly->n = r->params.len;
	poly->assertions = r->assertions.at;
	poly->n_assertions = r->assertions.len;
	poly->clause = clause;
	return poly;
}

static Poly * trait_poly( Trait * t ) {
	Poly * known = table_get( &traits, t );
	if ( known ) return known;
	static Poly empty;
	table_put( &traits, t, &empty );                   /* a trait that requires itself adds nothing */
	Suspended here = { 0 };
	bool lazy = t->flags & NF_HEADER;
	if ( lazy ) here = scope_to_file();
	scope_enter( SCOPE_PROTOTYPE );
	Reading r = { 0 };
	for EACH( n, t->forall ) {
		declare_parameter( AS( TypeParam, n ) );
		if ( AS( TypeParam, n )->name ) vec_push( &r.params, AS( TypeParam, n ) );
	}
	for EACH( m, t->members ) read_member( &r, m );
	for EACH( n, t->forall ) read_assertions( &r, AS( TypeParam, n )->assertions );
	scope_leave();
	if ( lazy ) scope_back( here );
	known = finished( &r, t->forall );
	table_put( &traits, t, known );
	return known;
}

void declare_trait( Trait * t ) {
	Str * key = trait_key( t->name );
	Node * old = scope_type_here( key );
	if ( old ) {
		diag_error( t->loc, "redeclaration of trait %s with body", t->name->text );
		return;
	}
	scope_bind_type( key, (Node *)t );
	if ( ! (t->flags & NF_HEADER) ) trait_poly( t );
}

/* ===== clauses ========================================================================================== */

static void reopen( const Poly * poly ) {
	for ( unsigned i = 0; i < poly->n; i += 1 ) declare_parameter( poly->params[i] );
}

Poly * forall_open( Node * clause ) {
	Poly * known = table_get( &clauses, clause );
	if ( known ) {
		reopen( known );
		return known;
	}
	Reading r = { 0 };
	for EACH( n, clause ) {
		TypeParam * p = AS( TypeParam, n );
		if ( p->kind_of == TP_PACK && p->next ) diag_error( p->loc, "pack parameter must be last" );
		if ( p->init ) p->standard = type_unqualified( resolve_type( p->init, NULL ) );
		declare_parameter( p );
		if ( p->name ) vec_push( &r.params, p );
		if ( p->kind_of == TP_OBJECT && p->name ) add_implied( &r, p );
		read_assertions( &r, p->assertions );
	}
	known = finished( &r, clause );
	table_put( &clauses, clause, known );
	return known;
}

void forall_bind( const Poly * poly ) {
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		Decl * d = poly->assertions[i];
		const Type * key = type_key( d->type );
		d->level = (int)scope_level();
		scope_bind( d->name, (Node *)d, key );
		life_note( d );
	}
}

/* ===== identity ========================================================================================= */

/* A type that stands for a name, or for the i-th parameter of a kind, in keys. */
static QType marker( const Str * text ) {
	static Table made;
	TypeParam * p = table_get( &made, text );
	if ( ! p ) {
		p = MAKE( TypeParam, D_TYPEPARAM, ((Loc){ 0 }) );
		p->name = (Str *)text;
		p->sized = 1;
		table_put( &made, text, p );
	}
	return type_var( p );
}

const Type * forall_key( const Poly * poly, QType type ) {
	QType args[poly->n + 1];
	for ( unsigned i = 0; i < poly->n; i += 1 )
		args[i] = marker( intern_fmt( "%u %d", i, poly->params[i]->kind_of ) );
	Subst s = { .params = poly->params, .args = args, .n = poly->n };
	VEC( QType ) parts = { 0 };
	vec_push( &parts, qt( type_key( type_substitute( &s, type ) ), 0 ) );
	for ( unsigned i = 0; i < poly->n; i += 1 ) vec_push( &parts, args[i] );
	for ( unsigned i = 0; i < poly->n_assertions; i += 1 ) {
		vec_push( &parts, marker( poly->assertions[i]->name ) );
		vec_push( &parts, qt( type_key( type_substitute( &s, poly->assertions[i]->type ) ), 0 ) );
	}
	return type_tuple( parts.at, parts.len ).type;
}
