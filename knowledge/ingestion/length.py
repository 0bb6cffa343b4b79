"""How much of a text the model reads at once: tokens counted without it, and parts no longer."""

import re
from collections.abc import Iterator

from knowledge.language import stops

MOST_TOKENS = 240
"""Of the model's 256; ours count rather more, which leaves room for title, source and date."""

_TOKEN = re.compile(r"[A-Za-z]{1,6}|\d{1,3}|[^\sA-Za-z\d]")
_SENTENCE_END = re.compile(r"(?<=[.!?])(?:[ \xa0]?»)?[\"'”’)\]]*\s+|(?<=[。！？；])[”’）」]*")


def count_tokens(text: str) -> int:
    """About as many as the model's tokenizer gives, without loading it; rather more than less."""
    return sum(1 for _ in _TOKEN.finditer(text))


def ended(text: str, start: int, end: int, *, is_of_lines: bool) -> Iterator[tuple[int, int]]:
    """Lines or sentences, no longer than a passage."""
    part = text[start:end]
    ends = re.finditer(r"\n", part) if is_of_lines else stops.ends(_SENTENCE_END, part)
    at = 0
    for boundary in [*(m.end() for m in ends), len(part)]:
        # Never counting what is left: on one line of millions that would take hours.
        while (step := _reach(part, at, boundary)) < boundary:
            yield start + at, start + step
            at = step
        if boundary > at:
            yield start + at, start + boundary
            at = boundary


def _reach(part: str, at: int, boundary: int) -> int:
    """How far from `at` a passage's worth of tokens goes, to a blank where there is one near."""
    for n, token in enumerate(_TOKEN.finditer(part, at, boundary)):
        if n == MOST_TOKENS:
            blank = part.rfind(" ", at + (token.start() - at) // 2, token.start())
            return blank + 1 if blank > at else token.start()
    return boundary
