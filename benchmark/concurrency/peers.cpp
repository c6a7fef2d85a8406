// SPDX-License-Identifier: BSD-3-Clause
//
// Coroutines of C++20, which have no stack: compiled once for each row, with PEER_name defined.
#include <coroutine>
#include "bench.h"

struct Counter {
	struct promise_type {
		Counter get_return_object() { return { std::coroutine_handle<promise_type>::from_promise( *this ) }; }
		std::suspend_always initial_suspend() noexcept { return {}; }
		std::suspend_always final_suspend() noexcept { return {}; }
		void return_void() {}
		void unhandled_exception() {}
	};
	std::coroutine_handle<promise_type> handle;
};

static Counter count( long & n ) {
	for ( ;; ) {
		n += 1;
		BENCH_KEEP;
		co_await std::suspend_always{};
	}
}

#if defined( PEER_resume )

static void run( long n ) {
	long counted = 0;
	Counter c = count( counted );
	for ( long i = 0; i < n; i += 1 ) c.handle.resume();
	c.handle.destroy();
}

#else

static __attribute__(( noinline )) Counter make( long & n ) { return count( n ); }

static void run( long n ) {
	long counted = 0;
	for ( long i = 0; i < n; i += 1 ) make( counted ).handle.destroy();
}

#endif
