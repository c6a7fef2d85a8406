"""The pytest plugin that makes the programs of a folder tests. programs.py tells the formats."""
from __future__ import annotations

import os
import re
import resource
import shlex
from dataclasses import replace
from pathlib import Path

import pytest

import failures
import programs

HERE = Path(__file__).resolve().parent


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("cfa", "C∀ programs")
    group.addoption("--build", type=Path, default=HERE.parent / "build", help="folder of the build to test")
    group.addoption("--cfa",
                    help="compiler command to test instead of BUILD/driver/cfa (default $CFA)")
    group.addoption("--configuration", default="yes", metavar="yes|no|both",
                    help="run the programs in the debug configuration, nodebug, or both; --debug=… is the same")
    group.addoption("--installed", default="no", choices=["yes", "no"], help="test the cfa found in PATH")
    group.addoption("--arch", default=programs.host_architecture(), help="architecture that selects expect files")
    group.addoption("--include", action="append", default=[], metavar="DIR", help="only programs below tests/DIR")
    group.addoption("--exclude", action="append", default=[], metavar="DIR", help="no programs below tests/DIR")
    group.addoption("--invariant", dest="invariant", action="store_true", default=True,
                    help="verify the tree between the passes (default)")
    group.addoption("--no-invariant", dest="invariant", action="store_false")
    group.addoption("--timeout", type=float, default=20, metavar="S", help="seconds for one program (20)")
    group.addoption("--regenerate", "--regenerate-expected", dest="regenerate", action="store_true",
                    help="write the expect files of the programs that run instead of comparing")
    group.addoption("--write-expected-failures", action="store_true",
                    help="make tests/expected-failures.txt list what fails now; known reasons are kept")


def pytest_load_initial_conftests(args: list[str]) -> None:
    """`--debug=yes|no|both` is ours; pytest's own option of this name writes a log of its hooks."""
    args[:] = [re.sub(r"^--debug=(?=(yes|no|both|yes,no)$)", "--configuration=", arg) for arg in args]


def pytest_configure(config: pytest.Config) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    if not hasattr(config, "workerinput"):  # workers are told by the main process
        config.option.cfa = config.option.cfa or os.environ.get("CFA")
        os.environ["CFA"] = compiler(config)[0]  # for tests that are Python functions
    config.stash[SETUPS] = setups(config)
    config.stash[EXPECTED] = {} if config.option.write_expected_failures else failures.read()
    if config.option.write_expected_failures:
        config.pluginmanager.register(failures.Recorder(config), "expected-failures")


# Folders whose programs run a second time with boxed polymorphic functions.
BOXED = ("conformance/04", "regress/poly/")

SETUPS = pytest.StashKey[list]()
EXPECTED = pytest.StashKey[dict]()


def compiler(config: pytest.Config) -> list[str]:
    if config.option.cfa:
        return shlex.split(config.option.cfa)
    command = "cfa" if config.option.installed == "yes" else str((config.option.build / "driver/cfa").absolute())
    return [command] + (["-invariant"] if config.option.invariant else [])


def setups(config: pytest.Config) -> list[programs.Setup]:
    wanted = {"yes": [True], "no": [False], "both": [True, False], "yes,no": [True, False]}
    if config.option.configuration not in wanted:
        raise pytest.UsageError(f"--debug: expected yes, no or both, got {config.option.configuration!r}")
    common = dict(cfa=tuple(compiler(config)), arch=config.option.arch, run_timeout=config.option.timeout,
                  regenerate=config.option.regenerate)
    return [programs.Setup(debug=debug, **common) for debug in wanted[config.option.configuration]]


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.File | None:
    if file_path.suffix not in programs.SUFFIXES or not selected(parent.config, file_path):
        return None
    if file_path.parent == HERE / "unit":
        return UnitFile.from_parent(parent, path=file_path)
    if file_path.parent == HERE / "driver" or "." in file_path.stem:
        return None
    return ProgramFile.from_parent(parent, path=file_path)


def selected(config: pytest.Config, path: Path) -> bool:
    name = os.path.relpath(path, HERE)
    include, exclude = config.option.include, config.option.exclude
    return (not include or name.startswith(tuple(include))) and not (exclude and name.startswith(tuple(exclude)))


class ProgramFile(pytest.File):
    def collect(self):
        found = programs.programs_of(self.path)
        setups = self.config.stash[SETUPS]
        if os.path.relpath(self.path, HERE).startswith(BOXED):
            setups = setups + [replace(setup, boxed=True) for setup in setups]
        for setup in setups:
            for program in found:
                if program.runs_in(setup) and not (setup.boxed and program.mode() == "reject"):
                    variant = getattr(program, "variant", "")
                    name = "-".join(filter(None, [variant, setup.variant]))
                    yield ProgramItem.from_parent(self, name=name, program=program, setup=setup)


class ProgramItem(pytest.Item):
    def __init__(self, *, program, setup, **more):
        super().__init__(**more)
        self.program, self.settings = program, setup
        where = os.path.relpath(self.path, HERE)
        for mark in ("conformance", "regress"):
            if where.startswith(mark + os.sep):
                self.add_marker(mark)
        if program.slow:
            self.add_marker("slow")
        expected = self.config.stash[EXPECTED]
        reason = expected.get(where) or expected.get(f"{where}::{self.name}")
        if reason:
            self.add_marker(pytest.mark.xfail(reason=reason, strict=not reason.startswith("sometimes")))

    def runtest(self):
        self.program.judge(self.settings)

    def repr_failure(self, excinfo):
        if isinstance(excinfo.value, programs.Failure):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def reportinfo(self):
        return self.path, None, f"{os.path.relpath(self.path, HERE)} [{self.name}]"


class UnitFile(pytest.File):
    """tests/unit/NAME.c, built as BUILD/tests/unit/NAME: passes if it ends with 0."""

    def collect(self):
        if "." not in self.path.stem:
            yield UnitItem.from_parent(self, name="unit")


class UnitItem(pytest.Item):
    def __init__(self, **more):
        super().__init__(**more)
        self.add_marker("unit")

    def runtest(self):
        program = self.config.option.build.absolute() / "tests/unit" / self.path.stem
        if not program.exists():
            raise programs.Failure(f"{program} is not built: is {self.path.name} listed in tests/Makefile.am?")
        done = programs.call([str(program)], 120, "the unit test", cwd=self.path.parent)
        if done.status != 0:
            raise programs.Failure(f"ended with {done.status}:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")

    repr_failure = ProgramItem.repr_failure

    def reportinfo(self):
        return self.path, None, f"unit/{self.path.name}"




@pytest.fixture(scope="session")
def build(request: pytest.FixtureRequest) -> Path:
    """Folder of the build that is tested."""
    return request.config.option.build.absolute()


@pytest.fixture(scope="session")
def cfa(request: pytest.FixtureRequest) -> list[str]:
    """The compiler command that is tested."""
    return compiler(request.config)
