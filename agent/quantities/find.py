"""`find_quantities`: one pass over the text, from each number to its scale, unit and denominators."""

import re
from collections.abc import Iterator
from decimal import Decimal

from agent.quantities import denominators, names, units
from agent.quantities.digits import Number, read_number
from agent.quantities.lists import share
from agent.quantities.quantity import BARE_B, Quantity
from agent.quantities.surroundings import NOTHING, unit_by_context
from agent.quantities.words import HANZI_NUMBER, WORD

_START = re.compile(
    rf"\d|[½¼¾]|(?<![A-Za-z])(?:{WORD.pattern})|百分之|{HANZI_NUMBER.pattern}", re.IGNORECASE
)
_SIGN = re.compile(
    r"(?:(?<![^\s(（:：,，=$€£¥￥])[-−–](?!\s)|\b(?:minus|negative)\s|负)$", re.IGNORECASE
)
_DIMENSIONS = re.compile(
    r"(?<![\d.,])(\d{2,5})(\s*(?:px|pixels?)?)(\s*)[x×*✕](\s*)(\d{2,5})(px|\s?pixels?)?"
    r"(?:\s*[x×*]\s*(\d{1,4})\s*(?:f|frames?|帧)?(?![\w.,]\d))?(?![\d.,]\d|\d)(?!\s*[=≈])",
    re.IGNORECASE,
)
_CENTS = re.compile(r"\s?(?:US\s)?(?:cents?\b|¢)", re.IGNORECASE)
_PART_OF_DENOMINATOR = re.compile(r"(?:\bper\s|/\s?|每)$", re.IGNORECASE)
_REST_OF_TOKEN = re.compile(r"[A-Za-z0-9_]*")
_REACH = 48
"""How far to look back from a number; fixed, so that a long text takes linear time."""


def find_quantities(text: str) -> list[Quantity]:
    """Every amount in `text`, in reading order; names, versions, dates and marks are none.

    >>> [(str(q.value), q.unit, q.per) for q in find_quantities("100M users at $20/month")]
    [('100000000', 'people', None), ('20', 'USD', 'month')]
    """
    return share(text, list(_scan(text, names.hide(text), units.Doubts(text))))


def _scan(text: str, hidden: str, doubts: units.Doubts) -> Iterator[Quantity]:
    at = 0
    while start := _START.search(hidden, at):
        if size := _dimensions(hidden, start.start()):
            yield from _sides(text, size)
            at = size.end()
            continue
        number = read_number(hidden, start.start(), at)
        if number is None:
            at = _rest_of_token(hidden, start.end())
        elif quantity := _complete(text, hidden, number, at, doubts):
            yield quantity
            at = quantity.end
        else:
            at = _rest_of_token(hidden, number.end)


def _rest_of_token(hidden: str, end: int) -> int:
    rest = _REST_OF_TOKEN.match(hidden, end)
    return rest.end() if rest and hidden[end - 1].isascii() else end


def _dimensions(hidden: str, start: int) -> re.Match[str] | None:
    """`1280x720`, `720 × 1280 × 129`; a spaced product of other numbers is a multiplication."""
    size = _DIMENSIONS.match(hidden, start)
    if size is None or size[2].strip() or size[6]:
        return size
    sides = int(size[1]), int(size[5])
    spaced = bool(size[3] or size[4]) or "*" in size.group()
    whole_blocks = all(side % 8 == 0 for side in sides)
    return size if min(sides) >= 64 and (whole_blocks or not spaced) else None


def _sides(text: str, size: re.Match[str]) -> Iterator[Quantity]:
    for group, unit in ((1, "px"), (5, "px"), (7, "frames")):
        if size[group]:
            start, end = size.span(group)
            value = Decimal(size[group])
            yield Quantity(value, unit, None, None, start, end, text[start:end], None)


def _complete(  # noqa: C901 - the order of the readings is the rule
    text: str, hidden: str, number: Number, floor: int, doubts: units.Doubts
) -> Quantity | None:
    """The quantity a number stands for; None where it is a year, a version or part of a word."""
    before = hidden[max(0, number.start - _REACH) : number.start]
    if _PART_OF_DENOMINATOR.search(before[-6:]) and not _is_money_next(hidden, number.end):
        return None
    value, unit, end = number.value, number.unit, number.end
    unit_before, before, negative = _prefixes(before)
    if (start := number.start - len(_lost(hidden, number, before))) < floor:
        start, before, unit_before, negative = number.start, "", None, False
    value, unit = (-value if negative else value), unit or unit_before
    direct = units.unit_after(hidden, end)
    doubt = None
    if cents := (_CENTS.match(hidden, end) if unit is None else None):
        value, unit, end = value / 100, "USD", cents.end()
    elif unit is not None:
        end = direct[1] if direct and direct[0] in units.CURRENCIES else end
    else:
        unit, end = unit_by_context(hidden, number, before, direct)
        if unit == NOTHING:
            return None
        if number.letter == "b" and unit is None:
            doubt = BARE_B
    if end == number.end and _REST_OF_TOKEN.match(hidden, end).end() > end:  # pyright: ignore[reportOptionalMemberAccess]
        return None
    after, end = denominators.read_after(hidden, end)
    if not after:
        after, taken = denominators.read_before(before)
        if start - taken >= floor:
            start -= taken
        if not after and unit in units.CURRENCIES | {"percent"}:
            period = denominators.adjective_before(before)
            after = [period] if period else []
    per, each = denominators.time_first(after)
    written = text[start:end]
    doubt = number.doubt or doubt or doubts.about(written, unit)
    return Quantity(value, unit, per, each, start, end, written, doubt)


def _is_money_next(hidden: str, end: int) -> bool:
    """In "$3/15" the second price of a pair is not what the first is for."""
    following = denominators.read_after(hidden, end)[0]
    return bool(following)


def _prefixes(before: str) -> tuple[str | None, str, bool]:
    """The currency and sign in front of a number, in either order, and what stands before them."""
    unit, negative = None, False
    for _ in range(2):
        if unit is None and (prefix := units.currency_before(before)):
            unit, before = prefix[0], before[: len(before) - prefix[1]]
        if not negative and _may_be_sign(before) and (sign := _SIGN.search(before[-12:])):
            negative, before = True, before[: len(before) - len(sign.group())]
    return unit, before, negative


def _may_be_sign(before: str) -> bool:
    last = before.rstrip()[-1:]
    return last in {"-", "−", "–", "负"} or last in {"s", "e", "S", "E"}


def _lost(hidden: str, number: Number, before: str) -> str:
    """What the prefixes took."""
    window = hidden[max(0, number.start - _REACH) : number.start]
    return window[len(before) :]
