"""What changed on fetched pages, then beside now; where none was fetched, what is dated in the time."""

import re
import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from agent.evidence import Row
from agent.offline import vocabulary
from agent.offline.changed import BEGINNING, NAMES, asks_what_is_gone
from agent.offline.changes_asked import on_matter
from agent.offline.relevance import AMOUNT
from agent.offline.reply.part import Part, Writer, bullets, dated, facts_of
from agent.offline.reply.phrases import name_in, phrase
from agent.offline.request import Request
from knowledge.document import WEAK
from knowledge.language.words import is_named

_MOST = 12
_LONGEST = 300
_HEADING = re.compile(r"\A(?:#+ .*\s*)+")


def changes_part(request: Request, found: dict[str, Any], writer: Writer) -> Part | None:
    """The changes of pages, each with what it said and says; None where there is none to tell."""
    told = [
        one
        for one in _on_aspects(request, found.get("changes") or ())
        if _is_of_names(request, one["title"], *(row["text"] for row in _rows(one)))
        and _is_of_kind(request, one)
    ]
    if request.window[:1] == (BEGINNING,):
        told = on_matter(request.question, told)
        request = replace(request, window=(_first_day(told), ""))
    if not told:
        return None
    lines = bullets([_line(one, request, writer) for one in told[:_MOST]])
    text = f"{_head('pages_changed', request)}\n\n{lines}"
    if left := max(0, len(told) - _MOST) + found.get("more_changes", 0):
        more = phrase("more_changed", request.language, count=left, command=_command(request))
        text = f"{text}\n\n{more}"
    return Part(text)


def _first_day(told: Sequence[dict[str, Any]]) -> str:
    return min((str(row["date"]) for one in told for row in _rows(one)), default=BEGINNING)


def _command(request: Request) -> str:
    """What shows all of them in the terminal."""
    vendor = ["--vendor", *request.vendors] if len(request.vendors) == 1 else []
    return shlex.join(["vendorscope", "sources", "diff", request.window[0], *vendor])


def dated_part(request: Request, found: dict[str, Any], writer: Writer) -> Part | None:
    """The documents that say themselves that they are of that time, oldest first; none of them is
    what is gone."""
    if asks_what_is_gone(request.question) or request.window[:1] == (BEGINNING,):
        return None
    of_document: dict[tuple[str, ...], Row] = {}
    for row in facts_of(found.get("passages") or ()):
        is_meant = _is_of_names(request, row["title"], row["text"])
        if is_meant and row["extra"].get("date_from") not in WEAK:
            # Rows of one document may be of several days.
            of_document.setdefault((row["document_id"], row["source"], row["date"]), row)
    rows = sorted([*of_document.values()][:_MOST], key=lambda row: str(row["date"]))
    if not rows:
        return None
    lines = [f"{row['title']}: {_quoted(row, request, writer)}" for row in rows]
    return Part(f"{_head('documents_dated', request)}\n\n{bullets(lines)}")


def unchanged_part(request: Request, found: dict[str, Any]) -> Part | None:
    """That no change is known, where pages are kept; of names that the library does not know
    nothing can be said."""
    is_of_all_time = request.window[:1] == (BEGINNING,)
    if is_of_all_time or not found.get("pages_kept") or request.arguments.get(NAMES):
        return None
    return Part(_head("pages_unchanged", request), abstained=True)


def _head(key: str, request: Request) -> str:
    language, (first, last) = request.language, request.window
    names = [name_in(name, language) for name in request.systems or request.vendors]
    about = ("、" if language == "zh" else ", ").join(names)
    span = f"{first} – {last}" if last else phrase("since_day", language, day=first)
    span = first if first == last else span
    joint = "，" if language == "zh" else ", "
    return phrase(key, language, span=joint.join(filter(None, (about, span))))


def _on_aspects(request: Request, changes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Those that speak of what is asked, where the question names it."""
    if request.topic == "timeline" or not request.aspects:
        return list(changes)
    return [
        one
        for one in changes
        if any(_speaks_of(name, row["text"]) for name in request.aspects for row in _rows(one))
    ]


def _is_of_names(request: Request, *texts: str) -> bool:
    """Whether texts hold one of the names in a question that the library does not know, if any."""
    names = request.arguments.get(NAMES)
    return not names or any(is_named(name, text) for name in names for text in texts)


def _is_of_kind(request: Request, one: dict[str, Any]) -> bool:
    """Whether it is gone, where only that is asked: as a whole page, where pages are."""
    if one["kind"] == "gone" or not asks_what_is_gone(request.question):
        return True
    is_of_pages = vocabulary.phrase("routing", "of_pages").search(request.question)
    return one["now"] is None and not is_of_pages


def _speaks_of(aspect: str, text: str) -> bool:
    is_amount = aspect == "price" and AMOUNT.search(text) is not None
    return is_amount or vocabulary.aspects()[aspect].find(text) is not None


def _rows(one: dict[str, Any]) -> list[Row]:
    return [row for row in (one["then"], one["now"]) if row]


def _line(one: dict[str, Any], request: Request, writer: Writer) -> str:
    key = f"page_{one['kind']}"
    if one["kind"] == "changed" and not (one["then"] and one["now"]):
        key = "page_added" if one["now"] else "page_dropped"
    then, now = (
        _quoted(one[name], request, writer) if one[name] else "" for name in ("then", "now")
    )
    said = {"then": then, "now": now, "noticed": one["noticed"]}
    return phrase(key, request.language, title=one["title"], **said)


def _quoted(row: Row, request: Request, writer: Writer) -> str:
    text = " ".join((_HEADING.sub("", row["text"]) or row["text"]).split())
    if text.startswith("|"):  # a row of a table
        text = ", ".join(cell for part in text.split("|") if (cell := part.strip()))
    text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    marks = "“{}”（{}）" if request.language == "zh" else "“{}” ({})"
    return f"{marks.format(text, dated(row, request.language))} {writer.mark(row)}"
