/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The command line: which option goes to which stage. Options of gcc we do not know go to all of them.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "driver.h"

void out_of_memory( void ) {
	fprintf( stderr, "cfa: error: out of memory\n" );
	exit( 1 );
}

void * need( size_t size ) {
	void * p = calloc( 1, size ? size : 1 );
	if ( ! p ) out_of_memory();
	return p;
}

char * text_of( const char * fmt, ... ) {
	va_list args;
	va_start( args, fmt );
	char * text = NULL;
	if ( vasprintf( &text, fmt, args ) < 0 ) out_of_memory();
	va_end( args );
	return text;
}

void args_add( Args * a, const char * text ) {
	if ( a->len + 2 > a->cap ) {
		a->cap = a->cap ? a->cap * 2 : 32;
		a->at = realloc( a->at, a->cap * sizeof( char * ) );
		if ( ! a->at ) out_of_memory();
	}
	a->at[a->len++] = (char *)text;
	a->at[a->len] = NULL;
}

void args_add_all( Args * a, const Args * more ) {
	for ( size_t i = 0; i < more->len; i += 1 ) args_add( a, more->at[i] );
}

/* ===== tables =========================================================================================== */

/* Options whose argument is the next word. */
static const char * const separate[] = {
	"-o", "-I", "-D", "-U", "-L", "-l", "-x", "-include", "-imacros", "-isystem", "-idirafter",
	"-iquote", "-iprefix",
	"-iwithprefix", "-iwithprefixbefore", "-isysroot", "-imultilib", "-MF", "-MT", "-MQ", "-Xlinker",
	"-Xassembler",
	"-Xpreprocessor", "-T", "-u", "-z", "-e", "-A", "-aux-info", "-B", "-G", "-dumpbase", "-dumpdir",
	"-dumpbase-ext", "-wrapper", "-F", "-h", "--param", "--sysroot", "-entry",
	"-iframework", "-imultiarch", "-Tbss", "-Tdata", "-Ttext", NULL
};
/* Long names of gcc and the short ones; with `joined` the argument follows as the next word or behind "=". */
static const struct { const char * name, * brief; bool joined; } long_names[] = {
	{ "--compile", "-c", false }, { "--assemble", "-S", false }, { "--preprocess", "-E", false },
	{ "--debug", "-g", false },
	{ "--optimize", "-O", true }, { "--output", "-o", true }, { "--include", "-include", true },
	{ "--imacros", "-imacros", true },
	{ "--include-directory", "-I", true }, { "--include-directory-after", "-idirafter", true },
	{ "--define-macro", "-D", true },
	{ "--undefine-macro", "-U", true }, { "--language", "-x", true }, { "--library-directory", "-L", true },
	{ "--dependencies", "-M", false }, { "--user-dependencies", "-MM", false },
	{ "--write-dependencies", "-MD", false },
	{ "--write-user-dependencies", "-MMD", false }, { "--print-missing-file-dependencies", "-MG", false },
	{ "--all-warnings", "-Wall", false }, { "--extra-warnings", "-Wextra", false },
	{ "--no-warnings", "-w", false },
	{ "--shared", "-shared", false }, { "--static", "-static", false },
	{ "--static-pie", "-static-pie", false }, { "--pie", "-pie", false },
	{ "--symbolic", "-symbolic", false }, { "--ansi", "-ansi", false }, { "--entry", "-e", true },
	{ "--force-link", "-u", true },
	{ "--for-linker", "-Xlinker", true }, { "--for-assembler", "-Xassembler", true },
	{ "--comments", "-C", false },
	{ "--no-line-commands", "-P", false }, { "--trace-includes", "-H", false },
	{ "--no-standard-includes", "-nostdinc", false },
	{ "--no-standard-libraries", "-nostdlib", false },
};
/* Options of the preprocessor only: exact words, then prefixes. */
static const char * const cpp_words[] = { "-nostdinc", "-undef", "-H", "-trigraphs", "-remap", NULL };
static const char * const cpp_prefixes[] = {
	"-D", "-U", "-I", "-A", "-include", "-imacros", "-i", "-Wp,", "-Xpreprocessor",
	"-fmacro-prefix-map=", NULL
};
/* Those that change the form of its text: they mean something with -E only. */
static const char * const text_words[] = {
	"-P", "-C", "-CC", "-dM", "-dD", "-dN", "-dI", "-dU", "-fdirectives-only", "-traditional-cpp",
	"-fdump-include", NULL
};
/* Options of the linker only. */
static const char * const link_words[] = {
	"-shared", "-rdynamic", "-nostdlib", "-nodefaultlibs", "-nostartfiles", "-nolibc", "-r", "-s", "-static",
	"-static-libgcc", "-shared-libgcc", "-static-pie", "-symbolic", "-pie", "-no-pie", NULL
};
static const char * const link_prefixes[] =
	{ "-L", "-Wl,", "-Xlinker", "-z", "-T", "-u", "-e", "-fuse-ld=", NULL };
/* Warnings of the translator alone. */
static const char * const our_warnings[] = {
	"self-assign", "reference-conversion", "aggregate-forward-decl", "superfluous-decl", "superfluous-else",
	"gcc-attributes", "c++-like-copy", "depreciated-trait-syntax", NULL
};
/* How polymorphic functions are translated. */
static const char * const instances[] = {
	"-finstantiate", "-fno-instantiate", "-fmono", "-fno-mono", "-fmono-merge", "-fno-mono-merge", NULL
};
/* Questions to gcc that need no file. */
static const char * const queries[] =
	{ "--version", "-dumpversion", "-dumpmachine", "-dumpspecs", "-dumpfullversion", "--target-help", NULL };

static bool among( const char * const * list, const char * word ) {
	for ( ; *list; list += 1 ) if ( strcmp( *list, word ) == 0 ) return true;
	return false;
}

static bool starts( const char * word, const char * prefix ) {
	return strncmp( word, prefix, strlen( prefix ) ) == 0;
}

static bool any_prefix( const char * const * list, const char * word ) {
	for ( ; *list; list += 1 ) if ( starts( word, *list ) ) return true;
	return false;
}

/* ===== inputs =========================================================================================== */

static Language language_of_suffix( const char * name ) {
	const char * dot = strrchr( name, '.' );
	const char * slash = strrchr( name, '/' );
	if ( ! dot || (slash && dot < slash) ) return LANG_LINK;
	if ( among( (const char *[]){ ".cfa", ".hfa", ".ifa", NULL }, dot ) ) return LANG_CFA;
	if ( among( (const char *[]){ ".c", ".h", NULL }, dot ) ) return LANG_C;
	static const char * const gccs[] =
		{ ".i", ".s", ".S", ".sx", ".cc", ".cp", ".cxx", ".cpp", ".CPP", ".c++", ".C", ".ii", ".f", ".F",
		".for", ".f90", ".F90", ".m", ".mi", ".go", ".d", ".adb", ".ads", NULL };
	return among( gccs, dot ) ? LANG_OTHER : LANG_LINK;
}

static void add_input( Command * c, const char * name, Language language, const char * x, bool option ) {
	if ( (c->n_inputs & (c->n_inputs - 1)) == 0 ) {
		size_t cap = c->n_inputs ? c->n_inputs * 2 : 1;
		c->inputs = realloc( c->inputs, cap * sizeof( Input ) );
		if ( ! c->inputs ) out_of_memory();
	}
	c->inputs[c->n_inputs++] = (Input){ name, language, x, option };
}

static void add_file( Command * c, const char * name, const char * x ) {
	Language language = ! x ? language_of_suffix( name ) : strcmp( x, "cfa" ) == 0 ? LANG_CFA
		: strcmp( x, "c" ) == 0 ? LANG_C : LANG_OTHER;
	c->n_files += 1;
	add_input( c, name, language, x, false );
}

/* ===== options ========================================================================================== */

/* Options of cfa itself (section 2). True if it was one. */
static bool own_option( Command * c, const char * o, int * i, int argc, char * argv[] ) {
	if ( strcmp( o, "-CFA" ) == 0 ) { if ( c->stop != STOP_PREPROCESS ) c->stop = STOP_CFA; }
	else if ( strcmp( o, "-XCFA" ) == 0 ) { if ( *i + 1 < argc ) args_add( &c->translator, argv[++*i] ); }
	else if ( starts( o, "-XCFA," ) ) {
		char * save = NULL, * list = text_of( "%s", o + 6 );
		for ( char * p = strtok_r( list, ",", &save ); p; p = strtok_r( NULL, ",", &save ) )
			args_add( &c->translator, p );
	} else if ( strcmp( o, "-debug" ) == 0 ) c->debug = true;
	else if ( strcmp( o, "-nodebug" ) == 0 ) c->debug = false;
	else if ( strcmp( o, "-nolib" ) == 0 ) c->nolib = true;
	else if ( strcmp( o, "-quiet" ) == 0 ) c->quiet = true;
	else if ( strcmp( o, "-noquiet" ) == 0 ) c->quiet = false;
	else if ( strcmp( o, "-help" ) == 0 ) c->help = true;
	else if ( strcmp( o, "-nohelp" ) == 0 ) c->help = false;
	else if ( strcmp( o, "-no-include-stdhdr" ) == 0 ) c->no_stdhdr = true;
	else if ( strcmp( o, "-invariant" ) == 0 || strcmp( o, "--invariant" ) == 0 ) c->invariant = true;
	else if ( strcmp( o, "-cfalib" ) == 0 ) args_add( &c->translator, "-t" );
	else if ( strcmp( o, "-compiler" ) == 0 ) { if ( *i + 1 < argc ) c->compiler = argv[++*i]; }
	else if ( strcmp( o, "-fc-mode" ) == 0 ) c->c_mode = 1;
	else if ( strcmp( o, "-fno-c-mode" ) == 0 ) c->c_mode = -1;
	else if ( among( instances, o ) || starts( o, "-fmono-limit=" ) ) args_add( &c->translator, o );
	else if ( starts( o, "--dump=" ) ) args_add( &c->translator, o );
	else return false;
	return true;
}

/* -M options: dependencies. */
static void dependency_option( Command * c, const char * o, const char * argument ) {
	if ( strcmp( o, "-MF" ) == 0 ) c->deps_file = true;
	else if ( strcmp( o, "-MT" ) == 0 || strcmp( o, "-MQ" ) == 0 ) c->deps_target = true;
	else if ( strcmp( o, "-MD" ) == 0 || strcmp( o, "-MMD" ) == 0 ) c->deps = true;
	else if ( starts( o, "-MF" ) ) c->deps_file = true;
	else if ( starts( o, "-MT" ) || starts( o, "-MQ" ) ) c->deps_target = true;
	else if ( strcmp( o, "-M" ) == 0 || strcmp( o, "-MM" ) == 0 ) c->deps_only = true;
	args_add( &c->cpp, o );
	if ( argument ) args_add( &c->cpp, argument );
}

bool is_header( const Input * in ) {
	size_t len = in->x ? strlen( in->x ) : 0;
	return len > 7 && strcmp( in->x + len - 7, "-header" ) == 0;
}

/* A file is C or C∀ as its suffix or -x says, unless -fc-mode, -fno-c-mode decide. */
static void decide_languages( Command * c ) {
	for ( size_t i = 0; i < c->n_inputs; i += 1 ) {
		Input * in = &c->inputs[i];
		if ( strcmp( in->name, "-" ) == 0 && ! in->x && c->stop == STOP_PREPROCESS ) in->language = LANG_C;
		if ( is_header( in ) && c->stop == STOP_LINK ) c->stop = STOP_OBJECT;
		if ( is_translated( in ) && c->c_mode ) in->language = c->c_mode > 0 ? LANG_C : LANG_CFA;
	}
}

static bool our_warning( const char * o ) {
	const char * name = o + 2;
	if ( starts( name, "no-" ) ) name += 3;
	if ( starts( name, "error=" ) ) name += 6;
	return among( our_warnings, name );
}

static void warning_option( Command * c, const char * o ) {
	args_add( &c->translator, o );
	if ( ! our_warning( o ) ) args_add( &c->common, o );
}

/* Modes, and options that several parties must know of. */
static bool mode_option( Command * c, const char * o ) {
	if ( strcmp( o, "-c" ) == 0 ) { if ( c->stop < STOP_OBJECT ) c->stop = STOP_OBJECT; }
	else if ( strcmp( o, "-S" ) == 0 ) { if ( c->stop < STOP_ASSEMBLY ) c->stop = STOP_ASSEMBLY; }
	else if ( strcmp( o, "-E" ) == 0 ) {
		if ( c->stop == STOP_CFA )
			fprintf( stderr, "%s warning, both -E and -CFA flags specified, using -E and ignoring -CFA.\n",
				c->program );
		c->stop = STOP_PREPROCESS;
	} else if ( strcmp( o, "-fsyntax-only" ) == 0 ) { if ( c->stop != STOP_PREPROCESS && c->stop != STOP_CFA ) c->stop = STOP_SYNTAX; }
	else if ( strcmp( o, "-save-temps" ) == 0 || strcmp( o, "--save-temps" ) == 0
		|| strcmp( o, "-save-temps=cwd" ) == 0 )
		c->save_temps = true;
	else if ( strcmp( o, "-save-temps=obj" ) == 0 ) c->save_temps = c->save_beside_output = true;
	else if ( strcmp( o, "-v" ) == 0 || strcmp( o, "--verbose" ) == 0 ) {
		c->verbose = true;
		args_add( &c->common, "-v" );
	}
	else if ( strcmp( o, "-###" ) == 0 ) c->dry_run = c->verbose = true;
	else if ( strcmp( o, "-ftime-report" ) == 0 ) { c->time_report = true; args_add( &c->translator, o ); }
	else if ( strcmp( o, "-pipe" ) == 0 ) return true;   /* always */
	else return false;
	return true;
}

static void gcc_option( Command * c, const char * o, const char * argument ) {
	Args * to = &c->common;
	if ( among( text_words, o ) ) to = &c->text;
	else if ( among( cpp_words, o ) || any_prefix( cpp_prefixes, o ) ) to = &c->cpp;
	else if ( among( link_words, o ) || any_prefix( link_prefixes, o ) ) to = &c->link;
	else if ( starts( o, "-g" ) || starts( o, "-Wa," ) || strcmp( o, "-Xassembler" ) == 0
		|| starts( o, "-dump" ) )
		to = &c->cc;
	if ( among( (const char *[]){ "-nostdlib", "-nodefaultlibs", "-r", "-static", "-static-pie", NULL }, o ) )
		c->no_runtime = true;
	if ( starts( o, "-std=" ) || starts( o, "--std=" ) || strcmp( o, "-ansi" ) == 0 ) c->std_given = true;
	static const char * const machines[][2] =
		{ { "-m64", "lp64" }, { "-m32", "i386" }, { "-m16", "i386" }, { "-mx32", "x32" } };
	for ( unsigned i = 0; i < sizeof( machines ) / sizeof( machines[0] ); i += 1 ) {
		if ( strcmp( o, machines[i][0] ) != 0 ) continue;
		c->machine_given = true;
		c->data_model = machines[i][1];
	}
	if ( starts( o, "-fdiagnostics-" ) || starts( o, "-fno-diagnostics-" ) || starts( o, "-fmax-errors=" ) ) {
		if ( strstr( o, "color" ) || strstr( o, "plain" ) ) c->color_given = ! strstr( o, "=auto" );
		if ( ! strstr( o, "color=auto" ) ) args_add( &c->translator, o );
	}
	if ( strcmp( o, "-pg" ) == 0 ) c->profile = true;
	if ( starts( o, "-g" ) ) c->debug_info = strcmp( o, "-g0" ) != 0;
	if ( strcmp( o, "-dumpdir" ) == 0 ) c->dumpdir_given = true;
	if ( strcmp( o, "-dumpbase" ) == 0 ) c->dumpbase_given = true;
	if ( starts( o, "-O" ) ) args_add( &c->translator, o );
	args_add( to, o );
	if ( argument ) args_add( to, argument );
}

/* The short form of a long option; what was behind "=" is in *argument. */
static const char * brief_name( const char * o, const char ** argument ) {
	size_t len = strcspn( o, "=" );
	for ( size_t i = 0; i < sizeof( long_names ) / sizeof( long_names[0] ); i += 1 ) {
		if ( strncmp( long_names[i].name, o, len ) != 0 || long_names[i].name[len] ) continue;
		if ( o[len] && ! long_names[i].joined ) continue;
		if ( strcmp( long_names[i].brief, "-O" ) == 0 ) return o[len] ? text_of( "-O%s", o + len + 1 ) : "-O";
		if ( o[len] ) *argument = o + len + 1;
		return long_names[i].brief;
	}
	return o;
}

/* One option; *i moves over its argument. */
static void option( Command * c, const char * o, int * i, int argc, char * argv[], const char ** x ) {
	if ( own_option( c, o, i, argc, argv ) ) return;
	const char * argument = NULL;
	if ( starts( o, "--" ) ) o = brief_name( o, &argument );
	args_add( &c->query, o );
	if ( mode_option( c, o ) ) return;
	if ( argument ) args_add( &c->query, argument );
	else if ( among( separate, o ) ) {
		if ( *i + 1 >= argc ) {
			fprintf( stderr, "%s: error: missing argument to '%s'\n", c->program, o );
			exit( 1 );
		}
		argument = argv[++*i];
		args_add( &c->query, argument );
	}
	if ( starts( o, "-x" ) && (argument || o[2]) ) {
		const char * language = argument ? argument : o + 2;
		*x = strcmp( language, "none" ) == 0 ? NULL : language;
	} else if ( strcmp( o, "-o" ) == 0 || strcmp( o, "--output" ) == 0 ) c->output = argument;
	else if ( starts( o, "-o" ) && ! starts( o, "-objc" ) ) c->output = o + 2;
	else if ( strcmp( o, "-l" ) == 0 ) add_input( c, text_of( "-l%s", argument ), LANG_LINK, NULL, true );
	else if ( starts( o, "-l" ) || starts( o, "-Wl," ) ) add_input( c, o, LANG_LINK, NULL, true );
	else if ( strcmp( o, "-Xlinker" ) == 0 ) {
		add_input( c, o, LANG_LINK, NULL, true );
		add_input( c, argument, LANG_LINK, NULL, true );
	}
	else if ( starts( o, "-M" ) && ! starts( o, "-Mno" ) ) dependency_option( c, o, argument );
	else if ( starts( o, "-W" ) && ! strchr( o, ',' ) ) warning_option( c, o );
	else if ( strcmp( o, "-w" ) == 0 ) { args_add( &c->translator, o ); args_add( &c->common, o ); }
	else {
		if ( among( queries, o ) || starts( o, "-print-" ) || starts( o, "--print-" )
			|| starts( o, "--help" ) )
			c->is_query = true;
		gcc_option( c, o, argument );
	}
}

/* The gcc that was configured, or when that is not here (the tree was moved) the one in PATH. */
static const char * default_compiler( void ) { return access( CFA_GCC, X_OK ) == 0 ? CFA_GCC : "gcc"; }

/* The compiler's name says what it compiles for: gcc for this machine, aarch64-linux-gnu-gcc for another one,
   whose assembler has a name like it (as.c). */
static void examine_compiler( Command * c ) {
	static const char * const machines[][3] =
		{ { "x86_64-", "x64", "lp64" }, { "aarch64-", "arm64", "aarch64" },
		{ "i386-", "x86", "i386" }, { "i486-", "x86", "i386" }, { "i586-", "x86", "i386" },
		{ "i686-", "x86", "i386" }, { "arm-", "arm32", "x32" } };
	const char * slash = strrchr( c->compiler, '/' ), * base = slash ? slash + 1 : c->compiler,
		* gcc = strstr( base, "-gcc" );
	if ( starts( base, "gcc" ) ) return;
	for ( unsigned i = 0; gcc && i < sizeof( machines ) / sizeof( machines[0] ); i += 1 ) {
		if ( ! starts( base, machines[i][0] ) ) continue;
		c->machine = machines[i][1];
		if ( ! c->machine_given ) c->data_model = machines[i][2];
		setenv( "CFA_AS", text_of( "%.*s-as", (int)(gcc - c->compiler), c->compiler ), 1 );
		return;
	}
	fprintf( stderr, "%s error, compiler \"%s\" unsupported.\n", c->program, base );
	exit( 1 );
}

void command_parse( Command * c, int argc, char * argv[] ) {
	const char * slash = strrchr( argv[0], '/' );
	*c = (Command){ .program = slash ? slash + 1 : argv[0], .debug = true, .compiler = default_compiler(),
		.machine = HOST_ARCH, .data_model = strcmp( HOST_ARCH, "arm64" ) == 0 ? "aarch64"
		: sizeof( long ) == 8 ? "lp64"
			: _Alignof( struct { double d; } ) == 4 ? "i386" : "x32" };
	const char * x = NULL;
	for ( int i = 1; i < argc; i += 1 ) {
		if ( argv[i][0] == '-' && argv[i][1] ) option( c, argv[i], &i, argc, argv, &x );
		else { args_add( &c->query, argv[i] ); add_file( c, argv[i], x ); }
	}
	examine_compiler( c );
	if ( c->deps_only ) c->stop = STOP_PREPROCESS;
	decide_languages( c );
}
