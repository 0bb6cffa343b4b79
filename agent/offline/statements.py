"""The statements of passages, and which of them answer a request: extraction and ranking. No
wording, no language of the answer."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agent.evidence import Row
from agent.offline.request import Request
from agent.offline.vocabulary import aspects

_WORD = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*[A-Za-z0-9+]|[A-Za-z]|\d+(?:[.,]\d+)*|[\u3400-\u9fff]")
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[\"'“(]?[A-Z0-9])|(?<=[。！？])|\n+")
_STOP = frozenset(
    "a an and any are as at be been but by can could did do does for from had has have he her his"
    " how i if in into is it its just many me more most much my no not of on one or our out per"
    " please she should so some tell than that the their them then there these they this those to"
    " up us use used was we were what when where which who whose why will with would you your"
    " about according say says said give get all also both each other between was were very"
    " really actually still now today".split()
)
_LONGEST_STATEMENT = 420

COVERS: dict[str, tuple[str, ...]] = {
    "price": ("price", "quota"),
    "open": ("open", "licence", "region", "release"),
    "closed": ("open", "licence"),
    "hardware": ("memory", "hardware", "speed", "size"),
    "lineup": ("lineup", "release", "size", "name", "context"),
    "features": ("features", "context", "size", "quota"),
    "earns": ("earns", "revenue", "users", "share", "capex"),
    "finance": ("finance", "revenue", "capex", "share"),
    "claims": ("claims", "share"),
}
"""Which aspects a fact sheet's `coverage` speaks of."""


@dataclass(frozen=True)
class Statement:
    """One sentence of a passage, with how well it answers."""

    row: Row
    text: str
    score: float
    about: float
    """How far it is about the things asked, 0 to 1."""
    covered: float
    """The weight of the question's own words found in it, 0 to 1."""
    on_aspect: float
    """Whether it speaks of the aspect asked, 0 to 1; 0.5 where none was asked."""

    @property
    def date(self) -> str:
        return self.row.get("date") or ""

    @property
    def kind(self) -> str:
        return str(self.row["extra"].get("kind") or "")


def rank(request: Request, rows: Iterable[Row]) -> list[Statement]:
    """Statements of the passages, those that answer best first."""
    candidates = [(row, text) for row in rows for text in _split(row)]
    if not candidates:
        return []
    wanted = _weights(request, [f"{row['title']} {text}" for row, text in candidates])
    ranked = [
        _judge(request, wanted, row, text, place) for place, (row, text) in enumerate(candidates)
    ]
    return sorted(ranked, key=lambda s: -s.score)


def select(ranked: Sequence[Statement], most: int, share_of_best: float = 0.72) -> list[Statement]:
    """The smallest set worth saying: the best, those close to it, and what contradicts them."""
    if not ranked:
        return []
    floor = ranked[0].score * share_of_best
    chosen: list[Statement] = []
    for statement in ranked:
        if len(chosen) >= most or statement.score < floor:
            break
        if not any(_says_the_same(statement.text, other.text) for other in chosen):
            chosen.append(statement)
    return chosen + _opponents(chosen, ranked)


def is_supported(statement: Statement, request: Request) -> bool:
    """Whether the best statement speaks to the question, rather than only being nearest to it."""
    if request.systems or request.vendors:
        if statement.about < 0.3:
            return False
        if request.aspects:
            return statement.on_aspect >= 0.5 or statement.covered >= 0.5
        return statement.covered >= 0.3 or statement.about >= 0.9
    return statement.covered >= 0.45


def words(text: str) -> list[str]:
    """Content words, lower case, stems of the plainest kind.

    >>> words("Which licences do the models carry?")
    ['licence', 'model', 'carry']
    """
    found = (word.lower() for word in _WORD.findall(text))
    return [_stem(word) for word in found if word not in _STOP]


def _stem(word: str) -> str:
    word = word.removesuffix("'s")
    for ending in ("ing", "ies", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and word.isalpha():
            stem = word[: -len(ending)]
            return stem + {"ies": "y", "es": "e"}.get(ending, "")
    return word


def _split(row: Row) -> list[str]:
    """A fact is one statement; a page's passage is its sentences and table rows."""
    text = row["text"].strip()
    if row["extra"].get("kind") or len(text) <= _LONGEST_STATEMENT // 2:
        return [text]
    parts = [part.strip() for part in _SENTENCE.split(text)]
    return [p[:_LONGEST_STATEMENT] for p in parts if len(p) > 20 and not p.startswith("#")] or [
        text[:_LONGEST_STATEMENT]
    ]


def _weights(request: Request, texts: Sequence[str]) -> dict[str, float]:
    """Weights of the question's words by their rarity among the candidates; they add up to 1."""
    # The query is widened with English words for a Chinese question; else it only dilutes.
    asked = set(words(request.query if request.language == "zh" else request.question))
    names = set(words(" ".join([*request.systems, *request.vendors])))
    seen = Counter(word for text in texts for word in set(words(text)))
    raw = {word: math.log(1 + (len(texts) + 1) / (seen[word] + 0.5)) for word in asked - names}
    total = sum(raw.values()) or 1.0
    return {word: weight / total for word, weight in raw.items()}


def _judge(
    request: Request, wanted: dict[str, float], row: Row, text: str, place: int
) -> Statement:
    title = f"{row['title']} {row.get('system') or ''}"
    held = set(words(f"{title} {text} {row['extra'].get('keywords') or ''}"))
    covered = sum(weight for word, weight in wanted.items() if word in held)
    about = _about(request, row, f"{title} {text}")
    on_aspect = _on_aspect(request, row, text)
    in_time = _in_time(request, row)
    first = 1 / (1 + place * 0.15)
    score = 2.2 * about + 1.6 * covered + 1.5 * on_aspect + 0.9 * in_time + 0.5 * first
    return Statement(row, text, score, about, covered, on_aspect)


def _about(request: Request, row: Row, text: str) -> float:
    if request.systems:
        system = _plain(row.get("system") or "")
        names = [_plain(name) for name in request.systems]
        if system in names:
            return 1.0
        if any(system.startswith(name) or (system and name.startswith(system)) for name in names):
            return 0.75
        if any(name in _plain(text) for name in names):
            return 0.7
        if row.get("vendor") and _plain(str(row["vendor"])) in _plain(request.question):
            return 0.7
        return 0.15 if row.get("vendor") in request.vendors else 0.0
    if request.vendors:
        if row.get("vendor") in request.vendors:
            return 1.0
        return 0.7 if any(_plain(v) in _plain(text) for v in request.vendors) else 0.0
    return 0.5


def _on_aspect(request: Request, row: Row, text: str) -> float:
    if not request.aspects:
        return 0.5
    covers = COVERS.get(str(row["extra"].get("coverage") or ""), ())
    found = [_speaks_of(aspect, covers, text) for aspect in request.aspects]
    return max(found) * 0.7 + sum(found) / len(found) * 0.3


def _speaks_of(aspect: str, covers: Sequence[str], text: str) -> float:
    cue = aspects().get(aspect)
    named = bool(cue and cue.find(text))
    if aspect in covers:
        return 1.0 if named else 0.7
    return 0.5 if named else 0.0


def _in_time(request: Request, row: Row) -> float:
    """1 where the row is dated in a period the question names; newest first where none is."""
    date = row.get("date") or ""
    named = [*request.dates, *([request.time] if request.time else [])]
    if named:
        return max((_closeness(date, period) for period in named), default=0.0)
    return 0.0 if not date else min(max((int(date[:4]) - 2022) / 8, 0.0), 0.5)


def _closeness(date: str, period: str) -> float:
    if not date:
        return 0.0
    short = min(len(date), len(period))
    if date[:short] == period[:short]:
        return 1.0
    return 0.4 if date[:4] == period[:4] else 0.0


def _opponents(chosen: Sequence[Statement], ranked: Sequence[Statement]) -> list[Statement]:
    rivals: set[Any] = {
        rival for s in chosen for rival in s.row["extra"].get("conflicts_with") or ()
    }
    return [s for s in ranked if s.row["extra"].get("fact_id") in rivals and s not in chosen]


def _says_the_same(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    return bool(a and b) and len(a & b) / len(a | b) > 0.8


def _plain(name: str) -> str:
    return re.sub(r"[\s\-_.]+", "", name).lower()
