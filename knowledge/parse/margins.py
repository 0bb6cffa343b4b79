"""Lines that run along at the head or foot of most pages: they are told once, where they are first."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Any, NamedTuple

from knowledge.parse.pages import PAGE_NUMBER

_MARGIN = 0.1
"""Of a page's height, above and below: what stands further in is never taken for such a line."""
_LEAST_PAGES = 3
_GAP = 2
"""Times the letters' size that part a page's number from the words beside it."""

Mark = tuple[bool, int, tuple[str, ...]]
"""Whether it is at the head, how many points from the edge, and what its parts say."""


class Line(NamedTuple):
    """A line of a page, with its mark if it stands in a margin."""

    text: str
    mark: Mark | None = None


def line_of(found: dict[str, Any], height: float, page: int) -> Line:
    """A line as pdfplumber describes it. Of a page's number counts how far it is from `page`."""
    is_head = found["bottom"] <= height * _MARGIN
    if not is_head and found["top"] < height * (1 - _MARGIN):
        return Line(found["text"])
    place = found["top"] if is_head else height - found["bottom"]
    parts = tuple(_counted(part, page) for part in _parts(found["chars"]))
    return Line(found["text"], (is_head, round(place), parts))


def running(pages: Sequence[Iterable[Line]]) -> set[Mark]:
    """Marks of the lines that stand at the same place of most pages."""
    if len(pages) < _LEAST_PAGES:
        return set()
    counts = Counter(mark for lines in pages for mark in {one.mark for one in lines if one.mark})
    return {mark for mark, count in counts.items() if count * 2 > len(pages)}


def parted(lines: Sequence[Line], marks: set[Mark]) -> tuple[list[Line], list[Line], list[Line]]:
    """The running lines above all others, the others, and the running lines below them."""
    head = [*takewhile(lambda one: one.mark in marks and one.mark[0], lines)]
    rest = lines[len(head) :]
    foot = [*takewhile(lambda one: one.mark in marks and not one.mark[0], reversed(rest))][::-1]
    return head, [*rest[: len(rest) - len(foot)]], foot


def _parts(chars: Sequence[dict[str, Any]]) -> Iterator[str]:
    """What stands apart on the line, without blanks."""
    part = chars[0]["text"]
    for before, char in pairwise(chars):
        if char["x0"] - before["x1"] > _GAP * char["size"]:
            yield part
            part = ""
        part += char["text"]
    yield part


def _counted(part: str, page: int) -> str:
    if not PAGE_NUMBER.fullmatch(part):
        return part
    return re.sub(r"\d+", lambda found: str(int(found[0]) - page), part, count=1)
