// A threaded interpreter: labels as values, a table of them, bit-fields, unions, flexible arrays, varargs, setjmp.
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
struct insn { unsigned op : 4; signed arg : 20; unsigned wide : 1; };
struct program { size_t length; struct insn code[]; };
static jmp_buf failed;
static _Noreturn void fail( const char * fmt, ... ) {
	va_list args;
	va_start( args, fmt );
	vprintf( fmt, args );
	va_end( args );
	longjmp( failed, 1 );
}
static struct program * assemble( size_t n, const struct insn code[static n] ) {
	struct program * p = malloc( sizeof *p + n * sizeof p->code[0] );
	p->length = n;
	return memcpy( p->code, code, n * sizeof *code ), p;
}
static long run( const struct program * p ) {
	static const void * const labels[] = { [0] = &&push, [1] = &&add, [2] = &&mul, [3] = &&jump_if, [4] = &&dup, [5] = &&halt, [6 ... 15] = &&bad };
	long stack[16], * sp = stack;
	const struct insn * pc = p->code;
#define NEXT goto *labels[(pc++)->op]
	NEXT;
push: *sp++ = pc[-1].arg; NEXT;
add: sp--; sp[-1] += sp[0]; NEXT;
mul: --sp; sp[-1] *= *sp; NEXT;
dup: *sp = sp[-1]; sp++; NEXT;
jump_if: if ( *--sp ) pc += pc[-1].arg; NEXT;
bad: fail( "bad instruction %d at %td\n", pc[-1].op, pc - 1 - p->code );
halt: return sp[-1];
}
int main( void ) {
	struct program * p = assemble( 8, (struct insn[]){ { 0, -3 }, { 4 }, { 2 }, { .op = 0, .arg = 33 }, { 1 }, { 0, 1 }, { 3, 0 }, { 5, .wide = 1 } } );
	printf( "%ld\n", run( p ) );
	p->code[4].op = 9;
	if ( setjmp( failed ) == 0 ) printf( "%ld\n", run( p ) );
	else puts( "failed" );
	union { struct { unsigned lo : 16, hi : 16; }; unsigned all; } u = { .all = 0x12345678 };
	printf( "%x %x\n", u.lo, u.hi );
	int (*table[2])( const char * ) = { puts, puts }, which = 1;
	table[which]( __extension__ ({ char * s = "statement"; s + 5; }) );
	free( p );
	return 0;
}
