"""Periods and lengths of time as people shorten them, written out as the rules of a sum read them."""

import re

from agent.quantities.words import read_hanzi

_AMOUNT_AHEAD = r"[$€£¥￥₹]\s?[\d.,]*\d[kmb]?|\d\s?(?:%|(?:us )?dollars|bucks|usd|eur(?:os?)?|gbp|pounds|quid|cny|rmb|yuan|per ?cent)"
"""What stands ahead of "pm" where it is no time of the day."""
_BY_MONTH = r"(?:p\. ?m\b\.?|pm\b|pcm\b)"
_LENGTH = r"(?:\d+(?:\.\d+)?|an?|[a-z]+(?:-[a-z]+)?) (?:year|month|quarter|week)s?"
_GOES_ON = (
    r"(?=\W*$|\s*[.,;:?!–—]|\s+(?:it|they|we|that|this|how|what|where|there|i|our|the base)\b)"
)
_ORDINALS = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_HALVES = re.compile(
    r"(?<![第\d一二三四五六七八九十])(\d{1,2}|[一二两三四五六七八九])年半(?![价年])"
)

_WRITTEN_OUT: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(said, re.IGNORECASE), plainly)
    for said, plainly in (
        (r"(?<![a-z])m(?:n)?thly\b", "monthly"),
        (r"(?<![a-z])yrly\b", "yearly"),
        (r"(?<![a-z])m(?:n)?th(s?)\b(?!['’])", r"month\1"),
        (r"(?<![a-z])yr(s?)\b", r"year\1"),
        (r"(?<![a-z])qtr(s?)\b", r"quarter\1"),
        (r"(?<=/)\s?mo\b|(?<=\bper )mo\b|(?<=\ba )mo\b|(?<=\beach )mo\b", "month"),
        (r"(?<=\d)([ -]?)mos\b", r"\1months"),
        (rf"({_AMOUNT_AHEAD}) ?{_BY_MONTH}(\s+(?-i:[A-Z]))", r"\1 a month.\2"),
        (rf"({_AMOUNT_AHEAD}) ?{_BY_MONTH}", r"\1 a month"),
        (r"(?<![\w.])p\. ?a\.(\s+(?-i:[A-Z]))", r"a year.\1"),
        (r"(?<![\w.])p\. ?a\.|(?<![\w.])(?-i:pa)(?!\w|\.\w|['’])", "a year"),
        (r"\b(in|out)(?:put)? toks?\b", r"\1put tokens"),
        (r"(?<=[\dkmb] )toks?\b", "tokens"),
        (r"\b(?:going|coming) (in|out)\b(?= (?:per|each|apiece|and)\b)", r"\1"),
        (
            r"\b(?:a|one) year and a half\b|\b1\.5 years\b|\b(?:a|one) and a half years\b",
            "18 months",
        ),
        (r"\b(?:the |a |one )?half[- ]year\b(?=\W*$|\s*[?.,;])", "6 months"),
        (
            rf"\b({_LENGTH}) (?:on|out|hence|from (?:now|today)|down the (?:road|line|track)){_GOES_ON}",
            r"after \1",
        ),
        (
            r"\b(?:the )?(?:whole|full|entire)-year\b(?: (?:total|sum|figure))?",
            "the whole year",
        ),
        (
            rf"\b({_ORDINALS})-year (revenues?|sales|turnover|income|takings|total)\b",
            r"\2 in the \1 year",
        ),
        (r"\bwhat(?:['’]s| is) a (quarter|year|month)(?=\s*\?)", r"how much per \1"),
        (r"^\W*ditto\b", "the same"),
        (r"\brunning total\b", "cumulative total"),
    )
)


def written_out(text: str) -> str:
    """The text with its shortened periods and roundabout lengths of time in full.

    >>> written_out("$9/mth, +5% pa; 3 yrs on?"), written_out("一年半后")
    ('$9/month, +5% a year; after 3 years?', '18个月后')
    """
    for said, plainly in _WRITTEN_OUT:
        text = said.sub(plainly, text)
    return _HALVES.sub(_in_months, text)


def _in_months(found: re.Match[str]) -> str:
    years = int(found[1]) if found[1].isdigit() else int(read_hanzi(found[1]))
    return f"{12 * years + 6}个月"
