extern "C" {
#include_next <assert.h>

#ifndef __CFA_ASSERT_FUNCTIONS__
#define __CFA_ASSERT_FUNCTIONS__
_Noreturn void __cfaabi_assert_failed( const char * assertion, const char * function, const char * file,
	int line, const char * fmt, ... )
	__attribute__((__format__( __printf__, 5, 6 ), __cold__));
void __cfaabi_assert_warned( const char * assertion, const char * function, const char * file, int line,
	const char * fmt, ... )
	__attribute__((__format__( __printf__, 5, 6 ), __cold__));
#endif
}

/* Included again, NDEBUG may have changed: no guard. */
#undef assert
#undef assertf
#undef verify
#undef verifyf
#undef verifyfail
#undef warnf
#undef __CFA_WITH_VERIFY__

#define __CFA_ASSERT__( e, ... ) \
	( ( e ) ? (void)0 : __cfaabi_assert_failed( #e, __PRETTY_FUNCTION__, __FILE__, __LINE__, __VA_ARGS__ ) )

#ifdef NDEBUG
#define assert( e ) ((void)0)
#define assertf( e, fmt, ... ) ((void)0)
#else
#define assert( e ) __CFA_ASSERT__( e, (const char *)0p )
#define assertf( e, fmt, ... ) __CFA_ASSERT__( e, fmt, ##__VA_ARGS__ )
#endif

#if ( defined( __CFA_DEBUG__ ) || defined( __CFA_VERIFY__ ) ) && ! defined( NDEBUG )
#define __CFA_WITH_VERIFY__
#define verify( e ) assert( e )
#define verifyf( e, fmt, ... ) assertf( e, fmt, ##__VA_ARGS__ )
#define warnf( e, fmt, ... ) ({ \
	static _Bool __cfa_warned; \
	if ( ! __cfa_warned && ! ( e ) ) { \
		__cfa_warned = 1; \
		__cfaabi_assert_warned( #e, __PRETTY_FUNCTION__, __FILE__, __LINE__, fmt, ##__VA_ARGS__ ); \
	} \
})
#else
#define verify( e ) ((void)0)
#define verifyf( e, fmt, ... ) ((void)0)
#define warnf( e, fmt, ... ) ((void)0)
#endif
#define verifyfail( ... ) ((void)0)
