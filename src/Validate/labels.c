/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Labels and jumps of each function (chapter 02, 9 and 13): undefined and duplicate labels, targets of break,
 * continue and fallthrough, jumps past declarations. Sets Jump.target, LabelAddr.target and Label.used.
 *
 *     goto L; && L                target: S_LABEL
 *     break; break L;             target: the loop, switch or labelled statement left
 *     continue; continue L;       target: the loop
 *     fallthrough; f. default;    target: S_CASE of the clause, or the S_SWITCH when there is no further clause
 *     fallthrough L;              target: S_LABEL
 */
#include "Validate/validate.h"

/* Objects declared so far in the enclosing scopes, innermost first; shared tails. */
typedef struct Object { Decl * decl; struct Object * outer; unsigned depth; } Object;

/* A scope of label names: a function, or a block with __label__. Those of a function live until its end. */
typedef struct Scope {
	struct Scope * outer;
	bool function;
	Node * locals;                                      /* __label__ names */
	Table labels;                                       /* Str -> Place */
} Scope;
/* A part of a try statement (chapter 05, 9.2). `sealed`: what it is called, if jumps may not leave it, else
   NULL. */
typedef struct Part { struct Part * outer; const char * sealed; Kind kind; bool resume; } Part;
typedef struct Place { Label * label; Object * objects; const Part * part; } Place;

/* Statements around the current one that jumps can leave, innermost first. */
typedef enum FrameKind { FRAME_OTHER, FRAME_LOOP, FRAME_SWITCH, FRAME_SEALED } FrameKind;
typedef struct Frame {
	struct Frame * outer;
	FrameKind kind;
	Node * stmt;
	Node * labels;                                      /* S_LABEL run in front of it, or NULL */
	/* FRAME_SWITCH: the statement of its list we are in */
	Node * item;
	bool in_clause;
} Frame;

/* A use of a label, settled at the end of the outermost function: labels may come later. `text` is the
   complaint when the label exists but cannot be the target. */
typedef struct Use { Node * node; Str * name; Scope * scope; Object * objects; const Part * part;
	const char * text; } Use;

typedef struct Walk {
	Scope * scope;
	Frame * frame;
	Object * objects;
	Part * part;
	Node * labels;                                      /* in front of the statement to come */
	VEC( Use ) uses;
} Walk;

/* leave sealed parts: reported if nothing else is wrong (9.3) */
static VEC( Jump * ) escapes;

static bool visit( Node ** slot, void * context );

static void walk( Walk * w, Node ** slot ) {
	if ( *slot ) visit( slot, w );
}

static void walk_list( Walk * w, Node * list ) {
	for ( Node * n = list, * next; n; n = next ) {
		next = n->next;
		visit( &n, w );
	}
}

/* ===== names of labels ================================================================================== */

static bool declares( const Scope * scope, const Str * name ) {
	for EACH( l, scope->locals ) if ( AS( Name, l )->id == name ) return true;
	return false;
}

/* A label belongs to the innermost block that declares it local, else to the function. */
static void define( Walk * w, Label * l ) {
	Scope * scope = w->scope;
	while ( ! scope->function && ! declares( scope, l->name ) ) scope = scope->outer;
	if ( table_get( &scope->labels, l->name ) ) {
		diag_error( l->loc, "Duplicate definition of label: %s", l->name->text );
		return;
	}
	Place * place = NEW( Place );
	*place = (Place){ l, w->objects, w->part };
	table_put( &scope->labels, l->name, place );
}

/* The label a name means. Of the functions around a nested one only local labels of blocks can be reached
   (GNU C). */
static Place * find( const Scope * scope, Str * name ) {
	bool outside = false;
	for ( ; scope; scope = scope->outer ) {
		if ( ! outside || declares( scope, name ) ) {
			Place * place = table_get( &scope->labels, name );
			if ( place ) return place;
		}
		if ( scope->function ) outside = true;
	}
	return NULL;
}

static void use( Walk * w, Node * node, Str * name, const char * text ) {
	vec_push( &w->uses, ((Use){ node, name, w->scope, w->objects, w->part, text }) );
}

static unsigned depth_of( const Object * o ) { return o ? o->depth : 0; }

/* The first declaration that a jump would bypass: one alive at the label and not at the jump (9.4). */
static const Object * bypassed( const Object * at_jump, const Object * at_label ) {
	const Object * first = NULL;
	while ( at_label != at_jump ) {
		if ( depth_of( at_label ) >= depth_of( at_jump ) ) {
			first = at_label;
			at_label = at_label->outer;
		} else {
			at_jump = at_jump->outer;
		}
	}
	return first;
}

/* Jumps leave parts of try statements that are not sealed, and enter none. */
static void check_parts( Jump * j, const Part * from, const Part * to ) {
	for ( ; from; from = from->outer ) {
		const Part * around = to;
		while ( around && around != from ) around = around->outer;
		if ( around ) break;
		if ( ! from->sealed ) continue;
		vec_push( &escapes, j );
		return;
	}
	if ( from != to )
		diag_error( j->loc, "jump to label \"%s\" enters a part of a try statement", j->label->text );
}

static void settle( Use * u ) {
	Place * place = find( u->scope, u->name );
	if ( ! place ) {
		if ( u->node->kind == E_LABELADDR && u->name->flags & STR_OBJECT && ! options.c_mode ) return;
		diag_error( u->node->loc, "Use of undefined label %s.", u->name->text );
		return;
	}
	if ( u->text ) {
		diag_error( u->node->loc, "%s%s", u->text, u->name->text );
		return;
	}
	Label * l = place->label;
	l->used = 1;
	switch ( u->node->kind ) {
	case E_LABELADDR: AS( LabelAddr, u->node )->target = (Node *)l; break;
	case E_NAME: AS( Name, u->node )->decl = (Node *)l; break;
	case S_GOTO: {
		AS( Jump, u->node )->target = (Node *)l;
		check_parts( AS( Jump, u->node ), u->part, place->part );
		const Object * past = options.c_mode ? NULL : bypassed( u->objects, place->objects );
		if ( past ) {
			diag_error( u->node->loc, "jump to label \"%s\" crosses initialization of \"%s\".", u->name->text,
				past->decl->name->text );
			diag_note( past->decl->loc, "'%s' is declared here", past->decl->name->text );
		}
		break;
	}
	default: AS( Jump, u->node )->target = (Node *)l;
	}
}

/* ===== clauses ========================================================================================== */

/* The clause label a statement begins with, looking through the user's labels and attributes; NULL if it is
   none. */
static Case * clause_of( Node * stmt ) {
	while ( stmt ) {
		if ( stmt->kind == S_CASE ) return AS( Case, stmt );
		if ( stmt->kind == S_LABEL ) stmt = AS( Label, stmt )->stmt;
		else if ( stmt->kind == S_ATTR ) stmt = AS( AttrStmt, stmt )->stmt;
		else return NULL;
	}
	return NULL;
}

/* Statements of a switch's body: the list of its compound statement, or the clause without braces. */
static Node * switch_items( const Switch * s ) {
	return s->body && s->body->kind == S_COMPOUND ? AS( Compound, s->body )->items : s->body;
}

/* ===== jumps ============================================================================================ */

/* The label of that name among those in front of the frame's statement. */
static Label * frame_label( const Frame * f, const Str * name ) {
	for ( Node * n = f->labels; n && n != f->stmt; ) {
		if ( n->kind == S_LABEL ) {
			if ( AS( Label, n )->name == name ) return AS( Label, n );
			n = AS( Label, n )->stmt;
		} else if ( n->kind == S_ATTR ) n = AS( AttrStmt, n )->stmt;
		else if ( n->kind == S_CASE ) n = AS( Case, n )->stmt;
		else break;
	}
	return NULL;
}

/* break [L], continue [L] (9.1). */
static void check_leave( Walk * w, Jump * j ) {
	bool loops = j->kind == S_CONTINUE;
	for ( Frame * f = w->frame; f && f->kind != FRAME_SEALED; f = f->outer ) {
		if ( j->label ) {
			Label * l = frame_label( f, j->label );
			if ( ! l || ( loops && f->kind != FRAME_LOOP ) ) continue;
		} else if ( f->kind == FRAME_OTHER || ( loops && f->kind == FRAME_SWITCH ) ) {
			continue;
		}
		j->target = f->stmt;
		return;
	}
	if ( j->label ) {
		use( w, (Node *)j, j->label, loops ? "\"continue\" target must be an enclosing loop: "
			: "\"break\" target must be an enclosing control structure: " );
	} else {
		diag_error( j->loc, loops ? "\"continue\" outside a loop"
			: "\"break\" outside a loop or \"switch\"" );
	}
}

/* The next clause behind the list's item `item` of a switch; `dflt`: the one with the default label. */
static Node * later_clause( const Node * item, bool dflt ) {
	for EACH( n, item->next ) {
		Case * c = clause_of( n );
		if ( ! c ) continue;
		if ( ! dflt ) return (Node *)c;
		for ( ; c; c = clause_of( c->stmt ) ) if ( c->is_default ) return (Node *)c;
	}
	return NULL;
}

/* A label directly in the statement list of a clause, later in the text than `item` (8.10). */
static Node * later_label( const Node * item, const Str * name ) {
	for EACH( n, item->next ) {
		for ( Node * s = n; s; ) {
			if ( s->kind == S_LABEL ) {
				if ( AS( Label, s )->name == name ) return s;
				s = AS( Label, s )->stmt;
			} else if ( s->kind == S_CASE ) s = AS( Case, s )->stmt;
			else if ( s->kind == S_ATTR ) s = AS( AttrStmt, s )->stmt;
			else break;
		}
	}
	return NULL;
}

static bool has_default( const Switch * s ) {
	for EACH( n, switch_items( s ) ) {
		for ( Case * c = clause_of( n ); c; c = clause_of( c->stmt ) ) if ( c->is_default ) return true;
	}
	return false;
}

/* fallthrough, fallthrough default, fallthrough L (8.8-8.10). */
static void check_fallthrough( Walk * w, Jump * j ) {
	Frame * f = w->frame;
	while ( f && f->kind != FRAME_SEALED && ! ( f->kind == FRAME_SWITCH && f->in_clause ) ) f = f->outer;
	if ( ! f || f->kind == FRAME_SEALED ) {
		diag_error( j->loc, "\"fallthrough\" must be enclosed in a \"switch\" or \"choose\"" );
		return;
	}
	Switch * s = AS( Switch, f->stmt );
	if ( j->label ) {
		for ( ; f && f->kind != FRAME_SEALED && ! j->target; f = f->outer ) {
			if ( f->kind == FRAME_SWITCH && f->in_clause ) j->target = later_label( f->item, j->label );
		}
		if ( j->target ) AS( Label, j->target )->used = 1;
		else use( w, (Node *)j, j->label, "\"fallthrough\" target must be a later case statement: " );
	} else if ( j->to_default ) {
		j->target = later_clause( f->item, true );
		if ( j->target ) return;
		diag_error( j->loc, has_default( s ) ? "\"fallthrough default\" must precede the \"default\" clause"
			: "\"fallthrough default\" must be enclosed in a \"switch\" or \"choose\"control structure with a"
			" \"default\" clause" );
	} else {
		j->target = later_clause( f->item, false );
		if ( ! j->target ) j->target = (Node *)s;
	}
}

/* ===== statements ======================================================================================= */

/* Walk a part of a statement as the body of a frame. */
static void walk_framed( Walk * w, FrameKind kind, Node * stmt, Node * labels, Node ** part ) {
	Frame f = { .outer = w->frame, .kind = kind, .stmt = stmt, .labels = labels };
	w->frame = &f;
	walk( w, part );
	w->frame = f.outer;
}

/* May its type have a constructor? C's own types and pointers have none. */
static bool needs_construction( const Group * g, const Decl * d ) {
	const Node * spec = g->spec;
	while ( spec && spec->kind == T_QUAL ) spec = AS( const QualSpec, spec )->of;
	return ! ( d->mods && d->mods->kind == T_POINTER )
		&& ! ( spec && ( spec->kind == T_BASIC || spec->kind == T_ENUM ) );
}

/* Objects that a jump may not bypass: in a C source those with constructors (chapter 01, 17.1). */
static void add_objects( Walk * w, const Node * decl ) {
	if ( decl->kind != D_GROUP ) return;
	const Group * g = AS( Group, decl );
	if ( g->storage & ( DS_TYPEDEF | DS_EXTERN | DS_STATIC ) ) return;
	for EACH( n, g->decls ) {
		Decl * d = AS( Decl, n );
		if ( d->kind != D_OBJECT || ! d->name || ( d->mods && d->mods->kind == T_FUNCTION ) ) continue;
		if ( options.c_source && ! needs_construction( g, d ) ) continue;
		Object * o = NEW( Object );
		*o = (Object){ d, w->objects, w->objects ? w->objects->depth + 1 : 1 };
		w->objects = o;
	}
}

static void open_scope( Walk * w, const Compound * c ) {
	if ( ! c->labels ) return;
	Scope * scope = NEW( Scope );
	*scope = (Scope){ .outer = w->scope, .locals = c->labels };
	w->scope = scope;
}

/* A case label outside of any switch; in C∀ also one that does not stand directly in the body (Duff's device,
   2.5). */
static void check_case( const Walk * w, const Case * c ) {
	const Frame * f = w->frame;
	while ( f && f->kind != FRAME_SWITCH ) f = f->outer;
	if ( ! f ) {
		diag_error( c->loc, c->is_default ? "'default' label not within a switch statement"
			: "case label not within a switch statement" );
		return;
	}
	if ( options.c_mode || ( options.c_source && f->stmt->kind == S_SWITCH
		&& ! AS( const Switch, f->stmt )->choose ) )
		return;
	for ( const Case * own = clause_of( f->item ); own; own = clause_of( own->stmt ) ) if ( own == c ) return;
	diag_error( c->loc, "%s label must stand directly in the body of its \"switch\" or \"choose\"",
		c->is_default ? "default" : "case" );
}

static void walk_switch( Walk * w, Switch * s, Node * labels ) {
	walk_list( w, s->decls );
	walk( w, &s->cond );
	Frame f = { .outer = w->frame, .kind = FRAME_SWITCH, .stmt = (Node *)s, .labels = labels };
	w->frame = &f;
	Node * body = s->body;
	Scope * outer = w->scope;
	if ( body && body->kind == S_COMPOUND ) open_scope( w, AS( Compound, body ) );
	unsigned defaults = 0;
	for ( Node * n = switch_items( s ), * next; n; n = next ) {
		next = n->next;
		for ( Case * c = clause_of( n ); c; c = clause_of( c->stmt ) ) {
			f.in_clause = true;
			if ( c->is_default && defaults++ ) diag_error( c->loc, "multiple default labels in one switch" );
		}
		f.item = n;
		visit( &n, w );
	}
	w->scope = outer;
	w->frame = f.outer;
}

static void walk_for( Walk * w, Node * n, Node * labels ) {
	For * f = AS( For, n );
	walk_list( w, f->init );
	walk( w, &f->cond );
	walk( w, &f->step );
	walk_framed( w, FRAME_LOOP, n, labels, &f->body );
	walk( w, &f->els );
}

/* Conditions and else parts are outside of the loop: its label is no target there (7.3). */
static void walk_while( Walk * w, Node * n, Node * labels ) {
	While * s = AS( While, n );
	walk_list( w, s->decls );
	walk( w, &s->cond );
	walk_framed( w, FRAME_LOOP, n, labels, &s->body );
	walk( w, &s->els );
}

/* ===== try (chapter 05, 9.2) ============================================================================ */

/* A part of a try statement; jumps see nothing around a sealed one. */
static void walk_part( Walk * w, Node ** part, Kind kind, bool resume, const char * sealed ) {
	Part p = { .outer = w->part, .sealed = sealed, .kind = kind, .resume = resume };
	Part * kept = NEW( Part );                              /* uses and places are settled later */
	*kept = p;
	w->part = kept;
	if ( sealed ) walk_framed( w, FRAME_SEALED, *part, NULL, part ); else walk( w, part );
	w->part = p.outer;
}

static void walk_try( Walk * w, Try * t, Node * labels ) {
	Frame f = { .outer = w->frame, .kind = FRAME_OTHER, .stmt = (Node *)t, .labels = labels };
	if ( labels ) w->frame = &f;
	bool catches = false;
	for EACH( n, t->handlers ) catches |= ! AS( Handler, n )->resume;
	walk_part( w, &t->block, S_TRY, false, catches ? "a try statement with a catch clause" : NULL );
	for EACH( n, t->handlers ) {
		Handler * h = AS( Handler, n );
		walk( w, &h->cond );
		walk_part( w, &h->body, S_HANDLER, h->resume, h->resume ? "a catchResume clause" : NULL );
	}
	if ( t->finally ) walk_part( w, &t->finally, S_COMPOUND, false, "a finally clause" );
	if ( labels ) w->frame = f.outer;
}

static void check_return( const Walk * w, const Node * n ) {
	for ( const Part * p = w->part; p; p = p->outer ) {
		if ( ! p->sealed ) continue;
		diag_error( n->loc, "\"return\" may not appear in %s", p->sealed );
		return;
	}
}

/* throw; and throwResume; belong into a handler of their kind, the innermost one around them (4.3). */
static void check_rethrow( const Walk * w, const Throw * t ) {
	const Part * p = w->part;
	while ( p && p->kind != S_HANDLER ) p = p->outer;
	if ( t->expr || ( p && p->resume == ( t->resume != 0 ) ) ) return;
	diag_error( t->loc, "\"%s\" without expression must be in a %s clause",
		t->resume ? "throwResume" : "throw", t->resume ? "catchResume" : "catch" );
}

static void walk_compound( Walk * w, Compound * c ) {
	Scope * outer = w->scope;
	open_scope( w, c );
	walk_list( w, c->items );
	w->scope = outer;
}

/* A function: its own labels, no targets of jumps around it. */
static void walk_function( Walk * w, Decl * d ) {
	Walk inner = *w;
	inner.frame = NULL;
	inner.part = NULL;
	inner.objects = NULL;
	inner.labels = NULL;
	inner.scope = NEW( Scope );
	*inner.scope = (Scope){ .outer = w->scope, .function = true };
	node_children( (Node *)d, visit, &inner );
	w->uses = inner.uses;
	if ( w->scope ) return;
	for ( uint32_t i = 0; i < w->uses.len; i += 1 ) settle( &w->uses.at[i] );
	w->uses.len = 0;
}

/* Statements that open a scope or can be left; expressions inside are walked for statement expressions. */
static void walk_statement( Walk * w, Node * n ) {
	Object * objects = w->objects;
	Node * labels = w->labels;
	w->labels = NULL;
	switch ( n->kind ) {
	case S_TRY: walk_try( w, AS( Try, n ), labels ); break;
	case S_SWITCH: walk_switch( w, AS( Switch, n ), labels ); break;
	case S_FOR: walk_for( w, n, labels ); break;
	case S_WHILE: case S_DO: walk_while( w, n, labels ); break;
	case S_FORRANGE:
		walk_list( w, AS( ForRange, n )->controls );
		walk_framed( w, FRAME_LOOP, n, labels, &AS( ForRange, n )->body );
		walk( w, &AS( ForRange, n )->els );
		break;
	default: {
		Frame f = { .outer = w->frame, .kind = FRAME_OTHER, .stmt = n, .labels = labels };
		if ( labels ) w->frame = &f;
		if ( n->kind == S_COMPOUND ) walk_compound( w, AS( Compound, n ) ); else node_children( n, visit, w );
		if ( labels ) w->frame = f.outer;
	}
	}
	w->objects = objects;
}

static bool visit( Node ** slot, void * context ) {
	Walk * w = context;
	Node * n = *slot;
	switch ( n->kind ) {
	case E_NAME: case E_INT: case E_FLOAT: case E_CHAR: case E_STRING: case T_BASIC: case D_DIRECTIVE:
		return true;
	case D_GROUP:
		return w->scope ? node_children( n, visit, w ) : true;      /* no statements at file scope */
	case D_FUNCTION:
		walk_function( w, AS( Decl, n ) );
		return true;
	case E_LABELADDR:
		if ( w->scope ) use( w, n, AS( LabelAddr, n )->label, NULL );
		return true;
	case S_LABEL:
		define( w, AS( Label, n ) );
		if ( ! w->labels ) w->labels = n;
		walk( w, &AS( Label, n )->stmt );
		w->labels = NULL;
		return true;
	case S_CASE:
		check_case( w, AS( Case, n ) );
		walk_list( w, AS( Case, n )->values );
		walk( w, &AS( Case, n )->stmt );
		w->labels = NULL;
		return true;
	case S_ATTR:
		walk( w, &AS( AttrStmt, n )->stmt );
		w->labels = NULL;
		return true;
	case S_DECL:
		w->labels = NULL;
		node_children( n, visit, w );
		add_objects( w, AS( DeclStmt, n )->decl );
		return true;
	case S_GOTO:
		use( w, n, AS( Jump, n )->label, NULL );
		return true;
	case S_BREAK: case S_CONTINUE:
		check_leave( w, AS( Jump, n ) );
		return true;
	case S_FALLTHROUGH:
		check_fallthrough( w, AS( Jump, n ) );
		return true;
	case S_RETURN:
		check_return( w, n );
		w->labels = NULL;
		return node_children( n, visit, w );
	case S_THROW:
		check_rethrow( w, AS( Throw, n ) );
		w->labels = NULL;
		return node_children( n, visit, w );
	case S_ASM:
		for EACH( l, AS( Asm, n )->labels ) use( w, l, AS( Name, l )->id, NULL );
		return node_children( n, visit, w );
	}
	if ( n->kind >= S_COMPOUND && n->kind <= S_DIRECTIVE ) {
		walk_statement( w, n );
		return true;
	}
	return node_children( n, visit, context );
}

void validate_labels( Unit * unit ) {
	Walk w = { 0 };
	node_children( (Node *)unit, visit, &w );
}

void validate_sealed( Unit * unit ) {
	(void)unit;
	if ( diag_errors() ) return;
	for ( uint32_t i = 0; i < escapes.len; i += 1 )
		diag_error( escapes.at[i]->loc, "label \"%s\" is outside the try block/handler it is used in",
			escapes.at[i]->label->text );
}
