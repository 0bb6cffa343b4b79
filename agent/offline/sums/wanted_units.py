"""The scale words that an amount is wanted in: 'in "trillions"', "用亿元表示", "in trillion and in 万亿"."""

import re

_UNIT = r"[\"'“‘]?(?P<{}>trillions?|billions?|millions?|thousands?|lakh crores?|crores?|lakhs?|万亿|亿|万)(?![a-z])[\"'”’]?"
_WANTED = re.compile(
    r"\b(?:in|as)\s+[\"'“‘]?((?:trillion|billion|million|thousand)(?=s\b)|(?:lakh crore|crore|lakh)(?=s?\b))"
    r"|(?:\b(?:in|as)\s+|用|以|按)[\"'“‘]?(万亿|亿|万)(?=美元|人民币|元|\s|[\"'”’,.，。]|$)",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    rf"(?:\b(?:in|as)\s+(?:both\s+)?|用|以|按)\s*{_UNIT.format('first')}"
    r"(?:\s+(?:of\s+)?(?:us\s+)?(?:dollars|rupees|euros|pounds|yuan|usd|inr|eur|gbp))?"
    rf"\s*(?:[和与及、,，/&]|\band(?: also)?\b|\bas well as\b)\s*(?:in\s+|用|以)?{_UNIT.format('second')}",
    re.IGNORECASE,
)
"""Two of them joined, which no amount of the sum is."""
_HANZI_ALONE = re.compile(
    r"(?<![\d.百十一二三四五六七八九两几数上过])(?<!\d )(万亿|亿|万)(?![\u4e00-\u9fff])"
)
_LATIN_ALONE = re.compile(
    r"\b(?:in|as|english|wants?|needs?|prefers?|both|once) [\"'“‘]?(?P<led>trillion|billion|million|thousand)s?\b"
    r"|(?<![\d.])(?<!\d )(?<!\d-)\b(?P<alone>trillion|billion|million|thousand)(?:s\b(?! of)"
    r"|\b(?=\W+(?:and|as well|or)\b\W+(?:\w+ ){0,3}[万亿])"
    r"|\b(?=(?: (?:figures?|notations?|spellings?|form|version)\b|\W*$|[.,;:)])))",
    re.IGNORECASE,
)
"""Scale words that no number stands before: "two notations, billions and 亿"."""
_NUMBER_AHEAD = re.compile(
    r"\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|[a-z]+teen|[a-z]+ty|hundred|thousand|several|few|many|some|half)[- ]$",
    re.IGNORECASE,
)


def wanted_units(text: str) -> list[str]:
    """In the order said.

    >>> wanted_units("in trillion and 万亿"), wanted_units("in billions"), wanted_units("in 2 million")
    (['trillion', '万亿'], ['billion'], [])
    >>> wanted_units("in trillion rupees as well as in lakh crore")
    ['trillion', 'lakh crore']
    >>> wanted_units("Two notations needed, billions and 亿: 300 million seats")
    ['billion', '亿']
    """
    if several := _SEVERAL.search(text):
        return [several[name].lower().rstrip("s") for name in ("first", "second")]
    if both := _both_notations(text):
        return both
    return [(m[1] or m[2]).lower() for m in _WANTED.finditer(text)]


def _both_notations(text: str) -> list[str]:
    """A scale word of each language, of no amount, in the order said."""
    hanzi = _HANZI_ALONE.search(text)
    latin = next((m for m in _LATIN_ALONE.finditer(text) if not _NUMBER_AHEAD.search(text[: m.start()])), None)  # fmt: skip
    if hanzi is None or latin is None:
        return []
    named = [(hanzi.start(), hanzi[1]), (latin.start(), latin["led"] or latin["alone"])]
    return [unit.lower() for _, unit in sorted(named)]
