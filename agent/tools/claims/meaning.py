"""What a statement says, as far as two statements can be compared: who, what, how much, whether."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from agent.tools.claims import vocabulary
from agent.tools.claims.figures import Figure, figures_in, with_verb
from agent.tools.claims.names import Names, unknown_names

_CLAUSE = re.compile(
    r"[;；。，]|,(?=\s*(?:and|but|yet|while|not)\b)|\.\s+|\b(?:but|although)\b|[:：]\s"
)
_YEAR = re.compile(r"(?<![\d.,$])20[12]\d(?![\d.,]\d)")
_HAN = re.compile(r"[\u3400-\u9fff]")
_NEAR = 26
"""How many characters before a word its negation may stand."""
_MASKED = re.compile(
    r"\b(?:large|big|small)[- ](?=(?:language[- ])?model)|\bopen (?=platform)|大(?=语言模型|模型)"
    r"|(?<=apache[ -]|icen[cs]e )v?2\.0\b",
    re.IGNORECASE,
)
"""Words beside which no side is taken, and the number of a licence, which is no version of a thing."""
_SIZE_BEHIND = re.compile(r"[- ]\d+(?:\.\d+)?[bB](?:-[aA]\d+[bB])?\b")
"""The size in a member's name; what is said of all sizes is said of each."""
_NO_THING = re.compile(r"没有(?:任何)?(?:付费|收费|免费)(?=[\u3400-\u9fff])")
_MONTHS = tuple[str, ...]("jan feb mar apr may jun jul aug sep oct nov dec".split())
_MONTH = re.compile(
    rf"\b(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?,? (?P<after>20[12]\d)\b"
    r"|(?P<year>20[12]\d)(?:年|-)(?P<month>\d{1,2})(?!\d)",
    re.IGNORECASE,
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NAMED_MONTH = rf"(?:{'|'.join(_MONTHS)})[a-z]*\.?"
_DATE = re.compile(
    rf"\b(?:in|on|since|by)?\s*(?:(?:(?:the )?{_DAY}(?: of)? )?{_NAMED_MONTH}(?: {_DAY})?,?(?: of)? )?"
    r"20[12]\d\b(?:-\d\d){0,2}|20[12]\d年(?:\d{1,2}月)?(?:\d{1,2}[日号])?",
    re.IGNORECASE,
)


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
    figures: tuple[Figure, ...]
    clauses: tuple[Clause, ...]
    unknown: tuple[str, ...] = ()
    """Proper names that the library does not know."""
    order: Mapping[str, tuple[frozenset[str], frozenset[str]]] = field(
        default_factory=dict[str, tuple[frozenset[str], frozenset[str]]]
    )
    """Pair -> names before and after its word: who beats whom."""

    chinese: bool = False
    licences: frozenset[str] = frozenset()
    years: frozenset[str] = frozenset()
    """Years the statement names."""
    months: frozenset[str] = frozenset()
    """Months with their year, as `2026-06`."""
    predicate: str = ""
    """What is said, without the names it is said of."""
    states_existence: bool = False
    """Whether it says that there is something of the kind ("makes a video model")."""

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

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset[str]().union(*(clause.words for clause in self.clauses))

    @cached_property
    def sides(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for clause in self.clauses:
            for name, side in clause.sides.items():
                found[name] = side if found.get(name, side) == side else 0
        return found


def read(text: str, names: Names) -> Meaning:
    """The statement behind a sentence or a yes-or-no question."""
    asked = vocabulary.phrases("asking", "preface").sub(_blank, text)
    asked = vocabulary.phrases("asking").sub(_blank, asked)
    denied = vocabulary.phrases("asking", "denied").search(text) is not None
    meaning = _read(asked, names, denied)
    unnamed = unknown_names(asked, names, names.find(asked))
    unknown = tuple(name for name in unnamed if not vocabulary.licences(name))
    return replace(meaning, text=text, unknown=unknown)


def read_row(text: str, names: Names) -> Meaning:
    """The same for a statement of the library, which asks nothing and names nothing unknown."""
    return _read(text, names)


def _read(text: str, names: Names, denied: bool = False) -> Meaning:
    dateless = _DATE.sub(_blank, text) if "20" in text else text
    found = names.find(dateless)
    figures = figures_in(dateless, found)
    sized = [(end, m.end()) for _, end in found if (m := _SIZE_BEHIND.match(dateless, end))]
    spans = [*found, *sized, *(with_verb(dateless, figure) for figure in figures)]
    plain = _said_in_chinese(_MASKED.sub(_blank, _without(dateless, spans)), text)
    matter = vocabulary.phrases("existence").sub(_blank, plain)
    return Meaning(
        text=text,
        names=tuple(dict.fromkeys(found.values())),
        figures=figures,
        clauses=tuple(_clause(part, denied) for part in _parts(matter)),
        order=_order(plain, found),
        chinese=_HAN.search(text) is not None,
        licences=vocabulary.licences(plain),
        years=frozenset(_YEAR.findall(text)),
        months=frozenset(months_in(text)),
        predicate=" ".join(_without(dateless, found).split()),
        states_existence=matter != plain,
    )


def months_in(text: str) -> Iterator[str]:
    """Months with a year that a text names, in either language.

    >>> list(months_in("in June 2026 and 2025年4月"))
    ['2026-06', '2025-04']
    """
    for match in _MONTH.finditer(text):
        month = match["month"] or 1 + _MONTHS.index(str(match["name"])[:3].lower())
        yield f"{match['year'] or match['after']}-{int(month):02d}"


def _said_in_chinese(plain: str, text: str) -> str:
    """Without the English before a Chinese question: there it repeats the question for a search."""
    han = _HAN.search(text)
    return plain if han is None else " " * han.start() + plain[han.start() :]


def _parts(text: str) -> list[str]:
    parts: list[str] = []
    for part in _CLAUSE.split(text):
        if parts and part and vocabulary.phrases("turning").match(part.lstrip()):
            parts[-1] = f"{parts[-1]} {part}"
        elif part and re.search(r"\w", part):
            parts.append(part)
    return parts or [text]


def _clause(text: str, denied: bool) -> Clause:
    sides: dict[str, int] = {}
    rest = text
    used: set[tuple[int, int]] = set()
    negations = [m.span() for m in vocabulary.phrases("negation").finditer(text)]
    turn = vocabulary.phrases("turning").search(text)
    # Most clauses take no side at all, which one look at all the words tells.
    for pair in vocabulary.pairs() if vocabulary.any_side().search(text) else ():
        for pattern, side in ((pair.one, 1), (pair.other, -1)):
            for match in pattern.finditer(text):
                if side == 1 and _inside_other(pair.other, text, match):
                    continue
                near = [n for n in negations if _reaches(text, n, match)]
                used.update(near)
                used.update(n for n in negations if match.start() <= n[0] and n[1] <= match.end())
                said = -side if len(near) % 2 else side
                over = turn is not None and match.start() < turn.start()
                sides[pair.name] = said if sides.get(pair.name, said) == said and not over else 0
                rest = rest[: match.start()] + " " * len(match[0]) + rest[match.end() :]
    # "without" denies what follows it, never the sentence before it.
    whole = [n for n in negations if n not in used and text[slice(*n)].lower() != "without"]
    left = len(whole) + len(vocabulary.phrases("negation", "not_yet").findall(text))
    for start, end in negations:
        rest = rest[:start] + " " * (end - start) + rest[end:]
    rest = vocabulary.phrases("negation", "not_yet").sub(" ", rest)
    if vocabulary.phrases("hearsay").search(text):
        sides = {}
    if denied:
        sides = {name: -side for name, side in sides.items()}
        left += 0 if sides else 1
    return Clause(vocabulary.content(rest), sides, left % 2 == 1)


def _reaches(text: str, negation: tuple[int, int], match: re.Match[str]) -> bool:
    """Whether a negation turns this word. A plain "no" denies the thing: "no paying users" are not
    users who pay nothing."""
    start, end = negation
    denies_thing = text[start:end].lower() == "no" or _NO_THING.match(text, start) is not None
    return end <= match.start() <= end + _NEAR and not denies_thing


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


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    rest = list(text)
    for start, end in spans:
        rest[start:end] = " " * (end - start)
    return "".join(rest)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
