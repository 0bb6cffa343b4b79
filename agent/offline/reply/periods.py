"""Which statement tells of a time that is asked, and which of a change at one."""

import re
from collections.abc import Sequence

from agent.offline.relevance import AMOUNT, reports_on
from agent.offline.reply.phrases import phrase as sentence
from agent.offline.request import Request
from agent.offline.statements import Statement
from agent.offline.times import find_times, last_day, months_of, speaks_of
from agent.offline.vocabulary import phrase

OF_PERIODS = {"revenue", "earns", "capex", "users", "share"}
"""Aspects whose figures cover a period."""
NEWEST_OF = 8
ON_ASPECT, _NAMES_IT = 0.7, 0.9
"""On_aspect of a statement whose sheet is on the aspect asked, and of one that names it."""
_ON_IT, _AS_GOOD = 0.6, 0.85


def moved(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Asked how one thing changed at one time: what tells both values, where it answers as well."""
    if len(request.dates) != 1 or not ranked:
        return list(ranked)
    least = ranked[0].covered * _AS_GOOD
    return [
        s for s in ranked if s.covered >= least and phrase("routing", "moved").search(s.text)
    ] or list(ranked)


def period_not_held(request: Request, chosen: Sequence[Statement]) -> str | None:
    """That no statement is on the quarter or half year asked for, nor has the exact figure of the
    year, so that what follows is of other times."""
    if not OF_PERIODS & set(request.aspects):
        return None
    months = [month for span in request.spans for month in months_of(span)]
    years = [] if months else _exact_years(request)
    if not (months or years) or any(
        _told_in(months, said) or any(_covers(year, said) for year in years) for said in chosen
    ):
        return None
    period = ", ".join(request.spans or years).replace("/", "–")
    return sentence("period_not_held", request.language, period=period)


def _exact_years(request: Request) -> list[str]:
    """The whole years of which the exact figure is asked."""
    exact = phrase("routing", "exact").search(request.question)
    return [one for one in request.dates if len(one) == 4] if exact else []


def _told_in(months: Sequence[str], said: Statement) -> bool:
    return any(speaks_of(m, said.text) for m in months) or said.date[:7] in months


def _covers(year: str, said: Statement) -> bool:
    """Whether it tells an amount of the whole year, not of a month of it."""
    named = any(time.iso == year for time in find_times(said.text))
    return named and said.on_aspect >= ON_ASPECT and AMOUNT.search(said.text) is not None


def best_in(ranked: Sequence[Statement], period: str, request: Request) -> Statement | None:
    """What speaks of the period, else the latest statement of before its end; of those that name
    the aspect asked or are on it, where some are."""
    named = [said for said in ranked if said.on_aspect >= _NAMES_IT and said.about >= _ON_IT]
    pool = [said for said in ranked if said.on_aspect >= ON_ASPECT] or list(ranked)
    for some in (named, pool):
        if near := _near_in(some, period):
            return near[0]
    covers_it = OF_PERIODS & set(request.aspects) and len(period) == 7
    if covers_it and (told := [s for s in pool if reports_on(s.date, [f"{period}/{period}"])]):
        return told[0]
    before = [s for s in pool[:NEWEST_OF] if s.date and s.date[:4] == period[:4]]
    before = [s for s in before if s.date <= last_day(period)] or before
    return max(before, key=lambda said: said.date, default=None)


def _tells_of_beginning(period: str, text: str) -> bool:
    """Whether the first month or quarter of a year is asked, and a text tells of its beginning: "年初" is
    either, "Early 2025" as well."""
    if period[4:] not in ("-01", "-03"):
        return False
    said = rf"\b(?:early|start of|beginning of)(?: in)? {period[:4]}\b"
    return re.search(said, text, re.IGNORECASE) is not None


def _near_in(pool: Sequence[Statement], period: str) -> list[Statement]:
    """Those that speak of a period, else those that are dated in it."""
    near = [said for said in pool if speaks_of(period, said.text)]
    near = near or [s for s in pool if s.date[: len(period)] == period]
    near = near or [said for said in pool if _tells_of_beginning(period, said.text)]
    if len(period) == 4:  # a forecast that was made before names the year as well
        near = [said for said in near if said.date[:4] == period] or near
    return near
