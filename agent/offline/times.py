"""Times that a question names, as ISO text of the precision given."""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

ARTICLE_DATE = "2025-09-15"
"""The day of the article: "when the author wrote"."""

MONTH_NAMES = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
MONTHS = tuple(name[:3] for name in MONTH_NAMES)
_MONTH = (
    r"(?P<{0}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_YEAR = r"(?P<{0}>20[1-3]\d)"
_PATTERNS = tuple(
    re.compile(p, re.IGNORECASE)
    for p in (
        r"\b(?P<y>20[1-3]\d)[-/.](?P<mm>\d{1,2})(?:[-/.](?P<d>\d{1,2}))?\b(?![-/.]?\d)",
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd"
        rf"|th)?(?: of)? {_MONTH.format('mon')},? {_YEAR.format('y')}\b",
        rf"\b{_MONTH.format('mon')} (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? {_YEAR.format('y')}\b",
        rf"\b{_MONTH.format('mon')},?(?: of)? {_YEAR.format('y')}\b",
        rf"\b(?:Q(?P<q>[1-4])|(?P<qn>first|second|third"
        rf"|fourth) quarter(?: of)?)[ -]?(?:of )?{_YEAR.format('y')}\b",
        rf"\b{_YEAR.format('y')}[ -]?Q(?P<q>[1-4])\b",
        rf"\b(?:H(?P<h>[12])|(?P<hn>first|second) half(?: of)?)[ -]?(?:of )?{_YEAR.format('y')}\b",
        rf"\b(?P<part>early|start of|beginning of|mid|middle of|late|end of"
        rf"|the end of)[ -]?{_YEAR.format('y')}\b",
        rf"\b(?P<season>spring|summer|autumn|fall)(?: of)?,? {_YEAR.format('y')}\b",
        r"(?P<y>20[1-3]\d)\s?年的?\s?(?P<zseason>春天?|夏天?|秋天?)(?:季|里)?",
        rf"\b{_MONTH.format('qmon')}[- ]quarter(?: of)?,? {_YEAR.format('y')}\b",
        r"(?P<y>20[1-3]\d)\s?年\s?(?P<qmm>\d{1,2})\s?月(?:份)?(?:当?季度?|止季度)",
        r"(?P<y>20[1-3]\d)\s?年\s?(?P<mm>\d{1,2})\s?月(?:\s?(?P<d>\d{1,2})\s?[日号])?",
        r"(?P<y>20[1-3]\d)\s?年\s?(?P<zpart>初|年初|中|年中|底|年底|末|上半年|下半年|第?\s?[一二三四1-4]\s?季度|[Qq][1-4])",
        r"(?P<y>20[1-3]\d)\s?年",
        r"\b(?:fiscal(?: year)?|FY)[ -]?(?P<fy>20[1-3]\d|\d\d)\b",
        rf"(?<![\d.,$€£¥-]){_YEAR.format('y')}(?![\d,.]*\d|\s?(?:frames|tokens|px|x\d|users|people|dollars|yuan|-?\d))",
        r"(?P<article>(?:back )?when (?:the |this )?(?:article|author|piece|text|story|essay"
        r"|post)(?: \w+){0,4}? (?:wrote|written|published|appeared|came out)"
        r"|(?:since|after|before|at the time of|back at) (?:the |this )(?:article"
        r"|piece|post)(?! (?:says|claims|states))(?: (?:was|came"
        r"|appeared)\b(?: \w+)?)?"
        r"|(?:on |at |by )?(?:the |this )?(?:article|author|piece|post)['’]s (?:date|day|time|publication)"
        r"|(?:the )?(?:day|date|time) of (?:the )?(?:article|writing)"
        r"|(?:on |at )?the (?:day|date|time|moment) (?:when |that )?(?:the )?(?:article|author|piece"
        r"|post) (?:came out|appeared|was (?:written|published)|wrote)"
        r"|(?:back )?when (?:he|she|they|the \w+) (?:wrote|published) (?:it|this|that)\b|by the time of (?:the|this) (?:article|piece|post)"
        r"|at the time of writing|文章(?:刚)?(?:发表|发布|发出来?|写|出来)(?:的?时候?|的?当天|的?那天|的?当时|那会儿?)"
        r"|(?:作者|笔者|他)?写(?:(?:这|那|该)?篇?文章|他?(?:这|那|他)[^，。？?]{0,10})(?:的?时候?|的?当天|的?那天|的?当时|那会儿?))",
    )
)
_QUARTER = {"first": 1, "second": 2, "third": 3, "fourth": 4, "一": 1, "二": 2, "三": 3, "四": 4}
_PARTS = {"early": 3, "start of": 1, "beginning of": 1, "mid": 6, "middle of": 6, "late": 12}
_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "春": 5, "夏": 8, "秋": 11}
"""Their last months; winter spans two years."""
_PARTS_ZH = {
    "初": 1,
    "年初": 1,
    "中": 6,
    "年中": 6,
    "底": 12,
    "年底": 12,
    "末": 12,
    "上半年": 6,
    "下半年": 12,
}
UNTIL = re.compile(
    r"(?:as of|as at|as it was (?:in|on)|back in|already in|\bby|until|up to|before|today is|it is"
    r"|截至|截止|到)\s*(?:the\s+)?(?:end of\s+)?$",
    re.IGNORECASE,
)
"""What stands before the last day of knowing, not before a stretch of time."""
_BEFORE = re.compile(r"\bbefore\s*(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(
    r"(?:\bafter|\bsince|\bfollowing|\bstarting|\bas from|\bfrom|自|从)\s*(?:the\s+)?$",
    re.IGNORECASE,
)
_SINCE_ARTICLE = re.compile(
    r"since\b|after\b|文章(?:发表|发布|写)?(?:之后|以后|以来|后)", re.IGNORECASE
)
_SINCE_ZH = re.compile(r"(?:份|的?调价|的?变化)?(?:之后|以后|以来|起|后)")
_WHEN = re.compile(
    r"(?:in|on|at|during|around|for|在|于)\s*(?:the\s+)?(?:end of\s+)?$", re.IGNORECASE
)


_MONTH_BEHIND = re.compile(
    r"(?:和|与|、|及|以及|跟|对比?|比)(?P<mm>\d{1,2})月(?:份|当?季度?)?(?!\d)"
)
_MONTH_AHEAD = re.compile(
    rf"\b(?P<mon>{'|'.join(MONTHS)})[a-z]*(?:[- ]quarters?)?,?(?: and| or| vs\.?| versus|,) $",
    re.IGNORECASE,
)


class Time(NamedTuple):
    iso: str
    start: int
    end: int
    is_period: bool
    """A quarter, half or fiscal year: what a figure covers, not the day of asking."""
    months: int = 1
    """How many months a period has."""


def find_times(text: str) -> list[Time]:
    """Times in the text, in its order, the longest reading of each place."""
    found: list[Time] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if any(t.start < match.end() and match.start() < t.end for t in found):
                continue
            if iso := _iso(match.groupdict()):
                period = _is_period(match)
                months = _months_of(match) if period else 1
                found.append(Time(iso, match.start(), match.end(), period, months))
    return sorted([*found, *_lent_years(text, found)], key=lambda t: t.start)


def _lent_years(text: str, found: Sequence[Time]) -> list[Time]:
    """Months beside one that has a year, which is theirs too: "June and September 2025",
    "2025年6月季度和9月季度"."""
    lent: list[Time] = []
    for time in found:
        if len(time.iso) != 7:
            continue
        year, months = time.iso[:4], time.months
        if after := _MONTH_BEHIND.match(text, time.end):
            iso = f"{year}-{int(after['mm']):02d}"
            lent.append(Time(iso, after.start("mm"), after.end(), time.is_period, months))
        if ahead := _MONTH_AHEAD.search(text[: time.start]):
            iso = f"{year}-{month_number(ahead['mon']):02d}"
            lent.append(Time(iso, ahead.start(), ahead.end("mon"), time.is_period, months))
    free = [one for one in lent if not any(t.start < one.end and one.start < t.end for t in found)]
    return [one for one in free if 1 <= int(one.iso[5:]) <= 12]


def span_of(time: Time) -> tuple[str, str]:
    """The first and last month of a quarter or half year, by the text's own words.

    A period is kept by its last month; how long it is, its words say.
    """
    year, month = int(time.iso[:4]), int(time.iso[5:7] or 12)
    first = 1 if len(time.iso) == 4 else max(1, month - time.months + 1)
    return f"{year}-{first:02d}", f"{year}-{month:02d}"


def months_of(span: str) -> list[str]:
    """The months of a span, first to last.

    >>> months_of("2025-11/2026-01")
    ['2025-11', '2025-12', '2026-01']
    """
    first, last = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in span.split("/"))
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(first, last + 1)]


_YEARS_THROUGH = re.compile(r"\b(20\d\d)\s?(?:to|through|–|-|至|到)\s?(20\d\d)\b(?!-)")


def speaks_of(period: str, text: str) -> bool:
    """Whether a text names the period, also as "9 billion in Jan 2026, 19 in March".

    >>> speaks_of("2026-03", "9 billion in Jan 2026, 19 in March"), speaks_of("2026-03", "in 2026")
    (True, False)
    >>> speaks_of("2028", "18, 32, 73 billion for fiscal 2027 to 2029")
    True
    """
    if len(period) == 4 and any(m[1] < period < m[2] for m in _YEARS_THROUGH.finditer(text)):
        return True
    if any(time.iso[: len(period)] == period for time in find_times(text)):
        return True
    if len(period) != 7 or period[:4] not in text:
        return False
    name = MONTHS[int(period[5:7]) - 1]
    return re.search(rf"\b{name}[a-z]*\b", text, re.IGNORECASE) is not None


def as_of(text: str, times: list[Time], of_a_period: bool = False) -> str | None:
    """The last day on which what the text asks must have been known, where it names one.

    "As of September 2025" ends on the 30th. "In 2025" names what a figure covers, and so does
    "in September 2025" where the question asks for such a figure (`of_a_period`): reports on a
    period come after it.
    """
    named = [t for t in times if not t.is_period]
    if not named or len({t.iso for t in times}) != 1 or since(text, times):
        return None
    before = text[max(0, named[0].start - 24) : named[0].start]
    after = text[named[0].end : named[0].end + 4]
    if _BEFORE.search(before) and named[0].iso != ARTICLE_DATE:
        return _day_before(named[0].iso)
    chinese = re.match(r"\s*(?:时|的时候|当时|那时|，|,|的|，?[\u4e00-\u9fff])", after)
    at_end = re.match(r"(?:the )?end of\b", text[named[0].start :], re.IGNORECASE)
    if of_a_period and at_end and named[0].iso != ARTICLE_DATE:
        return None  # what a figure came to by then is reported later
    if named[0].iso == ARTICLE_DATE or UNTIL.search(before):
        return last_day(named[0].iso)
    if of_a_period or len(named[0].iso) == 4:
        return None
    return last_day(named[0].iso) if _WHEN.search(before) or chinese or not before.strip() else None


def since(text: str, times: Sequence[Time]) -> str | None:
    """The first day of the time after which the text asks, where it names one last.

    >>> text = "What did it cost after the December 2025 change?"
    >>> since(text, find_times(text))
    '2025-12-01'
    """
    if not times:
        return None
    last = times[-1]
    before = text[max(0, last.start - 24) : last.start]
    if _SINCE_ARTICLE.match(text, last.start):
        return last.iso
    if not _SINCE.search(before) and not _SINCE_ZH.match(text, last.end):
        return None
    return (last.iso + "-01-01")[:10] if len(last.iso) == 4 else (last.iso + "-01")[:10]


def _day_before(iso: str) -> str:
    first = date.fromisoformat((iso + "-01-01")[:10] if len(iso) == 4 else (iso + "-01")[:10])
    return (first - timedelta(days=1)).isoformat()


def last_day(iso: str) -> str:
    """The last day that an ISO date of any precision may mean.

    >>> last_day("2025"), last_day("2024-02"), last_day("2025-09-15")
    ('2025-12-31', '2024-02-29', '2025-09-15')
    """
    if len(iso) == 10:
        return iso
    year, month = int(iso[:4]), int(iso[5:7] or 12)
    return f"{year}-{month:02d}-{monthrange(year, month)[1]:02d}"


def month_number(name: str) -> int:
    """1 for January, by its first three letters.

    >>> month_number("Sept")
    9
    """
    return MONTHS.index(name[:3].lower()) + 1


def _months_of(match: re.Match[str]) -> int:
    part = match.groupdict()
    if part.get("fy"):
        return 12
    half = part.get("h") or part.get("hn") or "半年" in (part.get("zpart") or "")
    return 6 if half else 3


def _is_period(match: re.Match[str]) -> bool:
    part = match.groupdict()
    named = any(
        part.get(key) for key in ("q", "qn", "h", "hn", "fy", "qmon", "qmm", "season", "zseason")
    )
    return named or bool(re.search("季度|半年|[Qq]", part.get("zpart") or ""))


def _iso(part: dict[str, str | None]) -> str | None:
    if part.get("article"):
        return ARTICLE_DATE
    if fiscal := part.get("fy"):
        return fiscal if len(fiscal) == 4 else f"20{fiscal}"
    year = part.get("y")
    month = _month(part)
    if year is None or (month is not None and not 1 <= month <= 12):
        return None
    if month is None:
        return year
    day = part.get("d")
    if day and not 1 <= int(day) <= 31:
        return None
    return f"{year}-{month:02d}" + (f"-{int(day):02d}" if day else "")


def _month(part: dict[str, str | None]) -> int | None:
    if name := part.get("mon") or part.get("qmon"):
        return month_number(name)
    if number := part.get("mm") or part.get("qmm"):
        return int(number)
    if quarter := part.get("q") or part.get("qn"):
        return 3 * (int(quarter) if quarter.isdigit() else _QUARTER[quarter.lower()])
    if half := part.get("h") or part.get("hn"):
        return 6 if half.lower() in ("1", "first") else 12
    if season := part.get("season") or (part.get("zseason") or "")[:1]:
        return _SEASONS[season.lower()]
    if early := part.get("part"):
        return _PARTS.get(early.lower(), 12)
    if chinese := part.get("zpart"):
        return _PARTS_ZH.get(chinese) or 3 * next(_quarters(chinese), 4)
    return None


def _quarters(text: str) -> Iterator[int]:
    for character in text:
        if character in _QUARTER:
            yield _QUARTER[character]
        elif character.isdigit():
            yield int(character)
