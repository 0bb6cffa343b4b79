"""What is set up, what is missing and how to get it: the checks behind `vendorscope doctor`.

Reads files, package metadata and the environment and tries the ONNX graph where there is one; makes
nothing, opens no store, asks no network, and never shows the value of a key.
"""

import importlib.metadata
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from knowledge.embedding.adapted import Adapted

State = Literal["ok", "missing", "problem"]

SHOWN_VERSIONS = (
    "torch",
    "sentence-transformers",
    "onnxruntime",
    "chromadb",
    "langgraph",
    "gradio",
)
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
SLACK_WAYS_IN = ("SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET")
SETUP = "Run `make setup`, or `python -m knowledge.prepare` with an installed wheel."


@dataclass(frozen=True)
class Check:
    """One thing looked at."""

    name: str
    state: State
    """`missing`: an option that is not set up, all else works; `problem`: mend it first."""
    detail: str
    """What was found."""
    advice: str | None = None
    """What to do, where something is to be done."""


def run_checks() -> list[Check]:
    """Every check, in the order a newcomer meets them."""
    from ui.model_checks import model_checks, named_model_checks  # they take `Check` from here

    return [
        _python(),
        *_packages(),
        *_folders(),
        *_library(),
        *named_model_checks(),
        *model_checks(),
        _slack(),
        _chromium(),
        *_extras(),
    ]


def to_dict(checks: Sequence[Check]) -> dict[str, Any]:
    """The JSON document: `ok` is false where any check found a problem."""
    return {"ok": is_ok(checks), "checks": [asdict(check) for check in checks]}


def to_text(checks: Sequence[Check]) -> str:
    """A line a check, its advice below it, and what it all comes to."""
    marks = {"ok": "ok     ", "missing": "missing", "problem": "PROBLEM"}
    lines: list[str] = []
    for check in checks:
        lines.append(f"{marks[check.state]}  {check.name}: {check.detail}")
        if check.advice:
            lines.append(f"{'':9}→ {check.advice}")
    return "\n".join([*lines, "", _conclusion(checks)])


def is_ok(checks: Sequence[Check]) -> bool:
    """Whether nothing must be mended; an option that is not set up is no problem."""
    return all(check.state != "problem" for check in checks)


def _conclusion(checks: Sequence[Check]) -> str:
    problems = [check.name for check in checks if check.state == "problem"]
    if problems:
        return f"To be mended: {', '.join(problems)}."
    return "Ready. What is marked missing is optional."


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("Python", "ok", f"{version}, {sys.executable}")


def _packages() -> list[Check]:
    """One check for all packages that the distribution names, one more for each wrong one."""
    try:
        required = _requirements(extra=None)
    except importlib.metadata.PackageNotFoundError:
        advice = "Run `make setup`, or `pip install --no-deps --editable .`."
        return [Check("vendorscope", "problem", "the package itself is not installed", advice)]
    wrong = [check for check in map(_package, required) if check is not None]
    version = importlib.metadata.version("vendorscope")
    found = f"{len(required) - len(wrong)} of {len(required)}"
    versions = [f"{name} {installed}" for name in SHOWN_VERSIONS if (installed := _version(name))]
    return [
        Check("vendorscope", "ok", f"{version}, {resources.files('agent')}"),
        Check("packages", "problem" if wrong else "ok", ", ".join([found, *versions])),
        *wrong,
    ]


def _package(requirement: str) -> Check | None:
    """What is wrong with an installed package, None where nothing is."""
    name, bounds = _split(requirement)
    advice = f'Run `make setup`, or `pip install "{requirement}"`.'
    version = _version(name)
    if version is None:
        return Check(f"package {name}", "problem", "not installed", advice)
    if _is_older(version, bounds):
        return Check(f"package {name}", "problem", f"{version} is too old", advice)
    return None


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _folders() -> list[Check]:
    from knowledge import places

    return [
        _folder("your data", "VENDORSCOPE_HOME", places.home()),
        _folder("cache", "VENDORSCOPE_CACHE", places.cache()),
    ]


def _folder(name: str, variable: str, folder: Path) -> Check:
    if not folder.exists():
        ancestor = next(parent for parent in folder.parents if parent.exists())
        if _can_write(ancestor):
            return Check(name, "ok", f"{folder} (made on first use)")
    elif folder.is_dir() and _can_write(folder):
        return Check(name, "ok", f"{folder}, {_size(folder) / 1e6:,.1f} MB")
    advice = f"Set {variable} to a folder that you may write to."
    return Check(name, "problem", f"{folder} cannot be written to", advice)


def _can_write(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _size(folder: Path) -> int:
    total = 0
    for directory, _, files in os.walk(folder):
        for file in files:
            path = Path(directory, file)
            # a file may go while we count
            total += path.stat().st_size if path.exists() else 0
    return total


def _library() -> list[Check]:
    """The two things in the cache; what is missing is made on first use."""
    from knowledge import bundled
    from knowledge.document import CannotRead
    from knowledge.embedding import graph
    from knowledge.embedding.embed import default_embedder

    embedder = default_embedder()
    indexed = bundled.is_ready(embedder)
    index = Check(
        "bundled library",
        "ok" if indexed else "missing",
        f"{bundled.folder(embedder)}" if indexed else "no index yet; the first question makes it",
        None if indexed else SETUP,
    )
    index = [index, *_adapted()]
    if not graph.is_ready():
        return [Check("ONNX graph", "missing", "not exported yet; first use does", SETUP), *index]
    try:
        (vector,) = embedder.embed(["one text"])
    except (CannotRead, OSError, RuntimeError) as error:
        again = f"Delete {graph.folder()}, then: {SETUP}"
        return [Check("ONNX graph", "problem", f"cannot be used: {error}", again), *index]
    return [_embedder(embedder.name, len(vector), embedder.dimension), *index]


def _adapted() -> list[Check]:
    """What reads a question with a statement, what tells the amounts of a sum apart and what a question on
    documents asks for; words alone do without them."""
    from knowledge.embedding.amount_parts import PARTS, AmountParts
    from knowledge.embedding.cross_encoder import ANSWERS, ANSWERS_CLOSELY, CrossEncoder
    from knowledge.embedding.question_parts import QUESTION_PARTS
    from knowledge.embedding.tagger import Tagger

    pair = ("What is it?", ["It is a text."])
    return [
        _graph_of(ANSWERS, lambda: CrossEncoder().answers(*pair)),
        _graph_of(ANSWERS_CLOSELY, lambda: CrossEncoder(ANSWERS_CLOSELY).answers(*pair)),
        _graph_of(PARTS, lambda: AmountParts().of("5 users at $2", [(0, 7)])),
        _graph_of(QUESTION_PARTS, lambda: Tagger(QUESTION_PARTS).odds("What is it?")),
    ]


def _graph_of(model: "Adapted", ask: Callable[[], object]) -> Check:
    if not model.is_ready():
        return Check(model.called, "missing", "not exported yet; first use does", SETUP)
    if ask() is None:
        again = f"Delete {model.folder()}, then: {SETUP}"
        return Check(model.called, "problem", "cannot be used", again)
    return Check(model.called, "ok", f"{model.folder()}")


def _embedder(name: str, length: int, expected: int) -> Check:
    if length == expected:
        return Check("ONNX graph", "ok", f"{name}, {length} dimensions")
    detail = f"{name} gives {length} dimensions where {expected} are expected"
    return Check("ONNX graph", "problem", detail, SETUP)


def _slack() -> Check:
    bot = _is_set("SLACK_BOT_TOKEN")
    ways = [name for name in SLACK_WAYS_IN if _is_set(name)]
    if bot and ways:
        return Check("Slack", "ok", f"SLACK_BOT_TOKEN and {' and '.join(ways)} are set")
    lacking = ([] if bot else ["SLACK_BOT_TOKEN"]) + ([] if ways else [" or ".join(SLACK_WAYS_IN)])
    advice = "Run `vendorscope slack --check`: it says where to click."
    # one of two is a mistake, none is a choice
    state: State = "problem" if bot or ways else "missing"
    return Check("Slack", state, f"{' and '.join(lacking)} not set", advice)


def _is_set(variable: str) -> bool:
    return bool(os.environ.get(variable, "").strip())


def _chromium() -> Check:
    found = find_chromium()
    if found:
        return Check("Chromium", "ok", found)
    advice = "Only the browser tests need it. Debian, Ubuntu: `apt-get install chromium`."
    return Check("Chromium", "missing", "no Chromium on this machine", advice)


def find_chromium() -> str | None:
    """Path of a Chromium or Chrome, None where there is none."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


def _extras() -> list[Check]:
    """The parts that `make setup` leaves out; the list is the distribution's own."""
    try:
        names = importlib.metadata.metadata("vendorscope").get_all("Provides-Extra") or []
    except importlib.metadata.PackageNotFoundError:
        return []
    return [_extra(name) for name in names]


def _extra(name: str) -> Check:
    lacking = [need for need in _requirements(extra=name) if _package(need) is not None]
    if not lacking:
        return Check(f"extra {name}", "ok", "installed")
    command = "pip install " + " ".join(f'"{need}"' for need in lacking)
    return Check(f"extra {name}", "missing", "not installed", f"`{command}`")


def _requirements(extra: str | None) -> list[str]:
    """What the installed distribution requires, always or for one extra."""
    return list(_for_extra(importlib.metadata.requires("vendorscope") or [], extra))


def _for_extra(rows: Iterable[str], extra: str | None) -> Iterable[str]:
    for row in rows:
        requirement, _, marker = row.partition(";")
        named = re.search(r"extra\s*==\s*['\"]([^'\"]+)", marker)
        if (named[1] if named else None) == extra:
            yield requirement.strip()


def _split(requirement: str) -> tuple[str, str]:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    name = match[0] if match else requirement
    return name, requirement[len(name) :]


def _is_older(version: str, bounds: str) -> bool:
    lower = re.search(r">=\s*([0-9.]+)", bounds)
    return lower is not None and _numbers(version) < _numbers(lower[1])


def _numbers(version: str) -> tuple[int, ...]:
    leading = re.match(r"[0-9.]+", version)
    return tuple(int(part) for part in leading[0].split(".") if part) if leading else ()
