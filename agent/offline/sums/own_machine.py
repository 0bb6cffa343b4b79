"""The arguments of a machine of one's own against an API, by the role that each amount plays."""

import re
from collections.abc import Mapping
from typing import Any

from agent.offline.sums.amounts import PERIODS, Roles, money, period_of, plain
from agent.offline.sums.bundle_sums import sentence_at
from agent.offline.sums.rates import clause_at
from agent.offline.vocabulary import phrase
from agent.quantities import Quantity


def is_own_or_api(text: str, roles: Roles) -> bool:
    """Whether both are priced, or cards by the hour whose tokens a second are told."""
    if roles.people or roles.percents or not phrase("revenue", "own_machine").search(text):
        return False
    found: dict[str, Any] = {}
    read_own_or_api(text, roles, found)
    if "speed" in found:
        return "rent" in found and len(roles.money) == 1
    owned = "rent" in found or ("investment" in found and {"years", "bill"} & set(found))
    return bool(owned and {"bill", "token_price"} & set(found))


def read_own_or_api(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Fills `found`; nothing is missing, or the kind would be another."""
    for m in roles.money:
        _read_money(m, text, roles, found)
    if "rent" in found and (many := cards_in(text, roles)):
        found["cards"] = plain(many.value)
    hours = next((q for q in roles.sizes if str(q.unit).startswith("hour") and q.value > 24), None)
    if hours is not None:
        found["hours"] = plain(hours.value)
    life = next((q for q in roles.durations if str(q.unit).startswith("year")), None)
    if life is not None and "investment" in found:
        found["years"] = plain(life.value)
    for q in roles.tokens:
        if q.per == "second":
            found["speed"] = plain(q.value * _times(text, q, found))
        elif "token_price" in found:
            found["volume"] = plain(q.value)
    return None


def _read_money(m: Quantity, text: str, roles: Roles, found: dict[str, Any]) -> None:
    period = period_of(m, text)
    if "token" in str(m.per):
        found["token_price"] = f"{plain(m.value)} {m.unit}"
    elif m.per == "hour":
        found["rent"] = f"{plain(m.value)} {m.unit}"
    elif period in PERIODS:
        is_bill = phrase("revenue", "api_bill").search(clause_at(text, m)[0])
        name = "bill" if is_bill and "bill" not in found else "running"
        found.setdefault(name, money(m, text))
    else:
        found.setdefault("investment", money(m, text, period=False))


def cards_in(text: str, roles: Roles) -> Quantity | None:
    """How many are rented: "8 GPUs", or a number before a card's name."""
    counted = [q for q in roles.sizes if q.unit == "GPUs"]
    named = (q for q in roles.bare if re.match(r"\s+(?:rented |of our |own )?[A-Z]{1,3}\d{2,4}", text[q.end :]))  # fmt: skip
    return counted[0] if counted else next(named, None)


def _times(text: str, q: Quantity, found: Mapping[str, Any]) -> int:
    """By how many cards a speed is multiplied: that of each by all of them."""
    together = phrase("revenue", "all_together").search(sentence_at(text, q))
    each = re.search(r"\beach (?:\w+ )?$|每[张块台]\w{0,3}$", text[: q.start], re.IGNORECASE)
    each = each or re.match(
        r" (?:each\b|per (?:card|gpu)\b|apiece\b)", text[q.end :], re.IGNORECASE
    )
    return int(found.get("cards", "1")) if each and not together else 1


def after_usage(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments after the rent of cards was told, or after both were: an API's price, a volume of tokens."""
    if old.get("kind") == "own_or_api":
        many = [*roles.tokens, *roles.bare]
        return {**old, "volume": plain(many[0].value)} if len(many) == 1 and not roles.money else {}
    prices = [m for m in roles.money if "token" in str(m.per)]
    if old.get("kind") != "usage" or old.get("unit") != "hour" or len(prices) != 1:
        return {}
    many, span = 1, str(old.get("span") or "30 days")
    for count in old.get("counts") or ():
        many *= int(count)
    days = re.match(r"(\d+) day", span)
    hours = {"hours": str(24 * int(days[1]))} if days and not old.get("hours_a_day") else {}
    price = prices[0]
    return {"kind": "own_or_api", "rent": old["price"], "cards": str(many), **hours, "token_price": f"{plain(price.value)} {price.unit}"}  # fmt: skip
