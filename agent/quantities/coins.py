"""What is said behind the coin of an amount: "twelve dollars fifty", "9 euros and 5 cents", "两块五"."""

import re
from decimal import Decimal

from agent.quantities.words import read_hanzi, read_words

_LARGEST = 1000
_ENDS = r"(?=\s*(?:(?:an?|per|each|every|for|in|out|input|output)\b|/|monthly|yearly|annually|weekly|[,.;:?!)]|$))"
_SAID = re.compile(
    r"(?<=[a-z])\s+(?P<joined>and\s+)?(?P<number>\d\d?|[a-z]+ty[\s-](?:one|two|three|four|five|six|seven|eight|nine)|[a-z]+)"
    rf"(?:\s+(?P<coin>cents?|pence)(?![a-z])|{_ENDS})",
    re.IGNORECASE,
)
_LEAST_UNNAMED = 10
"""In "ten dollars five" the five may be cents or dimes."""
_TENTHS = re.compile(
    r"\s?块(?!一?个?[年月天周季])(?P<tenths>\d|[一二三四五六七八九])(?:[毛角](?P<cents>\d|[一二三四五六七八九])?分?)?钱?"
    r"(?=\s*(?:一?个?[年月天周季]|每|/|[，,。；;？?！!、）)]|$))"
)


def with_small_coins(text: str, value: Decimal, end: int) -> tuple[Decimal, int]:
    """The amount with the hundredths said behind the word for its coin, and where that ends.

    >>> with_small_coins("12 dollars fifty a month", Decimal(12), 10)
    (Decimal('12.5'), 16)
    """
    said = _SAID.match(text, end) if value < _LARGEST and value % 1 == 0 else None
    if said is None:
        return value, end
    number, until = _number(said["number"])
    whole = until == len(said["number"]) and 0 < number < 100
    unnamed = not said["coin"] and (said["joined"] or number < _LEAST_UNNAMED)
    if not whole or unnamed:
        return value, end
    return value + number / 100, said.end()


def _number(said: str) -> tuple[Decimal, int]:
    if said.isdigit():
        return Decimal(said), len(said)
    return read_words(said, 0) or (Decimal(0), 0)


def with_hundredths(text: str, value: Decimal, before: str, end: int) -> tuple[Decimal, int] | None:
    """A price said without its coin, and where it ends: "at nine ninety-nine a month"."""
    said = _HUNDREDTHS.match(text, end) if value < 100 and _PAID.search(before) else None
    if said is None:
        return None
    number, until = _number(said["number"])
    whole = until == len(said["number"]) and _LEAST_UNNAMED <= number < 100
    return (value + number / 100, said.end()) if whole else None


_PAID = re.compile(r"\b(?:at|for|pay(?:s|ing)?|costs?|charg(?:e|es|ing)|is)\s+$", re.IGNORECASE)
_HUNDREDTHS = re.compile(
    r"\s+(?P<number>[a-z]+ty[\s-](?:one|two|three|four|five|six|seven|eight|nine)|[a-z]+)"
    r"(?=\s+(?:an?|per|each|every)\s+(?:month|year|week|day|quarter|seat|user|head)\b)",
    re.IGNORECASE,
)


def in_yuan(text: str, value: Decimal, end: int) -> tuple[Decimal, int] | None:
    """An amount in 块 with what follows in tenths, and where it ends; None for 块 that counts cards."""
    said = _TENTHS.match(text, end)
    if said is None:
        return None
    places = [_digit(said[name]) for name in ("tenths", "cents")]
    return value + places[0] / 10 + places[1] / 100, said.end()


def _digit(said: str | None) -> Decimal:
    return Decimal(0) if said is None else Decimal(said) if said.isdigit() else read_hanzi(said)
