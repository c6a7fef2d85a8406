// A recursive-descent calculator: tokens in a union, error recovery by longjmp, a symbol table, functions by name.
//: flags -lm
#include <ctype.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum kind { END, NUMBER, NAME, SYMBOL };
static struct token { enum kind kind; union { double number; char name[ 16 ]; char symbol; }; } token;
static struct { char name[ 16 ]; double value; } variables[ 16 ];
static unsigned used;
static const char *at;
static jmp_buf failed;
static const struct { const char *name; double ( *call )( double ); } functions[] = { { "sqrt", sqrt }, { "abs", fabs }, { "floor", floor } };

static void error( const char *what ) { printf( "error: %s at '%s'\n", what, at ); longjmp( failed, 1 ); }
static void next( void ) {
	while ( isspace( (unsigned char)*at ) ) at++;
	if ( *at == '\0' ) token.kind = END;
	else if ( isdigit( (unsigned char)*at ) || *at == '.' ) token = (struct token){ NUMBER, { .number = strtod( at, (char **)&at ) } };
	else if ( isalpha( (unsigned char)*at ) ) {
		size_t n = 0;
		token.kind = NAME;
		while ( isalnum( (unsigned char)*at ) && n < sizeof( token.name ) - 1 ) token.name[ n++ ] = *at++;
		token.name[ n ] = 0;
	} else token = (struct token){ .kind = SYMBOL, .symbol = *at++ };
}
static int accept( char c ) { return token.kind == SYMBOL && token.symbol == c ? next(), 1 : 0; }
static double *variable( const char *name ) {
	for ( unsigned i = 0; i < used; i++ ) if ( strcmp( variables[ i ].name, name ) == 0 ) return &variables[ i ].value;
	if ( used == sizeof( variables ) / sizeof( *variables ) ) error( "too many names" );
	strcpy( variables[ used ].name, name );
	return &variables[ used++ ].value;
}
static double expression( void );
static double primary( void ) {
	double v;
	switch ( token.kind ) {
	case NUMBER: v = token.number; next(); return v;
	case NAME: {
		char name[ 16 ];
		strcpy( name, token.name );
		next();
		if ( accept( '(' ) ) {
			v = expression();
			if ( !accept( ')' ) ) error( "missing )" );
			for ( unsigned i = 0; i < sizeof( functions ) / sizeof( functions[ 0 ] ); i++ )
				if ( !strcmp( functions[ i ].name, name ) ) return functions[ i ].call( v );
			error( "no such function" );
		}
		if ( accept( '=' ) ) return *variable( name ) = expression();
		return *variable( name );
	}
	case SYMBOL:
		if ( accept( '(' ) ) { v = expression(); if ( !accept( ')' ) ) error( "missing )" ); return v; }
		if ( accept( '-' ) ) return -primary();
		/* fall through */
	default: error( "operand expected" );
	}
	return 0;
}
static double power( void ) { double v = primary(); return accept( '^' ) ? pow( v, power() ) : v; }
static double term( void ) {
	double v = power();
	for ( ;; )
		if ( accept( '*' ) ) v *= power();
		else if ( accept( '/' ) ) { double d = power(); if ( d == 0 ) error( "division by zero" ); v /= d; }
		else return v;
}
static double expression( void ) { double v = term(); for ( ;; ) if ( accept( '+' ) ) v += term(); else if ( accept( '-' ) ) v -= term(); else return v; }

int main( void ) {
	static const char *const lines[] = {
		"1 + 2 * 3", "(1 + 2) * 3", "2 ^ 3 ^ 2", "-2 ^ 2", "x = 5", "y = x * 2 + 1", "x * y - 10 / 4", "sqrt(16) + abs(-3)",
		"1 / 0", "2 +", "(1", "frob(1)", "a = b = 4", "a + b", "1.5e2 + .5",
	};
	for ( unsigned i = 0; i < sizeof( lines ) / sizeof( *lines ); i++ ) {
		at = lines[ i ];
		if ( setjmp( failed ) ) continue;
		next();
		double v = expression();
		if ( token.kind != END ) error( "junk" );
		printf( "%s => %g\n", lines[ i ], v );
	}
	return 0;
}
