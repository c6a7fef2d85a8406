"""What the tests of the runtime share: programs are compiled once for each set of flags."""
from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """compiled( name, flags... ): the program that NAME.cases.cfa becomes."""
    done: dict[tuple[str, ...], Path] = {}

    def compile_once(name: str, *flags: str) -> Path:
        if (name, *flags) not in done:
            target = tmp_path_factory.mktemp(name) / name
            subprocess.run([os.environ["CFA"], "-quiet", "-g", *flags, HERE / f"{name}.cases.cfa", "-o", target], check=True)
            done[name, *flags] = target
        return done[name, *flags]

    return compile_once
