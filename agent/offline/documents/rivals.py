"""Documents that give other figures for the very same thing."""

import re
from collections.abc import Sequence

from agent.offline.documents.amounts import CLOCK, MONEY, PERCENT, differing
from agent.offline.documents.asked import Asked
from agent.offline.documents.cues import tells
from agent.offline.documents.judged import Judged
from agent.offline.documents.letters import QUOTED
from agent.offline.documents.over_time import may_differ, named
from agent.offline.documents.periods import periods_in, without_periods
from agent.offline.documents.sureness import answers
from agent.offline.documents.words import stem, stems
from knowledge.dates import first_day
from knowledge.language.question import named_days

_RIVAL, _SHARED = 1.2, 0.8
"""How far in log odds another document's statement may lie behind the best to be told as another
account, and what share of the words that the best holds it must hold."""
_READ, _BEHIND = 1.5, 1.5
"""Log odds, read together with the question, from which on one that is worded otherwise may be of the same, and how
far behind the best."""
_READ_COUNTED = -1.0
"""The same of one that counts what the question does."""
_HELD, _HELD_OF_MUCH = 0.5, 0.75
"""Share of the question's words in the best that it must hold; more where much is told in that unit."""
_MOST = 3
_YEAR = 10000
"""Between two days as numbers: documents further apart tell two states."""
_FIGURE = re.compile(r"(?<![\w.,])(\d[\d.,]*\d|\d)(?:\s?([^\W\d]+|%))?")


def rivals(asked: Asked, best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Other documents' figures for the very same thing, the newest first."""
    is_bare = best.unit.kind == "cell" and not asked.kind
    if asked.kind not in ("number", "time", "year") and not is_bare:
        return ()
    found: dict[str, Judged] = {}
    for one in judged:
        other = one.source.document_id
        if other == best.source.document_id or not one.fits or not may_differ(asked, one, best):
            continue
        if named(asked, best) <= named(asked, one) and (
            _is_worded_alike(one, best) or _is_of_the_same(asked, one, best)
        ):
            found.setdefault(other, one)
    newest_first = sorted(found.values(), key=lambda one: one.source.date, reverse=True)
    return tuple(newest_first[:_MOST])


def _is_worded_alike(one: Judged, best: Judged) -> bool:
    """Whether another statement in the same words gives another figure."""
    near = one.score > min(best.score - _RIVAL, 0) and one.covered >= _SHARED * best.covered
    return near and _disagree(best, one) and not _are_versions(one, best)


def _is_of_the_same(asked: Asked, one: Judged, best: Judged) -> bool:
    """Whether a statement in other words, or a cell beside a sentence, answers as well, with another figure."""
    if one.read is None or best.read is None:
        return False
    of = differing(best.unit, one.unit)
    counts_it = len(set(of) & set(stems(asked.text))) > 1  # as the question: parking bays
    if one.read < (_READ_COUNTED if counts_it else max(_READ, best.read - _BEHIND)):
        return False
    least = _HELD if set(of) - {MONEY, PERCENT, CLOCK} else _HELD_OF_MUCH
    return (
        bool(of)
        and answers(one)
        and len(best.held & one.held) >= least * len(best.held)
        and _are_of_one_time(asked, one, best)
        and not _are_versions(one, best)
        and not any(map(_is_no_account, (one, best)))
    )


def _are_versions(one: Judged, best: Judged) -> bool:
    """Whether two documents are called alike but for their years: one holds in place of the other."""
    titles = [stems(without_periods(judged.source.title)) for judged in (one, best)]
    years = [periods_in(judged.source.name) or judged.source.date[:4] for judged in (one, best)]
    return titles[0] == titles[1] and years[0] != years[1]


def _are_of_one_time(asked: Asked, one: Judged, best: Judged) -> bool:
    """Whether what they say is of the same year and day, as far as they name any."""
    years = [set(periods_in(judged.unit.own)) for judged in (one, best)]
    days = [{first for first, _ in named_days(judged.unit.own)} for judged in (one, best)]
    for mine, its in (years, days):
        if mine and its and not mine & its:
            return False
    if asked.periods or (years[0] and years[1]) or (days[0] and days[1]):
        return True
    written = [first_day(judged.source.date) for judged in (one, best) if judged.source.date]
    return len(written) < 2 or abs(written[0] - written[1]) < _YEAR


def _is_no_account(one: Judged) -> bool:
    """Whether it tells what is planned or no more, what became of it, or quotes an older mail."""
    text = f"{one.unit.heading} {one.unit.own}"
    is_new = one.unit.kind == "sentence" and tells("becomes").search(one.unit.text)
    is_old = one.source.is_replaced or one.unit.entry.startswith(QUOTED)
    return bool(is_old or is_new or tells("planned").search(text))


def _disagree(best: Judged, one: Judged) -> bool:
    """Whether two statements give other figures of one unit, or of one cell other values."""
    if best.unit.kind != one.unit.kind or stems(best.unit.label) != stems(one.unit.label):
        return False
    mine, its = _figures(best), _figures(one)
    return any(not mine[unit] & its[unit] for unit in mine.keys() & its.keys())


def _figures(one: Judged) -> dict[str, set[str]]:
    """The figures of a statement by the word behind them, or else before; years as such."""
    if one.unit.kind == "cell":
        return {" ".join(stems(one.unit.column)): {one.unit.value}}
    found: dict[str, set[str]] = {}
    for match in _FIGURE.finditer(one.unit.text):
        is_year = re.fullmatch(r"(?:1[5-9]|20)\d\d", match[1]) is not None
        before = stems(one.unit.text[: match.start()])[-1:]
        of = "year" if is_year else stem(match[2].casefold()) if match[2] else " ".join(before)
        found.setdefault(of, set()).add(match[1])
    return found
