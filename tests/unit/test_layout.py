"""Sizes, alignments and offsets of random aggregates are gcc's: every value gcc computes must hold in a static assertion,
and its negation must fail, which shows that the translator knows the value."""
import os, pathlib, random, re, subprocess
import pytest

HERE = pathlib.Path(__file__).resolve().parent
CFA = os.environ.get("CFA") or str(HERE.parents[1] / "build/driver/cfa")

BITS = {"_Bool": 1, "char": 8, "signed char": 8, "unsigned char": 8, "short": 16, "unsigned short": 16, "int": 32, "unsigned": 32,
        "long": 64, "unsigned long": 64, "long long": 64, "unsigned long long": 64, "E0": 32, "E1": 8, "A8": 32, "C4": 8}
OTHERS = ["float", "double", "long double", "void *", "int *", "__int128", "_Complex float", "_Complex double", "_Float128", "A1", "V16",
          "S32", "ARRAY"]
OVERALIGNED = {"A8", "C4", "S32"}  # no elements of arrays
TYPES = """typedef enum e0 { e0a, e0b = 100 } E0; typedef enum __attribute__((packed)) e1 { e1a, e1b = 100 } E1;
typedef int A8 __attribute__((aligned(8))); typedef double A1 __attribute__((aligned(1))); typedef int ARRAY[3];
typedef float V16 __attribute__((vector_size(16))); typedef short S32 __attribute__((aligned(32)));
typedef unsigned char C4 __attribute__((aligned(4)));
"""


class Generator:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.number = 0
        self.source, self.checks, self.done = [TYPES], [], []

    def name(self, prefix: str) -> str:
        self.number += 1
        return f"{prefix}{self.number}"

    def attributes(self) -> str:
        found = []
        if self.random.random() < .12:
            found.append("packed")
        if self.random.random() < .12:
            found.append(self.random.choice(["aligned"] + [f"aligned({1 << n})" for n in range(6)]))
        return f" __attribute__(({','.join(found)}))" if found else ""

    def bit_field(self) -> str:
        kind = self.random.choice(list(BITS))
        form = self.random.random()
        if form < .12:
            return f"{kind} : 0;"
        width = self.random.randint(1, BITS[kind])
        return f"{kind} : {width};" if form < .22 else f"{kind} {self.name('b')} : {width}{self.attributes()};"

    def members(self, depth: int, names: list[str]) -> list[str]:
        found = []
        for _ in range(self.random.randint(0, 7)):
            form = self.random.random()
            if form < .4:
                found.append(self.bit_field())
            elif form < .85:
                kind = self.random.choice(list(BITS) + OTHERS + self.done[-6:])
                dimension = "" if kind in OVERALIGNED else self.random.choice(["", "", "", "[2]", "[0]", "[3][2]"])
                names.append(self.name("m"))
                found.append(f"{kind} {names[-1]}{dimension}{self.attributes()};")
            elif depth < 2:
                inner: list[str] = []
                body = " ".join(self.members(depth + 1, inner))
                key = self.random.choice(["struct", "union"]) + self.attributes()
                if self.random.random() < .4:
                    name = self.name("m")
                    names += [name] + [f"{name}.{n}" for n in inner]
                    found.append(f"{key} {{ {body} }} {name}{self.attributes()};")
                else:
                    names += inner
                    found.append(f"{key} {{ {body} }};")
        return found

    def aggregate(self, tag: str) -> None:
        names: list[str] = []
        key = "union" if self.random.random() < .2 else "struct"
        body = self.members(0, names)
        flexible = key == "struct" and names and self.random.random() < .08
        pack = self.random.choice([1, 2, 4, 8]) if self.random.random() < .15 else 0
        if pack:
            self.source.append(f"#pragma pack(push,{pack})\n")
        body += [f"{self.random.choice(['int', 'char', 'double'])} end[];"] if flexible else []
        self.source.append(f"{key}{self.attributes()} {tag} {{ {' '.join(body)} }}{self.attributes()};\n")
        if pack:
            self.source.append("#pragma pack(pop)\n")
        whole = f"{key} {tag}"
        self.done += [] if flexible else [whole]
        self.checks += [f"{operator}({whole})" for operator in ("sizeof", "_Alignof", "__alignof__")]
        self.checks += [f"__builtin_offsetof({whole}, {n})" for n in names + ["end"] * bool(flexible)]
        self.checks += [f"{operator}((({whole} *)0)->{n})" for n in names for operator in ("sizeof", "_Alignof")]


def failing_lines(source: str, tmp_path: pathlib.Path) -> set[int]:
    path = tmp_path / "asserts.c"
    path.write_text(source)
    done = subprocess.run([CFA, "-quiet", "-w", "-fsyntax-only", "-fmax-errors=0", "-fno-diagnostics-show-caret", str(path)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode in (0, 1), done.stderr[:500]
    return {int(line) for line in re.findall(r"asserts\.c:(\d+):.*error:", done.stderr)}


@pytest.mark.parametrize("seed", range(12))
def test_layout(seed, tmp_path):
    generator = Generator(seed)
    for n in range(25):
        generator.aggregate(f"S{n}")
    source, checks = "".join(generator.source), generator.checks
    program = tmp_path / "print.c"
    program.write_text(source + "int printf( const char *, ... );\nint main( void ) {\n"
                       + "".join(f'printf( "%lu\\n", (unsigned long){c} );\n' for c in checks) + "}\n")
    subprocess.run(["gcc", "-w", "-o", str(tmp_path / "print"), str(program)], check=True, timeout=60)
    values = subprocess.run([str(tmp_path / "print")], capture_output=True, text=True, check=True, timeout=10).stdout.split()
    first = source.count("\n") + 1
    holds = failing_lines(source + "".join(f'_Static_assert( {c} == {v}, "" );\n' for c, v in zip(checks, values)), tmp_path)
    fails = failing_lines(source + "".join(f'_Static_assert( {c} != {v}, "" );\n' for c, v in zip(checks, values)), tmp_path)
    wrong = [f"{c} is {v}" for n, (c, v) in enumerate(zip(checks, values)) if n + first in holds or n + first not in fails]
    assert not wrong, f"{len(wrong)} of {len(checks)}: {wrong[:5]}"
