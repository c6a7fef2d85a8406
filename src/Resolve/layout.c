/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Sizes, alignments and offsets as gcc lays objects out (System V ABI: bit-fields share units of their
 * type; packed, aligned, #pragma pack).
 */
#include "Resolve/declare.h"

#ifdef __aarch64__
enum { ANONYMOUS_BITFIELD_ALIGNS = true };
#else
enum { ANONYMOUS_BITFIELD_ALIGNS = false };
#endif

/* aligned without argument: the target's largest useful one */
enum { MAX_ALIGN_ATTRIBUTE = 16 };

static uint64_t round_up( uint64_t n, uint64_t unit ) { return unit ? (n + unit - 1) / unit * unit : n; }

/* The alignment that attributes ask for; 0: none. Of several on a declaration the largest counts, on a type
   the last. False if one cannot be computed here. */
static bool asked_alignment( Node * attrs, bool of_type, uint64_t * align ) {
	for EACH( n, attrs ) {
		if ( n->kind != A_ATTR ) continue;
		Attribute * a = AS( Attribute, n );
		uint64_t value = 0;
		bool aligned = a->syntax == ATTR_ALIGNAS || (a->name && attribute_find( n, "aligned" ) == a);
		if ( ! aligned ) continue;
		if ( ! a->args ) value = MAX_ALIGN_ATTRIBUTE;
		else if ( a->args->kind == E_TYPE ) {
			if ( ! AS( TypeArg, a->args )->of.type || ! type_align( AS( TypeArg, a->args )->of, &value ) )
				return false;
		} else {
			if ( ! AS( Expr, a->args )->type.type ) a->args = resolve_expr( a->args );
			Const c = constant_fold( a->args, false );
			if ( c.kind != CONST_INT || c.i < 0 ) return false;
			value = (uint64_t)c.i;
		}
		if ( of_type || value > *align ) *align = value;
	}
	return true;
}

static bool is_packed( Node * attrs ) {
	return attribute_find( attrs, "packed" ) != NULL;
}

/* ===== aggregates ======================================================================================= */

typedef struct Layout {
	uint64_t bits;              /* used so far (structures) or largest (unions) */
	uint64_t align;             /* of the aggregate, bytes */
	uint64_t pack;              /* #pragma pack, 0: none */
	bool packed, is_union, unknown;
} Layout;

enum { HUGE_SIZE = INT32_MAX };                         /* offsets beyond are not kept */

static void occupy( Layout * l, Decl * d, uint64_t at, uint64_t bits ) {
	if ( at / 8 > HUGE_SIZE ) { l->unknown = true; return; }
	d->offset = (int32_t)(at / 8);
	d->bit_offset = (int32_t)(at % 8);
	uint64_t end = at + bits;
	if ( ! l->is_union || end > l->bits ) l->bits = end;
}

/* Would a bit-field at this place cross more units of alignment than its type has? */
static bool spans_too_much( uint64_t at, uint64_t width, uint64_t align_bits, uint64_t type_bits ) {
	return (at % align_bits + width + align_bits - 1) / align_bits > type_bits / align_bits;
}

/* One that fills a machine's unit at its place is an ordinary member to gcc. */
static bool fills_unit( uint64_t at, uint64_t width ) {
	return (width == 8 || width == 16 || width == 32 || width == 64) && at % width == 0;
}

static void place_bitfield( Layout * l, Decl * d, uint64_t width, bool packed, uint64_t asked ) {
	uint64_t size, align;
	if ( ! type_size( d->type, &size ) || ! type_align( d->type, &align ) ) { l->unknown = true; return; }
	uint64_t at = l->is_union ? 0 : l->bits;
	if ( width == 0 ) {
		if ( asked > align ) align = asked;
		at = round_up( at, align * 8 );
	} else {
		if ( l->pack && asked > l->pack ) asked = l->pack;
		if ( asked ) at = round_up( at, asked * 8 );
		bool free = packed || l->pack || fills_unit( at, width );
		if ( ! free && spans_too_much( at, width, align * 8, size * 8 ) ) at = round_up( at, align * 8 );
		/* #pragma pack overrides the attribute */
		if ( l->pack ? align > l->pack : packed ) align = l->pack ? l->pack : 1;
		if ( asked > align ) align = asked;
	}
	if ( (d->name || ANONYMOUS_BITFIELD_ALIGNS) && align > l->align ) l->align = align;
	occupy( l, d, at, width );
}

/* Alignment of a member that is no bit-field: of its type, packed, aligned, #pragma pack. */
static uint64_t member_alignment( uint64_t align, bool packed, uint64_t asked, uint64_t pack ) {
	if ( packed ) align = 1;
	if ( asked > align ) align = asked;
	return pack && align > pack ? pack : align;
}

static void place_member( Layout * l, Decl * d, bool packed, uint64_t asked ) {
	uint64_t size = 0, align;
	const Type * t = ct( d->type );
	if ( t->kind == TY_REFERENCE ) size = align = (uint64_t)machine.pointer;
	else if ( t->kind == TY_ARRAY && t->dim == DIM_NONE ) {
		if ( ! type_align( t->of, &align ) ) { l->unknown = true; return; }
	} else if ( ! type_size( d->type, &size ) || ! type_align( d->type, &align )
		) { l->unknown = true; return; }
	align = member_alignment( align, packed, asked, l->pack );
	if ( align > l->align ) l->align = align;
	uint64_t at = l->is_union ? 0 : round_up( l->bits, align * 8 );
	if ( size > HUGE_SIZE ) l->unknown = true;
	else occupy( l, d, at, size * 8 );
}

static void place( Layout * l, Node * group_attrs, Decl * d ) {
	if ( ! d->type.type || type_is_error( d->type ) ) { l->unknown = true; return; }
	uint64_t asked = 0;
	if ( ! asked_alignment( group_attrs, false, &asked )
		|| ! asked_alignment( d->attrs, false, &asked ) ) { l->unknown = true; return; }
	bool packed = l->packed || is_packed( group_attrs ) || is_packed( d->attrs );
	if ( ! d->width ) { place_member( l, d, packed, asked ); return; }
	Const c = AS( Expr, d->width )->type.type
		? constant_fold( d->width, false ) : (Const){ .kind = CONST_UNKNOWN };
	if ( c.kind != CONST_INT || c.i < 0 ) l->unknown = true;
	else place_bitfield( l, d, (uint64_t)c.i, packed, asked );
}

/* Agg.align is 0 until the layout is known; all ones when it cannot be known. */
void agg_layout( Agg * a ) {
	a = agg_definition( a );
	if ( a->align || ! a->complete ) return;
	agg_members( a );
	Layout l = { .align = 1, .pack = (uint64_t)a->pack, .packed = is_packed( a->attrs ),
		.is_union = a->key == AGG_UNION };
	uint64_t asked = 0;
	if ( ! asked_alignment( a->attrs, true, &asked ) ) l.unknown = true;
	for EACH( m, a->members ) {
		if ( m->kind == D_FIELD ) place( &l, NULL, AS( Decl, m ) );
		else if ( m->kind == D_GROUP )
			for EACH( d, AS( Group, m )->decls )
				if ( d->kind == D_FIELD ) place( &l, AS( Group, m )->attrs, AS( Decl, d ) );
	}
	if ( attribute_find( a->attrs, "ms_struct" ) || attribute_find( a->attrs, "scalar_storage_order" ) )
		l.unknown = true;
	if ( asked > l.align ) l.align = asked;
	a->size = round_up( (l.bits + 7) / 8, l.align );
	a->align = l.unknown ? UINT32_MAX : (uint32_t)l.align;
}

/* The specifiers a member shares with others. */
static const Group * group_of_member( const Decl * d ) {
	for EACH( m, AS( Agg, d->owner )->members )
		if ( m->kind == D_GROUP )
			for EACH( x, AS( Group, m )->decls ) if ( x == (const Node *)d ) return AS( Group, m );
	return NULL;
}

bool declared_alignment( const Decl * d, uint64_t * align ) {
	bool member = d->kind == D_FIELD && d->owner && d->owner->kind == D_AGG;
	const Group * g = member ? group_of_member( d ) : d->owner && d->owner->kind == D_GROUP
		? AS( const Group, d->owner ) : NULL;
	uint64_t asked = 0;
	if ( d->kind == D_PARAM ) return type_align( d->type, align );
	if ( ! type_align( d->type, align ) || ! asked_alignment( d->attrs, false, &asked ) ) return false;
	if ( g && ! asked_alignment( g->attrs, false, &asked ) ) return false;
	if ( member ) {
		const Agg * a = AS( const Agg, d->owner );
		bool packed = is_packed( a->attrs ) || is_packed( d->attrs ) || (g && is_packed( g->attrs ));
		*align = member_alignment( *align, packed, asked, (uint64_t)a->pack );
		return ! d->width;
	}
	if ( type_is_function( d->type ) ? asked > 0 : is_packed( d->attrs ) || (g && is_packed( g->attrs )) )
		return false;
	if ( asked > *align ) *align = asked;
	uint64_t before = 0;
	if ( d->prev && declared_alignment( AS( const Decl, d->prev ), &before ) && before > *align )
		*align = before;
	return true;
}

static bool laid_out( const Type * t, uint64_t * size, uint64_t * align ) {
	Agg * a = agg_definition( AS( Agg, t->decl ) );
	if ( t->generic ) generic_complete( t );
	if ( ! a->complete ) return false;
	agg_layout( a );
	if ( a->align == UINT32_MAX || a->align == 0 ) return false;
	*size = a->size;
	*align = a->align;
	return true;
}

/* ===== types ============================================================================================ */

static bool measure( QType q, uint64_t * size, uint64_t * align );

static bool measure_canonical( QType q, uint64_t * size, uint64_t * align ) {
	const Type * t = q.type;
	switch ( t->kind ) {
	  case TY_VOID: case TY_FUNCTION: *size = *align = 1; return true;         /* GNU */
	  case TY_BASIC: *size = (uint64_t)basic_info[t->basic].size;
		*align = (uint64_t)basic_info[t->basic].align; return true;
	  case TY_POINTER: case TY_LITERAL_POINTER: *size = *align = (uint64_t)machine.pointer; return true;
	  case TY_REFERENCE: return measure( t->of, size, align );
	  case TY_ARRAY:
		if ( KIND_OF( t->of ) == TY_REFERENCE ) *size = *align = (uint64_t)machine.pointer;
		else if ( ! measure( t->of, size, align ) ) return false;
		if ( t->dim != DIM_CONST ) return false;
		if ( t->length && *size > (uint64_t)INT64_MAX / (uint64_t)t->length ) return false;
		*size *= (uint64_t)t->length;
		return true;
	  case TY_VECTOR: *size = *align = (uint64_t)t->length; return true;
	  case TY_STRUCT: case TY_UNION: return laid_out( t, size, align );
	  case TY_ENUM: {
		QType base = AS( Enum, t->decl )->base_type;
		return measure( base.type && AS( Enum, t->decl )->kind_of == ENUM_PLAIN
			? base : type_basic( B_UINT ), size, align );
	  }
	  default: return false;
	}
}

/* Attributes on typedefs count, so the sugar is walked. */
static bool measure( QType q, uint64_t * size, uint64_t * align ) {
	const Type * t = q.type;
	if ( t->kind == TY_TYPEDEF || t->kind == TY_ATTR ) {
		if ( ! measure( t->of, size, align ) ) return false;
		uint64_t asked = 0;
		Node * attrs = t->kind == TY_ATTR ? t->attrs : AS( Decl, t->decl )->attrs;
		Node * shared = t->kind == TY_TYPEDEF && AS( Decl, t->decl )->owner
			&& AS( Decl, t->decl )->owner->kind == D_GROUP
			? AS( Group, AS( Decl, t->decl )->owner )->attrs : NULL;
		if ( ! asked_alignment( shared, true, &asked ) || ! asked_alignment( attrs, true, &asked ) )
			return false;
		if ( asked ) *align = asked;
		return true;
	}
	if ( t->kind == TY_ARRAY && t->canon.type != t ) {
		if ( ! measure( t->of, size, align ) || t->dim != DIM_CONST ) return false;
		*size *= (uint64_t)t->length;
		return true;
	}
	if ( ! measure_canonical( qt( t->canon.type, t->canon.quals | q.quals ), size, align ) ) return false;
	if ( q.quals & QUAL_ATOMIC && *size <= 16 && (*size & (*size - 1)) == 0 && *size > *align )
		*align = *size;
	return true;
}

bool type_size( QType q, uint64_t * size ) {
	uint64_t align;
	return measure( q, size, &align );
}

bool type_align( QType q, uint64_t * align ) {
	uint64_t size;
	const Type * t = ct( q );
	if ( t->kind == TY_ARRAY && t->dim != DIM_CONST ) return type_align( t->of, align );
	return measure( q, &size, align );
}
