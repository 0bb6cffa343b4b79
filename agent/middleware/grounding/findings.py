"""What the check of an answer objects to."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["figure", "date", "name", "citation", "contradiction", "quote", "uncited"]


@dataclass(frozen=True)
class Finding:
    """One objection; `answer[span_start:span_end]` are the words it is about."""

    kind: Kind
    span_start: int
    span_end: int
    reason: str
