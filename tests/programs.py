"""The programs of the suite and how one is judged. No pytest in here.

A program is a file NAME.cfa or NAME.c (one dot: NAME.part.c belongs to another program). NAME.expect holds its
exact standard output, NAME.in its standard input. Comment lines that begin with `//:` at its top steer the run:

    //: mode run | compile | reject     default: reject if a line carries an error marker,
                                        run if NAME.expect exists, otherwise compile
    //: flags -O2 -lm                   extra arguments for the compiler
    //: args a b c                      arguments for the program
    //: exit 3 | abort | nonzero        expected end of the program (default 0)
    //: stderr TEXT                     TEXT must appear in the program's standard error
    //: also NAME.second.part           a further source of the same program, compiled separately
    //: sort                            compare output as a sorted list of lines
    //: timeout 30                      seconds for the program
    //: slow                            takes more than ten seconds

A line that ends in `// error` must be diagnosed as `FILE:LINE:…error…`, and no other line may be.
A line that ends in `// warning` must be diagnosed as a warning; the program must still compile.

The other layout, of users' suites: .expect/NAME.txt is the output of NAME.cfa, standard output and error together,
or the compiler's if it does not compile; .in/NAME.txt is the input. .expect/NAME-ERR1.txt is what the compiler
says to NAME.cfa with -DERR1.

An expect file may belong to some configurations only: NAME.x64.expect, NAME.nodebug.expect, .expect/NAME.arm64.txt.
The one that names most of the running configuration is taken. A program with none that fits does not run.
"""
from __future__ import annotations

import difflib
import os
import platform
import re
import shlex
import signal
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

ARCHITECTURES = {"x86_64": "x64", "i386": "x86", "i686": "x86", "aarch64": "arm64", "armv7l": "arm32"}
TAGS = {"x64", "x86", "arm64", "arm32", "debug", "nodebug", "nast", "oast"}
SUFFIXES = {".cfa", ".c"}
CRASH = re.compile(r"internal compiler error|Assertion .* failed|core dumped|Sanitizer|runtime error:")


def host_architecture() -> str:
    return ARCHITECTURES.get(platform.machine(), platform.machine())


@dataclass(frozen=True)
class Setup:
    """What the programs are compiled with, and for which configuration."""

    cfa: tuple[str, ...]
    arch: str = field(default_factory=host_architecture)
    debug: bool = True
    boxed: bool = False                             # polymorphic functions translated once for all types
    compile_timeout: float = 120
    run_timeout: float = 20
    regenerate: bool = False
    runner: tuple[str, ...] = ()  # what runs the programs of another architecture

    @property
    def variant(self) -> str:
        return ("debug" if self.debug else "nodebug") + ("-boxed" if self.boxed else "")

    @property
    def flags(self) -> list[str]:
        configuration = [] if self.debug else ["-nodebug", "-O2"]
        return configuration + (["-fno-instantiate"] if self.boxed else []) + shlex.split(os.environ.get("CFA_TEST_FLAGS", ""))

    @property
    def tags(self) -> set[str]:
        return {self.arch, "debug" if self.debug else "nodebug", "nast"}


class Failure(Exception):
    """The program did not do what it should; the text says what it did."""


@dataclass(frozen=True)
class Result:
    status: int
    stdout: str
    stderr: str


def call(command: list[str], seconds: float, what: str, **more) -> Result:
    """Run a command in a process group of its own, so that nothing is left of it after a timeout."""
    with subprocess.Popen(command, start_new_session=True, stdout=subprocess.PIPE,
                          **{"stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL, **more}) as process:
        try:
            out, err = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            raise Failure(f"{what} took more than {seconds:g} s: {shlex.join(command)}") from None
    return Result(process.returncode, (out or b"").decode("utf-8", "replace"), (err or b"").decode("utf-8", "replace"))


def directives(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        if line.startswith("//:"):
            key, _, value = line[3:].strip().partition(" ")
            found.setdefault(key, []).append(value.strip())
        elif line.strip() and not line.startswith("//"):
            break
    return found


def marked(text: str, word: str) -> set[int]:
    pattern = re.compile(r"//\s*" + word + r"\b")
    return {n for n, line in enumerate(text.splitlines(), 1) if pattern.search(line) and not line.startswith("//")}


def diagnosed(stderr: str, name: str, word: str) -> set[int]:
    pattern = re.compile(r"(?:^|/|\s)" + re.escape(name) + r":(\d+):.*\b" + word, re.I)
    return {int(m.group(1)) for m in map(pattern.search, stderr.splitlines()) if m}


def difference(want: str, got: str) -> str:
    lines = difflib.unified_diff(want.splitlines(), got.splitlines(), "expected", "got", lineterm="", n=2)
    shown = list(lines)
    if not shown:
        return "the ends of lines or of the file differ"
    return "\n".join(shown[:80] + (["…"] if len(shown) > 80 else []))


def split_tags(stem: str) -> tuple[str, set[str]]:
    """NAME.x64.nodebug is NAME for the configuration x64, nodebug."""
    name, *rest = stem.split(".")
    tags = []
    while rest and rest[-1] in TAGS:
        tags.append(rest.pop())
    return ".".join([name, *rest]), set(tags)


def expect_files(folder: Path, name: str, suffix: str) -> list[Path]:
    """All expect files of a program, whatever the configuration they belong to."""
    found = []
    for file in folder.glob(f"{glob_escape(name)}*{suffix}"):
        if split_tags(file.name[:-len(suffix)])[0] == name:
            found.append(file)
    return found


def glob_escape(name: str) -> str:
    return re.sub(r"([*?\[])", r"[\1]", name)


def best_expect(files: list[Path], suffix: str, tags: set[str]) -> Path | None:
    fitting = [(len(own), file) for file in files if (own := split_tags(file.name[:-len(suffix)])[1]) <= tags]
    return max(fitting)[1] if fitting else None


class Program:
    """NAME.cfa or NAME.c with NAME.expect beside it."""

    def __init__(self, source: Path):
        self.source = source
        self.text = source.read_text(encoding="utf-8")
        self.say = directives(self.text)
        self.expects = expect_files(source.parent, source.stem, ".expect")

    @property
    def slow(self) -> bool:
        return "slow" in self.say

    def words(self, key: str) -> list[str]:
        return [word for value in self.say.get(key, []) for word in shlex.split(value)]

    def runs_in(self, setup: Setup) -> bool:
        return not self.expects or best_expect(self.expects, ".expect", setup.tags) is not None

    def mode(self) -> str:
        default = "reject" if marked(self.text, "error") else "run" if self.expects else "compile"
        return self.say.get("mode", [default])[0]

    def judge(self, setup: Setup) -> None:
        with tempfile.TemporaryDirectory(prefix="cfa-test-") as scratch:
            flags = setup.flags + self.words("flags")
            libraries = [flag for flag in flags if flag.startswith("-l")]
            flags = [flag for flag in flags if not flag.startswith("-l")]
            objects = [target for n, source in enumerate([self.source.name] + self.words("also"))
                       if (target := self.compile(setup, flags, source, f"{scratch}/{n}.o"))]
            if self.mode() == "run":
                program = f"{scratch}/program"
                command = [*setup.cfa, *flags, "-o", program, *objects, *libraries]
                linked = call(command, setup.compile_timeout, "linking", cwd=self.source.parent)
                if linked.status != 0:
                    raise Failure(f"did not link:\n{linked.stderr.strip()[:2000]}")
                self.run(setup, program, scratch)

    def compile(self, setup: Setup, flags: list[str], source: str, target: str) -> str | None:
        language = [] if source.endswith((".cfa", ".c")) else ["-x", "cfa"]
        command = [*setup.cfa, *flags, "-c", "-o", target, *language, source]
        done = call(command, setup.compile_timeout, "the compiler", cwd=self.source.parent)
        said = f"\n{done.stderr.strip()[:4000]}"
        if done.status < 0 or done.status >= 128 or CRASH.search(done.stderr):
            raise Failure(f"the compiler crashed ({done.status}):{said}")
        if self.mode() == "reject":
            wanted, got = marked(self.text, "error"), diagnosed(done.stderr, self.source.name, "error")
            if done.status == 0:
                raise Failure("compiled, though it must be rejected")
            if got != wanted:
                raise Failure(f"errors expected on lines {sorted(wanted)}, got {sorted(got)}:{said}")
            return None
        if done.status != 0:
            raise Failure(f"did not compile:{said}")
        missing = marked(self.text, "warning") - diagnosed(done.stderr, self.source.name, "warning")
        if missing and source == self.source.name:
            raise Failure(f"warnings expected on lines {sorted(missing)}, too:{said}")
        return target

    def run(self, setup: Setup, program: str, scratch: str) -> None:
        given = self.source.with_suffix(".in")
        seconds = float(self.say.get("timeout", [setup.run_timeout])[0])
        with open(given if given.exists() else os.devnull, "rb") as stdin:
            done = call([*setup.runner, program, *self.words("args")], seconds, "the program", stdin=stdin, cwd=scratch)
        end = self.say.get("exit", ["0"])[0]
        expected = {"abort": done.status == -signal.SIGABRT, "nonzero": done.status != 0}
        if not expected.get(end, end.isdigit() and done.status == int(end)):
            shown = (done.stdout[-1000:] + done.stderr[-1000:]).strip()
            raise Failure(f"ended with {done.status}, expected {end}:\n{shown}")
        for wanted in self.say.get("stderr", []):
            if wanted not in done.stderr:
                raise Failure(f"standard error lacks {wanted!r}:\n{done.stderr[-1000:]}")
        expect = best_expect(self.expects, ".expect", setup.tags)
        if expect:
            compare(setup, expect, done.stdout, "sort" in self.say)


class SuiteProgram:
    """NAME.cfa whose output, of whatever kind, is .expect/NAME.txt; VARIANT is `ERR1` for .expect/NAME-ERR1.txt."""

    FLAGS = ["-quiet", "-g", "-fno-diagnostics-show-caret", "-fdebug-prefix-map=/tmp=", "-XCFA", "--deterministic-out"]

    def __init__(self, source: Path, name: str, expects: list[Path]):
        self.source, self.name, self.expects = source, name, expects
        self.variant = name[len(source.stem) + 1:]
        self.slow = False

    def runs_in(self, setup: Setup) -> bool:
        return best_expect(self.expects, ".txt", setup.tags) is not None

    def judge(self, setup: Setup) -> None:
        folder = self.source.parent
        environment = {**os.environ, "LC_ALL": "C"}
        with tempfile.TemporaryDirectory(prefix="cfa-test-") as scratch:
            common = [*setup.cfa, *self.FLAGS, f"-fdebug-prefix-map={folder}=",
                      *(setup.flags or ["-debug", "-O0"]), f"-DIN_DIR={folder}/.in/"]
            target = f"{scratch}/program"
            if self.variant == "threads":
                extra = ["-Wall", "-Wextra", "-include", "thread.hfa", "-o", target]
            elif self.variant:
                extra = [*self.macros(), "-Wno-unused-variable", "-Wno-unused-label", "-c", "-fsyntax-only"]
            else:
                extra = ["-Wall", "-Wextra", "-o", target]
            done = call([*common, self.source.name, *extra], setup.compile_timeout, "the compiler",
                        cwd=folder, env=environment)
            output = done.stderr
            if done.status < 0 or done.status >= 128:
                raise Failure(f"the compiler crashed ({done.status}):\n{done.stderr[-4000:]}")
            if done.status == 0 and os.access(target, os.X_OK):
                output = self.run(setup, target, scratch)
            compare(setup, best_expect(self.expects, ".txt", setup.tags), output, False)

    def macros(self) -> list[str]:
        number = re.fullmatch(r"ERR(\d\d)", self.variant)
        names = {"ERROR": ["ERROR", "ERR1"]}.get(self.variant, [self.variant])
        return [f"-D{name}" for name in names + ([f"TRY_MR{number[1]}"] if number else [])]

    def run(self, setup: Setup, program: str, scratch: str) -> str:
        given = self.source.parent / ".in" / f"{self.name}.txt"
        empty = f"{scratch}/empty"
        os.mkdir(empty)
        with open(given if given.exists() else os.devnull, "rb") as stdin:
            done = call([*setup.runner, program], setup.run_timeout * 12, "the program", stdin=stdin, stderr=subprocess.STDOUT,
                        cwd=empty, env={**os.environ, "LC_ALL": "C"})
        if done.status != 0:
            raise Failure(f"ended with {done.status}:\n{done.stdout[-2000:]}")
        return done.stdout


def compare(setup: Setup, expect: Path, got: str, as_set: bool) -> None:
    if setup.regenerate:
        expect.write_text(got, encoding="utf-8")
        return
    want = expect.read_text(encoding="utf-8")
    if as_set:
        want, got = "\n".join(sorted(want.splitlines())), "\n".join(sorted(got.splitlines()))
    if want != got:
        raise Failure(f"the output differs from {expect.name}:\n{difference(want, got)}")


def programs_of(source: Path) -> list[Program | SuiteProgram]:
    """The programs that a source file stands for: none if it is a part of another one."""
    if source.suffix not in SUFFIXES or "." in source.stem:
        return []
    folder = source.parent / ".expect"
    if not folder.is_dir():
        return [Program(source)]
    groups: dict[str, list[Path]] = {}
    for file in folder.glob(f"{glob_escape(source.stem)}*.txt"):
        name, _ = split_tags(file.stem)
        owner = source.stem == name or re.fullmatch(re.escape(source.stem) + r"-(ERR\w*|threads)", name)
        if owner and (name == source.stem or not source.with_name(name + source.suffix).exists()):
            groups.setdefault(name, []).append(file)
    return [SuiteProgram(source, name, files) for name, files in sorted(groups.items())]
