"""The amounts of a question as the tagger sees them: of money, people, shares, lengths of time and tokens."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.offline.sums.amounts import plain
from agent.offline.sums.counted_by import counted_by
from agent.offline.sums.moments import NUMBERS
from agent.offline.sums.relations.amount import Stated
from agent.offline.sums.relations.amounts import amounts_in, with_lent_periods
from agent.offline.sums.said_periods import PERIODS
from agent.quantities import Quantity

MONTHS = {"month": 1, "quarter": 3, "year": 12}
"""Of a period."""
_NUMBER_ALONE = re.compile(
    r"[\d.,]+\s?(?:k|m|mn|bn|million|billion|thousand)?"
    r"|(?!.*(?:dollar|euro|pound|yuan|rupee|buck|cent|quid|penn|yen))[a-z -]*(?:million|billion|thousand|hundred)[a-z -]*",
    re.IGNORECASE,
)
_PRICED_BY = re.compile(
    r"[$€£¥]?\d[\d.,]*\s?(?:[a-z]{2,}\s)?(?:for|per|an?|each|every|/)\s*$", re.IGNORECASE
)
"""A price before the number of tokens that it is of: "$0.14 for a million going in"."""
_BEFORE = re.compile(r"\b(in|every|over|for|after|each)\s+$", re.IGNORECASE)
_COUNTS = {**NUMBERS, "twelve": 12, "eighteen": 18}
_COUNT = rf"\d{{1,2}}|{'|'.join(_COUNTS)}"
_AND_AGAIN = rf"[,:;]? (?:and|or) (?:what (?:do|would|will|about) )?({_COUNT})\s*(?=\?|$)"
"""A second length without its unit at the end of a question: "what would three months bring, and twelve?"."""
_CALLS = ("request", "call", "chat", "time", "quer", "message", "prompt", "conversation")


_MOST_SITES, _TIMES_MORE = Decimal(500), 40


@dataclass(frozen=True)
class Item(Stated):
    """An amount, its sorts the likeliest first."""

    @property
    def is_period(self) -> bool:
        """Whether it is one year, quarter or month."""
        return self.sorts == ("length",) and self.written == "1"

    @property
    def amount(self) -> tuple[str, str]:
        """By which two are the same: twelve months are a year."""
        if self.sorts == ("length",) and self.unit in MONTHS:
            return f"{Decimal(self.written) * MONTHS[self.unit]:f}", "month"
        return self.written, self.unit

    @property
    def money(self) -> str:
        """As the engine reads it, without a period: `18 USD`."""
        return f"{self.written} {self.unit}".strip()

    @property
    def price(self) -> str:
        """With its period, where one was said: `18 USD/month`."""
        return self.money + (f"/{self.per}" if self.per in PERIODS else "")


def is_small(item: Item, largest: Decimal) -> bool:
    """Whether a number is far too small to be of those that the largest counts: 17 sites beside 36,000 members."""
    if item.sorts[0] not in ("count", "number") or "." in item.written:
        return False
    return 0 < Decimal(item.written) <= min(_MOST_SITES, largest / _TIMES_MORE)


def items_in(text: str, quantities: Sequence[Quantity]) -> list[Item] | None:
    """All amounts in their order, but for a single day, which only names a period; None where one is of a sort that no part has."""
    used = [q for q in quantities if q.unit == "tokens" or _is_call(q)]
    rest = amounts_in(text, [q for q in quantities if q not in used])
    if rest is None:
        return None
    below = {q.start for q in quantities if q.value < 0}
    found = [
        Item(
            _sorts(a.sorts, text[a.start : a.end]),
            _signed(a.written, a.start in below),
            a.unit,
            a.per,
            a.start,
            a.end,
        )
        for a in with_lent_periods(rest)
    ]
    for q in used:
        sorts = ("tokens",) if q.unit == "tokens" else ("count",)
        per = q.per if q.per in PERIODS else counted_by(q, text)
        found.append(Item(sorts, plain(q.value), "", per, q.start, q.end))
    found = [i for i in found if (i.written, i.unit) != ("1", "day") and not _is_priced_by(i, text)]
    bought = {(i.end, i.per) for i in found if i.per and "money" in i.sorts}
    found = [i for i in found if not _is_bought(i, bought, text)]
    return _with_elided(sorted(found, key=lambda item: item.start), text)


def _is_bought(item: Item, bought: set[tuple[int, str]], text: str) -> bool:
    """Whether a length of time is what the price before it is for: "$36 for twelve months"."""
    if item.is_period:
        return (item.start - 1, item.unit) in bought
    whole = item.sorts == ("length",) and item.amount == ("12", "month")
    ends = (end for end, per in bought if per == "year" and end <= item.start)
    return whole and any(text[end : item.start].split() in (["for"], ["over"]) for end in ends)


def _with_elided(items: Sequence[Item], text: str) -> list[Item]:
    """With the numbers that are lengths of time as well: "in three months, and in twelve"."""
    found = list(items)
    for item in items:
        if item.sorts != ("length",):
            continue
        before = _BEFORE.search(text[: item.start])
        again = rf"\b{before[1]}\s+({_COUNT})\b\s*(?=[?.,;]|$)" if before else _AND_AGAIN
        for m in re.compile(again, re.IGNORECASE).finditer(text, item.end):
            number = _COUNTS.get(m[1].lower(), m[1])
            elided = Item(("length",), str(number), item.unit, None, *m.span(1))
            found = [one for one in found if one.start != elided.start] + [elided]
    return sorted(found, key=lambda item: item.start)


def _is_priced_by(item: Item, text: str) -> bool:
    return item.written == "1000000" and bool(_PRICED_BY.search(text[: item.start]))


def _sorts(sorts: tuple[str, ...], written: str) -> tuple[str, ...]:
    """A number that only a neighbour lent its currency may count too: "$30 a month and 5,000 cyclists"."""
    if sorts == ("count",) and "." in written:  # "nineteen ninety nine a month"
        return (*sorts, "money", "number")
    is_lent = sorts == ("money",) and _NUMBER_ALONE.fullmatch(written)
    return (*sorts, "count", "number") if is_lent else sorts


def _signed(written: str, is_below: bool) -> str:
    return f"-{written}" if is_below and not written.startswith("-") else written


def _is_call(q: Quantity) -> bool:
    return str(q.unit or "").startswith(_CALLS)
