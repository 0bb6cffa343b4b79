"""What a statement says, as far as two statements can be compared: who, what, how much, whether."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from agent.quantities import Quantity, find_quantities
from agent.tools.claims import vocabulary
from agent.tools.claims.names import Names, unknown_names

_CLAUSE = re.compile(
    r"[;；。，]|,(?=\s*(?:and|but|yet|while|not)\b)|\.\s+|\b(?:but|although)\b|[:：]\s"
)
_YEAR = re.compile(r"(?<![\d.,$])20[12]\d(?![\d.,]\d)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEAR = 26
"""How many characters before a word its negation may stand."""
_MASKED = re.compile(
    r"\b(?:large|big|small)[- ](?=(?:language[- ])?model)|\bopen (?=platform)|大(?=语言模型|模型)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\b(?:in|on|since|until|by)?\s*(?:(?:january|february|march|april|may|june|july|august"
    r"|september|october|november|december|sept?)\s+)?20[12]\d\b|20[12]\d年(?:\d{1,2}月)?(?:\d{1,2}[日号])?",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"(?:\b(?P<more>more than|over|above|at least|exceed\w*)|(?P<more_zh>超过|至少|逾|不止)"
    r"|\b(?P<less>less than|under|below|at most|fewer than|up to|only)|(?P<less_zh>不到|不足|至多|低于|仅|只)"
    r"|\b(?:about|around|roughly|nearly|almost)|约|大约|近)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Figure:
    """An amount with the bound said before it: 1 for "more than", -1 for "less than", else 0."""

    quantity: Quantity
    bound: int = 0
    hedge: str = ""
    """The word before it that bounds or rounds it, as written."""

    @property
    def said(self) -> str:
        """The amount as its source says it: "over 40%"."""
        return f"{self.hedge}{self.quantity.text}"

    @property
    def unit(self) -> str | None:
        return self.quantity.unit

    @property
    def value(self) -> Decimal:
        return self.quantity.value


@dataclass(frozen=True)
class Clause:
    """A part of a statement that may be denied by itself."""

    words: frozenset[str]
    sides: Mapping[str, int]
    """Pair of opposites -> 1 or -1, the side taken; 0 where both are."""
    denied: bool
    """Whether an odd number of negations is left that denies no word of a pair."""


@dataclass(frozen=True)
class Meaning:
    """A statement taken apart."""

    text: str
    names: tuple[str, ...]
    unknown: tuple[str, ...]
    """Proper names that the library does not know."""
    figures: tuple[Figure, ...]
    clauses: tuple[Clause, ...]
    order: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(
        default_factory=dict[str, tuple[frozenset[str], frozenset[str]]]
    )
    """Pair -> names before and after its word: who beats whom."""

    chinese: bool = False
    licences: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    """Years the statement names."""

    @property
    def released(self) -> frozenset[str]:
        """The years in which it says that something came out."""
        return self.years if "releas" in self.words else frozenset()

    @property
    def matter(self) -> int:
        """How many things are said of the names."""
        return len(self.words) + len(self.sides) + len(self.figures)

    @property
    def denies_existence(self) -> bool:
        """Whether it says that there is nothing of the kind."""
        return vocabulary.phrases("absence").search(self.text) is not None

    @property
    def words(self) -> frozenset[str]:
        return frozenset[str]().union(*(clause.words for clause in self.clauses))

    @property
    def sides(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for clause in self.clauses:
            for name, side in clause.sides.items():
                found[name] = side if found.get(name, side) == side else 0
        return found


def read(text: str, names: Names) -> Meaning:
    """The statement behind a sentence or a yes-or-no question."""
    asked = vocabulary.phrases("asking").sub(_blank, text)
    asked = _DATE.sub(_blank, asked)
    found = names.find(asked)
    figures = tuple(_figure(asked, quantity) for quantity in find_quantities(asked))
    rest = list(asked)
    for start, end in [*found, *((f.quantity.start, f.quantity.end) for f in figures)]:
        rest[start:end] = " " * (end - start)
    plain = _said_in_chinese(_MASKED.sub(_blank, "".join(rest)), text)
    denied = vocabulary.phrases("asking", "denied").search(text) is not None
    return Meaning(
        text,
        tuple(dict.fromkeys(found.values())),
        tuple(unknown_names(asked, names, found)),
        figures,
        tuple(_clause(part, denied) for part in _parts(plain)),
        _order(plain, found),
        _HAN.search(text) is not None,
        vocabulary.licences(plain),
        frozenset(_YEAR.findall(text)),
    )


def _said_in_chinese(plain: str, text: str) -> str:
    """Without the English before a Chinese question: there it repeats the question for a search."""
    han = _HAN.search(text)
    return plain if han is None else " " * han.start() + plain[han.start() :]


def _parts(text: str) -> list[str]:
    return [part for part in _CLAUSE.split(text) if part and re.search(r"\w", part)] or [text]


def _clause(text: str, denied: bool) -> Clause:
    sides: dict[str, int] = {}
    rest = text
    used: set[tuple[int, int]] = set()
    negations = [m.span() for m in vocabulary.phrases("negation").finditer(text)]
    for pair in vocabulary.pairs():
        for pattern, side in ((pair.one, 1), (pair.other, -1)):
            for match in pattern.finditer(text):
                if side == 1 and _inside_other(pair.other, text, match):
                    continue
                near = [n for n in negations if _reaches(text, n, match)]
                used.update(near)
                said = -side if len(near) % 2 else side
                sides[pair.name] = said if sides.get(pair.name, said) == said else 0
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    # "without" denies what follows it, never the sentence before it.
    whole = [n for n in negations if n not in used and text[slice(*n)].lower() != "without"]
    left = len(whole) + len(vocabulary.phrases("negation", "not_yet").findall(text))
    rest = vocabulary.phrases("negation").sub(" ", rest)
    rest = vocabulary.phrases("negation", "not_yet").sub(" ", rest)
    if denied:
        sides = {name: -side for name, side in sides.items()}
        left += 0 if sides else 1
    return Clause(vocabulary.content(rest), sides, left % 2 == 1)


def _reaches(text: str, negation: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether a negation turns this word. A plain "no" denies the thing: "no paying users" are not
    users who pay nothing."""
    start, end = negation
    return end <= match.start() <= end + _NEAR and text[start:end].lower() != "no"


def _inside_other(other: re.Pattern[str], text: str, match: re.Match[str]) -> bool:
    return any(m.start() <= match.start() and match.end() <= m.end() for m in other.finditer(text))


def _order(
    text: str, found: Mapping[tuple[int, int], str]
) -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    rank = next(pair for pair in vocabulary.pairs() if pair.name == "rank")
    match = rank.one.search(text) or rank.other.search(text)
    if match is None:
        return {}
    before = frozenset(name for span, name in found.items() if span[1] <= match.start())
    after = frozenset(name for span, name in found.items() if span[0] >= match.end())
    return {"rank": (before, after)}


def _figure(text: str, quantity: Quantity) -> Figure:
    hedge = _HEDGE.search(text[max(0, quantity.start - 16) : quantity.start])
    if hedge is None:
        return Figure(quantity)
    return Figure(quantity, _direction(hedge), hedge[0])


def _direction(hedge: re.Match[str]) -> int:
    if hedge["more"] or hedge["more_zh"]:
        return 1
    return -1 if hedge["less"] or hedge["less_zh"] else 0


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
