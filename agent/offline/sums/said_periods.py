"""The period that an amount is for, from its own words or those beside it."""

import re

from agent.offline.vocabulary import table
from agent.quantities import Quantity, find_quantities

PERIODS = ("year", "month", "quarter", "week", "day")
LEAST_TARGET = 100_000
"""An amount below this is a price, not what is to be reached."""
_RESULT = r"(?:total |gross |recurring )?(?:revenue|income|total|turnover|sales|sum|profit|take|takings|earnings)"
_SPOKEN_PERIOD = "yearly|annually|annual|monthly|quarterly|weekly|daily"

_PAID_AHEAD = re.compile(
    r"\b(?:pre-?pay(?:s|ing)?|pay(?:s|ing)?|billed|buy(?:s|ing)?)(?: for)? (?:a|one|the|each|per) (?:whole |full )?(month|year|quarter) (?:up ?front |ahead |in advance )?(?:at|for|costing|with)\s*$",
    re.IGNORECASE,
)
"""What is paid for, before its price: "prepay a year at $180"."""
_OF_NAMED = re.compile(rf"\s(?:of|in) (?:\w+ )?({_SPOKEN_PERIOD}) ", re.IGNORECASE)
"""What a target is of: "$4.5bn of annual sales"."""
_FOR_THE_WHOLE = re.compile(
    r"\s(?:for|over) (?:the|a|one|each|every) (?:whole |full |entire )?(month|year|quarter|week)\b",
    re.IGNORECASE,
)
"""The time that a price buys, behind it: "each of them pays $420 for the year"."""
_FOR_TWELVE = re.compile(
    r"\s(?:for|over|buys|covers|per|every) (?:the |all )?(?:twelve|12)(?: whole| full)? months\b",
    re.IGNORECASE,
)
"""A year by its months: "$36 for twelve months of use"."""
_NAMED_AHEAD = re.compile(
    rf"\b({_SPOKEN_PERIOD}) (?:fees?|prices?|subscriptions?|charges?|rates?|costs?|dues|memberships?|licen[cs]es?|contracts?)(?:,|:| is| of| at| stands at| comes to)*\s*$",
    re.IGNORECASE,
)
"""The price's name, before it: "an annual fee, $349 per seat"."""
_OF_SOMETHING = re.compile(
    r"\s(?:of|in|on|for) (?!each\b|every\b|all\b|a\b|an\b)[a-z-]+(?: [a-z-]+)? (?:a|per|each|every) (month|year|quarter|week|day)\b",
    re.IGNORECASE,
)
"""What an amount is of, between it and its period: "$13 of hosting a month"."""
_PER_HEAD_AND = re.compile(
    r"(?:\s*(?:per|an?|each) [a-z-]+)? (?:and|and per) (month|year|quarter|week)\b(?!\s\d)",
    re.IGNORECASE,
)
"""Behind the payer: "$21 per driver and month"."""
_BEHIND = (_OF_SOMETHING, _OF_NAMED, _FOR_THE_WHOLE, _PER_HEAD_AND)

_TIME = r"(?P<{}>month|year|quarter|week|day)"
_REPEATED = re.compile(
    rf"\b{_TIME.format('twice')}[ -](?:after|on|by|over|upon)[ -](?P=twice)\b"
    rf"|\b(?:(?:with|in|at|over|for|per) )?(?:each|every|per|any) (?:and every |(?:passing|successive|succeeding|consecutive|following|subsequent|additional|further|single|new|calendar|coming|full|whole) )+{_TIME.format('each')}\b"
    rf"|\b(?:with|as) the (?:passing|passage) of (?:each|every) {_TIME.format('passed')}\b|\bfrom (?:one|each) {_TIME.format('next')} to the next\b|\b{_TIME.format('out')} in,? (?P=out) out\b",
    re.IGNORECASE,
)
"""A period by its being repeated: "month after month", "with every passing week", "each successive quarter"."""


def repeated_period(text: str) -> str | None:
    """The period said to come again and again.

    >>> repeated_period("3% month after month"), repeated_period("2% each successive quarter")
    ('month', 'quarter')
    """
    said = _REPEATED.search(text)
    return next(name for name in said.groups() if name).lower() if said else None


def own_period(q: Quantity, text: str) -> str | None:
    """The period in an amount's own words; in "at $18, yearly revenue?" the year is that of the revenue."""
    apart = re.search(rf"[,;]\s*(?:{_SPOKEN_PERIOD})$", q.text, re.IGNORECASE)
    if apart and re.match(rf"\s+{_RESULT}", text[q.end :], re.IGNORECASE):
        alone = find_quantities(q.text[: apart.start()])
        return own_period(alone[0], "") if len(alone) == 1 else None
    return q.per if q.per in PERIODS else None


def period_of(q: Quantity, text: str) -> str | None:
    """The period of an amount, from its own words or those beside it."""
    if re.match(
        r"\W*(?:(?:on|paid|billed) )?(?:a )?month[- ]to[- ]month", text[q.end :], re.IGNORECASE
    ):
        return "month"
    if paid := _PAID_AHEAD.search(text[: q.start]):
        return paid[1].lower()
    if own := own_period(q, text):
        return own
    if named := _NAMED_AHEAD.search(text[: q.start]):
        return str(table("periods")[named[1].lower()])
    before, after = text[max(0, q.start - 14) : q.start], text[q.end : q.end + 30]
    if re.match(r"\s*[×x*]\s*12\b(?!\.?\d)", after) or re.search(r"(?<![\d.])12\s*[×x*]\s*$", before):  # fmt: skip
        return "month"  # "28 yuan × 12"
    if said := re.search(
        rf"(?:每|一|按|包)(年|个月|月|季度|季|天|周)(?:付|收|交|只要)?\D{{0,3}}$|\b({_SPOKEN_PERIOD})\W*$",
        before,
        re.I,
    ):
        return table("periods")[(said[1] or said[2]).lower()]
    if said := re.match(
        rf"[^\w.?!;]*({_SPOKEN_PERIOD})\b(?!\s+{_RESULT})|\s*(?:每|一|/)(年|个月|月|季度|天|周)",
        after,
        re.IGNORECASE,
    ):
        return table("periods")[(said[1] or said[2]).lower()]
    if said := next((m for p in _BEHIND if (m := p.match(after))), None):
        word = said[1].lower()
        return str(table("periods").get(word, word))
    if q.value < LEAST_TARGET and _FOR_TWELVE.match(text, q.end):
        return "year"
    return _period_earned(q, text) if q.value >= LEAST_TARGET else None


_PERIOD_NAME = r"(?:\b(?:last|this|the (?:last|past|previous|first|second|third|fourth)|first|second|third|fourth|one|a)\s+(?P<said>quarter|month)\b|(?P<number>\bQ[1-4]\b|\b[1-4]Q\b)|(?:上|本|这|该|第?[一二三四]|单)一?个?(?P<zh>季度?|月))"
_EARNED_BEHIND = re.compile(rf"[^,.;，。；\d$€£¥]{{0,24}}?{_PERIOD_NAME}", re.IGNORECASE)
_EARNED_AHEAD = re.compile(rf"{_PERIOD_NAME}[^,.;。；\d$€£¥]{{0,24}}[$€£¥]?$", re.IGNORECASE)


def _period_earned(q: Quantity, text: str) -> str | None:
    """The quarter or month that a total is named as of: "$54m last quarter", "Q2 revenue of €9m"."""
    said = _EARNED_AHEAD.search(text[: q.start]) or _EARNED_BEHIND.match(text, q.end)
    if said is None:
        return None
    if said["number"]:
        return "quarter"
    word = (said["said"] or said["zh"]).lower()
    return str(table("periods").get(word, word))
