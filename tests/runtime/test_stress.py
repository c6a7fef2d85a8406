"""Monitors under load, with slices of 100 µs and under perturbation; tens of thousands of threads at once. What lasts
long is marked slow."""
from __future__ import annotations

import subprocess

import pytest


def hammer(program, seconds: int, processors: int, work: int, seed: str = "") -> None:
    done = subprocess.run([program, str(seconds), str(processors), str(work)], timeout=seconds + 60, stderr=subprocess.STDOUT,
                          stdout=subprocess.PIPE, env={"CFA_DEADLOCK": "abort", "CFA_PERTURB": seed}, text=True)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("configuration", ["-debug", "-nodebug"])
@pytest.mark.parametrize("processors, seed", [(1, ""), (2, ""), (8, ""), (1, "1"), (2, "2"), (8, "3")])
def test_hammer(compiled, processors: int, seed: str, configuration: str):
    hammer(compiled("hammer", "-O2", configuration), 1, processors, 2000, seed)


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("seed", ["", "7", "8", "9"])
def test_hammer_long(compiled, seed: str):
    hammer(compiled("hammer", "-O2"), 15 if seed else 60, 8, 3000, seed)


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("seed", ["", "4"])
def test_hammer_watched(compiled, seed: str):
    """Under the thread sanitizer for as long."""
    hammer(compiled("hammer", "-O1", "-fsanitize=thread"), 15 if seed else 60, 8, 200, seed)


@pytest.mark.parametrize("processors", [1, 2, 8])
def test_many_threads(compiled, processors: int):
    """100,000 threads alive at once within 1.5 GB, and a million created and joined."""
    done = subprocess.run([compiled("many", "-O2", "-nodebug"), str(processors)], timeout=60, stdout=subprocess.PIPE, text=True)
    assert done.returncode == 0
    alive, created, memory = map(int, done.stdout.split())
    assert (alive, created) == (100_000, 1_000_000)
    assert memory < 1.5e9
