"""Any input gives errors and exit status 1, or a translation: never a crash, a hang or unbounded memory."""
import os, pathlib, random, resource, subprocess
import pytest

HERE = pathlib.Path(__file__).resolve().parent
CFA = os.environ.get("CFA") or str(HERE.parents[1] / "build/driver/cfa")
MEGABYTE = 1 << 20


def limits() -> None:
    """2 GiB of data for the translator; not under sanitizers, which reserve terabytes of addresses."""
    if not os.environ.get("CFA_SANITIZED"):
        resource.setrlimit(resource.RLIMIT_DATA, (2048 * MEGABYTE, 2048 * MEGABYTE))


def translate(source: bytes, *flags: str, suffix: str = ".cfa", tmp: pathlib.Path, seconds: int = 20) -> subprocess.CompletedProcess:
    """Check `source` without compiling it; fail on any sign of a crash."""
    path = tmp / f"input{suffix}"
    path.write_bytes(source)
    done = subprocess.run([CFA, "-quiet", "-fsyntax-only", *flags, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=seconds, preexec_fn=limits)
    text = done.stderr.decode("utf-8", "replace")
    assert done.returncode in (0, 1), f"status {done.returncode}: {text[:500]}"
    for word in ("internal compiler error", "AddressSanitizer", "runtime error:", "Assertion", "core dumped", "Segmentation"):
        assert word not in text, text[:500]
    if done.returncode == 1:
        assert "error" in text, "failed without a word"
    return done


BRACKETS = [("(", ")"), ("[", "]"), ("{", "}"), ("-", ""), ("!", ""), ("*", ""), ("(int)", ""), ("sizeof ", ""), ("x ? x : ", "")]


@pytest.mark.parametrize("suffix", [".c", ".cfa"])
@pytest.mark.parametrize("depth", [1_000, 100_000])
@pytest.mark.parametrize("pair", BRACKETS, ids=lambda pair: pair[0])
def test_nesting(pair, depth, suffix, tmp_path):
    opening, closing = pair
    core = "1" if opening != "{" else ";"
    text = opening * depth + core + closing * depth
    body = f"int x; int main( void ) {{ {text if opening == '{' else f'return {text};'} }}"
    done = translate(body.encode(), suffix=suffix, tmp=tmp_path)
    if depth > 50_000:
        assert done.returncode == 1


NESTED = {
    "if": lambda n: "int main( void ) { " + "if ( 1 ) " * n + "; }",
    "for": lambda n: "int main( void ) { " + "for ( ;; ) " * n + "; }",
    "else": lambda n: "int main( void ) { " + "if ( 0 ) ; else " * n + "; }",
    "declarator": lambda n: "int " + "(" * n + "x" + ")" * n + ";",
    "pointer": lambda n: "int " + "*" * n + "x;",
    "array": lambda n: "extern int x" + "[1]" * n + ";",
    "function": lambda n: "int " + "(*" * n + "f" + ")( void )" * n + ";",
    "struct": lambda n: "struct { " * n + "int i;" + " } m;" * n,
    "initialiser": lambda n: "int x = " + "{" * n + "1" + "}" * n + ";",
    "plus": lambda n: "int x; int main( void ) { return " + "x + " * n + "1; }",
    "comma": lambda n: "int x; int main( void ) { return " + "x, " * n + "1; }",
    "call": lambda n: "int f( int ); int main( void ) { return " + "f( " * n + "1" + " )" * n + "; }",
    "index": lambda n: "int a[1]; int main( void ) { return " + "a[ " * n + "0" + " ]" * n + "; }",
    "assign": lambda n: "int x; int main( void ) { x " + "= x " * n + "; }",
    "statement expression": lambda n: "int main( void ) { return " + "({ " * n + "1;" + " })" * n + "; }",
    "label": lambda n: "int main( void ) { " + "".join(f"l{i}: " for i in range(n)) + "; }",
    "case": lambda n: "int main( void ) { switch ( 1 ) { " + "".join(f"case {i}: " for i in range(n)) + "; } }",
    "attribute": lambda n: "int x " + "__attribute__(( unused )) " * n + ";",
    "params": lambda n: "int f( " + "int ( " * n + "int" + " )" * n + " );",
}


@pytest.mark.parametrize("suffix", [".c", ".cfa"])
@pytest.mark.parametrize("what", NESTED)
def test_nested_constructs(what, suffix, tmp_path):
    translate(NESTED[what](40_000).encode(), "-w", suffix=suffix, tmp=tmp_path, seconds=240)  # gcc: quadratic for else


ODD = {
    "empty": b"", "binary": bytes(range(256)) * 64, "zeros": b"\0" * 4096, "high": b"\xff\xfe" * 2048, "half a comment": b"int x; /* ",
    "half a string": b'char * s = "abc', "half a char": b"int c = 'a", "half a function": b"int f( int a, {", "half a struct": b"struct S { int a; struct",
    "half an enum": b"enum E { A, B = ", "half an initialiser": b"int x[] = { 1, { 2, [", "invalid utf-8": b"int \xc3\x28 = 1;", "lone backslash": b"int x\\",
    "stray": b"int main() { @ ` # $ \\ } ]", "half a number": b"double d = 1e; int i = 0x; int j = 0b; int k = 1__;", "line mark": b'# 99999999999999999999 "x"\nint;',
    "bare marks": b"# 1\n# \"x\"\n#line\n# 1 2 3\nint x;", "10 MB line": b"int x = 1" + b" + 1" * 2_500_000 + b";",
    "10 MB identifier": b"int " + b"a" * 10_000_000 + b";", "10 MB string": b'char s[] = "' + b"a" * 10_000_000 + b'";',
    "10 MB number": b"int x = " + b"1" * 10_000_000 + b";", "1 M declarations": b"int x;" * 1_000_000, "many errors": b"int x = y;\n" * 20_000,
    "closing": b")" * 100_000, "opening": b"(" * 100_000, "keywords": b"struct union enum if else typedef " * 1_000,
    "cast to a keyword": b"int main() { (struct *)0; (exception &)0; }", "condition": b"int main() { if ( int ) ; while ( struct S; ) ; }",
    "table inside": b"exception E { u_vt; vtable( E ) t = 3; void a int n; }; int main() { int * p = (virtual E int)0; }",
    "generic, no semicolon": b"forall( T ) exception Box { T v; }\nvoid int() {} catch ( Box( f ) * ) {}",
    "generator by value": b"generator G {}; int main( G g ) { suspend; }", "type as argument": b"void f( int, ... ); int main() { f( 1, char ); }",
}


@pytest.mark.parametrize("suffix", [".c", ".cfa"])
@pytest.mark.parametrize("what", ODD)
def test_odd_input(what, suffix, tmp_path):
    translate(ODD[what], suffix=suffix, tmp=tmp_path, seconds=60)


def programs() -> list[pathlib.Path]:
    found = sorted((HERE.parent / "conformance").rglob("*.cfa")) + sorted((HERE.parent / "regress").rglob("*.c"))
    return [path for path in found if path.stat().st_size < 20_000]


def mutate(source: bytes, rng: random.Random) -> bytes:
    """One to five small damages of the kinds that editors and humans make."""
    for _ in range(rng.randint(1, 5)):
        if not source:
            return source
        at, other, length = rng.randrange(len(source)), rng.randrange(len(source)), rng.randint(1, 30)
        kind = rng.randrange(6)
        if kind == 0:
            source = source[:at]
        elif kind == 1:
            source = source[:at] + source[at + length:]
        elif kind == 2:
            source = source[:at] + source[other:other + length] + source[at:]
        elif kind == 3:
            source = source[:at] + bytes([rng.randrange(256)]) + source[at + 1:]
        elif kind == 4:
            source = source[:at] + rng.choice([b"(", b")", b"{", b"}", b"[", b"]", b";", b",", b"*", b"&", b"=", b"?", b"~", b" int ", b" struct ", b" 0 "]) + source[at:]
        else:
            words = source.split()
            source = b" ".join(words[:other % (len(words) + 1)] + words[at % (len(words) + 1):]) if words else source
    return source


@pytest.mark.parametrize("seed", range(16))
def test_damaged_programs(seed, tmp_path):
    """Each seed damages some programs; `CFA_FUZZ=n` damages n times as many."""
    rng = random.Random(seed)
    for _ in range(20 * int(os.environ.get("CFA_FUZZ", "1"))):
        path = rng.choice(programs())
        damaged = mutate(path.read_bytes(), rng)
        try:
            translate(damaged, "-w", suffix=path.suffix, tmp=tmp_path)
        except (AssertionError, subprocess.TimeoutExpired) as why:
            keep = pathlib.Path(os.environ.get("CFA_FUZZ_KEEP", tmp_path)) / f"{seed}-{path.stem}{path.suffix}"
            keep.write_bytes(damaged)
            raise AssertionError(f"{keep} (damaged {path.name}): {why}") from why
