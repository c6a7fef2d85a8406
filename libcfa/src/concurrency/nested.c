/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Calls of nested functions of which only the code's address is known (src/Lower/exception.c). Their frame is found by
 * asking one of them for the address of an object in it, as if the frame lay somewhere else. That is not at 0: sanitizers
 * would find a null pointer.
 */
#include <stddef.h>

void * __cfa_frame_of( void * place, void (* where)( void ) );
void __cfa_call_nested( void (* code)( void * ), void * argument, void * frame );

void * __cfa_frame_of( void * place, void (* where)( void ) ) {
	char * const somewhere = (char *)4096;
	char * there = (char *)__builtin_call_with_static_chain( ((void * (*)( void ))where)(), somewhere );
	return (char *)place - (there - somewhere);
}

void __cfa_call_nested( void (* code)( void * ), void * argument, void * frame ) {
	__builtin_call_with_static_chain( code( argument ), frame );
}
