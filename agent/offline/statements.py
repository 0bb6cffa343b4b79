"""The statements of passages, and which of them answer a request: extraction and ranking. No
wording, no language of the answer."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from agent.evidence import Row
from agent.offline.definitions import asks_what_it_is
from agent.offline.orders import is_order
from agent.offline.relevance import judge
from agent.offline.request import Request
from agent.offline.words import names_of, spelling, strangers, words

_NEAR_IN_MEANING = 0.55
_ON_ALL = 0.85
"""About of a statement that speaks of all that is named."""
_LONGEST_STATEMENT = 420
_BY_COVERAGE = 0.7
"""What a statement is on an aspect by its sheet's coverage alone, without naming it."""


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
    candidates = [(row, t) for row in _without_families(request, list(rows)) for t in _split(row)]
    if not candidates:
        return []
    wanted = _weights(request, [f"{row['title']} {text}" for row, text in candidates])
    ranked = [
        Statement(row, text, *judge(request, wanted, row, text, place))
        for place, (row, text) in enumerate(candidates)
    ]
    return sorted(ranked, key=lambda s: -s.score)


def _without_families(request: Request, rows: list[Row]) -> list[Row]:
    """Without what is said of a family where a line of it that has a sheet of its own is asked
    about: six open sizes of Qwen3 do not make Qwen3-VL open."""
    sheets = {one for row in rows for one in names_of(row.get("system") or "")}
    asked = {spelling(name) for name in request.systems} & sheets
    families = {
        sheet
        for sheet in sheets - asked
        if sheet[-1:].isdigit() and any(name.startswith(sheet) for name in asked)
    }
    if not families or any(not name.startswith(tuple(families)) for name in asked):
        return rows
    return [row for row in rows if not families.issuperset(names_of(row.get("system") or ""))]


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
        if request.topic == "list" and statement.about >= 0.7:
            return True
        if request.aspects:
            on_it = statement.on_aspect >= 0.5 or statement.covered >= 0.5
            return on_it or (statement.about >= _ON_ALL and _asks_of_several(request))
        near = float(statement.row.get("similarity") or 0.0) >= _NEAR_IN_MEANING
        return statement.covered >= 0.2 or (statement.about >= 0.9 and (near or _is_open(request)))
    unknown = strangers(request.question)
    said = f"{statement.text} {statement.row['title']}".lower()
    if any(name.lower() not in said for name in unknown):
        return False
    if not any(word[0].isalpha() for word in words(request.question)):
        return False  # "2 + 2" speaks of nothing here
    if request.topic == "list" and statement.on_aspect >= 0.65:
        return statement.covered >= 0.25
    if request.aspects and statement.on_aspect <= (_BY_COVERAGE if unknown else 0.0):
        return False
    return statement.covered >= 0.45


def _asks_of_several(request: Request) -> bool:
    """Whether no more is asked than what one of several has to do with the other ("Anthropic
    models in Copilot")."""
    names = {*request.systems, *request.vendors}
    return len(names) > 2 and set(request.aspects) <= {"lineup", "features"}


def _is_open(request: Request) -> bool:
    """Whether nothing in particular is asked of a thing: "What is IMA?", "Tell me about Coze"."""
    if asks_what_it_is(request):
        return True
    names = set(words(" ".join([*request.systems, *request.vendors])))
    return not set(words(request.question)) - names


def _split(row: Row) -> list[str]:
    """A fact is one statement; a page's passage is its sentences and table rows."""
    text = row["text"].strip()
    if row["extra"].get("kind"):
        return [] if is_order(text) else [text]
    from agent.offline.prose import statements_in  # its patterns cost a cold start some time

    return [statement[:_LONGEST_STATEMENT] for statement in statements_in(text)]


def _weights(request: Request, texts: Sequence[str]) -> dict[str, float]:
    """Weights of the question's words by their rarity among the candidates; they add up to 1."""
    # The query is widened with English words for a Chinese question; else it only dilutes.
    asked = set(words(request.query if request.language == "zh" else request.question))
    names = set(words(" ".join([*request.systems, *request.vendors])))
    seen = Counter(word for text in texts for word in set(words(text)))
    raw = {
        word: math.log(1 + (len(texts) + 1) / (seen[word] + 0.5)) for word in sorted(asked - names)
    }
    total = sum(raw.values()) or 1.0
    return {word: weight / total for word, weight in raw.items()}


def _opponents(chosen: Sequence[Statement], ranked: Sequence[Statement]) -> list[Statement]:
    rivals: set[Any] = {
        rival for s in chosen for rival in s.row["extra"].get("conflicts_with") or ()
    }
    return [s for s in ranked if s.row["extra"].get("fact_id") in rivals and s not in chosen]


def _says_the_same(one: str, other: str) -> bool:
    a, b = set(words(one)), set(words(other))
    return bool(a and b) and len(a & b) / len(a | b) > 0.8
