/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Statements (chapter 02; 05, section 5; 06, section 6.2).
 */
#include "Parser/internal.h"

Node * stmt_compound( Loc loc, Node * labels, Node * items, Loc end ) {
	Compound * n = MAKE( Compound, S_COMPOUND, loc );
	n->labels = labels;
	n->items = items;
	n->end = end;
	return (Node *)n;
}

/* A block that ends in labels: C allows it, C∀ does not (chapter 02, 2.4). */
Node * block_end_labels( Loc loc, int depth, Node * labels, NodeList items, Node * last, Loc end ) {
	label_alone( last );
	list_push( &items, stmt_labels( last, stmt_null( end ) ) );
	return depth < 0 ? stmt_compound( loc, labels, items.head, end )
		: block_end( loc, depth, labels, items.head, end );
}

Node * stmt_decl( Node * decl ) {
	NodeList list = { 0 };
	for ( Node * next; decl; decl = next ) {
		next = decl->next;
		decl->next = NULL;
		DeclStmt * n = MAKE( DeclStmt, S_DECL, decl->loc );
		n->decl = decl;
		list_push( &list, (Node *)n );
	}
	return list.head;
}

Node * stmt_null( Loc loc ) { return node_new( S_NULL, loc ); }

Node * stmt_expr( int kind, Loc loc, Node * expr ) {
	ExprStmt * n = MAKE( ExprStmt, kind, loc );
	n->expr = expr;
	return (Node *)n;
}

Node * stmt_attrs( Node * attrs, Node * stmt ) {
	AttrStmt * n = MAKE( AttrStmt, S_ATTR, attrs ? attrs->loc : stmt->loc );
	n->attrs = attrs;
	n->stmt = stmt;
	return (Node *)n;
}

/* A directive where one statement stands: both in braces. */
Node * stmt_wrap( Node * directive, Node * stmt ) {
	directive->next = stmt;
	return stmt_compound( directive->loc, NULL, directive, stmt->loc );
}

Node * stmt_unimplemented( Loc loc, const char * what ) {
	diag_error( loc, "%s is currently unimplemented.", what );
	return stmt_null( loc );
}

/* --- labels --------------------------------------------------------------------------------------------- */

Node * label_new( Tok name, Node * attrs ) {
	Label * n = MAKE( Label, S_LABEL, name.loc );
	n->name = name.str;
	n->attrs = attrs;
	return (Node *)n;
}

/* A case label; attributes behind its colon are a statement's. */
Node * case_new( Loc loc, Node * values, int is_default, Node * attrs ) {
	Case * n = MAKE( Case, S_CASE, loc );
	n->values = values;
	n->is_default = is_default;
	if ( attrs ) n->next = stmt_attrs( attrs, NULL );
	return (Node *)n;
}

Node * case_missing( Loc loc ) {
	illegal( loc, "case list missing after case." );
	return case_new( loc, NULL, 1, NULL );
}

/* Labels in front of a statement nest. */
Node * stmt_labels( Node * labels, Node * stmt ) {
	if ( ! labels ) return stmt;
	Node * rest = stmt_labels( labels->next, stmt );
	labels->next = NULL;
	switch ( labels->kind ) {
	case S_LABEL: AS( Label, labels )->stmt = rest; break;
	case S_CASE: AS( Case, labels )->stmt = rest; break;
	case S_ATTR: AS( AttrStmt, labels )->stmt = rest; break;
	}
	return labels;
}

/* A label that no statement follows. */
void label_alone( Node * labels ) {
	if ( options.c_mode ) return;
	for EACH( l, labels ) if ( l->kind == S_LABEL ) {
		diag_error( l->loc, "label \"%s\" must be associated with a statement, where a declaration, case, or default is not a statement.\n"
			"Move the label or terminate with a semicolon.", AS( Label, l )->name->text );
		return;
	}
}

Node * stmt_label_decl( Node * labels, Node * decl ) {
	label_alone( labels );
	Node * stmt = stmt_labels( labels, stmt_null( decl->loc ) );
	stmt->next = decl;
	return stmt;
}

/* --- selection, iteration ------------------------------------------------------------------------------- */

/* The declarations and expression of a condition, held by an S_IF until the statement takes them. */
Node * condition( Node * decl, Node * expr ) {
	If * n = MAKE( If, S_IF, decl ? decl->loc : expr->loc );
	n->decls = decl ? stmt_decl( decl ) : NULL;
	n->cond = expr;
	const Node * first = decl && decl->kind == D_GROUP ? AS( Group, decl )->decls : NULL;
	if ( ! expr && ( ! first || first->kind != D_OBJECT ) ) {
		illegal( n->loc, "a condition is an expression or declares an object." );
		n->cond = build_bad( n->loc );
	}
	return (Node *)n;
}

Node * stmt_if( Loc loc, int depth, Node * cond, Node * then, Node * els ) {
	If * n = AS( If, cond );
	n->loc = loc;
	n->then = then;
	n->els = els;
	scope_pop_to( depth );
	return cond;
}

/* Without condition the loop never ends by itself. */
static Node * else_of( Loc loc, Node * cond, Node * els ) {
	if ( cond || ! els ) return els;
	diag_warn( W_SUPERFLUOUS_ELSE, loc, "else clause never executed for empty loop conditional." );
	return NULL;
}

Node * stmt_while( Loc loc, int depth, Node * cond, Node * body, Node * els ) {
	While * n = MAKE( While, S_WHILE, loc );
	if ( cond ) { n->decls = AS( If, cond )->decls; n->cond = AS( If, cond )->cond; }
	n->body = body;
	n->els = else_of( loc, cond, els );
	scope_pop_to( depth );
	return (Node *)n;
}

Node * stmt_do( Loc loc, Node * cond, Node * body, Node * els ) {
	While * n = MAKE( While, S_DO, loc );
	n->cond = cond;
	n->body = body;
	n->els = else_of( loc, cond, els );
	return (Node *)n;
}

Node * stmt_for( Loc loc, int depth, Node * controls, Node * body, Node * els ) {
	scope_pop_to( depth );
	Control * c = AS( Control, controls );
	if ( controls->next || c->form != CONTROL_C ) {
		ForRange * n = MAKE( ForRange, S_FORRANGE, loc );
		for EACH( x, controls ) if ( ! x->loc.file ) x->loc = loc;
		n->controls = controls;
		n->body = body;
		n->els = els;
		return (Node *)n;
	}
	For * n = MAKE( For, S_FOR, loc );
	n->init = c->init;
	n->cond = c->cond;
	n->step = c->step;
	n->body = body;
	n->els = c->loc.file ? els : else_of( loc, NULL, els );
	return (Node *)n;
}

Node * stmt_cofor( Loc loc, int depth, Node * controls, Node * body ) {
	scope_pop_to( depth );
	ForRange * n = MAKE( ForRange, S_COFOR, loc );
	for EACH( x, controls ) if ( ! x->loc.file ) x->loc = loc;
	n->controls = controls;
	n->body = body;
	return (Node *)n;
}

/* C∀ has declarations only in front of the first clause, and no other statement there (chapter 02, 8.5). */
static void switch_body( Switch * n ) {
	Compound * body = AS( Compound, n->body );
	NodeList decls = { 0 };
	while ( body->items && body->items->kind == S_DECL ) {
		Node * d = body->items;
		body->items = d->next;
		d->next = NULL;
		list_push( &decls, d );
	}
	n->decls = decls.head;
	bool clause = false, said = false;
	for EACH( item, body->items ) {
		if ( item->kind == S_CASE ) { clause = true; continue; }
		if ( item->kind == S_DIRECTIVE ) continue;
		const char * text = ! clause ? "declarations can only appear before the list of case clauses."
			: item->kind == S_DECL && AS( DeclStmt, item )->decl->kind != D_FUNCTION
			&& AS( DeclStmt, item )->decl->kind != D_STATICASSERT
			? "declarations only allowed at the start of the switch body, i.e., after the '{'." : NULL;
		if ( text && ! said ) illegal( item->loc, "%s", text );
		if ( text ) said = true;
	}
}

Node * stmt_switch( Tok key, int depth, Node * cond, Node * body ) {
	Switch * n = MAKE( Switch, S_SWITCH, key.loc );
	n->choose = (int)keyword_of( key.str )->arg;
	n->cond = AS( If, cond )->cond;
	n->decls = AS( If, cond )->decls;
	n->body = body;
	scope_pop_to( depth );
	if ( ! n->cond ) {
		illegal( key.loc, "the condition of switch is an expression." );
		n->cond = build_bad( key.loc );
		n->decls = NULL;
	}
	bool in_c = options.c_mode || ( options.c_source && ! n->choose );
	if ( ! in_c && body->kind == S_COMPOUND ) switch_body( n );
	return (Node *)n;
}

/* --- jumps and other statements ------------------------------------------------------------------------- */

Node * stmt_jump( int kind, Loc loc, Str * label, int to_default ) {
	Jump * n = MAKE( Jump, kind, loc );
	n->label = label;
	n->to_default = to_default;
	return (Node *)n;
}

Node * stmt_with( int kind, Loc loc, Node * exprs, Node * body ) {
	With * n = MAKE( With, kind, loc );
	if ( ! exprs && kind == S_MUTEX ) illegal( loc, "mutex argument list cannot be empty." );
	n->exprs = exprs;
	n->body = body;
	return (Node *)n;
}

Node * stmt_suspend( Loc loc, int key, Node * body ) {
	if ( key && key != AGG_GENERATOR && key != AGG_COROUTINE )
		illegal( loc, "only a generator or coroutine can be named in a suspend." );
	Suspend * n = MAKE( Suspend, S_SUSPEND, loc );
	n->key = key;
	n->body = body;
	return (Node *)n;
}

/* suspend( e ); the seed form evaluates e (chapter 06, 6.18). */
Node * stmt_suspend_old( Loc loc, Node * expr ) {
	Node * suspend = stmt_suspend( loc, 0, NULL );
	if ( ! expr ) return suspend;
	Node * first = stmt_expr( S_EXPR, expr->loc, expr );
	first->next = suspend;
	return stmt_compound( loc, NULL, first, loc );
}

Node * stmt_try( Loc loc, Node * block, Node * handlers, Node * finally ) {
	Try * n = MAKE( Try, S_TRY, loc );
	n->block = block;
	n->handlers = handlers;
	n->finally = finally;
	return (Node *)n;
}

Node * handler_new( Tok word, int depth, Node * param, Node * cond, Node * body ) {
	Handler * n = MAKE( Handler, S_HANDLER, word.loc );
	const char * text = word.str->text;
	n->resume = text[0] == 'f' || ( text[0] == 'c' && text[5] == 'R' );
	n->param = param;
	n->cond = cond;
	n->body = body;
	scope_pop_to( depth );
	return (Node *)n;
}

Node * stmt_throw( Loc loc, int resume, Node * expr, Node * at ) {
	Throw * n = MAKE( Throw, S_THROW, loc );
	n->resume = resume;
	n->expr = expr;
	n->at = at;
	return (Node *)n;
}

/* --- waitfor, waituntil --------------------------------------------------------------------------------- */

static WaitClause * clause_new( int form, Loc loc, Node * when, Node * target, Node * body ) {
	WaitClause * n = MAKE( WaitClause, S_WAITCLAUSE, loc );
	n->form = form;
	n->when = when;
	n->target = target;
	n->body = body;
	return n;
}

Node * wait_call( Loc loc, Node * when, Node * target, Node * args, Node * body ) {
	WaitClause * n = clause_new( WAIT_CALL, loc, when, target, body );
	n->args = args;
	return (Node *)n;
}

/* Calls come first, then a timeout, then else. */
static void check_order( const NodeList * clauses, int form, Loc at ) {
	static const char * const names[] =
		{ [WAIT_CALL] = "waitfor", [WAIT_TIMEOUT] = "timeout", [WAIT_ELSE] = "else" };
	int last = AS( WaitClause, clauses->tail )->form;
	if ( last == WAIT_CALL || (last == WAIT_TIMEOUT && form == WAIT_ELSE) ) return;
	diag_error( at, "syntax error, \"%s\" clause behind \"%s\" clause of waitfor", names[form], names[last] );
}

NodeList wait_next( NodeList clauses, Node * call ) {
	check_order( &clauses, WAIT_CALL, call->loc );
	list_push( &clauses, call );
	return clauses;
}

/* A timeout that is always on makes an unconditional else behind it pointless (chapter 06, 6.15). */
NodeList wait_add( NodeList clauses, int form, Loc loc, Node * when, Node * target, Node * body ) {
	check_order( &clauses, form, loc );
	if ( form == WAIT_ELSE && ! when ) for EACH( c, clauses.head ) {
		WaitClause * old = AS( WaitClause, c );
		if ( old->form == WAIT_TIMEOUT && ! old->when ) {
			illegal( loc, "else clause must be conditional after timeout or timeout never triggered." );
		}
	}
	list_push( &clauses, (Node *)clause_new( form, loc, when, target, body ) );
	return clauses;
}

Node * wait_until( Loc loc, Node * when, Node * target, Node * body ) {
	return (Node *)clause_new( WAIT_UNTIL, loc, when, target, body );
}

/* Clauses joined by and / or; one alone is itself. */
Node * wait_group( int form, Node * clauses ) {
	if ( ! clauses->next ) return clauses;
	WaitClause * n = clause_new( form, clauses->loc, NULL, NULL, NULL );
	n->group = clauses;
	return (Node *)n;
}

/* The clauses of a waituntil: one tree, then perhaps else. */
Node * wait_stmt( int kind, Node * clauses ) {
	Wait * n = MAKE( Wait, kind, clauses->loc );
	n->clauses = kind == S_WAITUNTIL ? wait_group( WAIT_OR, clauses ) : clauses;
	return (Node *)n;
}

Node * wait_until_else( NodeList clauses, Loc loc, Node * when, Node * body ) {
	Node * stmt = wait_stmt( S_WAITUNTIL, clauses.head );
	AS( Wait, stmt )->clauses->next = (Node *)clause_new( WAIT_ELSE, loc, when, NULL, body );
	return stmt;
}

/* --- assembler ------------------------------------------------------------------------------------------ */

Node * asm_new( Loc loc, int flags, Node * text ) {
	Asm * n = MAKE( Asm, S_ASM, loc );
	n->asm_flags = flags;
	n->text = text;
	return (Node *)n;
}

Node * asm_operands( Node * stmt, Node * outputs, Node * inputs, Node * clobbers, Node * labels ) {
	Asm * n = AS( Asm, stmt );
	n->asm_flags |= ASM_EXTENDED;
	n->outputs = outputs;
	n->inputs = inputs;
	n->clobbers = clobbers;
	n->labels = labels;
	return stmt;
}

Node * asm_operand( Str * name, Node * constraint, Node * expr ) {
	AsmOperand * n = MAKE( AsmOperand, S_ASMOPERAND, constraint->loc );
	n->name = name;
	n->constraint = constraint;
	n->expr = expr;
	return (Node *)n;
}
