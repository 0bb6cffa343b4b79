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
_HANZI_ALONE = re.compile(r"(?<![\d.百十一二三四五六七八九两几])\s?万亿")
_TRILLIONS_ALONE = re.compile(
    r"(?:\b(?:in|as|english|wants?|needs?|prefers?|both|once|one)\s+|,\s*)trillions?\b|(?<![\d.])(?<!\d )\btrillions\b(?! of)",
    re.IGNORECASE,
)
"""Both notations named, of no amount: "once in trillions and once in 万亿"."""


def wanted_units(text: str) -> list[str]:
    """In the order said.

    >>> wanted_units("in trillion and 万亿"), wanted_units("in billions"), wanted_units("in 2 million")
    (['trillion', '万亿'], ['billion'], [])
    >>> wanted_units("in trillion rupees as well as in lakh crore")
    ['trillion', 'lakh crore']
    """
    if several := _SEVERAL.search(text):
        return [several[name].lower().rstrip("s") for name in ("first", "second")]
    if _HANZI_ALONE.search(text) and _TRILLIONS_ALONE.search(text):
        return ["trillion", "万亿"]
    return [(m[1] or m[2]).lower() for m in _WANTED.finditer(text)]
