"""What a number counts by the day or month, whatever it is: "90k tickets/mo", "60k invoices a month"."""

import re

from agent.offline.vocabulary import table
from agent.quantities import Quantity

_COUNTED_BY = re.compile(
    r"(?!\s+tokens?\b)(?:\s+[a-z-]+){1,3}?(?:\s*/\s*|\s+(?:an?|per|each|every)\s+)(mo|month|day|week|year|hour|yr)\b"
    r"|(?!\s+tokens?\b)(?:\s+[a-z-]+){1,3}?\s+(daily|monthly|weekly|yearly)\b",
    re.IGNORECASE,
)


def counted_by(q: Quantity, text: str) -> str | None:
    """The period behind what a bare number counts; None where it has a unit or no period stands there."""
    said = _COUNTED_BY.match(text, q.end) if q.unit is None else None
    if said is None:
        return None
    word = next(g for g in said.groups() if g).lower()
    return str(table("periods").get(word, word))
