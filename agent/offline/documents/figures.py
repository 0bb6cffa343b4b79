"""The figures of a sentence, neither years nor days nor names of one of several."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from agent.offline.documents.judged import Judged
from agent.offline.documents.words import first_stem, lists, stems

_NUMBER = re.compile(
    r"(?P<money>[$€£¥]|CHF|EUR|USD|GBP)?\s?(?<!(?![\u3400-\u9fff])[\w.,:/-])(?P<figure>\d{1,3}(?:[,\u00a0\u2009\u202f ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?)(?![:/]\d|\.\d|[A-Za-z]*\d)"
    r"(?P<scale>\s?(?:thousand|million|billion|m\b|bn\b|k\b|万|亿))?(?P<percent>\s?(?:%|per ?cent))?",
)
_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "万": 4, "亿": 8}
_DAY_BEHIND = re.compile(
    r"\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\b|(?:st|nd|rd|th)\b|[月日年]"
)
_DAY_BEFORE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|No\.?|Art\.?|Article|§|page|chapter|section|第)\s?$"
)
NAMED = re.compile(
    r"\b(?:line|route|bus|tram|train|platform|track|room|hall|gallery|pool|pitch|gate|grade|class|level|unit|tier|zone|phase|stage|shift|lot|step|block|no\.?|number)\s\d+",
    re.IGNORECASE,
)
"""A number that names one of several."""
_BOUND = re.compile(r"(?:\b(?:under|over|below|above|aged?|ages)|不满|未满)\s?$", re.IGNORECASE)
"""Before an age, which counts nothing: "574 were under 21"."""
_BEFORE, _OLDEST = 12, 100
_WORDS_BEFORE, _WORDS_BEHIND = 6, 3
_YEAR = re.compile(r"(?:1[89]|20)\d\d\Z")


@dataclass(frozen=True)
class Figure:
    """A number of a sentence, neither a year nor a day."""

    value: Decimal
    text: str
    is_percent: bool
    money: str
    noun: str
    """The stem of the word behind it, but for words that only join."""
    name: str
    """The word before it, which it may name one of: the region of "region 7"."""
    near: frozenset[str]
    """The stems of the words beside it, up to the next figure or stop."""
    start: int = 0
    """Where its digits begin in its sentence."""

    def is_like(self, other: "Figure") -> bool:
        """Whether both may count the same: money, or things that no words tell apart."""
        if bool(self.money) != bool(other.money) or self.is_percent != other.is_percent:
            return False
        return "" in (self.noun, other.noun) or self.noun == other.noun or bool(self.money)


def figures_in(text: str) -> list[Figure]:
    found: list[Figure] = []
    for m in _NUMBER.finditer(text):
        start = m.start("figure")
        is_year = _YEAR.match(m["figure"]) and not m["money"]
        is_day = _DAY_BEHIND.match(text, m.end()) or _DAY_BEFORE.search(text, max(0, start - _BEFORE), start)  # fmt: skip
        value = Decimal(re.sub(r"[,\s]", "", m["figure"]))
        value *= Decimal(10) ** _SCALES.get((m["scale"] or "").strip(), 0)
        is_age = value < _OLDEST and not m["money"] and _BOUND.search(text, max(0, start - _BEFORE), start)  # fmt: skip
        if is_year or ((is_day or is_age) and not m["percent"]):
            continue
        behind = re.match(r"\s?([^\W\d_]+)", text[m.end() :])
        noun = first_stem(behind[1]) if behind else ""
        noun = "" if noun in lists()["idle"] else noun
        written = text[start : m.end()].strip()
        near = _near(text, start, m.end())
        name = "" if m["money"] or m["percent"] else _name_before(text, start)
        found.append(Figure(value, written, bool(m["percent"]), m["money"] or "", noun, name, near, start))  # fmt: skip
    return found


def is_printed_row(text: str) -> bool:
    """Whether figures follow each other bare, so that no word says what each counts.

    >>> is_printed_row("2 Lamp oil 3 15.00 45.00"), is_printed_row("from 15 to 45")
    (True, False)
    """
    return any(
        not text[a.start + len(a.text) : b.start].strip(" \t$€£¥")
        for a, b in pairwise(figures_in(text))
    )


def _name_before(text: str, start: int) -> str:
    before = re.search(r"([^\W\d_]+)\s\Z", text[:start])
    loose = lists()["idle"] | lists()["weak"] | lists()["measured"]
    return before[1].casefold() if before and not loose.intersection(stems(before[1])) else ""


def naming_in(text: str, judged: Sequence[Judged]) -> frozenset[str]:
    """Words before a number, in the question and in documents, that it names one of: "bay 3", and,
    before a word that it might count, "the Kiln 2 rebuild"."""
    words = {
        f.name
        for f in figures_in(text)
        if f.name and (not f.noun or re.search(rf"\b{f.name.capitalize()}\s", text))
    }
    texts = [one.unit.own for one in judged] if words else []
    return frozenset(
        word
        for word in words
        if any(re.search(rf"\b{word}\s\d", text, re.IGNORECASE) for text in texts)
    )


def counts(text: str, naming: frozenset[str]) -> list[Figure]:
    """The figures of a text that are no names."""
    return [f for f in figures_in(text) if f.name not in naming]


def _near(text: str, start: int, end: int) -> frozenset[str]:
    """The words beside a figure: a few before it and behind it, none past a stop or another figure."""
    before = re.split(r"[\d,;:.(（。，；]", text[:start])[-1].split()[-_WORDS_BEFORE:]
    behind = re.split(r"[\d,;:.)）。，；]", text[end:])[0].split()[:_WORDS_BEHIND]
    return frozenset(stems(" ".join((*before, *behind)))) - lists()["idle"]
