"""The figures of an answer as they are printed: unit, period, what they are for, rounding."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from agent.middleware.grounding.amounts import bound_before
from agent.middleware.grounding.layout import Block, Layout, Sentence, without_marks
from agent.middleware.grounding.measures import (
    end_of_unit,
    is_like,
    rounding,
    things_of,
    times_in,
    unit_named,
    unit_of,
)
from agent.middleware.grounding.occurrence import own_times
from agent.quantities import Quantity, find_quantities

_SUM = re.compile(
    r"[\d%)]\s*(?:[A-Za-z/ ]{0,24}?)\s*[-+−–×x*÷/]\s*[^=\n]{1,60}[=＝≈]\s*(?:约|about )?$"
)
_SINGLE = ("years", "months", "days", "weeks", "quarters", "hours", "GPUs", "images")
_EACH = re.compile(r"每[\u4e00-\u9fff]{0,3}\s*$")
_ROUND = frozenset(Decimal(10) ** power for power in range(10))
_BITS = re.compile(r"\s?(?:位(?!用户|客户|订)|[- ]bit)")
_PER_MILLION = re.compile(r"\s+(users?|people|subscribers?|seats?|requests?|calls?|images?)\b")
_HEADING = re.compile(
    r"(?:\b[Ii]n (?:US )?(?:dollars|yuan|euros) (?:a|per) (?P<en>year|month|week|day)\b"
    r"|每(?P<zh>[年月周天日])(?:美元|元|人民币))[^:：\n;；]*[:：]"
)
_LINK = (
    r"\s*(?:[:：约近为是达有逾]|超过|达到|大约|is|are|was|were|of|at|about|around|over|nearly|reached)?"
    * 2
)
_ACTIVE = re.compile(
    r"(?:[日周月]活(?:跃)?(?:用户|人数)?(?:数|量)?|\b(?:daily|weekly|monthly)(?: active)? users)"
    rf"{_LINK}\s*$",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\s*(?:people |users )?(?:use|visit|open)[sd]? it (?:daily|weekly|monthly|(?:every|each|a) (?:day|week|month))",
    re.IGNORECASE,
)
_PRICED = re.compile(
    r"(?:包[年月季]|[年月周]费|单月|\b(?:annual|yearly|monthly|weekly) (?:price|fee))"
    rf"{_LINK}\s*$",
    re.IGNORECASE,
)
_PERIODS = {"年": "year", "月": "month", "周": "week", "天": "day", "日": "day"}


@dataclass(frozen=True)
class Printed:
    """A figure of the answer with the sentence it stands in."""

    quantity: Quantity
    unit: str | None
    times: frozenset[str]
    """The periods it is for by its own words."""
    spoken: frozenset[str]
    """Those that words beside it give it; a source may say nothing of them."""
    things: frozenset[str]
    """What it is for beside a time: `million tokens`, `person`."""
    end: int
    """Where its words end, with what it is for."""
    reach: Decimal
    """How far rounding reaches, in its unit."""
    sentence: Sentence
    bound: int = 0
    is_sum: bool = False
    """Whether it is the right side of a sum written out."""


def read_figures(layout: Layout) -> list[Printed]:
    """The figures of an answer in their order."""
    text = without_marks(layout.plain)
    return [
        printed
        for quantity in find_quantities(text)
        if (printed := _printed(text, quantity, layout)) is not None
    ]


def _printed(text: str, quantity: Quantity, layout: Layout) -> Printed | None:
    sentence = layout.sentence_at(quantity.start)
    if sentence is None:
        return None
    quantity = _under_heading(text[sentence.start : quantity.start], quantity)
    unit = unit_of(quantity, text) or _unit_of_cell(sentence.block, quantity, text)
    before = text[max(0, quantity.start - 100) : quantity.start]
    # "8 yuan per million" is for tokens only where no other thing follows
    is_for_many = quantity.text.lower().endswith("million") and quantity.per is not None
    other = _PER_MILLION.match(text, quantity.end) if is_for_many else None
    end = quantity.end if quantity.unit else end_of_unit(text, quantity.end)
    end = other.end() if other else end
    is_single = quantity.value == 1 and unit in _SINGLE
    if quantity.text.endswith("张"):
        unit = None  # cards or pictures: what was counted stands elsewhere
    if is_single or _BITS.match(text, quantity.end) or _is_denominator(before, quantity):
        return None  # "for one year", "每 1,000 token" say for how long or how many
    return Printed(
        quantity,
        unit,
        own_times(quantity),
        _spoken(before, text[end : end + 40], unit),
        frozenset({f"million {other[1]}"}) if other else things_of(quantity),
        end,
        rounding(quantity, before),
        sentence,
        bound_before(text, quantity.start),
        bool(_SUM.search(before)),
    )


def _under_heading(before: str, quantity: Quantity) -> Quantity:
    """With the period of a list's heading: "in dollars a month: Go 8, Plus 20"."""
    found = _HEADING.search(before)
    if found is None or quantity.unit or quantity.per or quantity.each:
        return quantity
    return replace(quantity, per=found["en"] or _PERIODS[found["zh"]])


def _spoken(before: str, after: str, unit: str | None) -> frozenset[str]:
    """The period that words right beside a figure give it: "包年 218 元", "日活 2 亿"."""
    found = _PRICED.search(before) if is_like(unit, "USD") else None
    if unit in ("people", None):
        found = _ACTIVE.search(before) or _USED.match(after)
    return times_in(found[0]) if found else frozenset()


def _is_denominator(before: str, quantity: Quantity) -> bool:
    """A round number behind 每: "每 1,000 token", "每收入 1 美元"."""
    each = _EACH.search(before) or quantity.text.startswith("每张")
    return bool(each) and quantity.value in _ROUND


def _unit_of_cell(block: Block, quantity: Quantity, text: str) -> str | None:
    """The unit that the head of the column names, else the head of the row's first cell."""
    if not block.is_row or block.is_head or not block.header:
        return None
    row = text[block.start : quantity.start]
    column = row.count("|") - (1 if row.lstrip().startswith("|") else 0)
    head = block.header[column] if column < len(block.header) else ""
    return unit_named(head) if head else None
