/* SPDX-License-Identifier: BSD-3-Clause
 *
 * A thread gives way while nothing else is ready.
 */
#include <kernel/core.h>
#include "bench.h"

static void run( long n ) { for ( long i = 0; i < n; i += 1 ) __cfa_yield(); }
