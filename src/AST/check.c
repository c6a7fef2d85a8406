/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Verify the tree between passes (--check): each node is in one place, its kind fits the slot it is in, and
 * expressions of resolved functions have types. A violation is a bug of the pass before.
 */
#include "AST/ast.h"

#include <string.h>

typedef struct Check { const char * pass; bool resolved; bool typed; Table fits; } Check;

/* Every node met, and the number of the check that met it last: nodes hardly change between passes. */
static Table seen;
static uintptr_t serial;

typedef enum Sort { ANY, EXPRESSION, TYPE, DECLARATION, STATEMENT, ATTRIBUTE, HANDLER, CONTROL, CLAUSE } Sort;

/* What the fields of a name hold, in whatever structure they are. */
static const struct { const char * field; Sort sort; } sorts[] = {
	{ "lhs", EXPRESSION }, { "rhs", EXPRESSION }, { "a", EXPRESSION }, { "b", EXPRESSION },
	{ "fn", EXPRESSION },
	{ "base", EXPRESSION }, { "indexes", EXPRESSION }, { "object", EXPRESSION }, { "fields", EXPRESSION },
	{ "control", EXPRESSION }, { "assocs", EXPRESSION }, { "lo", EXPRESSION }, { "hi", EXPRESSION },
	{ "exprs", EXPRESSION }, { "dim", EXPRESSION }, { "width", EXPRESSION }, { "cond", EXPRESSION },
	{ "low", EXPRESSION }, { "high", EXPRESSION }, { "values", EXPRESSION }, { "spec", TYPE },
	{ "mods", TYPE },
	{ "of", TYPE }, { "parent", TYPE }, { "attrs", ATTRIBUTE }, { "forall", DECLARATION },
	{ "params", DECLARATION },
	{ "members", DECLARATION }, { "kr_decls", DECLARATION }, { "decl", DECLARATION }, { "then", STATEMENT },
	{ "els", STATEMENT }, { "block", STATEMENT }, { "handlers", HANDLER }, { "finally", STATEMENT },
	{ "controls", CONTROL }, { "clauses", CLAUSE },
};

static bool has_sort( const Node * n, Sort sort ) {
	switch ( sort ) {
	case EXPRESSION: return IS_EXPR( n );
	case TYPE: return n->kind >= T_BASIC && n->kind <= T_FORALL;
	case DECLARATION: return ( n->kind >= D_OBJECT && n->kind <= D_TYPEPARAM ) || n->kind == E_NAME;
	case STATEMENT: return n->kind >= S_COMPOUND && n->kind <= S_DIRECTIVE;
	case ATTRIBUTE: return n->kind == A_ATTR;
	case HANDLER: return n->kind == S_HANDLER;
	case CONTROL: return n->kind == S_CONTROL;
	case CLAUSE: return n->kind == S_WAITCLAUSE;
	default: return true;
	}
}

/* `base` is an expression in E_INDEX and a type in D_ENUM. */
static bool slot_fits( const Node * parent, const char * field, const Node * n ) {
	if ( parent->kind == D_ENUM && strcmp( field, "base" ) == 0 ) return has_sort( n, TYPE );
	if ( parent->kind == DS_TUPLE ) return true;
	for ( size_t i = 0; i < sizeof( sorts ) / sizeof( *sorts ); i += 1 ) {
		if ( strcmp( sorts[i].field, field ) == 0 ) return has_sort( n, sorts[i].sort );
	}
	return true;
}

/* Expressions that every resolved function has typed; parts of types, attributes, assembler names and
   unchosen alternatives are not. */
static bool must_have_type( const Node * n ) {
	switch ( n->kind ) {
	case E_INT: case E_FLOAT: case E_CHAR: case E_UNARY: case E_BINARY: case E_ASSIGN: case E_COND:
	case E_CALL: case E_INDEX: case E_MEMBER: case E_CAST: case E_COMPOUNDLIT: case E_SIZEOF: case E_STMT:
		return true;
	}
	return false;
}

static bool is_untyped_region( const Node * n ) {
	switch ( n->kind ) {
	case A_ATTR:
	case E_GENERIC: case E_OFFSETOF: case S_ASM: case D_DIRECTIVE: case D_STATICASSERT: case D_ENUM:
		return true;
	}
	return n->kind >= T_BASIC && n->kind <= T_FORALL;
}

static void check_node( Check * check, const Node * n );

static void check_slot( Check * check, const Node * parent, const char * field, const Node * n ) {
	/* literals: one address */
	uintptr_t key = (uintptr_t)field << 16 ^ (uintptr_t)parent->kind << 8 ^ n->kind;
	if ( ! table_get( &check->fits, (void *)key ) ) {
		if ( ! slot_fits( parent, field, n ) ) {
			ICE( n->loc, "after %s: %s as `%s` of %s", check->pass, kind_name[n->kind], field,
				kind_name[parent->kind] );
		}
		table_put( &check->fits, (void *)key, (void *)key );
	}
	check_node( check, n );
}

static void check_list( Check * check, const Node * parent, const char * field, const Node * n ) {
	for ( ; n; n = n->next ) check_slot( check, parent, field, n );
}

static void check_single( Check * check, const Node * parent, const char * field, const Node * n ) {
	if ( n->next ) {
		ICE( n->loc, "after %s: list as `%s` of %s", check->pass, field, kind_name[parent->kind] );
	}
	check_slot( check, parent, field, n );
}

#define N( x ) if ( self->x ) check_single( check, (const Node *)self, #x, self->x );
#define L( x ) if ( self->x ) check_list( check, (const Node *)self, #x, self->x );
#define S( x )
#define I( x )
#define R( x )
#define Q( x )
#define X( type, x )
#define STRUCT( name, head, fields ) \
	static void check_##name( Check * check, const name * self ) { (void)check, (void)self; fields }
#include "AST/nodes.def"

static void check_node( Check * check, const Node * n ) {
	if ( n->kind == K_NONE || n->kind >= K_COUNT )
		ICE( n->loc, "after %s: node of kind %d", check->pass, n->kind );
	if ( (uintptr_t)table_get( &seen, n ) == serial ) {
		ICE( n->loc, "after %s: %s is in two places", check->pass, kind_name[n->kind] );
	}
	table_put( &seen, n, (void *)serial );
	bool typed = check->typed;
	if ( n->kind == D_FUNCTION ) check->typed = check->resolved && ( n->flags & NF_RESOLVED );
	if ( is_untyped_region( n ) ) check->typed = false;
	if ( check->typed && must_have_type( n ) && ! AS( Expr, n )->type.type ) {
		ICE( n->loc, "after %s: %s has no type", check->pass, kind_name[n->kind] );
	}
	switch ( n->kind ) {
#define KIND( kind, name ) case kind: check_##name( check, (const name *)n ); break;
#include "AST/nodes.def"
	}
	check->typed = typed;
}

void node_check( const Node * unit, const char * pass, bool resolved ) {
	serial += 1;
	check_node( &(Check){ .pass = pass, .resolved = resolved }, unit );
}
