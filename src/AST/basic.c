/* SPDX-License-Identifier: BSD-3-Clause
 *
 * The table of basic types.
 */
#include "AST/type.h"

const BasicInfo basic_info[] = {
#define BASIC( id, c_text, message_text, rank, cls, size, align ) { c_text, message_text, rank, cls, size, align },
#include "AST/basic.def"
#undef BASIC
};
