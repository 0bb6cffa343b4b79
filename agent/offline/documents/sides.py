"""Two things asked side by side, "the quarry or the mill": what documents say of each."""

import re
from collections.abc import Iterator, Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import UNREAD, Judged
from agent.offline.documents.over_time import are_of_one_kind, likeness
from agent.offline.documents.timely import timely
from agent.offline.documents.words import stems

_BETWEEN = re.compile(
    r"\s|\b(?:at|by|for|from|in|of|on|to|with|the|its|their|that|those|does|do|did|is|are|was|were|both)\b",
    re.IGNORECASE,
)
"""What may stand between "than" and the second name."""
_MOST_TRIED = 32
_HELD = -3.5
"""Log odds from which on a statement may be of one side: that the other side has its twin is worth
more than its own words."""
_ALIKE, _ONE_COLUMN, _ONE_TABLE = 3.0, 1.0, 0.5
"""What it counts that two statements have all words in common; likeness of two cells of one column,
or of one header in two tables."""
_MOST_READ = 1.5
"""Log odds of reading that count at most."""
_TWIN, _MOST_TWINS = 0.4, 4
"""Likeness from which on two documents say the same of two things; how many statements are tried."""
_LEAST, _TWINS = 0.3, -3.0
"""Likeness of two statements from which on they are of one thing; log odds of both with it."""


def sides(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The statement of each of the two, in the order in which they are asked; none where the
    documents do not say the same of both."""
    if not asked.compares:
        return ()
    two = set_apart(asked)
    timed = [one for one in judged if timely(asked, one.unit, one.source)]
    found = [
        (_worth(one) + _worth(other) + _ALIKE * alike, one, other)
        for left, right in _parted(asked.text)
        for one, other, alike in _pairs(left, right, timed)
        if two is None or are_apart(one, other, two)
    ]
    worth, *pair = max(found, key=lambda found: found[0], default=(_TWINS,))
    return tuple(pair) if worth > _TWINS else ()


def _worth(one: Judged) -> float:
    """Its log odds by words, and some of those of reading where it was among the likeliest."""
    if one.read is None:
        return one.score
    read = max(-_MOST_READ, min(_MOST_READ, one.read)) if one.read > UNREAD else -_MOST_READ
    return one.score + read


def twins(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """What two documents of one kind say of the same thing, where two are asked by their kind
    alone: "which of the two mills"."""
    if not asked.compares or not asks("of_two").search(asked.text):
        return ()
    best, second = max(
        (
            (one, other)
            for one in good[:_MOST_TWINS]
            for other in judged
            if other.source.document_id != one.source.document_id
            and other.row is not None
            and timely(asked, other.unit, other.source)
            and are_of_one_kind(one, other)
            and _alike(one, other) >= _TWIN
        ),
        key=lambda pair: pair[0].score + pair[1].score + _ALIKE * _alike(*pair),
        default=(None, None),
    )
    return (best, second) if best is not None and second is not None else ()


def set_apart(asked: Asked) -> tuple[frozenset[str], frozenset[str]] | None:
    """The names of two things set against each other, "Acme's plan" and "Bolt's", that only one of
    them has; none where no name stands on one of the sides.

    >>> from agent.offline.documents.asked import asked_in
    >>> set_apart(asked_in("How much more does Elm charge than Oak for the Team plan?"))
    (frozenset({'elm'}), frozenset({'oak'}))
    >>> set_apart(asked_in("How much more did Elm charge in 2025 than in 2024?"))
    """
    text = asked.text
    spans = [m.span() for m in asks("name").finditer(text) if not asks("month").match(m[0])]
    joiners = [*asks("against").finditer(text)]
    if not joiners and (asked.operation == "difference" or asks("two_sides").search(text)):
        joiners = [*asks("beside").finditer(text)]
    for joiner in joiners:
        before = [span for span in spans if span[1] <= joiner.start()]
        behind = [span for span in spans if span[0] >= joiner.end()][:1]
        if before and behind and not _BETWEEN.sub("", text[joiner.end() : behind[0][0]]):
            left, right = (_stems_of(text, some, asked) for some in (before, behind))
            if left - right and right - left:
                return left - right, right - left
    return None


def are_apart(one: Judged, other: Judged, two: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether one statement is of the first of two things and the other of the second: by its own
    words, or by its document's name as well."""
    left, right = two
    for is_named in (False, True):
        mine, its = (_names_of(judged, left | right, is_named) for judged in (one, other))
        for a, b in ((mine - its, its - mine), (its - mine, mine - its)):
            if a and b and a <= left and b <= right:
                return True
    return False


def tells_both(one: Judged, two: tuple[frozenset[str], frozenset[str]]) -> bool:
    """Whether a statement names both itself."""
    return all(one.held & side for side in two)


def _names_of(one: Judged, names: frozenset[str], is_named: bool) -> frozenset[str]:
    document = stems(f"{one.source.name} {one.source.vendor}") if is_named else ()
    return names & {*one.held, *document}


def _stems_of(text: str, spans: Sequence[tuple[int, int]], asked: Asked) -> frozenset[str]:
    names = frozenset[str]().union(*asked.names)
    return frozenset(s for start, end in spans for s in stems(text[start:end])) & names


def _parted(text: str) -> Iterator[tuple[frozenset[str], frozenset[str]]]:
    """The words before and behind each joiner."""
    for joiner in asks("joiner").finditer(text):
        yield frozenset(stems(text[: joiner.start()])), frozenset(stems(text[joiner.end() :]))


def _pairs(
    left: frozenset[str], right: frozenset[str], judged: Sequence[Judged]
) -> Iterator[tuple[Judged, Judged, float]]:
    """Two statements alike, of which one holds words of the left only and one of the right only."""
    held = [one for one in judged if one.score > _HELD][:_MOST_TRIED]
    words = [(_own_words(one) | frozenset(stems(one.source.name))) & (left | right) for one in held]
    for i, one in enumerate(held):
        for j, other in enumerate(held):
            mine, its = words[i] - words[j], words[j] - words[i]
            if not mine or not its or not (mine <= left - right and its <= right - left):
                continue
            same = one.unit.kind == "cell" and one.unit.value == other.unit.value
            if (alike := _alike(one, other)) >= _LEAST and not (same and not is_figure(one)):
                yield one, other, alike


def _own_words(one: Judged) -> frozenset[str]:
    """Those of the question that it holds; of a cell not those of the rows around it."""
    if one.unit.kind != "cell":
        return one.held
    return one.held & frozenset(stems(f"{one.unit.own} {one.unit.heading}".replace("_", " ")))


def _alike(one: Judged, other: Judged) -> float:
    mine, its = one.unit, other.unit
    if mine.kind != its.kind:
        return 0.0
    if mine.kind == "sentence" or stems(mine.column) != stems(its.column):
        return likeness(one, other)
    if one.source == other.source and mine.table == its.table:
        return _ONE_COLUMN
    return max(_ONE_TABLE, likeness(one, other))
