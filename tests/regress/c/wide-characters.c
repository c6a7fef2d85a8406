// Wide characters: wcs functions, conversions, wide printf to buffers, wide constants in switch and arrays.
#include <stdio.h>
#include <wchar.h>
#include <wctype.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

static const wchar_t *const words[] = { L"null", L"eins", L"zwei" };
static int kind( wchar_t c ) { switch ( c ) { case L'a' ... L'z': return 1; case L'\u00e4': return 2; case L'\x20ac': return 3; default: return 0; } }

int main( void ) {
	wchar_t buffer[ 32 ];
	char bytes[ 32 ];
	printf( "%zu %d\n", wcslen( words[ 1 ] ), wcscmp( words[ 1 ], words[ 2 ] ) < 0 );
	wcscpy( buffer, words[ 2 ] );
	wcscat( buffer, L"-" L"drei" );
	wcstombs( bytes, buffer, sizeof( bytes ) );
	printf( "%s %zu\n", bytes, mbstowcs( buffer, "abc", 32 ) );
	swprintf( buffer, 32, L"%d %ls %s", 5, L"wide", "narrow" );
	printf( "%ls\n", buffer );
	printf( "%d %d %d %d\n", kind( L'q' ), kind( L'ä' ), kind( L'€' ), kind( L'A' ) );
	printf( "%d %d\n", (int)towupper( L'x' ), iswdigit( L'5' ) != 0 );
	printf( "%ld %d\n", wcstol( L"77x", NULL, 10 ), (int)( wcschr( buffer, L'w' ) - buffer ) );
	printf( "%d %d\n", L"€"[ 0 ] == 0x20ac, (int)( sizeof( L"ab" ) / sizeof( wchar_t ) ) );
	return 0;
}
