"""Units that measure the same thing, denominators, and how far rounding reaches."""

import re
from decimal import Decimal
from functools import cache

from agent.quantities import Quantity, find_quantities

_GIB = Decimal(2**30)
_FAMILIES: tuple[dict[str, Decimal], ...] = (
    {
        "KB": Decimal(10**3), "MB": Decimal(10**6), "GB": Decimal(10**9), "TB": Decimal(10**12),
        "KiB": Decimal(2**10), "MiB": Decimal(2**20), "GiB": _GIB, "TiB": Decimal(2**40),
    },
    {"years": Decimal(12), "quarters": Decimal(3), "months": Decimal(1)},
    {
        "weeks": Decimal(604800), "days": Decimal(86400), "hours": Decimal(3600),
        "minutes": Decimal(60), "seconds": Decimal(1),
    },
    {"GW": Decimal(10**9), "MW": Decimal(10**6), "kW": Decimal(10**3), "W": Decimal(1)},
    {"percentage points": Decimal(1), "basis points": Decimal("0.01")},
)  # fmt: skip
TIMES = frozenset({"year", "month", "week", "day", "hour", "quarter", "minute", "second"})
_PERSONS = frozenset(
    {"seat", "user", "subscriber", "customer", "person", "member", "account", "employee"}
)
_MENTIONED = {
    "year": r"\byears?\b|yearly|annual|\bARR\b|per annum|\byr\b|年|(?<![\d.])(?:19|20)\d\d(?![\d.]*\d)",
    "month": r"\bmonth|\bmo\b|每个?月|月[费均付薪收活度用]|/月|个月|包月|一个?月|/mo",
    "week": r"\bweek|每周|每星期|/周|周[活用]",
    "day": r"\bday|daily|24 hours|每[天日]|/[天日]|日[均活用]|一[天日]|24 ?小时",
    "hour": r"\bhour|/h\b|小时",
    "quarter": r"\bquarter|季",
    "minute": r"\bminute|分钟",
    "second": r"\bsecond|/s\b|秒",
}
_NUMERAL = re.compile(r"\d[\d,，]*(?:\.(\d+))?")
_SCALES = {"trillion": 12, "兆": 12, "billion": 9, "bn": 9, "亿": 8, "億": 8, "million": 6}
_SCALES |= {"万": 4, "萬": 4, "thousand": 3, "千": 3}
_ABOUT = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|some|nearly|almost|circa|over|more than"
    r"|just (?:over|under|above|below)|up to)|[约近~≈]|大约|大概|左右|将近|超过|逾)\s*(?:US)?[$¥€£]?\s*$",
    re.IGNORECASE,
)
_OTHER_UNIT = re.compile(
    r"[\s-]?(PB|petabytes?|EB|exabytes?|[kKMG]bps|[TP]FLOPS?|TOPS|[kMGT]Wh|[kMG]?Hz|ms|milliseconds?|nm|km"
    r"|kg|kilograms?|tons?|tonnes?|miles?|inch(?:es)?|°C|decades?|centuries|century"
    r"|layers?|epochs?|dB|pounds?)(?![A-Za-z])"
)
"""Units that `find_quantities` does not know; behind a bare number they still are its unit."""
_CARD_TIME = re.compile(
    r"[\s-]?[A-Z]{1,3}\d{2,4}(?: ?GPU)?[\s-]?(days?|weeks?|months?|years?|天|周|年)(?![A-Za-z])"
)
"""Time of cards: "2.788 million H800 days". Hours are left out: everybody tells it in them."""
_GPU_TIME = re.compile(r"[\s-](days?|weeks?|months?|years?)(?![A-Za-z])")
"""The same behind "GPU"."""
_CARD_TIMES = {"d": "days", "w": "weeks", "m": "months", "y": "years"}
_CARD_TIMES |= {"天": "days", "周": "weeks", "年": "years"}


def in_unit(value: Decimal, unit: str | None, wanted: str | None) -> Decimal | None:
    """The value in another unit of its kind, None where there is no way.

    >>> round(in_unit(Decimal(60), "GB", "GiB"), 1), in_unit(Decimal(60), "GB", "USD")
    (Decimal('55.9'), None)
    """
    if unit == wanted:
        return value
    for family in _FAMILIES:
        if unit in family and wanted in family:
            return value * family[unit] / family[wanted]
    return None


def is_like(one: str | None, other: str | None) -> bool:
    """Whether two units measure the same kind of thing; all money does."""
    both_money = _is_money(one) and _is_money(other)
    return both_money or in_unit(Decimal(1), one, other) is not None


def _is_money(unit: str | None) -> bool:
    return unit is not None and len(unit) == 3 and unit.isupper() and unit.isalpha()


def times_of(quantity: Quantity) -> frozenset[str]:
    """The periods an amount is for."""
    return TIMES & {str(quantity.per), str(quantity.each)}


def things_of(quantity: Quantity) -> frozenset[str]:
    """What else an amount is for; whoever pays is a person."""
    named = {quantity.per, quantity.each} - TIMES - {None}
    return frozenset("person" if name in _PERSONS else str(name) for name in named)


@cache
def _periods() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(words, re.IGNORECASE) for name, words in _MENTIONED.items()}


def times_in(text: str) -> frozenset[str]:
    """Every period that a text speaks of."""
    return frozenset(name for name, words in _periods().items() if words.search(text))


@cache
def unit_named(words: str) -> str | None:
    """The unit that words name, as in the head of a column: "GPU memory, GiB", "price (USD)"."""
    for part in reversed(re.findall(r"[A-Za-z$¥€%]+|[\u3400-\u9fff]+", words)):
        found = find_quantities(f"{part}1000" if part in "$¥€" else f"1000 {part}")
        if found and found[0].unit and found[0].unit not in ("times",):
            return found[0].unit
    return None


def unit_of(quantity: Quantity, text: str) -> str | None:
    """Its unit, also one behind it that the reader of quantities does not know: time of cards."""
    time = _GPU_TIME if quantity.text.endswith("GPU") else _CARD_TIME
    card = time.match(text, quantity.end) if quantity.unit in (None, "GPUs") else None
    if card:
        return _CARD_TIMES[card[1][0]]
    if quantity.unit:
        return quantity.unit
    found = _OTHER_UNIT.match(text, quantity.end)
    return found[1] if found else None


def end_of_unit(text: str, end: int) -> int:
    """Where the unit behind a bare number ends, else where the number does."""
    found = _CARD_TIME.match(text, end) or _OTHER_UNIT.match(text, end)
    return found.end() if found else end


def rounding(quantity: Quantity, before: str) -> Decimal:
    """Half of the last digit printed: 8.4 billion stands for 8,400,123,456. Behind "about", zeros
    in threes and number words are rounding too."""
    about = _ABOUT.search(before[-24:]) is not None
    numeral = _NUMERAL.search(quantity.text)
    if numeral is None:
        return _scale_in(quantity.text) / 2 if about else Decimal(0)
    shown = Decimal(re.sub("[,，]", "", numeral[0]))
    scale = abs(quantity.value / shown) if shown else Decimal(1)
    step = scale * Decimal(10) ** -len(numeral[1] or "")
    if about and numeral[1] is None:
        while scale == 1 and shown and shown % 1000 == 0:
            shown, step = shown / 1000, step * 1000
    return step / 2


def _scale_in(text: str) -> Decimal:
    powers = [power for word, power in _SCALES.items() if word in text.lower()]
    return Decimal(10) ** min(powers, default=0)
