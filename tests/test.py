#!/usr/bin/env python3
"""Runs a suite of C∀ programs: [DIR/]NAME.cfa with the output it must have in [DIR/].expect/NAME.txt (chapter 10,
section 18). config.py in the current folder, or beside this file, says where the suite is."""
from __future__ import annotations

import argparse
import itertools
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [os.getcwd(), str(HERE)]

import jobserver  # noqa: E402
import programs  # noqa: E402

try:
    import config
except ImportError:
    sys.exit("ERROR: missing config.py, re-run configure script.")

SRCDIR, BUILDDIR = Path(config.SRCDIR), Path(config.BUILDDIR)
TIMED_OUT = 124
MAKE = ["make", "-s", "-f", str(HERE / "suite.mk"), "-C", str(SRCDIR)]
VARIANT = re.compile(r"(.+)-(ERR\w*|threads)")


@dataclass(frozen=True)
class Test:
    """NAME as it is called, relative to the suite, and all of its expect files."""

    name: str
    expects: tuple[Path, ...]

    def expect(self, arch: str, debug: bool) -> Path | None:
        return programs.best_expect(list(self.expects), ".txt", {arch, "debug" if debug else "nodebug", "nast"})

    def source(self) -> Path | None:
        variant = VARIANT.fullmatch(self.name)
        stems = [self.name] + ([variant[1]] if variant else [])
        return next((path for stem in stems for end in (".cfa", ".c") if (path := SRCDIR / (stem + end)).exists()), None)

    def variables(self) -> list[str]:
        """What suite.mk has to know."""
        source, variant = self.source(), VARIANT.fullmatch(self.name)
        said = [f"source={source.relative_to(SRCDIR)}"] if source else []
        if not source or source.stem == Path(self.name).name or not variant:
            return said
        if variant[2] == "threads":
            return said + ["kind=threads"]
        number = re.fullmatch(r"ERR(\d\d)", variant[2])
        macro = "ERR1" if variant[2] == "ERROR" else f"TRY_MR{number[1]}" if number else variant[2]
        return said + ["kind=syntax", f"macros=-D{macro}"]


@dataclass(frozen=True)
class Setup:
    debug: bool
    installed: bool
    arch: str
    invariant: bool

    def variables(self) -> list[str]:
        cfa = "cfa" if self.installed else getattr(config, "CFA", str(BUILDDIR.parent / "driver/cfa"))
        flags = "-debug -O0" if self.debug else "-nodebug -O2"
        machine = {("x64", "x86"): " -m32", ("x86", "x64"): " -m64"}.get((config.HOSTARCH, self.arch), "")
        return [f"cfa={cfa}", f"flags={flags}{machine}", f"builddir={BUILDDIR}"] + (["CFAFLAGS=--invariant"] if self.invariant else [])

    def __str__(self) -> str:
        return f"{self.arch} - {'debug' if self.debug else 'no debug'}"


def all_tests() -> list[Test]:
    found: dict[str, list[Path]] = {}
    for file in sorted(SRCDIR.rglob(".expect/*.txt")):
        stem = programs.split_tags(file.name[:-len(".txt")])[0]
        if re.fullmatch(r"[\w+-]+", stem):
            found.setdefault(str((file.parent.parent / stem).relative_to(SRCDIR)), []).append(file)
    return [Test(name, tuple(files)) for name, files in sorted(found.items())]


def selected(options: argparse.Namespace) -> list[Test]:
    tests = {test.name: test for test in all_tests()}
    if options.tests:
        chosen = []
        for name in options.tests:
            name = os.path.normpath(name)
            if options.regenerate_expected and name not in tests:
                if name.endswith((".c", ".cc", ".cpp", ".cfa")):
                    print(f"ERROR: \"{name}\", tests are not allowed to end with a C/C++/CFA extension, ignoring it", file=sys.stderr)
                    continue
                path = SRCDIR / name
                tests[name] = Test(name, (path.parent / ".expect" / f"{path.name}.txt",))
            if name in tests:
                chosen.append(tests[name])
            else:
                print(f"ERROR: No expected file for test {name}, ignoring it", file=sys.stderr)
    else:
        chosen = list(tests.values())
    include, exclude = tuple(options.include), tuple(options.exclude)
    return [t for t in chosen if (not include or t.name.startswith(include)) and not (exclude and t.name.startswith(exclude))]


class Runner:
    """The processes of one run: none of them outlives it."""

    def __init__(self, options: argparse.Namespace, jobs: jobserver.Jobs):
        self.options, self.jobs = options, jobs
        self.lock, self.running, self.stopped = threading.Lock(), set(), False

    def call(self, command: list[str], seconds: float, **more) -> tuple[int, str, str]:
        """Status in the shell's convention, 124 after a timeout; output; messages."""
        if self.options.dry_run:
            print(" ".join(command))
            return 0, "", ""
        with self.lock:
            if self.stopped:
                return -signal.SIGKILL, "", ""
            process = subprocess.Popen(command, start_new_session=True, **{"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE,
                                       "stderr": subprocess.PIPE, "pass_fds": self.jobs.descriptors, **more})
            self.running.add(process)
        try:
            out, err = process.communicate(timeout=seconds)
            status = process.returncode if process.returncode >= 0 else 128 - process.returncode
        except subprocess.TimeoutExpired:
            status, out, err = TIMED_OUT, b"", b""
            if self.options.timeout_with_gdb == "yes":
                print(f"Process {process.pid} timeout")
                process.wait()
            else:
                self.end(process, signal.SIGABRT)
        finally:
            with self.lock:
                self.running.discard(process)
        return status, (out or b"").decode("utf-8", "replace"), (err or b"").decode("utf-8", "replace")

    @staticmethod
    def end(process: subprocess.Popen, number: int) -> None:
        for kill in (number, signal.SIGKILL):
            try:
                os.killpg(process.pid, kill)
                process.communicate(timeout=5)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                pass

    def stop(self) -> None:
        with self.lock:
            self.stopped, running = True, list(self.running)
        for process in running:
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass

    def make(self, target: str, variables: list[str], log: Path) -> tuple[int, str]:
        log.parent.mkdir(parents=True, exist_ok=True)
        log.write_text("")
        status, out, err = self.call([*MAKE, target, f"test={log}", *variables], self.options.timeout,
                                     env={**os.environ, **self.jobs.environment, "LC_ALL": "C"})
        said = log.read_text(encoding="utf-8", errors="replace")
        return status, said or out + "".join(line + "\n" for line in err.splitlines() if not line.startswith("make"))

    def execute(self, program: Path, test: Test) -> tuple[int, str]:
        """In an empty folder, with what is below .in as input."""
        given = (SRCDIR / test.name).parent / ".in" / f"{Path(test.name).name}.txt"
        with tempfile.TemporaryDirectory(prefix="cfa-test-") as folder, open(given if given.exists() else os.devnull, "rb") as stdin:
            command = ["nice", "-n", "5", str(program)]
            status, out, _ = self.call(command, self.options.timeout, cwd=folder, stdin=stdin, stderr=subprocess.STDOUT,
                                       env={**os.environ, "LC_ALL": "C"})
            cores = list(Path(folder).glob("core*"))
            if status > 128 and cores:
                out += self.core(program, cores[0])
        return status, out

    def core(self, program: Path, core: Path) -> str:
        if self.options.archive_errors:
            folder = Path(self.options.archive_errors)
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(core, folder / f"{program.name}.core")
            shutil.copy(program, folder / program.name)
        if not shutil.which("gdb"):
            return ""
        return self.call(["gdb", "-batch", "-ex", "bt", str(program), str(core)], 60)[1]

    def run(self, test: Test, setup: Setup) -> str:
        """One test: PASSED, FAILED, TIMEOUT or CANCELLED; its result is printed."""
        if self.stopped:
            return "CANCELLED"
        place = BUILDDIR / test.name
        logs = [place.parent / kind / f"{place.name}.log" for kind in (".out", ".err")]
        place.unlink(missing_ok=True)
        begin = time.monotonic()
        status, text = self.make(test.name, setup.variables() + test.variables(), logs[1])
        made = ran = time.monotonic()
        failed = status
        if status == 0 and not self.options.dry_run:
            if os.access(place, os.X_OK):
                failed, text = self.execute(place, test)
                ran = time.monotonic()
            elif place.exists():
                text = place.read_text(encoding="utf-8", errors="replace")
        if self.stopped:
            return "CANCELLED"
        logs[0].parent.mkdir(parents=True, exist_ok=True)
        logs[0].write_text(text, encoding="utf-8")
        times = f"(C {made - begin:.3f}s - R {ran - made:.3f}s)"
        result, more = self.judge(test, setup, logs[0], 0 if status not in (0, TIMED_OUT) else failed)
        with self.lock:
            print(f"    {test.name:<40} {result:<20} {times}{more}", flush=True)
        return result.split()[0]

    def judge(self, test: Test, setup: Setup, log: Path, failed: int) -> tuple[str, str]:
        if failed == TIMED_OUT:
            return "TIMEOUT", ""
        expect = test.expect(setup.arch, setup.debug)
        if self.options.regenerate_expected:
            target = expect or test.expects[0]
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(log, target)
            return "Done", ""
        if self.options.dry_run:
            return "PASSED", ""
        if failed:
            return f"FAILED with code {failed}", "\n" + log.read_text(encoding="utf-8", errors="replace")[-4000:]
        formats = ["--old-group-format=\t\tmissing lines :\n%<", "--new-group-format=\t\tnew lines :\n%>",
                   "--unchanged-group-format=%=", "--changed-group-format=\t\texpected :\n%<\t\tgot :\n%>\n"]
        status, shown, err = self.call(["diff", "--text", *formats, str(expect), str(log)], 60)
        return ("PASSED", "") if status == 0 else (f"FAILED with code {status}", "\n" + shown + err)


def run_all(options: argparse.Namespace, tests: list[Test], setup: Setup, jobs: jobserver.Jobs, deadline: float) -> bool:
    runner = Runner(options, jobs)
    tests = [test for test in tests if test.expect(setup.arch, setup.debug) or options.regenerate_expected]
    workers = max(1, min(jobs.count, len(tests)))
    status, said = runner.make(".validate", setup.variables(), BUILDDIR / ".err/validate.log")
    if status != 0:
        print(f"ERROR: Invalid configuration {setup.arch}:{setup.debug}\n       verify returned : {said}", file=sys.stderr)
        sys.exit(1)
    print(f"Running {len(tests)} tests on {workers} cores ({setup})", flush=True)
    begin = time.monotonic()
    timer = threading.Timer(max(0.1, deadline - begin), runner.stop)
    timer.daemon = True
    timer.start()
    with ThreadPoolExecutor(workers) as pool:
        results = [pool.submit(runner.run, test, setup) for test in tests]
        try:
            ends = [result.result() for result in results]
        except KeyboardInterrupt:
            runner.stop()
            print("Tests interrupted by user", file=sys.stderr)
            sys.exit(1)
    timer.cancel()
    counts = {kind: ends.count(kind) for kind in ("PASSED", "FAILED", "TIMEOUT", "CANCELLED")}
    if runner.stopped:
        print("ERROR: Test suite timed out", file=sys.stderr)
    print("{PASSED} passes, {FAILED} failures, {TIMEOUT} timeouts, {CANCELLED} cancelled, ".format(**counts)
          + f"{len(ends) - sum(counts.values())} other")
    print(f"Tests took {time.monotonic() - begin:.1f}s", flush=True)
    if runner.stopped:
        sys.exit(1)
    return not (counts["FAILED"] or counts["TIMEOUT"] or counts["CANCELLED"])


def parser() -> argparse.ArgumentParser:
    p = argparse.ArgumentParser(description="Runs a suite of C∀ programs.")
    yes_no = dict(choices=["yes", "no"])
    p.add_argument("--all", action="store_true", help="all tests")
    p.add_argument("-I", "--include", action="append", default=[], metavar="DIR", help="tests whose names begin so")
    p.add_argument("-E", "--exclude", action="append", default=[], metavar="DIR", help="but not these")
    p.add_argument("--list", action="store_true", help="list the tests")
    p.add_argument("--list-comp", action="store_true", help="list them for completion")
    p.add_argument("--list-dist", action="store_true", help="list the files to distribute")
    p.add_argument("--debug", default="yes", metavar="yes,no", help="configurations")
    p.add_argument("--install", default="no", metavar="yes,no", help="the installed command or the build tree's")
    p.add_argument("--arch", default=config.HOSTARCH, metavar="A,B", help="architectures")
    p.add_argument("--continue", dest="go_on", default="yes", **yes_no, help="go on with the next configuration after a failure")
    p.add_argument("--invariant", dest="invariant", action="store_true", default=False, help="check the tree after each pass")
    p.add_argument("--no-invariant", dest="invariant", action="store_false")
    p.add_argument("--timeout", type=float, default=240, metavar="S", help="seconds for one test")
    p.add_argument("--global-timeout", type=float, default=7200, metavar="S", help="seconds for everything")
    p.add_argument("--timeout-with-gdb", default="no", **yes_no, help="leave a process that takes too long for a debugger")
    p.add_argument("--dry-run", action="store_true", help="print commands")
    p.add_argument("--regenerate-expected", action="store_true", help="write the expect files")
    p.add_argument("--archive-errors", metavar="DIR", help="keep core and executable of crashes")
    p.add_argument("-j", "--jobs", nargs="?", type=int, const=0, metavar="N", help="tests at once")
    p.add_argument("tests", nargs="*", metavar="test")
    return p


def words(text: str, allowed: dict | None, p: argparse.ArgumentParser) -> list:
    found = text.split(",")
    if allowed is not None and not set(found) <= set(allowed):
        p.error(f"expected a comma list of {', '.join(allowed)}, got '{text}'")
    return [allowed[word] if allowed else word for word in found]


def main() -> None:
    p = parser()
    options = p.parse_args()
    if not (options.all or options.list or options.list_comp or options.list_dist or options.include or options.tests):
        print("ERROR: must have option '--all', '--list', '--include', '-I' or non-empty test list", file=sys.stderr)
        p.print_help()
        sys.exit(1)
    tests = selected(options)
    if options.list_comp:
        print("--all --include --exclude --list --debug --install --arch --timeout --jobs", " ".join(t.name for t in tests))
        return
    if options.list_dist:
        files = [*(s for t in tests if (s := t.source())), *(e for t in tests for e in t.expects), *SRCDIR.rglob(".in/*")]
        print(" ".join(sorted({str(file.relative_to(SRCDIR)) for file in files})))
        return
    if options.list:
        print(f"Listing for {config.HOSTARCH}")
        for test in tests:
            kinds = sorted(filter(None, (",".join(sorted(programs.split_tags(e.stem)[1])) for e in test.expects)))
            print(f"    {test.name:<40} {' '.join(kinds)}".rstrip())
        return
    if not tests:
        sys.exit("ERROR: No valid test to run")
    for test in tests:
        for expect in test.expects:
            if not options.regenerate_expected and expect.stat().st_size == 0:
                print(f"WARNING: test \"{test.name}\" has empty .expect file", file=sys.stderr)
    resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
    truth, deadline = {"yes": True, "no": False}, time.monotonic() + options.global_timeout
    try:
        jobs = jobserver.find(options.jobs, MAKE)
    except jobserver.JobError as error:
        sys.exit(str(error))
    passed = True
    for arch, debug, installed in itertools.product(words(options.arch, None, p), words(options.debug, truth, p),
                                                    words(options.install, truth, p)):
        passed = run_all(options, tests, Setup(debug, installed, arch, options.invariant), jobs, deadline)
        if not passed and options.go_on == "no":
            break
    sys.exit(0 if passed else 1)


if __name__ == "__main__":
    main()
