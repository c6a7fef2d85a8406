"""The build itself: warnings, installation, distribution, the bootstrap script, the house style."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HELLO = ROOT / "examples/hello.cfa"
CHECKOUT = (ROOT / ".git").exists() and shutil.which("git") is not None
checkout_only = pytest.mark.skipif(not CHECKOUT, reason="needs a checkout")


def run(*command: str | Path, cwd: Path | None = None, **more: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    done = subprocess.run(list(map(str, command)), cwd=cwd, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, env={**environment, **more}, timeout=600)
    assert done.returncode == 0, f"{' '.join(map(str, command))}: {done.returncode}\n{done.stdout[-4000:]}"
    return done.stdout


@pytest.mark.slow
@pytest.mark.parametrize("compiler", ["gcc", "clang"])
def test_no_warnings(compiler: str, tmp_path: Path):
    """The tools compile without a warning; out of the tree, with every check on."""
    if not shutil.which(compiler):
        pytest.skip(f"no {compiler}")
    run(ROOT / "configure", "-q", "--enable-werror", "--enable-debug", f"CC={compiler}", "CFLAGS=-O1", cwd=tmp_path)
    for part in ("src", "tools", "driver"):
        run("make", "-s", "-j2", "-C", tmp_path / part)


@pytest.mark.slow
def test_install(build: Path, tmp_path: Path):
    """An installed cfa works from where it is, and is gone after uninstall."""
    prefix = tmp_path / "usr"
    run("make", "-s", "-C", build, "install", f"prefix={prefix}")
    hello = tmp_path / "hello"
    run(prefix / "bin/cfa", "-quiet", HELLO, "-o", hello, cwd=tmp_path)
    assert run(hello).startswith("0 is zero\n1 is a few\n")
    run("make", "-s", "-C", build, "uninstall", f"prefix={prefix}")
    assert [file for file in prefix.rglob("*") if file.is_file()] == []


def test_destdir(build: Path, tmp_path: Path):
    run("make", "-s", "-C", build, "install", f"DESTDIR={tmp_path}", "prefix=/opt/cfa")
    assert (tmp_path / "opt/cfa/bin/cfa").exists()
    assert (tmp_path / "opt/cfa/lib/cfa/cfa-cpp").exists()


@pytest.mark.slow
@checkout_only
def test_distribution(build: Path, tmp_path: Path):
    """The source archive has every file, and builds out of its tree, which may be read only."""
    target = os.path.relpath(tmp_path / "cfa", build)  # automake wants a relative name
    made = run("make", "-s", "-C", build, "distdir", f"distdir={target}", "am__remove_distdir=:")
    listed = run("git", "ls-files", cwd=ROOT).splitlines()
    private = (".ci/", ".gitignore")
    missing = [name for name in listed if not name.startswith(private) and not (tmp_path / "cfa" / name).exists()]
    assert missing == [], made
    (tmp_path / "build").mkdir()
    run(tmp_path / "cfa/configure", "-q", "CFLAGS=-O0", cwd=tmp_path / "build")
    run("make", "-s", "-j2", cwd=tmp_path / "build")
    run(tmp_path / "build/driver/cfa", "-quiet", HELLO, "-o", tmp_path / "hello")
    assert "hello" in run(tmp_path / "hello")


@checkout_only
def test_bootstrap_again(build: Path):
    """When nothing has changed, nothing is done."""
    if build != ROOT / "build":
        pytest.skip("not the default build")
    start = time.monotonic()
    assert run(ROOT / "bootstrap", "build") == ""
    assert time.monotonic() - start < 5  # typically 0.2 s; the other core is busy with the suite


@checkout_only
def test_hello(build: Path):
    if build != ROOT / "build":
        pytest.skip("not the default build")
    done = run(ROOT / "bootstrap", "run", HELLO)
    assert done.splitlines()[0] == "0 is zero" and done.splitlines()[-1] == "hello hello hello world"


def test_house_style():
    sources = [file for folder in ("src", "driver") for file in (ROOT / folder).rglob("*")
               if file.suffix in {".c", ".h", ".y", ".l", ".def"}
               and file.name not in {"grammar.c", "grammar.h", "lexer.c"}]
    found = []
    for file in sources:
        text = file.read_text(encoding="utf-8")
        name, lines = file.relative_to(ROOT), text.splitlines()
        if len(lines) > 1000 and file.suffix in {".c", ".h"}:
            found.append(f"{name}: {len(lines)} lines: is it one room?")
        found += [f"{name}:{n}: blanks at the end" for n, line in enumerate(lines, 1) if line != line.rstrip()]
        if file.suffix in {".c", ".h"} and file.name != "prelude.c":    # 110 columns, but for strings, macros, comments with examples
            found += [f"{name}:{n}: {len(line.expandtabs(4))} columns" for n, line in enumerate(lines, 1)
                      if len(line.expandtabs(4)) > 110 and not re.search(r'"|^#|\\$|^ [* ]|: dump_number|TEXT\(', line)]
        found += [f"{name}: {mark}" for mark in set(re.findall(r"\b(?:TODO|FIXME|XXX)\b", text))]
    assert found == []


def test_sources_are_listed():
    """A file that no Makefile.am names is not built, or not in the distribution."""
    for folder, pattern in (("src", "**/*.[chly]"), ("src", "**/*.def"), ("tests", "unit/*.c")):
        listed = (ROOT / folder / "Makefile.am").read_text(encoding="utf-8").split()
        stems = {os.path.splitext(word)[0] for word in listed}
        files = [file.relative_to(ROOT / folder) for file in (ROOT / folder).glob(pattern)]
        made = {"Parser/grammar", "Parser/lexer"}
        assert [str(f) for f in files if str(f.with_suffix("")) not in stems | made] == []


def test_bootstrap_help():
    assert "check [PYTEST-ARG...]" in run(ROOT / "bootstrap", "--help")
