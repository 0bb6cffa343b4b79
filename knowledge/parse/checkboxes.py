"""Boxes that a web page shows ticked or not, told as a tick or a cross."""

import re
from typing import Any

from knowledge.parse.icons import NO, YES
from knowledge.parse.page_tables import flat

_BOXES = (
    "//li//input[@type='checkbox' and @disabled]"
    " | //input[@type='checkbox'][ancestor::li[contains(@class, 'task-list-item')]]"
    " | //*[@role='checkbox'][@aria-checked='true' or @aria-checked='false']"
    "[not(self::input or self::button or ancestor::form)]"
    " | //*[self::div or self::span or self::i][contains(@class, 'checkbox-o')]"
)
"""Those that nobody reading can tick."""
_STATE = re.compile(r"(?:^|\s)checkbox-(on|off)(?:\s|$)")


def tell(tree: Any) -> None:
    """Write one in place of each such box, before the words that stand beside it."""
    for box in tree.xpath(_BOXES):
        is_ticked = _is_ticked(box)
        if is_ticked is None or flat(box) or box.getparent() is None:
            continue
        words = box.makeelement("span")
        words.text, words.tail = YES if is_ticked else NO, f" {(box.tail or '').lstrip()}"
        box.getparent().replace(box, words)


def _is_ticked(box: Any) -> bool | None:
    """None where it is not told."""
    if box.tag == "input":
        return "checked" in box.attrib
    if told := box.get("aria-checked"):
        return told == "true"
    found = _STATE.search(box.get("class", ""))
    return found and found[1] == "on"
