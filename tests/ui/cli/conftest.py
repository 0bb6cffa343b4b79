"""The real command: in a process of its own, or called here where that is enough."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from ui.cli import main


@dataclass(frozen=True)
class Ran:
    """What came of a command."""

    code: int
    stdout: str
    stderr: str

    @property
    def json(self) -> Any:
        return json.loads(self.stdout)

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.stdout.splitlines()]

    @property
    def last_line(self) -> str:
        return self.stderr.rstrip("\n").split("\n")[-1]

    @property
    def error(self) -> dict[str, Any]:
        return json.loads(self.last_line)["error"]


Command = Callable[..., Ran]


@pytest.fixture
def process() -> Command:
    """Runs `vendorscope` in a process of its own."""

    def run(*words: str, stdin: bytes | None = None, **variables: str) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "ui.cli", *words],
            input=stdin,
            capture_output=True,
            env=os.environ | variables,
            timeout=120,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def here(capfd: pytest.CaptureFixture[str]) -> Command:
    """Runs `vendorscope` in this process, which spares the loading."""

    def run(*words: str) -> Ran:
        code = main(words)
        captured = capfd.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
