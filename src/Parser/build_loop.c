/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Controls of for and cofor (chapter 02, section 6).
 */
#include "Parser/internal.h"

Node * control_c( Loc loc, Node * init, Node * cond, Node * step ) {
	Control * n = MAKE( Control, S_CONTROL, loc );
	n->form = CONTROL_C;
	n->init = ! init ? NULL : IS_EXPR( init ) ? stmt_expr( S_EXPR, init->loc, init ) : stmt_decl( init );
	n->cond = cond;
	n->step = step;
	return (Node *)n;
}

int op_of_range( const Str * text ) {
	static const struct { const char * text; int op; } ops[] = {
		{ "~", OP_UP }, { "+~", OP_UP }, { "~=", OP_UP_EQ }, { "+~=", OP_UP_EQ }, { "-~", OP_DOWN },
		{ "-~=", OP_DOWN_EQ },
		{ "~==", OP_WHILE_EQ }, { "~!=", OP_WHILE_NE }, { "-~==", OP_DOWN_WHILE_EQ },
		{ "-~!=", OP_DOWN_WHILE_NE },
	};
	for ( unsigned i = 0; i < sizeof( ops ) / sizeof( *ops ); i += 1 )
		if ( intern_cstr( ops[i].text ) == text ) return ops[i].op;
	return OP_UP;
}

static Node * at_mark;                                  /* stands for @ in a range */

Node * range_at( Loc loc ) {
	at_mark = node_new( E_BAD, loc );
	at_mark->flags = NF_IMPLICIT;
	return at_mark;
}

static bool is_at( const Node * n ) { return n && n->kind == E_BAD && ( n->flags & NF_IMPLICIT ); }

static Control * range_new( Loc loc, const Tok * op ) {
	Control * n = MAKE( Control, S_CONTROL, loc );
	n->form = CONTROL_RANGE;
	n->op = op ? op_of_range( op->str ) : OP_UP;
	return n;
}

/* low OP high, OP high, or high alone; `@` instead of a bound sets a flag (chapter 02, 6.2 and 13). */
Node * range_low( Node * low, Tok * op, Node * high ) {
	Control * n = range_new( low ? low->loc : op ? op->loc : high->loc, op );
	n->low = low;
	n->high = high;
	bool down = n->op == OP_DOWN || n->op == OP_DOWN_EQ || n->op == OP_DOWN_WHILE_EQ
		|| n->op == OP_DOWN_WHILE_NE;
	if ( is_at( low ) ) { n->at_flags |= CONTROL_AT_LOW; n->low = NULL; }
	if ( is_at( high ) ) { n->at_flags |= CONTROL_AT_HIGH; n->high = NULL; }
	int both = CONTROL_AT_LOW | CONTROL_AT_HIGH;
	if ( ( n->at_flags & both ) == both ) {
		illegal( n->loc, "missing low/high value for ascending/descending range so index is uninitialized." );
	} else if ( ( n->at_flags & CONTROL_AT_LOW ) && ! down ) {
		illegal( n->loc, "missing low value for ascanding range so index is uninitialized." );
	} else if ( ( n->at_flags & CONTROL_AT_HIGH ) && down ) {
		illegal( n->loc, "missing high value for descending range so index is uninitialized." );
	} else if ( ( n->at_flags & both ) && n->op != OP_UP && n->op != OP_DOWN ) {
		illegal( n->loc, "equality with missing high value is meaningless. Use \"~\"." );
	}
	return (Node *)n;
}

Node * range_step( Node * range, Tok op, Node * step ) {
	Control * n = AS( Control, range );
	if ( op_of_range( op.str ) != OP_UP || op.str->text[0] != '~' ) {
		diag_syntax( op.loc, "syntax error, unexpected range operator before token \"%s\"", op.str->text );
	}
	n->has_step = 1;
	if ( is_at( step ) ) n->at_flags |= CONTROL_AT_STEP; else n->step = step;
	return range;
}

/* All enumerators of a type; a single type name in parentheses of a range is meant so. */
Node * range_type( Tok * op, Specs * specs ) {
	Control * n = range_new( specs->loc, op );
	n->form = CONTROL_ENUM;
	n->spec = specs_tree( specs );
	if ( ! op ) n->op = OP_UP_EQ;
	else if ( n->op != OP_UP_EQ && n->op != OP_DOWN_EQ ) {
		illegal( specs->loc, "all enumeration ranges are equal (all values). Add an equal, e.g., ~=, -~=." );
	}
	return (Node *)n;
}

/* The index of a range: a new name or one declared object without initialiser (chapter 02, 6.2.7 and 13). */
static Node * index_of( Node * index ) {
	if ( index->kind == E_NAME ) {
		AS( Name, index )->id->flags |= STR_OBJECT;
		return index;
	}
	if ( IS_EXPR( index ) ) {
		illegal( index->loc, "only a single identifier or declaration allowed in initialization, e.g., "
			"for ( i; ... ) or for ( int i; ... ). Expression disallowed." );
		return NULL;
	}
	if ( index->kind != D_GROUP ) return NULL;
	Node * decls = AS( Group, index )->decls;
	if ( ! decls ) {
		illegal( index->loc, "missing loop index in for-loop declaration." );
		return NULL;
	}
	if ( decls->next ) illegal( index->loc, "multiple loop indexes disallowed in for-loop declaration." );
	else if ( AS( Decl, decls )->init ) {
		illegal( index->loc, "direct initialization disallowed. Use instead: type var; initialization ~ comparison ~ increment." );
	}
	return index;
}

Node * control_index( Node * index, Node * range ) {
	Control * n = AS( Control, range );
	if ( index ) { n->index = index_of( index ); n->loc = index->loc; return range; }
	bool fine = ! n->at_flags || ( n->at_flags == CONTROL_AT_LOW
		&& ( n->op == OP_DOWN || n->op == OP_DOWN_EQ ) );
	if ( ! fine ) {
		illegal( n->loc, "missing loop fields with an anonymous loop index is meaningless as loop index is unavailable in loop body." );
	}
	return range;
}
