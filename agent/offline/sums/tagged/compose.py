"""The engine's arguments out of a reading: its kind of sum, its amounts by part and the words of the question."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from agent.language import language_of
from agent.offline.entities import Entity
from agent.offline.sums.amounts import Roles, is_money, sort
from agent.offline.sums.exchange import (
    currencies_named,
    currencies_wanted,
    rate_pair,
    read_exchange,
)
from agent.offline.sums.tagged import groups, other_sums, paths, payers
from agent.offline.sums.tagged.items import Item, items_in
from agent.offline.sums.tagged.reading import Reading, reading_of
from agent.offline.sums.tagged.told import Arguments, Told
from agent.offline.sums.wording import read_wording
from agent.quantities import Quantity

_NUMBERED = re.compile(r"\b(?:first|second|third|fourth|last|q[1-4])\b", re.IGNORECASE)


@dataclass(frozen=True)
class TaggedSum:
    """Arguments with the chances that they are those asked, as of `Reading`."""

    kind: str
    """As the tagger calls it."""
    arguments: Arguments
    sure: float
    likely: float
    places: tuple[tuple[int, int], ...] = ()
    """Of the amounts that play a part."""
    is_whole: bool = False
    """Whether every amount of the question plays one, but for a period that is only named ("in a year"), what surely
    plays none and small numbers beside large ones ("since we had 17 sites")."""


def tagged_sum(
    text: str, quantities: Sequence[Quantity], entities: Sequence[Entity]
) -> TaggedSum | None:
    """The sum that an English question's amounts make together; None where they make none that is whole."""
    if language_of(text) != "en":
        return None
    found: Arguments = {}
    roles = sort(quantities, text)
    rates = _rates(text, roles, found) if _names_two_currencies(text, quantities) else set()
    items = items_in(text, quantities)
    if items is None:
        return None
    items = [i for i in items if not any(q.start < i.end and i.start < q.end for q in rates)]
    reading = reading_of(text, items)
    if reading is None or _counts_nobody(reading):
        return None
    told = Told(text, reading, roles, found)
    if told.has("fx") and not _exchanged(told):
        return None
    arguments = _COMPOSED[reading.kind](told)
    if arguments is None:
        return None
    arguments = {**found, **arguments}
    read_wording(arguments["kind"], text, roles, entities, arguments)
    places = sorted((i.start, i.end) for some in reading.parts.values() for i in some)
    left = [i for i in items if (i.start, i.end) not in places and not i.is_period]
    is_whole = all(i in reading.idle or _is_moment(i, text) for i in left)
    return TaggedSum(reading.kind, arguments, reading.sure, reading.likely, tuple(places), is_whole)


def _is_moment(item: Item, text: str) -> bool:
    """Whether a length of time is a period's name: "for the third quarter"."""
    return item.sorts == ("length",) and bool(_NUMBERED.search(text[item.start : item.end]))


def _names_two_currencies(text: str, quantities: Sequence[Quantity]) -> bool:
    return len({q.unit for q in quantities if is_money(q)} | {*currencies_named(text)}) > 1


def _rates(text: str, roles: Roles, found: Arguments) -> set[Quantity]:
    """The rates of exchange, taken out of the amounts and into `found`."""
    held = {q for some in roles for q in some}
    read_exchange(text, roles, found)
    return held - {q for some in roles for q in some}


def _counts_nobody(reading: Reading) -> bool:
    """Whether nobody pays, which the rules tell as an answer of its own."""
    return any(Decimal(i.written) == 0 for part in ("payers", "base") for i in reading.parts.get(part, ()))  # fmt: skip


def _exchanged(told: Told) -> bool:
    """Fills in a rate that only the tagger takes for one; False where whose it is stays unsaid."""
    rate = told.one("fx")
    own = next((i.unit for part, some in told.reading.parts.items() if part != "fx" for i in some if "money" in i.sorts and i.unit), None)  # fmt: skip
    wanted = [c for c in currencies_wanted(told.text) if c != own]
    if own is None or "rate" in told.found or not wanted:
        return False
    said = rate.unit if rate.unit not in ("", own) else None
    counted, base = rate_pair({own, wanted[0], said} - {None}, own, Decimal(rate.written), said)
    told.found |= {"rate": f"{counted}={rate.written}", "currency": base}
    told.found["wanted_currency"] = wanted[0]
    return True


_COMPOSED: dict[str, Callable[[Told], Arguments | None]] = {
    "revenue": payers.revenue,
    "need_payers": payers.need_payers,
    "need_price": payers.need_price,
    "plans": groups.plans,
    "reprice": payers.reprice,
    "decay": payers.decay,
    "growth": paths.growth,
    "growth_time": paths.growth_time,
    "growth_rate": paths.growth_rate,
    "convert": other_sums.convert,
    "tokens": other_sums.tokens,
    "margin": other_sums.margin,
    "attach": other_sums.attach,
    "uplift": other_sums.uplift,
    "share_of": payers.share_of,
    "grid": groups.grid,
    "cases": groups.cases,
}
