"""What changed in a time that a question names: asked of the versions that are kept of fetched pages,
and of the documents dated in it."""

from dataclasses import replace

from agent.offline import plan
from agent.offline.request import Request
from agent.offline.vocabulary import phrase
from agent.offline.words import strangers

PURPOSE = "changes"
NAMES = "changes_of"
"""Key of `arguments` for names that the library does not know: a page may be titled so."""
_TOPICS = ("fact", "list", "change", "timeline")
_MOST = 24


def asking_changes(request: Request) -> Request:
    """The request, marked where it asks what changed in a time."""
    asks = request.topic in _TOPICS and request.window
    if not asks or not speaks_of_change(request.question):
        return request
    names = [] if request.vendors or request.systems else strangers(request.question)
    return replace(request, arguments={**request.arguments, PURPOSE: True, NAMES: names})


def speaks_of_change(text: str) -> bool:
    """Whether a question speaks of what is other than it was, or is no more."""
    return any(phrase("routing", name).search(text) for name in ("page_changes", "gone"))


def asks_what_is_gone(text: str) -> bool:
    """Whether a question speaks of what is no more, and of no other change."""
    return speaks_of_change(text) and not phrase("routing", "page_changes").search(text)


def changes_call(i: int, request: Request) -> plan.Call:
    """The search that tells the changes beside what is dated in the time."""
    first, last = request.window
    given = {"query": request.query or request.question, "since": first, "k": _MOST}
    until = {"as_of": last} if last else {}
    vendors = {"vendors": [*request.vendors]} if request.vendors else {}
    return plan.Call(i, PURPOSE, "search_knowledge", {**given, **until, **vendors})
