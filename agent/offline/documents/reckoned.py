"""Which sum over documents' figures a question asks for: every one that they allow is weighed by the words that
name its figures, its periods and the words that ask for a sum of its kind. `reckoned.toml` says what each counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.offline.documents.asked import OF_NAMES, Asked
from agent.offline.documents.by_many import counts_several
from agent.offline.documents.cues import asks, tells
from agent.offline.documents.judged import Judged
from agent.offline.documents.naming_numbers import without_naming_numbers
from agent.offline.documents.over_ways import asks_for, of_ways
from agent.offline.documents.periods import is_in_season, is_same, periods_in
from agent.offline.documents.picked import Picked, picked, tables
from agent.offline.documents.reckonings import Reckoning, bare
from agent.offline.documents.rows_asked import of_groups, of_rows_asked, of_rows_picked
from agent.offline.documents.sentence_reckonings import of_sentences
from agent.offline.documents.sides import are_apart, set_apart, tells_both
from agent.offline.documents.sum_money import adds_up_money, is_of_money, may_be_of_money
from agent.offline.documents.sum_traits import (
    Question,
    cued,
    traits_of,
    traits_of_none,
    weighed,
)
from agent.offline.documents.table_reckonings import is_total_column, of_tables
from agent.offline.documents.units import Source
from agent.offline.documents.ways import Way, ways_of
from agent.offline.documents.words import stem, stems

_OPENS = ("percent", "share", "sum", "mean", "ratio", "range", "left", "yearly", "beyond", "rate")
"""Those that open the search for a sum where a question asks for no number."""
_UNIT = re.compile(r"\d\s?([^\W\d_]{1,9})\Z")
_LOOKED_AT, _MOST_TABLES = 160, 8
"""Units among which a table has a cell, and tables, whose rows are picked."""
_MOST_CELLS = 12_000
"""Of these tables together."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_TWO = ("change", "difference", "ratio")
"""What sets one figure against another."""
_OF_OWN_TIMES = ("row", "sentence", "sentences")
"""Forms whose figures say themselves of which periods they are."""
_RECKONED = ("sum", "mean", "difference", "change", "share", "ratio", "product", "rest")
"""Kinds of answer that are reckoned, as the tagger calls them."""
_SURELY, _LIKELY, _UNLIKELY, _NEVER = 0.8, 0.5, 0.25, 0.1
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
    if asks("amount_of_money").search(asked.text):
        found = [one for one in found if is_of_money(one.reckoning)] or found
    elif asks("counts").search(asked.text) and not tells("of_money").search(asked.text):
        found = [one for one in found if not adds_up_money(one.reckoning)]
    if asks("as_share").search(asked.text):
        found = [one for one in found if one.reckoning.operation != "change"]
    return sorted(found, key=lambda one: -one.sure)


def _fits(asked: Asked, one: Reckoning) -> bool:
    """Whether neither its first nor its last figure is named to be of a time that is not asked, and
    where an average is asked it is one. Days are not added to months."""
    if one.operation not in ("share", "ratio", "product") and len(_own_units(one)) > 1:
        return False
    if one.operation in ("sum", "mean") and all(map(_YEAR.fullmatch, one.values)):
        return False  # when things were bought
    if asked.operation == "mean" and not _is_mean(one):
        return False
    if one.operation == "rest" and asked.spoken and asked.spoken.kinds["rest"] < _NEVER:
        return False
    if one.operation in _OF_TWO and not _is_of_both(asked, one):
        return False
    if one.form in _OF_OWN_TIMES and one.operation in _OF_TWO and not _is_of_times(asked, one):
        return False
    if one.operation == "share" and one.form == "beside" and not _is_of_whole(asked, one):
        return False
    if not _is_of_names(asked, one) or (one.operation == "ratio" and one.values[0] == "1"):
        return False  # by one is no ratio
    return not asked.periods or all(_is_timely(asked, p) for p in (one.parts[0], one.parts[-1]))


def _is_of_times(asked: Asked, one: Reckoning) -> bool:
    """Whether, where two periods are set against each other, its figures are of both."""
    asked_two, own = {*asked.periods}, {*one.periods}
    if len(asked_two) != 2 or len(own) != 2:
        return True
    return all(any(is_same(period, held) for held in own) for period in asked_two)


def _is_of_whole(asked: Asked, one: Reckoning) -> bool:
    """Whether one measure of a row may be asked as a part of another: "of all tickets" and "of the takings" are of
    their column, unless both are named or the whole is the row's own."""
    if all(part.traits.get("column") or is_total_column(part) for part in one.parts):
        return True
    whole = asked.spoken.likely("whole") if asked.spoken else frozenset[str]()
    is_of_row = not whole or bool(whole & frozenset(bare(one.rows)))
    return is_of_row and not asks("whole").search(asked.text)


def _is_of_both(asked: Asked, one: Reckoning) -> bool:
    """Whether, where two things are set against each other, a figure of each takes part."""
    two = set_apart(asked)
    if two is None:
        return True
    first, last = one.parts[0], one.parts[-1]
    if first is last:
        return tells_both(first, two)
    return are_apart(first, last, two) and _are_of_one_kind(asked, first, last, two)


def _are_of_one_kind(
    asked: Asked, first: Judged, last: Judged, two: tuple[frozenset[str], frozenset[str]]
) -> bool:
    """Whether of two rows both or none are called by each other word of the question: the pods of both sites."""
    if first.unit.kind != "cell" or last.unit.kind != "cell":
        return True
    others = {word for word, _ in asked.weights} - two[0] - two[1]
    return others & set(bare(first.unit.label)) == others & set(bare(last.unit.label))


def _is_of_names(asked: Asked, one: Reckoning) -> bool:
    """Whether each proper name of the question is said by one of its figures, above it or by its document."""
    if not asked.names:
        return True
    said = frozenset[str]().union(*(part.held for part in one.parts))
    return all(
        name & said or any(name & _around(part.source, part.unit.around) for part in one.parts)
        for name in asked.names
    )


@lru_cache(maxsize=1 << 12)
def _around(source: Source, around: str) -> frozenset[str]:
    return frozenset(stems(f"{source.name} {source.opening} {source.vendor} {around}"))


def _own_units(one: Reckoning) -> set[str]:
    """The units that stand behind its cells' figures."""
    values = [part.unit.value for part in one.parts if part.unit.kind == "cell"]
    return {stem(found[1].casefold()) for value in values if (found := _UNIT.search(value))}


def _is_mean(one: Reckoning) -> bool:
    """Whether it is an average, perhaps of one figure over the number of others: fees over courses."""
    return one.operation == "mean" or (one.operation == "ratio" and not one.is_of_like)


def _is_timely(asked: Asked, part: Judged) -> bool:
    unit, title = part.unit, part.source.title
    named = (unit.own, unit.heading, title) if unit.kind == "cell" else (unit.text, title)
    held = next((found for text in named if (found := periods_in(text))), ())
    if not held or any(is_same(h, period) for h in held for period in asked.periods):
        return True
    return unit.kind == "cell" and is_in_season(asked.periods, unit.own, f"{unit.heading} {title}")


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
        if not one.counts_figures or (id(one.parts[0]) in known and _fits(asked, one))
    ]
    if not asks_sum(asked):
        return of_rows
    of_some = (*of_rows_picked(some), *of_groups(asked, some, counting))
    sums = [*of_tables(asked, counting), *of_sentences(asked, counting)]
    sums += [one for one in of_some if id(one.parts[0]) in known]
    return [*of_rows_asked(asked, [one for one in sums if _fits(asked, one)], some), *of_rows]


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
