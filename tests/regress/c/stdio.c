// printf and scanf formats, files, positions, buffers, character and line input.
#include <stdio.h>
#include <stdlib.h>
#include <stdint.h>
#include <stddef.h>
#include <string.h>
#include <wchar.h>

int main( void ) {
	int n, count;
	char word[ 20 ], rest[ 40 ];
	double d;
	unsigned x;
	count = scanf( "%d %19s %lf %x", &n, word, &d, &x );
	printf( "%d: %d %s %g %x\n", count, n, word, d, x );
	while ( getchar() != '\n' ) ;
	printf( "%s", fgets( rest, sizeof( rest ), stdin ) );
	for ( int c; ( c = getc( stdin ) ) != EOF; ) if ( c >= 'a' && c <= 'z' ) putchar( c - 'a' + 'A' );
	printf( "\n%d\n", feof( stdin ) != 0 );
	printf( "|%5d|%-5d|%05d|%+d|% d|%x|%#X|%o|%#o|\n", 42, 42, 42, 42, 42, 255, 255, 8, 8 );
	printf( "|%8.3f|%-8.2e|%g|%G|%.0f|%a|\n", 3.14159, 31415.9, 1e-10, 1e20, 2.5, 1.0 );
	printf( "|%10s|%-10s|%.3s|%c|%%|%5c|\n", "right", "left", "truncated", 'c', 'd' );
	printf( "|%*d|%-*d|%.*f|%hhd|%hd|%ld|%lld|%zu|%td|%jd|\n", 6, 1, 6, 2, 2, 3.14159, (char)300, (short)70000, 3l, 4ll, sizeof( int ), (ptrdiff_t)5, (intmax_t)6 );
	printf( "|%u|%lu|%llu|%p|\n", -1u, -1ul, -1ull, (void *)0 );
	int written;
	printf( "12345%n\n", &written );
	printf( "%d %d\n", written, snprintf( word, 5, "%s", "truncated" ) );
	FILE *f = tmpfile();
	fprintf( f, "%d,%s;%c", 5, "five", 'v' );
	fseek( f, 2, SEEK_SET );
	fputs( "FI", f );
	rewind( f );
	n = fscanf( f, "%d,%[^;];%c", &count, word, rest );
	printf( "%d %d %s %c %ld\n", n, count, word, rest[ 0 ], ftell( f ) );
	fclose( f );
	printf( "%d %s %s\n", sscanf( "key = value # c", "%[a-z] = %s", word, rest ), word, rest );
	puts( "done" );
	fflush( stdout );
	fwrite( "raw\n", 1, 4, stdout );
	return 0;
}
