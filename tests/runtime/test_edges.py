"""The runtime at its edges: processors, clusters and objects that come and go under load, ends of all kinds from anywhere,
forks, very long and very short times, races of time-outs. REPEAT=50 runs each case so often."""
from __future__ import annotations

import os
import re
import signal
import subprocess

import pytest

TIMES = int(os.environ.get("REPEAT", "3"))
ABORT = -signal.SIGABRT
ERROR = r"Cforall Runtime error \(UNIX pid:\d+\): "
# How each case of edges.cases.cfa ends, and what it says.
CASES = {
    "clusters": (0, ""), "concurrency": (0, ""), "sleepers": (0, ""), "forks": (0, ""), "many-coroutines": (0, ""),
    "trees": (0, ""), "times": (0, ""), "races": (0, ""), "cancels": (0, ""), "belongings": (0, ""), "choices": (0, ""), "objects": (0, ""), "fresh-monitors": (0, ""),
    "abandoned": (0, r"CFA warning \(UNIX pid:\d+\) : program terminating with \d+\(0x\w+\) bytes of storage allocated but not freed\.\n.*\n"),
    "exits": (3, ""), "exits-while-made": (3, ""),
    "aborts": (ABORT, ERROR + r"too deep\nError occurred while executing thread Aborter \(0x\w+\) in coroutine Deep \(0x\w+\)\.\n"
                              r"Stack back trace for: .*\n(\(\d+\) .*\n)+"),
    "aborts-together": (ABORT, r"(" + ERROR + r"(.*\n?)*)?"),             # the second one ends the process at once
    "faults": (ABORT, ERROR + r"Segment fault at memory location 0x48\.\nPossible cause.*\n"
                              r"Error occurred while executing thread Faulty \(0x\w+\)\.\nStack back trace for: .*\n(\(\d+\) .*\n)+"),
    "terminated": (ABORT, ERROR + r"Application interrupted by signal: SIGTERM\.\nError occurred (while executing thread|outside of any)"
                                  r".*\nStack back trace for: .*\n(\(\d+\) .*\n)+"),
    "overflows": (ABORT, ERROR + r"Stack overflow detected: stack pointer 0x\w+ below safe limit 0x\w+\.\n"
                                 r"Possible cause .* of coroutine Generic \(0x\w+\)\.\nError occurred (.*\n)+"),
    "too-many": (ABORT, ERROR + r"No memory for a stack of 256000 bytes\.\nError occurred while executing thread Main Thread .*\n(.*\n)*"),
    "deadlocks": (ABORT, r'Cforall deadlock: 1 threads blocked on cluster "Other"\n  thread Right \(0x\w+\) waits for lock 0x\w+ held by Left '
                         r'\(0x\w+\)\nCforall deadlock: 2 threads blocked on cluster "Main Cluster"\n'
                         r"  thread Left \(0x\w+\) waits for lock 0x\w+ held by Right \(0x\w+\)\n"
                         r"  thread Main Thread \(0x\w+\) waits for join 0x\w+ held by Left \(0x\w+\)\n"),
}


@pytest.mark.parametrize("seed", ["", "3"])
@pytest.mark.parametrize("configuration", ["-debug", "-nodebug"])
@pytest.mark.parametrize("processors", [1, 2, 8])
@pytest.mark.parametrize("case", CASES)
def test_edge(compiled, case: str, processors: int, configuration: str, seed: str):
    status, said = CASES[case]
    if case == "abandoned" and configuration == "-nodebug":
        said = ""
    for time in range(TIMES):
        done = subprocess.run([compiled("edges", configuration), case, str(processors)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              timeout=60, env={"CFA_DEADLOCK": "abort", "CFA_PERTURB": f"{seed}{time}" if seed else ""}, text=True)
        assert done.returncode == status and re.fullmatch(said, done.stdout), (time, done.returncode, done.stdout)
