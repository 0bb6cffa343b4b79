"""What is asked of results just told: what is left after a share, how far two of them lie apart."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.offline.amounts import sort
from agent.offline.reading import Reading
from agent.offline.request import Request, Topic
from agent.offline.taken_shares import adds_to_earlier, taken_shares
from agent.offline.tool_follow_ups import joined
from agent.offline.vocabulary import phrase

_TOLD: tuple[Topic, ...] = ("fact", "change")
_LONGEST = 100


def after_a_sum(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """The request as one about the last results, where it gives nothing of its own to calculate."""
    return _share_taken(request, reading, past[-1]) or _set_apart(request, reading, past)


def _share_taken(request: Request, reading: Reading, last: Request) -> Request | None:
    """After a sum: "The app store keeps 15%. What is left for us?"."""
    taken, rest, text = taken_shares(reading.text, reading.quantities)
    roles = sort(rest, text)
    if not taken or last.topic != "revenue" or last.missing or any(roles):
        return None
    key = "cuts" if last.arguments.get("kind") == "cut" else "less"
    earlier = last.arguments.get(key, []) if adds_to_earlier(reading.text) else []
    arguments = {**last.arguments, key: [*earlier, *taken]}
    arguments.pop("against", None)
    return _about(request, last, arguments)


def _set_apart(request: Request, reading: Reading, past: Sequence[Request]) -> Request | None:
    """After two sums, or two figures of the library: "How much more is that?"."""
    asks = phrase("revenue", "difference").search(reading.text)
    named = request.systems or request.vendors
    if not asks or named or reading.quantities or len(reading.text) > _LONGEST or len(past) < 2:
        return None
    earlier, last = past[-2:]
    if all(r.topic == "revenue" and not r.missing and not _waits(r) for r in (earlier, last)):
        before = {k: v for k, v in earlier.arguments.items() if k != "against"}
        return _about(request, last, {**last.arguments, "against": before})
    if all(r.topic in _TOLD for r in (earlier, last)):
        told = [r.to_dict() for r in (last, earlier)]
        return _about(request, last, {"kind": "difference", "told": told})
    return None


def _waits(request: Request) -> bool:
    return bool(request.arguments.get("price_of") or request.arguments.get("count_of"))


def _about(request: Request, last: Request, arguments: dict[str, Any]) -> Request:
    return replace(
        request,
        topic="revenue",
        arguments=arguments,
        missing=None,
        vendors=last.vendors,
        systems=last.systems,
        time=None,
        elliptical=True,
        question=joined(last, request),
        notes=(),
    )
