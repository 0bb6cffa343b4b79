"""What a question names besides its matter: sources, days, and what it asks of each source."""

import re
from collections.abc import Collection, Iterable, Sequence, Set
from dataclasses import dataclass

from knowledge.dates import first_day, read_date
from knowledge.document import CannotRead
from knowledge.language.words import IDLE

Days = tuple[int, int]
"""First and last day, as numbers that sort (20250915)."""
Key = tuple[str, ...]
"""The words of a name, case folded."""

_WORD = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[^\W_]+")
_LONGEST = 12
"""Words of a source's name that are looked at."""
_TAIL = re.compile(r"\s+[-–—|]\s+")
"""What begins the section of a source, after the name by which people know it."""
_DATE = re.compile(
    r"\d{4}\s*年\s*\d{1,2}\s*月(?:\s*\d{1,2}\s*[日号])?"
    r"|\b\d{4}-\d{1,2}(?:-\d{1,2})?\b"
    r"|\b[A-Z][a-z]{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b"
    r"|\b(?:\d{1,2}(?:st|nd|rd|th)?\s+)?[A-Z][a-z]{2,8}\.?,?\s+\d{4}\b"
)
_TURN = re.compile(r"[,;，；、]|\b(?:while|whereas|compared|but|and|versus|vs)\b|而|和|与|但")
"""Where a question goes on to its next part."""


@dataclass(frozen=True)
class Spot:
    """Where a question names sources: one, or several that share the name."""

    start: int
    end: int
    sources: frozenset[str]


class SourceNames:
    """The names by which a question may call the sources of one library.

    `subjects` (vendors, systems) are none: who names one asks about it, not what it says.
    """

    def __init__(self, sources: Iterable[str], subjects: Iterable[str] = ()) -> None:
        taken = {_key(subject) for subject in subjects}
        self._sources: dict[Key, set[str]] = {}
        self._written: dict[Key, str] = {}
        for source in sources:
            for name in (name for name in _names(source) if _key(name) not in taken):
                self._sources.setdefault(_key(name), set()).add(source)
                self._written[_key(name)] = name

    def called(self, key: Key, written: str) -> set[str]:
        """The sources of that name; one of a single word is written as the source writes it:
        a fortune is no Fortune."""
        if len(key) == 1 and written != self._written.get(key):
            return set()
        return self._sources.get(key, set())


def named_sources(text: str, names: Sequence[SourceNames]) -> list[Spot]:
    """Where a question names sources, by the longest name at each place."""
    words = list(_WORD.finditer(text))
    folded = [word[0].casefold() for word in words]
    found: list[Spot] = []
    i = 0
    while i < len(words):
        size, sources = 1, set[str]()
        for longer in range(min(_LONGEST, len(words) - i), 0, -1):
            key = tuple(folded[i : i + longer])
            sources = {source for one in names for source in one.called(key, words[i][0])}
            if sources:
                size = longer
                found.append(Spot(words[i].start(), words[i + size - 1].end(), frozenset(sources)))
                break
        i += size
    return found


def parts(text: str, spots: Sequence[Spot]) -> dict[str, str]:
    """What is asked of each source: around its name, up to where the question turns to another."""
    turns = [_turn(text, one, other) for one, other in zip(spots, spots[1:], strict=False)]
    bounds = [0, *turns, len(text)]
    found: dict[str, str] = {}
    for spot, low, high in zip(spots, bounds, bounds[1:], strict=False):
        for source in sorted(spot.sources):
            said = f"{text[low : spot.start]} {text[spot.end : high]}"
            found[source] = f"{found.get(source, '')} {said}".strip()
    return found


def without(text: str, spots: Sequence[Spot]) -> str:
    """The question but for the names of sources."""
    edges = [0, *(edge for spot in spots for edge in (spot.start, spot.end)), len(text)]
    return " ".join(text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)).strip()


def names_of(text: str, spots: Sequence[Spot], sources: Set[str]) -> str:
    """The names in a question by which it calls some of these sources."""
    return " ".join(text[spot.start : spot.end] for spot in spots if spot.sources & sources)


def named_days(text: str) -> list[Days]:
    """The days and months that a question names; a bare year says too little.

    >>> named_days("the article of October 26, 2023, and what came in May 2024")
    [(20231026, 20231026), (20240501, 20240531)]
    """
    read = [read_date(re.sub(r"\s+", " ", found[0])) for found in _DATE.finditer(text)]
    return [_span(date) for date in dict.fromkeys(read) if date and len(date) > 4]


def without_days(text: str, days: Collection[int]) -> str:
    """The text with its days and months blanked in which one of these days lies.

    >>> without_days("its price in March 2025 and in May 2025", [20250310])
    'its price in            and in May 2025'
    """
    for found in _DATE.finditer(text):
        named = named_days(found[0])
        if any(first <= day <= last for first, last in named for day in days):
            text = text[: found.start()] + " " * len(found[0]) + text[found.end() :]
    return text


def _span(date: str) -> Days:
    first = first_day(date)
    return (first, first) if len(date) == 10 else (first, first + 30)


def _turn(text: str, one: Spot, other: Spot) -> int:
    """Between two names: the last turn of the sentence before the second, else the name itself."""
    turns = [turn.start() for turn in _TURN.finditer(text, one.end, other.start)]
    return turns[-1] if turns else other.start


def _names(source: str) -> list[str]:
    """How people may call a source; a path or an address is not called by name."""
    if "/" in source or "\\" in source or not source.strip():
        return []
    whole = source.strip()
    given = [whole, _TAIL.split(whole)[0]]
    given += [name[4:] for name in given if name.startswith("The ")]
    return [name for name in dict.fromkeys(given) if _is_name(name)]


def _is_name(name: str) -> bool:
    key = _key(name)
    if not key or len(key) > _LONGEST or all(word in IDLE or word.isdigit() for word in key):
        return False
    return len(key) > 1 or (len(name) > 3 and not name.islower())


def _key(name: str) -> Key:
    return tuple(word.casefold() for word in _WORD.findall(name))


def check_is_text(query: str) -> None:
    """Raises `CannotRead` where a question holds bytes that are no characters."""
    try:
        query.encode()
    except UnicodeEncodeError:
        raise CannotRead(
            "The query is not valid text: it holds bytes that are not UTF-8; write it again."
        ) from None
