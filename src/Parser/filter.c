/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The filter between scanner and grammar. It keeps, for every open bracket, where in a declaration or
 * expression the text is, and so hands out distinct tokens where LALR(1) would not know:
 *
 *	T * p;          TYPEDEFname '*' IDENTIFIER ';'       int T;           TYPEWORD IDENTIFIER ';'
 *	* T p;          NSTAR TYPEDEFname IDENTIFIER ';'     int (* f)( T )   TYPEWORD DECLLPAREN '*' IDENTIFIER ')' '(' ...
 *	L: x = a-~b;    LABELname ':' ... '-' '~' ...        case 1~5:        CASE INTEGERconstant RANGEop ...
 */
#include <string.h>
#include "Parser/filter.h"
#include "Parser/grammar.h"

enum { MAX_NESTING = 10000, LONG_RUN = 2000 };

/* what a bracket holds */
enum { LV_FILE, LV_BODY, LV_MEMBERS, LV_ENUM, LV_INIT, LV_PAREN, LV_DECL, LV_CONTROL, LV_FOR,
	LV_FORALL, LV_ATTR, LV_BRACKET, LV_TUPLE, LV_ASM };
/* where in a declaration: nothing yet, storage or qualifiers, a type, the declared name, or in an
   expression */
enum { ST_START, ST_SPEC, ST_TYPED, ST_NAMED, ST_EXPR };
/* the state around a bracket once it is closed */
enum { AFTER_NONE, AFTER_START, AFTER_SPEC, AFTER_TYPED, AFTER_EXPR, AFTER_DECL };
/* what the declared name is: so far plain, a function, an object */
enum { NAMED_NOT, NAMED_PLAIN, NAMED_FUNCTION, NAMED_OBJECT };

typedef struct Level {
	uint8_t kind, state, named, after;
	bool decl;                                          /* a comma is followed by another declarator */
	bool pointer;                                       /* LV_DECL: * in front of the name */
	/* a type may stand without name (parameters, casts) */
	bool abstract;
	bool params;
	bool raw;                                           /* names are not classified */
	bool range;                                         /* LV_BRACKET: ~ is a range */
	bool fields;                                        /* LV_BRACKET: of a member tuple */
	bool designating;
	bool clauses;                                       /* LV_CONTROL: a group of waituntil clauses */
	bool tagged;                                        /* `pending` has its tag */
	bool try_part;                                      /* handlers may follow */
	bool type_paren;                                    /* began with a type */
	const Entry * generic;                              /* arguments of this generic type */
	/* AGGkey, ENUM, TRAIT, ENABLE whose body is to come */
	uint16_t pending;
	uint16_t cases;                                     /* colons to come before the end of a case label */
} Level;

static VEC( Level ) levels;
static Level * top;
static int prev, before_prev;                           /* codes handed over last */
static Raw last, before;                                /* its raw token, and the one in front */
static Level before_last;                               /* state of the level before it */
static bool after_try, label_attrs, attrs_marked, tuple_closed, aggregate_closed, type_paren_closed, in_asm,
	stopped, linkage;
static unsigned chain;                                  /* names to come of a qualified name */
static int chain_code;
/* the type that the name taken last means, the one whose arguments were closed last */
static const Entry * named_type, * closed_type;
static bool panic, suspicious;
static bool said;                                       /* something was reported in this statement */
static bool parameters_forward;                        /* the semicolon at hand stands between parameters */
static unsigned run;                                    /* tokens since the last end of a statement */
static unsigned elses;
static uint64_t tokens;

static void push( int kind, int after ) {
	bool abstract = top ? top->abstract : false;
	vec_push( &levels, ((Level){ .kind = (uint8_t)kind, .after = (uint8_t)after, .abstract = abstract }) );
	top = &levels.at[levels.len - 1];
}

void filter_start( void ) {
	queue_clear();
	levels.len = 0;
	top = NULL;
	push( LV_FILE, AFTER_NONE );
	top->abstract = false;
	prev = ';';
	after_try = label_attrs = attrs_marked = tuple_closed = aggregate_closed = type_paren_closed = in_asm =
		parameters_forward = false;
	stopped = linkage = panic = suspicious = said = false;
	chain = run = elses = 0;
	named_type = closed_type = NULL;
}

uint64_t filter_tokens( void ) { return tokens; }
bool filter_suspicious( void ) { return suspicious; }
Loc filter_last_loc( void ) { return last.loc; }

const char * filter_last_text( int * len ) {
	if ( last.code == 0 ) { *len = 3; return "EOF"; }
	*len = (int)last.len;
	return last.text;
}

static bool is_braces( const Level * level ) {
	return level->kind <= LV_INIT;
}

/* Does the token end an operand? */
static bool ends_operand( int code ) {
	switch ( code ) {
	case IDENTIFIER: case INTEGERconstant: case FLOATINGconstant: case CHARACTERconstant: case STRINGliteral:
	case ')': case ']': case '}': case '@': case TYPEDEFname:
		return true;
	}
	return false;
}

/* Does a statement begin here? */
static bool statement_start( void ) {
	return top->state == ST_START && ( top->kind == LV_BODY || top->clauses );
}

/* May a declaration begin here? */
static bool at_declaration( void ) {
	if ( top->state > ST_SPEC ) return false;
	switch ( top->kind ) {
	case LV_FILE:
	case LV_BODY:
	case LV_MEMBERS: case LV_PAREN: case LV_CONTROL: case LV_FOR: case LV_TUPLE: case LV_FORALL:
		return true;
	}
	return false;
}

/* --- brackets ------------------------------------------------------------------------------------------- */

/* A parenthesis after a type: of a declarator or of a parameter list? */
static int paren_after_type( void ) {
	if ( tuple_closed ) {
		push( LV_PAREN, AFTER_TYPED );
		top->params = top->abstract = true;
		return NLPAREN;
	}
	if ( aggregate_closed && ! options.c_mode && ( look_type( 0 ) || look_code( 0 ) == INTEGERconstant ) ) {
		push( LV_PAREN, AFTER_TYPED );
		return ARGSLPAREN;
	}
	unsigned i = look_attributes( 0 );
	bool declarator = false;
	switch ( look_code( i ) ) {
	case '*': case '&': case ANDAND: case '(': case '@': case '[': declarator = true; break;
	case IDENTIFIER: declarator = class_of( look( i )->str ) == CL_IDENT || ! top->abstract; break;
	}
	if ( ! declarator ) {
		push( LV_PAREN, AFTER_DECL );
		top->params = top->abstract = true;
		return '(';
	}
	push( LV_DECL, AFTER_DECL );
	top->state = ST_TYPED;
	return DECLLPAREN;
}

static int open_paren( void ) {
	switch ( prev ) {
	case IF:
	case WHILE:
	case SWITCH:
	case WITH: case MUTEXSTMT: case WAITFOR: case WAITUNTIL: case WHEN: case CATCH: case TIMEOUT:
		push( LV_CONTROL, AFTER_START );
		top->abstract = top->try_part = prev == CATCH;
		return '(';
	case FOR: case COFOR: push( LV_FOR, AFTER_START ); top->abstract = false; return '(';
	case ATTRIBUTE: push( LV_ATTR, AFTER_NONE ); return '(';
	case FORALL: push( LV_FORALL, AFTER_SPEC ); return '(';
	case TYPEOF: case ATOMIC: case VTABLE: case TYPEGENname: case TAGGENname:
		push( LV_PAREN, AFTER_TYPED );
		top->abstract = true;
		if ( prev == TYPEGENname ) top->generic = named_type;
		return '(';
	case ENUM:
		push( LV_PAREN, AFTER_NONE );
		top->raw = levels.at[levels.len - 2].kind == LV_FORALL;
		top->abstract = true;
		return ENUMLPAREN;
	case ALIGNAS: push( LV_PAREN, AFTER_SPEC ); top->abstract = true; return '(';
	}
	if ( in_asm ) { push( LV_ASM, AFTER_EXPR ); in_asm = false; return '('; }
	if ( top->kind == LV_ATTR ) {
		push( prev == '(' ? LV_ATTR : LV_PAREN, AFTER_NONE );
		top->abstract = true;
		return '(';
	}
	if ( top->pending == TRAIT ) { push( LV_FORALL, AFTER_NONE ); return '('; }
	if ( top->state == ST_TYPED && top->kind != LV_FORALL ) return paren_after_type();
	if ( top->state == ST_NAMED ) {
		if ( top->named == NAMED_PLAIN ) top->named = NAMED_FUNCTION;
		push( LV_PAREN, AFTER_NONE );
		top->params = top->abstract = true;
		return '(';
	}
	if ( top->state <= ST_SPEC && ( top->kind == LV_FILE
		|| ( top->state == ST_SPEC && top->kind == LV_BODY ) ) ) {
		push( LV_DECL, AFTER_DECL );
		top->state = ST_TYPED;
		return DECLLPAREN;
	}
	if ( statement_start() ) {
		unsigned i = 0;
		while ( look_code( i ) == '(' ) i += 1;
		if ( look_code( i ) == WAITUNTIL || look_code( i ) == WHEN ) {
			push( LV_CONTROL, AFTER_START );
			top->clauses = true;
			return '(';
		}
	}
	push( LV_PAREN, AFTER_EXPR );
	top->abstract = true;
	top->type_paren = look_type( 0 ) && prev != SIZEOF;
	return '(';
}

static int open_bracket( void ) {
	if ( top->kind == LV_FORALL && top->state == ST_START ) {
		push( LV_BRACKET, AFTER_EXPR );
		top->raw = true;
		return '[';
	}
	if ( top->kind == LV_INIT && ( top->designating
		|| ( top->state == ST_START && look_designator( 0 ) ) ) ) {
		top->designating = true;
		if ( prev != '.' ) {
			push( LV_BRACKET, AFTER_NONE );
			top->range = true;
			return NDIM;
		}
	}
	if ( at_declaration() && prev != '.' && prev != ARROW ) {
		int code = look_bracket( 0 );
		if ( code == NTUPLE ) { push( LV_TUPLE, AFTER_TYPED ); top->abstract = true; return code; }
		if ( code == NDIM ) { push( LV_BRACKET, AFTER_SPEC ); top->range = true; return code; }
	}
	bool declarator = top->state == ST_TYPED || top->state == ST_NAMED;
	if ( top->named == NAMED_PLAIN ) top->named = NAMED_OBJECT;
	bool fields = prev == '.' || prev == ARROW || ( top->fields && prev == '.' );
	push( LV_BRACKET, declarator ? AFTER_NONE : AFTER_EXPR );
	top->range = declarator;
	top->fields = fields;
	return '[';
}

static int open_brace( void ) {
	if ( top->pending == AGGkey || top->pending == TRAIT || ( top->kind == LV_FORALL && prev == '|' ) ) {
		int after = top->pending == AGGkey ? AFTER_TYPED : AFTER_EXPR;
		top->pending = 0;
		push( LV_MEMBERS, after );
		top->abstract = false;
		return AGGLBRACE;
	}
	if ( top->pending == ENUM ) {
		top->pending = 0;
		push( LV_ENUM, AFTER_TYPED );
		return AGGLBRACE;
	}
	bool body = false;
	int kind = LV_BODY;
	switch ( top->state ) {
	case ST_START: body = top->kind != LV_INIT; if ( top->kind == LV_FILE && linkage ) kind = LV_FILE; break;
	case ST_SPEC: body = true; if ( top->kind == LV_FILE ) kind = LV_FILE; break;
	case ST_NAMED: body = top->named == NAMED_FUNCTION; break;
	case ST_EXPR: body = top->pending == ENABLE; break;
	}
	linkage = false;
	if ( ! body ) { push( LV_INIT, AFTER_NONE ); top->abstract = false; return INITLBRACE; }
	said = false;
	bool part = prev == TRY || ( prev == ')' && after_try );
	push( kind, top->kind == LV_FILE || top->kind == LV_BODY || top->clauses ? AFTER_START : AFTER_EXPR );
	top->abstract = false;
	top->try_part = part;
	return '{';
}

/* The bracket is closed: the state around it goes on as `after` says. */
static void pop( void ) {
	Level closed = *top;
	levels.len -= 1;
	top = &levels.at[levels.len - 1];
	tuple_closed = closed.kind == LV_TUPLE;
	aggregate_closed = ( closed.kind == LV_MEMBERS || closed.kind == LV_ENUM ) && closed.after == AFTER_TYPED;
	type_paren_closed = closed.type_paren;
	closed_type = closed.generic;
	after_try = closed.try_part;
	switch ( closed.after ) {
	case AFTER_START: top->state = ST_START; top->named = NAMED_NOT; top->decl = false; break;
	case AFTER_SPEC: if ( top->state == ST_START ) top->state = ST_SPEC; break;
	case AFTER_TYPED:
		if ( top->state != ST_EXPR ) { top->state = ST_TYPED; top->decl = true; }
		break;
	case AFTER_EXPR: if ( top->state <= ST_SPEC ) top->state = ST_EXPR; break;
	case AFTER_DECL:
		top->state = ST_NAMED;
		top->decl = true;
		if ( closed.kind != LV_DECL ) top->named = NAMED_FUNCTION;
		else if ( closed.named == NAMED_PLAIN && ! closed.pointer ) top->named = NAMED_PLAIN;
		else if ( closed.named == NAMED_FUNCTION ) top->named = NAMED_FUNCTION;
		else top->named = NAMED_OBJECT;
		break;
	}
	if ( top->kind == LV_DECL && closed.kind == LV_DECL && closed.pointer && closed.named == NAMED_PLAIN )
		top->pointer = true;
}

/* A closing bracket; those left open inside are dropped, one that nothing opened changes nothing. */
static void close_bracket( int code ) {
	for ( unsigned i = levels.len; i-- > 1; ) {
		Level * level = &levels.at[i];
		bool braces = is_braces( level );
		bool square = level->kind == LV_BRACKET || level->kind == LV_TUPLE;
		bool match = code == '}' ? braces : code == ']' ? square || level->kind == LV_ATTR
			: ! braces && ! square;
		if ( match ) {
			while ( levels.len > i + 1 ) pop();
			pop();
			return;
		}
		if ( braces ) return;
	}
}

/* --- names ---------------------------------------------------------------------------------------------- */

static bool is_word( const Raw * raw, const char * text ) {
	return raw->len == strlen( text ) && memcmp( raw->text, text, raw->len ) == 0;
}

/* Words that are keywords in one position only (chapter 01, 2.3; chapter 02, 1). */
static int quasi_keyword( const Raw * raw ) {
	int next = look_code( 0 );
	if ( after_try ) {
		if ( is_word( raw, "catch" ) || is_word( raw, "recover" ) || is_word( raw, "catchResume" )
			|| is_word( raw, "fixup" ) ) {
			return next == '(' ? CATCH : 0;
		}
		if ( is_word( raw, "finally" ) ) return next == '{' ? FINALLY : 0;
	}
	if ( top->kind == LV_FORALL && top->state == ST_START && next == IDENTIFIER
		&& ( is_word( raw, "otype" ) || is_word( raw, "dtype" ) || is_word( raw, "ttype" ) ) ) return OTYPE;
	if ( statement_start() ) {
		if ( ( is_word( raw, "fallthru" ) || is_word( raw, "fallthrough" ) )
			&& ( next == ';' || next == DEFAULT
			|| ( next == IDENTIFIER && look_code( 1 ) == ';' ) ) ) return FALLTHROUGH;
		if ( is_word( raw, "or" ) || is_word( raw, "and" ) ) {
			if ( next == WAITFOR || next == WAITUNTIL || next == WHEN )
				return raw->text[0] == 'o' ? WOR : WAND;
			if ( raw->text[0] == 'o' && ( next == ELSE
				|| ( next == IDENTIFIER && is_word( look( 0 ), "timeout" ) ) ) )
				return WOR;
			unsigned i = 0;
			while ( look_code( i ) == '(' ) i += 1;
			if ( i > 0 && ( look_code( i ) == WAITUNTIL || look_code( i ) == WHEN ) )
				return raw->text[0] == 'o' ? WOR : WAND;
		}
		if ( is_word( raw, "timeout" ) && next == '(' && ( prev == WOR || prev == ')' ) ) return TIMEOUT;
	}
	if ( top->state == ST_EXPR && ends_operand( prev ) && is_word( raw, "_At" ) ) return ATCLAUSE;
	return 0;
}

/* A name that must be a type but was never declared (chapter 01, 3.5): said once, then taken for one. */
static bool is_undeclared_type( const Raw * raw ) {
	char c = raw->text[0];
	if ( top->state > ST_SPEC || c == '?' || c == '^' || c == '+' || c == '-' || c == '*' || c == '~'
		|| c == '!' )
		return false;
	if ( raw->str->class ) return false;                /* hidden here; the scope may be about to close */
	int next = look_code( 0 );
	bool declares = top->kind == LV_FILE || top->kind == LV_MEMBERS
		|| ( top->kind == LV_PAREN && top->params );
	if ( ! declares && top->kind != LV_BODY ) return false;
	if ( next == IDENTIFIER ) {
		if ( look( 0 )->text[0] == '?' || look( 0 )->text[0] == '^' ) return declares;
		return true;
	}
	if ( next == '*' || next == '&' )
		return declares && ( top->kind != LV_FILE || look_code( 1 ) == IDENTIFIER || look_code( 1 ) == '*' );
	return false;
}

/* A type name: with arguments if it is generic, else as one of the names of a qualified name. */
static int type_name_code( const Entry * e ) {
	named_type = e;
	if ( e->cls == CL_GENERIC && look_code( 0 ) == '(' ) return TYPEGENname;
	if ( look_code( 0 ) != '.' || ( options.c_mode && ! lexer_cfa_words() ) ) return TYPEDEFname;
	bool type;
	chain = look_chain( e, &type );
	chain_code = type ? TYPEDEFname : QUALEXPRname;
	return chain_code;
}

/* The class of a name behind a dot. */
static int member_code( const Str * name ) {
	bool behind_arguments = before_prev == ')' && closed_type;
	if ( chain == 0 && ! behind_arguments ) return IDENTIFIER;
	const Entry * e = class_nested( behind_arguments ? closed_type : named_type, name );
	if ( behind_arguments ) return e ? type_name_code( e ) : TYPEDEFname;
	chain -= 1;
	named_type = e;
	return e && chain == 0 && e->cls == CL_GENERIC && look_code( 0 ) == '(' ? TYPEGENname : chain_code;
}

/* The class of a name where it stands. */
static int name_code( Raw * raw ) {
	Str * name = raw->str;
	if ( top->pending ) {
		if ( top->pending == TRAIT ) return IDENTIFIER;
		if ( ! top->tagged && ( prev == AGGkey || prev == ENUM || prev == ')' || prev == ']'
			|| prev == ATTRC23 ) ) {
			top->tagged = true;
			return class_of( name ) == CL_GENERIC && look_code( 0 ) == '(' ? TAGGENname : TAGname;
		}
	}
	if ( prev == ARROW ) return IDENTIFIER;
	if ( prev == '.' ) return member_code( name );
	if ( prev == GLOBALDOT ) prev = ';';
	int quasi = quasi_keyword( raw );
	if ( quasi ) return quasi;
	if ( top->raw ) return IDENTIFIER;
	switch ( top->kind ) {
	case LV_ATTR: if ( top->state == ST_START ) return IDENTIFIER; break;
	case LV_FORALL:
		if ( top->state == ST_START || prev == '|' || prev == FTYPE || prev == OTYPE ) return IDENTIFIER;
		break;
	case LV_ENUM: if ( top->state == ST_START && prev != INLINE ) return IDENTIFIER; break;
	case LV_BODY: if ( top->state == ST_START && look_code( 0 ) == ':' ) return LABELname; break;
	case LV_INIT: if ( top->state == ST_START && look_code( 0 ) == ':' ) return LABELname; break;
	}
	switch ( prev ) {
	case GOTO: case BREAK: case CONTINUE: case FALLTHROUGH: case LABELdecl: return IDENTIFIER;
	}
	Class class = class_of( name );
	if ( class == CL_IDENT ) {
		if ( ! is_undeclared_type( raw ) ) return IDENTIFIER;
		undeclared_type( raw, look( 0 ) );
		return TYPEDEFname;
	}
	if ( top->state == ST_TYPED ) return IDENTIFIER;
	int next = look_code( 0 );
	if ( next == '.' || ( next == '(' && class == CL_GENERIC ) ) return type_name_code( class_entry( name ) );
	if ( next == '(' ) {
		bool expression = top->state == ST_EXPR || top->kind == LV_BODY
			|| ( top->kind == LV_PAREN && ! top->params )
			|| top->kind == LV_INIT || top->kind == LV_BRACKET || top->kind == LV_CONTROL
			|| top->kind == LV_FOR;
		if ( expression && class_is_ordinary( name ) && prev != NSTAR && prev != NAMP
			&& top->state != ST_SPEC )
			return IDENTIFIER;
	}
	return TYPEDEFname;
}

/* --- other tokens --------------------------------------------------------------------------------------- */

/* t.0.1 and t.[ 0.1 ]: what looks like a floating constant is a path of indexes (chapter 01, 2.5). */
static bool split_indexes( Raw * raw ) {
	bool path = prev == '.' || prev == ARROW || top->fields;
	bool dotted = raw->text[0] == '.' && ends_operand( prev );
	if ( ! path && ! dotted ) return false;
	for ( uint32_t i = 0; i < raw->len; i += 1 )
		if ( ( raw->text[i] < '0' || raw->text[i] > '9' ) && raw->text[i] != '.' ) return false;
	Raw parts[4];
	unsigned n = 0;
	for ( uint32_t i = 0; i < raw->len && n < 4; n += 1 ) {
		uint32_t end = i;
		parts[n] = *raw;
		if ( raw->text[i] == '.' ) { parts[n].code = '.'; parts[n].str = NULL; end += 1; }
		else {
			while ( end < raw->len && raw->text[end] != '.' ) end += 1;
			parts[n].code = INTEGERconstant;
			parts[n].str = intern( raw->text + i, end - i );
		}
		parts[n].text = raw->text + i;
		parts[n].len = end - i;
		parts[n].loc.col = (uint16_t)( parts[n].loc.col + i );
		i = end;
	}
	while ( n-- > 1 ) queue_put( parts[n] );
	*raw = parts[0];
	return true;
}

/* Is a range operator meant here, or operators one by one (chapter 01, 2.7)? */
static bool range_here( void ) {
	bool context = top->kind == LV_FOR || top->cases > 0 || ( top->kind == LV_BRACKET && top->range );
	return context && ends_operand( prev ) && ! ( prev == ')' && type_paren_closed );
}

static int range_code( Raw * raw ) {
	if ( raw->code == '~' ) {
		if ( ! range_here() ) return '~';
		raw->str = intern_cstr( "~" );
		return RANGEop;
	}
	if ( raw->len != 2 || raw->text[1] != '~' || range_here() ) return RANGEop;
	if ( top->kind == LV_FOR && top->state == ST_START && ! options.c_mode ) return RANGEop;
	Raw second = *raw;
	second.code = '~';
	second.str = NULL;
	second.text += 1;
	second.len = 1;
	second.loc.col += 1;
	queue_put( second );
	raw->len = 1;
	return raw->text[0];
}

/* Attributes at the start of a statement: the statement's, or those of a declaration? */
static bool marks_statement( void ) {
	if ( top->kind != LV_BODY || top->state != ST_START || label_attrs || attrs_marked ) return false;
	unsigned i = look_attributes( 0 );
	while ( look_code( i ) == EXTENSION ) i += 1;
	return ! look_type( i ) && ! look_new_style( i );
}

/* A directive: of the file, the block, the aggregate; elsewhere it is dropped (chapter 01, 1.5). */
static int directive_code( void ) {
	if ( top->state != ST_START || top->kind > LV_MEMBERS ) return 0;
	if ( top->kind != LV_BODY ) return DIRECTIVE;
	switch ( prev ) {
	case ')': case ELSE: case IFELSE: case DO: case ':': case DIRECTIVEprefix: return DIRECTIVEprefix;
	}
	return DIRECTIVE;
}

/* * or & in front of a type (chapter 01, 6.4); what follows a new-style pointer was looked at before. */
static bool new_style_pointer( void ) {
	return prev == NSTAR || prev == NAMP || prev == NANDAND || ( at_declaration() && look_new_style( 0 ) );
}

/* Among the qualifiers of a pointer? */
static bool behind_star( void ) {
	int star = prev == QUALIFIER ? before_prev : prev;
	return star == '*' || star == NSTAR;
}

/* vec( T ) ++?( ... ): behind a type the operator's name, which elsewhere is C's x ++ ? ( y ) ... */
static bool step_function( Raw * raw ) {
	const Raw * next = look( 0 );
	bool steps = raw->code == '?' ? next->code == ICR || next->code == DECR : next->code == '?';
	if ( top->state != ST_TYPED || options.c_mode || ! steps || next->text != raw->text + raw->len
		|| look_code( 1 ) != '(' )
		return false;
	raw->len += queue_take().len;
	raw->str = intern( raw->text, raw->len );
	raw->code = IDENTIFIER;
	return true;
}

/* The token the grammar sees for the raw one. 0: drop it. */
static int resolve( Raw * raw ) {
	switch ( raw->code ) {
	case IDENTIFIER: return name_code( raw );
	case '(': return open_paren();
	case '[': return open_bracket();
	case '{': return open_brace();
	case '*':
		if ( new_style_pointer() ) return NSTAR;
		break;
	case '&':
		if ( new_style_pointer() ) return NAMP;
		break;
	case ANDAND:
		if ( at_declaration() ) {
			if ( new_style_pointer() ) return NANDAND;
			int next = look_code( 0 );
			if ( statement_start() && ( next == WAITUNTIL || next == WHEN ) ) return WAND;
		}
		break;
	case ICR: case DECR: case '?':
		if ( step_function( raw ) ) return IDENTIFIER;
		break;
	case OROR:
		if ( statement_start() ) return WOR;
		break;
	case '.':
		if ( top->state > ST_SPEC || top->kind == LV_INIT || options.c_mode ) break;
		if ( ! look_type( 0 ) ) {                       /* .T x of an unknown T: Resolve says so */
			if ( look_code( 0 ) != IDENTIFIER || ( look_code( 1 ) != IDENTIFIER && look_code( 1 ) != '*' ) )
				break;
			class_add_undeclared( look( 0 )->str );
		}
		return GLOBALDOT;
	case FLOATINGconstant:
		if ( split_indexes( raw ) ) return raw->code;
		break;
	case '~': case RANGEop: return range_code( raw );
	case QUALIFIER:
		/* behind * it qualifies the pointer: int * _Atomic ( p ) */
		if ( look_code( 0 ) == '(' && keyword_of( raw->str )->arg == QUAL_ATOMIC && ! behind_star() )
			return ATOMIC;
		break;
	case MUTEX:
		if ( look_code( 0 ) == AGGkey && prev != '&' ) return MUTEXAGG;
		if ( look_code( 0 ) == '(' && top->state == ST_START && top->kind == LV_BODY ) return MUTEXSTMT;
		break;
	case DIRECTIVE: return directive_code();
	case ELSE: if ( options.c_mode && ! lexer_cfa_words() ) return IFELSE; break;    /* loops have none */
	}
	if ( top->kind == LV_ATTR && top->state == ST_START && raw->str && raw->str->keyword ) return IDENTIFIER;
	return raw->code;
}

/* --- states --------------------------------------------------------------------------------------------- */

/* Behind a comma: the next parameter, argument, enumerator, or declarator. */
static void comma( void ) {
	top->named = NAMED_NOT;
	top->pointer = false;
	switch ( top->kind ) {
	case LV_FILE: case LV_BODY: case LV_MEMBERS: case LV_FOR: case LV_CONTROL: case LV_DECL:
		top->state = top->decl ? ST_TYPED : ST_EXPR;
		if ( top->cases ) top->state = ST_EXPR;
		break;
	default:
		top->state = ST_START;
		top->decl = top->designating = false;
	}
}

/* Is the bracket at hand one that a semicolon or closing brace cannot stand in? */
static bool left_open( int code ) {
	switch ( top->kind ) {
	case LV_PAREN:
	case LV_DECL: case LV_FORALL: case LV_ATTR: case LV_BRACKET: case LV_TUPLE: case LV_ASM: return true;
	case LV_FOR: case LV_CONTROL: return code == '}';
	}
	return false;
}

/* Put a missing token in front, and say so unless something was said about this statement. C's last member
   may do without its semicolon, says gcc. */
static void supply( Raw * raw, char missing ) {
	if ( options.c_mode && top->kind == LV_MEMBERS && top->state == ST_NAMED && ! said ) {
		diag_warn( W_OTHER, raw->loc, "no semicolon at end of struct or union" );
	} else if ( ! said ) {
		diag_syntax( raw->loc, "syntax error, unexpected '%c', expecting '%c' before token \"%c\"", raw->code,
			missing, raw->code );
		said = true;
	}
	queue_put( *raw );
	raw->code = missing;
	raw->str = NULL;
}

/* A statement ends inside parentheses, a block inside a statement: supply what closes them. GNU C's
   parameters have semicolons inside, f( int n; int a[n], int n ). */
static void supply_missing( Raw * raw ) {
	bool block = raw->code == '{' && ( top->kind == LV_FOR || top->kind == LV_CONTROL )
		&& top->state == ST_EXPR && look_block( 0 );
	if ( raw->code == '}' && ( top->kind == LV_BODY || top->kind == LV_MEMBERS ) && top->state > ST_START ) {
		supply( raw, ';' );
		return;
	}
	if ( raw->code == ';' && top->kind == LV_PAREN && top->params && top->state > ST_START
		&& look_parameters( 0 ) ) {
		parameters_forward = true;
		return;
	}
	if ( ! block && ( ( raw->code != ';' && raw->code != '}' ) || ! left_open( raw->code ) ) ) return;
	supply( raw, top->kind == LV_BRACKET || top->kind == LV_TUPLE ? ']' : ')' );
}

/* A semicolon inside an initialiser: what looked like one is a block that the text before it spoilt. It goes
   as a whole, and the semicolon ends the statement. */
static void leave_initialiser( void ) {
	unsigned depth = 0;
	for ( ;; ) {
		int code = look_code( 0 );
		if ( code == 0 || ( code == '}' && depth == 0 ) ) break;
		depth += code == '{';
		depth -= code == '}';
		queue_take();
	}
	if ( look_code( 0 ) == '}' ) queue_take();
	while ( levels.len > 1 && ( ! is_braces( top ) || top->kind == LV_INIT ) ) pop();
}

/* Behind a semicolon; parentheses left open are forgotten. */
static void semicolon( void ) {
	if ( parameters_forward ) {
		parameters_forward = false;
		comma();
		return;
	}
	if ( top->kind == LV_INIT ) leave_initialiser();
	while ( ! is_braces( top ) && top->kind != LV_FOR && top->kind != LV_CONTROL && levels.len > 1 ) pop();
	top->state = ST_START;
	top->named = NAMED_NOT;
	top->decl = false;
	top->pending = top->cases = 0;
	if ( is_braces( top ) ) run = 0, linkage = in_asm = said = false;
}

static void colon( void ) {
	if ( top->cases > 0 ) {
		top->cases -= 1;
		if ( top->cases > 0 ) { top->state = ST_EXPR; return; }
		top->state = ST_START;
		label_attrs = true;
	} else if ( top->kind == LV_BODY ) {
		top->state = prev == LABELname ? ST_START : ST_EXPR;
		label_attrs = prev == LABELname;
	} else if ( top->kind == LV_FOR || top->kind == LV_CONTROL || top->kind == LV_ASM ) {
		top->state = ST_START;
		top->decl = false;
	} else {
		top->state = ST_EXPR;
	}
}

/* A specifier: begins a declaration, also that of a parameter of an old-style function. */
static void specifier( int state ) {
	if ( top->state == ST_NAMED && top->named == NAMED_FUNCTION
		&& ( top->kind == LV_FILE || top->kind == LV_BODY ) && ! in_asm ) {
		top->state = ST_START;
		top->named = NAMED_NOT;
	}
	if ( top->state < state ) top->state = (uint8_t)state;
	if ( state == ST_TYPED && top->state == ST_TYPED ) top->decl = true;
}

/* The declared name, or the begin of an expression. */
static void name_seen( void ) {
	switch ( top->state ) {
	case ST_TYPED: top->state = ST_NAMED; top->named = NAMED_PLAIN; top->decl = true; break;
	case ST_SPEC:
		top->state = ST_NAMED; top->named = NAMED_PLAIN; top->decl = true;
		break;
	case ST_START:
		if ( top->kind == LV_FILE ) { top->state = ST_NAMED; top->named = NAMED_PLAIN; top->decl = true; }
		else top->state = ST_EXPR;
	}
}

static void expression( void ) {
	if ( top->state <= ST_SPEC ) top->state = ST_EXPR;
}

/* The state after the token `code`. */
static void advance( int code ) {
	bool attribute = code_is_attribute( code );
	if ( ! attribute && code != ')' && code != ']' ) { label_attrs = false; attrs_marked = false; }
	if ( top->pending && ! attribute ) switch ( code ) {
	case TAGname: case TAGGENname: case '!': case ENUMLPAREN: case ')': case ']': case '(': break;
	case IDENTIFIER: case ',': if ( top->pending == TRAIT || top->pending == ENABLE ) break;
		/* fall through */
	default: top->pending = 0;
	}
	if ( code != ')' && code != ']' && code != '}' ) {
		tuple_closed = after_try = type_paren_closed = false;
		if ( ! attribute ) aggregate_closed = false;
	}
	switch ( code ) {
	case '(':
	case '[':
	case '{':
	case DECLLPAREN:
	case NLPAREN: case ARGSLPAREN: case ENUMLPAREN: case INITLBRACE: case AGGLBRACE:
	case NDIM: case NTUPLE:
		if ( levels.len > MAX_NESTING && ! stopped ) {
			stopped = true;
			diag_syntax( last.loc, "nesting too deep: more than %d levels of brackets", MAX_NESTING );
		}
		break;
	case ATTRAT: push( LV_ATTR, AFTER_NONE ); break;
	case ')': case ']': case '}': close_bracket( code ); break;
	case ',': comma(); break;
	case ';': semicolon(); break;
	case ':': colon(); break;
	case TYPEWORD: specifier( ST_TYPED ); break;
	case TYPEDEFname: case TYPEGENname: specifier( ST_TYPED ); break;
	case QUALEXPRname: top->state = ST_EXPR; break;
	case TAGname: case TAGGENname: case LABELname: case EXTENSION: case ATTRSTMT: case GLOBALDOT: break;
	case TYPEOF: case ATOMIC: case VTABLE: specifier( ST_SPEC ); break;
	case STORAGE: case STATIC: case INLINE: case FORALL: case EXTERN: specifier( ST_SPEC ); break;
	case QUALIFIER: if ( ! in_asm ) specifier( ST_SPEC ); break;
	case AGGkey:
		if ( prev == SUSPEND ) break;
		if ( prev == '.' || prev == ARROW
			|| ( prev == '(' && ( look_code( 0 ) == '&' || look_code( 0 ) == '*' ) ) ) {
			expression();
			break;
		}
		specifier( ST_TYPED );
		top->pending = AGGkey;
		top->tagged = false;
		break;
	case ENUM:
		if ( top->kind == LV_FORALL && top->state == ST_START ) break;
		specifier( ST_TYPED );
		top->pending = ENUM;
		top->tagged = false;
		break;
	case TRAIT: top->pending = TRAIT; break;
	case ENABLE: top->pending = ENABLE; top->state = ST_EXPR; break;
	case IDENTIFIER: name_seen(); break;
	case '@': if ( top->state == ST_TYPED ) name_seen(); else expression(); break;
	case '*': case '&': case ANDAND:
		if ( top->kind == LV_DECL ) top->pointer = true;
		else if ( top->state == ST_START && top->kind != LV_FILE ) top->state = ST_EXPR;
		break;
	case NSTAR: case NAMP: case NANDAND: top->state = ST_SPEC; break;
	case '=': case ATASSIGN:
		top->state = top->kind == LV_FORALL ? ST_SPEC : ST_EXPR;
		top->designating = false;
		break;
	case '.': if ( top->kind == LV_INIT && top->state == ST_START ) top->designating = true; break;
	case '?': if ( top->cases ) top->cases += 1; expression(); break;
	case CASE: top->cases = 1; top->state = ST_EXPR; run += 20; break;
	case DEFAULT: if ( top->kind == LV_BODY && prev != FALLTHROUGH ) top->cases = 1; break;
	case ELSE:
	case IFELSE: elses += 1; if ( elses > LONG_RUN ) suspicious = true; top->state = ST_START; break;
	case DO:
	case TRY: case FINALLY: case SUSPEND: case CORUN: case WOR: case WAND: top->state = ST_START; break;
	case RANGEop: top->state = ST_EXPR; break;
	case ASM: in_asm = true; break;
	case STRINGliteral:
		if ( prev == EXTERN ) { top->state = ST_START; linkage = true; } else expression();
		break;
	case IF:
	case WHILE:
	case FOR:
	case COFOR: case SWITCH: case WITH: case MUTEXSTMT: case WAITFOR: case WAITUNTIL: case WHEN:
	case CATCH:
	case TIMEOUT:
	case DIRECTIVE:
	case DIRECTIVEprefix: case MUTEX: case MUTEXAGG: case ALIGNAS: case ATTRIBUTE: case ATTRC23:
	case OTYPE: case FTYPE:
		break;
	default:
		if ( top->kind != LV_ATTR ) expression();
	}
	if ( top->kind == LV_ATTR && code == IDENTIFIER ) top->state = ST_EXPR;
}

/* After an error: drop tokens up to the end of the bracket or statement at hand. */
static void skip( void ) {
	unsigned depth = 0;
	unsigned braces = 0;
	for ( ;; ) {
		int code = look_code( 0 );
		if ( code == 0 ) return;
		if ( depth == 0 && ( code == ';' || code == ')' || code == ']' || code == '}' ) ) return;
		Raw raw = queue_take();
		last = raw;
		switch ( code ) {
		case '{': braces += 1; depth += 1; break;
		case '(': case '[': case ATTRAT: depth += 1; break;
		case ')': case ']': depth -= 1; break;
		case ';': if ( braces == 0 ) { queue_put( raw ); return; } break;
		case '}':
			depth -= 1;
			if ( braces > 0 ) braces -= 1;
			if ( depth == 0 && is_braces( top ) && look_code( 0 ) != ';' ) {
				raw.code = ';';
				queue_put( raw );
				return;
			}
		}
	}
}

void filter_panic( int code ) {
	switch ( code ) {
	case 0: case ';': case ')': case ']': case '}': return;
	case '(':
	case '[':
	case '{':
	case DECLLPAREN:
	case NLPAREN: case ARGSLPAREN: case ENUMLPAREN: case INITLBRACE: case AGGLBRACE:
	case NDIM: case NTUPLE: {
		/* the bracket just opened goes, with all in it */
		if ( levels.len > 1 ) { levels.len -= 1; top = &levels.at[levels.len - 1]; }
		bool brace = code == '{' || code == INITLBRACE || code == AGGLBRACE;
		Raw raw = last;
		raw.code = brace ? '{' : '(';
		queue_put( raw );
	}
	}
	panic = true;
}

static const char * excused;                            /* label that needs no comment any more */

/* Attributes that are a statement of their own: what follows them needs no comment. */
static void lone_attributes( void ) {
	unsigned i = look_attributes( 0 );
	if ( look_code( i ) == ';' ) excused = look( i + 1 )->text;
}

/* A label behind a statement, with a comment for -Wimplicit-fallthrough in front: the comment becomes the
   attribute. */
static void fall_through_comment( void ) {
	static const int codes[] = { ';', ')', ')', IDENTIFIER, '(', '(', ATTRIBUTE };
	if ( ! options.c_mode || top->kind != LV_BODY || top->state != ST_START
		|| ( prev != ';' && prev != '}' ) )
		return;
	Raw label = *look( 0 );
	bool named = label.code == IDENTIFIER && look_code( 1 ) == ':'
		&& ( look_code( 2 ) == CASE || look_code( 2 ) == DEFAULT );
	if ( label.code != CASE && label.code != DEFAULT && ! named ) return;
	if ( label.text == excused || ! comment_excuses( label, last.loc ) ) return;
	excused = label.text;
	for ( unsigned i = 0; i < sizeof( codes ) / sizeof( codes[0] ); i += 1 ) {
		Raw raw = { .code = codes[i], .loc = label.loc, .text = label.text };
		if ( raw.code == IDENTIFIER ) raw.str = intern_cstr( "fallthrough" );
		if ( raw.code == ATTRIBUTE ) raw.str = intern_cstr( "__attribute__" );
		queue_put( raw );
	}
}

int filter_next( Tok * value ) {
	for ( ;; ) {
		if ( panic ) { panic = false; skip(); }
		if ( stopped ) { last.code = 0; prev = 0; value->loc = last.loc; value->str = NULL; return 0; }
		look_start();
		if ( options.fall_through > 0 ) fall_through_comment();
		int first = look_code( 0 );
		if ( code_is_attribute( first ) && marks_statement() ) {
			attrs_marked = true;
			if ( options.fall_through > 0 ) lone_attributes();
			value->loc = look( 0 )->loc;
			return ATTRSTMT;
		}
		Raw raw = queue_take();
		look_start();
		supply_missing( &raw );
		tokens += 1;
		run += 1;
		if ( run > LONG_RUN ) suspicious = true;
		Level saved = *top;
		unsigned depth = levels.len;
		int code = resolve( &raw );
		if ( code == 0 && raw.code != 0 ) continue;
		before_last = levels.len == depth ? saved : *top;
		before = last;
		before_prev = prev;
		last = raw;
		advance( code );
		prev = code;
		value->str = raw.str;
		value->loc = raw.loc;
		return code;
	}
}

int filter_again( int code ) {
	if ( last.code != IDENTIFIER ) return code;
	*top = before_last;
	prev = before_prev;
	code = name_code( &last );
	advance( code );
	prev = code;
	return code;
}

bool filter_after_member( void ) { return top->kind == LV_MEMBERS && before_last.state == ST_NAMED; }
bool filter_in_case( void ) { return before_last.cases > 0; }
bool filter_said( void ) {
	bool was = said;
	said = prev != ';' || ! is_braces( top );
	return was;
}
bool filter_stopped( void ) { return stopped; }
const Raw * filter_before( void ) { return &before; }
