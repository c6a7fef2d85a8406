/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types as the resolver knows them: immutable and hash-consed, so that equal canonical types are one pointer;
 * qualifiers stand beside the pointer. Typedefs, typeof and attributes are kept as sugar for printing:
 * `type->canon` is the type without them.
 */
#ifndef CFA_TYPE_H
#define CFA_TYPE_H

#include "Common/common.h"

typedef struct Node Node;
typedef struct Type Type;
typedef struct QType { const Type * type; uint32_t quals; } QType;

typedef enum TypeKind {
	TY_ERROR,                   /* of an expression already diagnosed: compatible with everything, silent */
	TY_VOID, TY_BASIC, TY_POINTER, TY_REFERENCE, TY_ARRAY, TY_FUNCTION,
	TY_STRUCT, TY_UNION, TY_ENUM, TY_TUPLE, TY_VECTOR, TY_VAR,
	TY_AUTO,                    /* __auto_type before deduction */
	TY_LITERAL_POINTER,         /* of 0p: fits any pointer */
	/* of the name of a built-in operator: as many functions as there are instances */
	TY_OPERATORS,
	TY_TYPEDEF, TY_ATTR,        /* sugar */
} TypeKind;

/* Basic types in the promotion order of chapter 03, 4.2 (rank and class in basic.def). */
typedef enum Basic {
#define BASIC( id, c_text, message_text, rank, cls, size, align ) B_##id,
#include "AST/basic.def"
#undef BASIC
	B_COUNT
} Basic;
enum { BC_BOOL = 1, BC_CHAR = 2, BC_SIGNED = 4, BC_UNSIGNED = 8, BC_FLOAT = 16, BC_COMPLEX = 32,
	BC_LITERAL = 64, BC_DECIMAL = 128, BC_INTEGER = BC_BOOL | BC_SIGNED | BC_UNSIGNED };
typedef struct BasicInfo { const char * c_text, * message_text; int rank, cls, size, align; } BasicInfo;
extern BasicInfo basic_info[];

/* What the machine compiled for decides about types: the table describes LP64, machine_set changes it (-m32,
   -mx32, arm). */
typedef struct Machine { int pointer; Basic size, difference, wide, int64, uint64;
	bool va_list_is_pointer, char_is_unsigned; } Machine;
extern Machine machine;
/* "lp64", "aarch64", "i386" or "x32"; false if it is none of them. */
bool machine_set( const char * name );
/* What __alignof__ says of a basic type: on i386 more than members of structures get. */
int basic_preferred_align( Basic );

typedef enum DimKind { DIM_NONE, DIM_CONST, DIM_VLA, DIM_UNSPECIFIED_STAR } DimKind;

struct Type {
	uint8_t kind;               /* TypeKind */
	uint8_t basic;              /* TY_BASIC: Basic; TY_REFERENCE: is it one of type_forward? */
	uint8_t dim;                /* TY_ARRAY: DimKind */
	uint8_t fn_flags;           /* TY_FUNCTION: FN_VARIADIC, FN_UNSPECIFIED */
	uint32_t n;                 /* number of parameters, tuple elements, generic arguments */
	QType canon;                /* the type without sugar (itself, if it has none anywhere) */
	QType of;                   /* pointee, element, result, target of sugar */
	QType * args;               /* parameters, tuple elements, generic arguments */
	int64_t length;             /* TY_ARRAY with DIM_CONST: elements; TY_VECTOR: bytes */
	Node * dim_expr;            /* TY_ARRAY: the resolved dimension as written, for printing; NULL if none */
	Node * decl;                /* TY_STRUCT/UNION: Agg; TY_ENUM: Enum; TY_TYPEDEF: Decl; TY_VAR: TypeParam */
	Node * attrs;               /* TY_ATTR: A_ATTR list */
	/* instance of a generic type: the Agg as declared; `decl` is the instance's own */
	Node * generic;
	uint32_t hash;
	uint32_t id;                /* small number in order of creation */
	uint64_t var_flags;         /* caches for the resolver */
	const Type * pointer_to;    /* cache: pointer to unqualified this */
	void * memo;                /* Resolve: conversion memo */
};

#endif
