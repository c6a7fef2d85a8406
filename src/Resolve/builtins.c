/* SPDX-License-Identifier: BSD-3-Clause
 *
 * gcc's built-in functions: a sorted table of names and types in C's spelling (builtins.def, made by
 * tools/list-builtins), read at the first lookup of a name. Those written `T ()` take whatever their rule
 * says (expr_builtin.c).
 */
#include <stdlib.h>
#include <string.h>

#include "Resolve/resolve.h"

#ifdef __x86_64__
#define BUILTIN_X86 BUILTIN
#else
#define BUILTIN_X86( name, type, library )
#endif

static const struct Entry { const char * name, * type; bool library; } table[] = {
#define BUILTIN( name, type, library ) { name, type, library },
#include "Resolve/builtins.def"
#undef BUILTIN
};
enum { N_TABLE = sizeof( table ) / sizeof( table[0] ), PREFIX = sizeof( "__builtin_" ) - 1 };

static int by_name( const void * key, const void * entry ) {
	return strcmp( key, ((const struct Entry *)entry)->name );
}

static const struct Entry * find( const char * name ) {
	return bsearch( name, table, N_TABLE, sizeof( table[0] ), by_name );
}

/* ===== va_list ========================================================================================== */

#ifdef __aarch64__
static const struct { const char * name; bool pointer; Basic basic; } va_members[] = {
	{ "__stack", true, B_INT }, { "__gr_top", true, B_INT }, { "__vr_top", true, B_INT },
	{ "__gr_offs", false, B_INT }, { "__vr_offs", false, B_INT },
};
#else
static const struct { const char * name; bool pointer; Basic basic; } va_members[] = {
	{ "gp_offset", false, B_UINT }, { "fp_offset", false, B_UINT },
	{ "overflow_arg_area", true, B_INT }, { "reg_save_area", true, B_INT },
};
#endif

QType type_va_tag( void ) {
	static Agg * tag;
	if ( tag ) return type_agg( tag, NULL, 0 );
	tag = MAKE( Agg, D_AGG, (Loc){ 0 } );
	tag->key = AGG_STRUCT;
	tag->name = intern_cstr( "__va_list_tag" );
	tag->complete = 1;
	tag->level = 1;
	NodeList members = { 0 };
	for ( unsigned i = 0; i < sizeof( va_members ) / sizeof( va_members[0] ); i += 1 ) {
		Decl * d = MAKE( Decl, D_FIELD, tag->loc );
		d->name = intern_cstr( va_members[i].name );
		d->type = va_members[i].pointer ? type_pointer( type_void() ) : type_basic( va_members[i].basic );
		d->owner = (Node *)tag;
		list_push( &members, (Node *)d );
	}
	tag->members = members.head;
	return type_agg( tag, NULL, 0 );
}

/* On x86-64 an array of one structure, which decays when it is passed on; on AArch64 the structure; on i386
   char *. */
QType type_va_list( void ) {
	static QType list;
	if ( list.type ) return list;
	Decl * d = MAKE( Decl, D_TYPEDEF, (Loc){ 0 } );
	d->name = intern_cstr( "__builtin_va_list" );
#ifdef __aarch64__
	QType meaning = type_va_tag();
#else
	QType meaning = machine.va_list_is_pointer ? type_pointer( type_basic( B_CHAR ) )
		: type_array( type_va_tag(), DIM_CONST, 1, NULL );
#endif
	return d->type = list = type_typedef( d, meaning );
}

/* ===== types from text ================================================================================== */

static bool word( const char ** at, const char * text ) {
	size_t n = strlen( text );
	if ( strncmp( *at, text, n ) != 0 ) return false;
	*at += n;
	while ( **at == ' ' ) *at += 1;
	return true;
}

/* What the table's `long` is on a target that is not LP64: eight bytes in NAME_8, long in NAMEl, else it
   stands for size_t. */
static Basic signed_long = B_LONG, unsigned_long = B_ULONG;

static void long_meaning( const char * name ) {
	size_t len = strlen( name );
	const char * end = strstr( name, "_overflow" ) ? strstr( name, "_overflow" ) : name + len;
	bool eight = strcmp( end - 2, "_8" ) == 0 || strcmp( end - 2, "64" ) == 0;
	signed_long = eight ? machine.int64 : B_LONG;
	unsigned_long = eight ? machine.uint64 : end[-1] == 'l' ? B_ULONG : machine.size;
}

/* The longest name of a basic type at *at. */
static QType basic_named( const char ** at ) {
	static const struct { const char * text; Basic basic; } extra[] = {
		{ "unsigned char", B_UCHAR }, { "_Complex float", B_FLOAT_C }, { "_Complex double", B_DOUBLE_C },
		{ "_Complex long double", B_LDOUBLE_C }, { "long unsigned int", B_ULONG },
			{ "long long unsigned int", B_ULLONG },
		{ "short unsigned int", B_USHORT },
	};
	for ( unsigned i = 0; i < sizeof( extra ) / sizeof( extra[0] ); i += 1 )
		if ( word( at, extra[i].text ) )
			return type_basic( extra[i].basic == B_ULONG ? unsigned_long : extra[i].basic );
	int best = -1;
	size_t longest = 0;
	for ( int i = 0; i < B_ZERO; i += 1 ) {
		size_t n = strlen( basic_info[i].c_text );
		if ( n > longest && strncmp( *at, basic_info[i].c_text, n ) == 0 ) { best = i; longest = n; }
	}
	if ( best < 0 ) return QT_NONE;
	*at += longest;
	while ( **at == ' ' ) *at += 1;
	return type_basic( best == B_ULONG ? unsigned_long : best == B_LONG ? signed_long : (Basic)best );
}

static QType read_type( const char ** at ) {
	unsigned quals = 0;
	for ( ;; ) {
		if ( word( at, "const" ) ) quals |= QUAL_CONST;
		else if ( word( at, "volatile" ) ) quals |= QUAL_VOLATILE;
		else break;
	}
	QType q;
	if ( word( at, "void" ) ) q = type_void();
	else if ( word( at, "va_list" ) ) q = type_param_adjust( type_va_list() );
	else if ( word( at, "__vector(" ) ) {
		uint64_t size = 1;
		int64_t n = strtol( *at, (char **)at, 10 );
		word( at, ")" );
		QType element = basic_named( at );
		type_size( element, &size );
		q = type_vector( element, n * (int64_t)size );
	} else q = basic_named( at );
	if ( ! q.type ) return QT_NONE;
	q = type_with_quals( q, quals );
	for ( ;; ) {
		if ( word( at, "*" ) ) q = type_pointer( q );
		else if ( word( at, "const" ) ) q = type_with_quals( q, QUAL_CONST );
		else if ( word( at, "(*)()" ) ) q = type_pointer( type_function( q, NULL, 0, FN_UNSPECIFIED ) );
		else return q;
	}
}

/* "T (A,B,...)" */
static QType read_function( const char * text, bool * generic ) {
	QType params[32];
	unsigned n = 0, fn_flags = 0;
	QType result = read_type( &text );
	*generic = strcmp( text, "()" ) == 0;
	if ( *generic ) return type_function( result, NULL, 0, FN_UNSPECIFIED );
	word( &text, "(" );
	while ( *text && *text != ')' && n < 32 ) {
		if ( word( &text, "..." ) ) fn_flags |= FN_VARIADIC;
		else {
			QType q = read_type( &text );
			if ( ! q.type ) return QT_NONE;
			if ( KIND_OF( q ) != TY_VOID ) params[n++] = q;
		}
		word( &text, "," );
	}
	return type_function( result, params, n, fn_flags );
}

/* ===== lookup =========================================================================================== */

/* remembered for names that are no built-in function */
static Decl none;

Decl * builtin_lookup( Str * name ) {
	if ( name->builtin ) return name->builtin == &none ? NULL : name->builtin;
	const struct Entry * e = NULL;
	if ( name->text[0] == '_' && name->text[1] == '_' ) e = find( name->text );
	else if ( name->len < 64 ) {
		char prefixed[64 + PREFIX + 1] = "__builtin_";
		strcpy( prefixed + PREFIX, name->text );
		e = find( prefixed );
		if ( e && ! e->library ) e = NULL;
	}
	bool generic = false;
	if ( e ) long_meaning( e->name );
	QType q = e ? read_function( e->type, &generic ) : QT_NONE;
	if ( ! q.type ) {
		name->builtin = &none;
		return NULL;
	}
	Decl * d = MAKE( Decl, D_OBJECT, (Loc){ 0 } );
	d->name = name;
	d->type = q;
	d->storage = DS_EXTERN;
	d->level = 1;
	d->flags = NF_C_LINKAGE | NF_HEADER | NF_RESOLVED;
	d->sem = generic ? BUILTIN_GENERIC : BUILTIN_PLAIN;
	name->builtin = d;
	return d;
}
