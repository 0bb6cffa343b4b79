"""Which sum over documents' figures a question asks for: every one that they allow is weighed by the words that
name its figures, its periods and the words that ask for a sum of its kind. `reckoned.toml` says what each counts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.offline.documents.asked import OF_NAMES, Asked
from agent.offline.documents.by_many import counts_several
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.judged import Judged
from agent.offline.documents.naming_numbers import without_naming_numbers
from agent.offline.documents.over_ways import asks_for, of_ways
from agent.offline.documents.picked import Picked, picked, tables
from agent.offline.documents.reckonings import Reckoning
from agent.offline.documents.rows_asked import of_groups, of_rows_asked, of_rows_picked
from agent.offline.documents.sentence_reckonings import of_sentences
from agent.offline.documents.sum_checks import fits
from agent.offline.documents.sum_money import adds_up_money, is_of_money, may_be_of_money
from agent.offline.documents.sum_traits import (
    Question,
    cued,
    traits_of,
    traits_of_none,
    weighed,
)
from agent.offline.documents.table_reckonings import of_tables
from agent.offline.documents.ways import Way, ways_of

_OPENS = ("percent", "share", "sum", "mean", "ratio", "range", "left", "yearly", "beyond", "rate")
"""Those that open the search for a sum where a question asks for no number."""
_LOOKED_AT, _MOST_TABLES = 160, 8
"""Units among which a table has a cell, and tables, whose rows are picked."""
_MOST_CELLS = 12_000
"""Of these tables together."""
_RECKONED = ("sum", "mean", "difference", "change", "share", "ratio", "product", "rest")
"""Kinds of answer that are reckoned, as the tagger calls them."""
_SURELY, _LIKELY, _UNLIKELY = 0.8, 0.5, 0.25
_OPENS_UNSAID = ("percent", "share", "sum", "mean", "ratio", "left", "rate", "yearly", "beyond")
"""Cues that open the search where the tagger sees no sum."""


@dataclass(frozen=True)
class Reckoned:
    """A sum with how likely it is the one asked for."""

    reckoning: Reckoning
    sure: float
    """Log odds."""


def reckoned(asked: Asked, judged: Sequence[Judged]) -> list[Reckoned]:
    """All sums that the documents allow, best first; none where the question asks for no figure or for
    several prices times several numbers, or where nothing is said of any name in it: another's
    figures are no answer."""
    if (
        not may_ask(asked)
        or counts_several(asked.text)
        or all(one.traits.get("unnamed") == 1.0 for one in judged)
    ):
        return []
    some, ways = picked(asked, judged), ways_over(asked, judged)
    question = Question.of(asked, some, ways)
    none = weighed("none", question, traits_of_none(question, judged))
    found = [
        Reckoned(one, weighed("asked", question, traits_of(question, one)) - none)
        for one in sums_over(asked, judged, some, ways)
    ]
    if asks("cheaper").search(asked.text):
        found = [one for one in found if may_be_of_money(one.reckoning)]
    if (
        asks("amount_of_money").search(asked.text)
        or asked.measure == "money"
        and asked.operation in ("sum", "mean")
    ):
        found = [one for one in found if is_of_money(one.reckoning)] or found
    elif asks("counts").search(asked.text) and not tells("of_money").search(asked.text):
        found = [one for one in found if not adds_up_money(one.reckoning)]
    if asks("as_share").search(asked.text):
        found = [one for one in found if one.reckoning.operation != "change"]
    return sorted(found, key=lambda one: -one.sure)


def ways_over(asked: Asked, judged: Sequence[Judged]) -> list[Way]:
    """The ways in which the question picks rows of the tables that have to do with it; none where no tagger has read it,
    as nothing then weighs them."""
    return [] if asked.spoken is None else ways_of(asked, [*_near(judged)])


def _near(judged: Sequence[Judged]) -> Iterator[Sequence[Judged]]:
    """The nearest tables, as many as can be read in time."""
    read = 0
    for cells in tables(judged, _LOOKED_AT, _MOST_TABLES):
        read += len(cells)
        if read <= _MOST_CELLS:
            yield cells


def sums_over(
    asked: Asked, judged: Sequence[Judged], some: Sequence[Picked], ways: Sequence[Way]
) -> list[Reckoning]:
    """All that the figures allow and the question may ask for; `some` are the rows that it picks, `ways` others in
    which it may."""
    counting = without_naming_numbers(judged)
    known = {id(one) for one in counting}
    of_rows = [
        one
        for one in of_ways(asked, ways)
        if not one.counts_figures or (id(one.parts[0]) in known and fits(asked, one))
    ]
    if not asks_sum(asked):
        return of_rows
    of_some = (*of_rows_picked(some), *of_groups(asked, some, counting))
    sums = [*of_tables(asked, counting), *of_sentences(asked, counting)]
    sums += [one for one in of_some if id(one.parts[0]) in known]
    return [*of_rows_asked(asked, [one for one in sums if fits(asked, one)], some), *of_rows]


def may_ask(asked: Asked) -> bool:
    """Whether a question asks for a figure, or for rows."""
    return asks_for(asked, "list", "count") or asks_sum(asked)


def asks_sum(asked: Asked) -> bool:
    """Whether a sum over figures may be asked, which counting rows is not."""
    if asked.kind in OF_NAMES:
        return False
    told = asked.spoken
    by_tagger = 1.0 if told is None else sum(told.kinds[kind] for kind in _RECKONED)
    if told is not None and by_tagger < _UNLIKELY and not asked.operation:
        is_without = asked.counts and asks("not").search(asked.text)  # who came but did not pay
        opens = is_without or set(_OPENS_UNSAID) & set(cued(asked.text))
        return not asked.extreme and told.kinds["yes_no"] < _SURELY and bool(opens)
    by_words = (
        asked.operation
        or asked.counts
        or has_cue(asked)
        or (told is not None and by_tagger >= _LIKELY)
    )
    return not asked.extreme and bool(by_words or asked.kind == "number")


def has_cue(asked: Asked) -> bool:
    """Whether a word of a question asks for a sum of some kind."""
    return bool(set(_OPENS) & set(cued(asked.text)))
