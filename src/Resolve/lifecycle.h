/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Object lifetimes (chapter 03, section 8): what the files that construct, copy, assign and destroy share.
 * lifecycle.c knows which functions there are, generate.c makes those the user did not write, construct.c
 * chooses among constructors, lifetime.c gives declared objects, arguments and results theirs, member_life.c
 * the members.
 */
#ifndef CFA_LIFECYCLE_H
#define CFA_LIFECYCLE_H

#include "Resolve/candidate.h"

/* --- facts (lifecycle.c) -------------------------------------------------------------------------------- */

/* The functions of a type that are called without being written: T{}, T{ T }, ^T{}, T = T. */
typedef enum Life { LIFE_DEFAULT, LIFE_COPY, LIFE_DESTROY, LIFE_ASSIGN } Life;

/* "?{}", "^?{}", "?=?" */
Str * life_name( Life );
/* Does a declaration of this name and type say how its first parameter's type lives? Note it. */
void life_note( const Decl * );
/* Names are resolved: definitions of types may have been walked. */
extern bool life_resolved;
/* Is the body of a function being resolved? */
bool life_in_body( void );
/* The type behind references whose lifecycle functions a declaration belongs to; NULL if it is none. */
const Type * life_subject( const Decl * );
/* Is the binding to be seen from where resolution stands (generated bodies see what precedes their type:
   8.2)? */
bool life_visible( const Binding * );
/* The user's function of this kind for the type, or NULL. */
Binding * life_user( Life, QType );
/* Has the user declared any constructor for the type? */
bool life_has_constructor( QType );
/* Does it do what C does without a call: nothing, resp. copying bits (10.2)? */
bool life_trivial( Life, QType );
/* Is there such a function that is not deleted? */
bool life_possible( Life, QType );
/* Has the user declared a constructor of the basic or pointer type? */
bool life_constructs_basic( QType );
/* Is an object of the type constructed and destroyed by function calls (8.4)? */
bool life_managed( QType );
/* Resolve a generated body: only what was declared before number `order` counts. Returns the limit before. */
int life_horizon( int order );
/* Is the declaration ?{}( T &, T )? */
bool life_is_copy( const Decl * );
/* The direct members that hold something, in order; unnamed bit-fields are left out. */
Decl ** life_fields( const Type *, unsigned * n );

/* --- messages (explain_life.c) -------------------------------------------------------------------------- */

/* "copied", "copy constructor" */
const char * explain_life_verb( Life );
const char * explain_life_name( Life );
/* Notes: why the type has no such function that is not deleted. `given`: it is the field constructor of so
   many members; -1: it is none. */
void explain_no_life( Life, QType, int given, Loc );

/* --- generated functions (generate.c) ------------------------------------------------------------------- */

/* The generated function of an aggregate, made at the first demand. */
Decl * generate_function( const Type *, Life );
/* The field constructor of the first `n` members. */
Decl * generate_field_constructor( const Type *, unsigned n );
/* After resolution they are not put behind the definitions of types that are no instances, which may have
   been walked; those of file scope in the order in which they were made: NULL behind the last; those of a type
   of a block are taken. */
Node * generated_at( unsigned number );
Node * generated_local( const Agg * );
/* Does the program have a constructor in place of the generic type's one of its first `n` members
   (chapter 04, 4.9.7)? */
bool construct_replaces( const Type *, unsigned n );
/* A type was copied with the functions that were made for it. */
void generate_copied( const Type * from, const Type * to, const Table * copied );
/* The same for functions of the program; `copied` leads from declarations to their copies. */
void life_copied( Agg * from, Agg * to, const Table * copied );
/* main or __cfa_ended of a thread type of a block, then; `known_as`: the type that it knows. NULL: there is
   none. */
Decl * life_function( const char * name, QType thread, QType * known_as );
/* The statements that do it for one member of the object `self` (from `source`, or NULL). */
struct MemberGuards;
Node * generate_member( Life, Decl * self, Decl * source, Decl * field, const struct MemberGuards * );
/* Destroys those elements of the member that were counted, the last one first. */
Node * generate_elements_end( Decl * self, Decl * field, Decl * made );

/* --- construction (construct.c) ------------------------------------------------------------------------- */

/* How an object comes to life: by a call, by C's initialisation with a value or a list of members, or not at
   all. */
typedef enum ConstructForm { CONSTRUCT_ERROR, CONSTRUCT_CALL, CONSTRUCT_VALUE, CONSTRUCT_MEMBERS,
	CONSTRUCT_NOTHING } ConstructForm;
/* e: the call, value, list of values */
typedef struct Construction { ConstructForm form; Node * e; } Construction;

/* Choose ?{}( object, args ): `object` is a resolved lvalue, `args` are not resolved. */
Construction construct( Node * object, Node * args, Loc at );
/* The same as an expression that makes the object; NULL if there is nothing to do. */
Node * construct_expression( Node * object, Node * args, Loc at );
/* The call that copies, destroys, default constructs, assigns; for trivial ones C's expression, NULL if there
   is nothing to do. `source`: resolved, or NULL. */
Node * life_call( Life, Node * object, Node * source );
/* What to call with the address of an object of the type at its end (E_NAME), NULL if nothing. Not for
   arrays. */
Node * life_destroyer( QType, Loc );
/* x{ args }, ^x{ args }, ?{}( x, args ), ^?{}( x, args ) */
Set constructor_set( Call * );
Set destructor_set( Call * );
Set lifecycle_call_set( Call * );
/* Is it the name of one of them? */
bool is_lifecycle_name( const Str * );

/* --- objects (lifetime.c) ------------------------------------------------------------------------------- */

/* Give a declared object its construction and destruction; false if C's initialisation is meant. */
bool lifetime_declare( Decl *, int storage );
/* A new object of the translator's. */
Decl * lifetime_object( const char * name, QType, Loc );
/* A function with that parameter which ends an object: nested or, with DS_STATIC, of the file. */
Node * lifetime_helper( Decl * param, Node * statements, int storage );
/* Evaluate the resolved expression where it stands and remember it: the result denotes the same object or
   value again. */
Node * lifetime_once( Node ** e );
/* The same of an object without effects, whose place may change. */
Node * lifetime_place( Node ** e );
/* Can C initialise an object with static storage with it? */
bool lifetime_is_constant( Node * init );
/* Are values of the type copied or destroyed by calls? */
bool lifetime_copied( QType );
/* An object with static storage whose initialiser is no constant: constructed when the program starts
   (8.8). */
void lifetime_dynamic( Decl * );
/* The copy of an argument for a parameter passed by value, the result of a call: 8.9. */
Node * lifetime_argument( Node * argument, QType parameter );
Node * lifetime_result( Node * call );
/* ( T ){ ... } of a managed type: an object of the block; NULL if it is C's. */
Node * lifetime_literal( CompoundLit * );
/* ({ ...; e; }) of a type that is copied by calls. */
Node * lifetime_statement_expression( StmtExpr *, ExprStmt * last );
/* return e; */
Node * lifetime_return( ExprStmt *, QType result );
/* for ( unsigned long i = 0; i < count; i += 1 ) body, or downwards from count - 1; *index is a name of i. */
Node * lifetime_loop( Node * count, bool down, Decl ** index, Loc at );
/* The array's element number i of the innermost type, the number of such elements. */
Node * lifetime_element( Node * array, QType element, Node * index );
Node * lifetime_count( Node * array, QType * element );

/* --- members (member_life.c) ---------------------------------------------------------------------------- */

/* What a user's constructor or destructor does for the members its body does not mention (8.7): statements in
   front of the body. To be called before the body is resolved, in its scope. */
Node * member_lifetimes( Decl * function );
/* Does the body construct this object itself, anywhere in its text? */
bool member_is_constructed( Node * body, const Str * object );

/* What ends the members made so far if a constructor raises (chapter 05, 6.7): declarations in front of its
   body, flags to set behind the construction of each member and at the end. Nothing for types whose members
   need no end. */
typedef struct MemberGuards { const Type * type; Decl * self, * whole, ** made, ** fields; unsigned n;
	} MemberGuards;
Node * guard_members( MemberGuards *, const Type *, Decl * self, Loc );
Node * guard_made( const MemberGuards *, Decl * field, Loc );
/* What counts the elements of a member that is an array; NULL: nothing. */
Decl * guard_counter( const MemberGuards *, const Decl * field );
Node * guard_whole( const MemberGuards *, Loc );

#endif
