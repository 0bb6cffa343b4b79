"""Which word of a clause each of its figures belongs to, by the order in which they follow each other."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_BESIDE = re.compile(r"\s*(?:,|and|or|&|/|、|与|和|及|, and)\s*(?:the )?", re.IGNORECASE)
_TOUCHING = re.compile(
    r"(?:\s|:|：|\b(?:by|of|to|at|is|are|was|about|around|nearly|over|up to|at most|under|below|within|tokens?|priced?|costs?)\b"
    r"|[了约近至超逾达为是]|不超过|最多|至多|不足|上限|词元|价格?|单价|费用)*",
    re.IGNORECASE,
)
"""What may stand between a role word and its figure."""
_PAIRED = re.compile(r"\s*(?:dollars|yuan|美元|元)?\s*(?:and|和|/|、)\s*")
"""And between the two figures of a pair."""
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


def carried_on(
    clause: str, roles: Sequence[str | None], places: Sequence[tuple[int, int]]
) -> list[str | None]:
    """With the roles of a first pair given to later pairs that name none: "0.8 in and 4 out, Lite 0.1
    and 0.3".

    >>> carried_on("0.8 in and 4 out, Lite 0.1 and 0.3", ["in", "out", None, None],
    ...            [(0, 3), (11, 12), (23, 26), (31, 34)])
    ['in', 'out', 'in', 'out']
    """
    given = list(roles)
    first = next(
        ((a, b) for a, b in zip(roles, roles[1:], strict=False) if a and b and a != b), None
    )
    i = 0
    while first and i + 1 < len(given):
        between = clause[places[i][1] : places[i + 1][0]]
        if given[i] is None and given[i + 1] is None and _PAIRED.fullmatch(between):
            given[i : i + 2] = first
            i += 1
        i += 1
    return given


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
