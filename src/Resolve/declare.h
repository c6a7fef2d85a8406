/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What only the files that resolve declarations share (scope.c, declare.c, linkage.c, typespec.c,
 * aggregate.c, enumeration.c, attribute.c, function.c, statement.c, jump.c, initialise.c, use.c, resolve.c).
 *
 * Declarations of headers are entered in the scopes unread: their binding is marked lazy, and the first
 * lookup of the name types them. This happens in the file's scope wherever the lookup stands (scope_to_file).
 */
#ifndef CFA_DECLARE_H
#define CFA_DECLARE_H

#include <string.h>

#include "Resolve/resolve.h"

/* --- scopes (scope.c) ----------------------------------------------------------------------------------- */

/* An entry of the type name space: D_AGG, D_ENUM (tags), D_TYPEDEF, D_TYPEPARAM. */
typedef struct TypeBinding {
	Node * node;
	Str * name;
	struct TypeBinding * outer;         /* next visible of this name */
	struct TypeBinding * sibling;       /* next in the same scope */
	uint32_t level;
} TypeBinding;

extern const Type lazy_key;                          /* Binding.key of a declaration not read yet */
/* Enter a declaration of a header: typed at the first lookup. */
void scope_bind_lazy( Str * name, Decl * decl );
bool scope_is_file( void );
int scope_kind( void );
/* The binding of this name and key in the current scope; in C mode the key does not matter. */
Binding * scope_here( const Str * name, const Type * key );
/* The file scope's binding, also when it is hidden. */
Binding * scope_file_binding( const Str * name, const Type * key );
/* The typedef of this name in the current scope. */
Node * scope_type_here( const Str * name );
/* The types declared in the current scope, innermost first. */
Binding * scope_names( void );
TypeBinding * scope_types( void );
/* Is a dimension parameter in scope? */
bool scope_is_polymorphic( void );
/* Replace a tag's forward declaration by its definition. */
void scope_bind_tag_outside( Str * name, Node * node );     /* in the next scope that is no aggregate's */
void scope_redefine_tag( const Str * name, Node * old, Node * node );
/* The aggregate whose body is being resolved (C∀), or NULL. */
Agg * scope_aggregate( void );
void scope_set_aggregate( Agg * );

/* Work in the file's scope for a moment, from wherever we are. */
typedef struct Suspended { struct Scope * scope; Function * function; bool unlinked, moved; } Suspended;
Suspended scope_to_file( void );
void scope_back( Suspended );

/* --- declarations (declare.c, linkage.c) ---------------------------------------------------------------- */

/* Type, check and enter one declarator; `g` holds the shared part or is NULL. */
void declare( Group * g, Decl * d, QType base );
/* Give the declarations of a lazy binding, oldest first, their types and places. */
void declare_lazy( Decl * );
/* Type of a typedef, computed at the first use. */
QType typedef_type( Decl * );
/* Identity of a declaration beside its name (chapter 03, 1.2). */
const Type * declare_key( const Decl * );
/* Enter a typed object or function: redeclaration, linkage, overloading. False after an error. */
bool declare_entity( Group * g, Decl * d );
/* At the end of the unit: tentative definitions whose type was never completed (C mode). */
void declare_finish( void );
static inline int storage_of( const Group * g, const Decl * d ) { return (g ? g->storage : 0) | d->storage; }
/* Is the declared type that of a function? */
static inline bool declares_function( const Decl * d ) { return type_is_function( d->type ); }
/* The parameter's declaration, whether it is wrapped in a group or not. */
Decl * param_decl( Node * param, Node ** spec );
/* The struct, union or enum specifier in specifiers, what it defines; or NULL. */
TagSpec * tag_in( Node * spec );
Node * defined_in( Node * spec );
/* Enter the tags and enumerators that a header's specifiers declare or mention. */
void declare_tags( Node * spec );
void declare_header( Node * n );
void declare_cname( Decl * d, int storage );
extern int current_pack;                             /* #pragma pack in force */
void pragma_pack( const Str * text );

/* --- types (typespec.c, parameter.c) -------------------------------------------------------------------- */

/* Name and place of the declaration whose type is being read, for messages. */
typedef struct Declaring {
	const Str * name;
	Loc loc;
	const FunctionSpec * defining;      /* declarator of the function being defined */
	bool definition;                    /* inside the parameters of a definition */
	const Node * parameter;             /* outermost modifier of the parameter */
} Declaring;
extern Declaring declaring;
QType type_tree( Node * t, QType base );
QType type_of_function( FunctionSpec * f, QType base );
/* C∀: a K&R definition is one with the equivalent prototype (chapter 01, 6.3.3). */
void parameters_modernise( FunctionSpec * f, Decl * function );
/* Default values of parameters stand in the calls at the end; they are dropped from the declarations. */
void parameters_finish( void );
/* Enter the parameters of a definition in the scope of its body; those of K&R definitions get their types. */
void parameters_bind( FunctionSpec * f, Decl * function );
/* Enter one parameter in the current scope. */
void parameter_declare( Decl * );
/* The declarator's function modifier that makes it a function, or NULL. */
FunctionSpec * function_declarator( const Decl * );

/* --- aggregates and enumerations (aggregate.c, enumeration.c) ------------------------------------------- */

/* A flattened view of an aggregate's members. */
typedef struct AggInfo {
	Decl ** fields;                     /* in order; unnamed bit-fields are left out */
	unsigned n;
	bool resolving, done, indexed;
	bool contains;                      /* some members are unnamed or inline (contain.c) */
	Table names;                        /* of big aggregates: name -> index + 1 of the direct member */
	VEC( Node * ) nested;               /* C∀: types declared inside: Agg, Enum, Decl */
	struct Node * shared;               /* generic: those taken out of the members for all instances */
} AggInfo;
AggInfo * agg_info( Agg * );
/* A struct, union or enum specifier: reference, forward declaration or definition. */
QType tag_type( TagSpec *, bool standalone );
/* The defining declaration of an aggregate or enumeration if there is one, else the first. */
Agg * agg_definition( Agg * );
Enum * enum_definition( Enum * );
/* Enter an aggregate or enumeration with its tag; its members are typed now or, in headers, at the first
   need. */
void declare_agg( Agg * );
void declare_enum( Enum * );
/* Enter a tag in the current scope. False if the node only repeats a declaration. */
bool tag_enter( Str * name, Node * node );
QType type_of_enum( Enum * );
/* Declare the functions of an enumeration whose members are known (enum_functions.c; chapter 01, 9.6). */
void enum_functions( Enum * );
/* Make a plain enumeration one that loops can go over (chapter 02, 6.4); nothing for other types. */
void enum_iterable( QType );
/* The aggregate of a header in whose body the type is defined, or NULL: both are printed or none. */
Node * agg_parent( const Node * type );
/* The name that a type declared in `outer` (NULL: none) and the current scope needs in C; NULL: its own. */
Str * type_cname( const Agg * outer, const Str * name );
/* The type named `name` inside an aggregate (C∀). */
Node * agg_nested( Agg *, const Str * name );

/* --- functions, statements (function.c, jump.c) --------------------------------------------------------- */

void resolve_function( Group * g, Decl * d, QType base );
/* Jumps into the scope of variable-length arrays. */
void check_jumps( Node * body );
extern bool has_vla_objects;
void resolve_statements( Node ** list );
/* What a statement controls: a scope of its own. */
void resolve_body( Node ** body );
/* The statements of a block: lengths that types in one of them need are evaluated in front of it. */
void resolve_block( Node ** list );
/* with.c: the objects of a with statement or clause are opened; what that declares goes in front of the body,
   known when the body is resolved. */
typedef struct Opened {
	NodeList objects;
	/* of members that point to functions: those that serve for requirements are needed */
	VEC( Decl * ) aliases;
} Opened;
Opened open_with( Node * exprs );
Node * opened_declarations( Opened * );
Node * with_statement( With * );

/* --- attributes (attribute.c) --------------------------------------------------------------------------- */

/* The attribute of this name, also spelled __name__, or NULL. */
Attribute * attribute_find( Node * attrs, const char * name );
Attribute * attribute_of( const Group * g, const Decl * d, const char * name );
/* The type after attributes that change it. */
QType attribute_type( QType, Node * attrs );
/* Resolve arguments, note what they refer to, check constructor priorities. */
void attribute_check( Node * attrs, Decl * on );
/* Must something with these attributes be emitted though nothing refers to it? */
bool attribute_keeps( Node * attrs );

/* --- layout (layout.c) ---------------------------------------------------------------------------------- */

/* Alignment of the object, function or member declared; false if it is not known. */
bool declared_alignment( const Decl *, uint64_t * align );

/* --- emission (use.c) ----------------------------------------------------------------------------------- */

/* Process what was marked: types mentioned, bodies of header functions, other declarations of the name. */
void use_finish( void );
/* Follow marks that Lower made. */
void use_follow( void );
void use_note_definition( Group * g, Decl * d );
void use_note_name( Str * name );

#endif
