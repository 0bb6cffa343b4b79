"""Whether anything in a question or in its figures speaks flatly against a sum over documents' figures."""

import re
from decimal import Decimal
from functools import lru_cache

from agent.offline.documents.asked import WEAK, Asked
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import Judged
from agent.offline.documents.periods import is_in_season, is_same, periods_in
from agent.offline.documents.reckonings import Reckoning, bare
from agent.offline.documents.sides import are_apart, set_apart, tells_both
from agent.offline.documents.sum_money import sets_money_against_things
from agent.offline.documents.table_reckonings import is_total_column
from agent.offline.documents.units import Source
from agent.offline.documents.words import stem, stems

_UNIT = re.compile(r"\d\s?([^\W\d_]{1,9})\Z")
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_TWO = ("change", "difference", "ratio")
"""What sets one figure against another."""
_OF_OWN_TIMES = ("row", "sentence", "sentences")
"""Forms whose figures say themselves of which periods they are."""
_NAMED = 0.5
"""Share of a column's name that must be asked before it may be what is taken a share of."""
_NEVER = 0.1
"""Chance below which the tagger takes a kind of sum not to be asked."""


def fits(asked: Asked, one: Reckoning) -> bool:
    """Whether nothing in the question or in its figures speaks flatly against a sum."""
    return (
        _adds_like_to_like(one)
        and _is_of_operation(asked, one)
        and _is_of_its_times(asked, one)
        and _is_of_filter(asked, one)
        and _is_of_names(asked, one)
    )


def _adds_like_to_like(one: Reckoning) -> bool:
    """Days are not added to months, nor years in which things were bought, nor money to things; by one is no ratio."""
    if one.operation not in ("share", "ratio", "product") and len(_own_units(one)) > 1:
        return False
    if one.operation in ("sum", "mean") and all(map(_YEAR.fullmatch, one.values)):
        return False
    if one.operation == "ratio" and one.values[0] == "1":
        return False
    return not sets_money_against_things(one)


def _is_of_operation(asked: Asked, one: Reckoning) -> bool:
    """Whether it is an average where one is asked, and of both things that are set against each other, or of what is
    asked as a whole."""
    if asked.operation == "mean" and not _is_mean(one):
        return False
    if one.operation == "rest" and asked.spoken and asked.spoken.kinds["rest"] < _NEVER:
        return False
    if one.operation in _OF_TWO and not _is_of_both(asked, one):
        return False
    if one.operation != "share" or one.form != "beside":
        return True
    is_part = Decimal(one.values[0]) <= Decimal(one.values[-1])
    return (is_part or bool(asks("as_share").search(asked.text))) and _is_of_whole(asked, one)


def _is_of_its_times(asked: Asked, one: Reckoning) -> bool:
    """Whether neither its first nor its last figure is named to be of a time that is not asked, and years are added
    up only where some are named."""
    if one.form in _OF_OWN_TIMES and one.operation in _OF_TWO and not _is_of_times(asked, one):
        return False
    if asked.periods:
        return all(_is_timely(asked, part) for part in (one.parts[0], one.parts[-1]))
    return one.form != "stretch" or not one.periods or bool(asks("range").search(asked.text))


def _is_of_times(asked: Asked, one: Reckoning) -> bool:
    """Whether, where two periods are set against each other, its figures are of both."""
    asked_two, own = {*asked.periods}, {*one.periods} - {""}
    if len(asked_two) != 2 or not own:
        return True
    return all(any(is_same(period, held) for held in own) for period in asked_two)


def _is_of_whole(asked: Asked, one: Reckoning) -> bool:
    """Whether one measure of a row may be asked as a part of another: "of all tickets" and "of the takings" are of
    their column, unless both are named or the whole is the row's own."""
    part, other = one.parts
    if part.traits.get("column", 0.0) < _NAMED and not is_total_column(part):
        return False
    if other.traits.get("column") or is_total_column(other):
        return True
    whole = asked.spoken.likely("whole") if asked.spoken else frozenset[str]()
    is_of_row = not whole or bool(whole & frozenset(bare(one.rows)))
    return is_of_row and not asks("whole").search(asked.text)


def _is_of_filter(asked: Asked, one: Reckoning) -> bool:
    """Whether its figures are said to be of what the tagger takes for a condition: how many trams were punctual."""
    if asked.spoken is None or not one.counts_figures:
        return True
    words = {word for word, weight in asked.weights if weight > WEAK}
    wanted = asked.spoken.likely("filter") & words
    return not wanted or any(
        wanted & (part.held | _around(part.source, part.unit.around)) for part in one.parts
    )


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
