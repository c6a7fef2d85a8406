// String and character literals: prefixes, escapes, concatenation, universal names, wide characters, raw bytes.
#include <stdio.h>
#include <wchar.h>
#include <uchar.h>
#include <string.h>

static const char plain[] = "tab\tquote\"backslash\\nul\0end";
static const char escapes[] = "\a\b\f\v\r\x41\101\e\?";
static const char joined[] = "one " "two" /* comment */ " three"
	" four";
static const wchar_t wide[] = L"wide \u00e9" L"!";
static const char16_t sixteen[] = u"\u20ac\U0001F600";
static const char32_t thirty_two[] = U"\U0001F600x";
static const char eight[] = u8"\u00e9\u20ac";
static const wchar_t mixed[] = L"a" "b";
static char modifiable[] = "modify", *pointer = "pointer";

int main( void ) {
	printf( "%zu %zu %s\n", sizeof( plain ), strlen( plain ), plain );
	for ( unsigned i = 0; i < sizeof( escapes ); i++ ) printf( "%d ", escapes[ i ] );
	printf( "\n%s %zu\n", joined, sizeof( joined ) );
	printf( "%zu %d %d\n", sizeof( wide ) / sizeof( *wide ), (int)wide[ 5 ], (int)wcslen( mixed ) );
	printf( "%zu %x %x %x\n", sizeof( sixteen ) / 2, sixteen[ 0 ], sixteen[ 1 ], sixteen[ 2 ] );
	printf( "%zu %x %c\n", sizeof( thirty_two ) / 4, (unsigned)thirty_two[ 0 ], (char)thirty_two[ 1 ] );
	printf( "%zu %x\n", sizeof( eight ), (unsigned char)eight[ 0 ] );
	modifiable[ 0 ] = 'M';
	printf( "%s %s %c %c\n", modifiable, pointer + 5, "index"[ 2 ], 3[ "abcd" ] );
	printf( "%d %d %d %d\n", 'a', '\'', '\0', '\377' );
	printf( "%d %d %d %d\n", L'\xff', (int)u'\u00e9', (int)U'\U0001F600', 'ab' );
	printf( "%zu %zu %zu\n", sizeof( 'a' ), sizeof( L'a' ), sizeof( u'a' ) );
	printf( "%s\n", "caf\u00e9 \346\227\245 ünïcödé" );
	printf( "%d %d\n", "same"[ 4 ], *"" );
	printf( "%s", "line \
spliced\n" );
	printf( "%d\n", strcmp( __func__, "main" ) );
	char c[] = { 'a', "bc"[ 1 ], 0 };
	printf( "%s %zu\n", c, sizeof( "" "" ) );
	printf( "%ls\n", L"plain wide" );
	return 0;
}
