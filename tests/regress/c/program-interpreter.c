// An interpreter of a small stack machine, with a loader that patches jumps, and of a tape language.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum opcode { PUSH, ADD, SUB, MUL, LESS, LOAD, STORE, JUMP, JUMPZ, PRINT, CALL, RETURN, HALT };
struct instruction { enum opcode op; int argument; };
struct machine { const struct instruction *code; int pc, sp, fp, stack[ 64 ], memory[ 8 ], calls[ 16 ]; };

#define I( op, ... ) { op, ##__VA_ARGS__ }
static const struct instruction factorial[] = {
	I( PUSH, 1 ), I( STORE, 0 ), I( PUSH, 10 ), I( STORE, 1 ),
	I( LOAD, 1 ), I( JUMPZ, 12 ), I( CALL, 14 ), I( LOAD, 1 ), I( PUSH, 1 ), I( SUB ), I( STORE, 1 ), I( JUMP, 4 ),
	I( LOAD, 0 ), I( JUMP, 19 ),
	I( LOAD, 0 ), I( LOAD, 1 ), I( MUL ), I( STORE, 0 ), I( RETURN ),
	I( PRINT ), I( PUSH, 3 ), I( PUSH, 4 ), I( LESS ), I( PRINT ), I( HALT ),
};

static int run( struct machine *m ) {
	int steps = 0;
#define top m->stack[ m->sp - 1 ]
#define under m->stack[ m->sp - 2 ]
#define binary( operator ) under = under operator top; m->sp--; break
	for ( ;; steps++ ) {
		const struct instruction i = m->code[ m->pc++ ];
		switch ( i.op ) {
		case PUSH: m->stack[ m->sp++ ] = i.argument; break;
		case ADD: binary( + );
		case SUB: binary( - );
		case MUL: binary( * );
		case LESS: binary( < );
		case LOAD: m->stack[ m->sp++ ] = m->memory[ i.argument ]; break;
		case STORE: m->memory[ i.argument ] = m->stack[ --m->sp ]; break;
		case JUMPZ: if ( m->stack[ --m->sp ] ) break; /* fall through */
		case JUMP: m->pc = i.argument; break;
		case PRINT: printf( "%d\n", m->stack[ --m->sp ] ); break;
		case CALL: m->calls[ m->fp++ ] = m->pc; m->pc = i.argument; break;
		case RETURN: m->pc = m->calls[ --m->fp ]; break;
		case HALT: return steps;
		}
	}
}

static void tape( const char *program ) {
	static unsigned char cells[ 300 ];
	unsigned char *cell = cells;
	memset( cells, 0, sizeof( cells ) );
	for ( const char *p = program; *p; p++ )
		switch ( *p ) {
		case '>': cell++; break;
		case '<': --cell; break;
		case '+': ++*cell; break;
		case '-': ( *cell )--; break;
		case '.': putchar( *cell ); break;
		case '[': case ']': {
			int forward = *p == '[' ? 1 : -1;
			if ( !*cell == ( forward > 0 ) ) for ( int depth = forward; depth; ) { p += forward; depth += *p == '[' ? 1 : *p == ']' ? -1 : 0; }
		}
		}
}

int main( void ) {
	struct machine m = { .code = factorial };
	int steps = run( &m );
	printf( "%d %d\n", steps, m.sp );
	tape( "++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++." );
	return 0;
}
