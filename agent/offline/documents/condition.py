"""A condition on the rows of a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from agent.offline.documents.judged import Judged

Kind = Literal["value", "not", "number", "time", "bound", "so", "against"]
Rows = Mapping[int, Sequence[Judged]]
"""The cells of each row, by its place."""
Column = Mapping[int, Judged]
"""The cells below one header, by their rows' places."""


@dataclass(frozen=True)
class Condition:
    """One that some rows of a table meet, and not all."""

    kind: Kind
    column: str
    words: frozenset[str]
    """The question's stems by which it is asked."""
    rows: frozenset[int]
