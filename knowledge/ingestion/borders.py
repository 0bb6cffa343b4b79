"""Sentences that run over the border of two pages."""

import re

from knowledge.language import stops
from knowledge.parse.pages import PAGE_NUMBER

_STOP = re.compile(r"[.!?。！？；:：…][\"'”’)\]」]*$")
_INNER_STOP = re.compile(r"[a-z)\d%][.!?]\s+[A-Z]|[。！？；].")
_GOES_ON = re.compile(
    r"(?:[,，、\-–]|\b(?:an?|the|of|to|in|on|at|by|for|from|with|than|and|or|but|is|are|was|were|will|that"
    r"|which|its|their))$",
    re.I,
)
"""How a line ends that cannot be the last one of anything."""
_OPENS = re.compile(
    r"[#>|*•·▪◦-]|\d+(?:\.\d+)*[.)]?\s+[A-Z\u3400-\u9fff]|[\[(]\d|第|[一二三四五六七八九十]+、"
)
"""How a line begins that opens something: a heading, an item of a list, a footnote."""
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s|$)|[。！？；][”’）」]*")
_FULL = 0.85
"""Of the longest line: one as long as that ends where the page's width does."""


def running_over(before: str, after: str) -> int:
    """How much of `after`, the first lines of a page, ends the last sentence of the page before it;
    0 where that is complete.

    >>> running_over("Small. The plan costs", "20 dollars a month. It is new.")
    19
    >>> running_over("It costs 20 dollars.", "It is new."), running_over("Prices", "Acme. New.")
    (0, 0)
    """
    if not _is_open(before, after):
        return 0
    end = next(stops.ends(_SENTENCE_END, after), None)
    return end.end() if end else 0


def _is_open(before: str, after: str) -> bool:
    lines = [line for line in before.split("\n") if not PAGE_NUMBER.fullmatch(line.strip())]
    last = lines[-1].rstrip() if lines else ""
    if not last or _STOP.search(last) or last.lstrip().startswith("|") or _OPENS.match(after):
        return False
    if after[0].islower() or _GOES_ON.search(last) or _INNER_STOP.search(last):
        return True
    return len(lines) > 2 and len(last) >= _FULL * max(map(len, lines))
