/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Polymorphism (chapter 03, section 6, chapter 04): what the files about it share. forall.c reads clauses and
 * traits, substitute.c puts types for type parameters, pack.c knows what packs stand for, instance.c makes
 * instances of generic types, environment.c and unify.c find what parameters stand for, assertion.c what
 * satisfies requirements, polymorph.c matches calls. A resolved use of a polymorphic function is a name with
 * an Instance, which Lower turns into a function of its own (instantiate.c).
 */
#ifndef CFA_POLYMORPH_H
#define CFA_POLYMORPH_H

#include "Resolve/candidate.h"
#include "Resolve/lifecycle.h"

/* --- clauses (forall.c) --------------------------------------------------------------------------------- */

/* A forall clause, its requirements in one list: a parameter's implied four, then those written on it, traits
   expanded. */
typedef struct Poly {
	TypeParam ** params;
	unsigned n;
	Decl ** assertions;
	unsigned n_assertions;
	Node * clause;
} Poly;

/* The clause of a function or object: its own, or that of its group. */
Node * forall_clause( const Decl * );
/* Enter the parameters of a clause in the current scope and read their requirements; the same again for a
   clause read. */
Poly * forall_open( Node * clause );
/* Enter the requirements as local declarations: the body follows. */
void forall_bind( const Poly * );
/* Key of a declaration of that type: names of parameters do not count (chapter 03, 1.2). */
const Type * forall_key( const Poly *, QType );
/* Enter a trait; check it now unless it is a header's. */
void declare_trait( Trait * );

/* --- substitution (substitute.c) ------------------------------------------------------------------------ */

typedef struct Subst {
	TypeParam ** params;
	const QType * args;                 /* without type: the parameter stays */
	unsigned n;
	Table * copied;                     /* local types of a copied body: declaration -> copy; NULL: none */
	/* params are all open variables in order; what they stand for mentions others */
	bool open;
} Subst;
QType type_substitute( const Subst *, QType );

/* --- lengths (dimension.c) ------------------------------------------------------------------------------ */

/* The value of a dimension argument; false for anything but a constant. */
bool dimension_value( QType, int64_t * );
QType dimension_constant( int64_t );
/* Does a parameter stand for a length here, not for a type? */
bool type_is_dimension( QType );
/* The length that an object holds, and back: NULL for constants. */
QType dimension_object( Decl * );
Decl * dimension_holder( QType );
/* An expression as argument for a dimension. */
QType dimension_argument( Node ** );
/* The length of an array of C: what only C∀ knows the meaning of is held by an object. */
Node * dimension_of_array( Node * );
/* The declarations of lengths made since; `others` are given back then. */
Node * dimension_declarations( Node * others );
/* Is there any length that is no constant? */
extern bool dimension_at_run_time;

/* --- packs (pack.c) ------------------------------------------------------------------------------------- */

typedef VEC( QType ) TypeList;
/* Is it a type parameter `P ...`? */
bool type_is_pack( QType );
/* What a pack stands for. */
QType pack_of( const QType * types, unsigned n );
/* The type in a pack for an argument. */
QType pack_part( QType argument, bool lvalue );
/* Values instead of forwarding references: of one type, of a list of parameters. */
QType pack_value( QType );
QType pack_values( QType );
/* The types of a list of parameters, with those of tuples and packs in their place. */
void pack_flatten( const QType * types, unsigned n, TypeList * out );
/* Is there a pack or a tuple passed by value among them? */
bool pack_structured( const Type * list );

/* Report an object, member or result of a pack's type. True if it is one. */
bool pack_misplaced( QType, Loc, const Str * name );
/* Report what a resolved function does with its pack but pass it on. */
void pack_check( Decl * function );

/* --- generic types (instance.c) ------------------------------------------------------------------------- */

/* The generic behind an aggregate type with arguments, as first declared: stands for the family. */
Agg * generic_root( Agg * );
/* Name( args ): an instance, or QT_ERROR after a report. `scope`: the type in front of the dot, or none. */
QType generic_use( Agg *, QType scope, Node * args, bool has_args, Loc );
/* Do the requirements on the parameters hold for an instance here (4.9.5)? True of other types. Say why not:
   notes. */
bool generic_fits( QType );
void generic_explain( QType );
/* Their number. */
int generic_requirements( const Type * );
/* Enter the parameters of a generic type, those of the one around it among them. */
Poly * generic_open( Agg * );
/* What a generated function of an instance costs beyond its conversions, the generic's being polymorphic: the
   copy constructor, or the field constructor of `n` members. */
Cost generic_cost( const Type *, unsigned n, bool copy );
/* Is there anything polymorphic that the output needs, or must leave out? Set by whoever meets some. */
extern bool polymorphism_used;
/* Is there an instance that mentions types of a block? */
bool generic_has_local( void );
/* Put types into the members of a generic type of a copied body. */
void generic_substitute( Agg *, const Subst * );
/* Declarations among a generic's members that its instances have in common. */
Node * generic_shared( Agg * );
/* Give an instance its members. */
void generic_members( Agg * );
/* What became of the members of an aggregate that was copied: `made` leads from declarations to their
   copies. */
void agg_info_copy( Agg * from, Agg * to, Table * made );

/* --- bindings (environment.c) --------------------------------------------------------------------------- */

/* Open variables are numbered; what they are bound to is undone by returning to a mark. */
typedef struct EnvMark { unsigned trail, slots; } EnvMark;
EnvMark env_mark( void );
/* Undo bindings; with `slots` forget the variables opened since, too. */
void env_undo( EnvMark, bool slots );
void env_forget( unsigned slots );
/* A fresh variable for a parameter. */
QType env_open( const TypeParam * );
/* Is the canonical type an open variable? */
bool env_is_open( const Type * );
/* The type with the bindings of open variables put in. */
QType env_apply( QType );
/* Is an unbound variable left in it? */
bool env_unbound( QType );
/* What a variable is bound to (without type: nothing), and whether it may widen. */
QType env_bound( const Type * var, bool * widens );
bool env_bind( const Type * var, QType to, bool widens );
const TypeParam * env_param( const Type * var );

/* --- unification (unify.c) ------------------------------------------------------------------------------ */

/* 6.2: parameter type and argument type; the conversion's price is a matter of its own. */
bool unify_argument( QType param, QType argument );
bool unify_exact( QType, QType );
/* A requirement's type and a candidate's. `loose`: the candidate may take more qualified references and
   pointers. */
bool unify_function( const Type * wanted, const Type * have, bool loose );
/* May the parameter be bound to the type (4.3)? */
bool unify_kind( const TypeParam *, QType );

/* --- requirements (assertion.c) ------------------------------------------------------------------------- */

/* What satisfies a requirement. */
typedef enum SolutionKind {
	SOLVED_NOT,
	/* a declaration, of a polymorphic one an instance; also a requirement of the enclosing function */
	SOLVED_DECL,
	SOLVED_OPERATOR,                    /* a built-in operator: C's, on operands of the types */
	SOLVED_LIFE,                        /* what the compiler makes for the type: T{}, T{ T }, ^T{}, T = T */
	SOLVED_FIELDS,                      /* a generated field constructor */
} SolutionKind;
typedef struct Solution {
	SolutionKind kind;
	Decl * decl;
	struct Instance * instance;
	QType type;                         /* of the requirement, substituted */
	int op;                             /* SOLVED_OPERATOR: OP_..., of assignments with `assign` */
	int form;                           /* E_UNARY, E_BINARY, E_ASSIGN, E_INDEX */
	Life life;
} Solution;
/* A polymorphic declaration at certain types, with what satisfies its requirements. */
typedef struct Instance {
	Decl * decl;
	const Poly * poly;
	QType * args;
	Solution * solutions;
	bool closed;                        /* assertion.c: nothing in it will change */
} Instance;

/* Satisfy the requirements of a clause. `args`: what its parameters stand for; unknown ones may become
   known. */
bool assertion_solve( const Poly *, QType * args, Solution * solutions );
/* Could it be satisfied for these types? May be asked in the middle of another search. */
bool assertion_holds( const Poly *, const QType * args );
/* A full expression begins: what may be tried for its requirements has a limit. Is that reached, hence
   reported, at the place given last? Then all fail. */
void assertion_renew( void );
void assertion_at( Loc );
bool assertion_exhausted( void );
/* Have so many combinations of arguments been tried for the expression that it is better to give up? Counts
   one of a call of that function; the same report. */
bool assertion_overtried( const Decl * callee );
/* What failed is tried again to explain it: that counts anew. */
void assertion_recount( void );
/* Did it fail because several functions satisfy a requirement equally well? */
bool assertion_tied( void );
/* Did the last assertion_solve fail because types were unknown? */
bool assertion_left_open( void );
/* Say why the last assertion_solve failed: notes to an error. */
/* Did the last search give up because requirements led to requirements too often? How close was it, for a
   choice of messages? */
bool assertion_growing( void );
/* Did a requirement fail, or could none be looked for? */
bool assertion_failed( void );
unsigned assertion_nearness( const Decl * of );
void assertion_explain( const Poly *, const QType * args, const Str * name );

/* --- parameters of polymorphic function type (rank.c) --------------------------------------------------- */

/* Is there any? */
extern bool rank_used;
/* Type of such a parameter, which gets the clause. */
QType rank_parameter( Decl *, Node * clause, Node * spec );
/* The clause of such a type; NULL: it is another. */
Poly * rank_of( QType );
/* Enter a scope in which its requirements hold. */
void rank_enter( const Poly * );

/* --- candidates (polymorph.c) --------------------------------------------------------------------------- */

/* What a candidate of a polymorphic declaration knows more than others. */
typedef struct PolyCand {
	Decl * decl;
	Poly * poly;
	QType * args;                       /* for each parameter; may mention open variables */
	Solution * solutions;               /* NULL: not satisfied yet */
	Instance * instance;
} PolyCand;

/* A use of the name itself: its type with fresh variables. */
Cand * polymorph_name( Binding * );
/* Satisfy the candidates' requirements in order of cost, drop those that fail. Returns how many are left. */
unsigned polymorph_satisfy( Cand ** at, unsigned n );
/* With the same calls with int for literals 0 and 1 inside of their results: pair( int, int ) p = pair_of( 3,
   1 ) (4.3.5). */
Cand ** polymorph_with_int( Cand ** at, unsigned * n );
/* The candidate with its open variables bound as the context wants (`target` without type: nothing wanted);
   NULL if that does not determine them. */
Cand * polymorph_close( Cand *, QType target );
/* The same for what is being matched now: bindings made so far. */
Cand * polymorph_closed( Cand * );
/* Report why a candidate does not become what is wanted (without type: nothing is): parameters that nothing
   determines, or requirements. */
void polymorph_undetermined( const Node * at, const Cand *, QType target );
/* Mark the name as the instance that the candidate chose. */
Node * polymorph_commit( Node * name, Cand * );
/* Why the function does not take the arguments, or why its requirements fail; for notes. */
const char * polymorph_reason( Binding *, const Set * args, unsigned n );
/* A call of a function of a type's lives; does the function serve for the type? */
Node * polymorph_call( Binding *, Node * object, Node * source, Loc );
bool polymorph_serves( Binding *, QType subject );
/* Report that several functions satisfy a requirement of a candidate equally well; false: that is not it. */
bool polymorph_tied( Loc, Cand ** at, unsigned n );
/* No candidate's requirements are satisfied: say so. False if there is none whose arguments fit. */
bool polymorph_unsatisfied( Loc, Cand ** at, unsigned n );
/* The function as candidates for `n` arguments: one for each type of result, cheapest first, linked by
   `other`. */
Cand * polymorph_match( Binding *, const Set * args, unsigned n );

#endif
