"""What a question takes for granted that nothing in the library says: an event between two
companies, a period that has not come, a value that nobody has told."""

import datetime
from collections.abc import Sequence

from agent.evidence import Row
from agent.offline.events import is_named_in, speaks_of_event
from agent.offline.relevance import AMOUNT
from agent.offline.reply.phrases import name_in
from agent.offline.request import Request
from agent.offline.statements import Statement, rank
from agent.offline.times import speaks_of
from agent.offline.vocabulary import cues_of, phrase
from agent.offline.words import found_in, words

_OF_PERIODS = {"revenue", "earns", "users", "share", "capex", "finance", "price", "quota"}

_MOST_OF_IT = 0.7
"""What share of the question's words a statement holds that is on it, though by another measure."""


def event_not_held(request: Request, rows: Sequence[Row]) -> str | None:
    """The event in the question's words, where no statement on both parties speaks of it."""
    event = request.arguments.get("event")
    if not event:
        return None
    for row in rows:
        text = _whole(row)
        if speaks_of_event(event["event"], text) and all(
            is_named_in(name, text) for name in event["names"]
        ):
            return None
    return str(event["said"])


def is_unpublished(request: Request, ranked: Sequence[Statement]) -> bool:
    """Whether a secret or a plan is asked for, of which no statement speaks in the question's words."""
    if not phrase("routing", "unpublished").search(request.question):
        return False
    return all(said.covered < _MOST_OF_IT for said in ranked)


def year_to_come(request: Request) -> str | None:
    """The year asked for a figure of, where it has not begun."""
    if not _OF_PERIODS & set(request.aspects) or len(request.dates) != 1:
        return None
    year = request.dates[0][:4]
    return year if int(year) > datetime.date.today().year else None


def on_year(ranked: Sequence[Statement], year: str) -> list[Statement]:
    """Those that speak of it."""
    return [said for said in ranked if speaks_of(year, _whole(said.row))]


def with_value(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Asked how much an aspect is: the statements that tell a value of it; all for another
    question."""
    cues = [cue for name, cue in cues_of("values").items() if name in request.aspects]
    if not cues or len(request.aspects) > 1 or request.topic != "fact":
        return list(ranked)
    if not phrase("routing", "how_much").search(request.question):
        return list(ranked)
    told = [said for said in ranked if any(cue.find(_whole(said.row)) for cue in cues)]
    # The size of a market is no number of parameters: what has most of the words tells it.
    return told or [s for s in ranked[:1] if s.about == 1.0 and s.covered >= _MOST_OF_IT]


def on_both(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """Asked how many of one thing another has ("how many H100 does Anthropic own"): what speaks
    of both; all for another question."""
    named = [*request.systems, *(v for v in request.vendors if is_named_in(v, request.question))]
    if owned := phrase("routing", "owned").search(request.question):
        noun = words(owned["noun"])[-1:]
        return [s for s in ranked if all(found_in(w, set(words(_whole(s.row)))) for w in noun)]
    if len(named) < 2 or not phrase("routing", "how_many_of").search(request.question):
        return list(ranked)
    return [s for s in ranked if sum(is_named_in(name, _whole(s.row)) for name in named) > 1]


def between(request: Request, rows: Sequence[Row]) -> list[Statement] | None:
    """Asked how much money goes from one to another: the statements on both that tell an amount;
    None for another question."""
    asked = request.question
    named = [
        name
        for name in (*request.systems, *request.vendors)
        if any(is_named_in(one, asked) for one in (name, name_in(name, "zh")))
    ]
    if len(named) < 2 or not phrase("routing", "between").search(request.question):
        return None
    told = [said for said in rank(request, rows) if AMOUNT.search(said.text)]
    return [said for said in told if all(is_named_in(name, _whole(said.row)) for name in named[:2])]


def _whole(row: Row) -> str:
    extra = row["extra"]
    names = f"{row.get('vendor') or ''} {row.get('system') or ''} {row['title']}"
    return f"{names} {row['text']} {extra.get('text_zh') or ''}"
