"""Years and seasons that a question or a document names, in one spelling."""

import re
from collections.abc import Iterable
from functools import lru_cache

_SEASON = re.compile(r"(?<![\d.,])((?:19|20)\d\d)\s?[/–_-]\s?((?:19|20)?\d\d)(?![\d.,]?\d|-)")
_SHORT_SEASON = re.compile(r"(?<![\d/.,])(\d\d)/(\d\d)(?![\d/])")
_YEAR = re.compile(
    r"(?:(?<![\d.,])|(?<=\d\.\d\d\.)|(?<=\d\.\d\.))((?:19|20)\d\d)(?!\d|[.,]\d)(?:\s?年度?)?"
)
"""Alone, or of a day as 12.02.2025."""
_QUARTER = (
    (
        "q1",
        re.compile(
            r"\b(?:first|1st) quarter\b|\bfirst three months\b|\bjan[a-z]*\.?\s?(?:[-–—]|to)\s?mar[a-z]*\b|第?[一1]季度",
            re.IGNORECASE,
        ),
    ),
    (
        "q2",
        re.compile(
            r"\b(?:second|2nd) quarter\b|\bapr[a-z]*\.?\s?(?:[-–—]|to)\s?jun[a-z]*\b|第?[二2]季度",
            re.IGNORECASE,
        ),
    ),
    (
        "q3",
        re.compile(
            r"\b(?:third|3rd) quarter\b|\bjul[a-z]*\.?\s?(?:[-–—]|to)\s?sep[a-z]*\b|第?[三3]季度",
            re.IGNORECASE,
        ),
    ),
    (
        "q4",
        re.compile(
            r"\b(?:fourth|4th|last) quarter\b|\blast three months of\b|\boct[a-z]*\.?\s?(?:[-–—]|to)\s?dec[a-z]*\b|第?[四4]季度",
            re.IGNORECASE,
        ),
    ),
)
_MONTH = re.compile(r"(?<![\d-])((?:19|20)\d\d)-(0[1-9]|1[0-2])(?![\d])")
_FIRST, _BEYOND = "04", "10"
"""Months in which a season may begin, and by which it is over the year after."""
_OF_QUARTER = re.compile(r"quarter|three months|季度|[-–—]|\bto\b", re.IGNORECASE)

_MOVES = (
    (
        re.compile(
            r"\b(?:year|season) (?:after|later)\b|\b(?:next|following) (?:year|season)\b|后一年|次年|第二年|下一年",
            re.IGNORECASE,
        ),
        1,
    ),
    (
        re.compile(
            r"\b(?:year|season) (?:before|earlier)\b|\b(?:previous|preceding|prior) (?:year|season)\b|前一年|上一年",
            re.IGNORECASE,
        ),
        -1,
    ),
)
"""Periods that are said by their distance from the one before."""


@lru_cache(maxsize=1 << 14)
def periods_in(text: str) -> tuple[str, ...]:
    """Years and seasons in their order, each once.

    >>> periods_in("23/24 against 2024/25, since 2019-11-02")
    ('2023/24', '2024/25', '2019')
    """
    return tuple(dict.fromkeys(name for _, _, name in placed_in(text)))


@lru_cache(maxsize=1 << 14)
def without_periods(text: str) -> str:
    """The text with its years and seasons blanked, and quarters as `Q1`."""
    for start, end, _ in reversed(placed_in(text)):
        text = f"{text[:start]} {text[end:]}"
    return in_quarters(text)


def in_quarters(text: str) -> str:
    """Quarters in one spelling.

    >>> in_quarters("milk, April-June"), in_quarters("the last quarter")
    ('milk,  q2 ', 'the  q4 ')
    """
    if _OF_QUARTER.search(text):
        for name, pattern in _QUARTER:
            text = pattern.sub(f" {name} ", text)
    return text


def is_same(asked: str, held: str) -> bool:
    """Whether a period held is the one asked: a year stands for the season that begins in it."""
    return asked == held or ("/" in held and "/" not in asked and held.startswith(asked))


def is_in_season(asked: Iterable[str], text: str, above: str) -> bool:
    """Whether a text bears a day or month of a season asked that what stands above it is of.

    >>> is_in_season(["2024/25"], "2025-02-06 · Mill Lane", "Visits 2024/25")
    True
    >>> is_in_season(["2024/25"], "2025-02-06 · Mill Lane", "Visits")
    False
    """
    held = {f"{found[1]}{found[2]}" for found in _MONTH.finditer(text)}
    if not held or any("/" in period for period in periods_in(text)):
        return False
    seasons = {period for period in periods_in(above) if "/" in period}.intersection(asked)
    return any(
        f"{season[:4]}{_FIRST}" <= month < f"{int(season[:4]) + 1}{_BEYOND}"
        for season in seasons
        for month in held
    )


def moved(text: str, periods: tuple[str, ...]) -> tuple[str, ...]:
    """The periods that a follow-up counts from those before: "and the year after?".

    >>> moved("and the year after?", ("2024",)), moved("and pears?", ("2024",))
    (('2025',), ('2024',))
    """
    for cue, years in _MOVES:
        if cue.search(text):
            return tuple(_shifted(period, years) for period in periods)
    return periods


def put_in(text: str, names: tuple[str, ...]) -> str:
    """The text with other years or seasons where its own stand.

    >>> put_in("milk of 2023 and 23/24", ("2024", "2024/25"))
    'milk of 2024 and 2024/25'
    """
    news = dict(zip(periods_in(text), names, strict=True))
    for start, end, name in reversed(placed_in(text)):
        text = f"{text[:start]}{news[name]}{text[end:]}"
    return text


def before(period: str) -> str:
    """The year or season before it."""
    return _shifted(period, -1)


def after(period: str) -> str:
    """The year or season behind it."""
    return _shifted(period, 1)


def _shifted(period: str, years: int) -> str:
    year = int(period[:4]) + years
    return f"{year}/{(year + 1) % 100:02}" if "/" in period else str(year)


def between(first: str, last: str) -> tuple[str, ...]:
    """The years or seasons from the first to the last.

    >>> between("2021/22", "2023/24")
    ('2021/22', '2022/23', '2023/24')
    """
    if ("/" in first) != ("/" in last) or not first <= last:
        return (first, last)
    return tuple(_shifted(first, n) for n in range(int(last[:4]) - int(first[:4]) + 1))


def placed_in(text: str) -> list[tuple[int, int, str]]:
    """The same, each with where it stands."""
    found: list[tuple[int, int, str]] = []
    for match in _SEASON.finditer(text):
        if int(match[2][-2:]) == (int(match[1]) + 1) % 100 and len(match[2]) in (2, 4):
            found.append((match.start(), match.end(), f"{match[1]}/{match[2][-2:]}"))
    for match in _SHORT_SEASON.finditer(text):
        if int(match[2]) == (int(match[1]) + 1) % 100 and not _inside(match.start(), found):
            found.append((match.start(), match.end(), f"20{match[1]}/{match[2]}"))
    for match in _YEAR.finditer(text):
        if not _inside(match.start(), found):
            found.append((match.start(), match.end(), match[1]))
    return sorted(found)


def _inside(place: int, found: list[tuple[int, int, str]]) -> bool:
    return any(start <= place < end for start, end, _ in found)
