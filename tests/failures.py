"""tests/expected-failures.txt: programs for what is not built yet, each with the reason."""
from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
LIST = HERE / "expected-failures.txt"
HEADER = """\
# Programs that fail because what they need is not built yet: `PATH REASON`, PATH relative to this folder;
# PATH::nodebug stands for one configuration. One that passes while it is listed fails the run: delete its line.
# `./bootstrap check --write-expected-failures` writes this list anew and keeps the reasons given here.
# A reason that begins with `sometimes` is that of a program whose result depends on timing: it may pass.
"""

# What a program needs, most telling first: a pattern in its text and the reason it gives.
NEEDS = [
    (r"#include\s*<(thread|kernel|monitor|mutex_stmt|locks|clock|actor|future|channel|select|mutex|coroutine|"
     r"generator|io|stats|alarm|barrier|ready_subsystem|fstream_thread|iofwd|invoke)\w*\.hfa>"
     r"|\b(thread|coroutine|monitor|generator|actor|waitfor|waituntil|cofor|suspend|mutex)\b", "needs concurrency"),
    (r"\b(throw|throwResume|catch|catchResume|EHM_\w+|exception|virtual|vtable|finally)\b", "needs exceptions or virtual tables"),
    (r"#include\s*<(fstream|iostream|stdlib|string|collections/string)\w*\.hfa>|\b(sout|serr|sin)\b",
     "needs the stream and string library"),
    (r"#include\s*<[\w/]+\.hfa>", "needs the library"),
    (r"\b(forall|trait|otype|dtype|ttype)\b", "needs polymorphism"),
]
FOLDERS = {
    "04-polymorphism-tuples": "needs polymorphism or tuples",
    "05-exceptions-virtual": "needs exceptions or virtual tables",
    "06-concurrency-language": "needs concurrency",
    "07-concurrency-runtime": "needs concurrency",
    "08-library-core": "needs the stream and string library",
    "09-library-more": "needs the library",
    "": "needs overloading, references or constructors",
}


def read(file: Path = LIST) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines() if file.exists() else [], 1):
        line = line.partition(" #")[0].strip()
        if not line or line.startswith("#"):
            continue
        path, _, reason = line.partition(" ")
        if not reason.strip():
            raise pytest.UsageError(f"{file.name}:{number}: {path} has no reason")
        if path in found:
            raise pytest.UsageError(f"{file.name}:{number}: {path} is listed twice")
        found[path] = reason.strip()
    return found


def passing(*folders: str) -> list[Path]:
    """The programs of these conformance folders that have an output and are not listed."""
    listed = read()
    found = [p for folder in folders for p in sorted((HERE / "conformance" / folder).glob("*.cfa"))]
    return [p for p in found if p.with_suffix(".expect").exists() and os.path.relpath(p, HERE) not in listed]


def guess(path: str) -> str:
    """Why a program is likely to fail: from what it uses, or else from its folder."""
    text = re.sub(r"//.*|/\*.*?\*/|\"(\\.|[^\"\\\n])*\"", "", (HERE / path).read_text(encoding="utf-8"))
    for pattern, reason in NEEDS:
        if re.search(pattern, text):
            return reason
    return next(reason for folder, reason in FOLDERS.items() if folder in path)


class Recorder:
    """Writes the list anew after a run. Programs that did not run in it keep their lines."""

    def __init__(self, config: pytest.Config):
        self.config, self.passed, self.failed = config, set(), set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        path, _, name = report.nodeid.partition("::")
        path = os.path.relpath(self.config.rootpath / path, HERE)
        if path.startswith(("conformance" + os.sep, "regress" + os.sep)):
            if report.failed:
                self.failed.add((path, name))
            elif report.when == "call":
                self.passed.add((path, name))

    def pytest_sessionfinish(self) -> None:
        if hasattr(self.config, "workerinput"):
            return
        known = read()
        ran = {path for path, _ in self.passed | self.failed}
        entries = {key: reason for key, reason in known.items() if (HERE / key.partition("::")[0]).exists()
                   and (key.partition("::")[0] not in ran or reason.startswith("sometimes"))}
        for path, name in self.failed:
            always = not any(p == path for p, _ in self.passed)
            key = path if always else f"{path}::{name}"
            entries[key] = known.get(key) or known.get(path) or guess(path)
        write(entries)


def write(entries: dict[str, str], file: Path = LIST) -> None:
    width = max(map(len, entries), default=0)
    lines = [f"{path:{width}}  {reason}\n" for path, reason in sorted(entries.items())]
    file.write_text(HEADER + ("\n" if lines else "") + "".join(lines), encoding="utf-8")
