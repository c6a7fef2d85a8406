/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Why a type has no constructor, destructor or assignment of a kind (chapter 03, 8.3): the program deleted
 * it, suppressed the generated one, or a member has none.
 *
 *     void ?{}( pin &, pin ) = void;     struct holder { int n; pin in; } a, b = a;
 *     note: the member 'in' of 'struct holder' cannot be copied
 *     note: the copy constructor of 'struct pin' is deleted here
 */
#include "Concurrency/concurrency.h"
#include "Resolve/lifecycle.h"
#include "Resolve/polymorph.h"

const char * explain_life_verb( Life life ) {
	static const char * const texts[] = { [LIFE_DEFAULT] = "default constructed", [LIFE_COPY] = "copied",
		[LIFE_DESTROY] = "destroyed", [LIFE_ASSIGN] = "assigned" };
	return texts[life];
}

const char * explain_life_name( Life life ) {
	static const char * const texts[] = { [LIFE_DEFAULT] = "default constructor",
		[LIFE_COPY] = "copy constructor", [LIFE_DESTROY] = "destructor", [LIFE_ASSIGN] = "assignment" };
	return texts[life];
}

/* The member that has no such function; the functions declared behind the structure do not count. A field
   constructor copies the first `given` members; -1: it is none. */
static void explain_members( Life life, const Type * t, int given, Loc at ) {
	unsigned n, i = 0;
	Decl ** fields = life_fields( t, &n );
	int before = life_horizon( AS( Agg, t->decl )->order );
	for ( ; i < n; i += 1 ) {
		QType m = fields[i]->type.type ? fields[i]->type : QT_ERROR;
		if ( given >= 0 ) life = (int)i < given ? LIFE_COPY : LIFE_DEFAULT;
		bool constant = type_canon( m ).quals & QUAL_CONST;
		bool kept = KIND_OF( m ) == TY_REFERENCE || (life == LIFE_ASSIGN && constant);
		if ( ! kept && ! life_possible( life, m ) ) break;
	}
	life_horizon( before );
	if ( i == n ) return;
	bool named = fields[i]->name && fields[i]->loc.file && ! type_is_tuple( qt( t, 0 ) );
	if ( named )
		diag_note( fields[i]->loc, "the member '%s' of '%s' cannot be %s", fields[i]->name->text,
			type_text( qt( t, 0 ) ), explain_life_verb( life ) );
	explain_no_life( life, fields[i]->type, -1, named ? fields[i]->loc : at );
}

void explain_no_life( Life life, QType q, int given, Loc at ) {
	static const char * const kinds[] =
		{ [AGG_GENERATOR] = "generator", [AGG_COROUTINE] = "coroutine", [AGG_MONITOR] = "monitor",
		[AGG_THREAD] = "thread" };
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	q = type_bare( q );
	const Type * t = ct( q );
	const char * name = type_text( q );
	int key = concurrency_key( q );
	Binding * user = given < 0 ? life_user( life, q ) : NULL;
	bool structure = t->kind == TY_STRUCT || t->kind == TY_UNION;
	bool concurrent = key >= AGG_GENERATOR && key <= AGG_THREAD;
	if ( concurrent && given >= 0 )
		diag_note( at, "objects of a %s type have no constructors but those of the program, and the one "
			"without arguments", kinds[key] );
	else if ( concurrent && (life == LIFE_COPY || life == LIFE_ASSIGN) )
		diag_note( at, "deleted copy of '%s': objects of a %s type are not copied", name, kinds[key] );
	else if ( user )
		diag_note( user->decl->loc, "the %s of '%s' is deleted here", explain_life_name( life ), name );
	else if ( t->kind == TY_VAR )
		diag_note( at, "add it to the requirements of %s", name );
	else if ( life == LIFE_DEFAULT && given < 0 && ! t->n && life_has_constructor( q ) )
		diag_note( structure && t->decl->loc.file ? t->decl->loc : at,
			"'%s' has constructors, but none without arguments", name );
	else if ( ! generic_fits( q ) ) generic_explain( q );
	else if ( structure ) explain_members( life, t, given, at );
}
