/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What only the files that resolve expressions share (expression.c, literal.c, operator.c, rule.c, member.c,
 * call.c, cast.c, generic.c, expr_builtin.c, candidate.c, explain.c).
 *
 * An expression with one interpretation is typed where it stands: children first, then one of the rexpr_...
 * functions below, which take a node whose children are resolved. C mode knows nothing else. In C∀ mode a
 * node some child of which has several interpretations gets a Set (chapter 03, 5.1); when its context has
 * chosen, commit resolves the children to the chosen ones and then calls the same rexpr_... function.
 */
#ifndef CFA_CANDIDATE_H
#define CFA_CANDIDATE_H

#include "Resolve/resolve.h"

/* --- sets ----------------------------------------------------------------------------------------------- */

/* One interpretation. Losers are never built: a candidate says how the node would look, commit makes it look
   so. */
typedef struct Cand {
	QType type;
	Cost cost;                  /* total */
	Cost own;                   /* of this node's own conversions */
	Node * node;                /* committed already: the node itself */
	Binding * binding;          /* E_NAME: the declaration; operators: the user's function */
	Decl * field;               /* E_MEMBER */
	struct Cand ** sub;         /* chosen candidates of the children, in their order */
	unsigned n_sub;
	struct PolyCand * poly;     /* of a polymorphic declaration (polymorph.c) */
	struct Cand * other;        /* the same function with results of other types, dearer or equal */
	bool open;                  /* the context must say what some of its type variables are */
	struct Cand * valued;       /* the value of the enumerator that this one means */
	int generated;              /* constructors: which of those the compiler makes (construct.c) */
	bool lvalue, deleted;
	bool tied;                  /* several functions satisfy a requirement of it equally well */
} Cand;
/* `single`: the one interpretation, committed. Otherwise `n` candidates; none after an error that was
   reported. */
typedef struct Set { Node * single; Cand ** at; unsigned n; } Set;

/* Candidates of an expression (C∀ mode). */
Set cand_set( Node * e );
/* Rewrite `e` as the candidate says; returns the resolved node, with e's `next`. */
Node * cand_commit( Node * e, Cand * c );
/* Only one interpretation is wanted: the cheapest, an error if that is not unique. */
Node * cand_choose( Node * e, Set s );
/* The cheapest after conversion to `target`: by assignment or by a cast. */
Node * cand_choose_as( Node * e, Set s, QType target, bool cast );
/* The cheapest for a statement (void is free), a condition, an integer. */
Node * cand_choose_statement( Node * e, Set s );
Node * cand_choose_condition( Node * e, Set s );
Node * cand_choose_integral( Node * e, Set s );
/* Scratch memory of sets is a stack: what was taken since the mark is given back. */
typedef struct Mark { unsigned chunk; size_t used; unsigned variables; } Mark;
Mark scratch_mark( void );
void scratch_release( Mark );
/* Does the program declare functions of this operator's name? */
bool cand_user_operator( Op );

/* --- typing of nodes whose children are resolved -------------------------------------------------------- */

/* Resolve with one interpretation: the entry of the recursion. Keeps e->next. */
Node * rexpr_one( Node * e );
/* It is the operand of sizeof or typeof. */
void rexpr_not_evaluated( Node * e );
/* Guard of the recursion: "nesting too deep". */
void rexpr_enter( const Node * e );
void rexpr_leave( void );
/* Resolve each member of a list in place. */
void rexpr_list( Node ** list );
/* Forms that have one interpretation whatever their operands are. */
Node * rexpr_simple( Node * e );
Node * rexpr_name( Name *, Binding * chosen );
Node * rexpr_undeclared( Name * );
bool rexpr_is_typedef( const Str * );
Node * rexpr_unary( Unary * );
Node * rexpr_binary( Binary * );
Node * rexpr_assign( Assign * );
Node * rexpr_cond( Cond * );
Node * rexpr_index( Index * );
Node * rexpr_member( Member *, Decl * field );
/* Resolve the callee of a call: built-in functions, functions C declares implicitly. */
void rexpr_callee( Call * );
Node * rexpr_call( Call * );
/* Argument number `i` (from 0), converted, as it is passed: a copy if that takes a call. */
Node * rexpr_passed( Node * e, unsigned i, const Type * function, const Node * callee );
/* The parameter list a declared function was written with, or NULL. */
FunctionSpec * rexpr_function_spec( const Decl * );
/* Default argument number `i` (from 0) of a function called by name, or NULL. */
Node * rexpr_default_argument( const Node * callee, unsigned i );
Node * rexpr_cast( Cast * );
Node * rexpr_literal( Node * );
Node * rexpr_generic( Generic * );
Node * rexpr_offsetof( OffsetOf * );
/* Is it one of gcc's functions whose type depends on the arguments? */
bool rexpr_is_generic( const Decl * function );
Node * rexpr_builtin( Call *, Decl * function );
/* Make i[ a, b ] a subscript by one expression (C's comma). */
void rexpr_index_normal( Index * );

/* --- helpers -------------------------------------------------------------------------------------------- */

/* A node in e's place that says nothing more: after an error. */
Node * rexpr_bad( Node * e );
/* Type of the expression's value: decayed, without qualifiers and references. */
QType rexpr_value_type( const Node * e );
/* Report uses of void where a value is wanted. True if e has a value (or was reported before). */
bool rexpr_require_value( const Node * e );
/* Set the type; silent error type if an operand was in error. */
Node * rexpr_typed( Node * e, QType type, bool lvalue );
/* Wrap in an implicit cast to `to`. */
Node * rexpr_implicit( Node * e, QType to );
/* May evaluating it change anything? */
bool rexpr_has_effects( const Node * e );
/* Width of the bit-field the expression denotes, or -1. */
int rexpr_bitfield( const Node * e );
/* C's integer promotion of an operand. */
QType rexpr_promoted( const Node * e );
Binary * rexpr_make_binary( Op, Loc, Node * lhs, Node * rhs );

static inline QType rexpr_type( const Node * e ) { return AS( const Expr, e )->type; }
static inline bool rexpr_is_error( const Node * e ) {
	return ! rexpr_type( e ).type || rexpr_type( e ).type->kind == TY_ERROR;
}
static inline const char * in_text( const Node * e ) { return type_text( rexpr_value_type( e ) ); }

/* Conversion of call argument number `arg` (from 1) for the parameter type; `function` may be NULL. */
Node * convert_argument( Node * resolved, QType param, unsigned arg, const Node * callee );
/* One step from an object to the inline member by way of which it converts to `to`; NULL: there is none
   (contain.c). */
Node * contain_step( Node * e, QType to );
/* The member of a transparent union that takes the argument, and its price; NULL if there is none. */
Decl * transparent_member( QType from, QType to, bool lvalue, Cost * price );
/* The interpretations of an operand, those by way of inline members included. */
Set contain_set( Set, bool pointers );
/* An operand as an enumeration that inherits its own, or its value, if that is how it converts to `to`; else
   NULL. */
Node * enum_step( Node * e, QType to, bool cast );
/* The interpretations of an operand, values of typed enumerations included. */
Set enum_value_set( Set );
/* The members between the aggregate and a member found in it, outermost first. */
bool contain_path( Agg *, const Decl * member, Decl ** path, unsigned * n );
int contain_level( Agg *, const Decl * like );
/* Check that the resolved expression can be assigned to: C's modifiable lvalue. `how` is '=', '+' (inc), '-'
   (dec). */
bool rexpr_modifiable( const Node * e, char how );
/* Is the expression an lvalue by its form, whatever its type (chapter 03, 3.2)? */
bool rexpr_is_lvalue_form( const Node * e );
/* Type of & of an expression of type `q`: references leave references to the pointer (3.5). */
QType rexpr_address_type( QType q, bool lvalue_form );
/* Component type of a complex type. */
QType complex_component( QType );
QType complex_of( QType real );

/* --- tuples (tuple.c; chapter 04, 4.11) ----------------------------------------------------------------- */

/* The flattened component types of a type; one that is no tuple is its own. Returns their number. */
unsigned tuple_parts( QType, QType * out );
/* Candidates of [ a, b ]; the node for the one chosen. */
Set tuple_set( TupleExpr * );
Node * tuple_commit( TupleExpr *, Cand * );
/* A tuple's value as another tuple type, by conversion or by cast, component by component. */
Node * tuple_convert( Node * e, QType to, bool cast );
/* Give t.0 the name of the component; false after a report. */
bool tuple_index( Member *, QType object );
/* An expression whose value nobody wants: an assignment need not make it. */
Node * tuple_discarded( Node * );
/* Component of a tuple written out: the element itself. NULL: of something else. */
Node * tuple_component( Member *, QType object );
/* o.[ a, b ] */
Node * tuple_members( MemberTuple * );
/* Is it an assignment by component? The assignment; NULL if one of the whole object will do. */
bool tuple_assigns( const Assign *, const Node * lhs );
Node * tuple_assign( Assign * );
/* Has the call to do with tuples? The price of its arguments, flattened; the arguments as the parameters want
   them. */
bool tuple_involved( const Set * args, unsigned n, const Type * function );
Cost tuple_arguments( const Set * args, unsigned n, const Type * function, bool open, Cand ** sub );
void tuple_spread( Call *, const Type * function, Node ** prefix );
/* The parts of an expression; what is to be evaluated before them is added to *prefix. Both as one
   expression. */
void tuple_flatten( Node * e, NodeList * parts, Node ** prefix );
Node * tuple_behind( Node * prefix, Node * e );

/* --- built-in operators as rules (rule.c; chapter 03, 11.2) --------------------------------------------- */

typedef struct Rule {
	QType type;                 /* result */
	QType left, right;          /* what the operands become; QT_NONE: stays as it is */
	Cost cost;                  /* conversions of both operands */
	bool lvalue;
} Rule;
bool rule_unary( Op, QType operand, bool lvalue, Rule * );
bool rule_binary( Op, QType left, QType right, Rule * );
bool rule_assign( Op, QType left, bool lvalue, QType right, Rule * );
bool rule_index( QType base, QType index, Rule * );
QType rule_cond( QType a, QType b );

/* C mode's types. QT_NONE if the operands do not fit. */
QType c_binary( Op, const Node * l, const Node * r );
QType c_vector_binary( Op, QType l, QType r );
QType c_conditional( const Node * a, const Node * b );

/* --- built-in operators as values (intrinsic.c; chapter 03, 11.2) --------------------------------------- */

/* Type of a built-in operator's name; QT_NONE if it is none. */
QType intrinsic_family( Str * name );
/* Its name, defined when first needed; NULL: there is none. */
Node * intrinsic_value( Node * e, QType to );
/* What one of that type's operands gives; the result may be open. QT_NONE: there is none. */
QType intrinsic_result( QType family, QType to );
/* The functions that stand for an operator on pointers to any type where it is required; NULL: none. */
Str * intrinsic_on_pointers( const Str * name );
void intrinsic_finish( Unit * );
/* Is it a function made for a built-in operator? */
bool intrinsic_is( const Decl * );

/* --- messages (explain.c) ------------------------------------------------------------------------------- */

/* "?+?" of an operator's node. */
const char * explain_operator( const Node * );
void explain_operands( Op, const Node * at, QType l, QType r );
/* No candidate of the name takes the arguments: each is noted with its reason, those that go furthest first;
   only those that are `relevant` (NULL: all). */
void explain_candidates( Loc, const char * name, const Set * args, unsigned n, Binding * first,
	bool (*relevant)( const Binding *, const void * ), const void * context );
/* In the reference form (chapter 10, 10), false in ours, not said yet: nothing of this name or form; the best
   is deleted. */
bool explain_unknown( const Node * e );
bool explain_deleted( const Node * e );
/* There are declarations, none takes the operands; false outside of the reference form. */
bool explain_unfit( const Node * e );
void explain_none( const Node * e, const Set * s, QType target, bool cast );
void explain_ambiguous( const Node * e, Cand ** tied, unsigned n );
void explain_conversion( const Node * from, QType to, ConvContext, Loc at, unsigned arg,
	const Node * callee );
const char * explain_name( const Node * e );

#endif
