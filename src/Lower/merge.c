/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Equal instances of several units become one function (chapter 04, 4.18.7). Its name has a digest of
 * everything the function means: its body and those of the static functions it calls, the layout of its
 * types, the values of enumerators, the names of what has external linkage. Names that only the unit gives do
 * not count; what refers to static objects stays the unit's own.
 *
 *     static void sort__i( int * v, size_t n ) { ... }      void _M4sort...__1_h1f02...( int * v, size_t n ) __attribute__((weak,
 *         visibility( "hidden" ), section( ".gnu.linkonce.t._M4sort...__1_h1f02..." ), optimize(
 *         "no-jump-tables" )));
 *
 * A weak function is not inlined, so that small ones stay static. A table of jumps would stand outside of the
 * section and refer into it, which the linker does not allow where it drops the section.
 */
#include <string.h>

#include "CodeGen/codegen.h"
#include "Lower/boxed.h"
#include "Resolve/declare.h"

enum { FEWEST_NODES = 150, MOST_VISITS = 20000 };

/* An instance, declared by the prototype. */
typedef struct Offer { Decl * function, * prototype; Str * name; } Offer;
static VEC( Offer ) offers;

void merge_offer( Decl * made, Decl * prototype, const Decl * def, unsigned nodes ) {
	bool all = options.merge > 0 || (options.merge == 0 && options.optimize == 's');
	if ( options.merge < 0 || ! (def->flags & NF_HEADER) || made->storage & DS_INLINE || ! prototype ) return;
	if ( nodes < FEWEST_NODES && ! all ) return;
	vec_push( &offers, ((Offer){ made, prototype, instance_base_name( def, made->type ) }) );
}

/* ===== digests ========================================================================================== */

/* What is known of a function or an aggregate: its digest when it is done, while it is not how deep it is
   nested in others. */
typedef struct Known { uint64_t digest; unsigned depth; bool done, own; } Known;

/* A digest being made: `numbers` of what the function declares, in order; `lowest`: the outermost of the
   functions around that was referred to; `own`: it refers to what only this unit has. */
typedef struct Digest { uint64_t value; Table numbers; unsigned depth, lowest; bool own; } Digest;

static Table known;
static unsigned visits;

static void mix( Digest * d, uint64_t x ) {
	d->value = (d->value ^ x) * 0x9e3779b97f4a7c15u;
	d->value ^= d->value >> 29;
	d->value *= 0xbf58476d1ce4e5b9u;
	d->value ^= d->value >> 32;
}

static void mix_text( Digest * d, const Str * s ) {
	uint64_t part;
	mix( d, s ? s->len + 1 : 0 );
	for ( size_t i = 0; s && i < s->len; i += sizeof( part ) ) {
		part = 0;
		memcpy( &part, s->text + i, s->len - i < sizeof( part ) ? s->len - i : sizeof( part ) );
		mix( d, part );
	}
}

static bool mix_node( Node ** slot, void * context );
static void mix_type( Digest *, QType );

static void mix_list( Digest * d, Node * list ) {
	for ( Node * n = list; n; n = n->next ) mix_node( &n, d );
	mix( d, 0 );
}

/* Digest something that may refer to itself, once. */
static void mix_known( Digest * outer, Node * n, void (*put)( Digest *, Node * ) ) {
	Known * k = table_get( &known, n );
	if ( k && k->done ) {
		mix( outer, k->digest );
		outer->own |= k->own;
		return;
	}
	if ( k && k->depth ) {                                    /* around us */
		mix( outer, outer->depth - k->depth + 1 );
		if ( k->depth < outer->lowest ) outer->lowest = k->depth;
		return;
	}
	if ( ! k ) table_put( &known, n, k = NEW( Known ) );
	Digest d = { .depth = outer->depth + 1, .lowest = outer->depth + 1 };
	k->depth = d.depth;
	put( &d, n );
	k->depth = 0;
	k->digest = d.value;
	k->own = d.own;
	k->done = d.own || d.lowest >= d.depth;                   /* else it is another one seen from elsewhere */
	if ( d.lowest < outer->lowest ) outer->lowest = d.lowest;
	outer->own |= d.own;
	mix( outer, d.value );
}

static void put_agg( Digest * d, Node * n ) {
	Agg * a = AS( Agg, n );
	mix( d, (uint64_t)a->key << 32 | (uint64_t)a->pack );
	mix_list( d, a->attrs );
	agg_members( a );
	AggInfo * info = agg_info( a );
	uint64_t size = 0;
	if ( a->complete && ! type_size( type_of_agg( a ), &size ) ) d->own = true;
	mix( d, size );
	for ( unsigned i = 0; i < info->n; i += 1 ) {
		Decl * f = info->fields[i];
		Node * width = f->width;
		mix_text( d, f->name );
		mix_type( d, f->type );
		mix_list( d, f->attrs );
		if ( width ) mix_node( &width, d );
		if ( f->owner && f->owner->kind == D_GROUP ) mix_list( d, AS( Group, f->owner )->attrs );
	}
	mix_list( d, a->members );                                /* unnamed bit-fields */
}

static void put_enum( Digest * d, Node * n ) {
	mix_type( d, AS( Enum, n )->base_type );
	for EACH( m, AS( Enum, n )->members ) {
		mix_text( d, AS( Enumerator, m )->name );
		mix( d, (uint64_t)AS( Enumerator, m )->number );
	}
}

static void mix_type( Digest * d, QType q ) {
	const Type * t = q.type;
	if ( ! t ) { mix( d, 0 ); return; }
	if ( t->kind == TY_TYPEDEF ) { mix_type( d, type_with_quals( t->of, t->of.quals | q.quals ) ); return; }
	mix( d, (uint64_t)t->kind << 40 | (uint64_t)q.quals << 32 | (uint64_t)t->basic << 16
		| (uint64_t)t->dim << 8 | t->fn_flags );
	if ( t->kind == TY_VAR || t->dim == DIM_VLA || t->dim == DIM_UNSPECIFIED_STAR ) d->own = true;
	if ( t->kind == TY_STRUCT || t->kind == TY_UNION ) {
		mix_known( d, (Node *)agg_definition( AS( Agg, t->decl ) ), put_agg );
		return;
	}
	if ( t->kind == TY_ENUM ) {
		mix_known( d, (Node *)enum_definition( AS( Enum, t->decl ) ), put_enum );
		return;
	}
	if ( t->kind == TY_ATTR ) mix_list( d, t->attrs );
	mix( d, (uint64_t)t->length );
	mix( d, t->n );
	if ( t->of.type ) mix_type( d, t->of );
	for ( uint32_t i = 0; i < t->n; i += 1 ) mix_type( d, t->args[i] );
}

static void mix_slot( QType * q, void * context ) { mix_type( context, *q ); }

/* ===== functions ======================================================================================== */

static void put_function( Digest * d, Node * n ) {
	Decl * f = AS( Decl, n );
	Group * g = f->owner && f->owner->kind == D_GROUP ? AS( Group, f->owner ) : NULL;
	mix_type( d, f->type );
	mix_list( d, f->attrs );
	if ( g ) mix_list( d, g->attrs );
	mix_list( d, f->mods );
	mix_node( &f->body, d );
}

/* What a declaration inside of the function is called here: its number, given at first sight. */
static void mix_number( Digest * d, const Node * n ) {
	uintptr_t number = (uintptr_t)table_get( &d->numbers, n );
	if ( ! number ) table_put( &d->numbers, n, (void *)(number = d->numbers.count + 1) );
	mix( d, number );
}

/* A function or object of the file. */
static void mix_global( Digest * d, Decl * o ) {
	const Group * g = o->owner && o->owner->kind == D_GROUP ? AS( const Group, o->owner ) : NULL;
	Decl * def = o->def && AS( Decl, o->def )->body ? AS( Decl, o->def ) : o;
	bool internal = storage_of( g, o ) & DS_STATIC || o->flags & NF_INTERNAL
		|| storage_of( g, def ) & DS_STATIC;
	if ( ! internal ) {
		mix_text( d, o->cname ? o->cname : o->name );
		mix_type( d, o->type );
	} else if ( def->kind == D_FUNCTION && def->body && ! def->poly ) mix_known( d, (Node *)def,
		put_function );
	else d->own = true;
}

static void mix_reference( Digest * d, Node * n ) {
	switch ( n->kind ) {
	  case D_OBJECT: case D_FUNCTION:
		if ( AS( Decl, n )->level <= 1 && ! table_get( &d->numbers, n ) ) mix_global( d, AS( Decl, n ) );
		else mix_number( d, n );
		break;
	  case D_FIELD:
		mix_text( d, AS( Decl, n )->name );
		if ( AS( Decl, n )->owner && AS( Decl, n )->owner->kind == D_AGG ) {
			AggInfo * info = agg_info( AS( Agg, AS( Decl, n )->owner ) );
			unsigned i = 0;
			while ( i < info->n && (Node *)info->fields[i] != n ) i += 1;
			mix( d, i );
		}
		break;
	  case D_ENUMERATOR:
		mix_text( d, AS( Enumerator, n )->name );
		mix( d, (uint64_t)AS( Enumerator, n )->number );
		break;
	  case D_TYPEDEF: mix_type( d, AS( Decl, n )->type ); break;
	  case D_AGG: mix_known( d, (Node *)agg_definition( AS( Agg, n ) ), put_agg ); break;
	  case D_ENUM: mix_known( d, (Node *)enum_definition( AS( Enum, n ) ), put_enum ); break;
	  default: mix_number( d, n );
	}
}

/* The data of nodes as they are, but positions. */
#define N( x )
#define L( x )
#define Q( x )
#define S( x ) mix_text( d, self->x );
#define I( x ) mix( d, (uint64_t)self->x );
#define R( x ) if ( self->x ) mix_reference( d, AS( Node, self->x ) );
#define X( type, x ) mix_data( d, &self->x, _Generic( self->x, uint64_t: 8, int64_t: 8, __int128: 16, unsigned __int128: 16, default: 0 ) );
#undef NODE_HEAD
#define NODE_HEAD
#undef EXPR_HEAD
#define EXPR_HEAD
#define STRUCT( name, head, fields ) \
	static void data_##name( Digest * d, name * self ) { \
		(void)d, (void)self; \
		fields \
	}

static void mix_data( Digest * d, const void * data, size_t len ) {
	uint64_t parts[2] = { 0 };
	memcpy( parts, data, len );
	if ( len ) mix( d, parts[0] );
	if ( len > sizeof( parts[0] ) ) mix( d, parts[1] );
}

#include "AST/nodes.def"
#undef N
#undef L
#undef Q
#undef S
#undef I
#undef R
#undef X

static void put_data( Digest * d, Node * n ) {
	switch ( n->kind ) {
#define KIND( kind, name ) case kind: data_##name( d, (name *)n ); break;
#include "AST/nodes.def"
	}
}

/* Declarations have numbers in place of names, and their types in place of specifiers. */
static bool mix_node( Node ** slot, void * context ) {
	Digest * d = context;
	Node * n = *slot;
	if ( (visits += 1) > MOST_VISITS ) d->own = true;
	if ( d->own ) return false;
	mix( d, (uint64_t)n->kind << 16 | (n->flags & (NF_IMPLICIT | NF_FLIPPED)) );
	switch ( n->kind ) {
	  case T_BASIC: case T_NAME: case T_TAG: case T_ENUM: return true;
	  case D_FUNCTION: case D_AGG: case D_ENUM: case D_ASM: case S_SWITCH: case S_GOTOEXPR: case E_LABELADDR:
		d->own = true;
		return false;
	  case E_NAME:
		if ( AS( Name, n )->instance ) d->own = true;
		if ( AS( Name, n )->decl ) mix_reference( d, AS( Name, n )->decl );
		else mix_text( d, AS( Name, n )->id );
		break;
	  case D_OBJECT: case D_PARAM: case D_FIELD: case D_TYPEDEF: {
		Decl * o = AS( Decl, n );
		if ( o->storage & DS_STATIC ) d->own = true;
		if ( n->kind != D_FIELD ) mix_number( d, n );
		mix( d, (uint64_t)o->storage << 8 | (uint64_t)o->init_kind );
		break;
	  }
	  case D_GROUP: if ( AS( Group, n )->storage & DS_STATIC ) d->own = true; break;
	  case S_LABEL: mix_number( d, n ); break;
	  case S_GOTO: case S_BREAK: case S_CONTINUE: case S_FALLTHROUGH:
		if ( AS( Jump, n )->target ) mix_number( d, AS( Jump, n )->target );
		else mix_text( d, AS( Jump, n )->label );
		break;
	  case S_COMPOUND: case T_TYPEOF: break;
	  default: put_data( d, n );
	}
	node_types( n, mix_slot, d );
	node_children( n, mix_node, d );
	mix( d, 0 );
	return true;
}

/* ===== names ============================================================================================ */

static Node * text( const char * word, Loc at ) {
	StrLit * n = MAKE( StrLit, E_STRING, at );
	n->text = intern_cstr( word );
	n->pieces = intern_fmt( "\"%s\"", word );
	n->length = (int)strlen( word );
	n->type = type_pointer( type_basic( B_CHAR ) );
	return (Node *)n;
}

/* The attributes stand at the prototype, which is in front of all uses. */
static void merge( const Offer * o, uint64_t digest ) {
	Loc at = o->function->loc;
	Str * name = intern_fmt( "%s_h%016llx", o->name->text, (unsigned long long)digest );
	NodeList attrs = { 0 };
	list_push( &attrs, make_attribute( "weak", NULL, at ) );
	list_push( &attrs, make_attribute( "visibility", text( "hidden", at ), at ) );
	list_push( &attrs, make_attribute( "section",
		text( intern_fmt( ".gnu.linkonce.t.%s", name->text )->text, at ), at ) );
	list_push( &attrs, make_attribute( "optimize", text( "no-jump-tables", at ), at ) );
	list_push( &attrs, o->prototype->attrs );
	o->prototype->attrs = attrs.head;
	o->function->cname = o->prototype->cname = name;
	o->function->storage &= ~DS_STATIC;
	o->prototype->storage &= ~DS_STATIC;
}

void merge_instances( void ) {
	static Table used;
	for ( uint32_t i = 0; i < offers.len; i += 1 ) {
		Digest d = { .depth = 0 };
		visits = 0;
		mix_known( &d, (Node *)offers.at[i].function, put_function );
		const void * key = intern_fmt( "%s %016llx", offers.at[i].name->text, (unsigned long long)d.value );
		/* two instances with one meaning: the second stays */
		if ( d.own || table_get( &used, key ) ) continue;
		table_put( &used, key, offers.at[i].function );
		merge( &offers.at[i], d.value );
	}
}
