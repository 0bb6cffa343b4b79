"""The ways in which a question may pick rows of a table: sets of conditions that some rows meet together."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.offline.documents.asked import WEAK, Asked
from agent.offline.documents.columns import is_figure
from agent.offline.documents.condition import Condition
from agent.offline.documents.conditions import conditions
from agent.offline.documents.judged import Judged
from agent.offline.documents.picked import above_of
from agent.offline.documents.spoken import Spoken
from agent.offline.documents.time_conditions import edge_of
from agent.offline.documents.words import lists, stems

_MOST_TOGETHER, _MOST = 3, 4
"""Conditions of a way, and ways of a table."""
_EACH, _IDLE, _NEEDED = 0.1, 0.3, 0.2
"""What one more condition costs, and one by words that play no part; need below which a word plays none."""
_ABOVE = 0.4
"""What a word counts that what the table is called holds already."""
_UNTOLD, _OF_KIND = 0.6, 0.6
"""What a word counts where no tagger has read the question, and one that says of what kind rows are."""
_TOTAL = re.compile(
    r"(?:grand |sub-?)?totals?\b.*|sum|overall|all(?: [a-z]+s)?|altogether|together|(?:full|whole) year|year"
    r"|合计.*|总计.*|总数.*|全年",
    re.IGNORECASE,
)
_PICKS = ("item", "filter", "period", "number")
"""Parts of a question that pick rows."""


@dataclass(frozen=True)
class Way:
    """Rows of one table, and by which conditions."""

    rows: Mapping[int, Sequence[Judged]]
    """Their cells, by the row's place."""
    of: tuple[Condition, ...]
    table: tuple[str, int]
    above: frozenset[str]
    """Stems of what the table, its headings and its columns are called."""
    size: int
    """How many rows the table has."""
    need: float
    """Share of what should pick rows that does, 0 to 1, or a little less."""

    @property
    def words(self) -> frozenset[str]:
        """By which they are picked."""
        return frozenset(word for one in self.of for word in one.words)

    @property
    def columns(self) -> frozenset[str]:
        """Whose cells pick them."""
        return frozenset(one.column for one in self.of)

    @property
    def name(self) -> str:
        """What the first row says of the words, to call the rows by."""
        first = next(iter(self.rows.values()), ())
        said = (
            word
            for one in first
            if not is_figure(one) and one.unit.column in self.columns
            for word in one.unit.value.split()
        )
        return " ".join(word for word in said if set(stems(word)) & self.words) or " ".join(
            sorted(self.words)
        )


def ways_of(asked: Asked, tables: Sequence[Sequence[Judged]]) -> list[Way]:
    """Those of each table, with that of all its rows the last of each."""
    return [way for cells in tables for way in _of_table(asked, cells)]


def _of_table(asked: Asked, cells: Sequence[Judged]) -> Iterator[Way]:
    rows: defaultdict[int, list[Judged]] = defaultdict(list)
    for one in sorted(cells, key=lambda one: (one.unit.row, one.unit.start)):
        rows[one.unit.row].append(one)
    single = {row: of for row, of in rows.items() if not _is_total_row(of)}
    if not single:
        return
    key = (cells[0].source.document_id, cells[0].unit.table)
    above = above_of(cells)
    if (found := conditions(asked, single)) is None:
        return
    of_rows, of_all = found
    needs = {word: need for word, need in _needs(asked, above).items() if word not in of_all}
    above |= of_all
    some = [(*pair,) for pair in _together(of_rows, needs)]
    some.sort(key=lambda pair: -pair[1])
    seen: set[frozenset[int]] = set()
    for of, worth in some:
        kept = frozenset.intersection(*(one.rows for one in of))
        if kept and kept not in seen and len(seen) < _MOST:
            seen.add(kept)
            yield Way(
                {row: single[row] for row in sorted(kept)}, of, key, above, len(single), worth
            )
    yield Way(
        single, (), key, above, len(single), 1.0 - sum(needs.values()) / (sum(needs.values()) + 0.5)
    )


def _needs(asked: Asked, above: frozenset[str]) -> dict[str, float]:
    """How much each word of the question should pick rows."""
    told = asked.spoken
    strong = {word: weight for word, weight in asked.weights if weight > WEAK}
    words = dict.fromkeys(asked.periods, 1.0) | strong
    edges = dict.fromkeys(map(edge_of, asked.stretches), 1.0)
    if told is None:
        parts = {word: _UNTOLD * weight for word, weight in words.items()}
    else:
        likely = dict.fromkeys(told.likely(*_PICKS), 1.0)
        parts = {word: _part(told, word) for word in words | likely}
        # The pontoon of "pontoon bridges" picks rows where no table is called by it.
        parts |= {w: max(parts[w], _OF_KIND * told.parts.get("rows", {}).get(w, 0.0)) for w in words if w not in above}  # fmt: skip
    idle = lists()["idle"]
    return edges | {
        word: part * (_ABOVE if word in above else 1.0)
        for word, part in parts.items()
        if word not in idle
    }


def _part(told: Spoken, word: str) -> float:
    """The chance that a word picks rows."""
    return sum(told.parts.get(name, {}).get(word, 0.0) for name in _PICKS)


def _together(
    some: Sequence[Condition], needs: Mapping[str, float]
) -> Iterator[tuple[tuple[Condition, ...], float]]:
    total = sum(needs.values()) + 0.5
    for n in range(1, _MOST_TOGETHER + 1):
        for of in itertools.combinations(some, n):
            words = [one.words for one in of]
            # Each must be asked by words of its own.
            if any(
                mine <= frozenset().union(*words[:i], *words[i + 1 :])
                for i, mine in enumerate(words)
            ):
                continue
            held = frozenset[str]().union(*words)
            idle = sum(1 for w in held if needs.get(w, 0.0) < _NEEDED)
            worth = sum(needs.get(w, 0.0) for w in held) + 0.5 - _EACH * (n - 1) - _IDLE * idle
            yield of, worth / total


def _is_total_row(row: Sequence[Judged]) -> bool:
    """Whether it is marked as a sum, or wholly called one: neither "Year 7" nor "All Saints"."""
    named = (part.strip() for part in row[0].unit.label.split(" · "))
    return any(one.unit.is_sum for one in row) or any(map(_TOTAL.fullmatch, named))
