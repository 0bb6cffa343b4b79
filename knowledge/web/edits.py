"""What changed on fetched pages as passages that can be cited: what a page said beside what it says."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from knowledge.document import Passage
from knowledge.web.changes import Change, Span, changes_since, paragraphs_of
from knowledge.web.history import History, Version

_AT = "@"
"""Between address and moment in the id of a version."""
_PIECE = re.compile(r"[^\n]+?(?:[.!?](?=\s)|[。！？]|(?=\n)|$)")
"""A sentence, or a line of a table or list."""
_MOST_CHARACTERS = 800
_OPENING = 200
"""Characters from which on the first paragraphs of a page say what it is."""


@dataclass(frozen=True)
class Edit:
    """A paragraph that is other words, new or gone; or a page that is."""

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
    """Each change since a day, as `changes_since` tells them, cut to the sentences that differ.

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
        then_span, now_span = one.span_before, one.span_after
        if before and then_span and now_span:
            then_span, now_span = _apart(before.text or "", then_span, now.text or "", now_span)
        yield _edit(
            change,
            _passage(before, then_span) if before and then_span else None,
            _passage(now, now_span) if now_span else None,
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


def _apart(before: str, old: Span, after: str, new: Span) -> tuple[Span, Span]:
    """Without the sentences that both begin or end with; both whole where nothing would be left."""
    then, now = _pieces(before, old), _pieces(after, new)
    first = _alike(before, then, after, now)
    last = _alike(before, then[first:][::-1], after, now[first:][::-1])
    then, now = (each[first : len(each) - last] for each in (then, now))
    if not then or not now:
        return old, new
    return (then[0][0], then[-1][1]), (now[0][0], now[-1][1])


def _alike(before: str, then: Sequence[Span], after: str, now: Sequence[Span]) -> int:
    pairs = zip(then, now, strict=False)
    same = takewhile(lambda pair: before[slice(*pair[0])] == after[slice(*pair[1])], pairs)
    return len(list(same))


def _pieces(text: str, span: Span) -> list[Span]:
    return [
        (found.start() + len(found[0]) - len(found[0].lstrip()), found.end())
        for found in _PIECE.finditer(text, *span)
        if found[0].strip()
    ]
