/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Contexts of aarch64 (chapter 07, section 7.30): the first instructions of a new one, and the switch as a function for
 * programs that are built with a sanitizer. The switch of all others is in line, in context.h.
 */
	.text

/* A new context begins here: the two words on the stack are a function and its argument. The function returns the context
   to go on with: so each call has its return, and what the processor predicts for the next context's returns holds.
   Ends the unwinder's walk. */
	.globl	__cfa_context_start
	.type	__cfa_context_start, %function
	.p2align 4
__cfa_context_start:
	.cfi_startproc
	.cfi_undefined x30
	.cfi_undefined x29
#ifdef __ARM_FEATURE_BTI_DEFAULT
	hint	#36
#endif
	ldp	x9, x0, [sp], #16
	mov	x29, #0
	mov	x30, #0
	blr	x9
	ldp	x9, x29, [x0]
	ldr	x10, [x0, #16]
	mov	sp, x9
	br	x10
	.cfi_endproc
	.size	__cfa_context_start, .-__cfa_context_start

/* __cfa_context_switch( from, to ): keeps the registers of the caller on its stack. */
	.globl	__cfa_context_switch
	.type	__cfa_context_switch, %function
	.p2align 4
__cfa_context_switch:
	.cfi_startproc
	sub	sp, sp, #160
	.cfi_adjust_cfa_offset 160
	stp	x19, x20, [sp, #0]
	stp	x21, x22, [sp, #16]
	stp	x23, x24, [sp, #32]
	stp	x25, x26, [sp, #48]
	stp	x27, x28, [sp, #64]
	str	x30, [sp, #80]
	.cfi_rel_offset x30, 80
	stp	d8, d9, [sp, #96]
	stp	d10, d11, [sp, #112]
	stp	d12, d13, [sp, #128]
	stp	d14, d15, [sp, #144]
	mov	x9, sp
	adr	x10, 1f
	stp	x9, x29, [x0]
	str	x10, [x0, #16]
	ldp	x9, x29, [x1]
	ldr	x10, [x1, #16]
	mov	sp, x9
	br	x10
1:
#ifdef __ARM_FEATURE_BTI_DEFAULT
	hint	#36
#endif
	ldp	x19, x20, [sp, #0]
	ldp	x21, x22, [sp, #16]
	ldp	x23, x24, [sp, #32]
	ldp	x25, x26, [sp, #48]
	ldp	x27, x28, [sp, #64]
	ldr	x30, [sp, #80]
	ldp	d8, d9, [sp, #96]
	ldp	d10, d11, [sp, #112]
	ldp	d12, d13, [sp, #128]
	ldp	d14, d15, [sp, #144]
	add	sp, sp, #160
	.cfi_adjust_cfa_offset -160
	.cfi_restore x30
	ret
	.cfi_endproc
	.size	__cfa_context_switch, .-__cfa_context_switch

	.section .note.GNU-stack, "", %progbits
