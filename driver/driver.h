/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The cfa command: plans the stages gcc -E | cfa-cpp | gcc for each source, then links (chapter 10, sections
 * 1-8).
 */
#ifndef CFA_DRIVER_H
#define CFA_DRIVER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#if defined( __x86_64__ )
#define HOST_ARCH "x64"
#elif defined( __aarch64__ )
#define HOST_ARCH "arm64"
#elif defined( __i386__ )
#define HOST_ARCH "x86"
#else
#define HOST_ARCH "arm32"
#endif

/* A growing list of arguments, NULL-terminated. */
typedef struct Args { char ** at; size_t len, cap; } Args;
void args_add( Args *, const char * );
void args_add_all( Args *, const Args * );
/* The last element replaced or the list grown with printf-like text. */
char * text_of( const char * fmt, ... ) __attribute__((format( printf, 1, 2 )));
void * need( size_t size );                             /* memory, zeroed, or the end */
_Noreturn void out_of_memory( void );

/* --- the command line (options.c) ----------------------------------------------------------------------- */

typedef enum Language { LANG_AUTO, LANG_CFA, LANG_C, LANG_OTHER, LANG_LINK } Language;
/* An input file, or (`option`, LANG_LINK) something for the linker at its place among them. */
typedef struct Input { const char * name; Language language; const char * x; bool option; } Input;
typedef enum Stop { STOP_LINK, STOP_OBJECT, STOP_ASSEMBLY, STOP_CFA, STOP_PREPROCESS, STOP_SYNTAX } Stop;

typedef struct Command {
	const char * program;                               /* argv[0]'s base name, for messages */
	Stop stop;
	Input * inputs;
	size_t n_inputs;
	size_t n_files;                                     /* inputs that are files */
	const char * output;
	const char * compiler;                              /* gcc */
	/* what it compiles for without -m32: x64, x86, arm64, arm32 */
	const char * machine;
	/* options of the stages; `common`: of all gcc stages, `text`: of -E */
	Args cpp, text, common, cc, link, translator;
	/* the whole line as gcc may see it, when there are no files */
	Args query;
	bool debug_info, profile;                           /* -g, -pg */
	bool debug, nolib, quiet, help, verbose, dry_run, no_stdhdr, invariant;
	bool std_given, machine_given, save_temps, save_beside_output, time_report, is_query;
	bool deps, deps_only, deps_file, deps_target;
	/* -r, -nostdlib, -nodefaultlibs, -static: not our libraries */
	bool no_runtime;
	bool color_given, dumpdir_given, dumpbase_given;
	/* sizes of types of the machine compiled for: lp64, aarch64, i386, x32 */
	const char * data_model;
	int c_mode;                                         /* 1, -1: -fc-mode, -fno-c-mode for all sources */
} Command;
void command_parse( Command *, int argc, char * argv[] );
/* Expand @file arguments as gcc does. */
void response_expand( int * argc, char *** argv );
/* Is it to be precompiled (-x c-header)? */
bool is_header( const Input * );
/* Is the file translated by cfa-cpp? */
static inline bool is_translated( const Input * i ) {
	return i->language == LANG_CFA || i->language == LANG_C;
}

/* --- where things are (paths.c) ------------------------------------------------------------------------- */

typedef struct Paths {
	const char * translator;                            /* cfa-cpp */
	const char * stages;                                /* folder of the assembler, for -B */
	const char * include;                               /* headers of the library */
	const char * library;                               /* ARCH-CONFIG folder */
	bool has_library, has_threads;
} Paths;
/* False (after a message) if not even the prelude folder of the nolib configuration exists. */
bool paths_find( Paths *, const Command * );

/* --- processes and temporary files (process.c) ---------------------------------------------------------- */

void process_init( const Command * );
/* Start a command; fds of -1 are inherited. Returns its process id, 0 under -###. */
pid_t process_start( const Args *, int in, int out, int err );
/* Exit status in the shell's convention; a death by signal is reported and gives 1. */
int process_wait( pid_t );
int process_run( const Args * );
/* A new temporary file name with this suffix, removed when the driver ends however it ends. */
const char * temp_file( const char * suffix );
/* An output that is removed if the run fails or is interrupted. */
void output_begin( const char * path );
void output_done( const char * path );
/* Remove what must not stay; called at exit. */
void files_cleanup( bool failed );

/* --- stages (compile.c, link.c) ------------------------------------------------------------------------- */

/* Translate and compile one source into `output` (NULL: standard output); status 0 or 1. */
int compile_source( const Command *, const Paths *, const Input *, const char * output );
/* Compile something gcc knows itself (.i, .s, .cc). */
int compile_other( const Command *, const Input *, const char * output );
/* Link; objects[i] is the object made of inputs[i], or NULL for what goes to the linker as it is. */
int link_program( const Command *, const Paths *, const char ** objects );

/* --- messages.c ----------------------------------------------------------------------------------------- */

/* Write a line to standard error with declarations for mangled names. Was one of them a function's? */
bool messages_tell( const char * line );
/* The same of what was written to a file, which is closed. */
void messages_show( int file );

#endif
