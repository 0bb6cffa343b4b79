"""Formulas of Word documents in a line of text."""

from collections.abc import Callable
from typing import Any

from knowledge.parse.scripts import lowered, raised

_SIGNS: dict[str, Callable[[dict[str, str]], str]] = {
    "f": lambda part: f"{_whole(part['num'])}/{_whole(part['den'])}",
    "sSup": lambda part: part["e"] + raised(part["sup"]),
    "sSub": lambda part: part["e"] + lowered(part["sub"]),
    "sSubSup": lambda part: part["e"] + lowered(part["sub"]) + raised(part["sup"]),
    "rad": lambda part: f"{part.get('deg', '')}√{_whole(part['e'])}",
    "d": lambda part: f"({part['e']})",
}
"""What is more than its parts one after another, by the tag."""


def as_line(formula: Any) -> str:
    """What a formula says, with brackets where its shape said what belongs together."""
    tag = formula.tag.rpartition("}")[2]
    if tag == "t":
        return formula.text or ""
    parts = [
        (one.tag.rpartition("}")[2], as_line(one)) for one in formula if isinstance(one.tag, str)
    ]
    try:
        return _SIGNS[tag](dict(parts))
    except KeyError:  # of another kind, or without one of its parts
        return "".join(text for _, text in parts)


def _whole(text: str) -> str:
    return text if text.replace(".", "").isalnum() else f"({text})"
