"""What changed since a day, by the versions that were kept."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from knowledge.dates import first_day
from knowledge.document import WEAK
from knowledge.web.differing import Span, differing
from knowledge.web.history import History, Version


@dataclass(frozen=True)
class Paragraph:
    """What of a paragraph is new (no `before`), gone (no `after`) or other words: sentences, rows."""

    before: str | None
    after: str | None
    span_before: Span | None = None
    """Where it stands in the text of its version."""
    span_after: Span | None = None


@dataclass(frozen=True)
class Change:
    """What happened to one document."""

    kind: Literal["new", "changed", "gone"]
    address: str
    title: str | None
    vendor: str | None
    system: str | None
    date_before: str | None
    date: str | None
    seen_before: str | None
    """When the version compared with was first seen, ISO time, UTC."""
    seen: str
    paragraphs: list[Paragraph] = field(default_factory=list[Paragraph])


@dataclass
class Changes:
    """All that is known of a time."""

    since: str
    changes: list[Change] = field(default_factory=list[Change])
    unchanged: int = 0
    unknown: list[str] = field(default_factory=list[str])
    """Fetched for the first time after `since`, and no date of theirs says that they are newer."""

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON."""
        return asdict(self)


def changes_since(history: History, since: str, until: str | None = None) -> Changes:
    """What is new, changed or gone since a day, month or year (from its first day).

    What was seen after the day `until` is not looked at.

    Where nothing was kept from before that day, the first version kept stands for it.
    """
    day = first_day(since)
    begun, appeared = history.begun(), history.appeared()
    found = Changes(since)
    for address in history.addresses():
        versions = [one for one in history.versions(address) if _is_seen_by(one, until)]
        if not versions:
            continue
        earlier = [one for one in versions if _seen_day(one) < day]
        before = earlier[-1] if earlier else None
        was_absent = address in appeared or (begun is not None and first_day(begun[:10]) < day)
        if before is None and not _is_new(versions[0], day, was_absent):
            before = versions[0]
        _compare(found, before, versions[-1], is_known=bool(earlier))
    return found


def _compare(found: Changes, before: Version | None, now: Version, is_known: bool) -> None:
    was_there = before is not None and before.text is not None
    if was_there and now.text is None:
        found.changes.append(_change("gone", before, now))
    elif not was_there and now.text is not None:
        found.changes.append(_change("new", None, now))
    elif before and before.text is not None and now.text is not None and before.text != now.text:
        paragraphs = list(_paragraphs(before.text, now.text))
        if paragraphs:
            found.changes.append(_change("changed", before, now, paragraphs))
        else:
            found.unchanged += 1
    elif is_known:
        found.unchanged += 1
    elif now.text is not None:
        found.unknown.append(now.address)


def _is_new(first: Version, day: int, was_absent: bool) -> bool:
    """By its own date; where it has none, by not having been there when we looked before: neither
    a list nor a server says when a page began."""
    if first.date is not None and first.date_from not in WEAK:
        return first_day(first.date) >= day
    return was_absent


def _change(
    kind: Literal["new", "changed", "gone"],
    before: Version | None,
    now: Version,
    paragraphs: Sequence[Paragraph] = (),
) -> Change:
    return Change(
        kind,
        now.address,
        now.title,
        now.vendor,
        now.system,
        before.date if before else None,
        now.date,
        before.seen if before else None,
        now.seen,
        list(paragraphs),
    )


def _paragraphs(before: str, after: str) -> Iterator[Paragraph]:
    for old, new in differing(before, after):
        yield Paragraph(_words_at(before, old), _words_at(after, new), old, new)


def _words_at(text: str, span: Span | None) -> str | None:
    return " ".join(text[slice(*span)].split()) if span else None


def _is_seen_by(version: Version, until: str | None) -> bool:
    return until is None or _seen_day(version) <= first_day(until)


def _seen_day(version: Version) -> int:
    return first_day(version.seen[:10])
