"""How far sentences and cells answer a question: its words by their rarity, its period, and where
they stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.evidence import Row
from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.fitting import is_of_kind, is_only_named, names_held, number_words
from agent.offline.documents.likeness import NEUTRAL
from agent.offline.documents.periods import without_periods
from agent.offline.documents.timely import timely
from agent.offline.documents.units import Source, Unit
from agent.offline.documents.worded import Words, held_in
from agent.offline.documents.words import lists, stems

_OWN, _NEAR, _FAR, _BEFORE, _ABOVE = 1.0, 0.92, 0.86, 0.85, 0.7
"""Worth of a word that stands in the sentence or cell, above it, in its document's name, in a
sentence before it, or in the paragraph above its table."""
_LABEL = 0.1
"""What it counts that a row's name is what is asked, and no more; against it, a number that is not."""
_UNSAID_VERB = 0.9
"""How little a verb matters where a table or its row is named, as tables have none."""
_PLACE = re.compile(r"place|location|venue|where|address|city|town|地点|地址|位置", re.IGNORECASE)
_COUNTED, _VERB = 0.1, 0.08
_ALIKE = 0.65
"""Likeness from which on a unit need not name the property that is asked."""
_WHOLE = 0.8
UNLIKE = 0.4
"""Likeness of what was not compared."""
_LIKE = {"sentence": 1.0, "cell": 0.3}
"""What likeness counts in the score of each kind of unit."""
HELD = 1.2
"""How much of a question must be met by what answers it."""
_MISSED, _REASON = 0.5, 0.2
"""What it counts against a unit that its document has the missing words elsewhere; what it counts
to give the reason that is asked."""
_SAID = 0.3
"""What it counts to hold the words of a question that the name of the document does not."""
_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
_EXPECTED = re.compile(
    r"\b(?:expect\w*|forecast\w*|plans? to|hopes?|is to be|are to be)\b|预计|计划|预期",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Judged:
    """A unit with how well it answers."""

    unit: Unit
    source: Source
    score: float
    covered: float
    """Weight of the question's words that are held, 0 to 1."""
    said: float
    """The same of those words that the document's name does not hold already."""
    fits: bool
    """Whether period, names and kind of thing are those asked."""
    held: frozenset[str] = frozenset()
    """The question's words that it holds itself or next to it."""
    row: Row | None = None
    """The passage that holds it; None where none was found."""
    likeness: float = NEUTRAL
    """Cosine of its meaning, in its place, to that of the question."""
    missed: float = 0.0
    """Weight of the question's words that its document has elsewhere only, 0 to 1."""
    gives_reason: bool = False
    """Whether a reason is asked and it gives one."""

    @property
    def sure(self) -> float:
        """How much of the question is met, by words and by meaning; 1.2 and more answers."""
        sure = self.covered + self.likeness + _SAID * self.said - _MISSED * self.missed
        return sure + _REASON * self.gives_reason


def judge(
    asked: Asked,
    words: Words,
    unit: Unit,
    source: Source,
    row: Row | None,
    likeness: float = NEUTRAL,
    elsewhere: frozenset[str] = frozenset(),
) -> Judged:
    """A unit weighed; `row` is the passage that holds it, if one was found; `likeness` is the cosine
    of its meaning to that of the question; `elsewhere` are the words of its document."""
    own = words.found(unit.own)
    if unit.kind == "cell":  # of a name half the characters are another's
        own = {w: worth for w, worth in own.items() if worth >= _WHOLE or w < "\u3400"}
    before = words.found(unit.before).items()
    near = {w: worth * (_BEFORE if unit.kind == "sentence" else _ABOVE) for w, worth in before}
    near |= words.found(f"{unit.heading} {unit.keys}")
    far, named = words.of_name(source.name), words.found(source.name)
    got = said = asked_beside = 0.0
    total = words.total
    everywhere = own.keys() | near.keys() | far.keys()
    unsaid = "" if asked.verb in everywhere or not _is_named(asked, unit, words) else asked.verb
    for word, weight in words.weights.items():
        if word == unsaid:
            total -= weight * _UNSAID_VERB
            weight *= 1 - _UNSAID_VERB
        worth = max(
            own.get(word, 0.0) * _OWN, near.get(word, 0.0) * _NEAR, far.get(word, 0.0) * _FAR
        )
        got += weight * worth
        if word not in named and word in words.strong:
            asked_beside += weight
            said += weight * max(own.get(word, 0.0), near.get(word, 0.0) * _NEAR)
    covered = got / (total or 1.0)
    beside = said / asked_beside if asked_beside else float(bool(own or near))
    of_time = timely(asked, unit, source)
    spelt = frozenset[str]()
    if words.phrases:
        said_of_it = (unit.own, unit.heading, unit.before, unit.keys, source.name)
        spelt = spelt.union(*map(held_in, said_of_it))
    fits = (
        bool(of_time)
        and (
            likeness >= _ALIKE
            or not asked.heads & words.weights.keys()
            or bool(asked.heads & everywhere)
        )
        and (any if asked.compares else all)(
            [bool(phrase & spelt) for phrase in words.phrases] or [True]
        )
        and (asked.deed not in words.weights or asked.deed in own or asked.deed in near)
        and names_held(asked, words, own, near, far)
        and is_of_kind(asked, unit)
        and (not words.unknown or (unit.kind == "sentence" and beside >= _WHOLE))
        and not is_only_named(unit, words)
    )
    beside_it = own if unit.kind == "sentence" else {**near, **own}
    score = covered + _label_worth(unit, words) + 0.1 * _own_share(beside_it, words)
    score += _manner(asked, unit, words) + _LIKE[unit.kind] * (likeness - NEUTRAL)
    absent = words.strong & elsewhere - everywhere if not asked.compares else frozenset[str]()
    missed = sum(words.weights[word] for word in absent) / (words.total or 1.0)
    held = frozenset((own.keys() | near.keys()) & words.strong)
    return Judged(
        unit,
        source,
        score * (of_time or 0.5),
        covered,
        beside,
        fits,
        held,
        row,
        likeness,
        missed,
        gives_reason(asked, unit),
    )


def gives_reason(asked: Asked, unit: Unit) -> bool:
    """Whether a reason is asked, and a sentence says one."""
    return bool(
        unit.kind == "sentence"
        and asks("why").search(asked.whole)
        and tells("reason").search(unit.text)
    )


def _is_named(asked: Asked, unit: Unit, words: Words) -> bool:
    """Whether what a cell's row or table is called is asked for word by word."""
    if unit.kind != "cell":
        return False
    if asked.counted and asked.counted in held_in(f"{unit.column} {unit.heading} {unit.before}"):
        return True
    parts = (held_in(part) for part in unit.label.split(" · "))
    return any(held and all(words.holds(s) for s in held) for held in parts)


def _own_share(own: dict[str, float], words: Words) -> float:
    return sum(words.weights[w] * worth for w, worth in own.items()) / words.total


def _label_worth(unit: Unit, words: Words) -> float:
    """Of a cell: how much of its row's and column's names is asked for; a sentence has none."""
    if unit.kind != "cell":
        return 0.0
    said = stems(without_periods(_DATE.sub(" ", f"{unit.label} {unit.column}")))
    label = [s for s in said if len(s) > 1 and s not in lists()["idle"]]
    if not label:
        return 0.0
    others = sum(1 for s in label if s[0].isdigit() and not words.holds(s))
    return _LABEL * (sum(1 for s in label if words.holds(s)) / len(label) - others)


def _manner(asked: Asked, unit: Unit, words: Words) -> float:
    """A sentence that counts what is counted says so next to a figure; what is only expected
    comes after what is so."""
    if unit.kind == "cell":
        if asked.kind == "place" and _PLACE.search(unit.column):
            return _COUNTED
        return -_COUNTED if unit.column in unit.keys and not asked.is_list else 0.0
    worth = 0.0
    if asked.counted:
        tokens = [stem for stem in stems(unit.text)]
        places = [i for i, token in enumerate(tokens) if token == asked.counted]
        near = any(
            token[0].isdigit() or token in number_words()
            for i in places
            for token in tokens[max(i - 4, 0) : i]
        )
        worth += _COUNTED if near else -_COUNTED
    if asks("not").search(asked.text) and _denies(unit.text, words):
        worth += _COUNTED
    if any(_is_qualified(head, unit.text) for head in asked.heads):
        worth -= _COUNTED
    if asked.verb in held_in(unit.text):
        worth += _VERB
    if gives_reason(asked, unit):
        worth += _COUNTED
    if _EXPECTED.search(unit.text) and not _EXPECTED.search(asked.text):
        worth -= _COUNTED
    return worth


def _denies(text: str, words: Words) -> bool:
    """Whether one of the question's words follows a "not" closely."""
    tokens = stems(text)
    return any(
        any(map(words.holds, tokens[i + 1 : i + 4]))
        for i, token in enumerate(tokens)
        if token in lists()["negations"]
    )


def _is_qualified(head: str, text: str) -> bool:
    """Whether a head has a word before it that makes it another: the deputy director."""
    tokens = stems(text)
    places = [i for i, token in enumerate(tokens) if token == head]
    return bool(places) and all(
        i > 0 and tokens[i - 1] not in lists()["idle"] and tokens[i - 1].isalpha() for i in places
    )


def ranked(judged: Sequence[Judged]) -> list[Judged]:
    """Best first; among equals that of the newer document, then the earlier in its text.

    A document's identifier hangs on the folder it was read from, so it only decides at the last.
    """
    by_place = sorted(judged, key=lambda one: (one.source.document_id, one.unit.start))
    by_date = sorted(by_place, key=lambda one: one.source.date, reverse=True)
    return sorted(by_date, key=lambda one: -one.score)
