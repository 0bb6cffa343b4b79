"""The rows of a table that are in a state which a question names, "which invoices are unpaid?", or that a count
is asked of."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from agent.offline.documents.asked import Asked
from agent.offline.documents.columns import is_total
from agent.offline.documents.judged import Judged
from agent.offline.documents.picked import WHOLLY, picked, tables
from agent.offline.documents.words import lists, stems

_IN_STATE = re.compile(
    r"\b(?:which|what|how many) (?P<what>(?:[\w’'-]+ ){0,4}[\w-]+s) (?:are|were|(?:have|had) (?P<been>not )?been) "
    r"(?P<not>not )?(?:(?:still|already|currently|now|yet) )?(?P<state>[a-z-]+(?: [a-z]+)?)\W*$",
    re.IGNORECASE,
)
_NUMBER = ("id", "no", "nr", "number", "code", "key")
_MOST = 24
_Rows = Mapping[int, Sequence[Judged]]


class _State(NamedTuple):
    """What is asked to be in a state, the state, and whether it is asked to be in it."""

    what: tuple[str, ...]
    state: tuple[str, ...]
    is_so: bool


def stated(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...] | None:
    """What names the rows asked, perhaps none; None where the question is of another kind."""
    found = _in_state(asked, judged)
    found = _counted(asked, judged) if found is None else found
    is_short = asked.counts and any(one.row is None for one in found or ())
    return () if is_short else found  # a list without the rows that no search found is no count


def names_one(asked: Asked, one: Judged) -> bool:
    """Whether a cell is the number of one of the things counted, under "Order" or "Order ID", which is not how many
    there are; kinds of them, a day ticket, have no number."""
    words = re.findall(r"[^\W\d_]+", one.unit.column)
    is_numbered = re.fullmatch(r"\S*\d\S*", one.unit.value) is not None
    is_first = one.unit.kind == "cell" and one.unit.keys.startswith(one.unit.column)
    if not (asked.counts and is_first and is_numbered and words):
        return False
    is_singular = stems(words[0]) == (asked.counted,) and not words[0].casefold().endswith("s")
    return is_singular and all(word.casefold() in _NUMBER for word in words[1:])


def _in_state(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...] | None:
    """What names the rows in the state that is asked, perhaps none; None where no table has a column that tells it."""
    state = _state(asked.text)
    if state is None:
        return None
    for cells in tables(judged):
        rows: defaultdict[int, list[Judged]] = defaultdict(list)
        for one in sorted(cells, key=lambda one: (one.unit.row, one.unit.start)):
            rows[one.unit.row].append(one)
        if (of_it := _rows_of(state.what, rows)) and (kept := _kept(state, rows)) is not None:
            found = [_name(state.what, rows[row]) for row in sorted(kept & of_it)]
            return tuple(found) if len(found) <= _MOST else ()
    return None


def _counted(asked: Asked, judged: Sequence[Judged]) -> tuple[Judged, ...] | None:
    """What names the rows that are to be counted, where each row of the table is one of the things asked, perhaps
    none; None where the question or the table is of another kind."""
    best = next(iter(picked(asked, judged)), None) if asked.counts else None
    if best is None or not all(names_one(asked, row[0]) for row in best.rows.values()):
        return None
    is_sure = best.covered >= WHOLLY and len(best.rows) <= _MOST and not asked.periods
    return tuple(row[0] for row in best.rows.values()) if is_sure else ()


def _state(text: str) -> _State | None:
    found = _IN_STATE.search(text)
    if found is None:
        return None
    what = tuple(word for word in stems(found["what"]) if word not in lists()["idle"])
    is_so = not (found["not"] or found["been"])
    return _State(what, stems(found["state"]), is_so) if what else None


def _rows_of(what: Sequence[str], rows: _Rows) -> set[int]:
    """The rows that are of what is asked: its last word names the table, others it or the row."""
    unit, source = next(iter(rows.values()))[0].unit, next(iter(rows.values()))[0].source
    columns = " ".join(one.unit.column for row in rows.values() for one in row)
    above = {*stems(f"{columns} {unit.heading} {unit.before} {source.name}".replace("_", " "))}
    if what[-1] not in above:
        return set()
    others = {*what} - above
    return {
        place
        for place, row in rows.items()
        if others <= {stem for one in row for stem in stems(one.unit.value)}
        and not any(is_total(one, ()) for one in row)
    }


def _kept(state: _State, rows: _Rows) -> set[int] | None:
    """The rows in the state, by the one column that tells it; None where there is no such, or several."""
    columns: defaultdict[str, dict[int, str]] = defaultdict(dict)
    for place, row in rows.items():
        for one in row:
            if not one.unit.is_blank:
                columns[one.unit.column][place] = one.unit.value
    told = [kept for name, values in columns.items() if (kept := _in_column(state, name, values)) is not None]  # fmt: skip
    return told[0] if len(told) == 1 else None


def _in_column(state: _State, name: str, values: Mapping[int, str]) -> set[int] | None:
    """By a column that has the state for a value, or is called by it, or by its opposite, and holds yes and no."""
    said = {place: value.strip().casefold() for place, value in values.items()}
    is_it = {place: stems(value) == state.state for place, value in said.items()}
    if any(is_it.values()):
        return {place for place, so in is_it.items() if so == state.is_so}
    words = tuple(word for word in stems(name.replace("_", " ")) if word not in lists()["idle"])
    opposite = ("un" + words[0],) if len(words) == 1 else ()
    is_yes_no = bool(said) and {*said.values()} <= lists()["yes"] | lists()["no"]
    if not words or state.state not in (words, opposite) or not is_yes_no:
        return None
    wanted = lists()["yes" if state.is_so == (state.state == words) else "no"]
    return {place for place, value in said.items() if value in wanted}


def _name(what: Sequence[str], row: Sequence[Judged]) -> Judged:
    """The cell under the header of what is asked; else the row's first."""
    named = (one for one in row if what[-1] in stems(one.unit.column.replace("_", " ")))
    return next(named, row[0])
