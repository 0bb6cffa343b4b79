"""What changed in a time that a question names: asked of the versions that are kept of fetched pages,
and of the documents dated in it."""

from dataclasses import replace

from agent.offline import plan
from agent.offline.request import Request
from agent.offline.vocabulary import phrase
from agent.offline.words import strangers

PURPOSE = "changes"
_TOPICS = ("fact", "list", "change", "timeline")
_MOST = 24


def asking_changes(request: Request) -> Request:
    """The request, marked where it asks what changed in a time."""
    of_somebody = request.vendors or request.systems or not strangers(request.question)
    asks = request.topic in _TOPICS and request.window and of_somebody
    if not asks or not speaks_of_change(request.question):
        return request
    return replace(request, arguments={**request.arguments, PURPOSE: True})


def speaks_of_change(text: str) -> bool:
    """Whether a question speaks of what is other than it was."""
    return phrase("routing", "page_changes").search(text) is not None


def changes_call(i: int, request: Request) -> plan.Call:
    """The search that tells the changes beside what is dated in the time."""
    first, last = request.window
    given = {"query": request.query or request.question, "since": first, "k": _MOST}
    until = {"as_of": last} if last else {}
    vendors = {"vendors": [*request.vendors]} if request.vendors else {}
    return plan.Call(i, PURPOSE, "search_knowledge", {**given, **until, **vendors})
