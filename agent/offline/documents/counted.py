"""How many rows of a table are so: where a question counts a kind of thing of which each row is one."""

from collections.abc import Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.judged import Judged
from agent.offline.documents.picked import Picked, are_called, name_of, picked
from agent.offline.documents.words import stems

_CHANCE = 0.6
"""That rows are to be counted, by the tagger."""
_COVERED = 0.6
"""Weight of the question's words that rows, headers and names must hold."""
_MOST = 80


def counted(asked: Asked, good: Sequence[Judged], judged: Sequence[Judged]) -> tuple[Judged, ...]:
    """What names each row that is so; none where the documents say the number themselves."""
    told = asked.spoken
    if told is None or told.kinds["count"] < _CHANCE:
        return ()
    kind = told.likely("rows")
    said = frozenset(word for word, _ in asked.weights)
    if not kind or any(_says_it(one, kind) for one in good[:2]):
        return ()
    for some in picked(asked, judged):
        is_covered = some.covered >= _COVERED and 1 < len(some.rows) <= _MOST
        if asked.counted and asked.counted not in some.said:
            continue  # rows of another kind
        is_named = not some.words <= kind or are_called(some.words, some.rows)
        if is_covered and is_named and _are_of(kind, said, some):
            return tuple(map(name_of, some.rows.values()))
    return ()


def _says_it(one: Judged, kind: frozenset[str]) -> bool:
    """Whether a statement holds a number of the things, or a cell stands under their name."""
    if one.unit.kind == "cell":
        return is_figure(one) and bool(kind & _header(one))
    return one.traits.get("counted") == 1.0


def _are_of(kind: frozenset[str], said: frozenset[str], some: Picked) -> bool:
    """Whether each row is one of the kind: the table or the column that names its rows is called by it, and no column
    of figures is called by a word of the question."""
    row = next(iter(some.rows.values()))
    unit, source = row[0].unit, row[0].source
    above = {*stems(f"{unit.keys} {unit.heading} {unit.before} {source.name}".replace("_", " "))}
    figures = (
        one for one in row if is_figure(one) and not one.unit.keys.startswith(one.unit.column)
    )
    return bool(kind & above) and not any(said & _header(one) for one in figures)


def _header(one: Judged) -> frozenset[str]:
    return frozenset(stems(one.unit.column.replace("_", " ")))
