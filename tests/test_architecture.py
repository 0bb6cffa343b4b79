"""The arrows of ARCHITECTURE.md: engines stand alone, packages depend one way."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ENGINES = ["agent.quantities", "agent.tools.vram", "agent.tools.revenue", "agent.tools.claims"]
TOO_HEAVY = ["langchain_core", "langgraph", "chromadb", "torch", "gradio"]
MOST_MODULES = 150
"""What an engine may load: their number tells an import that grew heavy, on a machine of any speed."""

LOADED = """
import json, sys
before = len(sys.modules)
import {engine}
loaded = len(sys.modules) - before
print(json.dumps([loaded, [name for name in {names} if name in sys.modules]]))
"""


def _import_alone(engine: str, folder: Path) -> tuple[int, list[str]]:
    """How many modules the engine loads in a fresh interpreter, and which heavy ones."""
    code = LOADED.format(engine=engine, names=TOO_HEAVY)
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    count, heavy = json.loads(run.stdout)
    return count, heavy


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_loads_neither_agent_nor_store_nor_torch(engine: str, repo: Path) -> None:
    _, loaded = _import_alone(engine, repo)
    assert loaded == []


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_loads_few_modules(engine: str, repo: Path) -> None:
    assert 0 < _import_alone(engine, repo)[0] <= MOST_MODULES


def test_the_analyst_is_found_on_the_package_without_loading_it(repo: Path) -> None:
    _, loaded = _import_alone("agent", repo)
    assert loaded == []


def test_packages_import_only_whom_they_may(repo: Path) -> None:
    linter = Path(sys.executable).with_name("lint-imports")
    run = subprocess.run(
        [linter, "--no-cache"], cwd=repo, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_no_file_under_tests_makes_tests_a_package(repo: Path) -> None:
    assert list((repo / "tests").rglob("__init__.py")) == []


def test_every_path_in_the_tree_of_architecture_md_exists(repo: Path) -> None:
    assert [path for path in _tree(repo) if not (repo / path).exists()] == []


def test_every_folder_of_ours_is_in_the_tree_of_architecture_md(repo: Path) -> None:
    folders = {
        folder.relative_to(repo).as_posix()
        for package in ("agent", "knowledge", "ui", "evals")
        for folder in (repo / package).rglob("*")
        if folder.is_dir() and folder.name != "__pycache__"
    }
    assert folders - set(_tree(repo)) == set()


def _tree(repo: Path) -> list[str]:
    """The paths of the first block, each line indented by two spaces a level."""
    block = (repo / "ARCHITECTURE.md").read_text("utf-8").split("```")[1]
    paths: list[str] = []
    above: list[str] = []
    for line in block.strip("\n").splitlines():
        level = (len(line) - len(line.lstrip())) // 2
        above = [*above[:level], line.split()[0].rstrip("/")]
        paths.append("/".join(above))
    return paths
