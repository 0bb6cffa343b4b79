"""Conditions that a cell holds words of a question, or does not, and that a column of yes and no says so."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.condition import Column, Condition
from agent.offline.documents.cues import asks
from agent.offline.documents.words import first_stem, lists, stems

_JOINED = re.compile(
    r"\b(?:and|or|both|together|altogether|combined|all)\b|,|&|和|与|及|或|、", re.IGNORECASE
)
_BOUND = re.compile(r"\b(?:no|not)\b(?= (?:more|less|fewer|later|earlier)\b)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"\b(?:have|has|had|are|is|was|were|do|does|did|which|that|who|and|but)\b", re.IGNORECASE
)
"""Where what a "not" denies ends."""
_DENIED = 5
"""Words behind a "not" at most that it denies."""
_SHORT, _ALIKE = 4, 5
"""Letters of a word that may be another one cut short, and that two forms of one share."""
_MOSTLY = 0.6
"""Share of a column's cells that must say yes or no for it to be one of them."""


def holding(asked: Asked, words: frozenset[str], column: str, cells: Column) -> Iterator[Condition]:
    """The rows whose cell holds as many of the words as any does; of several such cells each, and where the question
    joins them all; where it denies them those whose cell does not."""
    said = {
        place: frozenset(stems(one.unit.value))
        for place, one in cells.items()
        if not is_figure(one)
    }
    hits = {place: (words & of) | _begun(words, of) for place, of in said.items()}
    kinds = {of for of in hits.values() if of}
    most = [of for of in kinds if not any(of < other for other in kinds)]
    one_word = {frozenset({word}) for of in most for word in of} if len(most) > 1 else set()
    for of in {*most, *one_word}:
        yield Condition("value", column, of, _with(of, hits))
    if len(most) > 1 and _JOINED.search(asked.text):
        apart = _apart(most)
        places = frozenset[int]().union(*(_with(of, hits) for of in apart))
        if len(apart) > 1:
            yield Condition("value", column, frozenset().union(*apart), places)
    denied = denied_in(asked.text)
    for of in (of for of in most if of & denied):
        yield Condition("not", column, of, frozenset(hits) - _with(of, hits))
    opposite = {
        word[2:]: word for word in stems(asked.text) if word.startswith("un") and len(word) > _ALIKE
    }
    for of in {of for of in said.values() if of and of <= opposite.keys()}:
        places = frozenset(place for place, held in said.items() if held != of)
        yield Condition("not", column, frozenset(opposite[word] for word in of), places)


def saying_so(
    asked: Asked, words: frozenset[str], column: str, cells: Column
) -> Iterator[Condition]:
    """The rows for which a column of yes and no that is asked says so."""
    yes, no = lists()["yes"], lists()["no"]
    said = {place: first_word(one.unit.value) for place, one in cells.items()}
    if sum(1 for word in said.values() if word in yes | no) < _MOSTLY * len(said):
        return
    header = stems(column.replace("_", " "))
    by = frozenset(header) & words
    opposite = frozenset(w for w in words if w.startswith("un") and w[2:] in header)
    if by or opposite:
        is_not = bool(opposite) or bool(by & denied_in(asked.text))
        wanted = no if is_not else yes
        rows = frozenset(place for place, word in said.items() if word in wanted)
        yield Condition("so", column, by | opposite, rows)


def denied_in(text: str) -> frozenset[str]:
    """The stems that a "not" or "without" denies; a bound as "no more than" denies nothing.

    >>> sorted(denied_in("Which clubs are not insured and have an office?"))
    ['insur']
    """
    text = _BOUND.sub(" ", text)
    found: set[str] = set()
    for match in asks("not").finditer(text):
        behind = _CLAUSE.split(text[match.end() :], maxsplit=1)[0]
        found.update(stems(" ".join(behind.split()[:_DENIED])))
    return frozenset(found) - lists()["idle"]


def first_word(value: str) -> str:
    value = value.strip().casefold()
    return value if value in lists()["yes"] | lists()["no"] else first_stem(value)


def _with(of: frozenset[str], hits: Mapping[int, frozenset[str]]) -> frozenset[int]:
    return frozenset(place for place, hit in hits.items() if of <= hit)


def _begun(words: Iterable[str], said: Collection[str]) -> frozenset[str]:
    """Words that a cell has in another form, or cut short."""
    return frozenset(
        word
        for word in words
        if len(word) >= _SHORT
        and word not in said
        and any(
            name.startswith(word)
            or (len(name) >= _ALIKE and len(word) >= _ALIKE and word.startswith(name))
            for name in said
        )
    )


def _apart(some: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Those that share no word."""
    found: list[frozenset[str]] = []
    for of in sorted(some, key=lambda of: (-len(of), sorted(of))):
        if not any(of & other for other in found):
            found.append(of)
    return found
