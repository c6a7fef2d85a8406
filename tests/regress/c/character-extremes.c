// The largest wide character is one; a line that goes on within a constant or string is none.
#include <stdio.h>
#include <wchar.h>

int main( void ) {
	wchar_t all = L'\xffffffff', text[] = L"a\xffffffff\
z";
	unsigned int wide = U'\xffffffff';
	char one = '\
x';
	printf( "%d %u %zu %d %c\n", all == (wchar_t)-1, wide, sizeof( text ) / sizeof( text[0] ), text[1] == all, one );
	return 0;
}
