/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What open type variables stand for while a call is matched (chapter 03, 6.1 and 11.6). Variables are numbers of a pool;
 * bindings are written down as they are made, so that trying a candidate is: mark, unify, price, undo.
 */
#include "Resolve/polymorph.h"

typedef struct Slot { TypeParam * var; const TypeParam * param; QType bound; bool widens; } Slot;
typedef struct Change { unsigned slot; QType bound; bool widens; } Change;

static VEC( Slot ) slots;
static VEC( Change ) trail;
static unsigned used;

EnvMark env_mark( void ) { return (EnvMark){ trail.len, used }; }

void env_undo( EnvMark m, bool forget ) {
	while ( trail.len > m.trail ) {
		Change c = trail.at[trail.len -= 1];
		slots.at[c.slot].bound = c.bound;
		slots.at[c.slot].widens = c.widens;
	}
	if ( forget ) used = m.slots;
}

void env_forget( unsigned slots_before ) { used = slots_before; }

QType env_open( const TypeParam * param ) {
	if ( used == slots.len ) {
		TypeParam * p = MAKE( TypeParam, D_TYPEPARAM, ((Loc){ 0 }) );
		p->slot = (int)used + 1;
		vec_push( &slots, ((Slot){ .var = p }) );
	}
	Slot * s = &slots.at[used++];
	s->param = param;
	s->bound = QT_NONE;
	s->widens = false;
	s->var->kind_of = param->kind_of;
	s->var->sized = param->sized;
	s->var->name = param->name;
	s->var->value = param->value;
	return type_var( s->var );
}

bool env_is_open( const Type * t ) { return t->kind == TY_VAR && AS( TypeParam, t->decl )->slot > 0; }

static Slot * slot_of( const Type * t ) { return &slots.at[AS( TypeParam, t->decl )->slot - 1]; }

const TypeParam * env_param( const Type * var ) { return slot_of( var )->param; }

QType env_bound( const Type * var, bool * widens ) {
	Slot * s = slot_of( var );
	if ( widens ) *widens = s->widens;
	return s->bound;
}

static bool occurs( const Type * var, QType q ) {
	if ( ! type_has_variables( q ) ) return false;
	const Type * t = ct( q );
	if ( t == var ) return true;
	if ( env_is_open( t ) ) return slot_of( t )->bound.type && occurs( var, slot_of( t )->bound );
	if ( t->of.type && occurs( var, t->of ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( occurs( var, t->args[i] ) ) return true;
	return false;
}

bool env_bind( const Type * var, QType to, bool widens ) {
	Slot * s = slot_of( var );
	if ( ct( to ) == var ) return true;
	if ( occurs( var, to ) ) return false;
	vec_push( &trail, ((Change){ (unsigned)(s - slots.at), s->bound, s->widens }) );
	s->bound = to;
	s->widens = widens;
	return true;
}

/* Variables one after another: what they are bound to may mention others. */
QType env_apply( QType q ) {
	if ( ! q.type || used == 0 || ! type_has_variables( q ) ) return q;
	TypeParam * params[used];
	QType args[used];
	bool any = false;
	for ( unsigned i = 0; i < used; i += 1 ) {
		params[i] = slots.at[i].var;
		args[i] = slots.at[i].bound;
		any |= args[i].type != NULL;
	}
	if ( ! any ) return q;
	Subst s = { .params = params, .args = args, .n = used };
	for ( int i = 0; i < 64; i += 1 ) {
		QType next = type_substitute( &s, q );
		if ( next.type == q.type && next.quals == q.quals ) break;
		q = next;
	}
	return q;
}

bool env_unbound( QType q ) {
	if ( ! q.type || ! type_has_variables( q ) ) return false;
	const Type * t = ct( q );
	if ( env_is_open( t ) ) return ! slot_of( t )->bound.type || env_unbound( slot_of( t )->bound );
	if ( t->of.type && env_unbound( t->of ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( env_unbound( t->args[i] ) ) return true;
	return false;
}
