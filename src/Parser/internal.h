/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What the parts of the parser share: raw tokens, the filter between flex and bison, the classification of
 * names, specifiers and declarators under construction, and the builders that the grammar's actions call.
 */
#ifndef CFA_PARSER_INTERNAL_H
#define CFA_PARSER_INTERNAL_H

#include "Parser/parser.h"

/* --- tokens --------------------------------------------------------------------------------------------- */

/* Value of a token in the grammar: its spelling (constants, names, keywords; else NULL) and place. */
typedef struct Tok { Str * str; Loc loc; } Tok;
/* A token as the scanner delivers it. */
typedef struct Raw { Str * str; Loc loc; int code; uint32_t len; const char * text; } Raw;

/* Next raw token; 0 at the end. */
void lexer_start( char * text, size_t len );
void lexer_next( Raw * );
/* Mark the names in the statement around `at` as STR_DOUBTFUL. */
void lexer_doubt( const char * at );
/* Number of lines of the preprocessed text seen so far. */
unsigned lexer_lines( void );
/* Does a comment of the source in front of a label say that the clause before it is left on purpose
   (comment.c)? */
bool comment_excuses( Raw label, Loc from );
/* NF_ flags that declarations of a file get (chapter 10): in a header, in a system header, C linkage. */
int lexer_file_flags( Loc );
/* Whether C∀'s own keywords are in force: always except in C mode before the first .hfa file. */
bool lexer_cfa_words( void );
/* The prelude is being parsed, not the program. */
extern bool parser_prelude;

/* --- keywords ------------------------------------------------------------------------------------------- */

typedef struct Keyword { const char * text; uint16_t code; uint16_t cfa; uint64_t arg; } Keyword;
extern const Keyword keyword_table[];
void keyword_init( void );
static inline const Keyword * keyword_of( const Str * s ) { return &keyword_table[s->keyword - 1]; }

/* --- filter --------------------------------------------------------------------------------------------- */

void filter_start( void );
/* Next token for the grammar. */
int filter_next( Tok * value );
/* The token handed over last, classified again after a scope was closed. */
int filter_again( int code );
/* After a syntax error: skip to the end of the statement or declaration, minding brackets. */
void filter_panic( int code );
/* Text of the token handed over last, for messages. */
const char * filter_last_text( int * len );
Loc filter_last_loc( void );
/* The token in front of it. */
const Raw * filter_before( void );
/* Does it stand right behind the declarator of a member? Inside a case label that lacks its colon? */
bool filter_after_member( void );
bool filter_in_case( void );
/* Was a syntax error reported in this statement? (It is, from now on.) */
bool filter_said( void );
/* The text was given up: nested too deep. */
bool filter_stopped( void );
/* Tokens that make very deep trees were seen: the tree's depth must be checked. */
bool filter_suspicious( void );
uint64_t filter_tokens( void );

/* --- classification of names (chapter 01, section 3) ---------------------------------------------------- */

typedef enum Class { CL_IDENT, CL_TYPE, CL_GENERIC } Class;
/* What a name is in a scope. An entry for an object or function is made only where it hides a type. */
typedef struct Entry {
	Str * name;
	uint8_t cls, is_tag, undeclared;
	int depth;
	struct Entry * outer;                               /* what it hides */
	struct Entry * in_scope;                            /* next entry of the same scope */
	/* list of the types inside this aggregate, shared by aliases */
	struct Entry ** nested;
	struct Entry * sibling;
} Entry;
enum { SCOPE_FILE, SCOPE_BLOCK, SCOPE_PROTO, SCOPE_FORALL, SCOPE_AGG };

int scope_push( int kind );
/* Close scopes until `depth` are left. */
void scope_pop_to( int depth );
int scope_depth( void );
/* Forget all names. */
void class_forget( void );
static inline Class class_of( const Str * s ) { return s->class ? ((Entry *)s->class)->cls : CL_IDENT; }
/* Is the name of a tag also one of an object or function? */
bool class_is_ordinary( const Str * );
/* Is `name` a type nested in the type that `outer` names? Returns its entry. */
static inline const Entry * class_entry( const Str * s ) { return s->class; }
const Entry * class_nested( const Entry * outer, const Str * name );
void class_add_ident( Str * );
void class_add_type( Str *, bool generic, const Entry * like );
/* A tag, mentioned or (with `define`) declared; nested types of a definition go into its entry. */
void class_add_tag( Str *, bool define, bool generic );
/* The scope of an aggregate's body: its types are nested types of the tag. */
int class_enter_aggregate( Str * tag );
void class_add_undeclared( Str * );
/* A parameter of forall: a type, or a dimension. */
void class_add_parameter( Str *, bool dimension );
/* Does a forall clause belong to the declaration at hand, or a group of forall surround it? */
bool class_in_forall( void );

/* --- specifiers ----------------------------------------------------------------------------------------- */

typedef struct Specs {
	Loc loc, type_loc;
	uint64_t words;                                     /* basic words */
	Node * type;                                        /* any other type */
	Node * forall, * attrs;
	int storage, quals;
	int scope;                                          /* depth to return to at the end of the declaration */
	bool has_forall, forall_late, has_def, bad, late_typedef, implicit_int, is_result;
	bool new_style, reported;
	/* qualifiers: run of adjacent ones, those repeated in it */
	int run, twice;
	Node * results;                                     /* new style: named results of the functions */
	Buf findings;                                       /* "duplicate static storage class(es), ..." */
} Specs;

Specs * specs_new( Loc );
Specs * specs_storage( Specs *, Tok );
Specs * specs_qual( Specs *, Tok );
Specs * specs_word( Specs *, Tok );
Specs * specs_type( Specs *, Node * type );
Specs * specs_attr( Specs *, Node * attrs );
Specs * specs_forall( Specs *, Node * params, int depth );
/* The type as one T_ node. */
Node * specs_tree( Specs * );
/* Report what was wrong with the specifiers once the declared name is known. */
void specs_report( Specs *, Decl *, Node * mods );
/* The declaration ends: close the scope of its forall. */
void specs_close( Specs * );

/* --- declarators ---------------------------------------------------------------------------------------- */

typedef struct Declarator {
	Str * name;
	Loc loc;
	Node * mods, ** hole;                               /* chain of modifiers, place of the next one */
	Node * attrs, * asm_name, * width;
	struct Declarator * free;
} Declarator;

/* a run of pointers in front of a declarator */
typedef struct Pointers { Node * head; Node ** hole; } Pointers;
/* qualifiers and attributes behind a pointer */
typedef struct Quals { Node * attrs; int quals, mutex; } Quals;
/* a parameter list */
typedef struct Params { Node * list; int fn_flags; Node * forward; } Params;
/* an initialiser */
typedef struct Init { Node * value; int kind; } Init;
/* declarators that share specifiers */
typedef struct DeclList { Specs * specs; NodeList list; Node * last; Declarator * declr; } DeclList;

Declarator * declr_name( Tok );
Declarator * declr_abstract( void );
void declr_done( Declarator * );
Declarator * declr_pointers( Declarator *, Pointers );
Declarator * declr_add( Declarator *, Node * mod );
Declarator * declr_attrs( Declarator *, Node * attrs );
bool declr_is_function( const Declarator * );
/* The function type that modifiers begin with, or NULL. */
FunctionSpec * function_of( Node * mods );
Pointers pointers_add( Pointers, int kind, Loc, Quals * );
Pointers pointers_two( Pointers, Loc, Quals * );
Quals * quals_add( Quals *, Tok );
Quals * quals_attr( Quals *, Node * attrs );
Node * array_spec( Node * dim, Quals *, int flags );
Node * function_spec( Loc, Params, int depth );
Node * attr_spec( Loc, Node * attrs );
Params params_of( Node * list, int flags );
/* Modifiers with `spec` as their innermost type. */
Node * tree_on( Node * mods, Node * spec );
Node * type_name( Specs *, Declarator * );

Node * ns_pointer( Tok, int kind, Node * of );
Node * ns_mutex( Tok, Node * of );
Node * ns_function( Node * results, Loc, Params, int depth );
Node * tuple_spec( Loc, Node * elems );
Node * result_type( Node * tuple, Node ** named );
Node * specs_over( Specs *, Node * tree );
Specs * specs_new_style( Specs *, Node * tree );

Node * name_spec( Tok );
Node * name_args( Node * name, Node * args );
Node * name_qualified( Node * parent, Tok name );
Node * name_global( Tok name );
Node * typeof_spec( Tok key, Node * expr, Node * type );
Node * wrap_spec( int kind, Tok key, Node * of );

Node * attr_new( Tok name, Node * args, int has_args );
Node * attr_list( Node * items, int syntax );
Node * attr_alignas( Tok key, Node * arg );
Node * attr_c23( Tok text );

/* --- declarations (build_decl.c) ------------------------------------------------------------------------ */

void decl_start( void );
int decl_flags( Loc );
int block_begin( void );
Node * block_end( Loc, int depth, Node * labels, Node * items, Loc end );
/* After an error: the scopes of the innermost block or of the file are what is left. */
void decl_recover( int at_file );
Node * decl_new( int kind, Specs *, Declarator * );
/* Number of a declaration in the order of the source. */
int parser_order( void );
DeclList * decl_first( Specs *, Declarator * );
DeclList * decl_next( DeclList *, Node * attrs, Declarator * );
DeclList * decl_init( DeclList *, Init );
Node * decl_group( DeclList * );
Node * decl_only( Specs * );
void give_forall( Specs * );
void give_attributes( Specs * );
Init init_deleted( Tok );
Node * static_assert_new( Loc, Node * cond, Node * message );
Node * directive_new( int kind, Tok );
Node * file_asm( Loc, Node * text );
Node * make_param( Specs *, Declarator *, Init );
Node * param_default( Node * param, Init );
Node * kr_name( Tok );
Node * kr_decl( Node * group );
int function_begin( DeclList * );
Node * function_end( DeclList *, Node * kr, Node * withs, Node * body, int depth );
void finish_member( Specs *, Decl * );
int linkage_begin( Tok );
Node * linkage_end( Tok key, int saved, Node * decls, int braces );
int group_begin( Specs * );
Node * group_end( Specs *, int saved, Node * decls );

/* --- aggregates, enumerations, traits (build_agg.c) ----------------------------------------------------- */

void agg_start( void );
Node * agg_begin( Tok key, Node * attrs, Tok * tag, Node * more );
Node * agg_mutex( Node * head, Loc );
int agg_body( Node * head );
Node * agg_end( Node * head, int depth, Node * members, Node * attrs );
Node * agg_args( Node * head, Node * args );
Node * agg_use( Node * head );
Node * agg_instance( Tok key, Node * attrs, Tok tag, Node * args );
void tag_forward( TagSpec * );
Node * member_new( Declarator *, Node * width, Node * attrs );
Node * member_init( Node * member, Init );
Node * member_attrs( Node * member, Node * attrs );
Node * member_group( Specs *, Node * members );
Node * member_only( Specs * );
Node * enum_begin( Tok key, int kind, Node * base, Node * attrs, Tok * tag, Node * more );
Node * enum_end( Node * head, int hidden, Node * members, Node * attrs );
Node * enum_use( Node * head );
Node * enumerator( Tok name, Node * attrs, Node * value, int hide );
Node * enumerator_inline( Tok name );
Node * forall_param( Tok name, int kind, Tok * enum_name );
Node * forall_old( Tok word, Tok name, int sigil );
Node * forall_end( Node * param, Node * init, Node * assertions );
Node * assertion_trait( Tok name, Node * args );
int trait_body( void );
Node * assertion_decls( Loc, Node * members, int depth );
Node * trait_new( Specs *, Tok key, Tok name, Node * params, Node * members, int body, int depth );

/* --- expressions (build_expr.c, literals.c) ------------------------------------------------------------- */

Node * build_name( Tok );
Node * build_int( Tok );
Node * build_float( Tok );
Node * build_char( Tok );
Node * string_piece( Tok );
Node * string_join( Node * pieces );
Node * build_unary( int op, Node * arg, Loc );
Node * build_binary( int op, Node * lhs, Node * rhs );
Node * build_assign( int op, Node * lhs, Node * rhs );
int op_of_assign( Tok );
Node * build_cond( Node * cond, Node * a, Node * b );
Node * build_call( int kind, Node * fn, Node * args );
Node * build_index( Node * base, Node * indexes );
Node * build_member( Node * object, Tok name, int arrow );
Node * build_tuple_member( Node * object, Tok index, int arrow );
Node * build_member_tuple( Node * object, Node * fields, int arrow );
Node * build_keyword_member( Node * object, Tok key );
Node * build_postfix_call( Node * arg, Tok name );
Node * build_field( Tok name, bool index );
Node * field_sub( Node * field, Node * sub, int arrow );
Node * build_qualified( Node * scope, Tok name );
Node * build_labeladdr( Loc, Tok label );
Node * build_cast( Loc, int form, Node * spec, Node * arg, int key );
Node * build_keyword_cast( int form, Tok key, Loc at, Node * arg );
Node * build_compound( Loc, Node * spec, Node * init, int at );
Node * build_sizeof( Tok key, Node * arg, Node * spec );
Node * build_offsetof( Loc, Node * spec, Node * path );
NodeList offset_arrow( NodeList path, Tok name );
Node * build_vaarg( Loc, Node * arg, Node * spec );
Node * build_generic( Loc, Node * control, Node * assocs );
Node * build_assoc( Node * spec, Node * value );
Node * build_type( Node * spec );
Node * build_stmt( Loc, Node * body );
Node * build_tuple( Loc, Node * elems );
Node * build_elided( Loc );
Node * build_paren( Node * );
Node * build_bad( Loc );
Node * build_argform( Loc, Str * name, Node * value );
Node * build_typeid( Loc );
Node * build_assign_init( Node * lhs, Loc );
NodeList trailing_comma( NodeList args, Loc );
Node * range_expr( Node * lo, Node * hi );
Node * init_list( Loc, Node * items );
Node * init_item( Node * designators, Node * value, int gnu_colon );
Node * designator_name( Tok );
Node * designator_index( Loc, Node * range );
Node * designator_tuple( Loc, Node * fields );

/* --- statements (build_stmt.c, build_loop.c) ------------------------------------------------------------ */

Node * stmt_compound( Loc, Node * labels, Node * items, Loc end );
Node * block_end_labels( Loc, int depth, Node * labels, NodeList items, Node * last, Loc end );
Node * stmt_decl( Node * decl );
Node * stmt_null( Loc );
Node * stmt_expr( int kind, Loc, Node * expr );
Node * stmt_attrs( Node * attrs, Node * stmt );
Node * stmt_wrap( Node * directive, Node * stmt );
Node * stmt_unimplemented( Loc, const char * what );
Node * label_new( Tok name, Node * attrs );
Node * case_new( Loc, Node * values, int is_default, Node * attrs );
Node * case_missing( Loc );
Node * stmt_labels( Node * labels, Node * stmt );
void label_alone( Node * labels );
Node * stmt_label_decl( Node * labels, Node * decl );
/* A condition: S_DECL list and expression, packed in one node until the statement takes them. */
Node * condition( Node * decl, Node * expr );
Node * stmt_if( Loc, int depth, Node * cond, Node * then, Node * els );
Node * stmt_while( Loc, int depth, Node * cond, Node * body, Node * els );
Node * stmt_do( Loc, Node * cond, Node * body, Node * els );
Node * stmt_for( Loc, int depth, Node * controls, Node * body, Node * els );
Node * stmt_cofor( Loc, int depth, Node * controls, Node * body );
Node * stmt_switch( Tok key, int depth, Node * cond, Node * body );
Node * stmt_jump( int kind, Loc, Str * label, int to_default );
Node * stmt_with( int kind, Loc, Node * exprs, Node * body );
Node * stmt_suspend( Loc, int key, Node * body );
Node * stmt_suspend_old( Loc, Node * expr );
Node * stmt_try( Loc, Node * block, Node * handlers, Node * finally );
Node * handler_new( Tok word, int depth, Node * param, Node * cond, Node * body );
Node * stmt_throw( Loc, int resume, Node * expr, Node * at );
Node * wait_call( Loc, Node * when, Node * target, Node * args, Node * body );
NodeList wait_next( NodeList clauses, Node * call );
NodeList wait_add( NodeList clauses, int form, Loc, Node * when, Node * target, Node * body );
Node * wait_until( Loc, Node * when, Node * target, Node * body );
Node * wait_group( int form, Node * clauses );
Node * wait_stmt( int kind, Node * clauses );
Node * wait_until_else( NodeList clauses, Loc, Node * when, Node * body );
Node * asm_new( Loc, int flags, Node * text );
Node * asm_operands( Node * stmt, Node * outputs, Node * inputs, Node * clobbers, Node * labels );
Node * asm_operand( Str * name, Node * constraint, Node * expr );

/* Controls of for and cofor. */
Node * control_c( Loc, Node * init, Node * cond, Node * step );
Node * control_index( Node * index, Node * range );
Node * range_at( Loc );
Node * range_low( Node * low, Tok * op, Node * high );
Node * range_step( Node * range, Tok op, Node * step );
Node * range_type( Tok * op, Specs * );

/* --- messages (diagnose.c) ------------------------------------------------------------------------------ */

void diagnose_start( void );
/* "illegal syntax, ..." at a place. */
void illegal( Loc, const char * fmt, ... ) __attribute__((format( printf, 2, 3 )));
void syntax_error( int code, const char * unexpected, const char * expected );
void parse_error( const char * text );
void undeclared_type( const Raw * name, const Raw * next );
void missing_semicolon( Specs *, Loc );

extern Node * parse_result;
int yyparse( void );
/* The token read ahead is classified again: names changed their meaning. */
void parser_refresh( void );

static inline NodeList list_of( Node * n ) {
	NodeList list = { 0 };
	list_push( &list, n );
	return list;
}

#endif
