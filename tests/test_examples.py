"""The programs of examples/ do what stands beside them; they compile without warnings.

NAME.cfa, its output NAME.expect, its input NAME.in (none: empty); a line "//: flags ..." in it names flags it needs.
"""
from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.mark.parametrize("expect", sorted(EXAMPLES.rglob("*.expect")), ids=lambda p: p.stem)
def test_example(expect: Path, build: Path, tmp_path: Path):
    program, source, given = tmp_path / "program", expect.with_suffix(".cfa"), expect.with_suffix(".in")
    flags = [flag for line in re.findall(r"^//: flags (.*)", source.read_text(encoding="utf-8"), re.M) for flag in line.split()]
    subprocess.run([build / "driver/cfa", "-quiet", "-O2", "-Wall", "-Wextra", "-Werror", *flags, source, "-o", program],
                   check=True, timeout=100)
    text = given.read_bytes() if given.exists() else b""
    done = subprocess.run([program], input=text, stdout=subprocess.PIPE, timeout=100, check=True)
    assert done.stdout.decode() == expect.read_text(encoding="utf-8")
