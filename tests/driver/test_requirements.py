"""What is said of polymorphic calls that cannot be: the requirement, who asks for it, what was tried."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

PLAIN = "struct plain { int x; };\n"
LESS = "forall( T | { int ?<?( T, T ); } ) T lesser( T a, T b ) { return a < b ? a : b; }\n"
CASES = {
    "nothing satisfies": (PLAIN + LESS + "int main() { plain p, q; lesser( p, q ); }\n", """
3:26: error: No alternatives with satisfiable assertions for 'lesser'
2:9: note: no function 'int ?<?(struct plain, struct plain)' as required for T = struct plain by 'lesser'
"""),
    "candidates": (PLAIN + "struct other { int x; };\nint ?<?( other a, other b ) { return a.x < b.x; }\n" + LESS
                   + "int main() { plain p, q; lesser( p, q ); }\n", """
5:26: error: No alternatives with satisfiable assertions for 'lesser'
4:9: note: no function 'int ?<?(struct plain, struct plain)' as required for T = struct plain by 'lesser'
3:5: note: candidate 'int ?<?(struct other, struct other)'
"""),
    "chain": (PLAIN + """forall( T ) struct box { T v; };
forall( T ) trait ordered { int ?<?( T, T ); };
forall( T | ordered( T ) ) trait sorted { int ?>?( T, T ); };
forall( T | ordered( T ) ) int ?<?( box( T ) a, box( T ) b ) { return a.v < b.v; }
forall( T | ordered( T ) ) int ?>?( box( T ) a, box( T ) b ) { return b.v < a.v; }
forall( T | sorted( T ) ) T most( T a, T b ) { return a < b ? b : a; }
int main() { box( box( plain ) ) p, q; most( p, q ); }
""", """
8:40: error: No alternatives with satisfiable assertions for 'most'
7:9: note: no function 'int ?<?(struct plain, struct plain)' as required for T = struct box( struct box( struct plain ) ) by 'most'
5:32: note: which is required by 'int ?<?(struct box( T ), struct box( T ))', to serve for 'int ?<?(struct box( struct plain ), struct box( struct plain ))'
6:32: note: which is required by 'int ?>?(struct box( T ), struct box( T ))', to serve for 'int ?>?(struct box( struct box( struct plain ) ), struct box( struct box( struct plain ) ))'
5:32: note: candidate 'int ?<?(struct box( T ), struct box( T ))'
"""),
    "overloaded objects": ("int f( int n, int * m ) {\n{ int * n = m; return ! n; } }\n", """
2:23: error: ambiguous expression: 2 interpretations cost the same
2:9: note: with this 'n' of type 'int *' it costs ( 0, 0, 0, 0, 0, 0, 0, 0 )
1:12: note: with this 'n' of type 'int' it costs ( 0, 0, 0, 0, 0, 0, 0, 0 )
"""),
    "deleted": ("struct pin { int x; };\nvoid ?{}( pin & ) {}\nvoid ?{}( pin &, pin ) = void;\nforall( T ) T same( T x ) { return x; }\n"
                "int main() { pin p; same( p ); }\n", """
5:21: error: No alternatives with satisfiable assertions for 'same'
4:9: note: no function 'void ?{}(struct pin &, struct pin)' as required for T = struct pin by 'same': 'struct pin' cannot be copied, its copy constructor is deleted
3:6: note: candidate 'void ?{}(struct pin &, struct pin)'
2:6: note: candidate 'void ?{}(struct pin &)'
"""),
    "growing": ("forall( T ) struct w { T v; };\nforall( T | { void f( w( T ) ); } ) void f( T ) {}\nint main() { f( 3 ); }\n", """
3:14: error: Too many recursive assertions, possible cause is circular relationship between a forall assertion and defined function prototype.
"""),
    "two types": ("struct a { int x; }; struct b { int y; };\nforall( T ) void both( T, T ) {}\nint main() { a x; b y; both( x, y ); }\n", """
3:24: error: no 'both' accepts ( struct a, struct b )
2:18: note: candidate 'void both(T, T)': conflicting types 'struct a' and 'struct b' for parameter T
"""),
    "incomplete": ("struct later;\nforall( T * ) void f( T * p ) {}\nextern later * p;\nint main() { f( p ); }\n", """
4:14: error: no 'f' accepts ( struct later * )
2:20: note: candidate 'void f(T *)': 'struct later' is incomplete
"""),
    "not inferred": ("forall( T ) T blank( void ) { T x; return x; }\nforall( T ) void none( int ) {}\nint main() { blank(); none( 1 ); }\n", """
3:14: error: cannot infer T in call of 'blank'
3:23: error: cannot infer T in call of 'none'
"""),
    "no constructor": ("forall( T * ) void f( T & p ) { T y; }\nforall( T * ) void g( T & p ) { T y = p; }\nforall( T & ) void h( T x ) {}\n", """
1:35: error: no constructor for 'T'
2:35: error: no constructor for 'T'
3:25: error: 'T' has unknown size; use 'T *' or 'T'
"""),
    "lengths": ("#include <collections/array.hfa>\nforall( [N] ) void same( array( int, N ) & a, array( int, N ) & b ) {}\n"
                "int main() { array( int, 4 ) a; array( int, 5 ) b; same( a, b ); }\n", """
3:52: error: no 'same' accepts ( array( int, 4 ), array( int, 5 ) )
2:20: note: candidate 'void same(array( int, N ) &, array( int, N ) &)': array lengths 4 and 5 differ for parameter N
"""),
    "arrays in arrays": ("#include <collections/array.hfa>\nforall( T, [N], [M] ) void each( array( T, N, M ) * a ) {}\n"
                         "int main() { array( double, 4, 3 ) a; each( a ); }\n", """
3:39: error: no 'each' accepts ( array( double, 4, 3 ) )
2:28: note: candidate 'void each(array( T, N, M ) *)': argument 1 of type 'array( double, 4, 3 )' does not fit 'array( T, N, M ) *'
"""),
    "built-in": ("struct plain { int n; };\nplain ?+?( plain a, plain b ) { return a; }\nint main() { plain p; int i = p + 1, k = p * 2; }\n", """
3:31: error: no '?+?' accepts ( struct plain, one_t )
2:7: note: candidate 'struct plain ?+?(struct plain, struct plain)': no conversion for argument 2 from 'one_t' to 'struct plain'
3:31: note: the built-in '?+?' takes numbers, or a pointer and an integer
3:42: error: no '?*?' accepts ( struct plain, int )
3:42: note: the built-in '?*?' takes numbers
"""),
    "no copy of a member": ("struct pin { int n; };\nvoid ?{}( pin &, pin ) = void;\nvoid ?{}( pin & ) {}\n"
                            "struct holder { int a; pin in; };\nstruct outer { holder h[3]; };\nint main() { outer o; outer p = o; }\n", """
6:33: error: best candidate '?{}' is deleted
5:23: note: the member 'h' of 'struct outer' cannot be copied
4:28: note: the member 'in' of 'struct holder' cannot be copied
2:6: note: the copy constructor of 'struct pin' is deleted here
"""),
    "no default": ("struct Money { int n; };\nvoid ?{}( Money &, int ) {}\nforall( T, [N] ) struct Buffer { T at[N]; };\n"
                   "int main() { Money m[2]; Buffer( Money, 3 ) b; }\n", """
4:20: error: best candidate '?{}' is deleted
1:1: note: 'struct Money' has constructors, but none without arguments
4:45: error: no '?{}' accepts ( struct Buffer( struct Money, 3 ) )
3:9: note: no function 'void ?{}(struct Money &)' as required for T = struct Money, N = 3 by 'Buffer': 'struct Money' cannot be default constructed, its default constructor is deleted
2:6: note: candidate 'void ?{}(struct Money &, int)'
"""),
    "inside of generics": ("forall( T ) struct outer { struct plain { T v; }; forall( U ) struct inner { T t; U u; }; plain p; };\n"
                           "int main() { outer( int ).plain p; int i = p; outer( int ).inner( char ) q; i = q; }\n", """
2:44: error: no conversion from 'struct outer( int ).plain' to 'int'
2:77: error: no '?=?' accepts ( int, struct outer( int ).inner( char ) )
"""),
    "options": ("#include <stdlib.hfa>\nint main() { int * p = alloc( \"abc\" ); }\n", """
2:24: error: No alternatives with satisfiable assertions for 'alloc'
note: 'alloc' does not take List = [ char * ]
"""),
    "twice in a line": (PLAIN + LESS + "int main() { plain p; lesser( p, p ), lesser( p, p ); }\n", """
3:23: error: No alternatives with satisfiable assertions for 'lesser'
2:9: note: no function 'int ?<?(struct plain, struct plain)' as required for T = struct plain by 'lesser'
3:39: error: No alternatives with satisfiable assertions for 'lesser'
2:9: note: no function 'int ?<?(struct plain, struct plain)' as required for T = struct plain by 'lesser'
"""),
    "several choices": ("struct a { int x; } v; struct b { int y; } v;\nforall( A, B ) B last( A p, B q ) { return q; }\nint main() { a x = last( v, v ); }\n", """
3:20: error: no 'last' accepts ( struct b, struct b )
2:18: note: candidate 'B last(A, B)': several choices of its parameters cost the same
"""),
}


@pytest.mark.parametrize("name", CASES)
def test_message(cfa, tmp_path: Path, name):
    text, expected = CASES[name]
    (tmp_path / "t.cfa").write_text(text)
    done = subprocess.run([*cfa, "-quiet", "-fno-diagnostics-show-caret", "-c", "t.cfa"], capture_output=True, text=True, timeout=60,
                          cwd=tmp_path)
    assert done.returncode == 1
    said = [re.sub(r"^t\.cfa:|^.*/libcfa/.*?: ", "", line) for line in done.stderr.splitlines()]
    if name == "growing":
        said = said[:1]                                    # the notes lead down to the limit
    assert said == expected.strip().splitlines()


def test_wide_requirements_are_fast(cfa, tmp_path):
    """Nine nested levels of three parameters would be 3^9 searches without memory; a failure is as fast."""
    params = "T, U, V"
    needs = " ".join(f"int ?<?( {t}, {t} );" for t in params.split(", "))
    head = (f"forall( {params} ) struct wide {{ T a; U b; V c; }};\nstruct no {{ int x; }};\n"
            f"forall( {params} | {{ {needs} }} ) int ?<?( wide( {params} ) x, wide( {params} ) y ) {{ return x.a < y.a || x.b < y.b; }}\n"
            "forall( T | { int ?<?( T, T ); } ) int most( T & a, T & b ) { return a < b; }\n")
    for inner, status in (("int", 0), ("no", 1)):
        text, last = head, "int"
        for i in range(7):
            text += f"typedef wide( {last}, {last}, {inner if i == 0 else last} ) w{i};\n"
            last = f"w{i}"
        (tmp_path / "t.cfa").write_text(text + f"int f( {last} & a, {last} & b ) {{ return most( a, b ); }}\n")
        done = subprocess.run([*cfa, "-quiet", "-CFA", "t.cfa", "-o", "t.c"], capture_output=True, text=True, timeout=10, cwd=tmp_path)
        assert done.returncode == status, done.stderr
