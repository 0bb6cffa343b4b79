"""What changed in a time that a question names: asked of the versions that are kept of fetched pages,
and of the documents dated in it."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from agent.offline import plan
from agent.offline.request import Request
from agent.offline.times import find_times
from agent.offline.vocabulary import phrase
from agent.offline.words import strangers, words
from knowledge.language.ago import time_ago

PURPOSE = "changes"
NAMES = "changes_of"
"""Key of `arguments` for names that the library does not know: a page may be titled so."""
BEGINNING = "1970-01-01"
"""First day of a window that reaches back to the first version kept."""
_TOPICS = ("fact", "list", "change", "timeline")
_MOST = 24
_NEW_SINCE = "recently"
_JOINT = " – "
"""Between an earlier question and the words that go on from it."""
_BOUND = re.compile(
    r"\b(?:since|after|until|starting)\b|[自从]|(?:以|之)?[来后]|那么?|起", re.IGNORECASE
)


def asking_changes(request: Request, *, are_pages_kept: bool = False) -> Request:
    """The request, marked where it asks what changed in a time; of what is new where no time is
    named that of `_NEW_SINCE`. Of pages that are kept what was before is asked of all versions."""
    said, window = request.question, request.window
    is_former = are_pages_kept and asks_the_former(said)
    if request.topic not in _TOPICS or not (speaks_of_change(said) or is_former):
        return request
    if not window and phrase("routing", "what_is_new").search(said):
        window = _from_today(_NEW_SINCE)
    if not window and is_former:
        # Whose it was is told by the words: a name of ours may be another's there.
        request, window = replace(request, vendors=(), systems=()), (BEGINNING, "")
    if not window:
        return request
    request = _of_new_name(request)
    is_known = request.vendors or request.systems or window[0] == BEGINNING
    names = [] if is_known else _strangers(said)
    given = {**request.arguments, PURPOSE: True, NAMES: names}
    return replace(request, window=window, arguments=given)


def _of_new_name(request: Request) -> Request:
    """Without the names taken over, where the words that go on name another that is not known."""
    new = _strangers(request.question.rpartition(_JOINT)[2])
    known = {word for name in (*request.vendors, *request.systems) for word in words(name)}
    is_other = request.elliptical and bool(new) and not known & set(words(" ".join(new)))
    return replace(request, vendors=(), systems=()) if is_other else request


def _strangers(said: str) -> list[str]:
    """Names that the library does not know, of the last part that has some and asks for changes."""
    for part in reversed(said.split(_JOINT)):
        asks = speaks_of_change(part) or names_only_a_time(part)
        if found := time_ago(part, _today()):
            part = f"{part[: found.start]} {part[found.end :]}"
        if asks and (names := strangers(part)):
            return names
    return []


def told_from_today(text: str, names: Sequence[str]) -> tuple[str, ...]:
    """First and last day of a time that is told from today, of a question for changes or of one
    that says nothing else, but for names, and so goes on from it."""
    is_asked = speaks_of_change(text) or names_only_a_time(text, names)
    return _from_today(text) if is_asked else ()


def counts_from_today(text: str) -> bool:
    """Whether changes are asked since a time told from today, whatever time was spoken of before."""
    found = time_ago(text, _today())
    return found is not None and not found.is_yearless and speaks_of_change(text)


def names_only_a_time(text: str, names: Sequence[str] = ()) -> bool:
    """Whether a time is all that a question says, but for names.

    >>> [names_only_a_time(one) for one in ("And since last week?", "And the price last week?")]
    [True, False]
    """
    spans = [(one.start, one.end) for one in find_times(text)]
    if found := time_ago(text, _today()):
        spans.append((found.start, found.end))
    rest = text
    for start, end in sorted(spans, reverse=True):
        rest = f"{rest[:start]} {rest[end:]}"
    named = set(words(" ".join([*names, *strangers(rest)])))
    return bool(spans) and not set(words(_BOUND.sub(" ", rest))) - named


def _from_today(text: str) -> tuple[str, ...]:
    found = time_ago(text, _today())
    return (found.first.isoformat(), found.last.isoformat() if found.last else "") if found else ()


def _today() -> date:
    """As versions of pages count the days."""
    return datetime.now(UTC).date()


def speaks_of_change(text: str) -> bool:
    """Whether a question speaks of what is other than it was, or is no more."""
    return any(phrase("routing", name).search(text) for name in ("page_changes", "gone"))


def asks_anew(request: Request, last: Request) -> bool:
    """Whether what changed is asked, in a time of its own or after a question for something else."""
    is_new = bool(request.window) or not speaks_of_change(last.question)
    return is_new and speaks_of_change(request.question)


def asks_the_former(text: str) -> bool:
    """Whether a question asks, without a time, what was before or whether it is still so.

    >>> [asks_the_former(one) for one in ("What did it cost before?", "What did it cost before 2024?")]
    [True, False]
    """
    named = find_times(text) or time_ago(text, _today())
    return not named and phrase("routing", "former").search(text) is not None


def says_nothing_else(text: str) -> bool:
    """Whether a question asks for what was before and names nothing: "And before?"."""
    return asks_the_former(text) and not words(phrase("routing", "former").sub(" ", text))


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
