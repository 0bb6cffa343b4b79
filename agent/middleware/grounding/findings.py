"""What the check of an answer objects to."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["figure", "date", "name", "citation", "contradiction", "quote"]
"""A `figure`, `date` or `name` that no source bears out; a `citation` that does not bear out its words,
or that is lacking; a `contradiction` of a passage or a tool; a `quote` in words of its own."""


@dataclass(frozen=True)
class Finding:
    """One objection; `answer[span_start:span_end]` are the words it is about."""

    kind: Kind
    span_start: int
    span_end: int
    reason: str
    is_uncited: bool = False
    """Of a citation that is lacking: its words are the statement that needs one, no `[n]`."""
