"""What happened in a stretch of time: dated statements in the order of their days."""

from collections.abc import Sequence
from dataclasses import replace

from agent.offline.conditions import is_of_kind, kinds_in
from agent.offline.reply.part import Part, Writer, bullets, facts_of, found_rows, is_check
from agent.offline.reply.phrases import name_in, phrase
from agent.offline.request import Request
from agent.offline.statements import Statement, rank
from agent.offline.times import find_times
from agent.offline.vocabulary import aspects
from agent.offline.windows import holds
from agent.offline.words import words
from knowledge.document import WEAK

_MOST = 12
_MOST_A_SYSTEM = 3
_ABOUT = 0.7
_AS_THE_SAME = 0.7
_OF_THE_FILE = WEAK - {None}
"""Where a date comes from that says when a page was written or fetched, not when something happened."""
_OF_RELEASES = {"lineup", "open", "closed"}
_OF_THINGS = _OF_RELEASES | {"features", "context", "price", "hardware"}


def timeline_reply(request: Request, results: dict[str, dict[str, object]], writer: Writer) -> Part:
    """A line an event, oldest first; where there is none, that, with what lies nearest."""
    told = _relevant(request, results)
    within = {s.row["n"]: (day, s) for s in told if (day := _day(s, request.window))}
    chosen = _chosen(request, list(within.values()))
    language, span = request.language, _span(request)
    names = [name_in(n, language) for n in request.systems or request.vendors]
    about = ("、" if language == "zh" else ", ").join(names) or phrase("all_vendors", language)
    if not chosen:
        text = phrase("nothing_dated", language, about=about, span=span)
        near = bullets([writer.statement(s, language) for s in _nearest(told, request.window)])
        return Part(f"{text}\n\n{near}".strip(), abstained=True)
    lines = bullets([writer.statement(said, language) for _, said in chosen])
    head = phrase("dated_in", language, about=about, span=span)
    text = f"{head[0].upper()}{head[1:]}\n\n{lines}"
    if more := len(within) - len(chosen):
        text += "\n\n" + phrase("more_dated", language, count=more)
    return Part(text)


def _relevant(request: Request, results: dict[str, dict[str, object]]) -> list[Statement]:
    """Statements about what is named and of the kind asked; of releases where these are asked."""
    undated = replace(request, window=(), dates=(), spans=(), since=None, time=None)
    facts = [row for row in facts_of(found_rows(results)) if not is_check(row)]
    told = rank(undated, facts)
    if request.systems or request.vendors:
        told = [said for said in told if said.about >= _ABOUT]
    kinds = kinds_in(request.question)
    told = [s for s in told if not kinds or is_of_kind(kinds, s.row.get("system") or "", s.text)]
    if "release" in request.aspects:
        told = [said for said in told if _is_release(said)]
    return told


def _is_release(said: Statement) -> bool:
    coverage = said.row["extra"].get("coverage")
    if coverage in _OF_RELEASES:
        return True
    speaks = aspects()["release"].find(said.text) is not None
    return speaks and (coverage is None or coverage in _OF_THINGS)


def _day(said: Statement, window: Sequence[str]) -> str | None:
    """The first day or month in the window that the statement names, else its own date there."""
    named = [t.iso for t in find_times(said.text) if len(t.iso) > 4 and holds(window, t.iso)]
    if named:
        return min(named)
    names_another = any(len(t.iso) > 4 for t in find_times(said.text))
    own = "" if said.row["extra"].get("date_from") in _OF_THE_FILE else said.date
    return own if own and not names_another and holds(window, own) else None


def _chosen(
    request: Request, dated: Sequence[tuple[str, Statement]]
) -> list[tuple[str, Statement]]:
    """The most telling of each system, no two that say the same, in the order of their days."""
    kept: list[tuple[str, Statement]] = []
    counts: dict[str, int] = {}
    for day, said in sorted(dated, key=lambda pair: _worth(*pair)):
        system = str(said.row.get("system") or said.row["title"])
        most = _MOST if len(request.systems) == 1 else _MOST_A_SYSTEM
        if counts.get(system, 0) >= most or any(_is_same(said, other) for _, other in kept):
            continue
        counts[system] = counts.get(system, 0) + 1
        kept.append((day, said))
        if len(kept) == _MOST:
            break
    return sorted(kept, key=lambda pair: (pair[0], pair[1].row["n"]))


def _worth(day: str, said: Statement) -> tuple[bool, bool, float]:
    """Sorts what names its own day first, then what is of products, then what is nearest."""
    of_products = said.row["extra"].get("coverage") in _OF_THINGS
    return (day == said.date and not find_times(said.text), not of_products, -said.score)


def _is_same(one: Statement, other: Statement) -> bool:
    a, b = set(words(one.text)), set(words(other.text))
    return len(a & b) > _AS_THE_SAME * len(a | b)


def _nearest(told: Sequence[Statement], window: Sequence[str]) -> list[Statement]:
    """The last before the window and the first after it."""
    before = [said for said in told if said.date and said.date < window[0]]
    after = [said for said in told if window[1] and said.date > window[1]]
    last = max(before, key=lambda said: said.date, default=None)
    first = min(after, key=lambda said: said.date, default=None)
    return [said for said in (last, first) if said is not None]


def _span(request: Request) -> str:
    first, last = request.window
    if not last:
        return phrase("since_day", request.language, day=first)
    return first if first == last else f"{first} – {last}"
