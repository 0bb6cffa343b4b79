"""Reading one number at a place: digits with separators, exponent and scale, or words."""

import re
from dataclasses import dataclass
from decimal import Decimal

from agent.quantities.names import CARD, CURRENCY_CODE
from agent.quantities.words import HANZI_NUMBER, SCALES, read_hanzi, read_words

_DIGITS = re.compile(
    r"(?P<european>\d{1,3}(?:\.\d{3}){1,12},\d{2}(?!\d))"
    r"|(?P<grouped>\d{1,3}(?:,\d{2,3}){0,12},\d{3}(?!\d)(?:\.\d+)?"
    # A full-width comma mostly parts a sentence ("2.5/10，128K"); it groups only round thousands.
    r"|\d{1,3}(?:，\d{3}){0,12}，\d00(?!\d)(?:\.\d+)?)"
    r"|(?P<spaced>\d{1,3}(?:[\u00a0\u2009\u202f']\d{3}){1,12}(?!\d)(?:\.\d+)?|\d{1,3}(?: \d{3}){2,8}(?![\d,.]?\d)|\d{1,3}(?: 000){1,8}(?!\d))"
    r"|(?P<dotted>\d{1,3}(?:\.\d{3}){2,12}(?![\d.]))"
    r"|(?P<continental>(?:(?<=€)|(?<=€ ))\d+,\d{1,2}(?!\d|,\d)"
    r"|\d+,\d{1,2}(?=\s?(?:(?:Mio|Mrd|Millionen|Milliarden|EUR|euros?)(?![A-Za-z])|€)))"
    r"|(?P<comma>\d+,(?:\d{1,2}(?=\s?(?:million|billion|trillion|bn|mn)(?![A-Za-z]))|\d(?=\s?%)|\d\d(?=\s%)))"
    r"|(?P<plain>\d+(?:\.\d+)?)(?P<exponent>[eE][+-]?\d{1,2}(?![\d.]))?"
)
_POWER = re.compile(r"\s?(?:[x×*]\s?)?10\s?(?:\^|\*\*)\s?(\d{1,2})(?!\d)")
_POWER_OF_TEN = re.compile(r"10\s?(?:\^|\*\*)\s?(\d{1,2})(?!\d)")
_FRACTION = re.compile(r"\s?([½¼¾])|\s(1/2|1/4|3/4)(?!\d)")
_PART_OF = re.compile(
    r"(?:([½¼¾])|(?<![\d/.,])(1/2|1/4|3/4))\s*(?:(?:of\s+)?an?\s+)?(?=(?:trillion|billion|million|thousand)\b)"
)
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75", "1/2": "0.5", "1/4": "0.25", "3/4": "0.75"}
_SCALE = re.compile(
    r"(?:\s|\s?-)?(?P<word>quadrillion|trillion|trn|billion|bln|milliarden|milliard|mrd|millionen|million|mln|mio|thousand|hundred|lakh|lac|crore)s?(?![a-z])"
    r"|\s?(?P<short>bn|tn|mn|mm|cr|mil)(?![A-Za-z\d])"
    r"|\s?(?P<letter>(?-i:[TBMK](?![A-Za-z\d])))"
    r"|(?P<small>[bmkt])(?![A-Za-z\d])",
    re.IGNORECASE,
)
_HANZI_SCALE = re.compile(r"\s?[多余来几]?([十百千万萬亿億兆]{1,4})[多余来]?")
_MORE_HANZI = re.compile(r"(\d+(?:\.\d+)?)\s?([十百千万萬亿億]{1,4})")
_AFTER_HANZI = re.compile(
    r"\s?[年月日天元块毛张帧人个名位次倍卡核秒周%美欧英日港小季用付订会客户参词令]|\s?(?:GB|G\b|tokens?|GPU|users)"
)
_PERCENT = re.compile(
    r"百分之(?:(\d+(?:\.\d+)?)|([零一二两三四五六七八九十百]+)(?:点([零一二三四五六七八九]+))?)"
)
_RANGE_BEHIND = re.compile(rf"[到至][一二两三四五六七八九十]{{1,3}}(?:{_AFTER_HANZI.pattern})")
_PRICE_BEHIND = re.compile(
    r"个?[年月天周](?:只|就|要|[收付交卖花掏缴给]|售价|价格?|是|为){0,3}\s?(?:[$¥€£]\s?\d|(?:\d[\d,.]*\s?[万亿]?|[一二两三四五六七八九十百千万亿]+)"
    r"(?:元|块(?![显卡GHA])|美[元金]|[欧日港]元|英镑|人民币))"
)
"""In "一年499元" the year is what the price is for."""
_CODE = re.compile(rf"(?<![A-Za-z]){CURRENCY_CODE}$", re.IGNORECASE)
_IN_WORD = re.compile(r"[A-Za-z0-9_]|(?<=\d)\.")
_LARGEST = Decimal(10) ** 40
_MOST_HANZI = 24
_MOST_DIGITS = 60
"""A longer run of digits is an identifier, and would make sums slow."""


@dataclass(frozen=True)
class Number:
    """A number as read: its value and what the notation says about it."""

    value: Decimal
    start: int
    end: int
    digits: str = ""
    scaled: bool = False
    letter: str = ""
    """The scale's single letter, in lower case: "8B" has "b"."""
    capital: bool = False
    word: bool = False
    unit: str | None = None
    doubt: str | None = None

    @property
    def plain(self) -> bool:
        return bool(self.digits)


def read_number(text: str, start: int, floor: int = -1) -> Number | None:
    """The number that begins at `start`, or None; at `floor` it may follow a letter: "720px1280px"."""
    if text[start] in "½¼¾13" and (part := _PART_OF.match(text, start)):
        value = Decimal(_FRACTIONS[part[1] or part[2]])
        value, end, letter, _ = _scale(text, value, part.end())
        return Number(_tidy(value), start, end, scaled=True, letter=letter)
    if text[start].isdigit() and text[start].isascii():
        return _read_digits(text, start, floor)
    if text[start] in _FRACTIONS:
        return Number(Decimal(_FRACTIONS[text[start]]), start, start + 1)
    if percent := _PERCENT.match(text, start):
        return _read_percent(percent)
    if hanzi := HANZI_NUMBER.match(text, start):
        return _read_hanzi(text, hanzi)
    if read := read_words(text, start):
        value, end = read
        scaled = value >= 100
        return Number(
            value.normalize() if value % 1 else value.to_integral_value(),
            start,
            end,
            scaled=scaled,
            word=True,
        )
    return None


def _read_digits(text: str, start: int, floor: int) -> Number | None:
    if start and start != floor and _IN_WORD.match(text, start - 1) and not _follows(text, start):
        return None
    if power := _POWER_OF_TEN.match(text, start):
        return Number(Decimal(10) ** int(power[1]), start, power.end(), scaled=True)
    match = _DIGITS.match(text, start)
    if match is None or match.end() - start > _MOST_DIGITS:
        return None
    value, doubt = _value_of(match)
    end, scaled = match.end(), bool(match["exponent"])
    if fraction := _FRACTION.match(text, end):
        value += Decimal(_FRACTIONS[fraction[1] or fraction[2]])
        end = fraction.end()
    if power := _POWER.match(text, end):
        value, end, scaled = value * Decimal(10) ** int(power[1]), power.end(), True
    digits = match["plain"] or "" if not scaled else ""
    behind = end
    value, end, letter, capital = _scale(text, value, behind)
    scaled = scaled or end > behind
    if not scaled and (scale := _HANZI_SCALE.match(text, end)):
        value, end, scaled = _chain(text, value, scale)
    return Number(_tidy(value), start, end, digits, scaled, letter, capital, doubt=doubt)


def _scale(text: str, value: Decimal, end: int) -> tuple[Decimal, int, str, bool]:
    """A number times the scales behind it, their end, a single letter and whether it is capital."""
    letter, capital = "", False
    while not letter and abs(value) < _LARGEST and (scale := _SCALE.match(text, end)):
        word = (scale["word"] or scale["short"] or scale["letter"] or scale["small"]).lower()
        if scale["small"] == "t" or (
            scale["letter"] and text[scale.start()].isspace() and word == "t"
        ):
            break
        value, end = value * Decimal(10) ** SCALES[word], scale.end()
        letter, capital = (
            (word if len(word) == 1 else ""),
            bool(scale["letter"]) and text[end - 1].isupper(),
        )
    return value, end, letter, capital


def _follows(text: str, start: int) -> bool:
    """Whether the letters right before a number are a cross or a currency: "H100x8", "RMB199"."""
    crossed = text[start - 2 : start - 1] == CARD and text[start - 1] in "xX"
    return crossed or bool(_CODE.search(text[max(0, start - 4) : start]))


def _value_of(match: re.Match[str]) -> tuple[Decimal, str | None]:
    if match["grouped"]:
        return Decimal(re.sub("[,，]", "", match["grouped"])), None
    if match["spaced"]:
        return Decimal(re.sub(r"[\s']", "", match["spaced"])), None
    if match["european"]:
        return Decimal(match["european"].replace(".", "").replace(",", ".")), None
    if match["dotted"]:
        return Decimal(
            match["dotted"].replace(".", "")
        ), "dots may group thousands or be a typing error"
    if match["continental"]:
        return Decimal(match["continental"].replace(",", ".")), None
    if match["comma"]:
        return Decimal(match["comma"].replace(",", ".")), "the comma is read as a decimal point"
    plain = match["plain"]
    doubt = (
        "1.000 may be one or one thousand" if re.fullmatch(r"[1-9]\d{0,2}\.000", plain) else None
    )
    return Decimal(plain + (match["exponent"] or "")), doubt


def _chain(text: str, value: Decimal, scale: re.Match[str]) -> tuple[Decimal, int, bool]:
    """`3亿5千万`: pieces in falling order add up."""
    value, end = value * _product(scale[1]), scale.end()
    while piece := _MORE_HANZI.match(text, end):
        value += Decimal(piece[1]) * _product(piece[2])
        end = piece.end()
    return value, end, True


def _product(scales: str) -> Decimal:
    power = sum(SCALES[char] for char in scales)
    return Decimal(10) ** power


def _read_percent(match: re.Match[str]) -> Number:
    if match[1]:
        return Number(Decimal(match[1]), match.start(), match.end(), unit="percent")
    value = read_hanzi(match[2])
    if match[3]:
        value += Decimal("0." + str(read_hanzi(match[3])).zfill(len(match[3])))
    return Number(value, match.start(), match.end(), unit="percent")


def _read_hanzi(text: str, match: re.Match[str]) -> Number | None:
    """Characters that are also parts of words ("一起", "万一") count only with a scale or a unit."""
    numerals, end = match.group(), match.end()
    if len(numerals) > _MOST_HANZI:
        return None
    leading = numerals[0] not in "百千万萬亿億兆零〇"
    large = any(char in "百千万萬亿億兆" for char in numerals)
    counted = bool(_AFTER_HANZI.match(text, end))
    if text[end : end + 1] == "分" or (
        text[match.start() - 1 : match.start()]
        in {"第", "统", "万", "唯", "同", "之", "任", "几", "数", "少", "上", "成"}
        and match.start()
    ):
        return None
    if not (counted or _RANGE_BEHIND.match(text, end) or (large and leading and len(numerals) > 1)):
        return None
    if _RANGE_BEHIND.match(text, end):  # "三到五年"
        return Number(read_hanzi(numerals), match.start(), end, word=True)
    if numerals == "一" and _PRICE_BEHIND.match(text, end):
        return None
    if numerals == "一" and text[end : end + 1] not in {
        "年",
        "天",
        "张",
        "亿",
        "万",
        "百",
        "块",
        "元",
        "周",
        "秒",
        "个",
    }:
        return None
    if (
        numerals == "一"
        and text[end : end + 1] == "个"
        and text[end + 1 : end + 2] not in {"月", "小", "季"}
    ):
        return None
    return Number(read_hanzi(numerals), match.start(), end, scaled=large, word=True)


def _tidy(value: Decimal) -> Decimal:
    return (
        value.quantize(Decimal(1))
        if value == value.to_integral_value() and abs(value) < Decimal("1e27")
        else value
    )
