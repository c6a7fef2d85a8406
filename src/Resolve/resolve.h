/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Resolve: gives every name a declaration and every expression a type (chapter 03). Public to the other
 * passes are resolve_unit and the questions about types; the rest is shared between the files of this folder.
 */
#ifndef CFA_RESOLVE_H
#define CFA_RESOLVE_H

#include "AST/ast.h"

/* ===== the pass ========================================================================================= */

/* Resolve all declarations of the unit, the bodies of the main file's functions, and what they use of
   headers. Afterwards every Decl/Agg/Enum that must be emitted is marked NF_USED. */
void resolve_unit( Unit * );

bool resolve_is_program_main( const Decl * );
/* Add a typed declaration in front of the unit's. */
void resolve_add_in_front( Node * decl );
/* Resolve a list of statements in the current scope. */
void resolve_list_of_statements( Node ** list );

/* ===== types (types.c, layout.c, type_text.c) =========================================================== */

extern const QType QT_ERROR, QT_NONE;                /* .type is TY_ERROR; .type is NULL */
QType qt( const Type *, unsigned quals );
QType type_basic( Basic );
QType type_void( void );
QType type_pointer( QType to );
QType type_reference( QType to );
/* A reference to what a pack passes on: serves as an object and as a value (chapter 04, 4.12.2). */
QType type_forward( QType to );
bool type_is_forward( QType );
/* expr: the dimension as written (resolved) or NULL */
QType type_array( QType of, DimKind, int64_t length, Node * expr );
QType type_function( QType result, const QType * params, unsigned n, unsigned fn_flags );
/* struct or union, one type per declaration and arguments */
QType type_agg( Agg *, const QType * args, unsigned n );
/* Of a generic type's instance: the aggregate made for it, with its members substituted; its state follows
   the generic's (generic.c). */
Agg * generic_instance( const Type * );
void generic_complete( const Type * );
/* is what is declared in it declared in a generic type? */
bool generic_inside( const Agg * outer );
/* Does the type mention a type parameter? */
bool type_has_variables( QType );
/* Does only an instance know the value's size? */
bool type_is_dynamic( QType );
QType type_enum( Enum * );
QType type_vector( QType element, int64_t bytes );
QType type_tuple( const QType * elems, unsigned n );
/* A tuple of values, of one component that itself (tuple.c); type_tuple is for packs. */
QType tuple_of( const QType * elems, unsigned n );
bool type_is_tuple( QType );
QType type_var( TypeParam * );
QType type_auto( void );
QType type_literal_pointer( void );
QType type_operators( Decl * named );
QType type_typedef( Decl *, QType target );          /* sugar */
/* sugar; vector_size and mode attributes are applied by the caller */
QType type_attr( QType of, Node * attrs );
QType type_with_quals( QType, unsigned add );        /* on arrays they move to the element */
/* without top-level qualifiers, also those inside typedefs */
QType type_unqualified( QType );
QType type_canon( QType );                           /* without sugar, all qualifiers outside */
/* canonical type, qualifiers ignored */
static inline const Type * ct( QType q ) { return type_canon( q ).type; }
#define KIND_OF( q ) (ct( q )->kind)

bool type_equal( QType, QType );                     /* same canonical type and same top-level qualifiers */
bool type_compatible( QType, QType );                /* C11 6.2.7, qualifiers included */
QType type_composite( QType, QType );                /* of compatible types */
QType type_decay( QType );                           /* array -> pointer, function -> pointer to function */
QType type_param_adjust( QType );                    /* 6.7.6.3: array, function parameters */
/* identity of a declaration of that type: chapter 03, 1.2 */
const Type * type_key( QType );

bool type_has_const_member( QType );                 /* of an aggregate: C does not assign to the whole */
bool type_is_integer( QType );                       /* also _Bool and (C) enumerations */
bool type_is_plain_enum( QType );
bool type_is_arithmetic( QType );
bool type_is_real( QType );
bool type_is_floating( QType );                      /* incl. complex, decimal */
bool type_is_complex( QType );
bool type_is_scalar( QType );                        /* arithmetic or pointer */
bool type_is_pointer( QType );
bool type_is_void( QType );
bool type_is_function( QType );
bool type_is_array( QType );
QType type_referent( QType );                        /* what a reference refers to; other types as they are */
QType type_bare( QType );                            /* the same without qualifiers */
bool type_is_aggregate( QType );                     /* struct or union */
bool type_is_complete( QType );
/* Report the use of a type parameter of unknown size as a value (4.16); false: the type is none. */
bool explain_unsized( QType, Loc );
bool type_is_vla( QType );                           /* variably modified at any level */
bool type_is_unsigned( QType );
bool type_is_error( QType );
QType type_pointee( QType );                         /* of pointer, array, reference, function pointer */
QType type_result( QType fn );
QType type_promoted( QType, int bitfield_width );    /* C's integer promotion; width -1: no bit-field */
QType type_arithmetic( QType, QType );               /* C's usual arithmetic conversions */
QType type_common( QType, QType );                   /* chapter 03, 4.7; QT_NONE if there is none */

/* Sizes in bytes; false when not known to the translator (incomplete, variable, attribute not understood). */
bool type_size( QType, uint64_t * size );
bool type_align( QType, uint64_t * align );
/* Type the members of an aggregate with a body now: those of headers stay untyped until somebody asks.
   Everything that walks Agg.members for types (layout, find_member, conversions) calls this first; it is
   cheap the second time. */
void agg_members( Agg * );
/* The type of struct/union/enum declared by the node: one for all its declarations. */
QType type_of_agg( Agg * );
/* __builtin_va_list, a typedef of an array of one structure (x86-64) or of the structure, and that structure,
   which C cannot name: it is printed as a typeof. */
QType type_va_list( void );
QType type_va_tag( void );
/* Compute sizes and member offsets of a complete aggregate (System V ABI; packed, aligned, bit-fields,
   #pragma pack). */
void agg_layout( Agg * );

/* C declaration text for messages: "const char *", "struct S", "int (*)(int)". With name: a declaration. */
const char * type_text( QType );
/* The notation of chapter 10, 13.3: "pointer to const char". */
const char * type_message( QType );
/* The same inside a larger text: following lines are indented for this level. */
void type_message_at( Buf *, QType, int level );
/* The notation of 13.1 and 13.2: an expression as written, a resolved one with the cast that makes it a
   reference, a declaration (`storage`: DS_..., those of its group included). */
const char * notation_untyped( const Node * e );
const char * notation_reference_cast( const Node * e );
const char * notation_declaration( const struct Decl *, int storage );
/* Print C text of a declaration of `name` (may be NULL) of this type; `put_agg` (may be NULL) is asked to
   print the specifier of struct/union/enum/typedef leaves (returns false: print the plain name). Shared with
   CodeGen. */
typedef struct TypePrinter {
	bool (*leaf)( struct TypePrinter *, Buf *, const Type * );
	void (*expr)( struct TypePrinter *, Buf *, Node * );        /* array dimensions */
	void (*attrs)( struct TypePrinter *, Buf *, Node * );       /* attribute lists of TY_ATTR */
	void * context;
} TypePrinter;
void type_print( TypePrinter *, Buf *, QType, const char * name );

/* ===== conversions and costs (convert.c) ================================================================ */

/* The eight components of chapter 03, 4.1 in one word, most significant first (unsafe ... reference); spec is
   biased. */
typedef unsigned __int128 Cost;
#define COST_INFINITE (~(Cost)0)
/* The type of a typed enumeration's values, QT_NONE for others; the value of a resolved operand of such a
   type, else the operand (enum_value.c; chapter 03, 4.6). */
QType enum_value_type( QType );
Node * enum_value( Node * e );
/* The number of enumerators of `to` in front of those it inherits from `from`, and how many levels up; false:
   none. */
bool enum_inherits( const Enum * to, const Enum * from, int * offset, int * levels );
enum { COST_REF, COST_SPEC, COST_VAR, COST_SIGN, COST_SAFE, COST_POLY, COST_IMPLICIT, COST_UNSAFE };
Cost cost_of( int component, int units );
Cost cost_add( Cost, Cost );                         /* saturating per component; infinite absorbs */
/* what its components from that one upwards are, to be compared */
Cost cost_above( Cost, int component );
int cost_units( Cost, int component );               /* one of the eight; specialisation is negative */
extern const Cost COST_ZERO;
/* Of one tuple to another (tuple.c), component by component. */
Cost tuple_cost( QType from, QType to, bool cast );
/* Implicit conversion (4.2-4.6) and cast (4.8) of a value; `lvalue`: the source denotes an object. */
Cost convert_cost( QType from, QType to, bool lvalue );
/* Of a built-in operator's name (intrinsic.c), by way of an inline member (contain.c). */
Cost intrinsic_cost( QType family, QType to );
Cost contain_cost( QType from, QType to, bool lvalue );
Cost cast_cost( QType from, QType to, bool lvalue );

/* C mode's verdict on `to = (expression of type from)` as gcc gives it (6.5.16.1). */
typedef enum Verdict { V_OK, V_POINTER_MISMATCH, V_DISCARDS_QUALIFIERS, V_INT_FROM_POINTER,
	V_POINTER_FROM_INT, V_SIGN_MISMATCH, V_ERROR } Verdict;
Verdict convert_c( QType to, QType from, bool null_constant );

/* ===== constants (constant.c) =========================================================================== */

typedef enum ConstKind {
	CONST_NOT,                  /* certainly no constant expression */
	CONST_UNKNOWN,              /* may be one for gcc; we cannot compute it */
	CONST_INT, CONST_FLOAT, CONST_ADDRESS, CONST_STRING, CONST_AGGREGATE,
} ConstKind;
/* strict: an integer constant expression of ISO C */
typedef struct Const { ConstKind kind; QType type; __int128 i; long double f; bool strict; } Const;
/* Fold a resolved expression. Overflow and division by zero are reported in the way gcc does when
   `complain`. */
Const constant_fold( Node * resolved, bool complain );
/* Is the resolved expression an integer constant 0, or (void *)0 / 0p ? */
bool constant_is_null_pointer( Node * resolved );

/* ===== built-in functions (builtins.c, builtins.def) ==================================================== */

/* The declaration of a gcc built-in (__builtin_*, __sync_*, __atomic_*; also plain library names gcc knows,
   for their types), or NULL. Generic ones (types depend on arguments) have `sem` BUILTIN_GENERIC: typed by
   expr_builtin.c. */
Decl * builtin_lookup( Str * name );
enum { BUILTIN_PLAIN = 1, BUILTIN_GENERIC = 2 };

/* ===== scopes (scope.c) ================================================================================= */

/* An identifier's declaration in a scope. Str.decls heads the list of visible ones, innermost first; in C
   mode only the first counts, in C∀ they are the overload set. */
typedef struct Binding {
	Node * decl;                /* Decl, Enumerator */
	Str * name;
	struct Binding * outer;     /* next visible: other overloads, outer scopes */
	struct Binding * hidden;    /* the outer one this hides (relinked at scope exit) */
	struct Binding * sibling;   /* next in the same scope, for undo */
	const Type * key;
	Node * with_object;         /* member opened by `with`: the object expression */
	/* a member that points to a function: the variable that stands for it as a requirement */
	Decl * with_alias;
	/* the declaration that `callee`, the type of the function it is, was computed for */
	const Node * callee_of;
	const Type * callee;
	uint32_t level;
	bool shadows;               /* a local one of a name that had a meaning before */
} Binding;
extern unsigned scope_version;                       /* changes with what is declared where we are */
enum { SCOPE_FILE, SCOPE_PROTOTYPE, SCOPE_FUNCTION, SCOPE_BLOCK, SCOPE_AGG };
void scope_enter( int kind );
void scope_leave( void );
unsigned scope_level( void );                        /* 1 at file scope */
Binding * scope_bind( Str * name, Node * decl, const Type * key );
Binding * scope_lookup( const Str * name );          /* head of the overload set, or NULL */
/* Type name space: tags (kind AGG_STRUCT, AGG_UNION, AGG_ENUM) and typedefs/type parameters. */
void scope_bind_tag( Str * name, Node * aggOrEnum );
Node * scope_lookup_tag( const Str * name, bool current_only );
void scope_bind_type( Str * name, Node * typedefOrParam );
Node * scope_lookup_type( const Str * name );        /* typedef or parameter; in C∀ else a tag */
/* Suggest a visible name for a misspelt one; NULL if none is near. */
const Str * scope_suggest( const Str * name, bool types );

/* ===== declarations, statements, initialisers (declare.c to initialise.c) =============================== */

/* The function being resolved, or NULL at file scope. */
typedef struct Function { Decl * decl; QType result; struct Function * outer; Node * labels; } Function;
extern Function * current_function;

/* References between declarations that this part sets:
   Decl.owner                          the D_GROUP that holds it, if any; D_FIELD: its Agg; D_ENUMERATOR: its Enum
   Agg.owner, Enum.owner               of a forward or repeated declaration: the defining (or first) one
   Decl.prev                           the previous declaration of the same object or function
   Agg.outer, Enum.outer               C∀: the aggregate whose scope it belongs to
   T_NAME.decl, T_TAG.decl             the Decl, Agg or Enum meant
   A type's decl is the defining Agg or Enum once there is one. */

/* Meaning of a type as written. `mods` may be NULL. Reports errors, returns QT_ERROR then. */
QType resolve_type( Node * spec, Node * mods );
/* Declare and resolve one declaration (D_*), at file scope or in a block; returns what replaces it in the
   list. */
Node * resolve_declaration( Node * decl );
/* Resolve a statement in the current function. */
Node * resolve_statement( Node * stmt );
/* Resolve an initialiser (expression or I_LIST) for an object of type *type; completes *type's array
   length. */
Node * resolve_initialiser( Node * init, QType * type, bool constant_required, Loc at );
/* Type a function's body now (lazily for headers). */
void resolve_function_body( Decl * function );
/* Something emitted refers to this declaration: mark it (and what its type mentions) and queue its body. */
void mark_used( Node * decl );
void mark_type_used( QType );
/* Find a member by name through anonymous ones. Returns the D_FIELD, fills `path` (outermost first) with the
   anonymous members in between; *n counts them. C∀: `overloads` collects members of the same name. */
Decl * find_member( Agg *, Str * name, Decl ** path, unsigned * n );

/* ===== expressions (expression.c, candidate.c, operator.c, call.c, member.c, expr_builtin.c) ============ */

/* All return the resolved, typed expression (E_BAD of TY_ERROR after an error that was reported). */
/* cheapest interpretation; arrays and functions not decayed */
Node * resolve_expr( Node * e );
Node * resolve_value( Node * e );                    /* and decayed to a value */
Node * resolve_statement_expr( Node * e );           /* statement context */
Node * resolve_condition( Node * e );                /* e != 0 (chapter 03, 2.2) */
Node * resolve_integral( Node * e, const char * what );   /* switch control etc. */
/* Convert to `target` as by assignment; `what` names the context for messages: "initialization", "return",
   ... */
typedef enum ConvContext { CONV_INIT, CONV_RETURN, CONV_ASSIGN, CONV_ARGUMENT } ConvContext;
Node * resolve_as( Node * e, QType target, ConvContext, Loc at );
/* The same for an expression already resolved. */
Node * convert_to( Node * resolved, QType target, ConvContext, Loc at );
/* Resolve and fold; reports "not constant" unless gcc may be able to fold it; returns false if no value is
   known. */
bool resolve_constant_int( Node ** e, __int128 * value, const char * what );

#endif
