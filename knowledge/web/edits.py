"""What changed on fetched pages as passages that can be cited: what a page said beside what it says."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from knowledge.document import Passage
from knowledge.web.changes import Change, changes_since
from knowledge.web.differing import Span, paragraphs_of
from knowledge.web.history import History, Version

_AT = "@"
"""Between address and moment in the id of a version."""
_MOST_CHARACTERS = 800
_OPENING = 200
"""Characters from which on the first paragraphs of a page say what it is."""


@dataclass(frozen=True)
class Edit:
    """Sentences or rows that are other words, new or gone; or a page that is."""

    kind: Literal["new", "changed", "gone"]
    """Of the page."""
    address: str
    title: str
    vendor: str | None
    system: str | None
    noticed: str
    """The day of the fetch that showed it."""
    then: Passage | None
    now: Passage | None


def edits_since(history: History, since: str, until: str | None = None) -> list[Edit]:
    """Each change since a day, as `changes_since` tells them.

    The ids of the passages are those of versions: `version_text` gives their text.
    """
    return [
        edit
        for change in changes_since(history, since, until).changes
        for edit in _edits(history, change)
    ]


def version_text(history: History, document_id: str) -> str | None:
    """The text of a version by its id; None for an id that is none."""
    address, _, seen = document_id.rpartition(_AT)
    return next((one.text for one in history.versions(address) if one.seen == seen), None)


def _edits(history: History, change: Change) -> Iterator[Edit]:
    versions = {one.seen: one for one in history.versions(change.address)}
    before, now = versions.get(change.seen_before or ""), versions[change.seen]
    if change.kind != "changed":
        there = before if change.kind == "gone" else now
        shown = there and _passage(there, _opening(there.text or ""))
        yield _edit(change, *((shown, None) if change.kind == "gone" else (None, shown)))
        return
    for one in change.paragraphs:
        yield _edit(
            change,
            _passage(before, one.span_before) if before and one.span_before else None,
            _passage(now, one.span_after) if one.span_after else None,
        )


def _edit(change: Change, then: Passage | None, now: Passage | None) -> Edit:
    title, noticed = change.title or change.address, change.seen[:10]
    return Edit(
        change.kind, change.address, title, change.vendor, change.system, noticed, then, now
    )


def _passage(version: Version, span: Span) -> Passage:
    start, end = span[0], min(span[1], span[0] + _MOST_CHARACTERS)
    return Passage(
        text=(version.text or "")[start:end],
        score=0.0,
        document_id=f"{version.address}{_AT}{version.seen}",
        title=version.title or version.address,
        source=version.address,
        vendor=version.vendor,
        date=version.date or version.seen[:10],
        char_start=start,
        char_end=end,
        system=version.system,
        url=version.address if "://" in version.address else None,
        extra={"date_from": version.date_from},
    )


def _opening(text: str) -> Span:
    """The first paragraphs, headings alone do not say enough."""
    spans = paragraphs_of(text)
    end = next((end for _, end in spans if end >= _OPENING), len(text.rstrip()))
    return (spans[0][0] if spans else 0, end)
