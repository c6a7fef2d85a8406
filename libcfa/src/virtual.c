/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Type ids (chapter 05, section 13): a type descends from another if the parent links of its id lead there.
 */
#include <stddef.h>

#include "exception.h"

const struct __cfavir_type_info __cfatid_exception_t = { NULL };

int __cfavir_is_parent( __cfavir_type_id parent, __cfavir_type_id child ) {
	for ( ; child; child = child->parent ) if ( child == parent ) return 1;
	return 0;
}

/* The object's first word leads to its table, the table's first word is the id of its type. */
void * __cfavir_virtual_cast( __cfavir_type_id parent, __cfavir_type_id const * object ) {
	__cfavir_type_id const * table = *(__cfavir_type_id const * const *)object;
	return __cfavir_is_parent( parent, *table ) ? (void *)object : NULL;
}
