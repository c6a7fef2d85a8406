/* SPDX-License-Identifier: BSD-3-Clause
 *
 * Names visible without any #include (chapter 01, 1.6). The types are those of the system's headers, so that both may
 * declare them.
 */
#include "prelude.h"

#include "AST/type.h"

#define TEXT( ... ) #__VA_ARGS__ "\n"
#define STRING( ... ) TEXT( __VA_ARGS__ )

/* The types, by what the machine has for size_t, ptrdiff_t, int64_t, uint64_t and wchar_t. */
#define TYPES( SIZE, DIFFERENCE, INT64, UINT64, WIDE ) \
	"# 1 \"<prelude>\" 3\n" \
	STRING( typedef SIZE size_t; ) \
	STRING( typedef DIFFERENCE __ssize_t; ) \
	STRING( typedef __ssize_t ssize_t; ) \
	STRING( typedef DIFFERENCE ptrdiff_t; ) \
	STRING( typedef signed char __int8_t; ) \
	STRING( typedef unsigned char __uint8_t; ) \
	STRING( typedef short int __int16_t; ) \
	STRING( typedef unsigned short int __uint16_t; ) \
	STRING( typedef int __int32_t; ) \
	STRING( typedef unsigned int __uint32_t; ) \
	STRING( typedef INT64 __int64_t; ) \
	STRING( typedef UINT64 __uint64_t; ) \
	STRING( typedef __int8_t int8_t; ) \
	STRING( typedef __uint8_t uint8_t; ) \
	STRING( typedef __int16_t int16_t; ) \
	STRING( typedef __uint16_t uint16_t; ) \
	STRING( typedef __int32_t int32_t; ) \
	STRING( typedef __uint32_t uint32_t; ) \
	STRING( typedef __int64_t int64_t; ) \
	STRING( typedef __uint64_t uint64_t; ) \
	STRING( typedef DIFFERENCE __intptr_t; ) \
	STRING( typedef __intptr_t intptr_t; ) \
	STRING( typedef SIZE uintptr_t; ) \
	STRING( typedef __uint16_t __uint_least16_t; ) \
	STRING( typedef __uint32_t __uint_least32_t; ) \
	STRING( typedef __uint_least16_t char16_t; ) \
	STRING( typedef __uint_least32_t char32_t; ) \
	STRING( typedef WIDE wchar_t; )

static const char lp64_types[] = TYPES( unsigned long int, long int, long int, unsigned long int, int );
static const char aarch64_types[] = TYPES( unsigned long int, long int, long int, unsigned long int, unsigned int );
static const char i386_types[] = TYPES( unsigned int, int, long long int, unsigned long long int, long int );
static const char x32_types[] = TYPES( unsigned int, int, long long int, unsigned long long int, int );

static const char declarations[] =
	TEXT( extern "C" { )
	TEXT( void * malloc( size_t size ) __attribute__((__nothrow__, __leaf__, __malloc__, __warn_unused_result__)); )
	TEXT( void free( void * address ) __attribute__((__nothrow__, __leaf__)); )
	TEXT( char * getenv( const char * name ) __attribute__((__nothrow__, __leaf__)); )
	TEXT( void exit( int status ) __attribute__((__nothrow__, __leaf__, __noreturn__)); )
	TEXT( int atexit( void (*function)( void ) ) __attribute__((__nothrow__, __leaf__)); )
	TEXT( void abort( void ) __attribute__((__nothrow__, __leaf__, __noreturn__)); )
	TEXT( void __cabi_abort( const char format[], ... ) __attribute__((__noreturn__, __format__( __printf__, 1, 2 ))); )
	TEXT( int printf( const char * restrict format, ... ) __attribute__((__format__( __printf__, 1, 2 ))); )
	TEXT( size_t strlen( const char * string ) __attribute__((__nothrow__, __leaf__, __pure__)); )
	TEXT( int strcmp( const char * left, const char * right ) __attribute__((__nothrow__, __leaf__, __pure__)); )
	TEXT( int strncmp( const char * left, const char * right, size_t length ) __attribute__((__nothrow__, __leaf__, __pure__)); )
	TEXT( } )
	TEXT( void exit( int status, const char format[], ... ) __attribute__((__noreturn__, __format__( __printf__, 2, 3 ))); )
	TEXT( void abort( const char format[], ... ) __attribute__((__noreturn__, __format__( __printf__, 1, 2 ))); )
	TEXT( void abort( _Bool signalAbort, const char format[], ... ) __attribute__((__noreturn__, __format__( __printf__, 2, 3 ))); )
	/* generators (chapter 06, 6.4): where main goes on; not to be copied */
	TEXT( enum generator$ { generator_start$ }; )
	TEXT( static inline void ?{}( generator$ & this ) { *(int *)&this = 0; } )
	TEXT( void ?{}( generator$ &, generator$ ) = void; )
	TEXT( generator$ ?=?( generator$ &, generator$ ) = void; )
	TEXT( forall( T & ) trait is_generator { void main( T & this ); generator$ * get_generator( T & this ); }; )
	TEXT( forall( T & | is_generator( T ) ) static inline T & resume( T & this ) { main( this ); return this; } )
	/* operators that follow from others (chapter 09, 1.3, 1.4) */
	TEXT( forall( T & ) static inline T & identity( T & x ) { return x; } )
	TEXT( forall( T * ) trait is_value { void ?{}( T &, T ); T ?=?( T &, T ); void ^?{}( T & ); }; )
	TEXT( static inline forall( T & | is_value( T ) | { T ?+=?( T &, one_t ); } ) { )
	TEXT( T ++?( T & x ) { return x += 1; } )
	TEXT( T ?++( T & x ) { T before = x; x += 1; return before; } )
	TEXT( } )
	TEXT( static inline forall( T & | is_value( T ) | { T ?-=?( T &, one_t ); } ) { )
	TEXT( T --?( T & x ) { return x -= 1; } )
	TEXT( T ?--( T & x ) { T before = x; x -= 1; return before; } )
	TEXT( } )
	TEXT( forall( T & | is_value( T ) | { int ?!=?( T, zero_t ); } ) static inline int !?( T & x ) { return !( x != 0 ); } )
	TEXT( forall( T & ) static inline T * intptr( uintptr_t address ) { return (T *)address; } )
	TEXT( forall( ftype F ) static inline F * intptr( uintptr_t address ) { return (F *)address; } )
	TEXT( static inline forall( T | { void ?{}( T &, one_t ); T ?*?( T, T ); } ) { )
	TEXT( T ?\\?( T x, unsigned long int y ) {
		if ( y == 0 ) { T one = 1; return one; }
		T odd = 1;
		while ( y > 1 ) { if ( y % 2 == 1 ) odd = odd * x; x = x * x; y /= 2; }
		return odd * x;
	} )
	TEXT( T ?\\?( T x, unsigned int y ) { return x \\ (unsigned long int)y; } )
	TEXT( T ?\\?( T x, unsigned long long int y ) { return x \\ (unsigned long int)y; } )
	TEXT( } )
	/* operators on pointers, where they are required and the type pointed to is open (chapter 09, 1.2) */
	TEXT( static inline forall( T & ) { )
	TEXT( int pointer_equal$( T * a, T * b ) { return a == b; } )
	TEXT( int pointer_unequal$( T * a, T * b ) { return a != b; } )
	TEXT( int pointer_less$( T * a, T * b ) { return a < b; } )
	TEXT( int pointer_at_most$( T * a, T * b ) { return a <= b; } )
	TEXT( int pointer_greater$( T * a, T * b ) { return a > b; } )
	TEXT( int pointer_at_least$( T * a, T * b ) { return a >= b; } )
	TEXT( int pointer_not$( T * p ) { return ! p; } )
	TEXT( T & pointer_object$( T * p ) { return *p; } )
	TEXT( } )
	TEXT( static inline forall( T * ) { )
	TEXT( T * pointer_increase$( T *& p ) { return ++p; } )
	TEXT( T * pointer_decrease$( T *& p ) { return --p; } )
	TEXT( T * pointer_next$( T *& p ) { return p++; } )
	TEXT( T * pointer_previous$( T *& p ) { return p--; } )
	TEXT( T & pointer_element$( T * p, ptrdiff_t i ) { return p[i]; } )
	TEXT( T & pointer_element$( ptrdiff_t i, T * p ) { return p[i]; } )
	TEXT( T * pointer_add$( T * p, ptrdiff_t i ) { return p + i; } )
	TEXT( T * pointer_add$( ptrdiff_t i, T * p ) { return p + i; } )
	TEXT( T * pointer_subtract$( T * p, ptrdiff_t i ) { return p - i; } )
	TEXT( ptrdiff_t pointer_subtract$( T * a, T * b ) { return a - b; } )
	TEXT( T * pointer_advance$( T *& p, ptrdiff_t i ) { return p += i; } )
	TEXT( T * pointer_recede$( T *& p, ptrdiff_t i ) { return p -= i; } )
	TEXT( } )
	/* enumerations, and types of the program that behave like them (chapter 01, 9.6) */
	TEXT( forall( E ) trait Bounded { E lowerBound( void ); E upperBound( void ); }; )
	TEXT( forall( E | Bounded( E ) ) trait Serial {
		int fromInstance( E ); E fromInt_unsafe( int ); E succ_unsafe( E ); E pred_unsafe( E );
	}; )
	TEXT( forall( E ) trait CfaEnum { const char * label( E ); int posn( E ); }; )
	TEXT( forall( E, V | CfaEnum( E ) ) trait TypedEnum { V value( E ); }; )
	TEXT( static inline forall( E | Serial( E ) ) { )
	TEXT( E fromInt( int i ) {
		E low = lowerBound(), high = upperBound();
		if ( i < fromInstance( low ) || i > fromInstance( high ) )
			abort( "call to fromInt has index %d outside of enumeration range %d-%d.", i, fromInstance( low ), fromInstance( high ) );
		return fromInt_unsafe( i );
	} )
	TEXT( E succ( E e ) {
		E high = upperBound();
		if ( fromInstance( e ) >= fromInstance( high ) )
			abort( "call to succ() exceeds enumeration upper bound of %d.", fromInstance( high ) );
		return succ_unsafe( e );
	} )
	TEXT( E pred( E e ) {
		E low = lowerBound();
		if ( fromInstance( e ) <= fromInstance( low ) )
			abort( "call to pred() exceeds enumeration lower bound of %d.", fromInstance( low ) );
		return pred_unsafe( e );
	} )
	TEXT( int Countof( E e ) {
		(void)e;
		E low = lowerBound(), high = upperBound();
		return fromInstance( high ) - fromInstance( low ) + 1;
	} )
	TEXT( E ?+=?( E & e, one_t ) { e = succ_unsafe( e ); return e; } )
	TEXT( E ?-=?( E & e, one_t ) { e = pred_unsafe( e ); return e; } )
	TEXT( E ?+=?( E & e, int i ) { e = fromInt_unsafe( fromInstance( e ) + i ); return e; } )
	TEXT( E ?-=?( E & e, int i ) { e = fromInt_unsafe( fromInstance( e ) - i ); return e; } )
	TEXT( } )
	TEXT( static inline forall( E | CfaEnum( E ) ) { )
	TEXT( int ?==?( E a, E b ) { return posn( a ) == posn( b ); } )
	TEXT( int ?!=?( E a, E b ) { return posn( a ) != posn( b ); } )
	TEXT( int ?<?( E a, E b ) { return posn( a ) < posn( b ); } )
	TEXT( int ?<=?( E a, E b ) { return posn( a ) <= posn( b ); } )
	TEXT( int ?>?( E a, E b ) { return posn( a ) > posn( b ); } )
	TEXT( int ?>=?( E a, E b ) { return posn( a ) >= posn( b ); } )
	TEXT( } );

/* Virtual types and exceptions (chapter 05); libcfa/src/exception.h is the same for the runtime. */
static const char exceptions[] =
	TEXT( struct __cfavir_type_info { struct __cfavir_type_info const * const parent; }; )
	TEXT( typedef struct __cfavir_type_info const * __cfavir_type_id; )
	TEXT( struct __cfatid_struct_exception_t { struct __cfavir_type_info const * parent; }; )
	TEXT( struct exception_t { struct exception_t_vtable const * virtual_table; }; )
	TEXT( struct exception_t_vtable {
		struct __cfatid_struct_exception_t const * __cfavir_typeid;
		size_t size;
		void (* copy)( exception_t * to, exception_t * from );
		void (* free)( exception_t * );
		const char * (* msg)( exception_t * );
	}; )
	TEXT( struct __cfaehm_try {
		struct __cfaehm_try * next;
		struct __cfaehm_stack * stack;
		void (* where)( void ), (* match)( void );
		struct __cfaehm_stored * caught;
		int handler;
		void * landing[5];
	}; )
	TEXT( struct __cfaehm_fixup { struct __cfaehm_fixup * next; struct __cfaehm_stack * stack; void (* where)( void ), (* handle)( void ); }; )
	TEXT( struct __cfaehm_stack { struct __cfaehm_try * tries; struct __cfaehm_fixup * fixups; struct __cfaehm_stored * flying; }; )
	TEXT( struct __cfaehm_stored; )
	TEXT( extern "C" { )
	TEXT( extern struct __cfatid_struct_exception_t const __cfatid_exception_t; )
	TEXT( int __cfavir_is_parent( __cfavir_type_id parent, __cfavir_type_id child ); )
	TEXT( void * __cfavir_virtual_cast( __cfavir_type_id parent, __cfavir_type_id const * object ); )
	TEXT( struct __cfaehm_stack * __cfaehm_stack( void ) __attribute__((__const__, __nothrow__, __leaf__)); )
	TEXT( extern struct __cfaehm_stack * const __cfaehm_only; extern char __libc_single_threaded; )
	TEXT( void __cfaehm_land( struct __cfaehm_try * ); )
	TEXT( struct __cfaehm_stored * __cfaehm_throw( exception_t * ) __attribute__((__cold__)); )
	TEXT( void __cfaehm_rethrow( struct __cfaehm_stored ** ) __attribute__((__noreturn__, __cold__)); )
	TEXT( void __cfaehm_release( struct __cfaehm_stored ** ); )
	TEXT( exception_t * __cfaehm_object( struct __cfaehm_stored * ); )
	TEXT( _Bool __cfaehm_resume( exception_t * ); )
	TEXT( void __cfaehm_nothing( exception_t * ); )
	TEXT( void __cfaehm_cancel( exception_t * ) __attribute__((__noreturn__, __cold__)); )
	TEXT( static inline void __cfaehm_enter( struct __cfaehm_try * t, void (* where)( void ), void (* match)( void ) ) {
		struct __cfaehm_stack * s = __cfaehm_only && __libc_single_threaded ? __cfaehm_only : __cfaehm_stack();
		t->stack = s;
		t->where = where;
		t->match = match;
		t->next = s->tries;
		s->tries = t;
	} )
	TEXT( static inline void __cfaehm_leave( struct __cfaehm_try ** t ) { if ( *t ) __cfaehm_land( *t ); } )
	TEXT( static inline void __cfaehm_enter_fixup( struct __cfaehm_fixup * f, void (* where)( void ), void (* handle)( void ) ) {
		struct __cfaehm_stack * s = __cfaehm_only && __libc_single_threaded ? __cfaehm_only : __cfaehm_stack();
		f->stack = s;
		f->where = where;
		f->handle = handle;
		f->next = s->fixups;
		s->fixups = f;
	} )
	TEXT( static inline void __cfaehm_leave_fixup( struct __cfaehm_fixup ** f ) { (*f)->stack->fixups = (*f)->next; } )
	TEXT( } )
	TEXT( forall( exceptT &, virtualT & ) trait is_exception { void __cfaehm_is_exception( exceptT & ); }; )
	TEXT( forall( exceptT & ) static inline void __cfaehm_is_exception( exceptT & ) {} )
	TEXT( forall( exceptT &, virtualT & | is_exception( exceptT, virtualT ) ) trait is_termination_exception { void defaultTerminationHandler( exceptT & ); }; )
	TEXT( forall( exceptT &, virtualT & | is_exception( exceptT, virtualT ) ) trait is_resumption_exception { void defaultResumptionHandler( exceptT & ); }; )
	TEXT( forall( exceptT &, virtualT & | is_exception( exceptT, virtualT ) ) static inline __attribute__((__noreturn__)) void cancel_stack( exceptT & e ) { __cfaehm_cancel( (exception_t *)&e ); } )
	TEXT( forall( exceptT &, virtualT & | is_exception( exceptT, virtualT ) ) static inline __attribute__((__noreturn__)) void defaultTerminationHandler( exceptT & e ) { __cfaehm_cancel( (exception_t *)&e ); } )
	TEXT( forall( exceptT &, virtualT & | is_termination_exception( exceptT, virtualT ) ) static inline void $throw( exceptT & e ) { throw e; } )
	TEXT( forall( exceptT &, virtualT & | is_termination_exception( exceptT, virtualT ) ) static inline void defaultResumptionHandler( exceptT & e ) { throw e; } )
	TEXT( forall( exceptT &, virtualT & | is_resumption_exception( exceptT, virtualT ) ) static inline void $throwResume( exceptT & e ) { throwResume e; } );

/* 128 bits from two halves (chapter 09, 1.3), where there are such numbers. */
static const char wide_numbers[] =
	TEXT( static inline void ?{}( unsigned __int128 & this, unsigned long int high, unsigned long int low ) {
		this = (unsigned __int128)high << 64 | low;
	} );

const char * prelude_text( void ) {
	Buf text = { 0 };
	buf_puts( &text, machine.char_is_unsigned ? aarch64_types : machine.pointer == 8 ? lp64_types : machine.wide == B_LONG ? i386_types : x32_types );
	buf_puts( &text, declarations );
	if ( machine.pointer == 8 ) buf_puts( &text, wide_numbers );
	buf_puts( &text, exceptions );
	return buf_text( &text );
}
