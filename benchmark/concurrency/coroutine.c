/* SPDX-License-Identifier: BSD-3-Clause
 *
 * One resume and one suspend.
 */
#include <kernel/core.h>
#include "bench.h"

static struct coroutine$ c;

static void body( void * nothing ) { for ( ;; ) __cfa_suspend(); }

static void run( long n ) {
	__cfa_coroutine_ctor( &c, "loop", 0, 0 );
	__cfa_coroutine_start( &c, body, 0 );
	for ( long i = 0; i < n; i += 1 ) __cfa_resume( &c );
	__cfa_coroutine_dtor( &c );
}
