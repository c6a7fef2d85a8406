/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The functions of opaque and typed enumerations (chapter 01, 9.6): C∀ text, resolved and emitted only if it
 * is used, and `value`, whose table holds the values that enumeration.c has resolved. They stand behind the
 * definition.
 *
 *     enum() E { A, B };       static inline int posn( E e ) { return (int)e; }  ...
 */
#include "AST/make.h"
#include "Parser/parser.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"

/* Stands for the enumeration, which may have no name. No name here is one the block around may have. */
#define TYPE "enum __this "

static const char * const fixed =
	"static inline int posn( " TYPE "__e ) { return (int)__e; }\n"
	"static inline int fromInstance( " TYPE "__e ) { return (int)__e; }\n"
	"static inline " TYPE "lowerBound( void ) { return (" TYPE ")0; }\n"
	"static inline " TYPE "fromInt_unsafe( int __i ) { return (" TYPE ")__i; }\n"
	"static inline " TYPE "succ_unsafe( " TYPE "__e ) { return (" TYPE ")( (int)__e + 1 ); }\n"
	"static inline " TYPE "pred_unsafe( " TYPE "__e ) { return (" TYPE ")( (int)__e - 1 ); }\n";

static const char * const comparisons[] = { "==", "!=", "<", "<=", ">", ">=" };

static void put_operators( Buf * b ) {
	for ( unsigned i = 0; i < sizeof( comparisons ) / sizeof( *comparisons ); i += 1 )
		buf_printf( b, "static inline int ?%s?( " TYPE "__a, " TYPE "__b ) { return (int)__a %s (int)__b; }\n", comparisons[i],
			comparisons[i] );
	for ( const char * op = "+-"; *op; op += 1 ) {
		for ( int one = 0; one < 2; one += 1 )
			buf_printf( b, "static inline " TYPE "?%c=?( " TYPE "& __e, %s ) {\n"
				"\t__e = (" TYPE ")( (int)__e %c %s );\n\treturn __e;\n}\n",
				*op, one ? "one_t" : "int __i", *op, one ? "1" : "__i" );
		buf_printf( b, "static inline " TYPE "%c%c?( " TYPE "& __e ) {\n"
			"\t__e = (" TYPE ")( (int)__e %c 1 );\n\treturn __e;\n}\n", *op, *op, *op );
		buf_printf( b, "static inline " TYPE "?%c%c( " TYPE "& __e ) {\n\t" TYPE "__old = __e;\n\t__e = (" TYPE ")( (int)__e %c 1 );\n"
			"\treturn __old;\n}\n", *op, *op, *op );
	}
}

static void put_bounds( Buf * b, unsigned last ) {
	buf_printf( b, "static inline " TYPE "upperBound( void ) { return (" TYPE ")%u; }\n", last );
}

static void put_checked( Buf * b, unsigned last ) {
	buf_printf( b, "static inline int Countof( " TYPE "__e __attribute__((unused)) ) { return %u; }\n",
		last + 1 );
	buf_printf( b, "static inline " TYPE "fromInt( int __i ) {\n\tif ( __i < 0 || __i > %u ) "
		"abort( \"call to fromInt has index %%d outside of enumeration range 0-%u.\", __i );\n\treturn (" TYPE ")__i;\n}\n", last, last );
	buf_printf( b, "static inline " TYPE "succ( " TYPE "__e ) {\n\tif ( (int)__e >= %u ) "
		"abort( \"call to succ() exceeds enumeration upper bound of %u.\" );\n\treturn (" TYPE ")( (int)__e + 1 );\n}\n", last, last );
	buf_puts( b, "static inline " TYPE "pred( " TYPE "__e ) {\n"
		"\tif ( (int)__e <= 0 ) abort( \"call to pred() exceeds enumeration lower bound of 0.\" );\n"
		"\treturn (" TYPE ")( (int)__e - 1 );\n}\n" );
}

static void put_labels( Buf * b, const Enum * e ) {
	buf_printf( b, "static inline const char * type_name( " TYPE "__e __attribute__((unused)) ) { return \"%s\"; }\n",
		e->name ? e->name->text : "" );
	buf_printf( b, "static inline const char * label( " TYPE "__e ) {\n\tstatic const char * const __labels[] = {" );
	for EACH( m, e->members )
		if ( m->kind == D_ENUMERATOR ) buf_printf( b, " \"%s\",", AS( Enumerator, m )->name->text );
	buf_puts( b, " };\n\treturn __labels[(int)__e];\n}\n" );
}

/* The text means this enumeration. */
static bool mean( Node ** slot, void * context ) {
	Node * n = *slot;
	Enum * e = context;
	n->loc = e->loc;
	if ( n->kind == T_ENUM ) {
		AS( TagSpec, n )->decl = (Node *)e;
		AS( TagSpec, n )->id = e->name;
	}
	return node_children( n, mean, context );
}

/* value( e ) reads a table, whose elements need no constructors: they are constants. */
static Decl * value_function( Enum * e ) {
	QType base = e->base_type, own = type_of_enum( e );
	NodeList values = { 0 };
	int64_t n = 0;
	for EACH( m, e->members ) {
		if ( m->kind != D_ENUMERATOR ) continue;
		if ( ! AS( Enumerator, m )->value ) return NULL;        /* reported */
		list_push( &values, node_copy( AS( Enumerator, m )->value ) );
		n += 1;
	}
	QType table = type_array( base, DIM_CONST, n, NULL );
	Decl * array = make_object( intern_cstr( "__values" ), table, e->loc ),
		* param = make_parameter( intern_cstr( "__e" ), own, e->loc );
	array->storage = DS_STATIC;
	array->init = make_list( values.head, table, e->loc );
	array->init_kind = INIT_AT;
	Node * index = make_cast( make_name( param, e->loc ), type_basic( B_INT ) );
	Node * result = make_return( make_index( make_name( array, e->loc ), index, base ), e->loc );
	if ( lifetime_copied( base ) ) result = lifetime_return( AS( ExprStmt, result ), base );
	Node * items = make_declaration( array );
	items->next = result;
	Decl * d = make_function( intern_cstr( "value" ), type_function( base, &own, 1, 0 ), (Node *)param,
		make_block( items, e->loc ), e->loc );
	d->flags &= (uint16_t)~NF_USED;
	d->storage = DS_STATIC | DS_INLINE;
	return d;
}

/* The text as declarations about the enumeration. */
static Node * functions_of( Enum * e, const char * text ) {
	text = intern_fmt( "# 1 \"<enumeration>\" 3\n%s", text )->text;
	Node * functions = parse_unit( text, strlen( text ) )->decls;
	for EACH( f, functions ) mean( &f, e );
	return functions;
}

static Decl * function_in( Node * f ) { return AS( Decl, f->kind == D_GROUP ? AS( Group, f )->decls : f ); }

/* In a block they are nested functions, which have no storage class in C. */
static void declare_function( Node * f, bool local ) {
	Group * g = f->kind == D_GROUP ? AS( Group, f ) : NULL;
	Decl * d = function_in( f );
	f->flags |= NF_HEADER;
	d->flags |= NF_HEADER;
	if ( local ) {
		d->storage &= ~DS_STATIC;
		if ( g ) g->storage &= ~DS_STATIC;
	}
	if ( d->flags & NF_RESOLVED ) {
		d->level = (int)scope_level();
		declare_entity( g, d );
	} else if ( local ) resolve_function( g, d, QT_NONE );
	else declare_header( f );
}

/* `again`: they have been declared, but in another block. */
static void declare_functions( Enum * e, bool again ) {
	bool local = e->level > 1 && current_function;
	Suspended here = { 0 };
	if ( ! local ) here = scope_to_file();
	for EACH( f, e->generated ) {
		Decl * d = function_in( f );
		if ( again ) scope_bind( d->name, (Node *)d, type_key( d->type ) );
		else declare_function( f, local );
	}
	if ( ! local ) scope_back( here );
}

/* ===== loops over plain enumerations (chapter 02, 6.4) ================================================== */

/* The values in order of declaration, each once. */
typedef VEC( __int128 ) Values;
static bool has_value( const Values * v, __int128 value ) {
	for ( uint32_t i = 0; i < v->len; i += 1 ) if ( v->at[i] == value ) return true;
	return false;
}

static void put_iteration( Buf * b, const Enum * e ) {
	Values values = { 0 };
	for EACH( m, e->members )
		if ( ! has_value( &values, AS( Enumerator, m )->number ) )
			vec_push( &values, AS( Enumerator, m )->number );
	unsigned n = values.len;
	int before = 0, behind;                                 /* values outside of both ends */
	while ( has_value( &values, before ) ) before += 1;
	for ( behind = before + 1; has_value( &values, behind ); ) behind += 1;
	buf_puts( b, "static inline " TYPE "__at( int __i, " TYPE "* __e __attribute__((unused)) ) {\n"
		"\tstatic const long long int __values[] = {" );
	for ( unsigned i = 0; i < n; i += 1 ) buf_printf( b, " %lldll,", (long long)values.at[i] );
	buf_printf( b, " };\n\treturn (" TYPE ")( __i < 0 ? %d : __i >= %u ? %d : __values[__i] );\n}\n",
		before, n, behind );
	buf_printf( b, "static inline int fromInstance( " TYPE "__e ) {\n\tint __i = 0;\n"
		"\twhile ( __i < %u && (long long int)__at( __i, &__e ) != (long long int)__e ) __i += 1;\n"
		"\treturn __i == %u && (int)__e == %d ? -1 : __i;\n}\n", n, n, before );
	buf_printf( b, "static inline " TYPE "lowerBound( void ) { return __at( 0, (" TYPE "*)0 ); }\n"
		"static inline " TYPE "upperBound( void ) { return __at( %u, (" TYPE "*)0 ); }\n"
		"static inline " TYPE "succ_unsafe( " TYPE "__e ) { return __at( fromInstance( __e ) + 1, &__e ); }\n"
		"static inline " TYPE "pred_unsafe( " TYPE "__e ) { return __at( fromInstance( __e ) - 1, &__e ); }\n", n - 1 );
}

/* The functions a loop over all enumerators calls; made at the first loop. Local ones are declared where the
   loop is. */
void enum_iterable( QType q ) {
	Enum * e = type_is_plain_enum( q ) ? enum_definition( AS( Enum, ct( q )->decl ) ) : NULL;
	if ( ! e || ! e->members ) return;
	Buf b = { 0 };
	put_iteration( &b, e );
	bool known = e->generated;
	if ( ! known ) e->generated = functions_of( e, buf_text( &b ) );
	if ( ! known || e->level > 1 ) declare_functions( e, known );
}

/* ===== opaque and typed enumerations ==================================================================== */

/* The functions of chapter 01, 9.6. Those of the second half are polymorphic in other translators: a program
   may have its own, which then count. */
void enum_functions( Enum * e ) {
	unsigned n = 0;
	for EACH( m, e->members ) if ( m->kind == D_ENUMERATOR ) n += 1;
	if ( n == 0 ) return;
	Buf own = { 0 }, serial = { 0 };
	buf_puts( &own, fixed );
	put_bounds( &own, n - 1 );
	put_labels( &own, e );
	put_operators( &serial );
	put_checked( &serial, n - 1 );
	NodeList all = { 0 };
	list_push( &all, functions_of( e, buf_text( &own ) ) );
	if ( e->kind_of == ENUM_TYPED && ! type_is_error( e->base_type ) ) e->value = value_function( e );
	if ( e->value ) list_push( &all, (Node *)make_group( e->value ) );
	Node * replaceable = functions_of( e, buf_text( &serial ) );
	for EACH( f, replaceable ) function_in( f )->flags |= NF_IMPLICIT;
	list_push( &all, replaceable );
	e->generated = all.head;
	declare_functions( e, false );
}
