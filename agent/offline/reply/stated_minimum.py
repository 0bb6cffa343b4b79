"""Where our estimate lets a model onto a card that its maker's stated minimum excludes."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.answer import Language
from agent.offline.reply.phrases import phrase

_MINIMUM = re.compile(
    r"(?:at least|minimum(?: of)?|no less than) (\d+(?:\.\d+)?) ?Gi?B\b(?! (?:of )?(?:RAM|system))"
    r"|\b(\d+(?:\.\d+)?) ?Gi?B minimum|(?:至少|最低|最少)(?:需要|需|要|为)?\s?(\d+(?:\.\d+)?) ?GB",
    re.IGNORECASE,
)
_LINES = re.compile(r"\b(\d{3,4})p\b", re.IGNORECASE)
_WITH_LESS = re.compile(r"off-?load|lite|卸载", re.IGNORECASE)
_MARKS = re.compile(r"(?:\[\d+\])+")
_KEPT_BACK = 1.03
"""A 24 GB card has a little less than 24 GiB usable; that is no lack."""


def below_minimum(result: Mapping[str, Any], said: Sequence[str], language: Language) -> str:
    """The sentence that says so before the report; empty where nothing published is against it."""
    usable = result.get("available_gib")
    if not result.get("fits") or not usable or (result.get("gpus") or 1) > 1:
        return ""
    for line in said:
        stated = _MINIMUM.search(line)
        if stated is None or _WITH_LESS.search(line) or _is_of_larger(line, result):
            continue
        gb = next(number for number in stated.groups() if number)
        if float(gb) > _KEPT_BACK * float(usable):
            mark = "".join(_MARKS.findall(line)[-1:])
            return phrase("below_minimum", language, gb=gb, mark=mark)
    return ""


def _is_of_larger(line: str, result: Mapping[str, Any]) -> bool:
    """Whether the minimum is stated for a larger picture than the one asked for."""
    lines = _LINES.search(line)
    height = (result.get("request") or {}).get("height")
    return bool(lines and height and int(height) < int(lines[1]))
