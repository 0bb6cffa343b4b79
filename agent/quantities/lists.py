"""Numbers joined in a range or a list share what only one of them says: "10-12 %", "5, 10 and 50 billion"."""

import re
from dataclasses import replace
from decimal import Decimal

from agent.quantities.quantity import Quantity
from agent.quantities.units import CURRENCIES
from agent.quantities.words import BARE_WORD, LARGEST_SMALL_WORD, SCALES

_ADJECTIVE = r"(?:\s+(?:input|output|in|out|cached|prompt|completion|paying|users?))?"
_JOIN = re.compile(
    r"(?P<range>\s*[-–—~～至到]\s*|\s+(?:to|through)\s+)(?:about |some )?"
    rf"|{_ADJECTIVE}(?P<list>,?\s+(?:and|or|then|vs\.?|versus|against)\s+|\s*[/、和或与及]\s*)(?:about |some )?"
    r"|(?P<comma>\s*[,，]\s*)",
    re.IGNORECASE,
)
_OTHER_PRICE = re.compile(
    r"(?:\s*(?:for\s+)?(?:input|in)\b|输入)?\s*[,，、;/]?\s*(?:and\s+)?(?:缓存)?(?:输出|输入|命中|output\s|cached\s)?\s*",
    re.IGNORECASE,
)
_LONGEST_GAP = 30
_PRICED = re.compile(
    r"(?:\s+[a-z-]+){0,4}?\s+(?:on|at|pay(?:ing)?|for)\s+(?:the )?[$€£¥]\s?\d", re.IGNORECASE
)
_PRICE_AHEAD = re.compile(r"(?:@|\bat)\s*[$€£¥]?$", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?!(?:dollar|euro|pound|month|year|week|quarter|buck)s\b)[a-z-]{3,}s\b", re.IGNORECASE
)
_THING_AHEAD = re.compile(
    r"\s+(?!(?:dollar|euro|pound|yuan|buck)s?\b|(?:in|of|for|on|at|to|by|from|a|an|per|each|every|and|or|respectively)\b)[a-z-]{2,}",
    re.IGNORECASE,
)
_AGAINST = re.compile(r"\bagainst\b", re.IGNORECASE)
_NAMED_PRICES = re.compile(r"\b(?:prices?|fees?|charges?)(?: of| at|:)?\s*$", re.IGNORECASE)
_SPELT_SCALE = re.compile(
    r"[a-z\s-]+?\s(?:(thousand|million|billion|trillion|quadrillion|lakh|crore)|(hundred))s?\b(?!\s(?:hundred|thousand|million|billion|trillion|quadrillion))",
    re.IGNORECASE,
)
_SCALE_END = re.compile(
    r"\s?-?(quadrillion|trillion|billion|million|thousand|bn|tn|mn|[MBTKmbk]|[千百十万亿兆]+|lakh|crore|mio|mrd)s?(?![a-z])",
    re.IGNORECASE,
)
_OWN_PERIOD = re.compile("每|[年月季周日][费付]")
_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?")
_DIGITS_ONLY = re.compile(r"[^\d]*\d[\d,.]*")
_LARGEST_BARE = 10_000
"""A bare number above this is written out and takes no scale: "5,000 to 1 million"."""


def share(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give each number of a range or list the unit, scale and denominators it leaves unsaid."""
    joints = [_joint(text, left, right) for left, right in zip(found, found[1:], strict=False)]
    result = list(found)
    for index in range(len(result) - 1):
        result[index + 1] = _second_price(text, result[index], result[index + 1])
    factor = _factor(result[-1]) if result else Decimal(1)
    for index in range(len(result) - 2, -1, -1):
        left, right, joint = result[index], result[index + 1], joints[index]
        written = _factor(left)
        long = _is_long_list(found, joints, index) or _is_pair(text, found, joints, index)
        if joint is None or (joint == "comma" and not long):
            factor = written
            continue
        result[index], result[index + 1] = _lend(left, right, factor, joint)
        of_one_list = (
            result[index].unit == result[index + 1].unit
        )  # "$60 and $90 against 2 million"
        factor = factor if of_one_list and _is_bare(left) else written
    return [quantity for quantity in result if not _is_mere_word(quantity)]


def _is_mere_word(quantity: Quantity) -> bool:
    """A small number word that stood before "to" and got nothing from what follows."""
    small = quantity.unit is None and quantity.value <= LARGEST_SMALL_WORD
    return small and BARE_WORD.fullmatch(quantity.text) is not None


def _second_price(text: str, left: Quantity, right: Quantity) -> Quantity:
    """Lend as in "0.8 yuan per million tokens in, 2 yuan out": the second price is for the same volume."""
    if left.unit not in CURRENCIES or left.unit != right.unit or right.per or not left.per:
        return right
    if not left.per.endswith("tokens") or right.start - left.end > _LONGEST_GAP:
        return right
    beside = _OTHER_PRICE.fullmatch(text[left.end : right.start])
    return replace(right, per=left.per) if beside else right


def _joint(text: str, left: Quantity, right: Quantity) -> str | None:
    gap = right.start - left.end
    joint = _JOIN.fullmatch(text[left.end : right.start]) if 0 < gap <= _LONGEST_GAP else None
    if joint and _OWN_PERIOD.match(right.text):
        return None  # of "1亿、1.4亿，每年分别96、168元" a price's own period begins another list
    if joint and right.unit == "tokens" and _PRICE_AHEAD.search(text[: left.start]):
        return None  # of "45bn tokens in @ 0.40 and 12bn tokens out" the first is a price
    if joint and left.unit in CURRENCIES and not right.unit and _AGAINST.search(joint[0]):
        return None  # of "$40 and $75 against 2 and 5 million readers" the others are no prices
    if joint and left.unit in CURRENCIES and _PRICED.match(text[right.end :]):
        return None  # of "$29 and 5k in India on $99" the second counts those who pay
    if joint and left.unit in CURRENCIES and not right.unit and _falls(text, left, right):
        return None  # "the pass is $140 and 1.5 billion phone owners take it"
    if joint and left.unit in CURRENCIES and not right.unit and _COUNTED.match(text[right.end :]):
        return (
            None if _PRICE_AHEAD.search(text[: left.start]) else joint.lastgroup
        )  # "at $36 and 42 million passes"
    return joint.lastgroup if joint else None


def _falls(text: str, left: Quantity, right: Quantity) -> bool:
    """Whether of two numbers that "and" joins the second has a scale, is smaller without it and counts things: no
    list of one scale goes down so."""
    if _factor(left) != 1 or _factor(right) == 1 or " and " not in text[left.end : right.start]:
        return False
    counts = _THING_AHEAD.match(text, right.end) is not None
    return counts and left.value > right.value / _factor(right)


def _is_long_list(found: list[Quantity], joints: list[str | None], index: int) -> bool:
    """A comma joins only in a list of three or more, so that "price 500, 1 million users" stays two."""
    if found[index].unit is not None:
        return False
    behind = (
        index + 1 < len(joints) and joints[index + 1] is not None and found[index + 1].unit is None
    )
    ahead = index > 0 and joints[index - 1] == "comma" and found[index - 1].unit is None
    return behind or ahead


def _is_pair(text: str, found: list[Quantity], joints: list[str | None], index: int) -> bool:
    """Two numbers that a comma joins: prices after their name ("price 80, 160 dollars"), or of one scale
    behind an amount of another kind ("160 dollars and 20M, 60M subscribers")."""
    left, right = found[index], found[index + 1]
    if left.unit is not None or right.unit is None:
        return False
    if right.unit in CURRENCIES and _factor(left) == _factor(right) == 1:
        return _NAMED_PRICES.search(text[: left.start]) is not None
    behind = index > 0 and joints[index - 1] == "list"
    other = found[index - 1].unit not in {None, right.unit}
    return behind and other and _factor(left) == _factor(right) > 1


def _lend(
    left: Quantity, right: Quantity, factor: Decimal, joint: str
) -> tuple[Quantity, Quantity]:
    if left.unit in CURRENCIES and right.unit is None and joint != "comma":
        right = replace(right, unit=left.unit)
    if left.unit not in {None, right.unit}:
        return left, right
    value = left.value
    if factor > 1 and _is_bare(left) and abs(value) < _LARGEST_BARE:
        value *= factor if _may_scale(left, right, factor, joint) else 1
    lent = replace(
        left, value=value, unit=right.unit, per=left.per or right.per, each=left.each or right.each
    )
    return lent, right


def _may_scale(left: Quantity, right: Quantity, factor: Decimal, joint: str) -> bool:
    """Words rise ("five to two thousand" starts at five) and share a hundred only by "or"."""
    if _DIGITS.search(left.text) or _DIGITS.search(right.text):
        return True
    return left.value * factor <= right.value and (factor > 100 or joint == "list")


def _is_bare(quantity: Quantity) -> bool:
    return bool(_DIGITS_ONLY.fullmatch(quantity.text) or BARE_WORD.fullmatch(quantity.text))


def _factor(quantity: Quantity) -> Decimal:
    """What the scale word of a quantity multiplies its digits by."""
    digits = _DIGITS.search(quantity.text)
    if digits is None and (scale := _SPELT_SCALE.match(quantity.text)):
        factor = Decimal(10) ** SCALES[(scale[1] or scale[2]).lower()]
        return factor if quantity.value > factor else Decimal(1)  # "from one to a million"
    if digits is None or not _SCALE_END.match(quantity.text, digits.end()):
        return Decimal(1)
    base = Decimal(digits.group().replace(",", ""))
    factor = abs(quantity.value) / base if base else Decimal(1)
    return factor if factor in _POWERS else Decimal(1)


_POWERS = frozenset(Decimal(10) ** power for power in (3, 4, 5, 6, 7, 8, 9, 11, 12))
