"""The pinned files are whole, and `make setup` does what is needed and no more."""

import ast
import os
import socket
import stat
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

OURS = ("agent", "knowledge", "ui", "evals")
PINNED = ("requirements.txt", "requirements-exact.txt", "requirements-test.txt")


@pytest.fixture(scope="session")
def pins(repo: Path) -> dict[str, str]:
    return {name: version for file in PINNED for name, version in _read_pins(repo / file)}


def _read_pins(file: Path) -> Iterator[tuple[str, str]]:
    for line in file.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            name, _, version = line.partition("==")
            yield canonicalize_name(name), version


def _project(repo: Path) -> dict[str, Any]:
    return tomllib.loads((repo / "pyproject.toml").read_text("utf-8"))["project"]


def _needs(name: str) -> Iterator[Requirement]:
    for row in metadata.requires(name) or []:
        need = Requirement(row)
        if need.marker is None or need.marker.evaluate({"extra": ""}):
            yield need


def test_every_dependency_of_the_wheel_is_pinned_within_its_bounds(
    repo: Path, pins: dict[str, str]
) -> None:
    project = _project(repo)
    needs = map(Requirement, [*project["dependencies"], *project["optional-dependencies"]["exact"]])
    wrong = [
        str(need)
        for need in needs
        if not need.specifier.contains(pins.get(canonicalize_name(need.name), "0"))
    ]
    assert wrong == []


def test_every_package_that_our_code_imports_is_a_named_dependency(repo: Path) -> None:
    named = {canonicalize_name(Requirement(row).name) for row in _project(repo)["dependencies"]}
    distributions = metadata.packages_distributions()
    unnamed = {
        f"{module} in {file.relative_to(repo)}"
        for file, module in _imports(repo)
        if module not in sys.stdlib_module_names
        and not named & {canonicalize_name(name) for name in distributions.get(module, [module])}
    }
    assert unnamed == set()


def _imports(repo: Path) -> Iterator[tuple[Path, str]]:
    """Every module from elsewhere that a file of ours imports, by its first name."""
    for package in OURS:
        for file in (repo / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                names = (
                    [alias.name for alias in node.names]
                    if isinstance(node, ast.Import)
                    else [node.module or ""]
                    if isinstance(node, ast.ImportFrom)
                    else []
                )
                for name in names:
                    if name.split(".")[0] not in OURS:
                        yield file, name.split(".")[0]


def test_what_the_pinned_packages_need_is_pinned_too(pins: dict[str, str]) -> None:
    missing = {
        f"{need.name} (for {name})"
        for name in pins
        for need in _needs(name)
        if canonicalize_name(need.name) not in pins
        # the CUDA build of torch brings its own libraries; the CPU build has none
        and not need.name.startswith(("nvidia-", "cuda-", "triton"))
    }
    assert missing == set()


def test_the_installed_versions_are_the_pinned_ones(pins: dict[str, str]) -> None:
    installed = {name: metadata.version(name).partition("+")[0] for name in pins}
    assert installed == pins


def test_torch_is_the_release_whose_cpu_build_the_contract_names(pins: dict[str, str]) -> None:
    assert pins["torch"] == "2.13.0"


FAKE_PYTHON = """#!/bin/sh
# Stands in for Python: writes down how it was called and makes a venv of itself.
case "$1 $2" in
  "--version "*) echo "Python 3.9.1" ;;
  "-c "*) exit ${TOO_OLD:-0} ;;
  "-m venv") shift 3; rm -rf "$1"; mkdir -p "$1/bin"; cp "$0" "$1/bin/python"; echo venv >>"$LOG" ;;
  "-m pip") echo "pip $*" | sed 's/.* -r /pip /; s/.*--editable/pip --editable/' >>"$LOG"
    case "$*" in *requirements-reader*) exit ${READER_EXIT:-0} ;; esac
    if [ -n "$KILL_PIP" ]; then kill -9 $$; fi
    exit ${PIP_EXIT:-0} ;;
  *) echo "$*" >>"$LOG" ;;
esac
"""


class Clone:
    """A copy of the set-up files, with a Python that only writes down its calls."""

    def __init__(self, repo: Path, folder: Path) -> None:
        self.folder = folder / "clone"
        self.folder.mkdir()
        for name in ("Makefile", "pyproject.toml", "requirements-reader.txt", *PINNED):
            (self.folder / name).write_bytes((repo / name).read_bytes())
        self.python = folder / "python"
        self.python.write_text(FAKE_PYTHON)
        self.python.chmod(self.python.stat().st_mode | stat.S_IEXEC)
        self.log = folder / "log"

    def make(self, target: str = "setup", **environment: str) -> subprocess.CompletedProcess[str]:
        """Runs make; `calls` then holds what this run did."""
        self.log.write_text("")
        return subprocess.run(
            ["make", f"PYTHON={self.python}", target],
            cwd=self.folder,
            env={**_without_make(os.environ), "LOG": str(self.log), **environment},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def calls(self) -> list[str]:
        return self.log.read_text().splitlines()


def _without_make(environment: "os._Environ[str]") -> dict[str, str]:
    """`make test` hands its own flags down; the inner make must not see them."""
    return {k: v for k, v in environment.items() if k not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}


EVERYTHING = [
    "venv",
    "pip requirements.txt",
    "pip --editable .",
    "pip requirements-reader.txt",
    "-m knowledge.prepare",
]


@pytest.fixture
def clone(repo: Path, tmp_path: Path) -> Clone:
    return Clone(repo, tmp_path)


def test_setup_of_a_fresh_clone_takes_every_step_and_the_second_only_looks(clone: Clone) -> None:
    assert clone.make().returncode == 0
    assert clone.calls == EVERYTHING
    assert clone.make().returncode == 0
    assert clone.calls == ["-m knowledge.prepare"]


def test_without_the_weights_of_the_large_reader_the_rest_is_set_up(clone: Clone) -> None:
    made = clone.make(READER_EXIT="1")
    assert made.returncode == 0
    assert "the small reader reads alone" in made.stderr
    assert clone.calls == EVERYTHING
    clone.make()
    assert clone.calls == EVERYTHING[3:]  # tried again
    clone.make()
    assert clone.calls == EVERYTHING[4:]


def test_a_changed_pin_is_installed_and_a_touched_file_is_not(clone: Clone) -> None:
    clone.make()
    os.utime(clone.folder / "requirements.txt")
    clone.make()
    assert clone.calls == ["-m knowledge.prepare"]
    with (clone.folder / "requirements.txt").open("a") as file:
        file.write("six==1.17.0\n")
    clone.make()
    assert clone.calls == EVERYTHING[1:]


def test_a_pin_changed_and_changed_back_is_installed_twice(clone: Clone) -> None:
    clone.make()
    pins = clone.folder / "requirements.txt"
    before = pins.read_text()
    pins.write_text(before + "six==1.17.0\n")
    clone.make()
    pins.write_text(before)
    clone.make()
    assert clone.calls == EVERYTHING[1:]


def test_a_pip_that_fails_is_run_again_in_the_same_venv(clone: Clone) -> None:
    assert clone.make(PIP_EXIT="1").returncode != 0
    clone.make()
    assert clone.calls == EVERYTHING[1:]


def test_after_a_killed_pip_everything_is_made_anew(clone: Clone) -> None:
    assert clone.make(KILL_PIP="yes").returncode != 0
    assert clone.make().returncode == 0
    assert clone.calls == EVERYTHING


def test_a_venv_without_its_python_is_made_anew(clone: Clone) -> None:
    clone.make()
    (clone.folder / ".venv/bin/python").unlink()
    clone.make()
    assert clone.calls == EVERYTHING


def test_a_moved_clone_makes_its_venv_anew(clone: Clone) -> None:
    clone.make()
    clone.folder = clone.folder.rename(clone.folder.with_name("moved"))
    clone.make()
    assert clone.calls == EVERYTHING


def test_a_second_make_does_not_install_into_a_venv_that_another_one_fills(clone: Clone) -> None:
    clone.make(PIP_EXIT="1")
    marker = clone.folder / ".venv/stamps/installing"
    marker.write_text(f"{os.getpid()}\n")
    second = clone.make()
    assert second.returncode != 0
    assert "Another make" in second.stderr
    assert clone.calls == []


def test_an_old_python_is_refused_with_what_to_do(clone: Clone) -> None:
    refused = clone.make(TOO_OLD="1")
    assert refused.returncode != 0
    assert "needs Python 3.11 or newer" in refused.stderr
    assert "Python 3.9.1" in refused.stderr
    assert "make PYTHON=" in refused.stderr
    assert clone.calls == []


def test_plain_make_only_explains(clone: Clone) -> None:
    explained = clone.make("help")
    assert "make chat" in explained.stdout
    assert clone.calls == []


@pytest.mark.reaches_out
def test_a_test_cannot_reach_another_machine() -> None:
    with pytest.raises(OSError, match="reach no other machine"):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
    with pytest.raises(OSError, match="reach no other machine"):
        socket.getaddrinfo("example.com", 80)


def test_a_test_can_reach_a_server_of_its_own() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()
