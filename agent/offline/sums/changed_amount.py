"""Which amount of the sum before a bare number takes the place of: "what if they paid 45?", "sorry, 40"."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from agent.offline.chosen import place_said
from agent.offline.sums.amounts import LEAST_TARGET, Roles, money, plain
from agent.offline.sums.exchange import read_exchange
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity

_AMOUNTS = (
    "price",
    "subscribers",
    "churn",
    "growth",
    "added",
    "price_change",
    "price_change_once",
    "growth_once",
    "loss_once",
    "paying_share",
    "target",
    "years",
    "months",
    "attach_rate",
    "uplift_price",
    "customers",
    "start",
    "periods",
    "input_tokens",
    "output_tokens",
    "cached_tokens",
    "requests",
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_RATE_CUES = ("growth", "churn", "decline", "discount", "price", "paying", "converts", "attach")
_LONGEST = 80
_LEAST_PAYERS = 1000
_SCALES = (Decimal(10) ** 9, Decimal(10) ** 6, Decimal(1000))


def last_changed(given: Mapping[str, Any]) -> str | None:
    """The one amount that a turn changed, for a correction to come back to.

    >>> last_changed({"kind": "subscriptions", "price": "45 USD/month"})
    'price'
    """
    changed = [name for name in _AMOUNTS if name in given]
    return changed[0] if len(changed) == 1 else None


def bare_change(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, str]:
    """The one number of a turn under the name of the amount it replaces; empty where its words say that."""
    read_exchange(text, roles, {})  # a rate changes no amount
    alone = [*roles.bare, *roles.percents]
    if len(alone) != 1 or roles.people or roles.money or roles.tokens or len(text) > _LONGEST:
        return {}
    name = _name_of(text, alone[0], old)
    if name is None:
        return {}
    scale = _scale(str(old[name]), alone[0]) if name == "subscribers" else 1
    return {name: in_its_place(str(old[name]), alone[0].value * scale)}


def changed_plan(text: str, roles: Roles, old: Mapping[str, Any]) -> list[dict[str, str]]:
    """The plans with another price or number for the one named by its place: "what if the second group paid 40?"."""
    plans = [dict(plan) for plan in old.get("plans") or ()]
    place = place_said(text, len(plans))
    amounts = [*roles.money, *roles.bare]
    if place is None or len(amounts) + len(roles.people) != 1:
        return []
    if roles.people or not (
        roles.money or is_paid(text, amounts[0]) or amounts[0].value < _LEAST_PAYERS
    ):
        counted = [*roles.people, *amounts][0]
        plans[place] = {k: v for k, v in plans[place].items() if k != "share"} | {"subscribers": plain(counted.value)}  # fmt: skip
    elif roles.money and "/" in money(roles.money[0], text):
        plans[place]["price"] = money(roles.money[0], text)
    else:
        plans[place]["price"] = in_its_place(plans[place]["price"], amounts[0].value)
    return plans


def _name_of(text: str, q: Quantity, old: Mapping[str, Any]) -> str | None:
    corrected = str(old.get("changed") or "")
    if phrase("revenue", "corrects").search(text) and _may_be(corrected, q, old):
        return corrected
    if q.unit == "percent":
        return _rate_meant(text, old)
    if q.unit is None and old.get("solve") == "subscribers" and "price" in old:
        return "price" if q.value < LEAST_TARGET else None
    if q.unit is not None or q.per is not None or not {"price", "subscribers"} <= set(old):
        return None
    if is_paid(text, q):
        return "price"
    return min(("price", "subscribers"), key=lambda name: _distance(str(old[name]), q))


def _rate_meant(text: str, old: Mapping[str, Any]) -> str | None:
    """The only rate that the sum has, where the words name none: "15% instead?"."""
    if any(phrase("revenue", cue).search(text) for cue in _RATE_CUES):
        return None
    rates = [name for name in _AMOUNTS if "%" in str(old.get(name, ""))]
    return rates[0] if len(rates) == 1 else None


def is_paid(text: str, q: Quantity) -> bool:
    """Whether the words in front of a number make it a price: "if they paid 45", "charging 12"."""
    return phrase("revenue", "paid_before").search(text[: q.start][-24:]) is not None


def _may_be(name: str, q: Quantity, old: Mapping[str, Any]) -> bool:
    """A percentage corrects only a percentage; a bare number anything."""
    return name in old and (q.unit is None or "%" in str(old[name]))


def _distance(old: str, q: Quantity) -> Decimal:
    """How many powers of ten lie between two amounts: 45 is nearer to $35 than to 2 million users."""
    said = _NUMBER.search(old)
    before = Decimal(said[0]) if said else Decimal(0)
    if before <= 0 or q.value <= 0:
        return Decimal(100)
    return abs((q.value / before).log10())


def _scale(old: str, q: Quantity) -> Decimal:
    """The scale word that the earlier number was surely said with: "no, 5" after 3 million is 5 million."""
    said = _NUMBER.search(old)
    before = Decimal(said[0]) if said else Decimal(0)
    far = q.value < _LEAST_PAYERS <= before / q.value if q.value else False
    return next((s for s in _SCALES if before >= s and before % (s / 10) == 0), Decimal(1)) if far else Decimal(1)  # fmt: skip


def in_its_place(old: str, value: Decimal) -> str:
    """With the currency, period and sign that the earlier amount had.

    >>> in_its_place("35 USD/month", Decimal(40))
    '40 USD/month'
    """
    return _NUMBER.sub(plain(value), old, count=1)
