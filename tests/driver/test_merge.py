"""Equal instances of polymorphic functions in several units are one function of the program (-fmono-merge)."""
from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

HEADER = """
#pragma once
forall( T | { int ?<?( T, T ); void use( T & ); } )
static void order( T * v, int n ) {
	for ( i; 1 ~ n ) {
		T x = v[i];
		int k = i;
		for ( ; k > 0 && x < v[k - 1]; k -= 1 ) v[k] = v[k - 1];
		v[k] = x;
	}
	for ( i; n ) use( v[i] );
	for ( i; n ) if ( i + 1 < n && v[i + 1] < v[i] ) abort( "not in order at %d of %s", i, __func__ );
}
static int calls;
forall( T | { int ?<?( T, T ); } )
static int counted( T * v, int n ) {                         // its static object is the unit's
	int most = 0;
	for ( i; n ) { if ( v[most] < v[i] ) most = i; calls += 1; }
	for ( i; n ) if ( v[most] < v[i] ) abort( "not the most of %d", n );
	return calls;
}
forall( T | { int ?<?( T, T ); } )
static T pick( T * v, int n, int how ) {                     // a table of jumps
	T best = v[0];
	for ( i; n ) if ( best < v[i] ) best = v[i];
	switch ( how ) {
		case 0: return v[0]; case 1: return v[1]; case 2: return best; case 3: return v[n - 1]; case 4: return v[n / 2]; case 5: return v[2];
	}
	return best;
}
forall( T ) static T small( T x ) { T y = x; return y; }
static inline void use( int & p ) { p += 1; }
struct point { int a, b; };
static inline int ?<?( point x, point y ) { return x.a < y.a || (x.a == y.a && x.b < y.b); }
static inline void use( point & p ) { p.b += 1; }
struct odd;
int other( point *, int * calls, void ** order );
"""
FIRST = """
#include <stdio.h>
#include <stdlib.h>
#include "lib.hfa"
struct odd { char before; int key; };
static int ?<?( odd a, odd b ) { return a.key < b.key; }
static void use( odd & o ) { o.key *= 2; }
static int less( int a, int b ) { return a < b; }
int main() {
	int v[3] = { 3, 1, 2 };
	point p[2] = { { 2, 1 }, { 1, 9 } };
	odd o[2] = { { 'x', 9 }, { 'y', 1 } };
	order( v, 3 ); order( p, 2 ); order( o, 2 );
	{ int ?<?( int a, int b ) { return less( b, a ); } order( v, 3 ); }
	int n = counted( v, 3 ), m, k;
	k = other( p, &m, 0p );
	printf( "%d %d %d %d %d %d %d %d %d\\n", v[0], v[2], p[0].b, k, n, m, o[1].key, pick( v, 3, 2 ), small( 7 ) );
}
"""
SECOND = """
struct first { double d; };
typedef int number;
#include <stdlib.h>
#include "lib.hfa"
struct odd { int key; };                                       // another one than the other unit's
static int ?<?( odd a, odd b ) { return a.key < b.key; }
static void use( odd & o ) { o.key *= 2; }
static void use( first & f ) { f.d = 0; }
int ?<?( first a, first b ) { return a.d < b.d; }
int other( point * p, int * calls, void ** ) {
	number v[3] = { 3, 1, 2 };
	first f[1];
	odd o[2] = { { 7 }, { 3 } };
	order( f, 1 ); order( v, 3 ); order( p, 2 ); order( o, 2 );
	*calls = counted( v, 3 );
	return v[1] + p[1].b + o[0].key + pick( v, 3, 3 ) + small( 3 );
}
"""
OUTPUT = "5 3 11 19 3 3 18 5 7\n"


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


def instances(program: str, name: str, cwd: Path) -> list[str]:
    """The symbols of a polymorphic function's instances in a program."""
    return sorted(line.split()[-1] for line in run("nm", program, cwd=cwd).splitlines() if line.split()[-1].startswith(f"_M{len(name)}{name}F"))


@pytest.fixture
def units(tmp_path: Path) -> Path:
    for name, text in (("lib.hfa", HEADER), ("first.cfa", FIRST), ("second.cfa", SECOND)):
        (tmp_path / name).write_text(text)
    return tmp_path


@pytest.mark.parametrize("options", ["-O0", "-O2", "-O2 -g", "-O3 -fPIC -ffunction-sections -fdata-sections", "-O1 --coverage", "-pg",
                                     "-O2 -fsanitize=undefined", "-O0 -g -fno-inline"])
def test_one_copy(cfa, units, options):
    run(*cfa, "-quiet", *options.split(), "first.cfa", "second.cfa", "-o", "program", cwd=units)
    assert run("./program", cwd=units) == OUTPUT
    order = instances("program", "order", units)
    merged = [name for name in order if "_h" in name]
    assert len(merged) == len(set(merged))
    for types in ("Pi", "PS5point", "PS5first"):
        assert len([name for name in merged if name.startswith(f"_M5orderFv_{types}i_")]) == 1, order
    assert len([name for name in merged if "S3odd" in name]) == 2, "two types of one name"
    assert not [name for name in instances("program", "counted", units) if "_h" in name], "it has a static object"
    assert not [name for name in instances("program", "pick", units) if "_h" in name], "it may have a table of jumps"
    assert not [name for name in instances("program", "small", units) if "_h" in name]


def test_options(cfa, units):
    """-fno-mono-merge merges nothing, -fmono-merge functions of all sizes, -Os too."""
    for option, small, merged in (("-fno-mono-merge", 2, False), ("-fmono-merge", 1, True), ("-Os", 1, True)):
        run(*cfa, "-quiet", "-fno-inline", "-fno-ipa-icf", option, "first.cfa", "second.cfa", "-o", "program", cwd=units)
        assert run("./program", cwd=units) == OUTPUT
        found = instances("program", "small", units)
        assert len(found) == small and all(("_h" in name) == merged for name in found), (option, found)
    run(*cfa, "-quiet", "-c", "-fno-mono", "-fmono", "-fmono-limit=3", "first.cfa", cwd=units)
    assert len([name for name in instances("first.o", "order", units) if "_h" in name]) == 3


def test_code_is_smaller(cfa, units):
    """Eight units that order arrays of three types by the same functions."""
    for i in range(8):
        (units / f"unit{i}.cfa").write_text('#include <stdlib.h>\n#include "lib.hfa"\nvoid use( double & d ) = void;\n'
                                            "static inline void use( float & f ) { f = f + 1; }\n"
                                            f"void order{i}( int * a, point * b, float * c, int n )"
                                            " { order( a, n ); order( b, n ); order( c, n ); order( a + 1, n - 1 ); }\n")
    sizes = []
    for option in ("-fno-mono-merge", "-O2"):
        run(*cfa, "-quiet", "-O2", option, "-shared", "-fPIC", *(f"unit{i}.cfa" for i in range(8)), "-o", "units.so", cwd=units)
        sizes.append(int(run("size", "units.so", cwd=units).splitlines()[1].split()[0]))
    assert sizes[1] * 2 < sizes[0], sizes


def test_link_time_optimisation(cfa, units):
    run(*cfa, "-quiet", "-O2", "-flto", "first.cfa", "second.cfa", "-o", "program", cwd=units)
    assert run("./program", cwd=units) == OUTPUT


def test_libraries(cfa, units):
    """From an archive, from a shared object (which has its own copy, hidden), and linked in two steps."""
    run(*cfa, "-quiet", "-O2", "-g", "-fPIC", "-c", "first.cfa", "second.cfa", cwd=units)
    run("ar", "rc", "libsecond.a", "second.o", cwd=units)
    run(*cfa, "-quiet", "first.o", "-L.", "-lsecond", "-o", "program", cwd=units)
    assert run("./program", cwd=units) == OUTPUT and len(set(instances("program", "order", units))) == len(instances("program", "order", units))
    run(*cfa, "-quiet", "-shared", "second.o", "-o", "libother.so", cwd=units)
    run(*cfa, "-quiet", "first.o", "-L.", "-lother", f"-Wl,-rpath,{units}", "-o", "program", cwd=units)
    assert run("./program", cwd=units) == OUTPUT
    assert "_M5order" not in run("nm", "-D", "libother.so", cwd=units)
    run(*cfa, "-quiet", "-r", "first.o", "second.o", "-o", "both.o", cwd=units)
    run(*cfa, "-quiet", "both.o", "-o", "program", cwd=units)
    assert run("./program", cwd=units) == OUTPUT
