"""cfa-demangle on what the compiler makes: nm's output, arguments, lists of names."""
from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

PROGRAM = """
typedef struct { int x; } T; typedef T U;
struct S { struct In { int a; } m; };
union W { int i; };
enum E { A };
forall( V ) struct box { V v; };
forall( [N], V ) struct row { V v[N]; };
int f( const char * ) { return 0; }
void f( U & ) {}
void f( S.In & ) {}
void f( volatile W &, E ) {}
void f( int, ... ) {}
void f( int (*)( long ), int [3] ) {}
void f( box( box( char * ) ) &, row( 3, int ) & ) {}
void f( row( 4, int ) &, const int * const ) {}
S ?+?( S a, S b ) { return a; }
S _operator_add( S a, S b ) { return a; }
int ?`mm( int x ) { return x; }
extern "C" { int plain( int x ) { return x; } extern "Cforall" { int plain( char x ) { return x; } } }
const int ci = 3;
unsigned long long table[3];
double _Complex z;
_Float128 q;
"""
EXPECTED = """
S ?+?( S, S )
S _operator_add( S, S )
_Float128 q
const int ci
double _Complex z
int ?`mm( int )
int f( const char * )
int plain( char )
plain
unsigned long long table[]
void f( S.In )
void f( T )
void f( box( box( char * ) ), row( 3, int ) )
void f( int (*)( long ), int * )
void f( int, ... )
void f( row( 4, int ), const int * )
void f( volatile W, E )
"""


def run(*command: object, stdin: str = "", cwd: Path | None = None) -> str:
    done = subprocess.run([str(word) for word in command], input=stdin, capture_output=True, text=True, timeout=60, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def tool(cfa: str) -> Path:
    """The demangler of the same build, or beside the installed command."""
    folder = Path(shutil.which(cfa) or cfa).parent
    return folder / "cfa-demangle" if (folder / "cfa-demangle").exists() else folder.parent / "tools" / "cfa-demangle"


def test_round_trip(cfa, tmp_path):
    (tmp_path / "many.cfa").write_text(PROGRAM)
    run(*cfa, "-quiet", "-c", "many.cfa", cwd=tmp_path)
    names = [line.split()[-1] for line in run("nm", "-g", "--defined-only", tmp_path / "many.o").splitlines()]
    shown = run(tool(cfa[0]), stdin="\n".join(names))
    assert sorted(shown.split("\n")) == sorted(EXPECTED.strip().split("\n"))
    assert run(tool(cfa[0]), *names).splitlines() == shown.splitlines()


def test_units_agree(cfa, tmp_path):
    """What else a unit has before the header is no part of the names."""
    (tmp_path / "h.hfa").write_text("typedef struct { int x; } T; typedef enum { A, B } E;\n"
                                    "struct S { struct { int y; } m; };\nint f( T &, E, S & );\n")
    (tmp_path / "a.cfa").write_text('#include "h.hfa"\nint f( T & t, E e, S & s ) { return t.x + (int)e + s.m.y; }\n')
    (tmp_path / "b.cfa").write_text("typedef struct { char c; } other; typedef enum { Z } third; static struct { int q; } v;\n"
                                    '#include "h.hfa"\n'
                                    "int main() { T t; t.x = 40; S s; s.m.y = 1; v.q = 42; return f( t, B, s ) - v.q; }\n")
    run(*cfa, "-quiet", "a.cfa", "b.cfa", "-o", "prog", cwd=tmp_path)
    run(tmp_path / "prog")


def test_filter_and_lists(cfa, tmp_path):
    demangle = tool(cfa[0])
    text = "call <_X1fFi_PKc__1+0x10>, _X1f, printf ( __cfa_X13_operator_addFi_ii__1 )"
    assert run(demangle, stdin=text) == "call <int f( const char * )+0x10>, _X1f, printf ( int ?+?( int, int ) )"
    assert run(demangle, "-s", "_X1fFi_PKc__1", "main") == "f\nmain\n"
    (tmp_path / "in-demangle.txt").write_text("# a list\n_X1fFv_i__1\n\nnot one\n")
    assert run(demangle, "-l", cwd=tmp_path) == "_X1fFv_i__1 => void f( int )\n" + 33 * "=" + "\nnot one => not one\n"
    assert subprocess.run([demangle, "-l", "gone"], capture_output=True, timeout=10, cwd=tmp_path).returncode == 1
