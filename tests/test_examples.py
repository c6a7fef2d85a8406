"""The programs of examples/ do what stands beside them; they compile without warnings."""
from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@pytest.mark.parametrize("expect", sorted(EXAMPLES.rglob("*.expect")), ids=lambda p: p.stem)
def test_example(expect: Path, build: Path, tmp_path: Path):
    program = tmp_path / "program"
    subprocess.run([build / "driver/cfa", "-quiet", "-O2", "-Wall", "-Wextra", "-Werror", expect.with_suffix(".cfa"), "-o", program],
                   check=True, timeout=100)
    done = subprocess.run([program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=100, check=True)
    assert done.stdout.decode() == expect.read_text(encoding="utf-8")
