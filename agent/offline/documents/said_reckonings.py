"""What could be reckoned from one figure with a number that the question says, and with the time for which it asks."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.figures import NAMED, Figure, counts
from agent.offline.documents.judged import Judged
from agent.offline.documents.over_time import newest
from agent.offline.documents.rates import Rate, Span, rate_of, span_asked, times_paid
from agent.offline.documents.reckonings import (
    Reckoning,
    amount,
    column_name,
    periods_of,
    row_name,
    value,
)
from agent.offline.documents.words import digits, stem, stems

_MOST_TIMES, _MOST_SHARED = 8, 5
"""Sentences and cells whose figures are multiplied; figures of a sentence that are."""
_BEFORE_FIGURE = 4
"""Signs of a currency before a cell's figure."""
_SPELT = re.compile(
    r"(?<!\ball )(?<!\bthe )(?<!\bboth )(?<!\bthese )(?<!\bthose )\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?= [a-z]+s\b)",
    re.IGNORECASE,
)
"""A small number in words before what it counts."""


@dataclass(frozen=True)
class _Told:
    """A figure of a document, and how it is named there."""

    one: Judged
    value: str
    rate: Rate
    rows: str
    columns: str = ""
    near: tuple[frozenset[str], ...] = ()

    def reckoning(self, operation: str, values: tuple[str, ...], form: str) -> Reckoning:
        spans = periods_of(self.one)
        return Reckoning(operation, values, (self.one,), form, self.rows, self.columns, spans, near=self.near)  # fmt: skip


def times_said(
    asked: Asked,
    judged: Sequence[Judged],
    sentences: Sequence[Judged],
    naming: frozenset[str],
) -> Iterator[Reckoning]:
    """A price or a rate times a number of the question and a length of time, or a figure set against
    the number."""
    span = span_asked(asked.text)
    cells = [one for one in judged if one.unit.kind == "cell" and amount(one)]
    priced = (one for one in cells if is_figure(one) or (span and _is_price(one)))
    first = itertools.islice(priced, _MOST_TIMES)
    told = [[_of_cell(one)] for one in _latest(asked, first, cells)]
    for one in _latest(asked, sentences[:_MOST_TIMES], sentences):
        told.append([_of_sentence(one, f) for f in counts(one.unit.text, naming)[:_MOST_SHARED]])
    timed = [paid for figures in told if span and (paid := [f for f in figures if f.rate.per])]
    if span is not None and timed:
        yield from _for_a_time(asked, timed, span, _numbers(asked.text, naming, span))
    untimed = (
        f for figures in told if not (span and any(f.rate.per for f in figures)) for f in figures
    )
    numbers = _numbers(asked.text, naming)
    for figure, n in itertools.product(untimed, numbers):
        for operation, values in _with(figure.value, str(n.value)):
            yield figure.reckoning(operation, values, "said")


def _latest(asked: Asked, some: Iterable[Judged], among: Sequence[Judged]) -> list[Judged]:
    """What is said last of each of some, where no time is asked."""
    return list({id(last): last for one in some if (last := newest(asked, one, among))}.values())


def _numbers(text: str, naming: frozenset[str], span: Span | None = None) -> list[Figure]:
    """The numbers of a question that count something, those of its length of time left out."""
    if span is not None:
        text = f"{text[: span.start]} {text[span.end :]}"
    text = _SPELT.sub(lambda found: digits()[stem(found[1].casefold())], NAMED.sub(" ", text))
    return [f for f in counts(text, naming) if not f.is_percent and f.value > 1][:2]


def _of_cell(one: Judged) -> _Told:
    unit = one.unit
    text = f"{unit.column.replace('_', ' ')}: "
    above = f"{unit.label} {unit.heading} {unit.before} {one.source.title}"
    rate = rate_of(text + unit.value, len(text) + _digit(unit.value), above)
    return _Told(one, value(one), rate, row_name(one), column_name(one))


def _of_sentence(one: Judged, figure: Figure) -> _Told:
    unit = one.unit
    rate = rate_of(unit.text, figure.start, f"{unit.heading} {one.source.title}")
    return _Told(one, str(figure.value), rate, unit.text, near=(figure.near,))


def _is_price(one: Judged) -> bool:
    """Whether a cell holds one figure, and for how long it is paid: "$12 / seat / month"."""
    value = one.unit.value
    alone = len(re.findall(r"\d[\d.,]*", value)) == 1 and _digit(value) <= _BEFORE_FIGURE
    return alone and bool(_of_cell(one).rate.per)


def _digit(text: str) -> int:
    found = re.search(r"\d", text)
    return found.start() if found else 0


def _for_a_time(
    asked: Asked, told: Sequence[Sequence[_Told]], span: Span, numbers: Sequence[Figure]
) -> Iterator[Reckoning]:
    """What the statements on a price that hold most of the names asked make for the time asked; none
    where the likeliest makes nothing, as then another's price is not what is asked."""
    names = frozenset[str]().union(*asked.names)
    most = max(len(names & paid[0].one.held) for paid in told)
    told = [paid for paid in told if len(names & paid[0].one.held) == most]
    made = {id(paid): [r for one in paid for r in _paid(one, span, numbers)] for paid in told}
    best = max(told, key=lambda paid: paid[0].one.score)
    if made[id(best)]:
        yield from itertools.chain.from_iterable(made.values())


def _paid(told: _Told, span: Span, numbers: Sequence[Figure]) -> Iterator[Reckoning]:
    """What is paid for each of a time, for the whole time that is asked, and for so many as the
    question counts; none where that time is no whole number of those."""
    often = times_paid(told.rate.per, span)
    if often is None:
        return
    many = [n for n in numbers if _is_paid_for(told, n)]
    for n in many:
        yield told.reckoning("product", (told.value, str(n.value), *often), "said")
    if often and not many:
        form = "yearly" if span.number == 1 else "said"
        yield told.reckoning("product", (told.value, *often), form)


def _is_paid_for(told: _Told, number: Figure) -> bool:
    """Whether a figure is paid for each of what the question counts: it is told for each of
    something, or names that itself; else it is for all together."""
    if told.rate.is_each or not number.noun:
        return True
    unit = told.one.unit
    return number.noun in stems(f"{unit.own} {unit.above} {unit.keys} {told.one.source.name}")


def _with(own: str, said: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """What a document's figure and one of the question may make together."""
    small, large = sorted((own, said), key=Decimal)
    yield "product", (own, said)
    yield "difference", (small, large)
    yield "change", (said, own)
    yield "share", (small, large)
