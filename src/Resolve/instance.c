/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Generic types (chapter 04, 4.9): each list of arguments gives one aggregate, a copy of the generic's
 * members with the arguments put in. It is made when something asks for its members; it is an ordinary
 * aggregate from then on.
 *
 *     forall( T, U ) struct duo { T first; U second; };   duo( int, char ) x;
 *     struct duo__ic { int first; char second; };         struct duo__ic x;
 */
#include "CodeGen/codegen.h"
#include "Resolve/declare.h"
#include "Resolve/overload.h"
#include "Resolve/polymorph.h"

/* Type of an instance -> where it was mentioned last */
static Table places;

Agg * generic_root( Agg * a ) {
	return a->generic ? a->generic : agg_definition( a )->generic ? agg_definition( a )->generic : a;
}

bool generic_inside( const Agg * outer ) {
	for ( ; outer; outer = outer->outer ) if ( outer->forall || outer->instance ) return true;
	return false;
}

static Poly * clause_of( Agg * a );

/* The generic type around one: its parameters come first, those of the one inside are more (4.9.4). */
static Agg * generic_around( const Agg * a ) {
	for ( Agg * o = a->outer; o; o = o->outer ) {
		o = agg_definition( o );
		if ( o->forall ) return o;
	}
	return NULL;
}

Poly * generic_open( Agg * a ) {
	Poly * own = forall_open( a->forall );
	Agg * around = generic_around( a );
	if ( ! around ) return own;
	const Poly * before = clause_of( around );
	Poly * both = NEW( Poly );
	*both = *own;
	both->n = before->n + own->n;
	both->n_assertions = before->n_assertions + own->n_assertions;
	both->params = NEW_ARRAY( TypeParam *, both->n + 1 );
	both->assertions = NEW_ARRAY( Decl *, both->n_assertions + 1 );
	for ( unsigned i = 0; i < both->n; i += 1 )
		both->params[i] = i < before->n ? before->params[i] : own->params[i - before->n];
	for ( unsigned i = 0; i < both->n_assertions; i += 1 )
		both->assertions[i] = i < before->n_assertions ? before->assertions[i]
			: own->assertions[i - before->n_assertions];
	return both;
}

static Poly * clause_of( Agg * a ) {
	a = agg_definition( a );
	if ( a->poly ) return a->poly;
	Suspended here = { 0 };
	bool lazy = a->level <= 1;
	if ( lazy ) here = scope_to_file();
	scope_enter( SCOPE_PROTOTYPE );
	a->poly = generic_open( a );
	scope_leave();
	if ( lazy ) scope_back( here );
	return a->poly;
}

/* ===== requirements on the parameters =================================================================== */

bool generic_fits( QType q ) {
	static Table known;                                     /* those that fit, or are being asked about */
	const Type * t = ct( q );
	if ( ! t->generic || type_is_tuple( q ) || table_get( &known, t ) ) return true;
	const Poly * poly = clause_of( AS( Agg, t->generic ) );
	if ( ! poly->n_assertions ) return true;
	table_put( &known, t, (void *)t );
	bool fits = assertion_holds( poly, t->args );
	if ( ! fits || type_has_variables( q ) ) table_put( &known, t, NULL );
	return fits;
}

int generic_requirements( const Type * t ) { return (int)clause_of( AS( Agg, t->generic ) )->n_assertions; }

void generic_explain( QType q ) {
	const Type * t = ct( q );
	const Poly * poly = clause_of( AS( Agg, t->generic ) );
	QType args[poly->n + 1];
	for ( unsigned i = 0; i < poly->n; i += 1 ) args[i] = t->args[i];
	assertion_solve( poly, args, scratch( sizeof( Solution ) * (poly->n_assertions + 1) ) );
	assertion_explain( poly, args, AS( Agg, t->decl )->name );
}

/* ===== uses ============================================================================================= */

static bool is_pack( const TypeParam * p ) { return p->kind_of == TP_PACK; }

static QType argument( const TypeParam * p, Node ** slot ) {
	Node * e = *slot;
	if ( p->kind_of == TP_DIMENSION ) {
		if ( e->kind != E_TYPE ) return dimension_argument( slot );
		diag_error( e->loc, "Type argument given for value parameter: %s", p->name->text );
		return QT_ERROR;
	}
	if ( e->kind != E_TYPE && unify_kind( p, dimension_constant( 0 ) ) ) return dimension_argument( slot );
	if ( e->kind != E_TYPE ) {
		const Str * name = e->kind == E_NAME ? AS( Name, e )->id : NULL;
		if ( name && ! scope_lookup( name ) )
			diag_error( e->loc, "no declaration of '%s' is visible", name->text );
		else
			diag_error( e->loc, "Expression argument given for type parameter: %s",
				p->name ? p->name->text : "" );
		return QT_ERROR;
	}
	TypeArg * a = AS( TypeArg, e );
	a->of = a->type = resolve_type( a->spec, NULL );
	if ( type_is_error( a->of ) ) return QT_ERROR;
	mark_type_used( a->of );
	if ( unify_kind( p, a->of ) || type_is_aggregate( a->of ) )
		return type_unqualified( type_decay( a->of ) );
	diag_error( e->loc, "'%s' cannot stand for the type parameter %s", type_text( a->of ), p->name->text );
	return QT_ERROR;
}

/* All remaining arguments are the pack's; without type: one of them is wrong. */
static QType pack_argument( const TypeParam * p, Node ** slot ) {
	TypeList types = { 0 };
	TypeParam any = *p;
	any.kind_of = TP_DATA;
	for ( ; *slot; slot = &(*slot)->next ) {
		QType q = AS( TypeArg, *slot )->spec && (*slot)->kind == E_TYPE
			? resolve_type( AS( TypeArg, *slot )->spec, NULL ) : QT_NONE;
		bool pack = q.type && type_is_pack( q );
		if ( ! pack ) q = argument( &any, slot );
		if ( type_is_error( q ) ) return QT_NONE;
		vec_push( &types, q );
	}
	return pack_of( types.at, types.len );
}

/* The first arguments of a type inside of a generic one: those of the instance it is named in, or the
   parameters in the generic's definition. Their number; -1 after a report. */
static int arguments_around( const Agg * a, QType scope, QType * types, Loc at ) {
	Agg * around = generic_around( a ), * in = scope.type ? AS( Agg, ct( scope )->decl ) : NULL;
	if ( ! around ) return 0;
	const Poly * poly = clause_of( around );
	while ( in && ! in->instance ) in = in->outer;
	if ( in && in->instance->n == poly->n ) {
		for ( unsigned i = 0; i < poly->n; i += 1 ) types[i] = in->instance->args[i];
		return (int)poly->n;
	}
	if ( agg_info( around )->done || ! agg_info( around )->resolving ) {
		diag_error( at, "'%s' can only be named in the definition of '%s'", a->name->text,
			around->name ? around->name->text : "" );
		return -1;
	}
	for ( unsigned i = 0; i < poly->n; i += 1 ) types[i] = type_var( poly->params[i] );
	return (int)poly->n;
}

QType generic_use( Agg * a, QType scope, Node * args, bool has_args, Loc at ) {
	a = agg_definition( a );
	/* inside its own definition */
	if ( a->forall && ! has_args && agg_info( a )->resolving && ! agg_info( a )->done && a->poly ) {
		QType own[a->poly->n + 1];
		for ( unsigned i = 0; i < a->poly->n; i += 1 ) own[i] = type_var( a->poly->params[i] );
		return type_agg( generic_root( a ), own, a->poly->n );
	}
	if ( ! a->forall ) {
		if ( ! has_args ) return type_of_agg( a );
		diag_error( at, "'%s' is not a generic type", a->name ? a->name->text : "" );
		return QT_ERROR;
	}
	Poly * poly = clause_of( a );
	QType types[poly->n + 1];
	int around = arguments_around( a, scope, types, at );
	if ( around < 0 ) return QT_ERROR;
	unsigned i = (unsigned)around, given = i + list_length( args );
	if ( given > poly->n && ! (poly->n && is_pack( poly->params[poly->n - 1] )) ) {
		diag_error( at, "Too many type arguments in generic type %s", a->name ? a->name->text : "" );
		return QT_ERROR;
	}
	Node ** slot = &args;
	for ( ; *slot && i < poly->n && ! is_pack( poly->params[i] ); slot = &(*slot)->next, i += 1 ) {
		types[i] = argument( poly->params[i], slot );
		if ( type_is_error( types[i] ) ) return QT_ERROR;
	}
	if ( i < poly->n && is_pack( poly->params[i] )
		&& ! (types[i] = pack_argument( poly->params[i], slot )).type )
		return QT_ERROR;
	for ( i += i < poly->n && is_pack( poly->params[i] ); i < poly->n; i += 1 ) {
		Subst s = { .params = poly->params, .args = types, .n = i };
		if ( ! poly->params[i]->standard.type ) {
			diag_error( at, "Too few type arguments in generic type %s", a->name ? a->name->text : "" );
			return QT_ERROR;
		}
		types[i] = type_substitute( &s, poly->params[i]->standard );
	}
	if ( ! poly->n ) return type_of_agg( a );
	QType made = type_agg( generic_root( a ), types, poly->n );
	Loc * place = NEW( Loc );
	*place = at;
	table_put( &places, ct( made ), place );
	return made;
}

static Loc place_of_use( const Type * t, Loc other ) {
	const Loc * place = table_get( &places, t );
	return place && place->file ? *place : other;
}

/* ===== instances ======================================================================================== */

static bool has_local;

bool generic_has_local( void ) { return has_local; }

/* Level of the innermost declaration that the type mentions. */
static int level_of( QType q ) {
	const Type * t = ct( q );
	int level = t->kind == TY_STRUCT || t->kind == TY_UNION ? AS( Agg, t->decl )->level
		: t->kind == TY_ENUM ? AS( Enum, t->decl )->level
		: 1;
	if ( t->kind == TY_VAR && dimension_holder( qt( t, 0 ) ) ) level = dimension_holder( qt( t, 0 ) )->level;
	if ( t->of.type && level_of( t->of ) > level ) level = level_of( t->of );
	for ( uint32_t i = 0; i < t->n; i += 1 )
		if ( level_of( t->args[i] ) > level ) level = level_of( t->args[i] );
	return level;
}

/* The aggregate of an instance type; its members come when somebody asks. */
Agg * generic_instance( const Type * t ) {
	Agg * root = AS( Agg, t->generic ), * a = MAKE( Agg, D_AGG, root->loc );
	polymorphism_used = true;
	a->key = root->key;
	a->name = root->name;
	a->outer = root->outer;
	a->level = root->level;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		int level = level_of( t->args[i] );
		if ( level > a->level ) a->level = level;
	}
	has_local |= a->level > 1;
	a->flags |= NF_RESOLVED | (root->flags & NF_HEADER);
	a->generic = root;
	a->instance = t;
	a->type = qt( t, 0 );
	return a;
}

void generic_complete( const Type * t ) {
	Agg * a = AS( Agg, t->decl ), * generic = agg_definition( AS( Agg, t->generic ) );
	if ( ! a->complete && generic->complete ) a->complete = 1;
}

typedef struct Members { Table * made; const Subst * subst; } Members;

static void member_type( QType * q, void * context ) {
	*q = type_substitute( AS( Members, context )->subst, *q );
}

static bool member_types( Node ** slot, void * context ) {
	node_types( *slot, member_type, context );
	return node_children( *slot, member_types, context );
}

void agg_info_copy( Agg * from, Agg * to, Table * made ) {
	AggInfo * old = agg_info( from ), * info;
	to->index = NULL;
	info = agg_info( to );
	*info = *old;
	info->fields = NEW_ARRAY( Decl *, old->n + 1 );
	info->names = (Table){ 0 };
	info->indexed = info->resolving = false;
	info->nested.len = info->nested.cap = 0;
	info->nested.at = NULL;
	for ( unsigned i = 0; i < old->n; i += 1 ) {
		Decl * f = table_get( made, old->fields[i] );
		info->fields[i] = f ? f : old->fields[i];
		if ( f && f->owner == (Node *)from ) f->owner = (Node *)to;
	}
	for ( uint32_t i = 0; i < old->nested.len; i += 1 ) {
		Node * n = table_get( made, old->nested.at[i] );
		vec_push( &info->nested, n ? n : old->nested.at[i] );
	}
	to->align = 0;
	to->size = 0;
	info->done = true;
}

void generic_substitute( Agg * a, const Subst * s ) {
	Members m = { NULL, s };
	for EACH( n, a->members ) {
		Node * slot = n;
		member_types( &slot, &m );
	}
}

/* An unnamed enumeration gets the name that instances know it by. */
static void share_enum( Enum * e, NodeList * out ) {
	static unsigned number;
	if ( ! e->name && ! e->cname ) e->cname = intern_fmt( "__anonymous_shared%u", number++ );
	list_push( out, (Node *)e );
}

/* Enumerations, generic types and typedefs that mention no parameter leave the members; of other typedefs
   instances print what they mean. */
static void share( Agg * a, NodeList * out ) {
	NodeList rest = { 0 };
	for ( Node * m = a->members, * next; m; m = next ) {
		next = m->next;
		m->next = NULL;
		TagSpec * t = m->kind == D_GROUP ? tag_in( AS( Group, m )->spec ) : NULL;
		Node * def = t && t->def ? t->def : m, * first = m->kind == D_GROUP ? AS( Group, m )->decls : NULL;
		bool generic = def->kind == D_AGG && AS( Agg, def )->forall;
		if ( def->kind == D_AGG && ! generic ) share( AS( Agg, def ), out );
		if ( def->kind == D_ENUM || generic ) {
			if ( ! generic ) share_enum( AS( Enum, def ), out );
			if ( def == m ) continue;
			t->decl = t->def;
			t->def = NULL;
			AS( Group, m )->new_style = 1;
		}
		if ( first && first->kind == D_TYPEDEF ) {
			bool open = false;
			for EACH( d, first ) open |= type_has_variables( AS( Decl, d )->type );
			if ( ! open ) list_push( out, m );
			continue;
		}
		if ( def != m && (def->kind == D_ENUM || generic) && ! first ) continue;
		list_push( &rest, m );
	}
	a->members = rest.head;
}

Node * generic_shared( Agg * a ) {
	a = agg_definition( a );
	AggInfo * info = agg_info( a );
	if ( ! info->done ) return NULL;
	NodeList out = { 0 };
	list_push( &out, info->shared );
	share( a, &out );
	return info->shared = out.head;
}

/* Types declared among the members become the instance's own. */
static void nested_types( AggInfo * old, Table * made, Agg * to ) {
	for ( uint32_t i = 0; i < old->nested.len; i += 1 ) {
		Node * n = old->nested.at[i], * copy = table_get( made, n );
		if ( ! copy || copy->kind != D_AGG ) continue;
		Agg * a = AS( Agg, copy );
		a->type = QT_NONE;
		a->outer = to;
		a->level = to->level;
		a->forall = NULL;
		a->order = to->order;                               /* functions of the arguments may come later */
		a->cname = a->name ? intern_fmt( "_T%s", mangle_type( type_of_agg( a ) )->text ) : NULL;
		nested_types( agg_info( AS( Agg, n ) ), made, a );
		agg_info_copy( AS( Agg, n ), a, made );
	}
}

/* Give the instance its members. */
void generic_members( Agg * a ) {
	const Type * t = a->instance;
	Agg * generic = agg_definition( AS( Agg, t->generic ) );
	AggInfo * info = agg_info( a );
	if ( info->done || info->resolving || ! generic->complete ) return;
	agg_members( generic );
	AggInfo * pattern = agg_info( generic );
	if ( ! pattern->done ) return;
	info->resolving = true;
	generic_shared( generic );
	Table made = { 0 };
	Subst s = { .params = clause_of( generic )->params, .args = t->args, .n = t->n, .copied = &made };
	a->members = node_copy_list( generic->members, &made );
	a->attrs = node_copy_list( generic->attrs, &made );
	a->pack = generic->pack;
	a->key = generic->key;
	a->complete = 1;
	Members m = { &made, &s };
	agg_info_copy( generic, a, &made );
	nested_types( pattern, &made, a );
	for EACH( n, a->members ) {
		Node * slot = n;
		member_types( &slot, &m );
	}
	for EACH( n, a->members ) if ( n->kind == D_GROUP ) {
		/* not as written: int v[N] */
		if ( ! defined_in( AS( Group, n )->spec ) ) AS( Group, n )->new_style = 1;
		for EACH( d, AS( Group, n )->decls ) {
			Decl * f = AS( Decl, d );
			if ( d->kind != D_FIELD || ! f->type.type || type_is_error( f->type )
				|| type_is_complete( f->type ) || type_is_vla( f->type ) )
				continue;
			if ( KIND_OF( f->type ) == TY_ARRAY || KIND_OF( f->type ) == TY_REFERENCE ) continue;
			diag_error( place_of_use( t, d->loc ), "'%s' is incomplete", type_text( f->type ) );
			f->type = QT_ERROR;
		}
	}
}

/* Depth of the shallowest type parameter, -1: none. */
static int depth_of( QType q ) {
	const Type * t = ct( q );
	if ( ! type_has_variables( q ) ) return -1;
	if ( t->kind == TY_VAR ) return 0;
	int least = t->of.type ? depth_of( t->of ) : -1;
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		int k = depth_of( t->args[i] );
		if ( k >= 0 && (least < 0 || k < least) ) least = k;
	}
	return least < 0 ? -1 : least + 1;
}

Cost generic_cost( const Type * t, unsigned n, bool copy ) {
	Agg * generic = agg_definition( AS( Agg, t->generic ) );
	Poly * poly = clause_of( generic );
	AggInfo * info = agg_info( generic );
	int mentioned = copy ? 2 : 1, spec = (int)poly->n_assertions + (copy ? 3 : 2);
	for ( unsigned i = 0; i < n && i < info->n; i += 1 ) {
		int depth = info->fields[i]->type.type ? depth_of( info->fields[i]->type ) : -1;
		if ( depth >= 0 ) { mentioned += 1; spec += depth; }
	}
	Cost cost = cost_add( cost_of( COST_POLY, mentioned ), cost_of( COST_VAR, (int)poly->n ) );
	return cost_add( cost, cost_of( COST_SPEC, spec ) );
}
