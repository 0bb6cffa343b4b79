"""Statements of a text, with where they stand."""

import re
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|(?<=[。！？])[”’）]*|\n+")
_SHORTEST = 12


@dataclass(frozen=True)
class Claim:
    """One statement; `text == document[char_start:char_end]`."""

    text: str
    char_start: int
    char_end: int


def split(document: str) -> list[Claim]:
    """The statements of a text in reading order; headings and crumbs are left out.

    >>> [claim.text for claim in split("IMA is open source. So is Yuanqi, it says.")]
    ['IMA is open source.', 'So is Yuanqi, it says.']
    """
    claims: list[Claim] = []
    start = 0
    for end in [*_END.finditer(document), None]:
        stop = end.start() if end else len(document)
        text = document[start:stop].strip()
        if len(text) >= _SHORTEST and not text.startswith("#"):
            at = document.index(text, start)
            claims.append(Claim(text, at, at + len(text)))
        start = end.end() if end else stop
    if not claims and document.strip():
        text = document.strip()
        at = document.index(text)
        claims.append(Claim(text, at, at + len(text)))
    return claims
