"""Which of several things is less or more, by the figures that the sheets give of each."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from agent.offline.reply.part import dated
from agent.offline.reply.phrases import measure_name, name_in, phrase
from agent.offline.request import Request
from agent.offline.statements import Statement
from agent.offline.times import find_times
from agent.offline.vocabulary import phrase as pattern


def order_of(request: Request, aspect: str, cells: Mapping[str, Sequence[Statement]]) -> str:
    """Which side is less, by each measure of the aspect, with the dates of its figures.

    Empty where a side is a family rather than one thing, or where the sides share no measure of
    the aspect asked.
    """
    firsts = {side: told[0] for side, told in cells.items() if told and told[0].about == 1.0}
    if len(firsts) < max(2, len(cells)):
        return ""
    values = {side: measures(said) for side, said in firsts.items()}
    shared = [m for m in next(iter(values.values())) if all(m in v for v in values.values())]
    told = [_told(request, aspect, measure, firsts) for measure in shared]
    return " ".join(said for said in told if said)


def first_of(request: Request, cells: Mapping[str, Sequence[Statement]]) -> str:
    """Which side came out first, with the days; empty where a side has none of its own."""
    days = {
        side: min((time.iso for time in find_times(told[0].text)), default="")
        for side, told in cells.items()
        if told
    }
    if len(days) < max(2, len(cells)) or not all(days.values()) or len(set(days.values())) == 1:
        return ""
    first, *others = sorted(days, key=lambda side: days[side])
    named = {side: f"{name_in(side, request.language)} ({days[side]})" for side in days}
    return phrase(
        "came_first",
        request.language,
        first=named[first],
        others=_join(request, [named[side] for side in others]),
    )


def measures(said: Statement) -> dict[str, Decimal]:
    """The plain numbers of a sheet's row by measure; lists and texts are left out."""
    figures = said.row["extra"].get("figures") or {}
    return {
        measure: Decimal(str(value))
        for measure, value in figures.items()
        if isinstance(value, (int, float)) and not isinstance(value, bool)
    }


def _told(request: Request, aspect: str, measure: str, firsts: Mapping[str, Statement]) -> str:
    name = measure_name(measure, aspect, request.language)
    values = {side: measures(said)[measure] for side, said in firsts.items()}
    if not name or len(set(values.values())) == 1:
        return ""
    most = pattern("comparison", "more").search(request.question) is not None
    first, *others = sorted(values, key=lambda side: values[side], reverse=most)
    key = ("highest" if most else "lowest") if len(others) > 1 else ("higher" if most else "lower")
    said = {side: _dated(values[side], firsts[side], request) for side in values}
    return phrase(
        f"measure_{key}",
        request.language,
        measure=name,
        first=name_in(first, request.language),
        value=said[first],
        others=_join(request, [f"{name_in(s, request.language)} {said[s]}" for s in others]),
    )


def _dated(value: Decimal, said: Statement, request: Request) -> str:
    return f"{_plain(value)} ({dated(said.row, request.language)})"


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _join(request: Request, parts: Sequence[str]) -> str:
    return ("、" if request.language == "zh" else ", ").join(parts)
