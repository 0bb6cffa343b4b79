"""Replies out of passages: one fact or a few, a list, a comparison, then and now, the article."""

import re
from collections.abc import Sequence
from typing import Any

from agent.evidence import Row
from agent.offline.reply.part import Part, Writer, bullets, found_rows, table
from agent.offline.reply.phrases import phrase
from agent.offline.request import Request
from agent.offline.statements import Statement, is_supported, rank, select
from agent.offline.vocabulary import aspects

ARTICLE = "article_claim"
_MOST_FACTS = 4
_MOST_LISTED = 8
_MOST_ASPECTS = 5
_MENTION = re.compile(
    r"\b(?:mention|name|refer to|talk about|bring up|cover)\w*\b|提到|提及|说到|谈到", re.I
)
_PROPER = re.compile(r"\b[A-Z][A-Za-z0-9.\-]+(?: [A-Z][A-Za-z0-9.\-]+)*")

Results = dict[str, dict[str, Any]]


def fact_reply(request: Request, results: Results, writer: Writer) -> Part:
    """The smallest set of dated statements that answers, or that there is none."""
    ranked = rank(request, _facts_of(request, found_rows(results)))
    if not ranked or not is_supported(ranked[0], request):
        return _nothing(request)
    if request.topic == "change" or len(request.dates) > 1:
        return Part(_over_time(request, ranked, writer))
    if request.topic == "list":
        return Part(_listed(request, ranked, writer))
    most = 2 if request.output == "short" else _MOST_FACTS
    chosen = select(_one_aspect_each(request, ranked), most)
    return Part(_said(chosen, request, writer))


def article_reply(request: Request, results: Results, writer: Writer) -> Part:
    """What the author says, marked as his."""
    rows = [row for row in found_rows(results) if row["extra"].get("kind") == ARTICLE]
    name = _named_but_absent(request, rows)
    if name:
        return Part(phrase("article_silent", request.language, name=name))
    plain = Request(
        topic="article",
        question=request.question,
        language=request.language,
        query=request.query,
        systems=request.systems,
        vendors=request.vendors,
    )
    ranked = rank(plain, rows)
    if not ranked or (ranked[0].covered < 0.2 and ranked[0].about < 0.6):
        return Part(phrase("article_nothing", request.language), abstained=True)
    most = 5 if request.output != "short" else 3
    first, *more = select(ranked, most, share_of_best=0.6)
    text = _from_article(first, request, writer)
    if more:
        lines = [writer.statement(s, request.language) for s in more]
        text += f"\n\n{phrase('also_article', request.language)}\n{bullets(lines)}"
    return Part(text)


def comparison_reply(request: Request, results: Results, writer: Writer) -> Part:
    """A table: what is compared as columns, aspects as rows, every cell cited."""
    sides = list(request.systems if len(request.systems) > 1 else request.vendors)
    if len(sides) < 2:
        return fact_reply(request, results, writer)
    rows = found_rows(results)
    asked = list(request.aspects)[:_MOST_ASPECTS] or [""]
    cells: list[list[str]] = []
    for aspect in asked:
        line = [_cell(request, side, aspect, rows, writer) for side in sides]
        if any(line):
            cells.append([_aspect_name(aspect, request), *line])
    if not cells:
        return _nothing(request)
    none = phrase("not_in_library", request.language)
    filled = [[name, *(cell or none for cell in line)] for name, *line in cells]
    header = [phrase("aspect", request.language), *sides]
    lead = phrase("side_by_side", request.language)
    return Part(f"{lead}\n\n{table(header, filled)}")


def _cell(request: Request, side: str, aspect: str, rows: Sequence[Row], writer: Writer) -> str:
    """The best statement on one aspect of one thing; empty where there is none."""
    is_system = side in request.systems
    alone = Request(
        topic="fact",
        question=request.question,
        language=request.language,
        query=request.query,
        systems=(side,) if is_system else (),
        vendors=() if is_system else (side,),
        aspects=(aspect,) if aspect else (),
        dates=request.dates,
    )
    ranked = [s for s in rank(alone, _facts_of(request, rows)) if s.about >= 0.7]
    ranked = [s for s in ranked if not aspect or s.on_aspect >= 0.5]
    if not ranked:
        return ""
    return writer.statement(ranked[0], request.language)


def _said(chosen: Sequence[Statement], request: Request, writer: Writer) -> str:
    first, *more = [writer.statement(s, request.language) for s in chosen]
    if not more:
        return first
    if _disagree(chosen):
        return f"{phrase('differ', request.language)}\n{bullets([first, *more])}"
    return f"{first}\n\n{bullets(more)}"


def _listed(request: Request, ranked: Sequence[Statement], writer: Writer) -> str:
    """One line a system, newest statement of each, best systems first."""
    chosen = select(ranked, 3 * _MOST_LISTED, share_of_best=0.6)
    by_system: dict[str, Statement] = {}
    for said in chosen:
        name = str(said.row.get("system") or said.row["title"])
        if name not in by_system or (
            said.score >= by_system[name].score * 0.95 and said.date > by_system[name].date
        ):
            by_system[name] = said
    lines = [writer.statement(s, request.language) for s in list(by_system.values())[:_MOST_LISTED]]
    return bullets(lines) if len(lines) > 1 else "".join(lines)


def _over_time(request: Request, ranked: Sequence[Statement], writer: Writer) -> str:
    """Statements in the order of their dates."""
    if request.dates:
        chosen = [s for period in request.dates if (s := _best_in(ranked, period)) is not None]
        chosen += [s for s in select(ranked, 2) if s not in chosen]
    else:
        chosen = select(ranked, _MOST_FACTS + 1, share_of_best=0.65)
    unique = list({s.row["n"]: s for s in chosen}.values())
    ordered = sorted(unique, key=lambda s: (s.date[:10] or "0", s.row["n"]))
    if len(ordered) < 2:
        return _said(ordered, request, writer)
    then, *later = ordered
    lines = [f"**{phrase('then', request.language)}:** {writer.statement(then, request.language)}"]
    lines += [
        f"**{phrase('now', request.language)}:** {writer.statement(s, request.language)}"
        for s in later
    ]
    return bullets(lines)


def _best_in(ranked: Sequence[Statement], period: str) -> Statement | None:
    near = [s for s in ranked if s.date[: len(period)] == period[: len(s.date) or 1]]
    near = near or [s for s in ranked if s.date[:4] == period[:4]]
    return near[0] if near else None


def _one_aspect_each(request: Request, ranked: Sequence[Statement]) -> list[Statement]:
    """With several aspects asked, the best statement of each comes before second bests."""
    if len(request.aspects) < 2:
        return list(ranked)
    firsts: list[Statement] = []
    for aspect in request.aspects:
        cue = aspects()[aspect]
        best = next((s for s in ranked if s.about >= 0.7 and cue.find(s.text)), None)
        if best and best not in firsts:
            firsts.append(best)
    return sorted(firsts, key=lambda s: -s.score) + [s for s in ranked if s not in firsts]


def _facts_of(request: Request, rows: Sequence[Row]) -> list[Row]:
    """Facts and documents; the article's statements are one man's view and said only as such."""
    return [row for row in rows if row["extra"].get("kind") != ARTICLE]


def _from_article(said: Statement, request: Request, writer: Writer) -> str:
    extra = said.row["extra"]
    text = str(extra.get(f"text_{request.language}") or extra.get("paraphrase") or said.text)
    named = [name for name in extra.get("entities") or () if name.lower() not in text.lower()]
    if named:  # whom a statement is about, where its words leave them out
        text = f"{text.rstrip('. ')} ({', '.join(named)})."
    return phrase("article_says", request.language, text=text.rstrip(), mark=writer.mark(said.row))


def _named_but_absent(request: Request, rows: Sequence[Row]) -> str | None:
    """A proper name that the question asks to find in the article and no statement holds."""
    if not _MENTION.search(request.question):
        return None
    held = " ".join(f"{row['text']} {row['title']} {row['extra']}" for row in rows).lower()
    names = [*request.systems, *request.vendors] or [
        m[0] for m in _PROPER.finditer(request.question) if m.start() > 0
    ]
    absent = [name for name in names if name.lower() not in held]
    return absent[0] if names and len(absent) == len(names) else None


def _disagree(chosen: Sequence[Statement]) -> bool:
    ids = {s.row["extra"].get("fact_id") for s in chosen}
    return any(rival in ids for s in chosen for rival in s.row["extra"].get("conflicts_with") or ())


def _aspect_name(aspect: str, request: Request) -> str:
    return aspect or phrase("statement", request.language)


def _nothing(request: Request) -> Part:
    return Part(phrase("nothing", request.language), abstained=True)
