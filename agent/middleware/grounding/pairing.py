"""Which word of a clause each of its figures belongs to, by the order in which they follow each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BESIDE = re.compile(r"\s*(?:,|and|or|&|/|、|与|和|及|, and)\s*(?:the )?", re.IGNORECASE)
_TOUCHING = re.compile(
    r"(?:\s|:|：|\b(?:by|of|to|at|is|are|was|about|around|nearly|over|tokens?|priced?|costs?)\b"
    r"|[了约近至超逾达为是]|词元|价格?|单价|费用)*",
    re.IGNORECASE,
)
"""What may stand between a role word and its figure."""
_FOR = re.compile(r"\s*(?:for |of |的)?(?:the )?", re.IGNORECASE)
"""And between a figure and the role word behind it."""


@dataclass(frozen=True)
class Word:
    """A role word or a name where it stands."""

    start: int
    end: int
    role: str


def paired(
    clause: str, words: Sequence[Word], places: Sequence[tuple[int, int]], named: bool
) -> list[str | None]:
    """The word of each figure: the one right before it, or behind it where figures come first
    throughout; "A and B at 5 and 25" in order; else a role word that touches it, or None.

    >>> at = [Word(0, 1, "A"), Word(6, 7, "B")]
    >>> paired("A is 5, B is 25", at, [(5, 6), (13, 15)], True)
    ['A', 'B']
    """
    marks = [(w.start, "w", w.role) for w in words] + [(start, "f", None) for start, _ in places]
    marks.sort(key=lambda mark: mark[0])
    order = "".join(kind for _, kind, _ in marks)
    roles = [role for _, kind, role in marks if kind == "w"]
    is_list = len(words) > 1 and _is_list(clause, words)
    if re.fullmatch(r"(?:fw)+", order) or (
        len(words) == len(places) and is_list and re.fullmatch(r"f+w+|w+f+", order)
    ):
        return list(roles)
    is_open = order.startswith("f") or (not named and len(words) > len(places))
    if is_list:
        return [None] * len(places)
    near = [None] * len(places) if named else _beside(clause, words, places)
    beside = [word.role if word else None for word in near]
    if is_open:
        return beside
    taken = {word.start for word in near if word}
    kept: list[str | None] = []
    for before, mark in zip([(0, "", None), *marks], marks, strict=False):
        if mark[1] == "f":
            kept.append(before[2] if before[1] == "w" and before[0] not in taken else None)
    return [one or other for one, other in zip(beside, kept, strict=True)]


def _beside(
    clause: str, words: Sequence[Word], places: Sequence[tuple[int, int]]
) -> list[Word | None]:
    """The word that touches each figure, whatever else the clause counts: "33 billion, up 55 %"."""
    taken: list[Word] = []
    found: list[Word | None] = []
    for start, end in places:
        own = [
            w for w in words if start < w.start < end or _touches(clause[w.end : start], w, start)
        ]
        found.append(own[-1] if own else None)
        taken += own
    for i, (_, end) in enumerate(places):
        after = (w for w in words if w not in taken and w.start >= end)
        word = next(after, None)
        if found[i] is None and word and _FOR.fullmatch(clause[end : word.start]):
            found[i] = word
    return found


def _touches(between: str, word: Word, start: int) -> bool:
    return word.end <= start and _TOUCHING.fullmatch(between) is not None


def _is_list(clause: str, words: Sequence[Word]) -> bool:
    """Whether two of the words stand beside each other: "input and output"."""
    return any(
        _BESIDE.fullmatch(clause[one.end : other.start]) is not None
        for one, other in zip(words, words[1:], strict=False)
    )
