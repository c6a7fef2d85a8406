/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What open type variables stand for while a call is matched (chapter 03, 6.1 and 11.6). Variables are
 * numbers of a pool; bindings are written down as they are made, so that trying a candidate is: mark, unify,
 * price, undo.
 */
#include "Resolve/polymorph.h"

typedef struct Slot { const TypeParam * param; bool widens; } Slot;
typedef struct Change { unsigned slot; QType bound; bool widens; } Change;

static VEC( TypeParam * ) vars;         /* these three have one entry for each variable */
static VEC( QType ) bounds;
static VEC( Slot ) slots;
static VEC( Change ) trail;
static unsigned used;

EnvMark env_mark( void ) { return (EnvMark){ trail.len, used }; }

void env_undo( EnvMark m, bool forget ) {
	while ( trail.len > m.trail ) {
		Change c = trail.at[trail.len -= 1];
		bounds.at[c.slot] = c.bound;
		slots.at[c.slot].widens = c.widens;
	}
	if ( forget ) used = m.slots;
}

void env_forget( unsigned slots_before ) { used = slots_before; }

QType env_open( const TypeParam * param ) {
	if ( used == slots.len ) {
		TypeParam * p = MAKE( TypeParam, D_TYPEPARAM, ((Loc){ 0 }) );
		p->slot = (int)used + 1;
		vec_push( &vars, p );
		vec_push( &bounds, QT_NONE );
		vec_push( &slots, ((Slot){ 0 }) );
	}
	TypeParam * var = vars.at[used];
	bounds.at[used] = QT_NONE;
	slots.at[used] = (Slot){ .param = param };
	var->kind_of = param->kind_of;
	var->sized = param->sized;
	var->name = param->name;
	var->value = param->value;
	used += 1;
	return type_var( var );
}

bool env_is_open( const Type * t ) { return t->kind == TY_VAR && AS( TypeParam, t->decl )->slot > 0; }

static unsigned slot_of( const Type * t ) { return (unsigned)AS( TypeParam, t->decl )->slot - 1; }

const TypeParam * env_param( const Type * var ) { return slots.at[slot_of( var )].param; }

QType env_bound( const Type * var, bool * widens ) {
	unsigned slot = slot_of( var );
	if ( widens ) *widens = slots.at[slot].widens;
	return bounds.at[slot];
}

static bool occurs( const Type * var, QType q ) {
	if ( ! type_has_variables( q ) ) return false;
	const Type * t = ct( q );
	if ( t == var ) return true;
	if ( env_is_open( t ) ) return bounds.at[slot_of( t )].type && occurs( var, bounds.at[slot_of( t )] );
	if ( t->of.type && occurs( var, t->of ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( occurs( var, t->args[i] ) ) return true;
	return false;
}

bool env_bind( const Type * var, QType to, bool widens ) {
	unsigned slot = slot_of( var );
	if ( ct( to ) == var ) return true;
	if ( occurs( var, to ) ) return false;
	vec_push( &trail, ((Change){ slot, bounds.at[slot], slots.at[slot].widens }) );
	bounds.at[slot] = to;
	slots.at[slot].widens = widens;
	return true;
}

/* What variables are bound to may mention others. */
QType env_apply( QType q ) {
	if ( ! q.type || used == 0 || ! type_has_variables( q ) ) return q;
	Subst s = { .params = vars.at, .args = bounds.at, .n = used, .open = true };
	return type_substitute( &s, q );
}

bool env_unbound( QType q ) {
	if ( ! q.type || ! type_has_variables( q ) ) return false;
	const Type * t = ct( q );
	if ( env_is_open( t ) ) return ! bounds.at[slot_of( t )].type || env_unbound( bounds.at[slot_of( t )] );
	if ( t->of.type && env_unbound( t->of ) ) return true;
	for ( uint32_t i = 0; i < t->n; i += 1 ) if ( env_unbound( t->args[i] ) ) return true;
	return false;
}
