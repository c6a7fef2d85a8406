/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Concurrent aggregates (chapter 06, 6.3.1): the descriptor becomes the first field, main is declared in
 * front of the type, the function that gets the descriptor stands behind it. The functions count as
 * declarations of a header: they are emitted only if they are used.
 *
 *     generator G { int n; };      struct G; void main( G & ); struct G { generator$ __generator_state; int n; };
 *                                  static inline generator$ * get_generator( G & this ) { return
 *                                  &this.__generator_state; } ...
 */
#include <string.h>

#include "AST/make.h"
#include "Concurrency/concurrency.h"
#include "Parser/parser.h"
#include "Resolve/declare.h"
#include "Resolve/lifecycle.h"

/* What a keyword adds, in front of the type and behind it: @ stands for the type, ! for clause and storage
   class of a function, ~ for the clause alone. %: as !, where the type is not generic. For a generic one the
   functions that headers have for the keyword's trait do the same: the price of its own (chapter 04, 4.8)
   might equal theirs. */
typedef struct Concurrent { const char * descriptor, * field, * before, * behind; } Concurrent;
static const Concurrent kinds[] = {
	[AGG_GENERATOR] = { "generator$", "__generator_state",
		"~void main( @ & );\n"
		"! enum generator$ * get_generator( @ & );\n",
		"! enum generator$ * get_generator( @ & this ) { return &this.__generator_state; }\n"
		"% @ & resume( @ & this ) { main( this ); return this; }\n" },
	[AGG_COROUTINE] = { "coroutine$", "__cor",
		"~void main( @ & );\n"
		"! struct coroutine$ * get_coroutine( @ & );\n",
		"! struct coroutine$ * get_coroutine( @ & this ) { return &this.__cor; }\n"
		"% @ & resume( @ & this ) {\n"
		"\tif ( __builtin_expect( (_Bool)__cfa_resume_object( get_coroutine( this ), (void (*)( void * ))(void (*)( @ & ))main,"
		" (void *)&this ), 0 ) ) __cfa_cancelled( this );\n"
		"\treturn this; }\n"
		"% void prime( @ & this ) {\n"
		"\t__cfa_coroutine_prime( get_coroutine( this ), (void (*)( void * ))(void (*)( @ & ))main, (void *)&this ); }\n" },
	[AGG_MONITOR] = { "monitor$", "__mon",
		"! struct monitor$ * get_monitor( @ & );\n",
		"! struct monitor$ * get_monitor( @ & this ) { return &this.__mon; }\n"
		"! void lock( @ & this ) { lock( get_monitor( this ) ); }\n"
		"! void unlock( @ & this ) { unlock( get_monitor( this ) ); }\n" },
	[AGG_THREAD] = { "thread$", "__thrd",
		"~void main( @ & );\n"
		"! struct thread$ * get_thread( @ & );\n"
		"% struct monitor$ * get_monitor( @ & );\n",
		"! struct thread$ * get_thread( @ & this ) { return &this.__thrd; }\n"
		"% struct coroutine$ * get_coroutine( @ & this ) { return &get_thread( this )->self_cor; }\n"
		"% struct monitor$ * get_monitor( @ & this ) { return &get_thread( this )->self_mon; }\n"
		"% @ & join( @ & this ) {\n"
		"\tstruct __cfa_monitor_guard guard; __cfa_monitor_enter_dtor( &guard, get_monitor( this ), 0p, (_Bool)1 );\n"
		"\t__cfa_monitor_leave_dtor( &guard ); __cfa_joined( this ); return this; }\n"
		"% void unpark( @ & this ) { unpark( get_thread( this ) ); }\n" },
};

static const Concurrent * kind_of( int key ) {
	return key >= AGG_GENERATOR && key <= AGG_THREAD ? &kinds[key] : NULL;
}

int concurrency_key( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	const Type * t = ct( q );
	return t->kind == TY_STRUCT ? agg_definition( AS( Agg, t->generic ? t->generic : t->decl ) )->key : 0;
}

static bool is_main_kind( int key ) { return key == AGG_COROUTINE || key == AGG_THREAD; }

bool concurrency_notes( QType q ) {
	while ( KIND_OF( q ) == TY_REFERENCE ) q = type_pointee( q );
	return is_main_kind( concurrency_key( q ) ) && (ct( q )->n || AS( Agg, ct( q )->decl )->outer);
}

Node * concurrency_descriptor( Node * object ) {
	QType q = type_bare( AS( Expr, object )->type );
	if ( ! kind_of( concurrency_key( q ) ) || ! type_is_complete( q ) ) return NULL;
	unsigned n;
	Decl ** fields = life_fields( ct( q ), &n );
	const Str * name = intern_cstr( kind_of( concurrency_key( q ) )->field );
	return n && fields[0]->name == name ? make_member( object, fields[0], false ) : NULL;
}

const char * concurrency_described( const char * message, const char * description ) {
	return options.deterministic ? intern_fmt( "%s%s\n", message, description )->text : message;
}

/* The aggregate with a body that specifiers define, or NULL. */
static Agg * defined_by( Node * spec ) {
	while ( spec && (spec->kind == T_QUAL || spec->kind == T_ATOMIC) )
		spec = spec->kind == T_QUAL ? AS( QualSpec, spec )->of : AS( WrapSpec, spec )->of;
	Node * def = spec && spec->kind == T_TAG ? AS( TagSpec, spec )->def : NULL;
	return def && def->kind == D_AGG && AS( Agg, def )->complete ? AS( Agg, def ) : NULL;
}

static Agg * concurrent_of( Node * n ) {
	Agg * a = n->kind == D_AGG ? AS( Agg, n ) : n->kind == D_GROUP ? defined_by( AS( Group, n )->spec )
		: NULL;
	return a && a->name && kind_of( a->key ) ? a : NULL;
}

/* The descriptor as the first member. */
static void inject( Agg * a, const Concurrent * k ) {
	TagSpec * spec = MAKE( TagSpec, T_TAG, a->loc );
	spec->kind = a->key == AGG_GENERATOR ? T_ENUM : T_TAG;
	spec->key = AGG_STRUCT;
	spec->id = intern_cstr( k->descriptor );
	Decl * field = MAKE( Decl, D_FIELD, a->loc );
	field->name = intern_cstr( k->field );
	Group * g = MAKE( Group, D_GROUP, a->loc );
	g->spec = (Node *)spec;
	g->decls = (Node *)field;
	g->next = a->members;
	a->members = (Node *)g;
}

/* The names of a clause's parameters as parameters of a clause, or as arguments. */
static void put_parameters( Buf * b, Node * clause, bool as_arguments ) {
	static const char * const marks[] = { [TP_SIZED] = " *", [TP_DATA] = " &", [TP_PACK] = " ..." };
	for EACH( n, clause ) {
		const TypeParam * p = AS( TypeParam, n );
		const char * mark = (size_t)p->kind_of < sizeof( marks ) / sizeof( *marks ) ? marks[p->kind_of]
			: NULL;
		bool dimension = p->kind_of == TP_DIMENSION && ! as_arguments;
		if ( n != clause ) buf_puts( b, ", " );
		buf_printf( b, dimension ? "[%s]" : "%s%s", p->name ? p->name->text : "",
			mark && ! as_arguments ? mark : "" );
	}
}

static void put_type( Buf * b, const Agg * a ) {
	buf_printf( b, "struct %s", a->name->text );
	if ( ! a->forall ) return;
	buf_puts( b, "( " );
	put_parameters( b, a->forall, true );
	buf_puts( b, " )" );
}

static void put_clause( Buf * b, Node * clause ) {
	if ( ! clause ) return;
	buf_puts( b, "forall( " );
	put_parameters( b, clause, false );
	buf_puts( b, " ) " );
}

/* The type's own clause, with its requirements, in place of the one that named the parameters. */
static void complete_clause( Node * of, Node * n ) {
	Node * spec = n->kind == D_GROUP ? AS( Group, n )->spec : NULL;
	Agg * declared = spec && spec->kind == T_TAG && AS( TagSpec, spec )->def
		? AS( Agg, AS( TagSpec, spec )->def ) : NULL;
	Node ** clause = declared ? &declared->forall : n->kind == D_GROUP ? &AS( Group, n )->forall
		: n->kind == D_AGG ? &AS( Agg, n )->forall : &AS( Decl, n )->forall;
	Table copied = { 0 };
	if ( *clause ) *clause = node_copy_list( of, &copied );
}

/* Messages about what is declared for a type are messages about the type. */
static bool place( Node ** slot, void * at ) {
	(*slot)->loc = *(Loc *)at;
	return node_children( *slot, place, at );
}

/* Is the header there? If not the type's functions are declared alone: the type itself is reported. */
static bool has_header( int key ) {
	static const char * const declared[] = { [AGG_COROUTINE] = "CoroutineCancelled",
		[AGG_MONITOR] = "condition", [AGG_THREAD] = "ThreadCancelled" };
	return key == AGG_GENERATOR || intern_cstr( declared[key] )->class;
}

/* The last character of the function that begins here, in a pattern. */
static const char * function_end( const char * p ) {
	const char * declared = strstr( p, ";\n" ), * body = strchr( p, '{' );
	return body && (! declared || body < declared) ? strstr( body, "}\n" ) + 1 : declared + 1;
}

/* The name of a type that another contains is made of nodes: blocks' names of types are not the parser's any
   more. */
static const char within_another[] = "__cfa_within";

/* A type with the name of the one it is in, NULL: that has none; the clauses of both. */
typedef struct Path { Agg * agg; Node * outer, * clause; } Path;

/* The parameters of a clause as arguments. */
static Node * arguments( Node * clause ) {
	NodeList args = { 0 };
	for EACH( n, clause ) {
		const TypeParam * p = AS( const TypeParam, n );
		Name * value = MAKE( Name, E_NAME, n->loc );
		NameSpec * type = MAKE( NameSpec, T_NAME, n->loc );
		TypeArg * arg = MAKE( TypeArg, E_TYPE, n->loc );
		value->id = type->id = p->name;
		arg->spec = (Node *)type;
		list_push( &args, p->kind_of == TP_DIMENSION ? (Node *)value : (Node *)arg );
	}
	return args.head;
}

static void put_name( TagSpec * spec, const Agg * a, Node * outer ) {
	spec->key = a->key == AGG_UNION ? AGG_UNION : AGG_STRUCT;
	spec->id = a->name;
	spec->parent = node_copy( outer );
	spec->args = arguments( a->forall );
	spec->has_args = a->forall != NULL;
}

/* S.M in the place of the name. */
static bool put_path( Node ** slot, void * context ) {
	const Path * path = context;
	Node * n = *slot;
	if ( n->kind == T_TAG && AS( TagSpec, n )->id == intern_cstr( within_another ) ) {
		TagSpec * t = AS( TagSpec, n );
		put_name( t, path->agg, path->outer );
		if ( ! path->outer ) t->decl = (Node *)path->agg;
	}
	return node_children( n, put_path, context );
}

/* What a pattern of the table declares for the type, which another contains if there is a `path`. */
static Node * expansion( const Agg * a, const Path * path, const char * forward, const char * pattern,
	const char * storage ) {
	bool bodies = has_header( a->key );
	Node * clause = path ? path->clause : a->forall;
	Buf b = { 0 };
	buf_printf( &b, "# 1 \"<%s>\" 3\n", a->name->text );
	if ( *forward ) put_clause( &b, clause );
	buf_puts( &b, forward );
	for ( const char * p = pattern; *p; p += 1 ) {
		switch ( *p ) {
		case '@': if ( path ) buf_printf( &b, "struct %s", within_another ); else put_type( &b, a ); break;
		case '~': put_clause( &b, clause ); break;
		case '%':
			if ( clause ) { p = function_end( p ); break; }
			buf_puts( &b, storage );
			break;
		case '!': put_clause( &b, clause ); buf_puts( &b, storage ); break;
		case '{':
			if ( bodies ) { buf_putc( &b, '{' ); break; }
			p = strstr( p, "}\n" );
			buf_putc( &b, ';' );
			break;
		default: buf_putc( &b, *p );
		}
	}
	const char * text = buf_text( &b );
	Node * decls = parse_unit( text, strlen( text ) )->decls;
	Loc at = a->loc;
	for EACH( d, decls ) {
		Node * slot = d;
		place( &slot, &at );
		if ( path ) put_path( &slot, (void *)path );
		if ( d->kind != D_GROUP || AS( Group, d )->decls ) d->flags |= NF_HEADER;
		if ( clause ) complete_clause( clause, d );
	}
	return decls;
}

/* The aggregate as the scope of names. */
static Node * scope_named( const Agg * a, Node * outer ) {
	TagSpec * spec = MAKE( TagSpec, T_TAG, a->loc );
	put_name( spec, a, outer );
	return (Node *)spec;
}

/* Types within the type: what belongs to them stands behind the outermost. `outer`: its name, NULL: it has
   none; `clause`: its parameters. */
static void nested( const Agg * type, Node * outer, Node * clause, const char * storage, NodeList * behind ) {
	for EACH( m, type->members ) {
		Agg * a = m->kind == D_AGG ? AS( Agg, m )
			: m->kind == D_GROUP ? defined_by( AS( Group, m )->spec ) : NULL;
		if ( ! a || ! a->complete ) continue;
		NodeList all = { 0 };
		Table copied = { 0 };
		if ( clause ) list_push( &all, node_copy_list( clause, &copied ) );
		if ( a->forall ) list_push( &all, node_copy_list( a->forall, &copied ) );
		/* types in an unnamed member are the outer type's */
		nested( a, a->name ? scope_named( a, outer ) : outer, all.head, storage, behind );
		const Concurrent * k = a->name ? kind_of( a->key ) : NULL;
		if ( ! k ) continue;
		inject( a, k );
		Path path = { a, outer, all.head };
		list_push( behind, expansion( a, &path, "", k->before, storage ) );
		list_push( behind, expansion( a, &path, "", k->behind, storage ) );
	}
}

static void around( Node * n, bool statement, Node ** before, Node ** behind ) {
	Agg * any = n->kind == D_AGG ? AS( Agg, n )
		: n->kind == D_GROUP ? defined_by( AS( Group, n )->spec ) : NULL;
	NodeList within = { 0 };
	const char * storage = statement ? "inline" : "static inline";
	if ( any && any->complete )
		nested( any, any->name ? scope_named( any, NULL ) : NULL, any->forall, storage, &within );
	*behind = within.head;
	Agg * a = concurrent_of( n );
	if ( ! a ) return;
	const Concurrent * k = kind_of( a->key );
	inject( a, k );
	const char * forward = intern_fmt( "struct %s;\n", a->name->text )->text;
	*before = expansion( a, NULL, forward, k->before, storage );
	NodeList all = { 0 };
	list_push( &all, expansion( a, NULL, "", k->behind, storage ) );
	list_push( &all, within.head );
	*behind = all.head;
}

void concurrent_aggregates( Unit * unit ) {
	if ( ! options.c_mode ) node_expand( unit, around );
}
