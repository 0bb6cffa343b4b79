"""The rows of a table that are of a day, month or year which a question names."""

from collections.abc import Mapping, Sequence

from agent.offline.documents.asked import Asked
from agent.offline.documents.days import days_named, is_day
from agent.offline.documents.judged import Judged
from agent.offline.documents.periods import is_same, periods_in


def rows_of_times(
    asked: Asked, rows: Mapping[int, Sequence[Judged]]
) -> dict[tuple[str, ...], set[int]]:
    """For each day or year asked, by its words, the rows that bear it, where those are not all."""
    said = {row: " · ".join({one.unit.label: 0, **{o.unit.value: 0 for o in of}}) for row, of in rows.items() for one in of[:1]}  # fmt: skip
    found: dict[tuple[str, ...], set[int]] = {}
    held = {row: days_named(text) for row, text in said.items()}
    for day, words in days_named(asked.text).items():
        found[tuple(words)] = {row for row, of in held.items() if any(is_day(day, d) for d in of)}
    if not found:
        for period in asked.periods:
            of_it = {
                r for r, text in said.items() if any(is_same(period, p) for p in periods_in(text))
            }
            found[(period,)] = of_it
    return {words: of for words, of in found.items() if 0 < len(of) < len(rows)}
