/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The boxed translation of polymorphic functions (chapter 04, 4.17): one C function for all types.
 * boxed_type.c knows how types are passed, boxed_function.c makes the function, boxed_call.c calls it and
 * passes requirements, boxed_adapter.c function pointers; boxed.c takes values of types whose size only the
 * running program knows out of C, boxed_layout.c lays out their structures.
 */
#ifndef CFA_BOXED_H
#define CFA_BOXED_H

#include "AST/make.h"
#include "Lower/instantiate.h"

/* How the functions behind pointers of a type are called (4.17.4): `type` is what the pattern is in the
   function at hand, `raw` the parameter that holds the caller's adapter (NULL: the caller has none),
   `function` calls it. */
typedef struct Adapter { const Type * pattern; QType type; Decl * raw, * function; } Adapter;

/* A boxed function being made: its requirements as functions of its own, and the parameters they come from.
   */
typedef struct Boxed {
	Decl * function;
	const Poly * poly;
	Decl ** requirements, ** raw;
	VEC( Adapter ) adapters;
	Compound * body;
	NodeList late;                      /* adapters the body turned out to need */
	/* of the types that stand for parameters; of what stands in front of the body */
	Node * types, * last;
	struct Boxed * outer;
} Boxed;

/* --- types (boxed_type.c) ------------------------------------------------------------------------------- */

/* Is the parameter's size passed? */
bool boxed_is_sized( const TypeParam * );
/* Does the size of values of the type depend on a type parameter? They are passed by address. */
bool boxed_is_dynamic( QType );
/* How a value of the type is passed (4.17.2). */
QType boxed_erased( QType );
/* The function behind a declaration's type, be it a function or a pointer to one. */
const Type * boxed_function_type( QType );
/* A function's type that takes these hidden parameters first; a dynamic result goes to an address behind
   them. */
QType boxed_signature( const Type * formal, unsigned hidden, const QType * types );
/* Does a function of the type take or give dynamic values? */
bool boxed_needs_adapter( const Type * function );
/* Function types among the parameters for which adapters are passed, as patterns. */
const Type ** boxed_adapter_types( const Decl *, unsigned * n );

/* --- values (boxed_type.c) ------------------------------------------------------------------------------ */

QType boxed_pointer( void );
/* An object of type `have` as an argument for a parameter of type `formal`, as a pointer's bits. */
Node * boxed_pass( Decl * object, QType formal );
/* The argument that came in a parameter, as one for a parameter of type `want`. */
Node * boxed_receive( Decl * raw, QType formal, QType want );
Node * boxed_cast_pointer( Node * );
/* Statements that call and return what comes as a value of the type; `result`: where the call puts it. */
void boxed_return( NodeList * items, Node * call, QType of, Decl * result );
/* All that a C-variadic function was passed behind its parameters: gcc knows it in what it inlines. */
Node * boxed_variadic_arguments( Loc );
/* The object at an address. */
Node * boxed_at( Node * address, QType );

/* --- packs (boxed_pack.c) ------------------------------------------------------------------------------- */

/* Is the last parameter a pack? */
bool boxed_has_pack( const Type * formal );
/* The type is what a boxed function knows of a pack. */
void boxed_stands_for_pack( QType );
/* What is passed for a pack: the list of these objects; declarations are put into `items`. */
Node * boxed_pack( Decl ** parts, unsigned n, NodeList * items, Loc );
/* The objects of a pack that came in a parameter, as arguments. */
void boxed_unpack( Decl * pack, const QType * types, unsigned n, NodeList * items, NodeList * args );
/* sizeof, alignof of a type, of what a pack stands for. */
Node * boxed_measure( Op, QType, Loc );
Node * boxed_pack_size( Op, QType pack, Loc );

/* --- functions without boxed version (boxed_possible.c) ------------------------------------------------- */

/* Is there a boxed version of the function? */
bool boxed_is_possible( Decl * );
/* Say that a use that needs the boxed version is none for that reason: false if there is none. */
bool boxed_refuse( Decl *, Loc, const char * use );
/* The same of a definition that headers declare for other units. */
void boxed_check_export( Decl * def );

/* --- functions and calls -------------------------------------------------------------------------------- */

/* The boxed version of a function, declared. */
Decl * boxed_function( Decl * def, const Frame * from );
/* Of a thread's constructor: the part that constructors call which delegate to it. */
Decl * boxed_body( Decl * def, const Frame * from );
/* The call starts the main of a coroutine or thread: a main that needs hidden arguments is passed with
   them. */
void boxed_start( const Frame *, Call * );
/* Do only functions of this unit know it? */
bool boxed_is_internal( const Decl * def );
/* May other units call the function defined here? */
bool boxed_is_exported( Decl * def );
/* Is it declared to leave by other ways than by returning? */
bool boxed_never_returns( const Decl * def );
/* A function's name as the argument for a parameter of polymorphic function type. */
void boxed_rank( const Frame *, Node ** name, Poly * rank );
/* Must a call of the instance go through it? */
bool boxed_is_wanted( const Frame * from, const Instance *, const Decl * def );
/* A function of the instance's own type that calls the boxed one; NULL if there is none. */
Decl * boxed_call( const Frame * from, const Instance *, Decl * def, Str * key, bool local );
/* Names of the requirements count while the body is walked; generic types it mentions go to its front. */
void boxed_enter( Boxed * );
void boxed_leave( Boxed *, Node * types, Node * functions );
/* Call a function pointer whose type mentions sizes by its adapter. */
void boxed_adapt( const Frame *, Call *, bool is_function );
/* A pointer with a bit that no address has, without it; is it set? */
Node * boxed_marked( Node * pointer );
Node * boxed_unmarked( Node * pointer );
Node * boxed_is_marked( Node * pointer );
/* The name of a required routine's id becomes that of what satisfies it (boxed_routine.c): false if it is
   another name. */
bool boxed_routine( const Frame *, Node ** name );
/* What a function passed for the requirement begins with if it is a routine of monitors: it may be asked for
   its id. */
Node * boxed_answer( const Frame *, const Decl * requirement, const Solution *, Decl * const * params,
	QType returned );
/* A function's name as a value of such a type: false if it is of another. */
bool boxed_mark( const Frame *, Node ** name, QType pattern );
/* What the caller passed for the requirement named; NULL: the name is no requirement. It lives longer than
   the function. */
Node * boxed_own( const Frame *, const Name *, QType pattern );
/* A function of boxed signature that calls the one named. */
Node * boxed_value( const Frame *, const Name *, QType pattern, QType type );
/* What the callee calls pointers of a type with. */
Node * boxed_adapter( const Frame * from, const Instance *, const Type * pattern );
/* The adapters a boxed function receives become functions; the declarations are put into the list. */
void boxed_open_adapters( Boxed *, const Frame *, NodeList * );
/* A tuple that [ a, b ] is copied into is constructed from the parts: how many; 0: it is something else. */
unsigned boxed_spread( Call *, QType );
/* A value whose size only the running program knows gets an object. */
void boxed_hold( Node ** );
/* Values among the arguments whose copy does nothing else than that get copies of their own: they go by
   address. */
void boxed_copies( Call * );
/* The type stands for a type parameter whose size is not passed. */
void boxed_stands_for_unsized( QType );
/* Does the type mention one, or one whose size is not passed? */
bool boxed_is_open( QType );

/* Is there any boxed function? */
extern bool boxed_used;

/* --- the pass (boxed.c, boxed_layout.c) ----------------------------------------------------------------- */

/* The name stands for what the pointer of that name leads to. */
void boxed_is_pointer( Decl * object );
/* The type of what the name of the object or function stands for. */
QType boxed_named_type( const Decl * );
/* The function returns by assigning to it. */
void boxed_returns_to( Decl * function, Decl * pointer );
/* It and the functions in it see objects as other types than those who made them: gcc must not tell them
   apart. */
void boxed_is_open_function( Decl * function, Decl * of );
/* It has objects of sizes that gcc may know better: no warnings about them. */
void boxed_is_quiet( Decl * function );
/* It is a further instance of a function: no warnings about names. */
void boxed_repeats( Decl * function );
/* Its result has another type in the body than for its callers. */
void boxed_returns_erased( Decl * function );
/* Is the size of the type known to the running program only? */
bool boxed_is_variable( QType );
/* The stand-in of a type parameter with its alignment. */
void boxed_set_alignment( Agg *, Decl * );
Node * boxed_alignment( QType, Loc );
Node * boxed_size( QType, Loc );
/* Are there members whose alignment the compiler of C does not know? */
bool boxed_needs_layout( Agg * );
/* Lay out a structure with such members; declarations to stand in front of it. */
Node * boxed_layout( Agg * );
/* Is the object one of the constants a layout is made of? */
bool boxed_is_layout( const Decl * );
/* The block is the body of a generator's main (boxed_main.c): declarations that a resume jumps past go to its
   front. */
void boxed_main_is( Node * body );
/* The main of a generator of a boxed function's block. */
void boxed_local_main( Decl * main );
/* The object in front of a body holds a dimension. */
void boxed_is_length( Decl * );
/* The declaration goes there with its initialiser. */
void boxed_moves_whole( Decl * );
/* Is the type one of those declarations? Not of arrays whose length the body makes. */
bool boxed_moves( QType );
void boxed_open_mains( void );

#endif
