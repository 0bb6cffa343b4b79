"""Tags and the like that a web page sets side by side, each in a box of its own."""

import re
from typing import Any

_IS_CHIP = re.compile(r"(?:^|[\s_-])(?:tags?|badge|chip|pill|selected-value)(?:[\s_-]|$)", re.I)
_WORD = re.compile(r"[^\W\d_]")


def part(tree: Any) -> None:
    """Write a comma between two that follow each other: nothing but their looks would part them."""
    for chip in [*tree.iter("span", "a")]:
        after = chip.getnext()
        if not (chip.tail or "").strip() and _is_chip(chip) and _is_chip(after):
            chip.tail = ", "


def _is_chip(element: Any) -> bool:
    return (
        element is not None
        and element.tag in ("span", "a")
        and _IS_CHIP.search(element.get("class", "")) is not None
        and _WORD.search(element.text_content()) is not None
    )
