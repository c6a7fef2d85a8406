"""Sanitizers and valgrind know the runtime's stacks and switches: no false reports, and errors are still found."""
from __future__ import annotations

import shutil
import subprocess

import pytest

VALGRIND = [shutil.which("valgrind") or "valgrind", "-q", "--error-exitcode=9"]


def run(*command, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=100, text=True,
                          env={"PATH": "/usr/bin:/bin", "CFA_DEADLOCK": "abort", **environment})


@pytest.mark.parametrize("seed", ["", "5"])
@pytest.mark.parametrize("processors", [1, 8])
@pytest.mark.parametrize("sanitizer", ["thread", "address"])
def test_no_false_reports(compiled, sanitizer: str, processors: int, seed: str):
    done = run(compiled("hammer", "-O1", f"-fsanitize={sanitizer}"), 1, processors, 40, CFA_PERTURB=seed)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("sanitizer, error, report", [("thread", "race", "data race"), ("address", "freed", "heap-use-after-free")])
def test_errors_are_found(compiled, sanitizer: str, error: str, report: str):
    done = run(compiled("races", "-O1", f"-fsanitize={sanitizer}"), error)
    assert done.returncode != 0 and report in done.stdout and "races.cases.cfa:" in done.stdout


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed")
def test_valgrind(compiled):
    done = run(*VALGRIND, compiled("hammer", "-O1"), 1, 2, 10)
    assert (done.returncode, done.stdout) == (0, "")
    done = run(*VALGRIND, compiled("races"), "unset")
    assert done.returncode == 9 and "uninitialised" in done.stdout and "races.cases.cfa:" in done.stdout
