"""Periods and lengths of time as people shorten them, written out as the rules of a sum read them."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from agent.quantities.words import read_hanzi

_HALVES = re.compile(
    r"(?<![第\d一二三四五六七八九十])(\d{1,2}|[一二两三四五六七八九])年半(?![价年])"
)
_DIGITS: Sequence[str] = "zero one two three four five six seven eight nine".split()
_POINT = re.compile(
    rf"\b((?:[a-z]+ty|[a-z]+teen|ten|eleven|twelve|{'|'.join(_DIGITS)}|hundred)\s+)?point ((?:(?:{'|'.join(_DIGITS)})\b\s?)+)(?=\s?(?:%|per ?cent))",
    re.IGNORECASE,
)
"""A share below one per cent as it is spoken: "point four percent"."""


def written_out(text: str) -> str:
    """The text with its shortened periods and roundabout lengths of time in full.

    >>> written_out("$9/mth, +5% pa; 3 yrs on?"), written_out("一年半后")
    ('$9/month, +5% a year; after 3 years?', '18个月后')
    """
    for said, plainly in _rewordings():
        text = said.sub(plainly, text)
    text = _POINT.sub(_in_figures, text)
    return _HALVES.sub(_in_months, text)


@cache
def _rewordings() -> tuple[tuple[re.Pattern[str], str], ...]:
    held = tomllib.loads((files("agent.offline") / "shorthand.toml").read_text("utf-8"))
    parts: dict[str, str] = {}
    for name, pattern in held["parts"].items():
        parts[name] = _whole(pattern, parts)
    return tuple(
        (re.compile(_whole(one["said"], parts), re.IGNORECASE), one["plainly"])
        for one in held["rewording"]
    )


def _whole(pattern: str, parts: dict[str, str]) -> str:
    return re.sub(r"\{([A-Z_]+)\}", lambda found: parts[found[1]], pattern)


def _in_figures(found: re.Match[str]) -> str:
    if found[1]:
        return found[0]
    return "0." + "".join(str(_DIGITS.index(word)) for word in found[2].lower().split())


def _in_months(found: re.Match[str]) -> str:
    years = int(found[1]) if found[1].isdigit() else int(read_hanzi(found[1]))
    return f"{12 * years + 6}个月"
