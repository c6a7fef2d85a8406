"""Instances of polymorphic functions: what a program sees is what boxed functions give; they are made within limits."""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

REGRESS = Path(__file__).resolve().parents[1] / "regress"


def run(*command: object, cwd: Path) -> str:
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True, timeout=120, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("options", ["-O0", "-O2", "-O3 -fmono-merge", "-Os", "-fno-mono", "-O2 -fno-mono", "-O2 -fmono-limit=1", "-fmono-limit=0"])
def test_observable(cfa, tmp_path, options):
    """Calls of lifecycle functions and requirements, their order, precision, addresses, static objects, names."""
    source = REGRESS / "poly" / "observable.cfa"
    run(*cfa, "-quiet", *options.split(), source, "-o", "program", cwd=tmp_path)
    assert run("./program", cwd=tmp_path) == source.with_suffix(".expect").read_text()


def copies(text: str, name: str) -> dict[str, int]:
    """How many instances of functions named so the generated C has."""
    found: dict[str, int] = {}
    for one in set(re.findall(rf"^static (?!__inline)[^;]*\b_M\d+({name}F\w+)\([^;]*{{$", text, re.M)):
        found[one[:one.index("F")]] = found.get(one[:one.index("F")], 0) + 1
    return found


def instances(cfa, folder: Path, text: str, name: str, *options: str) -> int:
    """How many copies of the function there are; the program must return 0."""
    (folder / "t.cfa").write_text(text)
    run(*cfa, "-quiet", *options, "t.cfa", "-o", "t", cwd=folder)
    run("./t", cwd=folder)
    return copies(run(*cfa, "-quiet", "-CFA", *options, "t.cfa", cwd=folder), name).get(name, 0)


def types(n: int) -> tuple[str, str]:
    """Declarations of n types and calls of `work` with each."""
    return ("".join(f"struct s{i} {{ int at[{i + 1}]; }};\n" for i in range(n)),
            "".join(f"\t{{ s{i} x; x.at[{i}] = 2; sum += work( x, {i} ); }}\n" for i in range(n)))


def test_number(cfa, tmp_path):
    declared, called = types(80)
    text = (declared + "forall( T ) static int work( T x, int i ) { T y = x; return ((int *)&y)[i]; }\n"
            f"int main() {{\n\tint sum = 0;\n{called}\treturn sum != 160;\n}}\n")
    assert instances(cfa, tmp_path, text, "work") == 64
    assert instances(cfa, tmp_path, text, "work", "-fmono-limit=3") == 3
    assert instances(cfa, tmp_path, text, "work", "-fmono-limit=100") == 80
    assert instances(cfa, tmp_path, text, "work", "-fmono-limit=100", "-fno-mono") == 0


def test_size(cfa, tmp_path):
    declared, called = types(6)
    def text(statements: int, storage: str = "static") -> str:
        return (declared + f"forall( T ) {storage} int work( T x, int i ) {{ T y = x; int n = 0;\n" + "n += i * 3;\n" * statements
                + f"return ((int *)&y)[i] + n * 0; }}\nint main() {{\n\tint sum = 0;\n{called}\treturn sum != 12;\n}}\n")
    assert [instances(cfa, tmp_path, text(n), "work", "-O2") for n in (5, 40, 400)] == [6, 6, 0]
    assert [instances(cfa, tmp_path, text(n), "work", "-Os") for n in (5, 40, 400)] == [6, 0, 0]
    assert instances(cfa, tmp_path, text(400), "work", "-O3") == 4
    assert instances(cfa, tmp_path, text(400), "work", "-Ofast") == 4


def test_unit(cfa, tmp_path):
    """All instances together have at most 16 times the nodes of the functions."""
    declared, called = types(64)
    functions = "".join(f"forall( T ) static int work{i}( T x, int i ) {{ T y = x; int n = 0; {'n += i; ' * 120} return ((int *)&y)[i] + n * 0; }}\n"
                        for i in range(10))
    calls = "".join(called.replace("work(", f"work{i}(") for i in range(10))
    text = declared + functions + f"int main() {{\n\tint sum = 0;\n{calls}\treturn sum != 1280;\n}}\n"
    (tmp_path / "t.cfa").write_text(text)
    made = copies(run(*cfa, "-quiet", "-CFA", "t.cfa", cwd=tmp_path), r"work\d")
    assert made["work0"] == 64 and made.get("work9", 0) < 64, made


def test_growth(cfa, tmp_path):
    text = ("forall( T ) struct duo { T a, b; };\n"
            "forall( T ) static int work( int n, T x ) { duo( T ) d = { x, x }; return n ? work( n - 1, d ) : (int)sizeof( x ); }\n"
            "int main() { return work( 5, 'c' ) != 32 || work( 3, 1.0 ) != 64; }\n")
    assert instances(cfa, tmp_path, text, "work") == 2
    mutual = ("forall( T ) struct duo { T a, b; };\nforall( T ) static int other( int n, T x );\n"
              "forall( T ) static int work( int n, T x ) { duo( T ) d = { x, x }; return n ? other( n - 1, d ) : (int)sizeof( x ); }\n"
              "forall( T ) static int other( int n, T x ) { duo( T ) d = { x, x }; return n ? work( n - 1, d ) : (int)sizeof( x ); }\n"
              "int main() { return work( 12, 'c' ) != 4096; }\n")
    assert 1 < instances(cfa, tmp_path, mutual, "work") < 9


def test_depth(cfa, tmp_path):
    chain = "".join(f"forall( T ) static int work{i}( T x ) {{ T y = x; return 1 + work{i - 1}( y ); }}\n" for i in range(1, 40))
    text = "forall( T ) static int work0( T x ) { return sizeof( x ); }\n" + chain + "int main() { return work39( 'c' ) != 40; }\n"
    assert instances(cfa, tmp_path, text, "work39") == 1
    made = copies(run(*cfa, "-quiet", "-CFA", "t.cfa", cwd=tmp_path), r"work\d+")
    assert [made.get(f"work{i}", 0) for i in (39, 30, 20, 10, 0)] == [1, 1, 0, 0, 0]


def test_cold(cfa, tmp_path):
    text = ("__attribute__(( cold )) forall( T ) static int work( T x ) { return sizeof( x ); }\n"
            "forall( T ) static int jump( T x ) { static void * at[] = { &&a, &&b }; goto *at[sizeof( x ) == 1]; a: return 1; b: return 2; }\n"
            "int main() { return work( 'c' ) != 1 || jump( 'c' ) != 2 || jump( 1.0 ) != 1; }\n")
    assert instances(cfa, tmp_path, text, "work") == 0
    assert instances(cfa, tmp_path, text, "jump") == 0
