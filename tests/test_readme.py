"""What README.md shows is what happens."""

import importlib.util
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parent.parent
README = (REPO / "README.md").read_text("utf-8")
VENDORSCOPE = Path(sys.executable).with_name("vendorscope")


def _blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def _commands(program: str) -> list[str]:
    """The lines of shell blocks that call the program, and its mentions in backticks."""
    lines = [line.split("  #")[0].strip() for block in _blocks("sh") for line in block.splitlines()]
    mentioned = re.findall(rf"`({program} [^`]+)`", README)
    return sorted({line for line in [*lines, *mentioned] if re.search(rf"(^| ){program} ", line)})


def _can_run(command: str) -> bool:
    if "https://" in command or "--watch" in command:  # the network, and what runs until Ctrl-C
        return False
    if "--ray" in command and importlib.util.find_spec("ray") is None:  # an extra
        return False
    return command.split()[1] in {"ask", "vram", "revenue", "search", "models", "doctor", "ingest"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Holds the documents and scenarios that the README speaks of."""
    (scenario,) = _blocks("toml")
    (tmp_path / "mine.toml").write_text(scenario)
    (tmp_path / "cheaper.toml").write_text(scenario.replace("20 USD", "15 USD"))
    (tmp_path / "notes.md").write_text("# Prices\n\nIn 2026 the Acme plan costs $7 a month.\n")
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports/prices.md").write_text("# Report\n\nThe report says prices fell by 10%.\n")
    return tmp_path


def _run(command: list[str | Path], folder: Path) -> "subprocess.CompletedProcess[str]":
    environment = os.environ | {"VENDORSCOPE_HOME": str(folder / "home")}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("block", _blocks("python"))
def test_the_python_of_the_readme_runs(block: str, folder: Path) -> None:
    run = _run([sys.executable, "-c", block], folder)
    assert run.returncode == 0, run.stderr
    assert "$50 billion" in run.stdout
    assert "$500 billion" in run.stdout


@pytest.mark.parametrize("command", [c for c in _commands("vendorscope") if _can_run(c)])
def test_a_command_of_the_readme_does_what_it_says(command: str, folder: Path) -> None:
    run = _run([VENDORSCOPE, *shlex.split(command)[1:]], folder)
    # a memory check that says no ends with 1 and a verdict
    assert run.returncode == 0 or (" vram " in command and run.returncode == 1), run.stderr
    assert run.stdout.strip()


@pytest.mark.parametrize("command", _commands("vendorscope"))
def test_every_command_and_option_of_the_readme_exists(command: str, folder: Path) -> None:
    words = shlex.split(command[command.index("vendorscope") :])[1:]
    named = words[:2] if words[0] == "sources" else words[:1]
    shown = _run([VENDORSCOPE, *named, "--help"], folder)
    assert shown.returncode == 0, shown.stderr
    options = [word for word in words if word.startswith("-")]
    assert [option for option in options if option not in shown.stdout] == []


@pytest.mark.parametrize("command", _commands("make"))
def test_every_make_target_of_the_readme_exists(command: str, repo: Path) -> None:
    run = subprocess.run(
        ["make", "-n", command.split()[1]], cwd=repo, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr


def test_every_file_and_picture_the_readme_links_to_is_there(repo: Path) -> None:
    links = [link for link in re.findall(r"\]\(([^)#]+)", README) if "://" not in link]
    assert [link for link in links if not (repo / link).exists()] == []


def test_every_setting_of_the_readme_is_in_the_example_file(repo: Path) -> None:
    example = (repo / ".env.example").read_text("utf-8")
    named = set(re.findall(r"`((?:VENDORSCOPE|SLACK)_[A-Z_]+)`", README))
    assert [name for name in sorted(named) if f"#{name}=" not in example] == []
