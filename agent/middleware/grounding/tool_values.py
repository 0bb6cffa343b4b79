"""The bare numbers of a tool's result with the unit of their field, and the result's sentences."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any

from agent.middleware.grounding.measures import times_in, unit_named

_SUFFIX = {
    "gib": "GiB", "gb": "GB", "mib": "MiB", "mb": "MB", "tb": "TB", "usd": "USD", "cny": "CNY",
    "eur": "EUR", "seconds": "seconds", "hours": "hours", "px": "px", "width": "px",
    "height": "px", "context": "tokens", "prompt": "tokens", "tokens": "tokens", "frames": "frames",
    "gpus": "GPUs", "subscribers": "people", "users": "people", "payers": "people",
    "seats": "seats", "years": "years", "months": "months", "days": "days",
}  # fmt: skip
_MONEY = re.compile(
    r"total|price|revenue|amount|cost|arpu|income|fee|sum|spend|profit|budget|target|sales|arr|mrr"
)
_SHARE = re.compile(r"growth|churn|share|rate$|margin|percent|pct|discount|change|headroom")
_SAYING = frozenset("reason headline note assumptions cautions".split())
_SAYING |= {f"{key}_zh" for key in _SAYING}
_ADDRESS = re.compile(r"https?://\S+")
_CODE = re.compile(r"[A-Z]{3}")
_NUMBERS = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.]*\w)")


@dataclass(frozen=True)
class Number:
    """A bare number; `units` and `times` are what its field says, and no other."""

    value: Decimal
    units: frozenset[str | None]
    times: frozenset[str] = frozenset()
    text: str = ""
    """Its field, as words."""


@dataclass(frozen=True)
class _Around:
    """What the fields around a number say."""

    unit: str | None = None
    currency: str | None = None
    price_per: str | None = None
    times: frozenset[str] = frozenset()
    field: str = ""


def bare_numbers(result: Any) -> list[Number]:
    """Every number that stands alone in a result.

    >>> [(str(n.value), sorted(map(str, n.units))) for n in bare_numbers({"required_gib": 30.4})]
    [('30.4', ['GiB', 'None'])]
    """
    return list(_walk(result, _Around(times=_times_of_total(result))))


def words_of(result: Any) -> list[str]:
    """The sentences and words of a result, without passages, addresses and numbers."""
    if _is_passage(result):
        return []
    if isinstance(result, Mapping):
        return [word for value in result.values() for word in words_of(value)]
    if isinstance(result, (list, tuple)):
        return [word for value in result for word in words_of(value)]
    if isinstance(result, str) and _number(result) is None:
        return [re.sub(r"\*{1,3}", "", _ADDRESS.sub(" ", result))]
    return []


def sentences_of(result: Any, key: str = "") -> list[str]:
    """What a result says in sentences: its reasons, headlines and assumptions."""
    if _is_passage(result):
        return []
    if isinstance(result, Mapping):
        return [said for name, value in result.items() for said in sentences_of(value, str(name))]
    if isinstance(result, (list, tuple)):
        return [said for value in result for said in sentences_of(value, key)]
    return [result] if isinstance(result, str) and key in _SAYING and len(result) > 10 else []


def field_unit(key: str) -> str | None:
    """The unit that the name of a field or an argument gives its numbers."""
    return next((_SUFFIX[w] for w in reversed(key.lower().split("_")) if w in _SUFFIX), None)


def _walk(value: Any, around: _Around) -> Iterator[Number]:
    if _is_passage(value) or isinstance(value, bool):
        return
    if isinstance(value, Mapping):
        inner = _inside(value, around)
        for key, item in value.items():
            yield from _walk(item, _field(str(key), value, inner))
    elif isinstance(value, (list, tuple)):
        if value and isinstance(value[0], Mapping):
            yield Number(Decimal(len(value)), frozenset({_unit_of_list(value), None}))
        for item in value:
            yield from _walk(item, around)
    elif isinstance(value, (int, float, str)):
        number = _number(str(value))
        if number is not None:
            yield from _stand(number, around)
        elif around.field == "formula":
            yield from _formula(str(value), around)


def _is_passage(value: Any) -> bool:
    """Whether it is a row of the ledger, which is evidence and no result."""
    return isinstance(value, Mapping) and "document_id" in value and "n" in value


def _inside(value: Mapping[str, Any], around: _Around) -> _Around:
    """What a mapping says of all its fields."""
    currency = value.get("currency") or value.get("price_currency")
    label = " ".join(str(value[k]) for k in ("label", "step", "per") if value.get(k))
    unit = "GiB" if "gib" in value else around.unit
    return replace(
        around,
        currency=str(currency) if currency else around.currency,
        price_per=str(value["price_per"]) if value.get("price_per") else around.price_per,
        times=times_in(label) or around.times,
        unit=unit,
    )


def _field(key: str, row: Mapping[str, Any], around: _Around) -> _Around:
    """What a field's name says: `required_gib`, `price_usd_per_month`, `converted: {CNY: …}`."""
    words = key.lower().split("_")
    named = field_unit(key)
    if key == "value" and row.get("unit"):
        named = _SUFFIX.get(str(row["unit"]).lower(), str(row["unit"]))
    elif _CODE.fullmatch(key):
        named = key
    elif _SHARE.search(key.lower()):
        named = "percent"
    elif named is None and around.currency and _MONEY.search(key.lower()):
        named = around.currency
    elif named is None and words[-1] in ("b", "m") and "params" in words:
        named = "parameters_" + words[-1]
    elif named is None and around.unit is None:
        named = unit_named(" ".join(words))
    times = times_in(" ".join(words)) or around.times
    if "price" in key.lower():
        times = frozenset({around.price_per}) if around.price_per else times
    return replace(around, unit=named or around.unit, times=times, field=key)


def _stand(value: Decimal, around: _Around) -> Iterator[Number]:
    unit = around.unit
    if unit in ("parameters_b", "parameters_m"):
        value *= Decimal(10**9 if unit.endswith("b") else 10**6)
        unit = "parameters"
    if unit == "percent" and abs(value) <= 1:
        yield Number(value * 100, frozenset({"percent", None}), around.times, around.field)
    units = {None, unit} if unit else {None, around.currency}
    yield Number(value, frozenset(units), around.times, around.field)


def _formula(formula: str, around: _Around) -> Iterator[Number]:
    """`5000000 × 10 × 12`: each factor is money or a count; a price is for its own period only."""
    times = frozenset({around.price_per}) if around.price_per else frozenset[str]()
    for found in _NUMBERS.finditer(formula.replace(",", "")):
        value = Decimal(found[0])
        yield Number(value, frozenset({None, around.currency, "people", "months"}), times)
        if value <= 1:
            yield Number(value * 100, frozenset({None, "percent"}), times)


def _times_of_total(result: Any) -> frozenset[str]:
    """For what time a sum is: that of its periods, else what its own sentences say."""
    if not isinstance(result, Mapping):
        return frozenset()
    periods = result.get("periods") or ()
    labels = " ".join(str(p.get("label")) for p in periods if isinstance(p, Mapping))
    if labels:
        return times_in(labels)
    said = " ".join(map(str, result.get("assumptions") or ()))
    return times_in(said)


def _unit_of_list(rows: Any) -> str | None:
    label = str(rows[0].get("label", ""))
    return next((f"{t}s" for t in ("year", "month", "quarter") if t in label), None)


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.replace(",", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
