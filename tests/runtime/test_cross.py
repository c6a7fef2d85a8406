"""The library and programs of chapters 05 to 07 for aarch64, compiled and run here with a cross compiler and qemu."""
from __future__ import annotations

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

import failures
import programs

HERE = Path(__file__).resolve().parent
GCC = shutil.which("aarch64-linux-gnu-gcc")
QEMU = shutil.which("qemu-aarch64") or shutil.which("qemu-aarch64-static")
RUNNER = (QEMU or "", "-L", "/usr/aarch64-linux-gnu")
NOT_HERE = programs.host_architecture() != "x64" or not GCC or not QEMU
pytestmark = pytest.mark.skipif(NOT_HERE, reason="aarch64-linux-gnu-gcc and qemu-aarch64 are not installed")
# Which operand of a call comes first is gcc's choice, and another one for this machine.
ORDER = {"cor-prodcons", "coroutine-resume-at"}


@pytest.fixture(scope="session")
def setups(request) -> dict[str, programs.Setup]:
    """The libraries, made once for all workers, and what compiles and runs with them."""
    if os.sep not in os.environ["CFA"]:
        pytest.skip("what is installed is for this machine only")
    folder = request.config.option.build.absolute() / "libcfa"
    with open(folder / "cross.lock", "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        subprocess.run(["make", "-s", "-C", folder, "CFA_TARGETS=arm64-debug arm64-nodebug", f"CFA_CROSS_GCC={GCC}"],
                       check=True, timeout=600, stdout=subprocess.DEVNULL)
    cfa = (os.environ["CFA"], "-quiet", "-compiler", GCC)
    return {name: programs.Setup(cfa=cfa, arch="arm64", debug=name == "debug", runner=RUNNER, run_timeout=60)
            for name in ("debug", "nodebug")}


@pytest.mark.parametrize("configuration", ["debug", "nodebug"])
@pytest.mark.parametrize("processors, seed", [(1, ""), (2, ""), (4, "6")])
def test_hammer(setups, tmp_path: Path, configuration: str, processors: int, seed: str):
    setup = setups[configuration]
    subprocess.run([*setup.cfa, "-" + configuration, "-O2", "-g", HERE / "hammer.cases.cfa", "-o", tmp_path / "hammer"], check=True)
    done = subprocess.run([*RUNNER, tmp_path / "hammer", "1", str(processors), "100"], timeout=60, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env={"CFA_DEADLOCK": "abort", "CFA_PERTURB": seed})
    assert (done.returncode, done.stdout) == (0, "")


RULES = {
    "resume-ended": r"Attempt by coroutine Main Thread \(0x\w+\) to resume terminated coroutine Once",
    "coroutine-overflow": r"Stack overflow detected: stack pointer 0x\w+ below safe limit 0x\w+\.\n.* of stack of coroutine Deep",
    "thread-overflow": r"Stack overflow detected: .*\n.* bytes of stack of thread Recursive",
    "bad-address": r"Segment fault at memory location 0x40\.",
}


@pytest.mark.parametrize("rule", RULES)
def test_misuse(setups, tmp_path: Path, rule: str):
    setup = setups["nodebug"]
    subprocess.run([*setup.cfa, "-nodebug", HERE / "misuse.cases.cfa", "-o", tmp_path / "misuse"], check=True)
    done = subprocess.run([*RUNNER, tmp_path / "misuse", rule], timeout=60, stderr=subprocess.PIPE, text=True)
    assert re.match(r"Cforall Runtime error \(UNIX pid:\d+\): " + RULES[rule], done.stderr), done.stderr


def test_characters(setups, tmp_path: Path):
    """char and wchar_t are unsigned there: in constants, in types, in the choice of an overload."""
    source = tmp_path / "characters.cfa"
    source.write_text("""
        #include <stdio.h>
        #include <wchar.h>
        enum { C = (char)200, D = '\\377' };
        int a[(char)200 > 0 ? 3 : 4], b[L'\\xffffffff' > 0 ? 5 : 6];
        const char * f( wchar_t ) { return "wide"; }
        const char * f( int ) { return "int"; }
        int main() {
            wchar_t w[] = L"wide";
            char c = (char)0xff;
            printf( "%d %d %zu %zu %s %zu %d\\n", C, D, sizeof( a ) / 4, sizeof( b ) / 4, f( L'x' ), sizeof( w ) / 4, c > 0 );
        }""", encoding="utf-8")
    setup = setups["debug"]
    subprocess.run([*setup.cfa, source, "-o", tmp_path / "characters"], check=True)
    done = subprocess.run([*RUNNER, tmp_path / "characters"], timeout=60, stdout=subprocess.PIPE, check=True, text=True)
    assert done.stdout == "200 255 3 5 wide 5 1\n"


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("path", failures.passing("05-exceptions-virtual", "06-concurrency-language", "07-concurrency-runtime"),
                         ids=lambda p: p.stem)
def test_conformance(setups, path: Path):
    if path.stem not in ORDER:
        for program in programs.programs_of(path):
            program.judge(setups["debug"])
