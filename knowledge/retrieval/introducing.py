"""Lines that only say what stands beneath: headings, labels, questions. Alone they answer nothing."""

import re
from collections.abc import Sequence

_MARKED = re.compile(r"#{1,6}\s")
_UNDERLINE = re.compile(r"(?:=+|-+)\s*$")
_ITEM = re.compile(r"(?:[-*+•·>]|\d{1,3}[.)])\s")
_GAP = re.compile(r"\n\s*\n")
_CLOSING = " *_\"'”’)]」』"
_OPENS = (":", "：", "?", "？")
_STOPS = (".", "!", "。", "！", ";", "；", ",", "，", "…")
_LONGEST_TITLE = 80
"""Characters of a line that may be a title though nothing marks it as one."""


def kept_whole(
    text: str, spans: Sequence[tuple[int, int]], kept: Sequence[bool], held: Sequence[float]
) -> list[bool]:
    """Which sentences stay where one that stays and only introduces takes what is beneath along.

    That is what holds most of the question's words (`held`), and the first where none holds any;
    nothing where some of it stays anyway.
    """
    stays, end = list(kept), len(spans)
    for n in reversed(range(len(spans))):
        if not introduces(text, spans, n):
            continue
        first = next((m for m in range(n + 1, end) if not introduces(text, spans, m)), end)
        if stays[n] and first < end and not any(stays[first:end]):
            most = max(held[first:end])
            for m in range(first, end if most else first + 1):
                stays[m] = held[m] == most
        # Headings one below the other have the same beneath them.
        end = n if n and not introduces(text, spans, n - 1) else end
    return stays


def introduces(text: str, spans: Sequence[tuple[int, int]], n: int) -> bool:
    r"""Whether a sentence or line is about what follows: a heading, a label, a question.

    >>> text = "Prices\n\nTeam costs 20 dollars. Who sells it?\n## Terms"
    >>> spans = [(0, 6), (8, 30), (31, 44), (45, 53)]
    >>> [introduces(text, spans, n) for n in range(4)]
    [True, False, True, True]
    """
    start, end = spans[n]
    line = text[start:end].rstrip(_CLOSING)
    behind = text[end : spans[n + 1][0]] if n + 1 < len(spans) else ""
    if _MARKED.match(text, start) or _is_rule(text, spans, n) or _is_rule(text, spans, n + 1):
        return True
    if line.endswith(_OPENS):
        return True
    before = text[spans[n - 1][1] : start] if n else "\n\n"
    is_alone = bool(_GAP.search(before) and _GAP.search(behind))
    is_short = len(line) <= _LONGEST_TITLE and not _ITEM.match(line)
    return is_alone and is_short and not line.endswith(_STOPS)


def _is_rule(text: str, spans: Sequence[tuple[int, int]], n: int) -> bool:
    """Whether it is the line beneath a heading."""
    if not 0 < n < len(spans):
        return False
    between = text[spans[n - 1][1] : spans[n][0]]
    return between.strip(" ") == "\n" and bool(_UNDERLINE.fullmatch(text[slice(*spans[n])]))
