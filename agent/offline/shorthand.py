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
_WHICH = r"(?:calendar|billing|contract|accounting|trading|full calendar)"
"""Changes no sum behind "per" or "each"; a fiscal year does change which figure is meant."""
_TAXED = r"(?:(?:net|exclusive|inclusive) of|before|after|excluding|including|excl\.?|incl\.?|plus|ex) (?:any |all |sales |local )?(?:tax(?:es)?|vat|gst)"
_NO_OTHER = r"\b(?!\s+(?:of|to|from|before|after|ahead|just|it|that|when|in which|they|we|\d))"
"""Behind "the year" where none is named by it."""
_STARTS_NOTE = r"(?:(?<=^)|(?<=[;,.:] ))"
_ORDINALS = "second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth"
_HALVES = re.compile(
    r"(?<![第\d一二三四五六七八九十])(\d{1,2}|[一二两三四五六七八九])年半(?![价年])"
)

_DIGITS = [*map(str, "zero one two three four five six seven eight nine".split())]
_POINT = re.compile(
    rf"\b((?:[a-z]+ty|[a-z]+teen|ten|eleven|twelve|{'|'.join(_DIGITS)}|hundred)\s+)?point ((?:(?:{'|'.join(_DIGITS)})\b\s?)+)(?=\s?(?:%|per ?cent))",
    re.IGNORECASE,
)
"""A share below one per cent as it is spoken: "point four percent"."""

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
        (r"\bper annum\b", "per year"),
        (rf"\b(per|an?|each|every) {_WHICH} (?=(?:year|quarter|month|week)\b)", r"\1 "),
        (rf"(?<=\d), {_TAXED},? (?=(?:per|an?|each|every)\b)", " "),
        (
            rf"({_AMOUNT_AHEAD}) (?:in (?:the|a)|the) (year|quarter|month|week){_NO_OTHER}",
            r"\1 a \2",
        ),
        (
            rf"({_AMOUNT_AHEAD}|[$€£₹]\s?[\d.,]*\d) (membership|subscription|fees?|charges?|dues|rent) for the (?:full|whole|entire) (year|quarter|month)\b",
            r"\1 \2 a \3",
        ),
        (
            r"\bof (?:one|an?|the) (quarter|month|year) and of (?:one|an?|the) (quarter|month|year)\b",
            r"per \1 and per \2",
        ),
        (r"\b(?-i:(USD|EUR|GBP|INR|CNY|RMB|JPY)) 1(?= ?[=:])", r"1 \1"),
        (
            r"\b(after|in|within|over) ([a-z]+|\d+) of (?:those|these|such) (years|quarters|months|weeks)\b",
            r"\1 \2 \3",
        ),
        (
            r"\b(?:one|an?|the|the whole|a whole) (quarter|month|year)['’]s (?:worth|billing|revenues?|takings|income|sales|turnover)\b",
            r"revenue per \1",
        ),
        (
            r"\b(revenues?|sales|turnover|income|takings|billing) (?:of|for|in) (?:one|an?) (quarter|month|year)\b",
            r"\1 per \2",
        ),
        (
            r"(?:(?<=^)|(?<=[.;,?!] ))one (quarter|month|year) (?=(?:gives|makes|brings|is)\b)",
            r"per \1 ",
        ),
        (
            r"\ball four quarters(?: together)?\b|\btwelve months['’](?=\W*$|[.,;?!])",
            "the whole year",
        ),
        (
            r"\bmonthly instal?lments \(?(?:of )?((?:[A-Z]{3} |[$€£¥₹])?\d[\d.,]*(?: (?:dollars|euros|pounds|rupees))?) each\)?",
            r"\1 a month each",
        ),
        (
            r"\b(hundred|[a-z]+ty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|[a-z]+teen|ten|eleven|twelve) k\b",
            r"\1 thousand",
        ),
        (r"\b([a-z]+|\d+) such (years|quarters|months|weeks)\b", r"\1 \2"),
        (
            r"\bby the (year|quarter|month),? (?:for|at) ([$€£¥₹]\s?\d[\d.,]*\d|\d[\d.,]*\d (?:dollars|euros|pounds|rupees))",
            r"for \2 a \1",
        ),
        (r"\bspread (?:evenly )?(?:over|across) (?:the |its )?(?:twelve|12) months\b", "per month"),
        (r"\bin (?:a|one) year['’]s time\b", "12 months from now"),
        (r"\bin (?:a|one) month['’]s time\b", "one month from now"),
        (r"\b(?:do |all )?four quarters (?=bring|give|make|yield)", "every year "),
        (r"\b(?:does )?one quarter (?=brings?\b|gives?\b|makes?\b|yields?\b)", "every quarter "),
        (r"\brev\b(?!\s?[.\d])(?=\W*$|[,;?]|\s)", "revenue"),
        (r"(?<![a-z])w/ ?(?=[\w$€£])", "with "),
        (r"(?<=[a-z]) \+ (?=[a-z])", " and "),
        (r"\b(?:um+|uh+|erm|hmm+)\b,? ?", ""),
        (rf"\b(per [a-z-]+) in the (year|quarter|month|week){_NO_OTHER}", r"\1 a \2"),
        (r"\b(?:only |just )?one time (?:in the|per|an?) (year|quarter|month)\b", r"once a \1"),
        (
            r"\b(invoiced|billed|charged|paid|collected) (?:only |just )?once (?:an?|per|every|each) year\b",
            r"\1 annually",
        ),
        (rf"{_STARTS_NOTE}([a-z]+(?: [a-z]+)?) = (?=[$€£¥]?-?\d)", r"\1 "),
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
    text = _POINT.sub(_in_figures, text)
    return _HALVES.sub(_in_months, text)


def _in_figures(found: re.Match[str]) -> str:
    if found[1]:
        return found[0]
    return "0." + "".join(str(_DIGITS.index(word)) for word in found[2].lower().split())


def _in_months(found: re.Match[str]) -> str:
    years = int(found[1]) if found[1].isdigit() else int(read_hanzi(found[1]))
    return f"{12 * years + 6}个月"
