/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The grammar of C∀ (LALR(1)). What one token of lookahead cannot decide is decided by the filter (filter.c), which
 * hands out distinct tokens; actions are one call of a builder (build_*.c).
 */
%code requires {
#include "Parser/internal.h"
}

%{
#include "Parser/internal.h"

#define YYMAXDEPTH 4000000
static int yylex( void );
static void yyerror( const char * text ) { parse_error( text ); }
%}

%define parse.error custom
%define lr.default-reduction consistent

%union {
	Tok tok;
	Node * node;
	NodeList list;
	Specs * specs;
	Declarator * declr;
	Pointers ptrs;
	Quals * quals;
	Params params;
	Init init;
	DeclList * decls;
	int num;
}

%token <tok> IDENTIFIER TYPEDEFname TYPEGENname QUALEXPRname LABELname
%token <tok> INTEGERconstant FLOATINGconstant CHARACTERconstant STRINGliteral
%token <tok> TYPEWORD "type specifier" STORAGE "storage class" EXTERN STATIC INLINE QUALIFIER "qualifier"
%token <tok> AGGkey "aggregate" ENUM TYPEOF ATOMIC VTABLE FORALL TRAIT ATTRIBUTE ATTRAT "@[" ATTRC23 "[[" ALIGNAS
%token <tok> ASM ASMQUAL EXTENSION STATICASSERT LABELdecl "__label__"
%token <tok> SIZEOF ALIGNOF OFFSETOF VAARG GENERIC REALIMAG COUNTOF
%token <tok> IF ELSE IFELSE "else of if" WHILE DO FOR COFOR SWITCH CASE DEFAULT GOTO BREAK CONTINUE FALLTHROUGH RETURN
%token <tok> WITH MUTEX MUTEXSTMT SUSPEND CORUN WAITFOR WAITUNTIL WHEN WOR WAND TIMEOUT TRY CATCH FINALLY
%token <tok> THROW THROWRESUME ATCLAUSE ENABLE VIRTUAL COERCE TYPEID OTYPE FTYPE
%token <tok> DIRECTIVE DIRECTIVEprefix RANGEop ASSIGNop ATASSIGN "@=" GLOBALDOT
%token <tok> TAGname TAGGENname MUTEXAGG ATTRSTMT AGGLBRACE
%token <tok> NSTAR NAMP NANDAND NDIM NTUPLE NLPAREN DECLLPAREN ARGSLPAREN ENUMLPAREN INITLBRACE
%token <tok> ELLIPSIS "..." ARROW "->" ICR "++" DECR "--" ANDAND "&&" OROR "||" SHL "<<" SHR ">>" LE "<=" GE ">="
%token <tok> EQ "==" NE "!="
%token <tok> '(' ')' '[' ']' '{' '}' ';' ':' ',' '.' '+' '-' '*' '/' '%' '&' '|' '^' '~' '!' '?' '=' '<' '>' '@' '\\' '`'
%token TOODEEP "deep nesting" UNKNOWN "character"

%precedence LOW
%precedence ATTRIBUTE ATTRAT ATTRC23 ALIGNAS
%precedence NOELSE
%precedence ELSE IFELSE WOR WAND
%right '=' ASSIGNop ATASSIGN
%right '?' ':'
%left OROR
%left ANDAND
%left '|'
%left '^'
%left '&'
%left EQ NE
%left '<' '>' LE GE
%left SHL SHR
%left '+' '-'
%left '*' '/' '%'
%left '\\'

%type <list> externals items item_list members enumerators strings attrs attrs_opt params idents params_forward args args_opt asgns type_args
%type <list> init_items designators fields attr_items kr_opt kr_list asm_operands asm_operands_opt asm_clobbers label_names
%type <list> assocs offset_path type_params assertions case_values for_controls handlers label_decls with_opt wu_or wu_and
%type <list> wf_chain assertion_args mdecls labels
%type <node> external definition function_definition declaration declaration_nosemi member item statement stmt compound
%type <node> body label condition for_control handler static_assert enumerator bits
%type <node> primary postfix unary cast asgn expr build_opt asgn_opt arg type_name type_arg string_constant init_value init_item_value
%type <node> field designator range_value tuple attr attr_item param cfa tail typedef_name agg agg_head enum enum_head
%type <node> type_param assertion fn_suffix dim for_range case_value wf_clause wu_clause when asm_operand assoc qual_scope
%type <node> brace_init build_type param_name mdecl asm_stmt
%type <specs> specs decl_specs
%type <declr> declarator direct_declarator abstract direct_abstract abstract_opt direct_abstract_attrs
%type <ptrs> pointer
%type <quals> quals_opt quals
%type <params> param_list_opt param_list
%type <init> init_opt param_init init
%type <decls> head next decls
%type <num> push_block push_proto push_scope fn_begin bang_opt agg_keep asm_quals sigil forall_open push_forall
%type <tok> name tag any_name quasi

%start unit

%%

unit
	: externals										{ parse_result = $1.head; }
	;
externals
	: %empty										{ $$ = (NodeList){ 0 }; }
	| externals external							{ $$ = $1; list_push( &$$, $2 ); }
	;
external
	: definition
	| ';'											{ $$ = NULL; }
	| error ';'										{ yyerrok; $$ = NULL; decl_recover( 1 ); }
	| error '}'										{ yyerrok; $$ = NULL; decl_recover( 1 ); }
	;
definition
	: declaration
	| function_definition
	| EXTENSION definition							{ $$ = $2; if ( $$ ) $$->flags |= NF_EXTENSION; }
	| DIRECTIVE										{ $$ = directive_new( D_DIRECTIVE, $1 ); }
	| ASM asm_quals '(' string_constant ')' ';'		{ $$ = file_asm( $1.loc, $4 ); }
	| EXTERN STRINGliteral push_linkage definition	{ $$ = linkage_end( $1, $<num>3, $4, 0 ); }
	| EXTERN STRINGliteral push_linkage '{' externals '}'
													{ $$ = linkage_end( $1, $<num>3, $5.head, 1 ); }
	| specs '{'										{ $<num>$ = group_begin( $1 ); }
		externals '}'								{ $$ = group_end( $1, $<num>3, $4.head ); }
	| declarator asm_attr							{ $<decls>$ = decl_first( NULL, $1 ); }
		nospec_rest									{ $$ = $<node>4; }
	;
nospec_rest		/* implicit int: f( i ) { ... }, x = 3; (chapter 01, 6.1.7) */
	: fn_begin kr_opt with_opt body					{ $<node>$ = function_end( $<decls>0, $2.head, $3.head, $4, $1 ); }
	| init_opt										{ $<decls>$ = decl_init( $<decls>0, $1 ); }
		nospec_more ';'								{ $<node>$ = decl_group( $<decls>2 ); }
	;
nospec_more
	: %empty
	| nospec_more ',' attrs_opt declarator asm_attr	{ $<decls>$ = decl_next( $<decls>0, $3.head, $4 ); }
		init_opt									{ decl_init( $<decls>6, $7 ); }
	;
push_linkage
	: %empty										{ $<num>$ = linkage_begin( $<tok>0 ); }
	;

/* ----- declarations ----------------------------------------------------------------------------------------- */

declaration
	: declaration_nosemi ';'						{ $$ = $1; }
	| static_assert ';'
	| specs TRAIT name AGGLBRACE agg_keep members '}' ';'	{ $$ = trait_new( $1, $2, $3, NULL, $6.head, $5, $5 ); }
	| TRAIT name '(' push_forall type_params ')' AGGLBRACE agg_keep members '}' ';'
													{ $$ = trait_new( NULL, $1, $2, $5.head, $9.head, $8, $4 ); }
	;
declaration_nosemi
	: decls											{ $$ = decl_group( $1 ); }
	| decl_specs									{ $$ = decl_only( $1 ); }
	;
decls
	: head init_opt									{ $$ = decl_init( $1, $2 ); }
	| next init_opt									{ $$ = decl_init( $1, $2 ); }
	;
head
	: decl_specs declarator asm_attr				{ $$ = decl_first( $1, $2 ); }
	;
next
	: decls ',' attrs_opt declarator asm_attr		{ $$ = decl_next( $1, $3.head, $4 ); }
	;
asm_attr		/* belongs to the declarator in front of it */
	: attrs_opt										{ declr_attrs( $<declr>0, $1.head ); }
	| asm_name attrs_opt							{ declr_attrs( $<declr>0, $2.head ); }
	;
asm_name
	: ASM '(' string_constant ')'					{ $<declr>0->asm_name = $3; }
	;
init_opt
	: %empty %prec LOW								{ $$ = (Init){ NULL, INIT_NONE }; }
	| init
	;
init
	: '=' init_value								{ $$ = (Init){ $2, INIT_ASSIGN }; }
	| '=' TYPEWORD									{ $$ = init_deleted( $2 ); }
	| ATASSIGN init_value							{ $$ = (Init){ $2, INIT_AT }; }
	| brace_init									{ $$ = (Init){ $1, INIT_CTOR }; }
	;
init_value
	: asgn
	| brace_init
	;
brace_init
	: INITLBRACE '}'								{ $$ = init_list( $1.loc, NULL ); }
	| INITLBRACE init_items '}'						{ $$ = init_list( $1.loc, $2.head ); }
	| INITLBRACE init_items ',' '}'					{ $$ = init_list( $1.loc, $2.head ); }
	| INITLBRACE error '}'							{ $$ = build_bad( $1.loc ); }
	;
init_items
	: init_item_value								{ $$ = list_of( $1 ); }
	| init_items ',' init_item_value				{ $$ = $1; list_push( &$$, $3 ); }
	;
init_item_value
	: init_value									{ $$ = init_item( NULL, $1, 0 ); }
	| designators '=' init_value					{ $$ = init_item( $1.head, $3, 0 ); }
	| designators init_value						{ $$ = init_item( $1.head, $2, 0 ); }
	| LABELname ':' init_value						{ $$ = init_item( designator_name( $1 ), $3, 1 ); }
	;
designators
	: designator									{ $$ = list_of( $1 ); }
	| designators designator						{ $$ = $1; list_push( &$$, $2 ); }
	;
designator
	: '.' any_name									{ $$ = designator_name( $2 ); }
	| NDIM range_value ']'							{ $$ = designator_index( $1.loc, $2 ); }
	| '.' '[' fields ']'							{ $$ = designator_tuple( $1.loc, $3.head ); }
	;
range_value
	: asgn
	| asgn ELLIPSIS asgn							{ $$ = range_expr( $1, $3 ); }
	| asgn RANGEop asgn								{ $$ = range_expr( $1, $3 ); }
	;
static_assert
	: STATICASSERT '(' asgn ')'						{ $$ = static_assert_new( $1.loc, $3, NULL ); }
	| STATICASSERT '(' asgn ',' string_constant ')'	{ $$ = static_assert_new( $1.loc, $3, $5 ); }
	;
function_definition
	: head fn_begin kr_opt with_opt body			{ $$ = function_end( $1, $3.head, $4.head, $5, $2 ); }
	| next fn_begin kr_opt with_opt body			{ $$ = function_end( $1, $3.head, $4.head, $5, $2 ); }
	;
fn_begin
	: %empty										{ $$ = function_begin( $<decls>0 ); }
	;
kr_opt
	: %empty										{ $$ = (NodeList){ 0 }; }
	| kr_list
	;
kr_list
	: declaration_nosemi ';'						{ $$ = list_of( kr_decl( $1 ) ); }
	| kr_list declaration_nosemi ';'				{ $$ = $1; list_push( &$$, kr_decl( $2 ) ); }
	;
with_opt
	: %empty										{ $$ = (NodeList){ 0 }; }
	| WITH '(' args ')'								{ $$ = $3; }
	| WITH IDENTIFIER								{ $$ = list_of( build_name( $2 ) ); }		/* seed form */
	;

/* specifiers; the filter hands out a type name only where a specifier can stand */
decl_specs
	: specs
	| cfa											{ $$ = specs_new_style( NULL, $1 ); }
	| specs cfa										{ $$ = specs_new_style( $1, $2 ); }
	;
specs
	: STORAGE										{ $$ = specs_storage( NULL, $1 ); }
	| EXTERN										{ $$ = specs_storage( NULL, $1 ); }
	| STATIC										{ $$ = specs_storage( NULL, $1 ); }
	| INLINE										{ $$ = specs_storage( NULL, $1 ); }
	| QUALIFIER										{ $$ = specs_qual( NULL, $1 ); }
	| TYPEWORD										{ $$ = specs_word( NULL, $1 ); }
	| build_type										{ $$ = specs_type( NULL, $1 ); }
	| attr											{ $$ = specs_attr( NULL, $1 ); }
	| forall_open '(' type_params ')'				{ $$ = specs_forall( NULL, $3.head, $1 ); }
	| specs STORAGE									{ $$ = specs_storage( $1, $2 ); }
	| specs EXTERN									{ $$ = specs_storage( $1, $2 ); }
	| specs STATIC									{ $$ = specs_storage( $1, $2 ); }
	| specs INLINE									{ $$ = specs_storage( $1, $2 ); }
	| specs QUALIFIER								{ $$ = specs_qual( $1, $2 ); }
	| specs TYPEWORD								{ $$ = specs_word( $1, $2 ); }
	| specs build_type								{ $$ = specs_type( $1, $2 ); }
	| specs attr									{ $$ = specs_attr( $1, $2 ); }
	| specs forall_open '(' type_params ')'			{ $$ = specs_forall( $1, $4.head, $2 ); }
	;
build_type
	: typedef_name
	| agg
	| enum
	| TYPEOF '(' expr ')'							{ $$ = typeof_spec( $1, $3, NULL ); }
	| TYPEOF '(' type_name ')'						{ $$ = typeof_spec( $1, NULL, $3 ); }
	| ATOMIC '(' type_name ')'						{ $$ = wrap_spec( T_ATOMIC, $1, $3 ); }
	| VTABLE '(' type_name ')'						{ $$ = wrap_spec( T_VTABLE, $1, $3 ); }
	;
typedef_name
	: TYPEDEFname									{ $$ = name_spec( $1 ); }
	| TYPEGENname '(' ')'							{ $$ = name_args( name_spec( $1 ), NULL ); }
	| TYPEGENname '(' type_args ')'					{ $$ = name_args( name_spec( $1 ), $3.head ); }
	| GLOBALDOT TYPEDEFname							{ $$ = name_global( $2 ); }
	| typedef_name '.' TYPEDEFname					{ $$ = name_qualified( $1, $3 ); }
	| typedef_name '.' TYPEGENname '(' ')'			{ $$ = name_args( name_qualified( $1, $3 ), NULL ); }
	| typedef_name '.' TYPEGENname '(' type_args ')'
													{ $$ = name_args( name_qualified( $1, $3 ), $5.head ); }
	;
type_args
	: type_arg										{ $$ = list_of( $1 ); }
	| type_args ',' type_arg						{ $$ = $1; list_push( &$$, $3 ); }
	;
type_arg
	: asgn
	| type_name										{ $$ = build_type( $1 ); }
	;

/* new style: modifiers to the left of the base type (chapter 01, 6.4) */
cfa
	: NSTAR tail									{ $$ = ns_pointer( $1, T_POINTER, $2 ); }
	| NAMP tail										{ $$ = ns_pointer( $1, T_REFERENCE, $2 ); }
	| NAMP MUTEX tail								{ $$ = ns_mutex( $1, $3 ); }
	| NANDAND tail									{ $$ = ns_pointer( $1, T_REFERENCE, ns_pointer( $1, T_REFERENCE, $2 ) ); }
	| NDIM dim ']' tail								{ $$ = tree_on( $2, $4 ); }
	| NTUPLE ']'									{ $$ = tuple_spec( $1.loc, NULL ); }
	| NTUPLE params ']'								{ $$ = tuple_spec( $1.loc, $2.head ); }
	| NTUPLE ']' NLPAREN push_proto param_list_opt ')'
													{ $$ = ns_function( tuple_spec( $1.loc, NULL ), $3.loc, $5, $4 ); }
	| NTUPLE params ']' NLPAREN push_proto param_list_opt ')'
													{ $$ = ns_function( tuple_spec( $1.loc, $2.head ), $4.loc, $6, $5 ); }
	;
tail
	: specs											{ $$ = specs_tree( $1 ); }
	| cfa
	| specs cfa										{ $$ = specs_over( $1, $2 ); }
	;

/* ----- declarators ------------------------------------------------------------------------------------------ */

declarator
	: direct_declarator
	| pointer direct_declarator						{ $$ = declr_pointers( $2, $1 ); }
	;
direct_declarator
	: IDENTIFIER									{ $$ = declr_name( $1 ); }
	| '@'											{ $$ = declr_name( $1 ); }
	| DECLLPAREN declarator ')'						{ $$ = $2; }
	| DECLLPAREN attrs declarator ')'				{ $$ = declr_add( $3, attr_spec( $1.loc, $2.head ) ); }
	| direct_declarator '[' dim ']'					{ $$ = declr_add( $1, $3 ); }
	| direct_declarator fn_suffix					{ $$ = declr_add( $1, $2 ); }
	;
pointer
	: '*' quals_opt									{ $$ = pointers_add( (Pointers){ 0 }, T_POINTER, $1.loc, $2 ); }
	| '&' quals_opt									{ $$ = pointers_add( (Pointers){ 0 }, T_REFERENCE, $1.loc, $2 ); }
	| ANDAND quals_opt								{ $$ = pointers_two( (Pointers){ 0 }, $1.loc, $2 ); }
	| pointer '*' quals_opt							{ $$ = pointers_add( $1, T_POINTER, $2.loc, $3 ); }
	| pointer '&' quals_opt							{ $$ = pointers_add( $1, T_REFERENCE, $2.loc, $3 ); }
	| pointer ANDAND quals_opt						{ $$ = pointers_two( $1, $2.loc, $3 ); }
	;
quals_opt
	: %empty %prec LOW								{ $$ = NULL; }
	| quals %prec LOW
	;
quals
	: QUALIFIER										{ $$ = quals_add( NULL, $1 ); }
	| MUTEX											{ $$ = quals_add( NULL, $1 ); }
	| attr											{ $$ = quals_attr( NULL, $1 ); }
	| quals QUALIFIER								{ $$ = quals_add( $1, $2 ); }
	| quals MUTEX									{ $$ = quals_add( $1, $2 ); }
	| quals attr									{ $$ = quals_attr( $1, $2 ); }
	;
fn_suffix
	: '(' push_proto param_list_opt ')'				{ $$ = function_spec( $1.loc, $3, $2 ); }
	;
dim
	: %empty										{ $$ = array_spec( NULL, NULL, 0 ); }
	| asgn											{ $$ = array_spec( $1, NULL, 0 ); }
	| build_type										{ $$ = array_spec( build_type( $1 ), NULL, 0 ); }
	| '*'											{ $$ = array_spec( NULL, NULL, DIM_STAR ); }
	| quals '*'										{ $$ = array_spec( NULL, $1, DIM_STAR ); }
	| quals											{ $$ = array_spec( NULL, $1, 0 ); }
	| quals asgn									{ $$ = array_spec( $2, $1, 0 ); }
	| STATIC asgn									{ $$ = array_spec( $2, NULL, DIM_STATIC ); }
	| STATIC quals asgn								{ $$ = array_spec( $3, $2, DIM_STATIC ); }
	| quals STATIC asgn								{ $$ = array_spec( $3, $1, DIM_STATIC ); }
	| error											{ $$ = array_spec( NULL, NULL, 0 ); }
	;
abstract_opt
	: %empty										{ $$ = NULL; }
	| abstract
	;
abstract
	: pointer										{ $$ = declr_pointers( declr_abstract(), $1 ); }
	| direct_abstract_attrs
	| pointer direct_abstract_attrs					{ $$ = declr_pointers( $2, $1 ); }
	;
direct_abstract_attrs
	: direct_abstract attrs_opt						{ $$ = declr_attrs( $1, $2.head ); }
	;
direct_abstract
	: DECLLPAREN abstract ')'						{ $$ = $2; }
	| DECLLPAREN attrs abstract_opt ')'				{ $$ = declr_add( $3 ? $3 : declr_abstract(), attr_spec( $1.loc, $2.head ) ); }
	| '[' dim ']'									{ $$ = declr_add( declr_abstract(), $2 ); }
	| fn_suffix										{ $$ = declr_add( declr_abstract(), $1 ); }
	| direct_abstract '[' dim ']'					{ $$ = declr_add( $1, $3 ); }
	| direct_abstract fn_suffix						{ $$ = declr_add( $1, $2 ); }
	;
type_name
	: decl_specs abstract_opt						{ $$ = type_name( $1, $2 ); }
	;
push_proto
	: %empty										{ $$ = scope_push( SCOPE_PROTO ); }
	;
param_list_opt
	: %empty										{ $$ = (Params){ NULL, FN_UNSPECIFIED, NULL }; }
	| param_list
	| params_forward param_list						{ $$ = $2; $$.forward = $1.head; }
	| ELLIPSIS										{ $$ = (Params){ NULL, FN_VARIADIC, NULL }; }
	| idents										{ $$ = (Params){ $1.head, FN_KR, NULL }; }
	| error											{ $$ = (Params){ NULL, FN_UNSPECIFIED, NULL }; }
	;
param_list
	: params										{ $$ = params_of( $1.head, 0 ); }
	| params ',' ELLIPSIS							{ $$ = params_of( $1.head, FN_VARIADIC ); }
	| params ELLIPSIS								{ $$ = params_of( $1.head, FN_VARIADIC ); }
	;
params_forward
	: params ';'
	| params_forward params ';'						{ $$ = $1; list_push( &$$, $2.head ); }
	;
params
	: param											{ $$ = list_of( $1 ); }
	| params ',' param								{ $$ = $1; list_push( &$$, $3 ); }
	;
param
	: decl_specs									{ $$ = make_param( $1, NULL, (Init){ 0 } ); }
	| decl_specs init								{ $$ = make_param( $1, NULL, $2 ); }
	| param_name param_init							{ $$ = param_default( $1, $2 ); }
	| decl_specs abstract param_init				{ $$ = make_param( $1, $2, $3 ); }
	;
param_name
	: decl_specs declarator asm_attr				{ $$ = make_param( $1, $2, (Init){ 0 } ); }
	;
param_init
	: %empty										{ $$ = (Init){ 0 }; }
	| init
	;
idents
	: IDENTIFIER									{ $$ = list_of( kr_name( $1 ) ); }
	| idents ',' IDENTIFIER							{ $$ = $1; list_push( &$$, kr_name( $3 ) ); }
	;

/* ----- attributes ------------------------------------------------------------------------------------------- */

attrs_opt
	: %empty %prec LOW								{ $$ = (NodeList){ 0 }; }
	| attrs %prec LOW
	;
attrs
	: attr											{ $$ = list_of( $1 ); }
	| attrs attr									{ $$ = $1; list_push( &$$, $2 ); }
	;
attr
	: ATTRIBUTE '(' '(' attr_items ')' ')'			{ $$ = attr_list( $4.head, ATTR_GNU ); }
	| ATTRIBUTE '(' attr_items ')'					{ $$ = attr_list( $3.head, ATTR_GNU ); }
	| ATTRAT attr_items ']'							{ $$ = attr_list( $2.head, ATTR_AT ); }
	| ATTRC23										{ $$ = attr_c23( $1 ); }
	| ALIGNAS '(' type_arg ')'						{ $$ = attr_alignas( $1, $3 ); }
	;
attr_items
	: attr_item										{ $$ = list_of( $1 ); }
	| attr_items ',' attr_item						{ $$ = $1; list_push( &$$, $3 ); }
	;
attr_item
	: %empty										{ $$ = NULL; }
	| IDENTIFIER									{ $$ = attr_new( $1, NULL, 0 ); }
	| IDENTIFIER '(' args_opt ')'					{ $$ = attr_new( $1, $3.head, 1 ); }
	;

/* ----- aggregates, enumerations ------------------------------------------------------------------------------ */

agg
	: agg_head %prec LOW							{ $$ = agg_use( $1 ); }
	| agg_head AGGLBRACE agg_scope members '}' attrs_opt	{ $$ = agg_end( $1, $<num>3, $4.head, $6.head ); }
	| agg_head AGGLBRACE agg_scope members error '}' attrs_opt	{ yyerrok; $$ = agg_end( $1, $<num>3, $4.head, $7.head ); }
	| agg_head AGGLBRACE agg_scope members '}' attrs_opt ARGSLPAREN type_args ')'
													{ $$ = agg_args( agg_end( $1, $<num>3, $4.head, $6.head ), $8.head ); }
	| AGGkey attrs_opt TAGGENname '(' type_args ')'	{ $$ = agg_instance( $1, $2.head, $3, $5.head ); }
	;
agg_head
	: AGGkey attrs_opt								{ $$ = agg_begin( $1, $2.head, NULL, NULL ); }
	| AGGkey attrs_opt tag attrs_opt				{ $$ = agg_begin( $1, $2.head, &$3, $4.head ); }
	| MUTEXAGG AGGkey attrs_opt						{ $$ = agg_mutex( agg_begin( $2, $3.head, NULL, NULL ), $1.loc ); }
	| MUTEXAGG AGGkey attrs_opt tag attrs_opt			{ $$ = agg_mutex( agg_begin( $2, $3.head, &$4, $5.head ), $1.loc ); }
	;
tag
	: TAGname
	;
agg_scope
	: %empty										{ $<num>$ = agg_body( $<node>-1 ); }
	;
agg_keep
	: %empty										{ $$ = trait_body(); }
	;
members
	: %empty										{ $$ = (NodeList){ 0 }; }
	| members member								{ $$ = $1; list_push( &$$, $2 ); }
	;
member
	: decl_specs ';'								{ $$ = member_only( $1 ); }
	| decl_specs mdecls ';'							{ $$ = member_group( $1, $2.head ); }
	| static_assert ';'
	| EXTENSION member								{ $$ = $2; if ( $$ ) $$->flags |= NF_EXTENSION; }
	| DIRECTIVE										{ $$ = directive_new( D_DIRECTIVE, $1 ); }
	| ';'											{ $$ = NULL; }
	| error ';'										{ yyerrok; $$ = NULL; }
	;
mdecls
	: mdecl											{ $$ = list_of( $1 ); }
	| mdecls ',' attrs_opt mdecl					{ $$ = $1; list_push( &$$, member_attrs( $4, $3.head ) ); }
	;
mdecl
	: declarator attrs_opt							{ $$ = member_new( $1, NULL, $2.head ); }
	| declarator attrs_opt init						{ $$ = member_init( member_new( $1, NULL, $2.head ), $3 ); }
	| declarator bits								{ $$ = member_new( $1, $2, NULL ); }
	| declarator bits attrs							{ $$ = member_new( $1, $2, $3.head ); }
	| bits attrs_opt								{ $$ = member_new( declr_abstract(), $1, $2.head ); }
	| abstract										{ $$ = member_new( $1, NULL, NULL ); }
	;
bits
	: ':' asgn										{ $$ = $2; }
	;
enum
	: enum_head %prec LOW							{ $$ = enum_use( $1 ); }
	| enum_head bang_opt AGGLBRACE enumerators '}' attrs_opt			{ $$ = enum_end( $1, $2, $4.head, $6.head ); }
	| enum_head bang_opt AGGLBRACE enumerators ',' '}' attrs_opt		{ $$ = enum_end( $1, $2, $4.head, $7.head ); }
	| enum_head bang_opt AGGLBRACE '}' attrs_opt						{ $$ = enum_end( $1, $2, NULL, $5.head ); }
	| enum_head bang_opt AGGLBRACE error '}' attrs_opt				{ $$ = enum_end( $1, $2, NULL, $6.head ); }
	;
bang_opt
	: %empty										{ $$ = 0; }
	| '!'											{ $$ = 1; }
	;
enum_head
	: ENUM attrs_opt								{ $$ = enum_begin( $1, ENUM_PLAIN, NULL, $2.head, NULL, NULL ); }
	| ENUM attrs_opt tag attrs_opt					{ $$ = enum_begin( $1, ENUM_PLAIN, NULL, $2.head, &$3, $4.head ); }
	| ENUM ENUMLPAREN ')' attrs_opt						{ $$ = enum_begin( $1, ENUM_OPAQUE, NULL, $4.head, NULL, NULL ); }
	| ENUM ENUMLPAREN ')' attrs_opt tag attrs_opt			{ $$ = enum_begin( $1, ENUM_OPAQUE, NULL, $4.head, &$5, $6.head ); }
	| ENUM ENUMLPAREN type_name ')' attrs_opt				{ $$ = enum_begin( $1, ENUM_TYPED, $3, $5.head, NULL, NULL ); }
	| ENUM ENUMLPAREN type_name ')' attrs_opt tag attrs_opt	{ $$ = enum_begin( $1, ENUM_TYPED, $3, $5.head, &$6, $7.head ); }
	;
enumerators
	: enumerator									{ $$ = list_of( $1 ); }
	| enumerators ',' enumerator					{ $$ = $1; list_push( &$$, $3 ); }
	;
enumerator
	: IDENTIFIER attrs_opt							{ $$ = enumerator( $1, $2.head, NULL, 0 ); }
	| IDENTIFIER attrs_opt '=' init_value			{ $$ = enumerator( $1, $2.head, $4, 0 ); }
	| '!' IDENTIFIER attrs_opt						{ $$ = enumerator( $2, $3.head, NULL, '!' ); }
	| '!' IDENTIFIER attrs_opt '=' init_value		{ $$ = enumerator( $2, $3.head, $5, '!' ); }
	| '^' IDENTIFIER attrs_opt						{ $$ = enumerator( $2, $3.head, NULL, '^' ); }
	| '^' IDENTIFIER attrs_opt '=' init_value		{ $$ = enumerator( $2, $3.head, $5, '^' ); }
	| INLINE TYPEDEFname							{ $$ = enumerator_inline( $2 ); }
	| INLINE IDENTIFIER								{ $$ = enumerator_inline( $2 ); }
	;

/* ----- polymorphism (chapter 04, 4.2) ------------------------------------------------------------------------ */

forall_open
	: FORALL										{ $$ = scope_push( SCOPE_FORALL ); }
	;
push_forall
	: %empty										{ $$ = scope_push( SCOPE_FORALL ); }
	;
type_params
	: type_param									{ $$ = list_of( $1 ); }
	| type_params ',' type_param					{ $$ = $1; list_push( &$$, $3 ); }
	;
type_param
	: param_open									{ $$ = $<node>1; }
	| param_open '=' type_name						{ $$ = forall_end( $<node>1, $3, NULL ); }
	| param_open assertions							{ $$ = forall_end( $<node>1, NULL, $2.head ); }
	| param_open '=' type_name assertions			{ $$ = forall_end( $<node>1, $3, $4.head ); }
	| assertions									{ $$ = forall_end( NULL, NULL, $1.head ); }
	;
param_open
	: IDENTIFIER sigil								{ $<node>$ = forall_param( $1, $2, NULL ); }
	| OTYPE IDENTIFIER sigil						{ $<node>$ = forall_old( $1, $2, $3 ); }
	| FTYPE IDENTIFIER								{ $<node>$ = forall_param( $2, TP_FTYPE, NULL ); }
	| '[' IDENTIFIER ']'							{ $<node>$ = forall_param( $2, TP_DIMENSION, NULL ); }
	| ENUM ENUMLPAREN IDENTIFIER ')' IDENTIFIER sigil		{ $<node>$ = forall_param( $5, $6, &$3 ); }
	;
sigil
	: %empty										{ $$ = TP_OBJECT; }
	| '*'											{ $$ = TP_SIZED; }
	| '&'											{ $$ = TP_DATA; }
	| ELLIPSIS										{ $$ = TP_PACK; }
	;
assertions
	: assertion										{ $$ = list_of( $1 ); }
	| assertions assertion							{ $$ = $1; list_push( &$$, $2 ); }
	;
assertion
	: '|' IDENTIFIER '(' assertion_args ')'			{ $$ = assertion_trait( $2, $4.head ); }
	| '|' AGGLBRACE agg_keep members '}'					{ $$ = assertion_decls( $1.loc, $4.head, $3 ); }
	;
assertion_args
	: %empty										{ $$ = (NodeList){ 0 }; }
	| type_args
	;

/* ----- expressions ------------------------------------------------------------------------------------------ */

name
	: IDENTIFIER
	| TYPEDEFname
	| TYPEGENname
	;
any_name
	: name
	| quasi
	;
quasi
	: AGGkey
	| INTEGERconstant
	;
strings
	: STRINGliteral									{ $$ = list_of( string_piece( $1 ) ); }
	| strings STRINGliteral							{ $$ = $1; list_push( &$$, string_piece( $2 ) ); }
	;
string_constant
	: strings										{ $$ = string_join( $1.head ); }
	;
primary
	: IDENTIFIER									{ $$ = build_name( $1 ); }
	| INTEGERconstant								{ $$ = build_int( $1 ); }
	| FLOATINGconstant								{ $$ = build_float( $1 ); }
	| CHARACTERconstant								{ $$ = build_char( $1 ); }
	| string_constant
	| '(' expr ')'									{ $$ = build_paren( $2 ); }
	| '(' compound ')'								{ $$ = build_stmt( $1.loc, $2 ); }
	| '(' error ')'									{ $$ = build_bad( $1.loc ); }
	| tuple
	| qual_scope '.' IDENTIFIER						{ $$ = build_qualified( $1, $3 ); }
	| GENERIC '(' asgn ',' assocs ')'				{ $$ = build_generic( $1.loc, $3, $5.head ); }
	| OFFSETOF '(' type_name ',' offset_path ')'	{ $$ = build_offsetof( $1.loc, $3, $5.head ); }
	| VAARG '(' asgn ',' type_name ')'				{ $$ = build_vaarg( $1.loc, $3, $5 ); }
	;
qual_scope
	: QUALEXPRname									{ $$ = name_spec( $1 ); }
	| GLOBALDOT QUALEXPRname						{ $$ = name_global( $2 ); }
	| typedef_name '.' QUALEXPRname					{ $$ = name_qualified( $1, $3 ); }
	| qual_scope '.' QUALEXPRname					{ $$ = name_qualified( $1, $3 ); }
	;
tuple
	: '[' asgns ']'									{ $$ = build_tuple( $1.loc, $2.head ); }
	| '[' asgns ',' ']'								{ $$ = build_tuple( $1.loc, $2.head ); }
	| '[' ',' ']'									{ $$ = build_tuple( $1.loc, NULL ); }
	| '[' ']'										{ $$ = build_tuple( $1.loc, NULL ); }
	| '[' '@' ',' asgns ']'							{ $$ = build_elided( $1.loc ); }
	;
asgns
	: asgn											{ $$ = list_of( $1 ); }
	| asgns ',' asgn								{ $$ = $1; list_push( &$$, $3 ); }
	| asgns ',' '@'									{ $$ = $1; list_push( &$$, build_elided( $3.loc ) ); }
	;
assocs
	: assoc											{ $$ = list_of( $1 ); }
	| assocs ',' assoc								{ $$ = $1; list_push( &$$, $3 ); }
	;
assoc
	: type_name ':' asgn							{ $$ = build_assoc( $1, $3 ); }
	| DEFAULT ':' asgn								{ $$ = build_assoc( NULL, $3 ); }
	;
offset_path
	: any_name										{ $$ = list_of( designator_name( $1 ) ); }
	| offset_path '.' any_name						{ $$ = $1; list_push( &$$, designator_name( $3 ) ); }
	| offset_path ARROW any_name					{ $$ = offset_arrow( $1, $3 ); }
	| offset_path '[' expr ']'						{ $$ = $1; list_push( &$$, designator_index( $2.loc, $3 ) ); }
	;
postfix
	: primary
	| postfix '[' asgns ']'							{ $$ = build_index( $1, $3.head ); }
	| postfix '[' error ']'							{ $$ = build_bad( $2.loc ); }
	| postfix '(' args_opt ')'						{ $$ = build_call( E_CALL, $1, $3.head ); }
	| postfix '(' error ')'							{ $$ = build_bad( $2.loc ); }
	| postfix INITLBRACE args_opt '}'				{ $$ = build_call( E_CTOR, $1, $3.head ); }
	| '^' primary INITLBRACE args_opt '}'			{ $$ = build_call( E_DTOR, $2, $4.head ); }
	| postfix '`' IDENTIFIER						{ $$ = build_postfix_call( $1, $3 ); }
	| postfix '.' name								{ $$ = build_member( $1, $3, 0 ); }
	| postfix ARROW name							{ $$ = build_member( $1, $3, 1 ); }
	| postfix '.' INTEGERconstant					{ $$ = build_tuple_member( $1, $3, 0 ); }
	| postfix ARROW INTEGERconstant					{ $$ = build_tuple_member( $1, $3, 1 ); }
	| postfix '.' '[' fields ']'					{ $$ = build_member_tuple( $1, $4.head, 0 ); }
	| postfix ARROW '[' fields ']'					{ $$ = build_member_tuple( $1, $4.head, 1 ); }
	| postfix '.' AGGkey							{ $$ = build_keyword_member( $1, $3 ); }
	| postfix ICR									{ $$ = build_unary( OP_POSTINC, $1, $1->loc ); }
	| postfix DECR									{ $$ = build_unary( OP_POSTDEC, $1, $1->loc ); }
	| '(' type_name ')' brace_init					{ $$ = build_compound( $1.loc, $2, $4, 0 ); }
	| '(' type_name ')' '@' brace_init				{ $$ = build_compound( $1.loc, $2, $5, 1 ); }
	;
args_opt
	: %empty										{ $$ = (NodeList){ 0 }; }
	| args
	| args ','										{ $$ = trailing_comma( $1, $2.loc ); }
	;
args
	: arg											{ $$ = list_of( $1 ); }
	| args ',' arg									{ $$ = $1; list_push( &$$, $3 ); }
	;
arg
	: asgn
	| type_name										{ $$ = build_type( $1 ); }
	| '?'											{ $$ = build_argform( $1.loc, NULL, NULL ); }
	| '?' IDENTIFIER '=' asgn						{ $$ = build_argform( $1.loc, $2.str, $4 ); }
	;
fields
	: field											{ $$ = list_of( $1 ); }
	| fields ',' field								{ $$ = $1; list_push( &$$, $3 ); }
	;
field
	: name											{ $$ = build_field( $1, 0 ); }
	| INTEGERconstant								{ $$ = build_field( $1, 1 ); }
	| '@'											{ $$ = build_elided( $1.loc ); }
	| name '.' field								{ $$ = field_sub( build_field( $1, 0 ), $3, 0 ); }
	| name ARROW field								{ $$ = field_sub( build_field( $1, 0 ), $3, 1 ); }
	| INTEGERconstant '.' field						{ $$ = field_sub( build_field( $1, 1 ), $3, 0 ); }
	| INTEGERconstant ARROW field					{ $$ = field_sub( build_field( $1, 1 ), $3, 1 ); }
	| name '.' '[' fields ']'						{ $$ = field_sub( build_field( $1, 0 ), $4.head, 0 ); }
	| name ARROW '[' fields ']'						{ $$ = field_sub( build_field( $1, 0 ), $4.head, 1 ); }
	| INTEGERconstant '.' '[' fields ']'			{ $$ = field_sub( build_field( $1, 1 ), $4.head, 0 ); }
	| INTEGERconstant ARROW '[' fields ']'			{ $$ = field_sub( build_field( $1, 1 ), $4.head, 1 ); }
	;
unary
	: postfix
	| ICR unary										{ $$ = build_unary( OP_PREINC, $2, $1.loc ); }
	| DECR unary									{ $$ = build_unary( OP_PREDEC, $2, $1.loc ); }
	| '+' cast										{ $$ = build_unary( OP_PLUS, $2, $1.loc ); }
	| '-' cast										{ $$ = build_unary( OP_MINUS, $2, $1.loc ); }
	| '!' cast										{ $$ = build_unary( OP_NOT, $2, $1.loc ); }
	| '~' cast										{ $$ = build_unary( OP_COMPL, $2, $1.loc ); }
	| '*' cast										{ $$ = build_unary( OP_DEREF, $2, $1.loc ); }
	| '&' cast										{ $$ = build_unary( OP_ADDR, $2, $1.loc ); }
	| EXTENSION cast								{ $$ = build_unary( OP_EXTENSION, $2, $1.loc ); }
	| REALIMAG cast									{ $$ = build_unary( keyword_of( $1.str )->arg, $2, $1.loc ); }
	| ANDAND name									{ $$ = build_labeladdr( $1.loc, $2 ); }
	| ANDAND '&' cast								{ $$ = build_unary( OP_ADDR, build_unary( OP_ADDR, build_unary( OP_ADDR, $3, $2.loc ), $1.loc ), $1.loc ); }
	| SIZEOF unary									{ $$ = build_sizeof( $1, $2, NULL ); }
	| SIZEOF '(' type_name ')'						{ $$ = build_sizeof( $1, NULL, $3 ); }
	;
cast
	: unary
	| '(' type_name ')' cast						{ $$ = build_cast( $1.loc, CAST_PLAIN, $2, $4, 0 ); }
	| '(' RETURN type_name ')' cast					{ $$ = build_cast( $1.loc, CAST_RETURN, $3, $5, 0 ); }
	| '(' VIRTUAL type_name ')' cast				{ $$ = build_cast( $1.loc, CAST_VIRTUAL, $3, $5, 0 ); }
	| '(' VIRTUAL ')' cast							{ $$ = build_cast( $1.loc, CAST_VIRTUAL, NULL, $4, 0 ); }
	| '(' COERCE type_name ')' cast					{ $$ = build_cast( $1.loc, CAST_COERCE, $3, $5, 0 ); }
	| '(' AGGkey '&' ')' cast						{ $$ = build_keyword_cast( CAST_KEYWORD_REF, $2, $3.loc, $5 ); }
	| '(' AGGkey '*' ')' cast						{ $$ = build_keyword_cast( CAST_KEYWORD_PTR, $2, $3.loc, $5 ); }
	| '(' qual_changes ')' cast						{ $$ = build_cast( $1.loc, CAST_QUALS, NULL, $4, 0 ); }
	;
qual_changes		/* ( + const - volatile )e: reserved */
	: '+' QUALIFIER
	| '-' QUALIFIER
	| qual_changes '+' QUALIFIER
	| qual_changes '-' QUALIFIER
	;
asgn
	: cast
	| asgn '\\' asgn									{ $$ = build_binary( OP_POWER, $1, $3 ); }
	| asgn '*' asgn									{ $$ = build_binary( OP_MUL, $1, $3 ); }
	| asgn '/' asgn									{ $$ = build_binary( OP_DIV, $1, $3 ); }
	| asgn '%' asgn									{ $$ = build_binary( OP_MOD, $1, $3 ); }
	| asgn '+' asgn									{ $$ = build_binary( OP_ADD, $1, $3 ); }
	| asgn '-' asgn									{ $$ = build_binary( OP_SUB, $1, $3 ); }
	| asgn SHL asgn									{ $$ = build_binary( OP_SHL, $1, $3 ); }
	| asgn SHR asgn									{ $$ = build_binary( OP_SHR, $1, $3 ); }
	| asgn '<' asgn									{ $$ = build_binary( OP_LT, $1, $3 ); }
	| asgn '>' asgn									{ $$ = build_binary( OP_GT, $1, $3 ); }
	| asgn LE asgn									{ $$ = build_binary( OP_LE, $1, $3 ); }
	| asgn GE asgn									{ $$ = build_binary( OP_GE, $1, $3 ); }
	| asgn EQ asgn									{ $$ = build_binary( OP_EQ, $1, $3 ); }
	| asgn NE asgn									{ $$ = build_binary( OP_NE, $1, $3 ); }
	| asgn '&' asgn									{ $$ = build_binary( OP_BITAND, $1, $3 ); }
	| asgn '^' asgn									{ $$ = build_binary( OP_BITXOR, $1, $3 ); }
	| asgn '|' asgn									{ $$ = build_binary( OP_BITOR, $1, $3 ); }
	| asgn ANDAND asgn								{ $$ = build_binary( OP_ANDAND, $1, $3 ); }
	| asgn OROR asgn								{ $$ = build_binary( OP_OROR, $1, $3 ); }
	| asgn '?' expr ':' asgn						{ $$ = build_cond( $1, $3, $5 ); }
	| asgn '?' ':' asgn								{ $$ = build_cond( $1, NULL, $4 ); }
	| asgn '=' asgn									{ $$ = build_assign( OP_NONE, $1, $3 ); }
	| asgn '=' brace_init							{ $$ = build_assign_init( $1, $2.loc ); }
	| asgn ATASSIGN asgn							{ $$ = build_assign( OP_AT, $1, $3 ); }
	| asgn ASSIGNop asgn							{ $$ = build_assign( op_of_assign( $2 ), $1, $3 ); }
	| TYPEID '(' type_name ')'						{ $$ = build_typeid( $1.loc ); }
	;
expr
	: asgn
	| expr ',' asgn									{ $$ = build_binary( OP_COMMA, $1, $3 ); }
	;
build_opt
	: %empty										{ $$ = NULL; }
	| expr
	;
asgn_opt
	: %empty										{ $$ = NULL; }
	| asgn
	;

/* ----- statements (chapter 02) ------------------------------------------------------------------------------- */

compound
	: '{' push_block label_decls items '}'			{ $$ = block_end( $1.loc, $2, $3.head, $4.head, $5.loc ); }
	| '{' push_block label_decls labels '}'			{ $$ = block_end_labels( $1.loc, $2, $3.head, (NodeList){ 0 }, $4.head, $5.loc ); }
	| '{' push_block label_decls item_list labels '}'	{ $$ = block_end_labels( $1.loc, $2, $3.head, $4, $5.head, $6.loc ); }
	| '{' push_block label_decls error '}'			{ yyerrok; $$ = block_end( $1.loc, $2, $3.head, NULL, $5.loc ); }
	| '{' push_block label_decls item_list error '}'	{ yyerrok; $$ = block_end( $1.loc, $2, $3.head, $4.head, $6.loc ); }
	;
body		/* of a function: its scope is open already */
	: '{' label_decls items '}'						{ $$ = stmt_compound( $1.loc, $2.head, $3.head, $4.loc ); }
	| '{' label_decls error '}'						{ yyerrok; $$ = stmt_compound( $1.loc, $2.head, NULL, $4.loc ); }
	| '{' label_decls item_list error '}'			{ yyerrok; $$ = stmt_compound( $1.loc, $2.head, $3.head, $5.loc ); }
	| '{' label_decls labels '}'					{ $$ = block_end_labels( $1.loc, -1, $2.head, (NodeList){ 0 }, $3.head, $4.loc ); }
	| '{' label_decls item_list labels '}'			{ $$ = block_end_labels( $1.loc, -1, $2.head, $3, $4.head, $5.loc ); }
	;
push_block
	: %empty										{ $$ = block_begin(); }
	;
label_decls
	: %empty										{ $$ = (NodeList){ 0 }; }
	| label_decls LABELdecl label_names ';'				{ $$ = $1; list_push( &$$, $3.head ); }
	;
items
	: %empty										{ $$ = (NodeList){ 0 }; }
	| item_list
	;
item_list
	: item											{ $$ = list_of( $1 ); }
	| item_list item								{ $$ = $1; list_push( &$$, $2 ); }
	;
item
	: statement
	| block_decl									{ $$ = stmt_decl( $<node>1 ); }
	| labels block_decl								{ $$ = stmt_label_decl( $1.head, stmt_decl( $<node>2 ) ); }
	| error ';'										{ yyerrok; $$ = NULL; decl_recover( 0 ); }
	;
block_decl
	: declaration									{ $<node>$ = $1; }
	| function_definition							{ $<node>$ = $1; }
	| EXTENSION block_decl							{ $<node>$ = $<node>2; $<node>$->flags |= NF_EXTENSION; }
	;
labels
	: label											{ $$ = list_of( $1 ); }
	| labels label									{ $$ = $1; list_push( &$$, $2 ); }
	;
label
	: LABELname ':' attrs_opt						{ $$ = label_new( $1, $3.head ); }
	| CASE case_values ':' attrs_opt				{ $$ = case_new( $1.loc, $2.head, 0, $4.head ); }
	| CASE ':' attrs_opt							{ $$ = case_missing( $1.loc ); }
	| DEFAULT ':' attrs_opt							{ $$ = case_new( $1.loc, NULL, 1, $3.head ); }
	;
case_values
	: case_value									{ $$ = list_of( $1 ); }
	| case_values ',' case_value					{ $$ = $1; list_push( &$$, $3 ); }
	;
case_value
	: range_value
	;
statement
	: stmt
	| labels stmt									{ $$ = stmt_labels( $1.head, $2 ); }
	| ATTRSTMT attrs stmt									{ $$ = stmt_attrs( $2.head, $3 ); }
	| ATTRSTMT attrs labels stmt					{ $$ = stmt_attrs( $2.head, stmt_labels( $3.head, $4 ) ); }
	;
stmt
	: compound
	| ';'											{ $$ = stmt_null( $1.loc ); }
	| expr ';'										{ $$ = stmt_expr( S_EXPR, $1->loc, $1 ); }
	| DIRECTIVE										{ $$ = directive_new( S_DIRECTIVE, $1 ); }
	| DIRECTIVEprefix statement						{ $$ = stmt_wrap( directive_new( S_DIRECTIVE, $1 ), $2 ); }
	| IF '(' push_scope condition ')' statement %prec NOELSE		{ $$ = stmt_if( $1.loc, $3, $4, $6, NULL ); }
	| IF '(' push_scope condition ')' statement ELSE statement		{ $$ = stmt_if( $1.loc, $3, $4, $6, $8 ); }
	| IF '(' push_scope condition ')' statement IFELSE statement	{ $$ = stmt_if( $1.loc, $3, $4, $6, $8 ); }
	| WHILE '(' push_scope condition ')' statement %prec NOELSE		{ $$ = stmt_while( $1.loc, $3, $4, $6, NULL ); }
	| WHILE '(' push_scope condition ')' statement ELSE statement	{ $$ = stmt_while( $1.loc, $3, $4, $6, $8 ); }
	| WHILE '(' push_scope ')' statement %prec NOELSE				{ $$ = stmt_while( $1.loc, $3, NULL, $5, NULL ); }
	| WHILE '(' push_scope ')' statement ELSE statement				{ $$ = stmt_while( $1.loc, $3, NULL, $5, $7 ); }
	| DO statement WHILE '(' build_opt ')' ';'		{ $$ = stmt_do( $1.loc, $5, $2, NULL ); }
	| DO statement WHILE '(' build_opt ')' ELSE statement			{ $$ = stmt_do( $1.loc, $5, $2, $8 ); }
	| FOR '(' push_scope for_controls ')' statement %prec NOELSE	{ $$ = stmt_for( $1.loc, $3, $4.head, $6, NULL ); }
	| FOR '(' push_scope for_controls ')' statement ELSE statement	{ $$ = stmt_for( $1.loc, $3, $4.head, $6, $8 ); }
	| COFOR '(' push_scope for_controls ')' statement				{ $$ = stmt_cofor( $1.loc, $3, $4.head, $6 ); }
	| SWITCH '(' push_scope condition ')' statement		{ $$ = stmt_switch( $1, $3, $4, $6 ); }
	| GOTO name ';'									{ $$ = stmt_jump( S_GOTO, $1.loc, $2.str, 0 ); }
	| GOTO '*' expr ';'								{ $$ = stmt_expr( S_GOTOEXPR, $1.loc, $3 ); }
	| BREAK ';'										{ $$ = stmt_jump( S_BREAK, $1.loc, NULL, 0 ); }
	| BREAK name ';'								{ $$ = stmt_jump( S_BREAK, $1.loc, $2.str, 0 ); }
	| CONTINUE ';'									{ $$ = stmt_jump( S_CONTINUE, $1.loc, NULL, 0 ); }
	| CONTINUE name ';'								{ $$ = stmt_jump( S_CONTINUE, $1.loc, $2.str, 0 ); }
	| FALLTHROUGH ';'								{ $$ = stmt_jump( S_FALLTHROUGH, $1.loc, NULL, 0 ); }
	| FALLTHROUGH name ';'							{ $$ = stmt_jump( S_FALLTHROUGH, $1.loc, $2.str, 0 ); }
	| FALLTHROUGH DEFAULT ';'						{ $$ = stmt_jump( S_FALLTHROUGH, $1.loc, NULL, 1 ); }
	| RETURN build_opt ';'							{ $$ = stmt_expr( S_RETURN, $1.loc, $2 ); }
	| RETURN brace_init ';'							{ $$ = stmt_unimplemented( $1.loc, "Initializer return" ); }
	| WITH '(' args ')' statement					{ $$ = stmt_with( S_WITH, $1.loc, $3.head, $5 ); }
	| MUTEXSTMT '(' args_opt ')' statement			{ $$ = stmt_with( S_MUTEX, $1.loc, $3.head, $5 ); }
	| SUSPEND ';'									{ $$ = stmt_suspend( $1.loc, 0, NULL ); }
	| SUSPEND AGGkey ';'							{ $$ = stmt_suspend( $1.loc, keyword_of( $2.str )->arg, NULL ); }
	| SUSPEND compound								{ $$ = stmt_suspend( $1.loc, 0, $2 ); }
	| SUSPEND AGGkey compound						{ $$ = stmt_suspend( $1.loc, keyword_of( $2.str )->arg, $3 ); }
	| SUSPEND '(' build_opt ')' ';'					{ $$ = stmt_suspend_old( $1.loc, $3 ); }
	| CORUN statement								{ $$ = stmt_expr( S_CORUN, $1.loc, $2 ); }
	| ENABLE idents compound						{ $$ = stmt_unimplemented( $1.loc, "enable/disable statement" ); }
	| wf_chain %prec NOELSE							{ $$ = wait_stmt( S_WAITFOR, $1.head ); }
	| wu_or %prec NOELSE							{ $$ = wait_stmt( S_WAITUNTIL, $1.head ); }
	| wu_or WOR ELSE statement						{ $$ = wait_until_else( $1, $3.loc, NULL, $4 ); }
	| wu_or WOR when ELSE statement					{ $$ = wait_until_else( $1, $4.loc, $3, $5 ); }
	| TRY compound handlers							{ $$ = stmt_try( $1.loc, $2, $3.head, NULL ); }
	| TRY compound FINALLY compound					{ $$ = stmt_try( $1.loc, $2, NULL, $4 ); }
	| TRY compound handlers FINALLY compound		{ $$ = stmt_try( $1.loc, $2, $3.head, $5 ); }
	| THROW asgn_opt ';'							{ $$ = stmt_throw( $1.loc, 0, $2, NULL ); }
	| THROWRESUME asgn_opt ';'						{ $$ = stmt_throw( $1.loc, 1, $2, NULL ); }
	| THROWRESUME asgn ATCLAUSE asgn ';'			{ $$ = stmt_throw( $1.loc, 1, $2, $4 ); }
	| asm_stmt ';'
	;
push_scope
	: %empty										{ $$ = scope_push( SCOPE_BLOCK ); }
	;
condition
	: expr											{ $$ = condition( NULL, $1 ); }
	| declaration_nosemi							{ $$ = condition( $1, NULL ); }
	| declaration_nosemi ';' expr					{ $$ = condition( $1, $3 ); }
	;
handlers
	: handler										{ $$ = list_of( $1 ); }
	| handlers handler								{ $$ = $1; list_push( &$$, $2 ); }
	;
handler
	: CATCH '(' push_scope param ')' compound		{ $$ = handler_new( $1, $3, $4, NULL, $6 ); }
	| CATCH '(' push_scope param ';' build_opt ')' compound	{ $$ = handler_new( $1, $3, $4, $6, $8 ); }
	;

/* loop controls (chapter 02, 6) */
for_controls
	: for_control									{ $$ = list_of( $1 ); }
	| for_controls ':' for_control					{ $$ = $1; list_push( &$$, $3 ); }
	;
for_control
	: %empty										{ $$ = control_c( (Loc){ 0 }, NULL, NULL, NULL ); }
	| for_range										{ $$ = control_index( NULL, $1 ); }
	| expr ';' for_range							{ $$ = control_index( $1, $3 ); }
	| expr ';' range_type							{ $$ = control_index( $1, $<node>3 ); }
	| declaration_nosemi ';' for_range				{ $$ = control_index( $1, $3 ); }
	| declaration_nosemi ';' range_type				{ $$ = control_index( $1, $<node>3 ); }
	| expr ';' build_opt ';' build_opt				{ $$ = control_c( $2.loc, $1, $3, $5 ); }
	| declaration_nosemi ';' build_opt ';' build_opt	{ $$ = control_c( $2.loc, $1, $3, $5 ); }
	| ';' build_opt ';' build_opt						{ $$ = control_c( $1.loc, NULL, $2, $4 ); }
	| '@' ';' expr									{ $$ = control_c( $1.loc, NULL, $3, NULL ); }
	| '@' ';' expr ';' build_opt						{ $$ = control_c( $1.loc, NULL, $3, $5 ); }
	| error											{ $$ = control_c( (Loc){ 0 }, NULL, NULL, NULL ); }
	;
for_range
	: expr											{ $$ = range_low( NULL, NULL, $1 ); }
	| RANGEop range_end								{ $$ = range_low( NULL, &$1, $<node>2 ); }
	| range_end_low RANGEop range_end				{ $$ = range_low( $<node>1, &$2, $<node>3 ); }
	| range_end_low RANGEop range_end RANGEop range_end		{ $$ = range_step( range_low( $<node>1, &$2, $<node>3 ), $4, $<node>5 ); }
	;
range_end_low
	: expr											{ $<node>$ = $1; }
	| '@'											{ $<node>$ = range_at( $1.loc ); }
	;
range_end
	: asgn											{ $<node>$ = $1; }
	| '@'											{ $<node>$ = range_at( $1.loc ); }
	;
range_type
	: specs											{ $<node>$ = range_type( NULL, $1 ); }
	| RANGEop specs									{ $<node>$ = range_type( &$1, $2 ); }
	;

/* concurrency (chapter 06, 6.2) */
when
	: WHEN '(' expr ')'								{ $$ = $3; }
	;
wf_chain
	: wf_clause										{ $$ = list_of( $1 ); }
	| wf_chain WOR wf_clause						{ $$ = wait_next( $1, $3 ); }
	| wf_chain WOR TIMEOUT '(' expr ')' statement	{ $$ = wait_add( $1, WAIT_TIMEOUT, $3.loc, NULL, $5, $7 ); }
	| wf_chain WOR when TIMEOUT '(' expr ')' statement		{ $$ = wait_add( $1, WAIT_TIMEOUT, $4.loc, $3, $6, $8 ); }
	| wf_chain WOR ELSE statement					{ $$ = wait_add( $1, WAIT_ELSE, $3.loc, NULL, NULL, $4 ); }
	| wf_chain WOR when ELSE statement				{ $$ = wait_add( $1, WAIT_ELSE, $4.loc, $3, NULL, $5 ); }
	;
wf_clause
	: WAITFOR '(' cast ':' args_opt ')' statement		{ $$ = wait_call( $1.loc, NULL, $3, $5.head, $7 ); }
	| WAITFOR '(' cast ',' args ')' statement			{ $$ = wait_call( $1.loc, NULL, $3, $5.head, $7 ); }
	| WAITFOR '(' cast ')' statement					{ $$ = wait_call( $1.loc, NULL, $3, NULL, $5 ); }
	| when WAITFOR '(' cast ':' args_opt ')' statement	{ $$ = wait_call( $2.loc, $1, $4, $6.head, $8 ); }
	| when WAITFOR '(' cast ',' args ')' statement		{ $$ = wait_call( $2.loc, $1, $4, $6.head, $8 ); }
	| when WAITFOR '(' cast ')' statement				{ $$ = wait_call( $2.loc, $1, $4, NULL, $6 ); }
	;
wu_or
	: wu_and %prec NOELSE										{ $$ = list_of( wait_group( WAIT_AND, $1.head ) ); }
	| wu_or WOR wu_and %prec NOELSE								{ $$ = $1; list_push( &$$, wait_group( WAIT_AND, $3.head ) ); }
	;
wu_and
	: wu_clause										{ $$ = list_of( $1 ); }
	| wu_and WAND wu_clause							{ $$ = $1; list_push( &$$, $3 ); }
	;
wu_clause
	: WAITUNTIL '(' expr ')' statement				{ $$ = wait_until( $1.loc, NULL, $3, $5 ); }
	| when WAITUNTIL '(' expr ')' statement			{ $$ = wait_until( $2.loc, $1, $4, $6 ); }
	| '(' wu_or ')'									{ $$ = wait_group( WAIT_OR, $2.head ); }
	;

/* assembler */
asm_stmt
	: ASM asm_quals '(' string_constant ')'			{ $$ = asm_new( $1.loc, $2, $4 ); }
	| ASM asm_quals '(' string_constant ':' asm_operands_opt ')'
													{ $$ = asm_operands( asm_new( $1.loc, $2, $4 ), $6.head, NULL, NULL, NULL ); }
	| ASM asm_quals '(' string_constant ':' asm_operands_opt ':' asm_operands_opt ')'
													{ $$ = asm_operands( asm_new( $1.loc, $2, $4 ), $6.head, $8.head, NULL, NULL ); }
	| ASM asm_quals '(' string_constant ':' asm_operands_opt ':' asm_operands_opt ':' asm_clobbers ')'
													{ $$ = asm_operands( asm_new( $1.loc, $2, $4 ), $6.head, $8.head, $10.head, NULL ); }
	| ASM asm_quals '(' string_constant ':' asm_operands_opt ':' asm_operands_opt ':' asm_clobbers ':' label_names ')'
													{ $$ = asm_operands( asm_new( $1.loc, $2, $4 ), $6.head, $8.head, $10.head, $12.head ); }
	;
asm_quals
	: %empty										{ $$ = 0; }
	| asm_quals QUALIFIER							{ $$ = $1 | ASM_VOLATILE; }
	| asm_quals GOTO								{ $$ = $1 | ASM_GOTO; }
	| asm_quals INLINE								{ $$ = $1 | ASM_INLINE; }
	;
asm_operands_opt
	: %empty										{ $$ = (NodeList){ 0 }; }
	| asm_operands
	;
asm_operands
	: asm_operand									{ $$ = list_of( $1 ); }
	| asm_operands ',' asm_operand					{ $$ = $1; list_push( &$$, $3 ); }
	;
asm_operand
	: string_constant '(' expr ')'					{ $$ = asm_operand( NULL, $1, $3 ); }
	| '[' name ']' string_constant '(' expr ')'		{ $$ = asm_operand( $2.str, $4, $6 ); }
	;
asm_clobbers
	: %empty										{ $$ = (NodeList){ 0 }; }
	| string_constant								{ $$ = list_of( $1 ); }
	| asm_clobbers ',' string_constant				{ $$ = $1; list_push( &$$, $3 ); }
	;
label_names
	: name											{ $$ = list_of( build_name( $1 ) ); }
	| label_names ',' name							{ $$ = $1; list_push( &$$, build_name( $3 ) ); }
	;

%%

static int yylex( void ) {
	return filter_next( &yylval.tok );
}

/* Report an unexpected token (chapter 10, 10.3): names the expected one if there is exactly one. */
static int yyreport_syntax_error( const yypcontext_t * context ) {
	yysymbol_kind_t expected[2];
	yysymbol_kind_t got = yypcontext_token( context );
	int n = yypcontext_expected_tokens( context, expected, 2 );
	if ( got != YYSYMBOL_YYEMPTY ) {
		syntax_error( yychar, got == YYSYMBOL_YYEOF ? "end of file" : yysymbol_name( got ),
			n == 1 ? yysymbol_name( expected[0] ) : NULL );
	}
	return 0;
}

/* A scope was closed after the next token had been read: classify that one again. */
void parser_refresh( void ) {
	if ( yychar == IDENTIFIER || yychar == TYPEDEFname || yychar == TYPEGENname ) yychar = filter_again( yychar );
}
