/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The switch of contexts in line (chapter 07, section 7.30): sp, fp and the address of the label are stored,
 * those of the other context loaded, and control jumps. All other registers are declared changed, so the
 * compiler saves what lives and nothing else, and the processor's prediction of returns stays right. New
 * contexts begin at __cfa_context_start (context-ARCH.S), which calls a function of one argument; both lie on
 * top of the stack.
 */
#pragma once

#include "../invoke.h"

#ifdef __cforall
extern "C" {
#endif

extern void __cfa_context_start( void );
extern void __cfa_context_switch( struct __stack_context_t * from, struct __stack_context_t * to );

#if ! defined( __CFA_TOOLS__ ) && ( defined( __SANITIZE_ADDRESS__ ) || defined( __SANITIZE_THREAD__ ) )
#define __CFA_TOOLS__ 1
#endif

#if defined( __x86_64__ )

#if defined( __CET__ )
#define __CFA_LABEL "1:\n\tendbr64"
#else
#define __CFA_LABEL "1:"
#endif
#if defined( __AVX512F__ )
#define __CFA_WIDE , "xmm16", "xmm17", "xmm18", "xmm19", "xmm20", "xmm21", "xmm22", "xmm23", "xmm24", "xmm25", "xmm26", \
	"xmm27", "xmm28", "xmm29", "xmm30", "xmm31", "k0", "k1", "k2", "k3", "k4", "k5", "k6", "k7"
#else
#define __CFA_WIDE
#endif

static inline __attribute__(( always_inline )) void __cfa_switch( struct __stack_context_t * from,
		struct __stack_context_t * to ) {
	__asm__ volatile ( "movq %%rsp, 0(%0)\n\tmovq %%rbp, 8(%0)\n\tleaq 1f(%%rip), %%rax\n\tmovq %%rax, 16(%0)\n\t"
		"movq 0(%1), %%rsp\n\tmovq 8(%1), %%rbp\n\tjmp *16(%1)\n\t.p2align 4\n" __CFA_LABEL
		: "+D"( from ), "+S"( to ) : : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13",
		"r14", "r15",
		"memory", "cc", "mm0", "mm1", "mm2", "mm3", "mm4", "mm5", "mm6", "mm7", "st", "st(1)", "st(2)",
		"st(3)", "st(4)",
		"st(5)", "st(6)", "st(7)", "xmm0", "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8",
		"xmm9", "xmm10",
		"xmm11", "xmm12", "xmm13", "xmm14", "xmm15" __CFA_WIDE );
}

static inline __attribute__(( always_inline )) void * __cfa_stack_pointer( void ) {
	void * sp;
	__asm__ volatile ( "movq %%rsp, %0" : "=r"( sp ) );
	return sp;
}

static inline __attribute__(( always_inline )) void __cfa_pause( void ) {
	__asm__ volatile ( "pause" : : : "memory" );
}

#elif defined( __aarch64__ )

#if defined( __ARM_FEATURE_BTI_DEFAULT )
#define __CFA_LABEL "1:\n\tbti j"
#else
#define __CFA_LABEL "1:"
#endif

static inline __attribute__(( always_inline )) void __cfa_switch( struct __stack_context_t * from,
		struct __stack_context_t * to ) {
	register struct __stack_context_t * x0 __asm__( "x0" ) = from;
	register struct __stack_context_t * x1 __asm__( "x1" ) = to;
	__asm__ volatile ( "mov x9, sp\n\tadr x10, 1f\n\tstp x9, x29, [x0]\n\tstr x10, [x0, #16]\n\t"
		"ldp x9, x29, [x1]\n\tldr x10, [x1, #16]\n\tmov sp, x9\n\tbr x10\n" __CFA_LABEL
		: "+r"( x0 ), "+r"( x1 ) : : "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12",
		"x13", "x14", "x15",
		"x16", "x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x30",
		"memory", "cc",
		"v0", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10", "v11", "v12", "v13", "v14", "v15",
		"v16", "v17",
		"v18", "v19", "v20", "v21", "v22", "v23", "v24", "v25", "v26", "v27", "v28", "v29", "v30", "v31" );
}

static inline __attribute__(( always_inline )) void * __cfa_stack_pointer( void ) {
	void * sp;
	__asm__ volatile ( "mov %0, sp" : "=r"( sp ) );
	return sp;
}

static inline __attribute__(( always_inline )) void __cfa_pause( void ) {
	__asm__ volatile ( "yield" : : : "memory" );
}

#else
#error the runtime has no context switch for this processor
#endif

#ifdef __cforall
}
#endif
