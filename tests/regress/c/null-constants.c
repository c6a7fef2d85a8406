// What is a null pointer constant: seen in assignments and in the type of ?:.
//: mode compile
//: flags -w
int * p; char * q; void * v; const int * c;
enum { Z = 0 };
void f( int n ) {
	p = 0; p = (void *)0; p = 0L; p = '\0'; p = Z; p = (char)0; p = 1 - 1; p = sizeof( int ) - 4; p = !1; p = n * 0;
	p = n ? 0 : p; q = n ? (void *)0 : q; p = (void *)0L; p = (const void *)0; p = (void *)(void *)0;
	_Static_assert( sizeof( *(1 ? (void *)0 : p) ) == sizeof( int ), "" );
	_Static_assert( sizeof( *(1 ? (void *)(n * 0l) : p) ) == 1, "" );
	_Static_assert( _Generic( 1 ? (void *)(0) : p, int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? v : p, void *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? c : p, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(1-1) : c, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(0 ? 1 : 0) : c, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(0 && n) : c, const void *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)((int)0.5) : c, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(sizeof( int[n] ) * 0) : c, const void *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)__builtin_constant_p( 1 ) - 1 : c, const void *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(__builtin_choose_expr( 1, 0, n )) : c, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(_Generic( n, int: 0 )) : c, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(0, 0) : c, const void *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)(1.0 < 0.5) : c, const void *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? __extension__ ((void *)0) : c, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? _Generic( n, int: (void *)0 ) : c, const int *: 1, default: 0 ), "" );
	_Static_assert( _Generic( 1 ? (void *)__builtin_types_compatible_p( int, long ) : c, const int *: 1, default: 0 ), "" );
}
