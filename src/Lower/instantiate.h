/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Between instantiate.c (the walk), request.c (which function is called), limit.c (its cost), place.c (where
 * generic types' instances are defined), length.c (lengths known at run time) and pack.c (arguments).
 */
#ifndef CFA_INSTANTIATE_H
#define CFA_INSTANTIATE_H

#include "Lower/lower.h"
#include "Resolve/polymorph.h"

/* The function whose copy is walked; none for code that is not polymorphic. */
typedef struct Frame {
	Subst subst;
	const Poly * poly;
	const Solution * solutions;
	unsigned depth;
	struct Boxed * boxed;               /* of a boxed function or inside one */
	bool adapts;                        /* its calls may restructure their arguments */
} Frame;

/* --- the walk (instantiate.c) --------------------------------------------------------------------------- */

/* The type in the copy. */
QType instance_type( const Frame *, QType );
/* A function made before under that key, or NULL; the function for a key. */
Decl * instance_known( const Str * key );
void instance_is( Str * key, Decl * );
/* Have a function declared and defined at file scope or, with `local`, in the block whose names it mentions;
   its body is yet to be walked. `def`: what it is made of, NULL: of nothing that a block declares. Returns
   the declaration at file scope. */
Decl * instance_place( Decl * made, Group *, Frame *, Str * key, bool local, const Decl * def );
/* The frame of the copy that has the block of the function in it; `from`: the function is none of a block. */
const Frame * instance_around( const Decl * def, const Frame * from );
/* Is a block being walked? */
bool instance_in_block( void );
/* Is it run when an exception is caught only? */
bool instance_in_handler( void );
/* Declare a function of another unit. */
void instance_declare( Decl * prototype );
/* The value of a dimension argument. */
Node * instance_length( QType, Loc );
/* What the compiler makes for a type's life, or the constructor of that many members. */
Node * instance_generated( Life, QType, unsigned fields, Loc );

typedef VEC( QType ) Lengths;

/* --- which function is called (request.c) --------------------------------------------------------------- */

/* The function of a closed instance; its body is made later, or now if it belongs to a block. `lengths`: what
   the call has to pass in front of the other arguments; NULL: it is no call, a function that stands in the
   block knows them. */
Decl * instance_request( const Frame * from, const Instance *, Loc at, Lengths * lengths );
/* Is there an instance of it? */
bool instance_exists( const Decl * def );
/* A copy of a function's definition with a frame that knows its types and solutions. Inside a copied function
   it knows the outer ones. */
Decl * instance_copy( Decl * def, const Instance *, const Frame * from, Frame ** );
/* Declarations of one function agree in the order of parameters and requirements; the definition is
   wanted. */
Decl * instance_definition( Decl * );
/* Has every instance of the function static objects of its own (cfa_instance)? */
bool instance_keeps_objects( const Decl * );
/* A name that tells function and types; one that no other function of the unit has. */
Str * instance_base_name( const Decl * def, QType type );
Str * instance_name( const Decl * def, QType type );
/* What a requirement of the copied function stands for, or NULL; an instance found in its body. */
const Solution * instance_solution( const Frame *, const Node * requirement );
Instance * instance_closed( const Frame *, const Instance * );
/* Does the instance depend on something that only the block at hand knows? */
bool instance_is_local( const Instance * );
/* The same of what satisfies one requirement, whose type is `type`. */
bool solution_is_local( const Solution *, QType type );

/* Is it a generic type of a copied body, which stays behind? */
bool instance_is_pattern( const Node * generic );

/* --- what instances may cost (limit.c) ------------------------------------------------------------------ */

void limits_begin( Unit * );
/* Are calls of the function, or those at hand, boxed whatever was made before? */
bool limit_forbids( const Frame * from, const Instance *, Decl * def );
/* Are there enough instances of it? */
bool limit_reached( Decl * def );
/* One more is made; its nodes. */
unsigned limit_count( Decl * def );
/* Is the chain of instances longer, or a type argument deeper than that? */
bool limit_growth( const Frame * from, const Instance *, unsigned depth, unsigned nesting );

/* --- objects that belong to types (identity.c) ---------------------------------------------------------- */

/* What boxed code calls of such a function: the instance for all types of the generic one; NULL: it is no
   such function. */
const Instance * identity_erased( const Instance * );
/* The function is that instance, at file scope; the objects of one whose body was walked, which stand in
   front of it. */
void identity_is( Decl * made, const Instance * );
Node * identity_objects( Decl * made );

/* --- equal instances of several units (merge.c) --------------------------------------------------------- */

/* An instance at file scope that may become one with those of other units. */
void merge_offer( Decl * made, Decl * prototype, const Decl * def, unsigned nodes );
/* Their bodies are complete. */
void merge_instances( void );

/* --- built-in operators (operator.c) -------------------------------------------------------------------- */

/* The call becomes the operator that its callee stands for, if it does. */
void instance_operator( Node ** call );

/* --- static objects (hoist.c) --------------------------------------------------------------------------- */

/* Move those of a polymorphic function to the file, once. */
void hoist_statics( Decl * def );
/* What has moved since. */
Node * hoisted_objects( void );
/* The object that the body means by the name of one, or NULL: the name itself. */
Node * hoisted_name( Name * );

/* --- place.c -------------------------------------------------------------------------------------------- */

/* Define in front of the declaration the instances of generic types it needs. */
void place_types( NodeList * out, Node * declaration );
/* The same at the next place where something is defined. */
void collect_types( Node * declaration );
/* A generated function of an instance, not handed out yet; NULL: none. */
Node * generated_later( void );
/* The instance that a structure is defined inside of, or NULL. */
Agg * place_around( const Type * );
/* Define the instance if it can be; its members' instances first. */
bool place_instance( NodeList * out, Agg * );
/* The attributes of a type whose objects other functions know by another type. */
Node * place_may_alias( Node * attributes, Loc );
/* An object of the type is seen as one of another: so is it if it is an instance. */
void place_punned( QType );
/* Define at the end what nothing before could. */
void place_rest( NodeList * out );

/* --- types of blocks (place_local.c) -------------------------------------------------------------------- */

/* A type of a block, the statement that defines it; functions generated for it, the last one handed out;
   `instance`: of a generic type, or nested in one. */
typedef struct Placed { Node * type, * definition; NodeList functions; Node * walked; bool instance; } Placed;
/* A block of statements; in front of the statement at hand go the definitions of instances that mention types
   of the block. `boxed`: of a boxed function. */
typedef struct Room {
	NodeList types;
	VEC( Placed ) placed;
	VEC( const Node * ) names;
	bool boxed;
	unsigned depth;
	struct Room * outer;
} Room;
void place_enter( Room *, bool boxed );
void place_leave( void );
/* Is the innermost block one of a boxed function? */
bool place_is_boxed( void );
/* The types that the statement declares are the innermost block's. */
void place_declare( Node * statement );
/* A name of the innermost block; those of a function's parameters. */
void place_name( const Decl * );
void place_parameters( Decl * function );
/* Go to another block; returns the one left. */
Room * place_at( Room * );
/* The innermost block that declares something the function mentions, or the one that is it is a copy of. */
Room * place_home( const Frame *, Decl * made, const Decl * def );
/* Define the instances that the statement mentions, apart from the blocks in it. */
void place_local( Node * statement );
/* The definition goes to the block of the types that the instance mentions. */
void place_at_home( Agg * instance, Agg * definition );
/* A function generated for the block's types, not handed out yet; NULL: none. */
Node * place_generated( Room * );
/* All of them: declared behind their types, defined behind the statements. */
void place_functions( Room *, NodeList * statements );

/* Packs (pack.c): give a copied function the parameters that its pack stands for. */
void pack_parameters( Decl * function, const Subst * );
/* The parts of packs among the arguments of a call; the arguments as the callee, known by now, takes them.
   `adopt` is called on what is new in the tree. `typed`: the callee's name has the callee's type. */
typedef void (*Adopt)( Node ** slot );
void pack_expand( Call * );
/* The object, by reference, is one of those that a pack stands for. */
void pack_add_part( Decl * part );
/* Is it a pack's name that was not passed on? */
bool pack_names( const Name * );
Node * pack_adapt( Call *, Adopt, bool typed );
/* The function as one that takes what was required, which tuples may structure otherwise; new ones go to
   `out`. */
Decl * pack_wrapper( Decl * function, QType required, NodeList * out, Adopt );

/* --- lengths known at run time (length.c) --------------------------------------------------------------- */

/* The instance with parameters in place of the lengths that are no constants, or of all; `found`: what the
   call passes. */
const Instance * lengths_open( const Instance *, Lengths * found, bool constants );
/* Are all of an instance's constants? Those of what satisfies a requirement of that type? */
bool lengths_known( const Instance * );
bool solution_lengths_known( const Solution *, QType type );
Node * lengths_arguments( const Lengths *, Loc );
/* Give the function the parameters, and void pointers for values of types of its own and for pointers to
   them. */
void lengths_parameters( Decl * function, unsigned n );
/* The type of such a function where it is called. */
QType lengths_called( const Lengths *, QType );
/* The type with one structure for all that differ in a length only and do not depend on it. */
QType lengths_erased( QType );
/* A member of such a structure that points at what depends on the length is of the structure's own type. */
void lengths_member( Node ** member );
/* Do pointers lead to an aggregate of variable size, or to a function that takes or gives one? */
bool lengths_lead( QType );
/* The same of what such a structure is made of: E_TUPLE, I_LIST. */
void lengths_values( Node * );
/* Define the types of variable size in a function whose body was visited. */
void lengths_place( Decl * function, NodeVisit visit );
/* Visit what is generated for them before that: it may need generated functions of other types. */
void lengths_visit( Decl * function, NodeVisit visit );

#endif
