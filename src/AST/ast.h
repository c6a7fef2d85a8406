/* SPDX-License-Identifier: BSD-3-Clause
 *
 * AST: the tree every pass works on. Nodes are described in nodes.def; types in type.h.
 */
#ifndef CFA_AST_H
#define CFA_AST_H

#include "Common/common.h"
#include "AST/type.h"

/* --- kinds, structures ---------------------------------------------------------------------------------- */

typedef enum Kind {
	K_NONE,
#define KIND( kind, name ) kind,
#include "AST/nodes.def"
	K_COUNT
} Kind;

/* Every node begins with these. `next` links the members of a list. */
#define NODE_HEAD uint16_t kind; uint16_t flags; Loc loc; Node * next;
/* Expressions have a type as well (set by Resolve). */
#define EXPR_HEAD NODE_HEAD QType type;

struct Node { NODE_HEAD };
typedef struct Expr { EXPR_HEAD } Expr;

#define N( x ) Node * x;
#define L( x ) Node * x;
#define S( x ) Str * x;
#define I( x ) int x;
#define R( x ) Node * x;
#define Q( x ) QType x;
#define X( type, x ) type x;
#define STRUCT( name, head, fields ) typedef struct name { head fields } name;
#include "AST/nodes.def"
#undef N
#undef L
#undef S
#undef I
#undef R
#undef Q
#undef X

/* Is the kind an expression (E_ or I_LIST)? */
#define IS_EXPR( n ) ((n)->kind <= I_LIST)
#define AS( T, n ) ((T *)(n))
/* for each element of a list */
#define EACH( x, list ) ( Node * x = (list); x; x = x->next )

/* --- flags of nodes (Node.flags) ------------------------------------------------------------------------ */

enum {
	NF_PAREN     = 1 << 0,      /* expression was written in parentheses */
	NF_EXTENSION = 1 << 1,      /* __extension__ stood in front */
	NF_IMPLICIT  = 1 << 2,      /* made by the translator (implicit conversion, generated statement) */
	NF_C_LINKAGE = 1 << 3,      /* declaration: inside extern "C" (or C mode) */
	NF_SYSTEM    = 1 << 4,      /* declaration: in a system header */
	NF_USED      = 1 << 5,      /* declaration: something that is emitted refers to it */
	NF_RESOLVED  = 1 << 6,      /* function body / declaration: resolved */
	NF_LVALUE    = 1 << 7,      /* expression: denotes an object (set by Resolve) */
	NF_MANGLED   = 1 << 8,      /* declaration: emitted under its mangled name */
	NF_HEADER    = 1 << 9,      /* declaration: not in the main file: emitted and resolved only when used */
	NF_ERROR     = 1 << 10,     /* was diagnosed: say nothing more about it */
	NF_FLIPPED   = 1 << 11,     /* E_INDEX: index[pointer] as written */
	NF_INTERNAL  = 1 << 12,     /* declaration: an earlier one of the same entity at file scope is static */
	NF_FOLLOWED  = 1 << 13,     /* declaration: it and all earlier ones of its entity are marked NF_USED */
};

/* --- operators ------------------------------------------------------------------------------------------ */

typedef enum Op {
#define OPERATOR( id, text, name ) OP_##id,
#include "AST/operators.def"
#undef OPERATOR
	OP_COUNT
} Op;
extern const char * const op_text[];            /* C spelling */
extern const char * const op_function[];        /* "?+?" or NULL */

/* --- codes in I() fields -------------------------------------------------------------------------------- */

/* storage classes and function specifiers: Decl.storage, Group.storage, Distribution.storage */
enum {
	DS_TYPEDEF = 1 << 0, DS_EXTERN = 1 << 1, DS_STATIC = 1 << 2, DS_AUTO = 1 << 3, DS_REGISTER = 1 << 4,
	DS_THREAD = 1 << 5,                          /* _Thread_local */
	DS_GNU_THREAD = 1 << 6,                      /* spelled __thread */
	DS_INLINE = 1 << 7, DS_NORETURN = 1 << 8, DS_FORTRAN = 1 << 9,
	DS_INLINE_MEMBER = 1 << 10,                  /* D_FIELD: `inline S;` */
};
/* qualifiers: QType.quals and I( quals ) */
enum { QUAL_CONST = 1, QUAL_RESTRICT = 2, QUAL_VOLATILE = 4, QUAL_MUTEX = 8, QUAL_ATOMIC = 16 };
enum { INIT_NONE, INIT_ASSIGN, INIT_CTOR, INIT_AT, INIT_DELETED };     /* = e, { e }, @= e, = void */
enum { AGG_NONE, AGG_STRUCT, AGG_UNION, AGG_ENUM, AGG_EXCEPTION, AGG_GENERATOR, AGG_COROUTINE, AGG_MONITOR,
	AGG_THREAD };
enum { ENUM_PLAIN, ENUM_OPAQUE, ENUM_TYPED };
enum { CAST_PLAIN, CAST_RETURN, CAST_VIRTUAL, CAST_KEYWORD_REF, CAST_KEYWORD_PTR, CAST_COERCE, CAST_QUALS,
	CAST_IMPLICIT };
enum { DIM_STATIC = 1, DIM_STAR = 2 };
enum { FN_VARIADIC = 1, FN_UNSPECIFIED = 2, FN_VOID = 4, FN_KR = 8 };
/* T, T *, T &, ftype T, T ..., [N] */
enum { TP_OBJECT, TP_SIZED, TP_DATA, TP_FTYPE, TP_PACK, TP_DIMENSION, TP_NONE };
enum { ATTR_GNU, ATTR_AT, ATTR_C23, ATTR_ALIGNAS };
enum { CONTROL_C, CONTROL_RANGE, CONTROL_ENUM };
enum { CONTROL_AT_LOW = 1, CONTROL_AT_HIGH = 2, CONTROL_AT_STEP = 4, CONTROL_AT_INDEX = 8 };
enum { WAIT_CALL, WAIT_TIMEOUT, WAIT_ELSE, WAIT_UNTIL, WAIT_AND, WAIT_OR };
enum { ASM_VOLATILE = 1, ASM_GOTO = 2, ASM_INLINE = 4, ASM_EXTENDED = 8 };
/* IntLit.lit: the kind of constant; the type follows from it and the value (chapter 01, 2.4) */
enum {
	LIT_DECIMAL = 0, LIT_OTHER_RADIX = 1,        /* bit 0 */
	LIT_U = 2, LIT_L = 4, LIT_LL = 8, LIT_H = 16, LIT_HH = 32, LIT_N = 64, LIT_Z = 128,
	LIT_P = 256, LIT_I = 512, LIT_8 = 1024, LIT_16 = 2048, LIT_32 = 4096, LIT_64 = 8192, LIT_128 = 16384,
	LIT_ZERO = 1 << 15, LIT_ONE = 1 << 16,       /* exactly the spelling 0 or 1 */
};
/* BasicSpec.words */
#define WORD( n ) (1ull << (n))
enum {
	WORD_BIT_VOID, WORD_BIT_BOOL, WORD_BIT_CHAR, WORD_BIT_SHORT, WORD_BIT_INT, WORD_BIT_LONG,
	WORD_BIT_LONGLONG, WORD_BIT_FLOAT, WORD_BIT_DOUBLE, WORD_BIT_SIGNED, WORD_BIT_UNSIGNED, WORD_BIT_COMPLEX,
	WORD_BIT_IMAGINARY, WORD_BIT_INT128, WORD_BIT_FLOAT80, WORD_BIT_FLOAT128GNU, WORD_BIT_FLOAT16,
	WORD_BIT_FLOAT32, WORD_BIT_FLOAT32X, WORD_BIT_FLOAT64, WORD_BIT_FLOAT64X, WORD_BIT_FLOAT128,
	WORD_BIT_FLOAT128X, WORD_BIT_DECIMAL32, WORD_BIT_DECIMAL64, WORD_BIT_DECIMAL128, WORD_BIT_AUTO_TYPE,
	WORD_BIT_VA_LIST, WORD_BIT_ZERO_T, WORD_BIT_ONE_T,
};

/* --- building, walking, copying ------------------------------------------------------------------------- */

/* A zeroed node of the kind's structure size. */
Node * node_new( Kind, Loc );
#define MAKE( T, kind, loc ) ((T *)node_new( (kind), (loc) ))
extern const char * const kind_name[];          /* "E_NAME" */

/* A list under construction. */
typedef struct NodeList { Node * head, * tail; } NodeList;
static inline void list_push( NodeList * l, Node * n ) {
	if ( ! n ) return;
	if ( l->tail ) l->tail->next = n; else l->head = n;
	while ( n->next ) n = n->next;
	l->tail = n;
}
static inline unsigned list_length( const Node * n ) {
	unsigned k = 0;
	for ( ; n; n = n->next ) k += 1;
	return k;
}

/* Call `visit` on the address of every child slot of `n` (each member of a list once, by the slot that holds
   it). The callback may replace *slot; it recurses itself with node_children. Stops early when it returns
   false. */
typedef bool (*NodeVisit)( Node ** slot, void * context );
bool node_children( Node * n, NodeVisit visit, void * context );
/* Deep copy of children. References (R) to nodes copied with `n` lead to the copies, others are kept; list
   siblings of `n` itself are not copied. */
Node * node_copy( const Node * n );
/* The same of a list, its members' siblings too; `made` gets what became of each declaration and
   statement. */
Node * node_copy_list( const Node * list, Table * made );
/* Call `visit` on every type that a node's own fields hold. */
void node_types( Node * n, void (*visit)( QType *, void * ), void * context );
/* How dumps show types (main sets it: the tree knows nothing of the resolver); NULL: not at all. */
extern const char * (*node_type_text)( QType );
/* Indented text of the tree for --dump=PASS. */
void node_dump( FILE *, const Node * n );
/* Print back as C∀ source (--dump=source). */
void source_print( FILE *, const Node * unit );
/* The same for one expression or type on one line, for messages. */
const char * source_text( const Node * n );
/* Verify the tree (--check): kinds fit their slots, no node is in two places, expressions are typed once
   resolved. */
void node_check( const Node * unit, const char * pass, bool resolved );
/* Text of a constant's C string literal: quotes and escapes added. */
void source_quote( Buf *, const char * text, size_t len );

#endif
