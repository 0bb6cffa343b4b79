"""The prices that a fact sheet's figures hold: each with what it is for, and the variant it is of."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from agent.offline.vocabulary import table

_CURRENCIES = ("usd", "cny", "eur", "gbp", "inr", "jpy")
_SIDES = {"in": "input", "out": "output", "cached": "cached", "cache": "cached"}
_UNITS = {"month": "month", "year": "year", "s": "second", "second": "second", "h": "hour", "image": "image", "call": "call", "credit": "credit"}  # fmt: skip
_OF_ANOTHER_KIND = {"before", "later", "with", "min", "cut", "unused", "p90", "example", "used", "ratio", "per", "1000", "members"}  # fmt: skip
"""Words of a key whose amount is no price of the thing itself, or one for a unit that is not known."""


class Entry(NamedTuple):
    """One price."""

    value: Decimal
    currency: str
    variant: frozenset[str]
    """The words that tell it from the sheet's others: "pro", "mini"; none of a sheet's own price."""
    side: str | None = None
    """Of tokens, by the million: input, output or cached."""
    unit: str | None = None
    """What else it is for: a month, a second, an image."""
    is_annual: bool = False
    """Whether it is what a month costs that is paid for by the year."""


def entries_in(figures: Mapping[str, Any], text: str) -> list[Entry]:
    """The prices of a sheet; a key that says no currency or time has that of the sheet's words."""
    keyed = {key: value for key, value in figures.items() if not isinstance(value, (str, bool))}
    pairs = [key for key, value in keyed.items() if _is_pair(value) and not _sides(key)]
    found: list[Entry] = []
    for key, value in keyed.items():
        if isinstance(value, (int, float)):
            found += _single(key, Decimal(str(value)), text)
        elif _is_pair(value) and _is_of_tokens(text):
            found += _pair(key, value, text, pairs)
    return found


def named_in(said: str) -> frozenset[str]:
    """The words by which a name may tell a variant: "deepseek-reasoner", "Pro+", "DeepSeek R1"."""
    words = re.findall(r"[a-z]+\d[\w.]*|[a-z]+|\d+(?:\.\d+)?|[\u4e00-\u9fff]+", said.lower().replace("+", " plus "))  # fmt: skip
    parts = [part for word in words for part in (word, *re.split(r"[._]", word))]
    other = table("price_variants")
    return frozenset([*parts, *(str(other[w]) for w in parts if w in other)])


def of_variant(entries: Sequence[Entry], words: frozenset[str]) -> list[Entry]:
    """Those of the variant that the words name most fully; the sheet's own where they name none."""
    fitting = [e for e in entries if e.variant <= words]
    most = max((len(e.variant) for e in fitting), default=0)
    return [e for e in fitting if len(e.variant) == most]


def _single(key: str, value: Decimal, text: str) -> Iterator[Entry]:
    words = key.split("_")
    currency = next((w for w in words if w in _CURRENCIES), None)
    if currency is None:
        return
    side = next((_SIDES[w] for w in words if w in _SIDES), None)
    unit = next((_UNITS[w] for w in words if w in _UNITS), None) or (None if side else _period(text))  # fmt: skip
    rest = {w for w in words if w not in (*_CURRENCIES, *_SIDES, *_UNITS, "annual")}
    if unit and "per" in words:
        rest -= {"per"}
    if rest & _OF_ANOTHER_KIND or not (side or unit):
        return
    yield Entry(value, currency.upper(), frozenset(rest), side, unit, "annual" in words)


def _pair(key: str, value: Sequence[float], text: str, pairs: Sequence[str]) -> Iterator[Entry]:
    """Input and output of a variant, or under "cache" what cached input costs of each in turn."""
    currency = _currency(key, text)
    amounts = [Decimal(str(v)) for v in value]
    if "cache" in key:
        for other, amount in zip((p for p in pairs if "cache" not in p), amounts, strict=False):
            yield Entry(amount, currency, _variant(other), "cached")
        return
    for side, amount in zip(("input", "output"), amounts, strict=True):
        yield Entry(amount, currency, _variant(key), side)


def _variant(key: str) -> frozenset[str]:
    return frozenset(w for w in key.split("_") if w not in _CURRENCIES)


def _is_pair(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 2 and all(isinstance(v, (int, float)) for v in value)  # fmt: skip


def _sides(key: str) -> bool:
    return any(w in _SIDES and w != "cache" for w in key.split("_"))


def _is_of_tokens(text: str) -> bool:
    return re.search(r"\btokens?\b|\breasoner\b|\bin and\b", text) is not None


def _currency(key: str, text: str) -> str:
    said = next((w for w in key.split("_") if w in _CURRENCIES), None)
    return said.upper() if said else "CNY" if re.search(r"\byuan\b", text) else "USD"


def _period(text: str) -> str | None:
    said = re.search(r"\b(month|year)(?:ly)?\b", text)
    return said[1] if said else None
