"""For how long a price is told and for how long one is asked, and so how often it is paid."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from agent.offline.documents.words import digits, stem
from agent.quantities import find_quantities
from agent.quantities.words import read_hanzi

_WHOLE = {
    ("year", "quarter"): 4,
    ("year", "month"): 12,
    ("year", "week"): 52,
    ("year", "day"): 365,
    ("quarter", "month"): 3,
    ("week", "day"): 7,
    ("day", "hour"): 24,
}
"""How often one time is paid in another; months are not all of as many days or weeks."""
_ZH = {"年": "year", "季度": "quarter", "季": "quarter", "月": "month", "周": "week", "星期": "week", "天": "day", "日": "day", "小时": "hour"}  # fmt: skip
_ADVERBS = {"annual": "year", "annually": "year", "yearly": "year", "quarterly": "quarter", "monthly": "month", "weekly": "week", "daily": "day", "hourly": "hour"}  # fmt: skip
_TIMES = "year|quarter|month|week|day|hour"
_UNIT = rf"(?P<unit>{_TIMES})"
_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_LENGTH = re.compile(
    rf"(?<!\bthe )(?<!\ball )(?<!\bthese )(?<!\bthose )\b(?P<number>\d{{1,3}}(?!\d)|{_NUMBERS}) (?:full |whole )?{_UNIT}s?\b(?![-'’]|s? old\b)"
    r"|(?<![\d.第前上])(?P<zh>\d{1,2}|[两二三四五六七八九十]{1,3})(?:个(?P<of>月|季度|星期|小时)|(?P<bare>年|季度|周|天|小时))(?![\d初级])",
    re.IGNORECASE,
)
"""A length of time that is counted: "for 6 months"."""
_ONE = re.compile(
    rf"(?:\b(?:a|an|per|each|every|one|(?:for|over|in) the)\s+|/\s?)(?:(?:whole|full|calendar|entire)\s+)?{_UNIT}\b(?![-'’])"
    r"(?!\s+(?!(?:for|of|in|if|at|on|with|without|to|do|does|is|are|when|and|or|together|altogether|all|by|from|as|under)\b)[a-z])"
    r"|(?<![上前后近头第])(?:每一?个?|一个?|全)(?P<zh>年|季度|月|周|星期|天|日|小时)(?!前|后|以)",
    re.IGNORECASE,
)
"""One time, asked by the word alone: "a year"; no "day ticket"."""
_HALF = re.compile(r"\bhalf (?:a|of a|of the) year\b|\bhalf-year\b|半年", re.IGNORECASE)
_ADVERB = re.compile(rf"\b({'|'.join(_ADVERBS)})\b(?!\s+(?:plan|billing|subscription|price|tariff|rate|tier|payment|licen[cs]e)s?\b)", re.IGNORECASE)  # fmt: skip
_BILLED = re.compile(r"\b(?:billed|paid|invoiced|charged|payable|due|billing)\s+\Z", re.IGNORECASE)
_TOLD = re.compile(
    rf"(?:\b(?:a|an|per|each|every|and|one)\s+(?:calendar\s+)?|/\s?){_UNIT}\b(?![-'’])|\b(?P<adverb>{'|'.join(_ADVERBS)})\b"
    r"|[/每](?P<zh>年|季度|个?月|周|星期|天|日|小时)|(?P<fee>[年月周日])(?:费|付|租|薪)",
    re.IGNORECASE,
)
"""What tells that something is paid for each of a time."""
_EACH = re.compile(
    rf"\b(?:per|each|every)\s+(?!(?:{_TIMES}|annum)\b)[a-z]|\bapiece\b|/\s?(?!{_TIMES}|mo\b|yr\b)[a-z]|每(?!年|季|个?月|周|星期|天|日|小时)|/人",
    re.IGNORECASE,
)
"""What tells that it is paid for each of several."""


@dataclass(frozen=True)
class Span:
    """A length of time that a question asks for."""

    number: Decimal
    unit: str
    start: int
    end: int
    """Where it stands in the question."""


@dataclass(frozen=True)
class Rate:
    """What a figure is paid for."""

    per: str = ""
    """The time, if one is told."""
    is_each: bool = False
    """Whether it is for each of several."""


@lru_cache(maxsize=256)
def span_asked(text: str) -> Span | None:
    """The length of time for which a question asks something: the one that is counted, else the
    longest.

    >>> span_asked("What do 10 users cost for two years?").number
    Decimal('2')
    >>> span_asked("10个用户一年多少钱？").unit, span_asked("What does a day ticket cost?")
    ('year', None)
    """
    if half := _HALF.search(text):
        return Span(Decimal(6), "month", *half.span())
    if counted := _LENGTH.search(text):
        return _length(counted)
    found = [Span(Decimal(1), _unit(m), *m.span()) for m in _ONE.finditer(text)]
    found += [
        Span(Decimal(1), _ADVERBS[m[1].casefold()], *m.span())
        for m in _ADVERB.finditer(text)
        if not _BILLED.search(text[: m.start()])
    ]
    order = [*dict.fromkeys(unit for pair in _WHOLE for unit in pair)]
    return min(found, key=lambda one: order.index(one.unit), default=None)


def rate_of(text: str, start: int, above: str = "") -> Rate:
    """For what the figure at `start` is paid, by the words beside it; else by the one time that the
    whole text names, or what stands above it.

    >>> rate_of("Gold costs $25 per user per month.", 12)
    Rate(per='month', is_each=True)
    >>> rate_of("Gold: 30 euros", 6, "Monthly prices per seat")
    Rate(per='month', is_each=True)
    """
    beside = [q for q in find_quantities(text) if q.start <= start < q.end]
    per = next((str(q.per) for q in beside if q.per in _ZH.values()), "")
    each = any(q.each for q in beside) or _EACH.search(text) is not None
    if not per and not any(q.per for q in find_quantities(text)):
        per = _told_in(text)
    if not per and (per := _told_in(above)):
        each = each or _EACH.search(above) is not None
    return Rate(per, each)


def times_paid(per: str, span: Span) -> tuple[str, ...] | None:
    """By what a figure is multiplied that is paid each `per`, to be that of a span; None where the
    span is no whole number of those.

    >>> times_paid("month", Span(Decimal(2), "year", 0, 0)), times_paid("year", Span(Decimal(1), "month", 0, 0))
    (('2', '12'), None)
    """
    number = () if span.number == 1 else (str(span.number),)
    if per == span.unit:
        return number
    often = _WHOLE.get((span.unit, per))
    return None if often is None else (*number, str(often))


def _length(found: re.Match[str]) -> Span:
    if found["zh"]:
        said = found["zh"]
        number = Decimal(said) if said.isdigit() else read_hanzi(said)
        return Span(number, _ZH[found["of"] or found["bare"]], *found.span())
    said = found["number"].casefold()
    number = Decimal(said if said.isdigit() else digits()[stem(said)])
    return Span(number, found["unit"].casefold(), *found.span())


def _told_in(text: str) -> str:
    """The time that a text names as paid for, rather than how often it is billed; none where it
    names several."""
    told = [*_TOLD.finditer(text)]
    found = {_unit(m) for m in told if not _BILLED.search(text[: m.start()])} or set(
        map(_unit, told)
    )
    return found.pop() if len(found) == 1 else ""


def _unit(found: re.Match[str]) -> str:
    """The time that a match names in any of its ways."""
    said = {name: word.casefold() for name, word in found.groupdict().items() if word}
    if "adverb" in said:
        return _ADVERBS[said["adverb"]]
    if zh := said.get("zh") or said.get("fee"):
        return _ZH[zh.removeprefix("个")]
    return said["unit"]
