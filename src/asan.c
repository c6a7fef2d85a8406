/* The settings of a build with --enable-asan: arenas live until the process ends, and the signal stack is our
   own. */

const char *__asan_default_options( void );

const char *__asan_default_options( void ) {
	return "detect_leaks=0:use_sigaltstack=0:abort_on_error=1";
}
