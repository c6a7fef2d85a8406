//: flags -w
// Types of expressions in C mode: gcc and the translator must agree on every assertion.
#include <stddef.h>
#define IS( e, T ) _Static_assert( __builtin_types_compatible_p( __typeof__( e ) *, __typeof__( T ) * ), #e )

typedef int v4si __attribute__((vector_size( 16 )));
typedef unsigned v4su __attribute__((vector_size( 16 )));
typedef float v4sf __attribute__((vector_size( 16 )));
typedef double v2df __attribute__((vector_size( 16 )));
typedef long v2di __attribute__((vector_size( 16 )));
typedef signed char v16qi __attribute__((vector_size( 16 )));
typedef short v8hi __attribute__((vector_size( 16 )));

struct S { int i; const int ci; unsigned u3 : 3; int s5 : 5; unsigned u32 : 32; _Bool b1 : 1; char a[4];
	struct { long deep; }; union { float f; const double d; }; } s, * ps;
const struct S cs, * pcs;
volatile struct S vs;
enum E { A, B, C = 5 };
enum Wide { W = 0x100000000 };
enum Neg { N = -1 };
_Bool b; char c; signed char sc; unsigned char uc; short sh; unsigned short us; int i; unsigned u; long l; unsigned long ul;
long long ll; unsigned long long ull; __int128 i128; unsigned __int128 u128;
float f; double d; long double ld; _Float128 f128; _Float32 f32; _Float64 f64; _Float32x f32x; __float128 q;
_Decimal32 d32; _Decimal64 d64; _Decimal128 d128;
float _Complex fc; double _Complex dc; long double _Complex ldc; _Complex int ic;
const int ci = 1; volatile int vi; _Atomic int ai; const volatile unsigned cvu;
int arr[10], arr2[3][4]; const char * str; char * const cp = 0; void * vp; const void * cvp; int * ip; const int * cip;
int (*fp)( int, char * ); int fn( int ); void vf( void ); struct S sf( void ); const char * strf( void ); int var( int, ... );
int kr();
enum E e; enum Neg en;
v4si vi4; v4su vu4; v4sf vf4; v2df vd2; v2di vl2; v16qi vc16; v8hi vh8;
size_t sz; ptrdiff_t pd; wchar_t wc;

// constants
IS( 1, int ); IS( 1u, unsigned ); IS( 1l, long ); IS( 1ul, unsigned long ); IS( 1ll, long long ); IS( 1ull, unsigned long long );
IS( 2147483647, int ); IS( 2147483648, long ); IS( 0x7fffffff, int ); IS( 0x80000000, unsigned ); IS( 0xffffffff, unsigned );
IS( 0x100000000, long ); IS( 0x8000000000000000, unsigned long ); IS( 4294967296u, unsigned long ); IS( 037777777777, unsigned );
IS( 0b11, int ); IS( 0x8000000000000000ll, unsigned long long ); IS( 9223372036854775807, long );
IS( 'a', int ); IS( L'a', int ); IS( u'a', unsigned short ); IS( U'a', unsigned ); IS( "abc", char [4] ); IS( L"abc", int [4] );
IS( u"ab", unsigned short [3] ); IS( U"ab", unsigned [3] ); IS( u8"ab", char [3] ); IS( "a" "bc", char [4] ); IS( "", char [1] );
IS( 1.0, double ); IS( 1.0f, float ); IS( 1.0l, long double ); IS( 1e3, double ); IS( 0x1p3, double ); IS( 1.0q, _Float128 );
IS( 1.0f128, _Float128 ); IS( 1.0f32, _Float32 ); IS( 1.0f64, _Float64 ); IS( 1.0f32x, _Float32x ); IS( 1.0df, _Decimal32 );
IS( 1.0dd, _Decimal64 ); IS( 1.0dl, _Decimal128 ); IS( 1.0i, double _Complex ); IS( 1.0fi, float _Complex ); IS( 1.0li, long double _Complex );
IS( 1i, _Complex int ); IS( 1.0if, float _Complex );
IS( A, int ); IS( W, unsigned long ); IS( N, int ); IS( e, enum E ); IS( A + 0, int );

// promotions
IS( +b, int ); IS( +c, int ); IS( +sc, int ); IS( +uc, int ); IS( +sh, int ); IS( +us, int ); IS( +i, int ); IS( +u, unsigned );
IS( -l, long ); IS( ~ul, unsigned long ); IS( ~uc, int ); IS( -f, float ); IS( +ld, long double ); IS( ~dc, double _Complex ); IS( -d32, _Decimal32 );
IS( !d, int ); IS( !ip, int ); IS( !b, int ); IS( +e, unsigned ); IS( +en, int ); IS( +s.u3, int ); IS( +s.s5, int );
IS( +s.u32, unsigned ); IS( +s.b1, int ); IS( s.u3 + s.u3, int ); IS( -u128, unsigned __int128 ); IS( +ci, int ); IS( +vi, int );
IS( -ic, _Complex int ); IS( +f32, _Float32 );

// usual arithmetic conversions
IS( c + c, int ); IS( us + us, int ); IS( i + u, unsigned ); IS( u + l, long ); IS( l + ul, unsigned long ); IS( l + ll, long long );
IS( ul + ll, unsigned long long ); IS( ull + ul, unsigned long long ); IS( i + f, float ); IS( ll + f, float ); IS( f + d, double );
IS( d + ld, long double ); IS( i128 + ull, __int128 ); IS( u128 + i128, unsigned __int128 ); IS( i128 + d, double );
IS( f128 + ld, _Float128 ); IS( f32 + f, _Float32 ); IS( f64 + d, _Float64 ); IS( f32x + d, double ); IS( f64 + f, _Float64 );
IS( fc + d, double _Complex ); IS( dc + f, double _Complex ); IS( ic + d, double _Complex ); IS( ic + i, _Complex int ); IS( ldc * fc, long double _Complex );
IS( d32 + d64, _Decimal64 ); IS( d64 + i, _Decimal64 ); IS( b + b, int ); IS( e + 1, unsigned ); IS( en + 1, int ); IS( e + e, unsigned );
IS( i / l, long ); IS( i % u, unsigned ); IS( uc % 3, int ); IS( i & l, long ); IS( u | i, unsigned ); IS( us ^ us, int );
IS( i << l, int ); IS( uc << 1, int ); IS( l >> i, long ); IS( u >> ll, unsigned ); IS( s.u3 << 1, int ); IS( ul << 1, unsigned long );
IS( i < u, int ); IS( d >= f, int ); IS( ip == 0, int ); IS( dc != fc, int ); IS( vp < vp, int ); IS( fp == fn, int ); IS( i && d, int ); IS( ip || 0, int );
IS( ci + ci, int ); IS( ai + 1, int ); IS( vi * 2, int ); IS( sizeof( int ), size_t ); IS( sizeof i + 1, unsigned long );
IS( ic == 1, int ); IS( q + 1, _Float128 );

// pointers
IS( ip + 1, int * ); IS( 1 + ip, int * ); IS( ip - 1, int * ); IS( ip - ip, long ); IS( arr + 1, int * ); IS( &arr[3] - arr, ptrdiff_t );
IS( arr2 + 1, int (*)[4] ); IS( *arr2, int [4] ); IS( arr2[1], int [4] ); IS( arr2[1][2], int ); IS( &arr, int (*)[10] ); IS( *arr, int );
IS( vp + 1, void * ); IS( cvp - 1, const void * ); IS( fn + 1, int (*)( int ) ); IS( &fn, int (*)( int ) ); IS( *fn, int ( int ) ); IS( **fn, int ( int ) );
IS( *fp, int ( int, char * ) ); IS( &*fp, int (*)( int, char * ) ); IS( *str, const char ); IS( str[0], const char ); IS( 0[str], const char ); IS( &str[1], const char * );
IS( *cip, const int ); IS( &ci, const int * ); IS( *&ci, const int ); IS( cip + 1, const int * ); IS( cip - ip, long ); IS( &"abc", char (*)[4] ); IS( *"abc", char );
IS( "abc"[1], char ); IS( cp, char * const ); IS( cp + 0, char * ); IS( (cp), char * const ); IS( &cp, char * const * );

// members
IS( s.i, int ); IS( cs.i, const int ); IS( ps->i, int ); IS( pcs->i, const int ); IS( s.ci, const int ); IS( vs.ci, const volatile int );
IS( s.a, char [4] ); IS( cs.a, const char [4] ); IS( cs.a + 1, const char * ); IS( pcs->a[0], const char ); IS( s.deep, long ); IS( cs.deep, const long );
IS( vs.f, volatile float ); IS( vs.d, const volatile double ); IS( &ps->deep, long * ); IS( &pcs->deep, const long * ); IS( sf().i, int ); IS( sf().a, char [4] );
IS( (&s)->a, char [4] ); IS( (*ps).i, int ); IS( &s.a, char (*)[4] ); IS( offsetof( struct S, a[2] ), size_t );

// assignment, increments, comma, conditional
IS( i = l, int ); IS( c = 5, char ); IS( vi = 1, int ); IS( c += 1, char ); IS( ip += 1, int * ); IS( d *= 2, double ); IS( c++, char ); IS( ++vi, volatile int ); IS( vi--, volatile int ); IS( vi -= 1, int );
IS( ip--, int * ); IS( ai = 3, int ); IS( ai++, int );
IS( (i, c), char ); IS( (i, arr), int * ); IS( (i, fn), int (*)( int ) ); IS( (i, ci), int ); IS( (vf(), str), const char * );
IS( i ? c : c, int ); IS( i ? c : uc, int ); IS( i ? i : u, unsigned ); IS( i ? i : d, double ); IS( i ? s : sf(), struct S ); IS( i ? vf() : vf(), void );
IS( i ? (void)0 : vf(), void ); IS( i ? ip : 0, int * ); IS( i ? 0 : ip, int * ); IS( i ? ip : (void *)0, int * ); IS( i ? ip : vp, void * ); IS( i ? cip : vp, const void * );
IS( i ? ip : cip, const int * ); IS( i ? (void *)0 : str, const char * ); IS( i ? arr : ip, int * ); IS( i ? "a" : str, const char * ); IS( i ? fn : 0, int (*)( int ) );
IS( i ? fn : &fn, int (*)( int ) ); IS( i ?: l, long ); IS( ip ?: 0, int * ); IS( i ? b : b, int ); IS( i ? e : e, enum E ); IS( i ? f : i, float ); IS( i ? ci : ci, int );
IS( i ? cp : cp, char * ); IS( i ? &arr : &arr, int (*)[10] ); IS( i ? (int (*)[])&arr : &arr, int (*)[10] ); IS( i ? vp : 0, void * ); IS( i ? s.u3 : s.u3, int );
IS( i ? cvp : 0, const void * ); IS( i ? dc : i, double _Complex ); IS( i ? us : sh, int ); IS( i ? e : 1, unsigned ); IS( i ? en : 1, int );

// calls
IS( fn( 1 ), int ); IS( fp( 1, cp ), int ); IS( (*fp)( 1, cp ), int ); IS( (**fp)( 1, cp ), int ); IS( vf(), void ); IS( sf(), struct S ); IS( strf(), const char * );
IS( var( 1, 2, 3.0 ), int ); IS( kr( 1, 2 ), int ); IS( (i ? fn : fn)( 1 ), int ); IS( strf()[0], const char ); IS( (&fn)( 1 ), int );

// casts, literals
IS( (char)i, char ); IS( (const int)i, int ); IS( (void)i, void ); IS( (char *)ip, char * ); IS( (long)ip, long ); IS( (struct S){ 0 }, struct S ); IS( ((int []){ 1, 2, 3 }), int [3] );
IS( (const char *){ "a" }, const char * ); IS( &(int){ 1 }, int * ); IS( ((v4si){ 1, 2 }), v4si ); IS( (v4su)vi4, v4su ); IS( (enum E)1, enum E ); IS( (float)dc, float );
IS( (const int []){ 1 }, const int [1] ); IS( (double _Complex)1, double _Complex ); IS( (int (*)( void ))vp, int (*)( void ) ); IS( (char []){ "xyz" }, char [4] );

// complex parts, statement expressions, generic selection
IS( __real__ dc, double ); IS( __imag__ fc, float ); IS( __real__ d, double ); IS( __real__ ic, int ); IS( &__imag__ ldc, long double * ); IS( __extension__ ( 1 + 1l ), long );
IS( _Generic( i, int: 1.0, default: 1 ), double ); IS( _Generic( ci, int: 1.0f, const int: 1.0 ), float ); IS( _Generic( arr, int *: 'a', default: 1.0 ), int );
IS( _Generic( "a", char *: 1l, const char *: 1ul ), long ); IS( _Generic( fn, int (*)( int ): 1l, default: 1 ), long ); IS( _Generic( 'a', char: 1.0, int: 1l ), long );
IS( _Generic( s, struct S: s, default: 0 ), struct S ); IS( _Generic( (char)1, char: 1ull, signed char: 1, unsigned char: 1.0 ), unsigned long long );
IS( _Generic( A, int: 1.0, default: 1.0f ), double );

// vectors
IS( vi4 + vi4, v4si ); IS( vi4 + 1, v4si ); IS( 2 * vf4, v4sf ); IS( vf4 < vf4, v4si ); IS( vd2 == vd2, v2di ); IS( vu4 > vu4, v4si ); IS( vi4[0], int );
IS( vf4[i], float ); IS( -vd2, v2df ); IS( ~vu4, v4su ); IS( vi4 << 1, v4si ); IS( vi4 << vi4, v4si ); IS( vc16 == vc16, v16qi ); IS( vh8 != vh8, v8hi );
IS( vi4 & vi4, v4si ); IS( __builtin_shuffle( vf4, vi4 ), v4sf ); IS( __builtin_convertvector( vi4, v4sf ), v4sf ); IS( vi4++, v4si );
IS( __builtin_shufflevector( vi4, vi4, 0, 1, 2, 3 ), v4si ); IS( vi4 += 1, v4si ); IS( &vi4[1], int * );

// built-in functions
IS( __builtin_strlen( "a" ), unsigned long ); IS( __builtin_expect( i, 1 ), long ); IS( __builtin_constant_p( 1 ), int ); IS( __builtin_add_overflow( 1, 2, &i ), _Bool );
IS( __builtin_choose_expr( 1, 1.0, 1 ), double ); IS( __builtin_choose_expr( 0, 1.0, c ), char ); IS( __builtin_types_compatible_p( int, int ), int ); IS( __builtin_abs( 1 ), int );
IS( __atomic_load_n( &l, 0 ), long ); IS( __atomic_fetch_add( &sh, 1, 0 ), short ); IS( __sync_fetch_and_add( &ll, 1 ), long long ); IS( __sync_bool_compare_and_swap( &i, 1, 2 ), _Bool );
IS( __atomic_exchange_n( &vp, 0, 0 ), void * ); IS( __atomic_compare_exchange_n( &i, &i, 2, 0, 0, 0 ), _Bool ); IS( __builtin_isnan( d ), int ); IS( __builtin_isgreater( d, f ), int );
IS( __builtin_complex( 1.0f, 2.0f ), float _Complex ); IS( __builtin_object_size( ip, 0 ), unsigned long ); IS( __builtin_inf(), double ); IS( __builtin_huge_valf(), float );
IS( __builtin_alloca( 4 ), void * ); IS( __builtin_memcpy( vp, cvp, 1 ), void * ); IS( __builtin_bswap32( 1 ), unsigned ); IS( __builtin_popcountll( 1 ), int ); IS( __builtin_clz( 1 ), int );
IS( __atomic_test_and_set( &c, 0 ), _Bool ); IS( __builtin_offsetof( struct S, i ), unsigned long ); IS( __builtin_classify_type( 1 ), int ); IS( __builtin_nanf( "" ), float );
IS( __atomic_load_n( &ai, 0 ), int ); IS( __builtin_unreachable(), void ); IS( __builtin_trap(), void ); IS( __builtin_frame_address( 0 ), void * ); IS( __builtin_prefetch( ip ), void );
IS( __builtin_sqrt( 2 ), double ); IS( __builtin_printf( "" ), int ); IS( __builtin_assume_aligned( ip, 16 ), void * ); IS( __builtin_fabsl( 1 ), long double );

int fn( int x ) { return x; }
void vf( void ) {}
struct S sf( void ) { return s; }
int main( int argc, char ** argv ) {
	__label__ here;
	static const char name[] = "main";
	int n = argc + 2, vla[n];
	register int r = 1;
here:
	IS( &&here, void * ); IS( __func__, const char [5] ); IS( __FUNCTION__, const char [5] ); IS( vla[0], int ); IS( vla + 1, int * ); IS( argv[0], char * );
	IS( ({ int z = 1; z; }), int ); IS( ({ arr; }), int * ); IS( ({ const int z = 1; z; }), int ); IS( ({ vf(); }), void ); IS( ({ if ( r ) ; }), void );
	IS( ({ lab: 1.0; }), double ); IS( ({ ; }), void ); IS( r + 1l, long ); IS( name, const char [5] );
	IS( *argv, char * ); IS( **argv, char ); IS( argc ? argv : 0, char ** );
	__auto_type at = arr; IS( at, int * );
	__auto_type ac = 'x'; IS( ac, int );
	__builtin_va_list ap; IS( __builtin_va_arg( ap, int ), int ); IS( __builtin_va_arg( ap, char * ), char * );
	int nested( int a ) { return a + n; }
	IS( nested( 1 ), int ); IS( &nested, int (*)( int ) ); IS( nested, int ( int ) );
	_Static_assert( sizeof( vi4 ) == 16 && sizeof( 'a' ) == 4 && sizeof( c + c ) == 4 && sizeof( "abc" ) == 4, "" );
	return 0;
}
