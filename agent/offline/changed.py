"""What changed in a time that a question names: asked of the versions that are kept of fetched pages,
and of the documents dated in it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from agent.offline import plan
from agent.offline.request import Request
from agent.offline.vocabulary import phrase
from agent.offline.words import strangers
from knowledge.language.ago import time_ago

PURPOSE = "changes"
NAMES = "changes_of"
"""Key of `arguments` for names that the library does not know: a page may be titled so."""
_TOPICS = ("fact", "list", "change", "timeline")
_MOST = 24
_NEW_SINCE = "recently"


def asking_changes(request: Request) -> Request:
    """The request, marked where it asks what changed in a time."""
    if request.topic not in _TOPICS or not speaks_of_change(request.question):
        return request
    said, window = request.question, request.window or _window_ago(request.question)
    if not window:
        return request
    if found := time_ago(said, _today()):
        said = f"{said[: found.start]} {said[found.end :]}"
    names = [] if request.vendors or request.systems else strangers(said)
    given = {**request.arguments, PURPOSE: True, NAMES: names}
    return replace(request, window=window, arguments=given)


def _window_ago(question: str) -> tuple[str, ...]:
    """First and last day of a time that is told from today; of what is new where no time is named
    that of `_NEW_SINCE`."""
    found = time_ago(question, _today())
    if found is None and phrase("routing", "what_is_new").search(question):
        found = time_ago(_NEW_SINCE, _today())
    return (found.first.isoformat(), found.last.isoformat() if found.last else "") if found else ()


def _today() -> date:
    """As versions of pages count the days."""
    return datetime.now(UTC).date()


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
