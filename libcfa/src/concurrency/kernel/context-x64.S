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

/* Under valgrind the handler of slice events does not switch: the interrupted thread goes on here, with all registers as they
   were. It gives way and goes on where it was interrupted, which __cfa_slice_over tells. */
	.globl	__cfa_slice_by_return
	.hidden	__cfa_slice_by_return
	.type	__cfa_slice_by_return, @function
	.p2align 4
__cfa_slice_by_return:
	.cfi_startproc
	.cfi_undefined rip
	leaq	-128(%rsp), %rsp
	pushq	$0
	pushfq
	pushq	%rax
	pushq	%rcx
	pushq	%rdx
	pushq	%rsi
	pushq	%rdi
	pushq	%r8
	pushq	%r9
	pushq	%r10
	pushq	%r11
	pushq	%rbp
	movq	%rsp, %rbp
	cld
	subq	$832, %rsp
	andq	$-64, %rsp
	cmpl	$0, __cfa_has_avx(%rip)
	je	1f
	xorl	%edx, %edx
	xorl	%eax, %eax
	movl	$8, %ecx
	leaq	512(%rsp), %rdi
	rep stosq
	movl	$7, %eax
	xsave64	(%rsp)
	leaq	88(%rbp), %rdi
	call	__cfa_slice_over
	movl	$7, %eax
	xorl	%edx, %edx
	xrstor64 (%rsp)
	jmp	2f
1:	fxsave64 (%rsp)
	leaq	88(%rbp), %rdi
	call	__cfa_slice_over
	fxrstor64 (%rsp)
2:	movq	%rbp, %rsp
	popq	%rbp
	popq	%r11
	popq	%r10
	popq	%r9
	popq	%r8
	popq	%rdi
	popq	%rsi
	popq	%rdx
	popq	%rcx
	popq	%rax
	popfq
	ret	$128
	.cfi_endproc
	.size	__cfa_slice_by_return, .-__cfa_slice_by_return

	.section .note.GNU-stack, "", @progbits
