"""Replies that set things side by side: what is compared as columns, what is said of each as rows,
and which is less or more where the sheets give every side the same measure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.evidence import Row
from agent.offline.entities import Lexicon
from agent.offline.relevance import COVERS
from agent.offline.reply.facts import fact_reply
from agent.offline.reply.income import by_income
from agent.offline.reply.leading import definition_of, first_release
from agent.offline.reply.lists import is_closed
from agent.offline.reply.maker import asks_maker, maker_cell
from agent.offline.reply.measures import first_of, measures, order_of
from agent.offline.reply.part import Part, Writer, facts_of, found_rows, is_check, nothing, table
from agent.offline.reply.phrases import coverage_name, name_in, phrase
from agent.offline.reply.premise import with_value
from agent.offline.request import Request
from agent.offline.statements import Statement, rank
from agent.offline.times import speaks_of
from agent.offline.vocabulary import aspects
from agent.offline.vocabulary import phrase as pattern
from agent.offline.words import names_of, spelling

_MOST_ASPECTS = 5
_MOST_SIDES = 6
_NEAR, _SPOKEN = 0.7, 0.5
_UNASKED = ("lineup", "price", "open", "context", "hardware", "features", "earns", "closed")
"""What a comparison that names no aspect speaks of, in this order."""
_MOST_UNASKED = 4
_SPOKEN_OF = {"open": "licence", "price": "price", "context": "context"}
"""The aspect by which statements of a coverage are ranked."""
_MOST_A_CELL = 2
_OF_ALL = {"share", "users"}
"""Aspects whose statements count several side by side."""
_MOST_TRIED, _MOST_ON_ALL = 24, 2
_BEYOND = ">"
"""In a tier's name: the dearer tier, of longer prompts."""

Results = dict[str, dict[str, Any]]
Cells = Mapping[str, Sequence[Statement]]


def comparison_reply(request: Request, results: Results, writer: Writer) -> Part:
    """A table, every cell dated and cited; before it which side is less, where that can be told."""
    held = facts_of(found_rows(results))
    every = [row for row in held if not is_check(row)]
    narrow = {name: found for name, found in results.items() if not name.endswith("_open")}
    rows = [row for row in facts_of(found_rows(narrow)) if not is_check(row)]
    sides = sides_of(request, rows)
    if len(sides) < 2:
        return fact_reply(request, results, writer)
    asked = _asked(request, sides, rows, every)
    by_name = asked or {**_what_each_is(request, sides, rows), **_covered(request, sides, rows)}
    if not by_name:
        return nothing(request)
    language = request.language
    none = phrase("not_in_library", language)
    body = [
        [
            coverage_name(name, language),
            *(
                _cell(cells[side] or _on_claim(request, side, name, held, sides), request, writer)
                or none
                for side in sides
            ),
        ]
        for name, cells in by_name.items()
        if not (name == "name" and asks_maker(request))
    ]
    body += _makers(request, sides, rows, writer)
    header = [phrase("aspect", language), *(name_in(side, language) for side in sides)]
    lead = [writer.statement(said, language) for said in _on_all(request, sides, rows)]
    lead += [order_of(request, name, cells) for name, cells in asked.items()]
    lead += [first_of(request, asked["release"])] if "release" in asked else []
    lead += [_which_open(request, asked["open"])] if "open" in asked else []
    start = "\n".join(said for said in lead if said) or phrase("side_by_side", language)
    return Part(f"{start}\n\n{table(header, body)}", named=tuple(sides))


def _makers(
    request: Request, sides: Sequence[str], rows: Sequence[Row], writer: Writer
) -> list[list[str]]:
    """The row of who makes each side; none where it is not asked."""
    if not asks_maker(request):
        return []
    language = request.language
    told = [maker_cell(side, request, rows, writer) for side in sides]
    none = phrase("not_in_library", language)
    return [[coverage_name("maker", language), *(one or none for one in told)]]


def _on_all(request: Request, sides: Sequence[str], rows: Sequence[Row]) -> list[Statement]:
    """The statements that tell what is asked of every side, for the time asked where one is: two
    counts of one thing (by tokens, by revenue) are both told."""
    if not (request.dates or _OF_ALL & set(request.aspects)):
        return []
    told = [s for s in rank(request, rows) if s.on_aspect >= _NEAR or not request.aspects]
    told = [s for s in told if all(speaks_of(period, s.text) for period in request.dates)]
    on_all = [said for said in told[:_MOST_TRIED] if _names_all(said, sides)]
    newest = sorted(on_all, key=lambda said: said.date[:7], reverse=True)
    return (on_all if request.dates else newest)[:_MOST_ON_ALL]


def _names_all(said: Statement, sides: Sequence[str]) -> bool:
    """Whether a statement is on every side, each under any of its names."""
    text = f"{said.row.get('system') or ''}: {said.text}"
    left = [side for side in sides if spelling(side) not in spelling(text)]
    if not left:
        return True
    if len(left) > len(sides) / 2:
        return False  # and spares the search for other names
    named = [spelling(entity.canonical) for entity in Lexicon.bundled().link(text)]
    return all(any(_is_one(spelling(side), name) for name in named) for side in left)


def _is_one(side: str, name: str) -> bool:
    return name.startswith(side) or side.startswith(name)


def sides_of(request: Request, rows: Sequence[Row]) -> list[str]:
    """The systems named, and the vendors named for themselves rather than through a system."""
    asked = {spelling(system) for system in request.systems}
    owners = {
        row.get("vendor")
        for row in rows
        if any(name.startswith(one) for name in names_of(row.get("system") or "") for one in asked)
        or any(one in spelling(row["title"]) for one in asked)
    }
    alone = [v for v in request.vendors if v not in owners and _is_said(v, request.question)]
    sides = [*request.systems, *alone] if request.systems else list(request.vendors)
    return sorted(sides, key=lambda side: _place(side, request))[:_MOST_SIDES]


def _is_said(vendor: str, question: str) -> bool:
    """Whether a vendor is named itself, and not only as the maker of a system."""
    return any(name.lower() in question.lower() for name in (vendor, name_in(vendor, "zh")))


def _place(side: str, request: Request) -> int:
    found = request.question.lower().find(side.lower())
    return found if found >= 0 else len(request.question)


def _asked(
    request: Request, sides: Sequence[str], rows: Sequence[Row], every: Sequence[Row]
) -> dict[str, Cells]:
    """Cells of every aspect the question names; a side of which the first rows tell nothing is
    looked for in `every`."""
    table: dict[str, Cells] = {}
    for aspect in request.aspects[:_MOST_ASPECTS]:
        told = {side: _candidates(request, side, aspect, rows, sides) for side in sides}
        wider = {s: _candidates(request, s, aspect, every, sides) for s in sides if not told[s]}
        found = told | wider
        cells = (
            _cells(found) if aspect != "earns" else {s: f[:_MOST_A_CELL] for s, f in found.items()}
        )
        if cells not in table.values() or not any(cells.values()):
            table[aspect] = cells
    return table if any(any(cells.values()) for cells in table.values()) else {}


def _what_each_is(request: Request, sides: Sequence[str], rows: Sequence[Row]) -> dict[str, Cells]:
    """Asked how things differ: what each is, where the library says so of all."""
    if not pattern("routing", "differ").search(request.question):
        return {}
    told = {side: definition_of(_candidates(request, side, "", rows, sides)) for side in sides}
    cells = {side: [said] for side, said in told.items() if said}
    return {"what": cells} if len(cells) == len(sides) else {}


def _covered(request: Request, sides: Sequence[str], rows: Sequence[Row]) -> dict[str, Cells]:
    """Cells of what the sheets cover of at least two sides, where no aspect was asked."""
    table: dict[str, Cells] = {}
    for coverage in _UNASKED:
        of_it = [row for row in rows if row["extra"].get("coverage") == coverage]
        aspect = _SPOKEN_OF.get(coverage, "")
        cells = _cells({s: _candidates(request, s, aspect, of_it, sides) for s in sides})
        if sum(map(bool, cells.values())) > 1:
            table[coverage] = cells
    if not table:
        cells = _cells({side: _candidates(request, side, "", rows, sides) for side in sides})
        return {"statement": cells} if any(cells.values()) else {}
    return dict(list(table.items())[:_MOST_UNASKED])


def _candidates(
    request: Request, side: str, aspect: str, rows: Sequence[Row], sides: Sequence[str]
) -> list[Statement]:
    """Statements on one aspect of one side, best first, the base tier of a price before others."""
    is_system, alone = side in request.systems, _alone(request, side, aspect, sides)
    ranked = near = [said for said in rank(alone, rows) if said.about >= _NEAR]
    if aspect:
        own = [s for s in ranked if aspect in COVERS.get(str(s.row["extra"].get("coverage")), ())]
        speaking = [said for said in ranked if said.on_aspect >= _SPOKEN]
        if is_system and all(said.about < 1.0 for said in own):
            # what another member of a family is or reads says nothing of this one
            own = [said for said in speaking if said.about == 1.0] or own
        ranked = with_value(alone, own or speaking)
        if aspect == "release":
            return first_release(ranked)[:1]
        if aspect == "earns":
            return by_income(ranked, near)
    exact = [said for said in ranked if said.about == 1.0]
    if exact and is_system:
        return sorted(
            exact, key=lambda s: (_BEYOND in str(s.row.get("system") or ""), not _names(s, aspect))
        )
    return sorted(ranked, key=lambda s: s.date, reverse=True) if aspect == "price" else ranked


def _alone(request: Request, side: str, aspect: str, sides: Sequence[str]) -> Request:
    """The question on one aspect of one side."""
    is_system = side in request.systems
    return replace(
        request,
        topic="fact",
        systems=(side,) if is_system else (),
        vendors=() if is_system else (side,),
        aspects=(aspect,) if aspect in aspects() else (),
        question=_without_names(request.question, [s for s in sides if s != side]),
        query="",
    )


def _on_claim(
    request: Request, side: str, aspect: str, rows: Sequence[Row], sides: Sequence[str]
) -> list[Statement]:
    """Where no fact is told of a side: what was found when the article's statement on it was
    checked."""
    alone = _alone(request, side, aspect, sides)
    notes = [row for row in rows if row["extra"].get("kind") in ("note", "evidence")]
    on_it = [s for s in rank(alone, notes) if s.about == 1.0 and s.on_aspect >= _SPOKEN]
    return [s for s in on_it if not s.row["extra"].get("after_article")][:1]


def _names(said: Statement, aspect: str) -> bool:
    """Whether it names the licence, where that is asked, and not only what follows from it."""
    return (
        aspect not in ("licence", "open")
        or pattern("openness", "licence").search(said.text) is not None
    )


def _without_names(question: str, names: Sequence[str]) -> str:
    for name in names:
        question = question.replace(name, " ")
    return question


def _cells(choices: Mapping[str, Sequence[Statement]]) -> Cells:
    """What is said of each side: first the statement with the measure that most sides share.

    A family or a vendor is many things: two of them are told. So is a newer statement than the
    first, where the measure picked an old one.
    """
    counts = Counter(
        m
        for found in choices.values()
        for m in dict.fromkeys(m for s in found for m in measures(s))  # a set has no order
    )
    shared = max(counts, key=lambda measure: counts[measure], default="")
    cells: dict[str, list[Statement]] = {}
    for side, found in choices.items():
        same = [said for said in found if shared in measures(said)] if counts[shared] > 1 else []
        first = (same or found)[:1]
        others = [said for said in found if said not in first and _adds(first[0], said)]
        cells[side] = [*first, *others[: _MOST_A_CELL - 1]]
    return cells


def _which_open(request: Request, cells: Cells) -> str:
    """Which sides are open and which are not, where the library says so of each."""
    closed = [side for side, told in cells.items() if told and all(is_closed([s]) for s in told)]
    opened = [side for side, told in cells.items() if not is_closed(told) and told and _opens(told)]
    untold = [side for side, told in cells.items() if not told]
    others = closed or untold
    if len(others) + len(opened) < len(cells) or not others or not opened:
        return ""
    language = request.language
    comma = ", " if language == "en" else "、"
    return phrase(
        "open_and_closed" if closed else "open_and_untold",
        language,
        opened=comma.join(name_in(side, language) for side in opened),
        closed=comma.join(name_in(side, language) for side in others),
    )


def _opens(told: Sequence[Statement]) -> bool:
    return told[0].row["extra"].get("coverage") in ("open", "lineup")


def _adds(first: Statement, other: Statement) -> bool:
    """Whether another statement is of another member of a family, or newer than the first."""
    if first.about < 1.0 or first.row.get("system") != other.row.get("system"):
        return first.row.get("system") != other.row.get("system")
    return other.date[:7] > first.date[:7] and bool(measures(other))


def _cell(told: Sequence[Statement], request: Request, writer: Writer) -> str:
    joint = "; " if request.language == "en" else "；"
    short = len(told) == 1
    return joint.join(writer.statement(said, request.language, short=short) for said in told)
