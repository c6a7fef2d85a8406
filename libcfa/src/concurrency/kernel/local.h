/* SPDX-License-Identifier: BSD-3-Clause
 *
 * What functions in line need that do not look into descriptors (chapter 07, sections 7.23 and 7.30): the
 * variables of the kernel thread, and changes of one word.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cforall
extern "C" {
#endif

struct thread$;
struct __cfa_processor;

#define __CFA_LIKELY( e ) __builtin_expect( !! ( e ), 1 )
#define __CFA_UNLIKELY( e ) __builtin_expect( !! ( e ), 0 )

/* ---- The kernel thread's variables. They are read by single instructions, which no slice event can split; a
   thread may find itself on another kernel thread after each of them, therefore nothing may keep their
   address. ---- */

struct __cfa_local_t {
	struct thread$ * thrd;                // null in a processor's own context
	struct __cfa_processor * processor;     // null in kernel threads that are no processors
	volatile int disabled;                  // nested sections that may not be interrupted
	volatile int pending;                   // an event came in such a section
};
extern __thread struct __cfa_local_t __cfa_local __attribute__(( tls_model( "initial-exec" ) ));

#if defined( __x86_64__ )

static inline __attribute__(( always_inline )) struct thread$ * __cfa_active_thread( void ) {
	struct thread$ * t;
	__asm__ volatile ( "movq __cfa_local@gottpoff(%%rip), %0\n\tmovq %%fs:0(%0), %0" : "=r"( t ) :
		: "memory" );
	return t;
}
static inline __attribute__(( always_inline )) void __cfa_disable_interrupts( void ) {
	void * offset;
	__asm__ volatile ( "movq __cfa_local@gottpoff(%%rip), %0\n\tincl %%fs:16(%0)" : "=&r"( offset ) :
		: "memory", "cc" );
}
/* True if this ends the outermost section and an event is pending. */
static inline __attribute__(( always_inline )) bool __cfa_enable_interrupts_pending( void ) {
	void * offset;
	int pending = 0;
	__asm__ volatile ( "movq __cfa_local@gottpoff(%%rip), %0\n\tdecl %%fs:16(%0)\n\tjne 1f\n\tmovl %%fs:20(%0), %1\n1:"
		: "=&r"( offset ), "+r"( pending ) : : "memory", "cc" );
	return pending != 0;
}

#else

struct thread$ * __cfa_active_thread( void );
void __cfa_disable_interrupts( void );
bool __cfa_enable_interrupts_pending( void );

#endif

/* --- Atomic changes that only processors make: while the process has one, they need not lock the bus. --- */

extern volatile int __cfa_multi;            // set for good by the second processor

/* An instruction that does nothing, and what its bytes are. */
#define __CFA_CHANGE_MARK "nopl 0x21616663(%%rax)"
#define __CFA_CHANGE_BYTES "\x0f\x1f\x80" "cfa!"

#if defined( __x86_64__ ) && ! defined( __SANITIZE_THREAD__ )
/* Changes *word from old to new. A thread must not be stopped between the test for one processor and the
   plain store: the handler of slice events knows the instructions by the mark that ends them (timer.cfa) and
   lets them end. */
static inline __attribute__(( always_inline )) bool __cfa_change( volatile uintptr_t * word, uintptr_t old,
	uintptr_t new ) {
	bool done;
	__asm__ volatile ( "cmpl $0, %3\n\tjne 3f\n\tcmpq %2, %1\n\tjne 2f\n\tmovq %4, %1\n\t" __CFA_CHANGE_MARK "\n2:\n\t"
		".subsection 1\n3:\tlock cmpxchgq %4, %1\n\tjmp 2b\n\t.previous"
		: "=@ccz"( done ), "+m"( *word ), "+a"( old ) : "m"( __cfa_multi ), "r"( new ) : "memory" );
	return done;
}
/* Changes *word from old to 0 without locking the bus, unless *shared; false also if that changed meanwhile.
   For a word that others change only after they have set *shared and seen to it that nobody is in here
   (__cfa_monitor_share). */
static inline __attribute__(( always_inline )) bool __cfa_let_go( volatile uintptr_t * word, uintptr_t old,
	volatile int * shared ) {
	bool done;
	__asm__ volatile ( "cmpl $0, %3\n\tjne 3f\n\tcmpq %2, %1\n\tjne 2f\n\tmovq %5, %1\n\t" __CFA_CHANGE_MARK "\n2:\n\t"
		".subsection 1\n3:\tcmpl $0, %4\n\tjne 4f\n\tcmpq %2, %1\n\tjne 2b\n\tmovq %5, %1\n\tjmp 2b\n"
		"4:\tlock cmpxchgq %5, %1\n\tjmp 2b\n\t.previous"
		: "=@ccz"( done ), "+m"( *word ), "+a"( old ) : "m"( __cfa_multi ), "m"( *shared ),
		"r"( (uintptr_t)0 ) : "memory" );
	return done;
}
#else
static inline bool __cfa_let_go( volatile uintptr_t * word, uintptr_t old, volatile int * shared ) {
	(void)shared;
	return __atomic_compare_exchange_n( word, &old, 0, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED );
}
static inline bool __cfa_change( volatile uintptr_t * word, uintptr_t old, uintptr_t new ) {
	return __atomic_compare_exchange_n( word, &old, new, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED );
}
#endif

#ifdef __cforall
}
#endif
