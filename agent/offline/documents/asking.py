"""Which requests of a message are put to the user's own documents, and what is searched for them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.evidence import Row
from agent.offline import instructions, plan, questions
from agent.offline.changed import (
    PURPOSE,
    asking_changes,
    asks_the_former,
    names_only_a_time,
    says_nothing_else,
    speaks_of_change,
)
from agent.offline.documents.asked import Asked, asked_in
from agent.offline.documents.compared_rows import compared_rows
from agent.offline.documents.completed import completed
from agent.offline.documents.cues import asks
from agent.offline.documents.decided import decide
from agent.offline.documents.decision import Decided
from agent.offline.documents.each_asked import of_each, things_of
from agent.offline.documents.earlier import with_earlier, written_out
from agent.offline.documents.otherwise import is_answered, ways
from agent.offline.documents.own import OwnDocuments
from agent.offline.documents.two_states import asks_two_states
from agent.offline.in_place import put_in_place
from agent.offline.request import Request
from agent.tools.vram.catalog import find_model

_ASIDE = ("greeting", "help", "instruction")
_AND_ASKS = re.compile(
    r",?\s+and\s+(?=(?:(?:at|by|for|from|in|of|on|to|with)\s+)?(?:how|what|when|where|who|why|is|are|can|do|does|did|may|must)\b)",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"\b(?:each|both|if so|respectively|before|now|today|previously|formerly|earlier|until then|at present|from what)\b",
    re.IGNORECASE,
)
"""What makes a question lean on the one it is joined to."""
_ENDS = re.compile(r"[?？!。](?=.)|\.\s+(?=[A-Z])")
_FEWEST = 3
"""Words of a question of its own."""
_MOST_FOUND, _MORE, _MOST_MORE = 24, 6, 4
_WHOLE = 5
_FIRST = 5
_SURE, _SURELY = 0.62, 0.95
"""Weight of the question's words from which on own documents answer beside the bundled library; and where the search
found that first."""
_ENGINES = ("vram", "revenue")
_OF_MEMORY = re.compile(
    r"\b(?:models?|gpus?|v?ram|cards?|graphics|memory|g(?:i?)b|fp\d+|bf16|llms?|fits?|runs? (?:on|locally))\b|模型|显卡|显存|内存|跑",
    re.IGNORECASE,
)
"""What a question says that asks which models fit some hardware."""
_OF_CARDS = re.compile(
    r"\b(?:gpus?|v?ram|graphics|memory|gib|fp\d+|bf16|llms?|(?:rtx|gtx) ?\d+)\b|模型|显卡|显存|内存",
    re.IGNORECASE,
)
"""What it says besides of a model that no catalogue has."""
_LOOKED_UP = ("price_of", "count_of", "told")
_OTHER = ("claim", "article", "timeline", "vram", "revenue")
"""Topics that only the bundled library speaks to; beside it own documents do not answer them."""


def put_to_documents(
    requests: Sequence[Request], message: str, earlier: Sequence[Request], own: OwnDocuments
) -> list[Request]:
    """The requests with the words that the user's documents are asked by."""
    if not own.ids:
        return list(requests)
    are_kept = own.are_alone and own.are_pages_kept
    requests = [asking_changes(one, are_pages_kept=are_kept) for one in requests]
    before = [str(r.arguments["own"]) for r in earlier if r.arguments.get("own")]
    if not own.are_alone:
        return [
            _asking(r, r.question, before, own) if r.topic not in _OTHER else r for r in requests
        ]
    if all(r.topic in _ASIDE or _needs_no_library(r) for r in requests):
        return list(requests)
    kept = [r for r in requests if r.topic == "instruction"]
    of_changes = [r for r in requests if r.arguments.get(PURPOSE)]
    language = requests[0].language
    asked, _ = instructions.set_aside(questions.tidy(message))
    for part in _parts(asked):
        # What is said beside a question belongs to it only where it names nothing itself.
        alone = asks("name").search(part.text[1:]) or len(part.text.split()) > _WHOLE
        text = part.text if alone else " ".join(filter(None, part))
        made = Request("fact", text, language)
        if of_changes and _asks_changes(part.text, of_changes[0]):
            made = of_changes.pop(0)  # keeps its time and whose changes are asked
            goes_on = names_only_a_time(text) or says_nothing_else(text)
            text = made.question if goes_on else text
        given = {**made.arguments, "own_alone": True}
        # A question for changes says itself whose and since when.
        own_before = () if PURPOSE in given else before
        kept.append(
            _asking(
                replace(made, question=text, query=text, arguments=given), text, own_before, own
            )
        )
        before.append(str(kept[-1].arguments["own"]))
    return kept


def _asks_changes(text: str, request: Request) -> bool:
    """Whether a part of a message is that request for changes, or goes on from the one before by
    another time."""
    names = (*request.vendors, *request.systems)
    asks_it = speaks_of_change(text) or asks_the_former(text)
    return asks_it or names_only_a_time(text, names)


def _parts(message: str) -> list[questions.Part]:
    """The questions of a message, those joined by "and" apart; one for the state before or after
    belongs to the question that it goes on from."""
    parts: list[questions.Part] = []
    split = questions.split(message)
    if len(split) > 1 and (
        _is_of_two_states(message) or _asks_distance([part.text for part in split])
    ):
        split = [questions.Part(message)]
    for part in split:
        first, *more = _AND_ASKS.split(part.text)
        pieces = [first, *more]
        if any(_LEANS.search(piece) or len(piece.split()) < _FEWEST for piece in pieces):
            pieces = [part.text]
        if len(pieces) > 1 and (_is_of_two_states(part.text) or _asks_distance(pieces)):
            pieces = [part.text]
        if parts and len(pieces) == 1 and asks("then_or_now").search(part.text):
            parts[-1] = parts[-1]._replace(text=f"{parts[-1].text} {part.text}")
            continue
        # What names nothing goes on from the question that it is joined to.
        more = [one if asks("name").search(one[1:]) else f"and {one}" for one in pieces[1:]]
        parts += [part._replace(text=pieces[0]), *map(questions.Part, more)]
    return parts


def _asks_distance(parts: Sequence[str]) -> bool:
    """Whether the second of two questions only asks how far apart those are that the first compares."""
    if len(parts) != 2 or len(parts[1].split()) > _WHOLE:
        return False
    return bool(asks("distance").search(parts[1])) and asked_in(parts[0]).compares


def _is_of_two_states(text: str) -> bool:
    """Whether a single sentence asks what was and what is: its halves are no questions of their own."""
    return not _ENDS.search(text.strip()) and asks_two_states(asked_in(text))


def first_calls(i: int, request: Request) -> list[plan.Call]:
    """The search for a request's words, with those of the questions it goes on from; and one for
    each of several things that it names."""
    text = str(request.arguments["own"])
    query = " ".join(reversed(with_earlier(text, request.arguments["own_before"])))
    queries = {"own": (query, _MOST_FOUND)}
    queries |= {f"own{j}": (part.text, _MORE) for j, part in enumerate(things_of(text))}
    return [
        plan.Call(i, purpose, "search_knowledge", {"query": query, "k": k})
        for purpose, (query, k) in queries.items()
    ]


def further_calls(
    i: int, request: Request, results: dict[str, dict[str, Any]], own: OwnDocuments
) -> list[plan.Call]:
    """The sum that answers, and searches for what answers and no passage held yet."""
    if any(purpose.startswith("own_") for purpose in results) or "own" not in results:
        return []
    decided = decided_for(request, results, own)
    calls = [
        plan.Call(
            i,
            f"own_more{j}",
            "search_knowledge",
            {"query": f"{one.source.title} {one.unit.text}"[:400], "k": _MORE},
        )
        for j, one in enumerate([one for one in decided.units if one.row is None][:_MOST_MORE])
    ]
    if decided.sum is not None:
        calls.append(plan.Call(i, "own_sum", "calculate_revenue", decided.sum.arguments))
    return calls


def decided_for(request: Request, results: dict[str, dict[str, Any]], own: OwnDocuments) -> Decided:
    """What answers a request out of the passages found."""
    asked, rows = asked_for(request), rows_of(results)
    before = tuple(request.arguments["own_before"])

    def answer(one: Asked) -> Decided:
        return decide(one, own.judged(one, rows), own.reckoned(one, rows), own.lists(one, rows))

    def in_any_way(one: Asked, decided: Decided) -> Decided:
        if is_answered(one, decided):
            return decided
        otherwise = (way.decide(own.judged(way.asked, rows)) for way in ways(one))
        return next((found for found in otherwise if found.units), decided)

    def of_part(text: str) -> Decided:
        one = asked_in(text, before)
        return in_any_way(one, answer(one))

    if cells := compared_rows(asked, own.judged(asked, rows)):
        return Decided(cells, is_table=True)
    return in_any_way(asked, of_each(asked, answer(asked), of_part))


def comes_first(
    request: Request, decided: Decided, results: dict[str, dict[str, Any]], own: OwnDocuments
) -> bool:
    """Whether a question is for the user's documents.

    One that names a vendor or model must be answered by them, and the search must have found them before all others.
    Another is theirs where they answer, for sure or as what was found first, and where most of what was found first
    is.
    """
    found = results["own"].get("passages") or []
    told = max((one.covered for one in decided.units if one.row is not None), default=0.0)
    names = {*request.vendors, *request.systems}
    if any(
        row["document_id"] not in own.ids and {row.get("vendor"), row.get("system")} & names
        for row in found
    ):
        return may_be_own(results, own) and told >= _SURE
    if not may_be_own(results, own):
        return told >= _SURELY
    first = [row["document_id"] in own.ids for row in found[:_FIRST]]
    return bool(told) or sum(first) > len(first) / 2


def may_be_own(results: dict[str, dict[str, Any]], own: OwnDocuments) -> bool:
    """Whether the search found a passage of the user's documents before all others."""
    found = results["own"].get("passages") or []
    return bool(found) and found[0]["document_id"] in own.ids


def without_own(results: dict[str, dict[str, Any]], own: OwnDocuments) -> dict[str, dict[str, Any]]:
    """The results without passages of the user's documents that are of no vendor."""

    def is_held(row: Row) -> bool:
        return row["document_id"] not in own.ids or bool(row.get("vendor"))

    return {
        purpose: {**result, "passages": [*filter(is_held, result["passages"])]}
        if result.get("passages")
        else result
        for purpose, result in results.items()
    }


def asked_for(request: Request) -> Asked:
    """The question read for documents."""
    text, before = str(request.arguments["own"]), tuple(request.arguments["own_before"])
    placed = put_in_place(before[-1], text) if before else None
    return asked_in(placed) if placed else asked_in(text, before)


def rows_of(results: dict[str, dict[str, Any]]) -> list[Row]:
    """The passages of the searches for documents, each once."""
    rows: dict[int, Row] = {}
    for purpose, result in results.items():
        if purpose.startswith("own"):
            for row in result.get("passages") or ():
                rows.setdefault(row["n"], row)
    return list(rows.values())


def _asking(request: Request, text: str, before: Sequence[str], own: OwnDocuments) -> Request:
    """The request with the question that is put to documents, completed where it goes on from the
    one before."""
    text = written_out(text)
    whole = completed(text, before[-1], own.likeness.of) if before else ""
    asked = {"own": whole or text, "own_before": [] if whole else list(before[-3:])}
    return replace(request, arguments={**request.arguments, **asked})


def _needs_no_library(request: Request) -> bool:
    """A sum or memory check whose values the question gives itself."""
    if request.topic not in _ENGINES or request.missing:
        return False
    if "which" in request.arguments and not _OF_MEMORY.search(request.question):
        return False  # a course, a motorway or a warehouse may be called M1 as well
    model = str(request.arguments.get("model") or "")
    is_known = not model or find_model(model) is not None or _OF_CARDS.search(request.question)
    if request.topic == "vram" and not is_known:
        return False  # a fuel may be called A-1
    return not any(request.arguments.get(name) for name in _LOOKED_UP) and bool(request.arguments)
