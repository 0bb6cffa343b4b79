"""Numbers written as words or characters: "two and a half billion", "三千五百万", "3亿5千万".

Kept here, not taken from a library: the readers must say where in the text a number ends, stop
where the words no longer form one, and load at once (cn2an takes 0.2 s to import).
"""

import re
from decimal import Decimal

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ONES = {word: value for value, word in enumerate(_SMALL)}
_TEN = {word: 10 * value for value, word in enumerate(_TENS, 2)}

#: Scale words and letters after a number; letters count only where `SCALE` lets them.
SCALES = {
    "quadrillion": 15,
    "trillion": 12, "trn": 12, "tn": 12, "t": 12,
    "billion": 9, "bln": 9, "bn": 9, "b": 9,
    "million": 6, "mln": 6, "mn": 6, "mm": 6, "mio": 6, "mil": 6, "m": 6,
    "mrd": 9, "milliard": 9, "milliarden": 9, "millionen": 6,
    "thousand": 3, "grand": 3, "k": 3, "hundred": 2, "lakh": 5, "lac": 5, "crore": 7, "cr": 7,
    "十": 1, "百": 2, "千": 3, "万": 4, "萬": 4, "亿": 8, "億": 8, "兆": 12,
}  # fmt: skip

_BIG = "hundred|thousand|million|billion|trillion|quadrillion|lakh|crore|dozen"
_ONE_COIN = r"(?:half\s+)?an?(?=\s+(?:dollar|buck|euro|pound|quid|yuan|cent)s?\s*(?:\b(?:an?|per|each|every)\s+|/\s*)(?:day|week|month|year|quarter|hour|minute|second)\b)"
_AND_CENTS = (
    rf"an?(?=\s+(?:dollar|euro|pound|quid)\s+(?:{'|'.join(_TENS)}|{'|'.join(_SMALL[10:])})\b)"
)
_SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
WORD = re.compile(
    # A look at the first letter spares most words of a text the long list.
    r"(?=[abefhlmnoqtszdc])(?:"
    rf"{_ONE_COIN}|{_AND_CENTS}|(?:half\s+(?:of\s+)?an?|(?:(?:an?|one|two|three|four)[\s-]+)?(?:third|quarter|fifth|tenth)s?\s+of\s+an?|an?\s+quarter|an?)"
    rf"(?=[\s-]+(?:{_BIG})\b)|half\s+an?(?=\s+per\s?cent)"
    rf"|(?:{'|'.join([*_TENS, *reversed(_SMALL)])}|{_BIG})s?(?![a-z]))",
    re.IGNORECASE,
)
BARE_WORD = re.compile(
    rf"(?:{'|'.join(_SMALL)}|(?:{'|'.join(_TENS)})(?:[\s-](?:{'|'.join(_SMALL[1:10])}))?)(?:\s+and\s+a\s+(?:half|quarter))?"
    r"|[一二两三四五六七八九十]{1,2}",
    re.IGNORECASE,
)
"""A number word without a scale."""
LARGEST_SMALL_WORD = Decimal(12)
"""Number words up to here count only with a unit: "which three companies" asks for no amount."""
_GAP = re.compile(r"(?:\s*-\s*|\s+)(and\s+)?")
_AND_A_HALF = re.compile(r"\s+and\s+a\s+(half|quarter)\b", re.IGNORECASE)
_POINT = re.compile(rf"\s+point((?:[\s-]+(?:{'|'.join(_SMALL[:10])})(?![a-z]))+)", re.IGNORECASE)
_AT_ONE = re.compile(r"\bat\s+one$", re.IGNORECASE)
"""In "at one point five users left" the point is a moment."""
_OF_MONEY = re.compile(r"\s+(?:dollar|euro|pound|yuan|cent|percent|per cent)", re.IGNORECASE)
_TENTHS = re.compile(rf"\b(million|billion|trillion)\s+({'|'.join(_SMALL[1:10])})$", re.IGNORECASE)

_COIN = re.compile(rf"{_ONE_COIN}|{_AND_CENTS}", re.IGNORECASE)
"""One of a currency as the price of a time, or with its hundredths: "a dollar a day", "a dollar sixty"."""

_HANZI = {char: value for value, char in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
    "半": 0,
}
_HANZI_SCALES = "十百千万萬亿億兆"
HANZI_NUMBER = re.compile(rf"[零〇一二两三四五六七八九{_HANZI_SCALES}]+")


_LARGEST = Decimal(10) ** 24
"""No text means more; "million million million ..." ends here."""


def read_words(text: str, start: int) -> tuple[Decimal, int] | None:
    """The number that English words spell from `start`, and where it ends.

    >>> read_words("two and a half billion dollars", 0)
    (Decimal('2500000000.0'), 22)
    >>> read_words("half a million users", 0)
    (Decimal('500000.0'), 14)
    """
    if coin := _COIN.match(text, start):
        return Decimal("0.5" if coin.group()[0] in "hH" else 1), coin.end()
    total, group, last, at, end = Decimal(0), Decimal(0), "", start, start
    value, least, whole = Decimal(0), _LARGEST, (Decimal(0), start)
    while word := WORD.match(text, at):
        kind, value = _kind(word.group())
        if kind == "scale" and group:
            if value >= least:  # "fifty thousand and ninety thousand" are two
                return whole
            least, whole = value, (total + group * value, word.end())
        many = (
            kind in {"hundred", "dozen"} and group >= 100
        ) or total + group > _LARGEST / value.max(1)
        if not _may_follow(last, kind) or many:
            break
        group, total = _add(kind, value, group, total)
        last, end = kind, word.end()
        half = None if kind in {"part", "hundred"} else _AND_A_HALF.match(text, end)
        if half:
            more, end = 1 / Decimal(_SHARES[half[1].lower()]), half.end()
            if kind in {"scale", "dozen"}:  # "a million and a half"
                return total + group + more * value, end
            group += more
        elif kind in {"one", "ten", "teen"} and (point := _decimals(text, end)):
            group, end, last = group + point[0], point[1], "decimal"
        gap = _GAP.match(text, end)
        if gap is None or (gap[1] and last not in {"hundred", "scale"}):
            break
        at = gap.end()
    said = last and (last != "part" or value < 1)  # "half a percent"
    value = _in_tenths(text[start:end], total + group)
    return (_rounded(value), end) if said else None


def _in_tenths(said: str, value: Decimal) -> Decimal:
    """Of "a million three" 1.3 million, as it is spoken."""
    tail = _TENTHS.search(said)
    if tail is None:
        return value
    digit = _ONES[tail[2].lower()]
    return value - digit + digit * Decimal(10) ** (SCALES[tail[1].lower()] - 1)


def _rounded(value: Decimal) -> Decimal:
    """To ten decimals, as all results are given: "a third of a million" has no end."""
    exponent = value.as_tuple().exponent
    return round(value, 10) if isinstance(exponent, int) and exponent < -10 else value


def _decimals(text: str, end: int) -> tuple[Decimal, int] | None:
    """The digits spelt behind "point", and where they end: "one point two five"."""
    point = _POINT.match(text, end)
    if point is None:
        return None
    if _AT_ONE.search(text[max(0, end - 8) : end]) and not _OF_MONEY.match(text, point.end()):
        return None
    digits = "".join(str(_ONES[word]) for word in re.findall(r"[a-z]+", point[1].lower()))
    return Decimal(f"0.{digits}"), point.end()


def _kind(word: str) -> tuple[str, Decimal]:
    word = word.lower()
    word = word if word in _ONES or word in _TEN else word.rstrip("s")
    if share := re.search("|".join(_SHARES), word):
        count = _ONES.get(re.split(r"[\s-]", word)[0], 1)
        return "part", Decimal(count) / _SHARES[share[0]]
    if word in {"a", "an"}:
        return "part", Decimal(1)
    if word in _ONES:
        return ("one" if 0 < _ONES[word] < 10 else "teen"), Decimal(_ONES[word])
    if word in _TEN:
        return "ten", Decimal(_TEN[word])
    if word == "dozen":
        return "dozen", Decimal(12)
    return ("hundred" if word == "hundred" else "scale"), Decimal(10) ** SCALES[word]


def _may_follow(last: str, kind: str) -> bool:
    if kind == "part":
        return not last
    if kind in {"hundred", "dozen"}:
        return last in {"part", "one", "teen", "ten"}
    if kind == "scale":
        return last != ""
    if kind == "one":
        return last in {"", "ten", "hundred", "scale"}
    return last in {"", "hundred", "scale"}


def _add(kind: str, value: Decimal, group: Decimal, total: Decimal) -> tuple[Decimal, Decimal]:
    """`group` is what the next scale word multiplies, `total` what is already scaled."""
    if kind in {"hundred", "dozen"}:
        return group * value, total
    if kind == "scale":
        if group == 0:  # "hundred thousand million"
            return Decimal(0), total * value
        return Decimal(0), total + group * value
    return group + value, total


def read_hanzi(numerals: str) -> Decimal:
    """The value of Chinese numerals.

    >>> read_hanzi("三千五百万"), read_hanzi("一百二十")
    (Decimal('35000000'), Decimal('120'))
    """
    if not any(char in _HANZI_SCALES for char in numerals):  # "二〇二五" is read digit by digit
        return Decimal("".join(str(_HANZI[char]) for char in numerals))
    total = section = digit = Decimal(0)
    for char in numerals:
        if char in _HANZI:
            digit = Decimal(_HANZI[char])
            continue
        scale = Decimal(10) ** SCALES[char]
        if char in "十百千":
            section += (digit or 1) * scale
        elif section or digit:
            total += (section + digit) * scale
            section = Decimal(0)
        else:  # "一万亿": scale upon scale
            total = (total or 1) * scale
        digit = Decimal(0)
    return total + section + digit
