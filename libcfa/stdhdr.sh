#!/bin/sh
# Write src/stdhdr/ and stdhdr.list: a wrapper for each C header, which gives its declarations C linkage. (A developer's
# tool; the result is committed.) Names in them that are C∀ keywords are written as quoted identifiers.
set -eu
cd "$(dirname "$0")"
plain="assert complex ctype errno fenv float gmp inttypes iso646 limits locale malloc math pthread setjmp signal stdalign stdarg
	stdatomic stdbool stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar unistd unwind wchar wctype dlfcn fcntl
	poll sched dirent getopt glob grp pwd netdb regex semaphore syslog termios ucontext utime wordexp alloca byteswap endian elf link
	libgen search spawn strings sysexits ulimit aio mqueue langinfo monetary nl_types fnmatch ftw iconv"
sys="epoll eventfd file ioctl ipc mman mount param poll prctl random resource select sem sendfile shm signalfd socket stat statfs
	statvfs syscall sysinfo time timerfd times types uio un utsname wait xattr inotify"
own=$(cat src/stdhdr/assert.h)                            # written by hand: C∀'s own macros
rm -rf src/stdhdr; mkdir -p src/stdhdr/sys src/stdhdr/libltdl
list=
wrap() {
	# no guard: some of them (assert.h, stddef.h) are made to be included again
	words=${2-}                                       # known ones, found ones
	for word in exception enable disable with trait try catch thread monitor mutex when virtual generator coroutine forall choose; do
		for found in "/usr/include/$1" "/usr/include/x86_64-linux-gnu/$1" "/usr/include/aarch64-linux-gnu/$1"; do
			if [ -e "$found" ] && sed -e 's|/\*.*\*/||' "$found" | grep -v '^ *\*' | grep -qE "(^|[^A-Za-z0-9_])$word([^A-Za-z0-9_]|\$)" && grep -vE '^ *(/?\*|   )' "$found" | grep -qE "[^A-Za-z0-9_]$word *[;,)]"; then
				words="$words $word"
				break
			fi
		done
	done
	{
		for word in $words; do printf '#if ! defined( %s )\n#define %s ``%s\n#define __cfa_quoted_%s\n#endif\n' $word $word $word $word; done
		printf 'extern "C" {\n#include_next <%s>\n}\n' "$1"
		for word in $words; do printf '#if defined( __cfa_quoted_%s )\n#undef %s\n#undef __cfa_quoted_%s\n#endif\n' $word $word $word; done
	} > "src/stdhdr/$1"
}
for h in $plain; do wrap "$h.h"; list="$list src/stdhdr/$h.h"; done
for h in $sys; do wrap "sys/$h.h"; listsys="${listsys-} src/stdhdr/sys/$h.h"; done
wrap libltdl/lt_dlloader.h vtable
printf '%s\n' "$own" > src/stdhdr/assert.h
# In C∀ true and false have the type _Bool (chapter 10, section 5); the sign makes them work in #if, too.
cat >> src/stdhdr/stdbool.h <<'END'
#undef true
#undef false
#define true ((_Bool)+1u)
#define false ((_Bool)+0u)
END
# Its declarations keep the visibility that the unit has.
{ printf '#define HIDE_EXPORTS\n'; cat src/stdhdr/unwind.h; printf '#undef HIDE_EXPORTS\n'; } > src/stdhdr/unwind.new
mv src/stdhdr/unwind.new src/stdhdr/unwind.h
# A null pointer is 0, which fits every pointer (chapter 09, 1.1).
printf '#undef NULL\n#define NULL 0\n' >> src/stdhdr/stddef.h
# Storage remembers more than C asks for (chapter 09, section 2).
echo '#include <heap.hfa>' >> src/stdhdr/malloc.h
{
	echo "# Made by stdhdr.sh."
	printf 'STDHDR ='; for f in $list; do printf ' \\\n\t%s' "$f"; done
	printf '\n\nSTDHDR_SYS ='; for f in $listsys; do printf ' \\\n\t%s' "$f"; done
	printf '\n\nSTDHDR_LTDL = src/stdhdr/libltdl/lt_dlloader.h'
	echo
} > stdhdr.list
