"""The library's headers: alone, twice, by their former names, and all of them in two units of one program."""
from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

SOURCES = Path(__file__).resolve().parents[2] / "libcfa/src"
FOLDERS = ("concurrency/", "collections/")
INTERNAL = ("bits/dlist.hfa",)                              # part of another header
APART = {                                                   # one unit has one header of a row
    "collections/vector2.hfa": "collections/vector.hfa", "concurrency/mutex.hfa": "concurrency/locks.hfa",
    "math.trait.hfa": "vec/vec.hfa",
}
HEADERS = sorted(str(path.relative_to(SOURCES)) for path in SOURCES.rglob("*.hfa") if "seed" not in path.parts and "kernel" not in path.parts)
HEADERS = [header for header in HEADERS if header not in INTERNAL]
SEED = sorted(str(path.relative_to(SOURCES / "seed")) for path in (SOURCES / "seed").rglob("*") if path.is_file())


def compiled(cfa: list[str], folder: Path, name: str, text: str, *flags: str) -> None:
    (folder / name).write_text(text)
    done = subprocess.run([*cfa, "-quiet", "-Wall", "-Wextra", "-Werror", *flags, name], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0 and not done.stderr, done.stderr


def includes(headers: list[str]) -> str:
    return "".join(f"#include <{header}>\n" for header in headers)


@pytest.mark.parametrize("first", range(0, len(HEADERS), 10))
def test_alone(first, cfa, tmp_path):
    """Each says all it needs, and may be included again."""
    for header in HEADERS[first:first + 10]:
        compiled(cfa, tmp_path, "one.cfa", includes([header, header]) + "int main() {}\n", "-fsyntax-only")


@pytest.mark.parametrize("flags", [(), ("-O2", "-nodebug"), ("-fno-instantiate",)], ids=["debug", "nodebug", "boxed"])
def test_together(flags, cfa, tmp_path):
    """In either order; two units that have them all make a program without symbols twice."""
    most = [header for header in HEADERS if header not in APART]
    compiled(cfa, tmp_path, "first.cfa", includes(most) + "int twice( int i ) { return i + i; }\n", *flags, "-c")
    compiled(cfa, tmp_path, "second.cfa", includes(most[::-1]) + "int twice( int );\nint main() { return twice( 21 ) - 42; }\n", *flags, "-c")
    subprocess.run([*cfa, "-quiet", *flags, "first.o", "second.o", "-o", "both"], cwd=tmp_path, check=True)
    subprocess.run(["./both"], cwd=tmp_path, check=True)


@pytest.mark.parametrize("header", APART)
def test_apart(header, cfa, tmp_path):
    """What a header excludes it excludes alone."""
    others = [other for other in HEADERS if other not in APART and other != APART[header] and not other.startswith("vec/")
        and not (header.startswith("concurrency/") and other.startswith("concurrency/"))]
    compiled(cfa, tmp_path, "apart.cfa", includes([header, *others]) + "int main() {}\n", "-fsyntax-only")


def test_former_names(cfa, tmp_path):
    names = [name.removeprefix(folder) for header in HEADERS for folder in FOLDERS if header.startswith(folder) for name in [header]]
    assert {Path(name).stem for name in names} - {"list2", "blocking_lock"} <= set(SEED)
    for name in SEED:
        compiled(cfa, tmp_path, "seed.cfa", includes([name]) + "int main() {}\n", "-fsyntax-only")
