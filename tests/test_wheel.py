"""A wheel installed in another environment works alone: code and data come out of it."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PACKAGES = ("agent", "knowledge", "ui", "evals")


@pytest.fixture(scope="module")
def wheel(repo: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that no earlier build directory lends it files."""
    source = tmp_path_factory.mktemp("source")
    for package in PACKAGES:
        shutil.copytree(
            repo / package, source / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    for file in ("pyproject.toml", "README.md"):
        shutil.copy(repo / file, source)
    built = tmp_path_factory.mktemp("wheel")
    _run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", built, source],
        cwd=built,
    )
    return next(built.glob("vendorscope-*.whl"))


class Elsewhere:
    """An environment that holds the wheel's code; libraries are those of this environment.

    A line in a .pth file adds the folder of the libraries, but does not run the .pth files in
    it, so that the editable install of this repository stays unseen.
    """

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.bin = folder / "environment/bin"
        self.empty = folder / "empty"
        self.empty.mkdir()
        self.home, self.cache = folder / "home", folder / "cache"
        venv.create(folder / "environment", with_pip=False, symlinks=True)
        site = self.run("python", "-c", "import sysconfig; print(sysconfig.get_path('purelib'))")
        self.site = Path(site.stdout.strip())
        pip = [sys.executable, "-m", "pip", "--python", self.bin / "python", "install", "--quiet"]
        _run([*pip, "--no-deps", "--no-index", "--no-compile", wheel], cwd=self.empty)
        (self.site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")

    def run(
        self, program: str, *arguments: str, check: bool = True
    ) -> "subprocess.CompletedProcess[str]":
        environment = {
            k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))
        }
        environment |= {
            "VENDORSCOPE_HOME": str(self.home),
            "VENDORSCOPE_CACHE": str(self.cache),
            "PATH": f"{self.bin}{os.pathsep}{environment['PATH']}",
        }
        return _run([self.bin / program, *arguments], cwd=self.empty, env=environment, check=check)


def _run(
    command: list[str | Path],
    cwd: Path,
    env: dict[str, str] | None = None,
    check: bool = True,
) -> "subprocess.CompletedProcess[str]":
    run = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    if check and run.returncode != 0:
        pytest.fail(
            f"{command} exits {run.returncode}:\n{run.stdout[-2000:]}\n{run.stderr[-4000:]}"
        )
    return run


@pytest.fixture(scope="module")
def elsewhere(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Elsewhere:
    return Elsewhere(tmp_path_factory.mktemp("elsewhere"), wheel)


def test_the_wheel_holds_every_file_of_the_packages_and_nothing_else(
    repo: Path, wheel: Path
) -> None:
    ours = {
        path.relative_to(repo).as_posix()
        for package in PACKAGES
        for path in (repo / package).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    packed = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert packed == ours


def test_its_code_comes_from_the_wheel_and_not_from_this_repository(
    repo: Path, elsewhere: Elsewhere
) -> None:
    names = ", ".join(PACKAGES)
    code = f"import {names}; print(*(package.__file__ for package in ({names})), sep='\\n')"
    for file in elsewhere.run("python", "-c", code).stdout.splitlines():
        assert Path(file).is_relative_to(elsewhere.site)


def test_a_memory_check_reads_its_data_from_the_wheel(elsewhere: Elsewhere) -> None:
    run = elsewhere.run("vendorscope", "vram", "Qwen3-8B", "--gpu", "3060", "--json", check=False)
    assert run.returncode in (0, 1), run.stderr
    report = json.loads(run.stdout)
    assert report["model"] == "Qwen3-8B"
    assert report["required_gib"] > 0


def test_a_first_question_builds_graph_and_library_and_is_answered_with_citations(
    elsewhere: Elsewhere,
) -> None:
    run = elsewhere.run("vendorscope", "ask", "Is Tencent's IMA open source?", "--json")
    answer = json.loads(run.stdout)
    assert answer["citations"]
    assert any(elsewhere.cache.rglob("*.onnx"))


def test_doctor_finds_no_problem_there(elsewhere: Elsewhere) -> None:
    run = elsewhere.run("vendorscope", "doctor", "--json", check=False)
    report = json.loads(run.stdout)
    assert [check for check in report["checks"] if check["state"] == "problem"] == []
