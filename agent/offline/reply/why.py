"""Why a reply was composed, withheld or a question asked back: a line a request, for `--explain`."""

from collections.abc import Mapping
from typing import Any

from agent.offline.beyond import CHANCE, best_chance, is_beyond
from agent.offline.reply.part import Part, found_rows
from agent.offline.request import Request

_ENGINES = {"vram": "check_vram", "revenue": "calculate_revenue", "claim": "audit_claims"}
_OWN_WORDS = ("greeting", "help", "recall", "instruction", "out_of_scope")


def why(request: Request, results: Mapping[str, dict[str, Any]], part: Part, used: int) -> str:
    """What decided, with the numbers it was decided by; `used` passages are cited."""
    found = len(found_rows(dict(results)))
    if request.topic in _OWN_WORDS:
        return f"answered in our own words: the topic is {request.topic}"
    if part.asked:
        return f"asked back: {request.missing} is missing"
    if unheld := request.arguments.get("unheld"):
        return f"the library holds nothing on {', '.join(unheld)}"
    if request.arguments.get("own_alone"):
        return _why_own(results, part, used, found)
    if part.abstained and is_beyond(request, results):
        chance = best_chance(results) or 0.0
        return (
            f"withheld: by the search the {found} passages found answer with a chance of "
            f"{chance:.2f}, below {CHANCE:.2f}"
        )
    if part.abstained:
        return f"withheld: none of the {found} passages found speaks of what is asked"
    engine = _ENGINES.get(request.topic)
    made = f"computed by {engine}; " if engine in _called(results) else ""
    return f"{made}composed from {used} of {found} passages found"


def _why_own(results: Mapping[str, Any], part: Part, used: int, found: int) -> str:
    """Of the user's own documents: whether one statement held what was asked."""
    if part.abstained:
        return (
            f"withheld: no statement or table cell of the documents behind the {found} passages"
            " found holds the question's rare words with the time and kind of thing asked"
        )
    made = "computed by calculate_revenue; " if "own_sum" in results else ""
    return f"{made}composed from {used} of {found} passages of the user's documents"


def _called(results: Mapping[str, dict[str, Any]]) -> set[str]:
    return {_ENGINES[purpose] for purpose in results if purpose in _ENGINES}
