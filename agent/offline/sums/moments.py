"""Times that a question names by their number: "year 4", "months 12, 24 and 30", "第三年", "after 6 and 12 months", "in 2030"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from agent.offline.vocabulary import table

_PERIOD = r"(?:year|month|quarter|week)"
_WORDS = "one|two|three|four|five|six|seven|eight|nine|ten"
_ORDINALS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
_HANZI = "一二三四五六七八九十"
_NAMED = re.compile(
    rf"(?<!each )(?<!every )(?<!per )(?<!a )(?<!a-)\b(?P<unit>{_PERIOD})s?[ -](?P<n>\d{{1,3}}|{_WORDS})\b(?!\s?%|[.,]\d|\s(?:{_PERIOD}s?|million|billion|percent|per cent)\b)"
    rf"|\b(?:in|of|for|by|during) the (?P<nth>{_ORDINALS}) (?P<nunit>{_PERIOD})\b"
    rf"|第\s?(?P<zn>\d{{1,3}}|[{_HANZI}])\s?个?(?P<zunit>年|月|季度|周)",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:\s?,|\s?and|,\s?and|\s?/)\s?(?P<n>\d{1,3})\b(?!\s?%|\s?(?:usd|eur|gbp|cny|rmb|yuan|dollars|euros?|pounds|bucks|quid|[$€£¥元块])|[.,]\d|\s?[A-Za-z]*(?:illion|k\b|m\b)|\s(?:year|month|quarter|week|day)s?\b)",
    re.IGNORECASE,
)
_LENDS = re.compile(
    rf"(?<![\d.,$€£¥])(?P<n>\d{{1,3}})(?:\s?,|\s?/|,?\s(?:and|or))\s?(?:(?:after|in|over|for|at)\s)?(?=(?:\d{{1,3}}(?:\s?,\s?|\s?/\s?|,?\s(?:and|or)\s)(?:(?:after|in|over|for|at)\s)?)*\d{{1,3}}\s(?P<unit>{_PERIOD})s?\b)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<![\d.,$€£¥￥-])(20[0-9]\d)(?![\d%]|[.,]\d|-\d)")

_FISCAL = re.compile(r"\b(?-i:FY)\s?['’]?(\d\d)\b(?!\d|[.,]\d|%)")


class Moment(NamedTuple):
    """A numbered period or a length of time, and where it is named."""

    unit: str
    number: int
    start: int
    end: int


def moments_in(text: str) -> Iterator[Moment]:
    """Numbered periods in their order.

    >>> [(m.unit, m.number) for m in moments_in("in year 2 and year four, months 6, 12 and 18; 第三年")]
    [('year', 2), ('year', 4), ('month', 6), ('month', 12), ('month', 18), ('year', 3)]
    """
    for m in _NAMED.finditer(text):
        word = (m["unit"] or m["nunit"] or m["zunit"]).lower()
        unit = str(table("periods").get(word, word))
        yield Moment(unit, _number(m["n"] or m["nth"] or m["zn"]), *m.span())
        at = m.end()
        while m["n"] and (more := _MORE.match(text, at)):
            yield Moment(unit, int(more["n"]), more.start("n"), more.end())
            at = more.end()


def lengths_listed(text: str) -> Iterator[Moment]:
    """Numbers that take their unit from the last of a list.

    >>> [(m.unit, m.number) for m in lengths_listed("after 6, 12 and after 24 months")]
    [('month', 6), ('month', 12)]
    """
    for m in _LENDS.finditer(text):
        yield Moment(m["unit"].lower(), int(m["n"]), m.start("n"), m.end("n"))


def calendar_years(text: str, held: Sequence[tuple[int, int]]) -> list[Moment]:
    """Years of the calendar outside of amounts: "in 2030", "FY28"."""
    said = [Moment("year", int(m[1]), m.start(), m.end()) for m in _YEAR.finditer(text)]
    said += [Moment("year", 2000 + int(m[1]), *m.span()) for m in _FISCAL.finditer(text)]
    said = sorted(said, key=lambda moment: moment.start)
    return [y for y in said if not any(a <= y.start < b for a, b in held)]


def _number(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _BY_WORD[word.lower()]


NUMBERS = {word: number for number, word in enumerate(_WORDS.split("|"), 1)}
"""Small ones by their words."""
_BY_WORD = {
    word: number
    for words in (_WORDS.split("|"), _ORDINALS.split("|"), _HANZI)
    for number, word in enumerate(words, 1)
}
