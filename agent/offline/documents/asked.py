"""What a question about documents asks for: its words, its periods, the kind of thing that would
answer, and what is to be reckoned."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import Literal

from agent.language import language_of
from agent.offline.documents import periods as times
from agent.offline.documents.cues import asks, measure_asked, said_by_kind
from agent.offline.documents.earlier import plain, with_earlier
from agent.offline.documents.spoken import Spoken, spoken
from agent.offline.documents.told_kinds import (
    Operation,
    extreme_told,
    is_likely,
    is_list_told,
    is_of_two_times,
    operation_told,
)
from agent.offline.documents.words import digits, first_stem, lists, stems
from knowledge.language import when

Kind = Literal["number", "person", "maker", "address", "time", "year", "place", "yes_no", ""]

WEAK = 0.25
"""What a word that documents put in many ways weighs beside others."""
_IDLE, _OF_IDLE = 0.8, 0.5
"""Chance from which on a word is taken to play no part, and what it then counts: it may be the rare one that picks a
row."""
_CARRIED, _REPLACED = 0.6, 0.3
"""What the words of the question before weigh beside a follow-up; less where that has its own."""

_OF_ITS_OWN = re.compile(r"\b(?:his|her|its|their|whose) [a-z]", re.IGNORECASE)
"""What a follow-up asks of the same thing: "and his extension?" asks for no person."""

OF_NAMES: tuple[Kind, ...] = ("person", "maker", "address", "place")
"""Kinds that no figure is."""
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("yes_no", "yes_no"),
    ("may", ""),  # who may do something is told by a rule, not by a name
    ("address", "address"),  # before the number that a telephone has
    ("number", "number"),
    ("quantity", "number"),
    ("person", "person"),
    ("maker", "maker"),
    ("year", "year"),
    ("time", "time"),
    ("place", "place"),
)
"""The cues of each kind, in the order in which they are tried."""


@dataclass(frozen=True)
class Asked:
    """One question, with what it takes over from those before."""

    text: str
    whole: str
    """With the question it goes on from."""
    weights: tuple[tuple[str, float], ...]
    """Stems to be looked for, and how much each matters before its rarity counts."""
    periods: tuple[str, ...]
    stretches: tuple[when.Stretch, ...]
    """Times with an open end: before 2018, after May 2022."""
    names: tuple[frozenset[str], ...]
    """The stems of each proper name."""
    carried: tuple[frozenset[str], ...]
    """Those of the question it goes on from, where it has none of its own."""
    figures: tuple[str, ...]
    """Numbers, codes and weekdays that name something: policy 7731, Phase Two, Q3, Sunday."""
    kind: Kind
    operation: Operation | None
    extreme: int
    """1 where the largest is asked, 2 the second largest; -1 the smallest; else 0."""
    is_list: bool
    is_told_apart: bool
    """Whether two states are asked: then and now, the old and the new."""
    compares: bool
    """Whether two things are asked for side by side, each of which has its own figures."""
    asks_price: bool
    counts: bool
    """Whether a number of things is asked, which may be that of all rows."""
    heads: frozenset[str]
    """Stems of the property that is asked of a thing: the conductor of the choir."""
    deed: str
    """The stem of what somebody did, where it is asked who."""
    verb: str
    """The stem of what is done, which tables leave out."""
    counted: str
    """The stem of what "how many" counts."""
    measure: str
    """The kind of measure asked: `long`, `high`, `heavy`, `money`, or none."""
    measured: frozenset[str]
    """The stems by which it is asked."""
    is_meaning: bool
    """Whether it is asked what a word means."""

    @cached_property
    def language(self) -> str:
        """The one that it is asked in."""
        return language_of(self.text)

    @cached_property
    def spoken(self) -> Spoken | None:
        """What the tagger says of it; None of what goes on from another question."""
        return spoken(self.text) if self.whole == self.text else None

    @cached_property
    def kinds_told(self) -> dict[str, float]:
        """The likeliest kind of answer by the tagger, as a trait."""
        return (
            {f"asks_{kind}": chance for kind, chance in [self.spoken.likeliest()]}
            if self.spoken
            else {}
        )

    @property
    def names_several_times(self) -> bool:
        """Whether each of several periods is asked, or what lay before one day and after another."""
        apart = {(one.first, one.last) for one in self.stretches}
        return len(apart) > 1 or (not apart and len(self.periods) > 1)


@lru_cache(maxsize=256)
def asked_in(text: str, earlier: tuple[str, ...] = ()) -> Asked:
    """The question `text`; `earlier` are the questions before it, oldest first."""
    stretches = tuple(when.stretches(text))
    whole = [*map(plain, with_earlier(text, earlier))]
    text = whole[0]
    weights: dict[str, float] = {}
    periods: tuple[str, ...] = ()
    for place, question in enumerate(whole):
        own = _words(question)
        share = 1.0 if place == 0 else _REPLACED if weights else _CARRIED
        periods = periods or times.periods_in(question)
        for word, weight in own.items():
            weights[word] = max(weights.get(word, 0.0), weight * share)
    is_moved = False
    if len(whole) > 1 and periods and not times.periods_in(text):
        is_moved = times.moved(text, periods) != periods
        periods = times.moved(text, periods)
    first = whole[-1]
    said = text if len(whole) == 1 or len(text.split()) > 4 else f"{first} {text}"
    told = spoken(text) if len(whole) == 1 else None
    extreme = extreme_told(_extreme(text), told)
    is_of_each = asks("list").search(text) is not None
    operation = None if extreme else _operation(said, periods)
    if not (extreme or is_of_each):
        operation = operation_told(operation, told)
    of_two_things = operation == "difference" and asks("two_sides").search(said)
    if len(periods) == 1 and (
        (operation in ("change", "difference") and not of_two_things)
        or (asks("year_before").search(said) and not is_moved)
    ):
        periods = (times.before(periods[0]), periods[0])
    if len(periods) == 1 and asks("year_after").search(text) and not is_moved:
        periods = (periods[0], times.after(periods[0]))
    if extreme:
        for cue in ("most", "least", "second", "third"):
            said_so = stems(" ".join(m[0] for m in asks(cue).finditer(text)))
            weights = {w: weight for w, weight in weights.items() if w not in said_so}
    if operation:  # its words ask for the sum, not for what it is made of
        cued = _cued(said) - frozenset().union(*_names(text))
        weights = {
            w: weight
            for w, weight in weights.items()
            if w not in cued and (w not in lists()["weak"] or weight > WEAK)
        }
    is_told_apart = bool(asks("told_apart").search(said)) or is_of_two_times(said, told)
    kind = _kind(text) or ("" if _OF_ITS_OWN.search(text) else _kind(first))
    names = _names(text)
    return Asked(
        text,
        text if len(whole) == 1 else f"{whole[1]} {text}",
        tuple(weights.items()),
        periods,
        stretches,
        names,
        () if names else next(filter(None, map(_names, whole)), ()),
        _figures(text),
        "" if extreme or is_told_apart and kind == "yes_no" else kind,
        operation,
        extreme,
        not (operation or extreme)
        and is_list_told(text, _is_list(text, first), told)
        and _kind(text) != "year",
        is_told_apart,
        operation in ("difference", "ratio")
        or bool(asks("side_by_side").search(said))
        or is_likely(told, "compare"),
        asks("price").search(said) is not None,
        asks("counts").search(text) is not None or is_likely(told, "count"),
        _heads(text) if len(whole) == 1 else frozenset(),
        _deed(text) or (_verb(text) if kind == "year" else ""),
        _verb(first),
        _counted(text) or _counted(first),
        measure_asked(said) if not extreme and not asks("may").search(said) else "",
        frozenset(stems(said_by_kind(said, kind))),
        asks("meaning").search(text) is not None,
    )


def _is_list(text: str, first: str) -> bool:
    """Whether several are asked, or something of each of those asked before."""
    goes_on = text != first and asks("they").search(text) is not None
    return asks("list").search(first if goes_on else text) is not None


def _extreme(text: str) -> int:
    """Whether the largest or the smallest of several is asked, and which from there.

    >>> _extreme("Which shop sold the second most in 2024?"), _extreme("哪个月最少？")
    (2, -1)
    """
    if not asks("which_of").search(text):
        return 0
    place = 2 if asks("second").search(text) else 3 if asks("third").search(text) else 1
    least, most = asks("least").search(text), asks("most").search(text)
    return -place if least else place if most else 0


def _words(text: str) -> dict[str, float]:
    rest = times.without_periods(asks("edge").sub(" ", text))
    found: dict[str, float] = {}
    named, counted = frozenset().union(*_names(text)), _counted(text)
    numbered = frozenset(_numbered(rest))
    told = spoken(text)
    for word in stems(rest):
        if (
            word not in lists()["idle"] - named - numbered
            and not (len(word) == 1 and word.isascii() and word.isalpha())
            and word not in lists()["numbers"] - numbered
        ):
            is_weak = word in lists()["weak"] and word not in named and word != counted
            is_idle = told is not None and told.none(word) > _IDLE and word not in named
            found[word] = WEAK if is_weak else _OF_IDLE if is_idle else 1.0
    return found


def _names(text: str) -> tuple[frozenset[str], ...]:
    rest = times.without_periods(text)
    found: list[frozenset[str]] = []
    for match in asks("name").finditer(rest):
        first, *others = match[0].split()
        is_first = not rest[: match.start()].strip()
        # A Chinese sentence has no capital of its own.
        is_only_first = not others and is_first and language_of(text) != "zh"
        if is_only_first or asks("month").match(match[0]):
            continue  # only the sentence's first word, or a month
        # The first word of a sentence is written large only as it begins it.
        begins = others and is_first and not set(stems(first)) - lists()["weak"]
        idle = lists()["idle"] | (lists()["weak"] if not others else frozenset())
        held = frozenset(
            s
            for s in stems(" ".join(others) if begins else match[0])
            if s not in idle and (len(s) > 2 or s.isupper())
        )
        if held:
            found.append(held)
    return tuple(found)


def _figures(text: str) -> tuple[str, ...]:
    rest = times.without_periods(text)
    found = [m[0] for cue in (asks("figure"), asks("weekday")) for m in cue.finditer(rest)]
    return tuple(dict.fromkeys([*(s for name in found for s in stems(name)), *_numbered(rest)]))


def _numbered(text: str) -> list[str]:
    """Number words that name one of several: of "Phase Three" the last."""
    pairs = (pair for m in asks("name").finditer(text) for pair in pairwise(stems(m[0])))
    return [word for before, word in pairs if word in digits() and before not in lists()["idle"]]


def _kind(text: str) -> Kind:
    is_choice = asks("choice").search(text) is not None
    for cue, kind in _KINDS:
        if asks(cue).search(text) and not (is_choice and kind == "yes_no"):
            return kind
    return ""


def _heads(text: str) -> frozenset[str]:
    """Empty where the question puts it by a verb, or asks a figure that documents leave unnamed."""
    found = asks("head").search(text)
    if found is None or re.search(
        r"\b(?:do|does|did|can|may|must|how|when|why)\b", found[1], re.IGNORECASE
    ):
        return frozenset()
    words = stems(times.without_periods(found[1]))
    loose = lists()["idle"] | lists()["weak"] | lists()["measured"]
    return (
        frozenset()
        if any(w in loose for w in words[-1:])
        else frozenset(w for w in words if w not in loose)
    )


def _verb(text: str) -> str:
    found = asks("verb").search(text)
    return first_stem(found[1] or found[2]) if found else ""


def _deed(text: str) -> str:
    found = asks("deed").search(text)
    if found is None:
        return ""
    word = first_stem(found[1])
    return word if found[1].endswith("ed") or word in lists()["deeds"] else ""


def _counted(text: str) -> str:
    found = re.search(
        r"\bhow many ((?:[a-z’'-]+ ){0,2}?[a-z’'-]+)(?= (?:do|does|did|is|are|was|were|can|have|has|had|there|came|in|at|on)\b|\W*$)",
        text,
        re.IGNORECASE,
    )
    if found is None or asks("percent").search(found[1]):
        return ""
    return (stems(found[1]) or ("",))[-1]


def _cued(text: str) -> frozenset[str]:
    """Stems of the words by which a change is asked."""
    cues = ("change", "percent", "difference_words")
    return frozenset(s for cue in cues for m in asks(cue).finditer(text) for s in stems(m[0]))


def _operation(text: str, periods: tuple[str, ...]) -> Operation | None:
    if asks("ratio").search(text):
        return "ratio"
    two = len(periods) > 1
    is_change = asks("change").search(text) and asks("percent").search(text) and periods
    if is_change and (two or asks("growth").search(text) or not asks("share").search(text)):
        return "change"
    if asks("difference").search(text) and (two or asks("two_sides").search(text)):
        return "change" if two and asks("percent").search(text) else "difference"
    if asks("share").search(text) and not two:
        return "share"
    if asks("mean").search(text):
        return "mean"
    of_several = asks("number").search(text) and asks("several").search(text)
    return "sum" if asks("sum").search(text) or of_several else None
