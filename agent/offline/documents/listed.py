"""The items that a question for a list asks for: rows of a table, items below a sentence, or what a
section tells under names of its own."""

from collections.abc import Sequence

from agent.offline.documents.asked import WEAK, Asked
from agent.offline.documents.columns import column_of, is_total, names_a_row, row_of, several
from agent.offline.documents.cues import asks
from agent.offline.documents.judged import APART, Judged
from agent.offline.documents.traits import tells_several
from agent.offline.documents.units import is_number
from agent.offline.documents.words import lists, stems

_MANY = 24
"""Rows of a table that is told as a whole at most."""
_FEW = 3
"""Names of its own from which on a section is a list of them."""


def listed(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The items in their order; none where what answers is no list."""
    best = good[0]
    if best.unit.kind == "cell":
        found = (
            _that_do(asked, best, judged)
            or _with_value(asked, judged)
            or _keyed(asked, good, judged)
            or _down(asked, best, judged)
        )
        return () if _are_asked(asked, found) else found
    if alike := _begun_alike(best, judged):
        return alike
    if tells_several(best.unit.text) and not best.unit.is_item:
        return ()
    return _with_value(asked, judged) or _below(asked, best, judged) or _under_names(best, judged)


def _are_asked(asked: Asked, found: Sequence[Judged]) -> bool:
    """Whether all that would be told stands in the question: "Brannock" for the dogs at Brannock."""
    words = frozenset(stems(asked.whole))
    return bool(found) and all(words >= frozenset(stems(one.unit.value)) for one in found)


def _keyed(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """All rows of the column that the question names."""
    words = {word for word, _ in asked.weights}
    keyed = [
        one
        for one in good
        if one.unit.kind == "cell"
        and one.score >= good[0].score - APART
        and words & set(stems(one.unit.keys))
    ]
    keyed = [one for one in keyed if words & set(stems(one.unit.column))] or keyed
    column = column_of(keyed[0], judged) if keyed else []
    return tuple(one for one in column if not is_total(one, column))


def _down(asked: Asked, best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """All rows under the best one's header, where the question names the table and none of them."""
    column = column_of(best, judged)
    words = {word for word, _ in asked.weights}
    above = set(stems(f"{best.unit.heading} {best.unit.column} {best.unit.keys}"))
    rows = tuple(one for one in column if not is_total(one, column))
    is_named = names_a_row(asked, column)
    return () if is_named or not words & above or len(rows) > _MANY else rows


def _that_do(asked: Asked, best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """Of a column of yes and no the rows for which it is so; with a "not", or its opposite, those for which it is not."""
    column = column_of(best, judged)
    said = [one.unit.value.casefold() for one in column]
    if not set(said) <= lists()["yes"] | lists()["no"]:
        return ()
    opposites = {"un" + word for word in stems(best.unit.column)} & {*stems(asked.text)}
    wanted = lists()["no" if opposites or asks("not").search(asked.text) else "yes"]
    return tuple(one for one, value in zip(column, said, strict=True) if value in wanted)


def _with_value(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The rows of a table in which a column holds the very name asked: all that one man carved."""
    words = {word for word, weight in asked.weights if weight > WEAK}
    every = {word for word, _ in asked.weights}
    alike: dict[tuple[str, int, str, str], list[Judged]] = {}
    for one in judged:
        value = set(stems(one.unit.value))
        # What is listed must be of the table as well: "the boats of Ana Reed", not her songs.
        is_of_it = words <= value or bool(
            (words - value) & {*one.held, *stems(f"{one.source.name} {one.unit.keys}")}
        )
        if (
            one.unit.kind == "cell"
            and value
            and value <= (every if _is_asked(words, one) else words)
            and is_of_it
            and not is_number(one.unit.value)
        ):
            key = (one.source.document_id, one.unit.table, one.unit.column, one.unit.value)
            alike.setdefault(key, []).append(one)
    found = max(
        alike.values(),
        key=lambda some: (_is_asked(words, some[0]), _about(words, some[0], judged), len(some)),
        default=[],
    )
    are_others = bool(found) and asks("others").search(asked.text) is not None
    if are_others:
        all_of_it = column_of(found[0], judged)
        found = [one for one in all_of_it if one.unit.value != found[0].unit.value]
    rows = [row_of(one, judged) for one in sorted(found, key=lambda one: one.unit.row)]
    names = [cell for row in rows for cell in _named(words, row, found[0].unit.column)]
    is_it = bool(found) and _is_asked(words, found[0])
    return tuple(names) if len(names) > 1 or are_others or is_it else ()


def _is_asked(words: set[str], one: Judged) -> bool:
    """Whether the question names the column itself: of several regions this one."""
    name = {*stems(one.unit.column.replace("_", " "))} - lists()["idle"]
    return bool(name) and name <= words


def _about(words: set[str], one: Judged, judged: Sequence[Judged]) -> int:
    """How many of the words name what a cell's table is of: its headers, heading and document."""
    headers = " ".join(cell.unit.column for cell in row_of(one, judged))
    own = set(stems(one.unit.value))
    return len((words - own) & set(stems(f"{headers} {one.unit.heading} {one.source.name}")))


def _named(words: set[str], row: Sequence[Judged], column: str) -> list[Judged]:
    """Of a row the cells under a header that is asked, "which courses"; else what names it."""
    others = [cell for cell in row if cell.unit.column != column]
    asked = [cell for cell in others if words & set(stems(cell.unit.column.replace("_", " ")))]
    return asked[:1] or [cell for cell in row if cell.unit.keys.startswith(cell.unit.column)]


def _below(asked: Asked, best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The items that a sentence announces, or among which the best is."""
    if not best.unit.is_item and not best.unit.text.rstrip().endswith((":", "：")):
        return ()
    items = [one for one in _section(best, judged) if one.unit.is_item]
    if not best.unit.is_item:
        return tuple(one for one in items if one.unit.start > best.unit.start)
    if len(items) == several(asked.text):
        return tuple(items)
    return tuple(one for one in items if one.score >= best.score - APART)


def _begun_alike(best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The sentences of a section that begin with the same word: "Route 1 ... Route 2 ..."."""
    first = stems(best.unit.text)[:1]
    alike = [one for one in _section(best, judged) if stems(one.unit.text)[:1] == first]
    is_name = first and first[0] not in lists()["idle"] and first[0].isalpha()
    return tuple(alike) if len(alike) >= _FEW and is_name else ()


def _under_names(best: Judged, judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """The first sentence under each name that the section of the best has."""
    base = best.unit.heading.split(" · ")[0]
    first: dict[str, Judged] = {}
    for one in sorted(judged, key=lambda one: one.unit.start):
        unit = one.unit
        if one.source == best.source and unit.heading.startswith(f"{base} · "):
            first.setdefault(unit.heading, one)
    return tuple(first.values()) if len(first) >= _FEW and best.unit.heading == base else ()


def _section(best: Judged, judged: Sequence[Judged]) -> list[Judged]:
    found = [o for o in judged if o.source == best.source and o.unit.heading == best.unit.heading]
    return sorted(found, key=lambda one: one.unit.start)
