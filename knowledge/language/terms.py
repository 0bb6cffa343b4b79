"""What a question asks about, one thing after the other, in whichever language it may be said."""

import re
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass

from knowledge.language.glossary import CHINESE, asking, said
from knowledge.language.words import IDLE, asked, pairs, pieces, words

_ALONE = frozenset("几谁哪吗呢吧么的了是")
"""Characters that ask wherever they stand; others may be part of a word."""
_CHINESE = CHINESE.pattern
_RUN = re.compile(rf"(?:{_CHINESE})+")
_LATIN = re.compile(r"[A-Za-z][\w'’.-]*")
_SEAM = re.compile(rf"(?<={_CHINESE})(?=(?!{_CHINESE})\w)|(?<=\w)(?<!{_CHINESE})(?={_CHINESE})")
"""Between Chinese and what is not."""
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d|\.\d)")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ZEROS = re.compile(r"(?:\.0+)+$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = rf"\d+\s*[年月日号]|\b{_MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b"
_QUARTER = re.compile(r"[qh][1-4]", re.I)
_LARGE = r"\d[\d.,]*\s*(?:[万亿]|hundred|thousand|million|billion|trillion|bn\b)"
_OTHER = re.compile(
    rf"\b\d{{4}}-\d\d(?:-\d\d)?\b|{_LARGE}|{_YEAR.pattern}|{_DAY}|\b[qh][1-4]\b", re.I
)
"""Figures of dates, and amounts that may be written in another way."""
_AMOUNT = re.compile(
    r"[\d.,]+\s*(?:k|m|b|bn|p|fps|[gtm]i?b?|gigs?|s|d|h|pm|am|st|nd|rd|th|x|%)", re.I
)
"""A number with its unit."""


@dataclass(frozen=True)
class Term:
    """One thing that a question speaks of."""

    ways: tuple[frozenset[str], ...]
    """The words that say it: all of one of these."""
    is_name: bool

    @property
    def is_number(self) -> bool:
        """Whether it is no more than a number."""
        return all(word.replace(".", "").isdigit() for way in self.ways for word in way)

    def is_in(self, held: Set[str]) -> bool:
        """Whether these words say it."""
        return any(way <= held for way in self.ways)


def terms(
    query: str, names: Set[str] = frozenset(), is_known: Callable[[str], bool] | None = None
) -> list[Term]:
    """The terms of a question; `names` are words, in small letters, that name something.

    Chinese that the glossary does not know is taken by the words of the dictionary, which takes a
    while to load; with `is_known` by pairs of characters instead, those that are known first.

    >>> [(*min(one.ways, key=len), one.is_name) for one in terms("When was Zephyr9 sold?")]
    [('zephyr9', True), ('zephyr', True), ('9', True), ('sold', False)]
    """
    found: dict[tuple[frozenset[str], ...], bool] = {}
    for term in _terms(query, names, is_known):
        found[term.ways] = term.is_name or found.get(term.ways, False)
    return [Term(ways, is_name) for ways, is_name in found.items() if ways]


def years(text: str) -> set[str]:
    """The years that a text names."""
    return set(_YEAR.findall(text))


def numbers(text: str) -> set[str]:
    """Its numbers but for dates and for amounts that may be written otherwise; 3.0 is 3.

    >>> sorted(numbers("HunyuanImage 3.0 for $2 million on Sept 10, 2025 at 720p"))
    ['3', '720']
    """
    return digits(_OTHER.sub(" ", text))


def digits(text: str) -> set[str]:
    """Every number as it stands, those of dates and amounts too; 3.0 is 3."""
    return {_ZEROS.sub("", one) if ".0" in one else one for one in _NUMBER.findall(text)}


def _terms(query: str, names: Set[str], is_known: Callable[[str], bool] | None) -> Iterator[Term]:
    # A Chinese name in an English question makes no Chinese one of it.
    is_chinese = len(CHINESE.findall(query)) > len(_LATIN.findall(query))
    rest = query
    known = said(query)
    for run in _RUN.finditer(query) if not is_chinese else ():
        if not any((one.start, one.end) == run.span() for one in known):
            known = [one for one in known if not run.start() <= one.start < run.end()]
            rest = rest[: run.start()] + " " * len(run[0]) + rest[run.end() :]
            yield Term(_ways(pairs(run[0])), True)
    for one in known:
        rest = rest[: one.start] + " " * (one.end - one.start) + rest[one.end :]
        own = [*filter(None, map(asked, one.english))]
        cut = [pairs(chinese) for chinese in one.chinese]
        cut += [] if is_known else [words(chinese) for chinese in one.chinese]
        if own:
            is_name = one.english[0][:1].isupper() or not names.isdisjoint(own[0])
            yield Term(_ways(*own, *cut), is_name)
    for piece in pieces(_SEAM.sub(" ", rest)):
        if CHINESE.match(piece):
            cut = _pairs(piece, is_known) if is_known else asked(piece)
            left = (word for word in cut if word not in asking())
            yield from (Term(_ways([word], pairs(word)), False) for word in left)
        else:
            is_name = _is_name(piece, is_chinese) or piece.lower() in names
            yield from (Term(_ways([word]), is_name) for word in asked(piece))


def _pairs(run: str, is_known: Callable[[str], bool]) -> Iterator[str]:
    """Pairs one after the other, begun one character later where that makes a known one."""
    for word in sorted(asking(), key=len, reverse=True):
        if len(word) > 1 or word in _ALONE:
            run = run.replace(word, " ")
    for part in run.split():
        at = 0
        while at < len(part):
            here, later = part[at : at + 2], part[at + 1 : at + 3]
            if not is_known(here) and is_known(later):
                at += 1
                continue
            yield here
            at += 2


def _is_name(piece: str, among_chinese: bool) -> bool:
    """Written like one: with a capital letter, a digit in it, or Latin letters among Chinese."""
    if _QUARTER.fullmatch(piece) or _AMOUNT.fullmatch(piece) or piece.lower() in IDLE:
        return False
    has_letter = bool(re.search("[A-Za-z]", piece))
    return has_letter and (among_chinese or piece != piece.lower() or bool(re.search(r"\d", piece)))


def _ways(*ways: Sequence[str]) -> tuple[frozenset[str], ...]:
    return tuple(dict.fromkeys(frozenset(way) for way in ways if way))
