"""What `search_knowledge` tells beside its passages: what changed on fetched pages."""

from collections.abc import Sequence
from typing import Any

from agent.evidence import Ledger
from knowledge import Library
from knowledge.language.words import asked, is_named, words
from knowledge.web import Edit, edits_since

_MOST = 16
_WAS, _IS = {"changed": "then", "gone": "last said"}, {"changed": "now", "new": "says"}


def changes(
    library: Library,
    ledger: Ledger,
    query: str,
    since: str,
    until: str | None,
    vendors: Sequence[str],
) -> tuple[list[dict[str, Any]], int]:
    """The changes that a query is about, nearest first, their passages numbered by the ledger; and
    how many more there are."""
    found = _meant(edits_since(library.history, since, until), query, vendors)
    matter = set(asked(query))
    found.sort(key=lambda one: -len(matter & _said(one)))
    return [_numbered(one, ledger) for one in found[:_MOST]], max(0, len(found) - _MOST)


def changes_as_text(found: Sequence[dict[str, Any]], left: int, since: str) -> str:
    """Changes as a model reads them; `left` more are not among them."""
    told = "\n\n".join(_as_text(one) for one in found)
    more = f"\n\nChanges not shown here: {left}." if left else ""
    return f"Changed on fetched pages since {since}, by the versions kept:\n\n{told}{more}"


def _meant(found: Sequence[Edit], query: str, vendors: Sequence[str]) -> list[Edit]:
    """Those of the vendors; without any those of which the query names vendor, system or title."""
    if vendors:
        wanted = {name.casefold().strip() for name in vendors}
        return [one for one in found if (one.vendor or "").casefold() in wanted]
    named = [
        one
        for one in found
        if any(name and is_named(name, query) for name in (one.vendor, one.system, one.title))
    ]
    return named or list(found)


def _numbered(one: Edit, ledger: Ledger) -> dict[str, Any]:
    then, now = (ledger.add_passages([one])[0] if one else None for one in (one.then, one.now))
    about = {"kind": one.kind, "title": one.title, "address": one.address, "noticed": one.noticed}
    return {**about, "then": then, "now": now}


def _as_text(one: dict[str, Any]) -> str:
    lines = [f"{one['title']} — {one['address']}, {one['kind']}, noticed {one['noticed']}"]
    for name, verbs in (("then", _WAS), ("now", _IS)):
        if row := one[name]:
            lines.append(f"[{row['n']}] {verbs[one['kind']]} ({row['date']}): {row['text']}")
    return "\n".join(lines)


def _said(one: Edit) -> set[str]:
    texts = (passage.text for passage in (one.then, one.now) if passage)
    return set(words(" ".join([one.kind, one.title, one.system or "", *texts])))
