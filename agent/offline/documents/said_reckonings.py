"""What could be reckoned from one figure with a number that the question says, and with the time for which it asks."""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.offline.documents.asked import Asked
from agent.offline.documents.by_many import (
    UNCLEAR,
    is_of_tiny,
    is_told_for_one,
    many_in,
    spans_of_many,
    times_of_many,
)
from agent.offline.documents.columns import is_figure
from agent.offline.documents.cues import tells
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
    r"(?<!\ball )(?<!\bthe )(?<!\bboth )(?<!\bthese )(?<!\bthose )\b([Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)(?= [a-z]+s\b)"
)
"""A small number in words before what it counts: "seven rivers", not "Seven Rivers"."""
_SHORT = re.compile(r"(?<=\d)(?:[MK]|[mk](?= (?:[a-z]+ )?tokens?))\b")
"""A million or a thousand in a letter."""
_CODE = re.compile(r"(?<![\w-])[A-Za-z][\w.]*-(?=[\w.-]*\d)[\w.-]*\w")
"""A name such as models have."""


@dataclass(frozen=True)
class _Told:
    """A figure of a document, and how it is named there."""

    one: Judged
    value: str
    rate: Rate
    rows: str
    columns: str = ""
    near: tuple[frozenset[str], ...] = ()
    many: Decimal | None = None
    """For how many together a price is told."""
    noun: str = ""
    """What it counts itself, as no price does."""

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
    priced = (o for o in cells if is_figure(o) or (span and _is_price(o)) or _is_price_of_many(o))
    first = itertools.islice(priced, _MOST_TIMES)
    told = [[_of_cell(one)] for one in _latest(asked, first, cells)]
    for one in _latest(asked, sentences[:_MOST_TIMES], sentences):
        told.append(_of_sentence(one, counts(one.unit.text, naming)[:_MOST_SHARED]))
    by_many = [paid for figures in told if (paid := [f for f in figures if f.many is not None])]
    if by_many and span is None:
        yield from _for_many(asked, by_many, _numbers(asked.text, naming))
    told = [[f for f in figures if f.many is None] for figures in told]
    counted = _numbers(asked.text, naming, span)
    timed = [
        paid for figures in told if (paid := [f for f in figures if span and _is_paid(f, counted)])
    ]
    if span is not None and timed:
        yield from _for_a_time(asked, timed, span, counted)
    untimed = (
        f for figures in told if not (span and any(f.rate.per for f in figures)) for f in figures
    )
    numbers = _numbers(asked.text, naming)
    for figure, n in itertools.product(untimed, numbers):
        if n.text in map(_in_digits, stems(figure.one.unit.label)):
            continue  # it names the row
        is_price = _is_for_each(asked, figure, n)
        for operation, values in _with(figure.value, str(n.value)):
            if is_price or operation != "product":
                yield figure.reckoning(operation, values, "said")


def _in_digits(word: str) -> str:
    return digits().get(word, word)


def _latest(asked: Asked, some: Iterable[Judged], among: Sequence[Judged]) -> list[Judged]:
    """What is said last of each of some, where no time is asked."""
    return list({id(last): last for one in some if (last := newest(asked, one, among))}.values())


def _numbers(text: str, naming: frozenset[str], span: Span | None = None) -> list[Figure]:
    """The numbers of a question that count something, those of its length of time left out."""
    if span is not None:
        text = f"{text[: span.start]} {text[span.end :]}"
    text = _SPELT.sub(lambda found: digits()[stem(found[1].casefold())], NAMED.sub(" ", text))
    text = _SHORT.sub(lambda found: " million" if found[0] in "Mm" else " thousand", text)
    return [f for f in counts(text, naming) if not f.is_percent and f.value > 1][:2]


def _of_cell(one: Judged) -> _Told:
    unit = one.unit
    text = f"{unit.column.replace('_', ' ')}: "
    above = f"{unit.label} {unit.heading} {unit.before} {one.source.title}"
    rate = rate_of(text + unit.value, len(text) + _digit(unit.value), above)
    many = many_in(text + unit.value)
    is_own = many is not None or rate_of(text + unit.value, len(text)) != Rate()
    many = many if is_own else many_in(above)
    is_count = not rate_of(text + unit.value, len(text)).is_each and not tells("money").search(
        unit.value
    )
    noun = "" if not is_count else " ".join(stems(unit.column.replace("_", " ")))
    return _Told(one, value(one), rate, row_name(one), column_name(one), many=many, noun=noun)


def _of_sentence(one: Judged, figures: Sequence[Figure]) -> list[_Told]:
    """The figures of a sentence that are not themselves the number for which a price is told."""
    unit = one.unit
    above = f"{unit.heading} {one.source.title}"
    spans = [*spans_of_many(unit.text)]
    own = [f for f in figures if not any(a <= f.start < b for a, b, _ in spans)]
    ends = [*(f.start for f in own), len(unit.text)][1:]
    found: list[_Told] = []
    for figure, end in zip(own, ends, strict=True):
        behind = [many for a, _, many in spans if figure.start < a < end]
        many = behind[0] if behind else many_in(unit.text[: own[0].start])
        rate = rate_of(unit.text, figure.start, above)
        if many is None and rate == Rate():
            many = many_in(f"{unit.before} {above}")
        noun = "" if figure.money or figure.is_percent else figure.noun
        found.append(_Told(one, str(figure.value), rate, unit.text, near=(figure.near,), many=many, noun=noun))  # fmt: skip
    return found


def _is_price_of_many(one: Judged) -> bool:
    """Whether a cell holds one figure and for how many it is paid: "$2 / MTok"."""
    value = one.unit.value
    spans = [*spans_of_many(value)]
    bare = f"{value[: spans[0][0]]} {value[spans[0][1] :]}" if len(spans) == 1 else ""
    return _digit(value) <= _BEFORE_FIGURE and len(re.findall(r"\d[\d.,]*", bare)) == 1


def _for_many(
    asked: Asked, told: Sequence[Sequence[_Told]], numbers: Sequence[Figure]
) -> Iterator[Reckoning]:
    """What a price of so many makes for the one number that a question counts; of those only that
    hold most of the names asked."""
    if len(numbers) != 1:
        return  # what is asked is a sum of several prices
    names = frozenset[str]().union(*asked.names)
    told = [paid for paid in told if _is_of_code(asked.text, paid[0].one)]
    most = max((len(names & paid[0].one.held) for paid in told), default=0)
    for one in (f for paid in told if len(names & paid[0].one.held) == most for f in paid):
        often = times_of_many(one.many or UNCLEAR, numbers[0].value)
        if often is not None:
            yield one.reckoning("product", (one.value, often), "said")


def _is_of_code(text: str, one: Judged) -> bool:
    """Whether a statement names the model that a question calls by a word with a number, if it does."""
    codes = [code.casefold() for code in _CODE.findall(text)]
    said = f"{one.unit.own} {one.unit.above} {one.source.title}".casefold()
    return not codes or any(
        re.search(rf"(?<![\w-]){re.escape(code)}(?![\w-])", said) for code in codes
    )


def _is_for_each(asked: Asked, told: _Told, number: Figure) -> bool:
    """Whether a figure may be multiplied by a number asked: neither counts the same, nor is it the
    price of tokens, which are never sold one by one, unless it says so."""
    unit = told.one.unit
    if _counts_same(told, number) or _is_for_all(unit.text, number):
        return False
    is_told = is_told_for_one(f"{unit.own} {unit.before} {unit.heading}")
    return is_told or not is_of_tiny(asked.text, number.text)


def _is_for_all(text: str, number: Figure) -> bool:
    """Whether a sentence names the same number of things itself, of which its price is that of all."""
    held = any(m[0].strip(".,") == number.text for m in re.finditer(r"\d[\d.,]*", text))
    return held and bool(number.noun) and number.noun in stems(text)


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


def _is_paid(told: _Told, numbers: Sequence[Figure]) -> bool:
    """Whether a figure is paid for each of a time, and counts nothing that a question counts."""
    return bool(told.rate.per) and not any(_counts_same(told, n) for n in numbers)


def _counts_same(told: _Told, number: Figure) -> bool:
    return bool(number.noun) and number.noun in told.noun.split()


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
