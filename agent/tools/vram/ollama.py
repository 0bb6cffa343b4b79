"""Ollama's names, "qwen3:8b", and the format it serves them in."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from agent.tools.bilingual import Note
from agent.tools.vram.model import Model
from agent.tools.vram.names import begins, tokens

if TYPE_CHECKING:
    from agent.tools.vram.catalog import Found

_TAG = re.compile(
    r"(?P<name>[a-z][\w.-]*):(?P<size>(?:\d+x)?\d+(?:\.\d+)?)(?P<unit>[bm])\b[\w.-]*", re.I
)
_SERVED = "q4_k_m"
_ABOUT = 0.03
"""How far a size in a tag may be from the parameters: "30b" of 30.5 billion."""


def is_tag(text: object) -> bool:
    """Whether a name is written as Ollama writes them.

    >>> is_tag("qwen3:8b"), is_tag("hf://a/b:8b"), is_tag("Qwen3-8B")
    (True, False, False)
    """
    return isinstance(text, str) and _TAG.fullmatch(text.strip()) is not None


def tagged_model(text: str, known: Sequence[Model]) -> Model | None:
    """The one model of a family that has the size in the tag; None where there are several."""
    found = _TAG.fullmatch(text.strip())
    if found is None:
        return None
    family = tokens(found["name"])
    size = (found["size"], found["unit"].lower())
    of_family = [one for one in known if begins(tokens(one.name), family)]
    next_to = [one for one in of_family if tokens(one.name)[len(family) :][:2] == size]
    named = [one for one in of_family if size in zip(*_pairs(one.name), strict=True)]
    near = [one for one in of_family if _is_about(one, *size)]
    return next((group[0] for group in (next_to, named, near) if len(group) == 1), None)


def _is_about(model: Model, size: str, unit: str) -> bool:
    if "x" in size:  # of a mixture, "8x7b": no count of parameters
        return False
    billions = float(size) / (1 if unit == "b" else 1000)
    return abs((model.params_b or 0) - billions) <= _ABOUT * billions


def _pairs(name: str) -> tuple[Sequence[str], Sequence[str]]:
    parts = tokens(name)
    return parts[:-1], parts[1:]


def as_ollama_serves(
    text: object, asked: dict[str, Any], found: "Found"
) -> tuple[dict[str, Any], list[Note]]:
    """A request with what Ollama takes where nothing else is said: itself for one of its tags, and
    Q4_K_M, the format of its library's plain tags, for weights released in more than 4 bits."""
    if is_tag(text) and not asked.get("engine"):
        asked = asked | {"engine": "ollama"}
    is_ollama = str(asked.get("engine") or "").strip().lower().startswith("ollama")
    in_full = "fp4" not in found.model.dtype and not found.precision
    if not is_ollama or asked.get("precision") or not in_full or found.model.kind != "llm":
        return asked, []
    note = Note(
        "Weights in q4_k_m, in which Ollama's library serves a name without a format.",
        "权重按 q4_k_m：Ollama 的模型库对不带格式的名称默认提供该格式。",
    )
    return asked | {"precision": _SERVED}, [note]
