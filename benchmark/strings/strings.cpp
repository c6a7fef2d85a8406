// SPDX-License-Identifier: BSD-3-Clause
// Operations on strings, each by its name: seconds of processor time and a check sum, the same as those of strings.cfa.
#include <string>
#include <cstring>
#include "../generics/timing.h"

enum { N = 1000000, WORDS = 1000 };

static long append_char( void ) {
	std::string s;
	for ( int i = 0; i < 20 * N; i += 1 ) s += (char)('a' + i % 26);
	return (long)s.size();
}
static long append_text( void ) {
	std::string s, piece = "piece of text";
	for ( int i = 0; i < 2 * N; i += 1 ) s += piece;
	return (long)s.size();
}
static long construct( void ) {
	long check = 0;
	for ( int i = 0; i < 4 * N; i += 1 ) {
		std::string s = "some words that are longer than those kept in place";
		check += (long)s.size();
	}
	return check;
}
static long copy( void ) {
	long check = 0;
	std::string from = "some words that are longer than those kept in place";
	for ( int i = 0; i < 4 * N; i += 1 ) {
		std::string s = from;
		check += (long)s.size();
	}
	return check;
}
static long assign( void ) {
	std::string words[WORDS];
	long check = 0;
	for ( int i = 0; i < 4 * N; i += 1 ) {
		words[i % WORDS] = "some words that are longer than those kept in place";
		if ( i % 3 == 0 ) words[i % WORDS] = words[(i + 7) % WORDS];
		check += (long)words[i * 13 % WORDS].size();
	}
	return check;
}
static long concatenate( void ) {
	long check = 0;
	std::string a = "first part, ", b = "second part";
	for ( int i = 0; i < 2 * N; i += 1 ) {
		std::string s = a + b;
		check += (long)s.size();
	}
	return check;
}
static long compare( void ) {
	std::string a = "some words that are longer than those kept in place", b = "some words that are longer than those kept in mind";
	long check = 0;
	for ( int i = 0; i < 20 * N; i += 1 ) check += (a == b) + (a < b);
	return check;
}
static long search( void ) {
	std::string text;
	for ( int i = 0; i < 1000; i += 1 ) text += "hay ";
	text += "needle";
	long check = 0;
	for ( int i = 0; i < N / 10; i += 1 ) check += (long)text.find( "needle", i % 8 );
	return check;
}

int main( int argc, char * argv[] ) {
	struct { const char * name; long (* run)( void ); } all[] = {
		{ "append_char", append_char }, { "append_text", append_text }, { "construct", construct }, { "copy", copy },
		{ "assign", assign }, { "concatenate", concatenate }, { "compare", compare }, { "search", search },
	};
	for ( size_t i = 0; i < sizeof( all ) / sizeof( all[0] ); i += 1 ) {
		if ( argc > 1 && strcmp( argv[1], all[i].name ) != 0 ) continue;
		double start = now();
		long check = all[i].run();
		result( now() - start, check );
	}
}
