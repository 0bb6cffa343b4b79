"""Which of the products spoken of before: "which of the two has the better licence?"."""

from collections.abc import Sequence
from dataclasses import replace

from agent.offline.request import Request
from agent.offline.vocabulary import phrase

_OF_A_CARD = {"memory", "hardware", "size", "speed"}
"""What a memory check itself tells of several models."""
_MOST_BACK = 2


def which_of_them(request: Request, past: Sequence[Request]) -> Request | None:
    """A comparison of what the turns before named, on what is asked now; None where the question
    names something itself or nothing can be told of it side by side."""
    if (
        request.systems
        or request.vendors
        or not phrase("routing", "of_them").search(request.question)
    ):
        return None
    asked = set(request.aspects) - _OF_A_CARD
    named = _named(past)
    if not asked or len(named.systems or named.vendors) < 2:
        return None
    names = ", ".join(named.systems or named.vendors)
    return replace(
        request,
        topic="comparison",
        systems=named.systems,
        vendors=named.vendors,
        question=f"{request.question} {names}",
        missing=None,
        elliptical=True,
    )


def _named(past: Sequence[Request]) -> Request:
    """The last turn's products or vendors, those of the two last where it named one alone."""
    last = past[-1]
    if len(last.systems) > 1 or (not last.systems and len(last.vendors) > 1):
        return last
    turns = past[-_MOST_BACK:]
    systems = tuple(dict.fromkeys(name for turn in turns for name in turn.systems))
    vendors = tuple(dict.fromkeys(name for turn in turns for name in turn.vendors))
    return replace(last, systems=systems, vendors=vendors)
