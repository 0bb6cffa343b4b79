"""The rest of a base, told as a share of it beside numbers: "45 of the 60 million pay $40, the remaining quarter $20"."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from agent.offline.sums.amounts import LEAST_PAYERS, is_money, money, plain
from agent.offline.sums.spoken_shares import as_fraction, spoken_shares
from agent.quantities import Quantity, find_quantities

_PART = r"half|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth"
_SHARE = rf"(?:(?P<top>one|two|three|four|five|six|seven|eight|nine|an?)[ -])?(?P<part>{_PART})s?\b|(?P<percent>\d+(?:\.\d+)?) ?(?:%|per ?cent\b)"
_REST = re.compile(
    rf"\b(?:remaining|other|last|final|(?:rest|others|remainder)(?:,| \(|, (?:that is|which is|i\.e\.|or),?)) ?(?P<share>{_SHARE})"
    r"(?! ago)(?=[^.;?!]{0,40}?\b(?:pay|take|buy|choose|use|are on|is on|at|cost)(?:s|ing)?\b[^.;?!]{0,24}?\d)",
    re.IGNORECASE,
)
_ONLY_COUNTS = (None, "people", "seats")


class _Rest(NamedTuple):
    """A share that the rest is said to be, the whole and those told by number, all before it."""

    start: int
    end: int
    share: Fraction
    whole: Decimal
    told: Decimal

    @property
    def agrees(self) -> bool:
        """Whether the share is what the numbers leave."""
        return Fraction(self.whole) * self.share == self.whole - self.told


def rest_counted(text: str) -> str:
    """The text with the rest as the number that it agrees with.

    >>> rest_counted("Of 60 million 45 million pay $40, the remaining quarter pay $20.")
    'Of 60 million 45 million pay $40, the remaining 15,000,000 pay $20.'
    """
    rest = _rest_in(text)
    if rest is None or not rest.agrees:
        return text
    return f"{text[: rest.start]}{rest.whole - rest.told:,.0f}{text[rest.end :]}"


def rest_that_differs(text: str, quantities: Sequence[Quantity]) -> dict[str, Any] | None:
    """The plans whose numbers do not make the whole, which the engine says, or asks who pays what."""
    rest = _rest_in(text)
    monies = [q for q in quantities if is_money(q)]
    if rest is None or rest.agrees or len(monies) != 2:
        return None
    share = f"{rest.share.numerator}/{rest.share.denominator}"
    parts = ({"subscribers": plain(rest.told)}, {"share": share})
    plans = [{"name": "", **part, "price": money(m, text)} for part, m in zip(parts, monies, strict=True)]  # fmt: skip
    if Fraction(rest.told) + Fraction(rest.whole) * rest.share > rest.whole:
        return {"kind": "plans", "subscribers": plain(rest.whole), "plans": plans}
    return {"kind": "subscriptions", "subscribers": plain(rest.whole), "ask_groups": True}


def _rest_in(text: str) -> _Rest | None:
    said = _REST.search(text)
    if said is None:
        return None
    counts = [
        q.value
        for q in find_quantities(text[: said.start()])
        if q.unit in _ONLY_COUNTS and q.value >= LEAST_PAYERS
    ]
    if len(counts) < 2:
        return None
    whole = max(counts)
    told = sum(counts, Decimal(0)) - whole
    return _Rest(*said.span("share"), _share_of(said), whole, told) if told < whole else None


def _share_of(said: re.Match[str]) -> Fraction:
    if said["percent"]:
        return as_fraction(f"{said['percent']}%")
    ((_, _, part),) = spoken_shares(f"{said['top'] or 'one'} {said['part']} of them")
    return as_fraction(part)
