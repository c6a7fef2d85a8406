/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Messages about expressions that have no meaning or several: gcc's words in C mode, chapter 03, section 9 in
 * C∀, with the candidates as notes and the reason each one failed. Called only after a failure; nothing is
 * recorded before.
 */
#include <string.h>

#include "Resolve/overload.h"
#include "Resolve/polymorph.h"

/* The expression as the user wrote it, for messages. */
const char * explain_name( const Node * e ) {
	if ( e->kind == E_NAME ) return AS( const Name, e )->id->text;
	return source_text( e );
}

const char * explain_operator( const Node * at ) {
	int op = at->kind == E_UNARY ? AS( const Unary, at )->op
		: at->kind == E_BINARY ? AS( const Binary, at )->op : OP_NONE;
	if ( at->kind != E_ASSIGN ) return op_function[op] ? op_function[op] : op_text[op];
	return intern_fmt( "?%s=?", op_text[AS( const Assign, at )->op] )->text;
}

/* The messages of the reference form (chapter 10, 12): the expression in the notation of 13. */
bool explain_unknown( const Node * e ) {
	if ( ! options.deterministic || options.c_mode ) return false;
	diag_error( e->loc, "No alternatives for expression %s", notation_untyped( e ) );
	return true;
}

bool explain_unfit( const Node * e ) {
	if ( assertion_exhausted() ) return true;                  /* reported already */
	if ( ! options.deterministic || options.c_mode ) return false;
	diag_error( e->loc, "Invalid application of existing declaration(s) in expression %s",
		notation_untyped( e ) );
	return true;
}

bool explain_deleted( const Node * e ) {
	if ( ! options.deterministic || options.c_mode ) return false;
	diag_error( e->loc, "Unique best alternative includes deleted identifier in %s", notation_untyped( e ) );
	return true;
}

/* What type parameters in operands lack. */
static void explain_parameter( QType q ) {
	const Type * t = ct( q );
	while ( t->kind == TY_REFERENCE ) t = ct( t->of );
	bool pointer = t->kind == TY_POINTER;
	if ( pointer ) t = ct( t->of );
	if ( t->kind != TY_VAR ) return;
	const TypeParam * p = AS( const TypeParam, t->decl );
	if ( ! p->loc.file ) return;
	if ( ! pointer ) diag_note( p->loc, "add it to the requirements of %s", p->name->text );
	else if ( ! p->sized )
		diag_note( p->loc, "'%s' has unknown size; use '%s *' or '%s'", p->name->text, p->name->text,
			p->name->text );
}

/* What the built-in operator of that name takes: it is a candidate, too. */
static void note_built_in( Loc at, const char * name ) {
	static const char * const sum = "numbers, or a pointer and an integer", * const integers = "integers",
		* const numbers = "numbers", * const scalars = "numbers, or pointers",
		* const scalar = "a number or a pointer";
	const struct { const char * name, * operands; } built_in[] = {
		{ "?+?", sum }, { "?-?", "numbers, a pointer and an integer, or two pointers to one type" },
		{ "?*?", numbers }, { "?/?", numbers }, { "?%?", integers }, { "?&?", integers }, { "?|?", integers },
		{ "?^?", integers }, { "?<<?", integers }, { "?>>?", integers }, { "?<?", scalars },
		{ "?<=?", scalars }, { "?>?", scalars }, { "?>=?", scalars }, { "?==?", scalars },
		{ "?!=?", scalars }, { "+?", "a number" }, { "-?", "a number" }, { "~?", "an integer" },
		{ "!?", scalar }, { "++?", scalar }, { "--?", scalar }, { "?++", scalar }, { "?--", scalar },
		{ "*?", "a pointer" }, { "?[?]", "a pointer and an integer" }, { "?+=?", sum }, { "?-=?", sum },
		{ "?*=?", numbers }, { "?/=?", numbers }, { "?%=?", integers }, { "?&=?", integers }, { "?|=?", integers },
		{ "?^=?", integers }, { "?<<=?", integers }, { "?>>=?", integers },
	};
	for ( unsigned i = 0; i < sizeof( built_in ) / sizeof( *built_in ); i += 1 )
		if ( strcmp( name, built_in[i].name ) == 0 )
			diag_note( at, "the built-in '%s' takes %s", name, built_in[i].operands );
}

bool explain_unsized( QType q, Loc at ) {
	while ( KIND_OF( q ) == TY_ARRAY ) q = ct( q )->of;
	if ( KIND_OF( q ) != TY_VAR ) return false;
	const char * name = type_text( type_unqualified( q ) );
	diag_error( at, "'%s' has unknown size; use '%s *' or '%s'", name, name, name );
	return true;
}

/* No operator for these operands. `r` is QT_NONE for one operand. */
void explain_operands( Op op, const Node * at, QType l, QType r ) {
	if ( explain_unfit( at ) ) return;
	if ( options.c_mode ) {
		diag_error( at->loc, "invalid operands to binary %s (have '%s' and '%s')", op_text[op],
			type_text( l ), r.type ? type_text( r ) : "" );
	} else if ( r.type )
		diag_error( at->loc, "no '%s' accepts ( %s, %s )", explain_operator( at ), type_text( l ),
			type_text( r ) );
	else diag_error( at->loc, "no '%s' accepts ( %s )", explain_operator( at ), type_text( l ) );
	if ( ! options.c_mode ) note_built_in( at->loc, explain_operator( at ) );
	explain_parameter( l );
	if ( r.type && ct( r ) != ct( l ) ) explain_parameter( r );
}

static void conversion_in_c( const Node * from, QType to, ConvContext context, Loc at, unsigned arg,
	const Node * callee ) {
	const char * have = in_text( from ), * want = type_text( to );
	switch ( context ) {
	  case CONV_INIT:
		if ( type_is_scalar( to ) )
			diag_error( at, "incompatible types when initializing type '%s' using type '%s'", want, have );
		else diag_error( at, "invalid initializer" );
		break;
	  case CONV_RETURN:
		diag_error( at, "incompatible types when returning type '%s' but '%s' was expected", have, want );
		break;
	  case CONV_ASSIGN:
		diag_error( at, "incompatible types when assigning to type '%s' from type '%s'", want, have );
		break;
	  case CONV_ARGUMENT:
		if ( callee )
			diag_error( at, "incompatible type for argument %u of '%s'", arg, explain_name( callee ) );
		else diag_error( at, "incompatible type for argument %u", arg );
		if ( callee && callee->kind == E_NAME && AS( const Name, callee )->decl
			&& AS( const Name, callee )->decl->loc.file )
			diag_note( AS( const Name, callee )->decl->loc, "expected '%s' but argument is of type '%s'",
				want, have );
		break;
	}
}

/* A value does not convert to the type its context wants. */
void explain_conversion( const Node * from, QType to, ConvContext context, Loc at, unsigned arg,
	const Node * callee ) {
	if ( options.c_mode ) { conversion_in_c( from, to, context, at, arg, callee ); return; }
	if ( explain_unfit( from ) ) return;
	if ( context == CONV_ARGUMENT && callee )
		diag_error( at, "no conversion from '%s' to '%s' for argument %u of '%s'", in_text( from ),
			type_text( to ), arg, explain_name( callee ) );
	else diag_error( at, "no conversion from '%s' to '%s'", in_text( from ), type_text( to ) );
}

/* Type of an argument for messages: "?" if it has several. */
static QType argument_type( const Set * s ) {
	return s->single ? rexpr_value_type( s->single ) : s->n ? s->at[0]->type : QT_ERROR;
}

/* How far a candidate goes: the number of arguments it takes, and why it does not take the next. */
typedef struct Failure { const Binding * b; unsigned accepted; const char * reason; } Failure;

static Cost argument_cost( const Set * arg, QType param ) {
	Cost best = COST_INFINITE;
	if ( arg->single )
		return convert_cost( rexpr_type( arg->single ), param, arg->single->flags & NF_LVALUE );
	for ( unsigned k = 0; k < arg->n; k += 1 ) {
		Cost cost = convert_cost( arg->at[k]->type, param, arg->at[k]->lvalue );
		if ( cost < best ) best = cost;
	}
	return best;
}

static Failure failure( const Binding * b, const Set * args, unsigned n ) {
	QType q = binding_type( b );
	Failure v = { .b = b, .reason = "it was not declared properly" };
	if ( type_is_error( q ) ) return v;
	const Type * f = ct( type_decay( q ) );
	if ( f->kind == TY_POINTER ) f = ct( f->of );
	v.reason = "it is not a function";
	if ( f->kind != TY_FUNCTION ) return v;
	if ( binding_polymorphic( b ) ) {
		v.reason = polymorph_reason( (Binding *)b, args, n );
		return v;
	}
	for ( ; v.accepted < n && v.accepted < f->n; v.accepted += 1 ) {
		unsigned i = v.accepted;
		if ( argument_cost( &args[i], f->args[i] ) != COST_INFINITE ) continue;
		v.reason = intern_fmt( "no conversion for argument %u from '%s' to '%s'", i + 1,
			type_text( argument_type( &args[i] ) ), type_text( f->args[i] ) )->text;
		return v;
	}
	bool open = f->fn_flags & (FN_VARIADIC | FN_UNSPECIFIED);
	if ( n < f->n || (n > f->n && ! open) ) {
		v.accepted = 0;
		v.reason = intern_fmt( "it takes %u argument%s, not %u", f->n, f->n == 1 ? "" : "s", n )->text;
	} else v.reason = binding_deleted( b ) ? "it is deleted" : "it cost more or is ambiguous";
	return v;
}

/* The declaration as C∀ writes it. */
static const char * declaration_text( const Binding * b ) {
	Buf text = { 0 };
	type_print( NULL, &text, binding_type( b ), b->name->text );
	return buf_text( &text );
}

enum { SHOWN = 8 };

/* The candidates that go furthest come first. */
static void note_candidates( const Set * args, unsigned n, Binding * first,
	bool (*relevant)( const Binding *, const void * ), const void * context ) {
	Failure best[SHOWN];
	unsigned kept = 0, total = 0;
	for ( Binding * b = first; b; b = b->outer ) {
		if ( relevant && ! relevant( b, context ) ) continue;
		if ( loc_file_name( b->decl->loc.file )[0] == '<' ) continue;      /* made by the compiler */
		total += 1;
		Failure v = failure( b, args, n );
		unsigned at = kept;
		while ( at > 0 && best[at - 1].accepted < v.accepted ) at -= 1;
		if ( at == SHOWN ) continue;
		if ( kept < SHOWN ) kept += 1;
		for ( unsigned i = kept - 1; i > at; i -= 1 ) best[i] = best[i - 1];
		best[at] = v;
	}
	for ( unsigned i = 0; i < kept; i += 1 )
		diag_note( best[i].b->decl->loc, "candidate '%s': %s", declaration_text( best[i].b ),
			best[i].reason );
	if ( total > kept ) diag_note( best[0].b->decl->loc, "and %u more candidates", total - kept );
}

void explain_candidates( Loc at, const char * name, const Set * args, unsigned n, Binding * first,
	bool (*relevant)( const Binding *, const void * ), const void * context ) {
	Buf text = { 0 };
	if ( assertion_exhausted() ) return;
	for ( unsigned i = 0; i < n; i += 1 ) {
		if ( type_is_error( argument_type( &args[i] ) ) ) return;
		buf_printf( &text, "%s%s", i ? ", " : "", type_text( argument_type( &args[i] ) ) );
	}
	diag_error( at, "no '%s' accepts ( %s )", name, buf_text( &text ) );
	note_candidates( args, n, first, relevant, context );
	if ( ! strchr( name, '?' ) ) return;
	note_built_in( at, name );
	for ( unsigned i = 0; i < n; i += 1 )
		if ( i == 0 || ct( argument_type( &args[i] ) ) != ct( argument_type( &args[0] ) ) )
			explain_parameter( argument_type( &args[i] ) );
}

/* None of several interpretations converts to the type wanted. */
void explain_none( const Node * e, const Set * s, QType target, bool cast ) {
	if ( explain_unfit( e ) ) return;
	if ( cast )
		diag_error( e->loc, "cannot cast any interpretation of '%s' to '%s'", explain_name( e ),
			type_text( target ) );
	else diag_error( e->loc, "no conversion from '%s' to '%s'", explain_name( e ), type_text( target ) );
	for ( unsigned i = 0; i < s->n && i < 10; i += 1 ) {
		Loc at = s->at[i]->binding ? s->at[i]->binding->decl->loc : e->loc;
		if ( KIND_OF( s->at[i]->type ) != TY_OPERATORS )
			diag_note( at, "candidate of type '%s'", type_text( s->at[i]->type ) );
	}
}

/* The cost as chapter 03, 4.1 writes it. */
static const char * cost_text( Cost cost ) {
	Buf text = { 0 };
	for ( int i = 7; i >= 0; i -= 1 ) {
		buf_printf( &text, "%s%d", i == 7 ? "" : ", ", cost_units( cost, i ) );
	}
	return buf_text( &text );
}

/* The name in the first interpretation that means something else in the second. */
static const Cand * differing( const Cand * a, const Cand * b ) {
	if ( a->binding && b->binding && a->binding != b->binding ) return a;
	for ( unsigned i = 0; i < a->n_sub && i < b->n_sub; i += 1 ) {
		const Cand * found = a->sub[i] && b->sub[i] ? differing( a->sub[i], b->sub[i] ) : NULL;
		if ( found ) return found;
	}
	return NULL;
}

void explain_ambiguous( const Node * e, Cand ** tied, unsigned n ) {
	if ( assertion_exhausted() ) return;
	if ( options.deterministic && ! options.c_mode && e->kind ) {
		Buf text = { 0 };
		buf_printf( &text, "Cannot choose between %u alternatives for expression\n%s Alternatives are:\n",
			n > 1 ? n : 2, notation_untyped( e ) );
		for ( unsigned i = 0; i < n; i += 1 ) {
			buf_printf( &text, "Cost ( %s ): ", cost_text( tied[i]->cost ) );
			if ( tied[i]->binding )
				buf_printf( &text, "Variable Expression: %s: ", tied[i]->binding->name->text );
			buf_puts( &text, "\n(types:\n  " );
			type_message_at( &text, tied[i]->type, 1 );
			buf_puts( &text, "\n)\nEnvironment:\n\n" );
		}
		diag_error( e->loc, "%s", buf_text( &text ) );
		return;
	}
	if ( polymorph_tied( e->loc, tied, n ) ) return;
	diag_error( e->loc, "ambiguous expression: %u interpretations cost the same", n );
	for ( unsigned i = 0; i < n && i < 10; i += 1 ) {
		const Cand * name = n > 1 ? differing( tied[i], tied[i == 0] ) : NULL;
		if ( name && name != tied[i] )
			diag_note( name->binding->decl->loc, "with this '%s' of type '%s' it costs ( %s )",
				name->binding->name->text, type_text( name->type ), cost_text( tied[i]->cost ) );
		else
			diag_note( tied[i]->binding ? tied[i]->binding->decl->loc : e->loc,
				"candidate of type '%s' costs ( %s )", type_text( tied[i]->type ),
				cost_text( tied[i]->cost ) );
	}
}
