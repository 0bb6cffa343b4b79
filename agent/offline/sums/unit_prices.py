"""Prices for a unit of use: a second, an hour, an image, a call, a gigabyte; and what is used of it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

from agent.offline.sums.amounts import PERIODS, RATES, Roles, plain
from agent.offline.vocabulary import compiled, phrase, table
from agent.quantities import Quantity

_UNITS = {
    "item": r"items?|units?|pieces?|件|个",
    "second": r"seconds?|secs?|秒",
    "minute": r"minutes?|mins?|分钟",
    "hour": r"hours?|hrs?|h|个?小时",
    "image": r"images?|pictures?|photos?|renders?|张(?:图片?|照片)?|图片?",
    "video": r"videos?|clips?|films?|条(?:视频)?|个?视频",
    "call": r"(?:API )?calls?|requests?|quer(?:y|ies)|次(?:调用|请求)?",
    "chat": r"chats?|conversations?|messages?|通|轮",
    "GB": r"GBs?|gigabytes?",
    "TB": r"TBs?|terabytes?",
    "GPU": r"GPUs?|(?<!library )(?<!credit )(?<!gift )(?<!bank )(?<!club )(?<!member )(?<!membership )(?<!loyalty )(?<!charging )cards?(?!\s*-?holder)|servers?|machines?|卡|台",
}
_TIME = ("second", "minute", "hour", "day", "week", "month", "quarter", "year")
_STORED = ("MB", "GB", "TB", "PB")
_SCALES = {"thousand": 1000, "million": 1_000_000, "100": 100}
_WHOLE = {"second", "minute", "hour", "image", "video", "call", "chat", "GB", "TB", "GPU", "item"}


class UnitPrice(NamedTuple):
    """A price, what it is for, and the period beside that unit ("per GB per month")."""

    amount: Quantity
    value: Decimal
    unit: str
    period: str | None


def unit_price(text: str, roles: Roles) -> UnitPrice | None:
    """The one price for a unit of use; None where there is none or more than one."""
    found = [p for m in roles.money if (p := _price_for_unit(m, text))]
    return found[0] if len(found) == 1 and len(roles.money) == 1 else None


def is_usage(text: str, roles: Roles) -> bool:
    """Whether what is used of a priced unit is said, so that there is something to multiply."""
    price = unit_price(text, roles)
    if price is None or roles.tokens or (roles.percents and roles.people):
        return False
    if price.unit == "item" and (roles.people or price.period):
        return False
    if price.unit in _TIME and price.unit not in _WHOLE:
        return any(q.unit == "GPUs" for q in roles.sizes) and not roles.people
    if roles.bare or roles.sizes or roles.durations or roles.people or _of_them(text):
        return True
    lasts = phrase("revenue", "billed_for").search(_outside(text, [price.amount]))
    return price.unit in ("minute", "hour") and lasts is not None


def _of_them(text: str) -> list[Quantity]:
    """A small number that the parser takes for none: "8 of them"."""
    said = re.finditer(r"(?<![\w.,])(\d{1,3})(?= of (?:them|these|those)\b)", text)
    return [Quantity(Decimal(m[1]), None, None, None, m.start(), m.end(), m[1], None) for m in said]


def read_usage(text: str, roles: Roles, found: dict[str, Any]) -> str | None:
    """Counts, the size of each and how long, beside the price of a unit."""
    price = unit_price(text, roles)
    if price is None:
        return "price"
    found |= {"price": f"{plain(price.value)} {price.amount.unit}", "unit": price.unit}
    if price.period:
        found["price_per"] = price.period
    sized = next((q for q in _sizes(text, roles) if _is_size(q, price.unit)), None)
    if sized is not None:
        found["size"] = f"{plain(sized.value)} {_unit_name(sized)}"
    counts = [q for q in _all_counts(text, roles) if sized is None or q.start != sized.start]
    found["counts"] = [plain(q.value) for q in counts]
    things = [q for q in counts if q not in roles.people]  # "10万用户一年" has the bill's year
    if per := _comes_every(text, [*things, *([sized] if sized else [])]):
        found["per"] = per
    _read_span(text, roles, price.amount, found)
    return None


def continued_usage(text: str, roles: Roles, old: Mapping[str, Any]) -> dict[str, Any]:
    """What a later turn changes of a use: its price, its only count, a size, how long."""
    new: dict[str, Any] = {}
    if roles.money:
        new["price"] = f"{plain(roles.money[0].value)} {roles.money[0].unit}"
    counts = _counts(roles)
    if counts and len(old.get("counts") or ()) == 1:
        new["counts"] = [plain(counts[0].value)]
    unit = str(old["unit"])
    if sized := next((q for q in _sizes(text, roles) if _is_size(q, unit)), None):
        new["size"] = f"{plain(sized.value)} {_unit_name(sized)}"
    _read_span(text, roles, None, new)
    return new


def _price_for_unit(m: Quantity, text: str) -> UnitPrice | None:
    names = [n for n in (m.per, m.each) if n]
    for name in names:
        scale, _, thing = str(name).rpartition(" ")
        unit = _named(thing)
        if unit and (scale == "" or scale in _SCALES):
            period = next((n for n in names if n in PERIODS), None)
            if unit == "GPU" and len(names) > 1:
                continue  # "$3 per GPU-hour" is paid by the hour
            return UnitPrice(m, m.value / _SCALES.get(scale, 1), unit, period)
    if all(n in PERIODS for n in names) and (unit := _said_beside(m, text)):
        return UnitPrice(m, m.value, unit, names[0] if names else None)
    if m.per in _TIME and m.each in (None, "GPU"):
        return UnitPrice(m, m.value, str(m.per), None)
    return None


def _named(thing: str) -> str | None:
    return next((u for u, w in _UNITS.items() if re.fullmatch(w, thing, re.IGNORECASE)), None)


def _said_beside(m: Quantity, text: str) -> str | None:
    """The unit in the words before ("each image costs", "每秒") or behind ("a clip")."""
    before, after = text[max(0, m.start - 40) : m.start], text[m.end : m.end + 24]
    for unit, word in _UNITS.items():
        english = rf"\b(?:each|per|an?|every|one) (?:\w+ ){{0,2}}?(?:{word})\s+(?:(?:costs?|is|at|for|takes|runs?|billed|priced|charged)\W*(?:at |us )?)+$"
        english += rf"|\bper (?:{word})\s*[:,]?\s*$"
        chinese = rf"(?:每一?|(?<!第)一)(?:{word})(?!月|季)[\u4e00-\u9fff]{{0,4}}$"
        if unit == "item" and re.match(
            r"\s*(?:apiece|a piece|per item|each)\b", after, re.IGNORECASE
        ):
            return unit
        behind = rf"\s*(?:/|per|an?|each|every)\s*(?:{word})(?![A-Za-z])"
        if (
            compiled(english).search(before)
            or compiled(chinese).search(before)
            or compiled(behind).match(after)
        ):
            return unit
    return None


def _sizes(text: str, roles: Roles) -> list[Quantity]:
    """What measures rather than counts; "40 PB" too, whose unit is no amount elsewhere."""
    petabytes = [replace(q, unit="PB") for q in roles.bare if re.match(r"\s?PB\b", text[q.end :])]
    return sorted([*roles.sizes, *roles.durations, *petabytes], key=lambda q: q.start)


def _is_size(q: Quantity, unit: str) -> bool:
    """Whether it is an amount of what the price's unit measures: 8 seconds, 250 TB."""
    name = _unit_name(q)
    if unit in _STORED:
        return name in _STORED
    return unit in _TIME and name in ("second", "minute", "hour")


def _unit_name(q: Quantity) -> str:
    return (q.unit or "").removesuffix("s")


def _counts(roles: Roles) -> list[Quantity]:
    """What is multiplied: people, things, bare numbers; lengths of time are none."""
    others = [q for q in roles.sizes if _unit_name(q) not in (*_TIME, *_STORED)]
    return sorted([*roles.people, *roles.bare, *others], key=lambda q: q.start)


def _all_counts(text: str, roles: Roles) -> list[Quantity]:
    counts = _counts(roles)
    held = {q.start for q in counts}
    return sorted(
        [*counts, *(q for q in _of_them(text) if q.start not in held)], key=lambda q: q.start
    )


def _comes_every(text: str, used: Sequence[Quantity]) -> str | None:
    """The period by which things are counted: "3 million images a month", "每天"."""
    for q in used:
        if q.per in RATES:
            return str(q.per)
        before = re.search(r"每(天|日|个?月|年|周)[^，。,;；?？]{0,8}$", text[: q.start])
        after = re.match(
            r"[^,.;，。?]{0,24}?\b(?:(?<!for )(?<!over )(?:a|per|every|each) (day|week|month|year)|(daily|weekly|monthly))\b",
            text[q.end :],
            re.IGNORECASE,
        )
        if before or after:
            word = before[1] if before else (after[1] or after[2]) if after else ""
            return str(table("periods").get(word.lower(), word.lower()))
    return None


def _read_span(text: str, roles: Roles, price: Quantity | None, found: dict[str, Any]) -> None:
    """How long it goes on ("30 days", "for a year"), or the period of the bill."""
    spans = [q for q in roles.durations if q.per is None]
    if spans:
        found["span"] = f"{plain(spans[-1].value)} {spans[-1].unit}"
        return
    tail = re.search(
        r"[\s,]*(?:for|over) (?:a|one|the) (?:full |whole )?(year|month|quarter|week|day)\b", text
    )
    if tail:
        found["span"] = f"1 {tail[1]}s"
        return
    rest = _outside(text, [*([price] if price else roles.money), *_counts(roles), *roles.sizes])
    # The last one: in "every user makes 30 a month, cost of a year?" the bill comes behind.
    if billed := next(reversed(list(phrase("revenue", "billed_for").finditer(rest))), None):
        word = next(g for g in billed.groups() if g).lower()
        found["bill"] = table("periods").get(word, word)
    if billed := next((q.per for q in roles.people if q.per in PERIODS), None):
        found["bill"] = billed


def _outside(text: str, quantities: Sequence[Quantity]) -> str:
    letters = list(text)
    for q in quantities:
        letters[q.start : q.end] = " " * (q.end - q.start)
    return "".join(letters)
