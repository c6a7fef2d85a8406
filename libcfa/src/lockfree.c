/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The one operation of <collections/lockfree.hfa> that the units of a program could not do without options of gcc: comparing
 * and exchanging two words at once.
 */
#include <stdbool.h>
#include <stdint.h>

#if __SIZEOF_POINTER__ == 8
typedef unsigned __int128 double_word;
#else
typedef uint64_t double_word;
#endif

bool __cfa_swap_double_word( volatile double_word * at, double_word * from, double_word to ) {
#if defined( __x86_64__ )
	bool done;
	uint64_t low = (uint64_t)*from, high = (uint64_t)(*from >> 64);
	__asm__ volatile( "lock cmpxchg16b %1" : "=@ccz" ( done ), "+m" ( *at ), "+a" ( low ), "+d" ( high )
		: "b" ( (uint64_t)to ), "c" ( (uint64_t)(to >> 64) ) : "memory" );
	if ( ! done ) *from = (double_word)high << 64 | low;
	return done;
#elif defined( __aarch64__ )
	uint64_t low, high, want_low = (uint64_t)*from, want_high = (uint64_t)(*from >> 64);
	uint32_t failed;
	do {
		__asm__ volatile( "ldaxp %0, %1, %2" : "=&r" ( low ), "=&r" ( high ) : "Q" ( *at ) : "memory" );
		bool same = low == want_low && high == want_high;
		/* what was read is only known to have been one value if it can be written back */
		__asm__ volatile( "stlxp %w0, %2, %3, %1" : "=&r" ( failed ), "=Q" ( *at )
			: "r" ( same ? (uint64_t)to : low ), "r" ( same ? (uint64_t)(to >> 64) : high ) : "memory" );
		if ( ! failed && same ) return true;
	} while ( failed );
	*from = (double_word)high << 64 | low;
	return false;
#else
	return __atomic_compare_exchange_n( at, from, to, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST );
#endif
}
