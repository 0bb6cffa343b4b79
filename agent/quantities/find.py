"""`find_quantities`: one pass over the text, from each number to its scale, unit and denominators."""

import re
from collections.abc import Iterator
from decimal import Context, Decimal, localcontext

from agent.quantities import denominators, names, units
from agent.quantities.coins import in_yuan, with_hundredths, with_small_coins
from agent.quantities.digits import Number, read_number
from agent.quantities.lists import share
from agent.quantities.quantity import BARE_B, Quantity
from agent.quantities.surroundings import NOTHING, unit_by_context
from agent.quantities.words import HANZI_NUMBER, WORD

_START = re.compile(
    rf"\d|[½¼¾]|(?<![A-Za-z])(?:{WORD.pattern})|百分之|{HANZI_NUMBER.pattern}", re.IGNORECASE
)
_SIGN = re.compile(
    r"(?:(?<![^\s(（:：,，=$€£¥￥为是户])[-−–](?!\s)|\b(?:minus|negative)\s(?:(?:price|fee|charge|number)s?\sof\s)?|负)$",
    re.IGNORECASE,
)
_DIMENSIONS = re.compile(
    r"(?<![\d.,])(\d{2,5})(\s*(?:px|pixels?)?)(\s*)(?:[x×*✕]|(?<=\s)by(?=\s))(\s*)(\d{2,5})(px|\s?pixels?)?"
    r"(?:\s*[x×*]\s*(\d{1,4})\s*(?:f|frames?|帧)?(?![\w.,]\d))?(?![\d.,]\d|\d)(?!\s*[=≈])",
    re.IGNORECASE,
)
_CENTS = re.compile(r"\s?(?:US\s)?(?:cents?\b|¢)", re.IGNORECASE)
_DIME = re.compile(r"\s?(?:毛钱?(?!利)|角钱?(?![度色落]))")
_YUAN = re.compile(
    r"\s?块(?!钱|\s?(?:[A-Za-z\d]|[显加]?卡))(?P<per>(?=\s?(?:一个?|每个?|/)[年月天周季]))?"
)
_PRICED = re.compile(
    r"(?:每个?[年月天周人]|[月年]费|会员费?|资费|价格?|定价|收费?|单价|[付卖花掏交缴给出])(?:是|为|要|只要|就|了)?$"
)
"""Where a number in front of 块 is money; elsewhere it may count cards."""
_AMOUNT_NEXT = re.compile(r"\s?[$¥￥€£]?\d")
_PER = re.compile(r"(?:\bper\s|每|(/)\s?)$", re.IGNORECASE)
_COUNT_BEFORE = re.compile(
    r"(?<![$€£¥￥\d.,])(?<![$€£¥￥]\s)(?:\d[\d.,]*\s?(?:[kmb]n?|thousand|million|billion|[千万亿]+)|\d{1,3}(?:,\d{3})+|\d{4,})\s*/\s?$",
    re.IGNORECASE,
)
"""A count in front of a stroke: what follows is the next of a list, "6M / 10M subs", no denominator."""
_RATE = re.compile(r"\s?(rps|qps|rpm|rph|rpd|tps|tpm|tpd)(?![A-Za-z])", re.IGNORECASE)
_RATES = {
    "rps": ("requests", ["second"]),
    "qps": ("requests", ["second"]),
    "rpm": ("requests", ["minute"]),
    "rph": ("requests", ["hour"]),
    "rpd": ("requests", ["day"]),
    "tps": ("tokens", ["second"]),
    "tpm": ("tokens", ["minute"]),
    "tpd": ("tokens", ["day"]),
}
"""Requests or tokens by the time, as limits of an API are written: "60 RPM", "1M TPM"."""
_MORE_OF_LIST = re.compile(r"\s?/\s?\d")
_BARE_BEFORE = re.compile(r"(?<![$€£¥￥\d.,])\d+(?:\.\d+)?\s?/\s?$")
"""A bare number in front of the stroke and one behind the next: "5/10/15 million" is a list."""
_ROUND = frozenset({Decimal(10) ** power for power in range(10)})
_TENTHS = re.compile(r"\s?成(?![本立为功员长交])")
_A_MONTH = re.compile(r"p[ma]\b")
"""Glued to a price: "$18pm"."""
_ASKS_PRICE = re.compile(r"[\u4e00-\u9fff]{0,4}(?:收|付|交)[\u4e00-\u9fff]{0,3}[多几]")
_STARTS_WORD = re.compile(r"[A-Za-z_]")
_REST_OF_TOKEN = re.compile(r"[A-Za-z0-9_]*")
_EXACT = Context(prec=120)
"""Whatever the caller's context, no digit of a text is rounded away."""
_REACH = 48
"""How far to look back from a number; fixed, so that a long text takes linear time."""


def find_quantities(text: str) -> list[Quantity]:
    """Every amount in `text`, in reading order; names, versions, dates and marks are none.

    >>> [(str(q.value), q.unit, q.per) for q in find_quantities("100M users at $20/month")]
    [('100000000', 'people', None), ('20', 'USD', 'month')]
    """
    if text.isascii() and not _START.search(text):
        return []
    with localcontext(_EXACT):
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
    if "by" in size.group():  # "grew 1000 by 2000": sides only with their unit
        return None
    spaced = bool(size[3] or size[4]) or "*" in size.group()
    whole_blocks = all(side % 8 == 0 for side in sides)
    return size if min(sides) >= 64 and (whole_blocks or not spaced) else None


def _sides(text: str, size: re.Match[str]) -> Iterator[Quantity]:
    for group, unit in ((1, "px"), (5, "px"), (7, "frames")):
        if size[group]:
            start, end = size.span(group)
            value = Decimal(size[group])
            yield Quantity(value, unit, None, None, start, end, text[start:end], None)


def _complete(
    text: str, hidden: str, number: Number, floor: int, doubts: units.Doubts
) -> Quantity | None:
    """The quantity a number stands for; None where it is a year, a version or part of a word."""
    before = hidden[max(0, number.start - _REACH) : number.start]
    in_list = _MORE_OF_LIST.match(hidden, number.end) and _BARE_BEFORE.search(before)
    joint = _PER.search(before[-6:])
    if joint and not in_list and (not joint[1] or _divides(before, number)):
        return None  # "per 1,000 calls": part of a denominator
    currency, front, negative = _prefixes(before)
    start = number.start - (len(before) - len(front))
    if start < floor:  # what looks like a prefix ended the quantity before
        start, front, currency, negative = number.start, "", None, False
    value, unit, end = _measure(hidden, number, front, currency)
    glued = end == number.end and _STARTS_WORD.match(hidden, end)
    if unit == NOTHING or (glued and not (currency and _A_MONTH.match(hidden, end))):
        return None
    names_found, taken, end = _denominators(hidden, front, unit, end)
    if unit is None and not names_found and (rate := _RATE.match(hidden, end)):
        unit, names_found = _RATES[rate[1].lower()]
        end = rate.end()
    start -= taken if start - taken >= floor else 0
    per, each = denominators.time_first(names_found)
    written = text[start:end]
    doubt = number.doubt or doubts.about(written, unit)
    if doubt is None and unit is None and number.letter == "b":
        doubt = BARE_B
    return Quantity(-value if negative else value, unit, per, each, start, end, written, doubt)


def _divides(before: str, number: Number) -> bool:
    """Whether a number behind a stroke is what a price is for: "$3/1M tokens"."""
    return number.value in _ROUND and _COUNT_BEFORE.search(before) is None


def _measure(
    hidden: str, number: Number, front: str, currency: str | None
) -> tuple[Decimal, str | None, int]:
    """Value, unit and end of a number, from the words around it."""
    direct = units.unit_after(hidden, number.end)
    if unit := number.unit or currency:
        said_twice = direct is not None and direct[0] in units.CURRENCIES  # "$50 billion USD"
        return number.value, unit, direct[1] if direct and said_twice else number.end
    if cents := _CENTS.match(hidden, number.end):
        return number.value / 100, "USD", cents.end()
    if dime := _DIME.match(hidden, number.end):
        return number.value / 10, "CNY", dime.end()
    if tenths := _TENTHS.match(hidden, number.end):
        return number.value * 10, "percent", tenths.end()
    if coins := in_yuan(hidden, number.value, number.end):
        return coins[0], "CNY", coins[1]
    yuan = _YUAN.match(hidden, number.end)
    if yuan and (yuan["per"] is not None or _PRICED.search(front[-8:])):
        return number.value, "CNY", yuan.end()
    if number.word and (price := with_hundredths(hidden, number.value, front, number.end)):
        return price[0], None, price[1]
    if direct and direct[0] in units.CURRENCIES:
        value, end = with_small_coins(hidden, number.value, direct[1])
        return value, direct[0], end
    return number.value, *unit_by_context(hidden, number, front, direct)


def _denominators(
    hidden: str, front: str, unit: str | None, end: int
) -> tuple[list[str], int, int]:
    """The denominators of an amount, how far they reach in front of it, and its end."""
    is_rate = unit in units.CURRENCIES or unit == "percent"
    timed = is_rate or unit == "tokens"
    ahead, taken = denominators.read_before(front, is_rate=timed)
    after, until = denominators.read_after(hidden, end)
    apart = hidden[end : end + 1] in (",", "，") and (
        ahead or _ASKS_PRICE.match(hidden, until) or denominators.adjective_before(front)
    )
    counts = unit in (None, "people", "seats")  # "4.4m, annual fee 250"
    paid = hidden[end : end + 1] == "每" and _AMOUNT_NEXT.match(hidden, until)  # "5万席位每月80元"
    apart = apart or (counts and (hidden[end : end + 1] in (",", "，") or paid))
    if unit not in units.CURRENCIES and not is_rate and "million tokens" in after and hidden[end : end + 1] == "/":  # fmt: skip
        return [], 0, end  # "500k/1M/2M users" is a list
    if after and not apart:  # "每月20美元,每年多少", "90万美元,每月该收多少"
        return after, 0, until
    if not ahead and is_rate:
        period = denominators.adjective_before(front)
        of_price = unit == "percent" and denominators.names_price(front)
        ahead = [period] if period and not of_price else []
    return ahead, taken, end


def _prefixes(before: str) -> tuple[str | None, str, bool]:
    """The currency and sign in front of a number, in either order, and what stands before them."""
    unit, negative = None, False
    for _ in range(2):
        if unit is None and (prefix := units.currency_before(before)):
            unit, before = prefix[0], before[: len(before) - prefix[1]]
        if not negative and _may_be_sign(before) and (sign := _SIGN.search(before[-24:])):
            negative, before = True, before[: len(before) - len(sign.group())]
    return unit, before, negative


def _may_be_sign(before: str) -> bool:
    last = before.rstrip()[-1:]
    return last in {"-", "−", "–", "负"} or last in {"s", "e", "f", "S", "E", "F"}
