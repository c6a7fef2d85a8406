"""The lists that the suite keeps are true."""
from __future__ import annotations

import filecmp
from pathlib import Path

import pytest

import failures

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parent.parent / "shared" / "conformance"


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"}


@pytest.mark.skipif(not SOURCE.is_dir(), reason="the programs' origin is not here")
def test_conformance_programs_are_as_adopted():
    ours = HERE / "conformance"
    assert sorted(files(SOURCE) ^ files(ours)) == []
    _, changed, unreadable = filecmp.cmpfiles(SOURCE, ours, files(SOURCE), shallow=False)
    assert changed + unreadable == []


def test_expected_failures_exist():
    gone = [path for path in failures.read() if not (HERE / path.partition("::")[0]).is_file()]
    assert gone == []
