"""Random constant expressions fold to gcc's values and types. What is undefined or only a warning to gcc is left out."""
import os, pathlib, random, re, subprocess
import pytest

HERE = pathlib.Path(__file__).resolve().parent
CFA = os.environ.get("CFA") or str(HERE.parents[1] / "build/driver/cfa")

INTEGERS = ["_Bool", "char", "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned", "long", "unsigned long",
            "long long", "unsigned long long", "__int128", "unsigned __int128"]
REALS = ["float", "double", "long double"]
HEAD = """enum e { e0, e1 = 5, e2 = -3 }; enum f { f0 = 1, f1 = 4000000000u }; typedef int array[7];
struct s { char a; int c; short d[4]; struct { char x; int y; } t[3]; }; union u { int a; double b[3]; };
"""
FIRST = HEAD.count("\n") + 1
PLAIN = ["0", "1", "2", "3", "7", "255", "256", "-1", "127", "128", "'a'", "'\\377'", "'\\0'", "L'x'", "'\\''", "'ab'", "e0", "e1", "e2", "f0", "f1"]
MEASURED = ["sizeof(struct s)", "sizeof(array)", "sizeof(union u)", "sizeof(\"abc\")", "_Alignof(struct s)",
            "__builtin_offsetof(struct s, c)", "__builtin_offsetof(struct s, d[2])", "__builtin_offsetof(struct s, t[1].y)",
            "(int)(long)&((struct s *)0)->d[1]", "(long)((char *)&((struct s *)8)->c - (char *)0)"]
BUILTIN = ["constant_p(3)", "types_compatible_p(int, const int)", "types_compatible_p(int, unsigned)", "choose_expr(1, 2, 3L)", "popcount(77u)",
           "clz(5)", "ctzl(80l)", "bswap32(0x12345678)", "bswap16(0xfffe)", "bswap64(3)", "ffs(48)", "ffsll(1ll<<40)", "parity(7)",
           "popcountll(-1ll)", "strlen(\"hello\")", "expect(5, 1)", "clzll(1)", "abs(-4)", "labs(-9l)", "parityll(1ll<<50)", "popcount(-1)",
           "ffs(-1)", "clrsb(1)", "clrsbl(-1l)", "clz(-1)", "ffs(0)", "ctz(-8)"]
REAL_PLAIN = ["1.5", "2.5f", "0.1", "0.1f", "3.0L", "1e3", "7", "0x1.8p3", "1e-3L", "(float)0.1", "(double)0.1f"]


class Generator(random.Random):
    def constant(self) -> str:
        form = self.random()
        if form < .3:
            return self.choice(PLAIN)
        if form < .55:
            value = self.choice([self.randrange(1 << self.randint(1, 64)), (1 << self.randint(0, 63)) - self.randint(0, 1)])
            suffix = self.choice(["u", "ul", "ull"] if value >= 1 << 63 else ["", "u", "l", "ul", "ll", "ull"])
            return self.choice(["%d", "0x%x", "0%o"]) % value + suffix
        if form < .7:
            return self.choice(MEASURED + [f"sizeof({kind})" for kind in INTEGERS + REALS])
        if form < .82:
            return f"({self.choice(INTEGERS)}){self.choice(['1.5', '-0.5', '3.0f', '100.25L', '0x1p20', '0.1f', '7.999'])}"
        if form < .95:
            return "__builtin_" + self.choice(BUILTIN)
        return f"_Generic({self.choice(['1', '1l', '1u', 'e0', '(char)1', '1.0'])}, int: 5, long: 6u, unsigned: 7ll, default: 8)"

    def real(self, depth: int) -> str:
        form = self.random()
        if depth <= 0:
            return self.choice(REAL_PLAIN)
        if form < .6:
            return f"({self.real(depth - 1)} {self.choice('+-*/')} {self.real(depth - 1)})"
        return f"({self.choice(REALS)}){self.real(depth - 1)}" if form < .8 else f"(-{self.real(depth - 1)})"

    def integer(self, depth: int) -> str:
        form = self.random()
        if depth <= 0:
            return self.constant()
        if form < .5:
            right = self.integer(depth - 1) if self.random() < .7 else str(self.randint(1, 31))
            return f"({self.integer(depth - 1)} {self.choice(['+', '-', '*', '/', '%', '&', '|', '^', '<<', '>>'])} {right})"
        if form < .7:
            operator = self.choice(["<", ">", "<=", ">=", "==", "!=", "&&", "||"])
            return f"({self.integer(depth - 1)} {operator} {self.integer(depth - 1)})"
        if form < .78:
            return f"({self.integer(depth - 1)} ? {self.integer(depth - 1)} : {self.integer(depth - 1)})"
        if form < .88:
            return f"({self.choice(INTEGERS)}){self.integer(depth - 1)}"
        if form < .95:
            return f"({self.choice('-~!+')} {self.integer(depth - 1)})"
        if form < .97:
            return f"sizeof({self.integer(depth - 1)})"
        if form < .98:
            return f"(int)({self.real(2)})"
        return f"({self.real(1)} {self.choice(['<', '>', '<=', '>=', '==', '!='])} {self.real(2)})"


def gcc(source: str, *flags: str) -> subprocess.CompletedProcess:
    return subprocess.run(["gcc", "-x", "c", "-", *flags], input=source, capture_output=True, text=True, timeout=60)


def lines(messages: str, kinds: str) -> set[int]:
    """Indexes of the expressions with such messages."""
    return {int(line) - FIRST for line in re.findall(rf":(\d+):\d+: (?:{kinds})", messages)}


def failing(tests: list[str], tmp_path: pathlib.Path) -> set[int]:
    path = tmp_path / "asserts.c"
    path.write_text(HEAD + "".join(f'_Static_assert( {t}, "" );\n' for t in tests))
    done = subprocess.run([CFA, "-quiet", "-w", "-fsyntax-only", "-fmax-errors=0", "-fno-diagnostics-show-caret", str(path)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 1), done.stderr[:500]
    return lines(done.stderr, "error")


@pytest.mark.parametrize("seed", range(8))
def test_constants(seed, tmp_path):
    generator = Generator(seed)
    exprs = [generator.integer(generator.randint(0, 4)) for _ in range(400)]
    doubtful = gcc(HEAD + "".join(f"enum {{ q{n} = (({e}) != 0) }};\n" for n, e in enumerate(exprs)), "-fsyntax-only", "-fmax-errors=0")
    exprs = [e for n, e in enumerate(exprs) if n not in lines(doubtful.stderr, "error|warning")]
    program = HEAD + "int printf( const char *, ... );\nint main( void ) {\n" + "".join(
        f'printf( "%llu %llu %lu %d\\n", (unsigned long long)((unsigned __int128)({e}) >> 64), (unsigned long long)({e}), '
        f"sizeof({e}), (__typeof__({e}))-1 < 0 );\n" for e in exprs) + "}\n"
    made = gcc(program, "-w", "-o", str(tmp_path / "print"))
    assert made.returncode == 0, made.stderr[:500]
    printed = subprocess.run([str(tmp_path / "print")], capture_output=True, text=True, check=True, timeout=10).stdout.splitlines()
    values = [line.split() for line in printed]
    same, other = [], []
    for e, (high, low, size, signed) in zip(exprs, values):
        whole = f"((unsigned __int128){high}ull << 64 | {low}ull)"
        same.append(f"{whole} == (unsigned __int128)({e}) && sizeof({e}) == {size} && ((__typeof__({e}))-1 < 0) == {signed}")
        other.append(f"{whole} != (unsigned __int128)({e})")
    holds, fails = failing(same, tmp_path), failing(other, tmp_path)
    wrong = [f"{e}: {v}" for n, (e, v) in enumerate(zip(exprs, values)) if n in holds]
    assert not wrong, f"{len(wrong)} of {len(exprs)}: {wrong[:5]}"
    unknown = [e for n, e in enumerate(exprs) if n not in fails]
    assert len(unknown) * 50 < len(exprs), f"{len(unknown)} of {len(exprs)} not folded: {unknown[:5]}"
