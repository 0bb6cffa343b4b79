"""The arguments of sums that follow from two figures: ARPU, a growth rate, two offers, a runway."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from agent.offline.sums.amounts import LEAST_PAYERS, LEAST_TARGET, Roles, money, period_of, plain
from agent.offline.sums.balances import with_period
from agent.offline.sums.changed_amount import in_its_place
from agent.offline.sums.targets import is_target
from agent.offline.vocabulary import phrase, words
from agent.quantities import Quantity

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


def ratio_kind(text: str, roles: Roles) -> str | None:
    """The kind asked for, where the figures it needs are given."""
    holds: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("runway", lambda: _is_runway(text, roles)),
        ("growth_rate", lambda: _is_growth_rate(text, roles)),
        ("arpu", lambda: _is_arpu(text, roles)),
        ("offers", lambda: _is_offers(text, roles)),
        ("ceiling", lambda: _is_ceiling(text, roles)),
        ("total", lambda: _is_total(text, roles)),
    )
    return next((kind for kind, condition in holds if condition()), None)


def read_ratio(kind: str, text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills `found` for the kind; nothing is missing, or the kind would be another."""
    _READERS[kind](text, roles, found)
    return None


def _is_runway(text: str, roles: Roles) -> bool:
    lasts = phrase("revenue", "runway").search(text) is not None
    return lasts and len(roles.money) == 2 and not roles.people and not roles.percents


def _read_runway(text: str, roles: Roles, found: dict[str, Any]) -> None:
    burned = [m for m in roles.money if phrase("revenue", "burn").search(text[: m.start][-30:])]
    spent = next((m for m in roles.money if period_of(m, text)), None)
    spent = spent or next(iter(burned[-1:]), None) or min(roles.money, key=lambda m: m.value)
    held = next(m for m in roles.money if m is not spent)
    burn = money(spent, text)
    if "/" not in burn and re.search(r"\b(?:in|last|this) (?:(?:19|20)\d\d|year)\b|年", text):
        burn += "/year"  # "burned $8bn in 2025"
    found |= {"cash": money(held, text, period=False), "burn": burn}


def _is_growth_rate(text: str, roles: Roles) -> bool:
    asked = phrase("revenue", "rate_asks").search(text) is not None
    if not asked or roles.percents or roles.tokens:
        return False
    return len(_ends(roles)) == 2 and _length(text, roles) is not None


def _ends(roles: Roles) -> list[Quantity]:
    """The figure at the start and at the end: two amounts of money, or two numbers."""
    numbers = [*roles.people, *(q for q in roles.bare if q.value >= 10)]
    some = roles.money if len(roles.money) == 2 and not roles.people else numbers
    if roles.money and some is not roles.money:
        return []
    return sorted(some, key=lambda q: q.start)


def _length(text: str, roles: Roles) -> tuple[Decimal, str] | None:
    """The time between the two: "in 4 years", "18 months", "from 2022 to 2025"."""
    for q in roles.durations:
        unit = str(q.unit).removesuffix("s")
        if unit in ("year", "month", "quarter"):
            return q.value, unit
    named = [int(m[1]) for m in _YEAR.finditer(text)]
    if len(set(named)) == 2:
        return Decimal(max(named) - min(named)), "year"
    follows = (("year", "year_on_year"), ("quarter", "quarter_on_quarter"), ("month", "month_on_month"))  # fmt: skip
    said = (per for per, cue in follows if phrase("revenue", cue).search(text))
    return next(((Decimal(1), per) for per in said), None)


def _read_growth_rate(text: str, roles: Roles, found: dict[str, Any]) -> None:
    start, end = _ends(roles)
    length = _length(text, roles)
    assert length is not None  # or the kind would be another
    swapped = re.search(r"\bto\s*$|到\s*$", text[: start.start]) and re.search(
        r"\bfrom\s*$|从\s*$", text[: end.start]
    )
    if swapped:
        start, end = end, start
    found |= {
        "start": _amount(start, roles),
        "end": _amount(end, roles),
        "periods": plain(length[0]),
    }
    if length[1] != "year":
        found["per"] = length[1]


def _amount(q: Quantity, roles: Roles) -> str:
    return plain(q.value) + (f" {q.unit}" if q in roles.money else "")


def _is_arpu(text: str, roles: Roles) -> bool:
    """One total and those who bring it: ARPU by name, a division, or the price that is behind it."""
    if len(roles.money) != 1 or roles.percents or roles.tokens:
        return False
    if _is_split(text, roles):
        return True
    total, payers = roles.money[0], _payers(roles)
    if len(payers) != 1 or total.value < LEAST_TARGET:
        return False
    if phrase("revenue", "arpu").search(text):
        return True
    priced = re.search(rf"(?<![a-z]){words('revenue', 'price_each_before')}\W*$", text[: total.start], re.I)  # fmt: skip
    asks = phrase("revenue", "divides").search(text) or phrase("revenue", "price_sought").search(text)  # fmt: skip
    return bool(asks) and priced is None and not is_target(total, text)


def _is_split(text: str, roles: Roles) -> bool:
    """One price that several share: "8 friends share a $28 plan, how much is it each?"."""
    some = [*roles.people, *roles.bare, *roles.sizes]
    shared = phrase("revenue", "shared").search(text) and phrase("revenue", "per_head").search(text)
    return bool(shared) and len(some) == 1 and roles.money[0].value < LEAST_TARGET


def _payers(roles: Roles) -> list[Quantity]:
    return [*roles.people, *(q for q in roles.bare if q.value >= LEAST_PAYERS)]


def _read_arpu(text: str, roles: Roles, found: dict[str, Any]) -> None:
    payers = [*roles.people, *roles.bare, *roles.sizes] if _is_split(text, roles) else _payers(roles)  # fmt: skip
    found |= {"revenue": with_period(roles.money[0], text), "subscribers": plain(payers[0].value)}


def _is_offers(text: str, roles: Roles) -> bool:
    """Prices of one thing, one or the other: "$20 a month or $200 a year, which is cheaper?"."""
    asked = phrase("revenue", "offers").search(text) is not None
    if not asked or len(roles.money) < 2 or roles.percents or roles.tokens or roles.sizes:
        return False
    priced = all(m.value < LEAST_TARGET and period_of(m, text) for m in roles.money)
    periods = {period_of(m, text) for m in roles.money}
    counted = len(roles.people) + len(roles.bare)
    return priced and (counted == 0 or (counted == 1 and len(periods) > 1))


def _read_offers(text: str, roles: Roles, found: dict[str, Any]) -> None:
    found["prices"] = [money(m, text) for m in roles.money]
    if people := [*roles.people, *roles.bare]:
        found["subscribers"] = plain(people[0].value)


def _is_ceiling(text: str, roles: Roles) -> bool:
    """The most that one price can bring, whoever pays it: "what is the ceiling at $20 a month?"."""
    if len(roles.money) != 1 or roles.people or roles.bare or roles.percents or roles.tokens:
        return False
    priced = roles.money[0].value < LEAST_TARGET and not roles.sizes
    asked = ("ceiling_asks", "ceiling_of")
    return priced and all(phrase("revenue", cue).search(text) for cue in asked)


def _read_ceiling(text: str, roles: Roles, found: dict[str, Any]) -> None:
    found["price"] = money(roles.money[0], text)


def _is_total(text: str, roles: Roles) -> bool:
    """Amounts of money to add up, with nothing else beside them: "what is €20bn plus $30bn?"."""
    others = [some for some in roles if some is not roles.money and some]
    if len(roles.money) < 2 or others or phrase("routing", "yes_no").search(text):
        return False
    ordered = sorted(roles.money, key=lambda m: m.start)
    gaps = [text[a.end : b.start] for a, b in zip(ordered, ordered[1:], strict=False)]
    if not all(len(gap) < 30 and phrase("revenue", "joined_by").search(gap) for gap in gaps):
        return False
    added = any(phrase("revenue", "added_to").search(gap) for gap in gaps)
    return added or phrase("revenue", "adds_up").search(text) is not None


def _read_total(text: str, roles: Roles, found: dict[str, Any]) -> None:
    found["amounts"] = [money(m, text) for m in roles.money]


_READERS: dict[str, Callable[[str, Roles, dict[str, Any]], None]] = {
    "runway": _read_runway,
    "total": _read_total,
    "ceiling": _read_ceiling,
    "growth_rate": _read_growth_rate,
    "arpu": _read_arpu,
    "offers": _read_offers,
}
RATIOS = tuple(_READERS)


def continued_ratio(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any] | None:
    """The arguments of a later turn: "and in 5 years?", "and at $180 a year?", "and with 70M?"."""
    people = [*roles.people, *(q for q in roles.bare if q.value >= 1000)]
    new: dict[str, Any] = {}
    if old["kind"] == "growth_rate":
        if length := _length(text, roles):
            new = {"periods": plain(length[0]), "per": length[1]}
        elif ends := [*roles.money, *people]:
            new["end"] = _amount(ends[0], roles)
    elif old["kind"] == "arpu":
        new |= {"revenue": money(roles.money[0], text)} if roles.money else {}
        new |= {"subscribers": plain(people[0].value)} if people else {}
    elif old["kind"] == "runway" and roles.money:
        key = "burn" if period_of(roles.money[0], text) or phrase("revenue", "burn").search(text) else "cash"  # fmt: skip
        new[key] = money(roles.money[0], text, period=key == "burn")
    elif old["kind"] == "runway" and len(roles.bare) == 1:
        key = "burn" if phrase("revenue", "burn").search(text) else "cash"
        new[key] = in_its_place(str(old[key]), roles.bare[0].value)
    elif old["kind"] == "ceiling" and roles.money:
        new["price"] = money(roles.money[0], text)
    elif old["kind"] == "offers" and roles.money:
        new["prices"] = _with_price(old["prices"], money(roles.money[0], text))
    return {**old, **new} if new else None


def _with_price(prices: Sequence[str], price: str) -> list[str]:
    """The offers with the new price in the place of that of its period, else of the last."""
    period = price.partition("/")[2]
    at = next((i for i, old in enumerate(prices) if old.partition("/")[2] == period), -1)
    if not period:
        price = f"{price}/{prices[-1].partition('/')[2]}"
    changed = list(prices)
    changed[at] = price
    return changed
