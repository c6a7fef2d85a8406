"""tests/test.py runs a suite of its own layout, and shares make's job slots."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
FILES = {
    "hello.cfa": "int main() { printf( \"hello\\n\" ); return 0; }\n", ".expect/hello.txt": "hello\n",
    "sub/bad.cfa": "int main() { return undeclared; }\n",
    "sub/.expect/bad.txt": "sub/bad.cfa:1:1 error: No alternatives for expression Name: undeclared\n",
    "echo.cfa": "#include <stdio.h>\nint main() { for ( int c; (c = getchar()) != EOF; ) putchar( c ); return 0; }\n",
    ".in/echo.txt": "from .in\n", ".expect/echo.txt": "from .in\n",
    "loop.cfa": "int main() {\n#ifdef ERR1\n\treturn u;\n#endif\n\twhile ( 1 ) {}\n}\n", ".expect/loop.txt": "never\n",
    ".expect/loop-ERR1.txt": "loop.cfa:3:1 error: No alternatives for expression Name: u\n",
    "three.cfa": "int main() { return 3; }\n", ".expect/three.txt": "\n",
    "differs.cfa": "int main() { printf( \"one\\nthree\\n\" ); return 0; }\n", ".expect/differs.txt": "one\n",
    "only.cfa": "int main() { return 0; }\n", ".expect/only.none.txt": "", ".expect/only.arm64.txt": "\n",
}


@pytest.fixture
def suite(tmp_path: Path, cfa: list[str]) -> Path:
    for name, text in FILES.items():
        (tmp_path / "suite" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "suite" / name).write_text(text)
    (tmp_path / "build/driver").mkdir(parents=True)
    (tmp_path / "build/driver/cfa").write_text(f"#!/bin/sh\nexec {' '.join(cfa)} \"$@\"\n")
    (tmp_path / "build/driver/cfa").chmod(0o755)
    (tmp_path / "suite/config.py").write_text(f"SRCDIR = {str(tmp_path / 'suite')!r}\nBUILDDIR = {str(tmp_path / 'build/tests')!r}\n"
                                              "HOSTARCH = 'x64'\nDISTRIBUTE = False\n")
    return tmp_path / "suite"


def run(suite: Path, *arguments: str, status: int = 0, command: tuple[str, ...] = (sys.executable, str(TESTS / "test.py"))) -> str:
    clean = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL", "PYTHONPATH")}
    done = subprocess.run([*command, *arguments], cwd=suite, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=100,
                          env={**clean, "PYTHONDONTWRITEBYTECODE": "1"})
    text = done.stdout.decode()
    assert done.returncode == status, text
    return text


def test_results(suite):
    said = run(suite, "--all", "-j2", "--timeout", "3", status=1)
    lines = {words[0]: words[1:] for words in map(str.split, said.splitlines()) if len(words) > 1}
    for name in "hello", "sub/bad", "echo", "loop-ERR1":
        assert lines[name][0] == "PASSED", said
    assert lines["three"][:4] == ["FAILED", "with", "code", "3"] and lines["differs"][0] == "FAILED" and lines["loop"][0] == "TIMEOUT"
    assert "new lines :\nthree" in said and "4 passes, 2 failures, 1 timeouts, 0 cancelled, 0 other" in said
    assert "Running 7 tests on 2 cores (x64 - debug)" in said and "only" not in lines


def test_selection(suite):
    listed = [line.split()[0] for line in run(suite, "--list", "--exclude", "loop").splitlines()[1:]]
    assert listed == ["differs", "echo", "hello", "only", "sub/bad", "three"]
    assert "2 passes, 0 failures" in run(suite, "hello", "echo", "--invariant")
    said = run(suite, "--debug", "yes,no", "-I", "hel")
    assert "(x64 - debug)" in said and "(x64 - no debug)" in said
    assert ".in/echo.txt" in run(suite, "--list-dist").split()
    assert "No expected file for test gone, ignoring it" in run(suite, "gone", status=1)
    assert "ERROR: must have option '--all'" in run(suite, status=1)
    assert "suite.mk" in run(suite, "hello", "--dry-run")


def test_regenerate(suite):
    run(suite, "--regenerate-expected", "differs")
    assert (suite / ".expect/differs.txt").read_text() == "one\nthree\n"
    assert "1 passes" in run(suite, "differs")


def test_invalid_configuration(suite):
    (suite.parent / "build/driver/cfa").write_text("#!/bin/sh\necho broken >&2\nexit 1\n")
    said = run(suite, "hello", status=1)
    assert "ERROR: Invalid configuration x64:True\n       verify returned : broken" in said


def test_called_by_make(suite):
    (suite / "calls.mk").write_text(f"t:\n\t+@{sys.executable} {TESTS / 'test.py'} hello echo sub/bad $(more)\n")
    make = ("make", "-f", "calls.mk")
    assert "Running 3 tests on 3 cores" in run(suite, "-j4", command=make)
    assert "Running 3 tests on 1 cores" in run(suite, command=make)
    assert "WARNING: -j options should not be specified when called form Make" in run(suite, "more=-j2", command=make)


def test_tokens():
    sys.path.insert(0, str(TESTS))
    import jobserver
    reader, writer = os.pipe()
    os.write(writer, b"+++")
    assert jobserver.tokens(reader, writer) == 3 and jobserver.tokens(reader, writer) == 3
    make = ["make", "-s", "-f", str(TESTS / "suite.mk")]
    assert jobserver.protocol(make) in ("--jobserver-auth", "--jobserver-fds")
    name = jobserver.protocol(make)
    jobs = jobserver.from_make(f"w -j4 {name}={reader},{writer}", make, None)
    assert jobs.count == 4 and jobs.descriptors == (reader, writer) and jobs.environment["MAKEFLAGS"] == f"-j4 {name}={reader},{writer}"
    with pytest.raises(jobserver.JobError, match="unrecoginzable format, was 'fifo:/x'"):
        jobserver.from_make(f"-j4 {name}=fifo:/x", make, None)
    assert os.read(reader, 9) == b"+++"
