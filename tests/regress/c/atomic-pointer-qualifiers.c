// Behind a star _Atomic qualifies the pointer, elsewhere it is a specifier.
#include <stdatomic.h>
_Atomic ( int ) a; const _Atomic ( int ) b; typedef int t; t * const _Atomic ( p ) = 0; int f( int * _Atomic ( q ) ) { return q != 0; } int m( int a ) { return a * sizeof( _Atomic ( int ) ); }
