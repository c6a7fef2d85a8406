"""Sharing make's job slots: test.py runs one make for each test (chapter 10, section 19)."""
from __future__ import annotations

import os
import subprocess


class JobError(Exception):
    """What test.py says before it ends with 1."""


class Jobs:
    """How many tests run at once, and what their makes have to know: environment and descriptors."""

    def __init__(self, count: int, flags: str | None = None, descriptors: tuple[int, ...] = ()):
        self.count, self.descriptors = count, descriptors
        self.environment = {} if flags is None else {"MAKEFLAGS": flags, "MFLAGS": flags}


def protocol(make: list[str]) -> str:
    """The name of make's option for the job server."""
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    said = subprocess.run([*make, ".test_makeflags", "-j2"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean)
    for name in ("--jobserver-auth", "--jobserver-fds"):
        if name in said.stdout.decode():
            return name
    raise JobError("ERROR: cannot find Makefile jobserver version")


def tokens(reader: int, writer: int) -> int:
    """How many slots are free now: all are taken and given back."""
    duplicate = os.open(f"/proc/self/fd/{reader}", os.O_RDONLY | os.O_NONBLOCK)
    try:
        held = b""
        while piece := os.read(duplicate, 1024):
            held += piece
    except BlockingIOError:
        pass
    finally:
        os.close(duplicate)
    os.write(writer, held)
    return len(held)


def from_make(flags: str, make: list[str], given: int | None) -> Jobs:
    """Called by make: its flags are passed on, and say whether there is a job server."""
    if given is not None:
        print("WARNING: -j options should not be specified when called form Make")
    words = [word for word in flags.split() if word != "w"]
    passed, name = " ".join(words), protocol(make)
    for word in words:
        if word.startswith(name):
            value = word.partition("=")[2]
            ends = value.split(",")
            if len(ends) != 2 or not all(end.isdigit() for end in ends):
                raise JobError(f"ERROR: jobserver has unrecoginzable format, was '{value}'")
            reader, writer = map(int, ends)
            try:
                return Jobs(tokens(reader, writer) + 1, passed, (reader, writer))
            except OSError:  # make keeps them to itself: the recipe has no +
                break
    if "-j" in words:
        return Jobs(os.cpu_count() or 1, passed)
    if any(word.startswith("-j") and word != "-j1" for word in words):
        raise JobError("ERROR: -j without a jobserver: the recipe that calls test.py must begin with +")
    return Jobs(1, passed)


def find(given: int | None, make: list[str]) -> Jobs:
    """`given`: the number behind -j, 0 for -j alone, None without. `make`: the command that makes a test."""
    flags = os.environ.get("MAKEFLAGS")
    if flags:
        return from_make(flags, make, given)
    if given is None:
        return Jobs(1)
    if given < 0:
        raise JobError("ERROR: Invalid number of jobs")
    if given == 0:
        return Jobs(os.cpu_count() or 1, "-j")
    if given == 1:
        return Jobs(1)
    reader, writer = os.pipe()
    os.write(writer, b"+" * (given - 1))
    return Jobs(given, f"-j{given} {protocol(make)}={reader},{writer}", (reader, writer))
