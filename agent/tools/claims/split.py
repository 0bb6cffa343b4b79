"""Statements of a text, with where they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+|(?<=[。！？])[”’）]*|\n+")
_SHORTEST = 12
_JOINT = re.compile(r"\s*(?:,? ?and|&|,|和|与|及|以及|、|跟)\s*", re.IGNORECASE)


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


def one_subject_each(text: str, places: Sequence[tuple[int, int]]) -> dict[str, str]:
    """Subject -> the statement on it alone, where several are joined by "and"; else empty.

    `places` are where the names stand.

    >>> one_subject_each("Are IMA and Yuanqi open source?", [(4, 7), (12, 18)])
    {'IMA': 'Are IMA open source?', 'Yuanqi': 'Are Yuanqi open source?'}
    """
    run: list[tuple[int, int]] = []
    for place in sorted(places):
        if run and not _JOINT.fullmatch(text[run[-1][1] : place[0]]):
            if len(run) > 1:
                break
            run = []
        run.append(place)
    if len(run) < 2:
        return {}
    before, after = text[: run[0][0]], text[run[-1][1] :]
    return {text[start:end]: before + text[start:end] + after for start, end in run}
