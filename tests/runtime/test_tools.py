"""Sanitizers and valgrind know the runtime's stacks and switches: no false reports, and errors are still found."""
from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

VALGRIND = [shutil.which("valgrind") or "valgrind", "-q", "--error-exitcode=9", "--fair-sched=yes"]


def run(*command, **environment) -> subprocess.CompletedProcess:
    return subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=100, text=True,
                          env={"PATH": "/usr/bin:/bin", "CFA_DEADLOCK": "abort", **environment})


@pytest.mark.parametrize("seed", ["", "5"])
@pytest.mark.parametrize("processors", [1, 8])
@pytest.mark.parametrize("sanitizer", ["thread", "address"])
def test_no_false_reports(compiled, sanitizer: str, processors: int, seed: str):
    done = run(compiled("hammer", "-O1", f"-fsanitize={sanitizer}"), 1, processors, 40, CFA_PERTURB=seed)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("sanitizer, error, report", [("thread", "race", "data race"), ("address", "freed", "heap-use-after-free")])
def test_errors_are_found(compiled, sanitizer: str, error: str, report: str):
    done = run(compiled("races", "-O1", f"-fsanitize={sanitizer}"), error)
    assert done.returncode != 0 and report in done.stdout and "races.cases.cfa:" in done.stdout


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed")
def test_valgrind(compiled):
    done = run(*VALGRIND, compiled("hammer", "-O1"), 1, 2, 10)
    assert (done.returncode, done.stdout) == (0, "")
    done = run(*VALGRIND, compiled("races"), "unset")
    assert done.returncode == 9 and "uninitialised" in done.stdout and "races.cases.cfa:" in done.stdout


@pytest.mark.skipif(not shutil.which("valgrind"), reason="valgrind is not installed")
@pytest.mark.parametrize("tool", ["memcheck", "callgrind", "cachegrind"])
def test_valgrind_tools(compiled, tool: str, tmp_path: Path):
    """Also those that keep the heap of the library; processors that come when threads have been stopped by slices."""
    output = [f"--{tool}-out-file={tmp_path / 'profile'}"] if tool != "memcheck" else []
    for program in [(compiled("late", "-O1"), 2), (compiled("hammer", "-O1"), 1, 4, 10)]:
        done = run(*VALGRIND, f"--tool={tool}", *output, *program)
        said = [line for line in done.stdout.splitlines() if " LL " not in line]        # cachegrind doubts the machine's caches
        assert (done.returncode, said) == (0, [])
    if tool == "callgrind":
        assert "hammer.cases.cfa" in (tmp_path / "profile").read_text()


@pytest.mark.parametrize("tool", ["address,undefined", "thread", "undefined", "valgrind"])
def test_heaps(compiled, tool: str):
    """Storage and nested handlers: one heap, no null frames."""
    watch = [*VALGRIND, "--leak-check=full", "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite"] if tool == "valgrind" else []
    if watch and not shutil.which("valgrind"):
        pytest.skip("valgrind is not installed")
    done = run(*watch, compiled("heaps", *([] if watch else [f"-fsanitize={tool}"])), ASAN_OPTIONS="detect_leaks=1")
    assert (done.returncode, done.stdout) == (0, "0 13 132\n")


SCRIPT = Path(__file__).resolve().parents[2] / "tools/gdb/cfa-gdb.py"


def gdb(*words, commands: list[str]) -> str:
    return run("gdb", "-nx", "-batch", "-x", SCRIPT, *(word for c in commands for word in ("-ex", c)), *words).stdout


@pytest.mark.skipif(not shutil.which("gdb"), reason="gdb is not installed")
def test_gdb(compiled):
    """User threads with what they wait for, and their stacks."""
    said = gdb(compiled("debugged"), commands=[
        "handle SIGUSR1 nostop noprint", "break stop_here", "run", "info cfathreads", "info cfaprocessors", "info cfaclusters",
        "cfathread Plato", "up", "cfathread all apply bt", "cfathread off", "bt 1"])
    for wanted in (r'1 "Main Thread" \(0x\w+\) blocked, waits for join 0x\w+ on "Main Cluster"',
                   r'2 "Plato" \(0x\w+\) blocked, waits for condition 0x\w+ on "Main Cluster"\n +\S*sit\S* at \S*debugged.cases.cfa:5\n',
                   r'3 "Kant" \(0x\w+\) running in coroutine Path on "Main Cluster"\n +stop_here at',
                   r'"Main Processor" \(0x\w+\) LWP \d+ on "Main Cluster": runs "Kant", 0 ready',
                   r'"Main Cluster" \(0x\w+\): 1 processors, 0 asleep, 0 threads in the common queue, slice 10 ms',
                   r"#\d+ +(0x\w+ in )?\S*sit\S* \(this=.*debugged.cases.cfa:5\n(.*\n)#\d+ +0x\w+ in \S*main\S* \(this=0x",
                   r'Cforall thread 2 "Plato":\n#1 (.*\n)+#\d+ .*__cfa_context_start',
                   r'Cforall thread 3 "Kant":\n#0 +stop_here', r"\n#0 +stop_here.*\n(.*\n)*\Z"):
        assert re.search(wanted, said), (wanted, said)


@pytest.mark.skipif(not shutil.which("gdb"), reason="gdb is not installed")
def test_gdb_core(compiled, tmp_path: Path):
    """The same of a core file, of a program that ended by a deadlock."""
    if Path("/proc/sys/kernel/core_pattern").read_text().strip() != "core":
        pytest.skip("the system keeps core files elsewhere")
    program = compiled("debugged")
    subprocess.run(["sh", "-c", 'ulimit -S -c "$(ulimit -H -c)"; "$0" dead', program], cwd=tmp_path, stderr=subprocess.DEVNULL, timeout=60)
    cores = list(tmp_path.glob("core*"))
    if not cores:
        pytest.skip("core files are forbidden")
    said = gdb(program, cores[0], commands=["info cfathreads", "cfathread Plato apply bt"])
    assert re.search(r'"Plato" \(0x\w+\) blocked, waits for condition 0x\w+ on "Main Cluster"\n +\S*sit\S* at', said), said
    assert re.search(r'Cforall thread \d "Plato":\n#1 (.*\n)+#\d+ .*sit\S* (.*\n)+#\d+ .*__cfa_context_start', said), said
