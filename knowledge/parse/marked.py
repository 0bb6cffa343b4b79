"""Pieces of text that a PDF marks as such, as browsers do with each cell and phrase: two of them may
stand closer to each other than words do."""

from itertools import pairwise
from typing import Any

_GAP = (0.06, 0.15)
"""Times the letters' size: less is none, and by more words are told apart anyway."""

Char = dict[str, Any]


def part(page: Any) -> None:
    """Write a blank between two such pieces on a line that do not touch."""
    every: list[Char] = page.chars
    chars = every[:1]
    for one, after in pairwise(every):
        if _are_apart(one, after):
            sides = {"x0": one["x1"], "x1": after["x0"], "width": after["x0"] - one["x1"]}
            chars.append(after | sides | {"text": " "})
        chars.append(after)
    if len(chars) > len(every):
        every[:] = chars


def _are_apart(one: Char, after: Char) -> bool:
    marks = one.get("mcid"), after.get("mcid")
    is_line = one["upright"] and after["upright"] and abs(one["top"] - after["top"]) < 1
    if None in marks or marks[0] == marks[1] or not is_line:
        return False
    least, most = (part * after["size"] for part in _GAP)
    is_near = least < after["x0"] - one["x1"] <= most
    return is_near and not (one["text"].isspace() or after["text"].isspace())
