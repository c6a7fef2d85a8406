/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Types as text: C declarators (for messages and generated code), and the notation of chapter 10, 13.3.
 */
#include <string.h>

#include "Resolve/declare.h"
#include "Resolve/polymorph.h"

static const struct { unsigned bit; const char * text; } qualifiers[] = {
	{ QUAL_CONST, "const" }, { QUAL_RESTRICT, "restrict" }, { QUAL_VOLATILE, "volatile" },
		{ QUAL_MUTEX, "mutex" },
	{ QUAL_ATOMIC, "_Atomic" },
};
enum { N_QUALIFIERS = sizeof( qualifiers ) / sizeof( qualifiers[0] ) };

/* For generated code in the order of chapter 10, 15; `mutex` is nothing to C. */
static void put_quals( const TypePrinter * p, Buf * b, unsigned quals ) {
	if ( p ) {
		if ( quals & QUAL_ATOMIC ) buf_puts( b, "_Atomic " );
		if ( quals & QUAL_RESTRICT ) buf_puts( b, "__restrict " );
		if ( quals & QUAL_VOLATILE ) buf_puts( b, "volatile " );
		if ( quals & QUAL_CONST ) buf_puts( b, "const " );
		return;
	}
	for ( unsigned i = 0; i < N_QUALIFIERS; i += 1 )
		if ( quals & qualifiers[i].bit ) buf_printf( b, "%s ", qualifiers[i].text );
}

/* ===== C ================================================================================================ */

static void print( TypePrinter * p, Buf * out, QType q, const char * inner );

/* The structure behind va_list has no name that C could use. */
static bool is_va_tag( const Type * t ) {
	return t->kind == TY_STRUCT && ! t->decl->loc.file && t == type_va_tag().type;
}

static const char * const va_tag_text =
#ifdef __aarch64__
	"__builtin_va_list";
#else
	"__typeof__( **(__builtin_va_list *)0 )";
#endif

/* An argument of a generic type: a type, or a length. */
static void put_argument( Buf * out, QType q ) {
	const Type * t = ct( q );
	if ( t->kind != TY_ARRAY || KIND_OF( t->of ) != TY_VOID ) type_print( NULL, out, q, NULL );
	else if ( t->dim == DIM_CONST ) buf_printf( out, "%lld", (long long)t->length );
	else buf_puts( out, t->dim_expr ? source_text( t->dim_expr ) : "" );
}

/* The structure that array( T, N ... ) of <array.hfa> stands for: arpk( N, S, Ti, T ), where Ti is the one of
   the other dimensions, or T. */
static bool is_array_structure( const Type * t ) {
	if ( t->kind != TY_STRUCT || ! t->generic || t->n != 4 || ! (t->decl->flags & NF_HEADER) ) return false;
	return strcmp( AS( const Agg, t->decl )->name->text, "arpk" ) == 0;
}

static void put_array( Buf * out, const Type * t ) {
	buf_puts( out, "array( " );
	type_print( NULL, out, t->args[3], NULL );
	for ( ; is_array_structure( t ); t = ct( t->args[2] ) ) {
		buf_puts( out, ", " );
		put_argument( out, t->args[0] );
	}
	buf_puts( out, " )" );
}

static void put_name( Buf * out, const Str * name, const Agg * outer, uint32_t id ) {
	if ( name && outer && outer->name ) {
		put_name( out, outer->name, outer->outer, 0 );
		buf_putc( out, '.' );
	}
	if ( name ) buf_puts( out, name->text );
	else buf_printf( out, "<anonymous %u>", id );
}

/* S( int ).T( char ) for an instance of a generic type inside one: its first arguments are those of S.
   Returns how many are written. */
static uint32_t put_instance( Buf * out, const Agg * a, const Type * t, bool innermost ) {
	uint32_t i = 0;
	if ( a->outer && a->outer->name ) {
		i = put_instance( out, a->outer, t, false );
		buf_putc( out, '.' );
	}
	const Poly * poly = agg_definition( (Agg *)a )->poly;
	uint32_t n = innermost ? t->n : poly && poly->n <= t->n ? poly->n : i;
	put_name( out, a->name, NULL, t->id );
	for ( uint32_t first = i; i < n; i += 1 ) {
		buf_puts( out, i > first ? ", " : "( " );
		put_argument( out, t->args[i] );
		if ( i + 1 == n ) buf_puts( out, " )" );
	}
	return i;
}

static void put_leaf( Buf * out, const Type * t ) {
	switch ( t->kind ) {
	  case TY_ERROR: buf_puts( out, "<error>" ); break;
	  case TY_VOID: buf_puts( out, "void" ); break;
	  case TY_BASIC: buf_puts( out, t->basic == B_ZERO ? "zero_t" : t->basic == B_ONE ? "one_t"
		: basic_info[t->basic].c_text ); break;
	  case TY_STRUCT: case TY_UNION: {
		const Agg * a = AS( const Agg, t->decl );
		if ( is_va_tag( t ) ) { buf_puts( out, "__va_list_tag" ); break; }
		if ( is_array_structure( t ) ) { put_array( out, t ); break; }
		buf_puts( out, t->kind == TY_UNION ? "union " : "struct " );
		if ( t->n ) put_instance( out, a, t, true );
		else put_name( out, a->name, a->outer, t->id );
		break;
	  }
	  case TY_ENUM: {
		const Enum * e = AS( const Enum, t->decl );
		buf_puts( out, "enum " );
		put_name( out, e->name, e->outer, t->id );
		break;
	  }
	  case TY_TYPEDEF: buf_puts( out, AS( const Decl, t->decl )->name->text ); break;
	  case TY_VAR: buf_puts( out, AS( const TypeParam, t->decl )->name->text ); break;
	  case TY_AUTO: buf_puts( out, "__auto_type" ); break;
	  case TY_LITERAL_POINTER: buf_puts( out, "void *" ); break;
	  case TY_OPERATORS: buf_puts( out, AS( const Decl, t->decl )->name->text ); break;
	  default: buf_puts( out, "?" ); break;
	}
}

static const char * params_text( TypePrinter * p, const Type * t, const char * inner ) {
	Buf b = { 0 };
	buf_printf( &b, "%s(", inner );
	for ( uint32_t i = 0; i < t->n; i += 1 ) {
		if ( i ) buf_puts( &b, ", " );
		print( p, &b, t->args[i], "" );
	}
	if ( t->fn_flags & FN_VARIADIC ) buf_puts( &b, t->n ? ", ..." : p ? "" : "..." );
	else if ( ! t->n && ! (t->fn_flags & FN_UNSPECIFIED) ) buf_puts( &b, "void" );
	buf_putc( &b, ')' );
	return buf_text( &b );
}

static const char * array_text( TypePrinter * p, const Type * t, const char * inner ) {
	Buf b = { 0 };
	buf_printf( &b, "%s[", inner );
	if ( t->dim_expr && p && p->expr ) p->expr( p, &b, t->dim_expr );
	else if ( t->dim == DIM_CONST ) buf_printf( &b, "%lld", (long long)t->length );
	else if ( t->dim == DIM_UNSPECIFIED_STAR || t->dim == DIM_VLA ) buf_putc( &b, '*' );
	buf_putc( &b, ']' );
	return buf_text( &b );
}

/* Around `inner`, the declarator so far, from the inside out; the leaf is printed in front at the end. */
static void print( TypePrinter * p, Buf * out, QType q, const char * inner ) {
	const Type * t = q.type;
	switch ( t->kind ) {
	  case TY_POINTER: case TY_REFERENCE: {
		/* the user's type is the value's */
		if ( ! p && type_is_forward( q ) ) { print( p, out, t->of, inner ); return; }
		Buf b = { 0 };
		const Type * pointee = t->of.type;
		while ( pointee->kind == TY_ATTR ) pointee = pointee->of.type;
		TypeKind below = pointee->kind;
		bool parentheses = below == TY_ARRAY || below == TY_FUNCTION;
		if ( parentheses ) buf_putc( &b, '(' );
		buf_putc( &b, t->kind == TY_POINTER || p ? '*' : '&' );    /* C has pointers for both */
		put_quals( p, &b, q.quals );
		buf_puts( &b, inner );
		if ( b.len && b.at[b.len - 1] == ' ' ) b.len -= 1;
		if ( parentheses ) buf_putc( &b, ')' );
		print( p, out, t->of, buf_text( &b ) );
		return;
	  }
	  case TY_ARRAY: print( p, out, type_with_quals( t->of, q.quals ), array_text( p, t, inner ) ); return;
	  case TY_FUNCTION: print( p, out, t->of, params_text( p, t, inner ) ); return;
	  case TY_ATTR: {
		Buf b = { 0 };
		if ( p && p->attrs ) { p->attrs( p, &b, t->attrs ); buf_putc( &b, ' ' ); }
		buf_puts( &b, inner );
		print( p, out, qt( t->of.type, t->of.quals | q.quals ), buf_text( &b ) );
		return;
	  }
	  case TY_VECTOR: {
		Buf b = { 0 };
		buf_printf( &b, "__attribute__((vector_size( %lld ))) %s", (long long)t->length, inner );
		print( p, out, qt( t->of.type, t->of.quals | q.quals ), buf_text( &b ) );
		return;
	  }
	  case TY_STRUCT:
		if ( p || ! type_is_tuple( q ) ) goto named;
		/* fall through */
	  case TY_TUPLE:
		put_quals( p, out, q.quals );
		buf_puts( out, "[ " );
		for ( uint32_t i = 0; i < t->n; i += 1 ) {
			if ( i ) buf_puts( out, ", " );
			print( p, out, t->args[i], "" );
		}
		buf_puts( out, " ]" );
		break;
	  named:
	  default:
		put_quals( p, out, q.quals );
		if ( p && is_va_tag( t ) ) buf_puts( out, va_tag_text );
		else if ( ! (p && p->leaf && p->leaf( p, out, t )) ) put_leaf( out, t );
		break;
	}
	if ( *inner ) buf_printf( out, "%s%s", *inner == '[' && inner[1] != ' ' ? "" : " ", inner );
}

void type_print( TypePrinter * p, Buf * out, QType q, const char * name ) {
	print( p, out, q, name ? name : "" );
}

const char * type_text( QType q ) {
	if ( ! q.type ) return "<no type>";
	Buf b = { 0 };
	put_argument( &b, q );
	return buf_text( &b );
}

/* ===== messages ========================================================================================= */

static void message( Buf * out, QType q, int indent );

static void message_function( Buf * out, const Type * t, int indent ) {
	buf_puts( out, "function\n" );
	if ( t->n ) {
		buf_printf( out, "%*s... with parameters\n", indent * 2, "" );
		for ( uint32_t i = 0; i < t->n; i += 1 ) {
			buf_printf( out, "%*s", indent * 2 + 2, "" );
			message( out, t->args[i], indent + 1 );
			buf_putc( out, '\n' );
		}
		if ( t->fn_flags & FN_VARIADIC )
			buf_printf( out, "%*sand a variable number of other arguments\n", indent * 2 + 2, "" );
	} else if ( t->fn_flags & (FN_VARIADIC | FN_UNSPECIFIED)
		) buf_printf( out, "%*saccepting unspecified arguments\n", indent * 2 + 2, "" );
	buf_printf( out, "%*s... returning", indent * 2, "" );
	if ( KIND_OF( t->of ) == TY_VOID ) buf_puts( out, " nothing\n" );
	else {
		buf_printf( out, "\n%*s", indent * 2 + 2, "" );
		message( out, t->of, indent + 1 );
		buf_putc( out, '\n' );
	}
}

static void message_tag( Buf * out, const char * key, const Str * name, bool body ) {
	buf_printf( out, "instance of %s %s %s body", key, name ? name->text : "__anonymous", body ? "with"
		: "without" );
}

static void message( Buf * out, QType q, int indent ) {
	q = type_canon( q );
	const Type * t = q.type;
	for ( unsigned i = 0; i < N_QUALIFIERS; i += 1 )
		if ( q.quals & qualifiers[i].bit ) buf_printf( out, "%s ", qualifiers[i].text );
	switch ( t->kind ) {
	  case TY_BASIC: buf_puts( out, basic_info[t->basic].message_text ); break;
	  case TY_VOID: buf_puts( out, "void" ); break;
	  case TY_POINTER: buf_puts( out, "pointer to " ); message( out, t->of, indent ); break;
	  case TY_REFERENCE:
		if ( ! t->basic ) buf_puts( out, "reference to " );
		message( out, t->of, indent );
		break;
	  case TY_ARRAY:
		buf_puts( out, t->dim == DIM_NONE ? "open array of " : t->dim == DIM_CONST ? "array of "
			: "variable length array of " );
		message( out, t->of, indent );
		if ( t->dim == DIM_CONST )
			buf_printf( out, " with dimension of constant expression (%lld)", (long long)t->length );
		break;
	  case TY_FUNCTION: message_function( out, t, indent ); break;
	  case TY_STRUCT: case TY_UNION:
		message_tag( out, t->kind == TY_UNION
			? "union" : "struct", AS( Agg, t->decl )->name, AS( Agg, t->decl )->complete );
		if ( t->n ) buf_printf( out, "\n%*s... with parameters\n", indent * 2, "" );
		for ( uint32_t i = 0; i < t->n; i += 1 ) {
			buf_printf( out, "%*s", indent * 2 + 2, "" );
			message( out, t->args[i], indent + 1 );
			buf_putc( out, '\n' );
		}
		break;
	  case TY_ENUM: message_tag( out, "enum", AS( Enum, t->decl )->name, AS( Enum, t->decl )->complete );
		break;
	  case TY_VAR:
		buf_printf( out, "instance of type %s (%s)", AS( TypeParam, t->decl )->name->text,
			AS( TypeParam, t->decl )->kind_of == TP_FTYPE ? "function type" : "not function type" );
		break;
	  case TY_TUPLE:
		buf_puts( out, "tuple of types\n" );
		for ( uint32_t i = 0; i < t->n; i += 1 ) {
			buf_printf( out, "%*s", indent * 2 + 2, "" );
			message( out, t->args[i], indent + 1 );
			buf_putc( out, '\n' );
		}
		break;
	  default: buf_puts( out, type_text( q ) ); break;
	}
}

void type_message_at( Buf * out, QType q, int level ) { message( out, q, level ); }

const char * type_message( QType q ) {
	Buf b = { 0 };
	message( &b, q, 0 );
	return buf_text( &b );
}
