"""A little disk of one's own, which may be full or only to be read."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

_ALONE = ("unshare", "--user", "--map-root-user", "--mount")


@pytest.fixture
def on_little_disk(tmp_path: Path) -> Callable[[str], str]:
    """Runs a script in a process that has a disk of 4 MB as its current folder; what it printed."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare on this machine, so no disk of one's own")
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = f"mount -t tmpfs -o size=4m none {disk}"
    tried = subprocess.run([*_ALONE, "sh", "-c", mount], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip(f"no disk of one's own can be had here ({tried.stderr.decode().strip()})")

    def run(script: str) -> str:
        begin = f"{mount} && cd {disk} && exec {sys.executable} -c '{script}'"
        done = subprocess.run([*_ALONE, "sh", "-c", begin], capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout.decode()

    return run
