"""For how many together a price is told, "per 1M tokens", and how often it is paid for so many as are asked."""

import re
from collections.abc import Iterator
from decimal import Decimal

from agent.offline.documents.words import stems

_SCALES = {"thousand": 3, "k": 3, "千": 3, "million": 6, "m": 6, "mm": 6, "百万": 6, "billion": 9, "b": 9, "bn": 9, "万": 4, "亿": 8}  # fmt: skip
_MANY = re.compile(
    r"(?:\b(?i:per|for (?:each|every)|every)\s+|(?<!\d)/\s?|每)"
    r"(?:(?P<number>\d{1,3}(?:,\d{3})+|\d+)\s?(?P<scale>(?i:thousand|million|billion|bn|k|mm)\b|[MB]\b|m(?=\s?tok|\s[a-z]{3,}s\b)|(?=[MKmk][Tt]ok)[MKmk]|百万|[千万亿])?"
    r"|(?P<bare>(?i:thousand|million|billion)s?\b|[MK]\b|(?=[MKmk][Tt]ok)[MKmk]|百万|[千万亿]))"
    r"\s?(?P<noun>(?i:input|output|cached)?\s?[^\W\d_]*)"
)
_TIMES = frozenset(stems("second minute hour day week month year quarter"))
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_ONE_OF = re.compile(
    r"\bper\s+(?:(?:input|output|single)\s+)?(?:token|character)\b|每个?(?:token|字符)", re.I
)
_TINY = re.compile(r"\W+(?:[a-z-]+\s+){0,2}(?:tokens?|characters?)\b|\s?(?:个|输入|输出)*(?:tokens?|字符)", re.IGNORECASE)  # fmt: skip
"""Behind a number, what no price is told for one of, unless it says so."""
_COUNTED = re.compile(rf"\d(?:[\d.,]*\s?(?:thousand|million|billion|[mk]\b|百?[千万亿]))?(?:{_TINY.pattern})", re.IGNORECASE)  # fmt: skip
UNCLEAR = Decimal(0)
"""Where a text tells several such numbers."""
_FEWEST_PART = 10_000
"""A number asked that is a smaller part of those told counts something else."""
_FEWEST_DIVIDED = 100
"""From which on a price is also paid for a part of so many."""


def spans_of_many(text: str) -> Iterator[tuple[int, int, Decimal]]:
    """Where a text says for how many something is, and for how many; no lengths of time.

    >>> [many for _, _, many in spans_of_many("$2 per million tokens, $3 / 1K calls, per 2 years")]
    [Decimal('1000000'), Decimal('1000')]
    """
    for found in _MANY.finditer(text):
        number, scale = found["number"] or "1", found["scale"] or found["bare"] or ""
        is_time = bool(_TIMES & set(stems(found["noun"]))) or re.match(
            r"[年月周天日小]", found["noun"]
        )
        if is_time or (not scale and _YEAR.match(number)):
            continue
        power = _SCALES.get(scale.casefold().removesuffix("s"), 0)
        many = Decimal(number.replace(",", "")) * Decimal(10) ** power
        if many > 1:
            yield *found.span(), many


def many_in(text: str) -> Decimal | None:
    """The number for which a text says that something is paid; none, or unclear where there are several."""
    found = {many for _, _, many in spans_of_many(text)}
    return found.pop() if len(found) == 1 else UNCLEAR if found else None


def times_of_many(many: Decimal, number: Decimal) -> str | None:
    """How often the price of so many is paid for a number; None where that is unclear.

    >>> times_of_many(Decimal(1000000), Decimal(500000)), times_of_many(Decimal(10), Decimal(7))
    ('0.5', None)
    """
    if not many or number * _FEWEST_PART < many:
        return None
    often = number / many
    is_exact = often * many == number and (many >= _FEWEST_DIVIDED or often % 1 == 0)
    return f"{often.normalize():f}" if is_exact else None


def is_of_tiny(text: str, number: str) -> bool:
    """Whether a question counts tokens or characters by a number.

    >>> is_of_tiny("What do 3 million input tokens cost?", "3 million")
    True
    """
    return any(_TINY.match(text, m.end()) for m in re.finditer(re.escape(number), text))


def counts_several(text: str) -> bool:
    """Whether a question counts tokens of several kinds, of which each has its price.

    >>> counts_several("What do 3 million input tokens and 500k output tokens cost?")
    True
    """
    return len(_COUNTED.findall(text)) > 1


def is_told_for_one(text: str) -> bool:
    """Whether a price is told for a single token."""
    return bool(_ONE_OF.search(text))
