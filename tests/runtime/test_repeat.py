"""The programs of chapters 06 and 07 that pass once pass a hundred times in a row, with 1, 2 and 8 processors."""
from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

import failures
import programs

TIMES = int(os.environ.get("REPEAT", "100"))
ONE = re.compile(r"get_proc_count|one processor|non-preempt|fork")   # what a program says whose output depends on their number
# The same: the barger may come before the waiter; a future is delivered before it is waited for; sout is shared without a lock.
ALONE = {"cond-partial", "future-wait-any", "thr-scoped"}
EXCEPT = {"thr-fibers"}  # reads a member in the same expression as the join before it: which comes first is gcc's choice


def candidates() -> list[Path]:
    return [p for p in failures.passing("06-concurrency-language", "07-concurrency-runtime") if p.stem not in EXCEPT]


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("path", candidates(), ids=lambda p: p.stem)
def test_repeated(path: Path, tmp_path: Path):
    setup = programs.Setup(cfa=(os.environ["CFA"],))
    program = programs.programs_of(path)[0]
    more = tmp_path / "more.cfa"
    text = path.read_text(encoding="utf-8")
    threaded = "hfa>" in text and path.stem not in ALONE and not ONE.search(text)
    for processors in [1, 2, 8] if threaded else [1]:
        sources = [path]
        if processors > 1:
            more.write_text(f"#include <kernel.hfa>\nprocessor more[{processors - 1}];\n")
            sources.append(more)
        flags = [*setup.flags, *program.words("flags")]
        subprocess.run([*setup.cfa, *flags, *sources, "-o", tmp_path / "program"], check=True, timeout=100)
        for _ in range(TIMES):
            program.run(setup, str(tmp_path / "program"), str(tmp_path))
