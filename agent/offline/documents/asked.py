"""What a question about documents asks for: its words, its periods, the kind of thing that would
answer, and what is to be reckoned."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from agent.offline.documents import periods as times
from agent.offline.documents.cues import asks, measure_asked
from agent.offline.documents.words import lists, stems

Operation = Literal["change", "difference", "share", "mean", "sum", "ratio"]
Kind = Literal["number", "person", "maker", "address", "time", "year", "place", "yes_no", ""]

WEAK = 0.25
"""What a word that documents put in many ways weighs beside others."""
_CARRIED, _REPLACED = 0.6, 0.3
"""What the words of the question before weigh beside a follow-up; less where that has its own."""

_LONGEST_FOLLOW_UP = 9
_KINDS: tuple[tuple[str, Kind], ...] = (
    ("yes_no", "yes_no"),
    ("number", "number"),
    ("quantity", "number"),
    ("may", ""),  # who may do something is told by a rule, not by a name
    ("person", "person"),
    ("maker", "maker"),
    ("address", "address"),
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
    names: tuple[frozenset[str], ...]
    """The stems of each proper name."""
    figures: tuple[str, ...]
    """Numbers, codes and weekdays that name something: policy 7731, line 3, Q3, Sunday."""
    kind: Kind
    operation: Operation | None
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


@lru_cache(maxsize=256)
def asked_in(text: str, earlier: tuple[str, ...] = ()) -> Asked:
    """The question `text`; `earlier` are the questions before it, oldest first."""
    whole = [text]
    for question in reversed(earlier):
        if not follows(whole[-1]):
            break
        whole.append(question)
    weights: dict[str, float] = {}
    periods: tuple[str, ...] = ()
    for place, question in enumerate(whole):
        own = _words(question)
        share = 1.0 if place == 0 else _REPLACED if weights else _CARRIED
        periods = periods or times.periods_in(question)
        for word, weight in own.items():
            weights[word] = max(weights.get(word, 0.0), weight * share)
    if len(whole) > 1 and periods and not times.periods_in(text):
        periods = times.moved(text, periods)
    first = whole[-1]
    said = text if len(whole) == 1 or len(text.split()) > 4 else f"{first} {text}"
    operation = _operation(said, periods)
    if operation == "change" and len(periods) == 1:
        periods = (times.before(periods[0]), periods[0])
    if operation:  # its words ask for the sum, not for what it is made of
        weights = {w: weight for w, weight in weights.items() if w not in lists()["weak"]}
    return Asked(
        text,
        text if len(whole) == 1 else f"{whole[1]} {text}",
        tuple(weights.items()),
        periods,
        _names(text),
        _figures(text),
        _kind(text) or _kind(first),
        operation,
        bool(asks("list").search(text)) and operation is None and _kind(text) != "year",
        bool(asks("told_apart").search(said)),
        operation in ("difference", "ratio") or bool(asks("side_by_side").search(said)),
        asks("price").search(said) is not None,
        asks("counts").search(text) is not None,
        _heads(text) if len(whole) == 1 else frozenset(),
        _deed(text),
        _verb(first),
        _counted(text),
        measure_asked(said),
    )


def follows(text: str) -> bool:
    """Whether a question leaves something out that the one before it says."""
    short = len(text.split()) <= _LONGEST_FOLLOW_UP and len(text) <= 80
    return short and bool(
        asks("follows").search(text)
        or (asks("points").search(text) and not asks("name").search(text[1:]))
    )


def _words(text: str) -> dict[str, float]:
    rest = times.without_periods(text)
    found: dict[str, float] = {}
    for word in stems(rest):
        if (
            word not in lists()["idle"]
            and not (len(word) == 1 and word.isascii() and word.isalpha())
            and word not in lists()["numbers"]
        ):
            found[word] = WEAK if word in lists()["weak"] else 1.0
    return found


def _names(text: str) -> tuple[frozenset[str], ...]:
    rest = times.without_periods(text)
    found: list[frozenset[str]] = []
    for match in asks("name").finditer(rest):
        words = match[0].split()
        if len(words) == 1 and (not rest[: match.start()].strip() or asks("month").match(match[0])):
            continue  # only the sentence's first word, or a month
        idle = lists()["idle"] | lists()["weak"]
        held = frozenset(
            s for s in stems(match[0]) if s not in idle and (len(s) > 2 or s.isupper())
        )
        if held:
            found.append(held)
    return tuple(found)


def _figures(text: str) -> tuple[str, ...]:
    rest = times.without_periods(text)
    found = [m[0] for cue in (asks("figure"), asks("weekday")) for m in cue.finditer(rest)]
    return tuple(dict.fromkeys(s for name in found for s in stems(name)))


def _kind(text: str) -> Kind:
    for cue, kind in _KINDS:
        if asks(cue).search(text):
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
    return stems(found[1] or found[2])[0] if found else ""


def _deed(text: str) -> str:
    found = asks("deed").search(text)
    if found is None:
        return ""
    word = stems(found[1])[0]
    return word if found[1].endswith("ed") or word in lists()["deeds"] else ""


def _counted(text: str) -> str:
    found = re.search(
        r"\bhow many ((?:[a-z’'-]+ ){0,2}?[a-z’'-]+)(?= (?:do|does|did|is|are|was|were|can|have|has|had|there|came|in|at|on)\b|\W*$)",
        text,
        re.IGNORECASE,
    )
    return stems(found[1])[-1] if found and stems(found[1]) else ""


def _operation(text: str, periods: tuple[str, ...]) -> Operation | None:
    if asks("ratio").search(text):
        return "ratio"
    two = len(periods) > 1
    if (
        asks("change").search(text)
        and asks("percent").search(text)
        and (two or (periods and asks("growth").search(text)))
    ):
        return "change"
    if asks("difference").search(text) and (two or re.search(r"\bbetween\b|\bthan\b|比", text)):
        return "difference"
    if asks("share").search(text) and not two:
        return "share"
    if asks("mean").search(text):
        return "mean"
    return "sum" if asks("sum").search(text) else None
