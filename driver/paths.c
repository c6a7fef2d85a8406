/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Where translator, headers and libraries are: found from the place of the executable, installed or in the
 * build tree.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver.h"

static bool exists( const char * path ) { return access( path, F_OK ) == 0; }

/* The folder `up` levels above the executable's file. */
static const char * above( const char * executable, int up ) {
	char * path = text_of( "%s", executable );
	for ( ; up > 0; up -= 1 ) {
		char * slash = strrchr( path, '/' );
		if ( ! slash ) return ".";
		*slash = '\0';
	}
	return path;
}

static const char * architecture( const Command * c ) {
	if ( strcmp( c->data_model, "i386" ) == 0 ) return "x86";
	return strcmp( c->data_model, "lp64" ) == 0 && strcmp( c->machine, "x86" ) == 0 ? "x64" : c->machine;
}

/* C alone can be compiled for any machine that gcc knows (-m32), with the library or not. */
static bool has_dialect( const Command * c ) {
	for ( size_t i = 0; i < c->n_inputs; i += 1 ) if ( c->inputs[i].language == LANG_CFA ) return true;
	return false;
}

static void look_for_library( Paths * p, const char * root, const Command * c ) {
	const char * config = c->nolib ? "nolib" : c->debug ? "debug" : "nodebug";
	/* for gprof there may be a library that keeps frame pointers */
	if ( ! c->nolib && c->profile && exists( text_of( "%s/%s-profile", root, architecture( c ) ) ) )
		config = "profile";
	p->library = text_of( "%s/%s-%s", root, architecture( c ), config );
	if ( ! exists( p->library ) && ! c->nolib ) {
		if ( c->machine_given && ! has_dialect( c ) ) return;
		fprintf( stderr, "%s internal error, configuration %s not installed.\nWas looking for %s\n",
			c->program, config, p->library );
		for ( size_t i = 0; i < c->query.len; i += 1 )
			fprintf( stderr, "%s%s", i ? " " : "", c->query.at[i] );
		fputc( '\n', stderr );
		p->library = text_of( "%s/%s-nolib", root, architecture( c ) );
	}
	/* without library nothing in there depends on the machine (section 22: always available) */
	if ( ! exists( p->library ) ) p->library = text_of( "%s/%s-nolib", root, HOST_ARCH );
	p->has_library = exists( text_of( "%s/libcfa.so", p->library ) );
	p->has_threads = exists( text_of( "%s/libcfathread.so", p->library ) );
}

bool paths_find( Paths * p, const Command * c ) {
	char self[PATH_MAX];
	ssize_t n = readlink( "/proc/self/exe", self, sizeof( self ) - 1 );
	if ( n < 0 ) snprintf( self, sizeof( self ), "%s/cfa", CFA_BINDIR );
	else self[n] = '\0';
	const char * top = above( self, 2 );
	if ( exists( text_of( "%s/src/cfa-cpp", top ) ) ) {                  /* build tree */
		p->translator = text_of( "%s/src/cfa-cpp", top );
		p->stages = text_of( "%s/driver/", top );
		p->include = CFA_SOURCE_INCLUDE;
		look_for_library( p, text_of( "%s/libcfa", top ), c );
	} else {
		/* moved as a whole: beside the executable's own folder; else where it was configured to be */
		const char * lib = text_of( "%s/lib/cfa", top );
		bool here = exists( text_of( "%s/cfa-cpp", lib ) );
		if ( ! here ) lib = CFA_LIBDIR;
		p->translator = text_of( "%s/cfa-cpp", lib );
		p->stages = text_of( "%s/", lib );
		p->include = here ? text_of( "%s/include/cfa", top ) : CFA_INCDIR;
		look_for_library( p, lib, c );
	}
	if ( ! exists( p->library ) && ! (c->machine_given && ! has_dialect( c )) ) {
		fprintf( stderr, "%s internal error, cannot find prelude directory.\nWas looking for %s\n",
			c->program, p->library );
		return false;
	}
	return true;
}
