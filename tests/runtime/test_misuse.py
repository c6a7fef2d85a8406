"""Programs that break a rule end with a message that says which, in the debug and in the release configuration."""
from __future__ import annotations

import re
import signal
import subprocess

import pytest

# What each broken rule of misuse.cases.cfa says; those of DEBUG are checked in that configuration only.
RULES = {
    "resume-ended": r'Attempt by coroutine Main Thread \(0x\w+\) to resume terminated coroutine Once \(0x\w+\)\.\n'
                    r"Possible cause is terminated coroutine's main routine has already returned\.",
    "resume-ended-by-coroutine": r"Attempt by coroutine Other \(0x\w+\) to resume terminated coroutine Once"
                                 r"(.|\n)*in coroutine Other \(0x\w+\)\.",
    "suspend-never-resumed": r'Attempt to suspend coroutine "Main Thread" \(0x\w+\) that has never been resumed\.',
    "destroy-self": r"Attempt by coroutine Other \(0x\w+\) to terminate itself\.",
    "resume-running": r"Attempt by coroutine Main Thread \(0x\w+\) to resume coroutine Shared \(0x\w+\), which runs already",
    "tiny-stack": r"Stack size 100 provides less than minimum of 1000 bytes for a stack\.",
    "coroutine-overflow": r"Stack overflow detected: stack pointer 0x\w+ below safe limit 0x\w+\.\n"
                          r"Possible cause is .* 10\d{4} bytes of stack of coroutine Deep",
    "thread-overflow": r"Stack overflow detected: .*\nPossible cause is .* 8\d{4} bytes of stack of thread Recursive",
    "given-overflow": r"Stack overflow detected: .*\nPossible cause is .* 65\d{3} bytes of stack of coroutine Given",
    "given-used-up": r"Stack overflow detected: stack pointer 0x\w+ below safe limit 0x\w+\.",
    "main-overflow": r"Stack overflow detected: .*\nPossible cause is .* bytes of stack of thread Main Thread",
    "joined-call": r'Attempt by thread "Main Thread" \(0x\w+\) to access joined monitor 0x\w+\.',
    "unpark-twice": r"Thread 0x\w+ \(Main Thread\) has mismatch park/unpark",
    "front-empty": r"Attempt to access user data on an empty condition\.",
    "waitfor-outside": r'Attempt by thread "Main Thread" \(0x\w+\) to accept calls of monitor 0x\w+, which it does not hold\.',
    "destroy-nested": r'Attempt to destroy monitor 0x\w+ by thread "Main Thread" \(0x\w+\) in nested mutex\.',
    "unlock-free": r'Attempt by thread "Main Thread" \(0x\w+\) to release monitor 0x\w+, which it does not hold\.',
    "signal-outside": r"Signal on condition 0x\w+ made with different monitor, expected 0x\w+ got 0x\w+",
    "signal-other-group": r"Signal on condition 0x\w+ made with different number of monitor\(s\), expected 1 got 2",
    "null": r"Null pointer \(0p\) dereference\.",
    "bad-address": r"Segment fault at memory location 0x40\.\nPossible cause is",
    "divide": r"Computation error divide by zero at location 0x\w+\.",
    "terminated": r"Application interrupted by signal: SIGTERM\.",
    "rings": r"ERROR: I/O setup 'num_entries' must be a power of 2, was 100",
    "busy-cluster": r'Destroying cluster "Anonymous Cluster" \(0x\w+\), which has processors\.',
}
DEBUG = {"busy-cluster", "given-used-up"}


@pytest.mark.parametrize("configuration", ["-debug", "-nodebug"])
@pytest.mark.parametrize("rule", RULES)
def test_misuse(compiled, rule: str, configuration: str):
    if rule in DEBUG and configuration != "-debug":
        return
    done = subprocess.run([compiled("misuse", configuration), rule], stderr=subprocess.PIPE, stdout=subprocess.PIPE, timeout=20)
    said = done.stderr.decode()
    assert re.match(r"Cforall Runtime error \(UNIX pid:\d+\): " + RULES[rule], said), said
    assert re.search(r"\nError occurred while executing thread \w", said)
    assert "Stack back trace for: " in said and re.search(r"\n\(\d+\) .*/misuse\b", said)
    assert done.returncode == -signal.SIGABRT
