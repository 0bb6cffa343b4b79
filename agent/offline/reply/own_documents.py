"""The reply out of a user's own documents: the statement or cell that answers, a sum with its
cells, a list, both accounts, or that nothing answers."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from agent.evidence import Row
from agent.offline.documents.columns import unit_of
from agent.offline.documents.decision import Decided
from agent.offline.documents.entries import day_in
from agent.offline.documents.judged import Judged, short_label
from agent.offline.documents.letters import QUOTED
from agent.offline.documents.periods import periods_in
from agent.offline.documents.replies import UNDER, is_question
from agent.offline.documents.units import Unit, is_number, is_worded
from agent.offline.documents.words import lists, stems
from agent.offline.reply.part import Part, Writer, bullets
from agent.offline.reply.phrases import phrase
from agent.offline.request import Language
from knowledge.document import WEAK

_POINTS = re.compile(
    r"^(?:they|it|she|he|this|these|those|that|there|the (?:first|last|second|other|former|latter)|its|their|her|his|both|after that|它|他|她|这|其)\b",
    re.IGNORECASE,
)
_LONGEST_BEFORE = 200


def own_reply(
    decided: Decided,
    results: Mapping[str, dict[str, Any]],
    language: Language,
    *,
    alone: bool,
    writer: Writer,
) -> Part:
    """What was decided, said with its sources; `alone` where the library holds nothing of ours."""
    units = [one for one in decided.units if one.row is not None]
    if decided.sum is not None and (made := results.get("own_sum")) and units:
        return Part(_sum(decided, made, units, language, writer))
    if not units:
        return _nothing(decided, language, alone, writer)
    lines = [_said(one, language, writer) for one in units]
    if decided.is_side_by_side and len({one.source.document_id for one in units}) > 1:
        names = _names(units)
        lines = [_of_document(*each) for each in zip(units, names, lines, strict=True)]
    if decided.is_table:
        return Part(_table(units, language, writer))
    if decided.is_list:
        return Part(_list(units, language, writer))
    if decided.differ:
        return Part(f"{phrase('differ', language)}\n{bullets(lines)}")
    said = bullets(lines) if len(lines) > 1 else lines[0]
    if decided.is_one_state:
        said = f"{said}\n\n{phrase('other_state', language)}"
    if decided.unsaid:
        names = ("、" if language == "zh" else ", ").join(decided.unsaid)
        said = f"{said}\n\n{phrase('nothing_for', language, names=names)}"
    return Part(said)


def _sum(
    decided: Decided,
    made: Mapping[str, Any],
    units: Sequence[Judged],
    language: Language,
    writer: Writer,
) -> str:
    sentence = str(made.get("text") or "").split("\n\n")[0]
    if (
        decided.sum
        and len(decided.sum.periods) == 2
        and decided.sum.arguments["operation"] in ("change", "difference", "ratio")
    ):
        first, last = decided.sum.periods
        result = str(made.get("result"))
        key = "fell" if result.startswith("-") else "unchanged" if result == "0" else "rose"
        colon = ": " if language == "en" else "："
        sentence = f"{phrase(key, language, first=first, last=last)}{colon}{sentence}"
    if decided.sum and decided.sum.arguments["operation"] == "count":
        return f"{sentence}\n\n{_list(units, language, writer)}"
    lines = [_said(one, language, writer) for one in units]
    if decided.sum and not decided.sum.periods and len({one.source.title for one in units}) > 1:
        lines = [_of_document(o, o.source.title, line) for o, line in zip(units, lines, strict=True)]  # fmt: skip
    return f"{sentence}\n\n{bullets(lines)}"


def _table(units: Sequence[Judged], language: Language, writer: Writer) -> str:
    """Rows of a document's table as columns, what it tells of them as rows."""
    names = [*dict.fromkeys(one.unit.label.split(" · ")[0] for one in units)]
    cells: dict[str, dict[str, str]] = {}
    for one in units:
        if one.row is not None:
            said = f"{one.unit.value} {writer.mark(one.row)}"
            cells.setdefault(one.unit.column, {})[one.unit.label.split(" · ")[0]] = said
    none = phrase("not_in_library", language)
    lines = [["", *names], ["---"] * (len(names) + 1)]
    lines += [[column, *(of.get(name, none) for name in names)] for column, of in cells.items()]
    rows = "\n".join(f"| {' | '.join(line)} |" for line in lines)
    return f"{_head(units[0], language)}:\n\n{rows}"


def _head(one: Judged, language: Language) -> str:
    """What stands above a table or list, with its document's date or title."""
    head, of = one.unit.heading or one.source.title, _dated(one.row, language)
    return head if head == of else f"{head}{' ' if language == 'en' else ''}({of})"


def _list(units: Sequence[Judged], language: Language, writer: Writer) -> str:
    first = units[0].unit
    if first.kind != "cell":
        return bullets([_said(one, language, writer) for one in units])
    marks = "".join(dict.fromkeys(f" {writer.mark(one.row)}" for one in units if one.row))
    lines = [_item(one.unit, language) for one in units]
    return f"{_head(units[0], language)}{marks}:\n{bullets(list(dict.fromkeys(lines)))}"


def _item(unit: Unit, language: Language) -> str:
    """A row by its name; with its figure or date, where that is what is listed."""
    is_name = unit.column in unit.keys and is_worded(unit.value)
    if is_name or not unit.label:
        return unit.value
    if unit.value.casefold() in lists()["yes"] | lists()["no"]:
        return unit.label
    colon = ": " if language == "en" else "："
    if unit.column in unit.keys:
        return f"{unit.value}{colon}{unit.label}"
    return f"{unit.label}{colon}{unit.value}"


def _names(units: Sequence[Judged]) -> list[str]:
    """What tells their documents apart: their titles, or else who wrote them."""
    titles = [one.source.title for one in units]
    writers = [one.source.publisher for one in units]
    return titles if len(set(titles)) > 1 or len(set(writers)) == 1 else writers


def _of_document(one: Judged, name: str, line: str) -> str:
    """A statement with its document's name, where it does not say itself of what it is."""
    is_said = set(stems(name)) <= set(stems(line)) or one.row is None
    return line if is_said else f"{name} – {line}"


def _said(one: Judged, language: Language, writer: Writer) -> str:
    unit = one.unit
    assert one.row is not None
    if unit.kind == "cell":
        measure = unit_of(unit) if is_number(unit.value) else ""
        beside = f"{unit.column} {unit.value}"
        told = f" ({measure})" if measure and measure not in beside else ""
        text = f"{', '.join(filter(str.strip, (short_label(one), unit.column)))}: "
        text += f"**{unit.value}**{told}"
        times = set(periods_in(unit.heading)) - {*periods_in(one.source.title), one.source.date[:4]}
        if times - {*periods_in(text)}:
            text = f"{unit.heading} – {text}"  # of which year it is stands only there
    else:
        text = unit.text.rstrip(".。 ")
        if heading := _heading(one, language):
            colon = "" if is_question(heading) else ":"
            text = f"{heading}{colon} {text}"  # a version or a date stands only there
        lead = unit.heading.partition(" · ")[2]
        if lead and lead.casefold() not in text.casefold():
            text = f"{lead}: {text}"
        before = unit.before.rsplit(". ", 1)[-1].strip()
        if _POINTS.match(text) and before and len(before) <= _LONGEST_BEFORE:
            text = f"{before.rstrip('.。')}. {text}" if language == "en" else f"{before}{text}"
    brackets = "（{}）" if language == "zh" else " ({})"
    of = _dated(one.row, language)
    if one.source.is_replaced:
        of = phrase("replaced", language, of=of)
    return f"{text}{brackets.format(of)} {writer.mark(one.row)}"


def _heading(one: Judged, language: Language) -> str:
    """The heading above, where it bears a number or that of its entry stands higher."""
    own, entry = one.unit.heading.rpartition(UNDER)[2], one.unit.entry
    if entry in one.source.name or entry == one.source.date:
        entry = ""
    if entry and entry not in one.unit.heading:
        said = phrase("quoted", language, day=day_in(entry)).strip()
        return ", ".join(filter(None, (said if entry.startswith(QUOTED) else entry, own)))
    return own if own not in one.source.name and (entry or re.search(r"\d", own)) else ""


def _dated(row: Row | None, language: Language) -> str:
    """The document's date; its title where nothing in it says one."""
    if row is None:
        return phrase("undated", language)
    if row.get("date") and row["extra"].get("date_from") not in WEAK:
        return str(row["date"])
    return str(row["title"])


def _nothing(decided: Decided, language: Language, alone: bool, writer: Writer) -> Part:
    text = phrase("nothing_own" if alone else "nothing_beside", language)
    if decided.blank is not None and decided.blank.row is not None:
        unit, row = decided.blank.unit, decided.blank.row
        cell = ", ".join(filter(str.strip, (unit.label, unit.column)))
        said = phrase("blank", language, cell=cell, of=_dated(row, language))
        text = f"{said} {writer.mark(row)}"
    elif near := [_said(one, language, writer) for one in decided.closest]:
        several = f"\n\n{bullets(near)}" if len(near) > 1 else ""
        near = phrase("closest", language, text=several or near[0])
        text = f"{text}\n\n{near}"
    return Part(text, abstained=True)
