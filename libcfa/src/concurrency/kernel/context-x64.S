/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Contexts of x86-64 (chapter 07, section 7.30): the first instructions of a new one, and the switch as a function for
 * programs that are built with a sanitizer. The switch of all others is in line, in context.h.
 */
	.text

/* A new context begins here: the two words on the stack are a function and its argument. The function returns the context
   to go on with: so each call has its return, and what the processor predicts for the next context's returns holds.
   Ends the unwinder's walk. */
	.globl	__cfa_context_start
	.type	__cfa_context_start, @function
	.p2align 4
__cfa_context_start:
	.cfi_startproc
	.cfi_undefined rip
	.cfi_undefined rbp
#ifdef __CET__
	endbr64
#endif
	popq	%rax
	popq	%rdi
	xorl	%ebp, %ebp
	call	*%rax
	movq	0(%rax), %rsp
	movq	8(%rax), %rbp
	jmp	*16(%rax)
	.cfi_endproc
	.size	__cfa_context_start, .-__cfa_context_start

/* __cfa_context_switch( from, to ): keeps the registers of the caller on its stack. */
	.globl	__cfa_context_switch
	.type	__cfa_context_switch, @function
	.p2align 4
__cfa_context_switch:
	.cfi_startproc
	pushq	%rbx
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset rbx, 0
	pushq	%r12
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset r12, 0
	pushq	%r13
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset r13, 0
	pushq	%r14
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset r14, 0
	pushq	%r15
	.cfi_adjust_cfa_offset 8
	.cfi_rel_offset r15, 0
	leaq	1f(%rip), %rax
	movq	%rsp, 0(%rdi)
	movq	%rbp, 8(%rdi)
	movq	%rax, 16(%rdi)
	movq	0(%rsi), %rsp
	movq	8(%rsi), %rbp
	jmp	*16(%rsi)
1:
#ifdef __CET__
	endbr64
#endif
	popq	%r15
	.cfi_adjust_cfa_offset -8
	popq	%r14
	.cfi_adjust_cfa_offset -8
	popq	%r13
	.cfi_adjust_cfa_offset -8
	popq	%r12
	.cfi_adjust_cfa_offset -8
	popq	%rbx
	.cfi_adjust_cfa_offset -8
	ret
	.cfi_endproc
	.size	__cfa_context_switch, .-__cfa_context_switch

	.section .note.GNU-stack, "", @progbits
